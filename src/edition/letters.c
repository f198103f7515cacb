/* Texts reduced to their letters and digits, to be compared (edition). */
#include "edition/letters.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/scan.h"
#include "base/str.h"

/* ---- Letters ---- */

/* What is left of a character of ASCII; 0: nothing. */
static char ascii_letter(unsigned char c)
{
    if (c >= 'A' && c <= 'Z') {
        return (char)(c + ('a' - 'A'));
    }
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? (char)c : '\0';
}

void rf_letters(const char *p, size_t n, struct rf_buf *out)
{
    size_t size;
    rf_buf_reserve(out, n);
    for (size_t i = 0; i < n; i += size) {
        size = 1;
        if ((unsigned char)p[i] < 0x80) {
            char c = ascii_letter((unsigned char)p[i]);
            if (c) {
                rf_buf_char(out, c);
            }
        } else {
            uint32_t c = rf_utf8_next(p + i, n - i, &size);
            if (size > 1) { /* else no UTF-8: nothing that a reader would see */
                rf_utf8_put_base(out, c);
            }
        }
    }
}

/* ---- Escapes ---- */

/* Each reads one escape at p and returns its length, 0 where it is none. */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Hexadecimal digits at p, at most max; returns how many. */
static size_t read_hex(const char *p, size_t n, size_t max, uint32_t *value)
{
    size_t i = 0;
    for (*value = 0; i < n && i < max && hex_digit(p[i]) >= 0; i++) {
        *value = *value * 16 + (uint32_t)hex_digit(p[i]);
    }
    return i;
}

static void put(struct rf_buf *out, uint32_t c)
{
    bool is_character = c && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
    rf_utf8_put(out, is_character ? c : 0xFFFD);
}

static size_t read_percent(const char *p, size_t n, struct rf_buf *out)
{
    uint32_t c;
    if (n < 3 || read_hex(p + 1, 2, 2, &c) != 2) {
        return 0;
    }
    rf_buf_char(out, (char)c);
    return 3;
}

/* "&#233;", "&#xE9;" */
static size_t read_number(const char *p, size_t n, struct rf_buf *out)
{
    uint32_t c = 0;
    bool is_hex = n > 2 && (p[2] | 0x20) == 'x';
    size_t i = is_hex ? 3 : 2, start = i;
    if (is_hex) {
        i += read_hex(p + i, n - i, 6, &c);
    }
    for (; !is_hex && i < n && i < start + 7 && p[i] >= '0' && p[i] <= '9'; i++) {
        c = c * 10 + (uint32_t)(p[i] - '0');
    }
    if (i == start || i == n || p[i] != ';') {
        return 0;
    }
    put(out, c);
    return i + 1;
}

static size_t read_entity(const char *p, size_t n, struct rf_buf *out)
{
    /* All that we write, and those for what stands between letters. */
    static const char *const names[] = {"amp;",  "lt;",   "gt;",  "quot;",
                                        "apos;", "nbsp;", "shy;", NULL};
    static const char characters[] = "&<>\"'  ";
    if (n > 2 && p[1] == '#') {
        return read_number(p, n, out);
    }
    for (size_t i = 0; names[i]; i++) {
        size_t length = strlen(names[i]);
        if (n > length && memcmp(p + 1, names[i], length) == 0) {
            rf_buf_char(out, characters[i]);
            return length + 1;
        }
    }
    return 0;
}

/* \u00e9 of JSON; \e9 with a blank behind it of CSS. */
static size_t read_backslash(const char *p, size_t n, struct rf_buf *out)
{
    uint32_t c;
    if (n >= 6 && p[1] == 'u' && read_hex(p + 2, 4, 4, &c) == 4) {
        put(out, c);
        return 6;
    }
    size_t digits = read_hex(p + 1, n - 1, 6, &c);
    if (digits == 0) {
        return 0;
    }
    put(out, c);
    return 1 + digits + (digits + 1 < n && p[digits + 1] == ' ');
}

#define IS_ESCAPE(c) (((c) == '%') | ((c) == '&') | ((c) == '\\'))
RF_SCANNER(scan_escape, IS_ESCAPE)

void rf_unescape(const char *p, size_t n, struct rf_buf *out)
{
    for (size_t from = 0; from < n;) {
        size_t at = scan_escape(p, from, n);
        rf_buf_add(out, p + from, at - from);
        if (at == n) {
            return;
        }
        size_t size = p[at] == '%'   ? read_percent(p + at, n - at, out)
                      : p[at] == '&' ? read_entity(p + at, n - at, out)
                                     : read_backslash(p + at, n - at, out);
        if (size == 0) {
            rf_buf_char(out, p[at]);
            size = 1;
        }
        from = at + size;
    }
}

/* ---- Tags ---- */

static bool opens_tag(const char *p, size_t n)
{
    char c = n > 1 ? (char)(p[1] | 0x20) : '\0';
    return (c >= 'a' && c <= 'z') ||
           (n > 1 && (p[1] == '/' || p[1] == '!' || p[1] == '?'));
}

void rf_strip_tags(const char *p, size_t n, struct rf_buf *out)
{
    for (size_t from = 0; from < n;) {
        const char *open = memchr(p + from, '<', n - from);
        size_t at = open ? (size_t)(open - p) : n;
        rf_buf_add(out, p + from, at - from);
        const char *close =
            at < n && opens_tag(open, n - at) ? memchr(open, '>', n - at) : NULL;
        if (at < n && !close) {
            rf_buf_char(out, '<');
        }
        from = close ? (size_t)(close - p) + 1 : at + 1;
    }
}
