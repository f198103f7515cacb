/* Tests of what looks like a personal number and is none, by what stands around it
 * (base/cpr.h): words, units, columns, meetings' dates. The numbers are invented. */
#include "base/cpr.h"

#include "harness.h"

static bool has_number(const char *text)
{
    struct rf_cpr_scan scan;
    struct rf_cpr found;
    rf_cpr_begin(&scan, text, strlen(text), RF_CPR_PROSE);
    return rf_cpr_next(&scan, &found);
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
    "010119901234",
    "010120011234",
    "01.01.19901234",
    "01 01 20011234",
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
    "faktura\xc2\xa0"
    "0101701234",
    "faktura\xe2\x80\xaf"
    "0101701234",
    "faktura\xe2\x80\x89"
    "0101701234",
    "faktura \xe2\x80\x89\xc2\xa0 0101701234",
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
    "SE-nr. 0101701234",
    "SE nr. 0101701234",
    "Dokument id: 0101701234",
    "Bank 1551 0101701234",
    "Stregkode 0101701234",
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
    "booking-id 0101701234",
    "Lejemåls-nr. 0101701234",
    "projektnr. 285566-6611, 670793-2830 og 010170-1234",
    "tlf. 0101701234, 0202711234",
    /* amounts, measures, counts */
    "010170 1234 kr.",
    "010170-1234 kr",
    "010170 1234 DKK",
    "0101701234 €",
    "010170 1234&nbsp;kr.",
    "010170 1234\xc2\xa0kr.",
    "010170 1234\xe2\x80\xafkr.",
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
    "I perioden 010622 - 2023-04-22",
    "01.06.22 - 2023-04-22",
    /* groups of a longer number */
    "20 01 01 70 1234",
    "+45 09 70 11 42 / 0045 1397",
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
    "v10.11.70-1234",
    "S010170-1234",
    "TX010170-1234",
    "AB0101701234",
    "ecf0101701234",
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
        CHECK_INT_ABOUT(t, has_number(strangers[i]), false, strangers[i]);
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

/* Of two dates with a hyphen between them the first year is no number's end. Where any
 * other sign stands in one of its places, what stands behind the number is no date. */
static void before_dates(struct test *t)
{
    static const char signs[] = " !\"#%&'()*+,./:;<=>?@[\\]^_`{|}~";
    char text[40];
    CHECK(t, !has_number("Ida 01.06.22-2023-04-22 her"));
    for (const char *sign = signs; *sign; sign++) {
        sprintf(text, "Ida 010622-2023%c04-22 her", *sign);
        CHECK_INT_ABOUT(t, has_number(text), true, text);
        sprintf(text, "Ida 010622-2023-04%c22 her", *sign);
        CHECK_INT_ABOUT(t, has_number(text), true, text);
    }
    CHECK(t, has_number("Ida 010622-2023-04-2"));
    CHECK(t, has_number("Ida 010622-2023-0x-22 her"));
    CHECK(t, has_number("Ida 010622-2023-x4-22 her"));
    CHECK(t, has_number("Ida 010622-2023-04-x2 her"));
    CHECK(t, has_number("Ida 010622-2023-04-2x her"));
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
        {"020326 1630", 2026, false},
        {"120326 1900", 2026, false},
        {"020324 1630", 2026, false},
        {"020323 1630", 2026, true},
        {"020312 1630", 2026, true},
        {"020326 1660", 2026, true},
        {"020326 2430", 2026, true},
        {"020326-1630", 2026, false},
        {"260302-1630", 2026, false},
        {"0203261630", 2026, false},
        {"030326-1630", 2026, true},
        {"0303261630", 2026, true},
        {"020326 4630", 2026, true},
        {"02.03.26 1630", 2026, false},
        {"cpr 020326 1630", 2026, true},
        {"020326-1630", 2027, true},
        {"| 020326 | 1630 |", 2026, false},
        {"| 020326 | 4630 |", 2026, false},
        {"| 020316 | 4630 |", 2026, true},
        {"| 02.03.22 | 4630 |", 2026, false},
        {"| 02.03.16 | 4630 |", 2026, true},
        {"| Dato | Post |\n| - | - |\n| 020322 | 4630 |", 2026, false},
        {"| Født | Post |\n| - | - |\n| 020326 | 4630 |", 2026, true},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        struct rf_cpr_scan scan;
        struct rf_cpr found;
        rf_cpr_begin(&scan, rows[i].text, strlen(rows[i].text), RF_CPR_PROSE);
        scan.meeting = (struct referat_date){.year = rows[i].year, .month = 3, .day = 2};
        CHECK_INT_ABOUT(t, rf_cpr_next(&scan, &found), rows[i].is_number, rows[i].text);
    }
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(look_alikes),
        TEST(cells),
        TEST(before_dates),
        TEST(meetings),
    };
    return test_run(cases, TEST_COUNT(cases));
}
