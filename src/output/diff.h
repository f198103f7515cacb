/* Which lines differ between two texts (output). */
#ifndef RF_OUTPUT_DIFF_H
#define RF_OUTPUT_DIFF_H

#include <stddef.h>

#include "base/arena.h"

enum rf_change { RF_LINE_KEPT, RF_LINE_GONE, RF_LINE_NEW };

struct rf_diff_line {
    enum rf_change change;
    const char *text;          /* in the old text where it is gone, else in the new one */
    size_t n;                  /* with its newline; the last line may have none */
    size_t old_line, new_line; /* from 1; of a change: where it stands in the other */
};

/* Lines in a row: what was taken away, what came, and what stays around it. */
struct rf_diff {
    struct rf_diff_line *lines;
    size_t count;
};

/* Finds a shortest way from old to new (Myers, An O(ND) difference algorithm, 1986):
 * every line that is gone or new, and of those that stay up to three before and after
 * each. Where texts have little in common all lines between the first and the last
 * difference count as gone and new. lines is in arena. */
struct rf_diff rf_diff_texts(struct rf_arena *arena, const char *old, size_t old_bytes,
                             const char *new, size_t new_bytes);

#endif
