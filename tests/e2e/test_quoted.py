"""Closed text in open places: found wherever an open document can hold it, with both places; what is no secret is left aside."""
import json
import re
import random
import unittest

import support

TITLE = "Opsigelsen af havnemester Æbelø"
SENTENCE = "Pakhuset ryddes inden den første juli."
ROW = "fratrædelsen sker efter gensidig aftale mellem parterne og uden yderligere vederlag"

# Every place where an open document can have a text: file, and the line with the text in it.
FILES = {
    "referat.yaml": """\
series: Havnebestyrelsen @series@
body: Havnebestyrelsen @body@
organisation: Øby Havn @organisation@
language: da
place: Havnekontoret @place@
secretary: {name: Mads Lind, title: fuldmægtig @secretary@}
letterhead: ["Øby Havn @letterhead@"]
units: {DV: Drift @unit@}
recommendation: {addressee: bestyrelsen @addressee@, sections: [Sagen @section@]}
""",
    "2026-03-02/agenda.md": """\
---
kind: agenda
date: 2026-03-02
title: Møde i bestyrelsen @agenda_title@
place: Kajen @agenda_place@
unit: Sekretariatet @agenda_unit@
case: A-7 @case@
case_officer: {name: Sara Bro, title: konsulent @officer_title@}
chair: Vera Lund @chair@
participants: [Vera Lund, {name: Tom Ask, title: medlem @participant_title@}]
guests:
  - {name: Jan Holst, title: driftschef @guest_title@, item: 1}
items:
  - title: Lejemål på kajen @item_title@
    purpose: Formålet er @purpose@
    method: Mundtligt @method@
    text: Kajen lejes ud @text@
    case: B-8 @item_case@
    responsible: {name: Lone Friis, title: leder @responsible_title@}
    recommendation: indstilling.md
    annexes:
      - {file: liste.csv, title: Listen @annex_title@}
      - {title: Kortet @paper_title@}
      - udvalg/agenda.md
  - title: Andet punkt
    id: andet
  - {title: TITLE, access: closed}
---
Mødet holdes på havnekontoret @information@

| Kaj | Lejer |
| --- | --- |
| Nord | Ingen @cell@ |

- Første
- Andet **@list_item@**

> Citat @quote@

```
kode @code@
```

[Et link](https://example.org/ "Link @link_title@") og [et andet](https://example.org/@address@), ![Et billede @alt@](billede.svg "Billede @image_title@").
""",
    "2026-03-02/indstilling.md": """\
---
kind: recommendation
title: Lejemål @recommendation_title@
short_title: Leje @short_title@
recommends:
  - at lejen godkendes @point@
coordinated_with: Havnefogeden @coordinated@
annexes:
  - notat.md
---
## Sagen @heading@
Kajen er ledig @recommendation_body@
""",
    "2026-03-02/notat.md": """\
---
kind: annex
title: Notat @paper@
---
Kajen er ledig @paper_body@
""",
    "2026-03-02/udvalg/agenda.md": """\
---
kind: agenda
title: Udvalget @nested_title@
items:
  - {title: Kajens bredde @nested_item@}
---
Udvalget mødes @nested_body@
""",
    "2026-03-02/minutes.md": """\
---
kind: minutes
present: [Vera Lund, {name: Tom Ask, title: suppleant @present_title@}]
absent:
  - {name: Ulla Juhl, reason: ferie @reason@}
decisions:
  1:
    outcome: adopted
    wording: Lejen godkendes @wording@
    votes: [{motion: Forslaget @motion@, for: 2, against: 0}]
    dissent: [{name: Tom Ask, text: Lejen er for lav @dissent@}]
  2: {outcome: postponed, to: et senere møde @to@}
  3: adopted
---
Mødet begyndte til tiden @introduction@

## 1
Godkendt uden bemærkninger. Kajen lejes ud @minutes@

- [ ] @Havnefogeden laver kontrakten @task@ due:"inden påske @due@"

## 2
Udsat @second@

## 3
SENTENCE Endvidere ROW.
""",
    "2026-03-02/rettelser.md": """\
---
kind: corrections
corrections:
  - {date: 2026-04-01, text: Der skulle have stået kaj @correction@}
---
""",
    "2026-04-13/agenda.md": """\
---
kind: agenda
items:
  - {title: Senere møde @later_item@}
---
""",
    "2026-04-13/minutes.md": """\
---
kind: minutes
decisions: {1: noted}
actions:
  2026-03-02/1/1: {status: done, note: Kontrakten er klar @note@}
corrections: Rettet @corrections@
---
## 1
Taget til efterretning @later_minutes@
""",
}
PLACES = sorted({name for text in FILES.values() for name in re.findall(r"@([a-z_]+)@", text)})
PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"


