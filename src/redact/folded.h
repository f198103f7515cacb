/* A text as letters and words: what is compared of it where closed text is looked for in
 * open places (redact).
 *
 * The letters and digits of all words are stored without gaps, case and accents, so that
 * a comparison of letters runs over word borders. A word is what stands between other
 * characters; invisible ones (soft hyphens, joiners) do not end it. */
#ifndef RF_REDACT_FOLDED_H
#define RF_REDACT_FOLDED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct rf_word {
    uint32_t start, end; /* its letters: [start, end) of letters … */
    uint32_t from, to;   /* … and itself: [from, to) of the text, in bytes */
};

/* Zeroed: empty. */
struct rf_folded {
    struct rf_buf letters; /* UTF-8 */
    struct rf_word *words;
    size_t count, capacity;
};

/* Replaces what is in folded by p[0..n), which is less than 4 GiB. */
void rf_fold_words(struct rf_folded *folded, const char *p, size_t n);
void rf_folded_clear(struct rf_folded *folded);

/* The letters from the first word to the last. */
static inline const char *rf_letters_of(const struct rf_folded *folded, size_t first)
{
    return folded->letters.p + folded->words[first].start;
}
static inline size_t rf_letters_bytes(const struct rf_folded *folded, size_t first,
                                      size_t last)
{
    return folded->words[last].end - folded->words[first].start;
}

/* The word that ends where n bytes of letters from the first word on end; false where
 * none does. */
bool rf_word_at_end(const struct rf_folded *folded, size_t first, size_t n, size_t *last);

/* Looks for the letters from a word's beginning to a word's end, among the words from
 * `from` on; false where they are not there. */
bool rf_find_letters(const struct rf_folded *folded, const char *letters, size_t n,
                     size_t from, size_t *first, size_t *last);

#endif
