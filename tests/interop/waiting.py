# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting with a deadline, which is the only way these tests wait."""

import threading
import time

# Between two looks at something that cannot announce its changes.
POLL_INTERVAL = 0.1

_never = threading.Event()


class DeadlineError(AssertionError):
    """What a test waited for did not happen in time."""


def wait_until(look, what, seconds=15.0, describe=None):
    """Call `look` until it returns something true, and return that.

    `what` names the awaited thing in the failure, and `describe`, if given, is
    called then for what there was instead.
    """
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() >= deadline:
            instead = f'\n{describe()}' if describe is not None else ''
            raise DeadlineError(f'{what}: not within {seconds:g} s{instead}')
        _never.wait(POLL_INTERVAL)
