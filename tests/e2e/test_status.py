"""referat status: the screen for a Monday, and every table in every form."""
import csv
import io
import json
import os
import random
import re
import resource
import subprocess
import unittest

import support
from support import EXAMPLES, Case, environment

TABLES = ["meetings", "items", "decisions", "actions", "annexes", "schedule", "forward", "attendance",
          "cases", "checks"]

SERIES = "series: Bestyrelsen\nbody: Søbo Vandværk\nunits: {DRI: Driften}\n"
AGENDA = """\
---
kind: agenda
time: 16:00-17:00
items:
  - {{title: Dagsorden, type: agenda-approval, duration: 5}}
  - {{title: Referat, type: minutes-approval, duration: 5{approves}}}
  - {{title: Ny pumpe, id: pumpe, case: SAG-7, type: decision, duration: 20{carried}}}
---
"""
MINUTES = """\
---
kind: minutes
meeting: {id}
present: [{present}]
decisions:
  1: approved
  2: {approval}
  pumpe: {pump}
{actions}---
## 1
Ingen bemærkninger.

## 2
Drøftet.

## pumpe
{text}
"""
# Five meetings: what each adds to the follow-up, and what it says of earlier ones.
STEPS = [
    ("2026-01-12", "{outcome: postponed, to: 2026-02-09}", "",
     "- [ ] @DRI indhenter tilbud due:2026-02-01\n- [ ] @\"Tove Lykke\" taler med kommunen due:\"inden påske\" id:kommunen"),
    ("2026-02-09", "noted", "actions:\n  2026-01-12/3/1: done\n", "- [ ] @DRI tegner planen due:2026-03"),
    ("2026-03-09", "adopted", "actions:\n  kommunen: {due: 2026-06-01, owner: DRI, note: flyttet}\n", "Kort."),
    ("2026-04-13", "noted", "actions:\n  2026-02-09/3/1: cancelled\n", "- [x] @DRI satte pumpen i gang due:2026-04-13"),
    ("2026-05-11", "noted", "actions:\n  kommunen: done\n", "- [ ] @DRI skriver en rapport"),
]


class Status(Case):
    def status(self, *arguments, status=0, **options):
        result = self.referat("status", *arguments, **options)
        self.assert_status(result, status)
        return result.stdout.decode()

    def table(self, name, *arguments):
        return json.loads(self.status(*arguments, "--table", name, "-f", "json"))

    def write_meeting(self, folder, at, present=("Tove Lykke", "Børge Aaskov")):
        name, pump, actions, text = STEPS[at]
        before = STEPS[at - 1][0] if at else None
        self.write(f"{folder}/{name}/agenda.md", AGENDA.format(
            approves=f", approves: {before}" if before else "",
            carried=f", carried_from: {before}/pumpe" if at == 1 else ""))
        self.write(f"{folder}/{name}/minutes.md", MINUTES.format(
            id=name, present=", ".join(present), approval="approved" if before else "noted",
            pump=pump, actions=actions, text=text))

    def write_five(self, folder="vand", count=5):
        self.write(f"{folder}/referat.yaml", SERIES)
        for at in range(count):
            self.write_meeting(folder, at)
        return folder


