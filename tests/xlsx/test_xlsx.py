"""The status workbook, as other programs read it: tables, dates that are dates, and no text that became a formula."""
import csv
import datetime
import hashlib
import pathlib
import subprocess
import sys
import unittest
import urllib.parse

import openpyxl

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from support import AGENDA, Case, EXAMPLES  # noqa: E402

# In the order of the sheets; their names are in the documents' language.
TABLES = ["meetings", "items", "decisions", "actions", "annexes", "schedule", "forward", "attendance",
          "cases", "checks"]
CELL_LIMIT = 32767  # characters, Excel's own

HOSTILE = ['=HYPERLINK("x")', "@x", "+1+1", "-2", "'quoted'", 'a "b" c', "{=1+1}", "<b>&</b>",
           "http://example.org/", "0012", "1e5", "TRUE", "æøå 😀"]


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def tables(book):
    """table -> (sheet, heads, list of rows as dictionaries by head)"""
    found = {}
    for name, sheet in zip(TABLES, book.worksheets[1:]):
        for ref in (table.ref for table in sheet.tables.values()):
            rows = [list(row) for row in sheet[ref]]
            heads = [cell.value for cell in rows[0]]
            body = [dict(zip(heads, row)) for row in rows[1:]]
            filled = [row for row in body if any(cell.value is not None for cell in row.values())]
            found[name] = (sheet, heads, filled)
    return found


class Workbook(Case):
    def open(self, folder):
        return openpyxl.load_workbook(self.work / folder / "status.xlsx")

    def assert_no_formula(self, book):
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    self.assertNotEqual(cell.data_type, "f", (sheet.title, cell.coordinate))
                    self.assertNotEqual(cell.data_type, "e", (sheet.title, cell.coordinate))


