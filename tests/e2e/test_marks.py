"""The full edition says that it is the full one wherever it shows something closed, and nowhere else."""
import csv
import io
import unittest
import zipfile

import support

MARK = "Fuld udgave"
PAGES = ("agenda", "minutes", "pack")


def agenda(day, items, body=""):
    return f"---\nkind: agenda\ndate: 2026-03-{day:02}\nitems:\n{items}---\n{body}"


def minutes(day, fields, body="## 1\nDrøftet.\n"):
    return f"---\nkind: minutes\nmeeting: 2026-03-{day:02}\n{fields}---\n{body}"


class MarkCase(support.Case):
    """Four meetings; the first has a closed item, the others have none of their own."""

    SECOND = "{title: Molen}"
    CHANGES = ""

    def setUp(self):
        super().setUp()
        self.write("havn/referat.yaml", "series: Havnerådet\n")
        self.write("havn/2026-03-02/agenda.md", agenda(
            2, "  - {title: Kranen}\n  - {title: Opsigelse af havnefogeden, id: fogeden, access: closed}\n"))
        self.write("havn/2026-03-02/minutes.md", minutes(
            2, "decisions: {1: noted, fogeden: {outcome: postponed, returns: 2026-05}}\n",
            "## 1\nDrøftet.\n\n- [ ] @Per maler kranen id:maling\n\n## fogeden\nDrøftet.\n\n- [ ] @Per taler med ham id:samtale\n"))
        for day in (9, 16):
            self.write(f"havn/2026-03-{day:02}/agenda.md", agenda(day, "  - {title: Molen}\n"))
            self.write(f"havn/2026-03-{day:02}/minutes.md", minutes(day, "decisions: {1: noted}\n"))

    def settings(self, text):
        self.write("havn/referat.yaml", "series: Havnerådet\n" + text)

    def marked(self, folder="out"):
        """The pages that say they are of the full edition, each format alike: "2026-03-02/pack"."""
        out, found = self.work / folder, {}
        for path in out.rglob("*.*"):
            if path.stem in PAGES and path.suffix in (".html", ".md"):
                place = f"{path.parent.name}/{path.stem}"
                found.setdefault(place, set()).add(MARK in path.read_text())
        self.assertEqual([place for place, said in found.items() if len(said) > 1], [])
        return sorted(place for place, said in found.items() if said == {True})

    def built(self):
        self.build("havn", "-o", "out", "-q")
        return self.marked()


FIRST = [f"2026-03-02/{page}" for page in PAGES]


