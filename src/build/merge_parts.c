/* referat merge: joins what `build --shard` has made of parts into what one build makes
 * (build).
 *
 * No source is read. Each part has left its units as bytes (build/shard_files.h); a run
 * replays the units of all parts in the order of the meetings, and answers their
 * questions to each other anew: where an answer is another one, the parts were built from
 * different sources. Then the files of the parts are copied into one folder, and index
 * and workbook are made of the record. */
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/list.h"
#include "base/path.h"
#include "build/guard.h"
#include "build/merge_parts.h"
#include "build/print_jobs.h"
#include "build/series_outputs.h"
#include "build/shard_files.h"
#include "build/targets.h"
#include "driver/run.h"
#include "load/file_facts.h"
#include "output/write.h"

/* Where the unit of a folder is. */
struct place {
    const char *folder;
    struct rf_shard_file *piece;
    const struct rf_state_entry *entry;
};

struct merge {
    struct rf_options options; /* with those of the parts */
    struct rf_report report;
    struct rf_arena arena;         /* the whole run */
    struct rf_arena series_arena;  /* of the series at hand */
    struct rf_arena outputs_arena; /* of one set of outputs */
    struct rf_destination destination;
    struct rf_shard_files files;
    struct rf_target *targets; /* one a series */
    struct rf_series_outputs series_outputs;
    struct place *places; /* of the series at hand, by folder */
    size_t place_count;
    bool is_whole;                /* the parts fit together */
    struct rf_shard_file *unread; /* one whose units cannot be read; NULL: none */
};

/* Reads a unit of a part; false, and noted, where it cannot be read. */
static bool read_unit(struct merge *m, struct rf_shard_file *piece,
                      const struct rf_state_entry *entry, struct rf_state_unit *unit)
{
    if (rf_state_read(&piece->state, entry, unit)) {
        return true;
    }
    m->unread = piece;
    return false;
}

/* ---- A series ---- */

/* By folder: a meeting is in one part, so no two are equal. */
static int compare_places(const void *a, const void *b)
{
    return strcmp(((const struct place *)a)->folder, ((const struct place *)b)->folder);
}

/* rf_unit_cache.unit: the bytes of the unit of a folder, whichever part has it. */
static bool find_unit(void *owner, const char *folder, const char **kept, size_t *n)
{
    struct merge *m = owner;
    const struct place wanted = {.folder = folder};
    const struct place *place =
        bsearch(&wanted, m->places, m->place_count, sizeof *m->places, compare_places);
    struct rf_state_unit unit;
    if (!place || !read_unit(m, place->piece, place->entry, &unit)) {
        return false;
    }
    *kept = unit.kept.p;
    *n = unit.kept.n;
    return true;
}

/* Adds up the counts of a part, and copies its files where they are not in place; what is
 * not there is an error. Each part has the settings, which count once. */
static void adopt_units(struct merge *m, struct rf_shard_file *piece)
{
    struct rf_state_unit unit;
    for (size_t i = piece->shard.number > 1; i < piece->state.count; i++) {
        struct rf_summary summary = {0};
        if (m->report.is_stopped) {
            break;
        }
        if (!read_unit(m, piece, &piece->state.entries[i], &unit) ||
            !rf_summary_restore(&summary, unit.summary.p, unit.summary.n)) {
            m->unread = piece;
            return;
        }
        RF_CHAIN(struct rf_output) outputs = {0};
        const char *path;
        rf_arena_reset(&m->outputs_arena);
        for (size_t at = 0;
             !piece->is_in_place && (path = rf_file_facts_next_file(
                                         unit.outputs.p, unit.outputs.n, &at)) != NULL;) {
            struct rf_output *output = RF_ARENA_NEW(&m->outputs_arena, struct rf_output);
            output->path = rf_arena_string(&m->outputs_arena, path);
            output->copy_from =
                rf_arena_join(&m->outputs_arena, piece->dir, "/", path, NULL);
            RF_CHAIN_ADD(&outputs, output);
        }
        if (outputs.first) { /* whether it was built or unchanged shows here */
            enum rf_meeting_result result =
                rf_report_write_in_place(&m->report, outputs.first, &m->outputs_arena);
            size_t count = summary.meetings[RF_MEETING_BUILT] +
                           summary.meetings[RF_MEETING_UNCHANGED];
            summary.meetings[RF_MEETING_BUILT] = summary.meetings[RF_MEETING_UNCHANGED] =
                0;
            summary.meetings[result] += count;
        }
        rf_report_add_summary(&m->report, &summary);
    }
    rf_report_raise(&m->report, piece->status);
}

