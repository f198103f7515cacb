/* Bytes in and out of open files, and whether two hold the same (base). */
#include "base/bytes.h"

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

bool rf_read_at(int fd, uint64_t at, void *p, size_t n)
{
    char *to = p;
    while (n) {
        ssize_t got = pread(fd, to, n, (off_t)at);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            errno = got ? errno : EIO;
            return false;
        }
        to += got;
        at += (uint64_t)got;
        n -= (size_t)got;
    }
    return true;
}

bool rf_read_all(int fd, uint64_t at, size_t n, struct rf_buf *out)
{
    rf_buf_reserve(out, n + 1);
    bool is_read = rf_read_at(fd, at, out->p + out->n, n);
    out->n += is_read ? n : 0;
    return is_read;
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

enum rf_sameness rf_compare_bytes(int fd, const char *bytes, size_t n)
{
    char chunk[RF_CHUNK_BYTES];
    while (n) {
        size_t wanted = n < sizeof chunk ? n : sizeof chunk;
        ssize_t got = rf_read_full(fd, chunk, wanted);
        if (got < 0) {
            return RF_UNKNOWN;
        }
        if ((size_t)got != wanted || memcmp(chunk, bytes, wanted) != 0) {
            return RF_DIFFERENT;
        }
        bytes += wanted;
        n -= wanted;
    }
    return RF_SAME;
}

enum rf_sameness rf_compare_files(int fd, int source)
{
    char chunk[RF_CHUNK_BYTES], other[RF_CHUNK_BYTES];
    for (;;) {
        ssize_t got = rf_read_full(fd, chunk, sizeof chunk);
        ssize_t also = rf_read_full(source, other, sizeof other);
        if (got < 0 || also < 0) {
            return RF_UNKNOWN;
        }
        if (got != also || memcmp(chunk, other, (size_t)got) != 0) {
            return RF_DIFFERENT;
        }
        if (got < RF_CHUNK_BYTES) {
            return RF_SAME;
        }
    }
}
