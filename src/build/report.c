/* The messages of a run on standard error, its exit status, and the writing of outputs
 * whose result both depend on (build). Every message goes through rf_report_put, which
 * holds it back where it might quote what is closed (driver/hide_closed.h). The exit
 * status only ever grows: the gravest of all that happens decides. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/subprocess.h"
#include "build/differences.h"
#include "build/open_annex.h"
#include "build/report.h"
#include "diag/diag.h"
#include "driver/run.h"
#include "load/file_facts.h"
#include "output/destination.h"
#include "output/write.h"

/* A terminal that knows more than to go on to the next line. */
static bool is_able_terminal(int fd)
{
    const char *terminal = getenv("TERM");
    return isatty(fd) && !(terminal && strcmp(terminal, "dumb") == 0);
}

bool rf_wants_colour(enum rf_colour colour, int fd)
{
    if (colour != RF_COLOUR_AUTO) {
        return colour == RF_COLOUR_ALWAYS;
    }
    const char *no_color =
        getenv("NO_COLOR"); /* no-color.org: counts when it is not empty */
    return is_able_terminal(fd) && !(no_color && *no_color);
}

void rf_report_init(struct rf_report *report, const struct rf_options *options)
{
    /* Others may read messages of a public edition, and the log of a CI service. */
    const char *ci = getenv("CI");
    bool is_in_ci = ci && *ci && strcmp(ci, "0") != 0 && strcmp(ci, "false") != 0;
    bool is_busy = options->is_quiet || options->is_json || options->is_verbose;
    *report = (struct rf_report){
        .options = options,
        .is_terminal = isatty(STDERR_FILENO),
        .use_colour = rf_wants_colour(options->colour, STDERR_FILENO),
        .progress = {.is_on = !is_busy && is_able_terminal(STDERR_FILENO)},
        .hiding = {.is_on = is_in_ci || options->edition == REFERAT_EDITION_PUBLIC},
    };
}

/* ---- Saying ---- */

/* All messages come through here. Where some are held back, out has what may be written
 * now: nothing, this message, or everything that waited. */
void rf_report_put(struct rf_report *report, const char *p, size_t n)
{
    if (!report->hiding.is_on) {
        rf_report_clear_line(report);
        fwrite(p, 1, n, stderr);
        return;
    }
    struct rf_buf out = {0};
    rf_hiding_pass(&report->hiding, p, n, &out);
    if (out.n) {
        rf_report_clear_line(report);
        fwrite(out.p, 1, out.n, stderr);
    }
    rf_buf_clear(&out);
}

void rf_report_say(struct rf_report *report, const char *format, ...)
{
    struct rf_buf line = {0};
    va_list args;
    va_start(args, format);
    rf_message_put(&line, format, args);
    va_end(args);
    rf_report_put(report, line.p, line.n);
    rf_buf_clear(&line);
}

void rf_report_begin_run(struct rf_report *report)
{
    rf_hiding_begin(&report->hiding);
}

/* The last run to end releases what was held back: only now is it known what messages
 * must not quote. */
void rf_report_end_run(struct rf_report *report, struct referat *run)
{
    struct rf_buf out = {0};
    if (run) {
        rf_hiding_end(&report->hiding, run, &out);
    }
    if (out.n) {
        rf_report_clear_line(report);
        fwrite(out.p, 1, out.n, stderr);
    }
    rf_buf_clear(&out);
    referat_close(run);
}

/* A worker counts for itself, shows no progress, and hides nothing: its parent prints
 * what it has printed, and hides it then. */
void rf_report_begin_child(struct rf_report *report)
{
    report->status = RF_EXIT_DONE;
    report->summary = (struct rf_summary){0};
    report->progress.is_on = report->progress.is_shown = false;
    rf_hiding_leave(&report->hiding);
}

void rf_report_raise(struct rf_report *report, enum rf_exit status)
{
    if (status > report->status) {
        report->status = status;
    }
}

/* The gravest fault decides. */
static void raise_by_summary(struct rf_report *report)
{
    size_t faults = report->summary.faults;
    rf_report_raise(report, faults & REFERAT_FAULT_REFUSED      ? RF_EXIT_REFUSED
                            : faults & REFERAT_FAULT_UNREADABLE ? RF_EXIT_WORLD
                            : faults & REFERAT_FAULT_ERRORS     ? RF_EXIT_ERRORS
                                                                : RF_EXIT_DONE);
}

/* The findings of a unit. --quiet keeps what makes the run fail; a rehearsal prints
 * nothing, because the build that follows prints it. What is printed stays in text, from
 * which the state and workers take it. */
