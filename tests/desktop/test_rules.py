# SPDX-License-Identifier: GPL-3.0-or-later
"""The user's own rules, edited while the installed program runs."""

import os
import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from traybell_case import TraybellCase  # noqa: E402

_RULES = """
[orders]
event=order:created
title=Order {orderId}: {total}
url={base}/orders/{orderId}
"""


class Rules(TraybellCase):
    panel = False

    def setUp(self):
        super().setUp()
        folder = os.path.join(self.traybell.environment["XDG_CONFIG_HOME"], "traybell")
        self.path = os.path.join(folder, "rules.ini")
        self.start_online()
        self.watch = self.traybell.watch(
            lambda number: self.server.publish("test:probe", {"probe": number})
        )

    def write(self, text):
        """As most editors do: a file of another name takes the old one's place."""
        with open(self.path + "~", "w", encoding="utf-8") as file:
            file.write(text)
        os.rename(self.path + "~", self.path)

    def order(self, number):
        self.server.publish(
            "order:created", {"eventId": f"order-{number}", "orderId": number, "total": "19.90"}
        )
        events = self.watch.wait_for_event_id(f"order-{number}")
        return events[0]

    def wait_until_shown(self, first):
        """Sends orders, from number FIRST on, until one is shown; its number."""
        for number in range(first, first + 200):
            if self.order(number)["decision"] == "shown":
                return number
        raise AssertionError("the rules are not heeded")

    def test_they_hold_as_soon_as_they_are_written(self):
        self.assertEqual(self.order(1)["reason"], "no-rule")
        self.write(_RULES)
        number = self.wait_until_shown(2)
        toast = self.wait_for_toast(f"Order {number}: 19.90")
        self.desktop.invoke_action(toast, "open")
        self.wait_for_opened(f"{self.server.url}/orders/{number}")

        os.remove(self.path)
        for attempt in range(1000, 1200):
            if self.order(attempt)["reason"] == "no-rule":
                return
        self.fail("rules that are gone are heeded")

    def test_a_mistake_is_told_once_and_the_last_good_rules_hold(self):
        self.write(_RULES)
        number = self.wait_until_shown(1)
        self.write(_RULES.replace("title=", "tilte="))
        toast = self.wait_for_toast("Your rules have a mistake")
        for part in (self.path, "orders", "tilte"):
            self.assertIn(part, toast.body)
        status = self.traybell.run("status")
        self.assertIn("tilte", status)
        self.assertEqual(self.order(number + 1)["decision"], "shown")
        self.wait_for_toast(f"Order {number + 1}: 19.90")
        self.assertEqual(len(self.toasts("Your rules have a mistake")), 1)

        self.write(_RULES.replace("Order", "Sale"))
        self.wait_until_closed(toast)
        self.assertEqual(self.order(number + 2)["decision"], "shown")
        self.wait_for_toast(f"Sale {number + 2}: 19.90")
        self.assertNotIn("tilte", self.traybell.run("status"))

    def test_a_mistake_from_before_the_start_is_told(self):
        self.traybell.stop()
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        self.write("[orders]\nevent=order:*\nurgency=very\n")
        self.traybell.start()
        self.assertIn("very", self.wait_for_toast("Your rules have a mistake").body)
        self.server.wait_until_subscribed()
        self.send("The shipped rules hold")
        self.wait_for_toast("The shipped rules hold")


if __name__ == "__main__":
    tap_runner.main(__name__)
