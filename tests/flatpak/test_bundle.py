# SPDX-License-Identifier: GPL-3.0-or-later
"""The one file that a person installs."""

import os
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

import manifest  # noqa: E402
import tap_runner  # noqa: E402
from sandboxed_case import provide_installation  # noqa: E402
from traybell_case import APPLICATION  # noqa: E402

_PROGRAM = os.path.join(manifest.FOLDER, "bundle")


class Bundle(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.installation = provide_installation()
        cls.folder = tempfile.mkdtemp(prefix="bundle-", dir=cls.installation.folder)
        cls.addClassCleanup(subprocess.run, ["rm", "-rf", cls.folder], check=True)

    def _run(self, command, **environment):
        return subprocess.run(
            command,
            env={**self.installation.environment, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=120,
        )

    def test_is_installed_from_its_file_alone(self):
        file = os.path.join(self.folder, "traybell.flatpak")
        done = self._run([_PROGRAM, "--devel", "--from", self.installation.repository, file])
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn(f"flatpak install --user '{file}'", done.stdout)
        self.assertGreater(os.path.getsize(file), 100_000)

        elsewhere = os.path.join(self.folder, "elsewhere")
        done = self._run(
            ["flatpak", "--user", "install", "--noninteractive", "--no-deps", "--no-related"]
            + ["--bundle", file],
            FLATPAK_USER_DIR=elsewhere,
        )
        self.assertEqual(done.returncode, 0, done.stdout)
        done = self._run(["flatpak", "--user", "info", APPLICATION], FLATPAK_USER_DIR=elsewhere)
        self.assertIn("Branch: devel", done.stdout)
        self.assertIn("org.gnome.Platform", done.stdout)

    def test_both_manifests_are_understood(self):
        for path in (manifest.RELEASE, manifest.DEVELOPMENT):
            with self.subTest(path=path):
                done = self._run(["flatpak-builder", "--show-manifest", path])
                self.assertEqual(done.returncode, 0, done.stdout)
                self.assertNotIn("Unknown property", done.stdout)
                self.assertIn('"com.nebutra.Traybell"', done.stdout)

    def test_says_how_it_is_called(self):
        done = self._run([_PROGRAM, "--nonsense"])
        self.assertEqual(done.returncode, 2)
        self.assertIn("Usage: flatpak/bundle", done.stdout)


class LocalTest(unittest.TestCase):
    def test_says_in_a_sentence_that_there_can_be_no_sandbox(self):
        with tempfile.TemporaryDirectory() as folder:
            stand_in = os.path.join(folder, "bwrap")
            with open(stand_in, "w", encoding="utf-8") as script:
                script.write("#!/bin/sh\nexit 1\n")
            os.chmod(stand_in, 0o700)
            done = subprocess.run(
                [os.path.join(manifest.FOLDER, "local-test")]
                + ["--build", os.environ["TRAYBELL_BUILD_ROOT"]],
                env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"},
                stdout=subprocess.PIPE,
                text=True,
                check=False,
                timeout=60,
            )
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"^Bail out! This machine does not let bubblewrap .+\.$")


if __name__ == "__main__":
    tap_runner.main(__name__)
