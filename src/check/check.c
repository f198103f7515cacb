/* The table of rules and the one loop over it (check). */
#include "check/check.h"

#include "check/rules.h"

static void (*const rules[])(const struct referat_meeting *, struct rf_diags *,
                             struct rf_arena *) = {
    rf_check_titles,
};

void rf_check_meeting(const struct referat_meeting *meeting, struct rf_diags *diags,
                      struct rf_arena *arena)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        rules[i](meeting, diags, arena);
    }
}
