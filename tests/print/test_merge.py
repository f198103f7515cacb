"""Files in the PDF of a pack: what is merged lies upright on its empty pages and brings nothing else along; what
cannot be merged is attached; and it is said."""
import hashlib
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import time
import unittest
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from make_pdf import Pdf, text, upright  # noqa: E402
from support import IS_SANITIZED, Case, environment  # noqa: E402

DRIVER = os.environ["MERGE_DRIVER"]
A4, A3_ACROSS, LETTER = (595.28, 841.89), (1190.55, 841.89), (612, 792)
TOP, BOTTOM = 46, 22  # the bands of a sheet
TURNS = (0, 90, 180, 270, -90, 450, 720)


def run(*command, **more):
    return subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                          timeout=300, **more)


def output(*command):
    result = run(*command)
    assert result.returncode == 0, (command, result.stderr)
    return result.stdout


def words(pdf):
    """Of each page: word -> (left, top, right, bottom), from the upper left corner."""
    pages = output("pdftotext", "-bbox", pdf, "-").decode().split("<page ")[1:]
    found = []
    for page in pages:
        matches = re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>',
                             page)
        found.append({html.unescape(word): tuple(map(float, box)) for *box, word in matches})
    return found


def read(pdf, *keys):
    return json.loads(output("qpdf", "--json=2", "--json-stream-data=none", *(f"--json-key={key}" for key in keys),
                             pdf))


def links(pdf):
    """Of each page: address -> rectangle."""
    data = read(pdf, "pages", "qpdf")
    objects = data["qpdf"][1]
    found = []
    for page in data["pages"]:
        value = objects["obj:" + page["object"]]["value"]
        annotations = value.get("/Annots", [])
        if isinstance(annotations, str):
            annotations = objects["obj:" + annotations]["value"]
        here = {}
        for annotation in annotations:
            if isinstance(annotation, str):
                annotation = objects["obj:" + annotation]["value"]
            here[annotation["/A"]["/URI"][2:]] = annotation["/Rect"]
        found.append(here)
    return found


def plain(pdf):
    """The bytes of a PDF with nothing compressed but its streams."""
    return output("qpdf", "--qdf", "--object-streams=disable", pdf, "-")


def pixels(pdf, page, dpi=50):
    """The colours of a page's picture, all of its MediaBox."""
    data = output("pdftoppm", "-r", dpi, "-f", page, "-l", page, pdf)
    match = re.match(rb"P6\s(\d+) (\d+)\s255\s", data)
    body = data[match.end():]
    return {body[i:i + 3] for i in range(0, len(body), 3)}


class Files(Case):
    def driver(self, mode, files, folder, paper=A4):
        (self.work / folder).mkdir()
        return run(DRIVER, mode, self.work / folder, "%.2fx%.2f" % paper, *files)

    def look(self, *files, paper=A4):
        """What is said of files: name -> sheets, and the messages."""
        result = self.driver("look", files, f"look-{len(list(self.work.iterdir()))}", paper)
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        lines = result.stdout.decode().splitlines()
        sheets = {line.split("\t")[0]: [tuple(map(float, size.split("x"))) for size in line.split("\t")[1:]]
                  for line in lines if not line.startswith("message: ")}
        return sheets, [line.partition(" ")[2] for line in lines if line.startswith("message: ")]

    def base(self, folder, sizes):
        """A pack of empty pages behind a cover."""
        pdf = Pdf()
        pdf.page("/MediaBox[0 0 595.28 841.89]", text("Forside", 50, 700))
        for width, height in sizes:
            pdf.page(f"/MediaBox[0 0 {width} {height}]", text("Stempel", width - 100, height - 30))
        return pdf.write(folder / "base.pdf")

    def merge(self, *files, folder="merge", base=None, paper=A4):
        """The pack with the files; each starts where the one before it ends."""
        sheets, _ = self.look(*files, paper=paper)
        (self.work / folder).mkdir()
        (base or self.base)(self.work / folder, sum(sheets.values(), []))
        page, arguments = 2, []
        for file in files:
            arguments.append(f"{file}:{page}")
            page += len(sheets[file.name])
        result = run(DRIVER, "merge", self.work / folder, "%.2fx%.2f" % paper, *arguments)
        self.assertEqual((result.returncode, result.stderr), (0, b""), result.stdout)
        out = self.work / folder / "out.pdf"
        check = run("qpdf", "--check", out)
        self.assertEqual(check.returncode, 0, check.stdout + check.stderr)
        self.assertEqual(int(output("qpdf", "--show-npages", out)), page - 1)
        return out

    def one_page(self, name="en.pdf", content="", **more):
        pdf = Pdf(**more)
        pdf.page("/MediaBox[0 0 595 842]", content or text("Indhold", 100, 400))
        return pdf.write(self.work / name)


