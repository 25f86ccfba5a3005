# SPDX-License-Identifier: GPL-3.0-or-later
"""The headless desktop does what a desktop does, shown with stand-ins for Traybell."""

import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from headless_desktop import HeadlessDesktop  # noqa: E402
from owned_processes import DesktopTimeout  # noqa: E402

_PYTHON = "/usr/bin/python3"
_FOLDER = os.path.dirname(os.path.abspath(__file__))
_TRAY_ITEM = [_PYTHON, os.path.join(_FOLDER, "stand_in_tray_item.py")]
_ACTIONS = ["-A", "default=Open", "-A", "read=Mark read"]


def _marked(folder):
    """Process ids that carry a desktop's mark."""
    found = []
    for entry in os.listdir("/proc"):
        try:
            with open(f"/proc/{entry}/environ", "rb") as environ:
                if f"TRAYBELL_HEADLESS_DESKTOP={folder}".encode() in environ.read().split(b"\0"):
                    found.append(entry)
        except OSError:
            pass
    return found


class Notifications(unittest.TestCase):
    def setUp(self):
        self.desktop = self.enterContext(HeadlessDesktop(panel=False))

    def _notify(self, *arguments):
        return self.desktop.start(["notify-send", *arguments])

    def test_is_recorded_with_everything_that_was_sent(self):
        self._notify(
            *_ACTIONS,
            *("-a", "Stand-in", "-u", "critical", "-c", "im.received"),
            *("-h", "string:desktop-entry:stand-in", "-h", "string:sound-name:bell"),
            *("Order 123", "has <b>come</b>"),
        )
        notification = self.desktop.wait_for_notification(lambda n: n.summary == "Order 123")
        self.assertGreater(notification.id, 0)
        self.assertEqual(notification.app_name, "Stand-in")
        self.assertEqual(notification.replaces_id, 0)
        self.assertEqual(notification.body, "has <b>come</b>")
        self.assertEqual(notification.actions, {"default": "Open", "read": "Mark read"})
        self.assertEqual(notification.urgency, "critical")
        self.assertEqual(notification.category, "im.received")
        self.assertEqual(notification.desktop_entry, "stand-in")
        self.assertEqual(notification.sound, "bell")
        self.assertIsNone(notification.closed)

    def test_an_action_comes_back_to_the_sender(self):
        sender = self._notify(*_ACTIONS, "Order 123", "has come")
        notification = self.desktop.wait_for_notification()
        self.desktop.invoke_action(notification, "read")
        sender.wait()
        self.assertEqual(sender.output().split(), ["read"])
        self.assertEqual(notification.invoked, ["read"])

    def test_a_click_is_the_default_action(self):
        sender = self._notify(*_ACTIONS, "Order 123", "has come")
        notification = self.desktop.wait_for_notification()
        self.desktop.click_notification(notification)
        sender.wait()
        self.assertEqual(sender.output().split(), ["default"])

    def test_dismissing_tells_the_sender(self):
        sender = self._notify("-w", "Order 123", "has come")
        notification = self.desktop.wait_for_notification()
        self.desktop.dismiss_notification(notification)
        sender.wait()
        self.assertEqual(notification.closed, "dismissed")
        self.assertEqual(notification.invoked, [])

    def test_an_update_keeps_its_id(self):
        self._notify("-p", "Order 123", "has come").wait()
        first = self.desktop.wait_for_notification()
        self._notify("-r", str(first.id), "Order 123", "is paid").wait()
        second = self.desktop.wait_for_notification(lambda n: n.body == "is paid")
        self.assertEqual((second.id, second.replaces_id), (first.id, first.id))
        self.assertEqual(self.desktop.displayed_notifications(), 1)

    def test_a_server_that_crashed_has_forgotten_everything(self):
        self._notify("Order 123").wait()
        self.desktop.wait_for_notification()
        self.desktop.restart_notification_server()
        self.assertEqual(self.desktop.displayed_notifications(), 0)
        self._notify("Order 124").wait()
        self.desktop.wait_for_notification(lambda n: n.summary == "Order 124")

    def test_waiting_for_what_never_comes_ends_at_the_deadline(self):
        with self.assertRaises(DesktopTimeout):
            self.desktop.wait_for_notification(timeout=0.2)


