/* What the paths of the command line mean (build). */
#ifndef RF_BUILD_TARGETS_H
#define RF_BUILD_TARGETS_H

#include "base/arena.h"
#include "build/report.h"
#include "referat/referat.h"

struct rf_run_plan; /* driver/run.h */

struct rf_target {
    const char *path;      /* as on the command line; "-" for standard input */
    const char *series;    /* NULL for standard input */
    const char *place;     /* of the series below the path, "" or "a/b" */
    const char *only_path; /* NULL: the whole series; else the meeting or document … */
    const char *folder;    /* … and the meeting's folder in the series */
    const char *outputs;   /* where those of the series or the meeting are: place, and
                              folder below it */
};

/* Finds every series that the paths mean; what cannot be found is reported. The array is
 * in arena. */
struct rf_target *rf_targets_find(struct rf_arena *arena, struct rf_report *report,
                                  size_t *count);

/* True where every target has a place of its own below dir: where two share one, which
 * came last would decide. A series and a single meeting at its place are refused
 * likewise, though their files may differ. False: said. */
bool rf_targets_have_own_places(struct rf_arena *arena, const struct rf_target *targets,
                                size_t count, const char *dir);

/* True where the destination is the place of all outputs. Version 0.1 wrote a single
 * meeting into it itself: where it ends in the meeting's own place it is taken for that.
 * False: reported as wrong usage, with the folder that is meant. */
bool rf_targets_have_whole_folder(struct rf_report *report, struct rf_arena *arena,
                                  const struct rf_target *targets, size_t count);

/* Opens a target for compiling, by a plan that may be NULL; NULL where standard input
 * cannot be read, which is then reported. */
struct referat *rf_target_open(const struct rf_target *target, struct rf_report *report,
                               const struct rf_run_plan *plan);

#endif