class Pages(Files):
    def assert_at(self, box, left, baseline, sheet, note=None):
        """A word's box has its left and its baseline there, from the lower left corner."""
        self.assertAlmostEqual(box[0], left, delta=1, msg=note)
        bottom = sheet[1] - box[3]
        self.assertTrue(baseline - 6 < bottom < baseline + 1, (note, bottom, baseline))

    def test_every_rotation_is_upright(self):
        pdf = Pdf()
        box = (30, 40, 625, 882)
        for turn in TURNS:
            seen = box if turn % 180 == 0 else (30, 40, 872, 635)
            content = upright("venstre", seen, turn, 60, 700) + upright("nederst", seen, turn, 60, 100) + \
                upright("midt", seen, turn, 300, 700)
            pdf.page(f"/MediaBox[{' '.join(map(str, seen))}]/Rotate {turn}", content)
        out = self.merge(pdf.write(self.work / "drejet.pdf"))
        scale = (A4[1] - TOP - BOTTOM) / 842
        left = (A4[0] - scale * 595) / 2
        for turn, found in zip(TURNS, words(out)[1:]):
            self.assert_at(found["venstre"], left + 60 * scale, BOTTOM + 700 * scale, A4, turn)
            self.assert_at(found["midt"], left + 300 * scale, BOTTOM + 700 * scale, A4, turn)
            self.assert_at(found["nederst"], left + 60 * scale, BOTTOM + 100 * scale, A4, turn)
            width = found["venstre"][2] - found["venstre"][0]
            self.assertGreater(width, found["venstre"][3] - found["venstre"][1], turn)

    def test_turned_landscape(self):
        pdf = Pdf()
        pdf.page("/MediaBox[0 0 1191 842]", text("tegning", 100, 100))
        pdf.page("/MediaBox[0 0 842 1191]/Rotate 90", upright("plan", (0, 0, 842, 1191), 90, 100, 100))
        file = pdf.write(self.work / "a3.pdf")
        self.assertEqual(self.look(file)[0]["a3.pdf"], [A3_ACROSS] * 2)
        found = words(self.merge(file))
        scale = (A3_ACROSS[1] - TOP - BOTTOM) / 842
        left = (A3_ACROSS[0] - scale * 1191) / 2 + 100 * scale
        self.assert_at(found[1]["tegning"], left, BOTTOM + 100 * scale, A3_ACROSS)
        self.assert_at(found[2]["plan"], left, BOTTOM + 100 * scale, A3_ACROSS)

    def test_cropped(self):
        """What lies outside the CropBox does not come to light in the bands or beside them."""
        pdf = Pdf()
        green = "0 1 0 rg 0 0 2000 2000 re f 1 g 295 195 605 852 re f 0 g "  # the edge may lie within a pixel
        for turn in (0, 90, 180, 270):
            pdf.page(f"/MediaBox[-100 -100 2000 2000]/CropBox[895 1042 300 200]/TrimBox[400 300 500 400]/Rotate {turn}",
                     green + text("udsnit", 500, 600))
        file = pdf.write(self.work / "beskåret.pdf")
        out = self.merge(file)
        self.assertIn(b"\x00\xff\x00", pixels(file, 1))
        for page in range(2, 6):
            self.assertNotIn(b"\x00\xff\x00", pixels(out, page))
            self.assertIn("udsnit", words(out)[page - 1])

    def test_crop_beyond_the_media(self):
        pdf = Pdf()
        pdf.page("/MediaBox[0 0 595 842]/CropBox[-500 -500 5000 5000]", text("a", 100, 100))
        pdf.page("/MediaBox[0 0 595 842]/CropBox[700 900 800 1000]", text("b", 100, 100))
        pdf.page("/MediaBox[0 0 0 0]", text("c", 100, 100))
        pdf.page("/MediaBox[/x (y)]", text("d", 100, 100))
        pdf.page("", text("e", 100, 100))
        self.assertEqual(self.look(pdf.write(self.work / "s.pdf"))[0]["s.pdf"],
                         [A4, A4, LETTER, LETTER, LETTER])

    def test_inherited(self):
        """Boxes, rotation and resources may stand in the page tree alone."""
        pdf = Pdf(tree="/MediaBox[0 0 842 595]/CropBox[0 0 700 595]/Rotate 270/Resources<</Font<</F1 3 0 R>>>>")
        pdf.page("", upright("arvet", (0, 0, 700, 595), 270, 50, 500), own="")
        file = pdf.write(self.work / "arv.pdf")
        self.assertEqual(self.look(file)[0]["arv.pdf"], [(595, 700)])
        scale = (700 - TOP - BOTTOM) / 700
        self.assert_at(words(self.merge(file))[1]["arvet"], (595 - 595 * scale) / 2 + 50 * scale,
                       BOTTOM + 500 * scale, (595, 700))

    def test_small_and_large(self):
        pdf = Pdf()
        sizes = {"visitkort": (241, 156), "kvittering": (227, 800), "banner": (1100, 200), "A5": (420, 595),
                 "A0": (2384, 3370), "A0b": (3370, 2384), "prik": (3, 3)}
        for name, (width, height) in sizes.items():
            pdf.page(f"/MediaBox[0 0 {width} {height}]", text(name, 1, 1, 6))
        pdf.page("/MediaBox[0 0 300 400]/UserUnit 4", text("enhed", 10, 10))
        file = pdf.write(self.work / "papir.pdf")
        upright_a3 = (841.89, 1190.55)
        sheets = self.look(file)[0]["papir.pdf"]
        self.assertEqual(sheets, [A4, A4, (841.89, 595.28), (419.53, 595.28), upright_a3, A3_ACROSS, A4, upright_a3])
        self.assertEqual(self.look(file, paper=LETTER)[0]["papir.pdf"][:3], [LETTER, LETTER, (792, 612)])
        found = words(self.merge(file))[1:]
        self.assert_at(found[0]["visitkort"], (A4[0] - 241) / 2 + 1, BOTTOM + (A4[1] - TOP - BOTTOM - 156) / 2 + 1, A4)
        for here, (_, height), name in zip(found, sheets, [*sizes, "enhed"]):
            if name != "prik":
                self.assertGreater(here[name][1], TOP, name)
                self.assertLess(here[name][3], height - BOTTOM + 6, name)

    def test_nearly_standard_paper(self):
        pdf = Pdf()
        for width, height in ((590, 838), (840, 599), (609.7, 789), (612, 1008), (610, 860), (1188, 838)):
            pdf.page(f"/MediaBox[0 0 {width} {height}]", text("x", 1, 1))
        self.assertEqual(self.look(pdf.write(self.work / "p.pdf"))[0]["p.pdf"],
                         [A4, (841.89, 595.28), LETTER, (612, 1008), (610, 860), A3_ACROSS])

    def test_shared_and_missing_contents(self):
        """Two pages may share one content stream under two sizes; a page may have none, or many."""
        pdf = Pdf()
        shared = pdf.add("", text("fælles", 100, 100))
        parts = [pdf.add("", part) for part in ("q BT /F1 12 Tf 100 200 Td (de", "lt) Tj ET Q")]
        pdf.page("/MediaBox[0 0 595 842]/Contents %s" % shared, own="/Resources<</Font<</F1 3 0 R>>>>")
        for entries in (f"/Contents {shared}/Rotate 90", f"/Contents {shared}/Rotate 180",
                        "", f"/Contents[{' '.join(parts)}]", "/Contents 99 0 R", "/Contents[]"):
            pdf.kids.append(pdf.add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
                                    f"/Resources<</Font<</F1 3 0 R>>>>{entries}>>"))
        pdf.kids.pop(0)
        found = words(self.merge(pdf.write(self.work / "indhold.pdf")))[1:]
        self.assertEqual(["fælles" in page for page in found], [True, True, False, False, False, False])
        self.assertNotEqual(found[0]["fælles"], found[1]["fælles"])
        self.assertEqual(len(found), 6)

    def test_unbalanced_contents(self):
        """Drawing states that a file leaves open do not reach the pack's own words."""
        out = self.merge(self.one_page(content="Q Q q 0.01 0 0 0.01 0 0 cm 1 g q " + text("x", 1, 1)))
        stamp = words(out)[1]["Stempel"]
        self.assertAlmostEqual(stamp[0], A4[0] - 100, delta=1)

    def test_small_numbers(self):
        """PDF has no exponents."""
        own = "/Resources<</Font<</F1 3 0 R>>/ExtGState<</G<</ML 0.00000012/LW .5/SM 1234567890123.5>>>>>>"
        pdf = Pdf()
        pdf.page("/MediaBox[0 0 595.0000001 842]", "/G gs " + text("tal", 100, 100), own=own)
        self.assertNotRegex(plain(self.merge(pdf.write(self.work / "tal.pdf"))), rb"[\s\[]-?\d+(\.\d*)?[eE]-?\d")

    def test_many_pages(self):
        pdf = Pdf()
        for i in range(500):
            pdf.page("/MediaBox[0 0 595 842]" + ("/Rotate 90" if i % 7 == 0 else ""), text(f"side{i}", 100, 100))
        file = pdf.write(self.work / "stor.pdf")
        start = time.monotonic()
        out = self.merge(file)
        if not IS_SANITIZED:
            self.assertLess(time.monotonic() - start, 60)
        for i, found in enumerate(words(out)[1:]):
            self.assertIn(f"side{i}", found)

    def layered(self, name, settings):
        """A file with two layers, each showing a word."""
        pdf = Pdf(catalog="/OCProperties<</OCGs[4 0 R 5 0 R]/D<<%s>>>>" % settings)
        layers = [pdf.add("<</Type/OCG/Name(%s)>>" % layer) for layer in ("Kort", "Kladde")]
        pdf.page("/MediaBox[0 0 595 842]", "/OC /L0 BDC " + text("kort", 100, 400) + "EMC /OC /L1 BDC 1 0 0 rg "
                 "100 100 200 200 re f EMC", own="/Resources<</Font<</F1 3 0 R>>/Properties<</L0 %s/L1 %s>>>>"
                 % tuple(layers))
        return pdf.write(self.work / name)

    def test_hidden_layers_stay_hidden(self):
        files = [self.layered("a.pdf", "/OFF[5 0 R]"), self.layered("b.pdf", "/BaseState/OFF/ON[4 0 R]"),
                 self.layered("c.pdf", "")]
        out = self.merge(*files)
        red = b"\xff\x00\x00"
        self.assertEqual([red in pixels(out, page) for page in range(2, 5)], [False, False, True])
        for page in words(out)[1:]:
            self.assertIn("kort", page)
        self.assertNotIn(b"/RfLayers", plain(out))


