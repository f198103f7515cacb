/* Danish personal numbers (CPR) in text: found by their shape, and masked (base). */
#ifndef RF_CPR_H
#define RF_CPR_H

#include <stdbool.h>
#include <stddef.h>

enum { RF_CPR_DIGITS = 10 };

struct rf_cpr {
    size_t start_bytes, end_bytes;  /* in the text: the end is behind the last digit */
    char digits[RF_CPR_DIGITS + 1]; /* NUL-terminated, without what stood between them */
};

/* Finds the first personal number that begins at or behind text[from_bytes]; false where
 * there is none up to text[n]. from_bytes must not lie within a run of digits.
 *
 * A personal number is DDMMYY, then four digits that are not 0000. The day may be
 * 60 higher (replacement numbers, CPR-kontoret). Modulus 11 is no condition: since 2007
 * numbers are given out without it. Six and four digits may be joined or parted by up to
 * three hyphens, dashes, blanks of any kind, marks of Markdown or their escapes, and by
 * one line break with the next line's indentation; soft hyphens may stand anywhere.
 *
 * Not taken for one: digits of a longer run, or behind a digit and one of - / . : (a case
 * number); and without a hyphen, digits that touch a letter or follow a plus, stand in an
 * address (://), or follow a word for something else (konto, tlf, P-nr., kr.). The text
 * should be UTF-8; the Windows-1252 bytes for blank, dash and soft hyphen count too. */
bool rf_cpr_find(const char *text, size_t n, size_t from_bytes, struct rf_cpr *found);

/* Writes an asterisk over every digit of the personal numbers in text[0..n): nothing else
 * changes, so that columns and offsets stay. */
void rf_cpr_mask(char *text, size_t n);

/* Reads a number that stands alone, as an allow-list has it. False where it is none. */
bool rf_cpr_read(const char *text, struct rf_cpr *number);

#endif
