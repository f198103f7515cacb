/* The messages, the counts and the exit status of a run (build). Every
 * command has one report, from its first word to its exit status. */
#ifndef RF_BUILD_REPORT_H
#define RF_BUILD_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "build/message.h"
#include "build/options.h"
#include "build/progress.h"
#include "build/summary.h"
#include "driver/hide_closed.h"
#include "output/write.h"
#include "referat/referat.h"

/* True where colours are wanted on a stream: asked for, or a terminal that shows them. */
bool rf_wants_colour(enum rf_colour colour, int fd);

struct rf_company;
struct rf_output;

struct rf_report {
    const struct rf_options *options;
    bool use_colour;
    bool is_terminal; /* what it says goes to one */
    bool sums_up;     /* the closing line says what became of the meetings */
    struct rf_progress progress;
    struct rf_hiding hiding; /* of what is closed, in messages that others may read */
    struct rf_summary summary;
    size_t missing, different, extra; /* outputs that --verify found */
    enum rf_exit status;
    bool has_failed;    /* this run itself, with RF_EXIT_WORLD, and not what it joins */
    bool has_unwritten; /* outputs that could not be written, or looked at */
    bool is_stopped;    /* the destination as a whole takes none: no more are tried */
    struct referat_date as_of; /* the day that the run asks about; year 0: none */
    const char *staging;       /* where outputs wait; NULL: they go to their places */
    const char *home;          /* where the series' outputs and the state of them stand;
                                  NULL: no state is kept */
    struct rf_file_facts
        *made;          /* notes files of folders that were made whole; NULL: none */
    struct rf_buf text; /* what was said of the last unit */
    struct rf_destination *destination; /* of the outputs (build/guard.h); NULL: none is
                                           written */
    struct rf_guard guard;              /* asks it */
    bool was_refused;                   /* it has refused something */
    const struct rf_company *company;   /* series among the paths that refer to others of
                                           them; NULL: not looked for */
    bool rehearses; /* nothing is written or said: is there anything that it refuses? */
};

void rf_report_init(struct rf_report *report, const struct rf_options *options);

/* Writes messages to standard error, where others may read them without what is closed.
 */
void rf_report_put(struct rf_report *report, const char *p, size_t n);

/* Says one line, "referat: …", in the same way. */
void rf_report_say(struct rf_report *report, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Before anything is said of the series of a run, and when all is said: closes it. run
 * may be NULL. */
void rf_report_begin_run(struct rf_report *report);
void rf_report_end_run(struct rf_report *report, struct referat *run);

/* Prints a unit's findings on standard error and remembers what they mean for the exit
 * status. */
void rf_report_unit(struct rf_report *report, const struct referat_unit_result *unit);

/* Adds what was counted elsewhere: by an earlier run, or in a process of its own. */
void rf_report_add_summary(struct rf_report *report, const struct rf_summary *summary);

/* The same with what was said there. */
void rf_report_repeat(struct rf_report *report, const char *said, size_t n,
                      const struct rf_summary *summary);

/* A unit is done with: shows how far the run is, where that is wanted. */
void rf_report_step(struct rf_report *report, const struct referat_unit_result *unit,
                    const struct referat *run);

/* Before anything is said by other means. */
void rf_report_clear_line(struct rf_report *report);

/* Counts a meeting without errors. */
void rf_report_meeting(struct rf_report *report, enum rf_meeting_result result);

/* Something outside the sources went wrong: says "path: reason". */
void rf_report_failure(struct rf_report *report, enum rf_exit status, const char *error);

/* The same about a path: "path: why". Returns false. */
bool rf_report_fail(struct rf_report *report, struct rf_arena *arena, enum rf_exit status,
                    const char *path, const char *why);

/* Reports findings that belong to no unit of a run. */
void rf_report_diags(struct rf_report *report, const struct rf_diags *diags);

/* Raises the exit status. */
void rf_report_raise(struct rf_report *report, enum rf_exit status);

/* Writes files that belong together below the output folder, or compares them with what
 * is there (--verify). What is copied lies in the series, NULL: nothing is; arena is
 * scratch memory. What differs or cannot be written is reported. False: the run is to
 * stop, what follows could not be written either. */
bool rf_report_write(struct rf_report *report, const struct rf_output *list,
                     const char *series, struct rf_arena *arena);

/* The same for the files of a meeting, which is counted; report->is_stopped says whether
 * the run is to stop. */
enum rf_meeting_result rf_report_write_meeting(struct rf_report *report,
                                               const struct rf_output *list,
                                               const char *series,
                                               struct rf_arena *arena);

/* The same for files that waited in staging, copied from there by their paths. */
enum rf_meeting_result rf_report_write_in_place(struct rf_report *report,
                                                const struct rf_output *list,
                                                struct rf_arena *arena);

/* In a process of its own: the report begins anew, for what this process does. */
void rf_report_begin_child(struct rf_report *report);

/* Prints the closing lines, frees, and returns the exit status. */
int rf_report_finish(struct rf_report *report);

#endif
