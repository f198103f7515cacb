"""near-heading: what looks like the beginning of a closed item is read as one, or nothing is published."""
import json
import random
import re
import shutil
import unittest

import support

AGENDA = """\
---
kind: agenda
items:
  - title: Dagsorden
  - title: Budget for det kommende år
  - {title: Klage over en navngiven lærer, access: closed, id: klagesag}
  - {title: Nyt tag på klubhuset, items: [{title: Tilbud}, {title: Løn til håndværkeren, access: closed}]}
  - {title: Lejemålet, number: § 63, access: closed}
  - {title: Lukket del, type: heading, access: closed}
  - title: Gave til formanden
---
"""
FRONT = "---\nkind: minutes\npresent: [Tove Lykke]\n---\n"
BODY = "## 1\nGodkendt.\n\n## 2\nBudgettet blev drøftet.\n\n"
SECRET = "qzhemmeligqz"

# Number and title of each closed item; the heading has no number.
CLOSED = [("3", "Klage over en navngiven lærer"), ("klagesag", "Klage over en navngiven lærer"),
          ("4.2", "Løn til håndværkeren"), ("§ 63", "Lejemålet"), ("6", "Gave til formanden")]


class NearHeadings(support.Case):
    def write_meeting(self, body, settings="", yaml=False, agenda=AGENDA):
        shutil.rmtree(self.work / "s", ignore_errors=True)
        self.write("s/referat.yaml", "series: S\n" + settings)
        self.write("s/2026-03-02/agenda.md", agenda)
        if yaml:
            lines = "".join(f"    {line}\n" if line else "\n" for line in body.split("\n"))
            self.write("s/2026-03-02/minutes.yaml", "kind: minutes\npresent: [Tove Lykke]\nbody: |\n" + lines)
        else:
            self.write("s/2026-03-02/minutes.md", FRONT + body)

    def findings(self, *arguments):
        result = self.referat("check", "s", "--diagnostics", "json", *arguments)
        return [found for found in map(json.loads, result.stderr.splitlines()) if found["name"] == "near-heading"]


class Refusal(NearHeadings):
    LINE = "##3. Klage over en navngiven lærer"

    def setUp(self):
        super().setUp()
        self.write_meeting(BODY + f"{self.LINE}\n\nHan er {SECRET}.\n")
        shutil.copytree(self.work / "s/2026-03-02", self.work / "s/2026-03-09")
        self.write("s/2026-03-09/minutes.md", FRONT + BODY)

    def assert_silent(self, result):
        for stream in (result.stdout, result.stderr):
            self.assertNotIn(SECRET.encode(), stream)
            self.assertNotIn(b"Klage over", stream)

    def test_no_public_edition_is_made(self):
        for name, arguments in (("build", ("build", "s", "-o", "out")), ("export", ("export", "s", "-o", "bag")),
                                ("status", ("status", "s")), ("json", ("status", "s", "-f", "json")),
                                ("one", ("build", "s/2026-03-02", "-o", "out"))):
            with self.subTest(command=name):
                result = self.referat(*arguments, "--edition", "public")
                self.assert_status(result, 4)
                self.assert_silent(result)
                self.assertRegex(result.stderr, rb"minutes.md:11:1: error: .* item 3.*\[near-heading\]")
                self.assertEqual(result.stdout, b"")
                self.assertFalse((self.work / "out").exists())
                self.assertFalse((self.work / "bag").exists())

    def test_no_word_of_a_closed_heading_is_said(self):
        self.write_meeting(BODY + f"**Lukket del**\n\nHan er {SECRET}.\n")
        result = self.referat("build", "s", "-o", "out", "--edition", "public")
        self.assert_status(result, 4)
        self.assertNotIn(b"Lukket del", result.stderr)

    def test_checks_have_no_say_in_it(self):
        for severity in ("off", "note", "warning"):
            with self.subTest(severity=severity):
                self.write("s/referat.yaml", f"series: S\nchecks: {{near-heading: {severity}}}\n")
                result = self.referat("build", "s", "-o", "out", "--edition", "public")
                self.assert_status(result, 4)
                self.assertFalse((self.work / "out").exists())

    def test_what_was_published_goes(self):
        wrong = (self.work / "s/2026-03-02/minutes.md").read_text()
        self.write("s/2026-03-02/minutes.md", FRONT + BODY)
        self.build("s", "-o", "out", "--edition", "public")
        self.write("s/2026-03-02/minutes.md", wrong)
        result = self.referat("build", "s", "-o", "out", "--edition", "public")
        self.assert_status(result, 4)
        self.assertEqual(support.files_below(self.work / "out") if (self.work / "out").exists() else {}, {})

    def test_put_right_it_is_made(self):
        text = (self.work / "s/2026-03-02/minutes.md").read_text()
        self.write("s/2026-03-02/minutes.md", text.replace("##3.", "## 3."))
        self.build("s", "-o", "out", "--edition", "public")
        for data in support.files_below(self.work / "out").values():
            self.assertNotIn(SECRET.encode(), data)

    def test_the_full_edition_says_what_and_where(self):
        found, = self.findings()
        self.assertEqual((found["severity"], found["line"], found["column"]), ("error", 11, 1))
        self.assertIn("item 3", found["message"])
        self.assertNotIn("Klage", found["message"])
        self.assertEqual(found["related"]["file"].split("/")[-1], "agenda.md")
        result = self.referat("build", "s", "-o", "full")
        self.assert_status(result, 1)
        self.assertTrue((self.work / "full/2026-03-09/minutes.html").exists())

    def test_a_meeting_that_is_closed_whole_has_nothing_to_lose(self):
        agenda = self.work / "s/2026-03-02/agenda.md"
        agenda.write_text(agenda.read_text().replace("kind: agenda\n", "kind: agenda\naccess: closed\n"))
        self.assertEqual([found["severity"] for found in self.findings()], ["warning"])
        self.build("s", "-o", "out", "--edition", "public")
        for data in support.files_below(self.work / "out").values():
            self.assertNotIn(SECRET.encode(), data)


