/* The words of the documents: one const struct for each language, one file each (lang).
 *
 * This folder is all that knows a human language. Its central type is struct rf_lang: the
 * labels that pages print, the words that documents may use, and how dates, times and
 * numbers are written. Stages ask rf_lang_of for the language of a series and pass it
 * around; labels go through rf_label, because a series may have words of its own. load/
 * reads words with the synonyms, render/, tables/ and index/ write with the rest.
 *
 * Hard to see: a word is known three times. The canonical English term (terms.c) is what
 * JSON has, the language's own word is what pages print, and the synonyms are
 * what people type: some are accepted, some only suggested, and some print themselves
 * instead of our sentence. A language is added as a file and a row in languages.c; a unit
 * test rejects a label without a word. */
#ifndef RF_LANG_LANG_H
#define RF_LANG_LANG_H

#include <stdbool.h>

#include "base/buf.h"
#include "referat/model.h"

/* One value per row of labels.def: RF_LABEL_ITEM … */
enum rf_label {
#define RF_LABEL(id, key, meaning) RF_LABEL_##id,
#include "lang/labels.def"
#undef RF_LABEL
    RF_LABEL_COUNT,
};

/* A word that people type for one of ours. */
struct rf_synonym {
    const char *word;     /* NULL: the end */
    int index;            /* of ours */
    bool is_doubtful;     /* suggested, never accepted */
    const char *sentence; /* printed in place of ours: "Vedtaget."; NULL: ours */
};

struct rf_lang {
    const char *tag;                    /* "da" */
    const char *labels[RF_LABEL_COUNT]; /* none NULL: a unit test rejects it */
    const char *months[12];             /* as they stand within a sentence */
    const char *weekdays[7];            /* Monday first */
    const char *date_pattern;           /* "{d}. {month} {y}" */
    const char *weekday_pattern;        /* "{weekday} den {date}" */
    const char *when_pattern;           /* a day in a sentence: "den {date}" */
    bool keeps_capitals;                /* nouns have one within a sentence, too */
    const char *and_word;               /* "og" */
    const char *month_pattern;          /* "{month} {y}" */
    const char *week_pattern;           /* "uge {w} {y}" */
    const char *numeric_date_pattern;   /* "{d}.{m}.{y}" */
    char clock_separator;               /* '.' in 10.30 */
    const char *clock_pattern;          /* "kl. {time}" */
    const char *range_pattern;          /* "kl. {from} – {to}" */
    const char *thousands;              /* "." in 250.000 */
    char decimal;                       /* ',' in 9,5 */
    const char *outcome_words[REFERAT_OUTCOME_COUNT]; /* "godkendt": accepted in sources,
                                                         printed in tables */
    const char *outcome_sentences[REFERAT_OUTCOME_COUNT]; /* "Godkendt." "" for none */
    const char
        *outcome_to_sentences[REFERAT_OUTCOME_COUNT];    /* with a destination: "Udsat til
                                                            {to}."; NULL: the plain one */
    const char *outcome_prefixes[REFERAT_OUTCOME_COUNT]; /* how a text that says it itself
                                                            begins: "Godkendt" */
    const char *item_words[20]; /* what people write before an item's number: "punkt",
                                   "pkt."; NULL at the end */
    const char *item_type_words[REFERAT_TYPE_COUNT]; /* accepted in sources beside the
                                                        canonical English term */
    const char *form_words[REFERAT_FORM_LETTER + 1]; /* "Notat" */
    const char *minutes_form_words[2];               /* [0] is "" */
    const char *status_words[REFERAT_CANCELLED + 1];
    const char *approval_words[REFERAT_APPROVAL_NONE + 1];
    const char *checker; /* how the role begins of those who check the minutes without
                            approving them, folded; NULL: there is no such role */
    const char *access_words[REFERAT_CLOSED + 1]; /* [UNSET] is "" */
    const char *action_state_words[REFERAT_ACTION_CANCELLED + 1];
    const char *table_words[3]; /* how a table's or figure's caption begins: "Tabel",
                                   "Figur", "Billede" */
    const struct rf_synonym *outcome_synonyms;
    const struct rf_synonym *item_type_synonyms;
    const char *const *titles;  /* that stand before a name, folded, without a point;
                                   NULL at the end */
    const char *annex_words[2]; /* "bilag": how prose refers to an annex; the second form
                                   may be NULL */
};

/* The words that decisions are made of in any body, and the small words between them,
 * each list parted by spaces. A sentence of these words alone gives away nothing of the
 * matter, so it need not be hidden with it. */
const char *rf_lang_decision_words(const struct rf_lang *lang);
const char *rf_lang_small_words(const struct rf_lang *lang);

/* The language of a tag, or NULL. */
const struct rf_lang *rf_lang_find(const char *tag);

/* True for an item's number that brings its own word, as "§ 63" and "PS 47/2026". */
bool rf_number_has_word(const char *number);

/* Appends an item as a sentence names it: the body's label with its number, "punkt 4",
 * "TOP 8", "§ 63"; a number that brings its own word stands alone: "PS 47/2026". */
void rf_lang_item(const struct referat_series *series, const char *number,
                  struct rf_buf *out);

