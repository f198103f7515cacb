/* A folder for one pack's making, and the files in it (base). */
#ifndef RF_BASE_SCRATCH_FOLDER_H
#define RF_BASE_SCRATCH_FOLDER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"

/* A new folder that only this user can enter, in TMPDIR, else in /tmp: an absolute path
 * in arena. NULL with errno. */
const char *rf_folder_make(struct rf_arena *arena);

/* Removes it with everything in it. NULL is accepted. */
void rf_folder_remove(const char *folder);

/* Writes a new file; false with errno. */
bool rf_file_write(const char *path, const struct rf_buf *bytes);

/* Appends a regular file's bytes; false with errno (EFBIG: more than limit_bytes). */
bool rf_file_read(const char *path, size_t limit_bytes, struct rf_buf *out);

/* Copies the rest of an open file into a new one; false with errno. */
bool rf_file_copy(int from, const char *to);

#endif
