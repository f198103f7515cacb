"""The public edition: nothing closed is in any byte of it, numbers stay, and nothing is mixed or left behind."""
import base64
import io
import json
import pathlib
import re
import shutil
import unittest
import zipfile
import zlib

import support
from canaries import Canaries, write_closed_series, write_series


def unpacked(files):
    """All the bytes of a set of files, their names and the parts of workbooks too, in lower case."""
    out = []
    for name, data in files.items():
        out.append(name.encode() + b"\n" + data)
        if data[:4] == b"PK\3\4":
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                out += [part.encode() + b"\n" + book.read(part) for part in book.namelist()]
    return b"\n".join(out).lower()


def found(words, data):
    return {word: what for word, what in words.items() if word.encode() in data}


def missing(words, data):
    return {word: what for word, what in words.items() if word.encode() not in data}


ALL = ("-f", "html,md,xlsx,sqlite")


class CanaryTest(support.Case):
    def make(self, policy):
        canaries = Canaries()
        write_series(self.write, canaries, "serie", policy)
        write_closed_series(self.write, canaries, "lukket")
        return canaries

    def status(self, edition):
        """Every form of status, and what it says on both streams."""
        out = []
        for form in ("text", "md", "json"):
            result = self.referat("status", "serie", "lukket", "-f", form, "--edition", edition)
            self.assert_status(result, 0)
            out += [result.stdout, result.stderr]
        for table in ("meetings", "items", "schedule", "decisions", "actions", "forward", "annexes", "attendance",
                      "cases", "checks"):
            result = self.referat("status", "serie", "--table", table, "-f", "csv", "--edition", edition)
            self.assert_status(result, 0)
            out += [result.stdout, result.stderr]
        return b"\n".join(out).lower()

    def test_full_edition_has_every_word(self):
        canaries = self.make("number")
        self.build("serie", "-o", "out", *ALL)
        self.build("lukket", "-o", "out2", *ALL)
        data = unpacked(support.files_below(self.work / "out")) + unpacked(support.files_below(self.work / "out2"))
        for words in (canaries.closed, canaries.open, canaries.public):
            self.assertEqual(missing(words, data), {})

    def test_public_edition_has_no_closed_word(self):
        for policy in ("number", "title", "omit"):
            with self.subTest(policy=policy):
                canaries = self.make(policy)
                out = self.build("serie", "-o", f"out-{policy}", "--edition", "public", "-v", *ALL)
                closed = self.build("lukket", "-o", f"out2-{policy}", "--edition", "public", "-v", *ALL)
                data = unpacked(support.files_below(self.work / f"out-{policy}"))
                data += unpacked(support.files_below(self.work / f"out2-{policy}"))
                data += out.stderr.lower() + closed.stderr.lower() + self.status("public")
                leaked = found(canaries.closed, data)
                if policy == "title":
                    leaked = {word: what for word, what in leaked.items() if not what.endswith(TITLES)}
                self.assertEqual(leaked, {})
                self.assertEqual(missing(canaries.open, data), {})
                said = canaries.public if policy != "omit" else {}
                self.assertEqual(missing(said, data), {})
                if policy == "omit":
                    self.assertEqual(found(canaries.public, data), {})

    def test_public_archive_has_no_closed_word(self):
        for policy in ("number", "title", "omit"):
            with self.subTest(policy=policy):
                canaries = self.make(policy)
                said = b""
                for series in ("serie", "lukket", "."):
                    bag = f"{policy}-{series.strip('.')}"
                    result = self.referat("export", series, "-o", f"../{self.work.name}-{bag}", "--edition", "public", "-v", *ALL)
                    bag = self.work.parent / f"{self.work.name}-{bag}"
                    self.addCleanup(shutil.rmtree, bag)
                    self.assert_status(result, 0)
                    self.assert_status(self.referat("verify", bag), 0)
                    said += unpacked(support.files_below(bag)) + result.stderr.lower()
                leaked = found(canaries.closed, said)
                if policy == "title":
                    leaked = {word: what for word, what in leaked.items() if not what.endswith(TITLES)}
                self.assertEqual(leaked, {})
                self.assertEqual(missing(canaries.open, said), {})
                if policy != "omit":
                    self.assertEqual(missing(canaries.public, said), {})

    def test_each_meeting_alone(self):
        canaries = self.make("number")
        for meeting in ("2026-03-02", "2026-03-09", "2026-03-16"):
            result = self.build(f"serie/{meeting}", "-o", f"out-{meeting}", "--edition", "public", "-v")
            data = unpacked(support.files_below(self.work / f"out-{meeting}")) + result.stderr.lower()
            self.assertEqual(found(canaries.closed, data), {}, meeting)

    def test_numbers_stay(self):
        self.make("omit")
        self.build("serie", "-o", "out", "--edition", "public")
        text = (self.work / "out/2026-03-02/pack.md").read_text()
        headings = [line.split(":")[0].lstrip("# ") for line in text.splitlines() if "Punkt" in line and line[0] == "#"]
        self.assertEqual([line for line in headings if "Bilag" not in line],
                         ["Punkt 1", "Punkt 3", "Punkt 3.2", "Punkt 4", "Punkt 6", "Punkt 7"])
        self.assertEqual([line for line in headings if "Bilag" in line],
                         ["Punkt 4, Bilag 1", "Punkt 4, Bilag 2", "Punkt 4, Bilag 4", "Punkt 4, Bilag 5"])


