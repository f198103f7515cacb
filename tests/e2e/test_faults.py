"""What a fault leaves behind: of every meeting the old outputs or the new ones, whole, and nothing else after the next run.

Faults are made by strace, which lets the n-th system call fail, or kills the program at it, for every n of a small build.
REFERAT_LONG=1 takes every n of the many openat, write and fsync, too, and kills a thousand builds at random moments instead of fifty."""
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import time
import unittest

from support import MARKS, REFERAT, SLOW_STRACE, Case, digest_of_sources, environment, files_below, marks_below, strace

FORMATS = "html,xlsx"
IS_LONG = bool(os.environ.get("REFERAT_LONG"))
KILLS = 1000 if IS_LONG else 50
SAMPLED = {"openat": 5, "write": 3, "fsync": 3}  # one in so many, others for other sources
CHANCE = int(digest_of_sources()[:8], 16)
OWN_FILES = re.compile(r"vand|ud\b|ud/|referat-")  # sources, destination, temporary files: not the loader's libraries


def default_signals():
    """What runs in the background of a shell has those of a keyboard ignored."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


class Faulty(Case):
    """A series that is built, then changed: `old` and `new` are its outputs before and after."""

    def setUp(self):
        super().setUp()
        self.write_series(days=(2, 9))
        with open(self.work / "vand/referat.yaml", "a", encoding="utf-8") as settings:
            settings.write("checks: {never-approved: off}\n")
        self.add_annex()
        self.build("vand", "-o", "gammel", "-f", FORMATS)
        self.change("Mere at sige. ")
        self.build("vand", "-o", "ny", "-f", FORMATS)
        self.old, self.new = (files_below(self.work / name) for name in ("gammel", "ny"))
        (self.work / "tmp").mkdir()

    def add_annex(self):
        agenda = self.work / "vand/2026-03-09/agenda.md"
        agenda.write_text(agenda.read_text(encoding="utf-8").replace(
            "    duration: 20\n", "    duration: 20\n    annexes: [tal.csv]\n"), encoding="utf-8")
        self.write("vand/2026-03-09/tal.csv", b"a;b\n")

    def change(self, text):
        for path in (self.work / "vand").rglob("minutes.md"):
            path.write_text(path.read_text(encoding="utf-8") + text * 20, encoding="utf-8")
        self.write("vand/2026-03-09/tal.csv", (text * 9000).encode())

    def restore(self):
        shutil.rmtree(self.cache, ignore_errors=True)  # so that every run makes the same calls
        shutil.rmtree(self.work / "ud", ignore_errors=True)
        shutil.copytree(self.work / "gammel", self.work / "ud")

    def command(self, *prefix):
        return [*prefix, REFERAT, "build", "-q", "vand", "-o", "ud", "-f", FORMATS, "--fsync"]

    def run_build(self, *prefix, **options):
        options.setdefault("preexec_fn", default_signals)
        return subprocess.run(self.command(*prefix), cwd=self.work, check=False, capture_output=True, timeout=120,
                              env=environment(TMPDIR=str(self.work / "tmp")), **options)

    def hidden(self):
        return [name for name in files_below(self.work / "ud") if name.rpartition("/")[2].startswith(".referat-")]

    def sets(self):
        """The outputs by what changes together: a meeting, or the series' own."""
        found = {}
        for name in self.new:
            found.setdefault(name.partition("/")[0] if "/" in name else "", []).append(name)
        return found.items()

    def assert_whole(self, about, may_wait=False):
        """Every set is old or new, and every file is listed. may_wait: or the next run finishes it, for which a journal stands there."""
        now = files_below(self.work / "ud")
        listed = marks_below(self.work / "ud").get(".referat-full", [])
        self.assertEqual([name for name in now if name not in listed and "/.referat-" not in "/" + name], [], about)
        for folder, names in self.sets():
            is_old = all(now.get(name) == self.old.get(name) for name in names)
            is_new = all(now.get(name) == self.new.get(name) for name in names)
            waits = may_wait and any(name.startswith(folder) and name.endswith(".referat-journal") for name in now)
            self.assertTrue(is_old or is_new or waits, (about, folder, sorted(
                name for name in names if now.get(name) != self.old.get(name))))

    def assert_new(self, about):
        result = self.run_build()
        self.assertEqual((result.returncode, result.stderr), (0, b""), about)
        self.assertEqual(files_below(self.work / "ud"), self.new, about)
        self.assertEqual(self.hidden(), [], about)

    # ---- strace ----

    def trace(self, call, injected=None, *options):
        """Runs a build under strace; the result, and the arguments of each call."""
        log = self.work / "trace"
        inject = ["-e", f"inject={call}:{injected}"] if injected else []
        words = SLOW_STRACE if injected and "signal=" in injected else strace()
        result = self.run_build(*words, "-o", str(log), "-e", f"trace={call}", *inject, *options)
        return result, [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines()
                        if f"{call}(" in line]

    def each_call(self, call):
        """The numbers of the calls that concern our files, counted from 1."""
        self.restore()
        result, lines = self.trace(call)
        self.assertEqual(result.returncode, 0, result.stderr)
        by_descriptor = call in ("write", "fsync", "flock")  # all of them
        numbers = [number for number, line in enumerate(lines, 1) if by_descriptor or OWN_FILES.search(line)]
        step = 1 if IS_LONG else SAMPLED.get(call, 1)
        return numbers[CHANCE % step::step]

    def inject(self, call, *errors):
        numbers = self.each_call(call)
        self.assertGreater(len(numbers), 0, call)
        for error in errors:
            for number in numbers:
                about = f"{call} number {number}: {error}"
                self.restore()
                result, lines = self.trace(call, f"error={error}:when={number}")
                self.assertIn(result.returncode, (0, 3), (about, result.stderr))
                if result.returncode == 3:
                    self.assertRegex(result.stderr.decode(), r"vand|ud\b|temporary file", about)
                self.assert_whole((about, lines[number - 1:number]))
                self.assert_new(about)

    def kill(self, *calls):
        for call in calls:
            for number in self.each_call(call):
                about = f"killed at {call} number {number}"
                self.restore()
                result, _ = self.trace(call, f"signal=KILL:when={number}")
                self.assertEqual(result.returncode, -signal.SIGKILL, about)
                self.assert_whole(about, may_wait=True)
                self.assert_new(about)

    def interrupt(self, *calls):
        """SIGINT and SIGTERM leave nothing that a next run would have to clear away."""
        for call in calls:
            for number in self.each_call(call):
                for name in ("INT", "TERM"):
                    about = f"SIG{name} at {call} number {number}"
                    self.restore()
                    result, _ = self.trace(call, f"signal={name}:when={number}")
                    self.assertEqual(result.returncode, -getattr(signal, f"SIG{name}"), about)
                    self.assert_whole(about)
                    self.assertEqual(self.hidden(), [], about)

    def kill_at_random_moments(self):
        self.restore()
        begin = time.monotonic()
        self.run_build()
        seconds = time.monotonic() - begin
        for number in range(KILLS):
            self.restore()
            with subprocess.Popen(self.command(), cwd=self.work, stderr=subprocess.DEVNULL,
                                  env=environment(TMPDIR=str(self.work / "tmp"))) as process:
                time.sleep(random.uniform(0, seconds))
                process.kill()
            self.assert_whole(number, may_wait=True)
            self.assert_new(number)


