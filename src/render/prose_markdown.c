/* Markdown nodes as CommonMark with pipe tables and task items (render). One line a
 * paragraph; a blank line between blocks. The output parses back to the same nodes, which
 * a test checks: text is escaped where it would mean something else, with as few
 * backslashes as that takes, because people read these files too. */
#include <stdint.h>
#include <string.h>

#include "base/prose_node.h"
#include "lang/lang.h"
#include "render/prose_writer.h"

/* One call's state. Containers' markers and indentation are in prefix. */
struct writer {
    const struct rf_prose_context *context;
    struct rf_buf *out;
    struct rf_buf prefix;
    bool is_one_line;  /* headings, cells: a hard break is a space */
    bool is_in_cell;   /* pipes are escaped */
    size_t line_start; /* in out: where the line's own text begins */
};

static void write_blocks(struct writer *writer, const struct referat_node *list,
                         bool is_tight);
static void write_inlines(struct writer *writer, const struct referat_node *list);

/* A line that holds its prefix and nothing else ends without spaces. */
static void new_line(struct writer *writer)
{
    struct rf_buf *out = writer->out;
    size_t n = writer->prefix.n;
    if (out->n > n && out->p[out->n - n - 1] == '\n') {
        while (n-- && out->p[out->n - 1] == ' ') {
            out->n--;
        }
    }
    rf_buf_char(writer->out, '\n');
    rf_buf_add(writer->out, writer->prefix.p ? writer->prefix.p : "", writer->prefix.n);
    writer->line_start = out->n;
}

static bool is_at_start(const struct writer *writer)
{
    return writer->out->n == writer->line_start;
}

/* ---- Text ---- */

/* How many bytes at a line's start would begin a block, up to the character to escape;
 * -1: none. */
static long block_marker(const char *p, size_t n)
{
    size_t i = 0;
    if (n && strchr("#>+-=~:|", *p)) { /* ":" and "|": a table's second line */
        return 0;
    }
    while (i < n && i < 9 && p[i] >= '0' && p[i] <= '9') {
        i++;
    }
    return i && i < n && (p[i] == '.' || p[i] == ')') ? (long)i : -1;
}

/* Appends text so that it reads as itself. is_line_start: it must not begin a block
 * either, nor lose a space; is_in_cell: it must not end a table's cell. */
static void add_text(const char *p, size_t n, bool is_line_start, bool is_in_cell,
                     struct rf_buf *out)
{
    long marker = is_line_start ? block_marker(p, n) : -1;
    for (size_t i = 0; i < n; i++) {
        bool is_special = strchr("\\`*_[]<&", p[i]) || (is_in_cell && p[i] == '|');
        if (is_special || (long)i == marker) {
            rf_buf_char(out, '\\');
        }
        if (p[i] == '\n') {
            rf_buf_puts(out, "&#10;");
        } else if (p[i] == '\t' || (p[i] == ' ' && (i == 0 ? is_line_start : false))) {
            rf_buf_printf(out, "&#%d;", p[i]);
        } else {
            rf_buf_char(out, p[i]);
        }
    }
}

void rf_text_markdown(const char *text, bool is_line_start, struct rf_buf *out)
{
    size_t n = strlen(text);
    size_t bang = n && text[n - 1] == '!'; /* a link may follow */
    add_text(text, n - bang, is_line_start, false, out);
    rf_buf_puts(out, bang ? "\\!" : "");
}

/* How often c occurs in a row at most: a fence has to be longer. */
static size_t longest_run(const char *p, size_t n, char c)
{
    size_t longest = 0;
    size_t run = 0;
    for (size_t i = 0; i < n; i++) {
        run = p[i] == c ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static void repeat(struct rf_buf *out, char c, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        rf_buf_char(out, c);
    }
}

/* Between more backticks than the code has in a row (CommonMark 6.1); spaces are added
 * where the parser would strip one. */
static void write_code_span(struct writer *writer, const struct referat_node *node)
{
    const char *p = node->text;
    size_t n = node->text_bytes;
    size_t ticks = longest_run(p, n, '`') + 1;
    bool is_padded = n && (p[0] == '`' || p[n - 1] == '`' ||
                           (p[0] == ' ' && p[n - 1] == ' ' && strspn(p, " ") < n));
    repeat(writer->out, '`', ticks);
    repeat(writer->out, ' ', is_padded);
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '|' && writer->is_in_cell) {
            rf_buf_char(writer->out, '\\');
        }
        rf_buf_char(writer->out, p[i]);
    }
    repeat(writer->out, ' ', is_padded);
    repeat(writer->out, '`', ticks);
}

