/* A meeting's pack as a PDF (print).
 *
 * build asks rf_pack_print for the PDF of one meeting; struct rf_pack is all that it
 * needs to say. The folder drives programs and reads what they write: a print engine
 * (engine.h), which makes a PDF of a page that render has made for paper, poppler's
 * (pdf.h), which say where its documents begin and whether its pages show text, and qpdf
 * (qpdf.h), which takes annexes that are PDF files apart and merges their pages. Nothing
 * here reads the format itself.
 *
 * What is hard to see: pages know their numbers only when they are printed. So the page
 * is printed several times, each time with the page numbers of the pass before, until
 * they stay the same (pack.c). */
#ifndef RF_PRINT_PACK_H
#define RF_PRINT_PACK_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/buf.h"
#include "print/engine.h"
#include "referat/model.h"

struct rf_pack {
    const struct referat_meeting *meeting;
    const struct rf_engine *engine;
    const char *series; /* the folder that annexes' paths are relative to */
    /* Opens "SERIES/PATH" for reading, and nothing outside; -1 with errno. */
    int (*open_source)(const void *series, const char *path, off_t *size_bytes);
    unsigned limit_s; /* of one run of the engine */
    struct rf_arena *arena;
    struct rf_buf notes; /* lines about what the PDF does not hold as it was given */
    struct rf_buf page;  /* the HTML that it was printed from: all its text */
};

/* Appends the PDF. NULL; or why there is none, in the pack's arena. No temporary file
 * remains. The same pack and the same engine give the same bytes. */
const char *rf_pack_print(struct rf_pack *pack, struct rf_buf *out);

#endif
