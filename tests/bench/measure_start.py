# SPDX-License-Identifier: GPL-3.0-or-later
"""From starting the program to the icon in the tray, and to the connection."""

import os
import signal
import socket
import time

import places
from figures import Figure, median
from timed_forwarder import TimedForwarder
from workplace import Workplace

CHANNEL = 'public-announcements'
ROUNDS = 41
WARM_UP = 3

REQUEST = ('GET /app/{key}?protocol=7&client=raw&version=1&flash=false HTTP/1.1\r\n'
           'Host: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
           'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n')


class _Starter:
    """Starts programs on one workplace and says how long they took, in ms."""

    def __init__(self, workplace, forwarder):
        self._workplace = workplace
        self._forwarder = forwarder

    def _spawn(self, arguments):
        self._items = len(self._workplace.watcher.registered)
        self._chunks = len(self._forwarder.sent)
        devnull = [(os.POSIX_SPAWN_OPEN, 0, '/dev/null', os.O_RDONLY, 0)]
        self._start = time.monotonic_ns()
        return os.posix_spawn(arguments[0], arguments, self._workplace.traybell.environment,
                              file_actions=devnull)

    def _until_item(self):
        return (self._workplace.watcher.wait_for(self._items + 1) - self._start) / 1e6

    def hello(self, name):
        """Until the least that a program in the tray does was done."""
        pid = self._spawn([places.tool(name)])
        elapsed = self._until_item()
        if os.waitpid(pid, 0)[1] != 0:
            raise AssertionError(f'{name} failed')
        return elapsed

    def traybell(self):
        """Until Traybell was in the tray, and until it subscribed over its connection."""
        pid = self._spawn([places.TRAYBELL, '--background'])
        try:
            in_tray = self._until_item()
            # The first is the request for the connection, the second what is sent over it.
            connected = (self._forwarder.wait_for(self._chunks + 2) - self._start) / 1e6
        finally:
            os.kill(pid, signal.SIGTERM)
            os.waitpid(pid, 0)
        return in_tray, connected


def _handshake(port, server):
    """How long the least of clients takes to connect, in ms."""
    start = time.monotonic_ns()
    with socket.create_connection(('127.0.0.1', port)) as connection:
        connection.sendall(REQUEST.format(key=server.key, host=server.host).encode())
        received = b''
        while b'connection_established' not in received:
            received += connection.recv(4096)
    return (time.monotonic_ns() - start) / 1e6


def measure(bench, with_connection=True):
    """Figures of starting."""
    hellos, linked, trays, connections, handshakes = [], [], [], [], []
    forwarder = TimedForwarder(bench.soketi.host, bench.soketi.port)
    try:
        with Workplace() as workplace:
            workplace.add_account(bench.soketi, CHANNEL, port=forwarder.port)
            starter = _Starter(workplace, forwarder)
            for number in range(bench.count(ROUNDS, 11) + WARM_UP):
                hello = starter.hello('bus-hello')
                linked_hello = starter.hello('bus-hello-linked')
                in_tray, connected = starter.traybell()
                handshake = _handshake(forwarder.port, bench.soketi)
                if number >= WARM_UP:
                    hellos.append(hello)
                    linked.append(linked_hello)
                    trays.append(in_tray)
                    connections.append(connected)
                    handshakes.append(handshake)
    finally:
        forwarder.stop()

    figures = [
        Figure('From exec to the icon in the tray, against a bare GDBus hello',
               median(ours / theirs for ours, theirs in zip(trays, hellos)), '×', 1.5,
               f'{median(trays):.1f} ms against {median(hellos):.1f} ms',
               {'traybell_ms': trays, 'hello_ms': hellos}, is_ratio=True),
        Figure('… against a GDBus hello that is linked with the same libraries',
               median(ours / theirs for ours, theirs in zip(trays, linked)), '×', None,
               f'{median(trays):.1f} ms against {median(linked):.1f} ms', {'hello_ms': linked},
               is_ratio=True),
    ]
    if with_connection:
        figures.append(Figure(
            'From exec to the connection, beyond the round trips',
            median(connections) - median(handshakes), 'ms', 60,
            f'{median(connections):.1f} ms, of which a bare handshake takes '
            f'{median(handshakes):.1f} ms', {'connected_ms': connections}))
    return figures
