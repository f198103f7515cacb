"""What stands in front of a document in its folder, or behind it, hides nothing: a search of a folder goes on to the last name.

A scan, a folder, notes of somebody's: none of them says that a folder is a meeting's or a series', and none says that it is not."""
import json
import os
import shutil
import unittest

from support import Case, files_below

AGENDA = "---\nkind: agenda\nitems:\n  - title: Ny pumpe\n    annexes: [{}]\n---\n"


def write_folder(path):
    path.mkdir()
    (path / "kvittering.txt").write_text("12 kr.\n", encoding="utf-8")


# What lies beside a document, with the end of its name.
NEIGHBOURS = {
    "a scan": (".pdf", lambda path: path.write_bytes(b"%PDF-1.4\n")),
    "a folder": ("", write_folder),
    "an empty folder": ("", os.mkdir),
    "notes": (".md", lambda path: path.write_text("Husk mælk.\n", encoding="utf-8")),
    "a page of others": (".md", lambda path: path.write_text("---\ntitle: Om os\n---\n", encoding="utf-8")),
    "data": (".yaml", lambda path: path.write_text("a: 1\n", encoding="utf-8")),
}
SIDES = {"in front": "00", "behind": "zz"}


class Neighbours(Case):
    """Two series with settings, by/vand and by/havn, and one without, uden; each with one meeting. That of by/vand encloses by/vand/udvalg."""

    def write_all(self):
        shutil.rmtree(self.work)
        self.work.mkdir()
        for name, day in (("vand", "2026-03-02"), ("havn", "2026-04-13")):
            self.write(f"by/{name}/referat.yaml", f"series: {name}\n")
            self.write(f"by/{name}/{day}/agenda.md", AGENDA.format("../faelles/kort.pdf"))
            self.write(f"by/{name}/faelles/kort.pdf", "%PDF-1.4\n")
        self.write("by/vand/2026-03-02/agenda.md", AGENDA.format("../faelles/kort.pdf, ../udvalg/agenda.md"))
        self.write("by/vand/udvalg/agenda.md", "---\nkind: agenda\nitems: [{title: Kajen}]\n---\n")
        self.write("uden/2026-05-04/agenda.md", AGENDA.format("../faelles/kort.pdf"))
        self.write("uden/2026-05-04/gruppe/notat.md", "---\nkind: annex\ntitle: Notat\n---\nTekst.\n")
        self.write("uden/faelles/kort.pdf", "%PDF-1.4\n")

    def each(self, ask, *folders):
        """Asks with every neighbour on either side of what is in the folders."""
        for (name, (end, make)), (side, beginning) in ((kind, where) for kind in NEIGHBOURS.items() for where in SIDES.items()):
            with self.subTest(neighbour=name, side=side):
                self.write_all()
                for folder in folders:
                    make(self.work / folder / f"{beginning}{end}")
                ask()

    def count_meetings(self, path):
        result = self.referat("status", path, "--table", "meetings", "-f", "json")
        return len(json.loads(result.stdout or "[]"))

    def find_all(self):
        for path, count in {".": 3, "by": 2, "by/vand": 1, "by/vand/2026-03-02": 1, "uden": 1, "uden/2026-05-04": 1,
                            "uden/2026-05-04/agenda.md": 1}.items():
            self.assertEqual(self.count_meetings(path), count, path)

    def test_finding_series(self):
        self.each(self.find_all, ".", "by", "by/vand", "by/vand/2026-03-02", "by/vand/udvalg", "uden", "uden/2026-05-04",
                  "uden/2026-05-04/gruppe")

    def test_hidden_files(self):
        """What an editor or another system leaves beside a document, with a dot before its name, is not read, whatever it holds."""
        self.write_all()
        plain = {path: self.referat("check", path).stderr for path in (".", "by", "uden")}
        self.build(".", "-o", "ud")
        whole = files_below(self.work / "ud")
        self.assertGreater(len(whole), 20)
        for path in [path for folder in ("by", "uden") for path in (self.work / folder).rglob("*.md")]:
            for name in (f".{path.name}", f"._{path.name}", ".00.yaml"):
                (path.parent / name).write_text("---\nkind: minutes\n", encoding="utf-8")
        for path in ("by", "uden", "."):
            self.write(f"{path}/.00/2026-07-06/agenda.md", AGENDA.format(""))
            self.write(f"{path}/.agenda.md", AGENDA.format(""))
        self.assertEqual({path: self.referat("check", path).stderr for path in plain}, plain)
        self.build(".", "-o", "ud2")
        self.assertEqual(files_below(self.work / "ud2"), whole)

    def build_everywhere(self):
        for folder in ("uden/2026-05-04", "uden/2026-05-04/ud", "uden/faelles", "by/havn", "by/havn/2026-04-13", "by/havn/2026-04-13/a/ud",
                       "by/havn/faelles"):
            self.assert_status(self.referat("build", "by/vand", "-o", folder), 4)
        for folder in ("uden/ud", "by/havn/ud", "ud"):
            self.build("by/vand", "-o", folder)

    def test_where_nothing_may_be_written(self):
        """A folder of a meeting, of annexes, of a series with settings or without."""
        self.each(self.build_everywhere, "uden", "uden/2026-05-04", "uden/faelles", "by/havn", "by/havn/2026-04-13", "by/havn/faelles")


if __name__ == "__main__":
    unittest.main()
