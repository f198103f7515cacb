/* Documents and worksheets as lines of text, their tables as rows of cells (leak_scan).
 *
 * Tokens are tags and the texts between them; no tree is built, and nothing need be well
 * formed. This is for finding numbers in tables: what the leak scan reads is in
 * markup_texts.c. */
#include "leak_scan/sheet_rows.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* ---- Tags ---- */

/* A tag, or the text up to the next one. */
struct token {
    const char *p; /* text: its bytes; a tag: its name without prefix … */
    size_t n;
    const char *attributes; /* … and what follows it */
    size_t attributes_n;
    bool is_tag, is_end, is_empty;
};

static const char *find(const char *p, const char *end, char c)
{
    return p < end ? memchr(p, c, (size_t)(end - p)) : NULL;
}

/* The token at *at, which is moved past it; false at the end. */
static bool next_token(const char **at, const char *end, struct token *token)
{
    const char *p = *at;
    *token = (struct token){.is_tag = p < end && *p == '<'};
    if (p >= end) {
        return false;
    }
    const char *close = find(p, end, token->is_tag ? '>' : '<');
    if (!token->is_tag) {
        *at = close ? close : end;
        token->p = p;
        token->n = (size_t)(*at - p);
        return true;
    }
    *at = close ? close + 1 : end;
    end = close ? close : end;
    p++;
    token->is_end = p < end && *p == '/';
    token->is_empty = end > p && end[-1] == '/';
    p += token->is_end;
    token->p = p;
    while (p < end && !strchr(" \t\r\n/", *p)) {
        p++;
        token->p = p[-1] == ':' ? p : token->p;
    }
    token->n = (size_t)(p - token->p);
    token->attributes = p;
    token->attributes_n = (size_t)(end - p);
    return true;
}

static bool is_named(const struct token *token, const char *name)
{
    return token->n == strlen(name) && memcmp(token->p, name, token->n) == 0;
}

static bool is_one_of(const struct token *token, const char *const *names)
{
    while (*names && !is_named(token, *names)) {
        names++;
    }
    return *names != NULL;
}

/* The value of an attribute, or false. */
static bool attribute(const struct token *token, const char *name, const char **value,
                      size_t *n)
{
    size_t length = strlen(name);
    const char *p = token->attributes, *end = p + token->attributes_n;
    while ((p = find(p, end, '=')) != NULL) {
        bool is_it = (size_t)(p - token->attributes) > length &&
                     memcmp(p - length, name, length) == 0 &&
                     strchr(" \t\r\n:", p[-(long)length - 1]);
        char quote = p + 1 < end ? p[1] : '\0';
        const char *start = p + 2;
        const char *close =
            quote == '"' || quote == '\'' ? find(start, end, quote) : NULL;
        if (!close) {
            return false;
        }
        if (is_it) {
            *value = start;
            *n = (size_t)(close - start);
            return true;
        }
        p = close;
    }
    return false;
}

/* ---- Documents ---- */

struct page {
    struct rf_buf *out;
    struct rf_buf aside; /* what attributes say */
    unsigned columns;    /* of the row at hand */
    unsigned rows;       /* of the table at hand, so far */
    bool is_in_cell;
};

/* A cell is one line of the row, and its text has no sign that would end it. */
static void put_char(struct page *page, char c)
{
    bool is_break = c == '\n' || c == '\r';
    rf_buf_char(page->out, page->is_in_cell && (is_break || c == '|') ? ' ' : c);
}

/* Keeps the texts of attributes, a line each, to follow the document. */
static void put_aside(struct page *page, const struct token *token)
{
    static const char *const names[] = {"alt",  "title",  "descr",   "href",  "src",
                                        "name", "target", "content", "value", "Target"};
    const char *value;
    size_t n;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (attribute(token, names[i], &value, &n)) {
            rf_buf_add(&page->aside, value, n);
            rf_buf_char(&page->aside, '\n');
        }
    }
}

/* Ends a row; the first of a table is its head, which Markdown marks by a line of
 * dashes. */
static void end_row(struct page *page)
{
    rf_buf_char(page->out, '\n');
    for (unsigned i = 0; page->rows == 0 && i < page->columns; i++) {
        rf_buf_puts(page->out, i ? "---|" : "|---|");
    }
    if (page->rows++ == 0) {
        rf_buf_char(page->out, '\n');
    }
    page->columns = 0;
    page->is_in_cell = false;
}

/* Empty cells that one tag stands for, as OpenDocument has them. */
static void repeat_cell(struct page *page, const struct token *token)
{
    enum { MOST = 64 };
    const char *value;
    size_t n;
    if (token->is_empty && attribute(token, "number-columns-repeated", &value, &n)) {
        char digits[8] = "";
        memcpy(digits, value, n < sizeof digits ? n : sizeof digits - 1);
        unsigned long count = strtoul(digits, NULL, 10);
        for (unsigned long i = 1; i < count && count <= MOST; i++) {
            rf_buf_puts(page->out, " | ");
            page->columns++;
        }
    }
}

static const char *const tables[] = {"table", "tbl", NULL};
static const char *const rows[] = {"tr", "table-row", NULL};
static const char *const cells[] = {"td", "th", "tc", "table-cell", NULL};
static const char *const blocks[] = {"p",  "div",        "li",   "br",   "h",  "h1", "h2",
                                     "h3", "h4",         "h5",   "h6",   "dt", "dd", "cr",
                                     "si", "line-break", "text", "desc", NULL};
static const char *const blanks[] = {"tab", "s", NULL};

