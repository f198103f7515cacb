/* Files of a series, opened and listed beneath its folder and nowhere else (base). A
 * series may come from anyone: a path of it is never given to open(2), only to these. */
#ifndef RF_BASE_BENEATH_H
#define RF_BASE_BENEATH_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"

struct rf_overlay;

/* The folder of a series. */
struct rf_root {
    int fd;                           /* open; -1: there is none on disk */
    const struct rf_overlay *overlay; /* files from memory that stand over it
                                         (base/overlay.h); NULL: none */
};

/* A folder on disk alone. */
static inline struct rf_root rf_root_on_disk(int fd)
{
    return (struct rf_root){.fd = fd};
}

enum rf_open_result {
    RF_OPEN_DONE,
    RF_OPEN_MISSING,
    RF_OPEN_ESCAPES,
    RF_OPEN_NOT_REGULAR,
    RF_OPEN_FAILED
};

/* Opens a regular file beneath root, for reading: one from memory, or one on disk. A
 * symbolic link is followed only while it stays beneath (openat2 with RESOLVE_BENEATH, or
 * a comparison of real paths on kernels without it). *size_bytes is its size; errno is
 * set for RF_OPEN_FAILED. A file from memory is read like any other: fd is a copy of it
 * that has no name. */
enum rf_open_result rf_open_beneath(struct rf_root root, const char *path, int *fd,
                                    uint64_t *size_bytes);

/* The same for whatever the path names, which is not looked at: reading from a folder
 * fails, and from a pipe without a writer gives nothing. */
enum rf_open_result rf_open_any(struct rf_root root, const char *path, int *fd);

/* As rf_open_beneath, with all that the system knows of the file. */
enum rf_open_result rf_look_beneath(struct rf_root root, const char *path, int *fd,
                                    struct stat *info);

/* Reads a whole file of size_bytes into buf (which is emptied first), nothing of one that
 * is larger than limit: *is_larger is then true. False on a read error. Closes fd. */
bool rf_read_fd(int fd, uint64_t size_bytes, size_t limit, struct rf_buf *buf,
                bool *is_larger);

/* Reads size_bytes of a file to where text is, or fewer at its end: *n. False with errno.
 * Closes fd. */
bool rf_read_into(int fd, char *text, size_t size_bytes, size_t *n);

/* Names in a folder beneath root, sorted bytewise; names with a leading dot are left out,
 * but for marks of editions. NULL: cannot be read. */
struct rf_entry {
    const char *name;
    bool is_folder; /* a real one: links to folders count as neither */
    bool is_file;   /* a regular file, or a link */
    bool is_mark;   /* an edition's mark, and nothing else */
};
struct rf_entry *rf_list_folder(struct rf_arena *arena, struct rf_root root,
                                const char *path, size_t *count);

/* The name of the mark in a folder that was listed; NULL: it carries none. */
const char *rf_mark_in_list(const struct rf_entry *list, size_t count);

/* Opens what is on disk of a folder beneath root, for reading; -1 with errno. */
int rf_folder_open(struct rf_root root, const char *path);

/* Closes it, and keeps errno; -1: nothing. */
void rf_folder_close(int folder);

/* Lists a folder that was opened (rf_folder_open) and not read yet, as rf_list_folder
 * does; NULL with errno, of -1 too: errno is to be the one that opening gave. It stays
 * open. */
struct rf_entry *rf_list_open(struct rf_arena *arena, struct rf_root root,
                              const char *path, int folder, size_t *count);

/* What the system knows of whatever stands at path: of a link, not of what it leads to.
 * False with errno. */
bool rf_stat_beneath(struct rf_root root, const char *path, struct stat *info);

#endif