class PageTest(MarkCase):
    def test_the_meeting_with_the_closed_item_alone(self):
        self.assertEqual(self.built(), FIRST)

    def test_what_earlier_meetings_left_open(self):
        self.settings("follow_up: true\n")
        self.assertEqual(self.built(), [*FIRST, "2026-03-09/pack", "2026-03-16/pack"])

    def test_open_follow_ups_are_no_reason(self):
        self.settings("follow_up: true\n")
        path = self.work / "havn/2026-03-02/agenda.md"
        path.write_text(path.read_text().replace(", access: closed", ""))
        self.assertEqual(self.built(), [])

    def test_what_became_of_an_action(self):
        self.write("havn/2026-03-09/minutes.md", minutes(9, "decisions: {1: noted}\nactions: {samtale: done}\n"))
        self.write("havn/2026-03-16/minutes.md", minutes(16, "decisions: {1: noted}\nactions: {maling: done}\n"))
        self.assertEqual(self.built(), [*FIRST, "2026-03-09/minutes", "2026-03-09/pack"])

    def test_where_an_item_comes_from(self):
        self.write("havn/2026-03-09/agenda.md", agenda(9, "  - {title: Igen, carried_from: 2026-03-02/fogeden}\n"))
        self.write("havn/2026-03-16/agenda.md", agenda(16, "  - {title: Igen, carried_from: 2026-03-02/1}\n"))
        self.assertEqual(self.built(), [*FIRST, "2026-03-09/agenda", "2026-03-09/pack"])

    def test_minutes_of_a_closed_meeting_are_approved(self):
        self.write("havn/2026-03-03/agenda.md", agenda(3, "  - {title: Lukket møde}\n").replace("items:", "access: closed\nitems:"))
        self.write("havn/2026-03-03/minutes.md", minutes(3, ""))
        self.write("havn/2026-03-09/agenda.md", agenda(9, "  - {title: Referat, type: minutes-approval, approves: 2026-03-03}\n"))
        self.assertEqual([page for page in self.built() if "03-02" not in page and "03-03" not in page],
                         ["2026-03-09/agenda", "2026-03-09/pack"])

    def test_the_row_says_so_too(self):
        self.settings("follow_up: true\n")
        self.write("havn/2026-03-09/minutes.md", minutes(9, "decisions: {1: noted}\nactions: {samtale: {note: Ring}, maling: done}\n"))
        self.write("havn/2026-03-09/rettelser.yaml",
                   "kind: corrections\ncorrections: [{date: 2026-04-01, access: closed, text: Et ord.}, {date: 2026-04-02, text: To ord.}]\n")
        self.built()
        page = (self.work / "out/2026-03-09/pack.md").read_text()
        for row in ("[samtale](<../2026-03-02/pack.md>) – Lukket punkt |", "| samtale – Lukket punkt |", "1\\. april 2026 – Lukket"):
            self.assertIn(row, page)
        for row in ("[maling](<../2026-03-02/pack.md>) |", "| maling |", "2\\. april 2026\n"):
            self.assertIn(row, page)

    def test_closed_corrections(self):
        for day, access in ((9, "closed"), (16, "open")):
            self.write(f"havn/2026-03-{day:02}/rettelser.yaml",
                       f"kind: corrections\ncorrections: [{{date: 2026-04-01, access: {access}, text: Der mangler et ord.}}]\n")
        self.assertEqual(self.built(), [*FIRST, "2026-03-09/minutes", "2026-03-09/pack"])

    def test_a_meeting_built_alone(self):
        self.settings("follow_up: true\n")
        self.build("havn/2026-03-16", "-o", "out", "-q")
        self.assertEqual(self.marked(), ["2026-03-16/pack"])

    def test_it_follows_the_earlier_meeting(self):
        """A later build marks the page anew once the earlier item was opened, and the other way round."""
        self.settings("follow_up: true\n")
        path = self.work / "havn/2026-03-02/agenda.md"
        text = path.read_text()
        for closing in (", access: closed", "", ", access: closed"):
            path.write_text(text.replace(", access: closed", closing))
            self.assertEqual("2026-03-16/pack" in self.built(), bool(closing))

    def test_the_public_edition_says_what_it_is(self):
        self.settings("follow_up: true\n")
        self.build("havn", "-o", "out", "-q", "--edition", "public")
        self.assertEqual(self.marked(), [])
        for path in (self.work / "out").rglob("*.md"):
            self.assertIn("Offentlig udgave", path.read_text())


