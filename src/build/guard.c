/* Every command that writes asks here where it may (build). output/destination.h judges;
 * this file tells it which series are sources, and turns its verdicts into messages and
 * exit statuses. */
#include "build/guard.h"
#include "build/targets.h"

#include <string.h>

#include "base/real_path.h"
#include "build/outputs.h"
#include "driver/run.h"
#include "load/file_facts.h"

/* ---- What the documents of a series name ---- */

/* rf_guarded.names: true where a document of the series names a file. Compiles the whole
 * series for what it looks at: it is called where a folder or file that is to be written
 * is there already, within the series. */
static bool names(const char *series, const char *real_path)
{
    struct rf_arena arena = {0}, scratch = {0};
    struct referat_options options = referat_default_options();
    const struct rf_run_plan plan = {.notes_files = true};
    struct referat *run = rf_run_open(series, &options, &plan);
    const char *root = rf_real_path(&arena, series), *path;
    bool is_found = false;
    for (const struct rf_unit *unit; !is_found && (unit = rf_run_next(run)) != NULL;) {
        size_t at = 0;
        while (!is_found && unit->result.kind == REFERAT_UNIT_MEETING &&
               (path = rf_file_facts_next_file(unit->files.p, unit->files.n, &at)) !=
                   NULL) {
            const char *real =
                rf_real_path(&scratch, rf_arena_join(&scratch, root, "/", path, NULL));
            is_found = rf_real_is_within(real, real_path);
            rf_arena_reset(&scratch);
        }
    }
    referat_close(run);
    rf_arena_clear(&scratch);
    rf_arena_clear(&arena);
    return is_found;
}

/* The series of the targets, whose sources are not written over. */
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

/* Refused for safety: exit status 4, and nothing more is written by this run. */
bool rf_guard_refuse(struct rf_report *report, const char *why)
{
    rf_report_failure(report, RF_EXIT_REFUSED, why);
    report->was_refused = true;
    return false;
}

/* Reports a verdict with its reason; true where it allows. */
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

/* The destination's verdict as the writer reads it. */
static enum rf_write_result answer(struct rf_writer *writer, enum rf_verdict verdict)
{
    const struct rf_destination *d = writer->guard->owner;
    writer->error = verdict == RF_VERDICT_ALLOWED ? writer->error : d->error;
    return verdict == RF_VERDICT_ALLOWED  ? RF_WRITE_DONE
           : verdict == RF_VERDICT_FAILED ? RF_WRITE_FAILED
                                          : RF_WRITE_REFUSED;
}

/* rf_guard.claim: may all of these be written? */
static enum rf_write_result claim(struct rf_writer *writer, const struct rf_output *list)
{
    return answer(writer, rf_destination_claim(writer->guard->owner, list));
}

/* rf_guard.replace: may this one take the place of what is there? */
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

/* A run that was refused leaves the destination as it found it. */
void rf_guard_end(struct rf_report *report)
{
    struct rf_destination *d = report->destination;
    if (!report->was_refused && !report->options->verify_only && !rf_destination_end(d)) {
        rf_report_failure(report, RF_EXIT_WORLD, d->error);
    }
}

/* ---- A file ---- */

bool rf_guard_file(struct rf_report *report, struct rf_arena *arena, const char *path,
                   const struct rf_target *targets, size_t count)
{
    const char *error = NULL;
    const struct rf_guarded sources = guarded(arena, targets, count);
    enum rf_verdict verdict = rf_destination_judge_file(
        arena, path, rf_mark_of_edition(report->options->edition), &sources, &error);
    if (!allows(report, verdict, error)) {
        return false;
    }
    /* What one run wrote as an output, the next would write again. */
    struct rf_destination *d = report->destination;
    const char *real = rf_real_path(arena, path);
    return !d || !rf_real_is_within(real, d->real) ||
           !rf_destination_owns(d, real + strlen(d->real) + 1) ||
           rf_guard_refuse(report,
                           rf_arena_join(arena, path,
                                         ": this is an output, which would be written "
                                         "over; name another file",
                                         NULL));
}
