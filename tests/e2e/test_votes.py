"""The sides of a vote: who cast a vote counts, and who cast none is told apart from who was not there."""
import unittest

import support

AGENDA = "---\nkind: agenda\ndate: 2026-03-02\nparticipants: [Ane Holm, Bo Krag, Eli Dam, Ida Lund, Ole Rask]\nitems:\n  - title: Taget\n---\n"
MINUTES = """\
---
kind: minutes
present: [Ane Holm, Bo Krag, Eli Dam, Ida Lund]
absent: [Ole Rask]
decisions: {{1: {{outcome: approved, votes: {{{votes}}}}}}}
---
## 1
Tekst.
"""


class Votes(support.Case):
    def check(self, votes):
        """The findings about a vote of four people who are present and one who is not."""
        folder = self.work / "s/2026-03-02"
        folder.mkdir(parents=True, exist_ok=True)
        (self.work / "s/referat.yaml").write_text("series: S\nlanguage: da\n", encoding="utf-8")
        (folder / "agenda.md").write_text(AGENDA, encoding="utf-8")
        (folder / "minutes.md").write_text(MINUTES.format(votes=votes), encoding="utf-8")
        return self.referat("check", "s").stderr.decode()

    def test_every_side_is_printed(self):
        self.assertEqual(self.check("for: 1, against: 0, abstained: 0, blank: 1, invalid: 1, not_voting: 1, absent: [Ole Rask]"), "")
        self.referat("build", "s", "-f", "md,sqlite", "-o", "out")
        page = (self.work / "out/2026-03-02/minutes.md").read_text(encoding="utf-8")
        for line in ("**For:** 1", "**Imod:** 0", "**Blanke:** 1", "**Ugyldige:** 1", "**Stemte ikke:** 1",
                     "**Ikke til stede ved afstemningen:** 1 (Ole Rask)"):
            self.assertIn(line, page)

    def test_blank_and_invalid_ballots_were_cast(self):
        for side in ("blank", "invalid"):
            self.assertEqual(self.check(f"for: 3, against: 0, abstained: 0, {side}: 1"), "")
            self.assertIn("5 votes were given, and 4 people were present", self.check(f"for: 4, against: 0, abstained: 0, {side}: 1"))

    def test_who_casts_nothing_cannot_have_voted(self):
        self.assertEqual(self.check("for: 3, not_voting: 1"), "")
        self.assertIn("4 votes were given, and 3 people were present", self.check("for: 4, not_voting: 1"))
        self.assertEqual(self.check("for: 3, absent: [Ane Holm]"), "")
        self.assertIn("4 votes were given, and 3 people were present", self.check("for: 4, absent: [Ane Holm]"))

    def test_who_was_not_at_the_meeting_is_counted_once(self):
        """By name, and as a number, which may be those who are absent from the meeting."""
        for absent in ("[Ole Rask]", "1"):
            self.assertEqual(self.check(f"for: 4, absent: {absent}"), "")

    def test_nobody_is_on_two_sides(self):
        self.assertIn("'Ane Holm' voted twice", self.check("for: [Ane Holm], blank: [Ane Holm]"))
        for side in ("not_voting", "absent"):
            self.assertIn("'Ane Holm' is named twice in the vote, and cast nothing the last time",
                          self.check(f"for: [Ane Holm], {side}: [Ane Holm]"))

    def test_only_who_was_there_can_be_silent(self):
        self.assertIn("'Ole Rask' is absent from the meeting and voted", self.check("for: 2, blank: [Ole Rask]"))
        self.assertIn("'Ole Rusk', who cast no vote, is nobody of the meeting: the votes are counted without it",
                      self.check("for: 2, absent: [Ole Rusk]"))


if __name__ == "__main__":
    unittest.main()
