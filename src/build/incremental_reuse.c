/* What the last build left, given to the run that makes the next one (build). */
#include <stdlib.h>
#include <string.h>

#include "build/incremental.h"

static bool find_unit(void *owner, const char *folder, const char **kept, size_t *n)
{
    struct rf_incremental *inc = owner;
    struct rf_state_entry *entry = rf_state_find(&inc->old, RF_UNIT_MEETING, folder);
    if (!entry || !entry->is_same || !rf_state_read(&inc->old, entry, &inc->old_unit)) {
        return false;
    }
    *kept = inc->old_unit.kept.p;
    *n = inc->old_unit.kept.n;
    return true;
}

/* ---- When meetings were ---- */

static int compare_days(const void *a, const void *b)
{
    return strcmp(((const struct rf_cached_day *)a)->folder,
                  ((const struct rf_cached_day *)b)->folder);
}

static struct rf_cached_day *find_day(const struct rf_incremental *inc,
                                      const char *folder)
{
    const struct rf_cached_day wanted = {.folder = folder};
    return inc->day_count ? bsearch(&wanted, inc->days, inc->day_count, sizeof *inc->days,
                                    compare_days)
                          : NULL;
}

static bool find_when(void *owner, const char *folder, struct rf_when *when)
{
    const struct rf_cached_day *day = find_day(owner, folder);
    if (day && day->is_same) {
        *when = day->when;
    }
    return day && day->is_same;
}

static bool has_changed(void *owner, const char *folder)
{
    const struct rf_cached_day *day = find_day(owner, folder);
    return day && day->has_changed;
}

/* Of folders whose units are as they were, and of no other. */
static void read_days(struct rf_incremental *inc)
{
    struct rf_state_entry *entry = rf_state_find(&inc->old, RF_UNIT_FOLDERS, "");
    struct rf_bytes *kept = &inc->old_unit.kept;
    if (!entry || !rf_state_read(&inc->old, entry, &inc->old_unit)) {
        return;
    }
    const char *p = rf_arena_copy(&inc->arena, kept->p, kept->n), *end = p + kept->n;
    inc->days = RF_ARENA_NEW_ARRAY(&inc->arena, inc->old.count + 1, struct rf_cached_day);
    for (size_t i = 0; i < inc->old.count; i++) {
        const struct rf_state_entry *unit = &inc->old.entries[i];
        if (unit->kind == RF_UNIT_MEETING) {
            inc->days[inc->day_count++] = (struct rf_cached_day){
                .folder = unit->name, .has_changed = !unit->is_same};
        }
    }
    qsort(inc->days, inc->day_count, sizeof *inc->days, compare_days);
    struct rf_when when;
    for (const char *folder; (folder = rf_run_next_day(&p, end, &when)) != NULL;) {
        struct rf_cached_day *day = find_day(inc, folder);
        if (day && !day->has_changed) {
            day->when = when;
            day->is_same = true;
        }
    }
}

/* What was seen over the whole series is looked up when all is compiled. */
static void read_last(struct rf_incremental *inc)
{
    struct rf_state_entry *entry = rf_state_find(&inc->old, RF_UNIT_LAST, "");
    struct rf_bytes *kept = &inc->old_unit.kept;
    if (entry && rf_state_read(&inc->old, entry, &inc->old_unit)) {
        inc->cache.last = rf_arena_copy(&inc->arena, kept->p, kept->n);
        inc->cache.last_bytes = kept->n;
    }
}

const struct rf_unit_cache *rf_incremental_cache(struct rf_incremental *inc)
{
    inc->cache = (struct rf_unit_cache){.owner = inc,
                                        .unit = find_unit,
                                        .when = find_when,
                                        .has_changed = has_changed,
                                        .folders = inc->folders.p,
                                        .folders_bytes = inc->folders.n};
    read_last(inc);
    read_days(inc);
    return &inc->cache;
}
