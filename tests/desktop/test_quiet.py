# SPDX-License-Identifier: GPL-3.0-or-later
"""When the installed program is to be quiet: snooze, quiet hours, muted channels, and their end."""

import subprocess
import sys
import time

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from dev_server import TENANT_CHANNEL, USER_CHANNEL  # noqa: E402
from traybell_case import APPLICATION, TraybellCase  # noqa: E402
from tray_menu import TrayMenu  # noqa: E402
from event_watch import event_data  # noqa: E402

_MINUTE = 60


class QuietCase(TraybellCase):
    def set_preference(self, key, value):
        subprocess.run(
            ["gsettings", "set", APPLICATION, key, value],
            env=self.traybell.environment,
            check=True,
            timeout=20,
        )

    def quiet(self):
        return self.traybell.status()["quiet"]

    def wait_for_quiet(self, reason, seconds=20.0):
        """Waits until it is quiet for REASON, or not quiet for None."""
        self.traybell.wait_for_status(
            lambda status: status["quiet"]["reason"] == reason, f"quiet: {reason}", seconds
        )

    def assert_held(self, title, unread):
        """A notification goes to the inbox and is not shown; an urgent one would have been."""
        self.send(title)
        self.wait_for_unread(unread)
        self.send(f"After {title}", event="notification:urgent")
        self.wait_for_toast(f"After {title}")
        self.assertEqual(self.toasts(title), [])
        self.traybell.run("ack", self.newest_id())

    def newest_id(self):
        """The id of the urgent notification that was sent last, as `traybell watch` told it."""
        event = self.watch.wait_for(
            lambda line: event_data(line).get("id") == self._newest["id"], "the event"
        )
        return event["notification"]

    def send(self, title, event="notification", channel=USER_CHANNEL, **fields):
        data = super().send(title, event, channel, **fields)
        if event == "notification:urgent":
            self._newest = data
        return data

    def start_watched(self, *options):
        identifier = self.start_online(*options)
        self.watch = self.traybell.watch(
            lambda number: self.server.publish("test:probe", {"probe": number})
        )
        return identifier


class Snooze(QuietCase):
    def setUp(self):
        super().setUp()
        self.start_watched()
        self.item = self.wait_for_icon("online")
        self.menu = TrayMenu(self.desktop, self.item)

    def test_by_the_trays_menu_and_its_end(self):
        self.menu.choose("For 1 Hour")
        item = self.wait_for_icon("quiet")
        self.assertIn("Quiet until ", str(item.properties["ToolTip"]))
        self.desktop.wait_until(
            lambda: any(label.startswith("Quiet until ") for label in self.menu.entries()),
            "the menu to say until when",
        )
        for number in range(3):
            self.send(f"Number {number}")
        self.assert_held("The last one", 4)

        self.menu.choose("Resume Notifications")
        self.wait_for_icon("unread")
        self.wait_for_toast("4 notifications while it was quiet")
        self.assertNotIn("Resume Notifications", self.menu.entries())
        self.send("Shown again")
        self.wait_for_toast("Shown again")
        self.assertEqual(self.toasts("Number 0"), [])

    def test_by_the_command_line_and_over_a_restart(self):
        printed = self.traybell.run("snooze", "tomorrow")
        self.assertEqual(printed, "Quiet until tomorrow, 08:00\n")
        self.wait_for_icon("quiet")
        before = self.quiet()
        self.assertEqual((before["active"], before["reason"]), (True, "snooze"))

        self.traybell.stop()
        self.traybell.start()
        self.server.wait_until_subscribed()
        self.wait_for_icon("quiet")
        self.assertEqual(self.quiet(), before)
        self.traybell.run("snooze", "off")
        self.wait_for_icon("online")

    def test_a_single_one_is_shown_itself_when_it_ends(self):
        self.traybell.run("snooze", "30m")
        self.send("The only one")
        self.wait_for_unread(1)
        self.traybell.run("snooze", "off")
        self.wait_for_toast("The only one")
        self.assertEqual(len(self.toasts()), 1)

    def test_nothing_is_said_if_nothing_came(self):
        self.traybell.run("snooze", "30m")
        self.traybell.run("snooze", "off")
        self.send("The next one")
        self.wait_for_toast("The next one")
        self.assertEqual([toast.summary for toast in self.toasts()], ["The next one"])


