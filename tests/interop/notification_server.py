# SPDX-License-Identifier: GPL-3.0-or-later
"""A notification server that shows nothing and remembers everything."""

import dataclasses
import itertools
import threading

from gi.repository import Gio, GLib

from waiting import wait_until

NAME = 'org.freedesktop.Notifications'
PATH = '/org/freedesktop/Notifications'

INTERFACE = """\
<node><interface name='org.freedesktop.Notifications'>
  <method name='GetCapabilities'><arg type='as' direction='out'/></method>
  <method name='GetServerInformation'>
    <arg type='s' direction='out'/><arg type='s' direction='out'/>
    <arg type='s' direction='out'/><arg type='s' direction='out'/>
  </method>
  <method name='Notify'>
    <arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>
    <arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>
    <arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>
    <arg type='u' direction='out'/>
  </method>
  <method name='CloseNotification'><arg type='u' direction='in'/></method>
  <signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>
  <signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>
</interface></node>
"""

CAPABILITIES = ['actions', 'body', 'body-markup', 'persistence']

URGENCY_CRITICAL = 2
CLOSED_BY_CALL = 3


@dataclasses.dataclass(frozen=True)
class ShownNotification:
    """One call of Notify, with the id it was answered with."""

    id: int
    replaces_id: int
    summary: str
    body: str
    actions: tuple
    hints: dict
    expire_timeout: int

    @property
    def is_critical(self):
        """Whether it was sent as urgent."""
        return self.hints.get('urgency') == URGENCY_CRITICAL


class NotificationServer:
    """Owns org.freedesktop.Notifications on the given bus, from a thread of its own."""

    def __init__(self, bus_address):
        self.shown = []
        self.closed = []
        self._ids = itertools.count(1)
        self._context = GLib.MainContext.new()
        self._loop = GLib.MainLoop.new(self._context, False)
        self._owned = threading.Event()
        self._bus_address = bus_address
        self._connection = None
        self._thread = threading.Thread(target=self._run, name='notifications', daemon=True)
        self._thread.start()
        if not self._owned.wait(10.0):
            raise AssertionError('the notification server could not own its name')

    def _run(self):
        self._context.push_thread_default()
        flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
                 | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self._connection = Gio.DBusConnection.new_for_address_sync(self._bus_address, flags)
        self._connection.set_exit_on_close(False)
        interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self._connection.register_object(PATH, interface, self._on_call, None, None)
        self._connection.call_sync(
            'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
            'RequestName', GLib.Variant('(su)', (NAME, 0)), None, Gio.DBusCallFlags.NONE,
            5000, None)
        self._owned.set()
        self._loop.run()
        self._connection.close_sync(None)
        self._context.pop_thread_default()

    def _on_call(self, connection, sender, path, interface, method, parameters, invocation):
        if method == 'GetCapabilities':
            answer = GLib.Variant('(as)', (CAPABILITIES,))
        elif method == 'GetServerInformation':
            answer = GLib.Variant('(ssss)', ('Recorder', 'Traybell', '1', '1.2'))
        elif method == 'Notify':
            answer = GLib.Variant('(u)', (self._remember(*parameters.unpack()),))
        else:
            identifier, = parameters.unpack()
            self.closed.append(identifier)
            self._emit('NotificationClosed', GLib.Variant('(uu)', (identifier, CLOSED_BY_CALL)))
            answer = None
        invocation.return_value(answer)

    def _remember(self, _name, replaces_id, _icon, summary, body, actions, hints, expire_timeout):
        identifier = replaces_id or next(self._ids)
        self.shown.append(ShownNotification(
            identifier, replaces_id, summary, body, tuple(actions), hints, expire_timeout))
        return identifier

    def _emit(self, signal, parameters):
        self._connection.emit_signal(None, PATH, NAME, signal, parameters)

    def invoke_action(self, identifier, action):
        """Do as if the user had chosen an action ("default" for a click)."""
        self._emit('ActionInvoked', GLib.Variant('(us)', (identifier, action)))

    def wait_for(self, matches, what, seconds=15.0):
        """The first notification shown so far, or soon, for which `matches` is true."""
        return wait_until(
            lambda: next((shown for shown in list(self.shown) if matches(shown)), None),
            what, seconds, lambda: f'shown were: {self.shown}')

    def close(self):
        """Leave the bus."""
        self._context.invoke_full(GLib.PRIORITY_DEFAULT, self._on_close)
        self._thread.join(5.0)

    def _on_close(self, *_):
        self._loop.quit()
        return GLib.SOURCE_REMOVE
