"""References to what is closed: in the public edition no byte of them, wherever they stand and wherever they lead."""
import itertools
import json
import re
import shutil
import unittest

import support
from test_public import unpacked

ID, TITLE, TASK = "qzidqz", "Qztitleqz", "qztaskqz"
SECRETS = [word.encode() for word in (ID, TITLE.lower(), TASK)]
EARLIER, HERE, LATER = "2026-03-02", "2026-03-09", "2026-03-16"

# ---- What is referred to: a closed item of some meeting ----


class Target:
    """The item with the id, and how it is closed."""

    def __init__(self, item, fields="", agenda="", minutes=""):
        self.item, self.fields, self.agenda, self.minutes = item, fields, agenda, minutes


CLOSED = {
    "item": Target(f"  - {{title: {TITLE}, id: {ID}, access: closed}}\n"),
    "by minutes": Target(f"  - {{title: {TITLE}, id: {ID}}}\n", minutes=f"  {ID}: {{outcome: postponed, access: closed}}\n"),
    "sub-item": Target(f"  - title: {TITLE}\n    access: closed\n    items: [{{title: {TITLE}, id: {ID}, number: 7}}]\n"),
    "sub-item by itself": Target(f"  - title: Havnen\n    items: [{{title: {TITLE}, id: {ID}, access: closed}}]\n"),
    "below a heading": Target(f"  - title: {TITLE}\n    type: heading\n    access: closed\n    items: [{{title: {TITLE}, id: {ID}, number: 7}}]\n"),
    "meeting": Target(f"  - {{title: {TITLE}, id: {ID}}}\n", agenda="access: closed\n"),
    "meeting by minutes": Target(f"  - {{title: {TITLE}, id: {ID}}}\n", fields="access: closed\n"),
}
OPEN = Target(f"  - {{title: {TITLE}, id: {ID}}}\n")


# ---- What refers to it: every row of src/redact/references.def ----

def wholly(reference, where):
    """The meeting of an item that is referred to."""
    return reference.partition("/")[0]


# Name of the row -> the part of the meeting at hand that says it, given the reference and where the item is.
FIELDS = {
    "agenda: approves": lambda ref, where: {"item": f"type: minutes-approval, approves: {wholly(ref, where)}"},
    "agenda: carried_from": lambda ref, where: {"item": f"carried_from: {ref}"},
    "agenda: guests, item": lambda ref, where: {"agenda": f"guests: [{{name: Ib Dahl, item: [1, {ID}]}}]\n"},
    "agenda: order": lambda ref, where: {"agenda": f"order: [{ID}, 1]\n"},
    "recommendation: meeting": lambda ref, where: {"recommendation": f"meeting: {HERE}\n"},
    "recommendation: item": lambda ref, where: {"recommendation": "item: 1\n"},
    "minutes: meeting": lambda ref, where: {"minutes": f"meeting: {HERE}\n"},
    "minutes: attendance, from": lambda ref, where: {"minutes": f"attendance: [{{name: Ib Dahl, from: {ID}}}]\n"},
    "minutes: attendance, until": lambda ref, where: {"minutes": f"attendance: [{{name: Ib Dahl, until: {ID}}}]\n"},
    "minutes: to": lambda ref, where: {"decision": f"outcome: referred, to: {ref}"},
    "minutes: actions": lambda ref, where: {"minutes": f"actions: {{{ID}-a: {{status: open, note: {TASK}}}}}\n"},
}
IN_THE_MEETING = {"agenda: guests, item", "agenda: order", "minutes: attendance, from", "minutes: attendance, until"}
OF_ITSELF = {"recommendation: meeting", "recommendation: item", "minutes: meeting"}  # agree with the meeting they stand in
EARLIER_ALONE = {"minutes: actions", "agenda: approves", "agenda: carried_from"}


def declared():
    """The names in references.def."""
    text = (support.ROOT / "src/redact/references.def").read_text()
    return re.findall(r'^RF_REFERENCE\(\w+, \w+, "([^"]*)"\)', text, re.MULTILINE)


