"""Places in archives, office files and pictures where a title can stand unseen: functions that give (file name, bytes)."""
import base64
import binascii
import gzip
import html
import io
import json
import struct
import tarfile
import zipfile
import zlib

PLACES = {}


def place(function):
    PLACES[function.__name__] = function
    return function


def archive(parts, **options):
    """A ZIP file of (name, bytes or text) pairs."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", options.get("method", zipfile.ZIP_DEFLATED)) as file:
        for name, data in parts:
            info = zipfile.ZipInfo(name, (2026, 3, 2, 10, 0, 0))
            info.compress_type = options.get("method", zipfile.ZIP_DEFLATED)
            info.comment = options.get("entry_comment", b"")
            file.writestr(info, data)
        file.comment = options.get("comment", b"")
    return out.getvalue()


# ---- Archives ----

@place
def zip_part(title):
    return "a.zip", archive([("notat.txt", title)])


@place
def zip_stored(title):
    return "a.zip", archive([("notat.txt", title.encode("utf-16"))], method=zipfile.ZIP_STORED)


@place
def zip_bzip2(title):
    return "a.zip", archive([("notat.txt", title)], method=zipfile.ZIP_BZIP2)


@place
def zip_name(title):
    return "a.zip", archive([(f"{title}.txt", "intet")])


@place
def zip_name_of_dos(title):
    name = f"{title}.txt".encode("cp850")
    return "a.zip", archive([("x" * len(name), "intet")]).replace(b"x" * len(name), name)


@place
def zip_comment(title):
    return "a.zip", archive([("notat.txt", "intet")], comment=title.encode())


@place
def zip_comment_of_a_part(title):
    return "a.zip", archive([("notat.txt", "intet")], entry_comment=title.encode("cp1252"))


@place
def in_front_of_a_zip(title):
    return "a.zip", title.encode() + b"\n" + archive([("notat.txt", "intet")])


@place
def behind_a_zip(title):
    return "a.zip", archive([("notat.txt", "intet")]) + title.encode()


@place
def zip_part_that_is_not_listed(title):
    """As programs leave it that delete a part by writing a new directory."""
    whole = archive([("gammel.txt", title * 3), ("ny.txt", "intet")])
    entry = whole.index(b"PK\1\2")
    second = whole.index(b"PK\1\2", entry + 4)
    end = whole.index(b"PK\5\6")
    directory = whole[second:end]
    return "a.zip", whole[:entry] + directory + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(directory), entry, 0)


@place
def zip_part_behind_another_that_is_not_listed(title):
    whole = archive([("ny.txt", "intet"), ("gammel.txt", title * 3)])
    entry = whole.index(b"PK\1\2")
    directory = whole[entry:whole.index(b"PK\1\2", entry + 4)]
    return "a.zip", whole[:entry] + directory + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(directory), entry, 0)


@place
def zip_older_version_of_a_part(title):
    """Two of one name, of which only the last is listed."""
    first = archive([("notat.txt", title * 3)])
    return "a.zip", first[:first.index(b"PK\1\2")] + archive([("notat.txt", "intet")])


@place
def zip_in_front_of_a_zip(title):
    """A whole one, whose directory is not the file's last."""
    return "a.zip", archive([("notat.txt", title * 3)]) + archive([("notat.txt", "intet")])


def with_another_directory(title, damage):
    """The part stands in a second directory alone, behind the first, in a state that readers of ZIP pass over."""
    whole = archive([("gammel.txt", title * 3), ("ny.txt", "intet")])
    entry, end = whole.index(b"PK\1\2"), whole.index(b"PK\5\6")
    second = whole.index(b"PK\1\2", entry + 4)
    hidden, shown = whole[entry:second], whole[second:end]
    first = whole[:entry] + shown
    counts, comment = damage
    other = hidden + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, *counts, len(hidden), len(first) + 22, comment)
    return "a.zip", first + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(shown), entry, len(other)) + other


@place
def zip_with_a_directory_cut_off(title):
    return with_another_directory(title, ((1, 1), 500))


@place
def zip_with_a_directory_on_two_disks(title):
    return with_another_directory(title, ((2, 1), 0))


@place
def zip_with_a_directory_too_short(title):
    return with_another_directory(title, ((3, 3), 0))


@place
def zip_with_data_descriptors(title):
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.data = b""

        def writable(self):
            return True

        def write(self, data):
            self.data += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("notat.txt", title)
    return "a.zip", pipe.data


@place
def zip64(title):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        with file.open("notat.txt", "w", force_zip64=True) as part:
            part.write(title.encode())
    return "a.zip", out.getvalue()


