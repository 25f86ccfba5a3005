# SPDX-License-Identifier: GPL-3.0-or-later
"""How often Traybell wakes up while nothing happens."""

import collections
import pathlib
import re
import shutil
import subprocess
import time

import process_figures
from figures import Figure
from timed_forwarder import TimedForwarder
from workplace import Workplace

CHANNEL = 'public-announcements'
SECONDS = 300.0
# Threads of pools that nobody needs any more have ended, in s.
SETTLE = 40.0
LOOK = 0.05

# What passes to or from the server is the protocol's, and what wakes up so soon before or after it
# belongs to it, in s.
NEAR = 0.25


def _count_switches(pid, seconds):
    """When threads of PID ran, as (monotonic time in ns, how often) between two looks."""
    seen = []
    before = process_figures.context_switches(pid)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        time.sleep(LOOK)
        now = process_figures.context_switches(pid)
        count = process_figures.switches_between(before, now)
        if count > 0:
            seen.append((time.monotonic_ns(), count))
        before = now
    return seen


def _beyond(seen, passed):
    """How many of the switches are not near something that passed."""
    return sum(count for at, count in seen
               if not any(abs(at - other) < NEAR * 1e9 for other in passed))


def _trace(pid, seconds, directory):
    """Which calls threads of PID came back from, by name, as strace sees it."""
    path = pathlib.Path(directory) / 'strace'
    tracer = subprocess.Popen(
        ['strace', '-f', '-p', str(pid), '-o', str(path), '-e', 'trace=all'],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    tracer.terminate()
    tracer.wait(10)
    calls = collections.Counter(re.findall(r'^\d+ +(?:<\.\.\. )?(\w+)', path.read_text(errors='replace'),
                                           re.MULTILINE))
    return dict(calls.most_common(12))


def measure(bench):
    """Figures of wake-ups while idle."""
    seconds = max(60.0, SECONDS * bench.scale)
    forwarder = TimedForwarder(bench.soketi.host, bench.soketi.port)
    try:
        with Workplace() as workplace:
            workplace.add_account(bench.soketi, CHANNEL, port=forwarder.port)
            workplace.start(CHANNEL)
            node = bench.start_node(CHANNEL)
            time.sleep(SETTLE)
            begin = len(forwarder.passed)
            nodes_before = process_figures.context_switches(node.pid)
            used = process_figures.processor_time(workplace.pid)
            seen = _count_switches(workplace.pid, seconds)
            used = process_figures.processor_time(workplace.pid) - used
            nodes = process_figures.switches_between(
                nodes_before, process_figures.context_switches(node.pid))
            node.stop()
            passed = forwarder.passed[begin:]
            calls = (_trace(workplace.pid, min(seconds, 120.0), bench.directory)
                     if shutil.which('strace') else {})
    finally:
        forwarder.stop()

    minutes = seconds / 60
    everything = sum(count for _, count in seen)
    beyond = _beyond(seen, passed)
    return [
        Figure(f'Context switches while idle for {minutes:g} min, a minute, beyond the pings',
               beyond / minutes, '', 2,
               f'{everything / minutes:.1f} with the pings, {used / minutes * 1000:.2f} ms of '
               f'processor time a minute',
               {'switches': everything, 'beyond': beyond, 'pings': len(passed), 'strace': calls}),
        Figure('… with the pings, against pusher-js on Node', everything / nodes, '×', 1.0,
               f'Node {nodes / minutes:.1f} a minute', is_ratio=True),
    ]
