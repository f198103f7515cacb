"""Measures commands: time and memory by the small program bench_measure, instructions by callgrind."""
import atexit
import collections
import dataclasses
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

# glibc chooses its string functions by the processor. Without these it takes the ones that every x86-64 has, so that a count is
# the same on another machine.
PLAIN_PROCESSOR = "glibc.cpu.hwcaps=" + ",".join("-" + name for name in (
    "AVX AVX2 AVX_Fast_Unaligned_Load BMI1 BMI2 ERMS FSRM LZCNT MOVBE RTM SSE4_1 SSE4_2 SSSE3 XSAVE XSAVEC").split())
CACHE = tempfile.mkdtemp(prefix="referat-bench-cache-")  # what a build leaves for the next one
atexit.register(shutil.rmtree, CACHE, ignore_errors=True)
ENVIRONMENT = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": CACHE}


@dataclasses.dataclass
class Usage:
    wall: float    # seconds
    cpu: float     # seconds of processor time, user and system
    peak: float    # MiB, of the largest process
    status: int
    messages: str  # standard error


class Meter:
    """Runs commands; folder is for its reports."""

    def __init__(self, program, folder):
        self.program, self.report = program, pathlib.Path(folder) / "usage"

    def run(self, *command, expect=(0,), timeout=3600):
        self.report.unlink(missing_ok=True)
        result = subprocess.run([self.program, self.report, *map(str, command)], env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=timeout, check=False)
        messages = result.stderr.decode("utf-8", "replace")
        if result.returncode:
            raise SystemExit(f"bench: {messages}")
        wall, cpu, peak, status = self.report.read_text(encoding="ascii").split()
        usage = Usage(float(wall), float(cpu), int(peak) / 1024, int(status), messages)
        if expect and usage.status not in expect:
            raise SystemExit(f"bench: {' '.join(map(str, command))}: exit status {usage.status}\n{messages[-2000:]}")
        return usage


def in_turn(rounds, *runs):
    """Calls each of the runs in turn, A B A B …; returns the list of what each gave."""
    results = [[] for _ in runs]
    for _ in range(rounds):
        for run, given in zip(runs, results):
            given.append(run())
    return results


def each(usages, field, factor=1):
    return [factor * getattr(usage, field) for usage in usages]


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)


def one_job(referat, command):
    """The option that keeps a command to one process, where it has it."""
    usage = subprocess.run([referat, command, "--help"], stdout=subprocess.PIPE, text=True, check=True).stdout
    return ["-j1"] if "--jobs" in usage else []


UNKNOWN = "???"


def callgrind(command, folder, out):
    """Runs a command under callgrind in folder; names in it should be relative. Returns what valgrind said."""
    valgrind = shutil.which("valgrind")
    if not valgrind:
        raise SystemExit("bench: valgrind is needed for counting instructions")
    result = subprocess.run([valgrind, "--tool=callgrind", f"--callgrind-out-file={out}", "--compress-strings=no",
                             "--compress-pos=no", *map(str, command)], cwd=folder,
                            env={"LC_ALL": "C", "GLIBC_TUNABLES": PLAIN_PROCESSOR}, stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    messages = result.stderr.decode("utf-8", "replace")
    if result.returncode:
        raise SystemExit(f"bench: {' '.join(map(str, command))}: exit status {result.returncode}\n{messages[-2000:]}")
    return messages


def instructions(*command, folder):
    """The instructions that a command takes in user space, those of its children with them."""
    counts = re.findall(r"Collected : (\d+)", callgrind(command, folder, "/dev/null"))
    if not counts:
        raise SystemExit("bench: valgrind counted nothing")
    return sum(map(int, counts))


def profile(*command, folder):
    """The instructions of a command by their function: (library or program, source file, function) -> count. Without debugging
    information the source file is UNKNOWN."""
    out = pathlib.Path(folder) / "callgrind.out"
    callgrind(command, folder, out)
    counts = collections.Counter()
    place = {"ob": "", "fl": "", "fn": ""}
    is_call = False
    with open(out, encoding="utf-8") as lines:
        for line in lines:
            name, equals, value = line.rstrip("\n").partition("=")
            if equals and name in place:
                place[name] = value
            elif name == "calls":
                is_call = True  # the next line is what the callee took
            elif line[:1].isdigit():
                if not is_call:
                    counts[place["ob"], place["fl"], place["fn"]] += int(line.split()[1])
                is_call = False
    out.unlink()
    return counts
