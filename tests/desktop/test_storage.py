# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program and the disk: what outlives it, and what happens when there is no room."""

import json
import os
import resource
import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from traybell_case import InstalledTraybell, TraybellCase  # noqa: E402


class Storage(TraybellCase):
    panel = False

    def inbox(self):
        return json.loads(self.traybell.run("inbox", "--json"))["notifications"]

    def why(self, title):
        """What is told of the notification called TITLE, without the times."""
        identifier = next(one["id"] for one in self.inbox() if one["title"] == title)
        lines = self.traybell.run("why", identifier[:8]).splitlines()
        return [line.split(None, 2)[2] for line in lines[2:]]

    def wait_until_told(self, title, *sentences):
        self.desktop.wait_until(
            lambda: set(sentences) <= set(self.why(title)),
            lambda: f"{sentences} (it is {self.why(title)})",
        )

    def test_what_came_and_what_was_done_is_there_after_a_restart(self):
        self.start_online()
        self.send("Opened", url="/orders/1")
        self.desktop.click_notification(self.wait_for_toast("Opened"))
        self.wait_for_unread(0)
        self.send("Left alone")
        self.wait_for_unread(1)
        self.traybell.stop()
        self.traybell.start()
        self.assertEqual(
            [(one["title"], one["unread"]) for one in self.inbox()],
            [("Left alone", True), ("Opened", False)],
        )
        self.assertEqual(self.account()["unread"], 1)

    def test_it_tells_why_something_was_seen_or_not(self):
        self.start_online()
        self.send("Opened", url="/orders/1")
        self.desktop.click_notification(self.wait_for_toast("Opened"))
        self.wait_for_unread(0)
        self.send("Fire", event="notification:urgent")
        self.desktop.invoke_action(self.wait_for_toast("Fire"), "acknowledge")
        self.wait_for_unread(0)
        self.send("Closed")
        toast = self.wait_for_toast("Closed")
        self.desktop.dismiss_notification(toast)
        self.traybell.run("snooze", "30m")
        self.send("Snoozed")
        self.wait_for_unread(2)

        took = next(line for line in self.why("Opened") if line.startswith("The desktop ("))
        self.wait_until_told(
            "Opened",
            "It was given to the desktop.",
            "You opened it in the notification on the desktop.",
            "You read it in the notification on the desktop.",
        )
        self.wait_until_told(
            "Fire",
            took,
            "You acknowledged it in the notification on the desktop.",
            "It was taken from the screen, since it was dealt with.",
        )
        self.wait_until_told("Closed", took, "You closed it on the screen.")
        self.assertNotIn("You closed it on the screen.", self.why("Opened"))
        snoozed = self.why("Snoozed")
        self.assertEqual(len(snoozed), 3)
        self.assertIn("since notifications were snoozed until", snoozed[2])

    def test_without_room_on_the_disk_everything_is_shown_and_later_kept(self):
        # A file that may not grow is as good as a full disk, if that is no reason for a signal:
        # Python ignores it, and so does what inherits that.
        self.add_account()
        self.traybell.start(restore_signals=False)
        self.server.wait_until_subscribed()
        self.send("Before")
        self.wait_for_toast("Before")

        pid = self.traybell.process_id
        usual = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (8192, usual[1]))
        for number in range(3):
            self.send(f"Number {number}")
        self.wait_for_toast("Number 2")
        status = self.traybell.wait_for_status(
            lambda status: status["inbox"]["unsaved"] == 3 and status, "three to wait"
        )
        self.assertIn("no room", status["inbox"]["error"])
        self.assert_is_sentence(status["inbox"]["error"])
        self.assertIn("not on the disk yet", self.traybell.run("status"))
        self.assertEqual(len(self.inbox()), 4)

        resource.prlimit(pid, resource.RLIMIT_FSIZE, usual)
        self.traybell.wait_for_status(
            lambda status: status["inbox"]["unsaved"] == 0 and status["inbox"]["error"] is None,
            "it to recover by itself",
            seconds=30,
        )
        self.traybell.stop()
        self.traybell = InstalledTraybell(
            self.program, self.traybell.environment, self.log_directory
        )
        self.traybell.start()
        self.assertEqual(
            [one["title"] for one in self.inbox()], ["Number 2", "Number 1", "Number 0", "Before"]
        )

    def test_nothing_is_kept_in_the_home_folder_but_the_database(self):
        self.start_online()
        self.send("New order received")
        self.wait_for_toast("New order received")
        folder = os.path.join(self.traybell.environment["XDG_DATA_HOME"], "traybell")
        self.assertEqual(
            sorted(os.listdir(folder)),
            ["inbox.db", "inbox.db-shm", "inbox.db-wal", "inbox.lock"],
        )
        self.traybell.stop()
        self.assertEqual(sorted(os.listdir(folder)), ["inbox.db", "inbox.lock"])


if __name__ == "__main__":
    tap_runner.main(__name__)
