/* The result of a run in numbers (build). */
#ifndef RF_BUILD_SUMMARY_H
#define RF_BUILD_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "diag/diag.h"
#include "referat/referat.h"

/* What became of a meeting. */
enum rf_meeting_result {
    RF_MEETING_BUILT,     /* at least one of its files was written */
    RF_MEETING_UNCHANGED, /* all of its files were there, with these bytes */
    RF_MEETING_DIFFERENT, /* --verify: at least one is missing or differs */
    RF_MEETING_CHECKED,   /* compiled, and no file is made of it */
    RF_MEETING_HELD_BACK, /* made, and not put in place: the public edition is not whole
                           */
    RF_MEETING_FAILED,    /* has errors, or could not be written */
    RF_MEETING_COUNT,
};

/* Of a whole run, of one unit, or of what a process of its own did: summaries are added.
 * All zero where nothing has been done. */
struct rf_summary {
    size_t meetings[RF_MEETING_COUNT];
    size_t errors, warnings;
    size_t left_out; /* findings beyond the limit of a file */
    size_t warnings_of[RF_CODE_COUNT];
    size_t faults; /* enum referat_fault, of any unit */
};

/* Adds a unit's findings, and its meeting where it failed; what becomes of the others is
 * known later. */
void rf_summary_unit(struct rf_summary *summary, const struct referat_unit_result *unit);

void rf_summary_add(struct rf_summary *summary, const struct rf_summary *other);

/* A summary as bytes, none where it is all zero; and back. False: they are none. */
void rf_summary_keep(const struct rf_summary *summary, struct rf_buf *out);
bool rf_summary_restore(struct rf_summary *summary, const char *bytes, size_t n);

/* Meetings of any result. */
size_t rf_summary_meeting_count(const struct rf_summary *summary);

/* Appends "52 meetings: 3 built, 48 unchanged, 1 failed". */
void rf_summary_put_meetings(const struct rf_summary *summary, struct rf_buf *out);

/* Appends "2 errors, 12 warnings: 7 missing-alt, 5 over-time", most frequent first,
 * then by name; a single warning has its name above. Nothing where there are none. */
void rf_summary_put_findings(const struct rf_summary *summary, struct rf_buf *out);

#endif
