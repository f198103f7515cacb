/* What the diagnostics about headings and items mean (diag). */
#include <stddef.h>

#include "diag/explain.h"

static const struct rf_explanation explanations[] = {
    [RF_CODE_FIELD_WITHOUT_EFFECT] =
        {
            .meaning =
                "An item has a field that items of its type cannot have. A heading "
                "groups items and is not treated itself: it has a title, an id, a "
                "text, its items, and may be closed ('access', 'basis', 'review', "
                "'public_title'). A duration, a start or a responsible person "
                "would be printed nowhere.",
            .example = "items:\n"
                       "  - {title: Orientering, type: heading, duration: 30}\n",
            .cure = "Give the field to the items that the heading groups. Where it is "
                    "meant to be treated as one item, take 'type: heading' away, or "
                    "write the type that it has.",
        },
    [RF_CODE_EMPTY_HEADING] =
        {
            .meaning =
                "A heading is closed, and the next heading follows at once. A heading "
                "without items of its own groups what follows up to the next "
                "heading, so this one closes nothing, and what the next one groups is "
                "open.",
            .example = "items:\n"
                       "  - {title: Lukket dagsorden, type: heading, access: closed}\n"
                       "  - {title: Personale, type: heading}\n"
                       "  - title: Ansættelse af chef\n",
            .cure = "Close the next heading as well, or list everything that is closed "
                    "under 'items' of the first one.",
        },
};

const struct rf_explanation *rf_explain_items(enum rf_code code)
{
    bool is_here = code < sizeof explanations / sizeof *explanations;
    return is_here && explanations[code].meaning ? &explanations[code] : NULL;
}
