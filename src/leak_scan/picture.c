/* The text parts of PNG, JPEG and GIF files: what stands beside the picture itself
 * (leak_scan).
 *
 * A picture is not decoded: words that it shows are not seen. What its format holds
 * beside it is read chunk by chunk (PNG), segment by segment (JPEG) or block by block
 * (GIF), and what follows its end as a file. */
#include <limits.h>
#include <string.h>
#include <zlib.h>

#include "leak_scan/readers.h"

/* A number of so many bytes, the highest first. */
static size_t number(const char *p, int bytes)
{
    size_t value = 0;
    for (int i = 0; i < bytes; i++) {
        value = value << 8 | (unsigned char)p[i];
    }
    return value;
}

/* What follows the end of a picture: an archive, a film, anything. */
static bool look_after(struct rf_looking *l, const char *p, size_t n)
{
    size_t zeros = 0;
    while (zeros < n && p[zeros] == '\0') {
        zeros++;
    }
    return zeros < n &&
           rf_look_part(l, "after the picture", p + zeros, n - zeros, RF_PART_FILE);
}

/* ---- PNG (ISO/IEC 15948) ---- */

enum { PNG_HEAD = 8, CHUNK_HEAD = 8, CHUNK_CRC = 4 };

/* The place after the NUL that ends the string at p[at]. */
static size_t skip_string(const char *p, size_t n, size_t at)
{
    const char *end = at < n ? memchr(p + at, '\0', n - at) : NULL;
    return end ? (size_t)(end - p) + 1 : n;
}

/* The packed text of a chunk: in zTXt and iCCP it begins two bytes after the keyword, in
 * iTXt two more strings stand between. */
static bool look_at_packed(struct rf_looking *l, const char *p, size_t n, bool is_itxt)
{
    size_t at = skip_string(p, n, 0);
    struct rf_buf text = {0};
    bool is_packed = at < n && (!is_itxt || p[at]);
    at += is_itxt ? 2 : 1;
    if (is_itxt) {
        at = skip_string(p, n, skip_string(p, n, at));
    }
    if (!is_packed || at >= n) {
        return false;
    }
    if (!rf_look_inflate(l, p + at, n - at, MAX_WBITS, &text, NULL)) {
        rf_look_miss(l, "it is damaged");
    }
    bool is_enough = rf_look_encoded(l, text.p ? text.p : "", text.n) ||
                     rf_look_raw(l, text.p ? text.p : "", text.n);
    rf_buf_clear(&text);
    return is_enough;
}

/* Chunk by chunk; those of the picture itself (IDAT, fdAT) hold no text. */
bool rf_look_png(struct rf_looking *l, const char *p, size_t n)
{
    for (size_t at = PNG_HEAD; at < n;) {
        if (n - at < CHUNK_HEAD + CHUNK_CRC ||
            number(p + at, 4) > n - at - CHUNK_HEAD - CHUNK_CRC) {
            rf_look_miss(l, "it is damaged, or cut off");
            return rf_look_raw(l, p + at, n - at);
        }
        const char *type = p + at + 4, *data = type + 4;
        size_t size = number(p + at, 4);
        bool is_itxt = memcmp(type, "iTXt", 4) == 0;
        bool is_packed =
            is_itxt || memcmp(type, "zTXt", 4) == 0 || memcmp(type, "iCCP", 4) == 0;
        bool is_picture = memcmp(type, "IDAT", 4) == 0 || memcmp(type, "fdAT", 4) == 0;
        if (!is_picture && ((is_packed && look_at_packed(l, data, size, is_itxt)) ||
                            rf_look_raw(l, data, size) || rf_look_text(l, data, size))) {
            return true;
        }
        at += CHUNK_HEAD + size + CHUNK_CRC;
        if (memcmp(type, "IEND", 4) == 0) {
            return look_after(l, p + at, n - at);
        }
    }
    return rf_look_miss(l, "it is cut off");
}

/* ---- JPEG (ITU-T T.81) ---- */

enum {
    JPEG_SOS = 0xDA, /* the picture's own bytes follow … */
    JPEG_EOI = 0xD9, /* … up to its end */
    JPEG_APP1 = 0xE1,
};

/* A large XMP packet goes on in further segments, each of which begins with this. */
static const char xmp_more[] = "http://ns.adobe.com/xmp/extension/";
enum { XMP_HEAD = sizeof xmp_more + 32 + 8 }; /* a checksum, the length, the place */

