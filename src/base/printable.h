/* Text of documents and names of files for a terminal (base): no text can steer it, and
 * no character is invisible. */
#ifndef RF_BASE_PRINTABLE_H
#define RF_BASE_PRINTABLE_H

#include <stddef.h>

#include "base/buf.h"

/* Appends s with control, bidi and invalid bytes escaped. */
void rf_put_printable(const char *s, size_t n, struct rf_buf *out);

/* Appends the character at p, escaped where it must be; returns its columns and sets
 * *size_bytes. */
size_t rf_put_printable_character(struct rf_buf *out, const char *p, size_t n,
                                  size_t *size_bytes);

#endif
