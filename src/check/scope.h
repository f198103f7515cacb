/* What the rules about prose know of the place where they are (check).
 *
 * prose_rules.c sets a scope for each text and calls rf_check_nodes; the rules of the
 * other files get the scope with a node or bytes of its text, and locate there what they
 * report. */
#ifndef RF_CHECK_SCOPE_H
#define RF_CHECK_SCOPE_H

#include "check/check.h"
#include "diag/source.h"
#include "lang/lang.h"

/* One prose or one line of a document while it is walked. */
struct rf_scope {
    struct rf_diags *diags;
    struct rf_arena *arena;
    const struct rf_lang *lang;
    const struct referat_series *series;
    const struct referat_source *source;
    const char *where;               /* what messages begin with: "item 3" */
    const struct referat_item *item; /* NULL outside any item */
    const struct referat_recommendation *recommendation; /* NULL outside one */
    bool *is_shift_known;        /* by annex number, from 0: reported in this document */
    bool is_draft;               /* annexes may still be lacking */
    int heading_level;           /* of the last heading; 0 before the first */
    uint32_t block_bytes;        /* where the current block begins in source */
    uint32_t cursor_bytes;       /* after what was located last in it */
    size_t looked_bytes;         /* for places, in all blocks so far */
    uint32_t brackets_end_bytes; /* before it, brackets were looked at */
    bool has_private_use;        /* found in this block: reported once */
    bool has_soft_hyphen;
    bool is_in_cell;      /* of a table */
    bool is_minutes_body; /* whose lines near-heading has looked at */
};

/* Begins a block, or a line, at an offset of the source: what follows is located from
 * there. */
void rf_scope_enter(struct rf_scope *scope, uint32_t start_bytes);

/* Where the bytes stand in the current block's source lines; the block's first line where
 * they are written in another way (escapes, entities), or so much was looked through
 * before that the block's beginning has to do. */
struct referat_span rf_scope_locate(struct rf_scope *scope, const char *needle, size_t n);

/* The rules over a list of nodes: raw-html, unsafe-link, missing-alt, heading-skip,
 * accidental-list, and those of text. */
void rf_check_nodes(struct rf_scope *scope, const struct referat_node *list);

/* placeholder-text, private-use-character, smart-hyphen, and the annex words, over the
 * text of one node. */
void rf_check_text(struct rf_scope *scope, const char *text, size_t n, bool is_in_link);

/* placeholder-text over a text as a whole: "[name]", "."; true where it was reported. */
bool rf_check_whole(struct rf_scope *scope, const char *plain);

/* smart-hyphen for a text that ends in a hyphen before a line break. */
void rf_check_line_end(struct rf_scope *scope, const struct referat_node *text);

/* The end of the current block's source lines, a byte offset. */
uint32_t rf_scope_block_end(const struct rf_scope *scope);

/* near-markup for brackets that are no link: called for each '[' of a text, looks at the
 * whole block once … */
void rf_check_bracket(struct rf_scope *scope);

/* … for the "~~" at text[at] … */
void rf_check_strike(struct rf_scope *scope, const char *text, size_t n, size_t at);

/* … and for a line break in a table's cell; true where it was reported. */
bool rf_check_cell_break(struct rf_scope *scope, const struct referat_node *html);

/* annex-reference and annex-shift for the digits at text[at], outside links. */
void rf_check_annex_number(struct rf_scope *scope, const char *text, size_t n, size_t at);

/* annex-reference for a link to a file that is no annex of the meeting. */
void rf_check_annex_link(struct rf_scope *scope, const struct referat_node *link);

#endif
