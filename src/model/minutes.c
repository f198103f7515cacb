/* The minutes' body cut at its top-level headings, and everything in the minutes tied to
 * the agenda's items (model). */
#include <ctype.h>
#include <string.h>

#include "base/date.h"
#include "base/str.h"
#include "model/build.h"
#include "model/node.h"
#include "source/source.h"

/* ---- Headings ---- */

static int top_level(const struct referat_node *blocks)
{
    int level = 0;
    for (const struct referat_node *n = blocks; n; n = n->next) {
        if (n->type == REFERAT_HEADING && (!level || n->level < level)) {
            level = n->level;
        }
    }
    return level;
}

/* What follows a word at the beginning of a heading, or NULL; folded is plain, folded. */
static const char *after_word(struct rf_model *model, const char *plain,
                              const char *folded, const char *word)
{
    const char *wanted = rf_fold(model->arena, word);
    size_t n = strlen(wanted);
    if (!n || !rf_starts_with(folded, wanted) || folded[n] != ' ') {
        return NULL;
    }
    const char *space = strchr(plain, ' ');
    for (const char *p = wanted; space && (p = strchr(p, ' ')) != NULL; p++) {
        space = strchr(space + 1, ' ');
    }
    return space ? space + 1 : NULL;
}

void rf_model_split_heading(struct rf_model *model, const char *plain,
                            const char **reference, const char **title)
{
    const char *const words[] = {rf_label(model->series, RF_LABEL_ITEM),
                                 model->lang->labels[RF_LABEL_ITEM], "item"};
    const char *folded = rf_fold(model->arena, plain), *rest = NULL;
    for (size_t i = 0; !rest && i < sizeof words / sizeof *words; i++) {
        rest = after_word(model, plain, folded, words[i]);
    }
    rest = rest ? rest : plain;
    size_t n = strcspn(rest, " \t:");
    const char *behind = rest + n + strspn(rest + n, " \t:");
    while (n > 1 && (rest[n - 1] == '.' || rest[n - 1] == ')')) {
        n--;
    }
    *reference = rf_arena_copy(model->arena, rest, n);
    *title = rf_trim(model->arena, behind);
}

static struct referat_span heading_span(const struct referat_minutes *minutes,
                                        const struct referat_node *heading)
{
    const struct referat_source *source = minutes->document.source;
    uint32_t start = heading->start_bytes;
    const char *text = source ? minutes->document.source->text + start : "";
    return (struct referat_span){source, start, start + (uint32_t)strcspn(text, "\n")};
}

static struct referat_text title_text(struct rf_model *model, const char *plain,
                                      struct referat_span span)
{
    struct referat_text text = {.plain = plain, .span = span};
    if (*plain) {
        struct referat_node *node = RF_ARENA_NEW(model->arena, struct referat_node);
        node->type = REFERAT_TEXT;
        node->text = plain;
        node->text_bytes = (uint32_t)strlen(plain);
        text.given = REFERAT_GIVEN;
        text.inlines = node;
    }
    return text;
}

/* ---- Minutes without an agenda: the headings make the items ---- */

void rf_model_items_from_minutes(struct rf_model *model, struct referat_meeting *m)
{
    if (m->agenda || !m->minutes) {
        return;
    }
    const struct referat_node *blocks = m->minutes->document.body.blocks;
    int level = top_level(blocks);
    for (const struct referat_node *n = blocks; n; n = n->next) {
        m->item_count += n->type == REFERAT_HEADING && n->level == level;
    }
    m->items = RF_ARENA_NEW_ARRAY(model->arena, m->item_count + 1, struct referat_item);
    struct referat_item *item = m->items;
    for (const struct referat_node *n = blocks; n; n = n->next) {
        if (n->type != REFERAT_HEADING || n->level != level) {
            continue;
        }
        const char *plain = rf_markdown_plain(model->arena, n->first);
        const char *reference, *title;
        rf_model_split_heading(model, plain, &reference, &title);
        bool has_number = isdigit((unsigned char)*reference) != 0;
        item->span = heading_span(m->minutes, n);
        item->title = title_text(model, has_number && *title ? title : plain, item->span);
        item->number_given =
            (struct referat_raw){has_number ? REFERAT_GIVEN : REFERAT_ABSENT,
                                 has_number ? reference : "", item->span};
        item->id.text = item->case_number.text = item->recommendation_path.text = "";
        item->approves.written.text = item->approves.meeting_id = item->approves.item =
            "";
        item->carried_from = item->approves;
        item->public_title.plain = item->basis.plain = "";
        item->duration.min = item->start.start_min = item->planned_start_min = -1;
        item++;
    }
}

/* ---- Sections ---- */

static struct referat_item *heading_item(struct rf_model *model,
                                         const struct referat_meeting *m,
                                         const struct referat_node *heading,
                                         const char **title)
{
    const char *plain = rf_markdown_plain(model->arena, heading->first);
    const char *reference;
    rf_model_split_heading(model, plain, &reference, title);
    size_t count;
    struct referat_item *item = rf_model_look_up(m, reference, &count);
    if (count == 1) {
        return item;
    }
    if (!m->agenda) {
        for (size_t i = 0; i < m->item_count; i++) {
            if (m->items[i].span.start_bytes == heading->start_bytes) {
                return &m->items[i];
            }
        }
    }
    return rf_model_find_item(model, m, reference, heading_span(m->minutes, heading),
                              "the heading");
}

