# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel of the headless desktop and the items in its tray."""

import dataclasses

import gi

gi.require_version("Gio", "2.0")
from gi.repository import GLib  # noqa: E402

from desktop_configuration import PANEL_COLOURS, PANEL_HEIGHT  # noqa: E402
from owned_processes import TIMEOUT  # noqa: E402

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"


@dataclasses.dataclass(frozen=True)
class TrayItem:
    """A StatusNotifierItem that the watcher knows; PROPERTIES is None if it does not answer."""

    bus_name: str
    path: str
    properties: dict

    @property
    def id(self):
        return (self.properties or {}).get("Id")

    @property
    def icon_name(self):
        return (self.properties or {}).get("IconName")

    @property
    def status(self):
        return (self.properties or {}).get("Status")


class DesktopTray:
    """The part of HeadlessDesktop that is about the tray."""

    def tray_items(self):
        """The items that the watcher knows, in the order they registered; none without one."""
        if not self.name_has_owner(WATCHER):
            return []
        services = self._property(
            WATCHER, "/StatusNotifierWatcher", WATCHER, "RegisteredStatusNotifierItems"
        )
        return [self._tray_item(service) for service in services or []]

    def wait_for_tray_item(self, predicate=lambda item: True, timeout=TIMEOUT):
        """The first item that answers and that PREDICATE holds for."""
        return self.wait_until(
            lambda: next(
                (item for item in self.tray_items() if item.properties and predicate(item)), None
            ),
            "an item in the tray",
            timeout,
        )

    def tray_icon_rectangles(self):
        """Where icons are drawn on the panel now, left to right, as x, y, width, height.

        The tray is alone at the right end of a panel of one plain colour, so whatever differs
        from that colour is an icon, and each has a square as wide as the panel is high. An icon
        that cannot be seen against the panel is therefore not found.
        """
        width, height = self.size
        panel = (0, height - PANEL_HEIGHT, width, PANEL_HEIGHT)
        pixels = self.pixels(panel)
        background = bytes(PANEL_COLOURS[self.look])
        cells = set()
        for offset in range(0, len(pixels), 3):
            if pixels[offset : offset + 3] != background:
                from_right = width - 1 - offset // 3 % width
                cells.add(from_right // PANEL_HEIGHT)
        return [
            (width - (cell + 1) * PANEL_HEIGHT, panel[1], PANEL_HEIGHT, PANEL_HEIGHT)
            for cell in sorted(cells, reverse=True)
            if width - (cell + 1) * PANEL_HEIGHT >= 0
        ]

    def tray_icon_rectangle(self, index=0, timeout=TIMEOUT):
        """Where icon number INDEX, from the left, is on the panel, once it is drawn there."""
        earlier = []
        # The panel lights up an icon under the pointer, somewhat beyond its place.
        self.move_pointer(0, 0)

        def look():
            # A panel that is still being painted shows other things than icons, and may move.
            rectangles = self.tray_icon_rectangles()
            settled = rectangles == earlier and len(rectangles) <= len(self.tray_items())
            earlier[:] = rectangles
            return rectangles[index : index + 1] if settled else []

        return self.wait_until(look, "an icon on the panel", timeout)[0]

    def start_panel(self):
        """Starts the panel and waits until it is a host for tray items."""
        self._panel = self.start_part(
            "panel", ["xfce4-panel", "--disable-wm-check", "--sm-client-disable"]
        )
        self.wait_for_name(WATCHER)
        self.wait_until(
            lambda: self._property(
                WATCHER, "/StatusNotifierWatcher", WATCHER, "IsStatusNotifierHostRegistered"
            ),
            "the panel to take tray items",
        )

    def stop_panel(self):
        """The panel crashes: no tray is left."""
        self._panel.kill()
        self.wait_for_name(WATCHER, present=False)

    def restart_panel(self):
        self.stop_panel()
        self.start_panel()

    def _tray_item(self, service):
        # The watcher writes bus name and path in one word.
        name, slash, path = service.partition("/")
        path = slash + path if slash else "/StatusNotifierItem"
        try:
            properties = self.call(
                name,
                path,
                "org.freedesktop.DBus.Properties",
                "GetAll",
                GLib.Variant("(s)", (ITEM,)),
                timeout=5,
            )[0]
        except GLib.Error:
            properties = None
        return TrayItem(name, path, properties)

    def _property(self, name, path, interface, member):
        try:
            return self.call(
                name,
                path,
                "org.freedesktop.DBus.Properties",
                "Get",
                GLib.Variant("(ss)", (interface, member)),
                timeout=5,
            )[0]
        except GLib.Error:
            return None  # Its owner is coming or going; the caller asks again.
