/* Tests of writing: what is the same is left alone, and a failure leaves what was there
 * (output/write.h). */
#include "output/write.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/append_log.h"
#include "harness.h"

/* A destination of its own for each test. */
struct place {
    struct rf_arena arena;
    char dir[32];
    const char *differs;
};

static void open_place(struct place *p)
{
    *p = (struct place){.dir = "/tmp/referat-unit-XXXXXX", .differs = ""};
    if (!mkdtemp(p->dir)) {
        perror(p->dir);
        exit(EXIT_FAILURE);
    }
}

static const char *path_of(struct place *p, const char *name)
{
    return rf_arena_format(&p->arena, "%s/%s", p->dir, name);
}

/* Removes the folder and what is in it; returns the number of files that were in it, at
 * any depth. */
static size_t clear_folder(struct rf_arena *arena, const char *folder)
{
    size_t count = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        const char *path = rf_arena_format(arena, "%s/%s", folder, entry->d_name);
        struct stat info;
        if (lstat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
            count += clear_folder(arena, path);
        } else {
            count++;
            unlink(path);
        }
    }
    if (dir) {
        closedir(dir);
    }
    rmdir(folder);
    return count;
}

static size_t close_place(struct place *p)
{
    size_t count = clear_folder(&p->arena, p->dir);
    rf_arena_clear(&p->arena);
    return count;
}

static void check_file(struct test *t, struct place *p, const char *name,
                       const char *expected)
{
    char bytes[256] = {0};
    int fd = open(path_of(p, name), O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, bytes, sizeof bytes - 1);
    CHECK_STRING_ABOUT(t, n < 0 ? NULL : bytes, expected, name);
    if (fd >= 0) {
        close(fd);
    }
}

static struct rf_output text_output(const char *path, const char *bytes)
{
    return (struct rf_output){.path = path, .bytes = bytes, .n = strlen(bytes)};
}

/* What the writer told of stands in the place, a line each. */
static void note_difference(struct rf_writer *writer, const struct rf_output *output,
                            const char *path)
{
    struct place *p = writer->owner;
    (void)output;
    p->differs = rf_arena_join(&p->arena, p->differs, path, "\n", NULL);
}

/* Writes one file, or two where the second has a path; the writer's state is left in
 * *writer. */
static enum rf_write_result write_two(struct place *p, struct rf_writer *writer,
                                      bool verify_only, struct rf_output a,
                                      struct rf_output b)
{
    *writer = (struct rf_writer){.dir = p->dir,
                                 .verify_only = verify_only,
                                 .differs = note_difference,
                                 .owner = p,
                                 .arena = &p->arena};
    a.next = b.path ? &b : NULL;
    return rf_write_set(writer, &a);
}

static enum rf_write_result write_one(struct place *p, struct rf_writer *writer,
                                      bool verify_only, const char *path,
                                      const char *bytes)
{
    return write_two(p, writer, verify_only, text_output(path, bytes),
                     (struct rf_output){0});
}

static void new_files(struct test *t)
{
    struct place p;
    struct rf_writer w;
    open_place(&p);
    CHECK_INT(t,
              write_two(&p, &w, false, text_output("møde/a.html", "æ"),
                        text_output("b.md", "")),
              RF_WRITE_DONE);
    CHECK_INT(t, w.written, 2);
    CHECK_INT(t, w.unchanged, 0);
    check_file(t, &p, "møde/a.html", "æ");
    check_file(t, &p, "b.md", "");
    CHECK_INT(t, close_place(&p), 2); /* and no temporary file */
}

/* ---- New folders ---- */

/* The paths that a writer told of, a line each, folders with a slash. */
static void note_made(struct rf_writer *writer, const char *path, const struct stat *info)
{
    struct place *p = writer->owner;
    p->differs = rf_arena_join(&p->arena, p->differs, path,
                               S_ISDIR(info->st_mode) ? "/\n" : "\n", NULL);
}

static enum rf_write_result write_new(struct place *p, struct rf_writer *writer,
                                      const char *home, struct rf_output a,
                                      struct rf_output b)
{
    *writer = (struct rf_writer){
        .dir = p->dir, .home = home, .made = note_made, .owner = p, .arena = &p->arena};
    p->differs = "";
    a.next = &b;
    return rf_write_set(writer, &a);
}

