"""Sealed records: what seal writes, that sha256sum alone can check it, and that no change of what is sealed goes unseen."""
import hashlib
import json
import os
import re
import shutil
import subprocess
import unittest

import support

PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000"
                    "1f15c4890000000d49444154789c6360f8cfc0f01f0005fe02fea7d6059b"
                    "0000000049454e44ae426082")
AGENDA = """\
---
kind: agenda
date: 2026-03-02
participants: [Tove Lykke, Børge Aaskov]
items:
  - title: Ny pumpe
    recommendation: pumpe.md
    annexes: [bilag/notat.md, bilag/tilbud.pdf, ../faelles/kort.pdf, udvalg/agenda.yaml]
---
![Pumpen](bilag/pumpe.png)
"""
FILES = {
    "2026-03-02/agenda.md": AGENDA,
    "2026-03-02/minutes.md": "---\nkind: minutes\npresent: [Tove Lykke, Børge Aaskov]\nsignatures: [Tove Lykke]\ndecisions:\n"
                             "  1: {outcome: approved, points: {1: adopted}}\n---\n"
                             "## 1\nDer blev stemt: 4 for, 5 imod.\n",
    "2026-03-02/pumpe.md": "---\nkind: recommendation\ntitle: Ny pumpe\nrecommends: [at pumpen købes.]\n"
                           "annexes: [bilag/æøå notat (2).txt]\n---\n"
                           "Pumpen er slidt.\n",
    "2026-03-02/bilag/notat.md": "---\nkind: annex\ntitle: Notat\n---\nEt notat.\n",
    "2026-03-02/bilag/tilbud.pdf": b"%PDF-1.4 tilbud\x00\xff\n",
    "2026-03-02/bilag/æøå notat (2).txt": "Tekst\r\n",
    "2026-03-02/bilag/pumpe.png": PNG,
    "2026-03-02/udvalg/agenda.yaml": "\ufeffkind: agenda\ntitle: Udvalget\nitems:\n  - title: Eneste punkt\n",
    "faelles/kort.pdf": b"%PDF-1.4 kort\n",
}
APPROVAL = """\
---
kind: {kind}
date: 2026-04-06
{more}
---
"""
ITEMS = "items:\n  - {title: Referat, type: minutes-approval, approves: 2026-03-02}"
DECISIONS = "decisions:\n  1: {outcome}"
CORRECTIONS = """\
kind: corrections
corrections:
  - date: 2026-05-04
    text: |
      Børge Aaskov var også til stede.
  - date: 2026-04-20
    text: Der blev stemt **5** for, 4 imod.
"""


class SealCase(support.Case):
    def setUp(self):
        super().setUp()
        self.write("vand/referat.yaml", "series: Bestyrelsesmøder\nbody: Søbo Vandværk\nchecks: {not-scanned: off}\n")
        for name, data in FILES.items():
            self.write(f"vand/{name}", data)
        self.write_approval()
        self.series = self.work / "vand"
        self.meeting = self.series / "2026-03-02"
        self.seal_file = self.meeting / "seal.yaml"

    def write_approval(self, outcome="approved", more=""):
        self.write("vand/2026-04-06/agenda.md", APPROVAL.format(kind="agenda", more=ITEMS))
        self.write("vand/2026-04-06/minutes.md",
                   APPROVAL.format(kind="minutes", more=DECISIONS.format(outcome=outcome) + more))

    def seal(self, *arguments, status=0):
        result = self.referat("seal", "vand/2026-03-02", *arguments)
        self.assert_status(result, status)
        return result.stderr.decode()

    def refused(self, *arguments, status=1):
        """Sealing fails and leaves nothing behind."""
        before = support.files_below(self.series)
        said = self.seal(*arguments, status=status)
        self.assertEqual(support.files_below(self.series), before)
        return said

    def check(self, status=0, *arguments):
        result = self.referat("check", *arguments, "vand")
        self.assert_status(result, status)
        return result.stderr.decode()

    def verify(self, path="vand", status=0, *arguments):
        result = self.referat("verify", path, *arguments)
        self.assert_status(result, status)
        return result.stdout.decode() + result.stderr.decode()

    def by_hand(self):
        """Runs the line that the documentation and every seal give, without referat."""
        text = (support.ROOT / "docs/archive.md").read_text(encoding="utf-8")
        line = re.search(r"^    (sed .* sha256sum .*)$", text, re.MULTILINE).group(1)
        self.assertIn(f"# {line}\n", self.seal_file.read_text(encoding="utf-8"))
        page = (support.ROOT / "docs/referat.1").read_text(encoding="utf-8")
        self.assertIn(line, page.replace("\\(aq", "'"))
        return subprocess.run(["sh", "-c", line], cwd=self.meeting, capture_output=True,
                              env=support.environment(), check=False)


