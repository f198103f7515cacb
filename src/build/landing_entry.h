/* What the page of a folder says of a series, as bytes (build). */
#ifndef RF_BUILD_LANDING_ENTRY_H
#define RF_BUILD_LANDING_ENTRY_H

#include "build/formats.h"
#include "store/state.h"

/* Appends all but its place. */
void rf_entry_keep(const struct rf_landing_entry *entry, struct rf_buf *out);

/* Back, with strings in arena; false where bytes are none. */
bool rf_entry_restore(struct rf_bytes bytes, const char *place, struct rf_arena *arena,
                      struct rf_landing_entry *entry);

#endif
