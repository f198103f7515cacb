/* Texts reduced to their letters and digits, to be compared (edition). */
#include "edition/letters.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

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

bool rf_is_markup(const char *p, size_t n)
{
    static const char *const beginnings[] = {"<!doctype", "<html", "<?xml", "<svg"};
    size_t at = n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < n && (p[at] == ' ' || (p[at] >= '\t' && p[at] <= '\r'))) {
        at++;
    }
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        size_t length = strlen(beginnings[i]);
        if (n - at >= length && strncasecmp(p + at, beginnings[i], length) == 0) {
            return true;
        }
    }
    return false;
}

static bool opens_tag(const char *p, size_t n)
{
    char c = n > 1 ? (char)(p[1] | 0x20) : '\0';
    return (c >= 'a' && c <= 'z') ||
           (n > 1 && (p[1] == '/' || p[1] == '!' || p[1] == '?'));
}

/* Finds the next tag from at on: it is p[*open..*close], with its brackets. False: there
 * is none any more. */
static bool next_tag(const char *p, size_t n, size_t at, size_t *open, size_t *close)
{
    const char *found;
    while (at < n && (found = memchr(p + at, '<', n - at)) != NULL) {
        *open = (size_t)(found - p);
        if (opens_tag(found, n - *open)) {
            found = memchr(found, '>', n - *open);
            *close = found ? (size_t)(found - p) : n;
            return found != NULL; /* without one, no other tag ends either */
        }
        at = *open + 1;
    }
    return false;
}

void rf_strip_tags(const char *p, size_t n, struct rf_buf *out)
{
    size_t at = 0, open, close;
    for (; next_tag(p, n, at, &open, &close); at = close + 1) {
        rf_buf_add(out, p + at, open - at);
    }
    rf_buf_add(out, p + at, n - at);
}

/* One tag's insides. */
static void take_tag(const char *p, size_t n, struct rf_buf *out)
{
    struct rf_buf rest = {0};
    for (size_t i = 0; i < n; i++) {
        bool opens_value = (p[i] == '"' || p[i] == '\'') && i && p[i - 1] == '=';
        const char *close = opens_value ? memchr(p + i + 1, p[i], n - i - 1) : NULL;
        if (close) {
            rf_buf_add(out, p + i + 1, (size_t)(close - p) - i - 1);
            rf_buf_char(out, '\0');
            i = (size_t)(close - p);
        } else {
            rf_buf_char(&rest, p[i]);
        }
    }
    rf_buf_add(out, rest.p ? rest.p : "", rest.n);
    rf_buf_char(out, '\0');
    rf_buf_clear(&rest);
}

void rf_take_tags(const char *p, size_t n, struct rf_buf *out)
{
    size_t open, close;
    for (size_t at = 0; next_tag(p, n, at, &open, &close); at = close + 1) {
        take_tag(p + open + 1, close - open - 1, out);
    }
}
