/* What the files of the record share (store). */
#ifndef RF_STORE_INTERNAL_H
#define RF_STORE_INTERNAL_H

#include "store/record.h"

/* A copy of a text, NUL-terminated, for the row that is being added; "" where there is
 * none. Rows that are never evicted share equal texts. */
const char *rf_record_keep_text(struct rf_record *record, const char *p, size_t n);

/* Adds a new row at the end of a list. */
#define RF_RECORD_APPEND(record, row, owner, first, last)                                \
    do {                                                                                 \
        (row) = rf_arena_alloc((record)->row_arena, sizeof *(row));                      \
        *((owner)->last ? &(owner)->last->next : &(owner)->first) = (row);               \
        (owner)->last = (row);                                                           \
    } while (0)

/* A person's part in a meeting, one row each. */
void rf_record_keep_attendance(struct rf_record *record,
                               struct rf_record_meeting *meeting,
                               const struct referat_meeting *m);

/* The name of a meeting that is referred to: its id, or for a meeting of another series
 * its folder. Where the reference was not resolved (ref may be NULL) the folder follows
 * from the path that was written in folder. */
const char *rf_record_name_of(struct rf_record *record, const char *folder,
                              const struct referat_meeting_ref *ref, const char *written);

static inline uint32_t rf_record_hash(const char *p, size_t n)
{
    uint32_t h = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < n; i++) {
        h = (h ^ (unsigned char)p[i]) * 16777619u;
    }
    return h;
}

/* Makes an action findable by its id. */
void rf_record_index_action(struct rf_record *record, struct rf_record_action *action);

/* Before a row is evicted or filled anew: the index by id leads to the row instead of its
 * actions. */
void rf_record_unindex(struct rf_record *record, struct rf_record_meeting *row);

/* What a change says besides its state. The strings are not copied. */
void rf_record_apply_texts(const struct rf_record_change *change,
                           struct rf_record_action *action);

/* Puts an empty row in its place, where there is none yet. */
struct rf_record_meeting *rf_record_insert(struct rf_record *record, size_t order,
                                           struct rf_arena *arena);

/* Applies what a meeting says of earlier ones; it is the next one of its record. */
void rf_record_apply(struct rf_record *record, struct rf_record_meeting *meeting);

/* Applies what a meeting says of an action of another series, whose record it is. */
void rf_record_apply_other_change(struct rf_record *record,
                                  const struct rf_record_meeting *meeting,
                                  const struct rf_record_change *change,
                                  struct rf_record_action *action);

/* Removes closed actions from the list of open ones; and adds one that was opened
 * again. */
void rf_record_unlist_closed(struct rf_record *record);
void rf_record_list_open(struct rf_record *record, struct rf_record_action *action);

/* Removes from the pending matters what an item brings back: by its case, or where it is
 * carried from. */
void rf_record_apply_return(struct rf_record *record, struct rf_record_item *item);

/* Notes that an item is carried from origin. */
void rf_record_add_taken_up(const struct rf_record *record,
                            const struct rf_record_item *origin,
                            const struct rf_record_item *item);

/* Notes that an item is to approve a meeting's minutes, or did. */
void rf_record_apply_approval(struct rf_record_meeting *approved,
                              const struct rf_record_item *item);

/* ---- Eviction (evict.c) ---- */

void rf_record_make_pool(struct rf_record *record);

/* An arena for a new row, and back for a row that was not made. */
struct rf_arena *rf_record_take_arena(struct rf_record *record);
void rf_record_return_arena(struct rf_record *record, struct rf_arena *arena);

/* Drops a row from memory that is in the file and whose effects are applied. */
void rf_record_drop(struct rf_record *record, struct rf_record_meeting *row);

/* Keeps a change that was applied to an action, whose row may be evicted. */
void rf_record_keep_delta(struct rf_record *record, const struct rf_record_change *change,
                          struct rf_record_action *action);

#endif
