/* An agenda item: its title, its facts, and what was decided (render). The item's heading
 * and facts are of the agenda, the decision is of the minutes; the pack has both, so each
 * is a function that page_pack.c calls for the pages that show it. Order and wording are
 * those of format.md, sections 5 and 6. */
#include <string.h>

#include "base/isolate.h"
#include "render/pages.h"

/* True where the title is the public edition's replacement, "Closed item": a mark that
 * says so again would be noise. */
static bool says_closed(const struct rf_writer *w, const struct referat_item *item)
{
    bool is_heading = item->type == REFERAT_TYPE_HEADING;
    const char *word =
        rf_word(w, is_heading ? RF_LABEL_CLOSED_ITEMS : RF_LABEL_CLOSED_ITEM);
    return strcmp(item->title.plain, word) == 0;
}

void rf_page_item_title(struct rf_writer *w, const struct referat_item *item)
{
    bool is_nested = item->meeting->nested_in;
    bool has_word = !is_nested && item->type != REFERAT_TYPE_HEADING;
    w->ops->heading_open(w);
    if (has_word && rf_number_has_word(item->number)) {
        rf_text(w, item->number);
        rf_text(w, " ");
    } else if (*item->number) {
        rf_text(w, has_word ? rf_word(w, RF_LABEL_ITEM) : "");
        rf_text(w, has_word ? " " : "");
        rf_text(w, item->number);
        rf_text(w, has_word ? ": " : ". ");
    }
    rf_value(w, &item->title);
    if (!is_nested && item->planned_min > 0) {
        rf_text(w, " ");
        rf_filled_number(w, RF_LABEL_MINUTES_TITLE, item->planned_min);
    }
    w->ops->heading_close(w);
    if (item->access == REFERAT_CLOSED && !says_closed(w, item)) {
        rf_line(w, RF_LINE_MARK, rf_word(w, RF_LABEL_CLOSED));
    }
}

/* When the item is treated. An item without planned minutes has no time of its own; 0 is
 * a number of minutes that somebody wrote. */
