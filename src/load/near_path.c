/* A path that is there under another spelling: it would be found on one system and
 * missing on the next (load). */
#include "load/near_path.h"

#include <string.h>

#include "base/path.h"
#include "base/str.h"
#include "load/path.h"
#include "load/seen.h"

/* The entry of a folder whose name a reader takes for name; NULL: none, or several. */
static const char *near_name(struct rf_loader *loader, const char *folder,
                             const char *name)
{
    size_t count = 0;
    const char *found = NULL, *key = rf_fold(loader->arena, name);
    struct rf_entry *entries =
        rf_seen_list(loader->seen, loader->arena, loader->root, folder, &count);
    for (size_t i = 0; entries && i < count; i++) {
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

/* As the document that names it would write it. */
static const char *as_written(const struct rf_loader *loader, const char *path)
{
    size_t n = strlen(loader->folder);
    bool is_below = n && strncmp(path, loader->folder, n) == 0 && path[n] == '/';
    return is_below ? path + n + 1 : path;
}

bool rf_report_near_path(struct rf_loader *loader, const char *what, const char *path,
                         struct referat_span span)
{
    const char *near = rf_path_near(loader, path);
    if (!near) {
        return false;
    }
    struct referat_diagnostic *d = rf_diag_report(
        loader->diags, RF_CODE_CASE_OF_LETTERS, span,
        "there is no %s '%s', but '%s' is there: their letters differ in case or "
        "Unicode form",
        what, as_written(loader, path), as_written(loader, near));
    rf_diag_hint(loader->diags, d, "write '%s'", as_written(loader, near));
    return true;
}
