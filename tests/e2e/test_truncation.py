"""A file may end anywhere: cutting any example at any byte ends in success or in diagnostics, never in a crash or a wait."""
import concurrent.futures
import os
import shutil
import subprocess
import unittest

from support import Case, EXAMPLES, IS_SANITIZED, REFERAT, environment

SECONDS_PER_RUN = 20
CUTS_PER_FILE = 12 if IS_SANITIZED else 60
WORKERS = os.cpu_count() or 1


def cuts(data):
    """Where to cut: spread over the file, always at its very beginning and end, and inside the first two-byte letter."""
    step = max(1, len(data) // CUTS_PER_FILE)
    places = set(range(0, len(data), step)) | {1, 2, 3, 4, 5, len(data) - 1}
    letter = next((i for i, byte in enumerate(data) if byte >= 0xC0), None)
    if letter is not None:
        places.add(letter + 1)
    return sorted(place for place in places if 0 <= place < len(data))


class Truncation(Case):
    def check(self, series):
        return subprocess.run([REFERAT, "check", "-q", str(series)], cwd=self.work, check=False,
                              capture_output=True, timeout=SECONDS_PER_RUN, env=environment())

    def cut_file(self, job):
        """Cuts one file at all its places, in a copy of its series that only this job has: what is wrong, and how often it was told."""
        series, name = job
        copy = self.work / f"{series.name}-{name.as_posix().replace('/', '-')}"
        shutil.copytree(series, copy)
        data = (series / name).read_bytes()
        wrong, told = [], 0
        for place in cuts(data):
            (copy / name).write_bytes(data[:place])
            result = self.check(copy)
            if result.returncode not in (0, 1, 4):
                wrong.append(f"{series.name}/{name} cut at byte {place}: status {result.returncode}: "
                             f"{result.stderr[-2000:].decode('utf-8', 'replace')}")
            elif result.returncode != 0 and not result.stderr:
                wrong.append(f"{series.name}/{name} cut at byte {place}: no diagnostic")
            told += result.returncode != 0
        return wrong, told

    def test_every_example_cut_anywhere(self):
        jobs = [(series.parent, path.relative_to(series.parent))
                for series in sorted(EXAMPLES.glob("*/referat.yaml"))
                for path in sorted(series.parent.rglob("*"))
                if path.is_file() and path.suffix in (".md", ".yaml", ".yml")]
        self.assertGreater(len(jobs), 4)
        first, told = self.cut_file(jobs.pop())
        self.assertGreater(told, 2)  # before all the others are cut
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            found = list(pool.map(self.cut_file, jobs))
        wrong = first + [problem for problems, _ in found for problem in problems]
        self.assertEqual(wrong, [], "\n".join(wrong))
        self.assertGreater(sum(told for _, told in found), 5 * len(jobs))


if __name__ == "__main__":
    unittest.main()
