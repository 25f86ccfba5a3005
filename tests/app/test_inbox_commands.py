#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inbox and what became of each event, as the command line tells it, and where it is kept."""

import json
import os
import sqlite3
import stat
import urllib.request

import tap_runner
from test_command_line import CommandLineTest
from waiting import wait_until

CHANNEL = 'private-user-user_456'
TENANT_CHANNEL = 'private-tenant-org_123'


class InboxTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.server = self.start_server()
        self.identifier = self.succeed(
            'account', 'add', *self.server_options(self.server), '--user-id', 'user_456',
            '--tenant-id', 'org_123', '--token-stdin', standard_input='alice-token').strip()
        self.traybell = self.start()

    def start(self):
        traybell = self.start_traybell()
        traybell.wait_until_subscribed(CHANNEL, TENANT_CHANNEL)
        return traybell

    def restart(self):
        self.traybell.stop()
        self.traybell = self.start()

    def publish(self, title, event='notification', channel=CHANNEL, **data):
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        body = {'channel': channel, 'event': event, 'data': {'title': title, **data}}
        request = urllib.request.Request(f'{self.server["url"]}/control/publish',
                                         data=json.dumps(body).encode())
        with opener.open(request, timeout=10) as answer:
            self.assertEqual(json.loads(answer.read())['delivered'], 1)

    def inbox(self, *options):
        return json.loads(self.succeed('inbox', '--json', *options))

    def titles(self, *options):
        return [one['title'] for one in self.inbox(*options)['notifications']]

    def wait_for(self, count):
        self.traybell.wait_for_status(
            lambda status: status['inbox']['notifications'] == count, f'{count} notifications')

    def database(self):
        return self.profile.directory / 'data' / 'traybell' / 'inbox.db'


class Inbox(InboxTest):
    def test_an_empty_one_says_so(self):
        self.assertEqual(self.inbox(), {'notifications': [], 'total': 0})
        self.assertEqual(self.succeed('inbox'), 'No notifications\n')

    def test_it_lists_what_came_and_whether_it_was_read(self):
        self.publish('First', url='/orders/1', body='Body', type='order')
        self.publish('Second\x1b[2J', event='notification:urgent')
        self.wait_for(2)
        first = self.inbox()['notifications'][1]
        self.assertRegex(first.pop('id'), r'\A[0-9a-f]{32}\Z')
        self.assertRegex(first.pop('receivedAt'), r'\A20\d\d-\d\d-\d\dT[0-9:.]+Z\Z')
        self.assertEqual(first, {
            'account': self.identifier, 'channel': CHANNEL, 'event': 'notification',
            'category': 'order', 'urgency': 'normal', 'unread': True, 'acknowledged': True,
            'title': 'First', 'body': 'Body'})
        self.assertNotIn('orders/1', self.succeed('inbox', '--json'))

        identifier = self.inbox()['notifications'][0]['id']
        printed = self.succeed('inbox').splitlines()
        self.assertEqual(len(printed), 2)
        self.assertRegex(printed[0], rf'\A! .*  {identifier[:10]}  Second\[2J\Z')
        self.assertRegex(printed[1], r'\A\* .*  First\Z')
        self.succeed('ack', identifier[:10])
        self.assertTrue(self.succeed('inbox').startswith('  '))
        self.assertEqual(self.titles('--unread'), ['First'])

    def test_it_is_searched_and_cut(self):
        for number in range(30):
            self.publish(f'Order {number} received')
        self.publish('"quoted" AND 50% (done)')
        self.wait_for(31)
        self.assertEqual(self.titles('--search', 'order 17'), ['Order 17 received'])
        self.assertEqual(self.titles('--search', 'ORD 29'), ['Order 29 received'])
        for text in ('"quoted', 'AND', '50%', '(done)', '"', "'", '*'):
            self.inbox('--search', text)
        self.assertEqual(self.titles('--search', '"quoted"'), ['"quoted" AND 50% (done)'])
        self.assertEqual(self.titles('--search', 'nothing'), [])
        found = self.inbox('--limit', '3', '--search', 'order')
        self.assertEqual([len(found['notifications']), found['total']], [3, 30])
        self.assertEqual(len(self.succeed('inbox').splitlines()), 21)
        self.assertIn('11 more', self.succeed('inbox'))

    def test_what_is_typed_wrong_is_refused(self):
        for arguments in (('inbox', 'x'), ('inbox', '--limit', '0'), ('inbox', '--limit', '1001'),
                          ('inbox', '--limit', 'x'), ('why',), ('why', 'x', 'y'),
                          ('why', '--last', '-1'), ('why', '--last', '1001'),
                          ('why', '--last', '3', 'x')):
            self.refuse(2, *arguments)

    def test_it_outlives_the_program(self):
        self.publish('First', id='e1')
        self.publish('Second', id='e2')
        self.wait_for(2)
        self.restart()
        self.assertEqual(self.titles(), ['Second', 'First'])
        # The same event is the same notification.
        self.publish('Second', id='e2')
        self.publish('Third', id='e3')
        self.wait_for(3)
        self.assertEqual(self.titles(), ['Third', 'Second', 'First'])

    def test_only_its_owner_can_read_it(self):
        self.publish('First')
        self.wait_for(1)
        folder = self.database().parent
        self.assertEqual(stat.S_IMODE(folder.stat().st_mode), 0o700)
        for path in folder.iterdir():
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600, path)


