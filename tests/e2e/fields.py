"""The fields of every document, as the program itself lists them in src/load, and of each a value to write.

Tests that are to hold for every field ask here, so that a field of tomorrow is tested without anyone remembering: one whose kind of
value is known gets a value, one that is of a new kind makes the test fail that asks for it, until VALUES says what it looks like."""
import hashlib
import json
import pathlib
import re

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "src/load"

# What is written as a mapping -> the tables of its fields: file of src/load, and name.
KINDS = {
    "series": ("series.series_fields",),
    "series' recommendation": ("series.recommendation_fields",),
    "allowed number": ("series.allowed_fields",),
    "allowed text": ("series.allowed_text_fields",),
    "agenda": ("common.rf_document_fields", "agenda.agenda_fields"),
    "item": ("agenda.item_fields",),
    "annex": ("agenda.annex_fields",),
    "guest": ("agenda.guest_fields", "people.rf_person_fields"),
    "person": ("people.rf_person_fields",),
    "minutes": ("common.rf_document_fields", "minutes.minutes_fields"),
    "absence": ("minutes.absence_fields", "people.rf_person_fields"),
    "attendance": ("minutes.attendance_fields", "people.rf_person_fields"),
    "signature": ("minutes.signature_fields", "people.rf_person_fields"),
    "change": ("minutes.change_fields",),
    "decision": ("decisions.decision_fields",),
    "vote": ("decisions.vote_fields",),
    "group": ("decisions.group_fields",),
    "dissent": ("decisions.dissent_fields", "people.rf_person_fields"),
    "recommendation": ("common.rf_document_fields", "recommendation.recommendation_fields"),
    "paper": ("common.rf_document_fields", "recommendation.paper_fields"),
    "corrections": ("corrections.corrections_fields",),
    "correction": ("corrections.correction_fields",),
    "seal": ("seal.seal_fields",),
}

TABLE = re.compile(r"^(?:static )?const struct rf_field (\w+)\[\] = \{$(.*?)^\};$", re.MULTILINE | re.DOTALL)
ROW = re.compile(r'(?:\w+\(|\{)"(\w+)", (\w+)')


def tables():
    """{"file.table": [(field, its reader)]}, as they stand in src/load."""
    found = {}
    for path in sorted(SOURCES.glob("*.c")):
        for name, rows in TABLE.findall(path.read_text(encoding="utf-8")):
            found[f"{path.stem}.{name}"] = ROW.findall(rows)
    return found


_tables = tables()


def fields_of(kind):
    """{field: its reader} of what is written as a mapping."""
    return {field: reader for table in KINDS[kind] for field, reader in _tables[table]}


class Words:
    """Words that stand nowhere else, the same for the same salt and place: of letters alone, and longer than what the last look lets pass."""

    def __init__(self, salt):
        self.salt = salt

    def word(self, *place):
        digest = hashlib.sha256(repr((self.salt, place)).encode()).digest()
        return "qz" + "".join("abdefghiklmnoprstuvy"[byte % 20] for byte in digest[:14])

    def number(self, least, most, *place):
        digest = hashlib.sha256(repr((self.salt, place)).encode()).digest()
        return least + int.from_bytes(digest[:4], "big") % (most - least + 1)


