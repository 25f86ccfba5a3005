# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of what is told while something is wrong, and that all is well again afterwards.

Several accounts may suffer at once, each from a fault of its own: the waits of their next attempts
then pass at the same time.
"""

import json
import uuid

from dev_server import ROOM_CHANNEL, TENANT_CHANNEL, TOKEN, USER_CHANNEL
from traybell_case import TraybellCase


class FaultCase(TraybellCase):
    panel = False

    def assert_works(self, server=None, seconds=20.0, account=None):
        """The account is online, nothing is wrong, and a notification is shown.

        It is the first account unless an id is given, on the class's own server unless told which.
        """
        server = server or self.server
        found = self.traybell.wait_for_account(
            lambda candidate: candidate["state"] == "connected"
            and candidate["lastError"] is None
            and {channel["name"] for channel in candidate["channels"]}
            == {USER_CHANNEL, TENANT_CHANNEL, ROOM_CHANNEL}
            and all(
                channel["state"] == "subscribed" and channel["error"] is None
                for channel in candidate["channels"]
            ),
            "all to be well",
            seconds,
            account,
        )
        # To this one connection: others may be in the same channel.
        title = f"All is well ({uuid.uuid4().hex[:8]})"
        server.control("publish", raw=self.frame(title), socketId=found["socketId"])
        self.wait_for_toast(title)
        return found

    def frame(self, title):
        """A notification as the server sends it on the wire."""
        data = {"id": uuid.uuid4().hex, "title": title}
        return json.dumps(
            {"event": "notification", "channel": USER_CHANNEL, "data": json.dumps(data)}
        )

    def add_account_of(self, server):
        """Adds Alice's account on SERVER; its id."""
        return self.traybell.add_account(*server.account_options(), token=TOKEN)

    def wait_until_online(self, account, seconds=20.0):
        """Waits until the account with that id is in all of its channels; the account."""
        return self.traybell.wait_until_subscribed(
            USER_CHANNEL, TENANT_CHANNEL, ROOM_CHANNEL, account=account, seconds=seconds
        )

    def wait_until_told(
        self, account, fragment, states=("connecting", "unavailable"), seconds=20.0
    ):
        """Waits until the account with that id tells FRAGMENT in one sentence; the account."""
        found = self.traybell.wait_for_account(
            lambda candidate: fragment in (candidate["lastError"] or ""),
            f"to be told {fragment!r}",
            seconds,
            account,
        )
        self.assert_is_sentence(found["lastError"])
        self.assertIn(found["state"], states, found)
        self.assertIsNone(found["socketId"])
        return found
