/* Tests of the list of what is ours in a destination (output/edition_list.h). */
#define _GNU_SOURCE /* mkdtemp, mkfifo */
#include "output/edition_list.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/limits.h"
#include "harness.h"
#include "output/owner.h"

/* A folder of the test's own; the list is to stand at path. */
struct place {
    char dir[32];
    char path[48];
    struct rf_mark_lines lines;
    bool is_tidy;
    const char *why;
};

static void must(bool is_done)
{
    if (!is_done) {
        perror("the test's folder");
        abort();
    }
}

static void open_place(struct place *p)
{
    *p = (struct place){.dir = "/tmp/referat-mark-XXXXXX"};
    must(mkdtemp(p->dir) != NULL);
    snprintf(p->path, sizeof p->path, "%s/.referat-full", p->dir);
}

static void close_place(struct place *p)
{
    rf_mark_lines_clear(&p->lines);
    must((unlink(p->path) == 0 || errno == ENOENT || rmdir(p->path) == 0) &&
         rmdir(p->dir) == 0);
}

static void put(struct place *p, const char *bytes, size_t n)
{
    int fd = open(p->path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    must(fd >= 0 && rf_write_full(fd, bytes, n) && close(fd) == 0);
}

static enum rf_mark_result look(struct place *p)
{
    return rf_mark_read(&p->lines, p->path, &p->is_tidy, &p->why);
}

/* The lines as one text. */
static void check_lines(struct test *t, const struct place *p, const char *expected)
{
    struct rf_buf text = {0};
    for (size_t i = 0; i < p->lines.count; i++) {
        rf_buf_puts(&text, p->lines.list[i]);
        rf_buf_char(&text, '\n');
    }
    CHECK_STRING(t, rf_buf_string(&text), expected);
    rf_buf_clear(&text);
}

/* ---- Paths ---- */

static void paths(struct test *t)
{
    static const struct {
        const char *path, *line;
    } rows[] = {
        {"index.html", "index.html"},
        {"2026-03-02/annexes/a b.pdf", "2026-03-02/annexes/a b.pdf"},
        {"100 %/a", "100 %25/a"},
        {"a\nb", "a%0Ab"},
        {"a%0Ab", "a%250Ab"},
        {"...", "..."},
        {"..a/b..", "..a/b.."},
        {".referat", ".referat"},
    };
    static const char *const outside[] = {
        "",  "/",   "/etc/passwd", "..",   "../a", "a/..",  "a/../b",
        ".", "./a", "a/.",         "a//b", "a/",   "a/./b", "%0A/../b"};
    struct rf_arena arena = {0};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        CHECK_STRING(t, rf_mark_encode(&arena, rows[i].path), rows[i].line);
        CHECK_STRING(t, rf_mark_decode(&arena, rows[i].line), rows[i].path);
    }
    for (size_t i = 0; i < TEST_COUNT(outside); i++) {
        CHECK_STRING_ABOUT(t, rf_mark_decode(&arena, outside[i]), NULL, outside[i]);
    }
    rf_arena_clear(&arena);
}

/* ---- Reading ---- */

static void reading(struct test *t)
{
    static const struct {
        const char *text, *lines;
        size_t n; /* 0: as long as the string */
        bool is_tidy;
    } rows[] = {
        {"", "", 0, true},
        {"a\nb\n", "a\nb\n", 0, true},
        {"b\na\nb\n", "a\nb\n", 0, false},
        {"a\n\nb\n", "a\nb\n", 0, false},
        {"a\nb", "a\nb\n", 0, false},
        {"a\nb\0c\nd\n", "a\nd\n", 8, false},
        {"\0\0\0", "", 3, false},
        {"a\r\n", "a\r\n", 0, true},
    };
    struct place p;
    open_place(&p);
    CHECK(t, look(&p) == RF_MARK_ABSENT);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        put(&p, rows[i].text, rows[i].n ? rows[i].n : strlen(rows[i].text));
        CHECK(t, look(&p) == RF_MARK_READ);
        check_lines(t, &p, rows[i].lines);
        CHECK_INT(t, p.is_tidy, rows[i].is_tidy);
    }
    put(&p, "a/b\na/c\nd\n", 10);
    look(&p);
    CHECK(t, rf_mark_lines_has(&p.lines, "a/c"));
    CHECK(t, !rf_mark_lines_has(&p.lines, "a"));
    CHECK(t, !rf_mark_lines_has(&p.lines, "a/c/"));
    CHECK_INT(t, (long)rf_mark_lines_find(&p.lines, "a/"), 0);
    CHECK_INT(t, (long)rf_mark_lines_find(&p.lines, "b"), 2);
    CHECK_INT(t, (long)rf_mark_lines_find(&p.lines, "x"), 3);
    close_place(&p);
}

