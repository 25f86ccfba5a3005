#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The executable loads the program from a module of its own, and says so if it cannot."""

import pathlib
import shutil
import subprocess
import unittest

import tap_runner
from test_command_line import COMMAND_SECONDS, TRAYBELL, CommandLineTest

MODULE = 'libtraybell-program.so'
START = ('--background',)


class ProgramModule(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.folder = self.profile.directory / 'alone'
        self.folder.mkdir()
        self.alone = self.folder / 'traybell'
        shutil.copy(TRAYBELL, self.alone)

    def run_alone(self, *arguments, environment=None, folder=None):
        return subprocess.run([self.alone, *arguments], stdin=subprocess.DEVNULL, cwd=folder,
                              env=environment or self.profile.environment, capture_output=True,
                              text=True, timeout=COMMAND_SECONDS, check=False)

    def assert_ends_with_one_sentence(self, *arguments, **options):
        done = self.run_alone(*arguments, **options)
        self.assertEqual(done.returncode, 1, done)
        self.assertEqual(done.stdout, '')
        self.assertRegex(done.stderr, r'\Atraybell: Traybell is not installed completely; [^\n]+\n\Z')
        self.assertIn(MODULE, done.stderr)

    def test_without_its_module_nothing_starts(self):
        for arguments in (START, (), ('--gapplication-service',), ('status',), ('account', 'list'),
                          ('--help',), ('--version',), ('--nonsense',)):
            with self.subTest(arguments=arguments):
                self.assert_ends_with_one_sentence(*arguments)

    def test_nor_with_one_that_is_broken(self):
        module = self.folder / MODULE
        whole = (pathlib.Path(TRAYBELL).parent / MODULE).read_bytes()
        for content in (b'', b'no library', whole[:64]):
            module.write_bytes(content)
            for arguments in (START, ('status',)):
                with self.subTest(length=len(content), arguments=arguments):
                    self.assert_ends_with_one_sentence(*arguments)

    def test_nor_with_another_library_in_its_place(self):
        shutil.copy(pathlib.Path(TRAYBELL).parent / 'libtraybell-windows.so', self.folder / MODULE)
        self.assert_ends_with_one_sentence(*START)

    def test_no_variable_names_a_module(self):
        elsewhere = str(pathlib.Path(TRAYBELL).parent)
        environment = {**self.profile.environment, 'LD_LIBRARY_PATH': elsewhere,
                       'GIO_EXTRA_MODULES': elsewhere, 'PWD': elsewhere}
        self.assert_ends_with_one_sentence(*START, environment=environment, folder=elsewhere)

    def test_beside_one_that_runs_it_needs_no_module(self):
        process = self.start_traybell()
        done = self.run_alone(*START)
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertEqual(process.status()['accounts'], [])

    def test_without_a_session_bus_it_needs_no_module(self):
        environment = {**self.profile.environment,
                       'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent'}
        done = self.run_alone(*START, environment=environment)
        self.assertEqual(done.returncode, 1)
        self.assertIn('There is no session bus', done.stderr)


# It came along with what is used of its module.
del CommandLineTest

if __name__ == '__main__':
    tap_runner.main(__name__)
