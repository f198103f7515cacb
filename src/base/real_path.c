/* Paths of this machine, from the root and without links (base). */
#define _XOPEN_SOURCE 700 /* realpath */
#include "base/real_path.h"

#include <stdlib.h>
#include <string.h>

/* NULL: it is not there. */
static const char *of_existing(struct rf_arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    const char *kept = real ? rf_arena_string(arena, real) : NULL;
    free(real);
    return kept;
}

static const char *append(struct rf_arena *arena, const char *above, const char *name)
{
    if (!*name || strcmp(name, ".") == 0) {
        return above;
    }
    if (strcmp(name, "..") == 0) {
        const char *slash = strrchr(above, '/');
        if (!slash) {
            return rf_arena_join(arena, above, "/..", NULL);
        }
        size_t n = (size_t)(slash - above);
        return n ? rf_arena_copy(arena, above, n) : "/";
    }
    const char *joined =
        rf_arena_join(arena, above, strcmp(above, "/") == 0 ? "" : "/", name, NULL);
    const char *real = of_existing(arena, joined); /* "new/../link" */
    return real ? real : joined;
}

const char *rf_real_path(struct rf_arena *arena, const char *path)
{
    const char *real = of_existing(arena, *path ? path : ".");
    const char *slash = strrchr(path, '/');
    if (real) {
        return real;
    }
    if (!*path || strcmp(path, "/") == 0) {
        return *path ? "/" : "."; /* the current folder cannot be named */
    }
    if (!slash) {
        return append(arena, rf_real_path(arena, ""), path);
    }
    size_t n = slash == path ? 1 : (size_t)(slash - path);
    return append(arena, rf_real_path(arena, rf_arena_copy(arena, path, n)), slash + 1);
}

bool rf_real_is_within(const char *path, const char *folder)
{
    size_t n = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
    return strncmp(path, folder, n) == 0 && (path[n] == '/' || !path[n]);
}

const char *rf_real_above(struct rf_arena *arena, const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/') {
        n--;
    }
    const char *plain = rf_arena_copy(arena, path, n), *slash = strrchr(plain, '/');
    const char *name = slash ? slash + 1 : plain;
    bool is_name = *name && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
    const char *above = !slash ? "."
                        : slash == plain
                            ? "/"
                            : rf_arena_copy(arena, plain, (size_t)(slash - plain));
    const char *by_dots =
        strcmp(plain, ".") == 0 ? ".." : rf_arena_join(arena, plain, "/..", NULL);
    bool is_same =
        is_name && strcmp(rf_real_path(arena, above), rf_real_path(arena, by_dots)) == 0;
    return is_same ? above : by_dots;
}
