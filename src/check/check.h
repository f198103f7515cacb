/* The check stage: what a linked meeting contradicts or forgets, after load and model
 * (check). */
#ifndef RF_CHECK_CHECK_H
#define RF_CHECK_CHECK_H

#include "base/arena.h"
#include "diag/diag.h"
#include "referat/model.h"

/* Runs every rule over the meeting; arena holds what a rule needs on the way. */
void rf_check_meeting(const struct referat_meeting *meeting, struct rf_diags *diags,
                      struct rf_arena *arena);

#endif
