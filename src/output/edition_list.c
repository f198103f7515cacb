/* The list of the files that referat made in a folder (output).
 *
 * Readers and writers are processes that know nothing of each other. Appending is one
 * write under the lock; replacing is a rename, after which a waiter holds the lock of a
 * file that has lost its name, and opens the new one (is_still_at). */
#define _GNU_SOURCE /* flock */
#include "output/edition_list.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/leftover_names.h"
#include "base/limits.h"
#include "base/list.h"
#include "output/hold_signals.h"
#include "output/owner.h"

/* ---- Lines ---- */

void rf_mark_lines_clear(struct rf_mark_lines *lines)
{
    rf_arena_clear(&lines->arena);
    rf_buf_clear(&lines->text);
    *lines = (struct rf_mark_lines){0};
}

void rf_mark_lines_add(struct rf_mark_lines *lines, const char *line)
{
    RF_LIST_ADD(&lines->arena, lines, rf_arena_string(&lines->arena, line));
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool rf_mark_lines_sort(struct rf_mark_lines *lines)
{
    size_t sorted = 1, kept = 1;
    while (sorted < lines->count &&
           strcmp(lines->list[sorted - 1], lines->list[sorted]) < 0) {
        sorted++;
    }
    if (sorted >= lines->count) {
        return false;
    }
    qsort(lines->list, lines->count, sizeof *lines->list, compare);
    for (size_t i = 1; i < lines->count; i++) {
        if (strcmp(lines->list[kept - 1], lines->list[i]) != 0) {
            lines->list[kept++] = lines->list[i];
        }
    }
    lines->count = kept;
    return true;
}

size_t rf_mark_lines_find(const struct rf_mark_lines *lines, const char *line)
{
    size_t low = 0, high = lines->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(lines->list[middle], line) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool rf_mark_lines_has(const struct rf_mark_lines *lines, const char *line)
{
    size_t at = rf_mark_lines_find(lines, line);
    return at < lines->count && strcmp(lines->list[at], line) == 0;
}

/* ---- Paths as lines ---- */

const char *rf_mark_encode(struct rf_arena *arena, const char *path)
{
    if (!strpbrk(path, "\n%")) {
        return path;
    }
    struct rf_buf line = {0};
    for (const char *p = path; *p; p++) {
        if (*p == '\n' || *p == '%') {
            rf_buf_puts(&line, *p == '%' ? "%25" : "%0A");
        } else {
            rf_buf_char(&line, *p);
        }
    }
    const char *kept = rf_arena_copy(arena, line.p, line.n);
    rf_buf_clear(&line);
    return kept;
}

/* True for a relative path whose parts are all names: none is empty, "." or "..". */
static bool stays_inside(const char *path)
{
    const char *p = path;
    for (bool is_last = false; !is_last;) {
        size_t n = strcspn(p, "/");
        if (n == 0 || (n <= 2 && memcmp(p, "..", n) == 0)) {
            return false;
        }
        is_last = !p[n];
        p += n + !is_last;
    }
    return true;
}

const char *rf_mark_decode(struct rf_arena *arena, const char *line)
{
    char *path = rf_arena_string(arena, line), *to = path;
    for (const char *p = line; *p; p++) {
        bool is_newline = strncmp(p, "%0A", 3) == 0;
        bool is_percent = strncmp(p, "%25", 3) == 0;
        *to++ = (char)(is_newline ? '\n' : *p);
        p += is_newline || is_percent ? 2 : 0;
    }
    *to = '\0';
    return stays_inside(path) ? path : NULL;
}

/* ---- Reading ---- */

/* The lines of the text, which gets their ends; one that holds a NUL is no path. */
static void split(struct rf_mark_lines *lines, bool *is_whole)
{
    char *p = lines->text.p, *end = p + lines->text.n;
    while (p < end) {
        char *newline = memchr(p, '\n', (size_t)(end - p));
        size_t n = (size_t)((newline ? newline : end) - p);
        if (n && !memchr(p, 0, n)) {
            RF_LIST_ADD(&lines->arena, lines, p);
        } else {
            *is_whole = false;
        }
        *is_whole = *is_whole && newline;
        p[n] = '\0';
        p += n + 1;
    }
}

static bool read_text(struct rf_mark_lines *lines, int fd, off_t size_bytes)
{
    rf_buf_reserve(&lines->text, (size_t)size_bytes + 1); /* for the last line's end */
    ssize_t got = rf_read_full(fd, lines->text.p, (size_t)size_bytes);
    lines->text.n = got > 0 ? (size_t)got : 0;
    return got >= 0;
}

/* The folder that holds path. */
static const char *folder_of(struct rf_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;
    return !slash ? "." : rf_arena_copy(arena, path, n ? n : 1);
}

enum rf_mark_result rf_mark_read(struct rf_mark_lines *lines, const char *path,
                                 bool *is_tidy, const char **why)
{
    off_t size_bytes;
    rf_mark_lines_clear(lines);
    *is_tidy = true;
    int fd = rf_open_regular(path, O_NOFOLLOW, &size_bytes);
    if (fd < 0) {
        bool is_none = errno == EISDIR || errno == ENXIO || errno == ELOOP;
        *why = is_none ? "it is no regular file" : strerror(errno);
        return errno == ENOENT || errno == ENOTDIR ? RF_MARK_ABSENT : RF_MARK_UNUSABLE;
    }
    *why = size_bytes > RF_LIMIT_MARK_BYTES ? "it is larger than any list"
           : !rf_owner_is_trusted_in(fd, folder_of(&lines->arena, path))
               ? "another user put it there"
           : !read_text(lines, fd, size_bytes) ? strerror(errno)
                                               : NULL;
    close(fd);
    if (*why) {
        return RF_MARK_UNUSABLE;
    }
    split(lines, is_tidy);
    *is_tidy = !rf_mark_lines_sort(lines) && *is_tidy;
    return RF_MARK_READ;
}

/* ---- Writing ---- */

static bool wait_for_lock(int fd, int kind)
{
    int result;
    do {
        result = flock(fd, kind);
    } while (result != 0 && errno == EINTR);
    return result == 0 || errno == ENOLCK || errno == EOPNOTSUPP || errno == ENOSYS;
}

/* False where another file has taken the name while this one's lock was waited for. */
static bool is_still_at(int fd, const char *path)
{
    struct stat open_one, named;
    return fstat(fd, &open_one) == 0 && lstat(path, &named) == 0 &&
           open_one.st_dev == named.st_dev && open_one.st_ino == named.st_ino;
}

int rf_mark_lock(const char *path, bool creates)
{
    const int flags = O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY |
                      (creates ? O_CREAT : 0);
    for (;;) {
        int fd = open(path, flags, 0666);
        if (fd < 0 && errno == EACCES) { /* another user's, to be replaced */
            fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
        }
        if (fd < 0) {
            return -1;
        }
        if (!wait_for_lock(fd, LOCK_EX)) {
            int reason = errno;
            close(fd);
            errno = reason;
            return -1;
        }
        if (is_still_at(fd, path)) {
            return fd;
        }
        close(fd);
    }
}

bool rf_mark_lock_kept(struct rf_mark_kept *kept, const char *path, off_t *size_bytes)
{
    struct stat named;
    if (kept->is_open && kept->process == (long)getpid() &&
        wait_for_lock(kept->fd, LOCK_EX) && lstat(path, &named) == 0 &&
        named.st_dev == kept->device && named.st_ino == kept->inode) {
        *size_bytes = named.st_size;
        return true;
    }
    rf_mark_forget(kept);
    return false;
}

bool rf_mark_keep(struct rf_mark_kept *kept, int fd, off_t *size_bytes)
{
    struct stat info;
    *kept = (struct rf_mark_kept){.is_open = true, .fd = fd, .process = (long)getpid()};
    if (fstat(fd, &info) != 0) {
        return false;
    }
    kept->device = info.st_dev;
    kept->inode = info.st_ino;
    *size_bytes = info.st_size;
    return true;
}

void rf_mark_unlock_kept(struct rf_mark_kept *kept)
{
    if (flock(kept->fd, LOCK_UN) != 0) {
        rf_mark_forget(kept);
    }
}

void rf_mark_forget(struct rf_mark_kept *kept)
{
    if (kept->is_open) {
        close(kept->fd);
    }
    kept->is_open = false;
}

/* Where another process has added since, the last line may have no end: that run was
 * killed while it wrote. */
bool rf_mark_append(struct rf_mark_kept *kept, off_t size_bytes,
                    const struct rf_buf *lines, bool wants_fsync)
{
    int fd = kept->fd;
    char last = '\n';
    bool needs_end = size_bytes != kept->whole_bytes && size_bytes &&
                     rf_read_at(fd, (uint64_t)size_bytes - 1, &last, 1) && last != '\n';
    bool is_added = (!needs_end || rf_write_full(fd, "\n", 1)) &&
                    rf_write_full(fd, lines->p, lines->n) &&
                    (!wants_fsync || fsync(fd) == 0);
    int reason = errno;
    kept->whole_bytes = is_added ? size_bytes + needs_end + (off_t)lines->n : 0;
    if (!is_added && ftruncate(fd, size_bytes) != 0) {
        errno = reason; /* too many paths stand there, which does no harm */
    }
    errno = reason;
    return is_added;
}

/* Writes beside path, under a name that any later run removes which finds it; while the
 * folder is locked so, no run does. */
bool rf_mark_replace(const char *path, const struct rf_mark_lines *lines,
                     bool wants_fsync)
{
    struct rf_arena arena = {0};
    struct rf_buf text = {0};
    const char *slash = strrchr(path, '/');
    const char *temporary =
        rf_arena_format(&arena, "%.*s" RF_TEMPORARY_FIRST "mark-%ld" RF_TEMPORARY_LAST,
                        slash ? (int)(slash - path) + 1 : 0, path, (long)getpid());
    for (size_t i = 0; i < lines->count; i++) {
        rf_buf_puts(&text, lines->list[i]);
        rf_buf_char(&text, '\n');
    }
    int folder = open(folder_of(&arena, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        (void)wait_for_lock(folder, LOCK_SH);
    }
    sigset_t before;
    rf_hold_signals(&before);
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    bool is_done =
        fd >= 0 && rf_write_full(fd, text.p, text.n) && (!wants_fsync || fsync(fd) == 0);
    int reason = errno;
    if (fd >= 0 && close(fd) != 0 && is_done) {
        reason = errno;
        is_done = false;
    }
    if (is_done && rename(temporary, path) != 0) {
        reason = errno;
        is_done = false;
    }
    if (!is_done && fd >= 0) {
        unlink(temporary);
    }
    rf_release_signals(&before);
    if (folder >= 0) {
        close(folder);
    }
    rf_buf_clear(&text);
    rf_arena_clear(&arena);
    errno = reason;
    return is_done;
}

bool rf_mark_renew(const char *path)
{
    return utimensat(AT_FDCWD, path, NULL, AT_SYMLINK_NOFOLLOW) == 0;
}
