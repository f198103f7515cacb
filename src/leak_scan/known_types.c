/* Files that were looked into before, in which nothing was found or missed (leak_scan).
 */
#include "leak_scan/known_types.h"

#include <string.h>

enum { FIRST_SIZE = 64 };

/* The slot of a checksum, or the free one where it would go. A checksum is its own hash.
 */
static size_t slot_of(const struct rf_look_known *known, const char *sum)
{
    size_t i = 0;
    memcpy(&i, sum, sizeof i);
    for (i &= known->size - 1; *known->sums[i] && strcmp(known->sums[i], sum) != 0;) {
        i = (i + 1) & (known->size - 1);
    }
    return i;
}

bool rf_look_knows(const struct rf_look_known *known, const char *sum)
{
    return known->size && *known->sums[slot_of(known, sum)];
}

/* The table is made twice as large when half of it is full. */
void rf_look_learn(struct rf_look_known *known, const char *sum, struct rf_arena *arena)
{
    if (2 * known->count >= known->size) {
        struct rf_look_known old = *known;
        known->size = old.size ? 2 * old.size : FIRST_SIZE;
        known->sums = rf_arena_array(arena, known->size, sizeof *known->sums);
        for (size_t i = 0; i < old.size; i++) {
            if (*old.sums[i]) {
                memcpy(known->sums[slot_of(known, old.sums[i])], old.sums[i],
                       sizeof *known->sums);
            }
        }
    }
    char *slot = known->sums[slot_of(known, sum)];
    known->count += !*slot;
    memcpy(slot, sum, sizeof *known->sums);
}
