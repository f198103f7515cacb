"""Meetings stand in the order of their days, their starts, their folders' names, whatever the folders are called."""
import json
import random
import shutil
import time
import unittest

from support import Case, files_below, said

TICK = 0.03  # seconds, as in test_incremental
SETTINGS = "series: Brolaugets møder\nbody: Brolauget\nfollow_up: true\nparticipants: [Ane Holm, Bo Lind]\n"


def agenda(*items, head="", date="", clock=""):
    lines = ["---", "kind: agenda"]
    lines += [f"date: {date}"] if date else []
    lines += [f"time: {clock}"] if clock else []
    lines += [head] if head else []
    return "\n".join([*lines, "items:", *(f"  - {item}" for item in items), "---", ""])


def minutes(body, decisions="", head=""):
    lines = ["---", "kind: minutes", "present: [Ane Holm, Bo Lind]"]
    lines += [f"decisions: {decisions}"] if decisions else []
    lines += [head] if head else []
    return "\n".join([*lines, "---", body, ""])


class Order(Case):
    def ids(self):
        """The meetings in their order, as the table has them."""
        result = self.referat("status", "serie", "-f", "json", "--table", "meetings")
        return [row["meeting"] for row in json.loads(result.stdout)]

    def write_day(self):
        """The evening's folder sorts before the morning's."""
        self.write("serie/referat.yaml", SETTINGS)
        self.write("serie/2026-05-04/agenda.md", agenda("{title: Bro}"))
        self.write("serie/2026-05-04/minutes.md", minutes("## 1. Bro\nMalet."))
        self.write("serie/dag-aften/agenda.md", agenda(
            "{title: Referat, type: minutes-approval, approves: dag-formiddag}", "{title: Reb, carried_from: dag-formiddag/2}",
            date="2026-05-11", clock="19:00-20:00"))
        self.write("serie/dag-aften/minutes.md", minutes(
            "## 1. Referat\nGodkendt.\n## 2. Reb\nKøbt.", "{1: approved, 2: noted}", "actions: {dag-formiddag/2/1: done}"))
        self.write("serie/dag-formiddag/agenda.md", agenda(
            "{title: Referat, type: minutes-approval, approves: 2026-05-04}", "{title: Reb}",
            date="2026-05-11", clock="08:00-09:00"))
        self.write("serie/dag-formiddag/minutes.md", minutes(
            "## 1. Referat\nGodkendt.\n## 2. Reb\nTil i aften.\n- [ ] @\"Bo Lind\" måler rebet due:2026-05-11",
            "{1: approved, 2: {outcome: postponed, to: dag-aften}}"))

    def test_evening_and_morning(self):
        self.write_day()
        result = self.referat("check", "serie")
        self.assert_status(result, 0)
        for code in (b"bad-approval", b"bad-carry", b"unknown-action", b"not-carried", b"approved-twice", b"no-date"):
            self.assertNotIn(code, result.stderr)
        self.assertEqual(result.stderr.count(b"never-approved"), 0)
        self.assertEqual(self.ids(), ["2026-05-04", "dag-formiddag", "dag-aften"])
        self.build("serie", "-o", "out")
        evening = (self.work / "out/dag-aften/pack.md").read_text()
        self.assertIn("måler rebet", evening)  # it is open when the evening begins
        self.assertNotIn("måler rebet", (self.work / "out/dag-formiddag/agenda.md").read_text())
        index = (self.work / "out/index.html").read_text()
        self.assertLess(index.index('"dag-aften/'), index.index('"dag-formiddag/'))

    def test_an_approval_of_the_evening_before_it(self):
        self.write_day()
        self.write("serie/dag-formiddag/agenda.md", agenda(
            "{title: Referat, type: minutes-approval, approves: dag-aften}", "{title: Reb}",
            date="2026-05-11", clock="08:00-09:00"))
        result = self.referat("check", "serie")
        self.assert_status(result, 1)
        self.assertIn(b"'dag-aften', a later meeting [bad-approval]", result.stderr)

    def test_the_meeting_before_is_the_morning(self):
        self.write_day()
        self.write("serie/dag-aften/agenda.md", agenda(
            "{title: Referat, type: minutes-approval}", "{title: Reb}", date="2026-05-11", clock="19:00-20:00"))
        result = self.referat("check", "serie")
        self.assertIn(b"add approves: dag-formiddag", result.stderr)

    def test_where_the_day_is_said(self):
        """The agenda's date before the folder's name before the minutes' date; the agenda's time before the series'."""
        self.write("serie/referat.yaml", SETTINGS + "time: 17:00-19:00\n")
        plain = agenda("{title: Bro}")
        spelt = {
            "2026-01-10": plain.replace("kind: agenda", "kind: agenda\ndate: 2026-03-01"),  # the name differs
            "2026-01-20": plain,
            "a": agenda("{title: Bro}", date='"2026-01-15"  # flyttet'),
            "c": agenda("{title: Bro}", date="2026-01-20", clock="16.30 – 17.00"),
            "d": agenda("{title: Bro}", date="2026-01-20", clock="'17.01 – 18.00'"),
            "e": agenda("{title: Bro}", head="? date\n: 2026-01-17\n"),
            "f": agenda("{title: Bro}", head="place: |\n  date: 2026-09-09", date="2026-01-18"),
            "g": agenda("{title: Bro}", head="place: " + 5000 * "x", date="2026-01-19"),
        }
        for folder, text in spelt.items():
            self.write(f"serie/{folder}/agenda.md", text)
        self.write("serie/h/agenda.yaml",
                   "---\n" + 900 * "Ord.\n" + "---\nkind: agenda\nitems: [{title: Bro}]\ndate: 2026-02-01\n")
        self.write("serie/i/referat.md", minutes("## 1. Bro\nJa.", head="date: 2026-02-02\nstarted: '9:15'"))
        self.write("serie/j/referat.md", minutes("## 1. Bro\nJa.", head="date: 2026-02-02\nstarted: 9.10"))
        self.write("serie/k/agenda - kopi.md", agenda("{title: Bro}", date="2026-01-01"))
        self.write("serie/l/dagsorden.md", agenda("{title: Bro}", date="2026-01-02", head="title: >\n  Ekstra\n  møde"))
        self.assertEqual(self.ids(), ["k", "l", "a", "e", "f", "g", "c", "2026-01-20", "d", "h", "j", "i", "2026-01-10"])

    def test_a_later_folder_changes_no_page(self):
        """Where a matter goes and where prose links to is printed the same before that meeting is there, and after; a link back is a link."""
        self.write("serie/referat.yaml", SETTINGS)
        self.write("serie/2026-05-04/agenda.md", agenda("{title: Bro}"))
        self.write("serie/2026-05-11/agenda.md", agenda("{title: Reb}", "{title: Kost}", "{title: Sand}"))
        self.write("serie/2026-05-11/minutes.md", minutes(
            "Se [det næste](../2026-06-01), [høsten](../høst/agenda.md) og [det forrige](../2026-05-04).\n## 1\nTil næste.\n## 2\nTil siden.\n## 3\nVæk.",
            "{1: {outcome: referred, to: høst}, 2: {outcome: referred, to: 2026-06-01}, 3: {outcome: postponed, to: ../høst}}"))
        later = {"2026-06-01": agenda("{title: Reb}", date="2026-06-02"), "høst": agenda("{title: Reb}", date="2026-10-01")}
        seen = {}
        for there in ((), ("2026-06-01",), ("2026-06-01", "høst"), ("høst",)):
            for folder, text in later.items():
                shutil.rmtree(self.work / f"serie/{folder}", ignore_errors=True)
                if folder in there:
                    self.write(f"serie/{folder}/agenda.md", text)
            for edition in ("full", "public"):
                result = self.build("serie", "-o", f"{edition}-out", "--edition", edition)
                pages = {name: data for name, data in files_below(self.work / f"{edition}-out").items() if name.startswith("2026-05-11/")}
                with self.subTest(there=there, edition=edition):
                    self.assertEqual(seen.setdefault(edition, pages), pages)
                    self.assertIn("[det forrige](<../2026-05-04/pack.md>)", pages["2026-05-11/minutes.md"].decode())
                    told = result.stderr.count(b"is printed as text")
                    self.assertEqual(told, len(there) if edition == "full" else 0)
                    self.assertEqual(result.stderr.count(b"[annex-reference]"), 2)

    def test_without_a_date(self):
        self.write_day()
        self.write("serie/2026-05-11-ekstra/agenda.md", agenda(
            "{title: Referat, type: minutes-approval}", "{title: Reb}"))
        self.write("serie/2026-05-11-ekstra/minutes.md", minutes(
            "## 1. Referat\nJa.\n## 2. Reb\nJa.\n- [ ] @\"Bo Lind\" køber tjære due:2026-06-01", "{1: approved, 2: noted}"))
        self.write("serie/2026-06-01/agenda.md", agenda("{title: Reb}"))
        self.write("serie/2026-06-01/minutes.md", minutes("## 1. Reb\nJa.", "{1: noted}"))
        result = self.referat("check", "serie")
        self.assert_status(result, 0)
        self.assertEqual(result.stderr.count(b"[no-date]"), 1)
        self.assertIn(b"hint: add date: 2026-05-11\n", result.stderr)
        self.assertNotIn(b"missing-approves", result.stderr)
        self.assertEqual([line for line in result.stderr.splitlines() if b"never-approved" in line and b"ekstra" in line], [])
        self.assertEqual(self.ids()[-1], "2026-05-11-ekstra")
        self.build("serie", "-o", "out")
        self.assertNotIn("køber tjære", (self.work / "out/2026-06-01/pack.md").read_text())
        self.assertNotIn("dag-aften", (self.work / "out/2026-05-11-ekstra/pack.md").read_text())
        self.write("serie/2026-05-11-ekstra/agenda.md", agenda("{title: Reb}", date="2026-02-30"))
        result = self.referat("check", "serie")
        self.assertIn(b"[bad-value]", result.stderr)
        self.assertNotIn(b"[no-date]", result.stderr)  # one mistake, one message

    def test_a_lone_document_has_no_place(self):
        result = self.referat("check", "-", stdin=agenda("{title: Bro}").encode())
        self.assertNotIn(b"no-date", result.stderr)

    def test_folders_within_a_meeting(self):
        """An agenda that is an annex has no place of its own, whatever its day; a meeting within another's folder has."""
        self.write("serie/referat.yaml", SETTINGS)
        self.write("serie/2026-05-04/agenda.md", agenda("{title: Udvalg, annexes: [udvalg/agenda.md]}"))
        self.write("serie/2026-05-04/udvalg/agenda.md", agenda("{title: Reb}", date="2026-04-01"))
        self.write("serie/2026-05-04/efter/agenda.md", agenda("{title: Reb}", date="2026-06-01"))
        self.write("serie/2026-05-11/agenda.md", agenda("{title: Reb}"))
        self.write("serie/2025/2026-05-05/agenda.md", agenda("{title: Reb}"))
        result = self.referat("check", "serie")
        self.assert_status(result, 0)
        self.assertEqual(self.ids(), ["2026-05-04", "2026-05-05", "2026-05-11", "efter"])


