/* The workbook of the status tables (tables). The only file, beside that of its formats,
 * that calls libxlsxwriter, which prints on misuse and can only write to a path:
 * everything is made valid before it is called, and the file is looked through.
 *
 * The library runs in its constant-memory mode, where a row goes to a file once the next
 * begins: a workbook of 70,000 rows takes no more memory than one of 70. */
#define _GNU_SOURCE /* mkostemp */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/str.h"
#include "base/zip_library.h"
#include "tables/months.h"
#include "tables/sheet_links.h"
#include "tables/sheet_text.h"
#include "tables/table.h"
#include "tables/xlsx_check.h"
#include "tables/xlsx_formats.h"
#include "tables/xlsx_library.h"

/* Excel's limits: 32,767 UTF-16 units a cell; with room, 65,530 links a sheet and
 * 1,048,576 rows. A sheet's name has 31, three of them kept for a number. */
enum {
    CELL_LIMIT_UNITS = 32767,
    HEAD_LIMIT_UNITS = 255,
    SHEET_NAME_UNITS = 31 - 3,
    LINK_LIMIT = 65000,
    FILE_BUFFER = 64 * 1024,
    URL_SIZE = 256,
    ROW_LIMIT = 1048000,
    COLUMN_LIMIT = 24,
};

/* The workbook while it is written. */
struct book {
    struct rf_xlsx_library lxw;
    lxw_workbook *workbook;
    const struct rf_question *question;
    const struct referat_series *series;
    const char *edition; /* for headers and overview; "" where both editions are one */
    struct rf_arena *arena;
    struct rf_xlsx_formats formats;
    const char *names[RF_XLSX_SHEETS]; /* of the sheets so far, case-folded */
    size_t name_count;
    struct rf_xlsx_rows rows;       /* of the sheets so far */
    bool has_failed;                /* a cell, or a sheet's rows, could not be written */
    size_t left_out;                /* rows beyond what a sheet holds */
    struct referat_date links_from; /* the oldest meetings with links: sheet_links.h */
};

/* A sheet as a sink: gets the cells of one table and gives them to the library. */
struct sheet {
    struct rf_sink sink;
    struct book *book;
    lxw_worksheet *worksheet;
    const struct rf_table *table;
    struct rf_column columns[COLUMN_LIMIT];
    const char *heads[COLUMN_LIMIT];
    size_t column_count;
    double widths[COLUMN_LIMIT];
    size_t lines;  /* of the row at hand, its longest cell wrapped */
    lxw_row_t row; /* the next to fill; 0 is the head */
    size_t links;
};

/* ---- Cells ---- */

/* Text is always a string cell: one that begins with = stays text. */
static void put_text(struct book *b, lxw_worksheet *worksheet, lxw_row_t row,
                     lxw_col_t column, const char *text, lxw_format *format)
{
    lxw_error error = b->lxw.worksheet_write_string(worksheet, row, column, text, format);
    b->has_failed |= error != LXW_NO_ERROR;
}

/* Text that is made fit for a cell first. */
static void write_text(struct sheet *s, lxw_col_t column, const char *text,
                       lxw_format *format)
{
    put_text(s->book, s->worksheet, s->row, column,
             rf_sheet_fitted(s->book->arena, rf_sheet_valid(s->book->arena, text),
                             CELL_LIMIT_UNITS),
             format);
}

/* Writes the address of the place in the pack. False for a cell without one, and where a
 * link is impossible: no pages, a limit of Excel, a meeting that is too old. */
static bool link_target(const struct sheet *s, const struct rf_cell *cell,
                        char url[URL_SIZE])
{
    const struct rf_record_meeting *m = cell->meeting;
    if (!m || m->has_errors || !s->book->question->has_pages || s->links >= LINK_LIMIT ||
        strlen(cell->text) >= 255 ||
        rf_date_compare(&m->date, &s->book->links_from) < 0) {
        return false;
    }
    return rf_sheet_link(cell, url, URL_SIZE);
}

