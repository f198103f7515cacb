/* Any bytes as what a destination holds of ours: a mark, a state of version 0.1, a
 * journal of renames. Nothing outside of the folder is named or touched (test).
 *
 * The first byte of an input says which it is: 'm', 's' or 'j'; 'u' is the facts of one
 * unit of such a state, whose head and digests are made here. */
#define _GNU_SOURCE /* mkdtemp */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/leftover_names.h"
#include "fuzz.h"
#include "output/edition_list.h"
#include "output/journal.h"
#include "output/old_state.h"

static char top[] = "/tmp/referat-fuzz-XXXXXX";
static int top_fd = -1;
static const char offer[] = "untouched\n";

/* Beside the folder "in" and in it; what the journal may rename, and where to. */
static const char *const files[] = {"offer", "in/.referat-1-0.tmp", "in/a",
                                    "in/below/.referat-1-1.tmp", "in/below/b"};
enum { FILE_COUNT = sizeof files / sizeof *files };

static void remove_all(void)
{
    for (size_t i = 0; i < FILE_COUNT; i++) {
        unlinkat(top_fd, files[i], 0);
    }
    unlinkat(top_fd, "file", 0);
    unlinkat(top_fd, "in/" RF_JOURNAL_NAME, 0);
}

static void leave(void)
{
    remove_all();
    unlinkat(top_fd, "in/below", AT_REMOVEDIR);
    unlinkat(top_fd, "in", AT_REMOVEDIR);
    rmdir(top);
}

