/* What decides whether ten digits that begin with a date are a personal number: the words
 * and signs around them, tables, and dates of meetings (base). */
#include <string.h>

#include "base/cpr_internal.h"

#define IS_DIGIT RF_CPR_IS_DIGIT
#define BIT RF_CPR_BIT

/* ---- The digits and signs around ---- */

/* Ten digits that are a date and four more. */
struct candidate {
    size_t start, serial, end;
    const char *digits;
    unsigned parting; /* before the four */
    unsigned date_parting;
    bool is_joined; /* nothing parts any of them */
    bool is_loose;  /* a blank, a point or a cell's border parts them: they may be a date,
                       and a number of its own */
};

static bool is_digit_before(const char *text, size_t at)
{
    return at > 0 && IS_DIGIT(text[at - 1]);
}

/* True where the word that text[at] is part of has another slash: an address or a path,
 * in which folders may be called by numbers. */
static bool is_in_path(const char *text, size_t n, size_t slash)
{
    enum { LONGEST_BYTES = 2000 };
    size_t lowest = slash > LONGEST_BYTES ? slash - LONGEST_BYTES : 0;
    for (size_t at = slash; at > lowest && !strchr(" \t\n\"'<>()|", text[at - 1]); at--) {
        if (text[at - 1] == '/') {
            return true;
        }
    }
    for (size_t at = slash + 1; at < n && text[at] && !strchr(" \t\n\"'<>()|", text[at]);
         at++) {
        bool is_ending = text[at] == '.' && rf_cpr_letter_at(text, n, at + 1);
        if (text[at] == '/' || is_ending) {
            return true;
        }
    }
    return false;
}

/* "2023-010170-1234": the last parts of a longer number. */
static bool is_continued(const struct rf_cpr_scan *scan, size_t at)
{
    const char *text = scan->text;
    if (at < 2 || !is_digit_before(text, at - 1) || !strchr("-/.:", text[at - 1]) ||
        at - 1 == scan->last_end) { /* or parts it from the number before */
        return false;
    }
    return text[at - 1] != '/' || !is_in_path(text, scan->n, at - 1);
}

/* "20 02 01 90 1234", "02 01 90 1234 56 78": groups of a longer number. */
static bool is_among_groups(const struct rf_cpr_scan *scan, const struct candidate *c)
{
    const char *text = scan->text;
    unsigned blanks = BIT(RF_SIGN_BLANK) | BIT(RF_SIGN_BREAK);
    bool is_blank = c->date_parting && !(c->date_parting & ~blanks);
    bool is_before =
        c->start > 1 && text[c->start - 1] == ' ' && is_digit_before(text, c->start - 1);
    bool is_after = scan->n - c->end > 2 && text[c->end] == ' ' &&
                    IS_DIGIT(text[c->end + 1]) && IS_DIGIT(text[c->end + 2]);
    return is_blank && ((is_before && !(c->parting & BIT(RF_SIGN_DASH))) ||
                        (is_after && !(c->parting & ~blanks)));
}

/* "01.06.22 - 2023-04-22": the four digits are the year of another date. */
static bool is_before_date(const struct rf_cpr_scan *scan, const struct candidate *c)
{
    const char *p = scan->text + c->end;
    return scan->n - c->end >= 6 && p[0] == '-' && IS_DIGIT(p[1]) && IS_DIGIT(p[2]) &&
           p[3] == '-' && IS_DIGIT(p[4]) && IS_DIGIT(p[5]);
}

/* A line that begins with four digits, below one that does: a column of numbers. So are
 * the first cells of rows. */
static bool is_column_at_line_start(const struct rf_cpr_scan *scan,
                                    const struct candidate *c)
{
    size_t at = c->start;
    while (at > 0 && scan->text[at - 1] != '\n' && c->start - at < 200) {
        at--;
    }
    at = rf_cpr_skip_indentation(scan->text, scan->n, at);
    size_t count = 0;
    while (at + count < c->start && IS_DIGIT(scan->text[at + count])) {
        count++;
    }
    return (c->parting & BIT(RF_SIGN_BREAK)) && !(c->parting & RF_CPR_DASHES) &&
           (count == RF_CPR_SERIAL_DIGITS || scan->form == RF_CPR_CELLS);
}

/* ---- A date and a time ---- */

/* A year near the meeting's; without one, any year in which minutes may have been written
 * on a computer. */
