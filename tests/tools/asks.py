"""What mutate.py and reach.py share: copies of the tree, builds of them, and single tests, run without ctest."""
import contextlib
import dataclasses
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / "build/mutate"
COPIED = ("CMakeLists.txt", "LICENSE", "README.md", "docs", "examples", "include", "src", "tests")
MEMORY_BYTES, FILE_BYTES = 6 << 30, 1 << 30  # what a fault may not go beyond
PROGRAM = "referat_cli"


class CannotWork(Exception):
    """What is wrong with the tree or the machine, for who runs this."""


def run(*command, seconds=None, is_limited=False, more_environment=None, **options):
    """Its status and what it said. One that takes too long is ended, with all that it started: its status is negative then."""
    def set_limits():
        os.setsid()
        if is_limited:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env={**os.environ, **(more_environment or {})}, preexec_fn=set_limits, **options) as process:
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            said, _ = process.communicate()
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return process.returncode, said.decode("utf-8", "replace")


@dataclasses.dataclass(frozen=True)
class Test:
    """A test as ctest has it."""
    name: str
    command: tuple
    environment: dict
    folder: str  # where it runs
    labels: tuple
    gives: tuple  # fixtures
    needs: tuple

    @property
    def file(self):
        """The Python file of unittest that it is, or None."""
        last = self.command[-1]
        return last if "python3" in os.path.basename(self.command[-2] if len(self.command) > 1 else "") and last.endswith(".py") else None

    @property
    def has_browser(self):
        return "browser" in self.labels or self.name.startswith("html.")

    def programs(self, build):
        """The programs of the build that its command names, as targets; that of ours is meant by all."""
        words = [word.partition("=")[2] or word for word in self.command]
        return {os.path.basename(word) for word in words
                if word.startswith(str(build / "tests")) and os.access(os.path.dirname(word), os.X_OK) and "." not in os.path.basename(word)
                and os.path.basename(word) not in ("pages", "archive")}


class Workshop:
    """A copy of the tree, its build, and a folder for temporary files."""

    def __init__(self, name):
        self.work = WORK / name
        self.tree, self.build, self.temporary = self.work / "tree", self.work / "build", self.work / "tmp"

    def copy_tree(self):
        """Brings the copy up to date; what is the same keeps its time, so that little is built anew."""
        self.tree.mkdir(parents=True, exist_ok=True)
        kept = set()
        for top in COPIED:
            for path in [ROOT / top] if (ROOT / top).is_file() else sorted((ROOT / top).rglob("*")):
                name = path.relative_to(ROOT)
                if path.is_dir() and not path.is_symlink() or "__pycache__" in name.parts:
                    continue
                kept.add(name)
                self._copy(path, self.tree / name)
        for path in sorted(self.tree.rglob("*"), reverse=True):
            name = path.relative_to(self.tree)
            if name.parts[0] != "build" and (path.is_file() or path.is_symlink()) and name not in kept:
                path.unlink()
        (self.tree / "build").mkdir(exist_ok=True)
        if not (self.tree / "build/tools").is_symlink():  # the npm packages that tests need
            (self.tree / "build/tools").symlink_to(ROOT / "build/tools")

    @staticmethod
    def _copy(path, target):
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            if not target.is_symlink() or os.readlink(target) != os.readlink(path):
                target.unlink(missing_ok=True)
                target.symlink_to(os.readlink(path))
        elif not target.is_file() or target.read_bytes() != path.read_bytes():
            shutil.copyfile(path, target)
            shutil.copymode(path, target)

    def configure(self, flags="-O1", link_flags=""):
        if (self.build / "build.ninja").exists():
            return
        launcher = ["-DCMAKE_C_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
        linker = "-fuse-ld=gold" if shutil.which("ld.gold") else ""
        status, said = run("cmake", "-G", "Ninja", "-S", str(self.tree), "-B", str(self.build), "-DCMAKE_C_COMPILER=gcc",
                           "-DCMAKE_BUILD_TYPE=Debug", f"-DCMAKE_C_FLAGS_DEBUG={flags}", "-DCMAKE_COMPILE_WARNING_AS_ERROR=ON",
                           f"-DCMAKE_EXE_LINKER_FLAGS={linker} {link_flags}", *launcher)
        if status:
            raise CannotWork(said)

    def make(self, *targets, jobs=1):
        """Builds them, or all; False with a source that does not compile."""
        return run("cmake", "--build", str(self.build), "-j", str(jobs), *[word for name in targets for word in ("--target", name)],
                   seconds=900)

    def tests(self):
        """{name: test} of the build."""
        status, said = run("ctest", "--test-dir", str(self.build), "--show-only=json-v1")
        if status:
            raise CannotWork(said)
        found = {}
        for entry in json.loads(said)["tests"]:
            properties = {p["name"]: p["value"] for p in entry["properties"]}
            environment = dict(pair.split("=", 1) for pair in properties.get("ENVIRONMENT", ()))
            found[entry["name"]] = Test(entry["name"], tuple(entry["command"]), environment, properties["WORKING_DIRECTORY"],
                                        tuple(properties.get("LABELS", ())), tuple(properties.get("FIXTURES_SETUP", ())),
                                        tuple(properties.get("FIXTURES_REQUIRED", ())))
        return found

    @contextlib.contextmanager
    def empty_temporary(self):
        shutil.rmtree(self.temporary, ignore_errors=True)
        self.temporary.mkdir(parents=True)
        self.temporary.chmod(0o777)
        yield {"TMPDIR": str(self.temporary)}
        shutil.rmtree(self.temporary, ignore_errors=True)

    def ask(self, test, methods=(), seconds=600, command=None):
        """Runs a test, or methods of its file up to the first that fails: status and what it said."""
        words = command or [*test.command, *(["-f", *methods] if methods else [])]
        with self.empty_temporary() as environment:
            return run(*words, seconds=seconds, is_limited=not test.has_browser, cwd=test.folder,
                       more_environment={**test.environment, **environment})
