/* The values of PDF: numbers, names, strings, arrays, dictionaries, references (print).
 *
 * A recursive descent over the bytes, one function for each kind of token. It is for
 * what engines write: a malformed value is NULL, and no attempt is made to repair it. */
#include "print/pdf_value.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"

enum { DEPTH_LIMIT = 64, NUMBER_BYTES = 32 };

/* ---- Characters ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

/* True for what tokens are made of: neither a blank nor a delimiter (7.2.2). */
static bool is_regular(char c)
{
    return !is_blank(c) && !strchr("()<>[]{}/%", c);
}

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    char lower = c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c;
    const char *at = c ? strchr(digits, lower) : NULL;
    return at ? (int)(at - digits) : -1;
}

void rf_pdf_skip(struct rf_pdf_input *in)
{
    while (in->p < in->end && (is_blank(*in->p) || *in->p == '%')) {
        if (*in->p != '%') {
            in->p++;
            continue;
        }
        while (in->p < in->end && *in->p != '\n' && *in->p != '\r') {
            in->p++;
        }
    }
}

bool rf_pdf_take(struct rf_pdf_input *in, const char *word)
{
    rf_pdf_skip(in);
    size_t n = strlen(word);
    bool is_there = (size_t)(in->end - in->p) >= n && memcmp(in->p, word, n) == 0;
    if (is_there && is_regular(*word) && in->p + n < in->end && is_regular(in->p[n])) {
        return false; /* "objects" is not "obj" */
    }
    in->p += is_there ? n : 0;
    return is_there;
}

bool rf_pdf_take_number(struct rf_pdf_input *in, size_t *number)
{
    rf_pdf_skip(in);
    const char *p = in->p;
    size_t value = 0;
    while (p < in->end && *p >= '0' && *p <= '9' && p - in->p < 10) {
        value = value * 10 + (size_t)(*p++ - '0');
    }
    if (p == in->p || (p < in->end && is_regular(*p))) {
        return false;
    }
    in->p = p;
    *number = value;
    return true;
}

/* ---- Values ---- */

static struct rf_pdf_value *new_value(struct rf_pdf_input *in, enum rf_pdf_type type)
{
    struct rf_pdf_value *v = RF_ARENA_NEW(in->arena, struct rf_pdf_value);
    v->type = type;
    return v;
}

/* A name or string of the bytes of text, which is cleared. */
static struct rf_pdf_value *new_text(struct rf_pdf_input *in, enum rf_pdf_type type,
                                     struct rf_buf *text)
{
    struct rf_pdf_value *v = new_value(in, type);
    v->text_bytes = text->n;
    v->text = rf_arena_copy(in->arena, text->n ? text->p : "", text->n);
    rf_buf_clear(text);
    return v;
}

/* A slash and regular characters, of which #41 is one by its code (7.3.5). */
static struct rf_pdf_value *read_name(struct rf_pdf_input *in)
{
    struct rf_buf text = {0};
    for (in->p++; in->p < in->end && is_regular(*in->p); in->p++) {
        bool is_escape = *in->p == '#' && in->end - in->p > 2 &&
                         hex_digit(in->p[1]) >= 0 && hex_digit(in->p[2]) >= 0;
        if (is_escape) {
            rf_buf_char(&text, (char)(hex_digit(in->p[1]) * 16 + hex_digit(in->p[2])));
            in->p += 2;
        } else {
            rf_buf_char(&text, *in->p);
        }
    }
    return new_text(in, RF_PDF_NAME, &text);
}

/* A string in hexadecimal: a digit that is missing at the end is 0 (7.3.4.3). */
static struct rf_pdf_value *read_hex(struct rf_pdf_input *in)
{
    struct rf_buf text = {0};
    int high = -1;
    for (in->p++; in->p < in->end && *in->p != '>'; in->p++) {
        int digit = hex_digit(*in->p);
        if (digit >= 0 && high >= 0) {
            rf_buf_char(&text, (char)(high * 16 + digit));
            high = -1;
        } else if (digit >= 0) {
            high = digit;
        }
    }
    if (high >= 0) {
        rf_buf_char(&text, (char)(high * 16));
    }
    in->p += in->p < in->end;
    return new_text(in, RF_PDF_STRING, &text);
}

/* Appends what a backslash and what follows it stand for (7.3.4.2); in->p is left on the
 * last character of the escape. */
