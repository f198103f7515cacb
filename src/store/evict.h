/* Rows that are given up: of a meeting that was taken in and stands in a file as bytes,
 * the record keeps only who it is and what others say of it, and reads the rest back when
 * it is asked for (store). So the memory of a run hardly grows with its meetings.
 *
 * Only a record that keeps words and no rows gives any up: tables are made of all rows at
 * once. */
#ifndef RF_STORE_EVICT_H
#define RF_STORE_EVICT_H

#include "store/record.h"

/* Where rows stand as rf_keep_row wrote them. */
struct rf_record_store {
    /* Reads n bytes at a place; false with errno. */
    bool (*read)(struct rf_record_store *store, uint64_t at, char *bytes, size_t n);
    unsigned late_rows; /* so many of the newest stay: the next meeting mostly asks for
                           the one before it; at most RF_RECORD_LATE_ROWS */
};

enum { RF_RECORD_LATE_ROWS = 4 };

/* Before the first meeting: rows may be given up, and store, which must outlive the
 * record, has them then. */
void rf_record_set_store(struct rf_record *record, struct rf_record_store *store);

/* The row stands in the store: it is given up when it was taken in, and as many
 * more as stay. */
void rf_record_give_up(struct rf_record *record, struct rf_record_meeting *row,
                       uint64_t at, size_t n);

/* The whole row of a meeting, as of now: itself, or one that was given up and is read
 * back into arena. NULL with errno where it cannot be. */
const struct rf_record_meeting *rf_record_recall(const struct rf_record_meeting *row,
                                                 struct rf_arena *arena);

/* The same, kept until rf_record_forget. Where the row cannot be read back it has no
 * items, and rf_record_failure says so from then on. */
const struct rf_record_meeting *rf_record_whole(const struct rf_record_meeting *row);

/* The item of a reference, which lives as long; one without words or ties where its row
 * cannot be read back. NULL: the reference is to none. */
const struct rf_record_item *rf_record_item_of(struct rf_record_ref ref);

/* Between two units: what was read back is given up again. */
void rf_record_forget(const struct rf_record *record);

/* Why a row could not be read back, as errno; 0: all could. */
int rf_record_failure(const struct rf_record *record);

#endif
