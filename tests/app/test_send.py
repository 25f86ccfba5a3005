#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`traybell send`, as a cron job runs it: what it sends, what it refuses and what it keeps quiet."""

import json
import os
import pty
import subprocess
import unittest

import tap_runner
from dev_server import TOKEN, USER_CHANNEL
from test_command_line import COMMAND_SECONDS, TRAYBELL, CommandLineTest, Terminal

CLUSTER = ('--app-id', '1', '--cluster', 'eu')
EVENT = ('--channel', 'a', '--event', 'e')

# Longer than any server's own words, and nowhere else in what is printed.
SECRET = '7ad3773142a6692b25b8'


class SendTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.credentials = self.write('credentials', f'key=demo-key\nsecret={SECRET}\n')

    def write(self, name, text, mode=0o600):
        path = self.profile.directory / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        path.chmod(mode)
        return str(path)

    def refuse_send(self, status, *arguments, mentions=None, **options):
        sentence = self.refuse(status, 'send', *arguments, mentions=mentions, **options)
        self.assertNotIn(SECRET, sentence)
        return sentence


class Arriving(SendTest):
    def setUp(self):
        super().setUp()
        self.server = self.start_server()
        self.credentials = self.write('credentials', self.credential_lines())
        self.to_server = ('--app-id', self.server['appId'], *self.address())

    def credential_lines(self):
        return f'key={self.server["key"]}\nsecret={self.server["secret"]}\n'

    def address(self):
        return ('--host', '127.0.0.1', '--port', str(self.server['port']), '--no-tls')

    def start_online(self):
        """A Traybell that has begun to watch; what it sees from here on is counted."""
        traybell = self.start_traybell()
        traybell.add_account('--name', 'Work', *self.server_options(self.server), '--user-id',
                             'user_456', '--channel', 'public-announcements', token=TOKEN)
        traybell.wait_until_subscribed(USER_CHANNEL, 'public-announcements')
        return traybell.watch(lambda number: self.send(
            '--channel', 'public-announcements', '--event', 'cursor:move', '--data',
            json.dumps({'probe': number})))

    def send(self, *arguments, **options):
        printed = self.succeed('send', '--credentials', self.credentials, *self.to_server,
                               *arguments, **options)
        self.assertEqual(printed, '')

    def test_an_event_becomes_a_notification(self):
        watch = self.start_online()
        data = '{"eventId": "a-1", "title": "Backup finished", "size": 12345678901234567890.10}'
        self.send('--channel', USER_CHANNEL, '--event', 'notification', '--data', data)
        event, = watch.wait_for_event_id('a-1')
        self.assertEqual((event['channel'], event['event'], event['decision']),
                         (USER_CHANNEL, 'notification', 'shown'))

    def test_data_and_batches_come_from_standard_input_or_a_file(self):
        watch = self.start_online()
        self.send('--channel', USER_CHANNEL, '--channel', 'public-announcements', '--event',
                  'order:created', '--data', '-', standard_input='\n{"eventId": "b-1"}\n')
        self.assertEqual({event['channel'] for event in watch.wait_for_event_id('b-1', 2)},
                         {USER_CHANNEL, 'public-announcements'})

        batch = json.dumps([
            {'channel': USER_CHANNEL, 'event': 'notification', 'data': {'eventId': 'b-2'}},
            {'channel': USER_CHANNEL, 'name': 'notification',
             'data': json.dumps({'eventId': 'b-3'})}])
        self.send('--batch', '-', standard_input=batch)
        self.send('--batch', self.write('batch', json.dumps({'batch': [
            {'channel': USER_CHANNEL, 'name': 'notification', 'data': {'eventId': 'b-4'}}]})))
        for event_id in ('b-2', 'b-3', 'b-4'):
            event, = watch.wait_for_event_id(event_id)
            self.assertEqual(event['event'], 'notification')

    def test_the_servers_env_file_says_everything(self):
        port = self.server['port']
        for text in (f'export PUSHER_APP_ID={self.server["appId"]}\n'
                     f'NEXT_PUBLIC_PUSHER_KEY={self.server["key"]}\n'
                     f'PUSHER_SECRET="{self.server["secret"]}" # keep\n'
                     f'PUSHER_HOST=127.0.0.1\nPUSHER_PORT={port}\nPUSHER_USE_TLS=false\n',
                     f'REVERB_APP_ID={self.server["appId"]}\nREVERB_APP_KEY={self.server["key"]}\n'
                     f'REVERB_APP_SECRET={self.server["secret"]}\nREVERB_HOST=127.0.0.1\n'
                     f'REVERB_PORT={port}\nREVERB_SCHEME=http\n',
                     json.dumps({'appId': self.server['appId'], 'key': self.server['key'],
                                 'secret': self.server['secret'], 'host': '127.0.0.1',
                                 'port': port, 'useTLS': False})):
            printed = self.succeed('send', '--credentials', '-', *EVENT, standard_input=text)
            self.assertEqual(printed, '')

    def test_a_typed_address_goes_before_the_files(self):
        text = self.credential_lines() + 'host=127.0.0.1\nport=1\ntls=false\n'
        self.succeed('send', '--credentials', '-', *self.to_server, *EVENT, standard_input=text)

    def test_what_the_server_refuses_is_one_sentence(self):
        cases = (
            (('--app-id', 'other', *self.address()), self.credential_lines(), 'other'),
            (self.to_server, f'key={self.server["key"]}\nsecret={SECRET}\n', 'secret'),
            (self.to_server, f'key=other\nsecret={self.server["secret"]}\n', 'key'),
            ((*self.to_server, '--path', '/nowhere'), self.credential_lines(),
             'check the address'),
            (('--app-id', '1', '--host', '127.0.0.1', '--port', '1', '--no-tls'),
             self.credential_lines(), 'port 1'),
        )
        for options, credentials, mentions in cases:
            sentence = self.refuse_send(1, '--credentials', '-', *options, *EVENT,
                                        standard_input=credentials, mentions=mentions)
            self.assertNotIn(self.server['secret'], sentence)

    def test_a_server_of_ones_own_may_take_more(self):
        data = json.dumps({'text': 'x' * 11000})
        # The server for tests takes no more than the hosted one.
        self.refuse_send(1, '--credentials', self.credentials, *self.to_server, *EVENT,
                         '--data', data, mentions='10240')
        self.refuse_send(1, '--credentials', self.credentials, *self.to_server, *EVENT,
                         '--data', data, '--data-limit', '20000', mentions='413')

    def test_the_secret_is_in_no_log_and_no_file(self):
        noisy = {**self.profile.environment, 'G_MESSAGES_DEBUG': 'all', 'GIO_USE_TLS': 'dummy'}
        for secret, status in ((self.server['secret'], 0), (SECRET, 1)):
            done = self.run_traybell(
                'send', '--credentials', '-', *self.to_server, *EVENT, environment=noisy,
                standard_input=f'key={self.server["key"]}\nsecret={secret}\n')
            self.assertEqual(done.returncode, status, done)
            self.assertNotIn(secret.encode(), done.stdout + done.stderr)
        os.remove(self.credentials)
        self.assert_nowhere(SECRET)
        self.assert_nowhere(self.server['secret'])


