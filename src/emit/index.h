/* The front pages: of a series' archive, and of a folder with several series (emit). */
#ifndef RF_EMIT_INDEX_H
#define RF_EMIT_INDEX_H

#include "emit/emit.h"

/* Writes index.html of the one record in question: its meetings by year, newest first,
 * with what was decided and who follows it up, and a search over both. Where the list is
 * long, every year has pages of its own beside it: index-1987.html, and index-1987-2.html
 * where one would be too large. What is searched stands in the page, of a long list
 * beside it: index-1987.js. For the page of a folder a short list's stands in
 * index-data.js, and index-parts.js says which files there are. */
bool rf_index_html(const struct rf_question *question, struct rf_arena *arena,
                   struct rf_outlet *outlet, const char **error);

/* Writes index.html of a folder: its series, and a search over all of them. */
bool rf_front_html(const struct rf_front *front, struct rf_outlet *outlet);

#endif
