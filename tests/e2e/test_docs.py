"""The examples of the documentation compile as they stand: fences with `file=PATH` and, where there are several, `series=NAME`.

A fence whose info string also says `error=NAME` shows a mistake: its series must give that diagnostic."""
import re
import unittest

from support import Case, ROOT

FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*\bfile=[^\n]*)\n"
                   r"(?P<text>.*?)^(?P=indent)(?P=fence)[`~]* *$", re.MULTILINE | re.DOTALL)


def examples(document):
    """The series of a document: name -> ({path: text}, [expected diagnostics])."""
    series = {}
    for match in FENCE.finditer(document.read_text(encoding="utf-8")):
        words = dict(word.split("=", 1) for word in match["info"].split() if "=" in word)
        files, errors = series.setdefault(words.get("series", "example"), ({}, []))
        indent = len(match["indent"])
        files[words["file"]] = "".join(line[indent:] if line.strip() else line
                                       for line in match["text"].splitlines(keepends=True))
        if "error" in words:
            errors.append(words["error"])
    return series


class Documentation(Case):
    def compile(self, document):
        found = examples(document)
        for name, (files, errors) in found.items():
            folder = f"{document.stem}-{name}"
            for path, text in files.items():
                self.write(f"{folder}/{path}", text)
            result = self.referat("check", folder)
            self.assert_status(result, 1 if errors else 0)
            for error in errors:
                self.assertIn(f"[{error}]".encode(), result.stderr)
        return len(found)

    def test_readme(self):
        self.assertGreater(self.compile(ROOT / "README.md"), 0)

    def test_format(self):
        self.assertGreater(self.compile(ROOT / "docs/format.md"), 0)

    def test_other_documents(self):
        for document in sorted((ROOT / "docs").glob("*.md")):
            if document.name != "format.md":
                self.compile(document)


if __name__ == "__main__":
    unittest.main()
