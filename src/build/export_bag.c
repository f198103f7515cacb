/* An archive of meetings, as a BagIt bag (build): every meeting of every target is
 * compiled, its sources and pages are added to a bag that grows under a temporary name,
 * and the bag is put in place when all of it is there. One error in the sources, and
 * nothing is left. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/archive.h"
#include "archive/verify.h"
#include "base/path.h"
#include "base/real_path.h"
#include "base/str.h"
#include "base/subprocess.h"
#include "build/export_bag.h"
#include "build/file_list.h"
#include "build/formats.h"
#include "build/guard.h"
#include "build/interruption.h"
#include "build/open_annex.h"
#include "build/print_jobs.h"
#include "build/publish.h"
#include "build/related_series.h"
#include "build/scan_outputs.h"
#include "build/targets.h"
#include "build/today.h"
#include "driver/run.h"
#include "facts/database.h"
#include "output/bag_edition.h"

struct export
{
    const struct rf_options *options;
    struct rf_report report;
    struct rf_arena arena;        /* of the targets and the archive */
    struct rf_arena series_arena; /* of the overviews */
    struct rf_archive archive;
    struct rf_engine engine; /* kind NULL: no PDF is made */
    struct rf_buf page;      /* the bytes of the page at hand */
    struct rf_leaks *leaks;  /* of a public edition; NULL: it is a full one */
    const struct rf_target *targets;
    size_t target_count;
    struct rf_company company;
    struct rf_database *database;       /* of the series at hand; or NULL */
    enum referat_severity *not_scanned; /* what that finding is, for each target */
    bool is_stopped; /* it cannot be finished: nothing is written any more */
};

/* ---- Failure ---- */

/* A stage of the archive gave false: it cannot be finished. The reason is the bag's. */
static void stop(struct export *ex)
{
    if (!ex->is_stopped) {
        rf_report_failure(&ex->report, RF_EXIT_WORLD, ex->archive.bag.error);
        ex->is_stopped = true;
    }
}

/* False once something failed, a signal came, or the sources have errors. */
static bool goes_on(struct export *ex)
{
    ex->is_stopped =
        ex->is_stopped || rf_program_interrupted() || ex->report.status != RF_EXIT_DONE;
    return !ex->is_stopped;
}

/* ---- A meeting ---- */

/* Adds the pages of a meeting in every format, and its pack as PDF where that is asked
 * for. False: the archive cannot be finished. */
static bool add_pages(struct export *ex, struct rf_archive_series *series,
                      const struct referat_meeting *meeting)
{
    for (size_t i = 0; rf_emitters[i]; i++) {
        const struct rf_emitter *emitter = rf_emitters[i];
        for (enum referat_page page = 0; page <= REFERAT_PAGE_PACK; page++) {
            rf_buf_reset(&ex->page);
            if (rf_format_is_asked(ex->options->formats, i) && emitter->page &&
                emitter->page(meeting, page, &ex->page) &&
                !rf_archive_page(&ex->archive, series, meeting, rf_page_name(page),
                                 emitter->suffix, &ex->page)) {
                return false;
            }
        }
    }
    if (!ex->engine.kind) {
        return true;
    }
    rf_buf_reset(&ex->page);
    struct rf_buf printed = {0}; /* as HTML, in which closed text is searched for */
    if (!rf_printing_pack(&ex->report, &ex->engine, series->root, meeting,
                          &ex->series_arena, &ex->page, &printed)) {
        rf_report_raise(&ex->report, RF_EXIT_WORLD);
    } else if (ex->leaks) {
        rf_last_look_at_bytes(&ex->report, ex->leaks, "pack.pdf", printed.p, printed.n);
    }
    rf_buf_clear(&printed);
    return !goes_on(ex) ||
           rf_archive_page(&ex->archive, series, meeting, rf_page_name(REFERAT_PAGE_PACK),
                           ".pdf", &ex->page);
}

/* ---- A series ---- */

struct bag_outlet {
    struct rf_outlet outlet; /* first: emitters know this part alone */
    struct export *ex;
    const struct rf_archive_series *series;
};

