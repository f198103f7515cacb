/* Rules about a meeting and the others of its series: which minutes were approved where,
 * what was carried over (check): no-date, bad-approval, approved-twice, missing-approves,
 * bad-carry, never-approved, not-carried.
 *
 * Two kinds: what a meeting says of earlier ones is checked with the meeting, from its
 * model; what did not happen (minutes that were never approved, a matter that did not
 * come back) can only be said when all meetings are known, from their rows in the record.
 * A meeting that could not be read may have approved or taken up anything, so where there
 * is one such findings are left out.
 *
 * bad-approval, because that meeting is a later one; and not-carried, where the meeting
 * of 2024-03-04 was held without the item:
 *
 *     - {title: Referat, type: minutes-approval, approves: 2024-04-08}
 *     1: {outcome: postponed, to: 2024-03-04} */
#include "check/series_rules.h"

#include <string.h>

#include "base/date.h"
#include "base/path.h"
#include "base/str.h"
#include "check/rules.h"
#include "diag/source.h"
#include "store/evict.h"
#include "store/others.h"

/* One meeting, and what it may ask about the others. */
struct scope {
    const struct referat_meeting *meeting;
    const struct rf_known *known;
    struct rf_diags *diags;
    struct rf_arena *arena;
};

/* Later in the order of meetings, in which one without a date has no place: it is never
 * later, and no-date says so. */
static bool is_later(const struct scope *s, const struct rf_record_meeting *other)
{
    return other->date.year && s->meeting->date.year &&
           !s->known->is_before(s->known->data, other);
}

/* Where the meeting stands, as a copy that outlives its row, which may be evicted. */
static struct referat_span place_of(struct rf_arena *arena,
                                    const struct rf_record_meeting *meeting)
{
    return rf_source_excerpt(arena, rf_record_fetch(meeting)->place_span);
}

/* ---- Approvals ---- */

/* What is to approve which minutes. */
struct approval {
    const struct referat_item *item;
    const struct referat_meeting_ref *ref; /* one of the item's */
    const struct rf_record_meeting *target;
};

/* The first place of the meeting that approves the same minutes; NULL: it is this one. */
static const struct referat_meeting_ref *earlier_twin(const struct referat_meeting *m,
                                                      const struct approval *a)
{
    for (size_t i = 0; i <= a->item->position; i++) {
        const struct referat_item *item = m->all_items[i];
        for (size_t k = 0; k < item->approves_count; k++) {
            if (&item->approves[k] == a->ref) {
                return NULL;
            }
            if (rf_streq(item->approves[k].meeting_id, a->ref->meeting_id) &&
                rf_streq(item->approves[k].other, a->ref->other)) {
                return &item->approves[k];
            }
        }
    }
    return NULL;
}

/* bad-approval: minutes that this meeting cannot approve. */
static void report_approval(const struct scope *s, const struct approval *a,
                            const char *why, const char *hint)
{
    const struct rf_record_meeting *target = a->target;
    struct referat_diagnostic *found =
        rf_diag_report(s->diags, RF_CODE_BAD_APPROVAL, a->ref->written.span,
                       "%s approves the minutes of '%s', %s",
                       rf_check_item_name(s->arena, a->item), target->id, why);
    struct referat_span place = place_of(s->arena, target);
    if (place.source && strcmp(target->folder, s->meeting->folder) != 0) {
        rf_diag_related(s->diags, found, place, "that meeting");
    }
    rf_diag_hint(s->diags, found, "%s", hint);
}

/* Where an item says that it approves the meeting's minutes. A series that approves those
 * of another one names the meeting by a path. */
static struct referat_span approval_span(struct rf_arena *arena,
                                         const struct rf_record_item *item,
                                         const char *meeting)
{
    const struct rf_record_approval *approval = rf_record_approval_of(item, meeting);
    const struct rf_record_approval *first =
        !approval && item->links ? item->links->approvals : NULL;
    for (; first && !approval; first = first->next) { /* of one series by another */
        approval = strcmp(rf_path_name(first->meeting), meeting) == 0 ? first : NULL;
    }
    return approval ? rf_source_excerpt(arena, approval->span) : (struct referat_span){0};
}

/* approved-twice, by an item of this meeting or of an earlier one. A body and the one
 * that it reports to may both approve the same minutes. */
