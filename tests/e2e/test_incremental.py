"""A build does again only what has changed, and what it leaves is what a full build would have made."""
import os
import random
import shutil
import subprocess
import time
import unittest

from support import EXAMPLES, IS_SANITIZED, Case, files_below, said

GONE = b"the series has no such meeting any more"
TICK = 0.03  # seconds: files that were changed longer ago than this are told apart by their times


class Incremental(Case):
    def setUp(self):
        super().setUp()
        self.series = self.work / "havnsoe"
        shutil.copytree(EXAMPLES / "havnsoe", self.series)
        self.rounds = 0
        time.sleep(TICK)

    def compile(self, *options, out="out"):
        return self.referat("build", "havnsoe", "-o", out, *options)

    def assert_as_a_full_build(self, *options):
        """Builds into out, where earlier builds have been, and anew; compares. Returns what the first said."""
        self.rounds += 1
        full = f"full-{self.rounds}"
        ours, other = self.compile(*options), self.compile(*options, out=full)
        self.assertEqual(said(ours), said(other))
        self.assertEqual(ours.returncode, other.returncode)
        made = files_below(self.work / full)
        there = files_below(self.work / "out")
        self.assertEqual([name for name in made if there.get(name) != made[name]], [])
        shutil.rmtree(self.work / full, ignore_errors=True)  # of settings with errors nothing is made
        return ours

    def touched(self, *options):
        """The documents that a build opens: strace tells."""
        trace = self.work / "trace"
        self.referat("build", "havnsoe", "-o", "out", *options, prefix=["strace", "-f", "-o", str(trace), "-e", "trace=openat2"])
        return {line.split('"')[1] for line in trace.read_text().splitlines() if '.md"' in line or '.yaml"' in line}

    # ---- What is done again ----

    def test_nothing_is_read_where_nothing_has_changed(self):
        first = self.compile()
        before = {path: path.stat().st_mtime_ns for path in (self.work / "out").rglob("*")}
        self.assertEqual(self.touched(), set())
        after = {path: path.stat().st_mtime_ns for path in (self.work / "out").rglob("*")}
        self.assertEqual({path for path in after if after[path] != before.get(path)}, {self.work / "out/.referat-full"})
        self.assertEqual(said(self.compile()), said(first))
        self.assertIn(b"unchanged", self.compile().stderr.splitlines()[-1])

    def test_one_meeting_is_read_where_one_file_has_changed(self):
        self.compile()
        path = self.series / "2026-05-11" / "minutes.md"
        path.write_text(path.read_text() + "\nEn linje mere.\n")
        time.sleep(TICK)
        self.assertEqual({name.split("/")[0] for name in self.touched() if "/" in name}, {"2026-05-11"})
        self.assert_as_a_full_build()

    def test_touching_a_file_reads_its_bytes_and_no_more(self):
        self.compile()
        (self.series / "2026-05-11" / "minutes.md").touch()
        time.sleep(TICK)
        self.assertLessEqual(self.touched(), {"referat.yaml", "2026-05-11/minutes.md"})
        self.assertEqual(self.touched(), set(), "the new times are remembered")

    def test_contents_decide_with_hash(self):
        self.compile("--hash")
        path = self.series / "2026-05-11" / "minutes.md"
        text, facts = path.read_bytes(), path.stat()
        path.write_bytes(text.replace(b"e", b"a", 1))
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
        self.assert_as_a_full_build("--hash")
        for folder in (self.work / "out", self.series):
            folder.rename(self.work / "before")
            shutil.copytree(self.work / "before", folder)
            shutil.rmtree(self.work / "before")
        result = self.compile("--hash")
        self.assertNotIn(b" built", result.stderr, "a copy with other times and inodes is the same")

    def test_what_is_left_of_a_removed_meeting_is_named_once(self):
        self.compile()
        (self.series / "2026-05-11").rename(self.series / "2026-05-12")
        said_of = [line for line in self.compile().stderr.splitlines() if GONE in line]
        self.assertEqual(said_of, [b"referat: 2026-05-11: " + GONE + b"; what was built of it is left in out/2026-05-11"])
        self.assertTrue((self.work / "out/2026-05-11/pack.html").is_file())
        self.assertEqual([line for line in self.compile().stderr.splitlines() if GONE in line], [])
        shutil.rmtree(self.series / "2026-06-08")
        shutil.rmtree(self.work / "out/2026-06-08")  # nothing is left
        self.assertEqual([line for line in self.compile().stderr.splitlines() if GONE in line], [])
        shutil.rmtree(self.series / "2026-04-13")
        self.assertNotIn(GONE, self.compile("-q").stderr)

    def test_a_lost_or_changed_output_is_made_again(self):
        self.compile()
        (self.work / "out/2026-02-09/pack.html").unlink()
        (self.work / "out/2026-03-09/agenda.md").write_text("not ours\n")
        (self.work / "out/index.html").write_text("not ours\n")
        self.assert_as_a_full_build()

    def test_a_meeting_that_is_referred_to_changes_those_that_refer(self):
        self.compile()
        for path in sorted(self.series.glob("*/minutes.md")):
            path.rename(path.with_name("referat.md"))
            self.assert_as_a_full_build()
            path.with_name("referat.md").rename(path)
            self.assert_as_a_full_build()

    # ---- The state ----

    def test_other_options_mean_a_full_build(self):
        for options in ((), ("-f", "html"), ("-f", "md,xlsx"), ("-W",), ("--as-of", "2026-06-01"), ("-q",), ("--diagnostics", "json"), ()):
            self.assert_as_a_full_build(*options)

    def test_a_damaged_state_is_none(self):
        self.compile("-f", "md,html")
        (state,) = self.states()
        whole = state.read_bytes()
        chance = random.Random(7)
        for _ in range(20 if IS_SANITIZED else 60):
            damaged = bytearray(whole)
            if chance.random() < 0.2:
                damaged = damaged[:chance.randrange(len(damaged))]
            else:
                at = chance.randrange(len(damaged))
                damaged[at] ^= 1 << chance.randrange(8)
            state.write_bytes(damaged)
            if chance.random() < 0.5:
                path = chance.choice(sorted(self.series.rglob("*.md")))
                path.write_text(path.read_text() + "\n")
            self.assert_as_a_full_build("-f", "md,html")
        for foreign in (b"", b"referat-state 2\0" + bytes(32), whole[:48] * 3):
            state.write_bytes(foreign)
            self.assert_as_a_full_build("-f", "md,html")

    def test_a_single_meeting_and_a_public_edition_keep_none(self):
        self.referat("build", "havnsoe/2026-02-09", "-o", "one")
        self.referat("build", "havnsoe", "-o", "public", "--edition", "public")
        self.referat("build", "havnsoe", "-o", "out", "--verify")
        self.assertFalse(self.cache.exists())

    def test_several_series_have_a_state_each(self):
        shutil.copytree(EXAMPLES / "harbour-board", self.work / "all" / "board")
        self.series.rename(self.work / "all" / "havnsoe")
        time.sleep(TICK)
        self.referat("build", "all", "-o", "out")
        front = (self.work / "out/index.html").read_bytes()
        (self.work / "out/index.html").unlink()
        path = self.work / "all/board/2026-01-20/minutes.md"
        path.write_text(path.read_text() + "\nOne line more.\n")
        self.referat("build", "all", "-o", "out")
        self.assertEqual((self.work / "out/index.html").read_bytes(), front)
        self.referat("build", "all", "-o", "full")
        self.assertEqual(files_below(self.work / "out"), files_below(self.work / "full"))
        self.assertEqual(len(self.states()), 4)

    # ---- Other programs' builds ----

    def test_make_and_ninja_know_what_a_build_depends_on(self):
        (self.series / "2026-02-09/bilag/et navn $5 #1.txt").write_text("Et bilag.\n")
        agenda = self.series / "2026-02-09/agenda.md"
        agenda.write_text(agenda.read_text().replace("\n    annexes:\n", "\n    annexes:\n      - {file: 'bilag/et navn $5 #1.txt', title: Navn}\n", 1))
        self.write("Makefile", f"out/.referat-full:\n\t{os.environ['REFERAT']} build havnsoe -o out --depfile out.d\n-include out.d\n")
        self.write("build.ninja", f"rule referat\n  command = {os.environ['REFERAT']} build havnsoe -o out --depfile out.d\n  depfile = out.d\n"
                   "  deps = gcc\nbuild out/.referat-full: referat\n")
        for command, nothing in ((["make"], b"up to date"), (["ninja"], b"no work to do")):
            def run():
                time.sleep(2 * TICK)
                result = subprocess.run(command, cwd=self.work, capture_output=True, check=False)
                self.assertEqual(result.returncode, 0, result.stderr + result.stdout)
                return result.stdout + result.stderr
            shutil.rmtree(self.work / "out", ignore_errors=True)
            self.assertIn(b"built", run())
            self.assertIn(nothing, run())
            for path in ("referat.yaml", "2026-02-09/bilag/et navn $5 #1.txt", "2026-05-11/minutes.md"):
                (self.series / path).write_bytes((self.series / path).read_bytes() + b"\n")
                self.assertNotIn(nothing, run(), path)
                self.assertIn(nothing, run(), path)
            (self.series / "2026-12-07").mkdir()
            self.write("havnsoe/2026-12-07/agenda.md", "---\nkind: agenda\nitems: [{title: Nyt}]\n---\n")
            self.assertIn(b"1 built", run())
            self.assertIn(nothing, run())
            shutil.rmtree(self.series / "2026-12-07")
            self.assertNotIn(nothing, run(), "what was removed stops no build")
            self.assertIn(nothing, run())

    def test_depfile_is_for_whole_series(self):
        for options in (["havnsoe/2026-02-09"], ["havnsoe", "--edition", "public"], ["havnsoe", "--verify"]):
            result = self.referat("build", *options, "-o", "out", "--depfile", "out.d")
            self.assert_status(result, 2)
            self.assertFalse((self.work / "out.d").exists())

    # ---- Any edits ----

    def edit(self, chance):
        """Changes something in the series, as a secretary would, or a cat on the keyboard."""
        documents = sorted(path for path in self.series.rglob("*") if path.is_file())
        path = chance.choice(documents)
        meetings = sorted(path for path in self.series.iterdir() if path.is_dir())
        kind = chance.randrange(12)
        if kind <= 3 and path.suffix in (".md", ".yaml"):  # a line goes, comes twice, or moves
            lines = path.read_text().splitlines(keepends=True)
            at = chance.randrange(len(lines) + 1)
            lines[at:at + 1] = chance.choice(([], lines[at:at + 1] * 2, ["\n"], ["Et ord til.\n"]))
            path.write_text("".join(lines))
        elif kind == 4:
            path.touch()
        elif kind == 5 and len(documents) > 20:
            path.unlink()
        elif kind == 6:
            path.rename(path.with_name(f"{path.stem}-{chance.randrange(9)}{path.suffix}"))
        elif kind == 7:
            meeting = chance.choice(meetings)
            shutil.copytree(meeting, self.series / f"2026-{chance.randrange(1, 13):02}-{chance.randrange(1, 28):02}", dirs_exist_ok=True)
        elif kind == 8 and len(meetings) > 4:
            meeting = chance.choice(meetings)
            meeting.rename(self.series / f"2026-{chance.randrange(1, 13):02}-{chance.randrange(1, 28):02}-x{self.rounds}")
        elif kind == 9:
            settings = self.series / "referat.yaml"
            if settings.exists():
                settings.write_text(settings.read_text() + f"# {self.rounds}\n")
        elif kind == 10:
            outputs = sorted(path for path in (self.work / "out").rglob("*") if path.is_file())
            if outputs:
                chance.choice(outputs).write_bytes(b"x")
        else:
            shutil.copy(EXAMPLES / "havnsoe" / path.relative_to(self.series), path) if (
                EXAMPLES / "havnsoe" / path.relative_to(self.series)).exists() else path.unlink()

    def test_any_sequence_of_edits(self):
        seed = int(os.environ.get("REFERAT_SEED", "1"))
        rounds = 400 if os.environ.get("REFERAT_LONG") else 24 if IS_SANITIZED else 60
        for options in (("-f", "md,html"), ("-f", "md,html,xlsx,sqlite"), ("-f", "md", "--hash")):
            chance = random.Random(f"{seed} {options}")
            for number in range(rounds // 3):
                if number % 20 == 0:
                    shutil.rmtree(self.series)
                    shutil.copytree(EXAMPLES / "havnsoe", self.series)
                for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
                    self.edit(chance)
                if chance.random() < 0.7:
                    time.sleep(TICK)
                with self.subTest(seed=seed, options=options, number=number):
                    self.assert_as_a_full_build(*options)


class SecondPlaces(Case):
    """Messages that show a line of another meeting: they are renewed when that meeting's documents change."""

    DAYS = range(1, 9)

    def setUp(self):
        super().setUp()
        self.write("serie/referat.yaml", "series: S\nbody: B\n")

    def write_meeting(self, chance, day):
        """One that gets approvals and matters of others wrong, mostly."""
        other, third = (f"2026-03-{chance.choice(self.DAYS[:3] if chance.random() < 0.7 else self.DAYS):02}" for _ in range(2))
        space = "# en linje\n" * chance.randrange(3)
        approves = chance.choice((f", approves: {other}", f", approves: {other}", ""))
        carried = chance.choice((f", carried_from: {third}/sag", ""))
        self.write(f"serie/2026-03-{day:02}/agenda.md", f"---\n{space}kind: agenda\ndate: 2026-03-{day:02}\nitems:\n"
                   f"  - {{title: Referat, type: minutes-approval{approves}}}\n  - {{title: Sag, id: sag{carried}}}\n---\n")
        if chance.random() < 0.8:
            first, second = chance.choice(("approved", "noted")), chance.choice(("approved", "noted", "postponed", "{outcome: postponed, to: %s}" % other))
            self.write(f"serie/2026-03-{day:02}/minutes.md",
                       f"---\n{space}kind: minutes\ndecisions:\n  1: {first}\n  sag: {second}\n---\n## 1\nTekst.\n\n## sag\n\nMere.\n")

    def assert_as_a_full_build(self, number):
        ours = self.referat("build", "serie", "-o", "out", "-f", "md", "-j", "1")
        full = self.referat("build", "serie", "-o", "full", "-f", "md", "--no-cache")
        self.assertEqual(said(ours), said(full), number)
        return said(full)

    def test_the_first_approval_moves(self):
        """The message about the third meeting shows the second's agenda, and asks for the first."""
        chance = random.Random(3)
        for day in (1, 2, 3):
            self.write_meeting(chance, day)
            approves = ", type: minutes-approval, approves: 2026-03-01" if day > 1 else ""
            self.write(f"serie/2026-03-0{day}/agenda.md", f"---\nkind: agenda\ndate: 2026-03-0{day}\nitems:\n  - {{title: Referat{approves}}}\n---\n")
            self.write(f"serie/2026-03-0{day}/minutes.md", "---\nkind: minutes\ndecisions: {1: approved}\n---\n## 1\nTekst.\n")
        time.sleep(TICK)
        self.assertIn(b"serie/2026-03-02/agenda.md:5:", b"\n".join(self.assert_as_a_full_build(0)))
        agenda = self.work / "serie/2026-03-02/agenda.md"
        agenda.write_text(agenda.read_text().replace("items:", "# nyt\nitems:"))
        time.sleep(TICK)
        told = b"\n".join(self.assert_as_a_full_build(1))
        self.assertIn(b"serie/2026-03-02/agenda.md:6:", told)
        self.assertNotIn(b"serie/2026-03-02/agenda.md:5:", told)

    def test_any_edits(self):
        rounds = 300 if os.environ.get("REFERAT_LONG") else 12 if IS_SANITIZED else 40
        chance = random.Random(os.environ.get("REFERAT_SEED", "1"))
        seen = set()
        for number in range(rounds):
            if number % 5 == 0:
                for day in self.DAYS:
                    self.write_meeting(chance, day)
            for _ in range(chance.choice((1, 1, 1, 2))):
                path = chance.choice(sorted((self.work / "serie").rglob("*.md")))
                lines = path.read_text().splitlines(keepends=True)
                kind = chance.choice((0, 1, 1, 1, 2, 3))
                if kind == 0:
                    self.write_meeting(chance, int(path.parent.name[-2:]))
                elif kind == 1:  # everything below moves by a line
                    lines.insert(1, "# mere\n")
                    path.write_text("".join(lines))
                elif kind == 2:
                    path.write_text(path.read_text().replace("# en linje\n", ""))
                else:  # the shown line is another one, at its place
                    path.write_text(path.read_text().replace("title: Referat", "title: Referatet").replace("postponed", "noted", 1))
            time.sleep(TICK)
            told = self.assert_as_a_full_build(number)
            seen |= {line.rpartition(b"[")[2] for line in told if line.endswith(b"]")}
        self.assertLessEqual({b"approved-twice]", b"bad-approval]", b"bad-carry]", b"missing-approves]", b"never-approved]", b"not-carried]"}, seen)


if __name__ == "__main__":
    unittest.main()
