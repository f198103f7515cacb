"""What a path on the command line may be, and what is then built."""
import shutil
import unittest

from support import AGENDA, EXAMPLES, Case, MINUTES, files_below


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
        self.write_series("by/havn", days=(2, 9))
        for paths in (["by/vand/2026-03-02", "by/vand/2026-03-02"], ["by/vand/2026-03-02", "by/vand/2026-03-02/minutes.md"],
                      ["by/vand/2026-03-02", "by/havn/2026-03-02"], ["by/vand", "by/vand/2026-03-02"],
                      ["by/havn/2026-03-09", "by/vand"], ["by/vand", "by/havn"]):
            result = self.referat("build", *paths, "-o", "ud")
            self.assert_status(result, 2)
            self.assertFalse((self.work / "ud").exists())
            for path in paths:
                self.assertIn(path.encode(), result.stderr)

    def test_several_meetings(self):
        self.build("by/vand/2026-03-02", "by/vand/2026-03-09/agenda.md", "-o", "ud")
        self.assertEqual({name.partition("/")[0] for name in files_below(self.work / "ud")}, {"2026-03-02", "2026-03-09"})

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


class OneMeeting(Case):
    """A meeting as PATH is written where a build of its whole series writes it, and as that writes it."""

    def built(self, *arguments):
        shutil.rmtree(self.work / "et", ignore_errors=True)
        self.build(*arguments, "-o", "et", "-q")
        return files_below(self.work / "et")

    def assert_refused(self, path, out, meant, cwd=None):
        before = sorted(self.work.rglob("*"))
        for options in ([], ["--edition", "public"], ["--verify"]):
            result = self.referat("build", path, "-o", out, *options, cwd=cwd)
            self.assert_status(result, 2)
            self.assertIn(f" -o {meant}\n".encode(), result.stderr)
        self.assertEqual(sorted(self.work.rglob("*")), before)

    def test_every_meeting_of_the_examples(self):
        for name in ("havnsoe", "harbour-board"):
            for edition in ("full", "public"):
                whole = self.work / f"{name}-{edition}"
                self.build(EXAMPLES / name, "-o", whole, "-f", "html,md", "--edition", edition, "-q")
                for pack in sorted(whole.rglob("pack.md")):
                    place = pack.parent.relative_to(whole)
                    self.build(EXAMPLES / name / place, "-o", f"et-{name}-{edition}", "-f", "html,md", "--edition", edition, "-q")
                one = files_below(self.work / f"et-{name}-{edition}")
                whole = files_below(whole)
                self.assertEqual({path for path in whole if path not in one and not path.startswith("index")}, set())
                self.assertEqual([path for path in one if "/" in path and one[path] != whole[path]], [])

    def test_what_later_meetings_say_of_a_date(self):
        """A matter that was postponed to a later meeting by its folder: the page is as it was before that folder was there, and has no day of it."""
        self.write_series(days=(2, 9, 16))
        self.write("vand/referat.yaml", "series: S\nbody: B\nfollow_up: true\n")
        (self.work / "vand/2026-03-16").rename(self.work / "vand/sidste")
        minutes = self.work / "vand/2026-03-02/minutes.md"
        minutes.write_text(minutes.read_text().replace("pumpe: noted", "pumpe: {outcome: postponed, to: sidste}"))
        for path in (self.work / "vand/sidste").iterdir():
            path.write_text(path.read_text().replace("meeting: 2026-03-16", "meeting: sidste"))
        self.build("vand", "-o", "alt")
        whole = files_below(self.work / "alt")
        list_of_open = whole["2026-03-09/pack.md"].decode().split("## Dagsorden")[0]
        self.assertIn("pumpe", list_of_open.lower())
        self.assertNotIn("16. marts 2026", list_of_open)
        for folder in ("2026-03-02", "2026-03-09", "sidste"):
            for name, data in self.built(f"vand/{folder}").items():
                self.assertEqual(data, whole[name], name)

    def test_a_matter_that_was_postponed_twice(self):
        """The second meeting is known before its turn, because the first one names it; what it says is what it says in its turn."""
        self.write("vand/referat.yaml", "series: S\nbody: B\nfollow_up: true\n")
        for folder, day in (("a", 2), ("b", 9), ("d", 16), ("c", 30)):
            self.write(f"vand/{folder}/agenda.md", f"---\nkind: agenda\ndate: 2026-03-{day:02}\nitems:\n  - {{title: Sag {folder}, id: sag, type: decision}}\n---\n")
        for folder, to in (("a", "b"), ("b", "c")):
            self.write(f"vand/{folder}/minutes.md", f"---\nkind: minutes\ndecisions: {{sag: {{outcome: postponed, to: {to}}}}}\n---\n")
        for number, options in enumerate(([], ["--edition", "public"], ["-j3"])):
            self.build("vand", "-o", f"alt{number}", "-f", "md", *options)
            page = (self.work / f"alt{number}/d/pack.md").read_text()
            self.assertRegex(page, r"Sag b \|  \| c \|")
            self.build("vand/d", "-o", f"et{number}", "-f", "md", *options)
            self.assertEqual((self.work / f"et{number}/d/pack.md").read_text(), page)
        (self.work / "vand/c/agenda.md").write_text((self.work / "vand/c/agenda.md").read_text().replace("03-30", "03-31"))
        self.build("vand", "-o", "alt0", "-f", "md")
        self.assertEqual((self.work / "alt0/d/pack.md").read_text(), page)

    def test_a_document(self):
        self.write_series()
        self.write("vand/2026-03-02/bilag/dybt/notat.md", "---\nkind: annex\ntitle: Notat\n---\nTekst.\n")
        agenda = self.work / "vand/2026-03-02/agenda.md"
        agenda.write_text(agenda.read_text().replace("    duration: 20\n", "    duration: 20\n    annexes: [bilag/dybt/notat.md]\n"))
        whole = self.built("vand/2026-03-02")
        self.assertIn("2026-03-02/pack.html", whole)
        for name in ("agenda.md", "minutes.md", "bilag/dybt/notat.md"):
            self.assertEqual(self.built(f"vand/2026-03-02/{name}"), whole)
            self.assert_refused(f"vand/2026-03-02/{name}", "ud/2026-03-02", "ud")

    def test_a_meeting_deeper_down(self):
        self.write_series(days=())
        for name, text in (("agenda", AGENDA), ("minutes", MINUTES)):
            self.write(f"vand/2026/marts/02/{name}.md", text.format(day=2).replace("meeting: 2026-03-02", "meeting: '02'"))
        self.assertIn("2026/marts/02/pack.html", self.built("vand/2026/marts/02"))
        self.assertIn("2026/marts/02/pack.html", self.built("vand/2026/marts/02/minutes.md"))
        self.assert_refused("vand/2026/marts/02", "ud/2026/marts/02", "ud")
        self.build("vand/2026/marts/02/minutes.md", "-o", "ud/2026/marts", "-q")
        self.build("vand/2026/marts/02", "-o", "ud/02", "-q")
        self.assertTrue((self.work / "ud/2026/marts/2026/marts/02/pack.html").is_file())

    def test_the_folder_of_0_1_is_named(self):
        self.write_series()
        (self.work / "ud/2026-03-02").mkdir(parents=True)
        (self.work / "nyest").symlink_to("ud/2026-03-02")
        for out, meant in (("ud/2026-03-02", "ud"), ("ud/2026-03-02/", "ud"), ("./ud//2026-03-02", "./ud/"), ("2026-03-02", "."),
                           ("nyest", "nyest/.."), ("ny/2026-03-02", "ny"), (self.work / "ud/2026-03-02", self.work / "ud")):
            self.assert_refused("vand/2026-03-02", out, meant)
        self.assert_refused("../../vand/2026-03-02", ".", "..", cwd=self.work / "ud/2026-03-02")
        self.assert_refused(".", "../../ud/2026-03-02", "../../ud", cwd=self.work / "vand/2026-03-02")

    def test_a_source_is_refused_for_safety(self):
        self.write_series()
        before = files_below(self.work)
        for out in ("vand/2026-03-02", "./vand/../vand/2026-03-02/", "vand/2026-03-02/bilag"):
            self.assert_status(self.referat("build", "vand/2026-03-02", "-o", out), 4)
        self.assert_status(self.referat("build", ".", "-o", ".", cwd=self.work / "vand/2026-03-02"), 4)
        self.assertEqual(files_below(self.work), before)
        self.assert_refused("vand/2026-03-02", "vand/out/2026-03-02", "vand/out")
        self.build("vand/2026-03-02", "-o", "vand/out", "-q")
        self.assertTrue((self.work / "vand/out/2026-03-02/pack.html").is_file())

    def test_what_only_looks_like_it(self):
        self.write_series(days=(2, 9))
        for out in ("x2026-03-02", "2026-03-02x", "2026-03-02/x", "2026-03-09", "2026-03-0"):
            self.build("vand/2026-03-02", "-o", out, "-q")
            self.assertTrue((self.work / out / "2026-03-02/pack.html").is_file())
        self.build("vand", "-o", "alt/2026-03-02", "-q")

    def test_a_meeting_without_a_series(self):
        self.write("møde/agenda.md", AGENDA.format(day=2))
        self.assertIn("møde/agenda.html", self.built("møde"))
        self.assertIn("møde/agenda.html", self.built("møde/agenda.md"))


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
