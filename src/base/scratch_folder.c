/* A folder for one pack's making, and the files in it (base).
 *
 * Engines and qpdf read and write files by name. The folder can be entered by its user
 * alone, since what lies in it may be closed, and is removed whatever happens; a killed
 * run leaves it in TMPDIR. */
#include "base/scratch_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/make_folders.h"

enum { CHUNK_BYTES = 64 * 1024 };

const char *rf_folder_make(struct rf_arena *arena)
{
    const char *place = getenv("TMPDIR");
    char *folder = rf_arena_join(arena, place && *place == '/' ? place : "/tmp",
                                 "/referat-XXXXXX", NULL);
    return mkdtemp(folder);
}

void rf_folder_remove(const char *folder)
{
    if (folder) {
        rf_remove_folder(folder);
    }
}

/* ---- Files ---- */

bool rf_file_write(const char *path, const struct rf_buf *bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) {
        return false;
    }
    bool is_whole = rf_write_full(fd, bytes->p, bytes->n);
    int reason = errno;
    if (close(fd) != 0 && is_whole) {
        return false;
    }
    errno = reason;
    return is_whole;
}

bool rf_file_read(const char *path, size_t limit_bytes, struct rf_buf *out)
{
    off_t size_bytes;
    int fd = rf_open_regular(path, 0, &size_bytes);
    if (fd < 0) {
        return false;
    }
    ssize_t got;
    do {
        rf_buf_reserve(out, CHUNK_BYTES);
        got = read(fd, out->p + out->n, CHUNK_BYTES);
        out->n += got > 0 ? (size_t)got : 0;
    } while ((got > 0 && out->n <= limit_bytes) || (got < 0 && errno == EINTR));
    int reason = got < 0 ? errno : EFBIG;
    close(fd);
    errno = reason;
    return got == 0;
}

bool rf_file_copy(int from, const char *to)
{
    char chunk[CHUNK_BYTES];
    int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    ssize_t got = fd < 0 ? -1 : read(from, chunk, sizeof chunk);
    while ((got > 0 && rf_write_full(fd, chunk, (size_t)got)) ||
           (got < 0 && errno == EINTR)) {
        got = read(from, chunk, sizeof chunk);
    }
    int reason = errno;
    if (fd >= 0 && close(fd) != 0) {
        return false;
    }
    errno = reason;
    return got == 0;
}
