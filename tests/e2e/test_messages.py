"""Messages that others may read, of a public edition or where CI is set, quote nothing closed: the item's number stands for it."""
import json
import re
import shutil
import unittest

import support
from canaries import Canaries, write_closed_series, write_series

IN_CI = support.environment(CI="true")

AGENDA = """\
---
kind: agenda
items:
  - {title: Havnens lejemål, annexes: [liste.csv]}
  - {title: Opsigelse af fyrmester Søby, id: fyret, access: closed, text: "Se bilag 4 om lønnen.", annexes: [fyrmesterens-brev.csv, notat.md]}
  - {title: Køb, id: kob, access: closed}
  - {title: Eventuelt}
---
TEXT
"""
MINUTES = """\
---
kind: minutes
decisions: {1: noted, 2: {outcome: adopted, votes: {for: 2, against: 4}, wording: Lønnen standses}, 3: noted, 4: noted}
---
## 1
Taget til efterretning.

## 2 Opsigelse af Søby
Lønnen standses.

## 3
Grunden er købt.

## 4
Intet.
"""
SECRETS = ("opsigelse", "fyrmester", "søby", "lønnen", "grunden", "fyret")


class Messages(support.Case):
    def make(self, text="", series="series: Havnen\n"):
        self.write("serie/referat.yaml", series)
        self.write("serie/2026-03-02/agenda.md", AGENDA.replace("TEXT", text))
        self.write("serie/2026-03-02/minutes.md", MINUTES)
        self.write("serie/2026-03-02/liste.csv", "a;b\n")
        self.write("serie/2026-03-02/fyrmesterens-brev.csv", "a;b\n")
        self.write("serie/2026-03-02/notat.md", "---\nkind: annex\ntitle: Lønnen\n---\n### Lønnen\n")

    def assert_silent(self, result, *more):
        said = (result.stderr if result.stderr is not None else b"").decode().lower()
        for word in (*SECRETS, *more):
            self.assertNotIn(word, said, result.args)
        return said

    def ci(self, *command, status=None, value="true"):
        result = self.referat(*command, env=support.environment(CI=value))
        if status is not None:
            self.assert_status(result, status)
        return result

    # ---- Where it holds ----

    def test_where_ci_is_set(self):
        self.make()
        for value in ("true", "1", "yes", "TRUE", "no", " "):
            said = self.assert_silent(self.ci("check", "serie", value=value))
            self.assertIn("item 2 of 2026-03-02: two titles for one thing", said)
        for value in ("", "0", "false"):
            self.assertIn("søby", self.ci("check", "serie", value=value).stderr.decode().lower())
        self.assertIn("søby", self.referat("check", "serie").stderr.decode().lower())

    def test_every_command(self):
        self.make("Se opsigelse af fyrmester Søby.")
        for command in (("check", "serie"), ("check", "serie/2026-03-02"), ("check", "serie", "--diagnostics", "json"), ("check", "serie", "-v", "-W"),
                        ("build", "serie", "-o", "out", "-v"), ("build", "serie", "-o", "out"), ("build", "serie", "-o", "other", "-j", "2", "-v"),
                        ("build", "serie", "-o", "out", "--verify"), ("status", "serie", "-v", "-f", "csv", "--table", "meetings"),
                        ("export", "serie", "-o", "../" + self.work.name + "-bag", "-v"),
                        ("seal", "serie/2026-03-02", "-v"), ("verify", "serie", "-v"), ("build", "serie", "-o", "parts", "--shard", "1/1", "-v"),
                        ("merge", "parts", "-v"), ("check", "serie", "--color", "always")):
            with self.subTest(command=command):
                self.addCleanup(shutil.rmtree, self.work.parent / f"{self.work.name}-bag", ignore_errors=True)
                self.assert_silent(self.ci(*command), "brev")
        for command in (("build", "serie", "-o", "public", "-v"), ("status", "serie"), ("export", "serie", "-o", "bag", "-v")):
            with self.subTest(command=command):
                self.assert_silent(self.referat(*command, "--edition", "public"), "brev")

    def test_what_differs(self):
        """--verify shows lines of pages, elsewhere."""
        self.make()
        self.build("serie", "-o", "out")
        path = self.work / "out/2026-03-02/pack.md"
        path.write_text(path.read_text().replace("Lønnen standses", "Lønnen udbetales"))
        self.assertIn("lønnen udbetales", self.referat("build", "serie", "-o", "out", "--verify").stderr.decode().lower())
        self.assert_silent(self.ci("build", "serie", "-o", "out", "--verify", status=1))

    def test_outputs_are_the_same(self):
        self.make("Se opsigelse af fyrmester Søby.")
        self.build("serie", "-o", "one")
        self.ci("build", "serie", "-o", "two", status=0)
        self.assertEqual(support.files_below(self.work / "one"), support.files_below(self.work / "two"))
        self.assertEqual(self.referat("status", "serie", "-f", "json").stdout, self.ci("status", "serie", "-f", "json").stdout)

    def test_a_later_build_says_it_so(self):
        """What was said where CI was not set is not repeated where it is."""
        self.make("Se opsigelse af fyrmester Søby.")
        self.build("serie", "-o", "out")
        said = self.assert_silent(self.ci("build", "serie", "-o", "out"))
        self.assertIn("[closed-quoted]", said)
        self.assertEqual(self.assert_silent(self.ci("build", "serie", "-o", "out")), said)
        self.assertIn("søby", self.build("serie", "-o", "out").stderr.decode().lower())

    # ---- What is said ----

    def test_the_number_stands_for_it(self):
        self.make("Se opsigelse af fyrmester Søby.")
        found = [json.loads(line) for line in self.ci("check", "serie", "--diagnostics", "json").stderr.splitlines() if line[:1] == b"{"]
        quoted = [d for d in found if d["name"] == "closed-quoted"]
        self.assertEqual([(d["file"], d["line"]) for d in quoted], [("serie/2026-03-02/agenda.md", 9)])
        self.assertIn("item 2 of 2026-03-02", quoted[0]["message"])
        self.assertEqual(quoted[0]["related"]["line"], 5)

    def test_open_findings_are_as_they_were(self):
        self.make("## Et punkt\n\n#### Et punkt for lavt")
        said = self.ci("check", "serie").stderr.decode()
        self.assertIn("Et punkt for lavt", said)

    def test_excerpts_without_what_is_closed(self):
        """A finding about an open line that quotes a closed title, of a later meeting, too."""
        self.make("## Nyt\n\n#### Opsigelse af *fyrmester* Søby og køb af Nordre Bedding")
        self.write("serie/2026-04-06/agenda.md", "---\nkind: agenda\nitems: [{title: Køb af Nordre Bedding, access: closed}]\n---\n")
        for command in (("check", "serie"), ("check", "serie", "--diagnostics", "json"), ("check", "serie", "--color", "always")):
            said = self.assert_silent(self.ci(*command), "bedding")
            self.assertIn("heading-skip", said)
            lines = said.splitlines()
            for above, below in zip(lines, lines[1:]):
                if re.match(" {6}[|] ", below):  # the marks are gone with their line: they would say how long the words are
                    self.assertRegex(above, "^[ 0-9]{5} [|] ")

    def test_names_of_files(self):
        """An open document whose name tells: every message about it names it otherwise."""
        self.make()
        self.write("serie/2026-03-02/opsigelse-af-fyrmester-soeby.md", "---\nkind: annex\ntitle: Notat\n---\n## Nyt\n\n#### For lavt\n")
        path = self.work / "serie/2026-03-02/agenda.md"
        path.write_text(path.read_text().replace("liste.csv", "opsigelse-af-fyrmester-soeby.md"))
        said = self.assert_silent(self.ci("check", "serie"), "soeby")
        self.assertRegex(said, r"serie/2026-03-02/\[item 2 of 2026-03-02\]\.md:7:1: warning: .*\[heading-skip\]")
        self.assert_silent(self.referat("build", "serie", "-o", "out", "--edition", "public", "-v"), "soeby")

    def test_ids_and_short_titles(self):
        self.make()
        path = self.work / "serie/2026-03-02/minutes.md"
        path.write_text(path.read_text().replace("3: noted", "fyrte: noted"))
        self.assert_silent(self.ci("check", "serie", status=1))
        self.write("serie/2026-04-06/agenda.md", "---\nkind: agenda\nitems: [{title: Referat, carried_from: 2026-03-02/fyre}]\n---\n")
        path.write_text(MINUTES)
        self.assert_silent(self.ci("check", "serie"))

    def test_guests(self):
        self.make("Jo Merrick kommer.\n\n## Nyt\n\n#### Jo Merrick kommer")
        path = self.work / "serie/2026-03-02/agenda.md"
        path.write_text(path.read_text().replace("items:", "guests: [{name: Jo Merrick, item: 2}]\nitems:"))
        said = self.assert_silent(self.ci("check", "serie"), "merrick")
        self.assertIn("the guest of item 2 of 2026-03-02", said)

    def test_settings(self):
        self.make(series="series: Havnen\nallowed_texts:\n  - {text: Opsigelse af fyrmester Søby}\n")
        said = self.assert_silent(self.ci("check", "serie", status=1))
        self.assertIn("referat.yaml:3:6: error", said)
        self.make(series="series: Havnen\naccess: closed\nplace: Lønnen\nplaec: Lønnen\n")
        self.assertIn("referat.yaml:4:1: error", self.assert_silent(self.ci("check", "serie", status=1)))

    def test_what_cannot_be_read(self):
        self.make()
        path = self.work / "serie/2026-03-02/agenda.md"
        path.write_text(path.read_text().replace("access: closed", "acces: closed"))
        said = self.assert_silent(self.ci("check", "serie", status=1))
        self.assertIn("[unknown-field]", said)
        path.write_text(AGENDA.replace("}\n", "\n", 1))
        self.assertIn("[yaml-syntax]", self.assert_silent(self.ci("check", "serie", status=1)))

    def test_a_bag(self):
        self.make()
        bag = self.work.parent / f"{self.work.name}-bag"
        self.addCleanup(shutil.rmtree, bag, ignore_errors=True)
        self.assert_status(self.referat("export", "serie", "-o", bag), 0)
        for path in bag.rglob("*brev*"):
            path.write_text("andet\n")
        self.assertIn(b"brev", self.referat("verify", bag).stderr)
        said = self.assert_silent(self.ci("verify", bag, status=1), "brev")
        self.assertIn("item 2", said)


class Everything(support.Case):
    """A distinct word in every field of every closed part: none is in any message."""

    def test_in_a_full_edition(self):
        canaries = Canaries()
        write_series(self.write, canaries, "serie", "number")
        write_closed_series(self.write, canaries, "lukket")
        said = b""
        for command in (("check", "serie", "lukket", "-v"), ("check", "serie", "lukket", "--diagnostics", "json"),
                        ("build", "serie", "-o", "out", "-v"), ("build", "lukket", "-o", "out2", "-v"), ("build", "serie", "-o", "out", "--verify"),
                        ("status", "serie", "-v", "-f", "csv", "--table", "meetings"), ("verify", "serie")):
            said += self.referat(*command, env=IN_CI).stderr.lower()
        self.assertEqual([(word, what) for word, what in canaries.closed.items() if re.search(rb"\b" + word.encode() + rb"\b", said)], [])


if __name__ == "__main__":
    unittest.main()
