# SPDX-License-Identifier: GPL-3.0-or-later
"""How soon everybody is connected again when the server is back."""

import json
import time

from figures import Figure, median
from waiting import wait_until
from workplace import Workplace

CHANNEL = 'public-announcements'
ROUNDS = 7


def _subscribed(workplace):
    account = json.loads(workplace.call('GetStatus')[0])['accounts'][0]
    return account['state'] == 'connected' and account['channels'][0]['state'] == 'subscribed'


def _round(bench, workplace, graceful):
    """How long the server was away, and how soon after that we were back, in s."""
    start = time.monotonic()
    if graceful:
        bench.soketi.stop()
    else:
        bench.soketi.kill()
    bench.soketi.start()
    back = time.monotonic()
    wait_until(lambda: not _subscribed(workplace) or time.monotonic() - back > 0.5,
               'the loss to be noticed', 5.0)
    while not _subscribed(workplace):
        time.sleep(0.01)
        if time.monotonic() - back > 60:
            raise AssertionError('not connected again within a minute')
    return back - start, time.monotonic() - back


def measure(bench):
    """Figures of outages."""
    figures = []
    for graceful, what in ((False, 'killed'), (True, 'shut down')):
        away, again = [], []
        for _ in range(bench.count(ROUNDS, 3)):
            # A connection that has held, as those that are lost mostly have.
            with Workplace() as workplace:
                workplace.add_account(bench.soketi, CHANNEL)
                workplace.start(CHANNEL)
                time.sleep(12.0)
                gone, back = _round(bench, workplace, graceful)
            away.append(gone)
            again.append(back)
        figures.append(Figure(
            f'Connected again after soketi was {what} and started', max(again), 's', 3,
            f'the slowest of {len(again)}, median {median(again):.2f} s; the server was away for '
            f'{median(away):.1f} s', {'away_s': away, 'again_s': again}))
    return figures
