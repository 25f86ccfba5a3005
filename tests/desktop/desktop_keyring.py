# SPDX-License-Identifier: GPL-3.0-or-later
"""The keyring of the headless desktop, in each of the states that a login leaves it in."""

import gi

gi.require_version("Gio", "2.0")
from gi.repository import GLib  # noqa: E402

KEYRING_KINDS = ("absent", "file", "unlocked", "locked")

_SERVICE = "org.freedesktop.secrets"
_PATH = "/org/freedesktop/secrets"
_COLLECTION = "/org/freedesktop/secrets/collection/login"
_PASSWORD = b"keyring-password"


class DesktopKeyring:
    """gnome-keyring-daemon on DESKTOP's bus, unlocked or as it is before anybody signed in."""

    def __init__(self, desktop):
        self._desktop = desktop
        self._process = None

    def start(self, locked):
        if locked:
            # The daemon creates the login keyring only when it is given a password.
            self._run(True)
            self._process.stop()
            self._desktop.wait_for_name(_SERVICE, present=False)
        self._run(not locked)

    def stop(self):
        """Ends the daemon, as if the keyring was not there (yet)."""
        if self._process is not None:
            self._process.stop()
            self._desktop.wait_for_name(_SERVICE, present=False)
            self._process = None

    def is_locked(self):
        """Whether the login collection is locked; needs a daemon that runs."""
        return self._desktop.call(
            _SERVICE,
            _COLLECTION,
            "org.freedesktop.DBus.Properties",
            "Get",
            GLib.Variant("(ss)", ("org.freedesktop.Secret.Collection", "Locked")),
        )[0]

    def lock(self):
        self._desktop.call(
            _SERVICE,
            _PATH,
            "org.freedesktop.Secret.Service",
            "Lock",
            GLib.Variant("(ao)", ([_COLLECTION],)),
        )
        self._desktop.wait_until(self.is_locked, "the keyring to be locked")

    def unlock(self):
        """Unlocks with the password, without a prompt, as the login does when it comes late."""
        session = self._desktop.call(
            _SERVICE,
            _PATH,
            "org.freedesktop.Secret.Service",
            "OpenSession",
            GLib.Variant("(sv)", ("plain", GLib.Variant("s", ""))),
        )[1]
        # The daemon's interface for the login, under the name that it chose itself.
        self._desktop.call(
            _SERVICE,
            _PATH,
            "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
            "UnlockWithMasterPassword",
            GLib.Variant(
                "(o(oayays))", (_COLLECTION, (session, b"", _PASSWORD, "text/plain"))
            ),
        )
        self._desktop.wait_until(lambda: not self.is_locked(), "the keyring to be unlocked")

    def _run(self, unlocked):
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        if unlocked:
            command.append("--unlock")
        self._process = self._desktop.start_part(
            "keyring", command, standard_input=_PASSWORD if unlocked else None
        )
        self._desktop.wait_for_name(_SERVICE)
        self._desktop.wait_until(
            lambda: self.is_locked() is not unlocked,
            "the keyring to be " + ("unlocked" if unlocked else "locked"),
        )