/* ---- Links ---- */

/* " (words)" */
static void write_bracketed(struct writer *writer, const char *p, size_t n)
{
    rf_buf_puts(writer->out, " (");
    add_text(p, n, false, writer->is_in_cell, writer->out);
    rf_buf_puts(writer->out, ")");
}

/* True where "&" begins what may be a character reference: "&name;", "&#1;". */
static bool is_entity(const char *p)
{
    static const char name[] =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    p += p[1] == '#' ? 2 : 1;
    size_t n = strspn(p, name);
    return n && p[n] == ';';
}

/* Text outside prose: destinations, titles, info strings. cmark resolves entities before
 * backslashes there, so "&" is escaped as "&amp;". */
static void write_verbatim(struct writer *writer, const char *p, const char *special)
{
    for (; *p; p++) {
        if (*p == '\n') {
            rf_buf_puts(writer->out, "&#10;");
            continue;
        }
        if (strchr(special, *p) || (*p == '|' && writer->is_in_cell)) {
            rf_buf_char(writer->out, '\\');
        }
        rf_buf_char(writer->out, *p);
        rf_buf_puts(writer->out, *p == '&' && is_entity(p) ? "amp;" : "");
    }
}

/* Ends a link that "[" began. Angle brackets around the address let it hold spaces and
 * parentheses. */
static void write_destination(struct writer *writer, const struct referat_node *node)
{
    const char *folder = referat_node_meeting_folder(node);
    rf_buf_puts(writer->out, "](<");
    if (folder) {
        rf_buf_puts(writer->out, writer->context->root);
        write_verbatim(writer, folder, "\\<>`");
        rf_buf_puts(writer->out, "/pack.md");
    } else {
        write_verbatim(writer, node->text, "\\<>`");
    }
    rf_buf_char(writer->out, '>');
    if (node->title) {
        rf_buf_puts(writer->out, " \"");
        write_verbatim(writer, node->title, "\\\"`<");
        rf_buf_char(writer->out, '"');
    }
    rf_buf_char(writer->out, ')');
}

/* A picture that may not be shown is its alternative text. */
static void write_alternative(struct writer *writer, const struct referat_node *image)
{
    struct rf_arena arena = {0};
    const char *plain = rf_markdown_plain(&arena, image->first);
    add_text(plain, strlen(plain), is_at_start(writer), writer->is_in_cell, writer->out);
    rf_arena_clear(&arena);
}

/* A link or a picture. A link to an annex is its words and the annex's number in the
 * pack, because Markdown has no anchors; what leads nowhere from this page is its words
 * and its address. */
static void write_link(struct writer *writer, const struct referat_node *node)
{
    struct rf_buf *out = writer->out, see = {0};
    bool is_image = node->type == REFERAT_IMAGE;
    if (referat_node_annex(node)) {
        write_inlines(writer, node->first);
        if (rf_link_see_annex(writer->context, node, &see)) {
            write_bracketed(writer, see.p, see.n);
        }
        rf_buf_clear(&see);
    } else if (node->is_unsafe && is_image) {
        write_alternative(writer, node);
    } else if (rf_link_is_dead(writer->context, node)) {
        write_inlines(writer, node->first);
        if (rf_link_says_where(writer->context, node)) {
            write_bracketed(writer, node->text, node->text_bytes);
        }
    } else {
        if (out->n && out->p[out->n - 1] == '!') { /* "![" would begin a picture */
            out->n--;
            rf_buf_puts(out, "\\!");
        }
        rf_buf_puts(out, is_image ? "![" : "[");
        write_inlines(writer, node->first);
        write_destination(writer, node);
    }
}

/* ---- Inlines ---- */

static void write_marked(struct writer *writer, const char *mark,
                         const struct referat_node *node)
{
    rf_buf_puts(writer->out, mark);
    write_inlines(writer, node->first);
    rf_buf_puts(writer->out, mark);
}

/* True where "_" may close emphasis in front of this node: not within a word (CommonMark
 * 6.2). */
static bool is_word_end(const struct referat_node *node)
{
    if (!node || node->type != REFERAT_TEXT || !node->text_bytes) {
        return !node || (node->type != REFERAT_TEXT && node->type != REFERAT_LINK &&
                         node->type != REFERAT_IMAGE);
    }
    return strchr(" .,;:!?()\"'-/", node->text[0]) != NULL;
}

/* "_" where a "*" would join the one in front: of the emphasis around it, or before it.
 */
