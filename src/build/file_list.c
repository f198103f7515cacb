/* What stands in a folder, and the bytes of a file (build). Names that begin with
 * ".referat" are the program's own: marks, lists, temporary files. */
#include "build/file_list.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/list.h"
#include "base/path.h"
#include "base/str.h"

/* ---- Lists ---- */

struct paths {
    struct rf_arena *arena;
    const char **list; /* NULL at the end, once there is one */
    size_t count, capacity;
};

static void add(struct paths *found, const char *path)
{
    RF_LIST_ADD(found->arena, found, path);
    RF_LIST_END(found->arena, found);
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool rf_files_have(const char *const *paths, size_t count, const char *path)
{
    return count && bsearch(&path, paths, count, sizeof *paths, compare) != NULL;
}

/* ---- Folders ---- */

static bool walk(struct paths *found, const char *root, const char *below);

static bool visit(struct paths *found, const char *root, const char *path)
{
    struct stat info;
    if (lstat(rf_arena_join(found->arena, root, "/", path, NULL), &info) != 0) {
        return errno == ENOENT; /* it went away meanwhile */
    }
    if (S_ISDIR(info.st_mode)) {
        return walk(found, root, path);
    }
    add(found, path);
    return true;
}

static bool walk(struct paths *found, const char *root, const char *below)
{
    const char *folder =
        rf_arena_join(found->arena, root, *below ? "/" : "", below, NULL);
    DIR *dir = opendir(folder);
    if (!dir) {
        return errno == ENOENT;
    }
    bool is_whole = true;
    errno = 0;
    for (struct dirent *entry; is_whole && (entry = readdir(dir)) != NULL;) {
        bool is_ours = rf_starts_with(entry->d_name, ".referat"); /* lists, temporaries */
        if (!is_ours && strcmp(entry->d_name, ".") != 0 &&
            strcmp(entry->d_name, "..") != 0) {
            is_whole =
                visit(found, root, rf_path_join(found->arena, below, entry->d_name));
        }
        errno = is_whole ? 0 : errno;
    }
    int reason = errno;
    closedir(dir);
    errno = reason;
    return reason == 0;
}

bool rf_files_below(struct rf_arena *arena, const char *folder, const char ***paths,
                    size_t *count)
{
    struct paths found = {.arena = arena};
    bool is_whole = walk(&found, folder, "");
    if (is_whole && found.count) {
        qsort(found.list, found.count, sizeof *found.list, compare);
    }
    *paths = found.list;
    *count = is_whole ? found.count : 0;
    return is_whole;
}

/* ---- Files ---- */

bool rf_read_whole(const char *path, struct rf_buf *out)
{
    off_t size_bytes;
    int fd = rf_open_regular(path, O_NOFOLLOW, &size_bytes);
    rf_buf_reset(out);
    if (fd < 0) {
        return false;
    }
    rf_buf_reserve(out, (size_t)size_bytes + 1);
    ssize_t got = rf_read_full(fd, out->p, (size_t)size_bytes);
    int reason = errno;
    close(fd);
    errno = reason;
    out->n = got > 0 ? (size_t)got : 0;
    return got >= 0;
}
