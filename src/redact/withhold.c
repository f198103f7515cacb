/* Which sources of a meeting the public edition may hold as files (redact).
 *
 * A source is published as it was written or not at all: one line that is closed, or that
 * names something closed, withholds it. mark_closed.c has found those lines. */
#include <string.h>

#include "base/path.h"
#include "diag/source.h"
#include "redact/redact.h"

/* The file has what the page does not show: where a link leads to that is no page, or the
 * file of a picture that the page has not. Open annexes of the pack, and folders of other
 * meetings, are named on the page too. */
bool rf_edition_names_hidden(const struct referat_node *node)
{
    bool is_lost_picture = node->type == REFERAT_IMAGE && !referat_node_image(node);
    if ((node->type != REFERAT_LINK && !is_lost_picture) || !node->text ||
        *node->text == '#') {
        return false;
    }
    if (node->text[strcspn(node->text, ":/?#")] == ':') {
        return false; /* an address elsewhere */
    }
    if (referat_node_meeting_folder(node)) {
        return rf_path_is_document(node->text);
    }
    const struct referat_annex *annex = referat_node_annex(node);
    return !annex || annex->access == REFERAT_CLOSED;
}

/* What of an open document is closed, names something closed, or may, has been marked in
 * its source. */
static bool is_open_document(const struct referat_document *d)
{
    const struct referat_source *source = d->source;
    return d->access != REFERAT_CLOSED &&
           !(source && (source->closed || source->is_unquoted));
}

/* True where all documents of the meeting itself may be published. Agenda, minutes and
 * corrections speak about each other's items: they are open together or not at all. */
static bool is_open_meeting(const struct referat_meeting *m)
{
    const struct referat_corrections *corrections = m->corrections;
    bool is_open = m->access != REFERAT_CLOSED &&
                   (!m->agenda || is_open_document(&m->agenda->document)) &&
                   (!m->minutes || is_open_document(&m->minutes->document)) &&
                   (!corrections || is_open_document(&corrections->document));
    for (size_t i = 0; is_open && corrections && i < corrections->count; i++) {
        is_open = corrections->list[i].access != REFERAT_CLOSED;
    }
    for (size_t i = 0; is_open && i < m->all_item_count; i++) {
        const struct referat_item *item = m->all_items[i];
        const struct referat_recommendation *r = item->recommendation;
        is_open = item->access != REFERAT_CLOSED &&
                  !(r && r->document.access == REFERAT_CLOSED);
        for (size_t k = 0; is_open && k < item->annex_count; k++) {
            is_open = item->annexes[k]->access != REFERAT_CLOSED;
        }
    }
    return is_open;
}

/* ---- Marking ---- */

/* Records with the document whether it is withheld, and returns that. */
static bool withhold(struct referat_document *document, bool is_open)
{
    document->is_withheld = !is_open;
    return !is_open;
}

static bool withhold_papers(struct referat_item *item)
{
    struct referat_recommendation *r = item->recommendation;
    bool found = r && withhold(&r->document, is_open_document(&r->document));
    for (size_t i = 0; i < item->annex_count; i++) {
        struct referat_annex *annex = item->annexes[i];
        if (annex->paper) {
            struct referat_document *d = &annex->paper->document;
            found = withhold(d, is_open_document(d)) || found;
        }
        if (annex->recommendation) {
            struct referat_recommendation *other = annex->recommendation;
            found =
                withhold(&other->document, is_open_document(&other->document)) || found;
        }
    }
    return found;
}

void rf_edition_withhold(struct referat_meeting *m)
{
    bool is_open = is_open_meeting(m);
    m->withholds_sources = !is_open;
    if (m->agenda) {
        m->agenda->document.is_withheld = !is_open;
    }
    if (m->minutes) {
        m->minutes->document.is_withheld = !is_open;
    }
    if (m->corrections) {
        ((struct referat_corrections *)m->corrections)->document.is_withheld = !is_open;
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        m->withholds_sources = withhold_papers(m->all_items[i]) || m->withholds_sources;
    }
}
