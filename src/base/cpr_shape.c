/* The shapes of personal numbers: reads digits and what parts them (base).
 *
 * Between two digits stands a gap: a set of kinds of signs, a bit each. The shape follows
 * from the gaps alone; tests/unit/test_cpr.c has an example of each. */
#include <string.h>

#include "base/cpr_internal.h"

/* ---- Dates ---- */

int rf_cpr_two_digits(const char *p)
{
    return (p[0] - '0') * 10 + (p[1] - '0');
}

bool rf_cpr_is_day(const char *digits)
{
    static const int lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int day = rf_cpr_two_digits(digits), month = rf_cpr_two_digits(digits + 2);
    day = day > 60 ? day - 60 : day;
    return month >= 1 && month <= 12 && day >= 1 && day <= lengths[month - 1];
}

/* A year of two digits may be of any century: 00 has a 29 February. */
bool rf_cpr_is_real(const char *digits)
{
    bool is_leap_day = memcmp(digits + 2, "02", 2) == 0 && digits[1] == '9' &&
                       (digits[0] == '2' || digits[0] == '8');
    return rf_cpr_is_day(digits) &&
           (!is_leap_day || rf_cpr_two_digits(digits + 4) % 4 == 0) &&
           memcmp(digits + RF_CPR_DATE_DIGITS, "0000", RF_CPR_SERIAL_DIGITS) != 0;
}

/* ---- Reading digits and what parts them ---- */

#define BIT RF_CPR_BIT

enum {
    MARKS = BIT(RF_SIGN_MARK) | BIT(RF_SIGN_SOFT), /* part nothing */
    KINDS = BIT(RF_SIGN_DASH) | BIT(RF_SIGN_POINT) | BIT(RF_SIGN_SLASH),
    BAD = 1 << 16, /* too much, or in an order that no number has */
};

size_t rf_cpr_skip_indentation(const char *text, size_t n, size_t at)
{
    while (at < n && (text[at] == ' ' || text[at] == '\t' || text[at] == '>')) {
        at++;
    }
    return at;
}

/* What stands between two digits. */
struct gap {
    unsigned kinds;
    int blanks;
    int signs; /* others than blanks and marks */
};

/* Adds a sign to a gap. A second line break or border is too much, and so is a blank
 * after a dash that begins a line: it is the bullet of a list. */
static void add_sign(struct gap *gap, enum rf_cpr_sign_kind kind, bool is_tag)
{
    bool is_second =
        (gap->kinds & BIT(kind)) && (kind == RF_SIGN_BREAK || kind == RF_SIGN_CELL);
    bool is_bullet = kind == RF_SIGN_BLANK && (gap->kinds & BIT(RF_SIGN_BREAK)) &&
                     (gap->kinds & KINDS);
    gap->kinds |= BIT(kind) | (kind == RF_SIGN_CELL && is_tag ? RF_CPR_TAG : 0) |
                  (is_second || is_bullet ? BAD : 0);
    gap->blanks += kind == RF_SIGN_BLANK;
    gap->signs += kind != RF_SIGN_BLANK && !(MARKS & BIT(kind));
}

/* Reads on to the next digit; false where there is none that may belong to the number. A
 * gap is bad where it is wider than people leave between digits; a hyphen or the border
 * of a cell may stand among many blanks. */
static bool read_gap(const struct rf_cpr_scan *scan, size_t *at, unsigned *kinds,
                     struct rf_cpr_sign *digit)
{
    enum { LONGEST_BYTES = 400, SIGNS = 3, BLANKS = 3, BLANKS_AROUND = 64 };
    struct gap gap = {0, 0, 0};
    size_t start = *at;
    while (*at < scan->n && *at - start <= LONGEST_BYTES && !(gap.kinds & BAD)) {
        const char *p = scan->text + *at;
        struct rf_cpr_sign sign = rf_cpr_sign_at(p, scan->n - *at, scan->delimiter);
        if (sign.kind == RF_SIGN_OTHER) {
            return false;
        }
        if (sign.kind == RF_SIGN_DIGIT) {
            bool has_middle = gap.kinds & (RF_CPR_DASHES | BIT(RF_SIGN_CELL));
            bool is_wide =
                gap.signs > SIGNS || gap.blanks > (has_middle ? BLANKS_AROUND : BLANKS);
            *kinds = gap.kinds | (is_wide ? BAD : 0);
            *digit = sign;
            return true;
        }
        add_sign(&gap, sign.kind, *p == '<');
        *at += sign.size_bytes;
        if (sign.kind == RF_SIGN_BREAK) {
            *at = rf_cpr_skip_indentation(scan->text, scan->n, *at);
        }
    }
    return false;
}

size_t rf_cpr_run_end(const struct rf_cpr_reading *r)
{
    size_t i = 1;
    while (i < r->count && !(r->gaps[i] & ~(unsigned)BIT(RF_SIGN_SOFT))) {
        i++;
    }
    return r->count ? r->ends[i - 1] : 0;
}

/* ---- Shapes ---- */

unsigned rf_cpr_parting(const struct rf_cpr_reading *r, size_t digit)
{
    return r->gaps[digit] & ~(unsigned)MARKS;
}

static bool is_one_kind(unsigned kinds)
{
    return !(kinds & (kinds - 1));
}

/* May this part the four digits from the six? One kind of dash, point or slash; no blank
 * beside a point, which would end a sentence; no dash beside a border. */