# By reader, where one kind of value fits every field of it.
VALUES = {
    "rf_read_text": lambda w, at: w.word(*at),
    "rf_read_prose": lambda w, at: f"Om {w.word(*at)} er der *sagt* meget.",
    "rf_read_raw": lambda w, at: w.word(*at),
    "rf_read_lines": lambda w, at: [w.word(*at), w.word(*at, 2)],
    "rf_read_person": lambda w, at: person(w, at),
    "rf_read_persons": lambda w, at: [person(w, at), person(w, (*at, 2))],
    "rf_read_date": lambda w, at: f"20{w.number(40, 60, *at)}-0{w.number(1, 9, *at)}-1{w.number(0, 9, *at)}",
    "rf_read_month": lambda w, at: f"20{w.number(40, 60, *at)}-0{w.number(1, 9, *at)}",
    "rf_read_clock": lambda w, at: f"1{w.number(0, 3, *at)}:{w.number(10, 59, *at)}",
    "rf_read_range": lambda w, at: f"10:{w.number(10, 59, *at)}-11:{w.number(10, 59, *at)}",
    "rf_read_duration": lambda w, at: f"{w.number(1, 30, *at)}",
    "rf_read_number": lambda w, at: f"{w.number(2, 9, *at)}",
    "rf_read_bool": lambda w, at: "true",
    "rf_read_meeting_ref": lambda w, at: "2026-02-16",
    # by field, where a reader serves one alone
    "read_approved": lambda w, at: ["2026-02-16"],
    "read_signature": lambda w, at: [{"name": name(w, at), "role": w.word(*at, "role")}],
    "read_item_type": lambda w, at: "discussion",
    "read_numbering": lambda w, at: "letters",
    "rf_read_annex": lambda w, at: [{"title": w.word(*at)}],
    "read_item": lambda w, at: [{"title": w.word(*at)}],
    "read_agenda_body": lambda w, at: w.word(*at),
    "read_guest": lambda w, at: [{"name": name(w, at), "item": 1}],
    "rf_read_item_ref": lambda w, at: ["1"],
    "read_voting": lambda w, at: "no",
    "read_outcome": lambda w, at: "adopted",
    "read_vote": lambda w, at: [{"motion": w.word(*at), "for": 2, "against": 1, "abstained": 0}],
    "read_ballot": lambda w, at: [name(w, at)],
    "read_dissent": lambda w, at: [{"name": name(w, at), "text": w.word(*at, "text")}],
    "read_absence": lambda w, at: [{"name": name(w, at), "reason": w.word(*at, "reason")}],
    "read_attendance": lambda w, at: [{"name": name(w, at), "from": "1", "until": "1"}],
    "rf_read_decisions": lambda w, at: {"1": {"outcome": "adopted", "wording": w.word(*at)}},
    "read_changes": lambda w, at: {},
    "read_end": lambda w, at: "2",
    "read_state": lambda w, at: "done",
    "read_change_due": lambda w, at: f"2030-0{w.number(1, 9, *at)}-01",
    "read_change_owners": lambda w, at: [w.word(*at)],
    "read_correction": lambda w, at: [{"date": "2026-06-01", "text": w.word(*at)}],
}
# By (kind, field), where the reader does not say it.
FIELD_VALUES = {
    ("agenda", "status"): lambda w, at: "draft",
    ("minutes", "status"): lambda w, at: "draft",
    ("minutes", "form"): lambda w, at: "written",
    ("paper", "form"): lambda w, at: "memo",
    ("decision", "points"): lambda w, at: {"1": "rejected"},
    ("recommendation", "recommends"): lambda w, at: [f"at {w.word(*at)}", f"at {w.word(*at, 2)}"],
    ("item", "carried_from"): lambda w, at: "2026-02-16/1",
    ("item", "recommendation"): lambda w, at: "extra.md",
    ("recommendation", "meeting"): lambda w, at: "2026-03-02",
    ("recommendation", "item"): lambda w, at: "2",
    ("seal", "sources"): lambda w, at: {},
}
# What is no value of its own: it says what the document is, or opens and closes, which each test does itself.
STRUCTURE = {"kind", "access"}


def name(words, at):
    return f"Ib {words.word(*at, 'name').title()}"


def person(words, at):
    """A person with every field of one but "also" and "voting", which no page prints."""
    return {"name": name(words, at), **{field: words.word(*at, field) for field in ("title", "group", "unit", "phone")},
            "email": f"{words.word(*at, 'email')}@example.org"}


def has_value(kind, field):
    return (kind, field) in FIELD_VALUES or fields_of(kind)[field] in VALUES


def value_of(kind, field, words, place):
    """A value of the field that differs with the salt of the words, and with the place."""
    make = FIELD_VALUES.get((kind, field)) or VALUES[fields_of(kind)[field]]
    return make(words, (place, field))


def texts_in(value):
    """The texts of ours that stand in a value, as a reader sees them."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for part in value for text in texts_in(part)]
    return [value.replace("*", "")] if isinstance(value, str) and "qz" in value.lower() else []


def yaml(mapping):
    """A mapping as YAML: each field on a line of its own, in JSON's spelling, which YAML reads."""
    return "".join(f"{field}: {json.dumps(value, ensure_ascii=False)}\n" for field, value in mapping.items())


def document(mapping, body=""):
    return f"---\n{yaml(mapping)}---\n{body}"
