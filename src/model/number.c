/* Positions, numbers and anchors of a meeting's items (model). format.md section 5.
 *
 * The tree of items is walked once, in agenda order, which fills all_items. A number is a
 * label that people gave, and is kept as written; an item without one is counted: 1, 2, 3
 * at the top, through all headings, and "6.1" or "6.A" below item 6. A number that was
 * given takes its place in the count. */
#include <string.h>

#include "base/limits.h"
#include "base/str.h"
#include "model/assemble.h"

/* All items of a list, with their sub-items. */
static size_t count_items(const struct referat_item *items, size_t count)
{
    size_t n = count;
    for (size_t i = 0; i < count; i++) {
        n += count_items(items[i].items, items[i].item_count);
    }
    return n;
}

/* The n-th number below a parent, or at the top where parent is NULL. Letters go on after
 * Z with AA, as columns of a sheet do. */
static const char *make_number(struct rf_model *model, const struct referat_item *parent,
                               size_t n)
{
    char text[16];
    size_t at = sizeof text - 1;
    text[at] = '\0';
    if (!parent || !parent->uses_letters) {
        const char *digits = rf_arena_decimal(model->arena, n);
        return parent ? rf_arena_join(model->arena, parent->number,
                                      *parent->number ? "." : "", digits, NULL)
                      : digits;
    }
    for (; n && at; n = (n - 1) / 26) {
        text[--at] = (char)('A' + (n - 1) % 26);
    }
    return rf_arena_join(model->arena, parent->number, *parent->number ? "." : "",
                         text + at, NULL);
}

/* Items that are counted together: those of one list, and of the headings in it. */
struct level {
    struct rf_model *model;
    struct referat_meeting *meeting;
    const struct referat_item *above; /* whose sub-items they are; NULL: at the top */
    size_t next;
};

/* Numbers a list, each item's sub-items after it. A heading takes no number, and numbers
 * run on through what it groups: its own items, or those up to the next heading. An item
 * with a recommendation is for decision, unless it says otherwise. */
static void number_list(struct level *level, struct referat_item *parent,
                        struct referat_item *items, size_t count)
{
    struct referat_meeting *m = level->meeting;
    const struct referat_item *group = NULL;
    for (size_t i = 0; i < count; i++) {
        struct referat_item *item = &items[i];
        enum referat_given given = item->number_given.given;
        bool is_heading = item->type == REFERAT_TYPE_HEADING;
        item->meeting = m;
        item->parent = parent;
        item->group = is_heading ? NULL : group;
        item->depth = parent ? parent->depth + 1 : 0;
        item->position = m->all_item_count;
        m->all_items[m->all_item_count++] = item;
        if (!item->type_is_given && item->recommendation_path.given == REFERAT_GIVEN) {
            item->type = REFERAT_TYPE_DECISION;
        }
        item->number = "";
        if (referat_item_is_treated(item) && given != REFERAT_NONE) {
            item->number = make_number(level->model, level->above, level->next++);
        }
        if (given == REFERAT_GIVEN && item->type != REFERAT_TYPE_BREAK) {
            item->number = item->number_given.text;
        }
        if (is_heading) {
            group = item->item_count ? NULL : item;
            number_list(level, item, item->items, item->item_count);
        } else {
            struct level inner = {level->model, m, item, 1};
            number_list(&inner, item, item->items, item->item_count);
        }
    }
}

/* True where one of the first `before` items has the anchor. */
static bool has_anchor(const struct referat_meeting *m, size_t before, const char *anchor)
{
    for (size_t i = 0; i < before; i++) {
        if (strcmp(m->all_items[i]->anchor, anchor) == 0) {
            return true;
        }
    }
    return false;
}

/* Anchors are "punkt-3", or "punkt-" and the id, which survives a new item before it; a
 * second one of the same name gets "-2". */
static void make_anchors(struct rf_model *model, struct referat_meeting *m)
{
    const char *word = rf_slug(model->arena, rf_label(model->series, RF_LABEL_ITEM), 24);
    for (size_t i = 0; i < m->all_item_count; i++) {
        struct referat_item *item = m->all_items[i];
        const char *name = item->id.given == REFERAT_GIVEN ? item->id.text : item->number;
        const char *slug = rf_slug(model->arena, *name ? name : item->title.plain, 48);
        const char *base =
            rf_arena_join(model->arena, m->anchor_prefix, word, *word && *slug ? "-" : "",
                          *slug ? slug : "x", NULL);
        item->anchor = base;
        for (size_t n = 2; has_anchor(m, i, item->anchor); n++) {
            item->anchor = rf_arena_join(model->arena, base, "-",
                                         rf_arena_decimal(model->arena, n), NULL);
        }
    }
}

static void report_twin(struct rf_model *model, enum rf_code code, const char *what,
                        const char *text, struct referat_span span,
                        struct referat_span first, const char *hint)
{
    struct referat_diagnostic *d = rf_diag_report(
        model->diags, code, span, "two items have the %s '%s'", what, text);
    rf_diag_related(model->diags, d, first, "the other one");
    rf_diag_hint(model->diags, d, "%s", hint);
}

/* Where the number is written; where it was counted, the title. */
static struct referat_span number_span(const struct referat_item *item)
{
    return item->number_given.span.source ? item->number_given.span : item->title.span;
}

/* Reports ids and numbers that two items have. A reference to a doubled id may mean
 * either item, so the agenda then counts as unread: no reference into it is reported. */
static void report_twins(struct rf_model *model, struct referat_meeting *m)
{
    for (size_t i = 1; i < m->all_item_count; i++) {
        const struct referat_item *a = m->all_items[i];
        bool is_seen = false;
        for (size_t k = 0; k < i && !is_seen; k++) {
            const struct referat_item *b = m->all_items[k];
            if (*a->id.text && strcmp(a->id.text, b->id.text) == 0) {
                report_twin(model, RF_CODE_DUPLICATE_ID, "id", a->id.text, a->id.span,
                            b->id.span, "give each item an id of its own");
                m->is_agenda_unread = true;
                is_seen = true;
            }
            if (*a->number && strcmp(a->number, b->number) == 0) {
                report_twin(model, RF_CODE_DUPLICATE_NUMBER, "number", a->number,
                            number_span(a), number_span(b),
                            "give both an id, and refer to them by it");
                is_seen = true;
            }
        }
    }
}

void rf_model_number(struct rf_model *model, struct referat_meeting *m)
{
    if (count_items(m->items, m->item_count) > RF_LIMIT_ITEMS) {
        rf_diag_report(model->diags, RF_CODE_LIMIT_EXCEEDED, m->items[0].span,
                       "more than %d items in one meeting", RF_LIMIT_ITEMS);
        m->item_count = 0; /* nothing that takes long is left */
    }
    size_t first = m->agenda ? (size_t)m->agenda->first_number : 1;
    m->all_items = RF_ARENA_NEW_ARRAY(
        model->arena, count_items(m->items, m->item_count) + 1, struct referat_item *);
    m->all_item_count = 0;
    struct level level = {model, m, NULL, first};
    number_list(&level, NULL, m->items, m->item_count);
    make_anchors(model, m);
    report_twins(model, m);
}
