# SPDX-License-Identifier: GPL-3.0-or-later
"""What is on the screen of the headless desktop: pointer, keys, windows, pictures, widgets."""

import dataclasses
import json
import os
import subprocess

from accessible_tree import Accessible
from owned_processes import TIMEOUT

_FOLDER = os.path.dirname(os.path.abspath(__file__))
_PYTHON = "/usr/bin/python3"


_READ_CLIPBOARD = """
import gi
gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk
print(Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD).wait_for_text() or "", end="")
"""


@dataclasses.dataclass(frozen=True)
class Window:
    """A window on the screen; RECTANGLE is x, y, width, height of its contents."""

    id: int
    title: str
    rectangle: tuple


class DesktopScreen:
    """The part of HeadlessDesktop that is about the screen."""

    def click(self, x, y, button=1):
        """Moves the pointer to X, Y and clicks BUTTON (1 left, 2 middle, 3 right)."""
        self.move_pointer(x, y)
        self._xdotool("click", str(button))

    def move_pointer(self, x, y):
        self._xdotool("mousemove", str(x), str(y))

    def click_rectangle(self, rectangle, button=1):
        """Clicks the middle of RECTANGLE (x, y, width, height)."""
        x, y, width, height = rectangle
        self.click(x + width // 2, y + height // 2, button)

    def drag(self, start, end):
        """Drags with the left button from START to END, two points (x, y)."""
        self.move_pointer(*start)
        self._xdotool("mousedown", "1")
        # The first few pixels only tell that it is a drag, and who is below hears of the rest.
        for step in range(1, 11):
            self.move_pointer(
                *(round(a + (b - a) * step / 10) for a, b in zip(start, end, strict=True))
            )
            self._xdotool("sleep", "0.05")
        self._xdotool("mouseup", "1")

    def press_key(self, keys):
        """Presses KEYS as xdotool names them: "Escape", "ctrl+f"."""
        self._xdotool("key", keys)

    def type_text(self, text):
        self._xdotool("type", "--", text)

    def windows(self, title):
        """Visible windows whose title matches the regular expression TITLE."""
        return self._windows("--name", title)

    def windows_of(self, pid):
        """Visible windows of the program PID."""
        return self._windows("--pid", str(pid))

    def wait_for_window(self, title, timeout=TIMEOUT):
        """The first visible window whose title matches the regular expression TITLE."""
        return self.wait_until(
            lambda: next(iter(self.windows(title)), None), f"a window {title!r}", timeout
        )

    def screenshot(self, path):
        """Writes a picture of the whole screen to PATH; the ending chooses the format."""
        subprocess.run(
            ["import", "-window", "root", path], env=self.environment, check=True, timeout=TIMEOUT
        )

    def wait_until_still(self, timeout=TIMEOUT):
        """Waits until nothing is being drawn any more: two looks see the same."""
        earlier = []

        def look():
            earlier.append(self.pixels((0, 0, *self.size)))
            return len(earlier) > 1 and earlier.pop(0) == earlier[0]

        self.wait_until(look, "the screen to be still", timeout)

    def accessible(self, pid):
        """The widgets of the program PID as an Accessible, or None if it has none (yet)."""
        answer = self._accessibility("tree", str(pid))
        if answer.returncode != 0:
            return None
        record = json.loads(answer.stdout)
        return Accessible.from_record(record) if record else None

    def wait_for_accessible(self, pid, role=None, name=None, timeout=TIMEOUT):
        """The first widget of the program PID that is showing, with this ROLE and NAME."""

        def look():
            tree = self.accessible(pid)
            return tree.find(role, name, showing=True) if tree else None

        return self.wait_until(look, f"a widget {role!r} {name!r}", timeout)

    def wait_for_text(self, pid, fragment, timeout=TIMEOUT):
        """The first widget of the program PID that shows FRAGMENT in its name or text."""

        def look():
            tree = self.accessible(pid)
            return tree.find_text(fragment) if tree else None

        return self.wait_until(look, f"the text {fragment!r}", timeout)

    def clipboard(self):
        """The text that was copied last, or "" if it is none."""
        return subprocess.run(
            [_PYTHON, "-c", _READ_CLIPBOARD],
            env=self.environment,
            stdout=subprocess.PIPE,
            check=True,
            timeout=TIMEOUT,
            text=True,
        ).stdout

    def paint_background(self, upper, lower):
        """Covers the empty screen with a gradient between two colours, for pictures to show."""
        width, height = self.size
        self.run(
            ["display", "-size", f"{width}x{height}", "-window", "root"]
            + [f"gradient:{upper}-{lower}"]
        )

    def do_accessible_action(self, pid, widget, action="click"):
        """Does one of a widget's actions, as an assistive technology would."""
        return self._accessibility("act", str(pid), json.dumps(widget.path), action).returncode == 0

    def write_accessible_text(self, pid, widget, text):
        """Replaces the text of an editable widget."""
        return self._accessibility("write", str(pid), json.dumps(widget.path), text).returncode == 0

    def pixels(self, rectangle):
        """The colours within RECTANGLE of the screen: a byte each of red, green and blue."""
        x, y, width, height = rectangle
        return subprocess.run(
            ["import", "-window", "root", "-crop", f"{width}x{height}+{x}+{y}"]
            + ["-depth", "8", "rgb:-"],
            env=self.environment,
            stdout=subprocess.PIPE,
            check=True,
            timeout=TIMEOUT,
        ).stdout

    def _windows(self, *criterion):
        windows = []
        for number in self._xdotool("search", "--onlyvisible", *criterion, check=False).split():
            rectangle = self._window_rectangle(number)
            if rectangle is None:
                continue  # It closed in between.
            name = self._xdotool("getwindowname", number, check=False).rstrip("\n")
            windows.append(Window(int(number), name, rectangle))
        return windows

    def _window_rectangle(self, number):
        # xdotool's own answer counts the frame of a decorated window twice.
        answer = subprocess.run(
            ["xwininfo", "-id", number],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=TIMEOUT,
            text=True,
        ).stdout
        values = {}
        for line in answer.splitlines():
            name, colon, value = line.strip().partition(":")
            if colon:
                values[name] = value.strip()
        try:
            return tuple(
                int(values[name])
                for name in ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
            )
        except KeyError:
            return None

    def _xdotool(self, *arguments, check=True):
        return subprocess.run(
            ["xdotool", *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=check,
            timeout=TIMEOUT,
            text=True,
        ).stdout

    def _accessibility(self, *arguments):
        return subprocess.run(
            [_PYTHON, os.path.join(_FOLDER, "accessible_tree.py"), *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT,
            text=True,
            check=False,
        )
