/* What the status workbook of a series takes, beside what libxlsxwriter alone takes for
 * as many rows and cells with the same contents, in its constant-memory mode.
 *
 *   workbook SERIES FILE ROUNDS
 *   workbook --version
 *
 * The first prints the rows and the cells, and each round the seconds of processor time
 * of the workbook, of the workbook without links, of the library alone, and of the
 * library alone where it makes the same formats and links. Reading the series is not
 * among them. FILE is written and removed. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/date.h"
#include "base/str.h"
#include "driver/run.h"
#include "output/output.h"
#include "tables/sheet_links.h"
#include "tables/table.h"

enum { LINK_BYTES = 256 };

/* Cells in the order of their writing. */
struct kept {
    struct kept *next;
    bool is_sheet;   /* a sheet begins; nothing else is set */
    bool is_row_end; /* likewise */
    lxw_col_t column;
    struct rf_cell cell;
};

struct keeper {
    struct rf_sink sink;
    struct rf_arena *arena;
    struct kept *first, **end;
    size_t rows, cells;
};

static double processor_seconds(void)
{
    double sum = 0;
    for (int i = 0; i < 2; i++) {
        struct rusage usage;
        getrusage(i ? RUSAGE_CHILDREN : RUSAGE_SELF, &usage);
        sum += (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
               (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
    }
    return sum;
}

/* ---- The cells ---- */

static struct kept *keep(struct keeper *k)
{
    struct kept *kept = RF_ARENA_NEW(k->arena, struct kept);
    *k->end = kept;
    k->end = &kept->next;
    return kept;
}

static void keep_cell(struct rf_sink *base, size_t column, const struct rf_cell *cell)
{
    struct keeper *k = (struct keeper *)base;
    if (cell->type == RF_CELL_EMPTY) {
        return;
    }
    struct kept *kept = keep(k);
    kept->column = (lxw_col_t)column;
    kept->cell = *cell;
    if (cell->type == RF_CELL_TEXT) {
        kept->cell.text = rf_arena_string(k->arena, cell->text);
    } else if (cell->type == RF_CELL_DATE) {
        struct referat_date *date = RF_ARENA_NEW(k->arena, struct referat_date);
        *date = *cell->date;
        kept->cell.date = date;
    }
    k->cells++;
}

static void keep_row_end(struct rf_sink *base)
{
    struct keeper *k = (struct keeper *)base;
    keep(k)->is_row_end = true;
    k->rows++;
}

static void keep_begin(struct rf_sink *base, const struct rf_table *table,
                       const struct rf_column *columns, size_t count)
{
    (void)table;
    keep((struct keeper *)base)->is_sheet = true;
    for (size_t i = 0; i < count; i++) {
        struct rf_cell head = {.type = RF_CELL_TEXT, .text = columns[i].key};
        keep_cell(base, i, &head);
    }
    keep_row_end(base);
}

static void keep_end(struct rf_sink *base)
{
    (void)base;
}

static void keep_tables(struct keeper *k, const struct rf_question *question)
{
    k->end = &k->first;
    k->sink = (struct rf_sink){.begin = keep_begin,
                               .cell = keep_cell,
                               .row_end = keep_row_end,
                               .end = keep_end,
                               .arena = k->arena};
    for (size_t i = 0; rf_tables[i]; i++) {
        rf_table_write(rf_tables[i], question, &k->sink);
    }
}

/* ---- The library alone ---- */

/* What the library gets beside the contents. */
struct dress {
    bool has_links;
    struct referat_date links_from;
    lxw_format *date, *number, *link, *tones[RF_TONE_BAD + 1];
};

static lxw_format *add_format(lxw_workbook *book, bool is_wrapped)
{
    lxw_format *format = workbook_add_format(book);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (is_wrapped) {
        format_set_text_wrap(format);
    }
    return format;
}

static void make_formats(struct dress *dress, lxw_workbook *book)
{
    dress->date = dress->has_links ? add_format(book, false) : workbook_add_format(book);
    format_set_num_format(dress->date, "yyyy-mm-dd");
    if (dress->has_links) {
        dress->number = add_format(book, false);
        format_set_align(dress->number, LXW_ALIGN_RIGHT);
        dress->link = add_format(book, true);
        format_set_underline(dress->link, LXW_UNDERLINE_SINGLE);
        for (int tone = RF_TONE_GOOD; tone <= RF_TONE_BAD; tone++) {
            dress->tones[tone] = add_format(book, true);
            format_set_bg_color(dress->tones[tone], 0xFFFFFFU - (unsigned)tone);
        }
    }
}

static void write_words(lxw_worksheet *sheet, lxw_row_t row, const struct kept *kept,
                        const struct dress *dress)
{
    const struct rf_cell *cell = &kept->cell;
    lxw_format *format = dress->tones[cell->tone];
    char url[LINK_BYTES];
    bool is_link = dress->has_links && cell->meeting &&
                   rf_date_compare(&cell->meeting->date, &dress->links_from) >= 0 &&
                   rf_sheet_link(cell, url, sizeof url);
    if (is_link) {
        worksheet_write_url_opt(sheet, row, kept->column, url,
                                cell->tone ? format : dress->link, cell->text, NULL);
    } else {
        worksheet_write_string(sheet, row, kept->column, cell->text, format);
    }
}

static void write_cell(lxw_worksheet *sheet, lxw_row_t row, const struct kept *kept,
                       const struct dress *dress)
{
    const struct rf_cell *cell = &kept->cell;
    switch (cell->type) {
    case RF_CELL_EMPTY:
        break;
    case RF_CELL_TEXT:
        write_words(sheet, row, kept, dress);
        break;
    case RF_CELL_NUMBER:
        worksheet_write_number(sheet, row, kept->column, (double)cell->number,
                               dress->number);
        break;
    case RF_CELL_DATE: {
        lxw_datetime when = {
            .year = cell->date->year, .month = cell->date->month, .day = cell->date->day};
        worksheet_write_datetime(sheet, row, kept->column, &when, dress->date);
        break;
    }
    }
}

static bool write_alone(const struct keeper *k, struct dress dress, const char *path)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_workbook *book = workbook_new_opt(path, &options);
    if (!book) {
        return false;
    }
    make_formats(&dress, book);
    lxw_worksheet *sheet = NULL;
    lxw_row_t row = 0;
    for (const struct kept *kept = k->first; kept; kept = kept->next) {
        if (kept->is_sheet) {
            sheet = workbook_add_worksheet(book, NULL);
            row = 0;
        } else if (kept->is_row_end) {
            row++;
        } else {
            write_cell(sheet, row, kept, &dress);
        }
    }
    return workbook_close(book) == LXW_NO_ERROR;
}

/* ---- The rounds ---- */

/* Into its place, as a build does it. */
static bool put_in_place(int book, const char *path)
{
    const struct rf_output output = {.path = path, .copy_fd = book};
    const struct rf_sources sources = {0};
    const char *culprit = path;
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    bool is_done =
        fd >= 0 && rf_output_write(&sources, &output, fd, NULL, NULL, &culprit);
    if (fd >= 0) {
        close(fd);
    }
    return is_done;
}

static bool write_ours(const struct rf_question *question, bool has_links,
                       const char *path)
{
    struct rf_question asked = *question;
    struct rf_arena arena = {0};
    const char *error = NULL;
    asked.has_pages = has_links;
    int book = rf_tables_xlsx(rf_tables, &asked, &arena, &error);
    bool is_done = book >= 0 && put_in_place(book, path);
    if (!is_done) {
        fprintf(stderr, "workbook: %s\n", error ? error : strerror(errno));
    }
    if (book >= 0) {
        close(book);
    }
    rf_arena_clear(&arena);
    return is_done;
}

/* What is measured, in the order of the columns. */
enum { OURS, OURS_WITHOUT_LINKS, ALONE, ALONE_WITH_THE_SAME, KINDS };

static bool write_kind(int kind, const struct rf_question *question,
                       const struct keeper *keeper, const char *path)
{
    const struct dress bare = {0};
    const struct dress same = {.has_links = true,
                               .links_from =
                                   rf_sheet_links_from(question, RF_SHEET_BOOK_LINKS)};
    switch (kind) {
    case OURS:
    case OURS_WITHOUT_LINKS:
        return write_ours(question, kind == OURS, path);
    case ALONE:
        return write_alone(keeper, bare, path);
    default:
        return write_alone(keeper, same, path);
    }
}

/* Each round begins with another kind: what one leaves behind in memory and caches, the
 * next one finds. */
static bool measure_round(const struct rf_question *question, const struct keeper *keeper,
                          const char *path, int first)
{
    double seconds[KINDS] = {0};
    bool is_done = true;
    for (int i = 0; i < KINDS && is_done; i++) {
        int kind = (first + i) % KINDS;
        double before = processor_seconds();
        is_done = write_kind(kind, question, keeper, path);
        seconds[kind] = processor_seconds() - before;
    }
    for (int kind = 0; kind < KINDS; kind++) {
        printf("%.6f%c", seconds[kind], kind + 1 < KINDS ? ' ' : '\n');
    }
    remove(path);
    return is_done;
}

static bool measure(const struct rf_question *question, const char *path, long rounds)
{
    struct rf_arena arena = {0};
    struct keeper keeper = {.arena = &arena};
    keep_tables(&keeper, question);
    printf("%zu %zu\n", keeper.rows, keeper.cells);
    bool is_done = true;
    for (long i = 0; i < rounds && is_done; i++) {
        is_done = measure_round(question, &keeper, path, (int)(i % KINDS));
    }
    rf_arena_clear(&arena);
    return is_done;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts(lxw_version());
        return 0;
    }
    if (argc != 4) {
        fprintf(stderr, "usage: workbook SERIES FILE ROUNDS | --version\n");
        return 2;
    }
    struct referat_options options = referat_default_options();
    const struct rf_run_plan plan = {.table_columns = true};
    struct referat *run = rf_run_open(argv[1], &options, &plan);
    const struct referat_unit_result *unit;
    size_t failed = 0;
    while ((unit = referat_next(run)) != NULL) {
        failed += (unit->faults & REFERAT_FAULT_ERRORS) != 0;
    }
    const struct rf_record *record = rf_run_record(run);
    const char *everything = NULL;
    struct rf_question question = {
        .records = &record, .only_paths = &everything, .record_count = 1};
    bool is_done = !failed && measure(&question, argv[2], strtol(argv[3], NULL, 10));
    referat_close(run);
    return is_done ? 0 : 1;
}
