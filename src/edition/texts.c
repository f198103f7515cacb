/* Every text of a meeting, told apart into closed and open (edition). */
#include "edition/texts.h"

#include <string.h>

#include "base/path.h"
#include "edition/edition.h"
#include "model/node.h"
#include "record/origin.h"

/* What is being walked over, and whose it is. */
struct reader {
    const struct rf_texts *texts;
    const struct referat_source *source; /* of the prose at hand, or NULL */
    bool is_closed;
    bool is_unread; /* of a meeting: what looks open in it may be meant to be closed */
    const char *origin;
};

static bool wants(const struct reader *r, enum rf_text_kind kind)
{
    unsigned open = r->is_unread ? 0 : r->texts->open;
    return (r->is_closed ? r->texts->closed : open) & RF_TEXT_BIT(kind);
}

static void put(const struct reader *r, enum rf_text_kind kind, const char *s,
                struct referat_span span)
{
    if (s && *s && wants(r, kind)) {
        const struct rf_text text = {
            .kind = kind,
            .is_closed = r->is_closed,
            .text = s,
            .origin = r->origin,
            .span = span,
        };
        r->texts->take(r->texts->owner, &text);
    }
}

static struct reader closed_if(const struct reader *r, bool is_closed)
{
    struct reader inner = *r;
    inner.is_closed = r->is_closed || is_closed;
    return inner;
}

static struct reader within(const struct reader *r, const struct referat_source *source)
{
    struct reader inner = *r;
    inner.source = source;
    return inner;
}

/* ---- Values ---- */

static void put_text(const struct reader *r, enum rf_text_kind kind,
                     const struct referat_text *line)
{
    if (line->given == REFERAT_GIVEN && *line->plain && wants(r, kind)) {
        const struct rf_text text = {
            .kind = kind,
            .is_closed = r->is_closed,
            .text = line->plain,
            .origin = r->origin,
            .span = line->span,
            .inlines = line->inlines,
        };
        r->texts->take(r->texts->owner, &text);
    }
}

static void put_words(const struct reader *r, const struct referat_text *text)
{
    put_text(r, RF_TEXT_WORDS, text);
}

static void put_raw(const struct reader *r, const struct referat_raw *raw)
{
    put(r, RF_TEXT_NUMBER, raw->given == REFERAT_GIVEN ? raw->text : NULL, raw->span);
}

static void put_lines(const struct reader *r, enum rf_text_kind kind,
                      const struct referat_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        put_text(r, kind, &lines->list[i]);
    }
}

static void put_person_as(const struct reader *r, enum rf_text_kind kind,
                          const struct referat_person *person)
{
    put_text(r, kind, &person->name);
    put_words(r, &person->title);
    put_text(r, RF_TEXT_NAME, &person->group);
    put_text(r, RF_TEXT_NAME, &person->unit);
    put_lines(r, kind, &person->also);
    put_raw(r, &person->email);
    put_raw(r, &person->phone);
}

static void put_person(const struct reader *r, const struct referat_person *person)
{
    put_person_as(r, RF_TEXT_NAME, person);
}

static void put_persons(const struct reader *r, const struct referat_persons *persons)
{
    for (size_t i = 0; i < persons->count; i++) {
        put_person(r, &persons->list[i]);
    }
}

/* ---- Prose ---- */

static struct referat_span place_of(const struct reader *r,
                                    const struct referat_node *node)
{
    return (struct referat_span){r->source, node->start_bytes, node->start_bytes};
}

static void put_literal(const struct reader *r, enum rf_text_kind kind,
                        const struct referat_node *node)
{
    if (node->text && wants(r, kind)) {
        put(r, kind, rf_arena_copy(r->texts->arena, node->text, node->text_bytes),
            place_of(r, node));
    }
    if (node->text) {
        put(r, RF_TEXT_WORDS, node->title, place_of(r, node));
    }
}

static bool holds_words(const struct referat_node *node)
{
    return node->type < REFERAT_TEXT && node->first && node->first->type >= REFERAT_TEXT;
}

static void put_block(const struct reader *r, const struct referat_node *node)
{
    if (wants(r, RF_TEXT_BLOCK)) {
        put(r, RF_TEXT_BLOCK, rf_markdown_plain(r->texts->arena, node->first),
            place_of(r, node));
    }
}

