"""A faultless series in each of several languages, and single mistakes that people make in one."""
import codecs
import io
import zipfile

AGENDA, MINUTES, ADVICE, PAPER, SETTINGS = ("2026-03-02/agenda.md", "2026-03-02/minutes.md", "2026-03-02/indstilling.md",
                                            "2026-03-02/bilag/Måling.md", "referat.yaml")
LATER = "2026-04-13/agenda.md"

BASE = {
    "referat.yaml": """\
series: Bestyrelsesmøder
body: Søbo Vandværk
chair: Tove Lykke
participants: [Børge Aaskov, Ilse Krag, Palle Riis]
units: {TEK: Teknisk afdeling}
recommendation:
  addressee: bestyrelsen
  sections: [Baggrund]
""",
    "2026-02-02/agenda.md": """\
---
kind: agenda
time: 16:00-17:00
items:
  - {title: Dagsorden, type: agenda-approval}
  - {title: Takster for 2027, type: decision}
---
""",
    "2026-02-02/minutes.md": """\
---
kind: minutes
present: [Tove Lykke, Børge Aaskov, Ilse Krag, Palle Riis]
decisions: {1: approved, 2: postponed}
---
## 1
Godkendt.

## 2
Udsat.

- [ ] @Palle Riis regner på taksterne due:2026-03-01
""",
    AGENDA: """\
---
kind: agenda
date: 2026-03-02
time: 16:00-18:00
place: Kajhuset
guests:
  - {name: Rune Fisker, title: rådgiver, item: 3, time: 16:30-17:00}
items:
  - title: Dagsorden
    type: agenda-approval
    duration: 5
  - title: Referat
    type: minutes-approval
    approves: 2026-02-02
    duration: 25
  - title: Ny pumpe til brønden
    id: pumpe
    start: 16:30
    duration: 30
    recommendation: indstilling.md
    annexes:
      - bilag/tilbud.csv
      - {file: bilag/Måling.md, title: Måling af vandtryk}
  - title: Lejesag om naboens grund
    access: closed
    basis: vedtægtens § 9
    duration: 10
  - title: Takster for 2027
    carried_from: 2026-02-02/2
    type: decision
  - title: Eventuelt
    type: any-other-business
---
Kaffe fra kl. 15.45.
""",
    ADVICE: """\
---
kind: recommendation
title: Ny pumpe til brønden
date: 2026-02-20
recommends:
  - at bestyrelsen køber en pumpe.
  - at bestyrelsen drøfter brønden.
---
## Baggrund
Tallene står i [bilag 1](bilag/tilbud.csv).
""",
    "2026-03-02/bilag/tilbud.csv": "vare;pris\npumpe;8400\n",
    PAPER: """\
---
kind: annex
form: memo
title: Måling af vandtryk
---
## Tryk
Trykket er for lavt.

| Dag | Tryk |
| --- | ---: |
| Mandag | 2,1 |
""",
    MINUTES: """\
---
kind: minutes
meeting: 2026-03-02
present: [Tove Lykke, Børge Aaskov, "Ilse Krag, kasserer"]
absent:
  - {name: Palle Riis, reason: ferie}
started: 16:02
ended: 17:40
attendance:
  - {name: Børge Aaskov, until: pumpe}
decisions:
  1: godkendt
  2: godkendt
  pumpe:
    outcome: vedtaget
    points: {1: vedtaget, 2: udsat}
    votes: {for: 2, against: 1}
    mover: Tove Lykke
  4: taget til efterretning
  5: drøftet
actions:
  2026-02-02/2/1: done
---
## 1
Godkendt.

## 2
Godkendt uden bemærkninger.

## 3. Ny pumpe til brønden
Pumpen købes hos den billigste.

- [ ] @Ilse Krag henter et nyt tilbud due:2026-05-01

## 4
Brevet blev læst op.

## 5
Taksterne blev drøftet.

## 6
Intet.
""",
    LATER: """\
---
kind: agenda
time: 16:00-17:00
items:
  - {title: Dagsorden, type: agenda-approval}
  - {title: Referat, type: minutes-approval, approves: 2026-03-02}
---
""",
}


# The same meetings in other languages: the words that the minutes of 2 March say of the items.
WORDS = {
    "de": {"godkendt": "genehmigt", "vedtaget": "beschlossen", "udsat": "vertagt", "drøftet": "beraten",
           "taget til efterretning": "zur Kenntnis genommen"},
    "sv": {"godkendt": "godkänns", "vedtaget": "bifall", "udsat": "bordläggs", "drøftet": "diskuterades",
           "taget til efterretning": "läggs till handlingarna"},
    "nb": {"godkendt": "godkjent", "vedtaget": "vedtatt", "udsat": "utsatt", "drøftet": "drøftet",
           "taget til efterretning": "tatt til etterretning"},
    "en": {"godkendt": "approved", "vedtaget": "adopted", "udsat": "deferred", "drøftet": "discussed",
           "taget til efterretning": "noted"},
}


def base(language="da"):
    """The documents of the faultless series: path -> text."""
    files = dict(BASE)
    if language != "da":
        files[SETTINGS] += f"language: {language}\n"
        for word, own in WORDS[language].items():
            files[MINUTES] = files[MINUTES].replace(f": {word}", f": {own}")
    # What an annex is called in prose is a word of the language.
    if language in ("de", "en", "sv", "nb"):
        word = {"de": "Anlage", "en": "annex", "sv": "bilaga", "nb": "vedlegg"}[language]
        files[ADVICE] = files[ADVICE].replace("[bilag 1]", f"[{word} 1]")
    return files


class Mistake:
    """One slip in one document. `says`: what the message or its hints must hold, a regular expression; `cure`: what is typed instead of
    the slip, with what the groups of `says` hold in its places {0}, {1}. Without one what was right is typed again."""

    def __init__(self, document, right, wrong, code, says="", cure=None, language="da"):
        self.document, self.right, self.wrong, self.code, self.says, self.cure = document, right, wrong, code, says, cure
        self.language = language

    def __repr__(self):
        return f"{self.language}, {self.document}: {self.right!r} -> {self.wrong!r}"

    def spoil(self, write, read):
        text = read(self.document)
        assert text.count(self.right) == 1, (self, text.count(self.right))
        write(self.document, text.replace(self.right, self.wrong))

    def mend(self, write, read, quoted):
        write(self.document, read(self.document).replace(self.wrong, self.right if self.cure is None else self.cure.format(*quoted)))


