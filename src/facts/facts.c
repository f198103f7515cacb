/* The facts of a meeting, from its model to bytes (facts). */
#include "facts/facts.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/cpr.h"
#include "base/date.h"
#include "base/path.h"
#include "lang/lang.h"
#include "store/item_texts.h"

struct put {
    const struct referat_meeting *meeting;
    struct rf_buf *out;
    struct rf_buf text;    /* made of several */
    struct rf_arena arena; /* of paths */
    bool is_public;
};

/* ---- Columns ---- */

static void begin(struct put *p, enum rf_facts_table table)
{
    rf_buf_char(p->out, (char)table);
}

static void put_null(struct put *p)
{
    rf_buf_char(p->out, RF_FACTS_NULL);
}

static void put_number(struct put *p, long long number)
{
    int64_t value = number;
    rf_buf_char(p->out, RF_FACTS_NUMBER);
    rf_buf_add(p->out, (const char *)&value, sizeof value);
}

/* A number of which one value says that there is none. */
static void put_number_or(struct put *p, long long number, long long none)
{
    if (number == none) {
        put_null(p);
    } else {
        put_number(p, number);
    }
}

static void put_bytes(struct put *p, const char *s, size_t n)
{
    uint32_t length = (uint32_t)n;
    rf_buf_char(p->out, RF_FACTS_TEXT);
    rf_buf_add(p->out, (const char *)&length, sizeof length);
    rf_buf_add(p->out, s, n);
}

/* A text that is there, be it empty. */
static void put_given(struct put *p, const char *s)
{
    put_bytes(p, s, strlen(s));
}

static void put_text(struct put *p, const char *s)
{
    if (s && *s) {
        put_given(p, s);
    } else {
        put_null(p);
    }
}

static void put_date(struct put *p, const struct referat_date *date)
{
    char iso[RF_ISO_DATE_SIZE];
    put_text(p, date->year ? rf_date_iso(date, iso) : NULL);
}

/* What stands in p->text, which is emptied. */
static void put_made(struct put *p)
{
    if (p->text.n) {
        put_bytes(p, p->text.p, p->text.n);
    } else {
        put_null(p);
    }
    rf_buf_reset(&p->text);
}

void rf_facts_shown(const char *name, struct rf_buf *out)
{
    size_t start = out->n, digits = 0; /* of any script: bytes beyond ASCII may be some */
    rf_buf_puts(out, name);
    for (const char *s = name; *s; s++) {
        digits += (*s >= '0' && *s <= '9') || (unsigned char)*s >= 0x80;
    }
    if (digits >= RF_CPR_DIGITS) {
        rf_cpr_mask(out->p + start, out->n - start);
    }
}

static void put_shown(struct put *p, const char *name)
{
    rf_facts_shown(name ? name : "", &p->text);
    put_made(p);
}

/* The same where the column is never NULL. */
static void put_shown_given(struct put *p, const char *name)
{
    rf_facts_shown(name, &p->text);
    put_bytes(p, p->text.n ? p->text.p : "", p->text.n);
    rf_buf_reset(&p->text);
}

static void put_list(struct put *p, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        rf_buf_puts(&p->text, i ? ", " : "");
        rf_buf_puts(&p->text, list[i]);
    }
    put_made(p);
}

static void put_names(struct put *p, const struct referat_persons *persons)
{
    rf_item_names(persons, &p->text);
    put_made(p);
}

static void put_outcome(struct put *p, enum referat_outcome outcome)
{
    put_text(p, rf_outcome_terms()[outcome]);
}

static void put_access(struct put *p, enum referat_access access)
{
    put_text(p, rf_access_terms()[access]);
}

/* ---- The meeting ---- */