static void check_twice(const struct scope *s, const struct approval *a)
{
    const struct rf_record_item *before = rf_record_item_of(a->target->approved_by);
    bool is_another_bodys = rf_record_other_title(a->target); /* both approve them */
    before = is_another_bodys ? NULL : before;
    const struct referat_meeting_ref *twin = earlier_twin(s->meeting, a);
    const struct referat_decision *d = a->item->decision;
    if (!d || !rf_record_is_approval(d->outcome) || (!before && !twin)) {
        return;
    }
    struct referat_span related =
        twin ? twin->written.span : approval_span(s->arena, before, a->target->id);
    struct referat_diagnostic *found = rf_diag_report(
        s->diags, RF_CODE_APPROVED_TWICE, a->ref->written.span,
        "%s approves the minutes of '%s', which were approved already at '%s'",
        rf_check_item_name(s->arena, a->item), a->target->id,
        twin ? s->meeting->id : before->meeting->id);
    rf_diag_related(s->diags, found, related, "the first approval");
    rf_diag_hint(s->diags, found, "name the meeting whose minutes are meant");
}

/* One meeting whose minutes an item approves. */
static void check_approval(const struct scope *s, const struct referat_item *item,
                           const struct referat_meeting_ref *ref)
{
    struct approval a = {item, ref, NULL};
    a.target = s->known->meeting(s->known->data, s->meeting->folder, ref->written.text);
    if (!a.target || a.target->is_unread) {
        return; /* unknown-meeting, or its contents are not known */
    }
    if (strcmp(a.target->folder, s->meeting->folder) == 0) {
        report_approval(s, &a, "which are its own", "name an earlier meeting");
    } else if (is_later(s, a.target)) {
        report_approval(s, &a, "a later meeting", "name an earlier meeting");
    } else if (!a.target->has_minutes && rf_record_is_cancelled(a.target)) {
        report_approval(s, &a, "which was cancelled", "name a meeting that was held");
    } else if (!a.target->has_minutes) {
        report_approval(s, &a, "which has none",
                        "name a meeting with minutes, or add them to its folder");
    } else {
        check_twice(s, &a);
    }
}

/* How the meeting at hand refers to another one: by its id, where that means it, else by
 * a relative path. */
static const char *name_from(const struct scope *s, const struct rf_record_meeting *m)
{
    const char *path = m->folder;
    if (s->known->meeting(s->known->data, s->meeting->folder, m->id) == m) {
        return m->id;
    }
    for (const char *p = s->meeting->folder; *p;
         p = strchr(p, '/') ? strchr(p, '/') + 1 : "") {
        path = rf_arena_join(s->arena, "../", path, NULL);
    }
    return path;
}

/* missing-approves: an item that approves minutes, and does not say which. The hint names
 * the meeting before this one, which it most often is. */
static void check_unnamed(const struct scope *s, const struct referat_item *item)
{
    const struct rf_record_meeting *earlier =
        s->meeting->date.year ? s->known->earlier(s->known->data) : NULL;
    if (!earlier || earlier->is_unread) {
        return;
    }
    struct referat_diagnostic *found = rf_diag_report(
        s->diags, RF_CODE_MISSING_APPROVES, item->title.span,
        "%s does not say which minutes it approves", rf_check_item_name(s->arena, item));
    rf_diag_related(s->diags, found, place_of(s->arena, earlier), "the meeting before");
    rf_diag_hint(s->diags, found, "add approves: %s, or the meeting that is meant",
                 name_from(s, earlier));
}

/* ---- Carried items ---- */

/* bad-carry: an item that is carried from one which was not left over. One that is still
 * undecided may have been, unless the meeting is a later one. */
static void check_carried(const struct scope *s, const struct referat_item *item)
{
    const struct referat_meeting_ref *ref = &item->carried_from;
    if (!*ref->meeting_id) {
        return;
    }
    const struct rf_record_meeting *target =
        ref->other
            ? s->known->meeting(s->known->data, "", ref->other)
            : s->known->meeting(s->known->data, s->meeting->folder, ref->meeting_id);
    const struct rf_record_item *origin =
        target ? rf_record_find_item(target, ref->item) : NULL;
    if (!origin || origin->is_promised || rf_record_is_left_over(origin->outcome)) {
        return;
    }
    bool is_open = origin->outcome == REFERAT_UNDECIDED &&
                   (!is_later(s, target) || rf_record_is_cancelled(target));
    if (is_open) {
        return; /* nothing was said of it, so it may have been left over */
    }
    const char *outcome = rf_outcome_terms()[origin->outcome];
    struct referat_diagnostic *found =
        rf_diag_report(s->diags, RF_CODE_BAD_CARRY, ref->written.span,
                       "%s is carried from item %s of '%s', which %s%s",
                       rf_check_item_name(s->arena, item), origin->number, target->id,
                       *outcome ? "has the outcome " : "is a later meeting", outcome);
    if (origin->links && origin->links->decision_span.source) {
        rf_diag_related(s->diags, found,
                        rf_source_excerpt(s->arena, origin->links->decision_span),
                        "its outcome");
    } else {
        rf_diag_related(s->diags, found, place_of(s->arena, target), "that meeting");
    }
    rf_diag_hint(s->diags, found,
                 "name the item that was postponed or promised to come back, or correct "
                 "its outcome there");
}

