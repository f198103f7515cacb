/* The only code that touches a destination: files are written whole or not at all
 * (write). */
#ifndef RF_WRITE_WRITE_H
#define RF_WRITE_WRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* One file to be. Exactly one of bytes (with n) and copy_from is set. */
struct rf_output {
    struct rf_output *next;
    const char *path; /* relative to the destination folder, with '/' */
    const char *bytes;
    size_t n;
    const char *copy_from; /* a file to copy, already known to be inside the series */
};

enum rf_write_result { RF_WRITE_DONE, RF_WRITE_FAILED, RF_WRITE_DIFFERS };

struct rf_writer {
    const char *dir;  /* the destination; made where it is missing */
    bool verify_only; /* compare and write nothing */
    size_t written, unchanged;
    const char
        *differs;      /* verify: the path of the first file that differs or is missing */
    const char *error; /* RF_WRITE_FAILED: "path: reason", in arena */
    void (*wrote)(
        const char *path); /* told of every file that was put in place; NULL: nobody is */
    struct rf_arena *arena;
};

/* Writes a list of files that belong together: each to a temporary file beside its place
 * first; only when all are there whole are they renamed into place. A file whose bytes
 * are the same is not touched. On failure every temporary file is removed and the old
 * files stand. verify_only: RF_WRITE_DIFFERS when one is missing or differs. */
enum rf_write_result rf_write_set(struct rf_writer *writer, const struct rf_output *list);

#endif
