"""A field with nothing behind its colon is as one that is not there: somebody has left it for later."""
import collections
import json
import unittest

import fields
import support
from closed_series import Closed

# What asks for one of a few words, for a number, or for a day: it is told where none stands.
TOLD = {"numbering", "voting", "first_number", "points", "due"}
# What closes where nobody has said how far yet.
CLOSES = {"access"}
# What says "none" by being empty: no body where the series has one, nobody of those who always take part, nobody against.
NONE = {("agenda", "body"), ("agenda", "organisation"), ("agenda", "participants"), *(("vote", side) for side in ("for", "against", "abstained", "blank", "invalid", "not_voting", "absent"))}
# What a document must have, in any case.
NEEDED = {"kind", "recommends", "items"}
DOCUMENTS = {
    "agenda": ("agenda.md", "kind: agenda\ndate: 2026-03-02\nitems: [{title: Hegn, recommendation: r.md, annexes: [p.md]}]\n", ""),
    "minutes": ("minutes.md", "kind: minutes\ndate: 2026-03-02\n", "## 1\nTalt om.\n"),
    "recommendation": ("r.md", "kind: recommendation\nrecommends: [at det sker]\n", "Tekst.\n"),
    "paper": ("p.md", "kind: annex\n", "Tekst.\n"),
}


class Empty(support.Case):
    def outcome(self, name):
        """The pages of a series, and what is said of it."""
        said = self.referat("check", "s", "--diagnostics", "json", cwd=self.work / name).stderr.splitlines()
        self.referat("build", "s", "-o", "out", "-f", "html,md", cwd=self.work / name)
        return support.files_below(self.work / name / "out"), [
            (d["name"], d["message"], d["file"]) for d in map(json.loads, (line for line in said if line[:1] == b"{"))]

    def compare(self, kind, field, found, plain):
        with self.subTest(kind=kind, field=field):
            if field in TOLD:
                new = collections.Counter(name for name, _, _ in found[1]) - collections.Counter(name for name, _, _ in plain[1])
                self.assertIn(set(new), ({"bad-value"}, {"bad-deadline"}))
            else:
                self.assertEqual(found[1], plain[1])
                (self.assertNotEqual if field in CLOSES or (kind, field) in NONE else self.assertEqual)(found[0], plain[0])

    def test_parts_of_documents(self):
        Closed().write(self.write, "plain/s")
        plain = self.outcome("plain")
        self.assertGreater(len(plain[0]), 20)
        by_field = collections.defaultdict(list)
        for name, kind, field in Closed().fields():
            by_field[kind, field].append(name)
        self.assertGreater(len(by_field), 100)
        for number, ((kind, field), names) in enumerate(by_field.items()):
            series = Closed()
            for name in names:
                if field not in series.places[name][1]:
                    series.places[name][1][field] = ""
            series.write(self.write, f"{number}/s")
            self.compare(kind, field, self.outcome(str(number)), plain)

    def write_documents(self, name, kind=None, field=None):
        self.write(f"{name}/s/referat.yaml", "series: Havnen\nbody: Havnerådet\norganisation: Søbo\nparticipants: [Eva Bro]\n")
        for each, (path, facts, body) in DOCUMENTS.items():
            lines = [line for line in facts.splitlines() if not (each == kind and line.startswith(f"{field}:"))]
            more = [f"{field}:"] if each == kind else []
            self.write(f"{name}/s/2026-03-02/{path}", "\n".join(["---", *lines, *more, "---", body]))
        return self.outcome(name)

    def test_documents(self):
        plain = self.write_documents("plain")
        self.assertGreater(len(plain[0]), 5)
        for kind, (_, facts, _) in DOCUMENTS.items():
            for field in fields.fields_of(kind):
                if field not in NEEDED and f"{field}:" not in facts:
                    self.compare(kind, field, self.write_documents(f"{kind} {field}", kind, field), plain)

    def test_a_word_is_no_mapping(self):
        """Where items or actions are to stand with what became of them, a word alone is told."""
        plain = self.write_documents("plain")
        for number, (field, value) in enumerate((field, value) for field in ("decisions", "actions") for value in ("adopted", "[1, 2]", "''", "{}", "none")):
            self.write(f"{number}/s/referat.yaml", (self.work / "plain/s/referat.yaml").read_text(encoding="utf-8"))
            for path, facts, body in DOCUMENTS.values():
                more = f"{field}: {value}\n" if path == "minutes.md" else ""
                self.write(f"{number}/s/2026-03-02/{path}", f"---\n{facts}{more}---\n{body}")
            with self.subTest(field=field, value=value):
                new = [name for name, _, _ in self.outcome(str(number))[1]]
                self.assertEqual(new.count("bad-value"), int(value not in ("''", "{}")))
        self.assertNotIn("bad-value", [name for name, _, _ in plain[1]])


if __name__ == "__main__":
    unittest.main()
