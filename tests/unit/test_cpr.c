/* Tests of personal numbers and what looks like them (base/cpr.h). The numbers are
 * invented. */
#include "base/cpr.h"

#include "harness.h"

static bool find(const char *text, size_t n, struct rf_cpr *found)
{
    struct rf_cpr_scan scan;
    rf_cpr_begin(&scan, text, n, RF_CPR_PROSE);
    return rf_cpr_next(&scan, found);
}

static bool has_number(const char *text, struct rf_cpr *found)
{
    return find(text, strlen(text), found);
}

struct spelling {
    const char *text;
    const char *found; /* the part that is the number, as it stands in text */
};

static const struct spelling spellings[] = {
    /* joined, and with what may stand between */
    {"0101701234", "0101701234"},
    {"010170-1234", "010170-1234"},
    {"010170 1234", "010170 1234"},
    {"010170\t1234", "010170\t1234"},
    {"010170\xc2\xa0"
     "1234",
     "010170\xc2\xa0"
     "1234"},
    {"010170–1234", "010170–1234"},
    {"010170—1234", "010170—1234"},
    {"010170‑1234", "010170‑1234"},
    {"010170 - 1234", "010170 - 1234"},
    {"010170 – 1234", "010170 – 1234"},
    {"010170\xc2\xad"
     "1234",
     "010170\xc2\xad"
     "1234"},
    {"01\xc2\xad"
     "0170-12\xc2\xad"
     "34",
     "01\xc2\xad"
     "0170-12\xc2\xad"
     "34"},
    {"010170\n1234", "010170\n1234"},
    {"010170-\n1234", "010170-\n1234"},
    {"010170\n-1234", "010170\n-1234"},
    {"010170-\r\n1234", "010170-\r\n1234"},
    {"010170\n      1234", "010170\n      1234"},
    {"> 010170-\n> 1234", "010170-\n> 1234"},
    {"010170_1234", "010170_1234"},
    {"010170\\-1234", "010170\\-1234"},
    {"**010170**-1234", "010170**-1234"},
    {"010170&nbsp;1234", "010170&nbsp;1234"},
    {"010170&ndash;1234", "010170&ndash;1234"},
    {"010170%201234", "010170%201234"},
    {"010170\\u20131234", "010170\\u20131234"},
    {"010170\\_1234", "010170\\_1234"},
    /* Windows-1252 */
    {"010170\xa0"
     "1234",
     "010170\xa0"
     "1234"},
    {"010170\x96"
     "1234",
     "010170\x96"
     "1234"},
    {"010170\xad"
     "1234",
     "010170\xad"
     "1234"},
    /* the date's own parts */
    {"01.01.70-1234", "01.01.70-1234"},
    {"01 01 70 1234", "01 01 70 1234"},
    {"01-01-70 1234", "01-01-70 1234"},
    {"01-01-70-1234", "01-01-70-1234"},
    {"01. 01. 70 - 1234", "01. 01. 70 - 1234"},
    {"01.01.701234", "01.01.701234"},
    {"0101 70-1234", "0101 70-1234"},
    {"01.0170 - 1234", "01.0170 - 1234"},
    {"01/01/70 1234", "01/01/70 1234"},
    {"01/01/70-1234", "01/01/70-1234"},
    {"01/01-70-1234", "01/01-70-1234"},
    {"01.01.70-\n1234", "01.01.70-\n1234"},
    /* points and slashes */
    {"010170.1234", "010170.1234"},
    {"010170/1234", "010170/1234"},
    {"010170 / 1234", "010170 / 1234"},
    {"010170·1234", "010170·1234"},
    {"010170⁄1234", "010170⁄1234"},
    /* dashes and blanks of any kind */
    {"010170―1234", "010170―1234"},
    {"010170﹣1234", "010170﹣1234"},
    {"010170－1234", "010170－1234"},
    {"010170−1234", "010170−1234"},
    {"010170\xe2\x80\xaf"
     "1234",
     "010170\xe2\x80\xaf"
     "1234"},
    {"010170\xe3\x80\x80"
     "1234",
     "010170\xe3\x80\x80"
     "1234"},
    {"010170\x97"
     "1234",
     "010170\x97"
     "1234"},
    /* digits of other scripts */
    {"０１０１７０-１２３４", "０１０１７０-１２３４"},
    {"０１0170-12３４", "０１0170-12３４"},
    {"٠١٠١٧٠-١٢٣٤", "٠١٠١٧٠-١٢٣٤"},
    {"𝟎𝟏𝟎𝟏𝟕𝟎𝟏𝟐𝟑𝟒", "𝟎𝟏𝟎𝟏𝟕𝟎𝟏𝟐𝟑𝟒"},
    /* entities and escapes */
    {"010170&#45;1234", "010170&#45;1234"},
    {"010170&#x2D;1234", "010170&#x2D;1234"},
    {"010170&#8211;1234", "010170&#8211;1234"},
    {"010170&thinsp;1234", "010170&thinsp;1234"},
    {"010170&shy;1234", "010170&shy;1234"},
    {"010170&period;1234", "010170&period;1234"},
    {"010170&amp;ndash;1234", "010170&amp;ndash;1234"},
    {"&#48;10170-1234", "&#48;10170-1234"},
    {"&#x30;&#x31;0170-1234", "&#x30;&#x31;0170-1234"},
    {"010170\\u002d1234", "010170\\u002d1234"},
    {"010170\\x2d1234", "010170\\x2d1234"},
    {"010170\\U0000002d1234", "010170\\U0000002d1234"},
    {"010170\\t1234", "010170\\t1234"},
    {"\\u0030\\u00310170-1234", "\\u0030\\u00310170-1234"},
    {"\\u00a0010170-1234", "010170-1234"},
    {"010170\\'961234", "010170\\'961234"},
    {"010170%2D1234", "010170%2D1234"},
    {"010170%E2%80%931234", "010170%E2%80%931234"},
    {"010170%25201234", "010170%25201234"},
    {"%30%310170-1234", "%30%310170-1234"},
    {"x%200101701234", "0101701234"},
    {"x%2F0101701234", "0101701234"},
    {"010170=2D1234", "010170=2D1234"},
    {"cpr=2010701234", "2010701234"},
    {"?nr=3001701234", "3001701234"},
    {"010170\\u8211?1234", "010170\\u8211?1234"},
    {"010170\\P1234", "010170\\P1234"},
    {"?q=010170+1234", "010170+1234"},
    {"010170    -    1234", "010170    -    1234"},
    /* what is not seen, and markup */
    {"0\xe2\x80\x8b"
     "1\xe2\x81\xa0"
     "0170-1234",
     "0\xe2\x80\x8b"
     "1\xe2\x81\xa0"
     "0170-1234"},
    {"01<b>01</b>70-1234", "01<b>01</b>70-1234"},
    {"0**10**170-1234", "0**10**170-1234"},
    {"<em>010170</em>-<em>1234", "010170</em>-<em>1234"},
    {"[010170](#a)-1234", "010170](#a)-1234"},
    {"~~010170~~-1234", "010170~~-1234"},
    {"010170<!-- x -->-1234", "010170<!-- x -->-1234"},
    {"0\xef\xb8\x8f\xe2\x83\xa3"
     "10170-1234",
     "0\xef\xb8\x8f\xe2\x83\xa3"
     "10170-1234"},
    {"0101701234@example.org", "0101701234"},
    {"x?cpr%3D0101701234", "0101701234"},
    {"[010170-1234]: https://example.org", "010170-1234"},
    {"<w:t>010170</w:t></w:r><w:r><w:t>-1234</w:t>", "010170</w:t></w:r><w:r><w:t>-1234"},
    {"010170-1234[2]", "010170-1234"},
    {"bilag_2_010170-1234_3.pdf", "010170-1234"},
    /* cells */
    {"| 010170 | 1234 |", "010170 | 1234"},
    {"<td>010170</td>\n<td>1234</td>", "010170</td>\n<td>1234"},
    {"Født | Løbenr.\n--- | ---\n010170 | 1234", "010170 | 1234"},
    {"| Nr. | CPR |\n| - | - |\n| sag | 010170-1234 |", "010170-1234"},
    /* "CPR" outweighs what parts or surrounds the digits */
    {"CPR 0101 70 1234", "0101 70 1234"},
    {"cpr: 01 01 70 12 34", "01 01 70 12 34"},
    {"CPR-nr. 01.01.1970-1234", "01.01.1970-1234"},
    {"personnummer 0101701234", "0101701234"},
    {"Sag om født 010170 1630", "010170 1630"},
    {"borger-nr. 010170-1234", "010170-1234"},
    {"patientnr. 0101701234", "0101701234"},
    {"medlemsnr. 0101701234", "0101701234"},
    /* words that touch the digits */
    {"brev0101701234.pdf", "0101701234"},
    {"Ida0101701234.pdf", "0101701234"},
    {"IDA010170-1234", "010170-1234"},
    /* words that name another number only where they stand right before it */
    {"sagen om 010170-1234", "010170-1234"},
    {"Se 010170-1234", "010170-1234"},
    {"Ida fik 010170-1234", "010170-1234"},
    {"v. 010170-1234", "010170-1234"},
    {"010170-1234 Mia Dahl", "010170-1234"},
    {"010170-1234 mm.", "010170-1234"},
    {"Sager:\n- 010170-1234", "010170-1234"},
    {"| 3 | Klage over faktura | 010170-1234 |", "010170-1234"},
    {"tlf. 20101234, 010170-1234", "010170-1234"},
    {"id=0101701234", "0101701234"},
    {"sager/010170-1234/brev.pdf", "010170-1234"},
    {"https://example.org/3/010170-1234", "010170-1234"},
    {"<https://example.org/?id=0101701234>", "0101701234"},
    {"![010170-1234](brev.png)", "010170-1234"},
    {"020352 1630", "020352 1630"},
    {"020326 1675", "020326 1675"},
    {"020312 4630", "020312 4630"},
    /* days: the last of a month, leap days, replacement numbers */
    {"310170-1234", "310170-1234"},
    {"290200-1234", "290200-1234"},
    {"290296-1234", "290296-1234"},
    {"610170-1234", "610170-1234"},
    {"910170-1234", "910170-1234"},
    {"890296-1234", "890296-1234"},
    {"010170-0001", "010170-0001"},
    {"010170-9999", "010170-9999"},
    /* where it stands */
    {"Borger (010170-1234) klager.", "010170-1234"},
    {"cpr.nr.: 010170-1234", "010170-1234"},
    {"CPR0101701234", "0101701234"},
    {"cpr-nr. 0101701234", "0101701234"},
    {"| Navn | 010170-1234 | ja |", "010170-1234"},
    {"7;010170-1234;ja", "010170-1234"},
    {"7,0101701234,ja", "0101701234"},
    {"3,010170-1234,4", "010170-1234"},
    {"title: \"010170-1234\"", "010170-1234"},
    {"number: 0101701234", "0101701234"},
    {"[010170-1234](mailto:x)", "010170-1234"},
    {"bilag/010170-1234.pdf", "010170-1234"},
    {"bilag/brev_0101701234_svar.pdf", "0101701234"},
    {"bilag/0101701234.2.pdf", "0101701234"},
    {"010170-1234-2.pdf", "010170-1234"},
    {"https://example.org/?id=010170-1234", "010170-1234"},
    {"https://example.org/a 0101701234", "0101701234"},
    {"Punkt 3 010170-1234", "010170-1234"},
    {"I 2024 0101701234 flyttede", "0101701234"},
    {"født 010170-1234og", "010170-1234"},
    {"kontoret: borger 0101701234", "0101701234"},
    {"24 010170 1234", "010170 1234"},
    /* the first digits of what came before are none of it */
    {"123456-1234 og 010170-1234", "010170-1234"},
    {"010170 010170-1234", "010170-1234"},
};

