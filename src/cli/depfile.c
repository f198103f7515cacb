/* A dependency file for make and ninja (command line). */
#include "cli/depfile.h"

#include <errno.h>
#include <string.h>

#include "load/seen.h"
#include "write/write.h"

void rf_depfile_target(struct rf_depfile *depfile, const char *path)
{
    rf_buf_add(&depfile->targets, path, strlen(path) + 1);
}

static void add_source(struct rf_depfile *depfile, const char *series, const char *path)
{
    struct rf_buf *out = &depfile->sources;
    size_t n = strlen(series);
    if (strcmp(series, ".") != 0) {
        rf_buf_puts(out, series);
        rf_buf_puts(out, *path && n && series[n - 1] != '/' ? "/" : "");
    }
    rf_buf_puts(out, *path || strcmp(series, ".") != 0 ? path : ".");
    rf_buf_char(out, '\0');
}

void rf_depfile_sources(struct rf_depfile *depfile, const char *series, const char *seen,
                        size_t n)
{
    const char *path;
    size_t at = 0;
    while ((path = rf_seen_next_folder(seen, n, &at)) != NULL) {
        add_source(depfile, series, path);
    }
    at = 0;
    while ((path = rf_seen_next_file(seen, n, &at)) != NULL) {
        add_source(depfile, series, path);
    }
}

/* ---- Writing ---- */

/* A name as make reads it; ninja reads the same. */
static void put_name(struct rf_buf *out, const char *name)
{
    for (; *name; name++) {
        if (*name == '$') {
            rf_buf_char(out, '$');
        } else if (strchr(" #:%", *name)) {
            rf_buf_char(out, '\\');
        }
        rf_buf_char(out, *name);
    }
}

static void put_names(struct rf_buf *out, const struct rf_buf *names, const char *before,
                      const char *behind)
{
    const char *end = names->p + names->n;
    for (const char *p = names->p; p < end; p += strlen(p) + 1) {
        if (!strpbrk(p, "\n\r")) {
            rf_buf_puts(out, before);
            put_name(out, p);
            rf_buf_puts(out, behind);
        }
    }
}

bool rf_depfile_write(struct rf_depfile *depfile, const char *path,
                      struct rf_arena *arena)
{
    struct rf_buf text = {0};
    if (!depfile->targets.n) {
        errno = ENOENT; /* nothing was built */
        return false;
    }
    put_names(&text, &depfile->targets, "", " ");
    rf_buf_char(&text, ':');
    put_names(&text, &depfile->sources, " \\\n  ", "");
    rf_buf_puts(&text, "\n\n");
    put_names(&text, &depfile->sources, "", ":\n");
    const char *slash = strrchr(path, '/');
    const struct rf_output output = {
        .path = slash ? slash + 1 : path, .bytes = text.p, .n = text.n};
    struct rf_writer writer = {
        .dir = !slash          ? "."
               : slash == path ? "/"
                               : rf_arena_copy(arena, path, (size_t)(slash - path)),
        .arena = arena,
    };
    enum rf_write_result result = rf_write_set(&writer, &output);
    rf_buf_clear(&text);
    rf_buf_clear(&depfile->targets);
    rf_buf_clear(&depfile->sources);
    return result == RF_WRITE_DONE;
}
