/* The minutes' body cut at its top-level headings, each of which begins the section of an
 * item, or of several (model). format.md section 6.
 *
 * A heading names its items by number or id ("## 3. Budget", "## 3, 4 og 5"). The nodes
 * that follow up to the next heading are the section: the list of blocks is cut before
 * each heading, in place, and hung under the first of the items; the others point to that
 * one (treated_with). What precedes the first heading is the introduction. Without an
 * agenda the headings make the items, so that minutes alone are a whole document too. */
#include <ctype.h>
#include <string.h>

#include "base/prose_node.h"
#include "base/str.h"
#include "diag/source.h"
#include "model/assemble.h"
#include "model/near.h"
#include "model/person_names.h"

/* ---- Headings ---- */

/* The level of the highest heading; 0: the body has none. */
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

/* True where one of the characters is a letter or digit. */
static bool has_word(const char *p, size_t n)
{
    for (size_t i = 0, size; i < n; i += size) {
        if (rf_is_word(rf_utf8_next(p + i, n - i, &size))) {
            return true;
        }
    }
    return false;
}

/* Splits a heading into the number and the title, without a word before the number:
 * "Punkt 3: Titel" is "3" and "Titel". Used where the items are not known, or none of
 * them has the number. Both are in the arena. */
static void split_heading(struct rf_model *model, const char *plain,
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
    while (rest[n] == ' ' && !has_word(rest, n)) { /* "§ 99" */
        n += 1 + strcspn(rest + n + 1, " \t:");
    }
    *title = rf_trim(model->arena, rest + n + strspn(rest + n, " \t:"));
    while (n > 1 && (rest[n - 1] == '.' || rest[n - 1] == ')')) {
        n--;
    }
    *reference = rf_arena_copy(model->arena, rest, n);
}

/* The heading's line in the source. */
static struct referat_span heading_span(const struct referat_minutes *minutes,
                                        const struct referat_node *heading)
{
    const struct referat_source *source = minutes->document.source;
    uint32_t start = heading->start_bytes;
    const char *text = source ? minutes->document.source->text + start : "";
    return (struct referat_span){source, start, start + (uint32_t)strcspn(text, "\n")};
}

/* A title that the minutes give; an empty one is absent. */
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
        split_heading(model, plain, &reference, &title);
        bool has_number = isdigit((unsigned char)*reference) != 0;
        item->span = heading_span(m->minutes, n);
        item->title = title_text(model, has_number && *title ? title : plain, item->span);
        item->number_given =
            (struct referat_raw){has_number ? REFERAT_GIVEN : REFERAT_ABSENT,
                                 has_number ? reference : "", item->span};
        item->id.text = item->case_number.text = item->recommendation_path.text = "";
        item->carried_from = (struct referat_meeting_ref){
            .written = {.text = ""}, .meeting_id = "", .item = "", .item_number = ""};
        item->public_title.plain = item->basis.plain = "";
        item->duration.min = item->start.start_min = item->planned_start_min = -1;
        item++;
    }
}

/* ---- Sections ---- */

/* Reads the items that a heading begins with, with a word before their numbers or
 * without. *before is the bytes of that word. */
static bool read_name(struct rf_names *names, const char *plain, size_t *before,
                      struct rf_mention *mention)
{
    *before = 0;
    if (rf_names_read(names, plain, mention)) {
        return true;
    }
    *before = rf_names_word(names, plain);
    return *before && rf_names_read(names, plain + *before, mention);
}

/* What follows the items that a heading names, without the marks between. */
static const char *title_after(struct rf_model *model, const char *plain,
                               const struct rf_mention *mention)
{
    const char *rest = plain + mention->end;
    return rf_trim(model->arena, rest + rf_names_marks(rest));
}

