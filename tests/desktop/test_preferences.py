# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program's Preferences, and what each of them changes; by keyboard alone."""

import os
import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from dev_server import TENANT_CHANNEL  # noqa: E402
from traybell_case import APPLICATION, TraybellCase  # noqa: E402


class Preferences(TraybellCase):
    panel = False

    def setUp(self):
        super().setUp()
        self.start_online()
        self.activate("show-preferences")
        window = self.desktop.wait_for_window("^Preferences$")
        self.wait_for_focus_in(window)

    @property
    def _autostart_file(self):
        return os.path.join(
            self.traybell.environment["XDG_CONFIG_HOME"], "autostart", f"{APPLICATION}.desktop"
        )

    def _write_autostart(self, text):
        with open(self._autostart_file, "w", encoding="utf-8") as file:
            file.write(text)

    def _show_page(self, name):
        # A group of radio buttons is one stop of Tab; the arrow keys go on within it.
        self.tab_to("radio button", "General", "shift+Tab")
        for _ in range(6):
            button = next(
                n for n in self._tree().find_all("radio button") if "focused" in n.states
            )
            if button.name == name:
                break
            self.press("Right")
        self.press("space")
        self.desktop.wait_until(
            lambda: "checked" in self.wait_for_widget("radio button", name).states, name
        )

    def _switch(self, role, name):
        self.tab_to(role, name)
        self.press("space")

    def _wait_for_checked(self, name, checked):
        self.desktop.wait_until(
            lambda: ("checked" in self.wait_for_widget("toggle button", name).states) == checked,
            f"{name!r} to be {'on' if checked else 'off'}",
        )

    def test_starting_at_login_is_a_file_and_follows_it(self):
        self.addCleanup(
            lambda: os.path.exists(self._autostart_file) and os.remove(self._autostart_file)
        )
        self._wait_for_checked("Start at login", False)
        self.press("alt+l")
        self.desktop.wait_until(lambda: os.path.exists(self._autostart_file), "the file")
        self._wait_for_checked("Start at login", True)
        with open(self._autostart_file, encoding="utf-8") as file:
            self.assertIn("Exec=traybell --background\n", file.read())

        self._write_autostart("[Desktop Entry]\nType=Application\nHidden=true\n")
        self._wait_for_checked("Start at login", False)
        self._write_autostart("[Desktop Entry]\nType=Application\nExec=traybell\n")
        self._wait_for_checked("Start at login", True)
        self._write_autostart("[Desktop Entry]\nX-GNOME-Autostart-enabled=false\n")
        self._wait_for_checked("Start at login", False)
        os.remove(self._autostart_file)
        self.press("alt+l")
        self._wait_for_checked("Start at login", True)
        self.press("alt+l")
        self.desktop.wait_until(
            lambda: not os.path.exists(self._autostart_file), "the file to be removed"
        )

    def test_a_change_that_does_not_work_is_told(self):
        folder = os.path.dirname(self._autostart_file)
        if os.path.isdir(folder):
            os.rmdir(folder)
        # A file in place of the folder stops everybody, the superuser too.
        with open(folder, "w", encoding="utf-8"):
            pass
        self.addCleanup(os.remove, folder)
        self.press("alt+l")
        self.wait_for_text("cannot be changed")
        self._wait_for_checked("Start at login", False)

    def test_text_is_kept_to_the_inbox(self):
        self._show_page("Notifications")
        self._switch("toggle button", "Show what notifications say")
        self._wait_for_checked("Show what notifications say", False)
        self.send("A secret plan", body="Nobody else may read this")
        toast = self.wait_for_toast("New notification")
        self.assertEqual(toast.body, "")
        self.send("Fire", event="notification:urgent", body="In the kitchen")
        toast = self.wait_for_toast("New urgent notification")
        self.assertEqual(toast.body, "")
        self.assertEqual(self.toasts("A secret plan"), [])

        self._switch("toggle button", "Show what notifications say")
        self._wait_for_checked("Show what notifications say", True)
        self.send("No secret")
        self.wait_for_toast("No secret")

    def test_a_kind_is_muted_and_silenced(self):
        self._show_page("Notifications")
        self._switch("toggle button", "Show: Alerts")
        self._wait_for_checked("Show: Alerts", False)
        self.send("Not shown", event="alert")
        self.send("Fire", event="notification:urgent")
        toast = self.wait_for_toast("Fire")
        self.wait_for_unread(2)
        self.assertEqual(self.toasts("Not shown"), [])

        self._switch("toggle button", "Sound: Urgent notifications")
        self._wait_for_checked("Sound: Urgent notifications", False)
        self.send("Flood", event="notification:urgent")
        toast = self.wait_for_toast("Flood")
        self.assertIsNone(toast.sound)

    def test_dismissing_marks_as_read(self):
        self._show_page("Notifications")
        self._switch("toggle button", "Dismissing marks as read")
        self._wait_for_checked("Dismissing marks as read", True)
        self.send("Seen and done")
        toast = self.wait_for_toast("Seen and done")
        self.wait_for_unread(1)
        self.desktop.dismiss_notification(toast)
        self.wait_for_unread(0)

    def test_quiet_hours_keep_the_screen_quiet(self):
        self._show_page("Quiet Hours")
        self.press("alt+q")
        self.wait_for_text("Every day from 22:00")
        # From midnight to midnight it is always quiet, whatever the time is now.
        for spin in self._tree().find_all("spin button", showing=True):
            self.assertTrue(
                self.desktop.write_accessible_text(self.traybell.process_id, spin, "00:00")
            )
            self.desktop.do_accessible_action(self.traybell.process_id, spin, "activate")
        self.wait_for_text("Every day all day")
        self.send("Not now")
        self.wait_for_unread(1)
        self.send("Fire", event="notification:urgent")
        self.wait_for_toast("Fire")
        self.assertEqual(self.toasts("Not now"), [])

    def test_a_room_is_added_and_removed(self):
        self._show_page("Accounts")
        self._switch("toggle button", "1 room of Demo")
        self.tab_to("text", "Id of a room")
        self.desktop.type_text("doc_790")
        self.press("Return")
        self.server.wait(subscribed="presence-room-doc_790")
        self.wait_for_text("2 rooms of Demo")
        self._switch("push button", "Remove the room doc_790")
        self.server.wait(unsubscribed="presence-room-doc_790")

    def _wait_for_shown(self, name, shown):
        self.desktop.wait_until(
            lambda: ("checked" in self.wait_for_widget("check box", name).states) == shown,
            f"{name!r} to be {'on' if shown else 'off'}",
        )

    def test_a_channel_is_muted_and_unmuted(self):
        shown = f"Show: {TENANT_CHANNEL}"
        self._show_page("Accounts")
        self.press("alt+n")
        self.wait_for_text("What is muted still goes to the inbox.")
        self._switch("check box", shown)
        self._wait_for_shown(shown, False)
        self.send("Of the tenant", channel=TENANT_CHANNEL)
        self.send("Of the user")
        self.wait_for_toast("Of the user")
        self.wait_for_unread(2)
        self.assertEqual(self.toasts("Of the tenant"), [])

        self._switch("check box", shown)
        self._wait_for_shown(shown, True)
        self.send("Heard again", channel=TENANT_CHANNEL)
        self.wait_for_toast("Heard again")

    def test_urgent_ones_of_an_account_wait_when_told_to(self):
        urgent = "Urgent notifications also while it is quiet"
        self._show_page("Accounts")
        self.press("alt+n")
        self._wait_for_checked(urgent, True)
        self.press("alt+u")
        self._wait_for_checked(urgent, False)
        self.traybell.run("snooze", "1h")
        self.send("Fire", event="notification:urgent")
        self.wait_for_unread(1)
        self.assertEqual(self.toasts(), [])
        self.traybell.run("snooze", "off")
        self.wait_for_toast("Fire")

    def test_an_account_is_switched_off_and_on(self):
        self._show_page("Accounts")
        self._switch("toggle button", "Connect for Demo")
        self.wait_for_state("disconnected")
        self._switch("toggle button", "Connect for Demo")
        self.wait_for_state("connected")

    def test_is_opened_by_keyboard_and_closed_by_escape(self):
        self.press("Escape")
        self.wait_for_no_window()
        self.open_main_window()
        self.press("ctrl+comma")
        window = self.desktop.wait_for_window("^Preferences$")
        self.wait_for_focus_in(window)
        self.press("Escape")
        self.desktop.wait_until(
            lambda: not self.desktop.windows("^Preferences$"), "Preferences to close"
        )
        self.assertEqual(len(self.windows()), 1)

    def test_everything_is_reached_by_tab(self):
        for name in ("Start at login", "Show pictures of people"):
            self.tab_to("toggle button", name)
        for name in ("Notifications to keep", "Days to keep them"):
            self.tab_to("spin button", name)


if __name__ == "__main__":
    tap_runner.main(__name__)
