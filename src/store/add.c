/* Copies a compiled meeting into the record's rows (store): the model dies with its
 * meeting, the rows last as long as the run. What is printed of a decision, votes or
 * people becomes a text here, once, so that index and tables need no model. */
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/path.h"
#include "base/str.h"
#include "diag/source.h"
#include "lang/lang.h"
#include "store/internal.h"
#include "store/item_texts.h"
#include "store/origin.h"
#include "referat/referat.h"
#include "referat/seal.h"

static const char *keep(struct rf_record *record, const char *s)
{
    return s ? rf_record_keep_text(record, s, strlen(s)) : "";
}

static const char *keep_buf(struct rf_record *record, struct rf_buf *buf)
{
    const char *s = rf_record_keep_text(record, buf->p, buf->n);
    rf_buf_clear(buf);
    return s;
}

static struct referat_date keep_date(struct referat_date date)
{
    date.span = (struct referat_span){0};
    return date;
}

static const char *join(struct rf_record *record, const char *const *list, size_t count)
{
    struct rf_buf text = {0};
    for (size_t i = 0; i < count; i++) {
        rf_buf_puts(&text, i ? ", " : "");
        rf_buf_puts(&text, list[i]);
    }
    return keep_buf(record, &text);
}

static const char *names(struct rf_record *record, const struct referat_persons *persons)
{
    struct rf_buf text = {0};
    rf_item_names(persons, &text);
    return keep_buf(record, &text);
}

/* ---- Decisions ---- */

static const char *votes(struct rf_record *record, const struct referat_decision *d)
{
    struct rf_buf text = {0};
    rf_item_votes(record->series, d, &text);
    return keep_buf(record, &text);
}

static const char *dissents(struct rf_record *record, const struct referat_decision *d)
{
    struct rf_buf text = {0};
    rf_item_dissents(d, &text);
    return keep_buf(record, &text);
}

static const char *sentence(struct rf_record *record, const struct referat_decision *d)
{
    if (d->wording.given == REFERAT_GIVEN) {
        return keep(record, d->wording.plain);
    }
    struct rf_buf text = {0};
    rf_item_sentence(record->series, d, &text);
    return keep_buf(record, &text);
}

static void keep_points(struct rf_record *record, struct rf_record_words *words,
                        const struct referat_item *item)
{
    const struct referat_recommendation *r = item->recommendation;
    for (size_t i = 0; r && i < r->point_count; i++) {
        struct rf_record_point *point;
        RF_RECORD_APPEND(record, point, words, points, last_point);
        point->number = keep(record, r->points[i].number);
        point->asked = keep(record, r->points[i].text.plain);
        point->outcome = rf_item_point_outcome(item->decision, &r->points[i]);
    }
}

/* ---- Annexes ---- */

static void keep_annex(struct rf_record *record, struct rf_record_words *words,
                       const struct referat_annex *annex)
{
    struct rf_record_annex *row;
    RF_RECORD_APPEND(record, row, words, annexes, last_annex);
    row->number = annex->number;
    row->title = keep(record, annex->title.plain);
    row->path = keep(record, annex->path);
    row->anchor = keep(record, annex->anchor);
    row->sha256 = keep(record, annex->sha256);
    row->referred_from = join(record, annex->referrers, annex->referrer_count);
    row->access = annex->access;
    row->file_bytes = annex->file_bytes;
}

/* ---- Items ---- */

static const char *guests(struct rf_record *record, const struct referat_item *item)
{
    struct rf_buf text = {0};
    rf_item_guests(item, &text);
    return keep_buf(record, &text);
}

static void keep_table_words(struct rf_record *record, struct rf_record_words *words,
                             const struct referat_item *item)
{
    const struct referat_decision *d = item->decision;
    words->guests = guests(record, item);
    words->votes = d ? votes(record, d) : "";
    words->dissent = d ? dissents(record, d) : "";
    for (size_t i = 0; i < item->annex_count; i++) {
        keep_annex(record, words, item->annexes[i]);
    }
}

static struct rf_record_words *copy_words(struct rf_record *record,
                                          const struct referat_item *item)
{
    struct rf_record_words *words =
        RF_ARENA_NEW(record->row_arena, struct rf_record_words);
    const struct referat_decision *d = item->decision;
    words->title = keep(record, item->title.plain);
    words->responsible = names(record, &item->responsible);
    words->case_number = keep(record, item->case_number.text);
    words->sentence = d ? sentence(record, d) : "";
    words->guests = words->votes = words->dissent = "";
    words->to = d && d->to.given == REFERAT_GIVEN ? keep(record, d->to.plain) : "";
    words->type = item->type;
    words->access = item->access;
    words->order = item->order;
    words->planned_start_min = item->planned_start_min;
    words->planned_min = item->planned_min;
    words->is_split = d && d->is_split;
    words->returns = keep_date(*rf_item_returns(item));
    words->to_date = keep_date(d ? d->to_date : (struct referat_date){0});
    keep_points(record, words, item);
    if (record->table_columns) {
        keep_table_words(record, words, item);
    }
    return words;
}

