/* The growing half of lists (base). */
#include "base/list.h"

#include <stdint.h>
#include <stdlib.h>

/* Doubling from 16: a list of n elements is copied log2(n / 16) times, and what its
 * smaller selves leave in an arena is no more than it takes itself. A list that was made
 * last in its arena grows where it lies. */
void *rf_list_grow(struct rf_arena *arena, void *list, size_t *capacity,
                   size_t size_bytes)
{
    enum { FIRST_CAPACITY = 16 };
    size_t more = *capacity ? 2 * *capacity : FIRST_CAPACITY;
    if (more > SIZE_MAX / size_bytes) {
        rf_out_of_memory();
    }
    size_t old_bytes = *capacity * size_bytes, bytes = more * size_bytes;
    void *grown = list;
    if (!arena) {
        grown = realloc(list, bytes);
        if (!grown) {
            rf_out_of_memory();
        }
    } else if (!list || !rf_arena_extend(arena, list, old_bytes, bytes)) {
        grown = rf_arena_take(arena, bytes);
        if (old_bytes) {
            memcpy(grown, list, old_bytes);
        }
    }
    *capacity = more;
    return grown;
}

void rf_list_free(void *list)
{
    free(list);
}
