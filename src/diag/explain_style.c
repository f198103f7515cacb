/* What every diagnostic means, in plain words: the text of `referat explain` and of
 * docs/diagnostics.md (diag). */
#include "diag/explain.h"

#include <assert.h>
#include <stddef.h>

static const struct rf_explanation explanations[RF_CODE_COUNT] = {
    [RF_CODE_YAML_SYNTAX] =
        {
            .meaning = "The facts of a document, between the two lines of three "
                       "hyphens, cannot be read as fields with values. Most often a "
                       "value holds a colon and a space, opens with a character that "
                       "means something to YAML (a hyphen, a bracket, an at sign), or "
                       "a line is indented differently from its neighbours. Nothing "
                       "else in the document's facts can be checked until this is "
                       "mended.",
            .example = "title: Budget: status og plan\n",
            .cure = "Put the value in quotes, as in title: \"Budget: status og plan\". "
                    "Indent with spaces, never with tabs.",
        },
    [RF_CODE_YAML_FEATURE] =
        {
            .meaning = "YAML can do more than the format allows: names for values (& "
                       "and *), tags (!), several documents in one file, and keys that "
                       "are not text. They are refused because a reader cannot see "
                       "what such a file says.",
            .example = "place: &sted Rådhuset, lokale 2\n",
            .cure = "Write the value out in each place that needs it. Where the "
                    "character belongs to the text, put the value in quotes.",
        },
    [RF_CODE_BAD_UTF8] =
        {
            .meaning = "The file holds bytes that are not UTF-8, so that some letters "
                       "cannot be read. This happens when an old program saved the "
                       "file in another encoding, often Windows-1252.",
            .example = "place: S<F8>bo\n",
            .cure = "Open the file in the program that wrote it and save it as UTF-8.",
        },
    [RF_CODE_CONTROL_CHARACTER] =
        {
            .meaning = "The file holds an invisible control character, or one that "
                       "Unicode will never define (U+FFFE, "
                       "U+FFFF, U+FDD0). It cannot be seen, and usually came along "
                       "with copied text.",
            .example = "title: Referat<U+0007>\n",
            .cure = "Delete the character: put the cursor after it and press "
                    "backspace once, or write the word anew.",
        },
    [RF_CODE_BIDI_CONTROL] =
        {
            .meaning = "The file holds an invisible character that makes the text "
                       "around it appear in another order than it is stored. What a "
                       "reader sees would not be what the file says.",
            .example = "title: Godkendelse<U+202E> af budget\n",
            .cure = "Delete the character, or write the words around it anew.",
        },
    [RF_CODE_LIMIT_EXCEEDED] =
        {
            .meaning = "A document or a meeting is larger, deeper or has more parts "
                       "than the program accepts. The limits lie far above what "
                       "meetings need; they keep a damaged or hostile file from taking "
                       "all of the machine. Nothing is made of the meeting, and the "
                       "program ends with exit status 4.",
            .example = "the document is larger than 4 MiB\n",
            .cure = "Look whether the file is the one you meant. Enclose large "
                    "material as a file of its own, or divide the document.",
        },
    [RF_CODE_UNREADABLE_FILE] =
        {
            .meaning = "A file or a folder is there and cannot be read: often it "
                       "belongs to somebody else, or another program holds it; "
                       "or it is a link to a file that is not there. The program "
                       "ends with exit status 3.",
            .example =
                "annexes:\n"
                "  - bilag/handleplan.md      (the file belongs to another user)\n",
            .cure = "Make sure that you may read the file or the folder, then run the "
                    "program again.",
        },
    [RF_CODE_UNKNOWN_FIELD] =
        {
            .meaning = "The document has a field that the format does not know there. "
                       "A misspelt field is never passed over in silence: a mistyped "
                       "'access' must not open what was meant to be closed.",
            .example = "plase: Rådhuset, lokale 2\n",
            .cure = "Correct the spelling; the message names the nearest field that is "
                    "known. Where the field is spelled right, it belongs to another "
                    "kind of document or to another place in this one.",
        },
    [RF_CODE_DUPLICATE_FIELD] =
        {
            .meaning = "One thing is stated twice: a field occurs twice in one "
                       "mapping, an item has two sections or two decisions in the "
                       "minutes, an action two deadlines or two ids, or a document has "
                       "its text in a field and in Markdown. Which of the two is meant "
                       "is not clear.",
            .example = "date: 2024-03-04\n"
                       "date: 2024-03-11\n",
            .cure = "Keep one and delete the other. Join two sections of one item.",
        },
    [RF_CODE_MISSING_FIELD] =
        {
            .meaning = "A field that is always needed is not there, such as the title "
                       "of an item.",
            .example = "items:\n"
                       "  - duration: 10\n",
            .cure = "Add the field, as in title: Orientering.",
        },
    [RF_CODE_BAD_VALUE] =
        {
            .meaning = "A value is not of the kind that its field wants: a date that "
                       "is no day of the calendar, a time that is no time, a word that "
                       "the field's list does not have. The message shows the accepted "
                       "form.",
            .example = "date: 2024-02-30\n",
            .cure = "Write the value in the form shown: a date as 2024-03-04, a time "
                    "as 10:30, a duration as 25 or 1 h 30 min. For a word, take the "
                    "one that the message suggests.",
        },
    [RF_CODE_UNKNOWN_KIND] =
        {
            .meaning = "A document does not say what it is, says something that is no "
                       "kind, or is another kind than the place that names it needs. "
                       "The field 'kind' decides, never the file's name.",
            .example = "kind: minuts\n"
                       "date: 2024-03-04\n",
            .cure = "Write kind: agenda, kind: minutes, kind: recommendation or kind: "
                    "annex in the front matter.",
        },
    [RF_CODE_MISSING_FILE] =
        {
            .meaning = "A recommendation, an annex or a picture is named and there is "
                       "no such file. While the agenda is a draft, a missing "
                       "recommendation or annex is only a warning: it may yet come.",
            .example = "annexes:\n"
                       "  - bilag/handelplan.md\n",
            .cure = "Check the spelling, capital letters too: the path is relative to "
                    "the document that names it. A paper that is not enclosed is "
                    "listed by its title alone, as in {title: Budget 2025}.",
        },
    [RF_CODE_PATH_ESCAPES] =
        {
            .meaning = "A path leads out of the series' folder: it begins at the root "
                       "of the disk, climbs out with two dots, passes through a link "
                       "that leads out, or names something that is no regular file. A "
                       "document could otherwise include a file that is not meant for "
                       "readers. The program ends with exit status 4.",
            .example = "annexes:\n"
                       "  - ../../personale/lister.pdf\n",
            .cure = "Copy the file into the series' folder and write its path relative "
                    "to the document.",
        },
    [RF_CODE_UNUSED_DOCUMENT] =
        {
            .meaning = "A document lies in a meeting's folder and nothing names it, so "
                       "it is not printed. A document is enclosed because an agenda "
                       "names it, never because it happens to lie there.",
            .example = "2024-03-04/agenda.md\n"
                       "2024-03-04/notat.md      (no item names it)\n",
            .cure = "Name the document under 'recommendation' or 'annexes' of its "
                    "item, or move it out of the folder.",
        },
    [RF_CODE_UNKNOWN_ITEM] =
        {
            .meaning = "A heading of the minutes, a decision, a guest, the order of "
                       "treatment or another reference names an item that the agenda "
                       "does not have.",
            .example = "## 17. Eventuelt      (the agenda ends with item 7)\n",
            .cure = "Write the number or the id of an item as the agenda has it, or "
                    "add the item to the agenda.",
        },
    [RF_CODE_AMBIGUOUS_ITEM] =
        {
            .meaning = "A reference fits several items, because the number occurs more "
                       "than once in the agenda.",
            .example = "decisions:\n"
                       "  4: approved      (two items have the number 4)\n",
            .cure = "Give each of the items an id, as in id: budget, and refer to it "
                    "by that.",
        },
    [RF_CODE_UNKNOWN_MEETING] =
        {
            .meaning = "A reference names a meeting that the series does not have. A "
                       "meeting is known by the name of its folder.",
            .example = "type: minutes-approval\n"
                       "approves: 2024-02-27\n",
            .cure = "Write the name of the meeting's folder, or a relative path to it.",
        },
    [RF_CODE_UNKNOWN_SERIES] =
        {
            .meaning = "'follows' in referat.yaml names no series that this one could "
                       "continue: nothing is there, or no meeting lies in it, or it is "
                       "this series itself, or the chain of series leads back to it. "
                       "Nothing that is said of earlier meetings elsewhere is judged "
                       "until it does.",
            .example = "follows: ../2052      (there is a folder 2025)\n",
            .cure = "Write the path from the folder of this series to the folder of the "
                    "one before it, as in '../2025', or take the line out. Both lie "
                    "below one folder.",
        },
    [RF_CODE_UNKNOWN_ACTION] =
        {
            .meaning = "The minutes close or change an action that no earlier minutes "
                       "have.",
            .example = "actions:\n"
                       "  2024-02-26/3/9: done\n",
            .cure = "Look the action up in the minutes where it was agreed. Its id is "
                    "meeting/item/n, as in 2024-02-26/3/1 for the first action of item "
                    "3, or the name that it was given there with id:.",
        },
    [RF_CODE_UNKNOWN_POINT] =
        {
            .meaning = "The minutes give an outcome for a recommended point that the "
                       "item's recommendation does not have.",
            .example = "decisions:\n"
                       "  3:\n"
                       "    points: {1: approved, 4: noted}      (the recommendation has "
                       "two points)\n",
            .cure = "Count the points under 'recommends' in the recommendation, and "
                    "write the number of one of them.",
        },
    [RF_CODE_DUPLICATE_ID] =
        {
            .meaning = "Two items of an agenda, or two actions of a series, have the "
                       "same id, so that a reference to it fits both. Of two actions "
                       "the earlier meeting's is meant.",
            .example = "items:\n"
                       "  - {title: Budget 2024, id: budget}\n"
                       "  - {title: Budget 2025, id: budget}\n",
            .cure = "Give one of them another id, and correct the references to it.",
        },
    [RF_CODE_DUPLICATE_NUMBER] =
        {
            .meaning = "Two items have the same number. Numbers are kept as they were "
                       "given and never changed, but a reference to this one fits two "
                       "items.",
            .example = "items:\n"
                       "  - {title: Budget, number: 107/24}\n"
                       "  - {title: Regnskab, number: 107/24}\n",
            .cure = "Correct the number. Where both items really have it, give them "
                    "ids and refer to them by those.",
        },
    [RF_CODE_TITLE_MISMATCH] =
        {
            .meaning = "One thing has two titles: a heading of the minutes differs "
                       "from the title of the item in the agenda, or an annex is "
                       "listed under another title than its own. Perhaps the text "
                       "stands under the wrong item.",
            .example =
                "## 3. Handleplan for unge      (the agenda: Handleplan integration)\n",
            .cure = "Correct the title that is wrong. In a heading of the minutes the "
                    "number alone will do, as in ## 3.",
        },
    [RF_CODE_DATE_MISMATCH] =
        {
            .meaning = "One date is stated twice, differently: by an agenda and its "
                       "folder, by the minutes and the agenda, or by a recommendation "
                       "and the meeting that treats it.",
            .example = "2024-03-04/agenda.md:\n"
                       "date: 2024-03-11\n",
            .cure = "Find out which date holds and correct the other. The meeting's "
                    "date can be left out where the folder's name is the date.",
        },
    [RF_CODE_DURATION_MISMATCH] =
        {
            .meaning = "The agenda and the recommendation plan different durations for "
                       "the same item.",
            .example = "duration: 25      (the agenda says 15)\n",
            .cure = "Correct one of the two, or leave the duration out of the "
                    "recommendation.",
        },
    [RF_CODE_ANNEX_REFERENCE] =
        {
            .meaning = "The text mentions an annex that the item does not have: a "
                       "number beyond its list, or a link to a file that is not among "
                       "its annexes. The reader would look for a paper in vain. A link "
                       "to a later meeting is text: a page knows of earlier ones alone.",
            .example = "Se bilag 4.      (the recommendation has three annexes)\n",
            .cure = "Correct the number, or add the file to 'annexes'. A link to the "
                    "annex's file keeps its number right by itself, as in [bilag "
                    "3](bilag/budget.pdf).",
        },
    [RF_CODE_ANNEX_SHIFT] =
        {
            .meaning = "The text mentions an annex by the number that it has in the "
                       "recommendation's own list, while the pack stamps another "
                       "number on it, because the recommendation itself is the item's "
                       "first annex. A reader of the pack would open the wrong paper.",
            .example =
                "Forslagene fremgår af bilag 1.      (the pack stamps it Bilag 2)\n",
            .cure = "Make it a link to the annex's file, as in [bilag "
                    "1](bilag/handleplan.md): the pack's number is then printed too.",
        },
    [RF_CODE_MISSING_MINUTES] =
        {
            .meaning =
                "The minutes are final, and an item of the agenda has neither a text nor "
                "an outcome in them. A reader cannot tell whether it was treated.",
            .example =
                "decisions:\n  1: approved\n  3: discussed      (nothing about item 2)\n",
            .cure = "Write a section for the item, or state its outcome, such as "
                    "not-reached or dropped. While the minutes are being written, give "
                    "them status: draft.",
        },
    [RF_CODE_MISSING_DECISION] =
        {
            .meaning =
                "The minutes are final, and an item of the type decision has no outcome. "
                "Its text may tell what was decided, and no table or list will.",
            .example = "decisions:\n  1: approved      (item 2 is of type: decision)\n",
            .cure = "State the outcome under 'decisions'. Where nothing was decided, say "
                    "so with none, or with the reason, such as postponed.",
        },
    [RF_CODE_UNANSWERED_POINT] =
        {
            .meaning =
                "An item has an outcome, and one of the points that its recommendation "
                "asks to be decided has none. What became of that point cannot be seen.",
            .example = "3:\n  outcome: adopted\n  points: {1: adopted}      (the "
                       "recommendation has two points)\n",
            .cure = "Give every recommended point its outcome under 'points'; none is "
                    "one. Items that were postponed, dropped, withdrawn or sent "
                    "elsewhere need no points.",
        },
    [RF_CODE_MISSING_SECTION] =
        {
            .meaning = "The series asks that every recommendation has certain "
                       "sections, and this one lacks one of them.",
            .example = "recommendation:      (in referat.yaml)\n"
                       "  sections: [Sagsfremstilling, Økonomi]\n",
            .cure = "Add a heading with the section's title and write the section. "
                    "What all recommendations should have is set in referat.yaml under "
                    "recommendation, sections.",
        },
    [RF_CODE_ACTION_WITHOUT_OWNER] =
        {
            .meaning = "An action does not say who is to do it.",
            .example = "- [ ] undersøger prisen due:2024-03-01\n",
            .cure = "Name the owner with an at sign, as in @FAS, or in quotes where the "
                    "name has spaces, as in @\"Ida Holm\".",
        },
    [RF_CODE_ACTION_WITHOUT_DEADLINE] =
        {
            .meaning =
                "An open action does not say by when it is to be done, so it cannot "
                "be seen when it is late.",
            .example = "- [ ] @FAS undersøger prisen\n",
            .cure = "Add the deadline: a date as in due:2024-03-01, a month as in "
                    "due:2024-03, or words as in due:\"inden påske\".",
        },
    [RF_CODE_MISSING_APPROVES] =
        {
            .meaning =
                "An item of the type minutes-approval does not say which minutes it "
                "approves, and the series holds an earlier meeting. The record cannot "
                "tell what was approved. With approval: signatures or approval: none in "
                "referat.yaml it need not.",
            .example = "- title: Referat\n  type: minutes-approval\n",
            .cure =
                "Add approves with the id of the meeting whose minutes are meant, as in "
                "approves: 2023-11-27.",
        },
    [RF_CODE_BAD_APPROVAL] =
        {
            .meaning =
                "An item is to approve minutes that it cannot approve: those of its own "
                "meeting, of a later one, or of a meeting that has none.",
            .example = "- title: Referat\n  approves: 2024-01-08      (the agenda of "
                       "2023-12-04)\n",
            .cure = "Name an earlier meeting of the series that has minutes.",
        },
    [RF_CODE_APPROVED_TWICE] =
        {
            .meaning =
                "Minutes that an earlier item approved are approved again. One of the "
                "two items names the wrong meeting.",
            .example = "- title: Referat\n  approves: 2023-11-27      (approved on "
                       "2023-12-04 already)\n",
            .cure = "Name the meeting whose minutes are meant; mostly it is the one just "
                    "before.",
        },
    [RF_CODE_NEVER_APPROVED] =
        {
            .meaning =
                "A meeting's minutes are no draft, a later meeting was held, and no item "
                "of any meeting approved them. Minutes count as approved when a later "
                "meeting's item that names them in approves was approved. With approval: "
                "signatures in referat.yaml it says instead that not all who are to sign "
                "have a date, and with approval: none nothing. Nor is it said of a "
                "cancelled meeting, or of what was decided in writing (form: written).",
            .example = "decisions:\n  2: postponed      (item 2 approves: 2023-11-27)\n",
            .cure =
                "Let the next agenda's item of type minutes-approval name the meeting, "
                "and state its outcome. Where minutes are signed, list who signs under "
                "signatures, each with the date. A body that approves no minutes says "
                "approval: none.",
        },
    [RF_CODE_NOT_CARRIED] =
        {
            .meaning =
                "An item was postponed to a meeting that has been held, drafts of its "
                "minutes included, and no item of that meeting carries it on or is of "
                "the same case; or the "
                "only meeting that was to take up a postponed or promised item was "
                "cancelled. The matter may be forgotten.",
            .example = "4: {outcome: postponed, to: 2023-12-04}\n",
            .cure = "Add the matter to that meeting's agenda with carried_from or its "
                    "case, or to a later one's where it was cancelled, or correct where "
                    "it was postponed to.",
        },
    [RF_CODE_BAD_CARRY] =
        {
            .meaning =
                "An item says that it is carried over from an earlier one, and that one "
                "was decided, withdrawn, or comes later, and its decision or its "
                "recommendation has no 'returns' that promises it back.",
            .example = "carried_from: 2023-11-20/3      (item 3 was adopted there)\n",
            .cure = "Name the item that was postponed, not reached or promised to come "
                    "back, or correct its outcome.",
        },
    [RF_CODE_OVER_TIME] =
        {
            .meaning =
                "The planned minutes of the items run past the end of the meeting.",
            .example = "time: 10:30-11:00\nitems:\n  - {title: Budget, duration: 45}\n",
            .cure = "Shorten or move an item, or let the meeting end later.",
        },
    [RF_CODE_OVERLAP] =
        {
            .meaning =
                "Two times that are fixed collide: an item is to start before the one "
                "in front of it is done, or a guest is to be at two items at once.",
            .example = "- {title: Budget, start: 10:30, duration: 30}\n- {title: "
                       "Byggeri, start: 10:45}\n",
            .cure = "Move one of the two, or shorten the first.",
        },
    [RF_CODE_GUEST_OUTSIDE_ITEM] =
        {
            .meaning =
                "A guest comes at a time when the item that the guest is invited to is "
                "not treated, as the agenda plans it.",
            .example = "guests:\n  - {name: Jan Holst, item: 3, time: 11:30-12:00}      "
                       "(item 3 is at 10:40)\n",
            .cure = "Correct the guest's time, change the order of treatment, or fix the "
                    "item with start.",
        },
    [RF_CODE_VOTE_COUNT] =
        {
            .meaning =
                "More votes were given on an item than people were present for it, or "
                "two votes on one item do not have the same number of voters although "
                "every side was counted.",
            .example = "votes: {for: 6, against: 3}      (8 people are present)\n",
            .cure = "Count again. People who came later or left earlier belong under "
                    "attendance.",
        },
    [RF_CODE_ABSENT_VOTED] =
        {
            .meaning =
                "Somebody voted who, as the minutes say, was absent from the meeting, "
                "had not come yet, had left, or is not among the present.",
            .example = "absent: [Ulla Juhl]\ndecisions:\n  3: {outcome: adopted, votes: "
                       "{for: [Ulla Juhl]}}\n",
            .cure =
                "Correct the vote or the list of who was there; spell names alike in "
                "both. Where there was no session and the vote was held in writing, the "
                "minutes say form: written.",
        },
    [RF_CODE_DISQUALIFIED_VOTED] =
        {
            .meaning =
                "Somebody voted on an item who took no part in it because of a conflict "
                "of interest.",
            .example = "disqualified: [Bo Frank]\nvotes: {for: [Bo Frank]}\n",
            .cure = "Take the name out of the vote, or out of disqualified.",
        },
    [RF_CODE_VOTED_TWICE] =
        {
            .meaning = "One person stands twice in one vote.",
            .example = "votes: {for: [Bo Frank], against: [Bo Frank]}\n",
            .cure = "Keep the name on the side where the person voted.",
        },
    [RF_CODE_CASE_OF_LETTERS] =
        {
            .meaning = "A file that is named is there under a name that differs in the "
                       "case of its letters, or in the Unicode form of an accent. Some "
                       "systems would find it, and others would not.",
            .example =
                "annexes: [bilag/Priser.csv]      (the file is bilag/priser.csv)\n",
            .cure = "Write the name as the file has it, or rename the file.",
        },
    [RF_CODE_NO_DATE] =
        {
            .meaning =
                "Meetings stand in the order of their days. This one has none: "
                "its agenda gives no date, nor do its minutes, and the name of "
                "its folder is not a date alone. It is listed after all others, and "
                "nothing is before or after it: it has no list of what is open, "
                "and no other meeting lists what it leaves open.",
            .example = "2026-05-11-evening/agenda.md:\nkind: agenda\nitems: …\n",
            .cure = "Add the date to the agenda, or call the folder by the date alone.",
        },
    [RF_CODE_BAD_ORDER] =
        {
            .meaning = "Two days or times are in an order that cannot be: the meeting "
                       "ended before it started, its agenda was issued after it, or its "
                       "minutes were corrected before it. A meeting that ends after "
                       "midnight is none of these.",
            .example = "started: 17.00\nended: 16.50\n",
            .cure = "Correct one of the two.",
        },
};

const struct rf_explanation *rf_explain_find(enum rf_code code)
{
    const struct rf_explanation *explanation = rf_explain_safety(code);
    explanation = explanation ? explanation : rf_explain_access(code);
    explanation = explanation ? explanation : rf_explain_items(code);
    explanation = explanation ? explanation : rf_explain_people(code);
    explanation = explanation ? explanation : rf_explain_prose(code);
    explanation = explanation ? explanation : &explanations[code];
    assert(explanation->meaning && explanation->example && explanation->cure);
    return explanation;
}
