# SPDX-License-Identifier: GPL-3.0-or-later
"""From a click on the icon to the complete popover."""

from dev_server import ROOM_CHANNEL
from figures import Figure, median
from panel_desktop import PanelDesktop

FIRST_ROUNDS = 5
LATER_ROUNDS = 15

# How many people, and the most ms that the first and a later popover may take.
ROOMS = ((50, 250, 50), (10000, 250, 150))


def _fill(server, people):
    """Let so many people into the room; nobody is there for any of them."""
    server.control('settings', presenceLimit=people + 10)
    for number in range(people):
        server.join(f'user_{number + 1000}', f'Person {number}')


def _time(people, later_rounds):
    """How long the first popover of a program took, and each later one, in ms."""
    with PanelDesktop() as desktop:
        desktop.start_server()
        _fill(desktop.server, people)
        desktop.watch_windows()
        desktop.start(ROOM_CHANNEL)
        owner = desktop.wait_for_icon()
        first = desktop.open_popover(owner)
        later = []
        for _ in range(later_rounds):
            desktop.close_popover(owner)
            later.append(desktop.open_popover(owner))
    return first, later


def measure(bench):
    """Figures of the popover."""
    figures = []
    for people, first_bound, later_bound in ROOMS:
        firsts, laters = [], []
        for _ in range(bench.count(FIRST_ROUNDS)):
            first, later = _time(people, bench.count(LATER_ROUNDS, 3))
            firsts.append(first)
            laters += later
        values = {'first_ms': firsts, 'later_ms': laters}
        figures += [
            Figure(f'First popover, {people:,} members', median(firsts), 'ms', first_bound,
                   f'GTK is initialised meanwhile; slowest {max(firsts):.0f} ms', values),
            Figure(f'Later popover, {people:,} members', median(laters), 'ms', later_bound,
                   f'slowest {max(laters):.0f} ms'),
        ]
    return figures
