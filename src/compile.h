/* What the program uses of the driver beyond the public API (driver). */
#ifndef RF_COMPILE_H
#define RF_COMPILE_H

#include "referat/referat.h"

/* A run over one document that stands in no file: its own findings, nothing else of the
 * series. */
struct referat *rf_open_text(const char *text, size_t n,
                             const struct referat_options *options);

#endif
