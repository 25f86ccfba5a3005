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
UNINSTALL = os.environ['TRAYBELL_UNINSTALL']
LOG = pathlib.Path(BUILD, 'meson-logs', 'install-log.txt')
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

# What another program may have installed in the same place.
SCHEMA = '''<schemalist><schema id="org.example.Other" path="/org/example/">
<key name="on" type="b"><default>true</default></key></schema></schemalist>'''
ICON = '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"/>'


def run(*command, environment=None):
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=120, check=False)
    if done.returncode != 0:
        raise AssertionError(f'{" ".join(map(str, command))}\n{done.stdout}')


class Installation(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='traybell-installation-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.prefix = self.folder / PREFIX.lstrip('/')
        self.schemas = self.prefix / 'share/glib-2.0/schemas'
        self.theme = self.prefix / 'share/icons/hicolor'
        # Somebody may have installed what was built, and will want to remove that.
        self.addCleanup(self.restore_log, LOG.read_bytes() if LOG.exists() else None)

    def restore_log(self, former):
        if former is None:
            LOG.unlink(missing_ok=True)
        else:
            LOG.write_bytes(former)

    def install(self):
        run('meson', 'install', '-C', BUILD, '--no-rebuild', '--quiet', '--destdir', self.folder)

    def make_caches(self):
        """As an installation does last, and leaves to packagers where it is staged."""
        run('glib-compile-schemas', '--strict', self.schemas)
        run('gtk-update-icon-cache', '-q', '-t', '-f', '--ignore-theme-index', self.theme)

    def uninstall(self):
        run(UNINSTALL, BUILD, environment={**os.environ, 'DESTDIR': str(self.folder)})

    def contents(self):
        """Every file and folder, with what is in the files that are not caches."""
        caches = ('icon-theme.cache', 'gschemas.compiled')
        return {path: path.read_bytes() if path.is_file() and path.name not in caches else None
                for path in self.folder.rglob('*')}

    def files(self):
        return {str(path.relative_to(self.prefix)) for path in self.prefix.rglob('*')
                if not path.is_dir()}

    def test_everything_is_in_its_place(self):
        self.install()
        files = self.files()
        self.assertLessEqual(EXPECTED, files)
        for module in ('libtraybell-program.so', 'libtraybell-windows.so'):
            self.assertTrue(any(name.endswith(f'/traybell/{module}') for name in files), files)
        elsewhere = [path for path in self.folder.rglob('*')
                     if not path.is_dir() and self.prefix not in path.parents]
        self.assertEqual(elsewhere, [])

    def test_what_starts_it_starts_what_is_installed(self):
        self.install()
        for name, option in ((f'share/dbus-1/services/{APPLICATION}.service', 'gapplication-service'),
                             ('lib/systemd/user/traybell.service', 'background')):
            program = f'{PREFIX}/bin/traybell --{option}'
            text = (self.prefix / name).read_text()
            self.assertRegex(text, rf'(?m)^Exec(Start)?={program}$', name)
            self.assertNotIn('@', text.replace('@system', ''), name)

    def test_nothing_is_left_after_its_removal(self):
        self.install()
        run('ninja', '-C', BUILD, 'uninstall',
            environment={**os.environ, 'DESTDIR': str(self.folder)})
        self.assertEqual(self.contents(), {})

    def test_nor_are_caches_of_nobody_else(self):
        self.install()
        self.make_caches()
        self.uninstall()
        self.assertEqual([path for path in self.contents()
                          if path != self.prefix and path not in self.prefix.parents], [])

    def test_what_others_have_installed_stays_and_works(self):
        icons = self.theme / 'scalable/apps'
        self.schemas.mkdir(parents=True)
        icons.mkdir(parents=True)
        (self.schemas / 'org.example.gschema.xml').write_text(SCHEMA)
        (icons / 'org.example.svg').write_text(ICON)
        self.make_caches()
        before = self.contents()
        alone = (self.schemas / 'gschemas.compiled').read_bytes()

        self.install()
        self.make_caches()
        self.assertNotEqual((self.schemas / 'gschemas.compiled').read_bytes(), alone)
        self.uninstall()
        self.assertEqual(self.contents(), before)
        self.assertEqual((self.schemas / 'gschemas.compiled').read_bytes(), alone)
        cache = (self.theme / 'icon-theme.cache').read_bytes()
        self.assertIn(b'org.example', cache)
        self.assertNotIn(APPLICATION.encode(), cache)


if __name__ == '__main__':
    tap_runner.main(__name__)
