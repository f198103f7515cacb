/* A meeting's pack as a PDF (print). */
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

/* Appends the PDF. NULL; or why there is none, in the pack's arena. Nothing of the making
 * is left behind. The same pack and the same engine give the same bytes. */
const char *rf_pack_print(struct rf_pack *pack, struct rf_buf *out);

#endif
