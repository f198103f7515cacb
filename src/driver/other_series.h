/* Other series that this one refers to: the one that it follows, those which that one
 * follows, and those that a relative path leads to (driver).
 *
 * Each is compiled to its end without a word, with its own settings, and its rows are
 * joined to this series' (store/others.h). They lie, links resolved, below the folder
 * that holds the series which refers to them, and nowhere else. */
#ifndef RF_DRIVER_OTHER_SERIES_H
#define RF_DRIVER_OTHER_SERIES_H

#include <stdbool.h>

#include "base/buf.h"
#include "store/record.h"

struct referat;

struct rf_other {
    struct rf_other *next;
    const char *real;    /* the series' folder */
    const char *prefix;  /* the same as a path from the series at the top: "../2025" */
    struct referat *run; /* at its end; NULL: it is none that can be read */
    bool is_lent;        /* by the series that follows it: that one closes the run */
};

struct rf_others {
    struct rf_other *first;
    const char *real;   /* the series' own folder */
    const char *parent; /* the folder that holds it */
    const char *base;   /* that of the series at the top: from there names begin */
    const struct referat *from; /* the series that refers to this one; NULL: the top */
    bool is_followed;           /* by that one */
    bool has_circle;            /* the chain leads back to this series */
    bool is_too_long;           /* it has more series than the limit */
    struct rf_buf facts; /* of a series that is referred to: all that was looked at … */
    struct rf_buf closed; /* … and what closed parts make unsayable, one
                             length and so many bytes a meeting */
    size_t closed_count;  /* meetings of others that have some */
};

/* After the settings are read: joins the series that are followed, and reports where that
 * cannot be done. */
void rf_run_follow(struct referat *run);

/* True for a merge where the sources are not there: nothing is known of other series. */
bool rf_run_lacks_sources(const struct referat *run);

/* Reports what the tables of such a merge lack. */
void rf_run_report_lacking(struct referat *run);

/* The meeting that a path leads to which begins with "../", or NULL. Joins its series. */
const struct rf_record_meeting *rf_run_other(void *owner, const char *path);

/* Adds what the series in plan->company say of this one to the record. */
void rf_run_apply_company(struct referat *run);

void rf_run_close_others(struct referat *run);

#endif
