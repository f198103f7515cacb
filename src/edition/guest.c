/* Guests who come for closed items alone (edition). */
#include "edition/edition.h"

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

/* The beginning of the item that is treated after this one, -1 where it is not known. */
static int next_start(const struct referat_meeting *m, const struct referat_item *item)
{
    for (size_t i = (size_t)item->order; i < m->ordered_count; i++) {
        if (m->ordered_items[i]->planned_start_min >= 0) {
            return m->ordered_items[i]->planned_start_min;
        }
    }
    return m->time.end_min;
}

/* An item without minutes of its own is treated until the next one begins. */
static int end_of(const struct referat_meeting *m, const struct referat_item *item)
{
    int end = item->planned_start_min + item->planned_min;
    int next = item->parent || item->planned_min ? -1 : next_start(m, item);
    return next > end ? next : end;
}

/* Sub-items share their item's time. */
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

bool rf_edition_is_closed_guest(const struct referat_meeting *m,
                                const struct referat_guest *guest)
{
    struct company company = {0};
    int from = guest->time.start_min, until = guest->time.end_min;
    for (size_t i = 0; i < guest->item_count; i++) {
        count(&company, guest->items[i].item);
    }
    for (size_t i = 0; !guest->item_count && from >= 0 && i < m->ordered_count; i++) {
        count_during(&company, m, m->ordered_items[i], from,
                     until > from ? until : from + 1);
    }
    return company.closed && !company.open;
}
