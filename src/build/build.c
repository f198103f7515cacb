/* A build: compiles meetings and writes their pages, a meeting at a time (build).
 *
 * The steps, from the last function up: rf_build_series finds the targets and asks
 * whether they can be built together; build_edition asks for the destination, the cache
 * and the dependency file; build_public has the edition grow out of sight, build_all
 * does not; build_series ends where nothing has changed since the last build;
 * compile_series goes through the units of a run; build_unit has a unit written. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/subprocess.h"
#include "build/build.h"
#include "build/building.h"
#include "build/formats.h"
#include "build/guard.h"
#include "build/interruption.h"
#include "build/jobserver.h"
#include "build/outputs.h"
#include "build/parallel.h"
#include "build/print_jobs.h"
#include "build/shard.h"
#include "build/targets.h"
#include "build/today.h"
#include "driver/run.h"

/* What Chromium and all its processes take for a pack of several hundred pages. */
static const size_t engine_bytes = (size_t)1024 * 1024 * 1024;

/* Whether the build goes on: no failure that others would follow, no signal. Only a
 * public edition waits for a signal to be noticed here. owner is the struct rf_build, so
 * that workers can ask, too. */
static bool goes_on(void *owner)
{
    struct rf_build *build = owner;
    build->is_stopped =
        build->is_stopped || build->report.is_stopped || rf_program_interrupted();
    return !build->is_stopped;
}

/* ---- A series ---- */

/* Reports a unit and writes what is made of it, or repeats it from the cache. A meeting
 * with errors that hide nothing closed keeps its older public pages. */
static void build_unit(struct rf_build *build, const struct rf_target *target,
                       const struct rf_unit *unit)
{
    const struct referat_unit_result *result = &unit->result;
    enum rf_meeting_result made = RF_MEETING_COUNT;
    if (rf_incremental_unit(&build->incremental, unit)) {
        return;
    }
    rf_report_unit(&build->report, result);
    rf_build_begin_set(build);
    if (result->meeting && !(result->faults & REFERAT_FAULT_ERRORS)) {
        made = rf_build_meeting(build, target, result->meeting);
    } else if (result->meeting && build->edition &&
               !(result->faults & REFERAT_FAULT_UNREAD)) {
        rf_build_hold_meeting(build, result);
    }
    rf_incremental_add(&build->incremental, build->first, made);
}

/* rf_parallel.make: writes the outputs of a meeting, in a worker. */
static enum rf_meeting_result make_meeting(void *owner,
                                           const struct referat_meeting *meeting,
                                           const struct rf_output **outputs)
{
    struct rf_build *build = owner;
    rf_build_begin_set(build);
    enum rf_meeting_result result = rf_build_meeting(build, build->target, meeting);
    *outputs = build->first;
    return result;
}

/* After the settings: has most meetings compiled by several processes, where there are
 * meetings enough, and nothing that depends on the last build. */
static void compile_in_parallel(struct rf_build *build, struct referat *run)
{
    size_t folders = rf_run_folder_count(run);
    struct rf_append_log *rows;
    struct rf_jobserver jobserver;
    unsigned jobs = rf_workers_for(build->options->jobs, folders / RF_SLOT_COUNT);
    if (jobs < 2 || build->options->part_count || build->engine.kind ||
        !rf_incremental_is_full(&build->incremental) ||
        !(rows = rf_series_outputs_rows(&build->series_outputs))) {
        return;
    }
    rf_jobserver_find(&jobserver);
    if (jobserver.is_there && !build->options->jobs) {
        jobs = rf_jobserver_take(&jobserver, jobs);
    }
    struct rf_parallel parallel = {.report = &build->report,
                                   .run = run,
                                   .incremental = &build->incremental,
                                   .rows = rows,
                                   .jobs = jobs,
                                   .owner = build,
                                   .make = make_meeting,
                                   .goes_on = goes_on};
    if (jobs > 1) {
        rf_parallel_build(&parallel);
    }
    rf_jobserver_release(&jobserver);
}

/* Writes the outputs of the series as a whole, and ends the state with them. */
static void finish_series(struct rf_build *build, const struct rf_target *target,
                          const struct rf_record *record)
{
    static const struct rf_landing_entry none;
    struct rf_series_outputs *series_outputs = &build->series_outputs;
    series_outputs->incremental = &build->incremental;
    build->is_stopped = !rf_series_outputs_of_series(series_outputs, target, record);
    series_outputs->incremental = NULL;
    if (series_outputs->is_made) {
        rf_incremental_end(&build->incremental,
                           series_outputs->has_landing_page
                               ? &series_outputs->series[series_outputs->series_count - 1]
                               : &none);
    }
}

/* Compiles a series from its settings to its end. The first unit is the settings: where
 * they are wrong nothing is made. */