class Example(Workbook):
    def setUp(self):
        super().setUp()
        self.build("-f", "xlsx", EXAMPLES / "havnsoe", "-o", "ud")
        self.book = self.open("ud")
        self.tables = tables(self.book)

    def test_an_overview_and_a_table_on_every_other_sheet(self):
        self.assertEqual(list(self.tables), TABLES)
        self.assertEqual([len(sheet.tables) for sheet in self.book.worksheets], [0] + [1] * len(TABLES))
        names = [sheet.title for sheet in self.book.worksheets]
        self.assertEqual(names[:4], ["Overblik", "Møder", "Punkter", "Beslutninger"])
        self.assertEqual(list(self.book["Sager på vej"].tables), ["Sager_på_vej"])

    def test_the_overview_counts_and_draws(self):
        sheet = self.book.worksheets[0]
        counts = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=4, max_row=13)}
        self.assertEqual(list(counts.values()), [len(self.tables[name][2]) for name in TABLES])
        self.assertEqual(len(sheet._charts), 1)
        months = [[cell.value for cell in row[:4]] for row in sheet.iter_rows(min_row=16) if row[0].value]
        states = [row["Status"].value for row in self.tables["actions"][2]]
        self.assertEqual(sum(row[1] for row in months), len(states))
        self.assertEqual(sum(row[2] for row in months), len(states) - states.count("åben"))
        self.assertEqual(months[-1][3], states.count("åben"))

    def test_a_build_reads_no_clock(self):
        self.assertEqual({row["Dage over frist"].value for row in self.tables["actions"][2]}, {None})
        self.build("-f", "xlsx", "--as-of", "2030-01-01", EXAMPLES / "havnsoe", "-o", "senere")
        later = tables(self.open("senere"))["actions"][2]
        self.assertTrue(any(row["Dage over frist"].value for row in later))

    def test_heads_are_distinct_and_frozen(self):
        for name, (sheet, heads, _) in self.tables.items():
            self.assertEqual(sheet.freeze_panes, "A2", name)
            self.assertEqual(len({head.casefold() for head in heads}), len(heads), heads)

    def test_no_cell_is_a_formula(self):
        self.assert_no_formula(self.book)

    def test_every_meeting_has_its_row(self):
        # Agendas deeper down are papers that a meeting encloses.
        folders = {path.parent for kind in ("agenda", "minutes")
                   for path in (EXAMPLES / "havnsoe").glob(f"*/{kind}.*")}
        rows = self.tables["meetings"][2]
        self.assertEqual(len(rows), len(folders))
        dates = {row["Dato"].value for row in rows}
        for folder in folders:
            self.assertIn(datetime.datetime.fromisoformat(folder.name), dates)

    def test_counts_agree_with_the_other_sheets(self):
        meetings = self.tables["meetings"][2]
        items = self.tables["items"][2]
        self.assertTrue(items)
        self.assertEqual(sum(row["Punkter"].value for row in meetings), len(items))
        # A paper that is listed and not enclosed has a row and no number.
        enclosed = [row for row in self.tables["annexes"][2]
                    if isinstance(row["Bilag"].value, int)]
        self.assertTrue(enclosed)
        self.assertEqual(sum(row["Bilag"].value for row in meetings), len(enclosed))
        for row in enclosed:
            if row["SHA-256"].value:
                self.assertRegex(row["SHA-256"].value, "^[0-9a-f]{64}$")
                path = EXAMPLES / "havnsoe" / row["Fil"].value
                self.assertEqual(path.stat().st_size, row["Størrelse (byte)"].value)
                self.assertEqual(hashlib.sha256(path.read_bytes()).hexdigest(), row["SHA-256"].value)

    def test_dates_are_dates(self):
        for row in self.tables["meetings"][2]:
            self.assertTrue(row["Dato"].is_date)
            self.assertIsInstance(row["Dato"].value, datetime.datetime)
        due = [cell for row in self.tables["actions"][2] for head, cell in row.items()
               if isinstance(cell.value, datetime.datetime)]
        self.assertTrue(due)

    def test_planned_minutes_are_a_number_or_nothing(self):
        planned = [row["Minutter"].value for row in self.tables["items"][2]]
        self.assertTrue(any(planned))
        self.assertIn(None, planned)
        self.assertNotIn(0, planned)

    def test_actions_name_the_minutes_that_closed_them(self):
        meetings = {row["Møde"].value for row in self.tables["meetings"][2]}
        rows = self.tables["actions"][2]
        closed = [row for row in rows if row["Lukket på"].value]
        self.assertTrue(closed)
        for row in closed:
            self.assertIn(row["Lukket på"].value, meetings)

    def test_links_lead_into_the_packs_and_look_like_it(self):
        self.build("-f", "html,xlsx", EXAMPLES / "havnsoe", "-o", "alt")
        links = [cell for sheet in self.book.worksheets for row in sheet.iter_rows()
                 for cell in row if cell.hyperlink]
        self.assertTrue(links)
        for cell in links:
            page = self.work / "alt" / urllib.parse.unquote(cell.hyperlink.target)
            anchor = cell.hyperlink.location
            self.assertTrue(page.is_file(), cell.hyperlink.target)
            if anchor:
                self.assertIn(f'id="{anchor}"', page.read_text(encoding="utf-8"))
            if cell.fill.fill_type is None:  # a state says what it is by its colour
                self.assertEqual(cell.font.underline, "single")

    def test_the_same_bytes_again(self):
        self.build("-f", "xlsx", EXAMPLES / "havnsoe", "-o", "igen")
        self.assertEqual((self.work / "ud/status.xlsx").read_bytes(),
                         (self.work / "igen/status.xlsx").read_bytes())


