/* The field `decisions` of the minutes: item to outcome, points, votes (load). */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "load/documents.h"
#include "load/people.h"

/* ---- Votes ---- */

static const struct rf_field group_fields[] = {
    {"group", rf_read_text, offsetof(struct referat_group, name), NULL, true},
    {"count", rf_read_number, offsetof(struct referat_group, count), NULL, true},
    {0},
};

static void read_group(struct rf_loader *loader, const struct rf_yaml *value,
                       struct referat_ballot *ballot)
{
    static const struct rf_field *const tables[] = {group_fields, NULL};
    struct referat_group *group = &ballot->groups[ballot->group_count];
    group->span = value->span;
    if (rf_fields_read(loader, value, group, "a group's votes", tables)) {
        ballot->group_count++;
        ballot->count += group->count;
    }
}

/* Names, and groups that voted as one. */
static void read_voters(struct rf_loader *loader, const struct rf_yaml *list,
                        struct referat_ballot *ballot)
{
    size_t count = 0;
    for (const struct rf_yaml *v = list->first; v; v = v->next) {
        count++;
    }
    ballot->names.list =
        RF_ARENA_NEW_ARRAY(loader->arena, count + 1, struct referat_person);
    ballot->groups = RF_ARENA_NEW_ARRAY(loader->arena, count + 1, struct referat_group);
    ballot->count = 0;
    for (const struct rf_yaml *v = list->first; v; v = v->next) {
        struct referat_person *person = &ballot->names.list[ballot->names.count];
        if (rf_yaml_get(v, "group")) {
            read_group(loader, v, ballot);
        } else if (rf_read_person(loader, v, person, NULL)) {
            ballot->names.count++;
            ballot->count++;
        }
    }
}

/* One side of a vote: a number, or a list of names and groups. */
static bool read_ballot(struct rf_loader *loader, const struct rf_yaml *value,
                        void *member, const void *more)
{
    struct referat_ballot *ballot = member;
    ballot->span = ballot->names.span = value->span;
    if (value->type == RF_YAML_SCALAR &&
        strspn(value->text, "0123456789") == value->text_bytes && value->text_bytes) {
        return rf_read_number(loader, value, &ballot->count, more);
    }
    struct rf_yaml one = *value, list = {.type = RF_YAML_LIST, .first = &one};
    one.next = NULL;
    bool is_empty =
        value->type == RF_YAML_SCALAR && (!value->text_bytes || rf_is_none(value));
    list.first = is_empty ? NULL : list.first;
    read_voters(loader, value->type == RF_YAML_LIST ? value : &list, ballot);
    return true;
}

#define VOTE(key, reader, member)                                                        \
    {                                                                                    \
        key, reader, offsetof(struct referat_vote, member), NULL, false                  \
    }

static const struct rf_field vote_fields[] = {
    VOTE("motion", rf_read_text, motion),
    VOTE("for", read_ballot, in_favour),
    VOTE("against", read_ballot, against),
    VOTE("abstained", read_ballot, abstained),
    {0},
};

static bool read_vote(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                      const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {vote_fields, NULL};
    struct referat_vote *vote = member;
    vote->in_favour.count = vote->against.count = vote->abstained.count = -1;
    vote->span = value->span;
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(
            loader, value, "a vote",
            "write votes: {for: 7, against: 2, abstained: 0}, or names for the numbers");
    }
    rf_fields_read(loader, value, vote, "a vote", tables);
    return true;
}

static bool read_votes(struct rf_loader *loader, const struct rf_yaml *value,
                       void *member, const void *more)
{
    struct referat_decision *decision = member;
    decision->votes = rf_read_list(loader, value, sizeof *decision->votes,
                                   &decision->vote_count, read_vote, more);
    return true;
}

/* ---- Points ---- */

static bool read_points(struct rf_loader *loader, const struct rf_yaml *value,
                        void *member, const void *more)
{
    (void)more;
    struct referat_decision *decision = member;
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(
            loader, value, "a list of points",
            "write point and outcome, as in points: {1: adopted, 2: noted}");
    }
    for (const struct rf_yaml *v = value->first; v; v = v->next) {
        decision->point_count++;
    }
    decision->points = RF_ARENA_NEW_ARRAY(loader->arena, decision->point_count + 1,
                                          struct referat_point_outcome);
    struct referat_point_outcome *point = decision->points;
    for (const struct rf_yaml *v = value->first; v; v = v->next, point++) {
        point->written = v->key->text;
        point->span = v->key->span;
        int outcome = REFERAT_UNDECIDED;
        if (rf_read_word(loader, v, &outcome, &rf_outcome_words)) {
            point->sentence = rf_word_sentence(loader, &rf_outcome_words, v->text);
        }
        point->outcome = (enum referat_outcome)outcome;
    }
    return true;
}

