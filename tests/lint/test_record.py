"""Whatever is kept of a meeting is written and restored: every member of the record's structs has its place in src/store/row_schema.c."""
import re
import unittest

from tree import ROOT

# What is no part of a row: found again when it is restored, or said by other meetings once they are taken in.
NOT_KEPT = {
    "links": {"carried_from"},
    "item": {"meeting", "carried_to", "is_pending", "index"},
    "action": {"closed_by", "is_listed", "index"},
    "meeting": {"previous", "order", "is_complete", "is_ahead", "claim_state", "sealed", "named_by", "approved_by", "taken_up", "record", "arena", "delta", "kept_at",
                "kept_bytes", "is_evicted"},
}
NO_PARTS = {"ref", "slot", "taken_up", "texts"}  # of no row


def structs():
    """The structs of record.h that make up a row or are findings: name -> members."""
    text = (ROOT / "src/store/record.h").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    found = {}
    for name, body in re.findall(r"^struct rf_record_(\w+) \{(.*?)^\};", text, re.MULTILINE | re.DOTALL):
        declarations = body.split(";")
        found[name] = {member.strip(" *\n").split()[-1].lstrip("*")
                       for declaration in declarations if declaration.strip()
                       for member in declaration.split(",")}
    return found


def described():
    """What row_schema.c says it keeps: name -> members."""
    text = (ROOT / "src/store/row_schema.c").read_text(encoding="utf-8")
    text = re.sub(r"^#define(.*\\\n)*.*$", "", text, flags=re.MULTILINE)
    found = {}
    for kind, arguments in re.findall(r"\b(PLAIN|OR_NULL|OUTCOMES|TERM|MINUTES|LIST|OTHER)\(([^)]*)\)", text):
        words = [word.strip() for word in arguments.split(",")]
        words = words[1:] if kind == "OTHER" else words
        members = words[1:3] if kind == "LIST" else words[1:2]
        found.setdefault(words[0], set()).update(members)
    return found


class Rows(unittest.TestCase):
    def test_every_member_is_kept(self):
        kept = described()
        self.assertGreater(len(structs()), 9)
        for name in structs().keys() - NO_PARTS:
            members = structs()[name]
            with self.subTest(struct=name):
                self.assertEqual(members - {"next"} - NOT_KEPT.get(name, set()), kept.get(name, set()))


if __name__ == "__main__":
    unittest.main()
