/* What `build --shard` has left for `merge`: found, read and compared (build). */
#include "build/shard_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/list.h"
#include "base/subprocess.h"
#include "build/fingerprint.h"
#include "load/file_facts.h"

static bool fail(struct rf_shard_files *m, enum rf_exit status, const char *path,
                 const char *why)
{
    rf_report_failure(m->report, status, rf_arena_join(m->arena, path, ": ", why, NULL));
    return false;
}

/* ---- Finding the pieces ---- */

static void add_piece(struct rf_shard_files *m, const char *dir, const char *name,
                      const struct rf_shard *shard)
{
    struct rf_shard_file piece = {.dir = dir, .shard = *shard, .state.fd = -1};
    piece.path = rf_arena_join(m->arena, dir, "/", name, NULL);
    RF_LIST_ADD(m->arena, m, piece);
}

static bool is_same_folder(const char *a, const char *b)
{
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

static bool find_in(struct rf_shard_files *m, const char *dir)
{
    DIR *folder = opendir(dir);
    size_t before = m->count;
    struct rf_shard shard;
    if (!folder) {
        return fail(m, RF_EXIT_WORLD, dir, strerror(errno));
    }
    errno = 0;
    for (struct dirent *e; (e = readdir(folder)) != NULL; errno = 0) {
        if (rf_shard_read_name(e->d_name, &shard)) {
            add_piece(m, dir, e->d_name, &shard);
        }
    }
    int reason = errno;
    closedir(folder);
    if (reason) {
        return fail(m, RF_EXIT_WORLD, dir, strerror(reason));
    }
    bool is_in_place = is_same_folder(dir, m->report->options->output);
    for (size_t i = before; i < m->count; i++) {
        m->list[i].is_in_place = is_in_place;
    }
    return m->count > before ||
           fail(m, RF_EXIT_ERRORS, dir, "no build --shard has written here");
}

static int compare_pieces(const void *a, const void *b)
{
    const struct rf_shard_file *x = a, *y = b;
    if (x->shard.series != y->shard.series) {
        return x->shard.series < y->shard.series ? -1 : 1;
    }
    if (x->shard.number != y->shard.number) {
        return x->shard.number < y->shard.number ? -1 : 1;
    }
    return strcmp(x->path, y->path);
}

bool rf_shard_files_find(struct rf_shard_files *m)
{
    bool is_done = true;
    for (size_t i = 0; i < m->report->options->argument_count; i++) {
        is_done = find_in(m, m->report->options->arguments[i]) && is_done;
    }
    if (m->count) {
        qsort(m->list, m->count, sizeof *m->list, compare_pieces);
    }
    return is_done;
}

/* ---- Reading them ---- */

static bool open_piece(struct rf_shard_files *m, struct rf_shard_file *piece)
{
    if (!rf_state_open(&piece->state, m->arena, piece->path, &m->key)) {
        struct stat info;
        bool is_empty = stat(piece->path, &info) == 0 && info.st_size == 0;
        return fail(m, RF_EXIT_WORLD, piece->path,
                    is_empty ? "the run over this part has not ended, or was stopped"
                             : "it is damaged, or another version of referat made it");
    }
    return true;
}

/* Looks at every byte before anything is made of one. */
static bool read_piece(struct rf_shard_files *m, struct rf_shard_file *piece)
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
            struct rf_bytes kept = {rf_arena_copy(m->arena, unit.kept.p, unit.kept.n),
                                    unit.kept.n};
            is_whole = unit.kind == RF_UNIT_SETTINGS &&
                       rf_shard_take(kept, &piece->shard) &&
                       rf_tally_restore(&settings, unit.tally.p, unit.tally.n);
        }
        has_end = is_whole && unit.kind == RF_UNIT_LAST && unit.kept.n == 1;
        piece->status = has_end ? (enum rf_exit)unit.kept.p[0] : RF_EXIT_DONE;
    }
    piece->has_errors = settings.faults & REFERAT_FAULT_ERRORS;
    if (!is_whole || !has_end) {
        return fail(m, RF_EXIT_WORLD, piece->path, "it is damaged");
    }
    return (piece->shard.number == named.number && piece->shard.count == named.count) ||
           fail(m, RF_EXIT_ERRORS, piece->path, "it was renamed: it is another part");
}

/* Of one run over the same sources? */
static bool fits(struct rf_shard_files *m, const struct rf_shard_file *piece,
                 const struct rf_shard_file *first)
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
                        rf_arena_join(m->arena, why, first->path, NULL));
}

