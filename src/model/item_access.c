/* Open and closed: access flows down from the series to annexes and only narrows; minutes
 * may open or close an item after the fact (model). format.md section 3. */
#include "model/assemble.h"

/* What a part is told about itself, and the part that holds it. */
struct told {
    enum referat_access own; /* UNSET: it takes over what is above */
    enum referat_access above;
    struct referat_span span; /* where it is told … */
    const char *part, *holder;
    struct referat_span holder_span; /* … and where the holder is closed; may be none */
};

static enum referat_access narrow(struct rf_model *model, const struct told *told)
{
    if (told->above != REFERAT_CLOSED) {
        return told->own == REFERAT_CLOSED ? REFERAT_CLOSED : REFERAT_OPEN;
    }
    if (told->own == REFERAT_OPEN) {
        struct referat_diagnostic *d =
            rf_diag_report(model->diags, RF_CODE_STILL_CLOSED, told->span,
                           "%s is said to be open, and stays closed because %s is closed",
                           told->part, told->holder);
        if (told->holder_span.source) {
            rf_diag_related(model->diags, d, told->holder_span, "closed here");
        }
        rf_diag_hint(model->diags, d,
                     "open what holds it, or take this 'access: open' away");
    }
    return REFERAT_CLOSED;
}

static void settle_document(struct rf_model *model, struct referat_document *document,
                            enum referat_access above, const char *part,
                            const char *holder)
{
    const struct told told = {.own = document->access,
                              .above = above,
                              .span = document->access_span,
                              .part = part,
                              .holder = holder};
    document->access = narrow(model, &told);
}

/* ---- Annexes ---- */

static void settle_meeting(struct rf_model *model, struct referat_meeting *m,
                           enum referat_access above, const char *holder);

/* The documents behind an annex: what they say of themselves closes the annex too. */
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

/* An agenda, or minutes that are said to be closed here, and do not say so themselves. */
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

static void settle_list(struct rf_model *model, struct referat_annex *list, size_t count,
                        enum referat_access above, const char *holder)
{
    for (size_t i = 0; i < count; i++) {
        const struct told told = {.own = list[i].access,
                                  .above = above,
                                  .span = list[i].span,
                                  .part = "the annex",
                                  .holder = holder};
        list[i].access = narrow(model, &told);
        note_closed_here(&list[i], told.own == REFERAT_CLOSED);
        if (!list[i].same_as) {
            settle_enclosed(model, &list[i]);
        }
    }
}

/* Of several entries for one file one that is closed closes them all. */
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

static void settle_recommendation(struct rf_model *model, struct referat_item *item)
{
    struct referat_recommendation *r = item->recommendation;
    settle_document(model, &r->document, item->access, "the recommendation", "its item");
    settle_list(model, r->own_annexes, r->own_annex_count, r->document.access,
                "the recommendation or its item");
    for (size_t i = 0; i < item->annex_count; i++) {
        if (item->annexes[i]->recommendation == r) {
            item->annexes[i]->access = r->document.access;
        }
    }
}

static void settle_annexes(struct rf_model *model, struct referat_item *item)
{
    struct referat_recommendation *r = item->recommendation;
    if (r) {
        settle_recommendation(model, item);
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

static void settle_item(struct rf_model *model, struct referat_item *item)
{
    const struct referat_decision *d = item->decision;
    const struct referat_item *holder = referat_item_holder(item);
    struct told told = {
        .own = item->access,
        .above = item->meeting->access,
        .span = item->access_span,
        .part = item->type == REFERAT_TYPE_HEADING ? "the heading" : "the item",
        .holder = "the meeting",
    };
    if (d && d->access != REFERAT_ACCESS_UNSET) {
        told.own = d->access;
        told.span = d->span;
    }
    if (holder) {
        bool is_heading = holder->type == REFERAT_TYPE_HEADING;
        told.above = holder->access;
        told.holder = is_heading ? "its heading" : "the item above it";
        told.holder_span = holder->access_span;
    }
    item->access = narrow(model, &told);
    settle_annexes(model, item);
}

/* ---- Minutes of several items ---- */

static bool is_closed_with(const struct referat_item *item,
                           const struct referat_item *first)
{
    return item->access == REFERAT_CLOSED || first->access == REFERAT_CLOSED;
}

/* A section or decision of several items is closed as a whole where one of them is. Its
 * first item comes before the others. */
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

static void settle_meeting(struct rf_model *model, struct referat_meeting *m,
                           enum referat_access above, const char *holder)
{
    struct told told = {.above = above, .part = "the meeting", .holder = holder};
    const struct referat_document *documents[] = {
        m->agenda ? &m->agenda->document : NULL,
        m->minutes ? &m->minutes->document : NULL, /* the last word */
    };
    for (size_t i = 0; i < 2; i++) {
        if (documents[i] && documents[i]->access != REFERAT_ACCESS_UNSET) {
            told.own = documents[i]->access;
            told.span = documents[i]->access_span;
        }
    }
    m->access = narrow(model, &told);
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
