"""What is there is built and tested: every .c file has its line in a CMakeLists.txt; the top folder holds what it should."""
import collections
import itertools
import os
import re
import subprocess
import unittest

from tree import ROOT, files, run

FORMER_FOLDERS = {"destination", "edition", "emit", "fs", "look", "record", "run", "source", "state", "table", "write"}  # of src/
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
        counts = collections.Counter()
        for folder, group in itertools.groupby(listed("src"), lambda name: name.partition("/")[0]):
            names = list(group)
            self.assertEqual(names, sorted(names))
            counts[folder] += 1
        self.assertEqual({folder: count for folder, count in counts.items() if count > 1}, {"build": 2})  # the library's and the program's

    def test_every_unit_test_is_built(self):
        names = {path.stem for path in files("tests/unit/test_*.c")}
        text = (ROOT / "tests/CMakeLists.txt").read_text(encoding="utf-8")
        self.assertEqual({name for name in names if not re.search(rf"\b{name}\b", text)}, set())

    def test_every_function_is_called(self):
        """What a header of src/ offers is used somewhere: in src, or by a unit test that asks for it alone."""
        texts = {path: re.sub(r"/\*.*?\*/", "", (ROOT / path).read_text(encoding="utf-8"), flags=re.DOTALL)
                 for path in files("src/**/*.[ch]", "src/**/*.def", "tests/**/*.[ch]")}
        seen = collections.Counter(name for text in texts.values() for name in re.findall(r"\brf_\w+", text))
        offered = {name: path for path, text in texts.items() if path.suffix == ".h" and path.parts[0] == "src"
                   for name in re.findall(r"^(?!typedef)[^\n#]*?\b(rf_\w+)\(", text, re.MULTILINE)}
        self.assertGreater(len(offered), 500)
        inline = {name for text in texts.values() for name in re.findall(r"\binline\b[^;{]*?\b(rf_\w+)\(", text)}
        unused = [f"{path}: {name}" for name, path in sorted(offered.items())
                  if seen[name] < (2 if name in inline else 3) and not name.endswith("_terms")]  # whose names load/common.c pastes
        self.assertEqual(unused, [])

    def test_every_file_that_is_named_is_there(self):
        """Comments, manuals and tests name files of src/ as folder/file.c: a file that moves takes its name along."""
        folders = {path.parts[1] for path in files("src/**/*.[ch]") if len(path.parts) > 2} | FORMER_FOLDERS
        named = re.compile(r"(?<![\w./-])(?:src/)?((" + "|".join(sorted(folders)) + r")/\w+\.(?:c|h|def))\b")
        gone = [f"{path}: {match[1]}" for path in files("src/**/*.[ch]", "include/**/*.h", "docs/*.md", "README.md", "tests/**/*.py",
                                                        "tests/**/*.txt", "tests/**/*.[ch]", "tests/**/*.sh")
                if path.name != "CHANGES.md" for match in named.finditer((ROOT / path).read_text(encoding="utf-8", errors="replace"))
                if not any((ROOT / base / match[1]).exists() for base in ("src", "include", "tests", "tests/install"))]
        self.assertEqual(gone, [])

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
