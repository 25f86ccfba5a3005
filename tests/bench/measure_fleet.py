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

SUMMARY = re.compile(r'(\d+) clients, at most (\d+) in a second \((.*?) %\), the last after (\d+) s\n'
                     r'(?:#.*\n)*?ok \d+ /fleet/(\S+)')
# What the program calls an outage, and whether its clients come back when they see fit. Those that
# are drained come back over the time that the server names.
OUTAGES = {
    'closed-with-4200-for-30-s': ('was closed for 30 s', True),
    'vanished-for-30-s': ('had vanished for 30 s', True),
    'closed-with-4200-for-30-min': ('was closed for 30 min', True),
    'vanished-for-30-min': ('had vanished for 30 min', True),
    'drained-for-10-s': ('had drained them for 10 s', False),
    'drained-for-30-s': ('had drained them for 30 s', False),
    'drained-for-2-min': ('had drained them for 2 min', False),
}


def measure(bench):
    """Figures of a fleet."""
    done = subprocess.run([places.tool('fleet'), f'--clients={bench.count(CLIENTS)}'],
                          capture_output=True, text=True, check=True, timeout=600)
    found = SUMMARY.findall(done.stdout)
    if {name for *_, name in found} != OUTAGES.keys():
        raise AssertionError(f'fleet printed {found}')
    figures = []
    for clients, most, share, last, name in found:
        outage, by_themselves = OUTAGES[name]
        figures.append(Figure(
            f'Greatest share of {int(clients):,} clients that arrive within one second after the '
            f'server {outage}', float(share), '%', WORST_SECOND if by_themselves else None,
            f'{int(most)} clients; the last after {last} s' +
            (f' of {ALL_BACK}' if by_themselves else '')))
    return figures
