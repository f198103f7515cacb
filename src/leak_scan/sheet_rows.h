/* Documents and worksheets as lines of text, their tables as rows of cells (leak_scan).
 */
#ifndef RF_LEAK_SCAN_SHEET_ROWS_H
#define RF_LEAK_SCAN_SHEET_ROWS_H

#include <stddef.h>

#include "base/buf.h"

/* Appends what a reader of HTML or of an office document's XML sees, a line for each
 * paragraph; rows of tables as Markdown has them, the first as a head. The texts that
 * attributes hold follow: alternatives, titles, addresses. Entities stay. */
void rf_look_lay_out(const char *p, size_t n, struct rf_buf *out);

/* Appends the cells of a worksheet (Office Open XML), parted by tabs. strings are its
 * workbook's shared ones. */
void rf_look_sheet_rows(const char *p, size_t n, const char *strings, size_t strings_n,
                        struct rf_buf *out);

#endif
