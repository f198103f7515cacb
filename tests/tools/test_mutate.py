"""What is asked of a planted fault: the tests that reach it, and those first that are likely to tell soon."""
import collections
import pathlib
import sys
import types
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from c_faults import Fault  # noqa: E402
from mutate import Place, Round, failed_method, judged, read_equivalents, rounds_of, within  # noqa: E402
from reach import around, bits_of, function_around  # noqa: E402

SOURCE = "static const int table[] = {\n    1,\n};\n\nint f(void)\n{\n    g(\n        2);\n}\n\nint h(void)\n{\n    return 3;\n}\n"


class Rounds(unittest.TestCase):
    tests = {name: types.SimpleNamespace(name=name) for name in ("unit.a", "e2e.b", "e2e.c")}

    def rounds(self, reached, kills=(), shares=None, **more):
        shares = {name: 1 for name in self.tests} | (shares or {})
        return [(r.test.name, r.methods) for r in rounds_of(reached, self.tests, collections.Counter(kills), shares, **more)]

    def test_methods_of_a_file_are_one_command_but_for_slow_ones(self):
        reached = [("e2e.b", "B.two", 0.2), ("e2e.b", "B.slow", 9), ("e2e.b", "B.one", 0.1), ("unit.a", "", 0.1)]
        self.assertEqual(self.rounds(reached), [("unit.a", []), ("e2e.b", ["B.one", "B.two"]), ("e2e.b", ["B.slow"])])

    def test_what_has_killed_much_is_asked_first(self):
        reached = [("e2e.b", "B.one", 1), ("e2e.c", "C.one", 1.5)]
        self.assertEqual([name for name, _ in self.rounds(reached)], ["e2e.b", "e2e.c"])
        self.assertEqual([name for name, _ in self.rounds(reached, {"e2e.c": 5})], ["e2e.c", "e2e.b"])
        self.assertEqual([name for name, _ in self.rounds(reached, shares={"e2e.b": 0.1})], ["e2e.c", "e2e.b"])

    def test_choices(self):
        reached = [("unit.a", "", 40), ("e2e.b", "B.one", 1), ("gone", "", 1)]
        self.assertEqual([r.seconds for r in within([Round(None, [], seconds) for seconds in (3, 5, 2)], 5)], [3, 2])
        self.assertEqual(self.rounds(reached, only="^unit"), [("unit.a", [])])

    def test_the_method_that_fails(self):
        self.assertEqual(failed_method("....\n====\nFAIL: test_x (__main__.A.test_x)\n"), " test_x")
        self.assertEqual(failed_method("a check failed"), "")


class Lines(unittest.TestCase):
    def test_the_function_around_a_line(self):
        self.assertEqual(list(around(SOURCE, 8)), [6, 7, 8, 9])
        self.assertEqual(list(around(SOURCE, 13)), [12, 13, 14])
        for line in (2, 5, 11):
            self.assertEqual(list(around(SOURCE, line)), [], line)

    def test_its_name(self):
        self.assertEqual([function_around(SOURCE, line) for line in (2, 5, 8, 11, 13)], ["", "", "f", "", "h"])
        self.assertEqual(function_around("static struct rf_a *f_1(int a,\n    int b)\n{\n    return a;\n}\n", 4), "f_1")

    def test_bits(self):
        self.assertEqual(bits_of([0, 3, 17]), 1 | 1 << 3 | 1 << 17)
        self.assertEqual(bits_of([]), 0)


class Judgements(unittest.TestCase):
    text = "# Why.\n\na.c\n  was: return 3;\n  became: return 4;\n  why: nobody\n    looks\n"

    def place(self, source, became="4"):
        at = source.index("3;")
        return Place("a.c", source, Fault("number", at, at + 1, became))

    def test_a_line_wherever_it_stands(self):
        found = read_equivalents(self.text)
        self.assertEqual([(e.path, e.was, e.became, e.why, e.function) for e in found],
                         [("a.c", "return 3;", "return 4;", "nobody looks", "")])
        self.assertTrue(judged(self.place(SOURCE), found))
        self.assertTrue(judged(self.place(SOURCE.replace("h(", "i(")), found))
        self.assertFalse(judged(self.place(SOURCE, "5"), found))

    def test_a_line_of_one_function(self):
        found = read_equivalents(self.text.replace("  was", "  function: h\n  was"))
        self.assertTrue(judged(self.place(SOURCE), found))
        self.assertFalse(judged(self.place(SOURCE.replace("h(", "i(")), found))

    def test_what_is_no_judgement(self):
        for text in (self.text.replace("  why", "  who"), self.text.replace("  was: return 3;\n", ""), "  was: a\n"):
            with self.assertRaises(ValueError):
                read_equivalents(text)


if __name__ == "__main__":
    unittest.main()
