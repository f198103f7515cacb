/* What stands before the items: head, information, short agenda and schedule (emit). */
#include "emit/pages.h"

static void write_marks(struct rf_writer *w, const struct referat_meeting *m)
{
    enum referat_status status = m->agenda ? m->agenda->status : m->minutes->status;
    if (status != REFERAT_FINAL) {
        rf_line(
            w, RF_LINE_MARK,
            rf_word(w, status == REFERAT_DRAFT ? RF_LABEL_DRAFT : RF_LABEL_CANCELLED));
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        if (m->all_items[i]->access == REFERAT_CLOSED) {
            rf_line(w, RF_LINE_MARK, rf_word(w, RF_LABEL_FULL_EDITION));
            return;
        }
    }
}

static void write_guests(struct rf_writer *w, const struct referat_agenda *agenda)
{
    for (size_t i = 0; i < agenda->guest_count; i++) {
        const struct referat_guest *guest = &agenda->guests[i];
        rf_fact_open(w, RF_LABEL_GUESTS);
        rf_person(w, &guest->person);
        for (size_t j = 0; j < guest->item_count; j++) {
            rf_text(w, ", ");
            rf_filled(w, RF_LABEL_GUEST_ITEM, "item",
                      guest->items[j].item ? guest->items[j].item->number
                                           : guest->items[j].written.text);
        }
        if (guest->time.start_min >= 0) {
            rf_text(w, ", ");
            rf_range(w, guest->time.start_min, guest->time.end_min);
        }
        rf_fact_close(w);
    }
}

static void write_facts(struct rf_writer *w, const struct referat_meeting *m)
{
    rf_fact_date(w, RF_LABEL_MEETING_DATE, &m->date);
    rf_fact_range(w, RF_LABEL_MEETING_TIME, &m->time);
    rf_fact_text(w, RF_LABEL_PLACE, &m->place);
    rf_fact_persons(w, RF_LABEL_CHAIR, &m->chair);
    rf_fact_persons(w, RF_LABEL_SECRETARY, &m->secretary);
    rf_fact_persons(w, RF_LABEL_PARTICIPANTS, &m->participants);
    if (m->agenda) {
        write_guests(w, m->agenda);
        rf_fact_raw(w, RF_LABEL_CASE, &m->agenda->document.case_number);
        rf_fact_date(w, RF_LABEL_ISSUED, &m->agenda->issued);
        rf_fact_persons(w, RF_LABEL_CASE_OFFICER, &m->agenda->document.case_officers);
    }
    rf_facts_end(w);
}

void rf_page_head(struct rf_writer *w, const struct referat_meeting *m,
                  enum referat_page page)
{
    static const enum rf_label names[] = {RF_LABEL_AGENDA, RF_LABEL_MINUTES,
                                          RF_LABEL_PACK};
    rf_open(w, RF_HEADER, NULL);
    w->ops->line_open(w, RF_LINE_KICKER);
    rf_text(w, rf_word(w, names[page]));
    rf_text(w, " – ");
    rf_value(w, &m->series->title);
    w->ops->line_close(w);
    w->ops->line_open(w, RF_LINE_META);
    rf_value(w, &m->organisation);
    rf_text(w, m->organisation.given && m->body.given ? ", " : "");
    rf_value(w, &m->body);
    w->ops->line_close(w);
    w->ops->heading_open(w);
    rf_value(w, &m->title);
    w->ops->heading_close(w);
    write_marks(w, m);
    write_facts(w, m);
    rf_close(w, RF_HEADER);
}

void rf_page_information(struct rf_writer *w, const struct referat_meeting *m)
{
    if (m->agenda && rf_prints(m->agenda->document.body.given)) {
        rf_open(w, RF_SECTION, NULL);
        rf_heading(w, rf_word(w, RF_LABEL_INFORMATION));
        rf_prose(w, &m->agenda->document.body);
        rf_close(w, RF_SECTION);
    }
}

static void write_entries(struct rf_writer *w, const struct referat_item *items,
                          size_t count)
{
    if (!count) {
        return;
    }
    w->ops->list_open(w, RF_LIST_PLAIN);
    for (size_t i = 0; i < count; i++) {
        w->ops->entry_open(w, items[i].number);
        w->ops->link_open(w, "", items[i].anchor);
        rf_value(w, &items[i].title);
        w->ops->link_close(w, "", items[i].anchor);
        write_entries(w, items[i].items, items[i].item_count);
        w->ops->entry_close(w);
    }
    w->ops->list_close(w, RF_LIST_PLAIN);
}

void rf_page_short_agenda(struct rf_writer *w, const struct referat_meeting *m)
{
    write_entries(w, m->items, m->item_count);
}

static void write_row(struct rf_writer *w, const struct referat_item *item)
{
    w->ops->row_open(w);
    w->ops->cell_open(w);
    if (item->planned_start_min >= 0) {
        rf_clock(w, item->planned_start_min);
    }
    w->ops->cell_close(w);
    rf_cell(w, item->number);
    w->ops->cell_open(w);
    rf_value(w, &item->title);
    w->ops->cell_close(w);
    w->ops->cell_open(w);
    rf_filled_number(w, RF_LABEL_MINUTES_SHORT, item->planned_min);
    w->ops->cell_close(w);
    w->ops->row_close(w);
}

/* In order of treatment, which need not be that of the numbers. */
void rf_page_schedule(struct rf_writer *w, const struct referat_meeting *m)
{
    static const enum rf_label heads[] = {RF_LABEL_TIME, RF_LABEL_NUMBER, RF_LABEL_TITLE,
                                          RF_LABEL_SCHEDULE};
    if (!m->ordered_count || m->ordered_items[0]->planned_start_min < 0) {
        return;
    }
    w->ops->table_open(w, rf_word(w, RF_LABEL_ORDER), heads, 4);
    for (size_t i = 0; i < m->ordered_count; i++) {
        write_row(w, m->ordered_items[i]);
    }
    w->ops->table_close(w);
}
