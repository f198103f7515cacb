/* The lines of the minutes' body, as a reader sees them: without markup, each with its
 * place (model).
 *
 * The tree of Markdown is walked block by block, and a line ends at each break. cmark
 * gives the first line of a block alone, so lines are counted from there; where code or
 * an address may have run over several lines, the count is corrected by looking for a
 * word of the line (the needle) in the next lines of the source. Most lines begin with a
 * word that is no item's name: these are dull, and are dropped at their first byte. */
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "diag/source.h"
#include "model/near.h"

/* So much of a line is looked at; a title that is longer is compared by its beginning. */
enum { LINE_BYTES = 600, NEEDLE_BYTES = 24 };

/* Lines of source in which the words of a line are looked for: code and addresses may run
 * over some. */
enum { LOOK_LINES = 16 };

struct flow {
    const struct rf_near_lines *to;
    const struct referat_source *source;
    struct rf_buf text;        /* of the line at hand */
    bool has_bold, has_other;  /* words that are bold, and that are not */
    int html_bold;             /* within <b>, which is shown as text */
    char needle[NEEDLE_BYTES]; /* a word of it, as it stands in the source */
    uint32_t line_start;       /* where a line before it begins in the source … */
    unsigned passed;           /* … and so many lines lie between */
    bool may_be_off;           /* code or an address before it may have run over lines */
    enum rf_near_kind kind;    /* LINE or HEADING */
    bool is_cell;
    bool is_dull;       /* neither bold nor with a name at its beginning */
    const char *marker; /* "2. " of the list item whose first line it is; "" else */
};

/* ---- Places ---- */

/* The offset of the line after the one at an offset. */
static uint32_t next_line(const struct referat_source *source, uint32_t at)
{
    const char *end = memchr(source->text + at, '\n', source->text_bytes - at);
    return end ? (uint32_t)(end - source->text) + 1 : source->text_bytes;
}

/* The line that has the needle, from where one is expected on to the paragraph's end;
 * else the expected one: its words are written in another way (escapes, entities). */
static uint32_t find_line(const struct flow *flow)
{
    const struct referat_source *source = flow->source;
    size_t n = strlen(flow->needle);
    uint32_t at = flow->line_start;
    for (int i = 0; flow->may_be_off && i < LOOK_LINES && at < source->text_bytes; i++) {
        uint32_t end = next_line(source, at);
        for (uint32_t p = at; n && p + n <= end; p++) {
            if (memcmp(source->text + p, flow->needle, n) == 0) {
                return at;
            }
        }
        if (source->text[at + strspn(source->text + at, " \t")] == '\n') {
            break;
        }
        at = end;
    }
    return flow->line_start;
}

/* Where the line at hand stands, without the blanks before it. */
static struct referat_span place(struct flow *flow)
{
    const struct referat_source *source = flow->source;
    for (; flow->passed; flow->passed--) {
        flow->line_start = next_line(source, flow->line_start);
    }
    flow->line_start = find_line(flow);
    const char *line = source->text + flow->line_start;
    size_t n = strcspn(line, "\n"), blanks = strspn(line, " \t");
    blanks = blanks < n ? blanks : 0;
    return (struct referat_span){source, flow->line_start + (uint32_t)blanks,
                                 flow->line_start + (uint32_t)n};
}

/* ---- A line ---- */

/* Calls the taker for one line. */
static void hand_over(struct flow *flow, enum rf_near_kind kind, const char *text,
                      struct referat_span span)
{
    const struct rf_near_line line = {
        .kind = kind, .text = text, .span = span, .is_cell = flow->is_cell};
    flow->to->take(flow->to->owner, &line);
}

/* Ends a line, and expects the next one on the next line of the source. A numbered list
 * item is handed over with its number; if it is bold, without it as well. */
