/* Every text of a meeting, told apart into closed and open for the last look
 * (edition). */
#include <string.h>

#include "base/path.h"
#include "edition/edition.h"
#include "model/node.h"

/* What is being collected, and whose it is. */
struct reader {
    struct rf_leaks *leaks;
    struct rf_arena *arena;
    const struct rf_known *known;
    bool is_closed;
    const char *origin;
};

static void put(const struct reader *r, const char *s)
{
    if (!s || !*s) {
        return;
    }
    if (r->is_closed) {
        rf_leaks_add_closed(r->leaks, s, r->origin);
    } else {
        rf_leaks_add_open(r->leaks, s);
    }
}

static struct reader closed_if(const struct reader *r, bool is_closed)
{
    struct reader inner = *r;
    inner.is_closed = r->is_closed || is_closed;
    return inner;
}

/* ---- Values ---- */

static void put_text(const struct reader *r, const struct referat_text *text)
{
    put(r, text->given == REFERAT_GIVEN ? text->plain : NULL);
}

static void put_raw(const struct reader *r, const struct referat_raw *raw)
{
    put(r, raw->given == REFERAT_GIVEN ? raw->text : NULL);
}

static void put_person(const struct reader *r, const struct referat_person *person)
{
    put_text(r, &person->name);
    put_text(r, &person->title);
    put_text(r, &person->unit);
    put_raw(r, &person->email);
    put_raw(r, &person->phone);
}

static void put_persons(const struct reader *r, const struct referat_persons *persons)
{
    for (size_t i = 0; i < persons->count; i++) {
        put_person(r, &persons->list[i]);
    }
}

static void put_lines(const struct reader *r, const struct referat_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        put_text(r, &lines->list[i]);
    }
}

static void put_literal(const struct reader *r, const struct referat_node *node)
{
    if (node->text) {
        put(r, rf_arena_copy(r->arena, node->text, node->text_bytes));
        put(r, node->title);
    }
}

static bool holds_words(const struct referat_node *node)
{
    return node->type < REFERAT_TEXT && node->first && node->first->type >= REFERAT_TEXT;
}

/* Each block's words as one text, and each run of them that markup may part. */
static void put_closed_nodes(const struct reader *r, const struct referat_node *list)
{
    for (const struct referat_node *node = list; node; node = node->next) {
        bool is_one_run =
            holds_words(node) && node->first->type == REFERAT_TEXT && !node->first->next;
        if (holds_words(node)) {
            put(r, rf_markdown_plain(r->arena, node->first));
        }
        put_literal(r, node);
        put_closed_nodes(r, is_one_run ? NULL : node->first);
    }
}

/* What open prose has beside its words. An open link to a file does not excuse the file's
 * name: the page is not to have it. */
static void put_parts(const struct reader *r, const struct referat_node *list)
{
    for (const struct referat_node *node = list; node; node = node->next) {
        bool is_place = node->type == REFERAT_LINK || node->type == REFERAT_IMAGE;
        if (holds_words(node)) {
            rf_leaks_add_part(r->leaks, rf_markdown_plain(r->arena, node->first));
        }
        if (is_place && node->text && strchr(node->text, ':')) {
            put_literal(r, node);
        }
        put_parts(r, node->first);
    }
}

/* Open prose as one text: its blocks stand one behind the other on the page. */
static void put_nodes(const struct reader *r, const struct referat_node *list)
{
    if (r->is_closed) {
        put_closed_nodes(r, list);
    } else {
        put(r, rf_markdown_plain(r->arena, list));
        put_parts(r, list);
    }
}

static void put_prose(const struct reader *r, const struct referat_prose *prose)
{
    put_nodes(r, prose->given == REFERAT_GIVEN ? prose->blocks : NULL);
}

static void put_document(const struct reader *r, const struct referat_document *d)
{
    put_text(r, &d->title);
    put_text(r, &d->short_title);
    put_text(r, &d->unit);
    put_persons(r, &d->case_officers);
    put_raw(r, &d->case_number);
    put_lines(r, &d->letterhead);
    put_prose(r, &d->body);
}

/* ---- Recommendations and annexes ---- */

static void put_meeting(const struct reader *r, const struct referat_meeting *m);

static void put_file_name(const struct reader *r, const char *path)
{
    const char *name = path ? rf_path_name(path) : "";
    const char *dot = strrchr(name, '.');
    put(r, name);
    put(r, dot ? rf_arena_copy(r->arena, name, (size_t)(dot - name)) : NULL);
}

static void put_recommendation(const struct reader *r,
                               const struct referat_recommendation *recommendation)
{
    struct reader inner = closed_if(r, recommendation->document.access == REFERAT_CLOSED);
    put_document(&inner, &recommendation->document);
    put_text(&inner, &recommendation->addressee);
    for (size_t i = 0; i < recommendation->point_count; i++) {
        put_text(&inner, &recommendation->points[i].text);
    }
    put_prose(&inner, &recommendation->coordinated_with);
    put_file_name(&inner, recommendation->document.path);
}

