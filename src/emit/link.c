/* Which links of prose lead somewhere on a page (emit). */
#include <string.h>

#include "emit/prose.h"

bool rf_link_is_dead(const struct rf_prose_context *context,
                     const struct referat_node *node)
{
    if (node->annex || node->meeting) {
        return false;
    }
    if (node->is_unsafe || !context->series || !node->text) {
        return node->is_unsafe;
    }
    size_t n = strcspn(node->text, ":/?#");
    return node->text[n] != ':'; /* no scheme: a file that is no page of the pack */
}
