/* Tests of calendar arithmetic and the machine forms of dates and times (base/date.h). */
#include "base/date.h"

#include "harness.h"

static struct referat_date ymd(int year, int month, int day)
{
    return (struct referat_date){.year = year, .month = month, .day = day};
}

/* ---- The calendar ---- */

static void real_days(struct test *t)
{
    CHECK(t, rf_date_is_real(2023, 12, 4) && rf_date_is_real(1, 1, 1));
    CHECK(t, rf_date_is_real(9999, 12, 31) && rf_date_is_real(2023, 2, 28));
    CHECK(t, rf_date_is_real(2024, 2, 29) && rf_date_is_real(2000, 2, 29));
    CHECK(t, !rf_date_is_real(2023, 2, 29) && !rf_date_is_real(1900, 2, 29));
    CHECK(t, !rf_date_is_real(2100, 2, 29) && !rf_date_is_real(2024, 2, 30));
    CHECK(t, !rf_date_is_real(2023, 4, 31) && !rf_date_is_real(2023, 12, 32));
    CHECK(t, !rf_date_is_real(2023, 13, 1) && !rf_date_is_real(2023, 0, 1));
    CHECK(t, !rf_date_is_real(2023, 1, 0) && !rf_date_is_real(2023, -1, 1));
    CHECK(t, !rf_date_is_real(0, 1, 1) && !rf_date_is_real(10000, 1, 1));
}

struct known_day {
    int year, month, day;
    long days;
    int weekday;
};

static void known_days(struct test *t)
{
    static const struct known_day known[] = {
        {1970, 1, 1, 0, 4},     {1969, 12, 31, -1, 3},      {2000, 2, 29, 11016, 2},
        {2000, 3, 1, 11017, 3}, {2023, 12, 4, 19695, 1},    {2024, 2, 29, 19782, 4},
        {1, 1, 1, -719162, 1},  {9999, 12, 31, 2932896, 5}, {1899, 12, 30, -25569, 6},
    };
    for (size_t i = 0; i < TEST_COUNT(known); i++) {
        struct referat_date date = ymd(known[i].year, known[i].month, known[i].day);
        CHECK_INT(t, rf_date_days(&date), known[i].days);
        CHECK_INT(t, rf_date_weekday(&date), known[i].weekday);
    }
}

/* Ten thousand years without a gap: every real day is one later than the one before, and
 * the next weekday. */
static void days_follow_each_other(struct test *t)
{
    long last = -719163, wrong = 0;
    int weekday = 7;
    for (int year = 1; year <= 9999; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; rf_date_is_real(year, month, day); day++) {
                struct referat_date date = ymd(year, month, day);
                wrong += rf_date_days(&date) != ++last;
                weekday = weekday % 7 + 1;
                wrong += rf_date_weekday(&date) != weekday;
            }
        }
    }
    CHECK_INT(t, wrong, 0);
    CHECK_INT(t, last, 2932896);
}

static void order(struct test *t)
{
    const struct referat_date sorted[] = {
        {0},
        {.year = 2023, .month = 12},
        {.year = 2023, .month = 12, .day = 1},
        {.year = 2023, .month = 12, .day = 4},
        {.year = 2024, .month = 1},
        {.year = 2024, .month = 1, .day = 31},
        {.year = 2024, .month = 11, .day = 2},
    };
    for (size_t i = 0; i < TEST_COUNT(sorted); i++) {
        for (size_t j = 0; j < TEST_COUNT(sorted); j++) {
            int compared = rf_date_compare(&sorted[i], &sorted[j]);
            CHECK_INT(t, (compared > 0) - (compared < 0), (i > j) - (i < j));
        }
    }
}

/* ---- Dates as written ---- */

static void dates_as_written(struct test *t)
{
    static const char *const refused[] = {
        "",           "2023",       "2023-12",     "2023-12-",    "2023-12-4",
        "2023-2-29",  "2023-02-29", "2023-13-01",  "23-12-04",    "04-12-2023",
        "4.12.2023",  "2023/12/04", "2023-12-04x", "2023-12-041", "2023-12-04T10:30",
        "20231204",   "0000-01-01", "+2023-12-04", "-023-12-04",  "2023-12-0a",
        "2023–12-04",
    };
    for (size_t i = 0; i < TEST_COUNT(refused); i++) {
        struct referat_date date = ymd(1999, 9, 9);
        CHECK_ABOUT(t, !rf_date_parse(refused[i], &date), refused[i]);
        CHECK_ABOUT(t, date.year == 1999 && date.month == 9 && date.day == 9, refused[i]);
    }
    struct referat_date date = {.span = {NULL, 7, 17}};
    CHECK(t, rf_date_parse("2024-02-29", &date));
    CHECK(t, date.year == 2024 && date.month == 2 && date.day == 29);
    CHECK(t, date.span.start_bytes == 7 && date.span.end_bytes == 17);
}

static void months_as_written(struct test *t)
{
    static const char *const refused[] = {"2024",       "2024-",   "2024-13",
                                          "2024-00",    "2024-2",  "2024-02-",
                                          "2024-02-30", "02-2024", "2024-02x"};
    struct referat_date date = ymd(1999, 9, 9);
    for (size_t i = 0; i < TEST_COUNT(refused); i++) {
        CHECK_ABOUT(t, !rf_date_parse_month(refused[i], &date), refused[i]);
    }
    CHECK(t, date.year == 1999);
    CHECK(t, rf_date_parse_month("2024-02", &date));
    CHECK(t, date.year == 2024 && date.month == 2 && date.day == 0);
    CHECK(t, rf_date_parse_month("2024-02-12", &date) && date.day == 12);
}

