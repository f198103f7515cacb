"""Places in PDF files where a title can stand unseen: functions that give (file name, bytes)."""
import html
import pathlib
import subprocess
import tempfile
import zlib

from hiding_files import archive, jpeg_comment

PLACES = {}


def place(function):
    PLACES[function.__name__] = function
    return function


# ---- Writing PDF files ----

def stream(data, entries=b"", is_packed=True):
    if is_packed:
        data, entries = zlib.compress(data), entries + b"/Filter/FlateDecode"
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(data), entries, data)


def table(places, size):
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % (number, at) for number, at in sorted(places.items()))
    return b"xref\n0 1\n0000000000 65535 f \n" + rows


def written(objects, before=b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", trailer=b"", size=None):
    """The objects, by number, behind what is there, with their table."""
    out, places = before, {}
    for number, data in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, data)
    size = size or max(objects) + 1
    return out + table(places, size) + b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(out))


def literal(text):
    """A string of a PDF in Windows-1252."""
    return b"(" + text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


def wide(text):
    """The same in UTF-16, in hexadecimal."""
    return b"<FEFF" + text.encode("utf-16-be").hex().encode() + b">"


def shown(text, at=b"50 700"):
    return b"BT /F 12 Tf " + at + b" Td " + text + b" Tj ET\n"


OPEN = shown(b"(Havnens regnskab)")
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
PAGE = (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R%b"
        b"/Resources<</Font<</F 5 0 R>>/Properties<</L 9 0 R>>>>>>")


def objects(content=OPEN, catalog=b"", page=b"", more=None):
    base = {1: b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog, 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: PAGE % (4, page), 4: stream(content), 5: FONT}
    return {**base, **(more or {})}


def pdf(*arguments, trailer=b"", **options):
    return "a.pdf", written(objects(*arguments, **options), trailer=trailer)


