/* Closed items that the public edition does not even number: the arrays of items are made
 * anew without them, and all that pointed into the old ones is turned (redact). */
#include <string.h>

#include "redact/redact.h"

struct move {
    struct rf_model *model;
    struct referat_meeting *meeting;
    struct referat_item **moved; /* by the old position; NULL: left out */
};

static struct referat_item *moved(const struct move *move,
                                  const struct referat_item *item)
{
    return item ? move->moved[item->position] : NULL;
}

/* ---- The tree ---- */

static void turn_annexes(struct referat_item *item)
{
    for (size_t i = 0; i < item->annex_count; i++) {
        item->annexes[i]->item = item;
    }
    for (size_t i = 0; i < item->own_annex_count; i++) {
        item->own_annexes[i].item = item;
    }
    struct referat_recommendation *r = item->recommendation;
    for (size_t i = 0; r && i < r->own_annex_count; i++) {
        r->own_annexes[i].item = item;
    }
    if (r) {
        r->item = item;
    }
}

static void turn_minutes(const struct move *move, struct referat_item *item)
{
    item->treated_with = moved(move, item->treated_with);
    if (item->decision) {
        item->decision->item = item;
        item->decision->decided_with = moved(move, item->decision->decided_with);
    }
    for (size_t i = 0; i < item->action_count; i++) {
        item->actions[i]->item = item;
    }
}

static struct referat_item *copy_level(struct move *move,
                                       const struct referat_item *items, size_t *count,
                                       struct referat_item *parent)
{
    struct referat_item *open =
        RF_ARENA_NEW_ARRAY(move->model->arena, *count + 1, struct referat_item);
    size_t n = 0;
    for (size_t i = 0; i < *count; i++) {
        if (items[i].access == REFERAT_CLOSED) {
            continue; /* with its sub-items, which are closed too */
        }
        struct referat_item *item = &open[n++];
        *item = items[i];
        item->parent = parent;
        item->group = moved(move, item->group);
        move->moved[items[i].position] = item;
        turn_annexes(item);
        turn_minutes(move, item);
        item->items = copy_level(move, items[i].items, &item->item_count, item);
    }
    *count = n;
    return open;
}

/* ---- The lists ---- */

static void turn_lists(struct move *move)
{
    struct referat_meeting *m = move->meeting;
    size_t n = 0;
    for (size_t i = 0; i < m->ordered_count; i++) {
        struct referat_item *item = moved(move, m->ordered_items[i]);
        if (item) {
            m->ordered_items[n++] = item;
            item->order = (int)n;
        }
    }
    m->ordered_count = n;
    n = 0;
    for (size_t i = 0; i < m->all_item_count; i++) {
        struct referat_item *item = move->moved[i];
        if (item) {
            item->position = n;
            m->all_items[n++] = item;
        }
    }
    m->all_item_count = n;
}

static void turn_refs(const struct move *move, struct referat_item_ref *refs,
                      size_t *count)
{
    size_t n = 0;
    for (size_t i = 0; i < *count; i++) {
        const struct referat_item *item = moved(move, refs[i].item);
        if (item) {
            refs[n] = refs[i];
            refs[n++].item = item;
        }
    }
    *count = n;
}

static void turn_references(struct move *move)
{
    struct referat_agenda *a = move->meeting->agenda;
    struct referat_minutes *minutes = move->meeting->minutes;
    for (size_t i = 0; a && i < a->guest_count; i++) {
        turn_refs(move, a->guests[i].items, &a->guests[i].item_count);
    }
    if (a) {
        turn_refs(move, a->order, &a->order_count);
    }
    for (size_t i = 0; minutes && i < minutes->attendance_count; i++) {
        struct referat_attendance *attendance = &minutes->attendances[i];
        attendance->from_item.item = moved(move, attendance->from_item.item);
        attendance->until_item.item = moved(move, attendance->until_item.item);
    }
}

void rf_edition_omit(struct rf_model *model, struct referat_meeting *m)
{
    struct move move = {
        .model = model,
        .meeting = m,
        .moved = RF_ARENA_NEW_ARRAY(model->arena, m->all_item_count + 1,
                                    struct referat_item *),
    };
    m->items = copy_level(&move, m->items, &m->item_count, NULL);
    turn_references(&move); /* by the old positions */
    turn_lists(&move);
    if (m->agenda) {
        m->agenda->items = m->items;
        m->agenda->item_count = m->item_count;
    }
}