/* Counts the cell's lines, from which the row gets its height. */
static void note_lines(struct sheet *s, lxw_col_t column, const char *text)
{
    size_t lines = rf_sheet_lines(text, s->widths[column]);
    s->lines = lines > s->lines ? lines : s->lines;
}

/* Text, as a link where it has a place to lead to; the library may still refuse the link,
 * and then the text alone is written. */
static void write_words(struct sheet *s, lxw_col_t column, const struct rf_cell *cell)
{
    struct book *b = s->book;
    if (s->columns[column].kind == RF_COLUMN_CODE) {
        write_text(s, column, cell->text, b->formats.code);
        return;
    }
    note_lines(s, column, cell->text);
    char url[URL_SIZE];
    lxw_format *format = b->formats.tones[cell->tone];
    if (!link_target(s, cell, url)) {
        write_text(s, column, cell->text, format);
        return;
    }
    const char *text = rf_sheet_valid(b->arena, cell->text);
    format = cell->tone ? format : b->formats.link;
    s->links++;
    if (b->lxw.worksheet_write_url_opt(s->worksheet, s->row, column, url, format, text,
                                       NULL) != LXW_NO_ERROR) {
        put_text(b, s->worksheet, s->row, column, text, format);
    }
}

/* A date as a number of days, which Excel counts from 1900; any other in words. */
static void write_date(struct sheet *s, lxw_col_t column, const struct referat_date *date)
{
    if (date->day && date->year >= 1900) {
        lxw_datetime when = {.year = date->year, .month = date->month, .day = date->day};
        s->book->lxw.worksheet_write_datetime(s->worksheet, s->row, column, &when,
                                              s->book->formats.date);
    } else {
        struct rf_cell cell = {.type = RF_CELL_DATE, .date = date};
        write_text(s, column, rf_cell_words(&s->sink, &cell), s->book->formats.plain);
    }
}

/* Rows beyond a sheet's limit are counted in end_row, and not written. */
static void put_cell(struct rf_sink *base, size_t at, const struct rf_cell *cell)
{
    struct sheet *s = (struct sheet *)base;
    lxw_col_t column = (lxw_col_t)at;
    if (s->row >= ROW_LIMIT) {
        return;
    }
    switch (cell->type) {
    case RF_CELL_EMPTY:
        break;
    case RF_CELL_TEXT:
        write_words(s, column, cell);
        break;
    case RF_CELL_NUMBER:
        s->book->lxw.worksheet_write_number(
            s->worksheet, s->row, column, (double)cell->number, s->book->formats.number);
        break;
    case RF_CELL_DATE:
        write_date(s, column, cell->date);
        break;
    }
}

/* Sets the height of the row at hand. No row of Excel is higher than 409 points. */
static void fit_row(struct sheet *s)
{
    enum { LINE_POINTS = 15, MOST_LINES = 27 };
    size_t lines = s->lines < MOST_LINES ? s->lines : MOST_LINES;
    if (lines > 1) {
        s->book->lxw.worksheet_set_row(s->worksheet, s->row,
                                       (double)(lines * LINE_POINTS), NULL);
    }
    s->lines = 1;
}

static void end_row(struct rf_sink *base)
{
    struct sheet *s = (struct sheet *)base;
    if (s->row < ROW_LIMIT) {
        fit_row(s);
        s->row++;
    } else {
        s->book->left_out++;
    }
}

/* ---- Names ---- */

/* True for a name that is in use, in whatever case, or that Excel reserves; otherwise the
 * name is in use from now on. */
static bool is_taken(struct book *b, const char *name)
{
    const char *folded = rf_fold(b->arena, name);
    for (size_t i = 0; i < b->name_count; i++) {
        if (strcmp(b->names[i], folded) == 0) {
            return true;
        }
    }
    if (strcmp(folded, "history") == 0) {
        return true;
    }
    b->names[b->name_count++] = folded;
    return false;
}

