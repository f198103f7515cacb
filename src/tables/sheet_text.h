/* Text as a spreadsheet accepts it (tables). */
#ifndef RF_TABLES_SHEET_TEXT_H
#define RF_TABLES_SHEET_TEXT_H

#include "base/arena.h"

/* The bytes of s that take at most so many UTF-16 units, which is what Excel counts in,
 * ending at a character's border. */
size_t rf_sheet_bytes(const char *s, size_t limit_units);

/* s, or a copy in arena with an ellipsis where it is cut. */
const char *rf_sheet_fitted(struct rf_arena *arena, const char *s, size_t limit_units);

/* s, or a copy in arena with U+FFFD for bytes that are no UTF-8, and for controls. */
const char *rf_sheet_valid(struct rf_arena *arena, const char *s);

/* An estimate of the lines that a text fills in a column of that width in characters. */
size_t rf_sheet_lines(const char *text, double width);

/* The characters of the longest word. */
size_t rf_sheet_longest_word(const char *s);

/* A text in the middle of the header of a printed page: an ampersand stands twice. */
const char *rf_sheet_header(struct rf_arena *arena, const char *s);

/* The name of a table on a sheet of that name. */
const char *rf_sheet_table_name(struct rf_arena *arena, const char *sheet);

#endif
