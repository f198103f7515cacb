"""Every place where a call can fail fails once: nothing is said to be done that is not, and what stood there stands there whole.

torture.c tells the places that some runs reach, and lets the first call at one of them fail. A run then ends as it does
without a fault, with the same files and the same words, because the place is of no weight (a cache, a guess); or with exit
status 3, a message, and in each set of files the old ones or the new ones; the next run makes what is missing.
REFERAT_LONG=1 takes every place, else a sample that the sources choose: the same for every run of a commit."""
import bisect
import concurrent.futures
import os
import pathlib
import random
import re
import shutil
import subprocess
import unittest

import hiding_files
import hiding_pdf
from support import AGENDA, IS_SANITIZED, MARKS, MINUTES, REFERAT, SHARD, Case, digest_of_sources, environment

IS_LONG = bool(os.environ.get("REFERAT_LONG"))
SAMPLE = 160
WORKERS = os.cpu_count() or 1
LEFT = re.compile(r"\.referat-(?!full$|public$|notes$|shard-)")  # temporary files, folders and journals

PUBLIC = ("--edition", "public")
BUILD = ("build", "vand", "-o", "ud", "-f", "html,md,xlsx")

# Name -> what is done before, with no fault, and the run in which one call fails. The series is changed in between.
RUNS = {
    "first": ([], (*BUILD, "--fsync")),
    "changed": ([BUILD], (*BUILD, "--fsync", "--depfile", "ud.d")),
    "public": ([(*BUILD, *PUBLIC)], (*BUILD, *PUBLIC, "--fsync")),
    "workers": ([], (*BUILD, "-j3")),
    "part": ([], ("build", "vand", "-o", "ud", "-f", "html", "--shard", "1/2")),
    "merge": ([("build", "vand", "-o", "p1", "--shard", "1/2"), ("build", "vand", "-o", "p2", "--shard", "2/2")],
              ("merge", "p1", "p2", "-o", "ud")),
    "several series": ([], ("build", ".", "-o", "ud", "-f", "html,xlsx")),
    "verify": ([BUILD], (*BUILD, "--verify")),
    "status": ([], ("status", "vand")),
    "status, public": ([], ("status", "vand", *PUBLIC, "-f", "json", "-o", "status.json")),
    "status, workbook": ([], ("status", "vand", "-f", "xlsx", "-o", "status.xlsx")),
    "status, table": ([], ("status", "vand", "-f", "csv", "--table", "actions", "-o", "ny/tabel.csv")),
    "check": ([], ("check", "vand")),
    "export": ([], ("export", "vand", "-o", "arkiv", "-f", "html,xlsx")),
    "export, public": ([], ("export", "vand", "-o", "arkiv", "-f", "html", *PUBLIC)),
    "seal": ([], ("seal", "vand/2026-03-02")),
    "verify a bag": ([("export", "vand", "-o", "arkiv", "-f", "html")], ("verify", "arkiv")),
    "verify a seal": ([("seal", "vand/2026-03-02")], ("verify", "vand")),
}
AGAIN = {"first", "changed", "public", "workers", "part", "merge", "several series", "export", "export, public"}


def tree(folder):
    """The files below a folder, without what is the cache's or lies in the folder of temporary files."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.relative_to(folder).parts[0] not in ("cache", "tmp")}


def sets(names):
    """Names by what changes together: the files of a meeting, or a series' own."""
    found = {}
    for name in names:
        found.setdefault(str(pathlib.PurePosixPath(name).parent).removesuffix("/annexes"), set()).add(name)
    return found.values()


