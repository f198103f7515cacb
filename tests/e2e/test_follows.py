"""A series that follows another one, and meetings of other series that a path leads to."""
import json
import os
import shutil
import unittest

import support

PEOPLE = "[Inge Krog, Bo Ravn, Lis Tang]"
OPEN_TASK = "maler bommen"  # of the old series, closed in the new one
LEFT_TASK = "tæller bøjerne"  # never closed
OLD_AGENDA = """\
---
kind: agenda
items:
  - {title: Budget, id: budget}
  - {title: Ny bro, id: bro}
---
"""
OLD_MINUTES = f"""\
---
kind: minutes
present: {PEOPLE}
decisions: {{budget: approved, bro: {{outcome: postponed, to: næste år}}}}
---
## budget
Godkendt.
- [ ] @"Bo Ravn" {OPEN_TASK} due:2027-01-20 id:bom
- [ ] @"Lis Tang" {LEFT_TASK} due:2027-02-20

## bro
Udsat.
"""
NEW_AGENDA = """\
---
kind: agenda
items:
  - {title: Referat, type: minutes-approval, approves: 2026-12-07}
  - {title: Ny bro, carried_from: 2026-12-07/bro}
---
"""
NEW_MINUTES = f"""\
---
kind: minutes
present: {PEOPLE}
decisions: {{1: approved, 2: approved}}
actions: {{bom: done}}
---
## 1
Godkendt.
## 2
Godkendt.
"""
LATER_AGENDA = """\
---
kind: agenda
items: [{title: Nyt}]
---
"""


def settings(title, *lines):
    return "\n".join([f"series: {title}", f"participants: {PEOPLE}", *lines]) + "\n"


class Case(support.Case):
    def write_all(self, files, below="s"):
        for name, text in files.items():
            self.write(f"{below}/{name}", text)

    def write_years(self, **changes):
        """Two years: what the old one leaves goes on in the new one."""
        files = {
            "2026/referat.yaml": settings("Havneudvalget 2026"),
            "2026/2026-12-07/agenda.md": OLD_AGENDA,
            "2026/2026-12-07/minutes.md": OLD_MINUTES,
            "2027/referat.yaml": settings("Havneudvalget 2027", "follows: ../2026"),
            "2027/2027-01-11/agenda.md": NEW_AGENDA,
            "2027/2027-01-11/minutes.md": NEW_MINUTES,
        }
        self.write_all(files)

    def change(self, name, old, new):
        path = self.work / "s" / name
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new), encoding="utf-8")

    def names(self, *paths, command="check", status=None, **options):
        """The findings' names, with their files and lines."""
        result = self.referat(command, *paths, "--diagnostics", "json", **options)
        if status is not None:
            self.assert_status(result, status)
        stream = result.stdout or result.stderr
        found = [json.loads(line) for line in stream.splitlines() if line.startswith(b"{")]
        return [f"{d['name']} {d.get('file', '')}:{d.get('line', 0)}" for d in found]

    def rows(self, table, *paths, **options):
        result = self.referat("status", *paths, "-f", "json", "--table", table, "--as-of", "2027-02-01", **options)
        self.assert_status(result, 0)
        return json.loads(result.stdout)


