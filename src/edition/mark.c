/* Marks the closed parts of a meeting's sources, so that no message quotes them
 * (edition). */
#include <string.h>

#include "base/path.h"
#include "base/str.h"
#include "edition/edition.h"
#include "edition/texts.h"
#include "referat/seal.h"
#include "source/source.h"

/* ---- Marking ---- */

/* So many addresses are looked for in a source, and so many places of one are marked;
 * where there are more, all of it is. */
enum { MOST_ADDRESSES = 16, MOST_PLACES = 256 };

static void close_range(struct rf_arena *arena, const struct referat_source *source,
                        uint32_t start_bytes, uint32_t end_bytes)
{
    if (source) {
        rf_source_close(arena, (struct referat_source *)source, start_bytes, end_bytes);
    }
}

static void close_span(struct rf_arena *arena, struct referat_span span)
{
    close_range(arena, span.source, span.start_bytes, span.end_bytes);
}

static void close_all(struct rf_arena *arena, const struct referat_source *source)
{
    close_range(arena, source, 0, UINT32_MAX);
}

/* A meeting while it is marked, and what is known of others. */
struct marking {
    struct rf_arena *arena;
    const struct referat_meeting *meeting;
    const struct rf_known *known;
};

static void mark_reference(void *data, const struct rf_reference *reference)
{
    const struct marking *marking = data;
    if (rf_edition_may_name(marking->known, reference) != RF_NAMES_ALL) {
        close_span(marking->arena, reference->span);
        if (reference->access) {
            *reference->access = REFERAT_CLOSED;
        }
    }
}

/* ---- Addresses that lead to no page ---- */

/* True for the place of a closed item on a page, or the id that it is made of. */
static bool is_closed_place(const struct referat_meeting *m, const char *place)
{
    for (size_t i = 0; i < m->all_item_count; i++) {
        const struct referat_item *item = m->all_items[i];
        bool has_id = item->access == REFERAT_CLOSED && item->id.given == REFERAT_GIVEN;
        if (has_id && (rf_same(place, item->id.text) || rf_same(place, item->anchor))) {
            return true;
        }
        for (size_t k = 0; k < item->annex_count; k++) {
            const struct referat_meeting *nested = item->annexes[k]->nested;
            if (nested && is_closed_place(nested, place)) {
                return true;
            }
        }
    }
    return false;
}

/* Lines of text are not linked to the annexes that they name. */
static bool is_open_annex(const struct marking *marking, const char *address)
{
    const struct referat_meeting *m = marking->meeting;
    const char *why;
    const char *path = rf_path_resolve(marking->arena, m->folder, address, &why);
    for (size_t i = 0; path && i < m->annex_count; i++) {
        const struct referat_annex *annex = m->annexes[i];
        if (annex->path && strcmp(annex->path, path) == 0) {
            return annex->access != REFERAT_CLOSED;
        }
    }
    return false;
}

static bool names_hidden(const struct marking *marking, const struct referat_node *node)
{
    if (node->type == REFERAT_LINK && node->text && *node->text == '#') {
        return is_closed_place(marking->meeting, node->text + 1);
    }
    return rf_edition_names_hidden(node) && !is_open_annex(marking, node->text);
}

/* Those of one text. */
struct addresses {
    const struct marking *marking;
    const struct referat_source *source;
    int count;
};

static void close_places(struct addresses *a, const char *address)
{
    const char *text = a->source->text, *at = text;
    size_t n = strlen(address);
    int places = 0;
    while (n && places <= MOST_PLACES && (at = strstr(at, address)) != NULL) {
        close_range(a->marking->arena, a->source, (uint32_t)(at - text),
                    (uint32_t)((size_t)(at - text) + n));
        at += n;
        places++;
    }
    if (places == 0 || places > MOST_PLACES) { /* it is written in another way */
        a->count = MOST_ADDRESSES;
    }
}

static void mark_list(struct addresses *a, const struct referat_node *list)
{
    for (const struct referat_node *node = list; node && a->count < MOST_ADDRESSES;
         node = node->next) {
        if (names_hidden(a->marking, node)) {
            a->count++;
            close_places(a, node->text);
        }
        mark_list(a, node->first);
    }
}

/* Of open texts: what is closed is marked as a whole. */
static void mark_text(void *owner, const struct rf_text *text)
{
    const struct referat_source *source = text->span.source;
    struct addresses a = {owner, source, 0};
    if (source) {
        mark_list(&a, text->blocks ? text->blocks : text->inlines);
        if (a.count >= MOST_ADDRESSES) {
            ((struct referat_source *)source)->is_unquoted = true;
        }
    }
}

/* ---- Documents ---- */

static void mark_meeting(struct rf_arena *arena, const struct referat_meeting *m,
                         const struct rf_known *known);

