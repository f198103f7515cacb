"""Words that people type for an outcome or a type of item: each is understood, prints itself where it is a sentence of the language, and is our
term in tables. What is doubtful is suggested and never accepted."""
import json
import re
import unittest

import support

# Accepted: outcome -> words. A word with a sentence of its own behind "=" prints that; any other prints
# what our own term prints. A "*" says so of one that could be taken for a sentence.
ACCEPTED = {
    "da": {
        "approved": "godkendt, godkendes = Godkendes., godkendt uden bemærkninger = Godkendt uden bemærkninger.",
        "approved-amended": "godkendt med ændring = Godkendt med ændring., godkendt med ændringer, godkendt med rettelser = Godkendt med rettelser.",
        "adopted": "tiltrådt, tiltrædes = Tiltrædes., vedtaget = Vedtaget., vedtages = Vedtages., indstillingen fulgt *, som indstillet = Som indstillet.",
        "adopted-amended": "tiltrådt med ændringer, vedtaget med ændring = Vedtaget med ændring., vedtaget med ændringer = Vedtaget med ændringer.",
        "not-adopted": "ikke tiltrådt, ikke vedtaget = Ikke vedtaget., ikke godkendt = Ikke godkendt.",
        "rejected": "forkastet, nedstemt = Nedstemt., faldet = Faldet., faldt = Faldt., afslået = Afslået.",
        "noted": "taget til efterretning, til efterretning *, taget ad notam = Taget ad notam.",
        "informed": "taget til orientering, til orientering *, orienteret = Orienteret.",
        "discussed": "drøftet, drøftes = Drøftes., debatteret = Debatteret.",
        "recommended": "anbefalet, anbefales = Anbefales., indstilles = Indstilles., indstilles godkendt = Indstilles godkendt.",
        "referred": "oversendt, oversendes = Oversendes., henvist = Henvist., henvises = Henvises., videresendt = Videresendt.",
        "returned": "hjemvist, hjemvises = Hjemvises., sendt tilbage = Sendt tilbage., tilbagesendt = Tilbagesendt.",
        "postponed": "udsat, udsættes = Udsættes., udskudt = Udskudt., sagen udsat = Sagen udsat.",
        "withdrawn": "trukket = Trukket., trukket tilbage, tilbagetrukket = Tilbagetrukket., tilbagekaldt = Tilbagekaldt.",
        "dropped": "udgået, udgik = Udgik., udgår = Udgår., taget af dagsordenen = Taget af dagsordenen., taget af *",
        "not-reached": "ikke behandlet, ikke nået = Ikke nået.",
        "lapsed": "bortfaldet, bortfaldt = Bortfaldt., bortfalder = Bortfalder.",
        "none": "ingen beslutning, ingen, uden beslutning",
        "dismissed": "afvist", "answered": "anset for besvaret",
    },
    "sv": {
        "approved": "godkänt, godkänd = Godkänns., godkända = Godkänns., godkänns = Godkänns., godkändes = Godkändes., fastställt = Fastställs., fastställd = Fastställs., "
                    "fastställs = Fastställs.",
        "approved-amended": "godkänt med ändringar, godkänd med ändring = Godkänns med ändring., godkänns med ändringar = Godkänns med ändringar., "
                            "godkänt med tillägg = Godkänns med tillägg.",
        "adopted": "bifall = Bifalls., bifallet = Bifalls., bifallen = Bifalls., bifalls = Bifalls., bifalles = Bifalls., bifölls = Bifölls., antaget, "
                   "antagen = Antas., antas = Antas., enligt förslag *, enligt förslaget = Enligt förslaget.",
        "adopted-amended": "antaget med ändringar, bifall med ändring = Bifalls med ändring., bifalls med ändringar = Bifalls med ändringar., "
                           "antas med ändringar = Antas med ändringar.",
        "not-adopted": "ej bifall = Bifalls inte., ej bifallet = Bifalls inte., bifalls inte = Bifalls inte., ej antaget",
        "rejected": "avslag = Avslås., avslås = Avslås., avslaget, avslagen = Avslås., avslogs = Avslogs., förkastat = Förkastas.",
        "noted": "läggs till handlingarna = Läggs till handlingarna., lagt till handlingarna, till handlingarna *",
        "informed": "informationen noteras = Informationen noteras., noteras = Noteras., noterat = Noteras., antecknas = Antecknas., information lämnad",
        "discussed": "diskuterat, diskuterades = Diskuterades., överlagt = Diskuterades.",
        "recommended": "tillstyrkt, tillstyrks = Tillstyrks., tillstyrker = Tillstyrker.",
        "referred": "överlämnat = Överlämnas., överlämnas = Överlämnas., hänskjutet, hänskjuts = Hänskjuts., remitterat = Remitteras., remitteras = Remitteras.",
        "returned": "återremiss = Återremitteras., återremitterat, återremitteras = Återremitteras., återremitterades = Återremitterades.",
        "postponed": "bordlagt, bordläggs = Bordläggs., bordlades = Bordlades., bordläggning *, uppskjutet = Skjuts upp., skjuts upp = Skjuts upp.",
        "withdrawn": "återtaget, återtas = Återtas., återtogs = Återtogs., återkallat = Återkallas., dras tillbaka = Dras tillbaka., "
                     "drogs tillbaka = Drogs tillbaka.",
        "dropped": "utgår = Utgår., utgick = Utgick., utgått, stryks = Stryks.",
        "not-reached": "ej behandlat, inte behandlat = Behandlades inte., behandlades inte = Behandlades inte., hanns inte med = Hanns inte med.",
        "lapsed": "förfallet, förfaller = Förfaller., förföll = Förföll.",
        "none": "inget beslut, inget, utan beslut",
        "dismissed": "avvisat", "answered": "anses besvarad",
    },
    "nb": {
        "approved": "godkjent, godkjennes = Godkjennes., godkjent uten merknader = Godkjent uten merknader.",
        "approved-amended": "godkjent med endring = Godkjent med endring., godkjent med endringer, godkjent med rettelser = Godkjent med rettelser.",
        "adopted": "vedtatt, vedtas = Vedtas., vedtatt som innstilt = Vedtatt som innstilt., som innstilt = Som innstilt., innstillingen vedtatt *, "
                   "innstillingen er vedtatt = Innstillingen er vedtatt.",
        "adopted-amended": "vedtatt med endring = Vedtatt med endring., vedtatt med endringer, vedtatt med tillegg = Vedtatt med tillegg.",
        "not-adopted": "ikke vedtatt, ikke godkjent = Ikke godkjent.",
        "rejected": "falt = Falt., nedstemt = Nedstemt., forkastet = Forkastet., avslått",
        "noted": "tatt til etterretning, til etterretning *, tatt ad notam = Tatt ad notam.",
        "informed": "tatt til orientering = Tatt til orientering., til orientering *, orientert, orientering gitt = Orientering gitt., referert = Referert.",
        "discussed": "drøftet, diskutert = Diskutert.",
        "recommended": "innstilt, innstilles = Innstilles., tilrådd = Tilrådd., tilrås = Tilrås., anbefalt = Anbefalt., anbefales = Anbefales.",
        "referred": "oversendt, oversendes = Oversendes., henvist = Henvist.",
        "returned": "sendt tilbake, sendes tilbake = Sendes tilbake.",
        "postponed": "utsatt, utsettes = Utsettes., utsettelse *",
        "withdrawn": "trukket, trekkes = Trekkes., trukket tilbake = Trukket tilbake.",
        "dropped": "utgår = Utgår., utgått, utgikk = Utgikk., tatt av sakslista = Tatt av sakslista., tatt av sakskartet = Tatt av sakskartet.",
        "not-reached": "ikke behandlet, ikke rukket = Ikke rukket.",
        "lapsed": "bortfalt, bortfaller = Bortfaller., falt bort = Falt bort.",
        "none": "uten vedtak, ikke vedtak, ingen vedtak, intet vedtak, intet",
        "dismissed": "avvist", "answered": "anses besvart",
    },
    "de": {
        "approved": "genehmigt, gebilligt, bestätigt, festgestellt, angenommen = Angenommen., zugestimmt, stattgegeben",
        "approved-amended": "mit Änderungen genehmigt, geändert genehmigt, mit Änderungen angenommen = Mit Änderungen angenommen.",
        "adopted": "beschlossen, ungeändert beschlossen, unverändert beschlossen, wie vorgeschlagen beschlossen = Wie vorgeschlagen beschlossen., "
                   "gemäß Beschlussvorschlag, antragsgemäß beschlossen, laut Vorlage",
        "adopted-amended": "mit Änderungen beschlossen, geändert beschlossen, abweichend beschlossen, abweichend vom Beschlussvorschlag",
        "not-adopted": "nicht beschlossen, nicht angenommen = Nicht angenommen., nicht gefolgt",
        "rejected": "abgelehnt, verworfen, zurückgewiesen, nicht zugestimmt",
        "noted": "zur Kenntnis genommen, zustimmend zur Kenntnis genommen = Zustimmend zur Kenntnis genommen., kenntnisgenommen",
        "informed": "Kenntnisnahme, Kenntnisgabe, zur Information, informiert, unterrichtet, berichtet, mitgeteilt, Bekanntgabe, mündlicher Bericht",
        "discussed": "beraten, besprochen = Besprochen., diskutiert, erörtert",
        "recommended": "empfohlen, Beschlussempfehlung, zur Beschlussfassung empfohlen, zur Annahme empfohlen, befürwortet",
        "recommended-amended": "mit Änderungen empfohlen",
        "referred": "verwiesen, überwiesen = Überwiesen., weitergeleitet, abgegeben",
        "returned": "zurückverwiesen, zurücküberwiesen",
        "postponed": "vertagt, zurückgestellt, verschoben, aufgeschoben",
        "withdrawn": "zurückgezogen, Antrag zurückgezogen = Antrag zurückgezogen.",
        "dropped": "abgesetzt, von der Tagesordnung abgesetzt, gestrichen",
        "not-reached": "nicht behandelt, nicht aufgerufen, nicht erreicht, aus Zeitgründen nicht behandelt = Aus Zeitgründen nicht behandelt.",
        "lapsed": "entfallen, entfällt = Entfällt., gegenstandslos, hinfällig, obsolet",
        "none": "ohne Beschluss, kein Beschluss, keine Beschlussfassung, keiner",
    },
    "en": {
        "approved": "approved, accepted, passed, carried = Carried., confirmed, ratified, agreed = Agreed., so ordered",
        "approved-amended": "approved as amended, approved with amendments, approved as corrected",
        "adopted": "adopted, agreed as recommended = Agreed as recommended., as recommended, recommendation accepted, recommendations accepted, "
                   "approved as recommended = Approved as recommended., enacted",
        "adopted-amended": "adopted as amended, agreed as amended = Agreed as amended., agreed with amendments, enacted as amended",
        "not-adopted": "not adopted, not agreed = Not agreed., not carried = Not carried., not approved = Not approved., not passed",
        "rejected": "rejected, refused = Refused., lost = Lost., defeated, turned down, denied = Denied., failed = Failed., disapproved",
        "noted": "noted, taken note of, accepted and filed",
        "informed": "informed, received = Received., for information, information given, reported, update given, received and filed = Received and filed.",
        "discussed": "discussed, considered = Considered., debated, discussion only, workshop",
        "recommended": "recommended, recommended for approval = Recommended for approval., recommended to council, forwarded with recommendation",
        "referred": "referred, sent to committee, referred to staff, committed",
        "returned": "referred back = Referred back., returned, sent back, remanded, recommitted",
        "postponed": "deferred = Deferred., postponed, adjourned, held over, carried forward, continued, carried over",
        "withdrawn": "withdrawn, pulled by applicant",
        "dropped": "removed, removed from the agenda = Removed from the agenda., struck off, dropped, deleted, stricken",
        "not-reached": "not reached, not considered, not taken, out of time, not heard",
        "lapsed": "lapsed, fell = Fell., fallen, superseded, moot = Moot., died, died for lack of a second = Died for lack of a second.",
        "none": "no decision, none, no resolution, no action, no action taken",
    },
}

