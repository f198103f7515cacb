"""Sources written to take the program long, or to reach beyond the series: each is refused or done within two seconds."""
import base64
import hashlib
import os
import re
import resource
import shutil
import subprocess
import unittest

from support import Case, IS_SANITIZED, REFERAT, environment, files_below

# Of processor time, on the machine the limits were measured on; twice that for a slower one. A sanitizer takes ten times.
CPU_SECONDS = 40 if IS_SANITIZED else 4
BODY_BYTES = 1024 * 1024 - 100
DOCUMENT_BYTES = 4 * 1024 * 1024 - 100
ENTRIES = 1000
AGENDA = "---\nkind: agenda\n"


def word(number):
    """A word of 60 letters: long enough to make comparing it dear."""
    return f"x{number:06}{'abcdefghij' * 6}"[:60]


def many(count, pattern):
    return "".join(pattern.format(i=i, word=word(i)) for i in range(count))


def filled(unit, size=DOCUMENT_BYTES, before="", after=""):
    return before + unit * ((size - len(before) - len(after)) // len(unit.encode())) + after


def items(count, pattern="  - {{title: a, id: {word}}}\n"):
    return AGENDA + "items:\n" + many(count, pattern) + "---\n"


def minutes(facts, body=""):
    return f"---\nkind: minutes\n{facts}---\n{body}"


# name -> the files of a meeting. Lists are as long as they may be, or far longer.
YAML = {
    "unknown fields": {"agenda.md": AGENDA + many(ENTRIES - 1, "{word}: 1\n") + "---\n"},
    "unknown fields of items": {"agenda.md": items(ENTRIES, "  - {{{word}: 1, {word}b: 1, {word}c: 2, {word}d: 3}}\n")},
    "one field often": {"agenda.md": AGENDA + "title: x\n" * 900 + "---\n"},
    "too many fields": {"agenda.md": AGENDA + many(60000, "{word}: 1\n") + "---\n"},
    "items": {"agenda.md": items(ENTRIES)},
    "too many items": {"agenda.md": items(50000)},
    "items within items": {"agenda.md": AGENDA + "items:\n" + many(1000, "  - title: a\n    items:\n" +
                                                                   "      - {{title: b}}\n" * 5) + "---\n"},
    "one number often": {"agenda.md": items(ENTRIES, "  - {{title: a, number: 1}}\n")},
    "one title often": {"agenda.md": items(ENTRIES, "  - {{title: a, type: heading}}\n")},
    "unknown decisions": {"agenda.md": items(ENTRIES),
                          "minutes.md": minutes("decisions:\n" + many(ENTRIES, "  {word}q: noted\n"))},
    "unknown headings": {"agenda.md": items(ENTRIES), "minutes.md": minutes("", many(14000, "## {word}q\n"))},
    "headings make items": {"minutes.md": minutes("", "## 1\n" * 200000)},
    "unknown actions": {"agenda.md": items(ENTRIES),
                        "minutes.md": minutes("actions:\n" + many(ENTRIES, "  {word}q: done\n"))},
    "actions": {"agenda.md": items(1), "minutes.md": minutes("", "## 1\n" + many(5000, "- [ ] @{word} a id:{word}\n"))},
    "too many actions": {"agenda.md": items(1), "minutes.md": minutes("", "## 1\n" + "- [ ] a\n" * 120000)},
    "guests of unknown items": {"agenda.md": AGENDA + "guests:\n" + many(ENTRIES, "  - {{name: {word}, item: q{i}}}\n") +
                                "items:\n" + many(ENTRIES, "  - {{title: a, id: {word}}}\n") + "---\n"},
    "people": {"agenda.md": AGENDA + f"participants: [{','.join(map(word, range(ENTRIES)))}]\nitems: [{{title: a}}]\n---\n",
               "minutes.md": minutes(f"present: [{','.join(map(word, range(1000, 2000)))}]\ndecisions:\n  1:\n"
                                     f"    outcome: noted\n    votes: {{for: [{','.join(map(word, range(2000, 3000)))}]}}\n",
                                     "## 1\n")},
    "an order of unknown items": {"agenda.md": AGENDA + f"order: [{','.join(map(word, range(9000, 10000)))}]\nitems:\n" +
                                  many(ENTRIES, "  - {{title: a, id: {word}}}\n") + "---\n"},
    "missing annexes": {"agenda.md": AGENDA + f"items:\n  - title: a\n    annexes: [{','.join(map(word, range(ENTRIES)))}]\n"
                        "---\n"},
    "one annex often": {"agenda.md": items(ENTRIES, "  - {{title: a, annexes: [r.md]}}\n"),
                        "r.md": "---\nkind: annex\ntitle: A\n---\nEt notat.\n"},
    "places that are not found": {"agenda.md": items(ENTRIES, '  - {{title: a, text: "' + "[x](\\\\y)" * 100 + '"}}\n')},
    "brackets": {"agenda.md": filled("[", before=AGENDA + "x: ", after="\n---\n")},
    "braces": {"agenda.md": filled("{a: ", before=AGENDA + "x: ", after="\n---\n")},
    "indentation": {"agenda.md": AGENDA + "".join(" " * i + "a:\n" for i in range(2800)) + "---\n"},
    "dashes": {"agenda.md": filled("- ", before=AGENDA + "x:\n  ", after="\n---\n")},
    "question marks": {"agenda.md": filled("? ", before=AGENDA + "x:\n  ", after="\n---\n")},
    "aliases": {"agenda.md": filled("*a,", before=AGENDA + "x: &a [1]\ny: [", after="]\n---\n")},
    "a bomb of aliases": {"agenda.md": AGENDA + "a0: &a0 [x]\n" + "".join(
        f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30)) + "---\n"},
    "anchors": {"agenda.md": AGENDA + "x: [" + many(100000, "&a{i} b,") + "]\n---\n"},
    "a long value": {"agenda.md": filled("a", before=AGENDA + "title: ", after="\n---\n")},
    "a long quoted value": {"agenda.md": filled("a\\n", before=AGENDA + 'text: "', after='"\n---\n')},
    "an open quote": {"agenda.md": filled("a ", before=AGENDA + 'title: "', after="\n---\n")},
    "an open quote over lines": {"agenda.md": filled("a\n", before=AGENDA + 'title: "', after="---\n")},
    "a long literal": {"agenda.md": filled("  a\n", before=AGENDA + "text: |\n", after="---\n")},
    "a long folded value": {"agenda.md": filled("  a\n", before=AGENDA + "text: >\n", after="---\n")},
    "blank lines": {"agenda.md": filled("\n", before=AGENDA, after="title: x\n---\n")},
    "comments": {"agenda.md": filled("# a\n", before=AGENDA, after="title: x\n---\n")},
    "commas": {"agenda.md": filled(",", before=AGENDA + "x: [", after="]\n---\n")},
    "colons": {"agenda.md": filled(":", before=AGENDA + "x", after="\n---\n")},
    "a long key": {"agenda.md": filled("x", before=AGENDA, after=": 1\n---\n")},
    "letters of two bytes": {"agenda.md": filled("æ", before=AGENDA + "title: ", after="\nx: [" + "æ," * 999 + "]\n---\n")},
    "directives": {"agenda.md": filled("%YAML 1.1\n", before="---\n", after="---\n")},
    "tags": {"agenda.md": filled("%61", before=AGENDA + "x: !<", after="> a\n---\n")},
    "empty entries": {"agenda.md": filled("-\n", before=AGENDA + "x:\n", after="---\n")},
    "ends of front matter": {"agenda.md": filled("---\n")},
}

