/* What looks like the beginning of an item in the minutes' body and is none: near-heading
 * (model). format.md section 6.
 *
 * Such a line is dangerous where it concerns a closed item: its minutes would be printed
 * under another one. The search has three parts: near_lines.c makes lines of the tree of
 * Markdown, near_heading.c compares each with the numbers, ids and titles of the items
 * and keeps what may be meant, and near_report.c reports it, later, once it is known
 * which items are closed. */
#ifndef RF_MODEL_NEAR_H
#define RF_MODEL_NEAR_H

#include "model/person_names.h"

enum rf_near_kind {
    RF_NEAR_LINE,    /* any line, a list item, a cell */
    RF_NEAR_BOLD,    /* wholly bold */
    RF_NEAR_SIGNS,   /* "##2. Title" */
    RF_NEAR_HEADING, /* a heading below that of the section, or within a list */
    RF_NEAR_SECTION, /* the section's own heading, which is of a low level */
    RF_NEAR_ABOVE,   /* the section's own heading, above those of the other sections */
    RF_NEAR_TITLE,   /* a heading that names no item, and is the title of one */
};

/* A line that may be reported. */
struct rf_near {
    struct rf_near *next;
    enum rf_near_kind kind;
    struct referat_span span;
    const struct referat_item
        *own;                    /* in whose section it stands; NULL: the introduction */
    struct referat_item **items; /* that it seems to begin … */
    size_t count;                /* … 0: it is no more than a broken heading */
    bool only_closed;            /* it counts where one of the items is closed */
};

/* One line of the body, without markup. Code and quotes are left out. */
struct rf_near_line {
    enum rf_near_kind kind;
    const char *text;
    struct referat_span span;
    bool is_cell; /* of a table … */
    bool is_row;  /* … or a row of one, its cells one after the other */
};

typedef void rf_near_take(void *owner, const struct rf_near_line *line);

/* Whose lines are taken, and by whom. */
struct rf_near_lines {
    struct rf_arena *arena;
    const struct referat_source *source;
    const bool *may_begin; /* by byte: other lines are left out, but for bold ones */
    rf_near_take *take;
    void *owner;
};

/* Calls take for the lines of a list of blocks: headings, bold lines, what begins with
 * '#', and what may begin with a name. A wholly bold line that is a list item with a
 * number comes twice: with the number, as any line, and without it. */
void rf_near_lines(const struct rf_near_lines *lines, const struct referat_node *blocks);

/* Begins to look through the body of minutes; what is found hangs in the model. */
struct rf_near_look *rf_near_begin(struct rf_model *model,
                                   const struct referat_meeting *meeting,
                                   struct rf_names *names);

/* The level of the headings that most sections begin with. */
void rf_near_take_level(struct rf_near_look *look, int level);

/* A heading that names no item: it may be a title. */
void rf_near_take_heading(struct rf_near_look *look, const char *plain,
                          struct referat_span span);

/* The body, once its sections are cut and before its tasks are read. */
void rf_near_take_body(struct rf_near_look *look);

/* Reports what was found once access is known: near-heading. */
void rf_near_report(struct rf_model *model, const struct referat_meeting *meeting,
                    const struct rf_near *found);

#endif
