/* Whether a BagIt bag is complete and unchanged, whichever tool made it (archive). RFC
 * 8493 section 3, and what its versions 0.93 to 0.97 did otherwise. */
#ifndef RF_ARCHIVE_VERIFY_H
#define RF_ARCHIVE_VERIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* What a finding means, the gravest last. */
enum rf_bag_finding {
    RF_BAG_NOTE,       /* nothing is wrong, but less can be said of it than of others */
    RF_BAG_WARNING,    /* valid, and not as it should be */
    RF_BAG_WRONG,      /* not complete, or changed */
    RF_BAG_UNREADABLE, /* part of it could not be looked at */
    RF_BAG_REFUSED,    /* it leads out of its folder, or is larger than any bag */
};

struct rf_bag_check {
    const char *bag; /* its folder */
    /* Called for every finding, with a line that begins with the file's path. */
    void (*say)(void *data, enum rf_bag_finding finding, const char *line);
    void *data;
    struct rf_arena *arena;
    /* The result. */
    size_t payload_count;
    uint64_t payload_bytes;
    const char *version;    /* "1.0"; "" where it is not known */
    const char *algorithms; /* that were checked: "sha256, sha512" */
    bool is_valid;          /* no finding but notes and warnings */
};

/* True also where one has lost it: the folder holds a bag's manifest. */
bool rf_bag_may_be_bag(const char *folder);

/* Looks at every file once. */
void rf_bag_verify(struct rf_bag_check *check);

#endif
