"""Plants small faults in the program, one at a time, and asks whether the tests notice.

    mutate.py N [--seed S] [--folder NAME]... [-j JOBS] [--again] [--brief] [--tests PATTERN] [--trust]
              [--list]

N faults of src/**/*.c are chosen by the seed, of every folder some and of every kind some. Each is built in a copy of the tree, in
build/mutate, so that no source of ours is ever changed. Then the tests run that take seconds, those that fit the folder, slow ones
among them, and at last all others that are fast, which --brief leaves out; up to the first that fails. --tests: none but these. What is
known stays in build/mutate: a run that was stopped goes on where it was, and --again tries those once more that survived. First all
these tests run on the sound program, and those that fail there count for nothing; --trust spares that, and is deceived by a test that
fails anyway. equivalent.txt, beside this file, lists the faults that change nothing, each with the reason.

Exits 0 whatever survives, 3 where it cannot work. Takes hours for hundreds of faults: nice -n 15 is kind."""
import argparse
import collections
import dataclasses
import hashlib
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from c_faults import Fault, faults_of  # noqa: E402

ROOT = HERE.parents[1]
WORK = ROOT / "build/mutate"
TREE, BUILD, TEMPORARY = WORK / "tree", WORK / "build", WORK / "tmp"
COPIED = ("CMakeLists.txt", "LICENSE", "README.md", "docs", "examples", "include", "src", "tests")
# What is asked first is quick and kills most; then what fits the folder; then all else that is fast, by seconds or by minutes.
QUICK = r"^(unit|golden|errors|markdown|xlsx|archive)|^e2e\.(build|cli|diagnostics|headings|index|messages|names|numbers|paths|personal|" \
        r"properties|public|quoted|sections|status|tables|verify)$"
NEVER = r"^(lint|tools|perf|install)"  # they would notice the form, not the fault
FITS = {
    "archive": r"^e2e\.hostile$", "base": r"^e2e\.(look|naughty|characters)$", "check": r"^e2e\.(hostile|naughty|marks|near_headings)$",
    "build": r"^e2e\.(summary|faults|cache|incremental|destination|shard|parallel|batch)$", "cli": r"^e2e\.(summary|cache|shard)$",
    "driver": r"^e2e\.(summary|incremental|parallel|cache|unread)$", "fs": r"^e2e\.(hostile|faults|incremental|paths)$",
    "index": r"^html\.(vnu|links|index)$", "leak_scan": r"^(e2e\.look|fuzz\..*)$",
    "load": r"^e2e\.(hostile|naughty|unread|marks|seal|truncation)$", "model": r"^e2e\.(noninterference|references|naughty|near_headings)$",
    "output": r"^e2e\.(faults|destination|incremental|hostile)$", "parse": r"^e2e\.(hostile|naughty|marks|truncation)$", "print": r"^print\.",
    "redact": r"^e2e\.(closed_fields|noninterference|references|look|unread|seal)$",
    "render": r"^html\.(vnu|links|readers|archive\.vnu|archive\.links)$", "source": r"^(e2e\.characters|fuzz\..*)$",
    "store": r"^(e2e\.(closed_fields|noninterference|references|incremental|cache|faults)|fuzz\..*)$",
    "tables": r"^e2e\.(closed_fields|noninterference)$",
}
QUICK_SECONDS, SLOW_SECONDS = 120, 900  # a test that takes so long hangs
MEMORY_BYTES, FILE_BYTES = 6 << 30, 1 << 30  # what a fault may not go beyond
KILLED, SURVIVED, STILLBORN, EQUIVALENT = "killed", "survived", "stillborn", "equivalent"


class CannotWork(Exception):
    """What is wrong with the tree or the machine, for who runs this."""


# ---- Which faults ----

@dataclasses.dataclass(frozen=True)
class Place:
    """A fault in a source."""
    path: str  # from the root
    source: str
    fault: Fault

    @property
    def kind(self):
        return self.fault.kind

    @property
    def name(self):
        """The same as long as the source is."""
        digest = hashlib.sha256(self.source.encode()).hexdigest()[:12]
        return f"{self.path} {digest} {self.fault.start}-{self.fault.end} {self.fault.text}"