static void read_escape(struct rf_pdf_input *in, struct rf_buf *text)
{
    static const char letters[] = "nrtbf", meant[] = "\n\r\t\b\f";
    const char *letter = *in->p ? strchr(letters, *in->p) : NULL;
    if (letter) {
        rf_buf_char(text, meant[letter - letters]);
    } else if (*in->p >= '0' && *in->p <= '7') {
        int code = 0, count = 0;
        for (; count < 3 && in->p + count < in->end && in->p[count] >= '0' &&
               in->p[count] <= '7';
             count++) {
            code = code * 8 + (in->p[count] - '0');
        }
        in->p += count - 1;
        rf_buf_char(text, (char)(code & 0xFF));
    } else if (*in->p == '\r' && in->end - in->p > 1 && in->p[1] == '\n') {
        in->p++; /* a line goes on */
    } else if (*in->p != '\n' && *in->p != '\r') {
        rf_buf_char(text, *in->p);
    }
}

/* A string in parentheses, which may stand in it in pairs (7.3.4.2). */
static struct rf_pdf_value *read_string(struct rf_pdf_input *in)
{
    struct rf_buf text = {0};
    int depth = 1;
    for (in->p++; in->p < in->end; in->p++) {
        if (*in->p == '\\' && in->end - in->p > 1) {
            in->p++;
            read_escape(in, &text);
            continue;
        }
        depth += (*in->p == '(') - (*in->p == ')');
        if (depth == 0) {
            break;
        }
        rf_buf_char(&text, *in->p);
    }
    in->p += in->p < in->end;
    return new_text(in, RF_PDF_STRING, &text);
}

/* A number, or a reference where a second one and R follow. */
static struct rf_pdf_value *read_number(struct rf_pdf_input *in)
{
    struct rf_pdf_value *v = new_value(in, RF_PDF_NUMBER);
    char digits[NUMBER_BYTES] = "";
    size_t n = 0, number, generation;
    struct rf_pdf_input ahead = *in;
    if (rf_pdf_take_number(&ahead, &number) && rf_pdf_take_number(&ahead, &generation) &&
        rf_pdf_take(&ahead, "R")) {
        *in = ahead;
        v->type = RF_PDF_REFERENCE;
        v->number = (double)number;
        return v;
    }
    while (in->p < in->end && is_regular(*in->p)) {
        if (n + 1 < sizeof digits) {
            digits[n++] = *in->p;
        }
        in->p++;
    }
    bool is_negative = digits[0] == '-';
    double scale = 0;
    for (const char *p = digits; *p; p++) {
        if (*p >= '0' && *p <= '9') {
            v->number = v->number * 10 + (*p - '0');
            scale *= 10;
        } else if (*p == '.') {
            scale = 1;
        }
    }
    v->number = (is_negative ? -1 : 1) * v->number / (scale > 0 ? scale : 1);
    return v;
}

static struct rf_pdf_value *read_nested(struct rf_pdf_input *in, int depth);

/* The values of an array or dictionary, up to what ends it. */
static struct rf_pdf_value *read_list(struct rf_pdf_input *in, enum rf_pdf_type type,
                                      const char *close, int depth)
{
    struct rf_pdf_value *list = new_value(in, type), **end = &list->first;
    while (!rf_pdf_take(in, close)) {
        *end = read_nested(in, depth + 1);
        if (!*end) {
            return NULL;
        }
        end = &(*end)->next;
    }
    return list;
}

/* One value; NULL at the end, where it is malformed, or deeper than DEPTH_LIMIT. */
static struct rf_pdf_value *read_nested(struct rf_pdf_input *in, int depth)
{
    rf_pdf_skip(in);
    if (in->p >= in->end || depth > DEPTH_LIMIT) {
        return NULL;
    }
    if (rf_pdf_take(in, "<<")) {
        return read_list(in, RF_PDF_DICTIONARY, ">>", depth);
    }
    if (rf_pdf_take(in, "[")) {
        return read_list(in, RF_PDF_ARRAY, "]", depth);
    }
    switch (*in->p) {
    case '/':
        return read_name(in);
    case '(':
        return read_string(in);
    case '<':
        return read_hex(in);
    default:
        break;
    }
    if (strchr("+-.0123456789", *in->p)) {
        return read_number(in);
    }
    const char *start = in->p; /* true, false, null, or what no engine writes */
    while (in->p < in->end && is_regular(*in->p)) {
        in->p++;
    }
    return in->p > start ? new_value(in, RF_PDF_NULL) : NULL;
}

struct rf_pdf_value *rf_pdf_read_value(struct rf_pdf_input *in)
{
    return read_nested(in, 0);
}

/* ---- Looking ---- */

const struct rf_pdf_value *rf_pdf_lookup(const struct rf_pdf_value *v, const char *key)
{
    const struct rf_pdf_value *name = v && v->type == RF_PDF_DICTIONARY ? v->first : NULL;
    for (; name && name->next; name = name->next->next) {
        if (rf_pdf_is_name(name, key)) {
            return name->next;
        }
    }
    return NULL;
}

bool rf_pdf_is_name(const struct rf_pdf_value *v, const char *name)
{
    return v && v->type == RF_PDF_NAME && rf_streq(v->text, name);
}
