# SPDX-License-Identifier: GPL-3.0-or-later
"""Traybell as a user has it: installed, with its icons, settings and desktop entry in place.

The installation goes into the build folder. The build says where that is:

    TRAYBELL_BUILD_ROOT  the build folder
    TRAYBELL_PREFIX      the prefix that it was configured for
    TRAYBELL_DEV_SERVER  the built server program
"""

import fcntl
import os
import subprocess

_TIMEOUT = 120


def install():
    """Installs what was built, as far as it changed; returns the prefix that it is under."""
    build = os.environ["TRAYBELL_BUILD_ROOT"]
    destination = os.path.join(build, "tests", "desktop", "installed")
    prefix = destination + os.environ["TRAYBELL_PREFIX"]
    # Several tests may begin at once; the first installs, and the others find nothing changed.
    with open(destination + ".lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _run(
            ["meson", "install", "-C", build, "--no-rebuild", "--only-changed", "--quiet"]
            + ["--destdir", destination]
        )
        # What an installation does last, and a staged one leaves to the package manager.
        _run(["glib-compile-schemas", "--strict", os.path.join(prefix, "share/glib-2.0/schemas")])
    return prefix


def program(prefix):
    return os.path.join(prefix, "bin", "traybell")


def server_command():
    return [os.environ["TRAYBELL_DEV_SERVER"]]


def _run(command):
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=_TIMEOUT,
    )
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(command)}\n{done.stdout}")
