"""The last look at a public edition: a closed title is found wherever a reader can open it, open ones are no leak, and
what cannot be seen is named."""
import base64
import concurrent.futures
import os
import shutil
import signal
import struct
import subprocess
import time
import unittest
import zipfile

import support
import hiding_files
import hiding_pdf
import hiding_text
from hiding_files import archive, jpeg_file, png_file

PLACES = {f"{module.__name__}: {name}": function for module in (hiding_text, hiding_files, hiding_pdf)
          for name, function in module.PLACES.items()}

CLOSED = "Opsigelse af lejemålet i Pakhus 7 & 8"
OPEN = "Nedrivning af skuret på Mole 3 & 4"

AGENDA = """\
---
kind: agenda
date: 2026-03-02
items:
  - {{title: Havnens regnskab, annexes: [{annexes}]}}
  - {{title: "{closed}", access: closed}}
---
Mødet holdes på første sal.
"""


class LookCase(support.Case):
    """A small series with a closed item, and files that are open."""

    def make(self, files, settings="", series="serie"):
        self.write(f"{series}/referat.yaml", "series: Havnen\n" + settings)
        for name, data in files:
            self.write(f"{series}/2026-03-02/{name}", data)
        annexes = ", ".join(f'"{name}"' for name, _ in files)
        self.write(f"{series}/2026-03-02/agenda.md", AGENDA.format(annexes=annexes, closed=CLOSED))

    def public(self, status, *more, series="serie", out="out", **options):
        return self.build(series, "-o", out, "--edition", "public", *more, status=status, **options)


class Places(LookCase):
    def hide(self, name):
        """None, or what went wrong with a place."""
        series = name.replace("/", "|")
        self.make([PLACES[name](CLOSED)], series=series)
        result = self.referat("build", series, "-o", series + ".out", "--edition", "public", "-v")
        said = result.stderr.decode()
        is_found = result.returncode == 4 and "closed text of item 2 of 2026-03-02" in said
        is_left = (self.work / (series + ".out")).exists() or "Opsigelse" in said.replace(series, "")
        return None if is_found and not is_left else f"{name}: {result.returncode} {said}"

    def test_a_closed_title_is_found(self):
        names = [name for name in PLACES if os.environ.get("PLACE", "") in name]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            wrong = [problem for problem in pool.map(self.hide, names) if problem]
        self.assertEqual(wrong, [], "\n".join(wrong))

    def test_an_open_title_is_no_leak_and_all_is_seen(self):
        """The same places with another title, in one edition: nothing is found, and nothing was not seen."""
        files = []
        for number, function in enumerate(PLACES.values()):
            name, data = function(OPEN)
            files.append((f"{number}-{name}", data))
        self.make(files)
        result = self.public(0, "-v")
        said = [line for line in result.stderr.decode().splitlines() if not line.startswith("referat: wrote")]
        self.assertFalse(any("not-scanned" in line for line in said), said)
        self.assertGreater(len(support.files_below(self.work / "out")), len(PLACES))


