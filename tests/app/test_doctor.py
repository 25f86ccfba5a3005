#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What traybell doctor finds in set-ups that work, and in those that do not."""

import contextlib
import datetime
import email.utils
import http.server
import itertools
import json
import os
import pathlib
import socket
import subprocess
import threading
import urllib.request

from gi.repository import Gio, GLib

import tap_runner
from notification_server import NotificationServer
from test_command_line import APPLICATION, DEV_SERVER, SECRET, CommandLineTest

SOURCE = pathlib.Path(__file__).parents[2]

USER = 'private-user-user_456'
TENANT = 'private-tenant-org_123'
ROOM = 'presence-room-doc_789'

DESKTOP_STEPS = ['rules', 'notifications', 'tray', 'portals', 'autostart']


class DoctorTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.notifications = NotificationServer(self.profile.bus_address)
        self.addCleanup(self.notifications.close)

    def add_alice(self, server, *more, token='alice-token'):
        return self.succeed('account', 'add', *self.server_options(server), '--user-id', 'user_456',
                            *more, '--token-stdin', standard_input=token).strip()

    def control(self, server, verb, **body):
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        request = urllib.request.Request(f'{server["url"]}/control/{verb}',
                                         data=json.dumps(body).encode())
        opener.open(request, timeout=10).close()

    def answer_with(self, *pieces, pause=0.0):
        """The port of a server that says so to everybody, whatever it is asked."""
        server = socket.create_server(('127.0.0.1', 0))
        over = threading.Event()

        def talk(connection):
            with connection, contextlib.suppress(OSError):
                connection.recv(65536)
                for piece in pieces:
                    connection.sendall(piece)
                    if over.wait(pause):
                        break

        def serve():
            with contextlib.suppress(OSError):
                while not over.is_set():
                    threading.Thread(target=talk, args=(server.accept()[0],), daemon=True).start()

        thread = threading.Thread(target=serve)
        thread.start()
        self.addCleanup(lambda: (over.set(), server.shutdown(socket.SHUT_RDWR), thread.join(),
                                 server.close()))
        return server.getsockname()[1]

    def examine(self, *arguments, status=0, environment=None):
        """The findings by step, or by channel for channels."""
        done = self.run_traybell('doctor', '--json', *arguments, environment=environment)
        self.assertEqual(done.returncode, status, done)
        self.assertNotIn(SECRET.encode(), done.stdout + done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual(answer['worst'] == 'failed', status == 1)
        return {finding['channel'] or finding['step']: finding for finding in answer['findings']}

    def assert_finding(self, finding, state, *words):
        """Its state, and words that are seen or in the remedy; nothing fails without one."""
        self.assertEqual(finding['state'], state, finding)
        for word in words:
            self.assertIn(word, f'{finding["seen"]} {finding["remedy"]}')
        if state == 'failed' and finding['step'] != 'certificate':
            self.assertRegex(finding['remedy'], r'\A[A-Z].*\.\Z')


class Healthy(DoctorTest):
    def test_each_step_of_an_account_is_told_in_order(self):
        server = self.start_server()
        self.add_alice(server, '--tenant-id', 'org_123', '--room', 'doc_789')
        findings = self.examine()
        self.assertEqual(list(findings), [
            'program', 'keyring', 'proxy', 'settings', 'name', 'tcp', 'tls', 'certificate', 'clock',
            'upgrade', 'key', 'endpoint', USER, TENANT, ROOM, 'inbox-adapter', *DESKTOP_STEPS])
        for step in ('keyring', 'settings', 'name', 'tcp', 'clock', 'upgrade', 'key', 'endpoint',
                     USER, TENANT, ROOM, 'rules', 'notifications'):
            self.assert_finding(findings[step], 'passed')
        self.assert_finding(findings['endpoint'], 'passed', '/api/pusher/auth', 'form', '200',
                            'key:signature')
        self.assert_finding(findings[ROOM], 'passed', '1 person')
        self.assert_finding(findings['notifications'], 'passed', 'Recorder 1', 'body')
        self.assert_finding(findings['program'], 'warning', 'traybell --background')
        self.assert_finding(findings['tray'], 'warning', 'AppIndicator')
        self.assertEqual(self.notifications.shown, [])

    def test_a_web_app_that_reads_json_only_is_told_of(self):
        server = self.start_server()
        self.control(server, 'auth', mode='require-json')
        self.add_alice(server)
        self.assert_finding(self.examine()['endpoint'], 'passed', 'JSON')

    def test_what_the_web_app_keeps_is_asked_for(self):
        server = self.start_server()
        for title in ('First', 'Second'):
            self.control(server, 'inbox-add', title=title)
        self.add_alice(server, '--web-url', server['url'], '--inbox-adapter', 'web')
        finding = self.examine()['inbox-adapter']
        self.assert_finding(finding, 'passed', f'{server["url"]}/api/notifications',
                            'lists 2 notifications')
        self.assertEqual(self.notifications.shown, [])

    def test_it_works_beside_the_running_traybell_and_leaves_it_alone(self):
        server = self.start_server()
        identifier = self.add_alice(server)
        traybell = self.start_traybell()
        traybell.wait_until_subscribed(USER)
        socket = traybell.status()['accounts'][0]['socketId']
        self.assert_finding(self.examine(identifier)['program'], 'passed', '0.1')
        self.assert_finding(self.examine(identifier)['inbox'], 'passed')
        self.assertEqual(traybell.status()['accounts'][0]['socketId'], socket)

    def test_people_read_it_with_an_arrow_before_each_remedy(self):
        server = self.start_server()
        identifier = self.add_alice(server, '--name', 'Acme\x1b[2J')
        printed = self.succeed('doctor', identifier)
        self.assertIn(f'\nAccount Acme?[2J ({identifier})\nok: The keyring has the secret\n', printed)
        self.assertIn('\nDesktop\n', printed)
        self.assertIn('\n  → ', printed)
        self.assertTrue(printed.endswith('Everything works; the warnings are worth a look.\n'))
        self.refuse(1, 'doctor', 'nobody', mentions='nobody')
        self.refuse(2, 'doctor', identifier, identifier)

    def test_one_notification_is_shown_if_that_is_wanted(self):
        findings = self.examine('--notify')
        self.assert_finding(findings['test-notification'], 'passed', 'This is a test')
        self.assertEqual([shown.summary for shown in self.notifications.shown], ['This is a test'])
        self.assert_finding(findings['accounts'], 'warning', 'account add')

    def test_a_tray_and_the_start_at_login_are_found(self):
        folder = self.profile.directory / 'config' / 'autostart'
        folder.mkdir()
        (folder / 'com.nebutra.Traybell.desktop').write_text(
            '[Desktop Entry]\nType=Application\nName=Traybell\nExec=traybell --background\n')
        self.own_tray()
        findings = self.examine()
        self.assert_finding(findings['tray'], 'passed')
        self.assert_finding(findings['autostart'], 'passed')

    def own_tray(self):
        context = GLib.MainContext.new()
        loop = GLib.MainLoop.new(context, False)
        ready = threading.Event()
        interface = Gio.DBusNodeInfo.new_for_xml(
            '<node><interface name="org.kde.StatusNotifierWatcher">'
            '<property name="IsStatusNotifierHostRegistered" type="b" access="read"/>'
            '</interface></node>').interfaces[0]

        def serve():
            context.push_thread_default()
            connection = Gio.DBusConnection.new_for_address_sync(
                self.profile.bus_address,
                Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
                | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
            connection.set_exit_on_close(False)
            connection.register_object('/StatusNotifierWatcher', interface, None,
                                       lambda *_: GLib.Variant('b', True), None)
            connection.call_sync(
                'org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'RequestName',
                GLib.Variant('(su)', ('org.kde.StatusNotifierWatcher', 0)), None,
                Gio.DBusCallFlags.NONE, 5000, None)
            ready.set()
            loop.run()
            connection.close_sync(None)
            context.pop_thread_default()

        thread = threading.Thread(target=serve)
        thread.start()
        self.addCleanup(lambda: (context.invoke_full(0, lambda *_: loop.quit()), thread.join()))
        self.assertTrue(ready.wait(10))


class Broken(DoctorTest):
    def test_a_sign_in_that_has_ended(self):
        self.add_alice(self.start_server(), token=SECRET)
        findings = self.examine(status=1)
        self.assert_finding(findings['key'], 'passed')
        self.assert_finding(findings['endpoint'], 'failed', '401', 'Sign in to the web app again')
        self.assert_finding(findings[USER], 'skipped')

    def test_a_key_of_another_server(self):
        server = self.start_server()
        self.add_alice({**server, 'key': 'another-key'})
        findings = self.examine(status=1)
        self.assert_finding(findings['upgrade'], 'passed')
        self.assert_finding(findings['key'], 'failed', '4001', 'Compare the app key')

    def test_a_web_app_that_signs_channel_data_for_private_channels(self):
        server = self.start_server()
        self.control(server, 'auth', mode='sign-channel-data')
        self.add_alice(server)
        self.assert_finding(self.examine(status=1)[USER], 'failed',
                            'stop signing channel_data for private channels')

    def test_a_tenant_of_others(self):
        self.add_alice(self.start_server(), '--tenant-id', 'org_999')
        findings = self.examine()
        self.assert_finding(findings['private-tenant-org_999'], 'warning', '403', 'tenant id')
        self.assert_finding(findings[USER], 'passed')

    def test_a_web_app_that_keeps_its_notifications_to_itself(self):
        server = self.start_server()
        self.control(server, 'inbox-fault', mode='status', status=403)
        self.add_alice(server, '--web-url', server['url'], '--inbox-adapter', 'web')
        findings = self.examine(status=1)
        self.assert_finding(findings['inbox-adapter'], 'failed', '403', 'ask whoever runs it',
                            'missed')
        self.assert_finding(findings[USER], 'passed')
        self.control(server, 'inbox-fault', mode='status', status=401)
        self.assert_finding(self.examine(status=1)['inbox-adapter'], 'failed', '401',
                            'give this account a new token', 'missed')

    def test_a_port_where_nobody_answers(self):
        self.succeed('account', 'add', *APPLICATION, '--host', '127.0.0.1', '--port', '9',
                     '--no-tls')
        findings = self.examine(status=1)
        self.assert_finding(findings['keyring'], 'warning', 'set-secret')
        self.assert_finding(findings['tcp'], 'failed', 'port 9', 'firewall')
        self.assert_finding(findings['upgrade'], 'skipped')

    def test_a_proxy_that_does_not_answer(self):
        self.succeed('account', 'add', *APPLICATION, '--host', 'push.example', '--no-tls')
        environment = {**self.profile.environment, 'GIO_USE_PROXY_RESOLVER': 'libproxy',
                       'http_proxy': f'http://user:{SECRET}@127.0.0.1:9'}
        findings = self.examine(status=1, environment=environment)
        self.assert_finding(findings['proxy'], 'passed', '127.0.0.1:9')
        self.assert_finding(findings['tcp'], 'failed', 'the proxy 127.0.0.1:9',
                            'check the proxy in this computer')

    def test_a_proxy_that_asks_for_a_password(self):
        port = self.answer_with(b'HTTP/1.1 407 Sign in\r\nProxy-Authenticate: Basic\r\n\r\n')
        self.succeed('account', 'add', *APPLICATION, '--host', 'push.example', '--no-tls')
        for user, words in (('', 'asks for a user name and a password'),
                            (f'user:{SECRET}@', 'does not accept the user name and password')):
            with self.subTest(user=user):
                environment = {**self.profile.environment, 'GIO_USE_PROXY_RESOLVER': 'libproxy',
                               'http_proxy': f'http://{user}127.0.0.1:{port}'}
                findings = self.examine(status=1, environment=environment)
                self.assert_finding(findings['proxy'], 'passed', f'127.0.0.1:{port}')
                self.assert_finding(findings['tcp'], 'failed', words,
                                    'check the proxy in this computer')

    def test_an_unlocked_keyring_is_needed(self):
        self.add_alice(self.start_server())
        environment = {name: value for name, value in self.profile.environment.items()
                       if not name.startswith('SECRET_')}
        findings = self.examine(status=1, environment=environment)
        self.assert_finding(findings['keyring'], 'failed', 'keyring service')
        self.assert_finding(findings['settings'], 'skipped')

    def test_a_mistake_in_the_rules(self):
        folder = self.profile.directory / 'config' / 'traybell'
        folder.mkdir()
        (folder / 'rules.ini').write_text('[rule]\nevnt=x\n')
        self.assert_finding(self.examine(status=1)['rules'], 'failed', 'rules check')

    def test_an_account_that_is_switched_off(self):
        identifier = self.add_alice(self.start_server())
        self.succeed('account', 'disable', identifier)
        findings = self.examine()
        self.assert_finding(findings['enabled'], 'warning', 'account enable')
        # Who has switched it off wants nothing to be sent there, unless they ask.
        self.assertNotIn('upgrade', findings)
        self.assert_finding(self.examine(identifier)['upgrade'], 'passed')

    def test_a_desktop_without_notifications(self):
        self.notifications.close()
        findings = self.examine('--notify', status=1)
        self.assert_finding(findings['notifications'], 'failed', 'Start the notification service')
        self.assert_finding(findings['test-notification'], 'failed')

    def test_a_traybell_that_does_not_answer_is_not_waited_for(self):
        connection = Gio.DBusConnection.new_for_address_sync(
            self.profile.bus_address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.addCleanup(connection.close_sync, None)
        connection.call_sync(
            'org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'RequestName',
            GLib.Variant('(su)', ('com.nebutra.Traybell', 0)), None, Gio.DBusCallFlags.NONE, 5000,
            None)
        findings = self.examine(status=1)
        self.assert_finding(findings['program'], 'failed', 'does not answer', 'system monitor')
        self.refuse(1, 'status', mentions='does not answer; end it')

    def test_without_a_session_bus_it_says_so(self):
        environment = {**self.profile.environment,
                       'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent'}
        findings = self.examine(status=1, environment=environment)
        self.assert_finding(findings['program'], 'failed', 'no session bus')
        for step in ('notifications', 'tray'):
            self.assert_finding(findings[step], 'skipped', 'no session bus')


class Clock(DoctorTest):
    def serve(self, date):
        self.headers = headers = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_HEAD(self):
                headers.append((self.command, str(self.headers)))
                self.send_response_only(404)
                self.send_header('Date', date)
                self.end_headers()

            do_GET = do_HEAD

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        self.addCleanup(lambda: (server.shutdown(), thread.join(), server.server_close()))
        self.succeed('account', 'add', *APPLICATION, '--host', '127.0.0.1', '--port',
                     str(server.server_port), '--no-tls', '--token-stdin', standard_input=SECRET)

    def test_the_look_at_a_server_carries_no_secret(self):
        self.serve('the day before')
        self.examine(status=1)
        self.assertEqual(sorted(command for command, _ in self.headers), ['GET', 'HEAD'])
        for _, headers in self.headers:
            self.assertNotIn(SECRET, headers)
            self.assertNotRegex(headers, '(?i)authorization|cookie')

    def test_a_clock_that_is_wrong_is_told_of_by_the_servers(self):
        now = datetime.datetime.now(datetime.timezone.utc)
        for minutes, words in ((-125, '125 minutes ahead'), (90, '90 minutes behind')):
            with self.subTest(minutes=minutes):
                self.serve(email.utils.format_datetime(
                    now + datetime.timedelta(minutes=minutes), usegmt=True))
                identifier = self.accounts()[-1]['id']
                findings = self.examine(identifier, status=1)
                self.assert_finding(findings['clock'], 'warning', words, 'set its clock')
                self.assert_finding(findings['upgrade'], 'failed', '404')

    def test_a_server_that_tells_nonsense_is_not_believed(self):
        self.serve('the day before')
        self.assert_finding(self.examine(status=1)['clock'], 'skipped')

    def test_a_server_that_never_ends_its_answer_is_not_waited_for(self):
        port = self.answer_with(b'HTTP/1.1 404 Not Found\r\nX: ', *itertools.repeat(b'x', 600),
                                pause=0.05)
        self.succeed('account', 'add', *APPLICATION, '--host', '127.0.0.1', '--port', str(port),
                     '--no-tls')
        # Within the time of a command.
        self.assert_finding(self.examine(status=1)['upgrade'], 'failed', 'does not answer')


class Certificates(DoctorTest):
    def setUp(self):
        super().setUp()
        self.folder = self.profile.directory / 'certificates'
        subprocess.run([SOURCE / 'tests' / 'server' / 'make-certificates', self.folder], check=True,
                       stdout=subprocess.DEVNULL, timeout=60)

    def examine_with(self, name, *options, status):
        with open(self.profile.directory / 'tls.log', 'wb') as log:
            server = subprocess.Popen(
                [DEV_SERVER, '--tls-certificate', self.folder / f'{name}.pem', '--tls-key',
                 self.folder / f'{name}.key'],
                stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, stderr=log)
        try:
            answer = json.loads(server.stdout.readline())
            identifier = self.succeed(
                'account', 'add', '--key', answer['key'], '--host', '127.0.0.1', '--port',
                str(answer['port']), '--channel', 'public-news', *options).strip()
            return self.examine(identifier, status=status)
        finally:
            server.terminate()
            server.wait(10)
            server.stdout.close()

    def test_who_vouches_for_the_server_and_for_how_long_is_told(self):
        findings = self.examine_with('complete', '--ca-file', str(self.folder / 'company.pem'),
                                     status=0)
        self.assert_finding(findings['tls'], 'passed', 'TLS 1.3')
        self.assert_finding(findings['certificate'], 'warning',
                            'push.example ← Example Middle CA ← Example Company CA', 'valid until',
                            'ends soon')
        self.assert_finding(findings['clock'], 'passed')

    def test_what_is_wrong_with_a_certificate_is_told(self):
        company = ('--ca-file', str(self.folder / 'company.pem'))
        for name, options, words in (('expired', company, 'expired'),
                                     ('early', company, 'clock'),
                                     ('other', company, "server's name"),
                                     ('unknown', (), 'CA file')):
            with self.subTest(certificate=name):
                findings = self.examine_with(name, *options, status=1)
                self.assert_finding(findings['tls'], 'failed', words)
                self.assert_finding(findings['certificate'], 'failed', 'valid until')
                self.assert_finding(findings['upgrade'], 'skipped')

    def test_a_name_with_a_comma_is_told_in_full(self):
        findings = self.examine_with('unknown', status=1)
        self.assert_finding(findings['certificate'], 'failed', '← Stranger, Inc., valid until')

    def test_names_in_a_certificate_are_plain_text(self):
        findings = self.examine_with('nasty', status=1)
        self.assertNotRegex(findings['certificate']['seen'], '[\x1b\u202e]')


if __name__ == '__main__':
    os.umask(0o077)
    tap_runner.main(__name__)
