/* Bytes in and out of files (write). */
#include "write/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

ssize_t rf_read_full(int fd, char *p, size_t n)
{
    size_t done = 0;
    while (done < n) {
        ssize_t got = read(fd, p + done, n - done);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return -1;
        }
        if (got == 0) {
            break;
        }
        done += (size_t)got;
    }
    return (ssize_t)done;
}

bool rf_write_full(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t put = write(fd, p, n);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            return false;
        }
        p += put;
        n -= (size_t)put;
    }
    return true;
}

int rf_open_regular(const char *path, int flags, off_t *size_bytes)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags);
    if (fd < 0) {
        return -1;
    }
    int reason = fstat(fd, &info) != 0    ? errno
                 : S_ISDIR(info.st_mode)  ? EISDIR
                 : !S_ISREG(info.st_mode) ? ENXIO
                                          : 0;
    if (reason) {
        close(fd);
        errno = reason;
        return -1;
    }
    *size_bytes = info.st_size;
    return fd;
}

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

bool rf_make_folders(struct rf_arena *arena, const char *path)
{
    char *folder = rf_arena_string(arena, path);
    char *last = strrchr(folder, '/');
    if (!last || last == folder) {
        return true;
    }
    *last = '\0';
    if (make_folder(folder)) {
        return true;
    }
    if (errno != ENOENT) {
        return false;
    }
    return rf_make_folders(arena, folder) && make_folder(folder);
}
