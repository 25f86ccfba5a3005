#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program against the real soketi, the real server SDK and the real pusher-js."""

import itertools
import json
import os
import tempfile
import unittest
import uuid

from application_server import ApplicationServer
from event_watch import event_data
from node_packages import NodePackages
from notification_server import NotificationServer
from presence_member import PresenceMember
from private_profile import PrivateProfile
from publisher import Publisher
from soketi import Soketi
from traybell_process import TraybellProcess, channel_named, member_named

USER = f'private-user-{ApplicationServer.alice}'
TENANT = 'private-tenant-org_123'
ROOM = 'presence-room-doc_789'
PUBLIC = 'public-announcements'

# How soon after the server is there again the program has to be, too: its
# back-off has seen a few seconds of absence, and waits no longer than that.
SECONDS_TO_RECONNECT = 15.0

# The most attempts that three seconds of "come back" (code 4200) may cause.
# pusher-js makes more than a thousand.
ATTEMPTS_WHILE_CLOSING = 10


def notification(title, **fields):
    """The payload of a notification, with an eventId of its own."""
    return {'eventId': str(uuid.uuid4()), 'timestamp': '2026-01-01T00:00:00.000Z',
            'title': title, 'message': f'About {title}', **fields}


class SoketiTest(unittest.TestCase):
    """Alice's Traybell, as it comes, on one account."""

    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory(prefix='interop-')
        cls.addClassCleanup(directory.cleanup)
        cls.directory = directory.name
        cls.node = NodePackages.from_environment()
        cls.soketi = Soketi(cls.node.directory, cls.directory, grace_period=3.0, debug=True)
        cls.addClassCleanup(cls.soketi.kill)
        cls.soketi.start()
        cls.application = ApplicationServer(cls.node, cls.soketi, cls.directory)
        cls.addClassCleanup(cls.application.stop)
        cls.publisher = Publisher(cls.node, cls.soketi, cls.directory)
        cls.addClassCleanup(cls.publisher.stop)

    def setUp(self):
        # A test that failed half-way may have left it down.
        if not self.soketi.is_running:
            self.soketi.start()
        self.profile = PrivateProfile()
        self.addCleanup(self.profile.close)
        self.notifications = NotificationServer(self.profile.bus_address)
        self.addCleanup(self.notifications.close)
        self.traybell = TraybellProcess(os.environ['INTEROP_TRAYBELL'], self.profile.environment,
                                        self.profile.directory)
        self.addCleanup(self.traybell.stop)
        self.probes = itertools.count()

    def add_account(self, *options):
        """Add Alice's account with further options; its id."""
        return self.traybell.add_account(
            '--name', 'Work', '--key', self.soketi.key, '--host', self.soketi.host,
            '--port', str(self.soketi.port), '--no-tls',
            '--auth-endpoint', self.application.auth_endpoint,
            '--user-id', self.application.alice, '--tenant-id', 'org_123',
            '--room', 'doc_789', '--channel', PUBLIC, *options,
            token=self.application.alice_token)

    def start(self, *options):
        """Add the account, start the program and wait until it is in every channel."""
        self.add_account(*options)
        self.traybell.start()
        return self.traybell.wait_until_subscribed(USER, TENANT, ROOM, PUBLIC)

    def watch(self):
        """A watch that has begun. What it is begun with makes no notification."""
        return self.traybell.watch(
            lambda number: self.publisher.trigger(PUBLIC, 'cursor:move', {'probe': number}))

    def member(self):
        """Bob, connected and in no channel yet."""
        member = PresenceMember(self.node, self.soketi, self.application, self.directory)
        self.addCleanup(member.stop)
        return member

    def assert_in_step(self, watch):
        """Wait for a new event, behind which nothing published earlier can still come."""
        last = notification('the last one')
        self.publisher.trigger(USER, 'notification', last)
        watch.wait_for_event_id(last['eventId'])

    def wait_for_toast(self, title):
        """The desktop notification with this title."""
        return self.notifications.wait_for(lambda shown: shown.summary == title, title)

    def wait_for_member(self, name, matches, what):
        """Wait until the room's member of that name, or None for nobody, is as it should."""
        return self.traybell.wait_for_channel(
            ROOM, lambda channel: matches(member_named(channel, name)), what)

    # Channels

    def test_every_channel_of_the_account_is_subscribed(self):
        seen = len(self.application.requests)
        account = self.start()
        self.assertEqual(account['name'], 'Work')
        self.assertRegex(account['socketId'], r'^\d+\.\d+$')
        self.assertEqual(account['unread'], 0)
        me = member_named(channel_named(account, ROOM), 'Alice')
        self.assertEqual((me['id'], me['me']), (self.application.alice, True))

        requests = self.application.requests[seen:]
        # One authorisation for each channel that needs one, all with the socket's id.
        self.assertCountEqual([request['channel'] for request in requests], [USER, TENANT, ROOM])
        for request in requests:
            self.assertEqual(request['status'], 200, request)
            self.assertEqual(request['format'], 'form', request)
            self.assertEqual(request['user'], self.application.alice, request)
            self.assertEqual(request['socketId'], account['socketId'], request)

    def test_private_user_event_is_shown(self):
        self.start()
        watch = self.watch()
        data = notification('Invoice paid')
        self.publisher.trigger(USER, 'notification', data)
        event, = watch.wait_for_event_id(data['eventId'])
        self.assertEqual((event['account'] != '', event['channel'], event['event'],
                          event['decision']), (True, USER, 'notification', 'shown'))
        toast = self.wait_for_toast('Invoice paid')
        self.assertIn('About Invoice paid', toast.body)
        self.assertFalse(toast.is_critical)
        self.traybell.wait_for_account(lambda account: account['unread'] == 1, 'one unread')

    def test_private_tenant_event_is_shown(self):
        self.start()
        watch = self.watch()
        data = notification('Office closed')
        self.publisher.trigger(TENANT, 'notification', data)
        event, = watch.wait_for_event_id(data['eventId'])
        self.assertEqual((event['channel'], event['decision']), (TENANT, 'shown'))
        self.wait_for_toast('Office closed')

    def test_public_event_is_shown(self):
        self.start()
        watch = self.watch()
        data = notification('New release')
        self.publisher.trigger(PUBLIC, 'notification', data)
        event, = watch.wait_for_event_id(data['eventId'])
        self.assertEqual((event['channel'], event['decision']), (PUBLIC, 'shown'))
        self.wait_for_toast('New release')

    def test_urgent_event_is_critical_and_stays(self):
        self.start()
        watch = self.watch()
        data = notification('Database down')
        self.publisher.trigger(USER, 'notification:urgent', data)
        event, = watch.wait_for_event_id(data['eventId'])
        self.assertEqual(event['decision'], 'shown')
        toast = self.wait_for_toast('Database down')
        self.assertTrue(toast.is_critical)
        self.assertEqual(toast.expire_timeout, 0)

    def test_same_event_on_user_and_tenant_channel_is_shown_once(self):
        self.start()
        watch = self.watch()
        data = notification('Order created', orderId='123')
        self.publisher.trigger([USER, TENANT], 'notification', data)
        events = watch.wait_for_event_id(data['eventId'], count=2)
        self.assertCountEqual([event['channel'] for event in events], [USER, TENANT])
        self.assertEqual([event['decision'] for event in events], ['shown', 'duplicate'])
        self.assert_in_step(watch)
        self.wait_for_toast('the last one')
        self.assertEqual(
            [shown.summary for shown in self.notifications.shown].count('Order created'), 1)
        self.traybell.wait_for_account(lambda account: account['unread'] == 2, 'two unread')

    def test_batch_of_ten_arrives_whole_and_does_not_flood_the_desktop(self):
        self.start()
        watch = self.watch()
        batch = [notification(f'Alert {number}') for number in range(10)]
        self.publisher.trigger_batch([(USER, 'alert', data) for data in batch])
        for data in batch:
            watch.wait_for_event_id(data['eventId'])
        events = [event for event in watch.events if event['event'] == 'alert']
        self.assertEqual([event_data(event)['eventId'] for event in events],
                         [data['eventId'] for data in batch])
        self.assertEqual({event['decision'] for event in events}, {'shown', 'summarised'})
        self.traybell.wait_for_account(lambda account: account['unread'] == 10, 'ten unread')
        toasts = {shown.id for shown in self.notifications.shown}
        self.assertTrue(1 < len(toasts) < 10, self.notifications.shown)

    # Presence

    def test_member_joins_and_leaves(self):
        self.start()
        bob = self.member()
        members = bob.join(ROOM)
        self.assertEqual(members, {'user_456': {'name': 'Alice'}, 'user_789': {'name': 'Bob'}})
        channel = self.wait_for_member('Bob', lambda member: member, 'Bob is here')
        member = member_named(channel, 'Bob')
        self.assertEqual((member['id'], member['me'], member['typing']),
                         (self.application.bob, False, False))
        bob.leave(ROOM)
        self.wait_for_member('Bob', lambda member: member is None, 'Bob is gone')

    def test_member_who_was_there_first_is_listed(self):
        bob = self.member()
        bob.join(ROOM)
        account = self.start()
        self.assertIsNotNone(member_named(channel_named(account, ROOM), 'Bob'))
        bob.wait_for_event('pusher:member_added', ROOM,
                           {'id': 'user_456', 'info': {'name': 'Alice'}})
        self.traybell.stop()
        bob.wait_for_event('pusher:member_removed', ROOM)

    def test_client_event_shows_who_is_typing(self):
        self.start()
        watch = self.watch()
        bob = self.member()
        bob.join(ROOM)
        self.wait_for_member('Bob', lambda member: member, 'Bob is here')
        bob.trigger(ROOM, 'client-typing:start', {})
        self.wait_for_member('Bob', lambda member: member['typing'], 'Bob is typing')
        bob.trigger(ROOM, 'client-typing:stop', {})
        self.wait_for_member('Bob', lambda member: not member['typing'], 'Bob stopped typing')
        self.assert_in_step(watch)
        for event in watch.events:
            if event['channel'] == ROOM:
                self.assertEqual(event['decision'], 'ignored', event)

    # Publishing from a shell

    def send(self, *arguments, expected=0, secret=None, app_id=None):
        """`traybell send`, as a cron job calls it."""
        return self.traybell.run(
            'send', '--credentials', '-', '--app-id', app_id or self.soketi.app_id, '--host',
            self.soketi.host, '--port', str(self.soketi.port), '--no-tls', *arguments,
            standard_input=f'key={self.soketi.key}\nsecret={secret or self.soketi.secret}\n',
            expected=expected)

    def test_an_event_sent_from_a_shell_is_shown(self):
        self.start()
        watch = self.watch()
        data = notification('Backup finished', note='“quoted” \u0001 €')
        self.send('--channel', USER, '--channel', PUBLIC, '--event', 'notification', '--data',
                  json.dumps(data))
        events = watch.wait_for_event_id(data['eventId'], count=2)
        self.assertCountEqual([event['channel'] for event in events], [USER, PUBLIC])
        self.assertEqual([event_data(event) for event in events], [data, data])
        self.wait_for_toast('Backup finished')

    def test_a_batch_sent_from_a_shell_arrives_whole(self):
        self.start()
        watch = self.watch()
        batch = [notification(f'Alert {number}') for number in range(10)]
        path = self.profile.directory / 'batch.json'
        path.write_text(json.dumps([{'channel': USER, 'name': 'alert', 'data': data}
                                    for data in batch]))
        self.send('--batch', str(path))
        for data in batch:
            watch.wait_for_event_id(data['eventId'])

    def test_the_senders_connection_is_left_out(self):
        account = self.start()
        watch = self.watch()
        left_out = notification('Not for me')
        self.send('--channel', USER, '--event', 'notification', '--data', json.dumps(left_out),
                  '--socket-id', account['socketId'])
        self.assert_in_step(watch)
        self.assertEqual(watch.of(left_out['eventId']), [])

    def test_what_soketi_refuses_is_not_taken_for_published(self):
        self.send('--channel', USER, '--event', 'e', secret='wrong', expected=1)
        self.send('--channel', USER, '--event', 'e', app_id='other', expected=1)
        # Its own limit is 100 kB, and ours only without being told.
        large = json.dumps({'text': 'x' * 90000})
        self.send('--channel', USER, '--event', 'e', '--data', large, expected=1)
        self.send('--channel', USER, '--event', 'e', '--data', large, '--data-limit', '110000')
        larger = json.dumps({'text': 'x' * 105000})
        self.send('--channel', USER, '--event', 'e', '--data', larger, '--data-limit', '110000',
                  expected=1)

    # Refusals

    def test_somebody_elses_channel_is_denied_and_the_others_go_on(self):
        stranger = f'private-user-{self.application.bob}'
        self.start('--channel', stranger)
        channel = self.traybell.wait_for_channel(
            stranger, lambda channel: channel['state'] == 'denied', 'denied')
        self.assertTrue(channel['error'])
        self.traybell.wait_until_subscribed(USER, TENANT, ROOM, PUBLIC)

    def test_signed_channel_data_on_a_private_channel_is_explained(self):
        self.application.set_mode(signChannelData=True)
        self.addCleanup(self.application.set_mode, signChannelData=False)
        self.add_account()
        self.traybell.start()
        for name in (USER, TENANT):
            channel = self.traybell.wait_for_channel(
                name, lambda channel: channel['state'] == 'failed', 'failed')
            # What the user has to tell whoever runs the application server.
            self.assertIn('channel_data', channel['error'])
        # A presence channel needs channel_data, and a public one no signature at all.
        self.traybell.wait_until_subscribed(ROOM, PUBLIC)

    def test_application_server_that_reads_json_only_is_understood(self):
        self.application.set_mode(accepts='json')
        self.addCleanup(self.application.set_mode, accepts='any')
        seen = len(self.application.requests)
        self.start('--auth-format', 'form')
        outcomes = {(request['format'], request['status'])
                    for request in self.application.requests[seen:]}
        self.assertEqual(outcomes, {('form', 400), ('json', 200)})

    def test_refused_token_asks_to_sign_in(self):
        self.application.set_mode(status=401)
        self.addCleanup(self.application.set_mode, status=None)
        self.add_account()
        self.traybell.start()
        self.traybell.wait_for_account(
            lambda account: account['state'] == 'sign-in-needed', 'sign-in needed')

    # Restarts

    def assert_back_after_restart(self, before, watch):
        """The server is there again: so is the program, on a new socket, and events flow."""
        account = self.traybell.wait_for_account(
            lambda account: account['state'] == 'connected'
            and account['socketId'] != before['socketId'],
            'connected again', SECONDS_TO_RECONNECT)
        account = self.traybell.wait_until_subscribed(USER, TENANT, ROOM, PUBLIC)
        self.assertNotEqual(account['socketId'], before['socketId'])
        for channel in (USER, TENANT):
            data = notification(f'After the restart, on {channel}')
            self.publisher.trigger(channel, 'notification', data)
            event, = watch.wait_for_event_id(data['eventId'])
            self.assertEqual(event['decision'], 'shown')

    def test_killed_server_is_found_again(self):
        before = self.start()
        watch = self.watch()
        self.soketi.kill()
        self.traybell.wait_for_account(
            lambda account: account['state'] != 'connected', 'the loss is noticed')
        self.soketi.start()
        self.assert_back_after_restart(before, watch)

    def test_server_that_shuts_down_is_not_stormed_and_found_again(self):
        before = self.start()
        watch = self.watch()
        turned_away = self.soketi.turned_away
        self.soketi.stop()
        attempts = self.soketi.turned_away - turned_away
        self.assertLessEqual(attempts, ATTEMPTS_WHILE_CLOSING)
        self.soketi.start()
        self.assert_back_after_restart(before, watch)


if __name__ == '__main__':
    unittest.main(verbosity=2)