class FollowUp(Status):
    def test_the_table_after_each_meeting(self):
        """(state, due, owner, where it was closed) of every action, as the series grows."""
        open_one = ("open", "2026-02-01", "DRI", None)
        talk = ("open", "inden påske", "Tove Lykke", None)
        expected = [
            [open_one, talk],
            [("done", *open_one[1:3], "2026-02-09"), talk, ("open", "2026-03", "DRI", None)],
            [("done", *open_one[1:3], "2026-02-09"), ("open", "2026-06-01", "DRI", None),
             ("open", "2026-03", "DRI", None)],
        ]
        expected.append([expected[2][0], expected[2][1], ("cancelled", "2026-03", "DRI", "2026-04-13"),
                         ("done", "2026-04-13", "DRI", None)])
        expected.append([expected[3][0], ("done", "2026-06-01", "DRI", "2026-05-11"), expected[3][2],
                         expected[3][3], ("open", None, "DRI", None)])
        for count in range(1, 6):
            folder = self.write_five(f"vand{count}", count)
            rows = self.table("actions", folder)
            seen = [(row["state"], row["due"], row["owner"], row["closed_at"]) for row in rows]
            self.assertEqual(seen, expected[count - 1], count)

    def test_a_meeting_dated_before_what_it_closes(self):
        """The months of the workbook begin with the first follow-up, whatever date a later meeting is given."""
        for date in ("1899-01-05", "2026-01-12"):
            folder = self.write_five("vand", 5)
            agenda = self.work / "vand/2026-04-13/agenda.md"
            agenda.write_text(agenda.read_text().replace("time:", f"date: {date}\ntime:", 1))
            self.referat("status", folder, "-o", "status.xlsx", "-f", "xlsx")
            self.assertEqual((self.work / "status.xlsx").read_bytes()[:2], b"PK")

    def test_a_workbook_with_too_few_descriptors(self):
        """Each sheet has a temporary file: one that cannot be had is an error, whichever it is."""
        folder = self.write_five("vand", 2)
        statuses = set()
        for limit in range(3, 40):
            result = self.referat("status", folder, "-o", "status.xlsx", "-f", "xlsx", preexec_fn=lambda limit=limit: resource.setrlimit(
                resource.RLIMIT_NOFILE, (limit, limit)))
            statuses.add(result.returncode)
            self.assertEqual(result.returncode == 0, (self.work / "status.xlsx").exists(), (limit, result.stderr))
            if result.returncode == 0:
                (self.work / "status.xlsx").unlink()
        self.assertLessEqual({0, 3}, statuses)

    def test_every_action_is_in_one_state(self):
        for row in self.table("actions", EXAMPLES / "havnsoe"):
            self.assertIn(row["state"], ("open", "done", "cancelled"), row)
        ids = [row["id"] for row in self.table("actions", EXAMPLES / "havnsoe")]
        self.assertEqual(len(ids), len(set(ids)))

    def test_open_shows_what_is_open(self):
        series = EXAMPLES / "havnsoe"
        everything = self.table("actions", series)
        still = json.loads(self.status(series, "--table", "actions", "--open", "-f", "json"))
        self.assertEqual(still, [row for row in everything if row["state"] == "open"])

    def test_all_tables_call_the_same_matters_open(self):
        """What was postponed is open until it is back, by its name or its case; what was promised, too, however it was decided."""
        self.write("m/referat.yaml", "series: M\nlanguage: en\n")
        items = ("{title: A, type: decision, case: C-1%s}", "{title: B, type: decision%s}", "{title: D, type: decision%s}", "{title: E, type: decision%s}")
        minutes = "---\nkind: minutes\ndecisions:\n%s---\n## 1\nSo.\n"
        for day, ways, outcomes in (("2026-01-12", ("", "", "", ""), ("postponed", "not-reached", "{outcome: approved, returns: 2026-06}", "postponed")),
                                    ("2026-02-09", ("", ", carried_from: 2026-01-12/2", "", ""), ("approved", "approved", "noted", "noted"))):
            agenda = "".join(f"  - {item % way}\n" for item, way in zip(items, ways))
            self.write(f"m/{day}/agenda.md", f"---\nkind: agenda\nitems:\n{agenda}---\n")
            self.write(f"m/{day}/minutes.md", minutes % "".join(f"  {n}: {outcome}\n" for n, outcome in enumerate(outcomes, 1)))
        for table in ("items", "decisions", "forward"):
            result = self.referat("status", "m", "--table", table, "--open", "-f", "json", "--as-of", "2026-03-01")
            with self.subTest(table=table):
                self.assertEqual([(row["meeting"], row["item"]) for row in json.loads(result.stdout)], [("2026-01-12", "3"), ("2026-01-12", "4")])

    def test_days_are_counted_from_the_day(self):
        folder = self.write_five(count=1)
        for day, days in (("2026-02-01", None), ("2026-02-02", 1), ("2026-03-01", 28)):
            rows = self.table("actions", folder, "--as-of", day)
            self.assertEqual([row["days_overdue"] for row in rows], [days, None], day)

    def test_a_month_is_over_on_its_last_day(self):
        folder = self.write_five(count=2)
        for day, days in (("2026-03-31", None), ("2026-04-01", 1)):
            row = self.table("actions", folder, "--as-of", day)[2]
            self.assertEqual((row["due"], row["days_overdue"]), ("2026-03", days))

    def test_the_day_may_come_from_the_environment(self):
        folder = self.write_five(count=1)
        env = environment(SOURCE_DATE_EPOCH="1772323200")  # 2026-03-01
        rows = json.loads(self.status(folder, "--table", "actions", "-f", "json", env=env))
        self.assertEqual(rows[0]["days_overdue"], 28)

    def test_the_pack_opens_with_what_is_open(self):
        folder = self.write_five(count=3)
        self.write("vand/referat.yaml", SERIES + "follow_up: true\n")
        self.build(folder, "-o", "ud")
        first, second, third = ((self.work / f"ud/{STEPS[i][0]}/pack.md").read_text() for i in range(3))
        self.assertNotIn("Opfølgning fra tidligere møder", first)
        self.assertIn("| [2026-01-12/3/1](<../2026-01-12/pack.md>) | indhenter tilbud | DRI | 1. februar 2026 | åben |",
                      second)
        self.assertRegex(second, r"2026-01-12/3\].*Ny pumpe.*udsat")
        self.assertNotIn("indhenter tilbud", third.split("## Dagsorden")[0])
        self.assertNotIn("udsat", third.split("## Dagsorden")[0])

    def test_one_meeting_has_the_same_pack_as_the_series(self):
        folder = self.write_five(count=3)
        self.write("vand/referat.yaml", SERIES + "follow_up: true\n")
        self.build(folder, "-o", "alt")
        self.build(f"{folder}/2026-03-09", "-o", "et")
        whole = (self.work / "alt/2026-03-09/pack.md").read_text()
        self.assertIn("taler med kommunen", whole.split("## Dagsorden")[0])
        self.assertEqual((self.work / "et/2026-03-09/pack.md").read_text(), whole)


