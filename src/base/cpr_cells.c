/* Tables in which personal numbers are looked for: rows of cells as CSV has them, and the
 * pipe tables of Markdown. Finds the column of a number and its head, and numbers that a
 * spreadsheet took for quantities and wrote without their leading zero (base). */
#include <string.h>

#include "base/cpr_internal.h"

#define IS_DIGIT RF_CPR_IS_DIGIT

struct slice {
    size_t start, end;
};

static size_t line_end(const struct rf_cpr_scan *scan, size_t at)
{
    const char *p = at < scan->n ? memchr(scan->text + at, '\n', scan->n - at) : NULL;
    return p ? (size_t)(p - scan->text) : scan->n;
}

static size_t line_start(const struct rf_cpr_scan *scan, size_t at)
{
    while (at > 0 && scan->text[at - 1] != '\n') {
        at--;
    }
    return at;
}

/* ---- Rows of cells ---- */

enum { LONGEST_HEAD_BYTES = 16 * 1024 }; /* it is read again for each number below it */

/* The sign that stands most often in the first line. */
static char find_delimiter(const struct rf_cpr_scan *scan)
{
    static const char delimiters[] = ";\t|,";
    size_t best = 0, end = line_end(scan, 0);
    char delimiter = ';';
    for (size_t i = 0; delimiters[i]; i++) {
        size_t count = 0;
        for (size_t at = 0; at < end; at++) {
            count += scan->text[at] == delimiters[i];
        }
        if (count > best) {
            best = count;
            delimiter = delimiters[i];
        }
    }
    return delimiter;
}

/* Over one byte. */
static void step(const struct rf_cpr_scan *scan, struct rf_cpr_cursor *cursor)
{
    char c = scan->text[cursor->at++];
    cursor->is_quoted = cursor->is_quoted != (c == '"');
    if (!cursor->is_quoted && c == scan->delimiter) {
        cursor->column++;
    } else if (!cursor->is_quoted && c == '\n') {
        cursor->column = 0;
    }
}

/* Reads the cell at the cursor, without blanks and quotation marks around it; the cursor
 * is left on what parts it from the next one. False at the end of the text. */
static bool take_cell(const struct rf_cpr_scan *scan, struct rf_cpr_cursor *cursor,
                      struct slice *cell)
{
    static const char around[] = {' ', '\t', '\r', '"'};
    size_t start = cursor->at;
    while (cursor->at < scan->n) {
        char c = scan->text[cursor->at];
        if (!cursor->is_quoted && (c == scan->delimiter || c == '\n')) {
            break;
        }
        step(scan, cursor);
    }
    *cell = (struct slice){start, cursor->at};
    while (cell->start < cell->end &&
           memchr(around, scan->text[cell->start], sizeof around)) {
        cell->start++;
    }
    while (cell->start < cell->end &&
           memchr(around, scan->text[cell->end - 1], sizeof around)) {
        cell->end--;
    }
    return cursor->at < scan->n || start < cursor->at;
}

/* Over the delimiter or the line's end after a cell. */
static void pass_border(const struct rf_cpr_scan *scan, struct rf_cpr_cursor *cursor)
{
    if (cursor->at < scan->n) {
        step(scan, cursor);
    }
}

/* Nine digits, or five and four, that a zero makes a personal number. */
static bool read_short(const struct rf_cpr_scan *scan, struct slice cell,
                       struct rf_cpr *number)
{
    enum { DATE_DIGITS = 5 };
    *number = (struct rf_cpr){cell.start, cell.end, "0"};
    size_t count = 1;
    for (size_t at = cell.start; at < cell.end; at++) {
        char c = scan->text[at];
        if (IS_DIGIT(c) && count < RF_CPR_DIGITS) {
            number->digits[count++] = c;
        } else if (c != '-' || at - cell.start != DATE_DIGITS) {
            return false;
        }
    }
    return count == RF_CPR_DIGITS && rf_cpr_is_real(number->digits);
}

