# SPDX-License-Identifier: GPL-3.0-or-later
"""Processor time for each event, beside pusher-js that hears the very same events."""

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

    def __init__(self, bench, workplace, node, tab):
        self._bench = bench
        self._workplace = workplace
        self._node = node
        self._tab = tab
        self._ends = itertools.count(1)

    def _used(self):
        return {'traybell': process_figures.processor_time(self._workplace.pid),
                'node': process_figures.processor_time(self._node.pid),
                'tab': process_figures.processor_time_of_tree(self._tab.pid) if self._tab else 0.0}

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
        self._node.wait_for_end(number)
        if self._tab:
            self._tab.wait_for_end(number)
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


def _figure(what, rounds, bound, has_tab):
    middle = {who: median(values[who] for values in rounds) for who in rounds[0]}
    note = f'{middle["traybell"]:.1f} µs against {middle["node"]:.1f} µs on Node'
    if has_tab:
        note += f'; {middle["tab"]:.1f} µs in the Chromium tab'
    ratio = median(values['traybell'] / values['node'] for values in rounds)
    return Figure(what, ratio, '×', bound, note, {'rounds': rounds}, is_ratio=True)


def measure(bench, with_tab=True):
    """Figures of processor time."""
    count = bench.count(EVENTS)
    rounds = bench.count(ROUNDS)
    with Workplace() as workplace:
        workplace.add_account(bench.soketi, CHANNEL)
        workplace.start(CHANNEL)
        node = bench.start_node(CHANNEL)
        tab = bench.start_tab(CHANNEL) if with_tab and bench.browser else None
        try:
            contest = _Contest(bench, workplace, node, tab)
            # Code is compiled, pools are filled and the inbox is full before it counts.
            contest.run('notification', bench.count(5000))
            contest.run('stock:moved', bench.count(5000))
            shown = [contest.run('notification', count) for _ in range(rounds)]
            unwanted = [contest.run('stock:moved', count) for _ in range(rounds)]
        finally:
            node.stop()
            if tab:
                tab.stop()
    return [
        _figure(f'Processor time per event that a rule shows ({count:,}), against pusher-js',
                shown, 1.0, tab),
        _figure(f'Processor time per event that no rule wants ({count:,}), against pusher-js',
                unwanted, 0.5, tab),
    ]
