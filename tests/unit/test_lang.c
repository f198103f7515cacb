/* Tests of the languages: no word is missing in any, and each writes dates, times and
 * numbers its own way (lang/lang.h). */
#include "lang/lang.h"

#include <limits.h>

#include "base/str.h"
#include "harness.h"

enum { LANGUAGES = 5 };

/* In the order of rf_lang_tags. */
static const struct rf_lang *language(size_t i)
{
    return rf_lang_find(rf_lang_tags()[i]);
}

/* ---- Registry ---- */

static void tags(struct test *t)
{
    static const char *const expected[] = {"da", "en", "de", "sv", "nb"};
    const char *const *tags = rf_lang_tags();
    for (size_t i = 0; i < LANGUAGES; i++) {
        CHECK_STRING(t, tags[i], expected[i]);
        CHECK(t, rf_lang_find(tags[i]) != NULL);
        CHECK_STRING(t, rf_lang_find(tags[i])->tag, expected[i]);
    }
    CHECK(t, tags[LANGUAGES] == NULL);
}

static void unknown_tags(struct test *t)
{
    static const char *const unknown[] = {"", "fr", "DA", "d", "dan", "da-DK", " da"};
    for (size_t i = 0; i < TEST_COUNT(unknown); i++) {
        CHECK_ABOUT(t, rf_lang_find(unknown[i]) == NULL, unknown[i]);
    }
}

static void keys_of_labels(struct test *t)
{
    const char *const *keys = rf_label_keys();
    for (int i = 0; i < RF_LABEL_COUNT; i++) {
        enum rf_label label = (enum rf_label)i;
        CHECK_STRING(t, keys[i], rf_label_key(label));
        CHECK_INT_ABOUT(t, rf_label_find(keys[i]), i,
                        keys[i]); /* so no key occurs twice */
        CHECK_ABOUT(t, *rf_label_meaning(label), keys[i]);
        CHECK_ABOUT(t, keys[i][strspn(keys[i], "abcdefghijklmnopqrstuvwxyz_")] == '\0',
                    keys[i]);
    }
    CHECK(t, keys[RF_LABEL_COUNT] == NULL);
    CHECK_INT(t, rf_label_find("punkt"), RF_LABEL_COUNT);
    CHECK_INT(t, rf_label_find(""), RF_LABEL_COUNT);
    CHECK_INT(t, rf_label_find("item"), RF_LABEL_ITEM);
}

static void labels_of_a_series(struct test *t)
{
    const char *labels[RF_LABEL_COUNT] = {[RF_LABEL_ITEM] = "Sag"};
    struct referat_series series = {.language = "en", .labels = labels};
    CHECK_STRING(t, rf_label(&series, RF_LABEL_ITEM), "Sag");
    CHECK_STRING(t, rf_label(&series, RF_LABEL_ANNEX), "Annex");
    CHECK(t, rf_lang_of(&series) == rf_lang_find("en"));
    series = (struct referat_series){.language = "de"};
    CHECK_STRING(t, rf_label(&series, RF_LABEL_ANNEX), "Anlage");
    series.language = NULL;
    CHECK(t, rf_lang_of(&series) == rf_lang_find("da"));
}

/* ---- Nothing is missing ---- */