class Follows(Case):
    def test_minutes_items_and_actions_go_on(self):
        self.write_years()
        self.assertEqual(self.names("s/2027", status=0), [])
        self.assertEqual(self.names("s", status=0), [])
        self.build("s/2027", "-o", "out")
        page = (self.work / "out/2027-01-11/minutes.md").read_text(encoding="utf-8")
        self.assertIn(OPEN_TASK, page)
        agenda = (self.work / "out/2027-01-11/agenda.md").read_text(encoding="utf-8")
        self.assertIn("7. december 2026", agenda)

    def test_open_matters_are_told_with_their_series(self):
        self.write_years()
        found = str(self.rows("actions", "s/2027"))
        self.assertIn(LEFT_TASK, found)
        self.assertIn("Havneudvalget 2026", found)
        self.assertNotIn(OPEN_TASK, found)
        self.assertEqual(str(self.rows("actions", "s/2027", "s/2026")).count(LEFT_TASK), 1)
        self.change("2027/2027-01-11/agenda.md", ", carried_from: 2026-12-07/bro", "")
        self.assertIn("Ny bro", str(self.rows("forward", "s/2027")))

    def test_what_the_new_year_says_shows_in_the_old_years_tables(self):
        self.write_years()
        done = [row for row in self.rows("actions", "s") if OPEN_TASK in str(row)]
        self.assertEqual(len(done), 1)
        self.assertIn("done", str(done))
        self.assertIn("2027-01-11", str(done))
        alone = [row for row in self.rows("actions", "s/2026") if OPEN_TASK in str(row)]
        self.assertNotIn("done", str(alone))
        self.build("s", "-o", "out")
        self.build("s/2026", "-o", "alone")
        self.assertNotEqual((self.work / "out/2026/status.xlsx").read_bytes(), (self.work / "alone/status.xlsx").read_bytes())

    def test_pages_do_not_depend_on_the_paths(self):
        self.write_years()
        self.build("s", "-o", "both", "-f", "html,md")
        for year in ("2026", "2027"):
            self.build(f"s/{year}", "-o", f"one-{year}", "-f", "html,md")
            for name, page in support.files_below(self.work / f"one-{year}").items():
                if "/" in name:
                    self.assertEqual(page, (self.work / "both" / year / name).read_bytes(), name)

    def test_the_packs_list_what_is_open(self):
        self.write_years()
        self.change("2027/referat.yaml", "follows:", "follow_up: yes\nfollows:")
        self.write("s/2027/2027-02-01/agenda.md", LATER_AGENDA)
        self.build("s/2027", "-o", "out", "-f", "html,md")
        first = (self.work / "out/2027-01-11/pack.md").read_text(encoding="utf-8")
        second = (self.work / "out/2027-02-01/pack.md").read_text(encoding="utf-8")
        for task in (OPEN_TASK, LEFT_TASK, "Ny bro", "Havneudvalget 2026"):
            self.assertIn(task, first)
        self.assertIn(LEFT_TASK, second)
        self.assertNotIn(OPEN_TASK, second.partition("kind")[0].partition("##")[0])
        html = (self.work / "out/2027-01-11/pack.html").read_text(encoding="utf-8")
        self.assertNotIn("../2026", html)
        self.build("s/2027/2027-02-01", "-o", "one", "-f", "html,md")
        self.assertEqual((self.work / "one/2027-02-01/pack.md").read_text(encoding="utf-8"), second)

    def test_a_later_meeting_of_the_old_series_changes_no_page(self):
        self.write_years()
        self.change("2027/referat.yaml", "follows:", "follow_up: yes\nfollows:")
        self.build("s/2027", "-o", "before", "-f", "html,md")
        self.write("s/2026/2027-02-15/agenda.md", LATER_AGENDA)
        self.write("s/2026/2027-02-15/minutes.md", "---\nkind: minutes\npresent: " + PEOPLE +
                   "\nactions: {2026-12-07/budget/2: done}\n---\n## 1\nTalt.\n- [ ] @\"Bo Ravn\" ringer due:2027-03-01\n")
        self.build("s/2027", "-o", "after", "-f", "html,md")
        for name, page in support.files_below(self.work / "before").items():
            if "/" in name:
                self.assertEqual(page, (self.work / "after" / name).read_bytes(), name)

    def test_the_own_meeting_goes_before_one_of_that_name(self):
        self.write_years()
        self.write("s/2027/2026-12-07/agenda.md", "---\nkind: agenda\nitems: [{title: Ekstra, id: ekstra}]\n---\n")
        self.write("s/2027/2026-12-07/minutes.md", f"---\nkind: minutes\npresent: {PEOPLE}\ndecisions: {{1: approved}}\n---\n## 1\nGodkendt.\n")
        found = self.names("s/2027", status=1)
        self.assertEqual([name.split()[0] for name in found], ["unknown-item"])
        self.change("2027/2027-01-11/agenda.md", "carried_from: 2026-12-07/bro", "carried_from: ../../2026/2026-12-07/bro")
        self.assertEqual(self.names("s/2027", status=0), [])

    def test_the_first_meeting_is_asked_which_minutes_it_approves(self):
        self.write_years()
        self.change("2027/2027-01-11/agenda.md", ", approves: 2026-12-07", "")
        result = self.referat("check", "s/2027")
        self.assertIn(b"missing-approves", result.stderr)
        self.assertIn(b"approves: 2026-12-07", result.stderr)

    def test_approved_in_the_next_series_is_approved(self):
        self.write_years()
        self.write("s/2026/2026-12-14/agenda.md", LATER_AGENDA)
        self.write("s/2026/2026-12-14/minutes.md", f"---\nkind: minutes\npresent: {PEOPLE}\n---\n## 1\nSet.\n")
        self.assertIn("never-approved", str(self.names("s/2026")))
        self.assertNotIn("never-approved s/2026/2026-12-07", str(self.names("s")))

    def test_what_was_left_to_a_meeting_here_is_missed(self):
        self.write_years()
        self.change("2026/2026-12-07/minutes.md", "to: næste år", "to: 2027-01-11")
        self.assertEqual(self.names("s", status=0), [])
        self.change("2027/2027-01-11/agenda.md", ", carried_from: 2026-12-07/bro", "")
        self.assertEqual([name.split(":")[0] for name in self.names("s", status=0)],
                         ["not-carried s/2027/2027-01-11/minutes.md"])
        self.assertEqual(self.names("s/2026", status=0), [])

    def test_a_later_action_of_the_old_series_is_none_yet(self):
        self.write_years()
        (self.work / "s/2026/2026-12-07").rename(self.work / "s/2026/2027-03-01")
        found = self.names("s/2027", status=1)
        self.assertEqual(sorted({name.split()[0] for name in found}), ["unknown-action", "unknown-meeting"])

    def test_a_link_to_another_series_is_text(self):
        self.write_years()
        self.change("2027/2027-01-11/minutes.md", "## 2\nGodkendt.", "## 2\nGodkendt, se [sidst](../../2026/2026-12-07/minutes.md) og [her](../../2026/2026-12-07).")
        self.assertEqual(self.names("s/2027", status=0), [])
        self.build("s", "-o", "out", "-f", "html,md")
        page = (self.work / "out/2027/2027-01-11/pack.html").read_text(encoding="utf-8")
        self.assertNotIn("href=\"../", page.partition("sidst")[2][:200])
        self.change("2027/2027-01-11/minutes.md", "12-07)", "12-08)")
        self.assertIn("annex-reference", str(self.names("s/2027")))

    def test_findings_of_the_old_series_are_not_repeated(self):
        self.write_years()
        self.change("2026/2026-12-07/minutes.md", "## bro\n", "## bro\n- [ ] uden ejer\n")
        self.assertIn("action-without-owner", str(self.names("s/2026")))
        self.assertEqual(self.names("s/2027", status=0), [])

    def test_nothing_is_judged_against_an_unread_meeting(self):
        self.write_years()
        self.change("2026/2026-12-07/minutes.md", "present:", "persent:")
        self.assertEqual(self.names("s/2027", status=0), [])
        self.change("2026/referat.yaml", "participants:", "partisipants:")
        self.assertEqual(self.names("s/2027", status=0), [])
        self.build("s/2027", "-o", "out")

    def test_a_mistake_is_one_message(self):
        self.write_years()
        for text, name, status in (
                ("../2062", "unknown-series", 1), (".", "unknown-series", 1), ("../2027", "unknown-series", 1),
                ("../2026/2026-12-07", "unknown-series", 1), ("..", "path-escapes", 4), ("../../u", "path-escapes", 4),
                ("/tmp", "path-escapes", 4), ("2027-01-11", "path-escapes", 4), ("../empty", "unknown-series", 1),
                ("../link", "path-escapes", 4), ("../many", "unknown-series", 1)):
            self.write("s/empty/notes.txt", "x")
            self.write_all({f"{place}/2026-01-05/agenda.md": OLD_AGENDA for place in ("many/a", "many/b")})
            self.write("u/2026-12-07/agenda.md", OLD_AGENDA)
            link = self.work / "s/link"
            if not link.is_symlink():
                link.symlink_to(self.work / "u")
            self.write("s/2027/referat.yaml", settings("Havneudvalget 2027", f"follows: {text}"))
            with self.subTest(text):
                found = self.names("s/2027", status=status)
                self.assertEqual([entry.split()[0] for entry in found], [name])

    def test_the_series_that_is_meant_is_named(self):
        """By a name in the path that is a series' beside this one, or nearly; the cure, typed, is true."""
        self.write_years()
        self.write("s/Havn 2025/2025-03-03/agenda.md", OLD_AGENDA)
        self.write("s/Havn 2025/referat.yaml", settings("Havneudvalget 2025"))
        for path, cure in (("2026", "write follows: ../2026"), ("../2026/2026-12-07", "write follows: ../2026"),
                           ("../2026/referat.yaml", "write follows: ../2026"),
                           ("../serier/2026/", "write follows: ../2026"), (f"{self.work}/s/2026", "write follows: ../2026"),
                           ("../2O26", "did you mean '../2026'?"), ("../havn 2025", "did you mean '../Havn 2025'?"),
                           ("../andet", "as in ../2025"), (".", "as in ../2025"), ("../2027", "as in ../2025")):
            self.write("s/2027/referat.yaml", settings("Havneudvalget 2027", f"follows: {path}"))
            result = self.referat("check", "s/2027", "--diagnostics", "json")
            self.assertIn(cure, json.loads((result.stdout or result.stderr).splitlines()[0])["hint"], path)
        self.write("s/2027/referat.yaml", settings("Havneudvalget 2027", "follows: ../2026"))
        self.assertEqual(self.names("s/2027", status=0), [])

    def test_a_field_that_cannot_be_read_is_one_message(self):
        self.write_years()
        for line, name in (("follows: [../2026]", "bad-value"), ("folows: ../2026", "unknown-field")):
            self.write("s/2027/referat.yaml", settings("Havneudvalget 2027", line))
            with self.subTest(line):
                self.assertEqual([entry.split()[0] for entry in self.names("s/2027", status=1)], [name])
        self.write("s/2027/referat.yaml", settings("Havneudvalget 2027", "follows: none"))
        self.assertIn("unknown-meeting", str(self.names("s/2027", status=1)))

    def test_a_path_may_lead_out_and_in_again(self):
        self.write_years()
        self.write("s/2027/2027-01-04/agenda.md", LATER_AGENDA)
        self.write("s/2027/2027-01-04/minutes.md", f"---\nkind: minutes\npresent: {PEOPLE}\n---\n## 1\nTalt.\n")
        self.change("2027/2027-01-11/agenda.md", "approves: 2026-12-07", "approves: [2026-12-07, ../../2027/2027-01-04]")
        self.assertEqual(self.names("s/2027", status=0), [])
        self.assertEqual(self.names("s/2027/2027-01-11", status=0), [])

    def test_a_link_within_the_folder_is_followed(self):
        self.write_years()
        (self.work / "s/last").symlink_to("2026")
        self.change("2027/referat.yaml", "../2026", "../last")
        self.assertEqual(self.names("s/2027", status=0), [])

    def test_settings_are_read_of_each(self):
        self.write_years()
        self.change("2026/referat.yaml", "series:", "language: en\naccess: closed\nseries:")
        self.change("2026/2026-12-07/minutes.md", "Godkendt.", "Approved.")
        self.change("2027/2027-01-11/agenda.md", "  - {title: Ny bro", "  - {title: Lukket, access: closed}\n  - {title: Ny bro")
        self.change("2027/2027-01-11/minutes.md", "## 2\nGodkendt.", "## 2\nGodkendt.\n## 3\nGodkendt.")
        self.build("s/2027", "-o", "out", "--edition", "public")
        for name, page in support.files_below(self.work / "out").items():
            self.assertNotIn(OPEN_TASK.encode(), page, name)


