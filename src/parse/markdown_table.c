/* Pipe tables as the GFM specification has them (parse). cmark knows none: to it a table
 * is a paragraph, whose source lines are read here. Cells without markup become text at
 * once; all others are collected and parsed together (rf_md_later). */
#include <string.h>

#include "base/limits.h"
#include "base/list.h"
#include "parse/markdown_internal.h"

/* A row cut at its unescaped pipes, one cell a call. */
struct cutter {
    const char *p;
    const char *end;
    bool is_done;
};

static const char *skip_blanks(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t')) {
        p++;
    }
    return p;
}

static const char *trim_end(const char *p, const char *end)
{
    while (end > p && (end[-1] == ' ' || end[-1] == '\t')) {
        end--;
    }
    return end;
}

/* Begins with a line, without its outer blanks and its first pipe. */
static struct cutter cut_begin(const struct rf_md_line *line)
{
    struct cutter cutter = {skip_blanks(line->p, line->p + line->n), line->p + line->n,
                            false};
    cutter.end = trim_end(cutter.p, cutter.end);
    if (cutter.p < cutter.end && *cutter.p == '|') {
        cutter.p++;
    }
    cutter.is_done = cutter.p == cutter.end;
    return cutter;
}

/* The next cell without its blanks; false at the end. An escaped pipe is no end of a
 * cell, and a last pipe ends the row. */
static bool cut_next(struct cutter *cutter, struct rf_md_line *cell)
{
    if (cutter->is_done) {
        return false;
    }
    const char *p = cutter->p;
    while (p < cutter->end && *p != '|') {
        p += *p == '\\' && p + 1 < cutter->end ? 2 : 1;
    }
    cell->p = skip_blanks(cutter->p, p);
    cell->n = (size_t)(trim_end(cell->p, p) - cell->p);
    cutter->is_done = p >= cutter->end || p + 1 == cutter->end;
    cutter->p = p + 1;
    return true;
}

/* The number of cells of a line, were it a row. */
static size_t count_cells(const struct rf_md_line *line)
{
    struct cutter cutter = cut_begin(line);
    struct rf_md_line cell;
    size_t count = 0;
    while (cut_next(&cutter, &cell)) {
        count++;
    }
    return count;
}

/* ":--", "--:", ":-:", "-"; false for anything else. */
static bool read_align(const struct rf_md_line *cell, enum referat_align *align)
{
    bool left = cell->n > 0 && cell->p[0] == ':';
    bool right = cell->n > 1 && cell->p[cell->n - 1] == ':';
    size_t dashes = cell->n - (size_t)left - (size_t)right;
    if (dashes == 0 || strspn(cell->p + left, "-") < dashes) {
        return false;
    }
    *align = left && right ? REFERAT_ALIGN_CENTER
             : left        ? REFERAT_ALIGN_LEFT
             : right       ? REFERAT_ALIGN_RIGHT
                           : REFERAT_ALIGN_NONE;
    return true;
}

/* The row of dashes under a table's head. */
static bool is_delimiter_row(const struct rf_md_line *line)
{
    if (!line->n || !strchr("|:-", line->p[0])) { /* lines come without indentation */
        return false;
    }
    struct cutter cutter = cut_begin(line);
    struct rf_md_line cell;
    enum referat_align align;
    size_t count = 0;
    while (cut_next(&cutter, &cell)) {
        if (!read_align(&cell, &align)) {
            return false;
        }
        count++;
    }
    /* Dashes alone, indented so that they underline nothing, are text. */
    return count > 0 && (memchr(line->p, '|', line->n) || memchr(line->p, ':', line->n));
}

/* A table's head has as many cells as the row of dashes under it; text may be above both
 * in the same paragraph. */
size_t rf_md_table_find(const struct rf_md_line *lines, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        if (is_delimiter_row(&lines[i + 1]) &&
            count_cells(&lines[i]) == count_cells(&lines[i + 1])) {
            return i;
        }
    }
    return count;
}

/* The lines become a paragraph of a text that is parsed when all others are. */
void rf_md_later_add(struct rf_arena *arena, struct rf_md_later *later,
                     struct referat_node *node, const struct rf_md_line *lines,
                     size_t count)
{
    struct rf_md_pending *pending = RF_ARENA_NEW(arena, struct rf_md_pending);
    pending->node = node;
    RF_CHAIN_ADD(later, pending);
    for (size_t i = 0; i < count; i++) {
        /* Four spaces: a line that continued the paragraph must not begin a block now. */
        rf_buf_puts(&later->text, i ? "    " : "X ");
        rf_buf_add(&later->text, lines[i].p, lines[i].n);
        rf_buf_char(&later->text, '\n');
    }
    rf_buf_char(&later->text, '\n');
}

