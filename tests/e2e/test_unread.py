"""What cannot be read says nothing: a meeting with an error that may hide what is closed feeds nothing, and one mistake is told
once."""
import json
import os
import random
import shutil
import unittest
import zipfile

from support import IS_SANITIZED, Case, files_below, said

CANARY = "qvx"  # in every text of the meeting that is broken; it stands in no other
MEETING = "2026-04-13"

FILES = {
    "referat.yaml": "series: Vejlauget\nlanguage: en\nfollow_up: true\nparticipants: [Asta Dam, Bent Ek, Clara Fog]\n",
    "2026-03-16/agenda.md": """\
---
kind: agenda
date: 2026-03-16
items:
  - {title: Opening, type: discussion}
  - {title: Gravel, id: gravel, type: decision}
---
""",
    "2026-03-16/minutes.md": """\
---
kind: minutes
meeting: 2026-03-16
present: [Asta Dam, Bent Ek]
absent: [Clara Fog]
decisions: {1: noted, gravel: {outcome: postponed, to: 2026-04-13}}
---
## 1
Nothing else.

- [ ] @"Asta Dam" orders signs due:2026-05-01 id:signs

## gravel
Put off.
""",
    "2026-04-13/agenda.md": """\
---
kind: agenda
date: 2026-04-13
guests:
  - {name: Dorte Qvx, item: plot}
order: [1, 3, 2, 4]
items:
  - {title: Minutes, type: minutes-approval, approves: 2026-03-16}
  - title: Qvx plot
    id: plot
    type: decision
    case: QVX-1
    recommendation: plot.md
    annexes:
      - {file: prices.csv, title: Qvx prices}
      - group/agenda.md
  - {title: Gravel, carried_from: 2026-03-16/gravel, type: decision}
  - {title: Qvx gate, id: gate, type: discussion, responsible: [Egon Qvx]}
---
""",
    "2026-04-13/plot.md": """\
---
kind: recommendation
title: Qvx plot
recommends:
  - that the qvx plot be bought.
  - that the qvx price be kept.
annexes: [survey.md]
---
## The case
See the [survey](survey.md).
""",
    "2026-04-13/survey.md": """\
---
kind: annex
form: report
title: Qvx survey
---
The qvx lies low.
""",
    "2026-04-13/prices.csv": "lot;qvx\n1;2\n",
    "2026-04-13/group/agenda.md": """\
---
kind: agenda
date: 2026-04-01
title: Qvx group
items:
  - {title: Qvx path, id: path}
---
""",
    "2026-04-13/minutes.md": """\
---
kind: minutes
meeting: 2026-04-13
present: [Asta Dam, Bent Ek, Clara Fog]
attendance:
  - {name: Bent Ek, until: gate}
decisions:
  1: approved
  plot: {outcome: adopted, points: {1: adopted, 2: adopted}, wording: Qvx is bought.}
  3: {outcome: postponed, to: 2026-05-11}
  gate: noted
actions:
  signs: done
---
## 1
Approved.

## plot
A qvx word.

- [ ] @"Bent Ek" signs the qvx deed due:2026-06-01
- [ ] @"Clara Fog" calls the qvx owner due:2026-06-01 id:call

## 3. Gravel
Put off again.

## 4
Noted.
""",
    "2026-04-13/corrections.md": """\
---
kind: corrections
corrections:
  - {date: 2026-04-30, text: A qvx correction.}
---
""",
    "2026-05-11/agenda.md": """\
---
kind: agenda
date: 2026-05-11
items:
  - {title: Minutes, type: minutes-approval, approves: 2026-04-13}
  - {title: Gravel, carried_from: 2026-04-13/3, type: decision}
  - {title: The plot again, text: "See [that meeting](../2026-04-13/minutes.md)."}
---
""",
    "2026-05-11/minutes.md": """\
---
kind: minutes
meeting: 2026-05-11
present: [Asta Dam, Bent Ek, Clara Fog]
decisions: {1: approved, 2: adopted, 3: noted}
actions:
  2026-04-13/2/1: done
  call: due 2026-07-01
---
## 1
Approved.

## 2
Adopted.

## 3
Noted.
""",
}

