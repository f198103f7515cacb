/* Every reference of a meeting's documents, and the one function that says whether the
 * public edition may print it (redact). */
#include "redact/reference.h"

#include <string.h>

#include "base/str.h"

/* ---- The meeting that is meant ---- */

static const struct rf_record_meeting *
find_meeting(const struct rf_known *known, const char *folder, const char *written)
{
    return known && *written ? known->meeting(known->data, folder, written) : NULL;
}

static bool is_date(const char *written)
{
    struct referat_date date;
    return rf_model_reference_date(written, &date);
}

/* ---- The decision ---- */

bool rf_edition_may_name_item(const struct referat_item *item)
{
    return item && item->access != REFERAT_CLOSED;
}

/* The meeting may be the one that refers, or one in whose pack that one lies: these are
 * not in the record yet, and are searched in the model. Two items of one name: neither.
 */
static bool is_open_item(const struct rf_record_meeting *meeting,
                         const struct referat_meeting *from, const char *name)
{
    while (from && !rf_streq(from->folder, meeting->folder)) {
        from = from->nested_in ? from->nested_in->item->meeting : NULL;
    }
    if (from) {
        size_t count;
        return rf_edition_may_name_item(rf_model_look_up(from, name, &count)) &&
               count == 1;
    }
    const struct rf_record_item *item = rf_record_find_item(meeting, name);
    return item && item->access != REFERAT_CLOSED;
}

/* A meeting as a whole: its date says nothing that its folder's place among the others
 * does not. One that the edition leaves out is named only as it is where nothing is known
 * of it: by a date that somebody wrote. */
static enum rf_naming name_meeting(const struct rf_reference *reference,
                                   const struct rf_record_meeting *meeting,
                                   const char *written)
{
    const struct referat_series *series = reference->meeting->series;
    if (rf_record_is_shown(series, meeting)) {
        return RF_NAMES_ALL;
    }
    bool is_place = reference->field == RF_REFERENCE_DESTINATION;
    return is_place && is_date(written) ? RF_NAMES_ALL : RF_NAMES_NOTHING;
}

/* A path to what is no meeting of this series: what is closed there is not known. */
static bool leads_out(const char *written)
{
    return rf_starts_with(written, "../") || rf_starts_with(written, "./");
}

/* A reference to an item that is not found: where its meeting is known, only that is
 * named. Where it is not, a matter may go on to a later meeting, which may close the item
 * once it is there; one that comes from elsewhere is another body's. A path is not
 * printed where it leads to no known meeting, or to one that is still to come. */
static enum rf_naming name_place(const struct rf_known *known,
                                 const struct rf_reference *reference)
{
    struct rf_arena arena = {0};
    bool is_later = reference->field == RF_REFERENCE_DESTINATION;
    const char *folder = reference->meeting->folder, *written = reference->written;
    const char *item,
        *head = rf_model_split_reference(known, &arena, folder, written, &item);
    written = head ? head : written;
    const struct rf_record_meeting *meeting = find_meeting(known, folder, written);
    bool is_path = leads_out(written) && !is_date(written);
    bool is_to_come = meeting && is_later && !known->is_before(known->data, meeting);
    enum rf_naming naming = RF_NAMES_ALL;
    if (is_path && (!meeting || is_to_come)) {
        naming = RF_NAMES_NOTHING;
    } else if (meeting) {
        naming = name_meeting(reference, meeting, written);
        bool is_named = !head || is_open_item(meeting, reference->meeting, item);
        naming = naming && !is_named ? RF_NAMES_MEETING : naming;
    } else if (head && (leads_out(written) || is_later)) {
        naming = RF_NAMES_MEETING;
    }
    rf_arena_clear(&arena);
    return naming;
}

static enum rf_naming name_action(const struct rf_known *known,
                                  const struct rf_reference *reference)
{
    const struct rf_record_action *action =
        known ? known->action(known->data, reference->written) : NULL;
    return action && action->access != REFERAT_CLOSED ? RF_NAMES_ALL : RF_NAMES_NOTHING;
}

enum rf_naming rf_edition_may_name(const struct rf_known *known,
                                   const struct rf_reference *reference)
{
    static const enum rf_reference_kind kinds[] = {
#define RF_REFERENCE(id, kind, name) RF_REFERS_##kind,
#include "redact/references.def"
#undef RF_REFERENCE
    };
    switch (kinds[reference->field]) {
    case RF_REFERS_ITEM:
        return rf_edition_may_name_item(reference->item) ? RF_NAMES_ALL
                                                         : RF_NAMES_NOTHING;
    case RF_REFERS_MEETING:
    case RF_REFERS_PLACE:
        return name_place(known, reference);
    case RF_REFERS_ACTION:
        return name_action(known, reference);
    }
    return RF_NAMES_NOTHING;
}

