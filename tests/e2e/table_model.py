"""The status tables of a series as docs/format.md has them, computed from the sources anew: an oracle that shares no line with the program.

It reads what random_series.py writes: documents whose fields are each one line of JSON, and Markdown of a few forms."""
import calendar
import datetime
import hashlib
import json
import re

OPEN = {"postponed", "not-reached", "returned"}  # what keeps a matter open
APPROVING = {"approved", "approved-amended", "adopted", "adopted-amended", "noted"}
TASK = re.compile(r"^- \[([ x])\] ((?:@(?:OPS|FIN|Ann Lee) )*)(.*?)(?: due:(\"[^\"]*\"|\S+))?(?: id:(\S+))?$")
MONTHS = "January February March April May June July August September October November December".split()


def read(text):
    """A document's fields and its Markdown."""
    _, head, body = text.split("---\n", 2)
    return {key: json.loads(value) for key, value in (line.split(": ", 1) for line in head.splitlines())}, body


def listed(value):
    return value if isinstance(value, list) else [value]


def minutes_of(duration):
    """A duration in minutes; 0 where there is none."""
    match = re.fullmatch(r"(?:(\d+) h)?(\d*)", str(duration or 0))
    return 60 * int(match[1] or 0) + int(match[2] or 0)


def clock(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"


def last_day(due):
    """Of a day, a month or a week the last day; None of words."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", due or ""):
        return datetime.date.fromisoformat(due)
    if re.fullmatch(r"\d{4}-\d\d", due or ""):
        year, month = map(int, due.split("-"))
        return datetime.date(year, month, calendar.monthrange(year, month)[1])
    if re.fullmatch(r"\d{4}-W\d\d", due or ""):
        return datetime.date.fromisocalendar(int(due[:4]), int(due[6:]), 7)
    return None


class Item:
    def __init__(self, meeting, given, number):
        self.meeting, self.given, self.number = meeting, given, number
        self.decision, self.back = {}, None

    @property
    def outcome(self):
        return self.decision.get("outcome")

    @property
    def is_left(self):
        return self.outcome in OPEN or "returns" in self.decision

    @property
    def place(self):
        return f"{self.meeting.day}/{self.number}"


class Action:
    def __init__(self, meeting, number, count, match):
        self.meeting, self.number = meeting, number
        self.id = match[5] or f"{meeting.day}/{number}/{count}"
        self.owner = ", ".join(re.findall(r"@(OPS|FIN|Ann Lee)", match[2])) or None
        self.task, self.due = match[3], (match[4] or "").strip('"') or None
        self.state, self.closed_at, self.note = "done" if match[1] == "x" else "open", None, None

    def change(self, meeting, change):
        change = {"status": change} if isinstance(change, str) else change
        if "status" in change:
            self.state = change["status"]
            self.closed_at = None if self.state == "open" else meeting.day
        self.due = change.get("due", self.due)
        self.owner = change.get("owner", self.owner)
        self.note = change.get("note", self.note)


class Meeting:
    def __init__(self, day, files):
        self.day, self.files = day, files
        self.agenda, _ = read(files[f"{day}/agenda.md"])
        self.minutes, self.body = read(files[f"{day}/minutes.md"]) if f"{day}/minutes.md" in files else ({}, "")
        self.items = list(self.number(self.agenda["items"], "", False))
        for item in self.items:
            decision = self.minutes.get("decisions", {}).get(item.number, {})
            item.decision = {"outcome": decision} if isinstance(decision, str) else decision
        self.actions = list(self.read_actions())

    def number(self, items, before, has_letters):
        for n, given in enumerate(items, 1):
            label = chr(64 + n) if has_letters else str(n)
            yield Item(self, given, before + label)
            yield from self.number(given.get("items", ()), before + label + ".", given.get("numbering") == "letters")

    def treated(self):
        """The items in the order of treatment."""
        order = self.agenda.get("order") or [item.number for item in self.items if "." not in item.number]
        return [item for number in order for item in self.items if item.number.split(".")[0] == number]

    def read_actions(self):
        number, count = "0", 0  # the introduction
        for line in self.body.splitlines():
            if line.startswith("## "):
                number, count = line[3:], 0
            elif match := TASK.match(line):
                count += 1
                yield Action(self, number, count, match)

    def annexes(self, item):
        """(number, title, path, who names it), in the order of the pack."""
        found, own = {}, []
        path = item.given.get("recommendation")
        if path:
            recommendation, _ = read(self.files[f"{self.day}/{path}"])
            settings = self.files["referat.yaml"]
            if '"as_annex": "false"' not in settings:
                found[path] = f"Recommendation - {recommendation['title']}"
            for name in recommendation.get("annexes", ()):
                found[name] = self.title(name)
        for entry in item.given.get("annexes", ()):
            name = entry if isinstance(entry, str) else entry.get("file")
            title = self.title(name) if isinstance(entry, str) else entry["title"]
            if name is None:
                own.append(title)
            elif name not in found or isinstance(entry, dict):
                found[name] = title  # one that is given where the file is named wins
        numbered = [(n, title, name, self.who_refers(path, name)) for n, (name, title) in enumerate(found.items(), 1)]
        return numbered + [(None, title, None, None) for title in own]

    def who_refers(self, recommendation, name):
        """A recommendation whose text leads to the annex."""
        text = self.files[f"{self.day}/{recommendation}"] if recommendation else ""
        return f"{self.day}/{recommendation}" if f"]({name})" in text else None

    def title(self, name):
        return read(self.files[f"{self.day}/{name}"])[0]["title"] if name.endswith(".md") else name

    def points(self, item):
        path = item.given.get("recommendation")
        return read(self.files[f"{self.day}/{path}"])[0]["recommends"] if path else []


class Model:
    def __init__(self, files, as_of):
        days = sorted({path.partition("/")[0] for path in files if "/" in path})
        self.meetings = [Meeting(day, files) for day in days]
        self.as_of = datetime.date.fromisoformat(as_of)
        for i, meeting in enumerate(self.meetings):
            known = {action.id: action for earlier in self.meetings[:i] for action in earlier.actions}
            for name, change in meeting.minutes.get("actions", {}).items():
                known[name].change(meeting, change)
            for item in meeting.items:
                self.bring_back(self.meetings[:i], item)

    @staticmethod
    def bring_back(earlier, item):
        """What this item takes up again: what it names, and what is left of its case."""
        case, origin = item.given.get("case"), item.given.get("carried_from")
        for old in (old for meeting in earlier for old in meeting.items):
            is_of_the_case = old.is_left and case is not None and old.given.get("case") == case
            if old.back is None and (old.place == origin or is_of_the_case):
                old.back = item

    def each(self):
        return [(meeting, item) for meeting in self.meetings for item in meeting.items]

    # ---- Tables, as lists of rows; open_only: --open ----

    def actions(self, open_only):
        for action in (action for meeting in self.meetings for action in meeting.actions):
            last = last_day(action.due)
            late = (self.as_of - last).days if last and action.state == "open" else 0
            if not open_only or action.state == "open":
                yield {"id": action.id, "meeting": action.meeting.day, "item": action.number, "task": action.task, "owner": action.owner,
                       "due": action.due, "state": action.state, "closed_at": action.closed_at,
                       "days_overdue": late if late > 0 else None, "note": action.note}

    def decisions(self, open_only):
        for meeting, item in self.each():
            case, votes = item.given.get("case"), item.decision.get("votes")
            head = {"meeting": meeting.day, "item": item.number, "title": item.given["title"]}
            if not item.outcome:
                continue
            if not open_only or not item.back and (item.outcome in OPEN or "returns" in item.decision):
                said = votes and f"In favour: {votes['for']}, Against: {votes['against']}, Abstained: {votes['abstained']}"
                dissent = ", ".join(one["name"] for one in item.decision.get("dissent", ())) or None
                yield {**head, "point": None, "asked": None, "outcome": item.outcome, "votes": said, "dissent": dissent, "case": case}
            for n, asked in enumerate(meeting.points(item), 1):
                outcome = item.decision.get("points", {}).get(str(n), "unanswered")
                if not open_only or outcome == "unanswered" or outcome in OPEN and not item.back:
                    yield {**head, "point": str(n), "asked": asked, "outcome": outcome, "votes": None, "dissent": None, "case": case}

    def forward(self, open_only):
        for meeting, item in self.each():
            kind = "promised" if "returns" in item.decision else "postponed" if item.outcome in OPEN else "carried" if item.back else None
            if kind and not (open_only and item.back):
                yield {"meeting": meeting.day, "item": item.number, "title": item.given["title"], "kind": kind,
                       "to": item.decision.get("to"), "returns": item.decision.get("returns"),
                       "came_back": item.back.place if item.back else "pending"}

    def approval(self, meeting):
        for later in self.meetings[self.meetings.index(meeting) + 1:]:
            for item in later.items:
                if meeting.day in listed(item.given.get("approves")) and item.outcome in APPROVING:
                    return later.day
        return "not-approved"

    def meetings_table(self, open_only):
        for meeting in self.meetings:
            date, approved_at = datetime.date.fromisoformat(meeting.day), self.approval(meeting) if meeting.minutes else None
            if not open_only or approved_at in (None, "not-approved"):
                yield {"meeting": meeting.day, "date": meeting.day, "title": f"Board {date.day} {MONTHS[date.month - 1]} {date.year}",
                       "start": "10:00", "end": "12:00", "place": "Hall", "state": None, "agenda": meeting.agenda.get("status", "final"),
                       "minutes": meeting.minutes.get("status", "final") if meeting.minutes else None, "approved_at": approved_at,
                       "sealed": None, "items": len(meeting.items), "decisions": sum(bool(item.outcome) for item in meeting.items),
                       "actions": len(meeting.actions),
                       "annexes": sum(number is not None for item in meeting.items for number, *_ in meeting.annexes(item))}

    def cases(self, _):
        rows = [{"case": item.given["case"], "date": meeting.day, "body": "Board", "meeting": meeting.day, "item": item.number,
                 "title": item.given["title"], "outcome": item.outcome} for meeting, item in self.each() if "case" in item.given]
        return sorted(rows, key=lambda row: (row["case"].encode(), row["date"]))

    def attendance(self, _):
        for meeting in self.meetings:
            head = {"meeting": meeting.day, "date": meeting.day}
            for name in meeting.minutes.get("present", ()):
                missed = []
                for item in meeting.treated():
                    is_within = any(item.number.startswith(number + ".") for number in missed)
                    missed += [item.number] if name in item.decision.get("disqualified", ()) and not is_within else []
                yield {**head, "name": name, "state": "present", "reason": None, "substitute": None, "missed_items": ", ".join(f"{number} (Disqualified)" for number in missed) or None}
            for one in meeting.minutes.get("absent", ()):
                yield {**head, "name": one["name"], "state": "absent", "reason": one.get("reason"), "substitute": one.get("substitute"),
                       "missed_items": None}
                if "substitute" in one:
                    yield {**head, "name": one["substitute"], "state": "substitute", "reason": None, "substitute": None, "missed_items": None}

    def plan(self, item, now, times):
        """Gives an item and those below it their times; says when it is over. Sub-items lie within the minutes that it has of its own."""
        start = item.given.get("start")
        now = int(start[:2]) * 60 + int(start[3:]) if start else now
        inner, subs = now, [sub for sub in item.meeting.items if re.fullmatch(re.escape(item.number) + r"\.\w+", sub.number)]
        for sub in subs:
            inner = self.plan(sub, inner, times)
        has_own = "duration" in item.given
        planned = minutes_of(item.given["duration"]) if has_own else sum(times[sub.number][1] for sub in subs)
        times[item.number] = (now, planned)
        return now + planned if has_own or not subs else inner

    def schedule(self, _):
        for meeting in self.meetings:
            tops = [item for item in meeting.items if "." not in item.number]
            order = meeting.agenda.get("order") or [item.number for item in tops]
            now, times = 600, {}
            for number in order:
                now = self.plan(next(item for item in tops if item.number == number), now, times)
            for item in meeting.items:
                start, planned = times[item.number]
                guests = [guest["name"] for guest in meeting.agenda.get("guests", ()) if item.number in listed(guest["item"])]
                yield {"meeting": meeting.day, "date": meeting.day, "order": order.index(item.number) + 1 if item in tops else None, "item": item.number,
                       "title": item.given["title"], "start": clock(start), "end": clock(start + planned), "minutes": planned or None,
                       "guests": ", ".join(guests) or None}

    def annexes(self, _):
        for meeting, item in self.each():
            for number, title, name, who in meeting.annexes(item):
                data = meeting.files[f"{meeting.day}/{name}"].encode() if name else b""
                yield {"meeting": meeting.day, "item": item.number, "annex": number, "title": title,
                       "file": name and f"{meeting.day}/{name}", "size": len(data) or None,
                       "sha256": hashlib.sha256(data).hexdigest() if name else None, "access": "open", "referred_from": who}

    TABLES = {"actions": actions, "decisions": decisions, "forward": forward, "meetings": meetings_table, "cases": cases,
              "attendance": attendance, "schedule": schedule, "annexes": annexes}

    def table(self, name, open_only=False):
        return list(self.TABLES[name](self, open_only))