class Random(Case):
    """Series of meetings that refer to each other, whatever comes of it."""

    def make(self, seed, series, name):
        """A random series of which the k-th meeting is called name(k); what meetings say depends on the seed alone."""
        choose = random.Random(seed)
        count = choose.randint(3, 9)
        days = sorted((choose.randint(1, 28), choose.randint(480, 1200)) for _ in range(count))
        self.write(f"{series}/referat.yaml", SETTINGS)
        for k, (day, start) in enumerate(days):
            start += k  # no two alike
            clock = f"{start // 60:02}:{start % 60:02}-23:59"
            items = ["{title: Bro}", "{title: Reb}"]
            body, decisions, changes = "", [], []
            if k and choose.random() < .7:
                items[0] = f"{{title: Referat, type: minutes-approval, approves: {name(choose.randrange(count))}}}"
                decisions.append("1: approved")
            if choose.random() < .4:
                items[1] = f"{{title: Reb, carried_from: {name(choose.randrange(count))}/2}}"
            if choose.random() < .5:
                decisions.append(f"2: {{outcome: postponed, to: {name(choose.randrange(count))}}}")
            if choose.random() < .6:
                body = f"\n- [ ] @\"Bo Lind\" gør nummer {k} due:2026-07-01 id:id-{k}"
            if choose.random() < .5:
                changes.append(f"id-{choose.randrange(count)}: done")
            head = "actions: {" + ", ".join(changes) + "}" if changes else ""
            self.write(f"{series}/{name(k)}/agenda.md", agenda(*items, date=f"2026-03-{day:02}", clock=clock))
            self.write(f"{series}/{name(k)}/minutes.md", minutes(
                f"## 1\nJa.\n## 2\nJa.{body}", "{" + ", ".join(decisions) + "}" if decisions else "", head))
        return count

    def outcome(self, series, names):
        """All that comes of a series, with the k-th name as a sign of its number."""
        built = self.referat("build", series, "-o", f"out-{series}", "-f", "html,md")
        texts = {"said": built.stderr.decode()}
        for table in ("meetings", "actions", "forward", "decisions", "checks"):
            texts[table] = self.referat("status", series, "-f", "json", "--table", table).stdout.decode()
        for path, data in files_below(self.work / f"out-{series}").items():
            texts[path] = data.decode()

        def signs(text):
            for k, name in enumerate(names):
                text = text.replace(name, f"<{k}>")
            return text.replace(series, "<series>")
        found = {signs(path): signs(text) for path, text in texts.items()}
        for what in ("said", "checks"):  # findings over the series are sorted by the names of files
            found[what] = sorted(found[what].splitlines())
        return found


