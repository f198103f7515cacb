/* What outputs are called (build). */
#ifndef RF_BUILD_OUTPUTS_H
#define RF_BUILD_OUTPUTS_H

#include <stdbool.h>
#include <stddef.h>

/* True for the name of a meeting's page: "agenda.html", "pack.pdf". */
bool rf_is_page_name(const char *name);

/* True for a path that an output may have: by its name, or because its folder is one of
 * annexes. */
bool rf_is_output_path(const char *path);

/* The bytes of a path up to the place that it belongs to: its folder or, of what lies
 * among annexes, the one above. A meeting's folder may be called "annexes" itself. */
size_t rf_output_place_bytes(const char *path);

/* True for the database of a series (-f sqlite); an annex that is called so is none. */
bool rf_is_database_path(const char *path);

#endif
