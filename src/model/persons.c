/* Every person that the documents of a meeting name (model): one walk for whoever has to
 * see them all. The roll resolves names with it, check looks for names of people who are
 * not known, or were not there. */
#include "model/roll.h"

#include "lang/lang.h"

struct walk {
    rf_person_visitor *visit;
    void *owner;
};

static void walk_person(const struct walk *w, struct referat_person *person,
                        enum rf_person_use use, const char *field,
                        const struct referat_item *item)
{
    const struct rf_person_place place = {use, field, item, NULL};
    if (person->name.given == REFERAT_GIVEN) {
        w->visit(w->owner, person, &place);
    }
}

static void walk_persons(const struct walk *w, const struct referat_persons *persons,
                         enum rf_person_use use, const char *field,
                         const struct referat_item *item)
{
    const struct rf_person_place place = {use, field, item, persons};
    for (size_t i = 0; i < persons->count; i++) {
        w->visit(w->owner, &persons->list[i], &place);
    }
}

/* The responsible persons of the items, sub-items included. */
static void walk_items(const struct walk *w, struct referat_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        walk_persons(w, &items[i].responsible, RF_USE_RESPONSIBLE, "responsible",
                     &items[i]);
        walk_items(w, items[i].items, items[i].item_count);
    }
}

static void walk_decision(const struct walk *w, const struct referat_decision *d)
{
    walk_persons(w, &d->movers, RF_USE_MOVER, "mover", d->item);
    walk_persons(w, &d->seconders, RF_USE_SECONDER, "seconder", d->item);
    walk_persons(w, &d->disqualified, RF_USE_DISQUALIFIED, "disqualified", d->item);
    for (size_t i = 0; i < d->dissent_count; i++) {
        walk_person(w, &d->dissents[i].person, RF_USE_DISSENT, "dissent", d->item);
    }
    for (size_t i = 0; i < d->vote_count; i++) {
        const struct referat_vote *vote = &d->votes[i];
        for (enum referat_side side = 0; side < REFERAT_SIDE_COUNT; side++) {
            walk_persons(w, &vote->sides[side].names,
                         side < REFERAT_SIDE_NOT_VOTING ? RF_USE_VOTE : RF_USE_NO_VOTE,
                         rf_side_terms()[side], d->item);
        }
    }
}

void rf_roll_each_person(const struct referat_meeting *m, rf_person_visitor *visit,
                         void *owner)
{
    const struct walk w = {visit, owner};
    const struct referat_agenda *a = m->agenda;
    const struct referat_minutes *minutes = m->minutes;
    if (a) {
        walk_persons(&w, &a->chair, RF_USE_PARTICIPANT, "chair", NULL);
        walk_persons(&w, &a->secretary, RF_USE_PARTICIPANT, "secretary", NULL);
        walk_persons(&w, &a->participants, RF_USE_PARTICIPANT, "participants", NULL);
        for (size_t i = 0; i < a->guest_count; i++) {
            walk_person(&w, &a->guests[i].person, RF_USE_GUEST, "guests", NULL);
        }
        walk_items(&w, a->items, a->item_count);
    }
    if (!minutes) {
        return;
    }
    walk_persons(&w, &minutes->present, RF_USE_PRESENT, "present", NULL);
    for (size_t i = 0; i < minutes->absence_count; i++) {
        struct referat_absence *absence = &minutes->absences[i];
        walk_person(&w, &absence->person, RF_USE_ABSENT, "absent", NULL);
        walk_person(&w, &absence->substitute, RF_USE_SUBSTITUTE, "substitute", NULL);
    }
    for (size_t i = 0; i < minutes->attendance_count; i++) {
        walk_person(&w, &minutes->attendances[i].person, RF_USE_ATTENDANCE, "attendance",
                    NULL);
    }
    for (size_t i = 0; i < minutes->decision_count; i++) {
        walk_decision(&w, &minutes->decisions[i]);
    }
    for (size_t i = 0; i < minutes->signature_count; i++) {
        walk_person(&w, &minutes->signatures[i].person, RF_USE_SIGNATURE, "signatures",
                    NULL);
    }
}
