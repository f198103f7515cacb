/* What is no secret though closed text says it: labels and outcomes, names of units,
 * bodies and persons, legal bases (redact). */
#ifndef RF_REDACT_NO_SECRET_H
#define RF_REDACT_NO_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "redact/folded.h"
#include "referat/model.h"

enum rf_phrase_kind {
    RF_PHRASE_NAME,     /* a name, a label, the sentence of an outcome */
    RF_PHRASE_DECISION, /* a word that decisions are made of */
    RF_PHRASE_SMALL,    /* a word that stands between others */
};

struct rf_phrase;

/* Zeroed: none. */
struct rf_phrases {
    struct rf_arena arena;
    struct rf_phrase **table; /* by the digest of their first word */
    size_t count, table_size; /* 0, or a power of 2 */
    struct rf_folded scratch;
};

void rf_phrases_clear(struct rf_phrases *phrases);

/* Adds a phrase of any number of words. */
void rf_phrases_add(struct rf_phrases *phrases, enum rf_phrase_kind kind,
                    const char *text);

/* Adds the words of the series' language, its labels, its units. */
void rf_phrases_add_series(struct rf_phrases *phrases,
                           const struct referat_series *series);

/* Adds to marks[i] what is known of the i-th word; marks has room for all of them, zeroed
 * at first. The words of a phrase are marked where all of it is there. */
void rf_phrases_mark(const struct rf_phrases *phrases, const struct rf_folded *folded,
                     unsigned char *marks);

/* True where count words in a row, which were marked, say more than what is no secret. In
 * a title the words of decisions are no excuse. */
bool rf_is_secret(const unsigned char *marks, size_t count, bool is_title);

#endif
