# SPDX-License-Identifier: GPL-3.0-or-later
"""What was said on a session bus about notifications, in the order it was said.

The recorder stands between nobody: it listens as a monitor of the bus, so the
notification server is the real one and sees exactly what the program sent.
"""

import dataclasses
import subprocess
import threading
import time

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

NOTIFICATIONS = "org.freedesktop.Notifications"
_PROBE = "com.nebutra.Traybell.Test.Recorder"

CLOSE_REASONS = {1: "expired", 2: "dismissed", 3: "withdrawn", 4: "undefined"}
URGENCIES = {0: "low", 1: "normal", 2: "critical"}


@dataclasses.dataclass
class Notification:
    """One call of Notify as the server received it, and what became of it.

    An update of a notification is a record of its own, with the same id.
    """

    sender: str
    app_name: str
    replaces_id: int
    app_icon: str
    summary: str
    body: str
    actions: dict
    hints: dict
    expire_timeout: int
    id: int = 0
    """As the server answered it; 0 until it has."""
    error: str = None
    """Name of the error that the server answered instead."""
    closed: str = None
    """"expired", "dismissed", "withdrawn" or "undefined" once it is gone."""
    invoked: list = dataclasses.field(default_factory=list)
    """Keys of the actions that the user chose."""

    @property
    def urgency(self):
        return URGENCIES.get(self.hints.get("urgency", 1), "unknown")

    @property
    def category(self):
        return self.hints.get("category")

    @property
    def desktop_entry(self):
        return self.hints.get("desktop-entry")

    @property
    def sound(self):
        return self.hints.get("sound-name") or self.hints.get("sound-file")


class BusRecorder:
    """Listens on the bus at ADDRESS until stop()."""

    def __init__(self, address, environment, timeout=30):
        self.changed = threading.Condition()
        """Notified after every recorded message; guards what is recorded."""
        self._notifications = []
        self._close_requests = []
        self._activation_tokens = []
        self._pending = {}
        self._ready = False
        self._monitor = subprocess.Popen(
            [
                "dbus-monitor",
                "--binary",
                "--address",
                address,
                f"interface='{NOTIFICATIONS}'",
                f"interface='{_PROBE}'",
                "type='method_return'",
                "type='error'",
            ],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._reader = threading.Thread(target=self._read, name="bus-recorder", daemon=True)
        self._reader.start()
        self._wait_until_listening(address, timeout)

    def notifications(self):
        """Every notification so far, oldest first."""
        with self.changed:
            return list(self._notifications)

    def close_requests(self):
        """Ids that programs asked the server to close, oldest first."""
        with self.changed:
            return list(self._close_requests)

    def activation_tokens(self):
        """(id, token) of every activation token that the server handed out."""
        with self.changed:
            return list(self._activation_tokens)

    def stop(self):
        if self._monitor.poll() is None:
            self._monitor.terminate()
        self._monitor.wait()
        self._reader.join()
        self._monitor.stdout.close()

    def _wait_until_listening(self, address, timeout):
        # The monitor does not say when it has become one, so it is asked until it hears.
        connection = Gio.DBusConnection.new_for_address_sync(
            address,
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
            None,
            None,
        )
        deadline = time.monotonic() + timeout
        with self.changed:
            while not self._ready:
                if time.monotonic() > deadline or self._monitor.poll() is not None:
                    raise AssertionError("the bus could not be monitored")
                connection.emit_signal(None, "/", _PROBE, "Probe", None)
                connection.flush_sync(None)
                self.changed.wait(0.05)
        connection.close_sync(None)

    def _read(self):
        stream = self._monitor.stdout
        while True:
            head = stream.read(16)
            if len(head) < 16:
                return
            size = Gio.DBusMessage.bytes_needed(head)
            blob = head + stream.read(size - 16)
            try:
                message = Gio.DBusMessage.new_from_blob(
                    blob, Gio.DBusCapabilityFlags.UNIX_FD_PASSING
                )
            except GLib.Error:
                continue  # Nothing that the bus let through; not about notifications either.
            with self.changed:
                if self._record(message):
                    self.changed.notify_all()

    def _record(self, message):
        kind = message.get_message_type()
        if kind in (Gio.DBusMessageType.METHOD_RETURN, Gio.DBusMessageType.ERROR):
            return self._record_answer(message)
        if message.get_interface() == _PROBE:
            self._ready = True
            return True
        if message.get_interface() != NOTIFICATIONS:
            return False
        member = message.get_member()
        body = message.get_body()
        if kind == Gio.DBusMessageType.METHOD_CALL:
            if member == "Notify" and body.get_type_string() == "(susssasa{sv}i)":
                self._record_notify(message, body.unpack())
                return True
            if member == "CloseNotification":
                self._close_requests.append(body.unpack()[0])
                return True
            return False
        if member == "ActionInvoked":
            number, action = body.unpack()
            self._for_id(number, lambda notification: notification.invoked.append(action))
        elif member == "NotificationClosed":
            number, reason = body.unpack()
            self._for_id(
                number,
                lambda notification: setattr(
                    notification, "closed", CLOSE_REASONS.get(reason, "undefined")
                ),
            )
        elif member == "ActivationToken":
            self._activation_tokens.append(body.unpack())
        return True

    def _record_notify(self, message, values):
        app_name, replaces_id, app_icon, summary, body, actions, hints, expire_timeout = values
        notification = Notification(
            sender=message.get_sender(),
            app_name=app_name,
            replaces_id=replaces_id,
            app_icon=app_icon,
            summary=summary,
            body=body,
            actions=dict(zip(actions[0::2], actions[1::2])),
            hints=hints,
            expire_timeout=expire_timeout,
        )
        self._notifications.append(notification)
        self._pending[(message.get_sender(), message.get_serial())] = notification

    def _record_answer(self, message):
        key = (message.get_destination(), message.get_reply_serial())
        notification = self._pending.pop(key, None)
        if notification is None:
            return False
        if message.get_message_type() == Gio.DBusMessageType.ERROR:
            notification.error = message.get_error_name()
        else:
            notification.id = message.get_body().unpack()[0]
        return True

    def _for_id(self, number, change):
        # Of several records with one id the newest is the one on the screen.
        for notification in reversed(self._notifications):
            if notification.id == number:
                change(notification)
                return
