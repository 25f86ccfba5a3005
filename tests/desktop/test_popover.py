# SPDX-License-Identifier: GPL-3.0-or-later
"""What the installed program's popover shows and does, as a screen reader finds it."""

import os
import stat
import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from dev_server import ROOM_CHANNEL, TENANT_CHANNEL, USER_CHANNEL  # noqa: E402
from traybell_case import TraybellCase  # noqa: E402

BOB = "user_789"


class PopoverCase(TraybellCase):
    notification_server = False

    def setUp(self):
        super().setUp()
        self.start_online()
        self.wait_for_icon("online")

    def find(self, role, name):
        return self.desktop.wait_for_accessible(self.traybell.process_id, role, name)

    def tree(self):
        """The widgets, once all of them can be read."""
        return self.desktop.wait_until(
            lambda: self.desktop.accessible(self.traybell.process_id), "the widgets"
        )

    def wait_for_text(self, text):
        return self.desktop.wait_for_text(self.traybell.process_id, text)

    def wait_until_hidden(self, role, name):
        self.desktop.wait_until(
            lambda: not self.tree().find(role, name, showing=True), f"{role!r} {name!r} to go"
        )

    def wait_for_description(self, name, description):
        def look():
            node = self.tree().find("list item", name, showing=True)
            return node is not None and node.description == description

        self.desktop.wait_until(look, f"{name!r} to be {description!r}")

    def join(self, user_id, name, avatar=None):
        """Somebody is in the room for the rest of the test."""
        self.server.join(user_id, name, avatar=avatar)
        self.addCleanup(self.server.join, user_id, name, "leave")

    def in_room(self, event, user_id=BOB, **data):
        self.server.publish(event, {"userId": user_id, **data}, ROOM_CHANNEL)


class Room(PopoverCase):
    def setUp(self):
        super().setUp()
        self.join(BOB, "Bob Kern")

    def test_shows_who_types(self):
        self.open_popover()
        self.find("list item", "Bob Kern")
        self.in_room("typing:start")
        self.find("list item", "Bob Kern, typing")
        self.in_room("typing:stop")
        self.find("list item", "Bob Kern")

    def test_shows_who_is_active_and_who_has_left_the_page(self):
        self.open_popover()
        self.find("list item", "Bob Kern")
        self.in_room("cursor:move", x=10, y=20)
        self.wait_for_description("Bob Kern", "Active now")
        self.in_room("presence:leave")
        self.wait_for_description("Bob Kern", "Away")
        self.in_room("presence:join")
        self.wait_for_description("Bob Kern", "Active now")

    def test_stays_over_a_lost_connection(self):
        self.open_popover()
        self.find("list item", "Bob Kern")
        self.server.control("connect", mode="refuse-http", status=503)
        self.server.control("drop")
        self.find("toggle button", "doc_789: Last here · 2")
        self.find("list item", "Bob Kern")
        self.server.control("connect", mode="normal")
        self.desktop.click_rectangle(self.find("push button", "Now").rectangle)
        self.find("toggle button", "doc_789: Here now · 2")
        self.wait_until_hidden("push button", "Now")

    def test_counts_down_to_the_next_attempt(self):
        self.open_popover()
        self.server.control("connect", mode="refuse-http", status=503)
        self.server.control("drop")
        seen = set()

        def look():
            found = self.tree().find_text("Next attempt in")
            if found:
                seen.add(found.text)
            return len(seen) >= 3

        self.desktop.wait_until(look, lambda: f"three numbers (seen: {seen})", 60)

    def test_can_be_searched_with_many_people(self):
        for number in range(25):
            self.join(f"guest-{number}", f"Guest {number:02}")
        self.open_popover()
        self.find("toggle button", "doc_789: Here now · 27")
        self.desktop.press_key("ctrl+f")
        self.desktop.wait_until(
            lambda: "focused" in self.find("text", "Search people in doc_789").states, "the focus"
        )
        self.desktop.type_text("kern")
        self.wait_until_hidden("list item", "Guest 00")
        self.find("list item", "Bob Kern")
        self.desktop.press_key("Escape")
        self.find("list item", "Guest 00")

    def test_stays_folded_when_the_program_is_started_again(self):
        self.open_popover()
        self.desktop.click_rectangle(
            self.find("toggle button", "doc_789: Here now · 2").rectangle
        )
        self.wait_until_hidden("list item", "Bob Kern")
        self.traybell.stop()
        self.traybell.start()
        self.traybell.wait_until_subscribed(ROOM_CHANNEL)
        self.wait_for_icon("online")
        self.join(BOB, "Bob Kern")
        self.open_popover()
        heading = self.find("toggle button", "doc_789: Here now · 2")
        self.assertNotIn("expanded", heading.states)
        self.assertIsNone(self.tree().find("list item", "Bob Kern", showing=True))


