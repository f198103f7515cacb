/* referat verify: whether sealed meetings are as they were sealed, and bags as they were
 * made (build). */
#include <stdio.h>
#include <string.h>

#include "archive/verify.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/list.h"
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

/* ---- The record's text ---- */

/* What does not show in the sources: settings of the series, or another meeting. */
static void compare_text(struct verifier *v, const struct referat_meeting *meeting)
{
    const struct referat_seal *seal = meeting->seal;
    char digits[RF_SHA256_SIZE];
    const char *warning = NULL;
    if (strcmp(seal->version.text, referat_version()) != 0) {
        if (!v->report->options->is_quiet) {
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
    if (!warning) {
        return;
    }
    if (v->report->options->is_strict) {
        rf_report_raise(v->report, RF_EXIT_ERRORS);
    }
    if (v->report->options->is_strict || !v->report->options->is_quiet) {
        rf_report_say(v->report, "warning: %s/%s: %s", v->target->series, seal->path,
                      warning);
    }
}

/* ---- A meeting ---- */

static bool has_broken_seal(const struct referat_unit_result *unit)
{
    for (size_t i = 0; i < unit->diagnostic_count; i++) {
        if (strcmp(unit->diagnostics[i].name, "seal-broken") == 0) {
            return true;
        }
    }
    return false;
}

static bool is_meant(const struct verifier *v, const struct referat_unit_result *unit)
{
    const char *only = v->target->only_path;
    if (!only || !unit->folder) {
        return true;
    }
    size_t n = strlen(unit->folder);
    return strncmp(only, unit->folder, n) == 0 && (!only[n] || only[n] == '/');
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
    n = slash ? (size_t)(slash - file) : 0;
    return strncmp(only, file, n) == 0 && (!only[n] || only[n] == '/');
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

/* "approved at 2026-04-06/1", "signed on 2026-03-12", "final" */
static const char *finality(struct verifier *v, const struct referat_seal *seal)
{
    char day[RF_ISO_DATE_SIZE];
    bool is_by_item = strcmp(seal->approved_by.text, REFERAT_SEAL_BY_SIGNATURES) != 0 &&
                      strcmp(seal->approved_by.text, REFERAT_SEAL_BY_NOBODY) != 0;
    if (is_by_item) {
        return rf_arena_join(&v->arena, seal->outcome.text, " at ",
                             seal->approved_by.text, NULL);
    }
    return seal->approved.year ? rf_arena_join(&v->arena, seal->outcome.text, " on ",
                                               rf_date_iso(&seal->approved, day), NULL)
                               : seal->outcome.text;
}

static void note_unchanged(struct verifier *v, const struct referat_meeting *meeting)
{
    const struct referat_seal *seal = meeting->seal;
    struct unchanged *entry = RF_ARENA_NEW(&v->arena, struct unchanged);
    entry->folder = rf_arena_string(&v->arena, meeting->folder);
    entry->line =
        rf_arena_format(&v->arena, "%s/%s: sealed and unchanged: %zu file%s, %s",
                        v->target->series, meeting->folder, seal->file_count,
                        seal->file_count == 1 ? "" : "s", finality(v, seal));
    RF_CHAIN_ADD(v, entry);
}

static void say_unchanged(const struct verifier *v, const char *line)
{
    struct rf_buf escaped = {0};
    if (!v->report->options->is_quiet) {
        rf_diag_escape(line, strlen(line), &escaped);
        puts(rf_buf_string(&escaped));
    }
    rf_buf_clear(&escaped);
}

/* A false claim was reported as a finding. Entries and rows are in one order. */
static void say_all(const struct verifier *v, const struct rf_record *record)
{
    const struct rf_record_meeting *row = record->meetings;
    for (const struct unchanged *entry = v->first; entry; entry = entry->next) {
        while (row && strcmp(row->folder, entry->folder) != 0) {
            row = row->next;
        }
        enum rf_record_claim_state state = row ? row->claim_state : RF_CLAIM_UNCHECKED;
        if (state == RF_CLAIM_HOLDS) {
            say_unchanged(v, entry->line);
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

static void verify_unit(struct verifier *v, const struct referat_unit_result *unit)
{
    const struct referat_seal *seal = unit->meeting ? unit->meeting->seal : NULL;
    bool is_broken = has_broken_seal(unit);
    if (!is_meant(v, unit) || (unit->meeting && !seal && !is_broken)) {
        return;
    }
    bool is_good = report_errors(v, unit);
    v->sealed_count += seal || is_broken;
    if (seal && is_good) {
        compare_text(v, unit->meeting);
        note_unchanged(v, unit->meeting);
    }
}

/* ---- Paths ---- */

/* The whole series is compiled, also for one meeting: the text of a record may name
 * others. */
static size_t verify_target(struct rf_report *report, const struct rf_target *target)
{
    struct verifier v = {.report = report, .target = target};
    struct rf_target whole = *target;
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
    return v.sealed_count;
}

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
        sealed_count += verify_target(report, &targets[i]);
    }
    report->options = all;
    if (count && !sealed_count) {
        rf_report_failure(report, RF_EXIT_ERRORS,
                          rf_arena_join(&arena, path,
                                        ": nothing here is sealed, and it is no bag: it "
                                        "has no bagit.txt",
                                        NULL));
    }
    rf_arena_clear(&arena);
}
