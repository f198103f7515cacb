/* Every text of a meeting, classified as closed or open (redact).
 *
 * One walk over the model, from the meeting down to its annexes. A reader (text_reader.h)
 * goes down with it and carries whether the part at hand is closed: closed is inherited,
 * so a function only ever narrows the reader that it was given. A new member of the model
 * that holds words needs a line here, or the last look does not search for it. */
#include "redact/collect_texts.h"

#include <string.h>

#include "base/path.h"
#include "base/prose_node.h"
#include "redact/redact.h"
#include "redact/text_reader.h"
#include "store/origin.h"

/* ---- Recommendations and annexes ---- */

static void put_meeting(const struct rf_reader *r, const struct referat_meeting *m);

static void put_recommendation(const struct rf_reader *r,
                               const struct referat_recommendation *recommendation,
                               struct referat_span named)
{
    struct rf_reader inner =
        rf_reader_closed_if(r, recommendation->document.access == REFERAT_CLOSED);
    rf_reader_document(&inner, &recommendation->document);
    rf_reader_words(&inner, &recommendation->addressee);
    for (size_t i = 0; i < recommendation->point_count; i++) {
        rf_reader_words(&inner, &recommendation->points[i].text);
    }
    rf_reader_prose(&inner, &recommendation->coordinated_with);
    rf_reader_put(&inner, RF_TEXT_PATH, recommendation->document.path, named);
}

/* Without a title of its own a paper is called by its file's name. */
static bool has_title(const struct referat_annex *annex)
{
    const struct referat_document *d =
        annex->paper                             ? &annex->paper->document
        : annex->recommendation                  ? &annex->recommendation->document
        : annex->nested && annex->nested->agenda ? &annex->nested->agenda->document
                                                 : NULL;
    return annex->given_title.given == REFERAT_GIVEN ||
           (d &&
            (d->title.given == REFERAT_GIVEN || d->short_title.given == REFERAT_GIVEN));
}

/* What a closed paper happens to be called is as telling as a title; an open one's name
 * is no title that excuses another. */
static void put_called(const struct rf_reader *r, const char *name,
                       struct referat_span span)
{
    rf_reader_put(r, r->is_closed ? RF_TEXT_TITLE : RF_TEXT_OUTPUT, name, span);
}

/* An annex with what it encloses. Not the recommendation that the item has put already,
 * unless it is closed here and open there; nor a paper that another annex is the same as.
 */
static void put_annex(const struct rf_reader *r, const struct referat_annex *annex)
{
    struct rf_reader inner = rf_reader_closed_if(r, annex->access == REFERAT_CLOSED);
    rf_reader_text(&inner, RF_TEXT_TITLE, &annex->given_title);
    if (has_title(annex)) {
        rf_reader_put(&inner, RF_TEXT_TITLE, annex->title.plain, annex->title.span);
    } else if (annex->path) {
        const char *name = rf_path_name(annex->path), *dot = strrchr(name, '.');
        size_t n = dot ? (size_t)(dot - name) : strlen(name);
        put_called(&inner, annex->title.plain, annex->span);
        put_called(&inner, rf_arena_copy(r->texts->arena, name, n), annex->span);
    }
    rf_reader_put(&inner, RF_TEXT_PATH, annex->path, annex->span);
    if (!inner.is_closed) { /* "Punkt 3, Bilag 1: …": the title alone is what is closed */
        rf_reader_text(&inner, RF_TEXT_OUTPUT, &annex->stamp);
    }
    rf_reader_put(&inner, RF_TEXT_OUTPUT, annex->file_name, annex->span);
    if (annex->same_as) {
        return;
    }
    bool is_put = annex->recommendation == annex->item->recommendation &&
                  inner.is_closed == r->is_closed;
    if (annex->paper) {
        rf_reader_document(&inner, &annex->paper->document);
    }
    if (annex->recommendation && !is_put) {
        put_recommendation(&inner, annex->recommendation, annex->span);
    }
    if (annex->nested) {
        put_meeting(&inner, annex->nested);
    }
}

