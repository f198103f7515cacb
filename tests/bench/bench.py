"""Measures the program beside the floor, and prints the table of docs/performance.md.

    bench.py --build FOLDER [--folder FOLDER] [--meetings N] [--large N] [--rounds N] [--quick] [--only CASE]... [--write FILE]

The build is a release build with the bench's own programs. Series and pages lie below it, or in --folder. Exit status 1: a "must" is missed."""
import argparse
import collections
import hashlib
import os
import pathlib
import re
import statistics
import subprocess
import sys

import corpus
import machine
import measure
from measure import each, in_turn, remove

SEED = 1
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
HOSTILE_BYTES = 1024 * 1024
HOSTILE_TIMEOUT = 120
ROWS_ASKED = 70_000
ROWS_A_MEETING = 41  # of the workbook, in this corpus


class Row:
    """A line of the table. value is compared with must and aim; None: not measured here."""

    def __init__(self, case, value, shown, detail, must=None, aim=None, is_refused=False):
        self.case, self.value, self.shown, self.detail = case, value, shown, detail
        self.must, self.aim, self.is_refused = must, aim, is_refused

    def verdict(self):
        if self.value is None:
            return "not measured"
        if self.must is None:
            return "–"
        if self.is_refused or self.value <= self.aim:
            return "aim reached"
        return "must met" if self.value <= self.must else "**missed**"

    def is_missed(self):
        return "missed" in self.verdict()


def of_ratio(case, ours, other, unit, must=None, aim=None, what=""):
    """A row of a quotient; unit is of the two numbers."""
    digits = 1 if ours >= 10 else 2 if ours >= 1 else 3
    return Row(case, ours / other, f"{ours / other:.2f}", f"{ours:.{digits}f} {unit} ÷ {other:.{digits}f} {unit}{what}", must, aim)


def of_rounds(case, ours, other, unit, must=None, aim=None, what=""):
    """A row of the rounds' quotients: both of a round ran one behind the other, on a machine that had as much else to do."""
    row = of_ratio(case, statistics.median(ours), statistics.median(other), unit, must, aim, what)
    row.value = statistics.median(a / b for a, b in zip(ours, other))
    row.shown = f"{row.value:.2f}"
    return row


def of_memory(case, usage, must, aim):
    return Row(case, usage.peak, f"{usage.peak:.1f} MiB", f"{usage.cpu:.1f} s of processor time", must, aim)