static void compile_series(struct rf_build *build, const struct rf_target *target)
{
    const struct rf_options *options = build->options;
    struct rf_report *report = &build->report;
    struct rf_run_plan plan = {
        .links_meetings = true,
        /* A PDF names what is attached to it by its checksum. */
        .hashes_files = build->engine.kind != NULL,
        .part = options->part,
        .part_count = options->part_count,
    };
    rf_series_outputs_plan(&build->series_outputs, target, &plan);
    rf_public_plan(build->leaks, &plan);
    rf_incremental_plan(&build->incremental, &plan);
    build->target = target;
    build->series = target->series;
    struct referat *run = rf_target_open(target, report, &plan);
    build->incremental.run = run;
    const struct rf_unit *unit = rf_run_next(run);
    bool is_fine = unit && !(unit->result.faults & REFERAT_FAULT_ERRORS);
    if (build->not_scanned) {
        *build->not_scanned = rf_run_severity(run, RF_CODE_NOT_SCANNED);
    }
    if (build->edition && unit && !is_fine &&
        !(unit->result.faults & REFERAT_FAULT_UNREAD)) {
        rf_public_hold(build->edition, target->place);
    }
    size_t meetings_before = rf_summary_meeting_count(&report->summary);
    for (; unit && goes_on(build); unit = rf_run_next(run)) {
        build_unit(build, target, unit);
        rf_series_outputs_keep(&build->series_outputs, run, unit);
        rf_report_step(report, &unit->result, run);
        if (is_fine && unit->result.kind == REFERAT_UNIT_SETTINGS) {
            compile_in_parallel(build, run);
        }
    }
    rf_report_clear_line(report);
    enum rf_exit printed = rf_workers_finish(&build->workers, report);
    build->has_leak = build->has_leak || printed == RF_EXIT_REFUSED;
    build->lacks_pack = build->lacks_pack || printed == RF_EXIT_WORLD;
    if (options->part_count && goes_on(build)) { /* a merge writes the series' outputs */
        rf_incremental_end_part(&build->incremental);
        if (rf_summary_meeting_count(&report->summary) == meetings_before) {
            rf_report_say(report, "%s: none of its meetings is in part %u of %u",
                          target->series, options->part, options->part_count);
        }
    } else if (is_fine && !target->only_path && goes_on(build)) {
        finish_series(build, target, rf_run_record(run));
    }
    rf_report_end_run(report, run);
}

static void rehearse(struct rf_build *build);

/* Before the first byte: refuses where a file of others would be replaced. Such files
 * mostly differ from outputs by their names, and only where there are some the whole run
 * is rehearsed. */
static void judge_others(struct rf_build *build)
{
    const struct rf_report *report = &build->report;
    if (build->is_judged || report->rehearses || report->staging ||
        report->options->verify_only) {
        return;
    }
    build->is_judged = true;
    bool is_part = report->options->part_count; /* which is built anew */
    bool has_others =
        is_part ? rf_destination_has_others(report->destination, "", rf_is_output_path)
                : rf_incremental_has_others(&build->incremental, build->target_count > 1);
    if (has_others) {
        rehearse(build);
    }
}

/* Builds a series, or finds that nothing of it has changed. */
static void build_series(struct rf_build *build, const struct rf_target *target)
{
    struct rf_landing_entry entry;
    const struct rf_incremental_setup setup = {
        .report = &build->report,
        .depfile = build->options->depfile ? &build->depfile : NULL,
        .cache = &build->cache,
        .target = target,
        .formats = build->formats,
        .engine = &build->engine,
        .has_landing_page = build->series_outputs.has_landing_page,
    };
    if (build->options->part_count) {
        judge_others(build);
    }
    if (!goes_on(build)) {
        return;
    }
    if (rf_incremental_begin(&build->incremental, &setup, &entry)) {
        rf_series_outputs_add(&build->series_outputs, &entry);
    } else {
        judge_others(build);
        if (goes_on(build)) {
            compile_series(build, target);
        }
    }
    rf_incremental_clear(&build->incremental);
}

/* ---- The run ---- */

/* A buffer for every page that a meeting can have. */
static void make_bufs(struct rf_build *build)
{
    size_t count = 0;
    while (rf_emitters[count]) {
        count++;
    }
    build->bufs =
        RF_ARENA_NEW_ARRAY(&build->arena, count * RF_BUILD_PAGE_COUNT, struct rf_buf);
}

/* Frees what a build or its rehearsal has. */
static void clear(struct rf_build *build)
{
    for (size_t i = 0; rf_emitters[i / RF_BUILD_PAGE_COUNT]; i++) {
        rf_buf_clear(&build->bufs[i]);
    }
    rf_company_clear(&build->company);
    rf_depfile_clear(&build->depfile);
    rf_arena_clear(&build->outputs_arena);
    rf_series_outputs_clear(&build->series_outputs);
    rf_arena_clear(&build->arena);
}

/* Builds all targets, and the page of the folder that holds them. */
static void write_all(struct rf_build *build)
{
    const struct rf_target *targets = build->targets;
    size_t count = build->target_count;
    rf_series_outputs_init(&build->series_outputs, &build->report, build->formats,
                           targets, count);
    for (size_t i = 0; i < count && goes_on(build); i++) {
        rf_progress_begin_part(&build->report.progress, i + 1, count);
        build_series(build, &targets[i]);
        build->not_scanned = build->not_scanned ? build->not_scanned + 1 : NULL;
    }
    if (goes_on(build) && !build->options->part_count) {
        rf_series_outputs_of_folder(&build->series_outputs);
    }
}

