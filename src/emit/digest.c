/* What is kept of every meeting of a series for its own outputs (emit). */
#include "emit/digest.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "lang/lang.h"

/* ---- Rows ---- */

/* Hangs a zeroed row at the end of a list; row points to it. */
#define APPEND(digest, row, list, last)                                                  \
    do {                                                                                 \
        (row) = rf_arena_alloc((digest)->arena, sizeof *(row));                          \
        if ((digest)->last) {                                                            \
            (digest)->last->next = (row);                                                \
        } else {                                                                         \
            (digest)->list = (row);                                                      \
        }                                                                                \
        (digest)->last = (row);                                                          \
    } while (0)

static const char *keep(struct rf_digest *digest, const char *s)
{
    return s && *s ? rf_arena_string(digest->arena, s) : "";
}

static const char *keep_buf(struct rf_digest *digest, struct rf_buf *text)
{
    const char *s = rf_arena_copy(digest->arena, text->p ? text->p : "", text->n);
    rf_buf_clear(text);
    return s;
}

static void add_names(struct rf_buf *text, const struct referat_persons *persons)
{
    for (size_t i = 0; i < persons->count; i++) {
        rf_buf_printf(text, "%s%s", i ? ", " : "", persons->list[i].name.plain);
    }
}

/* ---- Actions by id ---- */

static size_t hash(const char *s)
{
    size_t h = 14695981039346656037u; /* FNV-1a */
    for (; *s; s++) {
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    }
    return h;
}

static struct rf_digest_action **action_slot(const struct rf_digest *digest,
                                             const char *id)
{
    size_t mask = digest->by_id_capacity - 1;
    size_t at = hash(id) & mask;
    while (digest->by_id[at] && strcmp(digest->by_id[at]->id, id) != 0) {
        at = (at + 1) & mask;
    }
    return &digest->by_id[at];
}

static void index_action(struct rf_digest *digest, struct rf_digest_action *row)
{
    if (2 * (digest->action_count + 1) >= digest->by_id_capacity) {
        digest->by_id_capacity =
            digest->by_id_capacity ? 2 * digest->by_id_capacity : 256;
        digest->by_id = RF_ARENA_NEW_ARRAY(digest->arena, digest->by_id_capacity,
                                           struct rf_digest_action *);
        for (struct rf_digest_action *a = digest->actions; a; a = a->next) {
            if (a != row) {
                *action_slot(digest, a->id) = a;
            }
        }
    }
    *action_slot(digest, row->id) = row;
}

bool rf_digest_has_action(const struct rf_digest *digest, const char *id)
{
    return digest->by_id_capacity && *action_slot(digest, id);
}

/* ---- Decisions ---- */

static void add_ballot(struct rf_digest *digest, struct rf_buf *text, enum rf_label label,
                       const struct referat_ballot *ballot)
{
    if (ballot->count >= 0) {
        rf_buf_printf(text, "%s%s: %d", text->n ? " · " : "",
                      rf_label(digest->series, label), ballot->count);
    }
}

static const char *votes_of(struct rf_digest *digest, const struct referat_decision *d)
{
    struct rf_buf text = {0};
    for (size_t i = 0; i < d->vote_count; i++) {
        struct rf_buf one = {0};
        add_ballot(digest, &one, RF_LABEL_IN_FAVOUR, &d->votes[i].in_favour);
        add_ballot(digest, &one, RF_LABEL_AGAINST, &d->votes[i].against);
        add_ballot(digest, &one, RF_LABEL_ABSTAINED, &d->votes[i].abstained);
        const char *motion = d->votes[i].motion.plain ? d->votes[i].motion.plain : "";
        rf_buf_printf(&text, "%s%s%s%s", i ? "\n" : "", motion, *motion ? ": " : "",
                      rf_buf_string(&one));
        rf_buf_clear(&one);
    }
    return keep_buf(digest, &text);
}

static const char *dissent_of(struct rf_digest *digest, const struct referat_decision *d)
{
    struct rf_buf text = {0};
    for (size_t i = 0; i < d->dissent_count; i++) {
        rf_buf_printf(&text, "%s%s", i ? ", " : "", d->dissents[i].person.name.plain);
    }
    return keep_buf(digest, &text);
}

static const char *sentence_of(struct rf_digest *digest, const struct referat_decision *d)
{
    if (d->wording.given == REFERAT_GIVEN) {
        return keep(digest, d->wording.plain);
    }
    struct rf_buf text = {0};
    rf_lang_outcome(rf_lang_of(digest->series), d->outcome,
                    d->to.given == REFERAT_GIVEN ? d->to.plain : NULL, &text);
    return keep_buf(digest, &text);
}

static struct rf_digest_decision *add_decision(struct rf_digest *digest,
                                               const struct rf_digest_item *item)
{
    struct rf_digest_decision *row;
    APPEND(digest, row, decisions, last_decision);
    row->item = item;
    row->point = row->asked = row->sentence = row->votes = row->dissent = "";
    digest->decision_count++;
    return row;
}

static void keep_decision(struct rf_digest *digest, const struct rf_digest_item *item,
                          const struct referat_decision *d)
{
    struct rf_digest_decision *row = add_decision(digest, item);
    row->outcome = d->outcome;
    row->sentence = sentence_of(digest, d);
    row->votes = votes_of(digest, d);
    row->dissent = dissent_of(digest, d);
    for (size_t i = 0; i < d->point_count; i++) {
        struct rf_digest_decision *point = add_decision(digest, item);
        point->point = keep(digest, d->points[i].written);
        point->asked =
            d->points[i].point ? keep(digest, d->points[i].point->text.plain) : "";
        point->outcome = d->points[i].outcome;
    }
}