class ReferenceCase(support.Case):
    def settings(self, policy="number"):
        self.write("s/referat.yaml", f"series: Havnen\nclosed_items: {policy}\nfollow_up: true\n"
                                     "checks: {unused-document: off}\n")

    def meeting(self, day, target=None, says=None, folder=None):
        """A meeting whose first item is open and says something; the target is one of its items, too."""
        says, folder = says or {}, folder or f"s/{day}"
        item = f"  - {{title: Molen, {says['item']}}}\n" if "item" in says else "  - title: Molen\n"
        if "recommendation" in says:
            item = "  - {title: Molen, recommendation: r.md}\n"
            self.write(f"{folder}/r.md", f"---\nkind: recommendation\ntitle: Molen\n{says['recommendation']}"
                                     "recommends: [at molen mures.]\n---\nTekst.\n")
        self.write(f"{folder}/agenda.md", f"---\nkind: agenda\ndate: {day}\n{target.agenda if target else ''}"
                                          f"{says.get('agenda', '')}items:\n{item}{target.item if target else ''}---\n")
        points = ", points: {1: adopted}" if "recommendation" in says else ""
        decision = says.get("decision", "outcome: noted") + points
        section = f"\n## {ID}\nTalt om.\n\n- [ ] {TASK} id:{ID}-a\n" if target else ""
        self.write(f"{folder}/minutes.md", f"---\nkind: minutes\n{target.fields if target else ''}{says.get('minutes', '')}"
                                           f"decisions:\n  1: {{{decision}}}\n{target.minutes if target else ''}---\n## 1\nTalt om.\n{section}")

    def public(self):
        """Every byte of a public edition of the series; what was said meanwhile is in messages."""
        for name in ("out", "bag"):
            shutil.rmtree(self.work / name, ignore_errors=True)
        self.messages = self.build("s", "-o", "out", "--edition", "public", "-v").stderr
        result = self.referat("export", "s", "-o", "bag", "--edition", "public", "-v")
        self.assert_status(result, 0)
        self.messages += result.stderr
        status = self.referat("status", "s", "-f", "json", "--edition", "public")
        self.assert_status(status, 0)
        return (unpacked(support.files_below(self.work / "out")) + unpacked(support.files_below(self.work / "bag"))
                + status.stdout).lower()

    def assert_says_nothing(self, secrets, data):
        for word in secrets:
            at = data.find(word)
            self.assertEqual(data[max(0, at - 80):at + 80] if at >= 0 else b"", b"", word)


class TableTest(ReferenceCase):
    def test_every_row_is_tried(self):
        self.assertEqual(sorted(declared()), sorted(FIELDS))

    def test_every_reference_of_the_model_is_visited(self):
        """A field that refers to something is none of the model's without a row of the table."""
        code = (support.ROOT / "src/redact/reference.c").read_text()
        for name in ("model.h", "values.h"):
            text = (support.ROOT / "include/referat" / name).read_text()
            text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
            for names in re.findall(r"struct referat_(?:item|meeting)_ref\s+([^;{]+);", text):
                for member in re.split(r"[\s,*]+", names.strip(" *")):
                    self.assertRegex(code, rf"(->|\.){member}\b", f"{name}: {member}")

    def test_the_manual_says_what_becomes_of_each(self):
        text = (support.ROOT / "docs/editions.md").read_text()
        for name in declared():
            document, _, field = name.partition(": ")
            self.assertRegex(text, rf"\| .*{document}.*`{field.split(',')[0]}`.* \| .* \|", name)


def combinations():
    """(field, name of the target, its day) for every reference that can lead there."""
    for field, (name, target) in itertools.product(FIELDS, CLOSED.items()):
        whole = name.startswith("meeting")
        if field in IN_THE_MEETING:
            days = [] if whole else [HERE]
        elif field in OF_ITSELF:
            days = [HERE] if name == "item" else []
        elif field in EARLIER_ALONE:
            days = [EARLIER] if field != "agenda: approves" or whole else []
        else:
            days = [EARLIER, LATER] + ([] if whole else [HERE])
        for day in days:
            yield field, name, target, day