/* Where a word belongs: "sv: months 3", for messages. */
static const char *place(char *out, const struct rf_lang *lang, const char *list,
                         size_t i)
{
    snprintf(out, 80, "%s: %s %zu", lang->tag, list, i);
    return out;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* There, in UTF-8 and NFC, without white space at its ends. */
static void check_word(struct test *t, const char *word, const char *about)
{
    CHECK_ABOUT(t, word && *word, about);
    if (!word || !*word) {
        return;
    }
    size_t n = strlen(word);
    struct rf_arena arena = {0};
    CHECK_ABOUT(t, rf_utf8_valid(word, n) == n, about);
    CHECK_ABOUT(t, rf_nfc(&arena, word) == word, about);
    CHECK_ABOUT(t, !is_blank(word[0]) && !is_blank(word[n - 1]), about);
    rf_arena_clear(&arena);
}

/* Words from `first` on, all there, and no two that a reader of sources would take for
 * the same. */
static void check_words(struct test *t, const struct rf_lang *lang, const char *list,
                        const char *const *words, size_t first, size_t count)
{
    char about[80];
    struct rf_arena arena = {0};
    for (size_t i = first; i < count; i++) {
        check_word(t, words[i], place(about, lang, list, i));
        for (size_t j = first; words[i] && j < i; j++) {
            bool is_other = words[j] && !rf_streq(rf_fold(&arena, words[i]),
                                                  rf_fold(&arena, words[j]));
            CHECK_ABOUT(t, is_other, about);
        }
    }
    rf_arena_clear(&arena);
}

static void labels_are_there(struct test *t)
{
    for (size_t k = 0; k < LANGUAGES; k++) {
        for (int i = 0; i < RF_LABEL_COUNT; i++) {
            char about[80];
            snprintf(about, sizeof about, "%s: %s", language(k)->tag,
                     rf_label_key((enum rf_label)i));
            check_word(t, language(k)->labels[i], about);
        }
    }
}

static void words_are_there(struct test *t)
{
    for (size_t k = 0; k < LANGUAGES; k++) {
        const struct rf_lang *l = language(k);
        check_words(t, l, "months", l->months, 0, 12);
        check_words(t, l, "weekdays", l->weekdays, 0, 7);
        check_words(t, l, "outcome_words", l->outcome_words, REFERAT_APPROVED,
                    REFERAT_OUTCOME_COUNT);
        check_words(t, l, "outcome_sentences", l->outcome_sentences, REFERAT_APPROVED,
                    REFERAT_OUTCOME_COUNT);
        check_words(t, l, "item_type_words", l->item_type_words, 0, REFERAT_TYPE_COUNT);
        check_words(t, l, "form_words", l->form_words, 0, REFERAT_FORM_LETTER + 1);
        check_words(t, l, "status_words", l->status_words, 0, REFERAT_CANCELLED + 1);
        check_words(t, l, "access_words", l->access_words, REFERAT_OPEN,
                    REFERAT_CLOSED + 1);
        check_words(t, l, "action_state_words", l->action_state_words, 0,
                    REFERAT_ACTION_CANCELLED + 1);
        check_words(t, l, "table_words", l->table_words, 0, 3);
        check_words(t, l, "annex_words", l->annex_words, 0, l->annex_words[1] ? 2 : 1);
        CHECK_STRING_ABOUT(t, l->outcome_words[REFERAT_UNDECIDED], "", l->tag);
        CHECK_STRING_ABOUT(t, l->outcome_sentences[REFERAT_UNDECIDED], "", l->tag);
        CHECK_STRING_ABOUT(t, l->access_words[REFERAT_ACCESS_UNSET], "", l->tag);
    }
}

/* Words of decisions, and small ones: one blank between two, none of them twice. */
static void formulas_are_there(struct test *t)
{
    for (size_t i = 0; i < LANGUAGES; i++) {
        const char *lists[] = {rf_lang_decision_words(language(i)),
                               rf_lang_small_words(language(i))};
        for (size_t k = 0; k < TEST_COUNT(lists); k++) {
            CHECK_ABOUT(t, strlen(lists[k]) > 100 && !strstr(lists[k], "  "), lists[k]);
            CHECK_ABOUT(t, lists[k][strlen(lists[k]) - 1] != ' ', lists[k]);
        }
    }
}

/* They are compared with small letters. */
static void words_before_a_number_are_small(struct test *t)
{
    struct rf_arena arena = {0};
    for (size_t k = 0; k < LANGUAGES; k++) {
        const struct rf_lang *l = language(k);
        size_t n = 0;
        for (; n < TEST_COUNT(l->item_words) && l->item_words[n]; n++) {
            CHECK_STRING_ABOUT(t, rf_fold(&arena, l->item_words[n]), l->item_words[n],
                               l->tag);
        }
        CHECK_ABOUT(t, n && n < TEST_COUNT(l->item_words), l->tag);
    }
    rf_arena_clear(&arena);
}

static void patterns_are_there(struct test *t)
{
    for (size_t k = 0; k < LANGUAGES; k++) {
        const struct rf_lang *l = language(k);
        CHECK_ABOUT(t,
                    strstr(l->date_pattern, "{d}") &&
                        strstr(l->date_pattern, "{month}") &&
                        strstr(l->date_pattern, "{y}"),
                    l->tag);
        CHECK_ABOUT(t,
                    strstr(l->weekday_pattern, "{weekday}") &&
                        strstr(l->weekday_pattern, "{date}"),
                    l->tag);
        CHECK_ABOUT(
            t, strstr(l->month_pattern, "{month}") && strstr(l->month_pattern, "{y}"),
            l->tag);
        CHECK_ABOUT(t,
                    strstr(l->numeric_date_pattern, "{d}") &&
                        strstr(l->numeric_date_pattern, "{m}") &&
                        strstr(l->numeric_date_pattern, "{y}"),
                    l->tag);
        CHECK_ABOUT(t, strstr(l->clock_pattern, "{time}") != NULL, l->tag);
        CHECK_ABOUT(
            t, strstr(l->range_pattern, "{from}") && strstr(l->range_pattern, "{to}"),
            l->tag);
        CHECK_ABOUT(t, l->clock_separator == '.' || l->clock_separator == ':', l->tag);
        CHECK_ABOUT(t, l->decimal == ',' || l->decimal == '.', l->tag);
        CHECK_ABOUT(t, l->thousands && *l->thousands && *l->thousands != l->decimal,
                    l->tag);
    }
}

/* ---- Placeholders ---- */

/* How often {name}, as it stands at p with its braces, occurs in text. */
static int occurrences(const char *text, const char *p, size_t n)
{
    int count = 0;
    for (const char *at = strchr(text, '{'); at; at = strchr(at + 1, '{')) {
        count += strncmp(at, p, n) == 0;
    }
    return count;
}

/* Every placeholder of a stands as often in b. */
static bool has_placeholders_of(const char *a, const char *b)
{
    for (const char *p = strchr(a, '{'); p; p = strchr(p + 1, '{')) {
        const char *end = strchr(p, '}');
        size_t n = end ? (size_t)(end - p) + 1 : strlen(p);
        if (!end || occurrences(a, p, n) != occurrences(b, p, n)) {
            return false;
        }
    }
    return true;
}

static void placeholders_are_seen(struct test *t)
{
    CHECK(t, has_placeholders_of("{a} og {b}", "{b} and {a}"));
    CHECK(t, has_placeholders_of("", "{a}") && !has_placeholders_of("{a}", ""));
    CHECK(t,
          !has_placeholders_of("{a}", "{ab}") && !has_placeholders_of("{a} {a}", "{a}"));
    CHECK(t, !has_placeholders_of("{a", "{a"));
}

static void placeholders_agree(struct test *t)
{
    for (size_t k = 1; k < LANGUAGES; k++) {
        for (int i = 0; i < RF_LABEL_COUNT; i++) {
            const char *danish = language(0)->labels[i], *word = language(k)->labels[i];
            bool agree = danish && word && has_placeholders_of(danish, word) &&
                         has_placeholders_of(word, danish);
            CHECK_ABOUT(t, agree, word);
        }
    }
}

/* ---- Outcomes ---- */

/* Pages look for the prefix where the item's text begins; an empty one would be found in
 * every text. */
static void outcomes_say_how_they_begin(struct test *t)
{
    for (size_t k = 0; k < LANGUAGES; k++) {
        const struct rf_lang *l = language(k);
        for (int i = REFERAT_APPROVED; i < REFERAT_OUTCOME_COUNT; i++) {
            const char *sentence = l->outcome_sentences[i],
                       *to = l->outcome_to_sentences[i];
            char about[80];
            place(about, l, "outcome", (size_t)i);
            check_word(t, l->outcome_prefixes[i], about);
            CHECK_ABOUT(t, rf_starts_with(sentence, l->outcome_prefixes[i]), about);
            CHECK_ABOUT(t, rf_ends_with(sentence, ".") && !strchr(sentence, '{'), about);
            CHECK_ABOUT(t, !to || (strstr(to, "{to}") && rf_ends_with(to, ".")), about);
            CHECK_ABOUT(t, !to == !language(0)->outcome_to_sentences[i], about);
        }
        CHECK_ABOUT(t, l->outcome_to_sentences[REFERAT_POSTPONED] != NULL, l->tag);
        CHECK_ABOUT(t, l->outcome_to_sentences[REFERAT_REFERRED] != NULL, l->tag);
        CHECK_ABOUT(t, l->outcome_to_sentences[REFERAT_RECOMMENDED] != NULL, l->tag);
    }
}

static void sentence_of_an_outcome(struct test *t)
{
    struct rf_buf out = {0};
    static const struct {
        enum referat_outcome outcome;
        const char *to;
        const char *sentence;
    } cases[] = {
        {REFERAT_APPROVED, NULL, "Godkendt."},
        {REFERAT_APPROVED_AMENDED, NULL, "Godkendt med ændringer."},
        {REFERAT_ADOPTED, NULL, "Tiltrådt."},
        {REFERAT_NOT_ADOPTED, NULL, "Ikke tiltrådt."},
        {REFERAT_NOTED, NULL, "Taget til efterretning."},
        {REFERAT_POSTPONED, NULL, "Udsat."},
        {REFERAT_POSTPONED, "", "Udsat."},
        {REFERAT_POSTPONED, "8. januar", "Udsat til 8. januar."},
        {REFERAT_APPROVED, "byrådet", "Godkendt."},
        {REFERAT_UNDECIDED, NULL, ""},
    };
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        rf_buf_reset(&out);
        const struct referat_decision decision = {
            .outcome = cases[i].outcome,
            .to = {.given = cases[i].to ? REFERAT_GIVEN : REFERAT_ABSENT,
                   .plain = cases[i].to},
        };
        rf_lang_decision(&(struct referat_series){.language = "da"}, &decision, &out);
        CHECK_STRING(t, rf_buf_string(&out), cases[i].sentence);
    }
    rf_buf_clear(&out);
}

