/* The loop that most bytes go through: on to the next one that means something (base).
 *
 * A reader of text (of HTML to be escaped, of Markdown, of digits) is interested in few
 * bytes. RF_SCANNER makes it a function that skips the others sixteen at a time: compare
 * a block with each byte that counts, gather a bit for each of the sixteen answers, and
 * count zeros up to the first one. rf_scan_lead does so for pairs of bytes.
 *
 * This is the one place that uses the compiler's vectors, which gcc and clang have for
 * every processor; docs/performance.md says what it brings. The last block is loaded
 * without reading past the end of the text: rf_scan_last. */
#ifndef RF_BASE_SCAN_H
#define RF_BASE_SCAN_H

#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { RF_SCAN_BLOCK = 16, RF_SCAN_ALL = 0xFFFF };

typedef unsigned char rf_scan_block __attribute__((vector_size(16)));
typedef uint64_t rf_scan_words __attribute__((vector_size(16)));

/* A block of sixteen times the same byte. */
static inline rf_scan_block rf_scan_fill(unsigned char byte)
{
    return (rf_scan_block){0} + byte;
}

static inline rf_scan_block rf_scan_load(const unsigned char *p)
{
    rf_scan_block block;
    memcpy(&block, p, sizeof block);
    return block;
}

static inline uint64_t rf_scan_word(const unsigned char *p)
{
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

/* Loads n bytes, at least one and fewer than a block; the rest of the block means
 * nothing. Not by memcpy into an array: reading a block from where smaller pieces were
 * just written makes the processor wait, so they go from register to register. */
static inline rf_scan_block rf_scan_rest(const unsigned char *p, size_t n)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t halves[2] = {0, 0};
    if (n >= 8) {
        halves[0] = rf_scan_word(p);
        halves[1] = rf_scan_word(p + n - 8) >> 8 * (15 - n) >> 8;
    } else if (n >= 4) {
        uint32_t first, last;
        memcpy(&first, p, sizeof first);
        memcpy(&last, p + n - 4, sizeof last);
        halves[0] = first | (uint64_t)last << 8 * (n - 4);
    } else {
        halves[0] =
            p[0] | (uint64_t)p[n / 2] << 8 * (n / 2) | (uint64_t)p[n - 1] << 8 * (n - 1);
    }
    return (rf_scan_block)(rf_scan_words){halves[0], halves[1]};
#else
    unsigned char bytes[RF_SCAN_BLOCK] = {0};
    memcpy(bytes, p, n);
    return rf_scan_load(bytes);
#endif
}

/* The block with what is left of p's n bytes from i on: at least one byte, at most a
 * block. Of a text longer than a block it is the last sixteen bytes, of which *before are
 * in front of i: one load, where a branch for each length would be mispredicted. */
static inline rf_scan_block rf_scan_last(const unsigned char *p, size_t i, size_t n,
                                         unsigned *before)
{
    bool is_long = n >= RF_SCAN_BLOCK;
    *before = is_long ? (unsigned)(RF_SCAN_BLOCK - (n - i)) : 0;
    return is_long ? rf_scan_load(p + n - RF_SCAN_BLOCK) : rf_scan_rest(p + i, n - i);
}

/* A bit for each byte of a comparison, the first byte's the lowest. Every x86-64 has an
 * instruction for it; elsewhere a multiplication moves the eight bits of a word into its
 * highest byte. */
static inline unsigned rf_scan_mask(rf_scan_block block)
{
#ifdef __SSE2__
    return (unsigned)_mm_movemask_epi8((__m128i)block);
#else
    rf_scan_words words = (rf_scan_words)block;
    unsigned mask = 0;
    for (int i = 1; i >= 0; i--) {
        uint64_t word = words[i] & 0x0101010101010101u;
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
        word = __builtin_bswap64(word);
#endif
        mask = mask << 8 | (unsigned)(word * 0x0102040810204080u >> 56);
    }
    return mask;
#endif
}

/* The index of the lowest bit, or RF_SCAN_BLOCK. */
static inline size_t rf_scan_first(unsigned mask)
{
    return mask ? (size_t)__builtin_ctz(mask) : RF_SCAN_BLOCK;
}

/* Defines size_t name(const char *s, size_t i, size_t n): the first index from i on whose
 * byte STOPS, or n. STOPS(c) is of a block: comparisons of c with constants, joined by |
 * and &. */
