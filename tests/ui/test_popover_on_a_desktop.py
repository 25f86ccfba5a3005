#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The popover among a window manager, a panel and a screen reader.

    test_popover_on_a_desktop.py SHOW-POPOVER [TEST]...
"""

import os
import signal
import sys
import unittest

import tap_runner
from headless_desktop import HeadlessDesktop

TITLE = "^Traybell$"
SHOW_POPOVER = sys.argv.pop(1)


class Popover(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desktop = HeadlessDesktop(notification_server=False)
        cls.addClassCleanup(cls.desktop.stop_desktop)
        cls.desktop.start_desktop()

    def start(self, *arguments):
        program = self.desktop.start(
            [SHOW_POPOVER, *arguments],
            {
                "GSETTINGS_SCHEMA_DIR": os.environ["GSETTINGS_SCHEMA_DIR"],
                "GSETTINGS_BACKEND": "memory",
                "G_DEBUG": "fatal-warnings",
            },
        )
        self.addCleanup(program.stop)
        self.desktop.wait_for_window(TITLE)
        return program

    def wait_until_gone(self):
        self.desktop.wait_until(lambda: not self.desktop.windows(TITLE), "the popover to close")

    def wait_for_output(self, program, text):
        self.desktop.wait_until(
            lambda: text in program.output(), lambda: f"{text!r} in {program.output()!r}"
        )

    def wait_for_focus(self, program, role, name):
        def look():
            tree = self.desktop.accessible(program.pid)
            found = tree.find_all(role, name) if tree else []
            return any("focused" in node.states for node in found)

        self.desktop.wait_until(look, f"the focus on {role!r} {name!r}")

    def test_is_within_the_work_area_beside_the_icon(self):
        self.start()
        x, y, width, height = self.desktop.wait_for_window(TITLE).rectangle
        self.assertEqual((width, height), (360, 520))
        self.assertEqual(x, 1280 - 4 - 360)
        self.assertGreaterEqual(y, 4)
        self.assertLess(y, 60)

    def test_closes_with_escape(self):
        program = self.start()
        self.wait_for_focus(program, "toggle button", "Menu of Acme")
        self.desktop.press_key("Escape")
        self.wait_until_gone()

    def test_escape_closes_its_menu_first(self):
        program = self.start()
        self.wait_for_focus(program, "toggle button", "Menu of Acme")
        self.desktop.press_key("space")
        self.desktop.wait_for_accessible(program.pid, name="Open Web App")
        self.desktop.press_key("Escape")
        self.desktop.wait_until(
            lambda: not self.desktop.accessible(program.pid).find(
                name="Open Web App", showing=True
            ),
            "the menu to close",
        )
        self.assertTrue(self.desktop.windows(TITLE))

    def test_menu_opens_the_web_app(self):
        program = self.start()
        self.wait_for_focus(program, "toggle button", "Menu of Acme")
        self.desktop.press_key("space")
        item = self.desktop.wait_for_accessible(program.pid, name="Open Web App")
        self.desktop.click_rectangle(item.rectangle)
        self.wait_for_output(program, "open-web acme")

    def test_closes_when_another_window_gets_the_focus(self):
        program = self.start()
        self.wait_for_focus(program, "toggle button", "Menu of Acme")
        other = self.desktop.start(["xmessage", "-geometry", "+20+400", "Other"])
        self.addCleanup(other.stop)
        window = self.desktop.wait_for_window("xmessage")
        self.desktop.click_rectangle(window.rectangle)
        self.wait_until_gone()

    def test_click_on_the_icon_closes_and_opens(self):
        program = self.start()
        self.wait_for_focus(program, "toggle button", "Menu of Acme")
        os.kill(program.pid, signal.SIGUSR1)
        self.wait_until_gone()
        os.kill(program.pid, signal.SIGUSR1)
        self.desktop.wait_for_window(TITLE)

    def test_keyboard_reaches_everything(self):
        program = self.start()
        self.wait_for_focus(program, "toggle button", "Menu of Acme")
        self.desktop.press_key("Tab")
        self.wait_for_focus(program, "list item", "Alice Smith (you)")
        self.desktop.press_key("Down")
        self.wait_for_focus(program, "list item", "Žofie Nováková, typing")
        self.desktop.press_key("Tab")
        self.wait_for_focus(program, "list item", "Urgent, not acknowledged: Disk almost full")
        self.desktop.press_key("Tab")
        self.wait_for_focus(program, "push button", "Acknowledge")
        self.desktop.press_key("space")
        self.wait_for_output(program, "acknowledge ")
        self.desktop.press_key("Tab")
        self.wait_for_focus(program, "push button", "Mark All as Read")
        self.desktop.press_key("Return")
        self.wait_for_output(program, "mark-all-read")

    def test_row_opens_with_a_click(self):
        program = self.start()
        label = self.desktop.wait_for_accessible(program.pid, "label", "Disk almost full")
        self.desktop.click_rectangle(label.rectangle)
        self.wait_for_output(program, "open-notification ")
        self.wait_until_gone()

    def test_screen_reader_is_told_what_is_seen(self):
        program = self.start()
        self.desktop.wait_for_accessible(program.pid, "list item", "Bob Kern")
        tree = self.desktop.accessible(program.pid)
        self.assertIsNotNone(tree.find("panel", "Acme: online", showing=True), tree.describe())
        self.assertIsNotNone(tree.find("list box", "People in doc_789", showing=True))
        self.assertIsNotNone(tree.find("list box", "Notifications", showing=True))
        self.assertIsNotNone(tree.find("list item", "<b>Markup</b> & Co", showing=True))
        row = tree.find("list item", "Urgent, not acknowledged: Disk almost full", showing=True)
        self.assertTrue(row.description.startswith("Server db-2 has 3 % left."))


if __name__ == "__main__":
    tap_runner.main(__name__)
