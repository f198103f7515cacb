/* The folders that outputs go to: made, locked against other runs, swept of what dead
 * ones left (write). */
#define _DEFAULT_SOURCE /* flock */
#include "write/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

bool rf_is_temporary(const char *name)
{
    size_t n = strlen(name), last = strlen(RF_TEMPORARY_LAST);
    return n > strlen(RF_TEMPORARY_FIRST) + last &&
           strncmp(name, RF_TEMPORARY_FIRST, strlen(RF_TEMPORARY_FIRST)) == 0 &&
           strcmp(name + n - last, RF_TEMPORARY_LAST) == 0;
}

const char *rf_folder_of(struct rf_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash) {
        return ".";
    }
    return slash == path ? "/" : rf_arena_copy(arena, path, (size_t)(slash - path));
}

void rf_folders_add(struct rf_arena *arena, struct rf_folder_lock **list,
                    const char *path)
{
    while (*list && strcmp((*list)->path, path) < 0) {
        list = &(*list)->next;
    }
    if (*list && strcmp((*list)->path, path) == 0) {
        return;
    }
    struct rf_folder_lock *folder = RF_ARENA_NEW(arena, struct rf_folder_lock);
    *folder = (struct rf_folder_lock){.next = *list, .path = path, .fd = -1};
    *list = folder;
}

/* ---- Making ---- */

static bool make_folder(const char *folder)
{
    struct stat info;
    if (mkdir(folder, 0777) == 0) {
        return true;
    }
    int reason = errno; /* a folder that is there may answer EACCES or EROFS */
    if (stat(folder, &info) == 0 && S_ISDIR(info.st_mode)) {
        return true;
    }
    errno = reason == EEXIST ? ENOTDIR : reason;
    return false;
}

/* Makes a folder and every missing one above; mostly the last one alone is missing. */
static bool make_folders(struct rf_arena *arena, const char *folder)
{
    if (make_folder(folder)) {
        return true;
    }
    if (errno != ENOENT || !strchr(folder, '/')) {
        return false;
    }
    return make_folders(arena, rf_folder_of(arena, folder)) && make_folder(folder);
}

/* ---- Locking ---- */

/* Opens a folder, which is made where it is missing. One that may be written to and not
 * read has no descriptor. */
bool rf_make_folders(struct rf_arena *arena, const char *path)
{
    return make_folders(arena, rf_folder_of(arena, path));
}

static bool open_folder(struct rf_arena *arena, struct rf_folder_lock *folder)
{
    folder->fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->fd < 0 && errno == ENOENT) {
        if (!make_folders(arena, folder->path)) {
            return false;
        }
        folder->fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
    return folder->fd >= 0 || errno == EACCES;
}

bool rf_folders_lock(struct rf_arena *arena, struct rf_folder_lock *list,
                     const char **culprit)
{
    for (; list; list = list->next) {
        if (!open_folder(arena, list)) {
            *culprit = list->path;
            return false;
        }
        int result;
        do {
            result = list->fd < 0 ? -1 : flock(list->fd, LOCK_EX);
        } while (result != 0 && list->fd >= 0 && errno == EINTR);
        list->is_locked = result == 0;
    }
    return true;
}

void rf_folders_sweep(const struct rf_folder_lock *list)
{
    for (; list; list = list->next) {
        int fd = list->is_locked ? dup(list->fd) : -1;
        DIR *folder = fd < 0 ? NULL : fdopendir(fd);
        for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL;) {
            if (rf_is_temporary(entry->d_name)) {
                unlinkat(list->fd, entry->d_name, 0);
            }
        }
        if (folder) {
            closedir(folder);
        } else if (fd >= 0) {
            close(fd);
        }
    }
}

bool rf_folders_sync(const struct rf_folder_lock *list, const char **culprit)
{
    for (; list; list = list->next) {
        if (list->fd >= 0 && fsync(list->fd) != 0) {
            *culprit = list->path;
            return false;
        }
    }
    return true;
}

void rf_folders_unlock(struct rf_folder_lock *list)
{
    for (; list; list = list->next) {
        if (list->fd >= 0) {
            close(list->fd); /* which lets the lock go */
        }
        list->fd = -1;
    }
}