@place
def zip_two_deep(title):
    return "a.zip", archive([("b.zip", archive([("notat.txt", title)]))])


@place
def zip_three_deep(title):
    return "a.zip", archive([("b.dat", zip_two_deep(title)[1])])


@place
def document_in_the_third_zip(title):
    return "a.zip", archive([("b.zip", archive([("c.zip", archive([docx(title)]))]))])


@place
def gzip_text(title):
    return "a.csv.gz", gzip.compress(title.encode("cp1252"), mtime=0)


@place
def gzip_second_member(title):
    return "a.gz", gzip.compress(b"intet", mtime=0) + gzip.compress(title.encode(), mtime=0)


@place
def gzip_name(title):
    out = io.BytesIO()
    with gzip.GzipFile(title, "wb", fileobj=out, mtime=0) as file:
        file.write(b"intet")
    return "a.gz", out.getvalue()


def tar(parts, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as file:
        for name, data in parts:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            file.addfile(info, io.BytesIO(data))
    return out.getvalue()


@place
def tar_part(title):
    return "a.tar", tar([("b", b"intet"), ("notat.txt", title.encode("utf-16"))])


@place
def tar_name(title):
    return "a.tar", tar([("x/" * 60 + title, b"intet")])


@place
def tar_in_gzip(title):
    return "a.tar.gz", tar([zip_part(title)], "w:gz")


@place
def zip_behind_a_picture(title):
    return "a.png", png_file([]) + archive([("notat.txt", title)])


# ---- Office files ----

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = ("[Content_Types].xml", '<?xml version="1.0"?><Types/>')
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def word(body, *parts):
    document = HEAD + f"<w:document {W}><w:body><w:p>{body}</w:p></w:body></w:document>"
    return "a.docx", archive([TYPES, ("word/document.xml", document), *parts])


def run(text, tag="t"):
    return f"<w:r><w:rPr><w:b/></w:rPr><w:{tag} xml:space='preserve'>{html.escape(text)}</w:{tag}></w:r>"


@place
def docx(title):
    return word(run(title))


@place
def docx_split_over_runs(title):
    return word("".join(run(title[i:i + 5]) for i in range(0, len(title), 5)))


@place
def docx_deleted(title):
    return word(f'{run("Bilag ")}<w:del w:id="1" w:author="x">{run(title, "delText")}</w:del>')


@place
def docx_before_changes(title):
    return word(run(title[:12]) + f'<w:ins w:id="1" w:author="x">{run("noget andet")}</w:ins>' + run(title[12:]))


@place
def docx_after_changes(title):
    return word(run(title[:12]) + f'<w:del w:id="1" w:author="x">{run("noget andet", "delText")}</w:del>' + run(title[12:]))


@place
def docx_partly_deleted(title):
    return word(run(title[:12]) + f'<w:del w:id="1">{run(title[12:], "delText")}</w:del><w:ins w:id="2">{run("ny")}</w:ins>')


@place
def docx_around_a_field(title):
    return word(run(title[:12]) + run(" PAGE ", "instrText") + run(title[12:]))


@place
def docx_comment(title):
    return word(run("Bilag"), ("word/comments.xml", HEAD + f"<w:comments {W}><w:p>{run(title)}</w:p></w:comments>"))


@place
def docx_header(title):
    return word(run("Bilag"), ("word/header1.xml", HEAD + f"<w:hdr {W}>{run(title)}</w:hdr>"))


@place
def docx_properties(title):
    return word(run("Bilag"), ("docProps/core.xml", HEAD + f"<cp xmlns:dc='x'><dc:title>{html.escape(title)}</dc:title></cp>"))


@place
def docx_link(title):
    target = "file:///" + title.replace(" ", "%20").replace("&", "og")
    return word(run("Bilag"), ("word/_rels/document.xml.rels", HEAD + f'<R><Relationship Target="{target}"/></R>'))


@place
def docx_embedded_workbook(title):
    return word(run("Bilag"), ("word/embeddings/bog.xlsx", xlsx_strings(title)[1]))


@place
def docx_picture(title):
    return word(run("Bilag"), ("word/media/image1.png", png_ztxt(title)[1]))


def excel(*parts):
    return "a.xlsx", archive([TYPES, *parts])


@place
def xlsx_strings(title):
    runs = "".join(f"<r><t>{html.escape(title[i:i + 7])}</t></r>" for i in range(0, len(title), 7))
    return excel(("xl/sharedStrings.xml", HEAD + f"<sst><si>{runs}</si></sst>"))


@place
def xlsx_hidden_sheet(title):
    return excel(("xl/workbook.xml", HEAD + '<sheets><sheet name="Ark" state="veryHidden"/></sheets>'),
                 ("xl/worksheets/sheet2.xml", HEAD + f'<c t="inlineStr"><is><t>{html.escape(title)}</t></is></c>'))


@place
def xlsx_sheet_name(title):
    return excel(("xl/workbook.xml", HEAD + f'<sheets><sheet name="{html.escape(title)}"/></sheets>'))


@place
def xlsx_formula(title):
    return excel(("xl/worksheets/sheet1.xml",
                  HEAD + f'<c><f>"{title[:9]}"&amp;"{html.escape(title[9:])}"</f></c>'))


@place
def xlsx_comment(title):
    return excel(("xl/comments1.xml", HEAD + f"<comment><text><r><t>{html.escape(title)}</t></r></text></comment>"))


@place
def xlsx_log_of_changes(title):
    return excel(("xl/revisions/revisionLog1.xml", HEAD + f"<rcc><oc t='s'><is><t>{html.escape(title)}</t></is></oc></rcc>"))


@place
def xlsb(title):
    return "a.xlsb", archive([TYPES, ("xl/sharedStrings.bin", b"\x13\x01\x00" + struct.pack("<I", len(title)) + title.encode("utf-16-le") + b"\x00")])


@place
def pptx_notes(title):
    body = "".join(f"<a:r><a:t>{html.escape(title[i:i + 6])}</a:t></a:r>" for i in range(0, len(title), 6))
    return "a.pptx", archive([TYPES, ("ppt/notesSlides/notesSlide1.xml", HEAD + f"<p:notes>{body}</p:notes>")])


def open_document(content, mimetype="application/vnd.oasis.opendocument.text", *parts):
    return "a.odt", archive([("mimetype", mimetype), ("content.xml", HEAD + f"<office:document-content>{content}</office:document-content>"), *parts])


@place
def odt_spans(title):
    return open_document(f"<text:p>{title[:7]}<text:span>{title[7:10]}</text:span>{html.escape(title[10:])}</text:p>")


@place
def odt_around_a_comment(title):
    note = "<office:annotation><dc:creator>Tove</dc:creator><text:p>hm</text:p></office:annotation>"
    return open_document(f"<text:p>{title[:12]}{note}{html.escape(title[12:])}</text:p>")


@place
def odt_around_a_footnote(title):
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>hm</text:p></text:note-body></text:note>"
    return open_document(f"<text:p>{title[:12]}{note}{html.escape(title[12:])}</text:p>")


@place
def odt_deleted(title):
    region = ('<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
              f'<text:p>{html.escape(title[12:])}</text:p></text:deletion></text:changed-region></text:tracked-changes>')
    return open_document(f'{region}<text:p>{title[:12]}<text:change text:change-id="c1"/> og mere</text:p>')


@place
def odt_before_an_insertion(title):
    region = '<text:tracked-changes><text:changed-region text:id="c1"><text:insertion/></text:changed-region></text:tracked-changes>'
    return open_document(f'{region}<text:p>{title[:12]}<text:change-start text:change-id="c1"/>noget andet'
                         f'<text:change-end text:change-id="c1"/>{html.escape(title[12:])}</text:p>')


@place
def ods_cell(title):
    return open_document(f"<table:table table:display='false'><text:p>{html.escape(title)}</text:p></table:table>",
                         "application/vnd.oasis.opendocument.spreadsheet")


@place
def odt_version(title):
    return open_document("<text:p>ny</text:p>", "application/vnd.oasis.opendocument.text",
                         ("Versions/1", open_document(f"<text:p>{html.escape(title)}</text:p>")[1]))


@place
def xps(title):
    runs = "".join(f'<Glyphs OriginX="{i}" UnicodeString="{html.escape(title[i:i + 6])}" Fill="#ff000000"/>' for i in range(0, len(title), 6))
    return "a.xps", archive([TYPES, ("Documents/1/Pages/1.fpage", f"<FixedPage>{runs}</FixedPage>")])


@place
def docx_with_a_page_in_it(title):
    page = f"<html><body><p>{title[:9]}<b>{html.escape(title[9:])}</b></p></body></html>"
    return word(run("Bilag"), ("word/afchunk.mht", "MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
                               + base64.encodebytes(page.encode()).decode()))


@place
def workbook_comment_of_old(title):
    return excel(("xl/drawings/vmlDrawing1.vml", f"<xml><v:shape><v:textbox><div>{title[:9]}<font>{html.escape(title[9:])}</font></div></v:textbox></v:shape></xml>"))


@place
def odt_hidden_text(title):
    return open_document(f'<text:p><text:hidden-text text:string-value="{html.escape(title)}"/></text:p>')


@place
def kmz(title):
    return "a.kmz", archive([("doc.kml", HEAD + f"<kml><name>{html.escape(title)}</name></kml>")])


@place
def epub(title):
    return "a.epub", archive([("mimetype", "application/epub+zip"), ("OEBPS/1.xhtml", HEAD + f"<html><p>{html.escape(title)}</p></html>")])


@place
def flat_document(title):
    return "a.fodt", (HEAD + f"<office:document><text:p>{html.escape(title)}</text:p></office:document>").encode()


@place
def notebook(title):
    return "a.ipynb", json.dumps({"cells": [{"source": [title[:12], title[12:]]}]}).encode()


# ---- Pictures ----

def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", binascii.crc32(kind + data))


def png_file(chunks):
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)) + b"".join(chunk(*c) for c in chunks)
            + chunk(b"IDAT", zlib.compress(b"\0\x7f\x7f\x7f")) + chunk(b"IEND", b""))


