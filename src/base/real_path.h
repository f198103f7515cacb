/* Paths of this machine, from the root and without links (base). */
#ifndef RF_BASE_REAL_PATH_H
#define RF_BASE_REAL_PATH_H

#include <stdbool.h>

#include "base/arena.h"

/* The path from the root, with its links followed. What need not be there yet may be
 * missing from some folder on: those names are appended as they are, "." and ".." taken
 * away. "" is the current folder. */
const char *rf_real_path(struct rf_arena *arena, const char *path);

/* The folder that holds the one at path, called as path calls it: of "a/b" it is "a", of
 * "a" ".". Where path does not end in that folder's name, or b is a link, "a/b/..". */
const char *rf_real_above(struct rf_arena *arena, const char *path);

/* True where path is folder, or lies below it; both as rf_real_path has them. */
bool rf_real_is_within(const char *path, const char *folder);

#endif
