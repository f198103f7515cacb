"""What an agenda names as its annex is no meeting, wherever in the series it lies: its folder has no pages of its own, and
whoever asks for it gets those of the meeting that encloses it."""
import shutil
import unittest

from support import Case, files_below, said

SECRET = "Sale of the dredger"
AGENDA = """\
---
kind: agenda
date: {date}
items:
  - title: Opening
  - title: Harbour board
    annexes:
{annexes}
---
"""
BOARD = f"""\
---
kind: agenda
title: Board
date: 2026-03-05
items:
  - title: {SECRET}
---
"""
MINUTES = "---\nkind: minutes\ntitle: Taken as read\n---\n## 1\nTaken as read.\n"
CLOSED = "{file: ../board/agenda.md, access: closed}"


class EnclosedCase(Case):
    def agenda(self, *annexes, day="2026-03-09", folder=None):
        names = "\n".join(f"      - {annex}" for annex in annexes) or "      []"
        self.write(f"yard/{folder or day}/agenda.md", AGENDA.format(date=day, annexes=names))

    def setUp(self):
        super().setUp()
        self.write("yard/referat.yaml", "series: Shipyard\nlanguage: en\nfollow_up: true\n")
        self.agenda("board.csv", day="2026-02-09")
        self.write("yard/2026-02-09/board.csv", "a;b\n")
        self.write("yard/board/agenda.md", BOARD)
        self.agenda(CLOSED)

    def run_build(self, *arguments, path="yard", out="out", status=0):
        return self.build(path, "-o", out, *arguments, status=status)

    def folders(self, out="out"):
        """The meetings that have pages in a destination."""
        return sorted(name.removesuffix("/pack.md") for name in files_below(self.work / out) if name.endswith("/pack.md"))

    def assert_meetings(self, *expected, status=0, edition="full"):
        """Both editions of the whole series, made anew, with any number of workers; expected is of edition."""
        pages = []
        for workers in ("-j1", "-j3"):
            shutil.rmtree(self.work / "fresh", ignore_errors=True)
            result = self.run_build("--edition", edition, "--no-cache", workers, out="fresh", status=status)
            self.assertEqual(list(expected), self.folders("fresh"), result.stderr)
            pages.append(files_below(self.work / "fresh"))
        self.assertEqual(*pages)

    def assert_silent(self, out="out"):
        for name, data in files_below(self.work / out).items():
            self.assertNotIn(b"dredger", data, name)
            self.assertNotIn("board/", name)


