/* Texts reduced to their letters and digits, to be compared (leak_scan). */
#ifndef RF_LEAK_SCAN_NORMALIZE_H
#define RF_LEAK_SCAN_NORMALIZE_H

#include <stddef.h>

#include "base/buf.h"

/* Appends the letters and digits of p[0..n), without case and accents. A byte that is not
 * UTF-8 is one of Windows-1252. */
void rf_letters(const char *p, size_t n, struct rf_buf *out);

#endif
