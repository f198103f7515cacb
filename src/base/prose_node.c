/* Walks Markdown nodes, takes their plain text and their blanks (base). */
#include "base/prose_node.h"

#include <string.h>

#include "base/buf.h"

enum { STACK = 48 }; /* as struct rf_node_walk has it */

void rf_node_walk_begin(struct rf_node_walk *walk, const struct referat_node *list)
{
    walk->stack[0] = list;
    walk->depth = list ? 1 : 0;
}

const struct referat_node *rf_node_walk_next(struct rf_node_walk *walk)
{
    if (walk->depth == 0) {
        return NULL;
    }
    const struct referat_node *node = walk->stack[walk->depth - 1];
    if (node->next) {
        walk->stack[walk->depth - 1] = node->next;
    } else {
        walk->depth--;
    }
    if (node->first && walk->depth < (int)STACK) {
        walk->stack[walk->depth++] = node->first;
    }
    return node;
}

/* Appends the text of nodes; blocks (types before REFERAT_TEXT) and breaks are parted by
 * one space. The text member of a link or image is its target, and not shown. */
static void add_plain(const struct referat_node *list, struct rf_buf *out)
{
    for (const struct referat_node *node = list; node; node = node->next) {
        if (node->type < REFERAT_TEXT && out->n && out->p[out->n - 1] != ' ') {
            rf_buf_char(out, ' ');
        }
        if (node->type == REFERAT_SOFT_BREAK || node->type == REFERAT_LINE_BREAK) {
            rf_buf_char(out, ' ');
        } else if (node->type != REFERAT_LINK && node->type != REFERAT_IMAGE &&
                   node->text) {
            rf_buf_add(out, node->text, node->text_bytes);
        }
        add_plain(node->first, out);
    }
}

const char *rf_markdown_plain(struct rf_arena *arena, const struct referat_node *list)
{
    if (!list) {
        return "";
    }
    if (list->type == REFERAT_TEXT && !list->next) {
        return list->text;
    }
    struct rf_buf out = {0};
    add_plain(list, &out);
    const char *plain = rf_arena_copy(arena, out.p ? out.p : "", out.n);
    rf_buf_clear(&out);
    return plain;
}

/* ---- Blanks ---- */

void rf_node_tidy(struct rf_arena *arena, struct referat_node *list)
{
    bool after_blank = true;
    for (struct referat_node *node = list; node; node = node->next) {
        if (node->type != REFERAT_TEXT) {
            after_blank = false;
            continue;
        }
        char *text = rf_arena_copy(arena, node->text, node->text_bytes);
        size_t n = 0;
        for (size_t i = 0; i < node->text_bytes; i++) {
            bool is_blank = text[i] == ' ' || text[i] == '\n';
            if (!is_blank || !after_blank) {
                text[n++] = is_blank ? ' ' : text[i];
            }
            after_blank = is_blank;
        }
        text[n] = '\0';
        node->text = text;
        node->text_bytes = (uint32_t)n;
    }
    /* The last words end without blanks, whatever empty texts follow them. */
    struct referat_node *last = list;
    for (struct referat_node *node = list; node; node = node->next) {
        bool is_blank =
            node->type == REFERAT_TEXT && strspn(node->text, " ") == node->text_bytes;
        last = is_blank ? last : node;
    }
    for (struct referat_node *node = last; node; node = node->next) {
        while (node->type == REFERAT_TEXT && node->text_bytes &&
               node->text[node->text_bytes - 1] == ' ') {
            node->text_bytes--;
            ((char *)node->text)[node->text_bytes] = '\0';
        }
    }
}