class Why(InboxTest):
    def lines(self, identifier):
        """What is told, without the times."""
        lines = self.succeed('why', identifier).splitlines()
        return lines[0], lines[1], [line.split(None, 2)[2] for line in lines[2:]]

    def find(self, title):
        return next(one['id'] for one in self.inbox()['notifications'] if one['title'] == title)

    def wait_for_step(self, identifier, what):
        def look():
            story = json.loads(self.succeed('why', identifier, '--json'))
            return what in [step['what'] for record in story['records']
                            for step in record['steps']]

        wait_until(look, f'{what} to be noted')

    def test_it_tells_what_became_of_a_notification(self):
        self.publish('First', id='e1')
        self.publish('First', id='e1', channel=TENANT_CHANNEL)
        self.publish('Next')
        self.wait_for(2)
        identifier = self.find('First')
        # There is no notification server here.
        self.wait_for_step(identifier, 'refused')
        title, whole, lines = self.lines(identifier[:6])
        self.assertEqual((title, whole), ('First', identifier))
        self.assertEqual(lines[:3], [
            f'It came on channel {CHANNEL}, as “notification”.',
            'The rule “notification” names it.',
            'It was given to the desktop.'])
        self.assertIn(f'It came again, on channel {TENANT_CHANNEL}, as “notification”.', lines)
        self.assertIn('It was here already, and is shown once.', lines)
        self.assertIn(
            'It could not be shown: No notification server answers on this desktop.', lines)

    def test_it_tells_of_quiet_and_outlives_the_program(self):
        self.succeed('snooze', 'tomorrow')
        self.publish('Urgent', event='notification:urgent')
        self.publish('Quiet')
        self.wait_for(2)
        self.succeed('ack', self.find('Urgent'))
        self.restart()
        _, _, lines = self.lines(self.find('Quiet'))
        self.assertRegex(lines[2], r'\AIt went to the inbox only, since notifications were snoozed '
                                   r'until .*\.\Z')
        _, _, lines = self.lines(self.find('Urgent'))
        self.assertIn('You acknowledged it on the command line.', lines)

    def test_it_tells_of_the_last_events(self):
        self.assertIn('Nothing has come yet', self.succeed('why', '--last', '5'))
        for number in range(3):
            self.publish(f'Number {number}')
            self.publish('Moved', event='cursor:move')
            self.publish('Unknown', event='order:created')
        self.wait_for(3)
        answer = json.loads(self.succeed('why', '--last', '2', '--json'))
        self.assertEqual([event['decision'] for event in answer['events']], ['shown', 'shown'])
        self.assertEqual([event['notification'] for event in answer['events']],
                         [self.find('Number 1'), self.find('Number 2')])
        ignored, = answer['ignored']
        self.assertEqual((ignored['event'], ignored['rule'], ignored['count']),
                         ('cursor:move', 'cursor', 3))
        self.assertEqual(answer['unmatched'], 3)
        printed = self.succeed('why', '--last', '10').splitlines()
        self.assertEqual(len(printed), 5)
        self.assertIn(f'{CHANNEL}  notification  It was shown.', printed[0])
        self.assertIn('3 × cursor:move', printed[3])
        self.assertIn('3 events', printed[4])

    def test_an_id_of_nothing_is_told(self):
        self.refuse(1, 'why', 'nothing', mentions='nothing')
        self.refuse(1, 'why', '', mentions='“”')
        for number in range(17):
            self.publish(f'Number {number}')
        self.wait_for(17)
        # Of seventeen ids two begin with the same digit.
        digits = [one['id'][0] for one in self.inbox()['notifications']]
        twice = next(digit for digit in digits if digits.count(digit) > 1)
        self.refuse(1, 'why', twice, mentions='Several')
        self.refuse(1, 'open', twice, mentions=twice)


class Removal(InboxTest):
    def setUp(self):
        super().setUp()
        self.publish('Confidential')
        self.wait_for(1)

    def assert_forgotten(self):
        self.assert_nowhere('Confidential')
        with sqlite3.connect(self.database()) as database:
            for table in ('account', 'notification', 'seen', 'record', 'mark'):
                count, = database.execute(f'SELECT count(*) FROM {table}').fetchone()
                self.assertEqual(count, 0, table)
        database.close()

    def test_an_account_that_is_removed_takes_its_notifications_with_it(self):
        self.succeed('account', 'remove', self.identifier)
        self.assertEqual(self.inbox()['total'], 0)
        self.traybell.stop()
        self.assert_forgotten()

    def test_so_does_one_that_is_removed_while_traybell_does_not_run(self):
        self.traybell.stop()
        self.succeed('account', 'remove', self.identifier)
        self.assert_forgotten()


class Trouble(InboxTest):
    def test_a_damaged_database_is_set_aside_with_a_sentence(self):
        self.publish('First')
        self.wait_for(1)
        self.traybell.stop()
        os.truncate(self.database(), 8192)
        self.traybell = self.start()
        inbox = self.traybell.status()['inbox']
        aside = min(self.database().parent.glob('inbox.db.corrupt-*'))
        self.assertIsNone(inbox['error'])
        self.assertIn(str(aside), inbox['notice'])
        self.assertIn(str(aside), self.succeed('status'))
        self.publish('Second')
        self.wait_for(1)
        self.assertEqual(self.titles(), ['Second'])

    def test_without_a_folder_it_goes_on_in_memory(self):
        self.traybell.stop()
        for path in self.database().parent.iterdir():
            path.unlink()
        self.database().parent.rmdir()
        self.database().parent.write_text('in the way')
        self.traybell = self.start()
        self.publish('First')
        self.wait_for(1)
        status = self.traybell.status()['inbox']
        self.assertIn(str(self.database().parent), status['error'])
        self.assertEqual(status['unsaved'], 1)
        self.assertIn('not on the disk yet', self.succeed('status'))


if __name__ == '__main__':
    tap_runner.main(__name__)
