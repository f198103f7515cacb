/* What one meeting closes, and the pages of another one show: an agenda or minutes that
 * are enclosed as closed, though their folder is a meeting (driver). */
#ifndef RF_SHOWN_H
#define RF_SHOWN_H

#include "model/build.h"
#include "run/run.h"

/* closed-quoted for an agenda or minutes that the meeting encloses as closed, and that
 * another meeting has: its pages show it, unless it closes itself. */
void rf_shown_report(struct referat *run, const struct referat_meeting *meeting,
                     const struct rf_known *known);

/* A meeting that was loaded for another one's sake: notes where it closes what stands on
 * the pages of the one that is asked for … */
void rf_shown_note(struct referat *run, const struct referat_meeting *meeting);

/* … which is reported when all are loaded. */
void rf_shown_report_noted(struct referat *run);

#endif
