/* What the files that know personal numbers share (base, private to cpr*.c).
 *
 * A number is found in four steps, each a file. cpr.c skips to the next digit and takes a
 * cheap look. cpr_shape.c reads the digits and what parts them, sign by sign
 * (cpr_sign.c), and says whether ten of them have a shape that people write. Then
 * cpr_judge.c decides by what stands around: words and units (cpr_names.c), the head of
 * the column (cpr_cells.c), the meeting's date. Most digits end at the first step, so
 * only that one has to be fast. */
#ifndef RF_BASE_CPR_INTERNAL_H
#define RF_BASE_CPR_INTERNAL_H

#include "base/cpr.h"

#define RF_CPR_IS_DIGIT(c) (((c) >= '0') & ((c) <= '9'))

/* ---- cpr_sign.c: one sign of the text, whatever spells it ---- */

enum rf_cpr_sign_kind {
    RF_SIGN_OTHER, /* ends a number */
    RF_SIGN_DIGIT,
    RF_SIGN_DASH,
    RF_SIGN_BLANK,
    RF_SIGN_POINT,
    RF_SIGN_SLASH,
    RF_SIGN_BREAK, /* of a line */
    RF_SIGN_CELL,  /* the border of two cells */
    RF_SIGN_MARK,  /* markup: stands for nothing */
    RF_SIGN_SOFT,  /* is not seen: soft hyphens, what has no width, combining marks */
};

struct rf_cpr_sign {
    enum rf_cpr_sign_kind kind;
    char digit; /* '0' to '9' */
    size_t size_bytes;
};

/* The sign at p, of which n bytes are left (n > 0). delimiter is that of a table's cells,
 * or NUL in prose. */
struct rf_cpr_sign rf_cpr_sign_at(const char *p, size_t n, char delimiter);

/* Where the escape begins whose first digit stands at text[at]: the "\u" of "\u0030",
 * the "%" of "%20". at itself where there is none. */
size_t rf_cpr_escape_before(const char *text, size_t at);

/* ---- cpr_names.c: the words around ten digits ---- */

enum rf_cpr_name {
    RF_NAME_NONE,     /* says nothing */
    RF_NAME_OWN,      /* a personal number: "cpr-nr.", "født" */
    RF_NAME_OTHER,    /* another number: "faktura", "tlf." */
    RF_NAME_QUANTITY, /* an amount, a measure, a time of day */
    RF_NAME_DATE,
    RF_NAME_SERIAL, /* the four digits: "løbenr." */
};

enum {
    RF_CPR_IS_JOINED = 1, /* the ten digits stand together: a slash before them may part
                             them from a name, as in addresses */
    RF_CPR_IN_ROWS = 2,   /* of cells: the line before is another row */
};

/* What the word before text[at] says; "nr." and the like are passed over, and so are
 * markup, a line break and, where the name is all that its cell holds, the cell's border.
 * how: RF_CPR_IS_JOINED, RF_CPR_IN_ROWS. */
enum rf_cpr_name rf_cpr_name_before(const char *text, size_t at, unsigned how);

/* What the head of a column says. */
enum rf_cpr_name rf_cpr_name_of_head(const char *text, size_t n);

/* True where a currency or a unit follows text[at]. is_loose: nothing but a blank, a
 * point or a cell's border parts the four digits from the six, so that they may be a
 * number of their own: then decimals and what is counted follow, too. */
bool rf_cpr_unit_at(const char *text, size_t n, size_t at, bool is_loose);

/* True where a letter ends at text[at], or begins there. The end of an escape is none. */
bool rf_cpr_letter_before(const char *text, size_t at);
bool rf_cpr_letter_at(const char *text, size_t n, size_t at);

/* True where a word ends at text[at] that is neither a code nor a hexadecimal number, and
 * where a code of one or two capitals does, or the v of a version. */
bool rf_cpr_is_word_before(const char *text, size_t at);
bool rf_cpr_is_code_before(const char *text, size_t at);

/* ---- cpr_cells.c: tables ---- */

/* Of text that is rows of cells: finds what parts them, and the columns of personal
 * numbers in which some have lost their leading zero. */
void rf_cpr_cells_begin(struct rf_cpr_scan *scan);

/* Sets scan->short_found to the next cell that is such a number. */
void rf_cpr_cells_next_short(struct rf_cpr_scan *scan);

/* True where text[at] lies in a table: in rows of cells, or in one of Markdown's. */
bool rf_cpr_cells_is_table(struct rf_cpr_scan *scan, size_t at);

/* What the head of the column says in which text[at] lies; RF_NAME_NONE outside tables.
 * Offsets must not go back. */
enum rf_cpr_name rf_cpr_cells_head(struct rf_cpr_scan *scan, size_t at);

/* ---- cpr_shape.c: digits, and what parts them ---- */

enum {
    RF_CPR_DATE_DIGITS = 6,
    RF_CPR_SERIAL_DIGITS = RF_CPR_DIGITS - RF_CPR_DATE_DIGITS,
    RF_CPR_MOST_DIGITS = 13, /* a year of four digits, and one that is too many */
};

#define RF_CPR_BIT(kind) (1u << (kind))
enum {
    RF_CPR_DASHES = RF_CPR_BIT(RF_SIGN_DASH) | RF_CPR_BIT(RF_SIGN_SLASH),
    RF_CPR_TAG = 1 << 17, /* a cell's border that is a tag */
};

/* Digits in a row, up to what no personal number has. */
struct rf_cpr_reading {
    size_t count;
    char digits[RF_CPR_MOST_DIGITS];
    size_t starts[RF_CPR_MOST_DIGITS], ends[RF_CPR_MOST_DIGITS];
    unsigned gaps[RF_CPR_MOST_DIGITS]; /* what parts each from the one before: bits of
                                          kinds */
};

enum rf_cpr_shape {
    RF_SHAPE_NONE,
    RF_SHAPE_NUMBER,
    RF_SHAPE_NAMED, /* parted as no number is, but for one that "CPR" stands before */
};

/* Reads the digits from text[at] on; returns the shape of the first ten. */
enum rf_cpr_shape rf_cpr_read_digits(const struct rf_cpr_scan *scan, size_t at,
                                     struct rf_cpr_reading *r);

/* What parts a digit from the one before, but for marks. */
unsigned rf_cpr_parting(const struct rf_cpr_reading *r, size_t digit);

/* The end of the digits that nothing visible parts from the first. */
size_t rf_cpr_run_end(const struct rf_cpr_reading *r);

/* Past indentation, and the mark of a quotation, at the beginning of a line. */
size_t rf_cpr_skip_indentation(const char *text, size_t n, size_t at);

int rf_cpr_two_digits(const char *p);

/* True for four digits that are a day, or a day and 60, and a month. */
bool rf_cpr_is_day(const char *digits);

/* True for ten digits that begin with such a day and a year that has it. */
bool rf_cpr_is_real(const char *digits);

/* ---- cpr_judge.c: is it one? ---- */

/* True where digits of that shape are a personal number, by the text around them. */
bool rf_cpr_is_number(struct rf_cpr_scan *scan, const struct rf_cpr_reading *r,
                      enum rf_cpr_shape shape);

#endif