/* Those of a document's list that do not stand in the item's. */
static void put_own_annexes(const struct rf_reader *r, const struct referat_item *item,
                            const struct referat_annex *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < item->annex_count && item->annexes[k] != &list[i]) {
            k++;
        }
        if (k == item->annex_count) {
            put_annex(r, &list[i]);
        }
    }
}

/* All papers of an item. An annex is listed by the item, and may stand in a list of the
 * agenda or of the recommendation as well: each is put once. */
static void put_annexes(const struct rf_reader *r, const struct referat_item *item)
{
    const struct referat_recommendation *recommendation = item->recommendation;
    if (recommendation) {
        put_recommendation(r, recommendation, item->recommendation_path.span);
        put_own_annexes(r, item, recommendation->own_annexes,
                        recommendation->own_annex_count);
    }
    for (size_t i = 0; i < item->annex_count; i++) {
        put_annex(r, item->annexes[i]);
    }
    put_own_annexes(r, item, item->own_annexes, item->own_annex_count);
}

/* ---- Decisions and actions ---- */

static void put_ballot(const struct rf_reader *r, const struct referat_ballot *ballot)
{
    rf_reader_persons(r, &ballot->names);
    for (size_t i = 0; i < ballot->group_count; i++) {
        rf_reader_text(r, RF_TEXT_NAME, &ballot->groups[i].name);
    }
}

/* A decision with its votes. Where it sends the matter on to a closed item, the id of
 * that item is closed though the decision is open. */
static void put_decision(const struct rf_reader *r, const struct referat_item *item)
{
    const struct referat_decision *d = item->decision;
    bool leads_to_closed = d->to_access == REFERAT_CLOSED;
    struct rf_reader destination = rf_reader_closed_if(r, leads_to_closed);
    rf_reader_words(r, &d->wording);
    rf_reader_text(&destination, leads_to_closed ? RF_TEXT_NUMBER : RF_TEXT_NAME, &d->to);
    for (size_t i = 0; i < d->vote_count; i++) {
        rf_reader_words(r, &d->votes[i].motion);
        for (enum referat_side side = 0; side < REFERAT_SIDE_COUNT; side++) {
            put_ballot(r, &d->votes[i].sides[side]);
        }
    }
    rf_reader_persons(r, &d->movers);
    rf_reader_persons(r, &d->seconders);
    rf_reader_persons(r, &d->disqualified);
    for (size_t i = 0; i < d->dissent_count; i++) {
        rf_reader_person(r, &d->dissents[i].person);
        rf_reader_prose(r, &d->dissents[i].text);
    }
    if (!r->is_closed) { /* of a closed one these are words of the language alone */
        struct rf_buf sentence = {0};
        rf_lang_decision(item->meeting->series, d, &sentence);
        rf_reader_put(r, RF_TEXT_SENTENCE, rf_buf_string(&sentence), d->span);
        rf_buf_clear(&sentence);
    }
}

static void put_actions(const struct rf_reader *r, const struct referat_item *item)
{
    for (size_t i = 0; i < item->action_count; i++) {
        const struct referat_action *action = item->actions[i];
        rf_reader_put(r, RF_TEXT_NUMBER, action->own_id, action->span);
        rf_reader_put(r, RF_TEXT_WORDS, action->task_plain, action->span);
        rf_reader_nodes(r, action->task);
        rf_reader_put(r, RF_TEXT_WORDS, action->due_written, action->span);
        for (size_t k = 0; k < action->owner_count; k++) {
            rf_reader_put(r, RF_TEXT_NAME, action->owners[k], action->span);
        }
    }
}

/* ---- Items ---- */

/* An item with all that agenda, recommendation and minutes say about it. Its access is
 * that of the agenda; the section in the minutes and the decision may be closed alone.
 * What a closed item says to the public is open where the edition prints it. */
