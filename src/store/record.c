/* The record of a series as it grows (store): its rows in the order of the meetings, and
 * the effects that each meeting has on earlier ones when it is applied: actions that it
 * closes or changes, minutes that it approves, matters that it brings back. */
#include "store/record.h"

#include <string.h>

#include "base/path.h"
#include "base/str.h"
#include "lang/lang.h"
#include "store/evict.h"
#include "store/internal.h"
#include "store/others.h"

enum {
    TEXTS_BYTES = 4096,  /* a piece of the arena for many texts */
    RECENT_COUNT = 4096, /* more than a body has people, cases and phrases */
};

void rf_record_init(struct rf_record *record, struct rf_arena *arena,
                    const struct referat_series *series, const char *root_name)
{
    *record =
        (struct rf_record){.arena = arena, .series = series, .root_name = root_name};
    rf_record_make_pool(record);
}

/* ---- Meetings ---- */

/* The last row before the order-th folder's, or NULL. Searched from the end, where most
 * are added; only rows of meetings that were loaded ahead come after it. */
static struct rf_record_meeting *before(const struct rf_record *record, size_t order)
{
    struct rf_record_meeting *row = record->last;
    while (row && row->order >= order) {
        row = row->previous;
    }
    return row;
}

struct rf_record_meeting *rf_record_find(const struct rf_record *record, size_t order)
{
    struct rf_record_meeting *previous = before(record, order);
    struct rf_record_meeting *row = previous ? previous->next : record->meetings;
    return row && row->order == order ? row : NULL;
}

struct rf_record_meeting *rf_record_insert(struct rf_record *record, size_t order,
                                           struct rf_arena *arena)
{
    struct rf_record_meeting *previous = before(record, order);
    struct rf_record_meeting **link = previous ? &previous->next : &record->meetings;
    struct rf_record_meeting *row = RF_ARENA_NEW(record->arena, struct rf_record_meeting);
    row->record = record;
    row->arena = arena;
    row->order = order;
    row->next = *link;
    row->previous = previous;
    *link = row;
    *(row->next ? &row->next->previous : &record->last) = row;
    record->meeting_count++;
    return row;
}

void rf_record_remove(struct rf_record *record, struct rf_record_meeting *row)
{
    rf_record_unindex(record, row);
    row->actions = NULL; /* the index by id finds nothing in it */
    *(row->previous ? &row->previous->next : &record->meetings) = row->next;
    *(row->next ? &row->next->previous : &record->last) = row->previous;
    record->meeting_count--;
}

/* ---- Texts ---- */

/* Copies a text without the gaps that an arena leaves between its objects. */
static const char *pack(struct rf_record *record, const char *p, size_t n)
{
    struct rf_record_texts *texts = &record->texts;
    if (n >= TEXTS_BYTES / 8) {
        return rf_arena_copy(record->arena, p, n);
    }
    if (texts->room_bytes <= n) {
        texts->next = rf_arena_take(record->arena, TEXTS_BYTES);
        texts->room_bytes = TEXTS_BYTES;
    }
    char *copy = texts->next;
    memcpy(copy, p, n);
    copy[n] = '\0';
    texts->next += n + 1;
    texts->room_bytes -= n + 1;
    return copy;
}

const char *rf_record_keep_text(struct rf_record *record, const char *p, size_t n)
{
    struct rf_record_texts *texts = &record->texts;
    if (!n) {
        return "";
    }
    if (record->row_arena != record->arena) { /* which may be freed */
        return rf_arena_copy(record->row_arena, p, n);
    }
    if (!texts->recent) {
        texts->recent = RF_ARENA_NEW_ARRAY(record->arena, RECENT_COUNT, const char *);
    }
    const char **known = &texts->recent[rf_record_hash(p, n) % RECENT_COUNT];
    if (!*known || strncmp(*known, p, n) != 0 || (*known)[n]) {
        *known = pack(record, p, n);
    }
    return *known;
}

/* ---- Finding ---- */

struct rf_record_item *rf_record_find_item(const struct rf_record_meeting *meeting,
                                           const char *name)
{
    struct rf_record_item *found = NULL;
    struct rf_record_item *item = rf_record_fetch(meeting)->items;
    for (; item && *name; item = item->next) {
        if (strcmp(item->id, name) == 0) {
            return item;
        }
        if (!found && strcmp(item->number, name) == 0) {
            found = item;
        }
    }
    return found;
}

/* Finds a meeting by id from one that refers to it: the nearest earlier one, else the
 * next later one, else one of a series that is followed. */
