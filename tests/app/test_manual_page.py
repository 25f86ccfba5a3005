#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual page names every command and option that the program's own help does."""

import pathlib
import re
import subprocess
import unittest

import tap_runner
from test_command_line import TRAYBELL

_PAGE = pathlib.Path(__file__).resolve().parents[2] / 'data' / 'man' / 'traybell.1'
_OF_ACCOUNTS = ('add', 'import', 'list', 'edit', 'check', 'remove', 'enable', 'disable',
                'set-secret')
_OF_RULES = ('test', 'check', 'list')


def ask_for_help(*command):
    return subprocess.run([TRAYBELL, *command, '--help'], stdout=subprocess.PIPE, text=True,
                          check=True, timeout=20).stdout


def commands():
    found = re.findall(r'^  ([a-z]{2,}) ', ask_for_help(), re.MULTILINE)
    return sorted(set(found) - {'traybell'})


class ManualPage(unittest.TestCase):
    def setUp(self):
        self.page = _PAGE.read_text().replace('\\-', '-')

    def assert_in_page(self, word, where):
        self.assertRegex(self.page, rf'(?<![\w-]){re.escape(word)}(?![\w-])',
                         f'{word} of {where} is not in {_PAGE.name}')

    def assert_options_in_page(self, *command):
        for option in set(re.findall(r'--[a-z][a-z-]*', ask_for_help(*command))):
            self.assert_in_page(option, ' '.join(('traybell', *command)))

    def test_every_command_is_in_it(self):
        self.assertGreater(len(commands()), 10)
        for command in commands():
            self.assert_in_page(f'traybell {command}', 'the help')
        for command in _OF_ACCOUNTS:
            self.assert_in_page(f'traybell account {command}', 'the help')
        for command in _OF_RULES:
            self.assert_in_page(f'traybell rules {command}', 'the help')

    def test_every_option_is_in_it(self):
        self.assert_options_in_page()
        for command in commands():
            self.assert_options_in_page(command)
        for command in _OF_ACCOUNTS:
            self.assert_options_in_page('account', command)
        for command in _OF_RULES:
            self.assert_options_in_page('rules', command)


if __name__ == '__main__':
    tap_runner.main(__name__)
