/* Tables as JSON for programs: stable English keys and terms, dates as ISO 8601 (tables).
 * In the public edition a column of RF_COLUMN_PERSONAL is null in every row.
 *
 *     [{"id": "2026-03-02-1", "state": "open", "due": "2026-04-01", "days_overdue":
 * null}]
 *
 * One table is an array of its rows; several are an object of such arrays, by the names
 * of the tables. Jansson keeps the keys in the order in which they are set, which is that
 * of the columns. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/json_values.h"
#include "base/str.h"
#include "tables/table.h"

/* Makes a table's rows as objects, each with a key for each column. */
struct json_sink {
    struct rf_sink sink; /* first: a pointer to it is one to this */
    struct rf_column columns[32];
    json_t *rows, *row;
    bool is_public;
};

/* null for an empty cell, so that every object has every key. */
static json_t *make_value(const struct rf_cell *cell)
{
    char iso[RF_ISO_DATE_SIZE];
    switch (cell->type) {
    case RF_CELL_EMPTY:
        break;
    case RF_CELL_TEXT:
        return rf_json_text(cell->term ? cell->term : cell->text);
    case RF_CELL_NUMBER:
        return json_integer(cell->number);
    case RF_CELL_DATE:
        return json_string(rf_date_iso(cell->date, iso));
    }
    return json_null();
}

/* Copies the columns, of which the keys are needed: the caller's do not outlive the call.
 */
static void begin(struct rf_sink *base, const struct rf_table *table,
                  const struct rf_column *columns, size_t count)
{
    struct json_sink *sink = (struct json_sink *)base;
    (void)table;
    memcpy(sink->columns, columns, count * sizeof *columns);
    sink->rows = rf_json_made(json_array());
    sink->row = rf_json_made(json_object());
}

static void put_cell(struct rf_sink *base, size_t column, const struct rf_cell *cell)
{
    struct json_sink *sink = (struct json_sink *)base;
    const struct rf_column *c = &sink->columns[column];
    bool is_hidden = sink->is_public && c->kind == RF_COLUMN_PERSONAL;
    rf_json_set(sink->row, c->key, is_hidden ? json_null() : make_value(cell));
}

static void end_row(struct rf_sink *base)
{
    struct json_sink *sink = (struct json_sink *)base;
    rf_json_append(sink->rows, sink->row);
    sink->row = rf_json_made(json_object());
}

/* Frees the object that was made for a further row. */
static void end(struct rf_sink *base)
{
    json_decref(((struct json_sink *)base)->row);
}

/* One table as an array. */
static json_t *make_table(const struct rf_table *table,
                          const struct rf_question *question, struct rf_arena *arena)
{
    struct json_sink sink = {
        .sink = {begin, put_cell, end_row, end, NULL, NULL, arena},
        .is_public = question->record_count && question->records[0]->is_public,
    };
    rf_table_write(table, question, &sink.sink);
    return sink.rows;
}

void rf_tables_json(const struct rf_table *const *tables,
                    const struct rf_question *question, struct rf_arena *arena,
                    struct rf_buf *out)
{
    json_t *top;
    if (tables[0] && !tables[1]) {
        top = make_table(tables[0], question, arena);
    } else {
        top = rf_json_made(json_object());
        for (size_t i = 0; tables[i]; i++) {
            rf_json_set(top, tables[i]->name, make_table(tables[i], question, arena));
        }
    }
    rf_json_put(top, JSON_INDENT(2), out);
    rf_buf_char(out, '\n');
    json_decref(top);
}
