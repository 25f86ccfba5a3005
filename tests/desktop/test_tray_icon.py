# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program's icon on a real panel: what it shows, its menu, a panel that restarts."""

import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from traybell_case import TraybellCase  # noqa: E402
from tray_menu import TrayMenu  # noqa: E402


class Icon(TraybellCase):
    def test_says_how_things_stand(self):
        self.start_online()
        self.wait_for_icon("online")
        self.desktop.tray_icon_rectangle()

        self.send("New order received")
        self.wait_for_icon("unread")
        self.send("Fire", event="notification:urgent")
        item = self.wait_for_icon("urgent")
        self.assertEqual(item.status, "NeedsAttention")

        for title in ("Fire", "New order received"):
            toast = self.wait_for_toast(title)
            self.desktop.invoke_action(toast, "acknowledge" if title == "Fire" else "mark-read")
        item = self.wait_for_icon("online")
        self.assertEqual(item.status, "Active")
        self.assertFalse(item.properties["ItemIsMenu"])

    def test_looks_different_in_every_state(self):
        self.start_online()
        looks = []
        for change, state in (
            (lambda: None, "online"),
            (lambda: self.send("New order received"), "unread"),
            (lambda: self.send("Fire", event="notification:urgent"), "urgent"),
        ):
            change()
            self.wait_for_icon(state)
            self.desktop.wait_until(
                lambda: self.desktop.pixels(self.desktop.tray_icon_rectangle()) not in looks,
                f"a picture of its own for {state}",
            )
            looks.append(self.desktop.pixels(self.desktop.tray_icon_rectangle()))

    def test_without_an_account_there_is_nothing_to_be_online_for(self):
        self.traybell.start()
        item = self.wait_for_icon("offline")
        self.assertIn("No account", str(item.properties["ToolTip"]))

    def test_says_when_the_server_has_gone_and_when_it_is_back(self):
        self.start_online()
        self.wait_for_icon("online")
        self.server.control("connect", mode="refuse-http", status=503)
        self.server.control("drop")
        self.wait_for_icon("offline")
        self.server.control("connect", mode="normal")
        self.wait_for_icon("online")

    def test_asks_to_sign_in_and_is_content_with_a_new_secret(self):
        identifier = self.start_online()
        self.server.control("users", user="alice", token="renewed-token")
        self.server.control("drop")
        self.wait_for_icon("sign-in")
        self.assertEqual(self.account()["state"], "sign-in-needed")
        self.assert_is_sentence(self.account()["lastError"])
        self.traybell.run(
            "account", "set-secret", identifier, "--token-stdin", standard_input="renewed-token\n"
        )
        self.wait_for_icon("online")

    def test_is_on_the_panel_again_after_the_panel_crashed(self):
        self.start_online()
        self.wait_for_icon("online")
        self.desktop.stop_panel()
        self.traybell.wait_for_status(
            lambda status: status["tray"] == "no-host", "the tray to be gone"
        )
        self.send("New order received")
        self.wait_for_toast("New order received")
        self.desktop.start_panel()
        self.wait_for_icon("unread")
        self.open_popover()

    def test_leaves_the_panel_with_the_program(self):
        self.start_online()
        self.wait_for_icon("online")
        self.traybell.stop()
        self.desktop.wait_until(lambda: not self.desktop.tray_items(), "the tray to be empty")


class Menu(TraybellCase):
    def setUp(self):
        super().setUp()
        self.start_online()
        self.menu = TrayMenu(self.desktop, self.wait_for_icon("online"))

    def test_has_what_can_be_done_and_how_things_stand(self):
        self.send("New order received")
        self.wait_for_icon("unread")
        entries = self.menu.entries()
        self.assertEqual(
            list(entries),
            ["Open Traybell", "Open Web App", "Snooze Notifications", "For 30 Minutes"]
            + ["For 1 Hour", "Until Tomorrow, 08:00", "1 unread", "Demo: online", "Quit"],
        )
        for label, (_, properties) in entries.items():
            is_fact = label in ("1 unread", "Demo: online")
            self.assertEqual(properties.get("enabled", True), not is_fact, label)

    def test_follows_the_account(self):
        self.server.control("connect", mode="refuse-http", status=503)
        self.server.control("drop")
        self.desktop.wait_until(
            lambda: "Demo: offline, trying again" in self.menu.entries(), "the menu to follow"
        )

    def test_opens_the_window(self):
        self.menu.choose("Open Traybell")
        self.wait_for_window()

    def test_opens_the_web_app(self):
        self.menu.choose("Open Web App")
        self.wait_for_opened(self.server.url)

    def test_ends_the_program(self):
        self.menu.choose("Quit")
        self.assertEqual(self.traybell.wait_until_ended(), 0)
        self.server.wait(connectionsAtMost=0)

    def test_is_what_a_right_click_shows_and_its_last_entry_quits(self):
        self.click_icon(button=3)
        # The panel has shown it once the menu was asked for: then the keyboard is the menu's.
        self.desktop.wait_until(self._panel_shows_menu, "the panel to show the menu")
        self.desktop.press_key("Up")
        self.desktop.press_key("Return")
        self.assertEqual(self.traybell.wait_until_ended(), 0)

    def _panel_shows_menu(self):
        width, height = self.desktop.size
        for window in self.desktop.windows("."):
            x, y, window_width, window_height = window.rectangle
            if window_width < width / 2 and window_height > 60 and x + window_width > width / 2:
                return True
        return False


if __name__ == "__main__":
    tap_runner.main(__name__)