/* ---- Items, actions, annexes ---- */

static void keep_action(struct rf_digest *digest, const struct rf_digest_item *item,
                        const struct referat_action *action)
{
    struct rf_digest_action *row;
    APPEND(digest, row, actions, last_action);
    struct rf_buf owners = {0};
    for (size_t i = 0; i < action->owner_count; i++) {
        rf_buf_printf(&owners, "%s%s", i ? ", " : "", action->owners[i]);
    }
    row->item = item;
    row->id = keep(digest, action->id);
    row->task = keep(digest, action->task_plain);
    row->owners = keep_buf(digest, &owners);
    row->due_written = keep(digest, action->due_written);
    row->due = action->due;
    row->due.span = (struct referat_span){0};
    row->state = action->state;
    row->closed_where = "";
    index_action(digest, row);
    digest->action_count++;
}

static void keep_annex(struct rf_digest *digest, const struct rf_digest_item *item,
                       const struct referat_annex *annex)
{
    struct rf_digest_annex *row;
    APPEND(digest, row, annexes, last_annex);
    row->item = item;
    row->number = annex->number;
    row->title = keep(digest, annex->title.plain);
    row->path = keep(digest, annex->path);
    row->anchor = keep(digest, annex->anchor);
    row->access = annex->access;
    row->file_bytes = annex->file_bytes;
    row->is_file = annex->file_name && *annex->file_name;
    digest->annex_count++;
}

static void keep_item(struct rf_digest *digest, const struct rf_digest_meeting *meeting,
                      const struct referat_item *item)
{
    struct rf_digest_item *row;
    APPEND(digest, row, items, last_item);
    struct rf_buf responsible = {0};
    add_names(&responsible, &item->responsible);
    row->meeting = meeting;
    row->number = keep(digest, item->number);
    row->title = keep(digest, item->title.plain);
    row->anchor = keep(digest, item->anchor);
    row->responsible = keep_buf(digest, &responsible);
    row->case_number = keep(digest, item->case_number.text);
    row->type = item->type;
    row->access = item->access;
    row->planned_start_min = item->planned_start_min;
    row->planned_min = item->planned_min;
    row->outcome = item->decision ? item->decision->outcome : REFERAT_UNDECIDED;
    digest->item_count++;
    if (item->decision) {
        keep_decision(digest, row, item->decision);
    }
    for (size_t i = 0; i < item->action_count; i++) {
        keep_action(digest, row, item->actions[i]);
    }
    for (size_t i = 0; i < item->annex_count; i++) {
        keep_annex(digest, row, item->annexes[i]);
    }
}

/* What later minutes say of earlier actions. */
static void apply_changes(struct rf_digest *digest, const struct referat_meeting *m)
{
    for (size_t i = 0; m->minutes && i < m->minutes->change_count; i++) {
        const struct referat_action_change *change = &m->minutes->changes[i];
        if (!rf_digest_has_action(digest, change->action.text)) {
            continue;
        }
        struct rf_digest_action *row = *action_slot(digest, change->action.text);
        if (change->has_state) {
            row->state = change->state;
            row->closed_where =
                change->state == REFERAT_ACTION_OPEN ? "" : keep(digest, m->id);
        }
        if (change->due_written) {
            row->due = change->due;
            row->due_written = keep(digest, change->due_written);
        }
        struct rf_buf owners = {0};
        for (size_t k = 0; k < change->owner_count; k++) {
            rf_buf_printf(&owners, "%s%s", k ? ", " : "", change->owners[k]);
        }
        row->owners = change->owner_count ? keep_buf(digest, &owners) : row->owners;
    }
}

/* ---- Meetings ---- */

static void count(struct rf_digest_meeting *row, const struct referat_meeting *m)
{
    row->annex_count = m->annex_count;
    row->action_count = m->action_count;
    for (size_t i = 0; i < m->all_item_count; i++) {
        row->item_count += m->all_items[i]->type != REFERAT_TYPE_HEADING;
        row->decision_count += m->all_items[i]->decision != NULL;
    }
    for (size_t i = 0; i < m->action_count; i++) {
        row->open_action_count += m->actions[i].state == REFERAT_ACTION_OPEN;
    }
}

void rf_digest_init(struct rf_digest *digest, struct rf_arena *arena,
                    const struct referat_series *series, bool keeps_rows)
{
    *digest =
        (struct rf_digest){.arena = arena, .series = series, .keeps_rows = keeps_rows};
}

void rf_digest_add(struct rf_digest *digest, const struct referat_meeting *m,
                   bool has_errors)
{
    struct rf_digest_meeting *row;
    APPEND(digest, row, meetings, last_meeting);
    row->id = keep(digest, m->id);
    row->folder = keep(digest, m->folder);
    row->title = keep(digest, m->title.plain);
    row->place = keep(digest, m->place.plain);
    row->date = m->date;
    row->date.span = (struct referat_span){0};
    row->start_min = m->time.start_min;
    row->end_min = m->time.end_min;
    row->has_agenda = m->agenda != NULL;
    row->has_minutes = m->minutes != NULL;
    row->has_errors = has_errors;
    row->agenda_status = m->agenda ? m->agenda->status : REFERAT_FINAL;
    row->minutes_status = m->minutes ? m->minutes->status : REFERAT_FINAL;
    count(row, m);
    digest->meeting_count++;
    if (!digest->keeps_rows || has_errors) {
        return;
    }
    apply_changes(digest, m);
    for (size_t i = 0; i < m->all_item_count; i++) {
        if (m->all_items[i]->type != REFERAT_TYPE_HEADING) {
            keep_item(digest, row, m->all_items[i]);
        }
    }
}
