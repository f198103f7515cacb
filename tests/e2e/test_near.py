"""Names, dates and times as people write them, made by chance with fixed seeds: each is in the model, or told; and every legal spelling of one
gives the same pages."""
import json
import random
import re
import shutil
import unicodedata
import unittest

import support

PEOPLE = ["Tove Lykke", "Børge Aaskov-Holm", "Ann-Marie Riis", "Žofie Ågren", "Per Großmann"]
AGENDA = "---\nkind: agenda\ntime: 16:00-17:00\nparticipants: [{people}]\nitems: [{{title: Pumpe}}, {{title: Brønd}}]\n---\n"
MINUTES = """\
---
kind: minutes
present: [{people}]
decisions:
  1: {{outcome: noted, mover: "{name}"}}
  2: noted
---
## 1
Noteret.

- [ ] @"{owner}" ringer due:2026-05-01
"""


def legal_names(chance, name):
    """A spelling that means the same person."""
    for change in chance.sample((str.upper, str.lower, lambda s: s.replace("-", chance.choice("‐‑–")), lambda s: s.replace(" ", "\u00a0"),
                                 lambda s: s.replace(" ", "  "), lambda s: unicodedata.normalize("NFD", s), lambda s: "Dr. " + s,
                                 lambda s: s.replace("ß", "ss"), lambda s: "formand " + s, lambda s: s + ", kasserer"), chance.choice((1, 1, 2))):
        name = change(name)
    return name


def near_names(chance, name):
    """A slip: a letter more, less, another, two that changed places, words the other way round, or half of it."""
    at = chance.randrange(1, len(name) - 1)
    return chance.choice((name[:at] + name[at + 1:], name[:at] + chance.choice("aeknrst") + name[at:], name[:at] + "x" + name[at + 1:],
                          name[:at] + name[at + 1] + name[at] + name[at + 2:], " ".join(reversed(name.split())), name.split()[-1],
                          name + " jun.", name.replace(" ", ""), name.replace(" ", "."), name + "s"))


def near_dates(chance):
    """A date in some dress, and the day that is meant (None: nobody knows)."""
    year, month, day = 2026, chance.randrange(1, 13), chance.randrange(1, 29)
    iso = f"{year}-{month:02}-{day:02}"
    months = "januar februar marts april maj juni juli august september oktober november december".split()
    days = "mandag tirsdag onsdag torsdag fredag lørdag søndag".split()
    form = chance.choice(("{d}/{m}/{y}", "{d}.{m}.{y}", "{d}. {M} {y}", "den {d}. {M} {y}", "{D} den {d}. {M} {y}", "{y}-{m}-{d}", "{y}/{m:02}/{d:02}",
                          "{y}{m:02}{d:02}", "{d:02}-{m:02}-{y}", "{d}/{m}-{y}", "{d} {M} {y}", "{y}.{m}.{d}", "{M} {d}, {y}", "{d}.{m}.{s}"))
    text = form.format(y=year, m=month, d=day, M=months[month - 1], D=chance.choice(days), s=year % 100)
    return text, iso


def near_times(chance):
    """A range in some dress, and as it is to be written."""
    start, end = chance.randrange(7, 15), chance.randrange(15, 22)
    form = chance.choice(("{a}-{b}", "kl. {a}-{b}", "kl. {a}.00-{b}.30", "{a}:00 til {b}:30", "{a}.00 – kl. {b}.30", "{a}00-{b}30", "{a} - {b}",
                          "fra {a} til {b}", "{a}:00—{b}:30", "klokken {a}.00 til {b}.30"))
    text = form.format(a=f"{start:02}" if "{a}00" in form else start, b=end)
    minutes = "30" if "30" in form else "00"
    return text, f"{start:02}:00-{end:02}:{minutes}"


