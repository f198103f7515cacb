/* What the diagnostics about names, owners and deadlines mean (diag). */
#include <stddef.h>

#include "diag/explain.h"

static const struct rf_explanation explanations[] = {
    [RF_CODE_UNKNOWN_OWNER] =
        {
            .meaning = "An action's owner is neither a unit of the series nor a person "
                       "of the meeting. The name may be misspelt. A single word is "
                       "compared where the series lists units, a name of several words "
                       "where the meeting has people; other words, such as the title of "
                       "an office, are taken as they are.",
            .example = "- [ ] @FASS følger op due:2024-01-15\n",
            .cure = "Spell the owner as under units in referat.yaml, or as among the "
                    "meeting's people, or list it there.",
        },
    [RF_CODE_OWNER_IN_SENTENCE] =
        {
            .meaning =
                "The names that a task begins with are its owners. An at sign later in "
                "the sentence is text: that person or unit is not asked to do anything. "
                "So "
                "is a name after the owners that has no at sign.",
            .example = "- [ ] @\"Ida Holm\" kontakter @FAS om støtte due:2024-01-15\n",
            .cure = "Put every owner at the beginning of the task. Where only the "
                    "contact is meant, leave the at sign out.",
        },
    [RF_CODE_BAD_DEADLINE] =
        {
            .meaning = "A deadline has a digit and is no date, month or week that can be "
                       "read. It is kept as words, and the action is never overdue. Or "
                       "several words have no quotes, so that only the first of them is "
                       "the deadline.",
            .example = "- [ ] @FAS følger op due:15/1-2024\n",
            .cure =
                "Write a day as due:2024-01-15, a month as due:2024-01, a week as "
                "due:2024-W03. Words without a digit need no form: due:\"inden påske\".",
        },
    [RF_CODE_NEAR_ACTION] =
        {
            .meaning = "A line looks like a follow-up and is none: its box is not "
                       "written as Markdown has it, nothing follows the box, or the line "
                       "begins with an owner and has no box. No table and no later "
                       "meeting knows of it. Or no name follows the id: of an action.",
            .example = "- [] @FAS følger op due:2024-01-15\n",
            .cure = "Write a hyphen, a blank, the box with a blank in it, and a blank: - "
                    "[ ] @FAS følger op.",
        },
    [RF_CODE_UNKNOWN_PERSON] =
        {
            .meaning = "A name fits no person of the meeting: none of its participants, "
                       "chair, secretary, guests, nor of those whom the minutes list as "
                       "present, absent or substitute. Or a name among those present is "
                       "a participant's but for a letter or two, a part of it (\"Ben\", "
                       "\"B. Stone\"), or has something after it, and that participant "
                       "is not listed. The message says what follows from it.",
            .example = "present: [Anne Winther, Mads Lind]\n"
                       "decisions:\n"
                       "  3: {outcome: adopted, disqualified: [Mads Lindh]}\n",
            .cure = "Spell the name as it is listed, or list the person. Other names of "
                    "one person stand under also.",
        },
    [RF_CODE_AMBIGUOUS_PERSON] =
        {
            .meaning =
                "A name fits several people of the meeting, so it is not clear who "
                "is meant.",
            .example = "participants:\n"
                       "  - {name: Jens Hansen, group: A}\n"
                       "  - {name: Jens Hansen, group: V}\n"
                       "decisions:\n"
                       "  3: {outcome: adopted, mover: Jens Hansen}\n",
            .cure = "Write what distinguishes them after the name, as in mover: \"Jens "
                    "Hansen, V\".",
        },
    [RF_CODE_NAMES_IN_A_LINE] =
        {
            .meaning = "A field that takes several persons has several names in one "
                       "line. A line is one person: what follows the first comma is read "
                       "as that person's title.",
            .example = "present: Anne Winther, Mads Lind og Ulla Juhl\n",
            .cure = "Write a list, as in present: [Anne Winther, Mads Lind, Ulla Juhl].",
        },
    [RF_CODE_PRESENT_TWICE] =
        {
            .meaning =
                "The minutes list somebody twice, or as present and absent at once. One "
                "person may sign twice, in two roles.",
            .example = "present: [Anne Winther, Ulla Juhl]\n"
                       "absent: [Ulla Juhl]\n",
            .cure = "Keep one of the two. Who came late or left early stands among those "
                    "present, and under attendance with from or until.",
        },
    [RF_CODE_UNACCOUNTED] =
        {
            .meaning =
                "The minutes are final and list who was present, and a participant is "
                "neither among those present nor among those absent.",
            .example = "participants: [Anne Winther, Ulla Juhl]      (in the agenda)\n"
                       "present: [Anne Winther]                      (in the minutes)\n",
            .cure = "Add the name to present or to absent.",
        },
    [RF_CODE_ABSENT_ACTED] =
        {
            .meaning = "Somebody moved, seconded, dissented or signed who was not there: "
                       "absent from the meeting, not come yet, or gone.",
            .example = "absent: [Ulla Juhl]\n"
                       "decisions:\n"
                       "  3: {outcome: adopted, seconder: Ulla Juhl}\n",
            .cure = "Correct the name, or who was there and until when.",
        },
    [RF_CODE_NO_QUORUM] =
        {
            .meaning = "Fewer members were present than the quorum of the series asks "
                       "for. Counted are those present who can vote.",
            .example = "quorum: 3                                    (in referat.yaml)\n"
                       "present: [Anne Winther, Mads Lind]           (in the minutes)\n",
            .cure = "Correct who was there. Where it is true, say in the minutes what "
                    "followed from it; the warning can be turned off under checks.",
        },
};

const struct rf_explanation *rf_explain_people(enum rf_code code)
{
    bool is_here = code < sizeof explanations / sizeof *explanations;
    return is_here && explanations[code].meaning ? &explanations[code] : NULL;
}
