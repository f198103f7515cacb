/* The pages of a document on paper (render). */
#ifndef RF_RENDER_PRINT_CSS_H
#define RF_RENDER_PRINT_CSS_H

#include "render/writer.h"

/* Appends the @page rules of the writer's meeting: paper, foot, and in a pack for each
 * document its stamp, running head and page numbers. mark stands on every page: draft,
 * cancelled, full edition; "" for none. */
void rf_print_css(struct rf_writer *w, const char *mark);

#endif