class Hostile(Workbook):
    def build_titles(self, titles, settings=""):
        items = "".join(f"  - title: {quoted(title)}\n    type: information\n" for title in titles)
        head, _, _ = AGENDA.format(day=2).partition("items:")
        self.write("vand/referat.yaml",
                   "series: Bestyrelsesmøder\nbody: Søbo Vandværk\n" + settings)
        self.write("vand/2026-03-02/agenda.md", f"{head}items:\n{items}---\n")
        self.build("-f", "xlsx", "vand", "-o", "ud")
        return self.open("ud")

    def titles(self, book):
        sheet, heads, rows = tables(book)["items"]
        return [row["Titel"] if "Titel" in row else row[heads[2]] for row in rows]

    def test_titles_come_back_as_text(self):
        book = self.build_titles(HOSTILE)
        self.assert_no_formula(book)
        cells = self.titles(book)
        self.assertEqual([cell.value for cell in cells], HOSTILE)
        self.assertEqual({cell.data_type for cell in cells}, {"s"})

    def test_forty_thousand_characters_are_cut_at_a_character(self):
        for letter in ("x", "å"):
            cell, = self.titles(self.build_titles([letter * 40000]))
            self.assertEqual(cell.value, letter * (CELL_LIMIT - 1) + "…")

    def test_links_into_folders_of_any_name(self):
        for day, name in enumerate(("2026-03-02", "2026-03-03 æ", "2026-03-04#1?", "2026-03-05:x", "2026-03-06 100%25", "2026-03-07 (a) & 'b'"), 2):
            self.write(f"vand/{name}/agenda.md", AGENDA.format(day=day).replace("    id: pumpe", "    number: 107/20"))
        self.write("vand/referat.yaml", "series: Bestyrelsesmøder\n")
        self.build("-f", "html,xlsx", "vand", "-o", "ud")
        _, _, rows = tables(self.open("ud"))["meetings"]
        links = [cell.hyperlink.target for row in rows for cell in row.values() if cell.hyperlink]
        self.assertEqual(sorted(urllib.parse.unquote(link) for link in links),
                         sorted(page.relative_to(self.work / "ud").as_posix() for page in self.work.glob("ud/*/pack.html")))
        for link in links:
            parts = urllib.parse.urlsplit(link)
            self.assertEqual((parts.scheme, parts.query, parts.fragment), ("", "", ""), link)
        _, _, rows = tables(self.open("ud"))["items"]
        self.assertIn("107/20", {cell.value for row in rows for cell in row.values() if cell.hyperlink})

    def test_what_fits_is_whole(self):
        text = "å" * CELL_LIMIT
        cell, = self.titles(self.build_titles([text]))
        self.assertEqual(cell.value, text)

    def test_labels_that_are_alike(self):
        """Names of sheets and heads that differ in case alone, or hold what Excel forbids."""
        book = self.build_titles(["Et"], "labels:\n  meetings: Alt\n  items: ALT\n  decisions: 'alt'\n"
                                         "  actions: 'A/B: [x]*?'\n  annexes: History\n  date: møde\n")
        names = [sheet.title.casefold() for sheet in book.worksheets]
        self.assertEqual(len(set(names)), 1 + len(TABLES), names)
        self.assertNotIn("history", names)
        for _, heads, _ in tables(book).values():
            self.assertEqual(len({head.casefold() for head in heads}), len(heads), heads)


class LibreOffice(Workbook):
    """What LibreOffice makes of the workbook is what status says."""

    # Every sheet, semicolons, quotes, UTF-8, cells as they are shown.
    FILTER = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"

    def test_every_cell(self):
        series = EXAMPLES / "havnsoe"
        self.build("-f", "html,xlsx", series, "-o", "ud")
        subprocess.run(["soffice", f"-env:UserInstallation=file://{self.work}/profile", "--headless",
                        "--convert-to", self.FILTER, "--outdir", self.work, self.work / "ud/status.xlsx"],
                       check=True, capture_output=True, timeout=300)
        book = self.open("ud")
        for name, sheet in zip(TABLES, book.worksheets[1:]):
            text = (self.work / f"status-{sheet.title}.csv").read_text(encoding="utf-8")
            shown = list(csv.reader(text.splitlines(keepends=True), delimiter=";"))
            result = self.referat("status", series, "--table", name, "-f", "csv", "--as-of", "1990-01-01")
            said = list(csv.reader(result.stdout.decode("utf-8-sig").splitlines(keepends=True), delimiter=";"))
            self.assertEqual(len(shown), len(said), name)
            for left, right in zip(shown, said):
                for cell, expected in zip(left, right):
                    if cell != expected and len(expected) == 7:  # a month, which the sheet writes in words
                        self.assertRegex(cell, f"{expected[:4]}$")
                    else:
                        self.assertEqual(cell, expected, name)


if __name__ == "__main__":
    unittest.main()