/* Lays out by the local names of elements, which HTML, Office Open XML and OpenDocument
 * have in common or have no other use for. */
static void put_tag(struct page *page, const struct token *token)
{
    if (!is_one_of(token, cells)) { /* their values are their texts, too */
        put_aside(page, token);
    }
    bool ends = token->is_end || token->is_empty;
    if (is_one_of(token, tables)) {
        page->rows = page->columns = 0;
        page->is_in_cell = false;
        rf_buf_puts(page->out, "\n\n");
    } else if (is_one_of(token, rows)) {
        if (ends && page->columns) {
            end_row(page);
        }
    } else if (is_one_of(token, cells)) {
        if (!token->is_end && page->columns++ == 0) {
            bool is_line_start = page->out->n && page->out->p[page->out->n - 1] == '\n';
            rf_buf_puts(page->out, is_line_start ? "| " : "\n| ");
        }
        rf_buf_puts(page->out, ends ? " | " : "");
        repeat_cell(page, token);
        page->is_in_cell = !ends;
    } else if (is_one_of(token, blocks)) {
        put_char(page, '\n');
    } else if (is_one_of(token, blanks)) {
        put_char(page, ' ');
    }
}

void rf_look_lay_out(const char *p, size_t n, struct rf_buf *out)
{
    struct page page = {.out = out};
    struct token token;
    for (const char *end = p + n; next_token(&p, end, &token);) {
        if (token.is_tag) {
            put_tag(&page, &token);
        }
        for (size_t i = 0; !token.is_tag && i < token.n; i++) {
            put_char(&page, token.p[i]);
        }
    }
    rf_buf_char(out, '\n');
    rf_buf_add(out, page.aside.p ? page.aside.p : "", page.aside.n);
    rf_buf_clear(&page.aside);
}

/* ---- Worksheets ---- */

/* The shared strings: text holds them, each with a NUL, starts where each begins. */
struct strings {
    struct rf_buf text;
    struct rf_buf starts; /* of size_t */
};

/* Tabs, line breaks and quotes would be read as borders of cells. */
static void put_cell_text(struct rf_buf *out, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        rf_buf_char(out, p[i] && strchr("\t\r\n\"", p[i]) ? ' ' : p[i]);
    }
}

/* Reads the texts of <si> elements, each with the <t> of all its runs joined. */
static void read_strings(const char *p, size_t n, struct strings *strings)
{
    struct token token;
    bool is_text = false;
    for (const char *end = p + n; next_token(&p, end, &token);) {
        if (!token.is_tag && is_text) {
            put_cell_text(&strings->text, token.p, token.n);
        } else if (token.is_tag && is_named(&token, "t")) {
            is_text = !token.is_end && !token.is_empty;
        } else if (token.is_tag && is_named(&token, "si")) {
            if (!token.is_end) {
                size_t start = strings->text.n;
                rf_buf_add(&strings->starts, (const char *)&start, sizeof start);
            }
            if (token.is_end || token.is_empty) {
                rf_buf_char(&strings->text, '\0');
            }
        }
    }
    rf_buf_char(&strings->text, '\0');
}

/* Appends the shared string of that number; nothing where there is none. */
static void put_string(const struct strings *strings, const char *number, size_t n,
                       struct rf_buf *out)
{
    char digits[16] = "";
    memcpy(digits, number, n < sizeof digits ? n : sizeof digits - 1);
    size_t at = strtoul(digits, NULL, 10), start;
    if (at < strings->starts.n / sizeof start) {
        memcpy(&start, strings->starts.p + at * sizeof start, sizeof start);
        rf_buf_puts(out, strings->text.p + start);
    }
}

struct cell {
    unsigned column, written; /* tabs of the row */
    bool is_shared, is_value;
};

/* Puts the tabs up to the column of a cell, whose name is like "B12". */
static void begin_cell(struct cell *cell, const struct token *token, struct rf_buf *out)
{
    const char *value;
    size_t n;
    unsigned column = 0;
    bool is_named = attribute(token, "r", &value, &n);
    for (size_t i = 0; is_named && i < n && i < 3 && value[i] >= 'A' && value[i] <= 'Z';
         i++) {
        column = column * 26 + (unsigned)(value[i] - 'A' + 1);
    }
    cell->column = !is_named ? cell->written : column ? column - 1 : 0;
    cell->is_shared = attribute(token, "t", &value, &n) && n == 1 && *value == 's';
    for (; cell->written < cell->column; cell->written++) {
        rf_buf_char(out, '\t');
    }
}

void rf_look_sheet_rows(const char *p, size_t n, const char *strings, size_t strings_n,
                        struct rf_buf *out)
{
    struct strings shared = {{0}, {0}};
    struct cell cell = {0};
    struct token token;
    read_strings(strings, strings_n, &shared);
    for (const char *end = p + n; next_token(&p, end, &token);) {
        if (!token.is_tag && cell.is_value && cell.is_shared) {
            put_string(&shared, token.p, token.n, out);
        } else if (!token.is_tag && cell.is_value) {
            put_cell_text(out, token.p, token.n);
        } else if (token.is_tag && is_named(&token, "row") && !token.is_end) {
            rf_buf_puts(out, out->n ? "\n" : "");
            cell = (struct cell){0};
        } else if (token.is_tag && is_named(&token, "c") && !token.is_end) {
            begin_cell(&cell, &token, out);
        } else if (token.is_tag && (is_named(&token, "v") || is_named(&token, "t"))) {
            cell.is_value = !token.is_end && !token.is_empty;
        }
    }
    rf_buf_clear(&shared.text);
    rf_buf_clear(&shared.starts);
}
