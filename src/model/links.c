/* Links in prose: to annexes of the pack, by the file they name (model). format.md
 * section 9.
 *
 * Every text of the meeting is walked once, with its document's path and folder at hand,
 * because a link is relative to the document it stands in. A link to a file of the pack
 * becomes one to the annex's page, and the annex notes which document refers to it; one
 * to an earlier meeting's folder leads to that meeting's page; one that leads to no page
 * of the pack is printed as text. In the second run over the public edition (is_pruned),
 * links to what was taken out are replaced by their words. */
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "model/assemble.h"

/* Where the prose stands that is being walked. */
struct place {
    struct rf_model *model;
    const struct referat_meeting *meeting;
    struct referat_annex *const *by_path; /* the meeting's annexes, see compare */
    struct rf_arena *scratch;             /* of the link at hand */
    const struct referat_item *item;
    const char *path;   /* of its document … */
    const char *folder; /* … and its folder */
};

/* ---- Annexes by their paths ---- */

/* Annexes are sorted by path, and those of one path in the order of the pack, which is
 * that of the items. All that are numbered have a path, an item has each path once. */
static int compare(const struct referat_annex *annex, const char *path, size_t position)
{
    int order = strcmp(annex->path, path);
    return order                              ? order
           : annex->item->position < position ? -1
                                              : annex->item->position > position;
}

static int compare_annexes(const void *a, const void *b)
{
    const struct referat_annex *x = *(struct referat_annex *const *)a,
                               *y = *(struct referat_annex *const *)b;
    return compare(x, y->path, y->item->position);
}

/* The first annex of that path at an item's position or after it; NULL: there is none. */
static struct referat_annex *lower_bound(const struct place *place, const char *path,
                                         size_t position)
{
    size_t low = 0, high = place->meeting->annex_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare(place->by_path[middle], path, position) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool is_found =
        low < place->meeting->annex_count && strcmp(place->by_path[low]->path, path) == 0;
    return is_found ? place->by_path[low] : NULL;
}

/* ---- Who speaks of an annex ---- */

/* Notes that the document at hand refers to an annex. A document that several items name
 * is walked for each, and may be noted again: settle_referrers leaves each once. The list
 * grows at the powers of two. */
static void note_referrer(const struct place *place, struct referat_annex *annex)
{
    size_t n = annex->referrer_count;
    if (n && strcmp(annex->referrers[n - 1], place->path) == 0) {
        return;
    }
    if ((n & (n - 1)) == 0) {
        const char **list =
            RF_ARENA_NEW_ARRAY(place->model->arena, n ? 2 * n : 1, const char *);
        if (n) {
            memcpy(list, annex->referrers, n * sizeof *list);
        }
        annex->referrers = list;
    }
    annex->referrers[n] = place->path;
    annex->referrer_count = n + 1;
}

struct referrer {
    const char *path;
    size_t order;
};

