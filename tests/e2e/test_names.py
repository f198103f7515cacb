"""Meetings whose folders are called as files of an edition are: everything is built, and nothing is written over."""
import unittest

import support

AGENDA = "---\nkind: agenda\ndate: 2026-03-{day:02}\nitems:\n  - title: {title}\n---\n"
FOLDERS = ["index.html", "index-2026.html", "index-2026.js", "status.xlsx", "annexes", "pack.html", "agenda.md", "README.txt", "source", "CON",
           "2026/index.html", "index.html/2026-03-09"]


class Names(support.Case):
    def write_series(self, *folders):
        self.write("serie/referat.yaml", "series: Møder\n")
        self.write("serie/2026-03-02/agenda.md", AGENDA.format(day=2, title="Taget"))
        self.write("serie/2026-03-02/takst.txt", "Takster.\n")
        for day, folder in enumerate(folders, 9):
            self.write(f"serie/{folder}/agenda.md", AGENDA.format(day=day, title=f"Kajen {day}"))

    def assert_whole(self, folder, *meetings):
        """Each meeting's pages, an index that leads to them, and a workbook."""
        for meeting in ("2026-03-02", *meetings):
            self.assertTrue((folder / meeting / "pack.html").is_file(), meeting)
        (index,) = [path for path in folder.glob("index*.html") if path.is_file()]
        text = index.read_text(encoding="utf-8")
        for meeting in meetings:
            self.assertIn(f'href="{meeting}/pack.html"', text)
        (book,) = [path for path in folder.glob("status*.xlsx") if path.is_file()]
        self.assertIn(f'href="{book.name}"', text)

    def test_each(self):
        for folder in FOLDERS:
            for edition in ("full", "public"):
                with self.subTest(folder=folder, edition=edition):
                    work = self.work / edition / folder.replace("/", "+")
                    work.mkdir(parents=True)
                    self.work, old = work, self.work
                    try:
                        self.write_series(folder)
                        result = self.build("serie", "-o", "out", "--edition", edition)
                        self.assertIn(b"2 meetings: 2 built", result.stderr)
                        self.assert_whole(work / "out", folder)
                        again = self.build("serie", "-o", "out", "--edition", edition)
                        self.assertIn(b"2 unchanged", again.stderr)
                        self.assert_status(self.referat("export", "serie", "-o", "bag", "--edition", edition), 0)
                        self.assert_status(self.referat("verify", "bag"), 0)
                        self.assert_whole(work / "bag/data", folder)
                    finally:
                        self.work = old

    def test_all_together(self):
        folders = [name for name in FOLDERS if name != "index.html/2026-03-09"]
        self.write_series(*folders)
        result = self.build("serie", "-o", "out")
        self.assertIn(b"the overviews are index_.html and status_.xlsx", result.stderr)
        self.assert_whole(self.work / "out", *folders)

    def test_the_other_name_is_taken_too(self):
        self.write_series("index.html", "status_.xlsx")
        self.assertIn(b"index__.html", self.build("serie", "-o", "out").stderr)
        self.assert_whole(self.work / "out", "index.html", "status_.xlsx")

    def test_a_series_of_that_name(self):
        self.write_series()
        (self.work / "serie").rename(self.work / "serie2")
        (self.work / "alle").mkdir()
        (self.work / "serie2").rename(self.work / "alle/index.html")
        self.write_series("index.html")
        (self.work / "serie").rename(self.work / "alle/vand")
        for _ in range(2):
            self.build("alle", "-o", "out")
            front = (self.work / "out/index_.html").read_text(encoding="utf-8")
            self.assertIn('href="vand/index_.html"', front)
            self.assertIn('href="index.html/index.html"', front)
            for name in ("out/vand/index_.html", "out/index.html/index.html"):
                self.assertTrue((self.work / name).is_file(), name)

    def test_in_parts(self):
        self.write_series("index.html")
        for part in ("1/2", "2/2"):
            self.build("serie", "-o", f"out{part[0]}", "--shard", part)
        self.assert_status(self.referat("merge", "-o", "out", "out1", "out2"), 0)
        self.assert_whole(self.work / "out", "index.html")

    def test_a_folder_called_as_a_mark(self):
        """It is passed over, like every folder whose name begins with a dot; it marks nothing."""
        self.write_series(".referat-public")
        self.assertIn(b"1 meeting: 1 built", self.build("serie", "-o", "out").stderr)


if __name__ == "__main__":
    unittest.main()
