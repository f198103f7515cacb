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

/* Fewer bytes than a block, filled up with a letter that no scanner stops at. */
static inline rf_scan_block rf_scan_load_rest(const unsigned char *p, size_t n)
{
    unsigned char bytes[RF_SCAN_BLOCK] = "aaaaaaaaaaaaaaa";
    bytes[RF_SCAN_BLOCK - 1] = 'a';
    memcpy(bytes, p, n);
    return rf_scan_load(bytes);
}

static inline int rf_scan_any(rf_scan_block mask)
{
    uint64_t halves[2];
    memcpy(halves, &mask, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

/* Defines size_t name(const char *s, size_t i, size_t n): the first index from i on whose
 * byte STOPS, or n. STOPS(c) is written once for a byte and for a block of them:
 * comparisons of c with constants, joined by | and &; it never stops at the letter a. */
#define RF_SCANNER(name, STOPS)                                                          \
    static inline size_t name(const char *s, size_t i, size_t n)                         \
    {                                                                                    \
        const unsigned char *p = (const unsigned char *)s;                               \
        while (n - i >= RF_SCAN_BLOCK) {                                                 \
            rf_scan_block block = rf_scan_load(p + i);                                   \
            if (rf_scan_any((rf_scan_block)(STOPS(block)))) {                            \
                break;                                                                   \
            }                                                                            \
            i += RF_SCAN_BLOCK;                                                          \
        }                                                                                \
        if (n - i < RF_SCAN_BLOCK && n - i > 2) {                                        \
            rf_scan_block last = rf_scan_load_rest(p + i, n - i);                        \
            if (!rf_scan_any((rf_scan_block)(STOPS(last)))) {                            \
                return n;                                                                \
            }                                                                            \
        }                                                                                \
        while (i < n && !(STOPS(p[i]))) {                                                \
            i++;                                                                         \
        }                                                                                \
        return i;                                                                        \
    }

#endif
