/* Encodings of text other than UTF-8, by the C library's iconv (leak_scan).
 *
 * Marks of UTF-16 and UTF-32 decide; without one the zeros do. Everything else is read
 * as UTF-8 and, where it is none, in the encodings that old files have: each reading is
 * handed on, since the right one is not known. */
#define _GNU_SOURCE /* memmem */
#include "leak_scan/internal.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"

enum {
    HEAD_BYTES = 1024, /* a declaration stands in the first of them (HTML standard) */
    NAME_BYTES = 40,
    STEP_BYTES = 64 * 1024,
};

/* ---- Conversion ---- */

/* True for the encodings of documents, by the beginnings of their names. iconv knows
 * more; with some of those it does not get to an end. */
static bool is_usable(const char *charset)
{
    static const char *const families[] = {
        "UTF-",    "UCS-",   "ISO-8859-", "ISO8859-", "WINDOWS-", "CP",   "KOI8-",
        "MAC",     "IBM",    "EBCDIC-",   "EUC-",     "SHIFT",    "SJIS", "GB",
        "BIG5",    "TIS-",   "US-ASCII",  "ASCII",    "LATIN",    "L1",   "ISO-2022-JP",
        "ISO-IR-", "X-MAC-", "ISO_8859-", "DOS",      "UTF",
    };
    if (strlen(charset) > NAME_BYTES || strpbrk(charset, "/,;")) {
        return false;
    }
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        if (strncasecmp(charset, families[i], strlen(families[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* Appends p[0..n) in UTF-8, without what is not text in that encoding: units that iconv
 * rejects are skipped one by one. False where the encoding is not known. */
static bool convert_from(const char *charset, const char *p, size_t n, struct rf_buf *out)
{
    iconv_t from = is_usable(charset) ? iconv_open("UTF-8", charset) : (iconv_t)-1;
    if (from == (iconv_t)-1) {
        return false;
    }
    size_t unit_bytes = strncasecmp(charset, "UTF-16", 6) == 0   ? 2
                        : strncasecmp(charset, "UTF-32", 6) == 0 ? 4
                                                                 : 1;
    char *in = (char *)(uintptr_t)p;
    while (n) {
        rf_buf_reserve(out, STEP_BYTES);
        char *to = out->p + out->n;
        size_t room = out->capacity - out->n, before = n;
        size_t status = iconv(from, &in, &n, &to, &room);
        size_t written = (size_t)(to - out->p) - out->n;
        out->n += written;
        if (status == (size_t)-1 && errno != E2BIG) {
            size_t skipped = n < unit_bytes ? n : unit_bytes;
            in += skipped;
            n -= skipped;
        } else if (n == before && !written) {
            break; /* it does not get on */
        }
    }
    iconv_close(from);
    return true;
}

bool rf_look_in_charset(struct rf_looking *l, const char *charset, const char *p,
                        size_t n)
{
    struct rf_buf text = {0};
    bool is_enough = false;
    if (convert_from(charset, p, n, &text)) {
        is_enough = rf_look_text(l, text.p ? text.p : "", text.n);
    } else {
        rf_look_miss(
            l, rf_arena_format(l->arena, "its encoding '%.40s' is not known", charset));
    }
    rf_buf_clear(&text);
    return is_enough;
}

/* ---- Which one ---- */

static const struct {
    const char *bytes;
    size_t n;
    const char *charset;
} marks[] = {
    {"\xFF\xFE\0\0", 4, "UTF-32LE"},   {"\0\0\xFE\xFF", 4, "UTF-32BE"},
    {"\xFF\xFE", 2, "UTF-16LE"},       {"\xFE\xFF", 2, "UTF-16BE"},
    {"\x4C\x6F\xA7\x94", 4, "IBM037"}, /* <?xm in EBCDIC */
};

/* Without a mark, text of several bytes a character is known by its zeros: they are a
 * quarter of all bytes or more, and almost all stand at the same places of a unit. */
const char *rf_look_wide_charset(const char *p, size_t n)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (n >= marks[i].n && memcmp(p, marks[i].bytes, marks[i].n) == 0) {
            return marks[i].charset;
        }
    }
    size_t zeros[4] = {0}, head = n < STEP_BYTES ? n & ~(size_t)3 : STEP_BYTES;
    for (size_t i = 0; i < head; i++) {
        zeros[i % 4] += p[i] == '\0';
    }
    size_t even = zeros[0] + zeros[2], odd = zeros[1] + zeros[3];
    size_t units = head / 4;
    if (n < 4 || even + odd < head / 4 || even + odd == head) {
        return NULL;
    }
    if (zeros[1] + zeros[2] + zeros[3] > 11 * units / 4 && zeros[0] < units / 8) {
        return "UTF-32LE";
    }
    if (zeros[0] + zeros[1] + zeros[2] > 11 * units / 4 && zeros[3] < units / 8) {
        return "UTF-32BE";
    }
    return even * 16 <= odd ? "UTF-16LE" : odd * 16 <= even ? "UTF-16BE" : NULL;
}

/* What follows "encoding=" or "charset=" near the beginning, in arena; NULL: nothing. */
static const char *declared(const char *p, size_t n, struct rf_arena *arena)
{
    static const char *const keys[] = {"encoding", "charset"};
    char *head = rf_arena_copy(arena, p, n < HEAD_BYTES ? n : HEAD_BYTES);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *at = strcasestr(head, keys[i]);
        if (at) {
            at += strlen(keys[i]);
            at += strspn(at, " \t=\"':");
            return rf_arena_copy(arena, at, strcspn(at, " \t\r\n\"';>?,/)}]"));
        }
    }
    return NULL;
}

/* True for encodings in which every text is read anyway. */
static bool is_plain(const char *charset)
{
    static const char *const names[] = {
        "",       "utf-8", "utf8",   "us-ascii", "iso-8859-1",    "windows-1252",
        "latin1", "ascii", "cp1252", "utf-16",   "x-user-defined"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcasecmp(charset, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- Text of one byte a character ---- */

/* What is not UTF-8 is read in each of the encodings that old files have. As UTF-8 it is
 * read all the same: a byte that is not UTF-8 counts as one of Windows-1252 everywhere,
 * but two may stand together as if they were UTF-8. A declared encoding is added. */
bool rf_look_encoded(struct rf_looking *l, const char *p, size_t n)
{
    static const char *const charsets[] = {"WINDOWS-1252", "MACINTOSH", "CP850"};
    const char *wide = rf_look_wide_charset(p, n);
    if (wide) {
        return rf_look_in_charset(l, wide, p, n);
    }
    struct rf_arena scratch = {0};
    const char *charset = declared(p, n, &scratch);
    bool is_enough = rf_look_text(l, p, n);
    if (!is_enough && !l->is_guess && rf_utf8_valid(p, n) < n) {
        for (size_t i = 0; !is_enough && i < sizeof charsets / sizeof *charsets; i++) {
            is_enough = rf_look_in_charset(l, charsets[i], p, n);
        }
    }
    is_enough = is_enough || (charset && !is_plain(charset) && rf_look_is_markup(p, n) &&
                              rf_look_in_charset(l, charset, p, n));
    rf_arena_clear(&scratch);
    return is_enough;
}

/* ---- Bytes of no text ---- */

enum { SCRIPTS_END = 0x600 }; /* Latin, Greek, Cyrillic and what lies between them */

/* Appends what may be text of two bytes a character from p on; anything else is a blank.
 */
static void take_wide(const unsigned char *p, size_t n, unsigned high, struct rf_buf *out)
{
    rf_buf_reserve(out, n + 2); /* two bytes at most for two */
    char *to = out->p + out->n;
    for (size_t i = 0; i + 2 <= n; i += 2) {
        unsigned c = (unsigned)p[i + high] << 8 | p[i + 1 - high];
        if (c < 0x80) {
            *to++ = c ? (char)c : ' ';
        } else if (c < SCRIPTS_END) {
            *to++ = (char)(0xC0 | c >> 6);
            *to++ = (char)(0x80 | (c & 0x3F));
        } else {
            *to++ = ' ';
        }
    }
    out->n = (size_t)(to - out->p);
}

bool rf_look_raw(struct rf_looking *l, const char *p, size_t n)
{
    struct rf_buf wide = {0};
    bool is_enough = rf_look_say(l, p, n);
    bool has_zeros = l->look->see && n && memchr(p, '\0', n);
    for (unsigned i = 0; has_zeros && !is_enough && i < 4 && n > i / 2; i++) {
        rf_buf_reset(&wide);
        take_wide((const unsigned char *)p + i / 2, n - i / 2, i % 2 == 0, &wide);
        is_enough = rf_look_say(l, wide.p, wide.n);
    }
    rf_buf_clear(&wide);
    return is_enough;
}
