/* Paths as text: nothing here looks at a file system, so a symbolic link is a name like
 * any other (base). */
#include "base/path.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"

/* True for what no portable name holds, and for the separator of another system. */
static bool has_bad_byte(const char *path)
{
    for (const unsigned char *p = (const unsigned char *)path; *p; p++) {
        if (*p < 0x20 || *p == 0x7F || *p == '\\') {
            return true;
        }
    }
    return false;
}

/* Appends the components of s to a path. "." is left out, ".." takes the last component
 * away; at the top there is none to take, and such steps are counted in the result. */
static size_t append_components(struct rf_buf *path, const char *s)
{
    size_t up = 0;
    for (size_t n; *s; s += n + (s[n] == '/')) {
        n = strcspn(s, "/");
        if (n == 2 && memcmp(s, "..", 2) == 0) {
            up += path->n == 0;
            while (path->n && path->p[path->n - 1] != '/') {
                path->n--;
            }
            path->n -= path->n > 0; /* the slash */
        } else if (n && !(n == 1 && *s == '.')) {
            if (path->n) {
                rf_buf_char(path, '/');
            }
            rf_buf_add(path, s, n);
        }
    }
    return up;
}

const char *rf_path_resolve(struct rf_arena *arena, const char *folder, const char *path,
                            const char **why)
{
    if (path[0] == '/') {
        *why = "it is absolute";
        return NULL;
    }
    if (has_bad_byte(path)) {
        *why = "it holds a backslash or a control character";
        return NULL;
    }
    struct rf_buf joined = {0};
    const char *result = NULL;
    rf_buf_puts(&joined, folder);
    if (append_components(&joined, path)) {
        *why = "it leads out of the series' folder";
    } else {
        result = rf_arena_copy(arena, joined.p ? joined.p : "", joined.n);
    }
    rf_buf_clear(&joined);
    return result;
}

bool rf_path_is_outward(const char *path)
{
    return rf_starts_with(path, "../");
}

const char *rf_path_outward(struct rf_arena *arena, const char *folder, const char *path)
{
    struct rf_buf below = {0}, out = {0};
    const char *result = NULL;
    if (path[0] == '/' || has_bad_byte(path)) {
        return NULL;
    }
    size_t up = append_components(&below, folder);
    up += append_components(&below, path);
    for (size_t i = 0; i < up; i++) {
        rf_buf_puts(&out, "../");
    }
    if (up && below.n) {
        rf_buf_add(&out, below.p, below.n);
        result = rf_arena_copy(arena, out.p, out.n);
    }
    rf_buf_clear(&below);
    rf_buf_clear(&out);
    return result;
}

const char *rf_path_folder(struct rf_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? rf_arena_copy(arena, path, (size_t)(slash - path)) : "";
}

const char *rf_path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

const char *rf_path_join(struct rf_arena *arena, const char *folder, const char *name)
{
    if (!*folder) {
        return rf_arena_string(arena, name);
    }
    size_t n = strlen(folder), m = strlen(name);
    if (!m) {
        return rf_arena_string(arena, folder);
    }
    char *path = rf_arena_alloc(arena, n + m + 2);
    memcpy(path, folder, n);
    path[n] = '/';
    memcpy(path + n + 1, name, m);
    return path;
}

bool rf_path_is_within(const char *path, const char *folder)
{
    size_t n = strlen(folder);
    return n == 0 || (strncmp(path, folder, n) == 0 && (path[n] == '/' || !path[n]));
}

bool rf_path_is_document(const char *path)
{
    return rf_ends_with_nocase(path, ".md") || rf_ends_with_nocase(path, ".yaml") ||
           rf_ends_with_nocase(path, ".yml");
}
