"""The form of the C: clang-format agrees, functions and files keep to their length, every file says what it is for."""
import unittest

from tree import c_files, lines, run

FUNCTION_LINES = 60
FILE_LINES = 600


def long_functions(path, text):
    """Functions whose lines from { to } are more than FUNCTION_LINES. Both braces stand alone in the first column."""
    start = None
    for number, line in enumerate(text, 1):
        if line == "{":
            start = number
        elif line == "}" and start is not None:
            if number - start + 1 > FUNCTION_LINES:
                yield f"{path}:{start}: {number - start + 1} lines"
            start = None


class Style(unittest.TestCase):
    def test_clang_format(self):
        result = run("clang-format", "--dry-run", "--Werror", *map(str, c_files()))
        self.assertEqual(result.returncode, 0, result.stdout[-4000:])

    def test_functions_are_short(self):
        wrong = [problem for path in c_files() for problem in long_functions(path, lines(path))]
        self.assertEqual(wrong, [], "\n".join(wrong))

    def test_a_long_function_is_seen(self):
        text = ["void f(void)", "{"] + ["    g();"] * FUNCTION_LINES + ["}"]
        self.assertEqual(len(list(long_functions("f.c", text))), 1)

    def test_files_are_short(self):
        wrong = [f"{path}: {len(lines(path))} lines" for path in c_files()
                 if len(lines(path)) > FILE_LINES]
        self.assertEqual(wrong, [], "\n".join(wrong))

    def test_every_file_says_what_it_is_for(self):
        wrong = [str(path) for path in c_files() if not lines(path)[0].startswith("/* ")]
        self.assertEqual(wrong, [])


if __name__ == "__main__":
    unittest.main()
