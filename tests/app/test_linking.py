#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the executable needs before it starts, and that nothing is there twice when all is loaded.

    test_linking.py EXECUTABLE PROGRAM WINDOWS
"""

import os
import re
import subprocess
import sys
import unittest

import tap_runner

EXECUTABLE, PROGRAM, WINDOWS = (sys.argv.pop(1) for _ in range(3))

# GIO with what it is made of, the C library, and what a sanitiser brings.
NEEDED = re.compile(r'lib(?:gio-2\.0|gobject-2\.0|glib-2\.0|gmodule-2\.0|intl|c|m|[altu]b?san)\.so'
                    r'(?:\.\d+)*|ld-.*')
OURS = re.compile(r'(?:tb|pusher)_\w+')


def read(*command):
    return subprocess.run(command, env={**os.environ, 'LC_ALL': 'C'}, capture_output=True,
                          text=True, timeout=60, check=True).stdout


def needed(path):
    return re.findall(r'\(NEEDED\).*\[(.+)\]', read('readelf', '--wide', '--dynamic', path))


def symbols(path, defined):
    """Those of Traybell's that it has for others, or takes from others."""
    names = set()
    for line in read('readelf', '--wide', '--dyn-syms', path).splitlines():
        fields = line.split()
        if len(fields) == 8 and (fields[6] != 'UND') == defined and OURS.fullmatch(fields[7]):
            names.add(fields[7])
    return names


class Linking(unittest.TestCase):
    def test_the_executable_needs_nothing_but_gio(self):
        libraries = needed(EXECUTABLE)
        self.assertIn('libgio-2.0.so.0', libraries)
        self.assertEqual([name for name in libraries if not NEEDED.fullmatch(name)], [])

    def test_the_program_needs_no_gtk(self):
        libraries = needed(PROGRAM)
        self.assertIn('libsoup-3.0.so.0', libraries)
        self.assertEqual([name for name in libraries if re.match('libg[td]k-3', name)], [])

    def test_there_is_one_of_everything(self):
        executable, program, windows = (symbols(path, True)
                                        for path in (EXECUTABLE, PROGRAM, WINDOWS))
        self.assertIn('tb_tray_get_type', executable)
        self.assertIn('tb_inbox_get_type', program)
        self.assertIn('tb_window_set_new', windows)
        self.assertEqual(executable & program, set())
        self.assertEqual((executable | program) & windows, set())

    def test_each_takes_from_what_is_loaded_before_it(self):
        executable = symbols(EXECUTABLE, True)
        self.assertEqual(symbols(EXECUTABLE, False), set())
        self.assertEqual(symbols(PROGRAM, False) - executable, set())
        self.assertEqual(symbols(WINDOWS, False) - executable - symbols(PROGRAM, True), set())


if __name__ == '__main__':
    tap_runner.main(__name__)
