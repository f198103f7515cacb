/* Tests of the database of a series (facts/database.h): what the last look is given of
 * it, what it refuses, and facts that are damaged. */
#define _GNU_SOURCE /* memmem */
#include "facts/database.h"

#include <stdlib.h>

#include "driver/run.h"
#include "facts/sqlite_library.h"
#include "harness.h"

struct series {
    struct rf_facts_sink sink; /* first: the driver knows this part alone */
    struct rf_database *database;
    struct rf_buf facts; /* of all its meetings */
    struct rf_buf file;
};

static void take(struct rf_facts_sink *sink, const char *facts, size_t n)
{
    struct series *s = (struct series *)sink;
    rf_buf_add(&s->facts, facts, n);
    rf_database_add(s->database, facts, n);
}

static bool build(struct series *s)
{
    const char *error;
    const struct referat_options options = referat_default_options();
    *s = (struct series){.sink = {take}, .database = rf_database_new()};
    const struct rf_run_plan plan = {
        .table_columns = true, .keeps_facts = true, .facts = &s->sink};
    struct referat *run = rf_run_open(EXAMPLES "/harbour-board", &options, &plan);
    while (rf_run_next(run)) {
    }
    struct rf_bytes file = {0};
    bool is_done = rf_database_finish(s->database, rf_run_record(run), &file, &error);
    rf_buf_add(&s->file, file.p, file.n);
    referat_close(run);
    return is_done;
}

static void clear(struct series *s)
{
    rf_database_free(s->database);
    rf_buf_clear(&s->facts);
    rf_buf_clear(&s->file);
}

/* ---- The last look ---- */

struct seen {
    const char *wanted;
    size_t count, found;
    bool ends;
};

static bool see(void *data, const char *text, size_t n)
{
    struct seen *seen = data;
    seen->count++;
    seen->found += memmem(text, n, seen->wanted, strlen(seen->wanted)) != NULL;
    return seen->ends && seen->found;
}

static void every_cell_is_seen(struct test *t)
{
    struct series s;
    CHECK(t, build(&s));
    static const char *const texts[] = {
        "Customs House, Long Room", /* a meeting's … */
        "2026-04-21",
        "minutes-approval", /* … an item's … */
        "Harbour Board 20 January 2026",
        "next-meeting", /* … the series' … */
        "adopted-amended",
        "present", /* … and who was there */
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct rf_buf copy = {0};
        struct seen seen = {.wanted = texts[i]};
        rf_buf_add(&copy, s.file.p, s.file.n);
        CHECK(t, rf_database_read(copy.p, copy.n, see, &seen) == RF_DATABASE_SEEN);
        CHECK(t, seen.found > 0);
        CHECK(t, seen.count > 300);
        CHECK(t, !memmem(copy.p, copy.n, "what people call it", 19));
        CHECK(t, memmem(copy.p, copy.n, texts[i], strlen(texts[i])) != NULL);
        CHECK(t, rf_database_read(copy.p, copy.n, see, &seen) == RF_DATABASE_FOREIGN);
        rf_buf_clear(&copy);
    }
    struct seen seen = {.wanted = "Long Room", .ends = true};
    CHECK(t, rf_database_read(s.file.p, s.file.n, see, &seen) == RF_DATABASE_ENOUGH);
    CHECK_INT(t, (long long)seen.found, 1);
    clear(&s);
}