class Chain(Case):
    def write_chain(self, count, first=2001):
        for year in range(first, first + count):
            line = [f"follows: ../{year - 1}"] if year > first else []
            self.write(f"s/{year}/referat.yaml", settings(f"Udvalget {year}", *line))
            self.write(f"s/{year}/{year}-05-01/agenda.md", LATER_AGENDA)
            task = f"- [ ] @\"Bo Ravn\" rydder {year} id:t{year}\n"
            self.write(f"s/{year}/{year}-05-01/minutes.md", f"---\nkind: minutes\npresent: {PEOPLE}\n---\n## 1\nTalt.\n{task}")

    def test_the_first_years_action_ends_in_the_last(self):
        self.write_chain(4)
        self.change("2004/2004-05-01/minutes.md", "present:", "actions: {t2001: done, t2003: cancelled}\npresent:")
        found = self.names("s/2004", status=0)
        self.assertEqual({name.split()[0] for name in found}, {"action-without-deadline"})
        table = str(self.rows("actions", "s/2004"))
        self.assertNotIn("rydder 2001", table)
        self.assertIn("rydder 2002", table)
        whole = [row for row in self.rows("actions", "s") if "rydder 2001" in str(row)]
        self.assertIn("done", str(whole))

    def test_a_circle_ends(self):
        self.write_chain(3)
        self.change("2001/referat.yaml", "series:", "follows: ../2003\nseries:")
        for year in ("2001", "2002", "2003"):
            found = self.names(f"s/{year}", status=1)
            self.assertEqual([name.split()[0] for name in found if "unknown" in name], ["unknown-series"])

    def test_a_circle_further_back_is_told_where_it_is(self):
        self.write_chain(3)
        self.change("2001/referat.yaml", "series:", "follows: ../2002\nseries:")
        self.assertNotIn("unknown-series", str(self.names("s/2003", status=0)))
        self.assertIn("unknown-series", str(self.names("s/2002", status=1)))

    def test_twenty_are_enough(self):
        self.write_chain(21)
        self.names("s/2020", status=0)
        self.assertIn("limit-exceeded", str(self.names("s/2021", status=4)))


