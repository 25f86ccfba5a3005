# SPDX-License-Identifier: GPL-3.0-or-later
"""What one, ten and a hundred accounts take, with ten channels each."""

import process_figures
from figures import Figure, in_megabytes, median
from workplace import Workplace

ACCOUNTS = (1, 10, 100)
CHANNELS = 10
# Of events, all accounts together.
DELIVERIES = 40000


def _channels(number):
    return [f'public-{number}-{index}' for index in range(CHANNELS - 1)] + ['public-all']


def _measure(bench, count):
    """Memory in kB, processor time since the start in ms, and for each delivery in µs."""
    with Workplace() as workplace:
        for number in range(count):
            workplace.add_account(bench.soketi, *_channels(number))
        # Nobody asks it how it stands, for the answers take time as well.
        workplace.spawn()
        workplace.watcher.wait_for(1)
        connecting = process_figures.wait_until_still(workplace.pid)
        held = process_figures.memory(workplace.pid)

        events = bench.count(DELIVERIES) // count
        before = process_figures.processor_time(workplace.pid)
        bench.publisher.publish_all(('public-all', 'stock:moved', {'number': number})
                                    for number in range(events))
        used = process_figures.wait_until_still(workplace.pid) - before
        accounts = workplace.traybell.status()['accounts']
        ready = [account for account in accounts if account['state'] == 'connected'
                 and all(channel['state'] == 'subscribed' for channel in account['channels'])]
        if len(ready) != count:
            raise AssertionError(f'{len(ready)} of {count} accounts are connected')
    return held, connecting * 1000, used / events / count * 1e6


def measure(bench):
    """Figures of many accounts."""
    measured = {}
    for count in ACCOUNTS:
        rounds = [_measure(bench, count) for _ in range(bench.count(3))]
        measured[count] = (median(held.private_dirty for held, _, _ in rounds),
                           median(connecting for _, connecting, _ in rounds),
                           median(delivery for _, _, delivery in rounds))
        bench.say(f'  {count} accounts: {measured[count]}')

    def slope(index, low, high):
        return (measured[high][index] - measured[low][index]) / (high - low)

    few, middle, many = ACCOUNTS
    values = {f'{count}_accounts': {'private_dirty_kb': held, 'connecting_ms': connecting,
                                    'delivery_us': delivery}
              for count, (held, connecting, delivery) in measured.items()}
    return [
        Figure(f'Memory for each account with {CHANNELS} channels, from {middle} to {many} '
               f'accounts, against that from {few} to {middle}',
               slope(0, middle, many) / slope(0, few, middle), '×', 1.3,
               f'{slope(0, middle, many):.0f} kB an account; {many} accounts hold '
               f'{in_megabytes(measured[many][0]):.1f} MB', values, is_ratio=True),
        Figure('Processor time to start with each account, likewise',
               slope(1, middle, many) / slope(1, few, middle), '×', 1.3,
               f'{slope(1, middle, many):.1f} ms an account', is_ratio=True),
        Figure(f'Processor time of a delivery with {many} accounts, against {few}',
               measured[many][2] / measured[few][2], '×', 1.3,
               f'{measured[many][2]:.1f} µs against {measured[few][2]:.1f} µs', is_ratio=True),
    ]
