# SPDX-License-Identifier: GPL-3.0-or-later
"""Two hosts and a cable between them for one test: network namespaces, where permitted.

What listens at the far host is in this process, and so can reach the machine's own loopback.
"""

import ctypes
import json
import os
import subprocess
import threading

from owned_processes import TIMEOUT
from tcp_forwarder import listen

NEAR_ADDRESS = "192.0.2.2"
"""Of the host that programs run on. Both are of a block that is for examples (RFC 5737)."""
FAR_ADDRESS = "192.0.2.1"
OTHER_NETWORK = "198.51.100.0/24"

_libc = ctypes.CDLL(None, use_errno=True)


class PrivateNetwork:
    def __init__(self, desktop):
        """Needs network namespaces to be permitted; ends with DESKTOP."""
        self._near = self._start_host(desktop)
        self._far = self._start_host(desktop)
        self._run(
            *("ip", "link", "add", "near", "netns", str(self._near), "type", "veth"),
            *("peer", "name", "far", "netns", str(self._far)),
        )
        self._set_up(self._near, "near", NEAR_ADDRESS)
        self._set_up(self._far, "far", FAR_ADDRESS)
        self._find_the_way()

    @staticmethod
    def permitted():
        """Whether this user may make network namespaces, and a cable between two of them."""
        try:
            done = subprocess.run(
                ["unshare", "--net", "ip", "link", "add", "near", "type", "veth"]
                + ["peer", "name", "far"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                timeout=TIMEOUT,
            )
        except FileNotFoundError:
            return False
        return done.returncode == 0

    def near_command(self, *arguments):
        """What runs ARGUMENTS on the near host."""
        return [*self._enter(self._near), *arguments]

    def listen_near(self, port=0):
        """A socket that listens on the near host's own loopback."""
        return _call_inside(self._near, lambda: listen("127.0.0.1", port))

    def listen_far(self, port=0):
        """A socket that listens on the far host, at whatever address that has."""
        return _call_inside(self._far, lambda: listen("0.0.0.0", port))

    def lose_packets(self):
        """The far host receives nothing more for its address, and tells nobody."""
        self._run_on(self._far, "ip", "address", "del", f"{FAR_ADDRESS}/24", "dev", "far")

    def deliver_packets(self):
        self._run_on(self._far, "ip", "address", "add", f"{FAR_ADDRESS}/24", "dev", "far")

    def unplug(self):
        """The near host has no network any more, and knows it."""
        self._run_on(self._near, "ip", "link", "set", "near", "down")

    def plug_in(self):
        self._run_on(self._near, "ip", "link", "set", "near", "up")
        self._find_the_way()

    def change(self):
        """The near host learns of another network: a VPN comes up, say. Nothing is sent there."""
        self._run_on(self._near, "ip", "route", "add", OTHER_NETWORK, "via", FAR_ADDRESS)

    def _set_up(self, host, interface, address):
        self._run_on(host, "ip", "link", "set", "lo", "up")
        self._run_on(host, "ip", "address", "add", f"{address}/24", "dev", interface)
        # Addresses that a host gives itself come seconds later, and are a change of the network.
        self._run_on(host, "ip", "link", "set", interface, "addrgenmode", "none")
        self._run_on(host, "ip", "link", "set", interface, "up")

    def _find_the_way(self):
        # A host without a way out would take itself for offline.
        self._run_on(self._near, "ip", "route", "add", "default", "via", FAR_ADDRESS)
        self._remember_neighbour()

    def _remember_neighbour(self):
        """Nobody asks who has the far address: it would be told soon that nobody has."""
        (far,) = json.loads(self._run_on(self._far, "ip", "-json", "link", "show", "dev", "far"))
        self._run_on(
            self._near,
            *("ip", "neighbour", "replace", FAR_ADDRESS, "lladdr", far["address"]),
            *("dev", "near", "nud", "permanent"),
        )

    @staticmethod
    def _start_host(desktop):
        holder = desktop.start(["unshare", "--net", "sleep", "infinity"])
        ours = os.readlink("/proc/self/ns/net")
        desktop.wait_until(
            lambda: os.readlink(f"/proc/{holder.pid}/ns/net") != ours, "a network namespace"
        )
        return holder.pid

    @staticmethod
    def _enter(host):
        return ["nsenter", f"--net=/proc/{host}/ns/net"]

    def _run_on(self, host, *command):
        return self._run(*self._enter(host), *command)

    @staticmethod
    def _run(*command):
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=TIMEOUT,
        )
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(command)}\n{done.stdout}")
        return done.stdout


def _call_inside(host, function):
    """Calls FUNCTION in a thread that is on HOST: a socket that it makes stays there."""
    results = []

    def run():
        namespace = os.open(f"/proc/{host}/ns/net", os.O_RDONLY | os.O_CLOEXEC)
        try:
            if _libc.setns(namespace, 0) != 0:
                raise OSError(ctypes.get_errno(), "a namespace cannot be entered")
            results.append(function())
        finally:
            os.close(namespace)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(TIMEOUT)
    (result,) = results
    return result
