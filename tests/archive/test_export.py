"""What export writes: a bag that other tools accept, whole or not at all, the same bytes for the same input."""
import csv
import hashlib
import io
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from support import AGENDA, Case, EXAMPLES, REFERAT, environment, files_below, strace  # noqa: E402

SERIES = sorted(path.parent.name for path in EXAMPLES.glob("*/referat.yaml"))
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000"
                    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082")


class BagCase(Case):
    def export(self, *arguments, status=0, **options):
        result = self.referat("export", *arguments, **options)
        self.assert_status(result, status)
        return result

    def rows(self, bag):
        """The inventory: a dictionary a file."""
        text = (bag / "metadata/inventory.csv").read_bytes().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))

    def info(self, bag):
        lines = (bag / "bag-info.txt").read_text(encoding="utf-8").splitlines()
        return [tuple(line.split(": ", 1)) for line in lines]

    def assert_whole(self, bag):
        """The bag before judges other than referat; its inventory."""
        for manifest in ("manifest-sha512.txt", "tagmanifest-sha512.txt"):
            result = subprocess.run(["sha512sum", "-c", "--strict", "--quiet", manifest], cwd=bag,
                                    capture_output=True, text=True, check=False)
            self.assertEqual((result.returncode, result.stdout + result.stderr), (0, ""), manifest)
        files = files_below(bag)
        self.assertEqual(files["bagit.txt"],
                         b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        payload = {name: data for name, data in files.items() if name.startswith("data/")}
        listed = [line[130:] for line in files["manifest-sha512.txt"].decode().splitlines()]
        self.assertEqual(listed, sorted(payload, key=str.encode))
        tags = [line[130:] for line in files["tagmanifest-sha512.txt"].decode().splitlines()]
        self.assertEqual(tags, sorted(files.keys() - payload.keys() - {"tagmanifest-sha512.txt"}))
        size = sum(map(len, payload.values()))
        self.assertIn(("Payload-Oxum", f"{size}.{len(payload)}"), self.info(bag))
        rows = self.rows(bag)
        self.assertEqual(sorted(row["path"] for row in rows), sorted(payload))
        for row in rows:
            data = payload[row["path"]]
            self.assertEqual(row["sha512"], hashlib.sha512(data).hexdigest())
            self.assertEqual(int(row["bytes"]), len(data))
        self.assert_status(self.referat("verify", bag), 0)
        return rows

    def assert_nothing_left(self):
        """Neither a bag nor what was to become one."""
        self.assertEqual([path.name for path in self.work.iterdir() if path.name == "arkiv"], [])
        self.assertEqual(list(self.work.glob(".referat-*")), [])


class Examples(BagCase):
    def test_every_example_is_a_whole_bag(self):
        self.assertGreaterEqual(len(SERIES), 2)
        for name in SERIES:
            self.export(EXAMPLES / name, "-o", name)
            rows = self.assert_whole(self.work / name)
            ids = {(row["id"], row["role"], row["path"]) for row in rows}
            self.assertEqual(len(ids), len(rows))
            for row in rows:
                self.assertIn(row["role"], ("source", "annex", "rendition", "documentation"))
                self.assertIn(row["access"], ("open", "closed"))
                self.assertEqual(row["edition"], "full")
                self.assertTrue(row["id"] and row["kind"] and row["media_type"])

    def test_renditions_and_annexes_are_those_of_build(self):
        for name in SERIES:
            self.export(EXAMPLES / name, "-o", f"{name}-bag")
            self.build(EXAMPLES / name, "-o", f"{name}-out")
            data = files_below(self.work / f"{name}-bag/data")
            kept = {path: content for path, content in data.items()
                    if "source/" not in path and path != "README.txt"}
            self.assertEqual(kept, files_below(self.work / f"{name}-out"))

    def test_sources_are_whole_and_compile_again(self):
        for name in (*SERIES, ""):
            self.export(EXAMPLES / name, "-o", f"{name}-bag")
            bag = self.work / f"{name}-bag"
            back = self.work / f"{name}-back"
            for row in self.rows(bag):
                if row["original_name"]:
                    data = (bag / row["path"]).read_bytes()
                    self.assertEqual(data, (EXAMPLES / name / row["original_name"]).read_bytes())
                    path = back / row["original_name"]
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(data)
            self.build(EXAMPLES / name, "-o", f"{name}-first")
            self.build(back, "-o", f"{name}-second")
            self.assertEqual(files_below(self.work / f"{name}-first"),
                             files_below(self.work / f"{name}-second"))

    def test_what_is_closed_is_said(self):
        self.export(EXAMPLES / "havnsoe", "-o", "lukket")
        self.export(EXAMPLES / "harbour-board", "-o", "aaben")
        self.assertIn(("Access-Rights", "confidential"), self.info(self.work / "lukket"))
        self.assertIn(("Access-Rights", "public"), self.info(self.work / "aaben"))
        closed = {row["path"] for row in self.rows(self.work / "lukket") if row["access"] == "closed"}
        self.assertIn("data/2026-03-09/source/bilag/bud.md", closed)
        self.assertIn("data/2026-03-09/pack.html", closed)
        self.assertNotIn("data/2026-01-12/pack.html", closed)

    def write_sale(self, **later):
        """A closed sale in January, and what February says of it."""
        self.write("serie/referat.yaml", "series: Møder\nfollow_up: true\n")
        self.write("serie/2026-01-12/agenda.md", "---\nkind: agenda\ndate: 2026-01-12\nitems:\n  - {title: Dagsorden}\n"
                   "  - {title: Salg af kajen, id: salg, access: closed}\n---\n")
        self.write("serie/2026-01-12/minutes.md", "---\nkind: minutes\ndecisions: {salg: postponed}\n---\n## salg\n"
                   "- [ ] @Ida spørger mægleren due:2026-02-01\n")
        self.write("serie/2026-02-09/agenda.md", "---\nkind: agenda\ndate: 2026-02-09\nitems:\n  - title: Dagsorden\n"
                   f"{later.get('items', '')}---\n")
        self.write("serie/2026-02-09/minutes.md", f"---\nkind: minutes\n{later.get('minutes', '')}---\n## 1\nDrøftet.\n")

    def closed_files(self, *arguments):
        self.export(*arguments, "-o", "bag")
        rows = self.rows(self.work / "bag")
        provenance = json.loads((self.work / "bag/metadata/provenance.json").read_bytes())
        found = {row["path"].removeprefix("data/") for row in rows if row["access"] == "closed"}
        self.assertEqual(provenance["series"][0]["has_closed_parts"], bool(found))
        self.assertIn(("Access-Rights", "confidential" if found else "public"), self.info(self.work / "bag"))
        shutil.rmtree(self.work / "bag")
        return found

    def test_what_later_meetings_say_of_it(self):
        """The bag of the later meeting alone: each file that shows something closed says so, its source and its pages."""
        agenda, minutes, pack = ("2026-02-09/source/agenda.md", "2026-02-09/source/minutes.md", {"2026-02-09/pack.html", "2026-02-09/pack.md"})
        pages = {f"2026-02-09/{name}.{suffix}" for name in ("agenda", "minutes", "pack") for suffix in ("html", "md")}
        cases = {
            "its follow-up": ({}, pack),
            "carried": ({"items": "  - {title: Kajen, carried_from: 2026-01-12/salg}\n"}, pages | {agenda}),
            "approved": ({"items": "  - {title: Referat, type: minutes-approval, approves: 2026-01-12}\n", "minutes": "decisions: {2: approved}\n"}, pack),
            "an action": ({"minutes": "actions: {2026-01-12/2/1: done}\n"}, pack | {minutes}),
        }
        for name, (later, expected) in cases.items():
            with self.subTest(name):
                self.write_sale(**later)
                found = self.closed_files("serie/2026-02-09")
                self.assertLessEqual(expected, found)
                whole = self.closed_files("serie")
                self.assertLessEqual(expected | {"index.html", "status.xlsx", "2026-01-12/source/agenda.md"}, whole)
                self.assertNotIn("README.txt", whole)

    def test_a_folder_of_series(self):
        self.export(EXAMPLES, "-o", "alt")
        rows = self.assert_whole(self.work / "alt")
        self.assertEqual({row["path"].split("/")[1] for row in rows}, {*SERIES, "README.txt"})
        descriptions = [value for label, value in self.info(self.work / "alt")
                        if label == "External-Description"]
        self.assertEqual(len(descriptions), len(SERIES))

    def test_information(self):
        self.export(EXAMPLES / "harbour-board", "-o", "arkiv")
        info = dict(self.info(self.work / "arkiv"))
        self.assertEqual(info["Source-Organization"], "Port of Ostrey")
        self.assertEqual(info["External-Identifier"], "harbour-board_2026-01-20_2026-04-21")
        self.assertIn("2 meetings, 2026-01-20 to 2026-04-21", info["External-Description"])
        provenance = json.loads((self.work / "arkiv/metadata/provenance.json").read_bytes())
        version = self.referat("--version").stdout.decode().split()[1]
        self.assertEqual(provenance["program"], {"name": "referat", "version": version})
        self.assertEqual(provenance["options"]["formats"], "html,md,xlsx")
        self.assertEqual(provenance["series"][0]["meetings"], 2)
        self.assertEqual(info["Bag-Software-Agent"], f"referat {version}")
        read_me = (self.work / "arkiv/data/README.txt").read_text(encoding="utf-8")
        self.assertIn("ikke en arkiveringsversion", read_me)


class SameBytes(BagCase):
    def exported(self, name, **changes):
        folder = self.work / name
        shutil.copytree(EXAMPLES, folder / "in")
        self.export("in/havnsoe", "-o", "bag", cwd=folder, env=environment(**changes))
        return files_below(folder / "bag")

    def test_folder_zone_and_locale(self):
        first = self.exported("a", SOURCE_DATE_EPOCH="1767225600")
        for name, changes in (("et andet sted/æøå", {"TZ": "Pacific/Kiritimati"}),
                              ("b", {"TZ": "America/Los_Angeles", "LC_ALL": "C"}),
                              ("c", {"LC_ALL": "da_DK.UTF-8", "LANG": "da_DK.UTF-8"})):
            self.assertEqual(self.exported(name, SOURCE_DATE_EPOCH="1767225600", **changes), first)
        for name, data in first.items():
            self.assertNotIn(str(self.work).encode(), data, name)

    def test_the_bagging_date_is_that_of_the_source(self):
        dated = self.exported("a", SOURCE_DATE_EPOCH="1767225600")
        undated = self.exported("b")
        self.assertIn(b"\nBagging-Date: 2026-01-01\n", dated["bag-info.txt"])
        self.assertNotIn(b"Bagging-Date", undated["bag-info.txt"])

    def test_an_absolute_path_and_another(self):
        self.export(EXAMPLES / "havnsoe", "-o", "a")
        self.export(".", "-o", self.work / "b/", cwd=EXAMPLES / "havnsoe")
        self.assertEqual(files_below(self.work / "a"), files_below(self.work / "b"))


class Parts(BagCase):
    def test_one_meeting(self):
        self.write_series(days=(2, 9))
        self.export("vand/2026-03-09", "-o", "arkiv")
        rows = self.assert_whole(self.work / "arkiv")
        names = {row["path"] for row in rows}
        self.assertIn("data/2026-03-09/source/agenda.md", names)
        self.assertIn("data/2026-03-09/pack.html", names)
        self.assertIn("data/source/referat.yaml", names)
        self.assertEqual([name for name in names if "2026-03-02" in name or "index" in name], [])

    def test_chosen_formats(self):
        self.write_series()
        self.export("vand", "-f", "html", "-o", "arkiv")
        kinds = {row["path"].rpartition(".")[2] for row in self.assert_whole(self.work / "arkiv")
                 if row["role"] == "rendition"}
        self.assertEqual(kinds, {"html"})

    def test_pictures_and_what_meetings_share(self):
        self.write_series(days=(2, 9))
        self.write("vand/faelles/notat.md", "---\nkind: annex\ntitle: Notat\n---\n"
                                            "![Et kort](kort.png)\n")
        self.write("vand/faelles/kort.png", PNG)
        for day in (2, 9):
            self.write(f"vand/2026-03-{day:02}/agenda.md", AGENDA.format(day=day).replace(
                "    duration: 20\n", "    duration: 20\n    annexes: [../faelles/notat.md]\n"))
        self.export("vand", "-o", "arkiv")
        rows = {row["path"]: row for row in self.assert_whole(self.work / "arkiv")}
        self.assertEqual(rows["data/source/faelles/notat.md"]["kind"], "annex")
        picture = rows["data/source/faelles/kort.png"]
        self.assertEqual((picture["kind"], picture["media_type"]), ("picture", "image/png"))
        self.assertEqual((self.work / "arkiv/data/source/faelles/kort.png").read_bytes(), PNG)

    def test_a_series_that_is_one_meeting(self):
        self.write_series()
        shutil.copy(self.work / "vand/2026-03-02/agenda.md", self.work / "vand/agenda.md")
        shutil.rmtree(self.work / "vand/2026-03-02")
        self.export("vand", "-o", "arkiv")
        rows = {row["path"]: row for row in self.assert_whole(self.work / "arkiv")}
        self.assertEqual(rows["data/source/agenda.md"]["id"], rows["data/agenda.html"]["id"])

    def test_documents_that_are_annexes(self):
        """A recommendation that is annex 1 of its item, and an agenda that is an annex."""
        self.export(EXAMPLES / "havnsoe", "-o", "arkiv")
        rows = {row["path"]: row for row in self.rows(self.work / "arkiv")}
        row = rows["data/2026-03-09/source/udvalg/agenda.md"]
        self.assertEqual((row["kind"], row["item"], row["annex"]), ("agenda", "6", "1"))
        row = rows["data/2026-01-12/source/havnebad.md"]
        self.assertEqual((row["kind"], row["item"], row["annex"]), ("recommendation", "2", "1"))


class Names(BagCase):
    def add_annex(self, *names):
        self.write_series()
        listed = ", ".join(json.dumps(name, ensure_ascii=False) for name in names)
        self.write("vand/2026-03-02/agenda.md", AGENDA.format(day=2).replace(
            "    duration: 20\n", f"    duration: 20\n    annexes: [{listed}]\n"))
        for name in names:
            self.write(f"vand/2026-03-02/{name}", "---\nkind: annex\ntitle: Notat\n---\nTekst.\n")

    def test_letters_and_blanks_are_kept(self):
        self.add_annex("bilag/Rødgrød på 1 dag.md")
        self.export("vand", "-o", "arkiv")
        rows = {row["path"]: row for row in self.assert_whole(self.work / "arkiv")}
        self.assertIn("data/2026-03-02/source/bilag/Rødgrød på 1 dag.md", rows)

    def test_what_some_system_cannot_carry_is_replaced(self):
        self.add_annex("50% rabat.md", "50_ rabat.md", "kl. 10:30?.md", "50_ RABAT.md")
        self.export("vand", "-o", "arkiv")
        originals = {row["path"].rpartition("/")[2]: row["original_name"]
                     for row in self.assert_whole(self.work / "arkiv") if row["annex"]}
        self.assertEqual(originals, {
            "50_ rabat.md": "2026-03-02/50% rabat.md",
            "50_ rabat-2.md": "2026-03-02/50_ rabat.md",
            "kl. 10_30_.md": "2026-03-02/kl. 10:30?.md",
            "50_ RABAT-3.md": "2026-03-02/50_ RABAT.md"})

    def test_a_meeting_folder_keeps_its_name(self):
        """The pages link to it: its percent sign and line feed are written as RFC 8493 has it."""
        self.write_series()
        (self.work / "vand/2026-03-02/minutes.md").unlink()
        (self.work / "vand/2026-03-02").rename(self.work / "vand/møde 100%\ny")
        self.export("vand", "-o", "arkiv")
        manifest = (self.work / "arkiv/manifest-sha512.txt").read_text(encoding="utf-8")
        self.assertIn("  data/møde 100%25%0Ay/pack.html\n", manifest)
        self.assertTrue((self.work / "arkiv/data/møde 100%\ny/pack.html").is_file())
        result = self.referat("verify", "arkiv")
        self.assert_status(result, 0)
        self.assertEqual(result.stderr, b"")

    def test_a_folder_that_is_no_utf_8(self):
        self.write_series()
        (self.work / "vand/2026-03-02/minutes.md").unlink()
        os.rename(bytes(self.work / "vand/2026-03-02"), bytes(self.work / "vand") + b"/m\xf8de")
        result = self.export("vand", "-o", "arkiv", status=3)
        self.assertIn(b"is not UTF-8: rename it", result.stderr)
        self.assert_nothing_left()

    def test_no_title_runs_as_a_formula(self):
        self.write_series()
        self.write("vand/referat.yaml", "series: \"=2+2\"\nbody: Søbo Vandværk\n")
        self.export("vand", "-o", "arkiv")
        titles = {row["title"] for row in self.rows(self.work / "arkiv")}
        self.assertIn("'=2+2", titles)
        self.assertNotIn("=2+2", titles)


class Destination(BagCase):
    def setUp(self):
        super().setUp()
        self.write_series()

    def test_an_empty_folder_is_used(self):
        (self.work / "arkiv").mkdir()
        self.export("vand", "-o", "arkiv")
        self.assert_whole(self.work / "arkiv")

    def test_folders_above_are_made(self):
        self.export("vand", "-o", "a/b/arkiv/")
        self.assert_whole(self.work / "a/b/arkiv")

    def test_a_folder_with_other_things_is_left_alone(self):
        self.write("arkiv/.brev", "kært")
        result = self.export("vand", "-o", "arkiv", status=3)
        self.assertIn(b"arkiv: the folder is not empty", result.stderr)
        self.assertEqual(files_below(self.work / "arkiv"), {".brev": "kært".encode()})

    def test_a_file_is_left_alone(self):
        self.write("arkiv", "kært")
        self.export("vand", "-o", "arkiv", status=3)
        self.assertEqual((self.work / "arkiv").read_text(encoding="utf-8"), "kært")

    def test_the_same_bag_again_is_no_change(self):
        self.export("vand", "-o", "arkiv")
        before = (self.work / "arkiv").stat().st_ino
        result = self.export("vand", "-o", "arkiv", "-v")
        self.assertIn(b"unchanged arkiv", result.stderr)
        self.assertEqual((self.work / "arkiv").stat().st_ino, before)
        self.assertEqual(list(self.work.glob(".referat-*")), [])

    def test_another_bag_is_never_replaced(self):
        self.export("vand", "-o", "arkiv")
        before = files_below(self.work / "arkiv")
        self.write("vand/referat.yaml", "series: Andre møder\nbody: Søbo Vandværk\n")
        result = self.export("vand", "-o", "arkiv", status=3)
        self.assertIn(b"another bag is there already", result.stderr)
        self.assertEqual(files_below(self.work / "arkiv"), before)

    def test_a_damaged_bag_is_not_called_unchanged(self):
        self.export("vand", "-o", "arkiv")
        (self.work / "arkiv/data/README.txt").write_bytes(b"")
        result = self.export("vand", "-o", "arkiv", status=3)
        self.assertIn(b"has changed since it was made", result.stderr)

    def test_not_inside_the_series(self):
        for folder, path in ((self.work, "vand/arkiv"), (self.work / "vand", "arkiv"),
                             (self.work / "vand", "x/y/../arkiv"), (self.work, "vand")):
            result = self.export(self.work / "vand", "-o", path, cwd=folder, status=4)
            self.assertRegex(result.stderr, rb"the folder (lies in|is) the series")
        self.assertEqual(list(self.work.rglob("bagit.txt")), [])
        self.export("vand", "-o", "vand-arkiv")

    def test_below_a_file(self):
        self.write("fil", "x")
        self.export("vand", "-o", "fil/arkiv", status=3)

    def test_a_write_that_fails(self):
        limit = 20000

        def restrict():
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        self.write("vand/2026-03-02/agenda.md",
                   AGENDA.format(day=2) + "Tekst.\n" * 10000)
        result = self.export("vand", "-o", "arkiv", status=3, preexec_fn=restrict)
        self.assertRegex(result.stderr.decode(), r"referat: data/2026-03-02/\S+: File too large")
        self.assert_nothing_left()


class Refusals(BagCase):
    def setUp(self):
        super().setUp()
        self.write_series(days=(2, 9))

    def test_usage(self):
        for arguments in (["vand"], ["vand", "-o", ""], ["-", "-o", "arkiv"],
                          ["vand", "-o", "arkiv", "-f", "docx"],
                          ["vand", "-o", "arkiv", "--edition", "halv"]):
            self.export(*arguments, status=2)
        self.assert_nothing_left()

    def test_errors_in_the_sources(self):
        self.write("vand/2026-03-02/agenda.md", "---\nkind: agenda\nitemz: []\n---\n")
        result = self.export("vand", "-o", "arkiv", status=1)
        self.assertIn(b"[unknown-field]", result.stderr)
        self.assertIn(b"nothing was exported", result.stderr)
        self.assert_nothing_left()

    def test_every_error_is_told(self):
        for day in (2, 9):
            self.write(f"vand/2026-03-{day:02}/agenda.md", "---\nkind: agenda\nitemz: []\n---\n")
        result = self.export("vand", "-o", "arkiv", status=1)
        self.assertEqual(result.stderr.count(b"agenda.md:3:1: error"), 2)

    def test_warnings_with_strict(self):
        self.write("vand/2026-03-02/notat.md", "---\nkind: annex\ntitle: Notat\n---\nTekst.\n")
        self.export("vand", "-o", "arkiv", "-W", status=1)
        self.assert_nothing_left()
        self.export("vand", "-o", "arkiv")
        self.assert_whole(self.work / "arkiv")

    def test_a_path_that_leads_out(self):
        self.write("hemmelig.md", "---\nkind: annex\ntitle: Notat\n---\nTekst.\n")
        self.write("vand/2026-03-02/agenda.md", AGENDA.format(day=2).replace(
            "    duration: 20\n", "    duration: 20\n    annexes: [../../hemmelig.md]\n"))
        self.export("vand", "-o", "arkiv", status=4)
        self.assert_nothing_left()

    def test_nothing_there(self):
        self.export("findes-ikke", "-o", "arkiv", status=3)
        (self.work / "tom").mkdir()
        self.export("tom", "-o", "arkiv", status=1)
        self.assert_nothing_left()

    def test_two_series_for_one_place(self):
        self.write_series("andet/vand")
        self.export("vand", "andet/vand", "-o", "arkiv", status=2)
        self.assert_nothing_left()


OF_THE_BAG = re.compile(r"/\.referat-[^/]*/")  # a file of it, under strace -y


class Faults(BagCase):
    """strace lets the n-th system call fail: no bag then, and nothing beside it, or a whole one."""

    def run_under(self, call, injected=None):
        """An export under strace; the result, and the numbers of the calls that concern the bag."""
        log = self.work / "trace"
        inject = ["-e", f"inject={call}:{injected}"] if injected else []
        result = subprocess.run(
            [*strace(), "-y", "-o", str(log), "-e", f"trace={call}", *inject, REFERAT, "export",
             "vand", "-o", "arkiv", "-f", "html"], cwd=self.work,
            env=environment(ASAN_OPTIONS="detect_leaks=0"),  # leaks cannot be looked for under strace
            capture_output=True, timeout=120, check=False)
        lines = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines()
                 if f"{call}(" in line]
        return result, [number for number, line in enumerate(lines, 1)
                        if call in ("write", "syncfs") or (".referat-" in line if call != "close" else OF_THE_BAG.search(line))]

    def inject(self, call, error, step=1):
        result, numbers = self.run_under(call)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertGreater(len(numbers), 0, call)
        shutil.rmtree(self.work / "arkiv")
        for number in numbers[::step]:
            result, _ = self.run_under(call, f"error={error}:when={number}")
            self.assertEqual(result.returncode, 3, (call, number, result.stderr))
            self.assertRegex(result.stderr.decode(), r"(?m)^referat: .+: .+", (call, number))
            self.assert_nothing_left()

    def test_faults(self):
        self.write_series()
        for call, error, step in (("write", "ENOSPC", 4), ("mkdir", "EACCES", 2), ("syncfs", "EIO", 1),
                                  ("rename", "EIO", 1), ("openat", "EMFILE", 5), ("close", "EIO", 4)):
            with self.subTest(call=call):
                self.inject(call, error, step)


