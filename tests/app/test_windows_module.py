#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""GTK is loaded with the first window, and no sooner."""

import pathlib
import shutil
import unittest

import tap_runner
from test_command_line import TRAYBELL, CommandLineTest
from traybell_process import TraybellProcess


MODULE = 'libtraybell-windows.so'


class WindowsModule(CommandLineTest):
    def libraries_of(self, process):
        return pathlib.Path(f'/proc/{process.process_id}/maps').read_text()

    def test_gtk_comes_with_the_first_window(self):
        process = self.start_traybell()
        self.assertIn('libsoup-3.0', self.libraries_of(process))
        self.assertNotIn('libgtk-3', self.libraries_of(process))
        # There is no display here, but now it was looked for.
        self.refuse(1, 'show', mentions='display')
        self.assertIn('libgtk-3', self.libraries_of(process))
        self.refuse(1, 'show', mentions='display')

    def test_after_an_update_it_says_to_be_started_again(self):
        """What is installed while it runs is not made for it."""
        folder = self.profile.directory / 'updated'
        folder.mkdir()
        for name in ('traybell', 'libtraybell-program.so', MODULE):
            shutil.copy(pathlib.Path(TRAYBELL).with_name(name), folder)
        process = TraybellProcess(folder / 'traybell', self.profile.environment,
                                  self.profile.directory)
        self.addCleanup(process.stop)
        process.start()
        version = self.succeed('--version').split()[1].encode()
        newer = b'9' + version[1:]
        module = folder / MODULE
        module.write_bytes(module.read_bytes().replace(b'\0' + version + b'\0',
                                                       b'\0' + newer + b'\0'))
        for _ in range(2):
            self.refuse(1, 'show', mentions=f'start it again ({MODULE} {newer.decode()})')
        self.assertEqual(process.status()['accounts'], [])

    def test_without_the_module_everything_else_works(self):
        alone = self.profile.directory / 'alone' / 'traybell'
        alone.parent.mkdir()
        for name in ('traybell', 'libtraybell-program.so'):
            shutil.copy(pathlib.Path(TRAYBELL).with_name(name), alone.parent)
        process = TraybellProcess(alone, self.profile.environment, self.profile.directory)
        self.addCleanup(process.stop)
        process.start()
        for _ in range(2):
            self.refuse(1, 'show', mentions='not installed completely')
        self.assertEqual(process.status()['accounts'], [])


# It came along with what is used of its module.
del CommandLineTest

if __name__ == '__main__':
    tap_runner.main(__name__)
