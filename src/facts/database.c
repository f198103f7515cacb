/* Filling a database with facts, and reading it for the last look (facts).
 *
 * The file is a function of the facts: SQLite lays out the same rows, inserted in the
 * same order, in the same way, and what it counts in the file's head is set to constants
 * (https://www.sqlite.org/fileformat.html, 1.3). */
#define _GNU_SOURCE /* memmem */
#include "facts/database.h"

#include <assert.h>
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "facts/sqlite_library.h"
#include "lang/lang.h"
#include "store/record.h"

static const char schema[] = {
#include "facts_schema.inc"
};

enum {
    HEAD_BYTES = 100,
    CHANGE_COUNTER = 24, /* where it stands in the head, big-endian … */
    VALID_FOR = 92,      /* … as this and the version of the library that wrote it */
    LIBRARY_VERSION = 96,
    OLDEST_LIBRARY = 3025000, /* that can read the views: since 2018 */
    SCHEMA_BYTES = 64 * 4096, /* the pages that it lies in */
};

struct rf_database {
    struct rf_facts_sink sink; /* first: rf_facts_sink.take finds the rest by it */
    struct rf_sqlite_library sqlite;
    sqlite3 *db;
    sqlite3_stmt *inserts[RF_FACTS_TABLE_COUNT];
    sqlite3_int64 meeting_count;
    struct rf_arena arena;
    const char *error; /* the first; NULL: none */
};

static bool fail(struct rf_database *d, const char *why)
{
    if (!d->error) {
        d->error =
            rf_arena_format(&d->arena, "cannot write the database: %s", why ? why : "?");
    }
    return false;
}

static bool run(struct rf_database *d, const char *sql)
{
    return d->sqlite.sqlite3_exec(d->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           fail(d, d->sqlite.sqlite3_errmsg(d->db));
}

static sqlite3_stmt *prepare(struct rf_database *d, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (d->sqlite.sqlite3_prepare_v3(d->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                     &statement, NULL) != SQLITE_OK) {
        fail(d, d->sqlite.sqlite3_errmsg(d->db));
    }
    return statement;
}

/* ---- An empty one ---- */

static void prepare_inserts(struct rf_database *d)
{
    static const struct {
        const char *name;
        int columns;
    } tables[] = {
#define TABLE(name, columns) {#name, columns},
        RF_FACTS_TABLES(TABLE)
#undef TABLE
    };
    struct rf_buf sql = {0};
    for (size_t i = 0; i < RF_FACTS_TABLE_COUNT && !d->error; i++) {
        rf_buf_reset(&sql);
        rf_buf_join(&sql, "INSERT INTO ", tables[i].name, " VALUES (?", NULL);
        for (int k = 0; k < tables[i].columns; k++) {
            rf_buf_puts(&sql, ",?");
        }
        rf_buf_puts(&sql, ")");
        d->inserts[i] = prepare(d, rf_buf_string(&sql));
    }
    rf_buf_clear(&sql);
}

/* Constraints are for who reads the schema, and tests: checked at every row they would
 * take longer than the inserts themselves. */
static bool open_empty(struct rf_database *d)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (d->sqlite.sqlite3_open_v2("record", &d->db, flags, "memdb") != SQLITE_OK) {
        return fail(d, d->db ? d->sqlite.sqlite3_errmsg(d->db) : "no memory");
    }
    return run(d, "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8';"
                  "PRAGMA auto_vacuum = NONE; PRAGMA journal_mode = OFF;"
                  "PRAGMA secure_delete = ON; PRAGMA ignore_check_constraints = ON;"
                  "PRAGMA application_id = 0x52454652;" /* REFR */
                  "PRAGMA user_version = 1;"
                  "BEGIN") &&
           run(d, schema);
}

struct rf_database *rf_database_new(void)
{
    struct rf_database *d = calloc(1, sizeof *d);
    if (!d) {
        rf_out_of_memory();
    }
    if (!rf_sqlite_load(&d->sqlite)) {
        fail(d, dlerror());
    } else if (open_empty(d)) {
        prepare_inserts(d);
    }
    return d;
}

void rf_database_free(struct rf_database *d)
{
    if (!d) {
        return;
    }
    for (size_t i = 0; i < RF_FACTS_TABLE_COUNT; i++) {
        if (d->inserts[i]) {
            d->sqlite.sqlite3_finalize(d->inserts[i]);
        }
    }
    if (d->db) {
        d->sqlite.sqlite3_close(d->db);
    }
    rf_arena_clear(&d->arena);
    free(d);
}

/* ---- Meetings ---- */

