/* Files of a series, opened beneath its folder and nowhere else (base).
 *
 * Every open goes through open_below. openat2 makes the kernel refuse a path that leaves
 * the folder, by ".." or through a link, in the same step in which it opens the file;
 * comparing the path beforehand would leave time to change a link between the two.
 * Nothing blocks: a pipe or a device is opened, seen to be none of ours, and closed.
 * Files from memory are asked for first, in rf_open_any, rf_list_open and
 * rf_stat_beneath; where there are none, that is one comparison of a pointer. */
#define _GNU_SOURCE /* syscall, O_PATH, getdents64, memfd_create */
#include "base/beneath.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/edition_marks.h"
#include "base/list.h"
#include "base/overlay.h"
#include "base/str.h"

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
    if (root < 0) {
        errno = ENOENT;
        return -1;
    }
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

/* Copies a file from memory to one without a name; -1 with errno. */
static int open_copy(const struct rf_overlay_file *file)
{
    int fd = memfd_create("referat", MFD_CLOEXEC);
    if (fd >= 0 &&
        (!rf_write_full(fd, file->bytes, file->n) || lseek(fd, 0, SEEK_SET) != 0)) {
        int reason = errno;
        close(fd);
        errno = reason;
        return -1;
    }
    return fd;
}

/* Opens what an overlay has at path; false: it has nothing there. */
static bool open_from_memory(const struct rf_overlay *overlay, const char *path, int *fd,
                             enum rf_open_result *result)
{
    const struct rf_overlay_file *file = rf_overlay_find(overlay, path);
    *result = RF_OPEN_NOT_REGULAR;
    if (file) {
        *fd = open_copy(file);
        *result = *fd < 0 ? RF_OPEN_FAILED : RF_OPEN_DONE;
    }
    return file || rf_overlay_has_folder(overlay, path);
}

enum rf_open_result rf_open_any(struct rf_root root, const char *path, int *fd)
{
    enum rf_open_result result;
    if (root.overlay && open_from_memory(root.overlay, path, fd, &result)) {
        return result;
    }
    *fd = open_below(root.fd, path, 0);
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

enum rf_open_result rf_look_beneath(struct rf_root root, const char *path, int *fd,
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

enum rf_open_result rf_open_beneath(struct rf_root root, const char *path, int *fd,
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

bool rf_stat_beneath(struct rf_root root, const char *path, struct stat *info)
{
    const struct rf_overlay *overlay = root.overlay;
    const struct rf_overlay_file *file = overlay ? rf_overlay_find(overlay, path) : NULL;
    if (file || (overlay && rf_overlay_has_folder(overlay, path))) {
        memset(info, 0, sizeof *info);
        info->st_mode = file ? S_IFREG : S_IFDIR;
        info->st_size = file ? (off_t)file->n : 0;
        return true;
    }
    if (root.fd < 0) {
        errno = ENOENT;
        return false;
    }
    return fstatat(root.fd, path, info, AT_SYMLINK_NOFOLLOW) == 0;
}

int rf_folder_open(struct rf_root root, const char *path)
{
    return open_below(root.fd, *path ? path : ".", O_DIRECTORY);
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
    size_t count, capacity;
};

/* Appends an entry, which is to be set. */
static struct rf_entry *next_entry(struct names *names)
{
    RF_LIST_RESERVE(names->arena, names);
    return &names->list[names->count++];
}

/* Of names that begin with a dot only an edition's mark is listed. */
static bool is_listed(const char *name)
{
    return name[0] != '.' || rf_mark_of_name(name) != RF_MARK_COUNT;
}

/* A mark is a file; a folder of that name counts as none. */
static struct rf_entry entry_of(const char *name, bool is_folder, bool is_file)
{
    bool is_mark = name[0] == '.';
    return (struct rf_entry){.name = name,
                             .is_folder = is_folder && !is_mark,
                             .is_file = is_file && !is_mark,
                             .is_mark = is_file && is_mark};
}

/* Appends what is on disk. A link counts as a file: where it leads to is seen when it is
 * opened. */
static void add_entry(struct names *names, int folder, const struct dirent64 *e)
{
    struct stat info;
    bool is_folder = e->d_type == DT_DIR;
    bool is_file = e->d_type == DT_REG || e->d_type == DT_LNK;
    if (!is_listed(e->d_name)) {
        return;
    }
    if (e->d_type == DT_UNKNOWN && /* some file systems do not say */
        fstatat(folder, e->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0) {
        is_folder = S_ISDIR(info.st_mode);
        is_file = S_ISREG(info.st_mode) || S_ISLNK(info.st_mode);
    }
    *next_entry(names) =
        entry_of(rf_arena_string(names->arena, e->d_name), is_folder, is_file);
}

static void sort_names(struct names *names)
{
    if (names->count) {
        qsort(names->list, names->count, sizeof *names->list, compare_entries);
    }
}

/* Adds what an overlay has in a folder. It takes the place of what is on disk. */
static void add_from_memory(struct names *names, const struct rf_overlay *overlay,
                            const char *path)
{
    size_t at = 0, on_disk = names->count;
    bool is_folder;
    const char *name;
    sort_names(names);
    while ((name = rf_overlay_next(overlay, names->arena, path, &at, &is_folder)) !=
           NULL) {
        const struct rf_entry entry = entry_of(name, is_folder, !is_folder);
        struct rf_entry *old =
            on_disk ? bsearch(&entry, names->list, on_disk, sizeof entry, compare_entries)
                    : NULL;
        if (is_listed(name)) {
            *(old ? old : next_entry(names)) = entry;
        }
    }
}

/* Reads what is on disk, with the system's own call: opendir would make three further
 * calls for each of thousands of folders. False with errno; a folder that was read in
 * part counts as not read. */
static bool read_names(struct names *names, int folder)
{
    _Alignas(struct dirent64) char bytes[16384];
    ssize_t got = -1;
    while (folder >= 0 && (got = getdents64(folder, bytes, sizeof bytes)) > 0) {
        for (ssize_t at = 0; at < got;) {
            const struct dirent64 *e = (const void *)(bytes + at);
            add_entry(names, folder, e);
            at += e->d_reclen;
        }
    }
    return got == 0;
}

/* Whether a folder that could not be opened is only in memory. */
static bool is_in_memory(struct rf_root root, const char *path, int folder)
{
    return root.overlay && folder < 0 && (errno == ENOENT || errno == ENOTDIR) &&
           (!*path || rf_overlay_has_folder(root.overlay, path));
}

struct rf_entry *rf_list_open(struct rf_arena *arena, struct rf_root root,
                              const char *path, int folder, size_t *count)
{
    struct names names = {.arena = arena};
    if (!is_in_memory(root, path, folder) && !read_names(&names, folder)) {
        return NULL;
    }
    if (root.overlay) {
        add_from_memory(&names, root.overlay, path);
    }
    sort_names(&names);
    *count = names.count;
    return names.list ? names.list : RF_ARENA_NEW(arena, struct rf_entry);
}

struct rf_entry *rf_list_folder(struct rf_arena *arena, struct rf_root root,
                                const char *path, size_t *count)
{
    int folder = rf_folder_open(root, path);
    struct rf_entry *list = rf_list_open(arena, root, path, folder, count);
    rf_folder_close(folder);
    return list;
}

const char *rf_mark_in_list(const struct rf_entry *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].is_mark) {
            return list[i].name;
        }
    }
    return NULL;
}
