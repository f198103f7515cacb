/* Tests of what is no secret though closed text says it (redact/no_secret.h). */
#include "redact/no_secret.h"

#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "lang/lang.h"

static bool is_secret(const struct rf_phrases *phrases, const char *text, bool is_title)
{
    struct rf_folded folded = {0};
    rf_fold_words(&folded, text, strlen(text));
    unsigned char *marks = calloc(folded.count + 1, 1);
    if (!marks) {
        exit(EXIT_FAILURE);
    }
    rf_phrases_mark(phrases, &folded, marks);
    bool result = rf_is_secret(marks, folded.count, is_title);
    free(marks);
    rf_folded_clear(&folded);
    return result;
}

/* ---- Words of a language ---- */

/* A pattern as a page has it: 7 in every place that is to be filled. */
static const char *filled(const char *pattern, struct rf_buf *out)
{
    rf_buf_reset(out);
    while (*pattern) {
        if (*pattern == '{') {
            rf_buf_char(out, '7');
            pattern += strcspn(pattern, "}");
            pattern += *pattern == '}';
        } else {
            rf_buf_char(out, *pattern++);
        }
    }
    return rf_buf_string(out);
}

static bool has_word(const char *text)
{
    struct rf_folded folded = {0};
    rf_fold_words(&folded, text, strlen(text));
    bool is_found = false;
    for (size_t i = 0; i < folded.count; i++) {
        is_found = is_found || *rf_letters_of(&folded, i) != '7';
    }
    rf_folded_clear(&folded);
    return is_found;
}

/* Whatever the program prints by itself is no secret, and no excuse for what follows. */
static void check_words(struct test *t, const struct rf_phrases *phrases,
                        const char *const *words, size_t count)
{
    struct rf_buf text = {0};
    for (size_t i = 0; i < count; i++) {
        if (words[i] && has_word(filled(words[i], &text))) {
            CHECK_ABOUT(t, !is_secret(phrases, rf_buf_string(&text), true), words[i]);
            rf_buf_puts(&text, " Zzyzx");
            CHECK_ABOUT(t, is_secret(phrases, rf_buf_string(&text), false), words[i]);
        }
    }
    rf_buf_clear(&text);
}

static void check_each(struct test *t, const struct rf_phrases *phrases,
                       const char *words)
{
    for (size_t n; *words; words += n + (words[n] == ' ')) {
        n = strcspn(words, " ");
        struct rf_buf text = {0};
        rf_buf_puts(&text, "Zzyzx ");
        rf_buf_add(&text, words, n);
        CHECK_ABOUT(t, is_secret(phrases, rf_buf_string(&text), false), words);
        CHECK_ABOUT(t, !is_secret(phrases, strchr(rf_buf_string(&text), ' '), false),
                    rf_buf_string(&text));
        rf_buf_clear(&text);
    }
}

#define CHECK_WORDS(t, phrases, list) check_words(t, phrases, list, TEST_COUNT(list))

static void words_of_every_language(struct test *t)
{
    for (const char *const *tag = rf_lang_tags(); *tag; tag++) {
        const struct rf_lang *lang = rf_lang_find(*tag);
        struct referat_series series = {
            .language = *tag, .body.plain = "", .organisation.plain = ""};
        struct rf_phrases phrases = {0};
        rf_phrases_add_series(&phrases, &series);
        CHECK_WORDS(t, &phrases, lang->labels);
        CHECK_WORDS(t, &phrases, lang->months);
        CHECK_WORDS(t, &phrases, lang->weekdays);
        CHECK_WORDS(t, &phrases, lang->outcome_words);
        CHECK_WORDS(t, &phrases, lang->outcome_sentences);
        CHECK_WORDS(t, &phrases, lang->outcome_to_sentences);
        CHECK_WORDS(t, &phrases, lang->form_words);
        CHECK_WORDS(t, &phrases, lang->status_words);
        CHECK_WORDS(t, &phrases, lang->access_words);
        CHECK_WORDS(t, &phrases, lang->action_state_words);
        CHECK_WORDS(t, &phrases, lang->annex_words);
        for (const struct rf_synonym *row = lang->outcome_synonyms; row->word; row++) {
            check_words(t, &phrases, &row->sentence, 1);
        }
        check_words(t, &phrases, lang->item_type_words, REFERAT_TYPE_HEADING + 1);
        check_each(t, &phrases, rf_lang_decision_words(lang));
        rf_phrases_clear(&phrases);
    }
}