/* A name that Excel accepts: not too long, none of []:*?/\\, no apostrophe, with a number
 * where it is not the only one. */
static const char *sheet_name(struct book *b, enum rf_label label)
{
    const char *word = rf_label(b->series, label);
    char *base = rf_arena_copy(b->arena, word, rf_sheet_bytes(word, SHEET_NAME_UNITS));
    for (char *p = base; *(p += strcspn(p, "[]:*?/\\'\t\n"));) {
        *p = ' ';
    }
    const char *plain = rf_trim(b->arena, base);
    plain = *plain ? plain : rf_label_key(label);
    const char *name = plain;
    for (int number = 2; is_taken(b, name); number++) {
        name = rf_arena_format(b->arena, "%s %d", plain, number);
    }
    return name;
}

/* True where one of the first count columns has that head, in whatever case. */
static bool is_head(const struct sheet *s, size_t count, const char *head)
{
    const char *folded = rf_fold(s->book->arena, head);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rf_fold(s->book->arena, s->heads[i]), folded) == 0) {
            return true;
        }
    }
    return false;
}

/* The head of the next column: two of one name, in whatever case, and Excel would repair
 * the file. */
static const char *make_head(const struct sheet *s, size_t at)
{
    const struct book *b = s->book;
    enum rf_label label = s->columns[at].head;
    const char *head =
        rf_sheet_fitted(b->arena, rf_label(b->series, label), HEAD_LIMIT_UNITS);
    if (!*head || is_head(s, at, head)) {
        head = s->columns[at].key;
    }
    const char *plain = head;
    for (int number = 2; is_head(s, at, head); number++) {
        head = rf_arena_format(b->arena, "%s %d", plain, number);
    }
    return head;
}

/* ---- Sheets ---- */

/* A sheet that prints on A4 across, one page wide, with file, sheet and page at its foot.
 * NULL where the temporary file for its rows cannot be made. */
static lxw_worksheet *add_sheet(struct book *b, const char *name)
{
    lxw_worksheet *worksheet = b->lxw.workbook_add_worksheet(b->workbook, name);
    if (!worksheet) {
        return NULL;
    }
    /* The rows' temporary file: usually it is written 4 KiB at a time. */
    setvbuf(worksheet->optimize_tmpfile, rf_arena_take(b->arena, FILE_BUFFER), _IOFBF,
            FILE_BUFFER);
    b->lxw.worksheet_set_landscape(worksheet);
    b->lxw.worksheet_set_paper(worksheet, 9); /* A4 */
    b->lxw.worksheet_fit_to_pages(worksheet, 1, 0);
    b->lxw.worksheet_set_footer(worksheet, "&L&F – &A&R&P / &N");
    if (*b->edition) {
        b->lxw.worksheet_set_header(worksheet, rf_sheet_header(b->arena, b->edition));
    }
    return worksheet;
}

/* The head of the table: its row stays in sight while a reader scrolls, and is printed on
 * each page. */
static void begin(struct rf_sink *base, const struct rf_table *table,
                  const struct rf_column *columns, size_t count)
{
    struct sheet *s = (struct sheet *)base;
    s->table = table;
    s->column_count = count;
    memcpy(s->columns, columns, count * sizeof *columns);
    s->book->lxw.worksheet_freeze_panes(s->worksheet, 1, 0);
    s->book->lxw.worksheet_repeat_rows(s->worksheet, 0, 0);
    for (size_t i = 0; i < count; i++) {
        lxw_col_t column = (lxw_col_t)i;
        s->heads[i] = make_head(s, i);
        size_t head =
            rf_sheet_longest_word(s->heads[i]) + 4; /* and the filter's button */
        s->widths[i] = (size_t)columns[i].width > head ? columns[i].width : (double)head;
        put_text(s->book, s->worksheet, 0, column, s->heads[i], s->book->formats.head);
        note_lines(s, column, s->heads[i]);
    }
    fit_row(s);
    s->row = 1;
}

