/* bad-order: what ended before it began, or was sent, signed or corrected on the wrong
 * side of the meeting (check).
 *
 * Of a meeting on 2024-03-04, which started at 10:00:
 *
 *     issued: 2024-03-05
 *     ended: "9.55" */
#include "base/date.h"
#include "check/rules.h"

enum {
    DAY_MIN = 24 * 60,
    LONGEST_NIGHT_MIN = 12 * 60, /* a meeting past midnight is no longer than this */
};

/* A meeting may end after midnight: planned so, or within a night's time. */
static void check_end(const struct referat_meeting *m, struct rf_diags *diags)
{
    const struct referat_minutes *minutes = m->minutes;
    int started = minutes->started.start_min, ended = minutes->ended.start_min;
    bool is_next_day =
        m->time.end_min >= DAY_MIN || ended + DAY_MIN - started <= LONGEST_NIGHT_MIN;
    if (started < 0 || ended < 0 || ended >= started || is_next_day) {
        return;
    }
    struct referat_diagnostic *d =
        rf_diag_report(diags, RF_CODE_BAD_ORDER, minutes->ended.span,
                       "the meeting ended at %02d:%02d, before it started at %02d:%02d",
                       ended / 60, ended % 60, started / 60, started % 60);
    rf_diag_related(diags, d, minutes->started.span, "when it started");
    rf_diag_hint(diags, d, "correct one of the two times");
}

/* An agenda is sent before its meeting, or on the same day. */
static void check_issued(const struct referat_meeting *m, struct rf_diags *diags)
{
    const struct referat_date *issued = &m->agenda->issued;
    char day[RF_ISO_DATE_SIZE], meeting[RF_ISO_DATE_SIZE];
    if (!issued->year || rf_date_compare(issued, &m->date) <= 0) {
        return;
    }
    struct referat_diagnostic *d =
        rf_diag_report(diags, RF_CODE_BAD_ORDER, issued->span,
                       "the agenda was issued on %s, after the meeting on %s",
                       rf_date_iso(issued, day), rf_date_iso(&m->date, meeting));
    rf_diag_hint(diags, d, "correct 'issued', or the meeting's date");
}

/* A day on which the minutes were signed or corrected; what: "signed". */
static void check_follows(const struct referat_meeting *m,
                          const struct referat_date *date, const char *what,
                          struct rf_diags *diags)
{
    char day[RF_ISO_DATE_SIZE], meeting[RF_ISO_DATE_SIZE];
    if (!date->year || rf_date_compare(date, &m->date) >= 0) {
        return;
    }
    struct referat_diagnostic *d =
        rf_diag_report(diags, RF_CODE_BAD_ORDER, date->span,
                       "the minutes were %s on %s, before the meeting on %s", what,
                       rf_date_iso(date, day), rf_date_iso(&m->date, meeting));
    rf_diag_hint(diags, d, "correct this date, or the meeting's");
}

void rf_check_order(const struct referat_meeting *meeting, struct rf_diags *diags,
                    struct rf_arena *arena)
{
    (void)arena;
    const struct referat_minutes *minutes = meeting->minutes;
    const struct referat_corrections *corrections = meeting->corrections;
    if (minutes) {
        check_end(meeting, diags);
    }
    if (!meeting->date.year) {
        return; /* no-date */
    }
    for (size_t i = 0; minutes && i < minutes->signature_count; i++) {
        check_follows(meeting, &minutes->signatures[i].date, "signed", diags);
    }
    if (meeting->agenda) {
        check_issued(meeting, diags);
    }
    for (size_t i = 0; corrections && i < corrections->count; i++) {
        check_follows(meeting, &corrections->list[i].date, "corrected", diags);
    }
}
