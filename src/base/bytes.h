/* Bytes in and out of open files, and whether two hold the same (base). */
#ifndef RF_BASE_BYTES_H
#define RF_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"

enum rf_sameness { RF_SAME, RF_DIFFERENT, RF_UNKNOWN };

enum { RF_CHUNK_BYTES = 32 * 1024 };

/* Reads n bytes, or fewer at the end of the file; -1 with errno. */
ssize_t rf_read_full(int fd, char *p, size_t n);

/* Reads n bytes at a place, wherever the file stands; false with errno: EIO where it ends
 * before. */
bool rf_read_at(int fd, uint64_t at, void *p, size_t n);

/* The same, appended to out; what could not be read whole is not. */
bool rf_read_all(int fd, uint64_t at, size_t n, struct rf_buf *out);

/* Writes all n bytes; false with errno. */
bool rf_write_full(int fd, const char *p, size_t n);

/* Opens a regular file for reading and gives its size; -1 with errno: EISDIR for a
 * folder, ENXIO for what is neither. Never waits for a writer of a pipe. */
int rf_open_regular(const char *path, int flags, off_t *size_bytes);

/* Compares the rest of fd with bytes, or with the rest of another file; RF_UNKNOWN with
 * errno. */
enum rf_sameness rf_compare_bytes(int fd, const char *bytes, size_t n);
enum rf_sameness rf_compare_files(int fd, int source);

#endif
