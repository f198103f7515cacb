/* Texts reduced to their letters and digits, to be compared (edition). */
#ifndef RF_EDITION_LETTERS_H
#define RF_EDITION_LETTERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Appends the letters and digits of p[0..n), without case and accents. */
void rf_letters(const char *p, size_t n, struct rf_buf *out);

/* Appends p[0..n) with its escapes undone: HTML and XML entities, percent-encoding,
 * \uXXXX of JSON, \XX of CSS. */
void rf_unescape(const char *p, size_t n, struct rf_buf *out);

/* True where p[0..n) begins as HTML, XML and SVG do: what stands between < and > in it is
 * no text. */
bool rf_is_markup(const char *p, size_t n);

/* Appends p[0..n) without what stands between < and >. */
void rf_strip_tags(const char *p, size_t n, struct rf_buf *out);

/* Appends what stands between < and > in p[0..n): of each tag the values in quotes, then
 * the rest, with a NUL behind each. */
void rf_take_tags(const char *p, size_t n, struct rf_buf *out);

#endif
