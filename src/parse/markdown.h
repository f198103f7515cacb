/* Markdown to the model's nodes: cmark's tree, with pipe tables and task-list items as a
 * pass of our own (parse). Limits are checked before cmark sees a text
 * (markdown_limits.c).
 */
#ifndef RF_PARSE_MARKDOWN_H
#define RF_PARSE_MARKDOWN_H

#include "base/arena.h"
#include "base/prose_node.h"
#include "diag/diag.h"
#include "referat/model.h"

/* Markdown text and where it stands in its source. */
struct rf_markdown {
    const struct referat_source *source;
    const char *text; /* LF line ends, valid UTF-8, no NUL */
    uint32_t text_bytes;
    /* Byte offset in source of each line's first byte, line_count of them; NULL: the text
     * is source->text + start_bytes, and offsets simply add up. Lines of YAML block
     * scalars begin after their indentation. */
    const uint32_t *line_offsets;
    uint32_t line_count;
    uint32_t start_bytes; /* of the whole value in source */
    uint32_t end_bytes;
    bool is_plain; /* known to hold no sign that begins a link, a picture or HTML */
};

/* True where the text holds no sign that begins a link, a picture or HTML: then later
 * steps need not look for them. */
bool rf_markdown_is_plain(const struct rf_markdown *markdown);

/* Parses blocks. Returns the first of a sibling list, or NULL where the text is blank or
 * was refused (limit-exceeded was reported). Reports what concerns the shape of the
 * Markdown itself and needs cmark's view: ragged-table. Everything is in arena. */
struct referat_node *rf_markdown_blocks(struct rf_arena *arena, struct rf_diags *diags,
                                        const struct rf_markdown *markdown);

/* Parses one line of inline Markdown (titles, places): the inlines, never blocks ("1.
 * maj" is text, "# x" is text). */
struct referat_node *rf_markdown_inlines(struct rf_arena *arena, struct rf_diags *diags,
                                         const struct rf_markdown *markdown);

/* The version of the library, as in "0.30.2". */
const char *rf_markdown_library(void);

/* Frees the memory that cmark works in in this thread; it is allocated again when needed.
 */
void rf_markdown_release(void);

/* The place of an inline node's literal within its block, found by scanning the block's
 * source lines from *cursor_bytes on (0: from the block's start); advances the cursor.
 * The block's first line where it is not found. */
struct referat_span rf_node_locate(const struct rf_markdown *markdown,
                                   const struct referat_node *node,
                                   uint32_t *cursor_bytes);

#endif
