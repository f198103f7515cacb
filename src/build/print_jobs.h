/* Packs as PDF, for the commands that make them (build). */
#ifndef RF_BUILD_PRINT_JOBS_H
#define RF_BUILD_PRINT_JOBS_H

#include "build/targets.h"
#include "print/engine.h"

/* The bit of a format in a set of formats. */
unsigned rf_format_bit(const char *name);

/* Finds the engine that --pdf-engine or REFERAT_PDF_ENGINE names, or any. False where
 * there is none, which is then reported, with what is done instead. */
bool rf_printing_begin(const struct rf_options *options, struct rf_arena *arena,
                       struct rf_report *report, const char *instead,
                       struct rf_engine *engine);

/* Appends a meeting's pack as PDF. False where it cannot be made: why is said. series is
 * the folder that annexes' paths are relative to. page, which may be NULL, takes the HTML
 * that it was printed from: all its text. */
bool rf_printing_pack(struct rf_report *report, const struct rf_engine *engine,
                      const char *series, const struct referat_meeting *meeting,
                      struct rf_arena *arena, struct rf_buf *pdf, struct rf_buf *page);

#endif
