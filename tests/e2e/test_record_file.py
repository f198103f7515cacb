"""record.sqlite (-f sqlite), read by Python, by the program sqlite3 and by an ODBC driver: its views are the tables of `referat status`, in both editions; it
has the same bytes whichever way it was made; and a public one holds nothing that is closed."""
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import unittest

from random_series import Series
from reference_series import References
from support import EXAMPLES, REFERAT, ROOT, Case, environment, files_below

AS_OF = "2026-05-12"
TABLES = ("meetings", "items", "decisions", "actions", "annexes", "schedule", "forward", "attendance", "cases", "checks")
SEEDS = range(400 if os.environ.get("REFERAT_LONG") == "1" else 25)
FULL, PUBLIC = (), ("--edition", "public")
OF_MEETINGS = ("meeting", "item", "link", "point", "ballot", "annex", "action", "change", "presence")


def minutes_of(clock):
    """Of "10.30", "10:30" and "01.30 (næste dag)"."""
    hour, minute, rest = re.fullmatch(r"(\d+)[.:](\d+)(.*)", clock).groups()
    return 60 * int(hour) + int(minute) + (1440 if rest else 0)


def comparable(row):
    """A row of `status` as the database has it: no day is in there, and times are written as no language does."""
    return {key: minutes_of(value) if key in ("start", "end") and value else value
            for key, value in row.items() if key not in ("days_overdue", "series")}


