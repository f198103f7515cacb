/* Tests of rows that are given up (store/evict.h): what is read back says what it
 * would have said, and what cannot be read back makes no page. */
#include "store/evict.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "driver/run.h"
#include "said.h"

/* ---- A series in which meetings say much of each other ---- */

static const struct {
    const char *name, *text;
} texts[] = {
    {"2026-01-12/agenda.md",
     "---\nkind: agenda\ndate: 2026-01-12\nitems:\n  - title: Havnens regnskab\n"
     "  - title: Ny kran\n---\n"},
    {"2026-01-12/minutes.md",
     "---\nkind: minutes\nmeeting: 2026-01-12\ndecisions:\n  1: noted\n"
     "  2: {outcome: postponed, to: 2026-03-09}\n---\n## 1\nTaget til efterretning.\n\n"
     "- [ ] @HAV henter tilbud due:2026-02-01\n- [ ] @HAV maler molen due:2026-02-01\n\n"
     "## 2\nUdsat.\n"},
    {"2026-02-09/agenda.md",
     "---\nkind: agenda\ndate: 2026-02-09\nitems:\n  - title: Referatet\n"
     "    type: minutes-approval\n    approves: 2026-01-12\n"
     "  - title: Ny kran igen\n    carried_from: 2026-01-12/2\n---\n"},
    {"2026-02-09/minutes.md",
     "---\nkind: minutes\nmeeting: 2026-02-09\ndecisions:\n  1: approved\n"
     "  2: {outcome: postponed, to: 2026-03-09}\nactions:\n"
     "  2026-01-12/1/1: {status: done, note: Hentet}\n"
     "  2026-01-12/1/2: {due: 2026-04-01, owner: [HAV, KRA]}\n---\n## 1\nGodkendt.\n\n"
     "## 2\nUdsat.\n"},
    {"2026-03-09/agenda.md",
     "---\nkind: agenda\ndate: 2026-03-09\nitems:\n  - title: Referatet\n"
     "    type: minutes-approval\n    approves: 2026-01-12\n"
     "  - title: Kranen\n    carried_from: 2026-02-09/2\n---\n"},
    {"2026-03-09/minutes.md",
     "---\nkind: minutes\nmeeting: 2026-03-09\ndecisions: {1: approved, 2: adopted}\n"
     "actions:\n  2026-01-12/1/1: {status: open}\n  2026-01-12/1/2: {status: cancelled}\n"
     "---\n## 1\nGodkendt.\n\n## 2\nVedtaget.\n"},
};

static const char *const folders[] = {"2026-01-12", "2026-02-09", "2026-03-09"};

static void make_series(char *folder)
{
    char path[128];
    bool is_made = mkdtemp(folder) != NULL;
    for (size_t i = 0; i < TEST_COUNT(folders) && is_made; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
        is_made = mkdir(path, 0700) == 0;
    }
    for (size_t i = 0; i < TEST_COUNT(texts) && is_made; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, texts[i].name);
        FILE *file = fopen(path, "w");
        is_made = file && fputs(texts[i].text, file) >= 0;
        is_made = file && fclose(file) == 0 && is_made;
    }
    if (!is_made) {
        perror(folder);
        exit(EXIT_FAILURE);
    }
}

static void remove_series(const char *folder)
{
    char path[128];
    for (size_t i = 0; i < TEST_COUNT(texts); i++) {
        snprintf(path, sizeof path, "%s/%s", folder, texts[i].name);
        unlink(path);
    }
    for (size_t i = 0; i < TEST_COUNT(folders); i++) {
        snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
        rmdir(path);
    }
    rmdir(folder);
}

/* ---- Rows that are given up ---- */

struct shelf {
    struct rf_record_store store;
    struct rf_buf bytes;
    bool is_lost; /* nothing can be read back any more */
    size_t reads;
};

static bool read_shelf(struct rf_record_store *store, uint64_t at, char *bytes, size_t n)
{
    struct shelf *shelf = (struct shelf *)store;
    if (shelf->is_lost || at + n > shelf->bytes.n) {
        errno = EIO;
        return false;
    }
    memcpy(bytes, shelf->bytes.p + at, n);
    shelf->reads++;
    return true;
}

/* A run over the series that gives every row up but the newest, and what it found on its
 * way. */
static struct referat *give_up_all(const char *path, enum referat_edition edition,
                                   unsigned recent_rows, struct shelf *shelf,
                                   struct rf_buf *found)
{
    struct referat_options options = referat_default_options();
    options.edition = edition;
    struct rf_run_plan plan = {.index_columns = true};
    if (shelf) {
        *shelf = (struct shelf){.store = {read_shelf, recent_rows}};
        plan.rows = &shelf->store;
    }
    struct referat *run = rf_run_open(path, &options, &plan);
    for (const struct rf_unit *unit; (unit = rf_run_next(run)) != NULL;) {
        for (size_t i = 0; i < unit->result.diagnostic_count; i++) {
            rf_diag_text(&unit->result.diagnostics[i], false, found);
        }
        if (shelf && unit->row.n) {
            size_t at = shelf->bytes.n;
            rf_buf_add(&shelf->bytes, unit->row.p, unit->row.n);
            rf_run_evict(run, at, unit->row.n);
        }
    }
    return run;
}

