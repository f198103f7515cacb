/* Paths as text, relative to a series, with '/' (base). */
#ifndef RF_BASE_PATH_H
#define RF_BASE_PATH_H

#include <stdbool.h>

#include "base/arena.h"

/* Joins a path that a document gives to that document's folder and takes "." and ".."
 * away. NULL where it is absolute, empty, leads out of the series, or holds what no
 * portable name holds (backslash, control character); *why says which. */
const char *rf_path_resolve(struct rf_arena *arena, const char *folder, const char *path,
                            const char **why);

/* The same of a path that leads out of the series, which then begins with "../"; folder
 * may be of another series, and so begin with it. NULL where it stays inside, or is no
 * path that rf_path_resolve takes. */
const char *rf_path_outward(struct rf_arena *arena, const char *folder, const char *path);

/* True for such a path. */
bool rf_path_is_outward(const char *path);

/* The folder part of a path, "" at the top; the name part. */
const char *rf_path_folder(struct rf_arena *arena, const char *path);
const char *rf_path_name(const char *path);
const char *rf_path_join(struct rf_arena *arena, const char *folder, const char *name);

/* True where path is folder, or lies below it; both relative to one place, which is "".
 */
bool rf_path_is_within(const char *path, const char *folder);

/* True for names that end in .md, .yaml or .yml: documents. */
bool rf_path_is_document(const char *path);

#endif
