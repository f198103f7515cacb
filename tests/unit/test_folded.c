/* Tests of texts as letters and words (redact/folded.h). */
#include "redact/folded.h"

#include <string.h>

#include "base/str.h"
#include "harness.h"

/* Folds text and writes its words, a blank between each. */
static const char *words_of(struct rf_folded *folded, const char *text,
                            struct rf_buf *out)
{
    rf_fold_words(folded, text, strlen(text));
    rf_buf_reset(out);
    for (size_t i = 0; i < folded->count; i++) {
        rf_buf_puts(out, i ? " " : "");
        rf_buf_add(out, rf_letters_of(folded, i), rf_letters_bytes(folded, i, i));
    }
    return rf_buf_string(out);
}

static void words(struct test *t)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"", ""},
        {"  .,-", ""},
        {"Salg af Pakhus 7", "salg af pakhus 7"},
        {"salg-af_pakhus/7.pdf", "salg af pakhus 7 pdf"},
        {"HAVNEFOGEDEN", "havnefogeden"},
        {"Køb af Ærø-færgen", "køb af ærø færgen"},
        {"ÅÄÖ åäö Ü É ñ ç", "aao aao u e n c"},
        {"Straße", "strasse"},
        {"opsi\xc2\xad"
         "gelse",
         "opsigelse"},
        {"a\xe2\x80\x8d"
         "b",
         "ab"},
        {"e\xcc\x81t", "et"},
        {"\xef\xac\x81n", "fin"},
        {"Ж\xd0\xb0 ΑΩ", "жа αω"},
        {"x\xc3\x97y\xc3\xb7z", "x y z"},
        {"½ 4²", "12 42"},
        {"a\xff"
         "b",
         "a b"},
    };
    struct rf_folded folded = {0};
    struct rf_buf out = {0};
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        CHECK_STRING(t, words_of(&folded, cases[i].text, &out), cases[i].words);
    }
    rf_buf_clear(&out);
    rf_folded_clear(&folded);
}

/* The letters of U+00C0 to U+00FF, which have a table of their own, are those of the
 * others. */
static void letters_of_latin(struct test *t)
{
    struct rf_folded folded = {0};
    struct rf_buf text = {0}, base = {0};
    for (uint32_t c = 0x80; c < 0x250; c++) {
        rf_buf_reset(&text);
        rf_buf_reset(&base);
        rf_utf8_put(&text, c);
        if (rf_is_word(c)) {
            rf_utf8_put_base(&base, c);
        }
        rf_fold_words(&folded, text.p, text.n);
        CHECK_INT(t, folded.letters.n, base.n);
        CHECK_ABOUT(t, memcmp(folded.letters.p, base.p ? base.p : "", base.n) == 0,
                    rf_buf_string(&text));
    }
    rf_buf_clear(&text);
    rf_buf_clear(&base);
    rf_folded_clear(&folded);
}

static void places(struct test *t)
{
    static const char text[] = "Se: Køb af **kranen**, og mere";
    static const char letters[] = "købafkranen";
    struct rf_folded folded = {0};
    size_t first, last;
    rf_fold_words(&folded, text, strlen(text));
    CHECK(t, rf_find_letters(&folded, letters, strlen(letters), 0, &first, &last));
    CHECK_INT(t, first, 1);
    CHECK_INT(t, last, 3);
    CHECK_INT(t, folded.words[first].from, strstr(text, "Køb") - text);
    CHECK_INT(t, folded.words[last].to, strstr(text, "**,") - text);
    CHECK(t, !rf_find_letters(&folded, letters, strlen(letters), 2, &first, &last));
    CHECK(t, !rf_find_letters(&folded, "øbafkranen", 11, 0, &first, &last));
    CHECK(t, !rf_find_letters(&folded, "købafkrane", 11, 0, &first, &last));
    rf_folded_clear(&folded);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(words),
        TEST(letters_of_latin),
        TEST(places),
    };
    return test_run(cases, TEST_COUNT(cases));
}
