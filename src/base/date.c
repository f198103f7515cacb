/* Calendar arithmetic and the machine forms of dates and times (base). A reader below
 * takes blanks around what it reads, and nothing else. */
#include "base/date.h"

#include <string.h>

#include "base/str.h"

bool rf_date_is_real(int year, int month, int day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) {
        return false;
    }
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] + (month == 2 && is_leap);
}

/* Reads exactly count digits; advances *s. */
static bool read_digits(const char **s, int count, int *value)
{
    *value = 0;
    for (int i = 0; i < count; i++, ++*s) {
        if (**s < '0' || **s > '9') {
            return false;
        }
        *value = *value * 10 + (**s - '0');
    }
    return true;
}

static const char *skip_blanks(const char *s)
{
    return s + strspn(s, " \t");
}

/* Reads a year, a month and, unless month_is_enough, a day. False,
 * and date unchanged, where it is not a real one. */
static bool read_date(const char *s, struct referat_date *date, bool month_is_enough)
{
    int year, month, day = 0;
    s = skip_blanks(s);
    if (!read_digits(&s, 4, &year) || *s++ != '-' || !read_digits(&s, 2, &month)) {
        return false;
    }
    bool has_day = *s == '-';
    if (has_day) {
        s++;
        if (!read_digits(&s, 2, &day)) {
            return false;
        }
    }
    if (*skip_blanks(s) || (!has_day && !month_is_enough) ||
        !rf_date_is_real(year, month, has_day ? day : 1)) {
        return false;
    }
    date->year = year;
    date->month = month;
    date->day = day;
    return true;
}

bool rf_date_parse(const char *s, struct referat_date *date)
{
    return read_date(s, date, false);
}

bool rf_date_parse_month(const char *s, struct referat_date *date)
{
    return read_date(s, date, true);
}

/* Years are counted from March, so that a leap day comes last; then the months before one
 * have (153 * month + 2) / 5 days, and eras of 400 years are all equally long. */
