/* Tests of differences between texts (output/diff.h). */
#include "output/diff.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "harness.h"

/* Every line as "-text", "+text" or " text". */
static const char *shown(struct rf_arena *arena, const char *old, const char *new)
{
    struct rf_buf out = {0};
    struct rf_diff diff = rf_diff_texts(arena, old, strlen(old), new, strlen(new));
    for (size_t i = 0; i < diff.count; i++) {
        rf_buf_char(&out, " -+"[diff.lines[i].change]);
        rf_buf_add(&out, diff.lines[i].text, diff.lines[i].n);
    }
    const char *kept = rf_arena_copy(arena, out.p ? out.p : "", out.n);
    rf_buf_clear(&out);
    return kept;
}

static void small_texts(struct test *t)
{
    static const struct {
        const char *old, *new, *diff;
    } rows[] = {
        {"", "", ""},
        {"a\n", "a\n", ""},
        {"", "a\n", "+a\n"},
        {"a\n", "", "-a\n"},
        {"a\n", "b\n", "-a\n+b\n"},
        {"a\nb\n", "a\n", " a\n-b\n"},
        {"a", "a\n", "-a+a\n"},
        {"a\nb\nc\n", "a\nx\nc\n", " a\n-b\n+x\n c\n"},
        {"a\nb\nc\nd\n", "b\nc\nx\nd\n", "-a\n b\n c\n+x\n d\n"},
        {"1\n2\n3\n4\n5\nx\n", "1\n2\n3\n4\n5\ny\n", " 3\n 4\n 5\n-x\n+y\n"},
        {"x\n1\n2\n3\n4\n5\n6\n7\nx\n", "y\n1\n2\n3\n4\n5\n6\n7\ny\n",
         "-x\n+y\n 1\n 2\n 3\n 5\n 6\n 7\n-x\n+y\n"},
    };
    struct rf_arena arena = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_STRING_ABOUT(t, shown(&arena, rows[i].old, rows[i].new), rows[i].diff,
                           rows[i].old);
    }
    rf_arena_clear(&arena);
}

static void places(struct test *t)
{
    struct rf_arena arena = {0};
    struct rf_diff diff = rf_diff_texts(&arena, "a\nb\nc\n", 6, "a\nx\ny\nc\n", 8);
    CHECK_INT(t, diff.count, 5);
    CHECK_INT(t, diff.lines[1].old_line, 2);
    CHECK_INT(t, diff.lines[1].new_line, 2);
    CHECK_INT(t, diff.lines[3].old_line, 3);
    CHECK_INT(t, diff.lines[3].new_line, 3);
    CHECK_INT(t, diff.lines[4].old_line, 3);
    CHECK_INT(t, diff.lines[4].new_line, 4);
    rf_arena_clear(&arena);
}

/* ---- Any texts ---- */

/* Numerical Recipes' generator: the same texts in every run. */
static unsigned next_random(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 16;
}

/* Lines of one letter out of so many. */
static void make_text(struct rf_buf *out, uint32_t *state, unsigned lines,
                      unsigned letters)
{
    rf_buf_reset(out);
    for (unsigned i = 0; i < lines; i++) {
        rf_buf_char(out, (char)('a' + next_random(state) % letters));
        rf_buf_char(out, '\n');
    }
    rf_buf_string(out);
}

/* The number of changes of a shortest way, by the textbook's table. */
static size_t table_changes(const struct rf_buf *a, const struct rf_buf *b)
{
    size_t n = a->n / 2, m = b->n / 2;
    size_t *row = calloc(m + 1, sizeof *row);
    for (size_t i = 0; i <= n; i++) {
        size_t corner = 0;
        for (size_t k = 0; k <= m; k++) {
            size_t above = row[k];
            bool is_same = i && k && a->p[2 * i - 2] == b->p[2 * k - 2];
            size_t least = i == 0 ? k : above + 1;
            least = k && row[k - 1] + 1 < least ? row[k - 1] + 1 : least;
            row[k] = is_same && corner < least ? corner : least;
            corner = above;
        }
    }
    size_t changes = row[m];
    free(row);
    return changes;
}

/* What is left of a text without the lines that are one-sided. */
static void put_without(struct rf_buf *out, const struct rf_buf *text,
                        const struct rf_diff *diff, enum rf_change change)
{
    size_t line = 0, total = text->n / 2;
    for (size_t i = 0; i <= diff->count; i++) {
        bool counts = i < diff->count && diff->lines[i].change == change;
        size_t at = i == diff->count         ? total
                    : !counts                ? line
                    : change == RF_LINE_GONE ? diff->lines[i].old_line - 1
                                             : diff->lines[i].new_line - 1;
        rf_buf_add(out, text->p + 2 * line, 2 * (at - line));
        line = at + counts;
    }
}

static void check_any(struct test *t, const struct rf_buf *old, const struct rf_buf *new)
{
    struct rf_arena arena = {0};
    struct rf_buf from_old = {0}, from_new = {0};
    struct rf_diff diff = rf_diff_texts(&arena, old->p, old->n, new->p, new->n);
    size_t changes = 0;
    for (size_t i = 0; i < diff.count; i++) {
        changes += diff.lines[i].change != RF_LINE_KEPT;
    }
    put_without(&from_old, old, &diff, RF_LINE_GONE);
    put_without(&from_new, new, &diff, RF_LINE_NEW);
    CHECK_STRING_ABOUT(t, rf_buf_string(&from_old), rf_buf_string(&from_new), old->p);
    CHECK_INT(t, changes, table_changes(old, new));
    rf_buf_clear(&from_old);
    rf_buf_clear(&from_new);
    rf_arena_clear(&arena);
}

/* What stays is the same in both, and no way is shorter. */
static void any_texts(struct test *t)
{
    struct rf_buf old = {0}, new = {0};
    uint32_t state = 1;
    for (int i = 0; i < 2000; i++) {
        make_text(&old, &state, next_random(&state) % 24, 1 + next_random(&state) % 6);
        make_text(&new, &state, next_random(&state) % 24, 1 + next_random(&state) % 6);
        check_any(t, &old, &new);
    }
    rf_buf_clear(&old);
    rf_buf_clear(&new);
}

/* Beyond the limit the middle counts as other. */
static void nothing_in_common(struct test *t)
{
    enum { LINES = 400 };
    struct rf_arena arena = {0};
    struct rf_buf old = {0}, new = {0};
    for (int i = 0; i < LINES; i++) {
        rf_buf_printf(&old, "a%d\n", i);
        rf_buf_printf(&new, "b%d\n", i);
    }
    rf_buf_puts(&old, "end\n");
    rf_buf_puts(&new, "end\n");
    struct rf_diff diff = rf_diff_texts(&arena, old.p, old.n, new.p, new.n);
    CHECK_INT(t, diff.count, 2 * LINES + 1);
    CHECK_INT(t, diff.lines[LINES - 1].change, RF_LINE_GONE);
    CHECK_INT(t, diff.lines[LINES].change, RF_LINE_NEW);
    CHECK_INT(t, diff.lines[2 * LINES].change, RF_LINE_KEPT);
    rf_buf_clear(&old);
    rf_buf_clear(&new);
    rf_arena_clear(&arena);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(small_texts),
        TEST(places),
        TEST(any_texts),
        TEST(nothing_in_common),
    };
    return test_run(cases, TEST_COUNT(cases));
}
