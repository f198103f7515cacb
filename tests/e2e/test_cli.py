"""The command line: exit statuses, which stream says what, common options."""
import json
import os
import re
import subprocess
import unittest

from support import Case, REFERAT, ROOT, environment, files_below, read_to_the_end, terminal


class Help(Case):
    def test_help_goes_to_standard_output(self):
        for arguments in (["--help"], ["-h"], ["build", "--help"], ["check", "-h"],
                          ["explain", "--help"]):
            result = self.referat(*arguments)
            self.assert_status(result, 0)
            self.assertIn(b"referat", result.stdout)
            self.assertEqual(result.stderr, b"")

    def test_help_lists_what_a_command_takes(self):
        """Of all long options that the manual has each command lists those that it knows, and no others."""
        manual = (ROOT / "docs/referat.1").read_text(encoding="utf-8")
        listed = {command: set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", self.referat(command, "--help").stdout.decode(), re.MULTILINE))
                  for command in ("build", "check", "status", "merge", "export", "seal", "verify", "explain")}
        options = {f"--{name}" for name in re.findall(r"^\.It Fl .*?-([a-z][a-z-]+)", manual, re.MULTILINE)}.union(*listed.values())
        self.assertGreater(len(options), 20)
        for command, own in listed.items():
            known = {option for option in options if b"unknown option" not in self.referat(command, option).stderr}
            self.assertEqual(own, known, command)

    def test_version(self):
        result = self.referat("--version")
        self.assert_status(result, 0)
        self.assertRegex(result.stdout.decode().splitlines()[0], r"^referat \d+\.\d+\.\d+(-dev)?$")

    def test_output_that_cannot_be_written(self):
        for arguments in (["--help"], ["--version"], ["explain", "unknown-item"]):
            with open("/dev/full", "wb") as full:
                result = self.referat(*arguments, stdout=full)
            self.assert_status(result, 3)


class Usage(Case):
    def test_wrong_usage_exits_2_and_says_why(self):
        for arguments in ([], ["bild"], ["build", "--no-such-option"], ["build", "-f"],
                          ["build", "-f", "docx"], ["build", "-o"], ["check", "--color", "mauve"],
                          ["check", "--diagnostics", "morse"], ["explain"]):
            result = self.referat(*arguments)
            self.assert_status(result, 2)
            self.assertEqual(result.stdout, b"", arguments)
            self.assertNotEqual(result.stderr, b"", arguments)

    def test_a_mistyped_command_is_answered_with_the_nearest(self):
        self.assertIn(b"build", self.referat("biuld").stderr)

    def test_unknown_diagnostic(self):
        result = self.referat("explain", "unknown-itme")
        self.assertIn(result.returncode, (1, 2))
        self.assertIn(b"unknown-item", result.stderr)

    def test_two_dashes_end_the_options(self):
        series = self.write_series("-vand")
        self.assert_status(self.referat("check", "--", series.name), 0)

    def test_options_after_the_path(self):
        self.write_series()
        self.build("vand", "-o", "ud")
        self.assertTrue((self.work / "ud/index.html").is_file())


class Streams(Case):
    def test_a_clean_check_is_silent_on_standard_output(self):
        self.write_series()
        result = self.referat("check", "vand")
        self.assert_status(result, 0)
        self.assertEqual(result.stdout, b"")

    def test_findings_go_to_standard_error(self):
        self.write_series()
        self.write("vand/2026-03-02/agenda.md", "---\nkind: agenda\nitemz: []\n---\n")
        result = self.referat("check", "vand")
        self.assert_status(result, 1)
        self.assertEqual(result.stdout, b"")
        self.assertRegex(result.stderr.decode(),
                         r"(?m)^\S*2026-03-02/agenda\.md:3:1: error: .*\[unknown-field\]$")

    def test_quiet(self):
        self.write_series()
        result = self.build("-q", "vand", "-o", "ud")
        self.assertEqual((result.stdout, result.stderr), (b"", b""))

    def test_explain_speaks_on_standard_output(self):
        result = self.referat("explain", "unknown-item")
        self.assert_status(result, 0)
        self.assertIn(b"unknown-item", result.stdout)
        self.assertEqual(result.stderr, b"")