class ClosedTest(ReferenceCase):
    """Each field, leading to each kind of closed item, in each place where it can lead."""

    def try_all(self, policy):
        for field, name, target, day in combinations():
            with self.subTest(field=field, target=name, day=day):
                shutil.rmtree(self.work / "s", ignore_errors=True)
                self.settings(policy)
                says = FIELDS[field](ID if day == HERE and field in IN_THE_MEETING else f"{day}/{ID}", day)
                for each in (EARLIER, HERE, LATER):
                    self.meeting(each, target if each == day else None, says if each == HERE else None)
                secrets = SECRETS if policy != "title" else [SECRETS[0], SECRETS[2]]
                if policy == "omit" and name.startswith("meeting") and field == "agenda: approves":
                    secrets = [*secrets, day.encode(), b"2. marts"]
                self.assert_says_nothing(secrets, self.public())
                self.assert_says_nothing(SECRETS, self.messages.lower())

    def test_with_their_numbers(self):
        self.try_all("number")

    def test_with_their_titles(self):
        self.try_all("title")

    def test_left_out(self):
        self.try_all("omit")


class NestedTest(ReferenceCase):
    """An agenda within a pack refers to the series it lies in; nothing of that is on its pages, and its file is an open one."""

    def make(self, target, says, day=EARLIER):
        self.settings()
        self.meeting(day, target)
        self.write(f"s/{HERE}/agenda.md", f"---\nkind: agenda\ndate: {HERE}\nitems: [{{title: Udvalg, annexes: [u/agenda.md]}}]\n---\n")
        self.write(f"s/{HERE}/u/agenda.md", f"---\nkind: agenda\ndate: 2026-03-08\nitems:\n  - {{title: Molen, {says}}}\n---\n")

    def test_closed(self):
        for (name, target), day in itertools.product(CLOSED.items(), (EARLIER, LATER)):
            for path in (f"{day}/{ID}", f"../../{day}/{ID}"):
                with self.subTest(target=name, day=day, path=path):
                    shutil.rmtree(self.work / "s", ignore_errors=True)
                    self.make(target, f"carried_from: {path}", day)
                    self.assert_says_nothing(SECRETS, self.public())

    def test_a_meeting_that_is_left_out(self):
        self.make(CLOSED["meeting"], f"type: minutes-approval, approves: {EARLIER}")
        self.settings("omit")
        self.assert_says_nothing([*SECRETS, EARLIER.encode()], self.public())

    def test_open_and_another_bodys(self):
        """Its file is in the bag: what it names is open, or no meeting of this series."""
        for says in (f"carried_from: {EARLIER}/1", f"carried_from: {EARLIER}/{ID}", "carried_from: 2025-11-03/lejen",
                     "type: minutes-approval, approves: 2025-11-03"):
            self.make(OPEN, says)
            self.public()
            self.assertTrue((self.work / f"bag/data/{HERE}/source/u/agenda.md").exists(), says)