/* ---- The day ---- */

/* no-date. The hint has the day that the folder's name begins with. */
static void check_date(const struct scope *s)
{
    const struct referat_meeting *m = s->meeting;
    const struct referat_source *source =
        m->agenda ? m->agenda->document.source : m->minutes->document.source;
    struct referat_date day = {0};
    char iso[RF_ISO_DATE_SIZE] = "";
    if (m->date.year) {
        return;
    }
    struct referat_diagnostic *found =
        rf_diag_report(s->diags, RF_CODE_NO_DATE, rf_span(source, 0, 0),
                       "the meeting '%s' has no date: it is neither before nor after the "
                       "others",
                       m->id);
    if (rf_date_parse(
            rf_arena_copy(s->arena, m->id, strnlen(m->id, sizeof "2023-12-04" - 1)),
            &day)) {
        rf_date_iso(&day, iso);
    }
    rf_diag_hint(s->diags, found,
                 *iso ? "add date: %s" : "add the day to its %s, as in date: 2023-12-04",
                 *iso        ? iso
                 : m->agenda ? "agenda"
                             : "minutes");
}

void rf_check_in_series(const struct referat_meeting *meeting,
                        const struct rf_known *known, struct rf_diags *diags,
                        struct rf_arena *arena)
{
    struct scope s = {meeting, known, diags, arena};
    bool may_approve = !referat_meeting_is_cancelled(meeting);
    bool needs_approval = meeting->series->approval == REFERAT_APPROVAL_NEXT_MEETING;
    check_date(&s);
    for (size_t i = 0; i < meeting->all_item_count; i++) {
        const struct referat_item *item = meeting->all_items[i];
        for (size_t k = 0; may_approve && k < item->approves_count; k++) {
            check_approval(&s, item, &item->approves[k]);
        }
        if (may_approve && needs_approval && !item->approves_span.source &&
            item->type == REFERAT_TYPE_MINUTES_APPROVAL) {
            check_unnamed(&s, item);
        }
        if (item->carried_from.written.given == REFERAT_GIVEN) {
            check_carried(&s, item);
        }
    }
}

/* ---- Over the series ---- */

/* A meeting without a date is neither earlier nor later than any. */
static bool is_in_order(const struct rf_record_meeting *m)
{
    return m->date.year != 0;
}

/* never-approved, where the series approves minutes by signing them. */
static void report_never_signed(const struct rf_record_meeting *m,
                                const struct rf_record_meeting *later,
                                struct rf_diags *diags)
{
    struct referat_span place =
        rf_source_excerpt(diags->arena, rf_record_fetch(m)->signatures_span);
    struct referat_diagnostic *found;
    if (m->signer_count) {
        found = rf_diag_report(diags, RF_CODE_NEVER_APPROVED, place,
                               "of the %zu who are to sign the minutes of '%s' %zu have, "
                               "and '%s' was held since",
                               m->signer_count, m->id, m->signed_count, later->id);
        rf_diag_hint(diags, found,
                     "add the day of each signature, as in {name: …, role: …, date: "
                     "2023-12-04}");
    } else {
        found = rf_diag_report(
            diags, RF_CODE_NEVER_APPROVED, place_of(diags->arena, m),
            "the minutes of '%s' name nobody who signs them, and '%s' was held since",
            m->id, later->id);
        rf_diag_hint(
            diags, found,
            "list who signs: signatures: [{name: …, role: …, date: 2023-12-04}]");
    }
    rf_diag_related(diags, found, place_of(diags->arena, later), "the later meeting");
}

/* never-approved: final minutes that are still awaited, though a later meeting was held.
 * The related place is where they were to be approved, or could have been. */
