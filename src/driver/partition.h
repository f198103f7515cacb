/* A part of a series' meetings, for one of several runs that share the work: which
 * folders are in it (driver).
 *
 * The cut depends on the names and sizes of the documents and the order of the meetings
 * alone, so that every run makes the same. A run has to skip the meetings before its
 * part, which takes less time than building them, but some: later parts are smaller, so
 * that all take as long. */
#ifndef RF_DRIVER_PARTITION_H
#define RF_DRIVER_PARTITION_H

#include "base/beneath.h"
#include "driver/series_index.h"

struct rf_part {
    unsigned number, count; /* from 1; count 0: the whole series */
    size_t first, end;      /* the folders [first, end) are in it */
};

/* Notes what the documents in the at-th folder, which holds entries, mean for the cut. */
void rf_part_add_cost(struct rf_known_series *known, size_t at, struct rf_arena *scratch,
                      struct rf_root root, const struct rf_entry *entries, size_t count);

/* Finds the folders of a part, when the series was walked. */
void rf_part_split(const struct rf_known_series *known, struct rf_part *part);

#endif
