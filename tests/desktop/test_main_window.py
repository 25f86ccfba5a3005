# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program's main window: inbox, people and status, by keyboard and screen reader."""

import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from bus_recorder import NOTIFICATIONS  # noqa: E402
from dev_server import TENANT_CHANNEL  # noqa: E402
from traybell_case import TraybellCase  # noqa: E402


class Presenting(TraybellCase):
    panel = False

    def test_on_a_desktop_without_a_tray_it_is_there(self):
        self.start_online()
        self.traybell.run()
        window = self.wait_for_window()
        self.assertEqual(window.title, "Traybell")
        for page in ("Inbox", "People", "Status"):
            self.wait_for_widget("radio button", page)
        self.press("alt+3")
        self.wait_for_text("No tray")

    def test_it_is_presented_again_and_again(self):
        self.start_online()
        first = self.open_main_window()
        self.traybell.run()
        self.assertEqual([window.id for window in self.windows()], [first.id])
        self.press("ctrl+w")
        self.wait_for_no_window()
        self.assert_alive()
        self.traybell.run()
        self.wait_for_window()

    def test_the_page_and_the_size_are_kept(self):
        self.start_online()
        window = self.open_main_window()
        self.press("alt+3")
        self.wait_for_text("Keyring")
        self.desktop.run(["xdotool", "windowsize", "--sync", str(window.id), "780", "560"])
        self.press("ctrl+w")
        self.wait_for_no_window()
        self.traybell.stop()
        self.traybell.start()
        window = self.open_main_window()
        self.wait_for_text("Keyring")
        self.assertEqual(window.rectangle[2:], (780, 560))

    def test_without_an_account_it_says_what_to_do(self):
        self.traybell.start()
        self.open_main_window()
        self.wait_for_text("No account yet")

    def test_control_q_ends_the_program(self):
        self.start_online()
        self.open_main_window()
        self.press("ctrl+q")
        self.assertEqual(self.traybell.wait_until_ended(), 0)


class Inbox(TraybellCase):
    panel = False

    def setUp(self):
        super().setUp()
        self.start_online()

    def _fill(self):
        self.send("Invoice paid", body="ACME has paid invoice 17.", type="billing")
        self.send("Žofie wrote to you", body="See you at noon?", url="/messages/5")
        self.send("Fire", event="notification:urgent", body="In the kitchen")
        self.send("New order received", body="Order 123 is waiting.", url="/orders/123")
        self.wait_for_unread(4)
        self.open_main_window()
        self.wait_for_focused("table", "Notifications")

    def _row(self, fragment):
        return self.desktop.wait_until(
            lambda: next(
                (node for node in self._tree().find_all("table cell") if fragment in node.name),
                None,
            ),
            f"a row with {fragment!r}",
        )

    def test_rows_say_what_they_show(self):
        self._fill()
        row = self._row("New order received")
        self.assertEqual(row.name, "Unread: New order received, now, Order 123 is waiting.")
        self._row("Urgent, not acknowledged: Fire")

    def test_is_searched_by_keyboard(self):
        self._fill()
        self.press("ctrl+f")
        self.wait_for_focused("text", "Search notifications")
        self.desktop.type_text("zofie")
        self.wait_for_text("1 found")
        self.press("Down")
        self.wait_for_focused("table", "Notifications")
        self.wait_for_text("See you at noon?")
        self.press("ctrl+f")
        self.desktop.type_text("nothing of this kind")
        self.wait_for_text("Nothing found")
        self.press("Escape")
        self._row("Invoice paid")

        # To type in the list is to search, too.
        self.press("Home")
        self.desktop.type_text("acme")
        self.wait_for_text("1 found")

    def test_is_filtered_by_keyboard(self):
        self._fill()
        self.tab_to("toggle button", "Urgent", "shift+Tab")
        self.press("space")
        self.wait_for_text("1 found")
        self.press("space")
        self._row("Invoice paid")
        self.press("alt+u")
        self.wait_for_text("4 found")

        # What was read leaves, and the next takes its place.
        self.tab_to("table", "Notifications")
        self.press("Home", "alt+m")
        self.wait_for_text("3 found")
        self.wait_for_unread(3)

    def test_detail_says_everything_and_acts(self):
        self._fill()
        self.press("Home")
        for text in (
            "Order 123 is waiting.",
            "Demo",
            "private-user-user_456",
            f"{self.server.url}/orders/123",
            "Unread",
        ):
            self.wait_for_text(text)

        # What became of it, up to what is done to it now, folded at first.
        self.press("alt+w")
        self.wait_for_text("It came on channel private-user-user_456")
        self.press("alt+w")

        # The event as it came, likewise; who hears the window knows whether it is unfolded.
        name = "Event as It Came"
        self.assertNotIn("expanded", self.wait_for_widget("toggle button", name).states)
        self.press("alt+v")
        self.wait_for_text('"title": "New order received"')
        self.assertIn("expanded", self.wait_for_widget("toggle button", name).states)
        button = self.wait_for_widget("push button", "Copy Event")
        self.desktop.do_accessible_action(self.traybell.process_id, button)
        self.desktop.wait_until(
            lambda: '  "url": "/orders/123"' in self.desktop.clipboard(), "the event to be copied"
        )

        self.press("alt+m")
        self.wait_for_unread(3)
        self.wait_for_text("Read")
        self.press("alt+w")
        self.wait_for_text("You read it")

    def test_enter_opens_the_page(self):
        self._fill()
        self.press("Home", "Return")
        self.wait_for_opened(f"{self.server.url}/orders/123")
        self.wait_for_unread(3)

    def test_what_is_urgent_is_acknowledged(self):
        self._fill()
        self.wait_for_toast("Fire")
        self.press("Home", "Down")
        self.wait_for_text("In the kitchen")
        self.press("alt+a")
        self.wait_for_text("Urgent, acknowledged")
        self.wait_until_closed(self.wait_for_toast("Fire"))
        self.wait_for_unread(3)

    def test_a_notification_is_copied(self):
        self._fill()
        self.press("Home", "ctrl+c")
        self.desktop.wait_until(
            lambda: self.desktop.clipboard()
            == f"New order received\n\nOrder 123 is waiting.\n\n{self.server.url}/orders/123",
            "the notification to be copied",
        )

    def test_everything_is_marked_read(self):
        self._fill()
        self.press("alt+l")
        self.wait_for_unread(0)

    def test_what_arrives_leaves_the_reader_alone(self):
        self._fill()
        self.press("End")
        self.wait_for_text("ACME has paid invoice 17.")
        self.send("Another one", body="Of no matter")
        self._row("Another one")
        self.wait_for_text("ACME has paid invoice 17.")

    def test_one_without_a_page_is_shown_whole(self):
        self.send("With a link that nobody may open", url="javascript:alert(1)", body="Read this")
        toast = self.wait_for_toast("With a link that nobody may open")
        self.send("A later one", body="Not this")
        self.wait_for_toast("A later one")
        self.desktop.invoke_action(toast, "open")
        self.wait_for_window()
        self.desktop.wait_until(
            lambda: any(
                "showing" in node.states and node.name == "Read this"
                for node in self._tree().find_all("label")
            ),
            "its detail",
        )
        self.wait_for_unread(1)


