/* Markdown nodes as HTML5 (render): CommonMark's own rendering, byte for byte as cmark
 * writes it, and what a page adds to it: abbreviations, captions, ids of headings, links
 * that lead into the pack. A context without a series is no page; the specification's
 * tests render so. Nodes are walked recursively; the parser limits their depth. */
#include <string.h>

#include "base/str.h"
#include "lang/lang.h"
#include "render/abbreviation.h"
#include "render/html_escape.h"
#include "render/prose_writer.h"

enum { MAX_HEADINGS = 7, SLUG_BYTES = 60 };

/* One call's state. */
struct writer {
    const struct rf_prose_context *context;
    struct rf_buf *out;
    struct rf_arena arena; /* slugs that were used */
    struct used_slug *used;
    int open_levels[MAX_HEADINGS]; /* the source levels of the headings we are under */
    int open_count;
    const struct referat_node *caption; /* of the table or picture to come */
};

struct used_slug {
    const char *slug;
    struct used_slug *next;
};

static void write_blocks(struct writer *writer, const struct referat_node *list,
                         bool is_tight);
static void write_inlines(struct writer *writer, const struct referat_node *list);

__attribute__((always_inline)) static inline void puts_html(struct writer *writer,
                                                            const char *s)
{
    rf_html_markup(writer->out, s);
}

/* Abbreviations of the series get their meaning as a title; all between two of them is
 * written at once. */
static void write_text(struct writer *writer, const char *p, size_t n)
{
    size_t from = 0, at, size;
    const struct referat_unit *unit;
    const struct rf_abbreviations *list = writer->context->abbreviations;
    while (list && (unit = rf_abbreviation_find(list, p, n, from, &at, &size)) != NULL) {
        rf_html_text_n(writer->out, p + from, at - from);
        puts_html(writer, "<abbr title=\"");
        rf_html_attribute(writer->out, unit->name);
        puts_html(writer, "\">");
        rf_html_text(writer->out, unit->abbreviation);
        puts_html(writer, "</abbr>");
        from = at + size;
    }
    rf_html_text_n(writer->out, p + from, n - from);
}

/* ---- Links and pictures ---- */

static void write_title(struct writer *writer, const struct referat_node *node)
{
    if (node->title) {
        puts_html(writer, "\" title=\"");
        rf_html_text(writer->out, node->title);
    }
}

/* Writes the start tag of a link and leaves it open: to an annex's place in the pack, to
 * another meeting's pack, or to where the text says. The class says how the page number
 * is printed after the link: "see" as " (side 12)", "at" as ", side 12"; NULL: no number.
 */
static void write_anchor(struct writer *writer, const struct referat_node *node,
                         const char *class_name)
{
    const struct rf_prose_context *context = writer->context;
    const struct referat_annex *annex = referat_node_annex(node);
    const char *folder = referat_node_meeting_folder(node);
    puts_html(writer, "<a");
    if (class_name) {
        rf_buf_join(writer->out, " class=\"", class_name, "\"", NULL);
    }
    puts_html(writer, " href=\"");
    if (annex) {
        puts_html(writer, context->is_pack ? "#" : "pack.html#");
        rf_html_url(writer->out, annex->anchor, strlen(annex->anchor));
    } else if (folder) {
        puts_html(writer, context->root);
        rf_html_url(writer->out, folder, strlen(folder));
        puts_html(writer, "/pack.html");
    } else {
        rf_html_url(writer->out, node->text, node->text_bytes);
    }
}

/* A link that leads nowhere from this page is its words, with the address in brackets.
 * One to an annex is followed by the annex's number in the pack, " (Punkt 3, Bilag 2)",
 * which is a link too where the annex is on this page. */
