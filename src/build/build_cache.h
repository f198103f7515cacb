/* Which cache a build uses, and whether it may (build). */
#ifndef RF_BUILD_BUILD_CACHE_H
#define RF_BUILD_BUILD_CACHE_H

#include "build/targets.h"
#include "store/cache_folder.h"

struct rf_build_cache {
    const struct rf_options *options;
    struct rf_arena *arena;
    const char *path;      /* NULL: there is none */
    struct rf_cache cache; /* fd -1: nothing is read or kept */
    bool has_changed;
    bool has_said; /* why it is of no use */
};

/* Before the first byte is written: finds the cache and opens it, where the build keeps
 * anything. False: --cache names a folder that a cache may not lie in, which is reported
 * as refused, and nothing was made. */
bool rf_build_cache_begin(struct rf_build_cache *cache, struct rf_report *report,
                          const struct rf_target *targets, size_t count,
                          struct rf_arena *arena);

/* What a state in it is of: a series and its destination. */
struct rf_bytes rf_build_cache_origin(const struct rf_build_cache *cache,
                                      const struct rf_target *target,
                                      struct rf_arena *arena);

/* Says, once a run, why nothing can be kept. */
void rf_build_cache_say(struct rf_build_cache *cache, const char *why);

/* Removes from it what is of no use any more, if the run has changed it, and closes. */
void rf_build_cache_end(struct rf_build_cache *cache);

#endif
