/* What the page of a folder says of a series, as bytes (command line). */
#ifndef RF_CLI_ENTRY_H
#define RF_CLI_ENTRY_H

#include "emit/emit.h"
#include "state/state.h"

/* Appends all but its place. */
void rf_entry_keep(const struct rf_front_series *entry, struct rf_buf *out);

/* Back, with strings in arena; false where bytes are none. */
bool rf_entry_restore(struct rf_bytes bytes, const char *place, struct rf_arena *arena,
                      struct rf_front_series *entry);

#endif
