# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server sees of ten thousand clients when it comes back."""

import re
import subprocess

import places
from figures import Figure

CLIENTS = 10000
# The greatest share that may arrive within one second, and how soon everybody is back, in s.
WORST_SECOND = 5
ALL_BACK = 180

SUMMARY = re.compile(r'(\d+) clients, at most (\d+) in a second \((.*?) %\), the last after (\d+) s')
OUTAGES = ('closed for 30 s', 'vanished for 30 s', 'closed for 30 min', 'vanished for 30 min')


def measure(bench):
    """Figures of a fleet."""
    done = subprocess.run([places.tool('fleet'), f'--clients={bench.count(CLIENTS)}'],
                          capture_output=True, text=True, check=True, timeout=600)
    found = SUMMARY.findall(done.stdout)
    if len(found) != len(OUTAGES):
        raise AssertionError(f'fleet printed\n{done.stdout}')
    figures = []
    for outage, (clients, most, share, last) in zip(OUTAGES, found):
        figures.append(Figure(
            f'Greatest share of {int(clients):,} clients that arrive within one second after the '
            f'server {outage}', float(share), '%', WORST_SECOND,
            f'{int(most)} clients; the last after {last} s of {ALL_BACK}'))
    return figures
