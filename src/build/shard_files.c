/* What `build --shard` has left for `merge`: found, read and compared (build).
 *
 * All is judged before anything is merged: that every folder has parts, that each file is
 * whole and was made by this very program, that all are parts of one build, that none is
 * missing, and that the outputs they name are as they were made. A part that is not as it
 * should be is named with the command that builds it again. */
#include "build/shard_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/subprocess.h"
#include "build/fingerprint.h"
#include "load/file_facts.h"

/* ---- Finding the pieces ---- */

/* Adds the files that parts have left in a folder; false where it has none. */
static bool find_in(struct rf_shard_files *m, const char *dir)
{
    DIR *folder = opendir(dir);
    size_t before = m->count;
    struct rf_shard shard;
    if (!folder) {
        return rf_report_fail(m->report, m->arena, RF_EXIT_WORLD, dir, strerror(errno));
    }
    struct stat one, other;
    bool is_in_place = stat(dir, &one) == 0 &&
                       stat(m->report->options->output, &other) == 0 &&
                       one.st_dev == other.st_dev && one.st_ino == other.st_ino;
    errno = 0;
    for (struct dirent *e; (e = readdir(folder)) != NULL; errno = 0) {
        if (!rf_shard_read_name(e->d_name, &shard)) {
            continue;
        }
        if (m->count == m->capacity) {
            struct rf_shard_file *old = m->list;
            m->capacity = m->capacity ? 2 * m->capacity : 16;
            m->list = RF_ARENA_NEW_ARRAY(m->arena, m->capacity, struct rf_shard_file);
            if (m->count) {
                memcpy(m->list, old, m->count * sizeof *old);
            }
        }
        m->list[m->count++] = (struct rf_shard_file){
            .dir = dir,
            .path = rf_arena_join(m->arena, dir, "/", e->d_name, NULL),
            .shard = shard,
            .state.fd = -1,
            .is_in_place = is_in_place,
        };
    }
    int reason = errno;
    closedir(folder);
    if (reason) {
        return rf_report_fail(m->report, m->arena, RF_EXIT_WORLD, dir, strerror(reason));
    }
    return m->count > before || rf_report_fail(m->report, m->arena, RF_EXIT_ERRORS, dir,
                                               "no build --shard has written here");
}

/* By series, by number; the same one twice by path. */
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

/* The list is sorted, so that the parts of one series stand together in their order. */
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

/* Reads what a part has left, every byte of it before anything is made of one. */
static bool read_piece(struct rf_shard_files *m, struct rf_shard_file *piece)
{
    struct rf_state *state = &piece->state;
    struct rf_shard named = piece->shard;
    struct rf_state_unit unit;
    struct rf_summary settings = {0};
    bool is_whole, has_end = false;
    if (!rf_state_open(state, m->arena, piece->path, &m->key)) {
        struct stat info;
        bool is_empty = stat(piece->path, &info) == 0 && info.st_size == 0;
        return rf_report_fail(
            m->report, m->arena, RF_EXIT_WORLD, piece->path,
            is_empty ? "the run over this part has not ended, or was stopped"
                     : "it is damaged, or another version of referat made it");
    }
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
                       rf_summary_restore(&settings, unit.summary.p, unit.summary.n);
        }
        has_end = is_whole && unit.kind == RF_UNIT_LAST && unit.kept.n == 1;
        piece->status = has_end ? (enum rf_exit)unit.kept.p[0] : RF_EXIT_DONE;
    }
    piece->has_errors = settings.faults & REFERAT_FAULT_ERRORS;
    if (!is_whole || !has_end) {
        return rf_report_fail(m->report, m->arena, RF_EXIT_WORLD, piece->path,
                              "it is damaged");
    }
    return (piece->shard.number == named.number && piece->shard.count == named.count) ||
           rf_report_fail(m->report, m->arena, RF_EXIT_ERRORS, piece->path,
                          "it was renamed: it is another part");
}

/* True where both are parts of one run over the same sources. */
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
    return !why || rf_report_fail(m->report, m->arena, RF_EXIT_ERRORS, piece->path,
                                  rf_arena_join(m->arena, why, first->path, NULL));
}

/* True where every part of every series is there once; each that is missing is
 * reported. */
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

/* The same part may be in two folders, as a copy; then it is not known which to take. */
bool rf_shard_files_read(struct rf_shard_files *m)
{
    if (!rf_key_of_program(&m->key)) {
        return rf_report_fail(m->report, m->arena, RF_EXIT_WORLD, "referat",
                              "the program cannot read itself");
    }
    for (size_t i = 1; i < m->count; i++) {
        const struct rf_shard_file *a = &m->list[i - 1], *b = &m->list[i];
        if (a->shard.series == b->shard.series && a->shard.number == b->shard.number &&
            a->shard.count == b->shard.count) {
            return rf_report_fail(
                m->report, m->arena, RF_EXIT_ERRORS, b->path,
                rf_arena_join(m->arena, "it is there twice: see ", a->path, NULL));
        }
    }
    bool is_fine = true;
    for (size_t i = 0; is_fine && i < m->count; i++) {
        is_fine = read_piece(m, &m->list[i]) && fits(m, &m->list[i], &m->list[0]);
    }
    /* Of the same series, too: it stands at the first of its pieces. */
    for (size_t i = 1; is_fine && i < m->count; i++) {
        bool is_first = m->list[i].shard.series != m->list[i - 1].shard.series;
        is_fine = is_first || fits(m, &m->list[i], &m->list[i - 1]);
    }
    return is_fine && is_complete(m);
}

/* ---- What they have made ---- */

/* Looks at every file that a part has made; what is not as it was made is reported. */
static bool look_at_piece(struct rf_shard_files *m, struct rf_shard_file *piece)
{
    const unsigned number = piece->shard.number, parts = piece->shard.count;
    struct rf_state_unit unit;
    bool is_fine = true;
    int reason, root = open(piece->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (size_t i = 0; i < piece->state.count && !rf_program_interrupted(); i++) {
        size_t at = 0;
        const char *path;
        if (!rf_state_read(&piece->state, &piece->state.entries[i], &unit)) {
            is_fine = rf_report_fail(m->report, m->arena, RF_EXIT_WORLD, piece->path,
                                     "it cannot be read");
            break;
        }
        while ((path = rf_file_facts_next_altered(root, unit.outputs.p, unit.outputs.n,
                                                  &at, &reason)) != NULL) {
            bool is_unreadable = reason && reason != ENOENT;
            const char *why =
                is_unreadable
                    ? strerror(reason)
                    : rf_arena_format(m->arena,
                                      "this file of part %u of %u %s: build that part "
                                      "again with --shard %u/%u",
                                      number, parts,
                                      reason ? "is missing"
                                             : "was altered since it was made",
                                      number, parts);
            is_fine = rf_report_fail(
                m->report, m->arena, is_unreadable ? RF_EXIT_WORLD : RF_EXIT_ERRORS,
                rf_arena_join(m->arena, piece->dir, "/", path, NULL), why);
        }
    }
    if (root >= 0) {
        close(root);
    }
    return is_fine;
}

/* All files are looked at, so that one run names all that are wrong. */
bool rf_shard_files_are_whole(struct rf_shard_files *m)
{
    bool is_whole = true;
    for (size_t i = 0; i < m->count; i++) {
        is_whole = look_at_piece(m, &m->list[i]) && is_whole;
    }
    return is_whole;
}

/* ---- The end ---- */

/* A part holds the rows of closed items; a merge that is done leaves none. */
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
