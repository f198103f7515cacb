/* A file without a name that grows while a run goes on (base). */
#define _GNU_SOURCE /* O_TMPFILE */
#include "base/append_log.h"
#include "base/leftover_names.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/make_folders.h"

/* Bytes that are collected before they are written. */
enum { WAITING_BYTES = 256 * 1024 };

bool rf_spool_open(struct rf_spool *spool, struct rf_arena *arena, const char *folder)
{
    *spool = (struct rf_spool){.fd = -1};
    if (!rf_make_folders(arena, rf_arena_join(arena, folder, "/", NULL))) {
        return false;
    }
    spool->fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (spool->fd < 0 &&
        (errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT || errno == EINVAL)) {
        /* A file system that knows no files without names: this one loses its name at
         * once. */
        const char *path =
            rf_arena_format(arena, "%s/" RF_TEMPORARY_FIRST "spool-%ld" RF_TEMPORARY_LAST,
                            folder, (long)getpid());
        spool->fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (spool->fd >= 0) {
            unlink(path);
        }
    }
    return spool->fd >= 0;
}

/* Keeps the reason of the first write that failed; nothing is written after that. */
static void note_failure(struct rf_spool *spool)
{
    spool->has_failed = true;
    spool->reason = errno;
}

bool rf_spool_flush(struct rf_spool *spool)
{
    if (!spool->has_failed && spool->waiting.n &&
        !rf_write_full(spool->fd, spool->waiting.p, spool->waiting.n)) {
        note_failure(spool);
    }
    rf_buf_reset(&spool->waiting);
    errno = spool->reason;
    return !spool->has_failed;
}

void rf_spool_add(struct rf_spool *spool, const char *bytes, size_t n)
{
    rf_buf_add(&spool->waiting, bytes, n);
    spool->bytes += n;
    if (spool->waiting.n >= WAITING_BYTES) {
        rf_spool_flush(spool);
    }
}

void rf_spool_patch(struct rf_spool *spool, uint64_t at, const char *bytes, size_t n)
{
    if (rf_spool_flush(spool) && pwrite(spool->fd, bytes, n, (off_t)at) != (ssize_t)n) {
        note_failure(spool);
    }
}

bool rf_spool_read(struct rf_spool *spool, uint64_t at, char *bytes, size_t n)
{
    uint64_t in_file = spool->bytes - spool->waiting.n;
    if (n && at >= in_file && at + n <= spool->bytes && !spool->has_failed) {
        memcpy(bytes, spool->waiting.p + (at - in_file), n);
        return true;
    }
    if (at + n > in_file && !rf_spool_flush(spool)) {
        return false;
    }
    return rf_read_at(spool->fd, at, bytes, n);
}

void rf_spool_close(struct rf_spool *spool)
{
    if (spool->fd >= 0) {
        close(spool->fd);
    }
    rf_buf_clear(&spool->waiting);
    spool->fd = -1;
}