static void check_given_up(struct test *t, const char *path, enum referat_edition edition,
                           unsigned recent_rows)
{
    struct shelf shelf;
    struct rf_buf expected = {0}, actual = {0};
    struct referat *kept = give_up_all(path, edition, 0, NULL, &expected);
    struct referat *given_up = give_up_all(path, edition, recent_rows, &shelf, &actual);
    const struct rf_record *record = rf_run_record(given_up);
    size_t count = 0, present = 0;
    for (const struct rf_record_meeting *m = record->meetings; m; m = m->next) {
        CHECK(t, !m->is_evicted || (!m->items && !record->table_columns));
        count++;
        present += !m->is_evicted;
    }
    CHECK_INT(t, present,
              record->table_columns || count < recent_rows ? count : (size_t)recent_rows);
    say_all(rf_run_record(kept), &expected);
    say_all(record, &actual);
    CHECK(t, strcmp(rf_buf_string(&actual), rf_buf_string(&expected)) == 0);
    CHECK(t, recent_rows || (shelf.reads > 0) == !record->table_columns);
    CHECK_INT(t, rf_record_failure(record), 0);
    rf_buf_clear(&expected);
    rf_buf_clear(&actual);
    rf_buf_clear(&shelf.bytes);
    referat_close(kept);
    referat_close(given_up);
}

static void given_up_says_the_same(struct test *t)
{
    char folder[] = "/tmp/referat-unit-XXXXXX";
    make_series(folder);
    for (int edition = 0; edition <= REFERAT_EDITION_PUBLIC; edition++) {
        for (unsigned late = 0; late <= RF_RECORD_RECENT_ROWS; late++) {
            for (size_t i = 0; i < TEST_COUNT(series_paths); i++) {
                check_given_up(t, series_paths[i], (enum referat_edition)edition, late);
            }
            check_given_up(t, folder, (enum referat_edition)edition, late);
        }
    }
    remove_series(folder);
}

/* What later meetings said of an action is in the index, though its row was given up
 * before they were read. */
static void given_up_actions_move_on(struct test *t)
{
    char folder[] = "/tmp/referat-unit-XXXXXX";
    struct shelf shelf;
    struct rf_buf found = {0};
    make_series(folder);
    struct referat *run = give_up_all(folder, REFERAT_EDITION_FULL, 0, &shelf, &found);
    const struct rf_record_meeting *first = rf_run_record(run)->meetings;
    const struct rf_record_meeting *whole = rf_record_fetch(first);
    CHECK(t, first->is_evicted && whole != first);
    CHECK_INT(t, whole->actions->state, REFERAT_ACTION_OPEN); /* done, and open again */
    CHECK_STRING(t, whole->actions->note, "Hentet");
    CHECK_INT(t, whole->last_action->state, REFERAT_ACTION_CANCELLED);
    CHECK_STRING(t, whole->last_action->owners, "HAV, KRA");
    CHECK_INT(t, whole->last_action->due.month, 4);
    CHECK_STRING(t, whole->last_action->closed_by->id, "2026-03-09");
    CHECK_STRING(t, rf_record_item_of(first->approved_by)->meeting->id, "2026-02-09");
    CHECK(t, strstr(rf_buf_string(&found), "approved already at '2026-02-09'"));
    CHECK(t, strstr(rf_buf_string(&found), "item 2 was postponed to '2026-03-09'"));
    rf_buf_clear(&found);
    rf_buf_clear(&shelf.bytes);
    referat_close(run);
    remove_series(folder);
}

static void lost_rows_make_no_index(struct test *t)
{
    struct shelf shelf;
    struct rf_buf found = {0}, said = {0};
    struct referat *run =
        give_up_all(series_paths[1], REFERAT_EDITION_FULL, 0, &shelf, &found);
    const struct rf_record *record = rf_run_record(run);
    const struct rf_question question = {.records = &record, .record_count = 1};
    struct collecting collecting = {{.take = collect}, &said};
    struct rf_arena arena;
    const char *error = NULL;
    rf_arena_init(&arena);
    shelf.is_lost = true;
    CHECK(t, !rf_index_html(&question, &arena, &collecting.outlet, &error));
    CHECK(t, error && strstr(error, strerror(EIO)));
    CHECK_INT(t, said.n, 0);
    CHECK_INT(t, rf_record_failure(record), 0);
    CHECK(t, !rf_record_find_item(record->meetings, "1"));
    CHECK_INT(t, rf_record_failure(record), EIO);
    rf_arena_clear(&arena);
    rf_buf_clear(&found);
    rf_buf_clear(&shelf.bytes);
    referat_close(run);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(given_up_says_the_same),
        TEST(given_up_actions_move_on),
        TEST(lost_rows_make_no_index),
    };
    return test_run(cases, TEST_COUNT(cases));
}
