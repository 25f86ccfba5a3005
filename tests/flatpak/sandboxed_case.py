# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test of the sandboxed program has: a desktop with portals, a server, and a Traybell
that Flatpak runs.

The build says where what is needed is:

    TRAYBELL_FLATPAK_FOLDER  where the program is built and installed
    TRAYBELL_DEV_SERVER      the built server program
"""

import json
import os
import shutil
import subprocess

import desktop_portals
from desktop_portals import DesktopPortals
from headless_desktop import HeadlessDesktop
from private_installation import PrivateInstallation
from source_tree import SourceTree
from traybell_case import APPLICATION, InstalledTraybell, TraybellCase

_END_SECONDS = 10.0

# The desktop's own, which a person's desktop does not set; the sandbox is to choose by itself.
_UNSET = ("GDK_BACKEND", "GIO_USE_VFS", "GSETTINGS_BACKEND")


def provide_installation():
    """The installation with the program in it, built from the source tree if that has changed."""
    installation = PrivateInstallation(os.environ["TRAYBELL_FLATPAK_FOLDER"])
    installation.build(SourceTree())
    return installation


class SandboxedTraybell(InstalledTraybell):
    """The program in its sandbox, called as a desktop calls it."""

    def stop(self, seconds=_END_SECONDS):
        # A signal would reach bubblewrap and not the program in it.
        if self.running:
            self.run("quit")
            self._process.wait(seconds)
        super().stop(seconds)


class SandboxedCase(TraybellCase):
    """A test of the sandboxed program; classes say what portals the desktop has."""

    backends = desktop_portals.BACKENDS
    keyring = "unlocked"

    @classmethod
    def setUpClass(cls):
        cls.installation = provide_installation()
        cls.program = cls.installation.exported("bin", APPLICATION)
        cls.desktop = HeadlessDesktop(
            keyring=cls.keyring,
            panel=cls.panel,
            notification_server=cls.notification_server,
            data_directories=[cls.installation.exported("share")],
        )
        cls.desktop.start_desktop()
        cls.addClassCleanup(cls.desktop.stop_desktop)
        cls.desktop.environment["FLATPAK_USER_DIR"] = cls.installation.environment[
            "FLATPAK_USER_DIR"
        ]
        for variable in _UNSET:
            cls.desktop.environment.pop(variable)
        cls.portals = DesktopPortals(cls.desktop)
        if cls.backends is not None:
            cls.portals.start(cls.backends)
        cls.server = cls.start_server()

    def setUp(self):
        super().setUp()
        self.traybell = SandboxedTraybell(
            self.program, self.traybell.environment, self.log_directory
        )

    def _forget_profile(self):
        shutil.rmtree(self.data_folder, ignore_errors=True)

    @property
    def data_folder(self):
        """All that the sandboxed program keeps."""
        return os.path.join(self.desktop.environment["HOME"], ".var", "app", APPLICATION)

    def kept_files(self):
        """The paths of all files that the sandboxed program has written."""
        return [
            os.path.join(folder, name)
            for folder, _, names in os.walk(self.data_folder)
            for name in names
        ]

    def portal_error(self, name):
        """What the program says of the portal with that interface, or None."""
        for portal in self.traybell.status()["portals"]:
            if portal["interface"] == f"org.freedesktop.portal.{name}":
                return portal["error"]
        raise AssertionError(f"the status tells nothing of {name}")

    def examine(self, *options):
        """What the sandboxed doctor finds: its exit code, and its findings by step."""
        status, printed = self.desktop.run([self.program, "doctor", "--json", *options])
        findings = {}
        for finding in json.loads(printed)["findings"]:
            findings.setdefault(finding["step"], []).append(finding)
        return status, findings

    def activate_action(self, name, *parameters):
        """Activates one of the program's actions from outside, as a desktop's shell does."""
        subprocess.run(
            ["gapplication", "action", APPLICATION, name, *parameters],
            env=self.desktop.environment,
            check=True,
            timeout=30,
        )

    def invoke(self, toast, action):
        """Chooses a button of a notification; the portal has put our action's name into its own."""
        key = next(key for key in toast.actions if f"'{action}'" in key)
        self.desktop.invoke_action(toast, key)
