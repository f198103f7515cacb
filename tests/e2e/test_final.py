"""How minutes become final: approved at later meetings, signed, decided in writing; and what a cancelled meeting does not do."""
import json
import unittest

import support

SETTINGS = "series: Tennis Club\nlanguage: en\nchair: Ida Vane\nsecretary: Jo Pell\nparticipants: [Ida Vane, Max Orr, Una Reeve]\n"
PRESENT = "present: [Ida Vane, Max Orr, Una Reeve]\n"
FIRST, SECOND, THIRD = "2031-01-14", "2031-02-11", "2031-03-11"


class FinalCase(support.Case):
    def settings(self, more="", text=SETTINGS):
        self.write("club/referat.yaml", text + more)

    def agenda(self, day, *items, more=""):
        lines = "".join(f"  - {item}\n" for item in items or ("{title: Courts, id: courts}",))
        self.write(f"club/{day}/agenda.md", f"---\nkind: agenda\n{more}items:\n{lines}---\n")

    def minutes(self, day, decisions="1: approved", more=PRESENT, text="## 1\nApproved.\n"):
        self.write(f"club/{day}/minutes.md", f"---\nkind: minutes\n{more}decisions: {{{decisions}}}\n---\n{text}")

    def meeting(self, day, *items, decisions="1: approved", more=PRESENT, agenda=""):
        self.agenda(day, *items, more=agenda)
        self.minutes(day, decisions, more)

    def check(self, *arguments):
        """The findings by name: place of each, and what it says."""
        result = self.referat("check", "club", "--diagnostics", "json", *arguments)
        findings = [json.loads(line) for line in result.stderr.splitlines() if line[:1] == b"{"]
        self.status = result.returncode
        self.findings = {}
        for finding in findings:
            self.findings.setdefault(finding["name"], []).append(finding)
        return sorted(finding["name"] for finding in findings)

    def rows(self, table, *arguments):
        result = self.referat("status", "club", "--table", table, "-f", "json", *arguments)
        self.assert_status(result, 0)
        return json.loads(result.stdout)

    def page(self, day, page="pack", out="out", *arguments):
        self.build("club", "-o", out, "-f", "html,md", "-q", *arguments)
        return (self.work / out / day / f"{page}.md").read_text()


def approval(*meetings):
    return f"{{title: Minutes, type: minutes-approval, approves: [{', '.join(meetings)}]}}"