/* The file after a statement of somebody else. */
static void change(struct test *t, const struct rf_sqlite_library *sqlite,
                   const struct rf_buf *file, const char *sql, struct rf_buf *changed)
{
    sqlite3 *db;
    sqlite3_int64 n = 0;
    CHECK(t, sqlite->sqlite3_open_v2("changed", &db,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                     "memdb") == SQLITE_OK);
    unsigned char *copy = malloc(2 * file->n); /* room for more */
    memcpy(copy, file->p, file->n);
    CHECK(t, sqlite->sqlite3_deserialize(db, "main", copy, (sqlite3_int64)file->n,
                                         2 * (sqlite3_int64)file->n, 0) == SQLITE_OK);
    CHECK(t, sqlite->sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
    const unsigned char *bytes =
        sqlite->sqlite3_serialize(db, "main", &n, SQLITE_SERIALIZE_NOCOPY);
    rf_buf_reset(changed);
    rf_buf_add(changed, (const char *)bytes, (size_t)n);
    sqlite->sqlite3_close(db);
    free(copy);
}

static void other_databases_are_refused(struct test *t)
{
    static const char *const statements[] = {
        "DROP VIEW checks",
        "DROP VIEW checks; CREATE VIEW checks AS SELECT 1",
        "DROP INDEX action_by_name",
        "ALTER TABLE finding RENAME TO found",
        "ALTER TABLE finding ADD COLUMN further",
        "CREATE TABLE further (a)",
        "CREATE TRIGGER hidden AFTER INSERT ON meeting BEGIN DELETE FROM item; END",
    };
    struct series s;
    struct rf_sqlite_library sqlite;
    struct rf_buf changed = {0};
    struct seen seen = {.wanted = "\n"};
    CHECK(t, build(&s));
    CHECK(t, rf_sqlite_load(&sqlite));
    change(t, &sqlite, &s.file, "DELETE FROM finding", &changed);
    CHECK(t, rf_database_read(changed.p, changed.n, see, &seen) == RF_DATABASE_SEEN);
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        change(t, &sqlite, &s.file, statements[i], &changed);
        CHECK(t,
              rf_database_read(changed.p, changed.n, see, &seen) == RF_DATABASE_FOREIGN);
    }
    memset(s.file.p + 4096, 0xEE, s.file.n - 4096);
    CHECK(t, rf_database_read(s.file.p, s.file.n, see, &seen) == RF_DATABASE_FOREIGN);
    char nothing[] = "SQLite format 3\0 and no more";
    CHECK(t,
          rf_database_read(nothing, sizeof nothing, see, &seen) == RF_DATABASE_FOREIGN);
    rf_buf_clear(&changed);
    clear(&s);
}

/* ---- Facts ---- */

static bool is_taken(struct test *t, const char *facts, size_t n)
{
    struct rf_database *database = rf_database_new();
    const struct referat_series series = {.title = {.plain = "Series"},
                                          .body = {.plain = ""},
                                          .organisation = {.plain = ""},
                                          .language = "en"};
    const struct rf_record record = {.series = &series};
    struct rf_bytes file = {0};
    const char *error = NULL;
    rf_database_add(database, facts, n);
    bool is_done = rf_database_finish(database, &record, &file, &error);
    CHECK(t, is_done == (error == NULL) && is_done == (file.n > 0));
    CHECK(t, is_done || strstr(error, "cannot write the database: "));
    rf_database_free(database);
    return is_done;
}

static void damaged_facts_are_refused(struct test *t)
{
    struct series s;
    CHECK(t, build(&s));
    size_t refused = 0, cuts = 0;
    for (size_t n = 1; n < s.facts.n; n += 1 + s.facts.n / 60) {
        refused += !is_taken(t, s.facts.p, n);
        cuts++;
    }
    CHECK(t, refused > cuts / 2);
    CHECK(t, !is_taken(t, s.facts.p,
                       s.facts.n)); /* of several meetings: one place for two */
    char other[] = {RF_FACTS_TABLE_COUNT, RF_FACTS_NULL};
    CHECK(t, !is_taken(t, other, sizeof other));
    char value[] = {RF_FACTS_meeting, 'x'};
    CHECK(t, !is_taken(t, value, sizeof value));
    CHECK(t, is_taken(t, "", 0));
    for (size_t i = 0; i < s.facts.n;
         i += 1 + s.facts.n / 60) { /* whatever comes of it */
        s.facts.p[i] ^= 0x40;
        (void)is_taken(t, s.facts.p, s.facts.n);
        s.facts.p[i] ^= 0x40;
    }
    clear(&s);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(every_cell_is_seen),
        TEST(other_databases_are_refused),
        TEST(damaged_facts_are_refused),
    };
    return test_run(cases, TEST_COUNT(cases));
}