static void write_time(struct rf_writer *w, const struct referat_item *item)
{
    bool has_minutes = item->duration.min >= 0 || item->planned_min > 0;
    if (item->planned_start_min < 0 || !has_minutes) {
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

/* An annex as the item lists it. Without a number it has no page in the pack: it was
 * announced but not enclosed, which a nested agenda does not repeat for each. */
static void write_annex(struct rf_writer *w, const struct referat_annex *annex,
                        bool is_nested)
{
    if (annex->number) {
        rf_page_annex_link(w, annex, annex->number);
        rf_page_file_facts(w, annex);
    } else {
        rf_value(w, &annex->title);
        if (!is_nested) {
            rf_bracketed(w, rf_word(w, RF_LABEL_NOT_ENCLOSED));
        }
    }
    if (annex->item->access != REFERAT_CLOSED) {
        rf_closed_mark(w, annex->access, RF_LABEL_CLOSED);
    }
}

/* The item's annexes as one fact, in the agenda's order. */
static void write_annexes(struct rf_writer *w, const struct referat_item *item)
{
    if (!item->annex_count) {
        return;
    }
    rf_fact_open(w, RF_LABEL_ANNEXES);
    w->ops->list_open(w, RF_LIST_PLAIN);
    for (size_t i = 0; i < item->annex_count; i++) {
        w->ops->entry_open(w);
        write_annex(w, item->annexes[i], item->meeting->nested_in != NULL);
        w->ops->entry_close(w);
    }
    w->ops->list_close(w, RF_LIST_PLAIN);
    rf_fact_close(w);
}

/* A meeting by its date as the language writes it in that place (rf_lang_date, or
 * rf_lang_when within a sentence), by its id where it has no date; after another body's
 * meeting the body's name: " (Havneudvalget)". */
static void add_meeting(const struct rf_writer *w, const struct referat_meeting_ref *ref,
                        void (*add_date)(const struct rf_lang *,
                                         const struct referat_date *, struct rf_buf *),
                        struct rf_buf *words)
{
    if (ref->date.year) {
        add_date(w->lang, &ref->date, words);
    } else {
        rf_buf_puts(words, ref->meeting_id);
    }
    if (ref->series) {
        rf_buf_printf(words, " (%s)", ref->series);
    }
}

static void write_carried_from(struct rf_writer *w, const struct referat_item *item)
{
    const struct referat_meeting_ref *ref = &item->carried_from;
    if (!*ref->meeting_id) {
        return;
    }
    struct rf_buf meeting = {0}, when = {0}, words = {0};
    const char *number = *ref->item_number ? ref->item_number : ref->item;
    add_meeting(w, ref, rf_lang_date, &meeting);
    add_meeting(w, ref, rf_lang_when, &when);
    rf_lang_item(w->series, number, &words);
    const char *const pairs[] = {
        "meeting", rf_buf_string(&meeting), "when", rf_buf_string(&when),
        "ref",     rf_buf_string(&words),   "item", number,
        NULL};
    rf_buf_reset(&w->scratch);
    rf_lang_fill(rf_word(w, RF_LABEL_CARRIED_FROM), pairs, &w->scratch);
    rf_line(w, RF_LINE_META, rf_buf_string(&w->scratch));
    rf_buf_clear(&meeting);
    rf_buf_clear(&when);
    rf_buf_clear(&words);
}

/* The meetings whose minutes the item approves, joined as the language joins a list. A
 * meeting that was not found has no id; the loader has reported it. */
static void write_approves(struct rf_writer *w, const struct referat_item *item)
{
    struct rf_buf words = {0};
    size_t count = 0, n = 0;
    for (size_t i = 0; i < item->approves_count; i++) {
        count += *item->approves[i].meeting_id != '\0';
    }
    for (size_t i = 0; i < item->approves_count; i++) {
        const struct referat_meeting_ref *ref = &item->approves[i];
        if (*ref->meeting_id) {
            rf_lang_join(w->lang, n++, count, &words);
            add_meeting(w, ref, rf_lang_when, &words);
        }
    }
    if (count) {
        w->ops->line_open(w, RF_LINE_META);
        rf_filled(w, count == 1 ? RF_LABEL_APPROVES : RF_LABEL_APPROVES_SEVERAL,
                  count == 1 ? "meeting" : "meetings", rf_buf_string(&words));
        w->ops->line_close(w);
    }
    rf_buf_clear(&words);
}

void rf_page_item_facts(struct rf_writer *w, const struct referat_item *item)
{
    write_approves(w, item);
    write_carried_from(w, item);
    rf_fact_prose(w, RF_LABEL_PURPOSE, &item->purpose);
    rf_fact_prose(w, RF_LABEL_METHOD, &item->method);
    rf_fact_persons(w, RF_LABEL_RESPONSIBLE, &item->responsible);
    if (item->meeting->nested_in) {
        write_time(w, item);
    }
    rf_fact_raw(w, RF_LABEL_CASE, &item->case_number);
    if (item->access == REFERAT_CLOSED) {
        rf_fact_text(w, RF_LABEL_PUBLIC_TITLE, &item->public_title);
    }
    rf_fact_text(w, RF_LABEL_BASIS, &item->basis);
    rf_fact_date(w, RF_LABEL_REVIEW, &item->review);
    write_annexes(w, item);
    rf_facts_end(w);
    rf_prose(w, &item->text);
}

/* ---- What was decided ---- */

/* True where the text begins with these words; a full stop at their end does not count.
 */
static bool begins_with(const struct referat_node *text, const char *words)
{
    size_t n = strlen(words);
    n -= n && words[n - 1] == '.';
    return n && text->text_bytes >= n && memcmp(text->text, words, n) == 0;
}

/* True where the minutes' own words begin with the decision, which then is not printed
 * twice. */
static bool says_itself(const struct rf_writer *w, const struct referat_item *item)
{
    const struct referat_node *block = item->minutes_text;
    if (!block || block->type != REFERAT_PARAGRAPH || !block->first ||
        !block->first->text) {
        return false;
    }
    const struct referat_decision *d = item->decision;
    if (rf_prints(d->wording.given)) {
        return begins_with(block->first, d->wording.plain);
    }
    const char *own =
        w->series->outcome_sentences ? w->series->outcome_sentences[d->outcome] : NULL;
    return begins_with(block->first, own ? own : w->lang->outcome_prefixes[d->outcome]) ||
           (d->sentence && begins_with(block->first, d->sentence));
}

/* The decision in a sentence: as the minutes word it, else the language's sentence for
 * the outcome. */
static void write_outcome(struct rf_writer *w, const struct referat_item *item)
{
    const struct referat_decision *d = item->decision;
    bool has_wording = rf_prints(d->wording.given);
    bool has_none = d->outcome == REFERAT_UNDECIDED || d->outcome == REFERAT_NO_DECISION;
    if ((has_none && !has_wording) || says_itself(w, item)) {
        return;
    }
    w->ops->line_open(w, RF_LINE_LEAD);
    rf_text(w, rf_word(w, RF_LABEL_DECISION));
    rf_text(w, ": ");
    if (has_wording) {
        rf_value(w, &d->wording);
    } else {
        rf_buf_reset(&w->scratch);
        rf_lang_decision(w->series, d, &w->scratch);
        rf_text(w, rf_buf_string(&w->scratch));
    }
    w->ops->line_close(w);
}

/* "7 (A: 4, Anna Krog, …)": the votes, then the groups that voted as one, then the people
 * who are named. A count below 0 was not written. */
static void write_ballot(struct rf_writer *w, enum rf_label label,
                         const struct referat_ballot *ballot)
{
    if (ballot->count < 0) {
        return;
    }
    rf_fact_open(w, label);
    rf_number(w, ballot->count);
    if (ballot->names.count || ballot->group_count) {
        rf_text(w, " (");
        for (size_t i = 0; i < ballot->group_count; i++) {
            rf_text(w, i ? ", " : "");
            rf_name(w, &ballot->groups[i].name);
            rf_text(w, ": ");
            rf_number(w, ballot->groups[i].count);
        }
        rf_text(w, ballot->group_count && ballot->names.count ? ", " : "");
        rf_names(w, &ballot->names);
        rf_text(w, ")");
    }
    rf_fact_close(w);
}

/* "2.: that the roof be mended – Adopted.": a recommended point, its text, which may be
 * NULL, and what was decided of it. */
static void write_point(struct rf_writer *w, const char *number,
                        const struct referat_point *point, const char *sentence)
{
    rf_fact_open(w, RF_LABEL_POINT);
    rf_text(w, number);
    rf_text(w, ": ");
    if (point) {
        rf_value(w, &point->text);
        rf_text(w, " – ");
    }
    rf_text(w, sentence);
    rf_fact_close(w);
}

/* Names the recommended points that final minutes do not answer, so that a reader sees
 * the gap. An outcome that answers all points at once (adopted as recommended) has none.
 */
static void write_unanswered(struct rf_writer *w, const struct referat_decision *d)
{
    const struct referat_recommendation *r = d->item ? d->item->recommendation : NULL;
    bool is_final = d->item && d->item->meeting->minutes->status == REFERAT_FINAL;
    if (!r || !is_final || !rf_outcome_answers_points(d->outcome)) {
        return;
    }
    for (size_t i = 0; i < r->point_count; i++) {
        bool is_answered = false;
        for (size_t k = 0; k < d->point_count; k++) {
            is_answered = is_answered || d->points[k].point == &r->points[i];
        }
        if (!is_answered) {
            write_point(w, r->points[i].number, &r->points[i],
                        rf_word(w, RF_LABEL_NOT_ANSWERED));
        }
    }
}

static void write_point_outcomes(struct rf_writer *w, const struct referat_decision *d)
{
    for (size_t i = 0; i < d->point_count; i++) {
        const struct referat_point_outcome *p = &d->points[i];
        write_point(w, p->written, p->point,
                    p->sentence ? p->sentence
                                : rf_outcome_sentence(w->series, p->outcome));
    }
}

/* Each vote by its motion, then the movers of the decision as a whole. */
static void write_votes(struct rf_writer *w, const struct referat_decision *d)
{
    for (size_t i = 0; i < d->vote_count; i++) {
        rf_fact_text(w, RF_LABEL_MOTION, &d->votes[i].motion);
        for (enum referat_side side = 0; side < REFERAT_SIDE_COUNT; side++) {
            write_ballot(w, rf_side_label(side), &d->votes[i].sides[side]);
        }
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
        rf_name(w, &d->dissents[i].person.name);
        w->ops->line_close(w);
        rf_prose(w, &d->dissents[i].text);
    }
}

/* A sentence about people and the item: "{names} … {ref} …". */
static void write_people(struct rf_writer *w, enum rf_label label, const char *names,
                         const char *number)
{
    struct rf_buf sentence = {0}, ref = {0};
    rf_lang_item(w->series, number, &ref);
    const char *const pairs[] = {"names", names,  "ref", rf_buf_string(&ref),
                                 "item",  number, NULL};
    w->ops->line_open(w, RF_LINE_PLAIN);
    rf_lang_fill(rf_word(w, label), pairs, &sentence);
    rf_text_with_names(w, rf_buf_string(&sentence));
    w->ops->line_close(w);
    rf_buf_clear(&sentence);
    rf_buf_clear(&ref);
}

/* "{names} took no part in item {item}." */
static void write_disqualified(struct rf_writer *w, const struct referat_decision *d)
{
    size_t count = d->disqualified.count;
    struct rf_buf names = {0};
    for (size_t i = 0; i < count; i++) {
        rf_lang_join(w->lang, i, count, &names);
        rf_put_isolated(&names, d->disqualified.list[i].name.plain);
    }
    if (count) {
        rf_facts_end(w);
        write_people(w,
                     count == 1 ? RF_LABEL_TOOK_NO_PART : RF_LABEL_TOOK_NO_PART_SEVERAL,
                     rf_buf_string(&names), d->item ? d->item->number : "");
    }
    rf_buf_clear(&names);
}

/* Where the matter goes next. The language's own sentence for an outcome names it; the
 * minutes' wording may not. */
static void write_destination(struct rf_writer *w, const struct referat_decision *d)
{
    bool is_said = rf_outcome_to_sentence(w->series, d->outcome) != NULL &&
                   !rf_prints(d->wording.given);
    if (is_said || d->to.given != REFERAT_GIVEN) {
        return;
    }
    rf_fact_open(w, RF_LABEL_TO);
    if (d->to_date.year) {
        w->ops->date(w, &d->to_date);
    } else {
        rf_value(w, &d->to);
    }
    rf_fact_close(w);
}

/* What there is to say of a decision besides its sentence. People who took no part and
 * dissents are lines of their own, so the list of facts ends before them. */
static void write_decision_facts(struct rf_writer *w, const struct referat_decision *d)
{
    if (d->item && d->item->access == REFERAT_CLOSED) {
        rf_fact_text(w, RF_LABEL_PUBLIC_WORDING, &d->public_wording);
    }
    write_point_outcomes(w, d);
    write_unanswered(w, d);
    if (d->is_split) {
        rf_facts_end(w);
        rf_line(w, RF_LINE_PLAIN, rf_word(w, RF_LABEL_SPLIT));
    }
    write_votes(w, d);
    write_destination(w, d);
    rf_fact_date(w, RF_LABEL_RETURNS, &d->returns);
    rf_facts_end(w);
    write_disqualified(w, d);
    write_dissents(w, d);
    rf_facts_end(w);
}

/* A decision about several items is printed whole with the first of them; with the others
 * stands what differs from item to item. */
static void write_own_facts(struct rf_writer *w, const struct referat_decision *d)
{
    write_point_outcomes(w, d);
    write_unanswered(w, d);
    rf_facts_end(w);
    if (d->is_split) {
        rf_line(w, RF_LINE_PLAIN, rf_word(w, RF_LABEL_SPLIT));
    }
    write_disqualified(w, d);
}

/* Refers to the item that has the text, or the decision, of several items. */
static void write_treated_with(struct rf_writer *w, const struct referat_item *item)
{
    const struct referat_item *decided =
        item->decision ? item->decision->decided_with : NULL;
    const struct referat_item *const first[] = {
        item->treated_with, decided == item->treated_with ? NULL : decided};
    for (size_t i = 0; i < 2; i++) {
        if (first[i]) {
            w->ops->line_open(w, RF_LINE_PLAIN);
            rf_filled_item(w, RF_LABEL_TREATED_WITH, first[i]->number);
            w->ops->line_close(w);
        }
    }
}

/* ---- Who came and left ---- */

/* Counted as in the room. Whoever is disqualified left for the item's sake and is named
 * with its decision. */

static bool is_in(enum referat_presence presence)
{
    return presence == REFERAT_IN || presence == REFERAT_PERHAPS_IN ||
           presence == REFERAT_DISQUALIFIED;
}

/* The item treated before this one, in the order of treatment; NULL for the first. */
static const struct referat_item *item_before(const struct referat_item *item)
{
    return item->order < 2 ? NULL : item->meeting->ordered_items[item->order - 2];
}

/* True where the i-th member came in, or went out, between the item treated before and
 * this one. */
static bool has_changed(const struct referat_item *item, size_t i, bool came_in)
{
    const struct referat_item *before = item_before(item);
    bool now = is_in(item->presence[i]), then = is_in(before->presence[i]);
    return now != then && now == came_in;
}

/* Who they are. */
static void write_changed(struct rf_writer *w, const struct referat_item *item,
                          bool came_in, enum rf_label label)
{
    const struct referat_meeting *m = item->meeting;
    size_t members = item_before(item) && item->presence ? m->member_count : 0;
    size_t count = 0, n = 0;
    struct rf_buf names = {0};
    for (size_t i = 0; i < members; i++) {
        count += has_changed(item, i, came_in);
    }
    for (size_t i = 0; i < members; i++) {
        if (has_changed(item, i, came_in)) {
            rf_lang_join(w->lang, n++, count, &names);
            rf_put_isolated(&names, m->members[i].person->name.plain);
        }
    }
    if (count) {
        write_people(w, label, rf_buf_string(&names), item->number);
    }
    rf_buf_clear(&names);
}

/* True where somebody came or left between the item treated before and this one. */
static bool has_changes(const struct referat_item *item)
{
    bool changes = false;
    for (size_t i = 0; item_before(item) && item->presence && !changes &&
                       i < item->meeting->member_count;
         i++) {
        changes = has_changed(item, i, true) || has_changed(item, i, false);
    }
    return changes;
}

void rf_page_decision(struct rf_writer *w, const struct referat_item *item)
{
    /* minutes that an open item shares with a closed one */
    bool is_closed =
        item->access != REFERAT_CLOSED &&
        (item->has_closed_minutes || (item->decision && item->decision->is_closed));
    if (!item->decision && !item->minutes_text && !item->treated_with &&
        !has_changes(item)) {
        return;
    }
    rf_open(w, RF_DECISION, NULL);
    if (w->is_pack) {
        rf_line(w, RF_LINE_KICKER, rf_word(w, RF_LABEL_MINUTES));
    }
    if (is_closed) {
        rf_line(w, RF_LINE_MARK, rf_word(w, RF_LABEL_CLOSED));
    }
    write_changed(w, item, true, RF_LABEL_CAME_IN);
    write_changed(w, item, false, RF_LABEL_WENT_OUT);
    if (item->decision) {
        write_outcome(w, item);
    }
    write_treated_with(w, item);
    if (item->minutes_text) {
        w->ops->prose(w, item->minutes_text);
    }
    if (item->decision && item->decision->decided_with) {
        write_own_facts(w, item->decision);
    } else if (item->decision) {
        write_decision_facts(w, item->decision);
    }
    rf_close(w, RF_DECISION);
}
