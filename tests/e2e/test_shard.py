"""Parts of a series that several runs build, and `merge`: together they leave, say and return what one run does."""
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import unittest

from support import EXAMPLES, REFERAT, ROOT, SHARD, Case, environment, files_below

AGENDA = """\
---
kind: agenda
date: {date}
time: 16:00-17:00
participants: [Tove Lykke, Børge Aaskov]
items:
  - title: Dagsorden
    type: agenda-approval
    duration: 5
{items}---
Kaffe fra kl. 15.45.
"""

MINUTES = """\
---
kind: minutes
meeting: {date}
status: final
present: [Tove Lykke, Børge Aaskov]
decisions:
  1: approved
{decisions}{actions}---
## 1
Ingen bemærkninger.

{texts}"""


def dates(count):
    return [f"{2019 + k // 12}-{k % 12 + 1:02}-{k % 28 + 1:02}" for k in range(count)]


class Meeting:
    """One of a series whose meetings refer to each other, far back and ahead; about one in eight has an error."""

    def __init__(self, all_dates, k, chance):
        self.date, self.items, self.decisions, self.actions, self.texts = all_dates[k], "", "", {}, ""
        earlier = all_dates[:k]
        if earlier and k % 5:
            self.add(f"  - {{title: Referat, type: minutes-approval, approves: {earlier[-1]}, duration: 5}}\n", "approved")
        if k > 12 and k % 5 == 0:  # minutes that wait for long, and some that were approved already
            self.add(f"  - {{title: Referat, type: minutes-approval, approves: {chance.choice(earlier)}, duration: 5}}\n", "approved")
        if k >= 9:
            self.add(f"  - {{title: Kajen igen, type: decision, duration: 15, carried_from: {earlier[k - 9]}/kaj}}\n",
                     chance.choice(["approved", "noted", "rejected"]))
        later = all_dates[min(k + 11, len(all_dates) - 1)]
        self.add("  - {title: Kajen, id: kaj, type: decision, duration: 15}\n", f"{{outcome: postponed, to: {later}}}", "kaj")
        self.add("  - {title: Ny pumpe, id: pumpe, type: decision, duration: 20}\n", "noted", "pumpe",
                 f"- [ ] @\"Tove Lykke\" henter et tilbud due:{all_dates[min(k + 3, len(all_dates) - 1)]} id:tilbud-{k}\n"
                 f"- [ ] @\"Børge Aaskov\" måler dybden\n")
        if k >= 7:
            self.actions[f"tilbud-{k - 7}"] = chance.choice(["done", "cancelled", f"due {self.date}"])
        if k >= 20:
            self.actions[f"tilbud-{chance.randrange(k - 8)}"] = chance.choice(["done", f"due {self.date}"])
        kind = chance.randrange(16)
        if kind == 0:
            self.actions["tilbud-findes-ikke"] = "done"
        elif kind == 1:
            self.items += "  - {title: Forkert, type: nonsense, duration: 5}\n"

    def add(self, item, decision, name=None, text=""):
        self.items += item
        number = name or str(self.items.count("  - {title") + 1)
        self.decisions += f"  {number}: {decision}\n"
        self.texts += f"## {number}\nDrøftet.\n\n{text}\n"

    def write(self, folder):
        folder.mkdir(parents=True)
        actions = "".join(f"  {name}: {state}\n" for name, state in self.actions.items())
        (folder / "agenda.md").write_text(AGENDA.format(date=self.date, items=self.items))
        (folder / "minutes.md").write_text(MINUTES.format(
            date=self.date, decisions=self.decisions, actions=f"actions:\n{actions}" if actions else "", texts=self.texts))


def write_generated(folder, count=60, seed=1, settings=""):
    """A series by years, with a nested meeting, a folder that is none, and annexes."""
    chance = random.Random(seed)
    folder.mkdir()
    (folder / "referat.yaml").write_text(f"series: Bestyrelsesmøder\nbody: Søbo Vandværk\n{settings}")
    all_dates = dates(count)
    for k, date in enumerate(all_dates):
        Meeting(all_dates, k, chance).write(folder / date[:4] / date)
    if count > 30:
        nested = folder / all_dates[30][:4] / all_dates[30] / "udvalg"
        Meeting(all_dates, 30, chance).write(nested / all_dates[30])
        (folder / "2020" / "noter").mkdir()
        (folder / "2020" / "noter" / "liste.md").write_text("# Noter\n\nIntet møde.\n")
    return folder


