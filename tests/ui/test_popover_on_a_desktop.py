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

    def start_with_focus(self, *arguments):
        program = self.start(*arguments)
        self.wait_for_focus(program, "toggle button", "Snooze Notifications")
        return program

    def find(self, program, role, name):
        return self.desktop.wait_for_accessible(program.pid, role, name)

    def wait_until_hidden(self, program, role, name):
        def look():
            tree = self.desktop.accessible(program.pid)
            return tree and not tree.find(role, name, showing=True)

        self.desktop.wait_until(look, f"{role!r} {name!r} to go")

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
        program = self.start_with_focus()
        self.desktop.press_key("Escape")
        self.wait_until_gone()

    def test_escape_closes_its_menu_first(self):
        program = self.start_with_focus()
        self.desktop.press_key("Tab")
        self.wait_for_focus(program, "toggle button", "Menu of Acme")
        self.desktop.press_key("space")
        self.desktop.wait_for_accessible(program.pid, name="Open Web App")
        self.desktop.press_key("Escape")
        self.wait_until_hidden(program, None, "Open Web App")
        self.assertTrue(self.desktop.windows(TITLE))

    def test_menu_has_what_can_be_done(self):
        program = self.start_with_focus()
        self.desktop.press_key("Tab")
        self.desktop.press_key("space")
        item = self.desktop.wait_for_accessible(program.pid, name="Open Web App")
        tree = self.desktop.accessible(program.pid)
        for name in ("Open Web App", "Inbox", "Preferences", "Quit"):
            found = tree.find(name=name, showing=True)
            self.assertIsNotNone(found, tree.describe())
            self.assertIn("sensitive", found.states, name)
        self.desktop.click_rectangle(item.rectangle)
        self.wait_for_output(program, "open-web acme")

    def test_menu_for_quiet_has_what_is_not_there_yet(self):
        program = self.start_with_focus()
        self.desktop.press_key("space")
        item = self.desktop.wait_for_accessible(program.pid, name="For 1 Hour")
        self.assertNotIn("sensitive", item.states)

    def test_closes_when_another_window_gets_the_focus(self):
        self.start_with_focus()
        other = self.desktop.start(["xmessage", "-geometry", "+20+400", "Other"])
        self.addCleanup(other.stop)
        window = self.desktop.wait_for_window("xmessage")
        self.desktop.click_rectangle(window.rectangle)
        self.wait_until_gone()

    def test_click_on_the_icon_closes_and_opens(self):
        program = self.start_with_focus()
        os.kill(program.pid, signal.SIGUSR1)
        self.wait_until_gone()
        os.kill(program.pid, signal.SIGUSR1)
        self.desktop.wait_for_window(TITLE)

    def test_keyboard_reaches_everything(self):
        program = self.start_with_focus()
        for key, role, name in (
            ("Tab", "toggle button", "Menu of Acme"),
            ("Tab", "toggle button", "doc_789: Here now · 4"),
            ("Tab", "list item", "Alice Smith (you)"),
            ("Down", "list item", "Žofie Nováková, typing"),
            ("End", "list item", "Bob Kern"),
            ("Home", "list item", "Alice Smith (you)"),
            ("Tab", "list item", "Urgent, not acknowledged: Disk almost full"),
            ("Tab", "push button", "Acknowledge"),
        ):
            self.desktop.press_key(key)
            self.wait_for_focus(program, role, name)
        self.desktop.press_key("space")
        self.wait_for_output(program, "acknowledge ")
        self.desktop.press_key("Tab")
        self.wait_for_focus(program, "push button", "Mark All as Read")
        self.desktop.press_key("Return")
        self.wait_for_output(program, "mark-all-read")

    def test_keyboard_goes_back_as_it_came(self):
        program = self.start_with_focus()
        for key, role, name in (
            ("shift+Tab", "push button", "Mark All as Read"),
            ("Tab", "toggle button", "Snooze Notifications"),
            ("Tab", "toggle button", "Menu of Acme"),
            ("Tab", "toggle button", "doc_789: Here now · 4"),
            ("Tab", "list item", "Alice Smith (you)"),
            ("Down", "list item", "Žofie Nováková, typing"),
            ("shift+Tab", "toggle button", "doc_789: Here now · 4"),
            # Back to the person, not to the first one.
            ("Tab", "list item", "Žofie Nováková, typing"),
        ):
            self.desktop.press_key(key)
            self.wait_for_focus(program, role, name)

    def test_room_folds(self):
        program = self.start_with_focus()
        heading = self.find(program, "toggle button", "doc_789: Here now · 4")
        self.assertIn("expandable", heading.states)
        self.assertIn("expanded", heading.states)
        self.desktop.click_rectangle(heading.rectangle)
        self.wait_until_hidden(program, "list item", "Bob Kern")
        heading = self.find(program, "toggle button", "doc_789: Here now · 4")
        self.assertNotIn("expanded", heading.states)
        self.assertTrue(self.desktop.do_accessible_action(program.pid, heading))
        self.desktop.wait_for_accessible(program.pid, "list item", "Bob Kern")

    def test_people_are_searched_as_one_types(self):
        program = self.start_with_focus("--people", "30")
        self.desktop.wait_for_accessible(program.pid, "list item", "Person 00007 (you)")
        self.desktop.press_key("ctrl+f")
        self.wait_for_focus(program, "text", "Search people in doc_789")
        self.desktop.type_text("kern")
        self.desktop.wait_for_accessible(program.pid, "list item", "Bob Kern")
        self.wait_until_hidden(program, "list item", "Person 00007 (you)")
        self.desktop.type_text("x")
        self.desktop.wait_for_text(program.pid, "Nobody here is called “kernx”")

        # The first Escape ends the search, the second closes the window.
        self.desktop.press_key("Escape")
        self.desktop.wait_for_accessible(program.pid, "list item", "Person 00007 (you)")
        self.assertTrue(self.desktop.windows(TITLE))
        self.desktop.press_key("Escape")
        self.wait_until_gone()

    def test_typing_among_the_people_searches_them(self):
        program = self.start_with_focus("--people", "30")
        for _ in range(4):
            self.desktop.press_key("Tab")
        self.wait_for_focus(program, "list item", "Person 00007 (you)")
        self.desktop.type_text("kern")
        self.wait_for_focus(program, "text", "Search people in doc_789")
        self.wait_until_hidden(program, "list item", "Person 00007 (you)")
        self.desktop.wait_for_accessible(program.pid, "list item", "Bob Kern")

    def test_ten_thousand_people_can_be_walked_through(self):
        program = self.start_with_focus("--people", "10000")
        for _ in range(4):
            self.desktop.press_key("Tab")
        self.wait_for_focus(program, "list item", "Person 00007 (you)")
        self.desktop.press_key("End")
        self.wait_for_focus(program, "list item", "ليلى حداد")
        self.desktop.press_key("Up")
        self.wait_for_focus(program, "list item", "carol@example.com")
        self.desktop.press_key("Prior")
        self.desktop.press_key("Home")
        self.wait_for_focus(program, "list item", "Person 00007 (you)")
        tree = self.desktop.accessible(program.pid)
        self.assertLess(len(tree.find_all("list item")), 80)

    def test_wheel_scrolls_through_the_people(self):
        program = self.start_with_focus("--people", "10000")
        row = self.find(program, "list item", "Person 00007 (you)")
        for _ in range(40):
            self.desktop.click_rectangle(row.rectangle, 5)
        self.wait_until_hidden(program, "list item", "Person 00007 (you)")
        names = []

        def look():
            tree = self.desktop.accessible(program.pid)
            rows = tree.find_all("list item", showing=True) if tree else []
            names[:] = [row.name for row in rows if row.name.startswith("Person")]
            return len(names) > 3 and names == sorted(names)

        self.desktop.wait_until(look, lambda: f"people in order (seen: {names})")

    def test_maintenance_is_dismissed(self):
        program = self.start_with_focus("--maintenance")
        self.desktop.wait_for_text(program.pid, "The database moves to new disks")
        tree = self.desktop.accessible(program.pid)
        bar = next(node for node in tree.find_all("info bar", showing=True))
        self.assertRegex(bar.name, "^Maintenance (today|tonight|tomorrow|now)")
        button = bar.find("push button", "Dismiss", showing=True)
        self.desktop.click_rectangle(button.rectangle)
        # What it says is in the inbox as well, and stays there.
        self.wait_until_hidden(program, "info bar", None)
        self.desktop.wait_for_text(program.pid, "The database moves to new disks")

    def test_maintenance_is_dismissed_by_keyboard(self):
        program = self.start_with_focus("--maintenance")
        self.desktop.wait_for_text(program.pid, "The database moves to new disks")
        self.desktop.press_key("Tab")
        self.desktop.press_key("Tab")
        self.wait_for_focus(program, "push button", "Dismiss")
        self.desktop.press_key("space")
        # What it says is in the inbox as well, and stays there.
        self.wait_until_hidden(program, "info bar", None)
        self.desktop.wait_for_text(program.pid, "The database moves to new disks")

    def test_next_attempt_is_counted_down_to(self):
        program = self.start_with_focus("--offline")
        seen = set()

        def look():
            tree = self.desktop.accessible(program.pid)
            found = tree.find_text("Next attempt in") if tree else None
            if found:
                seen.add(found.name or found.text)
            return len(seen) >= 3

        self.desktop.wait_until(look, lambda: f"three numbers (seen: {seen})")
        button = self.find(program, "push button", "Now")
        self.desktop.click_rectangle(button.rectangle)
        self.wait_for_output(program, "retry acme")

    def test_whoever_is_not_signed_in_is_told(self):
        program = self.start_with_focus("--sign-in")
        self.desktop.wait_for_text(program.pid, "sign in again")
        tree = self.desktop.accessible(program.pid)
        self.assertIsNotNone(tree.find("panel", "Acme: sign-in needed", showing=True))

    def test_without_accounts_everything_can_be_reached(self):
        program = self.start("--empty")
        self.wait_for_focus(program, "push button", "Add Account…")
        self.desktop.press_key("Return")
        self.wait_for_output(program, "add-account")
        self.desktop.press_key("Tab")
        self.wait_for_focus(program, "push button", "Quit")
        self.desktop.press_key("Return")
        self.wait_for_output(program, "quit")

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
        away = tree.find("list item", "<b>Markup</b> & Co", showing=True)
        self.assertEqual(away.description, "Away")
        active = tree.find("list item", "Bob Kern", showing=True)
        self.assertEqual(active.description, "Active now")
        row = tree.find("list item", "Urgent, not acknowledged: Disk almost full", showing=True)
        self.assertTrue(row.description.startswith("Server db-2 has 3 % left."))


if __name__ == "__main__":
    tap_runner.main(__name__)
