"""Plants small faults in the program, one at a time, and asks whether the tests notice.

    mutate.py N [--seed S]... [--folder NAME]... [-j JOBS] [--again] [--most SECONDS] [--tests PATTERN] [--list]

N faults of src/**/*.c are chosen by each seed, of every folder some and of every kind some. Each is built in a copy of the tree, in
build/mutate, so that no source of ours is ever changed. Then the tests run that reach its line, by the map of reach.py, which is made
first where there is none, up to the first that fails: first those that take little, have killed much and reach much of the source.
--most: no more than take so long together; --tests: none but these. What is known stays in build/mutate: a run that was stopped goes on where it was, and --again tries those once
more that survived. -j: so many faults at a time. equivalent.txt, beside this file, lists the faults that change nothing, each with the
reason.

Exits 0 whatever survives, 3 where it cannot work. A fault that is killed takes seconds, one that survives minutes."""
import argparse
import collections
import dataclasses
import hashlib
import json
import multiprocessing
import os
import pathlib
import random
import re
import signal
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from asks import CannotWork, PROGRAM, ROOT, WORK, Workshop  # noqa: E402
from c_faults import Fault, faults_of  # noqa: E402
from reach import MAP, Maker, Map, function_around  # noqa: E402

QUICK_SECONDS = 2  # a method that takes longer is asked after all that take less
START_SECONDS = 0.5  # what it takes to link a program, or to load a test, roughly
LIKELY = {"errors": 8, "golden": 4, "e2e.tables": 4}  # kills to begin with: these look at much, byte for byte
KILLED, SURVIVED, STILLBORN, EQUIVALENT = "killed", "survived", "stillborn", "equivalent"


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
    """A fault that changes nothing, and why: by its text, so that it is found wherever the line stands; function: in that one alone."""
    path: str
    was: str
    became: str
    why: str
    function: str = ""


def read_equivalents(text):
    """The judgements of equivalent.txt: a path, and below it the fields was, became and why, and function where the line stands in
    others, too; a longer why is indented further."""
    found, fields = [], {}

    def end():
        if fields:
            if set(fields) - {"function"} != {"path", "was", "became", "why"} or not fields["path"]:
                raise ValueError(f"a judgement has a path, was, became and why: {fields}")
            found.append(Equivalent(**fields))
            fields.clear()

    for line in text.splitlines():
        field = re.fullmatch(r"  (function|was|became|why): ?(.*)", line)
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


# ---- What is asked of a fault ----

@dataclasses.dataclass
class Round:
    """A test, or methods of its file, as one command."""
    test: object
    methods: list
    seconds: float = 0  # what it takes where nothing is wrong


def rounds_of(reached, tests, kills, shares, only=None):
    """What to run of the (test, method, seconds) that reach a fault, in this order: first what takes little, has killed much, and
    reaches much of the source: shares, by the name of the test."""
    rounds = {}
    for name, method, seconds in reached:
        if name in tests and (not only or re.search(only, name)):
            key = (name, seconds > QUICK_SECONDS and method)
            found = rounds.setdefault(key, Round(tests[name], []))
            found.seconds += seconds
            found.methods += [(seconds, method)] if method else []
    for found in rounds.values():
        found.methods = [method for _, method in sorted(found.methods)]
    return sorted(rounds.values(), key=lambda r: (r.seconds + START_SECONDS) / (1 + kills[r.test.name]) / (0.01 + shares[r.test.name]) ** 2)


def within(rounds, most):
    """The first of them that take no longer than `most` seconds together."""
    taken, spent = [], 0
    for found in rounds:
        if spent + found.seconds <= most:
            taken.append(found)
            spent += found.seconds
    return taken


def failed_method(said):
    """The name of the first method that unittest calls failed, with a blank before it, or ""."""
    match = re.search(r"^(?:FAIL|ERROR): (\w+)", said, re.MULTILINE)
    return f" {match[1]}" if match else ""


