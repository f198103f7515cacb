/* Words that run from right to left among words that do not (base). */
#ifndef RF_BASE_ISOLATE_H
#define RF_BASE_ISOLATE_H

#include <stdbool.h>

#include "base/buf.h"

/* True where s has a letter of a script that runs from right to left. Among other words
 * it would reorder their marks and numbers on the screen (Unicode annex 9). */
bool rf_is_right_to_left(const char *s);

/* The invisible characters that isolate such words: U+2068 before, U+2069 after them. */
#define RF_ISOLATE_OPEN "\xE2\x81\xA8"
#define RF_ISOLATE_CLOSE "\xE2\x81\xA9"

/* Appends s, isolated where it runs from right to left. */
void rf_put_isolated(struct rf_buf *out, const char *s);

/* The same for each part of a list that commas join. */
void rf_put_isolated_list(struct rf_buf *out, const char *s);

#endif