/* Ten digits, with a hyphen or a blank or without. */
static bool is_whole(const struct rf_cpr_scan *scan, struct slice cell)
{
    enum { DATE_DIGITS = 6 };
    char digits[RF_CPR_DIGITS];
    size_t count = 0;
    for (size_t at = cell.start; at < cell.end; at++) {
        char c = scan->text[at];
        if (IS_DIGIT(c) && count < RF_CPR_DIGITS) {
            digits[count++] = c;
        } else if (count != DATE_DIGITS || (c != '-' && c != ' ')) {
            return false;
        }
    }
    return count == RF_CPR_DIGITS && rf_cpr_is_real(digits);
}

/* How many cells below the head are personal numbers, such without their zero, others. */
struct tally {
    size_t whole, shortened, other;
};

static enum rf_cpr_name name_of_cell(const struct rf_cpr_scan *scan, struct slice cell)
{
    return rf_cpr_name_of_head(scan->text + cell.start, cell.end - cell.start);
}

/* What the first row says of a column. */
static enum rf_cpr_name head_of_column(const struct rf_cpr_scan *scan, unsigned column)
{
    struct rf_cpr_cursor cursor = {0, 0, false};
    struct slice cell;
    while (cursor.at < scan->head_end && scan->head_end < LONGEST_HEAD_BYTES &&
           take_cell(scan, &cursor, &cell)) {
        if (cursor.column == column) {
            return name_of_cell(scan, cell);
        }
        pass_border(scan, &cursor);
    }
    return RF_NAME_NONE;
}

/* A column has lost zeros where its head says so, or where it has no name, holds whole
 * numbers too, and at most half of its cells are something else. */
void rf_cpr_cells_begin(struct rf_cpr_scan *scan)
{
    struct tally tallies[RF_CPR_COLUMNS] = {{0, 0, 0}};
    struct rf_cpr_cursor cursor = {0, 0, false};
    scan->delimiter = find_delimiter(scan);
    scan->head_end = line_end(scan, 0);
    for (struct slice cell; take_cell(scan, &cursor, &cell); pass_border(scan, &cursor)) {
        if (cursor.column < RF_CPR_COLUMNS && cell.start < cell.end &&
            cell.start >= scan->head_end) {
            struct tally *tally = &tallies[cursor.column];
            struct rf_cpr number;
            ++*(read_short(scan, cell, &number) ? &tally->shortened
                : is_whole(scan, cell)          ? &tally->whole
                                                : &tally->other);
        }
    }
    for (unsigned i = 0; i < RF_CPR_COLUMNS; i++) {
        const struct tally *tally = &tallies[i];
        enum rf_cpr_name head = tally->shortened ? head_of_column(scan, i) : RF_NAME_NONE;
        bool has_lost = tally->shortened &&
                        tally->whole + tally->shortened >= tally->other &&
                        (head == RF_NAME_OWN || (tally->whole && head == RF_NAME_NONE));
        scan->short_columns |= (uint64_t)has_lost << i;
    }
    if (scan->short_columns) {
        rf_cpr_cells_next_short(scan);
    }
}

void rf_cpr_cells_next_short(struct rf_cpr_scan *scan)
{
    struct rf_cpr_cursor *cursor = &scan->short_at;
    for (struct slice cell; take_cell(scan, cursor, &cell);) {
        bool is_meant = cursor->column < RF_CPR_COLUMNS && cell.start >= scan->head_end &&
                        (scan->short_columns >> cursor->column & 1) &&
                        read_short(scan, cell, &scan->short_found);
        pass_border(scan, cursor);
        if (is_meant) {
            return;
        }
    }
    scan->short_found = (struct rf_cpr){0, 0, ""};
}

/* ---- Tables of Markdown ---- */

static bool has_pipe(const struct rf_cpr_scan *scan, struct slice line)
{
    return line.start < line.end &&
           memchr(scan->text + line.start, '|', line.end - line.start);
}

/* The row below a table's head: "| --- | :-: |". */
static bool is_rule(const struct rf_cpr_scan *scan, struct slice line)
{
    bool has_dash = false;
    for (size_t at = line.start; at < line.end; at++) {
        if (!memchr("|:- \t\r>", scan->text[at], 7)) {
            return false;
        }
        has_dash = has_dash || scan->text[at] == '-';
    }
    return has_dash && has_pipe(scan, line);
}