class Names(Random):
    """The same meetings under names that sort otherwise: the same but for the names."""

    def test_names_do_not_matter(self):
        for seed in range(20):
            mixed = random.Random(seed + 1000)
            labels = mixed.sample(range(100, 999), 9)
            in_order = [f"m-{100 + k}" for k in range(9)]
            mixed_up = [f"m-{label}" for label in labels]
            self.make(seed, "serie-a", in_order.__getitem__)
            self.make(seed, "serie-b", mixed_up.__getitem__)
            first, second = self.outcome("serie-a", in_order), self.outcome("serie-b", mixed_up)
            self.assertEqual(first.keys(), second.keys(), seed)
            for path, text in first.items():
                self.assertEqual(text, second[path], (seed, path))
            for folder in ("serie-a", "serie-b", "out-serie-a", "out-serie-b"):
                shutil.rmtree(self.work / folder, ignore_errors=True)


class Renewed(Random):
    """Builds of what has changed, parts of a series, and several processes know the same order."""

    def setUp(self):
        super().setUp()
        names = random.Random(7).sample(range(100, 999), 12)
        self.name = lambda k: f"m-{names[k]}"
        self.count = self.make(4, "serie", self.name)
        time.sleep(TICK)

    def assert_as_a_full_build(self):
        ours = self.referat("build", "serie", "-o", "out")
        full = self.referat("build", "serie", "-o", "full", "--no-cache")
        self.assertEqual(said(ours), said(full))
        made, there = files_below(self.work / "full"), files_below(self.work / "out")
        self.assertEqual([name for name in made if there.get(name) != made[name]], [])
        shutil.rmtree(self.work / "full", ignore_errors=True)

    def test_a_day_changes(self):
        choose = random.Random(11)
        self.assert_as_a_full_build()
        for _ in range(12):
            time.sleep(TICK)
            path = self.work / f"serie/{self.name(choose.randrange(self.count))}/agenda.md"
            lines = path.read_text().splitlines()
            at = next(i for i, line in enumerate(lines) if line.startswith("date:"))
            lines[at] = f"date: 2026-03-{choose.randint(1, 28):02}"
            path.write_text("\n".join(lines) + "\n")
            self.assert_as_a_full_build()

    def test_a_folder_comes_between(self):
        self.assert_as_a_full_build()
        for day in (1, 28, 14):
            time.sleep(TICK)
            self.write(f"serie/ny-{day}/agenda.md", agenda(
                "{title: Referat, type: minutes-approval}", date=f"2026-03-{day:02}"))
            self.assert_as_a_full_build()
        time.sleep(TICK)
        shutil.rmtree(self.work / "serie/ny-14")
        self.assert_as_a_full_build()

    def test_parts_and_processes(self):
        self.referat("build", "serie", "-o", "one", "-j", "1")
        expected = files_below(self.work / "one")
        self.referat("build", "serie", "-o", "many", "-j", "3")
        self.assertEqual(files_below(self.work / "many"), expected)
        for number in range(1, 4):
            self.referat("build", "serie", "-o", "parts", "--shard", f"{number}/3")
        self.referat("merge", "parts")
        self.assertEqual(files_below(self.work / "parts"), expected)

if __name__ == "__main__":
    unittest.main()
