"""Series that are all references: items carried over, promised and left, cases, approvals that are right, doubled or of later meetings,
actions that are changed twice, opened again, or have a name that occurs twice; folders of one name, and meetings that were cancelled."""
import datetime
import random

OUTCOMES = ("approved", "adopted", "noted", "postponed", "not-reached", "returned", "dropped", "rejected", "none", "discussed", "adopted-amended")
FIRST = datetime.date(2020, 1, 6)


class References:
    """files: path -> text. unique: no name occurs twice; ahead: later meetings are referred to, too."""

    def __init__(self, seed, count=24, ahead=False, unique=False):
        self.random = random.Random(f"references {seed} {count} {ahead} {unique}")
        self.ahead, self.unique = ahead, unique
        days = [FIRST + datetime.timedelta(days=20 * k) for k in range(count)]
        names = {self.name(day): day for day in days}
        self.meetings = sorted(names.items(), key=lambda entry: entry[1])
        self.actions = []
        self.files = {"referat.yaml": "series: Prøve\nbody: Prøveudvalg\nlanguage: da\nfollow_up: true\n"
                                      f"closed_items: {self.random.choice(('number', 'title', 'omit'))}\n"
                                      f"approval: {self.random.choice(('next-meeting', 'next-meeting', 'signatures', 'none'))}\n"}
        for k in range(len(self.meetings)):
            self.add_meeting(k)

    def name(self, day):
        is_short = self.random.random() < .4 and not self.unique
        return f"{day.year}/m{day.month:02}" if is_short else f"{day.year}/{day.isoformat()}"

    def short(self, k):
        return self.meetings[k][0].split("/")[-1]

    def other(self, k):
        last = len(self.meetings) if self.ahead and self.random.random() < .3 else max(k, 1)
        at = self.random.randrange(last)
        return self.short(at) if self.random.random() < .7 else "../../" + self.meetings[at][0]

    def item(self, k, i):
        """The lines of an item in the agenda."""
        lines, kind = [f"  - title: Sag {k}.{i} om et stykke grund"], self.random.random()
        if kind < .25 and k:
            lines += ["    type: minutes-approval", f"    approves: {self.other(k)}"]
        else:
            lines.append("    type: decision")
        if .25 <= kind < .55 and k:
            lines.append(f"    carried_from: {self.other(k)}/{self.random.randint(1, 4)}")
        if self.random.random() < .35:
            lines.append(f"    case: S-{self.random.randint(1, 8)}")
        if self.random.random() < .2:
            lines.append(f"    id: emne-{self.random.randint(1, 3)}-{i}")
        if self.random.random() < .12:
            lines.append("    access: closed")
        return lines

    def decision(self, k, i):
        outcome = self.random.choice(OUTCOMES)
        parts = [f"outcome: {outcome}"]
        if outcome in ("postponed", "returned") and k + 1 < len(self.meetings) and self.random.random() < .6:
            to = self.short(min(k + self.random.randint(1, 3), len(self.meetings) - 1)) if self.ahead else "Byrådet"
            parts.append(f"to: {to}")
        if self.random.random() < .15:
            parts.append(f"returns: {self.meetings[k][1].year + self.random.randint(0, 1)}-{self.random.randint(1, 12):02}")
        if self.random.random() < .2:
            parts.append("votes: {for: [Ane Holm], against: 2, abstained: 1}")
        return f"  {i}: {{{', '.join(parts)}}}"

    def tasks(self, k, i):
        year, lines = self.meetings[k][1].year, []
        for j in range(self.random.randint(0, 2)):
            due = self.random.choice(("", f" due:{year}-{self.random.randint(1, 12):02}", f" due:{year}-{self.random.randint(1, 12):02}-05",
                                      f" due:{year}-W{self.random.randint(10, 50)}"))
            if self.random.random() < .3:
                name = f"opgave-{self.random.randint(1, 12)}" + (f"-{k}-{i}-{j}" if self.unique else "")
                lines.append(f"- [ ] @HA skriver brev {k}.{i}.{j} id:{name}{due}")
            else:
                name = f"{self.short(k)}/{i}/{j + 1}"
                lines.append(f"- [{self.random.choice('  x')}] @HA måler vand {k}.{i}.{j}{due}")
            self.actions.append(name)
        return lines

    def changes(self, k):
        year, changed = self.meetings[k][1].year, {}
        for _ in range(self.random.randint(0, 4)):
            if self.actions:
                changed[self.random.choice(self.actions[-25:])] = self.random.choice(
                    ("done", "done", "open", "cancelled", f"{{due: {year}-03-01}}", "{status: done, note: Sket.}",
                     "{owner: [BO], note: Flyttet.}", f"{{status: open, due: {year}-09}}"))
        return ["actions:", *(f"  {name}: {change}" for name, change in changed.items())] if changed else []

    def add_meeting(self, k):
        name, day = self.meetings[k]
        numbers = range(1, self.random.randint(2, 6) + 1)
        status = self.random.choice(("final", "final", "final", "cancelled"))
        agenda = ["---", "kind: agenda", f"date: {day.isoformat()}", "time: 10:00-12:00", f"status: {status}", "items:"]
        for i in numbers:
            agenda += self.item(k, i)
        self.files[f"{name}/agenda.md"] = "\n".join([*agenda, "---", ""])
        if k > len(self.meetings) - 3:
            return
        decisions = [self.decision(k, i) for i in numbers if self.random.random() < .9]
        changes = self.changes(k)
        minutes = ["---", "kind: minutes", f"meeting: {self.short(k)}", f"status: {self.random.choice(('final', 'final', 'draft'))}",
                   "present: [Ane Holm, Bo Lund]", "absent: [{name: Carl Dam, reason: Syg, substitute: Dea Eg}]"]
        if self.random.random() < .3:
            minutes.append(f"signatures: [{{name: Ane Holm, date: {day.isoformat()}}}, {{name: Bo Lund}}]")
        minutes += [*(["decisions:", *decisions] if decisions else []), *changes, "---"]
        for i in numbers:
            minutes += [f"## {i}", "Drøftet.", "", *self.tasks(k, i), ""]
        self.files[f"{name}/minutes.md"] = "\n".join(minutes) + "\n"
