/* Rules about who voted: more votes than people, absent and disqualified voters, a vote
 * given twice (check): vote-count, absent-voted, disqualified-voted, voted-twice.
 * format.md section 6.
 *
 * vote-count and absent-voted, with three people present:
 *
 *     present: [Karla Vind, Aksel Bro, Sille Toft]
 *     absent: [{name: Dorte Lund, reason: ferie}]
 *     decisions:
 *       1: {outcome: adopted, votes: {for: 3, against: 1}}
 *       2: {outcome: adopted, votes: {for: [Karla Vind, Dorte Lund]}} */
#include <string.h>

#include "base/str.h"
#include "check/rules.h"
#include "model/roll.h"

/* One vote about one item. */
struct ballots {
    const struct referat_item *item;
    const struct referat_vote *vote;
    const char *name; /* of the item, for messages */
    struct rf_diags *diags;
    struct rf_arena *arena;
};

/* The votes given, of all sides whose number is known; *is_whole, whether all are: of
 * those for, against and abstained, one that is left out counts as unknown, and not as
 * none. */
static int total(const struct referat_vote *vote, bool *is_whole)
{
    int sum = 0;
    *is_whole = true;
    for (enum referat_side side = 0; side < REFERAT_SIDE_NOT_VOTING; side++) {
        int count = vote->sides[side].count;
        *is_whole = *is_whole && (count >= 0 || side > REFERAT_SIDE_ABSTAINED);
        sum += count > 0 ? count : 0;
    }
    return sum;
}

/* True for a member who was there when the item was treated, and may vote. */
static bool may_vote(const struct referat_item *item, const struct referat_member *member)
{
    const struct referat_meeting *m = item->meeting;
    enum referat_presence presence = item->presence[member - m->members];
    return (presence == REFERAT_IN || presence == REFERAT_PERHAPS_IN) &&
           rf_roll_has_vote(m, member->who);
}

/* Those of them who cast nothing. A number of absent people may count those who were
 * absent from the meeting. */
static int without_vote(const struct ballots *b)
{
    const struct referat_ballot *silent = &b->vote->sides[REFERAT_SIDE_NOT_VOTING];
    const struct referat_persons *out = &b->vote->sides[REFERAT_SIDE_ABSENT].names;
    int sum = silent->count > 0 ? silent->count : 0;
    for (size_t i = 0; i < out->count; i++) {
        const struct referat_roll_entry *who = out->list[i].who;
        sum += who && who->member && may_vote(b->item, who->member);
    }
    return sum;
}

/* vote-count: more votes than people who were there and may vote, less those who cast
 * none. Somebody who came or left by the clock may have been there. Without a list, it is
 * unknown. */
static void check_count(const struct ballots *b)
{
    const struct referat_item *item = b->item;
    const struct referat_meeting *m = item->meeting;
    bool is_whole;
    int votes = total(b->vote, &is_whole), present = 0;
    if (!item->presence || !m->minutes->present.count) {
        return;
    }
    for (size_t i = 0; i < m->member_count; i++) {
        present += may_vote(item, &m->members[i]);
    }
    present -= without_vote(b);
    present = present < 0 ? 0 : present;
    if (votes <= present) {
        return;
    }
    struct referat_diagnostic *found =
        rf_diag_report(b->diags, RF_CODE_VOTE_COUNT, b->vote->span,
                       "%s: %d votes were given, and %d %s present for it", b->name,
                       votes, present, present == 1 ? "person was" : "people were");
    rf_diag_related(b->diags, found, m->minutes->present.span, "who was present");
    rf_diag_hint(b->diags, found,
                 "correct the numbers, or add who is missing to "
                 "'present' or 'attendance'");
}

/* vote-count: two votes on one item, both counted in full, by the same people. */
static void check_sums(const struct ballots *b, const struct referat_decision *d)
{
    bool is_first_whole, is_whole;
    int first = total(&d->votes[0], &is_first_whole), sum = total(b->vote, &is_whole);
    if (b->vote == &d->votes[0] || !is_first_whole || !is_whole || first == sum) {
        return;
    }
    struct referat_diagnostic *found = rf_diag_report(
        b->diags, RF_CODE_VOTE_COUNT, b->vote->span,
        "%s: %d votes were given here and %d in its first vote", b->name, sum, first);
    rf_diag_related(b->diags, found, d->votes[0].span, "the first vote");
    rf_diag_hint(b->diags, found, "count again; who abstained counts too");
}

/* One voter who should not have voted, or not so. related may have no source. */
static void report_voter(const struct ballots *b, const struct referat_person *voter,
                         enum rf_code code, const char *what, struct referat_span related,
                         const char *related_message, const char *hint)
{
    struct referat_diagnostic *found = rf_diag_report(
        b->diags, code, voter->span, "%s: '%s' %s", b->name, voter->name.plain, what);
    if (related.source) {
        rf_diag_related(b->diags, found, related, related_message);
    }
    rf_diag_hint(b->diags, found, "%s", hint);
}

/* Where the voter is named under `disqualified` of the item, or of one above it; NULL:
 * the voter is not. */