/* "## 3 - 5 nye boliger", where that is item 3's own title. */
static bool is_title_of_first(struct rf_model *model, struct rf_names *names,
                              const char *plain, struct rf_mention *first)
{
    if (!rf_names_read_one(names, plain, first) || first->count != 1) {
        return false;
    }
    const char *title = title_after(model, plain, first);
    return strcmp(rf_fold(model->arena, title),
                  rf_fold(model->arena, first->items[0]->title.plain)) == 0;
}

/* The item whose title a heading has, as a whole or after a number; NULL: none. */
static const struct referat_item *item_titled(struct rf_model *model,
                                              const struct referat_meeting *m,
                                              const char *plain, const char *title)
{
    const char *whole = rf_fold(model->arena, plain);
    const char *rest = rf_fold(model->arena, title);
    for (size_t i = 0; i < m->all_item_count; i++) {
        const struct referat_item *item = m->all_items[i];
        const char *own = rf_fold(model->arena, item->title.plain);
        if (*item->number && *own && (rf_streq(own, whole) || rf_streq(own, rest))) {
            return item;
        }
    }
    return NULL;
}

/* True for a heading that begins with the number or id of an item. */
static bool names_item(struct rf_model *model, struct rf_names *names,
                       const struct referat_node *heading)
{
    size_t before;
    struct rf_mention mention;
    return read_name(names, rf_markdown_plain(model->arena, heading->first), &before,
                     &mention);
}

/* The level at which the body is cut: that of its highest headings, or the next one where
 * more headings of that level name items. Then a heading above them stands too high, or
 * is a title of the whole. */
static int section_level(struct rf_model *model, const struct referat_meeting *m,
                         struct rf_names *names, const struct referat_node *blocks)
{
    enum { LEVELS = 7 };
    size_t named[LEVELS] = {0};
    int top = top_level(blocks), below = LEVELS - 1;
    for (const struct referat_node *n = blocks; n; n = n->next) {
        if (n->type == REFERAT_HEADING && n->level > top && n->level < below) {
            below = n->level;
        }
    }
    for (const struct referat_node *n = blocks; m->agenda && n; n = n->next) {
        bool is_counted =
            n->type == REFERAT_HEADING && (n->level == top || n->level == below);
        named[is_counted ? n->level : 0] += is_counted && names_item(model, names, n);
    }
    return top && named[below] > named[top] ? below : top;
}

/* Reports a heading above the sections' level that names no item. False: it names one,
 * and begins a section. */
static bool report_title_above(struct rf_model *model, const struct referat_meeting *m,
                               struct rf_names *names, const struct referat_node *heading)
{
    if (names_item(model, names, heading)) {
        return false;
    }
    if (!m->is_agenda_unread) {
        struct referat_diagnostic *d = rf_diag_report(
            model->diags, RF_CODE_UNKNOWN_ITEM, heading_span(m->minutes, heading),
            "this heading is no item of the agenda, and stands above those of "
            "the items");
        rf_diag_hint(model->diags, d,
                     "leave it out: the minutes' own title is printed without it");
    }
    return true;
}

/* The items whose section a heading begins; false where it names none, which is reported.
 * title is what follows the name. A heading that has an item's title alone is
 * distinguished from one that is unknown; the item may turn out to be closed, so the
 * message shows its number and not its title. */
static bool read_heading(struct rf_model *model, const struct referat_meeting *m,
                         struct rf_names *names, const struct referat_node *heading,
                         struct rf_mention *mention, const char **title)
{
    const char *plain = rf_markdown_plain(model->arena, heading->first);
    struct referat_span span = heading_span(m->minutes, heading);
    size_t before;
    struct rf_mention first;
    if (!read_name(names, plain, &before, mention)) {
        const char *reference;
        split_heading(model, plain, &reference, title);
        const struct referat_item *meant = item_titled(model, m, plain, *title);
        if (meant && !m->is_agenda_unread) {
            struct referat_diagnostic *d =
                rf_diag_report(model->diags, RF_CODE_UNKNOWN_ITEM, span,
                               "this heading begins with no item's number or id");
            rf_diag_related(model->diags, d, meant->title.span,
                            "the item with this title");
            rf_diag_hint(model->diags, d,
                         "its title is that of item %s: write '## %s' before it",
                         meant->number, meant->number);
        } else {
            rf_model_find_item(model, m, reference, span, "the heading");
        }
        return false;
    }
    plain += before;
    if (mention->count > 1 && is_title_of_first(model, names, plain, &first)) {
        *mention = first;
    }
    *title = title_after(model, plain, mention);
    if (mention->problem && !m->is_agenda_unread) {
        rf_model_report_mention(model, mention, span);
    }
    return !mention->problem;
}

