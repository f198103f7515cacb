/* The strings of a PDF's own language (leak_scan). ISO 32000-1, 7.3.4, 7.3.5 and 7.3.8.
 *
 * What pdftotext shows is not all that a file holds: strings of the content are read as
 * they are written, streams wherever "stream" stands, and the objects that qpdf lists. */
#define _GNU_SOURCE /* memmem, memrchr */
#include "leak_scan/pdf_text.h"

#include <jansson.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "base/digits.h"
#include "base/limits.h"
#include "base/str.h"
#include "leak_scan/readers.h"

/* ---- Encodings ---- */

/* Appends the bytes of a string: UTF-16 where it begins with the mark of that, else as
 * they are. */
static void add_string(const struct rf_buf *string, struct rf_buf *out)
{
    const unsigned char *p = (const unsigned char *)string->p;
    if (string->n < 2 || p[0] != 0xFE || p[1] != 0xFF) {
        rf_buf_add(out, string->p, string->n);
        return;
    }
    for (size_t i = 2; i + 2 <= string->n; i += 2) {
        uint32_t c = (uint32_t)p[i] << 8 | p[i + 1];
        if (c >= 0xD800 && c <= 0xDBFF && i + 4 <= string->n) {
            uint32_t low = (uint32_t)p[i + 2] << 8 | p[i + 3];
            c = 0x10000 + ((c - 0xD800) << 10) + (low & 0x3FF);
            i += 2;
        }
        rf_utf8_put(out, c && (c < 0xD800 || c > 0xDFFF) ? c : 0xFFFD);
    }
}

/* ---- Content ---- */

/* Reads the string that opens at p[at] into out; returns where it ends. Parentheses
 * within it stand in pairs. */
static size_t read_literal(const char *p, size_t n, size_t at, struct rf_buf *out)
{
    static const char marks[] = "nrtbf";
    unsigned depth = 1;
    for (at++; at < n; at++) {
        char c = p[at];
        depth += (c == '(') - (unsigned)(c == ')');
        if (!depth) {
            return at + 1;
        }
        if (c != '\\' || at + 1 == n) {
            rf_buf_char(out, c);
            continue;
        }
        c = p[++at];
        unsigned value = 0, digits = 0;
        for (; digits < 3 && at + digits < n && p[at + digits] >= '0' &&
               p[at + digits] <= '7';
             digits++) {
            value = value * 8 + (unsigned)(p[at + digits] - '0');
        }
        if (digits) {
            rf_buf_char(out, (char)value);
            at += digits - 1;
        } else if (c != '\r' && c != '\n') {
            rf_buf_char(out, strchr(marks, c) ? ' ' : c);
        }
    }
    return n;
}

/* Reads the string that opens with < at p[at]; blanks between digits mean nothing, and a
 * digit that is missing at the end is 0 (7.3.4.3). Returns where it ends. */
static size_t read_hexadecimal(const char *p, size_t n, size_t at, struct rf_buf *out)
{
    int high = -1;
    for (at++; at < n && p[at] != '>'; at++) {
        int digit = rf_hex_digit(p[at]);
        if (digit >= 0 && high >= 0) {
            rf_buf_char(out, (char)(high << 4 | digit));
            high = -1;
        } else if (digit >= 0) {
            high = digit;
        } else if ((unsigned char)p[at] > ' ') {
            return at; /* it is none */
        }
    }
    if (high >= 0) {
        rf_buf_char(out, (char)(high << 4));
    }
    return at < n ? at + 1 : n;
}

bool rf_look_pdf_content(struct rf_looking *l, const char *p, size_t n)
{
    struct rf_buf string = {0}, all = {0};
    for (size_t at = 0; at < n;) {
        rf_buf_reset(&string);
        if (p[at] == '(') {
            at = read_literal(p, n, at, &string);
        } else if (p[at] == '<' && at + 1 < n && p[at + 1] != '<') {
            at = read_hexadecimal(p, n, at, &string);
        } else {
            at++;
            continue;
        }
        add_string(&string, &all);
    }
    bool is_enough = all.n && rf_look_string(l, all.p, all.n);
    rf_buf_clear(&string);
    rf_buf_clear(&all);
    return is_enough;
}

/* ---- Streams, wherever they lie ---- */

/* True for a packed stream whose keyword stands at p[at] and that may hold text: pictures
 * and font programs do not. Its dictionary stands before it, from the last "obj" on; so
 * much of the file is searched for that. */
static bool is_text_stream(const char *p, size_t at)
{
    enum { MOST = 2048 };
    size_t from = at > MOST ? at - MOST : 0;
    for (size_t i = at; i > from + 3; i--) {
        if (memcmp(p + i - 3, "obj", 3) == 0) {
            from = i;
            break;
        }
    }
    const char *dictionary = p + from;
    size_t n = at - from;
    return memmem(dictionary, n, "FlateDecode", 11) &&
           !memmem(dictionary, n, "/Image", 6) && !memmem(dictionary, n, "/Length1", 8);
}

