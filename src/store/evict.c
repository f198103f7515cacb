/* Eviction: drops rows whose bytes are in a file, keeps what later meetings changed of
 * them, and reads them back on demand (store). See evict.h for the idea.
 *
 * A row that is to be evicted lives in an arena of the pool, so that dropping it frees
 * all of it at once. The changes that later meetings make (a closed action, a new
 * deadline) are written into the row where it is in memory, and kept as deltas in the
 * record's arena too, because the bytes in the file never change: a row that is read back
 * gets its deltas applied. */
#include "store/evict.h"

#include <errno.h>
#include <string.h>

#include "store/row_internal.h"

/* Arenas for rows that are not evicted yet: two batches of folders, which a worker
 * compiles or applies together. While all are in use, as by rows that were loaded ahead
 * of their turn, new rows live in the record's arena for good. */
enum { ARENA_COUNT = 24 };

/* A row that was read back, until rf_record_release. */
struct fetched {
    struct fetched *next;
    const struct rf_record_meeting *row;
    struct rf_record_meeting whole;
};

/* What later meetings changed of an action, for the next time its row is read back. */
struct rf_record_delta {
    struct rf_record_delta *next;
    const struct rf_record_meeting *closed_by;
    struct rf_record_change *change; /* NULL: only its state */
    unsigned action;                 /* index */
    enum referat_action_state state;
};

struct rf_record_pool {
    struct rf_record_store *store; /* NULL: nothing is evicted */
    struct rf_arena arenas[ARENA_COUNT];
    bool is_taken[ARENA_COUNT];
    struct rf_record_meeting *recent[RF_RECORD_RECENT_ROWS]; /* to be dropped, in turn */
    size_t next_recent;                                      /* whose turn it is */
    struct rf_arena arena;                                   /* of what was read back */
    struct fetched *first;
    int reason; /* of a failure, errno */
};

void rf_record_make_pool(struct rf_record *record)
{
    record->pool = RF_ARENA_NEW(record->arena, struct rf_record_pool);
}

void rf_record_clear(struct rf_record *record)
{
    struct rf_record_pool *pool = record->pool;
    for (size_t i = 0; i < ARENA_COUNT; i++) {
        rf_arena_clear(&pool->arenas[i]);
    }
    rf_arena_clear(&pool->arena);
    rf_arena_clear(&record->by_id_arena);
    pool->first = NULL;
}

void rf_record_set_store(struct rf_record *record, struct rf_record_store *store)
{
    record->pool->store = store;
}

int rf_record_failure(const struct rf_record *record)
{
    return record->pool->reason;
}

/* ---- Where rows live ---- */

struct rf_arena *rf_record_take_arena(struct rf_record *record)
{
    struct rf_record_pool *pool = record->pool;
    for (size_t i = 0; i < ARENA_COUNT && pool->store && !record->table_columns; i++) {
        if (!pool->is_taken[i]) {
            pool->is_taken[i] = true;
            return &pool->arenas[i];
        }
    }
    return record->arena;
}