AGENDA, MINUTES, PLOT, SURVEY, GROUP, CORRECTIONS = (
    f"{MEETING}/{name}.md" for name in ("agenda", "minutes", "plot", "survey", "group/agenda", "corrections"))

# What somebody mistyped: the document, what it says, what is typed instead, and the one message that tells of it.
MISTAKES = {
    "of an item": (AGENDA, "id: plot\n", "id: plot\n    acess: closed\n", "unknown-field"),
    "of an item, in other letters": (AGENDA, "id: plot\n", "id: plot\n    Access: closed\n", "unknown-field"),
    "of an item, twice": (AGENDA, "id: plot\n", "id: plot\n    access: open\n    access: closed\n", "duplicate-field"),
    "of an item, no such word": (AGENDA, "id: plot\n", "id: plot\n    access: secret\n", "bad-value"),
    "of an item, a list": (AGENDA, "id: plot\n", "id: plot\n    access: [closed]\n", "bad-value"),
    "of the agenda": (AGENDA, "kind: agenda\n", "kind: agenda\nacces: closed\n", "unknown-field"),
    "of a decision": (MINUTES, "wording:", "acess: closed, wording:", "unknown-field"),
    "of a decision, twice": (MINUTES, "wording:", "access: open, access: closed, wording:", "duplicate-field"),
    "of the minutes": (MINUTES, "kind: minutes\n", "kind: minutes\naccess: clsed\n", "bad-value"),
    "of an annex in its list": (AGENDA, "title: Qvx prices", "title: Qvx prices, acces: closed", "unknown-field"),
    "of an annex": (SURVEY, "form: report\n", "form: report\naccess: closd\n", "bad-value"),
    "of a recommendation": (PLOT, "title: Qvx plot\n", "title: Qvx plot\nacess: closed\n", "unknown-field"),
    "of an agenda within the agenda": (GROUP, "title: Qvx group\n", "title: Qvx group\nacess: closed\n", "unknown-field"),
    "of its item": (GROUP, "id: path", "id: path, acess: closed", "unknown-field"),
    "of a correction": (CORRECTIONS, "text:", "acess: closed, text:", "unknown-field"),
    "a decision for no item": (MINUTES, "  gate: noted", "  gat: {outcome: noted, access: closed}", "unknown-item"),
    "a decision for no number": (MINUTES, "  gate: noted", "  9: {outcome: noted, access: closed}", "unknown-item"),
    "a heading for no item": (MINUTES, "## 4", "## 7", "unknown-item"),
    "a guest for no item": (AGENDA, "item: plot}", "item: plt}", "unknown-item"),
    "an order with no item": (AGENDA, "order: [1, 3", "order: [1, 5", "unknown-item"),
    "attendance until no item": (MINUTES, "until: gate", "until: gat", "unknown-item"),
    "an item carried from no item": (AGENDA, "2026-03-16/gravel", "2026-03-16/grvel", "unknown-item"),
    "two items of one id": (AGENDA, "id: gate", "id: plot", "duplicate-id"),
    "a title misspelt": (AGENDA, "title: Qvx plot", "titel: Qvx plot", "unknown-field"),
    "items misspelt": (AGENDA, "items:", "itms:", "unknown-field"),
    "an id misspelt": (AGENDA, "id: plot\n", "idd: plot\n", "unknown-field"),
    "no title": (AGENDA, "  - title: Qvx plot\n    id", "  - id", "missing-field"),
    "annexes misspelt": (AGENDA, "annexes:", "anexes:", "unknown-field"),
    "a recommendation misspelt": (AGENDA, "recommendation:", "recomendation:", "unknown-field"),
    "points misspelt": (PLOT, "recommends:", "recommnds:", "unknown-field"),
    "an approval misspelt": (AGENDA, "approves:", "aproves:", "unknown-field"),
    "decisions misspelt": (MINUTES, "decisions:", "decisons:", "unknown-field"),
    "kind of the agenda": (AGENDA, "kind: agenda", "kind: agnda", "unknown-kind"),
    "kind of the minutes": (MINUTES, "kind: minutes", "kind: minuts", "unknown-kind"),
    "an indent": (AGENDA, "    case:", "   case:", "yaml-syntax"),
    "a quote": (MINUTES, "wording: Qvx", "wording: \"Qvx", "yaml-syntax"),
    "an alias": (PLOT, "title: Qvx plot", "title: *qvx", "yaml-feature"),
    "a tab in a nested agenda": (GROUP, "  - {title", "\t- {title", "yaml-syntax"),
    "a line of hyphens among the facts": (AGENDA, "    case:", "---\n    case:", "not-a-document"),
    "no end of the facts": (MINUTES, "---\n## 1", "## 1", "not-a-document"),
    "no beginning of the facts": (MINUTES, "---\nkind", "kind", "not-a-document"),
    "a line before the facts": (AGENDA, "---\nkind", "\n---\nkind", "not-a-document"),
    "Kind:": (AGENDA, "kind: agenda", "Kind: agenda", "unknown-field"),
    "a control character": (MINUTES, "A qvx", "A\x01 qvx", "control-character"),
    "a character that reorders": (AGENDA, "Qvx gate", "Qvx\u202e gate", "bidi-control"),
}