class SeveralTest(FinalCase):
    """approves: a list."""

    def setUp(self):
        super().setUp()
        self.settings()
        self.meeting(FIRST)
        self.meeting(SECOND)

    def test_both_are_approved(self):
        self.meeting(THIRD, approval(FIRST, SECOND))
        self.assertEqual(self.check(), [])
        self.assertEqual([row["approved_at"] for row in self.rows("meetings")], [THIRD, THIRD, "not-approved"])
        self.assertIn("Approval of the minutes of the meetings held on 14 January 2031 and 11 February 2031", self.page(THIRD))

    def test_in_every_language(self):
        for language, words in {
                "da": "Godkendelse af referaterne fra møderne den 14. januar 2031 og den 11. februar 2031",
                "sv": "Godkännande av protokollen från sammanträdena den 14 januari 2031 och den 11 februari 2031",
                "nb": "Godkjenning av protokollene fra møtene 14. januar 2031 og 11. februar 2031",
                "de": "Genehmigung der Niederschriften über die Sitzungen vom 14. Januar 2031 und 11. Februar 2031"}.items():
            self.settings(text=SETTINGS.replace("language: en", f"language: {language}"))
            self.meeting(THIRD, approval(FIRST, SECOND))
            self.assertIn(words, self.page(THIRD).replace("\u00a0", " ").replace("\\", ""), language)

    def test_three_are_joined(self):
        self.meeting(THIRD)
        self.meeting("2031-04-08", approval(FIRST, SECOND, THIRD))
        self.assertIn("held on 14 January 2031, 11 February 2031 and 11 March 2031", self.page("2031-04-08"))

    def test_each_is_judged_by_itself(self):
        self.meeting(THIRD, approval(FIRST, "2031-09-09", THIRD, SECOND))
        names = self.check()
        self.assertIn("unknown-meeting", names)
        self.assertEqual([f["column"] for f in self.findings["bad-approval"]], [81])
        self.assertIn("which are its own", self.findings["bad-approval"][0]["message"])

    def test_twice_in_one_list(self):
        self.meeting(THIRD, approval(FIRST, FIRST, SECOND))
        self.assertEqual(self.check(), ["approved-twice"])

    def test_once_more_later(self):
        self.meeting(THIRD, approval(FIRST, SECOND))
        self.meeting("2031-04-08", approval(SECOND, THIRD))
        self.assertEqual(self.check(), ["approved-twice"])
        self.assertIn(f"'{SECOND}'", self.findings["approved-twice"][0]["message"])

    def test_what_is_no_meeting(self):
        self.agenda(THIRD, "{title: Minutes, type: minutes-approval, approves: [2031-01-14, {a: 1}]}")
        self.assertEqual(self.check(), ["bad-value"])
        self.agenda(THIRD, '{title: Minutes, type: minutes-approval, approves: [2031-01-14, ""]}')
        self.assertEqual(self.check(), ["bad-value"])

    def test_in_a_line(self):
        """Its cure is the list."""
        self.agenda(THIRD, f'{{title: Minutes, type: minutes-approval, approves: "{FIRST}, {SECOND}"}}')
        self.assertEqual(self.check(), ["unknown-meeting"])
        self.assertEqual(self.findings["unknown-meeting"][0]["hint"], f"several meetings are a list: [{FIRST}, {SECOND}]")
        for word in (" and ", " og ", ",", "; ", " & "):
            self.agenda(THIRD, f'{{title: Minutes, type: minutes-approval, approves: "{FIRST}{word}{SECOND}"}}')
            self.check()
            self.assertEqual(self.findings["unknown-meeting"][0]["hint"], f"several meetings are a list: [{FIRST}, {SECOND}]", word)

    def test_a_heading_approves_nothing(self):
        self.meeting(THIRD, f"{{title: Minutes, type: heading, approves: [{FIRST}]}}", approval(FIRST, SECOND))
        self.assertEqual(self.check(), ["field-without-effect"])

    def test_yaml_spelling(self):
        self.meeting(THIRD, approval(FIRST, SECOND))
        page = self.page(THIRD)
        text = (self.work / f"club/{THIRD}/agenda.md").read_text().strip("-\n") + "\n"
        (self.work / f"club/{THIRD}/agenda.md").unlink()
        self.write(f"club/{THIRD}/agenda.yaml", text)
        self.assertEqual(self.page(THIRD, out="other"), page)

    def test_the_seal_of_each(self):
        self.meeting(THIRD, approval(FIRST, SECOND))
        for day in (FIRST, SECOND):
            self.assert_status(self.referat("seal", f"club/{day}"), 0)
        self.assertEqual(self.check(), [])
        self.assertEqual([row["sealed"] for row in self.rows("meetings")], [THIRD, THIRD, None])
        self.meeting(THIRD, approval(SECOND))
        self.assertEqual(self.check(), ["never-approved", "seal-claim"])
        self.assertEqual(self.findings["seal-claim"][0]["file"], f"club/{FIRST}/seal.yaml")

    def test_a_closed_one_among_them(self):
        """The public edition names the others."""
        self.settings("closed_items: omit\n")
        self.agenda(SECOND, "{title: Courts, id: courts}", more="access: closed\n")
        self.meeting(THIRD, approval(FIRST, SECOND))
        page = self.page(THIRD, "pack", "public", "--edition", "public")
        self.assertIn("of the meeting held on 14 January 2031", page)
        self.assertNotIn("11 February", page)
        self.assertIn("14 January 2031 and 11 February", self.page(THIRD))

    def test_a_change_there_makes_the_page_anew(self):
        self.meeting(THIRD, approval(FIRST, SECOND))
        self.page(THIRD)
        (self.work / f"club/{SECOND}").rename(self.work / "club/february")
        self.write("club/february/agenda.md", "---\nkind: agenda\ndate: 2031-02-12\nitems:\n  - {title: Courts}\n---\n")
        self.meeting(THIRD, approval(FIRST, "february"))
        self.write("club/february/agenda.md", "---\nkind: agenda\ndate: 2031-02-13\nitems:\n  - {title: Courts}\n---\n")
        self.assertIn("14 January 2031 and 13 February 2031", self.page(THIRD))