class Places(NearHeadings):
    """Line and column of the line itself, whatever stands before it in its paragraph."""

    BEFORE = ("Kort.\n", "Kort.\nOg lidt til.  \n", "Noget `kode\nover linjer`.\n", "[ord](https://example.org/x\n\"y\") og.\n",
              "- a\n- b\n\n  ", "1. x\n\n   ", "| a | b |\n| - | - |\n| 1 | 2 |\n\n", "> citat\n\n", "~~~\n3. kode\n~~~\n", "<i>a\nb</i> c\n",
              "\\\n", "![billede](https://example.org/a\n'b')\n")

    def test_places(self):
        for yaml in (False, True):
            for before in self.BEFORE:
                for line in ("3. Klage over en navngiven lærer", "**3\\. Klage**", "3&#46; Klage over en navngiven lærer"):
                    with self.subTest(before=before, line=line, yaml=yaml):
                        body = BODY + before + line + "\n\nSlut.\n"
                        self.write_meeting(body, yaml=yaml)
                        expected = body[:body.index(line)].count("\n") + (4 if yaml else 5)
                        column = len(before) - before.rfind("\n") + (4 if yaml else 0)
                        found = [f for f in self.findings() if f["severity"] == "error"]
                        self.assertEqual([(f["line"], f["column"]) for f in found], [(expected, column)])


class Words(NearHeadings):
    """What stands between the number and the title: a remark in brackets, or a word and a colon that the title may have instead."""

    def test_what_stands_before_the_title(self):
        remarks, words = ["", "(lukket) ", "[lukket] "], ["Motion: ", "Motion:"]
        for title, said, befores in (("Klage over en lærer", "Klage over en lærer", remarks + words),
                                     ("Sag: Klage over en lærer", "Klage over en lærer", remarks),
                                     ("Sag: Klage over en lærer", "Sag: Klage over en lærer", remarks + words)):
            for before in befores:
                agenda = f"---\nkind: agenda\nitems:\n  - title: Dagsorden\n  - title: Gynge\n  - {{title: '{title}', access: closed}}\n---\n"
                with self.subTest(title=title, line=before + said):
                    self.write_meeting(BODY + f"3 {before}{said}\n\nHan er {SECRET}.\n", agenda=agenda)
                    self.assertEqual([found["severity"] for found in self.findings()], ["error"])
        for line in ("3 sager: alle er om lærere", "3 (tre) lærere: ingen klager"):
            with self.subTest(line=line):
                self.write_meeting(BODY + line + "\n", agenda=agenda)
                self.assertEqual(self.findings(), [])


class Random(NearHeadings):
    """Whatever a line that names a closed item looks like: it is read as its heading, or told."""

    def spelled(self, chance, text):
        """The text as people and programs spell it."""
        if chance.random() < 0.2:
            text = text.upper() if not re.match("[a-z]+$", text) else text
        if chance.random() < 0.15:
            text = text.translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})
        if chance.random() < 0.15:
            text = text.replace(" ", "\u00a0")
        if chance.random() < 0.1 and len(text) > 6:
            text = text[:3] + "\u00ad" + text[3:]
        return text

    def line(self, chance):
        number, title = chance.choice(CLOSED)
        is_id = number == "klagesag"
        word = "" if is_id or number[0] == "§" else chance.choice(["", "", "Punkt ", "Pkt. ", "punkt ", "Ad ", "Nr. ", "§ "])
        name = number if is_id else self.spelled(chance, number)
        mark = chance.choice([". ", ") ", ": ", " – ", " - ", "&#46; ", "\\. ", " "])
        said = self.spelled(chance, chance.choice([title, title[:16], title + " – fortsat"]) if len(title) > 12 else title)
        text = word + name + mark + said
        if chance.random() < 0.15:
            text = said if said.lower().replace("\u00ad", "").startswith(title.lower()) else self.spelled(chance, title)
            return chance.choice(["**{}**", "__{}__", "### {}", "#### {}", "**{}:**", "- **{}**"]).format(text)
        shape = chance.choice(["{}", "##{}", "#{}", "### {}", "###### {}", "**{}**", "__{}__", "*{}*", "- {}", "* {}", "- **{}**",
                               "+ ### {}", "| {} |\n| - |\n| x |", "| a |\n| - |\n| **{}** |", "<b>{}</b>", "<h3>{}</h3>", "({})",
                               "## {}", "## {}", "  ## {}", "\\## {}", "Ord før.\n{}", "Ord før.  \n**{}**", "***{}***", "[{}](https://example.org)"])
        return shape.format(text)

    def test_random_lines(self):
        chance = random.Random(14)
        for _ in range(60 if support.IS_SANITIZED else 200):
            line = self.line(chance)
            body = BODY + f"{line}\n\nDet er {SECRET}.\n"
            with self.subTest(line=line):
                self.write_meeting(body, yaml=chance.random() < 0.3)
                result = self.referat("build", "s", "-o", "out", "--edition", "public")
                files = support.files_below(self.work / "out") if (self.work / "out").exists() else {}
                self.assertFalse([name for name, data in files.items() if SECRET.encode() in data], result.stderr)
                is_told = any(found["severity"] == "error" for found in self.findings())
                if result.returncode == 4:
                    self.assertTrue(is_told or b"closed-leak" in result.stderr, result.stderr)
                    self.assertEqual(files, {})
                shutil.rmtree(self.work / "out", ignore_errors=True)


if __name__ == "__main__":
    unittest.main()
