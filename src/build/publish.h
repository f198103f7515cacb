/* A public edition on its way to the destination: it grows out of sight, is looked at
 * once more as a whole, and only then put in place (build). */
#ifndef RF_BUILD_PUBLISH_H
#define RF_BUILD_PUBLISH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/set.h"
#include "build/targets.h"
#include "leak_scan/leak.h"

struct rf_public {
    const struct rf_options *options;
    struct rf_report *report;
    const struct rf_target *targets;
    size_t target_count;
    struct rf_arena *arena;
    struct rf_leaks *leaks;             /* what runs collect */
    enum referat_severity *not_scanned; /* what that finding is, for each target */
    const char *staging; /* the folder that the outputs are written into first */
    const char **files;  /* there, relative, sorted; NULL at the end */
    size_t file_count;
    const char **old;   /* what the destination has of an earlier one, sorted … */
    size_t old_count;   /* … as its mark says */
    struct rf_set held; /* places of meetings with errors that hide nothing: their older
                           outputs stay */
    bool is_new;        /* the destination was not there */
    bool has_leak;
};

/* Removes from a folder what public runs that were killed have left in it. */
void rf_public_sweep(struct rf_arena *arena, const char *folder);

/* Makes the staging folder beside the destination's files. False where it cannot be made,
 * which is then reported. options, report (with its destination), targets and arena are
 * filled in. */
bool rf_public_begin(struct rf_public *edition);

/* Adds to the plan of a run that its texts go to leaks and that its annexes are searched
 * for personal numbers. leaks NULL: the edition is not public, and nothing is done. */
void rf_public_plan(struct rf_leaks *leaks, struct rf_run_plan *plan);

/* The meeting whose outputs stand at that place, which is copied, has errors, and could
 * be read all the same: what an earlier run made of it stays. */
void rf_public_hold(struct rf_public *edition, const char *place);

/* Looks at every byte of what was written to staging; without a leak puts it in place and
 * takes away what the edition no longer holds, with one takes away all of it. Where
 * is_whole is false (a failure to write) nothing is put in place. Removes the staging
 * folder and frees. */
void rf_public_finish(struct rf_public *edition, bool is_whole);

#endif
