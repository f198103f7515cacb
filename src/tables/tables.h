/* What the files of tables share (tables). */
#ifndef RF_TABLES_TABLES_H
#define RF_TABLES_TABLES_H

#include "tables/table.h"

extern const struct rf_table rf_table_meetings;
extern const struct rf_table rf_table_items;
extern const struct rf_table rf_table_decisions;
extern const struct rf_table rf_table_actions;
extern const struct rf_table rf_table_annexes;
extern const struct rf_table rf_table_schedule;
extern const struct rf_table rf_table_forward;
extern const struct rf_table rf_table_attendance;
extern const struct rf_table rf_table_cases;
extern const struct rf_table rf_table_checks;

/* Both the columns and their number. */
#define RF_COLUMNS(list) .columns = (list), .column_count = sizeof(list) / sizeof *(list)

/* Calls put for every item of the record that is wanted and whose words are kept. */
void rf_each_item(struct rf_rows *rows, const struct rf_record *record,
                  void (*put)(struct rf_rows *rows, const struct rf_record_item *item));

#endif
