/* Reports lines that look like the beginning of an item, once it is known what is closed
 * (model). format.md section 6.
 *
 * Lines that name a closed item are errors that refuse the public edition: what follows
 * such a line would be printed as text of another, open item. Those that name an open one
 * are warnings. */
#include "diag/source.h"
#include "model/near.h"

/* True for the item in whose section the line stands, or one that shares this section. */
static bool is_own(const struct referat_item *item, const struct referat_item *own)
{
    return own && (item == own || item->treated_with == own);
}

/* The item that the line is reported for: a closed one if there is one, else the first;
 * NULL: the line is not reported. A section may well begin with its own item's number,
 * and speak of its sub-items. */
static const struct referat_item *reported_item(const struct rf_near *near)
{
    const struct referat_item *found = NULL;
    bool is_section = near->kind == RF_NEAR_SECTION || near->kind == RF_NEAR_ABOVE;
    for (size_t i = 0; i < near->count; i++) {
        const struct referat_item *item = near->items[i], *above = item;
        if (!is_section && is_own(item, near->own)) {
            continue;
        }
        if (item->access == REFERAT_CLOSED) {
            return item;
        }
        while (above && !is_own(above, near->own)) {
            above = referat_item_above(above);
        }
        if (!found && !near->only_closed && (is_section || !above)) {
            found = item;
        }
    }
    return found;
}

/* What to write instead. An id of a closed item is not shown; a heading of the agenda
 * that has no name groups items, each with a section of its own. */
static void add_hint(struct rf_model *model, struct referat_diagnostic *d,
                     const struct rf_near *near, const struct referat_item *item)
{
    if (!item) {
        rf_diag_hint(model->diags, d,
                     "write a blank after the signs, and an item's number or id");
        return;
    }
    const char *name = *item->number ? item->number : item->id.text;
    if (!*item->number && (!*item->id.text || item->access == REFERAT_CLOSED)) {
        rf_diag_hint(model->diags, d,
                     "write the minutes of each item under its own '##', and leave the "
                     "line out");
        return;
    }
    switch (near->kind) {
    case RF_NEAR_SIGNS:
        rf_diag_hint(model->diags, d,
                     "write '## %s' with a blank after the signs, on a line of its own",
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

/* what: "item 3", "a heading" of the agenda, or "a section" of no item. */
static const char *message(struct rf_arena *arena, const struct rf_near *near,
                           const char *what)
{
    const char *line = "this line", *place = "the introduction";
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
    if (near->own) {
        place = *near->own->number
                    ? rf_arena_join(arena, "item ", near->own->number, NULL)
                    : "a heading";
    }
    return rf_arena_join(arena, line, " looks like the beginning of ", what,
                         ", and is read as text of ", place, NULL);
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
        const struct referat_item *item = reported_item(near);
        /* a broken heading of no item: not where its line is reported for an item too */
        bool is_named = near->next && near->next->kind == near->kind &&
                        near->next->span.start_bytes == near->span.start_bytes &&
                        reported_item(near->next);
        if (item || (!near->count && !is_named)) {
            report(model, m, near, item);
        }
    }
}
