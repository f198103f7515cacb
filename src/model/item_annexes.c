/* Every item's annexes in pack order: numbers, titles, anchors, file names
 * (model). format.md section 7.
 *
 * An item's list begins with its recommendation, where the series counts that as an
 * annex, goes on with the recommendation's own annexes and ends with the item's. Annexes
 * that the pack encloses (a path is known) are numbered in this order; those that are
 * only mentioned come after them and have number 0. A file that an item names twice is
 * one annex: the later entry (same_as) repeats the first one's number and anchor. */
#include <string.h>

#include "base/path.h"
#include "base/str.h"
#include "model/assemble.h"

const struct referat_document *rf_annex_document(const struct referat_annex *annex)
{
    if (annex->recommendation) {
        return &annex->recommendation->document;
    }
    if (annex->paper) {
        return &annex->paper->document;
    }
    return annex->nested && annex->nested->agenda ? &annex->nested->agenda->document
                                                  : NULL;
}

struct referat_text rf_model_text(struct rf_model *model, const char *plain)
{
    struct referat_node *node = RF_ARENA_NEW(model->arena, struct referat_node);
    node->type = REFERAT_TEXT;
    node->text = plain;
    node->text_bytes = (uint32_t)strlen(plain);
    return (struct referat_text){REFERAT_GIVEN, plain, node, {0}};
}

/* A title given where the file is named; else the document's short_title, else its title,
 * else the file's name. */
static struct referat_text settle_title(struct rf_model *model,
                                        const struct referat_annex *annex)
{
    if (annex->given_title.given == REFERAT_GIVEN) {
        return annex->given_title;
    }
    const struct referat_document *document = rf_annex_document(annex);
    if (document && document->short_title.given == REFERAT_GIVEN) {
        return document->short_title;
    }
    if (annex->nested) {
        return annex->nested->title;
    }
    if (document && document->title.given == REFERAT_GIVEN) {
        return document->title;
    }
    return rf_model_text(model, rf_path_name(annex->path ? annex->path : ""));
}

/* ---- The list of one item ---- */

struct list {
    struct rf_model *model;
    struct referat_item *item;
    int next_number;
};

/* "punkt-3-bilag-2-budget-2025.pdf": a name that sorts and says where it belongs. The
 * title may end with the file's suffix, which is not repeated. */
static const char *pack_file_name(struct rf_model *model,
                                  const struct referat_annex *annex)
{
    const char *dot = strrchr(rf_path_name(annex->path), '.');
    const char *suffix = dot ? rf_slug(model->arena, dot + 1, 8) : "";
    const char *title = annex->title.plain;
    size_t n = strlen(title), m = dot ? strlen(dot) : 0;
    if (n > m && m && rf_ends_with_nocase(title, dot)) {
        title = rf_arena_copy(model->arena, title, n - m);
    }
    const char *slug = rf_slug(model->arena, title, 60);
    return rf_arena_join(model->arena, annex->anchor, *slug ? "-" : "", slug,
                         *suffix ? "." : "", suffix, NULL);
}

/* Adds an entry to its item's list, with its number and what follows from that. A title
 * that the agenda gives wins over the recommendation's on stamps, also where the agenda's
 * entry is the second. */
static void add_annex(struct list *list, struct referat_annex *annex)
{
    struct rf_model *model = list->model;
    struct referat_item *item = list->item;
    annex->item = item;
    annex->title = settle_title(model, annex);
    if (annex->same_as) {
        struct referat_annex *first = (struct referat_annex *)annex->same_as;
        if (annex->given_title.given == REFERAT_GIVEN) {
            first->title = annex->title;
        }
        annex->number = first->number;
        annex->anchor = first->anchor;
        annex->file_name = first->file_name;
        return;
    }
    item->annexes[item->annex_count++] = annex;
    if (!annex->path) {
        return;
    }
    const char *word = rf_slug(model->arena, rf_label(model->series, RF_LABEL_ANNEX), 24);
    annex->number = list->next_number++;
    annex->anchor =
        rf_arena_join(model->arena, item->anchor, "-", *word ? word : "x", "-",
                      rf_arena_decimal(model->arena, (size_t)annex->number), NULL);
    if (annex->file_name) {
        annex->file_name = pack_file_name(model, annex);
    }
}

/* "Indstilling - Handleplan integration": annex 1 of its item. */
static void add_recommendation(struct list *list, struct referat_recommendation *r)
{
    struct rf_model *model = list->model;
    struct referat_annex *annex = RF_ARENA_NEW(model->arena, struct referat_annex);
    const struct referat_document *d = &r->document;
    const struct referat_text *title =
        d->short_title.given == REFERAT_GIVEN ? &d->short_title : &d->title;
    const char *word = rf_label(model->series, RF_LABEL_RECOMMENDATION);
    annex->path = d->path;
    annex->recommendation = r;
    annex->file_bytes = d->file_bytes;
    annex->sha256 = d->sha256;
    annex->span = list->item->recommendation_path.span;
    annex->given_title = rf_model_text(
        model, title->given == REFERAT_GIVEN
                   ? rf_arena_join(model->arena, word, " - ", title->plain, NULL)
                   : word);
    add_annex(list, annex);
}