/* The name as it is written: in a meeting that was loaded ahead no reference is resolved
 * yet. */
static const char *meeting_of(const struct referat_meeting_ref *ref)
{
    return ref->written.given == REFERAT_GIVEN ? ref->written.text : ref->meeting_id;
}

/* "2023-11-20/3": the meeting and its item. */
static void keep_carried(struct rf_record *record, struct rf_record_links *links,
                         const char *folder, const struct referat_meeting_ref *ref)
{
    const char *slash = strrchr(ref->written.text, '/');
    links->carried_meeting = links->carried_item = "";
    if (ref->written.given == REFERAT_GIVEN && slash) {
        const char *meeting = rf_arena_copy(record->row_arena, ref->written.text,
                                            (size_t)(slash - ref->written.text));
        links->carried_meeting = rf_record_name_of(record, folder, ref, meeting);
        links->carried_item = keep(record, slash + 1);
    }
}

/* An excerpt carries the mark that its text is closed, since a message that points to it
 * may be printed long after the model is gone. */
static struct referat_span excerpt_of(struct rf_record *record,
                                      const struct referat_item *item,
                                      struct referat_span span)
{
    struct referat_span excerpt = rf_source_excerpt(record->row_arena, span);
    struct referat_source *source = (struct referat_source *)excerpt.source;
    if (source && item->access == REFERAT_CLOSED && !source->closed) {
        rf_source_close(record->row_arena, source, 0, UINT32_MAX,
                        rf_origin_of_item(record->row_arena, item));
    }
    return excerpt;
}

static void keep_approvals(struct rf_record *record, struct rf_record_links *links,
                           const struct referat_item *item)
{
    for (size_t i = 0; i < item->approves_count; i++) {
        const struct referat_meeting_ref *ref = &item->approves[i];
        struct rf_record_approval *row;
        RF_RECORD_APPEND(record, row, links, approvals, last_approval);
        row->meeting =
            rf_record_name_of(record, item->meeting->folder, ref, meeting_of(ref));
        row->span = excerpt_of(record, item, ref->written.span);
    }
}

static struct rf_record_links *keep_links(struct rf_record *record,
                                          const struct referat_item *item)
{
    const struct referat_decision *d = item->decision;
    const char *to = d && d->to.given == REFERAT_GIVEN ? d->to.plain : "";
    bool is_carried = item->carried_from.written.given == REFERAT_GIVEN;
    const struct referat_date *promise = rf_item_returns(item);
    bool is_left =
        d && (d->outcome == REFERAT_POSTPONED || d->outcome == REFERAT_NOT_REACHED);
    bool is_open = is_left || promise->year;
    bool is_tied = is_carried || *to || item->approves_count || is_open;
    if (!is_tied && !*item->case_number.text) {
        return NULL;
    }
    struct rf_record_links *links =
        RF_ARENA_NEW(record->row_arena, struct rf_record_links);
    const char *folder = item->meeting->folder;
    links->to_meeting = rf_record_name_of(record, folder, NULL, to);
    links->case_number = keep(record, item->case_number.text);
    keep_carried(record, links, folder, &item->carried_from);
    keep_approvals(record, links, item);
    if (d && is_tied) {
        links->decision_span = excerpt_of(record, item, *to ? d->to.span : d->span);
    } else if (is_open) {
        links->decision_span = excerpt_of(record, item, promise->span);
    }
    return links;
}

static void keep_action(struct rf_record *record, struct rf_record_meeting *meeting,
                        struct rf_record_item *item, const struct referat_action *action)
{
    struct rf_record_action *row;
    unsigned index = meeting->last_action ? meeting->last_action->index + 1 : 0;
    RF_RECORD_APPEND(record, row, meeting, actions, last_action);
    row->index = index;
    row->item = item;
    row->id = keep(record, action->id);
    row->task = keep(record, action->task_plain); /* the minutes that close it print it */
    row->owners = row->due_written = row->note = "";
    row->access = action->item->has_closed_minutes ? REFERAT_CLOSED : item->access;
    row->state = action->state;
    if (record->index_columns) {
        row->owners = join(record, action->owners, action->owner_count);
        row->due_written = keep(record, action->due_written);
        row->due = keep_date(action->due);
    }
    rf_record_index_action(record, row);
}

