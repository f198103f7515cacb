/* Whether a folder is, holds, or lies in a series' sources (output).
 *
 * The series that the run reads are compared by their paths; of all others only what
 * their documents show is known, so the folders above the destination are searched for
 * settings and meetings, and the destination itself for documents. */
#define _GNU_SOURCE /* S_ISVTX */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/real_path.h"
#include "output/bag_edition.h"
#include "output/internal.h"
#include "parse/kind.h"

/* The folder above, as rf_real_path has paths. */
static const char *above(struct rf_arena *arena, const char *real)
{
    const char *folder = rf_path_folder(arena, real);
    return *folder ? folder : "/";
}

static bool is_top(const char *real)
{
    return strcmp(real, "/") == 0;
}

/* ---- One folder, whatever it is called ---- */

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* True where real is folder, or lies below it: by its path, or because one of the folders
 * above it is the same one under another path, as where one is mounted at two places. */
static bool is_within(struct rf_arena *arena, const char *real, const char *folder)
{
    struct stat info, here;
    if (rf_real_is_within(real, folder)) {
        return true;
    }
    if (stat(folder, &info) != 0) {
        return false;
    }
    while ((stat(real, &here) != 0 || !is_same(&here, &info)) && !is_top(real)) {
        real = above(arena, real);
    }
    return stat(real, &here) == 0 && is_same(&here, &info);
}

/* ---- What lies above a folder ---- */

enum found { FOUND_NOTHING, FOUND_MEETING, FOUND_SETTINGS };

/* What the documents of a folder make it. */
static enum found look_into(struct rf_root root, const char *folder)
{
    struct rf_arena arena = {0};
    size_t count = 0;
    const struct rf_entry *list = rf_list_folder(&arena, root, folder, &count);
    enum found found = FOUND_NOTHING;
    for (size_t i = 0; list && i < count && found != FOUND_SETTINGS; i++) {
        const char *path = rf_path_join(&arena, folder, list[i].name);
        if (!list[i].is_file || !rf_path_is_document(path)) {
            continue;
        }
        if (strcmp(list[i].name, "referat.yaml") == 0) {
            found = FOUND_SETTINGS;
        } else if (found == FOUND_NOTHING && rf_is_document_of_ours(root, path)) {
            const char *kind = rf_kind_of_file(&arena, root, path);
            bool is_meeting = strcmp(kind, "agenda") == 0 || strcmp(kind, "minutes") == 0;
            found = is_meeting ? FOUND_MEETING : FOUND_NOTHING;
        }
    }
    rf_arena_clear(&arena);
    return found;
}

