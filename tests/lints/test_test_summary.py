# SPDX-License-Identifier: GPL-3.0-or-later
"""How test-summary counts what meson wrote."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import tap_runner

SUMMARY = pathlib.Path(__file__).resolve().parents[2] / "build-aux" / "test-summary"
DEADLINE = 60


class TestSummaryTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def summarise(self, runs, suites="", status=0, **environment):
        """Writes meson's two logs, and returns how the summary ended and its last line."""
        log = "".join(json.dumps({"name": name, "result": result}) + "\n" for name, result in runs)
        (self.folder / "testlog.json").write_text(log, encoding="utf-8")
        (self.folder / "testlog.junit.xml").write_text(
            f"<?xml version='1.0' encoding='utf8'?>\n<testsuites>{suites}</testsuites>",
            encoding="utf-8")
        run = subprocess.run(["/usr/bin/python3", SUMMARY, self.folder, str(status)],
                             env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"} | environment,
                             capture_output=True, text=True, timeout=DEADLINE, check=False)
        return run.returncode, run.stdout.splitlines()[-1]

    def test_programs_and_their_parts_are_counted(self):
        parts = ("<testsuite name='traybell.two'><testcase name='a'/><testcase name='b'/></testsuite>")
        self.assertEqual(self.summarise([("one", "OK"), ("two", "OK")], parts),
                         (0, "3 passed, 0 failed"))

    def test_a_part_that_fails_is_a_failure(self):
        parts = ("<testsuite name='traybell.two'><testcase name='a'/>"
                 "<testcase name='b'><failure/></testcase></testsuite>")
        self.assertEqual(self.summarise([("two", "FAIL")], parts, 1), (1, "1 passed, 1 failed"))

    def test_a_crash_is_a_failure(self):
        self.assertEqual(self.summarise([("one", "OK"), ("two", "ERROR")], status=1),
                         (1, "1 passed, 1 failed"))

    def test_a_skip_is_a_failure_for_continuous_integration_only(self):
        runs = [("one", "OK"), ("two", "SKIP")]
        self.assertEqual(self.summarise(runs), (0, "1 passed, 0 failed"))
        self.assertEqual(self.summarise(runs, CI="true"), (1, "1 passed, 1 failed"))

    def test_characters_that_xml_cannot_hold_do_no_harm(self):
        parts = ("<testsuite name='traybell.two'><testcase name='a'/>"
                 "<system-out>\x01\x1b[31mred\x08\ufffe</system-out></testsuite>")
        self.assertEqual(self.summarise([("two", "OK")], parts), (0, "1 passed, 0 failed"))

    def test_no_test_at_all_is_a_failure(self):
        self.assertEqual(self.summarise([]), (1, "0 passed, 1 failed"))


if __name__ == "__main__":
    tap_runner.main(__name__)