JOINT_AGENDA = """\
---
kind: agenda
items:
  - {title: Dagsorden, type: agenda-approval}
  - {title: Lys på molen, type: decision, case: 27/8}
---
"""
JOINT_MINUTES = f"""\
---
kind: minutes
present: {PEOPLE}
decisions: {{1: approved, 2: approved}}
---
## 1
Godkendt.
## 2
Godkendt.
- [ ] @"Bo Ravn" sætter lamper op due:2027-05-01
"""
OTHER_AGENDA = """\
---
kind: agenda
items:
  - {title: Fælles referat, type: minutes-approval, approves: ../../havn/2027-03-01}
---
"""
OTHER_MINUTES = f"""\
---
kind: minutes
present: {PEOPLE}
decisions: {{1: approved}}
actions:
  ../../havn/2027-03-01/2/1: done
---
## 1
Godkendt.
"""


class Paths(Case):
    def setUp(self):
        super().setUp()
        self.write_all({
            "havn/referat.yaml": settings("Havneudvalget"),
            "havn/2027-03-01/agenda.md": JOINT_AGENDA,
            "havn/2027-03-01/minutes.md": JOINT_MINUTES,
            "vej/referat.yaml": settings("Vejudvalget"),
            "vej/2027-03-01/agenda.md": LATER_AGENDA,
            "vej/2027-04-05/agenda.md": OTHER_AGENDA,
            "vej/2027-04-05/minutes.md": OTHER_MINUTES,
        })

    def test_another_body_approves_and_closes(self):
        self.assertEqual(self.names("s", status=0), [])
        self.assertEqual(self.names("s/vej", status=0), [])
        done = [row for row in self.rows("actions", "s") if "lamper" in str(row)]
        self.assertIn("done", str(done))
        self.build("s/vej", "-o", "out")
        page = (self.work / "out/2027-04-05/minutes.md").read_text(encoding="utf-8")
        self.assertIn("sætter lamper op", page)
        self.assertIn("Havneudvalget", page)
        agenda = (self.work / "out/2027-04-05/agenda.md").read_text(encoding="utf-8")
        self.assertIn("1. marts 2027 (Havneudvalget)", agenda)
        self.assertNotIn("lamper", str(self.rows("actions", "s/vej")))

    def test_nothing_beyond_the_folder(self):
        shutil.copytree(self.work / "s/havn", self.work / "havn")
        self.change("vej/2027-04-05/agenda.md", "../../havn", "../../../havn")
        self.assertIn("unknown-meeting", str(self.names("s/vej", status=1)))
        self.change("vej/2027-04-05/agenda.md", "../../../havn", "../../ud")
        (self.work / "s/ud").symlink_to(self.work / "havn")
        self.assertIn("unknown-meeting", str(self.names("s/vej", status=1)))

    def test_an_items_id_serves_in_an_actions(self):
        self.change("havn/2027-03-01/agenda.md", "Lys på molen,", "Lys på molen, id: lys,")
        self.change("vej/2027-04-05/minutes.md", "01/2/1", "01/lys/1")
        self.assertEqual(self.names("s/vej", status=0), [])
        self.assertIn("done", str([row for row in self.rows("actions", "s") if "lamper" in str(row)]))
        self.write("s/havn/2027-05-03/agenda.md", LATER_AGENDA)
        self.write("s/havn/2027-05-03/minutes.md", f"---\nkind: minutes\npresent: {PEOPLE}\nactions: {{2027-03-01/lys/1: cancelled}}\n---\n## 1\nTalt.\n")
        self.assertNotIn("unknown-action", str(self.names("s/havn")))
        self.assertIn("cancelled", str(self.rows("actions", "s/havn")))
        self.names("s/havn/2027-05-03", status=0)

    def test_each_may_refer_to_the_other(self):
        self.change("havn/2027-03-01/agenda.md", "decision, case", "decision, carried_from: ../../vej/2027-03-01/1, case")
        self.names("s/havn", status=0)
        self.names("s", status=0)

    def test_what_cannot_be_read_is_not_judged(self):
        self.change("havn/2027-03-01/minutes.md", "present:", "persent:")
        self.assertEqual(self.names("s/vej", status=0), [])


