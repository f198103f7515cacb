"""The project's files, as the lint tests look at them."""
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def files(*patterns):
    """The files that match any of the patterns, relative to the top folder, sorted."""
    found = {path.relative_to(ROOT) for pattern in patterns for path in ROOT.glob(pattern)}
    return sorted(path for path in found if (ROOT / path).is_file())


def c_files():
    """All our C: sources and headers, with those of the tests."""
    return files("src/**/*.[ch]", "include/**/*.h", "tests/**/*.[ch]")


def lines(path):
    """The lines of a file, without their ends."""
    return (ROOT / path).read_text(encoding="utf-8").splitlines()


def run(*command):
    """Runs a command in the top folder; standard error comes with standard output."""
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False)
