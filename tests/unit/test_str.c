/* Tests of UTF-8, folding, slugs and nearest words (base/str.h). */
#include "base/str.h"

#include <limits.h>

#include "harness.h"

/* ---- UTF-8 ---- */

static void valid_forms(struct test *t)
{
    static const char *const texts[] = {
        "",
        "a",
        "Rødgrød på æblefløde",
        "e\xCC\x81",
        "\xC2\x80\xDF\xBF",
        "\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF",
        "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF",
        "\xEF\xBB\xBF",
    };
    for (size_t i = 0; i < TEST_COUNT(texts); i++) {
        size_t n = strlen(texts[i]);
        CHECK_INT_ABOUT(t, rf_utf8_valid(texts[i], n), n, texts[i]);
    }
    CHECK_INT(t, rf_utf8_valid("a\0b", 3), 3);
}

struct invalid {
    const char *bytes;
    const char *what;
};

static const struct invalid invalid_forms[] = {
    {"\x80", "a tail alone"},
    {"\xBF\xBF", "two tails alone"},
    {"\xC0\x80", "NUL in two bytes"},
    {"\xC1\xBF", "DEL in two bytes"},
    {"\xE0\x80\x80", "NUL in three bytes"},
    {"\xE0\x9F\xBF", "U+07FF in three bytes"},
    {"\xF0\x80\x80\x80", "NUL in four bytes"},
    {"\xF0\x8F\xBF\xBF", "U+FFFF in four bytes"},
    {"\xED\xA0\x80", "the first surrogate"},
    {"\xED\xBF\xBF", "the last surrogate"},
    {"\xF4\x90\x80\x80", "U+110000"},
    {"\xF5\x80\x80\x80", "a lead byte beyond Unicode"},
    {"\xF8\x88\x80\x80\x80", "five bytes"},
    {"\xFE", "a byte that UTF-8 never has"},
    {"\xFF", "another"},
    {"\xC3", "æ cut short"},
    {"\xE2\x80", "a dash cut short"},
    {"\xF0\x9F\x98", "a picture cut short"},
    {"\xC3(", "a lead byte before ASCII"},
    {"\xE6r", "Windows-1252"},
};

/* Behind 0-17 letters, so that every place within a word of eight bytes is met. */
static void invalid_forms_at_every_place(struct test *t)
{
    char text[64];
    for (size_t i = 0; i < TEST_COUNT(invalid_forms); i++) {
        const char *bytes = invalid_forms[i].bytes, *what = invalid_forms[i].what;
        size_t n = strlen(bytes), size = 0;
        for (size_t before = 0; before < 18; before++) {
            memset(text, 'x', sizeof text);
            memcpy(text + before, bytes, n);
            CHECK_INT_ABOUT(t, rf_utf8_valid(text, before + n), before, what);
            CHECK_INT_ABOUT(t, rf_utf8_valid(text, before + n + 17), before, what);
        }
        CHECK_INT_ABOUT(t, rf_utf8_next(bytes, n, &size), 0xFFFD, what);
        CHECK_INT_ABOUT(t, size, 1, what);
    }
}

/* How many strings of two and of three bytes are valid follows from the numbers of
 * characters of each length: 128 of one byte, 1920 of two, 61440 of three (surrogates
 * left out). Within a longer text they are read in blocks. */
static void number_of_valid_strings(struct test *t)
{
    long two = 0, three = 0, within = 0;
    char longer[] = "between other words";
    size_t n = strlen(longer);
    for (unsigned v = 0; v < 1u << 24; v++) {
        char text[3] = {(char)(v & 0xFF), (char)(v >> 8 & 0xFF), (char)(v >> 16)};
        memcpy(longer + 7, text, sizeof text);
        within += rf_utf8_valid(longer, n) == n;
        three += rf_utf8_valid(text, 3) == 3;
        two += v < 1u << 16 && rf_utf8_valid(text, 2) == 2;
    }
    CHECK_INT(t, two, 128L * 128 + 1920);
    CHECK_INT(t, three, 128L * 128 * 128 + 2L * 128 * 1920 + 61440);
    CHECK_INT(t, within, three);
}

/* Wherever in a longer text: letters of one and of two bytes stand before and behind. */
static void suspects_at_every_place(struct test *t)
{
    static const uint32_t suspects[] = {
        0,      1,      '\t',   0x0B,   0x1F,   0x7F,   0x80,   0x9F,    0x202A,
        0x202E, 0x2066, 0x2069, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF};
    static const char *const letters[] = {"x", "\xC3\xA6"};
    for (size_t i = 0; i < TEST_COUNT(suspects); i++) {
        for (size_t before = 0; before < 40; before++) {
            struct rf_buf buf = {0};
            bool has_suspects = false;
            for (size_t k = 0; k < 80; k++) {
                if (k == before) {
                    rf_utf8_put(&buf, suspects[i]);
                }
                rf_buf_puts(&buf, letters[k % 3 == 0]);
            }
            CHECK_INT(t, rf_utf8_look(buf.p, buf.n, &has_suspects), buf.n);
            CHECK(t, has_suspects);
            rf_buf_clear(&buf);
        }
    }
}