static void end_line(struct flow *flow)
{
    bool has_words = flow->has_bold || flow->has_other;
    if (has_words) {
        const char *text = rf_buf_string(&flow->text);
        struct referat_span span = place(flow);
        bool is_bold = flow->has_bold && !flow->has_other && flow->kind == RF_NEAR_LINE;
        if (*flow->marker) {
            hand_over(flow, RF_NEAR_LINE,
                      rf_arena_join(flow->to->arena, flow->marker, text, NULL), span);
        }
        if (!*flow->marker || is_bold) {
            hand_over(flow, is_bold ? RF_NEAR_BOLD : flow->kind, text, span);
        }
    }
    flow->passed++;
    flow->marker = "";
    flow->has_bold = flow->has_other = false;
    flow->is_dull = false;
    flow->needle[0] = '\0';
    rf_buf_reset(&flow->text);
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* Takes the first word of some length as the needle: marks before it may be escaped in
 * the source. */
static void take_needle(struct flow *flow, const char *p, size_t n)
{
    enum { ENOUGH_BYTES = 4 };
    for (size_t at = 0, end; at < n && strlen(flow->needle) < ENOUGH_BYTES; at = end) {
        while (at < n && !is_word_byte(p[at])) {
            at++;
        }
        for (end = at; end < n && is_word_byte(p[end]); end++) {
        }
        size_t bytes = end - at < NEEDLE_BYTES ? end - at : NEEDLE_BYTES - 1;
        if (!flow->needle[0] || bytes >= ENOUGH_BYTES) {
            memcpy(flow->needle, p + at, bytes);
            flow->needle[bytes] = '\0';
        }
    }
}

/* True where the line begins with a byte that no item's name begins with. */
static bool begins_dully(const struct flow *flow, const char *p, size_t n)
{
    size_t at = 0;
    while (at < n && !is_word_byte(p[at]) && p[at] != '#') {
        at++;
    }
    return at < n && p[at] != '#' && !flow->to->may_begin[(unsigned char)p[at]];
}

/* Appends a text to the line at hand, and notes whether it has words that are bold, and
 * others. Marks alone do not count: a colon after bold words leaves the line bold. */
static void add(struct flow *flow, const char *p, size_t n, bool is_bold)
{
    bool is_first =
        !flow->has_bold && !flow->has_other && !flow->text.n && !flow->is_dull;
    if (is_first && !is_bold && !*flow->marker && !flow->is_cell &&
        flow->kind == RF_NEAR_LINE) {
        flow->is_dull = begins_dully(flow, p, n);
    }
    if (flow->is_dull) {
        return;
    }
    n = flow->text.n + n > LINE_BYTES ? LINE_BYTES - flow->text.n : n;
    if (flow->may_be_off) {
        take_needle(flow, p, n);
    }
    bool *has_any = is_bold ? &flow->has_bold : &flow->has_other;
    for (size_t i = 0; i < n && !*has_any; i++) {
        *has_any = is_word_byte(p[i]);
    }
    rf_buf_add(&flow->text, p, n);
}

/* ---- Inlines ---- */

/* True for the tag of that name, in any case. */
static bool begins_tag(const struct referat_node *node, const char *name)
{
    const char *p = node->text ? node->text : "";
    size_t i = 0;
    for (; name[i]; i++) {
        char c = p[i] >= 'A' && p[i] <= 'Z' ? (char)(p[i] + ('a' - 'A')) : p[i];
        if (c != name[i]) {
            return false;
        }
    }
    return strchr(" />\t", p[i]) != NULL;
}

/* Raw HTML is shown as text, but its author meant what it does elsewhere: bold words are
 * bold, and <br> ends a line. */
static void take_tag(struct flow *flow, const struct referat_node *node)
{
    if (begins_tag(node, "<b") || begins_tag(node, "<strong")) {
        flow->html_bold++;
    } else if (begins_tag(node, "</b") || begins_tag(node, "</strong")) {
        flow->html_bold -= flow->html_bold > 0;
    } else if (begins_tag(node, "<br")) {
        end_line(flow);
        flow->passed--; /* the next one is on the same line of the source */
    }
}

/* The text of a list of inlines. Code counts as one sign that no title has: what a reader
 * sees there is no title. */
static void take_inlines(struct flow *flow, const struct referat_node *list, bool is_bold)
{
    static const char code[] = "\xEF\xBF\xBC"; /* what a reader sees is no title */
    for (const struct referat_node *node = list; node; node = node->next) {
        switch (node->type) {
        case REFERAT_TEXT:
            add(flow, node->text, node->text_bytes, is_bold || flow->html_bold);
            break;
        case REFERAT_SOFT_BREAK:
        case REFERAT_LINE_BREAK:
            end_line(flow);
            break;
        case REFERAT_CODE:
            add(flow, code, sizeof code - 1, is_bold);
            flow->may_be_off = true;
            break;
        case REFERAT_HTML_INLINE:
            take_tag(flow, node);
            break;
        default:
            take_inlines(flow, node->first, is_bold || node->type == REFERAT_STRONG);
            flow->may_be_off = flow->may_be_off || node->text;
            break;
        }
    }
}

/* ---- Blocks ---- */

/* Lines are counted from the one that the block begins on. */
static void begin_block(struct flow *flow, const struct referat_node *node,
                        enum rf_near_kind kind)
{
    flow->line_start = node->start_bytes;
    while (flow->line_start && flow->source->text[flow->line_start - 1] != '\n') {
        flow->line_start--;
    }
    flow->passed = 0;
    flow->kind = kind;
    flow->html_bold = 0;
    flow->may_be_off = false;
}

/* A paragraph or heading. A dull paragraph of one text, as most are, is passed over as a
 * whole. */
static void take_paragraph(struct flow *flow, const struct referat_node *node,
                           enum rf_near_kind kind)
{
    const struct referat_node *text = node->first;
    if (kind == RF_NEAR_LINE && text && text->type == REFERAT_TEXT && !text->next &&
        !*flow->marker && begins_dully(flow, text->text, text->text_bytes)) {
        return;
    }
    begin_block(flow, node, kind);
    take_inlines(flow, node->first, false);
    end_line(flow);
}

/* "<h2>2. Title</h2>" is shown as it stands: each line's words are taken, as bold ones
 * once a tag of a heading, <b> or <strong> has begun. */
static void take_html(struct flow *flow, const struct referat_node *node)
{
    const char *p = node->text, *end = p + node->text_bytes;
    begin_block(flow, node, RF_NEAR_LINE);
    while (p < end) {
        const char *eol = memchr(p, '\n', (size_t)(end - p));
        bool is_tag = false, is_strong = false;
        eol = eol ? eol : end;
        for (; p < eol; p++) {
            char next = p + 1 < eol ? p[1] : ' ';
            if (*p == '<' && (is_word_byte(next) || next == '/')) { /* no comment */
                is_tag = true;
                is_strong = is_strong || strchr("bBhHsS", next);
            } else if (!is_tag) {
                add(flow, p, 1, is_strong);
            }
            is_tag = is_tag && *p != '>';
        }
        end_line(flow);
        p = eol + 1;
    }
}

static void take_blocks(struct flow *flow, const struct referat_node *list);

/* A list. The number of each item is taken as it was typed: Markdown counts on from the
 * first. */
static void take_list(struct flow *flow, const struct referat_node *list)
{
    struct rf_arena *arena = flow->to->arena;
    for (const struct referat_node *item = list->first; item; item = item->next) {
        const char *p = flow->source->text + item->start_bytes;
        size_t n = list->is_ordered ? strspn(p, "0123456789") : 0;
        flow->marker =
            n ? rf_arena_join(arena, rf_arena_copy(arena, p, n), ". ", NULL) : "";
        take_blocks(flow, item->first);
        flow->marker = "";
    }
}

/* A table's row: each cell as a line, and then the row as one. */
static void take_row(struct flow *flow, const struct referat_node *row)
{
    struct rf_buf all = {0};
    flow->is_cell = true;
    for (const struct referat_node *cell = row->first; cell; cell = cell->next) {
        begin_block(flow, row, RF_NEAR_LINE);
        take_inlines(flow, cell->first, false);
        rf_buf_add(&all, flow->text.p ? flow->text.p : "", flow->text.n);
        rf_buf_char(&all, ' ');
        end_line(flow);
    }
    flow->is_cell = false;
    begin_block(flow, row, RF_NEAR_LINE);
    const struct rf_near_line line = {.kind = RF_NEAR_LINE,
                                      .text = rf_buf_string(&all),
                                      .span = place(flow),
                                      .is_row = true};
    flow->to->take(flow->to->owner, &line);
    rf_buf_clear(&all);
}

/* Trees are shallow: the parser's limit bounds the recursion. */
static void take_blocks(struct flow *flow, const struct referat_node *list)
{
    for (const struct referat_node *node = list; node; node = node->next) {
        switch (node->type) {
        case REFERAT_HEADING:
            take_paragraph(flow, node, RF_NEAR_HEADING);
            break;
        case REFERAT_PARAGRAPH:
            take_paragraph(flow, node, RF_NEAR_LINE);
            break;
        case REFERAT_LIST:
            take_list(flow, node);
            break;
        case REFERAT_HTML_BLOCK:
            take_html(flow, node);
            break;
        case REFERAT_TABLE:
            for (const struct referat_node *row = node->first; row; row = row->next) {
                take_row(flow, row);
            }
            break;
        default: /* quotes, code, rules */
            break;
        }
    }
}

void rf_near_lines(const struct rf_near_lines *lines, const struct referat_node *blocks)
{
    struct flow flow = {.to = lines, .source = lines->source, .marker = ""};
    take_blocks(&flow, blocks);
    rf_buf_clear(&flow.text);
}
