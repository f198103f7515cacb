/* Every command that writes asks here where it may (build). */
#include "build/guard.h"
#include "build/targets.h"

#include <string.h>

#include "base/real_path.h"
#include "build/outputs.h"
#include "driver/run.h"
#include "load/file_facts.h"

/* ---- What the documents of a series name ---- */

static bool is_named_in(struct rf_arena *arena, struct rf_bytes seen, const char *root,
                        const char *real_path)
{
    const char *path;
    size_t at = 0;
    bool is_found = false;
    while (!is_found && (path = rf_seen_next_file(seen.p, seen.n, &at)) != NULL) {
        const char *real =
            rf_real_path(arena, rf_arena_join(arena, root, "/", path, NULL));
        is_found = rf_real_is_within(real, real_path);
        rf_arena_reset(arena);
    }
    return is_found;
}

/* Compiles the whole series for what it looks at: it is asked where a folder or file that
 * is to be written is there already, within the series. */
static bool names(const char *series, const char *real_path)
{
    struct rf_arena arena = {0}, scratch = {0};
    struct referat_options options = referat_default_options();
    const struct rf_run_plan plan = {.notes_files = true};
    struct referat *run = rf_run_open(series, &options, &plan);
    const char *root = rf_real_path(&arena, series);
    bool is_found = false;
    for (const struct rf_unit *unit; !is_found && (unit = rf_run_next(run)) != NULL;) {
        is_found = unit->result.kind == REFERAT_UNIT_MEETING &&
                   is_named_in(&scratch, unit->files, root, real_path);
    }
    referat_close(run);
    rf_arena_clear(&scratch);
    rf_arena_clear(&arena);
    return is_found;
}

static struct rf_guarded guarded(struct rf_arena *arena, const struct rf_target *targets,
                                 size_t count)
{
    const char **series = RF_ARENA_NEW_ARRAY(arena, count + 1, const char *);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (targets[i].series) {
            series[n++] = targets[i].series;
        }
    }
    return (struct rf_guarded){series, n, names};
}

/* ---- Verdicts ---- */

enum rf_edition_mark rf_mark_of_edition(enum referat_edition edition)
{
    return edition == REFERAT_EDITION_PUBLIC ? RF_MARK_PUBLIC : RF_MARK_FULL;
}

bool rf_guard_refuse(struct rf_report *report, const char *why)
{
    rf_report_failure(report, RF_EXIT_REFUSED, why);
    report->was_refused = true;
    return false;
}

static bool allows(struct rf_report *report, enum rf_verdict verdict, const char *error)
{
    switch (verdict) {
    case RF_VERDICT_ALLOWED:
        return true;
    case RF_VERDICT_REFUSED:
        return rf_guard_refuse(report, error);
    case RF_VERDICT_FAILED:
        rf_report_failure(report, RF_EXIT_WORLD, error);
        return false;
    }
    return false;
}

bool rf_guard_allows(struct rf_report *report, enum rf_verdict verdict)
{
    return allows(report, verdict, report->destination->error);
}

/* ---- A folder ---- */

static enum rf_write_result answer(struct rf_writer *writer, enum rf_verdict verdict)
{
    const struct rf_destination *d = writer->guard->owner;
    switch (verdict) {
    case RF_VERDICT_ALLOWED:
        return RF_WRITE_DONE;
    case RF_VERDICT_REFUSED:
        writer->error = d->error;
        return RF_WRITE_REFUSED;
    case RF_VERDICT_FAILED:
        writer->error = d->error;
        return RF_WRITE_FAILED;
    }
    return RF_WRITE_REFUSED;
}

static enum rf_write_result claim(struct rf_writer *writer, const struct rf_output *list)
{
    return answer(writer, rf_destination_claim(writer->guard->owner, list));
}

static enum rf_write_result replace(struct rf_writer *writer,
                                    const struct rf_output *output)
{
    return answer(writer, rf_destination_judge_old(writer->guard->owner, output->path));
}

bool rf_guard_folder(struct rf_report *report, struct rf_destination *destination,
                     struct rf_arena *arena, const char *dir,
                     const struct rf_target *targets, size_t count, bool is_bag)
{
    *destination = (struct rf_destination){
        .arena = arena,
        .dir = dir,
        .mark = rf_mark_of_edition(report->options->edition),
        .sources = guarded(arena, targets, count),
        .is_page = rf_is_page_name,
        .is_bag = is_bag,
        .wants_fsync = report->options->wants_fsync,
    };
    report->destination = destination;
    report->guard = (struct rf_guard){claim, replace, destination};
    return rf_guard_allows(report, rf_destination_begin(destination));
}

void rf_guard_end(struct rf_report *report)
{
    struct rf_destination *d = report->destination;
    if (!report->was_refused && !report->options->verify_only && !rf_destination_end(d)) {
        rf_report_failure(report, RF_EXIT_WORLD, d->error);
    }
}

/* ---- A file ---- */

/* What one run wrote as an output, the next would write again. */
static bool is_output(struct rf_report *report, struct rf_arena *arena, const char *path)
{
    struct rf_destination *d = report->destination;
    const char *real = rf_real_path(arena, path);
    if (!d || !rf_real_is_within(real, d->real) ||
        !rf_destination_owns(d, real + strlen(d->real) + 1)) {
        return false;
    }
    rf_guard_refuse(report,
                    rf_arena_join(arena, path,
                                  ": this is an output, which would be written over; "
                                  "name another file",
                                  NULL));
    return true;
}

bool rf_guard_file(struct rf_report *report, struct rf_arena *arena, const char *path,
                   const struct rf_target *targets, size_t count)
{
    const char *error = NULL;
    const struct rf_guarded sources = guarded(arena, targets, count);
    enum rf_verdict verdict = rf_destination_judge_file(
        arena, path, rf_mark_of_edition(report->options->edition), &sources, &error);
    return allows(report, verdict, error) && !is_output(report, arena, path);
}