class CancelledTest(FinalCase):
    """A cancelled meeting brings nothing back, approves nothing, carries nothing."""

    ITEMS = (approval(FIRST), f"{{title: Courts, carried_from: {FIRST}/courts}}")

    def setUp(self):
        super().setUp()
        self.settings()
        self.agenda(FIRST, "{title: Courts, id: courts, case: K-7}")
        self.minutes(FIRST, f"courts: {{outcome: postponed, to: {SECOND}}}", text="## courts\nThe price is missing.\n")
        self.agenda(SECOND, *self.ITEMS, more="status: cancelled\ntime: 18:00-19:00\n")

    def forward(self):
        return [(row["meeting"], row["item"], row["came_back"]) for row in self.rows("forward")]

    def test_nothing_comes_back(self):
        self.assertEqual(self.forward(), [(FIRST, "1", "pending")])
        self.assertEqual([row["approved_at"] for row in self.rows("meetings")], ["not-approved", None])

    def test_another_brings_it_back(self):
        self.meeting(THIRD, *self.ITEMS, decisions="1: approved, 2: approved")
        self.assertEqual(self.check(), [])
        self.assertEqual(self.forward(), [(FIRST, "1", f"{THIRD}/2")])
        self.assertEqual([row["approved_at"] for row in self.rows("meetings")], [THIRD, None, "not-approved"])

    def test_it_is_told_at_once(self):
        self.assertEqual(self.check(), ["not-carried"])
        finding = self.findings["not-carried"][0]
        self.assertEqual((finding["message"], finding["hint"]),
                         (f"item 1 was to be taken up at '{SECOND}', which was cancelled, and no other meeting takes it up",
                          f"add it to a later agenda with carried_from: {FIRST}/courts"))
        self.agenda(THIRD, finding["hint"].replace("add it to a later agenda with ", "{title: Courts, ") + "}")
        self.assertEqual(self.check(), [])

    def test_without_a_day_to_go_to(self):
        self.minutes(FIRST, "courts: postponed", text="## courts\nLater.\n")
        self.assertEqual(self.check(), ["not-carried"])
        self.minutes(FIRST, "courts: {outcome: approved, returns: 2031-02}", text="## courts\nApproved.\n")
        self.assertEqual(self.check(), ["not-carried"])

    def test_what_is_closed_is_not_named(self):
        for decision, more in (("{outcome: approved, returns: 2031-02}", ""), ("postponed", ""), ("approved", "returns: 2031-02\n")):
            self.agenda(FIRST, "{title: Sale of the courts, id: courtsale, access: closed, recommendation: r.md}")
            self.write(f"club/{FIRST}/r.md", f"---\nkind: recommendation\ntitle: Sale of the courts\n{more}recommends: [that they be sold.]\n---\n")
            self.minutes(FIRST, f"courtsale: {decision}", text="## courtsale\nNot today.\n")
            self.agenda(SECOND, f"{{title: Sale of the courts, access: closed, carried_from: {FIRST}/courtsale}}", more="status: cancelled\n")
            self.assertIn("not-carried", self.check(), decision)
            self.assertIn("courtsale", self.findings["not-carried"][0]["hint"])
            said = self.referat("check", "club", "--edition", "public").stderr + self.build("club", "-o", "open", "--edition", "public").stderr
            self.assertNotIn(b"courtsale", said, decision)
            self.assertNotIn(b"to be taken up", said, decision)

    def test_carried_from_the_cancelled_one(self):
        """Who makes the next agenda may copy the one that was cancelled."""
        self.meeting(THIRD, approval(FIRST), f"{{title: Courts, carried_from: {SECOND}/2}}", decisions="1: approved, 2: approved")
        self.assertEqual(self.check(), [])
        self.assertIn((FIRST, "1", f"{THIRD}/2"), self.forward())
        self.assertEqual([row["id"] for row in self.rows("actions", "--open")], [])

    def test_cancelled_twice(self):
        self.agenda(THIRD, f"{{title: Courts, carried_from: {SECOND}/2}}", more="status: cancelled\n")
        self.assertEqual(self.check(), ["not-carried"])
        self.assertIn((FIRST, "1", "pending"), self.forward())
        self.meeting("2031-04-08", approval(FIRST), f"{{title: Courts, carried_from: {THIRD}/1}}", decisions="1: approved, 2: approved")
        self.assertEqual(self.check(), [])
        self.assertIn((FIRST, "1", "2031-04-08/2"), self.forward())

    def test_a_circle_of_cancelled_ones_ends(self):
        self.agenda(SECOND, f"{{title: Courts, carried_from: {THIRD}/1}}", more="status: cancelled\n")
        self.agenda(THIRD, f"{{title: Courts, carried_from: {SECOND}/1}}", more="status: cancelled\n")
        self.meeting("2031-04-08", f"{{title: Courts, carried_from: {THIRD}/1}}")
        self.assertIn((FIRST, "1", "pending"), self.forward())
        self.check()

    def test_the_same_case(self):
        self.agenda(SECOND, "{title: Courts, case: K-7}", more="status: cancelled\n")
        self.assertEqual(self.forward(), [(FIRST, "1", "pending")])
        self.assertEqual([row["outcome"] for row in self.rows("cases")], ["postponed", "cancelled"])
        self.meeting(THIRD, "{title: Courts, case: K-7}")
        self.assertEqual(self.forward(), [(FIRST, "1", f"{THIRD}/1")])

    def test_minutes_of_what_was_not_held(self):
        """A note about the cancelling is no approval, and needs none."""
        self.minutes(SECOND, "1: approved", more="")
        self.meeting(THIRD, approval(FIRST), f"{{title: Courts, carried_from: {FIRST}/courts}}", decisions="1: approved, 2: approved")
        self.assertEqual(self.check(), [])
        self.assertEqual([row["approved_at"] for row in self.rows("meetings")], [THIRD, None, "not-approved"])

    def test_minutes_alone(self):
        """Without an agenda the minutes say it."""
        (self.work / f"club/{SECOND}/agenda.md").unlink()
        self.minutes(SECOND, "", more="status: cancelled\n", text="Snow.\n")
        self.assertEqual(self.check(), ["not-carried"])
        self.assertIn("This meeting has been cancelled.", self.page(SECOND))

    def test_an_agenda_names_none_after_it(self):
        """missing-approves proposes the last meeting that was held."""
        self.agenda(THIRD, "{title: Minutes, type: minutes-approval}", f"{{title: Courts, carried_from: {FIRST}/courts}}")
        self.assertEqual(self.check(), ["missing-approves"])
        self.assertIn(f"add approves: {FIRST}", self.findings["missing-approves"][0]["hint"])
        self.agenda(SECOND, "{title: Minutes, type: minutes-approval}", more="status: cancelled\n")
        self.agenda(THIRD, approval(FIRST), f"{{title: Courts, carried_from: {FIRST}/courts}}")
        self.assertEqual(self.check(), [])

    def test_a_page_says_it(self):
        for language, words in {"en": "This meeting has been cancelled.", "da": "Mødet er aflyst.", "de": "Die Sitzung ist abgesagt.",
                                "sv": "Sammanträdet är inställt.", "nb": "Møtet er avlyst."}.items():
            self.settings(text=SETTINGS.replace("language: en", f"language: {language}"))
            page = self.page(SECOND)
            self.assertIn(words, page)
            self.assertNotIn("| 18", page)  # no timetable

    def test_the_next_pack_still_has_it(self):
        self.settings("follow_up: true\n")
        self.agenda(THIRD)
        self.assertIn(f"{FIRST}/1", self.page(THIRD))

    def test_its_own_minutes(self):
        self.meeting(THIRD, approval(FIRST, SECOND), f"{{title: Courts, carried_from: {FIRST}/courts}}", decisions="1: approved, 2: approved")
        self.assertEqual(self.check(), ["bad-approval"])
        self.assertIn("which was cancelled", self.findings["bad-approval"][0]["message"])

    def test_a_seal_by_it(self):
        self.meeting(THIRD, approval(FIRST))
        self.assert_status(self.referat("seal", f"club/{FIRST}"), 0)
        self.agenda(THIRD, approval(FIRST), more="status: cancelled\n")
        self.assertIn("seal-claim", self.check())


