/* Danish personal numbers (CPR) in text: the shapes they have, and what decides whether
 * ten digits are one (base). */
#include "base/cpr.h"

#include <string.h>

#include "base/buf.h"
#include "base/cpr_internal.h"
#include "base/scan.h"
#include "base/str.h"

/* Digits of ASCII, and what those of other scripts begin with in UTF-8 (U+0660 on). */
#define IS_DIGIT RF_CPR_IS_DIGIT
#define MAY_BEGIN(c) (((c) - '0' <= 9) | ((c) >= 0xD9))
RF_SCANNER(scan_digit, MAY_BEGIN)

/* ---- Finding ---- */

/* Reads the number that begins at text[at]; *next is moved past its first digits. */
static bool read_number(struct rf_cpr_scan *scan, size_t at, struct rf_cpr *found,
                        size_t *next)
{
    struct rf_cpr_reading r;
    enum rf_cpr_shape shape = rf_cpr_read_digits(scan, at, &r);
    size_t end = rf_cpr_run_end(&r);
    *next = end > *next ? end : *next;
    if (shape == RF_SHAPE_NONE || !rf_cpr_is_number(scan, &r, shape)) {
        return false;
    }
    *found = (struct rf_cpr){r.starts[0], r.ends[RF_CPR_DIGITS - 1], ""};
    memcpy(found->digits, r.digits, RF_CPR_DIGITS);
    return true;
}

/* What may stand between digits that belong together, or is a way to write it. */
static bool is_odd(unsigned char c)
{
    switch (c) {
    case '*':
    case '_':
    case '`':
    case '~':
    case '[':
    case ']':
    case '\\':
    case '&':
    case '%':
    case '=':
    case '<':
        return true;
    default:
        return c >= 0x80;
    }
}

/* A look at text[at..end), a run of digits of ASCII, and at what follows: false for most
 * of what is none, at little cost. */
static bool may_begin(const struct rf_cpr_scan *scan, size_t at, size_t end)
{
    const char *p = scan->text + at;
    size_t count = end - at, left = scan->n - end;
    if (count == RF_CPR_DIGITS || count == RF_CPR_DATE_DIGITS) {
        return rf_cpr_is_day(p);
    }
    if (count > RF_CPR_DIGITS || left < 2) {
        return false;
    }
    if (count >= 4 ? !rf_cpr_is_day(p) : count >= 2 && rf_cpr_two_digits(p) > 91) {
        return false;
    }
    if (is_odd((unsigned char)p[count])) {
        return true;
    }
    bool is_digit_next = IS_DIGIT(p[count + 1]);
    bool is_parted = p[count] == ' ' || (p[count] >= '-' && p[count] <= '/');
    if (count == 2 && is_parted && is_digit_next && left > 2) {
        char month[] = {p[0], p[1], p[3], p[4]};
        return IS_DIGIT(p[4]) && rf_cpr_is_day(month);
    }
    return is_parted && (count == 2 || count == 4 || count == 8) &&
           !rf_cpr_letter_at(scan->text, scan->n, end + 1) &&
           (count == 2 || is_digit_next);
}

/* Tries the digits from text[at] on, as they are and as part of an escape: "%2001..." is
 * a blank and 01. *next is where to look on. */
static bool try_at(struct rf_cpr_scan *scan, size_t at, struct rf_cpr *found,
                   size_t *next)
{
    const char *text = scan->text;
    size_t end = at;
    while (end < scan->n && IS_DIGIT(text[end])) {
        end++;
    }
    *next = end;
    if (may_begin(scan, at, end) && read_number(scan, at, found, next)) {
        return true;
    }
    char lead = at ? text[at - 1] : '\0'; /* the last sign before the digits */
    bool is_led = lead == '%' || lead == '=' || lead == '#' || (lead | 0x20) == 'u' ||
                  (lead | 0x20) == 'x';
    size_t escape = is_led ? rf_cpr_escape_before(text, at) : at;
    if (escape == at) {
        return false;
    }
    struct rf_cpr_sign sign =
        rf_cpr_sign_at(text + escape, scan->n - escape, scan->delimiter);
    size_t after = escape + sign.size_bytes;
    if (sign.kind == RF_SIGN_DIGIT) {
        return read_number(scan, escape, found, next);
    }
    if (sign.kind == RF_SIGN_OTHER || after <= at) {
        return false;
    }
    *next = after > *next ? after : *next;
    return after < end && may_begin(scan, after, end) &&
           read_number(scan, after, found, next);
}

/* The first number that begins before the offset end. */
static bool find(struct rf_cpr_scan *scan, size_t end, struct rf_cpr *found)
{
    const char *text = scan->text;
    size_t at = scan_digit(text, scan->at, end), next;
    for (; at < end; at = scan_digit(text, next, end)) {
        bool is_found;
        if (IS_DIGIT(text[at])) {
            is_found = try_at(scan, at, found, &next);
        } else {
            size_t size = 1; /* 0xE2 begins dashes and quotation marks, and no digits */
            bool may_be = (unsigned char)text[at] != 0xE2;
            uint32_t c = may_be ? rf_utf8_next(text + at, scan->n - at, &size) : 0;
            next = at + size;
            is_found = rf_decimal_digit(c) >= 0 && read_number(scan, at, found, &next);
        }
        if (is_found) {
            scan->run_end = next;
            return true;
        }
    }
    return false;
}

