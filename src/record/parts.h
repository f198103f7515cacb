/* What the files of the record share (record). */
#ifndef RF_RECORD_PARTS_H
#define RF_RECORD_PARTS_H

#include "record/record.h"

/* Makes an action findable by its id; of several with one id the first is. */
void rf_record_index_action(struct rf_record *record, struct rf_record_action *action);

/* The row of the order-th folder, or NULL. */
struct rf_record_meeting *rf_record_find(const struct rf_record *record, size_t order);

/* The same; where there is none an empty one is put in its place. */
struct rf_record_meeting *rf_record_insert(struct rf_record *record, size_t order,
                                           bool *is_new);

#endif