class MeetingTest(EnclosedCase):
    def test_a_folder_beside_the_meeting(self):
        self.assert_meetings("2026-02-09", "2026-03-09")
        self.assert_meetings("2026-02-09", "2026-03-09", edition="public")
        self.assert_silent("fresh")
        self.run_build()
        self.assertIn(SECRET, (self.work / "out/2026-03-09/pack.md").read_text(encoding="utf-8"))
        index = (self.work / "out/index.html").read_text(encoding="utf-8")
        self.assertNotIn("board/", index)
        self.assert_status(self.referat("check", "yard"), 0)
        self.assertEqual([], said(self.referat("check", "yard")))
        status = self.referat("status", "yard", "-f", "json")
        self.assertNotIn(b'"board"', status.stdout)
        self.assert_status(self.referat("export", "yard", "-o", "bag", "--edition", "public"), 0)
        self.assert_silent("bag/data")

    def test_asked_for_alone(self):
        for path in ("yard/board", "yard/board/agenda.md"):
            with self.subTest(path=path):
                shutil.rmtree(self.work / "out", ignore_errors=True)
                self.run_build("--edition", "public", path=path)
                self.assertEqual(["2026-03-09"], self.folders())
                self.assert_silent()
                result = self.referat("check", path)
                self.assertEqual((0, []), (result.returncode, said(result)))

    def test_an_open_one(self):
        self.agenda("../board/agenda.md")
        self.assert_meetings("2026-02-09", "2026-03-09", edition="public")
        self.assertIn(SECRET, (self.work / "fresh/2026-03-09/pack.md").read_text(encoding="utf-8"))

    def test_every_spelling(self):
        for annex in ('{access: closed, "file": "\\x2e./board/agenda.md"}', '{access: closed, file: "..\\/board/agenda.md"}',
                      "{access: closed, file: ./../board/../board//agenda.md}", "{access: closed, file: ../2026-03-09/../board/agenda.md}",
                      "{access: closed, file: >-\n          ../board/agenda.md\n        }".replace("{access: closed, file", "access: closed\n        file")
                      .replace("\n        }", "")):
            with self.subTest(annex=annex):
                self.agenda(annex)
                self.assert_meetings("2026-02-09", "2026-03-09", edition="public")
                self.assert_silent("fresh")

    def test_facts_behind_the_first_page(self):
        """The name stands where the quick look at a document ends, and far behind it."""
        for filler in (1, 3900, 3990, 4096, 70000):
            with self.subTest(filler=filler):
                self.agenda(*["none.pdf"] * 0, "{title: " + "x" * filler + "}", CLOSED)
                self.assert_meetings("2026-02-09", "2026-03-09", edition="public")
                self.assert_silent("fresh")

    def test_the_series_own_folder(self):
        shutil.rmtree(self.work / "yard/2026-03-09")
        self.agenda("{file: board/agenda.md, access: closed}", folder=".")
        self.build("yard", "-o", "out", "--edition", "public")
        self.assert_silent()

    def test_named_by_a_recommendation(self):
        self.write("yard/2026-03-09/agenda.md",
                   "---\nkind: agenda\nitems:\n  - {title: Dock, recommendation: ../papers/dock.md, access: closed}\n---\n")
        self.write("yard/papers/dock.md", "---\nkind: recommendation\ntitle: Dock\nrecommends: [that the dock is dredged]\nannexes: [../board/agenda.md, own/agenda.md]\n---\n")
        self.write("yard/papers/own/agenda.md", BOARD)
        self.assert_meetings("2026-02-09", "2026-03-09", edition="public")
        self.assert_silent("fresh")

    def test_enclosed_in_what_is_enclosed(self):
        self.write("yard/board/agenda.md", BOARD.replace(f"title: {SECRET}", f"title: {SECRET}\n    annexes: [../crew/agenda.md, below/agenda.md]"))
        self.write("yard/crew/agenda.md", BOARD)
        self.write("yard/board/below/agenda.md", BOARD)
        self.assert_meetings("2026-02-09", "2026-03-09", edition="public")
        self.assert_silent("fresh")
        self.run_build("--edition", "public", path="yard/crew")
        self.assertEqual(["2026-03-09"], self.folders())

    def test_names_that_count_for_nothing(self):
        """Prose, notes, and what names itself."""
        self.agenda()
        page = self.work / "yard/2026-03-09/agenda.md"
        page.write_text(page.read_text() + "As in [the board's](../board/agenda.md).\n")
        self.write("yard/2026-02-09/mine.md", "---\nkind: notes\nauthor: Ida Bro\nseen: ../board/agenda.md\n---\n")
        self.assert_status(self.referat("build", "yard", "-o", "out"), 1)  # notes are not known yet
        self.assertIn("board", self.folders())
        (self.work / "yard/2026-02-09/mine.md").unlink()
        self.assert_meetings("2026-02-09", "2026-03-09", "board")

    def test_agendas_that_name_each_other(self):
        """Nobody knows which of them is the meeting: both are told so, and nothing vanishes."""
        self.agenda("../board/agenda.md")
        self.write("yard/board/agenda.md", BOARD.replace(f"title: {SECRET}", f"title: {SECRET}\n    annexes: [../2026-03-09/agenda.md]"))
        result = self.referat("check", "yard")
        self.assert_status(result, 1)
        for name in ("board", "2026-03-09"):
            self.assertIn(f"the agenda '{name}/agenda.md' is named as an annex of itself".encode(), result.stderr)
        self.run_build("--edition", "public", status=1)
        self.assertEqual(["2026-02-09"], self.folders())
        self.assert_silent()

    def test_an_agenda_that_names_itself(self):
        self.agenda("../2026-03-09/agenda.md")
        result = self.referat("check", "yard")
        self.assert_status(result, 1)
        self.assertIn(b"is named as an annex of itself", result.stderr)
        self.assertEqual(["2026-02-09", "board"], [] or (self.run_build(status=1), self.folders())[1])

    def test_a_nested_agenda_that_names_its_own_meeting(self):
        self.agenda("group/agenda.md")
        self.write("yard/2026-03-09/group/agenda.md", BOARD.replace(f"title: {SECRET}", f"title: {SECRET}\n    annexes: [../agenda.md]"))
        result = self.referat("check", "yard")
        self.assert_status(result, 1)
        self.assertIn(b"is named as an annex of itself", result.stderr)

    def test_another_spelling_of_letters(self):
        """It is an error, and its meeting says nothing: what it may have closed stays closed."""
        self.agenda("{file: ../Board/agenda.md, access: closed}")
        self.assert_meetings("2026-02-09", edition="public", status=1)
        self.assert_silent("fresh")

    def test_a_mistake_elsewhere_in_the_agenda(self):
        for mistake in ("colour: red\n", "order: [1\n", "title: 'open\n", "place: \x01\n", "\tchair: Ida\n"):
            with self.subTest(mistake=mistake):
                self.agenda(CLOSED, "../board/agenda.md")
                page = self.work / "yard/2026-03-09/agenda.md"
                page.write_text(page.read_text().replace("items:", mistake + "items:", 1))
                self.assert_meetings("2026-02-09", edition="public", status=1)
                self.assert_silent("fresh")


