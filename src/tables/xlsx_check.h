/* Whether a workbook is whole (tables). libxlsxwriter does not look at the result of the
 * writes to its own temporary files: on a full disk it gives parts that end in the middle
 * and says that all went well. */
#ifndef RF_TABLES_XLSX_CHECK_H
#define RF_TABLES_XLSX_CHECK_H

#include <stdbool.h>
#include <stddef.h>

struct rf_zip_library;

enum { RF_XLSX_SHEETS = 32 };

/* How many bytes were written to the temporary files of the sheets' rows, without an
 * error, in the order of the sheets. */
struct rf_xlsx_rows {
    size_t bytes[RF_XLSX_SHEETS];
    size_t count;
};

/* Reads an open file from its start, and leaves it there. True where every part of the
 * workbook can be unpacked and is XML whose elements are closed in their order, and each
 * sheet has as many bytes of rows as were written: a write that failed leaves bytes out
 * and changes none. */
bool rf_xlsx_is_whole(const struct rf_zip_library *zip, int fd,
                      const struct rf_xlsx_rows *rows);

#endif
