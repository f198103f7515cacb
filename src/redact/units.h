/* Which units of the settings closed parts alone speak of: the public edition may not
 * name them (redact). */
#ifndef RF_REDACT_UNITS_H
#define RF_REDACT_UNITS_H

#include <stdbool.h>

#include "base/arena.h"
#include "referat/model.h"

/* Zeroed: of no series. */
struct rf_unit_uses {
    const struct referat_series *series;
    unsigned char *uses; /* of each of its units */
    bool is_blind; /* a meeting cannot be read: it may speak of any in what is closed */
};

void rf_unit_uses_init(struct rf_unit_uses *uses, struct rf_arena *arena,
                       const struct referat_series *series);

/* Counts the units that a meeting names; the meeting is built whole and not pruned.
 * arena: used during the call. */
void rf_unit_uses_take(struct rf_unit_uses *uses, const struct referat_meeting *meeting,
                       struct rf_arena *arena);

/* True where the series has a unit that is mentioned in closed parts, and in no open one:
 * by its abbreviation or by its name. */
bool rf_unit_uses_hide(const struct rf_unit_uses *uses);

#endif
