"""An invented series of meetings of any length, to measure on: six files and some 50 KB a meeting.

    corpus.py FOLDER [--meetings N] [--seed S]

Meeting k is made from the seed and k alone: the same on every machine, and a smaller corpus is the beginning of a larger one. The
series is without fault: check says nothing about it. Everything in it is put together from the words below."""
import argparse
import datetime
import functools
import pathlib
import random

THINGS = """havn kaj mole fyr færge bro slip bølgebryder kran lygte vej sti torv plads rabat grøft kanal sluse dige pumpe brønd
ledning kloak bassin spærring måler ventil anlæg værk varme vand spildevand overløb skybrud tilløb udløb sø å mose skov hegn lund
eng strand klit parkering cykel bus rute stoppested skilt signal kryds rundkørsel belysning mast kabel fiber tunnel gelænder trappe
rampe lokalplan byggeri facade tag grund matrikel servitut tilladelse dispensation tilsyn påbud klage takst gebyr regnskab overslag
anlægssum drift vedligehold eftersyn reparation udskiftning udbud tilbud entreprise kontrakt garanti frist etape forundersøgelse
boring prøve analyse støj støv lugt trafik hastighed tælling beredskab vagt brand øvelse genbrug affald sortering container
rute depot vogn maskine redskab lager nøgle båd bøje anker tov dræn pejling terræn kort opmåling""".split()
TRAITS = """smal bred dyb lav høj gammel nedslidt udsat sikker midlertidig varig samlet delt offentlig fælles årlig ugentlig hård
blød våd tør frostfri bæredygtig billig dyr hastende planlagt uventet lovpligtig frivillig østlig vestlig nordlig sydlig åben
lukket ny kommende foreløbig endelig rimelig nødvendig grundig enkel""".split()
DEEDS = """fornyer sikrer måler beskytter afvander belyser forbinder aflaster gennemgår erstatter undersøger udbyder flytter
renoverer forsinker fremrykker vedligeholder registrerer opmåler godkender omfatter kræver medfører koster følger rummer
begrænser udvider finansierer beskriver vurderer ændrer""".split()
MANNERS = "fortsat snart sjældent jævnligt delvis fuldt særligt næppe tidligst senest ligeledes herefter desuden straks".split()
PLACES = "ved langs under over mellem bag foran omkring gennem efter før uden mod".split()
JOINTS = "og men så da fordi mens når hvis idet skønt".split()
FIRST = "Alvar Brit Egil Dagny Ejvind Frode Gry Halfdan Ingrid Jette Kjeld Lærke Magne Nanna Ove Ragna Sten Tyra Valdemar Øjvind".split()
LAST = "Aavang Birkemose Dybbro Elkær Fjordby Gransøe Hasselhøj Isager Krogvad Lindeå Munkø Norddige Rønhave Sandkær Tornby".split()
MEMBERS = ["Alvar Birkemose", "Brit Elkær", "Egil Norddige", "Gry Sandkær", "Lærke Isager", "Ragna Tornby", "Øjvind Hasselhøj"]
SECRETARY = "Dagny Krogvad"
UNITS = {"HA": "Havn og Anlæg", "VS": "Vej og Sti", "FO": "Forsyning", "BY": "Byggesag", "ØK": "Økonomi og Indkøb"}
ROOMS = ["Rådhuset, lokale 12", "Havnekontoret", "Værkstedet, mødelokalet", "Fyrgården"]
ROLES = ["havnefoged", "vejingeniør", "driftsleder", "landinspektør", "fuldmægtig"]
HEADINGS = """Baggrund|Anlæggets stand|Målinger|Beregninger|Priser|Risici|Naboer|Miljø|Tidsplan|Erfaringer|Forudsætninger|Valg af
løsning|Drift og tilsyn|Trafik i byggetiden|Afvanding""".replace("\n", " ").split("|")
PROSE_OUTCOMES = ["noted", "discussed", "informed"]
OUTCOMES = ["approved", "approved-amended", "adopted", "not-adopted", "rejected"]

