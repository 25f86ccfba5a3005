# SPDX-License-Identifier: GPL-3.0-or-later
"""A tray that shows nothing and knows when an item came."""

import threading
import time

from gi.repository import Gio, GLib

NAME = 'org.kde.StatusNotifierWatcher'
PATH = '/StatusNotifierWatcher'

INTERFACE = """\
<node><interface name='org.kde.StatusNotifierWatcher'>
  <method name='RegisterStatusNotifierItem'><arg type='s' direction='in'/></method>
  <method name='RegisterStatusNotifierHost'><arg type='s' direction='in'/></method>
  <property name='RegisteredStatusNotifierItems' type='as' access='read'/>
  <property name='IsStatusNotifierHostRegistered' type='b' access='read'/>
  <property name='ProtocolVersion' type='i' access='read'/>
</interface></node>
"""


class TrayWatcher:
    """Owns org.kde.StatusNotifierWatcher on the given bus, from a thread of its own."""

    def __init__(self, bus_address):
        self.registered = []
        """When each item came, in ns of the monotonic clock."""
        self._changed = threading.Condition()
        self._context = GLib.MainContext.new()
        self._loop = GLib.MainLoop.new(self._context, False)
        self._owned = threading.Event()
        self._bus_address = bus_address
        self._connection = None
        self._thread = threading.Thread(target=self._run, name='tray', daemon=True)
        self._thread.start()
        if not self._owned.wait(10.0):
            raise AssertionError('the tray could not own its name')

    def _run(self):
        self._context.push_thread_default()
        self._connection = Gio.DBusConnection.new_for_address_sync(
            self._bus_address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self._connection.set_exit_on_close(False)
        interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self._connection.register_object(PATH, interface, self._on_call, self._on_get, None)
        self._connection.call_sync(
            'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
            'RequestName', GLib.Variant('(su)', (NAME, 0)), None, Gio.DBusCallFlags.NONE, 5000,
            None)
        self._owned.set()
        self._loop.run()
        self._connection.close_sync(None)
        self._context.pop_thread_default()

    def _on_call(self, connection, sender, path, interface, method, parameters, invocation):
        if method == 'RegisterStatusNotifierItem':
            with self._changed:
                self.registered.append(time.monotonic_ns())
                self._changed.notify_all()
        invocation.return_value(None)

    def _on_get(self, connection, sender, path, interface, name):
        return {'RegisteredStatusNotifierItems': GLib.Variant('as', []),
                'IsStatusNotifierHostRegistered': GLib.Variant('b', True),
                'ProtocolVersion': GLib.Variant('i', 0)}[name]

    def wait_for(self, count, seconds=20.0):
        """When item number `count`, from 1, came."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.registered) >= count, seconds):
                raise AssertionError(f'no item number {count} within {seconds:g} s')
            return self.registered[count - 1]

    def close(self):
        """Leave the bus."""
        self._context.invoke_full(GLib.PRIORITY_DEFAULT, self._on_close)
        self._thread.join(5.0)

    def _on_close(self, *_):
        self._loop.quit()
        return GLib.SOURCE_REMOVE
