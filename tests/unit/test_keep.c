/* Tests of rows as bytes (store/row_codec.h): what was restored prints and checks as what
 * was compiled, and bytes that are damaged harm nobody. */
#include "store/row_codec.h"

#include <stdlib.h>

#include "base/str.h"
#include "driver/run.h"
#include "harness.h"
#include "said.h"

/* What is asked of a record, and of the run that fills it. */
enum what { REFERENCES, WORDS, ROWS };

/* A unit of a run as bytes. */
struct kept {
    struct rf_buf row, findings; /* row.n 0: the unit has no meeting */
    size_t order;
};

struct keeping {
    struct referat *run;
    struct rf_record record; /* as it was: its own record goes on living in run */
    struct kept *units;
    size_t count;
};

static const struct rf_record_meeting *row_of(const struct rf_record *record,
                                              const char *folder)
{
    const struct rf_record_meeting *row = record->meetings;
    while (row && strcmp(row->folder, folder) != 0) {
        row = row->next;
    }
    return row;
}

static void keep_unit(struct keeping *k, const struct referat_unit_result *unit,
                      const struct rf_record_finding **last)
{
    const struct rf_record *record = rf_run_record(k->run);
    k->units = realloc(k->units, (k->count + 1) * sizeof *k->units);
    if (!k->units) {
        exit(EXIT_FAILURE);
    }
    struct kept *kept = &k->units[k->count++];
    *kept = (struct kept){0};
    rf_findings_put(*last ? (*last)->next : record->findings, &kept->findings);
    *last = record->last_finding;
    if (unit->meeting) {
        const struct rf_record_meeting *row = row_of(record, unit->meeting->folder);
        rf_row_put(record, row, &kept->row);
        kept->order = row->order;
    }
}

/* Compiles a series, and keeps every unit when it has ended. */
static struct keeping keep_series(const char *path, enum what what,
                                  enum referat_edition edition)
{
    struct referat_options options = referat_default_options();
    options.edition = edition;
    const struct rf_run_plan plan = {.index_columns = what == WORDS,
                                     .table_columns = what == ROWS};
    struct keeping k = {.run = rf_run_open(path, &options, &plan)};
    const struct rf_record_finding *last = NULL;
    for (const struct referat_unit_result *unit; (unit = referat_next(k.run)) != NULL;) {
        keep_unit(&k, unit, &last);
    }
    return k;
}

static void clear(struct keeping *k)
{
    for (size_t i = 0; i < k->count; i++) {
        rf_buf_clear(&k->units[i].row);
        rf_buf_clear(&k->units[i].findings);
    }
    free(k->units);
    referat_close(k->run);
}

/* An empty record that keeps what the run's keeps. */
static struct rf_record empty_record(const struct keeping *k, struct rf_arena *arena)
{
    const struct rf_record *source = rf_run_record(k->run);
    struct rf_record record;
    rf_record_init(&record, arena, source->series, source->root_name);
    record.index_columns = source->index_columns;
    record.table_columns = source->table_columns;
    record.has_findings = source->has_findings;
    record.is_public = source->is_public;
    return record;
}

static void restore_all(struct test *t, const struct keeping *k, struct rf_record *record)
{
    for (size_t i = 0; i < k->count; i++) {
        const struct kept *kept = &k->units[i];
        CHECK(t, rf_findings_restore(record, kept->findings.p, kept->findings.n));
        if (kept->row.n) {
            rf_record_apply_before(record, kept->order, NULL);
            CHECK(t, rf_row_restore(record, kept->row.p, kept->row.n, kept->order));
        }
    }
    rf_record_apply_before(record, SIZE_MAX, NULL);
}

static void check_same(struct test *t, const struct keeping *k,
                       const struct rf_record *restored)
{
    struct rf_buf expected = {0}, actual = {0};
    say_all(rf_run_record(k->run), &expected);
    say_all(restored, &actual);
    bool is_same = strcmp(rf_buf_string(&actual), rf_buf_string(&expected)) == 0;
    CHECK(t, is_same);
    rf_buf_clear(&expected);
    rf_buf_clear(&actual);
}

