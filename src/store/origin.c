/* What messages call an item or a meeting whose words they may not quote (store). */
#include "store/origin.h"

const char *rf_origin_of_meeting(struct rf_arena *arena, const struct referat_meeting *m)
{
    if (m->access != REFERAT_CLOSED) {
        return m->folder;
    }
    return m->date.year ? rf_arena_format(arena, "the closed meeting on %d-%02d-%02d",
                                          m->date.year, m->date.month, m->date.day)
                        : "a closed meeting";
}

const char *rf_origin_of_item(struct rf_arena *arena, const struct referat_item *item)
{
    return rf_arena_join(arena, *item->number ? "item " : "a heading", item->number,
                         " of ", rf_origin_of_meeting(arena, item->meeting), NULL);
}
