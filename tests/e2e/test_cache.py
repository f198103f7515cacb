"""The cache: where it is, that nothing in it is trusted which others could have written, and that it decides on nothing but speed."""
import fcntl
import os
import pathlib
import shutil
import socket
import stat
import subprocess
import time
import unittest

from support import REFERAT, Case, environment, files_below

TICK = 0.03  # seconds: files that were changed longer ago than this are told apart by their times
NOTE = b"; the next build compiles everything"
NOBODY = 65534
NO_LEAKS = {"ASAN_OPTIONS": "detect_leaks=0"}  # they cannot be looked for under strace


def mode_of(path):
    return stat.S_IMODE(path.lstat().st_mode)


def notes(result):
    return [line for line in result.stderr.splitlines() if line.endswith(NOTE)]


class CacheCase(Case):
    def setUp(self):
        super().setUp()
        self.write_series(days=(2, 9, 16))
        time.sleep(TICK)

    def compile(self, *options, out="ud", status=0, env=None):
        return self.build("vand", "-o", out, *options, status=status, env=env)

    def read_of(self, *options, env=None):
        """The documents that a build opens."""
        trace = self.work / "trace"
        self.assert_status(self.referat("build", "vand", "-o", "ud", *options, env=(env or environment()) | NO_LEAKS,
                                        prefix=["strace", "-f", "-o", str(trace), "-e", "trace=openat2"]), 0)
        return {line.split('"')[1] for line in trace.read_text().splitlines() if '.md"' in line or '.yaml"' in line}

    def assert_whole(self):
        """What stands in ud is what a build makes that knows nothing of earlier ones."""
        shutil.rmtree(self.work / "hel", ignore_errors=True)
        self.compile("--no-cache", out="hel")
        self.assertEqual(files_below(self.work / "ud"), files_below(self.work / "hel"))

    def edit(self):
        path = self.work / "vand/2026-03-09/minutes.md"
        path.write_text(path.read_text() + "\nEn linje mere.\n")
        time.sleep(TICK)


