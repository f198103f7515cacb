/* Takes everything closed out of a meeting's model (redact).
 *
 * What is left is a smaller meeting of the same form: items are closed or opened one by
 * one (prune_item.c), or omitted (omit.c), the rest of the meeting here; then lists, roll
 * and links are made again, so that no pointer leads to what is gone. Code that comes
 * after this stage needs no test for what is closed. */
#include "model/roll.h"
#include "redact/redact.h"

/* ---- Guests and attendance ---- */

/* A guest's items keep their numbers, whatever they were called by. Whoever comes for
 * closed ones, too, comes at a time that is theirs as well. */
static void open_guest(struct referat_guest *guest)
{
    size_t n = 0;
    for (size_t i = 0; i < guest->item_count; i++) {
        if (rf_edition_may_name_item(guest->items[i].item)) {
            guest->items[n++] = guest->items[i];
        }
    }
    if (n < guest->item_count) {
        guest->time = (struct referat_time_range){-1, -1, {0}};
    }
    guest->item_count = n;
}

/* Leaves out the persons who came for closed items alone, and of the others the closed
 * items that they are named with. To be called while the items have their times. */
static void open_persons(const struct referat_meeting *m)
{
    struct referat_agenda *a = m->agenda;
    struct referat_minutes *minutes = m->minutes;
    size_t n = 0;
    for (size_t i = 0; a && i < a->guest_count; i++) {
        if (!rf_edition_is_closed_guest(m, &a->guests[i])) {
            a->guests[n] = a->guests[i];
            open_guest(&a->guests[n++]);
        }
    }
    if (a) {
        a->guest_count = n;
    }
    n = 0;
    for (size_t i = 0; minutes && i < minutes->attendance_count; i++) {
        struct referat_attendance attendance = minutes->attendances[i];
        if (rf_edition_open_attendance(m, &attendance)) {
            minutes->attendances[n++] = attendance;
        }
    }
    if (minutes) {
        minutes->attendance_count = n;
    }
}

/* ---- A meeting that is closed whole ---- */

/* A document of a closed meeting: its kind, and that there is one. */
static struct referat_document close_document(const struct referat_document *d)
{
    static const struct referat_text nothing = {.plain = ""};
    return (struct referat_document){
        .kind = d->kind,
        .path = "",
        .title = nothing,
        .short_title = nothing,
        .unit = nothing,
        .case_number = {.text = ""},
        .access = REFERAT_CLOSED,
        .is_withheld = true,
    };
}

/* Of a meeting that is closed as a whole: that it was held, when, and in what state its
 * documents are. Its items are closed each by itself. */
static void close_meeting(struct rf_model *model, struct referat_meeting *m)
{
    const struct referat_agenda *agenda = m->agenda;
    const struct referat_minutes *minutes = m->minutes;
    struct rf_buf title = {0};
    m->time = (struct referat_time_range){-1, -1, {0}};
    m->date.span = (struct referat_span){0};
    m->body = model->series->body;
    m->organisation = model->series->organisation;
    m->place = (struct referat_text){.plain = ""};
    m->corrections = NULL;
    m->chair = m->secretary = m->participants = (struct referat_persons){0};
    rf_lang_meeting_title(model->lang, m->body.plain, &m->date, &title);
    m->title = rf_model_text(model, rf_arena_string(model->arena, rf_buf_string(&title)));
    rf_buf_clear(&title);
    if (agenda) {
        m->agenda = RF_ARENA_NEW(model->arena, struct referat_agenda);
        *m->agenda = (struct referat_agenda){
            .document = close_document(&agenda->document),
            .time = {-1, -1, {0}},
            .place = {.plain = ""},
            .body = {.plain = ""},
            .organisation = {.plain = ""},
            .first_number = agenda->first_number,
            .status = agenda->status,
            .items = m->items,
            .item_count = m->item_count,
        };
    }
    if (minutes) {
        m->minutes = RF_ARENA_NEW(model->arena, struct referat_minutes);
        *m->minutes = (struct referat_minutes){
            .document = close_document(&minutes->document),
            .meeting = {.written = {.text = ""},
                        .meeting_id = "",
                        .item = "",
                        .item_number = ""},
            .status = minutes->status,
            .is_written = minutes->is_written,
            .started = {-1, -1, {0}},
            .ended = {-1, -1, {0}},
        };
    }
}

/* ---- The meeting ---- */

/* What documents of an open meeting say besides its items: the order of treatment keeps
 * the number of a closed item; changes of actions and corrections are left out one by
 * one; the body of the minutes is the sections of the items, so the introduction is all
 * of it. */
static void open_meeting(struct rf_model *model, struct referat_meeting *m)
{
    struct referat_agenda *a = m->agenda;
    struct referat_minutes *minutes = m->minutes;
    size_t n = 0;
    for (size_t i = 0; a && i < a->order_count; i++) {
        const struct referat_item *item = a->order[i].item;
        if (item && !rf_edition_may_name_item(item)) {
            a->order[i].written.text = item->number;
        }
    }
    for (size_t i = 0; minutes && i < minutes->change_count; i++) {
        const struct rf_reference action = rf_edition_action_of(m, &minutes->changes[i]);
        if (rf_edition_may_name(model->known, &action) == RF_NAMES_ALL) {
            minutes->changes[n++] = minutes->changes[i];
        }
    }
    if (minutes) {
        minutes->change_count = n;
        minutes->document.body.blocks = minutes->introduction;
        if (!minutes->introduction) {
            minutes->document.body.given = REFERAT_ABSENT;
        }
    }
    if (m->corrections) {
        struct referat_corrections *open =
            RF_ARENA_NEW(model->arena, struct referat_corrections);
        const struct referat_corrections *full = m->corrections;
        *open = *full;
        open->list =
            RF_ARENA_NEW_ARRAY(model->arena, full->count + 1, struct referat_correction);
        open->count = 0;
        for (size_t i = 0; i < full->count; i++) {
            if (full->list[i].access != REFERAT_CLOSED) {
                open->list[open->count++] = full->list[i];
            }
        }
        m->corrections = open;
    }
}

