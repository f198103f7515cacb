/* The texts of an item that tables and data print (store). */
#include "store/item_texts.h"

#include <string.h>

#include "base/path.h"
#include "lang/lang.h"

void rf_item_names(const struct referat_persons *persons, struct rf_buf *out)
{
    for (size_t i = 0; i < persons->count; i++) {
        rf_buf_puts(out, i ? ", " : "");
        rf_buf_puts(out, persons->list[i].name.plain);
    }
}

/* ---- Decisions ---- */

static void add_ballot(struct rf_buf *text, const char *label,
                       const struct referat_ballot *ballot)
{
    if (ballot->count >= 0) {
        rf_buf_printf(text, "%s%s: %d", text->n ? ", " : "", label, ballot->count);
        if (ballot->names.count || ballot->group_count) {
            rf_buf_puts(text, " (");
            for (size_t i = 0; i < ballot->group_count; i++) {
                rf_buf_printf(text, "%s%s: %d", i ? ", " : "",
                              ballot->groups[i].name.plain, ballot->groups[i].count);
            }
            rf_buf_puts(text, ballot->group_count && ballot->names.count ? ", " : "");
            rf_item_names(&ballot->names, text);
            rf_buf_puts(text, ")");
        }
    }
}

void rf_item_votes(const struct referat_series *series, const struct referat_decision *d,
                   struct rf_buf *out)
{
    struct rf_buf one = {0};
    for (size_t i = 0; i < d->vote_count; i++) {
        const struct referat_vote *vote = &d->votes[i];
        rf_buf_reset(&one);
        for (enum referat_side side = 0; side < REFERAT_SIDE_COUNT; side++) {
            add_ballot(&one, rf_label(series, rf_side_label(side)), &vote->sides[side]);
        }
        rf_buf_puts(out, i ? "; " : "");
        if (vote->motion.given == REFERAT_GIVEN) {
            rf_buf_printf(out, "%s – ", vote->motion.plain);
        }
        rf_buf_add(out, one.p, one.n);
    }
    rf_buf_clear(&one);
}

void rf_item_dissents(const struct referat_decision *d, struct rf_buf *out)
{
    for (size_t i = 0; i < d->dissent_count; i++) {
        rf_buf_puts(out, i ? ", " : "");
        rf_buf_puts(out, d->dissents[i].person.name.plain);
    }
}

void rf_item_sentence(const struct referat_series *series,
                      const struct referat_decision *d, struct rf_buf *out)
{
    if (d->wording.given == REFERAT_GIVEN) {
        rf_buf_puts(out, d->wording.plain);
    } else if (d->outcome != REFERAT_UNDECIDED) {
        rf_lang_decision(series, d, out);
    }
}

enum referat_outcome rf_item_point_outcome(const struct referat_decision *d,
                                           const struct referat_point *point)
{
    for (size_t i = 0; d && i < d->point_count; i++) {
        if (d->points[i].point == point) {
            return d->points[i].outcome;
        }
    }
    return REFERAT_UNDECIDED;
}

const struct referat_date *rf_item_returns(const struct referat_item *item)
{
    static const struct referat_date never = {0};
    if (item->decision && item->decision->returns.year) {
        return &item->decision->returns;
    }
    return item->recommendation ? &item->recommendation->returns : &never;
}

/* ---- People ---- */

void rf_item_guests(const struct referat_item *item, struct rf_buf *out)
{
    const struct referat_agenda *agenda = item->meeting->agenda;
    for (size_t i = 0, start = out->n; agenda && i < agenda->guest_count; i++) {
        const struct referat_guest *guest = &agenda->guests[i];
        for (size_t k = 0; k < guest->item_count; k++) {
            if (guest->items[k].item == item) {
                rf_buf_puts(out, out->n > start ? ", " : "");
                rf_buf_puts(out, guest->person.name.plain);
            }
        }
    }
}

/* Lists the items that a member missed; sub-items only where the item above was not
 * missed. Members who were disqualified are marked; those who had left or not come yet
 * are not. */
static void put_missed(struct rf_buf *out, size_t start, const struct referat_item *item,
                       size_t member)
{
    if (item->presence && item->presence[member] != REFERAT_IN &&
        item->presence[member] != REFERAT_PERHAPS_IN) {
        rf_buf_puts(out, out->n > start ? ", " : "");
        rf_buf_puts(out, item->number);
        if (item->presence[member] == REFERAT_DISQUALIFIED) {
            const struct referat_series *series = item->meeting->series;
            rf_buf_join(out, " (", rf_label(series, RF_LABEL_DISQUALIFIED), ")", NULL);
        }
        return;
    }
    for (size_t i = 0; i < item->item_count; i++) {
        put_missed(out, start, &item->items[i], member);
    }
}

void rf_item_missed(const struct referat_meeting *m, size_t at, struct rf_buf *out)
{
    size_t start = out->n;
    for (size_t i = 0; i < m->ordered_count; i++) {
        put_missed(out, start, m->ordered_items[i], at);
    }
}

/* ---- Other meetings ---- */

const char *rf_item_meeting_name(struct rf_arena *arena, const char *folder,
                                 const struct referat_meeting_ref *ref,
                                 const char *written)
{
    const char *outward = ref ? ref->other : NULL;
    bool is_own = ref && *ref->meeting_id && !outward; /* wherever the path led before */
    if (!outward && !is_own && strstr(written, "../")) {
        outward = rf_path_outward(arena, folder, written);
    }
    return outward ? outward : rf_path_name(written);
}
