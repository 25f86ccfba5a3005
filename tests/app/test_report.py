#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What traybell report writes, and what it must not: secrets are planted wherever there can be one."""

import io
import json
import stat
import subprocess
import tarfile
import urllib.request

from gi.repository import GLib

import tap_runner
from notification_server import NotificationServer
from test_command_line import TRAYBELL, CommandLineTest
from waiting import wait_until

FILES = ['README.txt', 'desktop.json', 'doctor.json', 'libraries.txt', 'log.txt', 'records.json',
         'settings.json', 'status.json']

# One for each place; none looks like a secret by itself.
PLANTED = {name: f'hush{number}planted' for number, name in enumerate((
    'keyring', 'cookie', 'environment', 'proxy-user', 'proxy-password', 'account-name', 'user-id',
    'tenant', 'room', 'channel', 'public-channel', 'parameter', 'url-user', 'url-password',
    'url-query', 'url-fragment', 'url-path', 'origin-password', 'title', 'body', 'payload', 'link',
    'event', 'member', 'log-header', 'log-query', 'log-cookie', 'log-bearer', 'log-token',
    'log-password', 'rule', 'key', 'journal-channel', 'echo'))}
SIGNATURE = 'demo-key:' + 'ab12' * 16
WEB_TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl'

JOURNAL = f"""#!/bin/sh
cat <<'END'
2026-01-01T00:00:00+0000 host traybell[7]: Authorization: Bearer {PLANTED['log-header']}
2026-01-01T00:00:01+0000 host traybell[7]: https://u:{PLANTED['url-password']}@h/p?token={PLANTED['log-query']}
2026-01-01T00:00:02+0000 host traybell[7]: Cookie: a=1; session={PLANTED['log-cookie']}; b=2
2026-01-01T00:00:03+0000 host traybell[7]: sent bearer {PLANTED['log-bearer']} to it
2026-01-01T00:00:04+0000 host traybell[7]: {{"access_token": "{PLANTED['log-token']}", "password":"{PLANTED['log-password']}"}}
2026-01-01T00:00:05+0000 host traybell[7]: {{"auth":"{SIGNATURE}"}} and {WEB_TOKEN}
2026-01-01T00:00:06+0000 host traybell[7]: private-user-{PLANTED['journal-channel']} is denied
2026-01-01T00:00:07+0000 host traybell[7]: the server said {PLANTED['keyring']}, as it is
2026-01-01T00:00:08+0000 host traybell[7]: The tray icon is registered
END
"""


class ReportTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        notifications = NotificationServer(self.profile.bus_address)
        self.addCleanup(notifications.close)
        self.environment = {
            **self.profile.environment,
            'ACME_TOKEN': PLANTED['environment'],
            'http_proxy': f'http://{PLANTED["proxy-user"]}:{PLANTED["proxy-password"]}@127.0.0.1:9',
            'no_proxy': '127.0.0.1',
            'XDG_CURRENT_DESKTOP': 'XFCE',
        }
        programs = self.profile.directory / 'programs'
        programs.mkdir()
        self.journal = programs / 'journalctl'
        self.journal.write_text(JOURNAL)
        self.journal.chmod(0o755)
        self.environment['PATH'] = f'{programs}:{self.environment["PATH"]}'
        self.path = self.profile.directory / 'home' / 'report.tar.gz'

    def report(self, *arguments, status=0):
        done = self.run_traybell('report', *(arguments or (str(self.path),)),
                                 environment=self.environment)
        self.assertEqual(done.returncode, status, done)
        return done

    def unpack(self, data=None):
        with tarfile.open(fileobj=io.BytesIO(data or self.path.read_bytes()), mode='r:gz') as archive:
            members = archive.getmembers()
            for member in members:
                self.assertTrue(member.isfile())
                self.assertEqual(member.mode, 0o600)
            files = {member.name.removeprefix('traybell-report/'):
                     archive.extractfile(member).read().decode() for member in members}
        self.assertEqual(sorted(files), FILES)
        return files

    def set_up_account(self, server):
        """An account whose every setting has a secret in it that has no business there."""
        identifier = self.succeed(
            'account', 'add', *self.server_options(server),
            '--name', PLANTED['account-name'], '--user-id', 'user_456',
            '--tenant-id', PLANTED['tenant'], '--room', 'doc_789',
            '--channel', f'public-{PLANTED["public-channel"]}', '--token-stdin',
            standard_input='alice-token').strip()
        return identifier

    def plant_by_hand(self, identifier):
        """What the command line would refuse, in the file of the settings."""
        path = self.profile.directory / 'config' / 'glib-2.0' / 'settings' / 'keyfile'
        text = GLib.KeyFile()
        text.load_from_file(str(path), GLib.KeyFileFlags.NONE)
        group, = [name for name in text.get_groups()[0] if name.endswith(identifier)]
        for name, value in (
                ('web-url', f'https://{PLANTED["url-user"]}:{PLANTED["url-password"]}@app.example.com'
                            f'/{PLANTED["url-path"]}?t={PLANTED["url-query"]}#{PLANTED["url-fragment"]}'),
                ('origin', f'https://x:{PLANTED["origin-password"]}@app.example.com'),
                ('user-id', PLANTED['user-id']), ('key', PLANTED['key'])):
            text.set_value(group, name, GLib.Variant('s', value).print_(False))
        text.set_value(group, 'auth-parameters',
                       GLib.Variant('a{ss}', {'tenant': PLANTED['parameter']}).print_(False))
        text.set_value(group, 'rooms', GLib.Variant('as', [PLANTED['room']]).print_(False))
        text.set_value(group, 'channels', GLib.Variant('as', [PLANTED['channel']]).print_(False))
        text.save_to_file(str(path))

    def control(self, server, verb, **body):
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        opener.open(urllib.request.Request(f'{server["url"]}/control/{verb}',
                                           data=json.dumps(body).encode()), timeout=10).close()

    def assert_discreet(self, files, but=()):
        whole = '\n'.join(files.values())
        for place, secret in PLANTED.items():
            if place not in but:
                self.assertNotIn(secret, whole, place)
        for secret in ('ab12ab12', 'eyJhbGci', 'alice-token', 'Alice Smith', 'user_456', 'doc_789',
                       str(self.profile.directory)):
            self.assertNotIn(secret, whole)


