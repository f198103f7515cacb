/* What the writers of rows share (tables): the walk over the records of a question, with
 * the series that each one follows, and the kinds of cells.
 *
 * A table's function calls rf_row_begin, a rf_put_… for each of its columns in their
 * order, and rf_row_end. Which column is at hand is counted here, so that a function and
 * its columns are compared by reading them side by side. Cells go straight to the sink:
 * no row is kept. */
#include "tables/tables.h"

#include <string.h>

#include "base/cpr.h"
#include "base/date.h"
#include "base/real_path.h"
#include "store/others.h"

enum { COLUMN_LIMIT = 24 }; /* no table has more, with the series' title */

/* Stands before a table's own columns, where it has rows of several series. */
static const struct rf_column series_column = {"series", RF_LABEL_SERIES, 24,
                                               RF_COLUMN_TEXT};

const char *rf_question_edition(const struct rf_question *question)
{
    const char *edition = "";
    for (size_t i = 0; i < question->record_count && !*edition; i++) {
        edition = rf_record_edition(question->records[i]);
    }
    return edition;
}

/* ---- Series that are followed ---- */

/* A followed series whose own record is in the question has its rows there. The two are
 * different records of the same series, so they are compared by path. */
bool rf_rows_include(const struct rf_rows *rows, const struct rf_record *record)
{
    const struct rf_question *question = rows->question;
    struct rf_arena *arena = rows->sink->arena;
    const struct rf_record_other *other = rows->own->others;
    while (other && other->record != record) {
        other = other->next;
    }
    if (record == rows->own || !other || !other->is_followed) {
        return record == rows->own;
    }
    const char *real = rf_real_path(arena, record->series->path);
    for (size_t i = 0; i < question->record_count; i++) {
        const char *path = question->records[i]->series->path;
        if (strcmp(rf_real_path(arena, path), real) == 0) {
            return false;
        }
    }
    return true;
}

/* The rows that follow are of this record, and in its language. */
void rf_rows_enter(struct rf_rows *rows, const struct rf_record *record)
{
    rows->record = record;
    rows->lang = rf_lang_of(record->series);
}

/* The farthest series of a chain is written first, because its matters are the oldest. */
static void write_followed(struct rf_rows *rows, const struct rf_table *table,
                           const struct rf_record_other *other)
{
    if (!other) {
        return;
    }
    write_followed(rows, table, other->next);
    if (rf_rows_include(rows, other->record)) {
        rf_rows_enter(rows, other->record);
        table->write_followed(rows, other->record);
    }
}

/* For tables with a row an item. An item has no words where the record keeps none of them
 * (store/record.h). */
void rf_each_item(struct rf_rows *rows, const struct rf_record *record,
                  void (*put)(struct rf_rows *rows, const struct rf_record_item *item))
{
    for (const struct rf_record_meeting *m = record->meetings; m; m = m->next) {
        for (const struct rf_record_item *item = m->items; item; item = item->next) {
            if (item->words && rf_rows_want(rows, m)) {
                put(rows, item);
            }
        }
    }
}

/* A first column names the series where rows of several may stand in the table. */
size_t rf_table_write(const struct rf_table *table, const struct rf_question *question,
                      struct rf_sink *sink)
{
    struct rf_column columns[COLUMN_LIMIT];
    struct rf_rows rows = {.question = question, .sink = sink};
    bool has_followed = table->write_followed || table->has_followed;
    size_t count = 0;
    sink->series = question->record_count ? question->records[0]->series : NULL;
    sink->lang = rf_lang_of(sink->series);
    rows.has_series = question->record_count > 1;
    for (size_t i = 0; i < question->record_count && has_followed; i++) {
        const struct rf_record_other *other = question->records[i]->others;
        for (; other && !rows.has_series; other = other->next) {
            rows.has_series = other->is_followed;
        }
    }
    if (rows.has_series) {
        columns[count++] = series_column;
    }
    for (size_t i = 0; i < table->column_count; i++) {
        columns[count++] = table->columns[i];
    }
    sink->begin(sink, table, columns, count);
    for (size_t i = 0; i < question->record_count; i++) {
        rows.own = question->records[i];
        rows.only_path = question->only_paths ? question->only_paths[i] : NULL;
        if (table->write_followed && !rows.only_path) {
            write_followed(&rows, table, rows.own->others);
        }
        rf_rows_enter(&rows, rows.own);
        if (table->put_item) {
            rf_each_item(&rows, rows.own, table->put_item);
        } else {
            table->write(&rows, rows.own);
        }
    }
    sink->end(sink);
    return rows.count;
}

