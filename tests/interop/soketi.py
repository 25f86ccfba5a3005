# SPDX-License-Identifier: GPL-3.0-or-later
"""The real soketi server, on a loopback port of its own."""

import http.client
import os
import pathlib
import random
import signal
import socket
import subprocess

from waiting import wait_until

HOST = '127.0.0.1'

# Below the range that the kernel hands out to outgoing connections, so that
# none of those can take the port while a test has the server down.
PORTS = range(20000, 30000)

# What soketi's debug log says for each connection it turns away while closing.
TURNED_AWAY = 'Server is closing. Please reconnect shortly.'


def free_port():
    """A loopback port that nobody listens on."""
    for port in random.sample(PORTS, 100):
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise RuntimeError(f'no free port from {PORTS.start} to {PORTS.stop - 1}')


class Soketi:
    """One server with one app, whose client events are switched on.

    The port stays the same over restarts.

    node_directory: where the packages are installed
    directory: where it runs and keeps soketi.log
    grace_period: seconds for which a stopping server turns connections away
        with code 4200 before it exits (soketi's own default is 3)
    debug: whether each frame is logged, which `turned_away` needs
    sign_in: whether clients can sign in, and those that neither do that nor join
        a private channel are sent away after 30 s
    """

    app_id = 'traybell-app'
    key = 'traybell-key'
    secret = 'traybell-secret'
    host = HOST

    def __init__(self, node_directory, directory, grace_period=0.5, debug=False,
                 sign_in=True):
        self.port = free_port()
        self.log_path = pathlib.Path(directory) / 'soketi.log'
        self._directory = directory
        self._program = pathlib.Path(node_directory) / 'node_modules/@soketi/soketi/bin/server.js'
        self._process = None
        # A numeric text would become a number, so ids and keys have letters in them.
        self._settings = {
            'SOKETI_HOST': HOST,
            'SOKETI_PORT': str(self.port),
            'SOKETI_DEBUG': '1' if debug else '0',
            'SOKETI_DEFAULT_APP_ID': self.app_id,
            'SOKETI_DEFAULT_APP_KEY': self.key,
            'SOKETI_DEFAULT_APP_SECRET': self.secret,
            'SOKETI_DEFAULT_APP_ENABLE_CLIENT_MESSAGES': 'true',
            'SOKETI_DEFAULT_APP_USER_AUTHENTICATION': str(sign_in).lower(),
            'SOKETI_SHUTDOWN_GRACE_PERIOD': str(int(grace_period * 1000)),
            # It opens this second port whether metrics are on or off.
            'SOKETI_METRICS_HOST': HOST,
            'SOKETI_METRICS_SERVER_PORT': str(free_port()),
        }

    @property
    def configuration(self):
        """What a publisher or an application server needs to know of the app."""
        return {'appId': self.app_id, 'key': self.key, 'secret': self.secret,
                'host': self.host, 'port': self.port}

    @property
    def log(self):
        """Everything the server has logged, over all its runs."""
        return self.log_path.read_text(errors='replace')

    @property
    def turned_away(self):
        """How many connections were answered with 4200 because the server was closing."""
        return self.log.count(TURNED_AWAY)

    @property
    def is_running(self):
        """Whether it has been started and not been stopped since."""
        return self._process is not None

    def start(self, seconds=30.0):
        """Start it and wait until it answers."""
        assert self._process is None
        with open(self.log_path, 'ab') as log:
            self._process = subprocess.Popen(
                ['node', str(self._program), 'start'], cwd=self._directory,
                env={**os.environ, **self._settings},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        wait_until(self._is_ready, 'soketi is ready', seconds, lambda: self.log[-2000:])

    def _is_ready(self):
        status = self._process.poll()
        if status is not None:
            raise AssertionError(f'soketi ended with status {status}\n{self.log[-2000:]}')
        connection = http.client.HTTPConnection(HOST, self.port, timeout=2.0)
        try:
            connection.request('GET', '/ready')
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def stop(self, seconds=15.0):
        """Shut it down as an administrator would: everybody is told with code 4200."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        self._process = None

    def kill(self):
        """Make it vanish without a word to anybody."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        self._process = None

    def restart(self, graceful=False):
        """Stop or kill it, and start it again on the same port."""
        if graceful:
            self.stop()
        else:
            self.kill()
        self.start()