class Links(Files):
    def test_addresses_stay_where_they_were(self):
        pdf = Pdf()
        for turn in (0, 90, 180, 270):
            annotation = pdf.add(f"<</Type/Annot/Subtype/Link/Rect[150 140 50 100]"
                                 f"/A<</S/URI/URI(https://example.org/{turn}?a=b&c=%20)>>>>")
            pdf.page(f"/MediaBox[0 0 595 842]/Rotate {turn}/Annots[{annotation}]", "1 0 0 rg 50 100 100 40 re f")
        out = self.merge(pdf.write(self.work / "links.pdf"))
        for page, turn in enumerate((0, 90, 180, 270), 1):
            (address, (x0, y0, x1, y1)), = links(out)[page].items()
            self.assertEqual(address, f"https://example.org/{turn}?a=b&c=%20")
            data = output("pdftoppm", "-r", 72, "-f", page + 1, "-l", page + 1, out)
            match = re.match(rb"P6\s(\d+) (\d+)\s255\s", data)
            width, height, start = int(match[1]), int(match[2]), match.end()
            red = [divmod(i, width) for i in range(width * height)
                   if data[start + 3 * i:start + 3 * i + 3] == b"\xff\x00\x00"]
            rows, columns = [y for y, _ in red], [x for _, x in red]
            self.assertAlmostEqual(min(columns), x0, delta=2)
            self.assertAlmostEqual(max(columns) + 1, x1, delta=2)
            self.assertAlmostEqual(height - max(rows) - 1, y0, delta=2)
            self.assertAlmostEqual(height - min(rows), y1, delta=2)

    def test_only_addresses_stay(self):
        pdf = Pdf(catalog="/Dests<</maal[4 0 R/Fit]>>")
        kept = ["mailto:post@example.org", "HTTP://example.org/stor"]
        dropped = ["javascript:alert(1)", "file:///etc/passwd", "side2.html", "ftp://example.org/"]
        entries = "".join(f"<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI({uri})>>>>" for uri in kept + dropped)
        entries += "<</Subtype/Link/Rect[0 0 9 9]/Dest/maal>><</Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D[4 0 R/Fit]>>>>"
        entries += "<</Subtype/Link/Rect[900 900 990 990]/A<</S/URI/URI(http://example.org/udenfor)>>>>"
        pdf.page(f"/MediaBox[0 0 595 842]/Annots[{entries} null 99 0 R 7]", text("a", 1, 1))
        out = self.merge(pdf.write(self.work / "links.pdf"))
        self.assertEqual(set(links(out)[1]), set(kept))
        self.assertNotIn(b"/maal", plain(out))

    def test_what_is_drawn_of_annotations(self):
        pdf = Pdf(catalog="/AcroForm<</Fields[5 0 R]/DA(/F1 12 Tf)/DR<</Font<</F1 3 0 R>>>>/NeedAppearances true>>")
        look = pdf.add("/Type/XObject/Subtype/Form/BBox[0 0 200 50]/Resources<</Font<</F1 3 0 R>>>>",
                       text("Godkendt", 5, 5))
        field = pdf.add("<</Type/Annot/Subtype/Widget/FT/Tx/T(navn)/V(Skrevet)/Rect[50 50 250 80]/F 4"
                        "/DA(/F1 12 Tf 0 g)/AA<</K<</S/JavaScript/JS(x)>>>>>>")
        hidden = pdf.add("/Type/XObject/Subtype/Form/BBox[0 0 200 50]/Resources<</Font<</F1 3 0 R>>>>",
                         text("Skjult", 5, 5))
        pdf.page("/MediaBox[0 0 595 842]/Annots["
                 f"<</Subtype/Stamp/F 4/Rect[100 600 300 650]/AP<</N {look}>>>>"
                 f"<</Subtype/Stamp/F 2/Rect[100 500 300 550]/AP<</N {hidden}>>>>"
                 f"<</Subtype/Text/Rect[0 0 20 20]/Contents(hemmelig note)>> {field}]", text("a", 1, 1))
        out = self.merge(pdf.write(self.work / "formular.pdf"))
        found = words(out)[1]
        self.assertTrue({"Godkendt", "Skrevet"} <= set(found), found)
        self.assertNotIn("Skjult", found)
        raw = plain(out)
        for left in (b"hemmelig", b"/Widget", b"/AcroForm", b"/JS", b"/Stamp"):
            self.assertNotIn(left, raw)


