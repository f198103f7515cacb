/* Omits closed items altogether, where the series has `closed_items: omit` (redact).
 *
 * The arrays of items are made anew without them. Annexes, decisions, actions, references
 * and lists of the meeting point into the old arrays: `moved` maps an item's old position
 * to its new place, and every pointer is looked up there. */
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

/* What belongs to an item points back to it: to its new place. */
static void repoint_to(const struct move *move, struct referat_item *item)
{
    struct referat_recommendation *r = item->recommendation;
    for (size_t i = 0; i < item->annex_count; i++) {
        item->annexes[i]->item = item;
    }
    for (size_t i = 0; i < item->own_annex_count; i++) {
        item->own_annexes[i].item = item;
    }
    for (size_t i = 0; r && i < r->own_annex_count; i++) {
        r->own_annexes[i].item = item;
    }
    if (r) {
        r->item = item;
    }
    item->treated_with = moved(move, item->treated_with);
    if (item->decision) {
        item->decision->item = item;
        item->decision->decided_with = moved(move, item->decision->decided_with);
    }
    for (size_t i = 0; i < item->action_count; i++) {
        item->actions[i]->item = item;
    }
}

/* Copies the open items of a level and, below them, their sub-items. */
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
        repoint_to(move, item);
        item->items = copy_level(move, items[i].items, &item->item_count, item);
    }
    *count = n;
    return open;
}

/* ---- The lists ---- */

/* Makes the meeting's lists of its items anew, and numbers their places. */
static void repoint_lists(struct move *move)
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

/* References in a document to items of the meeting; those to omitted items go. */
static void repoint_refs(const struct move *move, struct referat_item_ref *refs,
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

void rf_edition_omit(struct rf_model *model, struct referat_meeting *m)
{
    struct move move = {
        .model = model,
        .meeting = m,
        .moved = RF_ARENA_NEW_ARRAY(model->arena, m->all_item_count + 1,
                                    struct referat_item *),
    };
    struct referat_agenda *a = m->agenda;
    m->items = copy_level(&move, m->items, &m->item_count, NULL);
    for (size_t i = 0; a && i < a->guest_count; i++) {
        repoint_refs(&move, a->guests[i].items, &a->guests[i].item_count);
    }
    if (a) {
        repoint_refs(&move, a->order, &a->order_count);
        a->items = m->items;
        a->item_count = m->item_count;
    }
    for (size_t i = 0; m->minutes && i < m->minutes->attendance_count; i++) {
        struct referat_attendance *attendance = &m->minutes->attendances[i];
        attendance->from_item.item = moved(&move, attendance->from_item.item);
        attendance->until_item.item = moved(&move, attendance->until_item.item);
    }
    repoint_lists(&move); /* last: it changes the positions that `moved` goes by */
}