static void effects(struct test *t)
{
    static const enum rf_effect expected[REFERAT_OUTCOME_COUNT] = {
        [REFERAT_UNDECIDED] = RF_EFFECT_NONE,
        [REFERAT_APPROVED] = RF_EFFECT_FINAL,
        [REFERAT_APPROVED_AMENDED] = RF_EFFECT_FINAL,
        [REFERAT_ADOPTED] = RF_EFFECT_FINAL,
        [REFERAT_ADOPTED_AMENDED] = RF_EFFECT_FINAL,
        [REFERAT_NOT_ADOPTED] = RF_EFFECT_FINAL,
        [REFERAT_REJECTED] = RF_EFFECT_FINAL,
        [REFERAT_NOTED] = RF_EFFECT_FINAL,
        [REFERAT_INFORMED] = RF_EFFECT_FINAL,
        [REFERAT_DISCUSSED] = RF_EFFECT_FINAL,
        [REFERAT_RECOMMENDED] = RF_EFFECT_MOVES,
        [REFERAT_REFERRED] = RF_EFFECT_MOVES,
        [REFERAT_RETURNED] = RF_EFFECT_OPEN,
        [REFERAT_POSTPONED] = RF_EFFECT_OPEN,
        [REFERAT_WITHDRAWN] = RF_EFFECT_FINAL,
        [REFERAT_DROPPED] = RF_EFFECT_FINAL,
        [REFERAT_NOT_REACHED] = RF_EFFECT_OPEN,
        [REFERAT_LAPSED] = RF_EFFECT_FINAL,
        [REFERAT_ANSWERED] = RF_EFFECT_FINAL,
        [REFERAT_DISMISSED] = RF_EFFECT_FINAL,
        [REFERAT_RECOMMENDED_AMENDED] = RF_EFFECT_MOVES,
        [REFERAT_NO_DECISION] = RF_EFFECT_NONE,
    };
    for (int i = 0; i < REFERAT_OUTCOME_COUNT; i++) {
        enum referat_outcome outcome = (enum referat_outcome)i;
        CHECK_INT_ABOUT(t, rf_outcome_effect(outcome), expected[i],
                        rf_outcome_terms()[i]);
    }
}