class Unseen(LookCase):
    """What cannot be seen is not-scanned, with its name, and published all the same."""

    FILES = {
        "laast.zip": ("notat.txt: it is encrypted", lambda: encrypted_zip()),
        "ukendt.zip": ("notat.txt: it cannot be unpacked", lambda: unknown_zip()),
        "halv.zip": ("it is damaged, or cut off", lambda: archive([("a.txt", b"x" * 9000)])[:-30]),
        "fire.zip": ("b.zip/b.zip/b.zip: it lies deeper than referat looks", lambda: nested_zip(4)),
        "mange.zip": ("it has more parts than referat looks into", lambda: archive([(str(i), b"") for i in range(20001)])),
        "halv.gz": ("it is damaged, or cut off", lambda: hiding_files.gzip_text(OPEN)[1][:-9]),
        "laast.pdf": ("it is encrypted", lambda: hiding_pdf.by_qpdf(hiding_pdf.pdf()[1], "--encrypt", "x", "y", "256", "--")),
        "ingen.pdf": ("it is no PDF that can be read", lambda: b"%PDF-1.4 of no use"),
        "billede.pdf": ("it holds no text, only pictures of it, if anything", lambda: hiding_pdf.pdf(b"0 0 9 9 re f")[1]),
        "stum.pdf": ("its fonts do not say which letters they show", lambda: mute_pdf()),
        "bilag.pdf": ("b.pdf: it is encrypted", lambda: hiding_pdf.with_attachment("b.pdf", Unseen.FILES["laast.pdf"][1]())[1]),
        "skade.pdf": ("it is damaged", lambda: hiding_pdf.pdf()[1].replace(b"startxref\n", b"startxref\n9")),
        "gammel.doc": ("it is a file of an older office program", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        "pakket.7z": ("it is an archive of a kind that referat does not unpack", lambda: b"7z\xbc\xaf\x27\x1c" + b"\0" * 60),
        "lyd.mp3": ("it is a film or a recording", lambda: b"ID3\4\0\0" + b"\0" * 60),
        "film.mp4": ("it is a film or a recording", lambda: b"\0\0\0\x18ftypmp42" + b"\0" * 60),
        "lyd.flac": ("it is a film or a recording", lambda: b"fLaC\0\0\0\x22" + b"\1" * 60),
        "lyd.ogg": ("it is a film or a recording", lambda: b"OggS\0\2" + b"\1" * 60),
        "lyd.wav": ("it is a film or a recording", lambda: b"RIFF\x24\1\0\0WAVEfmt " + b"\1" * 60),
        "film.mkv": ("it is a film or a recording", lambda: b"\x1a\x45\xdf\xa3\1" + b"\1" * 60),
        "pakket.rar": ("it is an archive of a kind that referat does not unpack", lambda: b"Rar!\x1a\7\1\0" + b"\1" * 60),
        "pakket.bz2": ("it is an archive of a kind that referat does not unpack", lambda: b"BZh91AY&SY" + b"\1" * 60),
        "pakket.xz": ("it is an archive of a kind that referat does not unpack", lambda: b"\xfd7zXZ\0\0\4" + b"\1" * 60),
        "pakket.zst": ("it is an archive of a kind that referat does not unpack", lambda: b"\x28\xb5\x2f\xfd\4" + b"\1" * 60),
        "pakket.cab": ("it is an archive of a kind that referat does not unpack", lambda: b"MSCF\0\0\0\0" + b"\1" * 60),
        "liste.sqlite": ("it is a database", lambda: b"SQLite format 3\0\x10\0" + b"\1" * 60),
        "data.bin": ("it is of a kind that referat does not know", lambda: bytes(range(256))),
        "png.zip": ("halv.png: it is damaged, or cut off", lambda: archive([("halv.png", png_file([])[:-20])])),
        "jpg.zip": ("halv.jpg: it is damaged, or cut off", lambda: archive([("halv.jpg", jpeg_file([(0xFE, b"x" * 90)])[:-40])])),
        "side.ps": ("it is PostScript", lambda: b"%!PS-Adobe-3.0\n(x) show\n"),
        "brev.asc": ("it is encrypted", lambda: b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"),
        "smime.eml": ("it is encrypted", lambda: b"From: a@example.org\nTo: b@example.org\nContent-Type: application/pkcs7-mime\n\nMIAG\n"),
        "sprog.xml": ("its encoding 'klingon' is not known", lambda: b"<?xml version='1.0' encoding='klingon'?><a/>"),
        "makro.docx": ("word/vbaProject.bin: it is a file of an older office program",
                       lambda: archive([hiding_files.TYPES, ("word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)])),
    }

    def test_each_is_named(self):
        self.make([(name, data()) for name, (_, data) in self.FILES.items()])
        said = self.public(0, "-v").stderr.decode()
        self.assertIn(f"2026-03-02: note: {len(self.FILES)} files were not wholly looked through for what is closed [not-scanned]\n", said)
        for name, (why, _) in self.FILES.items():
            line = next((line for line in said.splitlines() if "annexes" in line and "-" + name + ": " in line), "")
            self.assertIn(why, line, said)

    def test_copies_are_named_too(self):
        """A file that is seen wholly is looked into once; one that is not is told wherever it is."""
        names = ("laast.zip", "halv.zip", "laast.pdf", "ingen.pdf", "makro.docx", "gammel.doc")
        self.make([(copy + name, data) for name in names for data in [self.FILES[name][1]()] for copy in ("", "kopi-", "igen-")])
        said = self.public(0, "-v").stderr.decode()
        self.assertIn(f"2026-03-02: note: {3 * len(names)} files were not wholly looked through for what is closed [not-scanned]\n", said)

    def test_one_line_a_meeting(self):
        self.make([("a.doc", self.FILES["gammel.doc"][1]()), ("b.7z", self.FILES["pakket.7z"][1]())])
        lines = self.public(0).stderr.decode().splitlines()
        self.assertEqual(lines[:2], ["2026-03-02: note: 2 files were not wholly looked through for what is closed [not-scanned]",
                                     "  hint: look through them before publishing; --verbose lists them"])
        self.assertEqual(sum("annexes/" in line for line in lines), 0)
        self.assertNotIn(b"not-scanned", self.public(0, "-q").stderr)

    def test_checks_turn_it_up_and_off(self):
        self.make([("a.doc", self.FILES["gammel.doc"][1]())], "checks: {not-scanned: off}\n")
        self.assertNotIn(b"not-scanned", self.public(0).stderr)
        self.make([("a.doc", self.FILES["gammel.doc"][1]())], "checks: {not-scanned: error}\n")
        self.assertIn(b"a.doc: error: 1 file was not wholly", self.public(1).stderr)

    def test_closed_text_in_a_file_that_is_not_wholly_seen(self):
        for name, data in (("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + CLOSED.encode("utf-16-le") + b"\0" * 99),
                           ("b.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 501 + CLOSED.encode("utf-16-le") + b"\0" * 99),
                           ("a.bin", bytes(range(200)) + CLOSED.encode("cp1252")),
                           ("a.zip", archive([("notat.txt", CLOSED)])[:-30]),
                           ("a.pdf", b"%PDF-1.4 of no use (" + CLOSED.encode("cp1252") + b")"),
                           ("a.png", png_file([(b"tEXt", b"Title\0" + CLOSED.encode("latin-1"))])[:-20])):
            with self.subTest(name=name):
                self.make([(name, data)], series=name)
                self.public(4, series=name, out=name + ".out")

    def test_what_is_unpacked_is_bounded(self):
        """A megabyte that unpacks to a thousand."""
        self.make([("a.zip", archive([(str(i), b"\0" * (64 << 20)) for i in range(6)]))])
        self.assertIn(b"a.zip: note: 1 file was not wholly looked through for what is closed: it unpacks to more than", self.public(0).stderr)

    def test_a_part_that_is_listed_counts_once(self):
        """However it is stored, also without a byte, and behind something else: most that may be looked into are no more than are there."""
        parts = [(f"{i}.txt", (f"linje {i}", "x" * 99, "")[i % 3]) for i in range(12000)]
        self.make([("a.zip", archive(parts)), ("b.zip", archive(parts, method=zipfile.ZIP_STORED)), ("c.zip", b"foran\n" + archive(parts))])
        self.assertNotIn(b"not-scanned", self.public(0).stderr)

    def test_the_archive_and_the_status(self):
        self.make([("a.doc", self.FILES["gammel.doc"][1]())])
        result = self.referat("export", "serie", "-o", "arkiv", "--edition", "public")
        self.assert_status(result, 0)
        self.assertIn(b"a.doc: note: 1 file was not wholly looked through", result.stderr)
        result = self.referat("status", "serie", "--edition", "public", "--table", "checks", "-f", "csv")
        self.assertNotIn(b"not-scanned", result.stdout)

    def test_the_full_edition_is_about_personal_numbers(self):
        self.make([("a.pdf", hiding_pdf.pdf()[1]), ("b.csv", b"1;2\n")])
        result = self.build("serie", "-o", "fuld")
        self.assertIn(b"1 annex was not looked through for personal numbers: '2026-03-02/a.pdf' [not-scanned]", result.stderr)
        self.assertNotIn(b"not-scanned", self.public(0).stderr)


def encrypted_zip():
    """One part of which the flags say so."""
    data = bytearray(archive([("notat.txt", OPEN)]))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


def unknown_zip():
    """One part that is packed in a way that nobody knows."""
    data = bytearray(archive([("notat.txt", OPEN)]))
    entry = data.index(b"PK\1\2")
    data[8:10] = data[entry + 10:entry + 12] = struct.pack("<H", 77)
    return bytes(data)


def nested_zip(depth):
    data = archive([("notat.txt", OPEN)])
    for _ in range(depth - 1):
        data = archive([("b.zip", data)])
    return data


def mute_pdf():
    below = (b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
             b"/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>>>")
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    text = hiding_pdf.OPEN + b"BT /M 12 Tf 50 600 Td <000100020003> Tj ET"
    page = hiding_pdf.PAGE.replace(b"/Font<<", b"/Font<</M 7 0 R") % (4, b"")
    return hiding_pdf.pdf(text, more={3: page, 6: below, 7: font})[1]


class Hostile(LookCase):
    """A megabyte that is made to take long: none does."""

    SIZE = 1 << 20
    FILES = {
        "a.html": b"<!doctype html>" + b"<a ='>' " * (SIZE // 8),
        "b.html": b"<!doctype html>" + b"<a <!-- <![CDATA[ " * (SIZE // 18),
        "c.html": b"<!doctype html>" + b"<a x=\"'" * (SIZE // 8) + b">",
        "d.html": b"<!doctype html>" + b"<del>" * (SIZE // 5),
        "e.html": b"<!doctype html>" + b"<script></" * (SIZE // 10),
        "f.xml": b"<?xml?><!DOCTYPE a [" + b"".join(b'<!ENTITY e%d "%s">' % (i, b"&e%d;" % (i + 1) * 1000) for i in range(100)) + b"]><a>&e0;</a>",
        "g.xml": b"<?xml?>" + b"&amp;" * (SIZE // 5),
        "g2.xml": b"<?xml?>" + b"&Xy;" * (SIZE // 4),
        "h.txt": b"%2525" * (SIZE // 5),
        "i.txt": b"\\u005c" * (SIZE // 6),
        "j.txt": b"&#" * (SIZE // 2) + b"&" + b"a" * SIZE,
        "k.txt": base64.b64encode(base64.b64encode(base64.b64encode(base64.b64encode(b"x" * (SIZE // 4))))),
        "l.txt": b"\xc3\x83" * (SIZE // 2),
        "m.txt": b"data:," * (SIZE // 6),
        "n.txt": b"data:;base64,AAAA" * (SIZE // 17),
        "o.rtf": b"{\\rtf1 " + b"{" * SIZE,
        "p.rtf": b"{\\rtf1 " + (b"a" * 127 + b"g") * (SIZE // 128),
        "q.eml": b"From: a\nTo: b\nSubject: " + b"=?a?q?" * (SIZE // 6),
        "r.eml": b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * (SIZE // 6),
        "s.eml": b"From: a\nTo: b\n" + b"X: ;a*0*=b;\n" * (SIZE // 12),
        "t.pdf": b"%PDF-1.4\n" + b"obj/FlateDecode stream\n" * (SIZE // 24),
        "u.pdf": b"%PDF-1.4\n" + b"(" * SIZE,
        "v.pdf": b"%PDF-1.4\n" + b"startxref 9 %%EOF " * (SIZE // 18),
        "w.zip": b"PK\3\4" * (SIZE // 4),
        "x.zip": archive([("a", b"")]) + b"PK\1\2" * (SIZE // 4) + b"PK\5\6" + b"\0" * 18,
        "y.gif": b"GIF89a\1\0\1\0\0\0\0" + b"\x21\xfe\1a\0" * (SIZE // 5),
        "z.jpg": b"\xff\xd8\xff" + b"\xff\xe1\0\2" * (SIZE // 4),
    }

    def test_none_takes_long(self):
        for name, data in self.FILES.items():
            with self.subTest(name=name):
                self.make([(name, data)], series=name)
                before = os.times()
                self.public(0, series=name, out=name + ".out")
                after = os.times()
                spent = after.children_user + after.children_system - before.children_user - before.children_system
                self.assertLess(spent, 100 if support.IS_SANITIZED else 10)


class Tools(LookCase):
    """Where a program or library is missing that a file needs, nothing is published."""

    def tools(self, *names):
        folder = self.work / ("tools-" + "-".join(names))
        folder.mkdir(exist_ok=True)
        for name in names:
            (folder / name).unlink(missing_ok=True)
            (folder / name).symlink_to(shutil.which(name))
        return support.environment(PATH=str(folder))

    def test_a_program_is_missing(self):
        for name, data in (("a.pdf", hiding_pdf.pdf()[1]), ("a.zip", archive([("b.pdf", hiding_pdf.pdf()[1])])),
                           ("a.html", b"<p>" + b"<img src='data:application/pdf;base64," + base64.b64encode(hiding_pdf.pdf()[1]) + b"'>")):
            self.make([(name, data)], series=name)
            for there, missing in (((), b"qpdf (Debian package qpdf)"), (("qpdf",), b"pdftotext (Debian package poppler-utils)"),
                                   (("pdftotext",), b"qpdf (Debian package qpdf)")):
                with self.subTest(name=name, there=there):
                    result = self.public(3, series=name, env=self.tools(*there))
                    self.assertIn(b"-" + name.encode() + b": " + missing + b" is needed to look through it", result.stderr)
                    self.assertFalse((self.work / "out").exists())
                    self.assert_status(self.referat("export", name, "-o", "arkiv", "--edition", "public", env=self.tools(*there)), 3)
                    self.assertFalse((self.work / "arkiv").exists())

    def test_no_file_needs_it(self):
        self.make([("a.csv", b"1;2\n")])
        self.public(0, env=self.tools())

    def test_an_old_edition_stays(self):
        self.make([("a.csv", b"1;2\n")])
        self.public(0)
        before = support.files_below(self.work / "out")
        self.make([("a.pdf", hiding_pdf.pdf()[1])])
        self.public(3, env=self.tools())
        self.assertEqual(support.files_below(self.work / "out"), before)
        self.public(0)
        self.assertNotEqual(support.files_below(self.work / "out"), before)

    def test_programs_that_hang_crash_or_lie(self):
        """They end with the file not scanned, and leave nothing behind."""
        self.make([("a.pdf", hiding_pdf.pdf()[1])])
        for script, status in (("exit 1", 0), ("kill -9 $$", 0), ("echo nonsense", 0), ("yes", 0)):
            with self.subTest(script=script):
                folder = self.work / "tools"
                temporary = self.work / "tmp"
                for path in (folder, temporary):
                    path.mkdir(exist_ok=True)
                for name in ("qpdf", "pdftotext"):
                    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
                    (folder / name).chmod(0o755)
                env = support.environment(PATH=f"{folder}:{os.environ['PATH']}", TMPDIR=str(temporary))
                self.assertIn(b"a.pdf: note: 1 file was not wholly looked through", self.public(status, env=env).stderr)
                self.assertEqual(list(temporary.iterdir()), [])

    def test_killed(self):
        """The programs of a run that is killed end, and their folders are removed."""
        folder, temporary = self.work / "tools", self.work / "tmp"
        for path in (folder, temporary):
            path.mkdir()
        (folder / "qpdf").write_text("#!/bin/sh\ntouch $TMPDIR/../begun\nsleep 100\n")
        (folder / "qpdf").chmod(0o755)
        self.make([(f"{number}.pdf", hiding_pdf.pdf(b"%d" % number)[1]) for number in range(20)])
        env = support.environment(PATH=f"{folder}:{os.environ['PATH']}", TMPDIR=str(temporary))
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number):
                run = subprocess.Popen([support.REFERAT, "build", "serie", "-o", "out", "--edition", "public"], cwd=self.work, env=env,
                                       stderr=subprocess.PIPE)
                self.wait_for(lambda run=run: (temporary / "begun").exists() or run.poll() is not None)
                run.send_signal(number)
                run.communicate(timeout=60)
                self.assertEqual(run.returncode, -number)
                (temporary / "begun").unlink()
                self.assertEqual(list(temporary.iterdir()), [])
                self.assertFalse((self.work / "out").exists())

    def wait_for(self, condition):
        for _ in range(600):
            if condition():
                return
            time.sleep(0.05)
        self.fail("it never came")


class Processes(LookCase):
    def test_any_number_says_the_same(self):
        """The first leak in the order of the files, whoever comes to it first."""
        files = [(f"{number:03}.csv", b"x" * 100000) for number in range(60)]
        for number in (7, 8, 31, 59):
            files[number] = (files[number][0], CLOSED.encode() + b"x" * 100000)
        self.make(files)
        said = [self.public(4, "-j", str(jobs)).stderr for jobs in (1, 2, 3, 8)]
        self.assertEqual(len(set(said)), 1, said)
        self.assertIn(b"error: closed text of item 2", said[0])

    def test_notes_too(self):
        self.make([(f"{number}.pdf", b"%%PDF-1.4 of no use %d" % number) for number in range(30)])
        said = [self.public(0, "-v", "-j", str(jobs), out=f"out{jobs}").stderr.replace(b"out%d/" % jobs, b"out/") for jobs in (1, 2, 5)]
        self.assertEqual(len(set(said)), 1)

    def test_a_picture_that_prose_shows(self):
        for name in ("png_ztxt", "jpeg_comment", "gif_comment", "webp_exif"):
            with self.subTest(name=name):
                file, data = hiding_files.PLACES[name](CLOSED)
                self.make([("a.csv", b"1;2\n")], series=name)
                self.write(f"{name}/2026-03-02/{file}", data)
                agenda = self.work / name / "2026-03-02/agenda.md"
                agenda.write_text(agenda.read_text() + f"\n![Kort]({file})\n")
                self.public(4, series=name, out=name + ".out")


if __name__ == "__main__":
    unittest.main()
