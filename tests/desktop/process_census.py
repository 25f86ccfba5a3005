# SPDX-License-Identifier: GPL-3.0-or-later
"""What a running program holds: descriptors, threads, memory, and what it has on the session bus."""

import os
import xml.etree.ElementTree

import gi

gi.require_version("Gio", "2.0")
from gi.repository import GLib  # noqa: E402

_BUS = "org.freedesktop.DBus"


class ProcessCensus:
    """Counts of the program PID that owns the bus name NAME on DESKTOP."""

    def __init__(self, desktop, pid, name):
        self._desktop = desktop
        self._pid = pid
        self._name = name

    def counts(self):
        """All that must be the same again once a disturbance is over."""
        return {
            "descriptors": len(os.listdir(f"/proc/{self._pid}/fd")),
            "match rules": self._match_rules(),
            "objects": self._objects("/"),
        }

    def resident_memory(self):
        """In bytes."""
        with open(f"/proc/{self._pid}/status", encoding="ascii") as status:
            line = next(line for line in status if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024

    def _match_rules(self):
        """How many signals the bus keeps an eye on for it."""
        owner = self._desktop.call(
            _BUS, "/org/freedesktop/DBus", _BUS, "GetNameOwner", GLib.Variant("(s)", (self._name,))
        )[0]
        return self._desktop.call(
            _BUS,
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus.Debug.Stats",
            "GetConnectionStats",
            GLib.Variant("(s)", (owner,)),
        )[0]["MatchRules"]

    def _objects(self, path):
        """How many objects it has on the bus, from PATH down."""
        described = self._desktop.call(
            self._name, path, "org.freedesktop.DBus.Introspectable", "Introspect"
        )[0]
        children = xml.etree.ElementTree.fromstring(described).findall("node")
        return 1 + sum(
            self._objects(path.rstrip("/") + "/" + child.get("name")) for child in children
        )