class HeldTest(FinalCase):
    """A meeting is held once it has minutes, drafts included."""

    def setUp(self):
        super().setUp()
        self.settings()
        self.meeting(FIRST, decisions=f"courts: {{outcome: postponed, to: {SECOND}}}")
        self.agenda(SECOND, approval(FIRST))

    def test_drafts_count(self):
        self.assertEqual(self.check(), [])
        self.minutes(SECOND, "", more="status: draft\n" + PRESENT, text="")
        self.assertEqual(self.check(), ["never-approved", "not-carried"])

    def test_a_draft_is_not_to_be_approved(self):
        self.minutes(FIRST, f"courts: {{outcome: postponed, to: {SECOND}}}", more="status: draft\n" + PRESENT)
        self.minutes(SECOND, "", more="status: draft\n" + PRESENT, text="")
        self.assertEqual(self.check(), ["not-carried"])


class PromisedTest(FinalCase):
    """What was decided and promised to come back is carried from there."""

    def setUp(self):
        super().setUp()
        self.settings()
        self.agenda(SECOND, f"{{title: Courts, carried_from: {FIRST}/courts}}")

    def test_by_the_decision(self):
        for returns in ("2031-02", "2031-02-11", '"2031-02"', "2032-01"):
            self.meeting(FIRST, decisions=f"courts: {{outcome: approved, returns: {returns}}}")
            self.assertEqual(self.check(), [], returns)
            self.assertEqual([row["came_back"] for row in self.rows("forward")], [f"{SECOND}/1"])

    def test_by_the_recommendation(self):
        self.meeting(FIRST, "{title: Courts, id: courts, recommendation: r.md}", decisions="courts: {outcome: adopted, points: {1: adopted}}")
        self.write(f"club/{FIRST}/r.md", "---\nkind: recommendation\ntitle: Courts\nreturns: 2031-02\nrecommends: [that the courts be mended.]\n---\n")
        self.assertEqual(self.check(), [])
        self.write(f"club/{FIRST}/r.md", "---\nkind: recommendation\ntitle: Courts\nrecommends: [that the courts be mended.]\n---\n")
        self.assertEqual(self.check(), ["bad-carry"])

    def test_no_promise(self):
        for decision in ("approved", "{outcome: approved, returns: none}", '{outcome: approved, returns: ""}'):
            self.meeting(FIRST, decisions=f"courts: {decision}")
            self.assertEqual(self.check(), ["bad-carry"], decision)
        self.assertIn("promised to come back", self.findings["bad-carry"][0]["hint"])

    def test_of_a_meeting_that_is_asked_alone(self):
        """The meeting before it is looked at for the purpose."""
        self.meeting(FIRST, decisions="courts: {outcome: approved, returns: 2031-02}")
        result = self.referat("check", f"club/{SECOND}", "--diagnostics", "json")
        self.assertNotIn(b"bad-carry", result.stderr)

    def test_a_promise_taken_back_is_told_anew(self):
        self.meeting(FIRST, decisions="courts: {outcome: approved, returns: 2031-02}")
        self.build("club", "-o", "out", "-q")
        self.meeting(FIRST, decisions="courts: approved")
        self.assertIn(b"bad-carry", self.build("club", "-o", "out").stderr)


