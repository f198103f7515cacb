"""The manuals: mandoc accepts them, they name every option and diagnostic, and docs/diagnostics.md is what explain says."""
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


if __name__ == "__main__":
    unittest.main()