# What `closed_items: title` shows.
TITLES = ("closed sub-item", "closed by minutes", "a closed heading", "item in nested", "sub-item title",
          "item title")

PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")

AGENDA = """\
---
kind: agenda
date: 2026-03-02
time: 10:00-12:00
items:
  - {title: Havnens lejemål, duration: 10, annexes: [ANNEXES]}
  - {title: Opsigelse af lejemålet i *Pakhus* 7 & 8, access: closed, duration: 15, annexes: [notat.csv]}
  - {title: Eventuelt, duration: 5}
---
Mødet holdes på første sal.
"""


class HarbourCase(support.Case):
    """A small series with a closed item and a file that is open."""

    def make(self, leak="", annexes="liste.csv"):
        self.write("serie/referat.yaml", "series: Havnen\n")
        self.write("serie/2026-03-02/liste.csv", f"Pakhus;Lejer\n{leak}\n")
        self.write("serie/2026-03-02/notat.csv", "hemmeligt\n")
        self.write("serie/2026-03-02/agenda.md", AGENDA.replace("ANNEXES", annexes))

    def public(self, status, *more):
        return self.build("serie", "-o", "out", "--edition", "public", *more, status=status)

    def outputs(self):
        return support.files_below(self.work / "out") if (self.work / "out").exists() else {}