/* Each block's words as one text, and each run of them that markup may part. */
static void put_closed_nodes(const struct reader *r, const struct referat_node *list)
{
    for (const struct referat_node *node = list; node; node = node->next) {
        bool is_one_run =
            holds_words(node) && node->first->type == REFERAT_TEXT && !node->first->next;
        if (holds_words(node)) {
            put_block(r, node);
        }
        put_literal(r, node->type < REFERAT_TEXT ? RF_TEXT_BLOCK : RF_TEXT_RUN, node);
        put_closed_nodes(r, is_one_run ? NULL : node->first);
    }
}

/* An open link to a file of the series does not make the file's name open: the page is
 * not to have it. A picture lies beside the page's source. */
static void put_place(const struct reader *r, const struct referat_node *node)
{
    const struct referat_image *image = referat_node_image(node);
    if (node->text && strchr(node->text, ':')) {
        put_literal(r, RF_TEXT_ADDRESS, node);
    } else {
        put(r, RF_TEXT_WORDS, node->title, place_of(r, node));
    }
    if (image) {
        put(r, RF_TEXT_PATH, image->path, place_of(r, node));
    }
}

static void put_parts(const struct reader *r, const struct referat_node *list)
{
    for (const struct referat_node *node = list; node; node = node->next) {
        if (holds_words(node)) {
            put_block(r, node);
        } else if (node->type < REFERAT_TEXT) {
            put_literal(r, RF_TEXT_BLOCK, node);
        }
        if (node->type == REFERAT_LINK || node->type == REFERAT_IMAGE) {
            put_place(r, node);
        }
        put_parts(r, node->first);
    }
}

static void put_whole(const struct reader *r, const struct referat_node *list)
{
    const struct rf_text text = {
        .kind = RF_TEXT_PROSE,
        .text = rf_markdown_plain(r->texts->arena, list),
        .origin = r->origin,
        .span = place_of(r, list),
        .blocks = list,
    };
    if (*text.text) {
        r->texts->take(r->texts->owner, &text);
    }
}

static void put_nodes(const struct reader *r, const struct referat_node *list)
{
    const unsigned parts = RF_TEXT_BIT(RF_TEXT_BLOCK) | RF_TEXT_BIT(RF_TEXT_RUN) |
                           RF_TEXT_BIT(RF_TEXT_ADDRESS) | RF_TEXT_BIT(RF_TEXT_WORDS) |
                           RF_TEXT_BIT(RF_TEXT_PATH);
    if (r->is_closed && r->texts->closed & parts) {
        put_closed_nodes(r, list);
        return;
    }
    if (list && wants(r, RF_TEXT_PROSE)) {
        put_whole(r, list);
    }
    if (!r->is_closed && r->texts->open & parts) {
        put_parts(r, list);
    }
}

static void put_prose(const struct reader *r, const struct referat_prose *prose)
{
    struct reader inner = within(r, prose->span.source);
    put_nodes(&inner, prose->given == REFERAT_GIVEN ? prose->blocks : NULL);
}

static void put_document(const struct reader *r, const struct referat_document *d)
{
    put_text(r, RF_TEXT_TITLE, &d->title);
    put_text(r, RF_TEXT_TITLE, &d->short_title);
    put_text(r, RF_TEXT_NAME, &d->unit);
    put_persons(r, &d->case_officers);
    put_raw(r, &d->case_number);
    put_lines(r, RF_TEXT_WORDS, &d->letterhead);
    put_prose(r, &d->body);
}

/* ---- Recommendations and annexes ---- */

static void put_meeting(const struct reader *r, const struct referat_meeting *m);