class MinutesTest(EnclosedCase):
    """A folder that holds an agenda or minutes that nothing names is a meeting, whatever else of it is enclosed."""

    def test_minutes_beside_an_agenda_that_is_enclosed(self):
        self.write("yard/board/minutes.md", MINUTES)
        self.agenda("../board/agenda.md")
        self.assert_meetings("2026-02-09", "2026-03-09", "board", edition="public")

    def test_enclosed_as_closed(self):
        """Its own pages show it: there is no public edition, of the series or of that meeting alone."""
        self.write("yard/board/minutes.md", MINUTES)
        for path in ("yard", "yard/board", "yard/2026-03-09"):
            with self.subTest(path=path):
                result = self.run_build("--edition", "public", path=path, status=4)
                self.assertIn(b"[closed-quoted]", result.stderr)
                self.assertNotIn(b"dredger", result.stderr)
                self.assertFalse((self.work / "out").exists())
        self.run_build("--edition", "public", path="yard/2026-02-09")
        self.write("yard/board/agenda.md", BOARD.replace("title: Board", "title: Board\naccess: closed"))
        self.assert_meetings("2026-02-09", "2026-03-09", "board", edition="public")
        self.assert_silent_of_title("fresh")

    def test_enclosed_as_closed_below_the_meeting(self):
        shutil.rmtree(self.work / "yard/board")
        self.agenda("{file: group/agenda.md, access: closed}")
        self.write("yard/2026-03-09/group/agenda.md", BOARD)
        self.assert_meetings("2026-02-09", "2026-03-09", edition="public")
        self.write("yard/2026-03-09/group/minutes.md", MINUTES)
        for path in ("yard", "yard/2026-03-09/group"):
            with self.subTest(path=path):
                self.assertIn(b"[closed-quoted]", self.run_build("--edition", "public", path=path, status=4).stderr)

    def assert_silent_of_title(self, out):
        for name, data in files_below(self.work / out).items():
            self.assertNotIn(b"dredger", data, name)

    def test_minutes_alone(self):
        self.write("yard/board/minutes.md", MINUTES)
        (self.work / "yard/board/agenda.md").unlink()
        self.agenda("{file: ../board/minutes.md, access: closed}")
        self.assert_meetings("2026-02-09", "2026-03-09", edition="public")

    def test_minutes_enclosed_where_they_are_approved(self):
        """Of a meeting that has no agenda here."""
        self.write("yard/2026-03-05/minutes.md", MINUTES)
        self.agenda("../2026-03-05/minutes.md")
        page = self.work / "yard/2026-03-09/agenda.md"
        page.write_text(page.read_text().replace("title: Opening", "title: Minutes\n    type: minutes-approval\n    approves: 2026-03-05"))
        shutil.rmtree(self.work / "yard/board")
        self.assert_meetings("2026-02-09", "2026-03-05", "2026-03-09")


