/* The rules of the check stage, as check.c lists them (check). */
#ifndef RF_CHECK_RULES_H
#define RF_CHECK_RULES_H

#include "check/check.h"

/* title-mismatch, file-name-title */
void rf_check_titles(const struct referat_meeting *meeting, struct rf_diags *diags,
                     struct rf_arena *arena);

#endif
