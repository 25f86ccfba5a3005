# SPDX-License-Identifier: GPL-3.0-or-later
"""A tray item as small as one can be, to test the headless desktop with.

It registers whenever a watcher appears and prints a line for whatever happens to it.
"""

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

_WATCHER = "org.kde.StatusNotifierWatcher"
_PATH = "/StatusNotifierItem"
_INTERFACE = """
<node>
  <interface name="org.kde.StatusNotifierItem">
    <property name="Category" type="s" access="read"/>
    <property name="Id" type="s" access="read"/>
    <property name="Title" type="s" access="read"/>
    <property name="Status" type="s" access="read"/>
    <property name="IconName" type="s" access="read"/>
    <property name="ItemIsMenu" type="b" access="read"/>
    <method name="Activate">
      <arg name="x" type="i" direction="in"/>
      <arg name="y" type="i" direction="in"/>
    </method>
  </interface>
</node>
"""
_PROPERTIES = {
    "Category": GLib.Variant("s", "Communications"),
    "Id": GLib.Variant("s", "stand-in"),
    "Title": GLib.Variant("s", "Stand-in"),
    "Status": GLib.Variant("s", "Active"),
    "IconName": GLib.Variant("s", "mail-unread-symbolic"),
    "ItemIsMenu": GLib.Variant("b", False),
}


def _on_method(connection, sender, path, interface, method, parameters, invocation):
    x, y = parameters.unpack()
    print(f"{method} {x} {y}", flush=True)
    invocation.return_value(None)


def _on_property(connection, sender, path, interface, name):
    return _PROPERTIES[name]


def _on_watcher_appeared(connection, name, owner):
    connection.call_sync(
        owner,
        "/StatusNotifierWatcher",
        _WATCHER,
        "RegisterStatusNotifierItem",
        GLib.Variant("(s)", (_PATH,)),
        None,
        Gio.DBusCallFlags.NONE,
        -1,
        None,
    )
    print(f"registered with {owner}", flush=True)


def main():
    connection = Gio.bus_get_sync(Gio.BusType.SESSION)
    interface = Gio.DBusNodeInfo.new_for_xml(_INTERFACE).interfaces[0]
    connection.register_object(_PATH, interface, _on_method, _on_property, None)
    Gio.bus_watch_name_on_connection(
        connection, _WATCHER, Gio.BusNameWatcherFlags.NONE, _on_watcher_appeared, None
    )
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
