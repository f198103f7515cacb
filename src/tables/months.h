/* Follow-ups opened, closed and still open, month by month (tables). */
#ifndef RF_TABLES_MONTHS_H
#define RF_TABLES_MONTHS_H

#include "tables/table.h"

struct rf_month {
    int year, month;
    size_t opened, closed;
    size_t open; /* at the month's end */
};

/* Every month from the first action's to the last meeting's, none left out; *count of
 * them, in arena. */
const struct rf_month *rf_months(const struct rf_question *question,
                                 struct rf_arena *arena, size_t *count);

#endif