@dataclasses.dataclass(frozen=True)
class Equivalent:
    """A fault that changes nothing, and why: by its text, so that it is found wherever the line stands."""
    path: str
    was: str
    became: str
    why: str


def read_equivalents(text):
    """The judgements of equivalent.txt: a path, and below it the fields was, became and why; a longer why is indented further."""
    found, fields = [], {}

    def end():
        if fields:
            if set(fields) != {"path", "was", "became", "why"} or not fields["path"]:
                raise ValueError(f"a judgement has a path, was, became and why: {fields}")
            found.append(Equivalent(**fields))
            fields.clear()

    for line in text.splitlines():
        field = re.fullmatch(r"  (was|became|why): ?(.*)", line)
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            end()
            fields["path"] = line.strip()
        elif field:
            fields[field[1]] = field[2].strip()
        elif "why" in fields:
            fields["why"] += " " + line.strip()
        else:
            raise ValueError(f"not a judgement: {line!r}")
    end()
    return found


def share(count, sizes):
    """How many of each folder: by the root of its size, since a small one has its faults, too; no more than it has."""
    shares = {name: 0 for name in sizes}
    for _ in range(min(count, sum(sizes.values()))):
        open_ones = [name for name in sorted(sizes) if shares[name] < sizes[name]]
        shares[min(open_ones, key=lambda name: (shares[name] / sizes[name] ** 0.5, -sizes[name]))] += 1
    return shares


def choose(faults, count, seed):
    """Of {folder: faults} the (folder, fault) that a seed picks: within a folder each kind in turn."""
    shares, chosen = share(count, {folder: len(found) for folder, found in faults.items()}), []
    for folder in sorted(faults):
        chance, by_kind = random.Random(f"{seed} {folder}"), collections.defaultdict(list)
        for fault in faults[folder]:
            by_kind[fault.kind].append(fault)
        for found in by_kind.values():
            chance.shuffle(found)
        turn = sorted(by_kind)
        chance.shuffle(turn)
        while shares[folder]:
            for kind in turn:
                if by_kind[kind] and shares[folder]:
                    chosen.append((folder, by_kind[kind].pop()))
                    shares[folder] -= 1
    return chosen


def all_faults(folders):
    """{folder of src: its faults}."""
    found = collections.defaultdict(list)
    for path in sorted((ROOT / "src").glob("**/*.c")):
        folder = path.relative_to(ROOT / "src").parts[0] if path.parent != ROOT / "src" else "main"
        if not folders or folder in folders:
            source = path.read_text(encoding="utf-8")
            found[folder] += [Place(path.relative_to(ROOT).as_posix(), source, fault) for fault in faults_of(source)]
    unknown = set(folders or ()) - set(found)
    if unknown:
        raise CannotWork(f"no such folder of src: {', '.join(sorted(unknown))}")
    return found


# ---- The copy, and its build ----

def copy_tree():
    """Brings the copy up to date; what is the same keeps its time, so that little is built anew."""
    TREE.mkdir(parents=True, exist_ok=True)
    kept = set()
    for top in COPIED:
        for path in [ROOT / top] if (ROOT / top).is_file() else sorted((ROOT / top).rglob("*")):
            name = path.relative_to(ROOT)
            if path.is_dir() and not path.is_symlink() or "__pycache__" in name.parts:
                continue
            kept.add(name)
            target = TREE / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.is_symlink():
                if not target.is_symlink() or os.readlink(target) != os.readlink(path):
                    target.unlink(missing_ok=True)
                    target.symlink_to(os.readlink(path))
            elif not target.is_file() or target.read_bytes() != path.read_bytes():
                shutil.copyfile(path, target)
                shutil.copymode(path, target)
    for path in sorted(TREE.rglob("*"), reverse=True):
        name = path.relative_to(TREE)
        if name.parts[0] != "build" and (path.is_file() or path.is_symlink()) and name not in kept:
            path.unlink()
    (TREE / "build").mkdir(exist_ok=True)
    if not (TREE / "build/tools").is_symlink():  # the npm packages that tests need
        (TREE / "build/tools").symlink_to(ROOT / "build/tools")


