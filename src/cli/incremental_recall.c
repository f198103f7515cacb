/* What the last build left, given to the run that makes the next one (command line). */
#include "cli/incremental.h"

static bool recall_unit(void *owner, const char *folder, const char **kept, size_t *n)
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

/* What was seen over the whole series is looked up when all is compiled. */
static void recall_last(struct rf_incremental *inc)
{
    struct rf_state_entry *entry = rf_state_find(&inc->old, RF_UNIT_LAST, "");
    struct rf_bytes *kept = &inc->old_unit.kept;
    if (entry && rf_state_read(&inc->old, entry, &inc->old_unit)) {
        inc->recall.last = rf_arena_copy(&inc->arena, kept->p, kept->n);
        inc->recall.last_bytes = kept->n;
    }
}

void rf_incremental_recall(struct rf_incremental *inc)
{
    inc->recall =
        (struct rf_recall){inc, recall_unit, inc->folders.p, inc->folders.n, NULL, 0};
    recall_last(inc);
    rf_run_recall(inc->run, &inc->recall);
}
