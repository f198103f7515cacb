/* Takes the rules about prose to every text of a meeting, each document once (check).
 *
 * The rules themselves are in markup_rules.c (nodes), text_rules.c (characters and
 * words), near_markup.c and annex_words.c; this file says where they are: it sets the
 * scope for each text, so that messages name the item and show the place. A paper that
 * several items bring along is looked at with the first of them. */
#include <stdlib.h>
#include <string.h>

#include "check/rules.h"
#include "check/scope.h"

/* ---- One text ---- */

/* Blocks of a document. */
static void check_blocks(struct rf_scope *scope, const struct referat_node *blocks,
                         const struct referat_source *source)
{
    scope->source = source;
    rf_check_nodes(scope, blocks);
}

/* A prose with headings of its own: their levels begin anew. */
static void check_prose(struct rf_scope *scope, const struct referat_prose *prose)
{
    if (prose->given == REFERAT_GIVEN && prose->span.source) {
        scope->heading_level = 0;
        check_blocks(scope, prose->blocks, prose->span.source);
    }
}

/* A line with markup: a title, a recommended point. A line that is a placeholder as a
 * whole is reported as that alone. */
static void check_line(struct rf_scope *scope, const struct referat_text *text)
{
    if (text->given != REFERAT_GIVEN || !text->span.source) {
        return;
    }
    scope->source = text->span.source;
    rf_scope_enter(scope, text->span.start_bytes);
    if (!rf_check_whole(scope, text->plain)) {
        rf_check_nodes(scope, text->inlines);
    }
}

/* A line that is no prose, such as an address: its words are looked at, and no numbers of
 * annexes in it. */
static void check_raw(struct rf_scope *scope, const struct referat_raw *raw)
{
    if (raw->given != REFERAT_GIVEN || !raw->span.source) {
        return;
    }
    scope->source = raw->span.source;
    rf_scope_enter(scope, raw->span.start_bytes);
    if (!rf_check_whole(scope, raw->text)) {
        rf_check_text(scope, raw->text, strlen(raw->text), true);
    }
}

/* ---- Documents ---- */

/* The lines that every document has. */
static void check_document(struct rf_scope *scope,
                           const struct referat_document *document)
{
    check_line(scope, &document->title);
    check_line(scope, &document->short_title);
    for (size_t i = 0; i < document->case_officers.count; i++) {
        const struct referat_person *person = &document->case_officers.list[i];
        check_line(scope, &person->name);
        check_line(scope, &person->title);
        check_raw(scope, &person->email);
        check_raw(scope, &person->phone);
    }
}

/* A document that one or more items bring along. */
struct paper {
    const struct referat_document *document;
    const struct referat_recommendation *recommendation; /* NULL for any other paper */
    const struct referat_item *item;
};

/* By path, which tells documents apart; among those of one path the first item's entry
 * comes first, and is the one that is looked at. */
static int compare_papers(const void *left, const void *right)
{
    const struct paper *a = left, *b = right;
    int order = strcmp(a->document->path, b->document->path);
    return order ? order
                 : (a->item->position > b->item->position) -
                       (a->item->position < b->item->position);
}

/* The documents of one item, in pack order; returns how many. */
static size_t collect_papers(const struct referat_item *item, struct paper *papers)
{
    size_t count = 0;
    if (item->recommendation) {
        papers[count++] =
            (struct paper){&item->recommendation->document, item->recommendation, item};
    }
    for (size_t i = 0; i < item->annex_count; i++) {
        const struct referat_annex *annex = item->annexes[i];
        if (annex->paper) {
            papers[count++] = (struct paper){&annex->paper->document, NULL, item};
        } else if (annex->recommendation &&
                   annex->recommendation != item->recommendation) {
            papers[count++] = (struct paper){&annex->recommendation->document,
                                             annex->recommendation, item};
        }
    }
    return count;
}

/* One paper. In a recommendation's text the number of an annex is that of its own list.
 */