SIGNED = "approval: signatures\n"


def signatures(*dates):
    """Ida Vane presides, the others sign with her; a date each, "" where there is none yet."""
    people = zip((("Ida Vane", "Chair"), ("Max Orr", "Member"), ("Una Reeve", "Member")), dates)
    return PRESENT + "signatures:\n" + "".join(
        f"  - {{name: {name}, role: {role}{f', date: {day}' if day else ''}}}\n" for (name, role), day in people)


class SignedTest(FinalCase):
    """approval: signatures."""

    def setUp(self):
        super().setUp()
        self.settings(SIGNED)
        self.meeting(FIRST, more=signatures("2031-01-20", "2031-01-19"))
        self.meeting(SECOND)

    def approved(self, *arguments):
        return [row["approved_at"] for row in self.rows("meetings", *arguments)]

    def test_all_have_signed(self):
        self.assertEqual(self.check(), [])
        self.assertEqual(self.approved(), ["2031-01-20", "not-signed"])
        self.assertEqual([row["meeting"] for row in self.rows("meetings", "--open")], [SECOND])
        page = self.page(FIRST)
        for words in ("Ida Vane\n\nChair\n\nsigned on 20 January 2031", "Max Orr\n\nMember\n\nsigned on 19 January 2031", "Signed by all on 20 January 2031"):
            self.assertIn(words, page)
        self.assertNotIn("until signed", page)

    def test_one_has_not(self):
        self.meeting(FIRST, more=signatures("2031-01-20", ""))
        self.assertEqual(self.check(), ["never-approved"])
        finding = self.findings["never-approved"][0]
        self.assertEqual((finding["message"], finding["line"]), (f"of the 2 who are to sign the minutes of '{FIRST}' 1 have, and '{SECOND}' was held since", 5))
        self.assertEqual(self.approved(), ["not-signed", "not-signed"])
        page = self.page(FIRST)
        self.assertIn("**Draft until signed**", page)
        self.assertIn("Max Orr\n\nMember\n", page)
        self.assertNotIn("Signed by all", page)
        self.assertNotIn("until signed", self.page(FIRST, "agenda"))

    def test_nobody_is_named(self):
        self.meeting(THIRD)
        self.assertEqual(self.check(), ["never-approved"])
        self.assertIn("name nobody who signs them", self.findings["never-approved"][0]["message"])

    def test_a_date_that_says_nothing(self):
        for day in ("none", '""', "-"):
            self.meeting(FIRST, more=signatures("2031-01-20", day.replace("-", '"-"') if day == "-" else day))
            self.assertEqual(self.approved(), ["not-signed", "not-signed"], day)

    def test_spellings_of_a_date(self):
        for day in ("2031-01-20", '"2031-01-20"', "'2031-01-20'"):
            self.meeting(FIRST, more=signatures(day, "2031-01-18"))
            self.assertEqual(self.approved()[0], "2031-01-20", day)
        for day in ("2031-02-30", "20/1-2031", "2031-01"):
            self.meeting(FIRST, more=signatures(day, "2031-01-18"))
            self.assertEqual(self.check(), ["bad-value"], day)

    def test_before_the_meeting(self):
        self.meeting(FIRST, more=signatures("2031-01-20", "2030-01-19"))
        self.assertEqual(self.check(), ["bad-order"])
        self.assertEqual(self.findings["bad-order"][0]["message"], f"the minutes were signed on 2030-01-19, before the meeting on {FIRST}")
        self.meeting(FIRST, more=signatures(FIRST, FIRST))
        self.assertEqual(self.check(), [])

    def test_names_are_of_the_meeting(self):
        people = {"Ida Vahne": "unknown-person", "Cllr Ida Vane": None, "IDA VANE": None, "Jo Pell": None}
        for name, code in people.items():
            self.meeting(FIRST, more=signatures("2031-01-20").replace("Ida Vane, role", f'"{name}", role'))
            self.assertEqual(self.check(), [code] if code else [], name)
        self.meeting(FIRST, more=PRESENT + "signatures: Ida Vane and Max Orr\n")
        self.assertEqual(self.check(), ["names-in-a-line", "never-approved"])
        self.assertIn("write a list: signatures: [Ida Vane, Max Orr]", self.findings["names-in-a-line"][0]["hint"])
        self.meeting(FIRST, more=signatures("2031-01-20").replace("role: Chair", "rolle: Chair"))
        self.assertIn("unknown-field", self.check())

    def test_who_was_not_there(self):
        self.meeting(FIRST, more=signatures("2031-01-20", "2031-01-20").replace(", Una Reeve]", "]\nabsent: [Una Reeve]").replace("Max Orr, role", "Una Reeve, role"))
        self.assertEqual(self.check(), ["absent-acted"])

    def test_short_names(self):
        """Without a role the title stands below the name."""
        self.meeting(FIRST, more=PRESENT + 'signatures: [Ida Vane, "Max Orr, treasurer"]\n')
        self.assertIn("Ida Vane\n\n________________________\n\nMax Orr\n\ntreasurer\n", self.page(FIRST))
        html = (self.work / f"out/{FIRST}/minutes.html").read_text()
        self.assertEqual(html.count('<div class="sign">'), 2)

    def test_approved_at_a_meeting_all_the_same(self):
        """Where nobody is to sign, an approval is as good; else the signatures are waited for."""
        self.meeting(THIRD, approval(FIRST, SECOND))
        self.assertEqual(self.approved(), ["2031-01-20", THIRD, "not-signed"])
        self.meeting(FIRST, more=signatures("2031-01-20", ""))
        self.assertEqual(self.approved(), ["not-signed", THIRD, "not-signed"])

    def test_an_item_need_not_say_which(self):
        self.meeting(SECOND, "{title: Minutes, type: minutes-approval}", more=signatures(SECOND))
        self.assertEqual(self.check(), [])
        self.settings()
        self.assertEqual(self.check(), ["missing-approves"])

    def test_in_every_language(self):
        for language, words in {"da": ("Underskrevet den 20. januar 2031", "Underskrevet af alle den 20. januar 2031", "ikke underskrevet"),
                                "sv": ("Undertecknat den 20 januari 2031", "Protokollet justerat den 20 januari 2031", "inte justerat"),
                                "nb": ("Underskrevet 20. januar 2031", "Underskrevet av alle 20. januar 2031", "ikke underskrevet"),
                                "de": ("unterzeichnet am 20. Januar 2031", "Von allen unterzeichnet am 20. Januar 2031", "noch nicht unterzeichnet")}.items():
            self.settings(SIGNED, text=SETTINGS.replace("language: en", f"language: {language}"))
            page = self.page(FIRST)
            for word in words[:2]:
                self.assertIn(word, page, language)
            self.assertIn(words[2], self.referat("status", "club", "--table", "meetings").stdout.decode(), language)

    def test_who_checks_in_swedish(self):
        self.settings(SIGNED, text=SETTINGS.replace("language: en", "language: sv"))
        self.meeting(FIRST, more=signatures("2031-01-20", "2031-01-19").replace("Member", "Justerare"))
        page = self.page(FIRST)
        self.assertIn("Justerare\n\nJusterat den 19 januari 2031", page)
        self.assertIn("Chair\n\nUndertecknat den 20 januari 2031", page)

    def test_words_of_the_language(self):
        for word, is_good in (("underskrifter", True), ("signatures", True), ("Underskrifter", True), ("none", True), ("underskrift", False)):
            self.settings(f"approval: {word}\n", text=SETTINGS.replace("language: en", "language: da"))
            self.assertEqual(self.check(), [] if is_good else ["bad-value"], word)

    def test_the_dashboard(self):
        said = self.referat("status", "club").stdout.decode()
        self.assertIn("Minutes not yet signed", said)
        self.assertNotIn("not approved", said)

    def test_seal(self):
        self.assert_status(self.referat("seal", f"club/{FIRST}"), 0)
        seal = self.work / f"club/{FIRST}/seal.yaml"
        text = seal.read_text()
        self.assertIn("as it was signed", text)
        self.assertIn("approved: 2031-01-20\napproved_by: 'signatures'\noutcome: signed\n", text)
        result = self.referat("verify", f"club/{FIRST}")
        self.assertEqual(result.stdout.decode(), f"club/{FIRST}: sealed and unchanged: 2 files, signed on 2031-01-20\n")
        self.assertEqual(self.rows("meetings")[0]["sealed"], "2031-01-20")
        self.assertEqual(self.rows("meetings", "--edition", "public")[0]["sealed"], "2031-01-20")
        self.settings()  # a body may ask for something else later on
        self.assertEqual(self.check("--strict"), ["never-approved"])
        for old, new in (("2031-01-20\n", "2031-01-21\n"), ("outcome: signed", "outcome: approved"), ("'signatures'", "'nobody'")):
            seal.write_text(text.replace(old, new))
            self.assertIn("seal-claim", self.check(), new)
            self.assertEqual(self.status, 4)

    def test_seal_of_what_is_not_signed(self):
        for more, why in ((signatures("2031-01-20", ""), b"of the 2 who are to sign 1 have"), (PRESENT, b"they name nobody who signs them"),
                          (signatures(FIRST) + "status: draft\n", b"are a draft")):
            self.meeting(FIRST, more=more)
            result = self.referat("seal", f"club/{FIRST}")
            self.assert_status(result, 1)
            self.assertIn(why, result.stderr)

    def test_public_edition(self):
        """Who signed the minutes of a closed meeting, and when, is closed."""
        self.agenda(FIRST, more="access: closed\n")
        self.assertEqual(self.approved("--edition", "public"), [None, "not-signed"])
        page = self.page(FIRST, "minutes", "public", "--edition", "public")
        for word in ("20 January", "until signed", "Orr"):
            self.assertNotIn(word, page)
        self.assertEqual(self.approved(), ["2031-01-20", "not-signed"])

    def test_it_is_the_same_by_parts(self):
        """Rows that are kept hold who signed."""
        self.meeting(THIRD, more=signatures("2031-03-12", ""))
        for out, arguments in (("one", ("-j1",)), ("two", ("-j4",))):
            self.build("club", "-o", out, "-q", "-f", "html,xlsx", *arguments)
        self.assertEqual(support.files_below(self.work / "one"), support.files_below(self.work / "two"))
        self.build("club", "-o", "one", "-q", "-f", "html,xlsx")
        self.assertEqual(support.files_below(self.work / "one"), support.files_below(self.work / "two"))