/* Writes the last row to the temporary file and flushes that: the library does not check
 * whether all rows were written. */
static void end_rows(struct book *b, lxw_worksheet *worksheet)
{
    FILE *rows = worksheet->optimize_tmpfile;
    b->lxw.lxw_worksheet_write_single_row(worksheet);
    b->has_failed |= fflush(rows) != 0 || ferror(rows);
    off_t size = ftello(rows);
    b->has_failed |= size < 0;
    b->rows.bytes[worksheet->index] = (size_t)size;
    b->rows.count++;
}

/* Columns get their width and format after the rows: set before, the library would repeat
 * the format in each cell. It is for programs that do not give the workbook's own format
 * to a cell without one.
 *
 * The library refuses tables in its constant-memory mode, because it writes their heads
 * after the rows. Ours are written already: the mode is lifted for this one call, and the
 * heads it writes again go nowhere. A test reads the tables with another program. */
static void end(struct rf_sink *base)
{
    struct sheet *s = (struct sheet *)base;
    lxw_table_column heads[COLUMN_LIMIT] = {{0}};
    lxw_table_column *list[COLUMN_LIMIT + 1] = {0};
    end_rows(s->book, s->worksheet);
    for (size_t i = 0; i < s->column_count; i++) {
        lxw_col_t column = (lxw_col_t)i;
        heads[i].header = (char *)s->heads[i];
        list[i] = &heads[i];
        s->book->lxw.worksheet_set_column(s->worksheet, column, column, s->widths[i],
                                          s->book->formats.column);
    }
    lxw_table_options options = {
        .name = (char *)rf_sheet_table_name(s->book->arena, s->worksheet->name),
        .columns = list,
        .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
        .style_type_number = 9,
    };
    uint8_t mode = s->worksheet->optimize;
    lxw_row_t last = s->row > 1 ? s->row - 1 : 1;
    s->worksheet->optimize = LXW_FALSE;
    s->book->lxw.worksheet_add_table(s->worksheet, 0, 0, last,
                                     (lxw_col_t)(s->column_count - 1), &options);
    s->worksheet->optimize = mode;
}

/* A sheet with one table; *count of its rows. */
static bool write_table(struct book *b, const struct rf_table *table, size_t *count)
{
    struct sheet s = {.sink = {begin, put_cell, end_row, end, NULL, NULL, b->arena},
                      .book = b};
    s.worksheet = add_sheet(b, sheet_name(b, table->title));
    if (s.worksheet) {
        *count = rf_table_write(table, b->question, &s.sink);
    }
    return s.worksheet != NULL;
}

/* ---- The overview ---- */

/* A line of the chart: a column of the list of months, with the months as its axis. */
static void add_series(struct book *b, lxw_chart *chart, const char *sheet,
                       lxw_col_t column, lxw_row_t first, lxw_row_t last,
                       enum rf_label label)
{
    lxw_chart_series *series = b->lxw.chart_add_series(chart, NULL, NULL);
    b->lxw.chart_series_set_categories(series, sheet, first, 0, last, 0);
    b->lxw.chart_series_set_values(series, sheet, first, column, last, column);
    b->lxw.chart_series_set_name(series, rf_label(b->series, label));
}

/* Three columns a month beside the list: opened, closed, still open. */
static void write_chart(struct book *b, lxw_worksheet *worksheet, const char *name,
                        lxw_row_t first, lxw_row_t last)
{
    lxw_chart *chart = b->lxw.workbook_add_chart(b->workbook, LXW_CHART_COLUMN);
    add_series(b, chart, name, 1, first, last, RF_LABEL_OPENED);
    add_series(b, chart, name, 2, first, last, RF_LABEL_CLOSED_COUNT);
    add_series(b, chart, name, 3, first, last, RF_LABEL_STILL_OPEN);
    b->lxw.chart_title_set_name(chart, rf_label(b->series, RF_LABEL_ACTIONS));
    b->lxw.chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    lxw_chart_options options = {.x_scale = 1.5,
                                 .y_scale = 1.3,
                                 .description =
                                     (char *)rf_label(b->series, RF_LABEL_ACTIONS)};
    b->lxw.worksheet_insert_chart_opt(worksheet, 2, 5, chart, &options);
}

