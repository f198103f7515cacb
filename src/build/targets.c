/* From the paths of the command line to the series they mean (build): rf_find_series
 * looks, this file reports what it cannot find, sees to it that no two targets are
 * written to one place, and opens runs over them with the options of the command. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/path.h"
#include "base/real_path.h"
#include "build/related_series.h"
#include "build/targets.h"
#include "diag/diag.h"
#include "driver/run.h"
#include "load/find_series.h"

/* Targets grow with the paths; the finder says how many each has. */
struct targets {
    struct rf_arena *arena;
    struct rf_target *list;
    size_t count;
};

/* Adds what one path means to the list. */
static void add(struct targets *targets, const char *path, const struct rf_found *found,
                size_t count)
{
    struct rf_target *list =
        RF_ARENA_NEW_ARRAY(targets->arena, targets->count + count, struct rf_target);
    if (targets->count) {
        memcpy(list, targets->list, targets->count * sizeof *list);
    }
    for (size_t i = 0; i < count; i++) {
        list[targets->count + i] = (struct rf_target){
            .path = path,
            .series = found[i].series,
            .place = found[i].place,
            .only_path = found[i].only_path,
            .folder = found[i].folder,
            .outputs = found[i].folder
                           ? rf_path_join(targets->arena, found[i].place, found[i].folder)
                           : found[i].place,
        };
    }
    targets->list = list;
    targets->count += count;
}

/* Adds what a path means. Folders that are not searched are reported, never passed
 * over. */
static void find(struct targets *targets, const char *path, struct rf_report *report)
{
    struct rf_findings findings;
    struct rf_arena arena = {0};
    struct rf_diags diags;
    size_t n = strlen(path);
    if (strcmp(path, "-") == 0) {
        add(targets, path, &(struct rf_found){.place = ""}, 1);
        return;
    }
    switch (rf_find_series(targets->arena, path, &findings)) {
    case RF_FIND_DONE:
        add(targets, path, findings.series, findings.series_count);
        rf_diags_init(&diags, &arena);
        for (size_t i = 0; i < findings.marked_count; i++) {
            rf_marked_report(&diags,
                             strcmp(path, ".") == 0 ? ""
                             : n && path[n - 1] == '/'
                                 ? path
                                 : rf_arena_join(&arena, path, "/", NULL),
                             &findings.marked[i]);
        }
        if (diags.count) {
            rf_report_diags(report, &diags);
        }
        break;
    case RF_FIND_UNREADABLE:
        rf_report_failure(report, RF_EXIT_WORLD, findings.error);
        break;
    case RF_FIND_REFUSED:
        rf_report_failure(report, RF_EXIT_REFUSED, findings.error);
        break;
    case RF_FIND_NOTHING:
        rf_report_failure(report, RF_EXIT_ERRORS, findings.error);
        break;
    }
    rf_arena_clear(&arena);
}

/* Without a path the current folder is meant. */
struct rf_target *rf_targets_find(struct rf_arena *arena, struct rf_report *report,
                                  size_t *count)
{
    const struct rf_options *options = report->options;
    struct targets targets = {.arena = arena};
    for (size_t i = 0; i < options->argument_count; i++) {
        find(&targets, options->arguments[i], report);
    }
    if (options->argument_count == 0) {
        find(&targets, ".", report);
    }
    *count = targets.count;
    return targets.list;
}

/* ---- Places ---- */

/* By outputs as strcmp, but with what lies below a folder directly after it: "/" is the
 * smallest of all characters. */
static int compare_places(const void *a, const void *b)
{
    const struct rf_target *left = *(const struct rf_target *const *)a;
    const struct rf_target *right = *(const struct rf_target *const *)b;
    const char *p = left->outputs, *q = right->outputs;
    while (*p && *p == *q) {
        p++;
        q++;
    }
    int x = *p == '/' ? 1 : (unsigned char)*p + 1;
    int y = *q == '/' ? 1 : (unsigned char)*q + 1;
    int order = !*p || !*q ? (*p != 0) - (*q != 0) : x - y;
    return order ? order : (left->only_path != NULL) - (right->only_path != NULL);
}

/* Sorted by place, a target can collide only with those that it lies within; outer leads
 * from each to the next one around it. So this is quick with thousands of paths, too. */