# What Markdown makes of the whole program, beyond cmark (tests/markdown/test_limits.c).
MARKDOWN = {
    "references": filled("[a]", BODY_BYTES, "[a]: b\n\n"),
    "references to nothing": filled("[a][b]", BODY_BYTES),
    "tasks": filled("- [ ] [x] a\n", BODY_BYTES),
    "words for annexes": filled("bilag 7 ", BODY_BYTES),
    "units": filled("AB ", BODY_BYTES),
    "placeholders": filled("[navn] XXX ", BODY_BYTES),
    "raw HTML": filled("<b>\n\n", BODY_BYTES),
    "pictures": filled("![a](b.png) ", BODY_BYTES),
    "headings": filled("# a\n", BODY_BYTES),
    "hyphens": filled("a-\nb ", BODY_BYTES),
    "private characters": filled("\uf0b7 ", BODY_BYTES),
    "dates": filled("1. maj\n\n", BODY_BYTES),
    "cells": filled("|*a|\n", BODY_BYTES, "|a|\n|-|\n"),
    "captions": filled("Tabel 1. a\n\n|a|\n|-|\n\n", BODY_BYTES),
    "links to other meetings": filled("[a](../2026-03-09/agenda.md) ", BODY_BYTES),
    "entities": filled("&#27;", BODY_BYTES),
}


def limit_time():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


