# SPDX-License-Identifier: GPL-3.0-or-later
"""What coverage-summary makes of a report of gcovr."""

import json
import pathlib
import subprocess
import tempfile
import unittest

import tap_runner

SUMMARY = pathlib.Path(__file__).resolve().parents[2] / "build-aux" / "coverage-summary"
DEADLINE = 60


def lines(run, missed, first=1):
    """So many lines that were run, and behind them so many that were not."""
    return [{"line_number": first + index, "count": 1 if index < run else 0}
            for index in range(run + missed)]


class CoverageSummaryTest(unittest.TestCase):

    def summarise(self, files, *options):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as report:
            json.dump({"files": [{"file": path, "lines": of_file}
                                 for path, of_file in files.items()]}, report)
            report.flush()
            return subprocess.run([SUMMARY, report.name, *options], capture_output=True, text=True,
                                  check=False, timeout=DEADLINE)

    def test_rooms_are_summed_up(self):
        done = self.summarise({"src/inbox/a.c": lines(9, 1), "src/inbox/b.c": lines(10, 0),
                               "src/ui/c.c": lines(1, 9)})
        self.assertEqual(done.returncode, 0, done)
        self.assertRegex(done.stdout, r"(?m)^inbox +95\.0 % +19 of +20 lines$")
        self.assertRegex(done.stdout, r"(?m)^ui +10\.0 % +1 of +10 lines$")

    def test_a_room_that_is_tested_too_little_fails(self):
        done = self.summarise({"src/pusher/a.c": lines(84, 16), "src/inbox/b.c": lines(85, 15)})
        self.assertEqual(done.returncode, 1, done)
        self.assertIn("less than 85 %", done.stdout)

    def test_what_is_not_of_a_room_does_not_count(self):
        done = self.summarise({"src/inbox/a.c": lines(1, 0), "src/inbox/a.h": lines(0, 9),
                               "tests/inbox/b.c": lines(0, 9), "src/b.c": lines(0, 9)})
        self.assertRegex(done.stdout, r"\Ainbox +100\.0 % +1 of +1 lines\n\Z")

    def test_lines_of_several_programs_are_run_if_one_ran_them(self):
        twice = [{"line_number": 1, "count": 0}, {"line_number": 1, "count": 3},
                 {"line_number": 2, "count": 0, "gcovr/noncode": True}]
        done = self.summarise({"src/inbox/a.c": twice})
        self.assertRegex(done.stdout, r"\Ainbox +100\.0 % +1 of +1 lines\n\Z")

    def test_lines_that_were_not_run_are_named_on_request(self):
        files = {"src/inbox/a.c": lines(20, 2) + lines(1, 1, 40)}
        self.assertNotIn("a.c", self.summarise(files).stdout)
        self.assertIn("src/inbox/a.c: 21-22, 41\n", self.summarise(files, "--lines").stdout)

    def test_an_empty_report_fails(self):
        done = self.summarise({})
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("nothing was counted", done.stderr)


if __name__ == "__main__":
    tap_runner.main(__name__)
