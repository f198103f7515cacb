/* A file without a name that grows while a run goes on and vanishes with it, unless it is
 * copied to a place (base). */
#ifndef RF_BASE_APPEND_LOG_H
#define RF_BASE_APPEND_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

struct rf_append_log {
    int fd;         /* -1: there is none */
    uint64_t bytes; /* in it, and in waiting */
    struct rf_buf waiting;
    bool has_failed; /* a write did: it is not whole, and errno is in reason */
    int reason;
};

/* Opens one on the file system of folder, which is made where it is missing; false with
 * errno. No other process can open it, and nothing of it is left when the run is killed.
 */
bool rf_append_log_open(struct rf_append_log *log, struct rf_arena *arena,
                        const char *folder);

/* Adds bytes at the end; rf_append_log_flush says whether all could be written. */
void rf_append_log_add(struct rf_append_log *log, const char *bytes, size_t n);

/* Overwrites bytes that are there. */
void rf_append_log_patch(struct rf_append_log *log, uint64_t at, const char *bytes,
                         size_t n);

/* Reads bytes that are there, written, here or by another process that has the file open,
 * or waiting; false with errno. */
bool rf_append_log_read(struct rf_append_log *log, uint64_t at, char *bytes, size_t n);

/* Hands what waits to the file; false with errno where a write has failed. */
bool rf_append_log_flush(struct rf_append_log *log);

void rf_append_log_close(struct rf_append_log *log);

#endif
