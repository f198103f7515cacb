"""Edges: each check on the very day, at exactly n and one less or more; where a finding stands in every kind of text; escaping."""
import itertools
import json
import re
import subprocess
import unittest

from support import Case, files_below

HEAD = "series: Møder\nbody: Grundejerforeningen Lyngen\nchecks: {never-approved: off, missing-minutes: off, missing-decision: off}\n"
PRESENT = "present: [Asta Juhl, Bent Krog, Carl Munk]\n"


class Edge(Case):
    def setUp(self):
        super().setUp()
        self.write("s/referat.yaml", HEAD)

    def agenda(self, items, facts="", body="", day="2026-03-02"):
        self.write(f"s/{day}/agenda.md", f"---\nkind: agenda\ndate: {day}\n{facts}items:\n"
                   + "".join(f"  - {{{item}}}\n" for item in items) + f"---\n{body}")

    def minutes(self, facts, body="", day="2026-03-02"):
        self.write(f"s/{day}/minutes.md", f"---\nkind: minutes\nmeeting: {day}\n{PRESENT}{facts}---\n{body}")

    def found(self, *options):
        """The findings of a check, as JSON has them."""
        result = self.referat("check", "s", "--diagnostics", "json", *options)
        self.assertIn(result.returncode, (0, 1))
        return [json.loads(line) for line in result.stderr.splitlines() if line[:1] == b"{"]

    def told(self, code, *options):
        return sum(finding["name"] == code for finding in self.found(*options))


class Boundaries(Edge):
    """(what, how often it is told) on both sides of each line that a check draws."""

    def test_the_day_of_a_review(self):
        self.agenda(['title: Kontrakt, access: closed, basis: "§ 2", review: 2026-06-01'])
        for today, count in (("2026-05-31", 0), ("2026-06-01", 1), ("2026-06-02", 1)):
            with self.subTest(today=today):
                self.assertEqual(self.told("review-due", "--as-of", today), count)

    def test_planned_minutes(self):
        for minutes, count in ((59, 0), (60, 0), (61, 1)):
            with self.subTest(minutes=minutes):
                self.agenda([f"title: Hegn, duration: {minutes - 20}", "title: Gynge, duration: 20"], "time: 10:00-11:00\n")
                self.assertEqual(self.told("over-time"), count)

    def test_hours_that_are_meant(self):
        """The hint has the time as it is to be written, where there is such a time of day."""
        self.agenda(["title: Hegn, start: snart"], "time: 10:00-12:00\n")
        plain, = [d for d in self.found() if d["name"] == "bad-value"]
        for written, meant in (("kl. 0", "00:00"), ("kl. 23.59", "23:59"), ("kl. 24", "24:00"), ("kl. 24.00", "24:00"), ("kl. 24.01", None),
                               ("2415", None), ("kl. 25", None), ("kl. 12.59", "12:59"), ("kl. 12.60", None), ("1260", None), ("11 pm", "23:00"),
                               ("12 pm", "12:00"), ("13 pm", "13:00")):
            with self.subTest(written=written):
                self.agenda([f"title: Hegn, start: '{written}'"], "time: 10:00-12:00\n")
                finding, = [d for d in self.found() if d["name"] == "bad-value"]
                if meant:
                    self.assertIn(meant, finding["hint"])
                else:
                    self.assertEqual(finding["hint"], plain["hint"])

    def test_fixed_times(self):
        for start, count in (("10:29", 1), ("10:30", 0), ("10:31", 0)):
            with self.subTest(start=start):
                self.agenda(["title: Hegn, start: '10:00', duration: 30", f"title: Gynge, start: '{start}', duration: 10"], "time: 10:00-12:00\n")
                self.assertEqual(self.told("overlap"), count)

    def test_votes(self):
        self.agenda(["title: Hegn, type: decision"])
        for votes, count in ((2, 0), (3, 0), (4, 1)):
            with self.subTest(votes=votes):
                self.minutes(f"decisions:\n  1: {{outcome: adopted, votes: {{for: {votes - 1}, against: 1, abstained: 0}}}}\n")
                self.assertEqual(self.told("vote-count"), count)

    def test_when_a_promise_is_due(self):
        """Held is a meeting that has minutes."""
        self.agenda(["title: Hegn"])
        self.minutes("decisions:\n  1: {outcome: postponed, to: 2026-03-09}\n")
        self.agenda(["title: Gynge"], day="2026-03-09")
        self.assertEqual(self.told("not-carried"), 0)
        self.minutes("decisions: {1: noted}\n", day="2026-03-09")
        self.assertEqual(self.told("not-carried"), 1)
        self.agenda(["title: Hegn igen, carried_from: 2026-03-02/1"], day="2026-03-09")
        self.assertEqual(self.told("not-carried"), 0)

    def test_days_of_a_personal_number(self):
        """A day may have 60 added; no month has a 32nd, and none a day 0."""
        for digits, count in (("000199-1234", 0), ("010199-1234", 1), ("310199-1234", 1), ("320199-1234", 0), ("600199-1234", 0),
                              ("610199-1234", 1), ("910199-1234", 1), ("920199-1234", 0), ("310499-1234", 0), ("300499-1234", 1),
                              ("011299-1234", 1), ("011399-1234", 0), ("010099-1234", 0)):
            with self.subTest(digits=digits):
                self.agenda(["title: Hegn"], body=f"Nummeret {digits} her.\n")
                self.assertEqual(self.told("cpr-number"), count)

    def test_the_length_of_a_closed_title(self):
        """Two words, and twelve letters."""
        for title, count in (("Salg afgrund", 0), ("Salg afgrunde", 1), ("Grundsalgsplanen", 0)):
            with self.subTest(title=title):
                self.agenda([f"title: {title}, access: closed, basis: '§ 2'", "title: Gynge"], body=f"Der blev spurgt til {title.lower()} i dag.\n")
                self.assertEqual(self.told("closed-quoted"), count, title)

    def test_the_length_of_a_closed_passage(self):
        """A sentence of 24 letters, or 40 letters in a row."""
        sentence = "abe bil cykel dyr eg fad"  # 19 letters
        row = "ane bo carl dan eva fie gry hans ib jan kai lis"  # 36
        for text, quoted, count in ((sentence + " gris.", None, 0), (sentence + " grise.", None, 1),
                                    (f"Vi så {row} mor og resten af dagen.", row + " mor", 0),
                                    (f"Vi så {row} mors og resten af dagen.", row + " mors", 1)):
            with self.subTest(text=text):
                self.agenda(["title: Lukket, access: closed, basis: '§ 2'", "title: Gynge"], body=f"Nogen sagde: {quoted or text}\n")
                self.minutes("decisions: {1: noted, 2: noted}\n", f"## 1\n{text}\n\n## 2\nIntet.\n")
                self.assertEqual(self.told("closed-quoted"), count)


