/* Finds the captions of tables and pictures among a text's blocks, and takes the
 * attribute
 * {.landscape} of tables out of the text (load). format.md section 9.
 *
 * An attribute stands at the end of a table's caption, or as a paragraph of its own above
 * the table. What else stands in braces there is reported (unknown-attribute) and stays
 * text. */
#include "load/caption.h"

#include <string.h>

#include "parse/characters.h"

/* ---- Attributes ---- */

/* A block's first text, or its last one, which may stand in emphasis; NULL where it
 * begins or ends with something else. */
static struct referat_node *text_of(const struct referat_node *block, bool is_last)
{
    struct referat_node *node = block->first;
    while (node) {
        while (is_last && node->next) {
            node = node->next;
        }
        if (node->type != REFERAT_EMPHASIS && node->type != REFERAT_STRONG) {
            break;
        }
        node = node->first;
    }
    return node && node->type == REFERAT_TEXT ? node : NULL;
}

/* "{…}" at the end of a block's text; NULL: there is none. */
static const char *attributes_of(const struct referat_node *block)
{
    const struct referat_node *text = text_of(block, true);
    if (!text || !text->text_bytes || text->text[text->text_bytes - 1] != '}') {
        return NULL;
    }
    size_t i = text->text_bytes - 1;
    while (i && text->text[i] != '{') {
        i--;
    }
    return text->text[i] == '{' ? text->text + i : NULL;
}

/* Reports braces that are not {.landscape}, or that stand where they change nothing.
 * Their place is found by searching the block's source. */
static void report_attribute(struct rf_loader *loader, const struct rf_markdown *markdown,
                             const struct referat_node *block, const char *attributes,
                             const char *what)
{
    struct referat_node place = {.text = attributes,
                                 .text_bytes = (uint32_t)strlen(attributes),
                                 .start_bytes = block->start_bytes};
    uint32_t cursor_bytes = 0;
    struct referat_diagnostic *found = rf_diag_report(
        loader->diags, RF_CODE_UNKNOWN_ATTRIBUTE,
        rf_node_locate(markdown, &place, &cursor_bytes), "'%s' %s", attributes, what);
    rf_diag_hint(
        loader->diags, found,
        "write {.landscape} at the end of a table's caption, or on a line of its "
        "own before a table");
}

static bool is_landscape(const char *attributes)
{
    return strcmp(attributes, "{.landscape}") == 0;
}

/* Counted, so that a document knows whether it has pages that are wider than high. */
static void set_landscape(struct rf_loader *loader, struct referat_node *table)
{
    table->is_landscape = true;
    loader->landscape_count++;
}

/* Takes the attribute off the caption's end, and sets it on the table. */
static void take_attributes(struct rf_loader *loader, struct referat_node *caption,
                            struct referat_node *table,
                            const struct rf_markdown *markdown)
{
    const char *attributes = table->type == REFERAT_TABLE ? attributes_of(caption) : NULL;
    if (!attributes) {
        return;
    }
    if (!is_landscape(attributes)) {
        report_attribute(loader, markdown, caption, attributes,
                         "is no attribute of a table");
        return;
    }
    struct referat_node *text = text_of(caption, true);
    size_t n = (size_t)(attributes - text->text);
    while (n && text->text[n - 1] == ' ') {
        n--;
    }
    text->text = rf_arena_copy(loader->arena, text->text, n);
    text->text_bytes = (uint32_t)n;
    set_landscape(loader, table);
}

/* Takes paragraphs out of the list that are nothing but the attribute of the table after
 * them. */
static void take_paragraphs(struct rf_loader *loader, struct referat_node **list,
                            const struct rf_markdown *markdown)
{
    while (*list) {
        struct referat_node *node = *list, *next = node->next;
        bool is_text = node->type == REFERAT_PARAGRAPH && node->first &&
                       node->first->type == REFERAT_TEXT && !node->first->next;
        const char *attributes = is_text ? attributes_of(node) : NULL;
        bool is_alone = attributes && attributes == node->first->text;
        bool is_before_table = next && next->type == REFERAT_TABLE;
        if (is_alone && is_before_table && is_landscape(attributes)) {
            set_landscape(loader, next);
            *list = next;
            continue;
        }
        if (is_alone && (is_before_table || is_landscape(attributes))) {
            report_attribute(loader, markdown, node, attributes,
                             is_before_table ? "is no attribute of a table"
                                             : "stands before no table");
        }
        list = &node->next;
    }
}

/* ---- Captions ---- */

/* A paragraph that begins with the language's word for a table or figure, and a number:
 * "Tabel 1". */
static bool reads_as_caption(const struct referat_node *node, const struct rf_lang *lang)
{
    if (!node || node->type != REFERAT_PARAGRAPH || node->is_caption) {
        return false;
    }
    const struct referat_node *text = text_of(node, false);
    for (size_t i = 0; text && i < sizeof lang->table_words / sizeof *lang->table_words;
         i++) {
        const char *word = lang->table_words[i];
        size_t n = word ? strlen(word) : 0;
        if (word && strncmp(text->text, word, n) == 0 && text->text[n] == ' ' &&
            text->text[n + 1] >= '0' && text->text[n + 1] <= '9') {
            return true;
        }
    }
    return false;
}

/* Marks the captions of a list of blocks, and of the lists and quotes in it. */
static struct referat_node *read_list(struct rf_loader *loader, struct referat_node *list,
                                      const struct rf_markdown *markdown,
                                      bool has_attributes)
{
    struct referat_node *before = NULL;
    if (has_attributes) {
        take_paragraphs(loader, &list, markdown);
    }
    for (struct referat_node *node = list; node; before = node, node = node->next) {
        bool is_image = !markdown->is_plain && node->type == REFERAT_PARAGRAPH &&
                        node->first && node->first->type == REFERAT_IMAGE &&
                        !node->first->next;
        struct referat_node *caption = NULL;
        if (node->type == REFERAT_TABLE || is_image) {
            caption = reads_as_caption(before, loader->lang)       ? before
                      : reads_as_caption(node->next, loader->lang) ? node->next
                                                                   : NULL;
        }
        if (caption) {
            caption->is_caption = true;
            take_attributes(loader, caption, node, markdown);
        }
    }
    /* Tables and pictures in list items and quotes have captions there. */
    for (struct referat_node *node = list; node; node = node->next) {
        if (node->type == REFERAT_LIST || node->type == REFERAT_LIST_ITEM ||
            node->type == REFERAT_QUOTE) {
            node->first = read_list(loader, node->first, markdown, has_attributes);
        }
    }
    return list;
}

struct referat_node *rf_load_captions(struct rf_loader *loader, struct referat_node *list,
                                      const struct rf_markdown *markdown)
{
    bool has_attributes = /* a brace, or an entity that may be one: &#125; */
        list && (memchr(markdown->text, '}', markdown->text_bytes) ||
                 rf_may_have_entity(markdown->text, markdown->text_bytes));
    return read_list(loader, list, markdown, has_attributes);
}