class DestinationTest(ReferenceCase):
    """Where a matter goes: to a meeting, by its date, whether it is there or not; to an item of one; to a body."""

    def sent(self, to, outcome="referred"):
        self.settings()
        self.meeting(HERE, None, {"decision": f"outcome: {outcome}, to: {to}"})
        self.data = self.public()
        return (self.work / f"out/{HERE}/minutes.md").read_text()

    def is_in_bag(self):
        return (self.work / f"bag/data/{HERE}/source/minutes.md").exists()

    def test_a_meeting_that_is_not_there_yet(self):
        self.assertIn("16. marts 2026", self.sent(LATER))
        self.assertTrue(self.is_in_bag())
        for outcome in ("referred", "postponed", "recommended", "returned"):
            shutil.rmtree(self.work / "s")
            self.assertIn("16. marts 2026", self.sent(f"{LATER}/{ID}", outcome))
            self.assert_says_nothing(SECRETS, self.data)
            self.assertFalse(self.is_in_bag())

    def test_nothing_changes_once_it_is_there(self):
        """Nor when its minutes close the item."""
        pages = set()
        for target in (None, OPEN, CLOSED["by minutes"], CLOSED["item"], CLOSED["meeting"]):
            shutil.rmtree(self.work / "s", ignore_errors=True)
            if target:
                self.meeting(LATER, target)
            pages.add(self.sent(f"{LATER}/{ID}"))
        self.assertEqual(len(pages), 1)

    def test_an_open_item(self):
        self.meeting(LATER, OPEN)
        self.assertIn("16. marts 2026", self.sent(f"{LATER}/{ID}"))
        self.assertTrue(self.is_in_bag())

    def test_by_its_path_or_below_another_folder(self):
        for to in (f"../{LATER}/{ID}", f"./../{LATER}/{ID}"):
            shutil.rmtree(self.work / "s", ignore_errors=True)
            self.meeting(LATER, CLOSED["item"])
            self.sent(to)
            self.assert_says_nothing(SECRETS, self.data)
        shutil.rmtree(self.work / f"s/{LATER}")
        self.meeting(LATER, CLOSED["item"], folder="s/udvalget/marts")
        self.sent(f"udvalget/marts/{ID}")
        self.assert_says_nothing(SECRETS, self.data)

    def test_however_it_is_parted(self):
        for to in (f"{LATER} / {ID}", f"{LATER}/ {ID}", f"{LATER}\\{ID}", f"'{LATER}#{ID}'", f"'{LATER}, {ID}'", f"'{LATER} ({ID})'",
                   f"'{LATER}: {ID}'", f"{LATER} {ID}", f"{LATER}/{ID}/1"):
            shutil.rmtree(self.work / "s", ignore_errors=True)
            self.meeting(LATER, CLOSED["item"])
            self.assertIn("16. marts 2026", self.sent(to), to)
            self.assert_says_nothing(SECRETS, self.data)

    def test_words_behind_a_date(self):
        self.meeting(LATER, CLOSED["item"])
        for to in (f"{LATER} kl. 10", f"'{LATER}, ekstraordinært'", f"{LATER} (andet møde)"):
            self.assertIn(to.strip("'"), self.sent(to))
            self.assertTrue(self.is_in_bag())

    def test_another_series(self):
        for to, says in ((f"../../anden/{LATER}/{ID}", "16. marts 2026"), (f"../../anden/{LATER}", "16. marts 2026"),
                         (f"../../anden/qz/{ID}", ""), ("../../qztitleqz", "")):
            page = self.sent(to)
            self.assertIn(says, page)
            self.assertNotIn("anden", page)
            self.assert_says_nothing(SECRETS, self.data)

    def test_a_folder_that_is_no_date(self):
        """Its day is the later meeting's own affair: the page says what it was called."""
        self.meeting(LATER, CLOSED["item"], folder="s/tredje")
        page = self.sent(f"tredje/{ID}")
        self.assertIn("Oversendt til tredje", page)
        self.assertNotIn("16. marts 2026", page)
        self.assert_says_nothing(SECRETS, self.data)

    def test_a_closed_meeting_that_is_left_out(self):
        self.meeting(LATER, CLOSED["meeting"], folder="s/qzfyringqz")
        self.settings("omit")
        for to in ("qzfyringqz", f"qzfyringqz/{ID}"):
            self.meeting(HERE, None, {"decision": f"outcome: referred, to: {to}"})
            self.assert_says_nothing([*SECRETS, b"qzfyringqz", b"16. marts"], self.public())
        shutil.rmtree(self.work / "s/qzfyringqz")
        self.meeting(LATER, CLOSED["meeting"])
        self.meeting(HERE, None, {"decision": f"outcome: referred, to: {LATER}"})
        self.public()
        self.assertIn("16. marts 2026", (self.work / f"out/{HERE}/minutes.md").read_text())

    def test_a_body(self):
        for body in ("Byrådet", "Teknik/Miljø", "udvalget for a/b/c", "7/8", "havn/"):
            self.assertIn(body, self.sent(body))
            self.assertTrue(self.is_in_bag())

    def test_the_full_edition_has_it_as_it_is_written(self):
        for target, mark in ((OPEN, False), (CLOSED["item"], True)):
            self.settings()
            self.meeting(LATER, target)
            self.meeting(HERE, None, {"decision": f"outcome: referred, to: {LATER}/{ID}"})
            self.build("s", "-o", "hel", "-q")
            page = (self.work / f"hel/{HERE}/minutes.md").read_text()
            self.assertIn(f"{LATER}/{ID}", page)
            self.assertEqual("Fuld udgave" in page, mark)

    def test_a_pack_built_alone(self):
        """It carries on what earlier meetings left open, which are loaded for it alone."""
        self.settings()
        self.meeting("2026-03-23", CLOSED["item"], folder="s/tredje")
        for to, says in ((f"2026-03-23/{ID}", "23. marts 2026"), (f"tredje/{ID}", "tredje")):
            self.meeting(EARLIER, None, {"decision": f"outcome: postponed, to: {to}"})
            self.meeting(HERE)
            for command in ("s", f"s/{HERE}"):
                shutil.rmtree(self.work / "out", ignore_errors=True)
                self.build(command, "-o", "out", "--edition", "public", "-q")
                page = (self.work / f"out/{HERE}/pack.md").read_text()
                self.assertIn(f"| {says} | udsat |", page)
                self.assertNotIn(ID, page)


