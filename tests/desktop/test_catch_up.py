# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing missed and nothing twice: what came while the installed program was off-line, and what
was read here or elsewhere."""

import json
import os
import sys
import uuid

sys.dont_write_bytecode = True

import gi  # noqa: E402

gi.require_version("GLib", "2.0")
from gi.repository import GLib  # noqa: E402

import tap_runner  # noqa: E402
from dev_server import TOKEN, USER_CHANNEL  # noqa: E402
from fault_case import FaultCase  # noqa: E402
from traybell_case import APPLICATION, InstalledTraybell  # noqa: E402

_HOUR = 3600


class CatchUpCase(FaultCase):
    style = "web"

    def start_online(self, *options):
        identifier = super().start_online("--inbox-adapter", self.style, *options)
        self.wait_until_fetched()
        return identifier

    def web_inbox(self):
        return self.account()["inbox"]

    def wait_until_fetched(self, after=None, seconds=20.0):
        """Waits until the list was fetched, and later than AFTER; when that was."""
        return self.traybell.wait_for_account(
            lambda account: account["inbox"]["fetchedAt"] is not None
            and account["inbox"]["fetchedAt"] != after
            and account["inbox"]["error"] is None
            and account["state"] == "connected",
            "the list to be fetched",
            seconds,
        )["inbox"]["fetchedAt"]

    def add(self, identifier, title, **fields):
        """Into the web app's list; told to whoever listens if it is to be published."""
        self.server.control("inbox-add", id=identifier, title=title, **fields)

    def server_inbox(self):
        return self.server.inbox()

    def marks(self):
        """What the web app was told is read, in its order."""
        marked = []
        for request in self.server_inbox()["requests"]:
            if request["method"] == "PATCH":
                marked.append(request["path"][1:])
            elif request["method"] == "POST":
                marked += request["body"].get("ids", ["all"])
        return marked

    def fetches(self):
        return self.server.state()["counters"]["inboxFetches"]

    def go_offline(self):
        """The connection is lost, and there is no other for now."""
        self.server.control("connect", mode="refuse-http", status=503)
        self.server.control("drop")
        self.traybell.wait_for_account(
            lambda account: account["state"] in ("connecting", "unavailable"), "to be off-line"
        )

    def come_back(self):
        """The server is there again, and asked at once; waits until the list was fetched."""
        before = self.fetches()
        self.server.control("connect", mode="normal")
        self.activate("retry-all")
        self.server.wait(inboxFetches=before + 1)
        self.server.wait_until_subscribed()

    def inbox(self, traybell=None):
        return json.loads((traybell or self.traybell).run("inbox", "--json", "--limit", "100"))["notifications"]

    def read(self, title, traybell=None, desktop=None):
        """Reads what is called TITLE, as a row does."""
        identifier = next(one["id"] for one in self.inbox(traybell) if one["title"] == title)
        (desktop or self.desktop).call(
            APPLICATION,
            "/com/nebutra/Traybell",
            "org.gtk.Actions",
            "Activate",
            GLib.Variant("(sava{sv})", ("mark-read", [GLib.Variant("s", identifier)], {})),
        )


