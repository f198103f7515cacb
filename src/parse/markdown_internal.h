/* What the files of the Markdown loader share: lines, pending inline texts, limits
 * (parse). */
#ifndef RF_PARSE_MARKDOWN_INTERNAL_H
#define RF_PARSE_MARKDOWN_INTERNAL_H

#include "parse/markdown.h"

/* A paragraph's line without its containers' markers and indentation. */
struct rf_md_line {
    const char *p;
    size_t n;
    uint32_t line;        /* 1-based within the text */
    uint32_t start_bytes; /* of the whole line, in the source file */
};

/* A node whose inlines are parsed later, together with all others of the text. */
struct rf_md_pending {
    struct referat_node *node;
    struct rf_md_pending *next;
};

/* Inline texts that cmark did not see as such: one paragraph each, "X " in front. One
 * call of cmark for all of them keeps the reference definitions at the end from being
 * parsed once per table. */
struct rf_md_later {
    struct rf_buf text;
    struct rf_md_pending *first;
    struct rf_md_pending **end;
    size_t cell_count; /* of the tables so far */
};

void rf_md_later_add(struct rf_arena *arena, struct rf_md_later *later,
                     struct referat_node *node, const struct rf_md_line *lines,
                     size_t count);

/* The index of a table's head among a paragraph's lines, or count where there is none. */
size_t rf_md_table_find(const struct rf_md_line *lines, size_t count);

/* The table whose head is lines[0] and delimiter row lines[1]; NULL, and reported, beyond
 * a limit. */
struct referat_node *rf_md_table_read(struct rf_arena *arena, struct rf_diags *diags,
                                      const struct referat_source *source,
                                      const struct rf_md_line *lines, size_t count,
                                      struct rf_md_later *later);

/* The text node that cmark would make of p[0..n), or NULL where it holds a sign that may
 * be markup. */
struct referat_node *rf_md_plain(struct rf_arena *arena, const char *p, size_t n,
                                 uint32_t start_bytes);

/* Where the lines of a text begin. */
struct rf_md_lines {
    const uint32_t *starts; /* in the text, but for … */
    uint32_t base;          /* … the offset of the text itself */
    uint32_t count;
};

/* False, and reported, where the text has too many bytes. */
bool rf_md_within_size(struct rf_diags *diags, const struct rf_markdown *markdown);

/* False, and reported, where the text is beyond another limit. */
bool rf_md_within_limits(struct rf_diags *diags, const struct rf_markdown *markdown,
                         const struct rf_md_lines *lines);

/* The place of a 1-based line of the text. */
struct referat_span rf_md_line_span(const struct rf_markdown *markdown, uint32_t line,
                                    size_t offset_bytes);

#endif