class LinkTest(ReferenceCase):
    """Addresses of links, in prose and in titles: in the open source they are there as they were typed."""

    def sources(self, where, link):
        self.settings()
        self.meeting(EARLIER, CLOSED["item"])
        self.write(f"s/{EARLIER}/{ID}.md", "---\nkind: annex\naccess: closed\n---\nTekst.\n")
        self.meeting(HERE)
        text = f"{'!' if link.endswith('.png') else ''}[Molen]({link})"
        agenda = {
            "title": f"---\nkind: agenda\ndate: {HERE}\nitems: [{{title: 'Se {text}'}}]\n---\n",
            "basis": f"---\nkind: agenda\ndate: {HERE}\nitems: [{{title: Molen, basis: 'Se {text}'}}]\n---\n",
            "prose": f"---\nkind: agenda\ndate: {HERE}\nitems: [{{title: Molen}}]\n---\nSe {text}.\n",
            "text": f"---\nkind: agenda\ndate: {HERE}\nitems: [{{title: Molen, text: 'Se {text}.'}}]\n---\n",
            "annex": f"---\nkind: agenda\ndate: {HERE}\nitems: [{{title: Molen, annexes: [{{title: 'Se {text}'}}]}}]\n---\n",
        }[where]
        self.write(f"s/{HERE}/agenda.md", agenda)
        return self.public()

    def test_a_closed_item_of_another_meeting(self):
        for where in ("title", "basis", "prose", "text", "annex"):
            links = [f"../{EARLIER}/agenda.md#punkt-{ID}", f"../{EARLIER}#{ID}", f"../{EARLIER}/{ID}.md"]
            links += [f"../{EARLIER}/{ID}.png"] if where in ("title", "basis", "annex") else []  # prose shows it
            for link in links:
                with self.subTest(where=where, link=link):
                    self.assert_says_nothing(SECRETS, self.sources(where, link))

    def test_a_task(self):
        """The table of actions has it once more."""
        self.settings()
        self.meeting(EARLIER, CLOSED["item"])
        self.write(f"s/{EARLIER}/{ID}.md", "---\nkind: annex\naccess: closed\n---\nTekst.\n")
        self.meeting(HERE)
        path = self.work / f"s/{HERE}/minutes.md"
        path.write_text(path.read_text() + f"\n- [ ] @Ib læser [notatet](../{EARLIER}/{ID}.md) due:2026-04-01\n")
        self.assert_says_nothing(SECRETS, self.public())
        self.assertIn("| 1 | læser notatet |", (self.work / f"out/{HERE}/minutes.md").read_text())

    def test_a_meeting_as_a_whole(self):
        self.sources("prose", f"../{EARLIER}")
        self.assertIn("source/agenda.md", "".join(str(path) for path in (self.work / f"bag/data/{HERE}").rglob("*")))

    def test_a_closed_item_of_the_same_meeting(self):
        """In an open annex, which stands in the bag though agenda and minutes do not."""
        self.settings()
        for link, is_there in ((f"#{ID}", False), (f"#punkt-{ID}", False), ("#molen", True)):
            self.meeting(HERE, CLOSED["item"])
            path = self.work / f"s/{HERE}/agenda.md"
            path.write_text(path.read_text().replace("title: Molen", "title: Molen\n    annexes: [notat.md]", 1))
            self.write(f"s/{HERE}/notat.md", f"---\nkind: annex\ntitle: Notat\n---\n[Se]({link})\n\n## Molen\n")
            self.assert_says_nothing(SECRETS, self.public())
            self.assertEqual((self.work / f"bag/data/{HERE}/source/notat.md").exists(), is_there, link)