static void every_spelling(struct test *t)
{
    for (size_t i = 0; i < TEST_COUNT(spellings); i++) {
        const struct spelling *s = &spellings[i];
        struct rf_cpr found = {0};
        bool is_found = has_number(s->text, &found);
        CHECK_INT_ABOUT(t, is_found, true, s->text);
        if (is_found) {
            size_t at = (size_t)(strstr(s->text, s->found) - s->text);
            CHECK_INT_ABOUT(t, found.start_bytes, at, s->text);
            CHECK_INT_ABOUT(t, found.end_bytes, at + strlen(s->found), s->text);
        }
    }
}

static void every_date_of_a_year(struct test *t)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int day = 0; day < 100; day++) {
        for (int month = 0; month < 100; month++) {
            char text[16];
            struct rf_cpr found;
            snprintf(text, sizeof text, "%02d%02d71-4321", day, month);
            int real_day = day > 60 ? day - 60 : day;
            bool is_date = month >= 1 && month <= 12 && real_day >= 1 &&
                           real_day <= lengths[month - 1];
            CHECK_INT_ABOUT(t, has_number(text, &found), is_date, text);
        }
    }
}

/* The scan goes by blocks: a number is found wherever in one it begins. */
static void at_every_offset(struct test *t)
{
    for (size_t before = 0; before < 70; before++) {
        char text[160];
        struct rf_cpr found = {0};
        memset(text, ' ', sizeof text);
        memcpy(text + before, "010170-1234", 11);
        CHECK_INT(t, find(text, sizeof text, &found), true);
        CHECK_INT(t, found.start_bytes, before);
        CHECK_INT(t, find(text, before + 11, &found), true);
        CHECK_INT(t, find(text, before + 10, &found), false);
    }
}

