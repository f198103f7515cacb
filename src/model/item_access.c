/* Open and closed: access flows down from the series to annexes and only narrows; minutes
 * may open or close an item after the fact (model). format.md section 3.
 *
 * One walk from the top: series, meeting, items with their headings above them, the
 * recommendation and annexes of each, and the agendas nested in annexes. Each part keeps
 * the narrower of its own word and its holder's. Where one file is named by several
 * entries, or one section or decision is of several items, one that is closed closes all
 * of them: this is a second pass over the finished list, since any of them may be the
 * closed one. */
#include "model/assemble.h"

/* A part of the meeting: what its document writes of its access, and what holds it. */
struct part {
    enum referat_access own; /* UNSET: it takes over what is above */
    enum referat_access above;
    struct referat_span span; /* of what is written … */
    const char *name, *holder;
    struct referat_span holder_span; /* … and where the holder is closed; may be none */
};

/* The access of a part. Nothing is opened within a closed holder: a document that tries
 * to is reported, and stays closed. */
static enum referat_access narrow(struct rf_model *model, const struct part *part)
{
    if (part->above != REFERAT_CLOSED) {
        return part->own == REFERAT_CLOSED ? REFERAT_CLOSED : REFERAT_OPEN;
    }
    if (part->own == REFERAT_OPEN) {
        struct referat_diagnostic *d =
            rf_diag_report(model->diags, RF_CODE_STILL_CLOSED, part->span,
                           "%s is said to be open, and stays closed because %s is closed",
                           part->name, part->holder);
        if (part->holder_span.source) {
            rf_diag_related(model->diags, d, part->holder_span, "closed here");
        }
        rf_diag_hint(model->diags, d,
                     "open what holds it, or take this 'access: open' away");
    }
    return REFERAT_CLOSED;
}

/* The access of a document: its own, within that of the part that holds it. */
static void settle_document(struct rf_model *model, struct referat_document *document,
                            enum referat_access above, const char *name,
                            const char *holder)
{
    const struct part part = {.own = document->access,
                              .above = above,
                              .span = document->access_span,
                              .name = name,
                              .holder = holder};
    document->access = narrow(model, &part);
}

/* ---- Annexes ---- */

static void settle_meeting(struct rf_model *model, struct referat_meeting *m,
                           enum referat_access above, const char *holder);

/* The document that an annex encloses: what it writes of itself closes the annex too. */
static void settle_enclosed(struct rf_model *model, struct referat_annex *annex)
{
    if (annex->paper) {
        settle_document(model, &annex->paper->document, annex->access, "the annex",
                        "its item, or where it is named,");
        annex->access = annex->paper->document.access;
    }
    if (annex->recommendation) {
        settle_document(model, &annex->recommendation->document, annex->access,
                        "the recommendation", "its item, or where it is named,");
        annex->access = annex->recommendation->document.access;
    }
    if (annex->nested) {
        settle_meeting(model, annex->nested, annex->access, "the annex that it is");
        annex->access = annex->nested->access;
    }
}

/* Notes an entry that closes an agenda or minutes which do not close themselves. Whoever
 * compiles the meeting whose document that is reads no such entry, and its pages would
 * show what is closed here. */
static void note_closed_here(struct referat_annex *annex, bool is_said_here)
{
    struct referat_annex *entry =
        annex->same_as ? (struct referat_annex *)annex->same_as : annex;
    const struct referat_meeting *nested = entry->nested;
    const struct referat_document *document = nested && nested->agenda
                                                  ? &nested->agenda->document
                                              : entry->paper ? &entry->paper->document
                                                             : NULL;
    bool is_of_meeting =
        document && (nested || (document->kind == REFERAT_KIND_MINUTES && is_said_here));
    if (is_of_meeting && annex->access == REFERAT_CLOSED &&
        document->access != REFERAT_CLOSED) {
        entry->is_closed_here = true;
    }
}

/* The annexes of one list, of an item or a recommendation. A file that was named before
 * (same_as) gets its access with its first entry. */
static void settle_list(struct rf_model *model, struct referat_annex *list, size_t count,
                        enum referat_access above, const char *holder)
{
    for (size_t i = 0; i < count; i++) {
        const struct part part = {.own = list[i].access,
                                  .above = above,
                                  .span = list[i].span,
                                  .name = "the annex",
                                  .holder = holder};
        list[i].access = narrow(model, &part);
        note_closed_here(&list[i], part.own == REFERAT_CLOSED);
        if (!list[i].same_as) {
            settle_enclosed(model, &list[i]);
        }
    }
}