class LeftOut(Files):
    PARTS = {
        "JavaScript": ("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>", ""),
        "1 action that starts a program": ("", "<</Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(ond.exe)>>>>"),
        "1 form action": ("", "<</Subtype/Link/Rect[0 0 9 9]/A<</S/SubmitForm/F(http://ond.example/)>>>>"),
        "1 link to another file": ("", "<</Subtype/Link/Rect[0 0 9 9]/A<</S/GoToR/F(anden.pdf)/D[0/Fit]>>>>"),
        "automatic actions": ("/AA<</WC<</S/Named/N/Print>>>>", ""),
        "the XFA form": ("/AcroForm<</Fields[]/XFA[(a)(b)]>>", ""),
        "1 sound, film or model": ("", "<</Subtype/RichMedia/Rect[0 0 9 9]>>"),
    }
    TRACES = (b"/JavaScript", b"/JS", b"/Launch", b"/SubmitForm", b"/GoToR", b"/AA", b"/XFA", b"/RichMedia",
              b"/OpenAction", b"/EmbeddedFile", b"/Filespec", b"ond.", b"app.alert")

    def hostile(self, catalog, annotations, name="ond.pdf", page=""):
        pdf = Pdf(catalog=catalog)
        pdf.page(f"/MediaBox[0 0 595 842]/Annots[{annotations}]{page}", text("Uskyldig", 100, 100))
        return pdf.write(self.work / name)

    def assert_bare(self, out):
        raw = plain(out)
        for trace in self.TRACES:
            self.assertNotIn(trace, raw)
        self.assertIn("Uskyldig", words(out)[1])

    def test_each(self):
        for i, (words_said, (catalog, annotations)) in enumerate(self.PARTS.items()):
            with self.subTest(words_said):
                file = self.hostile(catalog, annotations, f"ond{i}.pdf")
                self.assertEqual(self.look(file)[1],
                                 [f"ond{i}.pdf: not carried over into the pack: {words_said}"])
                self.assert_bare(self.merge(file, folder=f"m{i}"))

    def test_all_at_once(self):
        catalog, annotations = (("".join(part)) for part in zip(*self.PARTS.values()))
        file = self.hostile(catalog, annotations, page="/AA<</O<</S/JavaScript/JS(x)>>>>")
        messages = self.look(file)[1]
        self.assertEqual(len(messages), 1)
        for said in self.PARTS:
            self.assertIn(said.partition(" ")[2] or said, messages[0])
        self.assert_bare(self.merge(file))

    def test_embedded_files(self):
        """In the catalog, and behind a paper clip on the page."""
        inner = self.write("ond.txt", "ond.")
        plain_file = self.one_page("a.pdf", text("Uskyldig", 100, 100))
        run("qpdf", plain_file, "--add-attachment", inner, "--", self.work / "med.pdf")
        pdf = Pdf()
        stream = pdf.add("/Type/EmbeddedFile", "ond.")
        pdf.page("/MediaBox[0 0 595 842]/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]"
                 f"/FS<</Type/Filespec/F(ond.exe)/EF<</F {stream}>>>>>>]", text("Uskyldig", 100, 100))
        clip = pdf.write(self.work / "klips.pdf")
        _, messages = self.look(self.work / "med.pdf", clip)
        self.assertEqual(messages, ["med.pdf: not carried over into the pack: 1 embedded file",
                                    "klips.pdf: not carried over into the pack: 1 embedded file"])
        self.assert_bare(self.merge(self.work / "med.pdf", clip))

    def test_signature(self):
        pdf = Pdf(catalog="/AcroForm<</Fields[4 0 R]/SigFlags 3>>")
        field = pdf.add("<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/Rect[0 0 0 0]"
                        "/V<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 1 2 3]/Contents<00>>>>>")
        pdf.page(f"/MediaBox[0 0 595 842]/Annots[{field}]", text("Uskyldig", 100, 100))
        file = pdf.write(self.work / "signeret.pdf")
        self.assertEqual(self.look(file)[1], ["signeret.pdf: not carried over into the pack: 1 digital signature"])
        self.assertNotIn(b"ByteRange", plain(self.merge(file)))

    def test_names_that_only_look_alike(self):
        """A font that happens to be called /AA, a field called JavaScript: nothing to say."""
        pdf = Pdf()
        pdf.page("/MediaBox[0 0 595 842]", text("Uskyldig", 1, 1).replace("/F1", "/AA"),
                 own="/Resources<</Font<</AA 3 0 R/JS 3 0 R/EF 3 0 R/XFA 3 0 R>>>>")
        self.assertEqual(self.look(pdf.write(self.work / "font.pdf")), ({"font.pdf": [A4]}, []))


