/* Values of jansson, made without failures (base): it fails only where memory is
 * exhausted, and then the program ends, as it does when the arena cannot grow. */
#ifndef RF_BASE_JSON_VALUES_H
#define RF_BASE_JSON_VALUES_H

#include <stddef.h>

#include "base/buf.h"

struct json_t; /* jansson's */

/* A value just made. */
struct json_t *rf_json_made(struct json_t *value);

/* Sets an entry to a value just made, or appends it. */
void rf_json_set(struct json_t *object, const char *key, struct json_t *value);
void rf_json_append(struct json_t *array, struct json_t *value);

/* Bytes that should be UTF-8; others become U+FFFD. */
struct json_t *rf_json_text(const char *s);

/* Appends a value as text, with jansson's flags. */
void rf_json_put(const struct json_t *value, size_t flags, struct rf_buf *out);

#endif
