/* A bump allocator: everything made while compiling one meeting lives in one arena and
 * dies with it (base).
 *
 * This folder has what every stage needs and the C library lacks. It knows no field of a
 * document, and no folder beside it:
 *
 *     memory       arena.h, buf.h (growing bytes), list.h, set.h
 *     text         utf8.h (characters), str.h (words), scan.h (sixteen bytes at a time),
 *                  escape.h and entities.h (&aring; %C3%A5 \u00e5), isolate.h, digits.h
 *     values       date.h, path.h, limits.h, cpr.h (Danish personal numbers)
 *     forms        csv.h, json_values.h, prose_node.h (a walk over a Markdown tree)
 *     checksums    hash.h (SHA-512, for others to check), digest.h (quick, for us)
 *     files        beneath.h (opened beneath the folder of a series, on disk or from the
 *                  caller's memory: overlay.h), bytes.h, make_folders.h, real_path.h,
 *                  scratch_folder.h, append_log.h (a file that grows during a run)
 *     their names  edition_marks.h and leftover_names.h, which several stages must know
 *     the system   subprocess.h, qpdf.h, library.h, zip_library.h
 *
 * Memory has two rules. What belongs to a meeting is taken from its arena, never freed on
 * its own, and gone with rf_arena_reset: so there is no cleanup path to forget. Bytes
 * that grow (outputs, texts being read) are an rf_buf on the heap, cleared by the
 * function that made it. Neither ever reports that memory is exhausted: the program ends
 * (rf_out_of_memory), because no output is better than half of one.
 *
 * What is hard to see: in sanitizer builds each object has a block of its own, so that
 * an overrun by one byte is found. An arena is then many times slower, and
 * rf_arena_extend always says no. */
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
    size_t room_bytes;              /* from there to the end of current */
};

enum { RF_ARENA_ALIGNMENT = 16 };

static inline size_t rf_arena_rounded(size_t size_bytes)
{
    return (size_bytes + RF_ARENA_ALIGNMENT - 1) & ~(size_t)(RF_ARENA_ALIGNMENT - 1);
}

/* Prints "referat: out of memory" on standard error and ends the program. Outputs that
 * are in place stay as they are; the next run removes temporary files. */
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

/* The slow path of rf_arena_take: moves to another block. */
void *rf_arena_take_more(struct rf_arena *arena, size_t size_bytes) __attribute__((cold));

/* Memory that is not zeroed, for callers that fill it at once. Blocks hold a whole number
 * of aligned pieces, so that what fits before it is rounded up still fits afterwards. */
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

/* Lengthens an object in place, which works for the one that was taken last while its
 * block has room; the new bytes are not zeroed. False: the caller has to copy. */
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
