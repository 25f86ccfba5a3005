#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The interface com.nebutra.Traybell1, called as another program would."""

import os
import pathlib
import tempfile
import threading

from gi.repository import Gio, GLib

import tap_runner
from test_command_line import SECRET
from test_inbox_commands import CHANNEL, InboxTest
from waiting import wait_until

NAME = 'com.nebutra.Traybell'
PATH = '/com/nebutra/Traybell'
INTERFACE = 'com.nebutra.Traybell1'
FAILED = 'com.nebutra.Traybell.Error.Failed'
INVALID = 'org.freedesktop.DBus.Error.InvalidArgs'

CALL_MILLISECONDS = 20000


class ServiceTest(InboxTest):
    def setUp(self):
        super().setUp()
        self.connection = self.connect()

    def connect(self):
        connection = Gio.DBusConnection.new_for_address_sync(
            self.profile.bus_address,
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        connection.set_exit_on_close(False)
        self.addCleanup(connection.close_sync, None)
        return connection

    def call(self, method, signature='()', *arguments, interface=INTERFACE, descriptors=None):
        answer, _ = self.connection.call_with_unix_fd_list_sync(
            NAME, PATH, interface, method, GLib.Variant(signature, arguments), None,
            Gio.DBusCallFlags.NONE, CALL_MILLISECONDS, descriptors, None)
        return answer.unpack()

    def refuse_call(self, name, method, signature='()', *arguments, **options):
        """Expects the error of that name, and one sentence; returns that."""
        with self.assertRaises(GLib.Error) as raised:
            self.call(method, signature, *arguments, **options)
        self.assertEqual(Gio.DBusError.get_remote_error(raised.exception), name, raised.exception)
        Gio.DBusError.strip_remote_error(raised.exception)
        self.assertRegex(raised.exception.message, r'\A[^\n]+\Z')
        return raised.exception.message

    def properties(self):
        return self.call('GetAll', '(s)', INTERFACE,
                         interface='org.freedesktop.DBus.Properties')[0]

    def wait_for_properties(self, what, **wanted):
        def look():
            properties = self.properties()
            return all(properties[name] == value for name, value in wanted.items())

        wait_until(look, what, describe=lambda: repr(self.properties()))

    def receive(self, title, **options):
        """Publishes one notification, and returns its id when it is in the inbox."""
        self.publish(title, **options)
        return wait_until(
            lambda: [one['id'] for one in self.inbox()['notifications'] if one['title'] == title],
            title)[0]


class Properties(ServiceTest):
    def test_they_tell_of_accounts_what_is_unread_and_quiet(self):
        properties = self.properties()
        self.assertEqual(sorted(properties), ['Accounts', 'Quiet', 'QuietUntil', 'Unread',
                                              'UrgentUnread', 'Version'])
        self.wait_for_properties('the account is connected', Unread=0, UrgentUnread=0, Quiet=False,
                                 QuietUntil=0, Accounts=[
                                     {'id': self.identifier, 'name': self.identifier,
                                      'state': 'connected', 'unread': 0}])
        self.receive('First')
        self.receive('Now', event='notification:urgent')
        self.wait_for_properties('two are unread', Unread=2, UrgentUnread=1)
        self.assertEqual(self.properties()['Accounts'][0]['unread'], 2)
        self.succeed('account', 'disable', self.identifier)
        wait_until(lambda: self.properties()['Accounts'][0]['state'] == 'disconnected',
                   'the account is off')
        self.succeed('account', 'remove', self.identifier)
        self.wait_for_properties('there is none', Accounts=[], Unread=0, UrgentUnread=0)

    def test_a_change_is_a_signal(self):
        changes = []
        context = GLib.MainContext.new()
        loop = GLib.MainLoop.new(context, False)

        def listen():
            context.push_thread_default()
            connection = self.connect()
            connection.signal_subscribe(
                NAME, 'org.freedesktop.DBus.Properties', 'PropertiesChanged', PATH, INTERFACE,
                Gio.DBusSignalFlags.NONE, lambda *signal: changes.append(signal[5].unpack()[1]))
            # The bus knows of the subscription when it has answered this.
            connection.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetId', None,
                                 None, Gio.DBusCallFlags.NONE, CALL_MILLISECONDS, None)
            ready.set()
            loop.run()
            context.pop_thread_default()

        ready = threading.Event()
        thread = threading.Thread(target=listen)
        thread.start()
        self.addCleanup(lambda: (loop.quit(), thread.join()))
        self.assertTrue(ready.wait(10))
        self.wait_for_properties('nothing to tell any more', Unread=0)
        for number in range(40):
            self.publish(f'Number {number}')
        wait_until(lambda: any(change.get('Unread') == 40 for change in changes),
                   'forty are told', describe=lambda: repr(changes))
        # Forty notifications are not forty signals.
        self.assertLess(len([change for change in changes if 'Unread' in change]), 40)
        self.call('Snooze', '(s)', '1h')
        wait_until(lambda: any(change.get('Quiet') and change['QuietUntil'] > 1_000_000_000
                               for change in changes), 'quiet is told')

    def test_none_can_be_set(self):
        self.refuse_call(INVALID, 'Set', '(ssv)', INTERFACE, 'Unread', GLib.Variant('u', 7),
                         interface='org.freedesktop.DBus.Properties')