static void write_file(const char *name, const char *p, size_t n)
{
    int fd = openat(top_fd, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    fuzz_require(fd >= 0 && rf_write_full(fd, p, n), "no file");
    close(fd);
}

static void make_ready(void)
{
    fuzz_require(mkdtemp(top) != NULL, "no temporary folder");
    top_fd = open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    fuzz_require(top_fd >= 0 && mkdirat(top_fd, "in", 0700) == 0 &&
                     mkdirat(top_fd, "in/below", 0700) == 0,
                 "no folder");
    (void)atexit(leave);
}

/* ---- A mark ---- */

static bool stays_inside(const char *path)
{
    if (!*path || *path == '/') {
        return false;
    }
    for (const char *p = path; p; p = strchr(p, '/') ? strchr(p, '/') + 1 : NULL) {
        size_t n = strcspn(p, "/");
        if (n == 0 || (n == 1 && *p == '.') || (n == 2 && strncmp(p, "..", 2) == 0)) {
            return false;
        }
    }
    return true;
}

static void check_lines(const struct rf_mark_lines *lines)
{
    struct rf_arena arena = {0};
    for (size_t i = 0; i < lines->count; i++) {
        const char *line = lines->list[i], *path = rf_mark_decode(&arena, line);
        fuzz_require(*line && !strchr(line, '\n'), "a line that is none");
        fuzz_require(!i || strcmp(lines->list[i - 1], line) < 0, "no order");
        fuzz_require(rf_mark_lines_has(lines, line), "a line that is lost");
        fuzz_require(!path || stays_inside(path), "a path that leads out");
        const char *again = path ? rf_mark_encode(&arena, path) : "a";
        const char *same = rf_mark_decode(&arena, again);
        fuzz_require(same && strcmp(same, path ? path : "a") == 0,
                     "a path that is read otherwise than it is written");
        rf_arena_reset(&arena);
    }
    rf_arena_clear(&arena);
}

static void check_mark(const char *p, size_t n)
{
    struct rf_arena arena = {0};
    struct rf_mark_lines lines = {0}, later = {0};
    struct rf_buf added = {0};
    bool is_tidy;
    const char *why, *path = rf_arena_join(&arena, top, "/file", NULL);
    write_file("file", p, n);
    fuzz_require(rf_mark_read(&lines, path, &is_tidy, &why) == RF_MARK_READ, "no mark");
    check_lines(&lines);
    rf_buf_puts(&added, "zz/new.html\n");
    struct rf_mark_kept kept = {0};
    off_t size_bytes = 0;
    fuzz_require(rf_mark_keep(&kept, rf_mark_lock(path, false), &size_bytes) &&
                     rf_mark_append(&kept, size_bytes, &added, false),
                 "nothing is appended");
    rf_mark_forget(&kept);
    fuzz_require(rf_mark_read(&later, path, &is_tidy, &why) == RF_MARK_READ &&
                     rf_mark_lines_has(&later, "zz/new.html"),
                 "what was appended is not read");
    for (size_t i = 0; i < lines.count; i++) {
        fuzz_require(rf_mark_lines_has(&later, lines.list[i]), "a line that goes");
    }
    fuzz_require(rf_mark_replace(path, &later, false) &&
                     rf_mark_read(&lines, path, &is_tidy, &why) == RF_MARK_READ &&
                     is_tidy && lines.count == later.count,
                 "a list that is not read as it was written");
    rf_buf_clear(&added);
    rf_mark_lines_clear(&lines);
    rf_mark_lines_clear(&later);
    rf_arena_clear(&arena);
}

/* ---- A state ---- */

static void take(void *data, const char *path)
{
    (void)data;
    fuzz_require(stays_inside(path), "an output that leads out");
}

static void check_state(const char *p, size_t n)
{
    struct rf_arena arena = {0};
    write_file("file", p, n);
    (void)rf_old_state_read(rf_arena_join(&arena, top, "/file", NULL), take, NULL);
    rf_arena_clear(&arena);
}

static void check_unit(const char *p, size_t n)
{
    struct rf_buf state = {0};
    const uint64_t bytes = 48 + 40 + n, count = 1;
    const uint32_t facts_bytes = (uint32_t)n, body_bytes = 0;
    struct rf_digest digest = {{0}};
    rf_buf_add(&state, "referat-state 1", 16);
    rf_buf_add(&state, (const char *)digest.bytes, sizeof digest.bytes);
    rf_buf_add(&state, (const char *)&bytes, sizeof bytes);
    rf_buf_add(&state, (const char *)&count, sizeof count);
    rf_buf_add(&state, (const char *)&facts_bytes, sizeof facts_bytes);
    rf_buf_add(&state, (const char *)&body_bytes, sizeof body_bytes);
    digest = rf_digest_of(p, n);
    rf_buf_add(&state, (const char *)digest.bytes, sizeof digest.bytes);
    rf_buf_add(&state, (const char *)digest.bytes, sizeof digest.bytes);
    rf_buf_add(&state, p, n);
    check_state(state.p, state.n);
    rf_buf_clear(&state);
}

/* ---- A journal ---- */

static size_t count_in(const char *folder)
{
    size_t count = 0;
    int fd = openat(top_fd, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = fd < 0 ? NULL : fdopendir(fd);
    fuzz_require(entries != NULL, "a folder that is gone");
    while (readdir(entries)) {
        count++;
    }
    closedir(entries);
    return count;
}

/* Removes what renames have made. */
static void remove_others(const char *folder)
{
    int fd = openat(top_fd, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = fd < 0 ? NULL : fdopendir(fd);
    for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;) {
        if (strcmp(entry->d_name, "below") != 0) {
            unlinkat(fd, entry->d_name, 0);
        }
    }
    if (entries) {
        closedir(entries);
    }
}

static void check_journal(const char *p, size_t n)
{
    struct rf_arena arena = {0};
    const char *culprit = NULL;
    char bytes[sizeof offer] = "";
    for (size_t i = 0; i < FILE_COUNT; i++) {
        write_file(files[i], offer, sizeof offer - 1);
    }
    write_file("in/" RF_JOURNAL_NAME, p, n);
    size_t before = count_in(".");
    bool is_done =
        rf_journal_finish(&arena, rf_arena_join(&arena, top, "/in", NULL), &culprit);
    fuzz_require(is_done || culprit, "a failure without a name");
    int fd = openat(top_fd, "offer", O_RDONLY | O_CLOEXEC);
    fuzz_require(fd >= 0 && rf_read_full(fd, bytes, sizeof bytes) == sizeof offer - 1 &&
                     strcmp(bytes, offer) == 0,
                 "a file outside is touched");
    close(fd);
    fuzz_require(count_in(".") == before, "a file outside comes or goes");
    remove_others("in/below");
    remove_others("in");
    rf_arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const char *p = (const char *)data;
    if (top_fd < 0) {
        make_ready();
    }
    switch (n ? *p : '\0') {
    case 'm':
        check_mark(p + 1, n - 1);
        break;
    case 's':
        check_state(p + 1, n - 1);
        break;
    case 'u':
        check_unit(p + 1, n - 1);
        break;
    case 'j':
        check_journal(p + 1, n - 1);
        break;
    default:
        break;
    }
    return 0;
}
