"""Headings of the agenda, and what they group: numbers, times, and what a closed one closes."""
import json
import re
import shutil
import unittest

import support
from canaries import Canaries, decision, item_fields, last_word, nested, paper, prose, recommendation, section, PICTURE
from test_public import found, missing, unpacked

TABLES = ("meetings", "items", "schedule", "decisions", "actions", "forward", "annexes", "attendance", "cases", "checks")

# How a heading holds the closed item, and the item's number.
BARE = """\
  - title: {open} first
    type: heading
  - title: Dagsorden
  - title: {heading}
    id: {id}
    type: heading
    access: closed
    basis: {basis}
    review: 2046-03-09
    text: {text}
  - {item}
  - title: {open} last
    type: heading
  - title: {open}
"""
OWN = """\
  - title: Dagsorden
  - title: {heading}
    id: {id}
    type: overskrift
    access: closed
    basis: {basis}
    review: 2046-03-09
    text: {text}
    items:
      - {item}
  - title: {open}
"""
INNER = """\
  - title: Dagsorden
  - title: {heading}
    id: {id}
    type: heading
    access: closed
    basis: {basis}
    text: {text}
    review: 2046-03-09
    items:
      - title: {heading} again
        type: heading
      - {item}
  - title: {open}
"""
SUB = """\
  - title: Dagsorden
  - title: {open} above
    numbering: letters
    items:
      - title: {heading}
        id: {id}
        type: heading
        access: closed
        basis: {basis}
        text: {text}
        review: 2046-03-09
      - {item}
  - title: {open}
"""
SHAPES = {"bare": (BARE, "2", 4), "own": (OWN, "2", 8), "inner": (INNER, "2", 8), "sub": (SUB, "2.A", 8)}


def write_series(write, c, shape, policy):
    """A meeting whose second item is full of words and closed by its heading; and one after it."""
    closed, open_, folder = c.closed_word, c.open_word, "serie/2026-03-02"
    template, number, indent = SHAPES[shape]
    write("serie/referat.yaml", f"series: {open_('series')}\nclosed_items: {policy}\nfollow_up: true\n")
    paths = {name: closed(f"file name {name}") for name in ("paper", "file", "agenda", "own")}
    for place in ("", f"{paths['agenda']}/"):
        write(f"{folder}/{place}billede.svg", PICTURE)
    write(f"{folder}/loen.md", recommendation(closed, "recommendation", [f"{paths['own']}.md"]))
    write(f"{folder}/{paths['own']}.md", paper(closed, "own annex"))
    write(f"{folder}/{paths['paper']}.md", paper(closed, "paper"))
    write(f"{folder}/{paths['file']}.csv", closed("file's content"))
    write(f"{folder}/{paths['agenda']}/agenda.md", nested(closed, "nested"))
    lines = [item_fields(closed, "item", indent), "duration: 37", "recommendation: loen.md",
             f"annexes: [{{file: {paths['paper']}.md, title: {closed('annex title')}}}, {paths['file']}.csv, "
             f"{paths['agenda']}/agenda.md, {{title: {closed('paper not enclosed')}}}]",
             f"items: [{{title: {closed('sub-item')}, duration: 7}}]"]
    items = template.format(open=open_("open item"), heading=closed("heading"), id=closed("heading's id"),
                            basis=closed("basis"), text=closed("heading's text"), item=("\n" + " " * indent).join(lines))
    write(f"{folder}/agenda.md", f"""\
---
kind: agenda
date: 2026-03-02
time: 10:00-13:00
guests: [{{name: {closed('guest')}, title: {closed("guest's title")}, item: "{number}"}}]
items:
{items}---
""")
    body = decision(closed, "item").format(public=c.public_word("public wording"))
    write(f"{folder}/minutes.md", f"""\
---
kind: minutes
present: [Tove Lykke, Børge Aaskov]
attendance: [{{name: {closed('came for it')}, from: "{number}", until: "{number}"}}]
decisions:
  1: approved
  "{number}":
{body}
    access: open
  3: noted
---
## 1
Godkendt.

## {last_word(c.closed, "heading's id")}
{prose(closed, "section of the heading")}
## {number}
{section(closed, 'section')}
## {number}.1
{closed('section of sub-item')}

## 3
Taget til efterretning.
""")
    write("serie/2026-03-09/agenda.md", f"""\
---
kind: agenda
items:
  - {{title: Referat, type: minutes-approval, approves: 2026-03-02}}
  - {{title: {open_('carried on')}, carried_from: 2026-03-02/{number}}}
---
""")
    write("serie/2026-03-09/minutes.md", f"""\
---
kind: minutes
decisions: {{1: approved, 2: noted}}
actions:
  {last_word(c.closed, 'section action id')}: {{status: done, note: {closed('note')}, owner: {closed('new owner')}}}
---
## 1
Godkendt.
## 2
Taget til efterretning.
""")


