/* gzip files and tar archives; inflating, by zlib (leak_scan).
 *
 * Everything that is unpacked counts against one budget of the look, so that a small
 * file that unpacks to gigabytes ends as a note, not as a full memory. */
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "leak_scan/readers.h"

/* ---- Inflating ---- */

bool rf_look_inflate(struct rf_looking *l, const char *p, size_t n, int window_bits,
                     struct rf_buf *out, size_t *used)
{
    enum { STEP = 64 * 1024 };
    z_stream z = {.next_in = (Bytef *)(uintptr_t)p,
                  .avail_in = n < UINT_MAX ? (uInt)n : UINT_MAX};
    if (inflateInit2(&z, window_bits) != Z_OK) {
        return false;
    }
    int status = Z_OK;
    while (status == Z_OK) {
        rf_buf_reserve(out, STEP);
        z.next_out = (Bytef *)out->p + out->n;
        z.avail_out = STEP;
        status = inflate(&z, Z_NO_FLUSH);
        size_t made = STEP - z.avail_out;
        out->n += made;
        if (!rf_look_may_unpack(l, made)) {
            break;
        }
    }
    if (used) {
        *used = (size_t)z.total_in;
    }
    inflateEnd(&z);
    return status == Z_STREAM_END;
}

/* ---- gzip (RFC 1952) ---- */

/* A file is the content of all its members (RFC 1952, 2.2); their heads may hold a name
 * and a comment, which are seen in the raw bytes. */
bool rf_look_gzip(struct rf_looking *l, const char *p, size_t n)
{
    enum { WITH_HEADER = 16 + MAX_WBITS };
    struct rf_buf whole = {0};
    size_t used = 1;
    bool is_enough = rf_look_raw(l, p, n), is_whole = true;
    if (is_enough || !rf_look_enter(l, RF_ARCHIVE)) {
        return is_enough;
    }
    for (size_t at = 0; is_whole && at < n && (unsigned char)p[at] == 0x1F; at += used) {
        is_whole = rf_look_inflate(l, p + at, n - at, WITH_HEADER, &whole, &used);
    }
    if (!is_whole) {
        rf_look_miss(l, "it is damaged, or cut off");
    }
    is_enough = rf_look_part(l, NULL, whole.p ? whole.p : "", whole.n, RF_PART_FILE);
    rf_buf_clear(&whole);
    rf_look_leave(l, RF_ARCHIVE);
    return is_enough;
}

/* ---- tar (POSIX pax) ---- */

enum {
    TAR_BLOCK = 512,
    TAR_NAME = 100,
    TAR_SIZE_AT = 124,
    TAR_SIZE = 12,
    TAR_MAGIC_AT = 257
};

bool rf_look_is_tar(const char *p, size_t n)
{
    return n >= TAR_BLOCK && memcmp(p + TAR_MAGIC_AT, "ustar", 5) == 0;
}

/* The size of an entry: octal digits, or, after a byte 0x80, the bytes of a number. */
static size_t tar_size(const char *header)
{
    const unsigned char *p = (const unsigned char *)header + TAR_SIZE_AT;
    bool is_binary = p[0] == 0x80;
    size_t size = 0;
    for (size_t i = is_binary; i < TAR_SIZE; i++) {
        if (is_binary) {
            size = size << 8 | p[i];
        } else if (p[i] >= '0' && p[i] <= '7') {
            size = size << 3 | (size_t)(p[i] - '0');
        }
    }
    return size;
}

/* Entry by entry. Names stand in the headers, longer ones in entries of their own: all of
 * it is seen in the raw bytes. */
bool rf_look_tar(struct rf_looking *l, const char *p, size_t n)
{
    bool is_enough = rf_look_raw(l, p, n);
    if (is_enough || !rf_look_enter(l, RF_ARCHIVE)) {
        return is_enough;
    }
    for (size_t at = 0; !is_enough && n - at >= TAR_BLOCK && p[at];) {
        const char *header = p + at;
        size_t size = tar_size(header), room = n - at - TAR_BLOCK;
        size_t kept = size < room ? size : room;
        const char *name = rf_arena_copy(l->arena, header, strnlen(header, TAR_NAME));
        if (size > room) {
            rf_look_miss(l, "it is cut off");
        }
        if (!rf_look_may_open(l)) {
            break;
        }
        is_enough = rf_look_part(l, name, header + TAR_BLOCK, kept, RF_PART_FILE);
        size_t padded = kept + (TAR_BLOCK - kept % TAR_BLOCK) % TAR_BLOCK;
        at += TAR_BLOCK + (padded < room ? padded : room);
    }
    rf_look_leave(l, RF_ARCHIVE);
    return is_enough;
}