static void check_never_approved(const struct rf_record_meeting *m,
                                 const struct rf_record_meeting *later,
                                 struct rf_diags *diags)
{
    if (m->minutes_status != REFERAT_FINAL ||
        rf_record_approval(m) != RF_APPROVAL_AWAITED) {
        return;
    }
    if (m->record->series->approval == REFERAT_APPROVAL_SIGNATURES) {
        report_never_signed(m, later, diags);
        return;
    }
    struct referat_diagnostic *found =
        rf_diag_report(diags, RF_CODE_NEVER_APPROVED, place_of(diags->arena, m),
                       "the minutes of '%s' were never approved, and '%s' was held since",
                       m->id, later->id);
    const struct rf_record_item *item = rf_record_item_of(m->named_by);
    rf_diag_related(diags, found,
                    item ? approval_span(diags->arena, item, m->id)
                         : place_of(diags->arena, later),
                    m->named_by.meeting ? "they were to be approved here"
                                        : "a meeting that could have");
    rf_diag_hint(diags, found,
                 "add an item of type minutes-approval with approves: %s, and its "
                 "outcome",
                 m->id);
}

/* True where a meeting takes up an item: by carried_from, or by its case. An item that is
 * carried from that meeting, but from no item it has, is reported as such already, and
 * may be this one. */
static bool brings(const struct rf_record *record, const struct rf_record_meeting *m,
                   const struct rf_record_item *origin)
{
    const struct rf_record_item *item = rf_record_fetch(m)->items;
    for (; item; item = item->next) {
        const struct rf_record_links *links = item->links;
        bool is_from =
            links && (strcmp(links->carried_meeting, origin->meeting->id) == 0 ||
                      strcmp(links->carried_meeting, origin->meeting->folder) == 0);
        if (rf_record_is_carried_from(record, item, origin) ||
            (is_from && !rf_record_find_item(origin->meeting, links->carried_item)) ||
            rf_record_is_same_case(item, origin)) {
            return true;
        }
    }
    return false;
}

/* The meeting of this record that a matter was left to; NULL: it went elsewhere, or that
 * meeting is not there yet. */
static const struct rf_record_meeting *destination_of(const struct rf_record *record,
                                                      const struct rf_record_item *item)
{
    const struct rf_record_meeting *target =
        item->links && *item->links->to_meeting ? record->meetings : NULL;
    while (target && strcmp(target->id, item->links->to_meeting) != 0) {
        target = target->next;
    }
    return target;
}

/* not-carried: a matter that was left to a meeting which was held without it. Reported
 * where it was left; for a followed series, whose documents are closed by now, at the
 * meeting that should have it. True where it was reported. */
static bool check_not_carried(const struct rf_record *record,
                              const struct rf_record_item *item, struct rf_diags *diags)
{
    bool is_left =
        item->outcome == REFERAT_POSTPONED || item->outcome == REFERAT_NOT_REACHED;
    if (!is_left) {
        return false;
    }
    const struct rf_record_meeting *target = destination_of(record, item);
    if (!target || !rf_record_is_held(target) || brings(record, target, item)) {
        return false;
    }
    bool is_other = rf_record_is_other(item->meeting);
    struct referat_span left =
        rf_source_excerpt(diags->arena, item->links->decision_span);
    struct referat_span there = place_of(diags->arena, target);
    struct referat_diagnostic *found =
        is_other
            ? rf_diag_report(diags, RF_CODE_NOT_CARRIED, there,
                             "'%s' was held without item %s of '%s', which was postponed "
                             "to it",
                             target->id, item->number, item->meeting->id)
            : rf_diag_report(diags, RF_CODE_NOT_CARRIED, left,
                             "item %s was postponed to '%s', which was held without it",
                             item->number, target->id);
    rf_diag_related(diags, found, is_other ? left : there,
                    is_other ? "it was left to that meeting" : "that meeting");
    rf_diag_hint(diags, found,
                 "add it there with carried_from: %s/%s, or correct where it went",
                 item->meeting->id, *item->id ? item->id : item->number);
    return true;
}

/* True where a meeting after the item's that was not cancelled takes up its case. An item
 * of a followed series comes before every meeting of this one. */
