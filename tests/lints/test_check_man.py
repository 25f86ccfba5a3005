# SPDX-License-Identifier: GPL-3.0-or-later
"""What check-man allows and refuses."""

import check_test_case
import tap_runner


class CheckManTest(check_test_case.CheckTestCase):
    check = "check-man"

    def write_page(self, *lines, heading=".TH A\\-PAGE 5 \"\" \"x\" \"y\""):
        self.write("data/man/a-page.5", heading, ".SH NAME", "a\\-page \\- x", *lines)

    def write_rules(self, *lines):
        self.write("src/inbox/tb-rule-reader.c",
                   'static const char *const action_names[] = { "show", "inbox-only", NULL };',
                   "static const char *const known_keys[]", '    = { "event", "url", NULL };')
        self.write("data/man/traybell-rules.5", ".TH TRAYBELL\\-RULES 5", ".SH NAME", "x \\- y",
                   *lines)

    def test_an_empty_tree_passes(self):
        self.assert_passes()

    def test_a_page_without_warnings_passes(self):
        self.write_page(".SH DESCRIPTION", "It is one.")
        self.assert_passes()

    def test_what_the_formatter_warns_of_fails(self):
        self.write_page(".SH DESCRIPTION", ".XY unknown")
        self.assert_fails("data/man/a-page.5:5: ")

    def test_a_page_of_another_name_fails(self):
        self.write_page(heading=".TH ANOTHER 5")
        self.assert_fails("data/man/a-page.5:1: ")

    def test_what_rules_can_say_is_in_the_page(self):
        self.write_rules(".BI event= x", ".BI url= x", "show, inbox\\-only")
        self.assert_passes()

    def test_a_key_that_is_left_out_fails(self):
        self.write_rules(".BI event= x", "the url", "show, inbox\\-only")
        self.assert_fails("data/man/traybell-rules.5:1: “url”")

    def test_a_value_that_is_left_out_fails(self):
        self.write_rules(".BI event= x", ".BI url= x", "showing, inbox\\-only")
        self.assert_fails("data/man/traybell-rules.5:1: “show”")


if __name__ == "__main__":
    tap_runner.main(__name__)
