# SPDX-License-Identifier: GPL-3.0-or-later
"""A Flatpak installation in a folder of its own: nothing of the user's or the system's is touched.

What the folder holds is made again only when what it was made of has changed, so the second build
takes a moment. Nothing is fetched, and neither a system bus nor systemd is needed.
"""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys

import debian_runtime
import manifest
from debian_packages import DebianPackages

_REMOTE = "local"
_SECONDS = 900

_NO_SANDBOX = (
    "This machine does not let bubblewrap make a sandbox, and Flatpak needs one: allow unprivileged "
    "user namespaces, or run this as root."
)


class Failure(Exception):
    """What could not be done, as a sentence."""


class PrivateInstallation:
    """The installation below FOLDER, an absolute path that need not exist."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = self._make_environment()
        """What flatpak is called with for this installation."""
        self.repository = os.path.join(folder, "repository")
        """Where runtime and program were put when they were built."""

    def build(self, source_tree):
        """Builds the development manifest from SOURCE_TREE, a SourceTree, and installs the result.

        Returns the application's id.
        """
        _check_sandbox(self.environment)
        described = manifest.load(manifest.DEVELOPMENT)
        self._provide_runtime(described)
        self._provide_application(described, source_tree)
        return described["id"]

    def flatpak(self, *arguments, check=True):
        """Calls `flatpak --user ARGUMENTS` to its end; what it printed."""
        return self._run(["flatpak", "--user", *arguments], check=check)

    def exported(self, *path):
        """Where the desktop finds what the installed applications export."""
        return os.path.join(self.environment["FLATPAK_USER_DIR"], "exports", *path)

    # Inside

    def _make_environment(self):
        home = os.path.join(self.folder, "home")
        environment = {
            name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ
        }
        environment.update(
            {
                "HOME": home,
                "LANG": "C.UTF-8",
                "XDG_CONFIG_HOME": os.path.join(home, ".config"),
                "XDG_CACHE_HOME": os.path.join(home, ".cache"),
                "XDG_DATA_HOME": os.path.join(home, ".local/share"),
                "XDG_RUNTIME_DIR": os.path.join(self.folder, "run"),
                "FLATPAK_USER_DIR": os.path.join(self.folder, "installation"),
                # No network, no system bus, and none of a session's.
                "GIO_USE_VFS": "local",
                "DBUS_SESSION_BUS_ADDRESS": "disabled:",
                "DBUS_SYSTEM_BUS_ADDRESS": "disabled:",
            }
        )
        return environment

    def _provide_runtime(self, described):
        names = debian_runtime.RuntimeNames(
            platform=described["runtime"],
            sdk=described["sdk"],
            branch=described["runtime-version"],
            architecture=self._run(["flatpak", "--default-arch"]).strip(),
        )
        packages = DebianPackages()
        contents = {
            names.platform: packages.closure(debian_runtime.PLATFORM),
            names.sdk: packages.closure(debian_runtime.SDK),
        }
        fingerprint = _fingerprint(contents)
        if self._is_made("runtime", fingerprint):
            return

        _say(f"Assembling {names.platform}//{names.branch} from Debian packages …")
        shutil.rmtree(self.folder, ignore_errors=True)
        for variable in ("HOME", "XDG_RUNTIME_DIR"):
            os.makedirs(self.environment[variable], mode=0o700)
        self._run(["ostree", "init", f"--repo={self.repository}", "--mode=bare-user-only"])
        for name, closure in contents.items():
            tree = os.path.join(self.folder, "tree")
            files = packages.files([package for package, _ in closure])
            debian_runtime.write_tree(tree, name, names, files)
            self._run(
                ["flatpak", "build-export", "--runtime", "--files=files"]
                + ["--disable-fsync", f"--arch={names.architecture}"]
                + [self.repository, tree, names.branch]
            )
            shutil.rmtree(tree)
        self.flatpak("remote-add", "--no-gpg-verify", _REMOTE, f"file://{self.repository}")
        self.flatpak(
            *("install", "--noninteractive", _REMOTE),
            *(f"{name}//{names.branch}" for name in contents),
        )
        self._mark_made("runtime", fingerprint)

    def _provide_application(self, described, tree):
        files = {path: _digest(tree.root / path) for path in tree.files}
        fingerprint = _fingerprint(files)
        if self._is_made("application", fingerprint):
            return

        _say(f"Building {described['id']} in the sandbox of its Sdk …")
        source = os.path.join(self.folder, "source")
        shutil.rmtree(source, ignore_errors=True)
        for path in tree.files:
            copy = os.path.join(source, path)
            os.makedirs(os.path.dirname(copy), exist_ok=True)
            shutil.copy2(tree.root / path, copy)
        local = os.path.join(self.folder, "manifest.json")
        _write_json(local, manifest.for_debian_runtime(described, source))
        self._run(
            ["flatpak-builder", "--user", "--disable-rofiles-fuse", "--disable-updates"]
            + ["--disable-download", "--force-clean", f"--repo={self.repository}"]
            + [f"--state-dir={os.path.join(self.folder, 'state')}"]
            + [os.path.join(self.folder, "build"), local]
        )
        self.flatpak("install", "--noninteractive", "--or-update", _REMOTE, described["id"])
        self._mark_made("application", fingerprint)

    def _stamp(self, what):
        return os.path.join(self.folder, f"{what}.stamp")

    def _is_made(self, what, fingerprint):
        try:
            with open(self._stamp(what), "r", encoding="utf-8") as stamp:
                return stamp.read() == fingerprint
        except FileNotFoundError:
            return False

    def _mark_made(self, what, fingerprint):
        with open(self._stamp(what), "w", encoding="utf-8") as stamp:
            stamp.write(fingerprint)

    def _run(self, command, check=True):
        return _run(command, self.environment, check)


def _check_sandbox(environment):
    """Raises a Failure where bubblewrap cannot do what Flatpak needs of it."""
    try:
        trial = subprocess.run(
            ["bwrap", "--ro-bind", "/", "/", "--unshare-all", "--dev", "/dev", "--proc", "/proc"]
            + ["true"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
    except FileNotFoundError:
        raise Failure("bubblewrap is not installed: build-aux/setup installs it.") from None
    if trial.returncode != 0:
        raise Failure(_NO_SANDBOX)


def _run(command, environment, check=True):
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        timeout=_SECONDS,
        check=False,
    )
    if check and done.returncode != 0:
        raise Failure(f"{' '.join(command[:3])} … failed:\n{done.stdout[-6000:]}")
    return done.stdout


def _digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest() + oct(path.stat().st_mode)


def _fingerprint(contents):
    # What the scripts here do is part of the result.
    scripts = {
        name: _digest(pathlib.Path(manifest.FOLDER, name))
        for name in sorted(os.listdir(manifest.FOLDER))
        if name.endswith(".py")
    }
    return hashlib.sha256(json.dumps([scripts, contents]).encode()).hexdigest()


def _write_json(path, value):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=2)


def _say(text):
    print(f"# {text}", file=sys.stderr, flush=True)
