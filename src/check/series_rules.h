/* The rules that look beyond one meeting (check). They ask the record (store/record.h)
 * for what other meetings say. */
#ifndef RF_CHECK_SERIES_RULES_H
#define RF_CHECK_SERIES_RULES_H

#include "check/check.h"
#include "model/assemble.h"

/* missing-approves, bad-approval, approved-twice, bad-carry: of a meeting that is not in
 * the record yet, to which its earlier meetings have been applied. */
void rf_check_in_series(const struct referat_meeting *meeting,
                        const struct rf_known *known, struct rf_diags *diags,
                        struct rf_arena *arena);

/* never-approved, not-carried: of the whole series, once every meeting has been applied.
 * only: the folder within which meetings are reported; NULL: all are. */
void rf_check_series(const struct rf_record *record, const char *only,
                     struct rf_diags *diags);

#endif
