/* The values of PDF: numbers, names, strings, arrays, dictionaries, references (print).
 * ISO 32000-1, 7.2 and 7.3. */
#ifndef RF_PRINT_PDF_VALUE_H
#define RF_PRINT_PDF_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum rf_pdf_type {
    RF_PDF_NULL, /* true, false and null too */
    RF_PDF_NUMBER,
    RF_PDF_NAME,
    RF_PDF_STRING,
    RF_PDF_ARRAY,
    RF_PDF_DICTIONARY,
    RF_PDF_REFERENCE,
};

struct rf_pdf_value {
    enum rf_pdf_type type;
    double number;     /* of a number; of the object that a reference means */
    const char *text;  /* of a name or string, its escapes undone, NUL-terminated */
    size_t text_bytes; /* strings may hold NUL */
    struct rf_pdf_value *first; /* of an array; of a dictionary: key, value, key, … */
    struct rf_pdf_value *next;
};

/* The bytes being read. */
struct rf_pdf_input {
    const char *p, *end;
    struct rf_arena *arena;
};

/* The blanks and comments before the next token. */
void rf_pdf_skip(struct rf_pdf_input *in);

/* Steps over a word ("obj", "stream") that comes next; false where another does. */
bool rf_pdf_take(struct rf_pdf_input *in, const char *word);

/* A whole number of digits alone, as in "12 0 obj"; false where none comes next. */
bool rf_pdf_take_number(struct rf_pdf_input *in, size_t *number);

/* Reads one value; NULL where there is none: it is malformed, or nested deeper than any
 * that print engines write. */
struct rf_pdf_value *rf_pdf_read_value(struct rf_pdf_input *in);

/* The value of a key; NULL where v is no dictionary or has no such key. */
const struct rf_pdf_value *rf_pdf_lookup(const struct rf_pdf_value *v, const char *key);

/* True for that name. v may be NULL. */
bool rf_pdf_is_name(const struct rf_pdf_value *v, const char *name);

#endif
