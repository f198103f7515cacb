/* Marks the closed parts of a meeting's sources, so that no message quotes them (redact).
 *
 * A source keeps a list of its closed byte ranges (diag/source.h); diagnostics ask it
 * before they print a line. Marked are closed documents as a whole, the entries of closed
 * parts in open ones, references that the public edition may not print, and, in open
 * texts, addresses that lead to what is closed. */
#include <string.h>

#include "base/path.h"
#include "base/str.h"
#include "diag/source.h"
#include "redact/collect_texts.h"
#include "redact/redact.h"
#include "store/origin.h"
#include "referat/seal.h"

/* ---- Marking ---- */

/* Limits of the search for addresses in one source, and for the places of one address.
 * Beyond them no line of the source is quoted: the search must not take quadratic time.
 */
enum { MOST_ADDRESSES = 16, MOST_PLACES = 256 };

/* A meeting while it is marked, and what is known of others. */
struct marking {
    struct rf_arena *arena;
    const struct referat_meeting *meeting;
    const struct rf_known *known;
    const char *whose; /* what is marked */
    bool is_pruned;    /* references that may not be printed will be taken out */
};

static void close_range(const struct marking *k, const struct referat_source *source,
                        uint32_t start_bytes, uint32_t end_bytes)
{
    if (source) {
        rf_source_close(k->arena, (struct referat_source *)source, start_bytes, end_bytes,
                        k->whose);
    }
}

static void close_span(const struct marking *k, struct referat_span span)
{
    close_range(k, span.source, span.start_bytes, span.end_bytes);
}

static void close_all(const struct marking *k, const struct referat_source *source)
{
    close_range(k, source, 0, UINT32_MAX);
}

static struct marking of_item(const struct marking *k, const struct referat_item *item)
{
    struct marking inner = *k;
    inner.whose = rf_origin_of_item(k->arena, item);
    return inner;
}

/* Closes the entry of a reference that may not be printed. In a public edition the model
 * learns of it too, so that pruning and collecting agree on what is closed. */