/* ---- The references there are ---- */

struct visit {
    const struct referat_meeting *meeting;
    void (*visit)(void *data, const struct rf_reference *reference);
    void *data;
};

static struct rf_reference make(enum rf_reference_field field,
                                const struct referat_meeting *meeting,
                                const struct referat_raw *written)
{
    return (struct rf_reference){
        .field = field,
        .meeting = meeting,
        .written = written->given == REFERAT_GIVEN ? written->text : "",
        .span = written->span,
    };
}

static struct rf_reference make_meeting(enum rf_reference_field field,
                                        const struct referat_meeting *meeting,
                                        const struct referat_meeting_ref *ref)
{
    struct rf_reference reference = make(field, meeting, &ref->written);
    reference.access = (enum referat_access *)&ref->access;
    return reference;
}

struct rf_reference rf_edition_approval_of(const struct referat_item *item, size_t i)
{
    return make_meeting(RF_REFERENCE_APPROVES, item->meeting, &item->approves[i]);
}

struct rf_reference rf_edition_origin_of(const struct referat_item *item)
{
    return make_meeting(RF_REFERENCE_CARRIED_FROM, item->meeting, &item->carried_from);
}

struct rf_reference rf_edition_destination_of(const struct referat_decision *d)
{
    const struct referat_raw written = {d->to.given, d->to.plain, d->to.span};
    struct rf_reference reference =
        make(RF_REFERENCE_DESTINATION, d->item->meeting, &written);
    reference.access = (enum referat_access *)&d->to_access;
    return reference;
}

struct rf_reference rf_edition_action_of(const struct referat_meeting *meeting,
                                         const struct referat_action_change *change)
{
    struct rf_reference reference = make(RF_REFERENCE_ACTION, meeting, &change->action);
    reference.span = change->span; /* all that is said of it */
    reference.access = (enum referat_access *)&change->access;
    return reference;
}

static void visit_one(const struct visit *v, struct rf_reference reference)
{
    if (*reference.written) {
        v->visit(v->data, &reference);
    }
}

static void visit_item(const struct visit *v, enum rf_reference_field field,
                       const struct referat_item_ref *ref)
{
    struct rf_reference reference = make(field, v->meeting, &ref->written);
    reference.item = ref->item;
    visit_one(v, reference);
}

/* Item by item, then the agenda, then the minutes. A decision about several items is the
 * decision of each of them, so its destination is visited with the items. */
void rf_edition_each_reference(const struct referat_meeting *m,
                               void (*visit)(void *data,
                                             const struct rf_reference *reference),
                               void *data)
{
    const struct visit v = {m, visit, data};
    const struct referat_agenda *a = m->agenda;
    const struct referat_minutes *minutes = m->minutes;
    for (size_t i = 0; i < m->all_item_count; i++) {
        const struct referat_item *item = m->all_items[i];
        const struct referat_recommendation *r = item->recommendation;
        for (size_t k = 0; k < item->approves_count; k++) {
            visit_one(&v, rf_edition_approval_of(item, k));
        }
        visit_one(&v, rf_edition_origin_of(item));
        if (r) {
            struct rf_reference own =
                make(RF_REFERENCE_RECOMMENDED_ITEM, m, &r->item_written);
            size_t count;
            own.item = rf_model_look_up(m, own.written, &count);
            visit_one(&v, own);
            visit_one(&v, make_meeting(RF_REFERENCE_RECOMMENDED_AT, m, &r->meeting));
        }
        if (item->decision) {
            visit_one(&v, rf_edition_destination_of(item->decision));
        }
    }
    for (size_t i = 0; a && i < a->guest_count; i++) {
        for (size_t k = 0; k < a->guests[i].item_count; k++) {
            visit_item(&v, RF_REFERENCE_GUEST_ITEM, &a->guests[i].items[k]);
        }
    }
    for (size_t i = 0; a && i < a->order_count; i++) {
        visit_item(&v, RF_REFERENCE_ORDER, &a->order[i]);
    }
    if (minutes) {
        visit_one(&v, make_meeting(RF_REFERENCE_MINUTES_OF, m, &minutes->meeting));
    }
    for (size_t i = 0; minutes && i < minutes->attendance_count; i++) {
        visit_item(&v, RF_REFERENCE_FROM_ITEM, &minutes->attendances[i].from_item);
        visit_item(&v, RF_REFERENCE_UNTIL_ITEM, &minutes->attendances[i].until_item);
    }
    for (size_t i = 0; minutes && i < minutes->change_count; i++) {
        visit_one(&v, rf_edition_action_of(m, &minutes->changes[i]));
    }
}