static void ordinary_text_has_no_suspects(struct test *t)
{
    static const char *const texts[] = {
        "", "x", "\n", "Punkt 3: Havnens \xC3\xA5rsregnskab\n\n",
        "\xC3\x86ldrer\xC3\xA5"
        "det \xE2\x80\x93 \xE2\x80\x9Dja\xE2\x80\x9D \xE2\x80\xA6 "
        "\xF0\x9F\x98\x80\n"};
    for (size_t i = 0; i < TEST_COUNT(texts); i++) {
        bool has_suspects = true;
        size_t n = strlen(texts[i]);
        CHECK_INT_ABOUT(t, rf_utf8_look(texts[i], n, &has_suspects), n, texts[i]);
        CHECK(t, !has_suspects);
    }
}

static void every_character_there_and_back(struct test *t)
{
    struct rf_buf buf = {0};
    long wrong = 0;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) {
            continue;
        }
        size_t size = 0, length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        rf_buf_reset(&buf);
        rf_utf8_put(&buf, c);
        bool is_same = buf.n == length && rf_utf8_next(buf.p, buf.n, &size) == c;
        wrong += !is_same || size != length || rf_utf8_valid(buf.p, buf.n) != length;
    }
    CHECK_INT(t, wrong, 0);
    rf_buf_clear(&buf);
}

static void decimal_digits(struct test *t)
{
    static const struct {
        unsigned long long value;
        const char *digits;
    } cases[] = {
        {0, "0"},
        {9, "9"},
        {10, "10"},
        {1007, "1007"},
        {ULLONG_MAX, "18446744073709551615"},
    };
    struct rf_buf buf = {0};
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        rf_buf_reset(&buf);
        rf_buf_decimal(&buf, cases[i].value);
        CHECK_STRING(t, rf_buf_string(&buf), cases[i].digits);
    }
    rf_buf_clear(&buf);
}

static void count_of_characters(struct test *t)
{
    CHECK_INT(t, rf_utf8_count("", 0), 0);
    CHECK_INT(t, rf_utf8_count("Åse", 4), 3);
    CHECK_INT(t, rf_utf8_count("e\xCC\x81", 3), 2);
    CHECK_INT(t, rf_utf8_count("😀–", 7), 2);
    CHECK_INT(t, rf_utf8_count("Åse", 2), 1);
}

static void columns_on_a_terminal(struct test *t)
{
    CHECK_INT(t, rf_utf8_width('a'), 1);
    CHECK_INT(t, rf_utf8_width(0xE5), 1);
    CHECK_INT(t, rf_utf8_width(0x301), 0);  /* a combining acute */
    CHECK_INT(t, rf_utf8_width(0x200B), 0); /* a space of no width */
    CHECK_INT(t, rf_utf8_width(0x4E2D), 2);
    CHECK_INT(t, rf_utf8_width(0x1F600), 2);
    CHECK_INT(t, rf_utf8_width(0x7), 0);
}

static void kinds_of_characters(struct test *t)
{
    static const uint32_t spaces[] = {' ',  '\t',   '\n',   '\r',   '\v',  '\f',
                                      0xA0, 0x2003, 0x2028, 0x202F, 0x3000};
    static const uint32_t words[] = {'a',   'Z',   '0',    0xE6, 0xD8,
                                     0x3B1, 0x416, 0x4E2D, 0x663};
    static const uint32_t neither[] = {'-', '_', '.', 0xAD, 0x2013, 0x201D, 0x1F600};
    for (size_t i = 0; i < TEST_COUNT(spaces); i++) {
        CHECK(t, rf_is_space(spaces[i]) && !rf_is_word(spaces[i]));
    }
    for (size_t i = 0; i < TEST_COUNT(words); i++) {
        CHECK(t, rf_is_word(words[i]) && !rf_is_space(words[i]));
    }
    for (size_t i = 0; i < TEST_COUNT(neither); i++) {
        CHECK(t, !rf_is_word(neither[i]) && !rf_is_space(neither[i]));
    }
    for (uint32_t c = 0x2020; c < 0x2070; c++) {
        bool expected = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        CHECK(t, rf_is_bidi_control(c) == expected);
    }
}

/* ---- Comparing ---- */