class Record(Status):
    def test_what_was_approved_where(self):
        rows = self.table("meetings", self.write_five())
        self.assertEqual([row["approved_at"] for row in rows],
                         [step[0] for step in STEPS[1:]] + ["not-approved"])

    def test_what_was_postponed_came_back(self):
        folder = self.write_five()
        self.assertEqual(self.table("forward", folder), [
            {"meeting": "2026-01-12", "item": "3", "title": "Ny pumpe", "kind": "postponed",
             "to": "2026-02-09", "returns": None, "came_back": "2026-02-09/3"}])
        self.assertEqual(json.loads(self.status(folder, "--table", "forward", "--open", "-f", "json")), [])

    def test_a_case_through_two_bodies(self):
        self.write_five("by/vand", 2)
        self.write_five("by/havn", 1)
        rows = self.table("cases", "by")
        self.assertEqual([(row["series"], row["date"]) for row in rows],
                         [("Bestyrelsen", "2026-01-12"), ("Bestyrelsen", "2026-01-12"), ("Bestyrelsen", "2026-02-09")])

    def test_one_meeting_knows_the_series(self):
        folder = self.write_five()
        rows = self.table("actions", f"{folder}/2026-01-12")
        self.assertEqual([(row["meeting"], row["state"]) for row in rows],
                         [("2026-01-12", "done"), ("2026-01-12", "done")])

    def test_the_schedule_has_no_overlap_and_sums_to_the_durations(self):
        for seed in range(20):
            pick = random.Random(seed)
            durations = [pick.choice([0, 5, 10, 25, 60]) for _ in range(8)]
            order = pick.sample(range(1, 9), 8)
            items = "".join(f"  - {{title: P{i}, type: information, duration: {d}}}\n"
                            for i, d in enumerate(durations, 1))
            self.write("s/referat.yaml", SERIES)
            self.write("s/2026-01-12/agenda.md",
                       f"---\nkind: agenda\ntime: 21:00-23:59\norder: {order}\nitems:\n{items}---\n")
            rows = sorted(self.table("schedule", "s"), key=lambda row: row["order"])
            self.assertEqual([int(row["item"]) for row in rows], order)
            clock = 21 * 60
            for row in rows:
                start, end = (int(t[:2]) * 60 + int(t[3:5]) + (1440 if "(" in t else 0)
                              for t in (row["start"], row["end"]))
                self.assertEqual(start, clock, (seed, row))
                self.assertEqual(end - start, durations[int(row["item"]) - 1])
                clock = end
            self.assertEqual(clock - 21 * 60, sum(durations))

    def test_the_order_of_participants_changes_no_finding(self):
        people = ["Tove Lykke", "Børge Aaskov", "Anna Krog", "Mads Bille"]
        text = ("- [ ] @\"Anna Krog\" ser på det")
        findings = set()
        for seed in range(6):
            shuffled = random.Random(seed).sample(people, len(people))
            self.write("p/referat.yaml", SERIES)
            STEPS.append(("2026-06-08", "{outcome: adopted, votes: {for: [Anna Krog, Ukendt Person], against: 4}}", "", text))
            try:
                self.write_meeting("p", 5, shuffled)
            finally:
                STEPS.pop()
            self.write("p/2026-06-08/agenda.md", AGENDA.format(approves="", carried=""))
            result = self.referat("check", "p", "--diagnostics", "json")
            names = sorted((d["name"], d["message"]) for d in map(json.loads, result.stderr.decode().splitlines()))
            findings.add(json.dumps(names))
        self.assertEqual(len(findings), 1, findings)
        self.assertIn("unknown-person", findings.pop())