static void report_second_section(struct rf_model *model, const struct referat_item *item,
                                  struct referat_span span)
{
    struct referat_diagnostic *d =
        rf_diag_report(model->diags, RF_CODE_DUPLICATE_FIELD, span,
                       "item %s has a second section", item->number);
    rf_diag_related(model->diags, d, item->minutes_heading, "its first section");
    rf_diag_hint(model->diags, d, "join the two sections under one heading");
}

/* Ends a section before its successor's heading. */
static void cut(struct referat_node *before)
{
    if (before) {
        before->next = NULL;
    }
}

static void open_section(struct rf_model *model, struct referat_meeting *m,
                         struct referat_node *heading, struct referat_node *rest)
{
    const char *title = "";
    struct referat_item *item = heading_item(model, m, heading, &title);
    if (!item) {
        return;
    }
    struct referat_span span = heading_span(m->minutes, heading);
    if (item->minutes_heading.source) {
        report_second_section(model, item, span);
        return;
    }
    item->minutes_heading = span;
    item->minutes_title = title_text(model, title, span);
    item->minutes_text =
        rest && rest->type == REFERAT_HEADING && rest->level <= heading->level ? NULL
                                                                               : rest;
}

static void cut_body(struct rf_model *model, struct referat_meeting *m)
{
    struct referat_node *blocks = (struct referat_node *)m->minutes->document.body.blocks;
    int level = top_level(blocks);
    m->minutes->introduction = blocks;
    struct referat_node *before = NULL;
    for (struct referat_node *n = blocks, *next; n; n = next) {
        next = n->next;
        if (n->type != REFERAT_HEADING || n->level != level) {
            before = n;
            continue;
        }
        if (n == blocks) {
            m->minutes->introduction = NULL;
        }
        cut(before);
        open_section(model, m, n, next);
        before = n;
    }
}

/* ---- Decisions ---- */

static void link_points(struct rf_model *model, struct referat_decision *decision)
{
    const struct referat_recommendation *r = decision->item->recommendation;
    for (size_t i = 0; i < decision->point_count; i++) {
        struct referat_point_outcome *outcome = &decision->points[i];
        for (size_t k = 0; r && k < r->point_count; k++) {
            if (strcmp(r->points[k].number, outcome->written) == 0) {
                outcome->point = &r->points[k];
            }
        }
        if (!outcome->point) {
            struct referat_diagnostic *d =
                rf_diag_report(model->diags, RF_CODE_UNKNOWN_POINT, outcome->span,
                               "item %s has no recommended point '%s'",
                               decision->item->number, outcome->written);
            if (r && r->point_count) {
                rf_diag_related(model->diags, d, r->points[0].text.span,
                                "its points begin here");
                rf_diag_hint(model->diags, d,
                             "count the points under 'recommends'; the last is %s",
                             r->points[r->point_count - 1].number);
            } else {
                rf_diag_hint(model->diags, d,
                             "the item has no recommendation with points");
            }
        }
    }
}

/* Points of which one is adopted and another is not: no one word says what became of the
 * item. */
static bool went_different_ways(const struct referat_decision *d)
{
    enum rf_way first = RF_WAY_NONE;
    for (size_t i = 0; i < d->point_count; i++) {
        enum rf_way way = rf_outcome_way(d->points[i].outcome);
        if (first != RF_WAY_NONE && way != RF_WAY_NONE && way != first) {
            return true;
        }
        first = way != RF_WAY_NONE ? way : first;
    }
    return false;
}

static void link_decisions(struct rf_model *model, struct referat_meeting *m)
{
    for (size_t i = 0; i < m->minutes->decision_count; i++) {
        struct referat_decision *decision = &m->minutes->decisions[i];
        const char *written = rf_arena_copy(
            model->arena, decision->span.source->text + decision->span.start_bytes,
            decision->span.end_bytes - decision->span.start_bytes);
        size_t n = strlen(written);
        if (n > 1 && (*written == '"' || *written == '\'') &&
            written[n - 1] == *written) {
            written = rf_arena_copy(model->arena, written + 1, n - 2);
        }
        struct referat_item *item =
            rf_model_find_item(model, m, written, decision->span, "the decision's item");
        if (!item) {
            continue;
        }
        if (item->decision) {
            struct referat_diagnostic *d =
                rf_diag_report(model->diags, RF_CODE_DUPLICATE_FIELD, decision->span,
                               "item %s is decided twice", item->number);
            rf_diag_related(model->diags, d, item->decision->span, "the first decision");
            rf_diag_hint(model->diags, d, "keep one of the two");
            continue;
        }
        decision->item = item;
        item->decision = decision;
        link_points(model, decision);
        decision->is_split = went_different_ways(decision);
    }
}

void rf_model_minutes(struct rf_model *model, struct referat_meeting *m)
{
    if (m->minutes) {
        cut_body(model, m);
        link_decisions(model, m);
    }
}