static void keep_item(struct rf_record *record, struct rf_record_meeting *meeting,
                      const struct referat_item *item)
{
    struct rf_record_item *row;
    unsigned index = meeting->last_item ? meeting->last_item->index + 1 : 0;
    RF_RECORD_APPEND(record, row, meeting, items, last_item);
    row->index = index;
    row->meeting = meeting;
    row->number = keep(record, item->number);
    row->id = keep(record, item->id.text);
    row->anchor = keep(record, item->anchor);
    row->links = keep_links(record, item);
    row->outcome = item->decision ? item->decision->outcome : REFERAT_UNDECIDED;
    row->access = item->access;
    row->is_promised = rf_item_returns(item)->year != 0;
    if (record->index_columns && item != item->meeting->introduction) {
        row->words = copy_words(record, item);
    }
    for (size_t i = 0; i < item->action_count; i++) {
        keep_action(record, meeting, row, item->actions[i]);
    }
}

/* ---- The meeting ---- */

/* The item approves minutes of a meeting that is not named, or not found. */
static bool is_lost_approval(const struct referat_item *item)
{
    bool is_lost = !item->approves_span.source;
    for (size_t i = 0; i < item->approves_count; i++) {
        is_lost = is_lost || item->approves[i].is_unknown;
    }
    return is_lost && item->type == REFERAT_TYPE_MINUTES_APPROVAL;
}

/* Sums up what others need of an item, since the items themselves may be evicted. */
static void sum_up(struct rf_record_meeting *row, const struct referat_item *item)
{
    const struct referat_decision *d = item->decision;
    bool is_left =
        d && (d->outcome == REFERAT_POSTPONED || d->outcome == REFERAT_NOT_REACHED);
    row->has_lost_approval = row->has_lost_approval || is_lost_approval(item);
    row->has_left = row->has_left || (is_left && d->to.given == REFERAT_GIVEN);
    row->outcomes |= 1U << (d ? d->outcome : REFERAT_UNDECIDED);
    const struct referat_recommendation *r = item->recommendation;
    for (size_t i = 0; r && i < r->point_count; i++) {
        row->outcomes |= 1U << rf_item_point_outcome(d, &r->points[i]);
    }
}

static void keep_changes(struct rf_record *record, struct rf_record_meeting *meeting,
                         const struct referat_minutes *minutes)
{
    for (size_t i = 0; minutes && i < minutes->change_count; i++) {
        const struct referat_action_change *change = &minutes->changes[i];
        struct rf_record_change *row;
        RF_RECORD_APPEND(record, row, meeting, changes, last_change);
        row->action = keep(record, change->action.text);
        row->due_written = rf_arena_string(record->row_arena, change->due_written);
        row->due = keep_date(change->due);
        row->has_state = change->has_state;
        row->state = change->state;
        row->owners = change->owner_count
                          ? join(record, change->owners, change->owner_count)
                          : NULL;
        row->note =
            change->note.given == REFERAT_GIVEN ? keep(record, change->note.plain) : NULL;
    }
}

static void count(struct rf_record_meeting *row, const struct referat_meeting *m)
{
    row->annex_count = m->annex_count;
    row->action_count = m->action_count;
    for (size_t i = 0; i < m->all_item_count; i++) {
        row->item_count += referat_item_is_treated(m->all_items[i]);
        row->decision_count += m->all_items[i]->decision != NULL;
    }
}

/* Where messages about the meeting as a whole point. */
static struct referat_span place_of(const struct referat_meeting *m)
{
    if (m->minutes) {
        return m->minutes->meeting.written.span.source
                   ? m->minutes->meeting.written.span
                   : rf_span(m->minutes->document.source, 0, 0);
    }
    return rf_span(m->agenda ? m->agenda->document.source : NULL, 0, 0);
}

static void sum_up_signatures(struct rf_record *record, struct rf_record_meeting *row,
                              const struct referat_minutes *minutes)
{
    for (size_t i = 0; i < minutes->signature_count; i++) {
        const struct referat_date *date = &minutes->signatures[i].date;
        row->signed_count += date->year != 0;
        if (rf_date_compare(date, &row->signed_on) > 0) {
            row->signed_on = keep_date(*date);
        }
    }
    row->signer_count = minutes->signature_count;
    row->signatures_span = rf_source_excerpt(record->row_arena, minutes->signatures_span);
    if (row->signed_count < row->signer_count) {
        row->signed_on = (struct referat_date){0};
    }
}

