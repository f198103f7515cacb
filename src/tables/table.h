/* The status tables: what a series' record says in rows and columns, written once for
 * every form (tables).
 *
 * This folder turns the rows of the record (store/record.h) into tables: for a terminal,
 * as Markdown, CSV or JSON, and as the sheets of a workbook. Its central pair is struct
 * rf_table, which has columns and puts cells, and struct rf_sink, which receives them and
 * knows one form. tables_*.c hold the tables, text.c, plain.c, json.c and xlsx.c the
 * sinks; neither side knows the other, and rows.c joins them. The command `status` calls
 * rf_table_write, rf_tables_json or rf_dashboard; the build asks for the workbook.
 *
 * Hard to see: a table of one series may hold rows of another, which it follows: what is
 * still open there. So a row's record (rf_rows.record) is not always the record that the
 * table is written for (rf_rows.own), words are in the row's language, and links lead to
 * own pages only. */
#ifndef RF_TABLES_TABLE_H
#define RF_TABLES_TABLE_H

#include <stdbool.h>

#include "base/buf.h"
#include "lang/lang.h"
#include "store/question.h"
#include "store/record.h"

enum rf_column_kind {
    RF_COLUMN_TEXT,
    RF_COLUMN_PERSONAL, /* text that stands in no data of a public edition */
    RF_COLUMN_CODE,     /* text that is cut on a sheet rather than wrapped */
    RF_COLUMN_NUMBER,
    RF_COLUMN_DATE,
    RF_COLUMN_STATE, /* one of few words, which may be coloured */
};

struct rf_column {
    const char *key;    /* stable, for JSON: "days_overdue" */
    enum rf_label head; /* what the documents call it */
    int width;          /* in characters, on a sheet */
    enum rf_column_kind kind;
};

/* What a state means to its reader. */
enum rf_tone { RF_TONE_PLAIN, RF_TONE_GOOD, RF_TONE_WAITING, RF_TONE_BAD };

struct rf_cell {
    enum {
        RF_CELL_EMPTY,
        RF_CELL_TEXT,
        RF_CELL_NUMBER,
        RF_CELL_DATE,
    } type;
    const char *text;   /* plain UTF-8 */
    const char *term;   /* for programs, in place of text; NULL: the text itself */
    const char *anchor; /* leads to this place … */
    const struct rf_record_meeting *meeting; /* … in this meeting's pack; NULL: nowhere */
    const struct referat_date *date;
    long long number;
    enum rf_tone tone;
};

struct rf_rows;

/* A table: its columns, and what puts its rows: write for a whole record, or put_item for
 * each item of it. */
struct rf_table {
    const char *name; /* for --table and JSON: "actions" */
    enum rf_label title;
    const struct rf_column *columns;
    size_t column_count;
    void (*write)(struct rf_rows *rows, const struct rf_record *record);
    void (*put_item)(struct rf_rows *rows, const struct rf_record_item *item);
    /* What is still open of a series that this one follows. NULL: such rows stand in that
     * series' own tables alone. */
    void (*write_followed)(struct rf_rows *rows, const struct rf_record *record);
    bool has_followed; /* rows of such series stand among this one's own */
};

/* Every table, in the order of a workbook's sheets; NULL at the end. */
extern const struct rf_table *const rf_tables[];

/* NULL: no such table. */
const struct rf_table *rf_table_find(const char *name);

/* Which edition the tables are of, in the words of its series; "" where there is but one.
 */
const char *rf_question_edition(const struct rf_question *question);

/* Receives the rows of a table. One sink may receive several tables, each from begin to
 * end; a row's cells come in the order of the columns. */
struct rf_sink {
    void (*begin)(struct rf_sink *sink, const struct rf_table *table,
                  const struct rf_column *columns, size_t count);
    void (*cell)(struct rf_sink *sink, size_t column, const struct rf_cell *cell);
    void (*row_end)(struct rf_sink *sink);
    void (*end)(struct rf_sink *sink);
    const struct rf_lang *lang;
    const struct referat_series *series; /* whose words heads are in */
    struct rf_arena *arena;
};

/* Writes a table into a sink; returns the number of its rows. */
size_t rf_table_write(const struct rf_table *table, const struct rf_question *question,
                      struct rf_sink *sink);

/* ---- For the writers of rows ---- */

struct rf_rows {
    const struct rf_question *question;
    struct rf_sink *sink;
    const struct rf_record *own; /* of the series that the table is of … */
    const struct rf_record
        *record; /* … and of the row: own, or a series that it follows */
    const struct rf_lang *lang;
    const char *only_path; /* NULL, or the only meeting of the record that is meant */
    size_t column;         /* the next to fill */
    size_t count;
    bool has_series; /* a first column names the series */
};

/* True for a meeting that the question's paths include. */
bool rf_rows_want(const struct rf_rows *rows, const struct rf_record_meeting *meeting);

