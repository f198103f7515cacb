/* What stands around the items (render): before them the follow-up of earlier meetings
 * and who was there, after them actions, changes, corrections and signatures. The
 * follow-up list was made from the series' rows before the meeting is rendered
 * (store/follow_up.h); all else is of this meeting's minutes. */
#include "base/date.h"
#include "base/isolate.h"
#include "render/pages.h"

/* ---- What earlier meetings left open ---- */

/* Where an open point comes from: its id, or meeting and item, with a link into that
 * meeting's pack. Another series may be built elsewhere, so its points are not linked. */
static void write_origin(struct rf_writer *w, const struct referat_follow_up *f)
{
    struct rf_buf page = {0};
    bool is_linked = w->meeting->series_root && !*f->series;
    w->ops->cell_open(w, false);
    if (is_linked) {
        rf_buf_printf(&page, "%s%s%spack.html", w->meeting->series_root,
                      f->meeting_folder, *f->meeting_folder ? "/" : "");
        w->ops->link_open(w, rf_buf_string(&page), f->anchor);
    }
    rf_text(w, *f->id ? f->id : f->meeting_id);
    if (!*f->id) {
        rf_text(w, "/");
        rf_text(w, f->item);
    }
    if (*f->series) {
        rf_bracketed(w, f->series);
    }
    if (is_linked) {
        w->ops->link_close(w, rf_buf_string(&page), f->anchor);
    }
    rf_closed_mark(w, f->access, RF_LABEL_CLOSED_ITEM);
    w->ops->cell_close(w);
    rf_buf_clear(&page);
}

/* A deadline: a day as a date that a reader's program knows, a week or other words as
 * they were written. */
static void write_due(struct rf_writer *w, const struct referat_date *due,
                      const char *written)
{
    int year, week;
    w->ops->cell_open(w, false);
    if (due->year && !(written && rf_week_parse(written, &year, &week))) {
        w->ops->date(w, due);
    } else {
        struct rf_buf words = {0};
        rf_lang_deadline(w->lang, due, written, &words);
        rf_text(w, rf_buf_string(&words));
        rf_buf_clear(&words);
    }
    w->ops->cell_close(w);
}

static void write_follow_up(struct rf_writer *w, const struct referat_follow_up *f)
{
    static const enum rf_label states[] = {
        [REFERAT_FOLLOW_UP_POSTPONED] = RF_LABEL_POSTPONED,
        [REFERAT_FOLLOW_UP_PROMISED] = RF_LABEL_PROMISED,
    };
    bool is_action = f->kind == REFERAT_FOLLOW_UP_ACTION;
    w->ops->row_open(w);
    write_origin(w, f);
    rf_cell(w, f->what);
    w->ops->cell_open(w, false);
    rf_names_text(w, f->owners);
    w->ops->cell_close(w);
    write_due(w, &f->due, f->due_written);
    rf_cell(w, is_action ? w->lang->action_state_words[REFERAT_ACTION_OPEN]
                         : rf_word(w, states[f->kind]));
    w->ops->row_close(w);
}

void rf_page_follow_ups(struct rf_writer *w, const struct referat_meeting *m)
{
    static const enum rf_label heads[] = {RF_LABEL_ORIGIN, RF_LABEL_ACTION,
                                          RF_LABEL_OWNER, RF_LABEL_DEADLINE,
                                          RF_LABEL_STATE};
    if (!m->follow_up_count) {
        return;
    }
    rf_titled_section(w, "follow-up", rf_word(w, RF_LABEL_FOLLOW_UP));
    w->ops->table_open(w, rf_word(w, RF_LABEL_OPEN_ACTIONS), heads, 5);
    for (size_t i = 0; i < m->follow_up_count; i++) {
        write_follow_up(w, &m->follow_ups[i]);
    }
    w->ops->table_close(w);
    rf_close(w, RF_SECTION);
}

/* ---- Who was there ---- */

/* ", from item 3": one end of somebody's attendance, by item or else by time. */
static void write_end(struct rf_writer *w, enum rf_label at_item, enum rf_label at_time,
                      const struct referat_item_ref *item,
                      const struct referat_time_range *time)
{
    struct rf_buf clock = {0};
    if (item->item) {
        rf_text(w, ", ");
        rf_filled_item(w, at_item, item->item->number);
    } else if (time->start_min >= 0) {
        rf_lang_time(w->lang, time->start_min, &clock);
        rf_text(w, ", ");
        rf_filled(w, at_time, "time", rf_buf_string(&clock));
    }
    rf_buf_clear(&clock);
}

