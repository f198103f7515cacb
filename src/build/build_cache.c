/* Which cache a build uses, and whether it may (build). A cache holds what is closed, so
 * it may lie neither where outputs go nor among the sources, from which others would get
 * it. One that was named with --cache and may not be used ends the build; the usual one
 * is left unused, with a note, and everything is compiled. */
#include "build/build_cache.h"
#include "build/targets.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/codec.h"
#include "base/edition_marks.h"
#include "base/path.h"
#include "base/real_path.h"

/* ---- Where it is ---- */

/* As the XDG base directories have it; NULL: the user has no home. Links on the way are
 * the user's own choice. */
static const char *usual_path(struct rf_arena *arena)
{
    const char *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (!base || *base != '/') {
        struct stat info;
        bool has_home =
            home && *home == '/' && stat(home, &info) == 0 && S_ISDIR(info.st_mode);
        base = has_home ? rf_arena_join(arena, home, "/.cache", NULL) : NULL;
    }
    return base ? rf_path_join(arena, rf_real_path(arena, base), "referat") : NULL;
}

/* The path that --cache names, from the root; only the last name may still be a link. */
static const char *named_path(struct rf_arena *arena, const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/') {
        n--;
    }
    const char *given = rf_arena_copy(arena, path, n), *name = rf_path_name(given);
    if (!*name || strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
        return rf_real_path(arena, given);
    }
    const char *above = rf_arena_copy(arena, given, (size_t)(name - given));
    const char *real = rf_real_path(arena, above);
    return rf_arena_join(arena, strcmp(real, "/") == 0 ? "" : real, "/", name, NULL);
}

/* ---- Where it may not be ---- */

/* The nearest folder from path upwards that is marked as an edition's; NULL: none.
 * Others' marks do not count: anybody may put one into /tmp. */
static const char *find_marked(struct rf_arena *arena, const char *path)
{
    for (char *folder = rf_arena_string(arena, path); *folder;) {
        for (enum rf_edition_mark i = 0; i < RF_MARK_COUNT; i++) {
            struct stat info;
            const char *mark = rf_arena_join(arena, folder, "/", rf_mark_name(i), NULL);
            if (lstat(mark, &info) == 0 &&
                (info.st_uid == geteuid() || info.st_uid == 0)) {
                return folder;
            }
        }
        *strrchr(folder, '/') = '\0';
    }
    return NULL;
}

/* Why a cache may not be at path: it would lie in sources or outputs. NULL: it may. */
static const char *find_reason(const struct rf_build_cache *c, const char *path,
                               const struct rf_target *targets, size_t count)
{
    if (rf_real_is_within(path, rf_real_path(c->arena, c->options->output))) {
        return rf_arena_join(c->arena, "it lies in ", c->options->output,
                             ", where the outputs go", NULL);
    }
    for (size_t i = 0; i < count; i++) {
        const char *series = targets[i].series;
        if (series && rf_real_is_within(path, rf_real_path(c->arena, series))) {
            return rf_arena_join(c->arena, "it lies in the series ", series, NULL);
        }
    }
    const char *marked = find_marked(c->arena, path);
    return marked ? rf_arena_join(c->arena, "it lies in ", marked,
                                  ", where an edition is", NULL)
                  : NULL;
}

/* ---- The run ---- */

/* A public edition, a part of a series and a single meeting keep nothing for later. */
static bool is_needed(const struct rf_options *options, const struct rf_target *targets,
                      size_t count)
{
    bool is_needed = false;
    for (size_t i = 0; i < count; i++) {
        is_needed = is_needed || (targets[i].series && !targets[i].only_path);
    }
    return is_needed && !options->verify_only && !options->part_count &&
           options->edition == REFERAT_EDITION_FULL;
}

void rf_build_cache_say(struct rf_build_cache *c, const char *why)
{
    if (!c->has_said && !c->options->is_quiet) {
        rf_say("%s%s%s; the next build compiles everything", c->path ? c->path : "",
               c->path ? ": nothing is kept there: " : "", why);
    }
    c->has_said = true;
}

/* A cache that is named is judged also where none is needed: a mistake shows in the first
 * command that makes it. */
bool rf_build_cache_begin(struct rf_build_cache *c, struct rf_report *report,
                          const struct rf_target *targets, size_t count,
                          struct rf_arena *arena)
{
    const struct rf_options *options = report->options;
    bool needs_one = is_needed(options, targets, count);
    *c = (struct rf_build_cache){.options = options, .arena = arena, .cache.fd = -1};
    if (options->has_no_cache || (!options->cache && !needs_one)) {
        return true;
    }
    c->path = options->cache ? named_path(arena, options->cache) : usual_path(arena);
    if (!c->path) {
        rf_build_cache_say(c, "nothing is kept: neither XDG_CACHE_HOME nor HOME names a "
                              "folder, and there is no --cache");
        return true;
    }
    const char *why = find_reason(c, c->path, targets, count);
    why = why ? why : find_reason(c, rf_real_path(arena, c->path), targets, count);
    if (why && options->cache) {
        return rf_report_fail(
            report, arena, RF_EXIT_REFUSED, options->cache,
            rf_arena_join(arena, "no place for a cache: ", why,
                          "; name a folder outside with --cache, or use --no-cache",
                          NULL));
    }
    if (!why && needs_one) {
        why = rf_cache_open(&c->cache, arena, c->path);
    }
    if (why) {
        rf_build_cache_say(c, why);
    }
    return true;
}

/* Whose state it is: one series built into one place. Paths are real ones, so that the
 * same is found from another folder. */
struct rf_bytes rf_build_cache_origin(const struct rf_build_cache *c,
                                      const struct rf_target *target,
                                      struct rf_arena *arena)
{
    struct rf_buf words = {0};
    rf_put_word(&words, rf_real_path(arena, target->series));
    rf_put_word(&words, rf_real_path(arena, c->options->output));
    rf_put_word(&words, target->place);
    struct rf_bytes origin = {rf_arena_copy(arena, words.p, words.n), words.n};
    rf_buf_clear(&words);
    return origin;
}

/* True where the series or the destination of a state is not there any more. */
static bool is_gone(struct rf_bytes origin)
{
    const char *p = origin.p, *end = p + origin.n;
    for (int i = 0; i < 2; i++) { /* the series, the destination */
        const char *path = rf_take_word(&p, end);
        if (!path || (access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR))) {
            return true;
        }
    }
    return false;
}

/* States of series or destinations that are gone are removed where a new one was put. */
void rf_build_cache_end(struct rf_build_cache *c)
{
    if (c->has_changed) {
        rf_cache_sweep(&c->cache, is_gone);
    }
    rf_cache_close(&c->cache);
}