static const struct referat_person *find_disqualified(const struct ballots *b,
                                                      const struct referat_person *voter)
{
    for (const struct referat_item *at = b->item; at; at = at->parent) {
        for (size_t i = 0; at->decision && i < at->decision->disqualified.count; i++) {
            const struct referat_person *p = &at->decision->disqualified.list[i];
            if (p->who == voter->who) {
                return p;
            }
        }
    }
    return NULL;
}

/* Where the minutes say when somebody was there. */
static struct referat_span span_of_presence(const struct referat_meeting *m,
                                            const struct referat_member *member)
{
    if (member->absence) {
        return member->absence->person.span;
    }
    for (size_t i = 0; i < m->minutes->attendance_count; i++) {
        const struct referat_person *person = &m->minutes->attendances[i].person;
        if (person->who == member->who) {
            return person->span;
        }
    }
    return m->minutes->present.span;
}

/* What to say of somebody who voted and was out; NULL: nothing shows that. */
static const char *why_out(enum referat_presence presence)
{
    switch (presence) {
    case REFERAT_ABSENT_FROM_MEETING:
        return "is absent from the meeting and voted";
    case REFERAT_NOT_YET_IN:
        return "had not come yet and voted";
    case REFERAT_LEFT:
        return "had left and voted";
    case REFERAT_IN:
    case REFERAT_PERHAPS_IN:
    case REFERAT_DISQUALIFIED:
        break;
    }
    return NULL;
}

/* disqualified-voted, absent-voted. A name that is not of the meeting is reported as
 * unknown-person. */
static void check_voter(const struct ballots *b, const struct referat_person *voter)
{
    const struct referat_meeting *m = b->item->meeting;
    const struct referat_member *member = voter->who ? voter->who->member : NULL;
    const struct referat_person *disqualified =
        voter->who ? find_disqualified(b, voter) : NULL;
    if (disqualified) {
        report_voter(b, voter, RF_CODE_DISQUALIFIED_VOTED, "is disqualified and voted",
                     disqualified->span, "disqualified here",
                     "take the name out of one of the two");
        return;
    }
    if (voter->who && !member && m->minutes->present.count && !m->minutes->is_written) {
        report_voter(b, voter, RF_CODE_ABSENT_VOTED, "voted and is not among the present",
                     m->minutes->present.span, "who was present",
                     "add the name to 'present', or correct the vote");
        return;
    }
    const char *why = member && b->item->presence
                          ? why_out(b->item->presence[member - m->members])
                          : NULL;
    if (why) {
        report_voter(b, voter, RF_CODE_ABSENT_VOTED, why, span_of_presence(m, member),
                     "how the minutes have it", "correct the vote, or who was there");
    }
}

/* voted-twice. Names that are not of the meeting are compared as they are written; a name
 * that could be several people is compared with none. */
static void check_twice(const struct ballots *b, const struct referat_person **seen,
                        size_t *count, const struct referat_person *voter,
                        enum referat_side side)
{
    const char *what = side < REFERAT_SIDE_NOT_VOTING
                           ? "voted twice"
                           : "is named twice in the vote, and cast nothing the last time";
    for (size_t i = 0; i < *count; i++) {
        const struct referat_person *one = seen[i];
        bool is_compared = !one->is_ambiguous && !voter->is_ambiguous;
        bool is_known = one->who || voter->who;
        bool is_same = one->who && one->who == voter->who;
        if (is_compared && !is_known) {
            is_same = rf_streq(rf_person_key(b->arena, one->name.plain),
                               rf_person_key(b->arena, voter->name.plain));
        }
        if (is_same) {
            report_voter(b, voter, RF_CODE_VOTED_TWICE, what, one->span, "the first time",
                         "keep one of the two");
            return;
        }
    }
    seen[(*count)++] = voter;
}

/* Everybody who is named, on all sides. Who cast nothing may have been out. */
static void check_voters(const struct ballots *b)
{
    size_t most = 0, count = 0;
    for (enum referat_side side = 0; side < REFERAT_SIDE_COUNT; side++) {
        most += b->vote->sides[side].names.count;
    }
    const struct referat_person **seen =
        RF_ARENA_NEW_ARRAY(b->arena, most + 1, const struct referat_person *);
    for (enum referat_side side = 0; side < REFERAT_SIDE_COUNT; side++) {
        const struct referat_persons *names = &b->vote->sides[side].names;
        for (size_t k = 0; k < names->count; k++) {
            if (side < REFERAT_SIDE_NOT_VOTING) {
                check_voter(b, &names->list[k]);
            }
            check_twice(b, seen, &count, &names->list[k], side);
        }
    }
}

void rf_check_votes(const struct referat_meeting *meeting, struct rf_diags *diags,
                    struct rf_arena *arena)
{
    for (size_t i = 0; meeting->minutes && i < meeting->all_item_count; i++) {
        const struct referat_item *item = meeting->all_items[i];
        const struct referat_decision *d = item->decision;
        /* One vote about several items is looked at with the first. */
        for (size_t k = 0; d && !d->decided_with && k < d->vote_count; k++) {
            struct ballots b = {item, &d->votes[k], rf_check_item_name(arena, item),
                                diags, arena};
            check_count(&b);
            check_sums(&b, d);
            check_voters(&b);
        }
    }
}