/* Binds the value at *p, which is moved past it; false where it is not whole. */
static bool bind_value(struct rf_database *d, sqlite3_stmt *row, int column,
                       const char **p, const char *end)
{
    const struct rf_sqlite_library *sqlite = &d->sqlite;
    int64_t number;
    uint32_t bytes;
    const char *at = *p + 1;
    size_t left = (size_t)(end - *p);
    if (left >= 1 && **p == RF_FACTS_NULL) {
        *p = at;
        return sqlite->sqlite3_bind_null(row, column) == SQLITE_OK;
    }
    if (left > sizeof number && **p == RF_FACTS_NUMBER) {
        memcpy(&number, at, sizeof number);
        *p = at + sizeof number;
        return sqlite->sqlite3_bind_int64(row, column, number) == SQLITE_OK;
    }
    if (left > sizeof bytes && **p == RF_FACTS_TEXT) {
        memcpy(&bytes, at, sizeof bytes);
        at += sizeof bytes;
        *p = at + bytes;
        return (size_t)(end - at) >= bytes &&
               sqlite->sqlite3_bind_text(row, column, at, (int)bytes, SQLITE_STATIC) ==
                   SQLITE_OK;
    }
    return false;
}

static bool insert_row(struct rf_database *d, const char **p, const char *end)
{
    static const int columns[] = {
#define COLUMNS(name, count) count,
        RF_FACTS_TABLES(COLUMNS)
#undef COLUMNS
    };
    unsigned char table = (unsigned char)*(*p)++;
    if (table >= RF_FACTS_TABLE_COUNT) {
        return false;
    }
    sqlite3_stmt *row = d->inserts[table];
    bool is_whole = d->sqlite.sqlite3_bind_int64(row, 1, d->meeting_count) == SQLITE_OK;
    for (int i = 0; i < columns[table] && is_whole; i++) {
        is_whole = bind_value(d, row, i + 2, p, end);
    }
    if (is_whole && d->sqlite.sqlite3_step(row) != SQLITE_DONE) {
        fail(d, d->sqlite.sqlite3_errmsg(d->db));
    }
    d->sqlite.sqlite3_reset(row);
    return is_whole;
}

void rf_database_add(struct rf_database *d, const char *facts, size_t n)
{
    const char *p = facts, *end = facts + n;
    d->meeting_count += n > 0;
    while (p < end && !d->error) {
        if (!insert_row(d, &p, end)) {
            fail(d, "what was kept of a meeting is damaged");
        }
    }
}

static void take(struct rf_facts_sink *sink, const char *facts, size_t n)
{
    rf_database_add((struct rf_database *)sink, facts, n);
}

struct rf_facts_sink *rf_database_sink(struct rf_database *d)
{
    d->sink.take = take;
    return &d->sink;
}

/* ---- What is known at the end ---- */

static void bind_text(struct rf_database *d, sqlite3_stmt *row, int column, const char *s)
{
    if (s && *s) {
        d->sqlite.sqlite3_bind_text(row, column, s, -1, SQLITE_TRANSIENT);
    } else {
        d->sqlite.sqlite3_bind_null(row, column);
    }
}

static bool step(struct rf_database *d, sqlite3_stmt *row)
{
    bool is_done = d->sqlite.sqlite3_step(row) == SQLITE_DONE ||
                   fail(d, d->sqlite.sqlite3_errmsg(d->db));
    d->sqlite.sqlite3_reset(row);
    return is_done;
}

static void add_series(struct rf_database *d, const struct referat_series *series)
{
    sqlite3_stmt *row = prepare(d, "INSERT INTO series VALUES (?,?,?,?,?,?)");
    if (row) {
        bool is_public = series->edition == REFERAT_EDITION_PUBLIC;
        d->sqlite.sqlite3_bind_text(row, 1, series->title.plain, -1, SQLITE_STATIC);
        bind_text(d, row, 2, series->body.plain);
        bind_text(d, row, 3, series->organisation.plain);
        bind_text(d, row, 4, series->language);
        bind_text(d, row, 5, rf_approval_terms()[series->approval]);
        bind_text(d, row, 6, is_public ? "public" : "full");
        step(d, row);
        d->sqlite.sqlite3_finalize(row);
    }
}

static void add_outcomes(struct rf_database *d, const struct referat_series *series)
{
    static const char *const effects[] = {[RF_EFFECT_NONE] = "none",
                                          [RF_EFFECT_FINAL] = "final",
                                          [RF_EFFECT_OPEN] = "open",
                                          [RF_EFFECT_MOVES] = "moves"};
    sqlite3_stmt *row = prepare(d, "INSERT INTO outcome VALUES (?,?,?,?)");
    for (enum referat_outcome i = REFERAT_APPROVED; row && i < REFERAT_OUTCOME_COUNT;
         i++) {
        bind_text(d, row, 1, rf_outcome_terms()[i]);
        bind_text(d, row, 2, effects[rf_outcome_effect(i)]);
        d->sqlite.sqlite3_bind_int64(row, 3, rf_record_is_approval(i));
        bind_text(d, row, 4, rf_outcome_sentence(series, i));
        step(d, row);
    }
    if (row) {
        d->sqlite.sqlite3_finalize(row);
    }
}

