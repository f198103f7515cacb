/* bad-order: what ended before it began, or was sent or corrected on the wrong side of
 * the meeting (check). */
#include "base/date.h"
#include "check/rules.h"

enum {
    DAY_MIN = 24 * 60,
    LONGEST_NIGHT_MIN = 12 * 60, /* a meeting past midnight is no longer than this */
};

/* A meeting may end after midnight: planned so, or within a night's time. */
static bool ends_next_day(const struct referat_meeting *m, int started, int ended)
{
    return m->time.end_min >= DAY_MIN || ended + DAY_MIN - started <= LONGEST_NIGHT_MIN;
}

static void check_end(const struct referat_meeting *m, struct rf_diags *diags)
{
    const struct referat_minutes *minutes = m->minutes;
    int started = minutes->started.start_min, ended = minutes->ended.start_min;
    if (started < 0 || ended < 0 || ended >= started ||
        ends_next_day(m, started, ended)) {
        return;
    }
    struct referat_diagnostic *d =
        rf_diag_report(diags, RF_CODE_BAD_ORDER, minutes->ended.span,
                       "the meeting ended at %02d:%02d, before it started at %02d:%02d",
                       ended / 60, ended % 60, started / 60, started % 60);
    rf_diag_related(diags, d, minutes->started.span, "when it started");
    rf_diag_hint(diags, d, "correct one of the two times");
}

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

static void check_corrections(const struct referat_meeting *m, struct rf_diags *diags)
{
    char day[RF_ISO_DATE_SIZE], meeting[RF_ISO_DATE_SIZE];
    for (size_t i = 0; i < m->corrections->count; i++) {
        const struct referat_date *date = &m->corrections->list[i].date;
        if (!date->year || rf_date_compare(date, &m->date) >= 0) {
            continue;
        }
        struct referat_diagnostic *d =
            rf_diag_report(diags, RF_CODE_BAD_ORDER, date->span,
                           "the minutes were corrected on %s, before the meeting on %s",
                           rf_date_iso(date, day), rf_date_iso(&m->date, meeting));
        rf_diag_hint(diags, d, "correct this date, or the meeting's");
    }
}

static void check_signatures(const struct referat_meeting *m, struct rf_diags *diags)
{
    char day[RF_ISO_DATE_SIZE], meeting[RF_ISO_DATE_SIZE];
    for (size_t i = 0; i < m->minutes->signature_count; i++) {
        const struct referat_date *date = &m->minutes->signatures[i].date;
        if (!date->year || rf_date_compare(date, &m->date) >= 0) {
            continue;
        }
        struct referat_diagnostic *d =
            rf_diag_report(diags, RF_CODE_BAD_ORDER, date->span,
                           "the minutes were signed on %s, before the meeting on %s",
                           rf_date_iso(date, day), rf_date_iso(&m->date, meeting));
        rf_diag_hint(diags, d, "correct this date, or the meeting's");
    }
}

void rf_check_order(const struct referat_meeting *meeting, struct rf_diags *diags,
                    struct rf_arena *arena)
{
    (void)arena;
    if (meeting->minutes) {
        check_end(meeting, diags);
    }
    if (meeting->minutes && meeting->date.year) {
        check_signatures(meeting, diags);
    }
    if (meeting->date.year && meeting->agenda) {
        check_issued(meeting, diags);
    }
    if (meeting->date.year && meeting->corrections) {
        check_corrections(meeting, diags);
    }
}
