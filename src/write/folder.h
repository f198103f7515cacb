/* The folders that outputs go to: made, locked against other runs, swept of what dead
 * ones left (write). */
#ifndef RF_WRITE_FOLDER_H
#define RF_WRITE_FOLDER_H

#include <dirent.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/leftover.h"

/* One folder of a set, in the order of their paths. */
struct rf_folder_lock {
    struct rf_folder_lock *next;
    const char *path;
    DIR *entries;         /* NULL: it cannot be opened, only written to */
    bool is_made;         /* it was not there before */
    bool is_locked;       /* false on file systems that cannot: then nobody sweeps */
    bool is_empty;        /* locked, and nothing stands there */
    bool has_journal;     /* or not locked: then it may have one */
    bool has_temporaries; /* locked, and their makers are gone */
};

/* The folder of a path: "a/b" of "a/b/c", "." of "c". */
const char *rf_folder_of(struct rf_arena *arena, const char *path);

/* Makes every missing folder above path, a file's; false with errno. */
bool rf_make_folders(struct rf_arena *arena, const char *path);

/* Removes a folder and all in it; what cannot be removed stays. */
void rf_remove_folder(const char *path);

/* The folder in the list, to which it is added where it is not there yet; keeps the list
 * sorted. */
struct rf_folder_lock *rf_folders_add(struct rf_arena *arena,
                                      struct rf_folder_lock **list, const char *path);

/* Makes every missing folder, waits for each one's lock, in order: two runs never wait
 * for each other, and sees what stands there. False with errno and *culprit where one
 * cannot be made. */
bool rf_folders_lock(struct rf_arena *arena, struct rf_folder_lock *list,
                     const char **culprit);

/* Opens a folder and waits for a lock that others of its kind may have at the same time,
 * and none of rf_folders_lock; closing it lets the lock go. -1 where there is none to be
 * had. */
int rf_folder_share(const char *path);

/* Removes the temporary files and new folders that are left in locked folders: their
 * makers are gone. */
void rf_folders_sweep(struct rf_arena *arena, const struct rf_folder_lock *list);

/* Writes the folders' entries through to the disk; false with errno and *culprit. */
bool rf_folders_sync(const struct rf_folder_lock *list, const char **culprit);

/* Removes those that were made and hold nothing: what was to go there is not written. */
void rf_folders_unmake(const struct rf_folder_lock *list);

void rf_folders_unlock(struct rf_folder_lock *list);

#endif