class Places(CacheCase):
    def assert_used(self, folder, *options, env=None):
        self.compile(*options, env=env)
        self.assertEqual(len(list(folder.glob("*.state"))), 1, folder)
        self.assertEqual(self.read_of(*options, env=env), set())

    def test_nothing_of_it_is_in_what_is_published(self):
        self.compile()
        self.assertEqual([path for path in (self.work / "ud").rglob(".*") if "state" in path.name], [])
        self.assertEqual(mode_of(self.cache), 0o700)
        self.assertEqual([(path.suffix, mode_of(path)) for path in self.cache.iterdir()], [(".state", 0o600)])
        self.assertEqual(self.read_of(), set())

    def test_modes_do_not_depend_on_the_umask(self):
        subprocess.run(["sh", "-c", 'umask 0; exec "$0" build vand -o ud --cache dyb/dybere/cache', REFERAT], cwd=self.work, check=True,
                       env=environment(), stderr=subprocess.DEVNULL)
        for folder in ("dyb", "dyb/dybere", "dyb/dybere/cache"):
            self.assertEqual(mode_of(self.work / folder), 0o700)
        self.assertEqual([mode_of(path) for path in (self.work / "dyb/dybere/cache").iterdir()], [0o600])

    def test_the_environment_and_the_option_name_it(self):
        home = self.work / "hjem"
        home.mkdir()
        self.assert_used(home / ".cache/referat", env=environment(HOME=str(home), XDG_CACHE_HOME=""))
        shutil.rmtree(home / ".cache")
        self.assert_used(home / ".cache/referat", env=environment(HOME=str(home), XDG_CACHE_HOME="relativ"))
        self.assert_used(self.work / "andet/referat", env=environment(HOME=str(home), XDG_CACHE_HOME=str(self.work / "andet")))
        self.assert_used(self.work / "c/d", "--cache", "c/d")
        self.assert_used(self.work / "e", "--cache", "./e//")
        self.assert_used(self.work, "--cache", ".", "-q")
        self.assertFalse((self.work / "relativ").exists())

    def test_a_cache_folder_that_is_elsewhere(self):
        """~/.cache may be a link: it is the user's own."""
        (self.work / "hjem").mkdir()
        (self.work / "stor").mkdir()
        (self.work / "hjem/.cache").symlink_to("../stor")
        self.assert_used(self.work / "stor/referat", env=environment(HOME=str(self.work / "hjem"), XDG_CACHE_HOME=""))

    def test_without_a_home_there_is_none(self):
        self.write_series("alle/a")
        self.write_series("alle/b")
        for changes in ({}, {"HOME": ""}, {"HOME": "relativ"}, {"HOME": str(self.work / "findes-ikke")}):
            env = environment(XDG_CACHE_HOME="", **changes)
            result = self.build("alle", "-o", "ud", env=env)
            self.assertEqual(len(notes(result)), 1, result.stderr)
            self.assertEqual(notes(self.build("alle", "-o", "ud", "-q", env=env)), [])
            self.assertEqual(notes(self.build("alle", "-o", "ud", "--no-cache", env=env)), [])
            for options in (["--edition", "public", "-o", "off"], ["--verify", "-o", "ud"], ["--shard", "1/2", "-o", "del"]):
                self.assertEqual(notes(self.referat("build", "alle", *options, env=env)), [], options)
        self.assertFalse((self.work / "findes-ikke").exists())

    def test_no_cache_reads_and_writes_none(self):
        self.compile("--no-cache")
        self.assertFalse(self.cache.exists())
        self.compile()
        before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in self.states()}
        self.assertIn("2026-03-09/minutes.md", self.read_of("--no-cache"))
        (self.work / "ud/2026-03-09/agenda.html").write_text("rettet i hånden\n")
        self.compile("--no-cache")
        self.assertEqual({path: (path.read_bytes(), path.stat().st_mtime_ns) for path in self.states()}, before)
        self.assert_whole()

    def test_several_processes_need_none(self):
        self.write_series("stor", days=range(1, 29))
        self.build("stor", "-o", "en", "-j1")
        for options in (["--no-cache"], ["--cache", self.work / "c"]):
            for _ in range(2):
                trace = self.work / "trace"
                shutil.rmtree(self.work / "flere", ignore_errors=True)
                self.referat("build", "stor", "-o", "flere", "-j3", *options, env=environment() | NO_LEAKS,
                             prefix=["strace", "-f", "-o", str(trace), "-e", "trace=clone,fork,vfork"])
                self.assertIn("SIGCHLD", trace.read_text(), options)
                self.assertEqual(files_below(self.work / "flere"), files_below(self.work / "en"))

    def test_what_needs_none_leaves_none(self):
        self.referat("check", "vand")
        self.referat("status", "vand")
        self.build("vand", "-o", "off", "--edition", "public")
        self.build("vand", "-o", "ud", "--verify", status=1)
        self.build("vand/2026-03-09", "-o", "et")
        self.build("vand", "-o", "del", "--shard", "1/2")
        self.assertFalse(self.cache.exists())

    def test_one_of_the_two_is_enough(self):
        self.compile("--cache", "", status=2)
        self.compile("--cache", "c", "--no-cache")
        self.assertFalse((self.work / "c").exists())


