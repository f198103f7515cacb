/* The parts of a ZIP file in memory (edition). PKWARE APPNOTE 4.3. */
#ifndef RF_EDITION_ZIP_H
#define RF_EDITION_ZIP_H

#include <stdbool.h>
#include <stddef.h>

/* True where bytes[0..n) begin as a ZIP file does. */
bool rf_zip_is(const char *bytes, size_t n);

/* Calls visit for the name of every part and for its bytes, unpacked, until it returns
 * true; returns whether it did. *is_whole is false where a part was passed over: it
 * cannot be unpacked, or the parts are more than 256 MiB together. */
bool rf_zip_each(const char *bytes, size_t n,
                 bool (*visit)(void *data, const char *part, size_t part_bytes),
                 void *data, bool *is_whole);

#endif
