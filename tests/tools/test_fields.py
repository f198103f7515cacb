"""The lists of fields that the tests of the public edition ask are those of the program."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import fields  # noqa: E402
from closed_series import KEPT, Closed  # noqa: E402
from fields import fields_of, has_value  # noqa: E402


class Lists(unittest.TestCase):
    def test_every_table_of_fields_is_known(self):
        used = {table for tables in fields.KINDS.values() for table in tables}
        self.assertEqual(set(fields.tables()), used, "say in tests/e2e/fields.py what is written with these fields")
        self.assertGreater(len(used), 20)
        for table, rows in fields.tables().items():
            self.assertGreater(len(rows), 0, table)

    def test_every_field_has_a_value(self):
        unknown = [(name, field) for name, kind, field in Closed().fields() if not has_value(kind, field)]
        self.assertEqual(unknown, [], "say in tests/e2e/fields.py what a value of these looks like")

    def test_every_kind_stands_somewhere_closed(self):
        """But for the settings of a series, which have an edition as a whole, and seals, which print their day alone."""
        kinds = {kind for kind, _ in Closed().places.values()}
        self.assertEqual(set(fields.KINDS) - kinds,
                         {"series", "series' recommendation", "allowed number", "allowed text", "corrections", "seal"})

    def test_what_is_kept_is_a_field(self):
        for kind, field in KEPT:
            self.assertIn(field, fields_of(kind))


if __name__ == "__main__":
    unittest.main()