class Refused(CacheCase):
    def assert_refused(self, cache, out="ud", series="vand"):
        before = sorted(self.work.rglob("*"))
        result = self.build(series, "-o", out, "--cache", cache, status=4)
        self.assertIn(os.fsencode(str(cache)), result.stderr)
        self.assertIn(b"--no-cache", result.stderr)
        self.assertEqual(sorted(self.work.rglob("*")), before)

    def test_in_the_destination_or_a_source(self):
        self.assert_refused("ud")
        self.assert_refused("ud/cache")
        self.assert_refused("./andet/../ud/dyb/cache")
        self.assert_refused("vand")
        self.assert_refused("vand/2026-03-02")
        self.assert_refused("vand/cache", series="vand/2026-03-02")
        self.assert_refused(self.work / "ud")
        self.assert_refused("andet/ud/cache", out="andet/ud")
        self.compile()
        self.assert_refused("ud")
        self.assert_refused("ud/2026-03-02/annexes/x")

    def test_by_a_link(self):
        (self.work / "ud").mkdir()
        (self.work / "ind").symlink_to("ud")
        self.assert_refused("ind/cache")
        self.assert_refused("ind")
        (self.work / "kilde").symlink_to("vand")
        self.assert_refused("kilde/cache")
        self.assert_refused("ud/cache", out="ind")

    def test_in_a_marked_folder(self):
        for mark in (".referat-public", ".referat-full", ".referat-notes"):
            folder = self.work / mark[1:]
            (folder / "dybt/nede").mkdir(parents=True)
            self.write(f"{mark[1:]}/{mark}", "")
            self.assert_refused(folder / "cache")
            self.assert_refused(folder / "dybt/nede/cache")
            self.assert_refused(folder)

    def test_for_every_kind_of_build(self):
        for options in (["--verify"], ["--edition", "public"], ["--shard", "1/2"]):
            self.compile("--cache", "ud/c", *options, status=4)
        self.assertFalse((self.work / "ud").exists())

    def test_where_nobody_named_it_there_is_a_note(self):
        for folder in ("ud", "vand"):
            result = self.compile(env=environment(XDG_CACHE_HOME=str(self.work / folder / "c")))
            self.assertEqual(len(notes(result)), 1, result.stderr)
            self.assertFalse((self.work / folder / "c").exists())
        self.assert_whole()

    def test_what_only_looks_like_it(self):
        self.compile("--cache", "ud-cache")
        self.compile("--cache", "vand-cache")
        self.compile("--cache", "c", out="c/ud")  # watch has its pages there
        self.compile("--cache", "c", out="c/ud")
        self.write("m/.referat-publik", "")
        self.compile("--cache", "m/c")
        self.write("m/.referat-public", "")
        if os.geteuid() == 0:
            os.chown(self.work / "m/.referat-public", NOBODY, NOBODY)  # as anybody can in /tmp
            self.compile("--cache", "m/c")


