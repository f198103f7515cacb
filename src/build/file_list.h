/* What stands in a folder, and the bytes of a file (build). */
#ifndef RF_BUILD_FILE_LIST_H
#define RF_BUILD_FILE_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* Every file below a folder but for the program's own (.referat…), relative to it, sorted
 * bytewise; none where there is no such folder. False with errno where one of its folders
 * could not be read: who looks through the files for something would miss it. */
bool rf_files_below(struct rf_arena *arena, const char *folder, const char ***paths,
                    size_t *count);

/* True where a sorted list holds path. */
bool rf_files_have(const char *const *paths, size_t count, const char *path);

/* The whole of a regular file; false with errno. */
bool rf_read_whole(const char *path, struct rf_buf *out);

#endif