class Muted(QuietCase):
    panel = False

    def test_a_channel_is_muted_for_all_but_urgent_ones(self):
        self.start_watched("--mute-channel", "private-tenant-*")
        self.send("Of the tenant", channel=TENANT_CHANNEL)
        self.wait_for_unread(1)
        self.send("Fire", event="notification:urgent", channel=TENANT_CHANNEL)
        self.send("Of the user")
        self.wait_for_toast("Of the user")
        self.wait_for_toast("Fire")
        self.assertEqual(self.toasts("Of the tenant"), [])

    def test_a_kind_is_muted_while_it_runs_and_urgent_ones_with_it(self):
        self.start_watched()
        self.set_preference("muted-rules", "['urgent notification']")
        self._probe_until_muted()
        self.send("The next one")
        self.wait_for_toast("The next one")
        self.assertEqual(self.toasts("Fire"), [])

    def _probe_until_muted(self):
        """Settings of another process arrive when they do: what is sent until then is shown."""
        for number in range(100):
            data = self.send(f"Probe {number}", event="notification:urgent")
            event = self.watch.wait_for(
                lambda line, wanted=data["id"]: event_data(line).get("id") == wanted, "the probe"
            )
            if event["reason"] == "rule-muted":
                self.assertEqual(event["decision"], "quiet")
                self.send("Fire", event="notification:urgent")
                return
        self.fail("the kind was not muted")

    def test_urgent_ones_can_be_held_too_and_come_at_the_end(self):
        self.start_watched("--no-urgent-passes")
        self.traybell.run("snooze", "1h")
        self.send("Fire", event="notification:urgent")
        self.send("Ordinary")
        self.wait_for_unread(2)
        self.assertEqual(self.toasts(), [])
        self.traybell.run("snooze", "off")
        self.assertEqual(self.wait_for_toast("Fire").urgency, "critical")
        self.wait_for_toast("Ordinary")


class Hours(QuietCase):
    def test_they_begin_and_end_by_the_clock_and_what_is_urgent_comes_again(self):
        """By the real clock, and so it takes as long as two to three minutes."""
        self.start_watched()
        self.wait_for_icon("online")
        self.send("Fire", event="notification:urgent")
        first = self.wait_for_toast("Fire")
        shown_at = time.monotonic()

        # From the next full minute on, for one minute.
        now = time.time()
        start = now - now % _MINUTE + _MINUTE
        hours = "-".join(
            time.strftime("%H:%M", time.localtime(start + offset)) for offset in (0, _MINUTE)
        ).replace("-00:00", "-24:00")
        self.set_preference("quiet-hours", f"['{hours}']")
        self.traybell.wait_for_status(
            lambda status: len(status["quiet"]["hours"]) == 1, "the quiet hours"
        )
        self.wait_for_quiet("quiet-hours", _MINUTE + 5)
        self.assertLess(abs(time.time() - start), 3)
        self.send("One")
        self.send("Two")
        self.wait_for_unread(3)
        self.assertEqual(self.toasts("One"), [])
        self.wait_for_quiet(None, _MINUTE + 5)
        self.assertLess(abs(time.time() - start - _MINUTE), 3)
        self.wait_for_toast("2 notifications while it was quiet")

        # Two minutes after it came it is there again, in the place of the first.
        again = self.desktop.wait_until(
            lambda: next(iter(self.toasts("Fire")[1:]), None),
            "the urgent one to come again",
            2 * _MINUTE,
        )
        self.assertAlmostEqual(time.monotonic() - shown_at, 2 * _MINUTE, delta=5)
        self.assertEqual((again.replaces_id, again.urgency), (first.id, "critical"))

        # As much of the id is enough as no other begins with.
        self.wait_for_icon("urgent")
        self.traybell.run("ack", self.newest_id()[:12])
        self.wait_for_icon("unread")
        self.desktop.wait_until(
            lambda: self.toasts("Fire")[1].closed, "the urgent one to leave the screen"
        )


if __name__ == "__main__":
    tap_runner.main(__name__)
