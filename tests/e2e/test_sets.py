"""Sets of files that gain and lose some, when calls fail from the n-th on and in two runs after each other; and --fsync.

The faults are those of torture.c: it fails by the number of the call, and of close only what ends the writing of a file."""
import errno
import itertools
import os
import pathlib
import re
import shutil
import subprocess
import unittest

from support import AGENDA, IS_SANITIZED, MARKS, MINUTES, REFERAT, Case, environment, files_below, marks_below

FORMATS = "html"
EVER = 1000  # calls, more than there are
JOURNAL = ".referat-journal"


class Sets(Case):
    """One meeting gets its first annexes, one loses its last, one has others, one is new, and one goes: `old` and `new`."""

    DAYS = {2: ([], ["tal.csv", "flere.csv"]), 9: (["tal.csv", "flere.csv"], []), 16: (["tal.csv"], ["flere.csv"]),
            23: (None, ["tal.csv"]), 30: (["tal.csv"], None)}

    def setUp(self):
        super().setUp()
        self.write("vand/referat.yaml", "series: Møder\nbody: Vandværket\nchecks: {never-approved: off}\n")
        self.write_days(0)
        self.build("vand", "-o", "gammel", "-f", FORMATS)
        self.write_days(1)
        shutil.copytree(self.work / "gammel", self.work / "ny")
        self.build("vand", "-o", "ny", "-f", FORMATS)
        self.old, self.new = (files_below(self.work / name) for name in ("gammel", "ny"))
        self.assertGreater(len(self.new.keys() - self.old.keys()), 4)  # what is no more stays in a full edition

    def write_days(self, which):
        for day, annexes in self.DAYS.items():
            folder = f"vand/2026-03-{day:02}"
            shutil.rmtree(self.work / folder, ignore_errors=True)
            if annexes[which] is None:
                continue
            self.write(f"{folder}/agenda.md", AGENDA.format(day=day).replace(
                "    duration: 20\n", f"    duration: 20\n    annexes: [{', '.join(annexes[which])}]\n"))
            self.write(f"{folder}/minutes.md", MINUTES.format(day=day) + "Mere at sige. " * which)
            for name in annexes[which]:
                self.write(f"{folder}/{name}", f"{name};{which}\n" * 50)

    def restore(self):
        for name in (self.work / "ud", self.cache):
            shutil.rmtree(name, ignore_errors=True)
        shutil.copytree(self.work / "gammel", self.work / "ud")

    def run_build(self, *prefix, options=("--fsync",), **variables):
        return subprocess.run([*prefix, REFERAT, "build", "-q", "vand", "-o", "ud", "-f", FORMATS, *options], cwd=self.work, check=False,
                              capture_output=True, timeout=120, env=environment(**variables))

    def sets(self):
        found = {}
        for name in self.old.keys() | self.new.keys():
            found.setdefault(name.partition("/")[0] if "/" in name else "", []).append(name)
        return found.items()

    def assert_whole(self, about):
        """Each set is old or new, or a journal stands there, by which the next run finishes it; nothing else is left."""
        now = files_below(self.work / "ud")
        waiting = {name.rpartition("/")[0] for name in now if name.endswith(JOURNAL)}
        listed = marks_below(self.work / "ud")[".referat-full"]
        for folder, names in self.sets():
            is_one = any(all(now.get(name) == data.get(name) for name in names) for data in (self.old, self.new))
            self.assertTrue(is_one or folder in waiting, (about, folder, [name for name in names if now.get(name) != self.new.get(name)]))
        strange = [name for name in now if "/.referat-" not in f"/{name}" and name not in listed]
        hidden = [name for name in now if "/.referat-" in f"/{name}" and name.partition("/")[0].partition(".referat")[0] not in waiting]
        self.assertEqual((strange, hidden), ([], []), about)
        if not waiting:
            self.assert_no_empty_folder(about)

    def assert_no_empty_folder(self, about):
        self.assertEqual([path for path in (self.work / "ud").rglob("*") if path.is_dir() and not any(path.iterdir())], [], about)

    def assert_new(self, about):
        result = self.run_build()
        self.assertEqual((result.returncode, result.stderr), (0, b""), about)
        self.assertEqual(files_below(self.work / "ud"), self.new, about)
        self.assert_no_empty_folder(about)


