#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The unit of systemd, as systemd itself judges it without running it."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import tap_runner

UNIT = pathlib.Path(os.environ["TRAYBELL_UNIT"])
PROGRAM = os.environ["TRAYBELL"]
SECONDS = 60

# As systemd-analyze counts it, in tenths: 100 is a service that may do everything.
MOST_EXPOSED = 30


@unittest.skipUnless(shutil.which("systemd-analyze"), "systemd is not installed")
class Unit(unittest.TestCase):
    def setUp(self):
        self.text = UNIT.read_text(encoding="utf-8")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        for variable in ("HOME", "XDG_RUNTIME_DIR"):
            self.environment[variable] = os.path.join(folder.name, variable)
            os.mkdir(self.environment[variable], 0o700)
        self.unit = os.path.join(folder.name, UNIT.name)
        with open(self.unit, "x", encoding="utf-8") as unit:
            unit.write(self.text.replace(f"ExecStart={self.program()}", f"ExecStart={PROGRAM}"))

    def program(self):
        return self.text.partition("\nExecStart=")[2].split()[0]

    def analyze(self, *arguments):
        done = subprocess.run(
            ["systemd-analyze", "--user", *arguments, self.unit],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=SECONDS,
        )
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def test_is_free_of_mistakes(self):
        self.assertEqual(self.analyze("verify", "--man=no"), "")

    def test_exposes_little(self):
        self.analyze("security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager")

    def test_starts_the_installed_program_in_the_background(self):
        self.assertTrue(self.program().endswith("/bin/traybell"))
        self.assertIn("/bin/traybell --background\n", self.text)

    def test_does_not_hold_the_browser_in(self):
        self.assertIn("\nEnvironment=TRAYBELL_OPEN_BY_PORTAL=1\n", self.text)


if __name__ == "__main__":
    tap_runner.main(__name__)
