# SPDX-License-Identifier: GPL-3.0-or-later
"""A real desktop without a screen, for tests and for the demonstration.

An X server in memory, a session bus, a window manager, a panel with a tray, a notification
server, the accessibility bus, optionally a keyring, and a browser that records what it is asked
to open. Each is the program that people run; only the browser is ours. Any number of desktops
can run side by side, as any user: every path, display and bus is the desktop's own.

    with HeadlessDesktop(keyring="unlocked") as desktop:
        program = desktop.start(["traybell"])
        desktop.wait_for_tray_item(lambda item: item.id == "com.nebutra.Traybell")
        desktop.click_rectangle(desktop.tray_icon_rectangle())
"""

import dataclasses
import json
import os
import select
import shutil
import sys
import tempfile
import time

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

from bus_recorder import BusRecorder  # noqa: E402
from desktop_configuration import DesktopConfiguration, service_command  # noqa: E402
from desktop_keyring import KEYRING_KINDS, DesktopKeyring  # noqa: E402
from desktop_notifications import DesktopNotifications  # noqa: E402
from desktop_screen import DesktopScreen  # noqa: E402
from desktop_tray import DesktopTray  # noqa: E402
from owned_processes import (  # noqa: E402
    TIMEOUT,
    DesktopTimeout,
    OwnedProcess,
    end_marked_processes,
)

_MARKER = "TRAYBELL_HEADLESS_DESKTOP"
_TICK = 0.03
_INHERITED = (
    "PATH",
    "ASAN_OPTIONS",
    "LSAN_OPTIONS",
    "UBSAN_OPTIONS",
    "LD_LIBRARY_PATH",
    "G_MESSAGES_DEBUG",
)


@dataclasses.dataclass(frozen=True)
class Opened:
    """One start of the web browser."""

    urls: list
    activation_token: str
    startup_id: str