class Sealing(SealCase):
    def test_every_source_is_listed(self):
        self.seal()
        text = self.seal_file.read_text(encoding="utf-8")
        listed = dict(reversed(line[2:].split("  ", 1)) for line in text.splitlines() if line.startswith("  "))
        wanted = {}
        for name, data in FILES.items():
            relative = name.removeprefix("2026-03-02/") if name.startswith("2026") else f"../{name}"
            wanted[relative] = hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()
        self.assertEqual(listed, wanted)

    def test_what_it_says(self):
        self.build("vand", "-o", "out")
        self.seal()
        text = self.seal_file.read_text(encoding="utf-8")
        record = hashlib.sha256((self.work / "out/2026-03-02/minutes.md").read_bytes()).hexdigest()
        for line in ("kind: seal", "meeting: '2026-03-02'", "approved: 2026-04-06",
                     "approved_by: '2026-04-06/1'", "outcome: approved", f"record: {record}", "sources: |"):
            self.assertIn(line + "\n", text)

    def test_sha256sum_alone(self):
        self.seal()
        result = self.by_hand()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(result.stdout.splitlines()), len(FILES))
        for name in FILES:
            path = self.series / name
            before = path.read_bytes()
            path.write_bytes(before + b"\n")
            self.assertNotEqual(self.by_hand().returncode, 0, name)
            path.write_bytes(before)

    def test_the_table_of_meetings_says_it(self):
        """Of both editions, and of a build that compiles nothing anew."""
        self.seal()
        for edition in ("full", "public"):
            result = self.referat("status", "vand", "--table", "meetings", "-f", "json", "--edition", edition)
            self.assert_status(result, 0)
            rows = json.loads(result.stdout)
            self.assertEqual([(row["meeting"], row["sealed"]) for row in rows], [("2026-03-02", "2026-04-06"), ("2026-04-06", None)])
        self.build("vand", "-o", "ud", "-f", "xlsx")
        first = support.files_below(self.work / "ud")["status.xlsx"]
        self.build("vand", "-o", "ud", "-f", "xlsx")
        self.assertEqual(support.files_below(self.work / "ud")["status.xlsx"], first)

    def test_the_same_again_is_no_change(self):
        self.assertIn("wrote vand/2026-03-02/seal.yaml", self.seal("-v"))
        before = self.seal_file.stat()
        self.assertIn("unchanged vand/2026-03-02/seal.yaml", self.seal("-v"))
        self.assertEqual(self.seal_file.stat().st_mtime_ns, before.st_mtime_ns)

    def test_a_seal_is_never_replaced(self):
        self.seal()
        self.write_approval("noted")
        self.assertIn("is sealed already, and a seal is never replaced", self.refused())

    def test_a_broken_seal_is_not_renewed(self):
        self.seal()
        self.write("vand/2026-03-02/pumpe.md", FILES["2026-03-02/pumpe.md"] + "Mere.\n")
        self.assertIn("[seal-broken]", self.refused(status=4))

    def test_same_bytes_from_anywhere(self):
        self.seal()
        text = self.seal_file.read_bytes()
        for path, folder in (("2026-03-02/", self.series), (".", self.meeting), (self.meeting, self.work)):
            self.seal_file.unlink()
            self.assert_status(self.referat("seal", path, cwd=folder), 0)
            self.assertEqual(self.seal_file.read_bytes(), text)

    def test_not_approved(self):
        for outcome in ("postponed", "rejected", "none"):
            self.write_approval(outcome)
            self.assertIn("the minutes were not approved", self.refused())
        shutil.rmtree(self.series / "2026-04-06")
        self.assertIn("the minutes were not approved", self.refused())

    def test_an_approval_that_is_not_good(self):
        self.write_approval(more="\nstatus: draft")
        self.assertIn("'2026-04-06', which approve these, are a draft themselves", self.refused())
        self.write_approval(more="\ncolour: red")
        self.assertIn("no meeting that can be read has approved the minutes, and '2026-04-06' cannot be", self.refused())
        self.write_approval(more="\nactions: {2026-01-01/1/1: done}")
        self.assertIn("'2026-04-06', which approve these, have errors", self.refused())
        self.write_approval()
        (self.series / "2026-04-06").rename(self.series / "2026-02-01")
        for name in ("agenda.md", "minutes.md"):
            path = self.series / "2026-02-01" / name
            path.write_text(path.read_text(encoding="utf-8").replace("2026-04-06", "2026-02-01"), encoding="utf-8")
        self.assertIn("the minutes were not approved: no later meeting has an item", self.refused())

    def test_drafts_and_meetings_without_minutes(self):
        text = FILES["2026-03-02/minutes.md"]
        self.write("vand/2026-03-02/minutes.md", text.replace("kind: minutes", "kind: minutes\nstatus: draft"))
        self.assertIn("the minutes are a draft", self.refused())
        (self.meeting / "minutes.md").unlink()
        self.assertIn("has no minutes to seal", self.refused())

    def test_errors_in_the_sources(self):
        self.write("vand/2026-03-02/pumpe.md", "---\nkind: recommendation\nrecommends: [at x]\ncolour: red\n---\n")
        self.assertIn("[unknown-field]", self.refused())
        self.write("vand/2026-03-02/pumpe.md", FILES["2026-03-02/pumpe.md"])
        self.write("vand/referat.yaml", "colour: red\n")
        self.assertIn("[unknown-field]", self.refused())

    def test_errors_of_other_meetings_do_not_matter(self):
        self.write("vand/2026-05-05/agenda.md", "---\nkind: agenda\ncolour: red\n---\n")
        self.seal()

    def test_names_that_cannot_be_listed(self):
        for name in ("50%.pdf", "50%.png", "a\u2028b.pdf"):
            with self.subTest(name=name):
                self.write(f"vand/2026-03-02/bilag/{name}", PNG)
                self.write("vand/2026-03-02/agenda.md",
                           AGENDA.replace("bilag/tilbud.pdf", f'"bilag/{name}"'))
                self.assertIn("cannot be listed for sha256sum", self.refused())

    def test_names_that_look_odd_and_can(self):
        for name in ("-", "*", " led.pdf", "#1 - æ 'x' \"y\".pdf", "-n", "a: b.pdf", "$(x);`y`.pdf"):
            with self.subTest(name=name):
                self.write(f"vand/2026-03-02/bilag/{name}", b"odd\n")
                quoted = name.replace('"', '\\"')
                self.write("vand/2026-03-02/agenda.md",
                           AGENDA.replace("bilag/tilbud.pdf", f'"bilag/{quoted}"'))
                self.seal()
                self.assertEqual(self.by_hand().returncode, 0)
                self.assertIn("sealed and unchanged", self.verify())
                self.seal_file.unlink()

    def test_a_lone_hyphen_is_standard_input_to_sha256sum(self):
        self.write("vand/2026-03-02/-", b"x")
        self.write("vand/2026-03-02/agenda.md", AGENDA.replace("bilag/tilbud.pdf", "./-"))
        self.assertIn("cannot be listed for sha256sum", self.refused())

    def test_the_series_settings_do_not_break_a_seal(self):
        self.seal()
        self.write("vand/referat.yaml", "series: Nyt navn\nchecks: {not-scanned: off}\n")
        self.assertEqual(self.check(), "")

    def test_usage(self):
        for arguments in ([], ["vand"]):
            self.assert_status(self.referat("seal", *arguments), 2)
        self.assert_status(self.referat("seal", "vand/findes-ikke"), 3)
        self.assert_status(self.referat("seal", "vand/2026-03-02/minutes.md"), 1)
        self.assertFalse(self.seal_file.exists())

    def test_a_failed_write_leaves_nothing(self):
        strace = shutil.which("strace")
        self.assertIsNotNone(strace, "strace is needed")
        for fault in ("write:error=ENOSPC:when=1", "rename:error=EIO:when=1"):
            with self.subTest(fault=fault):
                before = support.files_below(self.series)
                result = subprocess.run(
                    [strace, "-f", "-qq", "-o", "/dev/null", "-e", f"inject={fault}",
                     support.REFERAT, "seal", "-q", "vand/2026-03-02"],
                    cwd=self.work, capture_output=True, check=False,
                    env=support.environment(ASAN_OPTIONS="detect_leaks=0"))
                self.assertEqual(result.returncode, 3, result.stderr)
                self.assertIn(b"seal.yaml", result.stderr)
                self.assertEqual(support.files_below(self.series), before)