/* False where the section would be a heading with nothing below it. */
static bool says_something(const struct referat_minutes *minutes)
{
    if (minutes->is_written) {
        return minutes->introduction != NULL;
    }
    return minutes->present.count || minutes->absence_count ||
           minutes->attendance_count || minutes->started.start_min >= 0 ||
           minutes->ended.start_min >= 0 || minutes->introduction;
}

static void write_presence(struct rf_writer *w, const struct referat_minutes *minutes)
{
    rf_fact_persons(w, RF_LABEL_PRESENT, &minutes->present);
    for (size_t i = 0; i < minutes->absence_count; i++) {
        const struct referat_absence *absence = &minutes->absences[i];
        rf_fact_open(w, RF_LABEL_ABSENT);
        rf_person(w, &absence->person);
        if (rf_prints(absence->reason.given)) {
            rf_text(w, ", ");
            rf_value(w, &absence->reason);
        }
        if (absence->substitute.name.given == REFERAT_GIVEN) {
            rf_text(w, ", ");
            struct rf_buf name = {0};
            rf_put_isolated(&name, absence->substitute.name.plain);
            rf_filled(w, RF_LABEL_SUBSTITUTE, "name", rf_buf_string(&name));
            rf_buf_clear(&name);
        }
        rf_fact_close(w);
    }
    for (size_t i = 0; i < minutes->attendance_count; i++) {
        const struct referat_attendance *a = &minutes->attendances[i];
        rf_fact_open(w, RF_LABEL_ATTENDANCE);
        rf_person(w, &a->person);
        write_end(w, RF_LABEL_FROM_ITEM, RF_LABEL_FROM_TIME, &a->from_item,
                  &a->from_time);
        write_end(w, RF_LABEL_UNTIL_ITEM, RF_LABEL_UNTIL_TIME, &a->until_item,
                  &a->until_time);
        rf_fact_close(w);
    }
    rf_fact_range(w, RF_LABEL_STARTED, &minutes->started);
    rf_fact_range(w, RF_LABEL_ENDED, &minutes->ended);
    rf_facts_end(w);
}

void rf_page_minutes_head(struct rf_writer *w, const struct referat_meeting *m)
{
    const struct referat_minutes *minutes = m->minutes;
    if (!says_something(minutes)) {
        return;
    }
    rf_titled_section(w, "minutes", rf_word(w, RF_LABEL_MINUTES));
    if (!minutes->is_written) {
        write_presence(w, minutes);
    }
    if (minutes->introduction) {
        w->ops->prose(w, minutes->introduction);
    }
    rf_close(w, RF_SECTION);
}

static void write_owners(struct rf_writer *w, const char **owners, size_t count)
{
    w->ops->cell_open(w, false);
    for (size_t i = 0; i < count; i++) {
        rf_text(w, i ? ", " : "");
        rf_name_text(w, owners[i]);
    }
    w->ops->cell_close(w);
}

static void write_action(struct rf_writer *w, const struct referat_action *action)
{
    w->ops->row_open(w);
    rf_cell(w, action->item == w->meeting->introduction ? "" : action->item->number);
    w->ops->cell_open(w, false);
    w->ops->inlines(w, action->task);
    w->ops->cell_close(w);
    write_owners(w, action->owners, action->owner_count);
    write_due(w, &action->due, action->due_written);
    rf_cell(w, w->lang->action_state_words[action->state]);
    w->ops->row_close(w);
}

static void write_change(struct rf_writer *w, const struct referat_action_change *change)
{
    w->ops->row_open(w);
    w->ops->cell_open(w, false);
    rf_text(w, change->series ? change->id : change->action.text);
    if (change->series) {
        rf_bracketed(w, change->series);
    }
    rf_closed_mark(w, change->access, RF_LABEL_CLOSED_ITEM);
    w->ops->cell_close(w);
    rf_cell(w, change->task);
    rf_cell(w, w->lang->action_state_words[change->has_state ? change->state
                                                             : REFERAT_ACTION_OPEN]);
    write_owners(w, change->owners, change->owner_count);
    write_due(w, &change->due, change->due_written);
    w->ops->cell_open(w, false);
    rf_value(w, &change->note);
    w->ops->cell_close(w);
    w->ops->row_close(w);
}

