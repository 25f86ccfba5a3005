#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The actions of the desktop entry, for a program that runs and for one that does not.

The entry and the service file are those that the build made: the first in $TRAYBELL_DESKTOP_ENTRY,
the other in $TRAYBELL_BUS_SERVICE.
"""

import configparser
import json
import os
import pathlib
import subprocess
import unittest

import tap_runner
from gi.repository import Gio, GLib
from test_command_line import TRAYBELL, CommandLineTest
from waiting import wait_until

NAME = 'com.nebutra.Traybell'
SECONDS = 20.0


def read(path):
    entry = configparser.ConfigParser(interpolation=None, delimiters=('=',))
    entry.optionxform = str
    entry.read(path, encoding='utf-8')
    return entry


class BusStart(CommandLineTest):
    def setUp(self):
        super().setUp()
        service = pathlib.Path(os.environ['TRAYBELL_BUS_SERVICE']).read_text()
        command = read(os.environ['TRAYBELL_BUS_SERVICE'])['D-BUS Service']['Exec']
        program = command.split()[0]
        (self.profile.services / f'{NAME}.service').write_text(service.replace(program, TRAYBELL))
        self.bus = Gio.DBusConnection.new_for_address_sync(
            self.profile.bus_address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.bus.set_exit_on_close(False)
        self.addCleanup(self.bus.close_sync)
        self.call_bus('ReloadConfig')
        self.starts = 0
        self.bus.signal_subscribe('org.freedesktop.DBus', 'org.freedesktop.DBus',
                                  'NameOwnerChanged', None, NAME, Gio.DBusSignalFlags.NONE,
                                  self.on_owner_changed)
        self.addCleanup(self.end)

    def on_owner_changed(self, bus, sender, path, interface, signal, parameters):
        self.starts += parameters.unpack()[2] != ''

    def call_bus(self, method, parameters=None):
        return self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus',
                                  'org.freedesktop.DBus', method, parameters, None,
                                  Gio.DBusCallFlags.NONE, 5000, None).unpack()

    def call(self, method, *parameters):
        """As the desktop does: the program is started if it does not run."""
        self.bus.call_sync(NAME, '/com/nebutra/Traybell', 'org.freedesktop.Application', method,
                           *parameters, None, Gio.DBusCallFlags.NONE, int(SECONDS * 1000), None)

    def activate_action(self, name):
        self.call('ActivateAction', GLib.Variant('(sava{sv})', (name, [], {})))

    def is_running(self):
        return self.call_bus('NameHasOwner', GLib.Variant('(s)', (NAME,)))[0]

    def wait_until_ended(self):
        wait_until(lambda: not self.is_running(), 'traybell has left the bus', SECONDS)

    def end(self):
        if self.is_running():
            self.succeed('quit')
            self.wait_until_ended()

    def count_starts(self):
        """How often the program took its name."""
        while GLib.MainContext.default().iteration(False):
            pass
        return self.starts

    def log(self):
        return (self.profile.directory / 'bus.log').read_text(errors='replace')

    def quiet(self):
        return json.loads(self.succeed('quiet', '--json'))

    def test_every_action_of_the_entry_is_one_of_the_program(self):
        entry = read(os.environ['TRAYBELL_DESKTOP_ENTRY'])
        names = entry['Desktop Entry']['Actions'].rstrip(';').split(';')
        self.assertEqual(names, ['show-inbox', 'quiet-for-an-hour', 'quit'])
        self.assertEqual(entry['Desktop Entry']['DBusActivatable'], 'true')
        self.call_bus('StartServiceByName', GLib.Variant('(su)', (NAME, 0)))
        actions = self.bus.call_sync(NAME, '/com/nebutra/Traybell', 'org.gtk.Actions', 'List', None,
                                     None, Gio.DBusCallFlags.NONE, 5000, None).unpack()[0]
        self.assertLessEqual(set(names), set(actions))

    def test_every_command_of_the_entry_is_one_of_the_program(self):
        entry = read(os.environ['TRAYBELL_DESKTOP_ENTRY'])
        for section in entry.sections():
            program, *arguments = entry[section]['Exec'].split()
            self.assertEqual(program, 'traybell')
            done = self.run_traybell(*arguments, '--help')
            self.assertEqual(done.returncode, 0, done)

    def test_quit_starts_nothing(self):
        self.succeed('account', 'list')
        self.activate_action('quit')
        self.wait_until_ended()
        # It was there for as long as it takes to say no, and made nothing.
        self.assertEqual(self.count_starts(), 1)
        data = pathlib.Path(self.profile.environment['XDG_DATA_HOME'])
        self.assertEqual(list(data.glob('traybell/*')), [])
        self.assertNotIn('CRITICAL', self.log())

    def test_quit_ends_the_program_that_runs(self):
        process = self.start_traybell()
        self.activate_action('quit')
        self.assertEqual(process._process.wait(SECONDS), 0)

    def test_quiet_for_an_hour_starts_the_program_and_keeps_it_quiet(self):
        self.activate_action('quiet-for-an-hour')
        self.assertTrue(self.is_running())
        self.assertTrue(self.quiet()['active'], self.quiet())
        self.assertEqual(self.count_starts(), 1)
        self.assertNotIn('display', self.log())

    def test_quiet_for_an_hour_is_heeded_by_the_program_that_runs(self):
        self.start_traybell()
        self.activate_action('quiet-for-an-hour')
        self.assertTrue(self.quiet()['active'], self.quiet())

    def test_the_inbox_and_an_activation_look_for_the_display(self):
        for activate in (lambda: self.activate_action('show-inbox'),
                         lambda: self.call('Activate', GLib.Variant('(a{sv})', ({},)))):
            before = len(self.log())
            activate()
            wait_until(lambda: 'display' in self.log()[before:],
                       'the missing display is spoken of', SECONDS, self.log)
            self.end()
        self.assertEqual(self.count_starts(), 2)

    def test_a_second_start_leaves_it_to_the_one_that_the_bus_has_started(self):
        self.activate_action('quiet-for-an-hour')
        self.succeed('--background')
        self.assertEqual(self.count_starts(), 1)

    def test_no_command_starts_it(self):
        for command in (['status'], ['quit'], ['quiet'], ['show'], ['inbox']):
            subprocess.run([TRAYBELL, *command], env=self.profile.environment,
                           capture_output=True, timeout=SECONDS, check=False)
        self.assertEqual(self.count_starts(), 0)


# It came along with what is used of its module.
del CommandLineTest

if __name__ == '__main__':
    tap_runner.main(__name__)
