/* An agenda item: its title, its facts, and what was decided (emit). */
#include <string.h>

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

static void write_annex(struct rf_writer *w, const struct referat_annex *annex,
                        bool is_nested)
{
    const char *page = w->is_pack ? "" : "pack.html";
    if (annex->number) {
        w->ops->link_open(w, page, annex->anchor);
        rf_text(w, rf_word(w, RF_LABEL_ANNEX));
        rf_text(w, " ");
        rf_number(w, annex->number);
        rf_text(w, ": ");
        rf_value(w, &annex->title);
        w->ops->link_close(w, page, annex->anchor);
    } else {
        rf_value(w, &annex->title);
        if (!is_nested) {
            rf_text(w, " (");
            rf_text(w, rf_word(w, RF_LABEL_NOT_ENCLOSED));
            rf_text(w, ")");
        }
    }
    if (annex->access == REFERAT_CLOSED && annex->item->access != REFERAT_CLOSED) {
        rf_text(w, " – ");
        rf_text(w, rf_word(w, RF_LABEL_CLOSED));
    }
}

static void write_annexes(struct rf_writer *w, const struct referat_item *item)
{
    if (!item->annex_count) {
        return;
    }
    rf_fact_open(w, RF_LABEL_ANNEXES);
    w->ops->list_open(w, RF_LIST_PLAIN);
    for (size_t i = 0; i < item->annex_count; i++) {
        w->ops->entry_open(w, "");
        write_annex(w, item->annexes[i], item->meeting->nested_in != NULL);
        w->ops->entry_close(w);
    }
    w->ops->list_close(w, RF_LIST_PLAIN);
    rf_fact_close(w);
}

static void write_references(struct rf_writer *w, const struct referat_item *item)
{
    if (*item->approves.meeting_id) {
        w->ops->line_open(w, RF_LINE_META);
        rf_filled(w, RF_LABEL_APPROVES, "meeting", item->approves.meeting_id);
        w->ops->line_close(w);
    }
    if (*item->carried_from.meeting_id) {
        const char *const pairs[] = {"meeting", item->carried_from.meeting_id, "item",
                                     item->carried_from.item, NULL};
        w->ops->line_open(w, RF_LINE_META);
        rf_buf_reset(&w->scratch);
        rf_lang_fill(rf_word(w, RF_LABEL_CARRIED_FROM), pairs, &w->scratch);
        rf_text(w, rf_buf_string(&w->scratch));
        w->ops->line_close(w);
    }
}

void rf_page_item_facts(struct rf_writer *w, const struct referat_item *item)
{
    write_references(w, item);
    rf_fact_prose(w, RF_LABEL_PURPOSE, &item->purpose);
    rf_fact_prose(w, RF_LABEL_METHOD, &item->method);
    rf_fact_persons(w, RF_LABEL_RESPONSIBLE, &item->responsible);
    if (item->meeting->nested_in) {
        write_time(w, item);
    }
    rf_fact_raw(w, RF_LABEL_CASE, &item->case_number);
    rf_fact_text(w, RF_LABEL_BASIS, &item->basis);
    rf_fact_date(w, RF_LABEL_REVIEW, &item->review);
    write_annexes(w, item);
    rf_facts_end(w);
    rf_prose(w, &item->text);
}

/* The text begins with these words, a full stop at their end left aside. */
static bool begins_with(const struct referat_node *text, const char *words)
{
    size_t n = strlen(words);
    n -= n && words[n - 1] == '.';
    return n && text->text_bytes >= n && memcmp(text->text, words, n) == 0;
}

/* True when the minutes' own words begin with the decision: it is not printed twice. */
static bool says_itself(const struct rf_writer *w, const struct referat_item *item)
{
    const struct referat_node *block = item->minutes_text;
    if (!block || block->type != REFERAT_PARAGRAPH || !block->first ||
        !block->first->text) {
        return false;
    }
    const struct referat_text *wording = &item->decision->wording;
    return begins_with(block->first,
                       rf_prints(wording->given)
                           ? wording->plain
                           : w->lang->outcome_prefixes[item->decision->outcome]);
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

static void write_point_outcomes(struct rf_writer *w, const struct referat_decision *d)
{
    for (size_t i = 0; i < d->point_count; i++) {
        rf_fact_open(w, RF_LABEL_POINT);
        rf_text(w, d->points[i].written);
        rf_text(w, ": ");
        rf_text(w, w->lang->outcome_words[d->points[i].outcome]);
        rf_fact_close(w);
    }
}

static void write_votes(struct rf_writer *w, const struct referat_decision *d)
{
    for (size_t i = 0; i < d->vote_count; i++) {
        rf_fact_text(w, RF_LABEL_MOTION, &d->votes[i].motion);
        write_ballot(w, RF_LABEL_IN_FAVOUR, &d->votes[i].in_favour);
        write_ballot(w, RF_LABEL_AGAINST, &d->votes[i].against);
        write_ballot(w, RF_LABEL_ABSTAINED, &d->votes[i].abstained);
    }
    rf_fact_persons(w, RF_LABEL_MOVER, &d->movers);
    rf_fact_persons(w, RF_LABEL_SECONDER, &d->seconders);
}

/* "Anna Krog: …": the name, and the statement in its own blocks. */
static void write_dissents(struct rf_writer *w, const struct referat_decision *d)
{
    for (size_t i = 0; i < d->dissent_count; i++) {
        rf_facts_end(w);
        w->ops->line_open(w, RF_LINE_LEAD);
        rf_text(w, rf_word(w, RF_LABEL_DISSENT));
        rf_text(w, ": ");
        rf_value(w, &d->dissents[i].person.name);
        w->ops->line_close(w);
        rf_prose(w, &d->dissents[i].text);
    }
}

static void write_disqualified(struct rf_writer *w, const struct referat_decision *d)
{
    if (!d->disqualified.count) {
        return;
    }
    struct rf_buf names = {0};
    for (size_t i = 0; i < d->disqualified.count; i++) {
        rf_buf_puts(&names, i ? ", " : "");
        rf_buf_puts(&names, d->disqualified.list[i].name.plain);
    }
    rf_facts_end(w);
    w->ops->line_open(w, RF_LINE_PLAIN);
    rf_filled(w, RF_LABEL_TOOK_NO_PART, "names", rf_buf_string(&names));
    w->ops->line_close(w);
    rf_buf_clear(&names);
}

static void write_decision_facts(struct rf_writer *w, const struct referat_decision *d)
{
    write_point_outcomes(w, d);
    write_votes(w, d);
    rf_fact_date(w, RF_LABEL_RETURNS, &d->returns);
    rf_facts_end(w);
    write_disqualified(w, d);
    write_dissents(w, d);
    rf_facts_end(w);
}

void rf_page_decision(struct rf_writer *w, const struct referat_item *item)
{
    if (!item->decision && !item->minutes_text) {
        return;
    }
    rf_open(w, RF_DECISION, NULL);
    if (w->is_pack) {
        rf_line(w, RF_LINE_KICKER, rf_word(w, RF_LABEL_MINUTES));
    }
    if (item->decision && item->decision->access == REFERAT_CLOSED) {
        rf_line(w, RF_LINE_MARK, rf_word(w, RF_LABEL_CLOSED));
    }
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