class Hostile(CacheCase):
    """Every build is a full one, with at most one note and the bytes that it should have."""

    def setUp(self):
        super().setUp()
        self.compile()
        (self.state,) = self.states()
        self.whole = self.state.read_bytes()

    def assert_not_trusted(self, about):
        with self.subTest(about):
            self.edit()
            self.assertIn("2026-03-02/agenda.md", self.read_of(), "everything is compiled")
            self.edit()
            result = self.compile()
            self.assertLessEqual(len(notes(result)), 1, result.stderr)
            self.assert_whole()
        if self.state.is_dir() and not self.state.is_symlink():
            shutil.rmtree(self.state)
        else:
            self.state.unlink(missing_ok=True)
        self.compile()
        self.whole = self.state.read_bytes()

    def replace(self, make):
        self.state.unlink()
        make(self.state)

    def test_its_bytes(self):
        for at in (0, 1, 15, 40, 200, len(self.whole) // 2, len(self.whole) - 1):
            self.state.write_bytes(self.whole[:at])
            self.assert_not_trusted(f"cut at {at}")
        self.state.write_bytes(self.whole + b"x")
        self.assert_not_trusted("a byte more")
        self.state.write_bytes(b"\0" * len(self.whole))
        self.assert_not_trusted("zeros")
        self.state.write_bytes(b"SQLite format 3\0" * 100)
        self.assert_not_trusted("foreign")

    def test_a_huge_one(self):
        self.state.write_bytes(self.whole)
        os.truncate(self.state, 1 << 40)
        self.assert_not_trusted("a terabyte of zeros at its end")
        head = bytearray(self.whole[:64])
        head[32:40] = (1 << 40).to_bytes(8, "little")  # its own size
        head[40:48] = (1 << 39).to_bytes(8, "little")  # of so many units
        self.state.write_bytes(bytes(head) + self.whole[64:])
        os.truncate(self.state, 1 << 40)
        self.assert_not_trusted("one that says so itself")

    def test_what_is_no_file(self):
        other = self.write("andet.state", self.whole)
        self.replace(lambda path: path.symlink_to(other))
        self.assert_not_trusted("a link")
        self.assertEqual(other.read_bytes()[:20], self.whole[:20], "it was not written through the link")
        self.replace(lambda path: path.symlink_to("findes-ikke"))
        self.assert_not_trusted("a link to nothing")
        self.replace(os.mkfifo)
        self.assert_not_trusted("a pipe")
        self.replace(pathlib.Path.mkdir)
        self.assert_not_trusted("a folder")
        with socket.socket(socket.AF_UNIX) as there:
            self.state.unlink()
            folder = os.open(self.cache, os.O_RDONLY)
            there.bind(f"/proc/self/fd/{folder}/{self.state.name}")
            os.close(folder)
            self.assert_not_trusted("a socket")

    def test_who_may_write_to_it(self):
        self.state.chmod(0o602)
        self.assert_not_trusted("anybody may write to the file")
        self.state.chmod(0o620)
        self.assert_not_trusted("a group may write to the file")
        if os.geteuid() == 0:
            os.chown(self.state, NOBODY, NOBODY)
            self.assert_not_trusted("another user's file")

    def test_another_series_state_under_its_name(self):
        self.write_series("elv", days=(2, 9, 16))
        time.sleep(TICK)
        self.build("elv", "-o", "ud-elv")
        (other,) = (path for path in self.states() if path != self.state)
        self.state.write_bytes(other.read_bytes())
        self.assert_not_trusted("the state of another series")

    def assert_folder_not_used(self, about, folder):
        with self.subTest(about):
            self.edit()
            before = sorted(path for path in folder.iterdir()) if folder.is_dir() else []
            result = self.compile("--cache", folder)
            self.assertEqual(len(notes(result)), 1, result.stderr)
            self.assertIn("2026-03-02/agenda.md", self.read_of("--cache", folder))
            self.assert_whole()
            self.assertEqual(sorted(path for path in folder.iterdir()) if folder.is_dir() else [], before)

    def test_the_folder(self):
        kept = self.work / "kept"
        self.compile("--cache", kept)
        for mode in (0o702, 0o720, 0o1777, 0o777):
            kept.chmod(mode)
            self.assert_folder_not_used(f"{mode:o}", kept)
        kept.chmod(0o700)
        (self.work / "link").symlink_to("kept")
        self.assert_folder_not_used("a link", self.work / "link")
        (self.work / "løs").symlink_to("findes-ikke")
        self.assert_folder_not_used("a link to nothing", self.work / "løs")
        self.assert_folder_not_used("a file", self.write("fil", ""))
        self.assert_folder_not_used("below a file", self.work / "fil/cache")
        os.mkfifo(self.work / "rør")
        self.assert_folder_not_used("a pipe", self.work / "rør")
        if os.geteuid() == 0:
            os.chown(kept, NOBODY, NOBODY)
            self.assert_folder_not_used("another user's", kept)
        kept.chmod(0o755)
        os.chown(kept, os.geteuid(), os.getegid())
        self.assertEqual(notes(self.compile("--cache", kept)), [], "others may read the names in it")

    def test_a_link_for_the_usual_one(self):
        self.cache.rename(self.work / "kept")
        self.cache.symlink_to(self.work / "kept")
        self.edit()
        self.assertEqual(len(notes(self.compile())), 1)
        self.assert_whole()


class Failing(CacheCase):
    def failing(self, call, error, *options):
        """A build whose first call of this kind fails; strace injects it."""
        return self.referat("build", "vand", "-o", "ud", *options, env=environment() | NO_LEAKS,
                            prefix=["strace", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when=1"])

    def test_a_full_disk(self):
        """The head of a state is the only thing that is written by pwrite64, and its rename the only renameat."""
        for call, error in (("pwrite64", "ENOSPC"), ("renameat", "EDQUOT"), ("pwrite64", "EIO")):
            self.edit()
            result = self.failing(call, error)
            self.assert_status(result, 0)
            self.assertEqual(len(notes(result)), 1, result.stderr)
            self.assert_whole()
            self.assertEqual([path.name for path in self.cache.iterdir() if path.suffix != ".state"], [])

    def test_a_small_disk(self):
        """A file system of 8 KiB, where one may be mounted."""
        self.write_series(days=range(1, 29))
        (self.work / "disk").mkdir()
        script = 'mount -t tmpfs -o size=8k,mode=700 tmpfs disk || exit 99; "$0" build vand -o ud --cache disk/c; s=$?; umount disk; exit $s'
        result = subprocess.run(["unshare", "-m", "sh", "-c", script, REFERAT], cwd=self.work, check=False, capture_output=True,
                                env=environment())
        if result.returncode in (1, 99) and b"referat:" not in result.stderr:
            self.skipTest("mounting is not permitted here: " + result.stderr.decode())
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(notes(result)), 1, result.stderr)
        self.assert_whole()

    def test_one_that_may_only_be_read(self):
        who, program = {}, REFERAT
        cache = self.work / "c"
        if os.geteuid() == 0:
            program = shutil.copy(REFERAT, self.work / "referat")  # where nobody may run it
            who = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        os.chmod(self.work, 0o777)
        run = [program, "build", "vand", "-o", "ud", "--cache", cache]
        subprocess.run(run, cwd=self.work, check=True, capture_output=True, env=environment(), **who)
        cache.chmod(0o500)
        result = subprocess.run(run, cwd=self.work, check=False, capture_output=True, env=environment(), **who)
        self.assertEqual((result.returncode, notes(result)), (0, []), "nothing is to be kept where nothing has changed")
        self.edit()
        result = subprocess.run(run, cwd=self.work, check=False, capture_output=True, env=environment(), **who)
        self.assertEqual((result.returncode, len(notes(result))), (0, 1), result.stderr)
        self.assert_whole()
        cache.chmod(0o700)


class Upkeep(CacheCase):
    def test_a_series_that_is_gone_leaves_nothing(self):
        self.write_series("elv")
        self.write_series("sø")
        for name in ("elv", "sø", "vand"):
            self.build(name, "-o", f"ud-{name}")
        self.assertEqual(len(self.states()), 3)
        shutil.rmtree(self.work / "elv")
        shutil.rmtree(self.work / "ud-sø")
        self.edit()
        self.build("vand", "-o", "ud-vand")
        self.assertEqual(len(self.states()), 1)

    def test_what_killed_runs_left_goes(self):
        self.compile()
        (state,) = self.states()
        left = self.cache / f"{state.stem}-99999-0.tmp"
        left.write_bytes(b"x")
        live = self.cache / f"{state.stem}-99998-0.tmp"
        live.write_bytes(b"x")
        others = [self.cache / name for name in ("note.txt", "x.state", "x.tmp", f"{state.stem}.tmp.gammel")]
        for other in others:
            other.write_bytes(b"x")
        damaged = self.cache / ("0" * 32 + ".state")
        damaged.write_bytes(b"x")
        self.edit()
        with open(live, "rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # as the run has that writes it
            self.compile()
        self.assertEqual(sorted(self.cache.iterdir()), sorted([state, live, *others]))

    def test_each_destination_has_its_own(self):
        self.compile(out="a")
        self.compile(out="b")
        self.assertEqual(len(self.states()), 2)
        (self.work / "c").symlink_to("a")
        self.compile(out="c")
        self.compile(out="./b/../a/")
        self.build(self.work / "vand", "-o", self.work / "a", cwd="/")
        self.assertEqual(len(self.states()), 2, "a folder is the same by any of its names")

    def test_a_destination_that_was_removed_and_made_anew(self):
        self.compile()
        shutil.rmtree(self.work / "ud")
        self.compile()
        self.assert_whole()
        shutil.rmtree(self.work / "ud")
        shutil.copytree(self.work / "hel", self.work / "ud")
        (self.work / "ud/2026-03-02/minutes.html").write_text("en anden\n")
        self.compile()
        self.assert_whole()

    def test_two_at_once(self):
        """In one cache: of one series into one destination, and into two."""
        for round_ in range(4):
            self.edit()
            runs = [subprocess.Popen([REFERAT, "build", "vand", "-o", out], cwd=self.work, env=environment(),
                                     stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for out in ("ud", "ud", "andet")]
            for run in runs:
                _, stderr = run.communicate(timeout=60)
                self.assertEqual(run.returncode, 0, stderr)
                self.assertNotIn(NOTE, stderr, round_)
            self.assert_whole()
            self.assertEqual(files_below(self.work / "andet"), files_below(self.work / "ud"))
            self.assertEqual(len(self.states()), 2)
            self.assertEqual(self.states(), sorted(self.cache.iterdir()))

    def test_hand_made_edits_of_outputs_never_stay(self):
        self.compile()
        for options in ([], ["--no-cache"], ["--cache", "c"]):
            time.sleep(TICK)
            path = self.work / "ud/2026-03-16/minutes.md"
            path.write_text(path.read_text().replace("Ingen", "Mange"))
            self.compile(*options)
            self.assert_whole()


if __name__ == "__main__":
    unittest.main()