/* ---- The tests ---- */

static void restored_says_the_same(struct test *t)
{
    for (size_t i = 0; i < TEST_COUNT(series_paths); i++) {
        for (enum what what = REFERENCES; what <= ROWS; what++) {
            for (int edition = 0; edition <= REFERAT_EDITION_PUBLIC; edition++) {
                struct keeping k =
                    keep_series(series_paths[i], what, (enum referat_edition)edition);
                struct rf_arena arena;
                rf_arena_init(&arena);
                struct rf_record record = empty_record(&k, &arena);
                restore_all(t, &k, &record);
                check_same(t, &k, &record);
                rf_record_clear(&record);
                rf_arena_clear(&arena);
                clear(&k);
            }
        }
    }
}

/* The files are called as the new record's series was reached. */
static void names_begin_with_the_new_root(struct test *t)
{
    struct keeping k = keep_series(series_paths[0], REFERENCES, REFERAT_EDITION_FULL);
    struct rf_arena arena;
    rf_arena_init(&arena);
    struct rf_record record = empty_record(&k, &arena);
    record.root_name = "elsewhere/";
    restore_all(t, &k, &record);
    for (const struct rf_record_meeting *m = record.meetings; m; m = m->next) {
        const char *expected =
            rf_arena_join(&arena, "elsewhere/", m->folder, "/minutes.", NULL);
        if (m->has_minutes) {
            CHECK(t, rf_starts_with(referat_locate(m->place_span).file, expected));
        }
    }
    rf_record_clear(&record);
    rf_arena_clear(&arena);
    clear(&k);
}

static void once_is_enough(struct test *t)
{
    struct keeping k = keep_series(series_paths[0], ROWS, REFERAT_EDITION_FULL);
    struct rf_arena arena;
    rf_arena_init(&arena);
    struct rf_record record = empty_record(&k, &arena);
    restore_all(t, &k, &record);
    size_t count = record.meeting_count, action_count = record.action_count;
    for (size_t i = 0; i < k.count; i++) {
        const struct kept *kept = &k.units[i];
        if (kept->row.n) {
            rf_row_restore(&record, kept->row.p, kept->row.n, kept->order);
        }
    }
    CHECK_INT(t, record.meeting_count, count);
    CHECK_INT(t, record.action_count, action_count);
    check_same(t, &k, &record);
    rf_record_clear(&record);
    rf_arena_clear(&arena);
    clear(&k);
}

/* What a record keeps must be there, and what it does not is left out. */
static void keeps_what_the_record_keeps(struct test *t)
{
    for (enum what from = REFERENCES; from <= ROWS; from++) {
        struct keeping k = keep_series(series_paths[1], from, REFERAT_EDITION_FULL);
        for (enum what to = REFERENCES; to <= ROWS; to++) {
            struct rf_arena arena;
            rf_arena_init(&arena);
            struct rf_record record = empty_record(&k, &arena);
            record.index_columns = to >= WORDS;
            record.table_columns = to >= ROWS;
            const struct kept *kept = &k.units[1];
            bool has_row = rf_row_restore(&record, kept->row.p, kept->row.n, 1) != NULL;
            CHECK(t, has_row == (from >= to));
            CHECK_INT(t, record.meeting_count, has_row);
            CHECK(t, !has_row || !record.meetings->items->words == !record.index_columns);
            rf_record_clear(&record);
            rf_arena_clear(&arena);
        }
        clear(&k);
    }
}

/* ---- Damaged bytes ---- */

/* Restores bytes that may be anything, in memory of just that size. */
static bool restore_exact(struct rf_record *record, const char *bytes, size_t n)
{
    char *exact = malloc(n ? n : 1);
    if (!exact) {
        exit(EXIT_FAILURE);
    }
    memcpy(exact, bytes, n);
    bool is_restored = rf_row_restore(record, exact, n, 1) != NULL;
    free(exact);
    return is_restored;
}

