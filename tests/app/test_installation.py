#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an installation puts where, and that nothing of it is left after its removal."""

import os
import pathlib
import subprocess
import tempfile
import unittest

import tap_runner

BUILD = os.environ['TRAYBELL_BUILD_ROOT']
PREFIX = os.environ['TRAYBELL_PREFIX']
APPLICATION = 'com.nebutra.Traybell'

EXPECTED = {
    'bin/traybell',
    f'share/applications/{APPLICATION}.desktop',
    f'share/metainfo/{APPLICATION}.metainfo.xml',
    f'share/dbus-1/services/{APPLICATION}.service',
    f'share/glib-2.0/schemas/{APPLICATION}.gschema.xml',
    f'share/icons/hicolor/scalable/apps/{APPLICATION}.svg',
    f'share/icons/hicolor/symbolic/apps/{APPLICATION}-symbolic.svg',
    'share/man/man1/traybell.1',
    'share/man/man5/traybell-rules.5',
    'share/bash-completion/completions/traybell',
    'share/zsh/site-functions/_traybell',
    'share/fish/vendor_completions.d/traybell.fish',
    'lib/systemd/user/traybell.service',
}


def run(*command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=120, check=False)
    if done.returncode != 0:
        raise AssertionError(f'{" ".join(command)}\n{done.stdout}')


class Installation(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='traybell-installation-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        run('meson', 'install', '-C', BUILD, '--no-rebuild', '--quiet', '--destdir', folder.name)
        self.prefix = self.folder / PREFIX.lstrip('/')

    def files(self):
        return {str(path.relative_to(self.prefix)) for path in self.prefix.rglob('*')
                if not path.is_dir()}

    def test_everything_is_in_its_place(self):
        files = self.files()
        self.assertLessEqual(EXPECTED, files)
        self.assertTrue(any(name.endswith('libtraybell-windows.so') for name in files), files)
        elsewhere = [path for path in self.folder.rglob('*')
                     if not path.is_dir() and self.prefix not in path.parents]
        self.assertEqual(elsewhere, [])

    def test_what_starts_it_starts_what_is_installed(self):
        for name, option in ((f'share/dbus-1/services/{APPLICATION}.service', 'gapplication-service'),
                             ('lib/systemd/user/traybell.service', 'background')):
            program = f'{PREFIX}/bin/traybell --{option}'
            text = (self.prefix / name).read_text()
            self.assertRegex(text, rf'(?m)^Exec(Start)?={program}$', name)
            self.assertNotIn('@', text.replace('@system', ''), name)

    def test_nothing_is_left_after_its_removal(self):
        run('ninja', '-C', BUILD, 'uninstall')
        self.assertEqual(self.files() if self.prefix.exists() else set(), set())


if __name__ == '__main__':
    tap_runner.main(__name__)