void rf_cpr_begin(struct rf_cpr_scan *scan, const char *text, size_t n,
                  enum rf_cpr_form form)
{
    *scan = (struct rf_cpr_scan){.text = n ? text : "", .n = n, .form = form};
    if (form == RF_CPR_CELLS) {
        rf_cpr_cells_begin(scan);
    }
}

bool rf_cpr_next(struct rf_cpr_scan *scan, struct rf_cpr *found)
{
    bool has_short = scan->short_found.end_bytes > 0;
    bool is_found =
        find(scan, has_short ? scan->short_found.start_bytes : scan->n, found);
    if (!is_found && has_short) {
        *found = scan->short_found;
        is_found = true;
    }
    scan->last_end = is_found ? found->end_bytes : scan->last_end;
    scan->at = !is_found ? scan->n : scan->is_mask ? scan->run_end : found->end_bytes;
    while (scan->short_found.end_bytes && scan->short_found.start_bytes < scan->at) {
        rf_cpr_cells_next_short(scan); /* it was part of the other */
    }
    return is_found;
}

/* ---- Masking ---- */

/* A sign of the same size and width in a digit's place, as the number of its bytes. */
static const char *const asterisks[] = {"", "*", "\xc3\x97", "\xef\xbc\x8a",
                                        "\xf0\x9f\x9e\xb6"};

static void mask_digits(char *text, size_t start, size_t end)
{
    for (size_t at = start, size; at < end; at += size) {
        uint32_t c = rf_utf8_next(text + at, end - at, &size);
        if (rf_decimal_digit(c) >= 0) {
            memcpy(text + at, asterisks[size], size);
        }
    }
}

/* What was masked would part other numbers than the text does: it is read from a copy. */
static void mask_numbers(char *text, size_t n, const char *copy, char delimiter)
{
    struct rf_cpr_scan scan;
    rf_cpr_begin(&scan, copy, n, RF_CPR_PROSE);
    scan.is_mask = true;
    scan.delimiter = delimiter;
    for (struct rf_cpr found; rf_cpr_next(&scan, &found);) {
        mask_digits(text, found.start_bytes, found.end_bytes);
    }
}

void rf_cpr_mask(char *text, size_t n)
{
    struct rf_buf copy = {0};
    if (n) {
        rf_buf_add(&copy, text, n);
        mask_numbers(text, n, copy.p, '\0');
    }
    rf_buf_clear(&copy);
}

/* True for nine digits that a zero before them makes a personal number. */
static bool is_short(const char *digits, size_t count)
{
    char whole[RF_CPR_DIGITS] = "0";
    if (count != RF_CPR_DIGITS - 1) {
        return false;
    }
    memcpy(whole + 1, digits, count);
    return rf_cpr_is_real(whole);
}

/* Masks what a column of a file may show to have lost its zero: "101701234",
 * "10170-1234". */
static void mask_short(char *text, size_t n)
{
    for (size_t at = scan_digit(text, 0, n), end; at < n; at = scan_digit(text, end, n)) {
        char digits[RF_CPR_DIGITS + 1];
        size_t count = 0;
        for (end = at; end < n && IS_DIGIT(text[end]);) {
            end++;
        }
        size_t hyphen = end, last = end + 1;
        while (last < n && IS_DIGIT(text[last])) {
            last++;
        }
        if (hyphen - at == RF_CPR_DATE_DIGITS - 1 && hyphen < n && text[hyphen] == '-' &&
            last - hyphen == RF_CPR_SERIAL_DIGITS + 1) {
            end = last;
        }
        for (size_t i = at; i < end && count < sizeof digits; i++) {
            digits[count] = text[i];
            count += IS_DIGIT(text[i]) != 0;
        }
        if (is_short(digits, count)) {
            mask_digits(text, at, end);
        }
        end += end == at;
    }
}

void rf_cpr_mask_lines(char *text, size_t n)
{
    static const char delimiters[] = {'\0', ';', ','};
    struct rf_buf copy = {0};
    rf_buf_add(&copy, text ? text : "", n);
    for (size_t i = 0; n && i < sizeof delimiters; i++) {
        mask_numbers(text, n, copy.p, delimiters[i]);
    }
    rf_buf_clear(&copy);
    mask_short(text, n);
}

bool rf_cpr_read(const char *text, struct rf_cpr *number)
{
    size_t n = strlen(text);
    struct rf_cpr_scan scan;
    rf_cpr_begin(&scan, text, n, RF_CPR_PROSE);
    scan.is_mask = true;
    if (strspn(text, "0123456789") == n && is_short(text, n)) {
        *number = (struct rf_cpr){0, n, "0"};
        memcpy(number->digits + 1, text, n);
        return true;
    }
    return rf_cpr_next(&scan, number) && number->start_bytes == 0 &&
           number->end_bytes == n;
}