class Hostile(Case):
    def build(self, *options, **_):
        """Builds the series `s`; fails where it takes long, is killed, or says nothing."""
        result = subprocess.run([REFERAT, "build", "-q", "s", "-o", "ud", *options], cwd=self.work, check=False, timeout=300,
                                capture_output=True, env=environment(), preexec_fn=limit_time)
        self.assertIn(result.returncode, (0, 1, 4), result.stderr[-300:])
        if result.returncode:
            self.assertTrue(result.stderr)
        else:
            self.assert_done(["build", "-q", "-o", "ud"], result)
        return result

    def write_meeting(self, files):
        for name in ("s", "ud"):
            shutil.rmtree(self.work / name, ignore_errors=True)
        self.write("s/referat.yaml", "series: S\nunits: {AB: Abe}\n")
        for name, data in files.items():
            self.write(f"s/2026-03-02/{name}", data)

    def test_yaml(self):
        for name, files in YAML.items():
            with self.subTest(name=name):
                self.write_meeting(files)
                self.build()

    def test_markdown(self):
        for name, body in MARKDOWN.items():
            with self.subTest(name=name, of="a recommendation"):
                self.write_meeting({"agenda.md": AGENDA + "items:\n  - title: A\n    recommendation: r.md\n---\n",
                                    "r.md": "---\nkind: recommendation\ntitle: A\nrecommends: [at x]\n---\n" + body})
                self.build()
            with self.subTest(name=name, of="minutes"):
                self.write_meeting({"agenda.md": AGENDA + "items:\n  - title: A\n---\n",
                                    "minutes.md": minutes("decisions: {1: noted}\n", "## 1\n" + body)})
                self.build()

    def test_a_picture_shown_often(self):
        self.write_meeting({"agenda.md": AGENDA + "items: [{title: A}]\n---\n" + "![a](p.png)\n\n" * 60000,
                            "p.png": b"\x89PNG\r\n\x1a\n" + bytes(1024 * 1024)})
        result = self.build()
        self.assertEqual(result.returncode, 4)
        self.assertIn(b"64 MiB together [limit-exceeded]", result.stderr)

    def test_large_annex_files(self):
        """A file with holes costs nobody anything, and would be copied and summed up byte by byte."""
        for size, count in ((1100 << 20, 1), (2 << 20, 900)):
            self.write_meeting({"agenda.md": items(count, "  - {{title: a, annexes: [stor.bin]}}\n"), "stor.bin": b""})
            os.truncate(self.work / "s/2026-03-02/stor.bin", size)
            result = self.build("-f", "html")
            self.assertEqual(result.returncode, 4)
            self.assertIn(b"1024 MiB together [limit-exceeded]", result.stderr)

    def test_a_loop_of_links(self):
        self.write_meeting({"agenda.md": AGENDA + "items:\n  - {title: A, annexes: [a/b.pdf, løkke.pdf]}\n---\n"})
        folder = self.work / "s/2026-03-02"
        (folder / "a").symlink_to(".")
        (folder / "b.pdf").symlink_to("a/b.pdf")
        (folder / "løkke.pdf").symlink_to("løkke.pdf")
        self.assertEqual(self.build().returncode, 4)

    def test_deep_folders(self):
        path = self.work / "s/2026-03-02"
        self.write_meeting({"agenda.md": AGENDA + "items: [{title: A}]\n---\n"})
        for _ in range(300):
            path = path / "d"
        path.mkdir(parents=True)
        self.build()


POLICY = ('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
          "style-src 'unsafe-inline'; img-src data:\">")
INDEX_SCRIPT = re.compile("script-src 'sha256-([A-Za-z0-9+/]{43}=)' 'strict-dynamic'; base-uri 'none'; form-action 'none'")
PAYLOADS = """\
<script>alert(1)</script> <img src=x onerror=alert(1)> <svg onload=alert(1)>

[a](javascript:alert(1)) [b](JaVaScRiPt&#58;alert(1)) [c](data:text/html,x) [d](vbscript:x) [e](file:///etc/passwd)
[f](//example.org/x) [g](\\\\example.org) [h](ms-word:x) [i](blob:x) [j](java%0ascript:alert(1))
![l](https://example.org/pixel.png) ![m](data:image/svg+xml,x) ![n](tegning.svg) <javascript:alert(1)> <https://example.org>
[o](https://example.org/" onmouseover="alert(1)) [p](x "\" onclick=\"alert(1)") `</code><script>` ![q"onerror="x](tegning.svg)

| <script> | "onclick=" |
| --- | --- |
| </td><script> | ]]> |

[r]: javascript:alert(1)
[r] </style><script>alert(1)</script> <!-- --> <?php ?>
"""


