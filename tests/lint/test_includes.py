"""The #include lines keep the direction of the data: load, model, check, emit, write, and the driver above them all."""
import re
import unittest

from tree import files, lines

SUPPORT = ["base", "source", "diag", "lang", "record"]  # each may know those before it
STAGES = ["load", "model", "check", "edition", "emit"]

# Folder of src/ -> the folders it may include from, besides the public headers. The command line and
# files directly in src/ see everything.
ALLOWED = {name: set(SUPPORT[:i + 1]) for i, name in enumerate(SUPPORT)}
ALLOWED["model"] = {"model", *SUPPORT}
ALLOWED.update({name: {name, "model", *SUPPORT} for name in ("load", "check", "edition", "emit")})
ALLOWED["table"] = {"table", *SUPPORT}
ALLOWED["emit"].add("table")
ALLOWED["print"] = {"print", "emit", "write", "base", "lang"}
ALLOWED["look"] = {"look", "print", "base"}
ALLOWED["write"] = {"write", "base"}
ALLOWED["state"] = {"state", "write", "base"}
ALLOWED["archive"] = {"archive", "write", "table", "base"}
ALLOWED["cli"] = {"cli", "archive", "write", "print", "table", *STAGES, *SUPPORT}
ALLOWED["run"] = {"run", *STAGES, *SUPPORT}
ALLOWED["destination"] = {"destination", "load", "archive", "write", "base"}
ALLOWED["cli"] |= {"run", "state", "look", "destination"}
ALLOWED["."] = ALLOWED["cli"]

KNOWN_TO = {
    "cmark.h": "src/load/markdown.c src/load/markdown_memory.c",
    "xlsxwriter.h": "src/table/xlsx_library.h",
    "zip.h": "src/look/zip_library.h",
    "iconv.h": "src/look/charset.c",
    "yaml.h": "src/load/yaml_tree.c",
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
    parts = path.parts
    folder = parts[1] if len(parts) > 2 else "."
    for number, header in headers:
        target, slash, _ = header.partition("/")
        if not slash or target not in ALLOWED or target == "referat":
            continue
        if target not in ALLOWED[folder]:
            yield f"{path}:{number}: {folder} must not know {target} ({header})"


class Includes(unittest.TestCase):
    def test_every_folder_has_its_place(self):
        folders = {path.parts[1] for path in files("src/**/*.[ch]") if len(path.parts) > 2}
        self.assertEqual(folders - ALLOWED.keys(), set())

    def test_arrows_point_one_way(self):
        wrong = [problem for path in files("src/**/*.[ch]")
                 for problem in wrong_arrows(path, includes(path))]
        self.assertEqual(wrong, [], "\n".join(wrong))

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
