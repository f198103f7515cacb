/* Names of files in a bag: plain enough for every system, each used once (archive). */
#ifndef RF_ARCHIVE_BAG_PATHS_H
#define RF_ARCHIVE_BAG_PATHS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/set.h"

/* A path whose parts other systems and other tools of BagIt can carry: NFC, without
 * control characters, without what is no UTF-8, without the signs that Windows forbids,
 * without "%", which sha512sum reads otherwise than RFC 8493 writes it: "_" stands for
 * each. Mostly path itself. */
const char *rf_plain_path(struct rf_arena *arena, const char *path);

/* The path itself where none was claimed that differs in the case of its letters only,
 * else the first free one of "name-2.md", "name-3.md" … It is claimed then. */
const char *rf_claim_path(struct rf_set *claimed, const char *path);

#endif
