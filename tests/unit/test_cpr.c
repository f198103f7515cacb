/* Tests of personal numbers and what looks like them (base/cpr.h). The numbers are
 * invented. */
#include "base/cpr.h"

#include "harness.h"

static bool has_number(const char *text, struct rf_cpr *found)
{
    return rf_cpr_find(text, strlen(text), 0, found);
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

static const char *const strangers[] = {
    /* no date */
    "000170-1234",
    "320170-1234",
    "010070-1234",
    "011370-1234",
    "310470-1234",
    "300270-1234",
    "290271-1234",
    "600170-1234",
    "920170-1234",
    "890271-1234",
    "010170-0000",
    "1010000000",
    /* too short, too long */
    "01017-1234",
    "010170-123",
    "010170-12345",
    "0010170-1234",
    "01017012345",
    "00101701234",
    "010170",
    "",
    /* telephones */
    "+45 20 10 12 34",
    "+45 2010 1234",
    "tlf. 20 10 12 34",
    "8713 0000",
    "+4520101234",
    "0045 2010 1234",
    "+0701234567",
    "telefon 0701234567",
    "Mobil nr. 0701234567",
    "phone: 0701234567",
    /* cases */
    "EMN-2023-009045",
    "2023-011223-1234",
    "24/010170-1234",
    "00.22.04-A00-1-23",
    "S2012-010170",
    "Sag0101701234",
    "0101701234ab",
    /* amounts */
    "1.012.231.234 kr.",
    "kr. 1012231234",
    "DKK 1012231234",
    "101.223,12",
    "101 223 123",
    /* EAN, CVR, P-number, ISBN */
    "5798000420000",
    "EAN 57 98 00 04 20 00 0",
    "CVR 10 12 23 12",
    "CVR-nr. 10122312",
    "P-nr. 1003012345",
    "P-nummer: 1003012345",
    "ISBN 0101701234",
    /* accounts */
    "DK5000400440116243",
    "DK50 0040 0440 1162 43",
    "NO93 8601 1117 947",
    "konto 0101701234",
    "kontonr. 0101701234",
    "Konto nr.: 3000 0101701234",
    "bankkonto 3000 0101701234",
    "account no. 0101701234",
    "3000-0101701234",
    /* dates and times */
    "2023-11-27",
    "27.11.2023",
    "27112023",
    "271123",
    "20231127 1030",
    "2023-11-27T10:30:00",
    "27. november 2023, kl. 10.30-12.00",
    "27-11-2023",
    "0.0101701234",
    /* addresses */
    "https://example.org/sag/0101701234",
    "<https://example.org/?id=0101701234>",
    "[sag](https://example.org/0101701234)",
    /* too far apart */
    "010170    1234",
    "010170\n\n1234",
    "010170 | 1234",
    "010170;1234",
    "010170, 1234",
    "010170. 1234",
};

static void look_alikes(struct test *t)
{
    for (size_t i = 0; i < TEST_COUNT(strangers); i++) {
        struct rf_cpr found;
        CHECK_INT_ABOUT(t, has_number(strangers[i], &found), false, strangers[i]);
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
        CHECK_INT(t, rf_cpr_find(text, sizeof text, 0, &found), true);
        CHECK_INT(t, found.start_bytes, before);
        CHECK_INT(t, rf_cpr_find(text, before + 11, 0, &found), true);
        CHECK_INT(t, rf_cpr_find(text, before + 10, 0, &found), false);
        CHECK_INT(t, rf_cpr_find(text, sizeof text, before + 11, &found), false);
    }
}

static void several_in_a_row(struct test *t)
{
    const char *text = "010170-1234, 0202711111\n610372 2222";
    static const char *const expected[] = {"0101701234", "0202711111", "6103722222"};
    struct rf_cpr found;
    size_t at = 0, count = 0;
    for (; rf_cpr_find(text, strlen(text), at, &found); at = found.end_bytes, count++) {
        CHECK_STRING(t, found.digits, count < 3 ? expected[count] : "");
    }
    CHECK_INT(t, count, 3);
}

static void masking(struct test *t)
{
    static const struct {
        const char *text, *masked;
    } rows[] = {
        {"Borger 010170-1234, 2 børn", "Borger ******-****, 2 børn"},
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

static void numbers_alone(struct test *t)
{
    struct rf_cpr number = {0};
    CHECK(t, rf_cpr_read("010170-1234", &number));
    CHECK_STRING(t, number.digits, "0101701234");
    CHECK(t, rf_cpr_read("0101701234", &number));
    CHECK(t, !rf_cpr_read("010170-1234 ", &number));
    CHECK(t, !rf_cpr_read("nr 010170-1234", &number));
    CHECK(t, !rf_cpr_read("010170", &number));
    CHECK(t, !rf_cpr_read("", &number));
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(every_spelling),  TEST(look_alikes),      TEST(every_date_of_a_year),
        TEST(at_every_offset), TEST(several_in_a_row), TEST(masking),
        TEST(numbers_alone),
    };
    return test_run(cases, TEST_COUNT(cases));
}