def findings(result):
    """The JSON objects that a run said, and what else it said."""
    lines = result.stderr.decode().splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")], [line for line in lines if not line.startswith("{")]


class Shards(Case):
    def parts(self, count, path, *options, out="part-{}"):
        """Builds every part, all at the same time; the results in order."""
        runs = [subprocess.Popen([REFERAT, "build", path, "--shard", f"{i}/{count}", "-o", out.format(i), *options], cwd=self.work,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) for i in range(1, count + 1)]
        results = []
        for run in runs:
            _, said = run.communicate(timeout=300)
            results.append(subprocess.CompletedProcess(run.args, run.returncode, b"", said))
        return results

    def clear(self, *names):
        for name in names:
            for path in self.work.glob(name):
                shutil.rmtree(path)

    def assert_as_one(self, count, path, *options):
        """Parts in folders of their own, and in one folder, against one run: bytes, messages, exit status."""
        with self.subTest(count=count, path=path, options=options):
            one = self.referat("build", path, "-o", "one", *options)
            apart = self.parts(count, path, *options)
            together = self.parts(count, path, *options, out="together")
            merged = self.referat("merge", *(f"part-{i}" for i in range(1, count + 1)), "-o", "merged",
                                  *(option for option in options if option == "--diagnostics=json"))
            in_place = self.referat("merge", "together")
            made = files_below(self.work / "one") if (self.work / "one").exists() else {}
            for folder, result in (("merged", merged), ("together", in_place)):
                there = files_below(self.work / folder) if (self.work / folder).exists() else {}
                self.assertEqual(sorted(there), sorted(made))
                self.assertEqual([name for name in made if there[name] != made[name]], [])
                self.assert_status(result, one.returncode)
            self.assertEqual([result.returncode for result in apart], [result.returncode for result in together])
            if "--diagnostics=json" in options:
                self.assert_said(one, apart, merged, not (self.work / path / "referat.yaml").exists())
            else:
                self.assertEqual(self.summary(merged), self.summary(one))
            self.clear("one", "merged", "together", "part-*")

    def assert_said(self, one, apart, merged, is_several):
        said, others = [], []
        for number, result in enumerate([*apart, merged]):
            found, rest = findings(result)
            said += [d for d in found if number == 0 or not d["file"].endswith("referat.yaml")]
            others += rest
        expected = findings(one)[0]
        if is_several:  # a part says what it has to say of one series after the other
            said, expected = (sorted(json.dumps(d) for d in found) for found in (said, expected))
        self.assertEqual(said, expected)
        self.assertEqual([line for line in others if "none of its meetings" not in line], findings(one)[1])

    def summary(self, result):
        return result.stderr.decode().splitlines()[-2:] if b"warning" in result.stderr else result.stderr.splitlines()[-1:]

    # ---- What one run makes ----

    def test_examples(self):
        shutil.copytree(EXAMPLES, self.work / "examples")
        for count in (1, 2, 4, 20):
            self.assert_as_one(count, "examples/havnsoe", "--diagnostics=json")
        self.assert_as_one(4, "examples", "--diagnostics=json")
        self.assert_as_one(3, "examples", "-f", "html", "-W", "--as-of", "2026-06-01")
        self.assert_as_one(2, "examples/harbour-board", "-f", "md,xlsx,sqlite")

    def test_generated(self):
        write_generated(self.work / "series", settings="follow_up: true\n")
        self.assert_as_one(4, "series", "--diagnostics=json")
        self.assert_as_one(4, "series")
        self.assert_as_one(4, "series", "-f", "html,md", "-W", "--as-of", "2021-06-01")

    def test_generated_without_follow_up(self):
        for seed in range(2, 5):
            write_generated(self.work / f"series-{seed}", seed=seed)
            self.assert_as_one(4, f"series-{seed}", "--diagnostics=json")
            self.assert_as_one(7, f"series-{seed}", "-f", "html,md")

    def test_settings_with_errors(self):
        write_generated(self.work / "series", count=12, settings="timezone: [x]\nnonsense: 1\n")
        self.assert_as_one(3, "series", "--diagnostics=json")

    def test_a_name_that_two_meetings_share(self):
        series = write_generated(self.work / "series", count=24)
        shutil.copytree(series / "2020", series / "2018")
        self.assert_as_one(5, "series", "--diagnostics=json", "-f", "html,md")

    def test_any_damage_to_the_sources(self):
        chance = random.Random(11)
        for number in range(6):
            series = self.work / f"series-{number}"
            shutil.copytree(EXAMPLES / "havnsoe", series)
            for _ in range(12):
                path = chance.choice(sorted(series.rglob("*.md")))
                lines = path.read_text().splitlines(keepends=True)
                at = chance.randrange(len(lines) + 1)
                lines[at:at + 1] = chance.choice(([], lines[at:at + 1] * 2, ["\n"], ["Et ord til.\n"]))
                path.write_text("".join(lines))
            self.assert_as_one(chance.randrange(2, 6), series.name, "--diagnostics=json")

    def test_several_series_have_a_page(self):
        (self.work / "all").mkdir()
        for number in range(3):
            write_generated(self.work / "all" / f"series-{number}", count=10 + number, seed=number)
        self.assert_as_one(4, "all", "--diagnostics=json")

    # ---- The cut ----

    def test_every_meeting_is_in_one_part(self):
        series = write_generated(self.work / "series", count=40)
        self.parts(4, "series", "-f", "md")
        made = [set(files_below(self.work / f"part-{i}")) for i in range(1, 5)]
        one = self.referat("build", "series", "-o", "one", "-f", "md")
        self.assertEqual(sorted(name for part in made for name in part), sorted(files_below(self.work / "one")))
        self.assertNotIn(b"0 built", one.stderr)
        self.assertTrue(all(5 <= len({name.split("/")[1] for name in part}) <= 15 for part in made), [len(part) for part in made])
        self.assertTrue(series.exists())

    def test_the_cut_is_the_same_wherever_it_is_made(self):
        write_generated(self.work / "series", count=20)
        shutil.copytree(self.work / "series", self.work / "elsewhere")
        self.build("series", "--shard", "2/3", "-o", "a", "-q", status=self.referat("check", "-q", "series").returncode)
        self.referat("build", "elsewhere", "--shard", "2/3", "-o", "b", "-q")
        self.assertEqual(files_below(self.work / "a"), files_below(self.work / "b"))

    def test_more_parts_than_meetings(self):
        self.write_series(days=(2, 9))
        results = self.parts(5, "vand")
        self.assertEqual([result.returncode for result in results], [0] * 5)
        empty = [result for result in results if b"none of its meetings" in result.stderr]
        self.assertEqual(len(empty), 3)
        self.assert_as_one(5, "vand", "--diagnostics=json")

    def test_a_part_has_neither_index_nor_workbook(self):
        self.write_series(days=(2, 9))
        self.build("vand", "--shard", "1/2", "-o", "out")
        names = {path.name for path in (self.work / "out").rglob("*") if path.is_file()}
        self.assertFalse(names & {"index.html", "status.xlsx"}, names)
        self.assertIn(SHARD + "1-of-2", names)

    # ---- The options ----

    def test_what_is_no_part(self):
        self.write_series()
        for value in ("0/4", "5/4", "x", "1", "1/", "/4", "1/0", "-1/4", "1/4/2", "1 /4", ""):
            result = self.build("vand", "--shard", value, "-o", "out", status=2)
            self.assertIn(b"--shard", result.stderr)
        self.assertFalse((self.work / "out").exists())

    def test_what_goes_with_no_part(self):
        self.write_series()
        for options, word in ((("--verify",), b"--verify"), (("--edition", "public"), b"public")):
            self.assertIn(word, self.build("vand", "--shard", "1/2", *options, status=2).stderr)
        self.assertIn(b"one meeting", self.build("vand/2026-03-02", "--shard", "1/2", status=2).stderr)

    def test_merge_needs_folders(self):
        self.assert_status(self.referat("merge"), 2)
        self.assert_status(self.referat("merge", "a", "b"), 2)
        self.assert_status(self.referat("merge", "nowhere"), 3)
        (self.work / "empty").mkdir()
        result = self.referat("merge", "empty")
        self.assert_status(result, 1)
        self.assertIn(b"no build --shard", result.stderr)

    # ---- What cannot be merged ----

    def merge_fails(self, status, word, *folders):
        result = self.referat("merge", *(folders or ["part-1", "part-2", "part-3"]), "-o", "merged")
        self.assert_status(result, status)
        self.assertIn(word, result.stderr)
        self.assertFalse((self.work / "merged").exists(), "nothing is written")

    def test_a_part_that_is_missing(self):
        self.write_series(days=(2, 9, 16))
        self.parts(3, "vand")
        self.merge_fails(1, b"part 2 of 3 is missing", "part-1", "part-3")
        self.merge_fails(1, b"part 3 of 3 is missing", "part-1", "part-2")
        self.merge_fails(1, b"twice", "part-1", "part-2", "part-3", "part-1")

    def test_parts_of_other_numbers(self):
        self.write_series(days=(2, 9, 16))
        self.parts(3, "vand")
        self.build("vand", "--shard", "2/4", "-o", "part-2")
        self.merge_fails(1, b"another number of parts")

    def test_parts_with_other_options(self):
        self.write_series(days=(2, 9, 16))
        for options in (("-f", "html"), ("-W",), ("--as-of", "2026-05-01")):
            self.parts(3, "vand")
            self.build("vand", "--shard", "2/3", "-o", "part-2", *options)
            self.merge_fails(1, b"other options")

    def test_parts_of_other_sources(self):
        series = self.write_series(days=(2, 9, 16))
        self.parts(3, "vand")
        path = series / "2026-03-09" / "minutes.md"
        path.write_text(path.read_text() + "\nEn linje mere.\n")
        self.build("vand", "--shard", "2/3", "-o", "part-2")
        self.merge_fails(1, b"other sources")

    def test_a_change_that_keeps_every_size(self):
        series = write_generated(self.work / "series", count=20)
        self.parts(3, "series")
        for path in series.rglob("minutes.md"):
            path.write_text(path.read_text().replace("id:tilbud-9\n", "id:tilbud-x\n"))
        self.referat("build", "series", "--shard", "3/3", "-o", "part-3")
        self.merge_fails(1, b"do not fit together")

    def test_a_part_that_is_damaged(self):
        self.write_series(days=(2, 9, 16))
        self.parts(3, "vand")
        path = self.work / "part-2" / f"{SHARD}2-of-3"
        whole = path.read_bytes()
        chance = random.Random(5)
        for at in [*(chance.randrange(16, len(whole)) for _ in range(60)), 0, len(whole) - 1]:
            damaged = bytearray(whole)
            damaged[at] ^= 1 << chance.randrange(8)
            path.write_bytes(damaged)
            self.merge_fails(3, b"damaged")
        path.write_bytes(whole[:-7])
        self.merge_fails(3, b"damaged")
        path.write_bytes(b"")
        self.merge_fails(3, b"has not ended")
        path.write_bytes(whole)
        self.assert_status(self.referat("merge", "part-1", "part-2", "part-3", "-o", "merged"), 0)

    def test_an_output_that_is_lost(self):
        self.write_series(days=(2, 9, 16))
        self.parts(3, "vand")
        page = next((self.work / "part-2").rglob("pack.html"))
        whole = page.read_bytes()
        page.unlink()
        self.merge_fails(1, b"pack.html: this file of part 2 of 3 is missing: build that part again with --shard 2/3")
        page.symlink_to(self.work / "part-1/2026-03-02/pack.html")
        self.merge_fails(1, b"was altered since it was made")
        page.unlink()
        page.write_bytes(whole.replace(b"Ny", b"Gl", 1))
        self.merge_fails(1, b"was altered since it was made")
        page.write_bytes(whole)  # as it travels: with other times
        self.assert_status(self.referat("merge", "part-1", "part-2", "part-3", "-o", "merged"), 0)

    # ---- What comes after ----

    def test_a_build_goes_on_where_parts_were_merged(self):
        series = write_generated(self.work / "series", count=20)
        self.parts(3, "series", out="out")
        self.referat("merge", "out")
        for _ in range(2):
            path = sorted(series.rglob("minutes.md"))[7]
            path.write_text(path.read_text() + "\nEn linje mere.\n")
            self.referat("build", "series", "-o", "out")
            self.referat("build", "series", "-o", "full")
            self.assertEqual(files_below(self.work / "out"), files_below(self.work / "full"))

    def test_parts_are_built_again(self):
        series = write_generated(self.work / "series", count=20)
        for _ in range(2):
            self.parts(3, "series", out="out")
            self.referat("merge", "out")
            self.referat("build", "series", "-o", "full")
            self.assertEqual(files_below(self.work / "out"), files_below(self.work / "full"))
            path = sorted(series.rglob("minutes.md"))[3]
            path.write_text(path.read_text().replace("done", "cancelled") + "\nEn linje mere.\n")

    def test_what_the_parts_left_is_removed(self):
        """It holds closed text, and is not to be published; where merge fails it stays for the next try."""
        self.write_series(days=(2, 9, 16))
        self.parts(2, "vand", out="out")
        next((self.work / "out").rglob("pack.html")).unlink()
        self.assert_status(self.referat("merge", "out"), 1)
        self.assertEqual(len(list((self.work / "out").glob(SHARD + "*"))), 2)
        self.parts(2, "vand", out="out")
        self.assert_status(self.referat("merge", "out"), 0)
        self.assertEqual([path.name for path in (self.work / "out").glob(".*")], [".referat-full"])
        self.assertIn(b"no build --shard", self.referat("merge", "out").stderr)
        self.parts(2, "vand")
        self.assert_status(self.referat("merge", "part-1", "part-2", "-o", "merged"), 0)
        self.assertEqual(list(self.work.rglob(SHARD + "*")), [])


FENCE = re.compile(r"^```\w+ run=(?P<name>[\w-]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


SSH = """\
#!/bin/sh
# A host is a folder of this machine.
while :; do
    case $1 in
    -[bcDEeFIiLlmOopQRSWw]) shift 2 ;;
    -*) shift ;;
    *) break ;;
    esac
done
mkdir -p "$HOME/hosts/$1" && cd "$HOME/hosts/$1" && shift || exit 255
[ "$1" != -- ] || shift
HOME=$PWD SHELL=/bin/sh exec sh -c "$*"
"""


class Manual(Case):
    """The examples of docs/scale.md, run as they stand there; hosts are folders of this machine, and CI is played."""

    def setUp(self):
        super().setUp()
        text = (ROOT / "docs/scale.md").read_text(encoding="utf-8")
        self.examples = {match["name"]: match["text"] for match in FENCE.finditer(text)}
        write_generated(self.work / "minutes", count=24)
        self.one = self.referat("build", "minutes", "-o", "one")
        self.write("hosts.txt", "nord\nsyd\n")
        self.write("bin/ssh", SSH).chmod(0o755)

    def shell(self, text):
        path = f"{self.work}/bin:{pathlib.Path(REFERAT).parent}:{os.environ['PATH']}"
        return subprocess.run(["sh", "-c", text], cwd=self.work, capture_output=True, timeout=300, check=False,
                              env=environment(PATH=path, HOME=str(self.work)))

    def assert_built(self, result):
        self.assertEqual(result.returncode, self.one.returncode, result.stderr[-2000:])
        self.assertEqual(files_below(self.work / "out"), files_below(self.work / "one"))

    def test_gnu_parallel_into_one_folder(self):
        self.assert_built(self.shell(self.examples["one-folder"]))

    def test_gnu_parallel_on_several_hosts(self):
        self.assert_built(self.shell(self.examples["several-hosts"]))
        self.assertEqual({path.name for path in (self.work / "hosts").iterdir()}, {"nord", "syd"})

    def test_a_ci_matrix(self):
        text = self.examples["matrix"]
        shards = re.search(r"shard: \[(.*)\]", text)[1].split(", ")
        build, merge = re.findall(r"- run: (.*)", text)
        self.assertIn("include-hidden-files: true", text)
        for shard in shards:
            self.shell(build.replace("${{ matrix.shard }}", shard))
            shutil.move(self.work / "out", self.work / "parts" / f"part-{shard}")  # as an artifact, and back
        self.assert_built(self.shell(merge))


if __name__ == "__main__":
    unittest.main()
