/* Tables as Markdown and as CSV (tables). Both are files that other programs open, so a
 * cell is made harmless for them: escaped for Markdown, and in CSV never a formula.
 *
 * CSV is what Excel opens with a double click in our countries: semicolons, a byte order
 * mark, lines that end with CR LF (RFC 4180), every cell in quotation marks. The
 * archive's inventory is written by the same functions. */
#include <string.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/isolate.h"
#include "base/str.h"
#include "tables/table.h"

/* ---- Names of folders ---- */

/* Controls, and characters that reorder their neighbours. In documents they are errors,
 * so they can only come from the names of folders. */
static bool is_odd(uint32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) ||
           rf_is_bidi_control(c) || rf_is_noncharacter(c);
}

/* s, or a copy with U+FFFD for each of them. */
static const char *clean(struct rf_arena *arena, const char *s)
{
    size_t n = strlen(s), size;
    bool has_odd = false;
    for (size_t i = 0; i < n && !has_odd; i += size) {
        has_odd = is_odd(rf_utf8_next(s + i, n - i, &size));
    }
    if (!has_odd) {
        return s;
    }
    struct rf_buf text = {0};
    for (size_t i = 0; i < n; i += size) {
        uint32_t c = rf_utf8_next(s + i, n - i, &size);
        rf_utf8_put(&text, is_odd(c) ? 0xFFFD : c);
    }
    const char *copy = rf_arena_copy(arena, text.p, text.n);
    rf_buf_clear(&text);
    return copy;
}

/* ---- Markdown ---- */

/* A cell is one line; what Markdown reads as markup is escaped. */
static void put_markdown(struct rf_buf *out, const char *s)
{
    for (; *s; s++) {
        if (*s == '\n') {
            rf_buf_char(out, ' ');
            continue;
        }
        if (strchr("\\`*_[]<>|#&", *s)) {
            rf_buf_char(out, '\\');
        }
        rf_buf_char(out, *s);
    }
}

/* The head of a pipe table. A row's first bar is written as the one before it ends. */
static void md_begin(struct rf_sink *base, const struct rf_table *table,
                     const struct rf_column *columns, size_t count)
{
    struct rf_markdown_sink *sink = (struct rf_markdown_sink *)base;
    struct rf_buf *out = sink->out;
    if (sink->has_title) {
        rf_buf_puts(out, "## ");
        put_markdown(out, rf_label(base->series, table->title));
        rf_buf_puts(out, "\n\n");
    }
    rf_buf_char(out, '|');
    for (size_t i = 0; i < count; i++) {
        rf_buf_char(out, ' ');
        put_markdown(out, rf_column_head(base, &columns[i]));
        rf_buf_puts(out, " |");
    }
    rf_buf_puts(out, "\n|");
    for (size_t i = 0; i < count; i++) {
        rf_buf_puts(out, columns[i].kind == RF_COLUMN_NUMBER ? " ---: |" : " --- |");
    }
    rf_buf_puts(out, "\n|");
}

/* A list of names in which some run from right to left is isolated name by name. */
static void md_cell(struct rf_sink *base, size_t column, const struct rf_cell *cell)
{
    struct rf_markdown_sink *sink = (struct rf_markdown_sink *)base;
    (void)column;
    rf_buf_char(sink->out, ' ');
    struct rf_buf words = {0};
    rf_put_isolated_list(&words, clean(base->arena, rf_cell_words(base, cell)));
    put_markdown(sink->out, rf_buf_string(&words));
    rf_buf_clear(&words);
    rf_buf_puts(sink->out, " |");
}

static void md_row_end(struct rf_sink *base)
{
    rf_buf_puts(((struct rf_markdown_sink *)base)->out, "\n|");
}

static void md_end(struct rf_sink *base)
{
    struct rf_markdown_sink *sink = (struct rf_markdown_sink *)base;
    sink->out->n--; /* the bar of a row that does not come */
    rf_buf_puts(sink->out, sink->has_title ? "\n" : "");
}

void rf_markdown_sink_init(struct rf_markdown_sink *sink,
                           const struct referat_series *series, struct rf_arena *arena,
                           struct rf_buf *out)
{
    *sink = (struct rf_markdown_sink){
        .sink = {md_begin, md_cell, md_row_end, md_end, rf_lang_of(series), series,
                 arena},
        .out = out,
    };
}

void rf_markdown_edition(const struct rf_markdown_sink *sink,
                         const struct rf_question *question)
{
    const char *edition = rf_question_edition(question);
    if (*edition) {
        rf_buf_puts(sink->out, "**");
        put_markdown(sink->out, edition);
        rf_buf_puts(sink->out, "**\n\n");
    }
}

/* ---- CSV ---- */

static void csv_begin(struct rf_sink *base, const struct rf_table *table,
                      const struct rf_column *columns, size_t count)
{
    struct rf_csv_sink *sink = (struct rf_csv_sink *)base;
    (void)table;
    rf_csv_begin(sink->out);
    for (size_t i = 0; i < count; i++) {
        rf_csv_cell(sink->out, i, rf_column_head(base, &columns[i]), true);
    }
    rf_csv_end_row(sink->out);
}

/* Dates as ISO 8601, which every spreadsheet reads whatever its language. */
static void csv_cell(struct rf_sink *base, size_t column, const struct rf_cell *cell)
{
    struct rf_csv_sink *sink = (struct rf_csv_sink *)base;
    char iso[RF_ISO_DATE_SIZE];
    if (cell->type == RF_CELL_DATE) {
        rf_csv_cell(sink->out, column, rf_date_iso(cell->date, iso), false);
    } else {
        rf_csv_cell(sink->out, column, clean(base->arena, rf_cell_words(base, cell)),
                    cell->type == RF_CELL_TEXT);
    }
}

static void csv_row_end(struct rf_sink *base)
{
    rf_csv_end_row(((struct rf_csv_sink *)base)->out);
}

static void csv_end(struct rf_sink *base)
{
    (void)base;
}

void rf_csv_sink_init(struct rf_csv_sink *sink, const struct referat_series *series,
                      struct rf_arena *arena, struct rf_buf *out)
{
    *sink = (struct rf_csv_sink){
        .sink = {csv_begin, csv_cell, csv_row_end, csv_end, rf_lang_of(series), series,
                 arena},
        .out = out,
    };
}
