/* Sets of strings: an open-addressing table, with the next slot on collision (base). */
#include "base/set.h"

#include <string.h>

#include "base/digest.h"

/* Where s is, or where it would be. */
static const char **find_slot(const char **slots, size_t capacity, const char *s)
{
    size_t i = (size_t)rf_digest_64(s, strlen(s)) & (capacity - 1);
    while (slots[i] && strcmp(slots[i], s) != 0) {
        i = (i + 1) & (capacity - 1);
    }
    return &slots[i];
}

bool rf_set_add(struct rf_set *set, const char *s)
{
    enum { FIRST_CAPACITY = 64 };
    if (set->count >= set->capacity / 2) {
        size_t capacity = set->capacity ? 2 * set->capacity : FIRST_CAPACITY;
        const char **slots = RF_ARENA_NEW_ARRAY(set->arena, capacity, const char *);
        for (size_t i = 0; i < set->capacity; i++) {
            if (set->slots[i]) {
                *find_slot(slots, capacity, set->slots[i]) = set->slots[i];
            }
        }
        set->slots = slots;
        set->capacity = capacity;
    }
    const char **slot = find_slot(set->slots, set->capacity, s);
    if (*slot) {
        return false;
    }
    *slot = rf_arena_string(set->arena, s);
    set->count++;
    return true;
}

bool rf_set_has(const struct rf_set *set, const char *s)
{
    return set->count && *find_slot(set->slots, set->capacity, s) != NULL;
}
