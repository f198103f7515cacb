/* The seal of a record whose minutes were approved (build). */
#ifndef RF_BUILD_SEAL_RECORD_H
#define RF_BUILD_SEAL_RECORD_H

#include "base/hash.h"
#include "build/targets.h"

/* Seals the meeting that is the target; what prevents it is reported. */
void rf_seal_record(struct rf_report *report, const struct rf_target *target);

/* The SHA-256 of the canonical text of a meeting's record: the minutes page as Markdown
 * of a build of the whole series, without the corrections that were added since. False
 * where there are no minutes. */
bool rf_record_text_sum(const struct referat_meeting *meeting,
                        char digits[RF_SHA256_SIZE]);

#endif