static struct rf_record_meeting *find_meeting(struct rf_record_meeting *from,
                                              const char *id)
{
    struct rf_record_meeting *m = from;
    if (rf_path_is_outward(id)) {
        return rf_record_other(from->record, id);
    }
    while (m && strcmp(m->id, id) != 0) {
        m = m->previous;
    }
    if (!m) {
        m = from->next;
        while (m && strcmp(m->id, id) != 0) {
            m = m->next;
        }
    }
    return m ? m : rf_record_followed(from->record, id);
}

bool rf_record_is_shown(const struct referat_series *series,
                        const struct rf_record_meeting *meeting)
{
    const struct referat_series *own =
        meeting->record ? meeting->record->series : series; /* it may be another one */
    return series->edition == REFERAT_EDITION_FULL ||
           (!meeting->is_unread && (own->closed_items != REFERAT_SHOW_NOTHING ||
                                    meeting->access != REFERAT_CLOSED));
}

/* ---- What outcomes mean ---- */

static struct rf_record_taken_up *find_taken_up(const struct rf_record_item *item)
{
    struct rf_record_taken_up *entry = item->meeting->taken_up;
    while (entry && entry->index != item->index) {
        entry = entry->next;
    }
    return entry;
}

const struct rf_record_taken_up *rf_record_taken_up(const struct rf_record_item *item)
{
    return find_taken_up(item);
}

const struct rf_record_approval *rf_record_approval_of(const struct rf_record_item *item,
                                                       const char *meeting)
{
    const struct rf_record_approval *approval =
        item && item->links ? item->links->approvals : NULL;
    while (approval && strcmp(approval->meeting, meeting) != 0) {
        approval = approval->next;
    }
    return approval;
}

bool rf_record_is_approval(enum referat_outcome outcome)
{
    return outcome == REFERAT_APPROVED || outcome == REFERAT_APPROVED_AMENDED ||
           outcome == REFERAT_ADOPTED || outcome == REFERAT_ADOPTED_AMENDED ||
           outcome == REFERAT_NOTED;
}

bool rf_record_is_left_over(enum referat_outcome outcome)
{
    return outcome == REFERAT_POSTPONED || outcome == REFERAT_NOT_REACHED ||
           outcome == REFERAT_RETURNED || outcome == REFERAT_DROPPED;
}

bool rf_record_is_open(const struct rf_record_item *item)
{
    return !item->carried_to &&
           (item->is_pending || rf_outcome_effect(item->outcome) == RF_EFFECT_OPEN);
}

/* ---- Applying meetings ---- */

static void *grown(struct rf_arena *arena, void *old, size_t count, size_t *capacity)
{
    if (count < *capacity) {
        return old;
    }
    *capacity = *capacity ? 2 * *capacity : 32;
    void **list = RF_ARENA_NEW_ARRAY(arena, *capacity, void *);
    if (count) {
        memcpy(list, old, count * sizeof *list);
    }
    return list;
}

void rf_record_apply_texts(const struct rf_record_change *change,
                           struct rf_record_action *action)
{
    if (change->due_written) {
        action->due = change->due;
        action->due_written = change->due_written;
    }
    action->owners = change->owners ? change->owners : action->owners;
    action->note = change->note ? change->note : action->note;
}

static void apply_change(const struct rf_record_meeting *m,
                         const struct rf_record_change *change,
                         struct rf_record_action *action)
{
    if (change->has_state) {
        action->state = change->state;
        action->closed_by = change->state == REFERAT_ACTION_OPEN ? NULL : m;
    }
    rf_record_apply_texts(change, action);
}

static bool is_earlier(const struct rf_record_meeting *a,
                       const struct rf_record_meeting *b)
{
    return a->record == b->record ? a->order < b->order : !rf_record_is_after(a, b);
}

/* The action that a change is about: the first of that id in an earlier meeting. */
static struct rf_record_action *resolve(const struct rf_record *record,
                                        const struct rf_record_meeting *m,
                                        const struct rf_record_change *change)
{
    struct rf_record_action *action =
        rf_record_resolve_action(record, m->folder, change->action);
    if (action && action->item->meeting->record == record &&
        !is_earlier(action->item->meeting, m)) {
        action = rf_record_resolve_elsewhere(record, m->folder, change->action);
    }
    return action && is_earlier(action->item->meeting, m) ? action : NULL;
}

void rf_record_apply_other_change(struct rf_record *record,
                                  const struct rf_record_meeting *m,
                                  const struct rf_record_change *change,
                                  struct rf_record_action *action)
{
    struct rf_record_change copy = *change; /* the record outlives its strings */
    const char **const texts[] = {&copy.due_written, &copy.owners, &copy.note};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = *texts[i] ? rf_arena_string(record->arena, *texts[i]) : NULL;
    }
    apply_change(m, &copy, action);
    rf_record_keep_delta(record, &copy, action);
}