class Refused(SendTest):
    def test_what_is_missing_is_named(self):
        given = ('--credentials', self.credentials)
        for arguments, mentions in (
                ((*CLUSTER, *EVENT), '--credentials'),
                ((*given, *CLUSTER, '--channel', 'a'), '--event'),
                ((*given, *CLUSTER, '--event', 'e'), '--channel'),
                ((*given, *CLUSTER), '--batch'),
                ((*given, '--cluster', 'eu', *EVENT), '--app-id'),
                ((*given, '--app-id', '1', *EVENT), '--host')):
            self.refuse_send(2, *arguments, mentions=mentions)

    def test_what_excludes_each_other_is_named(self):
        given = ('--credentials', self.credentials)
        for arguments, mentions in (
                ((*given, *CLUSTER, '--host', 'h', *EVENT), '--cluster'),
                ((*given, *CLUSTER, '--batch', 'x', *EVENT), '--batch'),
                ((*given, *CLUSTER, '--batch', 'x', '--data', '{}'), '--data'),
                (('--credentials', '-', *CLUSTER, *EVENT, '--data', '-'), 'Standard input'),
                (('--credentials', '-', *CLUSTER, '--batch', '-'), 'Standard input'),
                ((*given, *CLUSTER, *EVENT, '--data-limit', '9'), '--data-limit'),
                ((*given, '--app-id', '1', '--host', 'h', *EVENT, '--data-limit', '-1'), 'bytes'),
                ((*given, *CLUSTER, *EVENT, '--port', '70000'), 'port'),
                ((*given, *CLUSTER, *EVENT, '--port', '-1'), 'port'),
                ((*given, '--app-id', '1', '--cluster', 'eu.example.com', *EVENT), 'cluster')):
            self.refuse_send(2, *arguments, mentions=mentions)

    def test_events_that_no_server_takes_are_not_sent(self):
        given = ('--credentials', self.credentials, *CLUSTER)
        many = [argument for number in range(101) for argument in ('--channel', f'c{number}')]
        for arguments, mentions in (
                (('--channel', 'a b', '--event', 'e'), 'a b'),
                (('--channel', 'private-encrypted-a', '--event', 'e'), 'encrypted'),
                ((*many, '--event', 'e'), '100'),
                (('--channel', 'a', '--event', 'pusher:ping'), 'pusher:ping'),
                (('--channel', 'a', '--event', 'e' * 201), '200'),
                ((*EVENT, '--socket-id', 'x'), '1234.5678')):
            self.refuse_send(2, *given, *arguments, mentions=mentions)

    def test_bad_json_is_told_with_its_place(self):
        given = ('--credentials', self.credentials, *CLUSTER)
        for data, place in (('{"a": 1,}', 'line 1, character 9'), ('', 'line 1, character 1'),
                            ('{"ä": tru}', 'line 1, character 7'), ('{} x', 'line 1, character 4'),
                            ("{'a': 1}", 'line 1, character 2'),
                            ('{\n"a": "b\n"}', 'line 2')):
            self.refuse_send(2, *given, *EVENT, '--data', data, mentions=f'--data, {place}')
            self.refuse_send(2, *given, *EVENT, '--data', '-', standard_input=data,
                             mentions=f'Standard input, {place}')

    def test_a_bad_batch_is_told_with_its_place(self):
        given = ('--credentials', self.credentials, *CLUSTER)
        event = '{"channel": "a", "name": "e"}'
        eleven = f'[{",".join([event] * 11)}]'
        for batch, mentions in (
                (f'[{event},\n {{"channel": "a"}}]', 'line 2, character 2: this event has no “name”'),
                (f'[{event},\n {{"name": "a"}}]', 'no “channel”'),
                (f'[\n{event},\n  7]', 'line 3, character 3: an event is an object'),
                ('[{"channels": ["a"], "name": "e"}]', 'character 3'),
                ('[{"channel": 7, "name": "e"}]', 'character 14: this has to be a string'),
                ('[{"channel": "a b", "name": "e"}]', 'a b'),
                ('[]', '1 to 10 events'), (eleven, '11'), ('7', 'square brackets'),
                ('{"batch": {}}', 'square brackets'), ('{"batch": [], "more": 1}', 'brackets'),
                (f'[{event}', 'line 1')):
            self.refuse_send(2, *given, '--batch', self.write('batch', batch),
                             mentions=mentions)
        self.refuse_send(2, *given, '--batch', self.write('latin', b'["\xff"]'), mentions='UTF-8')
        self.refuse_send(1, *given, '--batch', str(self.profile.directory / 'missing'),
                         mentions='missing')

    def test_credentials_that_are_none_are_explained(self):
        for text, mentions in (
                ('', 'no secret'), ('key=k\n', 'no secret'), (f'secret={SECRET}\n', 'key=…'),
                (f'PUSHER_SECRET={SECRET}\nREVERB_APP_KEY=k\n', 'PUSHER_KEY'),
                (f'key=k\nsecret={SECRET}\nport=x\n', 'port')):
            self.refuse_send(2, '--credentials', '-', *CLUSTER, *EVENT, standard_input=text,
                             mentions=mentions)
        for text in (b'\xff', f'{{"secret": "{SECRET}",'):
            self.refuse_send(1, '--credentials', '-', *CLUSTER, *EVENT, standard_input=text,
                             mentions='credentials')
        self.refuse_send(2, '--credentials', '-', *CLUSTER, *EVENT, standard_input='#' * 300000,
                         mentions='too large')
        for path in (self.profile.directory / 'missing', self.profile.directory):
            self.refuse_send(1, '--credentials', str(path), *CLUSTER, *EVENT, mentions=str(path))


