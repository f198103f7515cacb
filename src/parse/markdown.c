/* Markdown to the model's nodes (parse): runs cmark and copies its tree, tables and tasks
 * included.
 *
 * Two things are not CommonMark. A paragraph whose source lines are a pipe table becomes
 * one (markdown_table.c); the texts of its cells are collected, and parsed by one further
 * call of cmark when the rest is done (parse_later). "[ ] " before a list item's text
 * makes it a task.
 *
 * Text that has to be read as inlines gets "X " in front, which keeps cmark from seeing a
 * list or heading in it, and is taken off again (drop_guard). */
#include "parse/markdown.h"

#include <cmark.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/scan.h"
#include "diag/source.h"
#include "parse/characters.h"
#include "parse/markdown_internal.h"
#include "parse/markdown_memory.h"

const char *rf_markdown_library(void)
{
    return cmark_version_string();
}

bool rf_markdown_is_plain(const struct rf_markdown *markdown)
{
    return !memchr(markdown->text, '[', markdown->text_bytes) &&
           !memchr(markdown->text, '<', markdown->text_bytes);
}

/* One text on its way into the model. */
struct copy {
    struct rf_arena *arena;
    struct rf_diags *diags;
    const struct rf_markdown *markdown;
    struct rf_md_lines lines;
    uint32_t block_start_bytes; /* of the block whose inlines are being copied */
    int quote_depth;            /* quotes around the node that is being copied */
    bool is_too_deep;           /* the text is refused … */
    uint32_t deep_line;         /* … at this line: that of the last block */
    struct rf_md_later later;   /* inline texts that are parsed at the end */
};

/* Called for messages alone, so it counts lines from the start. */
struct referat_span rf_md_line_span(const struct rf_markdown *markdown, uint32_t line,
                                    size_t offset_bytes)
{
    uint32_t start = markdown->start_bytes;
    if (markdown->line_offsets) {
        start = line >= 1 && line <= markdown->line_count
                    ? markdown->line_offsets[line - 1]
                    : markdown->end_bytes;
    } else {
        const char *p = markdown->text;
        const char *end = p + markdown->text_bytes;
        for (uint32_t i = 1; i < line && p; i++) {
            p = memchr(p, '\n', (size_t)(end - p));
            p = p ? p + 1 : NULL;
        }
        start += p ? (uint32_t)(p - markdown->text) : markdown->text_bytes;
    }
    start += (uint32_t)offset_bytes;
    return (struct referat_span){markdown->source, start, start};
}

/* Where the lines of a text begin. Those of a text that is a part of its source are known
 * already; others are counted, into scratch memory. */
static struct rf_md_lines index_lines(const struct rf_markdown *markdown)
{
    const struct referat_source *source = markdown->source;
    struct rf_md_lines lines = {.count = 1};
    if (!markdown->line_offsets && source &&
        markdown->text == source->text + markdown->start_bytes) {
        uint32_t first = rf_source_line(source, markdown->start_bytes) - 1;
        uint32_t last =
            rf_source_line(source, markdown->start_bytes + markdown->text_bytes);
        if (source->line_starts[first] == markdown->start_bytes) {
            return (struct rf_md_lines){.starts = source->line_starts + first,
                                        .base = markdown->start_bytes,
                                        .count = last - first};
        }
    }
    const char *text = markdown->text;
    const char *end = text + markdown->text_bytes;
    for (const char *p = text; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++) {
        lines.count++;
    }
    uint32_t *starts = RF_ARENA_NEW_ARRAY(rf_md_scratch(), lines.count, uint32_t);
    uint32_t i = 1;
    for (const char *p = text; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++) {
        starts[i++] = (uint32_t)(p + 1 - text);
    }
    lines.starts = starts;
    return lines;
}

/* The byte offset in the text of a 1-based line. */
static uint32_t text_line(const struct copy *copy, uint32_t line)
{
    return copy->lines.starts[line - 1] - copy->lines.base;
}

/* The byte offset in the source of a 1-based line. */
static uint32_t line_start(const struct copy *copy, uint32_t line)
{
    const struct rf_markdown *markdown = copy->markdown;
    if (line < 1 || line > copy->lines.count) {
        return markdown->start_bytes;
    }
    if (markdown->line_offsets) {
        return line <= markdown->line_count ? markdown->line_offsets[line - 1]
                                            : markdown->end_bytes;
    }
    return markdown->start_bytes + text_line(copy, line);
}

