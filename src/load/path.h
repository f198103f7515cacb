/* Files of a series, opened beneath its folder and nowhere else (load). */
#ifndef RF_LOAD_PATH_H
#define RF_LOAD_PATH_H

#include <stdbool.h>
#include <stdint.h>

#include "load/loader.h"

/* Joins a path that a document gives to that document's folder and takes "." and ".."
 * away. NULL where it is absolute, empty, leads out of the series, or holds what no
 * portable name holds (backslash, control character); *why says which. */
const char *rf_path_resolve(struct rf_arena *arena, const char *folder, const char *path,
                            const char **why);

/* The folder part of a path, "" at the top; the name part. */
const char *rf_path_folder(struct rf_arena *arena, const char *path);
const char *rf_path_name(const char *path);
const char *rf_path_join(struct rf_arena *arena, const char *folder, const char *name);

/* True for names that end in .md, .yaml or .yml: documents. */
bool rf_path_is_document(const char *path);

enum rf_open_result {
    RF_OPEN_DONE,
    RF_OPEN_MISSING,
    RF_OPEN_ESCAPES,
    RF_OPEN_NOT_REGULAR,
    RF_OPEN_FAILED
};

/* Opens a regular file beneath root, for reading; a symbolic link is followed only while
 * it stays beneath (openat2 with RESOLVE_BENEATH, or a comparison of real paths on
 * kernels without it). *size_bytes is its size; errno is set for RF_OPEN_FAILED. */
enum rf_open_result rf_open_beneath(int root, const char *path, int *fd,
                                    uint64_t *size_bytes);

/* Reads a whole file of size_bytes into buf (which is emptied first), nothing of one that
 * is larger than limit: *is_larger is then true. False on a read error. Closes fd. */
bool rf_read_fd(int fd, uint64_t size_bytes, size_t limit, struct rf_buf *buf,
                bool *is_larger);

/* Names in a folder beneath root, sorted bytewise, NULL at the end; names with a leading
 * dot are left out. NULL: cannot be read. */
struct rf_entry {
    const char *name;
    bool is_folder; /* a real one: links to folders count as neither */
    bool is_file;   /* a regular file, or a link */
};
struct rf_entry *rf_list_folder(struct rf_arena *arena, int root, const char *path,
                                size_t *count);

#endif
