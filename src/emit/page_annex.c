/* Recommendations, papers, files and nested agendas as they stand in a pack (emit). */
#include "emit/pages.h"

static void write_letterhead(struct rf_writer *w, const struct referat_lines *lines)
{
    if (lines->count) {
        rf_open(w, RF_LETTERHEAD, NULL);
        for (size_t i = 0; i < lines->count; i++) {
            w->ops->line_open(w, RF_LINE_PLAIN);
            rf_value(w, &lines->list[i]);
            w->ops->line_close(w);
        }
        rf_close(w, RF_LETTERHEAD);
    }
}

static void write_signature(struct rf_writer *w, const struct referat_document *d)
{
    rf_open(w, RF_SIGNATURE, NULL);
    rf_fact_text(w, RF_LABEL_UNIT, &d->unit);
    rf_fact_date(w, RF_LABEL_DATE, &d->date);
    for (size_t i = 0; i < d->case_officers.count; i++) {
        const struct referat_person *person = &d->case_officers.list[i];
        rf_fact_text(w, RF_LABEL_CASE_OFFICER, &person->name);
        rf_fact_raw(w, RF_LABEL_PHONE, &person->phone);
        rf_fact_raw(w, RF_LABEL_EMAIL, &person->email);
    }
    rf_fact_raw(w, RF_LABEL_CASE, &d->case_number);
    rf_close(w, RF_SIGNATURE);
}

static void write_points(struct rf_writer *w, const struct referat_recommendation *r)
{
    if (!r->point_count) {
        return;
    }
    rf_open(w, RF_BOX, NULL);
    rf_line(w, RF_LINE_KICKER, rf_word(w, RF_LABEL_RECOMMENDATION));
    rf_line(w, RF_LINE_LEAD, rf_word(w, RF_LABEL_RECOMMENDED));
    w->ops->list_open(w, RF_LIST_PLAIN);
    for (size_t i = 0; i < r->point_count; i++) {
        w->ops->entry_open(w, r->points[i].number);
        rf_value(w, &r->points[i].text);
        w->ops->entry_close(w);
    }
    w->ops->list_close(w, RF_LIST_PLAIN);
    rf_close(w, RF_BOX);
}

static void write_own_annexes(struct rf_writer *w, const struct referat_recommendation *r)
{
    if (!r->own_annex_count) {
        return;
    }
    rf_line(w, RF_LINE_LEAD, rf_word(w, RF_LABEL_ANNEXES));
    w->ops->list_open(w, RF_LIST_PLAIN);
    for (size_t i = 0; i < r->own_annex_count; i++) {
        const struct referat_annex *annex = &r->own_annexes[i];
        w->ops->entry_open(w, "");
        rf_text(w, rf_word(w, RF_LABEL_ANNEX));
        rf_text(w, " ");
        rf_number(w, annex->own_number);
        rf_text(w, ": ");
        rf_value(w, &annex->title);
        w->ops->entry_close(w);
    }
    w->ops->list_close(w, RF_LIST_PLAIN);
}

void rf_page_recommendation(struct rf_writer *w, const struct referat_recommendation *r,
                            const char *anchor)
{
    (void)anchor;
    w->ops->line_open(w, RF_LINE_KICKER);
    rf_filled(w, RF_LABEL_RECOMMENDATION_TO, "addressee", r->addressee.plain);
    w->ops->line_close(w);
    if (r->item) {
        w->ops->line_open(w, RF_LINE_META);
        w->ops->date(w, &r->item->meeting->date);
        rf_text(w, " – ");
        rf_filled_number(w, RF_LABEL_MINUTES_SHORT, r->item->planned_min);
        w->ops->line_close(w);
    }
    w->ops->line_open(w, RF_LINE_LEAD);
    rf_value(w, &r->document.title);
    w->ops->line_close(w);
    write_points(w, r);
    rf_prose(w, &r->document.body);
    if (rf_prints(r->coordinated_with.given)) {
        rf_line(w, RF_LINE_LEAD, rf_word(w, RF_LABEL_COORDINATED_WITH));
        rf_prose(w, &r->coordinated_with);
    }
    write_own_annexes(w, r);
    write_signature(w, &r->document);
}

static void write_paper(struct rf_writer *w, const struct referat_annex_document *paper)
{
    write_letterhead(w, &paper->document.letterhead);
    rf_prose(w, &paper->document.body);
    write_signature(w, &paper->document);
}

static void write_file(struct rf_writer *w, const struct referat_annex *annex)
{
    w->ops->line_open(w, RF_LINE_PLAIN);
    if (annex->is_missing) {
        rf_text(w, rf_word(w, RF_LABEL_FILE_MISSING));
    } else {
        rf_buf_reset(&w->scratch);
        rf_buf_puts(&w->scratch, "annexes/");
        rf_buf_puts(&w->scratch, annex->file_name);
        struct rf_buf href = w->scratch; /* the link's words use the scratch buffer */
        w->scratch = (struct rf_buf){0};
        w->ops->link_open(w, rf_buf_string(&href), "");
        rf_text(w, annex->file_name);
        w->ops->link_close(w, rf_buf_string(&href), "");
        rf_buf_clear(&href);
        rf_text(w, " (");
        rf_filled_number(w, RF_LABEL_FOOTNOTE_FILE,
                         (long long)(annex->file_bytes / 1000 + 1));
        rf_text(w, ")");
    }
    w->ops->line_close(w);
}

void rf_page_annex(struct rf_writer *w, const struct referat_annex *annex)
{
    rf_open(w, RF_ARTICLE, annex->anchor);
    w->ops->heading_open(w);
    rf_text(w, rf_word(w, RF_LABEL_ITEM));
    rf_text(w, " ");
    rf_text(w, annex->item->number);
    rf_text(w, ", ");
    rf_text(w, rf_word(w, RF_LABEL_ANNEX));
    rf_text(w, " ");
    rf_number(w, annex->number);
    rf_text(w, ": ");
    rf_value(w, &annex->title);
    w->ops->heading_close(w);
    if (annex->recommendation) {
        rf_page_recommendation(w, annex->recommendation, annex->anchor);
    } else if (annex->paper) {
        write_paper(w, annex->paper);
    } else if (annex->nested) {
        write_letterhead(w, &annex->nested->agenda->document.letterhead);
        rf_page_nested(w, annex->nested);
    } else if (annex->file_name || annex->is_missing) {
        write_file(w, annex);
    }
    rf_close(w, RF_ARTICLE);
}
