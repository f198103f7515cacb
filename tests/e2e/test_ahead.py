"""Nothing depends on the order in which meetings happen to be loaded: one that refers ahead has another loaded before its turn."""
import json
import random
import re
import shutil
import time
import unittest

from support import Case, files_below, said

TICK = 0.03  # seconds, as in test_incremental
SETTINGS = "series: Ålaugets møder\nbody: Ålauget\nlanguage: da\nfollow_up: true\nparticipants: [Ane Holm, Bo Lind]\n"
TABLES = ("meetings", "decisions", "actions", "forward", "cases", "checks")


class Series(Case):
    name = "serie"

    def write_meeting(self, folder, items, body, decisions="", actions="", prose=""):
        lines = [f"  - {item}" for item in items]
        self.write(f"{self.name}/{folder}/agenda.md",
                   "\n".join(["---", "kind: agenda", "items:", *lines, "---", prose, ""]))
        lines = [f"decisions: {{{decisions}}}"] if decisions else []
        lines += [f"actions: {{{actions}}}"] if actions else []
        self.write(f"{self.name}/{folder}/minutes.md",
                   "\n".join(["---", "kind: minutes", "present: [Ane Holm, Bo Lind]", *lines, "---", body, ""]))

    def table(self, table, name=None):
        return json.loads(self.referat("status", name or self.name, "-f", "json", "--table", table).stdout)

    def everything(self, *options):
        """What a build says and makes, and the tables."""
        out = f"out-{len(list(self.work.iterdir()))}"
        built = self.referat("build", self.name, "-o", out, *options)
        made = files_below(self.work / out) if (self.work / out).exists() else {}
        shutil.rmtree(self.work / out, ignore_errors=True)
        return {**{path: data for path, data in made.items() if not path.endswith(".xlsx")}, "said": said(built),
                **{table: self.table(table) for table in TABLES}}


class Ahead(Series):
    def write_three(self, january):
        self.write("serie/referat.yaml", SETTINGS)
        self.write_meeting("2026-01-12", ["{title: Bro}"], "## 1. Bro\nUdsat.", f"1: {{outcome: postponed, to: {january}}}")
        self.write_meeting("2026-02-09", ["{title: Å}"], "## 1. Å\nUdsat.", "1: {outcome: postponed, to: 2026-04-13}")
        self.write_meeting("2026-03-09", ["{title: Eng}"], "## 1. Eng\nJa.")
        self.write_meeting("2026-04-13", ["{title: Eng}"], "## 1. Eng\nJa.")

    def test_what_a_meeting_says_of_others(self):
        """February is loaded for January's sake, or is not."""
        self.write_three("2026-02-09")
        pages = self.everything()
        self.assertIn("| Å |  | 13. april 2026 |", pages["2026-03-09/pack.md"].decode())
        self.write_three("2026-03-09")
        other = self.everything()
        self.assertIn("| Å |  | 13. april 2026 |", other["2026-03-09/pack.md"].decode())

    def test_a_name_that_two_meetings_use(self):
        """The first in the order of meetings counts, whoever asked for the later one before its turn."""
        for january in ("2026-02-09", "2026-03-09"):
            self.write("serie/referat.yaml", SETTINGS)
            self.write_meeting("2026-01-12", ["{title: Bro}"], "## 1. Bro\nUdsat.", f"1: {{outcome: postponed, to: {january}}}")
            self.write_meeting("2026-02-09", ["{title: Bro}"], '## 1. Bro\n- [ ] @"Bo Lind" graver due:2026-05-01 id:pind')
            self.write_meeting("2026-03-09", ["{title: Bro}"], '## 1. Bro\n- [ ] @"Bo Lind" maler due:2026-05-01 id:pind')
            self.write_meeting("2026-04-13", ["{title: Bro}"], "## 1. Bro\nJa.", actions="pind: done")
            result = self.referat("check", "serie")
            self.assert_status(result, 1)
            self.assertEqual([line for line in result.stderr.decode().splitlines() if "[duplicate-id]" in line],
                             ["serie/2026-03-09/minutes.md:6:1: error: an action of '2026-02-09' has the id 'pind' already "
                              "[duplicate-id]"])
            states = {row["task"]: row["state"] for row in self.table("actions")}
            self.assertEqual(states, {"graver": "done", "maler": "open"}, january)

    def test_a_name_that_comes_later(self):
        """January mentions an action that March makes: no earlier minutes have it, though March is loaded for January."""
        self.write("serie/referat.yaml", SETTINGS)
        self.write_meeting("2026-01-12", ["{title: Bro}"], "## 1. Bro\nUdsat.", "1: {outcome: postponed, to: 2026-03-09}")
        self.write_meeting("2026-02-09", ["{title: Bro}"], "## 1. Bro\nJa.", actions="pind: done")
        self.write_meeting("2026-03-09", ["{title: Bro}"], '## 1. Bro\n- [ ] @"Bo Lind" maler due:2026-05-01 id:pind')
        result = self.referat("check", "serie")
        self.assertIn(b"no earlier minutes have the action 'pind' [unknown-action]", result.stderr)
        self.assertEqual([row["state"] for row in self.table("actions")], ["open"])

    def test_folders_of_one_name(self):
        """The nearest one up to the meeting itself is meant, else the next."""
        self.write("serie/referat.yaml", SETTINGS)
        for year in ("2025", "2026", "2027"):
            self.write(f"serie/{year}/forår/agenda.md", f"---\nkind: agenda\ndate: {year}-03-02\nitems: [{{title: Bro}}]\n---\n")
            self.write(f"serie/{year}/forår/minutes.md", "---\nkind: minutes\n---\n## 1. Bro\nJa.\n")
            self.write(f"serie/{year}/sommer/agenda.md", f"---\nkind: agenda\ndate: {year}-06-01\nitems:\n"
                       "  - {title: Referat, type: minutes-approval, approves: forår}\n---\n")
            self.write(f"serie/{year}/sommer/minutes.md", "---\nkind: minutes\ndecisions: {1: approved}\n---\n## 1. Referat\nJa.\n")
        result = self.referat("check", "serie")
        self.assert_status(result, 0)
        self.assertNotIn(b"approved-twice", result.stderr)
        self.assertEqual([row["approved_at"] for row in self.table("meetings")], ["sommer", "not-approved"] * 3)


