# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandboxed program at work on a desktop with portals."""

import configparser
import os
import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from dev_server import TOKEN  # noqa: E402
from sandboxed_case import SandboxedCase  # noqa: E402
from traybell_case import APPLICATION  # noqa: E402

_STATES = ("connecting", "offline", "online", "quiet", "sign-in", "unread", "urgent")
_PERMISSIONS = {
    "Context": {"shared": {"ipc", "network"}, "sockets": {"fallback-x11", "wayland", "x11"}},
    "Session Bus Policy": {
        "org.freedesktop.secrets": {"talk"},
        "org.kde.StatusNotifierWatcher": {"talk"},
    },
}


class Package(SandboxedCase):
    panel = False

    def test_has_these_permissions_and_no_other(self):
        shown = configparser.ConfigParser(interpolation=None)
        shown.optionxform = str
        shown.read_string(self.installation.flatpak("info", "--show-permissions", APPLICATION))
        permissions = {
            section: {key: set(filter(None, value.split(";"))) for key, value in shown[section].items()}
            for section in shown.sections()
        }
        self.assertEqual(permissions, _PERMISSIONS)

    def test_exports_its_icons_under_its_own_name(self):
        icons = self.installation.exported("share", "icons", "hicolor")
        self.assertTrue(os.path.exists(f"{icons}/scalable/apps/{APPLICATION}.svg"))
        for state in _STATES:
            path = f"{icons}/symbolic/apps/{APPLICATION}-{state}-symbolic.svg"
            self.assertTrue(os.path.exists(path), path)

    def test_exports_what_starts_it(self):
        path = self.installation.exported("share", "applications", f"{APPLICATION}.desktop")
        entry = configparser.ConfigParser(interpolation=None)
        entry.optionxform = str
        entry.read(path)
        self.assertRegex(entry["Desktop Entry"]["Exec"], r"flatpak run .*--command=traybell ")
        self.assertEqual(entry["Desktop Entry"]["Icon"], APPLICATION)

    def test_sees_nothing_of_the_users_files(self):
        home = self.desktop.environment["HOME"]
        with open(os.path.join(home, "private.txt"), "w", encoding="utf-8") as file:
            file.write("private")
        status, output = self.desktop.run(
            ["flatpak", "run", "--command=cat", APPLICATION, os.path.join(home, "private.txt")]
        )
        self.assertNotEqual(status, 0)
        self.assertNotIn("private\n", output)


class Sandbox(SandboxedCase):
    def test_all_portals_are_there(self):
        self.start_online()
        for portal in self.traybell.status()["portals"]:
            self.assertGreater(portal["version"], 0, portal)
            self.assertIsNone(portal["error"], portal)

    def test_the_doctor_finds_nothing_wrong_and_shows_a_notification(self):
        self.start_online()
        status, findings = self.examine("--notify")
        wrong = [one for step in findings.values() for one in step if one["state"] == "failed"]
        self.assertEqual((status, wrong), (0, []))
        self.assertEqual(findings["test-notification"][0]["state"], "passed")
        self.assertEqual(len(findings["portals"]), len(self.traybell.status()["portals"]))
        self.wait_for_toast("This is a test")

    def test_the_icon_is_on_the_panel_by_a_name_that_the_panel_finds(self):
        self.start_online()
        item = self.wait_for_icon("online")
        self.assertEqual(item.properties["IconThemePath"], "")
        looks = [self.desktop.pixels(self.desktop.tray_icon_rectangle())]
        self.send("New order received")
        self.wait_for_icon("unread")
        self.desktop.wait_until(
            lambda: self.desktop.pixels(self.desktop.tray_icon_rectangle()) not in looks,
            "another picture in the tray",
        )

    def test_a_notification_arrives_with_its_text_as_it_was_written(self):
        self.start_online()
        self.send("Tom & <i>Jerry</i>", body="<b>bold</b> & 1 < 2 &amp; <img src=x>")
        toast = self.wait_for_toast("Tom & <i>Jerry</i>")
        self.assertEqual(toast.desktop_entry, APPLICATION)
        self.assertEqual(toast.app_icon, APPLICATION)
        self.assertEqual(toast.urgency, "normal")
        # The backend hands it on as markup, so nothing that looks like it is left.
        self.assertEqual(toast.body, "‹b›bold‹/b› & 1 ‹ 2 ＆amp; ‹img src=x›")

        self.send("Fire", event="notification:urgent")
        self.assertEqual(self.wait_for_toast("Fire").urgency, "critical")

    def test_a_click_opens_the_page_through_the_portal(self):
        self.start_online()
        self.send("With a link", url="/orders/123?tab=items#top")
        self.desktop.click_notification(self.wait_for_toast("With a link"))
        self.wait_for_opened(f"{self.server.url}/orders/123?tab=items#top")
        self.wait_for_unread(0)
        self.assertEqual(len(self.opened_urls()), 1)

    def test_a_button_does_what_it_says_and_brings_no_window(self):
        self.start_online()
        self.send("To be read", url="/orders/1")
        toast = self.wait_for_toast("To be read")
        self.wait_for_unread(1)
        self.invoke(toast, "mark-read")
        self.wait_for_unread(0)
        self.assertEqual(self.opened_urls(), [])
        self.assertEqual(self.desktop.windows("^Traybell$"), [])

    def test_what_was_read_leaves_the_screen(self):
        self.start_online()
        data = self.send("Read elsewhere", url="/orders/1")
        toast = self.wait_for_toast("Read elsewhere")
        self.traybell.run("open", self._id_of(data))
        self.wait_until_closed(toast)

    def _id_of(self, data):
        """The id that the program gave the notification, from its toast's buttons."""
        toast = self.wait_for_toast(data["title"])
        key = next(key for key in toast.actions if "'open'" in key)
        return key.split("'")[1]

    def test_a_second_start_shows_the_window(self):
        self.start_online()
        self.assertEqual(self.desktop.windows("^Traybell$"), [])
        self.traybell.run()
        self.desktop.wait_for_window("^Traybell$")
        self.assertEqual(self.server.state()["counters"]["connectionsOpened"], 1)

    def test_the_secret_is_in_the_sandboxs_own_keyring_and_there_after_a_restart(self):
        identifier = self.start_online()
        keyrings = [path for path in self.kept_files() if path.endswith(".keyring")]
        self.assertEqual(len(keyrings), 1, self.kept_files())
        for path in self.kept_files():
            with open(path, "rb") as file:
                self.assertNotIn(TOKEN.encode(), file.read(), path)
        status, secret = self.desktop.run(["secret-tool", "lookup", "account", identifier])
        self.assertNotEqual(status, 0)
        self.assertNotIn(TOKEN, secret)

        self.traybell.stop()
        self.server.wait(connectionsAtMost=0)
        self.traybell.start()
        self.server.wait_until_subscribed()

    def test_an_account_is_imported_from_standard_input(self):
        lines = {
            "KEY": self.server.key,
            "WS_HOST": "127.0.0.1",
            "WS_PORT": self.server.port,
            "FORCE_TLS": "false",
            "AUTH_ENDPOINT": self.server.auth_endpoint,
        }
        text = "".join(f"NEXT_PUBLIC_PUSHER_{name}={value}\n" for name, value in lines.items())
        path = os.path.join(self.desktop.environment["HOME"], "env.local")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        options = ("--name", "Demo", "--web-url", self.server.url, "--user-id", "user_456")
        options += ("--tenant-id", "org_123", "--room", "doc_789")
        status, output = self.desktop.run([self.program, "account", "import", path, *options])
        self.assertEqual(status, 1)
        self.assertIn("give the file to standard input", output)

        identifier = self.traybell.run("account", "import", "-", *options, standard_input=text)
        self.traybell.run(
            *("account", "set-secret", identifier.strip(), "--token-stdin"),
            standard_input=f"{TOKEN}\n",
        )
        self.traybell.start()
        self.server.wait_until_subscribed()

    def test_leaves_the_room_at_once_when_it_is_told_to_quit(self):
        self.start_online()
        self.traybell.run("quit")
        self.server.wait(connectionsAtMost=0, timeout=2)
        self.assertEqual(self.traybell.wait_until_ended(), 0)


