"""A series with a distinct word in every field of every closed part, for the tests of the public edition."""
import itertools
import string

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


class Canaries:
    """Makes words that stand nowhere else: closed ones, open ones, and those that a closed part says to the public."""

    def __init__(self):
        self._letters = itertools.product(string.ascii_lowercase, repeat=3)
        self.closed, self.open, self.public = {}, {}, {}

    def _new(self, kind, what):
        word = "qz" + "".join(next(self._letters)) + "qz"
        kind[word] = what
        return word

    def closed_word(self, what):
        return self._new(self.closed, what)

    def open_word(self, what):
        return self._new(self.open, what)

    def public_word(self, what):
        return self._new(self.public, what)


def person(word, what):
    return (f"{{name: {word(what + ' name')}, title: {word(what + ' title')}, unit: {word(what + ' unit')}}}")


def officer(word, what):
    return (f"{{name: {word(what + ' name')}, phone: {word(what + ' phone')}, "
            f"email: {word(what + ' mail')}@example.org}}")


def prose(word, what):
    """Markdown of every kind."""
    return f"""\
{word(what + ' words')} og *{word(what + ' emphasis')}* med `{word(what + ' code')}` og
[{word(what + ' link text')}](https://example.org/{word(what + ' address')} "{word(what + ' link title')}").

| {word(what + ' head')} | b |
| - | - |
| {word(what + ' cell')} | 2 |

Tabel 1. {word(what + ' caption')}

> {word(what + ' quotation')}

    {word(what + ' code block')}

1. {word(what + ' list')}

![{word(what + ' picture')}](billede.svg)
"""


def document(word, what, kind, *fields):
    lines = "\n".join(fields)
    return f"""\
---
kind: {kind}
title: {word(what + ' title')}
unit: {word(what + ' unit')}
case: {word(what + ' case')}
case_officer: {officer(word, what + ' officer')}
{lines}
---
## {word(what + ' heading')}
{prose(word, what)}"""


def recommendation(word, what, annexes=(), access=None):
    fields = ["date: 2026-02-20", f"addressee: {word(what + ' addressee')}",
              f"recommends: [at {word(what + ' point')} vedtages, at {word(what + ' point 2')} vedtages]",
              f"coordinated_with: {word(what + ' coordinated')}", "returns: 2026-09"]
    fields += ["annexes: [" + ", ".join(annexes) + "]"] if annexes else []
    fields += [f"access: {access}"] if access else []
    return document(word, what, "recommendation", *fields)


def paper(word, what, access=None):
    return document(word, what, "annex", "form: memo", "date: 2026-02-21",
                    f"letterhead: [{word(what + ' letterhead')}]",
                    *([f"access: {access}"] if access else []))


def item_fields(word, what, indent):
    lines = [f"title: {word(what + ' title')}", f"id: {word(what + ' id')}",
             f"purpose: {word(what + ' purpose')}", f"method: {word(what + ' method')}",
             f"responsible: [{person(word, what + ' responsible')}]", f"text: {word(what + ' text')}",
             f"case: {word(what + ' case')}"]
    return ("\n" + " " * indent).join(lines)


def nested(word, what, access=None):
    closing = f"access: {access}\n" if access else ""
    return f"""\
---
kind: agenda
title: {word(what + ' title')}
date: 2026-04-01
time: 10:00-11:00
place: {word(what + ' place')}
body: {word(what + ' body')}
{closing}guests: [{{name: {word(what + ' guest')}, item: 1}}]
items:
  - {item_fields(word, what + ' item', 4)}
---
{prose(word, what)}"""


def decision(word, what):
    return f"""\
    outcome: adopted
    wording: {word(what + ' wording')}
    points: {{{{1: adopted, 2: rejected}}}}
    returns: 2026-10
    to: {word(what + ' destination')}
    votes:
      - motion: {word(what + ' motion')}
        for: [Tove Lykke, {{{{group: {word(what + ' group')}, count: 2}}}}]
        against: [Børge Aaskov]
        abstained: 0
    mover: {word(what + ' mover')}
    seconder: {word(what + ' seconder')}
    dissent: [{{{{name: Børge Aaskov, text: {word(what + ' dissent')}}}}}]
    disqualified: [Karl {word(what + ' disqualified')}]
    public_wording: {{public}}"""


def section(word, what):
    return f"""\
{prose(word, what)}
- [ ] @{word(what + ' owner')} laver {word(what + ' task')} due:"{word(what + ' due')}" id:{word(what + ' action id')}
"""


def corrections(closed, open_, what):
    """One entry that is closed by itself, one that is as its meeting is."""
    return f"""\
kind: corrections
corrections:
  - date: 2026-05-04
    access: closed
    text: Der mangler {closed("closed " + what)} og *{closed("closed " + what + " emphasis")}*.
  - {{date: 2026-05-05, text: Der skulle have stået {open_(what)}.}}
"""


