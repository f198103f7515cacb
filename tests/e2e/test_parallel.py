"""Several processes compile what one would: the same bytes, the same words, the same exit status."""
import datetime
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time
import unittest

from support import EXAMPLES, IS_SANITIZED, REFERAT, Case, environment, files_below, said

# A sanitizer looks for leaks in a process of its own, which cannot be had under strace, and is no worker to be killed.
NO_LEAKS = {"ASAN_OPTIONS": ":".join(filter(None, (os.environ.get("ASAN_OPTIONS"), "detect_leaks=0")))}
# Each year has ids of its own.
ACTION_IDS = re.compile(rb"(?m)(id:\w+|^  (?:varslingsplan|anlaegsbevilling|skybrudsplan|stilys))(?=$|: due|: \{status)")
YEARS = 5 if IS_SANITIZED else 8


class Parallel(Case):
    def write_years(self, follow_up=True):
        """The example series, once for each of some years: references lead on within each."""
        for number in range(YEARS):
            for path in (EXAMPLES / "havnsoe").rglob("*"):
                if path.is_file() and (path.name != "referat.yaml" or number == 0):
                    name = path.relative_to(EXAMPLES / "havnsoe").as_posix().replace("2026-", f"{2026 + number}-")
                    data = path.read_bytes()
                    if path.suffix in (".md", ".yaml", ".yml"):
                        data = re.sub(ACTION_IDS, rb"\1-%d" % number, data).replace(b"2026-", f"{2026 + number}-".encode())
                    self.write(f"serie/{name}", data)
        settings = self.work / "serie/referat.yaml"
        self.assertIn("follow_up: true", settings.read_text())
        if not follow_up:
            settings.write_text(settings.read_text().replace("follow_up: true", "follow_up: false"))

    def spoil(self):
        """Errors, a folder that is no meeting, one within another, one that refers ahead, one that cannot be read."""
        self.write("serie/2027-01-19/minutes.md", "---\nkind: minutes\nmeeting: 2031-05-11\ndecisions: {99: approved}\n---\nx\n")
        self.write("serie/2028-02-09/indre/agenda.md", "---\nkind: agenda\ndate: 2028-02-09\nitems: [{title: Indre}]\n---\n")
        self.write("serie/2028-07-01/notat.md", "---\nkind: note\n---\nIkke et møde.\n")
        self.write("serie/2029-03-09/agenda.md", b"---\nkind: agenda\ntitle: \xff\n---\n")
        self.write("serie/2027-09-09/agenda.md", "---\nkind: agenda\nitems:\n  - {title: Frem, carried_from: 2030-05-11/1}\n---\n")

    def assert_same_with_any_number(self, *options, status=0):
        one = self.referat("build", "serie", "-o", "one", "-j", "1", *options)
        self.assert_status(one, status)
        expected = files_below(self.work / "one")
        for jobs in ("2", "3", "7"):
            other = self.referat("build", "serie", "-o", f"j{jobs}", "-j", jobs, *options)
            self.assertEqual(other.stderr, one.stderr, jobs)
            self.assertEqual(other.returncode, one.returncode, jobs)
            self.assertEqual(files_below(self.work / f"j{jobs}"), expected, jobs)
            again = self.referat("build", "serie", "-o", f"j{jobs}", "-j", "1", *options)
            self.assertEqual(said(again), said(one))
            self.assertNotIn(b" built", again.stderr)

    def test_any_number_gives_the_same(self):
        self.write_years()
        self.assert_same_with_any_number()

    def test_a_long_series_reads_its_rows_back(self):
        """The index of more meetings than stay in memory knows what later ones said of each."""
        count = 1300
        for number in range(count):
            day = (datetime.date(1990, 1, 1) + datetime.timedelta(days=7 * number)).isoformat()
            done = f"actions: {{a{number - 1}: done}}\n" if number % 2 else ""
            self.write(f"serie/{day}/minutes.md", f"---\nkind: minutes\ndate: {day}\n{done}---\n## {number + 1}. Sag\n\n"
                       f"- [ ] @AB gør opgave {number} due:{day} id:a{number}\n")
        self.write("serie/referat.yaml", "series: Udvalg\n")
        self.build("serie", "-o", "one", "-f", "html", "-j", "1")
        self.build("serie", "-o", "all", "-f", "html,xlsx", "-j", "1")
        pages = {name: data for name, data in files_below(self.work / "one").items() if "/" not in name and name.endswith(".html")}
        self.assertIn(b"opgave 1298", b"".join(pages.values()))
        for name, data in pages.items():
            beside = re.sub(rb'<p><a href="status.xlsx">.*?</p>\n', b"", (self.work / "all" / name).read_bytes())
            self.assertTrue(beside == data, name)

    def test_without_follow_ups(self):
        self.write_years(follow_up=False)
        self.assert_same_with_any_number("-f", "html,md,sqlite")

    def test_errors_come_in_their_order(self):
        self.write_years()
        self.spoil()
        self.assert_same_with_any_number("-f", "html", status=1)
        self.assert_same_with_any_number("-f", "md", "--diagnostics", "json", "-W", status=1)

    def test_one_meeting_changes_behind_many(self):
        self.write_years()
        self.build("serie", "-o", "out", "-j", "4")
        path = self.work / "serie/2030-02-09/minutes.md"
        path.write_text(path.read_text() + "\nEn linje mere.\n")
        self.build("serie", "-o", "out", "-j", "4")
        self.build("serie", "-o", "full", "-j", "1")
        self.assertEqual(files_below(self.work / "out"), files_below(self.work / "full"))

    def test_what_cannot_be_written_is_said_once(self):
        self.write_years()
        for jobs in ("1", "4"):
            (self.work / f"w{jobs}/2029-03-09/pack.html").mkdir(parents=True)
            (self.work / f"w{jobs}/2029-03-09/pack.html/x").write_text("x")
        results = [self.build("serie", "-o", f"w{jobs}", "-j", jobs, "-f", "html", status=3) for jobs in ("1", "4")]
        self.assertEqual(results[0].stderr.replace(b"w1/", b"w4/"), results[1].stderr)
        self.assertEqual(files_below(self.work / "w1"), files_below(self.work / "w4"))

    def test_a_make_lends_its_jobs(self):
        """Tokens are taken from its pipe or FIFO as far as there are some, and put back."""
        self.write_years()
        os.mkfifo(self.work / "fifo")
        fifo = os.open(self.work / "fifo", os.O_RDWR | os.O_NONBLOCK)
        read_end, write_end = os.pipe2(os.O_NONBLOCK)
        self.addCleanup(lambda: [os.close(fd) for fd in (fifo, read_end, write_end)])
        flags = {f"fifo:{self.work}/fifo": (fifo, fifo), f"{read_end},{write_end}": (read_end, write_end)}
        processors = len(os.sched_getaffinity(0))
        for number, (auth, (reader, writer)) in enumerate(flags.items()):
            for tokens in (b"", b"+"):
                os.write(writer, tokens)
                trace = self.work / "trace"
                result = subprocess.run(
                    ["strace", "-f", "-o", str(trace), "-e", "trace=clone,fork,vfork", REFERAT, "build", "serie", "-o", f"out{number}{len(tokens)}"],
                    cwd=self.work, capture_output=True, pass_fds=(read_end, write_end), check=False,
                    env=environment(**NO_LEAKS, MAKEFLAGS=f" -j8 --jobserver-auth={auth}"))
                self.assertEqual(result.returncode, 0, result.stderr)
                forks = trace.read_text().count("clone(")
                self.assertEqual(forks, 2 if tokens and processors > 1 else 0, (auth, tokens))
                if tokens:
                    self.assertEqual(os.read(reader, 9), tokens)
                self.assertRaises(BlockingIOError, os.read, reader, 9)

    # ---- Workers that die ----

    def start(self, *options):
        """A run whose children are workers."""
        return subprocess.Popen([REFERAT, "build", "serie", "-o", "out", "-f", "html", "-j", "3", *options], cwd=self.work,
                                stderr=subprocess.PIPE, env=environment(**NO_LEAKS))

    @staticmethod
    def workers(process):
        try:
            return [int(pid) for pid in pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
        except FileNotFoundError:
            return []

    def test_a_worker_that_is_killed_is_an_error_and_no_hang(self):
        self.write_years()
        self.build("serie", "-o", "full", "-f", "html")
        full = files_below(self.work / "full")
        killed = 0
        for number in range(12):
            shutil.rmtree(self.work / "out", ignore_errors=True)
            process = self.start()
            deadline = time.monotonic() + 10
            while not self.workers(process) and process.poll() is None and time.monotonic() < deadline:
                pass
            time.sleep(0.004 * number)
            for pid in self.workers(process)[number % 3:][:1]:
                os.kill(pid, signal.SIGKILL)
                killed += 1
            stderr = process.communicate(timeout=120)[1].decode()
            self.assertEqual(process.returncode, 3 if "was killed by signal 9; it is tried again" in stderr else 0, stderr)
            self.assertEqual(files_below(self.work / "out"), full, stderr)
        self.assertGreater(killed, 1)

    def test_workers_that_are_killed_again_and_again(self):
        """Whatever happens to them, the run comes to an end, and the next one makes up for it."""
        self.write_years()
        process = self.start()
        deadline = time.monotonic() + 60
        for _ in range(25):
            workers = []
            while not workers and process.poll() is None and time.monotonic() < deadline:
                workers = self.workers(process)
            for pid in workers:
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.01)
        stderr = process.communicate(timeout=120)[1].decode()
        self.assertIn(process.returncode, (0, 3), stderr)
        self.build("serie", "-o", "out", "-f", "html")
        self.build("serie", "-o", "full", "-f", "html", "-j", "1")
        self.assertEqual(files_below(self.work / "out"), files_below(self.work / "full"))

    def test_who_reads_it_dies(self):
        """The meeting is tried twice and left out with all that is below it; what others say of it is not judged."""
        self.write_years()
        folder = "2027-03-09"
        self.assertTrue((self.work / f"serie/{folder}/udvalg/agenda.md").exists())
        result = subprocess.run(
            ["strace", "-f", "-o", "trace", "-P", f"{folder}/bibliotek.md", "-e", "trace=openat,openat2", "-e",
             "inject=openat,openat2:signal=KILL", REFERAT, "build", "serie", "-o", "out", "-f", "html", "-j", "3"],
            cwd=self.work, capture_output=True, check=False, env=environment(**NO_LEAKS))
        said_of_it = [line for line in result.stderr.decode().splitlines() if line.startswith(f"referat: {folder}: ")]
        how = f"referat: {folder}: the process that compiled it was killed by signal 9; "
        self.assertEqual(said_of_it, [how + "it is tried again", how + "its outputs are as they were"])
        self.assertEqual(result.returncode, 3)
        self.assertNotIn(b"error:", result.stderr)
        self.assertFalse((self.work / f"out/{folder}").exists())
        self.build("serie", "-o", "out", "-f", "html")
        self.build("serie", "-o", "full", "-f", "html", "-j", "1")
        self.assertEqual(files_below(self.work / "out"), files_below(self.work / "full"))

    def test_workers_end_with_their_parent(self):
        self.write_years()
        for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            process = self.start()
            deadline = time.monotonic() + 10
            workers = []
            while not workers and process.poll() is None and time.monotonic() < deadline:
                workers = self.workers(process)
            process.send_signal(sent)
            process.communicate(timeout=60)
            while any(pathlib.Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
                time.sleep(0.01)
            self.assertEqual([pid for pid in workers if pathlib.Path(f"/proc/{pid}").exists()], [])
            self.build("serie", "-o", "out", "-f", "html")
            self.build("serie", "-o", "full", "-f", "html")
            self.assertEqual(files_below(self.work / "out"), files_below(self.work / "full"))


if __name__ == "__main__":
    unittest.main()
