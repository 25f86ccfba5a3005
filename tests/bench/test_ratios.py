#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether Traybell is still as light beside its peers as it was measured to be.

Only what compares two things of one run is checked, and with half as much again as docs/benchmarks.md
allows: other computers are slower, and busy.
"""

import sys
import unittest

sys.dont_write_bytecode = True

import places  # noqa: E402, F401
import measure_cpu  # noqa: E402
import measure_flood  # noqa: E402
import measure_memory  # noqa: E402
import measure_start  # noqa: E402
import tap_runner  # noqa: E402
from bench import Bench  # noqa: E402

# How much of a measurement is done.
SCALE = 0.1
SLACK = 1.5

# Bounds that libraries keep us from, which docs/benchmarks.md explains: what was measured instead.
MEASURED = {
    # SQLite: each is on the disk, and the one that makes room is not any more.
    'Processor time per event that a rule shows': 3.0,
    # libsoup alone takes 0.4 to 0.6.
    'Processor time per event that no rule wants': 0.7,
}


class Ratios(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bench = Bench(SCALE)
        cls.addClassCleanup(cls.bench.close)

    def check(self, figures):
        self.assertTrue(any(figure.is_ratio for figure in figures))
        for figure in figures:
            if not figure.is_ratio or figure.bound is None:
                continue
            bound = next((measured for what, measured in MEASURED.items()
                          if figure.what.startswith(what)), figure.bound)
            print(f'# {figure.what}: {figure.value:.2f} of {bound * SLACK:.2f} ({figure.note})',
                  flush=True)
            self.assertLessEqual(figure.value, bound * SLACK, figure.what)

    def test_memory_against_pusher_js(self):
        self.check(measure_memory.measure(self.bench, with_tab=False))

    def test_processor_time_against_pusher_js(self):
        self.check(measure_cpu.measure(self.bench, with_tab=False))

    def test_start_against_a_bare_hello(self):
        self.check(measure_start.measure(self.bench, with_connection=False))

    def test_a_flood_stays_in_order(self):
        lost = measure_flood.measure_order(self.bench)
        self.assertEqual(lost.value, 0)


if __name__ == '__main__':
    tap_runner.main(__name__)
