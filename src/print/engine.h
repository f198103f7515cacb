/* Print engines: programs that make a PDF of an HTML page (print). One row each in
 * engine.c. */
#ifndef RF_PRINT_ENGINE_H
#define RF_PRINT_ENGINE_H

#include <stdbool.h>

#include "base/arena.h"

struct rf_engine_kind;

struct rf_engine {
    const struct rf_engine_kind *kind;
    const char *path;
    int version;
};

/* Finds an engine. wanted: a name ("chromium", "weasyprint") or a path, NULL for any; of
 * several the first of the table. NULL, or one line that says what is missing and what to
 * install; the engine and the line are in arena. */
const char *rf_engine_find(const char *wanted, struct rf_arena *arena,
                           struct rf_engine *engine);

/* "chromium", "weasyprint". */
const char *rf_engine_name(const struct rf_engine *engine);

/* True where the engine knows the page of a place that is still to come, so that one pass
 * suffices. */
bool rf_engine_counts_ahead(const struct rf_engine *engine);

/* Makes pack.pdf of pack.html in folder, an absolute path. NULL, or why there is none:
 * one line and the engine's last words, in arena. */
const char *rf_engine_print(const struct rf_engine *engine, const char *folder,
                            unsigned limit_s, struct rf_arena *arena);

#endif
