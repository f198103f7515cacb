/* Names of files in a bag: plain enough for every system, each used once (archive). */
#ifndef RF_ARCHIVE_BAG_PATHS_H
#define RF_ARCHIVE_BAG_PATHS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* A set of strings, compared byte by byte; zero-initialised but for arena. */
struct rf_names {
    struct rf_arena *arena; /* of the copies */
    const char **slots;     /* an open-addressing table */
    size_t count, capacity;
};

/* True where s was not in the set yet; it is then. */
bool rf_names_add(struct rf_names *names, const char *s);

/* A path whose parts other systems and other tools of BagIt can carry: NFC, without
 * control characters, without what is no UTF-8, without the signs that Windows forbids,
 * without "%", which sha512sum reads otherwise than RFC 8493 writes it: "_" stands for
 * each. Mostly path itself. */
const char *rf_plain_path(struct rf_arena *arena, const char *path);

/* The path itself where the set has no other that differs in the case of its letters
 * only, else the first free one of "name-2.md", "name-3.md" … It is then in the set. */
const char *rf_names_claim(struct rf_names *names, const char *path);

#endif