@unittest.skipIf(IS_SANITIZED, "the sanitizers have functions of their own in front")
class Failing(Sets):
    def setUp(self):
        super().setUp()
        self.library = self.work / "torture.so"
        subprocess.run([os.environ["REFERAT_CC"], "-O1", "-shared", "-fPIC", "-o", self.library,
                        pathlib.Path(__file__).with_name("torture.c")], check=True)

    def run_failing(self, call, number, count, error):
        return self.run_build(LD_PRELOAD=str(self.library), TORTURE_FROM=f"{call} {number} {count} {error}")

    def try_each(self, call, errors, statuses=(3,), every=1):
        """The n-th call fails, or all from it on, in one run or in two, for every n; the errors take turns."""
        errors = itertools.cycle(errors)
        reached = 0
        for number in itertools.count(1, every):
            self.restore()
            if self.run_failing(call, number, EVER, errno.EIO).returncode == 0 and 3 in statuses:
                break
            if number > 30:
                break
            for count in (1, EVER):
                for runs in (1, 2):
                    error = next(errors)
                    about = f"{call} number {number}, {count} times, in {runs} runs: {errno.errorcode[error]}"
                    self.restore()
                    for _ in range(runs):
                        result = self.run_failing(call, number, count, error)
                        self.assertIn(result.returncode, (0, *statuses), (about, result.stderr))
                        if result.returncode:
                            reached += 1
                            self.assertIn(os.strerror(error).encode(), result.stderr, about)
                        self.assert_whole(about)
                    self.assert_new(about)
        return reached

    def test_close(self):
        self.assertGreater(self.try_each("close", (errno.EIO, errno.ENOSPC, errno.EDQUOT)), 20)

    def test_rename(self):
        self.assertGreater(self.try_each("rename", (errno.EIO, errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EXDEV, errno.EPERM)), 20)

    def test_link(self):
        """A file system without links, or one that has no more for a file: the old bytes are kept as a copy, and all goes well."""
        for error in (errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EXDEV):
            for count in (1, EVER):
                self.restore()
                result = self.run_failing("link", 1, count, error)
                self.assertEqual((result.returncode, result.stderr), (0, b""), errno.errorcode[error])
                self.assertEqual(files_below(self.work / "ud"), self.new)
        self.assertGreater(self.try_each("link", (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EROFS)), 8)

    def test_no_link_and_then_no_rename(self):
        """The roll-back has copies to go by."""
        for number in range(1, 12):
            for count in (1, EVER):
                self.restore()
                result = self.run_build("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=link", "-e", "inject=link:error=EMLINK",
                                        LD_PRELOAD=str(self.library), TORTURE_FROM=f"rename {number} {count} {errno.EIO}")
                self.assertIn(result.returncode, (0, 3))
                self.assert_whole((number, count))
                self.assert_new((number, count))


class Synced(Sets):
    """With --fsync the bytes of a file are on the disk before its name is, and the names before the run ends."""

    CALLS = "fsync,fdatasync,rename,renameat,renameat2,link,mkdir"

    def calls(self, *options):
        """(call, the paths that it is about) for those of a build that concern its outputs."""
        log = self.work / "trace"
        result = self.run_build("strace", "-f", "-y", "-qq", "-o", str(log), "-e", f"trace={self.CALLS}", options=options)
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        found = []
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            call, arguments = re.match(r"\d+ +(\w+)\((.*)\) += 0$", line).groups() if line.endswith("= 0") else ("", "")
            named = re.findall(r'(?:<([^>]*)>, )?"([^"]*)"', arguments)  # below the folder that stands before it, or not
            paths = [os.path.join(*pair) for pair in named] or re.findall(r"<([^>]*)>", arguments)
            paths = [os.path.relpath(path, self.work) if os.path.isabs(path) else path for path in paths]
            if any(path == "ud" or path.startswith("ud/") for path in paths):
                found.append((call, paths))
        now = files_below(self.work / "ud")
        self.assertGreater(len(now), 10)
        self.assertEqual(now, {name: data for name, data in self.new.items() if name in now})
        return found

    def assert_synced(self, calls):
        renames = [(number, *paths) for number, (call, paths) in enumerate(calls) if call.startswith("rename")]
        syncs = [(number, paths[0]) for number, (call, paths) in enumerate(calls) if call == "fsync"]
        for number, temporary, name in renames:
            before = {path for at, path in syncs if at < number}
            after = {path for at, path in syncs if at > number}
            folder = os.path.dirname(name)
            if os.path.isdir(self.work / name):  # a folder that was made whole: it, and all that is in it
                below = [path for path in (self.work / name).rglob("*")]
                wanted = {temporary, *(f"{temporary}/{path.relative_to(self.work / name)}" for path in below)}
                self.assertEqual(wanted - before, set())
            else:
                self.assertIn(temporary, before)
            if os.path.basename(name) not in MARKS:
                self.assertIn(folder, after, name)
        return {name for _, _, name in renames}

    def test_files_are_replaced(self):
        self.restore()
        names = self.assert_synced(self.calls("--fsync"))
        for name, data in self.new.items():
            if self.old.get(name) != data and not name.startswith("2026-03-23/"):  # which is a folder of its own
                self.assertIn(f"ud/{name}", names)
        self.assertIn("ud/2026-03-23", names)

    def test_a_new_destination(self):
        names = self.assert_synced(self.calls("--fsync"))
        self.assertLessEqual({f"ud/2026-03-{day:02}" for day in (2, 9, 16, 23)} | {"ud/index.html"}, names)

    def test_the_journal(self):
        """It is on the disk before the first name of its set is changed."""
        self.restore()
        calls = self.calls("--fsync")
        first = {}
        for number, (call, paths) in enumerate(calls):
            if call == "rename" and paths[1].count("/") > 1:
                first.setdefault("/".join(paths[1].split("/")[:2]), number)
        self.assertGreater(len(first), 2)
        for folder, number in first.items():
            self.assertIn(("fsync", [f"{folder}/{JOURNAL}"]), calls[:number])

    def test_only_when_asked(self):
        self.restore()
        calls = self.calls()
        self.assertGreater(len([call for call, _ in calls if call.startswith("rename")]), 5)
        self.assertEqual([paths for call, paths in calls if "sync" in call and os.path.basename(paths[0]) not in MARKS], [])


if __name__ == "__main__":
    unittest.main()
