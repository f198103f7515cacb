/* Every text of a meeting, told apart into closed and open (redact). */
#include "redact/collect_texts.h"

#include <string.h>

#include "base/path.h"
#include "redact/redact.h"
#include "redact/text_reader.h"
#include "source/prose_node.h"
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

static void put_enclosed(const struct rf_reader *r, const struct referat_annex *annex,
                         bool is_put)
{
    if (annex->paper) {
        rf_reader_document(r, &annex->paper->document);
    }
    if (annex->recommendation && !is_put) {
        put_recommendation(r, annex->recommendation, annex->span);
    }
    if (annex->nested) {
        put_meeting(r, annex->nested);
    }
}

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
    if (!annex->same_as) {
        bool is_put = annex->recommendation == annex->item->recommendation &&
                      inner.is_closed == r->is_closed;
        put_enclosed(&inner, annex, is_put);
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

static void put_votes(const struct rf_reader *r, const struct referat_decision *d)
{
    for (size_t i = 0; i < d->vote_count; i++) {
        rf_reader_words(r, &d->votes[i].motion);
        put_ballot(r, &d->votes[i].in_favour);
        put_ballot(r, &d->votes[i].against);
        put_ballot(r, &d->votes[i].abstained);
    }
    rf_reader_persons(r, &d->movers);
    rf_reader_persons(r, &d->seconders);
    rf_reader_persons(r, &d->disqualified);
    for (size_t i = 0; i < d->dissent_count; i++) {
        rf_reader_person(r, &d->dissents[i].person);
        rf_reader_prose(r, &d->dissents[i].text);
    }
}

/* An open item may send its matter on to a closed one, whose id is no open text. */
static void put_destination(const struct rf_reader *r, const struct referat_decision *d)
{
    bool is_closed = d->to_access == REFERAT_CLOSED;
    struct rf_reader inner = rf_reader_closed_if(r, is_closed);
    rf_reader_text(&inner, is_closed ? RF_TEXT_NUMBER : RF_TEXT_NAME, &d->to);
}

static void put_decision(const struct rf_reader *r, const struct referat_item *item)
{
    const struct referat_decision *d = item->decision;
    const struct rf_lang *lang = rf_lang_of(item->meeting->series);
    struct rf_buf sentence = {0};
    rf_reader_words(r, &d->wording);
    put_destination(r, d);
    put_votes(r, d);
    if (!r->is_closed) { /* else the words of the language: they say nothing */
        rf_lang_decision(lang, d, &sentence);
        rf_reader_put(r, RF_TEXT_SENTENCE, rf_buf_string(&sentence), d->span);
    }
    rf_buf_clear(&sentence);
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

/* What a closed item says to the public is open, where the edition prints it. */
static void put_public(const struct rf_reader *r, const struct referat_item *item)
{
    struct rf_reader open = *r;
    bool is_shown = item->meeting->series->closed_items != REFERAT_SHOW_NOTHING;
    if (item->access != REFERAT_CLOSED || !is_shown) {
        return;
    }
    open.is_closed = false;
    const struct referat_text title = rf_edition_title(item);
    rf_reader_text(&open, RF_TEXT_PUBLISHED, &title);
    if (item->decision) {
        rf_reader_text(&open, RF_TEXT_PUBLISHED, &item->decision->public_wording);
    }
}

static void put_item(const struct rf_reader *r, const struct referat_item *item)
{
    const struct referat_minutes *minutes = item->meeting->minutes;
    struct rf_reader inner = rf_reader_closed_if(r, item->access == REFERAT_CLOSED), said;
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
    put_public(r, item);
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

static void put_change(const struct rf_reader *r,
                       const struct referat_action_change *change)
{
    struct rf_reader inner = rf_reader_closed_if(r, change->access == REFERAT_CLOSED);
    rf_reader_raw(&inner, &change->action);
    rf_reader_put(&inner, RF_TEXT_WORDS, change->task,
                  (struct referat_span){0}); /* of others */
    rf_reader_put(&inner, RF_TEXT_WORDS, change->due_written, change->span);
    rf_reader_words(&inner, &change->note);
    for (size_t i = 0; i < change->owner_count; i++) {
        rf_reader_put(&inner, RF_TEXT_NAME, change->owners[i], change->span);
    }
}

/* Who was there for closed items alone is on no page, as the guest who came for them. */
static void put_attendance(const struct rf_reader *r, const struct referat_meeting *m,
                           const struct referat_attendance *attendance)
{
    struct referat_attendance shown = *attendance;
    struct rf_reader inner =
        rf_reader_closed_if(r, !rf_edition_open_attendance(m, &shown));
    rf_reader_person(&inner, &attendance->person);
}

static void put_minutes(const struct rf_reader *r, const struct referat_meeting *m)
{
    const struct referat_minutes *minutes = m->minutes;
    struct rf_reader inner = rf_reader_within(r, minutes->document.source);
    rf_reader_text(r, RF_TEXT_TITLE, &minutes->document.title);
    rf_reader_text(r, RF_TEXT_TITLE, &minutes->document.short_title);
    rf_reader_text(r, RF_TEXT_NAME, &minutes->document.unit);
    rf_reader_lines(r, RF_TEXT_WORDS, &minutes->document.letterhead);
    rf_reader_raw(r, &minutes->document.case_number);
    rf_reader_persons(r, &minutes->document.case_officers);
    rf_reader_put(r, RF_TEXT_PATH, minutes->document.path, (struct referat_span){0});
    rf_reader_persons(r, &minutes->present);
    for (size_t i = 0; i < minutes->absence_count; i++) {
        rf_reader_person(r, &minutes->absences[i].person);
        rf_reader_words(r, &minutes->absences[i].reason);
        rf_reader_person(r, &minutes->absences[i].substitute);
    }
    for (size_t i = 0; i < minutes->attendance_count; i++) {
        put_attendance(r, m, &minutes->attendances[i]);
    }
    for (size_t i = 0; i < minutes->change_count; i++) {
        put_change(r, &minutes->changes[i]);
    }
    rf_reader_prose(r, &minutes->corrections);
    rf_reader_nodes(&inner, minutes->introduction);
    for (size_t i = 0; i < minutes->signature_count; i++) {
        rf_reader_person(r, &minutes->signatures[i].person);
        rf_reader_words(r, &minutes->signatures[i].role);
    }
}

static void put_corrections(const struct rf_reader *r,
                            const struct referat_corrections *corrections)
{
    rf_reader_put(r, RF_TEXT_PATH, corrections->document.path, (struct referat_span){0});
    for (size_t i = 0; i < corrections->count; i++) {
        const struct referat_correction *correction = &corrections->list[i];
        struct rf_reader inner =
            rf_reader_closed_if(r, correction->access == REFERAT_CLOSED);
        rf_reader_prose(&inner, &correction->text);
    }
}

/* The folder of a meeting is its address: of a closed one it is to be the date alone. */
static void put_folder(const struct rf_reader *r, const struct referat_meeting *m)
{
    const char *rest = m->id + strspn(m->id, "0123456789-");
    rf_reader_put(r, RF_TEXT_FOLDER, m->access == REFERAT_CLOSED ? rest : m->folder,
                  (struct referat_span){0});
}

static void put_meeting(const struct rf_reader *r, const struct referat_meeting *m)
{
    struct rf_reader inner = rf_reader_closed_if(r, m->access == REFERAT_CLOSED);
    inner.origin = inner.is_closed ? rf_origin_of_meeting(r->texts->arena, m) : r->origin;
    put_folder(&inner, m);
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
    if (m->corrections) {
        put_corrections(&inner, m->corrections);
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