class Browser(unittest.TestCase):
    def test_records_what_it_is_asked_to_open(self):
        with HeadlessDesktop(panel=False, notification_server=False) as desktop:
            url = "https://app.example.com/orders/123?tab=1&x=%20#top"
            status, output = desktop.run(["gio", "open", url])
            self.assertEqual(status, 0, output)
            self.assertEqual(desktop.wait_for_opened(url).urls, [url])
            self.assertEqual(desktop.opened_urls(), [url])

    def test_hands_on_the_activation_token(self):
        with HeadlessDesktop(panel=False, notification_server=False) as desktop:
            environment = {"XDG_ACTIVATION_TOKEN": "token-1", "DESKTOP_STARTUP_ID": "startup-1"}
            script = (
                "from gi.repository import Gio\n"
                "context = Gio.AppLaunchContext()\n"
                "for name in ('XDG_ACTIVATION_TOKEN', 'DESKTOP_STARTUP_ID'):\n"
                "  import os; context.setenv(name, os.environ[name])\n"
                "Gio.AppInfo.launch_default_for_uri('http://127.0.0.1:9/', context)\n"
            )
            desktop.run([_PYTHON, "-c", script], environment=environment)
            opened = desktop.wait_for_opened("http://127.0.0.1:9/")
            self.assertEqual(opened.activation_token, "token-1")
            self.assertEqual(opened.startup_id, "startup-1")


class Tray(unittest.TestCase):
    def test_a_left_click_on_the_icon_activates_the_item(self):
        for look in ("light", "dark"):
            with self.subTest(look=look), HeadlessDesktop(look=look) as desktop:
                item = desktop.start(_TRAY_ITEM)
                shown = desktop.wait_for_tray_item(lambda tray_item: tray_item.id == "stand-in")
                self.assertEqual(shown.path, "/StatusNotifierItem")
                self.assertEqual(shown.icon_name, "mail-unread-symbolic")
                rectangle = desktop.tray_icon_rectangle()
                desktop.click_rectangle(rectangle)
                desktop.wait_until(lambda: "Activate" in item.output(), "Activate")
                x, y = (int(word) for word in item.output().split("Activate ")[1].split())
                self.assertTrue(rectangle[0] <= x < rectangle[0] + rectangle[2], (x, rectangle))
                self.assertTrue(rectangle[1] <= y < rectangle[1] + rectangle[3], (y, rectangle))

    def test_a_panel_that_comes_back_has_the_item_again(self):
        with HeadlessDesktop() as desktop:
            item = desktop.start(_TRAY_ITEM)
            desktop.wait_for_tray_item()
            desktop.stop_panel()
            self.assertEqual(desktop.tray_items(), [])
            desktop.start_panel()
            desktop.wait_for_tray_item(lambda tray_item: tray_item.id == "stand-in")
            self.assertEqual(item.output().count("registered"), 2)
            desktop.click_rectangle(desktop.tray_icon_rectangle())
            desktop.wait_until(lambda: "Activate" in item.output(), "Activate")

    def test_an_item_that_goes_leaves_the_tray(self):
        with HeadlessDesktop() as desktop:
            item = desktop.start(_TRAY_ITEM)
            desktop.wait_for_tray_item()
            item.stop()
            desktop.wait_until(lambda: desktop.tray_items() == [], "the tray to be empty")
            with self.assertRaises(DesktopTimeout):
                desktop.tray_icon_rectangle(timeout=0.2)

    def test_without_a_panel_nobody_watches(self):
        with HeadlessDesktop(panel=False) as desktop:
            self.assertEqual(desktop.tray_items(), [])


