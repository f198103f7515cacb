/* The list of the files that referat made in a folder, as it stands on disk
 * (output).
 *
 * One path a line, relative to the folder; a newline in a path is %0A, a percent sign
 * %25. While runs go on they append what they are about to put in place, each under the
 * file's lock; a run that ends leaves the list sorted, each path once. So a run that is
 * killed leaves too many paths rather than too few. */
#ifndef RF_OUTPUT_EDITION_LIST_H
#define RF_OUTPUT_EDITION_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/buf.h"

/* Lines without their ends, sorted bytewise. Zero-initialised it is empty. */
struct rf_mark_lines {
    struct rf_arena arena; /* of the array, and of lines that were added */
    struct rf_buf text;    /* of those that were read */
    const char **list;
    size_t count, capacity;
};

void rf_mark_lines_clear(struct rf_mark_lines *lines);

/* Adds a line at the end; rf_mark_lines_sort is to follow. */
void rf_mark_lines_add(struct rf_mark_lines *lines, const char *line);

/* Sorts, and keeps each line once. False where there was nothing to do. */
bool rf_mark_lines_sort(struct rf_mark_lines *lines);

bool rf_mark_lines_has(const struct rf_mark_lines *lines, const char *line);

/* The first line that does not stand before `line`, or the number of lines. */
size_t rf_mark_lines_find(const struct rf_mark_lines *lines, const char *line);

/* ---- Paths as lines ---- */

/* The line of a path: path itself where it needs no change. */
const char *rf_mark_encode(struct rf_arena *arena, const char *path);

/* The path of a line; NULL where it is absolute or leads out of the folder. */
const char *rf_mark_decode(struct rf_arena *arena, const char *line);

/* ---- The file ---- */

enum rf_mark_result {
    RF_MARK_READ,
    RF_MARK_ABSENT,
    RF_MARK_UNUSABLE, /* something else stands there: *why says what */
};

/* Reads the list at path into lines, which are cleared first; it is to be of somebody who
 * is trusted in its folder (output/owner.h). *is_tidy: it was sorted, and whole. */
enum rf_mark_result rf_mark_read(struct rf_mark_lines *lines, const char *path,
                                 bool *is_tidy, const char **why);

/* Opens the file at path, locked against other runs; creates: where it is missing, it is
 * made. -1 with errno. Closing it lets the lock go. */
int rf_mark_lock(const char *path, bool creates);

/* A list that stays open from one addition to the next, and is locked only for each: a
 * run adds a thousand times. Zero-initialised none is open. */
struct rf_mark_kept {
    bool is_open;
    int fd;
    long process; /* that opened it: one that was forked would share its lock */
    dev_t device; /* of the file, which another may have replaced since … */
    ino_t inode;
    off_t whole_bytes; /* … and its size when this process had added to it last */
};

/* Locks the list that is kept, where it still stands at path and this process opened it;
 * *size_bytes is its size. False: there is none, and nothing is kept. */
bool rf_mark_lock_kept(struct rf_mark_kept *kept, const char *path, off_t *size_bytes);

/* Keeps a list that is locked; false with errno. */
bool rf_mark_keep(struct rf_mark_kept *kept, int fd, off_t *size_bytes);

void rf_mark_unlock_kept(struct rf_mark_kept *kept);

void rf_mark_forget(struct rf_mark_kept *kept);

/* Appends lines, each with its newline, to a list that is kept, locked and of that size;
 * false with errno, and then nothing was added. */
bool rf_mark_append(struct rf_mark_kept *kept, off_t size_bytes,
                    const struct rf_buf *lines, bool wants_fsync);

/* Replaces the list at path, whose lock the caller has, as a whole; false with errno. */
bool rf_mark_replace(const char *path, const struct rf_mark_lines *lines,
                     bool wants_fsync);

/* Gives the list the present time; false with errno. */
bool rf_mark_renew(const char *path);

#endif