class Record(Case):
    maxDiff = 3000

    def build(self, name, *arguments, to="out"):
        result = self.referat("build", name, "-o", to, "-f", "sqlite", *arguments)
        self.assertIn(result.returncode, (0, 1), result.stderr)
        return self.work / to / "record.sqlite"

    def open(self, path):
        db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.addCleanup(db.close)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA trusted_schema = OFF")
        return db

    def compare(self, name, edition, to):
        """What differs between the views and `status`, as text; and how many rows there were."""
        path = self.build(name, *edition, to=to)
        if not path.exists():
            return f"{name}: no database", 0
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            db.row_factory = sqlite3.Row
            for pragma in ("integrity_check", "foreign_key_check"):
                found = [tuple(row) for row in db.execute(f"PRAGMA {pragma}")]
                if found not in ([], [("ok",)]):
                    return f"{name}: {pragma}: {found[:3]}", 0
            made = {table: [comparable(dict(row)) for row in db.execute(f"SELECT * FROM {table}")] for table in TABLES}
        db.close()
        status = self.referat("status", name, "-f", "json", "--as-of", AS_OF, *edition)
        for table, rows in json.loads(status.stdout).items():
            expected = [comparable(row) for row in rows]
            if made[table] != expected:
                a, b = next(((a, b) for a, b in zip(made[table], expected) if a != b), (len(made[table]), len(expected)))
                return f"{name} {edition}: {table}:\ndatabase {a}\nstatus   {b}", 0
        return None, sum(map(len, made.values()))

    def compare_all(self, series):
        """series: name -> files."""
        for name, files in series.items():
            for path, text in files.items():
                self.write(f"{name}/{path}", text)
        jobs = [(name, edition, f"out-{name}-{len(edition)}") for name in series for edition in (FULL, PUBLIC)]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            found = list(pool.map(lambda job: self.compare(*job), jobs))
        wrong = [problem for problem, _ in found if problem]
        self.assertFalse(wrong, f"{len(wrong)} of {len(found)}:\n" + "\n".join(wrong[:4]))
        self.assertGreater(sum(count for _, count in found), 50 * len(found))

    # ---- The tables ----

    def test_examples(self):
        for name in ("havnsoe", "harbour-board"):
            for edition in (FULL, PUBLIC):
                with self.subTest(name=name, edition=edition):
                    problem, count = self.compare(EXAMPLES / name, edition, f"out-{name}-{len(edition)}")
                    self.assertIsNone(problem)
                    self.assertGreater(count, 40)

    def test_series_by_chance(self):
        self.compare_all({f"s{seed}": Series(seed).files for seed in SEEDS})

    def test_references(self):
        self.compare_all({f"r{seed}": References(seed).files for seed in SEEDS})

    def test_references_ahead(self):
        self.compare_all({f"a{seed}": References(seed, ahead=True, unique=seed % 2 == 0).files for seed in SEEDS})

    def test_rows_of_every_kind(self):
        """What the comparisons above go over is there at all."""
        counts = dict.fromkeys((*OF_MEETINGS, "approved", "way", "back", "heard", "finding"), 0)
        for seed in range(6):
            for maker in (Series, References):
                name = f"{maker.__name__}{seed}"
                for path, text in maker(seed).files.items():
                    self.write(f"{name}/{path}", text)
                db = self.open(self.build(name, to=f"out-{name}"))
                for table in counts:
                    counts[table] += db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table, count in counts.items():
            self.assertGreater(count, 20, table)

    def test_an_unread_meeting(self):
        """Its folder is all that is known of it, and the public edition does not even have that."""
        self.write_series(days=(2, 9))
        agenda = self.work / "vand/2026-03-09/agenda.md"
        agenda.write_text(agenda.read_text(encoding="utf-8").replace("type: agenda-approval", "acess: closed"), encoding="utf-8")
        for edition, rows in ((FULL, [("2026-03-02", None, 2), ("2026-03-09", "unread", None)]), (PUBLIC, [("2026-03-02", None, 2)])):
            path = self.build("vand", *edition, to=f"out{len(edition)}")
            found = self.open(path).execute("SELECT meeting, state, items FROM meetings").fetchall() if path.exists() else []
            self.assertEqual([tuple(row) for row in found], rows)

    # ---- The file ----

    def write_references(self, count=40):
        for path, text in References(7, count, unique=True).files.items():
            self.write(f"serie/{path}", text)

    def test_the_same_bytes_whichever_way(self):
        self.write_references()
        one = self.build("serie", "-j", "1", "--no-cache", to="one").read_bytes()
        self.assertEqual(one[:16], b"SQLite format 3\0")
        self.assertEqual(one[68:72], b"REFR")
        self.assertEqual(self.build("serie", "-j", "3", to="three").read_bytes(), one)
        self.assertEqual(self.build("serie", to="three").read_bytes(), one)
        self.assertEqual(self.build(self.work / "serie", to="whole").read_bytes(), one)
        for part in (1, 2, 3):
            self.referat("build", "serie", "-o", "parts", "-f", "sqlite", "--shard", f"{part}/3")
            self.assertFalse((self.work / "parts/record.sqlite").exists())
        self.referat("merge", "parts")
        self.assertEqual((self.work / "parts/record.sqlite").read_bytes(), one)

    def test_what_changed_is_in_it(self):
        self.write_references(12)
        before = self.build("serie").read_bytes()
        agenda = next(path for path in sorted((self.work / "serie").rglob("agenda.md")))
        agenda.write_text(agenda.read_text(encoding="utf-8").replace("et stykke grund", "en bro"), encoding="utf-8")
        after = self.build("serie").read_bytes()
        self.assertNotEqual(after, before)
        self.assertEqual(after, self.build("serie", "--no-cache", to="full").read_bytes())
        (self.work / "out/record.sqlite").unlink()
        self.assertEqual(self.build("serie").read_bytes(), after)

    def test_one_meeting_has_none(self):
        self.write_series(days=(2, 9))
        self.referat("build", "vand/2026-03-02", "-o", "out", "-f", "md,sqlite")
        self.assertEqual(sorted(files_below(self.work / "out")), ["2026-03-02/agenda.md", "2026-03-02/minutes.md", "2026-03-02/pack.md"])

    def test_the_program_sqlite3(self):
        path = self.build(EXAMPLES / "havnsoe")
        for sql, expected in (("SELECT count(*) FROM meetings", "9"), ("PRAGMA user_version", "1"), ("PRAGMA journal_mode", "delete"),
                              ("SELECT outcome FROM decisions WHERE meeting = '2026-02-09' AND item = '4' AND point IS NULL", "adopted-amended")):
            made = subprocess.run(["sqlite3", path, sql], capture_output=True, text=True, check=False)
            self.assertEqual((made.stdout.strip(), made.stderr), (expected, ""))

    def test_odbc(self):
        """As spreadsheets open it: by a driver, which lists the tables and asks for types."""
        path = self.build(EXAMPLES / "havnsoe")
        source = f"DRIVER=SQLite3;Database={path};NoCreat=1"
        asked = "help\nSELECT outcome FROM decisions WHERE meeting = '2026-02-09' AND item = '4' AND point IS NULL\n"
        made = subprocess.run(["isql", "-b", "-x0x7c", "-k", source], input=asked, capture_output=True, text=True, check=False)
        self.assertEqual((made.returncode, made.stderr), (0, ""))
        self.assertIn("adopted-amended", made.stdout.splitlines())
        kinds = {row.split("|")[2]: row.split("|")[3] for row in made.stdout.splitlines() if row.count("|") > 3}
        self.assertEqual({name: kind for name, kind in kinds.items() if name in (*TABLES, *OF_MEETINGS)},
                         {**dict.fromkeys(TABLES, "VIEW"), **dict.fromkeys(OF_MEETINGS, "TABLE")})

    def test_verify(self):
        self.write_series()
        path = self.build("vand")
        self.assert_status(self.referat("build", "vand", "-o", "out", "-f", "sqlite", "--verify"), 0)
        with sqlite3.connect(path) as db:
            db.execute("UPDATE meeting SET place = 'Skibet'")
        db.close()
        result = self.referat("build", "vand", "-o", "out", "-f", "sqlite", "--verify")
        self.assert_status(result, 1)
        self.assertIn(b"record.sqlite", result.stderr)

    def test_what_lies_beside_it(self):
        """A journal that another program left is neither read nor removed; a link in its place is not followed."""
        self.write_references(6)
        path = self.build("serie")
        expected = path.read_bytes()
        other = self.work / "andet.sqlite"
        shutil.copy(path, other)
        path.unlink()
        path.symlink_to(other)
        with sqlite3.connect(other) as db:
            db.execute("CREATE TABLE further AS SELECT 1")
        db.close()
        changed = other.read_bytes()
        for ending in ("-journal", "-wal", "-shm"):
            path.with_name(path.name + ending).write_bytes(changed)
        self.build("serie")
        self.assertEqual(path.read_bytes(), expected)
        self.assertFalse(path.is_symlink())
        for kept in (other, *(path.with_name(path.name + ending) for ending in ("-journal", "-wal", "-shm"))):
            self.assertEqual(kept.read_bytes(), changed)

    def test_a_database_of_another_program(self):
        self.write_references(6)
        self.write("out/record.sqlite", "SQLite format 3\0 af et andet program")
        self.assert_status(self.referat("build", "serie", "-o", "out", "-f", "sqlite"), 4)
        self.assertEqual((self.work / "out/record.sqlite").read_text(encoding="utf-8"), "SQLite format 3\0 af et andet program")

    def test_without_sqlite(self):
        soname = re.search(rb"libsqlite3\.so[.0-9]*", pathlib.Path(REFERAT).read_bytes())[0].decode()
        self.write(f"andre/{soname}", "jeg er intet bibliotek\n")
        missing = environment(LD_LIBRARY_PATH=str(self.work / "andre"))
        self.write_series()
        result = self.referat("build", "vand", "-o", "ud", "-f", "md,sqlite", env=missing)
        self.assert_status(result, 3)
        self.assertRegex(result.stderr.decode(), rf"cannot write the database: .*{re.escape(soname)}")
        self.assertTrue((self.work / "ud/2026-03-02/pack.md").is_file())
        self.assert_status(self.referat("build", "vand", "-o", "andet", env=missing), 0)

    # ---- The public edition ----

    def test_reasons_are_never_public(self):
        self.write_references(12)
        full, public = (self.open(self.build("serie", *edition, to=f"out{len(edition)}")) for edition in (FULL, PUBLIC))
        self.assertGreater(full.execute("SELECT count(reason) FROM presence").fetchone()[0], 5)
        self.assertEqual(public.execute("SELECT count(reason), count(substitute) > 5, max(id) = count(DISTINCT id) FROM presence, meeting").fetchone()[:],
                         (0, 1, 1))
        self.assertNotIn(b"Syg", (self.work / "out2/record.sqlite").read_bytes())

    def test_a_title_that_is_a_phrase_of_the_schema(self):
        """It says nothing of the series there; a cell that has it is a leak all the same."""
        self.write_series()
        agenda = self.work / "vand/2026-03-02/agenda.md"
        text = agenda.read_text(encoding="utf-8").replace("title: Ny pumpe", "title: Who was at a meeting and who was not\n    access: closed")
        agenda.write_text(text, encoding="utf-8")
        minutes = self.work / "vand/2026-03-02/minutes.md"
        minutes.write_text(minutes.read_text(encoding="utf-8").split("## pumpe")[0], encoding="utf-8")
        self.assertTrue(self.build("vand", *PUBLIC).exists())

    def test_a_database_among_the_annexes(self):
        """Nobody opens it: it is named, and its bytes are looked through."""
        self.write_series()
        agenda = self.work / "vand/2026-03-02/agenda.md"
        agenda.write_text(agenda.read_text(encoding="utf-8").replace("duration: 20", "duration: 20\n    annexes: [record.sqlite]"), encoding="utf-8")
        shutil.copy(self.build("vand", to="full"), self.work / "vand/2026-03-02/record.sqlite")
        result = self.referat("build", "vand", "-o", "out", "-f", "html,sqlite", *PUBLIC)
        self.assert_status(result, 0)
        self.assertIn(b"it is a database", result.stderr)
        bag = self.referat("export", "vand", "-o", "bag", "-f", "html,sqlite", *PUBLIC)
        self.assert_status(bag, 0)
        self.assertRegex(bag.stderr, rb"annexes/\S*record.sqlite: note: .* it is a database")

    def test_a_bag(self):
        self.write_series()
        self.referat("export", "vand", "-o", "bag", "-f", "html,sqlite")
        made = (self.work / "bag/data/record.sqlite").read_bytes()
        self.assertEqual(made, self.build("vand").read_bytes())
        line = next(line for line in (self.work / "bag/metadata/inventory.csv").read_text(encoding="utf-8").splitlines() if "record.sqlite" in line)
        self.assertIn('"record"', line.split(";"))
        self.assertIn('"application/vnd.sqlite3"', line.split(";"))

    # ---- docs/record.md ----

    def test_every_column_is_documented(self):
        schema = (ROOT / "src/facts/schema.sql").read_text(encoding="utf-8")
        lines = []
        for name, what, body in re.findall(r"CREATE TABLE (\w+) \(\s+-- ([^\n]*)\n(.*?)\n\)", schema, re.DOTALL):
            lines += [f"### {name}", "", f"{what}.", "", "| column | type | what |", "| :--- | :--- | :--- |"]
            lines += [f"| `{column}` | {kind.lower()} | {meaning} |"
                      for column, kind, meaning in re.findall(r"^  (\w+) +(TEXT|INTEGER)\b.*?\s-- (.*)$", body, re.MULTILINE)]
            lines.append("")
        page = (ROOT / "docs/record.md").read_text(encoding="utf-8")
        self.assertEqual(page[page.index("### series"):].splitlines(), lines[:-1])
        db = self.open(self.build(EXAMPLES / "harbour-board"))
        columns = [row["name"] for table in ("series", "outcome", *OF_MEETINGS, "finding") for row in db.execute(f"PRAGMA table_info({table})")]
        self.assertEqual(columns, re.findall(r"^\| `(\w+)` \| (?:text|integer) \|", page, re.MULTILINE))
        views = page[page.index("| view |"):page.index("## Ten questions")]
        documented = dict(re.findall(r"^\| `(\w+)` \| .* \| ([a-z_, ]+) \|$", views, re.MULTILINE))
        for view, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
            columns = ", ".join(row["name"] for row in db.execute(f"PRAGMA table_info({view})"))
            self.assertEqual(documented.get(view), None if view in TABLES else columns, view)
        for name in (*TABLES, "series", "outcome", *OF_MEETINGS, "finding"):
            self.assertRegex(page[:page.index("## Ten questions")], rf"\b{name}\b")

    def test_the_questions(self):
        questions = re.findall(r"^```sql\n(.*?)^```", (ROOT / "docs/record.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        self.assertEqual(len(questions), 10)
        db = self.open(self.build(EXAMPLES / "havnsoe"))
        for question in questions:
            self.assertGreater(len(db.execute(question).fetchall()), 0, question)


if __name__ == "__main__":
    unittest.main()