class People(TraybellCase):
    panel = False

    def test_shows_who_is_in_the_rooms(self):
        self.start_online()
        self.server.join("user_789", "Bob Kern")
        self.open_main_window()
        self.press("alt+2")
        self.wait_for_text("doc_789")
        self.wait_for_text("Bob Kern")
        self.server.join("user_789", "Bob Kern", action="leave")
        self.wait_for_no_text("Bob Kern")


class Status(TraybellCase):
    def setUp(self):
        super().setUp()
        self.start_online()
        self.addCleanup(self._start_notification_server)
        self.open_main_window()
        self.press("alt+3")
        self.wait_for_text("Online since")

    def _start_notification_server(self):
        if not self.desktop.name_has_owner(NOTIFICATIONS):
            self.desktop.start_notification_server()

    def _wait_for_fact(self, start):
        return self.desktop.wait_until(
            lambda: next(
                (n for n in self._tree().find_all("panel", showing=True) if n.name.startswith(start)),
                None,
            ),
            f"{start!r} on the page",
        )

    def test_says_how_everything_stands(self):
        for fact in (
            "Demo: Online since",
            "private-user-user_456: Subscribed since",
            "presence-room-doc_789: Subscribed since",
            "Tray: Icon shown",
            "Notifications: dunst",
            "Keyring: Working",
            "Sandbox: None",
        ):
            self._wait_for_fact(fact)
        self.wait_for_text("It shows buttons.")

    def test_tells_of_an_endpoint_that_asks_for_other_credentials(self):
        self.server.control("auth", mode="status", status=401)
        self.server.control("drop")
        self._wait_for_fact("Demo: Sign-in needed since")
        self._wait_for_fact(f"{TENANT_CHANNEL}: Denied since")
        self.wait_for_text("Sign in again")

    def test_tells_of_an_endpoint_that_is_broken_and_tries_again_at_once(self):
        self.server.control("auth", mode="status", status=503)
        self.server.control("drop")
        self._wait_for_fact(f"{TENANT_CHANNEL}: Failed since")
        self.wait_for_text("Traybell tries again by itself.")
        self.server.control("auth", mode="normal")
        self.press("F5")
        self._wait_for_fact(f"{TENANT_CHANNEL}: Subscribed since")
        self.wait_for_no_text("Traybell tries again by itself.")

    def test_tells_of_a_notification_server_that_is_gone_and_back(self):
        self.desktop.stop_notification_server()
        self._wait_for_fact("Notifications: Not shown")
        self.wait_for_text("They are in the inbox all the same.")
        self.desktop.start_notification_server()
        self._wait_for_fact("Notifications: dunst")

    def test_is_copied_without_a_secret(self):
        self.press("ctrl+c")
        self.desktop.wait_until(
            lambda: self.desktop.clipboard().startswith("Traybell "), "the page to be copied"
        )
        text = self.desktop.clipboard()
        for part in ("Demo: Online since", "Tray: Icon shown", "Keyring: Working"):
            self.assertIn(part, text)
        self.assertNotIn("alice-token", text)

    def test_keys_are_told(self):
        self.press("F1")
        self.wait_for_text("Find a notification")
        self.press("Escape")
        self.wait_for_no_text("Find a notification")

    def test_menu_tells_what_the_program_is(self):
        self.press("F10")
        self.wait_for_widget(name="About Traybell")
        self.press("Up", "Up", "Return")
        self.wait_for_text("absolutely no warranty")


if __name__ == "__main__":
    tap_runner.main(__name__)
