/* Finds the captions of tables and pictures among a text's blocks (load). */
#include "load/caption.h"

#include <string.h>

static bool is_target(const struct referat_node *node)
{
    if (!node || node->type == REFERAT_TABLE) {
        return node != NULL;
    }
    return node->type == REFERAT_PARAGRAPH && node->first &&
           node->first->type == REFERAT_IMAGE && !node->first->next;
}

static bool begins_with(const char *text, const char *word)
{
    size_t n = strlen(word);
    return strncmp(text, word, n) == 0 && text[n] == ' ' && text[n + 1] >= '0' &&
           text[n + 1] <= '9';
}

/* The text may stand in emphasis. */
static bool reads_as_caption(const struct referat_node *node, const struct rf_lang *lang)
{
    if (!node || node->type != REFERAT_PARAGRAPH || node->is_caption) {
        return false;
    }
    const struct referat_node *inner = node->first;
    while (inner && (inner->type == REFERAT_EMPHASIS || inner->type == REFERAT_STRONG)) {
        inner = inner->first;
    }
    if (!inner || inner->type != REFERAT_TEXT) {
        return false;
    }
    for (size_t i = 0; i < sizeof lang->table_words / sizeof *lang->table_words; i++) {
        if (lang->table_words[i] && begins_with(inner->text, lang->table_words[i])) {
            return true;
        }
    }
    return false;
}

void rf_markdown_mark_captions(struct referat_node *list, const struct rf_lang *lang)
{
    struct referat_node *before = NULL;
    for (struct referat_node *node = list; node; before = node, node = node->next) {
        if (!is_target(node)) {
            continue;
        }
        if (reads_as_caption(before, lang)) {
            before->is_caption = true;
        } else if (reads_as_caption(node->next, lang)) {
            node->next->is_caption = true;
        }
    }
}
