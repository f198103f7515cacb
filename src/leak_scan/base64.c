/* Base64 and quoted-printable: RFC 2045 (leak_scan). */
#define _GNU_SOURCE /* memmem */
#include "leak_scan/internal.h"

#include <stdint.h>
#include <string.h>

#include "base/digits.h"
#include "base/escape.h"

enum { LONG_RUN = 128 }; /* so many characters of base64 in a row are no word */

/* ---- Quoted-printable ---- */

/* The length of a soft line break, with its equals sign p[0]; 0: it is none. */
static size_t soft_break(const char *p, size_t n)
{
    size_t i = 1;
    while (i < n && (p[i] == ' ' || p[i] == '\t')) {
        i++;
    }
    if (i < n && p[i] == '\r') {
        i++;
    }
    return i < n && p[i] == '\n' ? i + 1 : 0;
}

void rf_look_quoted_printable(const char *p, size_t n, struct rf_buf *out)
{
    for (size_t i = 0, size; i < n; i += size) {
        int high = n - i >= 3 ? rf_hex_digit(p[i + 1]) : -1;
        int low = high >= 0 ? rf_hex_digit(p[i + 2]) : -1;
        size = 1;
        if (p[i] != '=') {
            rf_buf_char(out, p[i]);
        } else if (low >= 0) {
            rf_buf_char(out, (char)(high << 4 | low));
            size = 3;
        } else if ((size = soft_break(p + i, n - i)) == 0) {
            rf_buf_char(out, '=');
            size = 1;
        }
    }
}

/* ---- Base64 ---- */

/* The six bits of a character; -1: it is none of base64, nor of its form for addresses.
 */
static int bits_of(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return c - '0' + 52;
    }
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static bool is_blank(char c)
{
    return c == '\n' || c == '\r' || c == ' ' || c == '\t';
}

size_t rf_look_decode_base64(const char *p, size_t n, struct rf_buf *out)
{
    uint32_t word = 0;
    unsigned count = 0;
    size_t i = 0;
    for (; i < n; i++) {
        int bits = bits_of(p[i]);
        bool is_passed_over =
            is_blank(p[i]) || p[i] == '\\'; /* "\/", "\n" of JSON: near */
        if (bits < 0 && !is_passed_over) {
            break;
        }
        if (bits < 0) {
            continue;
        }
        word = word << 6 | (uint32_t)bits;
        if (++count % 4 == 0) {
            const char bytes[3] = {(char)(word >> 16), (char)(word >> 8), (char)word};
            rf_buf_add(out, bytes, 3);
        }
    }
    if (count % 4 >= 2) {
        word <<= 6 * (4 - count % 4);
        const char bytes[2] = {(char)(word >> 16), (char)(word >> 8)};
        rf_buf_add(out, bytes, count % 4 - 1);
    }
    return i;
}

/* ---- In text ---- */

/* Decodes what of p[0..n) is base64 and looks into it; *size is the length of the run. */
static bool look_at_run(struct rf_looking *l, const char *p, size_t n, const char *name,
                        enum rf_part_kind kind, size_t *size)
{
    struct rf_buf bytes = {0};
    *size = rf_look_decode_base64(p, n, &bytes);
    bool is_enough = bytes.n && rf_look_part(l, name, bytes.p, bytes.n, kind);
    rf_buf_clear(&bytes);
    return is_enough;
}

/* A data: address that is not base64, up to what ends an address in HTML, CSS or text. */
static bool look_at_percents(struct rf_looking *l, const char *p, size_t n, size_t *size)
{
    struct rf_buf bytes = {0};
    *size = 0;
    while (*size < n && !is_blank(p[*size]) &&
           !(p[*size] && strchr("\"'<>)", p[*size]))) {
        ++*size;
    }
    bool is_enough =
        rf_unescape(p, *size, RF_ESCAPE_PERCENT | RF_ESCAPE_ENTITY, &bytes) &&
        rf_look_part(l, "a data: address", bytes.p, bytes.n, RF_PART_GUESS);
    rf_buf_clear(&bytes);
    return is_enough;
}

/* "data:image/png;base64,iVBOR…", "data:image/svg+xml,%3Csvg…" */
static bool look_at_addresses(struct rf_looking *l, const char *p, size_t n)
{
    static const char mark[] = "data:", base64[] = ";base64,";
    enum { HEAD_BYTES = 200 };
    const size_t tail = sizeof base64 - 2; /* without the comma */
    size_t at = 0, size;
    const char *found;
    while (at < n && (found = memmem(p + at, n - at, mark, sizeof mark - 1)) != NULL) {
        at = (size_t)(found - p) + sizeof mark - 1;
        size_t head = n - at < HEAD_BYTES ? n - at : HEAD_BYTES;
        const char *comma = head ? memchr(p + at, ',', head) : NULL;
        if (!comma) {
            continue;
        }
        bool is_base64 =
            (size_t)(comma - p) - at >= tail && memcmp(comma - tail, base64, tail) == 0;
        at = (size_t)(comma - p) + 1;
        if (is_base64
                ? look_at_run(l, p + at, n - at, "a data: address", RF_PART_FILE, &size)
                : look_at_percents(l, p + at, n - at, &size)) {
            return true;
        }
        at += size;
    }
    return false;
}

/* Besides addresses: a line of nothing but base64, of a length that mail and XML have,
 * begins a run; so does a longer word. */
bool rf_look_base64(struct rf_looking *l, const char *p, size_t n)
{
    enum { SHORTEST_LINE = 60 };
    if (look_at_addresses(l, p, n)) {
        return true;
    }
    for (size_t at = 0, size; at < n; at += size + 1) {
        for (size = 0; at + size < n && bits_of(p[at + size]) >= 0;) {
            size++;
        }
        bool is_line = size >= SHORTEST_LINE && at + size < n && is_blank(p[at + size]);
        if ((is_line || size >= LONG_RUN) &&
            look_at_run(l, p + at, n - at, NULL, RF_PART_GUESS, &size)) {
            return true;
        }
    }
    return false;
}
