/* A path that is there under another spelling: it would be found on one system and
 * missing on the next (load). */
#include "load/near_path.h"

#include <string.h>

#include "base/beneath.h"
#include "base/path.h"
#include "base/str.h"
#include "load/file_facts.h"

/* A folder's entries: a document may name a missing file ten thousand times. */
struct rf_listed {
    struct rf_listed *next;
    const char *folder;
    struct rf_entry *entries; /* NULL: it cannot be read */
    size_t count;
};

/* Lists a folder the first time that it is asked for. */
static const struct rf_listed *list(struct rf_loader *loader, const char *folder)
{
    struct rf_listed *listed = loader->listed;
    while (listed && strcmp(listed->folder, folder) != 0) {
        listed = listed->next;
    }
    if (!listed) {
        listed = RF_ARENA_NEW(loader->arena, struct rf_listed);
        listed->folder = rf_arena_string(loader->arena, folder);
        listed->entries = rf_file_facts_list(loader->facts, loader->arena, loader->root,
                                             folder, &listed->count);
        listed->next = loader->listed;
        loader->listed = listed;
    }
    return listed;
}

/* The entry of a folder that has the name, or else one that differs from it in case or
 * Unicode form; NULL: there is none. */
static const char *near_name(struct rf_loader *loader, const char *folder,
                             const char *name)
{
    const char *found = NULL, *key = rf_fold(loader->arena, name);
    const struct rf_listed *listed = list(loader, folder);
    const struct rf_entry *entries = listed->entries;
    for (size_t i = 0; entries && i < listed->count; i++) {
        if (strcmp(entries[i].name, name) == 0) {
            return entries[i].name;
        }
        if (rf_streq(rf_fold(loader->arena, entries[i].name), key)) {
            found = entries[i].name;
        }
    }
    return found;
}

const char *rf_path_near(struct rf_loader *loader, const char *path)
{
    const char *there = "";
    /* Part by part from the series' folder: each may be spelled in another way. */
    for (const char *p = path; *p;) {
        size_t n = strcspn(p, "/");
        const char *name = near_name(loader, there, rf_arena_copy(loader->arena, p, n));
        if (!name) {
            return NULL;
        }
        there = rf_path_join(loader->arena, there, name);
        p += n + (p[n] == '/');
    }
    return strcmp(there, path) == 0 ? NULL : there;
}

/* The path as the document that names it would write it: what follows the folders that
 * both have in common, with "../" for each further folder of the document's. */
static const char *as_written(const struct rf_loader *loader, const char *path)
{
    const char *up = "", *folder = loader->folder;
    for (size_t n; *folder; folder += n + (folder[n] == '/')) {
        n = strcspn(folder, "/");
        if (strncmp(path, folder, n) != 0 || path[n] != '/') {
            break;
        }
        path += n + 1;
    }
    for (size_t n; *folder; folder += n + (folder[n] == '/')) {
        n = strcspn(folder, "/");
        up = rf_arena_join(loader->arena, up, "../", NULL);
    }
    return rf_arena_join(loader->arena, up, path, NULL);
}

bool rf_report_near_path(struct rf_loader *loader, const char *what, const char *path,
                         struct referat_span span)
{
    const char *near = rf_path_near(loader, path);
    if (!near) {
        return false;
    }
    loader->meant_path = near;
    struct referat_diagnostic *d = rf_diag_report(
        loader->diags, RF_CODE_CASE_OF_LETTERS, span,
        "there is no %s '%s', but '%s' is there: their letters differ in case or "
        "Unicode form",
        what, as_written(loader, path), as_written(loader, near));
    rf_diag_hint(loader->diags, d, "write '%s'", as_written(loader, near));
    return true;
}

/* ---- A file that is not there ---- */

/* The path of a folder's file that has the name, or is_nearly: the most similar one;
 * NULL: there is none. */
static const char *like_in(struct rf_loader *loader, const char *folder, const char *name,
                           bool is_nearly)
{
    size_t n = 0;
    const struct rf_listed *listed = list(loader, folder);
    const struct rf_entry *entries = listed->entries;
    const char **names =
        RF_ARENA_NEW_ARRAY(loader->arena, listed->count + 1, const char *);
    for (size_t i = 0; entries && i < listed->count; i++) {
        if (entries[i].is_file) {
            names[n++] = entries[i].name;
        }
        if (entries[i].is_file && !is_nearly && rf_same(entries[i].name, name)) {
            return rf_path_join(loader->arena, folder, name);
        }
    }
    const char *found = is_nearly ? rf_nearest(name, names) : NULL;
    return found ? rf_path_join(loader->arena, folder, found) : NULL;
}

const char *rf_path_cure(struct rf_loader *loader, const char *path)
{
    const char *name = rf_path_name(path);
    const char *found = like_in(loader, loader->folder, name, false);
    const struct rf_listed *listed = list(loader, loader->folder);
    const struct rf_entry *entries = listed->entries;
    for (size_t i = 0; !found && entries && i < listed->count; i++) {
        if (entries[i].is_folder) {
            const char *below =
                rf_path_join(loader->arena, loader->folder, entries[i].name);
            found = like_in(loader, below, name, false);
        }
    }
    if (!found) {
        found = like_in(loader, rf_path_folder(loader->arena, path), name, true);
    }
    if (!found && (strstr(path, "http:/") || strstr(path, "https:/"))) {
        return "an address is no file: save what is there beside this document, or link "
               "to it in the text";
    }
    if (!found || strcmp(found, path) == 0) {
        return "check the spelling; the path is relative to this document";
    }
    loader->meant_path = found;
    return rf_arena_join(loader->arena, "did you mean '", as_written(loader, found), "'?",
                         NULL);
}

void rf_path_hint(struct rf_loader *loader, struct referat_diagnostic *d,
                  const char *path)
{
    rf_diag_hint(loader->diags, d, "%s", rf_path_cure(loader, path));
}

bool rf_path_was_meant(const struct rf_loader *loader, const char *path)
{
    return loader->meant_path && strcmp(loader->meant_path, path) == 0;
}

const char *rf_path_with_slashes(struct rf_arena *arena, const char *written)
{
    if (!strchr(written, '\\')) {
        return NULL;
    }
    char *path = rf_arena_string(arena, written);
    for (char *p = path; *p; p++) {
        *p = *p == '\\' ? '/' : *p;
    }
    return path;
}
