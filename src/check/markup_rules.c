/* Rules about the markup of prose: what Markdown made of it, and whether readers can use
 * it (check): raw-html, unsafe-link, missing-alt, heading-skip, accidental-list, and the
 * part of near-markup that is about headings. format.md section 9.
 *
 * One walk over the tree takes each node to its rules; texts go on to text_rules.c, links
 * to annex_words.c.
 *
 * accidental-list, and near-markup of a line that was to be a heading:
 *
 *     30. november holdes et ekstra møde.
 *     ##Økonomi */
#include <string.h>

#include "base/prose_node.h"
#include "base/str.h"
#include "check/scope.h"

/* What a message quotes of a longer text, bytes. */
enum { QUOTE_BYTES = 40 };

/* raw-html: shows the first line of a literal, cut between characters. The end tag of an
 * element says nothing new. */
static void check_html(struct rf_scope *scope, const struct referat_node *node)
{
    if (!node->text || rf_starts_with(node->text, "</") ||
        rf_check_cell_break(scope, node)) {
        return;
    }
    size_t n = strcspn(node->text, "\n");
    if (n > QUOTE_BYTES) {
        n = QUOTE_BYTES;
        while (n && ((unsigned char)node->text[n] & 0xc0) == 0x80) {
            n--;
        }
    }
    struct referat_diagnostic *found = rf_diag_report(
        scope->diags, RF_CODE_RAW_HTML, rf_scope_locate(scope, node->text, n),
        "%s: the raw HTML '%.*s' is shown as text", scope->where, (int)n, node->text);
    if (rf_starts_with(node->text, "<br")) {
        rf_diag_hint(scope->diags, found, "end the line with a backslash instead");
    } else {
        rf_diag_hint(scope->diags, found, "write Markdown instead, or delete it");
    }
}

/* unsafe-link: a destination of another scheme than those that are allowed. */
static void check_destination(struct rf_scope *scope, const struct referat_node *node)
{
    bool is_image = node->type == REFERAT_IMAGE;
    struct referat_diagnostic *found = rf_diag_report(
        scope->diags, RF_CODE_UNSAFE_LINK,
        rf_scope_locate(scope, node->text, node->text_bytes),
        "%s: the %s '%s' is not safe to %s and is shown as text", scope->where,
        is_image ? "picture" : "destination", node->text, is_image ? "load" : "link to");
    rf_diag_hint(scope->diags, found,
                 is_image ? "save the picture in the series and use its path"
                          : "use http:, https:, mailto:, tel: or the path of an annex");
}

/* missing-alt: who cannot see an image needs words for it (WCAG 1.1.1). */
static void check_image(struct rf_scope *scope, const struct referat_node *node)
{
    if (node->is_unsafe) {
        check_destination(scope, node);
    }
    const char *alternative = rf_markdown_plain(scope->arena, node->first);
    if (alternative[strspn(alternative, " ")]) {
        return;
    }
    struct referat_diagnostic *found = rf_diag_report(
        scope->diags, RF_CODE_MISSING_ALT, rf_scope_locate(scope, "![", 2),
        "%s: the image '%s' has no text alternative", scope->where, node->text);
    rf_diag_hint(scope->diags, found,
                 "say between the brackets what the image shows, as in ![Map](%s)",
                 node->text);
}

/* heading-skip: a level that is left out breaks the outline (WCAG 1.3.1). */
static void check_heading(struct rf_scope *scope, const struct referat_node *node)
{
    int before = scope->heading_level;
    scope->heading_level = node->level;
    if (!before || node->level <= before + 1) {
        return;
    }
    struct referat_diagnostic *found = rf_diag_report(
        scope->diags, RF_CODE_HEADING_SKIP, rf_scope_locate(scope, "#", 1),
        "%s: the heading '%s' is of level %d and follows one of level %d", scope->where,
        rf_markdown_plain(scope->arena, node->first), node->level, before);
    rf_diag_hint(scope->diags, found, "use level %d: begin the line with %.*s",
                 before + 1, before + 1, "######");
}

/* accidental-list: "30. november" at the beginning of a line is a numbered list to
 * Markdown. It has one item, and the number of a day, and begins with a month. */
