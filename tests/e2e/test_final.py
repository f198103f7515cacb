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
        self.assertEqual(self.check(), ["never-approved", "unknown-meeting"])
        self.assertEqual(self.findings["unknown-meeting"][0]["hint"], f"several meetings are a list: [{FIRST}, {SECOND}]")

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


if __name__ == "__main__":
    unittest.main()