static void put_item(const struct rf_reader *r, const struct referat_item *item)
{
    const struct referat_minutes *minutes = item->meeting->minutes;
    bool is_closed = item->access == REFERAT_CLOSED;
    struct rf_reader inner = rf_reader_closed_if(r, is_closed), said;
    inner.origin = rf_origin_of_item(r->texts->arena, item);
    rf_reader_text(&inner, RF_TEXT_TITLE, &item->title);
    rf_reader_raw(&inner, &item->id);
    rf_reader_prose(&inner, &item->purpose);
    rf_reader_prose(&inner, &item->method);
    rf_reader_prose(&inner, &item->text);
    rf_reader_persons(&inner, &item->responsible);
    rf_reader_raw(&inner, &item->case_number);
    rf_reader_text(&inner, RF_TEXT_NAME, &item->basis);
    put_annexes(&inner, item);
    inner.source = minutes ? minutes->document.source : NULL;
    said = rf_reader_closed_if(&inner, item->has_closed_minutes);
    rf_reader_text(&said, said.is_closed ? RF_TEXT_TITLE : RF_TEXT_WORDS,
                   &item->minutes_title); /* an open item's title is the agenda's */
    rf_reader_nodes(&said, item->minutes_text);
    put_actions(&said, item);
    if (item->decision) {
        said = rf_reader_closed_if(&inner, item->decision->is_closed);
        put_decision(&said, item);
    }
    if (is_closed && item->meeting->series->closed_items != REFERAT_SHOW_NOTHING) {
        struct rf_reader open = *r;
        const struct referat_text title = rf_edition_title(item);
        open.is_closed = false;
        rf_reader_text(&open, RF_TEXT_PUBLISHED, &title);
        if (item->decision) {
            rf_reader_text(&open, RF_TEXT_PUBLISHED, &item->decision->public_wording);
        }
    }
}

/* ---- The meeting ---- */

static void put_agenda(const struct rf_reader *r, const struct referat_meeting *m)
{
    const struct referat_agenda *a = m->agenda;
    rf_reader_document(r, &a->document);
    rf_reader_put(r, RF_TEXT_PATH, a->document.path, (struct referat_span){0});
    rf_reader_words(r, &a->place);
    rf_reader_text(r, RF_TEXT_NAME, &a->body);
    rf_reader_text(r, RF_TEXT_NAME, &a->organisation);
    rf_reader_persons(r, &a->chair);
    rf_reader_persons(r, &a->secretary);
    rf_reader_persons(r, &a->participants);
    for (size_t i = 0; i < a->guest_count; i++) {
        bool is_closed = rf_edition_is_closed_guest(m, &a->guests[i]);
        struct rf_reader inner = rf_reader_closed_if(r, is_closed);
        rf_reader_person_as(&inner, is_closed ? RF_TEXT_GUEST : RF_TEXT_NAME,
                            &a->guests[i].person);
    }
}

/* The facts of the minutes; what they say about items is put with the items. A person who
 * was there for closed items alone is closed, like the guest who came for them. */
static void put_minutes(const struct rf_reader *r, const struct referat_meeting *m)
{
    const struct referat_minutes *minutes = m->minutes;
    const struct referat_document *d = &minutes->document;
    struct rf_reader inner = rf_reader_within(r, d->source);
    rf_reader_text(r, RF_TEXT_TITLE, &d->title);
    rf_reader_text(r, RF_TEXT_TITLE, &d->short_title);
    rf_reader_text(r, RF_TEXT_NAME, &d->unit);
    rf_reader_lines(r, RF_TEXT_WORDS, &d->letterhead);
    rf_reader_raw(r, &d->case_number);
    rf_reader_persons(r, &d->case_officers);
    rf_reader_put(r, RF_TEXT_PATH, d->path, (struct referat_span){0});
    rf_reader_persons(r, &minutes->present);
    for (size_t i = 0; i < minutes->absence_count; i++) {
        rf_reader_person(r, &minutes->absences[i].person);
        rf_reader_words(r, &minutes->absences[i].reason);
        rf_reader_person(r, &minutes->absences[i].substitute);
    }
    for (size_t i = 0; i < minutes->attendance_count; i++) {
        struct referat_attendance shown = minutes->attendances[i];
        const struct rf_reader own =
            rf_reader_closed_if(r, !rf_edition_open_attendance(m, &shown));
        rf_reader_person(&own, &minutes->attendances[i].person);
    }
    for (size_t i = 0; i < minutes->change_count; i++) {
        const struct referat_action_change *change = &minutes->changes[i];
        const struct rf_reader own =
            rf_reader_closed_if(r, change->access == REFERAT_CLOSED);
        rf_reader_raw(&own, &change->action);
        rf_reader_put(&own, RF_TEXT_WORDS, change->task,
                      (struct referat_span){0}); /* of others */
        rf_reader_put(&own, RF_TEXT_WORDS, change->due_written, change->span);
        rf_reader_words(&own, &change->note);
        for (size_t k = 0; k < change->owner_count; k++) {
            rf_reader_put(&own, RF_TEXT_NAME, change->owners[k], change->span);
        }
    }
    rf_reader_prose(r, &minutes->corrections);
    rf_reader_nodes(&inner, minutes->introduction);
    for (size_t i = 0; i < minutes->signature_count; i++) {
        rf_reader_person(r, &minutes->signatures[i].person);
        rf_reader_words(r, &minutes->signatures[i].role);
    }
}