static void check_list(struct rf_scope *scope, const struct referat_node *list)
{
    const struct referat_node *only = list->first;
    const int last_day = 31;
    if (!list->is_ordered || list->is_paren || !only || only->next || list->level < 1 ||
        list->level > last_day || !only->first ||
        only->first->type != REFERAT_PARAGRAPH) {
        return;
    }
    const char *plain = rf_markdown_plain(scope->arena, only->first->first);
    const char *word = rf_arena_copy(scope->arena, plain, strcspn(plain, " ,.;:\t"));
    const char *folded = rf_fold(scope->arena, word);
    bool is_month = false;
    for (size_t i = 0; i < 12 && !is_month; i++) {
        is_month = rf_streq(folded, rf_fold(scope->arena, scope->lang->months[i]));
    }
    if (!is_month) {
        return;
    }
    const char *date = rf_arena_format(scope->arena, "%d. %s", list->level, word);
    struct referat_diagnostic *found = rf_diag_report(
        scope->diags, RF_CODE_ACCIDENTAL_LIST, rf_scope_locate(scope, date, strlen(date)),
        "%s: the date '%s' became a numbered list", scope->where, date);
    rf_diag_hint(scope->diags, found, "write '%d\\. %s'", list->level, word);
}

/* near-markup: a text at the beginning of a line that is no heading, since no blank
 * follows the signs ("##Economy"). A single sign may be a word's own. Those of the
 * minutes' body belong to near-heading. */
static void check_signs(struct rf_scope *scope, const struct referat_node *text)
{
    if (scope->is_minutes_body || !text->text_bytes || *text->text != '#') {
        return;
    }
    size_t n = strspn(text->text, "#");
    if (n < 2 || n > 6 || n >= text->text_bytes || text->text[n] == ' ') {
        return;
    }
    struct referat_diagnostic *found =
        rf_diag_report(scope->diags, RF_CODE_NEAR_MARKUP,
                       rf_scope_locate(scope, text->text, text->text_bytes),
                       "%s: '%s' is no heading, and is printed as it is typed",
                       scope->where, text->text);
    rf_diag_hint(scope->diags, found,
                 "write a blank after the signs, on a line of its own: "
                 "%.*s %s",
                 (int)n, text->text, text->text + n);
}

/* The lines of a paragraph that look like headings, and the paragraph as a whole, which
 * is put together only where it may be a placeholder. */
static void check_paragraph(struct rf_scope *scope, const struct referat_node *node)
{
    const struct referat_node *text = node->first;
    bool begins_line = true;
    for (const struct referat_node *n = text; n; n = n->next) {
        if (begins_line && n->type == REFERAT_TEXT) {
            check_signs(scope, n);
        }
        begins_line = n->type == REFERAT_SOFT_BREAK;
    }
    char first = text && text->type == REFERAT_TEXT && text->text_bytes ? *text->text : 0;
    if (first == '[' || first == '.' || first == '\xe2') {
        rf_check_whole(scope, rf_markdown_plain(scope->arena, text));
    }
}

/* The rules of one node. Those of a block's children follow when the walk gets there. */
static void check_node(struct rf_scope *scope, const struct referat_node *node,
                       bool is_in_link)
{
    switch (node->type) {
    case REFERAT_HEADING:
        check_heading(scope, node);
        break;
    case REFERAT_PARAGRAPH:
        check_paragraph(scope, node);
        break;
    case REFERAT_LIST:
        check_list(scope, node);
        break;
    case REFERAT_HTML_BLOCK:
    case REFERAT_HTML_INLINE:
        check_html(scope, node);
        break;
    case REFERAT_IMAGE:
        check_image(scope, node);
        break;
    case REFERAT_LINK:
        if (node->is_unsafe) {
            check_destination(scope, node);
        } else {
            rf_check_annex_link(scope, node);
        }
        break;
    case REFERAT_TEXT:
        rf_check_text(scope, node->text, node->text_bytes, is_in_link);
        rf_check_line_end(scope, node);
        break;
    default:
        break;
    }
}

/* Trees are shallow: the parser's limit bounds the recursion. */
static void check_list_of_nodes(struct rf_scope *scope, const struct referat_node *list,
                                bool is_in_link)
{
    for (const struct referat_node *node = list; node; node = node->next) {
        if (node->type < REFERAT_TEXT) {
            rf_scope_enter(scope, node->start_bytes);
        }
        check_node(scope, node, is_in_link);
        scope->is_in_cell = scope->is_in_cell || node->type == REFERAT_TABLE_CELL;
        if (node->first) {
            check_list_of_nodes(scope, node->first,
                                is_in_link || node->type == REFERAT_LINK);
        }
        scope->is_in_cell = scope->is_in_cell && node->type != REFERAT_TABLE_CELL;
    }
}

void rf_check_nodes(struct rf_scope *scope, const struct referat_node *list)
{
    check_list_of_nodes(scope, list, false);
}
