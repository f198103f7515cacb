/* Sets of strings, compared byte by byte (base).
 *
 *     struct rf_set seen = {.arena = arena};
 *     if (rf_set_add(&seen, path)) … for the first time …
 *
 * Copies of the strings lie in the arena and die with it, and so does the table: a set
 * needs no end. For a dozen strings a loop over a list is as good; a set is for what may
 * be thousands, where looking at each would make a run take the square of its time. */
#ifndef RF_BASE_SET_H
#define RF_BASE_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Zero-initialised but for arena it is empty. */
struct rf_set {
    struct rf_arena *arena;
    const char **slots;     /* an open-addressing table; NULL: a free slot */
    size_t count, capacity; /* of the table, half of which stays free; a power of two */
};

/* True where s was not in the set yet; it is then. */
bool rf_set_add(struct rf_set *set, const char *s);

bool rf_set_has(const struct rf_set *set, const char *s);

#endif