static void add_findings(struct rf_database *d, const struct rf_record_finding *first)
{
    static const char *const severities[] = {"off", "note", "warning", "error"};
    sqlite3_stmt *row = prepare(d, "INSERT INTO finding VALUES (NULL,?,?,?,?,?)");
    for (const struct rf_record_finding *f = first; row && f; f = f->next) {
        bind_text(d, row, 1, severities[f->severity]);
        bind_text(d, row, 2, f->name);
        bind_text(d, row, 3, f->file);
        if (f->line) {
            d->sqlite.sqlite3_bind_int64(row, 4, f->line);
        } else {
            d->sqlite.sqlite3_bind_null(row, 4);
        }
        d->sqlite.sqlite3_bind_text(row, 5, f->message, -1, SQLITE_TRANSIENT);
        step(d, row);
    }
    if (row) {
        d->sqlite.sqlite3_finalize(row);
    }
}

/* Whether what a seal says of the approval holds shows only when all meetings are known.
 */
static void add_seals(struct rf_database *d, const struct rf_record *record)
{
    struct rf_buf name = {0}, folder = {0};
    sqlite3_stmt *row =
        prepare(d, "UPDATE meeting SET sealed = ? WHERE name = ? AND folder = ?");
    for (const struct rf_record_meeting *m = record->meetings; row && m; m = m->next) {
        char iso[RF_ISO_DATE_SIZE];
        if (m->claim_state != RF_CLAIM_HOLDS || m->has_broken_seal) {
            continue;
        }
        rf_buf_reset(&name);
        rf_buf_reset(&folder);
        rf_facts_shown(m->id, &name);
        rf_facts_shown(m->folder, &folder);
        bind_text(d, row, 1, m->sealed.year ? rf_date_iso(&m->sealed, iso) : "sealed");
        bind_text(d, row, 2, rf_buf_string(&name));
        d->sqlite.sqlite3_bind_text(row, 3, rf_buf_string(&folder), -1, SQLITE_TRANSIENT);
        step(d, row);
    }
    if (row) {
        d->sqlite.sqlite3_finalize(row);
    }
    rf_buf_clear(&name);
    rf_buf_clear(&folder);
}

static void set_number(unsigned char *head, size_t at, uint32_t value)
{
    for (size_t i = 0; i < 4; i++) {
        head[at + i] = (unsigned char)(value >> (24 - 8 * i));
    }
}

/* The library has the file as one piece of memory: it is not copied. */
static bool find_file(struct rf_database *d, struct rf_bytes *file)
{
    sqlite3_int64 n = 0;
    unsigned char *bytes =
        d->sqlite.sqlite3_serialize(d->db, "main", &n, SQLITE_SERIALIZE_NOCOPY);
    if (!bytes || n < HEAD_BYTES) {
        return fail(d, "SQLite does not give its bytes");
    }
    set_number(bytes, CHANGE_COUNTER, 1);
    set_number(bytes, VALID_FOR, 1);
    set_number(bytes, LIBRARY_VERSION, OLDEST_LIBRARY);
    *file = (struct rf_bytes){(const char *)bytes, (size_t)n};
    return true;
}

bool rf_database_finish(struct rf_database *d, const struct rf_record *record,
                        struct rf_bytes *file, const char **error)
{
    if (!d->error) {
        add_series(d, record->series);
        add_outcomes(d, record->series);
        add_findings(d, record->findings);
        add_seals(d, record);
    }
    bool is_done = !d->error && run(d, "COMMIT") && find_file(d, file);
    *error = d->error;
    return is_done;
}

/* ---- The last look ---- */

/* The first column of a statement's next row; NULL at the end. */
static const char *next_text(struct rf_database *d, sqlite3_stmt *rows, int column,
                             size_t *n)
{
    const char *text = (const char *)d->sqlite.sqlite3_column_text(rows, column);
    *n = text ? (size_t)d->sqlite.sqlite3_column_bytes(rows, column) : 0;
    return text ? text : "";
}

/* True where both databases have the same tables, indexes and views, text for text: then
 * there are no triggers, and no further tables. */
