/* What a build of version 0.1 left in its destination for the next one: .referat-state,
 * read for the names of its outputs alone (output). */
#ifndef RF_OUTPUT_OLD_STATE_H
#define RF_OUTPUT_OLD_STATE_H

#include <stdbool.h>

/* Calls take for every output that the state at path lists, by its path relative to the
 * state's folder. False where path is no such state: another version's, not whole, too
 * large, or not of our own user or root. Paths that lead out of the folder are left out.
 */
bool rf_old_state_read(const char *path, void (*take)(void *data, const char *path),
                       void *data);

#endif
