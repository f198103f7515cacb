/* What an output over whole series asks of their records: an index, a table, a workbook
 * (store). */
#ifndef RF_STORE_QUESTION_H
#define RF_STORE_QUESTION_H

#include <stdbool.h>
#include <stddef.h>

#include "store/record.h"

struct rf_database;

/* Which rows a command wants, and what lies around its output. */
struct rf_question {
    const struct rf_record *const *records; /* one for each series */
    const char *const *only_paths; /* for each: NULL, or the path of the only meeting that
                                      is meant; NULL: all of every series */
    size_t record_count;
    struct referat_date as_of; /* the day; year 0: none, and nothing is overdue */
    bool open_only;
    bool has_pages;               /* packs lie beside the table: links lead to them */
    bool has_workbook;            /* status.xlsx lies beside it */
    bool has_landing_page;        /* a folder's page is above it, which searches it too */
    struct rf_database *database; /* of the facts of the one series; NULL: none */
    const char *mark; /* what the names of the series' own files have after their stem;
                         NULL: nothing (index.h, rf_overview_mark) */
};

#endif