# Doubtful: suggested as these.
DOUBTFUL = {
    "da": {"approved": "ok, i orden, accepteret, tilsluttet", "adopted": "besluttet, bevilget, imødekommet", "noted": "ad acta, arkiveret",
           "informed": "gennemgået, meddelt", "discussed": "behandlet", "recommended": "støttes", "referred": "sendt i høring, delegeret",
           "returned": "til fornyet behandling", "postponed": "genoptages, næste møde", "dropped": "aflyst, slettet", "lapsed": "henlagt, uaktuel",
           "rejected": "afslag", "none": "intet at bemærke", "adopted-amended": "delvis tiltrådt"},
    "sv": {"adopted": "beviljas", "adopted-amended": "delvis bifall", "informed": "tackar för informationen", "recommended": "rekommenderas, föreslås",
           "referred": "på remiss", "returned": "återförvisat", "postponed": "vilande, ajournerat", "dropped": "inställt", "lapsed": "avskrivet, avskrivs"},
    "nb": {"adopted": "innvilget, tatt til følge", "adopted-amended": "delvis vedtatt", "not-adopted": "tas ikke til følge", "informed": "gjennomgått",
           "referred": "sendt på høring", "returned": "hjemvist", "dropped": "avlyst", "lapsed": "henlagt"},
    "de": {"approved": "entlastet, erteilt", "adopted": "gefasst, verabschiedet", "rejected": "durchgefallen, gescheitert", "noted": "ad acta, abgeheftet",
           "informed": "Info", "discussed": "Aussprache, vorberaten", "returned": "zurückgegeben", "postponed": "ausgesetzt", "lapsed": "erledigt",
           "not-reached": "offen", "none": "keine, nichts", "not-adopted": "keine Mehrheit"},
    "en": {"approved": "resolved, signed, endorsed, moved", "discussed": "reviewed", "informed": "presented, read", "recommended": "supported, forwarded",
           "referred": "delegated, remitted, assigned", "postponed": "tabled, on hold, pending, laid on the table", "withdrawn": "pulled",
           "dropped": "cancelled, canceled", "not-reached": "not discussed", "lapsed": "void, expired", "none": "nil, no vote", "noted": "acknowledged",
           "not-adopted": "no majority", "rejected": "negatived"},
}

