"""The words of the project are those of the field: no comment, name, message or manual has the words of a dialect that it once had."""
import re
import unittest

from tree import ROOT, files

# A word or phrase, as a pattern -> what to write instead. Names are read as their words: is_given_up has "given up".
BANNED = {
    r"behind": "after, past the end of",
    r"for the while": "temporarily, until",
    r"comes? to|coming to|came to": "is, results in: say what happens",
    r"nobody": "who does; or NULL: not used",
    r"told": "reported, known",
    r"news|spoken": "message, output",
    r"voice": "message format",
    r"(?:take[ns]?|taking|took) in": "applied, read",
    r"(?:give[ns]?|giving|gave) up": "evicted, freed, stopped",
    r"(?:take[ns]?|taking|took) back": "reused, replayed, undone",
    r"recall[a-z]*": "reuse",
    r"stays? home": "pool, arena",
    r"ties": "links",
    r"settled": "applied, decided",
    r"keeps? (?:words|rows)": "index columns, table columns",
    r"(?:what|who) is asked": "say what it does",
    r"what c[oa]mes? of": "result",
}

# File -> the words as they stand there -> why they are meant as anybody would mean them.
ALLOWED = {
    "include/referat/seal.h": {
        'REFERAT_SEAL_BY_NOBODY "nobody"': "a word of the format: what a seal says where the minutes need no approval",
        '"nobody" where': "the same word",
    },
    "src/build/scan_outputs.c": {"no public edition is left behind": "remains in the folder: an idiom"},
    "src/build/seal_record.c": {
        "REFERAT_SEAL_BY_NOBODY": "the word of the format",
        "they name nobody who signs them": "a message about people",
    },
    "src/build/verify_seals.c": {"REFERAT_SEAL_BY_NOBODY": "the word of the format"},
    "src/check/claim_rules.c": {
        "REFERAT_SEAL_BY_NOBODY": "the word of the format",
        "that nobody approves its minutes": "a message about people",
    },
    "src/check/people_rules.c": {
        "nobody's presence is changed": "a message about people",
        "nobody is left out of the votes": "a message about people",
        "though nobody cast it": "a message about people",
        "is nobody of the meeting": "a message about people",
        "and is nobody of the meeting": "a message about people",
    },
    "src/check/series_rules.c": {"name nobody who signs them": "a message about people"},
    "src/check/text_rules.c": {"what a template left behind": "forgotten remains: an idiom, and the summary of the finding"},
    "src/diag/codes.def": {
        "an action that nobody has to do": "about people",
        "a name that is nobody's of the meeting": "about people",
        "what a template left behind": "forgotten remains: an idiom",
    },
}

GAP = r"(?:[ _]|\s*\n *\* +| ?\"\s*\n\s*\" ?)"  # between two words: also where a comment or a message goes on in the next line
PATTERNS = {pattern.replace(" ", GAP): cure for pattern, cure in BANNED.items()}
# In the manuals, which speak of people and files more than of functions.
IDIOMS_OF_MANUALS = r"(?i:nobody)|told apart|left behind|takes in `check`"

LOOK = re.compile(r"(?<![A-Za-z0-9])(?:" + "|".join(PATTERNS) + r")(?![A-Za-z0-9])", re.IGNORECASE)


def found(path, text):
    """(line number, words, what to write) for each banned word that the file may not have."""
    allowed = [match.span() for words in ALLOWED.get(path, ()) for match in re.finditer(re.escape(words), text)]
    for match in LOOK.finditer(text):
        if not any(start <= match.start() and match.end() <= end for start, end in allowed):
            cure = next(cure for pattern, cure in PATTERNS.items() if re.fullmatch(pattern, match[0], re.IGNORECASE))
            yield text.count("\n", 0, match.start()) + 1, match[0], cure


def sources():
    for path in files("src/**/*.[ch]", "src/**/*.def", "include/**/*.h", "include/**/*.in"):
        yield path.as_posix(), (ROOT / path).read_text(encoding="utf-8")


def manuals():
    """What is written by hand of today: not what has changed, and not what explain prints."""
    for path in files("docs/*.md", "docs/*.[15]", "README.md"):
        if path.name not in ("CHANGES.md", "diagnostics.md"):
            yield path.as_posix(), re.sub(IDIOMS_OF_MANUALS, lambda match: "." * len(match[0]), (ROOT / path).read_text(encoding="utf-8"))


class Words(unittest.TestCase):
    def test_no_banned_word(self):
        wrong = [f"{path}:{number}: '{words}': {cure}" for path, text in [*sources(), *manuals()] for number, words, cure in found(path, text)]
        self.assertEqual(wrong, [], "\n".join(wrong))

    def test_a_banned_word_is_seen(self):
        for text, line in (("/* The bytes behind it. */", 1), ("int x;\nbool is_given_up;", 2), ("static void take_back(void);", 1),
                           ("/* A unit that was taken\n * in before. */", 1), ('say("what it comes "\n    "to");', 1),
                           ('say("Nobody knows");', 1), ("struct recalled *recalled;", 1)):
            self.assertEqual([number for number, _, _ in found("src/x.c", text)][:1], [line], text)

    def test_other_words_are_not(self):
        for text in ("/* behindhand, voices, pastime */", "bool keeps_word = record->keeps;", "item->tied;", "give_upper()"):
            self.assertEqual(list(found("src/x.c", text)), [], text)

    def test_what_is_allowed_is_there(self):
        texts = dict(sources())
        gone = [f"{path}: {words}" for path, allowed in ALLOWED.items() for words in allowed if words not in texts[path]]
        self.assertEqual(gone, [])


if __name__ == "__main__":
    unittest.main()
