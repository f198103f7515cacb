"""What is there is built and tested: every .c file has its line in a CMakeLists.txt; the top folder holds what it should."""
import os
import re
import subprocess
import unittest

from tree import ROOT, files, run

TOP = {"CMakeLists.txt", "LICENSE", "README.md", "docs", "examples", "include", "src", "tests"}


def listed(folder):
    """The .c files that a folder's CMakeLists.txt names, relative to that folder."""
    text = (ROOT / folder / "CMakeLists.txt").read_text(encoding="utf-8")
    text = re.sub(r"#.*", "", text)
    return re.findall(r"[\w./-]+\.c\b", text)


class Sources(unittest.TestCase):
    def test_every_source_is_listed_once(self):
        self.assertEqual(sorted(listed("src")),
                         sorted(path.relative_to("src").as_posix() for path in files("src/**/*.c")))

    def test_sources_are_sorted_within_their_folder(self):
        by_folder = {}
        for name in listed("src"):
            by_folder.setdefault(name.rpartition("/")[0], []).append(name)
        for names in by_folder.values():
            self.assertEqual(names, sorted(names))

    def test_every_unit_test_is_built(self):
        names = {path.stem for path in files("tests/unit/test_*.c")}
        text = (ROOT / "tests/CMakeLists.txt").read_text(encoding="utf-8")
        self.assertEqual({name for name in names if not re.search(rf"\b{name}\b", text)}, set())

    def test_top_folder(self):
        tracked = run("git", "ls-tree", "--name-only", "HEAD")
        if tracked.returncode != 0:  # not a clone: a copy of the files
            names = {path.name for path in ROOT.iterdir()} - {"build"}
        else:
            names = set(tracked.stdout.split())
        self.assertEqual({name for name in names if not name.startswith(".")}, TOP)

    def test_symbols_have_a_prefix(self):
        """Everything the library gives a linker begins with referat_ or rf_."""
        library = os.environ["REFERAT_LIBRARY"]
        symbols = subprocess.run(["nm", "-g", "--defined-only", library], text=True, check=True,
                                 stdout=subprocess.PIPE).stdout
        names = re.findall(r"^[0-9a-f]+ [A-Z] (\w+)$", symbols, re.MULTILINE)
        wrong = [name for name in names if not re.match("referat_|rf_", name)]
        self.assertEqual(wrong, [])
        self.assertIn("referat_open", names)


if __name__ == "__main__":
    unittest.main()
