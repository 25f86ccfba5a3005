# SPDX-License-Identifier: GPL-3.0-or-later
"""The Debian packages that are installed on this machine, and the files in them."""

import glob
import os
import re
import subprocess

_FORMAT = "${binary:Package}\t${Package}\t${Version}\t${Status}\t${Pre-Depends}, ${Depends}\t${Provides}\n"

# Needed by packages, but not by programs in a sandbox: what sets a system up and runs it.
_OF_A_SYSTEM = {
    "adduser",
    "at-spi2-core",
    "dbus",
    "dbus-system-bus-common",
    "dbus-user-session",
    "dconf-service",
    "debconf",
    "dpkg",
    "init-system-helpers",
    "install-info",
    "libpam-systemd",
    "login",
    "mount",
    "openssl",
    "passwd",
    "perl",
    "perl-base",
    "python3",
    "sensible-utils",
    "systemd",
    "systemd-sysv",
    "ucf",
    "udev",
}

# What nothing in a sandbox reads.
_UNREAD = re.compile(
    r"^/usr/share/(bash-completion|bug|doc|doc-base|gir-1\.0|gtk-doc|help|info|lintian|locale|man"
    r"|perl5?|reportbug|vulkan)(/|$)"
    r"|/__pycache__/|/dri/|libLLVM|lto-dump"
    r"|/lib(icu\w+|crypto|gio-2\.0|glib-2\.0)\.a$"
)

# Written by the packages' scripts when they are installed, so no package lists them.
_GENERATED = (
    "/etc/alternatives/*",
    "/etc/fonts/**",
    "/etc/nsswitch.conf",
    "/etc/ssl/certs/*",
    "/usr/lib/*/gdk-pixbuf-2.0/2.10.0/loaders.cache",
    "/usr/lib/*/gio/modules/giomodule.cache",
    "/usr/lib/*/gtk-3.0/3.0.0/immodules.cache",
    "/usr/share/glib-2.0/schemas/gschemas.compiled",
    "/usr/share/icons/*/icon-theme.cache",
    "/usr/share/mime/**",
)


class MissingPackage(Exception):
    """A package that is needed is not installed on this machine."""


class DebianPackages:
    """What dpkg knows at this moment."""

    def __init__(self):
        self._versions = {}
        self._full_names = {}
        self._depends = {}
        self._providers = {}
        for line in _run(["dpkg-query", "--show", f"--showformat={_FORMAT}"]).splitlines():
            full_name, name, version, status, depends, provides = line.split("\t")
            if not status.endswith(" installed"):
                continue
            self._full_names.setdefault(name, full_name)
            self._versions.setdefault(name, version)
            self._depends.setdefault(name, depends)
            for provided in _names(provides):
                self._providers.setdefault(provided, name)

    def closure(self, wanted):
        """WANTED and all that they depend on, as (name, version), sorted."""
        left_out = _OF_A_SYSTEM - set(wanted)
        waiting = list(wanted)
        found = set()
        while waiting:
            name = waiting.pop()
            name = name if name in self._versions else self._providers.get(name, name)
            if name in found or name in left_out:
                continue
            if name not in self._versions:
                raise MissingPackage(f"The Debian package {name} is not installed.")
            found.add(name)
            for dependency in self._depends[name].split(","):
                # Of several alternatives, one that is installed.
                for choice in _names(dependency.replace("|", ",")):
                    if choice in self._versions or choice in self._providers:
                        waiting.append(choice)
                        break
        return sorted((name, self._versions[name]) for name in found)

    def files(self, packages):
        """The files and links of PACKAGES (names) and what belongs to them, as a set of paths."""
        listing = _run(["dpkg", "--listfiles", *(self._full_names[name] for name in packages)])
        paths = {_merged(line) for line in listing.splitlines() if line.startswith("/")}
        for pattern in _GENERATED:
            paths.update(glob.glob(pattern, recursive=True))
        files = {path for path in paths if _is_wanted(path)}
        # A program under the name that its package's script gave it, such as awk or cc.
        for entry in os.scandir("/usr/bin"):
            if entry.is_symlink() and os.readlink(entry.path).startswith("/etc/alternatives/"):
                if os.path.realpath(entry.path) in files:
                    files.add(entry.path)
        return files


def _names(relations):
    """The package names in a line such as "libc6 (>= 2.36), dash:any"."""
    for relation in relations.split(","):
        name = re.sub(r"[\s(:].*", "", relation.strip())
        if name:
            yield name


def _merged(path):
    """PATH as it is where /bin, /lib and so on are links into /usr."""
    return re.sub(r"^/(bin|lib|lib32|lib64|sbin)(?=/|$)", r"/usr/\1", path)


def _is_wanted(path):
    if _UNREAD.search(path) or not path.startswith(("/usr/", "/etc/")):
        return False
    return os.path.islink(path) or (os.path.exists(path) and not os.path.isdir(path))


def _run(command):
    # dpkg complains of packages without files, which is no error here.
    return subprocess.run(
        command, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    ).stdout