class QuotedCase(support.Case):
    def make(self, folder="serie", **inserted):
        for name, text in FILES.items():
            text = text.replace("TITLE", TITLE).replace("SENTENCE", SENTENCE).replace("ROW", ROW)
            for place in PLACES:
                text = text.replace(f" @{place}@", f" {inserted[place]}" if place in inserted else "")
                text = text.replace(f"@{place}@", inserted.get(place, ""))
            self.write(f"{folder}/{name}", text)
        self.write(f"{folder}/2026-03-02/liste.csv", "a;b\n")
        self.write(f"{folder}/2026-03-02/billede.svg", PICTURE)

    def quoted(self, *command, status=None):
        """The findings of closed-quoted, and the run."""
        result = self.referat(*command, "--diagnostics", "json")
        if status is not None:
            self.assert_status(result, status)
        found = [json.loads(line) for line in result.stderr.splitlines() if line[:1] == b"{"]
        return [d for d in found if d["name"] == "closed-quoted"], result

    def place_of(self, name):
        """The file with a place, and the line it stands in."""
        for file, text in FILES.items():
            for number, line in enumerate(text.splitlines(), 1):
                if f"@{name}@" in line:
                    return file, number
        raise KeyError(name)


def spelt(place, text):
    """As a place can hold it: some are within quotes, braces or addresses."""
    text = text.rstrip(".")
    if place == "address":
        return text.replace(" ", "%20")
    return text


class EveryPlace(QuotedCase):
    def test_as_it_is_nothing_is_quoted(self):
        self.make()
        self.assertEqual(self.quoted("check", "serie", status=0)[0], [])
        self.build("serie", "-o", "out", "--edition", "public")

    def test_what_is_closed_is_found_in_every_place(self):
        r = random.Random(7)
        for place in PLACES:
            words = ROW.split()
            start = r.randrange(len(words) - 8)
            for text in (TITLE, TITLE.upper(), SENTENCE, " ".join(words[start:start + 8])):
                with self.subTest(place=place, text=text):
                    self.make(**{place: spelt(place, text)})
                    file, line = self.place_of(place)
                    found, _ = self.quoted("check", "serie")
                    at = [(d["file"], d["line"]) for d in found]
                    self.assertIn((f"serie/{file}", line), at)
                    self.assertEqual({d["severity"] for d in found}, {"warning"})
                    self.assertTrue(all(d["related"]["file"].startswith("serie/2026-03-02/") for d in found))

    def test_and_makes_no_public_edition(self):
        for place in PLACES[::4]:
            with self.subTest(place=place):
                self.make(**{place: spelt(place, TITLE)})
                found, result = self.quoted("build", "serie", "-o", "out", "--edition", "public", status=4)
                self.assertTrue(found)
                self.assertEqual({d["severity"] for d in found}, {"error"})
                self.assertFalse((self.work / "out").exists())
                text = self.referat("build", "serie", "-o", "out", "--edition", "public").stderr.decode().lower()
                for word in ("opsigelsen", "havnemester", "%c3%86bel"):
                    self.assertNotIn(word, text)
                self.assertIn("item 3 of 2026-03-02", text)

    def test_near_misses_are_silent(self):
        """A letter or a word less, and words that go on."""
        words = ROW.split()
        for text in (TITLE.rsplit(" ", 1)[0], TITLE + "n", "x" + TITLE, " ".join(words[:4]), SENTENCE.replace("ryddes", "rydes")):
            for place in ("text", "minutes", "cell", "item_title"):
                with self.subTest(place=place, text=text):
                    self.make(**{place: spelt(place, text)})
                    self.assertEqual(self.quoted("check", "serie", status=0)[0], [])