/* A word is accepted for one outcome only, and never for another than the one of which it
 * is the term or the language's own word. */
static void synonyms(struct test *t)
{
    struct rf_arena arena = {0};
    for (const char *const *tag = rf_lang_tags(); *tag; tag++) {
        const struct rf_lang *lang = rf_lang_find(*tag);
        for (const struct rf_synonym *a = lang->outcome_synonyms; a->word; a++) {
            const char *word = rf_fold(&arena, a->word);
            for (const struct rf_synonym *b = a + 1; b->word; b++) {
                CHECK_ABOUT(t, strcmp(word, rf_fold(&arena, b->word)) != 0, a->word);
            }
            for (int i = 1; i < REFERAT_OUTCOME_COUNT && !a->is_doubtful; i++) {
                bool is_own = strcmp(word, rf_fold(&arena, lang->outcome_words[i])) == 0;
                CHECK_ABOUT(t, !is_own || i == a->index, a->word);
            }
        }
    }
    rf_arena_clear(&arena);
}

/* ---- Canonical terms ---- */

static void check_terms(struct test *t, const char *const *terms, size_t first,
                        size_t count)
{
    for (size_t i = first; i < count; i++) {
        CHECK(t, terms[i] && *terms[i]);
        CHECK_ABOUT(t, terms[i][strspn(terms[i], "abcdefghijklmnopqrstuvwxyz-")] == '\0',
                    terms[i]);
        for (size_t j = 0; j < i; j++) {
            CHECK_ABOUT(t, strcmp(terms[i], terms[j]) != 0, terms[i]);
        }
    }
    CHECK(t, terms[count] == NULL);
}