class LeakTest(HarbourCase):
    """Closed text in an open file: the one way into the outputs that is the author's own."""

    def test_a_leak_leaves_nothing(self):
        self.make("7;Opsigelse af lejemålet i Pakhus 7 &amp; 8")
        result = self.public(4)
        self.assertIn(b"2026-03-02/annexes/punkt-1-bilag-1-liste.csv: error: closed text of item 2 of 2026-03-02",
                      result.stderr)
        self.assertIn(b"[closed-leak]", result.stderr)
        self.assertNotIn(b"Opsigelse", result.stderr)
        self.assertEqual(self.outputs(), {})
        self.assertFalse((self.work / "out").exists())

    def test_every_way_of_writing_it_is_a_leak(self):
        for leak in ("OPSIGELSE AF LEJEMÅLET I PAKHUS 7 &AMP; 8", "Opsigelse  af\nlejemålet i\tPakhus 7 & 8",
                     "Opsigelse af lejema\u030alet i Pakhus 7 & 8", "Opsigelse%20af%20lejem%C3%A5let%20i%20Pakhus%207",
                     "<b>Opsigelse</b> af leje<i>målet</i> i Pakhus 7", "Opsigelse af lejem&#229;let i Pakhus 7 8",
                     "\"Opsigelse af lejem\\u00e5let i Pakhus 7\"", "\\*Opsigelse\\* af lejemålet i \\*Pakhus",
                     "opsigelse-af-lejemaalet-i-pakhus-7-8"):
            with self.subTest(leak=leak):
                self.make(leak)
                self.public(4)

    def test_in_a_spreadsheet(self):
        book = io.BytesIO()
        with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("xl/sharedStrings.xml", "<t>Opsigelse af lejem&#xE5;let i Pakhus 7</t>")
        self.make(annexes="liste.xlsx")
        self.write("serie/2026-03-02/liste.xlsx", book.getvalue())
        self.public(4)

    def test_archives_that_cannot_be_unpacked(self):
        """More than is unpacked, and damaged ones: none hangs the run, none passes as clean."""
        book = io.BytesIO()
        part = zlib.compress(b"a" * (64 << 20))
        with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as file:
            for number in range(6):
                file.writestr(f"{number}", b"a" * (64 << 20))
        self.make(annexes="liste.zip")
        for data in (book.getvalue(), book.getvalue()[:-40], b"PK\3\4" + part):
            self.write("serie/2026-03-02/liste.zip", data)
            self.assertIn(b"liste.zip: note: 1 file was not wholly looked through for what is closed: it ", self.public(0).stderr)

    def test_a_picture_that_is_a_closed_annex(self):
        """In an open text it would be in the page. What the agenda encloses as open, too, may be shown."""
        shows = ", text: 'Se ![her](mole.png)'"
        for more, status in ((shows, 4), ("", 0), (shows + ", annexes: [mole.png]", 0)):
            with self.subTest(more=more):
                self.make()
                page = self.work / "serie/2026-03-02/agenda.md"
                page.write_text(page.read_text(encoding="utf-8").replace("[notat.csv]", "[notat.csv, mole.png]")
                                .replace("{title: Eventuelt", "{title: Eventuelt" + more), encoding="utf-8")
                self.write("serie/2026-03-02/mole.png", PICTURE)
                result = self.public(status)
                self.assertEqual(status == 4, b"[closed-quoted]" in result.stderr, result.stderr)
                self.assertEqual(status == 4, b"[closed-quoted]" in self.referat("check", "serie").stderr)
                if status:
                    self.assertNotIn(b"mole", result.stderr)
                    self.assertEqual({}, self.outputs())

    def test_no_data_has_reasons_of_absence(self):
        """The minutes say why; a list that programs read does not, in a public edition."""
        self.make()
        self.write("serie/2026-03-02/minutes.md", "---\nkind: minutes\npresent: [Ida Bro]\nabsent: [{name: Bo Ek, reason: sygemeldt}]\n"
                   "decisions: {1: noted, 2: noted, 3: noted}\n---\n")
        self.public(0)
        self.assertIn(b"sygemeldt", self.outputs()["2026-03-02/minutes.md"])
        for edition, reason in (("public", None), ("full", "sygemeldt")):
            result = self.referat("status", "serie", "--edition", edition, "-f", "json", "--table", "attendance")
            self.assertEqual([row["reason"] for row in json.loads(result.stdout) if row["name"] == "Bo Ek"], [reason])
            self.assertEqual(b"sygemeldt" in self.referat("status", "serie", "--edition", edition, "-f", "json").stdout, bool(reason))

    def without_libzip(self):
        """The environment of a machine that lacks it."""
        soname = re.search(rb"libzip\.so[.0-9]*", pathlib.Path(support.REFERAT).read_bytes())[0].decode()
        self.write(f"andre/{soname}", "jeg er intet bibliotek\n")
        return support.environment(LD_LIBRARY_PATH=str(self.work / "andre"))

    def test_without_the_library_of_archives(self):
        """It is asked for where a file needs it, and what cannot be looked through is not published."""
        self.make(annexes="liste.zip")
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as z:
            z.writestr("liste.csv", "Pakhus;Lejer\n")
        self.write("serie/2026-03-02/liste.zip", archive.getvalue())
        self.write("serie/2026-03-09/agenda.md", "---\nkind: agenda\nitems: [{title: Uden bilag}]\n---\n")
        lacks = self.without_libzip()
        asked = b"libzip (Debian package libzip4) is needed to look through it for what is closed, and is not installed"
        unwritten = b"cannot write the workbook: libzip, which reads it back, is not installed (Debian package libzip4)"
        for said, arguments in ((asked, ("build", "serie", "-o", "out", "-f", "html")), (unwritten, ("export", "serie", "-o", "bag")),
                                (unwritten, ("status", "serie", "-f", "xlsx", "-o", "status.xlsx"))):
            with self.subTest(command=arguments[0]):
                result = self.referat(*arguments, "--edition", "public", env=lacks)
                self.assert_status(result, 3)
                self.assertIn(said, result.stderr)
                self.assertFalse((self.work / arguments[arguments.index("-o") + 1]).exists())
        for arguments in (("check", "serie"), ("build", "serie", "-o", "fuld", "-f", "html,md"),
                          ("build", "serie/2026-03-09", "-o", "en", "--edition", "public")):
            self.assert_status(self.referat(*arguments, env=lacks), 0)

    def test_without_it_what_was_closed_since_goes(self):
        """An older edition stays where a new one cannot be looked through, unless its pages show what is closed by now."""
        self.make(annexes="{file: liste.csv, title: Liste over lejerne}, plan.zip")
        with zipfile.ZipFile(self.work / "serie/2026-03-02/plan.zip", "w") as z:
            z.writestr("plan.csv", "Pakhus;Mole\n")
        self.public(0, "-f", "html,md")
        old = self.outputs()
        lacks = self.without_libzip()
        self.build("serie", "-o", "out", "--edition", "public", "-f", "html,md", status=3, env=lacks)
        self.assertEqual(old, self.outputs())
        page = self.work / "serie/2026-03-02/agenda.md"
        page.write_text(page.read_text().replace("title: Liste over lejerne", "title: Liste over lejerne, access: closed"))
        self.build("serie", "-o", "out", "--edition", "public", "-f", "html,md", "--verify", status=3, env=lacks)
        self.assertEqual(old, self.outputs())
        result = self.build("serie", "-o", "out", "--edition", "public", "-f", "html,md", status=4, env=lacks)
        self.assertIn(b"[closed-leak]", result.stderr)
        self.assertEqual({}, self.outputs())

    def test_as_json(self):
        self.make("Opsigelse af lejemålet i Pakhus 7 & 8")
        result = self.public(4, "--diagnostics", "json")
        found = [json.loads(line) for line in result.stderr.splitlines() if line[:1] == b"{"]
        self.assertEqual([d["name"] for d in found], ["closed-leak"])

    def test_an_old_edition_goes_too(self):
        self.make()
        self.public(0)
        self.assertIn("2026-03-02/pack.html", self.outputs())
        self.write("out/notes.txt", "not ours")
        self.make("Opsigelse af lejemålet i Pakhus 7 & 8")
        self.public(4)
        self.assertEqual(self.outputs(), {"notes.txt": b"not ours"})

    def test_it_cannot_be_turned_off(self):
        self.make("Opsigelse af lejemålet i Pakhus 7 & 8")
        self.write("serie/referat.yaml", "series: Havnen\nchecks: {closed-leak: off}\n")
        self.public(4)

    def test_open_text_is_no_leak(self):
        self.make("Opsigelse af lejemålet i Pakhus 7 & 8")
        path = self.work / "serie/2026-03-02/agenda.md"
        path.write_text(path.read_text() + "Opsigelse af lejemålet i Pakhus 7 & 8 er lukket.\n")
        self.public(4)
        self.write("serie/referat.yaml", "series: Havnen\nallowed_texts: [{text: Opsigelse af lejemålet i Pakhus 7 & 8, reason: omtalt}]\n")
        self.public(0)
        self.assertIn("2026-03-02/annexes/punkt-1-bilag-1-liste.csv", self.outputs())

    def test_open_paragraphs_beside_each_other_quote(self):
        """Two items of a list, or cells of a table, that together spell the closed title: a reader reads on."""
        for words in ("- Opsigelse af\n- Lejemålet i Pakhus 7\n- & 8\n", "Opsigelse af lejemålet\n\ni Pakhus 7 & 8\n",
                      "| Opsigelse | af | lejemålet |\n| - | - | - |\n| i | Pakhus | 7 & 8 |\n"):
            self.make()
            path = self.work / "serie/2026-03-02/agenda.md"
            path.write_text(path.read_text() + words)
            self.assertIn(b"serie/2026-03-02/agenda.md:11:", self.public(4).stderr)

    def test_a_closed_meeting_is_named_by_its_date(self):
        self.make()
        for name, told in (("opsigelse-af-direktoeren", b"a closed title of the closed meeting on 2026-03-09 stands in the name of an open folder"),
                           ("direktoeropsigelsen", b"closed text of the closed meeting on 2026-03-09 is in the name of an output")):
            folder = self.work / f"serie/2026-03-09-{name}"
            self.write(f"serie/{folder.name}/agenda.md",
                       "---\nkind: agenda\ndate: 2026-03-09\naccess: closed\nitems: [{title: Opsigelse}]\n---\n")
            result = self.public(4)
            self.assertIn(told, result.stderr)
            self.assertNotIn(b"direkt", result.stderr)
            shutil.rmtree(folder)

    def test_nothing_is_scanned_in_the_full_edition(self):
        self.make("Opsigelse af lejemålet i Pakhus 7 & 8")
        self.build("serie", "-o", "out")
        self.assertIn("2026-03-02/annexes/punkt-2-bilag-1-notat.csv", self.outputs())