def by_qpdf(data, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        before, after = pathlib.Path(folder, "in.pdf"), pathlib.Path(folder, "out.pdf")
        before.write_bytes(data)
        subprocess.run(["qpdf", "--static-id", *arguments, before, after], check=True)
        return after.read_bytes()


# ---- Pages ----

@place
def page_text(title):
    return pdf(shown(literal(title)))


@place
def page_text_with_kerning(title):
    parts = b"".join(literal(title[i:i + 4]) + b" -120 " for i in range(0, len(title), 4))
    return pdf(b"BT /F 12 Tf 50 700 Td [" + parts + b"] TJ ET")


@place
def page_text_letter_by_letter(title):
    return pdf(b"".join(shown(literal(c), b"%d 700" % (50 + 12 * i)) for i, c in enumerate(title)))


@place
def page_text_in_hexadecimal(title):
    return pdf(shown(b"<" + title.encode("cp1252").hex().encode() + b">"))


@place
def page_text_in_a_narrow_column(title):
    rows = b"".join(shown(literal(word), b"50 %d" % (700 - 14 * i)) + shown(b"(nabo spalte)", b"300 %d" % (700 - 14 * i))
                    for i, word in enumerate(title.split()))
    return pdf(rows)


@place
def page_text_hyphenated(title):
    return pdf(shown(literal(title[:14] + "-")) + shown(literal(title[14:]), b"50 686"))


@place
def page_text_turned(title):
    return pdf(b"BT /F 12 Tf 0 1 -1 0 300 100 Tm " + literal(title) + b" Tj ET")


@place
def page_text_invisible(title):
    return pdf(b"3 Tr " + shown(literal(title)))


@place
def page_text_in_white_and_tiny(title):
    return pdf(b"1 g BT /F .5 Tf 50 700 Td " + literal(title) + b" Tj ET")


@place
def in_a_font_with_an_odd_name(title):
    return pdf(shown(literal(title)).replace(b"/F", b"/F#e5"), more={3: PAGE.replace(b"/F ", b"/F#e5 ") % (4, b"")})


@place
def outside_of_the_crop_box(title):
    return pdf(OPEN + shown(literal(title), b"400 100"), page=b"/CropBox[0 600 300 842]")


@place
def outside_of_the_page(title):
    return pdf(OPEN + shown(literal(title), b"2000 -900"))


@place
def on_a_hidden_layer(title):
    return pdf(OPEN + b"/OC /L BDC " + shown(literal(title)) + b" EMC",
               b"/OCProperties<</OCGs[9 0 R]/D<</OFF[9 0 R]/Order[9 0 R]>>>>", more={9: b"<</Type/OCG/Name(Lag)>>"})


@place
def in_a_form_of_a_page(title):
    return pdf(OPEN + b"/X Do", more={3: PAGE.replace(b"/Font", b"/XObject<</X 6 0 R>>/Font") % (4, b""),
                                      6: stream(shown(literal(title)), b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>")})


@place
def in_a_form_that_nothing_shows(title):
    return pdf(more={6: stream(shown(literal(title)), b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</Font<</F 5 0 R>>>>")})


@place
def on_a_page_that_nothing_names(title):
    return pdf(more={6: PAGE % (7, b""), 7: stream(shown(literal(title)))})


@place
def beneath_a_text_that_stands_for_it(title):
    return pdf(b"/Span <</ActualText (noget andet)>> BDC " + shown(literal(title)) + b" EMC")


@place
def beneath_a_listed_text_that_stands_for_it(title):
    return pdf(b"/Span /L BDC " + shown(literal(title)) + b" EMC", more={9: b"<</ActualText(noget andet)>>"})


@place
def a_text_that_stands_for_another(title):
    return pdf(b"/Span <</ActualText " + wide(title) + b">> BDC " + OPEN + b" EMC")


@place
def a_description_in_the_content(title):
    return pdf(b"/Figure <</Alt " + literal(title) + b">> BDC " + OPEN + b" EMC")


@place
def a_type_3_font(title):
    """Letters as little pictures, named as letters."""
    text = [{"å": "aring"}.get(c, c) for c in title if c.isalpha()]
    names = sorted(set(text))
    procs = "".join(f"/{name} 7 0 R" for name in names)
    font = ("<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/CharProcs<<%s>>/Encoding<</Differences[1 %s]>>"
            "/FirstChar 1/LastChar %d/Widths[%s]>>" % (procs, "".join(f"/{name}" for name in names), len(names), "9 " * len(names)))
    codes = bytes(names.index(name) + 1 for name in text).hex().encode()
    return pdf(shown(b"<" + codes + b">"), more={5: font.encode(), 7: stream(b"9 0 d0 0 0 5 5 re f")})


# ---- What is not on the pages ----

@place
def bookmark(title):
    return pdf(catalog=b"/Outlines 6 0 R", more={6: b"<</First 7 0 R/Last 7 0 R/Count 1>>",
                                                 7: b"<</Title " + literal(title) + b"/Parent 6 0 R>>"})


@place
def bookmark_in_utf_16(title):
    return pdf(catalog=b"/Outlines 6 0 R", more={6: b"<</First 7 0 R/Last 7 0 R/Count 1>>",
                                                 7: b"<</Title " + wide(title) + b"/Parent 6 0 R>>"})


@place
def bookmark_with_octal_escapes(title):
    octal = b"".join(b"\\%03o" % c for c in title.encode("utf-16-be"))
    return pdf(catalog=b"/Outlines 6 0 R", more={6: b"<</First 7 0 R>>", 7: b"<</Title(\\376\\377" + octal + b")/Parent 6 0 R>>"})


@place
def pieces_that_no_page_shows(title):
    text = b" Tj ".join(literal(title[i:i + 3]) for i in range(0, len(title), 3))
    return pdf(more={7: stream(b"BT " + text + b" Tj ET")})


@place
def pieces_in_utf_16_that_no_page_shows(title):
    text = b" Tj ".join(wide(title[i:i + 3]) for i in range(0, len(title), 3))
    return pdf(more={7: stream(b"BT " + text + b" Tj ET")})


@place
def property_of_the_file(title):
    return pdf(more={6: b"<</Subject " + literal(title) + b">>"}, trailer=b"/Info 6 0 R")


@place
def property_of_ones_own(title):
    name = title.replace(" ", "#20").replace("å", "#e5").replace("&", "#26").encode()
    return pdf(more={6: b"<</" + name + b"(ja)>>"}, trailer=b"/Info 6 0 R")


@place
def xmp(title):
    packet = f"<x:xmpmeta><dc:title><rdf:Alt><rdf:li>{html.escape(title)}</rdf:li></rdf:Alt></dc:title></x:xmpmeta>".encode()
    return pdf(catalog=b"/Metadata 6 0 R", more={6: stream(packet, b"/Type/Metadata/Subtype/XML")})


@place
def comment(title):
    return pdf(page=b"/Annots[6 0 R]", more={6: b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents " + wide(title) + b">>"})


@place
def rich_text_of_a_comment(title):
    rich = "<body><p>" + "</p><p>".join(title.split()) + "</p></body>"
    return pdf(page=b"/Annots[6 0 R]", more={6: b"<</Subtype/FreeText/Rect[0 0 9 9]/RC 7 0 R>>", 7: stream(rich.encode("utf-16"))})


@place
def look_of_a_hidden_comment(title):
    return pdf(page=b"/Annots[<</Subtype/Stamp/Rect[0 0 600 900]/F 2/AP<</N 6 0 R>>>>]",
               more={6: stream(shown(literal(title)), b"/Subtype/Form/BBox[0 0 600 900]/Resources<</Font<</F 5 0 R>>>>")})


@place
def value_of_a_form(title):
    return pdf(catalog=b"/AcroForm<</Fields[6 0 R]>>", more={6: b"<</FT/Tx/T(felt)/V " + literal(title) + b">>"})


@place
def name_of_a_form_field(title):
    return pdf(catalog=b"/AcroForm<</Fields[6 0 R]>>", more={6: b"<</FT/Tx/T(felt)/TU " + wide(title) + b">>"})


@place
def choice_of_a_form(title):
    return pdf(catalog=b"/AcroForm<</Fields[6 0 R]>>", more={6: b"<</FT/Ch/T(felt)/Opt[[(1)" + literal(title) + b"]]>>"})


@place
def xfa_form(title):
    return pdf(catalog=b"/AcroForm<</XFA[(template) 6 0 R]>>",
               more={6: stream(f"<template><text>{html.escape(title)}</text></template>".encode())})


@place
def layer_name(title):
    return pdf(catalog=b"/OCProperties<</OCGs[9 0 R]/D<<>>>>", more={9: b"<</Type/OCG/Name " + literal(title) + b">>"})


@place
def page_label(title):
    return pdf(catalog=b"/PageLabels<</Nums[0<</P " + literal(title) + b">>]>>")


def tagged(entry):
    return pdf(b"/P <</MCID 0>> BDC " + OPEN + b" EMC", b"/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R",
               b"/StructParents 0", {6: b"<</Type/StructTreeRoot/K 7 0 R>>", 7: b"<</Type/StructElem/S/P/P 6 0 R/Pg 3 0 R/K 0" + entry + b">>"})


for key in ("Alt", "ActualText", "E", "T", "ID"):
    PLACES[f"/{key} of a tag"] = lambda title, key=key.encode(): tagged(b"/" + key + b" " + wide(title))


@place
def kind_of_tag(title):
    return tagged(b"/NS<</NS " + literal(title) + b">>")


@place
def script(title):
    return pdf(catalog=b"/OpenAction<</S/JavaScript/JS 6 0 R>>",
               more={6: stream(b'app.alert("' + title.encode("unicode_escape") + b'")')})


@place
def named_destination(title):
    return pdf(catalog=b"/Names<</Dests<</Names[" + literal(title) + b"[3 0 R/Fit]]>>>>")


@place
def address_of_a_link(title):
    return pdf(page=b"/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(file:///" + title.replace(" ", "%20").encode() + b")>>>>]")


def with_attachment(name, data, entries=b""):
    return pdf(catalog=b"/Names<</EmbeddedFiles<</Names[(b)6 0 R]>>>>",
               more={6: b"<</Type/Filespec/F(b)/UF " + wide(name) + b"/EF<</F 7 0 R>>" + entries + b">>",
                     7: stream(data, b"/Type/EmbeddedFile")})


@place
def attached_text(title):
    return with_attachment("b.csv", title.encode("cp1252"))


@place
def attached_archive(title):
    return with_attachment("b.zip", archive([("notat.txt", title)]))


@place
def attached_pdf(title):
    return with_attachment("b.pdf", bookmark(title)[1])


@place
def attached_to_an_attached_pdf(title):
    return with_attachment("b.pdf", attached_text(title)[1])


@place
def name_of_an_attachment(title):
    return with_attachment(title + ".csv", b"x")


@place
def description_of_an_attachment(title):
    return with_attachment("b.csv", b"x", b"/Desc " + literal(title))


@place
def attachment_of_a_comment(title):
    return pdf(page=b"/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]/FS<</F(b)/EF<</F 7 0 R>>>>>>]", more={7: stream(title.encode("utf-16"))})


@place
def picture_with_a_comment(title):
    data = jpeg_comment(title)[1]
    image = stream(data, b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode", False)
    return pdf(OPEN + b"/X Do", more={3: PAGE.replace(b"/Font", b"/XObject<</X 6 0 R>>/Font") % (4, b""), 6: image})


@place
def picture_packed_twice(title):
    data = zlib.compress(jpeg_comment(title)[1])
    image = stream(data, b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
                   b"/Filter[/FlateDecode/DCTDecode]", False)
    return pdf(OPEN + b"/X Do", more={3: PAGE.replace(b"/Font", b"/XObject<</X 6 0 R>>/Font") % (4, b""), 6: image})


@place
def reason_of_a_signature(title):
    return pdf(catalog=b"/AcroForm<</Fields[6 0 R]>>", more={6: b"<</FT/Sig/T(s)/V<</Type/Sig/Reason " + wide(title) + b"/Contents<00>>>>>"})


@place
def caption_of_a_button(title):
    return pdf(page=b"/Annots[<</Subtype/Widget/FT/Btn/T(k)/Rect[0 0 9 9]/MK<</CA " + literal(title) + b">>>>]")


@place
def three_revisions_back(title):
    data = bookmark(title)[1]
    for text in (b"(Et)", b"(To)", b"(Tre)"):
        data = written({7: b"<</Title" + text + b"/Parent 6 0 R>>"}, data, b"/Prev %d" % data.rindex(b"xref\n0", 0, data.rindex(b"startxref")), 8)
    return "a.pdf", data


# ---- The file ----

@place
def earlier_revision_of_a_page(title):
    first = pdf(shown(literal(title)))[1]
    return "a.pdf", written({4: stream(OPEN)}, first, b"/Prev %d" % first.rindex(b"xref\n0"), 6)


@place
def earlier_revision_of_a_bookmark(title):
    first = bookmark(title)[1]
    return "a.pdf", written({7: b"<</Title(Havnen)/Parent 6 0 R>>"}, first, b"/Prev %d" % first.rindex(b"xref\n0"), 8)


@place
def deleted_object(title):
    """In the file, in no table of it."""
    orphan = b"99 0 obj\n" + stream(b"<</Title " + literal(title) + b">>", is_packed=False) + b"\nendobj\n"
    return "a.pdf", written(objects(), b"%PDF-1.7\n" + orphan)


@place
def deleted_packed_object(title):
    orphan = b"99 0 obj\n" + stream(shown(literal(title))) + b"\nendobj\n"
    return "a.pdf", written(objects(), b"%PDF-1.7\n" + orphan)


@place
def object_without_a_use(title):
    return pdf(more={6: b"<</Note " + wide(title) + b">>"})


@place
def remark_of_the_language(title):
    return "a.pdf", written(objects(), b"%PDF-1.7\n% " + title.encode("cp1252") + b"\n")


@place
def behind_the_file(title):
    return "a.pdf", pdf()[1] + title.encode()


@place
def in_front_of_the_file(title):
    return "a.pdf", b"x" * 100 + title.encode() + b"\n" + pdf()[1]


@place
def object_streams(title):
    return "a.pdf", by_qpdf(bookmark_in_utf_16(title)[1], "--object-streams=generate", "--compress-streams=y")


@place
def made_for_the_web(title):
    return "a.pdf", by_qpdf(bookmark_in_utf_16(title)[1], "--linearize", "--object-streams=generate")


@place
def encrypted_without_a_password(title):
    return "a.pdf", by_qpdf(bookmark(title)[1], "--encrypt", "", "ejer", "256", "--")


@place
def encrypted_page_without_a_password(title):
    return "a.pdf", by_qpdf(page_text(title)[1], "--encrypt", "", "ejer", "128", "--use-aes=y", "--")


@place
def streams_packed_in_old_ways(title):
    data = b"".join(b"%02x" % c for c in f"<x><dc:title>{title}</dc:title></x>".encode()) + b">"
    return pdf(catalog=b"/Metadata 6 0 R", more={6: stream(data, b"/Type/Metadata/Filter/ASCIIHexDecode", False)})


@place
def pdf_in_an_archive(title):
    return "a.zip", archive([("b.pdf", bookmark(title)[1])])
