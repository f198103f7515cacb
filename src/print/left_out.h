/* What a file has that a page of a pack cannot have: scripts, actions, files within it
 * (print). */
#ifndef RF_PRINT_LEFT_OUT_H
#define RF_PRINT_LEFT_OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct json_t;

enum rf_left_out_kind {
    RF_LEFT_OUT_JAVASCRIPT,
    RF_LEFT_OUT_LAUNCH,
    RF_LEFT_OUT_FORM_ACTION,
    RF_LEFT_OUT_FILE_LINK,
    RF_LEFT_OUT_AUTOMATIC,
    RF_LEFT_OUT_EMBEDDED,
    RF_LEFT_OUT_XFA,
    RF_LEFT_OUT_MEDIA,
    RF_LEFT_OUT_SIGNATURE,
    RF_LEFT_OUT_COUNT,
};

struct rf_left_out {
    size_t counts[RF_LEFT_OUT_COUNT]; /* by enum rf_left_out_kind */
};

/* Counts them in all objects of a file, as rf_pdf_objects gives them. */
struct rf_left_out rf_left_out_find(const struct json_t *objects);

/* "JavaScript, 2 embedded files"; NULL for none. */
const char *rf_left_out_words(const struct rf_left_out *left_out, struct rf_arena *arena);

#endif