/* rf_outlet.take: a file of the series' own. */
static bool take(struct rf_outlet *outlet, const char *name, struct rf_buf *buf)
{
    struct bag_outlet *o = (struct bag_outlet *)outlet;
    const struct rf_output output = {.bytes = rf_buf_string(buf), .n = buf->n};
    bool is_done = rf_archive_overview(&o->ex->archive, o->series, name, output);
    rf_buf_reset(buf);
    return is_done;
}

/* rf_outlet.take_file: the same as an open file. */
static bool take_file(struct rf_outlet *outlet, const char *name, int fd)
{
    struct bag_outlet *o = (struct bag_outlet *)outlet;
    const struct rf_output output = {.copy_fd = fd};
    bool is_done = rf_archive_overview(&o->ex->archive, o->series, name, output);
    close(fd);
    return is_done;
}

/* rf_outlet.take_bytes. */
static bool take_bytes(struct rf_outlet *outlet, const char *name, struct rf_bytes bytes)
{
    struct bag_outlet *o = (struct bag_outlet *)outlet;
    const struct rf_output output = {.bytes = bytes.p, .n = bytes.n};
    return rf_archive_overview(&o->ex->archive, o->series, name, output);
}

/* Adds the files of a series' own. False: the archive cannot be finished. */
static bool add_series_outputs(struct export *ex, const struct rf_archive_series *series,
                               const struct rf_record *record)
{
    const struct rf_question question = {
        .records = &record,
        .record_count = 1,
        .as_of = rf_output_day(ex->options),
        .has_pages = true,
        .has_workbook = record->table_columns,
        .database = ex->database,
        .mark = rf_overview_mark(record, &ex->series_arena),
    };
    struct bag_outlet outlet = {
        .outlet = {take, take_file, take_bytes}, .ex = ex, .series = series};
    for (size_t i = 0; rf_emitters[i]; i++) {
        const struct rf_emitter *emitter = rf_emitters[i];
        const char *error = NULL;
        if (!rf_format_is_asked(ex->options->formats, i) || !emitter->series) {
            continue;
        }
        if (!emitter->series(&question, &ex->series_arena, &outlet.outlet, &error)) {
            ex->archive.bag.error = error ? error : ex->archive.bag.error;
            return false;
        }
        if (error) {
            rf_report_say(&ex->report, "%s", error);
        }
    }
    return true;
}

/* The settings as a source. Of one meeting's archive, too, they are the whole series':
 * every meeting may speak of a unit, so it is compiled once more as a whole. */
static bool add_settings(struct export *ex, const struct rf_target *target,
                         struct rf_archive_series *series, const struct referat *known)
{
    bool hides_units = rf_run_hides_units(known);
    if (target->only_path) {
        struct rf_target whole = *target;
        whole.only_path = NULL;
        const struct rf_run_plan plan = {.notes_unit_uses = true};
        struct referat *run = rf_target_open(&whole, &ex->report, &plan);
        while (referat_next(run)) { /* its own run reports what is wrong */
        }
        hides_units = rf_run_hides_units(run);
        rf_report_end_run(&ex->report, run);
    }
    return rf_archive_settings(&ex->archive, series, hides_units);
}

/* A bag holds what was asked for: a series that this one follows, and that is not in it,
 * is named. */
static void report_followed(struct export *ex, const struct rf_archive_series *series)
{
    const char *wanted =
        rf_real_path(&ex->series_arena, rf_arena_join(&ex->series_arena, series->root,
                                                      "/", series->follows, NULL));
    bool is_there = false;
    for (size_t i = 0; i < ex->target_count && !is_there; i++) {
        const char *path = ex->targets[i].series;
        is_there = !ex->targets[i].only_path &&
                   strcmp(rf_real_path(&ex->series_arena, path), wanted) == 0;
    }
    if (!is_there) {
        rf_report_say(&ex->report,
                      "%s: follows %s, which is not in this bag: name both to have the "
                      "whole record",
                      series->root, series->follows);
    }
}

/* Reports every unit to the end, also when nothing is written any more: who mends the
 * sources wants to know all that is wrong with them. */
