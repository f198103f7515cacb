/* Which paragraphs are captions of the table or picture beside them, and what a table's
 * author asks for it in braces (load). */
#ifndef RF_LOAD_CAPTION_H
#define RF_LOAD_CAPTION_H

#include "load/loader.h"
#include "referat/model.h"

/* Sets is_caption on each paragraph directly above or below a table or a paragraph of one
 * image that begins with one of the language's words for such things and a number: "Tabel
 * 1". A table or picture gets one at most. Takes attributes in braces, {.landscape}, from
 * the end of a table's caption, and from a paragraph of their own before a table, which
 * is left out of the list; any other is reported and stays text. Returns the list. */
struct referat_node *rf_load_captions(struct rf_loader *loader, struct referat_node *list,
                                      const struct rf_markdown *markdown);

#endif