class Worker:
    """Tries faults in a workshop of its own."""

    def __init__(self, name, kills, options):
        self.workshop, self.kills, self.options = Workshop(name), kills, options
        self.map, self.tests = Map(), self.workshop.tests()

    def reached(self, place):
        """What reaches a fault; who reads what a test made that reaches it does, too."""
        source, fault = place.source, place.fault
        last = source.count("\n", 0, fault.end) + 1
        reached = self.map.reaching(place.path, source, fault.line(source), last)
        given = {fixture for name, _, _ in reached if name in self.tests for fixture in self.tests[name].gives}
        readers = {name for name, test in self.tests.items() if given.intersection(test.needs)}
        return reached + [(name, method, seconds) for name, method, seconds, _ in self.map.asks
                          if name in readers and (name, method, seconds) not in reached]

    def fails(self, found):
        """What fails, or ""."""
        for giver in self.tests.values():
            if set(giver.gives).intersection(found.test.needs) and self.workshop.ask(giver, seconds=300)[0]:
                return giver.name
        programs = found.test.programs(self.workshop.build)
        if programs and self.workshop.make(*sorted(programs))[0]:
            return f"{found.test.name} (is not built)"
        status, said = self.workshop.ask(found.test, found.methods, seconds=30 + 10 * found.seconds)
        return found.test.name + failed_method(said) if status else ""

    def killer(self, place):
        """What fails first, or ""; and how many were asked."""
        rounds = rounds_of(self.reached(place), self.tests, self.kills, self.map.shares(place.path), self.options.tests)
        if self.options.most:
            rounds = within(rounds, self.options.most)
        for found in rounds:
            by = self.fails(found)
            if by:
                self.kills[found.test.name] += 1
                return by, len(rounds)
        return "", len(rounds)

    def try_one(self, place):
        """Its verdict, and the test that killed it; of a survivor, how many did not."""
        path = self.workshop.tree / place.path
        path.write_text(place.fault.plant(place.source), encoding="utf-8")
        try:
            if self.workshop.make(PROGRAM)[0]:
                return STILLBORN, ""
            by, count = self.killer(place)
            return (KILLED, by) if by else (SURVIVED, f"{count} asked")
        finally:
            path.write_text(place.source, encoding="utf-8")


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
    function = function_around(place.source, place.fault.line(place.source))
    return any((e.path, e.was, e.became) == (place.path, was, became) and e.function in ("", function) for e in equivalents)


_worker = None  # of a process of the pool


def prepare(name, jobs):
    """A sound build, to begin with."""
    workshop = Workshop(name)
    workshop.copy_tree()
    workshop.configure()
    status, said = workshop.make(jobs=jobs)  # all, once: ctest knows no test whose program is not there
    if status:
        raise CannotWork(said)


def begin(names, kills, options):
    global _worker
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    _worker = Worker(names.get(), kills, options)


def try_in_pool(task):
    number, place = task
    start = time.monotonic()
    return number, *_worker.try_one(place), time.monotonic() - start


def try_all(chosen, options):
    """Tries what is not known, and reports on all."""
    known = Known(WORK / "known.jsonl")
    equivalents = read_equivalents((HERE / "equivalent.txt").read_text(encoding="utf-8"))
    if not MAP.exists():
        Maker().make()
    kills = collections.Counter(LIKELY) + collections.Counter(by.partition(" ")[0] for verdict, by in known.verdicts.values() if verdict == KILLED)
    tasks = [(number, place) for number, (_, place) in enumerate(chosen) if not judged(place, equivalents) and
             (place.name not in known.verdicts or options.again and known.verdicts[place.name][0] == SURVIVED)]
    random.Random(0).shuffle(tasks)  # so that what is stopped has tried some of all
    names = multiprocessing.Queue()
    for number in range(min(options.jobs, len(tasks))):
        prepare(str(number + 1), options.jobs)
        names.put(str(number + 1))
    if tasks:
        with multiprocessing.Pool(min(options.jobs, len(tasks)), begin, (names, kills, options)) as pool:
            for done, (number, verdict, by, seconds) in enumerate(pool.imap_unordered(try_in_pool, tasks), 1):
                place = chosen[number][1]
                known.add(place.name, verdict, by)
                print(f"{done}/{len(tasks)} {place.path}:{place.fault.line(place.source)} {place.kind}: {verdict} {by} "
                      f"({seconds:.0f} s)", flush=True)
                if verdict == SURVIVED:
                    print(describe(place), flush=True)
    report([(folder, place, EQUIVALENT if judged(place, equivalents) else known.verdicts[place.name][0]) for folder, place in chosen])


def choose_all(options):
    """What each seed chooses, what two choose once."""
    faults, chosen = all_faults(options.folder), {}
    for seed in options.seed or ["1"]:
        for folder, place in choose(faults, options.count, seed):
            chosen.setdefault(place.name, (folder, place))
    return list(chosen.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("--seed", action="append")
    parser.add_argument("--folder", action="append")
    parser.add_argument("-j", dest="jobs", type=int, default=os.cpu_count())
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--most", type=float, metavar="SECONDS")
    parser.add_argument("--tests", metavar="PATTERN")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that what runs is ended, too
    try:
        chosen = choose_all(options)
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