static int compare_referrers(const void *a, const void *b)
{
    const struct referrer *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* Back in the order in which they were noted. */
static int compare_orders(const void *a, const void *b)
{
    const struct referrer *x = a, *y = b;
    return (x->order > y->order) - (x->order < y->order);
}

/* Leaves each document once, in the order in which they were noted. */
static void settle_referrers(struct rf_arena *scratch, struct referat_annex *annex)
{
    size_t n = annex->referrer_count, kept = 0;
    if (n < 2) {
        return;
    }
    rf_arena_reset(scratch);
    struct referrer *list = RF_ARENA_NEW_ARRAY(scratch, n, struct referrer);
    for (size_t i = 0; i < n; i++) {
        list[i] = (struct referrer){annex->referrers[i], i};
    }
    qsort(list, n, sizeof *list, compare_referrers);
    for (size_t i = 0; i < n; i++) {
        if (!kept || strcmp(list[kept - 1].path, list[i].path) != 0) {
            list[kept++] = list[i];
        }
    }
    qsort(list, kept, sizeof *list, compare_orders);
    for (size_t i = 0; i < kept; i++) {
        annex->referrers[i] = list[i].path;
    }
    annex->referrer_count = kept;
}

/* ---- Links ---- */

/* "https:", "mailto:": a colon before anything that belongs to a path. */
static bool has_scheme(const char *url)
{
    size_t n = strcspn(url, ":/?#");
    return url[n] == ':';
}

/* A meeting's folder, or a document in it, leads to the meeting's page, where that is an
 * earlier one: what was written once does not change because a later folder appears. */
static void link_meeting(const struct place *place, struct referat_node *node,
                         const char *path)
{
    const char *folder =
        rf_path_is_document(path) ? rf_path_folder(place->scratch, path) : path;
    const struct rf_known *known = place->model->known;
    /* "./": a path, not an id */
    const struct rf_record_meeting *meeting = known->meeting(
        known->data, "", rf_arena_join(place->scratch, "./", folder, NULL));
    bool is_other = meeting && *meeting->folder &&
                    strcmp(meeting->folder, place->meeting->folder) != 0;
    node->is_later = is_other && !known->is_before(known->data, meeting);
    if (is_other && !node->is_later &&
        rf_record_is_shown(place->model->series, meeting)) {
        node->target = REFERAT_TARGET_MEETING;
        node->meeting_folder = meeting->folder;
    } else {
        node->is_unshown = is_other && !node->is_later;
    }
}

/* A link to a meeting of another series, whose pages may lie anywhere, is printed as
 * text. */
static void link_outward(const struct place *place, struct referat_node *node)
{
    const struct rf_known *known = place->model->known;
    if (!known || place->meeting->nested_in || !strstr(node->text, "../")) {
        return;
    }
    const char *plain =
        rf_arena_copy(place->scratch, node->text, strcspn(node->text, "?#"));
    const char *path = rf_path_outward(place->scratch, place->folder, plain);
    const char *folder =
        path && rf_path_is_document(path) ? rf_path_folder(place->scratch, path) : path;
    node->is_unshown = folder && known->meeting(known->data, "", folder);
}

/* A link to a file becomes one to the annex's page: to the item's own annex of that file,
 * else to the first. One that leads to no page of the pack is printed as text. */
static void link_node(const struct place *place, struct referat_node *node)
{
    if (node->is_unsafe || !node->text || has_scheme(node->text)) {
        return;
    }
    const char *why = "";
    rf_arena_reset(place->scratch);
    const char *path = rf_path_resolve(place->scratch, place->folder, node->text, &why);
    if (!path) {
        link_outward(place, node);
    }
    if (!path || *node->text == '#') {
        return;
    }
    struct referat_annex *annex =
        place->item ? lower_bound(place, path, place->item->position) : NULL;
    if (!annex || annex->item != place->item) {
        annex = lower_bound(place, path, 0);
    }
    node->target = annex ? REFERAT_TARGET_ANNEX : REFERAT_TARGET_NONE;
    node->annex = annex;
    if (annex) {
        note_referrer(place, annex);
    } else if (place->model->known && !place->meeting->nested_in && *path) {
        link_meeting(place, node, path);
    }
}

/* True for a link to what the public edition does not hold: only its words are left,
 * since its path may be the name of a closed file, or the id of a closed item. */
static bool is_lost(const struct place *place, struct referat_node *node)
{
    const struct referat_annex *annex = referat_node_annex(node);
    bool is_closed = annex && annex->access == REFERAT_CLOSED;
    if (!place->model->is_pruned || node->is_unsafe || !node->text) {
        return false;
    }
    if (!is_closed) {
        link_node(place, node);
    }
    return is_closed || (node->target == REFERAT_TARGET_NONE && !has_scheme(node->text));
}

/* Replaces a link by its children: it becomes the first, the others come after it. */
static void leave_words(struct referat_node *node)
{
    static const struct referat_node nothing = {.type = REFERAT_TEXT, .text = ""};
    struct referat_node *next = node->next;
    *node = node->first ? *node->first : nothing;
    while (node->next) {
        node = node->next;
    }
    node->next = next;
}

/* Links a list of nodes and all below them. What a lost link is replaced by may be a link
 * itself, so it is looked at once more. */
static void link_list(const struct place *place, const struct referat_node *list)
{
    for (const struct referat_node *node = list; node; node = node->next) {
        while (node->type == REFERAT_LINK &&
               is_lost(place, (struct referat_node *)node)) {
            leave_words((struct referat_node *)node);
        }
        if (node->type == REFERAT_LINK) {
            link_node(place, (struct referat_node *)node);
        }
        if (node->first) {
            link_list(place, node->first);
        }
    }
}

/* From here on, links are relative to this document. */
static void enter(struct place *place, const struct referat_document *document)
{
    place->path = document->path;
    place->folder = rf_path_folder(place->model->arena, document->path);
}

/* Goes to a document, and links its body unless that is shown as it is typed. */
static void link_document(struct place *place, const struct referat_document *document)
{
    enter(place, document);
    if (!document->body.is_plain) {
        link_list(place, document->body.blocks);
    }
}

static void link_recommendation(struct place place,
                                const struct referat_recommendation *r)
{
    link_document(&place, &r->document);
    link_list(&place, r->coordinated_with.blocks);
    for (size_t i = 0; i < r->point_count; i++) {
        link_list(&place, r->points[i].text.inlines);
    }
}

/* The item's own texts stand in the agenda; those of its recommendation and annexes in
 * documents of their own. */
static void link_item(struct place place, const struct referat_item *item)
{
    place.item = item;
    link_list(&place, item->purpose.blocks);
    link_list(&place, item->method.blocks);
    link_list(&place, item->text.blocks);
    if (item->recommendation) {
        link_recommendation(place, item->recommendation);
    }
    for (size_t i = 0; i < item->annex_count; i++) {
        const struct referat_annex *annex = item->annexes[i];
        if (annex->paper) {
            link_document(&place, &annex->paper->document);
        } else if (annex->recommendation &&
                   annex->recommendation != item->recommendation) {
            link_recommendation(place, annex->recommendation);
        }
    }
}

void rf_model_links(struct rf_model *model, struct referat_meeting *m)
{
    struct rf_arena scratch = {0};
    struct referat_annex **by_path =
        RF_ARENA_NEW_ARRAY(model->arena, m->annex_count + 1, struct referat_annex *);
    struct place place = {.model = model,
                          .meeting = m,
                          .by_path = by_path,
                          .scratch = &scratch,
                          .path = m->folder,
                          .folder = m->folder};
    if (m->annex_count) {
        memcpy(by_path, m->annexes, m->annex_count * sizeof *by_path);
        qsort(by_path, m->annex_count, sizeof *by_path, compare_annexes);
    }
    if (m->agenda) {
        link_document(&place, &m->agenda->document);
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        link_item(place, m->all_items[i]);
    }
    if (m->minutes) {
        enter(&place, &m->minutes->document);
        link_list(&place, m->minutes->introduction);
        link_list(&place, m->minutes->corrections.blocks);
    }
    for (size_t i = 0; m->minutes && i < m->all_item_count; i++) {
        place.item = m->all_items[i];
        link_list(&place, place.item->minutes_text);
    }
    place.item = NULL;
    if (m->corrections) {
        enter(&place, &m->corrections->document);
    }
    for (size_t i = 0; m->corrections && i < m->corrections->count; i++) {
        link_list(&place, m->corrections->list[i].text.blocks);
    }
    for (size_t i = 0; i < m->annex_count; i++) {
        settle_referrers(&scratch, m->annexes[i]);
    }
    rf_arena_clear(&scratch);
}
