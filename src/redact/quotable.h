/* What an open place must not hold of the closed parts of a meeting (redact).
 *
 * A title of two words and twelve letters or more; of other text a sentence of 24 letters
 * or more, and any 40 letters in a row: each from a word's beginning to a word's end.
 * Left aside is what is no secret (no_secret.h). */
#ifndef RF_REDACT_QUOTABLE_H
#define RF_REDACT_QUOTABLE_H

#include <stdint.h>

#include "redact/collect_texts.h"
#include "redact/folded.h"
#include "redact/no_secret.h"
#include "referat/model.h"

enum rf_quotable_kind {
    RF_QUOTABLE_TITLE,
    RF_QUOTABLE_SENTENCE,
    RF_QUOTABLE_RUN, /* so many letters in a row */
};

enum {
    RF_QUOTABLE_TITLE_LETTERS = 12,
    RF_QUOTABLE_SENTENCE_LETTERS = 24,
    RF_QUOTABLE_RUN_LETTERS = 40,
    RF_QUOTABLE_PREFIX_BYTES = 12, /* that every one of them has */
};

/* The digests of the letters: whether they stand at a place is seen without them. Its
 * bytes, which have no gaps, are kept for later runs of the same program. */
struct rf_quotable {
    uint64_t whole;  /* of all letters */
    uint32_t prefix; /* of the first RF_QUOTABLE_PREFIX_BYTES */
    uint32_t bytes;  /* of all letters */
    uint32_t origin; /* whose it is: an index, for whoever keeps it */
    uint16_t kind;
    uint16_t is_variant; /* of the title before it: as the names of files spell it */
};

/* Of the beginning of letters, which has at least RF_QUOTABLE_PREFIX_BYTES. */
uint32_t rf_quotable_prefix(const char *letters);

/* Where a quotable stands: words [first, last] of a folded text. */
struct rf_quotable_place {
    const struct rf_text *text;
    const struct rf_folded *folded;
    size_t first, last;
};

/* Calls take for each quotable of a meeting that is built whole and not pruned. The place
 * is valid during the call only. phrases: those of the series. */
void rf_quotables_of_meeting(const struct referat_meeting *meeting,
                             const struct rf_phrases *phrases, struct rf_arena *arena,
                             void (*take)(void *owner, const struct rf_quotable *quotable,
                                          const struct rf_quotable_place *place),
                             void *owner);

#endif
