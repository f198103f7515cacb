/* The loop that most bytes go through: on to the next one that means something (base). */
#ifndef RF_SCAN_H
#define RF_SCAN_H

#include <stddef.h>

/* The first index from i on whose byte the table marks, or n. Four bytes a step: ordinary
 * text costs little more than reading it. */
static inline size_t rf_scan(const unsigned char table[256], const char *s, size_t i,
                             size_t n)
{
    const unsigned char *p = (const unsigned char *)s;
    while (i + 4 <= n &&
           !(table[p[i]] | table[p[i + 1]] | table[p[i + 2]] | table[p[i + 3]])) {
        i += 4;
    }
    while (i < n && !table[p[i]]) {
        i++;
    }
    return i;
}

#endif
