"""The planting tool reads C as a compiler does: no fault in a comment, a quoted text, a directive or a type."""
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from c_faults import Fault, NotC, faults_of, partners_of, tokens_of  # noqa: E402
from mutate import Equivalent, choose, read_equivalents, share  # noqa: E402

ROOT = HERE.parents[1]


def edits(code):
    """Of a function's body every fault: its kind, and the body with it."""
    source = f"void f(void)\n{{{code}}}\n"
    return {(fault.kind, fault.plant(source)[len("void f(void)\n{"):-2]) for fault in faults_of(source)}


class Reading(unittest.TestCase):
    def texts(self, source):
        return [token.text for token in tokens_of(source)]

    def test_comments_quotes_and_directives(self):
        self.assertEqual(self.texts('a /* < "b */ < b // && \' \n;'), ["a", "<", "b", ";"])
        self.assertEqual(self.texts('#define X(a) \\\n  (a < 1)\nint x;\n'), ["int", "x", ";"])
        self.assertEqual(self.texts(r'"a \" /* b" \'"\' u8"c"'.replace(r"\'", "'")), [r'"a \" /* b"', "'\"'", 'u8"c"'])
        self.assertEqual(self.texts(r"'\'' '\\' x"), [r"'\''", r"'\\'", "x"])
        self.assertEqual(self.texts("a /* one\n * two */\nb"), ["a", "b"])

    def test_marks_are_as_long_as_they_can_be(self):
        self.assertEqual(self.texts("a->b<<=c>=d&&!e||f++-1"),
                         ["a", "->", "b", "<<=", "c", ">=", "d", "&&", "!", "e", "||", "f", "++", "-", "1"])

    def test_numbers(self):
        self.assertEqual(self.texts("0x1Fu 1e-3 10UL .5 1.5"), ["0x1Fu", "1e-3", "10UL", ".5", "1.5"])

    def test_brackets(self):
        tokens = tokens_of("f(a[1], \")\") /* ( */ { ')'; }")
        partners = partners_of(tokens)
        pairs = {(tokens[i].start, tokens[j].start) for i, j in partners.items() if i < j}
        self.assertEqual(pairs, {(1, 11), (3, 5), (21, 28)})

    def test_what_is_no_c(self):
        for text in ("f(", "f(]", "f)", '"open', "'open"):
            with self.assertRaises(NotC, msg=text):
                partners_of(tokens_of(text))


class Faults(unittest.TestCase):
    def test_boundaries_and_comparisons(self):
        self.assertEqual(edits("a <= b;"), {("boundary", "a < b;")})
        self.assertEqual(edits("a == b;"), {("comparison", "a != b;")})

    def test_logic(self):
        self.assertEqual(edits("x = a && f(b, c) && d;"), {
            ("logic", "x = a || f(b, c) && d;"), ("logic", "x = a && f(b, c) || d;"),
            ("operand forgotten", "x = a && d;"), ("operand forgotten", "x = a && f(b, c);")})
        self.assertEqual(edits("x = (a || b) ? c : d;"),
                         {("logic", "x = (a && b) ? c : d;"), ("operand forgotten", "x = (a) ? c : d;")})

    def test_conditions_flags_and_negations(self):
        self.assertEqual(edits("if (a) { x = true; }"), {("condition", "if (!(a)) { x = true; }"), ("flag", "if (a) { x = false; }")})
        self.assertEqual(edits("x = !a;"), {("negation", "x = a;")})

    def test_numbers_and_characters(self):
        self.assertEqual(edits("x = 0;"), {("number", "x = 1;")})
        self.assertEqual(edits("x = 0x0Fu;"), {("number", "x = 0x10u;")})
        self.assertEqual(edits("x = 1.5;"), set())
        self.assertEqual(edits("x = '#';"), {("character", "x = '$';")})
        self.assertEqual(edits(r"x = '\n';"), set())

    def test_calls(self):
        self.assertEqual(edits("g(a); x = g(b);"), {("call left out", "; x = g(b);")})
        self.assertEqual(edits("assert(a < b); free(p);"), set())

    def test_what_is_computed_and_what_only_looks_like_it(self):
        self.assertEqual(edits("x = a + b;"), {("arithmetic", "x = a - b;")})
        self.assertEqual(edits("x = n * 2;"), {("arithmetic", "x = n / 2;"), ("number", "x = n * 3;")})
        for declaration in ("struct part *p = q;", "x = -a;", "x = &a;", "x = (char *)&a;", "x = *a;", "return -a;", "char line[80];",
                            "const char *const s = t;"):
            self.assertEqual(edits(declaration), set(), declaration)
        self.assertEqual(edits("x = line[80];"), {("number", "x = line[81];")})

    def test_types_are_left_alone(self):
        self.assertEqual(faults_of("struct part {\n    int bits : 3;\n};\nint f(int a);\n"), [])
        self.assertEqual(len(faults_of("static const struct part parts[] = {{3, true}};\n")), 2)

    def test_excerpts_have_the_whole_line(self):
        source = "int f(int a)\n{\n    return a <\n           2;\n}\n"
        boundary = next(fault for fault in faults_of(source) if fault.kind == "boundary")
        self.assertEqual((boundary.line(source), *boundary.excerpts(source)), (3, "return a <", "return a <="))
        self.assertEqual(Fault("", 0, 3, "").excerpts("abc"), ("abc", ""))

    def test_every_source_of_ours_is_read(self):
        sources = sorted((ROOT / "src").glob("**/*.c"))
        self.assertGreater(len(sources), 100)
        for path in sources:
            faults_of(path.read_text(encoding="utf-8"))


class Choosing(unittest.TestCase):
    def test_shares(self):
        self.assertEqual(share(7, {"a": 100, "b": 100}), {"a": 4, "b": 3})
        shares = share(20, {"large": 9000, "small": 10, "one": 1})
        self.assertEqual(sum(shares.values()), 20)
        self.assertEqual(shares["one"], 1)
        self.assertGreater(shares["large"], shares["small"])
        self.assertEqual(share(50, {"a": 3, "b": 4}), {"a": 3, "b": 4})

    def test_a_seed_says_all(self):
        faults = {"a": [Fault("number", i, i + 1, "2") for i in range(50)], "b": [Fault("flag", i, i + 1, "2") for i in range(50)]}
        self.assertEqual(choose(faults, 10, 1), choose(faults, 10, 1))
        self.assertNotEqual(choose(faults, 10, 1), choose(faults, 10, 2))

    def test_every_kind_has_its_turn(self):
        faults = {"a": [Fault("number", i, i + 1, "2") for i in range(500)] + [Fault("flag", 900, 901, "x")]}
        self.assertIn("flag", {fault.kind for _, fault in choose(faults, 2, 5)})

    def test_judgements(self):
        text = "# words\n\nsrc/a.c\n  was: x < y\n  became: x <= y\n  why: y is never x\n    in any case\n"
        self.assertEqual(read_equivalents(text), [Equivalent("src/a.c", "x < y", "x <= y", "y is never x in any case")])
        for wrong in ("src/a.c\n  was: x\n", "  was: x\n", "src/a.c\n  was: a\n  became: b\n"):
            with self.assertRaises(ValueError, msg=wrong):
                read_equivalents(wrong)

    def test_our_judgements_are_read(self):
        read_equivalents((HERE / "equivalent.txt").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