static void equal_strings_and_ends(struct test *t)
{
    CHECK(t, rf_streq("a", "a") && rf_streq("", "") && rf_streq(NULL, NULL));
    CHECK(t, !rf_streq("a", "b") && !rf_streq("", NULL) && !rf_streq(NULL, ""));
    CHECK(t, rf_starts_with("bilag", "bi") && rf_starts_with("bilag", ""));
    CHECK(t, !rf_starts_with("bi", "bilag") && !rf_starts_with("bilag", "il"));
    CHECK(t, rf_ends_with("a.md", ".md") && rf_ends_with("a.md", ""));
    CHECK(t, !rf_ends_with("md", ".md") && !rf_ends_with("a.MD", ".md"));
    CHECK(t, rf_ends_with_nocase("a.MD", ".md") && rf_ends_with_nocase("A.md", ".MD"));
    CHECK(t, !rf_ends_with_nocase("md", ".md") && !rf_ends_with_nocase("a.mx", ".md"));
    CHECK(t, !rf_ends_with_nocase("Æ", "æ"));
}

struct mapping {
    const char *from;
    const char *to;
};

/* The short way of folding and that of the tables agree: sharp s takes the latter. */
static void folding_of_latin_letters(struct test *t)
{
    struct rf_arena arena = {0};
    for (unsigned c = 0x21; c < 0x100; c++) {
        char two[3] = {(char)(0xC0 | c >> 6), (char)(0x80 | (c & 0x3F))};
        char one[2] = {(char)c};
        if (c >= 0x7F && c < 0xA1) {
            continue; /* controls, and the space that is squeezed away */
        }
        const char *letter = c < 0x80 ? one : two;
        const char *folded = rf_fold(&arena, letter);
        CHECK_STRING_ABOUT(
            t, rf_fold(&arena, rf_arena_join(&arena, letter, "\xC3\x9F", NULL)),
            rf_arena_join(&arena, folded, "ss", NULL), letter);
    }
    rf_arena_clear(&arena);
}

static void folding(struct test *t)
{
    static const struct mapping cases[] = {
        {"", ""},
        {" \t\n ", ""},
        {"Bine Holm", "bine holm"},
        {"  Bine\t \n Holm ", "bine holm"},
        {"ÆØÅ", "æøå"},
        {"A\xCC\x8Ase", "åse"},
        {"Bine\xC2\xA0Holm", "bine holm"},
        {"\xE2\x80\x83Å\xC2\xA0 \xC2\xA0", "å"},
        {"Straße", "strasse"},
        {"ΣΊΣΥΦΟΣ", "σίσυφοσ"},
        {"\xFF z", "\xFF z"},
    };
    struct rf_arena arena = {0};
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        CHECK_STRING_ABOUT(t, rf_fold(&arena, cases[i].from), cases[i].to, cases[i].from);
    }
    rf_arena_clear(&arena);
}

static void composing(struct test *t)
{
    static const char *const composed[] = {"", "plain", "Åse – ”citat”", "中文", "\xFF"};
    struct rf_arena arena = {0};
    for (size_t i = 0; i < TEST_COUNT(composed); i++) {
        CHECK_ABOUT(t, rf_nfc(&arena, composed[i]) == composed[i], composed[i]);
    }
    CHECK_STRING(t, rf_nfc(&arena, "A\xCC\x8A"), "Å");
    CHECK_STRING(t, rf_nfc(&arena, "e\xCC\x81t e\xCC\x81"), "ét é");
    CHECK_STRING(t, rf_nfc(&arena, "\xE2\x84\xAB"), "Å"); /* the ångström sign */
    /* Marks in the wrong order: the one below comes first. */
    CHECK_STRING(t, rf_nfc(&arena, "q\xCC\x87\xCC\xA3"), "q\xCC\xA3\xCC\x87");
    rf_arena_clear(&arena);
}

static void trimming(struct test *t)
{
    struct rf_arena arena = {0};
    const char *clean = "Dagsorden  kort";
    CHECK(t, rf_trim(&arena, clean) == clean);
    CHECK_STRING(t, rf_trim(&arena, " \tMøde\r\n"), "Møde");
    CHECK_STRING(t, rf_trim(&arena, "\xC2\xA0Å\xE2\x80\xA8"), "Å");
    CHECK_STRING(t, rf_trim(&arena, " \xC2\xA0 "), "");
    CHECK_STRING(t, rf_trim(&arena, ""), "");
    rf_arena_clear(&arena);
}

/* ---- Slugs ---- */