class Rules(Edge):
    """What a rule lists, one by one."""

    def test_soft_hyphens_are_told_once_a_text(self):
        self.agenda(["title: Hegn"], body="Et\u00adhegn, to\u00adhegn og tre\u00adhegn.\n")
        self.assertEqual(self.told("smart-hyphen"), 1)
        self.agenda(["title: Hegn"], body="Et\u00adhegn.\n\nTo\u00adhegn.\n")
        self.assertEqual(self.told("smart-hyphen"), 2)

    def test_what_reorders_is_found_in_addresses(self):
        for text in ("![Plan](pl\u202ean.svg)", "[Plan](https://example.org/\u202ea)", "![Pl&#8238;an](plan.svg)", "[x](pl&#8238;an.svg)",
                     "Pl&#8238;an", "`Pl\u202ean`"):
            with self.subTest(text=text):
                self.write("s/2026-03-02/plan.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
                self.agenda(["title: Hegn"], body=f"Se {text} her.\n")
                self.assertEqual(self.told("bidi-control"), 1)

    def test_what_must_be_there(self):
        """Each required field, taken away, is told; with all of them nothing is."""
        self.agenda(["title: Hegn, type: decision"])
        facts = {"name": "Asta Juhl", "text": "Det er for dyrt."}
        for left_out, count in ((None, 0), ("name", 1), ("text", 1)):
            with self.subTest(left_out=left_out):
                dissent = ", ".join(f"{name}: {value}" for name, value in facts.items() if name != left_out)
                self.minutes(f"decisions:\n  1: {{outcome: adopted, dissent: [{{{dissent}}}]}}\n")
                self.assertEqual(self.told("missing-field"), count)

    def test_words_for_annexes(self):
        """Each word of each language, in every case, with any blanks before the number; not within other words, nor with another number."""
        words = {"da": ["bilag"], "nb": ["vedlegg", "vedlegget"], "sv": ["bilaga", "bilagor"], "de": ["anlage", "anlagen"], "en": ["annex", "annexes"]}
        for language, forms in words.items():
            self.write("s/referat.yaml", HEAD + f"language: {language}\n")
            self.agenda(["title: Hegn, recommendation: r.md"])
            texts = {}
            for form in forms:
                for word in (form, form.title(), form.upper()):
                    texts |= {f"X {word}{blanks}7 y": 1 for blanks in (" ", "  ", "\u00a0", " \u00a0")}
                    texts |= {f"X {word} 7, y": 1, f"({word} 7) y": 1, f"X {word}7 y": 0, f"X {word} 7a y": 0, f"X {word} 7000 y": 0, f"X a{word} 7 y": 0,
                              f"X å{word} 7 y": 0, f"X {word[:-1]} 7 y": int(word[:-1].lower() in forms)}
            for text, count in texts.items():
                with self.subTest(language=language, text=text):
                    self.write("s/2026-03-02/r.md", f"---\nkind: recommendation\nrecommends: [A b]\n---\n{text}\n")
                    self.assertEqual(self.told("annex-reference"), count)

    def test_what_stands_beside_a_placeholder(self):
        """A letter or digit makes it a part of another word, whatever it is; any other sign does not."""
        self.write("s/referat.yaml", HEAD)
        signs = [chr(code) for code in (*range(0x21, 0x7F), 0xE5, 0x4E00)]
        for word in ("TODO", "xx.xx", "Lorem Ipsum"):
            for shape in ("a {sign}{word} b", "a {word}{sign} b"):
                texts = [shape.format(sign="\\" * (sign in "*_<>`[]|\\&~#^") + sign, word=word) for sign in signs]
                self.agenda(["title: Hegn"], body="".join(text + "\n\n" for text in texts))
                lines = {d["line"] for d in self.found() if d["name"] == "placeholder-text"}
                silent = [sign for i, sign in enumerate(signs) if 7 + 2 * i not in lines]
                with self.subTest(word=word, shape=shape):
                    self.assertEqual(silent, [sign for sign in signs if sign.isalnum()])

    def test_guests_of_closed_items_among_others(self):
        """Whoever stands before one in the list, or behind."""
        guests = ["{name: Kaja Brandt, item: 2}", "{name: Ib Friis, item: 1}", "{name: Jo Dal}", "{name: Eva Holt, item: 2}"]
        for order in itertools.permutations(guests):
            with self.subTest(order=order):
                self.agenda(["title: Hegn", "title: Klage, access: closed, basis: '§ 2'"], f"guests: [{', '.join(order)}]\n",
                            "Kaja Brandt kommer.\n\nIb Friis kommer.\n\nEva Holt kommer.\n")
                self.assertEqual(self.told("closed-quoted"), 2)

    def test_a_caption_is_of_one_table(self):
        table = "| a | b |\n| --- | --- |\n| 1 | 2 |\n"
        self.agenda(["title: Hegn"], body=f"Tabel 1. Tal\n\n{table}\nMidt.\n\n{table}\nTabel 2. Flere\n\n{table}")
        self.build("s", "-o", "ud", "-f", "html")
        page = files_below(self.work / "ud")["2026-03-02/agenda.html"].decode()
        self.assertEqual(page.count("<caption"), 2)
        self.agenda(["title: Hegn"], body=f"{table}\nTabel 1. Tal\n\n{table}")
        self.build("s", "-o", "ud", "-f", "html")
        page = files_below(self.work / "ud")["2026-03-02/agenda.html"].decode()
        self.assertEqual(page.count("<caption"), 1)


    def test_an_attribute_at_the_end_of_a_caption(self):
        """It turns the table and is not printed, whatever the caption is made of."""
        self.agenda(["title: Hegn"], body="Tabel 1. Tal\n\n| a | b |\n| - | - |\n| 1 | 2 |\n")
        for caption, read in (("Tal", "Tal"), ("*Tal* og mål", "<em>Tal</em> og mål"), ("Tal og `kode` i", "Tal og <code>kode</code> i"),
                              ("Se [her](https://example.org/) for", None), ("Tal\nog mål", None), ("*Tal*", "<em>Tal</em>")):
            for blank in (" ", "   "):
                with self.subTest(caption=caption):
                    body = f"Tabel 1. {caption}{blank}{{.landscape}}\n\n| a | b |\n| - | - |\n| 1 | 2 |\n"
                    self.agenda(["title: Hegn"], body=body)
                    self.assertEqual(self.told("unknown-attribute"), 0)
                    self.build("s", "-o", "ud", "-f", "html,md")
                    pages = files_below(self.work / "ud")
                    page = pages["2026-03-02/agenda.html"].decode()
                    self.assertIn("landscape", page.partition("<body")[2])
                    self.assertNotIn("{", page.partition("<body")[2])
                    self.assertIn(f"Tabel 1. {read}<" if read else "Tabel 1. ", page)


class EachPlace(Edge):
    """A finding about a word stands where the word stands, from its first letter to behind its last, whatever it is written in."""

    WORDS = {"private-use-character": "\uf0b7", "bidi-control": "\u202e", "raw-html": "<u>", "cpr-number": "311299-1234",
             "control-character": "\x01", "smart-hyphen": "\u00ad"}
    BODY = "---\nkind: agenda\nitems:\n  - title: A\n---\n"
    EXACT = {
        "a plain value": "---\nkind: agenda\nitems:\n  - title: Pumpe på{w}vej\n---\n",
        "a value in double quotes": "---\nkind: agenda\nitems:\n  - title: \"På \\\"æ\\\"{w}vej\"\n---\n",
        "a value with escapes": "---\nkind: agenda\nitems:\n  - title: \"P\\u00e5 \\t{w}vej\"\n---\n",
        "a value in single quotes": "---\nkind: agenda\nitems:\n  - title: 'Per''s på{w}vej'\n---\n",
        "a literal value": "---\nkind: agenda\nitems:\n  - title: A\n    text: |\n\n      linje\n\n      på{w}vej\n---\n",
        "a body": BODY + "\nTekst.\n\nPå{w}vej\n",
        "a body behind a mark": "\ufeff" + BODY + "\nPå{w}vej\n",
        "a body with the line ends of Windows": (BODY + "\nTekst.\n\nPå{w}vej\n").replace("\n", "\r\n"),
        "a heading": BODY + "\n## På{w}vej\n\nTekst.\n",
        "a list": BODY + "\n- Et\n  - På{w}vej\n",
        "a quote": BODY + "\n> Et\n> på{w}vej\n",
        "a cell": BODY + "\n| a | b |\n| --- | --- |\n| æ | på{w}vej |\n",
        "a cell behind escaped strokes": BODY + "\n| a | b |\n| --- | --- |\n| \\| æ | \\| på{w}vej |\n",
        "words with emphasis": BODY + "\nTekst\\\nog **på{w}vej**\n",
        "a line with entities": BODY + "\n&amp; &#230; \\* på{w}vej\n",
    }
    # Lines that YAML folds into one text: a finding stands somewhere in the value.
    WITHIN = {
        "a value in double quotes over lines": "---\nkind: agenda\nitems:\n  - title: A\n    text: \"\n      første\n\n      på{w}vej\"\n---\n",
        "a value in single quotes over lines": "---\nkind: agenda\nitems:\n  - title: A\n    text: '\n\n      på{w}vej'\n---\n",
        "a folded value": "---\nkind: agenda\nitems:\n  - title: A\n    text: >\n\n      linje\n      på{w}vej\n---\n",
    }

    def places(self, code, text):
        self.write("s/2026-03-02/agenda.md", text)
        return [(d["line"], d["column"], d["end_line"], d["end_column"]) for d in self.found() if d["name"] == code]

    def each(self, patterns):
        for (code, word), (name, pattern) in itertools.product(self.WORDS.items(), patterns.items()):
            # A soft hyphen parts a word, the others stand between blanks.
            text = pattern.replace("{w}", word if code == "smart-hyphen" else f" {word} ")
            with self.subTest(code=code, place=name):
                read = text.lstrip("\ufeff").replace("\r\n", "\n")
                at = read.index(word)
                line = read.count("\n", 0, at) + 1
                column = at - read.rfind("\n", 0, at)
                yield self.places(code, text), (line, column, line, column + len(word))

    def test_exactly(self):
        for found, expected in self.each(self.EXACT):
            self.assertEqual(found, [expected])

    def test_within_the_value(self):
        for found, (line, _, _, _) in self.each(self.WITHIN):
            self.assertEqual(len(found), 1)
            self.assertTrue((5, 11) <= found[0][:2] and found[0][0] <= line, found)
            self.assertLessEqual(found[0][:2], found[0][2:])

    def test_what_quotes_something_closed(self):
        """It stands where its block begins, whatever blocks stand before it."""
        before = ("", "Kort.\n\n", "- a\n- b\n\n", "1. a\n\n   b\n\n", "> citat\n\n", "> - a\n\n", "| a | b |\n| - | - |\n| 1 | 2 |\n\n",
                  "```\nx\n```\n\n", "## Om\n\n", "---\n\n")
        for blocks in itertools.product(before, before):
            body = "".join(blocks)
            with self.subTest(body=body):
                self.agenda(["title: Salg afgrunde, access: closed, basis: '§ 2'", "title: Gynge"], body=f"{body}Om salg afgrunde i dag.\n\nSlut.\n")
                finding, = [d for d in self.found() if d["name"] == "closed-quoted"]
                self.assertEqual(finding["line"], 8 + body.count("\n"))

    def test_the_table_of_findings_has_the_same_lines(self):
        text = self.EXACT["a body"].replace("{w}", " \uf0b7 ")
        (line, *_), = self.places("private-use-character", text)
        rows = json.loads(self.referat("status", "s", "--table", "checks", "-f", "json").stdout)
        self.assertEqual([row["line"] for row in rows if row["name"] == "private-use-character"], [line])
        self.assertEqual(line, 9)

    def test_a_fault_in_each_value(self):
        """Of a value that is wrong as a whole: the value, without its quotes or with them, and nothing beside it."""
        for value in ("kort", "'kort'", '"kort"'):
            with self.subTest(value=value):
                self.write("s/2026-03-02/agenda.md", f"---\nkind: agenda\nitems:\n  - title: A\n    duration:   {value}   # om\n---\n")
                finding, = [d for d in self.found() if d["name"] == "bad-value"]
                self.assertEqual((finding["line"], finding["end_line"]), (5, 5))
                self.assertIn((finding["column"], finding["end_column"]), ((17, 17 + len(value)), (18, 16 + len(value))))


class Escaping(Edge):
    """What is written is what was meant, read again by a program that is not ours."""

    TEXTS = ["&lt;b&gt; &amp;lt;", "a < b & c > d", "&#35; &copy", "# tal", "#", "C #", "1. maj", "2) to", "+ plus", "- minus", "* stjerne",
             "> citat", "=== lig", "--- streg", "~~~ hegn", "``` hegn", "| streg |", "a | b", "[x] a", "![a](b)", "<u>", "a_b_c", "\\* a", ":- a",
             "=1+1", "@SUM(A1)", "Tabel: | a"]

    def rendered(self, markdown):
        """The text of each heading and paragraph, as cmark reads it."""
        page = subprocess.run(["cmark", "--to", "html"], input=markdown.encode(), check=True, capture_output=True).stdout.decode()
        return [re.sub(r"<[^>]*>", "", block) for block in re.findall(r"<(?:h\d|p|li)[^>]*>(.*?)</(?:h\d|p|li)>", page, re.DOTALL)]

    def escaped(self, text):
        return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)

    def html(self, text):
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")

    def test_headings_and_line_starts(self):
        body = "".join(f"\n## {self.escaped(text)}\n\n{self.escaped(text)}\n\n- {self.escaped(text)}\n" for text in self.TEXTS)
        self.agenda(["title: Hegn"], body=body)
        self.build("s", "-o", "ud", "-f", "html,md")
        pages = files_below(self.work / "ud")
        blocks = self.rendered(pages["2026-03-02/agenda.md"].decode())
        html = pages["2026-03-02/agenda.html"].decode()
        for text in self.TEXTS:
            with self.subTest(text=text):
                self.assertGreaterEqual(blocks.count(self.html(text)), 3)
                self.assertGreaterEqual(html.count(">" + self.html(text).replace("&quot;", '"') + "<"), 2)

    def test_cells_of_status(self):
        self.agenda([f"title: {json.dumps(self.escaped(text))}" for text in self.TEXTS])
        page = self.referat("status", "s", "--table", "items", "-f", "md").stdout.decode()
        rows = [line for line in page.splitlines() if line.startswith("|")][2:]
        self.assertEqual(len(rows), len(self.TEXTS))
        for text, row in zip(self.TEXTS, rows):
            with self.subTest(text=text):
                cells = re.split(r"(?<!\\)\|", row)
                read, = self.rendered("x " + cells[3].strip().replace("\\|", "|") + "\n")
                self.assertEqual(read, "x " + self.html(text))


if __name__ == "__main__":
    unittest.main()