class Faults(Faulty):
    """A build into a destination that holds what an earlier one has made."""

    def test_write_fails(self):
        self.inject("write", "ENOSPC")

    def test_sync_fails(self):
        self.inject("fsync", "EIO")

    def test_rename_fails(self):
        self.inject("rename", "EIO", "EACCES")

    def test_link_fails(self):
        self.inject("link", "EIO", "EPERM")

    def test_unlink_fails(self):
        self.inject("unlink", "EIO")

    def test_open_fails(self):
        self.inject("openat", "EACCES")

    def test_listing_fails(self):
        """A folder that cannot be listed may hold anything: a journal that stands there is still found."""
        def interrupted():
            self.restore()
            self.trace("rename", "signal=KILL:when=2")
        interrupted()
        _, lines = self.trace("getdents64", None, "-y")
        numbers = [number for number, line in enumerate(lines, 1) if re.search(r"/ud[/>]", line)]
        self.assertGreater(len(numbers), 5)
        for number in numbers:
            interrupted()
            result, _ = self.trace("getdents64", f"error=EIO:when={number}")
            self.assertEqual((result.returncode, result.stderr), (0, b""), number)
            self.assert_whole(number, may_wait=True)
            self.assert_new(number)

    def test_a_time_that_cannot_be_set(self):
        """Of a destination that may only be read, where nothing has changed, the list keeps its time; other errors are told."""
        self.restore()
        self.assert_new("first")
        for error, status in (("EACCES", 0), ("EPERM", 0), ("EROFS", 0), ("EIO", 3)):
            with self.subTest(error=error):
                result, lines = self.trace("utimensat", f"error={error}", "-P", "ud/.referat-full")
                self.assertEqual(len(lines), 1)
                self.assertEqual(result.returncode, status, result.stderr)
                self.assertEqual(b"Input/output error" in result.stderr, status == 3)

    def test_lock_fails(self):
        self.inject("flock", "ENOLCK")

    def test_read_fails(self):
        self.restore()
        _, lines = self.trace("read")
        for number in range(len(lines) // 2, len(lines) + 1, 1 if IS_LONG else 5):
            self.restore()
            result, _ = self.trace("read", f"error=EIO:when={number}")
            self.assertIn(result.returncode, (0, 3, 127), (number, result.stderr))  # 127: of the loader of libraries
            self.assert_whole(number)

    def test_killed_at_every_step(self):
        self.kill("openat", "write", "link", "rename", "unlink", "fsync")

    def test_interrupted_at_every_step(self):
        self.interrupt("write", "rename")

    # ---- Time ----

    def test_killed_at_random_moments(self):
        self.kill_at_random_moments()

    def test_two_builds_at_once(self):
        """Two versions of the series are built into one destination again and again: each meeting is of one of them."""
        shutil.copytree(self.work / "vand", self.work / "anden/vand")
        self.change("Og lidt til. ")
        self.build("vand", "-o", "tredje", "-f", FORMATS)
        third = files_below(self.work / "tredje")
        for _ in range(12):
            runs = [subprocess.Popen([REFERAT, "build", "vand", "-o", self.work / "ud", "-f", FORMATS], cwd=folder, env=environment())
                    for folder in (self.work, self.work / "anden", self.work, self.work / "anden")]
            self.assertEqual([run.wait() for run in runs], [0, 0, 0, 0])
            now = files_below(self.work / "ud")
            self.assertEqual(now.keys(), self.new.keys())
            for _, names in self.sets():
                self.assertIn({name: now[name] for name in names},
                              [{name: data[name] for name in names} for data in (self.new, third)])

    # ---- Space ----

    def test_no_room(self):
        """A limit on the size of files stands for a disk that fills up at any place."""
        for size in (0, 1, 500, 4096, 8000, 16000, 40000, 100000):
            self.restore()

            def limit(size=size):
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

            result = self.run_build(preexec_fn=limit)
            self.assertEqual(result.returncode, 3, size)
            self.assert_whole(size)
            self.assertEqual(self.hidden(), [], size)
        self.assert_new("then there is room")

    def test_a_small_disk(self):
        """A file system of 64 KiB, where one may be mounted; test_no_room needs no such right."""
        (self.work / "disk").mkdir()
        script = ('mount -t tmpfs -o size=64k tmpfs disk || exit 99; cp -r gammel/2026-03-02 gammel/.referat-full disk/ && '
                  '"$0" build vand -o disk -f html,xlsx; echo "status $?"; rm -rf ny-disk; cp -r disk ny-disk')
        for flags in ("-m", "-rm"):
            result = subprocess.run(["unshare", flags, "sh", "-c", script, REFERAT], cwd=self.work, check=False,
                                    capture_output=True, env=environment(TMPDIR=str(self.work / "tmp")))
            if result.returncode != 99 and b"unshare" not in result.stderr:
                break
        else:
            self.skipTest("mounting is not permitted here: " + result.stderr.decode())
        self.assertIn(b"status 3", result.stdout, result.stderr)
        self.assertRegex(result.stderr.decode(), r"referat: disk/2026-03-0[29]/\S*: No space left on device")
        now = files_below(self.work / "ny-disk")
        self.assertEqual([name for name in now if "2026-03-09" in name or ".referat" in name], [])
        for data in (self.old, self.new):
            if all(now.get(name) == data[name] for name in data if name.startswith("2026-03-02/")):
                return
        self.fail("the meeting of 2026-03-02 is neither old nor new")


class NewFolders(Faulty):
    """A build into a destination that holds nothing yet: each meeting's folder is made whole, and renamed."""

    def setUp(self):
        super().setUp()
        self.old = {}

    def restore(self):
        shutil.rmtree(self.work / "ud", ignore_errors=True)

    def each_call(self, call):
        numbers = super().each_call(call)
        return numbers if IS_LONG else numbers[::max(1, len(numbers) // 8)]

    def test_calls_fail(self):
        for call, error in (("mkdir", "EACCES"), ("mkdirat", "EACCES"), ("openat", "EMFILE"), ("write", "ENOSPC"), ("fsync", "EIO"), ("renameat2", "EIO"),
                            ("flock", "ENOLCK")):
            self.inject(call, error)

    def test_a_name_that_cannot_be_taken(self):
        """Where folders cannot be renamed so, or others were faster, files are renamed one by one."""
        for error in ("EINVAL", "ENOSYS", "EEXIST", "EXDEV"):
            self.restore()
            result, lines = self.trace("renameat2", f"error={error}")
            self.assertEqual((result.returncode, result.stderr), (0, b""), error)
            self.assertEqual(len(lines), 2)
            self.assertEqual(files_below(self.work / "ud").keys(), self.new.keys())
            self.assert_new(error)

    def test_killed_at_every_step(self):
        self.kill("mkdir", "mkdirat", "openat", "write", "fsync", "renameat2")

    def test_killed_at_random_moments(self):
        self.kill_at_random_moments()

    def test_interrupted_at_every_step(self):
        self.interrupt("mkdir", "mkdirat", "write", "renameat2")


class PublicEdition(Case):
    """It grows in a folder out of sight, of which an interrupted run leaves nothing."""

    STEPS = ("mkdir", "openat", "write", "rename", "link", "unlink", "unlinkat", "rmdir", "fsync")

    def setUp(self):
        super().setUp()
        self.write_series(days=(2, 9))
        self.command = [REFERAT, "build", "vand", "-o", "ud", "-f", FORMATS, "--edition", "public", "-q"]
        self.build("vand", "-o", "ud", "-f", FORMATS, "--edition", "public")
        self.old = files_below(self.work / "ud")
        for path in (self.work / "vand").rglob("minutes.md"):
            path.write_text(path.read_text(encoding="utf-8") + "Mere at sige. " * 20, encoding="utf-8")
        self.write("vand/2026-03-09/tal.csv", "a;b\n" * 9000)
        agenda = self.work / "vand/2026-03-09/agenda.md"
        agenda.write_text(agenda.read_text(encoding="utf-8").replace(
            "    duration: 20\n", "    duration: 20\n    annexes: [tal.csv]\n"), encoding="utf-8")
        shutil.copytree(self.work / "ud", self.work / "gammel")
        begin = time.monotonic()
        self.build("vand", "-o", "ud", "-f", FORMATS, "--edition", "public")
        self.seconds = time.monotonic() - begin
        self.new = files_below(self.work / "ud")

    def restore(self, is_first):
        shutil.rmtree(self.work / "ud", ignore_errors=True)
        if not is_first:
            shutil.copytree(self.work / "gammel", self.work / "ud")

    def assert_clean(self, about, is_first):
        """Each file is of the old edition or of the new one, and nothing else is there."""
        hidden = [path for path in self.work.rglob(".referat-*") if path.name not in MARKS]
        self.assertEqual(hidden, [], about)
        now = files_below(self.work / "ud") if (self.work / "ud").exists() else {}
        for folder in ("2026-03-02/", "2026-03-09/"):
            meeting, old, new = ({name: data for name, data in edition.items() if name.startswith(folder)}
                                 for edition in (now, {} if is_first else self.old, self.new))
            self.assertIn(meeting, (old, new), (about, folder))
        listed = marks_below(self.work / "ud").get(".referat-public", [])
        self.assertEqual([name for name in now if name not in listed], [], about)

    def end_at(self, call, number, name):
        """A run that gets a signal at a call."""
        return subprocess.run(
            [*SLOW_STRACE, "-o", "trace", "-e", f"trace={call}", "-e", f"inject={call}:signal={name}:when={number}",
             *self.command], cwd=self.work, check=False, capture_output=True, timeout=120, env=environment(), preexec_fn=default_signals)

    def interrupt(self, call, number, name, is_first):
        self.restore(is_first)
        about = f"SIG{name} at {call} number {number}"
        result = self.end_at(call, number, name)
        if result.returncode:  # else there is no such call any more
            self.assertEqual((result.returncode, result.stderr), (-getattr(signal, f"SIG{name}"), b""), about)
        self.assert_clean(about, is_first)
        return result.returncode != 0

    def test_interrupted_at_every_step(self):
        for is_first in (False, True):
            count = 0
            for call in self.STEPS:
                number = 1
                while self.interrupt(call, number, ("INT", "TERM", "HUP")[number % 3], is_first):
                    number += 1 if IS_LONG else 17 if call == "openat" else 3
                    count += 1
            self.assertGreater(count, 30)

    def calls_in_place(self, call, is_first):
        """The numbers of the calls that change what is published, not what grows out of sight."""
        self.restore(is_first)
        subprocess.run([*strace(), "-o", "trace", "-e", f"trace={call}", *self.command], cwd=self.work, check=True, env=environment())
        lines = (self.work / "trace").read_text(encoding="utf-8").splitlines()
        return [number for number, line in enumerate((line for line in lines if f"{call}(" in line), 1)
                if '"ud/' in line and not re.search(r'"ud/\.referat-public-[^"]*/', line)]

    def test_killed_at_every_step(self):
        """The list names the whole edition before the first of its files is put in place, and what is old until it is gone."""
        for is_first in (False, True):
            steps = [(call, number) for call in ("rename", "renameat2", "link", "unlink") for number in self.calls_in_place(call, is_first)]
            self.assertGreater(len(steps), 3)
            for call, number in steps:
                self.restore(is_first)
                about = f"killed at {call} number {number}"
                self.assertEqual(self.end_at(call, number, "KILL").returncode, -signal.SIGKILL, about)
                now = {name for name in files_below(self.work / "ud") if "/.referat-" not in "/" + name}
                listed = set(marks_below(self.work / "ud").get(".referat-public", []))
                self.assertEqual(now - listed, set(), about)
                self.assertTrue(now <= (set() if is_first else self.old.keys()) or listed >= self.new.keys(), about)

    def test_interrupted_at_random_moments(self):
        for number in range(KILLS // 2):
            self.restore(number % 2 == 1)
            with subprocess.Popen(self.command, cwd=self.work, stderr=subprocess.PIPE, env=environment()) as process:
                time.sleep(random.uniform(0, self.seconds))
                process.send_signal(signal.SIGTERM)
                self.assertEqual(process.stderr.read(), b"")
            self.assertIn(process.returncode, (0, -signal.SIGTERM))
            self.assert_clean(number, number % 2 == 1)

    def test_killed_at_random_moments(self):
        """What a killed run leaves is removed by the next."""
        for number in range(KILLS // 5):
            self.restore(number % 2 == 1)
            with subprocess.Popen(self.command, cwd=self.work, env=environment()) as process:
                time.sleep(random.uniform(0, self.seconds))
                process.kill()
            result = subprocess.run(self.command, cwd=self.work, check=False, capture_output=True, env=environment())
            self.assertEqual((result.returncode, result.stderr), (0, b""), number)
            self.assertEqual(files_below(self.work / "ud"), self.new, number)


class Paths(Case):
    """Files are opened beneath the series only, by openat2 and where the kernel has none."""

    def setUp(self):
        super().setUp()
        self.write_series()
        self.write("ude/hemmelig.pdf", "ZZUDE")
        folder = self.work / "vand/2026-03-02"
        (folder / "bilag").mkdir()
        self.write("vand/2026-03-02/bilag/inde.pdf", "inde")
        for name, target in (("ud.pdf", "../../ude/hemmelig.pdf"), ("fast.pdf", self.work / "ude/hemmelig.pdf"),
                             ("mappe", "../../ude"), ("inde.pdf", "bilag/inde.pdf"), ("op.pdf", "../2026-03-02/inde.pdf"),
                             ("ring.pdf", "ring.pdf"), ("proc.pdf", "/proc/self/environ"), ("nul.pdf", "/dev/zero")):
            (folder / name).symlink_to(target)
        os.mkfifo(folder / "rør.pdf")
        self.annexes = {"ud.pdf": False, "fast.pdf": False, "mappe/hemmelig.pdf": False, "ring.pdf": False,
                        "proc.pdf": False, "nul.pdf": False, "rør.pdf": False, "bilag": False, "../../ude/hemmelig.pdf": False,
                        str(self.work / "ude/hemmelig.pdf"): False, "inde.pdf": True, "op.pdf": True, "bilag/inde.pdf": True,
                        "bilag/../bilag/inde.pdf": True}

    def check_each(self, *prefix):
        for name, is_good in self.annexes.items():
            self.write("vand/2026-03-02/agenda.md", f"---\nkind: agenda\nitems:\n  - title: A\n    annexes: ['{name}']\n---\n")
            (self.work / "vand/2026-03-02/minutes.md").unlink(missing_ok=True)
            result = subprocess.run([*prefix, REFERAT, "build", "-q", "vand", "-o", "ud"], cwd=self.work, check=False,
                                    capture_output=True, timeout=60, env=environment(ASAN_OPTIONS="detect_leaks=0"))
            self.assertEqual(result.returncode, 0 if is_good else 4, (prefix, name, result.stderr))
            written = files_below(self.work / "ud") if (self.work / "ud").exists() else {}
            self.assertFalse([name for name, data in written.items() if b"ZZUDE" in data])
            shutil.rmtree(self.work / "ud", ignore_errors=True)

    def test_with_openat2(self):
        self.check_each()

    def test_without_openat2(self):
        log = self.work / "trace"
        for error in ("ENOSYS", "EPERM"):
            self.check_each(*strace(), "-o", str(log), "-e", "trace=openat2", "-e",
                            f"inject=openat2:error={error}")
            self.assertIn("(INJECTED)", log.read_text(encoding="utf-8", errors="replace"))


class Memory(Case):
    """A library in front of malloc that has no memory from its n-th call on."""

    SOURCE = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <stdlib.h>
        static long calls;
        static int is_spent(void)
        {
            static long limit = -1;
            if (limit < 0) { const char *n = getenv("FAIL_AT"); limit = n ? atol(n) : 0; }
            return limit && ++calls >= limit && (errno = ENOMEM);
        }
        extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
        void *malloc(size_t n) { return is_spent() ? NULL : __libc_malloc(n); }
        void *calloc(size_t n, size_t m) { return is_spent() ? NULL : __libc_calloc(n, m); }
        void *realloc(void *p, size_t n) { return is_spent() ? NULL : __libc_realloc(p, n); }
    """

    def setUp(self):
        super().setUp()
        self.library = self.work / "spent.so"
        subprocess.run([os.environ["REFERAT_CC"], "-shared", "-fPIC", "-w", "-x", "c", "-", "-o", self.library],
                       input=self.SOURCE.encode(), check=True)
        self.write_series()

    def statuses(self, formats, numbers):
        """What builds end with whose n-th allocation fails, for each n; a build that is done is whole."""
        self.build("vand", "-o", "ny", "-f", formats)
        whole = files_below(self.work / "ny")
        for number in numbers:
            shutil.rmtree(self.work / "ud", ignore_errors=True)
            result = subprocess.run([REFERAT, "build", "vand", "-o", "ud", "-f", formats], cwd=self.work, check=False,
                                    capture_output=True, timeout=60,
                                    env=environment(LD_PRELOAD=str(self.library), FAIL_AT=str(number)))
            if result.returncode == 0:
                self.assertEqual(files_below(self.work / "ud"), whole, number)
            yield result.returncode, result.stderr

    def test_no_memory_left(self):
        seen = set()
        for status, said in self.statuses("html,md", [*range(1, 400, 1 if IS_LONG else 3), 100000]):
            seen.add(status)
            if status:
                self.assertEqual((status, said), (-signal.SIGABRT, b"referat: out of memory\n"))
        self.assertEqual(seen, {0, -signal.SIGABRT})

    def test_no_memory_left_for_the_workbook(self):
        """libxlsxwriter itself does not survive this; what it leaves is nothing, as of a killed run."""
        for status, _ in self.statuses("xlsx", range(50, 3000, 10 if IS_LONG else 100)):
            self.assertIn(status, (0, 3, -signal.SIGABRT, -signal.SIGSEGV))


class Recovery(Case):
    """What a run finds that others left in the destination."""

    def setUp(self):
        super().setUp()
        self.write_series()
        self.build("vand", "-o", "ud")
        self.whole = files_below(self.work / "ud")

    def test_temporary_files_are_removed(self):
        for name in (".referat-1-0.tmp", "2026-03-02/.referat-99999-12.tmp", ".referat-new-1-0.tmp/annexes/tal.csv"):
            self.write(f"ud/{name}", "half")
        self.write("ud/2026-03-02/.referat-noter", "mine")
        self.build("vand", "-o", "ud")
        self.assertEqual(files_below(self.work / "ud"), {**self.whole, "2026-03-02/.referat-noter": b"mine"})

    def test_a_journal_leads_nowhere_else(self):
        self.write("offer", "urørt")
        self.write("ud/2026-03-02/.referat-1-0.tmp", "ondt")
        self.write("ud/2026-03-02/min.txt", "min")
        pairs = [("min.txt", "din.txt"), (".referat-1-0.tmp", "../../offer"), ("../../offer", "x"), (".referat-1-0.tmp", str(self.work / "offer")),
                 ("pack.html", "agenda.html"), ("./.referat-1-0.tmp", "a//b")]
        words = [word for pair in pairs for word in pair]
        self.write("ud/2026-03-02/.referat-journal", "\0".join(["referat-journal 2", *words, "/", ""]))
        self.build("vand", "-o", "ud")
        self.assertEqual(files_below(self.work / "ud"), {**self.whole, "2026-03-02/min.txt": b"min"})
        self.assertEqual((self.work / "offer").read_bytes(), b"ur\xc3\xb8rt")

    def test_a_torn_journal_is_removed(self):
        for text in ("", "referat-journal 2\0", "referat-journal 2\0.referat-1-0.tmp\0pack.html\0", "x" * 5000,
                     "referat-journal 2\0.referat-1-0.tmp\0/\0", "referat-journal 2\0.referat-1-0.tmp\0pack.html/\0",
                     "referat-journal 1\0.referat-1-0.tmp\0pack.html\0/\0", "referat-journal 2\0.referat-1-0.tmp\0pack.html\0/"):
            self.write("ud/2026-03-02/.referat-1-0.tmp", "half")
            self.write("ud/2026-03-02/.referat-journal", text)
            self.build("vand", "-o", "ud")
            self.assertEqual(files_below(self.work / "ud"), self.whole)

    def test_verify_changes_nothing(self):
        self.write("ud/2026-03-02/.referat-1-0.tmp", "half")
        before = files_below(self.work)
        self.build("vand", "-o", "ud", "--verify")
        self.assertEqual(files_below(self.work), before)


class Streams(Case):
    def setUp(self):
        super().setUp()
        self.write_series()

    def test_a_full_standard_output(self):
        for arguments in (("status", "vand"), ("status", "vand", "-f", "json"), ("status", "vand", "-o", "/dev/full"),
                          ("--help",), ("explain", "--all"), ("--version",)):
            with open("/dev/full", "wb") as full:
                result = subprocess.run([REFERAT, *arguments], cwd=self.work, check=False, stdout=full,
                                        stderr=subprocess.PIPE, env=environment())
            self.assertEqual(result.returncode, 3, arguments)
            self.assertIn(b"No space left on device", result.stderr)

    def test_a_closed_pipe(self):
        """Where SIGPIPE is not ignored it ends the program, as it ends other filters; else it is an error like others."""
        for ignored, statuses in ((False, (-signal.SIGPIPE,)), (True, (3,))):
            reader, writer = os.pipe()
            os.close(reader)
            result = subprocess.run([REFERAT, "explain", "--all"], check=False, stdout=writer, stderr=subprocess.PIPE,
                                    env=environment(), restore_signals=not ignored)
            os.close(writer)
            self.assertIn(result.returncode, statuses, result.stderr)
            self.assertNotIn(b"Sanitizer", result.stderr)

    def test_a_closed_error_stream_does_not_stop_a_set(self):
        """-v names every file: a reader that goes away must not end the program between two renames."""
        reader, writer = os.pipe()
        os.close(reader)
        subprocess.run([REFERAT, "build", "-v", "vand", "-o", "ud"], cwd=self.work, check=False, stderr=writer,
                       env=environment())
        os.close(writer)
        names = files_below(self.work / "ud")
        self.assertFalse([name for name in names if ".referat" in name])
        self.assertEqual(len([name for name in names if name.startswith("2026-03-02/")]), 6)

    def test_some_streams(self):
        """Where one is closed, no file gets its number, and what is said goes into none."""
        self.write("vand/2026-03-02/agenda.md", "---\nkind: agenda\nitems: [{title: Pumpe, annexes: [tal.csv]}]\n---\nTODO\n")
        self.write("vand/2026-03-02/tal.csv", "a;b\n")
        (self.work / "vand/2026-03-02/minutes.md").unlink()
        self.build("vand", "-o", "ny")
        self.assert_status(self.referat("status", "vand", "-o", "ny.txt", "-v"), 0)
        self.assert_status(self.referat("export", "vand", "-o", "arkiv-ny"), 0)
        for closed in ("<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-"):
            with self.subTest(closed=closed):
                for folder in ("ud", "arkiv"):
                    shutil.rmtree(self.work / folder, ignore_errors=True)
                shutil.rmtree(self.cache, ignore_errors=True)
                for command in ("build -v vand -o ud -j1", "status -v vand -o ud.txt", "export vand -o arkiv"):
                    result = subprocess.run([*strace(), "-o", "trace", "-e", "trace=openat,openat2", "sh", "-c", f'"$0" {command} {closed}', REFERAT],
                                            cwd=self.work, check=False, capture_output=True, env=environment())
                    self.assertEqual(result.returncode, 0, command)
                    opened = [line for line in (self.work / "trace").read_text(encoding="utf-8").splitlines() if OWN_FILES.search(line)]
                    self.assertGreater(len(opened), 3)
                    self.assertEqual([line for line in opened if re.search(r" = [012]$", line)], [], command)
                self.assertEqual(files_below(self.work / "ud"), files_below(self.work / "ny"))
                self.assertEqual((self.work / "ud.txt").read_bytes(), (self.work / "ny.txt").read_bytes())
                self.assertEqual(files_below(self.work / "arkiv/data"), files_below(self.work / "arkiv-ny/data"))

    def test_no_streams_at_all(self):
        result = subprocess.run(["sh", "-c", '"$0" build vand -o ud <&- >&- 2>&-', REFERAT], cwd=self.work, check=False,
                                env=environment())
        self.assertEqual(result.returncode, 0)
        self.build("vand", "-o", "ud", "--verify")


if __name__ == "__main__":
    unittest.main()
