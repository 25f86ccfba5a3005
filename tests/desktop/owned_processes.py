# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes that a desktop started, and the only ones that it ends.

Nothing is ever looked up by name: several desktops, and the developer's own,
may be running the same programs at this moment.
"""

import ctypes
import os
import signal
import subprocess
import time

TIMEOUT = 30
"""Seconds that everything may take unless the caller says otherwise: generous, because
several desktops may be starting on one slow machine."""

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


class DesktopTimeout(AssertionError):
    """Something that was waited for did not happen before its deadline."""


def _end_with_parent():
    # A test runner that is killed must not leave an X server behind.
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class OwnedProcess:
    """One child in its own process group, with its output in a log file."""

    def __init__(self, name, arguments, environment, log_path, pass_fds=(), standard_input=None):
        """Starts ARGUMENTS.

        STANDARD_INPUT is bytes for the child to read, or None for /dev/null.
        """
        self.name = name
        self.log_path = log_path
        with open(log_path, "ab") as log:
            self.process = subprocess.Popen(
                arguments,
                env=environment,
                stdin=subprocess.DEVNULL if standard_input is None else subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=pass_fds,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        if standard_input is not None:
            try:
                self.process.stdin.write(standard_input)
                self.process.stdin.close()
            except BrokenPipeError:
                pass  # It ended without reading; its exit status and log tell why.

    @property
    def pid(self):
        return self.process.pid

    @property
    def running(self):
        return self.process.poll() is None

    def output(self):
        """Everything that it wrote so far, standard error included."""
        with open(self.log_path, "r", encoding="utf-8", errors="replace") as log:
            return log.read()

    def wait(self, timeout=TIMEOUT):
        """Waits up to TIMEOUT seconds for it to end by itself; returns the exit status."""
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise DesktopTimeout(
                f"{self.name} was still running after {timeout} s:\n{self.output()}"
            ) from None

    def signal(self, number):
        """Sends the signal NUMBER to this one process, if it still runs."""
        if self.running:
            self.process.send_signal(number)

    def stop(self, timeout=10):
        """Ends it and what is left of its process group; returns the exit status."""
        if self.running:
            self.process.terminate()
            try:
                self.process.wait(timeout)
            except subprocess.TimeoutExpired:
                pass
        self.kill()
        return self.process.returncode

    def kill(self):
        """Ends it at once, as a crash would, with what is left of its process group."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()


def end_marked_processes(variable, value, timeout=5):
    """Ends the processes that carry VARIABLE=VALUE in their environment.

    A bus starts some services by itself (the accessibility registry, for one)
    and they are nobody's children. VALUE is a desktop's own folder, so nothing
    that another desktop started can match. Returns the names of those it ended.
    """
    marker = f"{variable}={value}".encode()
    ended = []
    deadline = time.monotonic() + timeout
    number = signal.SIGTERM
    while True:
        found = [pid for pid in _own_processes() if marker in _environment_of(pid)]
        if not found:
            return ended
        if time.monotonic() > deadline:
            number = signal.SIGKILL
        for pid in found:
            try:
                name = _command_of(pid)
                os.kill(pid, number)
                if name not in ended:
                    ended.append(name)
            except (ProcessLookupError, FileNotFoundError):
                pass
        if time.monotonic() > deadline + timeout:
            raise DesktopTimeout(f"these processes cannot be ended: {found}")
        time.sleep(0.02)


def _own_processes():
    for entry in os.scandir("/proc"):
        try:
            if entry.name.isdigit() and entry.stat().st_uid == os.getuid():
                if int(entry.name) != os.getpid():
                    yield int(entry.name)
        except FileNotFoundError:
            pass


def _environment_of(pid):
    try:
        with open(f"/proc/{pid}/environ", "rb") as environ:
            return environ.read().split(b"\0")
    except OSError:
        return []


def _command_of(pid):
    with open(f"/proc/{pid}/comm", "r", encoding="utf-8") as comm:
        return comm.read().strip()