class Public(Case):
    SECRETS = ("qzlukket", "qzopgave", "qzid")

    def setUp(self):
        super().setUp()
        self.write_years()
        self.change("2026/2026-12-07/agenda.md", "  - {title: Ny bro, id: bro}",
                    "  - {title: Ny bro, id: bro}\n  - {title: Salg af qzlukket grund, id: qzid, access: closed}")
        self.change("2026/2026-12-07/minutes.md", "## bro", "## qzid\nUdsat.\n- [ ] @\"Bo Ravn\" skriver qzopgave brev due:2027-02-02 id:qzid-a\n\n## bro")
        self.change("2026/2026-12-07/minutes.md", "budget: approved", "budget: approved, qzid: postponed")
        self.change("2027/referat.yaml", "follows:", "follow_up: yes\nfollows:")
        self.change("2027/2027-01-11/agenda.md", "  - {title: Ny bro", "  - {title: Grund, carried_from: 2026-12-07/qzid}\n  - {title: Ny bro")
        self.change("2027/2027-01-11/minutes.md", "actions: {", "actions: {qzid-a: done, ")
        self.change("2027/2027-01-11/minutes.md", "## 2\nGodkendt.", "## 2\nGodkendt.\n## 3\nGodkendt.")

    def secrets_in(self, data):
        return [secret for secret in self.SECRETS if secret.encode() in data.lower()]

    def test_nothing_closed_of_the_other_series_is_shown(self):
        result = self.build("s/2027", "-o", "out", "--edition", "public")
        self.assertEqual(self.secrets_in(result.stderr), [])
        for name, page in support.files_below(self.work / "out").items():
            self.assertEqual(self.secrets_in(page), [], name)
        self.build("s/2027", "-o", "full")
        self.assertEqual(len(self.secrets_in((self.work / "full/2027-01-11/minutes.md").read_bytes())), 2)

    def test_nor_in_tables_and_messages(self):
        for form in ("text", "md", "json"):
            result = self.referat("status", "s/2027", "--edition", "public", "-f", form)
            self.assertEqual(self.secrets_in(result.stdout + result.stderr), [])
        self.change("2027/2027-01-11/agenda.md", "2026-12-07/qzid", "2026-12-07/qzids")
        result = self.referat("build", "s/2027", "-o", "out", "--edition", "public")
        self.assertNotIn(b"qzlukket", (result.stdout + result.stderr).lower())

    def test_a_closed_text_of_the_other_series_is_refused(self):
        self.change("2027/2027-01-11/minutes.md", "## 3\nGodkendt.", "## 3\nSalg af qzlukket grund er i orden.")
        result = self.referat("build", "s/2027", "-o", "out", "--edition", "public")
        self.assert_status(result, 4)
        self.assertEqual(self.secrets_in(result.stderr), [])
        self.assertEqual([name for name, page in support.files_below(self.work / "out").items() if self.secrets_in(page)], [])

    def test_an_open_title_of_that_series_is_no_secret(self):
        self.write("s/2026/2026-12-14/agenda.md", "---\nkind: agenda\nitems: [{title: Salg af qzlukket grund}]\n---\n")
        self.change("2027/2027-01-11/minutes.md", "## 3\nGodkendt.", "## 3\nSalg af qzlukket grund er i orden.")
        self.build("s/2027", "-o", "out", "--edition", "public")

    def test_what_is_closed_changes_no_byte(self):
        self.build("s/2027", "-o", "one", "--edition", "public")
        self.change("2026/2026-12-07/minutes.md", "qzopgave brev", "qzopgave to breve")
        self.change("2026/2026-12-07/agenda.md", "qzlukket grund", "qzlukket gård")
        self.build("s/2027", "-o", "two", "--edition", "public")
        self.assertEqual(support.files_below(self.work / "one"), support.files_below(self.work / "two"))