static void write_link(struct writer *writer, const struct referat_node *node)
{
    bool is_words = writer->context->is_print && referat_node_meeting_folder(node);
    if (is_words || rf_link_is_dead(writer->context, node)) {
        write_inlines(writer, node->first);
        if (!is_words && rf_link_says_where(writer->context, node)) {
            puts_html(writer, " (");
            rf_html_text_n(writer->out, node->text, node->text_bytes);
            puts_html(writer, ")");
        }
        return;
    }
    struct rf_buf see = {0};
    bool is_annex = referat_node_annex(node);
    bool is_see = is_annex && rf_link_see_annex(writer->context, node, &see);
    bool is_here = is_annex && writer->context->is_pack;
    write_anchor(writer, node, is_here && !is_see ? "see" : NULL);
    write_title(writer, node);
    puts_html(writer, "\">");
    write_inlines(writer, node->first);
    puts_html(writer, "</a>");
    if (is_see) {
        puts_html(writer, " (");
        if (is_here) {
            write_anchor(writer, node, "at");
            puts_html(writer, "\">");
        }
        rf_html_text_n(writer->out, see.p, see.n);
        puts_html(writer, is_here ? "</a>)" : ")");
    }
    rf_buf_clear(&see);
}

/* A page holds its pictures and requests none: one that could not be embedded is its
 * alternative text. */
static void write_image(struct writer *writer, const struct referat_node *node)
{
    struct rf_buf alt = {0};
    rf_prose_plain(node->first, &alt);
    const struct referat_image *image = referat_node_image(node);
    bool is_page = writer->context->series != NULL;
    if (!image && (is_page || node->is_unsafe)) {
        rf_html_text_n(writer->out, alt.p ? alt.p : "", alt.n);
        rf_buf_clear(&alt);
        return;
    }
    puts_html(writer, "<img src=\"");
    if (image) {
        rf_html_picture(writer->out, image);
    } else {
        rf_html_url(writer->out, node->text, node->text_bytes);
    }
    puts_html(writer, "\" alt=\"");
    rf_html_text_n(writer->out, alt.p ? alt.p : "", alt.n);
    write_title(writer, node);
    puts_html(writer, "\">");
    rf_buf_clear(&alt);
}

/* ---- Inlines ---- */

static void write_element(struct writer *writer, const char *open, const char *close,
                          const struct referat_node *node)
{
    puts_html(writer, open);
    if (node->type == REFERAT_CODE) {
        rf_html_text_n(writer->out, node->text, node->text_bytes);
    } else {
        write_inlines(writer, node->first);
    }
    puts_html(writer, close);
}

static void write_inlines(struct writer *writer, const struct referat_node *list)
{
    for (const struct referat_node *node = list; node; node = node->next) {
        switch (node->type) {
        case REFERAT_TEXT:
            write_text(writer, node->text, node->text_bytes);
            break;
        case REFERAT_SOFT_BREAK:
            puts_html(writer, writer->context->series ? " " : "\n");
            break;
        case REFERAT_LINE_BREAK:
            puts_html(writer, writer->context->series ? "<br>" : "<br>\n");
            break;
        case REFERAT_CODE:
            write_element(writer, "<code>", "</code>", node);
            break;
        case REFERAT_EMPHASIS:
            write_element(writer, "<em>", "</em>", node);
            break;
        case REFERAT_STRONG:
            write_element(writer, "<strong>", "</strong>", node);
            break;
        case REFERAT_LINK:
            write_link(writer, node);
            break;
        case REFERAT_IMAGE:
            write_image(writer, node);
            break;
        default: /* raw HTML reads as its author wrote it */
            rf_html_text_n(writer->out, node->text, node->text_bytes);
            break;
        }
    }
}

/* ---- Headings ---- */

static bool is_used(const struct writer *writer, const char *slug)
{
    for (const struct used_slug *used = writer->used; used; used = used->next) {
        if (strcmp(used->slug, slug) == 0) {
            return true;
        }
    }
    return false;
}

/* The heading's words as an id, with a number where the same call has used it before. */
static const char *unique_slug(struct writer *writer, const struct referat_node *heading)
{
    struct rf_buf text = {0};
    rf_prose_plain(heading->first, &text);
    const char *base = rf_slug(&writer->arena, rf_buf_string(&text), SLUG_BYTES);
    rf_buf_clear(&text);
    base = *base ? base : "section";
    const char *slug = base;
    for (int i = 2; is_used(writer, slug); i++) {
        slug = rf_arena_format(&writer->arena, "%s-%d", base, i);
    }
    struct used_slug *used = RF_ARENA_NEW(&writer->arena, struct used_slug);
    *used = (struct used_slug){slug, writer->used};
    writer->used = used;
    return slug;
}