class GuestTest(ReferenceCase):
    """Guests without an item come at their time."""

    def page(self, guest, items="10|open,20|closed,30|open"):
        self.settings()
        lines = "".join(f"  - {{title: Punkt, duration: {item.split('|')[0]}, access: {item.split('|')[1]}}}\n"
                        for item in items.split(","))
        self.write(f"s/{HERE}/agenda.md", f"---\nkind: agenda\ndate: {HERE}\ntime: 10:00-12:00\nguests: [{{name: Qz Dahl, {guest}}}]\n"
                                          f"items:\n{lines}---\n")
        data = self.public()
        pages = [(self.work / f"out/{HERE}/{page}.md").read_text() for page in ("agenda", "pack")]
        self.assertEqual(len({"Qz Dahl" in page for page in pages} | {b"qz dahl" in data}), 1)
        return pages[0]

    def test_within_the_closed_item(self):
        for time in ("10:10-10:30", "10:15-10:20", "10.10 – 10.30"):
            self.assertNotIn("Dahl", self.page(f"time: {time}"), time)

    def test_beyond_it(self):
        for time in ("10:00-10:30", "10:10-10:31", "10:05-10:10", "10:30-11:00", "11:30-11:45"):
            self.assertIn("Dahl", self.page(f"time: {time}"), time)

    def test_an_item_without_minutes_lasts_until_the_next(self):
        self.settings()
        self.write(f"s/{HERE}/agenda.md", f"---\nkind: agenda\ndate: {HERE}\ntime: 10:00-12:00\n"
                                          "guests: [{name: Qz Dahl, time: 10:30-10:45}]\nitems:\n  - {title: A, start: 10:00}\n"
                                          "  - {title: B, start: 10:20, access: closed}\n  - {title: C, start: 11:00}\n---\n")
        self.assertNotIn(b"qz dahl", self.public())

    def test_for_open_and_closed_items(self):
        """With the open one alone, and without the time that belongs to both."""
        page = self.page("item: [1, 2], time: 10:00-10:30")
        self.assertIn("Qz Dahl, deltager under punkt 1\n", page)
        self.assertNotIn("Dahl", self.page("item: 2, time: 10:00-12:00"))
        self.assertIn("Qz Dahl, deltager under punkt 3, kl. 10", self.page("item: 3, time: 10:30-11:00"))

    def test_a_closed_sub_item(self):
        self.settings()
        self.write(f"s/{HERE}/agenda.md", f"---\nkind: agenda\ndate: {HERE}\ntime: 10:00-12:00\n"
                                          "guests: [{name: Qz Dahl, time: 10:00-10:10}, {name: Ib Dahl, time: 10:10-10:20}]\nitems:\n"
                                          "  - title: A\n    items:\n      - {title: B, duration: 10, access: closed}\n"
                                          "      - {title: C, duration: 10}\n---\n")
        data = self.public()
        self.assertNotIn(b"qz dahl", data)
        self.assertIn(b"ib dahl", data)


