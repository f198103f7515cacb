/* Walks Markdown nodes, takes their plain text and finds an inline's place in its source
 * (load). */
#include <string.h>

#include "load/markdown.h"
#include "source/source.h"

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

static bool is_block(const struct referat_node *node)
{
    return node->type < REFERAT_TEXT;
}

static void add_plain(const struct referat_node *list, struct rf_buf *out)
{
    for (const struct referat_node *node = list; node; node = node->next) {
        if (is_block(node) && out->n && out->p[out->n - 1] != ' ') {
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

static const char *find(const char *p, size_t n, const char *what, size_t size)
{
    while (n >= size) {
        const char *hit = memchr(p, *what, n - size + 1);
        if (!hit || memcmp(hit, what, size) == 0) {
            return hit;
        }
        n -= (size_t)(hit + 1 - p);
        p = hit + 1;
    }
    return NULL;
}

struct referat_span rf_node_locate(const struct rf_markdown *markdown,
                                   const struct referat_node *node,
                                   uint32_t *cursor_bytes)
{
    const struct referat_source *source = markdown->source;
    uint32_t from = *cursor_bytes > node->start_bytes ? *cursor_bytes : node->start_bytes;
    struct referat_span span = {source, node->start_bytes, node->start_bytes};
    if (!node->text || !node->text_bytes || from >= markdown->end_bytes) {
        return span;
    }
    const char *hit = find(source->text + from, markdown->end_bytes - from, node->text,
                           node->text_bytes);
    if (hit) {
        span.start_bytes = (uint32_t)(hit - source->text);
        span.end_bytes = span.start_bytes + node->text_bytes;
        *cursor_bytes = span.end_bytes;
    }
    return span;
}