class HeadlessDesktop(DesktopNotifications, DesktopTray, DesktopScreen):
    """A desktop that runs from start_desktop() to stop_desktop(), or as long as a `with`."""

    def __init__(
        self,
        keyring="file",
        look="light",
        panel=True,
        notification_server=True,
        data_directories=(),
        size=(1280, 800),
    ):
        """Describes a desktop, without starting it.

        KEYRING is "absent", "file" (libsecret's own file, no service), "unlocked" or "locked";
        LOOK is "light", "dark" or "high-contrast"; without PANEL there is no tray, without NOTIFICATION_SERVER
        nobody owns its name, until started later. DATA_DIRECTORIES go before those of the
        system, so that icons of a program in a private prefix are found. SIZE is in pixels.
        """
        if keyring not in KEYRING_KINDS:
            raise ValueError(f"keyring is one of {KEYRING_KINDS}, not {keyring}")
        self.keyring_kind = keyring
        self.keyring = DesktopKeyring(self)
        self.look = look
        self.size = size
        self.environment = {}
        """What programs on this desktop are started with."""
        self.recorder = None
        self.bus = None
        self._wants_panel = panel
        self._wants_notification_server = notification_server
        self._data_directories = list(data_directories)
        self._folder = None
        self._configuration = None
        self._parts = []
        self._panel = None
        self._notification_server = None
        self._programs = 0

    # Starting and stopping

    def __enter__(self):
        return self.start_desktop()

    def __exit__(self, kind, error, trace):
        if error is not None and not isinstance(error, GeneratorExit):
            sys.stderr.write(self.logs())
        self.stop_desktop()

    def start_desktop(self):
        """Starts everything and returns self once a program can use it."""
        self._folder = tempfile.mkdtemp(prefix="traybell-desktop-")
        try:
            self._configuration = DesktopConfiguration(
                self._folder, self.look, self._data_directories
            )
            self._configuration.write()
            self.environment = self._make_environment()
            self._start_display()
            self._start_bus()
            self._start_services()
        except BaseException:
            sys.stderr.write(self.logs())
            self.stop_desktop()
            raise
        return self

    def stop_desktop(self):
        """Ends everything that was started here, last first, and removes its folder."""
        if self._folder is None:
            return
        try:
            for part in reversed(self._parts):
                part.stop()
            self._parts.clear()
            if self.bus is not None and not self.bus.is_closed():
                self.bus.close_sync(None)
            if self.recorder is not None:
                self.recorder.stop()
        finally:
            end_marked_processes(_MARKER, self._folder)
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def start(self, arguments, environment=None, standard_input=None, name=None):
        """Starts a program on the desktop.

        ARGUMENTS is the command as a list; ENVIRONMENT is added to the desktop's own, a value
        None removes a variable; STANDARD_INPUT is bytes or None. Returns an OwnedProcess, which
        stop_desktop() ends if the caller does not.
        """
        variables = dict(self.environment)
        for variable, value in (environment or {}).items():
            if value is None:
                variables.pop(variable, None)
            else:
                variables[variable] = value
        self._programs += 1
        name = name or f"{os.path.basename(arguments[0])}-{self._programs}"
        process = OwnedProcess(
            name, arguments, variables, self._configuration.log(name), standard_input=standard_input
        )
        self._parts.append(process)
        return process

    def start_part(self, name, arguments, pass_fds=(), standard_input=None):
        """Starts a program that belongs to the desktop itself; for the desktop's own files."""
        part = OwnedProcess(
            name,
            arguments,
            self.environment,
            self._configuration.log(name),
            pass_fds=pass_fds,
            standard_input=standard_input,
        )
        self._parts.append(part)
        return part

    def part(self, name):
        """One of the programs that the desktop is made of: "display", "bus", "windows", …"""
        return next(part for part in self._parts if part.name == name)

    def run(self, arguments, timeout=TIMEOUT, environment=None, standard_input=None):
        """Runs a program on the desktop to its end; returns (exit status, output)."""
        process = self.start(arguments, environment, standard_input)
        status = process.wait(timeout)
        return status, process.output()

    def logs(self):
        """Everything that was printed by the desktop's programs, for the log of a failing test."""
        if self._configuration is None:
            return ""
        text = []
        for name in sorted(os.listdir(self._configuration.logs)):
            path = os.path.join(self._configuration.logs, name)
            with open(path, "r", encoding="utf-8", errors="replace") as log:
                text.append(f"--- {name}\n{log.read()}")
        return "\n".join(text)

    # Waiting

    def wait_until(self, predicate, what, timeout=TIMEOUT):
        """Waits until PREDICATE() is true and returns what it returned.

        It is asked after every message that the recorder sees, and a few times a second for
        what is not said on the bus. WHAT, a text or a function that returns one, completes
        "waited for …" in the message of the DesktopTimeout that is raised after TIMEOUT seconds.
        """
        deadline = time.monotonic() + timeout
        while True:
            result = predicate()
            if result:
                return result
            if time.monotonic() > deadline:
                text = what() if callable(what) else what
                raise DesktopTimeout(f"waited {timeout} s for {text}")
            if self.recorder is None:
                time.sleep(_TICK)
            else:
                with self.recorder.changed:
                    self.recorder.changed.wait(_TICK)

    def wait_for_name(self, name, present=True, timeout=TIMEOUT):
        """Waits until NAME has an owner on the bus, or has none."""
        return self.wait_until(
            lambda: self.name_has_owner(name) == present,
            f"{name} to {'appear on' if present else 'leave'} the bus",
            timeout,
        )

    # The bus

    @property
    def service_directory(self):
        """Where the bus looks for what it can start, after its method ReloadConfig."""
        return self._configuration.services

    def call(self, name, path, interface, method, parameters=None, timeout=TIMEOUT):
        """Calls a method over D-Bus and returns its unpacked results as a tuple."""
        return self.bus.call_sync(
            name,
            path,
            interface,
            method,
            parameters,
            None,
            Gio.DBusCallFlags.NO_AUTO_START,
            int(timeout * 1000),
            None,
        ).unpack()

    def name_has_owner(self, name):
        return self.call(
            "org.freedesktop.DBus",
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus",
            "NameHasOwner",
            GLib.Variant("(s)", (name,)),
        )[0]

    # The browser

    def opened(self):
        """Every start of the browser, oldest first, as Opened."""
        try:
            with open(self._configuration.opened_log, "r", encoding="utf-8") as log:
                return [Opened(**json.loads(line)) for line in log]
        except FileNotFoundError:
            return []

    def opened_urls(self):
        return [url for opening in self.opened() for url in opening.urls]

    def wait_for_opened(self, url, timeout=TIMEOUT):
        """The first start of the browser with URL."""
        return self.wait_until(
            lambda: next((opening for opening in self.opened() if url in opening.urls), None),
            lambda: f"{url} to be opened (opened so far: {self.opened_urls()})",
            timeout,
        )

    # Inside

    def _make_environment(self):
        configuration = self._configuration
        environment = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        environment.update(
            {
                _MARKER: self._folder,
                "HOME": configuration.home,
                "LANG": "C.UTF-8",
                "TMPDIR": configuration.runtime,
                "XDG_CONFIG_HOME": configuration.config,
                "XDG_CONFIG_DIRS": "/etc/xdg",
                "XDG_DATA_HOME": configuration.data,
                "XDG_DATA_DIRS": ":".join(configuration.data_directories),
                "XDG_STATE_HOME": configuration.state,
                "XDG_CACHE_HOME": configuration.cache,
                "XDG_RUNTIME_DIR": configuration.runtime,
                "XDG_CURRENT_DESKTOP": "XFCE",
                "XDG_SESSION_TYPE": "x11",
                "GDK_BACKEND": "x11",
                "GIO_USE_VFS": "local",
                "GSETTINGS_BACKEND": "keyfile",
                "DBUS_SESSION_BUS_ADDRESS": f"unix:path={configuration.bus_socket}",
            }
        )
        if self.keyring_kind == "file":
            environment["SECRET_BACKEND"] = "file"
            environment["SECRET_FILE_TEST_PATH"] = configuration.keyring_file
            environment["SECRET_FILE_TEST_PASSWORD"] = "keyring-password"
        return environment

    def _start_display(self):
        width, height = self.size
        reading, writing = os.pipe()
        try:
            server = self.start_part(
                "display",
                [
                    "Xvfb",
                    "-displayfd",
                    str(writing),
                    "-screen",
                    "0",
                    f"{width}x{height}x24",
                    "-nolisten",
                    "tcp",
                    "-noreset",
                ],
                pass_fds=(writing,),
            )
            os.close(writing)
            writing = None
            number = _read_line(reading, TIMEOUT)
        finally:
            os.close(reading)
            if writing is not None:
                os.close(writing)
        if not number:
            raise DesktopTimeout(f"the display did not start:\n{server.output()}")
        self.environment["DISPLAY"] = f":{number.decode()}"

    def _start_bus(self):
        configuration = self._configuration
        self.start_part(
            "bus",
            ["dbus-daemon", "--nofork", "--nopidfile"]
            + [f"--config-file={configuration.bus_configuration}"],
        )
        address = self.environment["DBUS_SESSION_BUS_ADDRESS"]
        self.bus = self.wait_until(lambda: _connect(address), "the session bus")
        self.recorder = BusRecorder(address, self.environment)

    def _start_services(self):
        self.start_part("settings", service_command("org.xfce.Xfconf"))
        self.start_part("accessibility", service_command("org.a11y.Bus"))
        self.start_part("windows", ["openbox", "--sm-disable"])
        self.wait_for_name("org.xfce.Xfconf")
        self.wait_for_name("org.a11y.Bus")
        if self.keyring_kind in ("locked", "unlocked"):
            self.keyring.start(self.keyring_kind == "locked")
        if self._wants_panel:
            self.start_panel()
        if self._wants_notification_server:
            self.start_notification_server()


def _connect(address):
    try:
        return Gio.DBusConnection.new_for_address_sync(
            address,
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
            None,
            None,
        )
    except GLib.Error:
        return None  # Not listening yet.


def _read_line(descriptor, timeout):
    """One line, without its end, or b"" if it does not come within TIMEOUT seconds."""
    deadline = time.monotonic() + timeout
    text = b""
    while not text.endswith(b"\n"):
        ready, _, _ = select.select([descriptor], [], [], max(0, deadline - time.monotonic()))
        part = os.read(descriptor, 16) if ready else b""
        if not part:
            return b""
        text += part
    return text.strip()