static void mark_reference(void *data, const struct rf_reference *reference)
{
    const struct marking *k = data;
    if (rf_edition_may_name(k->known, reference) != RF_NAMES_ALL) {
        close_span(k, reference->span);
        if (reference->access && k->is_pruned) {
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

static const struct referat_annex *find_annex(const struct referat_meeting *m,
                                              const char *path)
{
    for (size_t i = 0; path && i < m->annex_count; i++) {
        if (m->annexes[i]->path && strcmp(m->annexes[i]->path, path) == 0) {
            return m->annexes[i];
        }
    }
    return NULL;
}

/* True for a link to a place, a picture or a file that no public page has. Lines of text
 * are not linked to the annexes that they name, so an address of theirs is resolved here.
 */
static bool names_hidden(const struct marking *marking, const struct referat_node *node)
{
    const struct referat_meeting *m = marking->meeting;
    if (node->type == REFERAT_LINK && node->text && *node->text == '#') {
        return is_closed_place(m, node->text + 1);
    }
    const struct referat_image *image = referat_node_image(node);
    if (node->type == REFERAT_IMAGE && image) {
        const struct referat_annex *annex = find_annex(m, image->path);
        return annex && annex->access == REFERAT_CLOSED;
    }
    if (!rf_edition_names_hidden(node)) {
        return false;
    }
    const char *why;
    const struct referat_annex *annex =
        find_annex(m, rf_path_resolve(marking->arena, m->folder, node->text, &why));
    return !annex || annex->access == REFERAT_CLOSED;
}

/* Those of one text. */
struct addresses {
    const struct marking *marking;
    const struct referat_source *source;
    int count;
};

/* Marks every place where a source has an address that leads to what is closed. Where it
 * has it in another spelling, or too often, the count is set so that all of it is marked.
 */
static void mark_list(struct addresses *a, const struct referat_node *list)
{
    const char *text = a->source->text;
    for (const struct referat_node *node = list; node && a->count < MOST_ADDRESSES;
         node = node->next) {
        if (names_hidden(a->marking, node)) {
            size_t n = strlen(node->text);
            int places = 0;
            a->count++;
            for (const char *at = text;
                 n && places <= MOST_PLACES && (at = strstr(at, node->text)) != NULL;
                 at += n, places++) {
                close_range(a->marking, a->source, (uint32_t)(at - text),
                            (uint32_t)((size_t)(at - text) + n));
            }
            a->count = places && places <= MOST_PLACES ? a->count : MOST_ADDRESSES;
        }
        mark_list(a, node->first);
    }
}

/* Looks through an open text; what is closed has been marked as a whole. */
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

static void mark_meeting(const struct marking *outer, const struct referat_meeting *m);

/* A closed annex with its documents; of an open one the agenda nested in it, which is a
 * meeting with closed parts of its own. */
static void mark_annex(const struct marking *k, const struct referat_annex *annex)
{
    if (annex->access != REFERAT_CLOSED) {
        if (annex->nested && !annex->same_as) {
            mark_meeting(k, annex->nested);
        }
        return;
    }
    close_span(k, annex->span);
    close_span(k, annex->given_title.span);
    if (annex->paper) {
        close_all(k, annex->paper->document.source);
    }
    if (annex->recommendation) {
        close_all(k, annex->recommendation->document.source);
    }
    if (annex->nested) {
        mark_meeting(k, annex->nested);
    }
}

/* An item with its papers, and its section in the minutes: from its heading to the next
 * one in the file. */
static void mark_item(const struct marking *outer, const struct referat_item *item)
{
    const struct marking k = of_item(outer, item);
    const struct referat_recommendation *r = item->recommendation;
    if (r && r->document.access == REFERAT_CLOSED) {
        close_span(&k, item->recommendation_path.span);
        close_all(&k, r->document.source);
    }
    for (size_t i = 0; r && i < r->own_annex_count; i++) {
        mark_annex(&k, &r->own_annexes[i]);
    }
    for (size_t i = 0; i < item->own_annex_count; i++) {
        mark_annex(&k, &item->own_annexes[i]);
    }
    if (item->access == REFERAT_CLOSED) {
        close_span(&k, item->span);
    }
    if (item->access == REFERAT_CLOSED || item->has_closed_minutes) {
        struct referat_span heading = item->minutes_heading;
        uint32_t end = UINT32_MAX;
        for (size_t i = 0; i < k.meeting->all_item_count; i++) {
            uint32_t start = k.meeting->all_items[i]->minutes_heading.start_bytes;
            end = start > heading.start_bytes && start < end ? start : end;
        }
        close_range(&k, heading.source, heading.start_bytes, end);
    }
}

/* Agenda, minutes, corrections and seal. A decision about a closed item is marked from
 * its key in the facts of the minutes up to the next one's. */
static void mark_own_documents(const struct marking *k)
{
    const struct referat_meeting *m = k->meeting;
    const struct referat_minutes *minutes = m->minutes;
    const struct referat_corrections *corrections = m->corrections;
    bool is_closed = m->access == REFERAT_CLOSED;
    if (is_closed && m->agenda) {
        close_all(k, m->agenda->document.source);
    }
    if (is_closed && minutes) {
        close_all(k, minutes->document.source);
    }
    for (size_t i = 0; minutes && i < minutes->decision_count; i++) {
        const struct referat_decision *d = &minutes->decisions[i];
        if (d->item && (d->is_closed || d->item->access == REFERAT_CLOSED)) {
            const struct marking inner = of_item(k, d->item);
            close_range(&inner, d->span.source, d->span.start_bytes,
                        i + 1 < minutes->decision_count ? d[1].span.start_bytes - 1
                                                        : UINT32_MAX);
        }
    }
    if (is_closed && corrections) {
        close_all(k, corrections->document.source);
    }
    for (size_t i = 0; corrections && i < corrections->count; i++) {
        if (corrections->list[i].access == REFERAT_CLOSED) {
            close_span(k, corrections->list[i].text.span);
        }
    }
    if (m->seal) { /* it lists every file */
        close_all(k, m->seal->span.source);
    }
}

/* Everything of a meeting, with its nested agendas; names of persons who were there for
 * closed items alone are closed, too. */
static void mark_meeting(const struct marking *outer, const struct referat_meeting *m)
{
    struct marking k = *outer;
    k.meeting = m;
    k.whose = m->access == REFERAT_CLOSED ? rf_origin_of_meeting(k.arena, m) : k.whose;
    mark_own_documents(&k);
    for (size_t i = 0; i < m->all_item_count; i++) {
        mark_item(&k, m->all_items[i]);
    }
    for (size_t i = 0; m->agenda && i < m->agenda->guest_count; i++) {
        if (rf_edition_is_closed_guest(m, &m->agenda->guests[i])) {
            close_span(&k, m->agenda->guests[i].person.span);
        }
    }
    for (size_t i = 0; m->minutes && i < m->minutes->attendance_count; i++) {
        struct referat_attendance copy = m->minutes->attendances[i];
        if (!rf_edition_open_attendance(m, &copy)) {
            close_span(&k, copy.person.span);
        }
    }
    rf_edition_each_reference(m, mark_reference, &k);
}

void rf_edition_mark(const struct referat_meeting *m, const struct rf_known *known,
                     struct rf_arena *arena)
{
    bool is_public = m->series->edition == REFERAT_EDITION_PUBLIC;
    struct marking marking = {arena, m, known, "", is_public};
    const struct rf_texts texts = {arena, &marking, mark_text, RF_TEXTS_ALL, 0};
    mark_meeting(&marking, m);
    rf_texts_of_meeting(&texts, m);
}
