/* What the last build left, given to the run that makes the next one (build): the
 * functions of struct rf_unit_cache (driver/run.h), which look units up in the old
 * state. */
#include <stdlib.h>
#include <string.h>

#include "build/incremental.h"

/* rf_unit_cache.unit. The bytes live in inc->old_unit until the next call. */
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

/* By folder. */
static int compare_days(const void *a, const void *b)
{
    return strcmp(((const struct rf_cached_day *)a)->folder,
                  ((const struct rf_cached_day *)b)->folder);
}

/* The day of the meeting in a folder, as it was then; NULL: not known. */
static struct rf_cached_day *find_day(const struct rf_incremental *inc,
                                      const char *folder)
{
    const struct rf_cached_day wanted = {.folder = folder};
    return inc->day_count ? bsearch(&wanted, inc->days, inc->day_count, sizeof *inc->days,
                                    compare_days)
                          : NULL;
}

/* rf_unit_cache.when. */
static bool find_when(void *owner, const char *folder, struct rf_when *when)
{
    const struct rf_cached_day *day = find_day(owner, folder);
    if (day && day->is_same) {
        *when = day->when;
    }
    return day && day->is_same;
}

/* rf_unit_cache.has_changed. */
static bool has_changed(void *owner, const char *folder)
{
    const struct rf_cached_day *day = find_day(owner, folder);
    return day && day->has_changed;
}

/* The kept bytes of a unit of the series' own, in inc->old_unit; false: there are none.
 */
static bool read_own(struct rf_incremental *inc, enum rf_unit_kind kind)
{
    struct rf_state_entry *entry = rf_state_find(&inc->old, kind, "");
    return entry && rf_state_read(&inc->old, entry, &inc->old_unit);
}

const struct rf_unit_cache *rf_incremental_cache(struct rf_incremental *inc)
{
    struct rf_bytes *kept = &inc->old_unit.kept;
    inc->cache = (struct rf_unit_cache){.owner = inc,
                                        .unit = find_unit,
                                        .when = find_when,
                                        .has_changed = has_changed,
                                        .folders = inc->folders.p,
                                        .folders_bytes = inc->folders.n};
    /* What was seen over the whole series is looked up when all is compiled. */
    if (read_own(inc, RF_UNIT_LAST)) {
        inc->cache.last = rf_arena_copy(&inc->arena, kept->p, kept->n);
        inc->cache.last_bytes = kept->n;
    }
    if (!read_own(inc, RF_UNIT_FOLDERS)) {
        return &inc->cache;
    }
    /* Days are known of folders whose units are as they were, and of no other. */
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
    return &inc->cache;
}
