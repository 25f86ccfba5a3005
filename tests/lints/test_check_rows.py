# SPDX-License-Identifier: GPL-3.0-or-later
"""What check-rows allows and refuses."""

import check_test_case
import tap_runner

LIST = "tests/pusher/rows.txt"
TEST = "tests/pusher/test-thing.c"


class CheckRowsTest(check_test_case.CheckTestCase):
    check = "check-rows"

    def test_an_empty_tree_passes(self):
        self.assert_passes()

    def test_rows_with_tests_pass(self):
        self.write(LIST, "# comment", "", "1.1 P/J", "1.10 L")
        self.write(TEST, 'add ("/pusher/1.1/one", one);', 'add ("/pusher/1.10/ten", ten);')
        self.assert_passes()

    def test_a_row_without_a_test_fails(self):
        self.write(LIST, "1.1 P", "1.10 D")
        self.write(TEST, 'add ("/pusher/1.10/ten", ten);')
        self.assert_fails(f"{LIST}:1: row 1.1 has no test")

    def test_an_optional_row_needs_no_test(self):
        self.write(LIST, "1.1 O", "1.2 J/O", "1.3 O/D")
        self.assert_passes()

    def test_a_test_of_an_unknown_row_fails(self):
        self.write(LIST, "1.1 P")
        self.write(TEST, 'add ("/pusher/1.1/one", one);', 'add ("/pusher/1.2/two", two);')
        self.assert_fails(f"{TEST}:2: /pusher/1.2/two: {LIST} has no such row")

    def test_a_test_in_a_comment_is_none(self):
        self.write(LIST, "1.1 P")
        self.write(TEST, '/* add ("/pusher/1.1/one", one); */')
        self.assert_fails(f"{LIST}:1: row 1.1 has no test")

    def test_a_test_elsewhere_is_none(self):
        self.write(LIST, "1.1 P")
        self.write("tests/inbox/test-thing.c", 'add ("/pusher/1.1/one", one);')
        self.assert_fails(f"{LIST}:1: row 1.1 has no test")

    def test_a_malformed_line_fails(self):
        self.write(LIST, "1.1", "1.2 X", "1.3 O", "1.3 O")
        self.assert_fails(f"{LIST}:1: write", f"{LIST}:2: write",
                          f"{LIST}:4: row 1.3 is in line 3 already")

    def test_the_table_names_each_test(self):
        self.write(LIST, "1.1 P", "1.2 O")
        self.write(TEST, 'add ("/pusher/1.1/one", one);', 'add ("/pusher/1.1/again", one);')
        status, output = self.run_check("--table")
        self.assertEqual(status, 0, output)
        self.assertEqual(output.splitlines(), ["1.1    P     one (test-thing.c)",
                                               "             again (test-thing.c)",
                                               "1.2    O     -"])


if __name__ == "__main__":
    tap_runner.main(__name__)