/* What these minutes say of actions from earlier meetings. */
static void write_changes(struct rf_writer *w, const struct referat_minutes *minutes)
{
    static const enum rf_label heads[] = {RF_LABEL_ID,       RF_LABEL_ACTION,
                                          RF_LABEL_STATE,    RF_LABEL_OWNER,
                                          RF_LABEL_DEADLINE, RF_LABEL_NOTE};
    if (!minutes->change_count) {
        return;
    }
    w->ops->table_open(w, rf_word(w, RF_LABEL_ACTION_CHANGES), heads, 6);
    for (size_t i = 0; i < minutes->change_count; i++) {
        write_change(w, &minutes->changes[i]);
    }
    w->ops->table_close(w);
}

/* Corrections that were made after the minutes were sent, each with its day. They stand
 * at the end, and the text they correct is left as it was. */
static void write_corrections(struct rf_writer *w,
                              const struct referat_corrections *corrections)
{
    rf_titled_section(w, NULL, rf_word(w, RF_LABEL_CORRECTIONS));
    for (size_t i = 0; i < corrections->count; i++) {
        w->ops->line_open(w, RF_LINE_META);
        w->ops->date(w, &corrections->list[i].date);
        rf_closed_mark(w, corrections->list[i].access, RF_LABEL_CLOSED);
        w->ops->line_close(w);
        rf_prose(w, &corrections->list[i].text);
    }
    rf_close(w, RF_SECTION);
}

/* ---- Who signs ---- */

/* "signed on {date}" */
static void write_day(struct rf_writer *w, enum rf_label label,
                      const struct referat_date *date)
{
    struct rf_buf day = {0};
    rf_lang_date(w->lang, date, &day);
    w->ops->line_open(w, RF_LINE_META);
    rf_filled(w, label, "date", rf_buf_string(&day));
    w->ops->line_close(w);
    rf_buf_clear(&day);
}

/* A line, and below it the name, the role or else the title, and the day. */
static void write_signature(struct rf_writer *w, const struct referat_signature *s)
{
    const struct referat_text *role =
        rf_prints(s->role.given) ? &s->role : &s->person.title;
    rf_open(w, RF_SIGN, NULL);
    rf_value_line(w, RF_LINE_PLAIN, &s->person.name);
    if (rf_prints(role->given)) {
        rf_value_line(w, RF_LINE_META, role);
    }
    if (s->date.year) {
        write_day(w,
                  rf_lang_is_checker(w->lang, s->role.plain) ? RF_LABEL_CHECKED_ON
                                                             : RF_LABEL_SIGNED_ON,
                  &s->date);
    }
    rf_close(w, RF_SIGN);
}

/* Where signatures approve the minutes, the day of the last one is the day of approval.
 */
static void write_signatures(struct rf_writer *w, const struct referat_meeting *m)
{
    const struct referat_minutes *minutes = m->minutes;
    struct referat_date last = {0};
    if (!minutes->signature_count) {
        return;
    }
    rf_titled_section(w, NULL, rf_word(w, RF_LABEL_SIGNATURES));
    for (size_t i = 0; i < minutes->signature_count; i++) {
        const struct referat_date *date = &minutes->signatures[i].date;
        write_signature(w, &minutes->signatures[i]);
        last = rf_date_compare(date, &last) > 0 ? *date : last;
    }
    if (m->series->approval == REFERAT_APPROVAL_SIGNATURES &&
        referat_minutes_are_signed(minutes)) {
        write_day(w, RF_LABEL_SIGNED_BY_ALL, &last);
    }
    rf_close(w, RF_SECTION);
}

void rf_page_minutes_end(struct rf_writer *w, const struct referat_meeting *m)
{
    static const enum rf_label heads[] = {RF_LABEL_ITEM, RF_LABEL_ACTION, RF_LABEL_OWNER,
                                          RF_LABEL_DEADLINE, RF_LABEL_STATE};
    if (m->action_count) {
        w->ops->table_open(w, rf_word(w, RF_LABEL_ACTIONS), heads, 5);
        for (size_t i = 0; i < m->action_count; i++) {
            write_action(w, &m->actions[i]);
        }
        w->ops->table_close(w);
    }
    write_changes(w, m->minutes);
    if (rf_prints(m->minutes->corrections.given)) {
        rf_titled_section(w, NULL, rf_word(w, RF_LABEL_CORRECTIONS));
        rf_prose(w, &m->minutes->corrections);
        rf_close(w, RF_SECTION);
    }
    write_signatures(w, m);
    if (m->corrections && m->corrections->count) {
        write_corrections(w, m->corrections);
    }
}
