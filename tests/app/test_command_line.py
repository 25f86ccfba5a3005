#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be typed, right and wrong, against the built program in a home of its own."""

import json
import os
import pathlib
import pty
import select
import signal
import subprocess
import unittest

import tap_runner
from private_profile import PrivateProfile
from traybell_process import TraybellProcess, channel_named
from waiting import wait_until

TRAYBELL = os.environ['TRAYBELL']
DEV_SERVER = os.environ['TRAYBELL_DEV_SERVER']

COMMAND_SECONDS = 20.0

# Never seen anywhere but on the way into the keyring.
SECRET = 'hush-hush-5f3a'

APPLICATION = ('--key', 'demo-key', '--user-id', 'user_456',
               '--auth-endpoint', 'https://app.example.com/api/pusher/auth')
USABLE = (*APPLICATION, '--cluster', 'eu')

ACCOUNT_COMMANDS = ('add', 'import', 'list', 'edit', 'check', 'remove', 'enable', 'disable',
                    'set-secret')
COMMANDS = tuple(('account', name) for name in ACCOUNT_COMMANDS) + (
    ('account',), ('status',), ('doctor',), ('report',), ('watch',), ('inbox',), ('why',), ('open',), ('read',), ('ack',), ('snooze',), ('quiet',), ('rules',), ('rules', 'test'),
    ('rules', 'check'), ('rules', 'list'),
    ('show',), ('quit',), ('send',), ())


class CommandLineTest(unittest.TestCase):
    def setUp(self):
        self.profile = PrivateProfile()
        self.addCleanup(self.profile.close)
        # libsecret 0.20.5 forgets to free the entity tag each time it writes its file. Only a
        # program that was built with sanitisers takes notice of this.
        suppressions = self.profile.directory / 'suppressions'
        suppressions.write_text('leak:^g_strdup$\n')
        self.profile.environment |= {'ASAN_OPTIONS': 'fast_unwind_on_malloc=0',
                                     'LSAN_OPTIONS': f'suppressions={suppressions}:'
                                                     'print_suppressions=0'}

    def run_traybell(self, *arguments, standard_input='', environment=None):
        return subprocess.run(
            [TRAYBELL, *arguments], env=environment or self.profile.environment,
            input=standard_input.encode() if isinstance(standard_input, str) else standard_input,
            capture_output=True, timeout=COMMAND_SECONDS, check=False)

    def succeed(self, *arguments, **options):
        done = self.run_traybell(*arguments, **options)
        self.assertEqual(done.returncode, 0, (arguments, done))
        return done.stdout.decode()

    def refuse(self, status, *arguments, mentions=None, **options):
        """Expects `status`, nothing on stdout and one sentence on stderr; returns that."""
        done = self.run_traybell(*arguments, **options)
        sentence = done.stderr.decode()
        self.assertEqual(done.returncode, status, (arguments, done))
        self.assertEqual(done.stdout, b'', arguments)
        self.assertRegex(sentence, r'\Atraybell: [^\n]+\n\Z', arguments)
        self.assertNotIn(SECRET, sentence, arguments)
        if mentions is not None:
            self.assertIn(mentions, sentence, arguments)
        return sentence

    def accounts(self):
        return json.loads(self.succeed('account', 'list', '--json'))

    def add(self, *more, standard_input=''):
        return self.succeed('account', 'add', *USABLE, *more,
                            standard_input=standard_input).strip()

    def files(self):
        return [path for path in self.profile.directory.rglob('*') if path.is_file()]

    def assert_nowhere(self, text):
        """The text is in no file of the profile: settings, log, keyring."""
        self.assertEqual([str(path) for path in self.files()
                          if text.encode() in path.read_bytes()], [])

    def start_traybell(self):
        process = TraybellProcess(TRAYBELL, self.profile.environment, self.profile.directory)
        self.addCleanup(process.stop)
        process.start()
        return process

    def start_server(self):
        with open(self.profile.directory / 'server.log', 'wb') as log:
            server = subprocess.Popen([DEV_SERVER], stdout=subprocess.PIPE, stderr=log,
                                      stdin=subprocess.DEVNULL)

        def stop():
            server.terminate()
            server.wait(10)
            server.stdout.close()

        self.addCleanup(stop)
        readable, _, _ = select.select([server.stdout], [], [], 10)
        self.assertTrue(readable, 'the server is ready')
        return json.loads(server.stdout.readline())

    def server_options(self, server):
        return ('--key', server['key'], '--host', '127.0.0.1', '--port', str(server['port']),
                '--no-tls', '--auth-endpoint', server['url'] + '/api/pusher/auth')



