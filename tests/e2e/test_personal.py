"""Personal numbers: never shown in what the program says, wherever the sources hold them."""
import json
import unittest
import zipfile

import support

NUMBER = "010170-1234"
SPELLINGS = [NUMBER, "0101701234", "010170 1234", "010170\u20131234", "610170-1234", "010170\u00ad1234"]
PIECES = [b"0101701234", b"010170", b"610170", b"1234"]
AGENDA = """\
---
kind: agenda
date: 2026-03-02
time: 16:00-17:00
place: {number}
colour: {number}
participants: [Tove Lykke, "{number}"]
items:
  - title: Klage fra {number}
    type: wrong {number}
    text: "Om {number} <b>nu</b>"
    approves: {number}
    annexes: [bilag/liste.csv, "bilag/{number}.pdf", "bilag/{number} mangler.pdf"]
---
Borgeren {number} <i>skriver</i>, se [brevet](javascript:{number}).

| Navn | {number} |
| --- | --- |
| {number} | ja | for mange |
"""


class Personal(support.Case):
    def write_meeting(self, number):
        series = self.write_series("vand", ())
        self.write("vand/2026-03-02/agenda.md", AGENDA.format(number=number))
        self.write("vand/2026-03-02/bilag/liste.csv", f"navn;nummer\nIda;{number}\n")
        self.write(f"vand/2026-03-02/bilag/{number}.pdf", "%PDF")
        return series

    def assert_masked(self, output):
        for piece in PIECES:
            self.assertNotIn(piece, output, output.decode("utf-8", "replace"))

    def test_no_message_shows_the_number(self):
        for number in SPELLINGS:
            with self.subTest(number=number):
                series = self.write_meeting(number)
                for options in ([], ["--diagnostics", "json"], ["--color", "always"], ["-v"], ["-W"]):
                    for command in (["check"], ["build", "-o", self.work / "out"]):
                        result = self.referat(*command, series, *options)
                        self.assertIn(b"cpr-number", result.stderr)
                        self.assert_masked(result.stderr)
                        self.assert_masked(result.stdout)

    def test_findings_as_a_table_are_masked(self):
        series = self.write_meeting(NUMBER)
        for form in ("text", "md", "csv", "json"):
            result = self.referat("status", series, "--table", "checks", "-f", form, "--as-of", "2026-03-03")
            self.assertIn(b"cpr-number", result.stdout)
            self.assert_masked(result.stdout)

    def test_a_folder_is_masked_in_status(self):
        """In every table and format, wherever a meeting, an action or a file is called by it; links lead there all the same."""
        self.write("vand/referat.yaml", "series: Møder\n")
        self.write(f"vand/{NUMBER}/agenda.md", "---\nkind: agenda\ndate: 2026-03-02\nitems:\n  - {title: Pumpen, id: pumpe, annexes: [a.txt]}\n---\n")
        self.write(f"vand/{NUMBER}/minutes.md", "---\nkind: minutes\npresent: [Ida]\ndecisions: {1: postponed}\n---\n## 1\n- [ ] @Ida ringer\n")
        self.write(f"vand/{NUMBER}/a.txt", "Tal.\n")
        self.write("vand/2026-03-09/agenda.md", f"---\nkind: agenda\ndate: 2026-03-09\nitems:\n  - {{title: Pumpen, carried_from: {NUMBER}/pumpe}}\n"
                   f"  - {{title: Referat, type: minutes-approval, approves: {NUMBER}}}\n---\n")
        self.write("vand/2026-03-09/minutes.md", "---\nkind: minutes\ndecisions: {2: approved}\n"
                   f"actions:\n  - {{id: {NUMBER}/1/1, status: done}}\n---\n## 1\nDrøftet.\n\n## 2\nGodkendt.\n")
        for form in ("text", "md", "csv", "json"):
            for table in (["--open"], *(["--table", name] for name in ("meetings", "items", "decisions", "actions", "annexes", "attendance",
                                                                       "schedule", "matters", "checks", "cases"))):
                result = self.referat("status", "vand", "-f", form, *table, "--as-of", "2026-03-10")
                if b"no table" not in result.stderr:
                    self.assert_masked(result.stdout + result.stderr)
        result = self.referat("status", "vand", "--as-of", "2026-03-10")
        self.assertIn(b"******-****", result.stdout)
        self.referat("status", "vand", "-f", "xlsx", "-o", "status.xlsx")
        with zipfile.ZipFile(self.work / "status.xlsx") as book:
            for name in book.namelist():
                if not name.endswith(".rels"):
                    self.assertNotIn(NUMBER.encode(), book.read(name), name)

    def test_every_place_is_named(self):
        series = self.write_meeting(NUMBER)
        result = self.referat("check", series, "--diagnostics", "json")
        found = [json.loads(line) for line in result.stderr.splitlines()]
        places = {(d["file"].rpartition("/")[2], d["line"]) for d in found if d["name"] == "cpr-number"}
        text = AGENDA.format(number=NUMBER).splitlines()
        expected = {("agenda.md", number) for number, line in enumerate(text, 1) if NUMBER in line}
        self.assertEqual(places, expected | {("liste.csv", 2)})

    def test_a_path_on_the_command_line_is_masked(self):
        result = self.referat("check", f"{NUMBER}.md")
        self.assert_status(result, 3)
        self.assert_masked(result.stderr)

    def test_standard_input(self):
        text = AGENDA.format(number=NUMBER).encode()
        result = self.referat("check", "-", stdin=text)
        self.assertIn(b"[cpr-number]", result.stderr)
        self.assert_masked(result.stderr)

    def test_strict_makes_it_an_error(self):
        series = self.write_series("vand", (2,))
        self.write("vand/2026-03-02/agenda.md", support.AGENDA.format(day=2) + NUMBER + "\n")
        self.assert_status(self.referat("check", series), 0)
        self.assert_status(self.referat("check", series, "-W"), 1)

    def test_a_large_text_annex_is_looked_through_to_its_end(self):
        series = self.write_meeting(NUMBER)
        self.write("vand/2026-03-02/bilag/liste.csv", "Ida;20 10 12 34\n" * 200_000 + f"Per;{NUMBER}\n")
        result = self.referat("check", series)
        self.assertIn(b"liste.csv:200001:5:", result.stderr)
        self.assert_masked(result.stderr)


if __name__ == "__main__":
    unittest.main()
