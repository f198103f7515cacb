/* Actions by their ids (store). */
#include <string.h>

#include "store/evict.h"
#include "store/internal.h"

static struct rf_record_action *find_in(const struct rf_record_meeting *meeting,
                                        const char *id)
{
    struct rf_record_action *action = rf_record_fetch(meeting)->actions;
    while (action && strcmp(action->id, id) != 0) {
        action = action->next;
    }
    return action;
}

/* The action that a slot leads to; NULL where it has another id. */
static struct rf_record_action *in_slot(const struct rf_record_slot *slot, const char *id)
{
    if (slot->is_evicted) {
        return find_in(slot->to.meeting, id);
    }
    return strcmp(slot->to.action->id, id) == 0 ? slot->to.action : NULL;
}

static void grow(struct rf_record *record)
{
    struct rf_record_slot *old = record->by_id;
    struct rf_arena old_arena = record->by_id_arena;
    size_t old_capacity = record->by_id_capacity;
    rf_arena_init(&record->by_id_arena);
    record->by_id_capacity = old_capacity ? 2 * old_capacity : 256;
    record->by_id = RF_ARENA_NEW_ARRAY(&record->by_id_arena, record->by_id_capacity,
                                       struct rf_record_slot);
    size_t mask = record->by_id_capacity - 1;
    for (size_t i = 0; i < old_capacity; i++) {
        size_t at = old[i].hash & mask;
        while (old[i].to.action && record->by_id[at].to.action) {
            at = (at + 1) & mask;
        }
        if (old[i].to.action) {
            record->by_id[at] = old[i];
        }
    }
    rf_arena_clear(&old_arena);
}

/* One id may have several slots: of meetings that use it, too, and of one that was filled
 * anew. */
void rf_record_index_action(struct rf_record *record, struct rf_record_action *action)
{
    if (2 * record->action_count >= record->by_id_capacity) {
        grow(record);
    }
    uint32_t wanted = rf_record_hash(action->id, strlen(action->id));
    size_t mask = record->by_id_capacity - 1, at = wanted & mask;
    while (record->by_id[at].to.action) {
        at = (at + 1) & mask;
    }
    record->by_id[at] = (struct rf_record_slot){.hash = wanted, .to.action = action};
    record->action_count++;
}

void rf_record_unindex(struct rf_record *record, struct rf_record_meeting *row)
{
    for (struct rf_record_action *action = row->actions; action; action = action->next) {
        size_t mask = record->by_id_capacity - 1;
        size_t at = rf_record_hash(action->id, strlen(action->id)) & mask;
        while (record->by_id[at].is_evicted || record->by_id[at].to.action != action) {
            at = (at + 1) & mask;
        }
        record->by_id[at].is_evicted = true;
        record->by_id[at].to.meeting = row;
    }
}

static bool is_before(const struct rf_record_action *a, const struct rf_record_action *b)
{
    size_t x = a->item->meeting->order, y = b->item->meeting->order;
    return x != y ? x < y : a->index < b->index;
}

struct rf_record_action *rf_record_action(const struct rf_record *record, const char *id)
{
    struct rf_record_action *first = NULL;
    uint32_t wanted = rf_record_hash(id, strlen(id));
    size_t mask = record->by_id_capacity - 1;
    for (size_t at = wanted & mask; record->by_id_capacity && record->by_id[at].to.action;
         at = (at + 1) & mask) {
        const struct rf_record_slot *slot = &record->by_id[at];
        struct rf_record_action *action = slot->hash == wanted ? in_slot(slot, id) : NULL;
        first = action && (!first || is_before(action, first)) ? action : first;
    }
    return first;
}
