# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program's window and its life: one instance, no toolkit before it is needed."""

import signal
import subprocess
import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from traybell_case import TraybellCase  # noqa: E402


class Popover(TraybellCase):
    def setUp(self):
        super().setUp()
        self.start_online()
        self.wait_for_icon("online")

    def test_shows_who_is_here_and_what_is_new(self):
        self.server.join("user_789", "Bob Kern")
        self.send("New order received", message="Order 123 is waiting.")
        self.wait_for_icon("unread")
        window = self.open_popover()
        pid = self.traybell.process_id
        for text in ("Demo", "Alice Smith", "Bob Kern", "New order received", "Order 123"):
            self.desktop.wait_for_text(pid, text)

        # What arrives while it is open comes in, and who leaves goes out.
        self.send("The payment service is down", event="notification:urgent")
        self.server.join("user_790", "Carla Ortiz")
        self.server.join("user_789", "Bob Kern", action="leave")
        for text in ("The payment service is down", "Acknowledge", "Carla Ortiz"):
            self.desktop.wait_for_text(pid, text)
        self.desktop.wait_until(
            lambda: self.desktop.accessible(pid).find_text("Bob Kern") is None, "Bob to leave"
        )

        x, y, width, height = window.rectangle
        screen_width, screen_height = self.desktop.size
        self.assertTrue(0 <= x and x + width <= screen_width, window)
        self.assertTrue(0 <= y and y + height <= screen_height, window)

    def test_a_second_click_on_the_icon_closes_it_and_a_third_opens_it_again(self):
        self.open_popover()
        self.click_icon()
        self.wait_for_no_window()
        self._let_the_click_be_another()
        self.open_popover()

    def test_escape_closes_it(self):
        self.open_popover()
        self._wait_for_focus()
        self.desktop.press_key("Escape")
        self.wait_for_no_window()

    def test_a_click_elsewhere_closes_it(self):
        other = self.desktop.start(
            ["/usr/bin/python3", "-c", _OTHER_WINDOW], name="other-window"
        )
        self.addCleanup(other.stop)
        window = self.desktop.wait_for_window("^Another program$")
        self.open_popover()
        self._wait_for_focus()
        x, y, _, _ = window.rectangle
        self.desktop.click(x + 20, y + 20)
        self.wait_for_no_window()

    def test_a_row_opens_the_page_and_closes_it(self):
        self.send("New order received", url="/orders/123")
        self.wait_for_icon("unread")
        self.open_popover()
        row = self.desktop.wait_for_text(self.traybell.process_id, "New order received")
        self.desktop.click_rectangle(row.rectangle)
        self.wait_for_opened(f"{self.server.url}/orders/123")
        self.wait_for_no_window()
        self.wait_for_unread(0)

    def _wait_for_focus(self):
        self.desktop.wait_until(
            lambda: self.traybell.process_id == self._focused_process(), "the window's focus"
        )

    def _focused_process(self):
        status, output = self.desktop.run(["xdotool", "getwindowfocus", "getwindowpid"])
        return int(output) if status == 0 and output.strip().isdigit() else None

    def _let_the_click_be_another(self):
        # A click this soon after the focus was lost is taken for the one that took it.
        self.desktop.run(["xdotool", "sleep", "0.5"])


_OTHER_WINDOW = """
import gi; gi.require_version('Gtk', '3.0')
from gi.repository import Gtk
window = Gtk.Window(title='Another program')
window.set_default_size(300, 200)
window.show_all()
Gtk.main()
"""


class Life(TraybellCase):
    def _has_display(self):
        """Whether the program is a client of the display, with or without a visible window."""
        pid = str(self.traybell.process_id)
        status, output = self.desktop.run(["xdotool", "search", "--pid", pid])
        return status == 0 and output.strip() != ""

    def test_the_display_is_first_used_for_the_first_window(self):
        self.start_online()
        self.wait_for_icon("online")
        self.send("New order received")
        self.wait_for_toast("New order received")
        self.wait_for_unread(1)
        self.assertFalse(self._has_display())
        self.traybell.run("show")
        self.wait_for_window()
        self.assertTrue(self._has_display())

    def test_without_a_display_all_but_the_window_works(self):
        del self.traybell.environment["DISPLAY"]
        self.start_online()
        self.wait_for_icon("online")
        self.send("New order received")
        self.wait_for_toast("New order received")
        done = subprocess.run(
            [self.program, "show"],
            env=self.traybell.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("display", done.stderr)
        self.assert_alive()

    def test_starting_it_again_presents_the_window_of_the_one_that_runs(self):
        self.start_online()
        self.assertEqual(self.windows(), [])
        self.traybell.run()
        self.wait_for_window()
        self.assertEqual(self.server.state()["counters"]["connectionsOpened"], 1)

    def test_starting_it_twice_in_the_background_is_one_program_without_a_window(self):
        self.start_online()
        self.traybell.run("--background")
        self.send("New order received")
        self.wait_for_toast("New order received")
        self.assertEqual(self.windows(), [])
        self.assertEqual(len(self.desktop.tray_items()), 1)
        self.assertEqual(self.server.state()["counters"]["connectionsOpened"], 1)

    def test_a_signal_ends_it_and_the_server_hears_of_it_at_once(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(signal=number.name):
                self.start_online()
                self.traybell.send_signal(number)
                self.assertEqual(self.traybell.wait_until_ended(), 0)
                self.server.wait(connectionsAtMost=0, timeout=2)
                self.traybell.stop()
                self._forget_profile()

    def test_quit_ends_it_with_its_window_open(self):
        self.start_online()
        self.traybell.run("show")
        self.wait_for_window()
        self.traybell.run("quit")
        self.assertEqual(self.traybell.wait_until_ended(), 0)
        self.wait_until_gone()

    def wait_until_gone(self):
        self.server.wait(connectionsAtMost=0, timeout=2)
        self.desktop.wait_until(lambda: not self.desktop.tray_items(), "the tray to be empty")

    def test_what_it_was_told_is_there_after_a_restart(self):
        identifier = self.start_online()
        self.traybell.stop()
        self.traybell.start()
        self.server.wait_until_subscribed()
        self.assertEqual(self.account()["id"], identifier)
        self.send("New order received")
        self.wait_for_toast("New order received")


if __name__ == "__main__":
    tap_runner.main(__name__)