static void slugs(struct test *t)
{
    static const struct mapping cases[] = {
        {"Handleplan integration", "handleplan-integration"},
        {"  3. Økonomi: ærlig & på Åen!  ", "3-oekonomi-aerlig-paa-aaen"},
        {"Straße über Größe", "strasse-ueber-groesse"},
        {"Café Émile, naïve", "cafe-emile-naive"},
        {"A\xCC\x8Ase", "aase"},
        {"10%-målsætning", "10-maalsaetning"},
        {"Sigurður Þór", "sigurdur-thor"},
        {"Łódź, Đuro", "lodz-duro"},
        {"Hvidd\xC7\xBFr", "hviddoer"}, /* ø with an acute */
        {"q\xCC\x83uit", "quit"},       /* an accent that no letter is composed with */
        {"ŒUVRE", "oeuvre"},
        {"", ""},
        {"---", ""},
        {"Ελλάδα", ""},
        {"中文", ""},
        {"Α 3 Ω", "3"},
        {"6.A", "6-a"},
        {"a__b--c", "a-b-c"},
    };
    struct rf_arena arena = {0};
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        CHECK_STRING_ABOUT(t, rf_slug(&arena, cases[i].from, 80), cases[i].to,
                           cases[i].from);
    }
    rf_arena_clear(&arena);
}

static void slugs_end_where_they_must(struct test *t)
{
    struct rf_arena arena = {0};
    CHECK_STRING(t, rf_slug(&arena, "abcdef", 3), "abc");
    CHECK_STRING(t, rf_slug(&arena, "abc def", 4), "abc");
    CHECK_STRING(t, rf_slug(&arena, "abc def", 5), "abc-d");
    CHECK_STRING(t, rf_slug(&arena, "abcø", 4), "abco");
    CHECK_STRING(t, rf_slug(&arena, "abc", 0), "");
    CHECK_STRING(t, rf_slug(&arena, "Dagsorden", 9), "dagsorden");
    rf_arena_clear(&arena);
}

/* ---- Nearest words ---- */

static void nearest_words(struct test *t)
{
    static const char *const fields[] = {"access",  "annexes", "approves", "duration",
                                         "id",      "items",   "method",   "number",
                                         "purpose", "type",    "åben",     NULL};
    static const struct mapping cases[] = {
        {"acess", "access"},
        {"acces", "access"},
        {"accses", "access"},
        {"Access", "access"},
        {"anexes", "annexes"},
        {"duratoin", "duration"},
        {"durration", "duration"},
        {"dration", "duration"},
        {"itmes", "items"},
        {"tpye", "type"},
        {"typ", "type"},
        {"aproves", "approves"},
        {"ÅBEN", "åben"},
        {"aben", "åben"},
        {"items", "items"},
        {"colour", NULL},
        {"x", NULL},
        {"", NULL},
        {"qq", NULL},
        {"ix", NULL},
        {"numerology", NULL},
    };
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        CHECK_STRING_ABOUT(t, rf_nearest(cases[i].from, fields), cases[i].to,
                           cases[i].from);
    }
}

static void nearest_of_several(struct test *t)
{
    static const char *const words[] = {"closer", "closed", "close", NULL};
    static const char *const none[] = {NULL};
    CHECK_STRING(t, rf_nearest("closd", words), "closed");
    CHECK_STRING(t, rf_nearest("close", words), "close");
    CHECK_STRING(t, rf_nearest("close", none), NULL);
}

/* However long a word is, three edits are near and four are not. */
static void nearest_of_long_words(struct test *t)
{
    static const char *const words[] = {"recommendation-to-the-committee", NULL};
    CHECK_STRING(t, rf_nearest("recomendation-to-the-comittee", words), words[0]);
    CHECK_STRING(t, rf_nearest("recomendation-to-the-comitee", words), words[0]);
    CHECK_STRING(t, rf_nearest("recomendation-to-the-comite", words), NULL);
}

/* A word far longer than any field must neither overrun nor pass for one that begins like
 * it. */
static void nearest_of_endless_words(struct test *t)
{
    enum { LENGTH = 5000, PREFIX = 100 };
    char word[LENGTH + 1], prefix[PREFIX + 1];
    memset(word, 'a', LENGTH);
    word[LENGTH] = '\0';
    memset(prefix, 'a', PREFIX);
    prefix[PREFIX] = '\0';
    const char *const words[] = {"access", prefix, NULL};
    CHECK_STRING(t, rf_nearest(word, words), NULL);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(valid_forms),
        TEST(invalid_forms_at_every_place),
        TEST(number_of_valid_strings),
        TEST(suspects_at_every_place),
        TEST(ordinary_text_has_no_suspects),
        TEST(every_character_there_and_back),
        TEST(decimal_digits),
        TEST(count_of_characters),
        TEST(columns_on_a_terminal),
        TEST(kinds_of_characters),
        TEST(equal_strings_and_ends),
        TEST(folding),
        TEST(folding_of_latin_letters),
        TEST(composing),
        TEST(trimming),
        TEST(slugs),
        TEST(slugs_end_where_they_must),
        TEST(nearest_words),
        TEST(nearest_of_several),
        TEST(nearest_of_long_words),
        TEST(nearest_of_endless_words),
    };
    return test_run(cases, TEST_COUNT(cases));
}