/* Copies a text of cmark into the node. */
static void set_text(struct copy *copy, struct referat_node *node, const char *s)
{
    size_t n = s ? strlen(s) : 0;
    node->text = rf_arena_copy(copy->arena, s ? s : "", n);
    node->text_bytes = (uint32_t)n;
}

/* A copy of a text, NULL where it is empty. */
static const char *optional(struct copy *copy, const char *s)
{
    return s && *s ? rf_arena_string(copy->arena, s) : NULL;
}

/* True for a target that is not known to be harmless: browsers know more schemes than
 * anyone can list. Links may go to a few schemes; links and pictures to a path below the
 * page, with no scheme, no host, and not from the root. */
static bool is_unsafe(const char *url, bool is_image)
{
    static const char *const schemes[] = {"http:", "https:", "mailto:", "tel:"};
    for (const char *p = url; *p; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7f || *p == '\\') {
            return true;
        }
    }
    for (size_t i = 0; !is_image && i < sizeof schemes / sizeof *schemes; i++) {
        if (strncasecmp(url, schemes[i], strlen(schemes[i])) == 0) {
            return false;
        }
    }
    return *url == '/' || url[strcspn(url, ":/?#")] == ':';
}

/* What we call cmark's types. Custom nodes do not occur: nothing makes them. */
static enum referat_node_type type_of(cmark_node_type type)
{
    switch (type) {
    case CMARK_NODE_BLOCK_QUOTE:
        return REFERAT_QUOTE;
    case CMARK_NODE_LIST:
        return REFERAT_LIST;
    case CMARK_NODE_ITEM:
        return REFERAT_LIST_ITEM;
    case CMARK_NODE_CODE_BLOCK:
        return REFERAT_CODE_BLOCK;
    case CMARK_NODE_HTML_BLOCK:
        return REFERAT_HTML_BLOCK;
    case CMARK_NODE_HEADING:
        return REFERAT_HEADING;
    case CMARK_NODE_THEMATIC_BREAK:
        return REFERAT_RULE;
    case CMARK_NODE_TEXT:
        return REFERAT_TEXT;
    case CMARK_NODE_SOFTBREAK:
        return REFERAT_SOFT_BREAK;
    case CMARK_NODE_LINEBREAK:
        return REFERAT_LINE_BREAK;
    case CMARK_NODE_CODE:
        return REFERAT_CODE;
    case CMARK_NODE_HTML_INLINE:
        return REFERAT_HTML_INLINE;
    case CMARK_NODE_EMPH:
        return REFERAT_EMPHASIS;
    case CMARK_NODE_STRONG:
        return REFERAT_STRONG;
    case CMARK_NODE_LINK:
        return REFERAT_LINK;
    case CMARK_NODE_IMAGE:
        return REFERAT_IMAGE;
    default:
        return REFERAT_PARAGRAPH;
    }
}

/* What a node has besides its children. */
static void copy_values(struct copy *copy, struct referat_node *node, cmark_node *from)
{
    switch (node->type) {
    case REFERAT_CODE_BLOCK:
        node->title = optional(copy, cmark_node_get_fence_info(from));
        set_text(copy, node, cmark_node_get_literal(from));
        break;
    case REFERAT_HTML_BLOCK:
    case REFERAT_HTML_INLINE:
    case REFERAT_CODE:
        set_text(copy, node, cmark_node_get_literal(from));
        break;
    case REFERAT_HEADING:
        node->level = cmark_node_get_heading_level(from);
        break;
    case REFERAT_LIST:
        node->is_ordered = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
        node->level = node->is_ordered ? cmark_node_get_list_start(from) : 0;
        node->is_paren = cmark_node_get_list_delim(from) == CMARK_PAREN_DELIM;
        node->is_tight = cmark_node_get_list_tight(from) != 0;
        break;
    case REFERAT_LINK:
    case REFERAT_IMAGE:
        set_text(copy, node, cmark_node_get_url(from));
        node->title = optional(copy, cmark_node_get_title(from));
        node->is_unsafe = is_unsafe(node->text, node->type == REFERAT_IMAGE);
        break;
    default:
        break;
    }
}

/* The lines of a paragraph without quote markers and indentation; *count of them, in
 * scratch memory. */
