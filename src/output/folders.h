/* The folders that outputs go to: made, locked against other runs, swept of what dead
 * ones left (output). */
#ifndef RF_OUTPUT_FOLDERS_H
#define RF_OUTPUT_FOLDERS_H

#include <dirent.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/leftover_names.h"
#include "base/make_folders.h"

/* One folder of a set, in the order of their paths. */
struct rf_folder_lock {
    struct rf_folder_lock *next;
    const char *path;
    DIR *entries;         /* NULL: it cannot be opened, only written to */
    bool is_made;         /* it was not there before */
    bool is_locked;       /* false on file systems without locks: it is not swept then */
    bool is_empty;        /* locked, and nothing stands there */
    bool has_journal;     /* or not locked: then it may have one */
    bool has_temporaries; /* locked, and their makers are gone */
};

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
