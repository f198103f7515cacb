/* referat status (cli). Options that do not go together are refused before anything is
 * compiled, which takes time (build/status_tables.c). */
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "build/status_tables.h"
#include "cli/cli.h"

/* Reports that there is no table of that name, with the nearest one or with all of them;
 * false where there is one. */
static bool is_unknown_table(const char *name)
{
    const char *names[16] = {NULL};
    struct rf_buf list = {0};
    bool is_known = false;
    for (size_t i = 0; (names[i] = rf_status_table_name(i)) != NULL; i++) {
        is_known = is_known || strcmp(names[i], name) == 0;
        rf_buf_printf(&list, "%s%s", i ? ", " : "", names[i]);
    }
    const char *nearest = is_known ? NULL : rf_nearest(name, names);
    if (nearest) {
        rf_usage_error("there is no table '%s'; did you mean '%s'?", name, nearest);
    } else if (!is_known) {
        rf_usage_error("there is no table '%s'; the tables are %s", name,
                       rf_buf_string(&list));
    }
    rf_buf_clear(&list);
    return !is_known;
}

/* A CSV file has one head, so it holds one table; a workbook is bytes, which no terminal
 * shows. */
int rf_cli_status(const struct rf_options *options)
{
    for (size_t i = 0; i < options->argument_count; i++) {
        if (strcmp(options->arguments[i], "-") == 0) {
            return rf_usage_error("status needs a path: one document has no status");
        }
    }
    if (options->table && is_unknown_table(options->table)) {
        return RF_EXIT_USAGE;
    }
    if (options->form == RF_FORM_CSV && !options->table) {
        return rf_usage_error("a CSV file holds one table: name it with --table");
    }
    if (options->form == RF_FORM_XLSX && !options->status_output &&
        isatty(STDOUT_FILENO)) {
        return rf_usage_error("a workbook is not for a terminal: name a file with -o");
    }
    return rf_status_tables(options);
}
