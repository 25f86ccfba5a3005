# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files the checks look at."""

import os
import subprocess
import sys

import check_test_case
import tap_runner

sys.path.insert(0, str(check_test_case.BUILD_AUX))
import source_tree  # noqa: E402


class SourceTreeTest(check_test_case.CheckTestCase):
    def git(self, *arguments):
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith("GIT_")}
        subprocess.run(["git", "-C", self.root, *arguments], env=environment, check=True,
                       capture_output=True, timeout=check_test_case.DEADLINE)

    def files(self):
        return source_tree.SourceTree(self.root).files

    def test_without_git_builds_and_packages_are_left_out(self):
        self.write("src/room/file.c")
        self.write("_build/meson-private/coredata.dat")
        self.write("_build/generated.c")
        self.write("tests/node_modules/package/index.js")
        self.assertEqual(self.files(), ["src/room/file.c"])

    def test_with_git_new_files_count_and_ignored_ones_do_not(self):
        self.git("init", "--quiet")
        self.write(".gitignore", "*.log")
        self.write("known.c")
        self.write("new.c")
        self.write("gone.c")
        self.write("output.log")
        self.git("add", "known.c", "gone.c")
        (self.root / "gone.c").unlink()
        self.assertEqual(self.files(), [".gitignore", "known.c", "new.c"])

    def test_a_tree_unpacked_inside_another_repository_is_walked(self):
        self.git("init", "--quiet")
        self.write(".gitignore", "unpacked")
        self.write("unpacked/file.c")
        self.root = self.root / "unpacked"
        self.assertEqual(self.files(), ["file.c"])

    def test_what_is_no_text_has_no_text(self):
        (self.root / "picture.png").write_bytes(b"\x89PNG\xff")
        self.assertIsNone(source_tree.SourceTree(self.root).read("picture.png"))


if __name__ == "__main__":
    tap_runner.main(__name__)
