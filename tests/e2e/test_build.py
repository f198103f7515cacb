"""What build writes, leaves alone, and refuses to leave half done."""
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import unittest

from support import MARKS, Case, REFERAT, environment, files_below

PAGES = {f"{page}.{suffix}" for page in ("agenda", "minutes", "pack") for suffix in ("html", "md")}
BROKEN = "---\nkind: agenda\nitemz: []\n---\n"


class Outputs(Case):
    def test_default_formats(self):
        self.write_series(days=(2, 9))
        self.build("vand", "-o", "ud")
        expected = {f"2026-03-{day}/{page}" for day in ("02", "09") for page in PAGES}
        self.assertEqual(files_below(self.work / "ud").keys(),
                         expected | {"index.html", "status.xlsx"})

    def test_default_folder(self):
        self.write_series()
        self.build("vand")
        self.assertTrue((self.work / "out/2026-03-02/pack.html").is_file())

    def test_outputs_inside_the_series_are_no_sources(self):
        series = self.write_series()
        for _ in range(2):
            result = self.build("-o", "out", cwd=series)
            self.assertNotIn(b"out/", result.stderr)
            names = files_below(series / "out")
            self.assertFalse([name for name in names if name.startswith("out/")])

    def test_chosen_formats(self):
        self.write_series()
        for formats, suffixes in (("html", {"html"}), ("md", {"md"}), ("xlsx", {"xlsx"}),
                                  ("md,xlsx", {"md", "xlsx"})):
            self.build("-f", formats, "vand", "-o", formats)
            found = {name.rpartition(".")[2] for name in files_below(self.work / formats)}
            self.assertEqual(found, suffixes)

    def test_a_meeting_without_minutes_has_none(self):
        self.write_series()
        (self.work / "vand/2026-03-02/minutes.md").unlink()
        self.build("vand", "-o", "ud")
        names = files_below(self.work / "ud")
        self.assertIn("2026-03-02/pack.html", names)
        self.assertNotIn("2026-03-02/minutes.html", names)

    def test_a_break_is_in_the_timetable_alone(self):
        """Wherever it stands: what follows it is listed, and it has no entry of its own."""
        self.write_series()
        path = self.work / "vand/2026-03-02/agenda.md"
        head, items = path.read_text(encoding="utf-8").split("items:\n")
        items, body = items.split("---\n")
        parts = items.split("  - title: ")[1:]
        pause = "Frokost\n    type: break\n    duration: 10\n"
        for place in range(len(parts) + 1):
            with self.subTest(place=place):
                order = [*parts[:place], pause, *parts[place:]]
                path.write_text(f"{head}items:\n" + "".join("  - title: " + part for part in order) + f"---\n{body}", encoding="utf-8")
                self.build("-f", "md", "vand", "-o", "ud")
                page = (self.work / "ud/2026-03-02/agenda.md").read_text(encoding="utf-8")
                entries = re.findall(r"^[+*] (?:\d+\\\. )?(\w[\w ]*)$", page, re.MULTILINE)
                self.assertEqual(entries, 2 * ["Dagsorden", "Ny pumpe"])  # the contents, and the agenda in short
                self.assertIn("Frokost", page)

    def test_what_takes_no_place_has_no_timetable(self):
        """Nor an order of treatment: what was cancelled, and what was decided in writing."""
        series = self.write_series()
        agenda, minutes = (series / "2026-03-02" / name for name in ("agenda.md", "minutes.md"))
        agenda.write_text(agenda.read_text(encoding="utf-8").replace("items:", "order: [2, 1]\nitems:", 1), encoding="utf-8")
        for fields, count in (((agenda, "date:", "status: cancelled\ndate:"), 0), ((minutes, "meeting:", "form: written\nmeeting:"), 0),
                              ((agenda, "date:", "date:"), 1)):
            path, was, became = fields
            before = path.read_text(encoding="utf-8")
            path.write_text(before.replace(was, became, 1), encoding="utf-8")
            self.build("-q", "-f", "html", "vand", "-o", "ud")
            path.write_text(before, encoding="utf-8")
            with self.subTest(field=became):
                for page in ("agenda", "pack"):
                    text = (self.work / f"ud/2026-03-02/{page}.html").read_text(encoding="utf-8")
                    self.assertEqual((text.count("Tidsplan"), text.count("Behandlingsrækkefølge")), (count, count), page)
            shutil.rmtree(self.work / "ud")

    def test_a_kind_in_quotes(self):
        """YAML's quotes change no word."""
        self.write_series()
        plain = self.build("vand", "-o", "ud") and files_below(self.work / "ud")
        for quote in "'\"":
            for name in ("agenda", "minutes"):
                path = self.work / f"vand/2026-03-02/{name}.md"
                path.write_text(path.read_text(encoding="utf-8").replace(f"kind: {name}", f"kind: {quote}{name}{quote}"), encoding="utf-8")
            self.build("vand", "-o", f"ud{ord(quote)}")
            self.assertEqual(files_below(self.work / f"ud{ord(quote)}"), plain)
            self.assertIn("2026-03-02/minutes.html", plain)
            self.write_series()

    def test_annex_files_are_copied(self):
        self.write_series()
        agenda = self.work / "vand/2026-03-02/agenda.md"
        agenda.write_text(agenda.read_text(encoding="utf-8").replace(
            "    duration: 20\n", "    duration: 20\n    annexes: [bilag/tal.csv]\n"),
            encoding="utf-8")
        self.write("vand/2026-03-02/bilag/tal.csv", b"a;b\n1;2\n")
        self.build("vand", "-o", "ud")
        copies = {name: data for name, data in files_below(self.work / "ud").items()
                  if "/annexes/" in name}
        self.assertEqual(list(copies.values()), [b"a;b\n1;2\n"])

    def test_annex_pictures_are_shown(self):
        png = b"\x89PNG\r\n\x1a\n" + b"x" * 50
        for name, content in {"a.png": png, "b.pdf": png, "c.png": b"no picture", "d.png": png + bytes(8 << 20)}.items():
            self.write(f"s/2026-01-12/{name}", content)
        self.write("s/2026-01-12/agenda.md", "---\nkind: agenda\nitems:\n  - title: Punkt\n    annexes:\n"
                   "      - {file: a.png, title: 'Kort \"A\"'}\n      - b.pdf\n      - c.png\n      - d.png\n---\n")
        self.write("s/referat.yaml", "series: Bestyrelsen\n")
        self.build("s", "-o", "ud", "-f", "html,md")
        page = (self.work / "ud/2026-01-12/pack.html").read_text(encoding="utf-8")
        # By its bytes, not by its name; one that is too large is a file.
        self.assertEqual(re.findall(r'<figure><img alt="([^"]*)" src="data:image/png;base64,iVBORw0KGgp4eHh4', page),
                         ["Kort &quot;A&quot;", "b.pdf"])
        self.assertEqual(page.count("<img"), 2)
        markdown = (self.work / "ud/2026-01-12/pack.md").read_text(encoding="utf-8")
        self.assertIn('![Kort "A"](<annexes/punkt-1-bilag-1-kort-a.png>)', markdown)
        self.assertEqual(len(list((self.work / "ud/2026-01-12/annexes").iterdir())), 4)

    def test_a_table_may_stand_landscape(self):
        self.write("s/referat.yaml", "series: Bestyrelsen\n")
        table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
        self.write("s/2026-01-12/agenda.md", "---\nkind: agenda\nitems:\n  - title: Punkt\n    annexes: [a.md, b.md]\n---\n")
        self.write("s/2026-01-12/a.md", f"---\nkind: annex\n---\n*Tabel 1. Tal {{.landscape}}*\n\n{table}\nTekst.\n\n"
                   f"{{.landscape&rcub;\n{table}\nMere.\n\n- I en liste:\n\n  {{.landscape}}\n\n" +
                   "".join(f"  {line}\n" for line in table.splitlines()) + f"\nTekst.\n\n{table}")
        self.write("s/2026-01-12/b.md", f"---\nkind: annex\n---\n{table}")
        self.build("s", "-o", "ud", "-f", "html,md")
        page = (self.work / "ud/2026-01-12/pack.html").read_text(encoding="utf-8")
        self.assertEqual(page.count('<div class="table landscape"'), 3)
        self.assertEqual(page.count('<div class="table"'), 2)
        self.assertIn("<caption><em>Tabel 1. Tal</em></caption>", page)
        self.assertIn("@page d1-wide{size:A4 landscape;counter-increment:page d1;", page)
        self.assertIn("#punkt-1-bilag-1 .landscape{page:d1-wide}", page)
        self.assertNotIn("d2-wide", page)
        for name in ("pack.html", "pack.md"):
            self.assertNotIn("{.landscape}", (self.work / "ud/2026-01-12" / name).read_text(encoding="utf-8"))

    def test_check_writes_nothing(self):
        self.write_series()
        before = files_below(self.work)
        self.assert_status(self.referat("check", "vand"), 0)
        self.assertEqual(files_below(self.work), before)


