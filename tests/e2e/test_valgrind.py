"""Every command under valgrind's memcheck: no access to what is not there, nothing lost that is not returned.

REFERAT_LONG=1 takes every example and every command; else one that is closed in part is built and looked through."""
import os
import shutil
import subprocess
import unittest

from support import Case, EXAMPLES, REFERAT, ROOT, environment

IS_LONG = bool(os.environ.get("REFERAT_LONG"))
SERIES = sorted(path.parent.name for path in EXAMPLES.glob("*/referat.yaml"))
FOUND = 99  # what valgrind exits with when it has something to say
MEMCHECK = ["valgrind", "-q", f"--error-exitcode={FOUND}", "--leak-check=full", "--errors-for-leak-kinds=definite",
            "--show-leak-kinds=definite"]
COMMANDS = {
    "build": ("-o", "ud", "-f", "html,md,xlsx"),
    "build, public": ("-o", "offentlig", "--edition", "public"),
    "check": ("--diagnostics", "json", "--as-of", "2026-06-01"),
    "status": (),
    "status, public": ("--edition", "public", "-f", "json"),
    "status, csv": ("--table", "decisions", "-f", "csv"),
    "export": ("-o", "arkiv"),
    "export, public": ("-o", "arkiv-offentlig", "--edition", "public"),
}


class Memcheck(Case):
    def memcheck(self, *arguments):
        result = subprocess.run([*MEMCHECK, REFERAT, *arguments], cwd=self.work, check=False, capture_output=True,
                                timeout=600, env=environment())
        self.assertIn(result.returncode, (0, 1, 3, 4), (arguments, result.stderr.decode(errors="replace")))
        if result.returncode == 0:
            self.assert_done(list(map(str, arguments)), result)

    def test_the_tool_finds_what_is_wrong(self):
        """Else the other tests would prove nothing."""
        self.write("a.c", "#include <stdlib.h>\nint main(void) { volatile char *p = malloc(1); return p[1] == 7; }\n")
        subprocess.run([os.environ["REFERAT_CC"], "-g", "-o", self.work / "a", self.work / "a.c"], check=True)
        result = subprocess.run([*MEMCHECK, self.work / "a"], check=False, capture_output=True, env=environment())
        self.assertEqual(result.returncode, FOUND)

    def test_examples(self):
        self.assertIn("havnsoe", SERIES)
        for series in SERIES if IS_LONG else ["havnsoe"]:
            for name, arguments in COMMANDS.items():
                if IS_LONG or name in ("build, public", "check"):
                    with self.subTest(series=series, command=name):
                        self.memcheck(name.partition(",")[0], EXAMPLES / series, *arguments)
            shutil.rmtree(self.work)
            self.work.mkdir()

    def test_sources_that_are_wrong(self):
        """What is reported is put together from excerpts, hints and other places."""
        cases = sorted((ROOT / "tests/errors").glob("*/in"))
        self.assertGreater(len(cases), 100)
        for case in cases if IS_LONG else cases[::50]:
            with self.subTest(case=case.parent.name):
                self.memcheck("check", case)


if __name__ == "__main__":
    unittest.main()