static bool is_near(const struct rf_cpr_scan *scan, const char *digits, int before,
                    int after)
{
    enum { LATEST_UNKNOWN = 35 };
    int year = rf_cpr_two_digits(digits + 4);
    int age = scan->meeting.year - (2000 + year);
    return scan->meeting.year ? age <= before && age >= -after : year <= LATEST_UNKNOWN;
}

/* The same where a person would have been born in the century before, at about a hundred
 * years of age: the fourth-last digit is 0 to 3 (CPR-kontoret). */
static bool is_recent(const struct rf_cpr_scan *scan, const char *digits, int before,
                      int after)
{
    return digits[RF_CPR_DATE_DIGITS] <= '3' && is_near(scan, digits, before, after);
}

/* "020326 1630", "02.03.26 1630": a time of day after the meeting's own date, in either
 * order, or after a recent date where only a blank parts them. */
static bool is_date_and_time(const struct rf_cpr_scan *scan, const struct candidate *c)
{
    enum { YEARS_BEFORE = 2, YEARS_AFTER = 1 };
    const struct referat_date *date = &scan->meeting;
    const char *time = c->digits + RF_CPR_DATE_DIGITS;
    int first = rf_cpr_two_digits(c->digits), month = rf_cpr_two_digits(c->digits + 2);
    int last = rf_cpr_two_digits(c->digits + 4), year = date->year % 100;
    bool is_meeting =
        date->year && month == date->month &&
        ((first == date->day && last == year) || (first == year && last == date->day));
    return rf_cpr_two_digits(time) <= 23 && rf_cpr_two_digits(time + 2) <= 59 &&
           (is_meeting ||
            (c->is_loose && is_recent(scan, c->digits, YEARS_BEFORE, YEARS_AFTER)));
}

/* ---- Tables ---- */

/* The six digits and the four stand in two neighbouring cells. Their heads decide;
 * without any, six digits that are a day of the years around the meeting are a column of
 * dates. */
static bool is_parted_by_cells(struct rf_cpr_scan *scan, const struct candidate *c)
{
    enum { YEARS_OF_DATES = 5, YEARS = 3 };
    enum rf_cpr_name first = rf_cpr_cells_head(scan, c->start);
    enum rf_cpr_name second = rf_cpr_cells_head(scan, c->serial);
    if (first == RF_NAME_OWN) {
        return true;
    }
    if (first == RF_NAME_OTHER || first == RF_NAME_QUANTITY || second == RF_NAME_DATE) {
        return false;
    }
    if (second == RF_NAME_SERIAL || second == RF_NAME_OWN) {
        return true;
    }
    bool is_written_as_date = first == RF_NAME_DATE || c->date_parting;
    bool is_date = (is_written_as_date &&
                    is_near(scan, c->digits, YEARS_OF_DATES, YEARS_OF_DATES)) ||
                   is_recent(scan, c->digits, YEARS, YEARS) ||
                   (scan->meeting.year && is_near(scan, c->digits, 1, 1));
    return second == RF_NAME_NONE && !is_date && !is_date_and_time(scan, c);
}

/* ---- Deciding ---- */

/* Back over ten digits, parted as a number's are; at where there are none. */
static size_t skip_number(const char *text, size_t at)
{
    size_t start = at, count = 0;
    while (start > 0 && count <= RF_CPR_DIGITS) {
        char c = text[start - 1];
        bool is_parting = (c == '-' || c == ' ') && count == RF_CPR_SERIAL_DIGITS;
        if (!IS_DIGIT(c) && !is_parting) {
            break;
        }
        count += IS_DIGIT(c) != 0;
        start--;
    }
    return count == RF_CPR_DIGITS ? start : at;
}

/* Back over what parts the entries of a list; at where nothing does. */
static size_t skip_link(const char *text, size_t at)
{
    static const char *const links[] = {", ",     " og ",    ",",     "; ",
                                        "/",      " and ",   " und ", " och ",
                                        " samt ", " eller ", " / ",   " \xe2\x80\x93 ",
                                        " - "};
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        size_t n = strlen(links[i]);
        if (at >= n && memcmp(text + at - n, links[i], n) == 0) {
            return at - n;
        }
    }
    return at;
}

/* The name before a number, or before the list that it is in: "sagerne 010170-1234,
 * 020270-2345 og 030370-3456". */
