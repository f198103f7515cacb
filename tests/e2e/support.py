"""What the end-to-end tests share: a small series on disk, and the program run on it."""
import atexit
import contextlib
import fcntl
import functools
import hashlib
import os
import pathlib
import re
import shutil
import struct
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
REFERAT = os.environ["REFERAT"]
IS_SANITIZED = bool(os.environ.get("REFERAT_SANITIZE"))

AGENDA = """\
---
kind: agenda
date: 2026-03-{day:02}
time: 16:00-17:00
participants: [Tove Lykke, Børge Aaskov]
items:
  - title: Dagsorden
    type: agenda-approval
    duration: 5
  - title: Ny pumpe
    id: pumpe
    type: decision
    duration: 20
---
Kaffe fra kl. 15.45.
"""

MINUTES = """\
---
kind: minutes
meeting: 2026-03-{day:02}
present: [Tove Lykke, Børge Aaskov]
decisions:
  1: approved
  pumpe: noted
---
## 1
Ingen bemærkninger.

## pumpe
Prisen var ikke klar.

- [ ] @"Tove Lykke" indhenter et nyt tilbud due:2026-05-01
"""


_caches = []  # the one of the test that runs is the last


def new_cache():
    """A place for caches that nothing has used, from now on that of every run."""
    folder = tempfile.mkdtemp(prefix="referat-cache-")
    os.chmod(folder, 0o777)  # for tests that run the program as another user
    _caches.append(folder)
    return pathlib.Path(folder)


def remove_cache():
    shutil.rmtree(_caches.pop(), ignore_errors=True)


def environment(**changes):
    """The environment of a run: nothing of the caller's that the program might look at, but for the sanitizers' own."""
    if not _caches:
        new_cache()
        atexit.register(remove_cache)
    kept = {name: value for name, value in os.environ.items()
            if name in ("PATH", "TMPDIR") or name.endswith("SAN_OPTIONS")}
    kept.update(LC_ALL="C.UTF-8", XDG_CACHE_HOME=_caches[-1])
    kept.update(changes)
    return kept


SHARD = ".referat-shard-"  # what a build of a part leaves for a merge
MARKS = {".referat-full", ".referat-public", ".referat-notes"}  # the lists of what it made


def files_below(folder):
    """Every output below a folder, without what parts left and its lists of files: relative path -> bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name not in MARKS and not path.name.startswith(SHARD)}


def marks_below(folder):
    """The lists of files in a folder and below it: relative path -> the lines."""
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8").splitlines()
            for path in sorted(folder.rglob(".referat-*")) if path.name in MARKS}


# ---- Samples ----

def digest_of_sources():
    """What chooses a sample: the same for every run of a commit, and another for other sources."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "src").rglob("*.[ch]")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


# ---- strace ----

SLOW_STRACE = ("strace", "-f", "-qq")  # stops a program at every call: needed where a signal is injected


@functools.cache
def strace():
    """The words that run a command under strace where calls are to be told, or to fail: it is stopped at those alone that are traced, where
    the kernel can do that, which takes a fraction of the time. A signal that is injected would not arrive then."""
    words = (*SLOW_STRACE, "--seccomp-bpf")
    tried = subprocess.run([*words, "-o", "/dev/null", "-e", "trace=mkdir", "true"], check=False, capture_output=True)
    return words if tried.returncode == 0 and not tried.stderr else SLOW_STRACE


# ---- Terminals ----

TIOCSPTLCK, TIOCGPTN = 0x40045431, 0x80045430  # asm-generic/ioctls.h


@contextlib.contextmanager
def terminal():
    """Both ends of a pseudo-terminal. A bare root without /dev/pts gets a file system of its own for it."""
    try:
        ends = os.openpty()
    except OSError:
        ends = None
    if ends:
        yield ends
        return
    folder = tempfile.mkdtemp(prefix="referat-pts-")
    subprocess.run(["mount", "-t", "devpts", "-o", "newinstance,ptmxmode=0666", "devpts", folder],
                   check=True)
    try:
        leader = os.open(f"{folder}/ptmx", os.O_RDWR | os.O_NOCTTY)
        fcntl.ioctl(leader, TIOCSPTLCK, struct.pack("i", 0))
        number = struct.unpack("i", fcntl.ioctl(leader, TIOCGPTN, struct.pack("i", 0)))[0]
        yield leader, os.open(f"{folder}/{number}", os.O_RDWR | os.O_NOCTTY)
    finally:
        subprocess.run(["umount", folder], check=True)
        os.rmdir(folder)


def read_to_the_end(leader):
    """What is still said on a terminal, until its other side is closed."""
    said = b""
    with contextlib.suppress(OSError):  # EIO: it is
        while chunk := os.read(leader, 65536):
            said += chunk
    return said


def said(result):
    """What a run said, without the line that counts meetings as built and unchanged."""
    return [line for line in result.stderr.splitlines() if not line.startswith(b"referat: ") or b" meeting" not in line]


