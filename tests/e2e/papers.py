"""Papers as bodies write them, made by chance from a seed: dates, times, amounts, telephone, account and case numbers, tables, and
ways in which a personal number may stand among them. Everything is invented."""
import random

WORDS = """bestyrelsen udvalget forvaltningen drøftede orienterede om den nye aftale med kommunen og ønsker en plan for arbejdet i
foråret fordi taget på skolen skal skiftes inden vinteren kommer der er søgt tilskud hos fonden men svaret kendes ikke endnu formanden
takkede for indsatsen beboerne har klaget over støj fra pladsen efter lukketid kassereren gennemgik regnskabet uden bemærkninger
sekretæren sender referatet ud når det er godkendt vejen bliver lukket mens ledningen lægges ned og butikkerne får besked""".split()

NAMES = ["Tove Lykke", "Børge Aaskov", "Ida Holm", "Per Dahl", "Åse Ørum", "Knud-Erik Bæk"]
MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()
OTHER_NAMES = """faktura|fakturanr.|Fakturanummer:|sag|sagsnr.|Sag nr.|sagsnummer|ordre|ordrenr.|Ordrenummer:|journalnr.|j.nr.|konto|kontonr.|
Konto nr.:|EAN|EAN-nr.|GLN|P-nr.|P-nummer:|tlf.|Tlf.:|telefon|mobil|mobilnr.|ISBN|løbenr.|kundenr.|rekvisitionsnr.|målernr.|
varenr.|bilagsnr.|dokumentnr.|projektnr.|serienr.|aftalenr.|policenr.|matr.nr.""".replace("\n", "").split("|")
UNITS = ["kr.", "kr", "kroner", "DKK", "€", "stk.", "kg", "m²", "m2", "kvm", "km", "kWh", "MWh", "%", "timer", "medlemmer", "liter"]


