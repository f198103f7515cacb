"""What the next meetings make of a matter: several pending at once, carried over twice, returned, opened again; ties in their order."""
import csv
import io
import unittest

from support import Case, files_below

SETTINGS = """\
series: Grundejerforeningen
body: Grundejerforeningen Lyngen
language: en
follow_up: true
checks: {never-approved: off, missing-minutes: off, missing-decision: off}
"""
PRESENT = "present: [Asta Juhl, Bent Krog]\n"


class FollowUps(Case):
    def setUp(self):
        super().setUp()
        self.write("serie/referat.yaml", SETTINGS)

    def meeting(self, day, items, decisions, body="", facts="", time="time: 10:00-12:00\n", present=PRESENT):
        """items and decisions are lines of YAML each."""
        listed = "".join(f"  - {{{item}}}\n" for item in items)
        decided = "".join(f"  {decision}\n" for decision in decisions)
        self.write(f"serie/{day}/agenda.md", f"---\nkind: agenda\ndate: {day}\n{time}items:\n{listed}---\n")
        self.write(f"serie/{day}/minutes.md", f"---\nkind: minutes\nmeeting: {day}\n{present}{facts}"
                   + (f"decisions:\n{decided}" if decided else "") + f"---\n{body}")

    def table(self, name, *options):
        """The rows of a table, by the heads of its columns."""
        result = self.referat("status", "serie", "--table", name, "-f", "csv", "--as-of", "2026-06-01", *options)
        self.assert_status(result, 0)
        rows = csv.DictReader(io.StringIO(result.stdout.decode("utf-8-sig"), newline=""), delimiter=";")
        return list(rows), result.stderr.decode()

    def matters(self, *options):
        """Title -> where it came back, of what was put off or carried over."""
        rows, _ = self.table("forward", *options)
        return {row["Title"]: row["Came back at"] for row in rows}

    def test_a_meeting_alone_knows_the_actions_of_all_before(self):
        """Built alone it has the pages that it has with the others, whichever of them the action is of."""
        days = ("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23")
        for follow_up in ("true", "false"):
            self.write("serie/referat.yaml", SETTINGS.replace("follow_up: true", f"follow_up: {follow_up}"))
            for number in range(3):
                for day in days[:-1]:
                    action = f"\n- [ ] @Asta writes letter {number} id:letter\n" if day == days[number] else ""
                    self.meeting(day, ["title: Fence"], ["1: noted"], f"## 1\nTalk.\n{action}")
                self.meeting(days[-1], ["title: Fence"], ["1: noted"], "## 1\nTalk.\n", "actions: {letter: done}\n")
                self.build("serie", "-o", f"all-{follow_up}-{number}", "-f", "md")
                self.build(f"serie/{days[-1]}", "-o", f"one-{follow_up}-{number}", "-f", "md")
                whole, one = ({name: data for name, data in files_below(self.work / f"{way}-{follow_up}-{number}").items() if name.startswith(days[-1])}
                              for way in ("all", "one"))
                with self.subTest(follow_up=follow_up, number=number):
                    self.assertEqual(one, whole)
                    self.assertIn(f"letter {number}".encode(), whole[f"{days[-1]}/pack.md"])

    def test_ids_of_earlier_meetings_are_told_wherever_they_stand(self):
        self.meeting("2026-03-02", ["title: Fence"], ["1: noted"], "## 1\nTalk.\n\n- [ ] @Asta writes id:letter\n- [ ] @Asta calls id:call\n")
        for ids, count in ((("a", "b", "c"), 0), (("letter", "a", "b"), 1), (("a", "letter", "b"), 1), (("a", "b", "letter"), 1), (("call", "a", "letter"), 2)):
            with self.subTest(ids=ids):
                self.meeting("2026-03-09", ["title: Swing"], ["1: noted"],
                             "## 1\nTalk.\n\n- [ ] @Asta sings\n" + "".join(f"- [ ] @Asta does {each} id:{each}\n" for each in ids))
                self.assertEqual(self.referat("check", "serie").stderr.count(b": error: an action of '2026-03-02' has the id "), count)

    # ---- Several matters ----

    def write_three(self):
        self.meeting("2026-03-02", ["title: Fence", "title: Swing", "title: Bench"],
                     ["1: postponed", "2: postponed", "3: not reached"])

    def test_one_of_three_comes_back(self):
        self.write_three()
        self.assertEqual(self.matters(), {"Fence": "awaited", "Swing": "awaited", "Bench": "awaited"})
        self.meeting("2026-03-09", ["title: Swings again, carried_from: 2026-03-02/2"], ["1: adopted"])
        self.assertEqual(self.matters(), {"Fence": "awaited", "Swing": "2026-03-09/1", "Bench": "awaited"})
        self.assertEqual(self.matters("--open"), {"Fence": "awaited", "Bench": "awaited"})
        rows, _ = self.table("items", "--open")
        self.assertEqual([row["Title"] for row in rows], ["Fence", "Bench"])

    def test_one_meeting_has_its_own_alone(self):
        """What a secretary needs to see of a meeting: its matters, whatever is pending before and behind it."""
        for day, title in (("2026-03-02", "Fence"), ("2026-03-09", "Swing"), ("2026-03-16", "Bench")):
            self.meeting(day, [f"title: {title}"], ["1: postponed"])
        for day, title in (("2026-03-02", "Fence"), ("2026-03-09", "Swing"), ("2026-03-16", "Bench")):
            said = self.referat("status", f"serie/{day}", "--as-of", "2026-06-01").stdout.decode()
            self.assertEqual([name for name in ("Fence", "Swing", "Bench") if name in said], [title], said)

    def test_news_of_no_action_hide_no_others(self):
        """An action that nobody knows is an error; what the minutes say of the next one holds."""
        self.meeting("2026-03-02", ["title: Fence"], ["1: adopted"], "## 1\n- [ ] @\"Asta Juhl\" paint due:2026-05-01\n")
        self.meeting("2026-03-09", ["title: Swing"], ["1: adopted"], facts="actions:\n  2026-03-02/1/7: done\n  2026-03-02/1/1: done\n")
        result = self.referat("status", "serie", "--table", "actions", "-f", "csv", "--as-of", "2026-06-01")
        self.assert_status(result, 1)
        self.assertIn(b"[unknown-action]", result.stderr)
        row, = csv.DictReader(io.StringIO(result.stdout.decode("utf-8-sig"), newline=""), delimiter=";")
        self.assertEqual((row["Action"], row["Status"]), ("paint", "done"))

    def test_a_case_brings_back_its_own_alone(self):
        self.meeting("2026-03-02", ["title: Fence, case: 26-1", "title: Swing, case: 26-2", "title: Bench"],
                     ["1: postponed", "2: postponed", "3: postponed"])
        self.meeting("2026-03-09", ["title: The swing, case: 26-2", "title: Another"], ["1: adopted", "2: noted"])
        self.assertEqual(self.matters(), {"Fence": "awaited", "Swing": "2026-03-09/1", "Bench": "awaited"})

    def test_brought_back_twice(self):
        """It came back where it came back first."""
        self.write_three()
        self.meeting("2026-03-09", ["title: Swings, carried_from: 2026-03-02/2"], ["1: adopted"])
        self.meeting("2026-03-16", ["title: Swings once more, carried_from: 2026-03-02/2"], ["1: noted"])
        self.assertEqual(self.matters()["Swing"], "2026-03-09/1")

    def test_put_off_again(self):
        """Each time is a matter of its own."""
        self.write_three()
        self.meeting("2026-03-09", ["title: Swings later, carried_from: 2026-03-02/2"], ["1: postponed"])
        self.assertEqual(self.matters(), {"Fence": "awaited", "Swing": "2026-03-09/1", "Bench": "awaited", "Swings later": "awaited"})
        self.meeting("2026-03-16", ["title: Now, carried_from: 2026-03-09/1"], ["1: adopted"])
        self.assertEqual(self.matters("--open"), {"Fence": "awaited", "Bench": "awaited"})

    def test_two_come_back_at_one_meeting(self):
        self.write_three()
        self.meeting("2026-03-09", ["title: B, carried_from: 2026-03-02/3", "title: F, carried_from: 2026-03-02/1"], ["1: adopted", "2: noted"])
        self.assertEqual(self.matters(), {"Fence": "2026-03-09/2", "Swing": "awaited", "Bench": "2026-03-09/1"})

    def test_a_sibling_is_not_brought(self):
        """A promise for a meeting is kept by the item that names it, not by another of the same meeting."""
        self.write("serie/2026-03-02/agenda.md", "---\nkind: agenda\ndate: 2026-03-02\nitems: [{title: Fence}, {title: Swing}]\n---\n")
        self.write("serie/2026-03-02/minutes.md", f"---\nkind: minutes\nmeeting: 2026-03-02\n{PRESENT}decisions:\n"
                   "  1: {outcome: postponed, to: 2026-03-09}\n  2: {outcome: postponed, to: 2026-03-09}\n---\n")
        self.meeting("2026-03-09", ["title: Fence, carried_from: 2026-03-02/1"], ["1: adopted"])
        said = self.referat("check", "serie").stderr.decode()
        self.assertEqual(said.count("[not-carried]"), 1, said)
        self.assertIn("item 2", said.partition("[not-carried]")[0].splitlines()[-1])

    # ---- What may be carried over ----

    def test_each_outcome(self):
        """What was left over may be brought back, and nothing that was settled; the guard of each outcome counts."""
        for outcome, is_left in (("postponed", True), ("not reached", True), ("returned", True), ("dropped", True), ("adopted", False),
                                 ("rejected", False), ("noted", False)):
            with self.subTest(outcome=outcome):
                self.meeting("2026-03-02", ["title: Fence"], [f"1: {outcome}"])
                self.meeting("2026-03-09", ["title: Fence, carried_from: 2026-03-02/1"], ["1: adopted"])
                said = self.referat("check", "serie").stderr.decode()
                self.assertEqual("[bad-carry]" not in said, is_left, said)

    # ---- Actions ----

    def test_opened_again(self):
        """Then it was not closed at any meeting."""
        self.meeting("2026-03-02", ["title: Fence"], ["1: adopted"],
                     "## 1\n- [ ] @\"Asta Juhl\" gets a quote due:2026-05-01 id:quote\n- [ ] @\"Bent Krog\" measures due:2026-05-02 id:tape\n")
        self.meeting("2026-03-09", ["title: Fence"], ["1: noted"], facts="actions: {quote: {status: done}, tape: {status: done}}\n")
        closed = {row["Id"]: (row["Status"], row["Closed at"]) for row in self.table("actions")[0]}
        self.assertEqual(closed, {"quote": ("done", "2026-03-09"), "tape": ("done", "2026-03-09")})
        self.meeting("2026-03-16", ["title: Fence"], ["1: noted"], facts="actions: {quote: {status: open}}\n")
        opened = {row["Id"]: (row["Status"], row["Closed at"]) for row in self.table("actions")[0]}
        self.assertEqual(opened, {"quote": ("open", ""), "tape": ("done", "2026-03-09")})
        self.assertEqual([row["Id"] for row in self.table("actions", "--open")[0]], ["quote"])
        self.meeting("2026-03-23", ["title: Fence"], ["1: noted"], facts="actions: {quote: {status: done}}\n")
        self.assertEqual([row["Closed at"] for row in self.table("actions")[0]], ["2026-03-23", "2026-03-09"])

    def test_the_day_of_a_deadline(self):
        """Overdue is what was due before today."""
        self.meeting("2026-03-02", ["title: Fence"], ["1: adopted"], "## 1\n- [ ] @\"Asta Juhl\" gets a quote due:2026-05-01 id:quote\n")
        for today, days in (("2026-04-30", ""), ("2026-05-01", ""), ("2026-05-02", "1"), ("2026-06-01", "31")):
            result = self.referat("status", "serie", "--table", "actions", "-f", "csv", "--as-of", today)
            row = next(csv.DictReader(io.StringIO(result.stdout.decode("utf-8-sig"), newline=""), delimiter=";"))
            self.assertEqual(row["Days overdue"], days, today)

    # ---- Answers ----

    def test_points_without_an_answer_are_open(self):
        self.write("serie/2026-03-02/sag.md", "---\nkind: recommendation\nrecommends: [that a fence be built, that it be red, that it be high]\n---\n")
        self.meeting("2026-03-02", ["title: Fence, type: decision, recommendation: sag.md"],
                     ["1: {outcome: adopted, points: {1: adopted, 3: rejected}}"])
        rows, said = self.table("decisions", "--open")
        self.assertEqual([(row["Recommended point"], row["Outcome"]) for row in rows], [("2", "not answered")])
        self.assertEqual(said.count("[unanswered-point]"), 0, said)
        self.meeting("2026-03-02", ["title: Fence, type: decision, recommendation: sag.md"],
                     ["1: {outcome: adopted, points: {1: adopted, 2: adopted, 3: rejected}}"])
        self.assertEqual(self.table("decisions", "--open")[0], [])

    # ---- Ties ----

    def test_actions_of_one_deadline_stand_in_the_order_of_their_meetings(self):
        tasks = "## 1\n" + "".join(f"- [ ] @\"Asta Juhl\" does {name} due:2026-05-01 id:{name}\n" for name in ("zulu", "alfa", "mike"))
        self.meeting("2026-03-02", ["title: Fence"], ["1: adopted"], tasks)
        self.meeting("2026-03-09", ["title: Swing"], ["1: adopted"], tasks.replace("id:", "id:b-"))
        expected = ["zulu", "alfa", "mike", "b-zulu", "b-alfa", "b-mike"]
        self.assertEqual([row["Id"] for row in self.table("actions", "--open")[0]], expected)
        screen = self.referat("status", "serie", "--as-of", "2026-06-01").stdout.decode()
        self.assertEqual([word for line in screen.splitlines() for word in line.split()[:1] if word in expected], expected)

    def test_items_of_one_case_stand_in_their_order(self):
        self.meeting("2026-03-09", [f"title: Later {name}, case: 26-1" for name in "cab"], [f"{i}: noted" for i in (1, 2, 3)])
        self.meeting("2026-03-02", [f"title: {name}, case: 26-{case}" for name, case in (("z", 1), ("y", 2), ("x", 1), ("w", 1))],
                     [f"{i}: noted" for i in (1, 2, 3, 4)])
        self.assertEqual([(row["Case"], row["Title"]) for row in self.table("cases")[0]],
                         [("26-1", title) for title in ("z", "x", "w", "Later c", "Later a", "Later b")] + [("26-2", "y")])

    def test_actions_of_an_introduction(self):
        """What the minutes say before their first item belongs to no item, and is followed up all the same: in each of two builds."""
        intro = "- [ ] @\"Asta Juhl\" thanks the caterer due:2026-05-01\n\n## 1\n- [ ] @\"Asta Juhl\" paints the fence due:2026-05-01\n"
        self.meeting("2026-03-02", ["title: Fence"], ["1: noted"], intro)
        self.meeting("2026-03-09", ["title: Swing"], ["1: noted"])
        for changed in ("", "\nThe swing is old.\n"):
            with (self.work / "serie/2026-03-09/agenda.md").open("a") as file:
                file.write(changed)
            self.build("serie", "-o", "ud")
            files = files_below(self.work / "ud")
            self.assertIn(b"thanks the caterer", files["2026-03-09/pack.html"])
            self.assertIn(b"paints the fence", files["index.html"])
        self.assertEqual([row["Item"] for row in self.table("actions")[0]], ["0", "1"])

    # ---- Who was there ----

    def test_coming_and_going_at_an_item_without_text(self):
        self.meeting("2026-03-02", ["title: Fence", "title: Swing", "title: Bench"], ["1: noted", "2: noted", "3: noted"],
                     facts="attendance:\n  - {name: Asta Juhl, until: 1}\n  - {name: Bent Krog, from: 2}\n")
        self.build("serie", "-o", "ud", "-f", "md")
        page = files_below(self.work / "ud")["2026-03-02/minutes.md"].decode()
        second = page.partition("## Item 2")[2].partition("## Item 3")[0]
        self.assertIn("Asta Juhl left before item 2.", second)
        self.assertIn("Bent Krog took part from item 2 on.", second)
        self.assertNotRegex(page.partition("## Item 3")[2], "left before|took part from")


if __name__ == "__main__":
    unittest.main()
