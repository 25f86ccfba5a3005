# SPDX-License-Identifier: GPL-3.0-or-later
"""What check-format allows and refuses."""

import shutil

import check_test_case
import tap_runner

SKIPPED = 77


class CheckFormatTest(check_test_case.CheckTestCase):
    check = "check-format"

    def setUp(self):
        super().setUp()
        if self.run_check()[0] == SKIPPED:
            self.skipTest("there is no clang-format of the right version")
        shutil.copy(check_test_case.BUILD_AUX.parent / ".clang-format", self.root)

    def test_an_empty_tree_passes(self):
        self.assert_passes()

    def test_formatted_files_pass(self):
        self.write("src/room/good.c", "int", "good (void)", "{", "  return 1;", "}")
        self.write("tests/room/good.c", "int", "good (void)", "{", "  return 1;", "}")
        self.assert_passes()

    def test_each_unformatted_file_fails_at_its_first_bad_line(self):
        self.write("src/room/bad.h", "int bad (void);", "int  worse( void );",
                   "int  worst( void );")
        self.write("tests/room/bad.c", "int bad() {return 1;}")
        self.assert_fails("src/room/bad.h:2", "tests/room/bad.c:1")


if __name__ == "__main__":
    tap_runner.main(__name__)