class Attached(Files):
    def attachments(self, out):
        """Name -> bytes."""
        names = read(out, "attachments")["attachments"]
        return {name: output("qpdf", f"--show-attachment={name}", out) for name in names}

    def test_all_kinds(self):
        files = [self.write("tal.xlsx", os.urandom(5000)), self.write("tom.docx", ""),
                 self.write("bemærkning – æøå.txt", "hej\n"), self.write("-x.bin", b"\0\1"),
                 self.write("lyver.pdf", "ingen PDF")]
        sheets, messages = self.look(*files)
        self.assertEqual(sheets["tal.xlsx"], [])
        self.assertEqual(messages, ["lyver.pdf is no PDF, whatever its name says: it is attached, not merged"])
        out = self.merge(*files)
        found = self.attachments(out)
        self.assertEqual({name: hashlib.sha256(data).hexdigest() for name, data in found.items()},
                         {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files})
        said = output("qpdf", "--list-attachments", "--verbose", out).decode()
        for part in ("spreadsheetml.sheet", "wordprocessingml.document", "text/plain", "application/octet-stream",
                     "creation date: D:20250314000000Z", "modification date: D:20250314000000Z"):
            self.assertIn(part, said)
        self.assertNotIn("application/pdf", said)
        data = read(out, "qpdf", "attachments")
        objects = data["qpdf"][1]
        catalog = objects["obj:" + objects["trailer"]["value"]["/Root"]]["value"]
        specs = {entry["filespec"] for entry in data["attachments"].values()}
        self.assertEqual(set(catalog["/AF"]), specs)
        for spec in specs:
            self.assertEqual(objects["obj:" + spec]["value"]["/AFRelationship"], "/Supplement")

    def test_one_file_twice(self):
        file = self.write("tal.xlsx", "x")
        self.assertEqual(list(self.attachments(self.merge(file, file))), ["tal.xlsx"])

    def test_hundreds(self):
        files = [self.write(f"fil-{i}.csv", f"{i}\n") for i in range(300)]
        self.assertEqual(self.attachments_count(self.merge(*files)), 300)

    def attachments_count(self, out):
        return len(read(out, "attachments")["attachments"])

    def test_encrypted(self):
        plain_file = self.one_page("a.pdf")
        for name, user in (("hemmelig.pdf", "kode"), ("laast.pdf", "")):
            run("qpdf", "--encrypt", user, "ejer", "256", "--modify=none", "--", plain_file, self.work / name)
        sheets, messages = self.look(self.work / "hemmelig.pdf", self.work / "laast.pdf")
        self.assertEqual(messages, ["hemmelig.pdf is encrypted: it is attached, not merged",
                                    "laast.pdf is restricted by its owner's password: it is merged all the same"])
        self.assertEqual({name: len(pages) for name, pages in sheets.items()}, {"hemmelig.pdf": 0, "laast.pdf": 1})
        out = self.merge(self.work / "hemmelig.pdf", self.work / "laast.pdf")
        self.assertIn("Indhold", words(out)[1])
        self.assertEqual(self.attachments(out), {"hemmelig.pdf": (self.work / "hemmelig.pdf").read_bytes()})
        self.assertIn(b"mime type: application/pdf", output("qpdf", "--list-attachments", "--verbose", out))

    def test_damaged(self):
        whole = self.one_page("a.pdf").read_bytes()
        no_table = self.write("uden-tabel.pdf", re.sub(rb"startxref\n\d+", b"startxref\n7", whole))
        half = self.write("halv.pdf", whole[:60])
        none = self.write("ingen-sider.pdf", Pdf().bytes())
        late = self.write("sen.bin", b"\n" * 900 + whole)
        sheets, messages = self.look(no_table, half, none, late)
        self.assertEqual([len(pages) for pages in sheets.values()], [1, 0, 0, 1])
        self.assertEqual(messages[0], "uden-tabel.pdf is damaged: what could be repaired of it is merged")
        self.assertRegex(messages[1], r"^halv\.pdf cannot be read \([^:]*\): it is attached, not merged$")
        self.assertEqual(messages[2], "ingen-sider.pdf has no pages: it is attached, not merged")
        out = self.merge(no_table, half, none, late)
        self.assertEqual(set(self.attachments(out)), {"halv.pdf", "ingen-sider.pdf"})
        self.assertIn("Indhold", words(out)[1])

    def test_damaged_contents(self):
        pdf = Pdf()
        stream = pdf.add("/Filter/FlateDecode", zlib.compress(text("Indhold", 100, 100).encode())[:-9] + b"xxxxxxxx")
        pdf.kids.append(pdf.add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
                                f"/Contents {stream}>>"))
        file = pdf.write(self.work / "a.pdf")
        sheets, (message,) = self.look(file)
        self.assertEqual(sheets["a.pdf"], [])
        self.assertRegex(message, r"^a\.pdf cannot be copied \(qpdf: error .*\): it is attached, not merged$")
        self.assertEqual(set(self.attachments(self.merge(file))), {"a.pdf"})

    def test_too_many_pages(self):
        pdf = Pdf()
        pdf.page("/MediaBox[0 0 595 842]", "")
        pdf.kids *= 2001
        sheets, messages = self.look(pdf.write(self.work / "bog.pdf"))
        self.assertEqual(sheets, {"bog.pdf": []})
        self.assertEqual(messages, ["bog.pdf has 2001 pages, more than 2000: it is attached, not merged"])

    def test_one_page_many_times(self):
        """A page tree may list one page twice."""
        pdf = Pdf()
        pdf.page("/MediaBox[0 0 595 842]", text("Indhold", 100, 100))
        pdf.kids *= 3
        found = words(self.merge(pdf.write(self.work / "igen.pdf")))
        self.assertEqual(["Indhold" in page for page in found], [False, True, True, True])

    def test_cut_anywhere(self):
        """A file that ends too soon is merged or attached, and it is said; nothing else happens."""
        whole = self.one_page("a.pdf").read_bytes()
        files = [self.write(f"klip-{n}.pdf", whole[:n]) for n in range(8, len(whole) - 7, 29)]
        sheets, messages = self.look(*files)
        for name in sheets:
            self.assertTrue(any(message.startswith(name + " ") for message in messages), name)