class Pictures(PopoverCase):
    def requests(self):
        return self.server.avatar_requests()

    def test_are_fetched_for_who_is_on_the_screen_and_kept(self):
        self.join(BOB, "Bob Kern", "/avatars/bob.png")
        self.traybell.run("status")
        self.assertEqual(self.requests(), [])
        self.open_popover()
        self.server.wait(avatarRequests=1)
        self.assertEqual([request["path"] for request in self.requests()], ["/avatars/bob.png"])
        headers = {name.lower() for name in self.requests()[0]["headers"]}
        self.assertFalse(headers & {"cookie", "authorization", "referer", "origin"}, headers)

        folder = os.path.join(self.traybell.environment["XDG_CACHE_HOME"], "traybell", "avatars")
        files = self.desktop.wait_until(
            lambda: os.path.isdir(folder) and os.listdir(folder), "the picture on the disk"
        )
        self.assertEqual(stat.S_IMODE(os.stat(folder).st_mode), 0o700)
        mode = os.stat(os.path.join(folder, files[0])).st_mode
        self.assertEqual(stat.S_IMODE(mode), 0o600)

        # The next start has it already.
        self.traybell.stop()
        self.traybell.start()
        self.traybell.wait_until_subscribed(ROOM_CHANNEL)
        self.wait_for_icon("online")
        self.join("user_790", "Carla Ortiz", "/avatars/carla.png")
        self.open_popover()
        self.server.wait(avatarRequests=2)
        self.assertEqual(self.requests()[1]["path"], "/avatars/carla.png")

    def test_that_are_none_leave_the_initials(self):
        for number, fault in enumerate(("huge", "endless", "not-an-image", "status", "hang")):
            self.join(f"guest-{number}", f"Guest {number}", f"/avatars/x.png?fault={fault}")
        self.join("guest-9", "Guest 9", "https://elsewhere.example.com/x.png")
        self.open_popover()
        self.server.wait(avatarRequests=5)
        for number in range(3):
            self.find("list item", f"Guest {number}")
        self.assert_alive()

    def test_are_not_fetched_when_the_user_wants_none(self):
        status, output = self.desktop.run(
            ["gsettings", "set", "com.nebutra.Traybell", "show-avatars", "false"],
            environment={"GSETTINGS_SCHEMA_DIR": self.schema_directory()},
        )
        self.assertEqual(status, 0, output)
        self.traybell.stop()
        self.traybell.start()
        self.traybell.wait_until_subscribed(ROOM_CHANNEL)
        self.wait_for_icon("online")
        self.join(BOB, "Bob Kern", "/avatars/bob.png")
        self.open_popover()
        self.find("list item", "Bob Kern")
        # Long enough for them to be asked for if they were.
        self.desktop.wait_until_still()
        self.desktop.run(["xdotool", "sleep", "1"])
        self.assertEqual(self.requests(), [])

    def schema_directory(self):
        prefix = os.path.dirname(os.path.dirname(self.program))
        return os.path.join(prefix, "share", "glib-2.0", "schemas")


class Notices(PopoverCase):
    def test_maintenance_is_told_until_it_is_dismissed(self):
        announcement = {"message": "New disks", "startsAt": "2099-01-01T22:00:00Z"}
        self.open_popover()
        for channel in (USER_CHANNEL, TENANT_CHANNEL):
            self.server.publish("system:maintenance", announcement, channel)
        self.wait_for_text("New disks")
        bars = self.tree().find_all("info bar", showing=True)
        self.assertEqual(len(bars), 1)
        self.assertRegex(bars[0].name, "^Maintenance on .* from ")
        self.desktop.click_rectangle(self.find("push button", "Dismiss").rectangle)
        self.wait_until_hidden("info bar", None)

        # The same does not come back, another one does.
        self.server.publish("system:maintenance", announcement)
        self.server.publish("system:maintenance", {"message": "Newer disks"})
        self.wait_for_text("Newer disks")
        self.assertEqual(len(self.tree().find_all("info bar", showing=True)), 1)

    def test_whoever_has_to_sign_in_is_told(self):
        self.server.control("users", user="alice", token="another-token")
        self.open_popover()
        self.server.control("drop")
        self.find("panel", "Demo: sign-in needed")
        self.assertTrue(self.tree().find_all("info bar", showing=True))

    def test_quiet_is_begun_and_ended(self):
        self.open_popover()
        self.desktop.click_rectangle(self.find("toggle button", "Snooze Notifications").rectangle)
        self.desktop.click_rectangle(self.find(None, "For 1 Hour").rectangle)
        self.wait_for_text("Quiet until ")
        self.desktop.click_rectangle(self.find("toggle button", "Snooze Notifications").rectangle)
        self.desktop.click_rectangle(self.find(None, "Resume Notifications").rectangle)
        self.desktop.wait_until(
            lambda: not self.tree().find_text("Quiet until "), "it to be not quiet any more"
        )

    def test_urgent_notifications_come_first_and_are_acknowledged(self):
        self.send("The payment service is down", event="notification:urgent")
        self.send("New order received")
        self.wait_for_unread(2)
        self.open_popover()
        self.find("list item", "Unread: New order received")
        listed = self.tree().find("list box", "Notifications", showing=True)
        self.assertEqual(
            [row.name for row in listed.find_all("list item")],
            [
                "Urgent, not acknowledged: The payment service is down",
                "Unread: New order received",
            ],
        )
        self.assertIsNotNone(self.tree().find_text("2 unread"))
        self.desktop.click_rectangle(self.find("push button", "Acknowledge").rectangle)
        self.find("list item", "The payment service is down")
        self.wait_for_unread(1)
        self.wait_for_text("1 unread")


if __name__ == "__main__":
    tap_runner.main(__name__)