class Help(CommandLineTest):
    def test_each_command_has_help_that_names_its_options(self):
        options = {
            ('account', 'add'): ('--key', '--host', '--port', '--no-tls', '--auth-endpoint',
                                 '--auth-format', '--user-id', '--tenant-id', '--token-stdin',
                                 '--cookie-stdin', '--header-stdin'),
            ('account', 'import'): ('--web-url', '--user-id', '--token-stdin', 'FILE|-'),
            ('account', 'list'): ('--json',),
            ('account', 'check'): ('--json', 'ID'),
            ('account', 'edit'): ('--key', '--tls', '--token-stdin', '--sign-in-url', 'ID'),
            ('account', 'remove'): ('ID',),
            ('account', 'set-secret'): ('--token-stdin', '--cookie-stdin', '--header-stdin', 'ID'),
            ('status',): ('--json',),
            ('doctor',): ('--json', '--notify', 'ACCOUNT', 'Exit code'),
            ('watch',): ('--json',),
            ('open',): ('NOTIFICATION-ID',),
            ('inbox',): ('--unread', '--search', '--limit', '--json'),
            ('why',): ('NOTIFICATION-ID', '--last', '--json'),
            ('ack',): ('NOTIFICATION-ID',),
            ('snooze',): ('30m', '1h', 'tomorrow', 'off'),
            ('quiet',): ('--json',),
            ('rules',): ('test', 'check', 'list'),
            ('rules', 'test'): ('EVENT', '--channel', '--account', '--file', '--json'),
            ('rules', 'check'): ('FILE',),
            ('send',): ('--credentials', '--app-id', '--channel', '--event', '--data', '--batch',
                        '--cluster', '--host', '--no-tls', 'FILE|-', 'JSON|-', 'secret='),
            (): ('--background', '--version', 'account add'),
        }
        for command in COMMANDS:
            for option in ('--help', '-h'):
                text = self.succeed(*command, option)
                self.assertIn(' '.join(('traybell', *command)), text)
                for name in ('--help', *options.get(command, ())):
                    self.assertIn(name, text, command)

    def test_the_version_is_printed(self):
        self.assertRegex(self.succeed('--version'), r'\ATraybell [0-9.]+\n\Z')


class Mistyped(CommandLineTest):
    def test_unknown_commands_are_refused(self):
        for arguments in (('frobnicate',), ('account', 'frobnicate'), ('account',),
                          ('account', ''), ('',)):
            self.refuse(2, *arguments)

    def test_unknown_options_are_refused(self):
        for command in COMMANDS:
            self.refuse(2, *command, '--frobnicate', mentions='--frobnicate')

    def test_extra_and_missing_arguments_are_refused(self):
        for arguments in (('account', 'add', 'x'), ('account', 'list', 'x'),
                          ('account', 'remove'), ('account', 'remove', 'x', 'y'),
                          ('account', 'edit'), ('account', 'edit', 'x', 'y'),
                          ('account', 'check'), ('account', 'check', 'x', 'y'),
                          ('account', 'enable'), ('account', 'disable', 'x', 'y'),
                          ('account', 'set-secret', '--token-stdin'),
                          ('account', 'set-secret', 'x'), ('account', 'import'),
                          ('account', 'import', 'x', 'y'),
                          ('account', 'import', '-', '--token-stdin'),
                          ('status', 'x'), ('watch', 'x'), ('open',), ('open', 'x', 'y'),
                          ('ack',), ('ack', 'x', 'y'), ('snooze',), ('snooze', '1h', '1h'),
                          ('snooze', '5h'), ('snooze', ''), ('quiet', 'x'), ('rules',),
                          ('rules', 'x'), ('rules', 'test'), ('rules', 'test', 'x', 'y'),
                          ('rules', 'check', 'x', 'y'), ('rules', 'list', 'x'),
                          ('show', 'x'), ('quit', 'x'), ('send', 'x')):
            self.refuse(2, *arguments)

    def test_a_number_that_is_none_is_refused(self):
        self.refuse(2, 'account', 'add', *USABLE, '--port', 'six', mentions='six')

    def test_values_that_no_option_takes_are_refused(self):
        for options, mentions in ((('--port', '70000'), '70000'), (('--port', '0'), 'port'),
                                  (('--port', '-5'), 'port'),
                                  (('--auth-format', 'xml'), 'form or json'),
                                  (('--auth-param', 'x'), 'NAME=VALUE'),
                                  (('--host', 'ws.example.com'), '--cluster'),
                                  (('--tls', '--no-tls'), '--tls'),
                                  (('--token-stdin', '--cookie-stdin'), '--token-stdin')):
            self.refuse(2, 'account', 'add', *USABLE, *options, mentions=mentions)
        self.assertEqual(self.accounts(), [])