@place
def png_text(title):
    return "a.png", png_file([(b"tEXt", b"Title\0" + title.encode("latin-1"))])


@place
def png_ztxt(title):
    return "a.png", png_file([(b"zTXt", b"Title\0\0" + zlib.compress(title.encode("latin-1")))])


@place
def png_itxt(title):
    return "a.png", png_file([(b"iTXt", b"Title\0\0\0da\0Titel\0" + title.encode())])


@place
def png_packed_itxt(title):
    return "a.png", png_file([(b"iTXt", b"Title\0\1\0da\0Titel\0" + zlib.compress(title.encode()))])


@place
def png_keyword(title):
    return "a.png", png_file([(b"iTXt", b"Title\0\0\0da\0" + title.encode() + b"\0x")])


@place
def png_exif(title):
    return "a.png", png_file([(b"eXIf", b"II*\0" + title.encode("utf-16-le"))])


@place
def behind_a_png(title):
    return "a.png", png_file([]) + title.encode("cp1252")


JPEG_SCAN = bytes.fromhex("ffda0008010100003f00") + b"\x7f\xff\x00\xfa"


def jpeg_file(segments, behind=b""):
    parts = b"".join(bytes([0xFF, kind]) + struct.pack(">H", len(data) + 2) + data for kind, data in segments)
    return b"\xff\xd8" + parts + JPEG_SCAN + b"\xff\xd9" + behind


