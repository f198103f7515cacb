"""A series with something closed in every place where that may stand, each with no more than it must have, and room for every field."""
import fields

# What is of a closed part's kind and stands open beside it, so that a page or a table has a place where the field would show.
BARE = {"checks": {name: "off" for name in (
    "vote-count", "unused-document", "missing-decision", "unanswered-point", "never-approved", "missing-minutes", "unknown-person",
    "over-time", "duration-mismatch", "absent-acted", "unaccounted", "overlap", "bad-order", "ambiguous-item", "approved-twice", "not-carried", "bad-carry")}}
PEOPLE = ["Eva Bro", "Per Lund"]
HEADING = {"title", "number", "id", "text", "items", "public_title", "basis", "review"}  # all that one can have (docs/format.md)
ALONE = {("minutes", "form")}  # which other fields exclude: decided in writing, where nobody came and no time passed
NAMED = {"title", "recommends", "name", "text", "group"}  # what a place must have, in words that may be others
TIME = {"time"}  # of a guest who comes for an open item, too, what would say when the closed one is treated
POINTS = {"points"}  # of a decision on an open item, what is closed with its recommendation
TITLE = "Et lukket punkt"  # too short for the last look, and the same wherever something closed must have a title

# What of a closed part the public edition prints on purpose (docs/editions.md): of a kind's field, or of one place's.
KEPT = {
    ("item", "number"): "numbers never shift: a closed item keeps its own",
    ("item", "public_title"): "it is what the public edition calls the item",
    ("decision", "public_wording"): "it is what the public edition says of the decision",
    ("agenda", "order"): "the numbers of the items, in the order of treatment",
    ("agenda", "first_number"): "the numbers of the items",
    ("agenda", "status"): "every page of a draft, and of a meeting that was cancelled, says so",
    ("minutes", "status"): "every page of a draft says so",
    ("minutes", "form"): "every page says that no meeting was held",
    ("item", "numbering"): "the numbers of the sub-items",
    ("item", "items"): "the numbers of the sub-items",
    ("item", "start"): "the times of the open items behind it",
}
KEPT_OF_NONE = {("item", "start"), ("item", "number"), ("agenda", "first_number")}


