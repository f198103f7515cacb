"""The #include lines keep the direction of the data: sources are loaded, completed to a model, checked, redacted, stored, rendered, put
out; a command asks a build, a build asks the driver, the driver asks the stages, and nobody asks back."""
import re
import unittest

from tree import files, lines

# Folder of src/ -> the folders that it includes from, besides its own and the public headers. From the top down: a folder knows only
# what stands below it. This table is the diagram of docs/design.md.
ALLOWED = {
    "cli": "base build diag",
    "build": "archive base diag driver facts index leak_scan load output print render store tables",
    "driver": "base check diag facts load model redact store",
    "archive": "base output",
    "facts": "base lang store",
    "redact": "base diag lang leak_scan model store",
    "check": "base diag lang model store",
    "leak_scan": "base",
    "print": "base render",
    "index": "base render store",
    "tables": "base lang store",
    "render": "base lang",
    "model": "base diag lang store",
    "store": "base diag lang",
    "load": "base diag lang parse",
    "output": "base parse",
    "parse": "base diag",
    "diag": "base",
    "lang": "base",
    "base": "",
}

KNOWN_TO = {
    "cmark.h": "src/parse/markdown.c src/parse/markdown_memory.c",
    "sqlite3.h": "src/facts/sqlite_library.h",
    "xlsxwriter.h": "src/tables/xlsx_library.h",
    "zip.h": "src/base/zip_library.h",
    "iconv.h": "src/leak_scan/charset.c",
    "yaml.h": "src/parse/yaml_tree.c",
    "md5.h": "src/base/hash.c",
    "sha1.h": "src/base/hash.c",
    "sha2.h": "src/base/hash.c",
    "xxhash.h": "src/base/digest.c",
}


def includes(path):
    """Yields (line number, header) for every #include of a file."""
    for number, line in enumerate(lines(path), 1):
        match = re.match(r'\s*#\s*include\s+["<]([^">]+)[">]', line)
        if match:
            yield number, match.group(1)


def wrong_arrows(path, headers):
    """The #include lines of a file below src/ that point against the direction."""
    folder = path.parts[1]
    for number, header in headers:
        target, slash, _ = header.partition("/")
        if not slash or target not in ALLOWED or target == "referat":
            continue
        if target != folder and target not in ALLOWED[folder].split():
            yield f"{path}:{number}: {folder} must not know {target} ({header})"


class Includes(unittest.TestCase):
    def test_every_folder_has_its_place(self):
        folders = {path.parent.name for path in files("src/**/*.[ch]")}
        self.assertEqual(folders, ALLOWED.keys())

    def test_arrows_point_one_way(self):
        wrong = [problem for path in files("src/**/*.[ch]")
                 for problem in wrong_arrows(path, includes(path))]
        self.assertEqual(wrong, [], "\n".join(wrong))

    def test_arrows_point_down(self):
        """The table itself: no folder knows one that knows it, however far around."""
        order = list(ALLOWED)
        upward = [(folder, known) for folder in order for known in ALLOWED[folder].split()
                  if order.index(known) < order.index(folder)]
        self.assertEqual(upward, [])

    def test_every_arrow_is_needed(self):
        found = {}
        for path in files("src/**/*.[ch]"):
            found.setdefault(path.parts[1], set()).update(
                header.partition("/")[0] for _, header in includes(path) if header.partition("/")[0] in ALLOWED)
        for folder, known in ALLOWED.items():
            self.assertEqual(found[folder] - {folder}, set(known.split()), folder)

    def test_no_two_files_have_one_name(self):
        seen = {}
        for path in files("src/**/*.[ch]"):
            seen.setdefault(path.name, []).append(path.as_posix())
        self.assertEqual({name: paths for name, paths in seen.items() if len(paths) > 1 and name != "internal.h"}, {})

    def test_a_wrong_arrow_is_seen(self):
        path = files("src/base/*.h")[0]
        self.assertEqual(len(list(wrong_arrows(path, [(1, "diag/diag.h")]))), 1)

    def test_libraries_are_known_to_few_files(self):
        seen = {header: set() for header in KNOWN_TO}
        for path in files("src/**/*.[ch]", "include/**/*.h"):
            for _, header in includes(path):
                if header in seen:
                    seen[header].add(path.as_posix())
        self.assertEqual(seen, {header: set(paths.split()) for header, paths in KNOWN_TO.items()})

    def test_public_headers_include_only_public_headers(self):
        for path in files("include/**/*.h"):
            for number, header in includes(path):
                if "/" in header:
                    self.assertTrue(header.startswith("referat/"), f"{path}:{number}: {header}")


if __name__ == "__main__":
    unittest.main()