/* True where one of the items has a section before this one; each such item is
 * reported. */
static bool has_section(struct rf_model *model, const struct rf_mention *mention,
                        struct referat_span span)
{
    bool found = false;
    for (size_t i = 0; i < mention->count; i++) {
        const struct referat_item *item = mention->items[i];
        const struct referat_item *first = item->treated_with ? item->treated_with : item;
        if (!item->minutes_heading.source && !item->treated_with) {
            continue;
        }
        found = true;
        if (!item->meeting->is_agenda_unread) {
            struct referat_diagnostic *d =
                rf_diag_report(model->diags, RF_CODE_DUPLICATE_FIELD, span,
                               "item %s has a second section", item->number);
            rf_diag_related(model->diags, d, first->minutes_heading, "its first section");
            rf_diag_hint(model->diags, d, "join the two sections under one heading");
        }
    }
    return found;
}

/* Gives a section to the first of its items; the others point to that one. A section that
 * the next heading ends at once has no text. */
static void open_section(struct rf_model *model, struct referat_meeting *m,
                         const struct rf_mention *mention, const char *title,
                         struct referat_node *heading)
{
    struct referat_span span = heading_span(m->minutes, heading);
    if (has_section(model, mention, span)) {
        return;
    }
    struct referat_item *first = mention->items[0];
    struct referat_node *rest = heading->next;
    bool is_empty =
        rest && rest->type == REFERAT_HEADING && rest->level <= heading->level;
    first->minutes_heading = span;
    first->minutes_title = title_text(model, mention->count == 1 ? title : "", span);
    first->minutes_text = is_empty ? NULL : rest;
    for (size_t i = 1; i < mention->count; i++) {
        mention->items[i]->treated_with = first;
    }
}

void rf_model_sections(struct rf_model *model, struct referat_meeting *m,
                       struct rf_names *names, struct rf_near_look *look)
{
    struct referat_node *blocks = (struct referat_node *)m->minutes->document.body.blocks;
    int level = section_level(model, m, names, blocks);
    rf_near_take_level(look, level);
    m->minutes->introduction = blocks;
    struct referat_node *before = NULL; /* the last node of the section that is open */
    size_t nth = 0;
    for (struct referat_node *n = blocks, *next; n; n = next) {
        next = n->next;
        if (n->type != REFERAT_HEADING || n->level > level ||
            (n->level < level && report_title_above(model, m, names, n))) {
            before = n;
            continue;
        }
        if (before) {
            before->next = NULL;
        } else {
            m->minutes->introduction = NULL;
        }
        before = n;
        /* without an agenda the heading has made its item (rf_model_items_from_minutes)
         */
        struct referat_item *own =
            !m->agenda && nth < m->item_count ? &m->items[nth++] : NULL;
        struct rf_mention mention = {.items = &own, .count = own != NULL};
        const char *title = "";
        if (m->agenda ? read_heading(model, m, names, n, &mention, &title)
                      : own != NULL) {
            open_section(model, m, &mention, title, n);
        } else { /* it may yet be the title of an item */
            rf_near_take_heading(look, rf_markdown_plain(model->arena, n->first),
                                 heading_span(m->minutes, n));
        }
    }
}
