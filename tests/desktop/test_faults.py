# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user is told when something is wrong, and that the program mends itself afterwards.

Nothing is restarted here: each test ends with the account online and a notification shown.
"""

import socket
import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from dev_server import TENANT_CHANNEL, TOKEN, USER_CHANNEL  # noqa: E402
from fault_case import FaultCase  # noqa: E402


class Connection(FaultCase):
    def test_a_wrong_key_is_said_and_not_tried_over_and_over(self):
        options = self.server.account_options()
        options[options.index(self.server.key)] = "wrong-key"
        self.traybell.add_account(*options, token=TOKEN)
        self.traybell.start()
        account = self.wait_for_error("key")
        self.assertEqual(account["state"], "refused")
        self.assertIsNone(account["nextAttemptIn"])
        self.assertEqual(self.server.state()["counters"]["upgradeRequests"], 1)

        # A second account, as the key of the first cannot be changed from here.
        self.add_account()
        self.traybell.wait_for_status(
            lambda status: [a["state"] for a in status["accounts"]] == ["refused", "connected"],
            "the other account to be online",
        )

    def test_a_server_that_is_not_there_is_tried_until_it_is(self):
        with socket.socket() as place:
            place.bind(("127.0.0.1", 0))
            port = place.getsockname()[1]
        options = self.server.account_options()
        options[options.index(str(self.server.port))] = str(port)
        self.traybell.add_account(*options, token=TOKEN)
        self.traybell.start()
        account = self.wait_for_error("127.0.0.1")
        self.wait_for_state("unavailable")
        self.assertIn("127.0.0.1", account["lastError"])
        self.traybell.wait_for_account(
            lambda candidate: (candidate["nextAttemptIn"] or 0) > 0, "another attempt"
        )
        # It listens where nobody did, and has the same key and secret as the one that authorises.
        server = self.start_server("--port", str(port))
        self.assert_works(server)
        server.process.stop()

    def test_an_unknown_host_is_said_by_its_name(self):
        options = self.server.account_options()
        options[options.index("127.0.0.1")] = "no-such-host.invalid"
        self.traybell.add_account(*options, token=TOKEN)
        self.traybell.start()
        self.wait_for_error("no-such-host.invalid")
        self.wait_for_state("unavailable")

    def test_a_server_that_answers_nonsense_is_said_and_tried_again(self):
        for mode in ("captive-portal", "redirect", "wrong-first-frame"):
            with self.subTest(mode=mode):
                self.server.control("reset")
                self.server.control("connect", mode=mode)
                identifier = self.add_account()
                if not self.traybell.running:
                    self.traybell.start()
                account = self.traybell.wait_for_account(
                    lambda candidate: candidate["lastError"], "an error"
                )
                self.assert_is_sentence(account["lastError"])
                self.server.control("connect", mode="normal")
                self.assert_works()
                self.traybell.run("account", "remove", identifier)
                self.desktop.dismiss_all_notifications()
                self._first_notification = len(self.desktop.notifications())

    def test_a_connection_that_breaks_is_made_again(self):
        self.start_online()
        self.server.control("drop", reset=True)
        self.server.wait(connectionsOpened=2)
        self.assert_works()


class Authorisation(FaultCase):
    """The endpoint of the web app misbehaves; the socket itself is fine."""

    def _start_with(self, **fault):
        self.server.control("auth", **fault)
        identifier = self.add_account()
        self.traybell.start()
        return identifier

    def _mend(self):
        self.server.control("auth", mode="normal")

    def test_answers_that_ask_to_sign_in_are_content_with_a_new_secret(self):
        for fault in (
            {"mode": "html"},
            {"mode": "redirect", "location": "/login"},
            {"mode": "status", "status": 401, "body": '{"error":"Unauthorized"}'},
        ):
            with self.subTest(fault=fault):
                self.server.control("reset")
                self.server.control("auth", **fault)
                identifier = self.add_account()
                if not self.traybell.running:
                    self.traybell.start()
                account = self.wait_for_error("sign in")
                self.assertEqual(account["state"], "sign-in-needed")

                # The user signs in again on the web, and gives Traybell what is valid now.
                self._mend()
                self.server.control("users", user="alice", token="renewed-token")
                self.traybell.run(
                    *("account", "set-secret", identifier, "--token-stdin"),
                    standard_input="renewed-token\n",
                )
                self.assert_works()
                self.traybell.run("account", "remove", identifier)
                self.desktop.dismiss_all_notifications()
                self._first_notification = len(self.desktop.notifications())

    def test_a_denied_channel_leaves_the_others_alone(self):
        self._start_with(
            mode="status",
            status=403,
            body='{"error":"User not in tenant"}',
            channel=TENANT_CHANNEL,
        )
        account = self.wait_for_error("User not in tenant")
        self.assertEqual(account["state"], "connected")
        self.traybell.wait_until_subscribed(USER_CHANNEL)
        denied = next(c for c in self.account()["channels"] if c["name"] == TENANT_CHANNEL)
        self.assertNotEqual(denied["state"], "subscribed")
        self.assert_is_sentence(denied["error"])
        self.send("New order received")
        self.wait_for_toast("New order received")

        # Whoever may join again is let in with the next connection.
        self.server.control("reset")
        self.server.control("drop")
        self.assert_works()

    def test_an_endpoint_that_is_down_is_asked_again(self):
        self._start_with(mode="status", status=500)
        account = self.wait_for_error("500")
        self.assertEqual(account["state"], "connected")
        self._mend()
        self.assert_works()
        self.assertEqual(self.server.state()["counters"]["connectionsOpened"], 1)

    def test_an_endpoint_that_does_not_answer_is_asked_again(self):
        self._start_with(mode="hang")
        self.wait_for_error("does not answer", seconds=40)
        self._mend()
        self.assert_works(seconds=40)

    def test_an_endpoint_that_is_not_there_is_said_with_its_address(self):
        self._start_with(mode="status", status=404)
        self.wait_for_error(self.server.auth_endpoint)

    def test_a_signature_that_the_server_refuses_is_said(self):
        self._start_with(mode="bad-signature")
        account = self.traybell.wait_for_account(
            lambda candidate: candidate["lastError"], "an error"
        )
        self.assert_is_sentence(account["lastError"])


if __name__ == "__main__":
    tap_runner.main(__name__)