/* Heads of a list on the overview, which is no table of the record's. */
static void write_head(struct book *b, lxw_worksheet *worksheet, lxw_row_t row,
                       const enum rf_label *labels, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put_text(b, worksheet, row, (lxw_col_t)i, rf_label(b->series, labels[i]),
                 b->formats.head);
    }
}

/* Opened, closed and still open, a row a month. */
static void write_months(struct book *b, lxw_worksheet *worksheet, const char *name,
                         lxw_row_t row)
{
    static const enum rf_label labels[] = {RF_LABEL_MONTH, RF_LABEL_OPENED,
                                           RF_LABEL_CLOSED_COUNT, RF_LABEL_STILL_OPEN};
    size_t count;
    const struct rf_month *months = rf_months(b->question, b->arena, &count);
    struct rf_buf name_of_month = {0};
    if (!count) {
        return;
    }
    write_head(b, worksheet, row, labels, 4);
    for (size_t i = 0; i < count; i++) {
        lxw_row_t at = row + 1 + (lxw_row_t)i;
        struct referat_date date = {.year = months[i].year, .month = months[i].month};
        rf_buf_reset(&name_of_month);
        rf_lang_date(rf_lang_of(b->series), &date, &name_of_month);
        put_text(b, worksheet, at, 0, rf_buf_string(&name_of_month), b->formats.plain);
        b->lxw.worksheet_write_number(worksheet, at, 1, (double)months[i].opened,
                                      b->formats.number);
        b->lxw.worksheet_write_number(worksheet, at, 2, (double)months[i].closed,
                                      b->formats.number);
        b->lxw.worksheet_write_number(worksheet, at, 3, (double)months[i].open,
                                      b->formats.number);
    }
    write_chart(b, worksheet, name, row + 1, row + (lxw_row_t)count);
    rf_buf_clear(&name_of_month);
}

/* The first sheet: how many rows each table has, then the months and their chart. It is
 * added first and written last, when the rows are counted. */
static void write_overview(struct book *b, lxw_worksheet *worksheet, const char *name,
                           const struct rf_table *const *tables, const size_t *counts)
{
    static const enum rf_label labels[] = {RF_LABEL_OVERVIEW, RF_LABEL_TALLY};
    lxw_row_t row = 2;
    b->lxw.worksheet_set_column(worksheet, 0, 0, 34, NULL);
    b->lxw.worksheet_set_column(worksheet, 1, 3, 13, NULL);
    put_text(b, worksheet, 0, 0,
             rf_sheet_fitted(b->arena, b->series->title.plain, CELL_LIMIT_UNITS),
             b->formats.title);
    if (*b->edition) {
        put_text(b, worksheet, 1, 0,
                 rf_sheet_fitted(b->arena, b->edition, CELL_LIMIT_UNITS),
                 b->formats.plain);
    }
    write_head(b, worksheet, row++, labels, 2);
    for (size_t i = 0; tables[i]; i++, row++) {
        put_text(b, worksheet, row, 0, rf_label(b->series, tables[i]->title),
                 b->formats.plain);
        b->lxw.worksheet_write_number(worksheet, row, 1, (double)counts[i],
                                      b->formats.number);
    }
    write_months(b, worksheet, name, row + 1);
}

/* ---- The workbook ---- */

/* The workbook's date is that of the newest meeting, not today: the same documents make
 * the same bytes. ZIP has no date before 1980. */
