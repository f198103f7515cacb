/* What is no secret though closed text says it (redact).
 *
 * Phrases are kept in a hash table by their first word. Marking a text looks each of its
 * words up there and marks all words of a phrase that stands as a whole; a text is a
 * secret when a word is left that no phrase covers. */
#include "redact/no_secret.h"

#include <string.h>

#include "base/digest.h"
#include "lang/lang.h"

struct rf_phrase {
    struct rf_phrase *next;
    enum rf_phrase_kind kind;
    const char *letters;
    uint32_t first_bytes, bytes; /* of its first word, of all its letters */
};

enum mark { MARK_NAME = 1, MARK_DECISION = 2, MARK_SMALL = 4, MARK_NUMBER = 8 };

static const unsigned char mark_of[] = {[RF_PHRASE_NAME] = MARK_NAME,
                                        [RF_PHRASE_DECISION] = MARK_DECISION,
                                        [RF_PHRASE_SMALL] = MARK_SMALL};

void rf_phrases_clear(struct rf_phrases *phrases)
{
    rf_folded_clear(&phrases->scratch);
    rf_arena_clear(&phrases->arena);
    *phrases = (struct rf_phrases){0};
}

/* ---- The table ---- */

static struct rf_phrase **slot_of(const struct rf_phrases *phrases, const char *letters,
                                  size_t n)
{
    return &phrases->table[rf_digest_64(letters, n) & (phrases->table_size - 1)];
}

static void enter(struct rf_phrases *phrases, struct rf_phrase *phrase)
{
    struct rf_phrase **slot = slot_of(phrases, phrase->letters, phrase->first_bytes);
    phrase->next = *slot;
    *slot = phrase;
}

static void grow(struct rf_phrases *phrases)
{
    struct rf_phrase **old = phrases->table;
    size_t old_size = phrases->table_size;
    phrases->table_size = old_size ? 2 * old_size : 256;
    phrases->table =
        RF_ARENA_NEW_ARRAY(&phrases->arena, phrases->table_size, struct rf_phrase *);
    for (size_t i = 0; i < old_size; i++) {
        for (struct rf_phrase *p = old[i], *next; p; p = next) {
            next = p->next;
            enter(phrases, p);
        }
    }
}

static void add(struct rf_phrases *phrases, enum rf_phrase_kind kind, const char *text,
                size_t n)
{
    struct rf_folded *f = &phrases->scratch;
    rf_fold_words(f, text, n);
    if (!f->count) {
        return;
    }
    if (phrases->count == phrases->table_size) {
        grow(phrases);
    }
    struct rf_phrase *phrase = RF_ARENA_NEW(&phrases->arena, struct rf_phrase);
    phrase->kind = kind;
    phrase->letters = rf_arena_copy(&phrases->arena, f->letters.p, f->letters.n);
    phrase->first_bytes = f->words[0].end;
    phrase->bytes = (uint32_t)f->letters.n;
    enter(phrases, phrase);
    phrases->count++;
}

void rf_phrases_add(struct rf_phrases *phrases, enum rf_phrase_kind kind,
                    const char *text)
{
    add(phrases, kind, text, strlen(text));
}

/* ---- The series ---- */

/* Adds labels by their parts: "{...}" stands for any text. A word that a language has not
 * is NULL. */
static void add_labels(struct rf_phrases *phrases, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (const char *label = words[i]; label && *label;) {
            size_t n = strcspn(label, "{");
            add(phrases, RF_PHRASE_NAME, label, n);
            label += n;
            label += strcspn(label, "}");
            label += *label == '}';
        }
    }
}

static void add_each(struct rf_phrases *phrases, enum rf_phrase_kind kind,
                     const char *words)
{
    while (*words) {
        size_t n = strcspn(words, " ");
        add(phrases, kind, words, n);
        words += n;
        words += *words == ' ';
    }
}

