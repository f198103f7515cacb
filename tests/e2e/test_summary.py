"""What a run says at its end, and on a terminal while it lasts."""
import os
import re
import signal
import subprocess
import time
import unittest

from support import Case, AGENDA, MINUTES, REFERAT, environment, files_below, read_to_the_end, terminal

SETTINGS = "series: Bestyrelsesmøder\nchecks: {never-approved: off}\n"
BROKEN = "---\nkind: agenda\nitemz: []\n---\n"
NOTE = "---\nkind: annex\ntitle: Notat\n---\nTekst.\n"
CLEAR = "\r\x1b[K"


class Summary(Case):
    def setUp(self):
        super().setUp()
        self.write_series(days=(2, 9, 16))
        self.write("vand/referat.yaml", SETTINGS)

    def said(self, *arguments, status=0):
        result = self.referat(*arguments)
        self.assert_status(result, status)
        self.assertEqual(result.stdout, b"")
        return result.stderr.decode()

    def last(self, *arguments, status=0):
        return self.said(*arguments, status=status).splitlines()[-1]

    def change(self, day):
        path = self.work / f"vand/2026-03-{day:02}/minutes.md"
        path.write_text(path.read_text(encoding="utf-8").replace("klar", "kendt"), encoding="utf-8")

    def test_built_and_unchanged(self):
        build = ("build", "vand", "-o", "ud")
        self.assertEqual(self.said(*build), "referat: 3 meetings: 3 built\n")
        self.assertEqual(self.said(*build), "referat: 3 meetings: 3 unchanged\n")
        self.change(9)
        self.assertEqual(self.said(*build), "referat: 3 meetings: 1 built, 2 unchanged\n")
        (self.work / "ud/2026-03-16/agenda.md").unlink()
        self.assertEqual(self.said(*build), "referat: 3 meetings: 1 built, 2 unchanged\n")

    def test_of_one_meeting(self):
        self.assertEqual(self.said("build", "vand/2026-03-09", "-o", "ud"), "referat: 1 meeting: 1 built\n")

    def test_failed(self):
        self.said("build", "vand", "-o", "ud")
        self.write("vand/2026-03-02/agenda.md", BROKEN)
        self.change(9)
        self.assertEqual(self.last("build", "vand", "-o", "ud", status=1),
                         "referat: 3 meetings: 1 built, 1 unchanged, 1 failed")
        self.assertEqual(self.last("check", "vand", status=1), "referat: 3 meetings: 2 checked, 1 failed")

    def test_a_meeting_that_cannot_be_loaded(self):
        self.write("vand/2026-03-02/agenda.md", b"---\nkind: agenda\ntitle: \xff\n---\n")
        self.assertEqual(self.last("build", "vand", "-o", "ud", status=1), "referat: 3 meetings: 2 built, 1 failed")

    def test_settings_with_errors_fail_all(self):
        self.write("vand/referat.yaml", "serie: 1\n")
        self.assertEqual(self.last("build", "vand", "-o", "ud", status=1), "referat: 3 meetings: 3 failed")

    def test_strict(self):
        self.write("vand/2026-03-02/notat.md", NOTE)
        self.assertEqual(self.last("build", "-W", "vand", "-o", "ud", status=1),
                         "referat: 3 meetings: 2 built, 1 failed")

    def test_several_series(self):
        self.write_series("alle/vand", days=(2, 9))
        self.write_series("alle/varme", days=(2,))
        self.write("alle/vand/referat.yaml", SETTINGS)
        self.assertEqual(self.said("build", "alle", "-o", "ud"), "referat: 3 meetings: 3 built\n")

    def test_silence_where_all_is_well(self):
        self.assertEqual(self.said("check", "vand"), "")
        self.assertEqual(self.said("build", "-f", "xlsx", "vand", "-o", "ud"), "")
        self.assertEqual(self.said("build", "-q", "vand", "-o", "ud"), "")
        self.assertEqual(self.said("build", "--diagnostics=json", "vand", "-o", "ud"), "")

    def test_quiet_and_json_sum_nothing_up(self):
        self.write("vand/2026-03-02/agenda.md", BROKEN)
        self.write("vand/2026-03-09/notat.md", NOTE)
        self.assertRegex(self.said("build", "-q", "vand", "-o", "ud", status=1).splitlines()[-1], "^  hint: ")
        for line in self.said("check", "--diagnostics=json", "vand", status=1).splitlines():
            self.assertTrue(line.startswith("{"), line)

    def test_warnings_by_name(self):
        """Most frequent first, ties by name."""
        for day in (2, 9, 16):
            self.write(f"vand/2026-03-{day:02}/notat.md", NOTE)
        for day, text in ((2, "![](a.png)\n\n<b>x</b>"), (9, "<i>y</i>")):
            self.write(f"vand/2026-03-{day:02}/agenda.md", AGENDA.format(day=day) + f"\n{text}\n")
        lines = self.said("check", "vand", status=1).splitlines()
        self.assertRegex(lines[-2], r"^1 error, 6 warnings: 3 unused-document, 2 raw-html, 1 missing-alt$")
        self.assertEqual(lines[-1], "referat: 3 meetings: 2 checked, 1 failed")

    def test_one_warning_has_its_name_above(self):
        self.write("vand/2026-03-02/notat.md", NOTE)
        self.assertEqual(self.said("check", "vand").splitlines()[-2:],
                         ["1 warning", "referat: 3 meetings: 3 checked"])
        self.assertEqual(self.last("check", "vand/2026-03-02"), "1 warning")

    def test_public(self):
        build = ("build", "vand", "-o", "ud", "--edition", "public")
        self.assertEqual(self.said(*build), "referat: 3 meetings: 3 built\n")
        self.change(9)
        self.assertEqual(self.said(*build), "referat: 3 meetings: 1 built, 2 unchanged\n")

    def test_public_is_held_back(self):
        """One closed title in an open file: no meeting is put in place."""
        self.write("vand/2026-03-16/agenda.md", "---\nkind: agenda\nitems:\n  - {title: Priser, annexes: [priser.csv]}\n"
                   "  - {title: Opsigelse af forpagteren, access: closed}\n---\n")
        (self.work / "vand/2026-03-16/minutes.md").unlink()
        self.write("vand/2026-03-16/priser.csv", "7;Opsigelse af forpagteren\n")
        self.assertEqual(self.last("build", "vand", "-o", "ud", "--edition", "public", status=4),
                         "referat: 3 meetings: 3 held back")


