# SPDX-License-Identifier: GPL-3.0-or-later
"""A child process that speaks JSON lines on stdin and stdout."""

import json
import pathlib
import subprocess
import threading
import time

from waiting import DeadlineError


class LineProcess:
    """Runs a program, keeps each JSON line it prints, and waits for particular ones.

    Its stderr goes to a log file, of which a failure shows the end.
    """

    def __init__(self, name, command, environment, log_directory):
        self.name = name
        self.lines = []
        self.log_path = pathlib.Path(log_directory) / f'{name}.log'
        self._changed = threading.Condition()
        self._ended = False
        with open(self.log_path, 'ab') as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                env=environment, text=True, bufsize=1)
        self._reader = threading.Thread(target=self._read, name=f'{name} reader', daemon=True)
        self._reader.start()

    def _read(self):
        for text in self._process.stdout:
            try:
                line = json.loads(text)
            except json.JSONDecodeError:
                line = {'notJson': text.rstrip('\n')}
            with self._changed:
                self.lines.append(line)
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    @property
    def position(self):
        """How many lines have come so far: give it as `since` to see only later ones."""
        return len(self.lines)

    def send(self, message):
        """Write `message` as one line."""
        self._process.stdin.write(json.dumps(message) + '\n')
        self._process.stdin.flush()

    def wait_for(self, matches, what, seconds=15.0, since=0):
        """The first line at or after position `since` for which `matches` is true."""
        deadline = time.monotonic() + seconds
        position = since
        with self._changed:
            while True:
                while position < len(self.lines):
                    if matches(self.lines[position]):
                        return self.lines[position]
                    position += 1
                remaining = deadline - time.monotonic()
                if self._ended or remaining <= 0:
                    reason = 'the process ended' if self._ended else f'not within {seconds:g} s'
                    raise DeadlineError(f'{self.name}: {what}: {reason}\n{self.describe(since)}')
                self._changed.wait(remaining)

    def describe(self, since=0):
        """What it printed from position `since` on and the end of its log, for a failure."""
        printed = '\n'.join(f'  {json.dumps(line)}' for line in self.lines[since:][-40:])
        log = self.log_path.read_text(errors='replace')[-2000:]
        return f'it printed:\n{printed or "  nothing"}\nits log ends:\n{log or "  empty"}'

    def stop(self, seconds=5.0):
        """End it by closing its stdin, or by force when that is not enough; its exit status."""
        if self._process.stdin and not self._process.stdin.closed:
            try:
                self._process.stdin.close()
            except BrokenPipeError:
                pass
        for end in (None, self._process.terminate, self._process.kill):
            if end is not None:
                end()
            try:
                self._process.wait(seconds)
                break
            except subprocess.TimeoutExpired:
                continue
        self._reader.join(seconds)
        self._process.stdout.close()
        return self._process.returncode
