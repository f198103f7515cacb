/* Planned times: the meeting's start, the order of treatment, durations, fixed starts
 * (model). */
#include "model/assemble.h"

static int planned_minutes(const struct referat_item *item)
{
    if (item->duration.min >= 0) {
        return item->duration.min;
    }
    int sum = 0;
    for (size_t i = 0; i < item->item_count; i++) {
        sum += planned_minutes(&item->items[i]);
    }
    return sum;
}

/* A fixed start before the clock's hand by more than half a day is the next day's. */
static int anchored(int clock, int fixed)
{
    while (clock >= 0 && fixed + 720 < clock) {
        fixed += 1440;
    }
    return fixed;
}

static int place(struct referat_item *item, int clock);

static int place_list(struct referat_item *items, size_t count, int clock)
{
    for (size_t i = 0; i < count; i++) {
        clock = place(&items[i], clock);
    }
    return clock;
}

/* Places an item at clock, its sub-items one after the other within it; returns when it
 * ends: one without minutes of its own with its last sub-item, wherever a fixed start has
 * put that. A heading takes no time: what it groups does. */
static int place(struct referat_item *item, int clock)
{
    if (item->type == REFERAT_TYPE_HEADING) {
        return place_list(item->items, item->item_count, clock);
    }
    if (item->start.start_min >= 0) {
        clock = anchored(clock, item->start.start_min);
    }
    item->planned_min = planned_minutes(item);
    item->planned_start_min = clock;
    int last = place_list(item->items, item->item_count, clock);
    bool has_own = item->duration.min >= 0 || !item->item_count;
    return !has_own ? last : clock < 0 ? -1 : clock + item->planned_min;
}

void rf_model_schedule(struct referat_meeting *m)
{
    int clock = m->time.start_min;
    if (referat_meeting_is_written(m)) {
        return; /* no clock ran */
    }
    for (size_t i = 0; i < m->ordered_count; i++) {
        clock = place(m->ordered_items[i], clock);
    }
}
