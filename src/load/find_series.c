/* Finds the series of a command-line path (load).
 *
 * From a folder with series below it the search goes down; from a part of a series, a
 * meeting's folder or one document, it climbs to the folder that holds the settings. A
 * folder is a meeting's where a file in it says so: only the `kind:` lines of its
 * documents are read. */
#define _GNU_SOURCE /* O_PATH */
#include "load/find_series.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/list.h"
#include "base/str.h"
#include "parse/kind.h"

struct search {
    struct rf_arena *arena;
    struct rf_found *list; /* the series that were found */
    size_t count, capacity;
    RF_LIST(struct rf_marked) marked; /* destinations that hold a document */
    struct rf_root root;              /* the path that was given */
    const char *unlisted; /* a folder below it that cannot be listed; NULL: none … */
    int reason;           /* … and why */
};

/* ---- Looking into a folder ---- */

/* What is in a folder. */
struct look {
    bool has_settings; /* referat.yaml */
    bool is_meeting;   /* an agenda or minutes */
    const char *mark;  /* the name of an edition's mark, NULL: none; the folder's files
                          were not looked at where it has one */
    struct rf_entry *entries;
    size_t count;
};

/* True for an agenda and for minutes. */
static bool makes_meeting(struct rf_arena *arena, struct rf_root root, const char *path)
{
    const char *kind = rf_kind_of_file(arena, root, path);
    return strcmp(kind, "agenda") == 0 || strcmp(kind, "minutes") == 0;
}

bool rf_folder_has_meeting(struct rf_root root, const char *folder)
{
    struct rf_arena scratch = {0};
    size_t count = 0;
    bool is_found = false;
    const struct rf_entry *entries = rf_list_folder(&scratch, root, folder, &count);
    for (size_t i = 0; entries && !is_found && i < count; i++) {
        const char *path = rf_path_join(&scratch, folder, entries[i].name);
        is_found = entries[i].is_file && rf_path_is_document(path) &&
                   makes_meeting(&scratch, root, path);
    }
    rf_arena_clear(&scratch);
    return is_found;
}

/* Lists a folder and reads the kinds of its documents, until one is an agenda or minutes.
 */
static struct look look_into(struct search *s, const char *folder)
{
    struct look look = {0};
    look.entries = rf_list_folder(s->arena, s->root, folder, &look.count);
    if (!look.entries) {
        s->unlisted = folder;
        s->reason = errno;
    }
    look.mark = look.entries ? rf_mark_in_list(look.entries, look.count) : NULL;
    for (size_t i = 0; look.entries && !look.mark && i < look.count; i++) {
        const struct rf_entry *e = &look.entries[i];
        if (!e->is_file || !rf_path_is_document(e->name)) {
            continue;
        }
        if (strcmp(e->name, "referat.yaml") == 0) {
            look.has_settings = true;
        } else if (!look.is_meeting) {
            look.is_meeting =
                makes_meeting(s->arena, s->root, rf_path_join(s->arena, folder, e->name));
        }
    }
    return look;
}

/* True where a direct sub-folder is a meeting, and no series of its own. */
static bool has_meetings_below(struct search *s, const char *folder,
                               const struct look *look)
{
    for (size_t i = 0; look->entries && !look->mark && i < look->count; i++) {
        if (look->entries[i].is_folder) {
            struct look inner =
                look_into(s, rf_path_join(s->arena, folder, look->entries[i].name));
            if (inner.is_meeting && !inner.has_settings) {
                return true;
            }
        }
    }
    return false;
}

/* Adds the series in a folder and below it. A series is a folder with settings, or one
 * whose sub-folders are meetings; it is not searched for others. look is what is in the
 * folder. */
static void search_below(struct search *s, const char *path, const char *folder,
                         const struct look *look, int depth)
{
    if (look->mark) {
        struct rf_marked marked = rf_marked_look(s->arena, s->root, folder, look->mark);
        if (marked.document) {
            RF_LIST_ADD(s->arena, &s->marked, marked);
        }
        return;
    }
    if (look->has_settings || has_meetings_below(s, folder, look)) {
        const char *series = *folder ? rf_path_join(s->arena, path, folder) : path;
        RF_LIST_ADD(s->arena, s, (struct rf_found){.series = series, .place = folder});
        return;
    }
    for (size_t i = 0; look->entries && depth < RF_LIMIT_FOLDER_DEPTH && i < look->count;
         i++) {
        if (look->entries[i].is_folder && s->count <= RF_LIMIT_SERIES_FOUND) {
            const char *below = rf_path_join(s->arena, folder, look->entries[i].name);
            struct look inner = look_into(s, below);
            search_below(s, path, below, &inner, depth + 1);
        }
    }
}

/* ---- Climbing from a part to its series ---- */

/* The folder above, as a path: "a" for "a/b", "." for "a", one ".." more for "." and
 * "..".
 */
static const char *folder_above(struct rf_arena *arena, const char *path)
{
    const char *name = rf_path_name(path);
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
        return strcmp(path, ".") == 0 ? ".." : rf_arena_format(arena, "%s/..", path);
    }
    if (name == path) {
        return ".";
    }
    return name == path + 1 ? "/" : rf_arena_copy(arena, path, (size_t)(name - path) - 1);
}

