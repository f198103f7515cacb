/* The folders that outputs go to: made, locked against other runs, swept of what dead
 * ones left (output). */
#define _GNU_SOURCE /* flock */
#include "output/folders.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/journal.h"

struct rf_folder_lock *rf_folders_add(struct rf_arena *arena,
                                      struct rf_folder_lock **list, const char *path)
{
    while (*list && strcmp((*list)->path, path) < 0) {
        list = &(*list)->next;
    }
    if (*list && strcmp((*list)->path, path) == 0) {
        return *list;
    }
    struct rf_folder_lock *folder = RF_ARENA_NEW(arena, struct rf_folder_lock);
    *folder = (struct rf_folder_lock){.next = *list, .path = path};
    *list = folder;
    return folder;
}

/* ---- Locking ---- */

static bool lock(int fd, int kind)
{
    int result;
    do {
        result = flock(fd, kind);
    } while (result != 0 && errno == EINTR);
    return result == 0;
}

int rf_folder_share(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0 && !lock(fd, LOCK_SH)) {
        close(fd);
        fd = -1;
    }
    return fd;
}

/* Sees what stands in a locked folder; where it cannot be read, anything may. */
static void look_into(struct rf_folder_lock *folder)
{
    folder->is_empty = true;
    errno = 0;
    for (struct dirent *entry; (entry = readdir(folder->entries)) != NULL;) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
            continue;
        }
        folder->is_empty = false;
        folder->has_journal = folder->has_journal || strcmp(name, RF_JOURNAL_NAME) == 0;
        folder->has_temporaries = folder->has_temporaries || rf_is_temporary(name);
    }
    if (errno != 0) {
        folder->is_empty = false;
        folder->has_journal = true;
        folder->has_temporaries = true;
    }
}

/* Opens a folder, which is made where it is missing, and waits for its lock; again where
 * another run, which had made the folder, has removed it meanwhile. One that may be
 * written to and not read has no entries, and no lock. */
static bool lock_folder(struct rf_arena *arena, struct rf_folder_lock *folder)
{
    for (;;) {
        struct stat info;
        folder->entries = opendir(folder->path);
        if (!folder->entries && errno == ENOENT) {
            if (!rf_make_folder(arena, folder->path)) {
                return false;
            }
            folder->is_made = true;
            folder->entries = opendir(folder->path);
        }
        if (!folder->entries && errno != EACCES) {
            return false;
        }
        folder->is_locked = folder->entries && lock(dirfd(folder->entries), LOCK_EX);
        folder->has_journal = !folder->is_locked;
        if (folder->is_locked) {
            look_into(folder);
        }
        bool was_removed = folder->is_locked && folder->is_empty &&
                           fstat(dirfd(folder->entries), &info) == 0 &&
                           info.st_nlink == 0;
        if (!was_removed) {
            return true;
        }
        closedir(folder->entries);
    }
}

bool rf_folders_lock(struct rf_arena *arena, struct rf_folder_lock *list,
                     const char **culprit)
{
    for (; list; list = list->next) {
        if (!lock_folder(arena, list)) {
            *culprit = list->path;
            return false;
        }
    }
    return true;
}

void rf_folders_unmake(const struct rf_folder_lock *list)
{
    if (list) {
        rf_folders_unmake(list->next); /* what is below it first */
        if (list->is_made) {
            (void)rmdir(list->path);
        }
    }
}

void rf_folders_sweep(struct rf_arena *arena, const struct rf_folder_lock *list)
{
    for (; list; list = list->next) {
        if (!list->has_temporaries) {
            continue;
        }
        rewinddir(list->entries);
        for (struct dirent *entry; (entry = readdir(list->entries)) != NULL;) {
            const char *name = entry->d_name;
            if (rf_is_new_folder(name)) {
                rf_remove_folder(rf_arena_join(arena, list->path, "/", name, NULL));
            } else if (rf_is_temporary(name)) {
                unlinkat(dirfd(list->entries), name, 0);
            }
        }
    }
}

bool rf_folders_sync(const struct rf_folder_lock *list, const char **culprit)
{
    for (; list; list = list->next) {
        if (list->entries && fsync(dirfd(list->entries)) != 0) {
            *culprit = list->path;
            return false;
        }
    }
    return true;
}

void rf_folders_unlock(struct rf_folder_lock *list)
{
    for (; list; list = list->next) {
        if (list->entries) {
            closedir(list->entries); /* which lets the lock go */
        }
        list->entries = NULL;
    }
}
