"""Names that run from right to left are kept to themselves where they stand among others: <bdi> in HTML, U+2068 and U+2069 in Markdown and
in tables for people. Data has them as they are written, and no other page changes by a byte."""
import unittest

import support

ANNA, OMAR = "נועה לוי", "عمر حداد"
OPEN, CLOSE = "\u2068", "\u2069"


class RightToLeft(support.Case):
    def setUp(self):
        super().setUp()
        self.write("s/referat.yaml", f"series: Møder\nparticipants: [{ANNA}, {OMAR}, Tove Lykke, Bo Krag]\n")
        self.write("s/2026-03-02/agenda.md", f"""\
---
kind: agenda
guests: [{{name: {OMAR}, item: 1, title: {ANNA}}}]
items: [{{title: Pumpe, responsible: [{OMAR}, Bo Krag]}}, {{title: Brønd}}]
---
""")
        self.write("s/2026-03-02/minutes.md", f"""\
---
kind: minutes
present: [{ANNA}, {OMAR}, Tove Lykke]
absent: [{{name: Bo Krag, substitute: Åse {OMAR}}}]
attendance: [{{name: {ANNA}, from: 2}}]
decisions:
  1: {{outcome: approved, mover: {OMAR}, votes: {{for: [{OMAR}, Tove Lykke], against: 0}}, dissent: [{{name: {OMAR}, text: Nej}}]}}
  2: {{outcome: noted, disqualified: [{OMAR}, {ANNA}]}}
---
## 1
Godkendt.

- [ ] @{OMAR}, @Tove Lykke ringer i morgen due:2026-05-01
""")

    def test_pages(self):
        self.build("s", "-o", "out", "-f", "html,md")
        for name in ("agenda", "minutes", "pack"):
            page = (self.work / f"out/2026-03-02/{name}.html").read_text(encoding="utf-8")
            text = page[page.index("<body"):]
            for person in (ANNA, OMAR):
                if person in text:
                    self.assertIn(f"<bdi>{person}</bdi>", text, name)
            self.assertEqual(text.count("<bdi>"), text.count("</bdi>"))
            self.assertNotIn("<bdi>Tove", text)
            page = (self.work / f"out/2026-03-02/{name}.md").read_text(encoding="utf-8")
            self.assertEqual(page.count(OPEN), page.count(CLOSE))
        html = (self.work / "out/2026-03-02/minutes.html").read_text(encoding="utf-8")
        markdown = (self.work / "out/2026-03-02/minutes.md").read_text(encoding="utf-8")
        # attendance, mover, votes, dissent, owners, who took no part, who came
        for page, opens, closes in ((html, "<bdi>", "</bdi>"), (markdown, OPEN, CLOSE)):
            for line in (f"{opens}{OMAR}{closes}, Tove Lykke", f"{opens}{OMAR}{closes} og {opens}{ANNA}{closes} deltog ikke",
                         f"{opens}{ANNA}{closes} deltog fra", f"stedfortræder: {opens}Åse {OMAR}{closes}"):
                self.assertIn(line, page)
        self.assertEqual([line for line in markdown.splitlines() if OMAR in line and OPEN not in line], [])

    def test_tables(self):
        said = self.referat("status", "s").stdout.decode()
        self.assertIn(f"{OPEN}{OMAR}{CLOSE}, Tove Lykke", said)
        self.assertIn(f"{OPEN}{OMAR}{CLOSE}, Tove Lykke", self.referat("status", "s", "-f", "md").stdout.decode())
        for form in ("csv", "json"):
            said = self.referat("status", "s", "-f", form, "--table", "actions").stdout.decode()
            self.assertIn(f"{OMAR}, Tove Lykke", said)
            self.assertNotIn(OPEN, said)

    def test_columns_stay_aligned(self):
        lines = [line for line in self.referat("status", "s").stdout.decode().splitlines() if "ringer" in line]
        plain = [line.replace(OPEN, "").replace(CLOSE, "") for line in lines]
        self.assertTrue(plain and all("ringer i morgen" in line for line in plain))

    def test_public(self):
        self.build("s", "-o", "out", "--edition", "public")

    def test_nothing_else_changes(self):
        self.build(support.EXAMPLES, "-o", "out")
        for name, data in support.files_below(self.work / "out").items():
            self.assertNotIn(b"<bdi>", data, name)


if __name__ == "__main__":
    unittest.main()