class ClosedHeading(support.Case):
    def make(self, shape, policy):
        shutil.rmtree(self.work / "serie", ignore_errors=True)
        canaries = Canaries()
        write_series(self.write, canaries, shape, policy)
        return canaries

    def status(self, edition):
        out = []
        for form in ("text", "md", "json"):
            result = self.referat("status", "serie", "-f", form, "--edition", edition)
            self.assert_status(result, 0)
            out += [result.stdout, result.stderr]
        for table in TABLES:
            result = self.referat("status", "serie", "--table", table, "-f", "csv", "--edition", edition)
            self.assert_status(result, 0)
            out += [result.stdout, result.stderr]
        return b"\n".join(out).lower()

    def export(self, name, edition):
        bag = self.work / f"bag-{name}"
        result = self.referat("export", "serie", "-o", bag, "--edition", edition, "-v")
        self.assert_status(result, 0)
        return unpacked(support.files_below(bag)) + result.stderr.lower()

    def each(self, check):
        """Runs check(name, policy, canaries) for each shape and policy."""
        for shape in SHAPES:
            for policy in ("number", "title", "omit"):
                with self.subTest(shape=shape, policy=policy):
                    check(f"{shape}-{policy}", policy, self.make(shape, policy))

    def test_the_full_edition_has_every_word(self):
        def check(name, _, canaries):
            self.build("serie", "-o", name)
            data = unpacked(support.files_below(self.work / name))
            self.assertEqual(missing(canaries.closed, data), {})
        self.each(check)

    def test_the_public_edition_has_no_closed_word(self):
        def check(name, policy, canaries):
            result = self.build("serie", "-o", name, "--edition", "public", "-v")
            data = unpacked(support.files_below(self.work / name)) + result.stderr.lower()
            data += self.status("public") + self.export(name, "public")
            leaked = found(canaries.closed, data)
            if policy == "title":
                leaked = {word: what for word, what in leaked.items()
                          if what not in ("heading", "item title", "sub-item")}
            self.assertEqual(leaked, {})
            self.assertEqual(missing(canaries.open, data), {})
        self.each(check)

    def test_one_meeting_alone(self):
        def check(name, _, canaries):
            result = self.build("serie/2026-03-09", "-o", name, "--edition", "public", "-v")
            data = unpacked(support.files_below(self.work / name)) + result.stderr.lower()
            self.assertEqual(found(canaries.closed, data), {})
        self.each(check)

    def test_opening_an_item_below_it_is_told(self):
        def check(_, __, ___):
            result = self.referat("check", "serie", "--diagnostics", "json")
            self.assert_status(result, 0)
            names = [json.loads(line)["name"] for line in result.stderr.splitlines()]
            self.assertIn("still-closed", names)
        self.each(check)

    def test_what_the_public_edition_calls_it(self):
        for policy, title in (("number", "Lukkede punkter"), ("title", "Personale"), ("omit", None)):
            self.write("s/referat.yaml", f"series: S\nclosed_items: {policy}\n")
            self.write("s/2026-03-02/agenda.md", """\
---
kind: agenda
items:
  - title: Dagsorden
  - {title: Personale, type: heading, access: closed}
  - title: Opsigelse
  - {title: Gaver, type: heading, access: closed, public_title: Det sidste}
  - title: Ur
---
""")
            self.build("s", "-o", policy, "--edition", "public")
            text = (self.work / policy / "2026-03-02/agenda.md").read_text()
            headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
            expected = ["Punkt 1: Dagsorden"]
            if policy != "omit":
                item = "Lukket punkt" if policy == "number" else "{}"
                expected += [title, "Punkt 2: " + item.format("Opsigelse"), "Det sidste", "Punkt 3: " + item.format("Ur")]
            self.assertEqual(headings[-len(expected):], expected)