class Incremental(Case):
    def build_again(self, *paths, status=0):
        """What a build says that it built, and that a fresh one gives the same bytes."""
        result = self.build(*paths, "-o", "out", status=status)
        shutil.rmtree(self.work / "fresh", ignore_errors=True)
        self.build(*paths, "-o", "fresh", "--no-cache", status=status)
        self.assertEqual(support.files_below(self.work / "out"), support.files_below(self.work / "fresh"))
        return result.stderr.decode()

    def test_a_change_in_the_old_series_renews_what_depends_on_it(self):
        self.write_years()
        self.write("s/2027/2027-02-01/agenda.md", LATER_AGENDA)
        self.build("s/2027", "-o", "out")
        self.assertIn("2 unchanged", self.build_again("s/2027"))
        self.change("2026/2026-12-07/minutes.md", OPEN_TASK, "maler bommen rød")
        said = self.build_again("s/2027")
        self.assertIn("1 built", said)
        self.assertIn("rød", (self.work / "out/2027-01-11/minutes.md").read_text(encoding="utf-8"))
        self.change("2026/2026-12-07/minutes.md", "Godkendt.", "Godkendt i dag.")
        self.assertIn("2 unchanged", self.build_again("s/2027"))

    def test_new_meetings_of_the_old_series_are_seen(self):
        self.write_years()
        self.change("2027/referat.yaml", "follows:", "follow_up: yes\nfollows:")
        self.build("s/2027", "-o", "out")
        self.write("s/2026/2026-12-20/agenda.md", LATER_AGENDA)
        self.write("s/2026/2026-12-20/minutes.md", f"---\nkind: minutes\npresent: {PEOPLE}\n---\n## 1\nTalt.\n- [ ] @\"Bo Ravn\" fejer due:2027-03-01\n")
        self.build_again("s/2027")
        self.assertIn("fejer", (self.work / "out/2027-01-11/pack.md").read_text(encoding="utf-8"))

    def test_the_old_years_tables_follow_the_new_year(self):
        self.write_years()
        self.build("s", "-o", "out")
        self.build_again("s")
        self.change("2027/2027-01-11/minutes.md", "bom: done", "bom: cancelled")
        self.build_again("s")

    def test_a_path_is_seen_by_every_process(self):
        self.write_all({"havn/referat.yaml": settings("Havneudvalget"), "havn/2027-03-01/agenda.md": JOINT_AGENDA,
                        "havn/2027-03-01/minutes.md": JOINT_MINUTES, "vej/referat.yaml": settings("Vejudvalget")})
        for day in range(1, 29):
            self.write(f"s/vej/2027-04-{day:02}/agenda.md", OTHER_AGENDA if day == 20 else LATER_AGENDA)
        self.write("s/vej/2027-04-20/minutes.md", OTHER_MINUTES)
        self.build("s/vej", "-o", "out", "-j", "4")
        self.build("s/vej", "-o", "single", "-j", "1")
        self.assertEqual(support.files_below(self.work / "out"), support.files_below(self.work / "single"))
        self.change("havn/2027-03-01/minutes.md", "lamper op", "lygter op")
        self.build_again("s/vej")
        self.assertIn("lygter", (self.work / "out/2027-04-20/minutes.md").read_text(encoding="utf-8"))

    def test_parallel_workers_make_the_same(self):
        self.write_years()
        self.change("2027/referat.yaml", "follows:", "follow_up: yes\nfollows:")
        for day in range(1, 29):
            self.write(f"s/2027/2027-02-{day:02}/agenda.md", LATER_AGENDA)
        self.build("s", "-o", "out", "-j", "4")
        self.build("s", "-o", "single", "-j", "1")
        self.assertEqual(support.files_below(self.work / "out"), support.files_below(self.work / "single"))

    def test_the_depfile_names_the_old_series(self):
        self.write_years()
        self.build("s/2027", "-o", "out", "--depfile", "out.d")
        text = (self.work / "out.d").read_text(encoding="utf-8")
        self.assertIn("s/2026/2026-12-07/minutes.md", text)
        self.assertIn("s/2026/referat.yaml", text)
        os.chdir(self.work / "s/2027")
        self.addCleanup(os.chdir, "/")
        self.build("-o", "../../o", "--depfile", "../../o.d", cwd=self.work / "s/2027")
        self.assertIn("../2026/2026-12-07/minutes.md", (self.work / "o.d").read_text(encoding="utf-8"))


