# SPDX-License-Identifier: GPL-3.0-or-later
"""From publishing to the event in the client, and to the notification on the desktop."""

import itertools
import time
import uuid

from figures import Figure, percentile
from workplace import Workplace

CHANNEL = 'public-announcements'
ROUNDS = 6
EVENTS = 400
WARM_UP = 50
INTERVAL = 0.004


def _publish(bench, name, count, data):
    """Publish so many, each with its time in ns of the monotonic clock, one after the other."""
    for number in range(count):
        bench.publisher.publish(CHANNEL, name, {**data(number), 'sent': time.monotonic_ns()})
        time.sleep(INTERVAL)


def _round(bench, start_peer, ends, count):
    """The latencies of one client that is alone with the server, in ms."""
    peer = start_peer()
    try:
        for events in (WARM_UP, count):
            number = next(ends)
            _publish(bench, 'bench:event', events, lambda number: {})
            bench.publisher.publish(CHANNEL, 'bench:end', {'number': number})
            latencies = peer.wait_for_end(number, 60.0)['latencies']
    finally:
        peer.stop()
    assert len(latencies) == count, f'{len(latencies)} of {count} events arrived'
    return [latency / 1e6 for latency in latencies]


def _notify_round(bench, workplace, count):
    """How long after publishing the notification server was called, in ms."""
    sent = {}
    for index in range(count + WARM_UP):
        title = str(uuid.uuid4())
        if index >= WARM_UP:
            sent[title] = time.monotonic_ns()
        bench.publisher.publish(CHANNEL, 'notification:urgent',
                                {'eventId': title, 'title': title, 'message': 'It is urgent'})
        time.sleep(INTERVAL * 2)
    workplace.notifications.wait_for(lambda shown: shown.summary == title, 'the last one', 60.0)
    times = workplace.notifications.times
    return [(times[title] - begun) / 1e6 for title, begun in sent.items()]


def measure(bench):
    """Figures of latency."""
    count = bench.count(EVENTS)
    ends = itertools.count(1)
    ours, nodes, shown = [], [], []
    for _ in range(bench.count(ROUNDS, 2)):
        ours += _round(bench, lambda: bench.start_receiver(CHANNEL), ends, count)
        nodes += _round(bench, lambda: bench.start_node(CHANNEL), ends, count)
        with Workplace() as workplace:
            workplace.add_account(bench.soketi, CHANNEL)
            workplace.start(CHANNEL)
            shown += _notify_round(bench, workplace, count)

    figures = []
    for name, share in (('p50', 0.5), ('p99', 0.99)):
        our, their = percentile(ours, share), percentile(nodes, share)
        figures.append(Figure(f'From publishing to the event in the client, {name}, against '
                              'pusher-js', our / their, '×', 1.0,
                              f'{our:.2f} ms against {their:.2f} ms on Node',
                              {'ours_ms': our, 'node_ms': their, 'events': len(ours)},
                              is_ratio=True))
    for name, share, bound in (('p50', 0.5, 5), ('p99', 0.99, 20)):
        behind = percentile(shown, share) - percentile(ours, share)
        figures.append(Figure(f'… and from there to Notify at the notification server, {name}',
                              behind, 'ms', bound,
                              f'{percentile(shown, share):.2f} ms after publishing'))
    return figures
