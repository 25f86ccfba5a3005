# SPDX-License-Identifier: GPL-3.0-or-later
"""The built program: its commands, its background process, and waiting on what it says."""

import json
import pathlib
import subprocess

from gi.repository import Gio, GLib

from event_watch import EventWatch
from line_process import LineProcess
from waiting import wait_until

BUS_NAME = 'com.nebutra.Traybell'

COMMAND_SECONDS = 20.0


class TraybellProcess:
    """One user's Traybell.

    executable: the built program
    environment: the user's, such as PrivateProfile.environment
    log_directory: where traybell.log and watch.log are written
    """

    def __init__(self, executable, environment, log_directory):
        self.executable = str(executable)
        self.environment = environment
        self.log_path = pathlib.Path(log_directory) / 'traybell.log'
        self._log_directory = log_directory
        self._process = None
        self._watches = []

    @property
    def log(self):
        """What the background process has written so far."""
        return self.log_path.read_text(errors='replace') if self.log_path.exists() else ''

    @property
    def process_id(self):
        """Of the background process."""
        return self._process.pid

    # Commands

    def run(self, *arguments, standard_input=None, expected=0, seconds=COMMAND_SECONDS):
        """Run one command to its end and return what it printed.

        A status other than `expected` fails the test; None expects nothing.
        """
        done = subprocess.run(
            [self.executable, *arguments], env=self.environment, text=True,
            input=standard_input if standard_input is not None else '',
            capture_output=True, timeout=seconds, check=False)
        if expected is not None and done.returncode != expected:
            raise AssertionError(
                f'traybell {" ".join(arguments)}: status {done.returncode}, not {expected}\n'
                f'stdout: {done.stdout}\nstderr: {done.stderr}\n{self._describe_log()}')
        return done.stdout

    def add_account(self, *options, token):
        """`traybell account add`, with the token on its stdin; the new account's id."""
        printed = self.run('account', 'add', *options, '--token-stdin',
                           standard_input=f'{token}\n')
        identifier = printed.strip()
        if not identifier or '\n' in identifier:
            raise AssertionError(f'account add printed {printed!r}, not one id')
        return identifier

    def status(self):
        """What `traybell status --json` prints."""
        return json.loads(self.run('status', '--json'))

    # The background process

    def spawn(self, environment=None, restore_signals=True, arguments=('--background',)):
        """Start it, without a window unless `arguments` say otherwise, and wait for nothing.

        `environment` is added to its own; `restore_signals` is as of subprocess.Popen.
        """
        assert self._process is None
        with open(self.log_path, 'ab') as log:
            self._process = subprocess.Popen(
                [self.executable, *arguments],
                env={**self.environment, **(environment or {})},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                restore_signals=restore_signals)

    def start(self, seconds=20.0, **options):
        """Start it, as spawn() does, and wait until it answers for its accounts."""
        self.spawn(**options)
        # No command before that: it might take the name, and be what the others talk to.
        wait_until(self._owns_its_name, f'traybell owns {BUS_NAME}', seconds,
                   self._describe_log)
        wait_until(self._answers, 'traybell answers', seconds, self._describe_log)

    def _owns_its_name(self):
        self._fail_if_ended()
        connection = Gio.DBusConnection.new_for_address_sync(
            self.environment['DBUS_SESSION_BUS_ADDRESS'],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        connection.set_exit_on_close(False)
        try:
            return connection.call_sync(
                'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                'NameHasOwner', GLib.Variant('(s)', (BUS_NAME,)), None,
                Gio.DBusCallFlags.NONE, 5000, None).unpack()[0]
        finally:
            connection.close_sync(None)

    def _answers(self):
        self._fail_if_ended()
        printed = self.run('status', '--json', expected=None)
        try:
            return 'accounts' in json.loads(printed)
        except json.JSONDecodeError:
            return False

    def _fail_if_ended(self):
        status = self._process.poll()
        if status is not None:
            raise AssertionError(f'traybell ended with status {status}\n{self._describe_log()}')

    def _describe_log(self):
        return f'its log ends:\n{self.log[-3000:] or "  empty"}'

    def stop(self, seconds=10.0):
        """Ask it to end. That it ends in time, and not by a crash, is part of every test."""
        for watch in self._watches:
            watch.stop()
        self._watches.clear()
        if self._process is None:
            return
        process, self._process = self._process, None
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise AssertionError(
                    f'traybell did not end within {seconds:g} s of SIGTERM\n'
                    f'{self._describe_log()}') from None
        if process.returncode not in (0, -15):
            raise AssertionError(
                f'traybell ended with status {process.returncode}\n{self._describe_log()}')

    # Waiting on the status

    def wait_for_status(self, matches, what, seconds=20.0):
        """The first status for which `matches` returns something true; that is returned."""
        last = {}

        def look():
            self._fail_if_ended()
            last['status'] = self.status()
            return matches(last['status'])

        return wait_until(look, what, seconds, lambda: (
            f'status: {json.dumps(last.get("status"), indent=2)}\n{self._describe_log()}'))

    def wait_for_account(self, matches, what, seconds=20.0, account=None):
        """As wait_for_status(), for one account: the first, unless an id is given."""
        def look(status):
            for candidate in status['accounts']:
                if account is None or candidate['id'] == account:
                    return matches(candidate) and candidate
            return None

        return self.wait_for_status(look, what, seconds)

    def wait_for_channel(self, name, matches, what, seconds=20.0, account=None):
        """As wait_for_status(), for one channel of one account."""
        def look(candidate):
            channel = channel_named(candidate, name)
            return channel is not None and matches(channel)

        return channel_named(
            self.wait_for_account(look, f'{name}: {what}', seconds, account), name)

    def wait_until_subscribed(self, *names, seconds=20.0, account=None):
        """Wait until the account is connected and in all these channels; the account."""
        def look(candidate):
            channels = [channel_named(candidate, name) for name in names]
            return candidate['state'] == 'connected' and all(
                channel is not None and channel['state'] == 'subscribed' for channel in channels)

        return self.wait_for_account(look, f'subscribed to {names}', seconds, account)

    # Waiting on events

    def watch(self, publish_probe):
        """Start `traybell watch --json`; an EventWatch that misses nothing from here on.

        A watch does not say when it has begun, so `publish_probe` is called with a
        number, over and over, to publish an event with that number as "probe" in
        its data, until one of them is seen.
        """
        process = LineProcess('watch', [self.executable, 'watch', '--json'],
                              self.environment, self._log_directory)
        self._watches.append(process)
        watch = EventWatch(process)
        watch.begin(publish_probe)
        return watch


def channel_named(account, name):
    """The channel of a status's account, or None."""
    return next((channel for channel in account['channels'] if channel['name'] == name), None)


def member_named(channel, name):
    """The member of a status's presence channel, or None."""
    return next((member for member in channel.get('members') or [] if member['name'] == name),
                None)