class Bench:
    def __init__(self, options):
        self.options = options
        self.referat = options.build / "referat"
        self.programs = options.build / "tests/bench"
        self.folder = options.folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.meter = measure.Meter(self.programs / "bench_measure", self.folder)
        self.builds = 0
        self.done, self.moved = self.folder / f"done-{os.getpid()}", 0

    # ---- What is measured ----

    def series(self, meetings):
        """The corpus of so many meetings; made where it is not there as it should be."""
        folder = self.folder / f"corpus-{meetings}"
        mark = self.folder / f"corpus-{meetings}.made"
        recipe = hashlib.sha256(pathlib.Path(corpus.__file__).read_bytes()).hexdigest()
        if not mark.exists() or mark.read_text(encoding="ascii") != recipe:
            remove(folder)
            mark.unlink(missing_ok=True)
            corpus.write_corpus(folder, meetings, SEED)
            mark.write_text(recipe, encoding="ascii")
        return folder

    def out(self, name):
        """An empty place below the folder. What stood there is moved away, and removed when everything is measured: a file system
        that has just removed thousands of files takes longer to make some (ext4 leaves their numbers unused for a minute)."""
        place, self.moved = self.folder / name, self.moved + 1
        if place.exists():
            self.done.mkdir(exist_ok=True)
            place.rename(self.done / str(self.moved))
        return place

    def clear(self):
        remove(self.done)

    def build(self, series, out, *arguments, jobs=1):
        return self.meter.run(self.referat, "build", "-q", "-f", "html", f"-j{jobs}", *arguments, "-o", out, series)

    def fresh_build(self, series, **options):
        return self.build(series, self.out("pages"), **options)

    def floor(self, *arguments):
        return self.meter.run(self.programs / "bench_floor", *arguments)

    # ---- Cases: each gives rows ----

    def case_build(self):
        n = self.options.meetings
        series = self.series(n)
        ours, floor = in_turn(self.options.rounds, lambda: self.fresh_build(series), lambda: self.floor(series, self.out("floor")))
        yield of_rounds(f"`build -f html -j1`, {n:,} meetings, processor time ÷ floor", each(ours, "cpu"), each(floor, "cpu"), "s",
                        1.5, 1.0)
        yield of_memory(f"peak memory of `build -f html -j1`, {n:,} meetings", max(ours, key=lambda usage: usage.peak), 32, 16)

    def case_instructions(self):
        n = 20 if self.options.quick else 100
        name = self.series(n).name
        check, build, floor = (measure.instructions(*command, folder=self.folder) / n / 1e6 for command in (
            [self.referat, "check", *measure.one_job(self.referat, "check"), name],
            [self.referat, "build", "-f", "html", *measure.one_job(self.referat, "build"), "-o", self.out("pages").name, name],
            [self.programs / "bench_floor", name, self.out("floor").name]))
        yield Row(f"instructions a meeting, `check`, {n} meetings", check, f"{check:.2f} M", "with the start, shared out", 6.0, 4.0)
        yield of_ratio(f"instructions a meeting, `build -f html`, {n} meetings ÷ floor", build, floor, "M")

    def latency(self, case, path, series, meeting, rounds, must=None, aim=None):
        ours, floor = in_turn(rounds, lambda: self.fresh_build(path),
                              lambda: self.floor(series, self.out("floor"), meeting))
        return of_rounds(case, each(ours, "wall", 1e3), each(floor, "wall", 1e3), "ms", must, aim)

    def case_one(self):
        series, rounds = self.series(1), self.options.rounds
        yield self.latency("one meeting, the only one of its series: latency ÷ floor", series, series, str(corpus.day_of(0)), 5 * rounds,
                           2.0, 1.3)
        n = self.options.meetings
        series, meeting = self.series(n), str(corpus.day_of(n // 2))
        yield self.latency(f"one meeting of a series of {n:,}, built alone and first: latency ÷ floor", series / meeting, series,
                           meeting, rounds)

    def case_jobs(self):
        case = "`-j2`, wall ÷ wall of `-j1`"
        if len(os.sched_getaffinity(0)) < 2:
            yield Row(case, None, "", "needs two processors", 0.65, 0.58)
            return
        series = self.series(self.options.meetings)
        two, one = in_turn(self.options.rounds, lambda: self.fresh_build(series, jobs=2), lambda: self.fresh_build(series))
        yield of_rounds(case, each(two, "wall"), each(one, "wall"), "s", 0.65, 0.58)

    def case_unchanged(self):
        n = self.options.large
        series = self.series(n)
        first = self.fresh_build(series)
        yield of_memory(f"peak memory of `build -f html -j1`, {n:,} meetings", first, 32, 16)
        out = self.folder / "pages"
        again, find = in_turn(self.options.rounds, lambda: self.build(series, out),
                              lambda: self.meter.run("find", series, "-newer", out))
        yield of_rounds(f"nothing changed, {6 * n:,} files: processor time ÷ `find -newer`", each(again, "cpu"), each(find, "cpu"),
                        "s", 2.0, 1.2, f"; {statistics.median(each(again, 'wall')):.2f} s until it is done")

    def change_and_build(self, series, source, page, number):
        """A sentence more in a report; it must be in the page afterwards."""
        sentence = f"Notatet er rettet for {number}. gang."
        with open(source, "a", encoding="utf-8") as file:
            file.write(f"\n{sentence}\n")
        usage = self.build(series, self.folder / "kept")
        if sentence not in page.read_text(encoding="utf-8"):
            raise SystemExit("bench: a build after a change has the old page")
        self.builds += 1
        return usage

    def case_changed(self):
        n = self.options.meetings
        series = self.series(n)
        meeting = str(corpus.day_of(n // 2))
        source, page = series / meeting / "notat-3.md", self.folder / "kept" / meeting / "pack.html"
        before = source.read_bytes()
        try:
            self.build(series, self.out("kept"))
            changed, full = in_turn(self.options.rounds,
                                    lambda: self.change_and_build(series, source, page, self.builds + 1),
                                    lambda: self.fresh_build(series))
        finally:
            source.write_bytes(before)
        yield of_rounds(f"one file changed, {n:,} meetings: processor time ÷ full build", each(changed, "cpu"), each(full, "cpu"),
                        "s", 0.10, 0.05)

    def case_workbook(self):
        rows_asked = ROWS_ASKED // 10 if self.options.quick else ROWS_ASKED
        series = self.series(-(-rows_asked // ROWS_A_MEETING))
        count = 2 * self.options.rounds + 2  # it varies more than the rest
        result = subprocess.run([self.programs / "bench_workbook", series, self.folder / "alone.xlsx", str(count)],
                                stdout=subprocess.PIPE, text=True, check=True, env=measure.ENVIRONMENT)
        sizes, *rounds = result.stdout.splitlines()
        rows, cells = map(int, sizes.split())
        ours, plain, alone, same = zip(*(tuple(map(float, line.split())) for line in rounds))
        yield of_rounds(f"`status.xlsx` of {rows:,} rows: processor time ÷ libxlsxwriter alone", ours, alone, "s", 1.3, 1.1,
                       f"; {cells:,} cells")
        yield of_rounds("the same without links, as `status -f xlsx` has it", plain, alone, "s", 1.3, 1.1)
        yield of_rounds("the same ÷ libxlsxwriter alone with the same formats and links", ours, same, "s", 1.3, 1.1)

    def case_memory(self):
        n = self.options.large
        for processes in 1, 2:
            usage = self.meter.run(self.referat, "build", "-q", "-f", "html,xlsx", f"-j{processes}", "-o", self.out("pages"), self.series(n))
            yield of_memory(f"peak memory with the workbook, {n:,} meetings, `-j{processes}`", usage, 96, 48)

    def case_hostile(self):
        nested = "".join("  " * (i % 400) + "- a\n" for i in range(HOSTILE_BYTES // 400))
        for name, text in (("`[` × n", "[" * HOSTILE_BYTES), ("`![[]()` × n", "![[]()" * (HOSTILE_BYTES // 6)),
                           ("nested lists", nested)):
            folder = self.out("hostile") / "2026-01-05"
            folder.mkdir(parents=True)
            text = "---\nkind: agenda\nitems: [{title: Havn}]\n---\n" + text
            (folder / "agenda.md").write_bytes(text.encode()[:HOSTILE_BYTES])
            usage = self.meter.run(self.referat, "check", folder.parent, expect=None, timeout=HOSTILE_TIMEOUT)
            is_refused = usage.status in (1, 4) and "[limit-exceeded]" in usage.messages
            if not is_refused and usage.status != 0:
                raise SystemExit(f"bench: {name}: exit status {usage.status}\n{usage.messages[-2000:]}")
            yield Row(f"hostile file of 1 MiB: {name}", usage.cpu, f"{usage.cpu:.2f} s" + (", refused" if is_refused else ""),
                      f"{usage.peak:.0f} MiB", 2.0, 0.5, is_refused)


CASES = {name.removeprefix("case_"): getattr(Bench, name) for name in vars(Bench) if name.startswith("case_")}


# ---- Where the instructions go ----

LIBRARIES = (("libcmark", "cmark"), ("libyaml", "libyaml"), ("libc.so", "the C library: memory, strings, files"),
             ("ld-linux", "starting: libraries are found and linked"))
LEAST_SHARE = 0.005  # smaller ones are counted together


def part_of(program, source, function, archived):
    """What an instruction is counted as; archived is machine.archived()."""
    if source == measure.UNKNOWN:
        program = archived.get(function, program)
    for name, part in LIBRARIES:
        if name in program:
            return part
    folder = re.search(r"/src/(\w+)/", source)
    return (f"`src/{folder[1]}`" if folder else "referat") if program.endswith("/referat") else "other libraries"


def profile_table(bench):
    """The shares of `build -f html`, the largest first."""
    n = 20 if bench.options.quick else 100
    command = ["build", "-f", "html", *measure.one_job(bench.referat, "build"), "-o", bench.out("pages").name, bench.series(n).name]
    shares, archived = collections.Counter(), machine.archived(bench.options.build)
    for place, count in measure.profile(bench.referat, *command, folder=bench.folder).items():
        shares[part_of(*place, archived)] += count
    whole = shares.total()
    shown = [(part, count) for part, count in shares.most_common() if count >= LEAST_SHARE * whole]
    shown.append(("the rest", whole - sum(count for _, count in shown)))
    lines = [f"| {part} | {100 * count / whole:.1f} % |" for part, count in shown]
    head = f"| instructions of `build -f html`, {n} meetings | share |\n| :--- | ---: |"
    return "\n".join([head, *lines]) + "\n"


# ---- The table ----

def goal(value, row):
    """A goal in the unit of its row."""
    if value is None:
        return ""
    unit = re.search(r" (M|MiB|s)\b", row.shown)
    return f"{value:g}{' ' + unit[1] if unit else ''}" + (" or refused" if row.case.startswith("hostile") else "")


def line_of(row):
    return f"| {row.case} | {row.shown} | {goal(row.must, row)} | {goal(row.aim, row)} | {row.verdict()} | {row.detail} |"


HEAD = "| case | measured | must | aim | | from |\n| :--- | ---: | ---: | ---: | :--- | :--- |"


def measure_all(bench, names):
    """Prints each row as it is known; returns them all."""
    rows = []
    print(HEAD, flush=True)
    for name in names:
        for row in CASES[name](bench):
            print(line_of(row), flush=True)
            rows.append(row)
    return rows


def write_table(path, text):
    """Puts the table between its marks in a document."""
    document = path.read_text(encoding="utf-8")
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"bench: {path} has no place for the table: {BEGIN} … {END}")
    path.write_text(f"{before}{BEGIN}\n{text}{END}{after}", encoding="utf-8")


def read_options():
    parser = argparse.ArgumentParser(description="Measures referat beside the floor.")
    parser.add_argument("--build", type=lambda path: pathlib.Path(path).resolve(), required=True, help="a release build")
    parser.add_argument("--folder", type=lambda path: pathlib.Path(path).resolve(),
                        help="for series and pages, where the build's own is on a slow disk")
    parser.add_argument("--meetings", type=int, default=1000, help="of the usual corpus (%(default)s)")
    parser.add_argument("--large", type=int, default=10_000, help="meetings of the large corpus (%(default)s)")
    parser.add_argument("--rounds", type=int, default=7, help="of each measurement (%(default)s)")
    parser.add_argument("--quick", action="store_true", help="a tenth of everything: for a first look, not for the record")
    parser.add_argument("--only", action="append", choices=list(CASES), help="this case alone; may be given several times")
    parser.add_argument("--write", type=pathlib.Path, metavar="FILE", help="put the table between its marks in this document")
    options = parser.parse_args()
    options.folder = options.folder or options.build / "bench"
    if options.write and (options.only or options.quick):
        parser.error("only a whole run is written down")
    if options.quick:
        options.meetings, options.large, options.rounds = options.meetings // 10, options.large // 10, 3
    return options


def main():
    options = read_options()
    bench = Bench(options)
    words = machine.words(options.build, bench.folder, bench.programs)
    print(words)
    rows = measure_all(bench, options.only or CASES)
    missed = [row.case for row in rows if row.is_missed()]
    text = f"{words}\n" + "\n".join([HEAD, *map(line_of, rows)]) + "\n"
    if not options.only:
        shares = profile_table(bench)
        print(f"\n{shares}", end="")
        text += f"\n{shares}"
    bench.clear()
    (bench.folder / "table.md").write_text(text, encoding="utf-8")
    if options.write:
        write_table(options.write, text)
    print(f"\n{len(missed)} missed" + "".join(f"\n  {case}" for case in missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
