/* Strings one after another in a buffer, each with its NUL: how lists of them are kept in
 * files and sent to other processes (base). */
#ifndef RF_BASE_CODEC_H
#define RF_BASE_CODEC_H

#include "base/buf.h"

/* Appends a word; NULL is written as "". */
static inline void rf_put_word(struct rf_buf *out, const char *word)
{
    rf_buf_add(out, word ? word : "", word ? strlen(word) + 1 : 1);
}

/* Reads the word at *p, which is moved past it. NULL: no NUL comes before end, so the
 * bytes are damaged. */
static inline const char *rf_take_word(const char **p, const char *end)
{
    const char *word = *p;
    const char *nul = word < end ? memchr(word, 0, (size_t)(end - word)) : NULL;
    *p = nul ? nul + 1 : end;
    return nul ? word : NULL;
}

#endif
