# SPDX-License-Identifier: GPL-3.0-or-later
"""What check-schema allows and refuses."""

import check_test_case
import tap_runner


class CheckSchemaTest(check_test_case.CheckTestCase):
    check = "check-schema"

    def write_schema(self, *key):
        self.write("data/x.gschema.xml", "<schemalist>", '<schema id="org.example.x" path="/x/">',
                   *key, "</schema>", "</schemalist>")

    def test_an_empty_tree_passes(self):
        self.assert_passes()

    def test_a_valid_schema_passes_and_leaves_nothing_behind(self):
        self.write_schema('<key name="quiet" type="b"><default>true</default></key>')
        self.assert_passes()
        self.assertEqual([path.name for path in (self.root / "data").iterdir()], ["x.gschema.xml"])

    def test_a_default_of_the_wrong_type_fails(self):
        self.write_schema('<key name="quiet" type="b"><default>"yes"</default></key>')
        self.assert_fails("data/x.gschema.xml:3")

    def test_broken_xml_fails(self):
        self.write_schema("<key>")
        self.assert_fails("data/x.gschema.xml:")


if __name__ == "__main__":
    tap_runner.main(__name__)