class Forms(Status):
    def test_json_holds_every_table(self):
        everything = json.loads(self.status(EXAMPLES / "havnsoe", "-f", "json"))
        self.assertEqual(list(everything), TABLES)
        for name in TABLES:
            self.assertEqual(everything[name], self.table(name, EXAMPLES / "havnsoe"), name)

    def test_csv_is_for_a_danish_excel(self):
        result = self.referat("status", EXAMPLES / "havnsoe", "--table", "items", "-f", "csv")
        text = result.stdout
        self.assertTrue(text.startswith(b"\xef\xbb\xbf"))
        self.assertEqual(text.count(b"\n"), text.count(b"\r\n"))
        rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=";"))
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        self.assertEqual(len(rows) - 1, len(self.table("items", EXAMPLES / "havnsoe")))

    def test_what_only_a_folder_may_hold(self):
        """Controls and what reorders text: shown as they are in no format; a line break is a blank."""
        folder = "m\x1b[31m\u202e\ufffe\ny"
        self.write("serie/referat.yaml", "series: Møder\n")
        self.write(f"serie/{folder}/agenda.md", "---\nkind: agenda\ndate: 2026-03-02\nitems:\n  - title: Pumpen\n---\n")
        for form in ("text", "md", "csv"):
            shown = self.referat("status", "serie", "-f", form, "--table", "meetings").stdout.decode()
            with self.subTest(form):
                self.assertIn("m", shown)
                self.assertNotRegex(shown, "[\x1b\u202e\ufffe]")
                self.assertIn("\ny" if form == "csv" else " y", shown)

    def test_no_cell_of_csv_runs(self):
        bad = ["=1+1", "+1", "-2", "@x", " =1", "\u00a0=1", "a\\\\n=1"]
        items = "".join(f'  - {{title: "{title}", type: information}}\n' for title in bad)
        self.write("s/referat.yaml", SERIES)
        self.write("s/2026-01-12/agenda.md", f"---\nkind: agenda\nitems:\n{items}---\n")
        rows = list(csv.reader(io.StringIO(self.status("s", "--table", "items", "-f", "csv")), delimiter=";"))
        titles = [row[2] for row in rows[1:]]
        self.assertEqual([title.startswith("'") for title in titles], [True] * 6 + [False])

    def test_markdown_and_text_say_the_same(self):
        for name in TABLES:
            rows = self.table(name, EXAMPLES / "havnsoe")
            markdown = self.status(EXAMPLES / "havnsoe", "--table", name, "-f", "md").splitlines()
            self.assertEqual(markdown[0], "**Fuld udgave – indeholder lukkede punkter**", name)
            self.assertEqual(len(markdown) - 4, len(rows), name)
            text = self.status(EXAMPLES / "havnsoe", "--table", name).splitlines()
            self.assertEqual(len(text) - 1, len(rows) or 0, name)

    def test_a_workbook_in_a_file(self):
        self.status(EXAMPLES / "havnsoe", "-f", "xlsx", "-o", "ud.xlsx")
        self.assertTrue((self.work / "ud.xlsx").read_bytes().startswith(b"PK"))

    def test_a_file_that_cannot_be_written(self):
        self.write("fil", "")
        self.status(EXAMPLES / "havnsoe", "-o", "fil/ud.txt", status=3)

    def test_a_device_is_written_to_and_not_replaced(self):
        pipe = self.work / "pipe"
        os.mkfifo(pipe)
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        self.status(EXAMPLES / "havnsoe", "-o", "pipe")
        self.assertIn("Næste møde", os.read(reader, 1 << 16).decode())
        self.assertTrue(pipe.is_fifo())

    def test_a_full_device_is_an_error(self):
        link = self.work / "full"
        link.symlink_to("/dev/full")
        result = self.referat("status", EXAMPLES / "havnsoe", "-o", "full")
        self.assert_status(result, 3)
        self.assertIn(b"No space left", result.stderr)
        self.assertTrue(link.is_symlink())

    def test_colours_only_when_asked(self):
        plain = self.status(EXAMPLES / "havnsoe")
        self.assertNotIn("\x1b", plain)
        coloured = self.status(EXAMPLES / "havnsoe", "--color", "always")
        self.assertEqual(re.sub("\x1b\\[[0-9;]*m", "", coloured), plain)
        self.assertNotEqual(coloured, plain)


