/* What earlier meetings left open, for the pack of the next one (store). */
#include "store/follow_up.h"

#include <string.h>

#include "store/others.h"

/* The rows live longer than the meeting: nothing is copied. */
static struct referat_follow_up from_item(const struct rf_record_item *item)
{
    return (struct referat_follow_up){
        .meeting_id = item->meeting->id,
        .meeting_folder = item->meeting->folder,
        .series = rf_record_is_other(item->meeting)
                      ? item->meeting->record->series->title.plain
                      : "",
        .item = item->number,
        .anchor = item->anchor,
        .id = "",
        .what = item->words ? item->words->title : "",
        .owners = item->words ? item->words->responsible : "",
        .due_written = "",
        .access = item->access,
    };
}

static struct referat_follow_up from_action(const struct rf_record_action *action)
{
    struct referat_follow_up entry = from_item(action->item);
    entry.kind = REFERAT_FOLLOW_UP_ACTION;
    entry.id = action->id;
    entry.access = action->access;
    entry.what = action->task;
    entry.owners = action->owners;
    entry.due_written = action->due_written;
    entry.due = action->due;
    return entry;
}

static struct referat_follow_up from_pending(const struct rf_record_item *item)
{
    struct referat_follow_up entry = from_item(item);
    bool is_promise = item->words->returns.year != 0;
    entry.kind = is_promise ? REFERAT_FOLLOW_UP_PROMISED : REFERAT_FOLLOW_UP_POSTPONED;
    entry.due = is_promise ? item->words->returns : item->words->to_date;
    entry.due_written = item->words->to;
    return entry;
}

void rf_follow_up(const struct rf_record *record, struct referat_meeting *meeting,
                  struct rf_arena *arena)
{
    if (!record->series->follow_up) {
        return;
    }
    meeting->follow_ups = RF_ARENA_NEW_ARRAY(
        arena, record->open_count + record->pending_count + 1, struct referat_follow_up);
    for (size_t i = 0; i < record->open_count; i++) {
        meeting->follow_ups[meeting->follow_up_count++] = from_action(record->open[i]);
    }
    for (size_t i = 0; i < record->pending_count; i++) {
        meeting->follow_ups[meeting->follow_up_count++] =
            from_pending(record->pending[i]);
    }
}