long rf_date_days(const struct referat_date *date)
{
    long year = date->year - (date->month <= 2);
    long era = year / 400;
    long year_of_era = year - era * 400;
    long month = date->month + (date->month > 2 ? -3 : 9);
    long day_of_year = (153 * month + 2) / 5 + date->day - 1;
    long day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

int rf_date_weekday(const struct referat_date *date)
{
    long days = rf_date_days(date); /* 1970-01-01 was a Thursday */
    return (int)(((days % 7 + 7) + 3) % 7) + 1;
}

int rf_date_compare(const struct referat_date *a, const struct referat_date *b)
{
    if (a->year != b->year) {
        return a->year - b->year;
    }
    return a->month != b->month ? a->month - b->month : a->day - b->day;
}

/* The inverse of rf_date_days: years begin in March. Leap days come every 1,460 days
 * (four years), but not every 36,524 (a century), but every 146,096 (four of them). */
static struct referat_date date_of_days(long days)
{
    long shifted = days + 719468;
    long era = shifted >= 0 ? shifted / 146097 : (shifted - 146096) / 146097;
    long day_of_era = shifted - era * 146097;
    long year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    long month = (5 * day_of_year + 2) / 153;
    struct referat_date date = {
        .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
        .month = (int)(month < 10 ? month + 3 : month - 9),
    };
    date.year = (int)(year_of_era + era * 400) + (date.month <= 2);
    return date;
}

/* The Monday of a year's week 1, as days since 1970. ISO 8601: week 1 holds 4 January. */
static long first_monday(int year)
{
    const struct referat_date fourth = {.year = year, .month = 1, .day = 4};
    return rf_date_days(&fourth) - (rf_date_weekday(&fourth) - 1);
}

bool rf_week_parse(const char *s, int *year, int *week)
{
    s = skip_blanks(s);
    if (!read_digits(&s, 4, year) || *s++ != '-' || *s++ != 'W' ||
        !read_digits(&s, 2, week) || *skip_blanks(s)) {
        return false;
    }
    return *year >= 1 && *year < 9999 && *week >= 1 &&
           first_monday(*year) + 7L * (*week - 1) < first_monday(*year + 1);
}

bool rf_deadline_parse(const char *s, struct referat_date *date)
{
    int year, week;
    if (!rf_week_parse(s, &year, &week)) {
        return rf_date_parse_month(s, date);
    }
    struct referat_span span = date->span;
    *date = date_of_days(first_monday(year) + 7L * week - 1);
    date->span = span;
    return true;
}

/* Reads a time at *s: one or two digits, ':' or '.', two digits. An hour alone is not a
 * time, because it may be an item's number. 24:00 is one. Minutes since midnight, or -1.
 */
static int read_clock(const char **s)
{
    const char *p = skip_blanks(*s);
    int hours = 0, minutes = 0, digits = 0;
    for (; *p >= '0' && *p <= '9' && digits < 3; p++, digits++) {
        hours = hours * 10 + (*p - '0');
    }
    if (digits < 1 || digits > 2 || (*p != ':' && *p != '.')) {
        return -1;
    }
    p++;
    if (!read_digits(&p, 2, &minutes)) {
        return -1;
    }
    if (minutes > 59 || hours * 60 + minutes > 1440 || (*p >= '0' && *p <= '9')) {
        return -1;
    }
    *s = p;
    return hours * 60 + minutes;
}

int rf_clock_parse(const char *s)
{
    int minutes = read_clock(&s);
    return *skip_blanks(s) ? -1 : minutes;
}

bool rf_range_parse(const char *s, struct referat_time_range *range)
{
    static const char en_dash[] = "\xE2\x80\x93";
    int start = read_clock(&s);
    s = skip_blanks(s);
    if (start < 0) {
        return false;
    }
    if (*s == '-') {
        s++;
    } else if (strncmp(s, en_dash, 3) == 0) {
        s += 3;
    } else {
        return false;
    }
    int end = read_clock(&s);
    if (end < 0 || *skip_blanks(s)) {
        return false;
    }
    range->start_min = start;
    range->end_min = end < start ? end + 1440 : end;
    return true;
}

/* Reads a number of up to five digits and the blanks after it; -1: there is none. */
static int read_count(const char **s)
{
    const char *p = skip_blanks(*s);
    int value = 0, digits = 0;
    for (; *p >= '0' && *p <= '9' && digits < 5; p++, digits++) {
        value = value * 10 + (*p - '0');
    }
    *s = skip_blanks(p);
    return digits ? value : -1;
}

/* Passes over the first of the units that *s begins with; longer ones come first. */
static bool skip_unit(const char **s, const char *const *units)
{
    for (; *units; units++) {
        if (rf_starts_with(*s, *units)) {
            *s = skip_blanks(*s + strlen(*units));
            return true;
        }
    }
    return false;
}

int rf_duration_parse(const char *s)
{
    static const char *const hours[] = {"timer", "time", "hours", "hour", "t", "h", NULL};
    static const char *const minutes[] = {"minutter", "minutes", "min.",
                                          "min",      "m",       NULL};
    int total = 0, value = read_count(&s);
    if (value < 0) {
        return -1;
    }
    if (skip_unit(&s, hours)) {
        total = value * 60;
        value = *s ? read_count(&s) : 0;
    }
    if (value < 0) {
        return -1;
    }
    skip_unit(&s, minutes);
    total += value;
    return *s || total > 10080 ? -1 : total;
}

char *rf_decimal(char *out, unsigned value, int least_digits)
{
    char digits[10];
    int n = 0;
    do {
        digits[n++] = (char)('0' + value % 10);
        value /= 10;
    } while (value || n < least_digits);
    while (n) {
        *out++ = digits[--n];
    }
    *out = '\0';
    return out;
}

const char *rf_date_iso(const struct referat_date *date, char *out)
{
    char *p = rf_decimal(out, (unsigned)date->year % 10000, 4);
    *p++ = '-';
    p = rf_decimal(p, (unsigned)date->month % 100, 2);
    if (date->day) {
        *p++ = '-';
        rf_decimal(p, (unsigned)date->day % 100, 2);
    }
    return out;
}