def pdf(content):
    """A PDF of one page with these operators of text, compressed."""
    stream = zlib.compress(b"BT /F 12 Tf 50 700 Td " + content.encode("latin-1") + b" ET")
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
               b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(stream), stream),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    out, places = b"%PDF-1.4\n", []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, data)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (b"xref\n0 6\n0000000000 65535 f \n%btrailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
                  % (rows, len(out)))


class PdfTest(HarbourCase):
    """The pages of an open annex that is a PDF."""

    def make_pdf(self, content):
        self.make(annexes="plan.pdf")
        self.write("serie/2026-03-02/plan.pdf", pdf(content))

    def test_closed_text_on_a_page(self):
        for content in ("(Opsigelse af lejem\xe5let i Pakhus 7 & 8) Tj", "[(Op) -20 (sigelse af le) 5 (jem\xe5let i Pakhus 7)] TJ",
                        "(Opsigelse af leje) Tj 0 -14 Td (m\xe5let i Pakhus) Tj 0 -14 Td (7) Tj"):
            self.make_pdf(content)
            self.assertIn(b"2026-03-02/annexes/punkt-1-bilag-1-plan.pdf: error: closed text of item 2 of 2026-03-02",
                          self.public(4).stderr)
            self.assertEqual(self.outputs(), {})
            self.assert_status(self.referat("export", "serie", "-o", "arkiv", "--edition", "public"), 4)

    def test_open_text_on_a_page(self):
        self.make_pdf("(Opsigelse af lejem\xe5l i Pakhus 9) Tj")
        self.assertNotIn(b"looked through", self.public(0).stderr)

    def test_what_cannot_be_looked_through_is_told(self):
        told = b"2026-03-02/annexes/punkt-1-bilag-1-plan.pdf: note: 1 file was not wholly looked through for what is closed: it "
        self.make_pdf("")
        self.assertIn(told + b"holds no text", self.public(0).stderr)
        self.assertNotIn(told, self.public(0, "-q").stderr)
        self.write("serie/2026-03-02/plan.pdf", b"%PDF-1.4 of no use")
        self.assertIn(told + b"is no PDF that can be read [not-scanned]\n", self.public(0).stderr)


