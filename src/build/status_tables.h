/* The command 'referat status', without its options (build). */
#ifndef RF_BUILD_STATUS_TABLES_H
#define RF_BUILD_STATUS_TABLES_H

#include <stddef.h>

#include "build/options.h"

/* Compiles what the paths mean and writes the tables that are asked for. Returns the exit
 * status. */
int rf_status_tables(const struct rf_options *options);

/* The name of the i-th table, as --table accepts it; NULL after the last one. */
const char *rf_status_table_name(size_t i);

#endif
