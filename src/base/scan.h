/* The loop that most bytes go through: on to the next one that means something (base).
 * The one place that uses vectors of the compiler (gcc and clang on every processor):
 * ordinary text then costs less than a step a byte. */
#ifndef RF_SCAN_H
#define RF_SCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { RF_SCAN_BLOCK = 16 };

typedef unsigned char rf_scan_block __attribute__((vector_size(16)));

static inline rf_scan_block rf_scan_load(const unsigned char *p)
{
    rf_scan_block block;
    memcpy(&block, p, sizeof block);
    return block;
}

/* Fewer bytes than a block and at least one, filled up with a letter that no scanner
 * stops at. */
static inline rf_scan_block rf_scan_load_rest(const unsigned char *p, size_t n)
{
    unsigned char bytes[RF_SCAN_BLOCK];
    memset(bytes, 'a', sizeof bytes);
    if (n >= 8) {
        memcpy(bytes, p, 8);
        memcpy(bytes + n - 8, p + n - 8, 8);
    } else if (n >= 4) {
        memcpy(bytes, p, 4);
        memcpy(bytes + n - 4, p + n - 4, 4);
    } else {
        bytes[0] = p[0];
        bytes[n / 2] = p[n / 2];
        bytes[n - 1] = p[n - 1];
    }
    return rf_scan_load(bytes);
}

/* The index of the first byte that is not 0 in a word that is not 0, as it was read from
 * memory. */
static inline size_t rf_scan_first_in_word(uint64_t word)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return (size_t)__builtin_ctzll(word) / 8;
#else
    return (size_t)__builtin_clzll(word) / 8;
#endif
}

/* The same in a block, or RF_SCAN_BLOCK. */
static inline size_t rf_scan_first(rf_scan_block block)
{
    uint64_t halves[2];
    memcpy(halves, &block, sizeof halves);
    if (halves[0]) {
        return rf_scan_first_in_word(halves[0]);
    }
    return halves[1] ? 8 + rf_scan_first_in_word(halves[1]) : RF_SCAN_BLOCK;
}

/* Defines size_t name(const char *s, size_t i, size_t n): the first index from i on whose
 * byte STOPS, or n. STOPS(c) is of a block: comparisons of c with constants, joined by |
 * and &; it never stops at the letter a. */
#define RF_SCANNER(name, STOPS)                                                          \
    static inline size_t name(const char *s, size_t i, size_t n)                         \
    {                                                                                    \
        const unsigned char *p = (const unsigned char *)s;                               \
        for (; n - i >= RF_SCAN_BLOCK; i += RF_SCAN_BLOCK) {                             \
            rf_scan_block block = rf_scan_load(p + i);                                   \
            size_t at = rf_scan_first((rf_scan_block)(STOPS(block)));                    \
            if (at < RF_SCAN_BLOCK) {                                                    \
                return i + at;                                                           \
            }                                                                            \
        }                                                                                \
        if (i < n) {                                                                     \
            rf_scan_block last = rf_scan_load_rest(p + i, n - i);                        \
            size_t at = rf_scan_first((rf_scan_block)(STOPS(last)));                     \
            i = at < RF_SCAN_BLOCK ? i + at : n;                                         \
        }                                                                                \
        return i;                                                                        \
    }

/* What a word that is looked for may begin with: a byte from low to high, or from beyond
 * on, and behind it one from next_low to next_high. */
struct rf_scan_leads {
    unsigned char low, high, beyond, next_low, next_high;
};

/* The first index from i on where a word may begin so, or n. At the end of s, where
 * nothing is behind the last byte, anything may be. */
static inline size_t rf_scan_lead(const struct rf_scan_leads *leads, const char *s,
                                  size_t i, size_t n)
{
    const unsigned char *p = (const unsigned char *)s;
    const unsigned char span = (unsigned char)(leads->high - leads->low);
    const unsigned char next_span = (unsigned char)(leads->next_high - leads->next_low);
    while (n - i > RF_SCAN_BLOCK) {
        rf_scan_block block = rf_scan_load(p + i), next = rf_scan_load(p + i + 1);
        size_t at = rf_scan_first(
            (rf_scan_block)(((block - leads->low <= span) | (block >= leads->beyond)) &
                            (next - leads->next_low <= next_span)));
        if (at < RF_SCAN_BLOCK) {
            return i + at;
        }
        i += RF_SCAN_BLOCK;
    }
    if (i < n) {
        rf_scan_block last = rf_scan_load_rest(p + i, n - i);
        size_t at = rf_scan_first(
            (rf_scan_block)((last - leads->low <= span) | (last >= leads->beyond)));
        i = at < n - i ? i + at : n; /* what fills the block up may look so */
    }
    return i;
}

#endif
