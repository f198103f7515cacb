/* Growing bytes: every output is made in one of these and written with one call (base).
 *
 * The bytes are on the heap, so that they can be moved as they grow, and a buffer that is
 * reset for the next page keeps its room. What is built once and then kept belongs into
 * an arena: rf_arena_copy(arena, buf.p, buf.n). */
#ifndef RF_BASE_BUF_H
#define RF_BASE_BUF_H

#include <stddef.h>
#include <string.h>

/* p[0..n) are the bytes; p is NULL while nothing was added. Zero-initialised is empty. */
struct rf_buf {
    char *p;
    size_t n;
    size_t capacity;
};

/* A view of bytes that belong to something else. */
struct rf_bytes {
    const char *p;
    size_t n;
};

/* A view of a buffer's bytes, good until something is added to it; p is never NULL. */
static inline struct rf_bytes rf_buf_bytes(const struct rf_buf *buf)
{
    return (struct rf_bytes){buf->p ? buf->p : "", buf->n};
}

/* The slow path of rf_buf_reserve: moves the bytes to where more_bytes fit after them. */
void rf_buf_grow(struct rf_buf *buf, size_t more_bytes) __attribute__((cold));

/* Makes room for more_bytes at the end; aborts when memory is exhausted. */
static inline void rf_buf_reserve(struct rf_buf *buf, size_t more_bytes)
{
    if (more_bytes > buf->capacity - buf->n) {
        rf_buf_grow(buf, more_bytes);
    }
}

/* Forgets the bytes and keeps the room. */
void rf_buf_reset(struct rf_buf *buf);

/* Frees the room. */
void rf_buf_clear(struct rf_buf *buf);

static inline void rf_buf_add(struct rf_buf *buf, const char *p, size_t n)
{
    rf_buf_reserve(buf, n);
    if (n) {
        memcpy(buf->p + buf->n, p, n);
        buf->n += n;
    }
}

static inline void rf_buf_char(struct rf_buf *buf, char c)
{
    rf_buf_add(buf, &c, 1);
}

/* Always inlined: the caller's compiler knows the length of a literal. */
__attribute__((always_inline)) static inline void rf_buf_puts(struct rf_buf *buf,
                                                              const char *s)
{
    rf_buf_add(buf, s, strlen(s));
}

/* Adds strings up to a NULL: rf_buf_join(buf, a, b, NULL). */
void rf_buf_join(struct rf_buf *buf, ...);

/* Adds a number as decimal digits. */
void rf_buf_decimal(struct rf_buf *buf, unsigned long long value);

void rf_buf_printf(struct rf_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The bytes as a string: adds a NUL that is not counted in n. */
const char *rf_buf_string(struct rf_buf *buf);

#endif