class Random(Series):
    def make(self, seed, looks_ahead=True):
        """A random series: references back and, where it may, ahead, by name and by path, doubled names, promises, cases. What
        is postponed goes anywhere."""
        choose = random.Random(seed)
        shutil.rmtree(self.work / self.name, ignore_errors=True)
        folders = [f"{'år/' if choose.random() < .3 else ''}2026-{month:02}-{choose.randint(1, 28):02}"
                   for month in range(1, choose.randint(5, 10))]

        def other(count=None):
            folder = choose.choice(folders[:count])
            return f"../{folder}" if "/" in folder and choose.random() < .5 else folder.rpartition("/")[2]

        self.write(f"{self.name}/referat.yaml", SETTINGS + "checks: {annex-reference: off}\n")  # links to later meetings
        for k, folder in enumerate(folders):
            known = len(folders) if looks_ahead else k
            items = [f"{{title: Bro, case: {choose.choice(['', 'B-1', 'B-2'])}}}", "{title: Reb}", "{title: Eng}"]
            decisions = []
            if known and choose.random() < .7:
                items[0] = f"{{title: Referat, type: minutes-approval, approves: {other(known)}}}"
                decisions.append("1: approved")
            if known and choose.random() < .5:
                items[1] = f"{{title: Reb, carried_from: {other(known)}/{choose.randint(1, 3)}}}"
            for item in (2, 3):
                if choose.random() < .5:
                    decisions.append(f"{item}: {{outcome: postponed, to: {other()}}}")
                elif choose.random() < .5:
                    decisions.append(f"{item}: {{outcome: approved, returns: 2026-{choose.randint(1, 12):02}}}")
            body = "".join(f"- [ ] @\"Bo Lind\" gør {k}-{n} due:2026-0{choose.randint(1, 9)}-01 "
                           f"{choose.choice(['', f'id:navn-{choose.randint(1, 30)}'])}\n" for n in range(choose.randint(0, 2)))
            changes = {choose.choice([f"navn-{choose.randint(1, 30)}", f"{other().rpartition('/')[2]}/3/1"]):
                       choose.choice(["done", "cancelled", "due 2026-11-01"]) for _ in range(choose.randint(0, 1))}
            self.write_meeting(folder, items, f"## 1\nJa.\n## 2\nJa.\n## 3\nJa.\n\n{body}", ", ".join(decisions),
                               ", ".join(f"{name}: {state}" for name, state in changes.items()))
        return folders, choose

    def ask_first(self, folders, choose):
        """The first meeting links to all others: they are loaded before their turn."""
        first, *others = [f"{folder}" for folder in folders]
        others = choose.sample(others, len(others))
        up = "../" * (first.count("/") + 1)
        path = self.work / self.name / first / "agenda.md"
        path.write_text(path.read_text() + "".join(f"[Se her]({up}{folder}/agenda.md).\n" for folder in others))
        return first

    def test_whoever_is_asked_first(self):
        for seed in range(25):
            folders, choose = self.make(seed)
            plain = self.everything()
            first = self.ask_first(folders, choose)
            asked = self.everything()
            for path in plain.keys() | asked.keys():
                if not path.startswith(first) and path != "index.html":
                    self.assertEqual(plain.get(path), asked.get(path), (seed, path))
            self.assertEqual(self.everything("-j", "3"), self.everything("-j", "1"), seed)

    def findings(self, path):
        """What check says, by the file where it stands."""
        lines = self.referat("check", path, "--diagnostics", "json").stderr.splitlines()
        return [found for found in (json.loads(line) for line in lines if line.startswith(b"{")) if "file" in found]

    @staticmethod
    def without_links(data):
        """A page of a single meeting has no links to those of others."""
        text = re.sub(r"\[([^]]*)\]\(<\.\./[^>]*>\)", r"\1", data.decode())
        return re.sub(r'<a href="\.\./[^"]*">(.*?)</a>', r"\1", text)

    def test_one_of_them(self):
        """A single meeting has the pages and the findings that it has when all of the series is compiled."""
        for seed in range(12):
            folders, _ = self.make(seed)
            whole = self.findings("serie")
            self.assertTrue(whole, seed)
            self.referat("build", "serie", "-o", "all", "-f", "html,md")
            pages = files_below(self.work / "all") if (self.work / "all").exists() else {}
            for folder in folders:
                expected = [found for found in whole if found["file"].startswith(f"serie/{folder}/")]
                self.assertEqual(self.findings(f"serie/{folder}"), expected, (seed, folder))
                self.referat("build", f"serie/{folder}", "-o", "one", "-f", "html,md")
                one = files_below(self.work / "one") if (self.work / "one").exists() else {}
                own = {path: data for path, data in pages.items() if path.startswith(f"{folder}/")}
                self.assertEqual(one.keys(), own.keys(), (seed, folder))
                for path, data in own.items():
                    self.assertEqual(self.without_links(one[path]), self.without_links(data), (seed, path))
                shutil.rmtree(self.work / "one", ignore_errors=True)
            shutil.rmtree(self.work / "all", ignore_errors=True)

    def test_a_series_grows(self):
        """No page changes because a later folder appears, whatever that says of earlier ones."""
        for seed in range(12):
            folders, _ = self.make(seed, looks_ahead=False)
            (self.work / "serie").rename(self.work / "grown")
            self.write("serie/referat.yaml", SETTINGS)
            before = {}
            for folder in folders:
                shutil.copytree(self.work / "grown" / folder, self.work / "serie" / folder)
                self.referat("build", "serie", "-o", "out", "-f", "html,md", "--no-cache")
                now = {path: data for path, data in files_below(self.work / "out").items() if path != "index.html"} \
                    if (self.work / "out").exists() else {}
                self.assertEqual({path: now.get(path) for path in before}, before, (seed, folder))
                self.assertEqual([path for path in now.keys() - before.keys() if not path.startswith(f"{folder}/")], [], seed)
                before = now
            for name in ("grown", "serie", "out"):
                shutil.rmtree(self.work / name, ignore_errors=True)

    def test_parts(self):
        for seed in range(8):
            self.make(seed)
            one = self.referat("build", "serie", "-o", "one")
            for number in (1, 2, 3):
                self.referat("build", "serie", "-o", "parts", "--shard", f"{number}/3")
            merged = self.referat("merge", "parts")
            self.assertEqual(merged.returncode, one.returncode, (seed, merged.stderr))
            self.assertEqual(files_below(self.work / "parts"), files_below(self.work / "one"), seed)
            shutil.rmtree(self.work / "parts")
            shutil.rmtree(self.work / "one")

    def test_one_changes(self):
        for seed in range(8):
            folders, choose = self.make(seed)
            self.referat("build", "serie", "-o", "out")
            for folder in choose.sample(folders, 3):
                time.sleep(TICK)
                path = self.work / "serie" / folder / "minutes.md"
                path.write_text(re.sub("Ja", "Jo", path.read_text(), count=1) if choose.random() < .5
                                else path.read_text().replace("approved", "noted"))
                ours = self.referat("build", "serie", "-o", "out")
                full = self.referat("build", "serie", "-o", "full", "--no-cache")
                self.assertEqual(said(ours), said(full), seed)
                made, there = files_below(self.work / "full"), files_below(self.work / "out")
                self.assertEqual([name for name in made if there.get(name) != made[name]], [], seed)
                shutil.rmtree(self.work / "full")
            shutil.rmtree(self.work / "out")


if __name__ == "__main__":
    unittest.main()
