/* referat verify: whether sealed meetings are as they were sealed, and bags as they were
 * made (command line). */
#include <stdio.h>
#include <string.h>

#include "archive/verify.h"
#include "base/hash.h"
#include "cli/cli.h"
#include "run/run.h"
#include "diag/diag.h"
#include "referat/seal.h"

struct verifier {
    struct rf_report *report;
    const struct rf_target *target;
    size_t sealed_count; /* meetings that have a seal, also a broken one */
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
            rf_cli_say("%s/%s: the text of the record was not compared: another version, "
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
        rf_cli_say("warning: %s/%s: %s", v->target->series, seal->path, warning);
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
    for (size_t i = 0; i < unit->diagnostic_count; i++) {
        if (unit->diagnostics[i].severity == REFERAT_SEVERITY_ERROR) {
            list[errors.diagnostic_count++] = unit->diagnostics[i];
        }
    }
    bool is_good = !errors.diagnostic_count && !unit->left_out_count &&
                   !unit->is_refused && !unit->is_unreadable;
    errors.has_errors = !is_good;
    rf_report_unit(v->report, &errors);
    rf_arena_clear(&arena);
    return is_good;
}

static void say_sealed(const struct verifier *v, const struct referat_meeting *meeting)
{
    const struct referat_seal *seal = meeting->seal;
    struct rf_buf place = {0}, line = {0};
    if (v->report->options->is_quiet) {
        return;
    }
    rf_buf_printf(&place, "%s/%s: sealed and unchanged: %zu file%s, %s at %s",
                  v->target->series, meeting->folder, seal->file_count,
                  seal->file_count == 1 ? "" : "s", seal->outcome.text,
                  seal->approved_by.text);
    rf_diag_escape(place.p, place.n, &line);
    puts(rf_buf_string(&line));
    rf_buf_clear(&place);
    rf_buf_clear(&line);
}

static bool is_meant(const struct verifier *v, const struct referat_unit_result *unit)
{
    const char *only = v->target->only_path;
    if (!only || !unit->meeting) {
        return true;
    }
    size_t n = strlen(unit->meeting->folder);
    return strncmp(only, unit->meeting->folder, n) == 0 && (!only[n] || only[n] == '/');
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
        say_sealed(v, unit->meeting);
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
    struct referat *run = rf_target_open(&whole, report);
    for (const struct referat_unit_result *unit;
         run && (unit = referat_next(run)) != NULL;) {
        verify_unit(&v, unit);
    }
    referat_close(run);
    return v.sealed_count;
}

static void verify_seals(struct rf_report *report, char *path)
{
    struct rf_arena arena = {0};
    struct rf_cli_options options = *report->options;
    const struct rf_cli_options *all = report->options;
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

int rf_cli_verify(const struct rf_cli_options *options)
{
    if (!options->argument_count) {
        return rf_cli_usage_error(
            "verify needs the folder of a series, a meeting or a bag");
    }
    struct rf_report report;
    rf_report_init(&report, options);
    for (size_t i = 0; i < options->argument_count; i++) {
        char *path = options->arguments[i];
        if (strcmp(path, "-") == 0) {
            rf_report_raise(&report, RF_EXIT_USAGE);
            rf_cli_usage_error("verify needs a folder: one document has no seal");
        } else if (rf_bag_may_be_bag(path)) {
            rf_verify_bag(&report, path);
        } else {
            verify_seals(&report, path);
        }
    }
    return rf_report_finish(&report);
}