static struct referat_node *new_block(struct rf_arena *arena, enum referat_node_type type,
                                      const struct rf_md_line *line)
{
    struct referat_node *node = RF_ARENA_NEW(arena, struct referat_node);
    node->type = type;
    node->line = line->line;
    node->start_bytes = line->start_bytes;
    return node;
}

/* In a table "\|" is a pipe wherever it stands, in code too. */
static struct rf_md_line unescape(struct rf_arena *arena, struct rf_md_line cell)
{
    if (!memchr(cell.p, '\\', cell.n)) {
        return cell;
    }
    char *copy = rf_arena_copy(arena, cell.p, cell.n);
    size_t n = 0;
    for (size_t i = 0; i < cell.n; i++) {
        if (copy[i] == '\\' && i + 1 < cell.n && copy[i + 1] == '|') {
            i++;
        }
        copy[n++] = copy[i];
    }
    cell.p = copy;
    cell.n = n;
    return cell;
}

/* A row with width cells; those that the line does not have are empty. */
static struct referat_node *read_row(struct rf_arena *arena,
                                     const struct rf_md_line *line,
                                     const enum referat_align *aligns, size_t width,
                                     struct rf_md_later *later)
{
    struct referat_node *row = new_block(arena, REFERAT_TABLE_ROW, line);
    struct referat_node **tail = &row->first;
    struct cutter cutter = cut_begin(line);
    for (size_t i = 0; i < width; i++) {
        struct rf_md_line text = *line;
        struct referat_node *cell = new_block(arena, REFERAT_TABLE_CELL, line);
        cell->align = aligns[i];
        if (cut_next(&cutter, &text) && text.n) {
            text = unescape(arena, text);
            cell->first = rf_md_plain(arena, text.p, text.n, cell->start_bytes);
            if (!cell->first) {
                rf_md_later_add(arena, later, cell, &text, 1);
            }
        }
        *tail = cell;
        tail = &cell->next;
    }
    return row;
}

/* A row with more cells than the head makes the table wider, where GFM would drop text;
 * both kinds of ragged rows are reported. */
struct referat_node *rf_md_table_read(struct rf_arena *arena, struct rf_diags *diags,
                                      const struct referat_source *source,
                                      const struct rf_md_line *lines, size_t count,
                                      struct rf_md_later *later)
{
    size_t head = count_cells(&lines[0]);
    size_t width = head;
    for (size_t i = 2; i < count; i++) {
        size_t cells = count_cells(&lines[i]);
        if (cells != head) {
            struct referat_span span = {source, lines[i].start_bytes,
                                        lines[i].start_bytes};
            struct referat_diagnostic *found = rf_diag_report(
                diags, RF_CODE_RAGGED_TABLE, span,
                "the row has %zu cells, the head of its table has %zu", cells, head);
            rf_diag_hint(diags, found,
                         cells < head ? "an empty cell is two bars with a space between"
                                      : "write a bar that belongs to the text as \\|");
        }
        width = cells > width ? cells : width; /* GFM drops the excess; we lose no text */
    }
    /* Rows that are short are filled up, so a few bytes can make many cells. */
    later->cell_count += width * count;
    if (later->cell_count > RF_LIMIT_TABLE_CELLS) {
        struct referat_span span = {source, lines[0].start_bytes, lines[0].start_bytes};
        rf_diag_report(diags, RF_CODE_LIMIT_EXCEEDED, span,
                       "too many table cells; at most %d are allowed",
                       RF_LIMIT_TABLE_CELLS);
        return NULL;
    }
    struct referat_node *table = new_block(arena, REFERAT_TABLE, &lines[0]);
    struct referat_node **tail = &table->first;
    enum referat_align *aligns = RF_ARENA_NEW_ARRAY(arena, width, enum referat_align);
    struct cutter cutter = cut_begin(&lines[1]);
    struct rf_md_line cell;
    for (size_t i = 0; i < width && cut_next(&cutter, &cell); i++) {
        (void)read_align(&cell, &aligns[i]);
    }
    for (size_t i = 0; i < count; i++) {
        if (i != 1) {
            *tail = read_row(arena, &lines[i], aligns, width, later);
            tail = &(*tail)->next;
        }
    }
    return table;
}
