# SPDX-License-Identifier: GPL-3.0-or-later
"""A Flatpak runtime and its Sdk made of the Debian packages that are installed on this machine.

They take the place of GNOME's where there is no network to fetch those from. What is built on them
runs in the same sandbox, with the same permissions, on libraries that are somewhat older.
"""

import dataclasses
import glob
import os
import shutil
import subprocess

# What GNOME's Platform has of the libraries that Traybell uses, and libsodium, which the manifest
# builds for itself where it can be fetched.
PLATFORM = [
    "adwaita-icon-theme",
    "bash",
    "ca-certificates",
    "coreutils",
    "dash",
    "dbus-bin",
    "findutils",
    "fonts-dejavu-core",
    "glib-networking",
    "grep",
    "gsettings-desktop-schemas",
    "hicolor-icon-theme",
    "libc-bin",
    "libglib2.0-bin",
    "libgtk-3-0",
    "libgtk-3-common",
    "libjson-glib-1.0-0",
    "libnotify4",
    "librsvg2-common",
    "libsecret-1-0",
    "libsodium23",
    "libsoup-3.0-0",
    "libsqlite3-0",
    "libx11-6",
    "libxcb1",
    "sed",
    "shared-mime-info",
]

SDK = PLATFORM + [
    "appstream-util",
    "desktop-file-utils",
    "gcc",
    "gettext",
    "gtk-update-icon-cache",
    "gzip",
    "libc6-dev",
    "libgtk-3-dev",
    "libjson-glib-dev",
    "libnotify-dev",
    "libsecret-1-dev",
    "libsodium-dev",
    "libsoup-3.0-dev",
    "libsqlite3-dev",
    "libx11-dev",
    "libxcb1-dev",
    "meson",
    "ninja-build",
    "pkg-config",
    "python3",
    "tar",
]

# Flatpak puts its own in their place.
_OF_THE_MACHINE = ("group", "hosts", "localtime", "machine-id", "passwd", "resolv.conf", "timezone")


@dataclasses.dataclass(frozen=True)
class RuntimeNames:
    """What a manifest calls its runtime and Sdk."""

    platform: str
    sdk: str
    branch: str
    architecture: str

    def metadata(self, name):
        return (
            "[Runtime]\n"
            f"name={name}\n"
            f"runtime={self.platform}/{self.architecture}/{self.branch}\n"
            f"sdk={self.sdk}/{self.architecture}/{self.branch}\n"
        )


def write_tree(folder, name, names, files):
    """Writes what `flatpak build-export --runtime` takes: FILES (paths) of this machine.

    FOLDER is made anew; NAME is that of the runtime or the Sdk among NAMES.
    """
    shutil.rmtree(folder, ignore_errors=True)
    root = os.path.join(folder, "root")
    os.makedirs(root)
    _copy(files, root)
    tree = os.path.join(folder, "files")
    os.rename(os.path.join(root, "usr"), tree)
    os.rename(os.path.join(root, "etc"), os.path.join(tree, "etc"))
    os.rmdir(root)

    _drop_dangling_alternatives(tree)
    triplet = _triplet()
    _link_interpreters(tree, triplet)
    _write(
        os.path.join(tree, "etc", "ld.so.conf"),
        "include /run/flatpak/ld.so.conf.d/app-*.conf\n"
        f"/app/lib\n/app/lib/{triplet}\n"
        "include /run/flatpak/ld.so.conf.d/runtime-*.conf\n"
        f"/usr/lib/{triplet}\n/usr/lib\n",
    )
    for entry in _OF_THE_MACHINE:
        path = os.path.join(tree, "etc", entry)
        if os.path.lexists(path):
            os.unlink(path)
    _write(os.path.join(folder, "metadata"), names.metadata(name))


def _copy(files, root):
    # As a stream, so that links stay links and no file is read into memory.
    reader = subprocess.Popen(
        ["tar", "--create", "--directory=/", "--no-recursion", "--null", "--files-from=-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    writer = subprocess.Popen(
        ["tar", "--extract", f"--directory={root}", "--no-same-owner"], stdin=reader.stdout
    )
    reader.stdout.close()
    reader.stdin.write("\0".join(path.lstrip("/") for path in sorted(files)).encode())
    reader.stdin.close()
    if reader.wait() != 0 or writer.wait() != 0:
        raise OSError("The files of the runtime could not be copied.")


def _drop_dangling_alternatives(tree):
    folder = os.path.join(tree, "etc", "alternatives")
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        target = os.readlink(path) if os.path.islink(path) else ""
        if not target.startswith("/usr/") or not os.path.lexists(tree + target[len("/usr") :]):
            os.unlink(path)


def _triplet():
    """The folder of this machine's libraries below /usr/lib."""
    return glob.glob("/usr/lib/*-linux-gnu/libc.so.6")[0].split("/")[3]


def _link_interpreters(tree, triplet):
    """Makes the links to the dynamic linker relative, so that they lead into the runtime."""
    for linker in glob.glob(f"/usr/lib/{triplet}/ld-linux*"):
        name = os.path.basename(linker)
        # By its ABI it is /lib64/… on some machines and /lib/… on others.
        folder = "lib64" if os.path.lexists(f"/lib64/{name}") else "lib"
        link = os.path.join(tree, folder, name)
        os.makedirs(os.path.dirname(link), exist_ok=True)
        if os.path.lexists(link):
            os.unlink(link)
        os.symlink(os.path.relpath(os.path.join(tree, "lib", triplet, name), os.path.dirname(link)), link)


def _write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