void rf_report_unit(struct rf_report *report, const struct referat_unit_result *unit)
{
    const struct rf_options *options = report->options;
    rf_buf_reset(&report->text);
    for (size_t i = 0; i < unit->diagnostic_count && !report->rehearses; i++) {
        struct referat_diagnostic shown = unit->diagnostics[i];
        bool makes_fail =
            shown.severity == REFERAT_SEVERITY_ERROR ||
            (shown.severity == REFERAT_SEVERITY_WARNING && options->is_strict);
        if (options->is_quiet && !makes_fail) {
            continue;
        }
        shown.details = options->is_verbose ? shown.details : NULL;
        if (options->is_json) {
            rf_diag_json(&shown, &report->text);
        } else {
            rf_diag_text(&shown, report->use_colour, &report->text);
        }
    }
    if (unit->left_out_count && !report->rehearses) {
        rf_buf_printf(
            &report->text,
            "referat: %zu more findings were left out: a file has more than 1000\n",
            unit->left_out_count);
    }
    if (report->text.n) {
        rf_report_put(report, report->text.p, report->text.n);
    }
    rf_summary_unit(&report->summary, unit);
    raise_by_summary(report);
}

void rf_report_add_summary(struct rf_report *report, const struct rf_summary *summary)
{
    rf_summary_add(&report->summary, summary);
    raise_by_summary(report);
}

/* A unit of the last build, or of a worker: its messages are text already. */
void rf_report_repeat(struct rf_report *report, const char *said, size_t n,
                      const struct rf_summary *summary)
{
    if (n) {
        rf_report_put(report, said, n);
    }
    rf_report_add_summary(report, summary);
}

void rf_report_step(struct rf_report *report, const struct referat_unit_result *unit,
                    const struct referat *run)
{
    size_t done, total;
    if (unit->folder) {
        rf_run_progress(run, &done, &total);
        rf_progress_step(&report->progress, done, total);
    }
}

void rf_report_clear_line(struct rf_report *report)
{
    rf_progress_clear(&report->progress);
}

void rf_report_meeting(struct rf_report *report, enum rf_meeting_result result)
{
    report->summary.meetings[result]++;
}

/* A failure that belongs to no document: of a path, of the machine, of the command. */
void rf_report_failure(struct rf_report *report, enum rf_exit status, const char *error)
{
    if (!report->rehearses) { /* it is reported when it is done */
        rf_report_clear_line(report);
        rf_say("%s", error);
    }
    report->has_failed = report->has_failed || status == RF_EXIT_WORLD;
    rf_report_raise(report, status);
}

bool rf_report_fail(struct rf_report *report, struct rf_arena *arena, enum rf_exit status,
                    const char *path, const char *why)
{
    rf_report_failure(report, status, rf_arena_join(arena, path, ": ", why, NULL));
    return false;
}

void rf_report_diags(struct rf_report *report, const struct rf_diags *diags)
{
    const struct referat_unit_result unit = {.diagnostics = diags->list,
                                             .diagnostic_count = diags->count,
                                             .faults = rf_diags_faults(diags)};
    rf_report_unit(report, &unit);
}

/* rf_writer.wrote, with --verbose. */
static void say_written(struct rf_writer *writer, const char *path)
{
    rf_report_say(writer->owner, "wrote %s", path);
}

/* rf_writer.made: keeps the facts of a file for the next build. */
static void note_made(struct rf_writer *writer, const char *path, const struct stat *info)
{
    const struct rf_report *report = writer->owner;
    rf_file_facts_made(report->made, path, info);
}

/* Has a set written, and reports what became of it. */
static enum rf_meeting_result write_by(struct rf_report *report, struct rf_writer *writer,
                                       const struct rf_output *list)
{
    /* Other files would fail likewise: no room, or no permission in the destination. */
    static const int reasons[] = {ENOSPC, EDQUOT, EROFS, EMFILE, ENFILE, ENOMEM};
    const int mode = writer->verify_only ? X_OK : W_OK | X_OK;
    bool is_lasting = false;
    writer->wants_fsync = report->options->wants_fsync;
    writer->differs = rf_difference_say;
    writer->owner = report;
    switch (rf_write_set(writer, list)) {
    case RF_WRITE_DONE:
        break;
    case RF_WRITE_FAILED:
        if (!rf_program_interrupted()) { /* else that is why */
            rf_report_failure(report, RF_EXIT_WORLD, writer->error);
        }
        report->has_unwritten = true;
        for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
            is_lasting = is_lasting || writer->reason == reasons[i];
        }
        report->is_stopped =
            is_lasting ||
            access(rf_arena_join(writer->arena, writer->dir, "/.", NULL), mode) != 0;
        if (report->is_stopped) {
            rf_report_say(report, "stopped: nothing more can be written to %s",
                          writer->dir);
        }
        return RF_MEETING_FAILED;
    case RF_WRITE_DIFFERS:
        rf_report_raise(report, RF_EXIT_ERRORS);
        return RF_MEETING_DIFFERENT;
    case RF_WRITE_REFUSED:
        rf_report_failure(report, RF_EXIT_REFUSED, writer->error);
        report->has_unwritten = report->is_stopped = report->was_refused = true;
        return RF_MEETING_FAILED;
    }
    return writer->written ? RF_MEETING_BUILT : RF_MEETING_UNCHANGED;
}

