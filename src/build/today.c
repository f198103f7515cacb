/* The day that deadlines are counted from: the only look at a clock (build). A build
 * never looks: its outputs would change from day to day. SOURCE_DATE_EPOCH
 * (reproducible-builds.org) replaces the clock where it is set. */
#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "build/message.h"
#include "build/today.h"

/* The day of a time in UTC; year 0 where there is none. */
static struct referat_date date_of(time_t seconds)
{
    struct referat_date date = {0};
    struct tm broken;
    if (gmtime_r(&seconds, &broken)) {
        date.year = broken.tm_year + 1900;
        date.month = broken.tm_mon + 1;
        date.day = broken.tm_mday;
    }
    return date;
}

bool rf_source_date(struct referat_date *date)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (!epoch || !*epoch) {
        return false;
    }
    char *end;
    long long seconds = strtoll(epoch, &end, 10);
    if (*end || seconds < 0 || *epoch < '0' || *epoch > '9') {
        rf_say("SOURCE_DATE_EPOCH is to be a number of seconds, not '%s'", epoch);
        return false;
    }
    *date = date_of((time_t)seconds);
    return date->year >= 1 && date->year <= 9999;
}

/* For outputs: --as-of, else SOURCE_DATE_EPOCH, else none, and nothing is overdue. */
struct referat_date rf_output_day(const struct rf_options *options)
{
    struct referat_date date = options->as_of;
    if (!date.year) {
        rf_source_date(&date);
    }
    return date;
}

/* For what a person asks now: check, status. The local day, since deadlines are local. */
struct referat_date rf_today(void)
{
    struct referat_date date;
    struct tm broken;
    time_t now = time(NULL);
    if (rf_source_date(&date)) {
        return date;
    }
    if (!localtime_r(&now, &broken)) {
        return date_of(now);
    }
    return (struct referat_date){
        .year = broken.tm_year + 1900, .month = broken.tm_mon + 1, .day = broken.tm_mday};
}
