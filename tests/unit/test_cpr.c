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
    /* words that name another number only where they stand right before it */
    {"sagen om 010170-1234", "010170-1234"},
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
    /* what the word before says, and what is listed with it */
    "faktura 0101701234",
    "Fakturanr.: 010170-1234",
    "**Sagsnr.:** 0101701234",
    "sagsnr.\n010170-1234",
    "sagerne 010170-1234, 020271-2345 og 030372-3456",
    "Ordre 010170 1234",
    "journalnr. 010170-1234",
    "j.nr. 010170-1234",
    "reg.nr. 3101 konto 0101701234",
    "GLN: 0101701234",
    "ISSN 010170-1234",
    "IBAN 0101701234",
    "matr.nr. 010170-1234",
    "Løbenummer 0101701234",
    "LØBENR. 010170-1234",
    "målernr. 0101701234",
    "invoice 0101701234",
    "case no. 010170-1234",
    "Rechnungsnummer 010170-1234",
    "Aktenzeichen 010170-1234",
    "ärendenr 010170-1234",
    "diarienummer 0101701234",
    "saksnr. 010170-1234",
    "organisasjonsnummer 0101701234",
    "faktura_0101701234.pdf",
    "\"faktura\": \"0101701234\"",
    /* amounts, measures, counts */
    "010170 1234 kr.",
    "010170-1234 kr",
    "010170 1234 DKK",
    "0101701234 €",
    "010170 1234&nbsp;kr.",
    "010170-1234 stk.",
    "010170 1234 kg",
    "010170-1234 m²",
    "010170 1234 km",
    "010170 1234 %",
    "€ 0101701234",
    "010170 1234,50",
    "010170 1234,-",
    "pr. 01.01.70 1234 medlemmer",
    /* dates and times */
    "020326 1630",
    "02.03.26 1630",
    "02-03-26 1630",
    "02.03.26 16.30",
    /* groups of a longer number */
    "20 01 01 70 1234",
    "01 01 70 1234 56 78",
    "20 10 12 34\n0045 20 10 12 34",
    /* columns of numbers, lists */
    "1234 Jensen 010170\n1235 Hansen 010171",
    "- 010170\n- 1234",
    "| Faktura | Beløb |\n| --- | --- |\n| 0101701234 | 500 |",
    "| Dato | Beløb |\n| --- | --- |\n| 010170 | 1234 |",
    "| Konto | 0101701234 |",
    "| Sagsnr. | 010170-1234 |",
    /* codes */
    "v010170.1234",
    "S010170-1234",
    "01017012-1234-4321",
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
        CHECK_INT(t, find(text, sizeof text, &found), true);
        CHECK_INT(t, found.start_bytes, before);
        CHECK_INT(t, find(text, before + 11, &found), true);
        CHECK_INT(t, find(text, before + 10, &found), false);
    }
}

static void several_in_a_row(struct test *t)
{
    const char *text = "010170-1234, 0202711111\n610372 2222";
    static const char *const expected[] = {"0101701234", "0202711111", "6103722222"};
    struct rf_cpr_scan scan;
    struct rf_cpr found;
    size_t count = 0;
    rf_cpr_begin(&scan, text, strlen(text), RF_CPR_PROSE);
    for (; rf_cpr_next(&scan, &found); count++) {
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
        {"faktura 0101701234", "faktura **********"},
        {"010170&#45;1234", "******&#**;****"},
        {"01.01.70 1234 kr.", "**.**.** **** kr."},
        {"０１0170-1234", "＊＊****-****"},
        {"٠١0170-1234", "××****-****"},
        {"a0101701234", "a0101701234"},
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

/* The numbers that are found in a text, parted by blanks. */
static const char *numbers_in(const char *text, enum rf_cpr_form form, char *list)
{
    struct rf_cpr_scan scan;
    struct rf_cpr found;
    size_t n = 0;
    list[0] = '\0';
    rf_cpr_begin(&scan, text, strlen(text), form);
    while (rf_cpr_next(&scan, &found)) {
        n += (size_t)sprintf(list + n, "%s%s", n ? " " : "", found.digits);
    }
    return list;
}

static void cells(struct test *t)
{
    static const struct {
        const char *text, *numbers;
    } rows[] = {
        {"Navn;Født;Nr\nIda;010170;1234\n", "0101701234"},
        {"\"Ida\",\"010170\",\"1234\"\n", "0101701234"},
        {"Ida\t010170\t1234\n", "0101701234"},
        {"Navn,cpr,alder\nIda,0101701234,34\n", "0101701234"},
        /* a lost zero: beside whole numbers, or below a head that says so */
        {"Navn;Nr\nIda;101701234\nPer;3101701234\n", "0101701234 3101701234"},
        {"Navn;Nr\nIda;\"101701234\"\nPer;310170-1234\n", "0101701234 3101701234"},
        {"CPR;Navn\n101701234;Ida\n10171-1234;Per\n", "0101701234 0101711234"},
        {"Navn;Nr\nIda;101701234\nPer;202711111\n", ""},
        {"Nr;Cpr\n101701234;3101701234\n", "3101701234"},
        {"Nr\n101701234\nx\ny\nz\n3101701234\n", "3101701234"},
        /* heads of other columns */
        {"Faktura;Beløb\n0101701234;500\n0202711111;600\n", ""},
        {"Dato;Beløb\n010170;1234\n", ""},
        {"Sag;Cpr\n0101701234;0202711111\n", "0202711111"},
        {"Tid;\"Konto; reg\";Navn\n1;0101701234;Ida\n", ""},
        /* rows are not joined */
        {"x;010170\n1234;y\n", ""},
        {"010170;;1234\n", ""},
        {"020326;1630;Møde\n", ""},
        {"", ""},
        {";;\n", ""},
        {"\"", ""},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char list[200];
        CHECK_STRING(t, numbers_in(rows[i].text, RF_CPR_CELLS, list), rows[i].numbers);
    }
}

/* A date of the meeting's year beside a time is none; with a hyphen, the meeting's own
 * date alone. */
static void meetings(struct test *t)
{
    static const struct {
        const char *text;
        int year;
        bool is_number;
    } rows[] = {
        {"020326 1630", 2026, false},       {"120326 1900", 2026, false},
        {"020324 1630", 2026, false},       {"020323 1630", 2026, true},
        {"020312 1630", 2026, true},        {"020326 1660", 2026, true},
        {"020326 2430", 2026, true},        {"020326-1630", 2026, false},
        {"260302-1630", 2026, false},       {"0203261630", 2026, false},
        {"030326-1630", 2026, true},        {"0303261630", 2026, true},
        {"020326 4630", 2026, true},        {"02.03.26 1630", 2026, false},
        {"cpr 020326 1630", 2026, true},    {"020326-1630", 2027, true},
        {"| 020326 | 1630 |", 2026, false}, {"| 020326 | 4630 |", 2026, true},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        struct rf_cpr_scan scan;
        struct rf_cpr found;
        rf_cpr_begin(&scan, rows[i].text, strlen(rows[i].text), RF_CPR_PROSE);
        scan.meeting = (struct referat_date){.year = rows[i].year, .month = 3, .day = 2};
        CHECK_INT_ABOUT(t, rf_cpr_next(&scan, &found), rows[i].is_number, rows[i].text);
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
        TEST(every_spelling),
        TEST(look_alikes),
        TEST(every_date_of_a_year),
        TEST(at_every_offset),
        TEST(several_in_a_row),
        TEST(masking),
        TEST(masking_lines),
        TEST(cells),
        TEST(meetings),
        TEST(numbers_alone),
    };
    return test_run(cases, TEST_COUNT(cases));
}
