/* Pieces of closed texts, and where they stand in other letters (leak_scan). */
#ifndef RF_LEAK_SCAN_NEEDLES_H
#define RF_LEAK_SCAN_NEEDLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "leak_scan/leak.h"

/* A long text is looked for in pieces of so many letters: a part of it is a leak too. */
enum { RF_PIECE_LETTERS = 24 };

struct rf_piece {
    const char *letters, *origin;
    size_t n;      /* RF_LEAK_LETTERS to RF_PIECE_LETTERS */
    size_t next;   /* of those with the same hash: index + 1; 0: none */
    bool is_title; /* what open texts spell beside each other does not excuse it */
    bool is_dropped;
};

/* Zeroed: empty. */
struct rf_pieces {
    struct rf_arena arena;
    struct rf_piece *list;
    size_t count, capacity;
    size_t *table;         /* by hash: index + 1 of the first; 0: none */
    size_t table_mask;     /* its size - 1 */
    uint64_t *filters[2];  /* a bit for each beginning: of the short, of the long … */
    uint32_t *lengths;     /* … and by 64 bits of those, one for each length there is */
    unsigned filter_shift; /* from a rolling hash to a bit of the filters */
};

void rf_pieces_clear(struct rf_pieces *pieces);

/* Adds one, unless it is there; letters are copied, origin is kept. */
void rf_pieces_add(struct rf_pieces *pieces, const char *letters, size_t n,
                   const char *origin, bool is_title);

/* Calls visit for every piece that stands in letters[0..n), and for its place, until it
 * returns true; returns whether it did. */
bool rf_pieces_each(struct rf_pieces *pieces, const char *letters, size_t n,
                    bool (*visit)(void *data, struct rf_piece *piece, size_t at),
                    void *data);

/* Forgets every piece that stands in letters[0..n). */
void rf_pieces_drop(struct rf_pieces *pieces, const char *letters, size_t n);

#endif
