# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test of the installed program has: a desktop, a server and a Traybell of its own.

The desktop and the server are shared by the tests of a class; accounts, settings and the running
program are not.
"""

import glob
import os
import shutil
import sys
import unittest
import uuid

import gi

gi.require_version("GLib", "2.0")
from gi.repository import GLib  # noqa: E402

import installed_program  # noqa: E402
from dev_server import TOKEN, USER_CHANNEL, DevServer  # noqa: E402
from headless_desktop import HeadlessDesktop  # noqa: E402

# Commands and the background process are driven as in the interoperability tests.
sys.path.append(
    os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "interop")
)
from traybell_process import TraybellProcess  # noqa: E402

APPLICATION = "com.nebutra.Traybell"


class InstalledTraybell(TraybellProcess):
    """The installed program on a desktop."""

    def wait_until_ended(self, seconds=10.0):
        """Waits for it to end by itself; its exit status."""
        return self._process.wait(seconds)

    def kill(self):
        """Ends it as the kernel does, at once and whatever it is about."""
        process, self._process = self._process, None
        process.kill()
        process.wait()

    def send_signal(self, number):
        self._process.send_signal(number)

    @property
    def running(self):
        return self._process is not None and self._process.poll() is None


class TraybellCase(unittest.TestCase):
    """A test of the installed program; classes say what desktop they need."""

    keyring = "file"
    panel = True
    notification_server = True

    @classmethod
    def setUpClass(cls):
        prefix = installed_program.install()
        cls.program = installed_program.program(prefix)
        cls.desktop = HeadlessDesktop(
            keyring=cls.keyring,
            panel=cls.panel,
            notification_server=cls.notification_server,
            data_directories=[os.path.join(prefix, "share")],
        )
        cls.desktop.start_desktop()
        cls.addClassCleanup(cls.desktop.stop_desktop)
        cls.server = cls.start_server()

    @classmethod
    def start_server(cls, *options):
        """A server of its own that lives as long as the desktop."""
        return DevServer(
            cls.desktop.start([*installed_program.server_command(), *options], name=None)
        )

    def setUp(self):
        self.server.control("reset")
        self._first_notification = len(self.desktop.notifications())
        self._first_opened = len(self.desktop.opened_urls())
        environment = {**self.desktop.environment, "G_DEBUG": "fatal-criticals"}
        self.log_directory = os.path.join(environment["XDG_RUNTIME_DIR"], uuid.uuid4().hex)
        os.mkdir(self.log_directory)
        self.traybell = InstalledTraybell(self.program, environment, self.log_directory)
        self.addCleanup(self._clean_up)

    def _clean_up(self):
        try:
            self.traybell.stop()
        finally:
            if self.desktop.name_has_owner("org.freedesktop.Notifications"):
                self.desktop.dismiss_all_notifications()
            self._forget_profile()

    def _forget_profile(self):
        environment = self.traybell.environment
        shutil.rmtree(
            os.path.join(environment["XDG_CONFIG_HOME"], "glib-2.0"), ignore_errors=True
        )
        for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            shutil.rmtree(os.path.join(environment[variable], "traybell"), ignore_errors=True)
        for path in glob.glob(os.path.join(environment["HOME"], "..", "keyring-file")):
            os.remove(path)

    # Accounts and events

    def add_account(self, *options):
        """Adds Alice's account on the server with further options; its id."""
        return self.traybell.add_account(*self.server.account_options(*options), token=TOKEN)

    def start_online(self, *options):
        """Adds the account, starts the program and waits until it is in its channels."""
        identifier = self.add_account(*options)
        self.traybell.start()
        self.server.wait_until_subscribed()
        self.traybell.wait_until_subscribed(USER_CHANNEL)
        return identifier

    def send(self, title, event="notification", channel=USER_CHANNEL, **fields):
        """Sends a notification; every one has an id of its own unless told which."""
        data = {"id": uuid.uuid4().hex, "title": title, **fields}
        self.assertEqual(self.server.publish(event, data, channel), 1)
        return data

    def account(self):
        return self.traybell.status()["accounts"][0]

    def wait_for_unread(self, count):
        self.traybell.wait_for_account(
            lambda account: account["unread"] == count, f"{count} unread"
        )

    def wait_for_state(self, state, seconds=20.0):
        """Waits until the account is in STATE and returns it."""
        return self.traybell.wait_for_account(
            lambda account: account["state"] == state, f"the account to be {state}", seconds
        )

    def wait_for_error(self, fragment, seconds=20.0):
        """Waits until the account's error has FRAGMENT in it, and holds it to be one sentence."""
        account = self.traybell.wait_for_account(
            lambda candidate: fragment in (candidate["lastError"] or ""), fragment, seconds
        )
        self.assert_is_sentence(account["lastError"])
        return account

    def assert_is_sentence(self, text):
        """What a user is told is words: no code of a library, no dump, no secret."""
        self.assertGreater(len(text.split()), 3, text)
        self.assertNotIn("\n", text)
        self.assertNotRegex(text, r"G_|GDBus\.|quark|_error|0x[0-9a-f]{4}|alice-token")

    # What the user sees

    def toasts(self, title=None):
        """Notifications that were shown during this test."""
        shown = self.desktop.notifications()[self._first_notification :]
        return [toast for toast in shown if title is None or toast.summary == title]

    def wait_for_toast(self, title):
        """The first notification of this test called TITLE."""
        return self.desktop.wait_until(
            lambda: next((toast for toast in self.toasts(title) if toast.id), None),
            f"the notification {title!r}",
        )

    def wait_until_closed(self, toast, reason="withdrawn"):
        self.desktop.wait_until(lambda: toast.closed, f"{toast.summary!r} to leave the screen")
        self.assertEqual(toast.closed, reason)

    def opened_urls(self):
        """Addresses that were opened during this test."""
        return self.desktop.opened_urls()[self._first_opened :]

    def wait_for_opened(self, url):
        self.desktop.wait_until(
            lambda: url in self.opened_urls(),
            lambda: f"{url} to be opened (opened so far: {self.opened_urls()})",
        )

    def wait_for_icon(self, state):
        """Waits until the tray shows the icon of STATE; the tray item."""
        return self.desktop.wait_for_tray_item(
            lambda item: item.id == APPLICATION
            and item.icon_name == f"{APPLICATION}-{state}-symbolic"
        )

    def windows(self):
        return self.desktop.windows_of(self.traybell.process_id)

    def wait_for_window(self):
        return self.desktop.wait_until(
            lambda: next(iter(self.windows()), None), "a window of Traybell"
        )

    def wait_for_no_window(self):
        self.desktop.wait_until(lambda: not self.windows(), "the window to close")

    def open_main_window(self):
        """The main window, with the keyboard's focus."""
        self.traybell.run("show")
        window = self.wait_for_window()
        self.wait_for_focus_in(window)
        return window

    def activate(self, action, *parameters):
        """Activates one of the program's actions over the bus."""
        self.desktop.call(
            APPLICATION,
            "/com/nebutra/Traybell",
            "org.gtk.Actions",
            "Activate",
            GLib.Variant("(sava{sv})", (action, list(parameters), {})),
        )

    def wait_for_focus_in(self, window):
        self.desktop.wait_until(
            lambda: self._focused_window() == window.id, "the window to have the focus"
        )

    def _focused_window(self):
        status, output = self.desktop.run(["xdotool", "getwindowfocus"])
        return int(output) if status == 0 and output.strip().isdigit() else None

    def wait_for_text(self, fragment):
        """The first widget that shows FRAGMENT."""
        return self.desktop.wait_for_text(self.traybell.process_id, fragment)

    def wait_for_no_text(self, fragment):
        self.desktop.wait_until(
            lambda: not self._tree().find_text(fragment), f"{fragment!r} to go"
        )

    def wait_for_widget(self, role=None, name=None):
        return self.desktop.wait_for_accessible(self.traybell.process_id, role, name)

    def wait_for_focused(self, role, name=None):
        """Waits until the keyboard's focus is on a widget with this ROLE and NAME."""
        return self.desktop.wait_until(
            lambda: next(
                (node for node in self._tree().find_all(role, name) if "focused" in node.states),
                None,
            ),
            lambda: f"the focus on {role!r} {name!r}, it is on {self._describe_focus()}",
        )

    def press(self, *keys):
        for key in keys:
            self.desktop.press_key(key)

    def tab_to(self, role, name, key="Tab", most=40):
        """Presses KEY until the focus is on a widget with this ROLE and NAME."""
        tree = self._tree()
        for _ in range(most):
            # A list has the focus together with its row.
            found = [node for node in tree.find_all(role, name) if "focused" in node.states]
            if found:
                return found[0]
            before = self._find_focus(tree)
            self.press(key)
            tree = self.desktop.wait_until(
                lambda: self._tree_with_focus_elsewhere(before),
                f"{key} to move the focus from {before and before.name!r}",
            )
        raise AssertionError(f"{most} times {key} do not lead to {role!r} {name!r}")

    def _tree_with_focus_elsewhere(self, before):
        tree = self._tree()
        now = self._find_focus(tree)
        return tree if (now and now.path) != (before and before.path) else None

    @staticmethod
    def _find_focus(tree):
        return ([node for node in tree.walk() if "focused" in node.states] or [None])[-1]

    def _describe_focus(self):
        focused = self._find_focus(self._tree())
        return f"{focused.role!r} {focused.name!r}" if focused else "nothing"

    def _tree(self):
        return self.desktop.wait_until(
            lambda: self.desktop.accessible(self.traybell.process_id), "the widgets"
        )

    def click_icon(self, button=1):
        self.desktop.click_rectangle(self.desktop.tray_icon_rectangle(), button)

    def open_popover(self):
        self.click_icon()
        return self.wait_for_window()

    def assert_alive(self):
        self.assertTrue(self.traybell.running, self.traybell.log)
