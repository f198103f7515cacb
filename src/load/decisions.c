/* The field `decisions` of the minutes: item to outcome, points, votes (load). format.md
 * section 6.3. A vote is kept as it was given, as numbers or as names; sums are held
 * against each other by the checks. */
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

/* A list of names, and of groups that voted as one, which count as many as they are. */
static void read_voters(struct rf_loader *loader, const struct rf_yaml *list,
                        struct referat_ballot *ballot)
{
    static const struct rf_field *const tables[] = {group_fields, NULL};
    size_t count = rf_yaml_count(list);
    ballot->names.list =
        RF_ARENA_NEW_ARRAY(loader->arena, count + 1, struct referat_person);
    ballot->groups = RF_ARENA_NEW_ARRAY(loader->arena, count + 1, struct referat_group);
    ballot->count = 0;
    for (const struct rf_yaml *v = list->first; v; v = v->next) {
        struct referat_person *person = &ballot->names.list[ballot->names.count];
        struct referat_group *group = &ballot->groups[ballot->group_count];
        if (!rf_yaml_get(v, "group")) {
            bool is_good = rf_read_person(loader, v, person, NULL);
            ballot->names.count += is_good;
            ballot->count += is_good;
            continue;
        }
        group->span = v->span;
        if (rf_fields_read(loader, v, group, "a group's votes", tables)) {
            ballot->group_count++;
            ballot->count += group->count;
        }
    }
}

/* One side of a vote: a number, or a list of names and groups; one name is a list of one.
 */
static bool read_ballot(struct rf_loader *loader, const struct rf_yaml *value,
                        void *member, const void *more)
{
    struct referat_ballot *ballot = member;
    ballot->span = ballot->names.span = value->span;
    if (value->type == RF_YAML_SCALAR &&
        strspn(value->text, "0123456789") == value->text_bytes && value->text_bytes) {
        return rf_read_number(loader, value, &ballot->count, more);
    }
    /* A single name, copied into a list of one; an empty value or `none` is an empty
     * list. */
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
    VOTE("for", read_ballot, sides[REFERAT_SIDE_FOR]),
    VOTE("against", read_ballot, sides[REFERAT_SIDE_AGAINST]),
    VOTE("abstained", read_ballot, sides[REFERAT_SIDE_ABSTAINED]),
    VOTE("blank", read_ballot, sides[REFERAT_SIDE_BLANK]),
    VOTE("invalid", read_ballot, sides[REFERAT_SIDE_INVALID]),
    VOTE("not_voting", read_ballot, sides[REFERAT_SIDE_NOT_VOTING]),
    VOTE("absent", read_ballot, sides[REFERAT_SIDE_ABSENT]),
    {0},
};

/* One vote. A side that is not given has the count -1, which is not 0: it is not printed.
 */
static bool read_vote(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                      const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {vote_fields, NULL};
    struct referat_vote *vote = member;
    for (enum referat_side side = 0; side < REFERAT_SIDE_COUNT; side++) {
        vote->sides[side].count = -1;
    }
    vote->span = value->span;
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(
            loader, value, "a vote",
            "write votes: {for: 7, against: 2, abstained: 0}, or names for the numbers");
    }
    rf_fields_read(loader, value, vote, "a vote", tables);
    return true;
}

/* ---- Points ---- */

/* `points`: a mapping of a recommended point's number to its outcome. The number is
 * resolved by the model stage. */
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
    decision->point_count = rf_yaml_count(value);
    decision->points = RF_ARENA_NEW_ARRAY(loader->arena, decision->point_count + 1,
                                          struct referat_point_outcome);
    struct referat_point_outcome *point = decision->points;
    for (const struct rf_yaml *v = value->first; v; v = v->next, point++) {
        point->written = v->key->text;
        point->span = v->key->span;
        /* A word that is none of ours was reported, and leaves the point undecided. */
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

/* A statement for the record: a person and a text, both required. */
static bool read_dissent(struct rf_loader *loader, const struct rf_yaml *value,
                         void *member, const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {dissent_fields, rf_person_fields,
                                                    NULL};
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(loader, value, "a dissent", "write name: and text:");
    }
    return rf_read_person_and_more(loader, value, member, "a dissent", tables);
}

/* ---- The decision ---- */

/* Keeps the sentence of an accepted synonym too, and where the outcome was given. */
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

#define ROW(key, reader, member)                                                         \
    {                                                                                    \
        key, reader, offsetof(struct referat_decision, member), NULL, false              \
    }

/* The fields of a decision. public_wording stands in a public edition instead of wording.
 */
static const struct rf_field decision_fields[] = {
    {"outcome", read_outcome, 0, &rf_outcome_words, false},
    ROW("wording", rf_read_text, wording),
    ROW("public_wording", rf_read_text, public_wording),
    {"points", read_points, 0, NULL, false},
    RF_ROWS("votes", read_vote, struct referat_decision, votes, vote_count),
    ROW("mover", rf_read_persons, movers),
    ROW("seconder", rf_read_persons, seconders),
    RF_ROWS("dissent", read_dissent, struct referat_decision, dissents, dissent_count),
    ROW("disqualified", rf_read_persons, disqualified),
    ROW("to", rf_read_text, to),
    ROW("returns", rf_read_month, returns),
    ROW("access", rf_read_access, access),
    {0},
};

/* A mapping of an item's number or id to its decision; which item is meant is resolved by
 * the model stage. `3: approved` is short for `3: {outcome: approved}`. */
bool rf_read_decisions(struct rf_loader *loader, const struct rf_yaml *value,
                       void *member, const void *more)
{
    (void)more;
    static const struct rf_field *const tables[] = {decision_fields, NULL};
    struct referat_minutes *minutes = member;
    if (value->type == RF_YAML_SCALAR && !value->text_bytes) {
        return true;
    }
    if (value->type != RF_YAML_MAP) {
        return rf_bad_value(loader, value, "a list of decisions",
                            "write item and outcome a line, as in 3: approved");
    }
    minutes->decision_count = rf_yaml_count(value);
    minutes->decisions = RF_ARENA_NEW_ARRAY(loader->arena, minutes->decision_count + 1,
                                            struct referat_decision);
    struct referat_decision *decision = minutes->decisions;
    for (const struct rf_yaml *v = value->first; v; v = v->next, decision++) {
        rf_fields_prepare(decision, tables);
        decision->span = v->key->span;
        if (v->type == RF_YAML_SCALAR) {
            read_outcome(loader, v, decision, &rf_outcome_words);
        } else {
            rf_fields_read(loader, v, decision, "a decision", tables);
        }
    }
    return true;
}