static struct rf_md_line *paragraph_lines(struct copy *copy, cmark_node *from,
                                          size_t *count)
{
    uint32_t first = (uint32_t)cmark_node_get_start_line(from);
    uint32_t last = (uint32_t)cmark_node_get_end_line(from);
    /* cmark may count a line more than there is. */
    last = last > copy->lines.count ? copy->lines.count : last;
    first = first > last ? last : first;
    struct rf_md_line *lines =
        RF_ARENA_NEW_ARRAY(rf_md_scratch(), last - first + 1, struct rf_md_line);
    const char *text = copy->markdown->text;
    for (uint32_t i = first; i <= last; i++) {
        const char *p = text + text_line(copy, i);
        const char *end = i < copy->lines.count ? text + text_line(copy, i + 1) - 1
                                                : text + copy->markdown->text_bytes;
        /* cmark's column of a block is right. The lines after the first are taken from
         * the source, with the marker of each quote that the paragraph is in. */
        p += i == first ? cmark_node_get_start_column(from) - 1 : 0;
        int quotes = i == first ? 0 : copy->quote_depth;
        while (p < end && (*p == ' ' || *p == '\t' || (*p == '>' && quotes-- > 0))) {
            p++;
        }
        size_t n = p < end ? (size_t)(end - p) : 0;
        lines[i - first] = (struct rf_md_line){p, n, i, line_start(copy, i)};
    }
    *count = last - first + 1;
    return lines;
}

/* True for a line that may be a link reference definition: "[name]: …". */
static bool is_definition(const char *p, size_t n)
{
    const char *close = n > 3 && *p == '[' ? memchr(p, ']', n - 1) : NULL;
    return close && close[1] == ':';
}

/* The paragraph's table with the text above it, or NULL where it has none. */
static struct referat_node *copy_table(struct copy *copy, cmark_node *from)
{
    if (cmark_node_get_end_line(from) <= cmark_node_get_start_line(from)) {
        return NULL;
    }
    size_t count = 0;
    struct rf_md_line *lines = paragraph_lines(copy, from, &count);
    size_t head = rf_md_table_find(lines, count);
    if (head == count) {
        return NULL;
    }
    size_t start = 0;
    while (start < head && is_definition(lines[start].p, lines[start].n)) {
        start++;
    }
    /* Definitions above the table print nothing; they are appended to the later text. */
    struct referat_node *above = NULL;
    if (start < head) {
        above = RF_ARENA_NEW(copy->arena, struct referat_node);
        above->type = REFERAT_PARAGRAPH;
        above->line = lines[start].line;
        above->start_bytes = lines[start].start_bytes;
        rf_md_later_add(rf_md_scratch(), &copy->later, above, lines + start,
                        head - start);
    }
    struct referat_node *table =
        rf_md_table_read(copy->arena, copy->diags, copy->markdown->source, lines + head,
                         count - head, &copy->later);
    if (above) {
        above->next = table;
    }
    return above ? above : table;
}

/* "[ ] " in front of an item's text makes it a task, and is taken off. cmark has removed
 * the backslash of an escaped bracket, so the source is looked at. */
static void read_task(struct copy *copy, struct referat_node *item, cmark_node *from)
{
    cmark_node *paragraph = cmark_node_first_child(from);
    struct referat_node *text = item->first ? item->first->first : NULL;
    if (!text || item->first->type != REFERAT_PARAGRAPH || text->type != REFERAT_TEXT ||
        text->text_bytes < 4 || text->text[0] != '[' || !strchr(" xX", text->text[1]) ||
        text->text[2] != ']' || text->text[3] != ' ') {
        return;
    }
    uint32_t line = (uint32_t)cmark_node_get_start_line(paragraph);
    int column = cmark_node_get_start_column(paragraph);
    if (copy->markdown->text[text_line(copy, line) + (uint32_t)column - 1] != '[') {
        return;
    }
    item->task = text->text[1] == ' ' ? REFERAT_TASK_OPEN : REFERAT_TASK_DONE;
    text->text += 4;
    text->text_bytes -= 4;
}

static struct referat_node *copy_list(struct copy *copy, cmark_node *first, int depth);

/* Copies a node with its children. Positions are of blocks alone, since cmark's columns
 * of inlines are wrong; an inline has the start of its block. */
