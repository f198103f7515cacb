/* Eviction of rows: once a meeting's effects on others are applied and its row is in a
 * file as bytes, only its identity and later changes stay in memory; the rest is read
 * back on demand (store). So the memory of a run hardly grows with the number of its
 * meetings.
 *
 * Only a record with index columns and no table columns evicts: tables are made of all
 * rows at once. */
#ifndef RF_STORE_EVICT_H
#define RF_STORE_EVICT_H

#include "store/record.h"

/* Where rows stand as rf_row_put wrote them. */
struct rf_record_store {
    /* Reads n bytes at a place; false with errno. */
    bool (*read)(struct rf_record_store *store, uint64_t at, char *bytes, size_t n);
    unsigned recent_rows; /* so many of the newest stay: the next meeting mostly asks for
                           the one before it; at most RF_RECORD_RECENT_ROWS */
};

enum { RF_RECORD_RECENT_ROWS = 4 };

/* Before the first meeting: rows may be evicted to store, which must outlive the
 * record. */
void rf_record_set_store(struct rf_record *record, struct rf_record_store *store);

/* The row is in the store, n bytes at a place. It is dropped as soon as its effects are
 * applied and it is not among the most recent ones. */
void rf_record_evict(struct rf_record *record, struct rf_record_meeting *row, uint64_t at,
                     size_t n);

/* The whole row of a meeting, as of now: the row itself, or its bytes read back into
 * arena with later changes applied. NULL with errno where they cannot be read. */
const struct rf_record_meeting *rf_record_fetch_into(const struct rf_record_meeting *row,
                                                     struct rf_arena *arena);

/* The same, kept until rf_record_release. Where the row cannot be read back it has no
 * items, and rf_record_failure says so from then on. */
const struct rf_record_meeting *rf_record_fetch(const struct rf_record_meeting *row);

/* The item of a reference, which lives as long; one without words or links where its row
 * cannot be read back. NULL: the reference is to none. */
const struct rf_record_item *rf_record_item_of(struct rf_record_ref ref);

/* Between two units: frees what rf_record_fetch read back. */
void rf_record_release(const struct rf_record *record);

/* Why a row could not be read back, as errno; 0: all could. */
int rf_record_failure(const struct rf_record *record);

#endif