static void check_paper(struct rf_scope *scope, const struct paper *paper)
{
    const struct referat_recommendation *r = paper->recommendation;
    scope->item = paper->item;
    scope->where = rf_check_item_name(scope->arena, paper->item);
    rf_check_file_name(&paper->document->title, scope->where, scope->diags);
    check_document(scope, paper->document);
    if (!r) {
        check_prose(scope, &paper->document->body);
        return;
    }
    scope->recommendation = r;
    scope->is_shift_known =
        RF_ARENA_NEW_ARRAY(scope->arena, r->own_annex_count + 1, bool);
    check_prose(scope, &r->document.body);
    check_prose(scope, &r->coordinated_with);
    for (size_t i = 0; i < r->point_count; i++) {
        check_line(scope, &r->points[i].text);
    }
    scope->recommendation = NULL;
    for (size_t i = 0; i < r->own_annex_count; i++) {
        check_line(scope, &r->own_annexes[i].given_title);
    }
}

/* All papers, each once: sorted by path, those that several items have follow each other.
 */
static void check_papers(struct rf_scope *scope, const struct referat_meeting *meeting)
{
    size_t most = meeting->all_item_count + 1;
    for (size_t i = 0; i < meeting->all_item_count; i++) {
        most += meeting->all_items[i]->annex_count;
    }
    struct paper *papers = RF_ARENA_NEW_ARRAY(scope->arena, most, struct paper);
    size_t count = 0;
    for (size_t i = 0; i < meeting->all_item_count; i++) {
        count += collect_papers(meeting->all_items[i], papers + count);
    }
    if (count) {
        qsort(papers, count, sizeof papers[0], compare_papers);
    }
    for (size_t i = 0; i < count; i++) {
        if (!i || papers[i].document != papers[i - 1].document) {
            check_paper(scope, &papers[i]);
        }
    }
}

/* ---- Agenda and minutes ---- */

/* The texts that the agenda gives an item: its own title, and those of its annexes. */
static void check_item(struct rf_scope *scope, const struct referat_item *item)
{
    scope->item = item;
    scope->where = rf_check_item_name(scope->arena, item);
    check_line(scope, &item->title);
    check_line(scope, &item->public_title);
    check_prose(scope, &item->purpose);
    check_prose(scope, &item->method);
    check_prose(scope, &item->text);
    for (size_t i = 0; i < item->own_annex_count; i++) {
        check_line(scope, &item->own_annexes[i].given_title);
    }
}

/* The minutes, section by section. Headings within a section go on from the level of its
 * own heading; one that is underlined instead of marked counts as level 0. */
static void check_minutes(struct rf_scope *scope, const struct referat_meeting *meeting)
{
    const struct referat_minutes *minutes = meeting->minutes;
    const struct referat_source *source = minutes->document.source;
    scope->item = NULL;
    scope->where = "the minutes";
    check_document(scope, &minutes->document);
    check_prose(scope, &minutes->corrections);
    scope->heading_level = 0;
    scope->is_minutes_body = true;
    check_blocks(scope, minutes->introduction, source);
    for (size_t i = 0; i < meeting->all_item_count; i++) {
        const struct referat_item *item = meeting->all_items[i];
        const struct referat_span *heading = &item->minutes_heading;
        if (item->minutes_text && heading->source) {
            const char *signs = heading->source->text + heading->start_bytes;
            scope->item = item;
            scope->where = rf_check_item_name(scope->arena, item);
            scope->heading_level = (int)strspn(signs + strspn(signs, " "), "#");
            check_blocks(scope, item->minutes_text, source);
        }
    }
    scope->is_minutes_body = false;
}

void rf_check_prose(const struct referat_meeting *meeting, struct rf_diags *diags,
                    struct rf_arena *arena)
{
    struct rf_scope scope = {
        .diags = diags,
        .arena = arena,
        .lang = rf_lang_of(meeting->series),
        .series = meeting->series,
        .where = "the agenda",
        .is_draft = meeting->agenda && meeting->agenda->status == REFERAT_DRAFT,
    };
    if (meeting->agenda) {
        rf_check_file_name(&meeting->agenda->document.title, scope.where, diags);
        check_document(&scope, &meeting->agenda->document);
        check_prose(&scope, &meeting->agenda->document.body);
    }
    for (size_t i = 0; i < meeting->all_item_count; i++) {
        check_item(&scope, meeting->all_items[i]);
    }
    check_papers(&scope, meeting);
    if (meeting->minutes) {
        check_minutes(&scope, meeting);
    }
    const struct referat_corrections *corrections = meeting->corrections;
    scope.item = NULL;
    scope.where = "a correction";
    for (size_t i = 0; corrections && i < corrections->count; i++) {
        check_prose(&scope, &corrections->list[i].text);
    }
}
