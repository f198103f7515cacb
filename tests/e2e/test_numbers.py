"""Personal numbers in papers made by chance: nearly no false alarm, and none that hides."""
import collections
import html.entities
import json
import unittest

import papers
import support

AGENDA = "---\nkind: agenda\ndate: 2026-03-02\ntime: 16:00-17:00\nitems:\n  - title: Havnen\n    annexes: [{}]\n---\n"
NUMBERS_A_MEETING = 80  # no file has more findings shown than a hundred


class Numbers(support.Case):
    def write_papers(self, folder, text, tables=()):
        """A meeting with a text and annexes; returns the line that the text begins on."""
        names = [f"liste{i}.csv" for i in range(len(tables))]
        for name, table in zip(names, tables):
            self.write(f"havn/{folder}/{name}", "\n".join(table) + "\n")
        agenda = AGENDA.format(", ".join(names))
        self.write(f"havn/{folder}/agenda.md", agenda + "\n".join(text) + "\n")
        return agenda.count("\n") + 1

    def findings(self):
        """Where personal numbers were found: (file, line), as often as there."""
        self.write("havn/referat.yaml", "series: Havnen\n")
        result = self.referat("check", "havn", "--diagnostics", "json")
        found = [json.loads(line) for line in result.stderr.splitlines()]
        self.assertNotIn("limit-exceeded", [d["name"] for d in found])
        return collections.Counter((d["file"].removeprefix("havn/"), d["line"]) for d in found if d["name"] == "cpr-number")

    def test_false_alarms(self):
        """At most one in 10,000 lines."""
        made = papers.Papers(14)
        lines = 0
        for day in range(1, 23):
            text = made.markdown(4_500)
            tables = [made.csv(60, delimiter) for delimiter in ";;;,\t"]
            self.write_papers(f"2026-03-{day:02}", text, tables)
            lines += len(text) + sum(map(len, tables))
        self.assertGreater(lines, 100_000)
        found = self.findings()
        print(f"{found.total()} false alarms in {lines:,} lines")
        self.assertLessEqual(found.total(), lines // 10_000, sorted(found)[:20])

    def test_an_entity_is_its_character(self):
        """What a name between & and ; means decides, not how long the name is: no number is found where none is with the character."""
        made = papers.Papers(16)
        signs = {name: sign for name, sign in sorted(html.entities.html5.items()) if name.endswith(";") and len(sign) == 1 and sign.isprintable()}
        self.assertGreater(len(signs), 1_000)
        found = []
        for text_of in (lambda name: f"&{name}", signs.get):
            expected = {}
            for start in range(0, len(signs), NUMBERS_A_MEETING):
                names = list(signs)[start:start + NUMBERS_A_MEETING]
                text = [line for name in names for line in ("", f"{made.line()}", "", f"Ida 010170{text_of(name)}1234 her")]
                first = self.write_papers(f"m{start // NUMBERS_A_MEETING:03}", text)
                expected |= {(f"m{start // NUMBERS_A_MEETING:03}/agenda.md", first + 4 * i + 3): name for i, name in enumerate(names)}
            places = self.findings()
            found.append({name for place, name in expected.items() if place in places})
        self.assertGreater(len(found[0]), 3)
        self.assertEqual(found[0] - found[1], set())

    def test_every_spelling_is_found(self):
        made = papers.Papers(15)
        kinds = len(list(papers.spellings(*made.number())))
        written = [around.format(list(papers.spellings(*made.number()))[i]) for around in papers.AROUND for i in range(kinds)]
        expected = {}
        for start in range(0, len(written), NUMBERS_A_MEETING):
            folder = f"m{start // NUMBERS_A_MEETING:03}"
            text = []
            for line in written[start:start + NUMBERS_A_MEETING]:
                text += [made.line(), "", line, ""]
            first = self.write_papers(folder, text)
            expected |= {(f"{folder}/agenda.md", first + i): text[i] for i in range(2, len(text), 4)}
        found = self.findings()
        self.assertGreater(len(expected), 1_000)
        self.assertEqual([line for place, line in expected.items() if place not in found], [])
        self.assertLessEqual(len(found) - len(expected), 1, sorted(set(found) - set(expected)))


if __name__ == "__main__":
    unittest.main()
