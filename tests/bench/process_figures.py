# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kernel knows of a process: memory, processor time, context switches."""

import dataclasses
import pathlib
import time


@dataclasses.dataclass(frozen=True)
class Memory:
    """Of one process, or of several together, in kB of 1024 bytes."""

    resident: int
    proportional: int
    private_dirty: int

    def __add__(self, other):
        return Memory(self.resident + other.resident, self.proportional + other.proportional,
                      self.private_dirty + other.private_dirty)


def memory(pid):
    """What PID holds now."""
    values = {}
    for line in pathlib.Path(f'/proc/{pid}/smaps_rollup').read_text().splitlines()[1:]:
        name, _, rest = line.partition(':')
        values[name] = int(rest.split()[0])
    return Memory(values['Rss'], values['Pss'], values['Private_Dirty'])


def memory_of_tree(pid):
    """What PID and all that it started hold now; shared pages count once as PSS only."""
    total = Memory(0, 0, 0)
    for member in tree(pid):
        try:
            total += memory(member)
        except OSError:
            pass  # It has just ended.
    return total


def tree(pid):
    """PID and its children, their children and so on."""
    found = [pid]
    for parent in found:
        try:
            tasks = list(pathlib.Path(f'/proc/{parent}/task').iterdir())
        except FileNotFoundError:
            continue
        for task in tasks:
            try:
                found += [int(child) for child in (task / 'children').read_text().split()]
            except FileNotFoundError:
                pass
    return found


def processor_time(pid):
    """How long PID has run on a processor so far, in s, all of its threads together."""
    # The clock of another process, as clock_getcpuclockid(3) makes it; good to the nanosecond,
    # while /proc counts in hundredths of a second.
    return time.clock_gettime(~pid << 3 | 2)


def processor_time_of_tree(pid):
    """As processor_time(), of PID and all that it started and that still runs."""
    total = 0.0
    for member in tree(pid):
        try:
            total += processor_time(member)
        except OSError:
            pass
    return total


def context_switches(pid):
    """How often each thread of PID has been put on a processor so far, by its number."""
    switches = {}
    for status in pathlib.Path(f'/proc/{pid}/task').glob('*/status'):
        try:
            lines = status.read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        switches[status.parent.name] = sum(
            int(line.split(':')[1]) for line in lines
            if line.startswith(('voluntary_ctxt_switches', 'nonvoluntary_ctxt_switches')))
    return switches


def switches_between(before, after):
    """How often threads ran between two looks; what one that ended did last is not known."""
    return sum(count - before.get(thread, 0) for thread, count in after.items())


def wait_until_still(pid, seconds=1.0, timeout=120.0):
    """Wait until PID has not run for so long; its processor time then, in s."""
    deadline = time.monotonic() + timeout
    used, since = processor_time(pid), time.monotonic()
    while time.monotonic() - since < seconds:
        if time.monotonic() > deadline:
            raise AssertionError(f'process {pid} is never still')
        time.sleep(0.05)
        now = processor_time(pid)
        # Less than a ms is no work.
        if now - used > 0.001:
            used, since = now, time.monotonic()
    return processor_time(pid)


def threads(pid):
    """The names of the threads of PID."""
    return sorted(path.read_text().strip()
                  for path in pathlib.Path(f'/proc/{pid}/task').glob('*/comm'))
