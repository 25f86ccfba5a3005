# SPDX-License-Identifier: GPL-3.0-or-later
"""From an event to a notification, from a click to the page: the installed program at work."""

import sys
import uuid

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from dev_server import TENANT_CHANNEL, USER_CHANNEL  # noqa: E402
from traybell_case import APPLICATION, TraybellCase  # noqa: E402

_MOST_TOASTS_OF_A_BURST = 5


class Notifications(TraybellCase):
    panel = False

    def setUp(self):
        super().setUp()
        self.start_online()

    def test_a_plain_one_is_shown_with_everything_a_desktop_asks_for(self):
        self.send("New order received", message="Order 123 is waiting.")
        toast = self.wait_for_toast("New order received")
        self.assertEqual(toast.app_name, "Traybell")
        self.assertEqual(toast.app_icon, APPLICATION)
        self.assertEqual(toast.body, "Order 123 is waiting.")
        self.assertEqual(toast.urgency, "normal")
        self.assertEqual(toast.category, "im.received")
        self.assertEqual(toast.desktop_entry, APPLICATION)
        self.assertEqual(toast.replaces_id, 0)
        self.assertEqual(toast.expire_timeout, -1)
        self.assertEqual(
            toast.actions, {"default": "Open", "open": "Open", "mark-read": "Mark as Read"}
        )

    def test_an_urgent_one_is_critical_and_stays(self):
        self.send("The payment service is down", event="notification:urgent")
        toast = self.wait_for_toast("The payment service is down")
        self.assertEqual(toast.urgency, "critical")
        self.assertEqual(toast.expire_timeout, 0)
        self.assertEqual(
            toast.actions, {"default": "Open", "open": "Open", "acknowledge": "Acknowledge"}
        )

    def test_markup_of_the_server_is_shown_as_it_was_written(self):
        self.send("Tom & <i>Jerry</i>", body="<b>bold</b> & 1 < 2 <img src=x>")
        toast = self.wait_for_toast("Tom & <i>Jerry</i>")
        self.assertEqual(
            toast.body, "&lt;b&gt;bold&lt;/b&gt; &amp; 1 &lt; 2 &lt;img src=x&gt;"
        )

    def test_an_event_on_two_channels_is_one_notification(self):
        identifier = uuid.uuid4().hex
        for channel in (USER_CHANNEL, TENANT_CHANNEL):
            self.send("Paid", channel=channel, eventId=identifier)
        self.send("The next one")
        self.wait_for_toast("The next one")
        self.assertEqual(len(self.toasts("Paid")), 1)
        self.assertEqual(self.account()["unread"], 2)

    def test_an_event_with_an_id_that_was_seen_is_not_shown_again(self):
        first = self.send("Shipped")
        self.wait_for_toast("Shipped")
        self.server.control("drop")
        self.server.wait(connections=1, connectionsOpened=2)
        self.server.wait_until_subscribed()
        self.send("Shipped", id=first["id"])
        self.send("The next one")
        self.wait_for_toast("The next one")
        self.assertEqual(len(self.toasts("Shipped")), 1)

    def test_events_that_no_rule_names_are_nobodys_business(self):
        self.send("Moved", event="cursor:move")
        self.send("Unknown", event="order:created")
        self.send("The next one")
        self.wait_for_toast("The next one")
        self.assertEqual([toast.summary for toast in self.toasts()], ["The next one"])

    def test_a_burst_is_a_few_notifications_and_one_summary(self):
        for number in range(40):
            self.send(f"Number {number}")
        self.send("Fire", event="notification:urgent")
        self.wait_for_toast("Fire")
        self.wait_for_unread(41)
        summary = self.wait_for_toast("35 new notifications")
        shown = [toast for toast in self.toasts() if toast.summary.startswith("Number ")]
        summaries = [toast for toast in self.toasts() if "new notification" in toast.summary]
        self.assertEqual(len(shown), _MOST_TOASTS_OF_A_BURST)
        self.assertEqual({toast.id for toast in summaries}, {summary.id})
        self.assertEqual(
            self.desktop.displayed_notifications(), _MOST_TOASTS_OF_A_BURST + 2
        )


