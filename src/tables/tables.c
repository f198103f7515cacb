/* The status tables, in the order of a workbook's sheets (tables). A new table is its
 * definition in a tables_*.c, a line in tables.h, and a line here; commands, formats and
 * the usage text read this list. */
#include "tables/tables.h"

#include "base/str.h"

const struct rf_table *const rf_tables[] = {
    &rf_table_meetings,
    &rf_table_items,
    &rf_table_decisions,
    &rf_table_actions,
    &rf_table_annexes,
    &rf_table_schedule,
    &rf_table_forward,
    &rf_table_attendance,
    &rf_table_cases,
    &rf_table_checks,
    NULL,
};

const struct rf_table *rf_table_find(const char *name)
{
    for (size_t i = 0; rf_tables[i]; i++) {
        if (rf_streq(rf_tables[i]->name, name)) {
            return rf_tables[i];
        }
    }
    return NULL;
}