class Absence(CatchUpCase):
    def start_long_ago(self):
        """As if that had been two hours ago: nothing in the list is newer."""
        self.add("old", "Long ago", secondsAgo=2 * _HOUR, read=True)
        self.start_online()

    def test_an_hour_without_a_connection_and_thirty_events(self):
        self.start_long_ago()
        self.send("Before")
        self.wait_for_toast("Before")
        self.go_offline()
        for number in range(30):
            self.add(f"n{number}", f"Event {number}", secondsAgo=_HOUR - 60 - 100 * number)
        self.add("u", "Fire", urgency="urgent", secondsAgo=30)
        self.add("r", "Read on the telephone", read=True, secondsAgo=20)
        self.come_back()
        self.wait_for_toast("30 new notifications")
        self.assertEqual(self.wait_for_toast("Fire").urgency, "critical")
        self.wait_for_unread(32)
        self.assertEqual(
            {toast.summary for toast in self.toasts()},
            {"Before", "30 new notifications", "Fire"},
        )
        titles = [one["title"] for one in self.inbox()]
        self.assertEqual(sorted(titles[:3]), ["Before", "Fire", "Read on the telephone"])
        self.assertEqual(titles[3:], [*(f"Event {29 - i}" for i in range(30)), "Long ago"])
        self.assertEqual(len(titles), len(set(titles)))
        identifier = next(one["id"] for one in self.inbox() if one["title"] == "Event 7")
        story = self.traybell.run("why", identifier)
        self.assertIn("It was fetched from the web app", story)
        self.assertIn("a summary of what came while there was no connection", story)

        # The summary leads to them.
        self.desktop.invoke_action(self.wait_for_toast("30 new notifications"), "open")
        self.wait_for_window()

    def test_a_few_are_shown_each_and_what_came_before_the_first_time_is_not(self):
        self.add("old", "Old", secondsAgo=_HOUR)
        self.start_online()
        self.wait_for_unread(1)
        self.go_offline()
        self.add("a", "First")
        self.add("b", "Second", data={"href": "/orders/7"})
        self.come_back()
        self.wait_for_toast("First")
        self.desktop.invoke_action(self.wait_for_toast("Second"), "open")
        self.wait_for_opened(f"{self.server.url}/orders/7")
        self.assertEqual(self.toasts("Old"), [])
        self.server.wait(inboxMarks=1)
        self.assertEqual(self.marks(), ["b"])

    def test_what_came_while_the_program_did_not_run(self):
        self.start_online()
        self.traybell.stop()
        self.add("a", "While it was off")
        self.traybell.start()
        self.wait_for_toast("While it was off")
        # How far it got outlives it as well.
        before = self.fetches()
        self.traybell.kill()
        self.traybell.start()
        self.server.wait(inboxFetches=before + 1)
        self.wait_until_fetched()
        self.assertEqual(len(self.toasts("While it was off")), 1)

    def test_what_came_live_and_is_fetched_is_one(self):
        self.start_online()
        self.add("a", "Live", publish=True)
        self.server.publish("notification", {"title": "Without an id"})
        self.add("b", "Without an id")
        self.wait_for_toast("Live")
        self.wait_for_toast("Without an id")
        self.go_offline()
        self.add("c", "Meanwhile")
        self.come_back()
        self.wait_for_toast("Meanwhile")
        self.wait_for_unread(3)
        self.assertEqual(len(self.toasts()), 3)
        self.assertEqual(len(self.inbox()), 3)

    def test_quiet_holds_what_came_meanwhile(self):
        self.start_long_ago()
        self.traybell.run("snooze", "1h")
        self.go_offline()
        self.add("a", "First", secondsAgo=600)
        self.add("b", "Second", secondsAgo=500)
        self.come_back()
        self.wait_for_unread(2)
        self.assertEqual(self.toasts(), [])
        self.traybell.run("snooze", "off")
        self.wait_for_toast("2 notifications while it was quiet")


class ReadState(CatchUpCase):
    def test_marks_made_off_line_are_sent_once_and_in_order(self):
        self.start_online()
        for name in ("c", "a", "b"):
            self.add(name, f"Item {name}", publish=True)
            self.wait_for_toast(f"Item {name}")
        self.go_offline()
        for name in ("b", "c", "a"):
            self.read(f"Item {name}")
        self.assertEqual(self.web_inbox()["waiting"], 3)
        self.assertIn("3 notifications read here", self.traybell.run("status"))
        self.traybell.kill()
        self.traybell.start()
        self.assertEqual(self.marks(), [])
        self.come_back()
        self.server.wait(inboxMarks=3)
        self.traybell.wait_for_account(lambda account: account["inbox"]["waiting"] == 0, "no mark")
        self.assertEqual(self.marks(), ["b", "c", "a"])
        self.go_offline()
        self.come_back()
        self.wait_until_fetched()
        self.assertEqual(self.marks(), ["b", "c", "a"])
        self.assertTrue(all(one["read"] for one in self.server_inbox()["notifications"]))

    def test_what_is_read_elsewhere_leaves_the_screen(self):
        self.start_online()
        self.add("a", "Ordinary", publish=True)
        self.add("u", "Fire", publish=True, event="notification:urgent")
        self.add("b", "Left alone", publish=True)
        toasts = [self.wait_for_toast(title) for title in ("Ordinary", "Fire")]
        self.wait_for_toast("Left alone")
        self.server.control("inbox-read", ids=["a", "u"])
        for toast in toasts:
            self.wait_until_closed(toast)
        self.wait_for_unread(1)
        story = self.traybell.run(
            "why", next(one["id"] for one in self.inbox() if one["title"] == "Fire")
        )
        self.assertIn("You acknowledged it in the web app or on another device.", story)

        # And if nobody says so, when it is fetched.
        left = self.wait_for_toast("Left alone")
        self.server.control("inbox-read", ids=["b"], silent=True)
        self.go_offline()
        self.come_back()
        self.wait_until_closed(left)
        self.wait_for_unread(0)
        self.assertEqual(self.marks(), [])


