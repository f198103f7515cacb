"""Packs as PDF, as -f pdf makes them with each engine: complete, numbered, linked, set like a typesetter's."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from paper import (ENGINES, destinations, headings, information, lines, outline, output_of, page_texts,  # noqa: E402
                   plain, squeezed)
from support import EXAMPLES, REFERAT, Case, environment  # noqa: E402

GOLDEN = pathlib.Path(__file__).parent / "layout"
UPDATES = bool(os.environ.get("REFERAT_UPDATE_GOLDEN"))
MOVED_POINTS = 14  # a line's height: less is another version of a font or an engine


# A recommendation, a nested agenda with closed parts, files, a draft, English.
PACKS = ["havnsoe/2026-02-09", "havnsoe/2026-03-09", "havnsoe/2026-05-11", "havnsoe/2026-08-10",
         "harbour-board/2026-04-21"]


class Examples(unittest.TestCase):
    """Packs of the example series, printed once with each engine."""

    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp(prefix="referat-print-"))
        cls.addClassCleanup(shutil.rmtree, cls.work)
        for engine in ENGINES:
            for pack in PACKS:
                subprocess.run([REFERAT, "build", "-q", EXAMPLES / pack, "-o", (cls.work / engine / pack).parent,
                                "-f", "html,pdf", "--pdf-engine", engine], check=True, env=environment(), timeout=600)

    def each_pack(self, check):
        """check(engine, PDF, HTML) of every pack."""
        for engine in ENGINES:
            found = sorted((self.work / engine).rglob("pack.pdf"))
            self.assertEqual(len(found), len(PACKS))
            for pdf in found:
                with self.subTest(engine=engine, pack=pdf.parent.name):
                    check(engine, pdf, pdf.with_suffix(".html").read_text(encoding="utf-8"))

    def documents(self, page):
        """anchor -> stamp, in the order of the pack, as the page's headings have it."""
        return {anchor: plain(heading) for anchor, heading in
                re.findall(r'<article(?: class="[^"]*")? id="([^"]+)".*?>\n<h\d id="[^"]*">(.*?)</h\d>', page)}

    def test_files_are_sound(self):
        def check(engine, pdf, page):
            self.assertEqual(subprocess.run(["qpdf", "--check", pdf], capture_output=True, check=False).returncode, 0)
            facts = information(pdf)
            self.assertEqual(facts["Title"], plain(re.search(r"<title>(.*?)</title>", page)[1]))
            self.assertTrue(facts["Author"])
            self.assertTrue(facts["Subject"])
            self.assertIn("(A4)", facts["Page size"])
            self.assertEqual(facts["JavaScript"], "no")
            self.assertEqual(facts["Tagged"], "yes" if engine == "chromium" else "no")
            fonts = output_of("pdffonts", pdf).splitlines()[2:]
            self.assertGreater(len(fonts), 1)
            annexes = ["Helvetica"] if pdf.parent.name == "2026-05-11" else []  # which the drawing there brings along
            for font in fonts:  # embedded, and its letters can be read
                if font.split()[0] not in annexes:
                    self.assertRegex(font, r" yes +(yes|no) +yes ")
        self.each_pack(check)

    def test_language(self):
        def check(engine, pdf, page):
            tag = re.search(r'<html lang="([^"]+)"', page)[1]
            objects = json.loads(output_of("qpdf", "--json", "--json-key=qpdf", pdf))["qpdf"][1]
            catalog = next(value["value"] for value in objects.values()
                           if isinstance(value.get("value"), dict) and value["value"].get("/Type") == "/Catalog")
            self.assertEqual(catalog["/Lang"], f"u:{tag}")
        self.each_pack(check)

    def own_pages(self, anchor, documents, dests):
        """The pages of a document that are no page of a document within it."""
        inner = [a for a in documents if a != anchor and dests[anchor] <= dests[a] <= dests[f"{a}.end"]
                 <= dests[f"{anchor}.end"]]
        return [number for number in range(dests[anchor], dests[f"{anchor}.end"] + 1)
                if not any(dests[a] <= number <= dests[f"{a}.end"] for a in inner)]

    def test_stamps_and_numbers(self):
        def check(engine, pdf, page):
            texts, dests, documents = page_texts(pdf), destinations(pdf), self.documents(page)
            side = r"[Ss]ide|[Pp]age"
            stamped = set()
            for anchor, stamp in documents.items():
                own = self.own_pages(anchor, documents, dests)
                stamped.update(own)
                for k, number in enumerate(own, 1):
                    text = texts[number - 1]
                    self.assertIn(squeezed(stamp)[:190], text, (anchor, number))
                    self.assertRegex(text, f"({side}){k}(af|of){len(own)}", (anchor, number))
                    for other in documents.values():
                        if squeezed(other) not in squeezed(stamp):
                            self.assertNotIn(squeezed(other)[:190], text, (other, number))
            self.assertEqual(len(stamped), sum(len(self.own_pages(a, documents, dests)) for a in documents))
            for number, text in enumerate(texts, 1):
                self.assertRegex(text, f"(Pakkensside|Packpage){number}(af|of){len(texts)}", number)
        self.each_pack(check)

    def test_the_contents_name_the_pages(self):
        def check(engine, pdf, page):
            dests, text = destinations(pdf), "".join(page_texts(pdf)[:4])
            contents = re.search(r"<nav.*?</nav>", page, re.DOTALL)[0]
            entries = re.findall(r'<a href="#([^"]+)">(.*?)</a>', contents, re.DOTALL)
            self.assertTrue(entries)
            for anchor, title in entries:
                self.assertIn(f"{squeezed(plain(title))}{dests[anchor]}", text, anchor)
        self.each_pack(check)

    def test_the_outline_is_the_headings(self):
        def check(engine, pdf, page):
            wanted = [squeezed(text) for _, text in headings(page)]
            found = [squeezed(title) for title, _, _ in outline(pdf)]
            self.assertEqual(found, wanted)
        self.each_pack(check)

    def test_the_outline_leads_to_the_pages(self):
        def check(engine, pdf, page):
            dests = destinations(pdf)
            anchors = re.findall(r'<(?:section|article)(?: class="[^"]*")? id="([^"]+)"[^>]*>\n<h\d[^>]*>(.*?)</h\d>', page)
            pages = {(squeezed(title), number) for title, number, _ in outline(pdf)}
            for anchor, heading in anchors:
                if anchor in dests:
                    self.assertIn((squeezed(plain(heading)), dests[anchor]), pages)
        self.each_pack(check)

    def test_links_land(self):
        def check(engine, pdf, page):
            written = set(re.findall(r'href="((?:https?|mailto):[^"]+)"', page))
            objects = json.loads(output_of("qpdf", "--json", "--json-key=qpdf", pdf))["qpdf"][1]
            text = json.dumps(objects)
            self.assertNotIn("file:", text)
            uris = {value[2:] for value in re.findall(r'"/URI": "(u:[^"]+)"', text)}
            self.assertLessEqual({uri.rstrip("/") for uri in uris}, {plain(uri).rstrip("/") for uri in written})
            dests = destinations(pdf)
            names = set(re.findall(r'"/Dest": "(?:/|u:)([^"]+)"', text))
            self.assertGreaterEqual(names, set(re.findall(r'href="#([^"]+)"', page)) - {"main"})
            self.assertLessEqual(names, set(dests))
        self.each_pack(check)

    def test_no_heading_is_stranded(self):
        def check(engine, pdf, page):
            titles = {squeezed(plain(text)) for text in re.findall(r"<h\d[^>]*>(.*?)</h\d>\n(?!</|<figure)", page)}
            self.assertTrue(titles)
            for number, found in enumerate(lines(pdf), 1):
                if found:
                    self.assertNotIn(squeezed(found[-1][2]), titles, number)
        self.each_pack(check)

    def test_no_page_holds_two_lines_of_a_text_before_it(self):
        def check(engine, pdf, page):
            starts = set(destinations(pdf).values())
            for number, found in enumerate(lines(pdf), 1):
                if number not in starts:
                    self.assertGreater(len(found), 2, number)
        self.each_pack(check)

    def test_the_same_bytes_again(self):
        for engine in ENGINES:
            again = self.work / "again" / engine
            subprocess.run([REFERAT, "build", "-q", EXAMPLES / "havnsoe/2026-02-09", "-o", again, "-f", "pdf",
                            "--pdf-engine", engine], check=True, env=environment(TZ="Asia/Tokyo"), timeout=600)
            first = next((self.work / engine).rglob("2026-02-09/pack.pdf"))
            self.assertEqual((again / "2026-02-09/pack.pdf").read_bytes(), first.read_bytes(), engine)

    def test_layout(self):
        """Where each page's body begins and ends, and how many lines it has: a change of the pages is seen."""
        for engine in ENGINES:
            pdf = next((self.work / engine).rglob("2026-02-09/pack.pdf"))
            found = [[[round(top), text] for top, _, text in (page[:1] + page[-1:])] for page in lines(pdf)]
            golden = GOLDEN / f"{engine}.json"
            if UPDATES:
                golden.parent.mkdir(exist_ok=True)
                golden.write_text("[\n" + ",\n".join(json.dumps(page, ensure_ascii=False) for page in found) + "\n]\n",
                                  encoding="utf-8")
            wanted = json.loads(golden.read_text(encoding="utf-8"))
            self.assertEqual([[text for _, text in page] for page in found],
                             [[text for _, text in page] for page in wanted], engine)
            for number, (page, old) in enumerate(zip(found, wanted), 1):
                for (top, text), (before, _) in zip(page, old):
                    self.assertLessEqual(abs(top - before), MOVED_POINTS, (engine, number, text))