/* The path that is meant may be that of a document, which lies below its meeting. */
bool rf_rows_want(const struct rf_rows *rows, const struct rf_record_meeting *meeting)
{
    size_t n = strlen(meeting->folder);
    const char *only = rows->only_path;
    return !only ||
           (strncmp(only, meeting->folder, n) == 0 && (!only[n] || only[n] == '/'));
}

/* ---- Cells ---- */

void rf_row_begin(struct rf_rows *rows)
{
    rows->column = 0;
    if (rows->has_series) {
        rf_put_text(rows, rows->record->series->title.plain);
    }
}

void rf_row_end(struct rf_rows *rows)
{
    rows->count++;
    rows->sink->row_end(rows->sink);
}

/* Links lead to own pages alone: where those of another series lie is not known. */
void rf_put(struct rf_rows *rows, const struct rf_cell *cell)
{
    struct rf_cell plain = *cell;
    bool is_own = !cell->meeting || cell->meeting->record == rows->own;
    plain.meeting = is_own ? cell->meeting : NULL;
    rows->sink->cell(rows->sink, rows->column++, &plain);
}

void rf_put_text(struct rf_rows *rows, const char *s)
{
    struct rf_cell cell = {.type = *s ? RF_CELL_TEXT : RF_CELL_EMPTY, .text = s};
    rf_put(rows, &cell);
}

void rf_put_number(struct rf_rows *rows, long long number)
{
    struct rf_cell cell = {.type = RF_CELL_NUMBER, .number = number};
    rf_put(rows, &cell);
}

/* A number that is left out where it is zero: a column of zeros hides the others. */
void rf_put_count(struct rf_rows *rows, long long number)
{
    if (number) {
        rf_put_number(rows, number);
    } else {
        rf_put_text(rows, "");
    }
}

void rf_put_date(struct rf_rows *rows, const struct referat_date *date)
{
    struct rf_cell cell = {.type = date->year ? RF_CELL_DATE : RF_CELL_EMPTY,
                           .date = date};
    rf_put(rows, &cell);
}

/* A time of day; past midnight with a remark. -1: none. */
void rf_put_clock(struct rf_rows *rows, int minutes)
{
    struct rf_buf text = {0};
    if (minutes >= 0) {
        rf_lang_clock(rows->lang, minutes, &text);
        if (minutes > 1440) {
            rf_buf_printf(&text, " (%s)", rf_rows_word(rows, RF_LABEL_NEXT_DAY));
        }
    }
    rf_put_text(rows, rf_buf_string(&text));
    rf_buf_clear(&text);
}

void rf_put_state(struct rf_rows *rows, const char *word, const char *term,
                  enum rf_tone tone)
{
    struct rf_cell cell = {.type = *word ? RF_CELL_TEXT : RF_CELL_EMPTY,
                           .text = word,
                           .term = term,
                           .tone = tone};
    rf_put(rows, &cell);
}

/* The colour follows from what an outcome does to its matter: closes it, or leaves it
 * open. */
void rf_put_outcome(struct rf_rows *rows, enum referat_outcome outcome)
{
    static const enum rf_tone tones[] = {
        [RF_EFFECT_NONE] = RF_TONE_PLAIN,
        [RF_EFFECT_FINAL] = RF_TONE_GOOD,
        [RF_EFFECT_OPEN] = RF_TONE_WAITING,
        [RF_EFFECT_MOVES] = RF_TONE_WAITING,
    };
    rf_put_state(rows, outcome ? rows->lang->outcome_words[outcome] : "",
                 outcome ? rf_outcome_terms()[outcome] : "",
                 tones[rf_outcome_effect(outcome)]);
}