static void export_series(struct export *ex, const struct rf_target *target)
{
    struct rf_archive_series *series = NULL;
    struct rf_run_plan plan = {.table_columns = true, .notes_unit_uses = true};
    rf_public_plan(ex->leaks, &plan);
    if (ex->options->formats & rf_format_bit("sqlite") && !target->only_path) {
        ex->database = rf_database_new();
        plan.keeps_facts = plan.hashes_files = true;
        plan.facts = rf_database_sink(ex->database);
    }
    struct referat *run = rf_target_open(target, &ex->report, &plan);
    ex->archive.bag.tree.sources = (struct rf_sources){rf_open_annex, target->series};
    for (const struct referat_unit_result *unit; (unit = referat_next(run)) != NULL;) {
        rf_report_unit(&ex->report, unit);
        if (!goes_on(ex)) {
            continue;
        }
        if (!series) {
            series = rf_archive_series(&ex->archive, target->series, target->place,
                                       unit->series);
        }
        for (size_t i = 0; series && i < unit->diagnostic_count; i++) {
            const struct referat_diagnostic *d = &unit->diagnostics[i];
            /* Not even how much there is to say of what is closed. */
            series->warning_count +=
                !d->is_masked && d->severity == REFERAT_SEVERITY_WARNING;
            series->note_count += !d->is_masked && d->severity == REFERAT_SEVERITY_NOTE;
        }
        if (!series ||
            (unit->meeting && (!rf_archive_meeting(&ex->archive, series, unit->meeting) ||
                               !add_pages(ex, series, unit->meeting)))) {
            stop(ex);
        }
    }
    if (goes_on(ex) &&
        (!add_settings(ex, target, series, run) ||
         (!target->only_path && !add_series_outputs(ex, series, rf_run_record(run))))) {
        stop(ex);
    }
    if (series && *series->follows && !ex->options->is_quiet && goes_on(ex)) {
        report_followed(ex, series);
    }
    ex->not_scanned[target - ex->targets] = rf_run_severity(run, RF_CODE_NOT_SCANNED);
    rf_report_end_run(&ex->report, run);
    rf_database_free(ex->database);
    ex->database = NULL;
    rf_arena_reset(&ex->series_arena);
}

/* ---- The end ---- */

/* A bag that is compared has no findings of its own to report. */
static void keep_silent(void *data, enum rf_bag_finding finding, const char *line)
{
    (void)data;
    (void)finding;
    (void)line;
}

/* As the series has it whose place in the bag a file is below. */
static enum referat_severity severity_of(const void *owner, const char *name)
{
    const struct export *ex = owner;
    static const char payload[] = "data/";
    const char *path = rf_starts_with(name, payload) ? name + sizeof payload - 1 : name;
    for (size_t i = 0; i < ex->target_count; i++) {
        if (rf_path_is_within(path, ex->targets[i].place)) {
            return ex->not_scanned[i];
        }
    }
    return REFERAT_SEVERITY_NOTE;
}

/* The last look at a public edition, before it is put in place. */
static void look_at_all(struct export *ex)
{
    const char *grown = ex->archive.bag.tree.temporary;
    struct rf_last_look look = {.report = &ex->report,
                                .leaks = ex->leaks,
                                .arena = &ex->arena,
                                .severity = severity_of,
                                .owner = ex};
    if (!rf_files_below(&ex->arena, grown, &look.names, &look.count)) {
        rf_report_fail(&ex->report, &ex->arena, RF_EXIT_WORLD, grown, strerror(errno));
        return;
    }
    look.paths = RF_ARENA_NEW_ARRAY(&ex->arena, look.count, const char *);
    for (size_t i = 0; i < look.count; i++) {
        look.paths[i] = rf_arena_join(&ex->arena, grown, "/", look.names[i], NULL);
    }
    rf_last_look(&look);
}

/* Completes the bag and puts it in place. One that is there already is never replaced,
 * only found to be the same. */