class Background(SandboxedCase):
    panel = False

    def setUp(self):
        super().setUp()
        self.portals.allow_autostart(True)
        self._first_request = len(self.portals.autostart_requests())

    def _requests(self):
        return self.portals.autostart_requests()[self._first_request :]

    def _wait_for_request(self, number):
        return self.desktop.wait_until(
            lambda: self._requests()[number - 1 : number], f"request {number} of autostart"
        )[0]

    def test_the_desktop_is_asked_with_the_answer_to_every_question(self):
        self.start_online()
        request = self._wait_for_request(1)
        self.assertEqual(request["application"], APPLICATION)
        self.assertFalse(request["enable"])
        self.assertEqual(
            request["command_line"],
            ["flatpak", "run", "--command=traybell", APPLICATION, "--background"],
        )
        self.assertEqual(request["flags"], 0)

    def test_what_was_switched_on_stays_on(self):
        self.start_online()
        self.assertFalse(self._wait_for_request(1)["enable"])
        self.activate_action("start-at-login")
        self.assertTrue(self._wait_for_request(2)["enable"])
        self.traybell.stop()
        self.traybell.start()
        self.assertTrue(self._wait_for_request(3)["enable"])
        self.activate_action("start-at-login")
        self.assertFalse(self._wait_for_request(4)["enable"])

    def test_what_the_desktop_does_not_allow_is_off(self):
        self.portals.allow_autostart(False)
        self.start_online()
        self._wait_for_request(1)
        self.activate_action("start-at-login")
        self._wait_for_request(2)
        # The switch is still off, so that this is another wish to have it on.
        self.activate_action("start-at-login")
        self.assertTrue(self._wait_for_request(3)["enable"])

    def test_the_desktop_is_told_how_things_stand(self):
        self.start_online()
        self._wait_for_status("Connected")
        self.send("New order received")
        self._wait_for_status("Connected · 1 unread")

    def test_without_a_tray_its_window_comes_and_goes_and_it_stays(self):
        self.start_online()
        for _ in range(2):
            self.traybell.run()
            self.desktop.wait_for_window("^Traybell$")
            self.desktop.press_key("alt+F4")
            self.desktop.wait_until(
                lambda: not self.desktop.windows("^Traybell$"), "the window to close"
            )
            self._wait_for_status("Connected")
            self.assert_alive()
        self.assertEqual(self.server.state()["counters"]["connectionsOpened"], 1)
        self.activate_action("quit")
        self.assertEqual(self.traybell.wait_until_ended(), 0)

    def _wait_for_status(self, status):
        self.desktop.wait_until(
            lambda: self.portals.background_programs().get(APPLICATION) == status,
            lambda: f"the status {status!r} (it is {self.portals.background_programs()})",
        )


if __name__ == "__main__":
    tap_runner.main(__name__)
