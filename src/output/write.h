/* The only code that touches a destination: files are written whole or not at all
 * (output). */
#ifndef RF_OUTPUT_WRITE_H
#define RF_OUTPUT_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/buf.h"
#include "output/output.h"

enum rf_write_result {
    RF_WRITE_DONE,
    RF_WRITE_FAILED,
    RF_WRITE_DIFFERS,
    RF_WRITE_REFUSED, /* by whoever guards the destination: nothing was written */
};

struct rf_writer;

/* Who judges what is written. Both return RF_WRITE_DONE, or another result and set the
 * writer's error. */
struct rf_guard {
    /* Asked about the whole list before anything else is done. */
    enum rf_write_result (*claim)(struct rf_writer *writer, const struct rf_output *list);
    /* Asked about a file that stands there and is to be replaced by other bytes. */
    enum rf_write_result (*replace)(struct rf_writer *writer,
                                    const struct rf_output *output);
    void *owner;
};

struct rf_writer {
    const char *dir;              /* the destination; made where it is missing */
    const struct rf_guard *guard; /* NULL: a folder of the program's own, or a file that
                                     was judged before */
    /* Below it a folder that is not there yet is made whole under another name and
     * renamed; the run puts files of its own into it at the end, or calls
     * rf_write_clear_away, for what a killed one left. NULL: never. */
    const char *home;
    bool verify_only; /* compare and write nothing */
    bool wants_fsync; /* write through to the disk before and after the renames */
    struct rf_sources sources;
    size_t written, unchanged, different;
    /* verify: called for every file that is missing or differs, with the place where it
     * should be; may be NULL. */
    void (*differs)(struct rf_writer *writer, const struct rf_output *output,
                    const char *path);
    /* Called for every file and folder of a folder that was made whole: its path, and its
     * state in its place. May be NULL. */
    void (*made)(struct rf_writer *writer, const char *path, const struct stat *info);
    void *owner;       /* of differs, made and wrote */
    const char *error; /* RF_WRITE_FAILED: "path: reason", in arena; RF_WRITE_REFUSED:
                          why */
    int reason;        /* of the error: its errno */
    /* Called for every file that was put in place; may be NULL. */
    void (*wrote)(struct rf_writer *writer, const char *path);
    struct rf_arena *arena;
};

/* Writes a list of files that belong together, all or none:
 *
 * - The guard judges them, unless nothing is written.
 * - Their folders are made and locked: two runs into one destination come one after the
 *   other, a set at a time. What a killed run had begun is finished first (journal.h),
 * and the temporary files it left are removed.
 * - A folder that is not there yet is made whole and renamed, where the writer has a home
 *   (atomic_folder.h). Else:
 * - A file whose bytes are the same is not touched. Each other one is written to a
 *   temporary file beside its place.
 * - When all are whole they are renamed into place. When a rename fails, those before it
 *   are undone.
 *
 * On failure every temporary file is removed and the old files stand. SIGINT, SIGTERM,
 * SIGHUP and SIGPIPE wait until the set is done, or make it fail where copying takes
 * long; they take effect before the function returns. verify_only: RF_WRITE_DIFFERS when
 * one is missing or differs, after a look at all of them. */
enum rf_write_result rf_write_set(struct rf_writer *writer, const struct rf_output *list);

/* Finishes what a killed run had begun in dir, and removes what it left there: what
 * rf_write_set does first. */
void rf_write_clear_away(struct rf_arena *arena, const char *dir);

#endif
