/* Whether a workbook is whole (table). libxlsxwriter does not look at the result of the
 * writes to its own temporary files: on a full disk it gives parts that end in the middle
 * and says that all went well. */
#ifndef RF_TABLE_XLSX_CHECK_H
#define RF_TABLE_XLSX_CHECK_H

#include <stdbool.h>

#include "base/buf.h"

/* True where every part of the workbook can be unpacked and is XML whose elements are
 * closed in their order, and the cells hold text_bytes of text together. */
bool rf_xlsx_is_whole(const struct rf_buf *workbook, size_t text_bytes);

#endif