static bool has_own_schema(struct rf_database *d, sqlite3 *own)
{
    static const char sql[] =
        "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || COALESCE(sql, '')"
        " FROM sqlite_schema ORDER BY rowid";
    sqlite3 *const dbs[] = {d->db, own};
    sqlite3_stmt *rows[2] = {0};
    bool is_same = true;
    for (size_t i = 0; i < 2; i++) {
        is_same = d->sqlite.sqlite3_prepare_v3(dbs[i], sql, -1, 0, &rows[i], NULL) ==
                      SQLITE_OK &&
                  is_same;
    }
    for (int end = SQLITE_ROW; is_same && end == SQLITE_ROW;) {
        size_t n[2];
        end = d->sqlite.sqlite3_step(rows[0]);
        is_same = d->sqlite.sqlite3_step(rows[1]) == end;
        if (is_same && end == SQLITE_ROW) {
            const char *a = next_text(d, rows[0], 0, &n[0]);
            const char *b = next_text(d, rows[1], 0, &n[1]);
            is_same = n[0] == n[1] && memcmp(a, b, n[0]) == 0;
        }
        is_same = is_same && (end == SQLITE_ROW || end == SQLITE_DONE);
    }
    for (size_t i = 0; i < 2; i++) {
        d->sqlite.sqlite3_finalize(rows[i]);
    }
    return is_same;
}

/* Every cell of a statement's rows as a text. */
static enum rf_database_end see_rows(struct rf_database *d, const char *sql,
                                     rf_database_see *see, void *data)
{
    sqlite3_stmt *rows;
    enum rf_database_end end = RF_DATABASE_SEEN;
    if (d->sqlite.sqlite3_prepare_v3(d->db, sql, -1, 0, &rows, NULL) != SQLITE_OK) {
        return RF_DATABASE_FOREIGN;
    }
    int result = SQLITE_DONE;
    while (end == RF_DATABASE_SEEN &&
           (result = d->sqlite.sqlite3_step(rows)) == SQLITE_ROW) {
        for (int i = d->sqlite.sqlite3_column_count(rows) - 1; i >= 0; i--) {
            size_t n;
            const char *text = next_text(d, rows, i, &n);
            end = n && see(data, text, n) ? RF_DATABASE_ENOUGH : end;
        }
    }
    d->sqlite.sqlite3_finalize(rows);
    return end == RF_DATABASE_SEEN && result != SQLITE_DONE ? RF_DATABASE_FOREIGN : end;
}

static enum rf_database_end see_all(struct rf_database *d, rf_database_see *see,
                                    void *data)
{
    static const char *const tables[] = {"SELECT * FROM series", "SELECT * FROM outcome",
                                         "SELECT * FROM finding",
#define SELECT(name, columns) "SELECT * FROM " #name,
                                         RF_FACTS_TABLES(SELECT)
#undef SELECT
    };
    enum rf_database_end end = RF_DATABASE_SEEN;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && end == RF_DATABASE_SEEN;
         i++) {
        end = see_rows(d, tables[i], see, data);
    }
    return end;
}

/* A closed title may happen to be a phrase of the schema, which says nothing of it. The
 * schema is made before the first row, so it lies in the first pages. */
static void blank_schema(char *bytes, size_t n)
{
    size_t first_bytes = n < SCHEMA_BYTES ? n : SCHEMA_BYTES;
    for (const char *line = schema, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        size_t line_bytes = (size_t)(end - line);
        char *at = line_bytes ? memmem(bytes, first_bytes, line, line_bytes) : NULL;
        if (at) {
            memset(at, ' ', line_bytes);
        }
    }
}

enum rf_database_end rf_database_read(char *bytes, size_t n, rf_database_see *see,
                                      void *data)
{
    struct rf_database *empty = rf_database_new();
    struct rf_database read = {.sqlite = empty->sqlite};
    enum rf_database_end end = RF_DATABASE_FOREIGN;
    bool is_ours = false;
    if (!empty->sqlite.sqlite3_step) {
        end = RF_DATABASE_UNREAD;
    } else if (empty->sqlite.sqlite3_open_v2(":memory:", &read.db,
                                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                                             NULL) == SQLITE_OK &&
               read.sqlite.sqlite3_deserialize(
                   read.db, "main", (unsigned char *)bytes, (sqlite3_int64)n,
                   (sqlite3_int64)n, SQLITE_DESERIALIZE_READONLY) == SQLITE_OK &&
               read.sqlite.sqlite3_exec(read.db,
                                        "PRAGMA trusted_schema = OFF;"
                                        "PRAGMA cell_size_check = ON",
                                        NULL, NULL, NULL) == SQLITE_OK &&
               has_own_schema(&read, empty->db)) {
        end = see_all(&read, see, data);
        is_ours = true;
    }
    if (read.db) {
        read.sqlite.sqlite3_close(read.db);
    }
    rf_database_free(empty);
    if (is_ours) {
        blank_schema(bytes, n);
    }
    return end;
}