class Screen(Status):
    def test_what_a_secretary_needs_to_see(self):
        folder = self.write_five(count=3)
        self.write("vand/2026-04-13/agenda.md", AGENDA.format(approves=", approves: 2026-03-09", carried=""))
        screen = self.status(folder, "--as-of", "2026-04-01")
        blocks = {block.splitlines()[0]: block for block in screen.split("\n\n")}
        self.assertEqual(list(blocks), ["Næste møde", "Over frist", "Åben opfølgning", "Sager på vej",
                                        "Ubesvarede indstillingspunkter", "Referater, der ikke er godkendt"])
        self.assertIn("13. april 2026", blocks["Næste møde"])
        self.assertIn("tegner planen", blocks["Over frist"])
        self.assertNotIn("tegner planen", blocks["Åben opfølgning"])
        self.assertIn("taler med kommunen", blocks["Åben opfølgning"])
        self.assertIn("Ingen", blocks["Sager på vej"])
        self.assertIn("2026-03-09", blocks["Referater, der ikke er godkendt"])
        self.assertNotIn("2026-02-09", blocks["Referater, der ikke er godkendt"])

    def test_a_series_with_errors_is_shown_and_said(self):
        folder = self.write_five(count=1)
        self.write("vand/2026-02-09/agenda.md", "---\nkind: agenda\nitemz: []\n---\n")
        result = self.referat("status", folder)
        self.assert_status(result, 1)
        self.assertIn(b"unknown-field", result.stderr)
        self.assertIn("Næste møde", result.stdout.decode())


class Usage(Status):
    def test_refusals(self):
        for arguments, words in ((["--table", "actoins"], "did you mean 'actions'"),
                                 (["--table", "x"], "the tables are meetings"),
                                 (["-f", "pdf"], "text, md, csv, json or xlsx"),
                                 (["-f", "csv"], "--table"),
                                 (["--as-of", "1/2-26"], "2024-02-01"),
                                 (["-"], "needs a path")):
            result = self.referat("status", *arguments)
            self.assert_status(result, 2)
            self.assertIn(words, result.stderr.decode(), arguments)


class Attendance(Case):
    def test_who_left_is_told_from_who_was_disqualified(self):
        self.write("s/referat.yaml", "series: S\n")
        self.write("s/2026-03-02/agenda.md", "---\nkind: agenda\nitems: [{title: A}, {title: B}]\n---\n")
        self.write("s/2026-03-02/minutes.md", """\
---
kind: minutes
present: [Tove Lykke, Bo Krag]
attendance: [{name: Bo Krag, until: 1}]
decisions: {1: {outcome: noted, disqualified: [Tove Lykke]}, 2: noted}
---
""")
        rows = json.loads(self.referat("status", "s", "-f", "json", "--table", "attendance").stdout)
        self.assertEqual({row["name"]: row["missed_items"] for row in rows}, {"Tove Lykke": "1 (Inhabil)", "Bo Krag": "2"})


if __name__ == "__main__":
    support.unittest.main()
