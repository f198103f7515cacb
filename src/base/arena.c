/* The bump allocator: a list of blocks, of which one is being filled (base).
 *
 * Taking is inline (arena.h): compare, add, done. This file has what happens at the end
 * of a block, and strings. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_SANITIZED 1
#endif
#endif
#ifndef ARENA_SANITIZED
#define ARENA_SANITIZED 0
#endif

/* The first block holds a small document whole; later ones double up to 1 MiB, so that a
 * large meeting needs few. */
enum { FIRST_BLOCK = 64 * 1024, LARGEST_BLOCK = 1024 * 1024 };

struct rf_arena_block {
    struct rf_arena_block *next;
    size_t size_bytes;
    _Alignas(RF_ARENA_ALIGNMENT) char data[];
};

void rf_arena_init(struct rf_arena *arena)
{
    *arena = (struct rf_arena){0};
}

void rf_arena_clear(struct rf_arena *arena)
{
    struct rf_arena_block *next;
    for (struct rf_arena_block *block = arena->first; block; block = next) {
        next = block->next;
        free(block);
    }
    rf_arena_init(arena);
}

/* Begins to fill a block from its start; NULL where there is none. */
static void enter_block(struct rf_arena *arena, struct rf_arena_block *block)
{
    arena->current = block;
    arena->next = block ? block->data : NULL;
    arena->room_bytes = block ? block->size_bytes : 0;
}

void rf_arena_reset(struct rf_arena *arena)
{
    if (ARENA_SANITIZED) {
        rf_arena_clear(arena);
        return;
    }
    enter_block(arena, arena->first);
}

void rf_out_of_memory(void)
{
    fputs("referat: out of memory\n", stderr);
    abort();
}

/* Links a new block after the current one. */
static void add_block(struct rf_arena *arena, size_t size_bytes)
{
    if (size_bytes > SIZE_MAX - sizeof(struct rf_arena_block)) {
        rf_out_of_memory();
    }
    struct rf_arena_block *block = malloc(sizeof *block + size_bytes);
    if (!block) {
        rf_out_of_memory();
    }
    block->size_bytes = size_bytes;
    if (arena->current) {
        block->next = arena->current->next;
        arena->current->next = block;
    } else {
        block->next = arena->first;
        arena->first = block;
    }
    enter_block(arena, block);
}

bool rf_arena_extend(struct rf_arena *arena, void *p, size_t old_bytes, size_t new_bytes)
{
    size_t old = rf_arena_rounded(old_bytes), wanted = rf_arena_rounded(new_bytes);
    if (ARENA_SANITIZED || new_bytes < old_bytes || wanted < new_bytes ||
        (char *)p + old != arena->next || wanted - old > arena->room_bytes) {
        return false;
    }
    arena->next += wanted - old;
    arena->room_bytes -= wanted - old;
    return true;
}

/* Moves to a block with room: one that was kept by rf_arena_reset where the next is large
 * enough, else a new one. New blocks double, so that a large meeting needs few. */
void *rf_arena_take_more(struct rf_arena *arena, size_t size_bytes)
{
    if (size_bytes > SIZE_MAX - RF_ARENA_ALIGNMENT) {
        rf_out_of_memory();
    }
    size_bytes = size_bytes ? size_bytes : 1;
    size_t wanted = ARENA_SANITIZED ? size_bytes : rf_arena_rounded(size_bytes);
    struct rf_arena_block *kept = arena->current ? arena->current->next : NULL;
    if (ARENA_SANITIZED) {
        add_block(arena, wanted);
    } else if (wanted > arena->room_bytes && kept && kept->size_bytes >= wanted) {
        enter_block(arena, kept);
    } else if (wanted > arena->room_bytes) {
        size_t next = arena->current ? arena->current->size_bytes * 2 : FIRST_BLOCK;
        next = next < LARGEST_BLOCK ? next : LARGEST_BLOCK;
        add_block(arena, wanted > next ? wanted : next);
    }
    void *p = arena->next;
    arena->next += wanted;
    arena->room_bytes -= wanted;
    return p;
}

void *rf_arena_array(struct rf_arena *arena, size_t count, size_t size_bytes)
{
    if (size_bytes && count > SIZE_MAX / size_bytes) {
        rf_out_of_memory();
    }
    return rf_arena_alloc(arena, count * size_bytes);
}

char *rf_arena_copy(struct rf_arena *arena, const char *p, size_t n)
{
    if (n == SIZE_MAX) {
        rf_out_of_memory();
    }
    char *copy = rf_arena_take(arena, n + 1);
    if (n) {
        memcpy(copy, p, n);
    }
    copy[n] = '\0';
    return copy;
}

char *rf_arena_string(struct rf_arena *arena, const char *s)
{
    return s ? rf_arena_copy(arena, s, strlen(s)) : NULL;
}

char *rf_arena_join(struct rf_arena *arena, ...)
{
    size_t n = 0;
    va_list args;
    va_start(args, arena);
    for (const char *s; (s = va_arg(args, const char *)) != NULL;) {
        n += strlen(s);
    }
    va_end(args);
    char *joined = rf_arena_take(arena, n + 1), *end = joined;
    va_start(args, arena);
    for (const char *s; (s = va_arg(args, const char *)) != NULL;) {
        size_t size = strlen(s);
        memcpy(end, s, size);
        end += size;
    }
    va_end(args);
    *end = '\0';
    return joined;
}

char *rf_arena_decimal(struct rf_arena *arena, size_t value)
{
    char digits[RF_DIGITS_SIZE];
    return rf_arena_string(arena, rf_digits(digits, value));
}

char *rf_arena_vformat(struct rf_arena *arena, const char *format, va_list args)
{
    char first[256];
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(first, sizeof first, format, args);
    if (n < 0) {
        rf_out_of_memory();
    }
    char *s = rf_arena_take(arena, (size_t)n + 1);
    if ((size_t)n < sizeof first) {
        memcpy(s, first, (size_t)n + 1);
    } else {
        vsnprintf(s, (size_t)n + 1, format, again);
    }
    va_end(again);
    return s;
}

char *rf_arena_format(struct rf_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *s = rf_arena_vformat(arena, format, args);
    va_end(args);
    return s;
}
