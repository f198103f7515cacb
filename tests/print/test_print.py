"""The pack on paper, as WeasyPrint and Chromium print it: every page of every document under its own stamp, numbered
within its document and within the pack."""
import os
import pathlib
import re
import subprocess
import sys
import unicodedata
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from support import EXAMPLES, Case  # noqa: E402

CHROMIUM = ["chromium", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PRINT_PAGE = os.environ["PRINT_PAGE"]
A4, A4_WIDE, A3 = (595.28, 841.89), (841.89, 595.28), (841.89, 1190.55)
HOSTILE = ['Med "citationstegn"', r"Bag\skråstreg \a 41", "</style><script>alert(1)</script>", "A & B <i>",
           "}@page{size:1mm}", "/* kommentar */", "url(x) content:none;", "'enkelt' `grav`", "שלום עולם",
           "æøå ÆØÅ ß", "{page} af {pages}", "50 % – 100 kr."]


def squeezed(text):
    """Without blanks, and without what a line's end adds to a word."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text).replace("\u2010\n", "").replace("-\n", "-"))


class Print(Case):
    def weasyprint(self, page):
        pdf = self.work / "w.pdf"
        subprocess.run(["weasyprint", "-q", page, pdf], check=True, capture_output=True, timeout=300)
        return pdf

    def chromium(self, page):
        pdf = self.work / "c.pdf"
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        subprocess.run([*CHROMIUM, *sandbox, f"--user-data-dir={self.work}/profile", f"--print-to-pdf={pdf}",
                        "--no-pdf-header-footer", "--generate-pdf-document-outline", page.as_uri()],
                       check=True, capture_output=True, timeout=300)
        return pdf

    def pages(self, pdf):
        text = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, timeout=300).stdout
        return [squeezed(page) for page in text.decode().split("\f")[:-1]]

    def dests(self, pdf):
        """Named destination -> page, from 1."""
        text = subprocess.run(["pdfinfo", "-dests", pdf], check=True, capture_output=True, timeout=300).stdout.decode()
        return {match[2]: int(match[1]) for match in re.finditer(r'^\s*(\d+) \[.*?\] "(.*)"$', text, re.MULTILINE)}

    def documents(self, page):
        """anchor -> stamp, in the order of the pack, read from the page's headings."""
        html = page.read_text(encoding="utf-8")
        found = {}
        for anchor, heading in re.findall(r'<article(?: class="file")? id="([^"]+)".*?>\n<h\d id="[^"]*">(.*?)</h\d>', html):
            found[anchor] = re.sub(r"<[^>]+>", "", heading).replace("&amp;", "&").replace("&lt;", "<") \
                .replace("&gt;", ">").replace("&quot;", '"')
        self.assertTrue(found)
        return found

    def build_pack(self, meeting):
        self.build(EXAMPLES / "havnsoe", "-f", "html", "-o", "ud")
        return self.work / "ud" / meeting / "pack.html"

    def check_stamps(self, pages, starts, documents, ends=None):
        """Each page holds its own document's stamp and no other's, and its number in it."""
        order = sorted(documents, key=lambda anchor: starts[anchor])
        for i, anchor in enumerate(order):
            # Without its end only a document's first page is certain to be its own.
            own = [number for number in range(starts[anchor], (ends or starts)[anchor] + 1)
                   if not any(ends and starts[a] <= number <= ends[a] for a in order[i + 1:])]
            stamp = squeezed(documents[anchor])
            for k, number in enumerate(own, 1):
                text = pages[number - 1]
                self.assertIn(stamp, text, (anchor, number))
                self.assertIn(f"side{k}af{len(own)}" if ends else f"side{k}", text, (anchor, number))
                for other in documents.values():
                    if squeezed(other) != stamp:
                        self.assertNotIn(squeezed(other), text.replace(stamp, ""), (other, number))
                outer = [a for a in order if a != anchor]
                for a in outer:
                    self.assertTrue(starts[a] != number, (a, anchor, number))

    def check_front(self, pages, dests, documents, items):
        """An item's own words stand on no page of a document."""
        for item in items:
            for anchor in documents:
                if not item.startswith(anchor):
                    self.assertFalse(dests[anchor] <= dests[item] <= dests[f"{anchor}.end"], (item, anchor))

    def check_pack_numbers(self, pages):
        for number, text in enumerate(pages, 1):
            self.assertIn(f"Pakkensside{number}af{len(pages)}", text)

    def check_meeting(self, meeting):
        page = self.build_pack(meeting)
        documents = self.documents(page)
        pdf = self.weasyprint(page)
        pages, dests = self.pages(pdf), self.dests(pdf)
        self.check_pack_numbers(pages)
        self.check_stamps(pages, dests, documents, {a: dests[f"{a}.end"] for a in documents})
        items = re.findall(r'<section id="([^"]+)">', page.read_text(encoding="utf-8"))
        self.check_front(pages, dests, documents, [item for item in items if item in dests])
        for anchor in documents:  # the contents' numbers are the documents' pages
            if anchor in dests and not anchor.count("bilag") > 1:
                title = squeezed(documents[anchor].split(", ", 1)[1])
                self.assertIn(f"{title}{dests[anchor]}", "".join(pages[:3]), anchor)
        pdf = self.chromium(page)
        pages, dests = self.pages(pdf), self.dests(pdf)
        self.check_pack_numbers(pages)
        self.check_stamps(pages, dests, {a: s for a, s in documents.items() if a in dests})

    def print_page(self, series, meeting, lines=(), ahead=False):
        """The page for an engine: what is known of its files and places is told line by line."""
        page = self.work / "print.html"
        run = subprocess.run([PRINT_PAGE, series, meeting, *(["ahead"] if ahead else [])], check=True,
                             input="".join(f"{line}\n" for line in lines).encode(), capture_output=True, timeout=60, cwd=self.work)
        page.write_bytes(run.stdout)
        return page

    def printed(self, series, meeting, lines=()):
        """As the program does it: (engine, page, pdf), WeasyPrint in one pass, Chromium in two."""
        page = self.print_page(series, meeting, lines, ahead=True)
        yield "weasyprint", page, self.weasyprint(page)
        first = self.dests(self.chromium(self.print_page(series, meeting, lines)))
        places = [f"place {anchor} {number}" for anchor, number in sorted(first.items())]
        page = self.print_page(series, meeting, [*places, *lines])
        pdf = self.chromium(page)
        self.assertEqual(self.dests(pdf), first)  # a third pass would say the same
        yield "chromium", page, pdf

    def check_printed(self, pdf, documents):
        pages, dests = self.pages(pdf), self.dests(pdf)
        self.check_pack_numbers(pages)
        self.check_stamps(pages, dests, documents, {a: dests[f"{a}.end"] for a in documents})
        for anchor in documents:
            if not anchor.count("bilag") > 1:
                title = squeezed(documents[anchor].split(", ", 1)[1])
                self.assertIn(f"{title}{dests[anchor]}", "".join(pages[:3]), anchor)
        return pages, dests

    def words(self, pdf, page):
        """The words of a page with their boxes: (left, top, right, bottom, word), in points from its upper left corner."""
        boxes = subprocess.run(["pdftotext", "-bbox", "-f", str(page), "-l", str(page), pdf, "-"], check=True, capture_output=True)
        found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<', boxes.stdout.decode())
        return [(*map(float, box), word) for *box, word in found]

    def check_references(self, pages, dests):
        text = "".join(pages)
        annex, item = "punkt-skybrud-bilag-3", "punkt-skybrud"
        self.assertIn(f"(Punkt5,Bilag3,side{dests[annex]})", text)
        self.assertIn(f"Skybrudsplan2026-2034(side{dests[annex]})", text)
        self.assertIn(f"5.SkybrudsplanforÅlykkekvarteret(side{dests[item]})", text)
        self.assertNotIn("side00", text)

    def check_no_signature_alone(self, pdf, count):
        for number in range(1, count + 1):
            body = [(top, left, word) for left, top, _, _, word in self.words(pdf, number) if top > 97]
            self.assertNotIn(min(body)[2], ("Enhed:", "Dato:", "Sagsbehandler:"), number)

    def test_both_engines_count_every_document(self):
        for meeting in ("2026-02-09", "2026-03-09"):
            for engine, page, pdf in self.printed(EXAMPLES / "havnsoe", meeting):
                with self.subTest(meeting=meeting, engine=engine):
                    pages, dests = self.check_printed(pdf, self.documents(page))
                    self.check_no_signature_alone(pdf, len(pages))
                    if meeting == "2026-02-09":
                        self.check_references(pages, dests)

    def test_nothing_leads_out_of_a_printed_page(self):
        page = self.print_page(EXAMPLES / "havnsoe", "2026-02-09").read_text(encoding="utf-8")
        links = re.findall(r'href="([^"]*)"', page)
        self.assertTrue(links)
        for link in links:
            self.assertRegex(link, r"^(#|https?:|mailto:)")
        self.assertNotIn('class="skip"', page)

    def write_files(self):
        """A pack of files and a text; what is known of the files' pages."""
        self.write("s/referat.yaml", "series: Bestyrelsen\nbody: Havneudvalget\n")
        self.write("s/2026-01-12/agenda.md", "---\nkind: agenda\nitems:\n  - title: Punkt\n    annexes:\n"
                   "      - {file: a.pdf, title: Plan}\n      - {file: b.xlsx, title: Regneark}\n"
                   "      - {file: c.md, title: Notat}\n      - {file: d.pdf, title: Kort, access: closed}\n---\n")
        for name in ("a.pdf", "d.pdf"):
            self.write(f"s/2026-01-12/{name}", "%PDF-1.4\n")
        self.write("s/2026-01-12/b.xlsx", "x" * 1_230_000)
        self.write("s/2026-01-12/c.md", "---\nkind: annex\n---\nSe [arket](b.xlsx).\n")
        sheets = [("punkt-1-bilag-1", A4), ("punkt-1-bilag-1", A4_WIDE), ("punkt-1-bilag-1", A4), ("punkt-1-bilag-4", A3)]
        return [*(f"file {anchor} {width} {height}" for anchor, (width, height) in sheets), "attach punkt-1-bilag-2"]

    def sizes(self, pdf):
        text = subprocess.run(["pdfinfo", "-l", "99", pdf], check=True, capture_output=True).stdout.decode()
        return [(float(w), float(h)) for w, h in re.findall(r"^Page.*size:\s+([\d.]+) x ([\d.]+)", text, re.MULTILINE)]

    def test_an_empty_page_for_each_page_of_a_file(self):
        lines = self.write_files()
        for engine, page, pdf in self.printed("s", "2026-01-12", lines):
            with self.subTest(engine=engine):
                pages, dests = self.check_printed(pdf, self.documents(page))
                self.assertEqual(len(pages), 7)
                for size, wanted in zip(self.sizes(pdf), [A4, A4, A4_WIDE, A4, A4, A4, A3]):
                    for got, want in zip(size, wanted):
                        self.assertAlmostEqual(got, want, delta=1)
                self.assertEqual(dests["punkt-1-bilag-1.end"], 4)
                # Nothing but stamp, head and foot: each word lies in the bands at the top and the foot.
                boxes = subprocess.run(["pdftotext", "-bbox", "-f", "2", "-l", "4", pdf, "-"], check=True,
                                       capture_output=True).stdout.decode()
                for height, words in re.findall(r'<page width="[\d.]+" height="([\d.]+)">(.*?)</page>', boxes, re.DOTALL):
                    places = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', words)
                    self.assertGreater(len(places), 8)
                    for top, bottom in places:
                        self.assertTrue(float(bottom) <= 46 or float(top) >= float(height) - 22, (top, bottom))
                self.assertIn(squeezed("punkt-1-bilag-2-regneark.xlsx (1,3 MB)"), pages[4])
                self.assertIn(squeezed("Filen er vedhæftet denne PDF."), pages[4])
                self.assertIn("Lukket", pages[6])

    def test_a_wide_table_turns_its_page(self):
        table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
        self.write("s/referat.yaml", "series: Bestyrelsen\npaper: a4\n")
        self.write("s/2026-01-12/agenda.md", "---\nkind: agenda\nitems:\n  - title: Punkt\n    annexes: [a.md]\n---\n"
                   f"Foran.\n\n{{.landscape}}\n{table}\nBagved.\n")
        self.write("s/2026-01-12/a.md", f"---\nkind: annex\ntitle: Tal\n---\nFør.\n\nTabel 1. Tal {{.landscape}}\n\n{table}\nEfter.\n")
        for engine, page, pdf in self.printed("s", "2026-01-12"):
            with self.subTest(engine=engine):
                pages, _ = self.check_printed(pdf, self.documents(page))
                self.assertEqual([w > h for w, h in self.sizes(pdf)], [False, True, False, False, True, False])
                for number, word in {0: "Foran.", 2: "Bagved.", 3: "Før.", 4: "Tabel1.Tal", 5: "Efter."}.items():
                    self.assertIn(word, pages[number])

    def test_a_letterhead_stands_beside_the_text(self):
        self.write("s/referat.yaml", "series: Bestyrelsen\nletterhead: [Havnsø Kommune, Nordmolen 1, 4999 Havnsø]\n")
        self.write("s/2026-01-12/agenda.md", "---\nkind: agenda\nitems:\n  - title: Punkt\n    annexes: [a.md]\n---\n")
        self.write("s/2026-01-12/a.md", "---\nkind: annex\nform: memo\ntitle: Notat om kajen\nunit: Havnen\n---\n"
                   "Kort.\n\n| Kaj | Længde |\n|---|---|\n| Nord | 120 |\n")
        for engine, page, pdf in self.printed("s", "2026-01-12"):
            with self.subTest(engine=engine):
                pages, dests = self.check_printed(pdf, self.documents(page))
                self.assertEqual(len(pages), 2)
                words = self.words(pdf, 2)
                first = {word[4]: word for word in reversed(words)}
                self.assertGreater(first["Nordmolen"][0], 300)
                self.assertLess(first["Kort."][0], 100)
                self.assertLess(first["Kort."][1], first["4999"][3] + 20)  # beside it, not below
                self.assertGreater(first["Længde"][1], first["4999"][3])  # the table is below
                for i, a in enumerate(words):
                    for b in words[i + 1:]:
                        (ax, ay, aX, aY), (bx, by, bX, bY) = a[:4], b[:4]
                        self.assertTrue(aX <= bx + 1 or bX <= ax + 1 or aY <= by + 3 or bY <= ay + 3, (a, b))

    def test_the_pdf_says_whose_it_is(self):
        pdf = self.weasyprint(self.print_page("s", "2026-01-12", self.write_files(), ahead=True))
        info = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True).stdout.decode()
        self.assertRegex(info, r"Author:\s+Havneudvalget")
        self.assertRegex(info, r"Subject:\s+Mødepakke, Havneudvalget, 12. januar 2026")
        self.assertRegex(info, r"CreationDate:\s+.*Jan 12 .*2026")

    def test_recommendations_and_annexes(self):
        self.check_meeting("2026-02-09")

    def test_a_nested_agenda(self):
        self.check_meeting("2026-03-09")

    def test_a_draft_says_so_on_every_page(self):
        drafts = [path.parent.name for path in (EXAMPLES / "havnsoe").glob("*/agenda.*")
                  if re.search(r"^status: draft", path.read_text(encoding="utf-8"), re.MULTILINE)]
        self.assertTrue(drafts)
        for text in self.pages(self.weasyprint(self.build_pack(drafts[0]))):
            self.assertIn("Udkast", text)

    def test_a_closed_part_marks_every_page(self):
        for text in self.pages(self.weasyprint(self.build_pack("2026-03-09"))):
            self.assertIn(squeezed("Fuld udgave"), text)

    def test_hostile_titles(self):
        self.write("s/referat.yaml", "series: Bestyrelsen\npaper: letter\n")
        annexes = "".join(f"      - {{file: a{i}.md, title: '{title.replace(chr(39), chr(39) * 2)}'}}\n"
                          for i, title in enumerate(HOSTILE))
        self.write("s/2026-01-12/agenda.md", f"---\nkind: agenda\nitems:\n  - title: Punkt\n    annexes:\n{annexes}---\n")
        for i in range(len(HOSTILE)):
            self.write(f"s/2026-01-12/a{i}.md", f"---\nkind: annex\n---\nTekst {i}.\n")
        self.build("s", "-f", "html", "-o", "ud")
        page = self.work / "ud/2026-01-12/pack.html"
        self.assertEqual(page.read_text(encoding="utf-8").count("</style>"), 1)
        shown = list(self.documents(page).values())
        for engine in (self.weasyprint, self.chromium):
            pages = self.pages(engine(page))
            self.assertGreater(len(pages), len(HOSTILE), engine)
            for text, stamp in zip(pages[-len(HOSTILE):], shown):
                if "שלום" not in stamp:  # whose letters come back in the order they are seen
                    self.assertEqual(text.count(squeezed(stamp)), 2, (stamp, text))  # stamp and heading
        size = subprocess.run(["pdfinfo", self.work / "w.pdf"], check=True, capture_output=True).stdout.decode()
        self.assertIn("612 x 792", size)

    def test_a_long_title_is_cut_on_the_stamp_only(self):
        self.write("s/referat.yaml", "series: Bestyrelsen\n")
        title = "Ord " * 150
        self.write("s/2026-01-12/agenda.md",
                   f"---\nkind: agenda\nitems:\n  - title: Punkt\n    annexes: [{{file: a.md, title: '{title}'}}]\n---\n")
        self.write("s/2026-01-12/a.md", "---\nkind: annex\n---\nTekst.\n")
        self.build("s", "-f", "html", "-o", "ud")
        html = (self.work / "ud/2026-01-12/pack.html").read_text(encoding="utf-8")
        stamp = re.search(r'@top-right\{content:"(.*?)"\}', html)[1]
        self.assertEqual(len(stamp), 201)
        self.assertTrue(stamp.endswith("…"))
        self.assertIn(title.strip(), html)


if __name__ == "__main__":
    unittest.main()
