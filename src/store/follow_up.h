/* What earlier meetings left open, for the pack of the next one (store). */
#ifndef RF_STORE_FOLLOW_UP_H
#define RF_STORE_FOLLOW_UP_H

#include "store/record.h"

/* Gives the meeting its follow_ups, where its series asks for them: what is open once the
 * record has advanced to it. They are in arena. */
void rf_follow_up(const struct rf_record *record, struct referat_meeting *meeting,
                  struct rf_arena *arena);

#endif
