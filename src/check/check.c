/* The table of rules and the one loop over it (check). Messages are sorted by their
 * places later, so the order of the rules only decides between messages of one place. */
#include "check/check.h"

#include "check/rules.h"

static void (*const rules[])(const struct referat_meeting *, struct rf_diags *,
                             struct rf_arena *) = {
    rf_check_titles,       rf_check_references, rf_check_outcomes, rf_check_actions,
    rf_check_near_actions, rf_check_votes,      rf_check_people,   rf_check_times,
    rf_check_order,        rf_check_access,     rf_check_prose,
};

const char *rf_check_item_name(struct rf_arena *arena, const struct referat_item *item)
{
    if (*item->number) {
        return rf_arena_join(arena, "item ", item->number, NULL);
    }
    return item->access == REFERAT_CLOSED
               ? "a heading"
               : rf_arena_join(arena, "heading '", item->title.plain, "'", NULL);
}

void rf_check_meeting(const struct referat_meeting *meeting, struct rf_diags *diags,
                      struct rf_arena *arena)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        rules[i](meeting, diags, arena);
    }
    for (size_t i = 0; i < meeting->annex_count; i++) {
        if (meeting->annexes[i]->nested) {
            rf_check_meeting(meeting->annexes[i]->nested, diags, arena);
        }
    }
}
