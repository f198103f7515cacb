"""The bench itself: it runs, and its table says what was measured. What it measures is no test: other programs run beside it."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import bench
import machine
import measure

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = pathlib.Path(os.environ["REFERAT"]).parent
TARGETS = ["bench_floor", "bench_measure", "bench_workbook"]


class Case(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="referat-bench-"))
        self.addCleanup(shutil.rmtree, self.work)


class Table(Case):
    def test_verdicts(self):
        def verdict(value, **options):
            return bench.Row("case", value, "", "", 2.0, 1.0, **options).verdict()
        self.assertEqual([verdict(1.0), verdict(2.0), verdict(2.1), verdict(None), verdict(9.0, is_refused=True)],
                         ["aim reached", "must met", "**missed**", "not measured", "aim reached"])
        self.assertEqual(bench.Row("case", 9.0, "", "").verdict(), "–")

    def test_goals_have_the_unit_of_their_row(self):
        line = bench.line_of(bench.Row("memory", 17.25, "17.2 MiB", "from", 32, 16))
        self.assertEqual(line, "| memory | 17.2 MiB | 32 MiB | 16 MiB | must met | from |")

    def test_the_table_takes_its_place(self):
        document = self.work / "document.md"
        document.write_text(f"before\n{bench.BEGIN}\nold\n{bench.END}\nafter\n", encoding="utf-8")
        bench.write_table(document, "new\n")
        self.assertEqual(document.read_text(encoding="utf-8"), f"before\n{bench.BEGIN}\nnew\n{bench.END}\nafter\n")

    def test_a_document_without_a_place_is_refused(self):
        document = self.work / "document.md"
        document.write_text("nothing\n", encoding="utf-8")
        self.assertRaises(SystemExit, bench.write_table, document, "new\n")
        self.assertEqual(document.read_text(encoding="utf-8"), "nothing\n")

    def test_the_document_has_a_place(self):
        text = (ROOT / "docs/performance.md").read_text(encoding="utf-8")
        self.assertEqual((text.count(bench.BEGIN), text.count(bench.END)), (1, 1))

    def test_parts(self):
        parts = [(("/usr/lib/libcmark.so.0.30.2", "???", "S_scan"), "cmark"), (("/x/build/referat", "???", "S_scan"), "cmark"),
                 (("/x/build/referat", "???", "inflate"), "other libraries"), (("/x/build/referat", "???", "main"), "referat"),
                 (("/x/build/referat", "/x/src/render/html_writer.c", "inflate"), "`src/render`")]
        archived = {"S_scan": "/usr/lib/libcmark.a", "inflate": "/usr/lib/libz.a"}
        for place, part in parts:
            self.assertEqual(bench.part_of(*place, archived), part)

    def test_the_functions_of_archives(self):
        archived = machine.archived(BUILD)
        is_static = machine.setting(BUILD, "REFERAT_STATIC_LIBRARIES") == "ON"
        self.assertEqual(pathlib.Path(archived.get("yaml_parser_parse", "")).name, "libyaml.a" if is_static else "")
        self.assertNotIn("rf_cli_main", archived)


class Programs(Case):
    @classmethod
    def setUpClass(cls):
        subprocess.run(["cmake", "--build", BUILD, "--target", *TARGETS], check=True, stdout=subprocess.DEVNULL)

    def test_usage(self):
        meter = measure.Meter(BUILD / "tests/bench/bench_measure", self.work)
        spent = meter.run("sh", "-c", "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; echo word >&2; exit 3", expect=(3,))
        self.assertEqual((spent.status, spent.messages), (3, "word\n"))
        self.assertTrue(0 < spent.cpu <= spent.wall * 1.5, spent)
        self.assertTrue(0 < spent.peak < 16, spent)
        idle = meter.run("sleep", "0.2")
        self.assertTrue(idle.cpu < 0.1 < 0.2 <= idle.wall, idle)
        self.assertRaises(SystemExit, meter.run, "false")

    def test_every_case(self):
        result = subprocess.run([sys.executable, HERE / "bench.py", "--build", BUILD, "--folder", self.work, "--quick",
                                 "--meetings", "40", "--large", "60"], capture_output=True, text=True, check=False)
        self.assertIn(result.returncode, (0, 1), result.stderr)
        rows = [line.split(" | ") for line in (self.work / "table.md").read_text(encoding="utf-8").splitlines()
                if line.count(" | ") == 5]
        self.assertGreaterEqual(len(rows), 2 + len(bench.CASES))
        for row in rows[2:]:
            self.assertTrue(row[1].strip() or row[4] == "not measured", row)
        self.assertEqual(result.returncode == 1, any("missed" in row[4] for row in rows), result.stdout)


if __name__ == "__main__":
    unittest.main()
