/* Danish personal numbers (CPR) in text: found by their shape and by what stands around
 * them, and masked (base).
 *
 * A personal number is a day, a month and a year of two digits each, then four digits
 * that are not 0000. The day may be 60 higher (replacement numbers, CPR-kontoret).
 * Modulus 11 is no condition: since 2007 numbers are given out without it.
 *
 * cpr_sign.c reads the text sign by sign, whatever spells them; cpr.c knows the shapes;
 * cpr_names.c knows the words before a number and the units after it that say it is
 * another one; cpr_cells.c knows the columns of tables. */
#ifndef RF_BASE_CPR_H
#define RF_BASE_CPR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "referat/model.h"

enum { RF_CPR_DIGITS = 10, RF_CPR_COLUMNS = 64 };

struct rf_cpr {
    size_t start_bytes, end_bytes;  /* in the text: the end is past the last digit */
    char digits[RF_CPR_DIGITS + 1]; /* NUL-terminated, ASCII, without what parts them */
};

/* What the text is. */
enum rf_cpr_form {
    RF_CPR_PROSE, /* Markdown, YAML, HTML, words of any kind */
    RF_CPR_CELLS, /* rows of cells, parted by semicolons, commas, tabs or pipes (CSV) */
};

/* A place in rows of cells. */
struct rf_cpr_cursor {
    size_t at;
    unsigned column;
    bool is_quoted;
};

/* A walk through one text. What rf_cpr_begin was given; meeting may be set before the
 * first rf_cpr_next, the members below the line are the walk's own. */
struct rf_cpr_scan {
    const char *text; /* UTF-8; single bytes that are none are read as Windows-1252 */
    size_t n;
    enum rf_cpr_form form;
    struct referat_date
        meeting; /* "020326 1630" is its date and a time; year 0: unknown */
    /* ---- */
    size_t at;
    bool is_mask;    /* every shape counts, whatever stands around it */
    size_t run_end;  /* of the last number's first digits: masking goes on there */
    char delimiter;  /* of cells; NUL in prose */
    size_t last_end; /* of the last number */
    size_t line_start, line_end; /* of the last number that was seen … */
    bool is_row;                 /* … in prose: the line is a row of a table */
    size_t head_start, head_end; /* of the table at hand; head_end 0: it has none */
    size_t table_end;            /* the end of the last of its rows that was seen */
    size_t named_head;           /* the head_end of the table whose columns … */
    unsigned char names[RF_CPR_COLUMNS]; /* … are called so; 0: not looked at yet */
    struct rf_cpr_cursor column;         /* of the last cell that was looked up */
    struct rf_cpr_cursor short_at; /* of the search for numbers that lost their zero … */
    struct rf_cpr short_found; /* … the next one, not yet returned; end_bytes 0: none */
    uint64_t short_columns;    /* … and a bit for each column that has any */
};

void rf_cpr_begin(struct rf_cpr_scan *scan, const char *text, size_t n,
                  enum rf_cpr_form form);

/* Finds the next personal number; false where there is none left.
 *
 * The digits are those of any script, and may be spelled as entities, percent-encoded or
 * as escapes of YAML and JSON; so may what parts them. The date is joined, or its parts
 * are parted alike by blanks, points, hyphens or slashes. Before the four digits there is
 * nothing, a hyphen or dash of any kind, blanks, a point, a slash, one line break, or the
 * border of two cells. Soft hyphens, what has no width, marks of Markdown and tags may
 * stand anywhere.
 *
 * None is: what is part of a longer number; an amount, a measure or a count; what the
 * word before it or the head of its column says is another number (faktura, sag, konto,
 * tlf.); a date of the meeting's year with a time. "CPR" before it outweighs these. */
bool rf_cpr_next(struct rf_cpr_scan *scan, struct rf_cpr *found);

/* Writes an asterisk over every digit of whatever has the shape of a personal number in
 * text[0..n), also where rf_cpr_next would take it for another one. Each sign keeps its
 * size and width, so that columns and offsets stay. */
void rf_cpr_mask(char *text, size_t n);

/* The same for lines of a file: numbers of nine digits may be cells that have lost a
 * zero, which only the whole column would show. */
void rf_cpr_mask_lines(char *text, size_t n);

/* Reads a number that stands alone, as an allow-list has it; nine digits have lost their
 * zero. False where it is none. */
bool rf_cpr_read(const char *text, struct rf_cpr *number);

/* ---- Files that are no text ---- */

/* Called with each number of a file; one that stands there in several ways may come
 * again. part is where in the file: "xl/worksheets/sheet1.xml"; "": the file itself. */
typedef void rf_cpr_found(void *data, const char *part, const struct rf_cpr *number);

struct rf_cpr_file {
    const char *name; /* .csv has rows of cells */
    const char *bytes;
    size_t n;
    struct referat_date meeting; /* as in a scan */
    rf_cpr_found *found;
    void *data;
};

/* Looks into a file: who reads documents knows how (leak_scan/numbers.h). */
typedef void rf_cpr_look(const struct rf_cpr_file *file);

#endif