static struct referat_node *copy_node(struct copy *copy, cmark_node *from, int depth)
{
    struct referat_node *node = RF_ARENA_NEW(copy->arena, struct referat_node);
    node->type = type_of(cmark_node_get_type(from));
    if (node->type < REFERAT_TEXT) {
        uint32_t column = (uint32_t)cmark_node_get_start_column(from);
        node->line = (uint32_t)cmark_node_get_start_line(from);
        copy->block_start_bytes =
            line_start(copy, node->line) + (column ? column - 1 : 0);
        copy->deep_line = node->line;
    }
    node->start_bytes = copy->block_start_bytes;
    copy_values(copy, node, from);
    bool is_quote = node->type == REFERAT_QUOTE;
    copy->quote_depth += is_quote;
    if (depth < RF_LIMIT_MARKDOWN_DEPTH) {
        node->first = copy_list(copy, cmark_node_first_child(from), depth + 1);
    } else if (cmark_node_first_child(from)) {
        copy->is_too_deep = true;
    }
    copy->quote_depth -= is_quote;
    if (node->type == REFERAT_LIST_ITEM) {
        read_task(copy, node, from);
    }
    return node;
}

/* One node, or a table with the text above it. cmark joins the texts that it cut at signs
 * which might have been markup, so that no text node is next to another one. */
static struct referat_node *copy_next(struct copy *copy, cmark_node *from, int depth)
{
    cmark_node_type type = cmark_node_get_type(from);
    struct referat_node *table = NULL;
    if (type == CMARK_NODE_TEXT) {
        struct referat_node *node = RF_ARENA_NEW(copy->arena, struct referat_node);
        node->type = REFERAT_TEXT;
        node->start_bytes = copy->block_start_bytes;
        set_text(copy, node, cmark_node_get_literal(from));
        return node;
    }
    if (copy->lines.count && type == CMARK_NODE_PARAGRAPH) {
        table = copy_table(copy, from);
    }
    return table ? table : copy_node(copy, from, depth);
}

/* Copies siblings, down to the depth that is allowed; a deeper text is refused as a whole
 * (finish). */
static struct referat_node *copy_list(struct copy *copy, cmark_node *first, int depth)
{
    struct referat_node *list = NULL;
    struct referat_node **tail = &list;
    for (cmark_node *from = first; from && !copy->is_too_deep;
         from = cmark_node_next(from)) {
        *tail = copy_next(copy, from, depth);
        while (*tail) {
            tail = &(*tail)->next;
        }
    }
    return list;
}

/* The tree is never freed by itself: it is in scratch memory, which is reset as a whole.
 */
static cmark_node *parse(const char *text, size_t n)
{
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &rf_md_memory);
    cmark_parser_feed(parser, text, n);
    return cmark_parser_finish(parser);
}

/* Takes the "X " off again. */
static struct referat_node *drop_guard(struct referat_node *list)
{
    if (!list || list->type != REFERAT_TEXT) {
        return list;
    }
    uint32_t n = list->text_bytes > 1 ? 2 : 1;
    list->text += n;
    list->text_bytes -= n;
    return list->text_bytes ? list : list->next;
}

/* Parses the inline texts that were collected, one paragraph each. The reference
 * definitions of the whole text are appended, so that links in table cells find them. */
static void parse_later(struct copy *copy)
{
    struct rf_md_later *later = &copy->later;
    if (!later->first) {
        return;
    }
    const char *end = copy->markdown->text + copy->markdown->text_bytes;
    bool is_code = false;
    for (const char *p = copy->markdown->text, *eol; p < end; p = eol + 1) {
        eol = memchr(p, '\n', (size_t)(end - p));
        eol = eol ? eol : end;
        while (p < eol && strchr(" \t>", *p)) {
            p++;
        }
        size_t n = (size_t)(eol - p);
        is_code ^= n > 2 && (!strncmp(p, "```", 3) || !strncmp(p, "~~~", 3));
        if (!is_code && is_definition(p, n)) {
            rf_buf_add(&later->text, p, n);
            rf_buf_char(&later->text, '\n');
        }
    }
    cmark_node *from = cmark_node_first_child(parse(later->text.p, later->text.n));
    copy->lines = (struct rf_md_lines){0}; /* no tables within cells */
    for (struct rf_md_pending *p = later->first; p && from; p = p->next) {
        copy->block_start_bytes = p->node->start_bytes;
        copy->deep_line = p->node->line;
        /* Cells may be at any depth of lists: half of the levels that are left are
         * theirs. */
        p->node->first = drop_guard(
            copy_list(copy, cmark_node_first_child(from), RF_LIMIT_MARKDOWN_DEPTH / 2));
        from = cmark_node_next(from);
    }
    rf_buf_clear(&later->text);
}