/* The entries of one list; are_counted: each has a number of its own within that list,
 * too, which the recommendation's page shows. */
static void add_all(struct list *list, struct referat_annex *own, size_t count,
                    bool are_counted)
{
    int own_number = 1;
    for (size_t i = 0; i < count; i++) {
        add_annex(list, &own[i]);
        if (are_counted && own[i].path) {
            own[i].own_number = own_number++;
        }
    }
}

/* A recommendation takes from the series what it does not say itself. */
static void settle_recommendation(struct rf_model *model,
                                  struct referat_recommendation *r)
{
    if (r->addressee.given == REFERAT_ABSENT) {
        r->addressee = model->series->addressee;
    }
    if (!r->document.letterhead.count) {
        r->document.letterhead = model->series->letterhead;
    }
}

/* Makes the list of one item; the annexes that are not enclosed are moved to its end. */
static void list_item(struct rf_model *model, struct referat_item *item)
{
    struct referat_recommendation *r = item->recommendation;
    size_t most = 1 + item->own_annex_count + (r ? r->own_annex_count : 0);
    item->annexes = RF_ARENA_NEW_ARRAY(model->arena, most, struct referat_annex *);
    struct list list = {model, item, 1};
    if (r) {
        settle_recommendation(model, r);
        if (model->series->recommendation_is_annex) {
            add_recommendation(&list, r);
        }
        add_all(&list, r->own_annexes, r->own_annex_count, true);
    }
    add_all(&list, item->own_annexes, item->own_annex_count, false);

    struct referat_annex **sorted =
        RF_ARENA_NEW_ARRAY(model->arena, item->annex_count + 1, struct referat_annex *);
    size_t n = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < item->annex_count; i++) {
            if ((item->annexes[i]->number == 0) == (pass == 1)) {
                sorted[n++] = item->annexes[i];
            }
        }
    }
    item->annexes = sorted;
}

/* ---- What follows from being an annex ---- */

/* "Punkt 3, Bilag 1: Indstilling - Handleplan integration". A paper's short title goes on
 * its stamp; the item's own recommendation has it already in the title that was made for
 * it. The span is that of the text which would have to be shorter (long-stamp). */
static void make_stamp(struct rf_model *model, struct referat_annex *annex)
{
    const struct referat_document *document = rf_annex_document(annex);
    bool is_made = annex->recommendation && !annex->given_title.span.source;
    struct referat_text title = annex->title;
    if (document && document->short_title.given == REFERAT_GIVEN) {
        title = is_made ? title : document->short_title;
        title.span = document->short_title.span;
    } else if (document && !title.span.source) {
        title.span = document->title.span;
    }
    annex->stamp = rf_model_text(
        model,
        rf_arena_join(model->arena, rf_label(model->series, RF_LABEL_ITEM), " ",
                      annex->item->number, ", ", rf_label(model->series, RF_LABEL_ANNEX),
                      " ", rf_arena_decimal(model->arena, (size_t)annex->number), ": ",
                      title.plain, NULL));
    annex->stamp.span = title.span.source ? title.span : annex->span;
}

/* What an enclosed annex takes from the series and its place in the pack: the stamp and
 * the letterhead. An agenda that is an annex is a meeting of its own; it knows no other
 * meetings, and its anchors begin with the annex's. */
static void settle_enclosed(struct rf_model *model, struct referat_annex *annex)
{
    make_stamp(model, annex);
    if (annex->paper && !annex->paper->document.letterhead.count) {
        annex->paper->document.letterhead = model->series->letterhead;
    }
    if (annex->recommendation && annex->recommendation->item != annex->item) {
        settle_recommendation(model, annex->recommendation);
    }
    if (annex->nested) {
        annex->nested->nested_in = annex;
        annex->nested->anchor_prefix =
            rf_arena_join(model->arena, annex->anchor, "-", NULL);
        struct rf_model inner = *model;
        inner.known = NULL;
        rf_model_build(&inner, annex->nested);
    }
}

void rf_model_annexes(struct rf_model *model, struct referat_meeting *m)
{
    size_t count = 0;
    for (size_t i = 0; i < m->all_item_count; i++) {
        list_item(model, m->all_items[i]);
        count += m->all_items[i]->annex_count;
    }
    m->annexes = RF_ARENA_NEW_ARRAY(model->arena, count + 1, struct referat_annex *);
    for (size_t i = 0; i < m->all_item_count; i++) {
        struct referat_item *item = m->all_items[i];
        for (size_t k = 0; k < item->annex_count; k++) {
            if (item->annexes[k]->number) {
                m->annexes[m->annex_count++] = item->annexes[k];
                settle_enclosed(model, item->annexes[k]);
            }
        }
    }
}
