"""Series that differ in their closed parts alone have the same public edition, byte for byte: pages, index, workbook, tables."""
import json
import random
import shutil
import sqlite3
import unittest

import support

DAYS = ("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23")
OUTCOMES = ("adopted", "postponed", "noted", "referred", "not-reached", "rejected")
PEOPLE = ("Ib Dahl", "Eva Bro", "Per Lund")


class Closed:
    """What is closed in a series: of every place one way to fill it, by chance."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.actions = {}  # day -> ids of the actions of closed items

    def maybe(self, text, share=0.5):
        return text if self.chance.random() < share else ""

    def word(self):
        return "qz" + "".join(self.chance.choice("abdeflnorst") for _ in range(self.chance.randint(3, 9)))

    def item(self, n):
        """A closed item's fields, its recommendation and annexes among them."""
        return "".join((
            f"title: {self.word()} {self.word()}\n",
            self.maybe(f"    id: {self.word()}{n}\n"),
            self.maybe("    type: decision\n"),
            self.maybe(f"    responsible: [{self.word().title()} Holm]\n"),
            self.maybe(f"    case: '{self.chance.randint(10, 99)}/{self.chance.randint(10, 99)}'\n"),
            self.maybe(f"    purpose: {self.word()}\n"), self.maybe(f"    text: Om {self.word()}.\n"),
            self.maybe("    recommendation: qz-r.md\n"), self.maybe("    annexes: [qz-a.md, {title: " + self.word() + "}]\n"),
            self.maybe(f"    basis: § {self.chance.randint(1, 99)}\n"), self.maybe("    review: 2046-01-01\n")))

    def decision(self):
        fields = [f"outcome: {self.chance.choice(OUTCOMES)}", self.maybe(f"wording: {self.word()}"),
                  self.maybe("returns: 2026-09"), self.maybe(f"to: {self.chance.choice(DAYS)}"),
                  self.maybe("disqualified: [Eva Bro]"), self.maybe(f"mover: {self.chance.choice(PEOPLE)}")]
        return "{" + ", ".join(field for field in fields if field) + "}"

    def section(self, day, n):
        name = f"{self.word()}{day[-2:]}{n}"
        task = self.maybe(f"\n- [{self.chance.choice(' x')}] @{self.word()} laver {self.word()} due:2026-0{self.chance.randint(4, 9)}-01 id:{name}\n")
        if task:
            self.actions.setdefault(day, []).append(name)
        return f"{self.word()} blev drøftet.\n{task}"

    def changes(self, day):
        """What later minutes say of closed actions."""
        known = [name for earlier, names in self.actions.items() if earlier < day for name in names]
        return [f"{name}: {{status: {self.chance.choice(('done', 'open', 'cancelled'))}, note: {self.word()}}}"
                for name in known if self.chance.random() < 0.5]


def write_closed_papers(write, closed, folder):
    write(f"{folder}/qz-a.md", f"---\nkind: annex\ntitle: {closed.word()}\naccess: closed\n---\n{closed.word()}\n")
    points = ", ".join(f"at {closed.word()}" for _ in range(closed.chance.randint(1, 3)))
    write(f"{folder}/qz-r.md", f"---\nkind: recommendation\ntitle: {closed.word()}\nrecommends: [{points}]\naccess: closed\n"
                               f"{closed.maybe('returns: 2026-08')}\n---\n{closed.word()}\n")


