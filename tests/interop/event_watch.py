# SPDX-License-Identifier: GPL-3.0-or-later
"""The events that the program under test reports."""

import json

from waiting import POLL_INTERVAL, wait_until


def event_data(line):
    """An event's data as a dictionary; empty if it is none. Data may be JSON in a string."""
    data = line.get('data')
    if isinstance(data, str):
        try:
            data = json.loads(data)
        except json.JSONDecodeError:
            return {}
    return data if isinstance(data, dict) else {}


class EventWatch:
    """What a running `traybell watch --json` has printed."""

    def __init__(self, process):
        self._process = process
        self._begin = 0

    def begin(self, publish_probe, attempts=40):
        """Wait until a probe is seen, and start counting after the last one."""
        for number in range(attempts):
            publish_probe(number)
            try:
                self._process.wait_for(
                    lambda line: 'probe' in event_data(line), 'a probe', POLL_INTERVAL * 5)
            except AssertionError:
                if number == attempts - 1:
                    raise
                continue
            # Earlier probes may be on their way still; this one is behind all of them.
            self._process.wait_for(
                lambda line: event_data(line).get('probe') == number, 'the last probe')
            self._begin = self._process.position
            return

    @property
    def events(self):
        """All events since the watch began, in the order of arrival."""
        return self._process.lines[self._begin:]

    def of(self, event_id):
        """The events that carried this eventId."""
        return [line for line in self.events if event_data(line).get('eventId') == event_id]

    def wait_for(self, matches, what, seconds=15.0):
        """The first event since the watch began for which `matches` is true."""
        return self._process.wait_for(matches, what, seconds, self._begin)

    def wait_for_event_id(self, event_id, count=1, seconds=15.0):
        """Wait until `count` events with this eventId are there, and return those there are."""
        wait_until(lambda: len(self.of(event_id)) >= count, f'{count} × {event_id}', seconds,
                   lambda: self._process.describe(self._begin))
        return self.of(event_id)
