/* What the files of a meeting's pages are called (render). */
#ifndef RF_RENDER_PAGE_NAMES_H
#define RF_RENDER_PAGE_NAMES_H

#include "referat/referat.h"

/* The base name: "agenda", "minutes", "pack". */
const char *rf_page_name(enum referat_page page);

#endif
