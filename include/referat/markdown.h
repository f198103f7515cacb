/* What the model says in words: where it was said, whether it was given, and Markdown as
 * a tree. Part of model.h, which says how long it lives. Offsets and sizes are in bytes,
 * of UTF-8; lines are counted from 1. */
#ifndef REFERAT_MARKDOWN_H
#define REFERAT_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct referat_source; /* a source file; see referat.h for its name */
struct referat_annex;
struct referat_action;

/* ---- Where and whether a value was given ---- */

/* Byte offsets [start, end) into a source file; source is NULL for what no file states.
 */
struct referat_span {
    const struct referat_source *source;
    uint32_t start_bytes;
    uint32_t end_bytes;
};

/* Absent: not written yet. Empty: nothing to say, prints nothing. None ("none" or "-"):
 * prints a dash. */
enum referat_given {
    REFERAT_ABSENT,
    REFERAT_EMPTY,
    REFERAT_NONE,
    REFERAT_GIVEN,
};

/* ---- Markdown ---- */

enum referat_node_type {
    /* blocks */
    REFERAT_PARAGRAPH,
    REFERAT_HEADING,
    REFERAT_LIST,
    REFERAT_LIST_ITEM,
    REFERAT_QUOTE,
    REFERAT_CODE_BLOCK,
    REFERAT_RULE,
    REFERAT_HTML_BLOCK, /* raw HTML: shown as text */
    REFERAT_TABLE,
    REFERAT_TABLE_ROW, /* the first row of a table is its head */
    REFERAT_TABLE_CELL,
    /* inlines */
    REFERAT_TEXT,
    REFERAT_SOFT_BREAK,
    REFERAT_LINE_BREAK,
    REFERAT_CODE,
    REFERAT_EMPHASIS,
    REFERAT_STRONG,
    REFERAT_LINK,
    REFERAT_IMAGE,
    REFERAT_HTML_INLINE, /* raw HTML: shown as text */
};

enum referat_align {
    REFERAT_ALIGN_NONE,
    REFERAT_ALIGN_LEFT,
    REFERAT_ALIGN_CENTER,
    REFERAT_ALIGN_RIGHT
};

enum referat_task { REFERAT_TASK_NO, REFERAT_TASK_OPEN, REFERAT_TASK_DONE };

/* The bytes of a local picture, to be embedded; its kind is judged by its first bytes,
 * never by its name. */
struct referat_image {
    const char *path;       /* relative to the series */
    const char *media_type; /* "image/png", "image/jpeg", "image/gif", "image/webp",
                               "image/svg+xml" */
    const unsigned char *bytes;
    size_t byte_count;
};

/* What a node points to beside its children. */
enum referat_target {
    REFERAT_TARGET_NONE,
    REFERAT_TARGET_PICTURE, /* image: the bytes to be shown */
    REFERAT_TARGET_ANNEX,   /* link: leads to this annex of the pack */
    REFERAT_TARGET_MEETING, /* link: leads to the page of the meeting in a folder */
    REFERAT_TARGET_ACTION,  /* list item: the action it states */
};

/* A node of a Markdown tree. Siblings hang on next, children on first. There are
 * thousands in a pack: what is yes or no takes a bit.
 * It is a cache line long: prose is walked several times. */
struct referat_node {
    enum referat_node_type type;
    bool is_ordered : 1;   /* list */
    bool is_paren : 1;     /* ordered list: "1)" rather than "1." */
    bool is_tight : 1;     /* list: its items' paragraphs print without <p> */
    bool is_caption : 1;   /* paragraph beside a table or an image: its caption */
    bool is_landscape : 1; /* table: stands on a page of its own, landscape, on paper */
    bool is_unsafe : 1;    /* link, image: destination refused; printed as text */
    bool is_unshown : 1;   /* link: to a meeting that is there, and on no page */
    bool is_later : 1;     /* link: to a later meeting, of which no page knows */
    enum referat_align align : 2;   /* table cell */
    enum referat_task task : 2;     /* list item */
    enum referat_target target : 3; /* which of the union below is set */
    struct referat_node *next;
    struct referat_node *first;
    const char *text;  /* text, code, raw HTML: the literal; link, image: the destination
                          as written; NULL else */
    const char *title; /* link, image: its title; code block: its info string; NULL where
                          there is none */
    uint32_t text_bytes;  /* length of text */
    uint32_t line;        /* blocks: 1-based line within the prose; 0 for inlines */
    uint32_t start_bytes; /* blocks: byte offset in the prose's source file; inlines: that
                             of their block */
    int level;            /* heading: 1-6; ordered list: its first number */
    union {
        const struct referat_image *image;
        const struct referat_annex *annex;
        const char *meeting_folder; /* of the series */
        const struct referat_action *action;
    };
};

/* What the node leads to, or shows; NULL where its target is another one, or none. */
static inline const struct referat_image *
referat_node_image(const struct referat_node *node)
{
    return node->target == REFERAT_TARGET_PICTURE ? node->image : NULL;
}

static inline const struct referat_annex *
referat_node_annex(const struct referat_node *node)
{
    return node->target == REFERAT_TARGET_ANNEX ? node->annex : NULL;
}

static inline const char *referat_node_meeting_folder(const struct referat_node *node)
{
    return node->target == REFERAT_TARGET_MEETING ? node->meeting_folder : NULL;
}

static inline const struct referat_action *
referat_node_action(const struct referat_node *node)
{
    return node->target == REFERAT_TARGET_ACTION ? node->action : NULL;
}

/* One line of inline Markdown: titles, places. */
struct referat_text {
    enum referat_given given;
    const char *plain;                  /* without markup; "" unless given */
    const struct referat_node *inlines; /* NULL unless given */
    struct referat_span span;
};

/* Markdown blocks. */
struct referat_prose {
    enum referat_given given;
    const struct referat_node *blocks; /* NULL unless given */
    struct referat_span span;
    bool is_plain; /* known to hold no links and no pictures */
};

/* Taken as it is: case numbers, telephone numbers, ids. */
struct referat_raw {
    enum referat_given given;
    const char *text; /* "" unless given */
    struct referat_span span;
};

#endif
