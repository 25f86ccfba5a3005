# SPDX-License-Identifier: GPL-3.0-or-later
"""Proxies such as a company has, for one test each: tinyproxy for HTTP and microsocks for SOCKS.

They know a server by a name that nobody else knows, as a company's own servers have.
"""

import os
import socket

HOST = "push.example"
"""The name that only the proxies know; it is this computer."""


class DesktopProxy:
    """One proxy that a desktop runs, on a port of its own."""

    logged = HOST
    """What it logs once for each connection that it is asked for."""

    def __init__(self, desktop):
        self._desktop = desktop
        self._folder = desktop.environment["XDG_RUNTIME_DIR"]
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process = None

    @property
    def name(self):
        """As people are told it."""
        return f"127.0.0.1:{self.port}"

    def requests(self):
        """How many connections it was asked for."""
        return self._log().count(self.logged)

    def stop(self):
        if self.process is not None:
            self.process.stop()
        self.process = None

    def _start(self, arguments):
        self.stop()
        self.process = self._desktop.start(arguments, environment=known_hosts(self._folder))
        self._desktop.wait_until(self._listens, f"{arguments[0]} to listen")

    def _listens(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def _log(self):
        return self.process.output() if self.process is not None else ""


class HttpProxy(DesktopProxy):
    logged = f"CONNECT {HOST}:"

    def start(self, *settings):
        """Starts it, or starts it again with other settings, lines of tinyproxy.conf(5)."""
        path = os.path.join(self._folder, f"tinyproxy-{self.port}.conf")
        lines = [f"Port {self.port}", "Listen 127.0.0.1", "Timeout 600", "LogLevel Connect"]
        with open(path, "w", encoding="utf-8") as configuration:
            configuration.write("\n".join([*lines, *settings, ""]))
        self._start(["tinyproxy", "-d", "-c", path])
        return self


class SocksProxy(DesktopProxy):
    def start(self, *options):
        """Starts it, or starts it again with other options of microsocks."""
        self._start(["microsocks", "-i", "127.0.0.1", "-p", str(self.port), *options])
        return self


def known_hosts(folder):
    """What a program's environment needs for it to know the name."""
    path = os.path.join(folder, "hosts")
    with open(path, "w", encoding="utf-8") as hosts:
        hosts.write(f"127.0.0.1 {HOST}\n")
    return {"LD_PRELOAD": "libnss_wrapper.so", "NSS_WRAPPER_HOSTS": path}