static enum found look_at(const char *real)
{
    int root = open(real, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum found found = root < 0 ? FOUND_NOTHING : look_into(rf_root_on_disk(root), "");
    if (root >= 0) {
        close(root);
    }
    return found;
}

/* A folder where everybody may put files: what lies there says nothing of what is below.
 */
static bool is_everybodys(const char *real)
{
    struct stat info;
    return stat(real, &info) == 0 && info.st_mode & S_ISVTX;
}

struct rf_above rf_sources_above(struct rf_arena *arena, const char *real)
{
    struct rf_above result = {NULL, NULL};
    for (int i = 0; i <= RF_LIMIT_FOLDER_DEPTH && !is_top(real) && !is_everybodys(real);
         i++) {
        enum found found = look_at(real);
        if (found == FOUND_SETTINGS) {
            result.series = real;
            return result;
        }
        if (found == FOUND_MEETING) {
            result.meeting = result.meeting ? result.meeting : real;
            result.series = above(arena, real);
        }
        real = above(arena, real);
    }
    return result;
}

/* A series without settings: a folder whose folders are meetings. */
static bool has_meetings(const char *real)
{
    struct rf_arena arena = {0};
    size_t count = 0;
    int root = open(real, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const struct rf_entry *list =
        root < 0 ? NULL : rf_list_folder(&arena, rf_root_on_disk(root), "", &count);
    bool is_found = false;
    for (size_t i = 0; list && i < count && !is_found; i++) {
        is_found = list[i].is_folder &&
                   look_into(rf_root_on_disk(root), list[i].name) == FOUND_MEETING;
    }
    if (root >= 0) {
        close(root);
    }
    rf_arena_clear(&arena);
    return is_found;
}

/* ---- The folder itself ---- */

static bool is_empty(const char *real)
{
    struct rf_arena arena = {0};
    size_t count = 0;
    int root = open(real, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool has_names = root >= 0 &&
                     rf_list_folder(&arena, rf_root_on_disk(root), "", &count) != NULL &&
                     count > 0;
    if (root >= 0) {
        close(root);
    }
    rf_arena_clear(&arena);
    return !has_names;
}

/* What no list says to be ours: a document, or what a document names. series: that the
 * folder lies in; NULL: in none. */
static enum rf_verdict judge_content(struct rf_destination *d, const char *series)
{
    int root = open(d->real, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0) {
        return errno == ENOENT ? RF_VERDICT_ALLOWED
                               : rf_cannot(d->arena, &d->error, d->dir);
    }
    const char *document = rf_find_document(d->arena, rf_root_on_disk(root), "", true);
    close(root);
    if (document) {
        return rf_refuse(d->arena, &d->error,
                         "%s: the folder holds sources, as %s/%s, and no destination "
                         "does: name another folder with -o",
                         d->dir, d->dir, document);
    }
    if (series && d->sources.names && d->sources.names(series, d->real)) {
        return rf_refuse(d->arena, &d->error,
                         "%s: the folder holds files that documents of %s name, and no "
                         "destination holds sources: name another folder with -o",
                         d->dir, series);
    }
    return RF_VERDICT_ALLOWED;
}

static enum rf_verdict refuse_meeting(struct rf_destination *d, const char *meeting)
{
    return rf_refuse(d->arena, &d->error,
                     "%s: the folder lies in the meeting %s, among its sources: name a "
                     "folder outside of it with -o",
                     d->dir, meeting);
}

/* ---- The series that are read ---- */

/* The destination lies in the series at root: it may be a folder of its own there. */
static enum rf_verdict judge_within(struct rf_destination *d, const char *name,
                                    const char *root)
{
    if (d->is_bag) {
        return rf_refuse(d->arena, &d->error,
                         "%s: the folder lies in the series %s, which would find the "
                         "meetings in the archive twice: name a folder outside of it "
                         "with -o",
                         d->dir, name);
    }
    struct stat info;
    bool is_known = stat(root, &info) == 0;
    for (const char *folder = above(d->arena, d->real);
         !is_top(folder) && strcmp(folder, root) != 0; folder = above(d->arena, folder)) {
        struct stat here;
        if (is_known && stat(folder, &here) == 0 && is_same(&here, &info)) {
            break;
        }
        if (look_at(folder) == FOUND_MEETING) {
            return refuse_meeting(d, folder);
        }
    }
    d->lies_in_series = true;
    return RF_VERDICT_ALLOWED;
}

static enum rf_verdict judge_series(struct rf_destination *d, const char **series)
{
    enum rf_verdict verdict = RF_VERDICT_ALLOWED;
    for (size_t i = 0; verdict == RF_VERDICT_ALLOWED && i < d->sources.count; i++) {
        const char *name = d->sources.series[i];
        const char *root = rf_real_path(&d->scratch, name);
        if (is_within(&d->scratch, root, d->real)) {
            bool is_itself = is_within(&d->scratch, d->real, root);
            verdict =
                rf_refuse(d->arena, &d->error,
                          is_itself ? "%s: the folder is the series %s, whose sources "
                                      "would be written over: name another folder with "
                                      "-o"
                                    : "%s: the folder holds the series %s, and no "
                                      "destination holds sources: name another folder "
                                      "with -o",
                          d->dir, name);
        } else if (is_within(&d->scratch, d->real, root)) {
            verdict = judge_within(d, name, root);
            *series = name;
        }
    }
    return verdict;
}

/* A series that is not read: nothing of it stands on the command line. */
static enum rf_verdict judge_others(struct rf_destination *d, bool is_new,
                                    const char **series)
{
    const char *folder = above(&d->scratch, d->real);
    struct rf_above found = rf_sources_above(&d->scratch, folder);
    if (found.meeting) {
        return refuse_meeting(d, found.meeting);
    }
    *series = found.series;
    if (!is_new && !*series && has_meetings(folder)) {
        *series = folder;
    }
    return d->is_bag && *series ? judge_within(d, *series, *series) : RF_VERDICT_ALLOWED;
}

enum rf_verdict rf_sources_judge(struct rf_destination *d)
{
    const char *series = NULL;
    enum rf_verdict verdict = judge_series(d, &series);
    bool is_known = d->is_marked; /* it was judged when it got its mark */
    bool is_new = is_known || is_empty(d->real);
    if (verdict == RF_VERDICT_ALLOWED && !series && !is_known) {
        verdict = judge_others(d, is_new, &series);
    }
    bool is_archive = d->is_bag && rf_bag_is_bag(d->real); /* which holds sources */
    if (verdict == RF_VERDICT_ALLOWED && !is_new && !is_archive) {
        verdict = judge_content(d, series);
    }
    rf_arena_reset(&d->scratch);
    return verdict;
}
