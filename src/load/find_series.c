/* Where the series of a command-line path are (load). */
#define _GNU_SOURCE /* O_PATH */
#include "load/find_series.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/str.h"
#include "fs/beneath.h"
#include "parse/kind.h"

struct search {
    struct rf_arena *arena;
    struct rf_found *list;
    size_t count, capacity;
    struct rf_marked *marked;
    size_t marked_count, marked_capacity;
    int root;             /* the path that was given, open */
    const char *unlisted; /* a folder below it that cannot be listed; NULL: none … */
    int reason;           /* … and why */
};

static void add_found(struct search *s, struct rf_found found)
{
    if (s->count == s->capacity) {
        struct rf_found *old = s->list;
        s->capacity = s->capacity ? 2 * s->capacity : 16;
        s->list = RF_ARENA_NEW_ARRAY(s->arena, s->capacity, struct rf_found);
        if (s->count) {
            memcpy(s->list, old, s->count * sizeof *old);
        }
    }
    s->list[s->count++] = found;
}

static void add_marked(struct search *s, struct rf_marked marked)
{
    if (!marked.document) {
        return;
    }
    if (s->marked_count == s->marked_capacity) {
        struct rf_marked *old = s->marked;
        s->marked_capacity = s->marked_capacity ? 2 * s->marked_capacity : 4;
        s->marked = RF_ARENA_NEW_ARRAY(s->arena, s->marked_capacity, struct rf_marked);
        if (s->marked_count) {
            memcpy(s->marked, old, s->marked_count * sizeof *old);
        }
    }
    s->marked[s->marked_count++] = marked;
}

/* ---- Looking into a folder ---- */

struct look {
    bool has_settings; /* referat.yaml */
    bool is_meeting;   /* an agenda or minutes */
    const char *mark;  /* the name of an edition's mark: nothing else was looked at */
    struct rf_entry *entries;
    size_t count;
};

static bool is_agenda_or_minutes(struct search *s, const char *path)
{
    const char *kind = rf_kind_of_file(s->arena, s->root, path);
    return strcmp(kind, "agenda") == 0 || strcmp(kind, "minutes") == 0;
}

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
                is_agenda_or_minutes(s, rf_path_join(s->arena, folder, e->name));
        }
    }
    return look;
}

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

/* Series are folders with settings, or folders whose sub-folders are meetings. look is
 * what is in the folder. */
static void search_below(struct search *s, const char *path, const char *folder,
                         const struct look *look, int depth)
{
    if (look->mark) {
        add_marked(s, rf_marked_look(s->arena, s->root, folder, look->mark));
        return;
    }
    if (look->has_settings || has_meetings_below(s, folder, look)) {
        const char *series = *folder ? rf_path_join(s->arena, path, folder) : path;
        add_found(s, (struct rf_found){.series = series, .place = folder});
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

static bool has_settings_file(struct rf_arena *arena, const char *folder)
{
    struct stat info;
    return stat(rf_arena_format(arena, "%s/referat.yaml", folder), &info) == 0;
}

static const char *without_slashes(struct rf_arena *arena, const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/') {
        n--;
    }
    return rf_arena_copy(arena, path, n);
}

/* The folder above, as a path: of "a/b" it is "a", of "a" it is ".", of "." and ".." it
 * is one ".." more. */
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

/* The nearest folder from that of a document upwards that is a meeting's; the document's
 * where none is. */
static const char *folder_of_meeting(struct search *s, const char *series,
                                     const char *document)
{
    const char *folder = rf_path_folder(s->arena, document), *above = folder;
    s->root = open(series, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_meeting = s->root >= 0 && look_into(s, above).is_meeting;
    while (s->root >= 0 && !is_meeting && *above) {
        above = rf_path_folder(s->arena, above);
        is_meeting = look_into(s, above).is_meeting;
    }
    if (s->root >= 0) {
        close(s->root);
    }
    return is_meeting ? above : folder;
}

static void add_found_part(struct search *s, const char *series, const char *part,
                           bool is_document)
{
    const char *folder = is_document ? folder_of_meeting(s, series, part) : part;
    add_found(s, (struct rf_found){series, "", part, folder});
}

/* The part of a series: the nearest folder above with settings; else the folder above the
 * meeting. */
static void add_part(struct search *s, const char *meeting, const char *document)
{
    const char *part = document ? document : "";
    const char *at = meeting;
    const char *fallback_series = NULL, *fallback_part = NULL;
    for (int i = 0; i < RF_LIMIT_FOLDER_DEPTH; i++) {
        if (has_settings_file(s->arena, at)) {
            add_found_part(s, at, part, document);
            return;
        }
        part = rf_path_join(s->arena, real_name(s->arena, at), part);
        at = folder_above(s->arena, at);
        if (!fallback_series) {
            fallback_series = at;
            fallback_part = part;
        }
    }
    add_found_part(s, fallback_series, fallback_part, document);
}

/* ---- The path ---- */

static enum rf_find_result fail(struct rf_arena *arena, const char *path,
                                const char **error)
{
    *error = rf_arena_format(arena, "%s: %s", path, strerror(errno));
    return RF_FIND_UNREADABLE;
}

static enum rf_find_result fail_nothing(const struct search *s, const char *path,
                                        const char **error)
{
    if (s->unlisted) {
        errno = s->reason;
        return fail(s->arena, rf_path_join(s->arena, path, s->unlisted), error);
    }
    *error = rf_arena_format(
        s->arena,
        "%s: no meeting was found here: no file says kind: agenda or kind: minutes",
        path);
    return RF_FIND_NOTHING;
}

static enum rf_find_result find_in_folder(struct search *s, const char *path,
                                          const char **error)
{
    s->root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (s->root < 0) {
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
    close(s->root);
    if (!look.entries) {
        return RF_FIND_UNREADABLE;
    }
    if (s->count > RF_LIMIT_SERIES_FOUND) {
        *error = rf_arena_format(s->arena, "%s: more than %d series lie below", path,
                                 RF_LIMIT_SERIES_FOUND);
        return RF_FIND_REFUSED;
    }
    return s->count || s->marked_count ? RF_FIND_DONE : fail_nothing(s, path, error);
}

enum rf_find_result rf_find_series(struct rf_arena *arena, const char *path,
                                   struct rf_findings *findings)
{
    struct search s = {.arena = arena};
    struct stat info;
    path = without_slashes(arena, path);
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
    findings->marked = s.marked;
    findings->marked_count = s.marked_count;
    return result;
}