@unittest.skipIf(IS_SANITIZED, "the sanitizers have functions of their own in front")
class Torture(Case):
    def setUp(self):
        super().setUp()
        self.library = self.work / "torture.so"
        subprocess.run([os.environ["REFERAT_CC"], "-O1", "-shared", "-fPIC", "-o", self.library,
                        pathlib.Path(__file__).with_name("torture.c")], check=True)

    # ---- What is built ----

    def write_day(self, base, day, annexes, text=""):
        self.write(f"{base}/2026-03-{day:02}/agenda.md", AGENDA.format(day=day).replace(
            "    duration: 20\n", f"    duration: 20\n    annexes: [{', '.join(annexes)}]\n") + "\n![Plan](plan.svg)\n")
        self.write(f"{base}/2026-03-{day:02}/minutes.md", MINUTES.format(day=day) + text)
        self.write(f"{base}/2026-03-{day:02}/plan.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
        for name, data in (("tal.csv", b"a;b\n"), ("notat.md", b"---\nkind: annex\ntitle: Notat\n---\nEt notat.\n"),
                           ("brev.zip", hiding_files.zip_part("Brev")[1]), ("kort.pdf", hiding_pdf.pdf(b"kort")[1])):
            if name in annexes:
                self.write(f"{base}/2026-03-{day:02}/{name}", data)

    def write_before(self, base):
        self.write(f"{base}/referat.yaml", "series: Møder\nbody: Vandværket\nchecks: {never-approved: off}\n")
        self.write_day(base, 2, ["tal.csv"])
        self.write_day(base, 9, ["notat.md", "brev.zip"])
        self.write_day(base, 16, [])
        self.write_day(base, 23, [])

    def change(self, base):
        """One meeting gains annexes, one loses them, one is as it was, one goes, and one comes."""
        shutil.rmtree(self.work / base / "2026-03-23")
        self.write_day(base, 2, ["tal.csv", "notat.md", "kort.pdf"], "Mere at sige. " * 20)
        self.write_day(base, 9, [], "Mere at sige. " * 20)
        self.write_day(base, 30, ["brev.zip"])
        self.write(f"{base}/2026-03-30/agenda.md", (self.work / base / "2026-03-30/agenda.md").read_text(encoding="utf-8").replace(
            "  - title: Dagsorden\n    type: agenda-approval\n", "  - {title: Referat, type: minutes-approval, approves: 2026-03-02}\n"
            "  - title: Lukket sag\n    access: closed\n"))

    def run_in(self, folder, arguments, **variables):
        return subprocess.run([REFERAT, *arguments], cwd=folder, check=False, capture_output=True, timeout=120, env=environment(
            XDG_CACHE_HOME=str(folder / "cache"), TMPDIR=str(folder / "tmp"), SOURCE_DATE_EPOCH="1775000000", **variables))

    def prepare(self, name):
        """The folder of a run before it, what is there, and what a run without a fault makes and says; the places it comes to."""
        before, arguments = RUNS[name]
        start = self.work / name / "start"
        self.write_before(f"{name}/start/vand")
        if name == "several series":
            self.write_before(f"{name}/start/varme")
        (start / "tmp").mkdir()
        for command in before if name == "changed" or name.startswith("public") else ():
            self.assert_status(self.run_in(start, command), 0)
        self.change(f"{name}/start/vand")
        for command in before if not (name == "changed" or name.startswith("public")) else ():
            self.assert_status(self.run_in(start, command), 0)
        whole, seen = self.copy(name, "whole"), self.work / name / "seen"
        result = self.run_in(whole, arguments, LD_PRELOAD=str(self.library), TORTURE_SEEN=str(seen))
        self.assert_status(result, 0)
        places = list(dict.fromkeys(seen.read_text(encoding="utf-8").splitlines()))
        self.assertGreater(len(places), 20, name)
        return tree(start), tree(whole), result, places

    def copy(self, name, number):
        folder = self.work / name / str(number)
        shutil.copytree(self.work / name / "start", folder, symlinks=True)
        return folder

    # ---- One fault ----

    def fault(self, name, number, place, expected):
        """What is wrong after a run in which the call at a place failed; None when nothing is."""
        old, new, whole, _ = expected
        folder = self.copy(name, number)
        once = self.work / name / f"{number}.once"
        result = self.run_in(folder, RUNS[name][1], LD_PRELOAD=str(self.library), TORTURE_FAIL=place, TORTURE_ONCE=str(once))
        now = tree(folder)
        if place.startswith("unlink"):  # what cannot be removed stays, until the next run
            now = {each: data for each, data in now.items() if not LEFT.search(each)}
        wrong = self.judge(result, now, old, new, whole) if once.exists() else None  # it hangs on times of files
        if not wrong and name in AGAIN and result.returncode:
            again = self.run_in(folder, RUNS[name][1])
            different = [each for each in differing(tree(folder), new) if not is_list(each)]
            if again.returncode != 0 or different:
                wrong = f"the next run: {again.returncode} {again.stderr[-300:]} {different}"
        is_removal = place.startswith(("unlink", "rmdir"))
        left = [path.name for path in (folder / "tmp").iterdir() if not is_removal]
        shutil.rmtree(folder)
        return wrong or (f"left in TMPDIR: {left}" if left else None)

    @staticmethod
    def judge(result, now, old, new, whole):
        if result.returncode == 0:
            if result.stdout != whole.stdout:
                return "it says that it is done, and said something else"
            # What could not be looked through is told, and stands in the table of findings, too.
            is_told = b"[not-scanned]" in result.stderr and result.stderr != whole.stderr
            different = [name for name in differing(now, new) if not is_list(name) or lines(now, name) != lines(new, name)]
            return different not in ([], ["ud/status.xlsx"] if is_told else []) and f"it says that it is done: {different}"
        if result.returncode == 4 and b"this is not the list of files that is to stand here: " in result.stderr:
            changed = [name for name in differing(now, old) if not is_list(name)]
            return changed and f"it changed something: {changed}"
        is_unread = b"[unreadable-file]" in result.stderr
        is_broken = b"the seal cannot be read: nothing shows whether the record is as it was [seal-broken]" in result.stderr
        if result.returncode != (4 if is_broken else 3) or not (is_unread or is_broken or re.search(rb"(?m)^referat: .+", result.stderr)):
            return f"status {result.returncode}: {result.stderr[-600:]}"
        for names in sets(name for name in old.keys() | new.keys() if not is_list(name) and name != "ud.d"):
            is_old = all(now.get(name) == old.get(name) for name in names)
            is_new = all(now.get(name) in ((new[name],) if name in new else (None, old[name])) for name in names)  # removed last
            is_withdrawn = is_unread and b"public" in b" ".join(os.fsencode(word) for word in result.args) and not names & now.keys()
            # Pages that say which meeting is unread, and those of a meeting that refers to it.
            is_of_those = is_unread and names & {"ud/index.html", "ud/2026-03-30/pack.html"}
            if not (is_old or is_new or is_withdrawn or is_of_those):
                return f"neither old nor new: {sorted(name for name in names if now.get(name) != new.get(name))}"
        listed = {line for name in now if is_list(name) for line in lines(now, name)}
        strange = [name for name in now if not is_list(name) and (
            name not in old and name not in new or name.startswith("ud/") and name[3:] not in listed)]
        return strange and f"left, or on no list: {strange}"

    def test_each_place(self):
        expected = {name: self.prepare(name) for name in RUNS}
        first = {}
        for name, (_, _, _, places) in expected.items():
            for place in places:
                first.setdefault(place, name)
        self.assertGreater(len(first), 400)
        chosen = sorted(first.items())
        if not IS_LONG:
            chosen = random.Random(digest_of_sources()).sample(chosen, SAMPLE)
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            found = list(pool.map(lambda job: self.fault(job[1][1], job[0], job[1][0], expected[job[1][1]]), enumerate(chosen)))
        wrong = [f"{name}: {readable(place)}: {said}" for (place, name), said in zip(chosen, found) if said]
        self.assertEqual(wrong, [], f"{len(wrong)} of {len(chosen)}:\n" + "\n".join(wrong))


def is_list(name):
    """The program's own: lists of files, whose order says nothing, and what parts leave, which holds times."""
    name = pathlib.PurePosixPath(name).name
    return name in MARKS or name.startswith(SHARD)


def lines(files, name):
    return set() if SHARD in name else set(files.get(name, b"").decode().splitlines())


def differing(one, other):
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def readable(place):
    """A place with the functions' names for their addresses."""
    symbols = []
    for line in subprocess.run(["nm", "-n", "--defined-only", REFERAT], check=True, capture_output=True, text=True).stdout.splitlines():
        address, kind, name = line.split()
        if kind in "tT":
            symbols.append((int(address, 16), name))
    function, *addresses = place.split()
    names = [symbols[bisect.bisect(symbols, (int(address, 16) - 1, "~")) - 1][1] for address in addresses]
    return f"{function} < {' < '.join(names)} ({place})"


if __name__ == "__main__":
    unittest.main()
