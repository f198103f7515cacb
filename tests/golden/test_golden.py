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

    def check(self, series):
        made, folder = self.made(series), HERE / series
        if IS_UPDATE:
            for path in [path for path in folder.rglob("*") if path.is_file()]:
                path.unlink()
            for name, data in made.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(data)
        kept = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        self.assertEqual(kept | {"../style.css"}, set(made))
        for name, data in made.items():
            self.assertEqual((folder / name).read_bytes().decode(), data.decode(), name)


def add_test(series):
    setattr(Golden, f"test_{series.replace('-', '_')}", lambda self: self.check(series))


for example in sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir()):
    add_test(example)


if __name__ == "__main__":
    unittest.main()