def option(arguments, short, long, default):
    """The value of an option, in any of the forms that it may have."""
    for word, following in zip(arguments, [*arguments[1:], default]):
        if word in (short, long):
            return following
        if word.startswith(long + "=") or word.startswith(short) and not word.startswith("--"):
            return word.removeprefix(long + "=").removeprefix(short)
    return default


class Case(unittest.TestCase):
    """A test with an empty working folder of its own."""

    tells = False  # the program was seen to tell a mistake

    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="referat-e2e-"))
        self.addCleanup(shutil.rmtree, self.work)
        self.cache = new_cache() / "referat"
        self.addCleanup(remove_cache)

    def states(self):
        """What builds have left for the next ones."""
        return sorted(self.cache.glob("*.state"))

    def write(self, name, text):
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def write_series(self, name="vand", days=(2,)):
        """A series without fault: a meeting with minutes for each day of March 2026."""
        self.write(f"{name}/referat.yaml", "series: Bestyrelsesmøder\nbody: Søbo Vandværk\n")
        for day in days:
            self.write(f"{name}/2026-03-{day:02}/agenda.md", AGENDA.format(day=day))
            self.write(f"{name}/2026-03-{day:02}/minutes.md", MINUTES.format(day=day))
        return self.work / name

    def referat(self, *arguments, cwd=None, stdin=None, env=None, prefix=(), **options):
        """Runs the program; stdin is bytes. The streams of the result are bytes, too. prefix: a command that runs it."""
        result = subprocess.run(
            [*prefix, REFERAT, *map(str, arguments)], cwd=cwd or self.work, input=stdin or b"",
            capture_output="stdout" not in options, timeout=300, check=False,
            env=env or environment(), **options)
        self.assertGreaterEqual(result.returncode, 0, f"killed by a signal: {result.stderr}")
        if result.returncode == 0 and arguments:
            self.assert_done(list(map(str, arguments)), result, cwd=cwd, env=env)
        return result

    # ---- A run that succeeds has done something ----

    def assert_done(self, arguments, result, cwd=None, env=None):
        """What a program that does nothing and exits 0 does not get past: two such runs would be equal, and no file wrong."""
        words = set(arguments)
        command = next((word for word in arguments if word in DONE), None)
        if command and not words & {"-h", "--help", "--version"}:
            folder = pathlib.Path(cwd or self.work)
            if "-C" in words:
                folder = folder / arguments[arguments.index("-C") + 1]
            DONE[command](self, arguments, result, folder, env)

    def assert_built(self, arguments, result, folder, env):
        """It says how many meetings, or has left its list of files where it may not say it or made no pages."""
        if not re.search(rb"(?m)^referat: (\S+ meetings?: |.* in part \d+ of \d+$)", result.stderr or b""):
            self.assertTrue(marks_below(folder / option(arguments, "-o", "--output", "out")), result.args)

    def assert_printed(self, arguments, result, folder, env):
        target = option(arguments, "-o", "--output", None)
        if target and target != "-":
            self.assertTrue((folder / target).exists(), result.args)
        elif result.stdout is not None:
            self.assertTrue(result.stdout, result.args)

    def assert_checked(self, arguments, result, folder, env):
        """A check is silent where nothing is wrong. Then it is asked once a test whether it tells what is."""
        if not self.tells and not result.stderr:
            wrong = subprocess.run([REFERAT, "check", "-"], input=b"no document", capture_output=True, timeout=300, check=False,
                                   env=environment())
            self.assertEqual(wrong.returncode, 1, wrong)
            self.assertIn(b"[yaml-syntax]", wrong.stderr)
            self.tells = True

    def assert_verified(self, arguments, result, folder, env):
        """Quiet, it is asked again aloud."""
        if result.stdout is not None and not result.stdout:
            aloud = [word for word in arguments if word not in ("-q", "--quiet")]
            self.assertNotEqual(aloud, arguments, result.args)
            again = subprocess.run([REFERAT, *aloud], cwd=folder, capture_output=True, timeout=300, check=False,
                                   env=env or environment())
            self.assertTrue(again.returncode == 0 and again.stdout, again)

    def assert_sealed(self, arguments, result, folder, env):
        paths = [word for word in arguments[1:] if not word.startswith("-")]
        self.assertTrue(any((folder / path / "seal.yaml").exists() for path in paths), result.args)

    def assert_status(self, result, status):
        self.assertEqual(result.returncode, status,
                         (result.args, (result.stderr or b"").decode("utf-8", "replace")))

    def build(self, *arguments, status=0, **options):
        result = self.referat("build", *arguments, **options)
        self.assert_status(result, status)
        return result


DONE = {"build": Case.assert_built, "merge": Case.assert_built, "check": Case.assert_checked, "status": Case.assert_printed,
        "export": Case.assert_printed, "explain": Case.assert_printed, "help": Case.assert_printed, "seal": Case.assert_sealed,
        "verify": Case.assert_verified}
