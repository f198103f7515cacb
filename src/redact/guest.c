/* Who comes, or was there, for closed items alone: guests and attendance (redact).
 *
 * Their names are closed, because a guest often shows what an item was about. An agenda
 * gives a guest's items or times, minutes the first and the last item, or two times;
 * whether the person is closed is decided by counting the open and the closed items. */
#include <limits.h>

#include "redact/redact.h"

/* Open and closed items that a guest comes for. */
struct company {
    size_t open, closed;
};

static void count(struct company *company, const struct referat_item *item)
{
    if (rf_edition_may_name_item(item)) {
        company->open++;
    } else {
        company->closed++;
    }
}

/* When an item ends, in minutes of the day: after its planned time, and, where it has no
 * time of its own, not before the next item begins whose start is known. Sub-items share
 * their item's time. */
static int end_of(const struct referat_meeting *m, const struct referat_item *item)
{
    int end = item->planned_start_min + item->planned_min;
    if (item->parent || item->planned_min) {
        return end > -1 ? end : -1;
    }
    int next = m->time.end_min;
    for (size_t i = m->ordered_count; i-- > (size_t)item->order;) {
        int start = m->ordered_items[i]->planned_start_min;
        next = start >= 0 ? start : next;
    }
    return next > end ? next : end;
}

/* Counts what of an item lies within the time: its sub-items, or else the item itself. */
static void count_during(struct company *company, const struct referat_meeting *m,
                         const struct referat_item *item, int from_min, int until_min)
{
    bool is_during = item->planned_start_min >= 0 &&
                     item->planned_start_min < until_min && end_of(m, item) > from_min;
    struct company parts = {0};
    for (size_t i = 0; i < item->item_count; i++) {
        count_during(&parts, m, &item->items[i], from_min, until_min);
    }
    if (parts.open || parts.closed) {
        company->open += parts.open;
        company->closed += parts.closed;
    } else if (is_during) {
        count(company, item);
    }
}

/* Who is there from one minute to another. */
static struct company company_at(const struct referat_meeting *m, int from_min,
                                 int until_min)
{
    struct company company = {0};
    for (size_t i = 0; i < m->ordered_count; i++) {
        count_during(&company, m, m->ordered_items[i], from_min,
                     until_min > from_min ? until_min : from_min + 1);
    }
    return company;
}

/* The items that the agenda names with the guest count; without any those that are
 * treated at the guest's time. Without either a guest is open. */
bool rf_edition_is_closed_guest(const struct referat_meeting *m,
                                const struct referat_guest *guest)
{
    struct company company = {0};
    for (size_t i = 0; i < guest->item_count; i++) {
        count(&company, guest->items[i].item);
    }
    if (!guest->item_count && guest->time.start_min >= 0) {
        company = company_at(m, guest->time.start_min, guest->time.end_min);
    }
    return company.closed && !company.open;
}

/* ---- Attendance ---- */

/* The item on the agenda's first level that this one is a part of: sub-items have no
 * place of their own in the order of treatment. */
static const struct referat_item *top_of(const struct referat_item *item)
{
    const struct referat_item *above = referat_item_above(item);
    while (above) {
        item = above;
        above = referat_item_above(item);
    }
    return item;
}

/* The open item that an end of somebody's attendance stands for: the first from there on,
 * or the last up to there (step 1 or -1), in the order of treatment; NULL: none. */
static const struct referat_item *open_end(const struct referat_meeting *m,
                                           const struct referat_item *end, int step)
{
    if (rf_edition_may_name_item(end)) {
        return end;
    }
    for (int i = top_of(end)->order - 1; i >= 0 && i < (int)m->ordered_count; i += step) {
        if (rf_edition_may_name_item(m->ordered_items[i])) {
            return m->ordered_items[i];
        }
    }
    return NULL;
}

/* True where both ends lie within one item, and all that lies from one to the other is
 * closed. */
static bool is_within_closed(const struct referat_meeting *m,
                             const struct referat_item *from,
                             const struct referat_item *until)
{
    if (!from || !until || top_of(from) != top_of(until)) {
        return false;
    }
    for (size_t i = from->position; i <= until->position; i++) {
        if (m->all_items[i]->access != REFERAT_CLOSED) {
            return false;
        }
    }
    return true;
}

/* True for times that lie within closed items; without one of them the meeting's own. */
static bool is_at_closed(const struct referat_meeting *m,
                         const struct referat_attendance *a)
{
    int from = a->from_time.start_min, until = a->until_time.start_min;
    if (from < 0 && until < 0) {
        return false;
    }
    from = from < 0 ? 0 : from;
    until = until < 0 ? INT_MAX : until;
    const struct company company = company_at(m, from, until);
    return company.closed && !company.open;
}

bool rf_edition_open_attendance(const struct referat_meeting *m,
                                struct referat_attendance *a)
{
    const struct referat_item *from = a->from_item.item, *until = a->until_item.item;
    if (is_within_closed(m, from, until) || (!from && !until && is_at_closed(m, a))) {
        return false;
    }
    const struct referat_item *first = from ? open_end(m, from, 1) : NULL;
    const struct referat_item *last = until ? open_end(m, until, -1) : NULL;
    if ((from && !first) || (until && !last) ||
        (first && last && top_of(first)->order > top_of(last)->order)) {
        return false;
    }
    a->from_item.item = first;
    a->until_item.item = last;
    a->from_item.written.text = first ? first->number : a->from_item.written.text;
    a->until_item.written.text = last ? last->number : a->until_item.written.text;
    return true;
}
