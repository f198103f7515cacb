/* Whether documents of a series may refer to another one: a look at their bytes (load).
 */
#ifndef RF_LOAD_OUTWARD_PATHS_H
#define RF_LOAD_OUTWARD_PATHS_H

#include <stdbool.h>
#include <stddef.h>

/* True where the settings speak of a series to follow, or a document has a path that may
 * lead into one of the folders in reals (base/real_path.h). False is certain but for
 * paths that lead there through a link. */
bool rf_may_lead_outward(const char *series, const char *const *reals, size_t count);

#endif
