/* Recommendations, papers, files and nested agendas as they stand in a pack (render). An
 * annex has an article of its own with its number as the heading; what it is decides what
 * the article holds. For a print engine, a file whose pages are merged is an article of
 * empty pages of the right sizes: print/ lays the file's pages beneath them. */
#include <string.h>

#include "render/pages.h"

/* The sender's address and the like, line by line. */
static void write_letterhead(struct rf_writer *w, const struct referat_lines *lines)
{
    if (lines->count) {
        rf_open(w, RF_LETTERHEAD, NULL);
        for (size_t i = 0; i < lines->count; i++) {
            rf_value_line(w, RF_LINE_PLAIN, &lines->list[i]);
        }
        rf_close(w, RF_LETTERHEAD);
    }
}

/* Who wrote a document, and when: unit, date, case officers, case number. */
static void write_signature(struct rf_writer *w, const struct referat_document *d)
{
    if (!rf_prints(d->unit.given) && !d->date.year && !d->case_officers.count &&
        !rf_prints(d->case_number.given)) {
        return;
    }
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

/* More points than a page holds: their box may be broken. */
enum { MOST_KEPT = 25 };

/* The recommended points, each with what was decided of it: the pack is read after the
 * meeting too. */
static void write_points(struct rf_writer *w, const struct referat_recommendation *r)
{
    const struct referat_decision *d = r->item ? r->item->decision : NULL;
    if (!r->point_count) {
        return;
    }
    enum rf_element box = r->point_count > MOST_KEPT ? RF_LONG_BOX : RF_BOX;
    rf_open(w, box, NULL);
    rf_line(w, RF_LINE_KICKER, rf_word(w, RF_LABEL_RECOMMENDATION));
    rf_line(w, RF_LINE_LEAD, rf_word(w, RF_LABEL_RECOMMENDED));
    w->ops->list_open(w, RF_LIST_ORDERED);
    for (size_t i = 0; i < r->point_count; i++) {
        w->ops->entry_open(w);
        rf_value(w, &r->points[i].text);
        for (size_t k = 0; d && k < d->point_count; k++) {
            const char *own = d->points[k].sentence;
            if (d->points[k].point == &r->points[i] && d->points[k].outcome) {
                rf_text(w, " ");
                w->ops->strong(
                    w, own ? own : rf_outcome_sentence(w->series, d->points[k].outcome));
            }
        }
        w->ops->entry_close(w);
    }
    w->ops->list_close(w, RF_LIST_ORDERED);
    rf_close(w, box);
}

void rf_page_annex_link(struct rf_writer *w, const struct referat_annex *annex,
                        int number)
{
    const char *page = w->is_pack ? "" : "pack.html";
    w->ops->link_open(w, page, annex->anchor);
    rf_text(w, rf_word(w, RF_LABEL_ANNEX));
    rf_text(w, " ");
    rf_number(w, number);
    rf_text(w, ": ");
    rf_value(w, &annex->title);
    w->ops->link_close(w, page, annex->anchor);
}

/* In the recommendation's own numbering, each with a link to its page in the pack. */
static void write_own_annexes(struct rf_writer *w, const struct referat_recommendation *r)
{
    if (!r->own_annex_count) {
        return;
    }
    rf_titled_section(w, NULL, rf_word(w, RF_LABEL_ANNEXES));
    w->ops->list_open(w, RF_LIST_PLAIN);
    for (size_t i = 0; i < r->own_annex_count; i++) {
        const struct referat_annex *annex = &r->own_annexes[i];
        w->ops->entry_open(w);
        if (annex->own_number) {
            rf_page_annex_link(w, annex, annex->own_number);
        } else {
            rf_value(w, &annex->title);
        }
        w->ops->entry_close(w);
    }
    w->ops->list_close(w, RF_LIST_PLAIN);
    rf_close(w, RF_SECTION);
}

/* "Recommendation to the council", then the meeting's day and the planned minutes. */
static void write_addressee(struct rf_writer *w, const struct referat_recommendation *r)
{
    w->ops->line_open(w, RF_LINE_KICKER);
    if (r->addressee.given == REFERAT_GIVEN) {
        rf_filled(w, RF_LABEL_RECOMMENDATION_TO, "addressee", r->addressee.plain);
    } else {
        rf_text(w, rf_word(w, RF_LABEL_RECOMMENDATION));
    }
    w->ops->line_close(w);
    if (r->item && r->item->meeting->date.year) {
        w->ops->line_open(w, RF_LINE_META);
        w->ops->date(w, &r->item->meeting->date);
        if (r->item->planned_min) {
            rf_text(w, " – ");
            rf_filled_number(w, RF_LABEL_MINUTES_SHORT, r->item->planned_min);
        }
        w->ops->line_close(w);
    }
}

/* The words of a heading that is plain text; "" for any other block. */
static const char *section_title(const struct referat_node *block)
{
    bool is_plain = block->type == REFERAT_HEADING && block->first &&
                    block->first->text && !block->first->next;
    return is_plain ? block->first->text : "";
}

/* The section from the field of that name, unless the body itself has one. */
static void write_coordinated(struct rf_writer *w, const struct referat_recommendation *r)
{
    const char *title = rf_word(w, RF_LABEL_COORDINATED_WITH);
    bool is_written = rf_prints(r->coordinated_with.given);
    for (const struct referat_node *n = r->document.body.blocks; n; n = n->next) {
        is_written = is_written && strcmp(section_title(n), title) != 0;
    }
    if (is_written) {
        rf_titled_section(w, NULL, title);
        rf_prose(w, &r->coordinated_with);
        rf_close(w, RF_SECTION);
    }
}

/* The place of a section in the series' order, or -1. */
static int section_order(const struct referat_series *series, const char *title)
{
    for (size_t i = 0; i < series->sections.count; i++) {
        if (strcmp(series->sections.list[i].plain, title) == 0) {
            return (int)i;
        }
    }
    return -1;
}

/* The typed sections, and "coordinated with" in front of the first one that the series'
 * order puts after it; at the end where no such section is, or where the order does not
 * place it (format.md section 7). */
static void write_sections(struct rf_writer *w, const struct referat_recommendation *r)
{
    int place = section_order(w->series, rf_word(w, RF_LABEL_COORDINATED_WITH));
    const struct referat_node *after = place < 0 ? NULL : r->document.body.blocks;
    while (after && section_order(w->series, section_title(after)) <= place) {
        after = after->next;
    }
    if (after != r->document.body.blocks || !after) {
        w->until = after;
        rf_prose(w, &r->document.body);
        w->until = NULL;
    }
    write_coordinated(w, r);
    if (after) {
        w->ops->prose(w, after);
    }
}

/* Title, the recommended points, the typed sections, coordinated with, the annexes, the
 * signature (format.md section 7). */
void rf_page_recommendation(struct rf_writer *w, const struct referat_recommendation *r)
{
    write_addressee(w, r);
    rf_open(w, RF_SECTION, NULL);
    w->ops->heading_open(w);
    if (r->document.title.given == REFERAT_GIVEN) {
        rf_value(w, &r->document.title);
    } else {
        rf_text(w, rf_word(w, RF_LABEL_UNTITLED));
    }
    w->ops->heading_close(w);
    write_points(w, r);
    write_sections(w, r);
    write_own_annexes(w, r);
    rf_fact_date(w, RF_LABEL_RETURNS, &r->returns);
    rf_facts_end(w);
    write_signature(w, &r->document);
    rf_close(w, RF_SECTION);
}

/* Memos and letters begin with the series' letterhead. */
static void write_paper(struct rf_writer *w, const struct referat_annex_document *paper)
{
    if (paper->form == REFERAT_FORM_MEMO || paper->form == REFERAT_FORM_LETTER) {
        write_letterhead(w, &paper->document.letterhead);
    }
    if (paper->form != REFERAT_FORM_OTHER) {
        rf_line(w, RF_LINE_KICKER, w->lang->form_words[paper->form]);
    }
    bool has_title = paper->document.title.given == REFERAT_GIVEN;
    if (has_title) {
        rf_open(w, RF_SECTION, NULL);
        rf_value_heading(w, &paper->document.title);
    }
    rf_prose(w, &paper->document.body);
    write_signature(w, &paper->document);
    if (has_title) {
        rf_close(w, RF_SECTION);
    }
}

/* "87 kB", "1,2 MB": rounded up, so that no file has 0. */
static void write_size(struct rf_writer *w, uint64_t bytes)
{
    if (bytes < 1000000) {
        rf_filled_number(w, RF_LABEL_FOOTNOTE_FILE, (long long)(bytes / 1000 + 1));
        return;
    }
    struct rf_buf size = {0};
    uint64_t tenths = (bytes + 99999) / 100000;
    rf_lang_number(w->lang, (long long)(tenths / 10), &size);
    rf_buf_printf(&size, "%c%d", w->lang->decimal, (int)(tenths % 10));
    rf_filled(w, RF_LABEL_FILE_MEGABYTES, "n", rf_buf_string(&size));
    rf_buf_clear(&size);
}

void rf_page_file_facts(struct rf_writer *w, const struct referat_annex *annex)
{
    if (!annex->file_name || annex->is_missing) {
        return;
    }
    const struct rf_print_file *file = rf_print_file_of(w->print, annex);
    rf_text(w, " – ");
    if (file && file->sheets && file->sheet_count == 1) {
        rf_text(w, rf_word(w, RF_LABEL_FILE_PAGE));
        rf_text(w, ", ");
    } else if (file && file->sheets) {
        rf_filled_number(w, RF_LABEL_FILE_PAGES, (long long)file->sheet_count);
        rf_text(w, ", ");
    }
    write_size(w, annex->file_bytes);
}

/* On paper a link opens nothing: the file's name and size, its checksum, and that it is
 * attached to the PDF. */
static void write_attached(struct rf_writer *w, const struct referat_annex *annex)
{
    rf_fact_open(w, RF_LABEL_FILE);
    rf_text(w, annex->file_name);
    rf_text(w, " (");
    write_size(w, annex->file_bytes);
    rf_text(w, ")");
    rf_fact_close(w);
    if (annex->sha256) {
        rf_fact_words(w, RF_LABEL_SHA256, annex->sha256);
    }
    rf_facts_end(w);
    if (rf_print_file_of(w->print, annex)) {
        rf_line(w, RF_LINE_PLAIN, rf_word(w, RF_LABEL_ATTACHED));
    }
}

/* A picture is shown, any other file linked to or attached. */
static void write_file(struct rf_writer *w, const struct referat_annex *annex)
{
    if (annex->is_missing) {
        rf_line(w, RF_LINE_PLAIN, rf_word(w, RF_LABEL_FILE_MISSING));
        return;
    }
    struct rf_buf path = {0};
    rf_buf_printf(&path, "annexes/%s", annex->file_name);
    const char *href = rf_buf_string(&path);
    if (annex->image) {
        w->ops->picture(w, annex->image, annex->title.plain, href);
    }
    if (!w->print) {
        w->ops->line_open(w, RF_LINE_PLAIN);
        w->ops->link_open(w, href, "");
        rf_text(w, annex->file_name);
        w->ops->link_close(w, href, "");
        rf_text(w, " (");
        write_size(w, annex->file_bytes);
        rf_text(w, ")");
        w->ops->line_close(w);
    } else if (!annex->image) {
        write_attached(w, annex);
    }
    rf_buf_clear(&path);
}

/* "Punkt 3, Bilag 1: Indstilling - Handleplan" */
static void write_title(struct rf_writer *w, const struct referat_annex *annex)
{
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
}

/* Empty pages, beneath which the file's own are laid; the first has the title. */
static void write_sheets(struct rf_writer *w, const struct rf_print_file *file)
{
    const char *anchor = file->annex->anchor;
    rf_open(w, RF_FILE, anchor);
    write_title(w, file->annex);
    for (size_t i = 0; i < file->sheet_count; i++) {
        bool is_last = i + 1 == file->sheet_count;
        w->ops->sheet(w, rf_sheet_size(file, i), is_last ? anchor : NULL);
    }
    rf_close(w, RF_FILE);
}

/* What the annex is decides what stands in its article. */
static void write_contents(struct rf_writer *w, const struct referat_annex *annex)
{
    if (annex->access == REFERAT_CLOSED) {
        rf_line(w, RF_LINE_MARK, rf_word(w, RF_LABEL_CLOSED));
    }
    if (annex->recommendation) {
        rf_page_recommendation(w, annex->recommendation);
    } else if (annex->paper) {
        write_paper(w, annex->paper);
    } else if (annex->nested) {
        write_letterhead(w, &annex->nested->agenda->document.letterhead);
        rf_page_nested(w, annex->nested);
    } else if (annex->file_name || annex->is_missing) {
        write_file(w, annex);
    }
    rf_facts_end(w);
}

void rf_page_annex(struct rf_writer *w, const struct referat_annex *annex)
{
    const struct rf_print_file *file = rf_print_file_of(w->print, annex);
    if (file && file->sheet_count) {
        write_sheets(w, file);
        return;
    }
    rf_open(w, RF_ARTICLE, annex->anchor);
    write_title(w, annex);
    write_contents(w, annex);
    w->ops->end_mark(w, annex->anchor);
    rf_close(w, RF_ARTICLE);
}