static void several_in_a_row(struct test *t)
{
    const char *text = "010170-1234, 0202711111\n610372 2222/010170-1234-020271-1111";
    static const char *const expected[] = {"0101701234", "0202711111", "6103722222",
                                           "0101701234", "0202711111"};
    struct rf_cpr_scan scan;
    struct rf_cpr found;
    size_t count = 0;
    rf_cpr_begin(&scan, text, strlen(text), RF_CPR_PROSE);
    for (; rf_cpr_next(&scan, &found); count++) {
        CHECK_STRING(t, found.digits,
                     count < TEST_COUNT(expected) ? expected[count] : "");
    }
    CHECK_INT(t, count, TEST_COUNT(expected));
}

static void masking(struct test *t)
{
    static const struct {
        const char *text, *masked;
    } rows[] = {
        {"Borger 010170-1234, 2 børn", "Borger ******-****, 2 børn"},
        {"faktura 0101701234", "faktura **********"},
        {"010170&#45;1234", "******&#**;****"},
        {"01.01.70 1234 kr.", "**.**.** **** kr."},
        {"０１0170-1234", "＊＊****-****"},
        {"٠١0170-1234", "××****-****"},
        {"a0101701234", "a0101701234"},
        {"050170/1234.0101701234", "******/****.**********"},
        {"0101701234 og 610170 1234", "********** og ****** ****"},
        {"010170-\n> 1234", "******-\n> ****"},
        {"tlf. 20 10 12 34", "tlf. 20 10 12 34"},
        {"", ""},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char text[80];
        snprintf(text, sizeof text, "%s", rows[i].text);
        rf_cpr_mask(text, strlen(text));
        CHECK_STRING(t, text, rows[i].masked);
    }
    rf_cpr_mask(NULL, 0);
}

