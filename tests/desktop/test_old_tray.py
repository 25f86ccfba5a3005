# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed program's icon where the tray is one of the old kind, and where there is none."""

import subprocess
import sys

sys.dont_write_bytecode = True

import tap_runner  # noqa: E402
from process_census import ProcessCensus  # noqa: E402
from traybell_case import APPLICATION, TraybellCase  # noqa: E402

_SIZE = 32
_TIMES = 10
# What the allocator and the toolkit's caches may take the first few times, in bytes a time.
_GROWTH = 128 << 10
# The program waits five seconds for a tray of today's kind.
_PATIENCE = 30


class OldTray(TraybellCase):
    panel = False

    def setUp(self):
        super().setUp()
        # GTK 3 complains once when a tray maps a status icon twice as it takes it in.
        del self.traybell.environment["G_DEBUG"]
        self._trayer = None
        self.addCleanup(self._stop_trayer)

    def _start_trayer(self):
        self._trayer = self.desktop.start(
            ["trayer", "--edge", "bottom", "--align", "left", "--widthtype", "request"]
            + ["--heighttype", "pixel", "--height", str(_SIZE), "--tint", "0xffffff"]
            + ["--transparent", "false"]
        )

    def _stop_trayer(self):
        if self._trayer is not None:
            self._trayer.stop()
            self._trayer = None

    def _wait_for_tray(self, tray):
        self.traybell.wait_for_status(
            lambda status: status["tray"] == tray, f"the tray to be {tray}", _PATIENCE
        )

    def _icon(self):
        """Where the program's icon is in the tray, or None."""
        tree = subprocess.run(
            ["xwininfo", "-root", "-tree"],
            env=self.desktop.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=False,  # It fails if a window goes while it looks.
            timeout=30,
        ).stdout
        for line in tree.splitlines():
            words = line.split()
            if '"traybell":' in words or '("traybell"' in line:
                number = words[0]
                rectangle = self.desktop._window_rectangle(number)
                if rectangle is not None and rectangle[2] in range(16, _SIZE + 1):
                    if rectangle[1] > self.desktop.size[1] - 2 * _SIZE:
                        return rectangle
        return None

    def _picture(self):
        """What the icon looks like now, or None."""
        rectangle = self._icon()
        return self.desktop.pixels(rectangle) if rectangle else None

    def _wait_for_icon_in_old_tray(self):
        """Where the icon is, once the tray has put it there and it is drawn."""
        earlier = []

        def look():
            now = (self._icon(), self._picture())
            settled = now in earlier and now[0] and len(set(now[1])) > 1
            earlier[:] = [now]
            return now[0] if settled else None

        return self.desktop.wait_until(look, "the icon in the old tray")

    def test_the_icon_is_in_it_and_opens_the_popover(self):
        self._start_trayer()
        self.start_online()
        self._wait_for_tray("old")
        self._wait_for_icon_in_old_tray()
        before = self._picture()
        self.send("New order received")
        self.desktop.wait_until(
            lambda: self._picture() not in (None, before), "the icon to change"
        )
        self.desktop.click_rectangle(self._wait_for_icon_in_old_tray())
        self.desktop.wait_for_text(self.traybell.process_id, "New order received")
        self.assertIn("Tray: shown", self.traybell.run("status"))

    def test_its_menu_quits(self):
        self._start_trayer()
        self.start_online()
        self._wait_for_tray("old")
        self.desktop.click_rectangle(self._wait_for_icon_in_old_tray(), button=3)
        self.desktop.wait_for_text(self.traybell.process_id, "Quit")
        self.desktop.press_key("Up")
        self.desktop.press_key("Return")
        self.assertEqual(self.traybell.wait_until_ended(), 0)

    def test_a_tray_that_comes_later_and_one_that_comes_back_have_it(self):
        self.start_online()
        self._wait_for_tray("no-host")
        self._start_trayer()
        self._wait_for_tray("old")
        self._wait_for_icon_in_old_tray()
        self._stop_trayer()
        self._wait_for_tray("no-host")
        self._start_trayer()
        self._wait_for_tray("old")
        self._wait_for_icon_in_old_tray()

    def test_gives_way_to_a_tray_of_todays_kind(self):
        self._start_trayer()
        self.start_online()
        self._wait_for_tray("old")
        self.desktop.start_panel()
        self.addCleanup(self.desktop.stop_panel)
        self._wait_for_tray("registered")
        self.desktop.wait_until(lambda: self._icon() is None, "the icon to leave the old tray")


    def _let_one_come_and_go(self):
        self._start_trayer()
        self._wait_for_tray("old")
        self._wait_for_icon_in_old_tray()
        self._stop_trayer()
        self._wait_for_tray("no-host")

    def test_one_that_comes_and_goes_leaves_nothing(self):
        self.start_online()
        # What is loaded to draw the icon the first time stays.
        self._let_one_come_and_go()
        census = ProcessCensus(self.desktop, self.traybell.process_id, APPLICATION)
        counts, memory = census.counts(), census.resident_memory()
        for _ in range(_TIMES):
            self._let_one_come_and_go()
        self.assertEqual(census.counts(), counts)
        self.assertLess(census.resident_memory() - memory, _TIMES * _GROWTH)


class Panel(TraybellCase):
    def test_one_that_comes_and_goes_leaves_nothing(self):
        self.start_online()
        self.wait_for_icon("online")
        self.desktop.restart_panel()
        self.wait_for_icon("online")
        census = ProcessCensus(self.desktop, self.traybell.process_id, APPLICATION)
        counts, memory = census.counts(), census.resident_memory()
        for _ in range(_TIMES):
            self.desktop.restart_panel()
            self.wait_for_icon("online")
        self.desktop.wait_until(
            lambda: census.counts() == counts,
            lambda: f"{counts} to be what it was (it is {census.counts()})",
        )
        self.assertLess(census.resident_memory() - memory, _TIMES * _GROWTH)


class NoTray(TraybellCase):
    panel = False

    def _has_display(self):
        """Whether the toolkit was started: it makes a window at once, visible or not."""
        status, output = self.desktop.run(
            ["xdotool", "search", "--pid", str(self.traybell.process_id)]
        )
        return status == 0 and output.strip() != ""

    def test_looking_for_a_tray_starts_no_toolkit(self):
        self.traybell.environment["G_MESSAGES_DEBUG"] = "traybell"
        self.start_online()
        self.desktop.wait_until(
            lambda: "A tray of the old kind is looked for" in self.traybell.log,
            "the program to look for a tray",
        )
        self.assertFalse(self._has_display())
        census = ProcessCensus(self.desktop, self.traybell.process_id, APPLICATION)
        self.assertLess(census.resident_memory(), 20 << 20)


if __name__ == "__main__":
    tap_runner.main(__name__)
