# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way in which a connection goes wrong: the status tells the truth meanwhile, and the account
is online again afterwards without anybody's doing.

Faults that pass by themselves hit several accounts at once, so that their waits are one wait.
"""

import base64
import random
import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from dev_server import ROOM_CHANNEL, TENANT_CHANNEL, USER_CHANNEL  # noqa: E402
from fault_case import FaultCase  # noqa: E402

FLAVOURS = ("soketi", "hosted", "reverb", "sockudo")


class OpenConnection(FaultCase):
    """What happens to accounts that are online."""

    def _start_accounts(self, names):
        """An account online for each of NAMES: {name: (id, socket id)}."""
        accounts = {name: self.add_account() for name in names}
        self.traybell.start()
        return {
            name: (account, self.wait_until_online(account)["socketId"])
            for name, account in accounts.items()
        }

    def _assert_each_mended(self, accounts):
        for name, (account, socket_id) in accounts.items():
            with self.subTest(name=name):
                self.assertNotEqual(self.assert_works(account=account)["socketId"], socket_id)

    def test_each_close_code_of_websocket_is_told_and_followed_by_a_new_connection(self):
        self._check_close_codes(1000, 1001, 1011)

    def test_each_close_code_of_pusher_is_told_and_followed_by_a_new_connection(self):
        self._check_close_codes(4000, 4100, 4200, 4201, 4300)

    def _check_close_codes(self, *codes):
        accounts = self._start_accounts(codes)
        # No attempt succeeds before the end of each was seen.
        self.server.control("connect", mode="refuse-http", status=503)
        for code, (account, socket_id) in accounts.items():
            with self.subTest(code=code):
                self.server.control("close", code=code, reason="Told so", socketId=socket_id)
                told = self.wait_until_told(account, str(code))
                self.assertIn("Told so", told["lastError"])
                self.assertGreater(told["nextAttemptIn"], 0)
        self.server.control("connect", mode="normal")
        self._assert_each_mended(accounts)

    def test_a_refusal_is_told_and_nothing_tried_until_the_user_acts(self):
        ((account, socket_id),) = self._start_accounts((4001,)).values()
        self.server.control("close", code=4001, reason="Unknown key", socketId=socket_id)
        told = self.wait_until_told(account, "4001", states=("refused",))
        self.assertIn("app key", told["lastError"])
        self.assertIsNone(told["nextAttemptIn"])

        self.traybell.run("account", "disable", account)
        self.wait_for_state("disconnected")
        self.traybell.run("account", "enable", account)
        self.assert_works()
        # The first, and the one that was asked for.
        self.assertEqual(self.server.state()["counters"]["upgradeRequests"], 2)

    def test_what_breaks_a_connection_is_told_and_followed_by_a_new_one(self):
        def drop(socket_id):
            self.server.control("drop", socketId=socket_id)

        def reset(socket_id):
            self.server.control("drop", reset=True, socketId=socket_id)

        def send(content):
            def fault(socket_id):
                encoded = base64.b64encode(content).decode()
                self.server.control("send-bytes", base64=encoded, socketId=socket_id)

            return fault

        faults = {
            "the end of TCP": (drop, "lost"),
            "a TCP reset": (reset, "lost"),
            # Of any length: its first byte sets bits that no extension was agreed on for.
            "random bytes": (send(b"\xf7" + random.Random(8).randbytes(300)), "broke off"),
            "text that is not UTF-8": (send(b"\x81\x02\xc3\x28"), "broke off"),
        }
        accounts = self._start_accounts(faults)
        self.server.control("connect", mode="refuse-http", status=503)
        for name, (account, socket_id) in accounts.items():
            with self.subTest(name=name):
                fault, fragment = faults[name]
                fault(socket_id)
                self.wait_until_told(account, fragment)
        self.server.control("connect", mode="normal")
        self._assert_each_mended(accounts)

    def test_a_message_in_pieces_is_one_message(self):
        ((_account, socket_id),) = self._start_accounts(("pieces",)).values()
        self.server.control("send-text", text=self.frame("In pieces"), fragments=40)
        self.wait_for_toast("In pieces")
        self.assertEqual(self.assert_works()["socketId"], socket_id)

    def test_a_server_that_goes_down_for_three_seconds_is_asked_a_few_times(self):
        # 4200 asks to connect again at once, and that is what everybody gets who does.
        self._start_accounts(("grace",))
        self.server.control("connect", mode="grace-4200", milliseconds=3000)
        self.server.control("close", code=4200, reason="Restarting")
        self.server.wait(upgradeRequests=2)
        (account,) = self.traybell.status()["accounts"]
        if account["lastError"] is not None:
            self.assertIn("4200", account["lastError"])
        self.assert_works()
        attempts = self.server.state()["counters"]["upgradeRequests"] - 1
        self.assertGreaterEqual(attempts, 2)
        self.assertLessEqual(attempts, 4)

    def test_a_server_that_is_gone_is_waited_for(self):
        server = self.start_server()
        account = self.add_account_of(server)
        self.traybell.start()
        self.wait_until_online(account)
        server.process.kill()
        self.wait_until_told(account, "127.0.0.1")
        server = self.start_server("--port", str(server.port))
        self.assert_works(server)
        server.process.stop()


class Opening(FaultCase):
    """What happens to an attempt to connect."""

    def test_http_answers_are_told_and_tried_again(self):
        answers = {
            "the path is unknown": ({"mode": "refuse-http", "status": 404}, "path (404)"),
            "too many requests": (
                {"mode": "refuse-http", "status": 429, "retryAfter": 5},
                "too busy",
            ),
            "the server drains": (
                {"mode": "refuse-http", "status": 503, "retryAfter": 5},
                "too busy",
            ),
            "a redirect": ({"mode": "redirect", "location": "/sign-in"}, "redirects elsewhere"),
            "a captive portal": ({"mode": "captive-portal"}, "not a Pusher server"),
        }
        accounts = {}
        self.traybell.start()
        for name, (fault, fragment) in answers.items():
            with self.subTest(name=name):
                # From the next account on; those before are out of its way until all have failed.
                self.server.control("connect", **fault)
                accounts[name] = self.add_account()
                told = self.wait_until_told(accounts[name], fragment)
                self.assertGreater(told["nextAttemptIn"], 2.0 if "retryAfter" in fault else 0.0)
        self.server.control("connect", mode="normal")
        for name, account in accounts.items():
            with self.subTest(name=name):
                self.assert_works(account=account)
        self.assertEqual(self.server.state()["violations"], [])

    def test_a_handshake_that_nobody_answers_is_given_up_before_and_after_the_upgrade(self):
        accounts = []
        self.traybell.start()
        for mode in ("hang", "hang-after-upgrade"):
            self.server.control("connect", mode=mode, count=1)
            accounts.append(self.add_account())
            self.server.wait(upgradeRequests=len(accounts))
        for account in self.traybell.status()["accounts"]:
            self.assertEqual((account["state"], account["lastError"]), ("connecting", None))
        # The program grants a handshake 15 s.
        for account, words in zip(accounts, ("does not answer", "does not greet"), strict=True):
            self.wait_until_told(account, words, seconds=30)
        for account in accounts:
            self.assert_works(account=account)
        self.assertEqual(self.server.state()["counters"]["upgradeRequests"], 4)


class Flavours(FaultCase):
    """Each kind of server, with its own words and ways."""

    def setUp(self):
        super().setUp()
        self.servers = {}
        self.accounts = {}
        for flavour in FLAVOURS:
            self.servers[flavour] = self.start_server()
            self.addCleanup(self.servers[flavour].process.stop)
            self.servers[flavour].control("flavour", name=flavour)
            self.accounts[flavour] = self.add_account_of(self.servers[flavour])

    def test_channels_presence_and_events_are_the_same_everywhere(self):
        self.traybell.start()
        for flavour, server in self.servers.items():
            with self.subTest(flavour=flavour):
                self.wait_until_online(self.accounts[flavour])
                server.join("user_789", "Bob Kern")
                self._wait_for_members(self.accounts[flavour], ["Alice Smith", "Bob Kern"])
                server.join("user_789", "Bob Kern", action="leave")
                self._wait_for_members(self.accounts[flavour], ["Alice Smith"])
                self.assert_works(server, account=self.accounts[flavour])
                self.assertEqual(server.state()["violations"], [])

    def test_a_signature_that_is_denied_is_told_in_time(self):
        for server in self.servers.values():
            server.control("auth", mode="bad-signature", channel=TENANT_CHANNEL)
        self.traybell.start()
        for flavour, server in self.servers.items():
            with self.subTest(flavour=flavour):
                # That it is about the subscription, and not, say, about the network. Those who do
                # not say which channel they deny may be understood at the second try only.
                denied = self.traybell.wait_for_channel(
                    TENANT_CHANNEL,
                    lambda channel: "refused the subscription" in (channel["error"] or ""),
                    "told",
                    account=self.accounts[flavour],
                )
                self.assertNotEqual(denied["state"], "subscribed")
                self.assert_is_sentence(denied["error"])
                found = self.traybell.wait_until_subscribed(
                    USER_CHANNEL, ROOM_CHANNEL, account=self.accounts[flavour]
                )
                self.assertEqual(
                    found["lastError"], f"Channel {TENANT_CHANNEL}: {denied['error']}"
                )
        for flavour, server in self.servers.items():
            with self.subTest(flavour=flavour):
                server.control("auth", mode="normal")
                server.control("drop")
                self.assert_works(server, account=self.accounts[flavour])

    def test_a_server_that_shuts_down_and_starts_again_is_found_again(self):
        self.traybell.start()
        for flavour in FLAVOURS:
            with self.subTest(flavour=flavour):
                self.wait_until_online(self.accounts[flavour])
        for flavour, server in self.servers.items():
            with self.subTest(flavour=flavour):
                self.assertEqual(server.process.stop(), 0)
                self.wait_until_told(self.accounts[flavour], "127.0.0.1")
        for flavour, server in list(self.servers.items()):
            self.servers[flavour] = self.start_server("--port", str(server.port))
            self.addCleanup(self.servers[flavour].process.stop)
            self.servers[flavour].control("flavour", name=flavour)
        for flavour, server in self.servers.items():
            with self.subTest(flavour=flavour):
                self.assert_works(server, account=self.accounts[flavour])

    def _wait_for_members(self, account, names):
        self.traybell.wait_for_channel(
            ROOM_CHANNEL,
            lambda channel: sorted(member["name"] for member in channel["members"]) == names,
            f"{names} in the room",
            account=account,
        )


if __name__ == "__main__":
    tap_runner.main(__name__)
