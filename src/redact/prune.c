/* Takes everything closed out of a meeting's model (redact). */
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

static void open_guests(const struct referat_meeting *m)
{
    struct referat_agenda *a = m->agenda;
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
}

static void open_order(struct referat_agenda *a)
{
    for (size_t i = 0; i < a->order_count; i++) {
        const struct referat_item *item = a->order[i].item;
        if (item && !rf_edition_may_name_item(item)) {
            a->order[i].written.text = item->number;
        }
    }
}

static void open_attendances(const struct referat_meeting *m)
{
    struct referat_minutes *minutes = m->minutes;
    size_t n = 0;
    for (size_t i = 0; minutes && i < minutes->attendance_count; i++) {
        struct referat_attendance a = minutes->attendances[i];
        if (rf_edition_open_attendance(m, &a)) {
            minutes->attendances[n++] = a;
        }
    }
    if (minutes) {
        minutes->attendance_count = n;
    }
}

/* ---- Minutes ---- */

static void open_changes(const struct rf_known *known, const struct referat_meeting *m)
{
    struct referat_minutes *minutes = m->minutes;
    size_t n = 0;
    for (size_t i = 0; i < minutes->change_count; i++) {
        const struct rf_reference action = rf_edition_action_of(m, &minutes->changes[i]);
        if (rf_edition_may_name(known, &action) == RF_NAMES_ALL) {
            minutes->changes[n++] = minutes->changes[i];
        }
    }
    minutes->change_count = n;
}

/* The decisions that are left, in the order of their items. */
static void gather_decisions(struct rf_model *model, struct referat_meeting *m)
{
    m->minutes->decisions =
        RF_ARENA_NEW_ARRAY(model->arena, m->all_item_count + 1, struct referat_decision);
    m->minutes->decision_count = 0;
    for (size_t i = 0; i < m->all_item_count; i++) {
        struct referat_item *item = m->all_items[i];
        if (item->decision) {
            struct referat_decision *d =
                &m->minutes->decisions[m->minutes->decision_count++];
            *d = *item->decision;
            item->decision = d;
        }
    }
}

static void gather_actions(struct rf_model *model, struct referat_meeting *m)
{
    struct referat_action *actions =
        RF_ARENA_NEW_ARRAY(model->arena, m->action_count + 1, struct referat_action);
    m->action_count = 0;
    m->introduction = m->access == REFERAT_CLOSED ? NULL : m->introduction;
    for (size_t k = 0; m->introduction && k < m->introduction->action_count; k++) {
        actions[m->action_count++] = *m->introduction->actions[k];
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        for (size_t k = 0; k < m->all_items[i]->action_count; k++) {
            actions[m->action_count++] = *m->all_items[i]->actions[k];
        }
    }
    m->actions = actions;
}

/* The body is the sections of all items. */
static void open_body(struct referat_minutes *minutes)
{
    minutes->document.body.blocks = minutes->introduction;
    if (!minutes->introduction) {
        minutes->document.body.given = REFERAT_ABSENT;
    }
}

static void open_corrections(struct rf_model *model, struct referat_meeting *m)
{
    const struct referat_corrections *full = m->corrections;
    struct referat_corrections *open =
        RF_ARENA_NEW(model->arena, struct referat_corrections);
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

/* ---- A meeting that is closed whole ---- */

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

static void close_agenda(struct rf_model *model, struct referat_meeting *m)
{
    struct referat_agenda *a = RF_ARENA_NEW(model->arena, struct referat_agenda);
    *a = (struct referat_agenda){
        .document = close_document(&m->agenda->document),
        .time = {-1, -1, {0}},
        .place = {.plain = ""},
        .body = {.plain = ""},
        .organisation = {.plain = ""},
        .first_number = m->agenda->first_number,
        .status = m->agenda->status,
        .items = m->items,
        .item_count = m->item_count,
    };
    m->agenda = a;
}

static void close_minutes(struct rf_model *model, struct referat_meeting *m)
{
    struct referat_minutes *minutes = RF_ARENA_NEW(model->arena, struct referat_minutes);
    *minutes = (struct referat_minutes){
        .document = close_document(&m->minutes->document),
        .meeting = {.written = {.text = ""},
                    .meeting_id = "",
                    .item = "",
                    .item_number = ""},
        .status = m->minutes->status,
        .is_written = m->minutes->is_written,
        .started = {-1, -1, {0}},
        .ended = {-1, -1, {0}},
    };
    m->minutes = minutes;
}

/* That it was held, and when; its items are closed each by itself. */
static void close_meeting(struct rf_model *model, struct referat_meeting *m)
{
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
    if (m->agenda) {
        close_agenda(model, m);
    }
    if (m->minutes) {
        close_minutes(model, m);
    }
}

/* ---- The meeting ---- */

static void open_meeting(struct rf_model *model, struct referat_meeting *m)
{
    if (m->agenda) {
        open_order(m->agenda);
    }
    if (m->minutes) {
        open_changes(model->known, m);
        open_body(m->minutes);
    }
    if (m->corrections) {
        open_corrections(model, m);
    }
}

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

static void prune_nested(struct rf_model *model, struct referat_meeting *m)
{
    for (size_t i = 0; i < m->annex_count; i++) {
        if (m->annexes[i]->nested && !m->annexes[i]->same_as) {
            rf_edition_prune(model, m->annexes[i]->nested);
            m->withholds_sources =
                m->withholds_sources || m->annexes[i]->nested->withholds_sources;
        }
    }
}

static bool is_withheld(const struct referat_annex *annex)
{
    return (annex->paper && annex->paper->document.is_withheld) ||
           (annex->recommendation && annex->recommendation->document.is_withheld) ||
           (annex->nested && annex->nested->agenda &&
            annex->nested->agenda->document.is_withheld);
}

/* The size and the checksum of a source with closed parts would confirm what somebody
 * guesses of them. */
static void withhold_sums(struct referat_meeting *m)
{
    for (size_t i = 0; i < m->all_item_count; i++) {
        for (size_t k = 0; k < m->all_items[i]->annex_count; k++) {
            struct referat_annex *annex = m->all_items[i]->annexes[k];
            if (is_withheld(annex)) {
                annex->sha256 = NULL;
                annex->file_bytes = 0;
            }
        }
    }
}

static void gather_annexes(struct referat_meeting *m)
{
    m->annex_count = 0;
    for (size_t i = 0; i < m->all_item_count; i++) {
        const struct referat_item *item = m->all_items[i];
        for (size_t k = 0; k < item->annex_count; k++) {
            if (item->annexes[k]->number) {
                m->annexes[m->annex_count++] = item->annexes[k];
            }
        }
    }
}

void rf_edition_prune(struct rf_model *model, struct referat_meeting *m)
{
    bool is_closed = m->access == REFERAT_CLOSED;
    rf_edition_withhold(m);
    model->is_pruned = true;
    m->seal = NULL; /* it and the files name what is closed */
    m->files = NULL;
    m->file_count = 0;
    if (!is_closed) { /* while the items have their times */
        open_guests(m);
        open_attendances(m);
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
    gather_annexes(m);
    gather_actions(model, m);
    if (m->minutes) {
        gather_decisions(model, m);
    }
    m->members = NULL;
    m->member_count = 0;
    rf_model_roll(model, m);
    rf_model_presence(model, m);
    prune_nested(model, m);
    withhold_sums(m);
    if (!is_closed) {
        rf_model_links(model, m);
    }
}

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
