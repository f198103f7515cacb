/* Bytes in and out of files: what the writers share (write). */
#ifndef RF_WRITE_FILE_H
#define RF_WRITE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/arena.h"

/* Reads n bytes, or fewer at the end of the file; -1 with errno. */
ssize_t rf_read_full(int fd, char *p, size_t n);

/* False with errno. */
bool rf_write_full(int fd, const char *p, size_t n);

/* Opens a regular file for reading and gives its size; -1 with errno. flags are added to
 * those of open. */
int rf_open_regular(const char *path, int flags, off_t *size_bytes);

/* Makes every missing folder above path; mostly the last one alone is missing. False with
 * errno. */
bool rf_make_folders(struct rf_arena *arena, const char *path);

#endif
