"""What is printed is said as the language says it: items by the body's own word, names joined, its sentences for outcomes."""
import unittest

import support

AGENDA = """\
---
kind: agenda
date: 2026-03-02
guests:
  - {name: Rask Lind, item: 2}
items:
  - {title: Dagsorden, type: agenda-approval}
  - {title: Ny pumpe, recommendation: pumpe.md}
  - {title: Eventuelt, type: any-other-business}
  - {title: Taget, number: § 63}
---
"""
RECOMMENDATION = """\
---
kind: recommendation
title: Ny pumpe
recommends:
  - at pumpen *købes*.
  - at den gamle sælges.
---
## Sagsfremstilling
Pumpen er slidt.
"""
MINUTES = """\
---
kind: minutes
present: [Tove Lykke, Børge Aaskov, Ask Holm, Bo Krag, Eli Dam]
attendance:
  - {name: Bo Krag, from: 3}
  - {name: Eli Dam, from: 3}
decisions:
  1: approved
  2: {outcome: postponed, to: 2026-05-04, disqualified: [DISQUALIFIED], points: {1: rejected, 2: adopted}}
  3: none
  § 63: postponed
---
## 1
Ingen bemærkninger.

## 2
Prisen var ikke klar.

## 3
Intet.

## § 63
Bordlagt, fordi tegningen mangler.
"""


class Said(support.Case):
    """One meeting, with settings and names as a test wants them."""

    def pages(self, settings="", disqualified="Tove Lykke", language="da"):
        """The minutes and the agenda, in Markdown."""
        series = self.work / "s"
        files = {"referat.yaml": f"series: S\nlanguage: {language}\n{settings}", "2026-03-02/agenda.md": AGENDA,
                 "2026-03-02/pumpe.md": RECOMMENDATION, "2026-03-02/minutes.md": MINUTES.replace("DISQUALIFIED", disqualified)}
        for name, text in files.items():
            path = series / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        result = self.referat("build", series, "-o", self.work / "out", "-f", "md")
        self.assertEqual(result.returncode, 0, result.stderr.decode())
        return [(self.work / "out/2026-03-02" / f"{name}.md").read_text(encoding="utf-8") for name in ("minutes", "agenda")]

    def test_an_item_is_called_by_the_body_s_word(self):
        """In sentences, too, and there with a small letter; a number that brings its own word stands alone."""
        for settings, word in (("", "punkt"), ("labels: {item: Sag}\n", "sag"), ("labels: {item: Ærinde}\n", "ærinde"),
                               ("labels: {item: DP}\n", "DP"), ('labels: {item: "§"}\n', "§")):
            minutes, agenda = self.pages(settings)
            self.assertIn(f"Tove Lykke deltog ikke i behandlingen af {word} 2 på grund af inhabilitet.", minutes)
            self.assertIn(f"deltog fra og med {word} 3.", minutes)
            self.assertIn(f"Rask Lind, deltager under {word} 2", agenda)

    def test_a_number_that_brings_its_word_needs_no_other(self):
        """In a sentence and in the item's heading."""
        minutes, _ = self.pages()
        self.assertIn("## § 63 Taget", minutes)
        self.assertIn("## Punkt 3: Eventuelt", minutes)

    def test_german_nouns_keep_their_capital(self):
        minutes, _ = self.pages("labels: {item: Punkt}\n", language="de")
        self.assertIn("nicht an Punkt 2 teil", minutes)

    def test_names_are_joined_as_the_language_joins_them(self):
        self.assertIn("Tove Lykke og Ask Holm deltog ikke", self.pages(disqualified="Tove Lykke, Ask Holm")[0])
        self.assertIn("Tove Lykke, Ask Holm og Børge Aaskov deltog ikke", self.pages(disqualified="Tove Lykke, Ask Holm, Børge Aaskov")[0])
        self.assertIn("Bo Krag og Eli Dam deltog fra og med punkt 3.", self.pages()[0])

    def test_points_have_their_text_and_what_was_decided(self):
        minutes, _ = self.pages()
        self.assertRegex(minutes, r"1: at pumpen \*købes\*\. – Forkastet\.")
        self.assertRegex(minutes, r"2: at den gamle sælges\. – Tiltrådt\.")

    def test_where_nothing_is_decided_nothing_says_so(self):
        minutes, _ = self.pages()
        self.assertIn("Intet.", minutes)
        self.assertNotIn("Ingen beslutning", minutes)

    def test_the_body_s_own_sentences(self):
        """With a destination, which they do not name, too; and once where the text begins with it."""
        minutes, _ = self.pages("outcomes: {udsat: Bordlagt., rejected: Falder.}\n")
        self.assertEqual(minutes.count("Bordlagt"), 2)
        self.assertIn("Til", minutes)
        self.assertIn("4. maj 2026", minutes)
        self.assertIn("– Falder.", minutes)
        self.assertNotIn("Udsat", minutes)
        self.assertNotIn("Forkastet", minutes)

    def test_sentences_for_what_is_no_outcome(self):
        for settings, expected in (("outcomes: {postponned: X.}\n", "postponned"), ("outcomes: [X.]\n", "a list of outcomes"),
                                   ("outcomes: {udsat: [a]}\n", "a sentence")):
            with self.assertRaisesRegex(AssertionError, f"(?s){expected}.*bad-value"):
                self.pages(settings)


if __name__ == "__main__":
    unittest.main()
