/* Rules about time: a meeting too short for its items, fixed times that collide, guests
 * who come at another time than their item (check): over-time, overlap,
 * guest-outside-item. They compare the planned times that model/schedule.c computed.
 *
 * overlap of the second item, and over-time of the third, in a meeting from 10:00 to
 * 11:00:
 *
 *     - {title: Legeplads, start: '10:00', duration: 30}
 *     - {title: Cykelsti, start: '10:20', duration: 10}
 *     - {title: Budget, duration: 45} */
#include "base/str.h"
#include "check/rules.h"

/* "10:30", as messages write times whatever the documents' language. A time after
 * midnight is that of the next day. */
static const char *clock(struct rf_arena *arena, int minutes)
{
    int of_day = minutes % 1440;
    return rf_arena_format(arena, "%02d:%02d", of_day / 60, of_day % 60);
}

/* When an item ends as planned, in minutes after midnight. */
static int end_of(const struct referat_item *item)
{
    return item->planned_start_min + item->planned_min;
}

/* over-time: the item that ends last ends after the meeting. */
static void check_length(const struct referat_meeting *m, struct rf_diags *diags,
                         struct rf_arena *arena)
{
    const struct referat_item *last = NULL;
    for (size_t i = 0; i < m->ordered_count; i++) {
        const struct referat_item *item = m->ordered_items[i];
        if (item->planned_start_min >= 0 && (!last || end_of(item) > end_of(last))) {
            last = item;
        }
    }
    if (!last || m->time.end_min < 0 || end_of(last) <= m->time.end_min) {
        return;
    }
    const struct referat_span *span =
        last->duration.span.source ? &last->duration.span : &last->title.span;
    struct referat_diagnostic *found =
        rf_diag_report(diags, RF_CODE_OVER_TIME, *span,
                       "%s ends at %s as planned, %d minutes after the meeting's end",
                       rf_check_item_name(arena, last), clock(arena, end_of(last)),
                       end_of(last) - m->time.end_min);
    rf_diag_related(diags, found, m->time.span, "when the meeting ends");
    rf_diag_hint(diags, found,
                 "shorten an item, move it to another meeting, or end "
                 "the meeting later");
}

/* overlap: a fixed start that comes before the item in front of it is done. An item that
 * has no fixed start begins when the one before it ends, so it cannot overlap. */
static void check_starts(const struct referat_meeting *m, struct rf_diags *diags,
                         struct rf_arena *arena)
{
    for (size_t i = 1; i < m->ordered_count; i++) {
        const struct referat_item *item = m->ordered_items[i];
        const struct referat_item *before = m->ordered_items[i - 1];
        if (item->start.start_min < 0 || before->planned_start_min < 0 ||
            end_of(before) <= item->planned_start_min) {
            continue;
        }
        struct referat_diagnostic *found = rf_diag_report(
            diags, RF_CODE_OVERLAP, item->start.span,
            "%s is to start at %s, and %s goes on until %s",
            rf_check_item_name(arena, item), clock(arena, item->planned_start_min),
            rf_check_item_name(arena, before), clock(arena, end_of(before)));
        rf_diag_related(diags, found,
                        before->start.span.source ? before->start.span
                                                  : before->title.span,
                        "the item before it");
        rf_diag_hint(diags, found, "start it later, or shorten what comes before it");
    }
}

/* True where a guest is not there during the item. A time more than half a day before the
 * meeting's start is the next day's. To come just when an item ends, or to leave when it
 * begins, is to miss it, unless the item takes no time. */
static bool misses(const struct referat_meeting *m, const struct referat_guest *guest,
                   const struct referat_item *item)
{
    enum { HALF_DAY_MIN = 720, DAY_MIN = 1440 };
    int start = guest->time.start_min;
    if (m->time.start_min >= 0 && start + HALF_DAY_MIN < m->time.start_min) {
        start += DAY_MIN;
    }
    int end = start + guest->time.end_min - guest->time.start_min;
    return start > end_of(item) || end < item->planned_start_min ||
           (item->planned_min &&
            (start == end_of(item) || end == item->planned_start_min));
}

/* guest-outside-item: for each of the items that a guest comes for. */
static void check_guest(const struct referat_meeting *m,
                        const struct referat_guest *guest, struct rf_diags *diags,
                        struct rf_arena *arena)
{
    for (size_t i = 0; i < guest->item_count; i++) {
        const struct referat_item *item = guest->items[i].item;
        if (!item || item->planned_start_min < 0 || guest->time.start_min < 0 ||
            guest->time.end_min < 0 || !misses(m, guest, item)) {
            continue;
        }
        struct referat_diagnostic *found = rf_diag_report(
            diags, RF_CODE_GUEST_OUTSIDE_ITEM, guest->time.span,
            "'%s' comes from %s to %s, and %s is planned from %s to %s",
            guest->person.name.plain, clock(arena, guest->time.start_min),
            clock(arena, guest->time.end_min), rf_check_item_name(arena, item),
            clock(arena, item->planned_start_min), clock(arena, end_of(item)));
        rf_diag_related(diags, found, item->title.span, "the item");
        rf_diag_hint(diags, found,
                     "correct the guest's time, or fix the item's with start:");
    }
}

/* Two entries for one item are two times at the same item, and collide with nothing. */
static bool share_an_item(const struct referat_guest *a, const struct referat_guest *b)
{
    for (size_t i = 0; i < a->item_count; i++) {
        for (size_t k = 0; k < b->item_count; k++) {
            if (a->items[i].item == b->items[k].item) {
                return true;
            }
        }
    }
    return false;
}

/* overlap: the same person, in two entries for two items, at one time. */
static void check_twins(const struct referat_agenda *agenda, size_t at,
                        struct rf_diags *diags, struct rf_arena *arena)
{
    const struct referat_guest *guest = &agenda->guests[at];
    const struct referat_time_range *a = &guest->time;
    const char *name = rf_fold(arena, guest->person.name.plain);
    for (size_t i = 0; i < at; i++) {
        const struct referat_guest *other = &agenda->guests[i];
        const struct referat_time_range *b = &other->time;
        bool is_at_once = a->start_min >= 0 && b->start_min >= 0 &&
                          a->end_min > b->start_min && b->end_min > a->start_min;
        if (!is_at_once || share_an_item(guest, other) ||
            !rf_streq(name, rf_fold(arena, other->person.name.plain))) {
            continue;
        }
        struct referat_diagnostic *found = rf_diag_report(
            diags, RF_CODE_OVERLAP, guest->time.span,
            "'%s' is to be at two items at once", guest->person.name.plain);
        rf_diag_related(diags, found, other->time.span, "the other time");
        rf_diag_hint(diags, found, "give the guest two times that do not overlap");
        return;
    }
}

void rf_check_times(const struct referat_meeting *meeting, struct rf_diags *diags,
                    struct rf_arena *arena)
{
    const struct referat_agenda *agenda = meeting->agenda;
    if (!agenda || agenda->document.has_errors || agenda->status == REFERAT_CANCELLED) {
        return;
    }
    check_length(meeting, diags, arena);
    check_starts(meeting, diags, arena);
    for (size_t i = 0; i < agenda->guest_count; i++) {
        check_guest(meeting, &agenda->guests[i], diags, arena);
        check_twins(agenda, i, diags, arena);
    }
}
