# SPDX-License-Identifier: GPL-3.0-or-later
"""A source tree made up for one test, and what a check says about it."""

import pathlib
import subprocess
import tempfile
import unittest

BUILD_AUX = pathlib.Path(__file__).resolve().parents[2] / "build-aux"
DEADLINE = 60


class CheckTestCase(unittest.TestCase):
    """Tests of one check, named by the class attribute `check`."""

    check = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def write(self, path, *lines):
        """Adds a file of these lines to the tree."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def run_check(self, *options):
        """Returns how the check ended and what it printed."""
        result = subprocess.run([BUILD_AUX / self.check, *options, self.root], text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=DEADLINE)
        return result.returncode, result.stdout

    def assert_passes(self):
        """The check has nothing to say."""
        self.assertEqual(self.run_check(), (0, ""))

    def assert_fails(self, *places):
        """The check complains about just these places, each the beginning of a line."""
        status, output = self.run_check()
        lines = output.splitlines()
        self.assertEqual(status, 1, output)
        self.assertEqual(len(lines), len(places) + 1, output)
        for place, line in zip(places, lines):
            self.assertTrue(line.startswith(place), f"{line!r} does not begin with {place!r}")