def last_word(words, what):
    return next(word for word, name in words.items() if name == what)


def write_first_meeting(write, c, root):
    """Open, with closed parts at every nesting."""
    closed, open_, folder = c.closed_word, c.open_word, f"{root}/2026-03-02"
    for place in ("", "udvalg/"):
        write(f"{folder}/{place}billede.svg", PICTURE)
    paths = {name: closed(f"file name {name}") for name in ("paper", "file", "agenda", "own", "deep", "lone")}
    write(f"{folder}/{paths['agenda']}/billede.svg", PICTURE)
    write(f"{folder}/loen.md", recommendation(closed, "item's recommendation", [f"{paths['own']}.md"]))
    write(f"{folder}/{paths['own']}.md", paper(closed, "own annex"))
    write(f"{folder}/{paths['paper']}.md", paper(closed, "paper"))
    write(f"{folder}/{paths['file']}.csv", closed("file's content"))
    write(f"{folder}/{paths['agenda']}/agenda.md", nested(closed, "nested"))
    write(f"{folder}/{paths['deep']}.md", recommendation(closed, "closed recommendation", access="closed"))
    write(f"{folder}/{paths['lone']}.md", paper(closed, "closed paper", access="closed"))
    write(f"{folder}/aaben.md", paper(open_, "open paper"))
    write(f"{folder}/aaben.csv", open_("open file"))
    write(f"{folder}/udvalg/agenda.md", nested(open_, "open nested").replace(
        "items:", f"items:\n  - title: {closed('item in nested')}\n    access: closed\n"
        f"    annexes: [{{title: {closed('paper in nested')}}}]").replace("item: 1", "item: 2"))
    write(f"{folder}/indstilling.md", recommendation(
        open_, "open recommendation", ["aaben.md", f"{{file: {paths['lone']}.md}}"]).replace(
            "## ", f"Se [bilaget]({paths['lone']}.md).\n\n## ", 1))
    write(f"{folder}/agenda.md", f"""\
---
kind: agenda
date: 2026-03-02
time: 10:00-13:00
place: {open_('place')}
participants: [Tove Lykke, Børge Aaskov]
guests:
  - {{name: {closed('guest')}, title: {closed("guest's title")}, item: 2}}
  - {{name: {open_('open guest')}, item: [2, 3]}}
order: [1, 3, 2, 4, 5, 6, 7]
items:
  - {{title: Dagsorden, type: agenda-approval, duration: 5}}
  - {item_fields(closed, 'item', 4)}
    access: closed
    public_title: {c.public_word('public title')}
    basis: {closed('basis')}
    review: 2046-03-09
    duration: 37
    recommendation: loen.md
    annexes:
      - {{file: {paths['paper']}.md, title: {closed('annex title')}}}
      - {{file: {paths['file']}.csv, title: {closed('file title')}}}
      - {paths['agenda']}/agenda.md
      - {{title: {closed('paper not enclosed')}}}
    items:
      - {item_fields(closed, 'sub-item', 8)}
  - title: {open_('open item')}
    duration: 20
    recommendation: {paths['deep']}.md
    items:
      - {{title: {closed('closed sub-item')}, access: closed, duration: 7}}
      - {{title: {open_('open sub-item')}, duration: 8}}
  - title: {open_('second open item')}
    recommendation: indstilling.md
    annexes:
      - {{file: aaben.csv, title: {open_('open title')}}}
      - {{title: {closed('closed paper not enclosed')}, access: closed}}
      - udvalg/agenda.md
  - title: {closed('closed by minutes')}
    text: {closed('text closed by minutes')}
  - title: {open_('opened by minutes')}
    access: closed
  - title: {closed('a closed heading')}
    type: heading
    access: closed
  - title: {open_('an open heading')}
    type: heading
  - title: {open_('last item')}
---
{open_('information')}
""")
    write(f"{folder}/minutes.md", first_minutes(c))
    write(f"{folder}/corrections.yaml", corrections(c.closed_word, c.open_word, "correction"))


def first_minutes(c):
    closed, open_ = c.closed_word, c.open_word
    body = decision(closed, "item").format(public=c.public_word("public wording"))
    return f"""\
---
kind: minutes
meeting: 2026-03-02
present: [Tove Lykke, Børge Aaskov, Ib {open_('present')}]
attendance:
  - {{name: {closed('came for the closed item')}, from: 2, until: 2}}
decisions:
  1: approved
  {last_word(c.closed, 'item id')}:
{body}
  3: {{outcome: adopted, points: {{1: adopted, 2: adopted}}}}
  4: {{outcome: adopted, points: {{1: adopted, 2: adopted}}}}
  5: {{outcome: noted, access: closed}}
  6: {{outcome: noted, access: open}}
---
{open_('introduction')}

## 1
Godkendt.

## 2. {last_word(c.closed, 'item title')}
{section(closed, 'section')}
## 3
{open_('open words')}

## 3.1
{section(closed, 'section of sub-item')}
## 4
{section(open_, 'open section')}
## 5
{section(closed, 'section closed by minutes')}
## 6
{open_('words opened by minutes')}
"""