class Merge(Case):
    def merge(self, out):
        for number in (1, 2):
            self.build("s/2027", "-o", f"{out}-{number}", "--shard", f"{number}/2")
        if out == "far":
            (self.work / "s").rename(self.work / "t")
        return self.referat("merge", f"{out}-1", f"{out}-2", "-o", out)

    def test_parts_join_to_the_same(self):
        self.write_years()
        self.write("s/2027/2027-02-01/agenda.md", LATER_AGENDA)
        self.build("s/2027", "-o", "whole")
        self.assert_status(self.merge("near"), 0)
        self.assertEqual(support.files_below(self.work / "near"), support.files_below(self.work / "whole"))
        result = self.merge("far")
        self.assert_status(result, 0)
        self.assertIn(b"the tables lack what '../2026' left open", result.stderr)
        for name, page in support.files_below(self.work / "far").items():
            if "/" in name:
                self.assertEqual(page, (self.work / "whole" / name).read_bytes(), name)


class Writes(Case):
    def test_nothing_is_written_into_the_old_series(self):
        self.write_years()
        before = support.files_below(self.work / "s/2026")
        for place in ("s/2026", "s/2026/2026-12-07", "s"):
            result = self.referat("build", "s/2027", "-o", place)
            self.assert_status(result, 4)
        result = self.referat("status", "s/2027", "-f", "csv", "--table", "actions", "-o", "s/2026/2026-12-07/minutes.md")
        self.assert_status(result, 4)
        result = self.referat("build", "s/2027", "-o", "out", "--depfile", "s/2026/referat.yaml")
        self.assert_status(result, 4)
        self.assertEqual(support.files_below(self.work / "s/2026"), before)


class Bags(Case):
    def test_a_bag_says_what_its_series_follows(self):
        self.write_years()
        one = self.referat("export", "s/2027", "-o", "one")
        self.assert_status(one, 0)
        self.assertIn(b"s/2027: follows ../2026, which is not in this bag", one.stderr)
        both = self.referat("export", "s", "-o", "both")
        self.assert_status(both, 0)
        self.assertNotIn(b"follows", both.stderr)
        for bag in ("one", "both"):
            provenance = json.loads((self.work / bag / "metadata/provenance.json").read_text(encoding="utf-8"))
            self.assertEqual(provenance["series"][-1]["follows"], "../2026")
            self.assertIn("; follows ../2026", (self.work / bag / "bag-info.txt").read_text(encoding="utf-8"))
            self.assert_status(self.referat("verify", bag), 0)


if __name__ == "__main__":
    unittest.main()
