/* An item of the public edition (redact).
 *
 * A closed item is overwritten as a whole: what it keeps is listed, so a new member of
 * the model is empty unless somebody names it here. An open item loses what leads to
 * something closed: annexes, references, a shared section or decision. */
#include <string.h>

#include "base/path.h"
#include "base/str.h"
#include "redact/redact.h"

/* ---- A closed item ---- */

struct referat_text rf_edition_title(const struct referat_item *item)
{
    static const struct referat_text nothing = {.plain = ""};
    if (item->access == REFERAT_CLOSED && item->public_title.given == REFERAT_GIVEN) {
        return item->public_title;
    }
    bool shows_title = item->meeting->series->closed_items == REFERAT_SHOW_TITLE;
    return shows_title ? item->title : nothing;
}

/* Where the body must publish a decision: its public sentence, and nothing else of it. */
static struct referat_decision *public_decision(struct rf_model *model,
                                                struct referat_item *item)
{
    const struct referat_decision *full = item->decision;
    if (!full || full->public_wording.given != REFERAT_GIVEN) {
        return NULL;
    }
    struct referat_decision *d = RF_ARENA_NEW(model->arena, struct referat_decision);
    d->item = item;
    d->wording = full->public_wording;
    d->public_wording.plain = d->to.plain = d->to_meeting_id = "";
    d->access = REFERAT_CLOSED;
    return d;
}

static bool is_taken(const struct referat_item *item, const char *anchor)
{
    const struct referat_meeting *m = item->meeting;
    for (size_t i = 0; i < m->all_item_count; i++) {
        if (m->all_items[i] != item && strcmp(m->all_items[i]->anchor, anchor) == 0) {
            return true;
        }
    }
    return false;
}

/* Makes the anchor of a closed item from its number: an id may be a word of the case. */
static const char *make_anchor(struct rf_model *model, const struct referat_item *item)
{
    struct rf_arena *arena = model->arena;
    const char *word = rf_slug(arena, rf_label(model->series, RF_LABEL_ITEM), 24);
    const char *number = rf_slug(arena, item->number, 48);
    const char *base = rf_arena_join(arena, item->meeting->anchor_prefix, word,
                                     *word ? "-" : "", *number ? number : "x", NULL);
    const char *anchor = base;
    for (size_t n = 2; is_taken(item, anchor); n++) {
        anchor = rf_arena_join(arena, base, "-", rf_arena_decimal(arena, n), NULL);
    }
    return anchor;
}

/* Overwrites the item. The title is the one that the series shows, or else the label for
 * a closed item in its language. */
void rf_edition_close_item(struct rf_model *model, struct referat_item *item)
{
    static const struct referat_raw no_raw = {.text = ""};
    static const struct referat_meeting_ref no_meeting = {
        .written = {.text = ""}, .meeting_id = "", .item = "", .item_number = ""};
    const struct referat_text title = rf_edition_title(item);
    struct referat_decision *decision = public_decision(model, item);
    bool is_heading = item->type == REFERAT_TYPE_HEADING;
    *item = (struct referat_item){
        .meeting = item->meeting,
        .parent = item->parent,
        .group = item->group,
        .items = item->items,
        .item_count = item->item_count,
        .position = item->position,
        .depth = item->depth,
        .number = item->number,
        .number_given = {item->number_given.given, item->number_given.text, {0}},
        .id = no_raw,
        .anchor = item->anchor,
        .order = item->order,
        .uses_letters = item->uses_letters,
        .title = title,
        .type = is_heading ? REFERAT_TYPE_HEADING : REFERAT_TYPE_OTHER,
        .carried_from = no_meeting,
        .duration = {.min = -1},
        .start = {.start_min = -1, .end_min = -1},
        .planned_start_min = -1,
        .case_number = no_raw,
        .recommendation_path = no_raw,
        .access = REFERAT_CLOSED,
        .public_title = {.plain = ""},
        .basis = {.plain = ""},
        .minutes_title = {.plain = ""},
        .has_closed_minutes = item->has_closed_minutes,
        .decision = decision,
    };
    if (title.given != REFERAT_GIVEN) {
        item->title = rf_model_text(
            model, rf_label(model->series,
                            is_heading ? RF_LABEL_CLOSED_ITEMS : RF_LABEL_CLOSED_ITEM));
    }
    item->anchor = make_anchor(model, item);
}

/* ---- An open item ---- */

static bool is_closed_annex(const struct referat_annex *annex)
{
    return annex->access == REFERAT_CLOSED;
}