/* Takes what it unpacks to off *budget: the same bytes count where they are read as they
 * should be. */
static bool look_at_packed(struct rf_looking *l, const char *p, size_t n, size_t *budget)
{
    struct rf_buf bytes = {0};
    size_t left = l->bytes_left;
    l->bytes_left = *budget;
    rf_look_inflate(l, p, n, MAX_WBITS, &bytes, NULL);
    *budget = l->bytes_left;
    l->bytes_left = left;
    bool is_enough = bytes.n && (rf_look_part(l, NULL, bytes.p, bytes.n, RF_PART_GUESS) ||
                                 rf_look_pdf_content(l, bytes.p, bytes.n));
    rf_buf_clear(&bytes);
    return is_enough;
}

bool rf_look_pdf_orphans(struct rf_looking *l, const char *p, size_t n)
{
    static const char mark[] = "stream";
    enum { MOST = 100000 };
    size_t at = 0, length = sizeof mark - 1, budget = RF_LIMIT_LOOK_BYTES, count = 0;
    const char *found;
    while (at < n && budget && count < MOST &&
           (found = memmem(p + at, n - at, mark, length)) != NULL) {
        size_t start = (size_t)(found - p);
        at = start + length;
        if (start >= 3 && memcmp(found - 3, "end", 3) == 0) {
            continue;
        }
        count++;
        if (!is_text_stream(p, start)) {
            continue;
        }
        at += at < n && p[at] == '\r';
        at += at < n && p[at] == '\n';
        if (look_at_packed(l, p + at, n - at, &budget)) {
            return true;
        }
    }
    return false;
}

/* ---- Objects, as qpdf's JSON has them ---- */

/* "u:…" is text, "b:…" bytes in hexadecimal, "/…" a name. */
static bool look_at_scalar(struct rf_looking *l, const json_t *value, struct rf_buf *all)
{
    const char *s = json_string_value(value);
    size_t n = json_string_length(value);
    struct rf_buf bytes = {0}, text = {0};
    bool is_enough = false;
    if (n > 2 && s[0] == 'u' && s[1] == ':') {
        rf_buf_add(all, s + 2, n - 2);
        return rf_look_text(l, s + 2, n - 2);
    }
    if (n > 2 && s[0] == 'b' && s[1] == ':') {
        for (size_t i = 2; i + 1 < n; i += 2) {
            int high = rf_hex_digit(s[i]), low = rf_hex_digit(s[i + 1]);
            if (high >= 0 && low >= 0) {
                rf_buf_char(&bytes, (char)(high << 4 | low));
            }
        }
        add_string(&bytes, &text);
        rf_buf_add(all, text.p ? text.p : "", text.n);
        is_enough = rf_look_text(l, text.p ? text.p : "", text.n) ||
                    rf_look_raw(l, bytes.p ? bytes.p : "", bytes.n);
    } else if (n > 1 && s[0] == '/') {
        is_enough = rf_look_pdf_name(l, s + 1, n - 1);
    }
    rf_buf_clear(&bytes);
    rf_buf_clear(&text);
    return is_enough;
}

/* A name writes some of its characters as #20. */
bool rf_look_pdf_name(struct rf_looking *l, const char *p, size_t n)
{
    struct rf_buf name = {0};
    for (size_t i = 0; i < n; i++) {
        bool is_hex = p[i] == '#' && n - i > 2 && rf_hex_digit(p[i + 1]) >= 0 &&
                      rf_hex_digit(p[i + 2]) >= 0;
        rf_buf_char(&name,
                    is_hex ? (char)(rf_hex_digit(p[i + 1]) << 4 | rf_hex_digit(p[i + 2]))
                           : p[i]);
        i += is_hex ? 2 : 0;
    }
    bool is_enough = rf_look_string(l, name.p, name.n);
    rf_buf_clear(&name);
    return is_enough;
}

/* Depth first; names and keys are looked at as they are met, strings also as one text. */
static bool look_at_value(struct rf_looking *l, const json_t *value, struct rf_buf *all)
{
    size_t i;
    const char *key;
    json_t *part;
    if (json_is_string(value)) {
        return look_at_scalar(l, value, all);
    }
    json_array_foreach(value, i, part)
    {
        if (look_at_value(l, part, all)) {
            return true;
        }
    }
    json_object_foreach((json_t *)(uintptr_t)value, key, part)
    {
        if ((*key == '/' && rf_look_pdf_name(l, key + 1, strlen(key + 1))) ||
            look_at_value(l, part, all)) {
            return true;
        }
    }
    return false;
}

bool rf_look_pdf_values(struct rf_looking *l, const json_t *value)
{
    struct rf_buf all = {0};
    bool is_enough =
        look_at_value(l, value, &all) || rf_look_string(l, all.p ? all.p : "", all.n);
    rf_buf_clear(&all);
    return is_enough;
}