class InventoryTest(MarkCase):
    def rows(self):
        self.assert_status(self.referat("export", "havn", "-o", "bag"), 0)
        text = (self.work / "bag/metadata/inventory.csv").read_text("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text), delimiter=";"))

    def test_it_says_closed_for_each_page_that_shows_something_closed(self):
        self.settings("follow_up: true\n")
        closed = {row["path"] for row in self.rows() if row["access"] == "closed"}
        for page in ("data/2026-03-02/pack.html", "data/2026-03-09/pack.html", "data/2026-03-16/pack.md"):
            self.assertIn(page, closed)
        self.assertNotIn("data/2026-03-16/minutes.html", closed)
        self.assertNotIn("data/2026-03-16/source/minutes.md", closed)

    def test_it_says_closed_for_minutes_that_speak_of_a_closed_item(self):
        self.write("havn/2026-03-09/minutes.md", minutes(9, "decisions: {1: noted}\nactions: {samtale: done}\n"))
        closed = {row["path"] for row in self.rows() if row["access"] == "closed"}
        self.assertIn("data/2026-03-09/source/minutes.md", closed)
        self.assertIn("data/2026-03-09/minutes.html", closed)


class TablesTest(MarkCase):
    def sheets(self, *options):
        """The parts of the workbook: its shared words, and each sheet."""
        self.build("havn", "-o", "out", "-q", *options)
        with zipfile.ZipFile(self.work / "out/status.xlsx") as book:
            parts = {name: book.read(name).decode() for name in book.namelist()}
        shared = parts.get("xl/sharedStrings.xml", "") + parts["xl/worksheets/sheet1.xml"]
        return shared, [text for name, text in parts.items() if "worksheets/sheet" in name and name.endswith(".xml")]

    def test_the_workbook_and_each_of_its_sheets(self):
        shared, sheets = self.sheets()
        self.assertIn(MARK, shared)
        self.assertEqual([MARK in sheet.partition("<oddHeader>")[2] for sheet in sheets], [True] * 11)

    def test_an_ampersand_in_a_header(self):
        self.settings("labels: {full_edition: 'Fuld udgave & mere'}\n")
        self.assertIn("&amp;CFuld udgave &amp;&amp; mere", self.sheets()[1][0])

    def test_a_long_label(self):
        self.settings("labels: {full_edition: '" + "Fuld udgave € " * 30 + "'}\n")
        shared, sheets = self.sheets()
        self.assertIn(MARK, sheets[3].partition("<oddHeader>")[2])

    def test_the_public_workbook(self):
        shared, sheets = self.sheets("--edition", "public")
        self.assertNotIn(MARK, shared + "".join(sheets))
        self.assertIn("Offentlig udgave", sheets[3])

    def test_nothing_closed(self):
        path = self.work / "havn/2026-03-02/agenda.md"
        path.write_text(path.read_text().replace(", access: closed", ""))
        shared, sheets = self.sheets()
        self.assertNotIn(MARK, shared + "".join(sheets))
        self.assertNotIn("oddHeader", sheets[0])
        self.assertNotIn(MARK, (self.work / "out/index.html").read_text())
        self.assertNotIn(MARK, self.referat("status", "havn").stdout.decode())

    def test_the_page_of_a_folder_of_series(self):
        """It searches them all."""
        self.write("by/aaben/2026-03-02/agenda.md", agenda(2, "  - {title: Kranen}\n"))
        self.write("by/aaben/referat.yaml", "series: Åben\n")
        (self.work / "havn").rename(self.work / "by/havn")
        for edition, mark in (("full", MARK), ("public", "Offentlig udgave")):
            for _ in range(2):  # the second time from what the first one left
                self.build("by", "-o", edition, "-q", "--edition", edition)
                self.assertIn(mark, (self.work / edition / "index.html").read_text())
        path = self.work / "by/havn/2026-03-02/agenda.md"
        path.write_text(path.read_text().replace(", access: closed", ""))
        self.build("by", "-o", "full", "-q")
        self.assertNotIn(MARK, (self.work / "full/index.html").read_text())

    def test_only_an_annex_is_closed(self):
        """The table of annexes has it."""
        self.write("havn/2026-03-02/agenda.md", agenda(
            2, "  - {title: Kranen}\n  - {title: Fyret, id: fogeden, annexes: [{file: bud.txt, access: closed}]}\n"))
        self.write("havn/2026-03-02/bud.txt", "tre bud\n")
        shared, _ = self.sheets()
        self.assertIn(MARK, shared)
        self.assertIn(MARK, (self.work / "out/index.html").read_text())

    def test_a_closed_meeting_without_items(self):
        self.write("havn/2026-03-02/agenda.md", "---\nkind: agenda\ndate: 2026-03-02\naccess: closed\n---\n")
        (self.work / "havn/2026-03-02/minutes.md").unlink()
        self.build("havn", "-o", "out", "-q")
        self.assertIn(MARK, (self.work / "out/index.html").read_text())

    def test_status(self):
        for form in (["-f", "text"], ["-f", "md"], ["-f", "md", "--table", "actions"]):
            self.assertIn(MARK, self.referat("status", "havn", *form).stdout.decode())
            public = self.referat("status", "havn", *form, "--edition", "public").stdout.decode()
            self.assertIn("Offentlig udgave", public)
            self.assertNotIn(MARK, public)

    def test_a_table_for_programs_is_the_table_alone(self):
        for form in ("text", "csv", "json"):
            self.assertNotIn(MARK, self.referat("status", "havn", "-f", form, "--table", "actions").stdout.decode())


if __name__ == "__main__":
    unittest.main()
