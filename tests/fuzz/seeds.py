"""Seeds for the fuzzers from what is there: the examples, the cases of every diagnostic, the CommonMark specification.

    seeds.py FOLDER     writes FOLDER/yaml, markdown, document, look, text and pdf; the others are seeded by their corpus
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/e2e"))
import hiding_files  # noqa: E402
import hiding_pdf  # noqa: E402
import hiding_text  # noqa: E402

SPECIFICATION = ROOT / "build/tools/node_modules/commonmark-spec/spec.txt"
LARGEST_BYTES = 8000


def documents():
    """The bytes of every small document of the examples and of the cases."""
    for folder in ("examples", "tests/errors"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".md", ".yaml") and path.is_file() and path.stat().st_size <= LARGEST_BYTES:
                yield path.read_bytes()


def main(folder):
    out = {name: folder / name for name in ("yaml", "markdown", "document")}
    for path in out.values():
        path.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(documents()):
        (out["document"] / f"seed-{number}").write_bytes(data)
        match = re.match(rb"---\n(.*?\n)---\n(.*)", data, re.DOTALL)
        if match:
            (out["yaml"] / f"seed-{number}").write_bytes(match[1])
            (out["markdown"] / f"seed-{number}").write_bytes(match[2])
    text = SPECIFICATION.read_text(encoding="utf-8")
    for number, example in enumerate(re.findall(r"^`{32} example\n(.*?)^\.\n", text, re.DOTALL | re.MULTILINE), 1):
        (out["markdown"] / f"spec-{number}").write_text(example.replace("→", "\t"), encoding="utf-8")


def hide(folder):
    """The files of the last look's test, and what qpdf says of the PDF files."""
    for name in ("look", "text", "pdf"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    places = [function for module in (hiding_text, hiding_files, hiding_pdf) for function in module.PLACES.values()]
    for number, function in enumerate(places):
        name, data = function("Opsigelse af lejemålet i Pakhus 7 & 8")
        (folder / "look" / f"seed-{number}").write_bytes(data)
        if not data.startswith((b"PK", b"%PDF")):
            (folder / "text" / f"seed-{number}").write_bytes(bytes([number % 16, number % 32]) + data)
        if name.endswith(".pdf"):
            path = folder / "pdf" / f"seed-{number}"
            path.write_bytes(data)
            objects = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", path], capture_output=True, check=False).stdout
            (folder / "pdf" / f"objects-{number}").write_bytes(objects)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
    hide(pathlib.Path(sys.argv[1]))
