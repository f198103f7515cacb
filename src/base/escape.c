/* Escapes in text, undone (base). Each reader below reads one escape at p, appends what
 * it stands for, and returns its length; 0: it is none. */
#include "base/escape.h"

#include <stdint.h>
#include <string.h>

#include "base/digits.h"
#include "base/entities.h"
#include "base/scan.h"
#include "base/str.h"

/* Hexadecimal digits at p, at most max; returns how many. A value beyond Unicode stays
 * beyond it. */
static size_t read_hex(const char *p, size_t n, size_t max, uint32_t *value)
{
    size_t i = 0;
    for (*value = 0; i < n && i < max && rf_hex_digit(p[i]) >= 0; i++) {
        *value = *value > 0x10FFFF ? *value : *value * 16 + (uint32_t)rf_hex_digit(p[i]);
    }
    return i;
}

/* Appends the character of a number; U+FFFD where it is none: NUL, half a surrogate pair,
 * or beyond Unicode. */
static void put(struct rf_buf *out, uint32_t c)
{
    bool is_character = c && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
    rf_utf8_put(out, is_character ? c : 0xFFFD);
}

/* ---- Percent ---- */

/* "%u00E5" is a character, "%E5" a byte: of UTF-8, or of whatever the text is in. */
static size_t read_percent(const char *p, size_t n, struct rf_buf *out)
{
    uint32_t c;
    if (n >= 6 && (p[1] | 0x20) == 'u' && read_hex(p + 2, 4, 4, &c) == 4) {
        put(out, c);
        return 6;
    }
    if (n < 3 || read_hex(p + 1, 2, 2, &c) != 2) {
        return 0;
    }
    rf_buf_char(out, (char)c);
    return 3;
}

/* ---- Entities ---- */

/* "&#229;", "&#xE5;", with the semicolon or without. The numbers of control characters
 * mean those of Windows-1252 to a browser. */
static size_t read_number(const char *p, size_t n, struct rf_buf *out)
{
    uint32_t c = 0;
    bool is_hex = n > 2 && (p[2] | 0x20) == 'x';
    size_t start = is_hex ? 3 : 2, i = start;
    if (is_hex) {
        i += read_hex(p + i, n - i, n, &c);
    }
    for (; !is_hex && i < n && p[i] >= '0' && p[i] <= '9'; i++) {
        c = c > 0x10FFFF ? c : c * 10 + (uint32_t)(p[i] - '0');
    }
    if (i == start) {
        return 0;
    }
    put(out, c >= 0x80 && c <= 0x9F ? rf_windows_1252((unsigned char)c) : c);
    return i + (i < n && p[i] == ';');
}

/* An entity by number or name; is_closed: only one that ends with a semicolon. */
static size_t read_entity(const char *p, size_t n, bool is_closed, struct rf_buf *out)
{
    size_t before = out->n, size;
    if (n > 2 && p[1] == '#') {
        size = read_number(p, n, out);
    } else {
        const char *text;
        size_t length = rf_entity_find(p + 1, n - 1, &text);
        rf_buf_puts(out, length ? text : "");
        size = length ? 1 + length : 0;
    }
    if (size && is_closed && p[size - 1] != ';') {
        out->n = before;
        return 0;
    }
    return size;
}

/* ---- Backslashes ---- */

/* "\e5 " of style sheets: up to six digits, and a blank that ends them (CSS Syntax 3,
 * 4.3.7). A backslash before anything else only goes. */
static size_t read_css(const char *p, size_t n, struct rf_buf *out)
{
    uint32_t c;
    size_t digits = read_hex(p + 1, n - 1, 6, &c);
    size_t end = 1 + digits;
    if (!digits) {
        return 1; /* the next character stands for itself */
    }
    put(out, c);
    return end + (end < n && (p[end] == ' ' || p[end] == '\t' || p[end] == '\n'));
}