/* Where the bytes of the picture end: at a marker that is none within them. */
static size_t skip_scan(const char *p, size_t n, size_t at)
{
    while (at + 1 < n) {
        const char *mark = memchr(p + at, 0xFF, n - at - 1);
        if (!mark) {
            return n;
        }
        at = (size_t)(mark - p);
        unsigned char c = (unsigned char)p[at + 1];
        if (c != 0 && c != 0xFF && !(c >= 0xD0 && c <= 0xD7)) {
            return at;
        }
        at++;
    }
    return n;
}

/* Markers and what they hold, up to the end of the picture; returns where that is, n
 * where it has none; *is_enough: the look ends. */
static size_t look_at_segments(struct rf_looking *l, const char *p, size_t n,
                               struct rf_buf *xmp, bool *is_enough)
{
    size_t at = 2;
    while (n - at >= 4 && !*is_enough) {
        unsigned marker = (unsigned char)p[at + 1];
        if ((unsigned char)p[at] != 0xFF || marker == 0xFF) {
            at++; /* filling, or damage */
            continue;
        }
        if (marker == JPEG_EOI) {
            return at + 2;
        }
        size_t size = number(p + at + 2, 2);
        bool has_size = marker != 1 && !(marker >= 0xD0 && marker <= 0xD8) && size >= 2;
        if (has_size && size <= n - at - 2) {
            const char *data = p + at + 4;
            size_t length = size - 2;
            if (marker == JPEG_APP1 && length > XMP_HEAD &&
                memcmp(data, xmp_more, sizeof xmp_more) == 0) {
                rf_buf_add(xmp, data + XMP_HEAD, length - XMP_HEAD);
            }
            *is_enough = rf_look_raw(l, data, length) || rf_look_text(l, data, length);
            at += size;
        }
        at += 2;
        at = marker == JPEG_SOS ? skip_scan(p, n, at) : at;
    }
    return n - at >= 2 && (unsigned char)p[at] == 0xFF &&
                   (unsigned char)p[at + 1] == JPEG_EOI
               ? at + 2
               : n;
}

bool rf_look_jpeg(struct rf_looking *l, const char *p, size_t n)
{
    struct rf_buf xmp = {0};
    bool is_enough = false;
    size_t end = look_at_segments(l, p, n, &xmp, &is_enough);
    if (end == n && !(n >= 2 && (unsigned char)p[n - 1] == JPEG_EOI)) {
        rf_look_miss(l, "it is damaged, or cut off");
    }
    is_enough = is_enough || rf_look_text(l, xmp.p ? xmp.p : "", xmp.n) ||
                (end < n && look_after(l, p + end, n - end));
    rf_buf_clear(&xmp);
    return is_enough;
}

/* ---- GIF89a ---- */

enum { GIF_HEAD = 13, GIF_EXTENSION = 0x21, GIF_IMAGE = 0x2C, GIF_END = 0x3B };

/* The bytes of a colour table whose size is in these flags. */
static size_t colours(unsigned char flags)
{
    return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

/* Block by block: an extension or a picture has a head, then blocks of bytes, each after
 * its length, up to one of length 0. The text of extensions is looked at. */
bool rf_look_gif(struct rf_looking *l, const char *p, size_t n)
{
    enum { IMAGE_HEAD = 10 };
    struct rf_buf text = {0};
    size_t at = n > GIF_HEAD ? GIF_HEAD + colours((unsigned char)p[10]) : n;
    bool is_enough = false;
    while (!is_enough && at < n && (unsigned char)p[at] != GIF_END) {
        bool is_image = (unsigned char)p[at] == GIF_IMAGE && n - at > IMAGE_HEAD;
        if (!is_image && (unsigned char)p[at] != GIF_EXTENSION) {
            break;
        }
        size_t head = is_image ? IMAGE_HEAD + colours((unsigned char)p[at + 9]) + 1 : 2;
        rf_buf_reset(&text);
        at = n - at > head ? at + head : n;
        while (at < n && p[at]) {
            size_t size = (unsigned char)p[at], left = n - at - 1;
            rf_buf_add(&text, p + at + 1, size < left ? size : left);
            at += 1 + (size < left ? size : left);
        }
        at = at < n ? at + 1 : n;
        is_enough = !is_image && (rf_look_raw(l, text.p ? text.p : "", text.n) ||
                                  rf_look_text(l, text.p ? text.p : "", text.n));
    }
    bool has_end = at < n && (unsigned char)p[at] == GIF_END;
    if (!has_end && p[n - 1]) { /* many files end after their last block, with a 0 */
        rf_look_miss(l, "it is damaged, or cut off");
    }
    is_enough = is_enough ||
                (has_end ? look_after(l, p + at + 1, n - at - 1) : rf_look_raw(l, p, n));
    rf_buf_clear(&text);
    return is_enough;
}
