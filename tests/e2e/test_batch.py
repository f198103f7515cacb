"""A batch goes on: whatever is wrong with one meeting, the others are built, and the end says how many were not."""
import datetime
import os
import shutil
import subprocess
import unittest

from support import Case, REFERAT, environment, files_below

SETTINGS = "series: Bestyrelsesmøder\nchecks: {never-approved: off}\n"
NOBODY = 65534

FILES = {
    "agenda.md": """\
---
kind: agenda
date: DAY
time: 16:00-17:00
participants: [Tove Lykke, Børge Aaskov]
items:
  - title: Ny pumpe
    id: pumpe
    duration: 20
    recommendation: indstilling.md
  - title: Orientering
    type: information
    duration: 5
    annexes: [tal.csv]
---
""",
    "minutes.md": """\
---
kind: minutes
meeting: DAY
present: [Tove Lykke, Børge Aaskov]
decisions:
  pumpe: {outcome: approved, points: {1: approved}}
  2: noted
---
## 1
Godkendt.
""",
    "indstilling.md": """\
---
kind: recommendation
title: Ny pumpe
recommends: [at der købes en ny pumpe.]
annexes: [tilbud.md, notat.md]
---
## Sagsfremstilling
Pumpen er fra 1987.
""",
    "tilbud.md": "---\nkind: annex\ntitle: Tilbud\n---\nTo tilbud ligger inden for rammen.\n",
    "notat.md": "---\nkind: annex\ntitle: Notat\n---\nDriften har set på pumpen.\n",
    "tal.csv": "år;kr\n2024;12\n",
}


def make_fifo(path):
    path.unlink()
    os.mkfifo(path)


def make_dead_link(path):
    path.unlink()
    path.symlink_to("findes-ikke.md")


def make_link_out(path):
    path.unlink()
    path.symlink_to("../../udenfor/hemmelig.md")


KINDS = {  # what becomes of the minutes of one meeting: exit status, code
    "fifo": (make_fifo, 4, "path-escapes"),
    "dead-link": (make_dead_link, 3, "unreadable-file"),
    "link-out": (make_link_out, 4, "path-escapes"),
    "not-utf8": (lambda path: path.write_bytes(b"---\nkind: minutes\n---\n\xff\n"), 1, "bad-utf8"),
    "too-large": (lambda path: path.write_bytes(b"---\nkind: minutes\n---\n" + b"x " * (3 << 20)), 4, "limit-exceeded"),
    "no-yaml": (lambda path: path.write_bytes(b"---\nkind: minutes\nx: [\n---\n"), 1, "yaml-syntax"),
    "unreadable": (lambda path: path.chmod(0), 3, "unreadable-file"),
}


class Batch(Case):
    """The program runs as somebody who may not read everything: root may."""

    def setUp(self):
        super().setUp()
        self.program = REFERAT
        self.who = {}
        (self.work / "ud").mkdir()
        if os.geteuid() == 0:
            self.program = shutil.copy(REFERAT, self.work / "referat")  # where nobody may run it
            self.who = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            self.work.chmod(0o755)
            (self.work / "ud").chmod(0o777)

    def run_as_nobody(self, *arguments, status):
        result = subprocess.run([self.program, *arguments], cwd=self.work, capture_output=True, check=False,
                                timeout=1200, env=environment(), **self.who)
        self.assert_status(result, status)
        return result.stderr.decode()

    def build(self, *arguments, status=0, **options):
        return self.run_as_nobody("build", *arguments, "-o", "ud", status=status)


