# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program with a keyring in each of the states that a login leaves it in."""

import os
import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from dev_server import TOKEN  # noqa: E402
from traybell_case import TraybellCase  # noqa: E402


class Keyring(TraybellCase):
    keyring = "unlocked"

    def setUp(self):
        super().setUp()
        self._make_unlocked()
        self.addCleanup(self._make_unlocked)

    def _make_unlocked(self):
        if not self.desktop.name_has_owner("org.freedesktop.secrets"):
            self.desktop.keyring.start(locked=False)
        elif self.desktop.keyring.is_locked():
            self.desktop.keyring.unlock()

    def _assert_no_secret_lies_about(self):
        """Neither in a file of the user's, nor in what the program printed, nor on its command
        line or in its environment."""
        secret = TOKEN.encode()
        home = self.desktop.environment["HOME"]
        paths = [os.path.join(folder, name) for folder, _, names in os.walk(home) for name in names]
        paths.append(str(self.traybell.log_path))
        pid = self.traybell.process_id
        paths += [f"/proc/{pid}/cmdline", f"/proc/{pid}/environ"]
        for path in paths:
            with open(path, "rb") as file:
                self.assertNotIn(secret, file.read(), path)

    def test_has_the_secret_and_nothing_else_has(self):
        # All that the program has to say, but not GLib, which would talk into its answers.
        self.traybell.environment["G_MESSAGES_DEBUG"] = "traybell pusher"
        identifier = self.start_online()
        status, secret = self.desktop.run(["secret-tool", "lookup", "account", identifier])
        self.assertEqual((status, secret), (0, f"Authorization: Bearer {TOKEN}"))
        self._assert_no_secret_lies_about()

    def test_forgets_the_secret_with_the_account(self):
        identifier = self.start_online()
        self.traybell.run("account", "remove", identifier)
        status, secret = self.desktop.run(["secret-tool", "lookup", "account", identifier])
        self.assertNotEqual((status, secret), (0, f"Authorization: Bearer {TOKEN}"))
        self.assertNotIn(TOKEN, secret)
        self.server.wait(connectionsAtMost=0)

    def test_locked_at_the_start_is_waited_for(self):
        self.add_account()
        self.desktop.keyring.lock()
        self.traybell.start()
        account = self.wait_for_error("eyring")
        self.assertEqual(account["state"], "connecting")
        self.assertEqual(self.server.state()["connections"], [])
        self.desktop.keyring.unlock()
        self.assertIsNone(self.wait_for_state("connected", seconds=5)["lastError"])
        self.server.wait_until_subscribed()

    def test_absent_is_said_in_words_and_waited_for(self):
        self.add_account()
        self.desktop.keyring.stop()
        self.traybell.start()
        account = self.wait_for_error("eyring")
        self.assertEqual(account["state"], "connecting")
        self.assertEqual(self.server.state()["connections"], [])
        self.wait_for_icon("connecting")
        self._assert_no_secret_lies_about()

        # It comes late, as at a login.
        self.desktop.keyring.start(locked=False)
        self.assertIsNone(self.wait_for_state("connected", seconds=5)["lastError"])
        self.server.wait_until_subscribed()
        self.send("New order received")
        self.wait_for_toast("New order received")

    def test_locked_again_signs_nobody_out(self):
        self.start_online()
        self.desktop.keyring.lock()
        self.server.control("drop")
        self.server.wait(connectionsOpened=2)
        self.server.wait_until_subscribed()
        self.assertEqual(self.wait_for_state("connected")["lastError"], None)

    def test_no_account_is_added_without_one(self):
        self.desktop.keyring.stop()
        self.traybell.start()
        self.traybell.run(
            *("account", "add", *self.server.account_options(), "--token-stdin"),
            standard_input=f"{TOKEN}\n",
            expected=1,
            seconds=40,
        )
        self.assertEqual(self.traybell.status()["accounts"], [])
        self._assert_no_secret_lies_about()


if __name__ == "__main__":
    tap_runner.main(__name__)