/* Builds everything without writing it, to learn whether a file would be refused; then
 * the build ends before its first byte. */
static void rehearse(struct rf_build *build)
{
    struct rf_build rehearsal = {
        .options = build->options,
        .formats = build->formats,
        .engine = build->engine,
        .targets = build->targets,
        .target_count = build->target_count,
    };
    rf_report_init(&rehearsal.report, build->options);
    rehearsal.report.as_of = build->report.as_of;
    rehearsal.report.destination = build->report.destination;
    rehearsal.report.rehearses = true;
    rehearsal.report.company = build->report.company;
    rehearsal.report.progress.is_on = false;
    make_bufs(&rehearsal);
    write_all(&rehearsal);
    if (rehearsal.report.was_refused) {
        rf_guard_allows(&build->report, RF_VERDICT_REFUSED);
        build->is_stopped = true;
    }
    rf_buf_clear(&rehearsal.report.text);
    clear(&rehearsal);
}

/* Without an engine the HTML is made, which a browser prints too. */
static void build_all(struct rf_build *build)
{
    if (build->formats & rf_format_bit("pdf") &&
        !rf_printing_begin(build->options, &build->arena, &build->report,
                           "no PDF is made, but the HTML is, and a browser prints it",
                           &build->engine)) {
        build->formats |= rf_format_bit("html");
    }
    if (build->engine.kind) {
        rf_workers_init(&build->workers, build->options->jobs, engine_bytes);
    }
    write_all(build);
    if (goes_on(build)) {
        rf_depfile_write(&build->depfile, &build->report, &build->arena);
    }
}

/* A public edition grows beside the destination's files, and is put in place whole. It is
 * not where something could not be written or printed: a part of it alone may not show
 * that the rest was closed since. */
static void build_public(struct rf_build *build)
{
    struct rf_public edition = {
        .options = build->options,
        .report = &build->report,
        .targets = build->targets,
        .target_count = build->target_count,
        .arena = &build->arena,
        .held = {.arena = &build->arena},
    };
    rf_interruption_await();
    if (rf_public_begin(&edition)) {
        build->report.staging = edition.staging;
        build->edition = &edition;
        build->leaks = edition.leaks;
        build->not_scanned = edition.not_scanned;
        build_all(build);
        build->report.staging = NULL;
        edition.has_leak =
            build->has_leak || build->report.summary.faults & REFERAT_FAULT_EDITION;
        rf_public_finish(&edition, !build->report.has_unwritten && !build->lacks_pack &&
                                       !build->series_outputs.is_stopped);
    }
    rf_interruption_end();
}

/* Asks whether the destination and the files beside it may be written, then builds. */
static void build_edition(struct rf_build *build)
{
    struct rf_destination destination;
    const struct rf_target *targets = build->targets;
    size_t count = build->target_count;
    if (rf_guard_folder(&build->report, &destination, &build->arena,
                        build->options->output, targets, count, false) &&
        rf_targets_have_whole_folder(&build->report, &build->arena, targets, count) &&
        rf_depfile_begin(&build->depfile, &build->report, &build->arena, targets,
                         count) &&
        rf_build_cache_begin(&build->cache, &build->report, targets, count,
                             &build->arena)) {
        rf_company_gather(&build->company, &build->report, targets, count);
        if (build->options->edition == REFERAT_EDITION_PUBLIC) {
            build_public(build);
        } else {
            if (destination.has_staging && !build->options->verify_only) {
                rf_public_sweep(&build->arena, build->options->output);
            }
            build_all(build);
        }
        rf_build_cache_end(&build->cache);
        rf_guard_end(&build->report);
    }
    rf_destination_clear(&destination);
}

int rf_build_series(const struct rf_options *options)
{
    struct rf_build build = {.options = options, .formats = options->formats};
    size_t count;
    rf_report_init(&build.report, options);
    build.report.as_of = rf_output_day(options);
    build.report.sums_up = true;
    const struct rf_target *targets =
        rf_targets_find(&build.arena, &build.report, &count);
    make_bufs(&build);
    if (!rf_depfile_can_be(options, targets, count)) {
        clear(&build);
        return rf_usage_error("--depfile is for builds of whole series in the full "
                              "edition, without --verify and --shard");
    }
    bool can_be = !options->part_count || rf_shard_can_be(options, targets, count);
    if (can_be &&
        rf_targets_have_own_places(&build.arena, targets, count, options->output)) {
        build.targets = targets;
        build.target_count = count;
        if (count) {
            build_edition(&build);
        }
        clear(&build);
        return rf_report_finish(&build.report);
    }
    clear(&build);
    rf_report_finish(&build.report);
    return RF_EXIT_USAGE;
}