static void terms(struct test *t)
{
    check_terms(t, rf_outcome_terms(), REFERAT_APPROVED, REFERAT_OUTCOME_COUNT);
    check_terms(t, rf_item_type_terms(), 0, REFERAT_TYPE_COUNT);
    check_terms(t, rf_form_terms(), 0, REFERAT_FORM_LETTER + 1);
    check_terms(t, rf_status_terms(), 0, REFERAT_CANCELLED + 1);
    check_terms(t, rf_access_terms(), REFERAT_OPEN, REFERAT_CLOSED + 1);
    check_terms(t, rf_action_state_terms(), 0, REFERAT_ACTION_CANCELLED + 1);
    CHECK_STRING(t, rf_outcome_terms()[REFERAT_NO_DECISION], "none");
    CHECK_STRING(t, rf_item_type_terms()[REFERAT_TYPE_ANY_OTHER_BUSINESS],
                 "any-other-business");
}

/* Sources may use the term or the word: no word of a language may be the term of
 * something else. */
static void words_are_no_other_terms(struct test *t)
{
    const char *const *outcomes = rf_outcome_terms(), *const *types =
                                                          rf_item_type_terms();
    for (size_t k = 0; k < LANGUAGES; k++) {
        const struct rf_lang *l = language(k);
        for (int i = REFERAT_APPROVED; i < REFERAT_OUTCOME_COUNT; i++) {
            for (int j = REFERAT_APPROVED; j < REFERAT_OUTCOME_COUNT; j++) {
                bool is_same = strcmp(l->outcome_words[i], outcomes[j]) == 0;
                CHECK_ABOUT(t, i == j || !is_same, outcomes[j]);
            }
        }
        for (int i = 0; i < REFERAT_TYPE_COUNT; i++) {
            for (int j = 0; j < REFERAT_TYPE_COUNT; j++) {
                bool is_same = strcmp(l->item_type_words[i], types[j]) == 0;
                CHECK_ABOUT(t, i == j || !is_same, types[j]);
            }
        }
    }
}

/* ---- Dates, times, numbers ---- */

/* A no-break space. */
#define NBSP "\xC2\xA0"

struct forms {
    const char *date, *weekday_date, *month, *numeric;
    const char *time, *range, *clock;
    const char *number;
};

static const struct forms forms[LANGUAGES] = {
    {"4. december 2023", "mandag den 4. december 2023", "februar 2024", "4.12.2023",
     "kl. 10.30", "kl. 10.30 – 12.00", "09.05", "1.250.000"},
    {"4 December 2023", "Monday 4 December 2023", "February 2024", "4/12/2023", "10:30",
     "10:30–12:00", "09:05", "1,250,000"},
    {"4. Dezember 2023", "Montag, 4. Dezember 2023", "Februar 2024", "4.12.2023",
     "10:30 Uhr", "10:30–12:00 Uhr", "09:05", "1.250.000"},
    {"4 december 2023", "måndag den 4 december 2023", "februari 2024", "4/12 2023",
     "kl. 10.30", "kl. 10.30–12.00", "09.05", "1" NBSP "250" NBSP "000"},
    {"4. desember 2023", "mandag 4. desember 2023", "februar 2024", "4.12.2023",
     "kl. 10.30", "kl. 10.30–12.00", "09.05", "1" NBSP "250" NBSP "000"},
};

/* What was written since the last call. */
static const char *take(struct rf_buf *out)
{
    const char *text = rf_buf_string(out);
    rf_buf_reset(out);
    return text;
}

