#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The servers and clients that the other interop tests stand on, among themselves."""

import json
import pathlib
import tempfile
import unittest

from application_server import ApplicationServer
from node_packages import NodePackages
from presence_member import PresenceMember, SubscriptionRefusedError
from publisher import Publisher
from soketi import Soketi

SOURCE = pathlib.Path(__file__).resolve().parent

ALICE_CHANNEL = f'private-user-{ApplicationServer.alice}'
BOB_CHANNEL = f'private-user-{ApplicationServer.bob}'
ROOM = 'presence-room-doc_789'


class LockfileTest(unittest.TestCase):
    """What is installed is the same everywhere, and no registry is prescribed."""

    def test_every_package_is_pinned_and_no_download_address_is_given(self):
        lock = json.loads((SOURCE / 'package-lock.json').read_text())
        for path, package in lock['packages'].items():
            if path == '':
                continue
            self.assertIn('version', package, path)
            self.assertIn('integrity', package, path)
            self.assertNotIn('resolved', package, path)

    def test_direct_dependencies_have_one_exact_version(self):
        manifest = json.loads((SOURCE / 'package.json').read_text())
        for name, version in manifest['dependencies'].items():
            self.assertRegex(version, r'^\d+\.\d+\.\d+$', name)


class FixturesTest(unittest.TestCase):
    """soketi, the server SDK and pusher-js understand one another."""

    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory(prefix='interop-')
        cls.addClassCleanup(directory.cleanup)
        cls.directory = directory.name
        cls.node = NodePackages.from_environment()
        cls.soketi = Soketi(cls.node.directory, cls.directory, debug=True)
        cls.addClassCleanup(cls.soketi.kill)
        cls.soketi.start()
        cls.application = ApplicationServer(cls.node, cls.soketi, cls.directory)
        cls.addClassCleanup(cls.application.stop)
        cls.publisher = Publisher(cls.node, cls.soketi, cls.directory)
        cls.addClassCleanup(cls.publisher.stop)

    def member(self, token=None):
        member = PresenceMember(
            self.node, self.soketi, self.application, self.directory, token)
        self.addCleanup(member.stop)
        return member

    def test_published_event_reaches_member(self):
        bob = self.member()
        bob.join('public-announcements')
        self.publisher.trigger('public-announcements', 'notification', {'message': 'hello'})
        bob.wait_for_event('notification', 'public-announcements', {'message': 'hello'})

    def test_private_channel_is_for_its_owner_only(self):
        bob = self.member()
        bob.join(BOB_CHANNEL)
        self.publisher.trigger(BOB_CHANNEL, 'notification', {'message': 'for Bob'})
        bob.wait_for_event('notification', BOB_CHANNEL, {'message': 'for Bob'})

        with self.assertRaises(SubscriptionRefusedError):
            bob.join(ALICE_CHANNEL)
        self.assertEqual(self.application.requests[-1]['status'], 403)

    def test_batch_arrives_in_order(self):
        bob = self.member()
        bob.join('public-batch')
        self.publisher.trigger_batch(
            [('public-batch', 'alert', {'number': number}) for number in range(10)])
        bob.wait_for_event('alert', 'public-batch', {'number': 9})
        self.assertEqual([data['number'] for data in bob.events('alert')], list(range(10)))

    def test_event_of_more_than_100_kilobytes_is_refused(self):
        answer = self.publisher.request({'trigger': {
            'channels': ['public-large'], 'event': 'notification', 'data': 'x' * 110_000}})
        self.assertEqual((answer['ok'], answer['status']), (False, 413))

    def test_batch_of_eleven_is_refused(self):
        answer = self.publisher.request({'triggerBatch': [
            {'channel': 'public-batch', 'name': 'alert', 'data': {}}] * 11})
        self.assertEqual((answer['ok'], answer['status']), (False, 400))

    def test_members_see_one_another_come_type_and_go(self):
        bob, alice = self.member(), self.member(self.application.alice_token)
        self.assertEqual(bob.join(ROOM), {'user_789': {'name': 'Bob'}})
        self.assertEqual(alice.join(ROOM),
                         {'user_456': {'name': 'Alice'}, 'user_789': {'name': 'Bob'}})
        bob.wait_for_event('pusher:member_added', ROOM,
                           {'id': 'user_456', 'info': {'name': 'Alice'}})
        alice.trigger(ROOM, 'client-typing:start', {'userId': 'user_456'})
        bob.wait_for_event('client-typing:start', ROOM, {'userId': 'user_456'})
        alice.leave(ROOM)
        bob.wait_for_event('pusher:member_removed', ROOM)

    def test_signed_in_user_is_reached_without_a_channel(self):
        bob = self.member()
        bob.sign_in()
        self.publisher.send_to_user('user_789', 'notification', {'message': 'to you'})
        bob.wait_for_event('notification', None, {'message': 'to you'})

    def test_private_channel_signed_over_channel_data_is_refused_by_soketi(self):
        self.application.set_mode(signChannelData=True)
        self.addCleanup(self.application.set_mode, signChannelData=False)
        bob = self.member()
        with self.assertRaises(SubscriptionRefusedError) as refusal:
            bob.join(BOB_CHANNEL)
        self.assertEqual(refusal.exception.data['status'], 401)

    def test_application_server_takes_the_body_format_it_is_told_to(self):
        self.application.set_mode(accepts='json')
        self.addCleanup(self.application.set_mode, accepts='any')
        bob = self.member()
        with self.assertRaises(SubscriptionRefusedError):
            bob.join(BOB_CHANNEL)
        request = self.application.requests[-1]
        self.assertEqual((request['format'], request['status']), ('form', 400))

    def test_member_comes_back_after_each_kind_of_restart(self):
        bob = self.member()
        bob.join('public-announcements')
        for graceful in (False, True):
            with self.subTest(graceful=graceful):
                port, position = self.soketi.port, bob.position
                self.soketi.restart(graceful)
                self.assertEqual(self.soketi.port, port)
                bob.wait_until_connected(since=position)
                bob.wait_for_event('pusher:subscription_succeeded', 'public-announcements',
                                   since=position)
                self.publisher.trigger('public-announcements', 'notification',
                                       {'graceful': graceful})
                bob.wait_for_event('notification', 'public-announcements',
                                   {'graceful': graceful})
        # pusher-js comes back at once and again, which the server's log must show.
        self.assertGreater(self.soketi.turned_away, 0)


if __name__ == '__main__':
    unittest.main(verbosity=2)