class Unread(Case):
    def setUp(self):
        super().setUp()
        self.fresh()

    def fresh(self):
        shutil.rmtree(self.work / "s", ignore_errors=True)
        for name, text in FILES.items():
            self.write(f"s/{name}", text)

    def edit(self, name, old, new):
        path = self.work / "s" / name
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def findings(self, *options, status=1):
        result = self.referat("check", "s", "--diagnostics", "json", *options)
        self.assert_status(result, status)
        return [json.loads(line) for line in result.stderr.splitlines() if line.startswith(b"{")]

    def table(self, name, *options):
        return json.loads(self.referat("status", "s", "-f", "json", "--table", name, *options).stdout)

    def row(self, meeting=MEETING, *options):
        return next((row for row in self.table("meetings", *options) if row["meeting"] == meeting), None)

    def public(self, status, *options, path="s", out="p"):
        return self.build(path, "-o", out, "--edition", "public", *options, status=status)

    def assert_no_canary(self, folder):
        """In no byte of any file, parts of a workbook and names included."""
        for name, data in files_below(folder).items():
            parts = {name: data}
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(folder / name) as book:
                    parts.update((f"{name}/{part}", book.read(part)) for part in book.namelist())
            for part, text in parts.items():
                self.assertNotIn(CANARY.encode(), text.lower(), part)
                self.assertNotIn(CANARY, part.lower())

    def assert_feeds_nothing(self, status=1):
        """Nothing of the meeting is public, anywhere; the others are built."""
        for name in ("p", "x"):
            shutil.rmtree(self.work / name, ignore_errors=True)
        result = self.public(status)
        self.assertNotIn(CANARY.encode(), result.stderr.lower())
        self.assertNotIn(b"2026-05-11", result.stderr)  # nothing follows from it
        self.assert_no_canary(self.work / "p")
        made = files_below(self.work / "p")
        self.assertEqual([name for name in made if name.startswith(MEETING)], [])
        for other in ("2026-03-16", "2026-05-11"):
            self.assertIn(f"{other}/pack.html", made)
            self.assertIn(f"{other}/".encode(), made["index.html"])
        for form in ("json", "md", "text"):
            told = self.referat("status", "s", "-f", form, "--edition", "public", "--as-of", "2026-08-01")
            self.assert_status(told, status)
            self.assertNotIn(CANARY.encode(), (told.stdout + told.stderr).lower())
        self.assertIsNone(self.row(MEETING, "--edition", "public"))
        self.assert_status(self.referat("export", "s", "-o", "x", "--edition", "public"), status)
        self.assertFalse((self.work / "x").exists())

    # ---- Each mistake ----

    def test_without_a_mistake(self):
        self.assertEqual(self.findings(status=0), [])
        self.public(0)
        self.assertIn(CANARY.encode(), files_below(self.work / "p")[f"{MEETING}/minutes.md"].lower())

    def test_each_mistake_is_told_once_and_closes_its_meeting(self):
        for what, (name, old, new, code) in MISTAKES.items():
            with self.subTest(what):
                self.fresh()
                self.edit(name, old, new)
                found = self.findings()
                self.assertEqual([(d["name"], d["file"]) for d in found], [(code, f"s/{name}")])
                self.assert_feeds_nothing()

    def test_a_kind_is_told_where_the_document_is_named(self):
        for name, old, new, place in ((PLOT, "kind: recommendation", "kind: recomendation", AGENDA),
                                      (SURVEY, "kind: annex", "kind: anex", PLOT),
                                      (GROUP, "kind: agenda", "kind: agnda", AGENDA)):
            with self.subTest(name):
                self.fresh()
                self.edit(name, old, new)
                self.assertEqual([(d["name"], d["file"]) for d in self.findings()], [("unknown-kind", f"s/{place}")])
                self.assert_feeds_nothing()

    def test_the_full_edition_says_that_it_is_unread(self):
        for what in ("of an item", "of a decision", "an indent", "kind of the minutes", "a heading for no item"):
            with self.subTest(what):
                self.fresh()
                name, old, new, code = MISTAKES[what]
                self.edit(name, old, new)
                row = self.row()
                self.assertEqual((row.pop("meeting"), row.pop("date"), row.pop("state")), (MEETING, MEETING, "unread"))
                self.assertEqual(set(row.values()), {None}, row)
                self.assertEqual([check["name"] for check in self.table("checks")], [code])
                for table in ("items", "decisions", "actions", "annexes", "schedule", "attendance", "cases", "forward"):
                    rows = [row for row in self.table(table) if MEETING in (row.get("meeting"), row.get("closed_at"))]
                    self.assertEqual(rows, [], table)
                self.assertIsNone(self.row("2026-03-16")["state"])

    # ---- Pages of earlier runs ----

    def test_public_pages_are_withdrawn_and_full_ones_kept(self):
        self.public(0)
        self.build("s", "-o", "f")
        full = files_below(self.work / "f")
        self.edit(*MISTAKES["of a decision"][:3])
        self.assertEqual(self.public(1, "--verify").returncode, 1)
        self.public(1)
        self.assert_no_canary(self.work / "p")
        self.assertFalse((self.work / "p" / MEETING).exists())
        self.assertNotIn(MEETING, (self.work / "p/.referat-public").read_text(encoding="utf-8"))
        self.build("s", "-o", "f", status=1)
        after = files_below(self.work / "f")
        self.assertEqual({name for name in full if name.startswith(MEETING)},
                         {name for name in full if name.startswith(MEETING) and after.get(name) == full[name]})
        self.edit(MISTAKES["of a decision"][0], "acess: closed, ", "")
        self.public(0)
        self.assertIn(f"{MEETING}/pack.html", files_below(self.work / "p"))
        self.build("s", "-o", "f")
        self.assertEqual(files_below(self.work / "f"), full)

    def test_one_meeting_alone_is_withdrawn(self):
        self.public(0)
        before = files_below(self.work / "p")
        self.edit(*MISTAKES["of a decision"][:3])
        self.public(1, path=f"s/{MEETING}")
        after = files_below(self.work / "p")
        self.assertEqual([name for name in after if name.startswith(MEETING)], [])
        for name in before:
            if name.startswith(("2026-03-16", "2026-05-11")):
                self.assertEqual(after[name], before[name])

    def test_an_error_that_hides_nothing_keeps_the_pages(self):
        self.public(0)
        before = files_below(self.work / "p")
        self.edit("2026-05-11/agenda.md", "approves: 2026-04-13", "approves: 2026-09-13")
        self.public(1)
        after = files_below(self.work / "p")
        for name in before:
            if name.startswith("2026"):
                self.assertEqual(after[name], before[name])

    def test_pages_that_do_not_show_what_is_closed_now_go(self):
        """Though nothing hides it: the words of a part that was closed since may be too short to be found."""
        closed = [("item", "2026-05-11/agenda.md", "title: The plot again", "title: The plot again, access: closed"),
                  ("item, renamed", "2026-05-11/agenda.md", "title: The plot again,", "title: Roof, access: closed,"),
                  ("decision", "2026-05-11/minutes.md", "3: noted", "3: {outcome: noted, access: closed}"),
                  ("annex", "2026-05-11/agenda.md", "lot.txt]", "{file: lot.txt, access: closed}]"),
                  ("meeting", "2026-05-11/agenda.md", "date: 2026-05-11", "date: 2026-05-11\naccess: closed")]
        for what, name, old, new in closed:
            for mode in ("number", "omit", "title"):
                with self.subTest(what, mode=mode):
                    self.fresh()
                    shutil.rmtree(self.work / "p", ignore_errors=True)
                    self.write("s/referat.yaml", FILES["referat.yaml"] + f"closed_items: {mode}\n")
                    self.write("s/2026-05-11/lot.txt", "a\n")
                    self.edit("2026-05-11/agenda.md", "type: decision}", "type: decision, annexes: [lot.txt]}")
                    self.public(0)
                    self.edit(name, old, new)
                    self.edit("2026-05-11/minutes.md", "  call: due", "  2026-03-16/1/9: done\n  call: due")  # unknown-action
                    result = self.public(1)
                    gone = not (self.work / "p/2026-05-11").exists()
                    self.assertTrue(gone, result.stderr)

    def test_pages_that_show_what_is_closed_stay(self):
        self.edit("2026-05-11/agenda.md", "title: The plot again", "title: The plot again, access: closed, public_title: A plot")
        self.write("s/2026-05-11/lot.txt", "a\n")
        self.edit("2026-05-11/agenda.md", "type: decision}", "type: decision, annexes: [{file: lot.txt, access: closed}]}")
        for mode in ("number", "omit", "title"):
            for old, new in (("approves: 2026-04-13", "approves: 2026-09-13"), ("title: Gravel", "title: Road and ditch")):
                with self.subTest(mode=mode, new=new):
                    shutil.rmtree(self.work / "p", ignore_errors=True)
                    self.write("s/referat.yaml", FILES["referat.yaml"] + f"closed_items: {mode}\n")
                    self.public(0)
                    before = files_below(self.work / "p/2026-05-11")
                    self.edit("2026-05-11/agenda.md", old, new)
                    self.edit("2026-05-11/minutes.md", "  call: due", "  2026-03-16/1/9: done\n  call: due")
                    self.public(1)
                    self.assertEqual(files_below(self.work / "p/2026-05-11"), before)
                    self.edit("2026-05-11/agenda.md", new, old)
                    self.edit("2026-05-11/minutes.md", "  2026-03-16/1/9: done\n  call: due", "  call: due")

    # ---- The settings ----

    def test_settings_that_cannot_be_read_publish_nothing(self):
        self.public(0)
        for line in ("acess: closed\n", "access: closed\naccess: open\n", "closed_items: numbr\n", "units: [x\n"):
            with self.subTest(line):
                self.fresh()
                self.public(0)
                self.write("s/referat.yaml", FILES["referat.yaml"] + line)
                self.public(1)
                self.assertEqual(set(files_below(self.work / "p")) - {".referat-public"}, set())
                told = self.referat("status", "s", "-f", "json", "--edition", "public")
                self.assert_status(told, 1)
                self.assertEqual(told.stdout, b"")
                self.assert_status(self.referat("export", "s", "-o", "x", "--edition", "public"), 1)
                self.assertFalse((self.work / "x").exists())

    def test_an_error_of_the_series_that_hides_nothing_keeps_all(self):
        self.public(0)
        before = files_below(self.work / "p")
        self.write("s/out/.referat-full", (self.work / "p/.referat-public").read_bytes())
        self.write("s/out/agenda.md", FILES["2026-03-16/agenda.md"])  # marked-sources
        self.public(1)
        self.assertEqual(files_below(self.work / "p"), before)

    def test_what_cannot_be_opened(self):
        """The exit status is that of its error; the other meetings are built."""
        outside = self.write("apart/elsewhere.md", FILES[MINUTES])
        places = {
            4: [lambda path: path.write_bytes(b"#" * (5 << 20)), lambda path: path.symlink_to(outside), os.mkfifo],
            3: [lambda path: path.symlink_to("gone.md")],
            1: [os.mkdir],
        }
        for status, makers in places.items():
            for number, make in enumerate(makers):
                for name in (AGENDA, MINUTES):
                    with self.subTest(status=status, number=number, name=name):
                        self.fresh()
                        (self.work / "s" / name).unlink()
                        make(self.work / "s" / name)
                        self.assertEqual(len(self.findings(status=status)), 1)
                        self.assert_feeds_nothing(status)
                        self.assertEqual(self.row()["state"], "unread")

    def test_other_series_are_published(self):
        for name, text in FILES.items():
            self.write(f"all/a/{name}", text)
            self.write(f"all/b/{name}", text.replace("Vejlauget", "Badelauget"))
        self.public(0, path="all")
        self.write("all/a/referat.yaml", FILES["referat.yaml"] + "acess: closed\n")
        self.public(1, path="all")
        made = files_below(self.work / "p")
        self.assertEqual([name for name in made if name.startswith("a/")], [])
        self.assertIn(f"b/{MEETING}/pack.html", made)
        self.assertNotIn(b"Vejlauget", made["index.html"])

    def test_no_setting_opens_it(self):
        checks = "checks: {unknown-field: off, bad-value: note, duplicate-field: warning, unknown-item: off}\n"
        for what in ("of an item", "of an item, twice", "of an item, no such word", "a decision for no item"):
            with self.subTest(what):
                self.fresh()
                self.edit(*MISTAKES[what][:3])
                self.write("s/referat.yaml", FILES["referat.yaml"] + checks)
                self.assert_feeds_nothing()
                self.assertIn(self.referat("check", "s").returncode, (0, 1))

    # ---- What other meetings say ----

    def test_the_whole_folder_cannot_be_read(self):
        for name in (AGENDA, MINUTES):
            self.edit(name, "kind:", "kind: x")
        self.assertEqual({d["name"] for d in self.findings()}, {"unknown-kind"})
        self.assert_feeds_nothing()
        self.assertEqual(self.row()["state"], "unread")

    def test_an_action_of_a_read_meeting_is_judged(self):
        self.edit(*MISTAKES["of a decision"][:3])
        self.edit("2026-05-11/minutes.md", "  call:", "  2026-03-16/1/9: done\n  call:")
        self.assertEqual([d["name"] for d in self.findings()], ["unknown-field", "unknown-action"])

    def test_agendas_below_it_are_no_meetings_of_their_own(self):
        """The agenda that names them, and may close them, says nothing."""
        self.edit(AGENDA, "group/agenda.md", "{file: group/agenda.md, access: closed}")
        self.edit(*MISTAKES["an indent"][:3])
        self.assert_feeds_nothing()

    def test_an_annex_that_is_named_wrongly(self):
        """The agenda that is meant is no meeting of its own: it may be closed."""
        self.edit(AGENDA, "group/agenda.md", "{file: group/agnda.md, access: closed}")
        self.assertEqual([(d["name"], d["file"]) for d in self.findings()],
                         [("missing-file", f"s/{AGENDA}"), ("unused-document", f"s/{GROUP}")])
        self.public(1)
        made = files_below(self.work / "p")
        self.assertEqual([name for name in made if "group" in name or b"Qvx group" in made[name] or b"Qvx path" in made[name]], [])

    def test_files_that_are_no_documents(self):
        for name in (AGENDA, MINUTES, PLOT, SURVEY, GROUP):
            for data in (b"", b"\n\n", FILES[name].encode("utf-16"), b"PK\x03\x04" + b"\0" * 40, b"{\\rtf1 Qvx}", b"Qvx\n"):
                with self.subTest(name, data=data[:10]):
                    self.fresh()
                    self.write(f"s/{name}", data)
                    found = self.findings()
                    self.assertEqual([(d["name"], d["file"]) for d in found], [("not-a-document", f"s/{name}")])
                    self.assert_feeds_nothing()

    def test_two_of_a_kind(self):
        for name in (AGENDA, MINUTES):
            for copy in (name.replace(".md", " - copy.md"), name.replace("2026-04-13/", "2026-04-13/0 ")):
                with self.subTest(copy):
                    self.fresh()
                    self.write(f"s/{copy}", FILES[name].replace("kind: ", "access: closed\nkind: "))
                    found = self.findings()
                    self.assertEqual([d["name"] for d in found], ["two-documents"])
                    self.assertIn(copy.rpartition("/")[2], found[0]["message"])
                    self.assertIn(name.rpartition("/")[2], found[0]["message"])
                    self.assert_feeds_nothing()

    # ---- Any damage ----

    CLOSED = {AGENDA: (("case: QVX-1", "access: closed"), ("id: gate,", "id: gate, access: closed,"),
                       ("item: plot}", "item: plot}  # for the plot")),
              CORRECTIONS: (("text:", "access: closed, text:"),)}

    def damage(self, chance, data):
        """A slip of the keyboard, or a file that was cut; whole lines that are gone may say anything."""
        at = chance.randrange(len(data) - 1)
        kind = chance.randrange(6)
        if kind == 0:
            return data[:at] + bytes([chance.choice(b" \n\t:-{}[]\"',aezAEZ09|>&*!%@`\x00\x80\xc3")]) + data[at + 1:]
        if kind == 1:
            return data[:at] + data[at + 1:]
        if kind == 2:
            return data[:at] + bytes([chance.choice(b" \n\t:-{}[]\"',ae09\xff")]) + data[at:]
        if kind == 3:
            return data[:at]
        if kind == 4:
            return data[:at] + data[at + 1:at + 2] + data[at:at + 1] + data[at + 2:]
        at = max(data.find(b"access"), 0) + chance.randrange(14)
        return data[:at] + bytes([chance.choice(b"abcdefghijklmnopqrstuvwxyz:_- ")]) + data[at + 1:]

    def test_any_damage(self):
        """Everything that has the canary is closed: whatever slips in any document, nothing of it is published."""
        chance = random.Random(int(os.environ.get("REFERAT_SEED", "1")))
        rounds = 2000 if os.environ.get("REFERAT_LONG") else 12 if IS_SANITIZED else 80
        for name, edits in self.CLOSED.items():
            for old, new in edits:
                self.edit(name, old, new)
        self.edit("2026-05-11/minutes.md", "  call: due 2026-07-01\n", "")
        self.edit("2026-05-11/agenda.md", ', text: "See [that meeting](../2026-04-13/minutes.md)."', "")
        self.public(0)
        self.assert_no_canary(self.work / "p")
        whole = {name: (self.work / "s" / name).read_bytes()
                 for name in (AGENDA, MINUTES, PLOT, SURVEY, GROUP, CORRECTIONS, "referat.yaml")}
        for number in range(rounds):
            name = chance.choice(sorted(whole))
            data = self.damage(chance, whole[name])
            lines = [line for line in whole[name].split(b"\n") if line.startswith((b"## ", b"      - group"))]
            if any(line not in data for line in lines):
                continue  # the text stands under another item, or the agenda within is a meeting of its own
            self.write(f"s/{name}", data)
            with self.subTest(number=number, name=name):
                result = self.referat("build", "s", "-o", "p", "--edition", "public", "-f", "html,md")
                self.assertNotIn(CANARY.encode(), result.stderr.lower())
                self.assert_no_canary(self.work / "p")
            self.write(f"s/{name}", whole[name])

    # ---- The same, however it is built ----

    def test_incremental_builds_are_as_full_ones(self):
        steps = [MISTAKES[what] for what in ("of a decision", "an indent", "kind of the minutes", "a decision for no item",
                                             "an item carried from no item", "two items of one id")]
        self.build("s", "-o", "i")
        for number, (name, old, new, _) in enumerate(steps):
            for turn in (lambda: self.edit(name, old, new), lambda: self.edit(name, new, old)):
                turn()
                ours, full = (self.referat("build", "s", "-o", out) for out in ("i", f"full{number}"))
                self.assertEqual((ours.returncode, said(ours)), (full.returncode, said(full)))
                made, there = files_below(self.work / f"full{number}"), files_below(self.work / "i")
                self.assertEqual([path for path in made if there.get(path) != made[path]], [])
                shutil.rmtree(self.work / f"full{number}")

    def test_the_yaml_spelling_says_no_more(self):
        for name in (AGENDA, MINUTES):
            path = self.work / "s" / name
            facts, body = path.read_text(encoding="utf-8").split("---\n")[1:]
            path.with_suffix(".yaml").write_text(f"---\n{body}---\n{facts}" if body.strip() else facts, encoding="utf-8")
            path.unlink()
        self.assertEqual(self.findings(status=0), [])
        for what in ("of an item", "of an item, twice", "of a decision", "a decision for no item", "a heading for no item"):
            with self.subTest(what):
                name, old, new, code = MISTAKES[what]
                name = name.replace(".md", ".yaml")
                self.edit(name, old, new)
                self.assertEqual([(d["name"], d["file"]) for d in self.findings()], [(code, f"s/{name}")])
                self.assert_feeds_nothing()
                self.edit(name, new, old)


if __name__ == "__main__":
    unittest.main()