class Made(Case):
    """Packs made for one question."""

    def pack(self, engine, body, name="s", front=""):
        self.write(f"{name}/referat.yaml", "series: Bestyrelsen\nbody: Søbo Vandværk\n")
        self.write(f"{name}/2026-01-12/agenda.md",
                   f"---\nkind: agenda\nitems:\n  - title: Punkt\n    annexes: [{{file: a.md}}]\n---\n")
        self.write(f"{name}/2026-01-12/a.md", f"---\nkind: annex\ntitle: Notat\n{front}---\n{body}")
        self.build(name, "-q", "-f", "pdf", "--pdf-engine", engine, "-o", f"ud-{engine}")
        return self.work / f"ud-{engine}" / "2026-01-12/pack.pdf"

    def test_a_long_table_repeats_its_head(self):
        table = "| Sted | Beløb |\n|---|---|\n" + "".join(f"| Række {i} | {i} kr. |\n" for i in range(120))
        for engine in ENGINES:
            pdf = self.pack(engine, f"## Oversigt\n\nTabel 1. Beløb\n\n{table}")
            pages = [text for text in page_texts(pdf) if "Række" in text]
            self.assertGreater(len(pages), 2)
            for text in pages:
                self.assertEqual(text.count("StedBeløb"), 1, engine)

    def test_headings_stay_with_what_they_head(self):
        """At every place on the page where a heading can come to stand."""
        for engine in ENGINES:
            body = "".join(f"\n## Afsnit {i}\n\n" + "Sætning om vandet i søen. " * (3 + i * 7 % 23) + "\n"
                           for i in range(60))
            pdf = self.pack(engine, body)
            for number, found in enumerate(lines(pdf), 1):
                self.assertFalse(found and found[-1][2].startswith("Afsnit"), (engine, number))

    def test_a_public_pack_has_nothing_closed(self):
        self.write("s/referat.yaml", "series: Bestyrelsen\nbody: Søbo Vandværk\n")
        self.write("s/2026-01-12/agenda.md", "---\nkind: agenda\ndate: 2026-01-12\nitems:\n"
                   "  - title: Åbent punkt\n    annexes: [{file: aaben.md}, {file: lukket.md, access: closed}]\n"
                   "  - {title: Hemmelighedskræmmeri, access: closed, basis: Loven}\n---\n")
        self.write("s/2026-01-12/aaben.md", "---\nkind: annex\ntitle: Åbent notat\n---\nTekst.\n")
        self.write("s/2026-01-12/lukket.md", "---\nkind: annex\ntitle: Fortroligt regneark\n---\nKroneforbruget.\n")
        for edition, holds in (("full", self.assertIn), ("public", self.assertNotIn)):
            self.build("s", "-q", "-f", "pdf", "--pdf-engine", "weasyprint", "--edition", edition, "-o", edition)
            pdf = self.work / edition / "2026-01-12/pack.pdf"
            text = "".join(page_texts(pdf)) + json.dumps(outline(pdf), ensure_ascii=False) + str(information(pdf))
            self.assertIn("Åbentnotat", text)
            for word in ("Hemmelighedskræmmeri", "Fortroligtregneark", "Kroneforbruget"):
                holds(word, text)

    def test_public_packs_of_meetings_with_errors(self):
        """A pack alone cannot be compared: of a meeting that closed something it goes, as it does where nothing can be read."""
        self.write("s/referat.yaml", "series: Bestyrelsen\n")
        for day in ("12", "19", "26"):
            self.write(f"s/2026-01-{day}/agenda.md", "---\nkind: agenda\nitems:\n  - title: Åbent punkt\n  - title: Pram\n---\n")

        def packs(status, **changes):
            for day, (before, after) in changes.items():
                page = self.work / f"s/2026-01-{day[1:]}/agenda.md"
                page.write_text(page.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
            self.build("s", "-q", "-f", "pdf", "--pdf-engine", "weasyprint", "--edition", "public", "-o", "ud", status=status)
            return [path.parent.name for path in sorted((self.work / "ud").rglob("pack.pdf"))]

        self.assertEqual(packs(0), ["2026-01-12", "2026-01-19", "2026-01-26"])
        wrong = "items:\n  - {title: Referat, type: minutes-approval, approves: 2026-01-12}\n"
        unread = ("items:", "farve: rød\nitems:")
        self.assertEqual(packs(1, d12=("items:\n", wrong), d19=unread), ["2026-01-12", "2026-01-26"])
        self.assertEqual(packs(1, d12=("title: Pram", "title: Pram\n    access: closed")), ["2026-01-26"])

    def test_a_pack_without_items(self):
        self.write("s/referat.yaml", "series: Bestyrelsen\n")
        self.write("s/2026-01-12/agenda.md", "---\nkind: agenda\nitems:\n  - title: Punkt\n---\n")
        for engine in ENGINES:
            self.build("s", "-f", "pdf", "--pdf-engine", engine, "-o", engine)
            self.assertTrue((self.work / engine / "2026-01-12/pack.pdf").read_bytes().startswith(b"%PDF-"))


if __name__ == "__main__":
    unittest.main()
