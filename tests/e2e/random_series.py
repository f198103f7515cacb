"""Series of meetings by chance, for what is to hold of every series: items and sub-items, papers, decisions, follow-ups over several meetings.

A series says nothing that is an error, and everything that ties meetings to each other happens more than once in a hundred seeds."""
import datetime
import random

import fields

OUTCOMES = ("approved", "approved-amended", "adopted", "not-adopted", "rejected", "noted", "informed", "discussed", "recommended",
            "referred", "returned", "postponed", "postponed", "withdrawn", "dropped", "not-reached", "lapsed", "none")
PEOPLE = ("Ann Lee", "Bo Ray", "Cy Dunn", "Dot Erskine")
GUESTS = ("Eli Frost", "Fay Gill")
UNITS = {"OPS": "Operations", "FIN": "Finance"}
CASES = ("12/7", "B-3", "2026-001")
CHECKS = ("never-approved", "approved-twice", "missing-minutes", "unanswered-point", "missing-decision", "bad-carry", "not-carried", "vote-count", "over-time",
          "overlap", "absent-acted", "unaccounted", "action-without-owner", "action-without-deadline", "unused-document", "guest-outside-item")


class Series:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.files = {}
        self.actions, self.items = [], []  # of earlier meetings: an action's id; a meeting, an item's number
        as_annex = self.chance.random() < 0.7
        self.files["referat.yaml"] = fields.yaml({
            "series": "Board", "body": "Board", "language": "en", "time": "10:00-12:00", "place": "Hall", "participants": list(PEOPLE),
            "units": UNITS, "recommendation": {"as_annex": str(as_annex).lower()}, "checks": {check: "off" for check in CHECKS}})
        day = datetime.date(2026, 1, 5)
        self.recorded = []  # meetings with minutes
        for _ in range(self.chance.randint(3, 5)):
            self.meeting(day.isoformat())
            day += datetime.timedelta(days=self.chance.randint(1, 40))

    def maybe(self, share, value):
        """A field that is there or not."""
        return value() if self.chance.random() < share else {}

    def month(self):
        return f"2026-{self.chance.randint(1, 12):02}"

    # ---- The agenda ----

    def item(self, day, label):
        chance = self.chance
        own = {"title": f"Matter {label} of {day}",
               **self.maybe(0.6, lambda: {"duration": chance.choice((0, 5, 20, "1 h"))}),
               **self.maybe(0.1, lambda: {"start": f"1{chance.randint(0, 1)}:{chance.randint(10, 59)}"}),
               **self.maybe(0.3, lambda: {"case": chance.choice(CASES)}),
               **self.maybe(0.2, lambda: {"responsible": chance.sample(PEOPLE, 2)}),
               **self.maybe(0.4, lambda: {"carried_from": "/".join(chance.choice(self.items))} if self.items else {})}
        if self.recorded and chance.random() < 0.25:
            own.update(type="minutes-approval", approves=chance.choice(self.recorded))
        return own

    def papers(self, day, label):
        """A recommendation and annexes; the same file twice now and then."""
        chance, given = self.chance, {}
        names = [f"{label}-{n}.{chance.choice(('csv', 'md'))}" for n in range(chance.randint(0, 3))]
        for name in names:
            text = fields.document({"kind": "annex", "title": f"Paper {name}"}, "Words.\n")
            self.files[f"{day}/{name}"] = text if name.endswith("md") else f"{name};1\n" * chance.randint(1, 9)
        if chance.random() < 0.4:
            points = [f"that {label} be done {n} times" for n in range(chance.randint(1, 3))]
            own = chance.sample(names, chance.randint(0, len(names)))
            self.files[f"{day}/{label}-r.md"] = fields.document(
                {"kind": "recommendation", "title": f"Plan {label}", "recommends": points, **({"annexes": own} if own else {})},
                "".join(f"See [it]({name}).\n" for name in own[:chance.randint(0, 2)]))
            given["recommendation"] = f"{label}-r.md"
        annexes = [name if chance.random() < 0.6 else {"file": name, "title": f"Given {name}"} for name in names]
        annexes += [{"title": f"Letter {label}"}] if chance.random() < 0.3 else []
        return {**given, **({"annexes": annexes} if annexes else {})}

    def agenda(self, day):
        chance, items, labels = self.chance, [], []
        for n in range(1, chance.randint(3, 6)):
            item = {**self.item(day, str(n)), **self.papers(day, str(n))}
            labels.append((str(n), item))
            if chance.random() < 0.25:
                has_letters = chance.random() < 0.5
                item.update({"items": [], **({"numbering": "letters"} if has_letters else {})})
                for k in range(1, 3):
                    item["items"].append(self.item(day, f"{n}-{k}"))
                    labels.append((f"{n}.{'@AB'[k] if has_letters else k}", item["items"][-1]))
            items.append(item)
        tops = [label for label, _ in labels if "." not in label]
        guests = [{"name": name, "item": chance.sample(tops, min(2, len(tops)))} for name in GUESTS if chance.random() < 0.4]
        order = chance.sample(tops, len(tops)) if chance.random() < 0.3 and len(tops) == len(labels) else None
        self.files[f"{day}/agenda.md"] = fields.document({
            "kind": "agenda", "date": day, **({"guests": guests} if guests else {}), **({"order": order} if order else {}),
            **self.maybe(0.2, lambda: {"status": "draft"}), "items": items})
        return labels

    # ---- The minutes ----

    def decision(self, day, item):
        chance = self.chance
        later = (datetime.date.fromisoformat(day) + datetime.timedelta(days=30)).isoformat()
        given = {"outcome": chance.choice(OUTCOMES),
                 **self.maybe(0.2, lambda: {"wording": f"So it is, on {day}."}),
                 **self.maybe(0.2, lambda: {"returns": self.month()}),
                 **self.maybe(0.2, lambda: {"to": chance.choice((later, "Council"))}),
                 **self.maybe(0.2, lambda: {"votes": {"for": chance.randint(0, 4), "against": chance.randint(0, 4), "abstained": 1}}),
                 **self.maybe(0.1, lambda: {"dissent": [{"name": name, "text": "No."} for name in PEOPLE[:chance.randint(1, 2)]]}),
                 **self.maybe(0.2, lambda: {"disqualified": chance.sample(PEOPLE[:2], chance.randint(1, 2))})}
        if "recommendation" in item:
            text = self.files[f"{day}/{item['recommendation']}"]
            count = text.count(" be done ")
            points = {str(n): chance.choice(OUTCOMES) for n in range(1, count + 1) if chance.random() < 0.6}
            given.update({"points": points} if points else {})
        return given["outcome"] if len(given) == 1 else given

    def tasks(self, day, label):
        lines = []
        for n in range(self.chance.choice((0, 0, 1, 2))):
            owners = "".join(f"@{name} " for name in self.chance.sample(("OPS", "FIN", "Ann Lee"), self.chance.randint(0, 2)))
            due = self.chance.choice(("", f" due:{self.month()}-11", f" due:{self.month()}", ' due:"before Easter"', " due:2026-W20"))
            own = f" id:t{day[5:7]}{day[8:]}{label.replace('.', '')}{n}" if self.chance.random() < 0.4 else ""
            box = "x" if self.chance.random() < 0.2 else " "
            lines.append(f"- [{box}] {owners}does task {n} of {label}{due}{own}")
            self.new_actions.append(own[4:] or f"{day}/{label}/{n + 1}")
        return "\n\n".join(lines)

    def change(self):
        chance = self.chance
        status = chance.choice(("done", "done", "cancelled", "open"))
        return chance.choice((status, {"status": status, **self.maybe(0.5, lambda: {"note": f"Note {chance.randint(1, 99)}."}),
                                       **self.maybe(0.4, lambda: {"owner": chance.choice(("OPS", "Bo Ray"))}),
                                       **self.maybe(0.4, lambda: {"due": f"{self.month()}-21"})}))

    def minutes(self, day, labels):
        chance = self.chance
        present = list(PEOPLE[:chance.randint(2, 4)])
        absent = [{"name": name, **self.maybe(0.5, lambda: {"reason": "ill"}), **self.maybe(0.5, lambda: {"substitute": f"Sub {name}"})}
                  for name in PEOPLE[len(present):]]
        decisions = {label: self.decision(day, item) for label, item in labels if chance.random() < 0.85}
        changes = {action: self.change() for action in self.actions if chance.random() < 0.35}
        head = {"kind": "minutes", "meeting": day, "present": present, **({"absent": absent} if absent else {}),
                **self.maybe(0.2, lambda: {"status": "draft"}), **({"actions": changes} if changes else {}),
                **({"decisions": decisions} if decisions else {})}
        body = self.tasks(day, "0") + "\n\n"
        for label, _ in labels:
            body += f"## {label}\nSpoken of.\n\n{self.tasks(day, label)}\n\n"
        self.files[f"{day}/minutes.md"] = fields.document(head, body)

    def meeting(self, day):
        self.new_actions = []
        labels = self.agenda(day)
        if self.chance.random() < 0.9:
            self.minutes(day, labels)
            self.recorded.append(day)
        self.actions += self.new_actions
        self.items += [(day, label) for label, _ in labels]