static bool takes_underscore(const struct writer *writer, const struct referat_node *node,
                             bool is_first)
{
    const struct rf_buf *out = writer->out;
    return out->n && out->p[out->n - 1] == '*' && is_word_end(node->next) &&
           (node->type == REFERAT_EMPHASIS || !is_first);
}

static void write_inlines(struct writer *writer, const struct referat_node *list)
{
    for (const struct referat_node *node = list; node; node = node->next) {
        bool is_other = takes_underscore(writer, node, node == list);
        switch (node->type) {
        case REFERAT_LINE_BREAK:
            rf_buf_char(writer->out, writer->is_one_line ? ' ' : '\\');
            if (!writer->is_one_line) {
                new_line(writer);
            }
            break;
        case REFERAT_SOFT_BREAK:
            rf_buf_char(writer->out, ' ');
            break;
        case REFERAT_CODE:
            write_code_span(writer, node);
            break;
        case REFERAT_EMPHASIS:
            write_marked(writer, is_other ? "_" : "*", node);
            break;
        case REFERAT_STRONG:
            write_marked(writer, is_other ? "__" : "**", node);
            break;
        case REFERAT_LINK:
        case REFERAT_IMAGE:
            write_link(writer, node);
            break;
        default: /* raw HTML too: escaped, it reads as text */
            add_text(node->text, node->text_bytes, is_at_start(writer),
                     writer->is_in_cell, writer->out);
            break;
        }
    }
}

/* ---- Blocks ---- */

/* A code block, and raw HTML as one: between a longer fence than any in the text, of
 * tildes where the info string has a backtick (CommonMark 4.5). */
static void write_literal(struct writer *writer, const struct referat_node *node)
{
    size_t fence = longest_run(node->text, node->text_bytes, '~') + 1;
    size_t ticks = longest_run(node->text, node->text_bytes, '`') + 1;
    bool is_tilde = node->title && strchr(node->title, '`');
    fence = is_tilde ? fence : ticks;
    fence = fence < 3 ? 3 : fence;
    repeat(writer->out, is_tilde ? '~' : '`', fence);
    if (node->title) {
        write_verbatim(writer, node->title, "\\");
    }
    const char *p = node->text;
    const char *end = p + node->text_bytes;
    while (p < end) {
        const char *eol = memchr(p, '\n', (size_t)(end - p));
        eol = eol ? eol : end;
        new_line(writer);
        rf_buf_add(writer->out, p, (size_t)(eol - p));
        p = eol + 1;
    }
    new_line(writer);
    repeat(writer->out, is_tilde ? '~' : '`', fence);
}

/* A space at a block's end would be lost. */
static void keep_last_space(struct rf_buf *out, size_t start)
{
    if (out->n > start && out->p[out->n - 1] == ' ') {
        out->n--;
        rf_buf_puts(out, "&#32;");
    }
}

/* Inlines after their block's mark ("#", "|"), from which the line's own text begins. */
static void write_line(struct writer *writer, const struct referat_node *list)
{
    writer->line_start = writer->out->n;
    write_inlines(writer, list);
    keep_last_space(writer->out, writer->line_start);
}

/* A pipe table: the head, the row of dashes that gives the columns' alignment, the rows.
 */
static void write_table(struct writer *writer, const struct referat_node *table)
{
    static const char *const dashes[] = {" --- |", " :-- |", " :-: |", " --: |"};
    writer->is_one_line = writer->is_in_cell = true;
    for (const struct referat_node *row = table->first; row; row = row->next) {
        if (row != table->first) {
            new_line(writer);
        }
        rf_buf_char(writer->out, '|');
        for (const struct referat_node *cell = row->first; cell; cell = cell->next) {
            rf_buf_char(writer->out, ' ');
            write_line(writer, cell->first);
            rf_buf_puts(writer->out, " |");
        }
        if (row != table->first) {
            continue;
        }
        new_line(writer);
        rf_buf_char(writer->out, '|');
        for (const struct referat_node *cell = row->first; cell; cell = cell->next) {
            rf_buf_puts(writer->out, dashes[cell->align]);
        }
    }
    writer->is_one_line = writer->is_in_cell = false;
}

/* Each item's blocks are indented by the width of its marker. is_other: the list follows
 * another one and needs the other marker, or the two would be one list. */
