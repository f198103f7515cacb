"""Personal numbers in annexes that are no text, in a public edition: what a reader can open is looked through."""
import io
import re
import unittest
import zipfile

import support

TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def paragraph(*runs):
    """A paragraph of Word, which parts its text as it likes."""
    return "<w:p><w:pPr/>" + "".join(f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs) + "</w:p>"


def word_table(*rows):
    return "<w:tbl>" + "".join("<w:tr>" + "".join(f'<w:tc><w:tcPr><w:tcW w:w="2000"/></w:tcPr>{paragraph(cell)}</w:tc>' for cell in row) + "</w:tr>"
                               for row in rows) + "</w:tbl>"


def docx(body, **more):
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": f"{HEAD}<w:document>{body}</w:document>", **more})


def xlsx(rows, strings=()):
    """Cells are numbers; "s0" is the shared string 0, and None is no cell."""
    sheet = "".join(f'<row r="{r}">' + "".join(cell(f"{chr(65 + c)}{r}", value) for c, value in enumerate(row) if value is not None) + "</row>"
                    for r, row in enumerate(rows, 1))
    texts = "".join(f"<si>{text}</si>" for text in strings)
    return packed({"[Content_Types].xml": TYPES, "xl/worksheets/sheet1.xml": f"{HEAD}<worksheet><sheetData>{sheet}</sheetData></worksheet>",
                   "xl/sharedStrings.xml": f"{HEAD}<sst>{texts}</sst>"})


def cell(name, value):
    return f'<c r="{name}" t="s"><v>{value[1:]}</v></c>' if value[0] == "s" else f'<c r="{name}"><v>{value}</v></c>'


def ods(*rows):
    cells = "".join("<table:table-row>" + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" if c else
                                                  '<table:table-cell table:number-columns-repeated="2"/>' for c in row) + "</table:table-row>" for row in rows)
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                   "content.xml": f"{HEAD}<office:document-content><table:table>{cells}</table:table></office:document-content>"})


MAIL = b"From: ida@example.org\nSubject: Klage\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n" \
       b"Content-Transfer-Encoding: base64\n\nQm9yZ2VyIDAxMDE3MC0xMjM0Cg==\n"

FILES = {
    "runs.docx": docx(paragraph("Borger 0101", "70", "-12", "34.")),
    "cells.docx": docx(word_table(["Født", "Løbenr."], ["010170", "1234"])),
    "head.docx": docx(paragraph("Intet."), **{"word/header1.xml": f"{HEAD}<w:hdr>{paragraph('010170-1234')}</w:hdr>"}),
    "alternative.docx": docx('<w:drawing><wp:docPr id="1" name="x" descr="Brev fra 010170-1234"/></w:drawing>'),
    "slide.pptx": packed({"[Content_Types].xml": TYPES, "ppt/slides/slide1.xml":
                          f"{HEAD}<p:sld><a:tbl><a:tr><a:tc><a:p><a:t>010170</a:t></a:p></a:tc><a:tc><a:p><a:t>1234</a:t></a:p></a:tc></a:tr></a:tbl></p:sld>"}),
    "zero.xlsx": xlsx([["s0", "s1"], ["7", "101701234"], ["8", "3101701234"]], ["<t>Plads</t>", "<t>Nummer</t>"]),
    "shared.xlsx": xlsx([["s0", None, "s0"], ["s1", "1234"]], ["<t>Her</t>", "<r><t>01</t></r><r><t>0170</t></r>"]),
    "undeclared.xlsx": packed({"[Content_Types].xml": TYPES, "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row r=\"1\">"
                               "<c r=\"A1\" t=\"inlineStr\"><is><t>CPR</t></is></c></row><row r=\"2\"><c r=\"A2\"><v>101701234</v></c></row>"
                               "</sheetData></worksheet>"}),
    "comment.xlsx": packed({"[Content_Types].xml": TYPES, "xl/comments/comment1.xml": "<comments><text><t>Se 010170-1234</t></text></comments>"}),
    "zero.ods": ods(["Plads", "Nummer"], ["7", "101701234"], ["8", "3101701234"]),
    "text.odt": packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml":
                        f"{HEAD}<office:document-content><text:p>01.<text:span>01</text:span>.70<text:s/>1234</text:p></office:document-content>"}),
    "wide.csv": "Navn;Nummer\nIda;101701234\nPer;3101701234\n".encode("utf-16"),
    "mail.eml": MAIL,
    "archive.zip": packed({"a/b.docx": docx(paragraph("010170-1234"))}),
    "names.zip": packed({"010170-1234.txt": "Intet.\n"}),
}

