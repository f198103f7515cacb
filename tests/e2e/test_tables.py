"""Every status table of series made by chance, against a model that reads the sources itself (table_model.py)."""
import collections
import concurrent.futures
import json
import os
import unittest

from random_series import Series
from support import Case
from table_model import Model

AS_OF = "2026-05-12"
UNMODELLED = ("sentence",)  # the words of a language: tests/unit/test_lang.c
SEEDS = range(2000 if os.environ.get("REFERAT_LONG") == "1" else 150)


class Tables(Case):
    maxDiff = 3000

    def rows(self, name, *more):
        """Of every table the rows, without what is not modelled."""
        result = self.referat("status", name, "-f", "json", "--as-of", AS_OF, *more)
        self.assert_status(result, 0)
        return {table: [{column: value for column, value in row.items() if column not in UNMODELLED} for row in rows]
                for table, rows in json.loads(result.stdout).items()}

    def compare(self, seed):
        """What differs, as text; and how many rows of each table there were."""
        files, name = Series(seed).files, f"s{seed}"
        for path, text in files.items():
            self.write(f"{name}/{path}", text)
        model, counts = Model(files, AS_OF), collections.Counter()
        for more in ((), ("--open",)):
            made = self.rows(name, *more)
            for table in Model.TABLES:
                expected = model.table(table, bool(more))
                counts[" ".join((table, *more))] += len(expected)
                if made[table] != expected:
                    wrong = [(a, b) for a, b in zip(made[table], expected) if a != b] or [(len(made[table]), len(expected))]
                    return f"seed {seed}: {table} {more}:\nprogram {wrong[0][0]}\nmodel   {wrong[0][1]}", counts
        return None, counts

    def test_series_by_chance(self):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            found = list(pool.map(self.compare, SEEDS))
        wrong = [problem for problem, _ in found if problem]
        self.assertFalse(wrong, f"{len(wrong)} of {len(found)}:\n" + "\n".join(wrong[:5]))
        counts = sum((count for _, count in found), collections.Counter())
        for table in Model.TABLES:
            self.assertGreater(counts[table], 100, table)
        for table in ("actions --open", "decisions --open", "forward --open", "meetings --open"):
            self.assertGreater(counts[table], 50, table)


if __name__ == "__main__":
    unittest.main()
