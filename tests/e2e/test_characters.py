"""What is no character (U+FFFE and its like) in names of files and folders: no output holds it."""
import re
import unittest
import xml.etree.ElementTree
import zipfile

import support

NAMES = ["Br\ufffeev", "Br\uffffev", "Br\ufdd0ev", "Br\U0001fffeev", "Br\U0010ffffev"]
NONE = re.compile("[\ufdd0-\ufdef\ufffe\uffff" + "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)) + "]")


class Characters(support.Case):
    def test_names(self):
        self.write("serie/referat.yaml", "series: Møder\n")
        for day, name in enumerate(NAMES, 1):
            folder = f"serie/2026-03-{day:02} {name}"
            self.write(f"{folder}/agenda.md", f"---\nkind: agenda\ndate: 2026-03-{day:02}\nitems:\n  - title: Pumpen\n---\n")
            self.write(f"{folder}/{name}.md", "---\nkind: annex\n---\nTallene.\n")
        result = self.build("serie", "-o", "out", "-f", "html,md,xlsx")
        self.assertNotRegex(result.stderr.decode(), NONE)
        pages = [path for path in (self.work / "out").rglob("*") if path.suffix in (".html", ".xlsx")]
        self.assertGreaterEqual(len(pages), 2 * len(NAMES) + 2)
        for path in pages:
            with self.subTest(path.name):
                if path.suffix == ".html":
                    self.assertNotRegex(path.read_text(encoding="utf-8"), NONE)
                else:
                    self.look_at_workbook(path)

    def look_at_workbook(self, path):
        with zipfile.ZipFile(path) as workbook:
            for name in workbook.namelist():
                text = workbook.read(name).decode()
                self.assertNotRegex(text, NONE)
                xml.etree.ElementTree.fromstring(text.encode())


if __name__ == "__main__":
    unittest.main()