class Closed:
    """The series as mappings, by place. Each of self.places is closed: (kind, the mapping). self.files: path -> (mapping, body)."""

    def __init__(self, policy="number"):
        self.places, self.files = {}, {}
        self.only = {"heading": HEADING, "decision on a closed recommendation": POINTS, "guest of both": TIME}
        self.barred = {"voter": {"group"}, "closed minutes": {"body"}}  # whose text is Markdown
        self.files["referat.yaml"] = {"series": "Havnerådet", "body": "Havnerådet", "closed_items": policy, "follow_up": "true",
                                      "participants": PEOPLE, **BARE}
        self.files["2026-02-16/agenda.md"] = ({"kind": "agenda", "date": "2026-02-16", "items": [{"title": "Start"}]}, "")
        self.files["2026-02-16/minutes.md"] = ({"kind": "minutes", "meeting": "2026-02-16", "present": PEOPLE, "decisions": {"1": "postponed"}}, "")
        self._first_meeting()
        self._second_meeting()
        self._closed_meeting()
        self._last_meeting()

    def place(self, name, kind, /, **given):
        self.places[name] = (kind, given)
        return given

    def document(self, path, name, kind, body, /, **given):
        self.files[path] = (self.place(name, kind, **given), body)

    def extra(self, folder):
        """A recommendation for an item that has none."""
        self.files[f"{folder}/extra.md"] = ({"kind": "recommendation", "title": "Qzekstra", "recommends": ["at det sker"]}, "")

    def nested(self, path, name, **given):
        """An agenda within the agenda."""
        self.extra(path.rpartition("/")[0])
        item = self.place(f"{name}'s item", "item", title=TITLE)
        guest = self.place(f"{name}'s guest", "guest", name="Eva Bro", item="1")
        self.document(path, name, "agenda", "", kind="agenda", items=[item], guests=[guest], **given)

    def _first_meeting(self):
        folder, place = "2026-03-02", self.place
        self.extra(folder)
        self.extra(f"{folder}/open")
        self.document(f"{folder}/r.md", "item's recommendation", "recommendation", "", kind="recommendation", recommends=["at det sker"],
                      annexes=[place("recommendation's annex", "annex", file="own.md")])
        self.document(f"{folder}/own.md", "recommendation's paper", "paper", "", kind="annex")
        self.document(f"{folder}/p.md", "item's paper", "paper", "", kind="annex")
        self.document(f"{folder}/closed.md", "closed paper", "paper", "", kind="annex")
        self.document(f"{folder}/cr.md", "closed recommendation", "recommendation", "", kind="recommendation", access="closed",
                      recommends=["at det sker", "at det ikke sker"])
        self.document(f"{folder}/r5.md", "recommendation that the minutes close", "recommendation", "", kind="recommendation",
                      recommends=["at det sker"])
        self.nested(f"{folder}/n/agenda.md", "item's agenda")
        self.nested(f"{folder}/m/agenda.md", "closed agenda", access="closed")
        item = place("item", "item", title=TITLE, access="closed", recommendation="r.md", annexes=[
            place("item's annex", "annex", file="p.md"), "n/agenda.md"], items=[place("sub-item", "item", title=TITLE)])
        self.files[f"{folder}/open/agenda.md"] = ({"kind": "agenda", "title": "Udvalget", "items": [
            {"title": "Åbent"}, place("item of an open agenda", "item", title=TITLE, access="closed")]}, "")
        self.files[f"{folder}/agenda.md"] = ({
            "kind": "agenda", "date": "2026-03-02", "guests": [place("guest", "guest", name="Ib Friis", item="2"),
                                                                     place("guest of both", "guest", name="Bo Holt", item=["1", "2"])],
            "items": [
                {"title": "Åbent"}, item,
                {"title": "Skiltene", "recommendation": "cr.md", "annexes": [
                    place("closed annex", "annex", file="closed.md", access="closed"), "m/agenda.md", "liste.csv"]},
                {"title": "Gruppen", "items": [place("closed sub-item", "item", title=TITLE, access="closed"), {"title": "Delen"}]},
                place("item that the minutes close", "item", title=TITLE, recommendation="r5.md"),
                place("heading", "item", title=TITLE, type="heading", access="closed", items=[
                    place("item under the heading", "item", title=TITLE)]),
                {"title": "Til sidst", "annexes": ["open/agenda.md"]},
            ]}, "")
        self.files[f"{folder}/liste.csv"] = "mole;12\n"
        votes = [place("vote", "vote", **{"for": [place("voter", "person", name="Eva Bro"), place("group", "group", group="Alle", count=2)]})]
        decisions = {
            "1": "noted",
            "2": place("decision", "decision", outcome="postponed", votes=votes, dissent=[
                place("dissent", "dissent", name="Per Lund", text="Nej.")]),
            "3": place("decision on a closed recommendation", "decision", outcome="adopted"),
            "4": "noted", "4.1": "noted",
            "5": place("decision that closes", "decision", outcome="noted", access="closed"),
            "6": "noted", "7": "noted"}
        # With those who come for the closed item alone; who is in the room for it only is on no page.
        self.files[f"{folder}/minutes.md"] = ({
            "kind": "minutes", "meeting": "2026-03-02", "present": PEOPLE, "decisions": decisions,
            "attendance": [place("attendance", "attendance", **{"name": "Ib Friis", "from": "2", "until": "2"})]},
            "## 1\nTalt om.\n\n- [ ] @Per skriver id:brev\n\n## 2\nEn sag.\n\n- [ ] @Per gør det id:lukket\n\n## 5\nEn sag.\n")
        self.files[f"{folder}/corrections.yaml"] = ({"kind": "corrections", "corrections": [
            place("correction", "correction", date="2026-05-01", text="Rettet.", access="closed")]}, None)

    def _second_meeting(self):
        self.files["2026-03-09/agenda.md"] = ({
            "kind": "agenda", "date": "2026-03-09", "time": "10:00-12:00", "items": [
                {"title": "Igen", "carried_from": "2026-03-02/2", "duration": 10}, {"title": "Nyt"}]}, "")
        self.files["2026-03-09/minutes.md"] = ({
            "kind": "minutes", "meeting": "2026-03-09", "present": PEOPLE, "decisions": {"1": "adopted", "2": "noted"},
            "actions": {"lukket": self.place("change", "change", status="open"), "brev": {"status": "open", "note": "Endnu ikke."}}}, "")

    def _closed_meeting(self):
        folder, place = "2026-03-16", self.place
        self.extra(folder)
        item = place("closed meeting's item", "item", title=TITLE, recommendation="extra.md")
        self.document(f"{folder}/agenda.md", "closed meeting", "agenda", "", kind="agenda", date="2026-03-16", access="closed", items=[item],
                      guests=[place("closed meeting's guest", "guest", name="Ib Friis", item="1")],
                      chair=place("closed meeting's chair", "person", name="Eva Bro"))
        self.document(f"{folder}/minutes.md", "closed minutes", "minutes", "## 1\nEn sag.\n", kind="minutes", meeting="2026-03-16", present=PEOPLE,
                      absent=[place("absence", "absence", name="Jo Dal")],
                      signatures=[place("signature", "signature", name="Eva Bro")],
                      decisions={"1": place("closed meeting's decision", "decision", outcome="noted")})
        self._corrected_meeting("2026-03-17")

    def _corrected_meeting(self, folder):
        """A document of corrections: minutes that have the field, too, are in error."""
        self.files[f"{folder}/agenda.md"] = ({
            "kind": "agenda", "date": folder, "time": "10:00-12:00", "access": "closed", "items": [{"title": TITLE}]}, "")
        self.files[f"{folder}/minutes.md"] = ({
            "kind": "minutes", "meeting": folder, "present": PEOPLE, "decisions": {"1": "noted"}}, "## 1\nEn sag.\n")
        self.files[f"{folder}/corrections.yaml"] = ({"kind": "corrections", "corrections": [
            self.place("closed meeting's correction", "correction", date="2026-05-02", text="Rettet.")]}, None)

    def _last_meeting(self):
        self.files["2026-03-23/agenda.md"] = ({
            "kind": "agenda", "date": "2026-03-23", "items": [
                {"title": "Referater", "type": "minutes-approval", "approves": "2026-03-16"},
                {"title": "Videre", "carried_from": "2026-03-16/1"}]}, "")
        self.files["2026-03-23/minutes.md"] = ({"kind": "minutes", "meeting": "2026-03-23", "present": PEOPLE,
                                               "decisions": {"1": "approved", "2": "noted"}}, "")

    def fields(self):
        """Every field of a closed part that may be given a value: (name of the place, its kind, the field)."""
        return [(name, kind, field) for name, (kind, given) in self.places.items()
                for field in fields.fields_of(kind) if field not in fields.STRUCTURE and (field not in given or field in NAMED) and
                field in self.only.get(name, {field}) and field not in self.barred.get(name, ())]

    def write(self, write, root):
        for path, content in self.files.items():
            if isinstance(content, dict):
                text = fields.yaml(content)
            elif isinstance(content, str):
                text = content
            else:
                text = fields.yaml(content[0]) if content[1] is None else fields.document(*content)
            write(f"{root}/{path}", text)

    def fill(self, cases, words):
        """Gives every field of cases a value."""
        for name, kind, field in cases:
            self.places[name][1][field] = fields.value_of(kind, field, words, name)
        return self
