"""Every diagnostic: a small series that provokes it, and what the program says; near misses that must pass in silence.

A case is a folder named after its code, with a suffix where the code has several. REFERAT_UPDATE_GOLDEN=1 writes what
the program says now to out.txt and out.json: read it before you commit it."""
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))
import support  # noqa: E402

CODES = re.findall(r'^RF_CODE\(\w+,\s*"([^"]+)"',
                   (support.ROOT / "src/diag/codes.def").read_text(encoding="utf-8"), re.MULTILINE)
REFUSALS = {"limit-exceeded", "path-escapes", "closed-leak", "seal-broken", "seal-claim"}
IS_UPDATE = os.environ.get("REFERAT_UPDATE_GOLDEN") == "1"


def make_link_out(series):
    (series.parent / "outside.pdf").write_bytes(b"outside\n")
    (series / "2024-03-04/plan.pdf").symlink_to("../../outside.pdf")


def make_fifo(series):
    os.mkfifo(series / "2024-03-04/plan.pdf")


def make_dead_link(series):
    (series / "2024-03-04/minutes.md").symlink_to("gone.md")


# What a repository cannot hold.
SPECIAL = {"path-escapes-link": make_link_out, "path-escapes-fifo": make_fifo,
           "unreadable-file-link": make_dead_link}

# What only a build says.
COMMANDS = {"closed-leak": ("build", "-o", "../out", "--edition", "public")}


def code_of(case):
    """The longest code that the folder's name begins with."""
    fitting = [code for code in CODES if case == code or case.startswith(code + "-")]
    return max(fitting, key=len, default=None)


def cases(folder):
    return sorted(path.parent for path in folder.glob("*/in"))


def expected_status(diagnostics):
    if any(d["name"] in REFUSALS for d in diagnostics):
        return 4
    if any(d["name"] == "unreadable-file" for d in diagnostics):
        return 3
    return int(any(d["severity"] == "error" for d in diagnostics))


class Errors(support.Case):
    def check(self, case):
        """Runs the case in a copy: the result as text, its bytes as JSON, and the parsed diagnostics."""
        series = self.work / case.relative_to(HERE) / "in"
        shutil.copytree(case / "in", series)
        SPECIAL.get(case.name, lambda _: None)(series)
        command = COMMANDS.get(code_of(case.name), ("check",))
        plain = self.referat(*command, ".", cwd=series)
        as_json = self.referat(*command, ".", "--diagnostics", "json", cwd=series)
        self.assertEqual(plain.returncode, as_json.returncode)
        diagnostics = [json.loads(line) for line in as_json.stderr.splitlines() if line[:1] == b"{"]
        return plain, as_json.stderr, diagnostics

    def compare(self, path, actual):
        if IS_UPDATE:
            path.write_bytes(actual)
        self.assertEqual(path.read_bytes().decode(), actual.decode(), path)

    def test_every_code_has_a_case(self):
        self.assertGreater(len(CODES), 0)
        self.assertEqual(set(CODES) - {code_of(case.name) for case in cases(HERE)}, set())

    def test_every_case_says_what_it_said(self):
        for case in cases(HERE):
            with self.subTest(case=case.name):
                code = code_of(case.name)
                self.assertIsNotNone(code, "the folder is named after no code")
                plain, as_json, diagnostics = self.check(case)
                self.compare(case / "out.txt", plain.stderr)
                self.compare(case / "out.json", as_json)
                self.assertIn(f"[{code}]", plain.stderr.decode())
                self.assertIn(code, [d["name"] for d in diagnostics])
                self.assert_status(plain, expected_status(diagnostics))

    def test_near_misses_are_silent(self):
        for case in cases(HERE / "silent"):
            with self.subTest(case=case.name):
                code = code_of(case.name)
                self.assertIsNotNone(code, "the folder is named after no code")
                plain, _, diagnostics = self.check(case)
                self.assertNotIn(code, [d["name"] for d in diagnostics], plain.stderr.decode())
                self.assert_status(plain, 0)


if __name__ == "__main__":
    unittest.main()
