"""Which lines of src each test reaches: the map by which mutate.py asks none in vain.

    reach.py [--again]            makes the map, build/mutate/reach.json; where there is one, asks but tests that are new or changed
    reach.py --unreached NAME...  prints the lines of folders and files (redact, leak_scan/leak.c) with code that no test enters

The program is built so that each stretch of code without a branch notes that it ran (reach.c); then every test runs alone, of Python
files each method. That takes about as long as the tests do on one processor. What fails is named, and left out of the map."""
import argparse
import bisect
import collections
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from asks import CannotWork, ROOT, WORK, Workshop, run  # noqa: E402

MAP = WORK / "reach.json"
# What has nothing to say of a line: the form of the sources; many processes; other programs that watch ours.
LEFT_OUT = re.compile(r"^(lint|tools|perf|install)|^e2e\.(batch|torture|valgrind)$")
HANGS_SECONDS = 1800
CALL_BYTES = 5


def bits_of(numbers):
    """A number that has just these bits."""
    octets = bytearray(max(numbers, default=0) // 8 + 1)
    for number in numbers:
        octets[number // 8] |= 1 << number % 8
    return int.from_bytes(octets, "little")


# ---- The stretches of a program ----

def output_of(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def rows_of(program, tree):
    """Of a program's code (address, path, line), by address; the path is None but for src/**/*.c."""
    def path_of(name):
        whole = os.path.normpath(os.path.join(tree.parent / "build", name))
        return whole.removeprefix(f"{tree}/") if whole.startswith(f"{tree}/src/") and whole.endswith(".c") else None

    units = re.findall(r"DW_AT_name +: (?:\([^)]*\): )?(\S+)", output_of("readelf", "--debug-dump=info", "--dwarf-depth=1", program))
    path, rows, units = None, [], iter(units)
    for row in output_of("readelf", "--debug-dump=decodedline", program).splitlines():
        cells = row.split()
        if row.startswith("File name "):  # the lines of a unit begin, with those of its own file or with another heading
            path = path_of(next(units))
        elif len(cells) == 1 and row.endswith(":"):
            path = path_of(row[:-1])
        elif len(cells) >= 3 and cells[1].isdigit() and cells[2].startswith("0x"):
            rows.append((int(cells[2], 16), path if path and path.endswith("/" + cells[0]) else None, int(cells[1])))
    return sorted(rows, key=lambda row: row[0])


def stretches_of(program, tree):
    """The first address of a program, and of each place that notes a stretch {(path, line)}; the place is where the call returns to."""
    code = output_of("objdump", "-d", "--no-show-raw-insn", program)
    returns = sorted(int(found[1], 16) + CALL_BYTES
                     for found in re.finditer(r"^ *([0-9a-f]+):\tcall +[0-9a-f]+ <__sanitizer_cov_trace_pc>$", code, re.MULTILINE))
    functions = sorted(int(found[1], 16) for found in re.finditer(r"^([0-9a-f]+) <[^>]*>:$", code, re.MULTILINE))
    rows, found = rows_of(program, tree), collections.defaultdict(set)
    addresses = [row[0] for row in rows]
    for address, path, line in rows:
        if not path:
            continue
        i = bisect.bisect_right(returns, address + CALL_BYTES) - 1
        begin = functions[bisect.bisect_right(functions, address) - 1]
        if i < 0 or returns[i] < begin:  # what a function does first is done before it notes anything
            i += 1
        if i < len(returns):
            found[returns[i]].add((path, line))
    for place in returns:
        address, path, line = rows[max(bisect.bisect_right(addresses, place - CALL_BYTES) - 1, 0)]
        if path:
            found[place].add((path, line))
    first = re.search(r"^([0-9a-f]+) \S __executable_start$", output_of("nm", program), re.MULTILINE)
    return int(first[1], 16), found


# ---- Every test ----

class Maker:
    """Runs the tests of a workshop whose programs note."""

    def __init__(self, is_again=False):
        self.workshop = Workshop("reach")
        self.notes = self.workshop.work / "notes"
        self.lines, self.programs = {}, {}  # (path, line): its number; name of a program: number of a byte -> numbers of lines
        self.asks, self.entered = [], collections.defaultdict(set)  # as in the map; of a program the bytes that any test noted
        self.digests, self.prints = {}, {}  # of sources, of tests
        self.stretches = {}  # (path, which of it): its lines, and whether any test entered it
        if MAP.exists() and not is_again:
            known = json.loads(MAP.read_text(encoding="utf-8"))
            self.lines = {tuple(line): number for number, line in enumerate(known["lines"])}
            self.asks, self.digests, self.prints = known["asks"], known["digests"], known["prints"]
            self.stretches = {(path, which): (lines, is_entered) for path, which, lines, is_entered in known["stretches"]}

    def prepare(self):
        shutil.rmtree(self.notes, ignore_errors=True)
        self.notes.mkdir(parents=True)
        self.workshop.copy_tree()
        noting = self.workshop.work / "reach.o"
        status, said = run("gcc", "-O2", "-D_GNU_SOURCE", f'-DREACH="{self.notes}"', "-c", str(HERE / "reach.c"), "-o", str(noting))
        if status:
            raise CannotWork(said)
        self.workshop.configure("-O0 -g -fno-pie -fsanitize-coverage=trace-pc", f"-no-pie {noting}")
        status, said = self.workshop.make(jobs=os.cpu_count())
        if status:
            raise CannotWork(said)

    def lines_of(self, program):
        """{a byte of the notes: numbers of lines}."""
        if program not in self.programs:
            path = next(path for path in self.workshop.build.rglob(program) if path.is_file() and os.access(path, os.X_OK))
            first, found = stretches_of(str(path), self.workshop.tree)
            self.programs[program] = {place - first: {self.lines.setdefault(line, len(self.lines)) for line in lines}
                                      for place, lines in found.items()}
        return self.programs[program]

    def noted(self, folder):
        """The lines that a folder of notes is about, as the bits of a number."""
        numbers = set()
        for path in sorted(folder.iterdir()) if folder.exists() else ():
            of_byte = self.lines_of(path.name)
            places = [found.start() for found in re.finditer(b"\x01", path.read_bytes())]
            self.entered[path.name].update(places)
            numbers.update(*(of_byte.get(place, ()) for place in places))
        return bits_of(numbers)

    def add(self, test, method, seconds, is_ok, bits):
        if not is_ok:
            print(f"{test.name} {method} fails without any fault: left out", flush=True)
            return
        self.asks.append([test.name, method, round(seconds, 2), f"{bits:x}"])

    def empty_notes(self, name):
        for path in self.notes.iterdir():
            path.unlink() if path.is_symlink() else shutil.rmtree(path)
        (self.notes / name).mkdir()
        (self.notes / name).chmod(0o777)
        (self.notes / "now").symlink_to(name)

    def take(self, test):
        self.empty_notes("between")
        start = time.monotonic()
        if not test.file:
            status, said = self.workshop.ask(test, seconds=HANGS_SECONDS)
            self.add(test, "", time.monotonic() - start, status == 0, self.noted(self.notes / "between"))
            return
        command = [*test.command[:-1], str(HERE / "one_by_one.py"), test.file, str(self.notes)]
        _, said = self.workshop.ask(test, seconds=HANGS_SECONDS, command=command)
        between, count = self.noted(self.notes / "between"), 0
        for line in said.splitlines():
            if line.startswith('["test.'):
                name, seconds, is_ok = json.loads(line)
                self.add(test, name.removeprefix("test."), seconds, is_ok, self.noted(self.notes / name) | between)
                count += 1
        if not count:
            raise CannotWork(f"{test.name}: {said}")

    def print_of(self, test):
        """What changes with a test: its file, all beside it that is no test of its own, or the program that it is."""
        paths = [pathlib.Path(word) for word in test.command if word.startswith(str(self.workshop.work)) and os.path.isfile(word)]
        if test.file and not test.name.startswith("e2e."):
            paths = sorted(path for path in pathlib.Path(test.file).parent.rglob("*") if path.is_file() and path.suffix != ".pyc")
        return hashlib.sha256("".join(f"{path} {digest_of(path)}\n" for path in paths).encode()).hexdigest()

    def make(self):
        self.prepare()
        self.digests = self.digests or {path.relative_to(self.workshop.tree).as_posix(): digest_of(path)
                                        for path in sorted((self.workshop.tree / "src").rglob("*.c"))}
        tests = {name: test for name, test in self.workshop.tests().items() if not LEFT_OUT.match(name)}
        prints = {name: self.print_of(test) for name, test in tests.items()}
        new = [test for name, test in tests.items() if self.prints.get(name) != prints[name]]
        self.prints = {name: value for name, value in self.prints.items() if prints.get(name) == value}
        self.asks = [ask for ask in self.asks if ask[0] in self.prints]
        for test in sorted(new, key=when):
            start = time.monotonic()
            self.take(test)
            self.prints[test.name] = prints[test.name]
            self.save()  # so that what is stopped goes on there
            print(f"{test.name}: {time.monotonic() - start:.0f} s", flush=True)
        self.empty_notes("between")

    def note_stretches(self):
        """A source's stretches follow each other alike in each program."""
        names = list(self.lines)
        for program, of_byte in self.programs.items():
            counts = collections.Counter()
            for place in sorted(of_byte):
                lines = sorted(names[number] for number in of_byte[place])
                key = (lines[0][0], counts[lines[0][0]])
                counts[key[0]] += 1
                was_entered = self.stretches.get(key, (None, False))[1]
                self.stretches[key] = (sorted(line for _, line in lines), was_entered or place in self.entered[program])

    def save(self):
        self.note_stretches()
        text = json.dumps({"digests": self.digests, "prints": self.prints, "lines": list(self.lines), "asks": self.asks,
                           "stretches": [[*key, *value] for key, value in sorted(self.stretches.items())]})
        MAP.with_suffix(".new").write_text(text, encoding="utf-8")
        MAP.with_suffix(".new").rename(MAP)


def when(test):
    """What takes little first, so that a map that is not whole yet knows of many tests, and what no other test reaches last; before what
    reads it, what is read."""
    return "slow" in test.labels, test.name.startswith("fuzz."), "long" in test.labels, not test.gives


def digest_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


# ---- The map ----

class Map:
    """Which tests reach a line."""

    def __init__(self):
        if not MAP.exists():
            raise CannotWork(f"{MAP.relative_to(ROOT)} is missing: python3 tests/tools/reach.py makes it")
        known = json.loads(MAP.read_text(encoding="utf-8"))
        self.digests, self.stretches = known["digests"], known["stretches"]
        self.numbers = {(path, line): number for number, (path, line) in enumerate(known["lines"])}
        self.in_file = collections.defaultdict(list)
        for path, line in self.numbers:
            self.in_file[path].append(line)
        self.asks = [(name, method, seconds, int(bits, 16)) for name, method, seconds, bits in known["asks"]]
        self.of_test = collections.Counter()  # the bits of all its methods
        for name, _, _, bits in self.asks:
            self.of_test[name] |= bits

    def bits(self, path, lines):
        return bits_of([self.numbers[path, line] for line in lines if (path, line) in self.numbers])

    def shares(self, path):
        """How much of a source each test reaches, as {test: 0 to 1}."""
        bits = self.bits(path, self.in_file[path])
        if not bits:  # a source of nothing but tables is like its neighbours
            folder = path.rsplit("/", 1)[0]
            bits = bits_of([number for (other, _), number in self.numbers.items() if other.rsplit("/", 1)[0] == folder])
        return {name: (bits & of_test).bit_count() / max(bits.bit_count(), 1) for name, of_test in self.of_test.items()}

    def reaching(self, path, source, first, last):
        """Of what was asked (test, method, seconds) all that reaches one of the lines of a source; where they are no code, but a table,
        say, what reaches the function around them, else the file; where the source is another than it was, the same."""
        is_same = self.digests.get(path) == hashlib.sha256(source.encode()).hexdigest()
        bits = self.bits(path, range(first, last + 1)) if is_same else 0
        if not bits and is_same:
            bits = self.bits(path, around(source, first))
        if not bits:
            bits = self.bits(path, self.in_file[path])
        if not bits:
            return [ask[:3] for ask in self.asks]
        return [ask[:3] for ask in self.asks if ask[3] & bits]


def around(source, line):
    """The lines of the function that a line stands in, none outside."""
    lines = source.splitlines()
    before = [n for n in range(line, 0, -1) if lines[n - 1] in ("{", "}")]
    if not before or lines[before[0] - 1] == "}":
        return []
    return range(before[0], next((n for n in range(line, len(lines) + 1) if lines[n - 1] == "}"), line) + 1)


def function_around(source, line):
    """The name of the function that a line stands in, "" outside."""
    head = source.splitlines()[:min(around(source, line), default=0)]
    names = [found[1] for found in (re.match(r"[\w*][\w* ]*?\b(\w+)\(", above) for above in reversed(head)) if found]
    return names[0] if names else ""


def print_unentered(names):
    known = Map()
    for path, _, lines, is_entered in known.stretches:
        inner = path.removeprefix("src/")
        if not is_entered and any(inner == name or inner.startswith(name.rstrip("/") + "/") for name in names):
            text = (ROOT / path).read_text(encoding="utf-8").splitlines()
            print(f"{path}:{lines[0]}: {text[lines[0] - 1].strip()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--unreached", nargs="+", metavar="NAME")
    options = parser.parse_args()
    try:
        if options.unreached:
            print_unentered(options.unreached)
        else:
            Maker(options.again).make()
    except CannotWork as problem:
        print(f"reach.py: {problem}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