@place
def jpeg_comment(title):
    return "a.jpg", jpeg_file([(0xFE, title.encode("cp1252"))])


@place
def jpeg_exif(title):
    return "a.jpg", jpeg_file([(0xE1, b"Exif\0\0II*\0" + title.encode())])


@place
def jpeg_exif_of_windows(title):
    return "a.jpg", jpeg_file([(0xE1, b"Exif\0\0II*\0\x08" + title.encode("utf-16-le"))])


@place
def jpeg_xmp(title):
    packet = f"<x:xmpmeta><dc:title><rdf:li>{html.escape(title)}</rdf:li></dc:title></x:xmpmeta>"
    return "a.jpg", jpeg_file([(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet.encode())])


@place
def jpeg_long_xmp(title):
    """A packet that goes on in the next segment, in the middle of the title."""
    packet = ("x" * 50 + title).encode()
    head = b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32
    return "a.jpg", jpeg_file([(0xE1, head + struct.pack(">2I", len(packet), at) + packet[at:at + 62])
                               for at in range(0, len(packet), 62)])


@place
def jpeg_iptc(title):
    text = title.encode()
    record = b"\x1c\x02\x78" + struct.pack(">H", len(text)) + text
    return "a.jpg", jpeg_file([(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record)])


@place
def behind_a_jpeg(title):
    return "a.jpg", jpeg_file([], b"\0\0" + title.encode())


@place
def zip_behind_a_jpeg(title):
    return "a.jpg", jpeg_file([], archive([("notat.txt", title)]))


@place
def gif_comment(title):
    text = ("x" * 240 + title).encode("latin-1")
    blocks = b"".join(bytes([len(text[i:i + 255])]) + text[i:i + 255] for i in range(0, len(text), 255))
    return "a.gif", (b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + b"\x21\xfe" + blocks + b"\0"
                     b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0\x3b")


@place
def webp_exif(title):
    exif = b"EXIF" + struct.pack("<I", len(title.encode())) + title.encode()
    return "a.webp", b"RIFF" + struct.pack("<I", len(exif) + 4) + b"WEBP" + exif


@place
def tiff_description(title):
    return "a.tif", b"II*\0\x08\0\0\0" + b"\0" * 20 + title.encode("cp1252") + b"\0"
