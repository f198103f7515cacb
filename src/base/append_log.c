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

bool rf_append_log_open(struct rf_append_log *log, struct rf_arena *arena,
                        const char *folder)
{
    *log = (struct rf_append_log){.fd = -1};
    if (!rf_make_folders(arena, rf_arena_join(arena, folder, "/", NULL))) {
        return false;
    }
    log->fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (log->fd < 0 &&
        (errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT || errno == EINVAL)) {
        /* A file system that knows no files without names: this one loses its name at
         * once. */
        const char *path =
            rf_arena_format(arena, "%s/" RF_TEMPORARY_FIRST "log-%ld" RF_TEMPORARY_LAST,
                            folder, (long)getpid());
        log->fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (log->fd >= 0) {
            unlink(path);
        }
    }
    return log->fd >= 0;
}

/* Keeps the reason of the first write that failed; nothing is written after that. */
static void note_failure(struct rf_append_log *log)
{
    log->has_failed = true;
    log->reason = errno;
}

bool rf_append_log_flush(struct rf_append_log *log)
{
    if (!log->has_failed && log->waiting.n &&
        !rf_write_full(log->fd, log->waiting.p, log->waiting.n)) {
        note_failure(log);
    }
    rf_buf_reset(&log->waiting);
    errno = log->reason;
    return !log->has_failed;
}

void rf_append_log_add(struct rf_append_log *log, const char *bytes, size_t n)
{
    rf_buf_add(&log->waiting, bytes, n);
    log->bytes += n;
    if (log->waiting.n >= WAITING_BYTES) {
        rf_append_log_flush(log);
    }
}

void rf_append_log_patch(struct rf_append_log *log, uint64_t at, const char *bytes,
                         size_t n)
{
    if (rf_append_log_flush(log) && pwrite(log->fd, bytes, n, (off_t)at) != (ssize_t)n) {
        note_failure(log);
    }
}

bool rf_append_log_read(struct rf_append_log *log, uint64_t at, char *bytes, size_t n)
{
    uint64_t in_file = log->bytes - log->waiting.n;
    if (n && at >= in_file && at + n <= log->bytes && !log->has_failed) {
        memcpy(bytes, log->waiting.p + (at - in_file), n);
        return true;
    }
    if (at + n > in_file && !rf_append_log_flush(log)) {
        return false;
    }
    return rf_read_at(log->fd, at, bytes, n);
}

void rf_append_log_close(struct rf_append_log *log)
{
    if (log->fd >= 0) {
        close(log->fd);
    }
    rf_buf_clear(&log->waiting);
    log->fd = -1;
}