static void finish(struct export *ex)
{
    const char *dir = ex->options->bag, *formats = "", *why = NULL;
    for (size_t i = 0; rf_emitters[i]; i++) {
        if (rf_format_is_asked(ex->options->formats, i)) {
            formats = rf_arena_join(&ex->arena, formats, *formats ? "," : "",
                                    rf_emitters[i]->name, NULL);
        }
    }
    struct rf_archive_facts facts = {
        .formats = formats,
        .as_of = rf_output_day(ex->options),
        .is_strict = ex->options->is_strict,
    };
    rf_source_date(&facts.made_on);
    if (!rf_archive_close(&ex->archive, &facts)) {
        stop(ex);
        return;
    }
    if (ex->leaks) {
        look_at_all(ex);
    }
    if (!goes_on(ex)) {
        return;
    }
    bool is_there = rf_bag_is_bag(dir);
    struct rf_bag_check check = {.bag = dir, .say = keep_silent, .arena = &ex->arena};
    if (!is_there && !rf_bag_finish(&ex->archive.bag)) {
        stop(ex);
        return;
    }
    if (is_there && !rf_bag_is_same(&ex->archive.bag, dir)) {
        why = "another bag is there already, and an archive is never replaced: name "
              "another folder, or remove that one";
    } else if (is_there) {
        rf_bag_verify(&check);
        why = check.is_valid ? NULL
                             : "this bag is there already, and has changed since it was "
                               "made: 'referat verify' says where";
    }
    if (why) {
        rf_report_fail(&ex->report, &ex->arena, RF_EXIT_WORLD, dir, why);
    } else if (ex->options->is_verbose && is_there) {
        rf_report_say(&ex->report, "unchanged %s", dir);
    } else if (ex->options->is_verbose) {
        rf_report_say(&ex->report, "wrote %s: %zu files", dir,
                      ex->archive.bag.payload.count);
    }
}

/* ---- The run ---- */

/* Exports all targets into one bag. */
static void export_all(struct export *ex, const struct rf_target *targets, size_t count)
{
    bool is_public = ex->options->edition == REFERAT_EDITION_PUBLIC;
    if (!rf_archive_begin(&ex->archive, ex->options->bag, is_public, &ex->arena)) {
        stop(ex);
        return;
    }
    ex->leaks = is_public ? rf_leaks_new() : NULL;
    ex->targets = targets;
    ex->target_count = count;
    ex->not_scanned = RF_ARENA_NEW_ARRAY(&ex->arena, count, enum referat_severity);
    rf_company_gather(&ex->company, &ex->report, targets, count);
    for (size_t i = 0; i < count; i++) {
        export_series(ex, &targets[i]);
    }
    if (goes_on(ex)) {
        finish(ex);
    }
    if (ex->report.status == RF_EXIT_ERRORS) {
        rf_report_say(
            &ex->report,
            "nothing was exported: an archive is made of sources without errors");
    }
}

/* False, and reported, where the folder holds something other than a bag. */
static bool has_room(struct export *ex)
{
    const char *why = NULL;
    switch (rf_tree_look(ex->options->bag)) {
    case RF_TREE_ABSENT:
    case RF_TREE_EMPTY:
        return true;
    case RF_TREE_FILLED:
        if (rf_bag_is_bag(ex->options->bag)) {
            return true;
        }
        why = "the folder is not empty: name one that is not there yet";
        break;
    case RF_TREE_UNUSABLE:
        why = strerror(errno);
        break;
    }
    return rf_report_fail(&ex->report, &ex->arena, RF_EXIT_WORLD, ex->options->bag, why);
}

int rf_export_bag(const struct rf_options *options)
{
    struct export ex = {.options = options};
    struct rf_destination destination = {0};
    size_t count;
    rf_report_init(&ex.report, options);
    ex.report.as_of = rf_output_day(options);
    const struct rf_target *targets = rf_targets_find(&ex.arena, &ex.report, &count);
    bool is_usable = rf_targets_have_own_places(&ex.arena, targets, count, options->bag);
    bool is_allowed = is_usable && rf_guard_folder(&ex.report, &destination, &ex.arena,
                                                   options->bag, targets, count, true);
    if (is_allowed && options->formats & rf_format_bit("pdf")) {
        rf_printing_begin(options, &ex.arena, &ex.report, "nothing is exported",
                          &ex.engine);
    }
    rf_interruption_await();
    if (is_allowed && ex.report.status == RF_EXIT_DONE && has_room(&ex)) {
        export_all(&ex, targets, count);
    }
    int status = rf_report_finish(&ex.report);
    rf_destination_clear(&destination);
    rf_company_clear(&ex.company);
    rf_archive_clear(&ex.archive);
    rf_leaks_free(ex.leaks);
    rf_buf_clear(&ex.page);
    rf_arena_clear(&ex.series_arena);
    rf_arena_clear(&ex.arena);
    rf_interruption_end(); /* by the signal that came, if any */
    return is_usable ? status : RF_EXIT_USAGE;
}
