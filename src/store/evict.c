/* Rows that are given up, and read back (store). */
#include "store/evict.h"

#include <errno.h>
#include <string.h>

#include "store/row_internal.h"

/* Rows that were not taken in yet: those of some folders that are compiled or taken in
 * together, twice. Those that were loaded ahead of their turn live in the record's arena
 * when these are taken. */
enum { HOME_COUNT = 24 };

/* A row that was read back. */
struct recalled {
    struct recalled *next;
    const struct rf_record_meeting *row;
    struct rf_record_meeting whole;
};

/* What later meetings said of an action of a row that is given up. */
struct rf_record_moved {
    struct rf_record_moved *next;
    const struct rf_record_meeting *closed_by;
    struct rf_record_change *change; /* NULL: only its state */
    unsigned action;                 /* index */
    enum referat_action_state state;
};

struct rf_record_stay {
    struct rf_record_store *store; /* NULL: nothing is given up */
    struct rf_arena homes[HOME_COUNT];
    bool is_taken[HOME_COUNT];
    struct rf_record_meeting *late[RF_RECORD_LATE_ROWS]; /* to be dropped, in turn */
    size_t next_late;                                    /* whose turn it is */
    struct rf_arena arena;                               /* of what was read back */
    struct recalled *first;
    int reason; /* of a failure, errno */
};

void rf_record_make_stay(struct rf_record *record)
{
    record->stay = RF_ARENA_NEW(record->arena, struct rf_record_stay);
}

void rf_record_clear(struct rf_record *record)
{
    struct rf_record_stay *stay = record->stay;
    for (size_t i = 0; i < HOME_COUNT; i++) {
        rf_arena_clear(&stay->homes[i]);
    }
    rf_arena_clear(&stay->arena);
    rf_arena_clear(&record->by_id_arena);
    stay->first = NULL;
}

void rf_record_set_store(struct rf_record *record, struct rf_record_store *store)
{
    record->stay->store = store;
}

int rf_record_failure(const struct rf_record *record)
{
    return record->stay->reason;
}

/* ---- Where rows live ---- */

struct rf_arena *rf_record_take_home(struct rf_record *record)
{
    struct rf_record_stay *stay = record->stay;
    for (size_t i = 0; i < HOME_COUNT && stay->store && !record->keeps_rows; i++) {
        if (!stay->is_taken[i]) {
            stay->is_taken[i] = true;
            return &stay->homes[i];
        }
    }
    return record->arena;
}

void rf_record_leave_home(struct rf_record *record, struct rf_arena *home)
{
    struct rf_record_stay *stay = record->stay;
    for (size_t i = 0; i < HOME_COUNT; i++) {
        if (home == &stay->homes[i]) {
            rf_arena_reset(home);
            stay->is_taken[i] = false;
        }
    }
}

static void drop(struct rf_record *record, struct rf_record_meeting *row)
{
    rf_record_unindex(record, row);
    row->title = row->place = "";
    row->place_span = row->signatures_span = (struct referat_span){0};
    row->claim = NULL;
    row->items = row->last_item = NULL;
    row->actions = row->last_action = NULL;
    row->changes = row->last_change = NULL;
    rf_record_leave_home(record, row->home);
    row->home = NULL;
    row->is_given_up = true;
}

void rf_record_drop(struct rf_record *record, struct rf_record_meeting *row)
{
    struct rf_record_stay *stay = record->stay;
    if (!row->kept_bytes) {
        return;
    }
    if (!stay->store->late_rows) {
        drop(record, row);
        return;
    }
    struct rf_record_meeting **late = &stay->late[stay->next_late];
    stay->next_late = (stay->next_late + 1) % stay->store->late_rows;
    if (*late) {
        drop(record, *late);
    }
    *late = row;
}

void rf_record_give_up(struct rf_record *record, struct rf_record_meeting *row,
                       uint64_t at, size_t n)
{
    bool can_be = record->stay->store && record->keeps_words && !record->keeps_rows;
    if (!can_be || row->kept_bytes || n > UINT32_MAX) {
        return;
    }
    row->kept_at = at;
    row->kept_bytes = (uint32_t)n;
    if (record->settled && row->order <= record->settled->order) {
        rf_record_drop(record, row);
    }
}

/* ---- What was said since ---- */

static struct rf_record_moved *moved_of(struct rf_record *record,
                                        const struct rf_record_action *action)
{
    struct rf_record_meeting *row = action->item->meeting;
    struct rf_record_moved *moved = row->moved;
    while (moved && moved->action != action->index) {
        moved = moved->next;
    }
    if (!moved) {
        moved = RF_ARENA_NEW(record->arena, struct rf_record_moved);
        moved->action = action->index;
        moved->next = row->moved;
        row->moved = moved;
    }
    return moved;
}

static void move_text(struct rf_record *record, const char **kept, const char *said)
{
    *kept = said ? rf_arena_string(record->arena, said) : *kept;
}