def run(*command, seconds=None, limit=False, **options):
    """Its status and what it said. One that takes too long is ended, with all that it started."""
    def set_limits():
        os.setsid()
        if limit:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env={**os.environ, "TMPDIR": str(TEMPORARY)}, preexec_fn=set_limits, **options) as process:
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            said, _ = process.communicate()
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return process.returncode, said.decode("utf-8", "replace")


def configure():
    if (BUILD / "build.ninja").exists():
        return
    launcher = ["-DCMAKE_C_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
    linker = ["-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=gold", "-DCMAKE_SHARED_LINKER_FLAGS=-fuse-ld=gold"] if shutil.which("ld.gold") else []
    status, said = run("cmake", "-G", "Ninja", "-S", str(TREE), "-B", str(BUILD), "-DCMAKE_C_COMPILER=gcc", "-DCMAKE_BUILD_TYPE=Debug",
                       "-DCMAKE_C_FLAGS_DEBUG=-O0", "-DCMAKE_COMPILE_WARNING_AS_ERROR=ON", *launcher, *linker)
    if status:
        raise CannotWork(said)


def build(jobs):
    return run("cmake", "--build", str(BUILD), "-j", str(jobs), seconds=SLOW_SECONDS)


def first_failure(said):
    """The name of the test that ctest calls failed, "" where all passed."""
    match = re.search(r"The following tests FAILED:\s+\d+ - (\S+)", said)
    return match[1] if match else ""


def empty_temporary():
    shutil.rmtree(TEMPORARY, ignore_errors=True)
    TEMPORARY.mkdir(parents=True)


class Tests:
    """The tests of the copy, without those that fail as it is."""

    def __init__(self, options):
        self.jobs, self.is_brief, self.only = options.jobs, options.is_brief, options.tests
        self.left_out = [NEVER]

    def stages(self, folder):
        """What to ask of a folder's fault, in this order: a choice of tests, seconds for each."""
        if self.only:
            yield ("-R", self.only), SLOW_SECONDS
            return
        yield ("-R", QUICK), QUICK_SECONDS
        if folder in FITS:
            yield ("-R", FITS[folder]), SLOW_SECONDS
        if not self.is_brief:
            yield ("-E", QUICK, "-LE", "slow|browser"), SLOW_SECONDS

    def ctest(self, choice, seconds, stops):
        empty_temporary()
        choice, left_out = list(choice), "|".join(self.left_out)
        if "-E" in choice:
            choice[choice.index("-E") + 1] += "|" + left_out
        else:
            choice += ["-E", left_out]
        more = ["--stop-on-failure"] if stops else []
        return run("ctest", "--test-dir", str(BUILD), "-j", str(self.jobs), "--timeout", str(seconds), *more, *choice,
                   limit=seconds == QUICK_SECONDS)[1]

    def look_at_the_sound(self, folders):
        """Every test passes where nothing is wrong; one that does not is named, and asked nothing."""
        asked = set()
        for folder in folders:
            for choice, _ in self.stages(folder):
                if choice in asked:
                    continue
                asked.add(choice)
                said = self.ctest(choice, SLOW_SECONDS, stops=False)
                for name in re.findall(r"^\s*\d+ - (\S+) \(", said.partition("The following tests FAILED:")[2], re.MULTILINE):
                    print(f"{name} fails without any fault: left out", flush=True)
                    self.left_out.append(f"^{re.escape(name)}$")
                if "tests passed" not in said:
                    raise CannotWork(said)

    def killer(self, folder):
        """The name of the first test that fails, or ""."""
        for choice, seconds in self.stages(folder):
            name = first_failure(self.ctest(choice, seconds, stops=True))
            if name:
                return name
        return ""


# ---- What is known ----

class Known:
    """The verdicts of earlier runs, by the name of the place."""

    def __init__(self, path):
        self.path, self.verdicts = path, {}
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            name, verdict, by = json.loads(line)
            self.verdicts[name] = (verdict, by)

    def add(self, name, verdict, by):
        self.verdicts[name] = (verdict, by)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([name, verdict, by]) + "\n")


