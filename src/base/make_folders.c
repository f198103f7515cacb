/* Folders that are made and removed with what they hold (base). */
#define _GNU_SOURCE /* nftw */
#include "base/make_folders.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

const char *rf_folder_of(struct rf_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash) {
        return ".";
    }
    return slash == path ? "/" : rf_arena_copy(arena, path, (size_t)(slash - path));
}

/* ---- Making ---- */

/* True where the folder was made, or is there already. */
static bool make_one(const char *folder)
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
bool rf_make_folder(struct rf_arena *arena, const char *folder)
{
    if (make_one(folder)) {
        return true;
    }
    if (errno != ENOENT || !strchr(folder, '/')) {
        return false;
    }
    return rf_make_folder(arena, rf_folder_of(arena, folder)) && make_one(folder);
}

bool rf_make_folders(struct rf_arena *arena, const char *path)
{
    return rf_make_folder(arena, rf_folder_of(arena, path));
}

/* ---- Removing ---- */

/* Called for everything below a folder before the folder itself. What cannot be removed
 * stays. */
static int remove_entry(const char *path, const struct stat *info, int type,
                        struct FTW *where)
{
    (void)info;
    (void)type;
    (void)where;
    (void)remove(path);
    return 0;
}

void rf_remove_folder(const char *path)
{
    enum { OPEN_FOLDERS = 16 };
    (void)nftw(path, remove_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}