SERIES = """\
series: Teknisk Udvalg
body: Teknisk Udvalg
organisation: Østerø Kommune
language: da
place: Rådhuset, lokale 12
time: 16:00-18:00
chair: {chair}
secretary: {secretary}
participants: [{members}]
units: {{{units}}}
"""


class Words:
    """Sentences and phrases of one seed; meetings draw from these pools."""

    def __init__(self, seed):
        r = random.Random(f"words {seed}")
        self.things = THINGS + [r.choice(THINGS) + r.choice(THINGS) for _ in range(500)]
        self.phrases = [self.phrase(r) for _ in range(1500)]
        self.sentences = [self.sentence(r) for _ in range(5000)]

    def phrase(self, r):
        words = [r.choice(TRAITS), r.choice(self.things)]
        if r.random() < 0.6:
            words += [r.choice(PLACES), r.choice(self.things)]
        return " ".join(words).capitalize()

    def ornament(self, r):
        """What stands in about every third clause besides plain words."""
        thing = r.choice(self.things)
        return r.choice([f"**{thing}**", f"*{thing}*", f"*{r.choice(TRAITS)} {thing}*", f"”{thing}”", f"{thing} & {r.choice(THINGS)}",
                         f"for {r.randrange(1, 60)},{r.randrange(10)} mio. kr.", f"omkring {r.randrange(3, 97)} pct.",
                         f"({r.randrange(2, 900)} m)", f"inden {r.randrange(1, 28)}. maj"])

    def clause(self, r):
        words = [r.choice(self.things) + r.choice(["en", "et", "erne"]), r.choice(DEEDS)]
        if r.random() < 0.4:
            words.append(r.choice(MANNERS))
        words += [r.choice(TRAITS), r.choice(self.things)]
        for _ in range(r.randrange(3)):
            words += [r.choice(PLACES), r.choice(self.things)]
        if r.random() < 0.3:
            words.append(self.ornament(r))
        return " ".join(words)

    def sentence(self, r):
        text = self.clause(r)
        if r.random() < 0.5:
            text += f", {r.choice(JOINTS)} {self.clause(r)}"
        return text[0].upper() + text[1:].removesuffix(".") + "."

    def paragraph(self, r):
        return "".join(sentence + r.choice(" \n") for sentence in r.choices(self.sentences, k=r.randrange(2, 6))).rstrip() + "\n"

    def bullets(self, r):
        lines = []
        for sentence in r.choices(self.sentences, k=r.randrange(3, 6)):
            lines.append(f"- {sentence}\n")
            if r.random() < 0.15:
                lines.append(f"  - {r.choice(self.phrases)}\n")
        return "".join(lines)

    def prose(self, r, size, lists=0.2):
        """Blocks, a blank line between them, of about so many characters."""
        blocks = []
        while size > 0:
            blocks.append(self.bullets(r) if r.random() < lists else self.paragraph(r))
            size -= len(blocks[-1])
        return "\n".join(blocks)

    def table(self, r):
        rows = "".join(f"| {r.choice(self.phrases)} | {r.randrange(5000)} | {r.randrange(5000)} | {r.choice(TRAITS)} |\n"
                       for _ in range(r.randrange(5, 12)))
        return "| Anlæg | Sidste år | I år | Stand |\n| :-- | --: | --: | --- |\n" + rows


# ---- What meetings know of each other ----

