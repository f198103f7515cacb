/* Files that were looked into before, in which nothing was found or missed (leak_scan):
 * by their SHA-256, because who makes two files of one checksum hides one of them. */
#ifndef RF_LEAK_SCAN_KNOWN_TYPES_H
#define RF_LEAK_SCAN_KNOWN_TYPES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/hash.h"

/* Zeroed: none. */
struct rf_look_known {
    char (*sums)[RF_SHA256_SIZE]; /* a table; "": free */
    size_t count, size;
};

bool rf_look_knows(const struct rf_look_known *known, const char *sum);
void rf_look_learn(struct rf_look_known *known, const char *sum, struct rf_arena *arena);

#endif
