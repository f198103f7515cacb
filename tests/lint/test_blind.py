"""No test is blind: none passes with a program that does nothing and exits 0, so each would notice if nothing were done."""
import functools
import importlib.util
import multiprocessing
import os
import pathlib
import sys
import tempfile
import unittest

from tree import ROOT

TESTS = ROOT / "tests"
FOLDERS = ("e2e", "archive", "errors", "golden", "xlsx")

# Methods that ask the sources, or the tests' own tools, and no program.
NO_PROGRAM = {
    "e2e.mistakes.Mistakes.test_enough_of_them": "the table of mistakes itself",
    "e2e.naughty.Naughty.test_the_list": "the list itself",
    "e2e.properties.Spellings.test_there_and_back": "the converters of the tests",
    "e2e.references.TableTest.test_every_reference_of_the_model_is_visited": "headers and the table of references",
    "e2e.references.TableTest.test_every_row_is_tried": "the table of references and the test itself",
    "e2e.references.TableTest.test_the_manual_says_what_becomes_of_each": "the table of references and the manual",
    "e2e.valgrind.Memcheck.test_the_tool_finds_what_is_wrong": "valgrind itself",
    "errors.errors.Errors.test_every_code_has_a_case": "the table of codes and the folders of cases",
}

# Methods that make much before they run the program: what each asks of it first.
NOT_RUN = {
    "e2e.batch.HundredThousand.test_one_is_unreadable": "the exit status and the message of check",
    "e2e.hostile.Memory.test_every_annex_speaks_of_its_own": "a build, as e2e.hostile.Hostile.build has it",
    "e2e.hostile.Memory.test_every_annex_speaks_of_the_same": "the same",
    "e2e.hostile.Memory.test_one_speaks_of_all": "the same",
    "e2e.look.Unseen.test_what_is_unpacked_is_bounded": "the note about the file",
    "e2e.public.LeakTest.test_archives_that_cannot_be_unpacked": "the note about the file",
}


class Passed(unittest.TestResult):
    """The names of the methods that passed. A method ends with the first of its subtests that fails."""

    def __init__(self):
        super().__init__()
        self.failfast = True
        self.names = set()

    def addSuccess(self, test):
        self.names.add(name_of(test))

    def addFailure(self, test, err):
        """The base class would stop the other methods, too."""

    addError = addFailure

    def addSubTest(self, test, subtest, err):
        """As above."""


def name_of(test):
    return test.id().removeprefix("blind.")


def each_test(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from each_test(test)
        else:
            yield test


def load(path):
    """A test's module. The files of two folders may have the same name."""
    sys.path[:0] = [str(path.parent), str(TESTS / "e2e")]
    spec = importlib.util.spec_from_file_location(f"blind.{path.parent.name}.{path.stem.removeprefix('test_')}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def passing(path):
    """The methods of a file that pass, those that were run, and what they left unsaid."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    result = Passed()
    tests = list(each_test(unittest.defaultTestLoader.loadTestsFromModule(load(path))))
    unittest.TestSuite(test for test in tests if name_of(test) not in NOT_RUN).run(result)
    return result.names, {name_of(test) for test in tests}


@functools.cache
def all_passing():
    with tempfile.TemporaryDirectory(prefix="referat-blind-") as folder:
        stub = pathlib.Path(folder) / "referat"
        stub.write_text("#!/bin/sh\n", encoding="utf-8")
        stub.chmod(0o755)
        os.environ["REFERAT"] = str(stub)
        os.environ["TMPDIR"] = folder
        paths = [path for name in FOLDERS for path in sorted((TESTS / name).glob("test_*.py"))]
        with multiprocessing.Pool(maxtasksperchild=1) as pool:
            found = pool.map(passing, paths, 1)
    return set().union(*(names for names, _ in found)), set().union(*(tests for _, tests in found))


class Blind(unittest.TestCase):
    def test_a_program_that_does_nothing_passes_nothing(self):
        names, tests = all_passing()
        self.assertGreater(len(tests), 700)
        self.assertEqual(sorted(names - NO_PROGRAM.keys()), [], "say what must be there, as by assertGreater(len(files), 3)")

    def test_the_lists_are_of_today(self):
        names, tests = all_passing()
        self.assertEqual(sorted(NO_PROGRAM.keys() - names), [])
        self.assertEqual(sorted(NOT_RUN.keys() - tests), [])


if __name__ == "__main__":
    unittest.main()