class Claims(SealCase):
    """What a seal says of the approval is held against the meeting that approved."""

    def setUp(self):
        super().setUp()
        self.seal()

    def forge(self, old, new):
        text = self.seal_file.read_text(encoding="utf-8")
        self.assertIn(old, text)
        self.seal_file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def sealed(self, *options):
        table = self.referat("status", "vand", "--table", "meetings", "-f", "json", *options).stdout
        return {row["meeting"]: row["sealed"] for row in json.loads(table)}

    def assert_claim(self, what, count=1):
        """check, verify, build and status say so; no table repeats anything of it."""
        said = self.check(4)
        self.assertEqual(said.count("[seal-claim]"), count, said)
        self.assertEqual(said.count("error:"), count, said)
        self.assertIn(what, said)
        self.assertIn("[seal-claim]", self.check(4, "--diagnostics=text"))
        for path in ("vand", "vand/2026-03-02"):
            told = self.verify(path, 4)
            self.assertIn("[seal-claim]", told)
            self.assertNotIn("sealed and unchanged", told)
        self.assertIn("[seal-claim]", self.referat("check", "vand/2026-03-02").stderr.decode())
        self.assert_status(self.referat("check", "vand/2026-04-06"), 0)
        self.assert_status(self.referat("status", "vand"), 4)
        self.assertIsNone(self.sealed()["2026-03-02"])
        self.assertIsNone(self.sealed("--edition", "public")["2026-03-02"])
        self.assert_status(self.referat("export", "vand", "-o", "bag"), 4)
        self.assertFalse((self.work / "bag").exists())

    def test_a_true_one(self):
        self.check(0)
        self.assertIn("sealed and unchanged", self.verify())
        for options in ((), ("--edition", "public")):
            self.assertEqual(self.sealed(*options), {"2026-03-02": "2026-04-06", "2026-04-06": None})

    def test_each_word_of_it(self):
        forgeries = {
            "that '2026-04-06/99' approved it, and the meeting '2026-04-06' has no such item":
                ("'2026-04-06/1'", "'2026-04-06/99'"),
            "that '2026-04-07/1' approved it, and the series has no such meeting": ("'2026-04-06/1'", "'2026-04-07/1'"),
            "that '2026-03-02/1' approved it, and no meeting approves its own minutes": ("'2026-04-06/1'", "'2026-03-02/1'"),
            "that '2026-04-06' approved it, and the meeting '2026-04-06' has no such item": ("'2026-04-06/1'", "'2026-04-06'"),
            "that it was approved on 2031-01-01, and that meeting has 2026-04-06": ("approved: 2026-04-06", "approved: 2031-01-01"),
            "that it was approved on no day, and that meeting has 2026-04-06": ("approved: 2026-04-06\n", ""),
            "that the outcome was 'approved-amended', and there it is 'approved'":
                ("outcome: approved", "outcome: approved-amended"),
            "that the outcome was 'godkendt'": ("outcome: approved", "outcome: godkendt"),
            "that it is of '2026-03-09', and it lies in another folder": ("meeting: '2026-03-02'", "meeting: '2026-03-09'"),
        }
        whole = self.seal_file.read_text(encoding="utf-8")
        for what, (old, new) in forgeries.items():
            with self.subTest(what):
                self.forge(old, new)
                self.assert_claim(what)
                self.seal_file.write_text(whole, encoding="utf-8")
        self.check(0)

    def test_two_lies_are_two_findings(self):
        self.forge("approved: 2026-04-06", "approved: 2026-04-05")
        self.forge("outcome: approved", "outcome: noted")
        self.assert_claim("that it was approved on 2026-04-05", 2)

    def test_the_approval_is_gone(self):
        self.write_approval("postponed")
        self.assert_claim("that item did not approve them")
        self.write_approval(more="\nstatus: draft")
        self.assert_claim("the minutes of '2026-04-06' are no final ones")
        self.write("vand/2026-04-06/agenda.md", APPROVAL.format(kind="agenda", more="items:\n  - title: Referat"))
        self.assertIn("that item does not approve these minutes", self.check(4))
        shutil.rmtree(self.series / "2026-04-06")
        self.assertIn("the series has no such meeting", self.check(4))

    def test_a_copied_seal(self):
        shutil.copytree(self.meeting, self.series / "2026-03-05")
        said = self.check(4)
        self.assertIn("the seal of '2026-03-05' says that it is of '2026-03-02'", said)
        self.assertEqual(said.count("[seal-claim]"), 1, said)
        self.assertEqual(self.sealed()["2026-03-02"], "2026-04-06")
        self.assertIn("sealed and unchanged", self.verify("vand/2026-03-02"))
        self.assertIn("[seal-claim]", self.verify("vand/2026-03-05", 4))

    def test_the_meeting_that_approved_cannot_be_read(self):
        """One mistake, one message; but nothing is proved."""
        self.write_approval(more="\ncolour: red")
        said = self.check(1)
        self.assertEqual((said.count("error:"), said.count("[unknown-field]")), (1, 1), said)
        self.assertIsNone(self.sealed()["2026-03-02"])
        self.assertIn("the meeting that is said to have approved them cannot be read", self.verify(status=1))

    def test_it_cannot_be_turned_off(self):
        self.forge("'2026-04-06/1'", "'2026-04-06/99'")
        for severity in ("off", "note", "warning"):
            self.write("vand/referat.yaml", f"checks: {{seal-claim: {severity}, not-scanned: off}}\n")
            said = self.check(1)  # of a series whose settings cannot be read nothing else is known
            self.assertIn("[bad-value]", said)

    def test_another_way_of_building_says_the_same(self):
        self.forge("'2026-04-06/1'", "'2026-04-06/99'")
        for options in ((), ("-j", "2"), ("--edition", "public")):
            out = f"o{len(options)}{len(''.join(options))}"
            first = self.build("vand", "-o", out, *options, status=4)
            self.assertIn(b"[seal-claim]", first.stderr)
            again = self.build("vand", "-o", out, *options, status=4)
            self.assertIn(b"[seal-claim]", again.stderr)
        for part in (1, 2):
            self.referat("build", "vand", "-o", "parts", "--shard", f"{part}/2")
        merged = self.referat("merge", "parts")
        self.assert_status(merged, 4)
        self.assertIn(b"[seal-claim]", merged.stderr)