class Methods(ServiceTest):
    def test_a_notification_is_marked_read_by_the_beginning_of_its_id(self):
        identifier = self.receive('First')
        self.assertEqual(self.call('MarkRead', '(s)', identifier[:12]), (identifier,))
        self.wait_for_properties('nothing is unread', Unread=0)
        self.assertEqual(self.call('MarkRead', '(s)', identifier), (identifier,))

    def test_an_urgent_one_is_acknowledged(self):
        identifier = self.receive('Now', event='notification:urgent')
        self.assertEqual(self.call('Acknowledge', '(s)', identifier), (identifier,))
        self.wait_for_properties('nobody waits for it', UrgentUnread=0)

    def test_quiet_begins_and_ends(self):
        description, = self.call('Snooze', '(s)', '30m')
        self.assertIn('until', description.lower())
        self.wait_for_properties('it is quiet', Quiet=True)
        self.call('EndQuiet')
        self.wait_for_properties('it is not', Quiet=False, QuietUntil=0)

    def test_the_command_line_marks_read(self):
        identifier = self.receive('First')
        self.assertEqual(self.succeed('read', identifier[:12]), '')
        self.assertEqual(self.titles('--unread'), [])
        self.refuse(1, 'read', 'nothing', mentions='nothing')
        self.refuse(2, 'read')
        self.refuse(2, 'read', identifier, identifier)


class WrongCalls(ServiceTest):
    def test_what_there_is_not_is_told_in_a_sentence(self):
        for method, signature, arguments in (
                ('MarkRead', '(s)', ('nothing',)),
                ('MarkRead', '(s)', ('',)),
                ('MarkRead', '(s)', ('%s%n\x1b[2J' + 'x' * 100000,)),
                ('Acknowledge', '(s)', ('nothing',)),
                ('Open', '(ss)', ('nothing', '')),
                ('Open', '(ss)', ('', '\x01')),
                ('Why', '(s)', ('nothing',)),
                ('Snooze', '(s)', ('for ever',)),
                ('Snooze', '(s)', ('',)),
                ('RemoveAccount', '(s)', ('../../etc',)),
                ('RemoveAccount', '(s)', ('',)),
                ('SetEnabled', '(sb)', ('nobody', True)),
                ('AddAccount', '(a{sv})', ({},)),
                ('AddAccount', '(a{sv})', ({'key': GLib.Variant('i', 7)},)),
                ('AddAccount', '(a{sv})', ({'nonsense': GLib.Variant('s', 'x')},)),
                ('AddAccount', '(a{sv})', ({'port': GLib.Variant('i', 70000)},))):
            with self.subTest(method=method, arguments=repr(arguments)[:60]):
                sentence = self.refuse_call(FAILED, method, signature, *arguments)
                self.assertLess(len(sentence), 1000)
        self.assertEqual(len(self.accounts()), 1)

    def test_arguments_of_another_type_are_refused(self):
        self.refuse_call(INVALID, 'MarkRead', '(i)', 7)
        self.refuse_call(INVALID, 'Snooze')
        self.refuse_call(INVALID, 'SetEnabled', '(ss)', self.identifier, 'yes')
        self.refuse_call('org.freedesktop.DBus.Error.UnknownMethod', 'Nonsense')

    def test_limits_hold(self):
        self.receive('First')
        self.assertIn('First', self.call('ListInbox', '(bsu)', False, '', 0xffffffff)[0])
        self.assertNotIn('First', self.call('ListInbox', '(bsu)', False, '', 0)[0])
        self.call('ListInbox', '(bsu)', False, '"' * 100000, 10)
        self.call('ListEvents', '(u)', 0xffffffff)

    def test_a_secret_that_cannot_be_read_is_told(self):
        self.refuse_call(FAILED, 'SetSecret', '(ssh)', self.identifier, 'Authorization', 0)
        descriptors = Gio.UnixFDList.new()
        with tempfile.TemporaryFile() as empty:
            descriptors.append(empty.fileno())
        self.refuse_call(FAILED, 'SetSecret', '(ssh)', self.identifier, 'Authorization', 3,
                         descriptors=descriptors)
        with tempfile.TemporaryDirectory() as folder:
            descriptors = Gio.UnixFDList.new()
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            descriptors.append(descriptor)
            os.close(descriptor)
            self.refuse_call(FAILED, 'SetSecret', '(ssh)', self.identifier, 'Authorization', 0,
                             descriptors=descriptors)


class Discretion(ServiceTest):
    def test_no_secret_and_no_address_is_handed_out(self):
        self.succeed('account', 'set-secret', self.identifier, '--token-stdin',
                     standard_input=SECRET)
        self.receive('First', url='/orders/hidden-page', id='e1')
        everything = repr((self.properties(), self.call('GetStatus'), self.call('ListEvents', '(u)', 9),
                           self.call('ListInbox', '(bsu)', False, '', 9)))
        for hidden in (SECRET, 'hidden-page', '/api/pusher/auth', 'http://', 'ws://'):
            self.assertNotIn(hidden, everything)

    def test_the_interface_is_as_it_is_documented(self):
        xml = self.call('Introspect', interface='org.freedesktop.DBus.Introspectable')[0]
        document = (pathlib.Path(__file__).parents[2] / 'docs' / 'dbus.md').read_text()
        interface = Gio.DBusNodeInfo.new_for_xml(xml).lookup_interface(INTERFACE)
        names = [one.name for one in (*interface.methods, *interface.signals,
                                      *interface.properties)]
        self.assertIn('MarkRead', names)
        for name in names:
            self.assertIn(f'`{name}', document)

    def test_an_event_goes_to_those_only_who_watch(self):
        connection = self.connect()
        heard = []
        connection.add_filter(lambda _, message, incoming: (
            heard.append(message.get_member()) if incoming else None, message)[1])
        self.receive('First', channel=CHANNEL)
        connection.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetId', None,
                             None, Gio.DBusCallFlags.NONE, CALL_MILLISECONDS, None)
        self.assertNotIn('Event', heard)


if __name__ == '__main__':
    tap_runner.main(__name__)
