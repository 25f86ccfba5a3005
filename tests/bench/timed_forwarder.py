# SPDX-License-Identifier: GPL-3.0-or-later
"""A way to a server on which it is seen when something passes."""

import threading
import time

from tcp_forwarder import TcpForwarder, listen


class TimedForwarder(TcpForwarder):
    """Forwards from a free loopback port to (HOST, PORT)."""

    def __init__(self, host, port):
        self.sent = []
        """When something came from a client, in ns of the monotonic clock."""
        self.passed = []
        """When something came from either side."""
        self._changed = threading.Condition()
        listener = listen('127.0.0.1')
        self.port = listener.getsockname()[1]
        super().__init__([listener], host, port)

    def _pass_on(self, source):
        now = time.monotonic_ns()
        with self._changed:
            self.passed.append(now)
            if source.getsockname()[1] == self.port:
                self.sent.append(now)
            self._changed.notify_all()
        super()._pass_on(source)

    def wait_for(self, count, seconds=20.0):
        """When something came from a client for the time number `count`, from 1."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.sent) >= count, seconds):
                raise AssertionError(f'nothing sent for the time number {count}')
            return self.sent[count - 1]
