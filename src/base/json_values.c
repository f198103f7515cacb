/* Values of jansson, made without failures (base). */
#include "base/json_values.h"

#include <jansson.h>

#include "base/arena.h"
#include "base/utf8.h"

json_t *rf_json_made(json_t *value)
{
    if (!value) {
        rf_out_of_memory();
    }
    return value;
}

void rf_json_set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, rf_json_made(value)) != 0) {
        rf_json_made(NULL);
    }
}

void rf_json_append(json_t *array, json_t *value)
{
    if (json_array_append_new(array, rf_json_made(value)) != 0) {
        rf_json_made(NULL);
    }
}

json_t *rf_json_text(const char *s)
{
    struct rf_buf buf = {0};
    rf_utf8_put_clean(&buf, s);
    json_t *value = rf_json_made(json_string(rf_buf_string(&buf)));
    rf_buf_clear(&buf);
    return value;
}

static int append(const char *p, size_t n, void *out)
{
    rf_buf_add(out, p, n);
    return 0;
}

void rf_json_put(const json_t *value, size_t flags, struct rf_buf *out)
{
    if (json_dump_callback(value, append, out, flags) != 0) {
        rf_json_made(NULL);
    }
}
