/* Puts outputs into the destination, whole or not at all (write). */
#include "write/write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "write/file.h"

enum { CHUNK_BYTES = 32 * 1024, NAME_TRIES = 10000 };

/* A temporary file that is whole and waits for its rename. */
struct pending {
    struct pending *next;
    const char *temporary, *path;
};

struct set {
    struct rf_writer *writer;
    struct pending *first, **end;
    unsigned next_number; /* of temporary files, counted within the set */
};

enum sameness { SAME, DIFFERENT, UNKNOWN };

/* Notes errno as the reason. Returns false for the caller to hand on. */
static bool fail(struct rf_writer *writer, const char *path)
{
    writer->error = rf_arena_format(writer->arena, "%s: %s", path, strerror(errno));
    return false;
}

/* ---- Comparing ---- */

static enum sameness compare_bytes(int fd, const char *bytes, size_t n)
{
    char chunk[CHUNK_BYTES];
    while (n) {
        size_t wanted = n < sizeof chunk ? n : sizeof chunk;
        ssize_t got = rf_read_full(fd, chunk, wanted);
        if (got < 0) {
            return UNKNOWN;
        }
        if ((size_t)got != wanted || memcmp(chunk, bytes, wanted) != 0) {
            return DIFFERENT;
        }
        bytes += wanted;
        n -= wanted;
    }
    return SAME;
}

static enum sameness compare_files(int fd, int source)
{
    char chunk[CHUNK_BYTES], other[CHUNK_BYTES];
    for (;;) {
        ssize_t got = rf_read_full(fd, chunk, sizeof chunk);
        ssize_t also = rf_read_full(source, other, sizeof other);
        if (got < 0 || also < 0) {
            return UNKNOWN;
        }
        if (got != also || memcmp(chunk, other, (size_t)got) != 0) {
            return DIFFERENT;
        }
        if (got < CHUNK_BYTES) {
            return SAME;
        }
    }
}

/* Compares what stands at the destination, open as fd, with what should: first the size,
 * then the bytes. */
static enum sameness compare_open(struct rf_writer *writer,
                                  const struct rf_output *output, const char *path,
                                  int fd, off_t size_bytes)
{
    enum sameness result = DIFFERENT;
    if (!output->copy_from) {
        if ((size_t)size_bytes == output->n) {
            result = compare_bytes(fd, output->bytes, output->n);
        }
    } else {
        off_t source_bytes;
        int source = rf_open_regular(output->copy_from, 0, &source_bytes);
        if (source < 0) {
            fail(writer, output->copy_from);
            return UNKNOWN;
        }
        if (source_bytes == size_bytes) {
            result = compare_files(fd, source);
        }
        close(source);
    }
    if (result == UNKNOWN) {
        fail(writer, path);
    }
    return result;
}

/* UNKNOWN: writer->error says why. Links and devices are never what we wrote: they
 * differ, and a rename replaces them. */
static enum sameness compare(struct rf_writer *writer, const struct rf_output *output,
                             const char *path)
{
    off_t size_bytes;
    int fd = rf_open_regular(path, O_NOFOLLOW, &size_bytes);
    if (fd < 0) {
        bool is_absent =
            errno == ENOENT || errno == ENOTDIR || errno == ELOOP || errno == ENXIO;
        if (is_absent || (errno == EACCES && !writer->verify_only)) {
            return DIFFERENT;
        }
        fail(writer, path);
        return UNKNOWN;
    }
    enum sameness result = compare_open(writer, output, path, fd, size_bytes);
    close(fd);
    return result;
}

/* ---- Temporary files ---- */

/* Creates a file beside path under a name that is free; -1 with errno. */
static int create_temporary(struct set *set, const char *path, const char **temporary)
{
    struct rf_arena *arena = set->writer->arena;
    const char *slash = strrchr(path, '/');
    int folder_bytes = slash ? (int)(slash - path) + 1 : 0;
    bool has_folders = false;
    for (int tries = 0; tries < NAME_TRIES; tries++) {
        *temporary = rf_arena_format(arena, "%.*s.referat-%ld-%u.tmp", folder_bytes, path,
                                     (long)getpid(), set->next_number++);
        int fd = open(*temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0) {
            return fd;
        }
        if (errno == ENOENT && !has_folders) {
            has_folders = true;
            if (!rf_make_folders(arena, path)) {
                return -1;
            }
        } else if (errno != EEXIST) {
            return -1;
        }
    }
    return -1;
}

/* Streams a source into fd. On failure *culprit is the file that errno speaks of. */
static bool copy_file(const struct rf_output *output, int fd, const char **culprit)
{
    char chunk[CHUNK_BYTES];
    off_t size_bytes;
    int source = rf_open_regular(output->copy_from, 0, &size_bytes);
    ssize_t got = source < 0 ? -1 : rf_read_full(source, chunk, sizeof chunk);
    bool is_written = true;
    while (got > 0 && (is_written = rf_write_full(fd, chunk, (size_t)got))) {
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

/* Writes output to a temporary file that waits in the set. */
static bool write_temporary(struct set *set, const struct rf_output *output,
                            const char *path)
{
    const char *temporary, *culprit = path;
    int fd = create_temporary(set, path, &temporary);
    if (fd < 0) {
        return fail(set->writer, path);
    }
    bool is_whole = output->copy_from ? copy_file(output, fd, &culprit)
                                      : rf_write_full(fd, output->bytes, output->n);
    int reason = errno;
    if (close(fd) != 0 && is_whole) {
        reason = errno;
        is_whole = false;
    }
    if (!is_whole) {
        unlink(temporary);
        errno = reason;
        return fail(set->writer, culprit);
    }
    struct pending *pending = RF_ARENA_NEW(set->writer->arena, struct pending);
    *pending = (struct pending){.temporary = temporary, .path = path};
    *set->end = pending;
    set->end = &pending->next;
    return true;
}

/* ---- The set ---- */

static enum rf_write_result prepare(struct set *set, const struct rf_output *output)
{
    struct rf_writer *writer = set->writer;
    size_t n = strlen(writer->dir);
    const char *path =
        rf_arena_join(writer->arena, writer->dir,
                      n && writer->dir[n - 1] == '/' ? "" : "/", output->path, NULL);
    switch (compare(writer, output, path)) {
    case SAME:
        writer->unchanged++;
        return RF_WRITE_DONE;
    case DIFFERENT:
        break;
    case UNKNOWN:
        return RF_WRITE_FAILED;
    }
    if (writer->verify_only) {
        writer->differs = path;
        return RF_WRITE_DIFFERS;
    }
    return write_temporary(set, output, path) ? RF_WRITE_DONE : RF_WRITE_FAILED;
}

static bool rename_all(struct set *set)
{
    while (set->first) {
        if (rename(set->first->temporary, set->first->path) != 0) {
            return fail(set->writer, set->first->path);
        }
        set->writer->written++;
        if (set->writer->wrote) {
            set->writer->wrote(set->first->path);
        }
        set->first = set->first->next;
    }
    return true;
}

enum rf_write_result rf_write_set(struct rf_writer *writer, const struct rf_output *list)
{
    struct set set = {.writer = writer};
    set.end = &set.first;
    enum rf_write_result result = RF_WRITE_DONE;
    for (; list && result == RF_WRITE_DONE; list = list->next) {
        result = prepare(&set, list);
    }
    if (result == RF_WRITE_DONE && !rename_all(&set)) {
        result = RF_WRITE_FAILED;
    }
    for (struct pending *left = set.first; left; left = left->next) {
        unlink(left->temporary);
    }
    return result;
}