TYPES = {
    "de": {"agenda-approval": "Feststellung der Tagesordnung, Anerkennung der Tagesordnung",
           "minutes-approval": "Genehmigung des Protokolls, Protokollgenehmigung, Genehmigung der Niederschrift",
           "decision": "Beschlussfassung, Beratung und Beschlussfassung", "discussion": "Aussprache, Beratung",
           "information": "Bericht, Mitteilung, Mitteilungen, Bekanntgabe, Kenntnisnahme", "any-other-business": "Verschiedenes, Sonstiges, Anfragen",
           "heading": "Abschnitt, Teil", "break": "Pause, Unterbrechung"},
    "en": {"agenda-approval": "adoption of the agenda, approval of the agenda", "minutes-approval": "confirmation of minutes, minutes, approval of minutes",
           "decision": "for decision, action", "discussion": "for discussion, workshop", "information": "for information, for noting, report, reports",
           "any-other-business": "AOB, any urgent business", "break": "break, adjournment, recess"},
    "da": {"agenda-approval": "godkendelse af dagsordenen", "minutes-approval": "godkendelse af referatet", "any-other-business": "evt.",
           "round-table": "bordet rundt", "information": "til orientering", "decision": "til beslutning", "discussion": "til drøftelse"},
    "sv": {"agenda-approval": "godkännande av dagordningen", "minutes-approval": "föregående protokoll", "break": "ajournering"},
    "nb": {"round-table": "runde rundt bordet, bordrunde", "agenda-approval": "godkjenning av dagsorden", "minutes-approval": "godkjenning av protokoll"},
}


