#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Bash, Zsh and fish offer when somebody types a command."""

import os
import pathlib
import shutil
import subprocess
import unittest

import tap_runner
from test_command_line import TRAYBELL, USABLE, CommandLineTest

_FOLDER = pathlib.Path(__file__).resolve().parents[2] / 'data' / 'completions'

# What they have in common, so that each shell is tried with the same.
_EXPECTED = {
    'traybell acc': {'account'},
    'traybell s': {'send', 'show', 'snooze', 'status'},
    'traybell account set': {'set-secret'},
    'traybell snooze t': {'tomorrow'},
    'traybell rules c': {'check'},
}


class CompletionCase(CommandLineTest):
    def environment_of(self, shell):
        path = f'{pathlib.Path(TRAYBELL).parent}:{os.environ["PATH"]}'
        if shutil.which(shell, path=path) is None:
            self.skipTest(f'{shell} is not installed')
        return {**self.profile.environment, 'PATH': path, 'TERM': 'dumb'}

    def run_shell(self, *command, environment):
        return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, text=True, check=True, timeout=60).stdout

    def check_all(self):
        for line, expected in _EXPECTED.items():
            self.assertEqual(self.complete(line), expected, line)
        self.assertLessEqual({'--json', '--limit', '--search', '--unread'},
                             self.complete('traybell inbox --'))
        identifier = self.add(*USABLE)
        self.assertEqual(self.complete('traybell account edit '), {identifier})


class Bash(CompletionCase):
    def complete(self, line):
        script = (f'source {_FOLDER}/traybell.bash; COMP_WORDS=({line}); '
                  f'[[ "$1" == *" " ]] && COMP_WORDS+=(""); '
                  'COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); compopt() { :; }; _traybell; '
                  'printf "%s\\n" "${COMPREPLY[@]}"')
        printed = self.run_shell('bash', '--norc', '-c', script, 'bash', line,
                                 environment=self.environment_of('bash'))
        return {word.strip().rstrip('=') for word in printed.split()}

    def test_it_completes_commands_options_and_ids(self):
        self.check_all()
        self.assertEqual(self.complete('traybell t'), set())


class Fish(CompletionCase):
    def complete(self, line):
        printed = self.run_shell(
            'fish', '--no-config', '-c',
            f'source {_FOLDER}/traybell.fish; complete -C "{line}"',
            environment=self.environment_of('fish'))
        return {found.split('\t')[0].rstrip('=') for found in printed.splitlines()}

    def test_it_completes_commands_options_and_ids(self):
        self.check_all()


class Zsh(CompletionCase):
    def test_its_file_can_be_read_and_finds_commands_and_ids(self):
        identifier = self.add(*USABLE)
        script = ('_describe() { print -l -- ${(P)2} }; compadd() { print -l -- $@ }; '
                  'words=(traybell "$@"); CURRENT=$#words; PREFIX=$words[-1]; '
                  f'source {_FOLDER}/traybell.zsh')
        environment = self.environment_of('zsh')
        printed = self.run_shell('zsh', '-f', '-c', script, 'zsh', 'acc', environment=environment)
        self.assertIn('account', {line.split(':')[0] for line in printed.splitlines()})
        printed = self.run_shell('zsh', '-f', '-c', script, 'zsh', 'account', 'edit', '',
                                 environment=environment)
        self.assertIn(identifier, {line.split(':')[0] for line in printed.splitlines()})
        printed = self.run_shell('zsh', '-f', '-c', script, 'zsh', 'inbox', '--',
                                 environment=environment)
        self.assertIn('--json', {line.split(':')[0] for line in printed.splitlines()})


# They came along with what is used of their modules.
del CommandLineTest, CompletionCase

if __name__ == '__main__':
    tap_runner.main(__name__)
