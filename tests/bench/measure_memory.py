# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory while connected and in the tray, with no window opened, beside pusher-js."""

import time

import process_figures
from figures import Figure, in_megabytes, median
from panel_desktop import PanelDesktop

CHANNEL = 'public-announcements'

# Everything that happens at a start has happened, in s.
SETTLE = 5.0


def _settled(measure):
    """The median of a few looks, once everything is still."""
    samples = []
    for _ in range(5):
        time.sleep(0.5)
        samples.append(measure())
    return process_figures.Memory(*(median(getattr(sample, name) for sample in samples)
                                    for name in ('resident', 'proportional', 'private_dirty')))


def measure(bench, with_tab=True):
    """Figures of memory while idle."""
    with PanelDesktop() as desktop:
        desktop.add_account(bench.soketi, CHANNEL)
        desktop.start(CHANNEL)
        desktop.wait_for_icon()
        node = bench.start_node(CHANNEL)
        tab = bench.start_tab(CHANNEL) if with_tab and bench.browser else None
        try:
            time.sleep(SETTLE)
            ours = _settled(lambda: process_figures.memory(desktop.pid))
            threads = process_figures.threads(desktop.pid)
            nodes = _settled(lambda: process_figures.memory(node.pid))
            tabs = _settled(lambda: process_figures.memory_of_tree(tab.pid)) if tab else None
        finally:
            node.stop()
            if tab:
                tab.stop()

    values = {'resident_kb': ours.resident, 'pss_kb': ours.proportional,
              'private_dirty_kb': ours.private_dirty, 'threads': threads,
              'node_resident_kb': nodes.resident, 'node_private_dirty_kb': nodes.private_dirty}
    figures = [
        Figure('Resident memory, connected, in the tray, no window opened',
               in_megabytes(ours.resident), 'MB', 20, f'threads: {", ".join(threads)}', values),
        Figure('… of it private and dirty', in_megabytes(ours.private_dirty), 'MB', 5),
        Figure('… resident, against pusher-js on Node', ours.resident / nodes.resident, '×', 1.0,
               f'Node {in_megabytes(nodes.resident):.0f} MB', is_ratio=True),
        Figure('… private and dirty, against pusher-js on Node',
               ours.private_dirty / nodes.private_dirty, '×', 1.0,
               f'Node {in_megabytes(nodes.private_dirty):.0f} MB', is_ratio=True),
    ]
    if tabs is not None:
        figures.append(Figure(
            '… proportional (PSS), against pusher-js in a Chromium tab',
            ours.proportional / tabs.proportional, '×', 1.0,
            f'tab {in_megabytes(tabs.proportional):.0f} MB, '
            f'{in_megabytes(tabs.private_dirty):.0f} MB private and dirty',
            {'tab_pss_kb': tabs.proportional, 'tab_private_dirty_kb': tabs.private_dirty},
            is_ratio=True))
    return figures