static void apply_changes(struct rf_record *record, const struct rf_record_meeting *m)
{
    for (const struct rf_record_change *c = m->changes; c; c = c->next) {
        struct rf_record_action *action = resolve(record, m, c);
        if (!action) {
            continue;
        }
        if (action->item->meeting->record == record) {
            apply_change(m, c, action);
            rf_record_keep_delta(record, c, action);
        } else {
            rf_record_apply_other_change(action->item->meeting->record, m, c, action);
        }
    }
}

/* Adds an open action at the end of the list, as one that was opened again. */
void rf_record_list_open(struct rf_record *record, struct rf_record_action *action)
{
    if (action->state == REFERAT_ACTION_OPEN && !action->is_listed) {
        action->is_listed = true;
        record->open = grown(record->arena, record->open, record->open_count,
                             &record->open_capacity);
        record->open[record->open_count++] = action;
    }
}

/* False for an action of a series that only a path leads to: what is open there is not
 * on this series' lists. */
static bool is_listed_in(const struct rf_record *lists,
                         const struct rf_record_action *action)
{
    const struct rf_record *record = action->item->meeting->record;
    return record == lists || record->lead == lists;
}

void rf_record_unlist_closed(struct rf_record *record)
{
    size_t kept = 0;
    for (size_t i = 0; i < record->open_count; i++) {
        struct rf_record_action *action = record->open[i];
        action->is_listed = action->state == REFERAT_ACTION_OPEN;
        if (action->is_listed) {
            record->open[kept++] = action;
        }
    }
    record->open_count = kept;
}

static void list_actions(struct rf_record *record, const struct rf_record *own,
                         const struct rf_record_meeting *m)
{
    rf_record_unlist_closed(record);
    for (const struct rf_record_change *c = m->changes; c; c = c->next) {
        struct rf_record_action *action = resolve(own, m, c);
        if (action && c->has_state && is_listed_in(record, action)) {
            rf_record_list_open(record, action);
        }
    }
    for (struct rf_record_action *action = m->actions; action; action = action->next) {
        if (action->state == REFERAT_ACTION_OPEN) {
            rf_record_list_open(record, action);
        }
    }
}

static struct rf_record_item *origin_of(const struct rf_record *record,
                                        const struct rf_record_item *item)
{
    const struct rf_record_links *links = item->links;
    const struct rf_record_meeting *meeting =
        *links->carried_meeting ? find_meeting(item->meeting, links->carried_meeting)
                                : NULL;
    struct rf_record_item *origin =
        meeting ? rf_record_find_item(meeting, links->carried_item) : NULL;
    bool is_hidden = origin && record->is_public && origin->access == REFERAT_CLOSED;
    return is_hidden ? NULL : origin; /* that an open matter was closed once */
}

/* Where the item's meeting was cancelled, the item that this one was itself carried from:
 * a later meeting may name either of them. */
static struct rf_record_item *next_origin(const struct rf_record *record,
                                          const struct rf_record_item *item)
{
    bool is_passed_on = item->links && rf_record_is_cancelled(item->meeting);
    struct rf_record_item *origin = is_passed_on ? origin_of(record, item) : NULL;
    return origin && is_earlier(origin->meeting, item->meeting) ? origin : NULL;
}

bool rf_record_is_same_case(const struct rf_record_item *a,
                            const struct rf_record_item *b)
{
    return a->links && b->links && *a->links->case_number &&
           strcmp(a->links->case_number, b->links->case_number) == 0;
}

/* An item brings a matter back when it is carried from it, or is about the same case. */
static bool is_return_of(const struct rf_record *record,
                         const struct rf_record_item *item,
                         const struct rf_record_item *origin)
{
    const struct rf_record_item *from = item->links ? item->links->carried_from : NULL;
    for (; from; from = next_origin(record, from)) {
        if (from == origin) {
            return true;
        }
    }
    return rf_record_is_same_case(item, origin);
}

void rf_record_apply_return(struct rf_record *record, struct rf_record_item *item)
{
    bool may_bring_back =
        item->links && (item->links->carried_from || *item->links->case_number);
    if (!may_bring_back) {
        return;
    }
    size_t kept = 0;
    for (size_t i = 0; i < record->pending_count; i++) {
        struct rf_record_item *origin = record->pending[i];
        if (is_return_of(record, item, origin)) {
            origin->carried_to = item;
            origin->is_pending = false;
        } else {
            record->pending[kept++] = origin;
        }
    }
    record->pending_count = kept;
}