class NoneTest(FinalCase):
    """approval: none."""

    def setUp(self):
        super().setUp()
        self.settings("approval: none\n")
        self.meeting(FIRST)
        self.meeting(SECOND, "{title: Minutes, type: minutes-approval}")

    def test_nothing_is_awaited(self):
        self.assertEqual(self.check(), [])
        self.assertEqual([row["approved_at"] for row in self.rows("meetings")], [None, None])
        self.assertEqual(self.rows("meetings", "--open"), [])

    def test_what_is_said_counts(self):
        self.meeting(SECOND, approval(FIRST))
        self.assertEqual([row["approved_at"] for row in self.rows("meetings")], [SECOND, None])
        self.meeting(SECOND, approval(SECOND))
        self.assertEqual(self.check(), ["bad-approval"])

    def test_seal(self):
        self.assert_status(self.referat("seal", f"club/{FIRST}"), 0)
        seal = self.work / f"club/{FIRST}/seal.yaml"
        self.assertIn("approved_by: 'nobody'\noutcome: final\n", seal.read_text())
        self.assertNotIn("approved:", seal.read_text())
        self.assertIn(b"2 files, final\n", self.referat("verify", "club").stdout)
        self.assertEqual([row["sealed"] for row in self.rows("meetings")], ["sealed", None])
        self.settings()
        self.assertIn("seal-claim", self.check())


