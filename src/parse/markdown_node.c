/* Finds an inline node's place in its source (parse). */
#include <string.h>

#include "parse/markdown.h"
#include "source/source.h"

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
