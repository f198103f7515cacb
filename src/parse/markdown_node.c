/* Finds an inline node's place in its source (parse). cmark 0.30 gives no usable columns
 * for inlines, so the node's text is searched for in the source of its block. */
#define _GNU_SOURCE /* memmem */
#include <string.h>

#include "diag/source.h"
#include "parse/markdown.h"

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
    /* Text with an escape or entity is not in the source as it is: then the block's place
     * is the answer. */
    const char *hit = memmem(source->text + from, markdown->end_bytes - from, node->text,
                             node->text_bytes);
    if (hit) {
        span.start_bytes = (uint32_t)(hit - source->text);
        span.end_bytes = span.start_bytes + node->text_bytes;
        *cursor_bytes = span.end_bytes;
    }
    return span;
}
