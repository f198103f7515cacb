/* Texts reduced to their letters and digits, to be compared (edition). */
#ifndef RF_EDITION_LETTERS_H
#define RF_EDITION_LETTERS_H

#include <stddef.h>

#include "base/buf.h"

/* Appends the letters and digits of p[0..n), without case and accents. */
void rf_letters(const char *p, size_t n, struct rf_buf *out);

/* Appends p[0..n) with its escapes undone: HTML and XML entities, percent-encoding,
 * \uXXXX of JSON, \XX of CSS. */
void rf_unescape(const char *p, size_t n, struct rf_buf *out);

/* Appends p[0..n) without what stands between < and >. */
void rf_strip_tags(const char *p, size_t n, struct rf_buf *out);

#endif