static void set_properties(struct book *b)
{
    struct referat_date date = {.year = 1980, .month = 1, .day = 1};
    for (size_t i = 0; i < b->question->record_count; i++) {
        const struct rf_record_meeting *m = b->question->records[i]->meetings;
        for (; m; m = m->next) {
            if (m->date.year && rf_date_compare(&m->date, &date) > 0) {
                date = m->date;
            }
        }
    }
    lxw_doc_properties properties = {
        .title = (char *)b->series->title.plain,
        .subject = (char *)rf_label(b->series, RF_LABEL_OVERVIEW),
        .company = (char *)b->series->organisation.plain,
        .created = (time_t)rf_date_days(&date) * 86400,
    };
    b->lxw.workbook_set_properties(b->workbook, &properties);
}

/* Writes all sheets and the file. A workbook with a sheet that failed is freed without
 * writing the file: closing it would. */
static bool write_workbook(struct book *b, const struct rf_table *const *tables,
                           const char *path)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    size_t counts[RF_XLSX_SHEETS] = {0};
    b->workbook = b->lxw.workbook_new_opt(path, &options);
    if (!b->workbook) {
        return false;
    }
    b->links_from = rf_sheet_links_from(b->question, RF_SHEET_BOOK_LINKS);
    set_properties(b);
    rf_xlsx_formats_make(&b->formats, &b->lxw, b->workbook);
    const char *name = sheet_name(b, RF_LABEL_OVERVIEW);
    lxw_worksheet *overview = add_sheet(b, name);
    bool is_done = overview != NULL;
    for (size_t i = 0; tables[i] && is_done; i++) {
        is_done = write_table(b, tables[i], &counts[i]);
    }
    if (is_done) {
        write_overview(b, overview, name, tables, counts);
        end_rows(b, overview);
    }
    if (!is_done || b->has_failed) {
        b->lxw.lxw_workbook_free(b->workbook);
        return false;
    }
    return b->lxw.workbook_close(b->workbook) == LXW_NO_ERROR;
}

/* The library writes to a path alone, so the file without a name is given to it as the
 * descriptor's path under /proc; where /proc is missing, it keeps its name until it is
 * written. */
int rf_tables_xlsx(const struct rf_table *const *tables,
                   const struct rf_question *question, struct rf_arena *arena,
                   const char **error)
{
    struct book b = {
        .question = question,
        .series = question->records[0]->series,
        .edition = rf_question_edition(question),
        .arena = arena,
    };
    const struct rf_zip_library *zip = rf_zip_load(arena);
    if (!rf_xlsx_load(&b.lxw, arena, error)) {
        return -1;
    }
    if (!zip) {
        *error = "cannot write the workbook: libzip, which reads it back, is not "
                 "installed (Debian package libzip4)";
        return -1;
    }
    const char *folder = getenv("TMPDIR");
    char *path = rf_arena_join(arena, folder && *folder ? folder : "/tmp",
                               "/referat-XXXXXX", NULL);
    int fd = mkostemp(path, O_CLOEXEC);
    if (fd < 0) {
        *error = "cannot make a temporary file for the workbook (TMPDIR, /tmp)";
        return -1;
    }
    char own_name[32];
    snprintf(own_name, sizeof own_name, "/proc/self/fd/%d", fd);
    bool has_own_name = access(own_name, W_OK) == 0;
    if (has_own_name) {
        unlink(path); /* at once: a run that is killed leaves no file */
    }
    bool is_done = write_workbook(&b, tables, has_own_name ? own_name : path) &&
                   rf_xlsx_is_whole(zip, fd, &b.rows);
    if (!has_own_name) {
        unlink(path);
    }
    if (!is_done) {
        close(fd);
        *error =
            "cannot write the workbook's temporary files (TMPDIR, /tmp): is the disk "
            "full, or are too many files open?";
        return -1;
    }
    if (b.left_out) {
        *error = rf_arena_format(
            arena, "%zu rows were left out of the workbook: a sheet holds %d", b.left_out,
            ROW_LIMIT);
    }
    return fd;
}
