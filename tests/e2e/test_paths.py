"""What a path on the command line may be, and what is then built."""
import unittest

from support import AGENDA, Case, MINUTES, files_below


class Paths(Case):
    def setUp(self):
        super().setUp()
        self.write_series("by/vand", days=(2, 9))
        self.write_series("by/varme", days=(3,))
        self.build("by/vand", "-o", "hele")
        self.whole = files_below(self.work / "hele")

    def built(self, *arguments, **options):
        self.build(*arguments, "-o", self.work / "ud", **options)
        return files_below(self.work / "ud")

    def assert_part(self, built, prefix):
        """The outputs below prefix, the same bytes as in the whole; and nothing of another meeting."""
        expected = {name: data for name, data in self.whole.items() if name.startswith(prefix)}
        self.assertTrue(expected)
        self.assertFalse({"index.html", "status.xlsx"} & built.keys())
        pages = {name.rpartition("/")[2]: data for name, data in built.items()}
        for name, data in expected.items():
            self.assertEqual(pages[name.rpartition("/")[2]], data, name)
        self.assertFalse([name for name in built if "2026-03-02" in name and "2026-03-02" not in prefix])

    def test_a_series(self):
        self.assertEqual(self.built("by/vand"), self.whole)

    def test_the_current_folder(self):
        self.assertEqual(self.built(cwd=self.work / "by/vand"), self.whole)
        self.assertEqual(self.built(".", cwd=self.work / "by/vand"), self.whole)

    def test_change_folder_first(self):
        self.build("-C", "by/vand", "-o", "ud")
        self.assertEqual(files_below(self.work / "by/vand/ud"), self.whole)

    def test_a_trailing_slash(self):
        self.assertEqual(self.built("by/vand/"), self.whole)

    def test_a_meeting(self):
        self.assert_part(self.built("by/vand/2026-03-09"), "2026-03-09/")

    def test_inside_a_meeting(self):
        self.assert_part(self.built(cwd=self.work / "by/vand/2026-03-09"), "2026-03-09/")

    def test_a_document(self):
        built = self.built("by/vand/2026-03-09/minutes.md")
        self.assert_part(built, "2026-03-09/minutes.")

    def test_a_folder_of_series(self):
        """Each as by itself, and beside it what the folder's page searches."""
        built = self.built("by")
        searched = {"vand/index-data.js", "vand/index-parts.js"}
        self.assertLessEqual(searched, built.keys())
        self.assertEqual({name: data for name, data in built.items()
                          if name.startswith("vand/") and name not in searched},
                         {f"vand/{name}": data for name, data in self.whole.items()})
        for name in ("index.html", "varme/index.html", "varme/status.xlsx", "varme/2026-03-03/pack.html"):
            self.assertIn(name, built)

    def test_no_folder_page_in_place_of_a_series_own(self):
        built = self.built("by/vand", "by")
        self.assertEqual(built["index.html"], self.whole["index.html"])
        self.assertNotIn("vand/index-parts.js", built)

    def test_several_paths(self):
        self.assert_status(self.referat("check", "by/vand", "by/varme"), 0)

    def test_two_paths_for_one_place_are_refused(self):
        result = self.referat("build", "by/vand/2026-03-02", "by/vand/2026-03-09", "-o", "ud")
        self.assert_status(result, 2)
        self.assertFalse((self.work / "ud").exists())

    def test_a_meeting_leaves_the_others_alone(self):
        self.build("by/vand", "-o", "ud")
        self.write("ud/2026-03-02/pack.md", "rettet i hånden\n")
        self.build("by/vand/2026-03-09", "-o", "ud")
        self.assertEqual((self.work / "ud/2026-03-02/pack.md").read_text(encoding="utf-8"),
                         "rettet i hånden\n")

    def test_a_folder_without_a_meeting(self):
        (self.work / "tom").mkdir()
        result = self.referat("check", "tom")
        self.assert_status(result, 1)
        self.assertIn(b"tom", result.stderr)

    def test_a_series_without_settings(self):
        self.write("enkel/2026-03-02/agenda.md", AGENDA.format(day=2))
        self.write("enkel/2026-03-02/minutes.md", MINUTES.format(day=2))
        self.assert_status(self.referat("check", "enkel"), 0)

    def test_names_with_blanks_and_letters(self):
        self.write_series("år 2026/vand & varme")
        self.build("år 2026/vand & varme", "-o", "ud dér")
        self.assertTrue((self.work / "ud dér/2026-03-02/pack.html").is_file())


class StandardInput(Case):
    def test_a_document(self):
        good = self.referat("check", "-", stdin=AGENDA.format(day=2).encode())
        self.assert_status(good, 0)
        bad = self.referat("check", "-", stdin=b"---\nkind: agenda\nitemz: []\n---\n")
        self.assert_status(bad, 1)
        self.assertRegex(bad.stderr.decode(), r":3:1: error: .*\[unknown-field\]")

    def test_nothing(self):
        self.assertIn(self.referat("check", "-", stdin=b"").returncode, (1, 4))


if __name__ == "__main__":
    unittest.main()