static void mark_annex(struct rf_arena *arena, const struct referat_annex *annex,
                       const struct rf_known *known)
{
    if (annex->access != REFERAT_CLOSED) {
        if (annex->nested && !annex->same_as) {
            mark_meeting(arena, annex->nested, known);
        }
        return;
    }
    close_span(arena, annex->span);
    close_span(arena, annex->given_title.span);
    if (annex->paper) {
        close_all(arena, annex->paper->document.source);
    }
    if (annex->recommendation) {
        close_all(arena, annex->recommendation->document.source);
    }
    if (annex->nested) {
        mark_meeting(arena, annex->nested, known);
    }
}

static void mark_annexes(struct rf_arena *arena, const struct referat_item *item,
                         const struct rf_known *known)
{
    const struct referat_recommendation *r = item->recommendation;
    if (r && r->document.access == REFERAT_CLOSED) {
        close_span(arena, item->recommendation_path.span);
        close_all(arena, r->document.source);
    }
    for (size_t i = 0; r && i < r->own_annex_count; i++) {
        mark_annex(arena, &r->own_annexes[i], known);
    }
    for (size_t i = 0; i < item->own_annex_count; i++) {
        mark_annex(arena, &item->own_annexes[i], known);
    }
}

/* The section of an item in the minutes: up to the next one's heading. */
static void mark_section(struct rf_arena *arena, const struct referat_meeting *m,
                         const struct referat_item *item)
{
    struct referat_span heading = item->minutes_heading;
    uint32_t end = UINT32_MAX;
    for (size_t i = 0; i < m->all_item_count; i++) {
        uint32_t start = m->all_items[i]->minutes_heading.start_bytes;
        if (start > heading.start_bytes && start < end) {
            end = start;
        }
    }
    close_range(arena, heading.source, heading.start_bytes, end);
}

/* A decision of a closed item: up to the next one's key. */
static void mark_decisions(struct rf_arena *arena, const struct referat_minutes *minutes)
{
    for (size_t i = 0; i < minutes->decision_count; i++) {
        const struct referat_decision *d = &minutes->decisions[i];
        if (d->item && (d->is_closed || d->item->access == REFERAT_CLOSED)) {
            bool is_last = i + 1 == minutes->decision_count;
            close_range(arena, d->span.source, d->span.start_bytes,
                        is_last ? UINT32_MAX
                                : minutes->decisions[i + 1].span.start_bytes - 1);
        }
    }
}

static void mark_minutes(struct rf_arena *arena, const struct referat_meeting *m)
{
    if (m->access == REFERAT_CLOSED) {
        close_all(arena, m->minutes->document.source);
    }
    mark_decisions(arena, m->minutes);
    for (size_t i = 0; i < m->minutes->attendance_count; i++) {
        struct referat_attendance a = m->minutes->attendances[i];
        if (!rf_edition_open_attendance(m, &a)) {
            close_span(arena, a.person.span);
        }
    }
}

static void mark_corrections(struct rf_arena *arena, const struct referat_meeting *m)
{
    const struct referat_corrections *corrections = m->corrections;
    if (m->access == REFERAT_CLOSED) {
        close_all(arena, corrections->document.source);
    }
    for (size_t i = 0; i < corrections->count; i++) {
        if (corrections->list[i].access == REFERAT_CLOSED) {
            close_span(arena, corrections->list[i].text.span);
        }
    }
}

static void mark_meeting(struct rf_arena *arena, const struct referat_meeting *m,
                         const struct rf_known *known)
{
    if (m->access == REFERAT_CLOSED && m->agenda) {
        close_all(arena, m->agenda->document.source);
    }
    if (m->seal) { /* it lists every file */
        close_all(arena, m->seal->span.source);
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        const struct referat_item *item = m->all_items[i];
        mark_annexes(arena, item, known);
        if (item->access == REFERAT_CLOSED) {
            close_span(arena, item->span);
        }
        if (item->access == REFERAT_CLOSED || item->has_closed_minutes) {
            mark_section(arena, m, item);
        }
    }
    for (size_t i = 0; m->agenda && i < m->agenda->guest_count; i++) {
        if (rf_edition_is_closed_guest(m, &m->agenda->guests[i])) {
            close_span(arena, m->agenda->guests[i].person.span);
        }
    }
    if (m->minutes) {
        mark_minutes(arena, m);
    }
    for (size_t i = 0; m->minutes && i < m->minutes->attendance_count; i++) {
        struct referat_attendance copy = m->minutes->attendances[i];
        if (!rf_edition_open_attendance(m, &copy)) {
            close_span(arena, m->minutes->attendances[i].person.span);
        }
    }
    if (m->corrections) {
        mark_corrections(arena, m);
    }
    struct marking marking = {arena, m, known};
    rf_edition_each_reference(m, mark_reference, &marking);
}

void rf_edition_mark(const struct referat_meeting *m, const struct rf_known *known,
                     struct rf_arena *arena)
{
    struct marking marking = {arena, m, known};
    const struct rf_texts texts = {arena, &marking, mark_text, RF_TEXTS_ALL, 0};
    mark_meeting(arena, m, known);
    rf_texts_of_meeting(&texts, m);
}