class Unchanged(Case):
    def times(self):
        return {path: path.stat().st_mtime_ns
                for path in (self.work / "ud").rglob("*") if path.is_file() and path.name not in MARKS}

    def test_closed_standard_files_are_not_taken_for_others(self):
        """Their numbers would be those of the first files opened: what is said would go into an output."""
        series = self.write_series()
        self.build(series, "-o", "open")
        expected = files_below(self.work / "open")
        for closed in ((0,), (1,), (2,), (0, 1), (1, 2), (0, 1, 2)):
            out = "closed-" + "".join(map(str, closed))
            result = subprocess.run([REFERAT, "build", series, "-o", out], cwd=self.work, env=environment(), check=False, timeout=300,
                                    preexec_fn=lambda numbers=closed: [os.close(fd) for fd in numbers])
            self.assertEqual(result.returncode, 0, closed)
            self.assertEqual(files_below(self.work / out), expected, closed)
        result = subprocess.run([REFERAT, "status", series], env=environment(), stderr=subprocess.PIPE, check=False, timeout=300,
                                preexec_fn=lambda: os.close(1))
        self.assertEqual(result.returncode, 3)
        self.assertIn(b"cannot write to standard output", result.stderr)

    def test_same_bytes_are_not_rewritten(self):
        self.write_series(days=(2, 9))
        self.build("vand", "-o", "ud")
        for path in self.times():
            os.utime(path, (1_000_000_000, 1_000_000_000))
        before = self.times()
        self.build("vand", "-o", "ud")
        self.assertEqual(self.times(), before)
        minutes = self.work / "vand/2026-03-09/minutes.md"
        minutes.write_text(minutes.read_text(encoding="utf-8").replace("klar", "kendt"),
                           encoding="utf-8")
        self.build("vand", "-o", "ud")
        changed = {path.relative_to(self.work / "ud").as_posix()
                   for path, time in self.times().items() if time != before[path]}
        self.assertLessEqual({f"2026-03-09/{name}" for name in
                              ("minutes.html", "minutes.md", "pack.html", "pack.md")}, changed)
        self.assertFalse([name for name in changed if name.startswith("2026-03-02/")])

    def test_what_others_put_there_stays(self):
        self.write_series()
        self.write("ud/noter.txt", "mine\n")
        self.write("ud/2026-03-02/foto.jpg", b"\xff\xd8")
        self.build("vand", "-o", "ud")
        self.assertEqual((self.work / "ud/noter.txt").read_bytes(), b"mine\n")
        self.assertEqual((self.work / "ud/2026-03-02/foto.jpg").read_bytes(), b"\xff\xd8")

    def test_no_temporary_file_is_left(self):
        self.write_series()
        self.build("vand", "-o", "ud")
        names = {name.rpartition("/")[2] for name in files_below(self.work / "ud")}
        self.assertEqual(names, PAGES | {"index.html", "status.xlsx"})


