/* Tables for a terminal: aligned columns, states coloured where colours are wanted
 * (tables). All rows are kept until the table ends, because a column is as wide as its
 * widest cell; columns that are empty in every row are left out. */
#include <string.h>

#include "base/isolate.h"
#include "base/list.h"
#include "base/printable.h"
#include "base/str.h"
#include "tables/table.h"

/* A column is cut here: a task may be a paragraph. JSON and CSV have it whole. */
enum { WIDEST = 60, COLUMN_LIMIT = 24 };

struct text_cell {
    const char *text; /* safe and cut; NULL: an empty cell */
    size_t width;     /* in columns, without what isolates it */
    bool is_right;    /* a number */
    enum rf_tone tone;
};

/* A row that waits for the end of its table. */
struct rf_text_row {
    struct rf_text_row *next;
    struct text_cell cells[COLUMN_LIMIT];
};

/* Columns of the terminal: 2 for a Chinese character, 0 for an accent. */
static size_t width_of(const char *s)
{
    size_t n = strlen(s), width = 0;
    for (size_t i = 0, size; i < n; i += size) {
        width += (size_t)rf_utf8_width(rf_utf8_next(s + i, n - i, &size));
    }
    return width;
}

/* One line, safe for a terminal, no wider than a column. A document may hold escape
 * sequences, which would change colours or the title of the reader's window: they are
 * shown as "<U+001B>". The ellipsis takes the last of the columns. */
static const char *fitted(struct rf_arena *arena, const char *s)
{
    struct rf_buf safe = {0}, out = {0};
    size_t width = 0, n = strlen(s);
    for (size_t i = 0; i < n; i++) {
        rf_buf_char(&safe, s[i] == '\n' || s[i] == '\t' ? ' ' : s[i]);
    }
    rf_put_printable(safe.p ? safe.p : "", safe.n, &out);
    const char *text = rf_arena_copy(arena, out.p ? out.p : "", out.n);
    rf_buf_clear(&safe);
    rf_buf_clear(&out);
    if (width_of(text) <= WIDEST) {
        return text;
    }
    size_t end = 0, size;
    n = strlen(text);
    for (; end < n; end += size) {
        width += (size_t)rf_utf8_width(rf_utf8_next(text + end, n - end, &size));
        if (width >= WIDEST) {
            break;
        }
    }
    return rf_arena_format(arena, "%.*s…", (int)end, text);
}

static void widen(struct rf_text_sink *sink, size_t column, size_t width)
{
    if (width > sink->widths[column]) {
        sink->widths[column] = width;
    }
}

/* Copies the columns: the caller's do not outlive the call. */
static void begin(struct rf_sink *base, const struct rf_table *table,
                  const struct rf_column *columns, size_t count)
{
    struct rf_text_sink *sink = (struct rf_text_sink *)base;
    struct rf_column *kept = RF_ARENA_NEW_ARRAY(base->arena, count, struct rf_column);
    memcpy(kept, columns, count * sizeof *kept);
    sink->columns = kept;
    sink->column_count = count;
    sink->widths = RF_ARENA_NEW_ARRAY(base->arena, count, size_t);
    sink->first = NULL;
    sink->end = NULL;
    sink->row = RF_ARENA_NEW(base->arena, struct rf_text_row);
    for (size_t i = 0; i < count; i++) {
        widen(sink, i, width_of(rf_column_head(base, &columns[i])));
    }
    if (sink->has_title) {
        rf_buf_printf(sink->out, "%s%s\n", sink->out->n ? "\n" : "",
                      rf_label(base->series, table->title));
    }
}

/* Words that run from right to left are isolated: they would reorder the next column's.
 */
static void put_cell(struct rf_sink *base, size_t column, const struct rf_cell *cell)
{
    struct rf_text_sink *sink = (struct rf_text_sink *)base;
    struct text_cell *kept = &sink->row->cells[column];
    kept->text = fitted(base->arena, rf_cell_words(base, cell));
    kept->width = width_of(kept->text);
    if (rf_is_right_to_left(kept->text)) {
        struct rf_buf out = {0};
        rf_put_isolated_list(&out, kept->text);
        kept->text = rf_arena_string(base->arena, rf_buf_string(&out));
        rf_buf_clear(&out);
    }
    kept->is_right = cell->type == RF_CELL_NUMBER;
    kept->tone = cell->tone;
    widen(sink, column, kept->width);
}