/* The name of a folder, also of "." and "..". */
static const char *real_name(struct rf_arena *arena, const char *path)
{
    const char *name = rf_path_name(path);
    if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0) {
        return name;
    }
    char *real = realpath(path, NULL);
    name = real ? rf_arena_string(arena, rf_path_name(real)) : name;
    free(real);
    return name;
}

/* Adds a meeting or a document of a series. A document may lie in a sub-folder of its
 * meeting: the nearest folder upwards that is a meeting's is looked for, and the
 * document's own is taken where there is none. */
static void add_found_part(struct search *s, const char *series, const char *part,
                           bool is_document)
{
    if (!is_document) {
        RF_LIST_ADD(s->arena, s, (struct rf_found){series, "", part, part});
        return;
    }
    const char *folder = rf_path_folder(s->arena, part);
    s->root = rf_root_on_disk(open(series, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (s->root.fd >= 0) {
        const char *above = folder;
        bool is_meeting = look_into(s, above).is_meeting;
        while (!is_meeting && *above) {
            above = rf_path_folder(s->arena, above);
            is_meeting = look_into(s, above).is_meeting;
        }
        close(s->root.fd);
        folder = is_meeting ? above : folder;
    }
    RF_LIST_ADD(s->arena, s, (struct rf_found){series, "", part, folder});
}

/* Adds a meeting's folder, or a document in it (NULL: none). The series is the nearest
 * folder from there upwards that holds settings; else the folder above the meeting. */
static void add_part(struct search *s, const char *meeting, const char *document)
{
    const char *part = document ? document : "";
    const char *at = meeting;
    const char *fallback_series = NULL, *fallback_part = NULL;
    for (int i = 0; i < RF_LIMIT_FOLDER_DEPTH; i++) {
        struct stat info;
        if (stat(rf_arena_format(s->arena, "%s/referat.yaml", at), &info) == 0) {
            add_found_part(s, at, part, document);
            return;
        }
        part = rf_path_join(s->arena, real_name(s->arena, at), part);
        at = folder_above(s->arena, at);
        /* Without settings anywhere above, the folder above the meeting is the series. */
        if (!fallback_series) {
            fallback_series = at;
            fallback_part = part;
        }
    }
    add_found_part(s, fallback_series, fallback_part, document);
}

/* ---- The path ---- */

/* The error of errno, about a path. */
static enum rf_find_result fail(struct rf_arena *arena, const char *path,
                                const char **error)
{
    *error = rf_arena_format(arena, "%s: %s", path, strerror(errno));
    return RF_FIND_UNREADABLE;
}

/* The path is a folder: a meeting's, a series', or one with series below it. */
static enum rf_find_result find_in_folder(struct search *s, const char *path,
                                          const char **error)
{
    s->root = rf_root_on_disk(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (s->root.fd < 0) {
        return fail(s->arena, path, error);
    }
    struct look look = look_into(s, "");
    if (!look.entries) {
        fail(s->arena, path, error);
    } else if (look.is_meeting && !look.has_settings) {
        add_part(s, path, NULL);
    } else {
        search_below(s, path, "", &look, 0);
    }
    close(s->root.fd);
    if (!look.entries) {
        return RF_FIND_UNREADABLE;
    }
    if (s->count > RF_LIMIT_SERIES_FOUND) {
        *error = rf_arena_format(s->arena, "%s: more than %d series lie below", path,
                                 RF_LIMIT_SERIES_FOUND);
        return RF_FIND_REFUSED;
    }
    if (s->count || s->marked.count) {
        return RF_FIND_DONE;
    }
    if (s->unlisted) { /* what was not seen may be a meeting */
        errno = s->reason;
        return fail(s->arena, rf_path_join(s->arena, path, s->unlisted), error);
    }
    *error = rf_arena_format(
        s->arena,
        "%s: no meeting was found here: no file says kind: agenda or kind: minutes",
        path);
    return RF_FIND_NOTHING;
}

enum rf_find_result rf_find_series(struct rf_arena *arena, const char *path,
                                   struct rf_findings *findings)
{
    struct search s = {.arena = arena};
    struct stat info;
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/') {
        n--;
    }
    path = rf_arena_copy(arena, path, n);
    enum rf_find_result result = RF_FIND_DONE;
    *findings = (struct rf_findings){0};
    if (stat(path, &info) != 0) {
        result = fail(arena, path, &findings->error);
    } else if (S_ISDIR(info.st_mode)) {
        result = find_in_folder(&s, path, &findings->error);
    } else if (S_ISREG(info.st_mode) && rf_path_is_document(path)) {
        add_part(&s, folder_above(arena, path), rf_path_name(path));
    } else {
        findings->error = rf_arena_format(
            arena, "%s: neither a folder nor a document (.md, .yaml, .yml)", path);
        result = RF_FIND_UNREADABLE;
    }
    findings->series = s.list;
    findings->series_count = s.count;
    findings->marked = s.marked.list;
    findings->marked_count = s.marked.count;
    return result;
}
