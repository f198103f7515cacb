/* What stands before the items: head, information, contents, short agenda and schedule
 * (render). The marks of a page (cancelled, draft, unsigned, edition) are decided here,
 * once for the page's head and once, in short, for the foot of every printed page. */
#include <string.h>

#include "render/pages.h"

static void write_status(struct rf_writer *w, enum referat_status status,
                         enum rf_label document)
{
    if (status == REFERAT_DRAFT) {
        w->ops->line_open(w, RF_LINE_MARK);
        rf_text(w, rf_word(w, document));
        rf_text(w, ": ");
        rf_text(w, rf_word(w, RF_LABEL_DRAFT));
        w->ops->line_close(w);
    }
}

/* Which edition a page is of; "" where nothing in it is closed, so that both editions are
 * one. */
static const char *edition_of(const struct rf_writer *w, const struct referat_meeting *m,
                              enum referat_page page)
{
    if (w->series->edition == REFERAT_EDITION_PUBLIC) {
        return rf_word(w, RF_LABEL_PUBLIC_EDITION);
    }
    return referat_page_shows_closed(m, page) ? rf_word(w, RF_LABEL_FULL_EDITION) : "";
}

/* True for minutes that are final but for the signatures that approve them. The public
 * edition of a closed meeting does not say who has signed. */
static bool is_unsigned(const struct referat_meeting *m, enum referat_page page)
{
    bool is_hidden =
        m->series->edition == REFERAT_EDITION_PUBLIC && m->access == REFERAT_CLOSED;
    return m->series->approval == REFERAT_APPROVAL_SIGNATURES &&
           page != REFERAT_PAGE_AGENDA && m->minutes && !is_hidden &&
           !referat_meeting_is_cancelled(m) && m->minutes->status == REFERAT_FINAL &&
           !referat_minutes_are_signed(m->minutes);
}

/* "Decided in writing, 3 March 2026": the day follows the series' own words, unless these
 * are a sentence. */
static void write_in_writing(struct rf_writer *w, const struct referat_meeting *m)
{
    const char *words = rf_word(w, RF_LABEL_IN_WRITING);
    size_t n = strlen(words);
    struct rf_buf line = {0};
    rf_buf_puts(&line, words);
    if (m->date.year && n && words[n - 1] != '.') {
        rf_buf_puts(&line, ", ");
        rf_lang_date(w->lang, &m->date, &line);
    }
    rf_line(w, RF_LINE_MARK, rf_buf_string(&line));
    rf_buf_clear(&line);
}

static void write_marks(struct rf_writer *w, const struct referat_meeting *m,
                        enum referat_page page)
{
    const char *edition = edition_of(w, m, page);
    if (referat_meeting_is_cancelled(m)) {
        rf_line(w, RF_LINE_MARK, rf_word(w, RF_LABEL_MEETING_CANCELLED));
    } else if (referat_meeting_is_written(m)) {
        write_in_writing(w, m);
    }
    if (m->agenda) {
        write_status(w, m->agenda->status, RF_LABEL_AGENDA);
    }
    if (m->minutes && page != REFERAT_PAGE_AGENDA) {
        write_status(w, m->minutes->status, RF_LABEL_MINUTES);
    }
    if (is_unsigned(m, page)) {
        rf_line(w, RF_LINE_MARK, rf_word(w, RF_LABEL_UNTIL_SIGNED));
    }
    if (*edition) {
        rf_line(w, RF_LINE_MARK, edition);
    }
}

void rf_page_mark(const struct rf_writer *w, const struct referat_meeting *m,
                  enum referat_page page, struct rf_buf *out)
{
    bool has_minutes = m->minutes && page != REFERAT_PAGE_AGENDA;
    const char *edition = edition_of(w, m, page);
    if (referat_meeting_is_cancelled(m)) {
        rf_buf_puts(out, rf_word(w, RF_LABEL_CANCELLED));
    } else if ((m->agenda && m->agenda->status == REFERAT_DRAFT) ||
               (has_minutes && m->minutes->status == REFERAT_DRAFT)) {
        rf_buf_puts(out, rf_word(w, RF_LABEL_DRAFT));
    } else if (is_unsigned(m, page)) {
        rf_buf_puts(out, rf_word(w, RF_LABEL_UNTIL_SIGNED));
    }
    rf_buf_puts(out, out->n && *edition ? " – " : "");
    rf_buf_puts(out, edition);
}

