# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program at the end of a session, however it ends: who is in a room sees it leave at
once, because it takes its leave of the server."""

import signal
import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from dev_server import ROOM_CHANNEL  # noqa: E402
from traybell_case import TraybellCase  # noqa: E402

_AT_ONCE = 1


class SessionEnd(TraybellCase):
    panel = False

    @classmethod
    def setUpClass(cls):
        pass  # Each test ends a session, so each has one of its own.

    def setUp(self):
        super().setUpClass()
        self.addCleanup(self.doClassCleanups)
        super().setUp()

    def _clean_up(self):
        self.traybell.stop()  # There may be no desktop left that could be put in order.

    def _wait_until_it_has_left(self):
        """The server is told within a second, and by the program itself."""
        self.server.wait(timeout=_AT_ONCE, unsubscribed=ROOM_CHANNEL, closeFrames=1)
        self.assertEqual(self.traybell.wait_until_ended(), 0)

    def test_a_signal(self):
        self.start_online()
        self.traybell.send_signal(signal.SIGTERM)
        self._wait_until_it_has_left()

    def test_a_signal_with_the_window_open(self):
        self.start_online()
        self.traybell.run("show")
        self.wait_for_window()
        self.traybell.send_signal(signal.SIGTERM)
        self._wait_until_it_has_left()

    def test_the_session_bus_is_gone(self):
        self.start_online()
        self.desktop.part("bus").kill()
        self._wait_until_it_has_left()

    def test_the_display_is_gone(self):
        self.start_online()
        self.traybell.run("show")
        self.wait_for_window()
        self.desktop.part("display").kill()
        self._wait_until_it_has_left()

    def test_the_display_is_gone_and_then_the_bus(self):
        self.start_online()
        self.traybell.run("show")
        self.wait_for_window()
        self.desktop.part("display").kill()
        self.desktop.part("bus").kill()
        self._wait_until_it_has_left()

    def test_without_a_window_a_display_that_goes_is_no_loss(self):
        self.start_online()
        self.desktop.part("display").kill()
        self.send("Still here")
        self.wait_for_unread(1)
        self.assert_alive()


if __name__ == "__main__":
    tap_runner.main(__name__)
