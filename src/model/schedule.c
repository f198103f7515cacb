/* Planned times: the meeting's start, the order of treatment, durations, fixed starts
 * (model). format.md section 5.
 *
 * A clock runs from the meeting's start through the items; each takes its minutes, or the
 * sum of its sub-items'. An item with a fixed start sets the clock. -1 is a time that is
 * not known: without a start no item has one until the first fixed start. */
#include "model/assemble.h"

/* The minutes of an item: its own, else the sum of its sub-items'. */
static int planned_minutes(const struct referat_item *item)
{
    int sum = item->duration.min;
    if (sum < 0) {
        sum = 0;
        for (size_t i = 0; i < item->item_count; i++) {
            sum += planned_minutes(&item->items[i]);
        }
    }
    return sum;
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
 * put that. A heading takes no time: what it groups does. A fixed start more than half a
 * day before the clock is the next day's: meetings may run past midnight. */
static int place(struct referat_item *item, int clock)
{
    enum { HALF_DAY_MIN = 720, DAY_MIN = 1440 };
    if (item->type == REFERAT_TYPE_HEADING) {
        return place_list(item->items, item->item_count, clock);
    }
    if (item->start.start_min >= 0) {
        int fixed = item->start.start_min;
        while (clock >= 0 && fixed + HALF_DAY_MIN < clock) {
            fixed += DAY_MIN;
        }
        clock = fixed;
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