/* Notes where the unit of every folder is. */
static void find_places(struct merge *m, struct rf_shard_file *pieces)
{
    const unsigned count = pieces->shard.count;
    size_t n = 0;
    for (unsigned i = 0; i < count; i++) {
        n += pieces[i].state.count;
    }
    m->places = RF_ARENA_NEW_ARRAY(&m->series_arena, n + 1, struct place);
    m->place_count = 0;
    for (unsigned i = 0; i < count; i++) {
        for (size_t j = 0; j < pieces[i].state.count; j++) {
            const struct rf_state_entry *entry = &pieces[i].state.entries[j];
            if (entry->kind == RF_UNIT_MEETING) {
                m->places[m->place_count++] =
                    (struct place){entry->name, &pieces[i], entry};
            }
        }
    }
    qsort(m->places, m->place_count, sizeof *m->places, compare_places);
}

/* Replays the units of all parts in a run that reads no source, and makes the series'
 * outputs of its record. The last unit, over the whole series, is reported here: no part
 * has it. */
static void merge_series(struct merge *m, struct rf_shard_file *pieces,
                         const struct rf_target *target)
{
    const struct rf_shard *first = &pieces->shard;
    const struct rf_unit_cache cache = {.owner = m, .unit = find_unit};
    struct rf_run_plan plan = {.cache = &cache};
    rf_series_outputs_plan(&m->series_outputs, target, &plan);
    struct referat_options options = referat_default_options();
    options.strict = first->is_strict;
    options.as_of = first->as_of;
    options.hides_closed = m->report.hiding.is_on;
    struct referat *run = rf_run_open_parts(first->path, first->sources.p,
                                            first->sources.n, &options, &plan);
    if (!run) {
        m->is_whole = rf_report_fail(&m->report, &m->arena, RF_EXIT_WORLD, pieces->path,
                                     "it is damaged");
        return;
    }
    rf_report_begin_run(&m->report);
    find_places(m, pieces);
    size_t replayed = 0;
    const struct rf_unit *unit = rf_run_next(run); /* the settings */
    while ((unit = rf_run_next(run)) != NULL &&
           unit->result.kind == REFERAT_UNIT_MEETING) {
        replayed++;
        rf_series_outputs_keep(&m->series_outputs, run, unit);
    }
    if (!m->unread && replayed != m->place_count) {
        m->is_whole = rf_report_fail(
            &m->report, &m->arena, RF_EXIT_ERRORS, first->path,
            "its parts do not fit together: they were built from other sources");
    } else if (!m->unread) {
        rf_report_unit(&m->report, &unit->result);
        for (unsigned i = 0; i < first->count && !m->report.is_stopped && !m->unread;
             i++) {
            adopt_units(m, &pieces[i]);
        }
        if (!pieces->has_errors && !m->report.is_stopped && !m->unread) {
            rf_series_outputs_of_series(&m->series_outputs, target, rf_run_record(run));
        }
    }
    rf_report_end_run(&m->report, run);
    rf_arena_reset(&m->series_arena);
}

/* ---- The run ---- */

/* Asks whether an output may be written to its place. */
static bool may_write(struct merge *m, const char *path)
{
    const struct rf_output output = {.path = path};
    return rf_guard_allows(&m->report, rf_destination_foresee(&m->destination, &output));
}

/* Judges, before the first file is written, the files of the parts that are to be copied
 * and the series' own that have the same name in every build. */
