# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether memory grows with what is done over and over."""

import time
import uuid

from gi.repository import GLib

import process_figures
from dev_server import USER_CHANNEL
from figures import Figure, in_megabytes, median
from panel_desktop import PanelDesktop
from workplace import INTERFACE, NAME, PATH

# So often before it counts: pools and caches fill.
WARM_UP = 20

POPOVERS = 200
NOTIFICATIONS = 10000
RECONNECTIONS = 1000

MOST_GROWTH = 2


def _held(pid):
    """Private memory of PID in kB, the median of a few looks."""
    samples = []
    for _ in range(5):
        time.sleep(0.2)
        samples.append(process_figures.memory(pid).private_dirty)
    return median(samples)


def _grow(desktop, repeat, count):
    """How much is held after the warm-up, and after all of it, in kB."""
    for number in range(WARM_UP):
        repeat(number)
    before = _held(desktop.pid)
    for number in range(WARM_UP, count):
        repeat(number)
    return before, _held(desktop.pid)


def _figure(what, before, after):
    return Figure(f'Growth over {what}, after the first {WARM_UP}', in_megabytes(after - before),
                  'MB', MOST_GROWTH,
                  f'from {in_megabytes(before):.1f} to {in_megabytes(after):.1f} MB private and '
                  'dirty', {'before_kb': before, 'after_kb': after})


def _measure_popovers(bench):
    count = bench.count(POPOVERS, WARM_UP * 2)
    with PanelDesktop() as desktop:
        desktop.start_server()
        desktop.watch_windows()
        desktop.start(USER_CHANNEL)
        owner = desktop.wait_for_icon()

        def repeat(number):
            desktop.open_popover(owner)
            desktop.close_popover(owner)

        return _figure(f'{count} popovers', *_grow(desktop, repeat, count))


def _measure_notifications(bench):
    count = bench.count(NOTIFICATIONS, 1000)
    with PanelDesktop() as desktop:
        desktop.start_server()
        desktop.start(USER_CHANNEL)

        def repeat(number):
            desktop.server.publish('notification', {
                'eventId': str(uuid.uuid4()), 'title': f'Order {number}',
                'message': 'New order received', 'url': f'/orders/{number}'})

        before, after = _grow(desktop, repeat, count)
        return _figure(f'{count:,} notifications', before, after)


def _measure_reconnections(bench):
    count = bench.count(RECONNECTIONS, 100)
    with PanelDesktop() as desktop:
        account = desktop.start_server()
        desktop.start(USER_CHANNEL)

        def set_enabled(enabled):
            desktop.desktop.call(NAME, PATH, INTERFACE, 'SetEnabled',
                                 GLib.Variant('(sb)', (account, enabled)))

        def repeat(number):
            set_enabled(False)
            desktop.server.wait(connectionsAtMost=0)
            set_enabled(True)
            desktop.server.wait_until_subscribed()

        return _figure(f'{count:,} connections', *_grow(desktop, repeat, count))


def measure(bench):
    """Figures of growth."""
    return [_measure_popovers(bench), _measure_notifications(bench),
            _measure_reconnections(bench)]
