# SPDX-License-Identifier: GPL-3.0-or-later
"""The menu behind the icon in the tray, as a panel reads it and chooses from it."""

import gi

gi.require_version("Gio", "2.0")
from gi.repository import GLib  # noqa: E402

_MENU = "com.canonical.dbusmenu"


class TrayMenu:
    """The menu of a TrayItem on a desktop."""

    def __init__(self, desktop, item):
        self._desktop = desktop
        self._item = item

    def entries(self):
        """Label → (id, properties) of everything in it and in its submenus, no separators."""
        layout = self._call("GetLayout", GLib.Variant("(iias)", (0, -1, [])))[1]
        entries = {}

        def walk(node):
            number, properties, children = node
            if "label" in properties and properties.get("visible", True):
                entries[properties["label"].replace("_", "")] = (number, properties)
            for child in children:
                walk(child)

        walk(layout)
        return entries

    def choose(self, label):
        number, _ = self.entries()[label]
        self._call("Event", GLib.Variant("(isvu)", (number, "clicked", GLib.Variant("i", 0), 0)))

    def _call(self, method, parameters):
        path = self._item.properties["Menu"]
        return self._desktop.call(self._item.bus_name, path, _MENU, method, parameters)