/* Who signed the minutes of a closed meeting is closed. */
static void put_signatures(struct put *p)
{
    const struct referat_minutes *minutes = p->meeting->minutes;
    bool is_hidden = p->is_public && p->meeting->access == REFERAT_CLOSED;
    struct referat_date last = {0};
    size_t signed_count = 0;
    if (!minutes || is_hidden) {
        put_null(p);
        put_null(p);
        put_null(p);
        return;
    }
    for (size_t i = 0; i < minutes->signature_count; i++) {
        const struct referat_date *date = &minutes->signatures[i].date;
        signed_count += date->year != 0;
        last = rf_date_compare(date, &last) > 0 ? *date : last;
    }
    last.year = signed_count == minutes->signature_count ? last.year : 0;
    put_number(p, (long long)minutes->signature_count);
    put_number(p, (long long)signed_count);
    put_date(p, &last);
}

static void put_counts(struct put *p)
{
    const struct referat_meeting *m = p->meeting;
    size_t items = 0, decisions = 0;
    for (size_t i = 0; i < m->all_item_count; i++) {
        items += referat_item_is_treated(m->all_items[i]);
        decisions += m->all_items[i]->decision != NULL;
    }
    put_number(p, (long long)items);
    put_number(p, (long long)decisions);
    put_number(p, (long long)m->action_count);
    put_number(p, (long long)m->annex_count);
}

static void put_status(struct put *p, bool is_there, enum referat_status status)
{
    put_text(p, is_there ? rf_status_terms()[status] : NULL);
}

static void put_unread(struct put *p)
{
    const struct referat_meeting *m = p->meeting;
    struct referat_date date = {0};
    rf_date_parse(rf_path_name(m->folder), &date);
    put_number(p, true);  /* is_unread */
    put_number(p, false); /* is_cancelled */
    put_number(p, false); /* is_written */
    put_null(p);          /* title */
    put_null(p);          /* place */
    put_date(p, &date);
    for (int i = 0; i < 8; i++) { /* start_min to signed_on */
        put_null(p);
    }
    put_text(p, m->has_broken_seal ? "broken" : NULL);
    for (int i = 0; i < 4; i++) { /* the counts */
        put_null(p);
    }
}

static void put_meeting(struct put *p)
{
    const struct referat_meeting *m = p->meeting;
    begin(p, RF_FACTS_meeting);
    put_shown_given(p, m->id);
    put_shown_given(p, m->folder ? m->folder : "");
    if (m->is_unread) {
        put_unread(p);
        return;
    }
    put_number(p, false); /* is_unread */
    put_number(p, referat_meeting_is_cancelled(m));
    put_number(p, referat_meeting_is_written(m));
    put_text(p, m->title.plain);
    put_text(p, m->place.plain);
    put_date(p, &m->date);
    put_number_or(p, m->time.start_min, -1);
    put_number_or(p, m->time.end_min, -1);
    put_access(p, m->access);
    put_status(p, m->agenda, m->agenda ? m->agenda->status : REFERAT_FINAL);
    put_status(p, m->minutes, m->minutes ? m->minutes->status : REFERAT_FINAL);
    put_signatures(p);
    put_text(p, m->has_broken_seal ? "broken" : NULL); /* else it is judged at the end */
    put_counts(p);
}

/* ---- Items ---- */

static void put_decision(struct put *p, const struct referat_item *item)
{
    static const struct referat_date none = {0};
    const struct referat_decision *d = item->decision;
    put_outcome(p, d ? d->outcome : REFERAT_UNDECIDED);
    if (d) {
        rf_item_sentence(p->meeting->series, d, &p->text);
    }
    put_made(p);
    put_number(p, d && d->is_split);
    if (d) {
        rf_item_votes(p->meeting->series, d, &p->text);
    }
    put_made(p);
    if (d) {
        rf_item_dissents(d, &p->text);
    }
    put_made(p);
    put_text(p, d && d->to.given == REFERAT_GIVEN ? d->to.plain : NULL);
    put_date(p, d ? &d->to_date : &none);
    put_date(p, rf_item_returns(item));
}