void rf_page_guests(struct rf_writer *w, const struct referat_agenda *agenda)
{
    for (size_t i = 0; i < agenda->guest_count; i++) {
        const struct referat_guest *guest = &agenda->guests[i];
        rf_fact_open(w, RF_LABEL_GUESTS);
        rf_person(w, &guest->person);
        for (size_t j = 0; j < guest->item_count; j++) {
            rf_text(w, ", ");
            rf_filled_item(w, RF_LABEL_GUEST_ITEM,
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
    bool is_written = referat_meeting_is_written(m);
    rf_fact_date(w, is_written ? RF_LABEL_DATE : RF_LABEL_MEETING_DATE, &m->date);
    rf_fact_range(w, RF_LABEL_MEETING_TIME, &m->time);
    rf_fact_text(w, RF_LABEL_PLACE, &m->place);
    rf_fact_persons(w, RF_LABEL_CHAIR, &m->chair);
    rf_fact_persons(w, RF_LABEL_SECRETARY, &m->secretary);
    rf_fact_persons(w, RF_LABEL_PARTICIPANTS, &m->participants);
    if (m->agenda) {
        rf_page_guests(w, m->agenda);
        rf_fact_raw(w, RF_LABEL_CASE, &m->agenda->document.case_number);
        rf_fact_date(w, RF_LABEL_ISSUED, &m->agenda->issued);
        rf_fact_persons(w, RF_LABEL_CASE_OFFICER, &m->agenda->document.case_officers);
    }
    rf_facts_end(w);
}

/* What a page is called, by enum referat_page. */
static const enum rf_label page_names[] = {RF_LABEL_AGENDA, RF_LABEL_MINUTES,
                                           RF_LABEL_PACK};

void rf_page_description(const struct rf_writer *w, const struct referat_meeting *m,
                         enum referat_page page, struct rf_buf *out)
{
    rf_buf_puts(out, rf_word(w, page_names[page]));
    if (m->body.given == REFERAT_GIVEN) {
        rf_buf_join(out, ", ", m->body.plain, NULL);
    }
    if (m->date.year) {
        rf_buf_puts(out, ", ");
        rf_lang_date(w->lang, &m->date, out);
    }
}

void rf_page_head(struct rf_writer *w, const struct referat_meeting *m,
                  enum referat_page page)
{
    rf_open(w, RF_HEADER, NULL);
    w->ops->line_open(w, RF_LINE_KICKER);
    rf_text(w, rf_word(w, page_names[page]));
    rf_text(w, " – ");
    rf_value(w, &m->series->title);
    w->ops->line_close(w);
    w->ops->line_open(w, RF_LINE_META);
    rf_value(w, &m->organisation);
    rf_text(w, m->organisation.given && m->body.given ? ", " : "");
    rf_value(w, &m->body);
    w->ops->line_close(w);
    rf_value_heading(w, &m->title);
    write_marks(w, m, page);
    write_facts(w, m);
    rf_close(w, RF_HEADER);
}

void rf_page_information(struct rf_writer *w, const struct referat_meeting *m)
{
    if (m->agenda && rf_prints(m->agenda->document.body.given)) {
        rf_titled_section(w, NULL, rf_word(w, RF_LABEL_INFORMATION));
        rf_prose(w, &m->agenda->document.body);
        rf_close(w, RF_SECTION);
    }
}

/* ---- Lists of items ---- */

/* The item's annexes that have a number, which are those in the pack; no list where it
 * has none. */
static void write_annex_entries(struct rf_writer *w, const struct referat_item *item)
{
    bool is_open = false;
    for (size_t i = 0; i < item->annex_count; i++) {
        const struct referat_annex *annex = item->annexes[i];
        if (!annex->number) {
            continue;
        }
        if (!is_open) {
            w->ops->list_open(w, RF_LIST_PLAIN);
            is_open = true;
        }
        w->ops->entry_open(w);
        rf_page_annex_link(w, annex, annex->number);
        w->ops->entry_close(w);
    }
    if (is_open) {
        w->ops->list_close(w, RF_LIST_PLAIN);
    }
}

/* Items and their sub-items, each a link to its section. A break is in the timetable
 * alone. */
static void write_entries(struct rf_writer *w, const struct referat_item *items,
                          size_t count, bool with_annexes)
{
    if (!count) {
        return;
    }
    w->ops->list_open(w, RF_LIST_PLAIN);
    for (size_t i = 0; i < count; i++) {
        if (items[i].type == REFERAT_TYPE_BREAK) {
            continue;
        }
        w->ops->entry_open(w);
        w->ops->link_open(w, "", items[i].anchor);
        if (*items[i].number) {
            rf_text(w, items[i].number);
            rf_text(w, ". ");
        }
        rf_value(w, &items[i].title);
        w->ops->link_close(w, "", items[i].anchor);
        if (with_annexes) {
            write_annex_entries(w, &items[i]);
        }
        write_entries(w, items[i].items, items[i].item_count, with_annexes);
        w->ops->entry_close(w);
    }
    w->ops->list_close(w, RF_LIST_PLAIN);
}

void rf_page_short_agenda(struct rf_writer *w, const struct referat_meeting *m)
{
    write_entries(w, m->items, m->item_count, false);
}

void rf_page_contents(struct rf_writer *w, const struct referat_meeting *m,
                      enum referat_page page)
{
    rf_open(w, RF_NAV, NULL);
    w->level++;
    rf_heading(w, rf_word(w, RF_LABEL_CONTENTS));
    w->level--;
    write_entries(w, m->items, m->item_count, page == REFERAT_PAGE_PACK);
    rf_close(w, RF_NAV);
}

/* ---- The schedule ---- */

/* A time after midnight says that it is the next day's. */
static void write_clock(struct rf_writer *w, int minutes)
{
    rf_clock(w, minutes);
    if (minutes > 1440) {
        rf_bracketed(w, rf_word(w, RF_LABEL_NEXT_DAY));
    }
}

/* "17.00 – 17.15"; the start alone where no minutes are planned. */
static void write_span(struct rf_writer *w, int start_min, int planned_min)
{
    w->ops->cell_open(w, true);
    if (start_min >= 0) {
        write_clock(w, start_min);
        if (planned_min) {
            rf_text(w, "\u00a0–\u00a0");
            write_clock(w, start_min + planned_min);
        }
    }
    w->ops->cell_close(w);
}

/* The guests who come for the item, after its title. */
static void write_item_guests(struct rf_writer *w, const struct referat_item *item)
{
    const struct referat_agenda *agenda = item->meeting->agenda;
    bool is_first = true;
    for (size_t i = 0; agenda && i < agenda->guest_count; i++) {
        const struct referat_guest *guest = &agenda->guests[i];
        for (size_t k = 0; k < guest->item_count; k++) {
            if (guest->items[k].item != item) {
                continue;
            }
            rf_text(w, is_first ? " – " : ", ");
            rf_name(w, &guest->person.name);
            is_first = false;
        }
    }
}

/* An item and its sub-items. A heading among sub-items has no row of its own, as one
 * above items has none. */
static void write_row(struct rf_writer *w, const struct referat_item *item)
{
    if (item->type != REFERAT_TYPE_HEADING) {
        w->ops->row_open(w);
        write_span(w, item->planned_start_min, item->planned_min);
        rf_cell(w, item->number);
        w->ops->cell_open(w, false);
        rf_value(w, &item->title);
        if (item->planned_min) {
            rf_text(w, " ");
            rf_filled_number(w, RF_LABEL_MINUTES_TITLE, item->planned_min);
        }
        write_item_guests(w, item);
        w->ops->cell_close(w);
        w->ops->row_close(w);
    }
    for (size_t i = 0; i < item->item_count; i++) {
        write_row(w, &item->items[i]);
    }
}

/* Time that no item fills, before a fixed start or the meeting's end. */
static void write_slack(struct rf_writer *w, int from_min, int until_min)
{
    if (from_min < 0 || until_min <= from_min || w->meeting->hides_time) {
        return;
    }
    w->ops->row_open(w);
    write_span(w, from_min, until_min - from_min);
    rf_cell(w, "");
    w->ops->cell_open(w, false);
    rf_text(w, rf_word(w, RF_LABEL_SLACK));
    rf_text(w, " ");
    rf_filled_number(w, RF_LABEL_MINUTES_TITLE, until_min - from_min);
    w->ops->cell_close(w);
    w->ops->row_close(w);
}

/* The numbers in order of treatment, where that is not the order of the agenda. */
static void write_order(struct rf_writer *w, const struct referat_meeting *m)
{
    bool is_reordered = false;
    for (size_t i = 1; i < m->ordered_count; i++) {
        is_reordered = is_reordered ||
                       m->ordered_items[i]->position < m->ordered_items[i - 1]->position;
    }
    if (!is_reordered) {
        return;
    }
    rf_fact_open(w, RF_LABEL_ORDER);
    for (size_t i = 0; i < m->ordered_count; i++) {
        rf_text(w, i ? ", " : "");
        rf_text(w, m->ordered_items[i]->number);
    }
    rf_fact_close(w);
    rf_facts_end(w);
}

/* A timetable needs an item with a time, and at least half of the items must say how long
 * they take or when they begin: with fewer it would be guesswork. The public edition,
 * which may hide times, has one where the full edition has. *has_minutes: some item has
 * planned minutes. */
static bool has_timetable(const struct referat_meeting *m, bool *has_minutes)
{
    bool has_start = false;
    size_t timed = 0;
    *has_minutes = false;
    for (size_t i = 0; i < m->ordered_count; i++) {
        const struct referat_item *item = m->ordered_items[i];
        has_start = has_start || item->planned_start_min >= 0;
        *has_minutes = *has_minutes || item->planned_min;
        timed += item->planned_min > 0 || item->duration.min >= 0 ||
                 item->start.start_min >= 0;
    }
    return has_start && (m->hides_time || 2 * timed >= m->ordered_count);
}

/* In order of treatment, which need not be that of the numbers. A meeting that was
 * cancelled or held in writing has no schedule. */
void rf_page_schedule(struct rf_writer *w, const struct referat_meeting *m)
{
    static const enum rf_label heads[] = {RF_LABEL_TIME, RF_LABEL_ITEM, RF_LABEL_TITLE};
    bool has_minutes;
    if (referat_meeting_is_cancelled(m) || referat_meeting_is_written(m)) {
        return;
    }
    write_order(w, m);
    if (!has_timetable(m, &has_minutes)) {
        return;
    }
    w->ops->table_open(w, rf_word(w, RF_LABEL_SCHEDULE), heads, 3);
    int clock = m->time.start_min;
    for (size_t i = 0; i < m->ordered_count; i++) {
        const struct referat_item *item = m->ordered_items[i];
        write_slack(w, clock, item->planned_start_min);
        write_row(w, item);
        clock = item->planned_start_min + item->planned_min;
    }
    /* without planned minutes the end of the last item is unknown */
    write_slack(w, has_minutes ? clock : -1, m->time.end_min);
    w->ops->table_close(w);
    if (m->time.end_min >= 0 && clock > m->time.end_min) {
        w->ops->line_open(w, RF_LINE_META);
        rf_filled_number(w, RF_LABEL_OVERRUN, clock - m->time.end_min);
        w->ops->line_close(w);
    }
}
