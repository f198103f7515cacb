"""Sections and decisions of the minutes that serve several items, and what is closed of them."""
import csv
import json
import re
import shutil
import unittest

import support
from canaries import Canaries, decision, last_word, section
from test_public import found, missing, unpacked

AGENDA = """\
---
kind: agenda
date: 2026-03-02
items:
  - title: Dagsorden
  - {{title: {a}{closed_2}}}
  - {{title: {b}{closed_3}}}
  - {{title: {c}{closed_4}}}
  - title: {last}
---
"""

LATER = """\
---
kind: minutes
decisions: {{1: noted}}
actions:
  {action}: {{status: done, note: {note}, owner: {owner}}}
---
## 1
Taget til efterretning.
"""


class Shared(support.Case):
    """One section and one decision for items 2 to 4, of which one is closed."""

    def make(self, closed_item, policy, by_minutes=False):
        shutil.rmtree(self.work / "serie", ignore_errors=True)
        c = Canaries()
        closed, folder = c.closed_word, "serie/2026-03-02"
        titles = [closed(f"title {n}") if n == closed_item else c.open_word(f"title {n}") for n in (2, 3, 4)]
        marks = {f"closed_{n}": ", access: closed" if n == closed_item and not by_minutes else "" for n in (2, 3, 4)}
        self.write("serie/referat.yaml", f"series: S\nclosed_items: {policy}\nfollow_up: true\n")
        self.write(f"{folder}/agenda.md", AGENDA.format(a=titles[0], b=titles[1], c=titles[2],
                                                       last=c.open_word("last item"), **marks))
        self.write(f"{folder}/billede.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
        body = decision(closed, "shared").format(public=c.public_word("public wording"))
        body = re.sub(r"    points: .*\n", "", body)
        own = f"  {closed_item}: {{outcome: noted, access: closed}}\n" if by_minutes else ""
        key = "2-4" if not by_minutes else ", ".join(str(n) for n in (2, 3, 4) if n != closed_item)
        self.write(f"{folder}/minutes.md", f"""\
---
kind: minutes
present: [Tove Lykke, Børge Aaskov]
decisions:
  1: approved
  "{key}":
{body}
{own}  5: noted
---
## 1
Godkendt.

## 2, 3 og 4 {closed('title of the section')}
{section(closed, 'section')}
## 5
{c.open_word('last section')}
""")
        self.write("serie/2026-03-09/agenda.md",
                   "---\nkind: agenda\nitems: [{title: Orientering, carried_from: 2026-03-02/3}]\n---\n")
        self.write("serie/2026-03-09/minutes.md", LATER.format(
            action=last_word(c.closed, "section action id"), note=closed("note"), owner=closed("new owner")))
        return c

    def all_public(self, name):
        result = self.build("serie", "-o", name, "--edition", "public", "-v")
        out = [unpacked(support.files_below(self.work / name)), result.stderr]
        for arguments in (("-f", "text"), ("-f", "json"), ("--table", "decisions", "-f", "csv"),
                          ("--table", "actions", "-f", "csv"), ("--table", "checks", "-f", "csv")):
            result = self.referat("status", "serie", "--edition", "public", *arguments)
            self.assert_status(result, 0)
            out += [result.stdout, result.stderr]
        result = self.referat("export", "serie", "-o", f"bag-{name}", "--edition", "public", "-v")
        self.assert_status(result, 0)
        return b"\n".join([*out, result.stderr, unpacked(support.files_below(self.work / f"bag-{name}"))]).lower()

    def test_all_of_it_is_closed(self):
        for item in (2, 3, 4):
            for policy in ("number", "title", "omit"):
                with self.subTest(item=item, policy=policy):
                    c = self.make(item, policy)
                    data = self.all_public(f"{item}-{policy}")
                    leaked = found(c.closed, data)
                    if policy == "title":
                        leaked.pop(last_word(c.closed, f"title {item}"), None)
                    self.assertEqual(leaked, {})
                    self.assertEqual(missing(c.open, data), {})
                    self.assertEqual(missing(c.public, data), {})
                    self.assertNotIn(b"behandlet sammen", data)
                    self.assertNotIn(b"missing-minutes", data)

    def test_minutes_that_close_an_item_close_the_section(self):
        for item in (2, 3, 4):
            with self.subTest(item=item):
                c = self.make(item, "number", by_minutes=True)
                data = self.all_public(f"by-minutes-{item}")
                secret = {word: what for word, what in c.closed.items() if not what.startswith("shared")}
                self.assertEqual(found(secret, data), {})

    def test_the_full_edition_has_it_once_and_says_that_it_is_closed(self):
        c = self.make(3, "number")
        self.build("serie", "-o", "full")
        text = (self.work / "full/2026-03-02/minutes.md").read_text()
        wanted = {word: what for word, what in c.closed.items()
                  if what.startswith(("shared", "section")) and "action id" not in what}
        self.assertEqual(missing(wanted, text.lower().encode()), {})
        for what in ("section words", "shared motion", "shared dissent"):
            self.assertEqual(text.count(last_word(c.closed, what)), 1, what)
        first, _, rest = text.partition("Punkt 3:")
        self.assertIn("Lukket", first.split("Punkt 2:")[-1])
        self.assertEqual(rest.count("Behandlet sammen med punkt 2."), 2)

    def test_the_action_is_the_first_items(self):
        self.make(4, "number")
        table = json.loads(self.referat("status", "serie", "--table", "actions", "-f", "json").stdout)
        self.assertEqual([row["item"] for row in table["rows"]] if isinstance(table, dict) else
                         [row["item"] for row in table], ["2"])


class Outcomes(support.Case):
    """Each item has the outcome in the tables; checks look at the vote once."""

    def write_meeting(self, minutes, items=("Agenda", "Berth 4", "Berth 5", "Berth 6")):
        self.write("s/referat.yaml", "series: S\nlanguage: en\n")
        self.write("s/2026-03-02/agenda.md",
                   "---\nkind: agenda\nitems:\n" + "".join(f"  - title: {title}\n" for title in items) + "---\n")
        self.write("s/2026-03-02/minutes.md", minutes)

    def decisions(self):
        result = self.referat("status", "s", "--table", "decisions", "-f", "csv")
        self.assert_status(result, 0)
        return [row[1:] for row in csv.reader(result.stdout.decode("utf-8-sig").splitlines()[1:], delimiter=";")]

    MINUTES = """\
---
kind: minutes
present: [Ann Able, Ben Bold]
decisions:
  1: approved
  2-4: {outcome: approved, votes: {for: [Ann Able], against: [Ben Bold]}, disqualified: [Cy Cole]}
---
## 1
Approved.
## 2, 3 and 4
The leases were taken together.
"""

    def test_each_item_has_the_outcome_and_the_vote(self):
        self.write_meeting(self.MINUTES)
        rows = [row for row in self.decisions() if row[0] != "1"]
        self.assertEqual(len(rows), 3)
        for row in rows:
            self.assertIn("approved", ",".join(row))
            self.assertIn("Ann Able", ",".join(row))

    def test_the_page_prints_the_vote_once_and_the_outcome_with_each(self):
        self.write_meeting(self.MINUTES)
        self.build("s", "-o", "out")
        text = (self.work / "out/2026-03-02/minutes.md").read_text()
        self.assertEqual(text.count("The leases were taken together."), 1)
        self.assertEqual(text.count("Ben Bold)"), 1)
        self.assertEqual(text.count("Decision: Approved."), 3)
        for n in (2, 3, 4):
            self.assertIn(f"Cy Cole took no part in item {n}", text)

    def test_points_go_to_the_items_that_have_them(self):
        self.write_meeting(self.MINUTES.replace("votes: {for: [Ann Able], against: [Ben Bold]}",
                                                "points: {1: approved, 2: rejected}"))
        for n, points in ((3, 2), (4, 1)):
            self.write(f"s/2026-03-02/r{n}.md", "---\nkind: recommendation\ntitle: R\nrecommends: ["
                       + ", ".join(f"that point {n}{p}" for p in range(points)) + "]\n---\n## A\nText.\n")
        agenda = self.work / "s/2026-03-02/agenda.md"
        agenda.write_text(agenda.read_text().replace("Berth 5\n", "Berth 5\n    recommendation: r3.md\n")
                          .replace("Berth 6\n", "Berth 6\n    recommendation: r4.md\n"))
        result = self.referat("check", "s", "--diagnostics", "json")
        names = [json.loads(line)["name"] for line in result.stderr.splitlines()]
        self.assertNotIn("unknown-point", names)
        self.assertNotIn("unanswered-point", names)
        text = "\n".join(",".join(row) for row in self.decisions())
        self.assertRegex(text, "(?m)^3,.*that point 31.*rejected")

    def test_spellings_agree(self):
        self.write_meeting(self.MINUTES)
        self.build("s", "-o", "out")
        (self.work / "s/2026-03-02/minutes.md").unlink()
        front, body = self.MINUTES[4:].split("---\n")
        self.write("s/2026-03-02/minutes.yaml", front + "body: |\n" + "".join(f"  {line}\n" for line in body.splitlines()))
        self.build("s", "-o", "out2")
        self.assertEqual((self.work / "out/2026-03-02/pack.html").read_bytes(),
                         (self.work / "out2/2026-03-02/pack.html").read_bytes())


if __name__ == "__main__":
    unittest.main()