class Spelling(QuotedCase):
    """However it is written, a reader reads it."""

    def test_in_prose(self):
        for text in ("**Opsigelsen** af *havnemester* Æbelø", "Opsigelsen af havne**mester** Æbelø", "Opsigelsen\naf havnemester\nÆbelø",
                     "Opsigelsen af [havnemester](https://example.org/) Æbelø", "Opsigelsen af havnemester &AElig;bel&oslash;",
                     "Opsi\u00adgelsen af havnemester Æbelø", "Opsigelsen - af - havnemester: Æbelø", "”Opsigelsen af havnemester ÆBELØ”",
                     "OpsigelsenAfHavnemesterÆbelø", "Opsigelsen af havneme\u0301ster Æbelø", "`Opsigelsen af havnemester Æbelø`",
                     "\n\n- Opsigelsen af\n- havnemester Æbelø\n", "\n\nOpsigelsen af\n\nhavnemester Æbelø\n",
                     "\n\n| Opsigelsen | af |\n| - | - |\n| havnemester | Æbelø |\n", "opsigelsen-af-havnemester-aebeloe",
                     "<b>Opsigelsen</b>.", "Opsigelsen af havnemester Aebelo"):
            with self.subTest(text=text):
                self.make(information=text)
                is_whole = text != "<b>Opsigelsen</b>."
                self.assertEqual(len(self.quoted("check", "serie", status=0)[0]), int(is_whole))

    def test_in_names(self):
        for name in ("opsigelsen-af-havnemester-aebeloe.csv", "OpsigelsenAfHavnemesterÆbelø.csv", "sag/Opsigelsen af havnemester Æbelø/liste.csv",
                     "opsigelsen_af_havnemester_aebelo.csv"):
            with self.subTest(name=name):
                self.make()
                self.write(f"serie/2026-03-02/{name}", "a;b\n")
                agenda = self.work / "serie/2026-03-02/agenda.md"
                agenda.write_text(agenda.read_text().replace("liste.csv", f"\"{name}\""))
                found, _ = self.quoted("check", "serie", status=0)
                self.assertEqual([(d["file"], d["line"]) for d in found], [("serie/2026-03-02/agenda.md", self.place_of("annex_title")[1])])
                found, result = self.quoted("build", "serie", "-o", "out", "--edition", "public", status=4)
                self.assertNotIn(b"havnemester", result.stderr.lower())
        self.make()
        agenda = self.work / "serie/2026-03-02/agenda.md"
        (self.work / "serie/2026-03-02/billede.svg").rename(self.work / "serie/2026-03-02/opsigelsen-af-havnemester-aebeloe.svg")
        agenda.write_text(agenda.read_text().replace("billede.svg", "opsigelsen-af-havnemester-aebeloe.svg"))
        found, _ = self.quoted("check", "serie", status=0)
        self.assertEqual([(d["file"], d["line"]) for d in found], [("serie/2026-03-02/agenda.md", self.place_of("alt")[1])])

    def test_in_folders(self):
        self.make()
        (self.work / "serie/2026-04-13").rename(self.work / "serie/2026-04-13-opsigelsen-af-havnemester-aebeloe")
        found, _ = self.quoted("check", "serie", status=0)
        self.assertEqual({d["file"] for d in found}, {"serie/2026-04-13-opsigelsen-af-havnemester-aebeloe",
                                                      "serie/2026-04-13-opsigelsen-af-havnemester-aebeloe/agenda.md",
                                                      "serie/2026-04-13-opsigelsen-af-havnemester-aebeloe/minutes.md"})
        found, result = self.quoted("build", "serie", "-o", "out", "--edition", "public", status=4)
        self.assertNotIn("havnemester", json.dumps(found).lower())

    def test_a_closed_file_is_called_by_its_name(self):
        self.make(text="Se opsigelse af fyrmester Søby.")
        agenda = self.work / "serie/2026-03-02/agenda.md"
        self.write("serie/2026-03-02/opsigelse-af-fyrmester-soeby.csv", "a;b\n")
        agenda.write_text(agenda.read_text().replace("access: closed}", "access: closed, annexes: [opsigelse-af-fyrmester-soeby.csv]}"))
        found, _ = self.quoted("check", "serie", status=0)
        self.assertEqual([(d["file"], d["line"]) for d in found], [("serie/2026-03-02/agenda.md", self.place_of("text")[1])])