class ArchiveTest(HarbourCase):
    """The bag of a public edition: no source with a closed part, and no bag where something leaks."""

    PAPER = "---\nkind: annex\ntitle: Lejere\n---\n"

    def export(self, status=0, *more):
        result = self.referat("export", "serie", "-o", "arkiv", "--edition", "public", *more)
        self.assert_status(result, status)
        return result

    def files(self):
        return support.files_below(self.work / "arkiv")

    def sources(self):
        return sorted(name for name in self.files() if "/source/" in name)

    def withheld(self):
        """What the inventory says of sources that are not there: the rows without a path."""
        lines = self.files()["metadata/inventory.csv"].decode("utf-8-sig").splitlines()
        rows = [[cell.strip('"') for cell in line.split(";")] for line in lines]
        rows = [dict(zip(rows[0], row)) for row in rows[1:]]
        return [(row["id"], row["access"]) for row in rows if row["role"] == "withheld" and not row["path"]]

    def test_sources_with_closed_parts_are_withheld(self):
        self.make(annexes="liste.csv, lejere.md, bilag/omtale.md")
        self.write("serie/2026-03-02/lejere.md", self.PAPER + "Se [listen](liste.csv).\n")
        self.write("serie/2026-03-02/bilag/omtale.md", self.PAPER + "Se [notatet](../notat.csv).\n")
        self.write("serie/2026-03-09/agenda.md", "---\nkind: agenda\ndate: 2026-03-09\nitems: [{title: Kaj 3}]\n---\n")
        self.export()
        self.assertEqual(self.sources(), ["data/2026-03-02/source/lejere.md", "data/2026-03-09/source/agenda.md",
                                          "data/source/referat.yaml"])
        self.assertEqual(self.withheld(), [("2026-03-02/source", "closed")])
        data = unpacked(self.files())
        for word in (b"opsigelse", b"notat.csv", b"hemmeligt"):
            self.assertNotIn(word, data)
        provenance = json.loads(self.files()["metadata/provenance.json"])
        self.assertEqual(provenance["options"]["edition"], "public")
        self.assertTrue(provenance["series"][0]["withholds_sources"])

    def test_what_names_a_closed_part_of_another_meeting_is_withheld(self):
        for number, agenda in enumerate((
                "items: [{title: Kaj 3, carried_from: 2026-03-02/2}]\n---\n",
                "items: [{title: Kaj 3}]\n---\nSe [notatet](../2026-03-02/afsked.md).\n")):
            self.make()
            self.write("serie/2026-03-02/afsked.md", "---\nkind: annex\naccess: closed\n---\nhemmeligt\n")
            self.write("serie/2026-03-09/agenda.md", f"---\nkind: agenda\ndate: 2026-03-09\n{agenda}")
            shutil.rmtree(self.work / "arkiv", ignore_errors=True)
            self.export()
            self.assertEqual(self.sources(), ["data/source/referat.yaml"], number)
            self.assertNotIn(b"afsked", unpacked(self.files()))

    def test_settings_that_list_numbers_are_withheld(self):
        self.make()
        self.write("serie/referat.yaml", "series: Havnen\nallowed_numbers: [{number: '0101901234', reason: Aftalen om fyret}]\n")
        self.export()
        self.assertEqual(self.sources(), [])
        self.assertIn(("settings", "closed"), self.withheld())
        self.assertNotIn(b"fyret", unpacked(self.files()))

    def test_settings_that_list_texts_are_withheld(self):
        self.make()
        self.write("serie/referat.yaml", "series: Havnen\nallowed_texts: [{text: Ord om fyret, reason: Sagt i avisen}]\n")
        self.export()
        self.assertEqual(self.sources(), [])
        self.assertIn(("settings", "closed"), self.withheld())
        self.assertNotIn(b"avisen", unpacked(self.files()))

    def test_an_open_series_is_whole(self):
        """Nothing is withheld, and data/ is that of the full edition."""
        self.make()
        self.write("serie/2026-03-02/agenda.md", AGENDA.replace("access: closed, ", "").replace("ANNEXES", "liste.csv"))
        self.export()
        self.assertEqual(self.withheld(), [])
        self.assert_status(self.referat("export", "serie", "-o", "hel"), 0)
        data = {name: content for name, content in self.files().items() if name.startswith("data/")}
        self.assertEqual(sorted(data), sorted(name for name in support.files_below(self.work / "hel") if name.startswith("data/")))
        self.export()

    def test_a_leak_leaves_no_bag(self):
        self.make("7;Opsigelse af lejemålet i Pakhus 7 &amp; 8")
        result = self.export(4)
        self.assertIn(b"data/2026-03-02/annexes/punkt-1-bilag-1-liste.csv: error: closed text of item 2 of 2026-03-02",
                      result.stderr)
        self.assertNotIn(b"Opsigelse", result.stderr)
        self.assertEqual(sorted(path.name for path in self.work.iterdir()), ["serie"])

    def test_a_leak_in_an_open_source(self):
        """A comment is on no page, and in the source all the same."""
        self.make()
        self.write("serie/2026-03-09/agenda.md", "---\nkind: agenda\ndate: 2026-03-09\n"
                   "# Opsigelse af lejemålet i Pakhus 7 & 8\nitems: [{title: Kaj 3}]\n---\n")
        self.public(0)
        self.assertIn(b"data/2026-03-09/source/agenda.md: error: closed text of item 2 of 2026-03-02", self.export(4).stderr)
        self.assertFalse((self.work / "arkiv").exists())

    def test_a_meeting_with_errors(self):
        self.make()
        self.write("serie/2026-03-02/agenda.md", AGENDA.replace("title: Eventuelt", "titel: Eventuelt"))
        self.assertNotIn(b"Eventuelt", self.export(1).stderr)
        self.assertEqual(sorted(path.name for path in self.work.iterdir()), ["serie"])


