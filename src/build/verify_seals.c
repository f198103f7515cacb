/* referat verify: whether sealed meetings are as they were sealed (build).
 *
 * The loader compares each seal with its files (load/seal.h, seal-broken), and a rule of
 * the series judges whether the approval that it claims is true (seal-claim). This file
 * compiles the whole series, reports these findings and no others, compares the text of
 * the record, and prints a line for each meeting that is unchanged. */
#include <stdio.h>
#include <string.h>

#include "archive/verify.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/list.h"
#include "base/printable.h"
#include "build/seal_record.h"
#include "build/targets.h"
#include "build/verify_seals.h"
#include "diag/diag.h"
#include "driver/run.h"
#include "referat/seal.h"

struct verifier {
    struct rf_report *report;
    const struct rf_target *target;
    size_t sealed_count; /* meetings that have a seal, also a broken one */
    struct rf_arena arena;
    struct unchanged *first, **end; /* whose files are as they were sealed */
};

/* It is printed when all meetings are known: the seal may lie about its approval. */
struct unchanged {
    struct unchanged *next;
    const char *folder, *line;
};

/* ---- A meeting ---- */

/* True where a path of the series is that of the folder, or below it. */
static bool is_in_folder(const char *path, const char *folder, size_t n)
{
    return strncmp(path, folder, n) == 0 && (!path[n] || path[n] == '/');
}

/* Of what only shows over the whole series, what is said of the meeting that is meant. */
static bool is_said_of(const struct verifier *v, const struct referat_diagnostic *d)
{
    const char *only = v->target->only_path;
    const char *file = referat_locate(d->span).file;
    size_t n = strlen(v->target->series);
    if (!only || strcmp(d->name, "seal-claim") != 0 ||
        strncmp(file, v->target->series, n) != 0) {
        return true;
    }
    file += n + (file[n] == '/');
    const char *slash = strrchr(file, '/');
    return is_in_folder(only, file, slash ? (size_t)(slash - file) : 0);
}

/* A unit's errors alone: warnings are the business of check. True where there are none.
 */
static bool report_errors(struct verifier *v, const struct referat_unit_result *unit)
{
    struct rf_arena arena = {0};
    struct referat_diagnostic *list =
        RF_ARENA_NEW_ARRAY(&arena, unit->diagnostic_count + 1, struct referat_diagnostic);
    struct referat_unit_result errors = *unit;
    errors.diagnostics = list;
    errors.diagnostic_count = 0;
    size_t others = 0;
    for (size_t i = 0; i < unit->diagnostic_count; i++) {
        const struct referat_diagnostic *d = &unit->diagnostics[i];
        bool is_meant_here = is_said_of(v, d);
        others += !is_meant_here;
        if (d->severity == REFERAT_SEVERITY_ERROR && is_meant_here) {
            list[errors.diagnostic_count++] = *d;
        }
    }
    errors.faults &= ~(unsigned)REFERAT_FAULT_ERRORS;
    if (others && !errors.diagnostic_count) { /* what was refused is not meant here */
        errors.faults &= ~(unsigned)REFERAT_FAULT_REFUSED;
    }
    bool is_good = !errors.diagnostic_count && !unit->left_out_count &&
                   !(errors.faults & (REFERAT_FAULT_REFUSED | REFERAT_FAULT_UNREADABLE));
    errors.faults |= is_good ? 0U : REFERAT_FAULT_ERRORS;
    rf_report_unit(v->report, &errors);
    rf_arena_clear(&arena);
    return is_good;
}

/* Compares the text of the record with that which was sealed. What it finds does not show
 * in the sources: settings of the series have changed, or another meeting. */
static void compare_text(struct verifier *v, const struct referat_meeting *meeting)
{
    const struct referat_seal *seal = meeting->seal;
    const struct rf_options *options = v->report->options;
    char digits[RF_SHA256_SIZE];
    const char *warning = NULL;
    if (strcmp(seal->version.text, referat_version()) != 0) {
        if (!options->is_quiet) {
            rf_report_say(
                v->report,
                "%s/%s: the text of the record was not compared: another version, "
                "%s, sealed it",
                v->target->series, seal->path, seal->version.text);
        }
        return;
    }
    if (!rf_record_text_sum(meeting, digits)) {
        warning = "there are no minutes";
    } else if (strcmp(digits, seal->record.text) != 0) {
        warning = "the sources are as they were sealed, and the text of the record is "
                  "not: the settings of the series have changed, or a meeting that it "
                  "refers to";
    }
    if (warning && options->is_strict) {
        rf_report_raise(v->report, RF_EXIT_ERRORS);
    }
    if (warning && (options->is_strict || !options->is_quiet)) {
        rf_report_say(v->report, "warning: %s/%s: %s", v->target->series, seal->path,
                      warning);
    }
}

