/* What the files of the record share (record). */
#ifndef RF_RECORD_PARTS_H
#define RF_RECORD_PARTS_H

#include "record/record.h"

/* Makes an action findable by its id; of several with one id the first is. */
void rf_record_index_action(struct rf_record *record, struct rf_record_action *action);

#endif