static void put_recommendation(const struct reader *r,
                               const struct referat_recommendation *recommendation,
                               struct referat_span named)
{
    struct reader inner = closed_if(r, recommendation->document.access == REFERAT_CLOSED);
    put_document(&inner, &recommendation->document);
    put_words(&inner, &recommendation->addressee);
    for (size_t i = 0; i < recommendation->point_count; i++) {
        put_words(&inner, &recommendation->points[i].text);
    }
    put_prose(&inner, &recommendation->coordinated_with);
    put(&inner, RF_TEXT_PATH, recommendation->document.path, named);
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
static void put_called(const struct reader *r, const char *name, struct referat_span span)
{
    put(r, r->is_closed ? RF_TEXT_TITLE : RF_TEXT_OUTPUT, name, span);
}

static void put_enclosed(const struct reader *r, const struct referat_annex *annex,
                         bool is_put)
{
    if (annex->paper) {
        put_document(r, &annex->paper->document);
    }
    if (annex->recommendation && !is_put) {
        put_recommendation(r, annex->recommendation, annex->span);
    }
    if (annex->nested) {
        put_meeting(r, annex->nested);
    }
}

static void put_annex(const struct reader *r, const struct referat_annex *annex)
{
    struct reader inner = closed_if(r, annex->access == REFERAT_CLOSED);
    put_text(&inner, RF_TEXT_TITLE, &annex->given_title);
    if (has_title(annex)) {
        put(&inner, RF_TEXT_TITLE, annex->title.plain, annex->title.span);
    } else if (annex->path) {
        const char *name = rf_path_name(annex->path), *dot = strrchr(name, '.');
        size_t n = dot ? (size_t)(dot - name) : strlen(name);
        put_called(&inner, annex->title.plain, annex->span);
        put_called(&inner, rf_arena_copy(r->texts->arena, name, n), annex->span);
    }
    put(&inner, RF_TEXT_PATH, annex->path, annex->span);
    if (!inner.is_closed) { /* "Punkt 3, Bilag 1: …": the title alone is what is closed */
        put_text(&inner, RF_TEXT_OUTPUT, &annex->stamp);
    }
    put(&inner, RF_TEXT_OUTPUT, annex->file_name, annex->span);
    if (!annex->same_as) {
        bool is_put = annex->recommendation == annex->item->recommendation &&
                      inner.is_closed == r->is_closed;
        put_enclosed(&inner, annex, is_put);
    }
}

/* Those of a document's list that do not stand in the item's. */
static void put_own_annexes(const struct reader *r, const struct referat_item *item,
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

static void put_annexes(const struct reader *r, const struct referat_item *item)
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

static void put_ballot(const struct reader *r, const struct referat_ballot *ballot)
{
    put_persons(r, &ballot->names);
    for (size_t i = 0; i < ballot->group_count; i++) {
        put_text(r, RF_TEXT_NAME, &ballot->groups[i].name);
    }
}

static void put_votes(const struct reader *r, const struct referat_decision *d)
{
    for (size_t i = 0; i < d->vote_count; i++) {
        put_words(r, &d->votes[i].motion);
        put_ballot(r, &d->votes[i].in_favour);
        put_ballot(r, &d->votes[i].against);
        put_ballot(r, &d->votes[i].abstained);
    }
    put_persons(r, &d->movers);
    put_persons(r, &d->seconders);
    put_persons(r, &d->disqualified);
    for (size_t i = 0; i < d->dissent_count; i++) {
        put_person(r, &d->dissents[i].person);
        put_prose(r, &d->dissents[i].text);
    }
}

/* An open item may send its matter on to a closed one, whose id is no open text. */
static void put_destination(const struct reader *r, const struct referat_decision *d)
{
    bool is_closed = d->to_access == REFERAT_CLOSED;
    struct reader inner = closed_if(r, is_closed);
    put_text(&inner, is_closed ? RF_TEXT_NUMBER : RF_TEXT_NAME, &d->to);
}

static void put_decision(const struct reader *r, const struct referat_item *item)
{
    const struct referat_decision *d = item->decision;
    const struct rf_lang *lang = rf_lang_of(item->meeting->series);
    struct rf_buf sentence = {0};
    put_words(r, &d->wording);
    put_destination(r, d);
    put_votes(r, d);
    if (!r->is_closed) { /* else the words of the language: they say nothing */
        rf_lang_decision(lang, d, &sentence);
        put(r, RF_TEXT_SENTENCE, rf_buf_string(&sentence), d->span);
    }
    rf_buf_clear(&sentence);
}

static void put_actions(const struct reader *r, const struct referat_item *item)
{
    for (size_t i = 0; i < item->action_count; i++) {
        const struct referat_action *action = item->actions[i];
        put(r, RF_TEXT_NUMBER, action->own_id, action->span);
        put(r, RF_TEXT_WORDS, action->task_plain, action->span);
        put_nodes(r, action->task);
        put(r, RF_TEXT_WORDS, action->due_written, action->span);
        for (size_t k = 0; k < action->owner_count; k++) {
            put(r, RF_TEXT_NAME, action->owners[k], action->span);
        }
    }
}

/* ---- Items ---- */

/* What a closed item says to the public is open, where the edition prints it. */
static void put_public(const struct reader *r, const struct referat_item *item)
{
    struct reader open = *r;
    bool is_shown = item->meeting->series->closed_items != REFERAT_SHOW_NOTHING;
    if (item->access != REFERAT_CLOSED || !is_shown) {
        return;
    }
    open.is_closed = false;
    const struct referat_text title = rf_edition_title(item);
    put_text(&open, RF_TEXT_PUBLISHED, &title);
    if (item->decision) {
        put_text(&open, RF_TEXT_PUBLISHED, &item->decision->public_wording);
    }
}

static void put_item(const struct reader *r, const struct referat_item *item)
{
    const struct referat_minutes *minutes = item->meeting->minutes;
    struct reader inner = closed_if(r, item->access == REFERAT_CLOSED), said;
    inner.origin = rf_origin_of_item(r->texts->arena, item);
    put_text(&inner, RF_TEXT_TITLE, &item->title);
    put_raw(&inner, &item->id);
    put_prose(&inner, &item->purpose);
    put_prose(&inner, &item->method);
    put_prose(&inner, &item->text);
    put_persons(&inner, &item->responsible);
    put_raw(&inner, &item->case_number);
    put_text(&inner, RF_TEXT_NAME, &item->basis);
    put_annexes(&inner, item);
    inner.source = minutes ? minutes->document.source : NULL;
    said = closed_if(&inner, item->has_closed_minutes);
    put_text(&said, said.is_closed ? RF_TEXT_TITLE : RF_TEXT_WORDS,
             &item->minutes_title); /* an open item's title is the agenda's */
    put_nodes(&said, item->minutes_text);
    put_actions(&said, item);
    if (item->decision) {
        said = closed_if(&inner, item->decision->is_closed);
        put_decision(&said, item);
    }
    put_public(r, item);
}

/* ---- The meeting ---- */

static void put_agenda(const struct reader *r, const struct referat_meeting *m)
{
    const struct referat_agenda *a = m->agenda;
    put_document(r, &a->document);
    put(r, RF_TEXT_PATH, a->document.path, (struct referat_span){0});
    put_words(r, &a->place);
    put_text(r, RF_TEXT_NAME, &a->body);
    put_text(r, RF_TEXT_NAME, &a->organisation);
    put_persons(r, &a->chair);
    put_persons(r, &a->secretary);
    put_persons(r, &a->participants);
    for (size_t i = 0; i < a->guest_count; i++) {
        bool is_closed = rf_edition_is_closed_guest(m, &a->guests[i]);
        struct reader inner = closed_if(r, is_closed);
        put_person_as(&inner, is_closed ? RF_TEXT_GUEST : RF_TEXT_NAME,
                      &a->guests[i].person);
    }
}

static void put_change(const struct reader *r, const struct referat_action_change *change)
{
    struct reader inner = closed_if(r, change->access == REFERAT_CLOSED);
    put_raw(&inner, &change->action);
    put(&inner, RF_TEXT_WORDS, change->task, (struct referat_span){0}); /* of others */
    put(&inner, RF_TEXT_WORDS, change->due_written, change->span);
    put_words(&inner, &change->note);
    for (size_t i = 0; i < change->owner_count; i++) {
        put(&inner, RF_TEXT_NAME, change->owners[i], change->span);
    }
}

/* Who was there for closed items alone is on no page, as the guest who came for them. */
static void put_attendance(const struct reader *r, const struct referat_meeting *m,
                           const struct referat_attendance *attendance)
{
    struct referat_attendance shown = *attendance;
    struct reader inner = closed_if(r, !rf_edition_open_attendance(m, &shown));
    put_person(&inner, &attendance->person);
}

static void put_minutes(const struct reader *r, const struct referat_meeting *m)
{
    const struct referat_minutes *minutes = m->minutes;
    struct reader inner = within(r, minutes->document.source);
    put_text(r, RF_TEXT_TITLE, &minutes->document.title);
    put_text(r, RF_TEXT_TITLE, &minutes->document.short_title);
    put_text(r, RF_TEXT_NAME, &minutes->document.unit);
    put_lines(r, RF_TEXT_WORDS, &minutes->document.letterhead);
    put_raw(r, &minutes->document.case_number);
    put_persons(r, &minutes->document.case_officers);
    put(r, RF_TEXT_PATH, minutes->document.path, (struct referat_span){0});
    put_persons(r, &minutes->present);
    for (size_t i = 0; i < minutes->absence_count; i++) {
        put_person(r, &minutes->absences[i].person);
        put_words(r, &minutes->absences[i].reason);
        put_person(r, &minutes->absences[i].substitute);
    }
    for (size_t i = 0; i < minutes->attendance_count; i++) {
        put_attendance(r, m, &minutes->attendances[i]);
    }
    for (size_t i = 0; i < minutes->change_count; i++) {
        put_change(r, &minutes->changes[i]);
    }
    put_prose(r, &minutes->corrections);
    put_nodes(&inner, minutes->introduction);
    for (size_t i = 0; i < minutes->signature_count; i++) {
        put_person(r, &minutes->signatures[i].person);
        put_words(r, &minutes->signatures[i].role);
    }
}

static void put_corrections(const struct reader *r,
                            const struct referat_corrections *corrections)
{
    put(r, RF_TEXT_PATH, corrections->document.path, (struct referat_span){0});
    for (size_t i = 0; i < corrections->count; i++) {
        const struct referat_correction *correction = &corrections->list[i];
        struct reader inner = closed_if(r, correction->access == REFERAT_CLOSED);
        put_prose(&inner, &correction->text);
    }
}

/* The folder of a meeting is its address: of a closed one it is to be the date alone. */
static void put_folder(const struct reader *r, const struct referat_meeting *m)
{
    const char *rest = m->id + strspn(m->id, "0123456789-");
    put(r, RF_TEXT_FOLDER, m->access == REFERAT_CLOSED ? rest : m->folder,
        (struct referat_span){0});
}

static void put_meeting(const struct reader *r, const struct referat_meeting *m)
{
    struct reader inner = closed_if(r, m->access == REFERAT_CLOSED);
    inner.origin = inner.is_closed ? rf_origin_of_meeting(r->texts->arena, m) : r->origin;
    put_folder(&inner, m);
    put_text(&inner, RF_TEXT_TITLE, &m->title);
    put_words(&inner, &m->place);
    put_persons(&inner, &m->chair);
    put_persons(&inner, &m->secretary);
    put_persons(&inner, &m->participants);
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
    const struct reader r = {
        .texts = texts,
        .is_unread = m->is_unread,
        .origin = rf_arena_join(texts->arena, "the meeting ", m->folder, NULL),
    };
    put_meeting(&r, m);
}

/* ---- The series ---- */

void rf_texts_of_series(const struct rf_texts *texts, const struct referat_series *series)
{
    const struct reader open = {.texts = texts, .origin = "the settings"};
    const struct reader r = {.texts = texts,
                             .is_closed = series->access == REFERAT_CLOSED,
                             .origin = "the settings of a closed series"};
    put_text(&open, RF_TEXT_TITLE, &series->title);
    put_text(&open, RF_TEXT_NAME, &series->body);
    put_text(&open, RF_TEXT_NAME, &series->organisation);
    put_words(&r, &series->place);
    put_persons(&r, &series->chair);
    put_persons(&r, &series->secretary);
    put_persons(&r, &series->participants);
    put_lines(&r, RF_TEXT_WORDS, &series->letterhead);
    put_words(&r, &series->addressee);
    put_lines(&r, RF_TEXT_WORDS, &series->sections);
    for (size_t i = 0; i < series->unit_count; i++) {
        put(&r, RF_TEXT_NAME, series->units[i].name, series->units[i].span);
    }
}
