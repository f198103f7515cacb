/* The day that deadlines are counted from (build). */
#ifndef RF_BUILD_TODAY_H
#define RF_BUILD_TODAY_H

#include <stdbool.h>

#include "build/options.h"
#include "referat/values.h"

/* The day of SOURCE_DATE_EPOCH; false where that is not set. */
bool rf_source_date(struct referat_date *date);

/* That day, else today where the program runs. */
struct referat_date rf_today(void);

/* The day that outputs on disk count from: --as-of, else that of SOURCE_DATE_EPOCH; year
 * 0 where neither is given. A build reads no clock: without a day nothing is overdue, and
 * the bytes stay the same. */
struct referat_date rf_output_day(const struct rf_options *options);

#endif