/* Of several entries for one file, one that is closed closes them all: one pass carries
 * it to the first entry, a second from there to the others. */
static void settle_twins(struct referat_annex *list, size_t count, bool is_to_first)
{
    for (size_t i = 0; i < count; i++) {
        struct referat_annex *first = (struct referat_annex *)list[i].same_as;
        struct referat_annex *from = is_to_first ? &list[i] : first;
        struct referat_annex *to = is_to_first ? first : &list[i];
        if (first && from->access == REFERAT_CLOSED) {
            to->access = REFERAT_CLOSED;
        }
    }
}

/* ---- Items ---- */

/* An item, its recommendation and its annexes. The minutes have the last word on the
 * item: the access of its decision replaces the agenda's. */
static void settle_item(struct rf_model *model, struct referat_item *item)
{
    const struct referat_decision *d = item->decision;
    const struct referat_item *holder = referat_item_holder(item);
    struct referat_recommendation *r = item->recommendation;
    bool is_decided = d && d->access != REFERAT_ACCESS_UNSET;
    struct part part = {
        .own = is_decided ? d->access : item->access,
        .above = item->meeting->access,
        .span = is_decided ? d->span : item->access_span,
        .name = item->type == REFERAT_TYPE_HEADING ? "the heading" : "the item",
        .holder = "the meeting",
    };
    if (holder) {
        bool is_heading = holder->type == REFERAT_TYPE_HEADING;
        part.above = holder->access;
        part.holder = is_heading ? "its heading" : "the item above it";
        part.holder_span = holder->access_span;
    }
    item->access = narrow(model, &part);

    if (r) {
        settle_document(model, &r->document, item->access, "the recommendation",
                        "its item");
        settle_list(model, r->own_annexes, r->own_annex_count, r->document.access,
                    "the recommendation or its item");
    }
    for (size_t i = 0; r && i < item->annex_count; i++) {
        if (item->annexes[i]->recommendation == r) {
            item->annexes[i]->access = r->document.access;
        }
    }
    settle_list(model, item->own_annexes, item->own_annex_count, item->access,
                "its item");
    for (int pass = 0; pass < 2; pass++) {
        settle_twins(item->own_annexes, item->own_annex_count, pass == 0);
        if (r) {
            settle_twins(r->own_annexes, r->own_annex_count, pass == 0);
        }
    }
}

/* ---- Minutes of several items ---- */

static bool is_closed_with(const struct referat_item *item,
                           const struct referat_item *first)
{
    return item->access == REFERAT_CLOSED || first->access == REFERAT_CLOSED;
}

/* A section or decision of several items is closed as a whole where one of them is: the
 * first loop carries it to the first of the items, the second to the others. */
static void settle_shared(struct referat_meeting *m)
{
    for (size_t i = 0; i < m->all_item_count; i++) {
        const struct referat_item *item = m->all_items[i], *first = item->treated_with;
        const struct referat_decision *d = item->decision;
        if (first && is_closed_with(item, first)) {
            m->all_items[first->position]->has_closed_minutes = true;
        }
        if (d && d->decided_with && is_closed_with(item, d->decided_with)) {
            d->decided_with->decision->is_closed = true;
        }
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        struct referat_item *item = m->all_items[i];
        if (item->treated_with) {
            item->has_closed_minutes = item->treated_with->has_closed_minutes;
        }
        if (item->decision && item->decision->decided_with) {
            item->decision->is_closed = item->decision->decided_with->decision->is_closed;
        }
    }
}

/* ---- The meeting ---- */

/* A meeting, or an agenda nested in an annex. The minutes have the last word here, too.
 */
static void settle_meeting(struct rf_model *model, struct referat_meeting *m,
                           enum referat_access above, const char *holder)
{
    struct part part = {.above = above, .name = "the meeting", .holder = holder};
    const struct referat_document *documents[] = {
        m->agenda ? &m->agenda->document : NULL,
        m->minutes ? &m->minutes->document : NULL, /* the last word */
    };
    for (size_t i = 0; i < 2; i++) {
        if (documents[i] && documents[i]->access != REFERAT_ACCESS_UNSET) {
            part.own = documents[i]->access;
            part.span = documents[i]->access_span;
        }
    }
    m->access = narrow(model, &part);
    for (size_t i = 0; i < m->all_item_count; i++) {
        settle_item(model, m->all_items[i]);
    }
    settle_shared(m);
    if (m->introduction) {
        m->introduction->access = m->access;
    }
}

void rf_model_access(struct rf_model *model, struct referat_meeting *m)
{
    settle_meeting(model, m, model->series->access, "the series");
}
