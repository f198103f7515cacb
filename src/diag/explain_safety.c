/* What the diagnostics about safety mean: what must not be in a paper, and what makes the
 * program refuse (diag). */
#include "diag/explain.h"

#include <stddef.h>

static const struct rf_explanation explanations[RF_CODE_COUNT] = {
    [RF_CODE_CPR_NUMBER] =
        {
            .meaning =
                "A text, a table, a field, a file name or an annex that is text holds "
                "what looks like a Danish personal number: a day, perhaps 60 higher, a "
                "month and a year of two digits each, and four more digits. They may "
                "be joined or parted by hyphens, blanks, points, slashes or a line "
                "break, stand in two cells of a table, be written as entities or "
                "escapes, or have lost a leading zero in a column of a CSV file. None "
                "is what the word before it, or the head of its column, says is "
                "another number (invoice, case, account, telephone), what a currency, "
                "a unit or a longer number goes on with, and a date near the meeting's "
                "with a time. Modulus 11 is no condition, because numbers are given out "
                "without it. Messages show asterisks in the number's place. In a public "
                "edition it is an error, and office documents, PDF files, archives and "
                "mails are opened to look for it.",
            .example = "Borgeren (<DDMMYY>-<1234>) har klaget over afgørelsen.\n",
            .cure = "Take the number out, or write a case number instead. Where it is "
                    "no personal number, list it under allowed_numbers in referat.yaml "
                    "with its number and the reason.",
        },
    [RF_CODE_MARKED_SOURCES] =
        {
            .meaning =
                "The folder has a mark (.referat-full, .referat-public or "
                ".referat-notes), as referat puts at the top of each folder it writes "
                "to. Such a folder is not searched for sources. It holds a document "
                "with one of our kinds all the same, which would be passed over: nothing "
                "is made of the series until it is clear what the folder is.",
            .example = "minutes/out/.referat-full\n"
                       "minutes/out/2026-05-11/agenda.md    kind: agenda\n",
            .cure = "Move the document to where the series' sources are. Where the "
                    "folder is no destination (it was copied with its mark, or an "
                    "earlier version wrote into the sources), remove the mark.",
        },
    [RF_CODE_NOT_A_DOCUMENT] =
        {
            .meaning =
                "A file in a meeting's folder ends in .md, .yaml or .yml and has no "
                "front matter that can be read: it is empty, its facts do not stand "
                "between two lines of ---, something stands before the first of them, a "
                "line of --- stands among the facts, "
                "or another program saved it in a form of its own (UTF-16, Word, ZIP). "
                "It may say what is closed, so nothing is made of the meeting, and a "
                "public edition holds nothing of it.",
            .example = "kind: minutes\n"
                       "decisions: {1: approved}\n"
                       "---\n"
                       "## 1\n",
            .cure = "Begin the file with a line of three hyphens, and write another one "
                    "after the last field. Save it as plain text in UTF-8. A file that "
                    "is no document of the meeting belongs in another folder, or gets "
                    "another ending.",
        },
    [RF_CODE_TWO_DOCUMENTS] =
        {
            .meaning =
                "A meeting's folder holds two documents of kind: agenda, or two of "
                "kind: minutes, and no list of annexes names one of them. One "
                "of them is usually a copy. Nothing is made of either.",
            .example = "2024-03-04/minutes.md\n"
                       "2024-03-04/minutes - Kopi.md\n",
            .cure = "Keep the one that is meant, and move the other out of the folder.",
        },
    [RF_CODE_NOT_SCANNED] =
        {
            .meaning =
                "Some of the files were not looked through. The note stands once a "
                "meeting, names the file or counts them, and lists them with --verbose. "
                "In the full edition, and with check, it is about personal numbers: "
                "these are looked for in annexes that are text (.txt, .csv, .svg), and "
                "other files are not opened. In a public edition it is about closed "
                "text: every file that is published is looked into, and this names "
                "those of which something could not be seen: what is encrypted, "
                "damaged, larger than referat unpacks, a picture of a page, or a file of "
                "a kind that it does not read, such as .doc or a recording.",
            .example = "annexes:\n"
                       "  - bilag/budget.doc\n",
            .cure = "Look through the files yourself before they are published, or "
                    "enclose them in a form that referat reads, such as .docx or a PDF "
                    "with its text. A series that does so in another way turns the note "
                    "off under checks.",
        },
    [RF_CODE_SEAL_CLAIM] =
        {
            .meaning =
                "The files of a sealed meeting are as they were sealed, but seal.yaml "
                "says of the meeting, of the item that approved its minutes, of the "
                "outcome, of the day or of the signatures what the series does not "
                "say. The seal was "
                "changed by hand, it was copied from another meeting, the folder was "
                "renamed, or the approval is gone. The exit status is 4, and no table "
                "repeats what the seal says. The check cannot be turned off.",
            .example = "approved: 2031-01-01\n"
                       "approved_by: '2024-04-08/1'\n",
            .cure =
                "Put back the seal that referat seal wrote, and what the meeting that "
                "approved said then: its folder, its item, its outcome. A seal that "
                "is copied belongs to the folder that it was made in.",
        },
    [RF_CODE_SEAL_BROKEN] =
        {
            .meaning =
                "The minutes of the meeting were approved, and referat seal wrote down "
                "the checksums of every file they are made of. Now one of these files "
                "has other bytes, is gone, or another has been added, or seal.yaml "
                "itself cannot be read. The exit status is 4, and the meeting is not "
                "built. What it says stands in no table and no later pack; its row "
                "among the meetings says that the seal is broken. The check cannot be "
                "turned off.",
            .example =
                "## 2\n"
                "Godkendt med stemmerne 5 for, 4 imod.   (sealed: 4 for, 5 imod)\n",
            .cure = "Put the sealed bytes back, from a copy or from version control. "
                    "What is to be corrected is added to the minutes: an entry under "
                    "corrections, with its date, in a document of kind: corrections "
                    "beside them.",
        },
};

const struct rf_explanation *rf_explain_safety(enum rf_code code)
{
    return explanations[code].meaning ? &explanations[code] : NULL;
}