class BadAccounts(CommandLineTest):
    def test_what_cannot_be_used_is_refused_and_not_kept(self):
        key = ('--key', 'demo-key')
        cluster = ('--cluster', 'eu')
        user = ('--user-id', 'user_456')
        endpoint = ('--auth-endpoint', 'https://app.example.com/auth')
        cases = (
            ((*cluster, *user, *endpoint), 'app key'),
            ((*key, *user, *endpoint), 'server'),
            ((*key, '--host', 'wss://x.example.com', *user, *endpoint), 'scheme'),
            ((*key, '--host', 'x.example.com:6001', *user, *endpoint), 'port'),
            ((*key, *cluster, *endpoint), 'listen'),
            ((*key, *cluster, *user), 'authorisation endpoint'),
            ((*key, *cluster, *user, '--auth-endpoint', 'http://app.example.com/auth'),
             'not encrypted'),
            ((*key, *cluster, *user, '--auth-endpoint', '/auth'), '/auth'),
            ((*USABLE, '--channel', 'not a channel'), 'not a channel'),
            ((*USABLE, '--web-url', 'app.example.com'), 'https://'),
            ((*USABLE, '--web-url', f'https://joe:{SECRET}@app.example.com'), 'password'),
            ((*USABLE, '--auth-endpoint', f'https://joe:{SECRET}@app.example.com/auth'),
             'password'),
            ((*USABLE, '--allow-origin', 'javascript:'), 'javascript:'),
            ((*USABLE, '--ca-file', '/nonexistent/ca.pem'), '/nonexistent/ca.pem'),
            ((*USABLE, '--user-id', ''), 'listen'),
        )
        for options, mentions in cases:
            self.refuse(1, 'account', 'add', *options, mentions=mentions)
        self.assertEqual(self.accounts(), [])
        self.assert_nowhere('demo-key')
        self.assert_nowhere(SECRET)

    def test_an_unencrypted_connection_to_elsewhere_is_warned_of(self):
        options = (*APPLICATION, '--host', 'ws.example.com', '--no-tls')
        done = self.run_traybell('account', 'add', *options)
        self.assertEqual(done.returncode, 0, done)
        self.assertIn('not encrypted', done.stderr.decode())

        done = self.run_traybell('account', 'add', *APPLICATION, '--host', 'localhost',
                                 '--no-tls')
        self.assertEqual((done.returncode, done.stderr), (0, b''))

    def test_unknown_accounts_are_refused(self):
        for arguments in (('remove', 'x'), ('enable', 'x'), ('disable', 'x'),
                          ('edit', 'x', '--name', 'y'), ('check', 'x'), ('check', 'x', '--json'),
                          ('set-secret', 'x', '--token-stdin')):
            self.refuse(1, 'account', *arguments, standard_input=SECRET,
                        mentions='traybell account list')


