/* One file to be, and where its bytes come from (output). */
#ifndef RF_OUTPUT_OUTPUT_H
#define RF_OUTPUT_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Exactly one of bytes (with n), copy_from and copy_fd is set. */
struct rf_output {
    struct rf_output *next;
    const char *path; /* relative to the destination folder, with '/' */
    const char *bytes;
    size_t n;
    const char *copy_from; /* a file to copy, as rf_sources.open takes it */
    int copy_fd;           /* a file to copy, open for reading; 0: none */
};

/* Where files to copy are. */
struct rf_sources {
    /* Opens one, as rf_open_regular does; NULL: copy_from is a path. */
    int (*open)(const void *owner, const char *copy_from, off_t *size_bytes);
    const void *owner;
};

/* Takes the next bytes of an output; false, with errno, where no more are wanted. */
typedef bool rf_take_bytes(void *owner, const char *bytes, size_t n);

/* Opens what an output is copied from, at its beginning; -1 with errno. */
int rf_output_open(const struct rf_sources *sources, const struct rf_output *output,
                   off_t *size_bytes);

/* Writes the output's bytes into fd, an empty file, and gives them to take, which may be
 * NULL. On failure errno is the reason, and *culprit the file to copy where the reason is
 * that it cannot be read. */
bool rf_output_write(const struct rf_sources *sources, const struct rf_output *output,
                     int fd, rf_take_bytes *take, void *owner, const char **culprit);

#endif
