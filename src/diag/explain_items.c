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
                "would be printed nowhere. In minutes with 'form: written' it is a "
                "warning "
                "about 'started', 'ended' and 'attendance': there was no session.",
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
    [RF_CODE_NEAR_HEADING] =
        {
            .meaning =
                "A line of the minutes looks like the beginning of an item and is none, "
                "so that what follows is read as the text of the item above it: signs "
                "without a blank (##2. Title), a heading of a lower level, or one above "
                "those of the other items, a line of bold "
                "words, or any line that has another item's number and title. Code and "
                "quotations are left alone. Where a closed item is meant, by its number "
                "or by its title, it is an error: the text that follows may be closed, "
                "and "
                "no public edition is made (exit status 4), whatever 'checks' says.",
            .example = "## 1. Budget\n"
                       "Noted.\n"
                       "\n"
                       "##2. Complaint about a teacher\n",
            .cure =
                "Write the heading as the others are: two signs, a blank, the number, "
                "on a line of its own. Where the line only speaks of the other item, "
                "say it in other words, or write its number in the middle of the "
                "sentence.",
        },
};

const struct rf_explanation *rf_explain_items(enum rf_code code)
{
    bool is_here = code < sizeof explanations / sizeof *explanations;
    return is_here && explanations[code].meaning ? &explanations[code] : NULL;
}
