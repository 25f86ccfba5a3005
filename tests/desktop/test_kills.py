# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program, killed a few times in the midst of a flood; kill_storm.py does 200."""

import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from kill_storm import KillStorm  # noqa: E402
from traybell_case import TraybellCase  # noqa: E402

_KILLS = 10


class Kills(TraybellCase):
    panel = False

    def test_nothing_is_lost_and_nothing_is_doubled(self):
        self.add_account()
        figures = KillStorm(self, seed=7).run(_KILLS)
        print(f"# {figures}", flush=True)
        for problems in (figures.missed, figures.doubled, figures.unsound):
            self.assertEqual(problems[:10], [])
        # Otherwise it shows nothing.
        self.assertGreater(figures.told, _KILLS)

        self.traybell.start()
        status = self.traybell.status()
        self.assertIsNone(status["inbox"]["error"])
        self.assertIsNone(status["inbox"]["notice"])
        self.assertEqual(status["inbox"]["notifications"], figures.left)


if __name__ == "__main__":
    tap_runner.main(__name__)
