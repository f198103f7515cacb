"""The pages of the example series, byte for byte, and what status says of them.

REFERAT_UPDATE_GOLDEN=1 (sh tests/run.sh --update) writes what the program makes now: read the difference before you
commit it. The style sheet, which is the same on every page, stands once, in style.css."""
import os
import pathlib
import re
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))
from support import EXAMPLES, Case  # noqa: E402

IS_UPDATE = os.environ.get("REFERAT_UPDATE_GOLDEN") == "1"
STYLE = re.compile(rb"(?<=<style>\n).*?(?=@page\{size:)", re.DOTALL)
DAY = "2026-06-01"
TABLES = ("meetings", "items", "schedule", "decisions", "actions", "forward", "annexes", "attendance", "cases", "checks")


class Golden(Case):
    maxDiff = 4000

    def made(self, series):
        """What the program makes of a series: name -> bytes; pages without the style sheet that all share."""
        self.build(EXAMPLES / series, "-f", "html,md", "-o", "ud")
        files, styles = {}, set()
        for path in sorted((self.work / "ud").rglob("*")):
            if path.suffix == ".html":
                styles.update(STYLE.findall(path.read_bytes()))
                files[path.relative_to(self.work / "ud").as_posix()] = STYLE.sub(b"", path.read_bytes())
            elif path.suffix == ".md":
                files[path.relative_to(self.work / "ud").as_posix()] = path.read_bytes()
        self.assertEqual(len(styles), 1)
        files["../style.css"] = styles.pop()
        files["status.txt"] = self.referat("status", EXAMPLES / series, "--as-of", DAY).stdout
        for name in ("decisions", "actions", "forward", "attendance", "cases"):
            result = self.referat("status", EXAMPLES / series, "--as-of", DAY, "--table", name, "-f", "csv")
            files[f"{name}.csv"] = result.stdout
        return files

    def made_public(self, series):
        """The same of the public edition: its Markdown, its index and its tables, which together have every fact of its pages."""
        public = ("--edition", "public")
        self.build(EXAMPLES / series, "-f", "html,md", "-o", "ud", *public)
        files = {path.relative_to(self.work / "ud").as_posix(): path.read_bytes() for path in sorted((self.work / "ud").rglob("*.md"))}
        files["index.html"] = STYLE.sub(b"", (self.work / "ud/index.html").read_bytes())
        for name in TABLES:
            files[f"{name}.csv"] = self.referat("status", EXAMPLES / series, "--as-of", DAY, "--table", name, "-f", "csv", *public).stdout
        self.assertNotEqual(files, {})
        return files

    def check(self, made, folder):
        if IS_UPDATE:
            for path in [path for path in folder.rglob("*") if path.is_file()]:
                path.unlink()
            for name, data in made.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(data)
        kept = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        self.assertEqual(kept, set(made) - {"../style.css"})
        for name, data in made.items():
            self.assertEqual((folder / name).read_bytes().decode(), data.decode(), name)


def add_test(series):
    name = series.replace("-", "_")
    setattr(Golden, f"test_{name}", lambda self: self.check(self.made(series), HERE / series))
    setattr(Golden, f"test_{name}_public", lambda self: self.check(self.made_public(series), HERE / "public" / series))


for example in sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir()):
    add_test(example)


if __name__ == "__main__":
    unittest.main()
