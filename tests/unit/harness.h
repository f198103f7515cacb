/* What the unit tests are made of: checks that say where they failed and go on, and the
 * run of a program's tests. */
#ifndef RF_TEST_HARNESS_H
#define RF_TEST_HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* The run of one test program: every check counts here. */
struct test {
    const char *name; /* of the test that runs */
    long checks;
    long failures;
};

struct test_case {
    const char *name;
    void (*run)(struct test *t);
};

/* Failures that are printed; a table that is wrong throughout would bury its first line.
 */
enum { TEST_PRINTED = 50 };

/* Counts a check; true where its failure is to be explained on the line that was begun.
 */
static inline bool test_failed(struct test *t, bool ok, const char *file, int line)
{
    t->checks++;
    t->failures += !ok;
    if (ok || t->failures > TEST_PRINTED) {
        return false;
    }
    printf("%s:%d: %s: ", file, line, t->name);
    return true;
}

static inline void test_true(struct test *t, bool ok, const char *text, const char *file,
                             int line)
{
    if (test_failed(t, ok, file, line)) {
        printf("not true: %s\n", text);
    }
}

static inline void test_int(struct test *t, long long actual, long long expected,
                            const char *text, const char *file, int line)
{
    if (test_failed(t, actual == expected, file, line)) {
        printf("%s is %lld, not %lld\n", text, actual, expected);
    }
}

static inline void test_string(struct test *t, const char *actual, const char *expected,
                               const char *text, const char *file, int line)
{
    bool ok = actual && expected ? strcmp(actual, expected) == 0 : actual == expected;
    if (test_failed(t, ok, file, line)) {
        printf("%s is \"%s\", not \"%s\"\n", text, actual ? actual : "(null)",
               expected ? expected : "(null)");
    }
}

/* A condition; whole numbers; strings, where NULL equals only NULL. In a table, `about`
 * says which row failed. */
#define CHECK(t, condition) test_true((t), (condition), #condition, __FILE__, __LINE__)
#define CHECK_ABOUT(t, condition, about)                                                 \
    test_true((t), (condition), (about), __FILE__, __LINE__)
#define CHECK_INT(t, actual, expected)                                                   \
    test_int((t), (long long)(actual), (long long)(expected), #actual, __FILE__, __LINE__)
#define CHECK_INT_ABOUT(t, actual, expected, about)                                      \
    test_int((t), (long long)(actual), (long long)(expected), (about), __FILE__, __LINE__)
#define CHECK_STRING(t, actual, expected)                                                \
    test_string((t), (actual), (expected), #actual, __FILE__, __LINE__)
#define CHECK_STRING_ABOUT(t, actual, expected, about)                                   \
    test_string((t), (actual), (expected), (about), __FILE__, __LINE__)

#define TEST_COUNT(array) (sizeof(array) / sizeof *(array))

#define TEST(function)                                                                   \
    {                                                                                    \
#function, function                                                              \
    }

/* Runs every test. The program's exit status: 0 only where each of them checked something
 * and nothing failed. */
static inline int test_run(const struct test_case *cases, size_t count)
{
    struct test t = {0};
    for (size_t i = 0; i < count; i++) {
        long before = t.checks;
        t.name = cases[i].name;
        cases[i].run(&t);
        CHECK_ABOUT(&t, t.checks > before, "the test checks something");
    }
    printf("%ld checks, %ld failed\n", t.checks, t.failures);
    return t.failures || !t.checks;
}

#endif