void rf_record_return_arena(struct rf_record *record, struct rf_arena *arena)
{
    struct rf_record_pool *pool = record->pool;
    for (size_t i = 0; i < ARENA_COUNT; i++) {
        if (arena == &pool->arenas[i]) {
            rf_arena_reset(arena);
            pool->is_taken[i] = false;
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
    rf_record_return_arena(record, row->arena);
    row->arena = NULL;
    row->is_evicted = true;
}

void rf_record_drop(struct rf_record *record, struct rf_record_meeting *row)
{
    struct rf_record_pool *pool = record->pool;
    if (!row->kept_bytes) {
        return;
    }
    if (!pool->store->recent_rows) {
        drop(record, row);
        return;
    }
    struct rf_record_meeting **recent = &pool->recent[pool->next_recent];
    pool->next_recent = (pool->next_recent + 1) % pool->store->recent_rows;
    if (*recent) {
        drop(record, *recent);
    }
    *recent = row;
}

void rf_record_evict(struct rf_record *record, struct rf_record_meeting *row, uint64_t at,
                     size_t n)
{
    bool can_be = record->pool->store && record->index_columns && !record->table_columns;
    if (!can_be || row->kept_bytes || n > UINT32_MAX) {
        return;
    }
    row->kept_at = at;
    row->kept_bytes = (uint32_t)n;
    if (record->applied && row->order <= record->applied->order) {
        rf_record_drop(record, row);
    }
}

/* ---- Deltas ---- */

static struct rf_record_delta *delta_of(struct rf_record *record,
                                        const struct rf_record_action *action)
{
    struct rf_record_meeting *row = action->item->meeting;
    struct rf_record_delta *delta = row->delta;
    while (delta && delta->action != action->index) {
        delta = delta->next;
    }
    if (!delta) {
        delta = RF_ARENA_NEW(record->arena, struct rf_record_delta);
        delta->action = action->index;
        delta->next = row->delta;
        row->delta = delta;
    }
    return delta;
}

static void set_text(struct rf_record *record, const char **kept, const char *said)
{
    *kept = said ? rf_arena_string(record->arena, said) : *kept;
}

/* The delta has copies: the strings of a change are freed with its meeting's row. */
static void set_texts(struct rf_record *record, struct rf_record_delta *delta,
                      const struct rf_record_change *said,
                      struct rf_record_action *action)
{
    if (!said->due_written && !said->owners && !said->note) {
        return;
    }
    if (!delta->change) {
        delta->change = RF_ARENA_NEW(record->arena, struct rf_record_change);
    }
    struct rf_record_change *change = delta->change;
    change->due = said->due_written ? said->due : change->due;
    set_text(record, &change->due_written, said->due_written);
    set_text(record, &change->owners, said->owners);
    set_text(record, &change->note, said->note);
    rf_record_apply_texts(change, action);
}

void rf_record_keep_delta(struct rf_record *record, const struct rf_record_change *change,
                          struct rf_record_action *action)
{
    if (!record->pool->store || record->table_columns) {
        return;
    }
    struct rf_record_delta *delta = delta_of(record, action);
    delta->state = action->state;
    delta->closed_by = action->closed_by;
    set_texts(record, delta, change, action);
}

static void catch_up(struct rf_record_meeting *whole)
{
    struct rf_record_action *action = whole->actions;
    for (; action; action = action->next) {
        const struct rf_record_delta *delta = whole->delta;
        while (delta && delta->action != action->index) {
            delta = delta->next;
        }
        if (delta) {
            action->state = delta->state;
            action->closed_by = delta->closed_by;
            if (delta->change) {
                rf_record_apply_texts(delta->change, action);
            }
        }
    }
}

/* ---- Reading back ---- */

/* False with errno. Its items point to the row in memory: references start from it. */
static bool read_back(const struct rf_record_meeting *row, struct rf_arena *arena,
                      struct rf_record_meeting *whole)
{
    struct rf_record_store *store = row->record->pool->store;
    struct rf_record_meeting read = {0};
    char *bytes = rf_arena_take(arena, row->kept_bytes);
    if (!store->read(store, row->kept_at, bytes, row->kept_bytes)) {
        return false;
    }
    if (!rf_row_read(row->record, arena, bytes, row->kept_bytes, &read)) {
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
    whole->is_evicted = false;
    for (struct rf_record_item *item = whole->items; item; item = item->next) {
        item->meeting = (struct rf_record_meeting *)row;
    }
    catch_up(whole);
    return true;
}

const struct rf_record_meeting *rf_record_fetch_into(const struct rf_record_meeting *row,
                                                     struct rf_arena *arena)
{
    if (!row->is_evicted) {
        return row;
    }
    struct rf_record_meeting *whole = RF_ARENA_NEW(arena, struct rf_record_meeting);
    return read_back(row, arena, whole) ? whole : NULL;
}

const struct rf_record_meeting *rf_record_fetch(const struct rf_record_meeting *row)
{
    if (!row->is_evicted) {
        return row;
    }
    struct rf_record_pool *pool = row->record->pool;
    struct fetched *fetched = pool->first;
    while (fetched && fetched->row != row) {
        fetched = fetched->next;
    }
    if (!fetched) {
        fetched = RF_ARENA_NEW(&pool->arena, struct fetched);
        fetched->row = row;
        fetched->next = pool->first;
        pool->first = fetched;
        if (!read_back(row, &pool->arena, &fetched->whole)) {
            pool->reason = errno;
            fetched->whole = *row;
        }
    }
    return &fetched->whole;
}

/* In place of an item that could not be read back: empty, so that no caller needs to
 * know. rf_record_failure reports it at the end of the run. */
static const struct rf_record_item *lost_item(struct rf_record_ref ref)
{
    static struct rf_record_links links = {
        .carried_meeting = "", .carried_item = "", .to_meeting = "", .case_number = ""};
    struct rf_record_item *item =
        RF_ARENA_NEW(&ref.meeting->record->pool->arena, struct rf_record_item);
    item->meeting = ref.meeting;
    item->number = item->id = item->anchor = "";
    item->links = &links;
    return item;
}

const struct rf_record_item *rf_record_item_of(struct rf_record_ref ref)
{
    if (!ref.meeting) {
        return NULL;
    }
    const struct rf_record_item *item = rf_record_fetch(ref.meeting)->items;
    while (item && item->index != ref.index) {
        item = item->next;
    }
    return item ? item : lost_item(ref);
}

void rf_record_release(const struct rf_record *record)
{
    struct rf_record_pool *pool = record->pool;
    if (pool->first) {
        rf_arena_reset(&pool->arena);
        pool->first = NULL;
    }
}
