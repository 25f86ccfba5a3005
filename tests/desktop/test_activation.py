# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program as the bus starts it: from the actions of its desktop entry."""

import os
import subprocess
import sys

sys.dont_write_bytecode = True

import gi  # noqa: E402

gi.require_version("GLib", "2.0")
from gi.repository import GLib  # noqa: E402

import tap_runner  # noqa: E402
from traybell_case import APPLICATION, TraybellCase  # noqa: E402

_PATH = "/com/nebutra/Traybell"


class Activation(TraybellCase):
    def setUp(self):
        super().setUp()
        self._let_the_bus_start_it()

    def _let_the_bus_start_it(self):
        """With the service file that is installed, which names the program where it will be."""
        installed = os.path.join(
            os.path.dirname(os.path.dirname(self.program)), "share", "dbus-1", "services"
        )
        folder = self.desktop.service_directory
        with open(os.path.join(installed, f"{APPLICATION}.service"), encoding="utf-8") as file:
            text = file.read()
        start = next(line for line in text.splitlines() if line.startswith("Exec="))
        self.assertTrue(start.endswith("/bin/traybell --gapplication-service"), start)
        path = os.path.join(folder, f"{APPLICATION}.service")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(start, f"Exec={self.program} --gapplication-service"))
        self.addCleanup(self._configure_bus)
        self.addCleanup(os.remove, path)
        self._configure_bus()

    def _configure_bus(self):
        self.desktop.call(
            "org.freedesktop.DBus",
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus",
            "ReloadConfig",
        )

    def _act(self, action):
        """As a launcher does that was asked for one of the entry's actions."""
        subprocess.run(
            ["gapplication", "action", APPLICATION, action],
            env=self.desktop.environment,
            stdin=subprocess.DEVNULL,
            check=True,
            timeout=30,
        )

    def _runs(self):
        return self.desktop.name_has_owner(APPLICATION)

    def _end(self):
        self._act("quit")
        self.desktop.wait_until(lambda: not self._runs(), "Traybell to end")

    def test_an_action_starts_what_does_not_run(self):
        self.assertFalse(self._runs())
        self._act("quiet-for-an-hour")
        self.desktop.wait_until(self._runs, "Traybell to run")
        self.addCleanup(self._end)
        status = self.traybell.status()
        self.assertTrue(status["quiet"]["active"])
        self.assertFalse(self.desktop.windows("Traybell"))
        self._act("show-inbox")
        self.desktop.wait_for_window("Traybell|Add Account")

    def test_to_quit_what_does_not_run_leaves_nothing_running(self):
        self._end()
        self.assertFalse(self.desktop.windows("Traybell"))

    def test_the_entry_offers_what_there_is(self):
        entry = os.path.join(
            os.path.dirname(os.path.dirname(self.program)),
            "share",
            "applications",
            f"{APPLICATION}.desktop",
        )
        keys = GLib.KeyFile()
        keys.load_from_file(entry, GLib.KeyFileFlags.NONE)
        self.assertTrue(keys.get_boolean("Desktop Entry", "DBusActivatable"))
        actions = keys.get_string_list("Desktop Entry", "Actions")
        self._act("quiet-for-an-hour")
        self.desktop.wait_until(self._runs, "Traybell to run")
        self.addCleanup(self._end)
        known = self.desktop.call(APPLICATION, _PATH, "org.gtk.Actions", "List")[0]
        self.assertLessEqual(set(actions), set(known))


if __name__ == "__main__":
    tap_runner.main(__name__)