static struct slice line_before(const struct rf_cpr_scan *scan, struct slice line)
{
    size_t end = line.start ? line.start - 1 : 0;
    return (struct slice){line_start(scan, end), end};
}

/* Finds the head of the table that a line is in. What was seen of the table is not looked
 * at again, so that each line costs once. */
static void find_head(struct rf_cpr_scan *scan, struct slice line)
{
    size_t known = scan->table_end;
    scan->table_end = line.end + 1;
    for (struct slice row = line; has_pipe(scan, row); row = line_before(scan, row)) {
        if (row.start < known) {
            return;
        }
        if (is_rule(scan, row)) {
            struct slice head = line_before(scan, row);
            bool is_head =
                head.end - head.start < LONGEST_HEAD_BYTES && has_pipe(scan, head);
            scan->head_start = head.start;
            scan->head_end = is_head ? head.end : 0;
            return;
        }
        if (!row.start) {
            break;
        }
    }
    scan->head_end = 0;
}

/* Where a row's first cell begins. */
static size_t skip_edge(const struct rf_cpr_scan *scan, struct slice line)
{
    size_t at = line.start;
    while (at < line.end && memchr(" \t>", scan->text[at], 3)) {
        at++;
    }
    return at + (at < line.end && scan->text[at] == '|');
}

static bool is_border(const struct rf_cpr_scan *scan, size_t at)
{
    return scan->text[at] == '|' && !(at && scan->text[at - 1] == '\\');
}

/* The head's cell of a column; empty where it has fewer. */
static struct slice head_cell(const struct rf_cpr_scan *scan, unsigned column)
{
    struct slice head = {scan->head_start, scan->head_end};
    size_t start = skip_edge(scan, head);
    for (size_t at = start; at < head.end; at++) {
        if (is_border(scan, at)) {
            if (!column--) {
                return (struct slice){start, at};
            }
            start = at + 1;
        }
    }
    return column ? (struct slice){head.end, head.end} : (struct slice){start, head.end};
}

/* ---- Both ---- */

/* In prose, looks at the line of text[at] once for all numbers in it. It is a row where
 * it has a pipe, and a head above it or a pipe at its edge. */
bool rf_cpr_cells_is_table(struct rf_cpr_scan *scan, size_t at)
{
    if (scan->form == RF_CPR_CELLS) {
        return true;
    }
    if (at >= scan->line_start && at < scan->line_end) {
        return scan->is_row;
    }
    struct slice line = {line_start(scan, at), line_end(scan, at)};
    scan->line_start = line.start;
    scan->line_end = line.end;
    scan->is_row = has_pipe(scan, line);
    if (scan->is_row) {
        find_head(scan, line);
        size_t first = skip_edge(scan, line);
        bool has_edge = first > line.start && scan->text[first - 1] == '|';
        scan->is_row = scan->head_end > 0 || has_edge;
        scan->column = (struct rf_cpr_cursor){first, 0, false};
    }
    return scan->is_row;
}

enum rf_cpr_name rf_cpr_cells_head(struct rf_cpr_scan *scan, size_t at)
{
    if (!rf_cpr_cells_is_table(scan, at) || at < scan->head_end || !scan->head_end) {
        return RF_NAME_NONE;
    }
    struct rf_cpr_cursor *cursor = &scan->column;
    while (scan->form == RF_CPR_CELLS && cursor->at < at) {
        step(scan, cursor);
    }
    for (; cursor->at < at; cursor->at++) {
        cursor->column += is_border(scan, cursor->at);
    }
    unsigned column = cursor->column;
    if (scan->named_head != scan->head_end) {
        memset(scan->names, 0, sizeof scan->names);
        scan->named_head = scan->head_end;
    }
    unsigned char *known = column < RF_CPR_COLUMNS ? &scan->names[column] : NULL;
    if (known && *known) {
        return (enum rf_cpr_name)(*known - 1);
    }
    enum rf_cpr_name name = scan->form == RF_CPR_CELLS
                                ? head_of_column(scan, column)
                                : name_of_cell(scan, head_cell(scan, column));
    if (known) {
        *known = (unsigned char)(name + 1);
    }
    return name;
}
