/* The three pages of a meeting, as their tables of contents read (render). One function
 * writes all three: the pack has what agenda and minutes have, item by item, and the
 * annexes after the item they belong to. */
#include "render/pages.h"

/* An item with its sub-items. Facts and recommendation are the agenda's, the decision is
 * the minutes'. An annex that is enclosed with another item too stands there alone. */
static void write_item(struct rf_writer *w, const struct referat_item *item,
                       enum referat_page page)
{
    if (item->type == REFERAT_TYPE_BREAK) {
        return; /* it stands in the timetable alone */
    }
    rf_open(w, RF_SECTION, item->anchor);
    rf_page_item_title(w, item);
    if (page != REFERAT_PAGE_MINUTES) {
        rf_page_item_facts(w, item);
    }
    if (page == REFERAT_PAGE_PACK && item->recommendation &&
        !item->meeting->series->recommendation_is_annex) {
        rf_page_recommendation(w, item->recommendation);
    }
    if (page != REFERAT_PAGE_AGENDA) {
        rf_page_decision(w, item);
    }
    for (size_t i = 0; page == REFERAT_PAGE_PACK && i < item->annex_count; i++) {
        if (item->annexes[i]->number && !item->annexes[i]->same_as) {
            rf_page_annex(w, item->annexes[i]);
        }
    }
    for (size_t i = 0; i < item->item_count; i++) {
        write_item(w, &item->items[i], page);
    }
    rf_close(w, RF_SECTION);
}

static void write_items(struct rf_writer *w, const struct referat_meeting *m,
                        enum referat_page page)
{
    for (size_t i = 0; i < m->item_count; i++) {
        write_item(w, &m->items[i], page);
    }
}

static void write_agenda_part(struct rf_writer *w, const struct referat_meeting *m)
{
    rf_page_information(w, m);
    rf_titled_section(w, "agenda", rf_word(w, RF_LABEL_AGENDA));
    rf_page_schedule(w, m);
    rf_line(w, RF_LINE_LEAD, rf_word(w, RF_LABEL_AGENDA_SHORT));
    rf_page_short_agenda(w, m);
    rf_close(w, RF_SECTION);
}

/* An agenda within another's pack: its facts, its short agenda, its items. */
void rf_page_nested(struct rf_writer *w, const struct referat_meeting *m)
{
    rf_open(w, RF_SECTION, NULL);
    rf_value_heading(w, &m->title);
    rf_fact_text(w, RF_LABEL_BODY, &m->body);
    rf_fact_date(w, RF_LABEL_MEETING_DATE, &m->date);
    rf_fact_range(w, RF_LABEL_MEETING_TIME, &m->time);
    rf_fact_text(w, RF_LABEL_PLACE, &m->place);
    rf_fact_raw(w, RF_LABEL_CASE, &m->agenda->document.case_number);
    rf_fact_date(w, RF_LABEL_ISSUED, &m->agenda->issued);
    rf_fact_persons(w, RF_LABEL_CASE_OFFICER, &m->agenda->document.case_officers);
    rf_page_guests(w, m->agenda);
    rf_facts_end(w);
    rf_prose(w, &m->agenda->document.body);
    rf_line(w, RF_LINE_LEAD, rf_word(w, RF_LABEL_AGENDA_SHORT));
    rf_page_short_agenda(w, m);
    write_items(w, m, REFERAT_PAGE_PACK);
    rf_close(w, RF_SECTION);
}

/* Title, marks and metadata of the file. */
static void begin(struct rf_writer *w, const struct referat_meeting *m,
                  enum referat_page page)
{
    struct rf_buf description = {0}, mark = {0};
    rf_page_description(w, m, page, &description);
    rf_page_mark(w, m, page, &mark);
    const struct rf_about about = {
        .title = m->title.plain,
        .mark = rf_buf_string(&mark),
        .author = m->body.plain,
        .description = rf_buf_string(&description),
        .date = &m->date,
    };
    w->ops->begin(w, &about);
    rf_buf_clear(&description);
    rf_buf_clear(&mark);
}

/* The page, from top to bottom. The caller has initialised the writer with a format and
 * with what a print engine needs; meeting and page are set here. */
static bool write_page(struct rf_writer *w, const struct referat_meeting *m,
                       enum referat_page page)
{
    bool has_agenda = m->agenda && page != REFERAT_PAGE_MINUTES;
    bool has_minutes = m->minutes && page != REFERAT_PAGE_AGENDA;
    if (!has_agenda && !has_minutes) {
        return false;
    }
    w->meeting = m;
    w->is_pack = page == REFERAT_PAGE_PACK;
    begin(w, m, page);
    rf_page_head(w, m, page);
    rf_page_contents(w, m, page);
    rf_open(w, RF_MAIN, NULL);
    if (w->is_pack) {
        rf_page_follow_ups(w, m);
    }
    if (has_agenda) {
        write_agenda_part(w, m);
    }
    if (has_minutes) {
        rf_page_minutes_head(w, m);
    }
    write_items(w, m, page);
    if (has_minutes) {
        rf_page_minutes_end(w, m);
    }
    rf_close(w, RF_MAIN);
    w->ops->end(w);
    rf_writer_clear(w);
    return true;
}

bool rf_page_write(const struct rf_writer_ops *ops, const struct referat_meeting *m,
                   enum referat_page page, struct rf_buf *out)
{
    struct rf_writer w;
    rf_writer_init(&w, ops, m->series, out);
    return write_page(&w, m, page);
}

bool rf_page_print(const struct referat_meeting *m, const struct rf_print *print,
                   struct rf_buf *out)
{
    struct rf_writer w;
    rf_writer_init(&w, &rf_writer_html, m->series, out);
    w.print = print;
    return write_page(&w, m, REFERAT_PAGE_PACK);
}