class Kinds(Batch):
    def test_one_meeting_of_three(self):
        self.write("udenfor/hemmelig.md", "---\nkind: minutes\n---\nUden for.\n")
        for name, (make, status, code) in KINDS.items():
            with self.subTest(name=name):
                series = self.write_series(name, days=(2, 9, 16))
                self.write(f"{name}/referat.yaml", SETTINGS)
                make(series / "2026-03-09/minutes.md")
                said = self.build("-f", "md", name, status=status)
                self.assertIn(f"{name}/2026-03-09/minutes.md:", said)
                self.assertIn(f"[{code}]", said)
                self.assertEqual(said.splitlines()[-2:], ["1 error", "referat: 3 meetings: 2 built, 1 failed"])
                built = files_below(self.work / "ud")
                self.assertEqual({path.partition("/")[0] for path in built}, {"2026-03-02", "2026-03-16"})
                self.assertEqual(self.run_as_nobody("check", name, status=status).splitlines()[-1],
                                 "referat: 3 meetings: 2 checked, 1 failed")
                shutil.rmtree(self.work / "ud")
                (self.work / "ud").mkdir(mode=0o777)
                (self.work / "ud").chmod(0o777)

    def test_the_worst_decides(self):
        """Of several exit statuses the greatest."""
        series = self.write_series(days=(2, 9, 16, 23))
        self.write("vand/referat.yaml", SETTINGS)
        for day, kind in ((2, "fifo"), (9, "dead-link"), (16, "not-utf8")):
            KINDS[kind][0](series / f"2026-03-{day:02}/minutes.md")
        said = self.build("-f", "md", "vand", status=4)
        self.assertEqual(said.splitlines()[-2:], ["3 errors", "referat: 4 meetings: 1 built, 3 failed"])

    def test_a_folder_of_outputs_that_may_not_be_written(self):
        self.write_series(days=(2, 9, 16))
        self.write("vand/referat.yaml", SETTINGS)
        (self.work / "ud/2026-03-09").mkdir(mode=0o555)
        said = self.build("-f", "md", "vand", status=3)
        self.assertRegex(said, r"(?m)^referat: ud/2026-03-09/?\S*: Permission denied$")
        self.assertTrue(said.endswith("referat: 3 meetings: 2 built, 1 failed\n"), said)

    def test_a_destination_that_may_not_be_written(self):
        self.write_series(days=(2, 9, 16))
        (self.work / "ud").chmod(0o555)
        said = self.build("-f", "md", "vand", status=3)
        self.assertEqual(said.count("Permission denied"), 1, said)
        self.assertIn("referat: stopped: nothing more can be written to ud\n", said)


class HundredThousand(Batch):
    MEETINGS = 16700 if os.environ.get("REFERAT_LONG") else 1700  # of six files each

    def write_batch(self):
        first = datetime.date(1950, 1, 1)
        texts = {name: text.encode() for name, text in FILES.items()}
        self.write("vand/referat.yaml", SETTINGS)
        for i in range(self.MEETINGS):
            day = str(first + datetime.timedelta(days=i))
            folder = self.work / "vand" / day
            folder.mkdir()
            for name, text in texts.items():
                (folder / name).write_bytes(text.replace(b"DAY", day.encode()))

    def test_one_is_unreadable(self):
        self.write_batch()
        bad = self.work / "vand/1952-02-02/tilbud.md"
        bad.chmod(0)
        built = self.MEETINGS - 1
        message = ("vand/1952-02-02/tilbud.md: error: cannot read '1952-02-02/tilbud.md': "
                   "Permission denied [unreadable-file]\n"
                   "  hint: check the file's name and who may read it\n"
                   "1 error\n")
        self.assertEqual(self.run_as_nobody("check", "vand", status=3)[:2000],
                         f"{message}referat: {self.MEETINGS} meetings: {built} checked, 1 failed\n")
        self.assertEqual(self.build("-f", "md", "vand", status=3)[:2000],
                         f"{message}referat: {self.MEETINGS} meetings: {built} built, 1 failed\n")
        packs = {path.parent.name for path in (self.work / "ud").glob("*/pack.md")}
        self.assertEqual(len(packs), built)
        self.assertFalse((self.work / "ud/1952-02-02").exists())
        bad.chmod(0o644)
        self.assertEqual(self.build("-f", "md", "vand"),
                         f"referat: {self.MEETINGS} meetings: 1 built, {built} unchanged\n")
        self.assertEqual(sum(1 for _ in (self.work / "vand").glob("*/*")), 6 * self.MEETINGS)


if __name__ == "__main__":
    unittest.main()
