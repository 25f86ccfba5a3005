# SPDX-License-Identifier: GPL-3.0-or-later
"""Traybell on a desktop with a panel and a notification server, as a user has it."""

import os
import time

import gi

gi.require_version('Gio', '2.0')
from gi.repository import GLib  # noqa: E402

import places
from dev_server import TOKEN, DevServer
from headless_desktop import HeadlessDesktop
from line_process import LineProcess
from traybell_process import TraybellProcess
from workplace import WEB_URL

APPLICATION = 'com.nebutra.Traybell'
ITEM = 'org.kde.StatusNotifierItem'

# Where a click on the icon is told to have been.
CLICK = (1240, 785)

# A click that comes sooner after the popover went is the click that closed it, in s.
PAUSE_AFTER_HIDING = 0.4


class PanelDesktop:
    """A HeadlessDesktop with the program that is measured.

        with PanelDesktop() as desktop:
            desktop.start()
            opened = desktop.toggle_popover()
    """

    def __init__(self, environment=None):
        self.desktop = HeadlessDesktop(
            data_directories=[os.path.join(os.path.dirname(os.path.dirname(places.TRAYBELL)),
                                           'share')])
        self._environment = environment or {}
        self.traybell = None
        self.server = None
        self._windows = None

    def __enter__(self):
        self.desktop.start_desktop()
        try:
            environment = {**self.desktop.environment, **self._environment}
            if 'GSETTINGS_SCHEMA_DIR' in os.environ:
                environment['GSETTINGS_SCHEMA_DIR'] = os.environ['GSETTINGS_SCHEMA_DIR']
            self.traybell = TraybellProcess(places.TRAYBELL, environment,
                                            environment['XDG_RUNTIME_DIR'])
        except BaseException:
            self.desktop.stop_desktop()
            raise
        return self

    def __exit__(self, *exception):
        try:
            if self._windows is not None:
                self._windows.stop()
            self.traybell.stop()
        finally:
            self.desktop.stop_desktop()

    @property
    def pid(self):
        """Of Traybell."""
        return self.traybell.process_id

    def add_account(self, server, *channels):
        """Add an account for public channels of a server: what has .host, .port and .key."""
        options = [option for channel in channels for option in ('--channel', channel)]
        return self.traybell.run(
            'account', 'add', '--name', 'Bench', '--key', server.key, '--host', server.host,
            '--port', str(server.port), '--no-tls', '--web-url', WEB_URL, *options).strip()

    def start_server(self):
        """The server for tests, with an account of Alice's on it that is not connected yet."""
        self.server = DevServer(self.desktop.start([places.DEV_SERVER], name=None))
        return self.traybell.add_account(*self.server.account_options(), token=TOKEN)

    def start(self, *channels):
        """Start Traybell and wait until it is in these channels."""
        self.traybell.start()
        if channels:
            self.traybell.wait_until_subscribed(*channels)

    def wait_for_icon(self):
        """Wait until the tray has the icon; the bus name of its owner."""
        return self.desktop.wait_for_tray_item(lambda item: item.id == APPLICATION).bus_name

    # Windows

    def watch_windows(self):
        """From now on it is known when windows come and go."""
        self._windows = LineProcess('windows', [places.tool('window-watch')],
                                    self.desktop.environment,
                                    self.desktop.environment['XDG_RUNTIME_DIR'])
        self._windows.wait_for(lambda line: line.get('ready'), 'watching windows')

    def click(self, owner):
        """Click the icon as a panel does."""
        self.desktop.call(owner, '/StatusNotifierItem', ITEM, 'Activate',
                          GLib.Variant('(ii)', CLICK))

    def open_popover(self, owner):
        """Click, and return how long it took until the popover was complete, in ms."""
        position = self._windows.position
        start = time.monotonic_ns()
        self.click(owner)
        line = self._windows.wait_for(lambda line: 'painted' in line, 'the popover', 30.0, position)
        return line['at'] / 1000 - start / 1e6

    def close_popover(self, owner):
        """Click, and wait until the popover has gone and can be opened again."""
        position = self._windows.position
        self.click(owner)
        self._windows.wait_for(lambda line: 'hidden' in line, 'the popover to go', 30.0, position)
        time.sleep(PAUSE_AFTER_HIDING)