/* Reports what the whole text shows: entities that made forbidden characters, or lists
 * and quotes too deep in each other, with which the text is refused. */
static struct referat_node *finish(struct copy *copy, struct referat_node *list)
{
    if (!copy->is_too_deep) {
        rf_check_entities(copy->diags, copy->markdown, list);
        return list;
    }
    rf_diag_report(copy->diags, RF_CODE_LIMIT_EXCEEDED,
                   rf_md_line_span(copy->markdown, copy->deep_line, 0),
                   "Markdown nested deeper than %d levels", RF_LIMIT_MARKDOWN_DEPTH);
    return NULL;
}

struct referat_node *rf_markdown_blocks(struct rf_arena *arena, struct rf_diags *diags,
                                        const struct rf_markdown *markdown)
{
    if (!markdown->text_bytes || !rf_md_within_size(diags, markdown)) {
        return NULL;
    }
    struct copy copy = {.arena = arena, .diags = diags, .markdown = markdown};
    copy.lines = index_lines(markdown);
    if (!rf_md_within_limits(diags, markdown, &copy.lines)) {
        rf_arena_reset(rf_md_scratch());
        return NULL;
    }
    cmark_node *document = parse(markdown->text, markdown->text_bytes);
    struct referat_node *list = copy_list(&copy, cmark_node_first_child(document), 1);
    parse_later(&copy);
    rf_arena_reset(rf_md_scratch());
    return finish(&copy, list);
}

/* The signs at which cmark may read anything but text; a text without them needs no
 * parser. */
#define IS_SIGN(c)                                                                       \
    (((c) == '\n') | ((c) == '`') | ((c) == '\\') | ((c) == '&') | ((c) == '_') |        \
     ((c) == '*') | ((c) == '[') | ((c) == ']') | ((c) == '<') | ((c) == '!'))
RF_SCANNER(scan_signs, IS_SIGN)

struct referat_node *rf_md_plain(struct rf_arena *arena, const char *p, size_t n,
                                 uint32_t start_bytes)
{
    if (scan_signs(p, 0, n) < n) {
        return NULL;
    }
    struct referat_node *node = RF_ARENA_NEW(arena, struct referat_node);
    node->type = REFERAT_TEXT;
    node->text = rf_arena_copy(arena, p, n);
    node->text_bytes = (uint32_t)n;
    node->start_bytes = start_bytes;
    return node;
}

struct referat_node *rf_markdown_inlines(struct rf_arena *arena, struct rf_diags *diags,
                                         const struct rf_markdown *markdown)
{
    const char *p = markdown->text;
    size_t n = markdown->text_bytes;
    while (n && strchr(" \t\n", *p)) {
        p++;
        n--;
    }
    while (n && strchr(" \t\n", p[n - 1])) {
        n--;
    }
    if (n == 0) {
        return NULL;
    }
    uint32_t start = rf_md_line_span(markdown, 1, 0).start_bytes;
    struct referat_node *plain = rf_md_plain(arena, p, n, start);
    if (plain || !rf_md_within_size(diags, markdown)) {
        return plain;
    }
    struct rf_md_lines lines = index_lines(markdown);
    if (!rf_md_within_limits(diags, markdown, &lines)) {
        rf_arena_reset(rf_md_scratch());
        return NULL;
    }
    char *guarded = rf_arena_alloc(rf_md_scratch(), n + 3);
    memcpy(guarded, "X ", 2);
    memcpy(guarded + 2, p, n);
    for (char *c = guarded; (c = strchr(c, '\n')) != NULL;) {
        *c = ' ';
    }
    struct copy copy = {.arena = arena, .diags = diags, .markdown = markdown};
    copy.block_start_bytes = start;
    cmark_node *paragraph = cmark_node_first_child(parse(guarded, n + 2));
    struct referat_node *list =
        drop_guard(copy_list(&copy, cmark_node_first_child(paragraph), 1));
    rf_arena_reset(rf_md_scratch());
    return finish(&copy, list);
}
