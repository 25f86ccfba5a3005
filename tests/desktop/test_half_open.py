# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections whose other end is gone without a word: TCP itself says nothing for many minutes.

The program asks a silent server for a sign of life, and grants it 30 s.
"""

import os
import signal
import sys
import time

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
import tcp_forwarder  # noqa: E402
from dev_server import TOKEN  # noqa: E402
from fault_case import FaultCase  # noqa: E402
from private_network import FAR_ADDRESS, PrivateNetwork  # noqa: E402
from traybell_case import InstalledTraybell  # noqa: E402

PONG_SECONDS = 30
"""How long the program waits for a sign of life."""
SILENT = "The server has fallen silent"


class HalfOpen(FaultCase):
    def setUp(self):
        super().setUp()
        # Seconds of silence after which the program asks.
        self.server.control("settings", activityTimeout=1)

    def assert_still_online(self, account, socket_id):
        """Nothing is noticed at first, and nothing else is said."""
        found = next(a for a in self.traybell.status()["accounts"] if a["id"] == account)
        self.assertEqual(
            (found["state"], found["socketId"], found["lastError"]), ("connected", socket_id, None)
        )

    def wait_until_silence_is_told(self, account):
        return self.wait_until_told(account, SILENT, seconds=PONG_SECONDS + 15)


class Server(HalfOpen):
    def test_a_server_that_falls_silent_or_is_stopped_is_told_and_found_again(self):
        stopped = self.start_server()
        self.addCleanup(stopped.process.stop)
        self.addCleanup(stopped.process.signal, signal.SIGCONT)
        stopped.control("settings", activityTimeout=1)
        accounts = {server: self.add_account_of(server) for server in (self.server, stopped)}
        self.traybell.start()
        sockets = {
            server: self.wait_until_online(account)["socketId"]
            for server, account in accounts.items()
        }

        began = time.monotonic()
        self.server.control("silence", on=True)
        # Else the account would be online again before anybody has looked.
        self.server.control("connect", mode="hang-after-upgrade", count=1)
        stopped.process.signal(signal.SIGSTOP)
        for server, account in accounts.items():
            self.assert_still_online(account, sockets[server])
        for account in accounts.values():
            self.wait_until_silence_is_told(account)
        self.assertGreaterEqual(time.monotonic() - began, PONG_SECONDS)

        # A new connection works there, and the attempt on the stopped server is held up until
        # somebody answers it.
        self.server.control("drop")
        stopped.process.signal(signal.SIGCONT)
        for server, account in accounts.items():
            self.assertNotEqual(
                self.assert_works(server, account=account)["socketId"], sockets[server]
            )


class Network(HalfOpen):
    def test_a_network_that_loses_everything_is_told_and_used_again(self):
        if PrivateNetwork.permitted():
            network, account = self._start_on_private_network()
            lose, deliver = network.lose_packets, network.deliver_packets
        else:
            forwarder, account = self._start_behind_forwarder()
            lose, deliver = forwarder.hold, forwarder.release
        socket_id = self.wait_until_online(account)["socketId"]

        began = time.monotonic()
        lose()
        self.assert_still_online(account, socket_id)
        self.wait_until_silence_is_told(account)
        self.assertGreaterEqual(time.monotonic() - began, PONG_SECONDS)
        deliver()
        self.assertNotEqual(self.assert_works(account=account)["socketId"], socket_id)

    def test_a_connection_is_doubted_sooner_when_the_network_has_changed(self):
        if not PrivateNetwork.permitted():
            # The machine's own network is left alone.
            print("# Network namespaces are not permitted: nothing was changed")
            return
        network, account = self._start_on_private_network()
        socket_id = self.wait_until_online(account)["socketId"]

        began = time.monotonic()
        network.lose_packets()
        network.change()
        self.wait_until_silence_is_told(account)
        self.assertLess(time.monotonic() - began, PONG_SECONDS)
        network.deliver_packets()
        self.assertNotEqual(self.assert_works(account=account)["socketId"], socket_id)

    def _start_on_private_network(self):
        """The program on one host, and the server on the other."""
        network = PrivateNetwork(self.desktop)
        executable = os.path.join(self.log_directory, "traybell")
        with open(executable, "x", encoding="utf-8") as script:
            entered = " ".join(network.near_command(self.program))
            script.write(f'#!/bin/sh\nexec {entered} "$@"\n')
        os.chmod(executable, 0o700)
        self.traybell = InstalledTraybell(
            executable, self.traybell.environment, self.log_directory
        )

        # Without encryption an authorisation is had from the own host only.
        listeners = [network.listen_far(self.server.port), network.listen_near(self.server.port)]
        self._forward(listeners)
        options = self.server.account_options()
        options[options.index("127.0.0.1")] = FAR_ADDRESS
        account = self.traybell.add_account(*options, token=TOKEN)
        self.traybell.start()
        return network, account

    def _start_behind_forwarder(self):
        """Where no network can be had: something between the two that stops reading."""
        listener = tcp_forwarder.listen("127.0.0.1")
        options = self.server.account_options()
        options[options.index(str(self.server.port))] = str(listener.getsockname()[1])
        forwarder = self._forward([listener])
        account = self.traybell.add_account(*options, token=TOKEN)
        self.traybell.start()
        return forwarder, account

    def _forward(self, listeners):
        forwarder = tcp_forwarder.TcpForwarder(listeners, "127.0.0.1", self.server.port)
        self.addCleanup(forwarder.stop)
        return forwarder


if __name__ == "__main__":
    tap_runner.main(__name__)
