# SPDX-License-Identifier: GPL-3.0-or-later
"""A flood of frames: in order, and without the main loop being away for long."""

import json
import os
import pathlib
import signal
import time

from gi.repository import GLib

import places
from event_watch import event_data
from figures import Figure
from flood_server import FloodServer, event
from waiting import wait_until
from workplace import INTERFACE, NAME, PATH, Workplace

CHANNEL = 'public-announcements'
FRAMES = 20000


def _flood(count, name):
    """So many events, numbered, and an urgent one behind them."""
    frames = [event(CHANNEL, name, {'number': number, 'eventId': f'{name}-{number}',
                                    'title': f'Order {number}', 'message': 'New order received'})
              for number in range(count)]
    frames.append(event(CHANNEL, 'notification:urgent', {'eventId': f'{name}-end',
                                                         'title': f'End of {name}'}))
    return b''.join(frames)


class _Probe:
    """What iteration-probe tells of one program."""

    def __init__(self, directory):
        self._path = pathlib.Path(directory) / 'iterations'
        self._read = 0
        self.environment = {'LD_PRELOAD': places.tool('libiteration-probe.so'),
                            'ITERATION_PROBE': str(self._path)}

    def ask(self, pid):
        """The worst since it was last asked."""
        os.kill(pid, signal.SIGUSR1)
        self._read += 1
        lines = wait_until(
            lambda: (found := self._path.read_text().splitlines()
                     if self._path.exists() else []) and len(found) >= self._read and found,
            'the iterations')
        return json.loads(lines[self._read - 1])


def _measure_iterations(name, count):
    """The worst iteration of the main loop meanwhile, and how many events came in a second."""
    server = FloodServer()
    try:
        with Workplace() as workplace:
            probe = _Probe(workplace.profile.directory)
            workplace.add_account(server, CHANNEL)
            # Commands are not probed.
            workplace.traybell.start(environment=probe.environment)
            server.wait_until_subscribed()
            workplace.traybell.wait_until_subscribed(CHANNEL)
            time.sleep(1.0)
            probe.ask(workplace.pid)
            frames = _flood(count, name)
            start = time.monotonic()
            server.send(frames)
            workplace.notifications.wait_for(
                lambda shown: shown.summary == f'End of {name}', 'the end', 300.0)
            elapsed = time.monotonic() - start
            return probe.ask(workplace.pid), count / elapsed
    finally:
        server.close()


def _watch_flood(count):
    """The numbers of the events as a watcher on the bus saw them."""
    server = FloodServer()
    seen = []
    try:
        with Workplace() as workplace:
            workplace.add_account(server, CHANNEL)
            workplace.start()
            server.wait_until_subscribed()
            connection = workplace.connection
            connection.signal_subscribe(
                NAME, INTERFACE, 'Event', PATH, None, 0,
                lambda *arguments: seen.append(event_data(json.loads(arguments[5].unpack()[0]))))
            workplace.call('Watch')
            server.send(_flood(count, 'stock:moved'))
            context = GLib.MainContext.default()
            deadline = time.monotonic() + 300.0
            while len(seen) <= count and time.monotonic() < deadline:
                context.iteration(False) or time.sleep(0.001)
    finally:
        server.close()
    return [data.get('number') for data in seen if 'number' in data]


def measure_order(bench):
    """The figure of what is lost or misplaced."""
    count = bench.count(FRAMES)
    numbers = _watch_flood(count)
    misplaced = sum(1 for index, number in enumerate(numbers) if index != number)
    return Figure(f'Events lost or out of order of {count:,}', misplaced + count - len(numbers), '',
                  0)


def measure(bench):
    """Figures of a flood."""
    count = bench.count(FRAMES)
    figures = []
    for name in ('stock:moved', 'notification'):
        worst, rate = _measure_iterations(name, count)
        figures.append(Figure(
            f'Longest turn of the main loop in a flood of {count:,} events {name}',
            worst['used'] / 1000, 'ms', 50,
            f'of processor time; {worst["elapsed"] / 1000:.1f} ms by the clock; '
            f'{rate:,.0f} events/s', worst))
    return [*figures, measure_order(bench)]