/* ---- Dissent ---- */

static const struct rf_field dissent_fields[] = {
    {"text", rf_read_prose, offsetof(struct referat_dissent, text), NULL, true},
    {0},
};

static bool read_dissent(struct rf_loader *loader, const struct rf_yaml *value,
                         void *member, const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {dissent_fields, rf_person_fields,
                                                    NULL};
    struct referat_dissent *dissent = member;
    rf_person_clear(&dissent->person);
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(loader, value, "a dissent", "write name: and text:");
    }
    rf_fields_read(loader, value, dissent, "a dissent", tables);
    dissent->person.span = value->span;
    return dissent->person.name.given == REFERAT_GIVEN;
}

static bool read_dissents(struct rf_loader *loader, const struct rf_yaml *value,
                          void *member, const void *more)
{
    struct referat_decision *decision = member;
    decision->dissents = rf_read_list(loader, value, sizeof *decision->dissents,
                                      &decision->dissent_count, read_dissent, more);
    return true;
}

/* ---- The decision ---- */

static bool read_outcome(struct rf_loader *loader, const struct rf_yaml *value,
                         void *member, const void *more)
{
    struct referat_decision *decision = member;
    int outcome = REFERAT_UNDECIDED;
    bool is_good = rf_read_word(loader, value, &outcome, more);
    decision->outcome = (enum referat_outcome)outcome;
    decision->sentence = is_good ? rf_word_sentence(loader, more, value->text) : NULL;
    decision->outcome_span = value->span;
    return is_good;
}

static bool read_access(struct rf_loader *loader, const struct rf_yaml *value,
                        void *member, const void *more)
{
    int access = REFERAT_CLOSED; /* what cannot be read closes */
    bool is_good = rf_read_word(loader, value, &access, more);
    *(enum referat_access *)member = (enum referat_access)access;
    return is_good;
}

#define ROW(key, reader, member)                                                         \
    {                                                                                    \
        key, reader, offsetof(struct referat_decision, member), NULL, false              \
    }

static const struct rf_field decision_fields[] = {
    {"outcome", read_outcome, 0, &rf_outcome_words, false},
    ROW("wording", rf_read_text, wording),
    ROW("public_wording", rf_read_text, public_wording),
    {"points", read_points, 0, NULL, false},
    {"votes", read_votes, 0, NULL, false},
    ROW("mover", rf_read_persons, movers),
    ROW("seconder", rf_read_persons, seconders),
    {"dissent", read_dissents, 0, NULL, false},
    ROW("disqualified", rf_read_persons, disqualified),
    ROW("to", rf_read_text, to),
    ROW("returns", rf_read_month, returns),
    {"access", read_access, offsetof(struct referat_decision, access), &rf_access_words,
     false},
    {0},
};

static void read_decision(struct rf_loader *loader, const struct rf_yaml *value,
                          struct referat_decision *decision)
{
    static const struct rf_field *const tables[] = {decision_fields, NULL};
    rf_fields_prepare(decision, tables);
    decision->span = value->key->span;
    if (value->type == RF_YAML_SCALAR) {
        read_outcome(loader, value, decision, &rf_outcome_words);
    } else {
        rf_fields_read(loader, value, decision, "a decision", tables);
    }
}

bool rf_read_decisions(struct rf_loader *loader, const struct rf_yaml *value,
                       void *member, const void *more)
{
    (void)more;
    struct referat_minutes *minutes = member;
    if (value->type == RF_YAML_SCALAR && !value->text_bytes) {
        return true;
    }
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(loader, value, "a list of decisions",
                            "write item and outcome a line, as in 3: approved");
    }
    for (const struct rf_yaml *v = value->first; v; v = v->next) {
        minutes->decision_count++;
    }
    minutes->decisions = RF_ARENA_NEW_ARRAY(loader->arena, minutes->decision_count + 1,
                                            struct referat_decision);
    struct referat_decision *decision = minutes->decisions;
    for (const struct rf_yaml *v = value->first; v; v = v->next) {
        read_decision(loader, v, decision++);
    }
    return true;
}