class Verify(Case):
    def setUp(self):
        super().setUp()
        self.write_series()
        self.build("vand", "-o", "ud")

    def verify(self, status):
        before = files_below(self.work)
        result = self.build("--verify", "vand", "-o", "ud", status=status)
        self.assertEqual(files_below(self.work), before)
        return result.stderr

    def test_nothing_changed(self):
        self.verify(0)

    def test_an_output_differs(self):
        self.write("ud/2026-03-02/pack.md", "noget andet\n")
        self.assertIn(b"2026-03-02/pack.md", self.verify(1))

    def test_an_output_is_missing(self):
        (self.work / "ud/index.html").unlink()
        self.assertIn(b"index.html", self.verify(1))

    def test_a_source_changed(self):
        self.write("vand/2026-03-02/minutes.md",
                   "---\nkind: minutes\ndecisions: {1: noted, 2: noted}\n---\n## 1\nNyt.\n## 2\nNyt.\n")
        self.verify(1)


class Errors(Case):
    def test_one_broken_meeting_keeps_its_old_outputs(self):
        self.write_series(days=(2, 9))
        self.build("vand", "-o", "ud")
        old = files_below(self.work / "ud")
        self.write("vand/2026-03-02/agenda.md", BROKEN)
        minutes = self.work / "vand/2026-03-09/minutes.md"
        minutes.write_text(minutes.read_text(encoding="utf-8").replace("klar", "kendt"),
                           encoding="utf-8")
        self.build("vand", "-o", "ud", status=1)
        new = files_below(self.work / "ud")
        for page in PAGES:
            self.assertEqual(new[f"2026-03-02/{page}"], old[f"2026-03-02/{page}"])
        self.assertIn("kendt".encode(), new["2026-03-09/pack.html"])

    def test_a_meeting_that_never_worked_has_no_outputs(self):
        self.write_series(days=(2, 9))
        self.write("vand/2026-03-02/agenda.md", BROKEN)
        self.build("vand", "-o", "ud", status=1)
        names = files_below(self.work / "ud")
        self.assertIn("2026-03-09/pack.html", names)
        self.assertFalse([name for name in names if name.startswith("2026-03-02/")])

    def test_a_path_that_leads_out_is_refused(self):
        self.write("hemmelig.md", "---\nkind: annex\ntitle: Uden for\n---\nZZUDENFOR\n")
        self.write_series()
        for path in ("../../hemmelig.md", str(self.work / "hemmelig.md"), "link.md"):
            link = self.work / "vand/2026-03-02/link.md"
            if not link.is_symlink():
                link.symlink_to("../../hemmelig.md")
            self.write("vand/2026-03-02/agenda.md",
                       f"---\nkind: agenda\nitems:\n  - title: Et\n    annexes: ['{path}']\n---\n")
            result = self.build("vand", "-o", "ud", status=4)
            self.assertIn(b"[path-escapes]", result.stderr)
            written = files_below(self.work / "ud") if (self.work / "ud").exists() else {}
            self.assertFalse([name for name, data in written.items() if b"ZZUDENFOR" in data])

    def test_a_limit_exits_4(self):
        self.write_series()
        self.write("vand/2026-03-02/notat.md", b"---\nkind: annex\n---\n" + b"x " * (5 << 20))
        self.write("vand/2026-03-02/agenda.md",
                   "---\nkind: agenda\nitems:\n  - title: Et\n    annexes: [notat.md]\n---\n")
        result = self.referat("check", "vand")
        self.assert_status(result, 4)
        self.assertIn(b"[limit-exceeded]", result.stderr)


