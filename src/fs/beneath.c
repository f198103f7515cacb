/* Files of a series, opened beneath its folder and nowhere else (fs).
 *
 * Every open goes through open_below. openat2 makes the kernel refuse a path that leaves
 * the folder, by ".." or through a link, in the same step in which it opens the file;
 * comparing the path beforehand would leave time to change a link between the two.
 * Nothing blocks: a pipe or a device is opened, seen to be none of ours, and closed. */
#define _GNU_SOURCE /* syscall, O_PATH, getdents64 */
#include "fs/beneath.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/str.h"
#include "fs/edition_marks.h"

/* For kernels without openat2 (before 5.6): finds the file without opening it, compares
 * real paths through /proc, and opens what was found. Fails with EXDEV for a file that is
 * not beneath root. */
static int open_and_compare(int root, const char *path, int flags)
{
    int found = openat(root, path, O_PATH | O_CLOEXEC);
    if (found < 0) {
        return found;
    }
    char root_link[64], link[64], real_root[PATH_MAX], real_file[PATH_MAX];
    int fd = -1, reason = EXDEV;
    snprintf(root_link, sizeof root_link, "/proc/self/fd/%d", root);
    snprintf(link, sizeof link, "/proc/self/fd/%d", found);
    if (realpath(root_link, real_root) && realpath(link, real_file)) {
        size_t n = strlen(real_root);
        if (strncmp(real_root, real_file, n) == 0 &&
            (real_file[n] == '/' || !real_file[n] || n == 1)) {
            fd = open(link, flags);
            reason = errno;
        }
    }
    close(found);
    errno = reason;
    return fd;
}

static int open_below(int root, const char *path, int flags)
{
    flags |= O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    struct open_how how = {
        .flags = (unsigned)flags,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
    };
    long fd = syscall(SYS_openat2, root, path, &how, sizeof how);
    if (fd < 0 && (errno == ENOSYS || errno == EPERM)) {
        return open_and_compare(root, path, flags);
    }
    return (int)fd;
}

enum rf_open_result rf_open_any(int root, const char *path, int *fd)
{
    *fd = open_below(root, path, 0);
    if (*fd >= 0) {
        return RF_OPEN_DONE;
    }
    switch (errno) {
    case ENOENT:
    case ENOTDIR:
        return RF_OPEN_MISSING;
    case EXDEV:
    case ELOOP:
        return RF_OPEN_ESCAPES;
    case ENXIO:
        return RF_OPEN_NOT_REGULAR;
    default:
        return RF_OPEN_FAILED;
    }
}

enum rf_open_result rf_look_beneath(int root, const char *path, int *fd,
                                    struct stat *info)
{
    enum rf_open_result result = rf_open_any(root, path, fd);
    if (result != RF_OPEN_DONE) {
        return result;
    }
    if (fstat(*fd, info) != 0) {
        int saved = errno;
        close(*fd);
        errno = saved;
        return RF_OPEN_FAILED;
    }
    if (!S_ISREG(info->st_mode)) {
        close(*fd);
        return RF_OPEN_NOT_REGULAR;
    }
    return RF_OPEN_DONE;
}

enum rf_open_result rf_open_beneath(int root, const char *path, int *fd,
                                    uint64_t *size_bytes)
{
    struct stat info;
    enum rf_open_result result = rf_look_beneath(root, path, fd, &info);
    if (result == RF_OPEN_DONE) {
        *size_bytes = (uint64_t)info.st_size;
    }
    return result;
}

bool rf_read_into(int fd, char *text, size_t size_bytes, size_t *n)
{
    ssize_t got = 1;
    *n = 0;
    while (*n < size_bytes && (got > 0 || (got < 0 && errno == EINTR))) {
        got = read(fd, text + *n, size_bytes - *n);
        *n += got > 0 ? (size_t)got : 0;
    }
    int saved = errno;
    close(fd);
    errno = saved;
    return got >= 0;
}

bool rf_read_fd(int fd, uint64_t size_bytes, size_t limit, struct rf_buf *buf,
                bool *is_larger)
{
    rf_buf_reset(buf);
    *is_larger = size_bytes > limit;
    size_t wanted = *is_larger ? 0 : (size_t)size_bytes;
    rf_buf_reserve(buf, wanted);
    return rf_read_into(fd, buf->p, wanted, &buf->n);
}

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const struct rf_entry *)a)->name, ((const struct rf_entry *)b)->name);
}

int rf_folder_open(int root, const char *path)
{
    return open_below(root, *path ? path : ".", O_DIRECTORY);
}

void rf_folder_close(int folder)
{
    int reason = errno;
    if (folder >= 0) {
        close(folder);
    }
    errno = reason;
}

/* The entries of a list while it is read, not sorted yet. */
struct names {
    struct rf_arena *arena;
    struct rf_entry *list;
    size_t n, capacity;
};

/* Appends a name, but none that begins with a dot and is no edition's mark. A link counts
 * as a file: where it leads to is seen when it is opened. */
static void add_entry(struct names *names, int folder, const struct dirent64 *e)
{
    if (e->d_name[0] == '.' && rf_mark_of_name(e->d_name) == RF_MARK_COUNT) {
        return;
    }
    if (names->n == names->capacity) {
        struct rf_entry *old = names->list;
        names->capacity = names->capacity ? 2 * names->capacity : 16;
        names->list = RF_ARENA_NEW_ARRAY(names->arena, names->capacity, struct rf_entry);
        if (names->n) {
            memcpy(names->list, old, names->n * sizeof *old);
        }
    }
    struct rf_entry *entry = &names->list[names->n++];
    *entry = (struct rf_entry){.name = rf_arena_string(names->arena, e->d_name)};
    entry->is_folder = e->d_type == DT_DIR;
    entry->is_file = e->d_type == DT_REG || e->d_type == DT_LNK;
    struct stat info;
    if (e->d_type == DT_UNKNOWN && /* some file systems do not say */
        fstatat(folder, e->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0) {
        entry->is_folder = S_ISDIR(info.st_mode);
        entry->is_file = S_ISREG(info.st_mode) || S_ISLNK(info.st_mode);
    }
    if (e->d_name[0] ==
        '.') { /* a mark is a file; a folder of that name counts as none */
        entry->is_mark = entry->is_file;
        entry->is_file = entry->is_folder = false;
    }
}

/* Reads with the system's own call: opendir would make three further calls for each of
 * thousands of folders. A folder that was read in part counts as not read. */
struct rf_entry *rf_list_open(struct rf_arena *arena, int folder, size_t *count)
{
    _Alignas(struct dirent64) char bytes[16384];
    struct names names = {.arena = arena};
    ssize_t got = -1;
    while (folder >= 0 && (got = getdents64(folder, bytes, sizeof bytes)) > 0) {
        for (ssize_t at = 0; at < got;) {
            const struct dirent64 *e = (const void *)(bytes + at);
            add_entry(&names, folder, e);
            at += e->d_reclen;
        }
    }
    if (got < 0) {
        return NULL;
    }
    if (names.n) {
        qsort(names.list, names.n, sizeof *names.list, compare_entries);
    }
    *count = names.n;
    return names.list ? names.list : RF_ARENA_NEW(arena, struct rf_entry);
}

struct rf_entry *rf_list_folder(struct rf_arena *arena, int root, const char *path,
                                size_t *count)
{
    int folder = rf_folder_open(root, path);
    struct rf_entry *list = rf_list_open(arena, folder, count);
    rf_folder_close(folder);
    return list;
}
