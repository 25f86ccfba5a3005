# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandboxed program on desktops that lack portals: what is left works, and what is not is said."""

import sys

sys.dont_write_bytecode = True

import gi  # noqa: E402

gi.require_version("Gio", "2.0")
from gi.repository import GLib  # noqa: E402

import tap_runner  # noqa: E402
from dev_server import TOKEN  # noqa: E402
from sandboxed_case import SandboxedCase  # noqa: E402


class NoPortals(SandboxedCase):
    backends = None
    panel = False

    def test_it_connects_with_the_secret_in_the_desktops_keyring(self):
        identifier = self.start_online()
        status, secret = self.desktop.run(["secret-tool", "lookup", "account", identifier])
        self.assertEqual((status, secret), (0, f"Authorization: Bearer {TOKEN}"))
        self.assert_is_sentence(self.portal_error("Secret"))

        self.traybell.stop()
        self.traybell.start()
        self.server.wait_until_subscribed()

    def test_each_is_said_in_a_sentence_of_its_own(self):
        self.start_online()
        errors = [portal["error"] for portal in self.traybell.status()["portals"]]
        for error in errors:
            self.assert_is_sentence(error)
        self.assertEqual(len(set(errors)), len(errors))
        printed = self.traybell.run("status")
        for error in errors:
            self.assertIn(error, printed)

    def test_notifications_go_to_the_inbox(self):
        self.start_online()
        self.send("Unseen")
        self.wait_for_unread(1)
        error = self.traybell.wait_for_status(
            lambda status: status["notifications"]["error"], "the failure to be told"
        )
        self.assertIn("install", error)
        self.assert_alive()

    def test_the_doctor_says_what_is_missing_and_what_to_do(self):
        self.start_online()
        status, findings = self.examine("--notify")
        self.assertEqual(status, 1)
        expected = {"notifications": "failed", "test-notification": "failed", "portals": "warning"}
        for step, state in expected.items():
            for finding in findings[step]:
                self.assertEqual(finding["state"], state, finding)
                self.assert_is_sentence(finding["remedy"])

    def test_portals_that_come_later_are_used(self):
        self.start_online()
        self.assert_is_sentence(self.portal_error("Notification"))
        self.portals.start()
        self.addCleanup(self.portals.stop)
        self.traybell.wait_for_status(
            lambda status: all(portal["version"] > 0 for portal in status["portals"]),
            "the portals to be found",
        )
        self.send("Seen")
        self.wait_for_toast("Seen")


class SmallDesktop(SandboxedCase):
    """What a small desktop has: xdg-desktop-portal-gtk alone."""

    backends = ("gtk",)
    panel = False

    def test_what_it_has_works_and_the_rest_is_said(self):
        self.start_online()
        self.assertIsNone(self.portal_error("Notification"))
        self.assertIsNone(self.portal_error("OpenURI"))
        self.assert_is_sentence(self.portal_error("Secret"))
        self.assertIn("flatpak run", self.portal_error("Background"))
        self.send("New order received")
        self.wait_for_toast("New order received")

    def test_the_switch_for_a_start_at_login_cannot_be_moved(self):
        self.start_online()
        self.desktop.wait_until(
            lambda: not self._is_enabled("start-at-login"), "the switch to be insensitive"
        )

    def _is_enabled(self, action):
        return self.desktop.call(
            "com.nebutra.Traybell",
            "/com/nebutra/Traybell",
            "org.gtk.Actions",
            "Describe",
            GLib.Variant("(s)", (action,)),
        )[0][0]


if __name__ == "__main__":
    tap_runner.main(__name__)