static bool is_serial_parting(unsigned parting)
{
    unsigned kinds = parting & KINDS;
    bool is_cell = parting & BIT(RF_SIGN_CELL);
    bool is_spaced = parting & (BIT(RF_SIGN_BLANK) | BIT(RF_SIGN_BREAK));
    if (is_cell && (kinds || (parting & BIT(RF_SIGN_BREAK)))) {
        return false;
    }
    return is_one_kind(kinds) && !((kinds & BIT(RF_SIGN_POINT)) && is_spaced);
}

/* May these part the day, the month and the year? Both alike, but "02/01-90". */
static bool is_date_parting(unsigned first, unsigned second)
{
    unsigned kinds = first & KINDS;
    bool is_slashed = (kinds & BIT(RF_SIGN_SLASH)) && (second & BIT(RF_SIGN_DASH));
    return first && second && !((first | second) & BIT(RF_SIGN_CELL)) &&
           is_one_kind(kinds) &&
           (kinds == (second & KINDS) || (is_slashed && is_one_kind(second & KINDS)));
}

/* The day, the month and the year are joined, or parted alike; before a hyphen two of
 * them may be joined: "0101 70-1234". */
static bool is_date_shape(const struct rf_cpr_reading *r)
{
    unsigned first = rf_cpr_parting(r, 2), second = rf_cpr_parting(r, 4);
    bool has_hyphen = rf_cpr_parting(r, RF_CPR_DATE_DIGITS) & BIT(RF_SIGN_DASH);
    if (!first && !second) {
        return true;
    }
    return first && second
               ? is_date_parting(first, second)
               : has_hyphen && is_date_parting(first | second, first | second);
}

/* The shape of the first ten digits, which no eleventh may follow at once. Parted at
 * other places than between day, month, year and serial number they count only with a
 * name before them, and not across cells. */
static enum rf_cpr_shape shape_of(const struct rf_cpr_reading *r)
{
    enum { IN_DATE = 1 << 2 | 1 << 4, BEFORE_SERIAL = 1 << RF_CPR_DATE_DIGITS };
    bool is_longer = r->count > RF_CPR_DIGITS &&
                     !(r->gaps[RF_CPR_DIGITS] & ~(unsigned)BIT(RF_SIGN_SOFT));
    if (r->count < RF_CPR_DIGITS || is_longer || !rf_cpr_is_real(r->digits)) {
        return RF_SHAPE_NONE;
    }
    unsigned partings = 0,
             kinds = 0; /* a bit for each digit that something stands before */
    int breaks = 0;
    for (size_t i = 1; i < RF_CPR_DIGITS; i++) {
        partings |= rf_cpr_parting(r, i) ? 1u << i : 0;
        kinds |= r->gaps[i];
        breaks += (r->gaps[i] & BIT(RF_SIGN_BREAK)) != 0;
    }
    if (breaks > 1) {
        return RF_SHAPE_NONE;
    }
    if (!(partings & ~(unsigned)(IN_DATE | BEFORE_SERIAL)) && is_date_shape(r) &&
        is_serial_parting(rf_cpr_parting(r, RF_CPR_DATE_DIGITS))) {
        return RF_SHAPE_NUMBER;
    }
    return kinds & BIT(RF_SIGN_CELL) ? RF_SHAPE_NONE : RF_SHAPE_NAMED;
}

/* "01.01.1990-1234": takes the century out. */
static void shorten_year(struct rf_cpr_reading *r)
{
    enum { LONG = RF_CPR_DIGITS + 2, YEAR = 4 };
    bool has_century = r->count >= LONG && rf_cpr_parting(r, 8) &&
                       !rf_cpr_parting(r, 5) && !rf_cpr_parting(r, 6) &&
                       !rf_cpr_parting(r, 7) &&
                       (memcmp(r->digits + YEAR, "19", 2) == 0 ||
                        memcmp(r->digits + YEAR, "20", 2) == 0);
    if (!has_century) {
        return;
    }
    r->count -= 2;
    for (size_t i = YEAR; i < r->count; i++) {
        r->digits[i] = r->digits[i + 2];
        r->starts[i] = r->starts[i + 2];
        r->ends[i] = r->ends[i + 2];
        r->gaps[i] = i == YEAR ? r->gaps[i] : r->gaps[i + 2];
    }
}

enum rf_cpr_shape rf_cpr_read_digits(const struct rf_cpr_scan *scan, size_t at,
                                     struct rf_cpr_reading *r)
{
    struct rf_cpr_sign digit;
    unsigned kinds = 0;
    r->count = 0;
    while (r->count < RF_CPR_MOST_DIGITS && read_gap(scan, &at, &kinds, &digit)) {
        if ((kinds & BAD) && r->count < RF_CPR_DIGITS) {
            break;
        }
        r->gaps[r->count] = kinds;
        r->starts[r->count] = at;
        r->digits[r->count] = digit.digit;
        at += digit.size_bytes;
        r->ends[r->count++] = at;
        if (r->count == 4 && !rf_cpr_is_day(r->digits)) {
            break; /* most runs of digits end here */
        }
    }
    enum rf_cpr_shape shape = shape_of(r);
    if (shape == RF_SHAPE_NONE && r->count > RF_CPR_DIGITS) {
        shorten_year(r);
        shape = shape_of(r) == RF_SHAPE_NONE ? RF_SHAPE_NONE : RF_SHAPE_NAMED;
    }
    return shape;
}
