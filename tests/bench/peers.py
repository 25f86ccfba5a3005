# SPDX-License-Identifier: GPL-3.0-or-later
"""The clients that Traybell is compared with, and the room pusher alone."""

import contextlib
import http.server
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import urllib.parse

import places
from line_process import LineProcess
from waiting import DeadlineError

BROWSERS = ('chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome')

START_SECONDS = 60.0


class Peer:
    """A client that is subscribed. `wait_for_end` is for the event bench:end of that number."""

    def __init__(self, process):
        self._process = process
        process.wait_for(lambda line: line.get('ready'), 'subscribed', START_SECONDS)

    @property
    def pid(self):
        """Of the process, whose children belong to it."""
        return self._process._process.pid

    def wait_for_end(self, number, seconds=300.0):
        """What it printed at that end: how many notifications it had, and its latencies in ns."""
        return self._process.wait_for(lambda line: line.get('end') == number, f'end {number}',
                                      seconds)

    def stop(self):
        """End it."""
        self._process.stop()


class PusherJsNode(Peer):
    """pusher-js on Node."""

    def __init__(self, node, soketi, channels, log_directory):
        configuration = {'host': soketi.host, 'port': soketi.port, 'key': soketi.key,
                         'channels': list(channels)}
        super().__init__(LineProcess(
            'peer', ['node', str(places.SOURCE / 'peer.js'), json.dumps(configuration)],
            node.environment, log_directory))


class _Tool(Peer):
    """A program that is built from here."""

    def __init__(self, name, soketi, channel, log_directory):
        super().__init__(LineProcess(
            name, [places.tool(name), soketi.host, str(soketi.port), soketi.key, channel],
            {**os.environ, 'GIO_USE_PROXY_RESOLVER': 'dummy'}, log_directory))


class EventReceiver(_Tool):
    """The room pusher in a program of its own."""

    def __init__(self, soketi, channel, log_directory):
        super().__init__('event-receiver', soketi, channel, log_directory)


class WebsocketSink(_Tool):
    """libsoup in a program that does nothing with what it receives."""

    def __init__(self, soketi, channel, log_directory):
        super().__init__('websocket-sink', soketi, channel, log_directory)


def find_browser():
    """The path of a Chromium, or None."""
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


class PusherJsTab:
    """pusher-js in the only tab of a headless Chromium."""

    def __init__(self, browser, node, soketi, channels):
        self._lines = []
        self._changed = threading.Condition()
        self._profile = tempfile.mkdtemp(prefix='traybell-tab-')
        self._server = self._serve(node)
        configuration = {'host': soketi.host, 'port': soketi.port, 'key': soketi.key,
                         'channels': list(channels)}
        address = (f'http://127.0.0.1:{self._server.server_port}/page.html#'
                   + urllib.parse.quote(json.dumps(configuration)))
        self._log = open(pathlib.Path(self._profile) / 'log', 'wb')
        self._process = subprocess.Popen(
            [browser, '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run',
             '--disable-extensions', '--remote-debugging-port=0',
             f'--user-data-dir={self._profile}', address],
            stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log,
            # Whatever the browser is started by, it ends with it.
            start_new_session=True)
        try:
            self.wait_for(lambda line: line.get('ready'), 'the tab is subscribed', START_SECONDS)
        except DeadlineError:
            self.stop()
            raise

    def _serve(self, node):
        files = {'/page.html': places.SOURCE / 'page.html', '/peer.js': places.SOURCE / 'peer.js',
                 '/pusher.min.js':
                     node.directory / 'node_modules/pusher-js/dist/web/pusher.min.js'}
        tab = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                path = files.get(urllib.parse.urlsplit(self.path).path)
                if path is None:
                    self.send_error(404)
                    return
                kind = 'text/html' if path.suffix == '.html' else 'text/javascript'
                self._answer(path.read_bytes(), kind)

            def do_POST(self):
                line = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
                with tab._changed:
                    tab._lines.append(line)
                    tab._changed.notify_all()
                self._answer(b'{}', 'application/json')

            def _answer(self, body, kind):
                self.send_response(200)
                self.send_header('Content-Type', kind)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=server.serve_forever, name='page', daemon=True).start()
        return server

    @property
    def pid(self):
        """Of the browser, whose children belong to it."""
        return self._process.pid

    def wait_for(self, matches, what, seconds):
        """The first line that the page printed for which `matches` is true."""
        with self._changed:
            found = self._changed.wait_for(
                lambda: next((line for line in self._lines if matches(line)), None), seconds)
        if found is None:
            log = (pathlib.Path(self._profile) / 'log').read_text(errors='replace')
            raise DeadlineError(f'{what}: not within {seconds:g} s\n{log[-2000:]}')
        return found

    def wait_for_end(self, number, seconds=300.0):
        """As Peer.wait_for_end()."""
        return self.wait_for(lambda line: line.get('end') == number, f'end {number}', seconds)

    def _signal(self, number):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def stop(self):
        """End the browser and remove its profile."""
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            pass
        self._signal(signal.SIGKILL)
        self._process.wait()
        self._log.close()
        self._server.shutdown()
        self._server.server_close()
        shutil.rmtree(self._profile, ignore_errors=True)