static void machine_form(struct test *t)
{
    char out[RF_ISO_DATE_SIZE];
    struct referat_date date = ymd(2023, 12, 4);
    CHECK_STRING(t, rf_date_iso(&date, out), "2023-12-04");
    date = ymd(2024, 2, 0);
    CHECK_STRING(t, rf_date_iso(&date, out), "2024-02");
    date = ymd(7, 1, 2);
    CHECK_STRING(t, rf_date_iso(&date, out), "0007-01-02");
}

/* ---- Times as written ---- */

struct reading {
    const char *text;
    int minutes; /* -1: refused */
};

static void times_of_day(struct test *t)
{
    static const struct reading readings[] = {
        {"10:30", 630},  {"10.30", 630},    {"9.30", 570},    {"09:30", 570},
        {"00:00", 0},    {"0.00", 0},       {"23:59", 1439},  {"24:00", 1440},
        {"17.50", 1070}, {"1.10", 70},      {"24:01", -1},    {"25:00", -1},
        {"10:60", -1},   {"10:5", -1},      {"10:300", -1},   {"010:30", -1},
        {":30", -1},     {"10:", -1},       {"10", -1},       {"1030", -1},
        {"", -1},        {"10,30", -1},     {"10:30:00", -1}, {"-1:30", -1},
        {"10:30x", -1},  {"kl. 10.30", -1}, {"10 30", -1},    {"10: 30", -1},
    };
    for (size_t i = 0; i < TEST_COUNT(readings); i++) {
        CHECK_INT_ABOUT(t, rf_clock_parse(readings[i].text), readings[i].minutes,
                        readings[i].text);
    }
}

struct range {
    const char *text;
    int start, end;
};

static void ranges(struct test *t)
{
    static const struct range good[] = {
        {"10:30-12:00", 630, 720},
        {"10.30-12.00", 630, 720},
        {"10.30 – 12.00", 630, 720},
        {"10.30–12.00", 630, 720},
        {"9.00 - 10:15", 540, 615},
        {"22:00-24:00", 1320, 1440},
        {"00:00-24:00", 0, 1440},
        {"22:00-01:30", 1320, 1530}, /* the next day */
        {"23:59-00:00", 1439, 1440},
        {"10:30-10:30", 630, 630}, /* no time, not a whole day */
    };
    for (size_t i = 0; i < TEST_COUNT(good); i++) {
        struct referat_time_range range = {-1, -1, {NULL, 3, 4}};
        CHECK_ABOUT(t, rf_range_parse(good[i].text, &range), good[i].text);
        CHECK_INT_ABOUT(t, range.start_min, good[i].start, good[i].text);
        CHECK_INT_ABOUT(t, range.end_min, good[i].end, good[i].text);
        CHECK_INT_ABOUT(t, range.span.start_bytes, 3, good[i].text);
    }
}

static void refused_ranges(struct test *t)
{
    static const char *const refused[] = {
        "",
        "10:30",
        "10:30-",
        "-12:00",
        "10-12",
        "10:30-12",
        "10-12:00",
        "10:30-24:30",
        "10:30 12:00",
        "10:30--12:00",
        "10:30-12:00-",
        "10:30-12:00x",
        "10:30 til 12:00",
        "10:30 \xE2\x80\x94 12:00",
        "10:30 \xE2\x80",
    };
    for (size_t i = 0; i < TEST_COUNT(refused); i++) {
        struct referat_time_range range = {-7, -8, {0}};
        CHECK_ABOUT(t, !rf_range_parse(refused[i], &range), refused[i]);
        CHECK_ABOUT(t, range.start_min == -7 && range.end_min == -8, refused[i]);
    }
}

static void durations(struct test *t)
{
    static const struct reading readings[] = {
        {"25", 25},
        {"25 min", 25},
        {"25 min.", 25},
        {"25min", 25},
        {"0", 0},
        {"1 h 30 min", 90},
        {"1h30min", 90},
        {"1 h 30 min.", 90},
        {"2 h", 120},
        {"2h", 120},
        {"0 h 5 min", 5},
        {"168 h", 10080},
        {"10080", 10080},
        {"10081", -1},
        {"168 h 1 min", -1},
        {"99999 h", -1},
        {"99999999999", -1},
        {"", -1},
        {"-5", -1},
        {"min", -1},
        {"h", -1},
        {"2.5", -1},
        {"2,5 h", -1},
        {"25 sec", -1},
        {"30 min 1 h", -1},
        {"1 h 1 h", -1},
        {"25 min x", -1},
        {"1:30", -1},
        {"25 minx", -1},
        {"half", -1},
    };
    for (size_t i = 0; i < TEST_COUNT(readings); i++) {
        CHECK_INT_ABOUT(t, rf_duration_parse(readings[i].text), readings[i].minutes,
                        readings[i].text);
    }
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(real_days),      TEST(known_days),       TEST(days_follow_each_other),
        TEST(order),          TEST(dates_as_written), TEST(months_as_written),
        TEST(machine_form),   TEST(times_of_day),     TEST(ranges),
        TEST(refused_ranges), TEST(durations),
    };
    return test_run(cases, TEST_COUNT(cases));
}
