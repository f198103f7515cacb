"""build --verify: every output that is missing or differs, a little of what differs, and how to write them."""
import os
import random
import re
import shlex
import shutil
import subprocess
import unittest

from support import Case, REFERAT, environment, files_below

NUMBER = "010190-1234"


class Verify(Case):
    def setUp(self):
        super().setUp()
        self.write_series(days=(2, 9))
        self.write("vand/referat.yaml", "series: Bestyrelsesmøder\nchecks: {never-approved: off}\n")
        self.build("-q", "vand", "-o", "ud")

    def read(self, name):
        return (self.work / name).read_text(encoding="utf-8")

    def change(self, name, old, new):
        text = self.read(name)
        self.assertIn(old, text)
        self.write(name, text.replace(old, new))

    def verify(self, *arguments, status=1, **options):
        """What is said, without the diagnostics of the sources; nothing is written."""
        before = files_below(self.work)
        result = self.build("--verify", *(arguments or ("vand", "-o", "ud")), status=status, **options)
        self.assertEqual(files_below(self.work), before)
        self.assertEqual(result.stdout, b"")
        return result.stderr.decode()

    def named(self, said):
        return {(match[1], match[2]) for match in re.finditer(r"(?m)^referat: (missing|different): ud/(.*)$", said)}

    def test_nothing_changed(self):
        self.assertEqual(self.verify(status=0), "referat: 2 meetings: 2 unchanged\n")

    def test_every_one_is_named(self):
        self.write("ud/2026-03-02/pack.md", "andet\n")
        self.write("ud/2026-03-02/agenda.html", "andet\n")
        (self.work / "ud/2026-03-02/minutes.html").unlink()
        (self.work / "ud/2026-03-09/minutes.md").unlink()
        (self.work / "ud/index.html").unlink()
        self.write("ud/status.xlsx", b"PK")
        said = self.verify()
        self.assertEqual(self.named(said), {
            ("different", "2026-03-02/pack.md"), ("different", "2026-03-02/agenda.html"),
            ("missing", "2026-03-02/minutes.html"), ("missing", "2026-03-09/minutes.md"),
            ("missing", "index.html"), ("different", "status.xlsx")})
        self.assertIn("\nreferat: outputs: 3 missing, 3 different; to write them: referat build vand -o ud\n",
                      said.replace("referat build -o ud vand", "referat build vand -o ud"))
        self.assertTrue(said.endswith("referat: 2 meetings: 2 different\n"), said)

    def test_the_destination_is_missing(self):
        shutil.rmtree(self.work / "ud")
        self.assertEqual(len(self.named(self.verify())), 14)

    def test_a_diff_of_markdown(self):
        """Line for line as diff -U3 has it."""
        name = "2026-03-02/pack.md"
        wanted = self.read(f"ud/{name}")
        self.change(f"ud/{name}", "Ny pumpe", "Gammel pumpe")
        self.change(f"ud/{name}", "Kaffe fra kl. 15.45.\n", "")
        said = self.verify()
        self.write("ny", wanted)
        diff = subprocess.run(["diff", "-U3", f"ud/{name}", "ny"], cwd=self.work, stdout=subprocess.PIPE, check=False)
        expected = diff.stdout.decode().splitlines()[2:]
        begin = said.splitlines().index(f"referat: different: ud/{name}") + 1
        shown = said.splitlines()[begin:]
        plain = [re.sub(r"^@@ -(\d+) ", r"@@ -\1,1 ", line) for line in expected]
        lines = [i for i, line in enumerate(plain) if not line.startswith("@@")]
        count = lines[19] + 1 if len(lines) > 20 else len(plain)
        self.assertEqual(shown[:count], plain[:count])

    def test_a_diff_of_any_text(self):
        """Every place that is shown is where diff has it, and what is shown there is the line of the file that has it."""
        self.write_series(days=range(1, 17))
        self.build("-q", "vand", "-o", "ud")
        chance = random.Random(17)
        pages = sorted((self.work / "ud").rglob("*.md"))
        wanted = {path: path.read_text(encoding="utf-8").splitlines() for path in pages}
        for path in pages:
            text = list(wanted[path])
            for _ in range(chance.randrange(1, 4)):
                at = chance.randrange(len(text) + 1)
                text[at:at + chance.randrange(3)] = [f"ny {k}" for k in range(chance.randrange(3))]
            path.write_text("\n".join([*text, ""][:len(text) + chance.randrange(2)]), encoding="utf-8")
        said = self.verify()
        shown = re.findall(r"(?m)^referat: different: (.*\.md)\n((?:[-+ @…\\].*\n)+)", said)
        self.assertGreater(len(shown), 40)
        for name, lines in shown:
            there = (self.work / name).read_text(encoding="utf-8").splitlines()
            self.check_lines(lines.splitlines(), there, wanted[self.work / name])

    def check_lines(self, shown, there, wanted):
        old = new = 0
        for line in shown:
            place = re.match(r"@@ -(\d+),(\d+) \+(\d+),(\d+) @@$", line)
            if place:
                old, old_count, new, new_count = map(int, place.groups())
                old, new = old - (old_count > 0), new - (new_count > 0)
            if line[0] in " -":
                self.assertEqual(line[1:], there[old])
            if line[0] in " +":
                self.assertEqual(line[1:], wanted[new])
            old, new = old + (line[0] in " -"), new + (line[0] in " +")
        self.assertGreater(old + new, 0)

    def test_without_diff(self):
        """It is named all the same, and said why its lines are not shown."""
        tools = self.work / "bin"
        tools.mkdir()
        self.change("ud/2026-03-02/pack.md", "Ny pumpe", "Gammel pumpe")
        said = self.verify(env=environment(PATH=str(tools)))
        self.assertIn("referat: different: ud/2026-03-02/pack.md\n  from byte ", said)
        self.assertIn("\n  its lines are not compared: diff is not installed (Debian package diffutils)\n", said)
        self.write("bin/diff", "#!/bin/sh\nexit 2\n").chmod(0o755)
        self.assertIn("\n  its lines are not compared: diff: exit status 2\n", self.verify(env=environment(PATH=str(tools))))
        self.write("bin/diff", "#!/bin/sh\nprintf '@@ -999999999999,3 +0,0 @@\\n-a\\n+b\\n'\nexit 1\n")
        self.assertEqual(self.named(self.verify(env=environment(PATH=str(tools)))), {("different", "2026-03-02/pack.md")})

    def test_a_diff_leaves_nothing(self):
        self.change("ud/2026-03-02/pack.md", "Ny pumpe", "Gammel pumpe")
        temporary = self.work / "tmp"
        temporary.mkdir()
        self.assertIn("-", self.verify(env=environment(TMPDIR=str(temporary))))
        self.assertEqual(list(temporary.iterdir()), [])

    def test_a_diff_is_short(self):
        self.write("ud/2026-03-02/pack.md", "".join(f"linje {i}\n" for i in range(4000)))
        said = self.verify().splitlines()
        self.assertLess(len(said), 30)
        self.assertIn("…", said)

    def test_only_the_first_diffs_are_shown(self):
        self.write_series(days=range(1, 29))
        self.build("-q", "vand", "-o", "ud")
        for path in (self.work / "ud").rglob("*.md"):
            path.write_text("andet\n", encoding="utf-8")
        said = self.verify()
        self.assertEqual(len(self.named(said)), 3 * 28)
        self.assertEqual(said.count("\n-andet\n"), 50)

    def test_html_shows_its_first_line(self):
        self.change("ud/2026-03-02/pack.html", "Ny pumpe", "Gammel pumpe")
        said = self.verify()
        self.assertEqual(len(re.findall(r"(?m)^[-+]", said)), 2, said)
        self.assertRegex(said, r"(?m)^-.*Gammel pumpe")
        self.assertRegex(said, r"(?m)^\+.*Ny pumpe")

    def test_a_long_line_is_cut_around_what_differs(self):
        self.write("vand/2026-03-02/minutes.md", self.read("vand/2026-03-02/minutes.md").replace(
            "Ingen bemærkninger.", "ø " * 300 + "her " + "å " * 300))
        self.build("-q", "vand", "-o", "ud")
        self.change("ud/2026-03-02/minutes.md", "her", "der")
        said = self.verify()
        for sign, word in (("-", "der"), ("+", "her")):
            line = next(line for line in said.splitlines() if line.startswith(sign))
            self.assertRegex(line, f"^.…[ø ]+ {word} [å ]+…$")
            self.assertLess(len(line), 110)

    def test_other_files_tell_a_byte(self):
        whole = (self.work / "ud/status.xlsx").read_bytes()
        self.write("ud/status.xlsx", whole[:99] + b"?" + whole[100:] + b"?")
        self.assertIn(f"  from byte 100 on; {len(whole) + 1} bytes are there, {len(whole)} are to be\n", self.verify())

    def test_what_is_no_file(self):
        (self.work / "ud/index.html").unlink()
        (self.work / "ud/index.html").mkdir()
        (self.work / "ud/status.xlsx").unlink()
        (self.work / "ud/status.xlsx").symlink_to("2026-03-02/pack.md")
        said = self.verify()
        self.assertEqual(self.named(said), {("different", "index.html"), ("different", "status.xlsx")})
        self.assertEqual(said.count("  what is there is no file\n"), 2)

    def test_nothing_steers_a_terminal(self):
        self.write("ud/2026-03-02/pack.md", "a\x1b[2Jb\u202ec\x07\r\n".encode() + b"\xff\x9b\n")
        said = self.verify("--color=never", "vand", "-o", "ud")
        self.assertNotRegex(said, "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
        self.assertIn(r"-a\x1b[2Jb<U+202E>c\x07\x0d", said)

    def test_colours(self):
        self.change("ud/2026-03-02/pack.md", "Ny pumpe", "Gammel pumpe")
        coloured = self.verify("--color=always", "vand", "-o", "ud")
        self.assertRegex(coloured, "\x1b\\[31m-.*Gammel pumpe.*\x1b\\[0m\n")
        self.assertRegex(coloured, "\x1b\\[32m\\+.*Ny pumpe.*\x1b\\[0m\n")
        plain = self.verify("--color=never", "vand", "-o", "ud")
        self.assertEqual(re.sub("\x1b\\[[0-9;]*m", "", coloured).replace("always", "never"), plain)

    def test_personal_numbers_are_masked(self):
        self.change("ud/2026-03-02/pack.md", "Ny pumpe", f"Ny pumpe {NUMBER}")
        self.change("ud/2026-03-02/pack.html", "Ny pumpe", f"Ny pumpe {NUMBER}")
        said = self.verify()
        self.assertNotIn(NUMBER, said)
        self.assertGreaterEqual(said.count("Ny pumpe ******-****"), 2)

    def test_quiet_and_json_name_only(self):
        self.write("ud/2026-03-02/pack.md", "andet\n")
        for arguments in (["-q"], ["--diagnostics=json"]):
            self.assertEqual(self.verify(*arguments, "vand", "-o", "ud"),
                             "referat: different: ud/2026-03-02/pack.md\n")

    def test_the_command_writes_them(self):
        """What is said to write them does, whatever the words of the command are."""
        os.rename(self.work / "vand", self.work / "møder 'a' $x")
        arguments = ["--veri", "møder 'a' $x", "-f", "md,html", "--output=ud $(y)"]
        said = self.verify(*arguments)
        command = re.search(r"(?m); to write them: (.*)$", said)[1]
        self.assertEqual(sorted(shlex.split(command)[1:]), sorted(["build", *arguments[1:]]))
        script = f'referat() {{ "{REFERAT}" "$@"; }}; {command}'
        subprocess.run(["sh", "-c", script], cwd=self.work, check=True, env=environment(), stderr=subprocess.DEVNULL)
        self.verify(*arguments, status=0)

    def test_errors_in_one_meeting(self):
        self.write("vand/2026-03-02/agenda.md", "---\nkind: agenda\nitemz: []\n---\n")
        (self.work / "ud/2026-03-02/pack.md").unlink()
        (self.work / "ud/2026-03-09/pack.md").unlink()
        said = self.verify()
        self.assertIn(("missing", "2026-03-09/pack.md"), self.named(said))
        self.assertNotIn(("missing", "2026-03-02/pack.md"), self.named(said))
        self.assertTrue(said.endswith("referat: 2 meetings: 1 different, 1 failed\n"), said)


class Public(Case):
    def setUp(self):
        super().setUp()
        self.write_series(days=(2, 9))
        self.write("vand/referat.yaml", "series: Bestyrelsesmøder\nchecks: {never-approved: off}\n")
        self.build("-q", "vand", "-o", "ud", "--edition", "public")

    def verify(self, status):
        before = files_below(self.work)
        result = self.build("--verify", "--edition=public", "vand", "-o", "ud", status=status)
        self.assertEqual(files_below(self.work), before)
        return result.stderr.decode()

    def test_nothing_changed(self):
        self.assertEqual(self.verify(0), "referat: 2 meetings: 2 unchanged\n")

    def test_what_is_there_is_not_quoted(self):
        for name in ("pack.md", "pack.html"):
            path = self.work / "ud/2026-03-02" / name
            path.write_text(path.read_text(encoding="utf-8").replace("Ny pumpe", "Afskedigelse"), encoding="utf-8")
        said = self.verify(1)
        self.assertNotIn("Afskedigelse", said)
        self.assertRegex(said, r"(?m)^\+.*Ny pumpe")
        self.assertIn("-(1 line not shown: may be closed by now)\n", said)
        self.assertIn("referat: outputs: 2 different; to write them: referat build", said)
        self.assertTrue(said.endswith("referat: 2 meetings: 1 unchanged, 1 different\n"), said)

    def test_what_is_no_longer_part_of_it(self):
        (self.work / "vand/2026-03-09/minutes.md").unlink()
        said = self.verify(1)
        self.assertIn("referat: no longer part of it: ud/2026-03-09/minutes.html\n", said)
        self.assertRegex(said, r"referat: outputs: \d+ different, 2 no longer part of it; to write them: ")


if __name__ == "__main__":
    unittest.main()