class Readers(SendTest):
    # Nothing answers there, and the warning comes before that is known.
    NOWHERE = ('--app-id', '1', '--host', '127.0.0.1', '--port', '1', '--no-tls', *EVENT)

    def test_a_file_that_everybody_reads_is_warned_of(self):
        path = self.write('open', 'key=k\nsecret=s\n', 0o644)
        done = self.run_traybell('send', '--credentials', path, *self.NOWHERE)
        self.assertIn(f'chmod o= {path}', done.stderr.decode())

    def test_a_private_file_is_not(self):
        for mode in (0o600, 0o640):
            path = self.write(f'private-{mode}', 'key=k\nsecret=s\n', mode)
            self.refuse_send(1, '--credentials', path, *self.NOWHERE, mentions='port 1')

    def test_a_connection_without_encryption_is_warned_of(self):
        done = self.run_traybell('send', '--credentials', self.credentials, '--app-id', '1',
                                 '--host', 'nowhere.invalid', '--no-tls', *EVENT)
        self.assertEqual(done.returncode, 1)
        self.assertIn('not encrypted', done.stderr.decode())


class AtATerminal(SendTest):
    read_until = Terminal.read_until

    def test_key_and_secret_are_asked_for_and_not_shown(self):
        server = self.start_server()
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        process = subprocess.Popen(
            [TRAYBELL, 'send', '--credentials', '-', '--app-id', server['appId'], '--host',
             '127.0.0.1', '--port', str(server['port']), '--no-tls', *EVENT],
            env=self.profile.environment, stdin=theirs, stdout=theirs, stderr=theirs,
            start_new_session=True)
        os.close(theirs)
        self.addCleanup(process.wait)
        shown = self.read_until(ours, b'App key: ')
        os.write(ours, server['key'].encode() + b'\n')
        shown += self.read_until(ours, b'App secret: ')
        os.write(ours, server['secret'].encode() + b'\n')
        shown += self.read_until(ours, None)
        self.assertEqual(process.wait(COMMAND_SECONDS), 0, shown)
        self.assertNotIn(server['secret'].encode(), shown)


# These came along with what is used of their module.
del CommandLineTest, Terminal

if __name__ == '__main__':
    tap_runner.main(__name__)