/* Prints what is unchanged. A false claim was reported as a finding. Entries and rows are
 * in one order. */
static void say_all(const struct verifier *v, const struct rf_record *record)
{
    const struct rf_record_meeting *row = record->meetings;
    for (const struct unchanged *entry = v->first; entry; entry = entry->next) {
        while (row && strcmp(row->folder, entry->folder) != 0) {
            row = row->next;
        }
        enum rf_record_claim_state state = row ? row->claim_state : RF_CLAIM_UNCHECKED;
        if (state == RF_CLAIM_HOLDS && !v->report->options->is_quiet) {
            struct rf_buf escaped = {0};
            rf_put_printable(entry->line, strlen(entry->line), &escaped);
            puts(rf_buf_string(&escaped));
            rf_buf_clear(&escaped);
        } else if (state == RF_CLAIM_UNKNOWN) {
            rf_report_say(
                v->report,
                "%s/%s: its files are as they were sealed, but the meeting that "
                "is said to have approved them cannot be read: 'referat check' "
                "shows why",
                v->target->series, entry->folder);
            rf_report_raise(v->report, RF_EXIT_ERRORS);
        }
    }
}

/* Verifies a meeting that is meant and has a seal, also a broken one. */
static void verify_unit(struct verifier *v, const struct referat_unit_result *unit)
{
    const struct referat_meeting *meeting = unit->meeting;
    const struct referat_seal *seal = meeting ? meeting->seal : NULL;
    const char *only = v->target->only_path;
    bool is_broken = false;
    for (size_t i = 0; i < unit->diagnostic_count; i++) {
        is_broken = is_broken || strcmp(unit->diagnostics[i].name, "seal-broken") == 0;
    }
    bool is_meant =
        !only || !unit->folder || is_in_folder(only, unit->folder, strlen(unit->folder));
    if (!is_meant || (meeting && !seal && !is_broken)) {
        return;
    }
    bool is_good = report_errors(v, unit);
    v->sealed_count += seal || is_broken;
    if (!seal || !is_good) {
        return;
    }
    compare_text(v, meeting);
    /* "approved at 2026-04-06/1", "signed on 2026-03-12", "final" */
    const char *between = "", *by = "";
    char day[RF_ISO_DATE_SIZE];
    if (strcmp(seal->approved_by.text, REFERAT_SEAL_BY_SIGNATURES) != 0 &&
        strcmp(seal->approved_by.text, REFERAT_SEAL_BY_NOBODY) != 0) {
        between = " at ";
        by = seal->approved_by.text;
    } else if (seal->approved.year) {
        between = " on ";
        by = rf_date_iso(&seal->approved, day);
    }
    struct unchanged *entry = RF_ARENA_NEW(&v->arena, struct unchanged);
    entry->folder = rf_arena_string(&v->arena, meeting->folder);
    entry->line = rf_arena_format(
        &v->arena, "%s/%s: sealed and unchanged: %zu file%s, %s%s%s", v->target->series,
        meeting->folder, seal->file_count, seal->file_count == 1 ? "" : "s",
        seal->outcome.text, between, by);
    RF_CHAIN_ADD(v, entry);
}

/* Each path is compiled as if it were the only one of the command. */
void rf_verify_seals(struct rf_report *report, char *path)
{
    struct rf_arena arena = {0};
    struct rf_options options = *report->options;
    const struct rf_options *all = report->options;
    size_t count, sealed_count = 0;
    options.arguments = &path;
    options.argument_count = 1;
    report->options = &options;
    const struct rf_target *targets = rf_targets_find(&arena, report, &count);
    for (size_t i = 0; i < count; i++) {
        struct verifier v = {.report = report, .target = &targets[i]};
        /* The whole series is compiled, also for one meeting: the text of a record may
         * name others. */
        struct rf_target whole = targets[i];
        whole.only_path = NULL;
        struct referat *run = rf_target_open(&whole, report, NULL);
        for (const struct referat_unit_result *unit;
             run && (unit = referat_next(run)) != NULL;) {
            verify_unit(&v, unit);
        }
        if (run) {
            say_all(&v, rf_run_record(run));
        }
        rf_report_end_run(report, run);
        rf_arena_clear(&v.arena);
        sealed_count += v.sealed_count;
    }
    report->options = all;
    if (count && !sealed_count) {
        rf_report_fail(report, &arena, RF_EXIT_ERRORS, path,
                       "nothing here is sealed, and it is no bag: it has no bagit.txt");
    }
    rf_arena_clear(&arena);
}
