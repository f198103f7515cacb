/* Marks the closed parts of a meeting's sources, so that no message quotes them
 * (edition). */
#include <string.h>

#include "edition/edition.h"
#include "referat/seal.h"
#include "source/source.h"

/* ---- What is closed beside items and annexes ---- */

bool rf_edition_is_closed_guest(const struct referat_guest *guest)
{
    size_t closed = 0;
    for (size_t i = 0; i < guest->item_count; i++) {
        const struct referat_item *item = guest->items[i].item;
        closed += item && item->access == REFERAT_CLOSED;
    }
    return closed && closed == guest->item_count;
}

bool rf_edition_is_closed_change(const struct rf_known *known,
                                 const struct referat_action_change *change)
{
    const char *id = change->action.text;
    const struct rf_record_action *action = known ? known->action(known->data, id) : NULL;
    return action ? action->access == REFERAT_CLOSED
                  : known && known->may_be_unread(known->data, id);
}

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

/* What open prose has of addresses that lead to no page. */
struct addresses {
    struct rf_arena *arena;
    const struct referat_source *source;
    int count;
};

static void close_places(struct addresses *a, const char *address)
{
    const char *text = a->source->text, *at = text;
    size_t n = strlen(address);
    int places = 0;
    while (n && places <= MOST_PLACES && (at = strstr(at, address)) != NULL) {
        close_range(a->arena, a->source, (uint32_t)(at - text),
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
        if (rf_edition_names_hidden(node)) {
            a->count++;
            close_places(a, node->text);
        }
        mark_list(a, node->first);
    }
}

static void mark_prose(struct rf_arena *arena, const struct referat_source *source,
                       const struct referat_node *list)
{
    struct addresses a = {arena, source, 0};
    if (source) {
        mark_list(&a, list);
        if (a.count >= MOST_ADDRESSES) {
            ((struct referat_source *)source)->is_unquoted = true;
        }
    }
}

static void mark_document(struct rf_arena *arena, const struct referat_document *document)
{
    mark_prose(arena, document->source, document->body.blocks);
}

static void mark_recommendation(struct rf_arena *arena,
                                const struct referat_recommendation *r)
{
    mark_document(arena, &r->document);
    mark_prose(arena, r->document.source, r->coordinated_with.blocks);
    for (size_t i = 0; i < r->point_count; i++) {
        mark_prose(arena, r->document.source, r->points[i].text.inlines);
    }
}

static void mark_item_prose(struct rf_arena *arena, const struct referat_meeting *m,
                            const struct referat_item *item)
{
    if (m->agenda) {
        const struct referat_source *source = m->agenda->document.source;
        mark_prose(arena, source, item->purpose.blocks);
        mark_prose(arena, source, item->method.blocks);
        mark_prose(arena, source, item->text.blocks);
    }
    if (m->minutes) {
        mark_prose(arena, m->minutes->document.source, item->minutes_text);
    }
}

static void mark_meeting(struct rf_arena *arena, const struct referat_meeting *m,
                         const struct rf_known *known);

static void mark_annex(struct rf_arena *arena, const struct referat_annex *annex)
{
    if (annex->access != REFERAT_CLOSED) {
        if (annex->paper) {
            mark_document(arena, &annex->paper->document);
        }
        if (annex->recommendation) {
            mark_recommendation(arena, annex->recommendation);
        }
        if (annex->nested && !annex->same_as) {
            mark_meeting(arena, annex->nested, NULL);
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
        mark_meeting(arena, annex->nested, NULL);
    }
}

static void mark_annexes(struct rf_arena *arena, const struct referat_item *item)
{
    const struct referat_recommendation *r = item->recommendation;
    if (r && r->document.access == REFERAT_CLOSED) {
        close_span(arena, item->recommendation_path.span);
        close_all(arena, r->document.source);
    } else if (r) {
        mark_recommendation(arena, r);
    }
    for (size_t i = 0; r && i < r->own_annex_count; i++) {
        mark_annex(arena, &r->own_annexes[i]);
    }
    for (size_t i = 0; i < item->own_annex_count; i++) {
        mark_annex(arena, &item->own_annexes[i]);
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

static void mark_minutes(struct rf_arena *arena, const struct referat_meeting *m,
                         const struct rf_known *known)
{
    if (m->access == REFERAT_CLOSED) {
        close_all(arena, m->minutes->document.source);
    }
    mark_decisions(arena, m->minutes);
    mark_prose(arena, m->minutes->document.source, m->minutes->introduction);
    mark_prose(arena, m->minutes->document.source, m->minutes->corrections.blocks);
    for (size_t i = 0; i < m->minutes->change_count; i++) {
        if (rf_edition_is_closed_change(known, &m->minutes->changes[i])) {
            close_span(arena, m->minutes->changes[i].span);
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
        mark_prose(arena, corrections->document.source, corrections->list[i].text.blocks);
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
        mark_annexes(arena, item);
        mark_item_prose(arena, m, item);
        if (item->access == REFERAT_CLOSED) {
            close_span(arena, item->span);
        }
        if (item->access == REFERAT_CLOSED || item->has_closed_minutes) {
            mark_section(arena, m, item);
        }
    }
    if (m->agenda) {
        mark_document(arena, &m->agenda->document);
    }
    for (size_t i = 0; m->agenda && i < m->agenda->guest_count; i++) {
        if (rf_edition_is_closed_guest(&m->agenda->guests[i])) {
            close_span(arena, m->agenda->guests[i].person.span);
        }
    }
    if (m->minutes) {
        mark_minutes(arena, m, known);
    }
    if (m->corrections) {
        mark_corrections(arena, m);
    }
}

void rf_edition_mark(const struct referat_meeting *m, const struct rf_known *known,
                     struct rf_arena *arena)
{
    mark_meeting(arena, m, known);
}