#define RF_SCANNER(name, STOPS)                                                          \
    static inline size_t name(const char *s, size_t i, size_t n)                         \
    {                                                                                    \
        const unsigned char *p = (const unsigned char *)s;                               \
        for (; i + RF_SCAN_BLOCK <= n; i += RF_SCAN_BLOCK) {                             \
            rf_scan_block block = rf_scan_load(p + i);                                   \
            unsigned stops = rf_scan_mask((rf_scan_block)(STOPS(block)));                \
            if (stops) {                                                                 \
                return i + rf_scan_first(stops);                                         \
            }                                                                            \
        }                                                                                \
        if (i >= n) {                                                                    \
            return n;                                                                    \
        }                                                                                \
        unsigned before;                                                                 \
        rf_scan_block last = rf_scan_last(p, i, n, &before);                             \
        i += rf_scan_first(rf_scan_mask((rf_scan_block)(STOPS(last))) >> before);        \
        return i < n ? i : n;                                                            \
    }

typedef signed char rf_scan_signed __attribute__((vector_size(16)));

/* The bytes from a lowest to a highest one. They are shifted so that the lowest becomes
 * -128: one comparison as signed bytes, which x86-64 has, then tests both ends. */
struct rf_scan_range {
    rf_scan_block shift;
    rf_scan_signed highest;
};

static inline struct rf_scan_range rf_scan_range(unsigned char low, unsigned char high)
{
    enum { SMALLEST = 0x80 };
    return (struct rf_scan_range){
        rf_scan_fill((unsigned char)(low - SMALLEST)),
        (rf_scan_signed)rf_scan_fill((unsigned char)(high - low + SMALLEST))};
}

/* What a word that is looked for may begin with: a byte, and the one after it. */
struct rf_scan_pair {
    struct rf_scan_range first, next;
};

/* The beginnings of a set of words: of those that begin with ASCII, and of the others.
 * Two ranges let through less than one that spans both. */
struct rf_scan_leads {
    struct rf_scan_pair ascii, beyond;
};

/* The bytes of the block that are not in the range. */
static inline rf_scan_block rf_scan_outside(rf_scan_block block,
                                            const struct rf_scan_range *range)
{
    return (rf_scan_block)((rf_scan_signed)(block - range->shift) > range->highest);
}

/* The places in the block where no word can begin. */
static inline rf_scan_block rf_scan_no_pairs(const struct rf_scan_pair *pair,
                                             rf_scan_block block, rf_scan_block next)
{
    return rf_scan_outside(block, &pair->first) | rf_scan_outside(next, &pair->next);
}

/* The places in a text's last block where a word may begin, as a mask. `end` is the bit
 * of the text's last byte, whose successor is not known: it counts as fitting. */
static inline unsigned rf_scan_last_pairs(const struct rf_scan_pair *pair,
                                          rf_scan_block block, unsigned end)
{
    unsigned leads = rf_scan_mask(rf_scan_outside(block, &pair->first)) ^ RF_SCAN_ALL;
    unsigned nexts = rf_scan_mask(rf_scan_outside(block, &pair->next)) ^ RF_SCAN_ALL;
    return leads & (nexts >> 1 | end);
}

/* The first index from i on where a word may begin, or n. */
static inline size_t rf_scan_lead(const struct rf_scan_leads *leads, const char *s,
                                  size_t i, size_t n)
{
    const unsigned char *p = (const unsigned char *)s;
    for (; i + RF_SCAN_BLOCK < n; i += RF_SCAN_BLOCK) {
        rf_scan_block block = rf_scan_load(p + i), next = rf_scan_load(p + i + 1);
        unsigned passed = rf_scan_mask(rf_scan_no_pairs(&leads->ascii, block, next) &
                                       rf_scan_no_pairs(&leads->beyond, block, next));
        if (passed != RF_SCAN_ALL) {
            return i + rf_scan_first(passed ^ RF_SCAN_ALL);
        }
    }
    if (i >= n) {
        return n;
    }
    unsigned before;
    rf_scan_block last = rf_scan_last(p, i, n, &before);
    unsigned end = 1u << (before + (unsigned)(n - i) - 1);
    unsigned stops = rf_scan_last_pairs(&leads->ascii, last, end) |
                     rf_scan_last_pairs(&leads->beyond, last, end);
    i += rf_scan_first(stops >> before);
    return i < n ? i : n;
}

#endif