/* The level on the page: one below the heading above it, so that no level is skipped. */
static int page_level(struct writer *writer, int level)
{
    const struct rf_prose_context *context = writer->context;
    int shown = level;
    if (context->heading_top) {
        while (writer->open_count &&
               writer->open_levels[writer->open_count - 1] >= level) {
            writer->open_count--;
        }
        writer->open_levels[writer->open_count++] = level;
        shown = context->heading_top + writer->open_count - 1;
    }
    shown += context->heading_shift;
    return shown < 1 ? 1 : shown > 6 ? 6 : shown;
}

static void write_heading(struct writer *writer, const struct referat_node *node)
{
    char level = (char)('0' + page_level(writer, node->level));
    puts_html(writer, "<h");
    rf_buf_char(writer->out, level);
    if (writer->context->anchor_prefix) {
        puts_html(writer, " id=\"");
        rf_html_attribute(writer->out, writer->context->anchor_prefix);
        rf_html_attribute(writer->out, unique_slug(writer, node));
        puts_html(writer, "\"");
    }
    puts_html(writer, ">");
    write_inlines(writer, node->first);
    puts_html(writer, "</h");
    rf_buf_char(writer->out, level);
    puts_html(writer, ">\n");
}

/* ---- Tables ---- */

static void write_row(struct writer *writer, const struct referat_node *row, bool is_head)
{
    static const char *const align[] = {"", " class=\"left\"", " class=\"center\"",
                                        " class=\"right\""};
    puts_html(writer, "<tr>\n");
    for (const struct referat_node *cell = row->first; cell; cell = cell->next) {
        /* A head without words heads nothing (WCAG 1.3.1): on a page it is a plain cell.
         */
        bool is_th = is_head && (cell->first || !writer->context->series);
        puts_html(writer, is_th ? "<th scope=\"col\"" : "<td");
        puts_html(writer, align[cell->align]);
        puts_html(writer, ">");
        write_inlines(writer, cell->first);
        puts_html(writer, is_th ? "</th>\n" : "</td>\n");
    }
    puts_html(writer, "</tr>\n");
}

/* Writes the caption that write_blocks found for the block at hand, if any. */
static void write_caption(struct writer *writer, const char *open, const char *close)
{
    if (writer->caption) {
        write_element(writer, open, close, writer->caption);
        writer->caption = NULL;
    }
}

/* On a page, in a box that scrolls on its own, by keyboard too; its caption is the box's
 * name. */
static void write_table(struct writer *writer, const struct referat_node *table)
{
    bool is_page = writer->context->series != NULL;
    struct rf_buf name = {0};
    if (is_page) {
        puts_html(writer, table->is_landscape ? "<div class=\"table landscape\""
                                              : "<div class=\"table\"");
        puts_html(writer, " role=\"group\" tabindex=\"0\"");
        if (writer->caption) {
            rf_prose_plain(writer->caption->first, &name);
            puts_html(writer, " aria-label=\"");
            rf_html_attribute(writer->out, rf_buf_string(&name));
            puts_html(writer, "\"");
            rf_buf_clear(&name);
        }
        puts_html(writer, ">\n");
    }
    puts_html(writer, "<table>\n");
    write_caption(writer, "<caption>", "</caption>\n");
    puts_html(writer, "<thead>\n");
    write_row(writer, table->first, true);
    puts_html(writer, "</thead>\n");
    if (table->first->next) {
        puts_html(writer, "<tbody>\n");
        for (const struct referat_node *row = table->first->next; row; row = row->next) {
            write_row(writer, row, false);
        }
        puts_html(writer, "</tbody>\n");
    }
    puts_html(writer, is_page ? "</table>\n</div>\n" : "</table>\n");
}

/* ---- Blocks ---- */

static void write_paragraph(struct writer *writer, const struct referat_node *node,
                            bool is_tight)
{
    bool is_figure = writer->caption != NULL;
    puts_html(writer, is_figure ? "<figure>\n" : is_tight ? "" : "<p>");
    write_inlines(writer, node->first);
    if (is_figure) {
        write_caption(writer, "\n<figcaption>", "</figcaption>\n</figure>\n");
    } else if (!is_tight) {
        puts_html(writer, "</p>\n");
    }
}

