/* Which lines differ between two texts, by diff(1) (build). */
#ifndef RF_BUILD_DIFF_LINES_H
#define RF_BUILD_DIFF_LINES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

enum rf_change { RF_LINE_KEPT, RF_LINE_GONE, RF_LINE_NEW };

struct rf_diff_line {
    enum rf_change change;
    const char *text;          /* in the old text where it is gone, else in the new one */
    size_t n;                  /* with its newline; the last line may have none */
    size_t old_line, new_line; /* from 1; of a change: where it stands in the other */
};

/* Lines in a row: those that were removed, those that were added, and up to three
 * unchanged ones before and after each. */
struct rf_diff {
    struct rf_diff_line *lines;
    size_t count;
    const char *why; /* there is no list; NULL: there is */
};

/* Compares the texts, each of which is written to a file in a folder that only this user
 * can enter. The list is in arena, its lines point into the texts. */
struct rf_diff rf_diff_texts(struct rf_arena *arena, const struct rf_buf *old,
                             const struct rf_buf *new);

#endif
