"""Every field of every closed part, as the program's own tables of fields list them: no public edition depends on it, and the last
look finds its words wherever they stand."""
import concurrent.futures
import json
import os
import random
import re
import shutil
import unittest

import openpyxl

import fields
import support
from closed_series import ALONE, KEPT, KEPT_OF_NONE, Closed
from fields import Words, value_of

PUBLIC = ("--edition", "public", "-q", "--as-of", "2026-06-01")
TABLES = ("meetings", "items", "schedule", "decisions", "actions", "forward", "annexes", "attendance", "cases")
CHECKS = TABLES.index("cases") + 2  # the sheet of findings: how much there is to say of what is closed (docs/editions.md)

LONG = os.environ.get("REFERAT_LONG") == "1"


class EveryField(support.Case):
    def in_parallel(self, function, cases):
        """What function says of each case, where it says something."""
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            return [problem for problem in pool.map(function, cases) if problem]

    def public(self, series, name):
        """The public edition of a series and its tables: name -> bytes. The series goes away."""
        series.write(self.write, f"{name}/s")
        result = self.referat("build", "s", "-o", "out", *PUBLIC, cwd=self.work / name)
        found = {"status": str(result.returncode).encode()}
        found.update(support.files_below(self.work / name / "out"))
        found["status.xlsx"] = self.cells(self.work / name / "out/status.xlsx")
        for more in ((), ("--open",)):
            for table, rows in self.tables(name, *more).items():
                found[" ".join((table, *more))] = rows
        if result.returncode:
            found["said"] = result.stderr
        shutil.rmtree(self.work / name)
        return found

    @staticmethod
    def cells(path):
        """The cells of a workbook, without the sheet of findings."""
        if not path.exists():
            return b""
        book = openpyxl.load_workbook(path)
        checks = book.worksheets[CHECKS]
        return json.dumps([[sheet.title, [[str(cell.value) for cell in row] for row in sheet.iter_rows() if row[0].value != checks.title]]
                           for sheet in book.worksheets if sheet != checks], indent=1).encode()

    def tables(self, name, *more):
        """The rows of every table but that of findings."""
        result = self.referat("status", "s", "-f", "json", *PUBLIC, *more, cwd=self.work / name)
        tables = json.loads(result.stdout or b"{}")
        tables.pop("checks", None)
        return {table: json.dumps(rows, indent=1).encode() for table, rows in tables.items()}

    @staticmethod
    def differences(one, other):
        return [f"{name}:\n{one.get(name, b'').decode()[-1500:]}\n{other.get(name, b'').decode()[-1500:]}"
                if name == "said" else name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]


class SameEdition(EveryField):
    """A place with every field that it may have, and the same with none of them. --long: one field at a time."""

    def compare(self, policy, cases, kept):
        """Of the cases, in groups, those where the edition differs from the plain one."""
        plain = self.public(Closed(policy), "plain")
        self.assertEqual(plain["status"], b"0", plain.get("said"))
        for name in ("2026-03-02/pack.html", "2026-03-23/pack.md", "index.html", "status.xlsx", "actions --open"):
            self.assertGreater(len(plain[name]), 10, name)

        def differs(group):
            filled = Closed(policy).fill([case for case in group if case[1:] not in kept], Words("a"))
            found = self.differences(plain, self.public(filled, "-".join(group[0]).replace(" ", "_")))
            return f"{group[0][0]} with {', '.join(field for _, _, field in group)}: {', '.join(found)}" if found else None
        alone = [[case] for case in cases if LONG or case[1:] in ALONE]
        together = [] if LONG else [[case for case in cases if case[0] == place and case[1:] not in ALONE]
                                    for place in sorted({case[0] for case in cases})]
        wrong = self.in_parallel(differs, together + alone)
        self.assertEqual(wrong, [], "\n".join(wrong))

    def test_items_keep_their_numbers(self):
        cases = Closed().fields()
        self.assertGreater(len(cases), 250)
        self.compare("number", cases, KEPT)

    def test_items_are_left_out(self):
        """What is kept elsewhere belongs to an item that is on no page; but for times, and numbers that others count from."""
        self.compare("omit", Closed().fields(), {case: why for case, why in KEPT.items() if case in KEPT_OF_NONE})

    def test_everything_at_once(self):
        for policy in ("number", "title", "omit"):
            cases = [case for case in Closed().fields() if case[1:] not in ALONE | KEPT.keys() and
                     (policy != "title" or case[2] != "title")]
            self.assertGreater(len(cases), 250)
            one, other = (self.public(Closed(policy).fill(cases, Words(salt)), policy + salt) for salt in "ab")
            self.assertEqual(one["status"], b"0", one.get("said"))
            self.assertIn("2026-03-02/pack.html", one)
            self.assertEqual(self.differences(one, other), [])


class LastLook(EveryField):
    """An open file that says what a closed field says is not published. --long: every text of every field of every place."""

    @staticmethod
    def cases():
        return [case for case in Closed().fields() if case[1:] not in ALONE | KEPT.keys()]

    def texts(self):
        """(its place and field, a text): of every field of a kind one place, every place in its turn; and of every place a field."""
        found, chance = {}, random.Random(7)
        cases = self.cases()
        chance.shuffle(cases)
        for case in cases:
            texts = [(case, text) for text in fields.texts_in(value_of(case[1], case[2], Words("a"), case[0]))]
            for text in texts if LONG else texts[:1]:
                for key in ([text] if LONG else [case[0], case[1:]]):
                    found.setdefault(key, text)
        return sorted(set(found.values()))

    def look(self, texts):
        """Of each text the run over an open file that holds it, whether it was refused for that, and whether the file is there."""
        def one_after_another(worker):
            name = f"worker{worker}"
            series = Closed().fill(self.cases(), Words("a"))
            series.write(self.write, f"{name}/s")
            for n in range(worker, len(texts), workers):
                self.write(f"{name}/s/2026-03-02/liste.csv", f"mole;12\n{texts[n]};12\n")
                result = self.referat("build", "s", "-o", "out", "-f", "md", *PUBLIC, cwd=self.work / name)
                is_refused = re.search(rb"liste\.csv: error: closed text of [^\n]*\[closed-leak\]", result.stderr) is not None
                is_published = any((self.work / name / "out").glob("2026-03-02/annexes/*liste.csv"))
                yield n, (result, is_refused, is_published)
        workers = os.cpu_count()
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            found = dict(pair for pairs in pool.map(lambda worker: list(one_after_another(worker)), range(workers)) for pair in pairs)
        return [found[n] for n in range(len(texts))]

    def test_every_field_is_looked_for(self):
        texts = self.texts()
        self.assertGreater(len(texts), 100)
        missed = [f"{at}: {text}: {result.returncode} {result.stderr[-300:]}"
                  for (at, text), (result, is_refused, is_published) in zip(texts, self.look([text for _, text in texts]))
                  if not is_refused or is_published or result.returncode != 4]
        self.assertEqual(missed, [], "\n".join(missed))

    def test_what_is_open_is_none(self):
        """The same words of another series are nobody's, and what is printed is open."""
        for result, is_refused, is_published in self.look([Words("other").word("x"), "Til sidst", "Havnerådet"]):
            self.assert_status(result, 0)
            self.assertFalse(is_refused)
            self.assertTrue(is_published)


if __name__ == "__main__":
    unittest.main()
