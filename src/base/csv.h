/* Rows of a CSV file (base), for a Danish Excel: UTF-8 with a byte-order mark,
 * semicolons, CRLF, every cell in quotes (RFC 4180), and a cell that would run as a
 * formula begins with an apostrophe. */
#ifndef RF_BASE_CSV_H
#define RF_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* The start of a file. */
void rf_csv_begin(struct rf_buf *out);

/* A cell of the row at hand, the first in column 0. is_text: it must not run as a
 * formula. */
void rf_csv_cell(struct rf_buf *out, size_t column, const char *s, bool is_text);

void rf_csv_end_row(struct rf_buf *out);

#endif
