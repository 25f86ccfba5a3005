# SPDX-License-Identifier: GPL-3.0-or-later
"""An account is set up in the installed program's windows, as somebody without a mouse does."""

import os
import re
import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from dev_server import TOKEN, USER_CHANNEL  # noqa: E402
from traybell_case import TraybellCase  # noqa: E402

from gi.repository import GLib  # noqa: E402

# What GTK's bridge to the accessibility bus says whenever a list of all widgets is asked for
# after one of a program's windows was closed; any other program says the same.
_OF_THE_BRIDGE = (
    "atk_state_set_contains_state: assertion 'ATK_IS_STATE_SET (set)' failed",
    "g_object_unref: assertion 'G_IS_OBJECT (object)' failed",
    "gtk_container_forall: assertion 'GTK_IS_CONTAINER (container)' failed",
)


class SetupCase(TraybellCase):
    """What is typed goes wherever the keyboard's focus is: no test says to which widget."""

    def setUp(self):
        super().setUp()
        self.traybell.environment["G_DEBUG"] = ""
        self.addCleanup(self._assert_nothing_went_wrong)

    def _assert_nothing_went_wrong(self):
        log = self.traybell.log
        self.assertNotIn(TOKEN, log)
        for line in log.splitlines():
            if re.search("CRITICAL|WARNING", line):
                self.assertTrue(line.endswith(_OF_THE_BRIDGE), line)

    def tree(self):
        return self.desktop.accessible(self.traybell.process_id)

    def focused(self):
        """The name of the widget that has the focus, or None."""
        tree = self.tree()
        names = [node.name for node in tree.walk() if "focused" in node.states] if tree else []
        return names[-1] if names else None

    def wait_for_focus(self, name):
        self.desktop.wait_until(
            lambda: self.focused() == name,
            lambda: f"the focus to be on {name!r} (it is on {self.focused()!r})",
        )

    def wait_for_no_focus(self):
        """A combo box hides its focus: the button within, which has it, is nobody's child."""
        self.desktop.wait_until(lambda: self.focused() is None, "the focus to be in a combo box")

    def fill_in(self, name, text):
        """Types TEXT into the field called NAME, which has the focus, and goes to the next."""
        self.wait_for_focus(name)
        self.desktop.type_text(text)
        self.press("Tab")

    def check_and_save(self):
        self.press("Return")
        self.wait_for_text("It works")
        self.wait_for_focus("Save")
        self.press("Return")

    def activate(self, action, *parameters):
        super().activate(action, *(GLib.Variant("s", text) for text in parameters))

    def assert_notified(self):
        self.server.wait(subscribed=USER_CHANNEL)
        self.traybell.wait_until_subscribed(USER_CHANNEL)
        self.send("New order received")
        self.wait_for_toast("New order received")

    def settings_of_the_web_app(self):
        """As its developers have them in a file."""
        return (
            "# Real time\n"
            f'NEXT_PUBLIC_PUSHER_KEY="{self.server.key}"\n'
            "NEXT_PUBLIC_PUSHER_WS_HOST=127.0.0.1\n"
            f"NEXT_PUBLIC_PUSHER_WS_PORT={self.server.port}\n"
            "NEXT_PUBLIC_PUSHER_FORCE_TLS=false\n"
            "NEXT_PUBLIC_PUSHER_AUTH_ENDPOINT=/api/pusher/auth\n"
            "PUSHER_SECRET=of-the-server-alone\n"
        )

    def complete_what_was_imported(self):
        """The settings of a web app say nothing of who uses it."""
        self.wait_for_text("PUSHER_SECRET was left out")
        self.fill_in("User id", "user_456")
        self.press("alt+s")
        self.wait_for_focus("Secret")
        self.desktop.type_text(TOKEN)
        self.check_and_save()


