/* The cache folder, opened and used step by step from descriptors (store): no path is
 * resolved twice, so another user who may write to /tmp cannot exchange a folder for a
 * link between a check and its use. */
#define _GNU_SOURCE /* flock, O_PATH */
#include "store/cache_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define STATE_LAST ".state"
#define TEMPORARY_LAST ".tmp"

enum {
    DIGITS = 2 * sizeof(struct rf_digest), /* of a digest in a name */
    NAME_TRIES = 100, /* other machines' runs may have this one's number */
    OTHERS_MAY_WRITE = S_IWGRP | S_IWOTH,
};

/* ---- The folder ---- */

/* Opens the folder of this name, which is made where it is missing. */
static int open_in(int above, const char *name, int access)
{
    int flags = access | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    int fd = openat(above, name, flags);
    if (fd < 0 && errno == ENOENT &&
        (mkdirat(above, name, S_IRWXU) == 0 || errno == EEXIST)) { /* by another run */
        fd = openat(above, name, flags);
    }
    return fd;
}

/* Walks to the folder name by name; -1 with errno. Those on the way need not be
 * readable. */
static int walk(struct rf_arena *arena, const char *path)
{
    int fd = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
    for (const char *p = path + 1; *p && fd >= 0;) {
        size_t n = strcspn(p, "/");
        const char *name = rf_arena_copy(arena, p, n);
        p += n + (p[n] == '/');
        int next = open_in(fd, name, *p ? O_PATH : O_RDONLY);
        int reason = errno;
        close(fd);
        errno = reason;
        fd = next;
    }
    return fd;
}

const char *rf_cache_open(struct rf_cache *cache, struct rf_arena *arena,
                          const char *path)
{
    struct stat info;
    cache->fd = walk(arena, path);
    if (cache->fd < 0) { /* of a link errno says that it is no folder */
        int reason = errno;
        bool is_link = lstat(path, &info) == 0 && S_ISLNK(info.st_mode);
        return is_link ? "it is a link" : strerror(reason);
    }
    const char *why = NULL;
    if (fstat(cache->fd, &info) != 0) {
        why = strerror(errno);
    } else if (info.st_uid != geteuid()) {
        why = "it belongs to another user";
    } else if (info.st_mode & OTHERS_MAY_WRITE) {
        why = "others may write to it";
    }
    if (why) {
        rf_cache_close(cache);
    }
    return why;
}

void rf_cache_close(struct rf_cache *cache)
{
    if (cache->fd >= 0) {
        close(cache->fd);
    }
    cache->fd = -1;
}

/* ---- Its files ---- */

static const char *digits_of(struct rf_arena *arena, struct rf_bytes origin)
{
    static const char digits[] = "0123456789abcdef";
    struct rf_digest digest = rf_digest_of(origin.p, origin.n);
    char text[DIGITS];
    for (size_t i = 0; i < DIGITS; i++) {
        text[i] = digits[digest.bytes[i / 2] >> (i % 2 ? 0 : 4) & 0xF];
    }
    return rf_arena_copy(arena, text, DIGITS);
}

static const char *name_of(struct rf_arena *arena, struct rf_bytes origin)
{
    return rf_arena_join(arena, digits_of(arena, origin), STATE_LAST, NULL);
}

/* Opens a regular file that only the user can have written; -1: there is none. */
static int open_own(const struct rf_cache *cache, const char *name)
{
    struct stat info;
    int fd = openat(cache->fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
        info.st_uid == geteuid() && !(info.st_mode & OTHERS_MAY_WRITE)) {
        return fd;
    }
    if (fd >= 0) {
        close(fd);
    }
    return -1;
}

int rf_cache_find(const struct rf_cache *cache, struct rf_arena *arena,
                  struct rf_bytes origin)
{
    return cache->fd < 0 ? -1 : open_own(cache, name_of(arena, origin));
}

bool rf_cache_create(const struct rf_cache *cache, struct rf_arena *arena,
                     struct rf_bytes origin, struct rf_cache_file *file)
{
    *file = (struct rf_cache_file){.fd = -1, .lock_fd = -1};
    const char *digits = digits_of(arena, origin);
    for (unsigned i = 0; file->fd < 0 && i < NAME_TRIES; i++) {
        file->name =
            rf_arena_format(arena, "%s-%ld-%u" TEMPORARY_LAST, digits, (long)getpid(), i);
        file->fd =
            openat(cache->fd, file->name,
                   O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (file->fd < 0 && errno != EEXIST) {
            break;
        }
    }
    if (file->fd < 0) {
        file->name = NULL;
        return false;
    }
    (void)flock(file->fd, LOCK_EX | LOCK_NB); /* without locks no run removes files */
    file->lock_fd = fcntl(file->fd, F_DUPFD_CLOEXEC, 0);
    return true;
}

static void forget(struct rf_cache_file *file)
{
    if (file->lock_fd >= 0) {
        close(file->lock_fd);
    }
    *file = (struct rf_cache_file){.fd = -1, .lock_fd = -1};
}

bool rf_cache_put(const struct rf_cache *cache, struct rf_arena *arena,
                  struct rf_bytes origin, struct rf_cache_file *file)
{
    if (renameat(cache->fd, file->name, cache->fd, name_of(arena, origin)) != 0) {
        return false;
    }
    forget(file);
    return true;
}

void rf_cache_drop(const struct rf_cache *cache, struct rf_cache_file *file)
{
    if (file->name) {
        (void)unlinkat(cache->fd, file->name, 0);
        forget(file);
    }
}

/* ---- What is of no use any more ---- */

enum kind { KIND_OTHER, KIND_STATE, KIND_TEMPORARY };

/* By its name. */
static enum kind kind_of(const char *name)
{
    size_t digits = strspn(name, "0123456789abcdef");
    const char *rest = name + digits;
    if (digits != DIGITS) {
        return KIND_OTHER;
    }
    if (strcmp(rest, STATE_LAST) == 0) {
        return KIND_STATE;
    }
    rest += *rest == '-' ? strspn(rest, "-0123456789") : 0;
    return strcmp(rest, TEMPORARY_LAST) == 0 ? KIND_TEMPORARY : KIND_OTHER;
}

static bool is_useless(int fd, enum kind kind, struct rf_arena *arena,
                       bool (*is_gone)(struct rf_bytes origin))
{
    struct rf_bytes origin;
    if (kind == KIND_TEMPORARY) { /* whoever writes it has the lock */
        return flock(fd, LOCK_EX | LOCK_NB) == 0;
    }
    return !rf_state_origin(fd, arena, &origin) || is_gone(origin);
}

static void sweep_entry(const struct rf_cache *cache, const char *name,
                        struct rf_arena *arena, bool (*is_gone)(struct rf_bytes origin))
{
    enum kind kind = kind_of(name);
    int fd = kind == KIND_OTHER ? -1 : open_own(cache, name);
    if (fd < 0) {
        return;
    }
    if (is_useless(fd, kind, arena, is_gone)) {
        (void)unlinkat(cache->fd, name, 0);
    }
    close(fd);
}

void rf_cache_sweep(const struct rf_cache *cache, bool (*is_gone)(struct rf_bytes origin))
{
    int fd = openat(cache->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    struct rf_arena arena = {0};
    if (!folder && fd >= 0) {
        close(fd);
    }
    for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL;) {
        sweep_entry(cache, entry->d_name, &arena, is_gone);
        rf_arena_reset(&arena);
    }
    rf_arena_clear(&arena);
    if (folder) {
        closedir(folder);
    }
}