static void check_unusable(struct test *t, struct place *p, const char *why)
{
    CHECK(t, look(p) == RF_MARK_UNUSABLE);
    CHECK_STRING(t, p->why, why);
    CHECK_INT(t, (long)p->lines.count, 0);
}

/* What stands there may be anything, and nothing is waited for. */
static void what_is_no_list(struct test *t)
{
    struct place p;
    open_place(&p);
    must(symlink("nowhere", p.path) == 0);
    check_unusable(t, &p, "it is no regular file");
    must(unlink(p.path) == 0 && symlink("/etc/passwd", p.path) == 0);
    check_unusable(t, &p, "it is no regular file");
    must(unlink(p.path) == 0 && mkfifo(p.path, 0600) == 0);
    check_unusable(t, &p, "it is no regular file");
    must(unlink(p.path) == 0 && mkdir(p.path, 0700) == 0);
    check_unusable(t, &p, "it is no regular file");
    must(rmdir(p.path) == 0);
    put(&p, "a\n", 2);
    must(truncate(p.path, (off_t)RF_LIMIT_MARK_BYTES + 1) == 0);
    check_unusable(t, &p, "it is larger than any list");
    must(truncate(p.path, RF_LIMIT_MARK_BYTES) == 0); /* one line of NULs */
    CHECK(t, look(&p) == RF_MARK_READ);
    check_lines(t, &p, "a\n");
    close_place(&p);
}

/* Only a test that may change owners can tell. */
static void lists_of_others(struct test *t)
{
    const uid_t other = 65534;
    struct place p;
    open_place(&p);
    put(&p, "a\n", 2);
    if (geteuid() == 0) {
        must(chown(p.path, other, other) == 0);
        CHECK(t, look(&p) == RF_MARK_READ); /* who may replace files needs no list */
        must(chmod(p.dir, 01777) == 0);
        check_unusable(t, &p, "another user put it there");
        must(chown(p.dir, other, other) == 0);
        CHECK(t, look(&p) == RF_MARK_READ);
        must(chown(p.dir, 0, 0) == 0 && chown(p.path, 0, 0) == 0);
        CHECK(t, look(&p) == RF_MARK_READ);
    }
    CHECK(t, rf_owner_is_trusted(geteuid()) && rf_owner_is_trusted(0));
    CHECK(t, !rf_owner_is_trusted(other) || geteuid() == other);
    close_place(&p);
}

/* ---- Writing ---- */

/* With the list that is kept where it is still the one, else with another. */
static bool append_to(struct place *p, struct rf_mark_kept *kept, const char *text)
{
    struct rf_buf lines = {0};
    off_t size_bytes = 0;
    rf_buf_puts(&lines, text);
    if (!rf_mark_lock_kept(kept, p->path, &size_bytes)) {
        must(rf_mark_keep(kept, rf_mark_lock(p->path, true), &size_bytes));
    }
    bool is_done = rf_mark_append(kept, size_bytes, &lines, false);
    int reason = errno;
    rf_mark_unlock_kept(kept);
    rf_buf_clear(&lines);
    errno = reason;
    return is_done;
}

static bool append(struct place *p, const char *text)
{
    struct rf_mark_kept kept = {0};
    bool is_done = append_to(p, &kept, text);
    int reason = errno;
    rf_mark_forget(&kept);
    errno = reason;
    return is_done;
}

static void appending(struct test *t)
{
    struct place p;
    open_place(&p);
    CHECK(t, append(&p, "b\na\n"));
    CHECK(t, append(&p, "c\n"));
    look(&p);
    check_lines(t, &p, "a\nb\nc\n");
    CHECK(t, !p.is_tidy);
    put(&p, "a\nto", 4); /* a run was killed while it wrote "torn" */
    CHECK(t, append(&p, "b\n"));
    look(&p);
    check_lines(t, &p, "a\nb\nto\n");
    CHECK(t, rf_mark_replace(p.path, &p.lines, true));
    look(&p);
    check_lines(t, &p, "a\nb\nto\n");
    CHECK(t, p.is_tidy);
    close_place(&p);
}

