# SPDX-License-Identifier: GPL-3.0-or-later
"""What check-words allows and refuses.

The bad words are put together here, for the check reads this file too.
"""

import check_test_case
import tap_runner


class CheckWordsTest(check_test_case.CheckTestCase):
    check = "check-words"

    def test_an_empty_tree_passes(self):
        self.assert_passes()

    def test_words_that_only_look_bad_pass(self):
        self.write("src/room/futile.c", "mktemp /tmp/name.XXXXXX", "todo", "HACKATHON",
                   "https://example.com/home/page", "$HOME/.config", "/org/root/window")
        self.assert_passes()

    def test_postponed_work_fails(self):
        for word in ("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"):
            with self.subTest(word):
                self.write("src/room/file.c", "", f"/* {word}: later */")
                self.assert_fails(f"src/room/file.c:2: {word}")

    def test_names_that_say_nothing_fail(self):
        for path in ("src/common/a.c", "src/room/file-utils.c", "src/room/stringutil.h",
                     "tests/room/test_helper.py", "data/misc.xml", "src/room/tb-window-mgr.c"):
            with self.subTest(path):
                self.write(path)
                self.assert_fails(f"{path}:1")
                (self.root / path).unlink()

    def test_a_home_folder_fails(self):
        self.write("tests/room/file.py", "one", '"/ho' + 'me/ada/x"', "file:///ho" + "me/ada",
                   "cd /ro" + "ot/x", "/Us" + "ers/ada")
        self.assert_fails(*(f"tests/room/file.py:{line}" for line in (2, 3, 4, 5)))

    def test_a_lockfile_with_download_addresses_fails(self):
        self.write("tests/package-lock.json", "{", '  "reso' + 'lved": "https://example.com/a.tgz"',
                   "}")
        self.assert_fails("tests/package-lock.json:2")


if __name__ == "__main__":
    tap_runner.main(__name__)
