"""What holds for every input: same sources, same bytes, wherever, whenever, and however they are spelt."""
import re
import shutil
import unittest

import spelling
from support import Case, EXAMPLES, environment, files_below


class SameBytes(Case):
    def build_copy(self, name, **options):
        """Builds a copy of the examples in a folder of its own; the outputs."""
        folder = self.work / name
        shutil.copytree(EXAMPLES, folder / "in")
        self.build("in", "-o", "ud", cwd=folder, **options)
        return files_below(folder / "ud")

    def test_folder_zone_locale_and_jobs(self):
        first = self.build_copy("a")
        self.assertGreater(len(first), 10)
        for name, changes in (
                ("et helt andet sted/æøå", {"TZ": "Pacific/Kiritimati"}),
                ("b", {"TZ": "America/Los_Angeles", "LC_ALL": "C", "LANG": "C"}),
                ("c", {"LC_ALL": "da_DK.UTF-8", "LANG": "da_DK.UTF-8", "SOURCE_DATE_EPOCH": "1"})):
            self.assertEqual(self.build_copy(name, env=environment(**changes)), first, name)

    def test_any_number_of_jobs(self):
        self.build(EXAMPLES, "-j", "1", "-o", "en")
        self.build(EXAMPLES, "-j", "4", "-o", "fire")
        self.assertEqual(files_below(self.work / "en"), files_below(self.work / "fire"))

    def test_no_output_knows_where_it_was_made(self):
        for name, data in self.build_copy("sted").items():
            self.assertNotIn(str(self.work).encode(), data, name)

    def test_line_ends_and_byte_order_mark(self):
        first = self.build_copy("lf")
        folder = self.work / "crlf"
        shutil.copytree(EXAMPLES, folder / "in")
        for path in documents(folder / "in"):
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        self.build("in", "-o", "ud", cwd=folder)
        second = files_below(folder / "ud")
        # The workbook tells sizes and checksums of the sources, which are other files now.
        books = {name for name in first if name.endswith("status.xlsx")}
        self.assertEqual(set(differing(first, second)) - books, set())


def documents(folder):
    """The documents below a folder that have front matter."""
    return [path for path in sorted(folder.rglob("*.md"))
            if spelling.split(path.read_text(encoding="utf-8"))]


def differing(one, other):
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def pages_below(folder):
    """All outputs but the workbook, whose table of annexes names the source files."""
    return {name: data for name, data in files_below(folder).items() if not name.endswith(".xlsx")}


class Spellings(Case):
    def respelt(self, convert, fits=lambda text: True):
        """Builds the examples with every document in another spelling, each reference to it following its name."""
        folder = self.work / convert.__name__
        shutil.copytree(EXAMPLES, folder)
        unfit = {path.name for path in documents(folder)
                 if not fits(path.read_text(encoding="utf-8"))}
        changed = [path for path in documents(folder) if path.name not in unfit]
        names = {path.name: path.with_suffix(".yaml").name for path in changed}
        for path in changed:
            path.with_suffix(".yaml").write_text(convert(path.read_text(encoding="utf-8")),
                                                 encoding="utf-8")
            path.unlink()
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".md", ".yaml"):
                rename(path, names)
        self.assertGreater(len(changed), 4)
        self.build(folder, "-o", folder.name + "-ud")
        return pages_below(self.work / (folder.name + "-ud"))

    def test_body_as_a_field(self):
        self.build(EXAMPLES, "-o", "md")
        self.assertEqual(differing(pages_below(self.work / "md"),
                                   self.respelt(spelling.as_field)), [])

    def test_body_as_markdown_front_matter(self):
        self.build(EXAMPLES, "-o", "md")
        self.assertEqual(differing(pages_below(self.work / "md"),
                                   self.respelt(spelling.as_front_matter,
                                                spelling.fits_front_matter)), [])

    def test_there_and_back(self):
        """The converters lose nothing: the field's lines, without their indentation, are the body."""
        for path in documents(EXAMPLES):
            text = path.read_text(encoding="utf-8")
            head, body = spelling.split(text)
            self.assertTrue(spelling.as_field(text).startswith(head))
            _, _, block = spelling.as_field(text)[len(head):].partition("\n")
            self.assertEqual(re.sub("(?m)^    ", "", block), body if body.strip() else "")


def rename(path, names):
    """Puts the new names of documents where a file names them: after a blank, a bracket, a quote, or a slash."""
    text = path.read_text(encoding="utf-8")
    for old, new in names.items():
        text = re.sub(rf"(?m)(?<=[\s(\[\"'/]){re.escape(old)}(?=[\s)\],\"'#}}]|$)", new, text)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    unittest.main()
