# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program with a notification server that is not there, hangs, crashes or is late."""

import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from bus_recorder import NOTIFICATIONS  # noqa: E402
from traybell_case import TraybellCase  # noqa: E402


class NotificationServer(TraybellCase):
    def setUp(self):
        super().setUp()
        self._make_running()
        self.addCleanup(self._make_running)

    def _make_running(self):
        if not self.desktop.name_has_owner(NOTIFICATIONS):
            self.desktop.start_notification_server()

    def _assert_shown(self, title):
        self.send(title)
        toast = self.wait_for_toast(title)
        self.assertIsNone(toast.error)
        self.desktop.click_notification(toast)
        self.desktop.wait_until(lambda: toast.closed, "the click to close it")

    def test_absent_at_the_start_costs_no_notification_of_the_inbox(self):
        self.desktop.stop_notification_server()
        self.start_online()
        for number in range(3):
            self.send(f"Number {number}")
        self.wait_for_unread(3)
        self.traybell.wait_for_status(
            lambda status: status["notifications"]["server"] is None, "no server in the status"
        )
        self.wait_for_icon("unread")

        self.desktop.start_notification_server()
        self.traybell.wait_for_status(
            lambda status: "dunst" in (status["notifications"]["server"] or ""), "the server"
        )
        self._assert_shown("The first that can be shown")

    def test_that_crashed_and_is_back_shows_the_next(self):
        self.start_online()
        self.send("New order received")
        self.wait_for_toast("New order received")
        self.desktop.stop_notification_server()
        self.send("While there was none")
        self.wait_for_unread(2)
        self.desktop.start_notification_server()
        self.traybell.wait_for_status(
            lambda status: "dunst" in (status["notifications"]["server"] or ""), "the server"
        )
        self._assert_shown("After the crash")

    def test_that_hangs_keeps_nothing_else_waiting(self):
        self.start_online()
        self.wait_for_icon("online")
        self.desktop.freeze_notification_server()
        self.addCleanup(self.desktop.thaw_notification_server)
        for number in range(3):
            self.send(f"Number {number}")
        self.wait_for_unread(3)
        self.wait_for_icon("unread")
        self.server.join("user_789", "Bob Kern")
        self.open_popover()
        for text in ("Number 2", "Bob Kern"):
            self.desktop.wait_for_text(self.traybell.process_id, text)
        self.desktop.press_key("Escape")
        self.wait_for_no_window()

        self.desktop.thaw_notification_server()
        self.wait_for_toast("Number 2")
        self.desktop.dismiss_all_notifications()
        self._assert_shown("Afterwards")

    def test_that_hangs_does_not_keep_the_program_from_ending(self):
        self.start_online()
        self.desktop.freeze_notification_server()
        self.addCleanup(self.desktop.thaw_notification_server)
        self.send("New order received")
        self.wait_for_unread(1)
        self.traybell.run("quit")
        self.assertEqual(self.traybell.wait_until_ended(seconds=5), 0)


if __name__ == "__main__":
    tap_runner.main(__name__)
