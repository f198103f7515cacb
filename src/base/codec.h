/* Words in bytes, each with its NUL (base). */
#ifndef RF_BASE_CODEC_H
#define RF_BASE_CODEC_H

#include "base/buf.h"

/* Appends a word; NULL is the empty one. */
static inline void rf_put_word(struct rf_buf *out, const char *word)
{
    rf_buf_add(out, word ? word : "", word ? strlen(word) + 1 : 1);
}

/* The word at *p, which is moved behind it; NULL where it has no end. */
static inline const char *rf_take_word(const char **p, const char *end)
{
    const char *word = *p;
    const char *nul = word < end ? memchr(word, 0, (size_t)(end - word)) : NULL;
    *p = nul ? nul + 1 : end;
    return nul ? word : NULL;
}

#endif
