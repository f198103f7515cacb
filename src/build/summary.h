/* The result of a run in numbers (build). */
#ifndef RF_BUILD_SUMMARY_H
#define RF_BUILD_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "diag/diag.h"
#include "referat/referat.h"

/* What became of a meeting. */
enum rf_fate {
    RF_FATE_BUILT,     /* at least one of its files was written */
    RF_FATE_UNCHANGED, /* all of its files were there, with these bytes */
    RF_FATE_DIFFERENT, /* --verify: at least one is missing or differs */
    RF_FATE_CHECKED,   /* compiled, and no file is made of it */
    RF_FATE_HELD_BACK, /* made, and not put in place: the public edition is not whole */
    RF_FATE_FAILED,    /* has errors, or could not be written */
    RF_FATE_COUNT,
};

/* Of a whole run, of one unit, or of what a process of its own did: tallies are added.
 * All zero where nothing has been done. */
struct rf_tally {
    size_t meetings[RF_FATE_COUNT];
    size_t errors, warnings;
    size_t left_out; /* findings beyond the limit of a file */
    size_t warnings_of[RF_CODE_COUNT];
    size_t faults; /* enum referat_fault, of any unit */
};

/* Adds a unit's findings, and its meeting where it failed; what becomes of the others is
 * known later. */
void rf_tally_unit(struct rf_tally *tally, const struct referat_unit_result *unit);

void rf_tally_add(struct rf_tally *tally, const struct rf_tally *other);

/* A tally as bytes, none where it is all zero; and back. False: they are none. */
void rf_tally_keep(const struct rf_tally *tally, struct rf_buf *out);
bool rf_tally_restore(struct rf_tally *tally, const char *bytes, size_t n);

/* Meetings of any fate. */
size_t rf_tally_meeting_count(const struct rf_tally *tally);

/* Appends "52 meetings: 3 built, 48 unchanged, 1 failed". */
void rf_tally_put_meetings(const struct rf_tally *tally, struct rf_buf *out);

/* Appends "2 errors, 12 warnings: 7 missing-alt, 5 over-time", most frequent first, equal
 * ones by name; a single warning has its name above. Nothing where there are none. */
void rf_tally_put_findings(const struct rf_tally *tally, struct rf_buf *out);

#endif
