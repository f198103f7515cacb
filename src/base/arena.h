/* A bump allocator: everything made while compiling one meeting lives in one arena and
 * dies with it (base). */
#ifndef RF_BASE_ARENA_H
#define RF_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct rf_arena_block;

/* Zero-initialise, or rf_arena_init. The storage of the struct is the caller's. */
struct rf_arena {
    struct rf_arena_block *first;   /* blocks in the order they were made */
    struct rf_arena_block *current; /* the block being filled */
    char *next;                     /* what is handed out next */
    size_t room_bytes;              /* behind it in current */
};

enum { RF_ARENA_ALIGNMENT = 16 };

static inline size_t rf_arena_rounded(size_t size_bytes)
{
    return (size_bytes + RF_ARENA_ALIGNMENT - 1) & ~(size_t)(RF_ARENA_ALIGNMENT - 1);
}

/* Says "referat: out of memory" on standard error and ends the program. Nothing that has
 * its place by then is touched, and what has not is removed by the next run. */
_Noreturn void rf_out_of_memory(void);

void rf_arena_init(struct rf_arena *arena);

/* Frees every block. The arena may be used again. */
void rf_arena_clear(struct rf_arena *arena);

/* Forgets every object and keeps the blocks for the next meeting; in sanitizer builds it
 * frees. */
void rf_arena_reset(struct rf_arena *arena);

/* Returns zeroed memory for count objects of size_bytes each; aborts when the product
 * overflows. */
void *rf_arena_array(struct rf_arena *arena, size_t count, size_t size_bytes);

/* Memory beyond the current block. */
void *rf_arena_take_more(struct rf_arena *arena, size_t size_bytes) __attribute__((cold));

/* Memory that is not zeroed, for whoever fills it at once. Blocks hold a whole number of
 * aligned pieces, so what fits before rounding fits behind it too. */
static inline void *rf_arena_take(struct rf_arena *arena, size_t size_bytes)
{
    if (size_bytes - 1 >= arena->room_bytes) { /* 0 too */
        return rf_arena_take_more(arena, size_bytes);
    }
    void *p = arena->next;
    size_t wanted = rf_arena_rounded(size_bytes);
    arena->next += wanted;
    arena->room_bytes -= wanted;
    return p;
}

/* Returns size_bytes of zeroed memory aligned for any type. Never NULL: the program
 * aborts when memory is exhausted. Zeroed in place where the compiler knows the
 * size. */
static inline void *rf_arena_alloc(struct rf_arena *arena, size_t size_bytes)
{
    return memset(rf_arena_take(arena, size_bytes), 0, size_bytes);
}

/* Makes what was taken last longer where it lies; what is new is not zeroed. False:
 * something else was taken last, or there is no room; in sanitizer builds, always. */
bool rf_arena_extend(struct rf_arena *arena, void *p, size_t old_bytes, size_t new_bytes);

/* Copies n bytes and adds a NUL. */
char *rf_arena_copy(struct rf_arena *arena, const char *p, size_t n);

/* Copies a NUL-terminated string; NULL stays NULL. */
char *rf_arena_string(struct rf_arena *arena, const char *s);

/* Joins strings up to a NULL: rf_arena_join(arena, a, b, NULL). */
char *rf_arena_join(struct rf_arena *arena, ...);

/* A number as decimal digits. */
char *rf_arena_decimal(struct rf_arena *arena, size_t value);

/* printf into the arena. */
char *rf_arena_format(struct rf_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *rf_arena_vformat(struct rf_arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

#define RF_ARENA_NEW(arena, type) ((type *)rf_arena_alloc((arena), sizeof(type)))
#define RF_ARENA_NEW_ARRAY(arena, count, type)                                           \
    ((type *)rf_arena_array((arena), (count), sizeof(type)))

#endif
