# SPDX-License-Identifier: GPL-3.0-or-later
"""A thousand notifications in a second, at the installed program. Says what it measured."""

import http.client
import json
import sys
import time

sys.dont_write_bytecode = True

import gi  # noqa: E402

gi.require_version("Gio", "2.0")
from gi.repository import GLib  # noqa: E402

import tap_runner  # noqa: E402
from dev_server import USER_CHANNEL  # noqa: E402
from traybell_case import TraybellCase  # noqa: E402

_COUNT = 1000
_MOST_TOASTS = 5
_MOST_SUMMARIES = 3
# How long a call to the program may wait while it is busy, in s.
_PATIENCE = 0.5

_NAME = "com.nebutra.Traybell"
_PATH = "/com/nebutra/Traybell"


class Burst(TraybellCase):
    panel = False

    def setUp(self):
        super().setUp()
        self.start_online()

    def _flood(self, urgent_every=0):
        """Sends all of them, and asks the program how it is after each fifty; (s, s)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        self.addCleanup(connection.close)
        slowest = 0.0
        start = time.monotonic()
        for number in range(_COUNT):
            is_urgent = urgent_every and number % urgent_every == 0
            body = {
                "channel": USER_CHANNEL,
                "event": "notification:urgent" if is_urgent else "notification",
                "data": {"id": f"flood-{number}", "title": f"Number {number}"},
            }
            connection.request("POST", "/control/publish", json.dumps(body))
            connection.getresponse().read()
            if number % 50 == 49:
                asked = time.monotonic()
                self.desktop.call(_NAME, _PATH, f"{_NAME}1", "GetStatus")
                slowest = max(slowest, time.monotonic() - asked)
        return time.monotonic() - start, slowest

    def _count_toasts(self):
        """Calls of Notify: of single notifications, and of the summary."""
        toasts = self.toasts()
        summaries = [toast for toast in toasts if "new notification" in toast.summary]
        return [toast for toast in toasts if toast not in summaries], summaries

    def test_a_thousand_are_five_toasts_and_one_summary(self):
        sent_in, slowest = self._flood()
        self.traybell.wait_for_account(
            lambda account: account["unread"] == _COUNT, f"{_COUNT} unread"
        )
        summary = self.wait_for_toast(f"{_COUNT - _MOST_TOASTS} new notifications")
        singles, summaries = self._count_toasts()
        print(
            f"# {_COUNT} notifications sent in {sent_in:.2f} s: {len(singles)} toasts of their"
            f" own, {len(summaries)} calls of Notify for one summary; the slowest answer of the"
            f" program meanwhile took {slowest * 1000:.0f} ms"
        )
        self.assertEqual(len(singles), _MOST_TOASTS)
        self.assertLessEqual(len(summaries), _MOST_SUMMARIES)
        # The first makes it, and the others update it in place.
        self.assertEqual({toast.id for toast in summaries}, {summary.id})
        self.assertEqual(summaries[0].replaces_id, 0)
        self.assertLess(slowest, _PATIENCE)

        self.desktop.invoke_action(summary, "default")
        self.wait_for_window()

    def test_reading_everything_takes_the_summary_away(self):
        self._flood()
        summary = self.wait_for_toast(f"{_COUNT - _MOST_TOASTS} new notifications")
        parameters = GLib.Variant("(sava{sv})", ("mark-all-read", [], {}))
        self.desktop.call(_NAME, _PATH, "org.gtk.Actions", "Activate", parameters)
        self.wait_until_closed(summary)

    def test_urgent_ones_are_each_shown(self):
        self._flood(urgent_every=50)
        urgent = [f"Number {number}" for number in range(0, _COUNT, 50)]
        for title in urgent:
            self.assertEqual(self.wait_for_toast(title).urgency, "critical")


if __name__ == "__main__":
    tap_runner.main(__name__)