class Strict(Case):
    def setUp(self):
        super().setUp()
        self.write_series()
        self.write("vand/2026-03-02/notat.md", "---\nkind: annex\ntitle: Notat\n---\nTekst.\n")

    def test_a_warning_alone_exits_0(self):
        result = self.referat("check", "vand")
        self.assert_status(result, 0)
        self.assertIn(b"warning:", result.stderr)
        self.assertIn(b"[unused-document]", result.stderr)

    def test_strict_makes_it_1(self):
        self.assert_status(self.referat("check", "-W", "vand"), 1)
        self.assert_status(self.referat("check", "--strict", "vand"), 1)

    def test_strict_builds_nothing_of_that_meeting(self):
        self.build("-W", "vand", "-o", "ud", status=1)
        self.assertNotIn("2026-03-02/pack.html", files_below(self.work / "ud"))

    def test_the_series_may_turn_it_off(self):
        self.write("vand/referat.yaml", "checks:\n  unused-document: off\n")
        self.assert_status(self.referat("check", "-W", "vand"), 0)

    def test_the_series_may_turn_it_up(self):
        self.write("vand/referat.yaml", "checks:\n  unused-document: error\n")
        self.assert_status(self.referat("check", "vand"), 1)


class Colour(Case):
    def setUp(self):
        super().setUp()
        self.write_series()
        self.write("vand/2026-03-02/minutes.md", "---\nkind: minutes\n---\n## 17\nTekst.\n")

    def check(self, *arguments, **changes):
        result = self.referat("check", *arguments, "vand", env=environment(**changes))
        self.assert_status(result, 1)
        return result.stderr

    def test_none_without_a_terminal(self):
        self.assertNotIn(b"\x1b", self.check())
        self.assertNotIn(b"\x1b", self.check("--color=auto"))

    def test_asked_for(self):
        self.assertIn(b"\x1b[", self.check("--color=always"))
        self.assertIn(b"\x1b[", self.check("--color", "always"))

    def test_never(self):
        self.assertNotIn(b"\x1b", self.check("--color=never"))

    def test_colours_only_add(self):
        plain = re.sub(rb"\x1b\[[0-9;]*[mK]", b"", self.check("--color=always"))
        self.assertEqual(plain, self.check("--color=never"))

    def on_a_terminal(self, **changes):
        with terminal() as (leader, follower):
            with subprocess.Popen([REFERAT, "check", "vand"], cwd=self.work, stdin=follower,
                                  stdout=follower, stderr=follower,
                                  env=environment(TERM="xterm", **changes)) as process:
                os.close(follower)
                said = read_to_the_end(leader)
            os.close(leader)
        self.assertEqual(process.returncode, 1, said)
        return said

    def test_on_a_terminal(self):
        self.assertIn(b"\x1b[", self.on_a_terminal())

    def test_no_color(self):
        self.assertNotIn(b"\x1b", self.on_a_terminal(NO_COLOR="1"))
        self.assertIn(b"\x1b[", self.on_a_terminal(NO_COLOR=""))


class Json(Case):
    def test_one_object_a_line(self):
        self.write_series()
        self.write("vand/2026-03-02/minutes.md",
                   "---\nkind: minutes\ndecisions:\n  1: aproved\n  æble: noted\n---\n## 17\nTekst.\n")
        result = self.referat("check", "--diagnostics=json", "vand")
        self.assert_status(result, 1)
        self.assertEqual(result.stdout, b"")
        found = [json.loads(line) for line in result.stderr.decode().splitlines()]
        self.assertGreaterEqual({entry["name"] for entry in found}, {"bad-value", "unknown-item"})
        for entry in found:
            self.assertIn(entry["severity"], ("error", "warning", "note"))
            self.assertIsInstance(entry["message"], str)
        places = {entry["name"]: entry for entry in found}
        self.assertEqual((places["bad-value"]["line"], places["bad-value"]["column"]), (4, 6))
        self.assertTrue(places["bad-value"]["file"].endswith("2026-03-02/minutes.md"))


class Control(Case):
    def test_no_control_character_of_the_source_reaches_a_terminal(self):
        self.write_series()
        name = "2026-03-02/a\x1b[2Jb.md"
        self.write(f"vand/{name}", "---\nkind: annex\ntitle: \"x\x07\u202ey\"\nfejl: 1\n---\n")
        result = self.referat("check", "--color=never", "vand")
        for bad in (b"\x1b", b"\x07", "\u202e".encode()):
            self.assertNotIn(bad, result.stderr)


if __name__ == "__main__":
    unittest.main()
