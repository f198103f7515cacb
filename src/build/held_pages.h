/* Older public pages of a meeting that has errors: whether they show as closed what is
 * closed now (build). */
#ifndef RF_BUILD_HELD_PAGES_H
#define RF_BUILD_HELD_PAGES_H

#include "build/publish.h"
#include "output/write.h"
#include "referat/referat.h"

/* A meeting that has errors and could be read all the same keeps what an earlier run made
 * of it, as long as that agrees with what would be made now, as far as closed parts are
 * concerned: each is there as a closed one, and there is no part that fresh does not
 * have. Else what is there goes, which is reported. The unit's meeting is pruned; fresh
 * are its outputs at the place, which are not written. */
void rf_public_hold_meeting(struct rf_public *edition, const char *place,
                            const struct referat_unit_result *unit,
                            const struct rf_output *fresh);

#endif