static void masking_lines(struct test *t)
{
    static const struct {
        const char *text, *masked;
    } rows[] = {
        {"010170;1234", "******;****"},
        {"\"010170\",\"1234\"", "\"******\",\"****\""},
        {"Ida;101701234;7", "Ida;*********;7"},
        {"Ida;10170-1234;7", "Ida;*****-****;7"},
        {"Ida;991701234;7", "Ida;991701234;7"},
        {"Ida;109901234;7", "Ida;*********;7"},
        {"Ida;113701234;7", "Ida;113701234;7"},
        {"Ida;1017012345;7", "Ida;1017012345;7"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char text[80];
        snprintf(text, sizeof text, "%s", rows[i].text);
        rf_cpr_mask_lines(text, strlen(text));
        CHECK_STRING(t, text, rows[i].masked);
    }
}

static void numbers_alone(struct test *t)
{
    struct rf_cpr number = {0};
    CHECK(t, rf_cpr_read("010170-1234", &number));
    CHECK_STRING(t, number.digits, "0101701234");
    CHECK(t, rf_cpr_read("0101701234", &number));
    CHECK(t, rf_cpr_read("01.01.70 1234", &number));
    CHECK_STRING(t, number.digits, "0101701234");
    CHECK(t, rf_cpr_read("101701234", &number));
    CHECK_STRING(t, number.digits, "0101701234");
    CHECK(t, !rf_cpr_read("010170-1234 ", &number));
    CHECK(t, !rf_cpr_read("nr 010170-1234", &number));
    CHECK(t, !rf_cpr_read("010170", &number));
    CHECK(t, !rf_cpr_read("", &number));
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(every_spelling),  TEST(every_date_of_a_year),
        TEST(at_every_offset), TEST(several_in_a_row),
        TEST(masking),         TEST(masking_lines),
        TEST(numbers_alone),
    };
    return test_run(cases, TEST_COUNT(cases));
}
