/* The minutes' body cut at its top-level headings, each of which begins the section of an
 * item, or of several (model). */
#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "model/assemble.h"
#include "model/near.h"
#include "model/person_names.h"
#include "source/prose_node.h"
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

static bool has_word(const char *p, size_t n)
{
    for (size_t i = 0, size; i < n; i += size) {
        if (rf_is_word(rf_utf8_next(p + i, n - i, &size))) {
            return true;
        }
    }
    return false;
}

/* Without an agenda: the words before the number taken away ("Punkt 3: Titel" -> "3",
 * "Titel"). Both in the arena. */
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

/* Bytes of plain before the name that it begins with, which is read. */
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

static const char *title_behind(struct rf_model *model, const char *plain,
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
    const char *title = title_behind(model, plain, first);
    return strcmp(rf_fold(model->arena, title),
                  rf_fold(model->arena, first->items[0]->title.plain)) == 0;
}

/* The item whose title a heading has, behind a number or whole; NULL: none. */
static const struct referat_item *item_titled(struct rf_model *model,
                                              const struct referat_meeting *m,
                                              const char *plain, const char *title)
{
    const char *whole = rf_fold(model->arena, plain);
    const char *behind = rf_fold(model->arena, title);
    for (size_t i = 0; i < m->all_item_count; i++) {
        const struct referat_item *item = m->all_items[i];
        const char *own = rf_fold(model->arena, item->title.plain);
        if (*item->number && *own && (rf_streq(own, whole) || rf_streq(own, behind))) {
            return item;
        }
    }
    return NULL;
}

/* It may turn out to be closed: only its number is said. */
static void report_title_alone(struct rf_model *model, const struct referat_item *item,
                               struct referat_span span)
{
    struct referat_diagnostic *d =
        rf_diag_report(model->diags, RF_CODE_UNKNOWN_ITEM, span,
                       "this heading begins with no item's number or id");
    rf_diag_related(model->diags, d, item->title.span, "the item with this title");
    rf_diag_hint(model->diags, d, "its title is that of item %s: write '## %s' before it",
                 item->number, item->number);
}

static bool names_item(struct rf_model *model, struct rf_names *names,
                       const struct referat_node *heading)
{
    size_t before;
    struct rf_mention mention;
    return read_name(names, rf_markdown_plain(model->arena, heading->first), &before,
                     &mention);
}

/* Where the body is cut: at its top-level headings, or at those directly below where more
 * of them name items: then one stands too high, or is a title of the whole. */
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

/* A heading above the sections that names no item; false: it names one. */
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
 * title is what follows the name. */
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
            report_title_alone(model, meant, span);
        } else {
            rf_model_find_item(model, m, reference, span, "the heading");
        }
        return false;
    }
    plain += before;
    if (mention->count > 1 && is_title_of_first(model, names, plain, &first)) {
        *mention = first;
    }
    *title = title_behind(model, plain, mention);
    if (mention->problem && !m->is_agenda_unread) {
        rf_model_report_mention(model, mention, span);
    }
    return !mention->problem;
}

static void report_second_section(struct rf_model *model, const struct referat_item *item,
                                  struct referat_span span)
{
    const struct referat_item *first = item->treated_with ? item->treated_with : item;
    struct referat_diagnostic *d =
        rf_diag_report(model->diags, RF_CODE_DUPLICATE_FIELD, span,
                       "item %s has a second section", item->number);
    rf_diag_related(model->diags, d, first->minutes_heading, "its first section");
    rf_diag_hint(model->diags, d, "join the two sections under one heading");
}

/* True where one of them has a section before this one, which is reported. */
static bool has_section(struct rf_model *model, const struct rf_mention *mention,
                        struct referat_span span)
{
    bool found = false;
    for (size_t i = 0; i < mention->count; i++) {
        const struct referat_item *item = mention->items[i];
        if (item->minutes_heading.source || item->treated_with) {
            if (!item->meeting->is_agenda_unread) {
                report_second_section(model, item, span);
            }
            found = true;
        }
    }
    return found;
}

/* Ends a section before its successor's heading. */
static void cut(struct referat_node *before)
{
    if (before) {
        before->next = NULL;
    }
}

/* The section stands with the first of its items, and is the others' too. */
static void open_section(struct rf_model *model, struct referat_meeting *m,
                         const struct rf_mention *mention, const char *title,
                         struct referat_node *heading, struct referat_node *rest)
{
    struct referat_span span = heading_span(m->minutes, heading);
    if (has_section(model, mention, span)) {
        return;
    }
    struct referat_item *first = mention->items[0];
    bool is_empty =
        rest && rest->type == REFERAT_HEADING && rest->level <= heading->level;
    first->minutes_heading = span;
    first->minutes_title = title_text(model, mention->count == 1 ? title : "", span);
    first->minutes_text = is_empty ? NULL : rest;
    for (size_t i = 1; i < mention->count; i++) {
        mention->items[i]->treated_with = first;
    }
}

/* own: the item that the heading makes, where there is no agenda. */
static void begin_section(struct rf_model *model, struct rf_near_look *look,
                          struct referat_meeting *m, struct rf_names *names,
                          struct referat_node *heading, struct referat_item *own)
{
    struct rf_mention mention = {.items = &own, .count = own != NULL};
    const char *title = "";
    bool is_read = m->agenda ? read_heading(model, m, names, heading, &mention, &title)
                             : own != NULL;
    if (is_read) {
        open_section(model, m, &mention, title, heading, heading->next);
    } else {
        rf_near_take_heading(look, rf_markdown_plain(model->arena, heading->first),
                             heading_span(m->minutes, heading));
    }
}

void rf_model_sections(struct rf_model *model, struct referat_meeting *m,
                       struct rf_names *names, struct rf_near_look *look)
{
    struct referat_node *blocks = (struct referat_node *)m->minutes->document.body.blocks;
    int level = section_level(model, m, names, blocks);
    rf_near_take_level(look, level);
    m->minutes->introduction = blocks;
    struct referat_node *before = NULL;
    size_t nth = 0;
    for (struct referat_node *n = blocks, *next; n; n = next) {
        next = n->next;
        if (n->type != REFERAT_HEADING || n->level > level ||
            (n->level < level && report_title_above(model, m, names, n))) {
            before = n;
            continue;
        }
        if (n == blocks) {
            m->minutes->introduction = NULL;
        }
        cut(before);
        before = n;
        bool makes_item = !m->agenda && nth < m->item_count;
        begin_section(model, look, m, names, n, makes_item ? &m->items[nth++] : NULL);
    }
}
