/* Growing bytes: capacity doubles, so that adding n bytes one at a time moves fewer than
 * 2n of them (base). */
#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/digits.h"

/* Most hold a word or a sentence; malloc keeps pieces of this size at hand. */
enum { FIRST_CAPACITY = 1024 };

void rf_buf_grow(struct rf_buf *buf, size_t more_bytes)
{
    size_t capacity = buf->capacity ? buf->capacity : FIRST_CAPACITY;
    while (capacity - buf->n < more_bytes && capacity <= SIZE_MAX / 2) {
        capacity *= 2;
    }
    char *p = capacity - buf->n < more_bytes ? NULL : realloc(buf->p, capacity);
    if (!p) {
        rf_out_of_memory();
    }
    buf->p = p;
    buf->capacity = capacity;
}

void rf_buf_reset(struct rf_buf *buf)
{
    buf->n = 0;
}

void rf_buf_clear(struct rf_buf *buf)
{
    free(buf->p);
    *buf = (struct rf_buf){0};
}

void rf_buf_join(struct rf_buf *buf, ...)
{
    va_list args;
    va_start(args, buf);
    for (const char *s; (s = va_arg(args, const char *)) != NULL;) {
        rf_buf_puts(buf, s);
    }
    va_end(args);
}

void rf_buf_decimal(struct rf_buf *buf, unsigned long long value)
{
    char digits[RF_DIGITS_SIZE];
    rf_buf_puts(buf, rf_digits(digits, value));
}

void rf_buf_printf(struct rf_buf *buf, const char *format, ...)
{
    enum { LIKELY_BYTES = 128 }; /* room for most at the first attempt */
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    rf_buf_reserve(buf, LIKELY_BYTES);
    size_t room = buf->capacity - buf->n;
    int n = vsnprintf(buf->p + buf->n, room, format, args);
    va_end(args);
    if (n > 0 && (size_t)n >= room) {
        rf_buf_reserve(buf, (size_t)n + 1);
        vsnprintf(buf->p + buf->n, (size_t)n + 1, format, again);
    }
    buf->n += n > 0 ? (size_t)n : 0;
    va_end(again);
}

const char *rf_buf_string(struct rf_buf *buf)
{
    rf_buf_reserve(buf, 1);
    buf->p[buf->n] = '\0';
    return buf->p;
}