class World(Case):
    def test_missing_path(self):
        result = self.build("findes-ikke", "-o", "ud", status=3)
        self.assertIn(b"findes-ikke", result.stderr)
        self.assertFalse((self.work / "ud").exists())

    def test_a_destination_that_cannot_be_made(self):
        self.write_series()
        self.write("fil", "jeg er en fil\n")
        for target in ("fil", "fil/ud", "/proc/referat/ud"):
            result = self.build("vand", "-o", target, status=3)
            self.assertNotEqual(result.stderr, b"")
        self.assertEqual((self.work / "fil").read_bytes(), b"jeg er en fil\n")

    def test_a_folder_where_a_file_should_be(self):
        self.write_series()
        (self.work / "ud/2026-03-02/pack.html").mkdir(parents=True)
        self.build("vand", "-o", "ud", status=3)

    def test_without_the_libraries_of_workbooks(self):
        """Only the series' own files need them: meetings have their pages, and no other command misses them."""
        for name, said in ("libxlsxwriter", r"libxlsxwriter\.so"), ("libzip", r"libzip, .* \(Debian package libzip4\)"):
            with self.subTest(library=name):
                self.check_without(name, said)

    def check_without(self, name, said):
        soname = re.search(rb"%s\.so[.0-9]*" % name.encode(), pathlib.Path(REFERAT).read_bytes())[0].decode()
        shutil.rmtree(self.work / "andre", ignore_errors=True)
        self.write(f"andre/{soname}", "jeg er intet bibliotek\n")
        missing = environment(LD_LIBRARY_PATH=str(self.work / "andre"))
        shutil.rmtree(self.work / "vand", ignore_errors=True)
        shutil.rmtree(self.work / "ud", ignore_errors=True)
        self.write_series()
        result = self.build("vand", "-o", "ud", status=3, env=missing)
        self.assertRegex(result.stderr.decode(), rf"cannot write the workbook: .*{said}")
        self.assertTrue((self.work / "ud/2026-03-02/pack.html").is_file())
        self.assertFalse((self.work / "ud/status.xlsx").exists())
        for arguments in (("check", "vand"), ("build", "vand", "-f", "html,md"), ("status", "vand")):
            self.assert_status(self.referat(*arguments, env=missing), 0)

    def test_full_disk_keeps_the_old_files(self):
        """A limit on the size of a file stands for the disk that is full: write fails with EFBIG."""
        self.write_series()
        self.build("vand", "-o", "ud")
        old = files_below(self.work / "ud")
        minutes = self.work / "vand/2026-03-02/minutes.md"
        minutes.write_text(minutes.read_text(encoding="utf-8") + "Mere tekst. " * 2000,
                           encoding="utf-8")

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

        result = subprocess.run([REFERAT, "build", "vand", "-o", "ud"], cwd=self.work, check=False,
                                capture_output=True, env=environment(), preexec_fn=limit)
        self.assert_status(result, 3)
        self.assertRegex(result.stderr.decode(), re.compile("file too large", re.IGNORECASE))
        self.assertEqual(files_below(self.work / "ud"), old)



