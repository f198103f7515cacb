"""Follows every link inside the pages below the folders given: the file is there, and so is the place in it."""
import html.parser
import pathlib
import sys
import urllib.parse


class Page(html.parser.HTMLParser):
    """The ids of a page, its links, and its outside references."""

    def __init__(self, path):
        super().__init__()
        self.path, self.ids, self.links = path, set(), []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if attributes.get("id"):
            self.ids.add(attributes["id"])
        for name in ("href", "src"):
            if attributes.get(name):
                self.links.append((self.getpos()[0], attributes[name]))


def problems(page, pages):
    """The links of a page that lead nowhere. Links with a scheme are not followed."""
    for line, link in page.links:
        parts = urllib.parse.urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = page.path
        if parts.path:
            target = (page.path.parent / urllib.parse.unquote(parts.path)).resolve()
        if not target.is_file():
            yield f"{page.path}:{line}: no such file: {link}"
        elif parts.fragment and target.suffix == ".html":
            if urllib.parse.unquote(parts.fragment) not in pages[target].ids:
                yield f"{page.path}:{line}: no such place: {link}"


def main(folders):
    pages = {path.resolve(): Page(path.resolve())
             for folder in folders for path in sorted(pathlib.Path(folder).rglob("*.html"))}
    found = [problem for page in pages.values() for problem in problems(page, pages)]
    print("\n".join(found))
    print(f"{len(pages)} pages, {sum(len(page.links) for page in pages.values())} links, "
          f"{len(found)} lead nowhere")
    return 1 if found or not pages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
