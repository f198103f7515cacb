"""A meeting takes no more instructions than the recorded budget. The difference between two lengths of one series is counted, so
that what a start takes is not in it."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import corpus
import measure

REFERAT = os.environ["REFERAT"]
BUDGET = pathlib.Path(__file__).with_name("budget.txt")
SHORT, LONG = 20, 40
SEED = 1

# Counts of one program are equal to the last digit from run to run. The length of paths and the order in which a file system
# lists names make up to 0.4 %; security updates of Debian's libraries are allowed the rest.
AIR = 0.03
WORTH_LOWERING = 0.10

COMMANDS = {"check": ["check", "series"], "build": ["build", "-f", "html", "-o", "out", "series"]}


def read_budget():
    return {name: int(count) for name, count in re.findall(r"^(\w+) (\d+)$", BUDGET.read_text(encoding="utf-8"), re.MULTILINE)}


def write_budget(counts):
    text = BUDGET.read_text(encoding="utf-8")
    for name, count in counts.items():
        text = re.sub(rf"^{name} \d+$", f"{name} {count}", text, flags=re.MULTILINE)
    BUDGET.write_text(text, encoding="utf-8")


def judge(count, budget):
    """'over', 'within', or 'under' where the budget should be lowered."""
    if count > budget * (1 + AIR):
        return "over"
    return "under" if count < budget * (1 - WORTH_LOWERING) else "within"


class Instructions(unittest.TestCase):
    def count(self, command, meetings):
        folder = tempfile.mkdtemp(prefix="referat-perf-")
        self.addCleanup(shutil.rmtree, folder)
        corpus.write_corpus(pathlib.Path(folder) / "series", meetings, SEED)
        return measure.instructions(REFERAT, *command, *measure.one_job(REFERAT, command[0]), folder=folder)

    def a_meeting(self, command):
        return (self.count(command, LONG) - self.count(command, SHORT)) // (LONG - SHORT)

    def test_budget(self):
        counts = {name: self.a_meeting(command) for name, command in COMMANDS.items()}
        if os.environ.get("REFERAT_UPDATE_BUDGET"):
            write_budget(counts)
        budget = read_budget()
        self.assertEqual(budget.keys(), counts.keys())
        for name, count in counts.items():
            verdict = judge(count, budget[name])
            print(f"{name}: {count:,} instructions a meeting, budget {budget[name]:,}")
            if verdict == "under":
                print(f"{name}: lower the budget: REFERAT_UPDATE_BUDGET=1")
            with self.subTest(name):
                self.assertNotEqual(verdict, "over", f"{count:,} instructions a meeting are over the budget of {budget[name]:,}")

    def test_what_is_over_is_seen(self):
        self.assertEqual([judge(count, 1000) for count in (899, 900, 1000, 1030, 1031)],
                         ["under", "within", "within", "within", "over"])


class Corpus(unittest.TestCase):
    def files(self, meetings):
        folder = tempfile.mkdtemp(prefix="referat-perf-")
        self.addCleanup(shutil.rmtree, folder)
        corpus.write_corpus(folder, meetings, SEED)
        return {path.relative_to(folder): path.read_bytes() for path in pathlib.Path(folder).rglob("*") if path.is_file()}

    def test_a_smaller_corpus_is_the_beginning_of_a_larger(self):
        small, large = self.files(10), self.files(25)
        self.assertEqual(len(large), 6 * 25 + 1)
        self.assertEqual(small, {name: data for name, data in large.items() if name in small})

    def test_nothing_is_wrong_with_it(self):
        """A finding would be measured along with the rest."""
        folder = tempfile.mkdtemp(prefix="referat-perf-")
        self.addCleanup(shutil.rmtree, folder)
        corpus.write_corpus(folder, 60, SEED)
        result = subprocess.run([REFERAT, "check", "--strict", folder], capture_output=True, text=True, check=False)
        self.assertEqual((result.returncode, "[" in result.stderr), (0, False), result.stderr)


if __name__ == "__main__":
    unittest.main()
