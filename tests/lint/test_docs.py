"""The manuals: mandoc accepts them, they name every option and diagnostic, and docs/diagnostics.md is what explain says."""
import math
import os
import re
import subprocess
import unittest

from tree import ROOT, run

REFERAT = os.environ["REFERAT"]


def referat(*arguments):
    return subprocess.run([REFERAT, *arguments], text=True, check=True, stdout=subprocess.PIPE,
                          env={**os.environ, "NO_COLOR": "1"}).stdout


def code_names():
    text = (ROOT / "src/diag/codes.def").read_text(encoding="utf-8")
    return re.findall(r'^RF_CODE\(\w+,\s*"([^"]+)"', text, re.MULTILINE)


class Manuals(unittest.TestCase):
    def test_mandoc(self):
        for page in ("docs/referat.1", "docs/referat.5"):
            result = run("mandoc", "-T", "lint", "-W", "warning", page)
            self.assertEqual((result.returncode, result.stdout), (0, ""), page)

    def test_every_option_is_in_the_manual(self):
        page = subprocess.run(["mandoc", "-T", "ascii", ROOT / "docs/referat.1"], text=True,
                              check=True, stdout=subprocess.PIPE).stdout
        page = re.sub(".\b", "", page)
        for command in ([], ["build"], ["check"], ["explain"]):
            options = set(re.findall(r"(?<![\w-])--?[A-Za-z][\w-]*", referat(*command, "--help")))
            missing = sorted(option for option in options if option not in page)
            self.assertEqual(missing, [], command)

    def test_every_command_of_the_manual_has_help(self):
        names = re.findall(r"^\s+([a-z]+)\s{2,}", referat("--help"), re.MULTILINE)
        self.assertTrue({"build", "check", "explain"} <= set(names), names)
        for name in names:
            self.assertIn(f"referat {name}", referat(name, "--help"))


class Diagnostics(unittest.TestCase):
    def test_every_diagnostic_is_explained(self):
        for name in code_names():
            self.assertIn(name, referat("explain", name))

    def test_every_diagnostic_has_a_case(self):
        cases = {path.name for path in (ROOT / "tests/errors").iterdir()}
        for name in code_names():
            self.assertTrue(any(case == name or case.startswith(name + ".") or
                                case.startswith(name + "-") or case.startswith(name + "_")
                                for case in cases), name)

    def test_the_document_is_the_text_of_explain(self):
        document = (ROOT / "docs/diagnostics.md").read_text(encoding="utf-8")
        self.assertEqual(document, referat("explain", "--all"))


def shown(name, value):
    """A limit as people read it: 4 MiB, 20,000."""
    if not name.endswith("_BYTES"):
        return f"{value:,}"
    for unit, size in (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)):
        if value % size == 0:
            return f"{value // size} {unit}"
    return f"{value} bytes"


class Limits(unittest.TestCase):
    def rows(self):
        """The lines of src/base/limits.def as the table of docs/safety.md has them."""
        text = (ROOT / "src/base/limits.def").read_text(encoding="utf-8")
        rows = re.findall(r'^RF_LIMIT\((\w+),\s*([\d *]+),\s*"([^"]+)",\s*"([^"]+)"\)', text, re.MULTILINE)
        self.assertEqual(len(rows), len(re.findall(r"^RF_LIMIT\(", text, re.MULTILINE)))
        for name, value, what, reason in rows:
            yield f"| {what} | {shown(name, math.prod(map(int, value.split('*'))))} | {reason} |"

    def test_the_document_has_every_limit(self):
        text = (ROOT / "docs/safety.md").read_text(encoding="utf-8")
        table = re.findall(r"^\| .* \|$", text.partition("## Limits")[2].partition("\n## ")[0], re.MULTILINE)
        self.assertEqual(table[2:], list(self.rows()))

    def test_no_limit_stands_elsewhere(self):
        """Names that end in LIMIT outside the table are of what is written, not of what is read."""
        for path in (ROOT / "src/load").glob("*.c"):
            self.assertNotRegex(path.read_text(encoding="utf-8"), r"\b(?!RF_)\w*_LIMIT\w* = \d", path)


if __name__ == "__main__":
    unittest.main()
