/* What open texts spell where they stand beside each other (leak_scan). */
#ifndef RF_LEAK_SCAN_ADJACENT_H
#define RF_LEAK_SCAN_ADJACENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

/* The ends of open texts. */
struct rf_ends {
    struct rf_arena arena;
    uint64_t *table; /* hashes of them; 0: none */
    size_t table_mask;
};

/* Adds the beginning and the end of each text. A buffer holds texts, each with its NUL;
 * the list of buffers ends with NULL. ends is empty before. */
void rf_ends_add(struct rf_ends *ends, const struct rf_buf *const *texts);
void rf_ends_clear(struct rf_ends *ends);

/* True where letters[at..at + length), of letters[0..n), is a sequence of such texts with
 * nothing but short numbers between: the first and the last of them may go on outside,
 * and are there whole. */
bool rf_is_spelt(const struct rf_ends *ends, const char *letters, size_t n, size_t at,
                 size_t length);

#endif