class Grouping(support.Case):
    """Numbers, times and places of what headings group."""

    def pages(self, items, fields="time: 10:00-12:00\n", minutes=None):
        self.write("s/referat.yaml", "series: S\nlanguage: en\n")
        self.write("s/2026-03-02/agenda.md", f"---\nkind: agenda\n{fields}items:\n{items}---\n")
        if minutes:
            self.write("s/2026-03-02/minutes.md", minutes)
        result = self.build("s", "-o", "out")
        return result, {page: (self.work / f"out/2026-03-02/{page}.md").read_text()
                        for page in ("agenda", "minutes", "pack") if (self.work / f"out/2026-03-02/{page}.md").exists()}

    def titles(self, text):
        return [line.lstrip("# ") for line in text.splitlines() if re.match(r"#+ ", line)]

    def rows(self, text):
        """The schedule: time, number and title of each row."""
        return [tuple(cell.strip().replace("\u00a0", " ") for cell in line.strip("| ").split("|"))
                for line in text.splitlines() if re.match(r"\| *\d\d:\d\d", line)]

    MIXED = """\
  - {title: Opening, duration: 5}
  - title: Formalities
    type: heading
    items:
      - {title: Roll, duration: 20}
      - title: Papers
        numbering: letters
        items:
          - {title: Sent, type: heading}
          - {title: Letters, duration: 5}
          - {title: Received, type: heading, items: [{title: Parcels, duration: 10}]}
  - {title: Between, duration: 5}
  - {title: Matters, type: heading}
  - {title: Roof, duration: 10}
  - {title: Deep, type: heading, items: [{title: Deeper, type: heading, items: [{title: Well, duration: 15}]}]}
  - {title: Bench, number: T1, duration: 10}
  - {title: Flag, duration: 10}
"""

    def test_numbers_run_on(self):
        _, pages = self.pages(self.MIXED)
        expected = ["Item 1: Opening", "Formalities", "Item 2: Roll", "Item 3: Papers", "Sent", "Item 3.A: Letters",
                    "Received", "Item 3.B: Parcels", "Item 4: Between", "Matters", "Item 5: Roof", "Deep", "Deeper",
                    "Item 6: Well", "Item T1: Bench", "Item 8: Flag"]
        titles = [re.sub(r" \(.*", "", title) for title in self.titles(pages["agenda"])]
        self.assertEqual(titles[-len(expected):], expected)

    def test_items_stand_in_the_timetable(self):
        _, pages = self.pages(self.MIXED)
        times = [(row[0][:5], row[1]) for row in self.rows(pages["agenda"])]
        self.assertEqual(times, [("10:00", "1"), ("10:05", "2"), ("10:25", "3"), ("10:25", "3.A"), ("10:30", "3.B"),
                                 ("10:40", "4"), ("10:45", "5"), ("10:55", "6"), ("11:10", "T1"), ("11:20", "8"),
                                 ("11:30", "")])

    def test_first_number_and_order(self):
        items = "  - {title: A, type: heading, items: [{title: a}, {title: b}]}\n  - {title: c}\n"
        _, pages = self.pages(items, "first_number: 107\norder: [108, 109, 107]\n")
        self.assertIn("108, 109, 107", pages["agenda"])

    def test_minutes_of_items_below_headings(self):
        minutes = """\
---
kind: minutes
present: [Ann Able, Ben Bold]
attendance: [{name: Ben Bold, from: 3}]
decisions: {1: approved, 2: approved, 3: approved, 3.A: noted, 3.B: noted, 4: noted, 5: noted, 6: noted, T1: noted,
            8: {outcome: noted, disqualified: [Ann Able]}}
---
## 3.B Parcels
Three parcels.
## 6
Deep enough.

- [ ] @"Ann Able" measures it due:2026-05-01
"""
        result, pages = self.pages(self.MIXED, minutes=minutes)
        self.assertEqual(result.stderr.count(b"error"), 0, result.stderr)
        self.assertIn("Ben Bold", pages["minutes"].split("Item 3: Papers")[1].split("Item 3.A")[0])
        table = self.referat("status", "s", "--table", "actions", "-f", "json")
        self.assertIn("2026-03-02/6/1", table.stdout.decode())

    def test_a_heading_with_a_number_of_its_own_is_no_item(self):
        items = "  - {title: Part two, type: heading, number: II}\n  - {title: Roof}\n"
        _, pages = self.pages(items)
        self.assertEqual(self.titles(pages["agenda"])[-2:], ["II. Part two", "Item 1: Roof"])

    def test_spellings_agree(self):
        _, pages = self.pages(self.MIXED)
        shutil.rmtree(self.work / "out")
        (self.work / "s/2026-03-02/agenda.md").unlink()
        self.write("s/2026-03-02/agenda.yaml", f"kind: agenda\ntime: 10:00-12:00\nitems:\n{self.MIXED}")
        self.build("s", "-o", "out")
        self.assertEqual((self.work / "out/2026-03-02/pack.md").read_text(), pages["pack"])

    def test_headings_in_a_nested_agenda(self):
        self.write("s/2026-03-02/udvalg/agenda.md", """\
---
kind: agenda
date: 2026-03-05
items:
  - {title: Open part, type: heading}
  - title: Fence
  - {title: Closed part, type: heading, access: closed}
  - title: Sale of the quarry
  - {title: Open again, type: heading, items: [{title: Gate}]}
---
""")
        self.pages("  - {title: Committee, annexes: [udvalg/agenda.md]}\n")
        text = (self.work / "out/2026-03-02/pack.md").read_text()
        for title in ("1. Fence", "2. Sale of the quarry", "3. Gate"):
            self.assertRegex(text, rf"# {re.escape(title)}")
        self.build("s", "-o", "public", "--edition", "public")
        text = (self.work / "public/2026-03-02/pack.md").read_text()
        self.assertRegex(text, "# 3. Gate")
        self.assertNotIn("quarry", text)
        self.assertNotIn("Closed part", text)


if __name__ == "__main__":
    unittest.main()
