"""Diagnostics as text: place, source line, caret, hint; columns count characters."""
import re
import unittest

from support import Case

LINE = re.compile(r"^(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): "
                  r"(?P<severity>error|warning|note): (?P<message>.+) \[(?P<name>[a-z0-9-]+)\]$")


class Text(Case):
    def findings(self, text, name="agenda.md", status=1):
        """What check says of a series whose first meeting holds only this document."""
        self.write("s/2026-03-02/" + name, text)
        result = self.referat("check", "s")
        self.assert_status(result, status)
        lines = result.stderr.decode().splitlines()
        found = [match.groupdict() | {"below": lines[i + 1:i + 8]}
                 for i, match in enumerate(map(LINE.match, lines)) if match]
        self.assertTrue(found, lines)
        return found

    def test_line_caret_and_hint(self):
        found = self.findings("---\nkind: agenda\nplase: Søbo\nitems: [{title: Et}]\n---\n")
        self.assertEqual(len(found), 1)
        entry = found[0]
        self.assertEqual((entry["line"], entry["column"], entry["severity"], entry["name"]),
                         ("3", "1", "error", "unknown-field"))
        self.assertTrue(entry["file"].endswith("2026-03-02/agenda.md"))
        source, caret = entry["below"][:2]
        self.assertIn("plase: Søbo", source)
        self.assertEqual(caret.index("^"), source.index("plase"))
        self.assertIn("place", "\n".join(entry["below"]))

    def test_columns_count_characters(self):
        found = self.findings("---\nkind: agenda\nitems: [{title: Æøå, typ: x}]\n---\n")
        entry = next(entry for entry in found if entry["name"] == "unknown-field")
        self.assertEqual((entry["line"], entry["column"]), ("3", "22"))

    def test_the_body_keeps_the_lines_of_the_file(self):
        self.write("s/2026-03-02/agenda.md", "---\nkind: agenda\nitems: [{title: Et}]\n---\n")
        found = self.findings("---\nkind: minutes\n---\n\nIndledning.\n\n## 7\nTekst.\n",
                              name="minutes.md")
        entry = next(entry for entry in found if entry["name"] == "unknown-item")
        self.assertEqual(entry["line"], "7")

    def test_all_are_reported_in_order(self):
        found = self.findings("---\nkind: agenda\ndate: 2026-02-30\ntime: 25:00\n"
                              "items: [{title: Et, duration: kort}]\n---\n")
        self.assertEqual([(entry["name"], entry["line"]) for entry in found],
                         [("bad-value", "3"), ("bad-value", "4"), ("bad-value", "5")])

    def test_a_file_is_named_as_the_series_was(self):
        """By the path that was given, whatever sign that ends with, and the file below it."""
        text = "---\nkind: agenda\nx: 1\n---\n"
        signs = [chr(code) for code in range(0x21, 0x7F) if chr(code) not in "./"]
        for sign in signs:
            self.write(f"m/2{sign}/2026-03-02/agenda.md", text)
        paths = {f"m/2{sign}": f"m/2{sign}/" for sign in signs} | {
            "m/20/": "m/20/", "m/20//": "m/20/", "./m/20": "./m/20/", f"{self.work}/m/20": f"{self.work}/m/20/", "m/20/.": "m/20/./"}
        self.assertGreater(len(paths), 90)
        for path, beginning in paths.items():
            with self.subTest(path=path):
                said = self.referat("check", path).stderr.decode()
                self.assertTrue(said.startswith(f"{beginning}2026-03-02/agenda.md:3:1: error: "), said)
        self.assertTrue(self.referat("check", ".", cwd=self.work / "m/20").stderr.startswith(b"2026-03-02/agenda.md:3:1: "))

    def test_messages_have_one_form(self):
        for entry in self.findings("---\nkind: agenda\nx: 1\ny: 2\nkind: agenda\n---\n"):
            self.assertFalse(entry["message"].endswith("."), entry)
            self.assertFalse(entry["message"][0].isupper(), entry)

    def test_bad_utf8_names_its_byte(self):
        found = self.findings(b"---\nkind: agenda\nplace: S\xf8bo\n---\n")
        self.assertEqual((found[0]["name"], found[0]["line"], found[0]["column"]),
                         ("bad-utf8", "3", "9"))


if __name__ == "__main__":
    unittest.main()