static void a_new_folder(struct test *t)
{
    struct place p;
    struct rf_writer w;
    open_place(&p);
    struct rf_output page = text_output("møde/a.html", "æ");
    struct rf_output copy = {.path = "møde/bilag/b", .copy_from = path_of(&p, "kilde")};
    write_one(&p, &w, false, "kilde", "bilagets bytes");
    CHECK_INT(t, write_new(&p, &w, p.dir, page, copy), RF_WRITE_DONE);
    CHECK_INT(t, w.written, 2);
    CHECK_STRING(t, p.differs, "møde/\nmøde/a.html\nmøde/bilag/\nmøde/bilag/b\n");
    check_file(t, &p, "møde/a.html", "æ");
    check_file(t, &p, "møde/bilag/b", "bilagets bytes");
    CHECK_INT(t, write_new(&p, &w, p.dir, page, copy), RF_WRITE_DONE);
    CHECK_INT(t, w.unchanged, 2);
    CHECK_STRING(t, p.differs, ""); /* it was there */
    CHECK_INT(t, close_place(&p), 3);
}

static void a_new_folder_further_down(struct test *t)
{
    struct place p;
    struct rf_writer w;
    open_place(&p);
    const char *home = rf_arena_format(&p.arena, "%s//", p.dir);
    CHECK_INT(t,
              write_new(&p, &w, home, text_output("2026/maj/møde/a", "a"),
                        text_output("2026/maj/møde/b", "b")),
              RF_WRITE_DONE);
    CHECK_STRING(t, p.differs, "2026/maj/møde/\n2026/maj/møde/a\n2026/maj/møde/b\n");
    check_file(t, &p, "2026/maj/møde/b", "b");
    CHECK_INT(t, close_place(&p), 2);
}

static void a_new_folder_that_cannot_be(struct test *t)
{
    struct place p;
    struct rf_writer w;
    struct stat info;
    open_place(&p);
    struct rf_output copy = {.path = "møde/b", .copy_from = path_of(&p, "mangler")};
    CHECK_INT(t, write_new(&p, &w, p.dir, text_output("møde/a", "a"), copy),
              RF_WRITE_FAILED);
    CHECK(t, w.error && strstr(w.error, "mangler: "));
    CHECK_INT(t, lstat(path_of(&p, "møde"), &info), -1);
    CHECK_INT(t, close_place(&p), 0);
}

/* What killed runs have left is cleared away by a set that the home itself gets. */
static void new_folders_of_killed_runs(struct test *t)
{
    struct place p;
    struct rf_writer w;
    struct stat info;
    open_place(&p);
    write_one(&p, &w, false, ".referat-new-1-0.tmp/bilag/b", "halv");
    write_one(&p, &w, false, ".referat-1-0.tmp/b", "en andens");
    CHECK_INT(t, write_one(&p, &w, false, "index.html", "ny"), RF_WRITE_DONE);
    CHECK_INT(t, lstat(path_of(&p, ".referat-new-1-0.tmp"), &info), -1);
    check_file(t, &p, ".referat-1-0.tmp/b", "en andens");
    CHECK_INT(t, close_place(&p), 2);
}

/* ---- What is there ---- */

