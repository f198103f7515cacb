"""What the print tests share: the facts of a PDF, as independent programs tell them."""
import html
import json
import re
import subprocess
import unicodedata

ENGINES = ("chromium", "weasyprint")


def squeezed(text):
    """Without blanks, and without what a line's end adds to a word."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text).replace("\u2010\n", "").replace("-\n", "-"))


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, timeout=300).stdout.decode("utf-8", "replace")


def page_texts(pdf):
    """The text of each page, in the order it was drawn, without blanks."""
    return [squeezed(page) for page in output_of("pdftotext", "-raw", pdf, "-").split("\f")[:-1]]


def destinations(pdf):
    """Named destination -> page, from 1."""
    return {match[2]: int(match[1])
            for match in re.finditer(r'^\s*(\d+) \[.*?\] "(.*)"$', output_of("pdfinfo", "-dests", pdf), re.MULTILINE)}


def information(pdf):
    """What pdfinfo says: 'Title' -> text."""
    return {name: value.strip() for name, _, value in
            (line.partition(":") for line in output_of("pdfinfo", pdf).splitlines())}


def outline(pdf):
    """(title, page, depth) of every bookmark, in order."""
    def flat(entries, depth):
        for entry in entries:
            yield entry["title"].replace("\u00a0", " "), entry.get("destpageposfrom1"), depth
            yield from flat(entry["kids"], depth + 1)
    return list(flat(json.loads(output_of("qpdf", "--json", "--json-key=outlines", pdf))["outlines"], 1))


def plain(markup):
    """The text of a piece of HTML, blanks folded."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", markup))).strip()


def headings(page):
    """(level, text) of every heading of an HTML page, in order."""
    return [(int(level), plain(text)) for level, text in
            re.findall(r"<h(\d)(?: [^>]*)?>(.*?)</h\1>", page, re.DOTALL)]


def lines(pdf):
    """For each page its lines in the body: (distance from the top in points, left edge, text), from top to bottom;
    what stands in the margins is left out."""
    pages = []
    for page in output_of("pdftotext", "-bbox-layout", pdf, "-").split("<page ")[1:]:
        height = float(re.match(r'width="[\d.]+" height="([\d.]+)"', page)[1])
        found = []
        for line in re.findall(r"<line (.*?)</line>", page, re.DOTALL):
            left, top = re.match(r'xMin="([\d.]+)" yMin="([\d.]+)"', line).groups()
            words = " ".join(html.unescape(word) for word in re.findall(r"<word .*?>(.*?)</word>", line))
            if 90 < float(top) < height - 52:
                found.append((float(top), float(left), words))
        pages.append(sorted(found))
    return pages