class FindingTest(HarbourCase):
    """What messages of a public run say."""

    NUMBER = "010190" + "-" + "1234"  # a date and four digits: shaped as a personal number

    def test_a_personal_number_in_an_open_part(self):
        self.make(annexes="liste.md")
        self.write("serie/2026-03-02/liste.md", f"---\nkind: annex\ntitle: Lejere\n---\n{self.NUMBER}\n")
        result = self.public(1)
        self.assertIn(b"2026-03-02/liste.md:5:1: error: ", result.stderr)
        self.assertFalse((self.work / "out/2026-03-02").exists())
        self.build("serie", "-o", "full")

    def test_a_personal_number_in_an_open_file(self):
        self.make(self.NUMBER)
        self.assertIn(b"2026-03-02/liste.csv:2:1: error: ", self.public(1).stderr)

    def test_a_personal_number_in_a_closed_part(self):
        self.make()
        self.write("serie/2026-03-02/notat.csv", f"hemmeligt {self.NUMBER}\n")
        result = self.public(0)
        self.assertIn(b"serie/2026-03-02: warning: a Danish personal number [cpr-number]", result.stderr)
        self.assertNotIn(b"notat", result.stderr)
        self.assertNotIn(b"hemmeligt", result.stderr)

    def test_a_personal_number_beside_something_closed(self):
        """On one line with a closed item it is published all the same."""
        self.make()
        self.write("serie/2026-03-02/agenda.md", "---\nkind: agenda\ndate: 2026-03-02\nitems: "
                   f"[{{title: Ida {self.NUMBER}}}, {{title: Opsigelse, access: closed}}]\n---\n")
        result = self.public(1)
        self.assertIn(b"agenda.md:4:21: error: item 2 of 2026-03-02: a Danish personal number [cpr-number]", result.stderr)
        self.assertNotIn(b"Opsigelse", result.stderr)
        self.assertEqual([name for name in self.outputs() if name.startswith("2026")], [])

    def test_addresses_that_lead_to_nothing_open(self):
        """The id of a closed item, the name of a closed file: on no page, in no table of findings, in no message."""
        self.make(annexes="omtale.md")
        agenda = self.work / "serie/2026-03-02/agenda.md"
        agenda.write_text(agenda.read_text().replace("access: closed,", "access: closed, id: fyret,") +
                          "Se [punktet](#fyret), [her](../2026-03-02/agenda.md#fyret) og [&](fyr&auml;.md).\n")
        self.write("serie/2026-03-02/omtale.md", "---\nkind: annex\ntitle: Omtale\n---\nSe [det](fyr.md) og [x][1].\n\n[1]: fyr.md\n")
        for arguments in ((), ("-v", "--diagnostics", "json")):
            result = self.public(0, *arguments)
            self.assertIn(b"annex-reference", result.stderr)
            self.assertNotIn(b"fyr", result.stderr)
            self.assertNotIn(b"fyr", unpacked(self.outputs()))
        self.assertIn("Se punktet, her og &amp;.", self.outputs()["2026-03-02/pack.html"].decode())
        self.assertNotIn(b"fyr", self.referat("status", "serie", "--table", "checks", "--edition", "public").stdout)
        self.build("serie", "-o", "full")
        self.assertIn(b"#fyret", (self.work / "full/2026-03-02/pack.html").read_bytes())

    def test_an_address_in_a_nested_agenda(self):
        """The id of an item that the agenda of a committee closes, in an open text of the meeting and in the committee's own: no message
        quotes the line, whether what it finds there is an address, too, or a word beside it. The id of an open one is quoted."""
        for code, beside in (("annex-reference", "[det](x.md)"), ("placeholder-text", "det TODO")):
            line = f"Se [punktet](#fyret) og {beside}.\n\nSe [kajen](#kajen) inden TODO.\n"
            for text, nested_text in ((line, ""), ("", line)):
                with self.subTest(code=code, text=text):
                    self.make(annexes="udvalg/agenda.md")
                    agenda = self.work / "serie/2026-03-02/agenda.md"
                    agenda.write_text(agenda.read_text() + text)
                    self.write("serie/2026-03-02/udvalg/agenda.md", "---\nkind: agenda\ndate: 2026-03-01\nitems:\n  - {title: Kajen, id: kajen}\n"
                               f"  - {{title: Opsigelse, id: fyret, access: closed}}\n---\n{nested_text}")
                    result = self.public(0)
                    self.assertIn(code.encode(), result.stderr)
                    self.assertIn(b"| Se [kajen](#kajen) inden TODO.\n", result.stderr)
                    self.assertNotIn(b"fyr", result.stderr)
                    self.assertNotIn(b"fyr", unpacked(self.outputs()))
                    self.assertIn("Se punktet og ", self.outputs()["2026-03-02/pack.html"].decode())

    def test_files_that_are_not_read(self):
        self.make(annexes="liste.csv, aaben.pdf")
        self.write("serie/2026-03-02/aaben.pdf", "%PDF-1.4")
        self.write("serie/2026-03-02/lukket.pdf", "%PDF-1.4")
        agenda = AGENDA.replace("ANNEXES", "liste.csv, aaben.pdf").replace("notat.csv", "notat.csv, lukket.pdf")
        self.write("serie/2026-03-02/agenda.md", agenda)
        result = self.public(0)
        self.assertIn(b"2026-03-02/annexes/punkt-1-bilag-2-aaben.pdf: note: ", result.stderr)
        self.assertNotIn(b"lukket.pdf", result.stderr)

    def test_a_document_that_nothing_names(self):
        self.make()
        self.write("serie/2026-03-02/afsked.md", "---\nkind: annex\naccess: closed\n---\nhemmeligt\n")
        result = self.public(0)
        self.assertIn(b"serie/2026-03-02: warning: a document that nothing names [unused-document]", result.stderr)
        self.assertNotIn(b"afsked", result.stderr)

    def test_errors_of_the_settings_are_told(self):
        self.make()
        self.write("serie/referat.yaml", "serie: Havnen\n")
        self.assertIn(b"did you mean 'series'?", self.public(1).stderr)


