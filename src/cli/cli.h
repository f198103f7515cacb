/* What the program's parts share: exit statuses, commands, how it speaks (command line).
 */
#ifndef RF_CLI_CLI_H
#define RF_CLI_CLI_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "cli/hiding.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/tally.h"
#include "write/write.h"
#include "referat/referat.h"

/* A part of the contract with scripts. Of several the greatest but usage is given:
 * refused, world, errors. */
enum rf_exit {
    RF_EXIT_DONE = 0,
    RF_EXIT_ERRORS = 1,  /* in the sources; or --verify found a difference */
    RF_EXIT_USAGE = 2,   /* the command line itself; nothing was done */
    RF_EXIT_WORLD = 3,   /* something could not be read or written */
    RF_EXIT_REFUSED = 4, /* a limit, a path that leads out */
};

/* The whole program. */
int rf_cli_main(int argc, char **argv);

int rf_cli_build(const struct rf_cli_options *options);
int rf_cli_check(const struct rf_cli_options *options);
int rf_cli_explain(const struct rf_cli_options *options);
int rf_cli_merge(const struct rf_cli_options *options);
int rf_cli_export(const struct rf_cli_options *options);
int rf_cli_seal(const struct rf_cli_options *options);
int rf_cli_status(const struct rf_cli_options *options);
int rf_cli_verify(const struct rf_cli_options *options);

/* The day of SOURCE_DATE_EPOCH; false where that is not set. */
bool rf_source_date(struct referat_date *date);

/* That day, else today where the program runs. */
struct referat_date rf_today(void);

/* The day that outputs on disk count from: --as-of, else that of SOURCE_DATE_EPOCH; year
 * 0 where neither is given. A build reads no clock: without a day nothing is overdue, and
 * the bytes stay the same. */
struct referat_date rf_output_day(const struct rf_cli_options *options);

/* True where colours are wanted on a stream: asked for, or a terminal that shows them. */
bool rf_wants_colour(enum rf_colour colour, int fd);

/* Says one line on standard error, "referat: …", safe for a terminal: about the command
 * line, before anything is known of a series. All else goes through a report. */
void rf_cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Appends such a line. */
void rf_cli_put(struct rf_buf *out, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* The same, and returns RF_EXIT_USAGE. */
int rf_cli_usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Opens an annex file for reading; path is "SERIES/…", and nothing outside of the series
 * is opened, whatever links there are. -1 with errno. As rf_sources.open has it. */
int rf_open_annex(const void *series, const char *path, off_t *size_bytes);

/* ---- The report of a run ---- */

struct rf_company;

struct rf_report {
    const struct rf_cli_options *options;
    bool use_colour;
    bool is_terminal; /* what it says goes to one */
    bool sums_up;     /* the closing line says what became of the meetings */
    struct rf_progress progress;
    struct rf_hiding hiding; /* of what is closed, in messages that others may read */
    struct rf_tally tally;
    size_t missing, different, extra; /* outputs that --verify found */
    enum rf_exit status;
    bool has_failed;    /* this run itself, with RF_EXIT_WORLD, and not what it joins */
    bool has_unwritten; /* outputs that could not be written, or looked at */
    bool is_stopped;    /* the destination as a whole takes none: no more are tried */
    struct referat_date as_of; /* the day that the run asks about; year 0: none */
    const char *staging;       /* where outputs wait; NULL: they go to their places */
    const char *home;          /* where the series' outputs and the state of them stand;
                                  NULL: no state is kept */
    struct rf_seen *made; /* notes files of folders that were made whole; NULL: none */
    struct rf_buf text;   /* what was said of the last unit */
    struct rf_destination *destination; /* of the outputs (cli/guard.h); NULL: none is
                                           written */
    struct rf_guard guard;              /* asks it */
    bool was_refused;                   /* it has refused something */
    const struct rf_company *company;   /* series among the paths that refer to others of
                                           them; NULL: nobody asked */
    bool rehearses; /* nothing is written or said: is there anything that it refuses? */
};

void rf_report_init(struct rf_report *report, const struct rf_cli_options *options);

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
void rf_report_add_tally(struct rf_report *report, const struct rf_tally *tally);

/* The same with what was said there. */
void rf_report_repeat(struct rf_report *report, const char *said, size_t n,
                      const struct rf_tally *tally);

/* A unit is done with: shows how far the run is, where that is wanted. */
void rf_report_step(struct rf_report *report, const struct referat_unit_result *unit,
                    const struct referat *run);

/* Before anything is said by other means. */
void rf_report_clear_line(struct rf_report *report);

/* Counts a meeting without errors. */
void rf_report_meeting(struct rf_report *report, enum rf_fate fate);

/* Something outside the sources went wrong: says "path: reason". */
void rf_report_failure(struct rf_report *report, enum rf_exit status, const char *error);

/* Raises the exit status. */
void rf_report_raise(struct rf_report *report, enum rf_exit status);

struct rf_output;

/* Writes files that belong together below the output folder, or compares them with what
 * is there (--verify). What is copied lies in the series, NULL: nothing is; arena is for
 * the while. What differs or cannot be written is reported. False: the run is to stop,
 * what follows could not be written either. */
bool rf_report_write(struct rf_report *report, const struct rf_output *list,
                     const char *series, struct rf_arena *arena);

/* The same for the files of a meeting, which is counted; report->is_stopped says whether
 * the run is to stop. */
enum rf_fate rf_report_write_meeting(struct rf_report *report,
                                     const struct rf_output *list, const char *series,
                                     struct rf_arena *arena);

/* The same for files that waited in staging, copied from there by their paths. */
enum rf_fate rf_report_write_in_place(struct rf_report *report,
                                      const struct rf_output *list,
                                      struct rf_arena *arena);

/* In a process of its own: the report begins anew, for what this process does. */
void rf_report_begin_child(struct rf_report *report);

/* Prints the closing lines, frees, and returns the exit status. */
int rf_report_finish(struct rf_report *report);

/* ---- What the paths of the command line mean ---- */

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

/* Opens a target for compiling; NULL where standard input cannot be read, which is then
 * reported. */
struct referat *rf_target_open(const struct rf_target *target, struct rf_report *report);

/* ---- Seals and bags ---- */

/* The SHA-256 of the canonical text of a meeting's record: the minutes page as Markdown
 * of a build of the whole series, without the corrections that were added since. False
 * where there are no minutes. */
bool rf_record_text_sum(const struct referat_meeting *meeting,
                        char digits[RF_SHA256_SIZE]);

/* Checks the BagIt bag at path: what is found goes to standard error, the verdict on a
 * whole one to standard output. */
void rf_verify_bag(struct rf_report *report, const char *path);

#endif