class Near(support.Case):
    def setUp(self):
        super().setUp()
        self.write("s/referat.yaml", "series: S\n")

    def check_all(self, folder="s"):
        result = self.referat("check", folder, "--diagnostics", "json", "--as-of", "2026-03-05")
        return [json.loads(line) for line in result.stderr.splitlines() if line[:1] == b"{"]

    def write_meeting(self, folder, name="Tove Lykke", owner="Tove Lykke", present=None):
        people = ", ".join(PEOPLE)
        listed = ", ".join(f'"{person}"' for person in present or PEOPLE)
        self.write(f"{folder}/2026-03-02/agenda.md", AGENDA.format(people=people))
        self.write(f"{folder}/2026-03-02/minutes.md", MINUTES.format(people=listed, name=name, owner=owner))

    def test_legal_spellings_of_names(self):
        chance = random.Random(1)
        for number in range(60):
            person = chance.choice(PEOPLE)
            spelt = legal_names(chance, person)
            with self.subTest(number=number, spelt=spelt):
                self.write_meeting("s", name=spelt, present=[spelt.split(",")[0] if p == person else p for p in PEOPLE])
                self.assertEqual([d["message"] for d in self.check_all()], [])
                people = json.loads(self.referat("status", "s", "-f", "json", "--table", "attendance").stdout)
                self.assertEqual(len(people), len(PEOPLE))

    def test_near_names_are_told(self):
        chance = random.Random(2)
        for number in range(80):
            person = chance.choice(PEOPLE)
            spelt = near_names(chance, person)
            if spelt in PEOPLE:
                continue
            with self.subTest(number=number, spelt=spelt):
                for place, code in (("name", "unknown-person"), ("owner", "unknown-owner")):
                    self.write_meeting("s", **{place: spelt})
                    found = self.check_all()
                    self.assertEqual({d["name"] for d in found}, {code}, found)
                    self.assertIn(spelt, found[0]["message"])

    def test_dates_and_times(self):
        """What is no date is told, with the day that is meant; that typed is one."""
        chance = random.Random(3)
        for number in range(120):
            field, (text, meant) = chance.choice((("issued", near_dates(chance)), ("time", near_times(chance))))
            with self.subTest(number=number, text=text):
                agenda = f"---\nkind: agenda\n{field}: {text}\nitems: [{{title: Pumpe}}]\n---\n"
                self.write("s/2026-12-31/agenda.md", agenda)
                found = self.check_all()
                if found:
                    self.assertEqual([d["name"] for d in found], ["bad-value"])
                    self.assertIn(meant, found[0]["hint"])
                    self.write("s/2026-12-31/agenda.md", agenda.replace(text, meant))
                    self.assertEqual(self.check_all(), [])
                else:  # it is read: as what it says
                    self.assertEqual(re.sub(r"\D", "", text).lstrip("0"), re.sub(r"\D", "", meant).lstrip("0"))

    def test_deadlines(self):
        """Each is a day in the model, or told with the day that is meant."""
        chance = random.Random(4)
        for number in range(60):
            text, meant = near_dates(chance)
            with self.subTest(number=number, text=text):
                self.write_meeting("s")
                path = self.work / "s/2026-03-02/minutes.md"
                path.write_text(path.read_text().replace("due:2026-05-01", f'due:"{text}"'))
                found = self.check_all()
                self.assertEqual([d["name"] for d in found], ["bad-deadline"] if text != meant else [])
                if found:
                    self.assertIn(f"due:{meant}", found[0]["hint"])

    def test_a_path_is_told_as_it_is_to_be_typed(self):
        """From the folder of the document that names the file, ways up included: typed as it stands it is found."""
        agenda = "---\nkind: agenda\nitems:\n  - {title: Pumpe, annexes: ['%s']}\n---\n"
        for folder in ("s/2026-03-02", "s/2026/marts/2026-03-02"):
            up = "../" * folder.count("/")
            for name in ("fælles/plan.txt", "fælles/dybt/plan.txt", "2026/plan.txt"):
                self.write(f"s/{name}", "Plan.\n")
                for wrong, code in ((name[:-1], "missing-file"), (name.replace("plan", "Plan"), "case-of-letters")):
                    with self.subTest(folder=folder, wrong=wrong):
                        self.write(f"{folder}/agenda.md", agenda % (up + wrong))
                        found = self.check_all()
                        self.assertEqual([d["name"] for d in found], [code])
                        self.write(f"{folder}/agenda.md", agenda % re.search("'(.*)'", found[0]["hint"])[1])
                        self.assertEqual(self.check_all(), [])
            shutil.rmtree(self.work / folder)

    def test_what_stands_around_a_deadline(self):
        """Neither brackets around nothing nor a blank before a mark is left where the deadline stood."""
        for written, task in (("ringer (due:2026-05-01)", "ringer"), ("ringer due:2026-05-01.", "ringer."), ("ringer due:2026-05-01, hvis det haster",
                              "ringer, hvis det haster"), ("ringer (due:2026-05-01).", "ringer."), ("ringer (til due:2026-05-01)", "ringer (til)"),
                              ("ringer due:'inden påske' igen", "ringer igen"), ("ringer due:“d. 1st May's eve”", "ringer"),
                              ("finder id: 12 due:2026-05-01", "finder id: 12")):
            with self.subTest(written=written):
                self.write_meeting("s")
                path = self.work / "s/2026-03-02/minutes.md"
                path.write_text(path.read_text().replace("ringer due:2026-05-01", written))
                rows = json.loads(self.referat("status", "s", "-f", "json", "--table", "actions").stdout)
                self.assertEqual([row["task"] for row in rows], [task])

    def test_other_spellings_print_alike(self):
        """The same times, otherwise written, give the same pages."""
        pages = []
        for i, time in enumerate(("10:30-12:00", "10.30-12.00", "10.30 – 12.00", "10:30 - 12:00")):
            self.write(f"t{i}/referat.yaml", "series: S\n")
            self.write(f"t{i}/2026-03-02/agenda.md", f"---\nkind: agenda\ntime: {time}\nitems: [{{title: P, duration: {(25, '25 min', '25 min.', '0 h 25 min')[i]}}}]\n---\n")
            self.build(f"t{i}", "-o", f"out{i}", "-f", "html,md")
            pages.append(support.files_below(self.work / f"out{i}"))
        self.assertTrue(all(page == pages[0] for page in pages))


if __name__ == "__main__":
    unittest.main()
