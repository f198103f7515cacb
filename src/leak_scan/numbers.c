/* Personal numbers in what a reader can open in a file (leak_scan).
 *
 * Numbers are found in running text by what surrounds them, in tables by their column
 * (base/cpr.h). So documents are laid out as text with tables, and worksheets as rows;
 * the reader of look.h gives each part of a file, in no certain order. */
#define _GNU_SOURCE /* memmem */
#include "leak_scan/numbers.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "leak_scan/internal.h"
#include "leak_scan/look.h"
#include "leak_scan/sheet_rows.h"

/* A part of a workbook: its rows can be read when all parts were seen. */
struct sheet {
    struct sheet *next;
    const char *part, *folder; /* "b.xlsx/xl/worksheets/sheet1.xml" is of "b.xlsx/xl" */
    const char *text;
    size_t n;
};

struct search {
    const struct rf_cpr_file *file;
    struct rf_arena *arena;
    struct sheet *sheets, *strings;
};

/* ---- Texts ---- */

/* Reports every personal number of a text that is read in this form. */
static void scan(const struct search *s, const char *part, const struct rf_buf *text,
                 enum rf_cpr_form form)
{
    struct rf_cpr_scan scan;
    rf_cpr_begin(&scan, text->p, text->n, form);
    scan.meeting = s->file->meeting;
    for (struct rf_cpr found; rf_cpr_next(&scan, &found);) {
        s->file->found(s->file->data, part, &found);
    }
}

/* Each table of a text that was laid out, as rows of cells: numbers in cells may have
 * lost their leading zero. */
static void scan_tables(const struct search *s, const char *part,
                        const struct rf_buf *text)
{
    const char *p = text->p, *end = p + text->n, *table = NULL;
    while (text->n && p < end) {
        const char *line = p, *close = memchr(p, '\n', (size_t)(end - p));
        bool is_row = *line == '|';
        p = close ? close + 1 : end;
        table = is_row && !table ? line : table;
        if (table && (!is_row || p == end)) {
            const char *table_end = is_row ? p : line;
            const struct rf_buf rows = {.p = (char *)(uintptr_t)table,
                                        .n = (size_t)(table_end - table)};
            scan(s, part, &rows, RF_CPR_CELLS);
            table = NULL;
        }
    }
}

/* ---- Workbooks ---- */

/* The folder of a part: what stands before its last slash. */
static const char *up(struct rf_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    return rf_arena_copy(arena, path, slash ? (size_t)(slash - path) : 0);
}

/* Copies a part of a workbook: the text is valid during the call of read alone. */
static void keep(struct search *s, struct sheet **list, const char *part,
                 const char *text, size_t n)
{
    struct sheet *sheet = RF_ARENA_NEW(s->arena, struct sheet);
    sheet->part = rf_arena_string(s->arena, part);
    sheet->folder = up(s->arena, part);
    sheet->text = rf_arena_copy(s->arena, text, n);
    sheet->n = n;
    sheet->next = *list;
    *list = sheet;
}

/* ---- All of it ---- */

/* True where an element is opened near the beginning; a prefix (":worksheet") is part of
 * it. */
static bool begins_as(const char *p, size_t n, const char *element)
{
    enum { HEAD_BYTES = 1000 };
    return memmem(p, n < HEAD_BYTES ? n : HEAD_BYTES, element, strlen(element)) != NULL;
}

/* Parts of office documents need not begin with a declaration of XML. */
static bool is_markup(const char *part, const char *p, size_t n)
{
    return rf_look_is_markup(p, n) || (*p == '<' && (rf_ends_with_nocase(part, ".xml") ||
                                                     rf_ends_with_nocase(part, ".rels")));
}

/* Called with each text of the file. Sheets are kept until their strings are known. */
static void read_text(void *data, const char *part, const char *p, size_t n)
{
    struct search *s = data;
    struct rf_buf text = {0};
    if (!is_markup(part, p, n)) {
        const char *name = *part ? part : s->file->name;
        bool is_table = rf_ends_with_nocase(name, ".csv") ||
                        rf_ends_with_nocase(name, ".tsv") ||
                        rf_ends_with_nocase(name, ".tab");
        rf_buf_add(&text, p, n);
        scan(s, part, &text, is_table ? RF_CPR_CELLS : RF_CPR_PROSE);
    } else if (begins_as(p, n, "<worksheet") || begins_as(p, n, ":worksheet")) {
        keep(s, &s->sheets, part, p, n);
    } else {
        if (begins_as(p, n, "<sst") || begins_as(p, n, ":sst")) {
            keep(s, &s->strings, part, p, n);
        }
        rf_look_lay_out(p, n, &text);
        scan(s, part, &text, RF_CPR_PROSE);
        scan_tables(s, part, &text);
    }
    rf_buf_clear(&text);
}

/* After the look, the sheets by their rows: the cells of a sheet name texts by their
 * numbers among the strings of its workbook, which lie one folder above it. */
void rf_look_for_numbers(const struct rf_cpr_file *file)
{
    struct rf_arena arena = {0};
    struct rf_look look;
    struct rf_buf rows = {0};
    struct search s = {.file = file, .arena = &arena};
    rf_look_init(&look, NULL, &s);
    look.read = read_text;
    (void)rf_look_into(&look, file->bytes, file->n, &arena);
    rf_look_clear(&look);
    for (const struct sheet *sheet = s.sheets; sheet; sheet = sheet->next) {
        const char *folder = up(&arena, sheet->folder);
        const struct sheet *strings = s.strings;
        while (strings && strcmp(strings->folder, folder) != 0) {
            strings = strings->next;
        }
        rf_buf_reset(&rows);
        rf_look_sheet_rows(sheet->text, sheet->n, strings ? strings->text : "",
                           strings ? strings->n : 0, &rows);
        scan(&s, sheet->part, &rows, RF_CPR_CELLS);
    }
    rf_buf_clear(&rows);
    rf_arena_clear(&arena);
}
