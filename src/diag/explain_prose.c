/* What the diagnostics about prose and its markup mean (diag). */
#include <stddef.h>

#include "diag/explain.h"

static const struct rf_explanation explanations[] = {
    [RF_CODE_RAW_HTML] =
        {
            .meaning = "The text holds HTML. It is shown to the reader as typed and "
                       "never passed through, so that no document can bring a program "
                       "or foreign content along.",
            .example = "Vi holder <b>fast</b> i planen.\n",
            .cure = "Use Markdown instead: **fast** for bold, *fast* for italics, a "
                    "blank line for a new paragraph. Where the characters are meant as "
                    "they stand, write them as code between backticks.",
        },
    [RF_CODE_UNSAFE_LINK] =
        {
            .meaning = "A link leads somewhere that is not safe to print. Links may "
                       "begin with http:, https:, mailto: or tel:, or be a path to a "
                       "file of the series. Any other is shown as text.",
            .example = "[Planen](file:///C:/Dokumenter/plan.docx)\n",
            .cure = "Link to a web address, or put the file in the series' folder, "
                    "name it as an annex and link to its path.",
        },
    [RF_CODE_NEAR_MARKUP] =
        {
            .meaning =
                "Markup that other Markdown programs know is printed as it is "
                "typed: footnotes, words struck through, a line break in a "
                "table's cell, a heading's signs without a blank (##Economy). Or a "
                "link is none, because a blank ends its path or parts its brackets, "
                "a bracket is not closed, or its title stands in curly quotation "
                "marks.",
            .example = "Se [bilag 1](bilag/svar fra skolen.pdf).\n",
            .cure = "Write a path with a blank between < and >, as in "
                    "[bilag 1](<bilag/svar fra skolen.pdf>). Say what a footnote says in "
                    "the text. Make two rows of a cell with two lines.",
        },
    [RF_CODE_MISSING_ALT] =
        {
            .meaning = "An image has no text that says what it shows. Who does not see "
                       "the image learns nothing of it; public bodies are bound to "
                       "provide the text.",
            .example = "![](bilag/sygefravaer.png)\n",
            .cure = "Say in the brackets what the image tells, as in ![Sygefraværet "
                    "faldt fra 6 til 5 procent](bilag/sygefravaer.png).",
        },
    [RF_CODE_HEADING_SKIP] =
        {
            .meaning = "A heading lies more than one level below the one before it. "
                       "Screen readers and tables of contents use the levels, and a "
                       "level between the two seems to be lost.",
            .example = "## Økonomi\n"
                       "#### Finansiering\n",
            .cure = "Use the next level, one # more than the heading above has.",
        },
    [RF_CODE_UNKNOWN_ATTRIBUTE] =
        {
            .meaning =
                "Braces at the end of a table's caption, or on a line of their own "
                "before a table, say how the table is printed. The only word "
                "that is known there is .landscape. Anything else is printed as "
                "it stands.",
            .example = "Tabel 3. Økonomi {.bred}\n",
            .cure = "Write {.landscape} for a wide table, which then gets a page of its "
                    "own across the paper. Braces that belong to the text stand before "
                    "its last word.",
        },
    [RF_CODE_RAGGED_TABLE] =
        {
            .meaning = "A row of a table has more or fewer cells than the table's "
                       "head. Figures may then stand in the wrong column.",
            .example = "| År | Budget | Regnskab |\n"
                       "| --- | --- | --- |\n"
                       "| 2024 | 1.200 |\n",
            .cure = "Give the row as many cells as the head has; an empty cell is two "
                    "bars with a space between them. Write a bar that belongs to the "
                    "text as \\|.",
        },
    [RF_CODE_PLACEHOLDER_TEXT] =
        {
            .meaning = "The text holds a blank of a template that was not filled in: a "
                       "name in brackets, xx.xx, TODO, or a lone full stop.",
            .example = "Kontakt: [navn], tlf. xx.xx\n",
            .cure = "Write what is missing, or delete the line.",
        },
    [RF_CODE_FILE_NAME_TITLE] =
        {
            .meaning = "A title is the name of a file. It is printed in lists and on "
                       "the pages, where readers expect words.",
            .example = "title: 20240304 Handleplan v3 endelig.docx\n",
            .cure = "Write a title in words, as in title: Handleplan for integration.",
        },
    [RF_CODE_LONG_STAMP] =
        {
            .meaning = "Every printed page of an annex carries a stamp with the item, "
                       "the annex's number and its title. There is room for 200 "
                       "characters; a longer stamp is cut on the page. Lists and "
                       "headings print the whole title.",
            .example = "title: Redegørelse for de bemærkninger, som grundejerforeninger, "
                       "naboer … (220 characters)\n",
            .cure = "Give the document a short_title, as in short_title: Høringssvar. "
                    "An annex that is a file gets a shorter title where it is named.",
        },
    [RF_CODE_PRIVATE_USE_CHARACTER] =
        {
            .meaning = "The text holds a symbol that only one font knows, mostly a "
                       "bullet or an arrow copied from a word processor. Other "
                       "programs show an empty box, and screen readers nothing.",
            .example = "<U+F0B7> Flere praktikpladser\n",
            .cure = "Replace it: write a hyphen and a space at the line's beginning "
                    "for a bullet, or an ordinary character such as → for an arrow.",
        },
    [RF_CODE_SMART_HYPHEN] =
        {
            .meaning = "A word holds an invisible soft hyphen, or is cut by a hyphen "
                       "at the end of a line, as text copied from a PDF is. It would "
                       "be printed with a hyphen in its middle, and a search would not "
                       "find it.",
            .example = "Vi følger op på beskæfti-\n"
                       "gelsen i marts.\n",
            .cure = "Join the two halves and delete the hyphen. Pages break words by "
                    "themselves.",
        },
    [RF_CODE_ACCIDENTAL_LIST] =
        {
            .meaning = "A paragraph begins with a date or another number with a full "
                       "stop after it, and Markdown takes it for the beginning of a "
                       "numbered list.",
            .example = "30. november holdes et ekstra møde.\n",
            .cure = "Write a backslash before the full stop, as in 30\\. november, or "
                    "begin the sentence with another word.",
        },
};

const struct rf_explanation *rf_explain_prose(enum rf_code code)
{
    bool is_here = code < sizeof explanations / sizeof *explanations;
    return is_here && explanations[code].meaning ? &explanations[code] : NULL;
}