static void put_item(struct put *p, const struct referat_item *item, size_t n)
{
    begin(p, RF_FACTS_item);
    put_number(p, (long long)n);
    put_given(p, item->number);
    put_text(p, item->id.text);
    put_given(p, item->anchor);
    put_text(p, item->title.plain);
    put_given(p, rf_item_type_terms()[item->type]);
    put_access(p, item->access);
    put_names(p, &item->responsible);
    put_text(p, item->case_number.text);
    put_number_or(p, item->order, 0);
    put_number_or(p, item->planned_start_min, -1);
    put_number_or(p, item->planned_min, 0);
    rf_item_guests(item, &p->text);
    put_made(p);
    put_decision(p, item);
}

static void put_link(struct put *p, size_t n, const char *kind, size_t at,
                     const char *meeting, const char *item)
{
    if (*meeting) {
        begin(p, RF_FACTS_link);
        put_number(p, (long long)n);
        put_given(p, kind);
        put_number(p, (long long)at);
        put_shown_given(p, meeting);
        put_text(p, item);
    }
}

/* As it is written: a meeting that was loaded for another's sake knows no more. */
static void put_links(struct put *p, const struct referat_item *item, size_t n)
{
    const char *folder = p->meeting->folder;
    for (size_t i = 0; i < item->approves_count; i++) {
        const struct referat_meeting_ref *ref = &item->approves[i];
        const char *written =
            ref->written.given == REFERAT_GIVEN ? ref->written.text : ref->meeting_id;
        put_link(p, n, "approves", i,
                 rf_item_meeting_name(&p->arena, folder, ref, written), NULL);
    }
    const struct referat_meeting_ref *from = &item->carried_from;
    const char *slash =
        from->written.given == REFERAT_GIVEN ? strrchr(from->written.text, '/') : NULL;
    if (slash) { /* "2023-11-20/3": the meeting and its item */
        const char *meeting = rf_arena_copy(&p->arena, from->written.text,
                                            (size_t)(slash - from->written.text));
        put_link(p, n, "carried", 0,
                 rf_item_meeting_name(&p->arena, folder, from, meeting), slash + 1);
    }
}

static void put_points(struct put *p, const struct referat_item *item, size_t n)
{
    const struct referat_recommendation *r = item->recommendation;
    for (size_t i = 0; r && i < r->point_count; i++) {
        begin(p, RF_FACTS_point);
        put_number(p, (long long)n);
        put_number(p, (long long)i);
        put_given(p, r->points[i].number);
        put_text(p, r->points[i].text.plain);
        put_outcome(p, rf_item_point_outcome(item->decision, &r->points[i]));
    }
}

static void put_ballot(struct put *p, size_t n, size_t vote, const char *side,
                       const struct referat_text *motion,
                       const struct referat_ballot *ballot)
{
    if (ballot->count >= 0) {
        begin(p, RF_FACTS_ballot);
        put_number(p, (long long)n);
        put_number(p, (long long)vote);
        put_given(p, side);
        put_text(p, motion->given == REFERAT_GIVEN ? motion->plain : NULL);
        put_number(p, ballot->count);
        put_names(p, &ballot->names);
    }
}

static void put_ballots(struct put *p, const struct referat_item *item, size_t n)
{
    const struct referat_decision *d = item->decision;
    for (size_t i = 0; d && i < d->vote_count; i++) {
        const struct referat_vote *vote = &d->votes[i];
        for (enum referat_side side = 0; side < REFERAT_SIDE_COUNT; side++) {
            put_ballot(p, n, i, rf_side_terms()[side], &vote->motion, &vote->sides[side]);
        }
    }
}

static void put_annexes(struct put *p, const struct referat_item *item, size_t n)
{
    for (size_t i = 0; i < item->annex_count; i++) {
        const struct referat_annex *annex = item->annexes[i];
        begin(p, RF_FACTS_annex);
        put_number(p, (long long)n);
        put_number(p, (long long)i);
        put_number_or(p, annex->number, 0);
        put_text(p, annex->title.plain);
        put_shown(p, annex->path);
        put_text(p, annex->anchor);
        put_number_or(p, (long long)annex->file_bytes, 0);
        put_text(p, annex->sha256);
        put_access(p, annex->access);
        put_list(p, annex->referrers, annex->referrer_count);
    }
}