static void names_of_the_series(struct test *t)
{
    const char *labels[RF_LABEL_COUNT] = {[RF_LABEL_ITEM] = "Zuppe",
                                          [RF_LABEL_COUNT - 1] = "Zwei {n} Zeilen"};
    struct referat_unit units[] = {{.abbreviation = "ZAB", .name = "Zentralamt Bau"},
                                   {.abbreviation = "ZZ", .name = "Zollzentrum"}};
    struct referat_series series = {.language = "da",
                                    .body.plain = "Zirkel am Hafen",
                                    .organisation.plain = "Zunft",
                                    .units = units,
                                    .unit_count = 2,
                                    .labels = labels};
    static const char *const names[] = {
        "Zuppe",       "zwei 7 Zeilen",   "ZAB",   "Zentralamt Bau", "ZZ",
        "Zollzentrum", "Zirkel am Hafen", "Zunft",
    };
    struct rf_phrases phrases = {0};
    rf_phrases_add_series(&phrases, &series);
    for (size_t i = 0; i < TEST_COUNT(names); i++) {
        CHECK_ABOUT(t, !is_secret(&phrases, names[i], true), names[i]);
    }
    CHECK(t, is_secret(&phrases, "Zirkel", true));
    CHECK(t, is_secret(&phrases, "Bau", true));
    rf_phrases_clear(&phrases);
}

/* ---- Phrases ---- */

struct judged {
    const char *text;
    bool in_text, in_title; /* is it a secret there? */
};

static void phrases_are_whole(struct test *t)
{
    static const struct judged rows[] = {
        {"Havnens Venner", false, false},
        {"HAVNENS\u00a0venner", false, false},
        {"havnens-venner, Havnens Venner", false, false},
        {"Havnens", true, true},
        {"Venner", true, true},
        {"Havnens Vennerne", true, true},
        {"Havnens Ven ner", false, false}, /* the same letters */
        {"Havn ens Venner", true, true},   /* whose first word is another */
        {"Havnens gode Venner", true, true},
        {"Havnens Venner i Ærø", true, true},
        {"Ærø Havnens Venner", true, true},
        {"Havnens Havnens Venner", true, true},
        {"i Havnens Venner", false, false},
        {"i", true, true}, /* small words alone may be something */
        {"i i 12", true, true},
        {"12", true, true},
        {"12/345", true, true},
        {"A", true, true},
        {"A Havnens Venner", false, false}, /* letters alone are numbers */
        {"12 Havnens Venner 3", false, false},
        {"12b Havnens Venner", true, true},
        {"b12 Havnens Venner", true, true},
        {"godkendt", false, true},
        {"godkendt 12", false, true},
        {"godkendt Havnens Venner", false, true},
        {"godkendt i Ærø", true, true},
        {"", true, true},
    };
    struct rf_phrases phrases = {0};
    CHECK(t, is_secret(&phrases, "Havnens Venner", false));
    rf_phrases_add(&phrases, RF_PHRASE_NAME, "Havnens Venner");
    rf_phrases_add(&phrases, RF_PHRASE_NAME, " - ");
    rf_phrases_add(&phrases, RF_PHRASE_SMALL, "i");
    rf_phrases_add(&phrases, RF_PHRASE_DECISION, "Godkendt");
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        CHECK_ABOUT(t, is_secret(&phrases, rows[i].text, false) == rows[i].in_text,
                    rows[i].text);
        CHECK_ABOUT(t, is_secret(&phrases, rows[i].text, true) == rows[i].in_title,
                    rows[i].text);
    }
    rf_phrases_clear(&phrases);
}

/* However many there are, each is found, and nothing else. */
static void many_phrases(struct test *t)
{
    enum { COUNT = 1500 };
    struct rf_phrases phrases = {0};
    char name[40];
    for (int i = 0; i < COUNT; i++) {
        snprintf(name, sizeof name, "navn%d fra by%d", i, i % 7);
        rf_phrases_add(&phrases, RF_PHRASE_NAME, name);
    }
    for (int i = 0; i < COUNT; i++) {
        snprintf(name, sizeof name, "navn%d fra by%d", i, i % 7);
        CHECK_ABOUT(t, !is_secret(&phrases, name, true), name);
        snprintf(name, sizeof name, "navn%d fra by%d", i, (i + 1) % 7);
        CHECK_ABOUT(t, is_secret(&phrases, name, true), name);
    }
    rf_phrases_clear(&phrases);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(words_of_every_language),
        TEST(names_of_the_series),
        TEST(phrases_are_whole),
        TEST(many_phrases),
    };
    return test_run(cases, TEST_COUNT(cases));
}