/* A list stays open from one addition to the next, whatever others do with it meanwhile.
 */
static void a_list_that_is_kept(struct test *t)
{
    struct place p;
    struct rf_mark_kept kept = {0};
    open_place(&p);
    CHECK(t, append_to(&p, &kept, "b\n"));
    int fd = kept.fd;
    CHECK(t, append(&p, "c\n")); /* it is not locked between them */
    CHECK(t, append_to(&p, &kept, "d\n") && kept.fd == fd);
    look(&p);
    check_lines(t, &p, "b\nc\nd\n");
    CHECK(t, rf_mark_replace(p.path, &p.lines, false));
    CHECK(t, append_to(&p, &kept, "e\n"));
    must(unlink(p.path) == 0);
    CHECK(t, append_to(&p, &kept, "f\n"));
    look(&p);
    check_lines(t, &p, "f\n");
    pid_t child = fork();
    if (child == 0) { /* who shares it would not wait for its lock */
        off_t size_bytes;
        bool is_shared = rf_mark_lock_kept(&kept, p.path, &size_bytes);
        _exit(is_shared || kept.is_open ? 1 : 0);
    }
    int status = 1;
    must(child > 0 && waitpid(child, &status, 0) == child);
    CHECK_INT(t, status, 0);
    rf_mark_forget(&kept);
    close_place(&p);
}

/* Another run that was killed has left half a line in a list that is kept. */
static void a_kept_list_that_is_torn(struct test *t)
{
    struct place p;
    struct rf_mark_kept kept = {0};
    open_place(&p);
    CHECK(t, append_to(&p, &kept, "b\n"));
    int fd = open(p.path, O_WRONLY | O_APPEND);
    must(fd >= 0 && write(fd, "to", 2) == 2 && close(fd) == 0);
    CHECK(t, append_to(&p, &kept, "c\n"));
    CHECK(t, append_to(&p, &kept, "d\n"));
    look(&p);
    check_lines(t, &p, "b\nc\nd\nto\n");
    rf_mark_forget(&kept);
    close_place(&p);
}

/* Where there is no room nothing of it stands there. */
static void no_room(struct test *t)
{
    struct rlimit before, tight;
    struct place p;
    open_place(&p);
    put(&p, "a\n", 2);
    must(getrlimit(RLIMIT_FSIZE, &before) == 0);
    tight = before;
    tight.rlim_cur = 5;
    signal(SIGXFSZ, SIG_IGN);
    must(setrlimit(RLIMIT_FSIZE, &tight) == 0);
    CHECK(t, !append(&p, "bbbb\ncccc\n"));
    CHECK_INT(t, errno, EFBIG);
    must(setrlimit(RLIMIT_FSIZE, &before) == 0);
    look(&p);
    check_lines(t, &p, "a\n");
    close_place(&p);
}

/* Who waits for the lock of a list that is replaced meanwhile gets that of the new one.
 */
static void a_list_that_is_replaced(struct test *t)
{
    struct place p;
    int ready[2];
    char byte;
    open_place(&p);
    put(&p, "b\na\n", 4);
    must(pipe(ready) == 0);
    pid_t child = fork();
    if (child == 0) {
        int fd = rf_mark_lock(p.path, false);
        (void)look(&p);
        must(fd >= 0 && write(ready[1], "", 1) == 1);
        usleep(50 * 1000);
        _exit(rf_mark_replace(p.path, &p.lines, false) ? 0 : 1);
    }
    must(child > 0 && read(ready[0], &byte, 1) == 1);
    CHECK(t, append(&p, "c\n"));
    int status = 1;
    must(waitpid(child, &status, 0) == child);
    CHECK_INT(t, status, 0);
    look(&p);
    check_lines(t, &p, "a\nb\nc\n");
    CHECK(t, p.is_tidy);
    close(ready[0]);
    close(ready[1]);
    close_place(&p);
}

static const struct test_case cases[] = {
    TEST(paths),
    TEST(reading),
    TEST(what_is_no_list),
    TEST(lists_of_others),
    TEST(appending),
    TEST(a_list_that_is_kept),
    TEST(a_kept_list_that_is_torn),
    TEST(no_room),
    TEST(a_list_that_is_replaced),
};

int main(void)
{
    return test_run(cases, TEST_COUNT(cases));
}
