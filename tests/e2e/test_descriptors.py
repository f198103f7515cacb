"""Every file that is opened is closed again: a run over many meetings has no more files open than one over few."""
import resource
import unittest

import hiding_files
import hiding_pdf
from support import Case, files_below

DAYS = 30
MOST = 30  # files that may be open at once; a run has some fifteen, whatever it reads
AGENDA = """\
---
kind: agenda
date: {day}
items:
  - title: Åbent
    annexes: [tal.csv, brev.zip, kort.pdf, udvalg/agenda.md, notat.md]
    recommendation: r.md
  - {{title: Om lejen af Pakhus 7, access: closed, annexes: [lukket.csv]}}
---
![Plan](plan.svg)
"""


def limit():
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST, MOST))


class Descriptors(Case):
    def setUp(self):
        super().setUp()
        self.write("s/referat.yaml", "series: Havnen\nchecks: {never-approved: off, missing-minutes: off}\n")
        for number in range(DAYS):
            day = f"20{10 + number // 12:02}-{number % 12 + 1:02}-02"
            for name, data in (("agenda.md", AGENDA.format(day=day)), ("tal.csv", "a;b\n"), ("lukket.csv", "leje;7\n"),
                               ("udvalg/agenda.md", "---\nkind: agenda\nitems: [{title: Kajen}]\n---\n"),
                               ("notat.md", "---\nkind: annex\ntitle: Notat\n---\nTekst.\n"),
                               ("r.md", "---\nkind: recommendation\ntitle: Åbent\nrecommends: [at det sker]\n---\n"),
                               ("minutes.md", f"---\nkind: minutes\nmeeting: {day}\ndecisions: {{1: noted}}\n---\n## 1\nTalt om.\n"),
                               ("plan.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
                               ("brev.zip", hiding_files.zip_part("Brev")[1]), ("kort.pdf", hiding_pdf.pdf(b"kort")[1])):
                self.write(f"s/{day}/{name}", data)

    def limited(self, *arguments):
        result = self.referat(*arguments, preexec_fn=limit)
        self.assert_status(result, 0)
        self.assertNotIn(b"Too many open files", result.stderr)
        return result

    def test_every_command(self):
        self.build("s", "-o", "whole")
        whole = files_below(self.work / "whole")
        self.assertGreater(len(whole), 8 * DAYS)
        for jobs in ("-j1", "-j3"):
            self.limited("build", "s", "-o", f"out{jobs}", jobs)
            self.assertEqual(files_below(self.work / f"out{jobs}"), whole)
        for part in (1, 2):
            self.limited("build", "s", "-o", "parts", "--shard", f"{part}/2")
        for arguments in (("build", "s", "-o", "out-j1"), ("build", "s", "-o", "out-j1", "--verify"), ("status", "s"), ("check", "s"),
                          ("export", "s", "-o", "bag"), ("verify", "bag"), ("merge", "parts")):
            self.limited(*arguments)

    def test_public_edition(self):
        """It looks into every file."""
        self.limited("build", "s", "-o", "out", "-j1", "--edition", "public")
        self.limited("export", "s", "-o", "bag", "-f", "html", "--edition", "public")
        self.assertGreater(len(files_below(self.work / "out")), 8 * DAYS)


if __name__ == "__main__":
    unittest.main()