bool rf_targets_have_own_places(struct rf_arena *arena, const struct rf_target *targets,
                                size_t count, const char *dir)
{
    const struct rf_target **sorted =
        RF_ARENA_NEW_ARRAY(arena, count + 1, const struct rf_target *);
    size_t *outer = RF_ARENA_NEW_ARRAY(arena, count + 1, size_t); /* of each, + 1 */
    for (size_t i = 0; i < count; i++) {
        sorted[i] = &targets[i];
    }
    qsort(sorted, count, sizeof *sorted, compare_places);
    for (size_t i = 1; i < count; i++) {
        size_t at = i;
        while (at && !rf_path_is_within(sorted[i]->outputs, sorted[at - 1]->outputs)) {
            at = outer[at - 1];
        }
        outer[i] = at;
        for (; at; at = outer[at - 1]) {
            const struct rf_target *a = sorted[at - 1], *b = sorted[i];
            const char *place = b->outputs;
            /* Series may lie within each other's places. */
            if (rf_path_is_within(place, a->outputs) &&
                (b->only_path || a->only_path || strcmp(place, a->outputs) == 0)) {
                rf_say("%s and %s would both be written to %s%s%s; make them one by "
                       "one, each with its own -o",
                       (a < b ? a : b)->path, (a < b ? b : a)->path, dir,
                       *place ? "/" : "", place);
                return false;
            }
        }
    }
    return true;
}

/* dir without its last names, as many as place has: as text where it ends so, else by
 * "..". What is printed is the user's own spelling of the folder, where that can be. */
static const char *folder_above(struct rf_arena *arena, const char *dir,
                                const char *place)
{
    size_t n = strlen(dir), m = strlen(place);
    while (n > 1 && dir[n - 1] == '/') {
        n--;
    }
    if (n == m && strncmp(dir, place, m) == 0) {
        return ".";
    }
    if (n > m && dir[n - m - 1] == '/' && strncmp(dir + n - m, place, m) == 0) {
        return n - m == 1 ? "/" : rf_arena_copy(arena, dir, n - m - 1);
    }
    const char *above = rf_arena_copy(arena, dir, n);
    for (const char *p = place; p; p = strchr(p + 1, '/')) {
        above = strcmp(above, ".") == 0 ? ".." : rf_arena_join(arena, above, "/..", NULL);
    }
    return above;
}

/* A meeting that is built alone goes to its folder below DIR. Where DIR is that folder
 * already, the user has most likely named the meeting's own, and would get a/b/a/b. */
bool rf_targets_have_whole_folder(struct rf_report *report, struct rf_arena *arena,
                                  const struct rf_target *targets, size_t count)
{
    const char *dir = report->options->output, *real = rf_real_path(arena, dir);
    for (size_t i = 0; i < count; i++) {
        const struct rf_target *target = &targets[i];
        size_t n = strlen(real), m = strlen(target->outputs);
        bool ends_so = m && n > m && real[n - m - 1] == '/' &&
                       strcmp(real + n - m, target->outputs) == 0;
        if (target->only_path && ends_so) {
            const char *above = folder_above(arena, dir, target->outputs);
            rf_say("%s would be written to %s/%s, as a build of the whole series "
                   "does: name the folder for the whole, -o %s",
                   target->path, real, target->outputs, above);
            rf_report_raise(report, RF_EXIT_USAGE);
            return false;
        }
    }
    return true;
}

/* ---- Opening ---- */

/* A run over a target with the options of the command. Standard input is read here, as
 * the document may have no more bytes than one in a file. NULL: it cannot be read. */
struct referat *rf_target_open(const struct rf_target *target, struct rf_report *report,
                               const struct rf_run_plan *plan)
{
    struct referat_options options = referat_default_options();
    options.strict = report->options->is_strict;
    options.only_path = target->only_path;
    options.edition = report->options->edition;
    options.as_of = report->as_of;
    options.hides_closed = report->hiding.is_on;
    if (target->series) {
        struct rf_run_plan whole = plan ? *plan : (struct rf_run_plan){0};
        if (report->company) {
            whole.company = report->company->runs;
            whole.company_count = report->company->count;
        }
        rf_report_begin_run(report);
        return rf_run_open(target->series, &options, &whole);
    }
    struct rf_buf text = {0};
    struct referat *run = NULL;
    char chunk[16 * 1024];
    /* At most one chunk more than a document may have. */
    for (size_t got; text.n <= RF_LIMIT_DOCUMENT_BYTES &&
                     (got = fread(chunk, 1, sizeof chunk, stdin)) > 0;) {
        rf_buf_add(&text, chunk, got);
    }
    if (ferror(stdin)) {
        rf_say("cannot read standard input: %s", strerror(errno));
        rf_report_raise(report, RF_EXIT_WORLD);
    } else if (text.n > RF_LIMIT_DOCUMENT_BYTES) {
        rf_say("standard input: the document is larger than %d MiB",
               RF_LIMIT_DOCUMENT_BYTES >> 20);
        rf_report_raise(report, RF_EXIT_REFUSED);
    } else {
        rf_report_begin_run(report);
        run = rf_run_open_text(rf_buf_string(&text), text.n, &options, plan);
    }
    rf_buf_clear(&text);
    return run;
}
