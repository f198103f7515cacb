/* What the files of the record share (store). */
#ifndef RF_STORE_INTERNAL_H
#define RF_STORE_INTERNAL_H

#include "store/record.h"

/* A copy of a text, NUL-terminated, for the row that is being added; "" where there is
 * none. Rows that stay share what they say alike. */
const char *rf_record_keep_text(struct rf_record *record, const char *p, size_t n);

/* Hangs a new row at the end of a list. */
#define RF_RECORD_APPEND(record, row, owner, first, last)                                \
    do {                                                                                 \
        (row) = rf_arena_alloc((record)->home, sizeof *(row));                           \
        *((owner)->last ? &(owner)->last->next : &(owner)->first) = (row);               \
        (owner)->last = (row);                                                           \
    } while (0)

/* A person's part in a meeting, one row each. */
void rf_record_keep_attendance(struct rf_record *record,
                               struct rf_record_meeting *meeting,
                               const struct referat_meeting *m);

/* What is kept of a reference to a meeting: its id, or of one of another series its
 * folder, as it was found, or where it was not (ref may be NULL) as the path says that
 * was written in folder. */
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

/* Its row is given up, or filled anew: the ids of its actions lead to the row instead. */
void rf_record_unindex(struct rf_record *record, struct rf_record_meeting *row);

/* What a change says besides its state. The strings are not copied. */
void rf_record_apply_texts(const struct rf_record_change *change,
                           struct rf_record_action *action);

/* Puts an empty row in its place, where there is none yet. */
struct rf_record_meeting *rf_record_insert(struct rf_record *record, size_t order,
                                           struct rf_arena *home);

/* Takes in what a meeting says of earlier ones; it is the next one of its record. */
void rf_record_take_in(struct rf_record *record, struct rf_record_meeting *meeting);

/* Takes in what one meeting says of another series' action, whose record is record. */
void rf_record_apply_afar(struct rf_record *record,
                          const struct rf_record_meeting *meeting,
                          const struct rf_record_change *change,
                          struct rf_record_action *action);

/* Takes actions out of the list of open ones that are open no more; and puts one in that
 * was opened again. */
void rf_record_relist(struct rf_record *record);
void rf_record_list_open(struct rf_record *record, struct rf_record_action *action);

/* The matters of a record that an item brings back: by its case, and where it is carried
 * from. */
void rf_record_settle_pending(struct rf_record *record, struct rf_record_item *item);

/* An item is carried from origin. */
void rf_record_note_taken_up(const struct rf_record *record,
                             const struct rf_record_item *origin,
                             const struct rf_record_item *item);

/* Where an item is to approve a meeting's minutes, or did. */
void rf_record_settle_approval(struct rf_record_meeting *approved,
                               const struct rf_record_item *item);

/* ---- Rows that are given up (give_up.c) ---- */

void rf_record_make_stay(struct rf_record *record);

/* Where a new row is to live, and the way back for one that came to nothing. */
struct rf_arena *rf_record_take_home(struct rf_record *record);
void rf_record_leave_home(struct rf_record *record, struct rf_arena *home);

/* Gives a row up that stands in the store; it was taken in. */
void rf_record_drop(struct rf_record *record, struct rf_record_meeting *row);

/* A change was applied to an action, whose row may be given up. */
void rf_record_note_change(struct rf_record *record,
                           const struct rf_record_change *change,
                           struct rf_record_action *action);

#endif
