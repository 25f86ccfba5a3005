# SPDX-License-Identifier: GPL-3.0-or-later
"""What check-size allows and refuses."""

import check_test_case
import tap_runner


class CheckSizeTest(check_test_case.CheckTestCase):
    check = "check-size"

    def test_an_empty_tree_passes(self):
        self.assert_passes()

    def test_files_of_the_largest_size_pass(self):
        self.write("src/room/large.c", *["int i;"] * 500)
        self.write("tests/room/large.c", *["int i;"] * 700)
        self.write("tests/room/large.py", *["i = 0"] * 2000)
        self.assert_passes()

    def test_documentation_is_not_counted(self):
        self.write("src/room/large.c", *["int i;"] * 500, "/**", *[" * Words."] * 100, " */",
                   "  /**", "   * More of them.", "   */")
        self.assert_passes()

    def test_a_line_more_fails(self):
        self.write("src/room/large.c", *["int i;"] * 501)
        self.write("tests/room/large.c", *["int i;"] * 701)
        self.assert_fails("src/room/large.c:501", "tests/room/large.c:701")

    def test_a_long_function_is_warned_of(self):
        self.write("src/room/long.c", "static void", "short (void)", "{", "}", "", "static void",
                   "much_longer (int i)", "{", *["  i++; /* } */"] * 80, "}")
        self.assertEqual(self.run_check(),
                         (0, "src/room/long.c:8: warning: much_longer () has 82 lines, more than "
                             "80: see whether a step of it deserves a name\n"))

    def test_a_long_table_is_no_function(self):
        self.write("src/room/table.c", "G_DEFINE_QUARK (table, table)", "",
                   "static const int t[] =", "{", *["  1,"] * 100, "};", "", "typedef struct", "{", *["  int i;"] * 100,
                   "} Large;")
        self.assert_passes()


if __name__ == "__main__":
    tap_runner.main(__name__)