class Opening(TraybellCase):
    panel = False

    def setUp(self):
        super().setUp()
        self.start_online("--allow-origin", "https://docs.example.com")

    def _send_with_link(self, link):
        self.send("With a link", url=link)
        return self.wait_for_toast("With a link")

    def test_a_click_opens_the_page_and_marks_the_notification_read(self):
        toast = self._send_with_link("/orders/123?tab=items#top")
        self.wait_for_unread(1)
        self.desktop.click_notification(toast)
        self.wait_for_opened(f"{self.server.url}/orders/123?tab=items#top")
        self.wait_for_unread(0)
        self.desktop.wait_until(lambda: toast.closed, "the notification to leave the screen")
        self.assertEqual(len(self.opened_urls()), 1)

    def test_the_open_button_does_the_same(self):
        toast = self._send_with_link("orders/7")
        self.desktop.invoke_action(toast, "open")
        self.wait_for_opened(f"{self.server.url}/orders/7")
        self.wait_for_unread(0)
        self.desktop.wait_until(lambda: toast.closed, "the notification to leave the screen")

    def test_a_page_of_an_allowed_site_is_opened(self):
        toast = self._send_with_link("https://docs.example.com/a%20b")
        self.desktop.invoke_action(toast, "open")
        self.wait_for_opened("https://docs.example.com/a%20b")

    def test_marking_read_withdraws_it_and_opens_nothing(self):
        toast = self._send_with_link("/orders/123")
        self.wait_for_unread(1)
        self.desktop.invoke_action(toast, "mark-read")
        self.wait_for_unread(0)
        self.desktop.wait_until(lambda: toast.closed, "the notification to leave the screen")
        self.assertEqual(self.opened_urls(), [])

    def test_an_urgent_one_goes_when_it_is_acknowledged(self):
        self.send("Fire", event="notification:urgent")
        toast = self.wait_for_toast("Fire")
        self.desktop.invoke_action(toast, "acknowledge")
        self.wait_for_unread(0)
        self.desktop.wait_until(lambda: toast.closed, "the notification to leave the screen")

    def test_dismissing_it_leaves_it_unread(self):
        toast = self._send_with_link("/orders/123")
        self.desktop.dismiss_notification(toast)
        self.send("The next one")
        self.wait_for_toast("The next one")
        self.wait_for_unread(2)
        self.assertEqual(self.opened_urls(), [])

    def _click_links(self, *links):
        """Clicks notifications with these links, and then one whose page may be opened."""
        self.assertLess(len(links), _MOST_TOASTS_OF_A_BURST)
        for link in (*links, "/last"):
            toast = self._send_with_link(link)
            self._first_notification = len(self.desktop.notifications())
            self.desktop.click_notification(toast)
            self.wait_for_unread(0)
            self.desktop.dismiss_all_notifications()
        self.wait_for_opened(f"{self.server.url}/last")

    def test_links_of_other_sites_are_never_opened(self):
        self._click_links(
            "https://evil.example.org/orders/123",
            "//evil.example.org/orders/123",
            f"{self.server.url}@evil.example.org/",
            "http://docs.example.com/",
        )
        self.assertEqual(self.opened_urls(), [f"{self.server.url}/last"])

    def test_links_that_are_no_web_pages_are_never_opened(self):
        self._click_links(
            "javascript:alert(1)",
            "file:///etc/passwd",
            f"http://user:word@127.0.0.1:{self.server.port}/",
            "data:text/html,hello",
        )
        self.assertEqual(self.opened_urls(), [f"{self.server.url}/last"])


if __name__ == "__main__":
    tap_runner.main(__name__)