class Import(CommandLineTest):
    def write(self, text, name='env.local'):
        path = self.profile.directory / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    def test_an_env_file_becomes_an_account(self):
        path = self.write('NEXT_PUBLIC_PUSHER_KEY="the-key"\r\nNEXT_PUBLIC_PUSHER_CLUSTER=eu\r\n')
        identifier = self.succeed('account', 'import', path, '--user-id', 'user_456',
                                  '--web-url', 'https://app.example.com').strip()
        account, = self.accounts()
        self.assertEqual(account['id'], identifier)
        self.assertEqual((account['key'], account['cluster'], account['auth-endpoint']),
                         ('the-key', 'eu', 'https://app.example.com/api/pusher/auth'))

    def test_standard_input_is_read_too(self):
        self.succeed('account', 'import', '-', '--user-id', 'u', '--web-url', 'https://a.example',
                     standard_input='{"NEXT_PUBLIC_PUSHER_KEY":"the-key"}')
        self.assertEqual(self.accounts()[0]['cluster'], 'ap1')

    def test_options_go_before_the_file(self):
        path = self.write('NEXT_PUBLIC_PUSHER_WS_HOST=ws.example.com\n')
        self.succeed('account', 'import', path, '--key', 'given', '--user-id', 'u',
                     '--auth-endpoint', 'https://a.example/auth')
        account, = self.accounts()
        self.assertEqual((account['key'], account['host'], account['auth-endpoint']),
                         ('given', 'ws.example.com', 'https://a.example/auth'))

    def test_a_servers_secret_is_left_out_with_a_warning(self):
        path = self.write(f'NEXT_PUBLIC_PUSHER_KEY=k\nPUSHER_APP_ID=1\nPUSHER_SECRET={SECRET}\n')
        done = self.run_traybell('account', 'import', path, '--user-id', 'u',
                                 '--web-url', 'https://a.example')
        self.assertEqual(done.returncode, 0, done)
        self.assertIn('PUSHER_SECRET', done.stderr.decode())
        self.assertNotIn(SECRET, done.stderr.decode())
        os.unlink(path)
        self.assert_nowhere(SECRET)

    def test_what_cannot_be_imported_is_refused(self):
        web_url = ('--user-id', 'u', '--web-url', 'https://a.example')
        missing = str(self.profile.directory / 'missing')
        cases = (
            (self.write('DATABASE_URL=x\n'), web_url, 'NEXT_PUBLIC_PUSHER_KEY'),
            (self.write('', 'empty'), web_url, 'app key'),
            (self.write('{"key":', 'json'), web_url, 'JSON'),
            (self.write(b'NEXT_PUBLIC_PUSHER_KEY=\xff\n', 'latin'), web_url, 'env file'),
            (self.write(b'NEXT_PUBLIC_PUSHER_KEY=k\0\n', 'zero'), web_url, 'env file'),
            (self.write('#' * 300000, 'huge'), web_url, 'env file'),
            (self.write('NEXT_PUBLIC_PUSHER_KEY=k\n', 'relative'), ('--user-id', 'u'),
             '--web-url'),
            (self.write('NEXT_PUBLIC_PUSHER_KEY=k\nNEXT_PUBLIC_PUSHER_WS_PORT=x\n', 'port'),
             web_url, 'port'),
            (missing, web_url, 'missing'),
            (str(self.profile.directory), web_url, None),
        )
        for path, options, mentions in cases:
            self.refuse(1, 'account', 'import', path, *options, mentions=mentions)
        self.assertEqual(self.accounts(), [])


class Terminal(CommandLineTest):
    def test_a_secret_is_asked_for_and_not_shown(self):
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        process = subprocess.Popen([TRAYBELL, 'account', 'add', *USABLE, '--token-stdin'],
                                   env=self.profile.environment, stdin=theirs, stdout=theirs,
                                   stderr=theirs, start_new_session=True)
        os.close(theirs)
        self.addCleanup(process.wait)
        shown = self.read_until(ours, b'Authorization: ')
        os.write(ours, SECRET.encode() + b'\n')
        shown += self.read_until(ours, None)
        self.assertEqual(process.wait(COMMAND_SECONDS), 0, shown)
        self.assertNotIn(SECRET.encode(), shown)
        account, = self.accounts()
        self.assertIn(account['id'].encode(), shown)

    def read_until(self, descriptor, prompt):
        """What the terminal shows up to the prompt, or up to the end of the program."""
        text = b''
        while prompt is None or prompt not in text:
            readable, _, _ = select.select([descriptor], [], [], COMMAND_SECONDS)
            self.assertTrue(readable, text)
            try:
                text += os.read(descriptor, 4096)
            except OSError:
                break
        return text


class BadSecrets(CommandLineTest):
    SECRETS = ('', ' \n', f'{SECRET}\r\nX-Evil: 1\n', f'{SECRET}\nmore', f'{SECRET}\x1b[2J',
               f'{SECRET}ü', f'{SECRET}\0', SECRET * 2000)

    def check(self):
        identifier = self.add()
        for secret in self.SECRETS:
            self.refuse(1, 'account', 'add', *USABLE, '--token-stdin', standard_input=secret)
            self.refuse(1, 'account', 'set-secret', identifier, '--token-stdin',
                        standard_input=secret)
        self.refuse(1, 'account', 'set-secret', identifier, '--header-stdin', 'X Header',
                    standard_input=SECRET)
        self.refuse(2, 'account', 'set-secret', identifier, '--token-stdin', '--cookie-stdin',
                    standard_input=SECRET)
        self.assertEqual([account['id'] for account in self.accounts()], [identifier])
        self.assert_nowhere(SECRET)

    def test_they_are_refused_and_nothing_is_kept(self):
        self.check()

    def test_the_running_traybell_refuses_them_too(self):
        self.start_traybell()
        self.check()