def day_of(k):
    """Mondays and Thursdays from 1930: ten thousand meetings last until 2025."""
    return datetime.date(1930, 1, 6) + datetime.timedelta(weeks=k // 2, days=3 * (k % 2))


@functools.lru_cache(maxsize=64)
def actions_of(seed, k):
    """The actions that meeting k gives: (item, number within it, meetings until it is closed; 0: never)."""
    r = random.Random(f"actions {seed} {k}")
    return [(item, n, r.choice([0, 1, 1, 2, 3, 5, 8])) for item in (3, 4) for n in range(1, r.randrange(2, 4))]


def closed_by(seed, k):
    """The ids of earlier actions that the minutes of meeting k close."""
    return [f"{day_of(j)}/{item}/{n}" for j in range(max(0, k - 8), k)
            for item, n, wait in actions_of(seed, j) if wait == k - j]


# ---- The files of a meeting ----

def document(facts, body):
    return "---\n" + "".join(f"{line}\n" for line in facts) + "---\n" + body


def person(r):
    return f"{r.choice(FIRST)} {r.choice(LAST)}"


def clock(minutes):
    return f"{16 + minutes // 60:02}:{minutes % 60:02}"


class Meeting:
    def __init__(self, words, seed, k):
        self.words, self.seed, self.k = words, seed, k
        self.r = random.Random(f"meeting {seed} {k}")
        self.day = day_of(k)
        self.titles = ["Dagsorden", "Referat", *self.r.choices(words.phrases, k=2), "Nyt fra forvaltningen", "Nyt fra byrådet",
                       "Bordet rundt"]
        self.durations = [2, 3, self.r.choice([20, 25, 30]), self.r.choice([15, 20]), 5, 5, 10]
        self.points = {item: self.r.randrange(2, 4) for item in (3, 4)}

    def files(self):
        yield "agenda.md", self.agenda()
        for item in (3, 4):
            yield f"sag-{item}.md", self.recommendation(item)
            yield f"notat-{item}.md", self.annex()
        yield "minutes.md", self.minutes()

    def guest(self, item):
        begin = sum(self.durations[:item - 1])
        return (f"  - {{name: {person(self.r)}, title: {self.r.choice(ROLES)}, item: {item}, "
                f"time: {clock(begin)}-{clock(begin + self.durations[item - 1])}}}")

    def item(self, number):
        types = ["agenda-approval", "minutes-approval", "decision", "decision", "information", "information", "round-table"]
        kind = types[number - 1] if number != 2 or self.k else "other"
        yield f"  - title: {self.titles[number - 1]}"
        yield f"    type: {kind}"
        yield f"    duration: {self.durations[number - 1]}"
        if kind == "minutes-approval":
            yield f"    approves: {day_of(self.k - 1)}"
        if kind == "decision":
            yield f"    recommendation: sag-{number}.md"

    def agenda(self):
        facts = ["kind: agenda", f"date: {self.day}", "time: 16:00-18:00", f"place: \"{self.r.choice(ROOMS)}\"", "guests:"]
        facts += [self.guest(item) for item in (3, 3, 4)[self.r.randrange(2):]]
        facts.append("items:")
        for number in range(1, 8):
            facts += self.item(number)
        return document(facts, self.words.prose(self.r, self.r.randrange(300, 900), lists=0.1))

    def recommendation(self, item):
        r, words = self.r, self.words
        facts = ["kind: recommendation", f"title: {self.titles[item - 1]}", f"meeting: {self.day}", f"item: {item}",
                 f"date: {self.day - datetime.timedelta(days=6)}", f"duration: {self.durations[item - 1]}",
                 "case_officer:", f"  name: {person(r)}", f"  phone: {r.randrange(70000000, 79999999)}",
                 f"  email: sag{r.randrange(500)}@example.org", f"unit: {r.choice(list(UNITS.values()))}",
                 f"coordinated_with: {r.choice(list(UNITS.values()))}", "recommends:"]
        facts += [f"  - \"at udvalget {r.choice(['godkender', 'drøfter', 'afviser'])} {r.choice(words.phrases).lower()}.\""
                  for _ in range(self.points[item])]
        facts += ["annexes:", f"  - notat-{item}.md"]
        body = [f"## Sagsfremstilling\n\nDet hele står i [bilag 1](notat-{item}.md).\n", words.prose(r, r.randrange(1900, 3000)),
                "## Økonomi\n", words.prose(r, r.randrange(500, 900), lists=0), f"Se også [notatet](notat-{item}.md).\n",
                "## Kommunikation\n", words.prose(r, r.randrange(300, 500), lists=0),
                "## Det videre forløb\n", words.prose(r, r.randrange(400, 700), lists=0),
                "".join(f"{n}. {sentence}\n" for n, sentence in enumerate(r.choices(words.sentences, k=3), 1))]
        return document(facts, "\n".join(body))

    def annex(self):
        r, words = self.r, self.words
        facts = ["kind: annex", "form: memo", f"title: {r.choice(words.phrases)}", f"date: {self.day}",
                 f"unit: {r.choice(list(UNITS.values()))}", f"case_officer: {person(r)}"]
        count = r.randrange(3, 9)
        with_table = r.randrange(count)
        body = []
        for section in range(count):
            body += [f"## {r.choice(HEADINGS)}\n", words.prose(r, r.randrange(1800, 2600), lists=0.25)]
            if r.random() < 0.4:
                body += [f"### {r.choice(words.phrases)}\n", words.paragraph(r)]
            if section == with_table:
                body.append(words.table(r))
        return document(facts, "\n".join(body))

    def decision(self, item):
        r = self.r
        outcome = r.choice(OUTCOMES)
        yield f"  {item}:"
        yield f"    outcome: {outcome}"
        yield f"    points: {{{', '.join(f'{n}: {outcome}' for n in range(1, self.points[item] + 1))}}}"
        if r.random() < 0.4:
            against = r.randrange(3)
            yield f"    votes: {{for: {len(MEMBERS) - 1 - against}, against: {against}, abstained: 0}}"

    def action(self, wait):
        mark = "x" if not wait and self.r.random() < 0.3 else " "
        due = self.day + datetime.timedelta(days=self.r.randrange(7, 120))
        owner = self.r.choice([f'@"{self.r.choice(MEMBERS)}"', f"@{self.r.choice(list(UNITS))}"])
        return f"- [{mark}] {owner} {self.r.choice(self.words.phrases).lower()} due:{due}\n"

    def minutes(self):
        r = self.r
        absent = r.choice(MEMBERS)
        facts = ["kind: minutes", f"meeting: {self.day}", "present:"]
        facts += [f"  - {name}" for name in MEMBERS if name != absent]
        facts += [f"absent: [{absent}]", "decisions:", "  1: approved", "  2: approved", *self.decision(3), *self.decision(4)]
        facts += [f"  {item}: {r.choice(PROSE_OUTCOMES)}" for item in (5, 6, 7)]
        closed = closed_by(self.seed, self.k)
        if closed:
            facts += ["actions:", *(f"  {name}: done" for name in closed)]
        body = []
        for item, title in enumerate(self.titles, 1):
            body.append(f"## Punkt {item}: {title}\n")
            body.append(self.words.prose(r, r.randrange(600, 1100), lists=0.15) if item in (3, 4) else
                        self.words.prose(r, r.randrange(250, 500), lists=0.15) if item > 4 else "Ingen bemærkninger.\n")
            body += [self.action(wait) for of, _, wait in actions_of(self.seed, self.k) if of == item]
        return document(facts, "\n".join(body))


# ---- The corpus ----

def write_corpus(folder, meetings, seed):
    """Writes the series; returns its size in bytes."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    units = ", ".join(f"{short}: {name}" for short, name in UNITS.items())
    (folder / "referat.yaml").write_text(SERIES.format(chair=MEMBERS[0], secretary=SECRETARY, members=", ".join(MEMBERS),
                                                       units=units), encoding="utf-8", newline="\n")
    words = Words(seed)
    size = 0
    for k in range(meetings):
        meeting = Meeting(words, seed, k)
        place = folder / str(meeting.day)
        place.mkdir(exist_ok=True)
        for name, text in meeting.files():
            size += (place / name).write_bytes(text.encode())
    return size


def main():
    parser = argparse.ArgumentParser(description="Writes an invented series of meetings.")
    parser.add_argument("folder")
    parser.add_argument("--meetings", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    size = write_corpus(options.folder, options.meetings, options.seed)
    print(f"{options.meetings} meetings, {6 * options.meetings} files, {size} bytes")


if __name__ == "__main__":
    main()