class Bytes(Mistake):
    """A whole document in other bytes, or another document beside it."""

    def __init__(self, document, code, says, change, place=None):
        super().__init__(document, "", "", code, says)
        self.change, self.place = change, place or document

    def __repr__(self):
        return f"{self.place}: {self.code}, {self.says}"

    def spoil(self, write, read):
        self.kept = read(self.document)
        write(self.place, self.change(self.kept))

    def mend(self, write, read, quoted):
        write(self.place, None if self.place != self.document else self.kept)


def office(_):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return packed.getvalue()


M = Mistake
MISTAKES = [
    # Indentation, tabs, dashes, quotes, colons.
    M(AGENDA, "    duration: 5\n", "   duration: 5\n", "yaml-syntax", "4 blanks"),
    M(AGENDA, "    duration: 5\n", "     duration: 5\n", "yaml-syntax", "indent the two lines alike"),
    M(AGENDA, "    duration: 5\n", "\tduration: 5\n", "yaml-syntax", "tab"),
    M(AGENDA, "    duration: 5\n", "\u00a0\u00a0\u00a0\u00a0duration: 5\n", "yaml-syntax", "U\\+00A0"),
    M(AGENDA, "  - title: Referat\n", "\u00a0 - title: Referat\n", "yaml-syntax", "U\\+00A0"),
    M(AGENDA, "place: Kajhuset\n", "place:\u00a0Kajhuset\n", "yaml-syntax", "U\\+00A0"),
    M(MINUTES, "  1: godkendt\n", "  dagsorden: godkendt\n", "unknown-item", "that of item 1: write (1)", "  {0}: godkendt\n"),
    M(AGENDA, "      - bilag/tilbud.csv\n", "      - https://example.org/andet.csv\n", "missing-file", "address is no file"),
    M(MINUTES, "  1: godkendt\n", "  Punkt 1: godkendt\n", "unknown-item", "write (1)", "  {0}: godkendt\n"),
    M(MINUTES, "  1: godkendt\n", "  1:\u202fgodkendt\n", "yaml-syntax", "U\\+00A0"),
    M(AGENDA, "place: Kajhuset\n", "place: Kajhuset,\u00a0salen\n", "", ""),
    M(AGENDA, "    duration: 5\n", "    duration:\t5\n", "", ""),
    M(AGENDA, "  - title: Referat\n", "    title: Referat\n", "duplicate-field", "'(- )'", "  {0}title: Referat\n"),
    M(AGENDA, "  - title: Referat\n", "  -title: Referat\n", "yaml-syntax", "blank: (- title: Referat)", "  {0}\n"),
    M(AGENDA, "  - title: Referat\n", "  – title: Referat\n", "yaml-syntax", "blank: (- title: Referat)", "  {0}\n"),
    M(AGENDA, "  - title: Referat\n", " - title: Referat\n", "yaml-syntax", "indent the '-' like"),
    M(AGENDA, "      - bilag/tilbud.csv\n", "      bilag/tilbud.csv\n", "yaml-syntax", "(- bilag/tilbud.csv)", "      {0}\n"),
    M(AGENDA, "place: Kajhuset\n", 'place: "Kajhuset\n', "yaml-syntax", "quot"),
    M(AGENDA, "place: Kajhuset\n", 'place: Kajhuset"\n', "", ""),
    M(AGENDA, "place: Kajhuset\n", "place: 'Kajhuset\n", "yaml-syntax", "quot"),
    M(AGENDA, "place: Kajhuset\n", "place:Kajhuset\n", "yaml-syntax", "field: (place: Kajhuset)", "{0}\n"),
    M(AGENDA, "place: Kajhuset\n", "place Kajhuset\n", "yaml-syntax", "field: (place: Kajhuset)", "{0}\n"),
    M(AGENDA, "place: Kajhuset\n", "place; Kajhuset\n", "yaml-syntax", "field: (place: Kajhuset)", "{0}\n"),
    M(AGENDA, "place: Kajhuset\n", "place = Kajhuset\n", "yaml-syntax", "field: (place: Kajhuset)", "{0}\n"),
    M(AGENDA, "place: Kajhuset\n", "place: Kajhuset: salen\n", "yaml-syntax", '(place: "Kajhuset: salen")', "{0}\n"),
    M(AGENDA, "place: Kajhuset\n", "place: @Kajhuset\n", "yaml-syntax", '(place: "@Kajhuset")', "{0}\n"),
    M(AGENDA, "place: Kajhuset\n", "place: [Kajhuset\n", "yaml-syntax", "\\[ wants quotes", 'place: "[Kajhuset"\n'),
    M(AGENDA, "place: Kajhuset\n", "place: [Kajhuset]\n", "bad-value"),
    M(AGENDA, "  - title: Eventuelt\n    type: any-other-business\n", "  - Eventuelt\n", "bad-value", "write (- title: Eventuelt)", "  {0}\n"),
    M(AGENDA, "  - title: Eventuelt\n    type: any-other-business\n", "  - Eventuelt, f.eks. kl. 17:30\n", "bad-value",
      'write (- title: "Eventuelt, f.eks. kl. 17:30")', "  {0}\n"),
    M(AGENDA, "place: Kajhuset\n", "place: &kaj Kajhuset\n", "yaml-feature"),
    M(AGENDA, "place: Kajhuset\n", "place: !Kajhuset\n", "yaml-feature"),
    M(AGENDA, "place: Kajhuset\n", "  place: Kajhuset\n", "yaml-syntax", "alike"),
    M(AGENDA, "item: 3, time: 16:30-17:00}", "item: 3, time: 16:30-17:00", "yaml-syntax", "}"),
    M(AGENDA, "title: rådgiver, item: 3", "title: rådgiver item: 3", "yaml-syntax", "quotes|,"),
    M(MINUTES, "points: {1: vedtaget, 2: udsat}", "points: {1:vedtaget, 2: udsat}", "yaml-syntax", "colon: (1: vedtaget)", "points: {{{0}, 2: udsat}}"),
    M(MINUTES, "  1: godkendt\n", "  1 : godkendt\n", "", ""),
    M(MINUTES, "  1: godkendt\n", "  1. godkendt\n", "yaml-syntax", "write (1: godkendt)", "  {0}\n"),
    M(MINUTES, "  1: godkendt\n", " 1: godkendt\n", "yaml-syntax", "alike"),
    M(MINUTES, "  1: godkendt\n", "  - 1: godkendt\n", "yaml-syntax", "take that away"),
    M(MINUTES, "  1: godkendt\n", "1: godkendt\n", "yaml-syntax", "alike"),
    M(MINUTES, 'Krag, kasserer"]', 'Krag, kasserer"', "yaml-syntax", "]"),
    M(MINUTES, '"Ilse Krag, kasserer"]', 'Ilse Krag, kasserer]', "unknown-person", '("Ilse Krag, kasserer")', "{0}]"),
    M(MINUTES, '"Ilse Krag, kasserer"]', '“Ilse Krag, kasserer”]', "yaml-syntax", "straight", '"Ilse Krag, kasserer"]'),
    M(SETTINGS, "body: Søbo Vandværk\n", "body:Søbo Vandværk\n", "yaml-syntax", "field: (body: Søbo Vandværk)", "{0}\n"),
    M(SETTINGS, "  addressee: bestyrelsen\n", "addressee: bestyrelsen\n", "yaml-syntax", "alike"),
    # The fences.
    M(AGENDA, "---\nkind: agenda\n", "kind: agenda\n", "not-a-document", "---"),
    M(AGENDA, "---\nkind: agenda\n", "--\nkind: agenda\n", "not-a-document", "---"),
    M(AGENDA, "---\nkind: agenda\n", "–––\nkind: agenda\n", "not-a-document", "---"),
    M(AGENDA, "---\nkind: agenda\n", "—\nkind: agenda\n", "not-a-document", "line as (---)", "{0}\nkind: agenda\n"),
    M(AGENDA, "---\nkind: agenda\n", "_____\nkind: agenda\n", "not-a-document", "line as (---)", "{0}\nkind: agenda\n"),
    M(AGENDA, "---\nKaffe", "—\nKaffe", "not-a-document", "line as (---)", "{0}\nKaffe"),
    M(AGENDA, "---\nkind: agenda\n", "\n---\nkind: agenda\n", "not-a-document", "---"),
    M(AGENDA, "---\nkind: agenda\n", " ---\nkind: agenda\n", "not-a-document", "---"),
    M(AGENDA, "---\nkind: agenda\n", "# Dagsorden\n---\nkind: agenda\n", "not-a-document", "---"),
    M(AGENDA, "---\nKaffe", "\nKaffe", "not-a-document", "---"),
    M(AGENDA, "---\nKaffe", "--\nKaffe", "not-a-document", "---"),
    M(AGENDA, "---\nKaffe", "...\nKaffe", "not-a-document", "---"),
    M(AGENDA, "---\nKaffe", "----\nKaffe", "not-a-document", "---"),
    M(MINUTES, "---\n## 1\n", "## 1\n", "not-a-document", "---"),
    M(ADVICE, "---\nkind: recommendation\n", "kind: recommendation\n", "not-a-document", "---"),
    M(PAPER, "---\n## Tryk\n", "## Tryk\n", "not-a-document", "---"),
    # Bytes of another kind.
    Bytes(AGENDA, "bad-utf8", "UTF-8", lambda text: text.replace("Kajhuset", "Kajhusets måler").encode("latin-1", "replace")),
    Bytes(MINUTES, "bad-utf8", "UTF-8", lambda text: text.encode("cp1252", "replace")),
    Bytes(AGENDA, "not-a-document", "UTF-16", lambda text: text.encode("utf-16")),
    Bytes(MINUTES, "not-a-document", "UTF-16", lambda text: text.encode("utf-16-be")),
    Bytes(AGENDA, "", "", lambda text: codecs.BOM_UTF8 + text.encode()),
    Bytes(AGENDA, "not-a-document", "Word", office),
    Bytes(MINUTES, "not-a-document", "Word", office),
    Bytes(ADVICE, "not-a-document", "Word", office),
    Bytes(PAPER, "not-a-document", "Word", office),
    Bytes(MINUTES, "not-a-document", "PDF", lambda text: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
    Bytes(MINUTES, "not-a-document", "RTF", lambda text: b"{\\rtf1\\ansi Referat}"),
    Bytes(MINUTES, "not-a-document", "empty", lambda text: b""),
    Bytes(AGENDA, "not-a-document", "empty", lambda text: b"\n\n"),
    Bytes(MINUTES, "control-character", "", lambda text: text.replace("købes", "kø\x00bes").encode()),
    Bytes(MINUTES, "bidi-control", "", lambda text: text.replace("købes", "kø\u202ebes").encode()),
    # Files that lie in the folder.
    Bytes(AGENDA, "two-documents", "agenda - Kopi.md", lambda text: text.encode(), "2026-03-02/agenda - Kopi.md"),
    Bytes(MINUTES, "two-documents", "minutes \\(1\\).md", lambda text: text.encode(), "2026-03-02/minutes (1).md"),
    Bytes(ADVICE, "unused-document", "", lambda text: text.encode(), "2026-03-02/indstilling gammel.md"),
    Bytes(AGENDA, "not-a-document", "", lambda text: b"Husk kaffe\n", "2026-03-02/noter.md"),
    # Dates and times.
    M(AGENDA, "date: 2026-03-02", "date: 2026-02-31", "bad-value", "2026-02-28"),
    M(ADVICE, "date: 2026-02-20", "date: 2026-04-31", "bad-value", "day"),
    M(ADVICE, "date: 2026-02-20", "date: 20/2/2026", "bad-value", "(2026-02-20)", "date: {0}"),
    M(ADVICE, "date: 2026-02-20", "date: 20.2.2026", "bad-value", "(2026-02-20)", "date: {0}"),
    M(ADVICE, "date: 2026-02-20", "date: 20-02-2026", "bad-value", "(2026-02-20)", "date: {0}"),
    M(ADVICE, "date: 2026-02-20", "date: 2026-2-20", "bad-value", "(2026-02-20)", "date: {0}"),
    M(ADVICE, "date: 2026-02-20", "date: 2026/02/20", "bad-value", "(2026-02-20)", "date: {0}"),
    M(ADVICE, "date: 2026-02-20", "date: 20260220", "bad-value", "(2026-02-20)", "date: {0}"),
    M(ADVICE, "date: 2026-02-20", "date: 20. februar 2026", "bad-value", "(2026-02-20)", "date: {0}"),
    M(ADVICE, "date: 2026-02-20", "date: fredag 20. februar 2026", "bad-value", "(2026-02-20)", "date: {0}"),
    M(ADVICE, "date: 2026-02-20", "date: February 20, 2026", "bad-value", "(2026-02-20)", "date: {0}"),
    M(ADVICE, "date: 2026-02-20", "date: fredag", "bad-value", "\\d\\d\\d\\d-\\d\\d-\\d\\d"),
    M(ADVICE, "date: 2026-02-20", "date: 3/2/2026", "bad-value", "\\d\\d\\d\\d-\\d\\d-\\d\\d"),
    M(AGENDA, "date: 2026-03-02", "date: 2026-03-03", "date-mismatch"),
    M(AGENDA, "time: 16:00-18:00", "time: 16-18", "bad-value", "(16:00-18:00)", "time: {0}"),
    M(AGENDA, "time: 16:00-18:00", "time: kl. 16.00-18.00", "bad-value", "(16:00-18:00)", "time: {0}"),
    M(AGENDA, "time: 16:00-18:00", "time: 16:00 til 18:00", "bad-value", "(16:00-18:00)", "time: {0}"),
    M(AGENDA, "time: 16:00-18:00", "time: 1600-1800", "bad-value", "(16:00-18:00)", "time: {0}"),
    M(AGENDA, "time: 16:00-18:00", "time: 4 pm-6 pm", "bad-value", "(16:00-18:00)", "time: {0}"),
    M(AGENDA, "time: 16:00-18:00", "time: 16:00", "bad-value", "\\d\\d:\\d\\d-\\d\\d:\\d\\d"),
    M(AGENDA, "time: 16:00-18:00", "time: 16:00-18:60", "bad-value", "\\d\\d:\\d\\d-\\d\\d:\\d\\d"),
    M(AGENDA, "start: 16:30", "start: 16:30-17:00", "bad-value", "(16:30)", "start: {0}"),
    M(AGENDA, "start: 16:30", "start: kl. 16.30", "bad-value", "(16:30)", "start: {0}"),
    M(AGENDA, "start: 16:30", "start: 16:20", "overlap"),
    M(AGENDA, "    duration: 30\n", "    duration: en halv time\n", "bad-value", "min"),
    M(AGENDA, "    duration: 30\n", "    duration: 0:30\n", "bad-value", "min"),
    M(AGENDA, "    duration: 30\n", "    duration: 30 minutter\n", "", ""),
    M(AGENDA, "    duration: 30\n", "    duration: ca. 30\n", "bad-value", "min"),
    M(MINUTES, "ended: 17:40", "ended: 15:40", "bad-order"),
    M(MINUTES, "meeting: 2026-03-02", "meeting: 2026-03-20", "unknown-meeting"),
    # Fields.
    M(AGENDA, "place: Kajhuset", "plase: Kajhuset", "unknown-field", "'(place)'", "{0}: Kajhuset"),
    M(AGENDA, "place: Kajhuset", "Place: Kajhuset", "unknown-field", "'(place)'", "{0}: Kajhuset"),
    M(AGENDA, "place: Kajhuset", "sted: Kajhuset", "unknown-field", "'(place)'", "{0}: Kajhuset"),
    M(AGENDA, "place: Kajhuset", "place: Kajhuset\nplace: Salen", "duplicate-field"),
    M(AGENDA, "kind: agenda", "kind: agend", "unknown-kind", "'(agenda)'", "kind: {0}"),
    M(AGENDA, "kind: agenda", "kind: dagsorden", "unknown-kind", "'(agenda)'", "kind: {0}"),
    M(AGENDA, "kind: agenda", "Kind: agenda", "unknown-field", "'(kind)'", "{0}: agenda"),
    M(AGENDA, "kind: agenda\n", "knd: agenda\n", "unknown-field", "'(kind)'", "{0}: agenda\n"),
    M(AGENDA, "kind: agenda\ndate", "date", "unknown-kind", "add (kind: agenda)", "{0}\ndate"),
    M(MINUTES, "kind: minutes", "kind: referat", "unknown-kind", "'(minutes)'", "kind: {0}"),
    M(ADVICE, "kind: recommendation", "kind: indstilling", "unknown-kind", "kind: (recommendation)", "kind: {0}"),
    M(AGENDA, "items:\n", "item:\n", "unknown-field", "'(items)'", "{0}:\n"),
    M(AGENDA, "    access: closed", "    acces: closed", "unknown-field", "'(access)'", "    {0}: closed"),
    M(AGENDA, "    access: closed", "    access: lukket", "", ""),
    M(AGENDA, "    access: closed", "    access: lukkket", "bad-value", "(lukket|closed)", "    access: {0}"),
    M(AGENDA, "    access: closed", "    access: fortrolig", "bad-value", "(lukket)", "    access: {0}"),
    M(AGENDA, "    access: closed", "    access: ej offentlig", "bad-value", "'(lukket)'", "    access: {0}"),
    M(AGENDA, "    access: closed", "    closed: yes", "unknown-field", "'access'"),
    M(AGENDA, "  - title: Eventuelt\n    type:", "  - titel: Eventuelt\n    type:", "unknown-field", "'(title)'", "  - {0}: Eventuelt\n    type:"),
    M(AGENDA, "  - title: Eventuelt\n    type:", "  - Eventuelt\n    type:", "yaml-syntax", "(- title: Eventuelt)", "  {0}\n    type:"),
    M(AGENDA, "  - title: Eventuelt\n    type:", "  - type:", "missing-field", "title"),
    M(AGENDA, "type: any-other-business", "type: any other busines", "bad-value", "any-other-business"),
    M(AGENDA, "type: any-other-business", "type: eventuel", "bad-value", "(eventuelt)", "type: {0}"),
    M(AGENDA, "type: any-other-business", "type: övriga frågor", "bad-value", "another language.*'(eventuelt)'", "type: {0}"),
    M(AGENDA, "type: any-other-business", "type: kaffe og kage", "bad-value", "one of: andet, .*(eventuelt).*in English", "type: {0}"),
    M(AGENDA, "    id: pumpe\n", "    id: pumpe\n    owner: Ilse Krag\n", "unknown-field", "'(responsible)'", "    id: pumpe\n    {0}: Ilse Krag\n"),
    M(AGENDA, "    approves: 2026-02-02\n", "    approves: 2026-02-03\n", "unknown-meeting", "(2026-02-02)", "    approves: {0}\n"),
    M(AGENDA, "    approves: 2026-02-02\n", "    approves: 2. februar\n", "unknown-meeting", "'(2026-02-02)'", "    approves: {0}\n"),
    M(AGENDA, "    approves: 2026-02-02\n    duration: 25\n", "    duration: 25\n", "missing-approves", "add (approves: 2026-02-02)",
      "    {0}\n    duration: 25\n"),
    M(AGENDA, "carried_from: 2026-02-02/2", "carried_from: 2026-02-02/7", "unknown-item"),
    M(AGENDA, "carried_from: 2026-02-02/2", "carried_from: 2026-02-02", "bad-value", "2026-02-02/3"),
    M(AGENDA, "carried_from: 2026-02-02/2", "carried_from: 2026-02-20/2", "unknown-meeting", "(2026-02-02)", "carried_from: {0}/2"),
    M(AGENDA, "  - title: Lejesag om naboens grund\n    access: closed\n", "  - title: Lejesag om naboens grund\n  access: closed\n", "yaml-syntax", "4 blanks"),
    M(AGENDA, "    annexes:\n", "annexes:\n", "yaml-syntax", "a line above it is indented too little"),
    M(AGENDA, "item: 3, time", "items: 3, time", "unknown-field", "'(item)'", "{0}: 3, time"),
    M(AGENDA, "item: 3, time", "item: 8, time", "unknown-item"),
    M(AGENDA, "item: 3, time", "item: pumper, time", "unknown-item", "'?(pumpe)'?", "item: {0}, time"),
    M(AGENDA, "time: 16:30-17:00}", "time: 17:30-18:00}", "guest-outside-item"),
    # Files.
    M(AGENDA, "bilag/tilbud.csv", "bilag/tilbud.cvs", "missing-file", "(tilbud\\.csv)", "bilag/{0}"),
    M(AGENDA, "bilag/tilbud.csv", "bilag/Tilbud.csv", "case-of-letters", "(bilag/tilbud\\.csv)", "{0}"),
    M(AGENDA, "bilag/tilbud.csv", "bilag\\tilbud.csv", "path-escapes", "folders: (bilag/tilbud\\.csv)", "{0}"),
    M(AGENDA, "bilag/tilbud.csv", "tilbud.csv", "missing-file", "'(bilag/tilbud\\.csv)'", "{0}"),
    M(AGENDA, "bilag/tilbud.csv", "/bilag/tilbud.csv", "path-escapes"),
    M(AGENDA, "bilag/tilbud.csv", "../../bilag/tilbud.csv", "path-escapes"),
    M(AGENDA, "file: bilag/Måling.md", "file: bilag/Ma\u030aling.md", "case-of-letters", "bilag/Måling.md"),
    M(AGENDA, "file: bilag/Måling.md", "fil: bilag/Måling.md", "unknown-field", "'(file)'", "{0}: bilag/Måling.md"),
    M(AGENDA, "recommendation: indstilling.md", "recommendation: indstiling.md", "missing-file", "(indstilling\\.md)", "recommendation: {0}"),
    M(AGENDA, "recommendation: indstilling.md", "recommendation: bilag/Måling.md", "unknown-kind"),
    M(ADVICE, "[bilag 1](bilag/tilbud.csv)", "[bilag 1](bilag/tilbud.cvs)", "annex-reference"),
    M(ADVICE, "[bilag 1](bilag/tilbud.csv)", "[bilag 1] (bilag/tilbud.csv)", "near-markup"),
    M(ADVICE, "[bilag 1](bilag/tilbud.csv)", "[bilag 1](bilag/tilbud.csv", "near-markup"),
    M(ADVICE, "[bilag 1](bilag/tilbud.csv)", "[bilag 1(bilag/tilbud.csv)", "near-markup"),
    M(ADVICE, "[bilag 1](bilag/tilbud.csv)", "bilag 7", "annex-reference"),
    M(ADVICE, "## Baggrund", "##Baggrund", "near-markup", ": (## Baggrund)", "{0}"),
    M(ADVICE, "## Baggrund", "## Bagrund", "missing-section", "'(## Baggrund)'", "{0}"),
    M(PAPER, "| Mandag | 2,1 |", "| Mandag | 2,1 | lav |", "ragged-table"),
    M(PAPER, "| Mandag | 2,1 |", "| Mandag |", "ragged-table"),
    M(PAPER, "## Tryk\n", "## Tryk\n\n#### Dybt\n", "heading-skip", "", "## Tryk\n\n### Dybt\n"),
    M(PAPER, "Trykket er for lavt.", "Trykket<br>er for lavt.", "raw-html"),
    M(PAPER, "Trykket er for lavt.", "[navn]", "placeholder-text"),
    # Headings of the minutes.
    M(MINUTES, "## 3. Ny pumpe til brønden", "## 7. Ny pumpe til brønden", "unknown-item", "'(## 3)'", "{0}. Ny pumpe til brønden"),
    M(MINUTES, "## 3. Ny pumpe til brønden", "## 5. Ny pumpe til brønden", "title-mismatch", "'(## 3)'", "{0}. Ny pumpe til brønden"),
    M(MINUTES, "## 3. Ny pumpe til brønden", "##3. Ny pumpe til brønden", "near-heading", "## 3"),
    M(MINUTES, "## 3. Ny pumpe til brønden", "### 3. Ny pumpe til brønden", "near-heading", "## 3"),
    M(MINUTES, "## 3. Ny pumpe til brønden", "**3. Ny pumpe til brønden**", "near-heading", "## 3"),
    M(MINUTES, "## 3. Ny pumpe til brønden", "3. Ny pumpe til brønden", "near-heading", "## 3"),
    M(MINUTES, "## 3. Ny pumpe til brønden", "# 3. Ny pumpe til brønden", "near-heading", "'(## 3)'", "{0}. Ny pumpe til brønden"),
    M(MINUTES, "## 1\n", "# Referat\n\n## 1\n", "unknown-item", "leave it out"),
    M(MINUTES, "## 3. Ny pumpe til brønden", "## Ny pumpe til brønden", "unknown-item", "'(## 3)'", "{0} Ny pumpe til brønden"),
    M(MINUTES, "## 3. Ny pumpe til brønden", "## 3. Ny pumpe i kælderen", "title-mismatch"),
    M(MINUTES, "## 3. Ny pumpe til brønden", "## pumper", "unknown-item", "(pumpe)", "## {0}"),
    M(MINUTES, "## 4\n", "##4\n", "near-heading", "## 4"),
    # Decisions.
    M(MINUTES, "  pumpe:\n", "  pumper:\n", "unknown-item", "'(pumpe)'", "  {0}:\n"),
    M(MINUTES, "  pumpe:\n", "  9:\n", "unknown-item"),
    M(MINUTES, "  5: drøftet\n", "  8: drøftet\n", "unknown-item"),
    M(MINUTES, "  5: drøftet\n", "  4: drøftet\n", "duplicate-field"),
    M(MINUTES, "  5: drøftet\n", "  5: drøftet\n  5: udsat\n", "duplicate-field", "keep one"),
    M(MINUTES, "  5: drøftet\n", "  5: drøfet\n", "bad-value", "(drøftet)", "  5: {0}\n"),
    M(MINUTES, "  5: drøftet\n", "  5: vertagt\n", "bad-value", "another language.*'(udsat)'", "  5: {0}\n"),
    M(MINUTES, "  5: drøftet\n", "  5: hjenvist\n", "bad-value", "'(hjemvist)' or 'henvist'", "  5: {0}\n"),
    M(MINUTES, "  5: drøftet\n", "  5: enstemmigt vedtaget\n", "bad-value", "write '(vedtaget)' alone", "  5: {0}\n"),
    M(MINUTES, "  5: drøftet\n", "  5: besluttet\n", "bad-value", "tiltrådt|vedtaget"),
    M(MINUTES, "  5: drøftet\n", "  5: ok\n", "bad-value", "(godkendt)", "  5: {0}\n"),
    M(MINUTES, "  5: drøftet\n", "  5: discused\n", "bad-value", "(discussed|drøftet)", "  5: {0}\n"),
    M(MINUTES, "  5: drøftet\n", "  5: drøftet, enstemmigt\n", "bad-value", "write '(drøftet)' alone", "  5: {0}\n"),
    M(MINUTES, "  5: drøftet\n", "  5: Drøftet.\n", "", ""),
    M(MINUTES, "    outcome: vedtaget\n", "    oucome: vedtaget\n", "unknown-field", "'(outcome)'", "    {0}: vedtaget\n"),
    M(MINUTES, "    outcome: vedtaget\n", "   outcome: vedtaget\n", "yaml-syntax"),
    M(MINUTES, "    outcome: vedtaget\n", "    outcome vedtaget\n", "yaml-syntax"),
    M(MINUTES, "2: udsat}", "3: udsat}", "unknown-point"),
    M(MINUTES, "points: {1: vedtaget, 2: udsat}", "points: {1: vedtaget}", "unanswered-point"),
    M(MINUTES, "votes: {for: 2, against: 1}", "votes: {for: 2, against: 4}", "vote-count"),
    M(MINUTES, "votes: {for: 2, against: 1}", "votes: {for: 3, against: 1}", "vote-count"),
    M(MINUTES, "votes: {for: 2, against: 1}", "votes: {for: to, against: 1}", "unknown-person"),
    M(MINUTES, "votes: {for: 2, against: 1}", "votes: {for: 2, imod: 1}", "unknown-field", "'(against)'", "votes: {{for: 2, {0}: 1}}"),
    M(MINUTES, "votes: {for: 2, against: 1}", "votes: 2-1", "bad-value", "votes: {for: 7"),
    # People.
    M(MINUTES, "mover: Tove Lykke", "mover: Tove Lyke", "unknown-person", "(Tove Lykke)", "mover: {0}"),
    M(MINUTES, "mover: Tove Lykke", "mover: Lykke", "unknown-person", "(Tove Lykke)", "mover: {0}"),
    M(MINUTES, "mover: Tove Lykke", "mover: Åge Munk", "unknown-person"),
    M(MINUTES, "mover: Tove Lykke", "mover: Palle Riis", "absent-acted"),
    M(MINUTES, "Børge Aaskov, until", "Børge Åskov, until", "unknown-person", "(Børge Aaskov)", "{0}, until"),
    M(MINUTES, "until: pumpe}", "until: pumper}", "unknown-item", "'?(pumpe)'?", "until: {0}}}"),
    M(MINUTES, '[Tove Lykke, Børge Aaskov, "Ilse', '[Tove Lyke, Børge Aaskov, "Ilse', "unknown-person", "(Tove Lykke)", '[{0}, Børge Aaskov, "Ilse'),
    M(MINUTES, 'Børge Aaskov, "Ilse Krag, kasserer"]', 'Børge Aaskov]', "unaccounted", "Ilse Krag"),
    M(MINUTES, '[Tove Lykke, Børge Aaskov, "Ilse', '[Tove Lykke, Børge Aaskov, Palle Riis, "Ilse', "present-twice"),
    M(MINUTES, 'present: [Tove Lykke, Børge Aaskov, "Ilse Krag, kasserer"]', "present: Tove Lykke, Børge Aaskov og Ilse Krag", "names-in-a-line"),
    M(MINUTES, "{name: Palle Riis, reason", "{navn: Palle Riis, reason", "unknown-field", "'(name)'", "{{{0}: Palle Riis, reason"),
    M(MINUTES, "present: [Tove", "attendees: [Tove", "unknown-field", "'(present)'", "{0}: [Tove"),
    M(MINUTES, '[Tove Lykke, Børge Aaskov, "Ilse', '[Tove Lykke/Børge Aaskov, "Ilse', "names-in-a-line", "\\[(.*)\\]", '[{0}, "Ilse'),
    M(MINUTES, '[Tove Lykke, Børge Aaskov, "Ilse', '["Tove Lykke, formand/kasserer", Børge Aaskov, "Ilse', "", ""),
    M(MINUTES, '[Tove Lykke, Børge Aaskov, "Ilse', '[Tove Lykke samt Børge Aaskov, "Ilse', "names-in-a-line", "\\[(.*)\\]", '[{0}, "Ilse'),
    M(MINUTES, 'present: [Tove Lykke, Børge Aaskov, "Ilse Krag, kasserer"]', "present: |\n  Tove Lykke\n  Børge Aaskov", "bad-value", "a list: \\["),
    M(MINUTES, "  - {name: Palle Riis, reason: ferie}", "  - Palle Riis - ferie", "unknown-person", 'write (".*")', "  - {0}"),
    M(MINUTES, "  - {name: Palle Riis, reason: ferie}", "  - Palle Riis – ferie", "unknown-person", 'write (".*")', "  - {0}"),
    M(MINUTES, "  - {name: Palle Riis, reason: ferie}", "  - Palle Riis – ‘ferie’", "unknown-person", 'write ("Palle Riis \\(‘ferie’\\)")', "  - {0}"),
    M(MINUTES, "  - {name: Palle Riis, reason: ferie}", "  - Palle Riis [ferie]", "unknown-person", 'write (".*")', "  - {0}"),
    M(MINUTES, '[Tove Lykke, Børge Aaskov, "Ilse', '[Tove Lykke (til kl. 17), Børge Aaskov, "Ilse', "unknown-person", 'write ("Tove Lykke") alone',
      '[{0}, Børge Aaskov, "Ilse'),
    M(MINUTES, "reason: ferie}", "reason: ferie, substitute: Palle Riis}", "present-twice"),
    M(MINUTES, "    mover: Tove Lykke\n", "    mover: [Tove Lykke, tove  lykke]\n", "present-twice", "keep one"),
    M(MINUTES, "actions:\n", "signatures: [Tove Lykke, Ilse Krag, Tove Lykke]\nactions:\n", "present-twice", "keep one",
      "signatures: [Tove Lykke, Ilse Krag]\nactions:\n"),
    M(MINUTES, "actions:\n", "signatures: [{name: Tove Lykke, role: formand}, {name: TOVE LYKKE}]\nactions:\n", "present-twice", "(role)",
      "signatures: [{{name: Tove Lykke, role: formand}}, {{name: TOVE LYKKE, {0}: dirigent}}]\nactions:\n"),
    M(MINUTES, "actions:\n", "signatures: [{name: Tove Lykke, role: formand}, Ilse Krag, {name: Tove Lykke, role: dirigent}]\nactions:\n", "", ""),
    M(MINUTES, "reason: ferie}", "grund: ferie}", "unknown-field", "'(reason)'", "{0}: ferie}}"),
    # Tasks.
    M(MINUTES, "- [ ] @Ilse Krag henter", "- [] @Ilse Krag henter", "near-action", "- \\[ \\]"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "-[ ] @Ilse Krag henter", "near-action", "- \\[ \\]"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "- [ ]@Ilse Krag henter", "near-action", "- \\[ \\]"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "[ ] @Ilse Krag henter", "near-action", "- \\[ \\]"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "• [ ] @Ilse Krag henter", "near-action", "- \\[ \\]"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "☐ @Ilse Krag henter", "near-action", "- \\[ \\]"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "- @Ilse Krag henter", "near-action", "- \\[ \\]"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "@Ilse Krag henter", "near-action", "- \\[ \\]"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "- [v] @Ilse Krag henter", "near-action", "- \\[x\\]"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "- ( ) @Ilse Krag henter", "near-action", "write (- \\[ \\] @Ilse Krag henter)", "{0}"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "- \\[ \\] @Ilse Krag henter", "near-action", "write (- \\[ \\] @Ilse Krag henter)", "{0}"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "- (a) Ilse Krag henter", "", ""),
    M(MINUTES, "## 4\n", "- [ ]\n\n## 4\n", "near-action", "delete the line", "## 4\n"),
    M(MINUTES, "## 4\n", "- [x] \n\n## 4\n", "near-action", "delete the line", "## 4\n"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "- [ ] @ Ilse Krag henter", "", ""),
    M(MINUTES, "- [ ] @Ilse Krag henter", "- [ ] @'Ilse Krag' henter", "", ""),
    M(MINUTES, "- [ ] @Ilse Krag henter", "- [ ] @Ilse Krag/@Tove Lykke henter", "", ""),
    M(MINUTES, "- [ ] @Ilse Krag henter", "- [ ] @Ilse Krag og Tove Lykke henter", "owner-in-sentence", 'write (@".*") where',
      "- [ ] @Ilse Krag og {0} henter"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "- [ ] @Ilse Krag, Tove Lykke henter", "owner-in-sentence", 'write (@".*") where', "- [ ] @Ilse Krag, {0} henter"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "- [ ] @Ilse Krag og naboen henter", "", ""),
    M(MINUTES, " due:2026-05-01", " due:2026-05-01 due:2026-06-01", "duplicate-field", "keep the one", " due:2026-06-01"),
    M(MINUTES, " due:2026-05-01", " id:pris id:tilbud due:2026-05-01", "duplicate-field", "keep the one", " id:tilbud due:2026-05-01"),
    M(MINUTES, " due:2026-05-01", " id: pris due:2026-05-01", "near-action", "as in (id:)", " {0}pris due:2026-05-01"),
    M(MINUTES, " due:2026-05-01", " (due:2026-05-01).", "", ""),
    M(MINUTES, " due:2026-05-01", " due:'inden påske'", "", ""),
    M(MINUTES, " due:2026-05-01", " due:2026-w18", "bad-deadline", "write (due:2026-W18)", " {0}"),
    M(MINUTES, " due:2026-05-01", " due:2026W18", "bad-deadline", "write (due:2026-W18)", " {0}"),
    M(MINUTES, " due:2026-05-01", ' due:"uge 2 i 2027"', "bad-deadline", "as (due:2026-W38)", " {0}"),
    M(MINUTES, " due:2026-05-01", ' due:"uge 2, 2027"', "bad-deadline", "as (due:2026-W38)", " {0}"),
    M(MINUTES, " due:2026-05-01", ' due:"uge 2/2027"', "bad-deadline", "write (due:2027-W02)", " {0}"),
    M(MINUTES, " due:2026-05-01", " due:Q2", "bad-deadline", "as (due:2026-W38)", " {0}"),
    M(MINUTES, " due:2026-05-01", " due:1. maj 2026", "bad-deadline", "write (due:2026-05-01) instead of '1. maj 2026'", " {0}"),
    M(MINUTES, " due:2026-05-01", " due:inden påske", "bad-deadline", 'write (due:"inden påske")', " {0}"),
    M(MINUTES, " due:2026-05-01", " due:snarest", "", ""),
    M(MINUTES, "- [ ] @Ilse Krag henter", "- [ ] @Ilse Kragh henter", "unknown-owner", "(Ilse Krag)\\b", "- [ ] @{0} henter"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "- [ ] @TEKN henter", "unknown-owner", "(TEK)\\b", "- [ ] @{0} henter"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "- [ ] Ilse Krag henter", "action-without-owner", "@", "- [ ] @Ilse Krag henter"),
    M(MINUTES, "- [ ] @Ilse Krag henter", "- [ ] Henter med @Ilse Krag", "action-without-owner"),
    M(MINUTES, " due:2026-05-01", " due:2026-02-30", "bad-deadline"),
    M(MINUTES, " due:2026-05-01", " due:1/5-2026", "bad-deadline", "write (due:2026-05-01)", " {0}"),
    M(MINUTES, " due:2026-05-01", " due:uge 18", "bad-deadline", "write (due:2026-W18)", " {0}"),
    M(MINUTES, " due:2026-05-01", " frist:2026-05-01", "action-without-deadline", "write (due:2026-05-01)", " {0}"),
    M(MINUTES, " due:2026-05-01", " Due:2026-05-01", "action-without-deadline", "write (due:2026-05-01)", " {0}"),
    M(MINUTES, " due:2026-05-01", " senest 1. maj 2026", "action-without-deadline", "write (due:2026-05-01)", " {0}"),
    M(MINUTES, "tilbud due:2026-05-01", "tilbud", "action-without-deadline"),
    M(MINUTES, "  2026-02-02/2/1: done", "  2026-02-02/2/2: done", "unknown-action"),
    M(MINUTES, "  2026-02-02/2/1: done", "  2026-02-02/2: done", "unknown-action"),
    M(MINUTES, "  2026-02-02/2/1: done", "  2026-02-02/2/1: don", "bad-value", "(done)", "  2026-02-02/2/1: {0}"),
    M(MINUTES, "  2026-02-02/2/1: done", "  2026-02-02/2/1: færdig", "bad-value", "(udført|done)", "  2026-02-02/2/1: {0}"),
    # Settings.
    M(SETTINGS, "series: Bestyrelsesmøder\n", "serie: Bestyrelsesmøder\n", "unknown-field", "'(series)'", "{0}: Bestyrelsesmøder\n"),
    M(SETTINGS, "series: Bestyrelsesmøder\n", "series: Bestyrelsesmøder\nlanguage: dansk\n", "bad-value", "'?(da)'?\\b", "series: Bestyrelsesmøder\nlanguage: {0}\n"),
    M(SETTINGS, "series: Bestyrelsesmøder\n", "series: Bestyrelsesmøder\nlanguage: Danish\n", "bad-value", "write (\\w+)$", "series: Bestyrelsesmøder\nlanguage: {0}\n"),
    M(SETTINGS, "series: Bestyrelsesmøder\n", "series: Bestyrelsesmøder\nlanguage: da_DK\n", "bad-value", "write (\\w+)$", "series: Bestyrelsesmøder\nlanguage: {0}\n"),
    M(SETTINGS, "series: Bestyrelsesmøder\n", "series: Bestyrelsesmøder\nlanguage: suomi\n", "bad-value", "write (da) .* 'labels'$",
      "series: Bestyrelsesmøder\nlanguage: {0}\n"),
    M(SETTINGS, "series: Bestyrelsesmøder\n", "series: Bestyrelsesmøder\nlanguage: volapyk\n", "bad-value", "write (da) \\(Danish\\), .* \\(Norwegian\\)$",
      "series: Bestyrelsesmøder\nlanguage: {0}\n"),
    M(SETTINGS, "language: en\n", "language: English\n", "bad-value", "write (\\w+)$", "language: {0}\n", "en"),
    M(SETTINGS, "language: nb\n", "language: norsk\n", "bad-value", "write (\\w+)$", "language: {0}\n", "nb"),
    M(SETTINGS, "language: de\n", "language: de-AT\n", "bad-value", "write (\\w+)$", "language: {0}\n", "de"),
    M(SETTINGS, "series: Bestyrelsesmøder\n", "series: Bestyrelsesmøder\nchecks: {unknown-feild: error}\n", "unknown-field"),
    M(SETTINGS, "series: Bestyrelsesmøder\n", "series: Bestyrelsesmøder\nquorum: halv\n", "bad-value", "half"),
    M(SETTINGS, "chair: Tove Lykke\n", "chair: Tove Lykke\nchair: Ilse Krag\n", "duplicate-field"),
    # Other languages: their own words first.
    M(AGENDA, "place: Kajhuset", "Ort: Kajhuset", "unknown-field", "'(place)'", "{0}: Kajhuset", "de"),
    M(AGENDA, "    duration: 30\n", "    Dauer: 30\n", "unknown-field", "'(duration)'", "    {0}: 30\n", "de"),
    M(AGENDA, "    duration: 30\n", "    längd: 30\n", "unknown-field", "referat\\(5\\)", None, "sv"),
    M(AGENDA, "time: 16:00-18:00", "time: 16 Uhr bis 18 Uhr", "bad-value", "(16:00-18:00)", "time: {0}", "de"),
    M(AGENDA, "time: 16:00-18:00", "time: kl. 16 till 18", "bad-value", "(16:00-18:00)", "time: {0}", "sv"),
    M(AGENDA, "time: 16:00-18:00", "time: 4.00 to 6.00 p.m.", "bad-value", "(16:00-18:00)", "time: {0}", "en"),
    M(ADVICE, "date: 2026-02-20", "date: Freitag, den 20. Februar 2026", "bad-value", "(2026-02-20)", "date: {0}", "de"),
    M(ADVICE, "date: 2026-02-20", "date: fredagen den 20 februari 2026", "bad-value", "(2026-02-20)", "date: {0}", "sv"),
    M(ADVICE, "date: 2026-02-20", "date: 20th of February 2026", "bad-value", "(2026-02-20)", "date: {0}", "en"),
    M(ADVICE, "date: 2026-02-20", "date: 2/3/2026", "bad-value", "2026-03-02 or (2026-02-03)", "date: {0}", "en"),
    M(AGENDA, "    access: closed", "    access: geschlossen", "bad-value", "of: öffentlich, (nichtöffentlich)", "    access: {0}", "de"),
    M(AGENDA, "    access: closed", "    access: lukket", "bad-value", "another language.*'(ej offentlig)'", "    access: {0}", "sv"),
    M(MINUTES, "  5: beraten\n", "  5: berate\n", "bad-value", "'(beraten)'", "  5: {0}\n", "de"),
    M(MINUTES, "  5: beraten\n", "  5: udsat\n", "bad-value", "another language.*'(vertagt)'", "  5: {0}\n", "de"),
    M(MINUTES, "  5: beraten\n", "  5: Kaffeepause\n", "bad-value", "one of: .*(vertagt).*; or in English: approved", "  5: {0}\n", "de"),
    M(MINUTES, "  5: beraten\n", "  5: erledigt\n", "bad-value", "if '(\\w+)' is meant", "  5: {0}\n", "de"),
    M(MINUTES, "  5: diskuterades\n", "  5: rekommenderas\n", "bad-value", "if '(\\w+)' is meant", "  5: {0}\n", "sv"),
    M(MINUTES, "  5: diskuterades\n", "  5: drøftet\n", "bad-value", "another language.*'(diskuterat)'", "  5: {0}\n", "sv"),
    M(MINUTES, "  5: drøftet\n", "  5: utsat\n", "bad-value", "'(utsatt)'", "  5: {0}\n", "nb"),
    M(MINUTES, "  5: discussed\n", "  5: tabled\n", "bad-value", "if '(\\w+)' is meant", "  5: {0}\n", "en"),
    M(MINUTES, "  5: discussed\n", "  5: aproved\n", "bad-value", "'(approved)'", "  5: {0}\n", "en"),
    M(MINUTES, "  5: discussed\n", "  5: vedtaget\n", "bad-value", "another language.*'(adopted)'", "  5: {0}\n", "en"),
    M(MINUTES, "  5: discussed\n", "  5: murmured\n", "bad-value", "one of: (approved), approved-amended, adopted", "  5: {0}\n", "en"),
    M(MINUTES, "{name: Palle Riis, reason: ferie}", "{namn: Palle Riis, orsak: ferie}", "unknown-field", "'(name)'",
      "{{{0}: Palle Riis, reason: ferie}}", "sv"),
]