static void name_meeting(struct rf_record *record, struct rf_record_meeting *row,
                         const struct referat_meeting *m)
{
    const char *folder = m->folder ? m->folder : "", *name = rf_path_name(folder);
    row->folder = rf_arena_string(record->arena, folder);
    row->id = strcmp(m->id, name) == 0 ? rf_path_name(row->folder)
                                       : rf_arena_string(record->arena, m->id);
    row->title = keep(record, m->title.plain);
    row->place = keep(record, m->place.plain);
    row->date = keep_date(m->date);
    row->start_min = m->time.start_min;
    row->end_min = m->time.end_min;
    row->has_agenda = m->agenda != NULL;
    row->has_minutes = m->minutes != NULL;
    row->agenda_status = m->agenda ? m->agenda->status : REFERAT_FINAL;
    row->minutes_status = m->minutes ? m->minutes->status : REFERAT_FINAL;
    row->place_span = rf_source_excerpt(record->row_arena, place_of(m));
    row->is_written = referat_meeting_is_written(m);
    if (m->minutes) {
        sum_up_signatures(record, row, m->minutes);
    }
}

/* Empties a row. Its identity, and what other meetings said of it, stay. */
static void empty(struct rf_record *record, struct rf_record_meeting *row)
{
    rf_record_unindex(record, row);
    struct rf_record_meeting was = *row;
    *row = (struct rf_record_meeting){
        .next = was.next,
        .previous = was.previous,
        .order = was.order,
        .id = was.id,
        .folder = was.folder,
        .title = "",
        .place = "",
        .start_min = -1,
        .end_min = -1,
        .has_errors = was.has_errors,
        .has_broken_seal = was.has_broken_seal,
        .named_by = was.named_by,
        .approved_by = was.approved_by,
        .taken_up = was.taken_up,
        .record = was.record,
        .arena = was.arena,
        .delta = was.delta,
    };
}

void rf_record_set_unread(struct rf_record *record, struct rf_record_meeting *row)
{
    empty(record, row);
    row->is_complete = row->is_unread = true;
    rf_date_parse(rf_path_name(row->folder), &row->date);
}

static void keep_claim(struct rf_record *record, struct rf_record_meeting *row,
                       const struct referat_seal *seal)
{
    struct rf_record_claim *claim =
        RF_ARENA_NEW(record->row_arena, struct rf_record_claim);
    claim->meeting = keep(record, seal->meeting.text);
    claim->approved_by = keep(record, seal->approved_by.text);
    claim->outcome = keep(record, seal->outcome.text);
    claim->approved = keep_date(seal->approved);
    claim->meeting_span = rf_source_excerpt(record->row_arena, seal->meeting.span);
    claim->approved_by_span =
        rf_source_excerpt(record->row_arena, seal->approved_by.span);
    claim->outcome_span = rf_source_excerpt(record->row_arena, seal->outcome.span);
    claim->approved_span =
        rf_source_excerpt(record->row_arena,
                          seal->approved.year ? seal->approved.span : seal->meeting.span);
    row->is_sealed = true;
    row->claim = claim;
}

static void fill(struct rf_record *record, struct rf_record_meeting *row,
                 const struct referat_meeting *m)
{
    row->is_complete = true;
    if (m->seal) {
        keep_claim(record, row, m->seal);
    }
    row->has_broken_seal = m->has_broken_seal;
    row->access = m->access;
    row->has_closed = rf_record_has_closed(m);
    if (m->access ==
        REFERAT_CLOSED) { /* the model knows it only now: messages may not quote it */
        row->place_span = rf_source_excerpt(record->row_arena, place_of(m));
        row->signatures_span =
            rf_source_excerpt(record->row_arena,
                              m->minutes ? m->minutes->signatures_span : row->place_span);
    }
    count(row, m);
    if (m->introduction) { /* of its actions alone */
        keep_item(record, row, m->introduction);
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        row->has_closed |= m->all_items[i]->access == REFERAT_CLOSED;
        if (referat_item_is_treated(m->all_items[i])) {
            keep_item(record, row, m->all_items[i]);
            sum_up(row, m->all_items[i]);
        }
    }
    if (record->index_columns) {
        keep_changes(record, row, m->minutes);
    }
    if (record->table_columns) {
        rf_record_keep_attendance(record, row, m);
    }
}

struct rf_record_meeting *rf_record_open(struct rf_record *record,
                                         const struct referat_meeting *meeting,
                                         size_t order)
{
    struct rf_record_meeting *row = rf_record_find(record, order);
    record->row_arena = row ? row->arena : rf_record_take_arena(record);
    if (row && row->is_ahead) { /* its own turn fills it anew */
        empty(record, row);
        name_meeting(record, row, meeting);
    } else if (!row) {
        row = rf_record_insert(record, order, record->row_arena);
        name_meeting(record, row, meeting);
    }
    return row;
}

struct rf_record_meeting *rf_record_add(struct rf_record *record,
                                        const struct referat_meeting *meeting,
                                        size_t order)
{
    struct rf_record_meeting *row = rf_record_open(record, meeting, order);
    if (meeting->is_unread) {
        row->has_broken_seal = meeting->has_broken_seal;
        rf_record_set_unread(record, row);
    } else if (!row->is_complete) {
        fill(record, row, meeting);
    }
    return row;
}
