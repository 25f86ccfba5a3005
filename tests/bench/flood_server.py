# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that sends a great many frames at once, faster than any real one."""

import base64
import hashlib
import json
import socket
import struct
import threading

MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'


def _frame(content):
    """A text frame as a server sends it."""
    text = json.dumps(content).encode()
    if len(text) < 126:
        return struct.pack('!BB', 0x81, len(text)) + text
    return struct.pack('!BBH', 0x81, 126, len(text)) + text


def event(channel, name, data):
    """The frame of an event, its data in a string as hosted Pusher and soketi write it."""
    return _frame({'event': name, 'channel': channel, 'data': json.dumps(data)})


class FloodServer:
    """Takes one client, whatever channels it subscribes to, and sends what it is told."""

    host = '127.0.0.1'
    key = 'flood'

    def __init__(self):
        self._listener = socket.create_server((self.host, 0))
        self.port = self._listener.getsockname()[1]
        self._client = None
        self._subscribed = threading.Event()
        self._thread = threading.Thread(target=self._serve, name='flood', daemon=True)
        self._thread.start()

    def wait_until_subscribed(self, seconds=20.0):
        """Wait until the client has subscribed to something."""
        if not self._subscribed.wait(seconds):
            raise AssertionError('nobody subscribed')

    def send(self, frames):
        """Send all of it."""
        self._client.sendall(frames)

    def close(self):
        """End the connection."""
        self._listener.close()
        if self._client is not None:
            self._client.close()

    def _serve(self):
        try:
            client = self._listener.accept()[0]
            stream = client.makefile('rb')
            key = None
            while (line := stream.readline().strip()):
                name, _, value = line.decode().partition(':')
                if name.lower() == 'sec-websocket-key':
                    key = value.strip()
            accept = base64.b64encode(hashlib.sha1((key + MAGIC).encode()).digest()).decode()
            client.sendall(('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n'
                            f'Connection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n')
                           .encode())
            client.sendall(_frame({'event': 'pusher:connection_established', 'data': json.dumps(
                {'socket_id': '1.1', 'activity_timeout': 120})}))
            self._client = client
            while (message := self._read(stream)) is not None:
                self._answer(message)
        except OSError:
            pass  # It was closed from here.

    def _answer(self, message):
        if message['event'] == 'pusher:subscribe':
            self._client.sendall(_frame({'event': 'pusher_internal:subscription_succeeded',
                                         'channel': message['data']['channel'], 'data': '{}'}))
            self._subscribed.set()
        elif message['event'] == 'pusher:ping':
            self._client.sendall(_frame({'event': 'pusher:pong', 'data': '{}'}))

    @staticmethod
    def _read(stream):
        """The next message of the client, or None at the end; other frames are passed over."""
        while True:
            head = stream.read(2)
            if len(head) < 2:
                return None
            length = head[1] & 0x7f
            if length == 126:
                length, = struct.unpack('!H', stream.read(2))
            mask = stream.read(4)
            content = bytes(byte ^ mask[index % 4] for index, byte in enumerate(stream.read(length)))
            if head[0] & 0x0f == 1:
                return json.loads(content)
            if head[0] & 0x0f == 8:
                return None