class Contents(ReportTest):
    def test_a_running_traybell_is_described_without_what_it_was_told(self):
        server = self.start_server()
        rules = self.profile.directory / 'config' / 'traybell'
        rules.mkdir()
        (rules / 'rules.ini').write_text(
            f'[{PLANTED["rule"]}]\nevent=secret:{PLANTED["event"]}\ntitle=x\n')
        identifier = self.set_up_account(server)
        traybell = self.start_traybell()
        traybell.wait_until_subscribed('private-user-user_456')
        self.control(server, 'member', channel='presence-room-doc_789', userId='u9', action='join',
                     userInfo={'name': PLANTED['member']})
        for event in ('notification', f'secret:{PLANTED["event"]}'):
            self.control(server, 'publish', channel='private-user-user_456', event=event, data={
                'title': PLANTED['title'], 'body': PLANTED['body'], 'more': PLANTED['payload'],
                'url': f'/{PLANTED["link"]}'})
        wait_until(lambda: json.loads(self.succeed('inbox', '--json'))['total'] == 2, 'two came')
        # The web app repeats what it was given.
        self.succeed('account', 'set-secret', identifier, '--token-stdin',
                     standard_input=PLANTED['keyring'])
        self.control(server, 'auth', mode='status', status=403,
                     body=json.dumps({'error': f'{PLANTED["keyring"]} is no good'}))
        self.report()
        files = self.unpack()
        self.assert_discreet(files)

        status = json.loads(files['status.json'])
        self.assertEqual(status['accounts'][0]['id'], identifier)
        self.assertEqual(status['inbox']['notifications'], 2)
        names = [channel['name'] for channel in status['accounts'][0]['channels']]
        self.assertIn('private-user-…1', names)
        records = json.loads(files['records.json'])['events']
        self.assertEqual([record['event'] for record in records], ['notification', '…'])
        self.assertEqual(records[0]['channel'], 'private-user-…1')
        findings = json.loads(files['doctor.json'])['findings']
        self.assertIn(('key', 'passed'), [(one['step'], one['state']) for one in findings])
        self.assertIn('403', json.dumps(findings))
        account, = json.loads(files['settings.json'])['accounts']
        self.assertEqual((account['host'], account['port'], account['user-id'], account['rooms']),
                         ('127.0.0.1', server['port'], True, 1))
        self.assertEqual(account['auth-endpoint'], server['url'] + '/api/pusher/auth')
        self.assertEqual(account['inbox-adapter'], 'none')
        self.assertEqual(json.loads(files['desktop.json'])['XDG_CURRENT_DESKTOP'], 'XFCE')
        self.assertIn('libsoup-3.0', files['libraries.txt'])
        self.assertIn('The tray icon is registered', files['log.txt'])
        self.assertEqual(len(files['log.txt'].strip().splitlines()), 9)

    def test_a_journal_that_says_nothing_or_does_not_end_is_done_without(self):
        for text in ('#!/bin/sh\n', '#!/bin/sh\necho begun\nexec sleep 60\n'):
            with self.subTest(journal=text):
                self.journal.write_text(text)
                files = self.unpack(self.report('-').stdout)
                self.assertEqual(files['log.txt'], '')

    def test_half_a_line_at_the_beginning_of_a_long_journal_is_left_out(self):
        line = f'Cookie: {"a=1; " * 6000}session={PLANTED["log-cookie"]}\n'
        self.journal.write_text(
            f"#!/bin/sh\ncat <<'END'\n{line * 10}The tray icon is registered\nEND\n")
        log = self.unpack(self.report('-').stdout)['log.txt']
        self.assertNotIn(PLANTED['log-cookie'], log)
        self.assertTrue(log.startswith('Cookie: …\n'), log[:100])

    def test_nor_is_anything_that_was_set_by_hand(self):
        server = self.start_server()
        identifier = self.set_up_account(server)
        self.succeed('account', 'set-secret', identifier, '--cookie-stdin',
                     standard_input=f'session={PLANTED["cookie"]}; theme=dark')
        self.plant_by_hand(identifier)
        self.assertIn(PLANTED['url-query'], self.succeed('account', 'list', '--json'))
        self.report()
        files = self.unpack()
        # What the log repeats is in no keyring here, and looks like any other word.
        self.assert_discreet(files, but=('keyring',))
        account, = json.loads(files['settings.json'])['accounts']
        self.assertEqual(account['web-url'], 'https://app.example.com/…')
        self.assertEqual(files['status.json'], 'null')

    def test_without_an_account_there_is_a_report_too(self):
        self.report()
        files = self.unpack()
        self.assertEqual(json.loads(files['settings.json']), {'accounts': []})
        self.assertIn('before you give it to anybody', files['README.txt'].replace('\n', ' '))


class Archive(ReportTest):
    def test_only_its_owner_can_read_it_whatever_the_umask(self):
        done = subprocess.run(['sh', '-c', 'umask 0; exec "$0" report "$1"', TRAYBELL, self.path],
                              env=self.environment, capture_output=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done)
        self.assertEqual(stat.S_IMODE(self.path.stat().st_mode), 0o600)
        self.assertIn(str(self.path), done.stdout.decode())
        self.assertEqual(subprocess.run(['tar', 'tzf', self.path], check=True, capture_output=True)
                         .stdout.count(b'traybell-report/'), len(FILES))

    def test_nothing_is_overwritten_nor_written_through_a_link(self):
        self.path.write_text('mine')
        self.report(status=1)
        self.assertEqual(self.path.read_text(), 'mine')
        link = self.path.with_name('link')
        link.symlink_to(self.path.with_name('elsewhere'))
        self.report(str(link), status=1)
        self.assertFalse(self.path.with_name('elsewhere').exists())
        self.refuse(1, 'report', '/nonexistent/report.tar.gz', mentions='another place')
        self.refuse(2, 'report', 'a', 'b')

    def test_it_can_go_to_standard_output(self):
        self.assertEqual(len(self.unpack(self.report('-').stdout)), len(FILES))

    def test_it_has_a_name_of_its_own_if_none_is_given(self):
        done = subprocess.run([TRAYBELL, 'report'], env=self.environment, capture_output=True,
                              cwd=self.path.parent, timeout=60, check=True)
        report, = self.path.parent.glob('traybell-report-*.tar.gz')
        self.assertIn(report.name, done.stdout.decode())


if __name__ == '__main__':
    tap_runner.main(__name__)
