"""What the library renders to a sink is what a build writes, with the series on disk or in memory, in both editions."""
import os
import pathlib
import shutil
import subprocess
import unittest

from support import Case, EXAMPLES, environment, files_below

RENDER = os.environ["REFERAT_RENDER"]  # library_render.c


class Library(Case):
    def render(self, series, edition, place, status=0):
        """What the library gives, and the names of its findings."""
        shutil.rmtree(self.work / "rendered", ignore_errors=True)
        result = subprocess.run([RENDER, series, "rendered", edition, place], cwd=self.work, env=environment(),
                                capture_output=True, text=True, check=False, timeout=300)
        self.assertEqual(result.returncode, status, result.stderr)
        return files_below(self.work / "rendered"), result.stdout.split()

    def build(self, series, edition, status=0):
        """The pages and the index that the program writes, without annexes."""
        shutil.rmtree(self.work / "built", ignore_errors=True)
        result = self.referat("build", series, "-o", "built", "-f", "html,md", "--edition", edition)
        self.assert_status(result, status)
        return {path: text for path, text in files_below(self.work / "built").items() if "annexes" not in pathlib.Path(path).parts}

    def compare(self, series):
        for edition in ("full", "public"):
            built = self.build(series, edition)
            self.assertIn("index.html", built)
            for place in ("disk", "memory"):
                with self.subTest(series=series, edition=edition, place=place):
                    rendered, _ = self.render(series, edition, place)
                    self.assertEqual(rendered.keys(), built.keys())
                    for path, text in built.items():
                        self.assertEqual(rendered[path], text, path)

    def test_the_examples(self):
        for name in ("harbour-board", "havnsoe"):
            shutil.copytree(EXAMPLES / name, self.work / name)
            self.compare(name)

    def test_a_long_index(self):
        """It has a page and a script for each year beside it."""
        items = "".join(f"  - {{title: 'Punkt {number} om vandværkets ledninger', type: information}}\n" for number in range(900))
        for year in (2025, 2026):
            for month in range(1, 7):
                day = f"{year}-{month:02}-02"
                self.write(f"vand/{day}/agenda.md", f"---\nkind: agenda\ndate: {day}\nitems:\n{items}---\n")
        self.assertIn("index-2025.js", self.build("vand", "full"))
        self.compare("vand")

    def test_a_meeting_with_errors(self):
        """It has no pages, and the others have."""
        self.write_series("vand", days=(2, 9))
        agenda = self.work / "vand/2026-03-09/agenda.md"
        agenda.write_text(agenda.read_text(encoding="utf-8").replace("id: pumpe", "idd: pumpe"), encoding="utf-8")
        for edition in ("full", "public"):
            built = self.build("vand", edition, status=1)
            rendered, names = self.render("vand", edition, "memory", status=1)
            self.assertIn("unknown-field", names)
            self.assertIn("2026-03-02/pack.html", rendered)
            self.assertEqual(rendered, built)

    def test_nothing_is_given_of_an_edition_that_leaks(self):
        """A picture in an open text shows what is closed: only the last look sees that."""
        self.write_series("vand")
        agenda = self.work / "vand/2026-03-02/agenda.md"
        agenda.write_text(agenda.read_text(encoding="utf-8")
                          .replace("  - title: Ny pumpe\n", "  - title: Opsigelse af kassereren\n    access: closed\n")
                          .replace("Kaffe fra", "![Tegning](tegning.svg)\n\nKaffe fra"), encoding="utf-8")
        self.write("vand/2026-03-02/tegning.svg",
                   '<svg xmlns="http://www.w3.org/2000/svg"><text>Opsigelse af kassereren</text></svg>')
        self.assertEqual(self.build("vand", "public", status=4), {})
        for place in ("disk", "memory"):
            rendered, names = self.render("vand", "public", place, status=1)
            self.assertEqual(rendered, {})
            self.assertIn("closed-leak", names)
            self.assertIn("2026-03-02/pack.html", self.render("vand", "full", place)[0])


if __name__ == "__main__":
    unittest.main()