/* hides_time: closed items take time that is not said, so pages compare no sums. */
static void prune_items(struct rf_model *model, struct referat_meeting *m)
{
    for (size_t i = 0; i < m->all_item_count; i++) {
        struct referat_item *item = m->all_items[i];
        item->presence = NULL; /* of a closed item: who was disqualified */
        if (item->access == REFERAT_CLOSED) {
            m->hides_time = true;
            rf_edition_close_item(model, item);
        } else {
            rf_edition_open_item(model, item);
        }
    }
}

/* Lists anew what is left with the items: annexes, actions and decisions, each in the
 * order of the items. */
static void gather(struct rf_model *model, struct referat_meeting *m)
{
    struct referat_action *actions =
        RF_ARENA_NEW_ARRAY(model->arena, m->action_count + 1, struct referat_action);
    struct referat_decision *decisions =
        RF_ARENA_NEW_ARRAY(model->arena, m->all_item_count + 1, struct referat_decision);
    size_t decision_count = 0;
    m->annex_count = m->action_count = 0;
    m->introduction = m->access == REFERAT_CLOSED ? NULL : m->introduction;
    for (size_t k = 0; m->introduction && k < m->introduction->action_count; k++) {
        actions[m->action_count++] = *m->introduction->actions[k];
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        struct referat_item *item = m->all_items[i];
        for (size_t k = 0; k < item->annex_count; k++) {
            if (item->annexes[k]->number) {
                m->annexes[m->annex_count++] = item->annexes[k];
            }
        }
        for (size_t k = 0; k < item->action_count; k++) {
            actions[m->action_count++] = *item->actions[k];
        }
        if (m->minutes && item->decision) {
            decisions[decision_count] = *item->decision;
            item->decision = &decisions[decision_count++];
        }
    }
    m->actions = actions;
    if (m->minutes) {
        m->minutes->decisions = decisions;
        m->minutes->decision_count = decision_count;
    }
}

/* Agendas nested in the meeting, and then its own annexes: the size and the checksum of a
 * source with closed parts would confirm a guess at them. */
static void prune_annexes(struct rf_model *model, struct referat_meeting *m)
{
    for (size_t i = 0; i < m->annex_count; i++) {
        struct referat_meeting *nested = m->annexes[i]->nested;
        if (nested && !m->annexes[i]->same_as) {
            rf_edition_prune(model, nested);
            m->withholds_sources = m->withholds_sources || nested->withholds_sources;
        }
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        for (size_t k = 0; k < m->all_items[i]->annex_count; k++) {
            struct referat_annex *annex = m->all_items[i]->annexes[k];
            const struct referat_agenda *agenda =
                annex->nested ? annex->nested->agenda : NULL;
            if ((annex->paper && annex->paper->document.is_withheld) ||
                (annex->recommendation && annex->recommendation->document.is_withheld) ||
                (agenda && agenda->document.is_withheld)) {
                annex->sha256 = NULL;
                annex->file_bytes = 0;
            }
        }
    }
}

/* The order of the steps matters: persons before the items lose their times, omission
 * before the lists are made anew, links last, when everything is in its place. */
void rf_edition_prune(struct rf_model *model, struct referat_meeting *m)
{
    bool is_closed = m->access == REFERAT_CLOSED;
    rf_edition_withhold(m);
    model->is_pruned = true;
    m->seal = NULL; /* it and the files name what is closed */
    m->files = NULL;
    m->file_count = 0;
    if (!is_closed) {
        open_persons(m);
    }
    prune_items(model, m);
    if (is_closed) {
        close_meeting(model, m);
    } else {
        open_meeting(model, m);
    }
    if (model->series->closed_items == REFERAT_SHOW_NOTHING) {
        rf_edition_omit(model, m);
    }
    gather(model, m);
    m->members = NULL;
    m->member_count = 0;
    rf_model_roll(model, m);
    rf_model_presence(model, m);
    prune_annexes(model, m);
    if (!is_closed) {
        rf_model_links(model, m);
    }
}

/* The words of a follow-up that is not an action are where the matter went: they are
 * written anew, as a page that says so itself would have them. */
void rf_edition_prune_follow_ups(const struct rf_model *model, struct referat_meeting *m)
{
    for (size_t i = 0; i < m->follow_up_count; i++) {
        struct referat_follow_up *f = &m->follow_ups[i];
        const struct referat_meeting from = {.series = m->series,
                                             .folder = f->meeting_folder};
        const struct rf_reference reference = {.field = RF_REFERENCE_DESTINATION,
                                               .meeting = &from,
                                               .written = f->due_written};
        struct referat_date date;
        if (f->kind != REFERAT_FOLLOW_UP_ACTION && *f->due_written) {
            f->due_written = rf_edition_destination(model, &reference, &date);
            f->due = f->kind == REFERAT_FOLLOW_UP_PROMISED ? f->due : date;
        }
    }
}