/* The strings of the change go with its meeting: the action has copies. */
static void move_texts(struct rf_record *record, struct rf_record_moved *moved,
                       const struct rf_record_change *said,
                       struct rf_record_action *action)
{
    if (!said->due_written && !said->owners && !said->note) {
        return;
    }
    if (!moved->change) {
        moved->change = RF_ARENA_NEW(record->arena, struct rf_record_change);
    }
    struct rf_record_change *change = moved->change;
    change->due = said->due_written ? said->due : change->due;
    move_text(record, &change->due_written, said->due_written);
    move_text(record, &change->owners, said->owners);
    move_text(record, &change->note, said->note);
    rf_record_apply_texts(change, action);
}

void rf_record_note_change(struct rf_record *record,
                           const struct rf_record_change *change,
                           struct rf_record_action *action)
{
    if (!record->stay->store || record->keeps_rows) {
        return;
    }
    struct rf_record_moved *moved = moved_of(record, action);
    moved->state = action->state;
    moved->closed_by = action->closed_by;
    move_texts(record, moved, change, action);
}

static void catch_up(struct rf_record_meeting *whole)
{
    struct rf_record_action *action = whole->actions;
    for (; action; action = action->next) {
        const struct rf_record_moved *moved = whole->moved;
        while (moved && moved->action != action->index) {
            moved = moved->next;
        }
        if (moved) {
            action->state = moved->state;
            action->closed_by = moved->closed_by;
            if (moved->change) {
                rf_record_apply_texts(moved->change, action);
            }
        }
    }
}

/* ---- Reading back ---- */

/* False with errno. Items know the row that stayed: references lead from it. */
static bool read_back(const struct rf_record_meeting *row, struct rf_arena *arena,
                      struct rf_record_meeting *whole)
{
    struct rf_record_store *store = row->record->stay->store;
    struct rf_record_meeting read = {0};
    char *bytes = rf_arena_take(arena, row->kept_bytes);
    if (!store->read(store, row->kept_at, bytes, row->kept_bytes)) {
        return false;
    }
    if (!rf_keep_read(row->record, arena, bytes, row->kept_bytes, &read)) {
        errno = EBADMSG;
        return false;
    }
    *whole = *row;
    whole->next = whole->previous = NULL;
    whole->title = read.title;
    whole->place = read.place;
    whole->place_span = read.place_span;
    whole->signatures_span = read.signatures_span;
    whole->claim = read.claim;
    whole->items = read.items;
    whole->last_item = read.last_item;
    whole->actions = read.actions;
    whole->last_action = read.last_action;
    whole->changes = read.changes;
    whole->last_change = read.last_change;
    whole->is_given_up = false;
    for (struct rf_record_item *item = whole->items; item; item = item->next) {
        item->meeting = (struct rf_record_meeting *)row;
    }
    catch_up(whole);
    return true;
}

const struct rf_record_meeting *rf_record_recall(const struct rf_record_meeting *row,
                                                 struct rf_arena *arena)
{
    if (!row->is_given_up) {
        return row;
    }
    struct rf_record_meeting *whole = RF_ARENA_NEW(arena, struct rf_record_meeting);
    return read_back(row, arena, whole) ? whole : NULL;
}

const struct rf_record_meeting *rf_record_whole(const struct rf_record_meeting *row)
{
    if (!row->is_given_up) {
        return row;
    }
    struct rf_record_stay *stay = row->record->stay;
    struct recalled *recalled = stay->first;
    while (recalled && recalled->row != row) {
        recalled = recalled->next;
    }
    if (!recalled) {
        recalled = RF_ARENA_NEW(&stay->arena, struct recalled);
        recalled->row = row;
        recalled->next = stay->first;
        stay->first = recalled;
        if (!read_back(row, &stay->arena, &recalled->whole)) {
            stay->reason = errno;
            recalled->whole = *row;
        }
    }
    return &recalled->whole;
}

/* Stands for an item that could not be read back. */
static const struct rf_record_item *lost_item(struct rf_record_ref ref)
{
    static struct rf_record_ties ties = {
        .carried_meeting = "", .carried_item = "", .to_meeting = "", .case_number = ""};
    struct rf_record_item *item =
        RF_ARENA_NEW(&ref.meeting->record->stay->arena, struct rf_record_item);
    item->meeting = ref.meeting;
    item->number = item->id = item->anchor = "";
    item->ties = &ties;
    return item;
}

const struct rf_record_item *rf_record_item_of(struct rf_record_ref ref)
{
    if (!ref.meeting) {
        return NULL;
    }
    const struct rf_record_item *item = rf_record_whole(ref.meeting)->items;
    while (item && item->index != ref.index) {
        item = item->next;
    }
    return item ? item : lost_item(ref);
}

void rf_record_forget(const struct rf_record *record)
{
    struct rf_record_stay *stay = record->stay;
    if (stay->first) {
        rf_arena_reset(&stay->arena);
        stay->first = NULL;
    }
}