class Pack(Files):
    HTML = """<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>Pakke for æøå</title><style>
@page{size:595pt 842pt;margin:46pt 40pt 22pt;@top-right{content:"Stempel"}}
@page bilag{size:1191pt 842pt} .bilag{page:bilag} .fil{break-before:page;height:1mm}
</style></head><body><h1>Pakke</h1><p><a href="#b">Bilag</a> <a href="#c">Slut</a> <a href="https://example.org/">ud</a></p>
<article id="b" class="bilag" style="break-before:page"><h2>Bilag 1</h2><div></div><div class="fil"></div></article>
<h2 id="c" style="break-before:page">Slut</h2><p>Tekst</p></body></html>"""

    def engine(self, name):
        def make(folder, sizes):
            self.assertEqual(sizes, [A3_ACROSS] * 2)
            page = self.write("base.html", self.HTML)
            pdf = folder / "base.pdf"
            if name == "weasyprint":
                result = run("weasyprint", "-q", page, pdf)
            else:
                sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
                result = run("chromium", "--headless", "--disable-gpu", *sandbox, f"--user-data-dir={self.work}/profile",
                             f"--print-to-pdf={pdf}", "--no-pdf-header-footer", "--generate-pdf-document-outline",
                             page.as_uri())
            self.assertTrue(pdf.exists(), result.stderr)
            self.assertEqual(int(output("qpdf", "--show-npages", pdf)), 4)
        return make

    def annex(self):
        pdf = Pdf()
        pdf.page("/MediaBox[0 0 1191 842]/Annots[<</Subtype/Link/Rect[0 0 99 99]/A<</S/URI/URI(http://a.example/)>>>>]",
                 text("Tegning", 600, 400))
        pdf.page("/MediaBox[0 0 842 1191]/Rotate 90", text("Tegning", 600, 400))
        return pdf.write(self.work / "tegning.pdf")

    def outline(self, pdf):
        def walk(entries):
            for entry in entries:
                yield entry["title"], entry["destpageposfrom1"]
                yield from walk(entry["kids"])
        return list(walk(read(pdf, "outlines")["outlines"]))

    def survives(self, name):
        file, sheet = self.annex(), self.write("tal.ods", "tal")
        folder = self.work / "m"
        folder.mkdir()
        self.engine(name)(folder, [A3_ACROSS] * 2)
        result = run(DRIVER, "merge", folder, "595.28x841.89", f"{file}:2", sheet)
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        base, out = folder / "base.pdf", folder / "out.pdf"
        self.assertEqual(run("qpdf", "--check", out).returncode, 0)
        self.assertEqual(self.outline(out), self.outline(base))
        self.assertIn(("Bilag 1", 2), self.outline(out))
        for command in (("pdfinfo", "-dests"), ("pdfinfo", "-struct-text"), ("pdfinfo", "-url")):
            before, after = output(*command, base), output(*command, out)
            if command[1] == "-url":
                self.assertIn(b"http://a.example/", after)
                after = b"\n".join(line for line in after.split(b"\n") if b"a.example" not in line)
            number = rb"Object \d+ \d+"
            self.assertEqual(re.sub(number, b"", after), re.sub(number, b"", before), command)
        info = {pdf: re.findall(rb"^(?:Title|Tagged|Creator|Producer|CreationDate|Pages): .*$", output("pdfinfo", pdf),
                                re.MULTILINE) for pdf in (base, out)}
        self.assertEqual(info[out], info[base])
        language = re.search(rb"/Lang \((.*?)\)", plain(base))
        self.assertEqual(language[1], re.search(rb"/Lang \((.*?)\)", plain(out))[1])
        found = words(out)
        self.assertTrue({"Stempel", "Bilag", "Tegning"} <= set(found[1]), found[1])
        self.assertTrue({"Stempel", "Tegning"} <= set(found[2]), found[2])
        self.assertNotIn("Tegning", found[3])
        return base, out

    def test_weasyprint(self):
        self.survives("weasyprint")

    def test_chromium(self):
        base, _ = self.survives("chromium")
        self.assertIn(b"Tagged:          yes", output("pdfinfo", base))

    def test_same_bytes(self):
        files = [self.annex(), self.write("tal.ods", "tal"), self.one_page()]
        first = self.merge(*files, folder="en").read_bytes()
        os.utime(files[1], (1, 1))
        time.sleep(1.1)  # the clock is in what qpdf calls an identifier, if it may
        self.assertEqual(self.merge(*files, folder="to").read_bytes(), first)

    def test_wrong_places(self):
        file = self.annex()
        for page, said in ((0, b"lacks the empty pages"), (2, b"lacks the empty pages"), (9, b"lacks the empty pages"),
                           (1, b"page 1 of the pack is not the paper of its annex")):
            folder = self.work / f"m{page}"
            folder.mkdir()
            self.base(folder, [A3_ACROSS])
            result = run(DRIVER, "merge", folder, "595.28x841.89", f"{file}:{page}")
            self.assertEqual(result.returncode, 1, page)
            self.assertIn(said, result.stderr)
            self.assertFalse((folder / "out.pdf").exists())

    def test_broken_base(self):
        folder = self.work / "m"
        folder.mkdir()
        (folder / "base.pdf").write_bytes(b"%PDF-1.4 halv")
        result = run(DRIVER, "merge", folder, "595.28x841.89", f"{self.annex()}:2")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stderr.count(b"\n"), 1)

    def test_without_qpdf(self):
        file = self.annex()
        (self.work / "m").mkdir()
        result = run(DRIVER, "look", self.work / "m", "595.28x841.89", file, env=environment(PATH="/nowhere"))
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, rb"^qpdf is needed .* install it .*\n$")


if __name__ == "__main__":
    unittest.main()