/* The destination judges what is written to it. */
static const struct rf_guard *guard_of(const struct rf_report *report)
{
    return report->destination ? &report->guard : NULL;
}

/* Of a merge and of publishing: the files lie elsewhere and are copied; no facts are
 * noted, because no later build relies on them. */
enum rf_meeting_result rf_report_write_in_place(struct rf_report *report,
                                                const struct rf_output *list,
                                                struct rf_arena *arena)
{
    struct rf_writer writer = {
        .dir = report->options->output,
        .guard = guard_of(report),
        .verify_only = report->options->verify_only,
        .wrote = report->options->is_verbose ? say_written : NULL,
        .arena = arena,
    };
    return write_by(report, &writer, list);
}

/* Writes a set to the destination, or to the folder in which a public edition grows: what
 * becomes of the set shows when that is published. */
static enum rf_meeting_result write_list(struct rf_report *report,
                                         const struct rf_output *list, const char *series,
                                         struct rf_arena *arena)
{
    bool waits = report->staging != NULL;
    if (report->rehearses) { /* only asks what would be refused */
        enum rf_verdict verdict = rf_destination_foresee(report->destination, list);
        report->was_refused = report->was_refused || verdict == RF_VERDICT_REFUSED;
        report->is_stopped = report->is_stopped || verdict != RF_VERDICT_ALLOWED;
        return verdict == RF_VERDICT_ALLOWED ? RF_MEETING_UNCHANGED : RF_MEETING_FAILED;
    }
    struct rf_writer writer = {
        .dir = waits ? report->staging : report->options->output,
        .guard = waits ? NULL : guard_of(report),
        .home = report->home,
        .made = report->made ? note_made : NULL,
        .verify_only = report->options->verify_only && !waits,
        .sources = {rf_open_annex, series},
        .wrote = report->options->is_verbose && !waits ? say_written : NULL,
        .arena = arena,
    };
    return write_by(report, &writer, list);
}

bool rf_report_write(struct rf_report *report, const struct rf_output *list,
                     const char *series, struct rf_arena *arena)
{
    write_list(report, list, series, arena);
    return !report->is_stopped;
}

/* Counts the meeting, too. One without outputs was only checked; one of a public edition
 * is held back until that is published. */
enum rf_meeting_result rf_report_write_meeting(struct rf_report *report,
                                               const struct rf_output *list,
                                               const char *series, struct rf_arena *arena)
{
    enum rf_meeting_result result =
        list ? write_list(report, list, series, arena) : RF_MEETING_CHECKED;
    bool waits = report->staging && list && result != RF_MEETING_FAILED;
    result = waits ? RF_MEETING_HELD_BACK : result;
    rf_report_meeting(report, result);
    return result;
}

/* What was found, what differs, and how many meetings were made. Where nothing was to be
 * written, silence says that all is well; and of one meeting the findings say all there
 * is. */
static void print_summary(struct rf_report *report)
{
    const struct rf_summary *summary = &report->summary;
    struct rf_buf line = {0};
    rf_summary_put_findings(summary, &line);
    if (line.n) {
        rf_buf_char(&line, '\n');
        rf_report_put(report, line.p, line.n);
    }
    rf_differences_sum_up(report);
    size_t count = rf_summary_meeting_count(summary);
    size_t left =
        summary->meetings[RF_MEETING_CHECKED] + summary->meetings[RF_MEETING_FAILED];
    bool has_findings = summary->errors || summary->warnings;
    if (report->sums_up &&
        (count > left || (count > 1 && (has_findings || report->is_terminal)))) {
        rf_buf_reset(&line);
        rf_summary_put_meetings(summary, &line);
        rf_report_say(report, "%s", rf_buf_string(&line));
    }
    rf_buf_clear(&line);
}

int rf_report_finish(struct rf_report *report)
{
    rf_report_clear_line(report);
    /* In JSON every finding is an object; a count of them would be none. */
    if (!report->options->is_quiet && !report->options->is_json) {
        print_summary(report);
    }
    rf_buf_clear(&report->text);
    rf_hiding_clear(&report->hiding);
    return (int)report->status;
}