class AttendanceTest(ReferenceCase):
    """Who was there for closed items alone, by items or by the clock."""

    def names(self, attendance):
        self.settings()
        self.write(f"s/{HERE}/agenda.md", f"---\nkind: agenda\ndate: {HERE}\ntime: 10:00-12:00\nitems:\n  - {{title: A, duration: 30}}\n"
                                          "  - {title: B, duration: 30, access: closed}\n  - {title: C, duration: 30}\n---\n")
        self.write(f"s/{HERE}/minutes.md", f"---\nkind: minutes\npresent: [Ib Dahl]\nattendance: [{{name: Qz Krag, {attendance}}}]\n"
                                           "decisions: {1: noted, 2: noted, 3: noted}\n---\n## 1\nA.\n\n## 2\nB.\n\n## 3\nC.\n")
        return b"qz krag" in self.public()

    def test_for_the_closed_item(self):
        for attendance in ("from: 2, until: 2", "from: 10:30, until: 11:00", "from: 10:35, until: 10:50"):
            self.assertFalse(self.names(attendance), attendance)

    def test_for_open_ones_too(self):
        for attendance in ("from: 2, until: 3", "until: 2", "from: 2", "from: 10:20, until: 11:00", "from: 10:30", "until: 11:00", "from: 10:30, until: 11:10"):
            self.assertTrue(self.names(attendance), attendance)


class SealTest(ReferenceCase):
    """The day of an approval that a closed item gave."""

    def test_a_closed_item_approved(self):
        for access, is_said in (("closed", False), ("open", True)):
            shutil.rmtree(self.work / "s", ignore_errors=True)
            self.settings()
            self.meeting(EARLIER)
            self.write(f"s/{HERE}/agenda.md", f"---\nkind: agenda\ndate: {HERE}\nitems:\n  - {{title: Molen}}\n"
                                              f"  - {{title: Referat, type: minutes-approval, approves: {EARLIER}, access: {access}}}\n---\n")
            self.write(f"s/{HERE}/minutes.md", "---\nkind: minutes\ndecisions: {1: noted, 2: approved}\n---\n## 1\nTalt om.\n")
            self.assert_status(self.referat("seal", f"s/{EARLIER}"), 0)
            self.public()
            result = self.referat("status", "s", "--table", "meetings", "-f", "json", "--edition", "public")
            row = json.loads(result.stdout)[0]
            self.assertEqual((row["sealed"], row["approved_at"]), (HERE, HERE) if is_said else (None, "not-approved"))


class UnreadTest(ReferenceCase):
    """A meeting whose sources have an error may close anything: what refers to it names it by its date."""

    def try_one(self, day, says):
        shutil.rmtree(self.work / "s", ignore_errors=True)
        shutil.rmtree(self.work / "out", ignore_errors=True)
        self.settings()
        self.meeting(day, Target(f"  - {{title: {TITLE}, id: {ID}, acces: closed}}\n"))
        self.meeting(HERE, None, says)
        result = self.build("s", "-o", "out", "--edition", "public", "-q", status=1)
        status = self.referat("status", "s", "-f", "json", "--edition", "public")
        return (unpacked(support.files_below(self.work / "out")) + status.stdout + result.stderr).lower()

    def test_each_reference(self):
        for day, says in ((LATER, {"decision": f"outcome: referred, to: {LATER}/{ID}"}),
                          (EARLIER, {"decision": f"outcome: referred, to: {EARLIER}/{ID}"}),
                          (EARLIER, {"item": f"carried_from: {EARLIER}/{ID}"}),
                          (EARLIER, {"item": f"type: minutes-approval, approves: {EARLIER}"}),
                          (EARLIER, {"minutes": f"actions: {{{ID}-a: {{status: open, note: {TASK}}}}}\n"})):
            with self.subTest(says=says):
                self.assert_says_nothing(SECRETS, self.try_one(day, says))
                self.assertTrue((self.work / f"out/{HERE}/pack.html").exists())


