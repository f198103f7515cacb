/* Rules about closed items: on which law they are closed, for how long, and what a
 * heading closes (check): closed-without-basis, review-due, empty-heading.
 *
 * The first item is closed without a law; the heading after it closes nothing, because
 * what it was to close stands below the next heading:
 *
 *     - {title: Salg af Pakhus 7, access: closed}
 *     - {title: Lukket dagsorden, type: heading, access: closed}
 *     - {title: Personale, type: heading} */
#include "base/date.h"
#include "check/rules.h"

/* Whoever closes a heading means to close what follows it. If another heading follows at
 * once, that one groups the items, and is open. */
static void check_group(const struct referat_item *heading, struct rf_diags *diags)
{
    const struct referat_meeting *m = heading->meeting;
    const struct referat_item *next = heading->position + 1 < m->all_item_count
                                          ? m->all_items[heading->position + 1]
                                          : NULL;
    bool is_followed = next && next->type == REFERAT_TYPE_HEADING &&
                       next->parent == heading->parent && next->access != REFERAT_CLOSED;
    if (heading->type != REFERAT_TYPE_HEADING || heading->item_count || !is_followed) {
        return;
    }
    struct referat_diagnostic *d = rf_diag_report(
        diags, RF_CODE_EMPTY_HEADING, heading->title.span,
        "a closed heading groups no item: the next one follows at once, and is "
        "open with what it groups");
    rf_diag_related(diags, d, next->title.span, "the next heading");
    rf_diag_hint(diags, d,
                 "close the next heading too, or list what is closed under 'items'");
}

void rf_check_access(const struct referat_meeting *m, struct rf_diags *diags,
                     struct rf_arena *arena)
{
    const struct referat_date *as_of = &m->series->as_of;
    for (size_t i = 0; i < m->all_item_count; i++) {
        const struct referat_item *item = m->all_items[i], *with = item;
        const struct referat_date *review = &item->review;
        struct referat_diagnostic *d;
        if (item->access != REFERAT_CLOSED) {
            continue;
        }
        const char *name = rf_check_item_name(arena, item);
        /* the basis of an item or heading is that of all it holds */
        while (with && with->basis.given != REFERAT_GIVEN) {
            with = referat_item_holder(with);
        }
        if (!with) {
            d = rf_diag_report(diags, RF_CODE_CLOSED_WITHOUT_BASIS, item->title.span,
                               "%s is closed without a legal basis", name);
            rf_diag_hint(diags, d, "name the law and its section under 'basis'");
        }
        if (as_of->year && review->year && rf_date_compare(review, as_of) <= 0) {
            d = rf_diag_report(
                diags, RF_CODE_REVIEW_DUE, review->span,
                "%s is closed, and was to be looked at again on %d-%02d-%02d", name,
                review->year, review->month, review->day);
            rf_diag_hint(diags, d, "open it, or give it a new review date");
        }
        check_group(item, diags);
    }
}
