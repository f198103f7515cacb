/* Where a run may write (output): the one place that judges it, for every command.
 *
 * The folder has two parts. This one says whether a destination may be written to:
 * struct rf_destination, which build and cli ask. write.h writes there: struct rf_writer,
 * whose guard is the destination.
 *
 * A command names a folder, DIR, which is judged once before the first byte and again, by
 * every set of outputs, while the run goes on:
 *
 * - DIR is not, does not hold and does not lie in a series' sources, but for a folder of
 *   its own below a series that holds none (sources.c).
 * - DIR carries one edition. No other one is in it, above it or below it (editions.c).
 * - What stands in DIR and is not in its list of files, the mark, is another program's
 *   (edition_list.h, claim.c).
 *
 * A FILE that a command names is judged by itself (ours.c). What is not allowed is exit
 * status 4. The hard thing is several runs at a time: names are put into the mark before
 * their files are put in place, under the mark's lock, and the mark is made under the
 * folder's. */
#ifndef RF_OUTPUT_DESTINATION_H
#define RF_OUTPUT_DESTINATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/edition_marks.h"
#include "output/edition_list.h"
#include "output/output.h"

enum rf_verdict {
    RF_VERDICT_ALLOWED,
    RF_VERDICT_REFUSED, /* exit status 4: error says why, and what to do */
    RF_VERDICT_FAILED,  /* exit status 3: error is "path: reason" */
};

/* What the judges need of the sources. */
struct rf_guarded {
    const char *const *series; /* folders that the run reads, as the command names them */
    size_t count;
    /* True where a document of the series in that folder names a file that is at
     * real_path, or below it; NULL: that is not known. */
    bool (*names)(const char *series, const char *real_path);
};

/* A mark in a folder below the destination, as it was read last. */
struct rf_nested {
    const char *folder; /* NULL: none was */
    bool is_there;
    struct rf_mark_lines lines;
};

struct rf_destination {
    struct rf_arena *arena; /* of what follows, as long as the run */
    const char *dir;        /* as the command names it */
    enum rf_edition_mark mark;
    struct rf_guarded sources;
    /* True for a file name that a meeting's page has. */
    bool (*is_page)(const char *name);
    bool is_bag; /* it is to become a bag as a whole: it has no mark */
    bool wants_fsync;

    const char *error; /* after a verdict that does not allow */
    bool
        has_staging; /* a public edition grows there, or was growing when it was killed */

    /* Not for callers. */
    const char *real, *mark_path;
    struct rf_mark_lines lines;   /* of the mark, when it was read last */
    struct rf_mark_lines adopted; /* of lists that the mark is to take over … */
    struct rf_adopted *lists;     /* … and where they are */
    struct rf_nested nested;
    struct rf_arena scratch;
    bool is_marked, is_tidy;  /* then */
    bool lies_in_series;      /* in one of those that are read */
    bool is_claimed;          /* by this process */
    bool is_held;             /* the mark's lock is, from one claim to the next */
    struct rf_mark_kept kept; /* the mark, as this process locks it */
};

/* Judges the folder: arena, dir, mark, sources, is_page, is_bag and wants_fsync are
 * filled in. Nothing is written. */
enum rf_verdict rf_destination_begin(struct rf_destination *destination);

/* Judges files that are about to be written below dir, and puts their names into the
 * mark, which is made with the first. Names that begin with ".referat-" are not listed.
 */
enum rf_verdict rf_destination_claim(struct rf_destination *destination,
                                     const struct rf_output *list);

/* The same, without writing anything: what a later claim would say. */
enum rf_verdict rf_destination_foresee(struct rf_destination *destination,
                                       const struct rf_output *list);

/* Judges a file that is in the mark and is to be replaced or removed: somebody may have
 * put a document there since. */
enum rf_verdict rf_destination_judge_old(struct rf_destination *destination,
                                         const char *path);

/* True for a path below dir that is in the mark or in a list that it takes over, or lies
 * in an archive of ours. */
bool rf_destination_owns(struct rf_destination *destination, const char *path);

/* True where something stands in a folder below dir ("": in dir itself), or below that,
 * which may be in the way of a run: a file that is not ours, where is_output says that
 * one of ours may have its path. */
bool rf_destination_has_others(struct rf_destination *destination, const char *folder,
                               bool (*is_output)(const char *path));

/* The run ends: the mark is sorted and gets the present time. False with error. */
bool rf_destination_end(struct rf_destination *destination);

void rf_destination_clear(struct rf_destination *destination);

/* ---- Putting a whole edition in place ---- */

/* Waits for other runs of the same edition, and keeps them waiting up to
 * rf_destination_release; reads the mark again, as they left it. */
enum rf_verdict rf_destination_hold(struct rf_destination *destination);

/* The paths in the mark, and what it takes over, sorted; in arena. */
const char **rf_destination_paths(struct rf_destination *destination, size_t *count);

/* Makes these the paths in the mark, which is held; none: the mark goes. */
bool rf_destination_set_paths(struct rf_destination *destination,
                              const char *const *paths, size_t count);

/* Lets the others go on. A mark that lists nothing goes. */
void rf_destination_release(struct rf_destination *destination);

/* ---- A single file ---- */

/* Judges a FILE that the command names. *error: as in the struct. */
enum rf_verdict rf_destination_judge_file(struct rf_arena *arena, const char *path,
                                          enum rf_edition_mark mark,
                                          const struct rf_guarded *sources,
                                          const char **error);

#endif
