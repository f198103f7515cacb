/* Tests of paths from the root (base/real_path.h), in a folder of the test's own, and of
 * what lies within what. */
#define _XOPEN_SOURCE 700 /* realpath, mkdtemp */
#include "base/path.h"
#include "base/real_path.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"

static void must(bool is_done)
{
    if (!is_done) {
        perror("the test's folder");
        abort();
    }
}

/* A folder "a" with a folder "b", a link "to-b" to it and one that leads nowhere, in a
 * new current folder, whose path is returned. */
static const char *enter_folder(struct rf_arena *arena)
{
    char name[] = "/tmp/referat-real-XXXXXX";
    must(mkdtemp(name) && chdir(name) == 0);
    must(mkdir("a", 0700) == 0 && mkdir("a/b", 0700) == 0);
    must(symlink("a/b", "to-b") == 0 && symlink("nowhere", "dangling") == 0);
    char *real = realpath(".", NULL);
    const char *kept = rf_arena_string(arena, real);
    free(real);
    return kept;
}

static void leave_folder(const char *folder)
{
    must(unlink("to-b") == 0 && unlink("dangling") == 0);
    must(rmdir("a/b") == 0 && rmdir("a") == 0);
    must(chdir("/") == 0 && rmdir(folder) == 0);
}

static void paths(struct test *t)
{
    static const struct {
        const char *given, *below; /* of the current folder */
    } rows[] = {
        {"", ""},
        {".", ""},
        {"a", "/a"},
        {"a/", "/a"},
        {"a/b/../b/.", "/a/b"},
        {"to-b", "/a/b"},
        {"to-b/new", "/a/b/new"},
        {"to-b/..", "/a"},
        {"new", "/new"},
        {"new/", "/new"},
        {"new//deep/./x", "/new/deep/x"},
        {"new/../a/b", "/a/b"},
        {"new/x/../../to-b/y", "/a/b/y"},
        {"../../../../..", NULL},
        {"dangling", "/dangling"},
    };
    struct rf_arena arena = {0};
    const char *folder = enter_folder(&arena);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        const char *expected =
            rows[i].below ? rf_arena_join(&arena, folder, rows[i].below, NULL) : "/";
        CHECK_STRING_ABOUT(t, rf_real_path(&arena, rows[i].given), expected,
                           rows[i].given);
        const char *whole = rf_arena_join(&arena, folder, "/", rows[i].given, NULL);
        CHECK_STRING_ABOUT(t, rf_real_path(&arena, whole), expected, whole);
    }
    CHECK_STRING(t, rf_real_path(&arena, "/"), "/");
    CHECK_STRING(t, rf_real_path(&arena, "/no-such-folder/../.."), "/");
    leave_folder(folder);
    rf_arena_clear(&arena);
}

static void within(struct test *t)
{
    CHECK(t, rf_real_is_within("/a/b", "/a"));
    CHECK(t, rf_real_is_within("/a", "/a"));
    CHECK(t, rf_real_is_within("/a", "/"));
    CHECK(t, rf_real_is_within("/", "/"));
    CHECK(t, !rf_real_is_within("/ab", "/a"));
    CHECK(t, !rf_real_is_within("/", "/a"));
    CHECK(t, rf_path_is_within("a/b.md", "a"));
    CHECK(t, rf_path_is_within("a", "a"));
    CHECK(t, rf_path_is_within("a/b", ""));
    CHECK(t, rf_path_is_within("", ""));
    CHECK(t, !rf_path_is_within("ab", "a"));
    CHECK(t, !rf_path_is_within("a", "a/b"));
}

static void outward(struct test *t)
{
    static const struct {
        const char *folder, *path, *expected; /* NULL: it stays inside, or is none */
    } rows[] = {
        {"", "../b", "../b"},
        {"a", "../b", NULL},
        {"a", "../../b/c", "../b/c"},
        {"a/x", "../../../b/./c//d/..", "../b/c"},
        {"", "..", NULL},
        {"a", "../../..", NULL},
        {"", "../../b", "../../b"},
        {"", "a/../../b", "../b"},
        {"../b/c", "../d", "../b/d"},
        {"../b", "../../d", "../../d"},
        {"", "/b", NULL},
        {"", "..\\b", NULL},
    };
    struct rf_arena arena = {0};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        const char *found = rf_path_outward(&arena, rows[i].folder, rows[i].path);
        CHECK_STRING_ABOUT(t, found ? found : "inside",
                           rows[i].expected ? rows[i].expected : "inside", rows[i].path);
    }
    rf_arena_clear(&arena);
}

static void above(struct test *t)
{
    static const struct {
        const char *path, *expected;
    } rows[] = {
        {"a", "."},      {"a/", "."},         {"a/b", "a"},        {".", ".."},
        {"..", "../.."}, {"a/..", "a/../.."}, {"to-b", "to-b/.."}, {"./a", "."},
    };
    struct rf_arena arena = {0};
    const char *folder = enter_folder(&arena);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        CHECK_STRING_ABOUT(t, rf_real_above(&arena, rows[i].path), rows[i].expected,
                           rows[i].path);
    }
    CHECK_STRING(t, rf_real_above(&arena, "/tmp"), "/");
    leave_folder(folder);
    rf_arena_clear(&arena);
}

static const struct test_case cases[] = {TEST(paths), TEST(within), TEST(outward),
                                         TEST(above)};

int main(void)
{
    return test_run(cases, TEST_COUNT(cases));
}
