/* referat merge: joins what `build --shard` has made of parts into what one build makes
 * (build). */
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
    struct rf_overviews overviews;
    struct place *places; /* of the series at hand, by folder */
    size_t place_count, taken;
    struct referat *run;
    bool is_whole;                /* the parts fit together */
    struct rf_shard_file *unread; /* one whose units cannot be read; NULL: none */
};

static bool fail(struct merge *m, enum rf_exit status, const char *path, const char *why)
{
    rf_report_failure(&m->report, status,
                      rf_arena_join(&m->arena, path, ": ", why, NULL));
    return false;
}

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

static int compare_places(const void *a, const void *b)
{
    return strcmp(((const struct place *)a)->folder, ((const struct place *)b)->folder);
}

static void find_places(struct merge *m, struct rf_shard_file *pieces, unsigned count)
{
    size_t n = 0;
    for (unsigned i = 0; i < count; i++) {
        n += pieces[i].state.count;
    }
    m->places = RF_ARENA_NEW_ARRAY(&m->series_arena, n + 1, struct place);
    m->place_count = m->taken = 0;
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

static struct place *find_place(const struct merge *m, const char *folder)
{
    const struct place wanted = {.folder = folder};
    return bsearch(&wanted, m->places, m->place_count, sizeof *m->places, compare_places);
}

static bool find_unit(void *owner, const char *folder, const char **kept, size_t *n)
{
    struct merge *m = owner;
    const struct place *place = find_place(m, folder);
    struct rf_state_unit unit;
    if (!place || !read_unit(m, place->piece, place->entry, &unit)) {
        return false;
    }
    *kept = unit.kept.p;
    *n = unit.kept.n;
    return true;
}

/* Replays every unit; false where the parts do not fit together. The last unit, over the
 * whole series, is reported here: no part has it. */
static bool replay_units(struct merge *m, const struct rf_shard_file *first)
{
    const struct rf_unit *unit = rf_run_next(m->run); /* the settings */
    while ((unit = rf_run_next(m->run)) != NULL &&
           unit->result.kind == REFERAT_UNIT_MEETING) {
        m->taken++;
        rf_overviews_keep(&m->overviews, m->run, unit);
    }
    if (m->unread) {
        return false;
    }
    if (m->taken != m->place_count) {
        m->is_whole = false;
        return fail(m, RF_EXIT_ERRORS, first->shard.path,
                    "its parts do not fit together: they were built from other sources");
    }
    rf_report_unit(&m->report, &unit->result);
    return true;
}

/* Copies the files of a unit where they are not in place; what is not there is an error.
 */
static void copy_outputs(struct merge *m, const struct rf_shard_file *piece,
                         const struct rf_state_unit *unit, struct rf_tally *tally)
{
    RF_CHAIN(struct rf_output) outputs = {0};
    const char *path;
    rf_arena_reset(&m->outputs_arena);
    for (size_t at = 0;
         (path = rf_seen_next_file(unit->outputs.p, unit->outputs.n, &at)) != NULL;) {
        struct rf_output *output = RF_ARENA_NEW(&m->outputs_arena, struct rf_output);
        output->path = rf_arena_string(&m->outputs_arena, path);
        output->copy_from = rf_arena_join(&m->outputs_arena, piece->dir, "/", path, NULL);
        RF_CHAIN_ADD(&outputs, output);
    }
    if (outputs.first) {
        enum rf_fate fate =
            rf_report_write_in_place(&m->report, outputs.first, &m->outputs_arena);
        size_t count =
            tally->meetings[RF_FATE_BUILT] + tally->meetings[RF_FATE_UNCHANGED];
        tally->meetings[RF_FATE_BUILT] = tally->meetings[RF_FATE_UNCHANGED] = 0;
        tally->meetings[fate] += count;
    }
}

/* Adds up the counts of the parts, and puts their files in place. */
static void adopt_units(struct merge *m, struct rf_shard_file *piece)
{
    struct rf_state_unit unit;
    for (size_t i = 0; i < piece->state.count && !m->report.is_stopped; i++) {
        struct rf_tally tally = {0};
        bool is_again =
            i == 0 && piece->shard.number > 1; /* each part has the settings */
        if (is_again) {
            continue;
        }
        if (!read_unit(m, piece, &piece->state.entries[i], &unit) ||
            !rf_tally_restore(&tally, unit.tally.p, unit.tally.n)) {
            m->unread = piece;
            return;
        }
        if (!piece->is_in_place) {
            copy_outputs(m, piece, &unit, &tally);
        }
        rf_report_add_tally(&m->report, &tally);
    }
    rf_report_raise(&m->report, piece->status);
}

static struct referat *open_series(struct rf_report *report,
                                   const struct rf_shard_file *first,
                                   const struct rf_run_plan *plan)
{
    struct referat_options options = referat_default_options();
    options.strict = first->shard.is_strict;
    options.as_of = first->shard.as_of;
    options.hides_closed = report->hiding.is_on;
    struct referat *run = rf_run_open_parts(first->shard.path, first->shard.sources.p,
                                            first->shard.sources.n, &options, plan);
    if (run) {
        rf_report_begin_run(report);
    }
    return run;
}

static void merge_series(struct merge *m, struct rf_shard_file *pieces,
                         const struct rf_target *target)
{
    const unsigned count = pieces->shard.count;
    const struct rf_unit_cache cache = {.owner = m, .unit = find_unit};
    struct rf_run_plan plan = {.cache = &cache};
    rf_overviews_plan(&m->overviews, target, &plan);
    m->run = open_series(&m->report, pieces, &plan);
    if (!m->run) {
        m->is_whole = fail(m, RF_EXIT_WORLD, pieces->path, "it is damaged");
        return;
    }
    find_places(m, pieces, count);
    if (replay_units(m, pieces)) {
        for (unsigned i = 0; i < count && !m->report.is_stopped && !m->unread; i++) {
            adopt_units(m, &pieces[i]);
        }
        if (!pieces->has_errors && !m->report.is_stopped && !m->unread) {
            rf_overviews_of_series(&m->overviews, target, rf_run_record(m->run));
        }
    }
    rf_report_end_run(&m->report, m->run);
    rf_arena_reset(&m->series_arena);
}

/* ---- The run ---- */

/* What the parts were asked for holds for what is made of them. */
static void adopt_options(struct merge *m)
{
    const struct rf_shard *first = &m->files.list[0].shard;
    m->options.formats = first->formats;
    m->options.is_strict = first->is_strict;
    m->report.as_of = first->as_of;
    m->targets = RF_ARENA_NEW_ARRAY(&m->arena, first->series_count + 1, struct rf_target);
    for (unsigned i = 0; i < first->series_count; i++) {
        const struct rf_shard *shard = &m->files.list[(size_t)i * first->count].shard;
        m->targets[i] = (struct rf_target){.path = shard->path,
                                           .series = shard->path,
                                           .place = shard->place,
                                           .outputs = shard->place};
    }
}

/* The files of the parts that are to be copied, and the series' own that have the same
 * name in every build: judged before the first is written. */
static bool judge_unit(struct merge *m, const struct rf_state_unit *unit)
{
    const char *path;
    bool is_allowed = true;
    for (size_t at = 0;
         is_allowed &&
         (path = rf_seen_next_file(unit->outputs.p, unit->outputs.n, &at)) != NULL;) {
        const struct rf_output output = {.path = path};
        is_allowed =
            rf_guard_allows(&m->report, rf_destination_foresee(&m->destination, &output));
    }
    return is_allowed;
}

static bool judge_overviews(struct merge *m, const struct rf_target *target)
{
    const char *names[] = {"index.html", "status.xlsx"};
    const char *formats[] = {"html", "xlsx"};
    bool is_allowed = true;
    for (size_t i = 0; is_allowed && i < 2; i++) {
        const struct rf_output output = {
            .path = rf_path_join(&m->arena, target->place, names[i])};
        is_allowed =
            !(m->options.formats & rf_format_bit(formats[i])) ||
            rf_guard_allows(&m->report, rf_destination_foresee(&m->destination, &output));
    }
    return is_allowed;
}

static bool judge_all(struct merge *m)
{
    struct rf_state_unit unit;
    bool is_allowed = true;
    for (unsigned i = 0; is_allowed && i < m->files.list[0].shard.series_count; i++) {
        is_allowed = judge_overviews(m, &m->targets[i]);
    }
    for (size_t i = 0; is_allowed && i < m->files.count; i++) {
        struct rf_state *state = &m->files.list[i].state;
        for (size_t k = 0; is_allowed && k < state->count; k++) {
            is_allowed = read_unit(m, &m->files.list[i], &state->entries[k], &unit) &&
                         judge_unit(m, &unit);
        }
    }
    return is_allowed;
}

static bool has_place(struct merge *m)
{
    const unsigned series_count = m->files.list[0].shard.series_count;
    return rf_guard_folder(&m->report, &m->destination, &m->arena, m->options.output,
                           m->targets, series_count, false) &&
           judge_all(m);
}

static void merge_all(struct merge *m)
{
    const unsigned count = m->files.list[0].shard.count;
    const unsigned series_count = m->files.list[0].shard.series_count;
    rf_overviews_init(&m->overviews, &m->report, m->options.formats, m->targets,
                      series_count);
    for (unsigned i = 0; i < series_count && !m->report.is_stopped && !m->unread; i++) {
        merge_series(m, &m->files.list[(size_t)i * count], &m->targets[i]);
    }
    if (!m->report.is_stopped && !m->unread) {
        rf_overviews_of_folder(&m->overviews);
    }
    rf_overviews_clear(&m->overviews);
    rf_guard_end(&m->report);
    if (m->is_whole && !m->unread && !m->report.has_unwritten && !m->report.has_failed &&
        !m->report.is_stopped) {
        rf_shard_files_remove(&m->files);
    }
}

/* The file of every part is open until the merge ends. */
static void allow_many_files(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int rf_merge_parts(const struct rf_options *options)
{
    struct merge m = {.options = *options, .is_whole = true};
    m.options.output = options->merged ? options->merged : options->arguments[0];
    m.files = (struct rf_shard_files){.report = &m.report, .arena = &m.arena};
    rf_report_init(&m.report, &m.options);
    m.report.sums_up = true;
    allow_many_files();
    if (rf_shard_files_find(&m.files) && rf_shard_files_read(&m.files) &&
        rf_shard_files_are_whole(&m.files)) {
        adopt_options(&m);
        if (has_place(&m)) {
            merge_all(&m);
        }
        if (m.unread) {
            fail(&m, RF_EXIT_WORLD, m.unread->path, "it cannot be read");
        }
    }
    rf_shard_files_clear(&m.files);
    rf_destination_clear(&m.destination);
    rf_arena_clear(&m.outputs_arena);
    rf_arena_clear(&m.series_arena);
    rf_arena_clear(&m.arena);
    return rf_report_finish(&m.report);
}