def split(text):
    return [word.strip() for word in text.split(",")]


class Words(support.Case):
    def write_words(self, language, words, field="outcome"):
        """A series of one meeting with an item for each word."""
        types = [f", type: \"{word}\"" if field == "type" else "" for word in words]
        items = "".join(f"  - {{title: Item {i}{kind}}}\n" for i, kind in enumerate(types, 1))
        self.write("s/referat.yaml", f"series: Words\nlanguage: {language}\n")
        self.write("s/2026-03-02/agenda.md", f"---\nkind: agenda\nitems:\n{items}---\n")
        if field == "outcome":
            decisions = "".join(f"  {i}: \"{word}\"\n" for i, word in enumerate(words, 1))
            self.write("s/2026-03-02/minutes.md", f"---\nkind: minutes\npresent: [Tove Lykke]\ndecisions:\n{decisions}---\n")

    def check_json(self):
        result = self.referat("check", "s", "--diagnostics", "json")
        return [json.loads(line) for line in result.stderr.splitlines() if line[:1] == b"{"]

    def test_outcomes(self):
        for language, outcomes in ACCEPTED.items():
            rows = []
            for outcome, text in outcomes.items():
                for entry in [outcome, *split(text)]:
                    word, _, sentence = entry.partition(" = ")
                    rows.append((outcome, word.removesuffix(" *"), sentence))
            with self.subTest(language=language):
                self.write_words(language, [row[1] for row in rows])
                self.build("s", "-o", "out", "-f", "md")
                told = {row["item"]: row for row in json.loads(self.referat("status", "s", "-f", "json", "--table", "decisions").stdout)}
                page = (self.work / "out/2026-03-02/minutes.md").read_text(encoding="utf-8")
                parts = dict(re.findall(r"(?ms)^## [^\n]*?(\d+): [^\n]*\n(.*?)(?=^## |\Z)", page))
                for i, (outcome, word, sentence) in enumerate(rows, 1):
                    with self.subTest(language=language, word=word):
                        if outcome != "none":
                            self.assertEqual(told[str(i)]["outcome"], outcome)
                        own = parts[str(i)].replace("**", "")
                        if sentence:
                            self.assertIn(": " + sentence, own)
                        elif outcome != "none":
                            ours = told[str(next(k for k, row in enumerate(rows, 1) if row[0] == outcome))]["sentence"]
                            self.assertIn(": " + ours, own, "the outcome's own sentence")

    def test_doubtful(self):
        for language, outcomes in DOUBTFUL.items():
            words = [(outcome, word) for outcome, text in outcomes.items() for word in split(text)]
            self.write_words(language, [word for _, word in words])
            found = {d["line"] - 4: d for d in self.check_json() if d["name"] == "bad-value"}
            for i, (outcome, word) in enumerate(words, 1):
                with self.subTest(language=language, word=word):
                    self.assertIn(i, found)
                    self.assertIn("it is not said in one way only", found[i]["hint"])
                    meant = re.search("if '(.*)' is meant", found[i]["hint"])[1]
                    self.assertIn(meant, [w.partition(" = ")[0].removesuffix(" *") for w in split(ACCEPTED[language][outcome])])

    def test_types(self):
        for language, types in TYPES.items():
            rows = [(kind, word) for kind, text in types.items() for word in split(text)]
            with self.subTest(language=language):
                self.write_words(language, [word for _, word in rows], "type")
                self.assertEqual([d for d in self.check_json() if d["name"] == "bad-value"], [])

    def test_a_destination(self):
        """The word's own sentence with what it goes to."""
        for language, word, to, sentence in (("da", "henvist", "Teknisk Udvalg", "Henvist til Teknisk Udvalg."), ("da", "udskudt", "2026-05-04", "Udskudt til"),
                                             ("nb", "henvist", "styret", "Henvist til styret."), ("en", "deferred", "the board", "Deferred to the board."),
                                             ("de", "überwiesen", "Ausschuss", "Überwiesen an: Ausschuss.")):
            with self.subTest(word=word):
                self.write_words(language, ["x"])
                self.write("s/2026-03-02/minutes.md",
                           f"---\nkind: minutes\npresent: [Tove Lykke]\ndecisions:\n  1: {{outcome: {word}, to: {to}}}\n---\n")
                self.build("s", "-o", "out", "-f", "md")
                page = (self.work / "out/2026-03-02/minutes.md").read_text(encoding="utf-8")
                self.assertIn(sentence.split(" an: ")[0], page)

    def test_a_text_that_says_it_itself(self):
        self.write_words("da", ["vedtaget"])
        path = self.work / "s/2026-03-02/minutes.md"
        path.write_text(path.read_text() + "## 1\nVedtaget med stort flertal.\n")
        self.build("s", "-o", "out", "-f", "md")
        page = (self.work / "out/2026-03-02/minutes.md").read_text(encoding="utf-8")
        self.assertEqual(page.count("Vedtaget"), 1)

    def test_points_print_the_word(self):
        self.write("s/referat.yaml", "series: Words\n")
        self.write("s/2026-03-02/agenda.md", "---\nkind: agenda\nitems: [{title: Pumpe, recommendation: a.md}]\n---\n")
        self.write("s/2026-03-02/a.md", "---\nkind: recommendation\ntitle: Pumpe\nrecommends: [at købe]\n---\nNu.\n")
        self.write("s/2026-03-02/minutes.md", "---\nkind: minutes\npresent: [Tove Lykke]\ndecisions: {1: {outcome: vedtaget, points: {1: afslået}}}\n---\n")
        self.build("s", "-o", "out", "-f", "md")
        self.assertIn("Afslået.", (self.work / "out/2026-03-02/pack.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