class OtherMeetings(Case):
    """A link in prose to another meeting, its folder or a document in it, leads to that meeting's pack."""

    def setUp(self):
        super().setUp()
        series = self.write_series(days=(2, 9))
        text = "Se [sidst](../2026-03-02/agenda.md), [mødet](../2026-03-02) og [intet](../2026-03-16)."
        agenda = series / "2026-03-09/agenda.md"
        agenda.write_text(agenda.read_text(encoding="utf-8") + f"\n{text}\n", encoding="utf-8")

    def page(self, name):
        return (self.work / name).read_text(encoding="utf-8")

    def test_within_the_series(self):
        self.build("vand", "-o", "ud")
        for word in ("sidst", "mødet"):
            self.assertIn(f'<a href="../2026-03-02/pack.html">{word}</a>', self.page("ud/2026-03-09/pack.html"))
            self.assertIn(f"[{word}](<../2026-03-02/pack.md>)", self.page("ud/2026-03-09/pack.md"))
        self.assertIn("intet (../2026-03-16)", self.page("ud/2026-03-09/pack.html"))

    def test_alone_it_leads_to_their_places(self):
        self.build("vand/2026-03-09", "-o", "ud")
        self.assertIn('<a href="../2026-03-02/pack.html">sidst</a>', self.page("ud/2026-03-09/pack.html"))


if __name__ == "__main__":
    unittest.main()
