/* Lists of what referat made in a destination that stand elsewhere, and that the mark
 * takes over: the state of a build of version 0.1, marks above and below (output).
 *
 * A destination may be renamed, or built in parts before it is built as a whole. Its
 * files are ours all the same: what such a list names is added to the mark of the
 * destination, and only then removed from where it was, so that a killed run loses no
 * name. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/str.h"
#include "output/internal.h"
#include "output/old_state.h"
#include "output/owner.h"

static void add_list(struct rf_destination *d, const char *path, const char *prefix)
{
    struct rf_adopted *list = RF_ARENA_NEW(d->arena, struct rf_adopted);
    *list = (struct rf_adopted){d->lists, path, prefix};
    d->lists = list;
}

static void add_path(struct rf_destination *d, const char *path)
{
    rf_mark_lines_add(&d->adopted, rf_mark_encode(&d->scratch, path));
}

static const char *in_place(struct rf_destination *d, const char *folder,
                            const char *name)
{
    return rf_arena_join(d->arena, d->real, *folder ? "/" : "", folder, "/", name, NULL);
}

/* ---- The state of version 0.1 ---- */

/* The index and the workbook that stand in a folder and in those above it, up to the
 * destination. */
static void add_series_outputs(struct rf_destination *d, const char *folder)
{
    static const char *const names[] = {"index.html", "status.xlsx"};
    for (;;) {
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            if (access(in_place(d, folder, names[i]), F_OK) == 0) {
                add_path(d, rf_path_join(&d->scratch, folder, names[i]));
            }
        }
        if (!*folder) {
            return;
        }
        folder = rf_path_folder(&d->scratch, folder);
    }
}

struct taking {
    struct rf_destination *d;
    const char *folder; /* that the state lies in */
};

static void take_path(void *data, const char *path)
{
    const struct taking *taking = data;
    struct rf_destination *d = taking->d;
    add_path(d, rf_path_join(&d->scratch, taking->folder, path));
}

void rf_adopt_state(struct rf_destination *d, const char *folder)
{
    struct taking taking = {d, folder};
    const char *path = in_place(d, folder, ".referat-state");
    if (rf_old_state_read(path, take_path, &taking)) {
        add_series_outputs(d, folder);
        add_list(d, path, NULL);
        rf_mark_lines_sort(&d->adopted);
    }
    rf_arena_reset(&d->scratch);
}

/* ---- Marks ---- */

/* Reads a mark of our own user or root; false where there is none. */
static bool read_mark(const char *path, struct rf_mark_lines *lines)
{
    struct stat info;
    bool is_tidy;
    const char *why;
    return lstat(path, &info) == 0 && rf_owner_is_trusted(info.st_uid) &&
           rf_mark_read(lines, path, &is_tidy, &why) == RF_MARK_READ;
}

void rf_adopt_from_above(struct rf_destination *d)
{
    struct rf_mark_lines lines = {0};
    const char *below = d->real + strlen(d->real);
    while (below > d->real + 1) {
        do {
            below--;
        } while (*below != '/');
        const char *folder = rf_arena_copy(d->arena, d->real, (size_t)(below - d->real));
        const char *path =
            rf_arena_join(d->arena, folder, "/", rf_mark_name(d->mark), NULL);
        if (!read_mark(path, &lines)) {
            continue;
        }
        const char *prefix =
            rf_mark_encode(d->arena, rf_arena_join(d->arena, below + 1, "/", NULL));
        size_t n = strlen(prefix), at = rf_mark_lines_find(&lines, prefix);
        for (; at < lines.count && rf_starts_with(lines.list[at], prefix); at++) {
            rf_mark_lines_add(&d->adopted, lines.list[at] + n);
        }
        rf_mark_lines_sort(&d->adopted);
        add_list(d, path, prefix);
        break;
    }
    rf_mark_lines_clear(&lines);
}

/* The mark of a folder is read once for the many files there. */
const char *rf_adopt_find(struct rf_destination *d, const char *path)
{
    struct stat info;
    struct rf_nested *nested = &d->nested;
    for (const char *folder = rf_path_folder(&d->scratch, path); *folder;
         folder = rf_path_folder(&d->scratch, folder)) {
        const char *mark = in_place(d, folder, rf_mark_name(d->mark));
        if (lstat(mark, &info) != 0) {
            continue;
        }
        if (!nested->folder || strcmp(nested->folder, folder) != 0) {
            rf_mark_lines_clear(&nested->lines);
            nested->folder = rf_arena_string(d->arena, folder);
            nested->is_there = read_mark(mark, &nested->lines);
        }
        const char *line =
            rf_mark_encode(&d->scratch, path + strlen(folder) + 1); /* below it */
        if (nested->is_there && rf_mark_lines_has(&nested->lines, line)) {
            return folder;
        }
    }
    return NULL;
}

bool rf_adopt_for(struct rf_destination *d, const char *path)
{
    const char *folder = rf_adopt_find(d, path);
    if (folder) {
        const struct rf_mark_lines *lines = &d->nested.lines;
        const char *prefix =
            rf_mark_encode(&d->scratch, rf_arena_join(&d->scratch, folder, "/", NULL));
        for (size_t i = 0; i < lines->count; i++) {
            rf_mark_lines_add(&d->adopted,
                              rf_arena_join(&d->scratch, prefix, lines->list[i], NULL));
        }
        rf_mark_lines_sort(&d->adopted);
        add_list(d, in_place(d, folder, rf_mark_name(d->mark)), NULL);
    }
    rf_arena_reset(&d->scratch);
    return folder != NULL;
}

/* ---- The end ---- */

/* Takes the lines that begin with a prefix out of a mark. */
static void take_out(struct rf_destination *d, const char *path, const char *prefix)
{
    struct rf_mark_lines lines = {0}, kept = {0};
    bool is_tidy;
    const char *why;
    int lock = rf_mark_lock(path, false);
    if (lock >= 0 && rf_mark_read(&lines, path, &is_tidy, &why) == RF_MARK_READ) {
        for (size_t i = 0; i < lines.count; i++) {
            if (!rf_starts_with(lines.list[i], prefix)) {
                rf_mark_lines_add(&kept, lines.list[i]);
            }
        }
        if (kept.count < lines.count) {
            (void)rf_mark_replace(path, &kept, d->wants_fsync);
        }
    }
    if (lock >= 0) {
        close(lock);
    }
    rf_mark_lines_clear(&kept);
    rf_mark_lines_clear(&lines);
}

/* What cannot be removed stays, and is taken over again: it lists nothing but what is
 * ours. */
void rf_adopt_finish(struct rf_destination *d)
{
    for (const struct rf_adopted *list = d->lists; list; list = list->next) {
        if (list->prefix) {
            take_out(d, list->path, list->prefix);
        } else {
            (void)unlink(list->path);
        }
    }
    d->lists = NULL;
}
