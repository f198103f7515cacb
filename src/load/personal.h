/* Looks through everything that a meeting loads for personal numbers, and says what was
 * not looked through (load). */
#ifndef RF_LOAD_PERSONAL_H
#define RF_LOAD_PERSONAL_H

#include "load/document.h"

/* cpr-number for every byte of a document and for its name. meeting is the meeting's
 * date; year 0: it has none. */
void rf_personal_check(struct rf_loader *loader, const struct rf_loaded_file *file,
                       struct referat_date meeting);

/* The same for an annex that is a file of size_bytes, open at fd, whose offset moves.
 * span is where it is named. One that is no text is kept for the meeting's note. */
void rf_personal_check_annex(struct rf_loader *loader, const char *path, int fd,
                             uint64_t size_bytes, struct referat_span span);

/* not-scanned, once for a meeting: the annexes that were not looked through. */
void rf_personal_report_unread(struct rf_loader *loader);

#endif
