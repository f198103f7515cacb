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

/* The meeting itself, or one whose pack it lies in: they are not in the record yet. */
static const struct referat_meeting *find_outer(const struct referat_meeting *from,
                                                const char *folder)
{
    while (from && !rf_streq(from->folder, folder)) {
        from = from->nested_in ? from->nested_in->item->meeting : NULL;
    }
    return from;
}

static bool is_open_item(const struct rf_record_meeting *meeting,
                         const struct referat_meeting *from, const char *name)
{
    const struct referat_meeting *outer = find_outer(from, meeting->folder);
    if (outer) {
        size_t count;
        return rf_edition_may_name_item(rf_model_look_up(outer, name, &count)) &&
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

/* A matter goes to a later meeting, which may close the item once it is there. It comes
 * from an earlier one: what is not there is another body's. */
static bool is_later(const struct rf_reference *reference)
{
    return reference->field == RF_REFERENCE_DESTINATION;
}

static enum rf_naming name_place(const struct rf_known *known,
                                 const struct rf_reference *reference)
{
    struct rf_arena arena = {0};
    const char *folder = reference->meeting->folder, *written = reference->written;
    const char *item,
        *head = rf_model_split_reference(known, &arena, folder, written, &item);
    written = head ? head : written;
    const struct rf_record_meeting *meeting = find_meeting(known, folder, written);
    bool is_path = leads_out(written) && !is_date(written);
    bool is_to_come =
        meeting && is_later(reference) && !known->is_before(known->data, meeting);
    enum rf_naming naming = RF_NAMES_ALL;
    if (is_path && (!meeting || is_to_come)) {
        naming = RF_NAMES_NOTHING;
    } else if (meeting) {
        naming = name_meeting(reference, meeting, written);
        bool is_named = !head || is_open_item(meeting, reference->meeting, item);
        naming = naming && !is_named ? RF_NAMES_MEETING : naming;
    } else if (head && (leads_out(written) || is_later(reference))) {
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

static enum rf_reference_kind kind_of(enum rf_reference_field field)
{
    static const enum rf_reference_kind kinds[] = {
#define RF_REFERENCE(id, kind, name) RF_REFERS_##kind,
#include "redact/references.def"
#undef RF_REFERENCE
    };
    return kinds[field];
}

enum rf_naming rf_edition_may_name(const struct rf_known *known,
                                   const struct rf_reference *reference)
{
    switch (kind_of(reference->field)) {
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

static void visit_agenda(const struct visit *v, const struct referat_agenda *agenda)
{
    for (size_t i = 0; i < agenda->guest_count; i++) {
        for (size_t k = 0; k < agenda->guests[i].item_count; k++) {
            visit_item(v, RF_REFERENCE_GUEST_ITEM, &agenda->guests[i].items[k]);
        }
    }
    for (size_t i = 0; i < agenda->order_count; i++) {
        visit_item(v, RF_REFERENCE_ORDER, &agenda->order[i]);
    }
}

static void visit_recommendation(const struct visit *v,
                                 const struct referat_recommendation *r)
{
    struct rf_reference item =
        make(RF_REFERENCE_RECOMMENDED_ITEM, v->meeting, &r->item_written);
    size_t count;
    item.item = rf_model_look_up(v->meeting, item.written, &count);
    visit_one(v, item);
    visit_one(v, make_meeting(RF_REFERENCE_RECOMMENDED_AT, v->meeting, &r->meeting));
}

static void visit_minutes(const struct visit *v, const struct referat_minutes *minutes)
{
    visit_one(v, make_meeting(RF_REFERENCE_MINUTES_OF, v->meeting, &minutes->meeting));
    for (size_t i = 0; i < minutes->attendance_count; i++) {
        visit_item(v, RF_REFERENCE_FROM_ITEM, &minutes->attendances[i].from_item);
        visit_item(v, RF_REFERENCE_UNTIL_ITEM, &minutes->attendances[i].until_item);
    }
    for (size_t i = 0; i < minutes->change_count; i++) {
        visit_one(v, rf_edition_action_of(v->meeting, &minutes->changes[i]));
    }
}

void rf_edition_each_reference(const struct referat_meeting *meeting,
                               void (*visit)(void *data,
                                             const struct rf_reference *reference),
                               void *data)
{
    const struct visit v = {meeting, visit, data};
    for (size_t i = 0; i < meeting->all_item_count; i++) {
        const struct referat_item *item = meeting->all_items[i];
        for (size_t k = 0; k < item->approves_count; k++) {
            visit_one(&v, rf_edition_approval_of(item, k));
        }
        visit_one(&v, rf_edition_origin_of(item));
        if (item->recommendation) {
            visit_recommendation(&v, item->recommendation);
        }
        if (item->decision) { /* each item has its own, of a decision of several */
            visit_one(&v, rf_edition_destination_of(item->decision));
        }
    }
    if (meeting->agenda) {
        visit_agenda(&v, meeting->agenda);
    }
    if (meeting->minutes) {
        visit_minutes(&v, meeting->minutes);
    }
}