/* The outcome of an item; of a meeting that was cancelled, that it was. */
void rf_put_item_outcome(struct rf_rows *rows, const struct rf_record_item *item)
{
    if (!item->outcome && rf_record_is_cancelled(item->meeting)) {
        rf_put_state(rows, rows->lang->status_words[REFERAT_CANCELLED],
                     rf_status_terms()[REFERAT_CANCELLED], RF_TONE_PLAIN);
    } else {
        rf_put_outcome(rows, item->outcome);
    }
}

/* A week is shown in the language's words and given to programs as it was written. */
void rf_put_due(struct rf_rows *rows, const struct referat_date *date,
                const char *written)
{
    int year, week;
    if (rf_week_parse(written, &year, &week)) {
        struct rf_buf words = {0};
        rf_lang_deadline(rows->lang, date, written, &words);
        rf_put_state(rows, rf_arena_string(rows->sink->arena, rf_buf_string(&words)),
                     written, RF_TONE_PLAIN);
        rf_buf_clear(&words);
    } else if (date->year) {
        rf_put_date(rows, date);
    } else {
        rf_put_text(rows, written);
    }
}

void rf_put_link(struct rf_rows *rows, const char *text,
                 const struct rf_record_meeting *meeting, const char *anchor)
{
    struct rf_cell cell = {.type = *text ? RF_CELL_TEXT : RF_CELL_EMPTY,
                           .text = text,
                           .meeting = meeting,
                           .anchor = anchor};
    rf_put(rows, &cell);
}

/* An id is written by people and may hold a personal number, which no table shows. Most
 * have fewer digits than one, and are not looked through. */
const char *rf_shown_id(const struct rf_rows *rows, const char *id)
{
    size_t digits = 0; /* of any script: the bytes beyond ASCII may be some */
    for (const char *p = id; *p; p++) {
        digits += (*p >= '0' && *p <= '9') || (unsigned char)*p >= 0x80;
    }
    if (digits < RF_CPR_DIGITS) {
        return id;
    }
    char *shown = rf_arena_string(rows->sink->arena, id);
    rf_cpr_mask(shown, strlen(shown));
    return shown;
}

void rf_put_id(struct rf_rows *rows, const char *id)
{
    rf_put_text(rows, rf_shown_id(rows, id));
}

void rf_put_meeting(struct rf_rows *rows, const struct rf_record_meeting *meeting)
{
    rf_put_link(rows, rf_shown_id(rows, meeting->id), meeting, "");
}

void rf_put_item(struct rf_rows *rows, const struct rf_record_item *item)
{
    rf_put_link(rows, item->number, item->meeting, item->anchor);
}

const char *rf_rows_word(const struct rf_rows *rows, enum rf_label label)
{
    return rf_label(rows->record->series, label);
}

/* ---- Deadlines ---- */

/* A deadline is over when its last day is: that of a month without a day, of which 31 is
 * lowered to a real one. Zero for what is closed, and where no day is given to count
 * from. */
long rf_days_overdue(const struct rf_question *question,
                     const struct rf_record_action *action)
{
    if (!question->as_of.year || !action->due.year ||
        action->state != REFERAT_ACTION_OPEN) {
        return 0;
    }
    struct referat_date due = action->due;
    due.day = due.day ? due.day : 31;
    while (!rf_date_is_real(due.year, due.month, due.day)) {
        due.day--;
    }
    long days = rf_date_days(&question->as_of) - rf_date_days(&due);
    return days > 0 ? days : 0;
}

/* ---- Words ---- */

/* A cell as people read it, for the sinks that are text. */
const char *rf_cell_words(const struct rf_sink *sink, const struct rf_cell *cell)
{
    struct rf_buf text = {0};
    switch (cell->type) {
    case RF_CELL_EMPTY:
        break;
    case RF_CELL_TEXT:
        return cell->text;
    case RF_CELL_NUMBER:
        rf_buf_printf(&text, "%lld", cell->number);
        break;
    case RF_CELL_DATE:
        rf_lang_date(sink->lang, cell->date, &text);
        break;
    }
    const char *kept = rf_arena_copy(sink->arena, text.p ? text.p : "", text.n);
    rf_buf_clear(&text);
    return kept;
}

const char *rf_column_head(const struct rf_sink *sink, const struct rf_column *column)
{
    return rf_label(sink->series, column->head);
}
