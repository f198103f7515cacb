/* referat merge: joins what `build --shard` has made of parts into what one build makes
 * (command line). */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "cli/key.h"
#include "cli/overviews.h"
#include "cli/shard.h"
#include "load/seen.h"
#include "run/run.h"
#include "write/write.h"

/* A file that a run over a part has left. */
struct piece {
    const char *dir, *path;
    bool is_in_place; /* dir is the destination */
    struct rf_shard shard;
    struct rf_state state;
    enum rf_exit status; /* of that run */
    bool has_errors;     /* in the settings */
};

/* Where the unit of a folder is. */
struct place {
    const char *folder;
    struct piece *piece;
    const struct rf_state_entry *entry;
};

struct merge {
    struct rf_cli_options options; /* with those of the parts */
    struct rf_report report;
    struct rf_arena arena;         /* the whole run */
    struct rf_arena series_arena;  /* of the series at hand */
    struct rf_arena outputs_arena; /* of one set of outputs */
    struct rf_digest key;
    struct piece *pieces; /* by series and part */
    size_t piece_count, piece_capacity;
    struct rf_target *targets; /* one a series */
    struct rf_overviews overviews;
    struct place *places; /* of the series at hand, by folder */
    size_t place_count, taken;
    struct referat *run;
};

static bool fail(struct merge *m, enum rf_exit status, const char *path, const char *why)
{
    rf_report_failure(&m->report, status,
                      rf_arena_join(&m->arena, path, ": ", why, NULL));
    return false;
}

/* ---- Finding the pieces ---- */

static void add_piece(struct merge *m, const char *dir, const char *name,
                      const struct rf_shard *shard)
{
    if (m->piece_count == m->piece_capacity) {
        struct piece *old = m->pieces;
        m->piece_capacity = m->piece_capacity ? 2 * m->piece_capacity : 16;
        m->pieces = RF_ARENA_NEW_ARRAY(&m->arena, m->piece_capacity, struct piece);
        if (m->piece_count) {
            memcpy(m->pieces, old, m->piece_count * sizeof *old);
        }
    }
    struct piece *piece = &m->pieces[m->piece_count++];
    *piece = (struct piece){.dir = dir, .shard = *shard, .state.fd = -1};
    piece->path = rf_arena_join(&m->arena, dir, "/", name, NULL);
}