/* The row is kept, and an empty one made for the cells that follow. */
static void end_row(struct rf_sink *base)
{
    struct rf_text_sink *sink = (struct rf_text_sink *)base;
    RF_CHAIN_ADD(sink, sink->row);
    sink->row = RF_ARENA_NEW(base->arena, struct rf_text_row);
}

static void pad(struct rf_buf *out, size_t n)
{
    while (n--) {
        rf_buf_char(out, ' ');
    }
}

/* Numbers are aligned on the right. Colours are around the text, not around the padding.
 */
static void write_cell(const struct rf_text_sink *sink, const struct text_cell *cell,
                       size_t column)
{
    static const char *const colours[] = {"", "\x1b[32m", "\x1b[33m", "\x1b[31m"};
    size_t room = sink->widths[column] - cell->width;
    bool is_coloured = sink->use_colour && cell->tone != RF_TONE_PLAIN;
    pad(sink->out, cell->is_right ? room : 0);
    rf_buf_puts(sink->out, is_coloured ? colours[cell->tone] : "");
    rf_buf_puts(sink->out, cell->text ? cell->text : "");
    rf_buf_puts(sink->out, is_coloured ? "\x1b[0m" : "");
    bool is_last = column + 1 == sink->column_count;
    pad(sink->out, cell->is_right || is_last ? 0 : room);
}

/* The cells of a row that are shown, without spaces at the line's end. */
static void write_line(const struct rf_text_sink *sink, const struct rf_text_row *row,
                       const bool *shown)
{
    struct rf_buf *out = sink->out;
    bool is_first = true;
    for (size_t i = 0; i < sink->column_count; i++) {
        if (shown[i]) {
            rf_buf_puts(out, is_first ? "" : "  ");
            write_cell(sink, &row->cells[i], i);
            is_first = false;
        }
    }
    while (out->n && out->p[out->n - 1] == ' ') {
        out->n--;
    }
    rf_buf_char(out, '\n');
}

/* Now that all widths are known: the heads in bold, then the rows. A column that is empty
 * in each of them is left out, so that the others have room. */
static void end(struct rf_sink *base)
{
    struct rf_text_sink *sink = (struct rf_text_sink *)base;
    struct rf_text_row heads = {0};
    bool shown[COLUMN_LIMIT] = {false};
    if (!sink->first) {
        rf_buf_printf(sink->out, "%s%s\n", sink->has_title ? "  " : "",
                      rf_label(base->series, RF_LABEL_NOTHING));
        return;
    }
    for (size_t i = 0; i < sink->column_count; i++) {
        const char *head = rf_column_head(base, &sink->columns[i]);
        heads.cells[i] = (struct text_cell){head, width_of(head), false, RF_TONE_PLAIN};
        for (const struct rf_text_row *row = sink->first; row; row = row->next) {
            shown[i] = shown[i] || row->cells[i].width;
        }
    }
    rf_buf_puts(sink->out, sink->use_colour ? "\x1b[1m" : "");
    write_line(sink, &heads, shown);
    rf_buf_puts(sink->out, sink->use_colour ? "\x1b[0m" : "");
    for (const struct rf_text_row *row = sink->first; row; row = row->next) {
        write_line(sink, row, shown);
    }
}

void rf_text_sink_init(struct rf_text_sink *sink, const struct referat_series *series,
                       struct rf_arena *arena, struct rf_buf *out)
{
    *sink = (struct rf_text_sink){
        .sink = {begin, put_cell, end_row, end, rf_lang_of(series), series, arena},
        .out = out,
    };
}

void rf_text_edition(const struct rf_text_sink *sink, const struct rf_question *question)
{
    const char *edition = rf_question_edition(question);
    if (*edition) {
        rf_buf_join(sink->out, fitted(sink->sink.arena, edition), "\n", NULL);
    }
}
