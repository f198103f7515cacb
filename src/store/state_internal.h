/* The form of the state file, which writing and reading share (store). */
#ifndef RF_STORE_STATE_INTERNAL_H
#define RF_STORE_STATE_INTERNAL_H

#include "store/state.h"

#define RF_STATE_MAGIC "referat-state 2"

/* Both are written as they lie in memory: the key holds what tells machines apart. */
struct rf_state_head {
    char magic[16];
    struct rf_digest key;
    uint64_t bytes; /* of the whole file */
    uint64_t count; /* of units */
    uint64_t origin_bytes;
    struct rf_digest origin;
};

struct rf_unit_head {
    uint32_t facts_bytes, body_bytes;
    struct rf_digest facts, body;
};

#endif