static void write_code(struct writer *writer, const struct referat_node *node)
{
    puts_html(writer, "<pre><code");
    if (node->title) {
        puts_html(writer, " class=\"language-");
        rf_html_text_n(writer->out, node->title, strcspn(node->title, " \t\n"));
        puts_html(writer, "\"");
    }
    puts_html(writer, ">");
    rf_html_text_n(writer->out, node->text, node->text_bytes);
    puts_html(writer, "</code></pre>\n");
}

/* Tasks begin with a ballot box, checked or empty: form controls would ask to be used. */
static void write_list(struct writer *writer, const struct referat_node *list)
{
    if (list->is_ordered && list->level != 1) {
        rf_buf_printf(writer->out, "<ol start=\"%d\">\n", list->level);
    } else {
        puts_html(writer, list->is_ordered ? "<ol>\n" : "<ul>\n");
    }
    for (const struct referat_node *item = list->first; item; item = item->next) {
        puts_html(writer, item->task ? "<li class=\"task\">" : "<li>");
        if (item->task) {
            bool is_done = item->task == REFERAT_TASK_DONE;
            puts_html(writer, is_done ? "\xE2\x98\x91 " : "\xE2\x98\x90 ");
        }
        write_blocks(writer, item->first, list->is_tight);
        puts_html(writer, "</li>\n");
    }
    puts_html(writer, list->is_ordered ? "</ol>\n" : "</ul>\n");
}

static void write_block(struct writer *writer, const struct referat_node *node,
                        bool is_tight)
{
    switch (node->type) {
    case REFERAT_HEADING:
        write_heading(writer, node);
        break;
    case REFERAT_LIST:
        write_list(writer, node);
        break;
    case REFERAT_QUOTE:
        puts_html(writer, "<blockquote>\n");
        write_blocks(writer, node->first, false);
        puts_html(writer, "</blockquote>\n");
        break;
    case REFERAT_CODE_BLOCK:
        write_code(writer, node);
        break;
    case REFERAT_RULE:
        puts_html(writer, "<hr>\n");
        break;
    case REFERAT_HTML_BLOCK:
        puts_html(writer, "<pre class=\"raw\">");
        rf_html_text_n(writer->out, node->text, node->text_bytes);
        puts_html(writer, "</pre>\n");
        break;
    case REFERAT_TABLE:
        write_table(writer, node);
        break;
    default:
        write_paragraph(writer, node, is_tight);
        break;
    }
}

/* What a caption may belong to: a table, or a picture alone in its paragraph. */
static bool takes_caption(const struct referat_node *node)
{
    return node && (node->type == REFERAT_TABLE ||
                    (node->type == REFERAT_PARAGRAPH && node->first &&
                     node->first->type == REFERAT_IMAGE && !node->first->next));
}

/* Writes blocks, each on a line of its own. A caption's paragraph above or below its
 * table or picture is not written where it stands: it is kept for that block, the one
 * above first. is_tight: paragraphs of a list without blank lines have no <p>. */
static void write_blocks(struct writer *writer, const struct referat_node *list,
                         bool is_tight)
{
    bool is_page = writer->context->series != NULL;
    struct rf_buf *out = writer->out;
    const struct referat_node *before = NULL;
    for (const struct referat_node *node = list; node && node != writer->context->until;
         before = node, node = node->next) {
        bool is_above = is_page && node->is_caption && takes_caption(node->next);
        bool is_below = is_page && node->is_caption && !is_above && takes_caption(before);
        if (is_above) {
            writer->caption = node;
        }
        if (is_above || is_below) {
            continue;
        }
        bool takes = is_page && takes_caption(node) && !writer->caption;
        if (takes && node->next && node->next->is_caption) {
            writer->caption = takes_caption(node->next->next) ? NULL : node->next;
        }
        bool is_inline = is_tight && node->type == REFERAT_PARAGRAPH;
        if (!is_inline && out->n && out->p[out->n - 1] != '\n') {
            rf_buf_char(out, '\n');
        }
        write_block(writer, node, is_tight);
    }
}

void rf_prose_html(const struct rf_prose_context *context,
                   const struct referat_node *list, struct rf_buf *out)
{
    struct writer writer = {.context = context, .out = out};
    write_blocks(&writer, list, false);
    rf_arena_clear(&writer.arena);
}

void rf_inlines_html(const struct rf_prose_context *context,
                     const struct referat_node *list, struct rf_buf *out)
{
    struct writer writer = {.context = context, .out = out};
    write_inlines(&writer, list);
}