static bool is_same_folder(const char *a, const char *b)
{
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

static bool find_in(struct merge *m, const char *dir)
{
    DIR *folder = opendir(dir);
    size_t before = m->piece_count;
    struct rf_shard shard;
    if (!folder) {
        return fail(m, RF_EXIT_WORLD, dir, strerror(errno));
    }
    for (struct dirent *e; (e = readdir(folder)) != NULL;) {
        if (rf_shard_read_name(e->d_name, &shard)) {
            add_piece(m, dir, e->d_name, &shard);
        }
    }
    closedir(folder);
    bool is_in_place = is_same_folder(dir, m->options.output);
    for (size_t i = before; i < m->piece_count; i++) {
        m->pieces[i].is_in_place = is_in_place;
    }
    return m->piece_count > before ||
           fail(m, RF_EXIT_ERRORS, dir, "no build --shard has written here");
}

static int compare_pieces(const void *a, const void *b)
{
    const struct piece *x = a, *y = b;
    if (x->shard.series != y->shard.series) {
        return x->shard.series < y->shard.series ? -1 : 1;
    }
    if (x->shard.number != y->shard.number) {
        return x->shard.number < y->shard.number ? -1 : 1;
    }
    return strcmp(x->path, y->path);
}

static bool find_pieces(struct merge *m)
{
    bool is_done = true;
    for (size_t i = 0; i < m->options.argument_count; i++) {
        is_done = find_in(m, m->options.arguments[i]) && is_done;
    }
    if (m->piece_count) {
        qsort(m->pieces, m->piece_count, sizeof *m->pieces, compare_pieces);
    }
    return is_done;
}

/* ---- Reading them ---- */

static bool open_piece(struct merge *m, struct piece *piece)
{
    if (!rf_state_open(&piece->state, &m->arena, piece->path, &m->key)) {
        struct stat info;
        bool is_empty = stat(piece->path, &info) == 0 && info.st_size == 0;
        return fail(m, RF_EXIT_WORLD, piece->path,
                    is_empty ? "the run over this part has not ended, or was stopped"
                             : "it is damaged, or another version of referat made it");
    }
    return true;
}

/* Looks at every byte before anything is made of one. */
static bool read_piece(struct merge *m, struct piece *piece)
{
    struct rf_state *state = &piece->state;
    struct rf_shard named = piece->shard;
    struct rf_state_unit unit;
    struct rf_tally settings = {0};
    bool is_whole, has_end = false;
    while (rf_state_next(state, &unit)) {
    }
    is_whole = state->fd >= 0 && state->count >= 2;
    for (size_t i = 0; is_whole && i < state->count; i++) {
        is_whole = rf_state_read(state, &state->entries[i], &unit);
        if (is_whole && i == 0) {
            struct rf_bytes kept = {rf_arena_copy(&m->arena, unit.kept.p, unit.kept.n),
                                    unit.kept.n};
            is_whole = unit.kind == RF_UNIT_SETTINGS &&
                       rf_shard_take(kept, &piece->shard) &&
                       rf_tally_restore(&settings, unit.tally.p, unit.tally.n);
        }
        has_end = is_whole && unit.kind == RF_UNIT_LAST && unit.kept.n == 1;
        piece->status = has_end ? (enum rf_exit)unit.kept.p[0] : RF_EXIT_DONE;
    }
    piece->has_errors = settings.has_errors;
    if (!is_whole || !has_end) {
        return fail(m, RF_EXIT_WORLD, piece->path, "it is damaged");
    }
    return (piece->shard.number == named.number && piece->shard.count == named.count) ||
           fail(m, RF_EXIT_ERRORS, piece->path, "it was renamed: it is another part");
}

/* Of one run over the same sources? */
static bool fits(struct merge *m, const struct piece *piece, const struct piece *first)
{
    const struct rf_shard *a = &piece->shard, *b = &first->shard;
    const char *why = NULL;
    if (a->count != b->count) {
        why = "it is one of another number of parts than ";
    } else if (!rf_digest_equal(&a->options, &b->options) ||
               a->series_count != b->series_count) {
        why = "it was built with other options or paths than ";
    } else if (a->series == b->series &&
               (a->sources.n != b->sources.n ||
                memcmp(a->sources.p, b->sources.p, a->sources.n) != 0 ||
                strcmp(a->place, b->place) != 0)) {
        why = "it was built from other sources than ";
    }
    return !why || fail(m, RF_EXIT_ERRORS, piece->path,
                        rf_arena_join(&m->arena, why, first->path, NULL));
}

/* Every part of every series is there once, or why it is not is said. */
static bool is_complete(struct merge *m)
{
    const struct rf_shard *first = &m->pieces[0].shard;
    const struct piece *at = m->pieces, *end = at + m->piece_count;
    bool is_whole = true;
    for (unsigned series = 1; series <= first->series_count; series++) {
        for (unsigned number = 1; number <= first->count; number++) {
            const struct rf_shard wanted = {.number = number,
                                            .count = first->count,
                                            .series = series,
                                            .series_count = first->series_count};
            bool is_there =
                at < end && at->shard.series == series && at->shard.number == number;
            if (!is_there) {
                rf_report_failure(
                    &m->report, RF_EXIT_ERRORS,
                    rf_arena_format(&m->arena,
                                    "part %u of %u is missing: no %s in what is merged; "
                                    "build it with --shard %u/%u",
                                    number, first->count,
                                    rf_shard_name(&m->arena, &wanted), number,
                                    first->count));
                is_whole = false;
            }
            at += is_there;
        }
    }
    return is_whole;
}

static bool is_each_once(struct merge *m)
{
    for (size_t i = 1; i < m->piece_count; i++) {
        const struct piece *a = &m->pieces[i - 1], *b = &m->pieces[i];
        if (a->shard.series == b->shard.series && a->shard.number == b->shard.number &&
            a->shard.count == b->shard.count) {
            return fail(
                m, RF_EXIT_ERRORS, b->path,
                rf_arena_join(&m->arena, "it is there twice: see ", a->path, NULL));
        }
    }
    return true;
}

static bool read_pieces(struct merge *m)
{
    if (!rf_key_of_program(&m->key)) {
        return fail(m, RF_EXIT_WORLD, "referat", "the program cannot read itself");
    }
    bool is_fine = is_each_once(m);
    for (size_t i = 0; is_fine && i < m->piece_count; i++) {
        is_fine = open_piece(m, &m->pieces[i]) && read_piece(m, &m->pieces[i]) &&
                  fits(m, &m->pieces[i], &m->pieces[0]);
    }
    /* Of the same series, too: it stands at the first of its pieces. */
    for (size_t i = 1; is_fine && i < m->piece_count; i++) {
        bool is_first = m->pieces[i].shard.series != m->pieces[i - 1].shard.series;
        is_fine = is_first || fits(m, &m->pieces[i], &m->pieces[i - 1]);
    }
    return is_fine && is_complete(m);
}

/* ---- A series ---- */

static int compare_places(const void *a, const void *b)
{
    return strcmp(((const struct place *)a)->folder, ((const struct place *)b)->folder);
}

static void find_places(struct merge *m, struct piece *pieces, unsigned count)
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

static bool read_place(const struct place *place, struct rf_state_unit *unit)
{
    return rf_state_read(&place->piece->state, place->entry, unit);
}

static bool recall_unit(void *owner, const char *folder, const char **kept, size_t *n)
{
    const struct place *place = find_place(owner, folder);
    struct rf_state_unit unit;
    if (!place || !read_place(place, &unit)) {
        return false;
    }
    *kept = unit.kept.p;
    *n = unit.kept.n;
    return true;
}

/* Takes every unit back; false where the parts do not fit together. The last unit, over
 * the whole series, is said here: no part has it. */
static bool take_back(struct merge *m, const struct piece *first)
{
    const struct referat_unit_result *unit = referat_next(m->run); /* the settings */
    while ((unit = referat_next(m->run)) != NULL && unit->folder) {
        m->taken++;
        rf_overviews_keep(&m->overviews, m->run, NULL);
    }
    if (m->taken != m->place_count) {
        return fail(m, RF_EXIT_ERRORS, first->shard.path,
                    "its parts do not fit together: they were built from other sources");
    }
    rf_report_unit(&m->report, unit);
    return true;
}

/* Copies the files of a unit where they are not in place; what is not there is an error.
 */
static void copy_outputs(struct merge *m, const struct piece *piece,
                         const struct rf_state_unit *unit, struct rf_tally *tally)
{
    struct rf_output *first = NULL, **end = &first;
    const char *path;
    rf_arena_reset(&m->outputs_arena);
    for (size_t at = 0;
         (path = rf_seen_next_file(unit->outputs.p, unit->outputs.n, &at)) != NULL;) {
        struct rf_output *output = RF_ARENA_NEW(&m->outputs_arena, struct rf_output);
        output->path = rf_arena_string(&m->outputs_arena, path);
        output->copy_from = rf_arena_join(&m->outputs_arena, piece->dir, "/", path, NULL);
        *end = output;
        end = &output->next;
    }
    if (first) {
        enum rf_fate fate = rf_report_write_in_place(&m->report, m->options.output, first,
                                                     &m->outputs_arena);
        size_t count =
            tally->meetings[RF_FATE_BUILT] + tally->meetings[RF_FATE_UNCHANGED];
        tally->meetings[RF_FATE_BUILT] = tally->meetings[RF_FATE_UNCHANGED] = 0;
        tally->meetings[fate] += count;
    }
}

/* Counts what the parts have come to, and puts their files in place. */
static void adopt_units(struct merge *m, struct piece *piece)
{
    struct rf_state_unit unit;
    for (size_t i = 0; i < piece->state.count && !m->report.is_stopped; i++) {
        struct rf_tally tally = {0};
        bool is_again =
            i == 0 && piece->shard.number > 1; /* each part has the settings */
        if (is_again || !rf_state_read(&piece->state, &piece->state.entries[i], &unit) ||
            !rf_tally_restore(&tally, unit.tally.p, unit.tally.n)) {
            continue;
        }
        if (!piece->is_in_place) {
            copy_outputs(m, piece, &unit, &tally);
        }
        rf_report_add_tally(&m->report, &tally);
    }
    rf_report_raise(&m->report, piece->status);
}

static struct referat *open_series(const struct piece *first)
{
    struct referat_options options = referat_default_options();
    options.strict = first->shard.is_strict;
    options.as_of = first->shard.as_of;
    return rf_open_kept(first->shard.path, first->shard.sources.p, first->shard.sources.n,
                        &options);
}

static void merge_series(struct merge *m, struct piece *pieces,
                         const struct rf_target *target)
{
    const unsigned count = pieces->shard.count;
    struct rf_recall recall = {.owner = m, .unit = recall_unit};
    m->run = open_series(pieces);
    if (!m->run) {
        fail(m, RF_EXIT_WORLD, pieces->path, "it is damaged");
        return;
    }
    rf_overviews_prepare(&m->overviews, target, m->run);
    rf_run_recall(m->run, &recall);
    find_places(m, pieces, count);
    if (take_back(m, pieces)) {
        for (unsigned i = 0; i < count && !m->report.is_stopped; i++) {
            adopt_units(m, &pieces[i]);
        }
        if (!pieces->has_errors && !m->report.is_stopped) {
            rf_overviews_of_series(&m->overviews, target, rf_run_record(m->run));
        }
    }
    referat_close(m->run);
    rf_arena_reset(&m->series_arena);
}

/* ---- The run ---- */

/* What the parts were asked for holds for what is made of them. */
static void adopt_options(struct merge *m)
{
    const struct rf_shard *first = &m->pieces[0].shard;
    m->options.formats = first->formats;
    m->options.is_strict = first->is_strict;
    m->report.as_of = first->as_of;
    m->targets = RF_ARENA_NEW_ARRAY(&m->arena, first->series_count + 1, struct rf_target);
    for (unsigned i = 0; i < first->series_count; i++) {
        const struct rf_shard *shard = &m->pieces[(size_t)i * first->count].shard;
        m->targets[i] = (struct rf_target){
            .path = shard->path, .series = shard->path, .place = shard->place};
    }
}

static void merge_all(struct merge *m)
{
    const unsigned count = m->pieces[0].shard.count;
    const unsigned series_count = m->pieces[0].shard.series_count;
    adopt_options(m);
    rf_overviews_init(&m->overviews, &m->report, m->options.formats, m->targets,
                      series_count);
    for (unsigned i = 0; i < series_count && !m->report.is_stopped; i++) {
        merge_series(m, &m->pieces[(size_t)i * count], &m->targets[i]);
    }
    if (!m->report.is_stopped) {
        rf_overviews_of_folder(&m->overviews);
    }
    rf_overviews_clear(&m->overviews);
}

/* Every part is a file that is open for the while. */
static void allow_many_files(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int rf_cli_merge(const struct rf_cli_options *options)
{
    if (!options->argument_count) {
        return rf_cli_usage_error("merge needs the folders that the parts were built "
                                  "into");
    }
    if (options->argument_count > 1 && !options->merged) {
        return rf_cli_usage_error("merge of several folders needs one to write to: name "
                                  "it with -o");
    }
    struct merge m = {.options = *options};
    m.options.output = options->merged ? options->merged : options->arguments[0];
    rf_report_init(&m.report, &m.options);
    m.report.sums_up = true;
    allow_many_files();
    if (find_pieces(&m) && read_pieces(&m)) {
        merge_all(&m);
    }
    for (size_t i = 0; i < m.piece_count; i++) {
        rf_state_close(&m.pieces[i].state);
    }
    rf_arena_clear(&m.outputs_arena);
    rf_arena_clear(&m.series_arena);
    rf_arena_clear(&m.arena);
    return rf_report_finish(&m.report);
}
