/* Closed text in open places, over a whole series (driver): `closed-quoted`. */
#ifndef RF_DRIVER_QUOTED_H
#define RF_DRIVER_QUOTED_H

#include "driver/run.h"

/* Adds what the closed parts of the unit at hand, of the at-th folder, make unsayable.
 * The meeting is checked and not yet pruned; arena is for temporary data. */
void rf_run_keep_closed(struct referat *run, const struct referat_meeting *meeting,
                        size_t at, struct rf_arena *arena);

/* After the last meeting: looks through every open text of the series for it, and
 * reports what it finds to the unit at hand. */
void rf_run_report_quotes(struct referat *run);

#endif
