/* Annexes that are closed, and shown all the same: an agenda or minutes whose folder is a
 * meeting, by the pages of that one; a picture by an open text (driver). */
#ifndef RF_DRIVER_SHOWN_H
#define RF_DRIVER_SHOWN_H

#include "driver/run.h"
#include "model/assemble.h"

/* closed-quoted for what the meeting encloses as closed: an agenda or minutes that
 * another meeting has, whose pages show it, unless it closes itself; and a picture that
 * stands in an open text of the meeting. */
void rf_shown_report(struct referat *run, const struct referat_meeting *meeting,
                     const struct rf_known *known);

/* A meeting that was loaded for another one's sake: notes where it closes what stands on
 * the pages of the one that is asked for … */
void rf_shown_note(struct referat *run, const struct referat_meeting *meeting);

/* … which is reported when all are loaded. */
void rf_shown_report_noted(struct referat *run);

#endif