/* A meeting, or an agenda nested in another one. The folder of a meeting is its address:
 * that of a closed one is to be the date alone, so the rest of the name is closed. */
static void put_meeting(const struct rf_reader *r, const struct referat_meeting *m)
{
    bool is_closed = m->access == REFERAT_CLOSED;
    const struct referat_corrections *corrections = m->corrections;
    const char *rest = m->id + strspn(m->id, "0123456789-");
    struct rf_reader inner = rf_reader_closed_if(r, is_closed);
    inner.origin = inner.is_closed ? rf_origin_of_meeting(r->texts->arena, m) : r->origin;
    rf_reader_put(&inner, RF_TEXT_FOLDER, is_closed ? rest : m->folder,
                  (struct referat_span){0});
    rf_reader_text(&inner, RF_TEXT_TITLE, &m->title);
    rf_reader_words(&inner, &m->place);
    rf_reader_persons(&inner, &m->chair);
    rf_reader_persons(&inner, &m->secretary);
    rf_reader_persons(&inner, &m->participants);
    if (m->agenda) {
        put_agenda(&inner, m);
    }
    if (m->minutes) {
        put_minutes(&inner, m);
    }
    if (m->introduction) {
        put_actions(&inner, m->introduction);
    }
    if (corrections) {
        rf_reader_put(&inner, RF_TEXT_PATH, corrections->document.path,
                      (struct referat_span){0});
    }
    for (size_t i = 0; corrections && i < corrections->count; i++) {
        const struct rf_reader own =
            rf_reader_closed_if(&inner, corrections->list[i].access == REFERAT_CLOSED);
        rf_reader_prose(&own, &corrections->list[i].text);
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        put_item(&inner, m->all_items[i]);
    }
}

void rf_texts_of_meeting(const struct rf_texts *texts, const struct referat_meeting *m)
{
    const struct rf_reader r = {
        .texts = texts,
        .is_unread = m->is_unread,
        .origin = rf_arena_join(texts->arena, "the meeting ", m->folder, NULL),
    };
    put_meeting(&r, m);
}

/* ---- The series ---- */

/* Title, body and organisation of a closed series are public: its pages have them. */
void rf_texts_of_series(const struct rf_texts *texts, const struct referat_series *series)
{
    const struct rf_reader open = {.texts = texts, .origin = "the settings"};
    const struct rf_reader r = {.texts = texts,
                                .is_closed = series->access == REFERAT_CLOSED,
                                .origin = "the settings of a closed series"};
    rf_reader_text(&open, RF_TEXT_TITLE, &series->title);
    rf_reader_text(&open, RF_TEXT_NAME, &series->body);
    rf_reader_text(&open, RF_TEXT_NAME, &series->organisation);
    rf_reader_words(&r, &series->place);
    rf_reader_persons(&r, &series->chair);
    rf_reader_persons(&r, &series->secretary);
    rf_reader_persons(&r, &series->participants);
    rf_reader_lines(&r, RF_TEXT_WORDS, &series->letterhead);
    rf_reader_words(&r, &series->addressee);
    rf_reader_lines(&r, RF_TEXT_WORDS, &series->sections);
    for (size_t i = 0; i < series->unit_count; i++) {
        rf_reader_put(&r, RF_TEXT_NAME, series->units[i].name, series->units[i].span);
    }
}