static void write_list(struct writer *writer, const struct referat_node *list,
                       bool is_other)
{
    struct rf_buf marker = {0};
    int number = list->level;
    size_t before = writer->prefix.n;
    for (const struct referat_node *item = list->first; item; item = item->next) {
        rf_buf_reset(&marker);
        if (list->is_ordered) {
            rf_buf_printf(&marker, "%d%c ", number++, list->is_paren ? ')' : '.');
        } else {
            rf_buf_puts(&marker, is_other ? "* " : "- ");
        }
        rf_buf_add(writer->out, marker.p, marker.n);
        writer->line_start = writer->out->n;
        repeat(&writer->prefix, ' ', marker.n);
        if (item->task) {
            rf_buf_puts(writer->out, item->task == REFERAT_TASK_DONE ? "[x] " : "[ ] ");
        }
        write_blocks(writer, item->first, list->is_tight);
        writer->prefix.n = before;
        if (item->next && !list->is_tight) {
            new_line(writer);
        }
        if (item->next) {
            new_line(writer);
        }
    }
    rf_buf_clear(&marker);
}

/* True where out, from start on, ends with a "#" that no backslash escapes: it would
 * close a heading. */
static bool ends_with_hash(const struct rf_buf *out, size_t start)
{
    size_t n = out->n;
    if (n == start || out->p[n - 1] != '#') {
        return false;
    }
    size_t slashes = 0;
    while (n - 1 - slashes > start && out->p[n - 2 - slashes] == '\\') {
        slashes++;
    }
    return slashes % 2 == 0;
}

/* One line, whatever the source has: a line break would end the heading. */
static void write_heading(struct writer *writer, const struct referat_node *node)
{
    int level = node->level + writer->context->heading_shift;
    repeat(writer->out, '#', (size_t)(level < 1 ? 1 : level > 6 ? 6 : level));
    rf_buf_char(writer->out, ' ');
    size_t start = writer->out->n;
    writer->is_one_line = true;
    write_line(writer, node->first);
    writer->is_one_line = false;
    struct rf_buf *out = writer->out;
    if (ends_with_hash(out, start)) {
        out->n--;
        rf_buf_puts(out, "\\#");
    }
}

/* "> " before the first line, and as a prefix before all that follow. */
static void write_quote(struct writer *writer, const struct referat_node *node)
{
    size_t before = writer->prefix.n;
    rf_buf_puts(writer->out, "> ");
    writer->line_start = writer->out->n;
    rf_buf_puts(&writer->prefix, "> ");
    write_blocks(writer, node->first, false);
    writer->prefix.n = before;
}

static void write_paragraph(struct writer *writer, const struct referat_node *node)
{
    size_t start = writer->out->n;
    write_inlines(writer, node->first);
    keep_last_space(writer->out, start);
}

static void write_block(struct writer *writer, const struct referat_node *node,
                        bool is_other)
{
    switch (node->type) {
    case REFERAT_HEADING:
        write_heading(writer, node);
        break;
    case REFERAT_LIST:
        write_list(writer, node, is_other);
        break;
    case REFERAT_QUOTE:
        write_quote(writer, node);
        break;
    case REFERAT_CODE_BLOCK:
    case REFERAT_HTML_BLOCK:
        write_literal(writer, node);
        break;
    case REFERAT_RULE:
        rf_buf_puts(writer->out, "***");
        break;
    case REFERAT_TABLE:
        write_table(writer, node);
        break;
    default:
        write_paragraph(writer, node);
        break;
    }
}

/* is_tight: no blank lines between the blocks. */
static void write_blocks(struct writer *writer, const struct referat_node *list,
                         bool is_tight)
{
    bool is_other = false;
    const struct referat_node *before = NULL;
    for (const struct referat_node *node = list; node && node != writer->context->until;
         before = node, node = node->next) {
        if (before) {
            bool is_list = node->type == REFERAT_LIST && before->type == REFERAT_LIST;
            is_other = is_list && !is_other;
            if (!is_tight) {
                new_line(writer);
            }
            new_line(writer);
        }
        write_block(writer, node, is_other);
    }
}

void rf_prose_markdown(const struct rf_prose_context *context,
                       const struct referat_node *list, const char *prefix,
                       struct rf_buf *out)
{
    if (!list) {
        return;
    }
    struct writer writer = {.context = context, .out = out};
    rf_buf_puts(&writer.prefix, prefix);
    rf_buf_puts(out, prefix);
    writer.line_start = out->n;
    write_blocks(&writer, list, false);
    rf_buf_char(out, '\n');
    rf_buf_clear(&writer.prefix);
}

void rf_inlines_markdown(const struct rf_prose_context *context,
                         const struct referat_node *list, struct rf_buf *out)
{
    struct writer writer = {.context = context, .out = out, .is_one_line = true};
    bool is_word = out->n && !strchr("\n ", out->p[out->n - 1]);
    writer.line_start = is_word ? SIZE_MAX : out->n;
    write_inlines(&writer, list);
    rf_buf_clear(&writer.prefix);
}