/* \u00e5, of which two that are surrogates are one character; \u{e5} */
static size_t read_unicode(const char *p, size_t n, struct rf_buf *out)
{
    uint32_t c, low;
    if (n > 3 && p[2] == '{') {
        size_t digits = read_hex(p + 3, n - 3, n, &c), end = 3 + digits;
        if (!digits || end == n || p[end] != '}') {
            return 1;
        }
        put(out, c);
        return end + 1;
    }
    if (n < 6 || read_hex(p + 2, 4, 4, &c) != 4) {
        return 1;
    }
    if (c >= 0xD800 && c <= 0xDBFF && n >= 12 && p[6] == '\\' && p[7] == 'u' &&
        read_hex(p + 8, 4, 4, &low) == 4 && low >= 0xDC00 && low <= 0xDFFF) {
        put(out, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00));
        return 12;
    }
    put(out, c);
    return 6;
}

/* \xe5 and \345 are bytes: of Latin-1, or of UTF-8 one by one. */
static size_t read_byte(const char *p, size_t n, struct rf_buf *out)
{
    uint32_t c = 0;
    size_t end = 1;
    if (p[1] == 'x') {
        if (n < 4 || read_hex(p + 2, 2, 2, &c) != 2) {
            return 1;
        }
        end = 4;
    }
    for (; p[1] != 'x' && end < n && end < 4 && p[end] >= '0' && p[end] <= '7'; end++) {
        c = c * 8 + (uint32_t)(p[end] - '0');
    }
    rf_buf_char(out, (char)c);
    return end;
}

/* A backslash in a string of JSON, YAML, JavaScript, C or PDF. The languages differ, and
 * which one it is cannot be seen: what is an escape in any of them is undone, and a
 * control character becomes a blank. */
static size_t read_string(const char *p, size_t n, struct rf_buf *out)
{
    static const char blanks[] = "abefnrtvNLP_"; /* \n, \t, YAML's \_ and the like */
    uint32_t c;
    if (n < 2) {
        return 0;
    }
    if (p[1] == 'u') {
        return read_unicode(p, n, out);
    }
    if (p[1] == 'x' || (p[1] >= '0' && p[1] <= '7')) {
        return read_byte(p, n, out);
    }
    if (p[1] == 'U' && n >= 10 && read_hex(p + 2, 8, 8, &c) == 8) {
        put(out, c);
        return 10;
    }
    if (p[1] == '\\') {
        rf_buf_char(out, '\\');
        return 2;
    }
    if (p[1] && strchr(blanks, p[1])) {
        rf_buf_char(out, ' ');
        return 2;
    }
    return 1;
}

/* ---- All ---- */

/* The escape that the sign at p begins, of these kinds. A text has backslashes of strings
 * or of style sheets; where both kinds are asked for, they are strings'. */
static size_t read_one(const char *p, size_t n, unsigned kinds, struct rf_buf *out)
{
    if (*p == '%') {
        return kinds & RF_ESCAPE_PERCENT ? read_percent(p, n, out) : 0;
    }
    if (*p == '&') {
        return kinds & RF_ESCAPE_ENTITY          ? read_entity(p, n, false, out)
               : kinds & RF_ESCAPE_CLOSED_ENTITY ? read_entity(p, n, true, out)
                                                 : 0;
    }
    return kinds & RF_ESCAPE_STRING ? read_string(p, n, out)
           : kinds & RF_ESCAPE_CSS  ? read_css(p, n, out)
                                    : 0;
}

#define IS_ESCAPE(c) (((c) == '%') | ((c) == '&') | ((c) == '\\'))
RF_SCANNER(scan_escape, IS_ESCAPE)

bool rf_unescape(const char *p, size_t n, unsigned kinds, struct rf_buf *out)
{
    bool is_changed = false;
    for (size_t from = 0; from < n;) {
        size_t at = scan_escape(p, from, n);
        rf_buf_add(out, p + from, at - from);
        if (at == n) {
            break;
        }
        size_t size = read_one(p + at, n - at, kinds, out);
        if (size) {
            is_changed = true;
        } else {
            rf_buf_char(out, p[at]);
        }
        from = at + (size ? size : 1);
    }
    return is_changed;
}