class Accounts(CommandLineTest):
    def check(self):
        """The life of an account, whoever does it."""
        first = self.add('--name', 'Acme')
        second = self.add('--name', 'Other', '--token-stdin', standard_input=SECRET + '\n')
        self.assertNotEqual(first, second)
        self.assertEqual([(account['id'], account['name'], account['enabled'])
                          for account in self.accounts()],
                         [(first, 'Acme', True), (second, 'Other', True)])
        printed = self.succeed('account', 'list')
        self.assertEqual(printed.count('\n'), 2)
        self.assertIn(first, printed)
        self.assertIn('Acme', printed)

        self.succeed('account', 'disable', second)
        self.assertIs(self.accounts()[1]['enabled'], False)
        self.succeed('account', 'enable', second)
        self.assertIs(self.accounts()[1]['enabled'], True)

        for option in (('--token-stdin',), ('--cookie-stdin',), ('--header-stdin', 'X-Api-Key')):
            self.succeed('account', 'set-secret', second, *option, standard_input=SECRET)
        self.assert_nowhere(SECRET)
        keyring = self.profile.directory / 'keyring'
        before = keyring.stat().st_size

        self.succeed('account', 'remove', second)
        self.assertLess(keyring.stat().st_size, before, 'the secret has gone')
        self.assertEqual([account['id'] for account in self.accounts()], [first])
        self.assert_nowhere('Other')
        self.succeed('account', 'remove', first)
        self.assertEqual(self.accounts(), [])
        self.assert_nowhere('demo-key')
        self.assertIn('traybell account add', self.succeed('account', 'list'))

    def test_they_live_and_go_while_traybell_does_not_run(self):
        self.check()

    def test_they_live_and_go_while_traybell_runs(self):
        traybell = self.start_traybell()
        self.check()
        self.assertEqual(traybell.status()['accounts'], [])
        for name in ('cmdline', 'environ'):
            content = pathlib.Path(f'/proc/{traybell.process_id}/{name}').read_bytes()
            self.assertNotIn(SECRET.encode(), content)
        self.assertNotIn(SECRET, traybell.log)

    def test_a_secret_is_in_no_argument_and_no_environment(self):
        process = subprocess.Popen(
            [TRAYBELL, 'account', 'add', *USABLE, '--token-stdin'],
            env=self.profile.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        process.stdin.write(SECRET.encode())
        process.stdin.flush()
        for name in ('cmdline', 'environ'):
            self.assertNotIn(SECRET.encode(),
                             pathlib.Path(f'/proc/{process.pid}/{name}').read_bytes())
        printed, errors = process.communicate(timeout=COMMAND_SECONDS)
        self.assertEqual((process.returncode, errors), (0, b''))
        self.assertNotIn(SECRET.encode(), printed)

    def test_what_was_added_is_there_for_the_next_start(self):
        identifier = self.add('--name', 'Acme')
        traybell = self.start_traybell()
        account, = traybell.status()['accounts']
        self.assertEqual((account['id'], account['name']), (identifier, 'Acme'))

    def test_without_a_keyring_nothing_half_is_kept(self):
        environment = dict(self.profile.environment)
        for name in ('SECRET_BACKEND', 'SECRET_FILE_TEST_PATH', 'SECRET_FILE_TEST_PASSWORD'):
            del environment[name]
        self.refuse(1, 'account', 'add', *USABLE, '--token-stdin', standard_input=SECRET,
                    environment=environment, mentions='keyring')
        self.assertEqual(self.accounts(), [])

        identifier = self.add()
        self.assertEqual(
            self.run_traybell('account', 'remove', identifier, environment=environment).returncode,
            0)
        self.assertEqual(self.accounts(), [])


class Editing(CommandLineTest):
    def account(self):
        account, = self.accounts()
        return account

    def edit(self, identifier, *options, **more):
        self.assertEqual(self.succeed('account', 'edit', identifier, *options, **more), '')
        return self.account()

    def check(self):
        """Changes to an account, whoever makes them."""
        identifier = self.add('--name', 'Acme', '--room', 'r', '--web-url',
                              'https://app.example.com')
        before = self.account()
        self.assertEqual(self.edit(identifier, '--name', 'Other'), {**before, 'name': 'Other'})

        # A host takes the place of a cluster, and a cluster that of a host and its port.
        account = self.edit(identifier, '--host', 'localhost', '--port', '6001', '--no-tls')
        self.assertEqual([account[name] for name in ('cluster', 'host', 'port', 'tls')],
                         ['', 'localhost', 6001, False])
        account = self.edit(identifier, '--cluster', 'us2', '--tls')
        self.assertEqual([account[name] for name in ('cluster', 'host', 'port', 'tls')],
                         ['us2', '', 0, True])

        account = self.edit(identifier, '--room', '', '--tenant-id', 'a', '--tenant-id', 'b')
        self.assertEqual((account['rooms'], account['tenant-ids']), ([], ['a', 'b']))
        account = self.edit(identifier, '--auth-endpoint', '/auth')
        self.assertEqual(account['auth-endpoint'], 'https://app.example.com/auth')

        # A mistake changes nothing, neither settings nor secret.
        for options, mentions in ((('--key', '', '--name', 'Third'), 'app key'),
                                  (('--user-id', 'a b', '--token-stdin'), 'a b')):
            self.refuse(1, 'account', 'edit', identifier, *options, standard_input=SECRET,
                        mentions=mentions)
        self.assertEqual(self.account(), account)
        keyring = self.profile.directory / 'keyring'
        self.assertFalse(keyring.exists())

        self.assertEqual(self.edit(identifier, '--token-stdin', standard_input=SECRET), account)
        self.assertTrue(keyring.exists())
        self.assert_nowhere(SECRET)
        self.refuse(2, 'account', 'edit', identifier, mentions='what to change')

    def test_settings_change_while_traybell_does_not_run(self):
        self.check()

    def test_settings_change_while_traybell_runs(self):
        self.start_traybell()
        self.check()

    def test_a_connection_without_encryption_is_warned_of(self):
        identifier = self.add()
        done = self.run_traybell('account', 'edit', identifier, '--host', 'ws.example.com',
                                 '--no-tls')
        self.assertEqual(done.returncode, 0, done)
        self.assertIn('not encrypted', done.stderr.decode())


class Checking(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.server = self.start_server()

    def add_alice(self, *more, token='alice-token'):
        return self.succeed('account', 'add', *self.server_options(self.server), *more,
                            '--user-id', 'user_456', '--tenant-id', 'org_123', '--token-stdin',
                            standard_input=token).strip()

    def check(self, identifier, *options, status):
        done = self.run_traybell('account', 'check', identifier, *options)
        self.assertEqual((done.returncode, done.stderr), (status, b''), done)
        return done.stdout.decode()

    def test_an_account_that_works_says_so_step_by_step(self):
        printed = self.check(self.add_alice(), status=0)
        titles = [line for line in printed.splitlines() if not line.startswith(' ')]
        self.assertEqual(titles, [
            'ok: The settings are complete', "ok: The server's name is found",
            'ok: The server can be reached', 'not tried: The connection is encrypted',
            'ok: The server takes live connections', 'ok: The server accepts the app key',
            'ok: The web app accepts your sign-in',
            'ok: Channel private-user-user_456 is subscribed',
            'ok: Channel private-tenant-org_123 is subscribed'])

    def test_programs_get_the_same_as_json(self):
        identifier = self.add_alice('--tenant-id', 'org_456')
        answer = json.loads(self.check(identifier, '--json', status=0))
        self.assertEqual((answer['account'], answer['passed']), (identifier, True))
        steps = {step['channel'] or step['step']: step for step in answer['steps']}
        self.assertEqual(list(steps), [
            'settings', 'name', 'tcp', 'tls', 'upgrade', 'key', 'endpoint',
            'private-user-user_456', 'private-tenant-org_456', 'private-tenant-org_123'])
        self.assertEqual(steps['tcp']['seen'], f'127.0.0.1:{self.server["port"]}')
        self.assertEqual((steps['key']['state'], steps['key']['remedy']), ('passed', None))
        denied = steps['private-tenant-org_456']
        self.assertEqual(denied['state'], 'warning')
        self.assertIn('User not in tenant', denied['seen'])
        self.assertIn('tenant id', denied['remedy'])

    def test_what_fails_comes_with_its_remedy(self):
        identifier = self.add_alice(token=SECRET)
        printed = self.check(identifier, status=1)
        self.assertIn('failed: The web app accepts your sign-in\n'
                      '  The web app does not accept the sign-in (401: Unauthorized): sign in '
                      'again\n  → Sign in to the web app again', printed)
        self.assertIn('not tried: Channel private-user-user_456 is subscribed\n', printed)
        self.assertNotIn(SECRET, printed)
        answer = json.loads(self.check(identifier, '--json', status=1))
        self.assertIs(answer['passed'], False)
        self.assertNotIn(SECRET, json.dumps(answer))

    def test_a_server_that_is_not_there_is_told_of(self):
        identifier = self.add('--token-stdin', standard_input=SECRET)
        self.succeed('account', 'edit', identifier, '--host', '127.0.0.1', '--port', '9',
                     '--no-tls')
        printed = self.check(identifier, status=1)
        self.assertIn('failed: The server can be reached\n'
                      '  Nothing answers at 127.0.0.1, port 9', printed)

    def test_without_a_keyring_it_says_so(self):
        identifier = self.add_alice()
        environment = dict(self.profile.environment)
        for name in ('SECRET_BACKEND', 'SECRET_FILE_TEST_PATH', 'SECRET_FILE_TEST_PASSWORD'):
            del environment[name]
        done = self.run_traybell('account', 'check', identifier, environment=environment)
        self.assertEqual((done.returncode, done.stderr), (1, b''))
        self.assertIn('failed: The settings are complete\n  No keyring answers', done.stdout.decode())
        self.assertIn('→ Unlock the keyring, and check again.', done.stdout.decode())

    def test_it_works_beside_the_running_traybell(self):
        identifier = self.add_alice()
        self.start_traybell().wait_until_subscribed('private-user-user_456')
        self.assertIn('ok: Channel private-user', self.check(identifier, status=0))


class Running(CommandLineTest):
    def test_commands_that_need_traybell_say_how_to_start_it(self):
        for command in (('status',), ('status', '--json'), ('watch',), ('open', 'x'), ('show',),
                        ('inbox',), ('inbox', '--json'), ('why', 'x'), ('why', '--last', '3'),
                        ('quit',), ('ack', 'x'), ('snooze', '1h'), ('snooze', 'off'),
                        ('quiet',), ('quiet', '--json')):
            self.refuse(1, *command, mentions='traybell --background')

    def test_without_a_bus_they_say_the_same(self):
        environment = {**self.profile.environment,
                       'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent'}
        self.refuse(1, 'status', environment=environment, mentions='traybell --background')

    def test_the_status_has_the_documented_shape(self):
        server = self.start_server()
        traybell = self.start_traybell()
        self.add_alice(server, '--room', 'doc_789', '--name', 'Acme')
        traybell.wait_until_subscribed('private-user-user_456', 'presence-room-doc_789')
        status = traybell.status()
        self.assertEqual(set(status), {'version', 'accounts', 'quiet', 'rules', 'inbox', 'tray',
                                       'notifications', 'portals'})
        self.assertLessEqual({'active', 'until', 'reason'}, set(status['quiet']))
        self.assertEqual(status['inbox'], {'notifications': 0, 'unread': 0, 'unsaved': 0,
                                           'error': None, 'notice': None})
        self.assertEqual(status['tray'], 'no-host')
        self.assertIsNone(status['portals'])
        self.assertLessEqual({'server', 'capabilities'}, set(status['notifications']))
        account, = status['accounts']
        self.assertEqual(set(account), {'id', 'name', 'state', 'socketId', 'nextAttemptIn',
                                        'lastError', 'unread', 'channels', 'inbox'})
        self.assertIsNone(account['inbox'])
        self.assertEqual((account['state'], account['lastError'], account['nextAttemptIn'],
                          account['unread']), ('connected', None, None, 0))
        self.assertRegex(account['socketId'], r'\A[0-9]+\.[0-9]+\Z')
        self.assertEqual(channel_named(account, 'private-user-user_456'),
                         {'name': 'private-user-user_456', 'state': 'subscribed', 'error': None})
        self.assertEqual(channel_named(account, 'presence-room-doc_789')['members'],
                         [{'id': 'user_456', 'name': 'Alice Smith', 'me': True,
                           'typing': False}])

        printed = self.succeed('status')
        self.assertIn('Acme', printed)
        self.assertIn('online', printed)
        self.assertIn('Alice Smith (you)', printed)

    def add_alice(self, server, *options):
        return self.succeed('account', 'add', *self.server_options(server), '--user-id', 'user_456',
                            *options, '--token-stdin', standard_input='alice-token').strip()

    def test_a_secret_that_is_set_signs_in_without_a_restart(self):
        server = self.start_server()
        traybell = self.start_traybell()
        identifier = self.succeed('account', 'add', *self.server_options(server),
                                  '--user-id', 'user_456').strip()
        account = traybell.wait_for_account(lambda one: one['state'] == 'sign-in-needed',
                                            'sign-in is needed')
        self.assertIn('sign in', account['lastError'])
        self.succeed('account', 'set-secret', identifier, '--token-stdin',
                     standard_input='alice-token\n')
        after = traybell.wait_until_subscribed('private-user-user_456')
        self.assertEqual(after['socketId'], account['socketId'])

    def watch(self, *options):
        process = subprocess.Popen([TRAYBELL, 'watch', *options], env=self.profile.environment,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        # SIGINT is the watch's own affair once it says so to the kernel.
        wait_until(lambda: self.catches(process.pid, signal.SIGINT), 'the watch has begun')
        return process

    @staticmethod
    def catches(pid, number):
        for line in pathlib.Path(f'/proc/{pid}/status').read_text().splitlines():
            if line.startswith('SigCgt:'):
                return int(line.split()[1], 16) >> (number - 1) & 1
        return False

    def test_a_watch_ends_in_peace_when_interrupted(self):
        self.start_traybell()
        for number in (signal.SIGINT, signal.SIGTERM):
            process = self.watch('--json')
            process.send_signal(number)
            self.assertEqual(process.wait(10), 0)
            self.assertEqual(process.stderr.read(), b'')

    def test_a_watch_ends_with_traybell(self):
        traybell = self.start_traybell()
        process = self.watch()
        traybell.stop()
        self.assertEqual(process.wait(10), 1)
        self.assertIn(b'ended', process.stderr.read())

    def test_quit_ends_it_and_an_unknown_notification_does_not(self):
        traybell = self.start_traybell()
        self.refuse(1, 'open', 'nothing', mentions='nothing')
        self.assertEqual(traybell.status()['accounts'], [])
        self.succeed('quit')
        wait_until(lambda: self.run_traybell('status').returncode == 1, 'traybell has ended')

    def test_a_snooze_is_told_kept_and_ended(self):
        traybell = self.start_traybell()
        self.assertEqual(self.succeed('quiet'), 'Not quiet\nNo quiet hours\n')
        for span in ('30m', '1h', 'tomorrow'):
            self.assertRegex(self.succeed('snooze', span), r'\AQuiet until [^\n]+\n\Z')
        self.assertIn('tomorrow, 08:00', self.succeed('quiet'))
        self.assertIn('Quiet until tomorrow, 08:00', self.succeed('status'))
        quiet = json.loads(self.succeed('quiet', '--json'))
        self.assertEqual(quiet, traybell.status()['quiet'])
        self.assertEqual((quiet['active'], quiet['reason'], quiet['hours']), (True, 'snooze', []))
        self.assertRegex(quiet['until'], r'\A[-0-9]+T[:0-9]+Z\Z')

        traybell.stop()
        traybell = self.start_traybell()
        self.assertEqual(traybell.status()['quiet'], quiet)
        self.assertEqual(self.succeed('snooze', 'off'), '')
        quiet = traybell.status()['quiet']
        self.assertEqual((quiet['active'], quiet['until'], quiet['reason']), (False, None, None))

    def test_an_unknown_notification_cannot_be_acknowledged(self):
        self.start_traybell()
        self.refuse(1, 'ack', 'nothing', mentions='nothing')

    def test_without_a_display_the_window_is_refused(self):
        self.start_traybell()
        self.refuse(1, 'show')

    def test_a_second_start_in_the_background_leaves_the_first_alone(self):
        traybell = self.start_traybell()
        self.assertEqual(self.run_traybell('--background').returncode, 0)
        self.assertEqual(traybell.status()['accounts'], [])


if __name__ == '__main__':
    tap_runner.main(__name__)
