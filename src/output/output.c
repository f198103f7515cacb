/* The bytes of one output, from where they are into its file (output).
 *
 * Bytes of memory, a path, or a descriptor: the three are read here alone. */
#include "output/output.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"

/* A file that is open is given by a second descriptor, which the caller may close. */
int rf_output_open(const struct rf_sources *sources, const struct rf_output *output,
                   off_t *size_bytes)
{
    if (!output->copy_fd) {
        return sources->open
                   ? sources->open(sources->owner, output->copy_from, size_bytes)
                   : rf_open_regular(output->copy_from, 0, size_bytes);
    }
    struct stat info;
    int fd = dup(output->copy_fd);
    if (fd >= 0 && (lseek(fd, 0, SEEK_SET) != 0 || fstat(fd, &info) != 0)) {
        int reason = errno;
        close(fd);
        errno = reason;
        return -1;
    }
    *size_bytes = fd >= 0 ? info.st_size : 0;
    return fd;
}

static bool put(int fd, const char *bytes, size_t n, rf_take_bytes *take, void *owner)
{
    return rf_write_full(fd, bytes, n) && (!take || take(owner, bytes, n));
}

bool rf_output_write(const struct rf_sources *sources, const struct rf_output *output,
                     int fd, rf_take_bytes *take, void *owner, const char **culprit)
{
    char chunk[RF_CHUNK_BYTES];
    off_t size_bytes;
    if (output->bytes) {
        return put(fd, output->bytes, output->n, take, owner);
    }
    int source = rf_output_open(sources, output, &size_bytes);
    ssize_t got = source < 0 ? -1 : rf_read_full(source, chunk, sizeof chunk);
    bool is_wanted = true;
    while (got > 0 && is_wanted) {
        is_wanted = put(fd, chunk, (size_t)got, take, owner);
        got = is_wanted ? rf_read_full(source, chunk, sizeof chunk) : got;
    }
    int reason = errno;
    if (source >= 0) {
        close(source);
    }
    errno = reason;
    if (got < 0) {
        *culprit = output->copy_from ? output->copy_from : output->path;
    }
    return got == 0;
}
