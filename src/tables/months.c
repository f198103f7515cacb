/* Follow-ups opened, closed and still open, month by month (tables): for the chart of the
 * workbook. A month is a number, so that the months between two are an array.
 *
 * What is still open is never looked up: it is the sum of what was opened and closed up
 * to that month, so the three columns agree with each other whatever the record says. */
#include "tables/months.h"

/* Months since year 0. */
static int number_of(const struct referat_date *date)
{
    return date->year * 12 + date->month - 1;
}

/* The months from which the chart is made. */
struct span {
    int first, last; /* month numbers; last < first: none */
};

/* From the first month with an action to the last with a meeting. */
static struct span find_span(const struct rf_question *question)
{
    struct span span = {1, 0};
    for (size_t i = 0; i < question->record_count; i++) {
        const struct rf_record_meeting *m = question->records[i]->meetings;
        for (; m; m = m->next) {
            int number = number_of(&m->date);
            bool is_none = span.last < span.first;
            if (!m->date.year || (is_none && !m->actions)) {
                continue;
            }
            span.first = is_none || number < span.first ? number : span.first;
            span.last = is_none || number > span.last ? number : span.last;
        }
    }
    return span;
}

/* An action that a meeting without a date closes, or one dated before it was opened,
 * counts as closed in the month when it was opened. */
static void count_action(struct rf_month *months, const struct span *span,
                         const struct rf_record_action *action)
{
    const struct rf_record_meeting *closed = action->closed_by;
    int opened = number_of(&action->item->meeting->date);
    bool is_later = closed && closed->date.year && number_of(&closed->date) > opened;
    months[opened - span->first].opened++;
    if (action->state != REFERAT_ACTION_OPEN) {
        months[(is_later ? number_of(&closed->date) : opened) - span->first].closed++;
    }
}

const struct rf_month *rf_months(const struct rf_question *question,
                                 struct rf_arena *arena, size_t *count)
{
    struct span span = find_span(question);
    *count = span.last < span.first ? 0 : (size_t)(span.last - span.first) + 1;
    struct rf_month *months = RF_ARENA_NEW_ARRAY(arena, *count + 1, struct rf_month);
    for (size_t i = 0; i < question->record_count && *count; i++) {
        const struct rf_record_meeting *m = question->records[i]->meetings;
        for (; m; m = m->next) {
            for (const struct rf_record_action *a = m->actions; a && m->date.year;
                 a = a->next) {
                count_action(months, &span, a);
            }
        }
    }
    size_t open = 0;
    for (size_t i = 0; i < *count; i++) {
        int number = span.first + (int)i;
        months[i].year = number / 12;
        months[i].month = number % 12 + 1;
        open += months[i].opened - months[i].closed;
        months[i].open = open;
    }
    return months;
}
