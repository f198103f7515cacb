/* Calendar arithmetic and the machine forms of dates and times; words for them are the
 * languages' (base). */
#ifndef RF_BASE_DATE_H
#define RF_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

#include "referat/model.h"

/* True for a real day of the proleptic Gregorian calendar, years 1-9999. */
bool rf_date_is_real(int year, int month, int day);

/* Reads "2023-12-04", blanks around it, and nothing else; the span stays as it is. */
bool rf_date_parse(const char *s, struct referat_date *date);

/* Reads "2023-12" too: day 0 then. */
bool rf_date_parse_month(const char *s, struct referat_date *date);

/* Reads a deadline: a day, a month "2023-12", or a week of ISO 8601 "2023-W08", which
 * becomes its last day. */
bool rf_deadline_parse(const char *s, struct referat_date *date);

/* True for such a week; its year and number. */
bool rf_week_parse(const char *s, int *year, int *week);

/* Days since 1970-01-01; the date must be a whole one. */
long rf_date_days(const struct referat_date *date);

/* 1 Monday .. 7 Sunday. */
int rf_date_weekday(const struct referat_date *date);

/* Negative, 0, positive; a month sorts before its days. Absent sorts first. */
int rf_date_compare(const struct referat_date *a, const struct referat_date *b);

/* Reads "10:30" or "10.30" or "9.30" (00:00-24:00); minutes since midnight, or -1. */
int rf_clock_parse(const char *s);

/* Reads "10:30-12:00", "10.30 – 12.00" (hyphen or en dash, spaces allowed); an end before
 * its start is the next day. */
bool rf_range_parse(const char *s, struct referat_time_range *range);

/* Reads "25", "25 min", "25 min.", "1 h 30 min", "2 h"; minutes (at most 10080, a week),
 * or -1. */
int rf_duration_parse(const char *s);

/* Writes value as at least so many decimal digits, and a NUL; returns the end of the
 * digits. out has room for ten and the NUL. */
char *rf_decimal(char *out, unsigned value, int least_digits);

enum { RF_ISO_DATE_SIZE = 16 };

/* Writes "2023-12-04" or, without a day, "2023-12"; returns out. out has RF_ISO_DATE_SIZE
 * bytes. */
const char *rf_date_iso(const struct referat_date *date, char *out);

#endif