class NoSecret(QuotedCase):
    def test_a_title_that_something_open_has_too(self):
        """Wherever it stands in the series: an item, a paper, an annex of another meeting."""
        for place, text in (("item_title", "Lejemål på kajen @"), ("later_item", "Senere møde @"), ("recommendation_title", "Lejemål @"),
                            ("annex_title", "Listen @"), ("nested_item", "Kajens bredde @")):
            with self.subTest(place=place):
                self.make(information=TITLE, later_minutes=TITLE)
                file, line = self.place_of(place)
                path = self.work / "serie" / file
                lines = path.read_text().splitlines()
                lines[line - 1] = lines[line - 1].replace(text[:-2], TITLE)
                path.write_text("\n".join(lines) + "\n")
                self.assertEqual(self.quoted("check", "serie")[0], [])

    def test_what_the_edition_prints(self):
        for settings, item in (("closed_items: title\n", ""), ("", f", public_title: \"{TITLE}, en sag\""), ("closed_items: omit\n", "")):
            with self.subTest(settings=settings, item=item):
                self.make(information=TITLE)
                path = self.work / "serie/referat.yaml"
                path.write_text(path.read_text() + settings)
                path = self.work / "serie/2026-03-02/agenda.md"
                path.write_text(path.read_text().replace("access: closed}", f"access: closed{item}}}"))
                expected = int("omit" in settings)
                self.assertEqual(len(self.quoted("check", "serie", status=0)[0]), expected)
                self.build("serie", "-o", "out", "--edition", "public", status=4 if expected else 0)

    def test_what_is_omitted_excuses_nothing(self):
        self.make(information=TITLE)
        path = self.work / "serie/referat.yaml"
        path.write_text(path.read_text() + "closed_items: omit\n")
        path = self.work / "serie/2026-03-02/agenda.md"
        path.write_text(path.read_text().replace("access: closed}", f"access: closed, public_title: {TITLE}}}"))
        self.assertEqual(len(self.quoted("check", "serie", status=0)[0]), 1)

    def test_texts_that_are_allowed(self):
        self.make(information=f"{TITLE} og {SENTENCE}")
        path = self.work / "serie/referat.yaml"
        path.write_text(path.read_text() + f"allowed_texts:\n  - {{text: \"{TITLE} blev omtalt\", reason: Pressemeddelelse}}\n")
        found, _ = self.quoted("check", "serie", status=0)
        self.assertEqual(len(found), 1)
        self.assertIn("Pakhuset ryddes", found[0]["message"])
        path.write_text(path.read_text() + f"  - {{text: {SENTENCE}, reason: Pressemeddelelse}}\n")
        self.write("serie/2026-03-02/liste.csv", f"{TITLE};1\n")
        self.build("serie", "-o", "out", "--edition", "public")
        self.assertIn(TITLE.encode(), b"".join(support.files_below(self.work / "out/2026-03-02/annexes").values()))

    def test_checks_have_their_say_in_the_full_edition_alone(self):
        for severity, status, expected in (("off", 0, []), ("note", 0, ["note"]), ("error", 1, ["error"])):
            self.make(information=TITLE)
            path = self.work / "serie/referat.yaml"
            path.write_text(path.read_text() + f"checks: {{closed-quoted: {severity}}}\n")
            found, _ = self.quoted("check", "serie", status=status)
            self.assertEqual([d["severity"] for d in found], expected)
            found, _ = self.quoted("build", "serie", "-o", "out", "--edition", "public", status=4)
            self.assertEqual([d["severity"] for d in found], ["error"])

    def test_a_meeting_with_errors_is_not_looked_through(self):
        self.make(information=TITLE)
        path = self.work / "serie/2026-03-02/agenda.md"
        path.write_text(path.read_text().replace("  - title: Andet punkt", "  - title: Andet punkt\n    acces: closed"))
        self.assertEqual(self.quoted("check", "serie", status=1)[0], [])
        self.make(information=TITLE, later_minutes=TITLE)
        path.write_text(path.read_text().replace("  - title: Andet punkt", "  - title: Andet punkt\n    acces: closed"))
        found, _ = self.quoted("check", "serie", status=1)  # what is closed there still is
        self.assertEqual([d["file"] for d in found], ["serie/2026-04-13/minutes.md"])


