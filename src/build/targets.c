/* From the paths of the command line to the series they mean (build). */
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
#include "load/document.h"
#include "load/find_series.h"

/* Targets grow with the paths; the finder says how many each has. */
struct targets {
    struct rf_arena *arena;
    struct rf_target *list;
    size_t count;
};

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

/* What is not searched is reported, never passed over. */
static void report_marked(struct rf_report *report, const char *path,
                          const struct rf_findings *findings)
{
    struct rf_arena arena = {0};
    struct rf_diags diags;
    size_t n = strlen(path);
    const char *slash = n && path[n - 1] == '/' ? "" : "/";
    const char *name =
        strcmp(path, ".") == 0 ? "" : rf_arena_join(&arena, path, slash, NULL);
    rf_diags_init(&diags, &arena);
    for (size_t i = 0; i < findings->marked_count; i++) {
        rf_marked_report(&diags, name, &findings->marked[i]);
    }
    const struct referat_unit_result unit = {.diagnostics = diags.list,
                                             .diagnostic_count = diags.count,
                                             .faults = rf_diags_faults(&diags)};
    if (diags.count) {
        rf_report_unit(report, &unit);
    }
    rf_arena_clear(&arena);
}

static void find(struct targets *targets, const char *path, struct rf_report *report)
{
    struct rf_findings findings;
    if (strcmp(path, "-") == 0) {
        add(targets, path, &(struct rf_found){.place = ""}, 1);
        return;
    }
    switch (rf_find_series(targets->arena, path, &findings)) {
    case RF_FIND_DONE:
        add(targets, path, findings.series, findings.series_count);
        report_marked(report, path, &findings);
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
}

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

/* As strcmp, with what lies below a folder directly after it. */
static int compare_paths(const char *a, const char *b)
{
    for (; *a && *a == *b; a++, b++) {
    }
    int left = *a == '/' ? 1 : (unsigned char)*a + 1;
    int right = *b == '/' ? 1 : (unsigned char)*b + 1;
    return !*a || !*b ? (*a != 0) - (*b != 0) : left - right;
}

static int compare_places(const void *a, const void *b)
{
    const struct rf_target *const *left = a, *const *right = b;
    int order = compare_paths((*left)->outputs, (*right)->outputs);
    return order ? order : ((*left)->only_path != NULL) - ((*right)->only_path != NULL);
}

/* Series may lie within each other's places. */
static bool share_place(const struct rf_target *outer, const struct rf_target *inner)
{
    return rf_path_is_within(inner->outputs, outer->outputs) &&
           (inner->only_path || outer->only_path ||
            strcmp(inner->outputs, outer->outputs) == 0);
}

static bool say_shared(const struct rf_target *a, const struct rf_target *b,
                       const char *dir)
{
    bool in_order = a < b;
    const char *place = b->outputs;
    rf_say("%s and %s would both be written to %s%s%s; make them one by one, each "
           "with its own -o",
           (in_order ? a : b)->path, (in_order ? b : a)->path, dir, *place ? "/" : "",
           place);
    return false;
}

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
            if (share_place(sorted[at - 1], sorted[i])) {
                return say_shared(sorted[at - 1], sorted[i], dir);
            }
        }
    }
    return true;
}

/* dir without its last names, as many as place has: as text where it ends so, else by
 * "..". */
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

static bool ends_in(const char *path, const char *place)
{
    size_t n = strlen(path), m = strlen(place);
    return m && n > m && path[n - m - 1] == '/' && strcmp(path + n - m, place) == 0;
}

bool rf_targets_have_whole_folder(struct rf_report *report, struct rf_arena *arena,
                                  const struct rf_target *targets, size_t count)
{
    const char *dir = report->options->output, *real = rf_real_path(arena, dir);
    for (size_t i = 0; i < count; i++) {
        const struct rf_target *target = &targets[i];
        if (target->only_path && ends_in(real, target->outputs)) {
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

/* Reads at most one byte more than a document may have. */
static bool read_standard_input(struct rf_buf *text, struct rf_report *report)
{
    char chunk[16 * 1024];
    size_t got;
    while (text->n <= RF_LIMIT_DOCUMENT_BYTES &&
           (got = fread(chunk, 1, sizeof chunk, stdin)) > 0) {
        rf_buf_add(text, chunk, got);
    }
    if (ferror(stdin)) {
        rf_say("cannot read standard input: %s", strerror(errno));
        rf_report_raise(report, RF_EXIT_WORLD);
        return false;
    }
    if (text->n > RF_LIMIT_DOCUMENT_BYTES) {
        rf_say("standard input: the document is larger than %d MiB",
               RF_LIMIT_DOCUMENT_BYTES >> 20);
        rf_report_raise(report, RF_EXIT_REFUSED);
        return false;
    }
    return true;
}

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
    if (read_standard_input(&text, report)) {
        rf_report_begin_run(report);
        run = rf_run_open_text(rf_buf_string(&text), text.n, &options, plan);
    }
    rf_buf_clear(&text);
    return run;
}