class WrittenTest(FinalCase):
    """form: written, a decision without a meeting."""

    PLACED = "place: Club House\ntime: 18:00-20:00\n"
    BALLOT = "1: {outcome: approved, votes: {for: [Ida Vane, Max Orr], against: [Una Reeve]}}"

    def setUp(self):
        super().setUp()
        self.settings(self.PLACED)
        self.agenda(FIRST, "{title: Courts, id: courts, duration: 10}", "{title: Nets, duration: 5}")
        self.minutes(FIRST, "1: approved, 2: approved", more="form: written\n")

    def test_nothing_is_missed(self):
        self.meeting(SECOND)
        self.assertEqual(self.check(), [])
        self.assertEqual([row["approved_at"] for row in self.rows("meetings")], [None, "not-approved"])
        self.assertEqual([row["meeting"] for row in self.rows("meetings", "--open")], [SECOND])

    def test_it_is_no_meeting_that_could_have_approved(self):
        self.meeting("2031-01-07")
        self.assertEqual(self.check(), [])
        self.meeting(SECOND)
        self.assertEqual(self.check(), ["never-approved"])
        self.assertIn(f"'{SECOND}' was held since", self.findings["never-approved"][0]["message"])

    def test_it_may_be_approved(self):
        self.meeting(SECOND, approval(FIRST))
        self.assertEqual(self.check(), [])
        self.assertEqual([row["approved_at"] for row in self.rows("meetings")], [SECOND, "not-approved"])

    def test_what_is_printed(self):
        self.minutes(FIRST, "1: approved, 2: approved", more="form: written\n" + PRESENT + "absent: [Jo Pell (ill)]\n")
        for page in ("pack", "minutes", "agenda"):
            said = self.page(FIRST, page)
            self.assertIn("**Decided in writing, 14 January 2031**", said)
            for word in ("Club House", "18", "20:00", "Present", "ill", "Time", "of meeting"):
                self.assertNotIn(word, said.replace("2031", ""), page)
        row = self.rows("meetings")[0]
        self.assertEqual((row["start"], row["end"], row["place"]), (None, None, None))
        self.assertEqual(self.rows("attendance"), [])

    def test_in_every_language(self):
        for language, words, written in (("da", "Skriftlig behandling. Der er ikke holdt møde.", "skriftlig"), ("sv", "Beslut utan sammanträde.", "skriftlig"),
                                         ("nb", "Skriftlig behandling. Det er ikke holdt møte.", "skriftlig"),
                                         ("de", "Beschlussfassung im Umlaufverfahren, 14. Januar 2031", "schriftlich")):
            self.settings(self.PLACED, text=SETTINGS.replace("language: en", f"language: {language}"))
            for form in ("written", written, written.capitalize()):
                self.minutes(FIRST, "1: approved, 2: approved", more=f"form: {form}\n")
                self.assertIn(words, self.page(FIRST), (language, form))

    def test_other_forms(self):
        for form in ("memo", "writen", "[written]", "none"):
            self.minutes(FIRST, "1: approved, 2: approved", more=f"form: {form}\n")
            self.assertEqual(self.check(), ["bad-value"], form)
        self.minutes(FIRST, "1: approved, 2: approved", more='form: ""\n' + PRESENT)
        self.assertNotIn("in writing", self.page(FIRST))

    def test_votes_of_who_is_on_no_list(self):
        """It is the cure of absent-voted."""
        for lists in ("present: [Ida Vane]\nabsent: [Max Orr, Una Reeve]\n", "present: [Ida Vane, Max Orr]\n", ""):
            self.meeting(FIRST, decisions=self.BALLOT, more=lists)
            if lists:
                self.assertIn("absent-voted", self.check(), lists)
            self.meeting(FIRST, decisions=self.BALLOT, more="form: written\n" + lists)
            self.assertEqual(self.check(), [], lists)

    def test_more_votes_than_are_listed(self):
        self.meeting(FIRST, decisions="1: {outcome: approved, votes: {for: 7, against: 1}}", more="form: written\n" + PRESENT)
        self.assertEqual(self.check(), [])

    def test_quorum_and_who_acted(self):
        self.settings("quorum: 3\n")
        self.meeting(FIRST, decisions="1: {outcome: approved, mover: Max Orr, seconder: Una Reeve}",
                     more="form: written\npresent: [Ida Vane]\nabsent: [Max Orr]\nsignatures: [Una Reeve]\n")
        self.assertEqual(self.check(), [])

    def test_what_is_still_checked(self):
        self.meeting(FIRST, decisions="1: {outcome: approved, mover: Ma Xorr, disqualified: Una Reeve, votes: {for: [Ida Vane, Una Reeve, Ida Vane]}}", more="form: written\n")
        self.assertEqual(self.check(), ["disqualified-voted", "unknown-person", "voted-twice"])

    def test_fields_of_a_meeting(self):
        """They are told, and nothing of the meeting is lost."""
        self.minutes(FIRST, "1: approved, 2: approved", more="form: written\nstarted: 18:00\nended: 19:00\nattendance: [{name: Max Orr, until: 1}]\n")
        self.assertEqual(self.check(), ["field-without-effect"] * 3)
        self.assertEqual(self.status, 0)
        self.assertEqual([f["severity"] for f in self.findings["field-without-effect"]], ["warning"] * 3)
        said = self.page(FIRST, "minutes")
        self.assertNotIn("Meeting opened", said)
        self.assertNotIn("left", said)
        self.build("club", "-o", "public", "-q", "--edition", "public")

    def test_fixed_times(self):
        self.agenda(FIRST, "{title: Courts, start: 18:00, duration: 10}", "{title: Nets, start: 19:00}", more="time: 18:00-18:05\n")
        self.assertEqual(self.check(), [])
        self.assertNotIn("18:00", self.page(FIRST))

    def test_minutes_alone(self):
        (self.work / f"club/{FIRST}/agenda.md").unlink()
        self.minutes(FIRST, "1: approved", more="form: written\nsignatures: [{name: Ida Vane, role: Chair, date: 2031-01-15}]\n", text="## 1 Courts\nApproved by e-mail.\n")
        self.assertEqual(self.check(), [])
        self.assertNotIn("18", self.page(FIRST).replace("2031", ""))

    def test_who_is_to_sign_it(self):
        self.settings(SIGNED)
        self.meeting(SECOND, more=signatures(SECOND))
        self.assertEqual(self.check(), [])
        self.minutes(FIRST, "1: approved, 2: approved", more="form: written\nsignatures: [{name: Ida Vane, date: 2031-01-15}, {name: Max Orr}]\n")
        self.assertEqual(self.check(), ["never-approved"])
        self.assertEqual([row["approved_at"] for row in self.rows("meetings")], ["not-signed", SECOND])

    def test_seal(self):
        self.assert_status(self.referat("seal", f"club/{FIRST}"), 0)
        self.assertIn("approved_by: 'nobody'\noutcome: final\n", (self.work / f"club/{FIRST}/seal.yaml").read_text())
        self.assertIn(b"2 files, final\n", self.referat("verify", "club").stdout)
        self.meeting(SECOND)
        self.assertEqual(self.check(), [])

    def test_postponed_to_it(self):
        """What is decided in writing has minutes: what was postponed to it and is not there is told."""
        self.meeting("2031-01-07", decisions=f"courts: {{outcome: postponed, to: {FIRST}}}")
        self.assertEqual(self.check(), ["not-carried"])

    def test_it_is_the_same_by_parts(self):
        self.meeting(SECOND)
        for out, arguments in (("one", ("-j1",)), ("two", ("-j4",))):
            self.build("club", "-o", out, "-q", "-f", "html,xlsx", *arguments)
        self.assertEqual(support.files_below(self.work / "one"), support.files_below(self.work / "two"))


if __name__ == "__main__":
    unittest.main()