class Papers:
    """Lines and tables, each of another kind."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    # ---- Small things ----

    def digits(self, count):
        return "".join(self.random.choices("0123456789", k=count))

    def words(self, low=3, high=9):
        return " ".join(self.random.choices(WORDS, k=self.random.randint(low, high)))

    def day(self):
        return self.random.randint(1, 28), self.random.randint(1, 12), self.random.randint(2019, 2027)

    def meeting_day(self):
        return self.random.randint(1, 28), self.random.randint(1, 12), self.random.randint(2025, 2026)

    def clock(self, between="."):
        return f"{self.random.randint(7, 21):02}{between}{self.random.choice((0, 15, 30, 45, 50)):02}"

    def date(self):
        d, m, y = self.day()
        return self.random.choice([f"{d}. {MONTHS[m - 1]} {y}", f"{d:02}.{m:02}.{y}", f"{d:02}.{m:02}.{y % 100:02}", f"{d}/{m} {y}",
                                   f"{y}-{m:02}-{d:02}", f"{d:02}-{m:02}-{y}", f"{d:02}{m:02}{y % 100:02}", f"{d}.{m}.{y % 100:02}"])

    def amount(self):
        n = self.random.choice((3, 4, 5, 6, 7, 8))
        whole = int(self.digits(n)) + 1
        text = self.random.choice([f"{whole:,}".replace(",", "."), f"{whole:,}".replace(",", " "), f"{whole}"])
        return text + self.random.choice(["", ",00", ",50", ",-"])

    def telephone(self):
        d = self.digits(8)
        return self.random.choice([f"{d[:2]} {d[2:4]} {d[4:6]} {d[6:]}", f"{d[:4]} {d[4:]}", d, f"+45 {d[:2]} {d[2:4]} {d[4:6]} {d[6:]}",
                                   f"+45{d}", f"0045 {d[:4]} {d[4:]}", f"{d[:2]}-{d[2:4]}-{d[4:6]}-{d[6:]}"])

    # ---- Lines ----

    def line(self):
        """A line of prose with numbers in it."""
        kinds = [self.plain, self.plain, self.with_date, self.with_time, self.with_amount, self.with_telephone, self.with_other_number,
                 self.with_case, self.with_account, self.with_address, self.with_place, self.with_version, self.with_measure,
                 self.with_list, self.with_code, self.with_count]
        return self.random.choice(kinds)()

    def plain(self):
        return f"{self.words(6, 12)}, {self.words()} {self.random.randint(1, 40)} {self.words(2, 4)}."

    def with_date(self):
        return self.random.choice([f"{self.words()} den {self.date()} {self.words()}.", f"I perioden {self.date()} - {self.date()} {self.words()}.",
                                   f"Frist {self.date()}: {self.words()} (se brev af {self.date()})."])

    def with_time(self):
        d, m, y = self.meeting_day()
        return self.random.choice([
            f"Mødet den {d:02}{m:02}{y % 100:02} {self.clock('')} {self.words()}.", f"{d:02}.{m:02}.{y % 100:02} {self.clock()} {self.words()}.",
            f"{d:02}.{m:02}.{y % 100:02} {self.clock('')} {self.words()}", f"Mødet {d:02}-{m:02}-{y % 100:02} {self.clock(':')}-{self.clock(':')}.",
            f"kl. {self.clock()}-{self.clock()} {self.words()} den {self.date()}.", f"{y}{m:02}{d:02} {self.clock('')} {self.words()}",
            f"{y}-{m:02}-{d:02}T{self.clock(':')}:00 {self.words()}", f"Næste møde: {d}/{m} kl. {self.clock()} {self.words()}"])

    def with_amount(self):
        return self.random.choice([f"{self.words()} {self.amount()} {self.random.choice(UNITS)} {self.words()}.",
                                   f"{self.words()} kr. {self.amount()} {self.words()}", f"{self.date()} {self.amount()} kr. {self.words()}",
                                   f"Der er betalt {self.digits(6)} {self.digits(4)} {self.random.choice(UNITS)} {self.words()}"])

    def with_telephone(self):
        return self.random.choice([f"{self.random.choice(NAMES)}, tlf. {self.telephone()}, {self.words()}", f"Ring på {self.telephone()} {self.words()}",
                                   f"Telefon: {self.telephone()} / {self.telephone()}", f"Mobil {self.telephone()}, fax {self.telephone()}"])

    def with_other_number(self):
        name = self.random.choice(OTHER_NAMES)
        form = self.random.choice(["{1}{2}", "{1}-{2}", "{1} {2}", "{1}", "{2}-{1}"])
        number, second, third = (form.format("", self.digits(6), self.digits(4)) for _ in range(3))
        more = self.random.choice(["", "", f" og {second}", f", {second} og {third}"])
        return f"{self.words()} {name} {number}{more} {self.words()}."

    def with_case(self):
        d, m, y = self.day()
        case = self.random.choice([f"{y}-{self.digits(6)}", f"EMN-{y}-{self.digits(6)}", f"{y % 100}/{self.digits(6)}", f"{y}-{self.digits(6)}-{self.digits(4)}",
                                   f"{d:02}.{m:02}.{self.digits(2)}-G01-{self.digits(1)}-{y % 100}", f"S{y}-{self.digits(6)}", f"{self.digits(2)}/{self.digits(5)}"])
        return f"{self.words()} ({case}) {self.words()}"

    def with_account(self):
        d = self.digits(14)
        return self.random.choice([f"Indbetales på konto {d[:4]} {d[4:]} {self.words()}", f"Reg.nr. {d[:4]} kontonr. {d[4:]} {self.words()}",
                                   f"IBAN DK{self.digits(2)} {d[:4]} {d[4:8]} {d[8:12]} {d[12:]}", f"{self.words()} {d[:4]}-{d[4:]} {self.words()}",
                                   f"+71<{self.digits(15)}+{self.digits(8)}< {self.words()}", f"EAN {self.digits(13)} {self.words()}",
                                   f"CVR {self.digits(8)}, {self.words()}", f"CVR-nr. {self.digits(2)} {self.digits(2)} {self.digits(2)} {self.digits(2)}"])

    def with_address(self):
        return self.random.choice([f"{self.words(1, 2)}vej {self.random.randint(1, 99)}, {self.random.randint(1000, 9990)} {self.words(1, 2)} {self.words()}",
                                   f"https://example.org/{self.random.choice(WORDS)}/{self.random.randint(1, 99999)}?side={self.random.randint(1, 99)} {self.words()}",
                                   f"[{self.words(1, 3)}](bilag/{self.date().replace(' ', '-').replace('/', '-')}-{self.random.choice(WORDS)}.pdf) {self.words()}",
                                   f"https://example.org/sag/{self.digits(10)} {self.words()}"])

    def with_place(self):
        return self.random.choice([f"55.{self.digits(6)}, 12.{self.digits(6)} {self.words()}", f"N 61{self.digits(5)}, E 5{self.digits(5)} {self.words()}",
                                   f"koordinater 6{self.digits(6)}.{self.digits(2)} {self.digits(6)}.{self.digits(2)} {self.words()}",
                                   f"matr.nr. {self.random.randint(1, 99)}{self.random.choice('abcdef')} {self.words()}"])

    def with_version(self):
        n = self.random.randint
        return self.random.choice([f"version {n(1, 12)}.{n(0, 12)}.{n(0, 99)} {self.words()}", f"v{n(1, 30)}.{n(1, 12)}.{n(0, 99)}-{n(1000, 9999)} {self.words()}",
                                   f"ISBN 978-87-{self.digits(4)}-{self.digits(3)}-{self.digits(1)} {self.words()}", f"ISSN {self.digits(4)}-{self.digits(4)} {self.words()}"])

    def with_measure(self):
        return self.random.choice([f"{self.words()} {self.digits(3)} x {self.digits(4)} mm {self.words()}", f"{self.digits(2)}-{self.digits(2)} cm {self.words()}",
                                   f"Aflæst {self.date()}: {self.digits(6)},{self.digits(1)} {self.random.choice(UNITS)} {self.words()}",
                                   f"{self.random.randint(1, 99)},{self.digits(2)} % af {self.amount()} kr. {self.words()}"])

    def with_list(self):
        return f"{self.random.randint(1, 30)}. {self.words()} ({self.random.randint(1, 12)}.{self.random.randint(1, 30)}) {self.words()}"

    def with_code(self):
        h = "".join(self.random.choices("0123456789abcdef", k=32))
        return self.random.choice([f"{self.words()} {h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}", f"{self.words()} sha {h}",
                                   f"{self.words()} {self.random.choice(['AB', 'TX', 'DK'])}{self.digits(8)} {self.words()}", f"{self.words()} #{self.digits(5)} {self.words()}"])

    def with_count(self):
        return f"Pr. {self.date()} er der {self.random.randint(1, 9999)} {self.random.choice(['medlemmer', 'boliger', 'elever', 'stemmer'])} {self.words()}"

    # ---- Tables ----

    def columns(self):
        d, m, y = self.meeting_day()
        short = f"{d:02}{m:02}{y % 100:02}"
        return self.random.choice([
            ("Dato|Beløb", lambda: (short, str(self.random.randint(1000, 9999)))), ("Dato|Tid|Emne", lambda: (short, self.clock(""), self.words(1, 2))),
            ("Faktura|Beløb", lambda: (self.digits(10), self.amount())), ("Sagsnr.|Emne", lambda: (f"{self.digits(6)}-{self.digits(4)}", self.words(1, 3))),
            ("Navn|Telefon", lambda: (self.random.choice(NAMES), self.telephone())), ("Konto|Tekst|Regnskab|Budget", lambda: (
                self.digits(4), self.words(1, 2), self.amount(), self.amount())), ("År|Antal|Pris", lambda: (
                    str(self.day()[2]), self.digits(4), self.amount())), ("Reg.|Kontonr.|Modtager", lambda: (self.digits(4), self.digits(10), self.random.choice(NAMES))),
            ("Post|Dato|Udgift", lambda: (self.words(1, 2), short, self.digits(4))), ("Målernr.|Aflæsning", lambda: (self.digits(10), self.digits(6))),
            ("EAN|Institution|Postnr.", lambda: (self.digits(13), self.words(1, 2), str(self.random.randint(1000, 9990)))),
            ("Frist|Dage|Sag", lambda: (short, str(self.random.randint(1, 90)), f"24/{self.digits(6)}"))])

    def table(self, rows):
        head, row = self.columns()
        heads = head.split("|")
        lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
        return lines + [f"| {' | '.join(row())} |" for _ in range(rows)]

    def csv(self, rows, delimiter=";"):
        head, row = self.columns()
        return [delimiter.join(head.split("|"))] + [delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row()) for _ in range(rows)]

    def markdown(self, count):
        """Paragraphs of one line and tables: about so many lines."""
        lines = []
        while len(lines) < count:
            lines += ["", *self.table(self.random.randint(2, 8)), ""] if self.random.random() < 0.02 else [self.line(), ""]
        return lines

    # ---- Personal numbers ----

    def number(self):
        """Six and four digits: any day that a living person may have been born on, the day 60 higher in one of ten."""
        day, month = self.random.randint(1, 28), self.random.randint(1, 12)
        year, fourth = self.random.choice([(self.random.randint(36, 99), self.random.randint(0, 9)), (self.random.randint(0, 22), self.random.randint(4, 9))])
        return f"{day + 60 * (self.random.random() < 0.1):02}{month:02}{year:02}", f"{fourth}{self.random.randint(0, 999):03}"


DASHES = ["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212", "\ufe63", "\uff0d", " - ", " \u2013 ", "- "]
BLANKS = [" ", "\u00a0", "\u2002", "\u2003", "\u2007", "\u2009", "\u200a", "\u202f", "\u205f", "\u3000", "\t"]
ENTITIES = ["&#45;", "&#x2d;", "&#x2D;", "&ndash;", "&mdash;", "&hyphen;", "&nbsp;", "&#160;", "&thinsp;", "&numsp;", "&minus;", "&shy;", "&#173;", "&sol;", "&period;"]
ESCAPES = ["\\u002d", "\\x2d", "\\u2013", "\\u00a0", "\\-", "%20", "%2D", "%2d", "%E2%80%93", "%C2%A0"]
MARKS = ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u034f", "**", "_", "`", "</b>", "<wbr>", "*"]
FULL = str.maketrans("0123456789", "".join(chr(0xFF10 + i) for i in range(10)))
ARABIC = str.maketrans("0123456789", "".join(chr(0x660 + i) for i in range(10)))


def spellings(date, serial):
    """Each way to write a personal number on one line of Markdown."""
    d, m, y = date[:2], date[2:4], date[4:]
    for between in ["", *DASHES, *BLANKS, *ENTITIES, *ESCAPES, *MARKS, ".", "/", " / "]:
        yield f"{date}{between}{serial}"
    for part in (".", " ", "-", ". ", "\u2013", "\u00a0", "/"):
        for between in ("-", " ", "\u2013", "") if part != " " else ("-", " "):
            yield f"{d}{part}{m}{part}{y}{between}{serial}"
    yield (date + "-" + serial).translate(FULL)
    yield (date + "-" + serial).translate(ARABIC)
    yield f"{date[:3].translate(FULL)}{date[3:]}{serial}"
    yield "".join(f"&#{ord(c)};" for c in date) + f"-{serial}"
    yield "".join(f"%{ord(c):02x}" for c in date) + f"-{serial}"
    yield "".join(f"\\u{ord(c):04x}" for c in date) + f"-{serial}"
    yield "\u200b".join(date + serial)
    yield f"{d}**{m}**{y}-{serial}"
    yield f"[{date}](#a)-{serial}"


AROUND = ["Borgeren {} klager.", "(cpr {})", "CPR-nr.: {}", "**{}**", "født {}, bosat i byen", "| Ida | {} | ja |", "Ida, {}, og Per", "https://example.org/ida/{}/svar",
          "[brev](bilag/{}.pdf)", "![brev fra {}](brev.png)", "> {}", "- {} klager", "sagen om {}", "2. {}", "bilag_{}_svar.pdf", "`{}`"]
