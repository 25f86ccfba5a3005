# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that takes the pictures of the documentation."""

import os
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402

_SHOOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shoot")


class Shoot(unittest.TestCase):
    def _shoot(self, folder, *arguments):
        return subprocess.run(
            [_SHOOT, "--build", os.environ["TRAYBELL_BUILD_ROOT"], *arguments, folder, "inbox"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )

    def _describe(self, picture):
        """Width, height and number of colours."""
        answer = subprocess.run(
            ["identify", "-format", "%w %h %k", picture],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        return [int(number) for number in answer.split()]

    def test_takes_a_picture_of_a_page(self):
        with tempfile.TemporaryDirectory() as folder:
            done = self._shoot(folder)
            self.assertEqual(done.returncode, 0, done.stdout)
            width, height, colours = self._describe(os.path.join(folder, "inbox.png"))
            self.assertGreater(width, 800)
            self.assertGreater(height, 500)
            self.assertGreater(colours, 100)

    def test_looks_as_it_is_asked_to(self):
        with tempfile.TemporaryDirectory() as folder:
            done = self._shoot(folder, "--theme=dark", "--scale=2", "--long-words")
            self.assertEqual(done.returncode, 0, done.stdout)
            width, _, colours = self._describe(os.path.join(folder, "inbox.png"))
            self.assertGreater(width, 1600)
            self.assertGreater(colours, 100)

    def test_page_that_is_not_there_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [_SHOOT, folder, "nothing"],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=60,
                check=False,
            )
            self.assertEqual(done.returncode, 1)
            self.assertIn("there is no page nothing", done.stdout)


if __name__ == "__main__":
    tap_runner.main(__name__)
