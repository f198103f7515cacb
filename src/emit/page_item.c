/* An agenda item: its title, its facts, and what was decided (emit). */
#include "base/str.h"
#include "emit/pages.h"

void rf_page_item_title(struct rf_writer *w, const struct referat_item *item)
{
    bool is_nested = item->meeting->nested_in;
    w->ops->heading_open(w);
    if (*item->number) {
        rf_text(w, is_nested ? "" : rf_word(w, RF_LABEL_ITEM));
        rf_text(w, is_nested ? "" : " ");
        rf_text(w, item->number);
        rf_text(w, is_nested ? ". " : ": ");
    }
    rf_value(w, &item->title);
    if (!is_nested && item->planned_min > 0) {
        rf_text(w, " ");
        rf_filled_number(w, RF_LABEL_MINUTES_TITLE, item->planned_min);
    }
    w->ops->heading_close(w);
    if (item->access == REFERAT_CLOSED) {
        rf_line(w, RF_LINE_MARK, rf_word(w, RF_LABEL_CLOSED));
    }
}

static void write_time(struct rf_writer *w, const struct referat_item *item)
{
    if (item->planned_start_min < 0) {
        return;
    }
    rf_fact_open(w, RF_LABEL_TIME);
    rf_clock(w, item->planned_start_min);
    rf_text(w, " – ");
    rf_clock(w, item->planned_start_min + item->planned_min);
    rf_text(w, " (");
    rf_filled_number(w, RF_LABEL_MINUTES_SHORT, item->planned_min);
    rf_text(w, ")");
    rf_fact_close(w);
}

static void write_annexes(struct rf_writer *w, const struct referat_item *item)
{
    for (size_t i = 0; i < item->annex_count; i++) {
        const struct referat_annex *annex = item->annexes[i];
        const char *page = w->is_pack ? "" : "pack.html";
        bool is_linked = annex->number && annex->anchor;
        rf_fact_open(w, RF_LABEL_ANNEX);
        if (is_linked) {
            w->ops->link_open(w, page, annex->anchor);
        }
        rf_value(w, &annex->title);
        if (is_linked) {
            w->ops->link_close(w, page, annex->anchor);
        }
        if (!annex->path && !item->meeting->nested_in) {
            rf_text(w, " (");
            rf_text(w, rf_word(w, RF_LABEL_NOT_ENCLOSED));
            rf_text(w, ")");
        }
        rf_fact_close(w);
    }
}

void rf_page_item_facts(struct rf_writer *w, const struct referat_item *item)
{
    rf_fact_prose(w, RF_LABEL_PURPOSE, &item->purpose);
    rf_fact_prose(w, RF_LABEL_METHOD, &item->method);
    rf_fact_persons(w, RF_LABEL_RESPONSIBLE, &item->responsible);
    if (item->meeting->nested_in) {
        write_time(w, item);
    }
    rf_fact_raw(w, RF_LABEL_CASE, &item->case_number);
    rf_fact_raw(w, RF_LABEL_MINUTES, &item->approves.written);
    rf_fact_raw(w, RF_LABEL_MEETING, &item->carried_from.written);
    rf_fact_text(w, RF_LABEL_BASIS, &item->basis);
    rf_fact_date(w, RF_LABEL_REVIEW, &item->review);
    write_annexes(w, item);
    rf_facts_end(w);
    rf_prose(w, &item->text);
}

/* True when the minutes' own words begin with the decision: it is not printed twice. */
static bool says_itself(const struct rf_writer *w, const struct referat_item *item)
{
    const struct referat_node *block = item->minutes_text;
    const char *prefix = w->lang->outcome_prefixes[item->decision->outcome];
    return block && block->type == REFERAT_PARAGRAPH && block->first &&
           block->first->text && prefix && *prefix &&
           rf_starts_with(block->first->text, prefix);
}

static void write_outcome(struct rf_writer *w, const struct referat_decision *d)
{
    w->ops->line_open(w, RF_LINE_LEAD);
    rf_text(w, rf_word(w, RF_LABEL_DECISION));
    rf_text(w, ": ");
    if (rf_prints(d->wording.given)) {
        rf_value(w, &d->wording);
    } else {
        rf_buf_reset(&w->scratch);
        rf_lang_outcome(w->lang, d->outcome,
                        d->to.given == REFERAT_GIVEN ? d->to.plain : NULL, &w->scratch);
        rf_text(w, rf_buf_string(&w->scratch));
    }
    w->ops->line_close(w);
}

static void write_ballot(struct rf_writer *w, enum rf_label label,
                         const struct referat_ballot *ballot)
{
    if (ballot->count < 0) {
        return;
    }
    rf_fact_open(w, label);
    rf_number(w, ballot->count);
    if (ballot->names.count) {
        rf_text(w, " (");
        rf_names(w, &ballot->names);
        rf_text(w, ")");
    }
    rf_fact_close(w);
}

static void write_decision_facts(struct rf_writer *w, const struct referat_decision *d)
{
    for (size_t i = 0; i < d->point_count; i++) {
        rf_fact_open(w, RF_LABEL_POINT);
        rf_text(w, d->points[i].written);
        rf_text(w, ": ");
        rf_text(w, w->lang->outcome_words[d->points[i].outcome]);
        rf_fact_close(w);
    }
    for (size_t i = 0; i < d->vote_count; i++) {
        rf_fact_text(w, RF_LABEL_MOTION, &d->votes[i].motion);
        write_ballot(w, RF_LABEL_IN_FAVOUR, &d->votes[i].in_favour);
        write_ballot(w, RF_LABEL_AGAINST, &d->votes[i].against);
        write_ballot(w, RF_LABEL_ABSTAINED, &d->votes[i].abstained);
    }
    rf_fact_persons(w, RF_LABEL_MOVER, &d->movers);
    rf_fact_persons(w, RF_LABEL_SECONDER, &d->seconders);
    rf_fact_persons(w, RF_LABEL_DISQUALIFIED, &d->disqualified);
    for (size_t i = 0; i < d->dissent_count; i++) {
        rf_fact_text(w, RF_LABEL_DISSENT, &d->dissents[i].person.name);
        rf_prose(w, &d->dissents[i].text);
    }
    rf_fact_date(w, RF_LABEL_RETURNS, &d->returns);
    rf_facts_end(w);
}

void rf_page_decision(struct rf_writer *w, const struct referat_item *item)
{
    if (!item->decision && !item->minutes_text) {
        return;
    }
    rf_open(w, RF_DECISION, NULL);
    if (item->decision && item->decision->outcome != REFERAT_UNDECIDED &&
        !says_itself(w, item)) {
        write_outcome(w, item->decision);
    }
    if (item->minutes_text) {
        w->ops->prose(w, item->minutes_text);
    }
    if (item->decision) {
        write_decision_facts(w, item->decision);
    }
    rf_close(w, RF_DECISION);
}