class Interrupted(BagCase):
    def start(self):
        """An export of many meetings, stopped while it writes."""
        series = self.write_series(days=(2,))
        agenda = re.sub(r"\ndate: .*", "\ndate: 2026-04-01", (series / "2026-03-02/agenda.md").read_text(encoding="utf-8"))
        for number in range(800):
            self.write(f"vand/m{number:04}/agenda.md", agenda)
        process = subprocess.Popen([REFERAT, "export", "-q", "vand", "-o", "arkiv"], cwd=self.work,
                                   env=environment(), stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        for _ in range(1000):
            if any(self.work.glob(".referat-*/data/m0005")):
                return process
            self.assertIsNone(process.poll(), "it ended too early")
            time.sleep(0.01)
        raise AssertionError("it never began")

    def test_signals_leave_nothing(self):
        process = self.start()
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(60), -signal.SIGTERM)
        self.assert_nothing_left()

    def test_a_kill_leaves_no_bag(self):
        process = self.start()
        process.kill()
        process.wait(60)
        self.assertFalse((self.work / "arkiv").exists())
        shutil.rmtree(self.work / "vand")
        self.write_series()
        self.export("vand", "-o", "arkiv")
        self.assert_whole(self.work / "arkiv")


if __name__ == "__main__":
    unittest.main()