class Pages(Case):
    """What a browser is given, of an annex that means it ill."""

    def pages(self):
        self.write_series()
        self.write("vand/2026-03-02/agenda.md", AGENDA + "items:\n  - {title: '</title><script>alert(1)</script>', "
                   "annexes: [notat.md]}\n---\n" + PAYLOADS)
        self.write("vand/2026-03-02/notat.md", "---\nkind: annex\ntitle: '\"><script>alert(1)</script>'\n---\n" + PAYLOADS)
        self.write("vand/2026-03-02/tegning.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
        (self.work / "vand/2026-03-02/minutes.md").unlink()
        super().build("vand", "-o", "ud")
        return {name: data.decode() for name, data in files_below(self.work / "ud").items() if name.endswith(".html")}

    def test_no_page_runs_a_script(self):
        pages = self.pages()
        self.assertIn("index.html", pages)
        self.assertGreaterEqual(len(pages), 3)
        for name, page in pages.items():
            policy = POLICY
            if name == "index.html":  # its search: the policy lets that one script run
                allowed = INDEX_SCRIPT.search(page)
                policy = POLICY.replace("img-src data:", allowed.group())
                script = re.search(r"<script>(.*?)</script>\n", page, re.DOTALL)[1]
                self.assertEqual(base64.b64decode(allowed[1]), hashlib.sha256(script.encode()).digest())
                page, count = re.subn(r"<script[^>]*>.*?</script>\n", "", page, flags=re.DOTALL)
                self.assertEqual(count, 3)
            self.assertEqual(page.count(policy), 1, name)
            self.assertLess(page.index(policy), page.index("<style"), name)
            tags = re.findall(r"<[a-zA-Z][^>]*>", page)
            self.assertEqual([tag for tag in tags if re.match(r"<(script|svg|iframe|object|embed|base|form|link)\b", tag)], [])
            self.assertEqual([tag for tag in tags if re.search(r"\son\w+=", re.sub(r'"[^"]*"', '""', tag))], [], name)
            for link in re.findall(r'<a [^>]*href="([^"]*)"', page):
                self.assertRegex(link, r"^(https?:|mailto:|tel:|#|[^:/]+(/|#|$|\.html))", name)
            for picture in re.findall(r'<img [^>]*src="([^"]*)"', page):
                self.assertTrue(picture.startswith("data:image/svg+xml;base64,"), picture)


MEMORY_BYTES = 64 * 1024 * 1024  # of heap, whether it is touched or not
ANNEXES = 2700  # near the limit of documents


def limit_memory():
    """A sanitizer maps far more than the program asks for."""
    if not IS_SANITIZED:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))


class Memory(Case):
    """What a pack takes grows with its annexes and with the links between them, and not with one times the other."""

    def write_pack(self, links_of):
        """A meeting with so many annexes, of which the number-th links to those in links_of(number)."""
        shutil.rmtree(self.work / "s", ignore_errors=True)
        self.write("s/referat.yaml", "series: S\n")
        lines = []
        for number in range(ANNEXES):
            if number % 900 == 0:
                lines.append(f"  - title: Sag {number // 900}\n    annexes:\n")
            lines.append(f"      - b/{number}.md\n")
            links = "".join(f"- [Se bilaget om {other}]({other}.md)\n" for other in links_of(number))
            self.write(f"s/2026-03-02/b/{number}.md", f"---\nkind: annex\ntitle: Notat {number}\n---\nTekst.\n\n{links}")
        self.write("s/2026-03-02/agenda.md", AGENDA + "date: 2026-03-02\nitems:\n" + "".join(lines) + "---\n")

    def assert_little_memory(self):
        for arguments in (["check"], ["build", "-o", "ud", "--no-cache"], ["build", "-o", "off", "--edition", "public"],
                          ["export", "-o", "bag"], ["status"]):
            shutil.rmtree(self.work / "bag", ignore_errors=True)
            self.assert_status(self.referat(arguments[0], "s", "-q", *arguments[1:], preexec_fn=limit_memory), 0)

    def test_every_annex_speaks_of_the_same(self):
        self.write_pack(lambda number: range(20))
        self.assert_little_memory()

    def test_every_annex_speaks_of_its_own(self):
        self.write_pack(lambda number: ((7 * number + 13 * other) % ANNEXES for other in range(15)))
        self.assert_little_memory()

    def test_one_speaks_of_all(self):
        self.write_pack(lambda number: range(ANNEXES) if number == 0 else ())
        self.assert_little_memory()


if __name__ == "__main__":
    unittest.main()
