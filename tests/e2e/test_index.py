"""The index of a series and of a folder of series: which files there are, how large, and what they hold."""
import json
import re
import shutil
import unittest

from support import Case, files_below

LARGEST_PAGE_BYTES = 2_000_000
TITLE = "Anlæg af en cykelsti langs havnen fra det gamle pakhus til sejlklubben med belysning og bænke nr. "


def agenda(day, item_count):
    items = "".join(f"  - title: {TITLE}{day}.{i}\n" for i in range(item_count))
    return f"---\nkind: agenda\ndate: {day}\nitems:\n{items}---\n"


class Index(Case):
    def write_meetings(self, name, days, item_count=3):
        self.write(f"{name}/referat.yaml", f"series: Møder i {name}\nbody: {name}\n")
        for day in days:
            self.write(f"{name}/{day}/agenda.md", agenda(day, item_count))

    def built(self, path, **options):
        self.build("-f", "html", path, "-o", "ud", **options)
        return {name: data.decode() for name, data in files_below(self.work / "ud").items()
                if "/pack." not in name and "/agenda." not in name}

    def test_a_short_series_is_one_file(self):
        self.write_meetings("vand", [f"2025-03-{day:02}" for day in range(1, 20)] + ["2024-01-08"])
        built = self.built("vand")
        self.assertEqual(built.keys(), {"index.html"})
        self.assertLess(built["index.html"].index('id="y2025"'), built["index.html"].index('id="y2024"'))
        data = re.search(r'<script type="application/json" id="data">(.*?)</script>', built["index.html"], re.DOTALL)
        meetings = json.loads(data.group(1))
        self.assertEqual([meeting[0] for meeting in meetings],
                         [f"2025-03-{day:02}" for day in reversed(range(1, 20))] + ["2024-01-08"])
        self.assertEqual(meetings[0][5][2][1], TITLE + "2025-03-19.2")

    def test_a_folder_of_series_counts_what_is_listed(self):
        """A meeting that is left out, first, last or in between, is as one that was not held."""
        days = ("2023-01-09", "2024-03-04", "2025-05-05", "2026-06-01")
        for left_out in days:
            pages = []
            for is_there in (False, True):
                shutil.rmtree(self.work / "by", ignore_errors=True)
                self.write_meetings("by/vand", [day for day in days if is_there or day != left_out])
                self.write_meetings("by/havn", ["2026-02-02"])
                self.write("by/vand/referat.yaml", "series: Møder\nclosed_items: omit\n")
                if is_there:
                    self.write(f"by/vand/{left_out}/agenda.md", agenda(left_out, 2).replace("kind: agenda\n", "kind: agenda\naccess: closed\n"))
                self.build("-f", "html", "by", "-o", f"ud-{left_out}-{is_there}", "--edition", "public")
                pages.append((self.work / f"ud-{left_out}-{is_there}/index.html").read_text(encoding="utf-8"))
            with self.subTest(left_out=left_out):
                self.assertEqual(*pages)
                self.assertIn("2026", pages[0])

    def test_a_folder_of_series_does_not_count_a_broken_seal(self):
        """Nobody knows what the record was: the public edition lists no such meeting, first or later."""
        days = ("2022-01-10", "2023-01-09", "2024-03-04", "2025-05-05", "2026-06-01")
        self.write_meetings("by/havn", ["2026-02-02"])
        for broken in days[:-1]:
            shutil.rmtree(self.work / "by/vand", ignore_errors=True)
            self.write("by/vand/referat.yaml", "series: Møder\n")
            for day, before in zip(days, (None, *days)):
                approves = f"type: minutes-approval, approves: {before}" if before else "type: agenda-approval"
                self.write(f"by/vand/{day}/agenda.md", f"---\nkind: agenda\ndate: {day}\nitems: [{{title: Referat, {approves}}}]\n---\n")
                self.write(f"by/vand/{day}/minutes.md", f"---\nkind: minutes\nmeeting: {day}\ndecisions: {{1: approved}}\n---\n")
            for day in days[:-1]:
                self.assert_status(self.referat("seal", f"by/vand/{day}"), 0)
            agenda_file = self.work / f"by/vand/{broken}/agenda.md"
            agenda_file.write_text(agenda_file.read_text(encoding="utf-8").replace("Referat", "Andet"), encoding="utf-8")
            self.build("-f", "html", "by", "-o", broken, "--edition", "public", status=4)
            page = (self.work / broken / "index.html").read_text(encoding="utf-8")
            with self.subTest(broken=broken):
                years = [day[:4] for day in days if day != broken]
                self.assertIn(f"{years[0]}–{years[-1]}", page)
                self.assertIn("Møder: 4 ", page)

    def test_a_long_series_is_split_by_year(self):
        days = [f"{year}-{month:02}-{day:02}" for year in (1986, 1987) for month in range(1, 8) for day in range(1, 26)]
        self.write_meetings("vand", days, item_count=8)
        built = self.built("vand")
        self.assertEqual(built.keys(), {"index.html", "index-1986.html", "index-1986.js", "index-1987.html", "index-1987.js"})
        for year in ("1986", "1987"):
            self.assertIn(f'href="index-{year}.html"', built["index.html"])
            self.assertIn('href="index.html"', built[f"index-{year}.html"])
            listed = re.findall(r'href="([\d-]+)/pack\.html"', built[f"index-{year}.html"])
            self.assertEqual(listed, [day for day in reversed(days) if day.startswith(year)])
            self.assertEqual(built[f"index-{year}.js"].count(TITLE), 8 * len(listed))

    def test_a_large_year_has_several_pages(self):
        days = [f"1987-{month:02}-{day:02}" for month in range(1, 11) for day in range(1, 21)]
        self.write_meetings("vand", days, item_count=60)
        built = self.built("vand")
        pages = sorted(name for name in built if re.fullmatch(r"index-1987.*\.html", name))
        self.assertGreater(len(pages), 1)
        self.assertEqual(pages[0], "index-1987-2.html")
        listed = [day for name in pages for day in re.findall(r'href="([\d-]+)/pack\.html"', built[name])]
        self.assertEqual(sorted(listed), days)
        for name, text in built.items():
            self.assertLess(len(text.encode()), LARGEST_PAGE_BYTES, name)
        self.assertIn(">1987 (2)</a>", built["index.html"])

    def test_few_long_meetings(self):
        self.write_meetings("vand", [f"1987-03-0{day}" for day in range(1, 6)], item_count=600)
        built = self.built("vand")
        self.assertEqual(built.keys(), {"index.html", "index-1987.html", "index-1987.js"})
        self.assertEqual(built["index-1987.html"].count(TITLE), 3000)

    def test_a_meeting_with_errors_promises_nothing(self):
        self.write_meetings("vand", ["2025-03-03", "2025-03-10"])
        self.write("vand/2025-03-10/minutes.md", "---\nkind: minutes\nmeeting: 2025-03-10\nitemz: 1\n---\n")
        self.referat("build", "-q", "-f", "html", "vand", "-o", "ud")
        page = (self.work / "ud/index.html").read_text(encoding="utf-8")
        self.assertIn("2025-03-03/pack.html", page)
        self.assertNotIn("2025-03-10/pack.html", page)
        self.assertIn("10. marts 2025", page)

    def test_a_folder_lists_its_series(self):
        self.write_meetings("by/vand", ["2023-03-03", "2025-03-10"])
        self.write_meetings("by/varme", ["2024-03-03"])
        built = self.built("by")
        self.assertIn('href="vand/index.html"', built["index.html"])
        self.assertIn("2023–2025", built["index.html"])
        self.assertIn('["varme/","Møder i by/varme"]', built["index.html"])
        self.assertEqual(built["vand/index-data.js"].count(TITLE), 6)
        self.assertIn('["","index-data.js"]', built["vand/index-parts.js"])

    def test_markdown_alone_has_no_index(self):
        self.write_meetings("by/vand", ["2023-03-03"])
        self.write_meetings("by/varme", ["2024-03-03"])
        self.build("-f", "md", "by", "-o", "ud")
        self.assertFalse([name for name in files_below(self.work / "ud") if "index" in name])

    def test_verify_looks_at_every_part(self):
        days = [f"1987-{month:02}-{day:02}" for month in range(1, 11) for day in range(1, 26)]
        self.write_meetings("vand", days, item_count=10)
        self.build("-f", "html", "vand", "-o", "ud")
        self.build("-f", "html", "--verify", "vand", "-o", "ud")
        (self.work / "ud/index-1987.js").unlink()
        result = self.build("-f", "html", "--verify", "vand", "-o", "ud", status=1)
        self.assertIn(b"index-1987.js", result.stderr)


if __name__ == "__main__":
    unittest.main()
