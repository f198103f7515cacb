/* What outputs are called (command line). */
#ifndef RF_CLI_OUTPUTS_H
#define RF_CLI_OUTPUTS_H

#include <stdbool.h>

/* True for the name of a meeting's page: "agenda.html", "pack.pdf". */
bool rf_is_page_name(const char *name);

/* True for a path that an output may have: by its name, or because its folder is one of
 * annexes. */
bool rf_is_output_path(const char *path);

#endif
