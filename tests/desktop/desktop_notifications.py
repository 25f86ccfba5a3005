# SPDX-License-Identifier: GPL-3.0-or-later
"""The notification server of the headless desktop, and what its reader does with it."""

import signal

import gi

gi.require_version("Gio", "2.0")
from gi.repository import GLib  # noqa: E402

from bus_recorder import NOTIFICATIONS  # noqa: E402
from owned_processes import TIMEOUT  # noqa: E402


class DesktopNotifications:
    """The part of HeadlessDesktop that is about notifications."""

    def notifications(self):
        """Every call of Notify that the server received, oldest first."""
        return self.recorder.notifications()

    def wait_for_notification(self, predicate=lambda notification: True, timeout=TIMEOUT):
        """The oldest notification that PREDICATE holds for and that the server has taken."""
        return self.wait_until(
            lambda: next((n for n in self.notifications() if n.id and predicate(n)), None),
            "a notification",
            timeout,
        )

    def invoke_action(self, notification, action, timeout=TIMEOUT):
        """Chooses ACTION (a key) of a notification in the server's own menu."""
        with open(self._configuration.action_choice, "w", encoding="utf-8") as choice:
            choice.write(f"{notification.id} {action}")
        count = len(notification.invoked)
        self._ask_dunst("ContextMenuCall")
        self.wait_until(
            lambda: len(notification.invoked) > count, f"action {action} to be invoked", timeout
        )

    def click_notification(self, notification, button=1, timeout=TIMEOUT):
        """Clicks on a notification: 1 is its default action, 3 dismisses it.

        It must be the only one on the screen: they share one window.
        """
        self._require_alone(notification)
        window = self.wait_for_window("^Dunst$", timeout)
        self.click_rectangle(window.rectangle, button)
        if button == 1:
            self.wait_until(lambda: notification.invoked, "the click to be an action", timeout)
        else:
            self.wait_until(lambda: notification.closed, "the click to close it", timeout)

    def dismiss_notification(self, notification, timeout=TIMEOUT):
        """Closes a notification as its reader does; it must be the only one on the screen."""
        self._require_alone(notification)
        self._ask_dunst("NotificationCloseLast")
        self.wait_until(lambda: notification.closed, "the notification to close", timeout)

    def dismiss_all_notifications(self, timeout=TIMEOUT):
        self._ask_dunst("NotificationCloseAll")
        self.wait_until(
            lambda: self.displayed_notifications() == 0, "all notifications to close", timeout
        )

    def displayed_notifications(self):
        """How many notifications are on the screen now."""
        return self.call(
            NOTIFICATIONS,
            "/org/freedesktop/Notifications",
            "org.freedesktop.DBus.Properties",
            "Get",
            GLib.Variant("(ss)", ("org.dunstproject.cmd0", "displayedLength")),
        )[0]

    def start_notification_server(self):
        self._notification_server = self.start_part(
            "dunst", ["dunst", "-conf", self._configuration.notification_server]
        )
        self.wait_for_name(NOTIFICATIONS)

    def stop_notification_server(self):
        self._notification_server.kill()
        self.wait_for_name(NOTIFICATIONS, present=False)

    def freeze_notification_server(self):
        """The server hangs: it has its name, and answers nothing until it is thawed."""
        self._notification_server.signal(signal.SIGSTOP)

    def thaw_notification_server(self):
        self._notification_server.signal(signal.SIGCONT)

    def restart_notification_server(self):
        """The server crashes and comes back: it has forgotten every notification."""
        self.stop_notification_server()
        self.start_notification_server()

    def _ask_dunst(self, method):
        self.call(
            NOTIFICATIONS, "/org/freedesktop/Notifications", "org.dunstproject.cmd0", method
        )

    def _require_alone(self, notification):
        self.wait_until(lambda: notification.id, "the server to take the notification")
        if self.displayed_notifications() != 1:
            raise AssertionError("several notifications are on the screen: dismiss the others")