/* True where rows of this record stand in the table at hand: the own one, and that of a
 * series that is followed and has no table in the same output. */
bool rf_rows_include(const struct rf_rows *rows, const struct rf_record *record);

/* The rows that follow are of that series. */
void rf_rows_enter(struct rf_rows *rows, const struct rf_record *record);

void rf_row_begin(struct rf_rows *rows);
void rf_row_end(struct rf_rows *rows);

void rf_put(struct rf_rows *rows, const struct rf_cell *cell);
void rf_put_text(struct rf_rows *rows, const char *s);
void rf_put_number(struct rf_rows *rows, long long number);
void rf_put_count(struct rf_rows *rows, long long number); /* nothing for 0 */
void rf_put_date(struct rf_rows *rows, const struct referat_date *date);
void rf_put_clock(struct rf_rows *rows, int minutes); /* -1: nothing */
void rf_put_state(struct rf_rows *rows, const char *word, const char *term,
                  enum rf_tone tone);
void rf_put_outcome(struct rf_rows *rows, enum referat_outcome outcome);

/* An item's outcome, or that its meeting was cancelled. */
void rf_put_item_outcome(struct rf_rows *rows, const struct rf_record_item *item);

/* A deadline: a date, or words. */
void rf_put_due(struct rf_rows *rows, const struct referat_date *date,
                const char *written);

/* The meeting's id, which leads to its pack. */
void rf_put_meeting(struct rf_rows *rows, const struct rf_record_meeting *meeting);

/* The item's number, which leads to its place. */
void rf_put_item(struct rf_rows *rows, const struct rf_record_item *item);

/* The id of a meeting, or of an action, as it may be shown: it is the name of a folder,
 * and a personal number in it is masked. */
const char *rf_shown_id(const struct rf_rows *rows, const char *id);
void rf_put_id(struct rf_rows *rows, const char *id);

/* Text that leads to a place in a meeting's pack. */
void rf_put_link(struct rf_rows *rows, const char *text,
                 const struct rf_record_meeting *meeting, const char *anchor);

/* A word of the series' language. */
const char *rf_rows_word(const struct rf_rows *rows, enum rf_label label);

/* Days since the deadline of an open action; 0 where it is not overdue. A deadline that
 * is a month is the month's last day. */
long rf_days_overdue(const struct rf_question *question,
                     const struct rf_record_action *action);

/* ---- Forms ---- */

/* A cell as words: dates as the language writes them. The string lives as long as the
 * sink's arena, or the cell's text. */
const char *rf_cell_words(const struct rf_sink *sink, const struct rf_cell *cell);

/* The heads of a sink's columns. */
const char *rf_column_head(const struct rf_sink *sink, const struct rf_column *column);

struct rf_text_sink {
    struct rf_sink sink;
    struct rf_buf *out;
    bool use_colour;
    bool has_title; /* the table's name stands above it */
    const struct rf_column *columns;
    size_t column_count;
    size_t *widths;
    struct rf_text_row *first, **end, *row;
};
void rf_text_sink_init(struct rf_text_sink *sink, const struct referat_series *series,
                       struct rf_arena *arena, struct rf_buf *out);

/* Appends the line that says which edition the tables below it are of, where there are
 * two. */
void rf_text_edition(const struct rf_text_sink *sink, const struct rf_question *question);

struct rf_markdown_sink {
    struct rf_sink sink;
    struct rf_buf *out;
    bool has_title;
};
void rf_markdown_sink_init(struct rf_markdown_sink *sink,
                           const struct referat_series *series, struct rf_arena *arena,
                           struct rf_buf *out);

/* The same as a paragraph. */
void rf_markdown_edition(const struct rf_markdown_sink *sink,
                         const struct rf_question *question);

/* A CSV file (base/csv.h). */
struct rf_csv_sink {
    struct rf_sink sink;
    struct rf_buf *out;
    size_t column_count;
};
void rf_csv_sink_init(struct rf_csv_sink *sink, const struct referat_series *series,
                      struct rf_arena *arena, struct rf_buf *out);

/* Appends every table asked for (NULL at the end) as JSON: an array of objects for one,
 * an object of arrays for several. */
void rf_tables_json(const struct rf_table *const *tables,
                    const struct rf_question *question, struct rf_arena *arena,
                    struct rf_buf *out);

/* A workbook of the tables, an overview first, in a file without a name, which is the
 * caller's to close. -1 and one line in *error where the library or a temporary file
 * failed; *error beside a file is a warning to report. */
int rf_tables_xlsx(const struct rf_table *const *tables,
                   const struct rf_question *question, struct rf_arena *arena,
                   const char **error);

/* The one screen for a Monday: next meeting, what is overdue, open, promised, not
 * approved, not answered. */
void rf_dashboard(const struct rf_question *question, struct rf_sink *sink);

#endif
