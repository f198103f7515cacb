/* Needles: what is searched for of closed texts, a few letters each, and where it stands
 * among other letters (leak_scan). */
#ifndef RF_LEAK_SCAN_NEEDLES_H
#define RF_LEAK_SCAN_NEEDLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "leak_scan/leak.h"

/* A long text is looked for in needles of so many letters: a part of it is a leak too. */
enum { RF_NEEDLE_LETTERS = 24 };

struct rf_needle {
    const char *letters, *origin;
    size_t n;      /* RF_LEAK_LETTERS to RF_NEEDLE_LETTERS */
    size_t next;   /* of those with the same hash: index + 1; 0: none */
    bool is_title; /* what open texts spell beside each other does not excuse it */
    bool is_dropped;
};

/* Zeroed: empty. */
struct rf_needles {
    struct rf_arena arena;
    struct rf_needle *list;
    size_t count, capacity;
    size_t *table;         /* by hash: index + 1 of the first; 0: none */
    size_t table_mask;     /* its size - 1 */
    uint64_t *filters[2];  /* a bit for each beginning: of the short, of the long … */
    uint32_t *lengths;     /* … and by 64 bits of those, one for each length there is */
    unsigned filter_shift; /* from a rolling hash to a bit of the filters */
};

void rf_needles_clear(struct rf_needles *needles);

/* Adds one, unless it is there; letters are copied, origin is kept. */
void rf_needles_add(struct rf_needles *needles, const char *letters, size_t n,
                    const char *origin, bool is_title);

/* Calls visit for every needle that stands in letters[0..n), and for its place, until it
 * returns true; returns whether it did. */
bool rf_needles_each(struct rf_needles *needles, const char *letters, size_t n,
                     bool (*visit)(void *data, struct rf_needle *needle, size_t at),
                     void *data);

/* Forgets every needle that stands in letters[0..n). */
void rf_needles_drop(struct rf_needles *needles, const char *letters, size_t n);

#endif
