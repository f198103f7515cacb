/* The bytes of one output, into a file that was made for it (write). */
#include "write/file.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "write/bytes.h"

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

int rf_write_open_source(const struct rf_writer *writer, const struct rf_output *output,
                         off_t *size_bytes)
{
    return writer->open_source
               ? writer->open_source(writer->source_owner, output->copy_from, size_bytes)
               : rf_open_regular(output->copy_from, 0, size_bytes);
}

/* Somebody wants the program to end, and copying may take long. */
static bool is_interrupted(void)
{
    sigset_t waiting;
    return sigpending(&waiting) == 0 &&
           (sigismember(&waiting, SIGINT) || sigismember(&waiting, SIGTERM) ||
            sigismember(&waiting, SIGHUP));
}

/* Streams a source into fd. */
static bool copy_file(struct rf_writer *writer, const struct rf_output *output, int fd,
                      const char **culprit)
{
    char chunk[RF_CHUNK_BYTES];
    off_t size_bytes;
    int source = rf_write_open_source(writer, output, &size_bytes);
    ssize_t got = source < 0 ? -1 : rf_read_full(source, chunk, sizeof chunk);
    bool is_written = true;
    while (got > 0 && (is_written = rf_write_full(fd, chunk, (size_t)got))) {
        if (is_interrupted()) {
            is_written = false;
            errno = EINTR;
            break;
        }
        got = rf_read_full(source, chunk, sizeof chunk);
    }
    int reason = errno;
    if (source >= 0) {
        close(source);
    }
    errno = reason;
    if (got < 0) {
        *culprit = output->copy_from;
    }
    return got == 0 && is_written;
}

bool rf_file_fill(struct rf_writer *writer, const struct rf_output *output, int fd,
                  const char *name, struct stat *info, const char **culprit)
{
    bool is_whole = output->copy_from ? copy_file(writer, output, fd, culprit)
                                      : rf_write_full(fd, output->bytes, output->n);
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