class Tampering(SealCase):
    def setUp(self):
        super().setUp()
        self.seal()

    def broken(self, name, what):
        """Every command sees it, at the file's name, exits 4, and builds nothing of that meeting."""
        said = self.check(4)
        self.assertRegex(said, re.escape(f"vand/{name}") + r"(:1:1)?: error: .*" + re.escape(what) +
                         r".* \[seal-broken\]\n(.*\n)*?vand/2026-03-02/seal\.yaml:\d+:\d+: note: ")
        self.assertIn("seal-broken", self.verify(status=4))
        self.assert_status(self.referat("status", "vand"), 4)
        self.build("vand", "-o", "out", status=4)
        self.assertFalse((self.work / "out/2026-03-02/pack.html").exists())
        self.assertTrue((self.work / "out/2026-04-06").exists())
        return said

    def test_unchanged(self):
        self.assertEqual(self.check(), "")
        self.build("vand", "-o", "out")

    def test_every_byte_of_every_file(self):
        """A changed byte at the beginning, in the middle, at the end; one more, one less; all gone."""
        for name in FILES:
            path = self.series / name
            data = path.read_bytes()
            changed = {data + b"\n", data[:-1], b"", data.replace(b"\n", b"\r\n") + b" "}
            for at in {0, len(data) // 3, len(data) // 2, len(data) - 1}:
                changed.add(data[:at] + bytes([data[at] ^ 1]) + data[at + 1:])
            for other in changed - {data}:
                with self.subTest(name=name, data=other[:20]):
                    path.write_bytes(other)
                    result = self.referat("check", "vand")
                    self.assert_status(result, 4)
                    self.assertRegex(result.stderr.decode(),
                                     re.escape(f"'{name}' has changed") + r".*\[seal-broken\]")
            path.write_bytes(data)
        self.assertEqual(self.check(), "")

    def test_only_what_changed_is_named(self):
        """Also where the changed agenda names nothing any more."""
        self.write("vand/2026-03-02/agenda.md", "---\nkind: agenda\n---\n")
        said = self.broken("2026-03-02/agenda.md", "has changed since it was sealed")
        self.assertEqual(said.count("[seal-broken]"), 1, said)

    def test_every_file_changed(self):
        for name, data in FILES.items():
            self.write(f"vand/{name}", (data if isinstance(data, bytes) else data.encode()) + b"\n")
        self.assertEqual(self.check(4).count("[seal-broken]"), len(FILES))

    def test_byte_order_mark_and_line_ends_count(self):
        for change in (b"\xef\xbb\xbf%s", b"%s"):
            data = FILES["2026-03-02/minutes.md"].encode()
            self.write("vand/2026-03-02/minutes.md",
                       change % (data if change != b"%s" else data.replace(b"\n", b"\r\n")))
            self.broken("2026-03-02/minutes.md", "has changed")

    def test_every_file_removed(self):
        for name in FILES:
            with self.subTest(name=name):
                path = self.series / name
                data = path.read_bytes()
                path.unlink()
                self.broken(name, "is sealed and not there any more")
                path.write_bytes(data)

    def test_a_renamed_file(self):
        (self.meeting / "bilag/tilbud.pdf").rename(self.meeting / "bilag/tilbud2.pdf")
        self.write("vand/2026-03-02/agenda.md", AGENDA.replace("tilbud.pdf", "tilbud2.pdf"))
        said = self.broken("2026-03-02/bilag/tilbud.pdf", "is sealed and not there any more")
        self.assertIn("'2026-03-02/bilag/tilbud2.pdf' was added to the record", said)
        self.assertIn("'2026-03-02/agenda.md' has changed", said)

    def test_renamed_minutes(self):
        (self.meeting / "minutes.md").rename(self.meeting / "referat.md")
        said = self.broken("2026-03-02/minutes.md", "is sealed and not there any more")
        self.assertIn("'2026-03-02/referat.md' was added to the record", said)

    def test_a_swapped_pair(self):
        one, two = self.meeting / "bilag/tilbud.pdf", self.series / "faelles/kort.pdf"
        data = one.read_bytes()
        one.write_bytes(two.read_bytes())
        two.write_bytes(data)
        said = self.broken("2026-03-02/bilag/tilbud.pdf", "has changed")
        self.assertIn("'faelles/kort.pdf' has changed", said)

    def test_second_minutes_that_would_be_preferred(self):
        (self.meeting / "minutes.md").rename(self.meeting / "x.md")
        shutil.copy(self.meeting / "x.md", self.meeting / "minutes-2.md")
        self.assertIn("'2026-03-02/minutes-2.md' was added to the record", self.check(4))

    def test_minutes_beside_the_sealed_ones(self):
        self.write("vand/2026-03-02/minutes-a.md", FILES["2026-03-02/minutes.md"])
        said = self.check(4)
        self.assertIn("'2026-03-02/minutes-a.md' was added to the record", said)

    def test_a_link_for_a_file(self):
        path = self.meeting / "bilag/tilbud.pdf"
        path.unlink()
        path.symlink_to("../../faelles/kort.pdf")
        self.broken("2026-03-02/bilag/tilbud.pdf", "has changed")
        outside = self.write("udenfor.pdf", FILES["2026-03-02/bilag/tilbud.pdf"])
        path.unlink()
        path.symlink_to(outside)
        self.broken("2026-03-02/bilag/tilbud.pdf", "is sealed and cannot be read")

    def test_a_meeting_that_is_gone(self):
        for name in ("agenda.md", "minutes.md"):
            (self.meeting / name).unlink()
        said = self.check(4)
        self.assertIn("the folder is sealed, and holds no agenda and no minutes", said)
        self.assertIn("'2026-03-02/agenda.md' is sealed and not there any more", said)
        self.assertIn("seal-broken", self.verify(status=4))

    def test_a_damaged_seal(self):
        whole = self.seal_file.read_text(encoding="utf-8")
        first = re.search(r"^  .*\n", whole, re.MULTILINE).group()
        for other in ("", "kind: seal\n", whole[:200], whole[:-1] + "x: y\n", whole.replace("sources: |", "sources: >"),
                      whole.replace("sources: |", "sources: |-"), whole + first, whole.replace(first, ""),
                      whole.replace(first, "  " + first.strip().upper() + "\n"), whole.replace("  agenda", " *agenda"),
                      whole.replace(first, f"  {'0' * 64}  ../../ude.md\n"), whole.replace("kind", "kin", 1),
                      whole.replace(first, f"  {'0' * 64}  agenda.md\n"), "\x00", whole + "\x80"):
            with self.subTest(seal=other[-200:]):
                self.seal_file.write_bytes(other.encode("latin-1", "surrogateescape") if other[-1:] == "\x80"
                                           else other.encode())
                self.assertIn("[seal-broken]", self.check(4))
                self.assertIn("seal-broken", self.verify(status=4))
        self.seal_file.write_bytes(b"#" * (5 << 20))
        self.assertIn("[seal-broken]", self.check(4))
    def test_what_stands_in_the_place_of_a_seal(self):
        """It is told what it is, whatever it is, and the meeting says nothing."""
        whole = self.seal_file.read_bytes()
        other = self.write("vand/seal-copy.txt", whole)
        places = {
            "is a folder": self.seal_file.mkdir,
            "is no regular file": lambda: os.mkfifo(self.seal_file),  # it is never opened
            "is a link": lambda: self.seal_file.symlink_to(other),
            "is empty": lambda: self.seal_file.write_bytes(b""),
            "is larger than any seal": lambda: self.seal_file.write_bytes(whole + b"#" * (5 << 20)),
        }
        for what, make in places.items():
            with self.subTest(what):
                self.seal_file.unlink()
                make()
                said = self.check(4)
                self.assertIn(f"seal.yaml: error: the seal {what}: nothing shows", said)
                self.assertEqual(said.count("error:"), 1, said)
                self.assertIn("seal-broken", self.verify(status=4))
                self.assertIn("seal-broken", self.seal(status=4))
                table = self.referat("status", "vand", "--table", "meetings", "-f", "json").stdout
                row = next(row for row in json.loads(table) if row["meeting"] == "2026-03-02")
                self.assertEqual((row["sealed"], row["state"], row["title"]), ("broken", "unread", None))
                shutil.rmtree(self.seal_file) if self.seal_file.is_dir() else self.seal_file.unlink()
                self.seal_file.write_bytes(whole)
        self.seal_file.unlink()
        self.seal_file.symlink_to("nowhere.yaml")
        self.assertIn("the seal is a link", self.check(4))

    def test_it_cannot_be_turned_off(self):
        for severity in ("off", "note", "warning"):
            self.write("vand/referat.yaml", f"checks: {{seal-broken: {severity}, not-scanned: off}}\n")
            self.write("vand/2026-03-02/bilag/tilbud.pdf", b"andet")
            said = self.check(4)
            self.assertIn("[bad-value]", said)
            self.assertIn("[seal-broken]", said)

    def test_one_meeting_alone_is_checked_too(self):
        self.write("vand/2026-03-02/bilag/tilbud.pdf", b"andet")
        self.assert_status(self.referat("check", "vand/2026-03-02"), 4)
        self.assert_status(self.referat("check", "vand/2026-04-06"), 0)
        self.verify("vand/2026-03-02", 4)

    def test_many_listed_files_are_no_burden(self):
        """A seal is written by whoever may write the folder: it must not make a run slow."""
        lines = "".join(f"  {i:064x}  bilag/{i}.pdf\n" for i in range(40000))
        self.seal_file.write_text(self.seal_file.read_text(encoding="utf-8") + lines, encoding="utf-8")
        self.assertIn("[seal-broken]", self.check(4))


class Corrections(SealCase):
    def test_they_are_added_and_replace_nothing(self):
        self.seal()
        self.build("vand", "-o", "out")
        before = (self.work / "out/2026-03-02/minutes.md").read_text(encoding="utf-8")
        self.write("vand/2026-03-02/corrections.yaml", CORRECTIONS)
        self.assertEqual(self.check(), "")
        self.build("vand", "-o", "out")
        after = (self.work / "out/2026-03-02/minutes.md").read_text(encoding="utf-8")
        self.assertTrue(after.startswith(before), after)
        added = after[len(before):]
        self.assertIn("Rettelser til referatet", added)
        order = [added.index(word) for word in ("20\\. april 2026", "stemt **5**", "4\\. maj 2026", "Børge Aaskov var")]
        self.assertEqual(order, sorted(order))
        for page in ("minutes.html", "pack.html", "pack.md"):
            text = (self.work / "out/2026-03-02" / page).read_text(encoding="utf-8")
            self.assertIn("Rettelser til referatet", text)
            self.assertIn("4 for, 5 imod", text)
        self.assertNotIn("Rettelser", (self.work / "out/2026-03-02/agenda.md").read_text(encoding="utf-8"))
        self.assertIn("sealed and unchanged", self.verify())
        self.assertEqual(self.by_hand().returncode, 0)

    def test_they_are_no_part_of_the_seal(self):
        self.write("vand/2026-03-02/rettelser.md",
                   f"---\n{CORRECTIONS}  - date: 2026-06-01\n    text: '![Pumpen](bilag/ny.png)'\n---\n")
        self.write("vand/2026-03-02/bilag/ny.png", PNG)
        self.seal()
        text = self.seal_file.read_text(encoding="utf-8")
        self.assertNotIn("rettelser", text)
        self.assertNotIn("ny.png", text)
        (self.meeting / "rettelser.md").unlink()
        self.assertEqual(self.check(), "")
        self.seal_file.unlink()
        self.seal()
        self.assertEqual(self.seal_file.read_text(encoding="utf-8"), text)

    def test_what_they_must_say(self):
        for entry, code in (("text: x", "missing-field"), ("date: 2026-04-20", "missing-field"),
                            ("{date: 20/4, text: x}", "bad-value"),
                            ("{date: 2026-04-20, text: x, colour: red}", "unknown-field")):
            self.write("vand/2026-03-02/corrections.yaml",
                       f"kind: corrections\ncorrections:\n  - {entry}\n")
            self.assertIn(f"[{code}]", self.check(1))
        self.write("vand/2026-03-02/corrections.yaml", "kind: corrections\n")
        self.assertIn("[missing-field]", self.check(1))
        self.write("vand/2026-03-02/corrections.yaml", f"{CORRECTIONS}title: x\n")
        self.assertIn("[unknown-field]", self.check(1))
        (self.meeting / "corrections.yaml").unlink()
        self.write("vand/2026-03-02/corrections.md", f"---\n{CORRECTIONS}---\nLøs tekst.\n")
        self.assertIn("corrections have no text beside their entries", self.check(1))

    def test_a_second_document_is_not_lost_in_silence(self):
        self.write("vand/2026-03-02/corrections.yaml", CORRECTIONS)
        self.write("vand/2026-03-02/corrections-2.yaml", CORRECTIONS)
        self.assertIn("[unused-document]", self.check())

    def test_without_minutes_they_have_nothing_to_correct(self):
        self.write("vand/2026-05-05/agenda.md", "---\nkind: agenda\n---\n")
        self.write("vand/2026-05-05/corrections.yaml", CORRECTIONS)
        self.assertIn("[unused-document]", self.check())

    def test_the_prose_is_checked_like_any(self):
        self.write("vand/2026-03-02/corrections.yaml", CORRECTIONS.replace("også", "<b>også</b>"))
        self.assertIn("[raw-html]", self.check())


class PublicEdition(SealCase):
    """The seal names every file: it never reaches the public edition, nor what is said of it there."""

    def setUp(self):
        super().setUp()
        self.write("vand/2026-03-02/agenda.md", AGENDA.replace(
            "bilag/tilbud.pdf", "{file: bilag/tilbud.pdf, title: Hemmeligt tilbud, access: closed}"))
        self.write("vand/2026-03-02/corrections.yaml", CORRECTIONS.replace(
            "  - date: 2026-05-04\n", "  - date: 2026-05-04\n    access: closed\n"))
        self.seal()

    def test_closed_corrections_are_left_out(self):
        self.build("vand", "-o", "offentlig", "--edition", "public")
        self.build("vand", "-o", "fuld")
        public = b"".join(support.files_below(self.work / "offentlig").values())
        full = b"".join(support.files_below(self.work / "fuld").values())
        for closed in ("også til stede", "Hemmeligt tilbud"):
            self.assertIn(closed.encode(), full)
            self.assertNotIn(closed.encode(), public)
        self.assertIn("Der blev stemt **5** for".encode(), public)

    def test_a_broken_seal_names_nothing_closed(self):
        self.write("vand/2026-03-02/bilag/tilbud.pdf", b"andet")
        result = self.referat("build", "vand", "-o", "offentlig", "--edition", "public")
        self.assert_status(result, 4)
        self.assertIn(b"[seal-broken]", result.stderr)
        self.assertNotIn(b"tilbud", result.stderr)
        self.assertNotIn(b"tilbud", result.stdout)
        self.assertFalse((self.work / "offentlig/2026-03-02/pack.html").exists())


class Verifying(SealCase):
    def test_a_series_and_a_meeting(self):
        self.seal()
        line = "vand/2026-03-02: sealed and unchanged: 9 files, approved at 2026-04-06/1\n"
        for path in ("vand", "vand/2026-03-02"):
            self.assertEqual(self.verify(path), line)
        self.assertEqual(self.verify("vand", 0, "-q"), "")

    def test_nothing_sealed_is_no_success(self):
        self.assertIn("nothing here is sealed", self.verify(status=1))
        self.seal()
        self.assertIn("nothing here is sealed", self.verify("vand/2026-04-06", 1))

    def test_warnings_and_errors_of_unsealed_meetings_are_left_to_check(self):
        self.seal()
        self.write("vand/2026-05-05/agenda.md", "---\nkind: agenda\ncolour: red\n---\n")
        self.assertIn("sealed and unchanged", self.verify())

    def test_the_text_of_the_record(self):
        """A setting changes what the approved minutes say: told, though no source of them has changed."""
        self.seal()
        self.write("vand/referat.yaml", "body: Andet Vandværk\nchecks: {not-scanned: off}\n")
        self.assertIn("warning: vand/2026-03-02/seal.yaml: the sources are as they were", self.verify())
        self.verify("vand", 1, "--strict")

    def test_a_seal_of_another_version(self):
        self.seal()
        text = self.seal_file.read_text(encoding="utf-8")
        self.seal_file.write_text(re.sub("version: .*", "version: 0.0.1", text), encoding="utf-8")
        said = self.verify()
        self.assertIn("was not compared", said)
        self.assertIn("sealed and unchanged", said)

    def test_json(self):
        self.seal()
        self.write("vand/2026-03-02/bilag/tilbud.pdf", b"andet")
        said = self.verify("vand", 4, "--diagnostics", "json")
        self.assertIn('"name":"seal-broken"', said.replace(": ", ":"))

    def test_a_bag_of_sealed_meetings(self):
        self.write("vand/2026-03-02/corrections.yaml", CORRECTIONS)
        self.seal()
        self.assert_status(self.referat("export", "vand", "-o", "arkiv", "-q"), 0)
        self.assertIn("complete and unchanged", self.verify("arkiv"))
        kept = support.files_below(self.work / "arkiv")
        source = "data/2026-03-02/source/"
        self.assertEqual(kept[source + "seal.yaml"], self.seal_file.read_bytes())
        self.assertEqual(kept[source + "corrections.yaml"].decode(), CORRECTIONS)
        (self.work / "arkiv/bagit.txt").unlink()
        self.assertIn("is no bag: it has no bagit.txt", self.verify("arkiv", 1))
        self.assertIn("complete and unchanged", self.verify_both())

    def verify_both(self):
        self.assert_status(self.referat("export", "vand", "-o", "arkiv2", "-q"), 0)
        result = self.referat("verify", "vand", "arkiv2")
        self.assert_status(result, 0)
        self.assertIn(b"sealed and unchanged", result.stdout)
        return result.stdout.decode()

    def test_standard_input_has_no_seal(self):
        self.assert_status(self.referat("verify", "-"), 2)


if __name__ == "__main__":
    unittest.main()