class FirstStart(SetupCase):
    def setUp(self):
        super().setUp()
        self.traybell.start(arguments=())
        self.wait_for_focus("Sign in with the browser")

    def test_from_nothing_to_the_first_notification_by_the_keyboard(self):
        self.press("Tab", "Tab")
        self.wait_for_focus("Fill in a form")
        self.press("Return")
        self.fill_in("Name of this account", "Demo")
        self.fill_in("Address of the web app", self.server.url)
        self.wait_for_no_focus()
        self.press("Down")
        self.desktop.wait_for_accessible(self.traybell.process_id, "text", "Host")
        self.press("Tab")
        self.fill_in("App key", self.server.key)
        self.fill_in("Host", "127.0.0.1")
        self.fill_in("Port", str(self.server.port))
        self.wait_for_focus("The connection is encrypted")
        self.press("space", "Tab")
        self.wait_for_focus("Authorisation endpoint")
        self.press("Tab")
        self.fill_in("User id", "user_456")
        self.fill_in("Tenants", "org_123")
        self.fill_in("Rooms", "doc_789")
        self.wait_for_no_focus()
        self.press("Tab")
        self.wait_for_focus("Secret")
        self.desktop.type_text(TOKEN)
        secret = self.tree().find("password text", "Secret")
        self.assertEqual(secret.text, "●" * len(TOKEN))
        self.check_and_save()

        # What is new comes into the main window, which has taken the other's place.
        self.desktop.wait_for_window("Traybell")
        self.press("alt+2")
        self.wait_for_text("Alice Smith")
        self.server.wait_until_subscribed()
        self.assert_notified()
        self.assertEqual(self.account()["name"], "Demo")

    def test_what_does_not_work_says_what_to_do_and_can_be_mended(self):
        self.press("alt+f")
        self.fill_in("Name of this account", "Demo")
        self.press("Return")
        self.wait_for_focus("App key")
        self.wait_for_text("The app key is missing")
        self.desktop.type_text("another-key")
        self.press("alt+y", "Down", "alt+h")
        self.fill_in("Host", "127.0.0.1")
        self.fill_in("Port", str(self.server.port))
        self.press("space", "Tab")
        self.fill_in("Authorisation endpoint", self.server.auth_endpoint)
        self.fill_in("User id", "user_456")
        self.press("alt+s")
        self.wait_for_focus("Secret")
        self.desktop.type_text(TOKEN)
        self.press("Return")
        self.wait_for_text("It does not work yet")
        self.wait_for_focus("Failed: The server accepts the app key")

        self.press("alt+b")
        self.wait_for_focus("Check")
        self.press("alt+a")
        self.wait_for_focus("App key")
        self.press("ctrl+a")
        self.desktop.type_text(self.server.key)
        self.check_and_save()
        self.assert_notified()

    def test_escape_leaves_everything_as_it_was(self):
        self.press("Escape")
        self.wait_for_no_window()
        self.assertEqual(self.traybell.status()["accounts"], [])
        # Whoever starts it again begins again.
        self.traybell.run()
        self.wait_for_focus("Sign in with the browser")
        self.assert_alive()

    def test_import_of_pasted_settings(self):
        owner = self.desktop.start(
            ["/usr/bin/python3", "-c", _CLIPBOARD, self.settings_of_the_web_app()],
            name="clipboard",
        )
        self.addCleanup(owner.stop)
        self.desktop.wait_until(lambda: "ready" in owner.output(), "the clipboard to be filled")
        self.press("alt+i")
        self.fill_in("Address of the web app", self.server.url)
        self.wait_for_focus("Settings of the web app")
        self.press("ctrl+v")
        self.wait_for_text("NEXT_PUBLIC_PUSHER_KEY")
        self.press("alt+o")
        self.complete_what_was_imported()
        self.assert_notified()

    def test_import_of_a_file(self):
        self.press("alt+i")
        self.wait_for_focus("Address of the web app")
        self.desktop.type_text(self.server.url)
        self.press("alt+f")
        self.desktop.wait_for_window("^Choose the Web App's Settings$")
        self.desktop.wait_until_still()
        # A path is typed into the file chooser wherever its focus is.
        self.desktop.type_text(self._write_settings())
        self.press("Return")
        self._go_on_with_the_file()
        self.complete_what_was_imported()
        self.assert_notified()

    def test_import_of_a_file_that_is_dropped(self):
        self.press("alt+i")
        self.wait_for_focus("Address of the web app")
        self.desktop.type_text(self.server.url)
        x, y, width, height = self.windows()[0].rectangle
        source = self.desktop.start(
            ["/usr/bin/python3", "-c", _FILE_TO_DRAG, self._write_settings()], name="file-manager"
        )
        self.addCleanup(source.stop)
        left, top, _, _ = self.desktop.wait_for_window("^A folder$").rectangle
        self.desktop.wait_until_still()
        self.desktop.drag((left + 40, top + 40), (x + width // 2, y + height // 2))
        self._go_on_with_the_file()
        self.complete_what_was_imported()
        self.assert_notified()

    def test_the_web_app_is_asked_for_its_settings(self):
        self.press("alt+i")
        self.wait_for_focus("Address of the web app")
        self.desktop.type_text(self.server.url)
        self.press("Return")
        self.wait_for_text("These are the settings from the web app")
        self.fill_in("User id", "user_456")
        self.press("alt+s")
        self.wait_for_focus("Secret")
        self.desktop.type_text(TOKEN)
        self.check_and_save()
        self.assert_notified()

    def test_signing_in_with_the_browser(self):
        self.server.control("sign-in", interval=1)
        self.press("Return")
        self.wait_for_focus("Address of the web app")
        self.desktop.type_text(self.server.url)
        self.press("Return")
        self.wait_for_focus("Open Browser")
        code = self.tree().find_text("WDJB-").name
        self.press("Return")
        self.wait_for_opened(f"{self.server.url}/device?user_code={code}")
        self.server.wait(tokenRequests=1)
        self.server.control("sign-in", outcome="approve")
        self.wait_for_text("You have signed in as Alice Smith")
        self.check_and_save()
        self.assert_notified()

    def _go_on_with_the_file(self):
        """What is in it is shown before anything is made of it."""
        self.wait_for_text("NEXT_PUBLIC_PUSHER_KEY")
        self.wait_for_focus("Continue")
        self.press("Return")

    def _write_settings(self):
        path = os.path.join(self.log_directory, "settings.env")
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.settings_of_the_web_app())
        return path


class Change(SetupCase):
    keyring = "unlocked"

    def setUp(self):
        super().setUp()
        self.identifier = self.start_online()

    def _secret(self):
        """What the keyring has for the account."""
        status, secret = self.desktop.run(["secret-tool", "lookup", "account", self.identifier])
        return secret if status == 0 else None

    def test_another_name_needs_neither_the_secret_nor_another_connection(self):
        self.activate("edit-account", self.identifier)
        self.wait_for_focus("Name of this account")
        self.assertIsNotNone(self.tree().find("label", "The secret is kept in the keyring."))
        self.desktop.type_text("Work")
        self.check_and_save()
        self.wait_for_no_window()
        self.traybell.wait_for_account(lambda account: account["name"] == "Work", "the name")
        self.assert_notified()
        self.assertEqual(self._secret(), f"Authorization: Bearer {TOKEN}")
        # The check had one of its own.
        self.server.wait(connectionsAtMost=1)
        self.assertEqual(self.server.state()["counters"]["connectionsOpened"], 2)

    def test_switching_it_off_ends_its_connection(self):
        self.activate("edit-account", self.identifier)
        self.wait_for_focus("Name of this account")
        self.press("shift+Tab")
        self.wait_for_focus("Connect for this account")
        self.press("space", "alt+k")
        self.wait_for_focus("Save")
        self.press("Return")
        self.wait_for_no_window()
        self.server.wait(connectionsAtMost=0)
        self.assertEqual(self.account()["state"], "disconnected")
        self.traybell.run("account", "enable", self.identifier)
        self.assert_notified()

    def test_what_was_filled_in_is_not_lost_by_escape_alone(self):
        self.activate("edit-account", self.identifier)
        self.wait_for_focus("Name of this account")
        self.desktop.type_text("Work")
        self.press("Escape")
        self.wait_for_text("Discard what you have filled in?")
        self.press("Escape")
        self.wait_for_focus("Name of this account")
        self.press("Escape")
        self.wait_for_text("Discard what you have filled in?")
        self.press("alt+d")
        self.wait_for_no_window()
        self.assertEqual(self.account()["name"], "Demo")

    def test_removing_takes_the_secret_with_it(self):
        self.assertEqual(self._secret(), f"Authorization: Bearer {TOKEN}")
        self.activate("edit-account", self.identifier)
        self.wait_for_focus("Name of this account")
        self.press("alt+r")
        self.wait_for_text("Remove the account “Demo”?")
        self.wait_for_text("and its secret from the keyring")
        # Nothing is removed by a key that was meant for something else.
        self.wait_for_focus("Cancel")
        self.press("Return")
        self.wait_for_focus("Name of this account")
        self.assertEqual(self.account()["id"], self.identifier)

        self.press("alt+r")
        self.wait_for_focus("Cancel")
        self.press("alt+r")
        self.wait_for_no_window()
        self.traybell.wait_for_status(lambda status: not status["accounts"], "no account")
        self.assertIsNone(self._secret())
        self.server.wait(connectionsAtMost=0)

    def test_signing_in_again_asks_for_another_secret_alone(self):
        self.server.control("users", user="alice", token="another-token")
        self.server.control("drop")
        self.wait_for_state("sign-in-needed")
        self.activate("sign-in", self.identifier)
        self.wait_for_focus("Secret")
        self.assertIsNone(self.tree().find("text", "App key", showing=True))
        self.desktop.type_text("another-token")
        self.check_and_save()
        self.wait_for_no_window()
        self.assert_notified()
        self.assertEqual(self._secret(), "Authorization: Bearer another-token")


class OtherWindows(SetupCase):
    """What they offer leads here, by the keyboard alone."""

    def test_the_main_window_adds_the_first_account(self):
        self.traybell.start()
        self.open_main_window()
        self.wait_for_text("No account yet")
        self.tab_to("push button", "Add Account…")
        self.press("space")
        self.wait_for_focus("Sign in with the browser")

    def test_preferences_change_and_remove_an_account(self):
        self.start_online()
        self.activate("show-preferences")
        self.wait_for_focus_in(self.desktop.wait_for_window("^Preferences$"))
        self.tab_to("radio button", "General", "shift+Tab")
        self.press("Right", "Right", "Right")
        self.wait_for_focus("Accounts")
        self.press("space")
        self.tab_to("push button", "Edit Demo")
        self.press("space")
        self.wait_for_focus("Name of this account")
        self.desktop.type_text("Work")
        self.check_and_save()

        self.wait_for_focus_in(self.desktop.wait_for_window("^Preferences$"))
        self.tab_to("push button", "Remove Work")
        self.press("space")
        self.wait_for_text("Remove the account “Work”?")
        self.wait_for_focus("Cancel")
        self.press("alt+r")
        self.traybell.wait_for_status(lambda status: not status["accounts"], "no account")
        self.tab_to("push button", "Add Account…")
        self.press("space")
        self.wait_for_focus("Sign in with the browser")

    def test_the_popover_signs_in_again(self):
        self.start_online()
        self.server.control("users", user="alice", token="another-token")
        self.server.control("drop")
        self.wait_for_state("sign-in-needed")
        self.wait_for_focus_in(self.open_popover())
        self.tab_to("push button", "Sign In")
        self.press("space")
        self.wait_for_focus("Secret")
        self.desktop.type_text("another-token")
        self.check_and_save()
        self.assert_notified()


_CLIPBOARD = """
import sys
import gi; gi.require_version('Gdk', '3.0'); gi.require_version('Gtk', '3.0')
from gi.repository import Gdk, Gtk
Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD).set_text(sys.argv[1], -1)
print('ready', flush=True)
Gtk.main()
"""

_FILE_TO_DRAG = """
import sys
import gi; gi.require_version('Gdk', '3.0'); gi.require_version('Gtk', '3.0')
from gi.repository import Gdk, Gio, Gtk
window = Gtk.Window(title='A folder', accept_focus=False)
window.set_default_size(120, 120)
area = Gtk.EventBox()
area.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
area.drag_source_add_uri_targets()
uri = Gio.File.new_for_path(sys.argv[1]).get_uri()
area.connect('drag-data-get', lambda area, context, data, info, time: data.set_uris([uri]))
window.add(area)
window.show_all()
window.move(0, 0)
Gtk.main()
"""


if __name__ == "__main__":
    tap_runner.main(__name__)