/* ---- Follow-ups ---- */

/* is_introduction: no row of item is theirs. */
static void put_actions(struct put *p, const struct referat_item *item, size_t n,
                        bool is_introduction, size_t *count)
{
    for (size_t i = 0; i < item->action_count; i++) {
        const struct referat_action *action = item->actions[i];
        begin(p, RF_FACTS_action);
        put_number(p, (long long)(*count)++);
        if (is_introduction) {
            put_null(p);
        } else {
            put_number(p, (long long)n);
        }
        put_shown_given(p, action->id);
        put_text(p, action->task_plain);
        put_list(p, action->owners, action->owner_count);
        put_date(p, &action->due);
        put_text(p, action->due_written);
        put_given(p, rf_action_state_terms()[action->state]);
    }
}

/* An action of this series by its own id, whichever way it was written. */
static const char *name_of_changed(const struct referat_action_change *change)
{
    bool is_known = change->id && *change->id && !change->series;
    return is_known ? change->id : change->action.text;
}

static void put_changes(struct put *p)
{
    const struct referat_minutes *minutes = p->meeting->minutes;
    for (size_t i = 0; minutes && i < minutes->change_count; i++) {
        const struct referat_action_change *change = &minutes->changes[i];
        begin(p, RF_FACTS_change);
        put_number(p, (long long)i);
        put_shown_given(p, name_of_changed(change));
        put_text(p, change->has_state ? rf_action_state_terms()[change->state] : NULL);
        put_list(p, change->owners, change->owner_count);
        put_date(p, &change->due);
        put_text(p, change->due_written);
        put_text(p, change->note.given == REFERAT_GIVEN ? change->note.plain : NULL);
    }
}

/* ---- People ---- */

/* Data of a public edition never say why somebody was absent. */
static void put_presence(struct put *p)
{
    for (size_t i = 0; i < p->meeting->member_count; i++) {
        const struct referat_member *member = &p->meeting->members[i];
        const struct referat_absence *absence = member->absence;
        bool has_reason =
            absence && absence->reason.given == REFERAT_GIVEN && !p->is_public;
        bool has_other = absence && absence->substitute.name.given == REFERAT_GIVEN;
        begin(p, RF_FACTS_presence);
        put_number(p, (long long)i);
        put_given(p, member->person->name.plain);
        put_given(p, member->is_absent       ? "absent"
                     : member->stands_in_for ? "substitute"
                                             : "present");
        put_text(p, has_reason ? absence->reason.plain : NULL);
        put_text(p, has_other ? absence->substitute.name.plain : NULL);
        if (!member->is_absent) {
            rf_item_missed(p->meeting, i, &p->text);
        }
        put_made(p);
    }
}

/* ---- All ---- */

static void put_items(struct put *p)
{
    const struct referat_meeting *m = p->meeting;
    size_t n = 0, actions = 0;
    if (m->introduction) {
        put_actions(p, m->introduction, 0, true, &actions);
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        const struct referat_item *item = m->all_items[i];
        if (referat_item_is_treated(item)) {
            put_item(p, item, n);
            put_links(p, item, n);
            put_points(p, item, n);
            put_ballots(p, item, n);
            put_annexes(p, item, n);
            put_actions(p, item, n, false, &actions);
            n++;
        }
    }
}

void rf_facts_put(const struct referat_meeting *meeting, struct rf_buf *out)
{
    struct put p = {.meeting = meeting,
                    .out = out,
                    .is_public = meeting->series->edition == REFERAT_EDITION_PUBLIC};
    put_meeting(&p);
    if (!meeting->is_unread) {
        put_items(&p);
        put_changes(&p);
        put_presence(&p);
    }
    rf_buf_clear(&p.text);
    rf_arena_clear(&p.arena);
}