class Keyring(unittest.TestCase):
    def _store(self, desktop):
        return desktop.run(
            ["secret-tool", "store", "--label=Stand-in", "account", "1"],
            standard_input=b"a secret",
        )

    def _look_up(self, desktop):
        return desktop.run(["secret-tool", "lookup", "account", "1"])

    def test_keeps_a_secret_when_unlocked(self):
        with HeadlessDesktop("unlocked", panel=False, notification_server=False) as desktop:
            self.assertEqual(self._store(desktop), (0, ""))
            self.assertEqual(self._look_up(desktop), (0, "a secret"))

    def test_gives_no_secret_while_locked_and_gives_it_after(self):
        with HeadlessDesktop("unlocked", panel=False, notification_server=False) as desktop:
            self.assertEqual(self._store(desktop), (0, ""))
            desktop.keyring.lock()
            self.assertNotIn("a secret", self._look_up(desktop)[1])
            desktop.keyring.unlock()
            self.assertEqual(self._look_up(desktop), (0, "a secret"))

    def test_is_locked_after_a_login_without_password(self):
        with HeadlessDesktop("locked", panel=False, notification_server=False) as desktop:
            self.assertTrue(desktop.keyring.is_locked())
            desktop.keyring.unlock()
            self.assertFalse(desktop.keyring.is_locked())

    def test_absent_means_that_nothing_starts_it(self):
        with HeadlessDesktop("absent", panel=False, notification_server=False) as desktop:
            status, output = self._store(desktop)
            self.assertNotEqual(status, 0)
            self.assertIn("org.freedesktop.secrets", output)

    def test_the_file_needs_no_service(self):
        with HeadlessDesktop("file", panel=False, notification_server=False) as desktop:
            script = (
                "import gi; gi.require_version('Secret', '1')\n"
                "from gi.repository import Secret\n"
                "s = Secret.Schema.new('x.Test', Secret.SchemaFlags.NONE,"
                " {'account': Secret.SchemaAttributeType.STRING})\n"
                "Secret.password_store_sync(s, {'account': '1'}, None, 'label', 'a secret', None)\n"
                "print(Secret.password_lookup_sync(s, {'account': '1'}, None))\n"
            )
            self.assertEqual(desktop.run([_PYTHON, "-c", script]), (0, "a secret\n"))
            self.assertFalse(desktop.name_has_owner("org.freedesktop.secrets"))


class Screen(unittest.TestCase):
    def test_windows_are_seen_read_clicked_and_pictured(self):
        with HeadlessDesktop() as desktop:
            script = (
                "import gi; gi.require_version('Gtk', '3.0')\n"
                "from gi.repository import Gtk\n"
                "window = Gtk.Window(title='Stand-in window')\n"
                "button = Gtk.Button(label='Press me')\n"
                "button.connect('clicked', lambda b: print('pressed', flush=True))\n"
                "window.add(button)\n"
                "window.show_all()\n"
                "Gtk.main()\n"
            )
            program = desktop.start([_PYTHON, "-c", script])
            window = desktop.wait_for_window("^Stand-in window$")
            button = desktop.wait_for_accessible(program.pid, "push button", "Press me")
            self.assertGreaterEqual(button.rectangle[0], window.rectangle[0])
            desktop.click_rectangle(button.rectangle)
            desktop.wait_until(lambda: program.output().count("pressed") == 1, "a press")
            self.assertTrue(desktop.do_accessible_action(program.pid, button))
            desktop.wait_until(lambda: program.output().count("pressed") == 2, "a second press")
            with tempfile.TemporaryDirectory() as folder:
                picture = os.path.join(folder, "screen.png")
                desktop.screenshot(picture)
                self.assertGreater(os.path.getsize(picture), 1000)


class Lifetime(unittest.TestCase):
    def test_two_desktops_know_nothing_of_each_other(self):
        with HeadlessDesktop(panel=False) as one, HeadlessDesktop(panel=False) as other:
            self.assertNotEqual(one.environment["DISPLAY"], other.environment["DISPLAY"])
            one.run(["notify-send", "For one"])
            one.wait_for_notification(lambda n: n.summary == "For one")
            self.assertEqual(other.notifications(), [])

    def test_nothing_is_left_when_it_ends(self):
        with HeadlessDesktop(keyring="unlocked") as desktop:
            desktop.start(_TRAY_ITEM)
            desktop.wait_for_tray_item()
            # A program that detached itself is nobody's child any more.
            desktop.run(["sh", "-c", "setsid sleep 600 >/dev/null 2>&1 &"])
            folder = desktop.environment["TRAYBELL_HEADLESS_DESKTOP"]
            self.assertGreater(len(_marked(folder)), 7)
        self.assertEqual(_marked(folder), [])
        self.assertFalse(os.path.exists(folder))


if __name__ == "__main__":
    tap_runner.main(__name__)
