"""One mistake, one message: each slip of mistakes.py alone in a faultless series. The right code comes first, with at most one more, none in
another meeting, which is built; and what the message says to type removes it."""
import json
import os
import re
import unittest

import mistakes
import support

AS_OF = ("--as-of", "2026-03-05")
MEETINGS = ("2026-02-02", "2026-03-02", "2026-04-13")


class Series:
    """A series on disk that is put right again after each mistake."""

    def __init__(self, case, language):
        self.case, self.folder = case, case.work / f"serie-{language}"
        self.files = mistakes.base(language)
        for name, text in self.files.items():
            self.write(name, text)

    def write(self, name, text):
        path = self.folder / name
        if text is None:
            path.unlink()
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def put_right(self, mistake):
        for name in {mistake.document, getattr(mistake, "place", mistake.document)}:
            text = self.files.get(name)
            if text is not None or (self.folder / name).exists():
                self.write(name, text)

    def run(self, command, *options):
        """Runs a command; its status and the diagnostics."""
        result = self.case.referat(command, self.folder, "--diagnostics", "json", *options, *AS_OF)
        return result.returncode, [json.loads(line) for line in result.stderr.splitlines() if line[:1] == b"{"]


class Mistakes(support.Case):
    def setUp(self):
        super().setUp()
        self.series = {language: Series(self, language) for language in ("da", *mistakes.WORDS)}

    def say(self, found):
        return "\n".join(f"{d['file']}:{d['line']}: {d['name']}: {d['message']} | {d.get('hint', '')}" for d in found)

    def test_the_series_is_faultless(self):
        for language, series in self.series.items():
            with self.subTest(language=language):
                self.assertEqual(series.run("check"), (0, []))

    def test_enough_of_them(self):
        self.assertGreater(len(mistakes.MISTAKES), 200)
        self.assertEqual(len({repr(m) for m in mistakes.MISTAKES}), len(mistakes.MISTAKES))

    def test_each(self):
        for mistake in mistakes.MISTAKES:
            with self.subTest(mistake=mistake):
                self.check(mistake, self.series[mistake.language])

    def check(self, mistake, series):
        mistake.spoil(series.write, series.read)
        try:
            quoted = self.check_message(mistake, series)
            if quoted is not None:
                mistake.mend(series.write, series.read, quoted)
                status, left = series.run("check")
                self.assertEqual((status, self.say(left)), (0, ""), "what the message says was typed")
        finally:
            series.put_right(mistake)

    def check_message(self, mistake, series):
        """What the message quotes as its cure; None where nothing is a mistake."""
        status, found = series.run("check")
        said = self.say(found)
        self.assertEqual(found[0]["name"] if found else "", mistake.code, said)
        self.assertLessEqual(len(found), 2, said)
        if not found:
            return None
        own = mistakes.SETTINGS if mistake.document == mistakes.SETTINGS else os.path.dirname(mistake.document).split("/")[0] + "/"
        for one in found:
            self.assertIn(one["file"], [one["file"]] if f"/{own}" in f"/{one['file']}" else [own], said)
        self.assertEqual(status > 0, any(d["severity"] == "error" for d in found), said)
        match = re.search(mistake.says, found[0]["message"] + "\n" + found[0].get("hint", ""))
        self.assertTrue(match, (mistake.says, said))
        return match.groups()

    def test_other_meetings_are_built(self):
        """Of each kind of mistake one: the meetings beside it have their pages, and their pages are the faultless ones."""
        series = self.series["da"]
        self.assertEqual(series.run("build", "-o", "right"), (0, []))
        right = support.files_below(self.work / "right")
        seen = set()
        for i, mistake in enumerate(mistakes.MISTAKES):
            key = (mistake.code, mistake.document)
            if mistake.language != "da" or key in seen or mistake.document == mistakes.SETTINGS or not mistake.code:
                continue
            seen.add(key)
            mistake.spoil(series.write, series.read)
            series.run("build", "-o", f"out-{i}", "-f", "html")
            series.put_right(mistake)
            pages = support.files_below(self.work / f"out-{i}")
            with self.subTest(mistake=mistake):
                self.assertEqual(pages.get("2026-02-02/pack.html"), right["2026-02-02/pack.html"])
                self.assertIn("2026-04-13/pack.html", pages)


if __name__ == "__main__":
    unittest.main()