def try_one(place, folder, tests):
    """Its verdict, and the test that killed it."""
    path = TREE / place.path
    path.write_text(place.fault.plant(place.source), encoding="utf-8")
    try:
        if build(tests.jobs)[0]:
            return STILLBORN, ""
        by = tests.killer(folder)
        return (KILLED, by) if by else (SURVIVED, "")
    finally:
        path.write_text(place.source, encoding="utf-8")


def describe(place):
    was, became = place.fault.excerpts(place.source)
    return f"{place.path}:{place.fault.line(place.source)}: {place.kind}\n  was: {was}\n  became: {became}"


def report(rows):
    """Scores by folder, and what survived."""
    counts = collections.defaultdict(collections.Counter)
    for folder, _, verdict in rows:
        counts[folder][verdict] += 1
        counts["TOTAL"][verdict] += 1
    print("\n| folder | killed | survived | equivalent | stillborn | score |\n| - | -: | -: | -: | -: | -: |")
    for folder in sorted(counts, key=lambda name: (name == "TOTAL", name)):
        c = counts[folder]
        of = c[KILLED] + c[SURVIVED]
        score = f"{c[KILLED]}/{of} = {100 * c[KILLED] // of} %" if of else "-"
        print(f"| {folder} | {c[KILLED]} | {c[SURVIVED]} | {c[EQUIVALENT]} | {c[STILLBORN]} | {score} |")
    survivors = [place for _, place, verdict in rows if verdict == SURVIVED]
    if survivors:
        print("\nSurvivors:")
    for place in survivors:
        print(describe(place))


def judged(place, equivalents):
    was, became = place.fault.excerpts(place.source)
    return any((e.path, e.was, e.became) == (place.path, was, became) for e in equivalents)


def try_all(chosen, options):
    copy_tree()
    configure()
    known = Known(WORK / "known.jsonl")
    equivalents = read_equivalents((HERE / "equivalent.txt").read_text(encoding="utf-8"))
    tests, is_ready, rows = Tests(options), False, []
    for number, (folder, place) in enumerate(chosen, 1):
        verdict, by = known.verdicts.get(place.name, (None, ""))
        if judged(place, equivalents):
            verdict, by = EQUIVALENT, ""
        elif verdict is None or (options.again and verdict == SURVIVED):
            if not is_ready:
                status, said = build(options.jobs)
                if status:
                    raise CannotWork(said)
                if options.is_sound_asked:
                    tests.look_at_the_sound(sorted({folder for folder, _ in chosen}))
                is_ready = True
            start = time.monotonic()
            verdict, by = try_one(place, folder, tests)
            known.add(place.name, verdict, by)
            print(f"{number}/{len(chosen)} {place.path}:{place.fault.line(place.source)} {place.kind}: {verdict} {by} "
                  f"({time.monotonic() - start:.0f} s)", flush=True)
        rows.append((folder, place, verdict))
    report(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--folder", action="append")
    parser.add_argument("-j", dest="jobs", type=int, default=os.cpu_count())
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--brief", dest="is_brief", action="store_true")
    parser.add_argument("--tests", metavar="PATTERN")
    parser.add_argument("--trust", dest="is_sound_asked", action="store_false")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that what runs is ended, too
    try:
        chosen = choose(all_faults(options.folder), options.count, options.seed)
        if options.list:
            for _, place in chosen:
                print(describe(place))
        else:
            try_all(chosen, options)
    except CannotWork as problem:
        print(f"mutate.py: {problem}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