/* A list of its own: the pack's list points into the old one. */
static void open_list(struct rf_model *model, struct referat_annex **list, size_t *count)
{
    struct referat_annex *open =
        RF_ARENA_NEW_ARRAY(model->arena, *count + 1, struct referat_annex);
    size_t n = 0;
    for (size_t i = 0; i < *count; i++) {
        if (!is_closed_annex(&(*list)[i])) {
            open[n++] = (*list)[i];
        }
    }
    *list = open;
    *count = n;
}

/* Takes the closed annexes out of the pack's list and of each document's own list. */
static void open_annexes(struct rf_model *model, struct referat_item *item)
{
    size_t n = 0;
    for (size_t i = 0; i < item->annex_count; i++) {
        struct referat_annex *annex = item->annexes[i];
        if (is_closed_annex(annex)) {
            continue;
        }
        annex->referrers = NULL; /* closed documents may be among them: linked anew */
        annex->referrer_count = 0;
        if (annex->recommendation) {
            open_list(model, &annex->recommendation->own_annexes,
                      &annex->recommendation->own_annex_count);
        }
        item->annexes[n++] = annex;
    }
    item->annex_count = n;
    open_list(model, &item->own_annexes, &item->own_annex_count);
}

static bool may_name(const struct rf_model *model, struct rf_reference reference)
{
    return rf_edition_may_name(model->known, &reference) == RF_NAMES_ALL;
}

const char *rf_edition_destination(const struct rf_model *model,
                                   const struct rf_reference *reference,
                                   struct referat_date *date)
{
    const struct rf_known *known = model->known;
    const char *folder = reference->meeting->folder, *written = reference->written;
    const char *item,
        *head = rf_model_split_reference(known, model->arena, folder, written, &item);
    written = head ? head : written;
    const struct rf_record_meeting *meeting =
        known ? known->meeting(known->data, folder, written) : NULL;
    *date = (struct referat_date){0};
    if (rf_edition_may_name(known, reference) == RF_NAMES_NOTHING) {
        return "";
    }
    bool is_shown = meeting && rf_record_is_shown(model->series, meeting);
    struct referat_date named;
    *date = rf_model_destination_date(known, is_shown ? meeting : NULL, written);
    return !is_shown && rf_model_reference_date(written, &named) ? rf_path_name(written)
                                                                 : written;
}

/* References to other meetings, as far as reference.c lets the public edition print them.
 */
static void open_references(struct rf_model *model, struct referat_item *item)
{
    static const struct referat_meeting_ref nothing = {
        .written = {.text = ""}, .meeting_id = "", .item = "", .item_number = ""};
    struct referat_decision *d = item->decision;
    size_t n = 0;
    for (size_t i = 0; i < item->approves_count; i++) {
        if (may_name(model, rf_edition_approval_of(item, i))) {
            item->approves[n++] = item->approves[i];
        }
    }
    item->approves_count = n;
    if (!may_name(model, rf_edition_origin_of(item))) {
        item->carried_from = nothing;
    }
    if (d && d->to.given == REFERAT_GIVEN) {
        const struct rf_reference reference = rf_edition_destination_of(d);
        const char *to = rf_edition_destination(model, &reference, &d->to_date);
        if (!*to) {
            d->to = (struct referat_text){.plain = ""};
        } else if (to != reference.written) {
            d->to = rf_model_text(model, to);
        }
    }
}

static bool has_closed(const struct referat_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (items[i].access == REFERAT_CLOSED ||
            has_closed(items[i].items, items[i].item_count)) {
            return true;
        }
    }
    return false;
}

/* Minutes and decision of an open item may be closed, because a closed item shares them;
 * a closed recommendation goes with the outcomes of its points, which would say how many
 * it has; a duration that is the sum over the sub-items would count the closed ones. */
void rf_edition_open_item(struct rf_model *model, struct referat_item *item)
{
    struct referat_recommendation *r = item->recommendation;
    if (item->has_closed_minutes) {
        item->minutes_heading = (struct referat_span){0};
        item->minutes_title = (struct referat_text){.plain = ""};
        item->minutes_text = NULL;
        item->treated_with = NULL;
        item->action_count = 0;
    }
    if (item->decision && item->decision->is_closed) {
        item->decision = public_decision(model, item);
    }
    if (r && r->document.access != REFERAT_CLOSED) {
        open_list(model, &r->own_annexes, &r->own_annex_count);
    } else if (r) {
        item->recommendation = NULL;
        item->recommendation_path = (struct referat_raw){.text = ""};
    }
    if (r && !item->recommendation && item->decision) {
        item->decision->points = NULL;
        item->decision->point_count = 0;
        item->decision->is_split = false;
    }
    open_annexes(model, item);
    open_references(model, item);
    if (item->duration.min < 0 && has_closed(item->items, item->item_count)) {
        item->planned_min = 0;
    }
}