/* What comes of damaged bytes is nothing, or used like any other row. */
static bool survives(const struct keeping *k, const char *bytes, size_t n)
{
    struct rf_arena arena;
    rf_arena_init(&arena);
    struct rf_record record = empty_record(k, &arena);
    bool is_restored = restore_exact(&record, bytes, n);
    if (is_restored) {
        struct rf_buf said = {0};
        rf_record_apply_before(&record, SIZE_MAX, NULL);
        say_all(&record, &said);
        rf_buf_clear(&said);
    }
    bool is_right = record.meeting_count == is_restored;
    rf_record_clear(&record);
    rf_arena_clear(&arena);
    return is_right;
}

/* The unit with the longest row: it holds everything. */
static const struct rf_buf *longest(const struct keeping *k)
{
    const struct rf_buf *row = &k->units[0].row;
    for (size_t i = 0; i < k->count; i++) {
        row = k->units[i].row.n > row->n ? &k->units[i].row : row;
    }
    return row;
}

static void every_truncation_is_refused(struct test *t)
{
    struct keeping k = keep_series(series_paths[0], ROWS, REFERAT_EDITION_FULL);
    const struct rf_buf *row = longest(&k);
    for (size_t n = 0; n < row->n; n++) {
        struct rf_arena arena;
        rf_arena_init(&arena);
        struct rf_record record = empty_record(&k, &arena);
        CHECK(t, !restore_exact(&record, row->p, n) && !record.meetings);
        rf_record_clear(&record);
        rf_arena_clear(&arena);
    }
    clear(&k);
}

/* Numerical Recipes' generator: the same bytes in every run. */
static unsigned next_random(unsigned *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

static void mutations_harm_nobody(struct test *t)
{
    enum { COUNT = 10000 };
    struct keeping k = keep_series(series_paths[0], ROWS, REFERAT_EDITION_FULL);
    const struct rf_buf *row = longest(&k);
    struct rf_buf damaged = {0};
    unsigned state = 7;
    rf_buf_add(&damaged, row->p, row->n);
    for (int i = 0; i < COUNT; i++) {
        size_t at = next_random(&state) % damaged.n;
        char was = damaged.p[at];
        damaged.p[at] = (char)next_random(&state);
        CHECK(t, survives(&k, damaged.p, damaged.n));
        damaged.p[at] = was;
    }
    rf_buf_clear(&damaged);
    clear(&k);
}

static void damaged_findings_are_refused(struct test *t)
{
    struct keeping k = keep_series(series_paths[0], ROWS, REFERAT_EDITION_FULL);
    static const struct rf_record_finding finding = {.severity = REFERAT_SEVERITY_ERROR,
                                                     .name = "vote-count",
                                                     .file = "a/minutes.md",
                                                     .message = "12 voted, 11 were there",
                                                     .hint = "",
                                                     .line = 300,
                                                     .column = 7};
    struct rf_buf bytes = {0};
    rf_findings_put(&finding, &bytes);
    for (size_t n = 0; n <= bytes.n; n++) {
        struct rf_arena arena;
        rf_arena_init(&arena);
        struct rf_record record = empty_record(&k, &arena);
        CHECK(t, rf_findings_restore(&record, bytes.p, n) == (n == bytes.n));
        CHECK(t, (record.findings != NULL) == (n == bytes.n));
        CHECK(t,
              !record.findings || (record.findings->line == 300 && record.last_finding &&
                                   strcmp(record.findings->name, "vote-count") == 0));
        rf_record_clear(&record);
        rf_arena_clear(&arena);
    }
    rf_buf_clear(&bytes);
    clear(&k);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(restored_says_the_same),
        TEST(names_begin_with_the_new_root),
        TEST(once_is_enough),
        TEST(keeps_what_the_record_keeps),
        TEST(every_truncation_is_refused),
        TEST(mutations_harm_nobody),
        TEST(damaged_findings_are_refused),
    };
    return test_run(cases, TEST_COUNT(cases));
}