class PlaceTest(HarbourCase):
    """One folder, one edition."""

    def test_public_into_full(self):
        self.make()
        self.build("serie", "-o", "out")
        before = self.outputs()
        result = self.public(4)
        self.assertIn(b"a full edition is in ", result.stderr)
        self.assertEqual(self.outputs(), before)

    def test_full_into_public(self):
        self.make()
        self.public(0)
        before = self.outputs()
        result = self.build("serie", "-o", "out", status=4)
        self.assertIn(b"a public edition is in ", result.stderr)
        self.assertEqual(self.outputs(), before)

    def test_what_is_closed_later_goes(self):
        self.make()
        self.public(0)
        self.assertIn("2026-03-02/annexes/punkt-1-bilag-1-liste.csv", self.outputs())
        self.make(annexes="{file: liste.csv, access: closed}")
        self.assertEqual(self.public(1, "--verify").returncode, 1)
        self.public(0)
        self.assertFalse((self.work / "out/2026-03-02/annexes").exists())
        self.public(0, "--verify")

    def test_a_meeting_with_errors_keeps_its_own(self):
        """Where the error hides nothing: test_unread has the others."""
        self.make()
        self.public(0)
        before = self.outputs()
        agenda = self.work / "serie/2026-03-02/agenda.md"
        text = agenda.read_text(encoding="utf-8")
        agenda.write_text(text.replace("title: Eventuelt", "title: Eventuelt, carried_from: 2025-01-01/1"), encoding="utf-8")
        self.assertNotEqual(agenda.read_text(encoding="utf-8"), text)
        result = self.public(1)
        self.assertNotIn(b"Eventuelt", result.stderr)
        after = self.outputs()
        for name in ("2026-03-02/pack.html", "2026-03-02/annexes/punkt-1-bilag-1-liste.csv"):
            self.assertEqual(after[name], before[name])

    def test_same_bytes_and_nothing_left(self):
        self.make()
        self.public(0)
        before = self.outputs()
        self.public(0)
        self.assertEqual(self.outputs(), before)
        self.assertEqual([name for name in before if "tmp" in name], [])
        self.public(0, "--verify")

    def test_one_meeting_of_an_edition(self):
        self.make()
        self.write("serie/2026-03-09/agenda.md", "---\nkind: agenda\ndate: 2026-03-09\nitems: [{title: Kaj 3}]\n---\n")
        self.public(0)
        before = self.outputs()
        self.build("serie/2026-03-02", "-o", "out", status=4)
        self.make(annexes="{file: liste.csv, access: closed}")
        self.build("serie/2026-03-02", "-o", "out", "--edition", "public")
        gone = "2026-03-02/annexes/punkt-1-bilag-1-liste.csv"
        self.assertEqual(before.keys() - self.outputs().keys(), {gone})
        here = [name for name in sorted(before) if name != gone]
        self.assertEqual(support.marks_below(self.work / "out"), {".referat-public": here})
        self.make("Opsigelse af lejemålet i Pakhus 7 & 8")
        self.build("serie/2026-03-02", "-o", "out", "--edition", "public", status=4)
        self.assertEqual(sorted(self.outputs()), ["2026-03-09/agenda.html", "2026-03-09/agenda.md",
                                                  "2026-03-09/pack.html", "2026-03-09/pack.md", "index.html",
                                                  "status.xlsx"])

    def test_what_a_killed_run_left_goes(self):
        self.make()
        self.write("out/.referat-public-99999999.tmp/2026-03-02/pack.html", "half")
        self.public(0)
        self.assertEqual([name for name in self.outputs() if "tmp" in name], [])

    def test_a_list_that_leads_out_is_harmless(self):
        self.make()
        self.public(0)
        self.write("precious.txt", "precious")
        self.write("out/.referat-public", "../precious.txt\n/etc/passwd\na/../../precious.txt\nindex.html\n")
        self.public(4)  # its pages are not in the list
        self.assertEqual((self.work / "precious.txt").read_text(), "precious")

    def test_pages_say_which_edition_they_are(self):
        self.make()
        self.public(0)
        self.build("serie", "-o", "full")
        for page in ("agenda", "pack"):
            for suffix in ("html", "md"):
                public = (self.work / f"out/2026-03-02/{page}.{suffix}").read_text()
                full = (self.work / f"full/2026-03-02/{page}.{suffix}").read_text()
                self.assertIn("Offentlig udgave", public)
                self.assertNotIn("Fuld udgave", public)
                self.assertIn("Fuld udgave", full)
                self.assertNotIn("Offentlig udgave", full)
        self.assertIn("Offentlig udgave", (self.work / "out/index.html").read_text())

    def test_the_schedule_keeps_its_times(self):
        self.make()
        self.public(0)
        text = (self.work / "out/2026-03-02/agenda.md").read_text()
        rows = [line for line in text.splitlines() if line.startswith("|")]
        self.assertIn("10.25", rows[-1])
        self.assertIn("Eventuelt", rows[-1])
        self.assertIn("Lukket punkt", rows[-2])
        self.assertNotIn("10.10\u00a0–", rows[-2])


if __name__ == "__main__":
    unittest.main()