static void the_same_is_not_touched(struct test *t)
{
    struct place p;
    struct rf_writer w;
    struct stat before, after;
    const struct timespec old[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
    open_place(&p);
    write_one(&p, &w, false, "a", "første");
    CHECK_INT(t, utimensat(AT_FDCWD, path_of(&p, "a"), old, 0), 0);
    CHECK_INT(t, stat(path_of(&p, "a"), &before), 0);
    CHECK_INT(t, write_one(&p, &w, false, "a", "første"), RF_WRITE_DONE);
    CHECK_INT(t, w.written, 0);
    CHECK_INT(t, w.unchanged, 1);
    CHECK_INT(t, stat(path_of(&p, "a"), &after), 0);
    CHECK_INT(t, after.st_mtim.tv_sec, 1000000000);
    CHECK(t, before.st_ino == after.st_ino);
    CHECK_INT(t, write_one(&p, &w, false, "a", "anden!!"), RF_WRITE_DONE); /* as long */
    CHECK_INT(t, w.written, 1);
    check_file(t, &p, "a", "anden!!");
    CHECK_INT(t, stat(path_of(&p, "a"), &after), 0);
    CHECK(t, after.st_mtim.tv_sec != 1000000000);
    close_place(&p);
}

/* The second of two files cannot be made: the first keeps its old bytes. */
static void failure_leaves_the_old_files(struct test *t)
{
    struct place p;
    struct rf_writer w;
    open_place(&p);
    write_two(&p, &w, false, text_output("a", "gammel"), text_output("spærret", "fil"));
    CHECK_INT(
        t,
        write_two(&p, &w, false, text_output("a", "ny"), text_output("spærret/b", "x")),
        RF_WRITE_FAILED);
    CHECK(t, w.error && strstr(w.error, "spærret: "));
    CHECK_INT(t, w.written, 0);
    check_file(t, &p, "a", "gammel");
    check_file(t, &p, "spærret", "fil");
    CHECK_INT(t, close_place(&p), 2);
}

static void failure_to_copy(struct test *t)
{
    struct place p;
    struct rf_writer w;
    open_place(&p);
    struct rf_output copy = {.path = "bilag.pdf", .copy_from = path_of(&p, "mangler")};
    write_one(&p, &w, false, "a", "gammel");
    CHECK_INT(t, write_two(&p, &w, false, text_output("a", "ny"), copy), RF_WRITE_FAILED);
    CHECK(t, w.error && strstr(w.error, "mangler: "));
    check_file(t, &p, "a", "gammel");
    CHECK_INT(t, close_place(&p), 1);
}

/* Writes a copy, and once more, when it is as it should be. */
static void check_copy(struct test *t, struct place *p, struct rf_output copy,
                       const char *expected)
{
    struct rf_writer w;
    CHECK_INT(t, write_two(p, &w, false, copy, (struct rf_output){0}), RF_WRITE_DONE);
    CHECK_INT(t, w.written, 1);
    check_file(t, p, copy.path, expected);
    CHECK_INT(t, write_two(p, &w, false, copy, (struct rf_output){0}), RF_WRITE_DONE);
    CHECK_INT(t, w.unchanged, 1);
}

static void copies(struct test *t)
{
    struct place p;
    struct rf_writer w;
    open_place(&p);
    struct rf_output copy = {.path = "ud/kopi", .copy_from = path_of(&p, "kilde")};
    write_one(&p, &w, false, "kilde", "bilagets bytes");
    check_copy(t, &p, copy, "bilagets bytes");
    write_one(&p, &w, false, "kilde", "bilagets bytez");
    CHECK_INT(t, write_two(&p, &w, true, copy, (struct rf_output){0}), RF_WRITE_DIFFERS);
    CHECK_INT(t, close_place(&p), 2);
}

/* Wherever the file stands, and as often as it is asked for. */
static void copies_of_an_open_file(struct test *t)
{
    struct place p;
    struct rf_writer w;
    FILE *file = tmpfile();
    CHECK(t, file && fputs("bogens bytes", file) >= 0 && fflush(file) == 0);
    open_place(&p);
    struct rf_output copy = {.path = "ud/kopi", .copy_fd = fileno(file)};
    check_copy(t, &p, copy, "bogens bytes");
    write_one(&p, &w, false, "ud/kopi", "bogens bytez");
    CHECK_INT(t, write_two(&p, &w, true, copy, (struct rf_output){0}), RF_WRITE_DIFFERS);
    check_copy(t, &p, copy, "bogens bytes");
    CHECK_INT(t, close_place(&p), 1);
    fclose(file);
}

/* Writes outside through a link would be an escape: the link itself is replaced. */
static void a_link_is_replaced(struct test *t)
{
    struct place p;
    struct rf_writer w;
    struct stat info;
    open_place(&p);
    write_one(&p, &w, false, "mål", "urørt");
    CHECK_INT(t, symlink("mål", path_of(&p, "a")), 0);
    CHECK_INT(t, write_one(&p, &w, false, "a", "urørt"), RF_WRITE_DONE);
    CHECK_INT(t, w.written, 1);
    CHECK_INT(t, lstat(path_of(&p, "a"), &info), 0);
    CHECK(t, S_ISREG(info.st_mode));
    CHECK_INT(t, write_one(&p, &w, false, "a", "nyt"), RF_WRITE_DONE);
    check_file(t, &p, "mål", "urørt");
    close_place(&p);
}

static void verify(struct test *t)
{
    struct place p;
    struct rf_writer w;
    open_place(&p);
    CHECK_INT(t, write_one(&p, &w, true, "a", "x"), RF_WRITE_DIFFERS); /* missing */
    CHECK_STRING(t, p.differs, rf_arena_format(&p.arena, "%s/a\n", p.dir));
    write_one(&p, &w, false, "a", "x");
    CHECK_INT(t, write_one(&p, &w, true, "a", "x"), RF_WRITE_DONE);
    CHECK_INT(t, write_one(&p, &w, true, "a", "y"), RF_WRITE_DIFFERS);
    CHECK_INT(t, write_one(&p, &w, true, "a", "xx"), RF_WRITE_DIFFERS);
    CHECK_INT(t, w.written, 0);
    check_file(t, &p, "a", "x");
    CHECK_INT(t, close_place(&p), 1);
}

static void verify_looks_at_all(struct test *t)
{
    struct place p;
    struct rf_writer w;
    open_place(&p);
    write_one(&p, &w, false, "b", "x");
    CHECK_INT(t, write_two(&p, &w, true, text_output("a", "x"), text_output("b", "y")),
              RF_WRITE_DIFFERS);
    CHECK_STRING(t, p.differs, rf_arena_format(&p.arena, "%s/a\n%s/b\n", p.dir, p.dir));
    CHECK_INT(t, w.different, 2);
    CHECK_INT(t, write_two(&p, &w, true, text_output("a", "x"), text_output("b", "x")),
              RF_WRITE_DIFFERS);
    CHECK_INT(t, w.different, 1);
    CHECK_INT(t, w.unchanged, 1);
    CHECK_INT(t, close_place(&p), 1);
}

/* ---- Spools ---- */

static void a_log(struct test *t)
{
    struct place p;
    struct rf_append_log log;
    char bytes[8] = "";
    open_place(&p);
    CHECK(t, rf_append_log_open(&log, &p.arena, p.dir));
    CHECK(t, rf_append_log_read(&log, 0, bytes, 0)); /* nothing is there */
    rf_append_log_add(&log, "abcdef", 6);
    CHECK(t, rf_append_log_read(&log, 2, bytes, 3)); /* that waits */
    CHECK_STRING(t, bytes, "cde");
    CHECK(t, rf_append_log_flush(&log));
    rf_append_log_add(&log, "ghi", 3);
    CHECK(t, rf_append_log_read(&log, 4, bytes, 4)); /* half of it waits */
    CHECK_STRING(t, bytes, "efgh");
    rf_append_log_patch(&log, 1, "XY", 2);
    CHECK(t, rf_append_log_read(&log, 0, bytes, 4));
    CHECK_STRING(t, bytes, "aXYd");
    rf_append_log_close(&log);
    CHECK_INT(t, close_place(&p), 0);
}

/* As a process has it that was forked before. */
static void a_log_that_another_process_adds_to(struct test *t)
{
    struct place p;
    struct rf_append_log log;
    char bytes[8] = "";
    open_place(&p);
    CHECK(t, rf_append_log_open(&log, &p.arena, p.dir));
    rf_append_log_add(&log, "abc", 3);
    CHECK(t, rf_append_log_flush(&log));
    struct rf_append_log other = log;
    other.waiting = (struct rf_buf){0};
    rf_append_log_add(&log, "defg", 4);
    CHECK(t, rf_append_log_flush(&log));
    CHECK(t, rf_append_log_read(&other, 3, bytes, 4));
    CHECK_STRING(t, bytes, "defg");
    CHECK(t, rf_append_log_read(&other, 2, bytes, 3));
    CHECK(t, memcmp(bytes, "cde", 3) == 0);
    CHECK(t, !rf_append_log_read(&other, 5, bytes, 4)); /* beyond the end */
    rf_append_log_close(&log);
    rf_buf_clear(&other.waiting);
    CHECK_INT(t, close_place(&p), 0);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(new_files),
        TEST(a_new_folder),
        TEST(a_new_folder_further_down),
        TEST(a_new_folder_that_cannot_be),
        TEST(new_folders_of_killed_runs),
        TEST(the_same_is_not_touched),
        TEST(failure_leaves_the_old_files),
        TEST(failure_to_copy),
        TEST(copies),
        TEST(copies_of_an_open_file),
        TEST(a_link_is_replaced),
        TEST(verify),
        TEST(verify_looks_at_all),
        TEST(a_log),
        TEST(a_log_that_another_process_adds_to),
    };
    return test_run(cases, TEST_COUNT(cases));
}