void rf_phrases_add_series(struct rf_phrases *p, const struct referat_series *series)
{
    const struct rf_lang *lang = rf_lang_of(series);
    add_labels(p, lang->labels, RF_LABEL_COUNT);
    add_labels(p, lang->months, sizeof lang->months / sizeof *lang->months);
    add_labels(p, lang->weekdays, sizeof lang->weekdays / sizeof *lang->weekdays);
    add_labels(p, lang->outcome_words, REFERAT_OUTCOME_COUNT);
    add_labels(p, lang->outcome_sentences, REFERAT_OUTCOME_COUNT);
    if (series->outcome_sentences) {
        add_labels(p, series->outcome_sentences, REFERAT_OUTCOME_COUNT);
    }
    add_labels(p, lang->outcome_to_sentences, REFERAT_OUTCOME_COUNT);
    for (const struct rf_synonym *row = lang->outcome_synonyms; row->word; row++) {
        add_labels(p, &row->sentence, 1);
    }
    add_labels(p, lang->item_type_words, REFERAT_TYPE_HEADING + 1);
    add_labels(p, lang->form_words, REFERAT_FORM_LETTER + 1);
    add_labels(p, lang->status_words, REFERAT_CANCELLED + 1);
    add_labels(p, lang->access_words, REFERAT_CLOSED + 1);
    add_labels(p, lang->action_state_words, REFERAT_ACTION_CANCELLED + 1);
    add_labels(p, lang->annex_words,
               sizeof lang->annex_words / sizeof *lang->annex_words);
    add_each(p, RF_PHRASE_DECISION, rf_lang_decision_words(lang));
    add_each(p, RF_PHRASE_SMALL, rf_lang_small_words(lang));
    if (series->labels) {
        add_labels(p, series->labels, RF_LABEL_COUNT);
    }
    rf_phrases_add(p, RF_PHRASE_NAME, series->body.plain);
    rf_phrases_add(p, RF_PHRASE_NAME, series->organisation.plain);
    for (size_t i = 0; i < series->unit_count; i++) {
        rf_phrases_add(p, RF_PHRASE_NAME, series->units[i].abbreviation);
        rf_phrases_add(p, RF_PHRASE_NAME, series->units[i].name);
    }
}

/* ---- Judging ---- */

/* Digits, or a letter alone. */
static bool is_number(const char *letters, size_t n)
{
    size_t digits = 0;
    while (digits < n && letters[digits] >= '0' && letters[digits] <= '9') {
        digits++;
    }
    return n == 1 || digits == n;
}

/* Marks the words of a phrase whose first word is the one at `first`, where the others
 * follow it. */
static void mark_phrase(const struct rf_phrase *phrase, const struct rf_folded *f,
                        size_t first, unsigned char *marks)
{
    size_t last;
    if (f->words[first].start + phrase->bytes <= f->letters.n &&
        memcmp(rf_letters_of(f, first), phrase->letters, phrase->bytes) == 0 &&
        rf_word_at_end(f, first, phrase->bytes, &last)) {
        for (size_t i = first; i <= last; i++) {
            marks[i] |= mark_of[phrase->kind];
        }
    }
}

void rf_phrases_mark(const struct rf_phrases *phrases, const struct rf_folded *f,
                     unsigned char *marks)
{
    for (size_t i = 0; i < f->count && phrases->table_size; i++) {
        size_t n = rf_letters_bytes(f, i, i);
        const struct rf_phrase *phrase = *slot_of(phrases, rf_letters_of(f, i), n);
        marks[i] |= is_number(rf_letters_of(f, i), n) ? MARK_NUMBER : 0;
        for (; phrase; phrase = phrase->next) {
            if (phrase->first_bytes == n) {
                mark_phrase(phrase, f, i, marks);
            }
        }
    }
}

/* True where a word is left that is not known, or where there are only numbers and small
 * words: a case number is made of these. */
bool rf_is_secret(const unsigned char *marks, size_t count, bool is_title)
{
    unsigned known = MARK_NAME | MARK_SMALL | MARK_NUMBER, seen = 0;
    known |= is_title ? 0 : MARK_DECISION;
    for (size_t i = 0; i < count; i++) {
        seen |= marks[i];
        if (!(marks[i] & known)) {
            return true;
        }
    }
    return !(seen & (MARK_NAME | MARK_DECISION)); /* numbers alone may be one */
}
