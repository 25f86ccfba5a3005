# SPDX-License-Identifier: GPL-3.0-or-later
"""The portals of the headless desktop: what programs in a sandbox see of it.

The frontend and the backend for notifications and links are those that people run. What no backend
of a small desktop has, Background and Secret, is in portal_backend.py.
"""

import json
import os

import gi

gi.require_version("Gio", "2.0")
from gi.repository import GLib  # noqa: E402

import portal_backend  # noqa: E402

PORTALS = "org.freedesktop.portal.Desktop"
MONITOR = "org.freedesktop.background.Monitor"

BACKENDS = ("gtk", "secret", "background")

_FOLDER = os.path.dirname(os.path.abspath(__file__))
_PYTHON = "/usr/bin/python3"
_PROGRAMS = "/usr/libexec"
_DESCRIPTIONS = "/usr/share/xdg-desktop-portal/portals"


class DesktopPortals:
    """xdg-desktop-portal on DESKTOP's bus with some of BACKENDS; a keyring must be there first."""

    def __init__(self, desktop):
        self._desktop = desktop
        folder = desktop.environment["XDG_RUNTIME_DIR"]
        self._descriptions = os.path.join(folder, "portals")
        self._log = os.path.join(folder, "background-portal.jsonl")
        self._answers = os.path.join(folder, "background-portal-answers.json")
        self._parts = []

    def start(self, backends=BACKENDS):
        os.makedirs(self._descriptions, exist_ok=True)
        self.allow_autostart(True)
        self._start("permission-store", "xdg-permission-store")
        self._desktop.wait_for_name("org.freedesktop.impl.portal.PermissionStore")
        if "gtk" in backends:
            self._describe("gtk")
            self._start("portal-gtk", "xdg-desktop-portal-gtk")
            self._desktop.wait_for_name("org.freedesktop.impl.portal.desktop.gtk")
        own = [name for name in ("secret", "background") if name in backends]
        if own:
            interfaces = ";".join(f"org.freedesktop.impl.portal.{name.title()}" for name in own)
            self._write(
                "traybelltest",
                f"[portal]\nDBusName={portal_backend.NAME}\n"
                f"Interfaces={interfaces}\nUseIn=XFCE\n",
            )
            self._parts.append(
                self._desktop.start_part(
                    "portal-backend",
                    [_PYTHON, os.path.join(_FOLDER, "portal_backend.py"), self._log, self._answers],
                )
            )
            self._desktop.wait_for_name(portal_backend.NAME)
        self._start("portal", "xdg-desktop-portal", XDG_DESKTOP_PORTAL_DIR=self._descriptions)
        self._desktop.wait_for_name(PORTALS)

    def stop(self):
        """All of them are gone, as on a desktop that has none."""
        for part in reversed(self._parts):
            part.stop()
        self._parts.clear()
        for name in os.listdir(self._descriptions):
            os.remove(os.path.join(self._descriptions, name))
        if os.path.exists(self._log):
            os.remove(self._log)

    # The Background portal

    def allow_autostart(self, allowed):
        """What the desktop answers when it is asked to start a program at login."""
        with open(self._answers, "w", encoding="utf-8") as answers:
            json.dump({"autostart": allowed}, answers)

    def autostart_requests(self):
        """Every request so far, oldest first: a dictionary of what the backend was given."""
        try:
            with open(self._log, "r", encoding="utf-8") as log:
                return [json.loads(line) for line in log]
        except FileNotFoundError:
            return []

    def background_programs(self):
        """Application id → status of the programs that run without a window, as the desktop's
        shell is told."""
        applications = self._desktop.call(
            MONITOR,
            "/org/freedesktop/background/monitor",
            "org.freedesktop.DBus.Properties",
            "Get",
            GLib.Variant("(ss)", (MONITOR, "BackgroundApps")),
        )[0]
        return {application["app_id"]: application.get("message") for application in applications}

    # Inside

    def _start(self, name, program, **environment):
        process = self._desktop.start(
            [os.path.join(_PROGRAMS, program)], environment=environment, name=name
        )
        self._parts.append(process)

    def _describe(self, name):
        with open(os.path.join(_DESCRIPTIONS, f"{name}.portal"), encoding="utf-8") as description:
            self._write(name, description.read())

    def _write(self, name, text):
        path = os.path.join(self._descriptions, f"{name}.portal")
        with open(path, "w", encoding="utf-8") as description:
            description.write(text)