class OneOutput(Case):
    """One output that cannot be written: its meeting is as it was, and the others are built."""

    def setUp(self):
        super().setUp()
        self.write_series(days=(2, 9, 16))
        self.write("vand/referat.yaml", SETTINGS)
        (self.work / "ud/2026-03-09/pack.html").mkdir(parents=True)

    def test_others_are_built(self):
        said = self.build("vand", "-o", "ud", status=3).stderr.decode()
        self.assertEqual(said, "referat: ud/2026-03-09/pack.html: Is a directory\n"
                               "referat: 3 meetings: 2 built, 1 failed\n")
        built = files_below(self.work / "ud")
        self.assertEqual({name for name in built if "2026-03-09" in name}, set())
        self.assertLessEqual({"2026-03-02/pack.html", "2026-03-16/pack.html", "index.html", "status.xlsx"}, set(built))

    def test_public(self):
        said = self.build("vand", "-o", "ud", "--edition", "public", status=3).stderr.decode()
        self.assertEqual(said, "referat: ud/2026-03-09/pack.html: Is a directory\n"
                               "referat: 3 meetings: 2 built, 1 failed\n")
        self.assertIn("2026-03-16/pack.html", files_below(self.work / "ud"))

    def test_the_destination_itself_stops_the_run(self):
        self.write("fil", "jeg er en fil\n")
        said = self.build("vand", "-o", "fil", status=3).stderr.decode()
        self.assertEqual(said, "referat: fil: Not a directory\n")


class Terminal(Case):
    """A run is made long by stopping it again and again."""

    MEETINGS = 600

    def setUp(self):
        super().setUp()
        self.write("vand/referat.yaml", SETTINGS)
        for i in range(self.MEETINGS):
            day = f"{1500 + i}-03-02"
            self.write(f"vand/{day}/agenda.md", AGENDA.replace("2026-03-{day:02}", day))
            self.write(f"vand/{day}/minutes.md", MINUTES.replace("2026-03-{day:02}", day))
            if i % 50 == 49:
                self.write(f"vand/{day}/notat.md", NOTE)

    @staticmethod
    def slow_down(process, leader):
        """Lets a process run a few milliseconds at a time until it has said how far it is."""
        said = b""
        os.set_blocking(leader, False)
        while process.poll() is None and b" left" not in said:
            process.send_signal(signal.SIGSTOP)
            time.sleep(0.4)
            process.send_signal(signal.SIGCONT)
            time.sleep(0.005)
            try:
                said += os.read(leader, 65536)
            except BlockingIOError:
                pass
            except OSError:  # EIO: the other side is closed
                break
        os.set_blocking(leader, True)
        return said

    def on_a_terminal(self, *arguments, **changes):
        with terminal() as (leader, follower):
            with subprocess.Popen([REFERAT, *arguments, "--color=never"], cwd=self.work, stdin=follower, stdout=follower,
                                  stderr=follower, env=environment(**{"TERM": "xterm", **changes})) as process:
                os.close(follower)
                said = self.slow_down(process, leader) + read_to_the_end(leader)
            os.close(leader)
        self.assertEqual(process.returncode, 0, said)
        self.assert_done(list(arguments), subprocess.CompletedProcess(arguments, 0, said, said))
        return said.decode()

    @staticmethod
    def screen(said):
        """What stands there at the end."""
        lines = [""]
        for part in re.split(r"(\r\x1b\[K|\r\n)", said):
            if part == CLEAR:
                lines[-1] = ""
            elif part == "\r\n":
                lines.append("")
            else:
                lines[-1] += part
        return "\n".join(lines)

    def test_a_long_run(self):
        said = self.on_a_terminal("build", "-j", "1", "-f", "md", "vand", "-o", "ud")
        steps = re.findall(r"\r\x1b\[Kreferat: (\d+) meetings?, (\d+) %, [\d.]+ a second, [\d a-z]+ left", said)
        self.assertGreater(len(steps), 0, said)
        counts = [(int(count), int(percent)) for count, percent in steps]
        self.assertEqual(counts, sorted(counts))
        for count, percent in counts:
            self.assertLessEqual(abs(count * 100 / self.MEETINGS - percent), 2, counts)
        plain = self.build("-f", "md", "vand", "-o", "ud").stderr.decode()
        self.assertNotIn("\r", plain)
        self.assertNotIn(" left", plain)
        self.assertEqual(self.screen(said), plain.replace("unchanged", "built"))

    def test_check(self):
        said = self.on_a_terminal("check", "vand")
        self.assertIn(" left", said)
        self.assertEqual(self.screen(said), self.referat("check", "vand").stderr.decode())

    def test_nobody_asked(self):
        for arguments, changes in ((["-q"], {}), (["--diagnostics=json"], {}), ([], {"TERM": "dumb"})):
            said = self.on_a_terminal("check", *arguments, "vand", **changes)
            self.assertNotIn("\x1b", said, arguments)
            self.assertNotIn(" left", said)


if __name__ == "__main__":
    unittest.main()
