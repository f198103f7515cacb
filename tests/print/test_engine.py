"""-f pdf and its engines: how one is found, and what comes of one that crashes, hangs, writes nothing or half."""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from support import REFERAT, Case, environment, files_below  # noqa: E402

VERSION = '#!/bin/sh\n[ "$1" = --version ] && { echo "WeasyPrint version 57.2"; exit 0; }\n'


class Engine(Case):
    def setUp(self):
        super().setUp()
        self.write_series(days=(2, 9))
        self.temporary = self.work / "tmp"
        self.temporary.mkdir()

    def engine(self, script, name="engine", version=VERSION):
        path = self.write(name, version + script)
        path.chmod(0o755)
        return path

    def pdf(self, *arguments, status=0, **changes):
        """A build with -f pdf; nothing may be left in the folder for temporary files, and no process behind."""
        result = self.build("vand", "-o", "ud", "-f", "html,pdf", *arguments, status=status,
                            env=environment(TMPDIR=str(self.temporary), **changes))
        self.assertEqual(list(self.temporary.iterdir()), [])
        return result.stderr.decode()

    def assert_refused(self, script, words, *arguments):
        """The engine's failure is told in these words, and the old outputs stand."""
        if not (self.work / "ud/.referat-full").exists():
            self.write("ud/.referat-full", "2026-03-02/pack.html\n2026-03-02/pack.pdf\n")
        self.write("ud/2026-03-02/pack.pdf", "gammel")
        self.write("ud/2026-03-02/pack.html", "gammel")
        said = self.pdf("--pdf-engine", self.engine(script), *arguments, status=3)
        self.assertIn(words, said)
        self.assertIn("2026-03-02: no pack.pdf: ", said)
        self.assertRegex(said, "(?s)2026-03-02: no.*2026-03-09: no")
        self.assertEqual(files_below(self.work / "ud/2026-03-02"), {"pack.pdf": b"gammel", "pack.html": b"gammel"})

    def test_without_an_engine_the_html_is_written(self):
        said = self.pdf(status=3, PATH=str(self.work))
        self.assertIn("no print engine is installed; no PDF is made, but the HTML is, and a browser prints it; "
                      "install chromium (131 or newer) or weasyprint", said)
        self.assertIn("2026-03-02/pack.html", files_below(self.work / "ud"))
        self.assertNotIn("2026-03-02/pack.pdf", files_below(self.work / "ud"))

    def test_pdf_alone_writes_the_html_where_there_is_no_engine(self):
        self.build("vand", "-o", "ud", "-f", "pdf", status=3, env=environment(PATH=str(self.work)))
        self.assertIn("2026-03-02/pack.html", files_below(self.work / "ud"))

    def test_an_engine_that_is_not_there(self):
        self.assertIn("'./none' is no program", self.pdf("--pdf-engine", "./none", status=3))
        self.assertIn("chromium is not installed",
                      self.pdf("--pdf-engine", "chromium", status=3, PATH=str(self.work)))

    def test_a_program_that_is_no_engine(self):
        path = self.engine("", version='#!/bin/sh\necho "ls (GNU coreutils) 9.1"\n')
        self.assertIn("is no print engine: it calls itself 'ls (GNU coreutils) 9.1'",
                      self.pdf("--pdf-engine", path, status=3))

    def test_an_engine_that_is_too_old(self):
        self.engine("", "chromium", '#!/bin/sh\necho "Chromium 130.0.6723.116"\n')
        self.assertIn("is too old: 'Chromium 130.0.6723.116', and 131 or newer is needed",
                      self.pdf(status=3, PATH=str(self.work)))

    def test_the_environment_names_an_engine(self):
        path = self.engine("echo kald >&2; exit 3")
        self.assertIn("exit status 3\nreferat:     kald\n", self.pdf(status=3, REFERAT_PDF_ENGINE=str(path)))
        self.assertIn("'./other' is no program",
                      self.pdf("--pdf-engine", "./other", status=3, REFERAT_PDF_ENGINE=str(path)))

    def test_an_engine_that_fails(self):
        self.assert_refused("seq 1 400 >&2; echo 'TypeError: ødelagt' >&2; exit 1",
                            "exit status 1\nreferat:     397\n")
        self.assertIn("    400\nreferat:     TypeError: ødelagt\n",
                      self.pdf("--pdf-engine", self.work / "engine", status=3))

    def test_an_engine_that_crashes(self):
        self.assert_refused("kill -SEGV $$", "killed by signal 11")

    def test_an_engine_that_hangs(self):
        self.assert_refused("sleep 1000 & echo $! >>$OLDPWD/sleepers; sleep 1000", "no answer within 1 s",
                            "--pdf-timeout=1")

    def test_nothing_that_an_engine_started_is_left(self):
        note = self.work / "sleepers"
        self.pdf("--pdf-engine", self.engine(f"sleep 1000 & echo $! >>{note}; sleep 1000"), "--pdf-timeout=1",
                 status=3)
        for process in note.read_text().split():
            self.wait_until(lambda number=process: not is_running(number))

    def test_an_engine_that_writes_nothing(self):
        self.assert_refused("exit 0", "it ended well and wrote no PDF")

    def test_an_engine_that_writes_no_pdf(self):
        self.assert_refused("cp pack.html pack.pdf", "of no use: it is no PDF")

    def test_an_engine_that_writes_half(self):
        self.assert_refused("weasyprint -q pack.html whole.pdf; head -c 5000 whole.pdf >pack.pdf",
                            "of no use: it is cut off")

    def test_an_engine_that_writes_no_objects(self):
        self.assert_refused("printf '%%PDF-1.7\\nnothing\\n%%%%EOF\\n' >pack.pdf", "Couldn't read xref table")

    def test_without_what_reads_the_pdf(self):
        """Before anything is printed: the HTML is made, and it is said what to install."""
        tools = self.work / "tools"
        tools.mkdir()
        engine = self.engine("exit 1")
        for name, missing in (("pdftotext", "pdfinfo"), ("pdfinfo", "pdftotext")):
            for path in tools.iterdir():
                path.unlink()
            (tools / name).symlink_to(shutil.which(name))
            (tools / "sh").symlink_to("/bin/sh")
            said = self.pdf("--pdf-engine", engine, status=3, PATH=str(tools))
            self.assertIn(f"{missing} is not installed; no PDF is made, but the HTML is, and a browser prints it; install "
                          "poppler-utils, which reads what the engine has printed", said)
            self.assertIn("2026-03-02/pack.html", files_below(self.work / "ud"))

    def test_an_engine_that_leaves_documents_out(self):
        for day in ("02", "09"):
            self.write(f"vand/2026-03-{day}/agenda.md", "---\nkind: agenda\nitems:\n  - title: Punkt\n"
                       "    annexes: [{file: a.md, title: Notat om taget}]\n---\n")
            (self.work / f"vand/2026-03-{day}/minutes.md").unlink()
            self.write(f"vand/2026-03-{day}/a.md", "---\nkind: annex\n---\nTekst.\n")
        self.assert_refused("echo '<p>Tekst' >other.html; weasyprint -q other.html pack.pdf",
                            "left out the document 'Notat om taget'")

    def test_an_engine_that_prints_blank_pages(self):
        self.assert_refused("echo '<title>x</title>' >other.html; weasyprint -q other.html pack.pdf",
                            "printed no text on page 1")

    def test_the_engine_sees_a_folder_of_its_own_and_no_network(self):
        self.assert_refused('echo "$PWD $HOME $TMPDIR" >&2; ls >&2; exit 1', f"exit status 1\nreferat:     {self.temporary}/referat-")
        if os.geteuid() == 0:
            self.assert_refused("cut -d: -f1 -s /proc/net/dev | tr -d ' \\n' >&2; exit 1", "exit status 1\nreferat:     lo\n")

    def test_an_interrupt_leaves_nothing_behind(self):
        self.check_interrupt(os.killpg, signal.SIGINT)

    def test_an_interrupted_public_edition_leaves_nothing_behind(self):
        """Also where the signal reaches the program alone, and none of the processes that it started."""
        self.check_interrupt(os.kill, signal.SIGTERM, "--edition", "public")

    def check_interrupt(self, send, number, *arguments):
        note = self.work / "sleepers"
        engine = self.engine(f"echo $$ >>{note}; sleep 1000")
        process = subprocess.Popen([REFERAT, "build", "vand", "-o", "ud", "-f", "pdf", "--pdf-engine", engine, "-qj2",
                                    *arguments],
                                   cwd=self.work, env=environment(TMPDIR=str(self.temporary)), stderr=subprocess.PIPE,
                                   start_new_session=True)
        self.wait_until(lambda: note.exists() and len(note.read_text().split()) == 2)
        send(process.pid, number)
        self.assertEqual(process.communicate(timeout=30)[1], b"")
        self.assertEqual(process.returncode, -number)
        self.wait_until(lambda: not list(self.temporary.iterdir()))
        for sleeper in note.read_text().split():
            self.wait_until(lambda number=sleeper: not is_running(number))
        self.assertEqual(files_below(self.work / "ud") if (self.work / "ud").exists() else {}, {})

    def wait_until(self, holds):
        for _ in range(300):
            if holds():
                return
            time.sleep(0.1)
        self.fail("it did not come to pass within 30 s")

    def test_options_that_make_no_sense(self):
        self.assertIn(b"'--pdf-timeout' is a number from 1, not 'soon'",
                      self.build("vand", "--pdf-timeout", "soon", status=2).stderr)


def is_running(process):
    """True for a process that still runs; one that waits to be reaped does not."""
    try:
        return pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    unittest.main()