static enum rf_cpr_name name_of(const struct rf_cpr_scan *scan, const struct candidate *c)
{
    enum { MOST_ENTRIES = 16 };
    unsigned how = (c->is_joined ? RF_CPR_IS_JOINED : 0) |
                   (scan->form == RF_CPR_CELLS ? RF_CPR_IN_ROWS : 0);
    enum rf_cpr_name name = rf_cpr_name_before(scan->text, c->start, how);
    size_t at = c->start;
    for (int i = 0; i < MOST_ENTRIES && name == RF_NAME_NONE; i++) {
        size_t end = skip_link(scan->text, at), start = skip_number(scan->text, end);
        if (end == at || start == end) {
            break;
        }
        name = rf_cpr_name_before(scan->text, start, how);
        at = start;
    }
    return name;
}

/* Letters that touch the digits: "Sag0101701234". A hyphen makes it a number again, but
 * for codes of one or two capitals; and so does a word of letters that no hexadecimal
 * number has, as in names of files. */
static bool is_part_of_word(const struct rf_cpr_scan *scan, const struct candidate *c)
{
    const char *text = scan->text;
    bool is_code = false, is_word = false;
    if (rf_cpr_letter_before(text, c->start)) {
        is_word = rf_cpr_is_word_before(text, c->start);
        is_code = rf_cpr_is_code_before(text, c->start);
    }
    if (c->parting & RF_CPR_DASHES) {
        return is_code;
    }
    return (rf_cpr_letter_before(text, c->start) && !is_word) ||
           rf_cpr_letter_at(text, scan->n, c->end) ||
           (c->start > 0 && text[c->start - 1] == '+');
}

/* Decides about ten digits of a good shape. A name of a personal number outweighs all
 * that speaks against it; then comes what the digits touch, then the column, then a name.
 */
static bool stands_as_number(struct rf_cpr_scan *scan, const struct candidate *c,
                             enum rf_cpr_name name)
{
    if (name == RF_NAME_OWN) {
        return true;
    }
    if (is_part_of_word(scan, c) || is_among_groups(scan, c) || is_before_date(scan, c) ||
        is_column_at_line_start(scan, c) ||
        rf_cpr_unit_at(scan->text, scan->n, c->end, c->is_loose)) {
        return false;
    }
    if (c->parting & BIT(RF_SIGN_CELL)) {
        return is_parted_by_cells(scan, c);
    }
    enum rf_cpr_name head = rf_cpr_cells_head(scan, c->start);
    if (head == RF_NAME_OWN) {
        return true;
    }
    bool is_other = name != RF_NAME_NONE || head == RF_NAME_OTHER ||
                    head == RF_NAME_QUANTITY || head == RF_NAME_SERIAL;
    return !is_other && !is_date_and_time(scan, c);
}

bool rf_cpr_is_number(struct rf_cpr_scan *scan, const struct rf_cpr_reading *r,
                      enum rf_cpr_shape shape)
{
    struct candidate c = {.start = r->starts[0],
                          .serial = r->starts[RF_CPR_DATE_DIGITS],
                          .end = r->ends[RF_CPR_DIGITS - 1],
                          .digits = r->digits,
                          .parting = rf_cpr_parting(r, RF_CPR_DATE_DIGITS),
                          .date_parting = rf_cpr_parting(r, 2) | rf_cpr_parting(r, 4)};
    c.is_joined = r->ends[RF_CPR_DIGITS - 1] - r->starts[0] == RF_CPR_DIGITS;
    c.is_loose = c.parting && !(c.parting & RF_CPR_DASHES);
    if (is_continued(scan, c.start)) {
        return false;
    }
    if (scan->is_mask && shape == RF_SHAPE_NUMBER && !is_part_of_word(scan, &c)) {
        return true;
    }
    enum rf_cpr_name name = name_of(scan, &c);
    if (scan->is_mask || shape == RF_SHAPE_NAMED) {
        return name == RF_NAME_OWN;
    }
    unsigned gap = r->gaps[RF_CPR_DATE_DIGITS]; /* a pipe in a sentence is no border */
    bool is_pipe = (gap & BIT(RF_SIGN_CELL)) && !(gap & RF_CPR_TAG) &&
                   !rf_cpr_cells_is_table(scan, c.start);
    return !is_pipe && stands_as_number(scan, &c, name);
}