static void put_annex(const struct reader *r, const struct referat_annex *annex)
{
    struct reader inner = closed_if(r, annex->access == REFERAT_CLOSED);
    put_text(&inner, &annex->given_title);
    put_text(&inner, &annex->title);
    put_file_name(&inner, annex->path);
    if (!inner.is_closed) { /* "Punkt 3, Bilag 1: …": the title alone is what is closed */
        put_text(&inner, &annex->stamp);
        put(&inner, annex->file_name);
    }
    if (annex->same_as) {
        return;
    }
    if (annex->paper) {
        put_document(&inner, &annex->paper->document);
    }
    bool is_put = annex->recommendation == annex->item->recommendation &&
                  inner.is_closed == r->is_closed;
    if (annex->recommendation && !is_put) {
        put_recommendation(&inner, annex->recommendation);
    }
    if (annex->nested) {
        put_meeting(&inner, annex->nested);
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
        put_recommendation(r, recommendation);
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
        put_text(r, &ballot->groups[i].name);
    }
}

static void put_votes(const struct reader *r, const struct referat_decision *d)
{
    for (size_t i = 0; i < d->vote_count; i++) {
        put_text(r, &d->votes[i].motion);
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

static void put_decision(const struct reader *r, const struct referat_item *item)
{
    const struct referat_decision *d = item->decision;
    const struct rf_lang *lang = rf_lang_of(item->meeting->series);
    struct rf_buf sentence = {0};
    put_text(r, &d->wording);
    put_text(r, &d->to);
    put_votes(r, d);
    if (!r->is_closed) { /* else the words of the language: they say nothing */
        rf_lang_decision(lang, d, &sentence);
        put(r, rf_buf_string(&sentence));
    }
    rf_buf_clear(&sentence);
}

static void put_actions(const struct reader *r, const struct referat_item *item)
{
    for (size_t i = 0; i < item->action_count; i++) {
        const struct referat_action *action = item->actions[i];
        put(r, action->own_id);
        put(r, action->task_plain);
        put_nodes(r, action->task);
        put(r, action->due_written);
        for (size_t k = 0; k < action->owner_count; k++) {
            put(r, action->owners[k]);
        }
    }
}

/* ---- Items ---- */

/* What a closed item says to the public is open. */
static void put_public(const struct reader *r, const struct referat_item *item)
{
    struct reader open = *r;
    open.is_closed = false;
    const struct referat_text title = rf_edition_title(item);
    put_text(&open, &title);
    if (item->decision) {
        put_text(&open, &item->decision->public_wording);
    }
}

/* A meeting in words that quote nothing of a closed one. */
static const char *address(const struct reader *r, const struct referat_meeting *m)
{
    if (m->access != REFERAT_CLOSED) {
        return m->folder;
    }
    return m->date.year ? rf_arena_format(r->arena, "the closed meeting on %d-%02d-%02d",
                                          m->date.year, m->date.month, m->date.day)
                        : "a closed meeting";
}

static void put_item(const struct reader *r, const struct referat_item *item)
{
    struct reader inner = closed_if(r, item->access == REFERAT_CLOSED);
    inner.origin = rf_arena_join(r->arena, *item->number ? "item " : "a heading",
                                 item->number, " of ", address(r, item->meeting), NULL);
    put_text(&inner, &item->title);
    put_raw(&inner, &item->id);
    put_prose(&inner, &item->purpose);
    put_prose(&inner, &item->method);
    put_prose(&inner, &item->text);
    put_persons(&inner, &item->responsible);
    put_raw(&inner, &item->case_number);
    put_text(&inner, &item->basis);
    put_annexes(&inner, item);
    put_text(&inner, &item->minutes_title);
    put_nodes(&inner, item->minutes_text);
    put_actions(&inner, item);
    if (item->decision) {
        put_decision(&inner, item);
    }
    put_public(r, item);
}

/* ---- The meeting ---- */

static void put_agenda(const struct reader *r, const struct referat_agenda *a)
{
    put_document(r, &a->document);
    put_text(r, &a->place);
    put_text(r, &a->body);
    put_text(r, &a->organisation);
    put_persons(r, &a->chair);
    put_persons(r, &a->secretary);
    put_persons(r, &a->participants);
    for (size_t i = 0; i < a->guest_count; i++) {
        struct reader inner = closed_if(r, rf_edition_is_closed_guest(&a->guests[i]));
        put_person(&inner, &a->guests[i].person);
    }
}

static void put_change(const struct reader *r, const struct referat_action_change *change)
{
    struct reader inner = closed_if(r, rf_edition_is_closed_change(r->known, change));
    put_raw(&inner, &change->action);
    put(&inner, change->due_written);
    put_text(&inner, &change->note);
    for (size_t i = 0; i < change->owner_count; i++) {
        put(&inner, change->owners[i]);
    }
}

static void put_minutes(const struct reader *r, const struct referat_minutes *minutes)
{
    put_text(r, &minutes->document.title);
    put_raw(r, &minutes->document.case_number);
    put_persons(r, &minutes->document.case_officers);
    put_persons(r, &minutes->present);
    for (size_t i = 0; i < minutes->absence_count; i++) {
        put_person(r, &minutes->absences[i].person);
        put_text(r, &minutes->absences[i].reason);
        put_person(r, &minutes->absences[i].substitute);
    }
    for (size_t i = 0; i < minutes->attendance_count; i++) {
        put_person(r, &minutes->attendances[i].person);
    }
    for (size_t i = 0; i < minutes->change_count; i++) {
        put_change(r, &minutes->changes[i]);
    }
    put_prose(r, &minutes->corrections);
    put_nodes(r, minutes->introduction);
    put_persons(r, &minutes->signatures);
}

static void put_corrections(const struct reader *r,
                            const struct referat_corrections *corrections)
{
    for (size_t i = 0; i < corrections->count; i++) {
        const struct referat_correction *correction = &corrections->list[i];
        struct reader inner = closed_if(r, correction->access == REFERAT_CLOSED);
        put_prose(&inner, &correction->text);
    }
}

/* The folder of a meeting is its address: of a closed one it is to be the date alone. */
static void put_folder(const struct reader *r, const struct referat_meeting *m)
{
    const char *name = m->id;
    size_t digits = strspn(name, "0123456789-");
    put(r, m->access == REFERAT_CLOSED ? name + digits : m->folder);
}

static void put_meeting(const struct reader *r, const struct referat_meeting *m)
{
    struct reader inner = closed_if(r, m->access == REFERAT_CLOSED);
    inner.origin = inner.is_closed ? address(r, m) : r->origin;
    put_folder(&inner, m);
    put_text(&inner, &m->title);
    put_text(&inner, &m->place);
    put_persons(&inner, &m->chair);
    put_persons(&inner, &m->secretary);
    put_persons(&inner, &m->participants);
    if (m->agenda) {
        put_agenda(&inner, m->agenda);
    }
    if (m->minutes) {
        put_minutes(&inner, m->minutes);
    }
    if (m->corrections) {
        put_corrections(&inner, m->corrections);
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        put_item(&inner, m->all_items[i]);
    }
}

void rf_edition_texts(struct rf_leaks *leaks, const struct referat_meeting *m,
                      const struct rf_known *known, struct rf_arena *arena)
{
    const struct reader r = {
        .leaks = leaks,
        .arena = arena,
        .known = known,
        .origin = rf_arena_join(arena, "the meeting ", m->folder, NULL),
    };
    put_meeting(&r, m);
    struct rf_buf title = {0};
    rf_lang_meeting_title(rf_lang_of(m->series), m->series->body.plain, &m->date, &title);
    rf_leaks_add_open(leaks, rf_buf_string(&title));
    rf_buf_clear(&title);
}

/* ---- The series ---- */

static void put_words(const struct reader *r, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put(r, words[i]);
    }
}

static void put_language(const struct reader *r, const struct referat_series *series)
{
    const struct rf_lang *lang = rf_lang_of(series);
    for (enum rf_label label = 0; label < RF_LABEL_COUNT; label++) {
        put(r, rf_label(series, label));
    }
    put_words(r, lang->outcome_words, REFERAT_OUTCOME_COUNT);
    put_words(r, lang->outcome_sentences, REFERAT_OUTCOME_COUNT);
    put_words(r, lang->item_type_words, REFERAT_TYPE_HEADING + 1);
    put_words(r, lang->form_words, REFERAT_FORM_LETTER + 1);
    put_words(r, lang->status_words, REFERAT_CANCELLED + 1);
    put_words(r, lang->access_words, REFERAT_CLOSED + 1);
    put_words(r, lang->action_state_words, REFERAT_ACTION_CANCELLED + 1);
    put_words(r, lang->months, sizeof lang->months / sizeof *lang->months);
    put_words(r, lang->weekdays, sizeof lang->weekdays / sizeof *lang->weekdays);
    put_words(r, lang->annex_words, sizeof lang->annex_words / sizeof *lang->annex_words);
}

/* What addresses of pages and files have beside words of the series. */
static void put_names(struct rf_leaks *leaks)
{
    static const char *const names[] = {"agenda", "minutes", "pack", "annexes", "index",
                                        "status", "html",    "xlsx", "source"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        rf_leaks_add_part(leaks, names[i]);
    }
}

void rf_edition_series_texts(struct rf_leaks *leaks, const struct referat_series *series)
{
    const struct reader open = {.leaks = leaks};
    const struct reader r = {.leaks = leaks,
                             .is_closed = series->access == REFERAT_CLOSED,
                             .origin = "the settings of a closed series"};
    put_language(&open, series);
    put_names(leaks);
    put_text(&open, &series->title);
    put_text(&open, &series->body);
    put_text(&open, &series->organisation);
    put_text(&r, &series->place);
    put_persons(&r, &series->chair);
    put_persons(&r, &series->secretary);
    put_persons(&r, &series->participants);
    put_lines(&r, &series->letterhead);
    put_text(&r, &series->addressee);
}
