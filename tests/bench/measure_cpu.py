# SPDX-License-Identifier: GPL-3.0-or-later
"""Processor time for each event, beside pusher-js that hears the very same events."""

import contextlib
import itertools
import uuid

import process_figures
from figures import Figure, median
from workplace import Workplace

CHANNEL = 'public-announcements'
EVENTS = 50000
ROUNDS = 3


class _Contest:
    """Traybell and its peers on one channel."""

    def __init__(self, bench, workplace, peers):
        self._bench = bench
        self._workplace = workplace
        self._peers = peers
        self._ends = itertools.count(1)

    def _used(self):
        return {'traybell': process_figures.processor_time(self._workplace.pid),
                **{name: process_figures.processor_time_of_tree(peer.pid)
                   for name, peer in self._peers.items()}}

    def _publish(self, name, count):
        self._bench.publisher.publish_all(
            (CHANNEL, name, {'eventId': str(uuid.uuid4()), 'title': f'Order {number}',
                             'message': 'New order received', 'orderId': str(number),
                             'url': f'/orders/{number}'})
            for number in range(count))

    def _finish(self):
        """Everybody has handled everything that was published before."""
        number = next(self._ends)
        self._bench.publisher.publish(CHANNEL, 'bench:end', {'number': number})
        # An urgent one is always shown, and by itself.
        self._bench.publisher.publish(CHANNEL, 'notification:urgent',
                                      {'eventId': str(uuid.uuid4()), 'title': f'End {number}'})
        for peer in self._peers.values():
            peer.wait_for_end(number)
        self._workplace.notifications.wait_for(
            lambda shown: shown.summary == f'End {number}', f'end {number}', 300.0)

    def run(self, name, count):
        """Processor time of each for one event called NAME, in µs."""
        self._finish()
        before = self._used()
        self._publish(name, count)
        self._finish()
        after = self._used()
        return {who: (after[who] - before[who]) / count * 1e6 for who in before}


def _figure(what, rounds, bound):
    middle = {who: median(values[who] for values in rounds) for who in rounds[0]}
    note = (f'{middle["traybell"]:.1f} µs against {middle["node"]:.1f} µs on Node; libsoup alone '
            f'takes {middle["sink"]:.1f} µs')
    if 'tab' in middle:
        note += f', the Chromium tab {middle["tab"]:.1f} µs'
    ratio = median(values['traybell'] / values['node'] for values in rounds)
    return Figure(what, ratio, '×', bound, note, {'rounds': rounds}, is_ratio=True)


def measure(bench, with_tab=True):
    """Figures of processor time."""
    count = bench.count(EVENTS)
    rounds = bench.count(ROUNDS)
    with contextlib.ExitStack() as cleanups:
        workplace = cleanups.enter_context(Workplace())
        workplace.add_account(bench.soketi, CHANNEL)
        workplace.start(CHANNEL)
        peers = {'node': bench.start_node(CHANNEL), 'sink': bench.start_sink(CHANNEL)}
        if with_tab and bench.browser:
            peers['tab'] = bench.start_tab(CHANNEL)
        for peer in peers.values():
            cleanups.callback(peer.stop)
        contest = _Contest(bench, workplace, peers)
        # Code is compiled, pools are filled and the inbox is full before it counts. What is shown
        # comes last: Traybell's thread for the database is busy with it for a while afterwards.
        contest.run('stock:moved', bench.count(5000))
        unwanted = [contest.run('stock:moved', count) for _ in range(rounds)]
        contest.run('notification', bench.count(5000))
        shown = [contest.run('notification', count) for _ in range(rounds)]
    return [
        _figure(f'Processor time per event that a rule shows ({count:,}), against pusher-js',
                shown, 1.0),
        _figure(f'Processor time per event that no rule wants ({count:,}), against pusher-js',
                unwanted, 0.5),
    ]
