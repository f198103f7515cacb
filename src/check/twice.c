/* present-twice: somebody whom a list names twice, or who is present and absent (check).
 * format.md section 6.1.
 *
 * People are compared by their entries in the roll, so two spellings of one name are
 * found too. The lists of who was there are compared with each other, unless one of them
 * could not be read as a list (is_list_read).
 *
 * Karla Vind is present twice, and Aksel Bro is present and absent at once:
 *
 *     present: [Karla Vind, Aksel Bro, karla vind]
 *     absent: [Aksel Bro] */
#include "base/str.h"
#include "check/rules.h"
#include "model/roll.h"

struct twice {
    const struct referat_meeting *meeting;
    struct rf_diags *diags;
    struct rf_arena *arena;
};

/* how: "listed twice under movers"; cure follows the hint, or is "". */
static void report(const struct twice *t, const struct referat_person *person,
                   const struct referat_person *before, const char *how, const char *cure)
{
    struct referat_diagnostic *d =
        rf_diag_report(t->diags, RF_CODE_PRESENT_TWICE, person->span, "'%s' is %s",
                       person->name.plain, how);
    rf_diag_related(t->diags, d, before->span, "listed here too");
    rf_diag_hint(t->diags, d, "keep one of the two%s", cure);
}

/* True where both names mean the same person for sure. */
static bool are_one(const struct referat_person *a, const struct referat_person *b)
{
    return a->who && a->who == b->who && !a->is_ambiguous;
}

/* The names under one field. Voters have a rule of their own (voted-twice), and the lists
 * of who was there are compared with each other, in check_who_was_there. */
static void visit(void *owner, struct referat_person *person,
                  const struct rf_person_place *place)
{
    const struct twice *t = owner;
    const struct referat_persons *all = place->list;
    bool is_of_vote = place->use == RF_USE_VOTE || place->use == RF_USE_NO_VOTE;
    if (!all || place->use == RF_USE_PRESENT || is_of_vote) {
        return;
    }
    for (const struct referat_person *before = all->list; before < person; before++) {
        if (are_one(person, before)) {
            const char *how =
                rf_arena_join(t->arena, "listed twice under ", place->field, NULL);
            report(t, person, before, how, "");
            return;
        }
    }
}

/* One person may sign in two roles, and then each entry says in which. */
static void check_signatures(const struct twice *t)
{
    const struct referat_minutes *m = t->meeting->minutes;
    for (size_t i = 0; i < m->signature_count; i++) {
        for (size_t k = 0; k < i; k++) {
            const struct referat_signature *one = &m->signatures[i],
                                           *other = &m->signatures[k];
            bool has_roles = one->role.given == REFERAT_GIVEN &&
                             other->role.given == REFERAT_GIVEN &&
                             !rf_streq(one->role.plain, other->role.plain);
            if (are_one(&one->person, &other->person) && !has_roles) {
                report(t, &one->person, &other->person, "listed twice under signatures",
                       "; who signs in two roles has another 'role' in each");
                break;
            }
        }
    }
}

/* Everybody once, as present, as absent or as a substitute. seen has, for each entry of
 * the roll, where the person is listed first. */
static void check_who_was_there(const struct twice *t)
{
    static const char late[] = "; who came late or left early stands under 'attendance'";
    const struct referat_minutes *minutes = t->meeting->minutes;
    const struct referat_roll_entry *roll = t->meeting->roll;
    const struct referat_person **seen = RF_ARENA_NEW_ARRAY(
        t->arena, t->meeting->roll_count + 1, const struct referat_person *);
    for (size_t i = 0; i < minutes->present.count; i++) {
        const struct referat_person *person = &minutes->present.list[i];
        const struct referat_person **first = &seen[person->who - roll];
        if (*first && !person->is_ambiguous) {
            report(t, person, *first, "listed twice as present", late);
        }
        *first = *first ? *first : person;
    }
    for (size_t i = 0; i < minutes->absence_count; i++) {
        const struct referat_person *person = &minutes->absences[i].person;
        const struct referat_person **first = &seen[person->who - roll];
        if (*first && !person->is_ambiguous) {
            bool is_present = person->who->roles & REFERAT_AS_PRESENT;
            report(t, person, *first,
                   is_present ? "present and absent at once" : "listed twice as absent",
                   late);
        }
        *first = *first ? *first : person;
    }
    for (size_t i = 0; i < minutes->absence_count; i++) {
        const struct referat_person *substitute = &minutes->absences[i].substitute;
        const struct referat_roll_entry *who =
            substitute->is_ambiguous ? NULL : substitute->who;
        if (who && seen[who - roll] && !(who->roles & REFERAT_AS_PRESENT)) {
            report(t, substitute, seen[who - roll], "a substitute and absent at once",
                   ", or correct the name");
        }
    }
}

void rf_check_twice(const struct referat_meeting *meeting, struct rf_diags *diags,
                    struct rf_arena *arena, bool is_list_read)
{
    struct twice t = {meeting, diags, arena};
    rf_roll_each_person(meeting, visit, &t);
    if (meeting->minutes) {
        check_signatures(&t);
    }
    if (meeting->minutes && meeting->minutes->present.count && is_list_read) {
        check_who_was_there(&t);
    }
}
