/* What makes several renames one step (output).
 *
 * The form: words that end in NUL. The first is FIRST_WORD, then the name of a temporary
 * file and that of its place, in turn, relative to the journal's folder; the last is
 * LAST_WORD. */
#include "output/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "output/folders.h"
#include "output/owner.h"

#define FIRST_WORD "referat-journal 2"
#define LAST_WORD "/" /* which no path is */

/* 3,000 annexes with long names take some 1 MiB. */
enum { JOURNAL_LIMIT_BYTES = 16 * 1024 * 1024 };

const char *rf_journal_path(struct rf_arena *arena, const char *folder)
{
    return rf_arena_join(arena, folder, "/", RF_JOURNAL_NAME, NULL);
}

static void add_word(struct rf_buf *out, const char *word)
{
    rf_buf_add(out, word, strlen(word) + 1);
}

/* ---- Writing ---- */

/* The part of a path below its folder. */
static const char *below(const char *folder, const char *path)
{
    path += strlen(folder);
    return path + strspn(path, "/");
}

/* A journal that was not written whole is removed, and would be worth nothing. */
bool rf_journal_put(struct rf_arena *arena, const char *folder,
                    const struct rf_pending *list, bool wants_fsync)
{
    const char *path = rf_journal_path(arena, folder);
    struct rf_buf bytes = {0};
    add_word(&bytes, FIRST_WORD);
    for (; list; list = list->next) {
        add_word(&bytes, below(folder, list->temporary));
        add_word(&bytes, below(folder, list->path));
    }
    add_word(&bytes, LAST_WORD);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool is_put = fd >= 0 && rf_write_full(fd, bytes.p, bytes.n) &&
                  (!wants_fsync || fsync(fd) == 0);
    int reason = errno;
    if (fd >= 0 && close(fd) != 0 && is_put) {
        reason = errno;
        is_put = false;
    }
    if (fd >= 0 && !is_put) {
        unlink(path);
    }
    rf_buf_clear(&bytes);
    errno = reason;
    return is_put;
}

void rf_journal_remove(struct rf_arena *arena, const char *folder)
{
    unlink(rf_journal_path(arena, folder));
}

/* ---- Finishing ---- */

/* False where there is no journal, or none that can be read, or believed. */
static bool read_journal(const char *folder, const char *path, struct rf_buf *bytes)
{
    off_t size_bytes;
    int fd = rf_open_regular(path, O_NOFOLLOW, &size_bytes);
    if (fd < 0) {
        return false;
    }
    bool is_read = rf_owner_is_trusted_in(fd, folder) &&
                   size_bytes <= JOURNAL_LIMIT_BYTES &&
                   rf_read_all(fd, 0, (size_t)size_bytes, bytes);
    close(fd);
    return is_read;
}

/* A path below the journal's folder. */
static bool stays_below(const char *path)
{
    if (!*path || *path == '/') {
        return false;
    }
    for (const char *p = path; *p; p += strcspn(p, "/"), p += *p == '/') {
        size_t n = strcspn(p, "/");
        if (n == 0 || (n <= 2 && strncmp(p, "..", n) == 0)) {
            return false;
        }
    }
    return true;
}

/* A temporary file that is not there has been renamed already. A pair that leads out of
 * the folder, or whose first name is not one of ours, is passed over. */
static bool finish_pair(struct rf_arena *arena, const char *folder, const char *temporary,
                        const char *path, const char **culprit)
{
    const char *slash = strrchr(temporary, '/');
    bool is_ours = stays_below(temporary) && stays_below(path) &&
                   rf_is_temporary(slash ? slash + 1 : temporary);
    const char *to = rf_arena_join(arena, folder, "/", path, NULL);
    const char *from = rf_arena_join(arena, folder, "/", temporary, NULL);
    if (!is_ours || rename(from, to) == 0 || errno == ENOENT) {
        return true;
    }
    *culprit = to;
    return false;
}

static bool is_whole(const struct rf_buf *bytes)
{
    static const char end[] = "\0" LAST_WORD; /* a word, not the end of a longer one */
    size_t first = sizeof FIRST_WORD;
    return bytes->n > first + sizeof LAST_WORD &&
           memcmp(bytes->p, FIRST_WORD, first) == 0 &&
           memcmp(bytes->p + bytes->n - sizeof end, end, sizeof end) == 0;
}

bool rf_journal_finish(struct rf_arena *arena, const char *folder, const char **culprit)
{
    const char *journal = rf_journal_path(arena, folder);
    struct rf_buf bytes = {0};
    bool is_done = true;
    if (read_journal(folder, journal, &bytes) && is_whole(&bytes)) {
        const char *p = bytes.p + sizeof FIRST_WORD;
        const char *end = bytes.p + bytes.n - sizeof LAST_WORD;
        while (is_done && p < end) {
            const char *path = p + strlen(p) + 1;
            if (path >= end) {
                break;
            }
            is_done = finish_pair(arena, folder, p, path, culprit);
            p = path + strlen(path) + 1;
        }
    }
    int reason = errno;
    rf_buf_clear(&bytes);
    if (is_done) {
        unlink(journal);
    }
    errno = reason;
    return is_done;
}