static bool is_case_back(const struct rf_record *record,
                         const struct rf_record_item *item)
{
    bool has_case = item->links && *item->links->case_number;
    bool is_own = item->meeting->record == record;
    const struct rf_record_meeting *m = !has_case ? NULL
                                        : is_own  ? item->meeting->next
                                                  : record->meetings;
    for (; m; m = m->next) {
        const struct rf_record_item *other =
            rf_record_is_cancelled(m) ? NULL : rf_record_fetch(m)->items;
        while (other && !rf_record_is_same_case(other, item)) {
            other = other->next;
        }
        if (other) {
            return true;
        }
    }
    return false;
}

/* not-carried: an item that was left open, and was to be taken up at a meeting which was
 * cancelled. Reported at once, without waiting for a later meeting, so that whoever makes
 * the next agenda knows. */
static void check_cancelled(const struct rf_record *record,
                            const struct rf_record_item *item, struct rf_diags *diags)
{
    const struct rf_record_taken_up *taken_up = rf_record_taken_up(item);
    bool is_left = item->outcome == REFERAT_POSTPONED ||
                   item->outcome == REFERAT_NOT_REACHED || item->is_promised;
    if (!is_left || (taken_up && taken_up->at.meeting)) {
        return;
    }
    const struct rf_record_meeting *target =
        taken_up ? taken_up->not_at.meeting : destination_of(record, item);
    if (!target || (!taken_up && !rf_record_is_cancelled(target)) ||
        is_case_back(record, item)) {
        return;
    }
    struct referat_diagnostic *found = rf_diag_report(
        diags, RF_CODE_NOT_CARRIED,
        rf_source_excerpt(diags->arena, item->links->decision_span),
        "item %s was to be taken up at '%s', which was cancelled, and no other meeting "
        "takes it up",
        item->number, target->id);
    rf_diag_related(diags, found, place_of(diags->arena, target),
                    "the cancelled meeting");
    rf_diag_hint(diags, found, "add it to a later agenda with carried_from: %s/%s",
                 item->meeting->id, *item->id ? item->id : item->number);
}

/* True where a meeting that was to take up an item of this one was cancelled. */
static bool was_up_in_vain(const struct rf_record_meeting *m)
{
    const struct rf_record_taken_up *entry = m->taken_up;
    while (entry && !entry->not_at.meeting) {
        entry = entry->next;
    }
    return entry != NULL;
}

/* What followed series left to a meeting of this series, and not of their own. */
static void check_left(const struct rf_record *record, struct rf_diags *diags)
{
    for (const struct rf_record_other *o = record->others; o; o = o->next) {
        const struct rf_record_meeting *m = o->is_followed ? o->record->meetings : NULL;
        for (; m; m = m->next) {
            const struct rf_record_item *item =
                m->has_left || was_up_in_vain(m) ? m->items : NULL;
            for (; item; item = item->next) {
                if (!destination_of(o->record, item) &&
                    !check_not_carried(record, item, diags)) {
                    check_cancelled(record, item, diags);
                }
            }
        }
    }
}

void rf_check_series(const struct rf_record *record, const char *only,
                     struct rf_diags *diags)
{
    const struct rf_record_meeting *last = record->last;
    const struct rf_record_meeting *unread = NULL;
    /* the last meeting that could have approved minutes: what is decided in writing is
     * decided without a meeting */
    while (last && !(rf_record_is_held(last) && !last->is_written && is_in_order(last))) {
        last = last->previous;
    }
    /* the last meeting of which it is not known whose minutes it approves, or one without
     * a date, which may be that */
    for (const struct rf_record_meeting *m = record->meetings; m; m = m->next) {
        if ((m->is_unread || m->has_lost_approval) && (!unread || is_in_order(unread))) {
            unread = m;
        }
    }
    for (const struct rf_record_meeting *m = record->meetings; m; m = m->next) {
        if (only && !rf_path_is_within(only, m->folder)) {
            continue;
        }
        bool may_be_approved =
            unread && (!is_in_order(unread) || m->order < unread->order); /* there */
        bool is_earlier = last && is_in_order(m) && m->order < last->order;
        if (is_earlier && !may_be_approved) {
            check_never_approved(m, last, diags);
        }
        const struct rf_record_item *item =
            m->has_left || was_up_in_vain(m) ? rf_record_fetch(m)->items : NULL;
        for (; item; item = item->next) {
            if (!check_not_carried(record, item, diags)) {
                check_cancelled(record, item, diags);
            }
        }
        rf_record_release(record);
    }
    if (!only) {
        check_left(record, diags);
    }
}
