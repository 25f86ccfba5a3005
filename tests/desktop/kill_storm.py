#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the installed program in the midst of a flood, over and over, and looks what is left.

Of each kill: whatever the notification server was told to show is in the inbox, the database is
sound, and nothing is there twice, although what came before is sent again.

As a program it does that 200 times, or as often as it is told, and prints what it found:

    tests/desktop/kill_storm.py [KILLS [SEED]]

Unless the environment says otherwise (installed_program.py), it takes what is built in _build.
"""

import dataclasses
import http.client
import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
import unittest
import uuid

sys.dont_write_bytecode = True

import gi  # noqa: E402

gi.require_version("Gio", "2.0")
from gi.repository import GLib  # noqa: E402

from bus_recorder import NOTIFICATIONS  # noqa: E402
from dev_server import USER_CHANNEL  # noqa: E402
from traybell_case import InstalledTraybell, TraybellCase  # noqa: E402

# When the program is killed, in seconds after the first event was sent; some flood for longer.
_LONGEST_LIFE = 0.7
# How many events of the time before a kill are sent again after it.
_SENT_AGAIN = 10
# The inbox begins anew after so many kills: what does not fit any more would be missed.
_KILLS_OF_ONE_INBOX = 10


@dataclasses.dataclass
class Figures:
    """What was done and found."""

    kills: int = 0
    sent: int = 0
    told: int = 0
    stored: int = 0
    left: int = 0
    """In the inbox after the last kill, of whatever time."""
    missed: list = dataclasses.field(default_factory=list)
    doubled: list = dataclasses.field(default_factory=list)
    unsound: list = dataclasses.field(default_factory=list)
    seconds: float = 0.0

    def __str__(self):
        return (
            f"{self.kills} kills in {self.seconds:.0f} s: {self.sent} events sent, {self.told} told "
            f"to the notification server, {self.stored} stored; {len(self.missed)} told but not "
            f"stored, {len(self.doubled)} stored twice, {len(self.unsound)} databases not sound"
        )


class Flood:
    """Sends events as fast as the server takes them, until it is stopped."""

    def __init__(self, server, name):
        self.sent = []
        self._server = server
        self._name = name
        self._stopped = threading.Event()
        self.begun = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self):
        self._stopped.set()
        self._thread.join()

    def _run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=20)
        number = 0
        while not self._stopped.is_set():
            # What is urgent is shown each by itself, however many there are.
            event = "notification" if number % 4 == 3 else "notification:urgent"
            data = {"id": uuid.uuid4().hex, "title": f"{self._name} {number}"}
            publish(connection, event, data)
            self.sent.append((event, data))
            self.begun.set()
            number += 1
        connection.close()


def publish(connection, event, data):
    body = json.dumps({"channel": USER_CHANNEL, "event": event, "data": data})
    connection.request("POST", "/control/publish", body)
    connection.getresponse().read()


class KillStorm:
    """Kills the program of a TraybellCase that has an account."""

    def __init__(self, case, seed):
        self.figures = Figures()
        self._case = case
        self._random = random.Random(seed)
        self._previous = []
        environment = case.traybell.environment
        self._folder = os.path.join(environment["XDG_DATA_HOME"], "traybell")

    def run(self, kills):
        start = time.monotonic()
        for number in range(kills):
            if number % _KILLS_OF_ONE_INBOX == 0:
                shutil.rmtree(self._folder, ignore_errors=True)
            self._kill_once(number)
        self.figures.seconds = time.monotonic() - start
        return self.figures

    def _kill_once(self, number):
        case = self._case
        traybell = InstalledTraybell(
            case.program, case.traybell.environment, case.log_directory
        )
        first = len(case.desktop.notifications())
        traybell.start()
        traybell.wait_until_subscribed(USER_CHANNEL)
        self._send_again()

        flood = Flood(case.server, f"Kill {number}:")
        flood.begun.wait()
        time.sleep(self._random.uniform(0, _LONGEST_LIFE))
        traybell.kill()
        flood.stop()

        self._previous = flood.sent
        self.figures.kills += 1
        self.figures.sent += len(flood.sent)
        self._fence()
        told = {
            toast.summary
            for toast in case.desktop.notifications()[first:]
            if toast.summary.startswith("Kill ")
        }
        self.figures.told += len(told)
        self._look(number, told)
        case.desktop.dismiss_all_notifications()

    def _send_again(self):
        connection = http.client.HTTPConnection("127.0.0.1", self._case.server.port, timeout=20)
        for event, data in self._previous[-_SENT_AGAIN:] + self._previous[:_SENT_AGAIN]:
            publish(connection, event, data)
        connection.close()

    def _fence(self):
        """Waits until whatever was said before on the bus has been recorded."""
        mark = f"fence {uuid.uuid4().hex}"
        self._case.desktop.call(
            NOTIFICATIONS,
            "/org/freedesktop/Notifications",
            NOTIFICATIONS,
            "Notify",
            GLib.Variant("(susssasa{sv}i)", ("test", 0, "", mark, "", [], {}, 1)),
        )
        self._case.desktop.wait_until(
            lambda: any(toast.summary == mark for toast in self._case.desktop.notifications()),
            "the recorder to catch up",
        )

    def _look(self, number, told):
        """Looks at a copy: the program is to find its files as it left them."""
        with tempfile.TemporaryDirectory() as copy:
            for name in os.listdir(self._folder):
                if name.startswith("inbox.db") and not name.endswith("-shm"):
                    shutil.copy(os.path.join(self._folder, name), copy)
            database = sqlite3.connect(os.path.join(copy, "inbox.db"))
            try:
                self._check(number, told, database)
            except sqlite3.DatabaseError as error:
                self.figures.unsound.append(f"{number}: {error}")
            finally:
                database.close()

    def _check(self, number, told, database):
        sound = database.execute("PRAGMA integrity_check").fetchall()
        if sound != [("ok",)]:
            self.figures.unsound.append(f"{number}: {sound}")
        database.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        titles = [title for title, in database.execute("SELECT title FROM notification")]
        ids = [identifier for identifier, in database.execute("SELECT id FROM notification")]
        if len(set(titles)) < len(titles) or len(set(ids)) < len(ids):
            self.figures.doubled.append(
                f"{number}: {sorted(title for title in titles if titles.count(title) > 1)[:5]}"
            )
        self.figures.left = len(ids)
        self.figures.missed += sorted(told - set(titles))
        self.figures.stored += sum(title.startswith(f"Kill {number}:") for title in titles)


class Storm(TraybellCase):
    """The 200 kills by hand."""

    panel = False
    kills = 200
    seed = 1

    def test_nothing_is_lost_and_nothing_is_doubled(self):
        self.add_account()
        figures = KillStorm(self, self.seed).run(self.kills)
        print(figures, flush=True)
        for problems in (figures.missed, figures.doubled, figures.unsound):
            self.assertEqual(problems[:10], [])


def main():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    build = os.environ.setdefault("TRAYBELL_BUILD_ROOT", os.path.join(root, "_build"))
    os.environ.setdefault("TRAYBELL_PREFIX", "/usr/local")
    os.environ.setdefault(
        "TRAYBELL_DEV_SERVER", os.path.join(build, "tests/server/traybell-dev-server")
    )
    numbers = [int(argument) for argument in sys.argv[1:]]
    Storm.kills = numbers[0] if numbers else Storm.kills
    Storm.seed = numbers[1] if len(numbers) > 1 else Storm.seed
    unittest.main(argv=sys.argv[:1])


if __name__ == "__main__":
    main()
