/* Walking the model's Markdown nodes (base). */
#ifndef RF_BASE_PROSE_NODE_H
#define RF_BASE_PROSE_NODE_H

#include "base/arena.h"
#include "referat/model.h"

/* The text of a node list without markup; soft and hard breaks are spaces; an image is
 * its alternative text. */
const char *rf_markdown_plain(struct rf_arena *arena, const struct referat_node *list);

/* Takes the blanks away that words leave which were taken out of a list of inlines:
 * doubled ones, at the start, at the end. The texts are made anew in arena. */
void rf_node_tidy(struct rf_arena *arena, struct referat_node *list);

/* Walks a node list in document order, parents before children. Returns the node after
 * node, or NULL; stack-free trees are shallow (32 levels at most, a limit), so recursion
 * is bounded too. */
struct rf_node_walk {
    const struct referat_node *stack[48];
    int depth;
};
void rf_node_walk_begin(struct rf_node_walk *walk, const struct referat_node *list);
const struct referat_node *rf_node_walk_next(struct rf_node_walk *walk);

#endif
