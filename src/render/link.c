/* Which links of prose lead somewhere on a page, and what stands in their place (render).
 * Both formats ask here, so that a page says the same as HTML and as Markdown. A document
 * may link to its annexes, to other meetings of the series, and to addresses with a
 * scheme; any other link is to a file that is not built. */
#include <string.h>

#include "base/digits.h"
#include "lang/lang.h"
#include "render/prose_writer.h"

bool rf_link_is_dead(const struct rf_prose_context *context,
                     const struct referat_node *node)
{
    if (referat_node_annex(node)) {
        return false;
    }
    if (referat_node_meeting_folder(node)) {
        return !context->root;
    }
    if (node->is_unsafe || !context->series || !node->text) {
        return node->is_unsafe;
    }
    size_t n = strcspn(node->text, ":/?#");
    return node->text[n] != ':'; /* no scheme: a file that is no page of the pack */
}

bool rf_link_says_where(const struct rf_prose_context *context,
                        const struct referat_node *node)
{
    const struct referat_series *series = context->series;
    return node->is_unsafe || !series || series->edition != REFERAT_EDITION_PUBLIC;
}

void rf_prose_plain(const struct referat_node *list, struct rf_buf *out)
{
    for (const struct referat_node *node = list; node; node = node->next) {
        if (node->type == REFERAT_SOFT_BREAK || node->type == REFERAT_LINE_BREAK) {
            rf_buf_char(out, ' ');
        } else if (node->text && node->type != REFERAT_LINK &&
                   node->type != REFERAT_IMAGE) {
            rf_buf_add(out, node->text, node->text_bytes);
        }
        rf_prose_plain(node->first, out);
    }
}

bool rf_link_see_annex(const struct rf_prose_context *context,
                       const struct referat_node *link, struct rf_buf *see)
{
    const struct referat_series *series = context->series;
    const struct referat_annex *annex = referat_node_annex(link);
    if (!series || !annex->number || !annex->item) {
        return false;
    }
    struct rf_buf text = {0};
    char digits[RF_DIGITS_SIZE];
    const char *number = rf_digits(digits, (unsigned)annex->number);
    const char *pairs[] = {
        "item_label",  rf_label(series, RF_LABEL_ITEM),  "item",  annex->item->number,
        "annex_label", rf_label(series, RF_LABEL_ANNEX), "annex", number,
        NULL};
    rf_lang_fill(rf_label(series, RF_LABEL_SEE_ANNEX), pairs, see);
    rf_prose_plain(link->first, &text);
    bool says_more = strcmp(rf_buf_string(see), rf_buf_string(&text)) != 0;
    rf_buf_clear(&text);
    return says_more;
}
