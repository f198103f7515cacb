/* What messages call an item or a meeting whose words they may not quote (store). */
#ifndef RF_STORE_ORIGIN_H
#define RF_STORE_ORIGIN_H

#include "base/arena.h"
#include "referat/model.h"

/* "2026-03-09", the folder; of a closed meeting, whose folder may say too much, "the
 * closed meeting on 2026-03-09". */
const char *rf_origin_of_meeting(struct rf_arena *arena,
                                 const struct referat_meeting *meeting);

/* "item 4 of 2026-03-09". */
const char *rf_origin_of_item(struct rf_arena *arena, const struct referat_item *item);

#endif