static void await_return(struct rf_record *record, struct rf_record_item *item)
{
    bool is_promised = item->words && item->words->returns.year;
    bool is_left = rf_outcome_effect(item->outcome) == RF_EFFECT_OPEN;
    if (is_promised || is_left) {
        record->pending = grown(record->arena, record->pending, record->pending_count,
                                &record->pending_capacity);
        record->pending[record->pending_count++] = item;
        item->is_pending = true;
    }
}

bool rf_record_is_carried_from(const struct rf_record *record,
                               const struct rf_record_item *item,
                               const struct rf_record_item *origin)
{
    const struct rf_record_item *found = item->links ? origin_of(record, item) : NULL;
    while (found &&
           (found->meeting != origin->meeting || found->index != origin->index)) {
        found = next_origin(record, found);
    }
    return found != NULL;
}

static struct rf_record_ref ref_to(const struct rf_record_item *item)
{
    return (struct rf_record_ref){item->meeting, item->index};
}

void rf_record_add_taken_up(const struct rf_record *record,
                            const struct rf_record_item *origin,
                            const struct rf_record_item *item)
{
    struct rf_record_taken_up *entry = find_taken_up(origin);
    if (!entry) {
        entry = RF_ARENA_NEW(record->arena, struct rf_record_taken_up);
        entry->index = origin->index;
        entry->next = origin->meeting->taken_up;
        origin->meeting->taken_up = entry;
    }
    struct rf_record_ref *ref =
        rf_record_is_cancelled(item->meeting) ? &entry->not_at : &entry->at;
    *ref = ref->meeting ? *ref : ref_to(item);
}

/* A meeting without a date is neither later nor earlier. */
static bool is_later(const struct rf_record_meeting *a, const struct rf_record_meeting *b)
{
    return a->record == b->record ? a->date.year && b->date.year && is_earlier(b, a)
                                  : rf_record_is_after(a, b);
}

void rf_record_apply_approval(struct rf_record_meeting *approved,
                              const struct rf_record_item *item)
{
    if (!approved->named_by.meeting) {
        approved->named_by = ref_to(item);
    }
    if (!approved->approved_by.meeting && rf_record_is_approval(item->outcome)) {
        approved->approved_by = ref_to(item);
    }
}

/* Links an item to the one that it is carried from. What a cancelled meeting was to take
 * up is still at its origin. An origin whose turn comes later, as one without a date may,
 * makes its items anew then: no pointer to them is kept. */
static void apply_origin(const struct rf_record *record, struct rf_record_item *item)
{
    bool is_cancelled = rf_record_is_cancelled(item->meeting);
    struct rf_record_item *origin = origin_of(record, item);
    if (origin && is_later(origin->meeting, item->meeting)) {
        origin = NULL;
    }
    bool is_ahead = origin && origin->meeting->record == item->meeting->record &&
                    origin->meeting->order > item->meeting->order;
    item->links->carried_from = is_ahead ? NULL : origin;
    for (; origin; origin = next_origin(record, origin)) {
        rf_record_add_taken_up(record, origin, item);
        if (!is_cancelled && !is_ahead && !origin->carried_to) {
            origin->carried_to = item;
        }
    }
}

static void apply_links(const struct rf_record *record, struct rf_record_item *item)
{
    const struct rf_record_approval *a =
        rf_record_is_cancelled(item->meeting) ? NULL : item->links->approvals;
    for (; a; a = a->next) {
        struct rf_record_meeting *approved =
            *a->meeting ? find_meeting(item->meeting, a->meeting) : NULL;
        if (approved && !is_later(approved, item->meeting)) {
            rf_record_apply_approval(approved, item);
        }
    }
    apply_origin(record, item);
}

void rf_record_apply(struct rf_record *record, struct rf_record_meeting *m)
{
    struct rf_record *lists = record->lead ? record->lead : record;
    apply_changes(record, m);
    if (record->table_columns) {
        list_actions(lists, record, m);
    }
    bool is_return_of = record->table_columns && !rf_record_is_cancelled(m);
    for (struct rf_record_item *item = m->items; item; item = item->next) {
        if (item->links) {
            apply_links(record, item);
        }
        if (is_return_of) {
            rf_record_apply_return(lists, item);
        }
    }
    for (struct rf_record_item *item = m->items; item && record->table_columns;
         item = item->next) {
        await_return(lists, item);
    }
    record->applied = m;
    rf_record_drop(record, m);
}

void rf_record_apply_before(struct rf_record *record, size_t order,
                            const struct rf_record_meeting *at)
{
    struct rf_record_meeting *m =
        record->applied ? record->applied->next : record->meetings;
    for (; m && m->order < order; m = m->next) {
        rf_record_apply_others(record, m);
        rf_record_apply(record, m);
    }
    rf_record_apply_others(record, at);
}
