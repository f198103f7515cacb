"""A second reader: pandoc, reading pack.md, finds the headings, tables and lists that stand in pack.html, in their order."""
import html.parser
import json
import pathlib
import subprocess
import sys

FORMAT = "commonmark+pipe_tables+task_lists"


def squeeze(text):
    """Text without the differences that are no differences: blanks, and the boxes of task lists."""
    return " ".join(text.replace("\u2610", "").replace("\u2612", "").split())


class Html(html.parser.HTMLParser):
    """The outline of a page: ("h2", text), ("table", rows, columns), ("ul", items), ("ol", items).

    A list of facts (dl) is a bullet list in Markdown, which has no other word for it."""

    VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}

    def __init__(self, text):
        super().__init__()
        self.outline, self.stack, self.open = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag in self.VOID:
            return
        self.stack.append(tag)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.begin([tag, ""])
        elif tag == "table":
            self.begin(["table", 0, 0])
        elif tag in ("ul", "ol"):
            self.begin([tag, 0])
        elif tag == "dl":
            self.begin(["ul", 0])
        elif tag == "dt":
            self.innermost("ul")[1] += 1
        elif tag == "tr":
            self.innermost("table")[1] += 1
            self.cells = 0
        elif tag in ("td", "th"):
            self.cells += 1
            table = self.innermost("table")
            table[2] = max(table[2], self.cells)
        elif tag == "li":
            self.innermost("ul", "ol")[1] += 1

    def begin(self, entry):
        self.outline.append(entry)
        self.open.append((len(self.stack), entry))

    def innermost(self, *kinds):
        return next(entry for _, entry in reversed(self.open) if entry[0] in kinds)

    def handle_endtag(self, tag):
        while self.stack and self.stack[-1] != tag:
            self.stack.pop()
        while self.open and self.open[-1][0] >= len(self.stack):
            self.open.pop()
        if self.stack:
            self.stack.pop()

    def handle_data(self, data):
        for _, entry in self.open:
            if entry[0][0] == "h":
                entry[1] += data


def html_outline(path):
    page = Html(path.read_text(encoding="utf-8"))
    return [(entry[0], squeeze(entry[1])) if entry[0][0] == "h" else tuple(entry)
            for entry in page.outline]


def inline_text(inlines):
    """The plain text of pandoc's inlines."""
    out = []
    for node in inlines:
        kind, content = node["t"], node.get("c")
        if kind == "Str":
            out.append(content)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            out.append(" ")
        elif kind == "Code":
            out.append(content[1])
        elif kind in ("Link", "Image", "Span", "Quoted"):
            out.append(inline_text(content[1]))
        elif isinstance(content, list):
            out.append(inline_text(content))
    return "".join(out)


def block_outline(blocks):
    """The outline of pandoc's blocks, in the form that Html has."""
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind == "Header":
            yield (f"h{content[0]}", squeeze(inline_text(content[2])))
        elif kind == "Table":
            head, bodies = content[3][1], content[4]
            rows = len(head) + sum(len(body[3]) for body in bodies)
            yield ("table", rows, len(content[2]))
        elif kind in ("BulletList", "OrderedList"):
            items = content if kind == "BulletList" else content[1]
            yield ("ul" if kind == "BulletList" else "ol", len(items))
            for item in items:
                yield from block_outline(item)
        elif kind == "BlockQuote":
            yield from block_outline(content)


def pandoc_outline(path):
    result = subprocess.run(["pandoc", "-f", FORMAT, "-t", "json", str(path)], check=True,
                            stdout=subprocess.PIPE)
    return list(block_outline(json.loads(result.stdout)["blocks"]))


def first_difference(one, other):
    for i in range(max(len(one), len(other))):
        if one[i:i + 1] != other[i:i + 1]:
            return f"entry {i}: page {one[i:i + 3]}, pandoc {other[i:i + 3]}"
    return None


def main(folders):
    pages = [path for folder in folders for path in sorted(pathlib.Path(folder).rglob("pack.html"))]
    wrong = 0
    for path in pages:
        page = html_outline(path)
        difference = first_difference(page, pandoc_outline(path.with_suffix(".md")))
        print(f"{path}: {len(page)} headings, tables and lists: {difference or 'the same'}")
        wrong += difference is not None or not page
    return 1 if wrong or not pages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