/* Every part of every series is there once, or why it is not is said. */
static bool is_complete(struct rf_shard_files *m)
{
    const struct rf_shard *first = &m->list[0].shard;
    const struct rf_shard_file *at = m->list, *end = at + m->count;
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
                    m->report, RF_EXIT_ERRORS,
                    rf_arena_format(m->arena,
                                    "part %u of %u is missing: no %s in what is merged; "
                                    "build it with --shard %u/%u",
                                    number, first->count,
                                    rf_shard_name(m->arena, &wanted), number,
                                    first->count));
                is_whole = false;
            }
            at += is_there;
        }
    }
    return is_whole;
}

static bool is_each_once(struct rf_shard_files *m)
{
    for (size_t i = 1; i < m->count; i++) {
        const struct rf_shard_file *a = &m->list[i - 1], *b = &m->list[i];
        if (a->shard.series == b->shard.series && a->shard.number == b->shard.number &&
            a->shard.count == b->shard.count) {
            return fail(
                m, RF_EXIT_ERRORS, b->path,
                rf_arena_join(m->arena, "it is there twice: see ", a->path, NULL));
        }
    }
    return true;
}

bool rf_shard_files_read(struct rf_shard_files *m)
{
    if (!rf_key_of_program(&m->key)) {
        return fail(m, RF_EXIT_WORLD, "referat", "the program cannot read itself");
    }
    bool is_fine = is_each_once(m);
    for (size_t i = 0; is_fine && i < m->count; i++) {
        is_fine = open_piece(m, &m->list[i]) && read_piece(m, &m->list[i]) &&
                  fits(m, &m->list[i], &m->list[0]);
    }
    /* Of the same series, too: it stands at the first of its pieces. */
    for (size_t i = 1; is_fine && i < m->count; i++) {
        bool is_first = m->list[i].shard.series != m->list[i - 1].shard.series;
        is_fine = is_first || fits(m, &m->list[i], &m->list[i - 1]);
    }
    return is_fine && is_complete(m);
}

/* ---- What they have made ---- */

/* Looks at every file of a unit; what is not as it was made is reported. */
static bool look_at_files(struct rf_shard_files *m, const struct rf_shard_file *piece,
                          int root, const struct rf_state_unit *unit)
{
    size_t at = 0;
    int reason;
    bool is_fine = true;
    for (const char *path;
         (path = rf_seen_next_altered(root, unit->outputs.p, unit->outputs.n, &at,
                                      &reason)) != NULL;) {
        is_fine = false;
        if (reason && reason != ENOENT) {
            fail(m, RF_EXIT_WORLD, rf_arena_join(m->arena, piece->dir, "/", path, NULL),
                 strerror(reason));
            continue;
        }
        rf_report_failure(
            m->report, RF_EXIT_ERRORS,
            rf_arena_format(m->arena,
                            "%s/%s: this file of part %u of %u %s: build that part "
                            "again with --shard %u/%u",
                            piece->dir, path, piece->shard.number, piece->shard.count,
                            reason ? "is missing" : "was altered since it was made",
                            piece->shard.number, piece->shard.count));
    }
    return is_fine;
}

static bool look_at_piece(struct rf_shard_files *m, struct rf_shard_file *piece)
{
    struct rf_state_unit unit;
    bool is_fine = true;
    int root = open(piece->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (size_t i = 0; i < piece->state.count && !rf_program_interrupted(); i++) {
        if (!rf_state_read(&piece->state, &piece->state.entries[i], &unit)) {
            is_fine = fail(m, RF_EXIT_WORLD, piece->path, "it cannot be read");
            break;
        }
        is_fine = look_at_files(m, piece, root, &unit) && is_fine;
    }
    if (root >= 0) {
        close(root);
    }
    return is_fine;
}

bool rf_shard_files_are_whole(struct rf_shard_files *m)
{
    bool is_whole = true;
    for (size_t i = 0; i < m->count; i++) {
        is_whole = look_at_piece(m, &m->list[i]) && is_whole;
    }
    return is_whole;
}

/* ---- The end ---- */

void rf_shard_files_remove(struct rf_shard_files *m)
{
    for (size_t i = 0; i < m->count; i++) {
        const struct rf_shard_file *piece = &m->list[i];
        if (unlink(piece->path) == 0 || errno == ENOENT) {
            continue;
        }
        const char *what = rf_arena_format(
            m->arena,
            "%s: %s; it holds closed text: remove it before the folder is "
            "given to others",
            piece->path, strerror(errno));
        if (piece->is_in_place) {
            rf_report_failure(m->report, RF_EXIT_WORLD, what);
        } else {
            rf_report_say(m->report, "%s", what);
        }
    }
}

void rf_shard_files_clear(struct rf_shard_files *m)
{
    for (size_t i = 0; i < m->count; i++) {
        rf_state_close(&m->list[i].state);
    }
}
