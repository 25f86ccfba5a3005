# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program as the desktop starts it at login: before the network and the keyring."""

import os
import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
import tcp_forwarder  # noqa: E402
from dev_server import TOKEN, USER_CHANNEL  # noqa: E402
from private_network import FAR_ADDRESS, PrivateNetwork  # noqa: E402
from traybell_case import InstalledTraybell, TraybellCase  # noqa: E402

# What a program calls to have the keyring's question put to the user.
_PROMPTS = ("interface='org.freedesktop.Secret.Prompt',member='Prompt'",)
_MOST_PROMPTS = 1


class Login(TraybellCase):
    keyring = "unlocked"

    def setUp(self):
        super().setUp()
        if self.desktop.keyring.is_locked():
            self.desktop.keyring.unlock()
        self._prompts = self.desktop.start(
            ["dbus-monitor", "--profile", "--address"]
            + [self.desktop.environment["DBUS_SESSION_BUS_ADDRESS"], *_PROMPTS]
        )
        self.addCleanup(self._prompts.stop)
        if PrivateNetwork.permitted():
            self._start_on_private_network()
        else:
            self._start_behind_forwarder()
        self.desktop.keyring.lock()
        self._take_network()
        self.traybell.start()

    def _start_on_private_network(self):
        """The program on one host, and the server on the other."""
        network = PrivateNetwork(self.desktop)
        executable = os.path.join(self.log_directory, "traybell")
        with open(executable, "x", encoding="utf-8") as script:
            script.write(f'#!/bin/sh\nexec {" ".join(network.near_command(self.program))} "$@"\n')
        os.chmod(executable, 0o700)
        self.traybell = InstalledTraybell(
            executable, self.traybell.environment, self.log_directory
        )
        # Without encryption an authorisation is had from the own host only.
        self._forward([network.listen_far(self.server.port), network.listen_near(self.server.port)])
        options = self.server.account_options()
        options[options.index("127.0.0.1")] = FAR_ADDRESS
        self.traybell.add_account(*options, token=TOKEN)
        self._take_network, self._give_network = network.unplug, network.plug_in

    def _start_behind_forwarder(self):
        """Where no network can be had: something between the two that stops reading."""
        listener = tcp_forwarder.listen("127.0.0.1")
        options = self.server.account_options()
        options[options.index(str(self.server.port))] = str(listener.getsockname()[1])
        forwarder = self._forward([listener])
        self.traybell.add_account(*options, token=TOKEN)
        self._take_network, self._give_network = forwarder.hold, forwarder.release

    def _forward(self, listeners):
        forwarder = tcp_forwarder.TcpForwarder(listeners, "127.0.0.1", self.server.port)
        self.addCleanup(forwarder.stop)
        return forwarder

    def _assert_quiet(self):
        """Nothing is on the screen but the icon, and nobody has been asked anything."""
        self.assertEqual(self.windows(), [])
        self.assertEqual(self.toasts(), [])
        self.assertEqual(self.server.state()["connections"], [])
        self.assertEqual(self.traybell.log, "")

    def _assert_few_prompts(self):
        prompts = [line for line in self._prompts.output().splitlines() if "Prompt" in line]
        self.assertLessEqual(len(prompts), _MOST_PROMPTS, prompts)

    def _assert_comes_online(self):
        account = self.traybell.wait_until_subscribed(USER_CHANNEL)
        self.assertIsNone(account["lastError"])
        self.wait_for_icon("online")
        self._assert_few_prompts()

    def test_the_keyring_comes_first(self):
        self.wait_for_error("eyring")
        self.wait_for_icon("connecting")
        self._assert_quiet()
        self.desktop.keyring.unlock()
        self.traybell.wait_for_account(
            lambda account: "eyring" not in (account["lastError"] or ""), "the keyring to be open"
        )
        self._assert_quiet()
        self._give_network()
        self._assert_comes_online()

    def test_the_network_comes_first(self):
        self.wait_for_error("eyring")
        self._give_network()
        self.wait_for_error("eyring")
        self._assert_quiet()
        self.desktop.keyring.unlock()
        self._assert_comes_online()


if __name__ == "__main__":
    tap_runner.main(__name__)
