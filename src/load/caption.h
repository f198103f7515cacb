/* Which paragraphs are captions of the table or picture beside them (load). */
#ifndef RF_LOAD_CAPTION_H
#define RF_LOAD_CAPTION_H

#include "lang/lang.h"
#include "referat/model.h"

/* Sets is_caption on each paragraph of list directly above or below a table or a
 * paragraph of one image that begins with one of the language's words for such things and
 * a number: "Tabel 1". A table or picture gets one at most. */
void rf_markdown_mark_captions(struct referat_node *list, const struct rf_lang *lang);

#endif
