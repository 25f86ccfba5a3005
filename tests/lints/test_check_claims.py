# SPDX-License-Identifier: GPL-3.0-or-later
"""What check-claims allows and refuses."""

import check_test_case
import tap_runner

ROW = "| an attempt | what stops it, `x` | {} |"


class CheckClaimsTest(check_test_case.CheckTestCase):
    check = "check-claims"

    def write_claim(self, shown_by):
        self.write("docs/security.md", "# Security", "", "| Attempt | Stops | Shown by |",
                   "|---|---|---|", ROW.format(shown_by))

    def test_an_empty_tree_passes(self):
        self.assert_passes()

    def test_a_test_that_there_is_passes(self):
        self.write("tests/inbox/test-link.c", 'ADD ("tricks-are-refused", test_tricks);')
        self.write("tests/app/test_send.py", "def test_it_sends(self):")
        self.write_claim("inbox-link: `tricks-are-refused`; app-send: `it_sends`")
        self.assert_passes()

    def test_a_claim_without_a_test_passes(self):
        self.write_claim("")
        self.assert_passes()

    def test_a_test_that_there_is_not_fails(self):
        self.write("tests/inbox/test-link.c", 'ADD ("tricks-are-refused", test_tricks);')
        self.write_claim("inbox-link: `tricks-are-refused`, `others-too`")
        self.assert_fails("docs/security.md:5: there is no test “others-too”")


if __name__ == "__main__":
    tap_runner.main(__name__)