class Commands(QuotedCase):
    """Every command that makes a public edition, or a part of one."""

    def test_refuse(self):
        for place in ("information", "later_minutes"):
            self.make(**{place: TITLE})
            for command in (("export", "serie", "-o", "bag"), ("status", "serie"), ("status", "serie", "-f", "json"),
                            ("build", "serie", "-o", "out"), ("build", "serie", "-o", "out", "--verify")):
                with self.subTest(command=command):
                    result = self.referat(*command, "--edition", "public")
                    self.assert_status(result, 4)
                    self.assertEqual(result.stdout, b"")
                    self.assertIn(b"[closed-quoted]", result.stderr)
                    self.assertFalse((self.work / "bag").exists() or (self.work / "out").exists())

    def test_one_meeting_is_held_against_all(self):
        """Its edition would show what another one closes, before or after it."""
        for place, meeting in (("later_minutes", "2026-04-13"), ("information", "2026-03-02")):
            self.make(**{place: TITLE})
            self.build(f"serie/{meeting}", "-o", "out", "--edition", "public", status=4)
        self.make(later_minutes="Køb af kran nummer syv")
        self.write("serie/2026-05-04/agenda.md", "---\nkind: agenda\nitems: [{title: Køb af kran nummer syv, access: closed}]\n---\n")
        self.build("serie/2026-04-13", "-o", "out", "--edition", "public", status=4)
        self.build("serie/2026-03-02", "-o", "out", "--edition", "public")

    def test_an_old_edition_goes(self):
        self.make()
        self.build("serie", "-o", "out", "--edition", "public")
        self.assertTrue((self.work / "out/2026-03-02/pack.html").exists())
        self.make(information=TITLE)
        self.build("serie", "-o", "out", "--edition", "public", status=4)
        self.assertEqual(support.files_below(self.work / "out") if (self.work / "out").exists() else {}, {})