static void each_language_its_forms(struct test *t)
{
    const struct referat_date day = {.year = 2023, .month = 12, .day = 4};
    const struct referat_date month = {.year = 2024, .month = 2};
    struct rf_buf out = {0};
    for (size_t k = 0; k < LANGUAGES; k++) {
        const struct rf_lang *l = language(k);
        rf_lang_date(l, &day, &out);
        CHECK_STRING(t, take(&out), forms[k].date);
        rf_lang_weekday_date(l, &day, &out);
        CHECK_STRING(t, take(&out), forms[k].weekday_date);
        rf_lang_date(l, &month, &out);
        CHECK_STRING(t, take(&out), forms[k].month);
        rf_lang_numeric_date(l, &day, &out);
        CHECK_STRING(t, take(&out), forms[k].numeric);
        rf_lang_time(l, 630, &out);
        CHECK_STRING(t, take(&out), forms[k].time);
        rf_lang_range(l, 630, 720, &out);
        CHECK_STRING(t, take(&out), forms[k].range);
        rf_lang_clock(l, 545, &out);
        CHECK_STRING(t, take(&out), forms[k].clock);
        rf_lang_number(l, 1250000, &out);
        CHECK_STRING(t, take(&out), forms[k].number);
    }
    rf_buf_clear(&out);
}

static void times_past_midnight(struct test *t)
{
    const struct rf_lang *da = rf_lang_find("da");
    struct rf_buf out = {0};
    rf_lang_clock(da, 0, &out);
    CHECK_STRING(t, take(&out), "00.00");
    rf_lang_clock(da, 1439, &out);
    CHECK_STRING(t, take(&out), "23.59");
    rf_lang_clock(da, 1440, &out); /* the end of the day */
    CHECK_STRING(t, take(&out), "24.00");
    rf_lang_clock(da, 1530, &out);
    CHECK_STRING(t, take(&out), "01.30");
    rf_lang_range(da, 1320, 1530, &out);
    CHECK_STRING(t, take(&out), "kl. 22.00 – 01.30");
    rf_buf_clear(&out);
}

static void numbers(struct test *t)
{
    const struct rf_lang *da = rf_lang_find("da");
    struct rf_buf out = {0};
    rf_lang_number(da, 0, &out);
    CHECK_STRING(t, take(&out), "0");
    rf_lang_number(da, 999, &out);
    CHECK_STRING(t, take(&out), "999");
    rf_lang_number(da, 1000, &out);
    CHECK_STRING(t, take(&out), "1.000");
    rf_lang_number(da, -12345, &out);
    CHECK_STRING(t, take(&out), "−12.345");
    rf_lang_number(da, LLONG_MAX, &out);
    CHECK_STRING(t, take(&out), "9.223.372.036.854.775.807");
    rf_lang_number(da, LLONG_MIN, &out);
    CHECK_STRING(t, take(&out), "−9.223.372.036.854.775.808");
    rf_buf_clear(&out);
}

static void filling(struct test *t)
{
    const char *const pairs[] = {"a", "1", "ab", "{a}", "empty", "", NULL};
    static const struct {
        const char *text;
        const char *filled;
    } cases[] = {
        {"", ""},
        {"plain", "plain"},
        {"{a}", "1"},
        {"x{a}y{a}z", "x1y1z"},
        {"{ab}", "{a}"}, /* what a value holds is not filled again */
        {"<{empty}>", "<>"},
        {"{b}", "{b}"},
        {"{a", "{a"},
        {"a}", "a}"},
        {"{}", "{}"},
        {"{{a}}", "{1}"},
        {"é{a}å", "é1å"},
    };
    struct rf_buf out = {0};
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        rf_lang_fill(cases[i].text, pairs, &out);
        CHECK_STRING_ABOUT(t, take(&out), cases[i].filled, cases[i].text);
    }
    rf_buf_puts(&out, "before ");
    rf_lang_fill("{a}", pairs, &out);
    CHECK_STRING(t, take(&out), "before 1");
    rf_buf_clear(&out);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(tags),
        TEST(unknown_tags),
        TEST(keys_of_labels),
        TEST(labels_of_a_series),
        TEST(labels_are_there),
        TEST(words_are_there),
        TEST(words_before_a_number_are_small),
        TEST(patterns_are_there),
        TEST(formulas_are_there),
        TEST(placeholders_are_seen),
        TEST(placeholders_agree),
        TEST(outcomes_say_how_they_begin),
        TEST(sentence_of_an_outcome),
        TEST(effects),
        TEST(synonyms),
        TEST(terms),
        TEST(words_are_no_other_terms),
        TEST(each_language_its_forms),
        TEST(times_past_midnight),
        TEST(numbers),
        TEST(filling),
    };
    return test_run(cases, TEST_COUNT(cases));
}
