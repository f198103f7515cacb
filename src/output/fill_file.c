/* The bytes of one output, into a file that was made for it (output).
 *
 * A file is on the disk, closed and its errors seen before its name is used: what fails
 * later can only be the rename. */
#include "output/fill_file.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

bool rf_write_fail(struct rf_writer *writer, const char *path)
{
    writer->reason = errno;
    writer->error = rf_arena_format(writer->arena, "%s: %s", path, strerror(errno));
    return false;
}

const char *rf_write_path(const struct rf_writer *writer, const struct rf_output *output)
{
    size_t n = strlen(writer->dir);
    return rf_arena_join(writer->arena, writer->dir,
                         n && writer->dir[n - 1] == '/' ? "" : "/", output->path, NULL);
}

/* Ends a copy, which may take long, when the program is asked to end. The signals are
 * held back while a set is written (write.c), so they are pending. */
static bool goes_on(void *owner, const char *bytes, size_t n)
{
    sigset_t waiting;
    (void)owner;
    (void)bytes;
    (void)n;
    if (sigpending(&waiting) == 0 &&
        (sigismember(&waiting, SIGINT) || sigismember(&waiting, SIGTERM) ||
         sigismember(&waiting, SIGHUP))) {
        errno = EINTR;
        return false;
    }
    return true;
}

bool rf_file_fill(struct rf_writer *writer, const struct rf_output *output, int fd,
                  const char *name, struct stat *info, const char **culprit)
{
    bool is_whole = rf_output_write(&writer->sources, output, fd,
                                    output->bytes ? NULL : goes_on, NULL, culprit);
    is_whole = is_whole && (!writer->wants_fsync || fsync(fd) == 0) &&
               (!info || fstat(fd, info) == 0);
    int reason = errno;
    if (close(fd) != 0 && is_whole) {
        reason = errno;
        is_whole = false;
    }
    if (!is_whole) {
        unlink(name);
    }
    errno = reason;
    return is_whole;
}
