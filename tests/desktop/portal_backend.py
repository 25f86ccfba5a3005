# SPDX-License-Identifier: GPL-3.0-or-later
"""A backend of portals that a small desktop lacks: Background and Secret.

Of Background it writes down what it is asked, and starts nothing. Secret it hands on to the keyring
after a pause: libsecret 0.20 begins to listen for the answer only when it has been told that its
question was understood, and waits for ever where the answer was quicker.

Arguments: the log file, one line of JSON a request, and a file of JSON with its answers.
"""

import json
import os
import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

NAME = "org.freedesktop.impl.portal.desktop.traybelltest"

_PATH = "/org/freedesktop/portal/desktop"
_BACKGROUND = "org.freedesktop.impl.portal.Background"
_SECRET = "org.freedesktop.impl.portal.Secret"
_KEYRING = "org.freedesktop.secrets"
_XML = f"""<node>
  <interface name="{_BACKGROUND}">
    <method name="GetAppState">
      <arg type="a{{sv}}" name="apps" direction="out"/>
    </method>
    <method name="NotifyBackground">
      <arg type="o" name="handle" direction="in"/>
      <arg type="s" name="app_id" direction="in"/>
      <arg type="s" name="name" direction="in"/>
      <arg type="u" name="response" direction="out"/>
      <arg type="a{{sv}}" name="results" direction="out"/>
    </method>
    <method name="EnableAutostart">
      <arg type="s" name="app_id" direction="in"/>
      <arg type="b" name="enable" direction="in"/>
      <arg type="as" name="commandline" direction="in"/>
      <arg type="u" name="flags" direction="in"/>
      <arg type="b" name="result" direction="out"/>
    </method>
    <signal name="RunningApplicationsChanged"/>
  </interface>
  <interface name="{_SECRET}">
    <method name="RetrieveSecret">
      <arg type="o" name="handle" direction="in"/>
      <arg type="s" name="app_id" direction="in"/>
      <arg type="h" name="fd" direction="in"/>
      <arg type="a{{sv}}" name="options" direction="in"/>
      <arg type="u" name="response" direction="out"/>
      <arg type="a{{sv}}" name="results" direction="out"/>
    </method>
    <property name="version" type="u" access="read"/>
  </interface>
</node>"""

_IN_BACKGROUND = 0
_ALLOW = 1
_PAUSE_MILLISECONDS = 400
_KEYRING_MILLISECONDS = 60_000


class Backend:
    """The methods of both interfaces by their names."""

    def __init__(self, connection, log, answers):
        self._connection = connection
        self._log = log
        self._answers = answers

    def export(self):
        for interface in Gio.DBusNodeInfo.new_for_xml(_XML).interfaces:
            self._connection.register_object(
                _PATH, interface, self._on_call, self._on_get_property, None
            )

    def _on_call(self, connection, sender, path, interface, method, parameters, invocation):
        getattr(self, f"_on_{method}")(invocation, *parameters.unpack())

    def _on_get_property(self, connection, sender, path, interface, name):
        return GLib.Variant("u", 1)

    def _on_GetAppState(self, invocation):
        # No program has a window, as far as anybody can tell.
        states = {name: GLib.Variant("u", _IN_BACKGROUND) for name in _applications()}
        invocation.return_value(GLib.Variant("(a{sv})", (states,)))

    def _on_NotifyBackground(self, invocation, handle, application, name):
        results = {"result": GLib.Variant("u", _ALLOW)}
        invocation.return_value(GLib.Variant("(ua{sv})", (0, results)))

    def _on_EnableAutostart(self, invocation, application, enable, command_line, flags):
        self._record(
            application=application, enable=enable, command_line=command_line, flags=flags
        )
        with open(self._answers, "r", encoding="utf-8") as answers:
            allowed = json.load(answers)["autostart"]
        invocation.return_value(GLib.Variant("(b)", (enable and allowed,)))

    def _on_RetrieveSecret(self, invocation, *arguments):
        GLib.timeout_add(_PAUSE_MILLISECONDS, self._ask_keyring, invocation)

    def _ask_keyring(self, invocation):
        self._connection.call_with_unix_fd_list(
            _KEYRING,
            _PATH,
            _SECRET,
            "RetrieveSecret",
            invocation.get_parameters(),
            GLib.VariantType("(ua{sv})"),
            Gio.DBusCallFlags.NO_AUTO_START,
            _KEYRING_MILLISECONDS,
            invocation.get_message().get_unix_fd_list(),
            None,
            self._on_keyring_answered,
            invocation,
        )
        return GLib.SOURCE_REMOVE

    def _on_keyring_answered(self, connection, result, invocation):
        try:
            answer, _ = connection.call_with_unix_fd_list_finish(result)
        except GLib.Error:
            answer = GLib.Variant("(ua{sv})", (2, {}))
        invocation.return_value(answer)

    def _record(self, **request):
        with open(self._log, "a", encoding="utf-8") as log:
            log.write(json.dumps(request) + "\n")


def _applications():
    """The applications that run in a sandbox now, as Flatpak notes them."""
    folder = os.path.join(os.environ["XDG_RUNTIME_DIR"], ".flatpak")
    for instance in os.listdir(folder) if os.path.isdir(folder) else []:
        info = GLib.KeyFile()
        try:
            info.load_from_file(os.path.join(folder, instance, "info"), GLib.KeyFileFlags.NONE)
            yield info.get_string("Application", "name")
        except GLib.Error:
            pass  # It is just starting or ending.


def main():
    connection = Gio.bus_get_sync(Gio.BusType.SESSION)
    Backend(connection, *sys.argv[1:]).export()
    Gio.bus_own_name_on_connection(connection, NAME, Gio.BusNameOwnerFlags.NONE, None, None)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
