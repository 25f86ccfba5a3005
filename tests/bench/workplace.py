# SPDX-License-Identifier: GPL-3.0-or-later
"""A user whose Traybell is measured, without a screen."""

import time

from gi.repository import Gio, GLib

import places
from notification_server import NotificationServer
from private_profile import PrivateProfile
from tray_watcher import TrayWatcher
from traybell_process import TraybellProcess

NAME = 'com.nebutra.Traybell'
PATH = '/com/nebutra/Traybell'
INTERFACE = 'com.nebutra.Traybell1'

# Where the pages are that notifications are about; nobody opens one.
WEB_URL = 'https://app.example.com'


class TimedNotifications(NotificationServer):
    """A notification server that knows when it was called: `times` by summary, monotonic, in ns."""

    def __init__(self, bus_address):
        self.times = {}
        super().__init__(bus_address)

    def _remember(self, name, replaces_id, icon, summary, *rest):
        self.times.setdefault(summary, time.monotonic_ns())
        return super()._remember(name, replaces_id, icon, summary, *rest)


class Workplace:
    """A home, a session bus, somewhere for the tray icon and for notifications, and Traybell.

        with Workplace() as workplace:
            workplace.add_account(soketi, 'public-announcements')
            workplace.start()
    """

    def __init__(self, environment=None):
        self.profile = PrivateProfile()
        self.watcher = TrayWatcher(self.profile.bus_address)
        self.notifications = TimedNotifications(self.profile.bus_address)
        self.traybell = TraybellProcess(
            places.TRAYBELL, {**self.profile.environment, **(environment or {})},
            self.profile.directory)
        self._connection = None

    def add_account(self, server, *channels, port=None):
        """Add an account for public channels of a server: what has .host, .port and .key."""
        options = [option for channel in channels for option in ('--channel', channel)]
        return self.traybell.run(
            'account', 'add', '--name', 'Bench', '--key', server.key, '--host', server.host,
            '--port', str(port or server.port), '--no-tls', '--web-url', WEB_URL,
            *options).strip()

    def start(self, *channels):
        """Start Traybell and wait until it is in these channels."""
        self.traybell.start()
        if channels:
            self.traybell.wait_until_subscribed(*channels)

    def spawn(self):
        """Start Traybell and wait for nothing."""
        self.traybell.spawn()

    @property
    def pid(self):
        """Of Traybell."""
        return self.traybell.process_id

    @property
    def connection(self):
        """A connection to the session bus."""
        if self._connection is None:
            self._connection = Gio.DBusConnection.new_for_address_sync(
                self.profile.bus_address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
                | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
            self._connection.set_exit_on_close(False)
        return self._connection

    def call(self, method, signature='()', *arguments):
        """Call a method of Traybell's interface on the bus."""
        return self.connection.call_sync(
            NAME, PATH, INTERFACE, method, GLib.Variant(signature, arguments), None,
            Gio.DBusCallFlags.NONE, 60000, None).unpack()

    def close(self):
        """End everything."""
        try:
            self.traybell.stop()
        finally:
            if self._connection is not None:
                self._connection.close_sync(None)
            self.notifications.close()
            self.watcher.close()
            self.profile.close()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()