class OverTimeTest(EnclosedCase):
    def assert_as_made_anew(self, *arguments, status=0):
        self.run_build(*arguments, status=status)
        shutil.rmtree(self.work / "fresh", ignore_errors=True)
        self.run_build(*arguments, "--no-cache", out="fresh", status=status)
        self.assertEqual(self.folders("fresh"), [f for f in self.folders() if f in self.folders("fresh")])
        made, fresh = files_below(self.work / "out"), files_below(self.work / "fresh")
        self.assertEqual(fresh, {name: made.get(name) for name in fresh})
        return self.folders("fresh")

    def test_a_change_of_the_agenda_that_names_it(self):
        without = ["2026-02-09", "2026-03-09"]
        self.assertEqual(without, self.assert_as_made_anew())
        for _ in range(2):
            self.agenda()
            self.assertEqual([*without, "board"], self.assert_as_made_anew())
            self.assertIn(b"3 unchanged", self.run_build().stderr)
            self.agenda(CLOSED)
            self.assertEqual(without, self.assert_as_made_anew())
            self.assertIn(b"2 unchanged", self.run_build().stderr)

    def test_a_change_elsewhere(self):
        """What names it is as it was, and not read."""
        self.assert_as_made_anew()
        self.agenda("board.csv", "{title: Not enclosed}", day="2026-02-09")
        self.assertEqual(["2026-02-09", "2026-03-09"], self.assert_as_made_anew())
        self.agenda(day="2026-04-13")  # a folder more
        self.assertEqual(["2026-02-09", "2026-03-09", "2026-04-13"], self.assert_as_made_anew())
        self.agenda("board.csv", day="2026-02-09")
        self.assertEqual(["2026-02-09", "2026-03-09", "2026-04-13"], self.assert_as_made_anew())

    def test_a_change_in_its_folder(self):
        self.write("yard/board/minutes.md", "---\nkind: annex\ntitle: Not minutes\n---\n")
        self.assertEqual(["2026-02-09", "2026-03-09"], self.assert_as_made_anew())
        self.write("yard/board/minutes.md", MINUTES)
        self.assertEqual(["2026-02-09", "2026-03-09", "board"], self.assert_as_made_anew())

    def test_a_name_in_a_nested_agenda(self):
        """The documents below a meeting are as they were with it."""
        self.agenda("group/agenda.md")
        self.write("yard/2026-03-09/group/agenda.md", BOARD.replace(f"title: {SECRET}", "title: Ropes\n    annexes: [../../board/agenda.md]"))
        self.assertEqual(["2026-02-09", "2026-03-09"], self.assert_as_made_anew())
        self.agenda(day="2026-02-09")
        self.assertEqual(["2026-02-09", "2026-03-09"], self.assert_as_made_anew())

    def test_old_public_pages_are_withdrawn(self):
        self.agenda()
        self.run_build("--edition", "public")
        self.assertIn("board", self.folders())
        self.agenda(CLOSED)
        self.run_build("--edition", "public")
        self.assertEqual(["2026-02-09", "2026-03-09"], self.folders())
        self.assert_silent()

    def test_parts_of_a_series(self):
        for day in range(10, 22):
            self.agenda(day=f"2026-04-{day}")
        self.run_build(out="whole")
        for part in range(1, 5):
            self.run_build("--shard", f"{part}/4", out="parts")
        self.assert_status(self.referat("merge", "parts"), 0)
        self.assertEqual(files_below(self.work / "whole"), files_below(self.work / "parts"))


if __name__ == "__main__":
    unittest.main()