/* Every tag, NULL at the end. */
const char *const *rf_lang_tags(void);

/* The key of a label in `labels:` of referat.yaml ("item"), what it stands for, and back;
 * RF_LABEL_COUNT: unknown. */
const char *rf_label_key(enum rf_label label);
const char *rf_label_meaning(enum rf_label label);
enum rf_label rf_label_find(const char *key);
const char *const *rf_label_keys(void); /* NULL at the end */

/* The canonical English terms of the word lists, indexed by their enums; NULL at the end.
 */
const char *const *rf_outcome_terms(void); /* [REFERAT_UNDECIDED] is "" */
const char *const *rf_item_type_terms(void);
const char *const *rf_form_terms(void);
const char *const *rf_status_terms(void);
const char *const *rf_minutes_form_terms(void);
const char *const *rf_approval_terms(void);
const char *const *rf_access_terms(void); /* [UNSET] is "" */
const char *const *rf_action_state_terms(void);
const char *const *rf_side_terms(void); /* "for", "against" …: keys of `votes` */
enum rf_label rf_side_label(enum referat_side side);

/* A word for this series: its own override, or the language's. */
const char *rf_label(const struct referat_series *series, enum rf_label label);

/* The same for callers that have looked up the series' language. */
const char *rf_label_in(const struct rf_lang *lang, const struct referat_series *series,
                        enum rf_label label);

/* The language of a series; never NULL. */
const struct rf_lang *rf_lang_of(const struct referat_series *series);

/* Append in the language: "4. december 2023" (a month alone: "februar 2024"),
 * "4.12.2023", "kl. 10.30", "10.30", "kl. 10.30 – 12.00", "250.000", "25 min." Times of
 * 1440 and more are those of the next day. */
void rf_lang_date(const struct rf_lang *lang, const struct referat_date *date,
                  struct rf_buf *out);
/* A deadline in words: a date, a month, "uge 8 2026", or what was written, which may be
 * NULL. */
void rf_lang_deadline(const struct rf_lang *lang, const struct referat_date *due,
                      const char *written, struct rf_buf *out);
/* A day within a sentence: "den 4. december 2023". */
void rf_lang_when(const struct rf_lang *lang, const struct referat_date *date,
                  struct rf_buf *out);
void rf_lang_weekday_date(const struct rf_lang *lang, const struct referat_date *date,
                          struct rf_buf *out);
void rf_lang_numeric_date(const struct rf_lang *lang, const struct referat_date *date,
                          struct rf_buf *out);
void rf_lang_clock(const struct rf_lang *lang, int minutes, struct rf_buf *out);
void rf_lang_time(const struct rf_lang *lang, int minutes,
                  struct rf_buf *out); /* with "kl." */
void rf_lang_range(const struct rf_lang *lang, int start_min, int end_min,
                   struct rf_buf *out);
void rf_lang_number(const struct rf_lang *lang, long long value, struct rf_buf *out);

/* What stands before the i-th of several in a list: "A", "A og B", "A, B og C". */
void rf_lang_join(const struct rf_lang *lang, size_t i, size_t count, struct rf_buf *out);

/* True for a role that checks the minutes without approving them: "justerare". */
bool rf_lang_is_checker(const struct rf_lang *lang, const char *role);

/* What a meeting is called that has no title: "Rådmandsmøde 4. december 2023". */
void rf_lang_meeting_title(const struct rf_lang *lang, const char *body,
                           const struct referat_date *date, struct rf_buf *out);

/* Appends text with every {name} replaced; pairs is name, value, name, value, …, NULL. */
void rf_lang_fill(const char *text, const char *const *pairs, struct rf_buf *out);

/* The sentence that this series prints for an outcome without a destination. */
const char *rf_outcome_sentence(const struct referat_series *series,
                                enum referat_outcome outcome);

/* The same with a place for the destination, "{to}"; NULL: it has none. */
const char *rf_outcome_to_sentence(const struct referat_series *series,
                                   enum referat_outcome outcome);

/* The sentence of a decision, with its destination; a meeting is named by its date. */
void rf_lang_decision(const struct referat_series *series,
                      const struct referat_decision *decision, struct rf_buf *out);

/* Final, keeps the matter open, or moves it elsewhere (format.md section 6). */
enum rf_effect { RF_EFFECT_NONE, RF_EFFECT_FINAL, RF_EFFECT_OPEN, RF_EFFECT_MOVES };
enum rf_effect rf_outcome_effect(enum referat_outcome outcome);

/* What was decided of a recommended point, in a few groups; none where it was noted or
 * not answered. */
enum rf_way {
    RF_WAY_NONE,
    RF_WAY_ADOPTED,
    RF_WAY_REJECTED,
    RF_WAY_LATER,
    RF_WAY_ELSEWHERE,
    RF_WAY_DROPPED,
};
enum rf_way rf_outcome_way(enum referat_outcome outcome);

/* False where the points of a recommendation need no outcome of their own: what was not
 * treated, or goes on elsewhere, takes its points along. */
bool rf_outcome_answers_points(enum referat_outcome outcome);

#endif