class UnitTest(ReferenceCase):
    """Units in the settings that closed items alone speak of: referat.yaml is no part of the public bag."""

    UNITS = "units: {QZA: Qztitleqz, ØK: Økonomi, B&U: Børn og Unge}\n"

    def exported(self, closed="", opened="", path="s", extra=""):
        shutil.rmtree(self.work / "s", ignore_errors=True)
        self.settings()
        with (self.work / "s/referat.yaml").open("a") as file:
            file.write(self.UNITS + extra)
        self.write(f"s/{EARLIER}/agenda.md", f"---\nkind: agenda\ndate: {EARLIER}\nitems:\n  - {{title: Molen}}\n"
                                             "  - {title: Fyret, access: closed}\n---\n")
        self.write(f"s/{EARLIER}/minutes.md", f"---\nkind: minutes\n---\n## 1\nTalt om. {opened}\n\n## 2\nTalt om. {closed}\n")
        self.meeting(HERE)
        shutil.rmtree(self.work / "bag", ignore_errors=True)
        self.assert_status(self.referat("export", path, "-o", "bag", "--edition", "public"), 0)
        return "data/source/referat.yaml" in support.files_below(self.work / "bag")

    def test_closed_alone(self):
        for words in ("Sendt til QZA.", "\n\n- [ ] @QZA undersøger det", "Sendt til Qztitleqz.", "ØK", "B&U"):
            self.assertFalse(self.exported(closed=words), words)
            self.assertNotIn(b"qza", unpacked(support.files_below(self.work / "bag")))
            rows = (self.work / "bag/metadata/inventory.csv").read_text("utf-8-sig")
            self.assertIn('"settings"', rows)

    def test_open_too_or_nowhere(self):
        for closed, opened in (("", ""), ("QZA", "QZA"), ("QZA", "\n\n- [ ] @QZA ringer"), ("", "ØK"), ("QZAX, XQZA, ØKO", ""),
                               ("ØK", "Økonomi")):
            self.assertTrue(self.exported(closed, opened), (closed, opened))

    def test_one_meeting(self):
        """Its bag has the settings of all of them."""
        self.assertFalse(self.exported(closed="QZA", path=f"s/{HERE}"))
        self.assertTrue(self.exported(closed="QZA", opened="QZA", path=f"s/{HERE}"))

    def test_a_closed_meeting(self):
        self.settings()
        with (self.work / "s/referat.yaml").open("a") as file:
            file.write(self.UNITS)
        self.meeting(HERE)
        self.meeting(LATER, CLOSED["meeting"])
        path = self.work / f"s/{LATER}/minutes.md"
        path.write_text(path.read_text() + "\nSendt til QZA.\n")
        self.assert_status(self.referat("export", "s", "-o", "bag", "--edition", "public"), 0)
        self.assertNotIn("data/source/referat.yaml", support.files_below(self.work / "bag"))

    def test_the_full_inventory_says_closed(self):
        self.exported(closed="QZA")
        for closed, access in (("QZA", "closed"), ("", "open")):
            self.exported(closed=closed)
            shutil.rmtree(self.work / "bag")
            self.assert_status(self.referat("export", "s", "-o", "bag"), 0)
            rows = (self.work / "bag/metadata/inventory.csv").read_text("utf-8-sig").splitlines()
            self.assertEqual([access], [row.split(";")[7].strip('"') for row in rows if '"settings"' in row])


if __name__ == "__main__":
    unittest.main()
