/* What a run says on standard error, and the exit status that follows (build). */
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

/* True where messages may be read by others: of a public edition, and where CI is set and
 * is neither 0 nor false. */
static bool is_read_by_others(const struct rf_options *options)
{
    const char *ci = getenv("CI");
    bool is_in_ci = ci && *ci && strcmp(ci, "0") != 0 && strcmp(ci, "false") != 0;
    return is_in_ci || options->edition == REFERAT_EDITION_PUBLIC;
}

void rf_report_init(struct rf_report *report, const struct rf_options *options)
{
    bool is_busy = options->is_quiet || options->is_json || options->is_verbose;
    *report = (struct rf_report){
        .options = options,
        .is_terminal = isatty(STDERR_FILENO),
        .use_colour = rf_wants_colour(options->colour, STDERR_FILENO),
        .progress = {.is_on = !is_busy && is_able_terminal(STDERR_FILENO)},
        .hiding = {.is_on = is_read_by_others(options)},
    };
}

/* ---- Saying ---- */

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

void rf_report_begin_child(struct rf_report *report)
{
    report->status = RF_EXIT_DONE;
    report->tally = (struct rf_tally){0};
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
static void raise_by_tally(struct rf_report *report)
{
    size_t faults = report->tally.faults;
    rf_report_raise(report, faults & REFERAT_FAULT_REFUSED      ? RF_EXIT_REFUSED
                            : faults & REFERAT_FAULT_UNREADABLE ? RF_EXIT_WORLD
                            : faults & REFERAT_FAULT_ERRORS     ? RF_EXIT_ERRORS
                                                                : RF_EXIT_DONE);
}

/* --quiet keeps what makes the run fail. */
static bool is_shown(const struct rf_options *options, enum referat_severity severity)
{
    return !options->is_quiet || severity == REFERAT_SEVERITY_ERROR ||
           (severity == REFERAT_SEVERITY_WARNING && options->is_strict);
}

static void print(struct rf_report *report, const struct referat_diagnostic *diagnostic)
{
    if (report->rehearses || !is_shown(report->options, diagnostic->severity)) {
        return;
    }
    struct referat_diagnostic shown = *diagnostic;
    shown.details = report->options->is_verbose ? shown.details : NULL;
    if (report->options->is_json) {
        rf_diag_json(&shown, &report->text);
    } else {
        rf_diag_text(&shown, report->use_colour, &report->text);
    }
}

void rf_report_unit(struct rf_report *report, const struct referat_unit_result *unit)
{
    rf_buf_reset(&report->text);
    for (size_t i = 0; i < unit->diagnostic_count; i++) {
        print(report, &unit->diagnostics[i]);
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
    rf_tally_unit(&report->tally, unit);
    raise_by_tally(report);
}

void rf_report_add_tally(struct rf_report *report, const struct rf_tally *tally)
{
    rf_tally_add(&report->tally, tally);
    raise_by_tally(report);
}

void rf_report_repeat(struct rf_report *report, const char *said, size_t n,
                      const struct rf_tally *tally)
{
    if (n) {
        rf_report_put(report, said, n);
    }
    rf_report_add_tally(report, tally);
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

void rf_report_meeting(struct rf_report *report, enum rf_fate fate)
{
    report->tally.meetings[fate]++;
}

void rf_report_failure(struct rf_report *report, enum rf_exit status, const char *error)
{
    if (!report->rehearses) { /* it is said when it is done */
        rf_report_clear_line(report);
        rf_say("%s", error);
    }
    report->has_failed = report->has_failed || status == RF_EXIT_WORLD;
    rf_report_raise(report, status);
}

/* Where nothing was to be written, silence says that all is well; and of one meeting the
 * findings say all there is. */
static bool wants_meetings(const struct rf_report *report)
{
    const struct rf_tally *tally = &report->tally;
    size_t count = rf_tally_meeting_count(tally);
    size_t left = tally->meetings[RF_FATE_CHECKED] + tally->meetings[RF_FATE_FAILED];
    bool has_findings = tally->errors || tally->warnings;
    return report->sums_up &&
           (count > left || (count > 1 && (has_findings || report->is_terminal)));
}

static void print_summary(struct rf_report *report)
{
    struct rf_buf line = {0};
    rf_tally_put_findings(&report->tally, &line);
    if (line.n) {
        rf_buf_char(&line, '\n');
        rf_report_put(report, line.p, line.n);
    }
    rf_differences_sum_up(report);
    if (wants_meetings(report)) {
        rf_buf_reset(&line);
        rf_tally_put_meetings(&report->tally, &line);
        rf_report_say(report, "%s", rf_buf_string(&line));
    }
    rf_buf_clear(&line);
}

static void say_written(struct rf_writer *writer, const char *path)
{
    rf_report_say(writer->owner, "wrote %s", path);
}

static void note_made(struct rf_writer *writer, const char *path, const struct stat *info)
{
    const struct rf_report *report = writer->owner;
    rf_seen_made(report->made, path, info);
}

/* True where other files would fail likewise: no room, no permission in the destination
 * itself. */
static bool is_of_destination(const struct rf_writer *writer)
{
    static const int reasons[] = {ENOSPC, EDQUOT, EROFS, EMFILE, ENFILE, ENOMEM};
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (writer->reason == reasons[i]) {
            return true;
        }
    }
    int mode = writer->verify_only ? X_OK : W_OK | X_OK;
    return access(rf_arena_join(writer->arena, writer->dir, "/.", NULL), mode) != 0;
}

static enum rf_fate write_by(struct rf_report *report, struct rf_writer *writer,
                             const struct rf_output *list)
{
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
        report->is_stopped = is_of_destination(writer);
        if (report->is_stopped) {
            rf_report_say(report, "stopped: nothing more can be written to %s",
                          writer->dir);
        }
        return RF_FATE_FAILED;
    case RF_WRITE_DIFFERS:
        rf_report_raise(report, RF_EXIT_ERRORS);
        return RF_FATE_DIFFERENT;
    case RF_WRITE_REFUSED:
        rf_report_failure(report, RF_EXIT_REFUSED, writer->error);
        report->has_unwritten = report->is_stopped = report->was_refused = true;
        return RF_FATE_FAILED;
    }
    return writer->written ? RF_FATE_BUILT : RF_FATE_UNCHANGED;
}

/* The destination judges what is written to it. */
static const struct rf_guard *guard_of(const struct rf_report *report)
{
    return report->destination ? &report->guard : NULL;
}

enum rf_fate rf_report_write_in_place(struct rf_report *report,
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

/* Asks what would be refused. */
static enum rf_fate rehearse(struct rf_report *report, const struct rf_output *list)
{
    enum rf_verdict verdict = rf_destination_foresee(report->destination, list);
    if (verdict == RF_VERDICT_ALLOWED) {
        return RF_FATE_UNCHANGED;
    }
    report->is_stopped = true;
    report->was_refused = verdict == RF_VERDICT_REFUSED;
    return RF_FATE_FAILED;
}

static enum rf_fate write_list(struct rf_report *report, const struct rf_output *list,
                               const char *series, struct rf_arena *arena)
{
    bool waits = report->staging != NULL;
    if (report->rehearses) {
        return rehearse(report, list);
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

enum rf_fate rf_report_write_meeting(struct rf_report *report,
                                     const struct rf_output *list, const char *series,
                                     struct rf_arena *arena)
{
    enum rf_fate fate = list ? write_list(report, list, series, arena) : RF_FATE_CHECKED;
    bool waits = report->staging && list && fate != RF_FATE_FAILED;
    fate = waits ? RF_FATE_HELD_BACK : fate;
    rf_report_meeting(report, fate);
    return fate;
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