class TwoClients(CatchUpCase):
    """One user, signed in on two computers: each has its own settings, inbox and session bus."""

    style = "gateway"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_desktop = type(cls.desktop)(
            keyring="file", panel=False, data_directories=[cls._data_directory()]
        )
        cls.other_desktop.start_desktop()
        cls.addClassCleanup(cls.other_desktop.stop_desktop)

    @classmethod
    def _data_directory(cls):
        return os.path.join(os.path.dirname(os.path.dirname(cls.program)), "share")

    def start_other(self):
        environment = {**self.other_desktop.environment, "G_DEBUG": "fatal-criticals"}
        folder = os.path.join(environment["XDG_RUNTIME_DIR"], uuid.uuid4().hex)
        os.mkdir(folder)
        other = InstalledTraybell(self.program, environment, folder)
        self.addCleanup(other.stop)
        other.add_account(
            *self.server.account_options("--inbox-adapter", self.style), token=TOKEN
        )
        other.start()
        other.wait_until_subscribed(USER_CHANNEL)
        return other

    def test_what_is_read_in_one_is_read_in_the_other(self):
        self.start_online()
        other = self.start_other()
        self.add("a", "For both", publish=True)
        self.add("u", "Fire", publish=True, event="notification:urgent")
        mine = [self.wait_for_toast(title) for title in ("For both", "Fire")]
        other.wait_for_account(lambda account: account["unread"] == 2, "both there")
        self.read("For both", other, self.other_desktop)
        self.read("Fire", other, self.other_desktop)
        for toast in mine:
            self.wait_until_closed(toast)
        self.wait_for_unread(0)
        self.assertEqual(sorted(self.marks()), ["a", "u"])
        self.traybell.wait_for_status(
            lambda status: status["inbox"]["unread"] == 0, "nothing unread"
        )


class Errors(CatchUpCase):
    """Every answer that web apps were seen to give, told in one sentence and got over."""

    def expect(self, fragment, remedy, **fault):
        self.start_online()
        self.go_offline()
        self.add("a", "Meanwhile")
        self.server.control("inbox-fault", **fault)
        self.come_back()
        account = self.traybell.wait_for_account(
            lambda candidate: fragment in (candidate["inbox"]["error"] or ""), fragment
        )
        error = account["inbox"]["error"]
        self.assert_is_sentence(error)
        self.assertIn(remedy, error)
        # Events go on, and the web app is left in peace.
        self.assertEqual(account["state"], "connected")
        self.assertGreater(account["inbox"]["nextAttemptIn"], 0)
        self.send("Live")
        self.wait_for_toast("Live")
        self.assertLessEqual(self.fetches(), 5)
        self.assertIn(error, self.traybell.run("status"))
        self.assertEqual(self.toasts("Meanwhile"), [])

        self.server.control("inbox-fault", mode="normal")
        self.activate("retry-all")
        self.wait_for_toast("Meanwhile")
        self.wait_until_fetched()

    def test_401(self):
        self.expect("does not accept", "sign in again", mode="status", status=401)

    def test_a_redirect(self):
        self.expect("sends us to another page", "sign in again", mode="redirect")
        self.assertEqual(self.opened_urls(), [])

    def test_a_page(self):
        self.expect("a page for people", "sign in again", mode="html")

    def test_403(self):
        self.expect("does not let you", "ask whoever runs it", mode="status", status=403)

    def test_409(self):
        self.expect("keeps no list", "set the account's inbox to none", mode="status", status=409)

    def test_503(self):
        self.expect(
            "just now", "asked again in a while", mode="status", status=503, retryAfter=60
        )

    def test_what_is_no_json(self):
        self.expect("can read", "check the inbox", mode="malformed")

    def test_too_much(self):
        self.expect("too large", "below 2 MB", mode="huge")

    def test_silence(self):
        self.expect("does not answer", "asked again in a while", mode="hang")

    def test_the_status_page_tells(self):
        self.start_online()
        self.server.control("inbox-fault", mode="status", status=409)
        self.go_offline()
        self.come_back()
        self.open_main_window()
        self.press("alt+3")
        self.wait_for_text("Inbox of the web app")
        self.wait_for_text("keeps no list of notifications")
        self.server.control("inbox-fault", mode="normal")
        self.activate("retry-all")
        self.wait_for_text("Up to date since")


if __name__ == "__main__":
    tap_runner.main(__name__)
