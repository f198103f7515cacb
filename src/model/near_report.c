/* What is said of lines that look like the beginning of an item, once it is known what is
 * closed (model). */
#include "model/near.h"
#include "source/source.h"

/* ---- What is told ---- */

static bool is_own(const struct referat_item *item, const struct referat_item *own)
{
    return own && (item == own || item->treated_with == own);
}

static bool is_below_own(const struct referat_item *item, const struct referat_item *own)
{
    while (item && !is_own(item, own)) {
        item = referat_item_above(item);
    }
    return item != NULL;
}

/* The item that is told of: a closed one if there is one; NULL: none. */
static const struct referat_item *told_item(const struct rf_near *near)
{
    const struct referat_item *found = NULL;
    for (size_t i = 0; i < near->count; i++) {
        const struct referat_item *item = near->items[i];
        bool is_closed = item->access == REFERAT_CLOSED;
        bool is_section = near->kind == RF_NEAR_SECTION || near->kind == RF_NEAR_ABOVE;
        if (!is_section && is_own(item, near->own)) {
            continue;
        }
        if (is_closed) {
            return item;
        }
        if (!near->only_closed && (is_section || !is_below_own(item, near->own))) {
            found = found ? found : item;
        }
    }
    return found;
}

static const char *place_of(struct rf_arena *arena, const struct referat_item *own)
{
    if (!own) {
        return "the introduction";
    }
    return *own->number ? rf_arena_join(arena, "item ", own->number, NULL) : "a heading";
}

static void hint(struct rf_model *model, struct referat_diagnostic *d,
                 const struct rf_near *near, const char *name)
{
    switch (near->kind) {
    case RF_NEAR_SIGNS:
        rf_diag_hint(model->diags, d,
                     "write '## %s' with a blank behind the signs, on a line of its own",
                     name);
        break;
    case RF_NEAR_SECTION:
    case RF_NEAR_ABOVE:
    case RF_NEAR_TITLE:
        rf_diag_hint(model->diags, d, "write '## %s'", name);
        break;
    case RF_NEAR_LINE:
    case RF_NEAR_BOLD:
    case RF_NEAR_HEADING:
        rf_diag_hint(model->diags, d,
                     "write '## %s' on a line of its own where its minutes begin; where "
                     "they do not, say it in other words",
                     name);
        break;
    }
}

/* A heading of the agenda that has no name groups items, each with a section of its own.
 */
static void add_hint(struct rf_model *model, struct referat_diagnostic *d,
                     const struct rf_near *near, const struct referat_item *item)
{
    if (!item) {
        rf_diag_hint(model->diags, d,
                     "write a blank behind the signs, and an item's number or id");
    } else if (*item->number || (*item->id.text && item->access != REFERAT_CLOSED)) {
        hint(model, d, near, *item->number ? item->number : item->id.text);
    } else {
        rf_diag_hint(model->diags, d,
                     "write the minutes of each item under its own '##', and leave the "
                     "line out");
    }
}

static const char *message(struct rf_arena *arena, const struct rf_near *near,
                           const char *what)
{
    const char *line = "this line";
    switch (near->kind) {
    case RF_NEAR_SECTION:
        return rf_arena_join(arena, "the heading of ", what,
                             " is too low: sections begin at '##'", NULL);
    case RF_NEAR_ABOVE:
        return rf_arena_join(
            arena, "the heading of ", what,
            " stands above those of the other items, as if they were parts of it", NULL);
    case RF_NEAR_TITLE:
        return rf_arena_join(arena, "this heading has the title of ", what,
                             ", and neither its number nor its id", NULL);
    case RF_NEAR_HEADING:
        line = "this heading";
        break;
    case RF_NEAR_BOLD:
        line = "this bold line";
        break;
    case RF_NEAR_LINE:
    case RF_NEAR_SIGNS:
        break;
    }
    return rf_arena_join(arena, line, " looks like the beginning of ", what,
                         ", and is read as text of ", place_of(arena, near->own), NULL);
}

/* What follows the line may be closed: there is to be no public edition. Nothing else
 * quotes the line either. */
static struct referat_diagnostic *
report_closed(struct rf_model *model, const struct rf_near *near, const char *text)
{
    struct referat_source *source = (struct referat_source *)near->span.source;
    rf_source_close(model->arena, source, near->span.start_bytes, near->span.end_bytes,
                    "");
    return rf_diag_refuse_edition(model->diags, RF_CODE_NEAR_HEADING,
                                  REFERAT_SEVERITY_ERROR, near->span, "%s", text);
}

static void report(struct rf_model *model, const struct referat_meeting *m,
                   const struct rf_near *near, const struct referat_item *item)
{
    const char *what = item && *item->number
                           ? rf_arena_join(model->arena, "item ", item->number, NULL)
                       : item ? "a heading"
                              : "a section";
    const char *text = message(model->arena, near, what);
    bool is_closed =
        item && item->access == REFERAT_CLOSED && m->access != REFERAT_CLOSED;
    struct referat_diagnostic *d =
        is_closed
            ? report_closed(model, near, text)
            : rf_diag_report(model->diags, RF_CODE_NEAR_HEADING, near->span, "%s", text);
    if (item) {
        rf_diag_related(model->diags, d, item->title.span,
                        *item->number ? "the item" : "the heading");
    }
    add_hint(model, d, near, item);
}

void rf_near_report(struct rf_model *model, const struct referat_meeting *m,
                    const struct rf_near *found)
{
    for (const struct rf_near *near = m->is_agenda_unread ? NULL : found; near;
         near = near->next) {
        const struct referat_item *item = told_item(near);
        bool is_named = near->next && near->next->kind == near->kind &&
                        near->next->span.start_bytes == near->span.start_bytes &&
                        told_item(near->next);
        if (item || (!near->count && !is_named)) {
            report(model, m, near, item);
        }
    }
}
