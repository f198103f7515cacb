/* The row of a meeting as bytes, and back: what an incremental build, another process or
 * another machine knows of a meeting without reading it again (store).
 *
 * The form is that of one version of the program and may change with any: whoever keeps
 * the bytes keeps the version beside them. It holds no pointer and no path outside the
 * series, so that the same sources give the same bytes wherever the command was started.
 */
#ifndef RF_STORE_ROW_CODEC_H
#define RF_STORE_ROW_CODEC_H

#include "base/buf.h"
#include "store/record.h"

/* Appends a complete row, as rf_record_add made it and with its has_errors: to be called
 * when the meeting's unit has ended, and before rf_record_apply_before applies a meeting
 * that may change it. What the record was asked to keep is in the bytes, words and rows.
 */
void rf_row_put(const struct rf_record *record, const struct rf_record_meeting *row,
                struct rf_buf *out);

/* Appends what other meetings may see of a row, as it is now. Where they are before it
 * (is_ahead), the same whether its own turn has come or not. */
void rf_row_put_references(const struct rf_record *record,
                           const struct rf_record_meeting *row, bool is_ahead,
                           struct rf_buf *out);

/* Restores a row into another record, as if rf_record_add had been called there for its
 * meeting, whose folder is the order-th; a second time does nothing, unless the first was
 * ahead of its turn. Returns the row.
 * NULL where bytes[0..n) are not one whole row, or lack words or rows that the record
 * keeps: the record is as it was then. The bytes need not outlive the call. */
struct rf_record_meeting *rf_row_restore(struct rf_record *record, const char *bytes,
                                         size_t n, size_t order);

/* The same for findings, from the first to the end of the list: those of a unit, when it
 * has just ended. */
void rf_findings_put(const struct rf_record_finding *first, struct rf_buf *out);

/* Adds them to the record, which drops them where it has no findings. False: the
 * bytes are not whole, and nothing was added. */
bool rf_findings_restore(struct rf_record *record, const char *bytes, size_t n);

#endif