class Shape:
    """What is open in a series, and where something closed stands."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.policy = self.chance.choice(("number", "omit"))
        self.has_follow_up = self.chance.random() < 0.7
        kinds = ("open", "group", "closed", "by minutes")
        self.items = {day: [self.chance.choice(kinds) for _ in range(self.chance.randint(0, 2))] + ["open"] +
                           [self.chance.choice(kinds) for _ in range(self.chance.randint(0, 3))] for day in DAYS}
        self.untimed = self.chance.choice(DAYS)  # where closed items may take any time: open ones have none to show
        self.closed_meeting = self.chance.choice((None, None, DAYS[1], DAYS[2]))

    def write(self, case, name, closed):
        """closed fills in the rest; the open parts come out alike each time."""
        self.chance = random.Random(repr(self.items))
        case.write(f"{name}/referat.yaml", f"series: Havnerådet\nclosed_items: {self.policy}\nfollow_up: {str(self.has_follow_up).lower()}\n"
                                           "checks: {vote-count: off, unused-document: off}\n")
        for day in DAYS:
            write_closed_papers(case.write, closed, f"{name}/{day}")
            self.write_agenda(case, name, day, closed)
            self.write_minutes(case, name, day, closed)

    def is_closed(self, day, kind):
        return kind in ("closed", "by minutes") or day == self.closed_meeting

    def origin(self, day, closed):
        """An open item comes from an open one of an earlier meeting, or from nowhere that may be said."""
        earlier = [(other, n, kind) for other in DAYS if other < day for n, kind in enumerate(self.items[other], 1)]
        hidden = [f", carried_from: {other}/{n}" for other, n, kind in earlier if self.is_closed(other, kind)]
        shown = [f", carried_from: {other}/{n}" for other, n, kind in earlier if not self.is_closed(other, kind)]
        if shown and self.chance.random() < 0.3:
            return self.chance.choice(shown)
        return closed.chance.choice(["", *hidden])

    def write_agenda(self, case, name, day, closed):
        lines, guests = "", []
        for n, kind in enumerate(self.items[day], 1):
            minutes = closed.chance.randint(5, 40) if day == self.untimed else 20
            if kind == "open":
                carried = self.origin(day, closed)
                lines += f"  - {{title: Punkt {n}, duration: 10{carried}}}\n"
            elif kind == "group":
                lines += (f"  - title: Gruppe {n}\n    items:\n      - {{title: {closed.word()}, access: closed, duration: {minutes}}}\n"
                          "      - {title: Del, duration: 5}\n")
            else:
                lines += f"  - {closed.item(n)}    duration: {minutes}\n" + ("    access: closed\n" if kind == "closed" else "")
                guests += [f"{{name: {closed.word().title()} Friis, item: {n}}}"] if closed.chance.random() < 0.4 else []
        own = "".join(f"guests: [{', '.join(guests)}]\n" if guests else "")
        case.write(f"{name}/{day}/agenda.md", f"---\nkind: agenda\ndate: {day}\n{'' if day == self.untimed else 'time: 10:00-14:00'}\n{own}"
                   f"{'access: closed' if day == self.closed_meeting else ''}\nitems:\n{lines}---\n")

    def write_minutes(self, case, name, day, closed):
        decisions = body = attendance = ""
        for n, kind in enumerate(self.items[day], 1):
            if kind in ("open", "group"):
                to = self.chance.choice(("", f", to: {self.chance.choice(DAYS)}", ", to: Byrådet"))
                decisions += f"  {n}: {{outcome: {self.chance.choice(OUTCOMES)}{to}}}\n"
                body += f"## {n}\nTalt om punkt {n}.\n\n- [ ] @Per gør det id:a{day[-2:]}{n}\n\n"
                continue
            access = ", access: closed}" if kind == "by minutes" else "}"
            decisions += f"  {n}: {closed.decision()[:-1]}{access}\n"
            body += f"## {n}\n{closed.section(day, n)}\n"
            is_first = all(self.is_closed(day, other) for other in self.items[day][:n])
            at = f"until: {n}" if is_first else f"from: {n}, until: {n}"
            attendance += closed.maybe(f"  - {{name: {closed.word().title()} Krag, {at}}}\n")
        is_done = day == DAYS[2] and day != self.closed_meeting
        changes = closed.changes(day) + [f"a{DAYS[0][-2:]}{self.items[DAYS[0]].index('open') + 1}: done"] * is_done
        fields = ("attendance:\n" + attendance if attendance else "") + (f"actions: {{{', '.join(changes)}}}\n" if changes else "")
        case.write(f"{name}/{day}/minutes.md", f"---\nkind: minutes\nmeeting: {day}\npresent: [{', '.join(PEOPLE)}]\n{fields}"
                                               f"decisions:\n{decisions}---\n{body}")


class SameTest(support.Case):
    SEEDS = range(24)

    def public(self, name):
        self.build(name, "-o", "out", "-f", "html,md,xlsx,sqlite", "--edition", "public", "-q", "--as-of", "2026-06-01", "--diagnostics=json")
        found = support.files_below(self.work / "out")
        for more in ([], ["--open"]):
            result = self.referat("status", name, "-f", "json", "--edition", "public", "--as-of", "2026-06-01", *more)
            self.assert_status(result, 0)
            tables = json.loads(result.stdout)
            tables.pop("checks")  # how much there is to say of what is closed
            found[f"status {more}"] = json.dumps(tables, indent=1).encode()
        for file in ("status.xlsx", "record.sqlite"):
            found.pop(file)  # which have that table, too
        with sqlite3.connect(self.work / "out/record.sqlite") as db:
            db.execute("DELETE FROM finding")
            found["record"] = "\n".join(db.iterdump()).encode()
        db.close()
        shutil.rmtree(self.work / "out")
        return found

    def test_closed_parts_by_chance(self):
        for seed in self.SEEDS:
            with self.subTest(seed=seed):
                shape, editions = Shape(seed), []
                for variant in ("a", "b"):
                    shutil.rmtree(self.work / "s", ignore_errors=True)
                    shape.write(self, "s", Closed(f"{seed}{variant}"))
                    editions.append(self.public("s"))
                one, other = editions
                self.assertEqual(sorted(one), sorted(other))
                for name in one:
                    self.assertEqual(one[name].decode(), other[name].decode(), name)


if __name__ == "__main__":
    unittest.main()