class SameMessages(QuotedCase):
    """However a build is made, it says the same."""

    def many(self, count=40):
        """Meetings that quote earlier and later ones, and have each other's titles."""
        r = random.Random(11)
        things = "kran kaj mole bro fyr slip dok bedding bolværk lods færge tov".split()
        titles = [f"{r.choice(['Køb', 'Salg', 'Leje'])} af {r.choice(things)} og {r.choice(things)} nummer {n}" for n in range(count)]
        for n in range(count):
            other = titles[r.randrange(count)] if r.random() < 0.4 else "Intet nyt"
            second = titles[r.randrange(count)] if r.random() < 0.1 else f"Åbent punkt {n}"
            access = ", access: closed" if r.random() < 0.6 else ""
            self.write(f"mange/{2020 + n // 12}-{n % 12 + 1:02}-02/agenda.md",
                       f"---\nkind: agenda\nitems:\n  - {{title: {titles[n]}{access}}}\n  - {{title: {second}}}\n---\nSe {other}.\n")

    def said(self, result):
        return [line for line in result.stderr.splitlines() if not line.startswith(b"referat: ")]

    def test_with_any_number_of_processes(self):
        self.many()
        one = self.build("mange", "-o", "one", "-j", "1")
        self.assertIn(b"[closed-quoted]", one.stderr)
        for jobs in (2, 3, 5):
            self.assertEqual(self.said(self.build("mange", "-o", f"out-{jobs}", "-j", str(jobs))), self.said(one))
        self.assertEqual(self.said(self.referat("check", "mange")), self.said(one))

    def test_in_a_later_build(self):
        r = random.Random(5)
        self.many(24)
        self.build("mange", "-o", "out")
        folders = sorted(path.name for path in (self.work / "mange").iterdir())
        for _ in range(14):
            folder = r.choice(folders)
            path = self.work / "mange" / folder / "agenda.md"
            text = path.read_text()
            change = r.randrange(4)
            if change == 0:
                text = text.replace(", access: closed", "") if "access" in text else text.replace("}\n", ", access: closed}\n", 1)
            elif change == 1:
                other = self.work / "mange" / r.choice(folders) / "agenda.md"
                text = text[:text.index("Se ")] + f"Se {other.read_text().split('title: ')[1].split(',')[0].split('}')[0]}.\n"
            elif change == 2:
                text = text.replace("Åbent punkt", "Åbent emne")
            else:
                self.write(f"mange/2031-{r.randrange(1, 13):02}-{r.randrange(1, 28):02}/agenda.md", text)
            path.write_text(text)
            again, anew = self.build("mange", "-o", "out"), self.referat("check", "mange")
            self.assertEqual(self.said(again), self.said(anew))
            self.assertEqual(self.said(self.build("mange", "-o", "out")), self.said(anew))

    def test_of_parts(self):
        self.many()
        whole = self.build("mange", "-o", "whole")
        for part in (1, 2, 3):
            self.build("mange", "-o", "parts", "--shard", f"{part}/3")
        merged = self.referat("merge", "parts")
        self.assert_status(merged, 0)
        self.assertEqual(self.said(merged), self.said(whole))
        for part in (1, 2):
            self.build("mange", "-o", "more", "--shard", f"{part}/2")
        (self.work / "mange").rename(self.work / "elsewhere")
        self.assertIn(b"the sources are not there", self.referat("merge", "more").stderr)


class Guests(QuotedCase):
    def make_guest(self, information="", minutes="", participants="Vera Lund"):
        self.write("gaest/2026-03-02/agenda.md", f"""\
---
kind: agenda
participants: [{participants}]
guests:
  - {{name: Jo Merrick, title: lejer, item: 2}}
items:
  - {{title: Kajen}}
  - {{title: Klage, access: closed}}
---
Mødet begynder {information}
""")
        self.write("gaest/2026-03-02/minutes.md", f"---\nkind: minutes\ndecisions: {{1: noted, 2: noted}}\n---\n## 1\nTaget til efterretning. {minutes}\n")

    def test_are_noted(self):
        for text in ({"information": "med Jo Merrick"}, {"minutes": "JO MERRICK gik."}):
            self.make_guest(**text)
            for command, status in ((("check", "gaest"), 0), (("build", "gaest", "-o", "out", "--edition", "public"), 0)):
                found, result = self.quoted(*command, status=status)
                self.assertEqual([d["severity"] for d in found], ["note"])
            self.assertNotIn(b"merrick", result.stderr.lower())
            self.assertIn(b"guest of item 2 of 2026-03-02", result.stderr)

    def test_unless_they_belong_to_the_meeting(self):
        self.make_guest("med Jo Merrick", participants="Vera Lund, Jo Merrick")
        self.assertEqual(self.quoted("check", "gaest", status=0)[0], [])
        self.make_guest("med Jo Merricksen")
        self.assertEqual(self.quoted("check", "gaest", status=0)[0], [])


if __name__ == "__main__":
    unittest.main()