def write_second_meeting(write, c, root):
    """Open: what became of the first one's closed matters."""
    closed, open_, folder = c.closed_word, c.open_word, f"{root}/2026-03-09"
    write(f"{folder}/agenda.md", f"""\
---
kind: agenda
date: 2026-03-09
time: 10:00-11:00
items:
  - {{title: Referat, type: minutes-approval, approves: 2026-03-02}}
  - {{title: {open_('carried on')}, carried_from: 2026-03-02/2}}
---
""")
    write(f"{folder}/minutes.md", f"""\
---
kind: minutes
meeting: 2026-03-09
present: [Tove Lykke]
decisions: {{1: approved, 2: noted}}
actions:
  {last_word(c.closed, 'section action id')}: {{status: done, note: {closed('note')}, owner: {closed('new owner')}}}
  {last_word(c.open, 'open section action id')}: {{status: done, note: {open_('open note')}}}
---
## 1
Godkendt.

## 2
{open_('second meeting')}
""")


def write_closed_meeting(write, c, root):
    closed, folder = c.closed_word, f"{root}/2026-03-16"
    write(f"{folder}/billede.svg", PICTURE)
    write(f"{folder}/notat.md", paper(closed, "closed meeting's paper"))
    write(f"{folder}/fil.txt", closed("closed meeting's file"))
    write(f"{folder}/agenda.md", f"""\
---
kind: agenda
date: 2026-03-16
time: 10:00-11:00
title: {closed("closed meeting's title")}
place: {closed("closed meeting's place")}
body: {closed("closed meeting's body")}
organisation: {closed("closed meeting's organisation")}
case: {closed("closed meeting's case")}
case_officer: {{name: {closed("closed meeting's case officer")}}}
secretary: {person(closed, "closed meeting's secretary")}
chair: {person(closed, "closed meeting's chair")}
participants: [{person(closed, "closed meeting's participant")}]
guests: [{person(closed, "closed meeting's guest")}]
access: closed
items:
  - {item_fields(closed, "closed meeting's item", 4)}
    annexes:
      - notat.md
      - {{file: fil.txt, title: {closed("closed meeting's file title")}}}
---
{prose(closed, "closed meeting's information")}""")
    write(f"{folder}/minutes.md", f"""\
---
kind: minutes
meeting: 2026-03-16
present: [{person(closed, "closed meeting's present")}]
absent: [{{name: {closed("closed meeting's absent")}, reason: {closed("closed meeting's reason")},
  substitute: {closed("closed meeting's substitute")}}}]
decisions:
  1: {{outcome: adopted, wording: {closed("closed meeting's wording")}, public_wording: {c.public_word("published")}}}
signatures: [{closed("closed meeting's signature")}]
---
{closed("closed meeting's introduction")}

## 1
{section(closed, "closed meeting's section")}
""")


def write_closed_corrections(write, c, root):
    write(f"{root}/2026-03-16/rettelser.md", f"""\
---
kind: corrections
corrections:
  - date: 2026-04-01
    text: {c.closed_word("closed meeting's later correction")}
---
""")


def write_series(write, c, root, policy):
    """An open series with closed parts of every kind."""
    write(f"{root}/referat.yaml", f"""\
series: {c.open_word('series')}
body: {c.open_word('body')}
closed_items: {policy}
follow_up: true
checks: {{annex-reference: off}}
""")
    write_first_meeting(write, c, root)
    write_second_meeting(write, c, root)
    write_closed_meeting(write, c, root)
    write_closed_corrections(write, c, root)


def write_closed_series(write, c, root):
    """A series that is closed as a whole."""
    closed = c.closed_word
    write(f"{root}/referat.yaml", f"""\
series: {c.open_word('closed series')}
body: {c.open_word('body of the closed series')}
access: closed
place: {closed('place of the series')}
secretary: {person(closed, 'secretary of the series')}
chair: {person(closed, 'chair of the series')}
participants: [{person(closed, 'participant of the series')}]
letterhead: [{closed('letterhead of the series')}]
""")
    write(f"{root}/2026-03-23/billede.svg", PICTURE)
    write(f"{root}/2026-03-23/agenda.md", f"""\
---
kind: agenda
date: 2026-03-23
time: 10:00-11:00
items:
  - {item_fields(closed, "closed series' item", 4)}
    annexes: [notat.md]
---
""")
    notes = paper(closed, "closed series' paper")
    own = last_word(c.closed, "closed series' paper letterhead")
    write(f"{root}/2026-03-23/notat.md", notes.replace(f"letterhead: [{own}]\n", ""))
    del c.closed[own]  # the paper has that of the series
