/* What the diagnostics about closed parts mean (diag). */
#include <stddef.h>

#include "diag/explain.h"

static const struct rf_explanation explanations[] = {
    [RF_CODE_STILL_CLOSED] =
        {
            .meaning =
                "A part says 'access: open', and something that holds it is closed: the "
                "series, the meeting, the item above, the recommendation. Access flows "
                "down and only narrows on the way, so the part stays closed.",
            .example = "items:\n"
                       "  - title: Personalesager\n"
                       "    access: closed\n"
                       "    items:\n"
                       "      - {title: Ferieplan, access: open}\n",
            .cure = "Open what holds the part and close its other parts one by one, or "
                    "take 'access: open' away.",
        },
    [RF_CODE_CLOSED_WITHOUT_BASIS] =
        {
            .meaning = "An item is closed, and neither it nor an item above it has a "
                       "'basis': the law that lets the body close it. Off unless the "
                       "series asks for it under 'checks'.",
            .example = "items:\n"
                       "  - {title: Salg af Pakhus 7, access: closed}\n",
            .cure = "Add the basis, as in: basis: Kommunestyrelseslovens § 10, stk. 1.",
        },
    [RF_CODE_REVIEW_DUE] =
        {
            .meaning =
                "A closed item was to be looked at again on its 'review' date, and "
                "that day has come: the reason for closing it may have lapsed. "
                "The day is that of --as-of, and a build without one does not "
                "ask.",
            .example =
                "items:\n"
                "  - {title: Salg af Pakhus 7, access: closed, review: 2024-03-04}\n",
            .cure = "Open the item in the agenda (access: open), or give it a new review "
                    "date.",
        },
    [RF_CODE_CLOSED_QUOTED] =
        {
            .meaning =
                "An open text, or the name of an open file or folder, holds the title of "
                "something closed (of two words and twelve letters or more), or of other "
                "closed text a sentence of 24 letters or more, or 40 letters in a row. "
                "Letters and digits are compared, without case and accents, over all "
                "meetings of the series. In a public edition it is an error that no "
                "setting turns off: exit status 4, and no edition is left. Left aside "
                "are "
                "outcomes, labels, names of units, bodies and persons, legal bases, "
                "titles that something open has as well, and what the edition prints "
                "itself: public_title, public_wording, titles with 'closed_items: "
                "title'. "
                "As a note it names the guest of a closed item in an open text. "
                "An agenda or minutes that are a closed annex are named as well where "
                "their folder is a meeting all the same, because it also holds minutes "
                "or an agenda that nothing names: its pages show them. So is a picture "
                "that "
                "is a closed annex and stands in an open text.",
            .example = "items:\n"
                       "  - {title: Lejemål, text: Se opsigelsen af Pakhus 7.}\n"
                       "  - {title: Opsigelsen af Pakhus 7, access: closed}\n",
            .cure =
                "Say it in other words, as by the item's number, give the closed item "
                "a public_title, or close what quotes it. What may stand is listed "
                "in referat.yaml under allowed_texts, each text with its reason.",
        },
    [RF_CODE_CLOSED_LEAK] =
        {
            .meaning =
                "A text that stands only in closed parts was found in the bytes of an "
                "output of the public edition: in a page, a table, a file's name, or an "
                "open annex that is a file. Nothing of the edition is written, what "
                "earlier runs wrote of it is removed, and the exit status is 4. The "
                "message names the closed part and the output, and quotes nothing. "
                "It cannot be turned off.",
            .example = "items:\n"
                       "  - title: Havnens lejemål\n"
                       "    annexes: [bilag/lejere.csv]\n"
                       "  - {title: Opsigelse af lejemålet i Pakhus 7, access: closed}\n",
            .cure = "Take the text out of what is open, as a row of the file here, or "
                    "close what holds it. The folder of a meeting that is closed whole "
                    "is named by its date alone.",
        },
};

const struct rf_explanation *rf_explain_access(enum rf_code code)
{
    bool is_one =
        code < sizeof explanations / sizeof *explanations && explanations[code].meaning;
    return is_one ? &explanations[code] : NULL;
}
