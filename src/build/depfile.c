/* A dependency file for make and ninja (build): the one target is the mark that a build
 * leaves in its destination, what it depends on is every file and folder that was looked
 * at, and each of these is a target without a rule, so that one may be removed. */
#include "build/depfile.h"
#include "build/targets.h"

#include <string.h>

#include "base/codec.h"
#include "base/path.h"
#include "base/real_path.h"
#include "build/guard.h"
#include "load/file_facts.h"
#include "output/write.h"

/* A rule with a dependency file builds all of its target: whole series, full edition. */
bool rf_depfile_can_be(const struct rf_options *options, const struct rf_target *targets,
                       size_t count)
{
    bool can = !options->verify_only && !options->part_count &&
               options->edition == REFERAT_EDITION_FULL;
    for (size_t i = 0; i < count; i++) {
        can = can && !targets[i].only_path;
    }
    return can || !options->depfile;
}

bool rf_depfile_begin(struct rf_depfile *depfile, struct rf_report *report,
                      struct rf_arena *arena, const struct rf_target *targets,
                      size_t count)
{
    const char *path = report->options->depfile, *dir = report->options->output;
    size_t n = strlen(dir);
    while (n && dir[n - 1] == '/') {
        n--;
    }
    /* As the command names the destination, so that a rule's target has the same name. */
    rf_put_word(&depfile->targets, rf_arena_join(arena, rf_arena_copy(arena, dir, n), "/",
                                                 rf_mark_name(RF_MARK_FULL), NULL));
    return !path || rf_guard_file(report, arena, path, targets, count);
}

/* Adds a file or folder below a folder. */
static void add_name(struct rf_buf *out, const char *folder, const char *path)
{
    size_t n = strlen(folder);
    if (strcmp(folder, ".") != 0) {
        rf_buf_puts(out, folder);
        rf_buf_puts(out, *path && n && folder[n - 1] != '/' ? "/" : "");
    }
    rf_buf_puts(out, *path || strcmp(folder, ".") != 0 ? path : ".");
    rf_buf_char(out, '\0');
}

/* Of another series: from the folder that holds this one. */
static void add_source(struct rf_depfile *depfile, const char *series, const char *path)
{
    struct rf_arena arena = {0};
    if (rf_path_is_outward(path)) {
        add_name(&depfile->sources, rf_real_above(&arena, series), path + strlen("../"));
    } else {
        add_name(&depfile->sources, series, path);
    }
    rf_arena_clear(&arena);
}

void rf_depfile_sources(struct rf_depfile *depfile, const char *series, const char *facts,
                        size_t n)
{
    const char *path;
    size_t at = 0;
    while ((path = rf_file_facts_next_folder(facts, n, &at)) != NULL) {
        add_source(depfile, series, path);
    }
    at = 0;
    while ((path = rf_file_facts_next_file(facts, n, &at)) != NULL) {
        add_source(depfile, series, path);
    }
}

/* ---- Writing ---- */

/* Names as make reads them; ninja reads the same. One with a line's end cannot be
 * written. */
static void put_names(struct rf_buf *out, const struct rf_buf *names, const char *before,
                      const char *suffix)
{
    const char *end = names->p + names->n;
    for (const char *name = names->p; name < end; name += strlen(name) + 1) {
        if (strpbrk(name, "\n\r")) {
            continue;
        }
        rf_buf_puts(out, before);
        for (const char *p = name; *p; p++) {
            rf_buf_puts(out, *p == '$' ? "$" : strchr(" #:%", *p) ? "\\" : "");
            rf_buf_char(out, *p);
        }
        rf_buf_puts(out, suffix);
    }
}

void rf_depfile_write(struct rf_depfile *depfile, struct rf_report *report,
                      struct rf_arena *arena)
{
    struct rf_buf text = {0};
    const char *path = report->options->depfile;
    if (!path) {
        return;
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
    if (rf_write_set(&writer, &output) != RF_WRITE_DONE) {
        rf_report_failure(report, RF_EXIT_WORLD, writer.error);
    }
    rf_buf_clear(&text);
}

void rf_depfile_clear(struct rf_depfile *depfile)
{
    rf_buf_clear(&depfile->targets);
    rf_buf_clear(&depfile->sources);
}