static bool judge_all(struct merge *m)
{
    static const char *const names[] = {"index.html", "status.xlsx", "record.sqlite"};
    static const char *const formats[] = {"html", "xlsx", "sqlite"};
    bool is_allowed = true;
    for (unsigned i = 0; i < m->files.list[0].shard.series_count; i++) {
        for (size_t k = 0; is_allowed && k < sizeof names / sizeof *names; k++) {
            is_allowed =
                !(m->options.formats & rf_format_bit(formats[k])) ||
                may_write(m, rf_path_join(&m->arena, m->targets[i].place, names[k]));
        }
    }
    for (size_t i = 0; is_allowed && i < m->files.count; i++) {
        struct rf_state *state = &m->files.list[i].state;
        for (size_t k = 0; is_allowed && k < state->count; k++) {
            struct rf_state_unit unit;
            size_t at = 0;
            const char *path;
            is_allowed = read_unit(m, &m->files.list[i], &state->entries[k], &unit);
            while (is_allowed && (path = rf_file_facts_next_file(
                                      unit.outputs.p, unit.outputs.n, &at)) != NULL) {
                is_allowed = may_write(m, path);
            }
        }
    }
    return is_allowed;
}

/* Merges one series after the other. What the parts were asked for holds for what is made
 * of them. */
static void merge_all(struct merge *m)
{
    const struct rf_shard *first = &m->files.list[0].shard;
    const unsigned count = first->count, series_count = first->series_count;
    m->options.formats = first->formats;
    m->options.is_strict = first->is_strict;
    m->report.as_of = first->as_of;
    m->targets = RF_ARENA_NEW_ARRAY(&m->arena, series_count + 1, struct rf_target);
    for (unsigned i = 0; i < series_count; i++) {
        const struct rf_shard *shard = &m->files.list[(size_t)i * count].shard;
        m->targets[i] = (struct rf_target){.path = shard->path,
                                           .series = shard->path,
                                           .place = shard->place,
                                           .outputs = shard->place};
    }
    if (!rf_guard_folder(&m->report, &m->destination, &m->arena, m->options.output,
                         m->targets, series_count, false) ||
        !judge_all(m)) {
        return;
    }
    rf_series_outputs_init(&m->series_outputs, &m->report, m->options.formats, m->targets,
                           series_count);
    for (unsigned i = 0; i < series_count && !m->report.is_stopped && !m->unread; i++) {
        merge_series(m, &m->files.list[(size_t)i * count], &m->targets[i]);
    }
    if (!m->report.is_stopped && !m->unread) {
        rf_series_outputs_of_folder(&m->series_outputs);
    }
    rf_series_outputs_clear(&m->series_outputs);
    rf_guard_end(&m->report);
    if (m->is_whole && !m->unread && !m->report.has_unwritten && !m->report.has_failed &&
        !m->report.is_stopped) {
        rf_shard_files_remove(&m->files);
    }
}

int rf_merge_parts(const struct rf_options *options)
{
    struct merge m = {.options = *options, .is_whole = true};
    m.options.output = options->merged ? options->merged : options->arguments[0];
    m.files = (struct rf_shard_files){.report = &m.report, .arena = &m.arena};
    rf_report_init(&m.report, &m.options);
    m.report.sums_up = true;
    struct rlimit limit; /* the file of every part is open until the merge ends */
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    if (rf_shard_files_find(&m.files) && rf_shard_files_read(&m.files) &&
        rf_shard_files_are_whole(&m.files)) {
        merge_all(&m);
        if (m.unread) {
            rf_report_fail(&m.report, &m.arena, RF_EXIT_WORLD, m.unread->path,
                           "it cannot be read");
        }
    }
    rf_shard_files_clear(&m.files);
    rf_destination_clear(&m.destination);
    rf_arena_clear(&m.outputs_arena);
    rf_arena_clear(&m.series_arena);
    rf_arena_clear(&m.arena);
    return rf_report_finish(&m.report);
}
