"""Runs the methods of a test file one after another, as unittest does, and says of each what it took and whether it passed.

    one_by_one.py FILE NOTES

NOTES: a folder. Its link `now` leads to a folder of its own for each method that runs, and for what comes between methods; so what
the program notes there (reach.c) is known to be of the method. What is printed, a line of JSON each: the name, seconds, "ok" or not."""
import importlib.util
import json
import os
import pathlib
import sys
import time
import unittest


class Noting(unittest.TestResult):
    def __init__(self, notes):
        super().__init__()
        self.notes, self.is_ok, self.start = notes, True, 0.0
        self.now("")

    def now(self, name):
        folder = self.notes / (name or "between")
        folder.mkdir(mode=0o777, exist_ok=True)
        folder.chmod(0o777)
        (self.notes / "next").symlink_to(folder.name)
        os.rename(self.notes / "next", self.notes / "now")

    def startTest(self, test):
        super().startTest(test)
        self.is_ok, self.start = True, time.monotonic()
        self.now(test.id())

    def stopTest(self, test):
        super().stopTest(test)
        self.now("")
        print(json.dumps([test.id(), time.monotonic() - self.start, self.is_ok]), flush=True)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.is_ok = False

    def addError(self, test, err):
        super().addError(test, err)
        self.is_ok = False

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        self.is_ok = self.is_ok and err is None


def main():
    path, notes = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    sys.path.insert(0, str(path.parent))
    sys.argv = [str(path)]
    # The name of a method is then one that the file itself understands: Class.method.
    spec = importlib.util.spec_from_file_location("test", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["test"] = module
    spec.loader.exec_module(module)
    unittest.defaultTestLoader.loadTestsFromModule(module).run(Noting(notes))


if __name__ == "__main__":
    main()