NEAR_MISSES = {
    "clean.docx": docx(paragraph("Faktura 0101701234, kr. 010170 1234") + word_table(["Dato", "Beløb"], ["120326", "1500"], ["010170", "1234"]) +
                       word_table(["Faktura", "0101701234"])),
    "clean.xlsx": xlsx([["s0", "s1", "s2"], ["101701234", "120326", "1500"], ["3101701234", "010170", "1234"]],
                       ["<t>Faktura</t>", "<t>Dato</t>", "<t>Beløb</t>"]),
    "clean.ods": ods(["Plads", "", "Sagsnr."], ["7", "", "101701234"], ["8", "", "3101701234"]),
    "clean.zip": packed({"dok/0101701234567.txt": "Sag 0101701234.\n"}),
}


class Files(support.Case):
    def write_annex(self, name, data, more="", settings=""):
        self.write("serie/referat.yaml", f"series: Klager\n{settings}")
        self.write("serie/2026-03-02/agenda.md", f"---\nkind: agenda\ndate: 2026-03-02\nitems:\n  - title: Klagen\n    annexes: [{name}]\n{more}---\n")
        self.write(f"serie/2026-03-02/{name}", data)

    def public(self, *, status):
        return self.build("serie", "-o", "out", "--edition", "public", status=status).stderr.decode()

    def test_each_kind(self):
        for name, data in FILES.items():
            with self.subTest(name):
                self.write_annex(name, data)
                said = self.public(status=1)
                self.assertRegex(said, rf"agenda.md:6:15: error: the annex '.*' holds what looks? like .*\[cpr-number\]")
                self.assertNotRegex(said, "[0-9]{6}")
                self.assertFalse((self.work / "out/2026-03-02").exists())

    def test_near_misses(self):
        for name, data in NEAR_MISSES.items():
            with self.subTest(name):
                self.write_annex(name, data)
                self.assertNotIn("cpr-number", self.public(status=0))

    def test_the_part_is_named(self):
        self.write_annex("archive.zip", FILES["archive.zip"])
        self.assertIn("in its part a/b.docx/word/document.xml", self.public(status=1))

    def test_a_name_within_is_masked(self):
        self.write_annex("names.zip", packed({"010170-1234/a.docx": docx(paragraph("020270-1111"))}))
        self.assertIn("Danish personal number", self.public(status=1))

    def test_an_allowed_number(self):
        self.write_annex("runs.docx", FILES["runs.docx"], settings="allowed_numbers:\n  - {number: 01.01.70 1234, reason: et eksempel}\n")
        self.assertNotIn("cpr-number", self.public(status=0))

    def test_turned_off(self):
        self.write_annex("runs.docx", FILES["runs.docx"], settings="checks: {cpr-number: off}\n")
        self.assertNotIn("cpr-number", self.public(status=0))

    def test_of_a_closed_item(self):
        self.write_annex("runs.docx", FILES["runs.docx"], more="    access: closed\n")
        said = self.public(status=0)
        self.assertIn("a Danish personal number [cpr-number]", said)
        self.assertNotIn("runs", said)

    def test_the_full_edition_says_that_it_does_not_look(self):
        self.write_annex("runs.docx", FILES["runs.docx"])
        said = self.build("serie", "-o", "full").stderr.decode()
        self.assertRegex(said, r"1 annex was not looked through for personal numbers: '2026-03-02/runs.docx' \[not-scanned\]")

    def test_a_bag(self):
        self.write_annex("runs.docx", FILES["runs.docx"])
        result = self.referat("export", "serie", "-o", "bag", "--edition", "public")
        self.assert_status(result, 1)
        self.assertTrue(re.search(rb"error: the annex .*cpr-number", result.stderr))
        self.assertFalse((self.work / "bag").exists())


if __name__ == "__main__":
    unittest.main()
