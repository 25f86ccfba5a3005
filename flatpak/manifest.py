# SPDX-License-Identifier: GPL-3.0-or-later
"""The manifests in this folder, and what becomes of them where there is no network."""

import copy
import json
import os

FOLDER = os.path.dirname(os.path.abspath(__file__))
RELEASE = os.path.join(FOLDER, "com.nebutra.Traybell.json")
DEVELOPMENT = os.path.join(FOLDER, "com.nebutra.Traybell.Devel.json")

# Modules that a runtime made of Debian packages has already.
_IN_DEBIAN_RUNTIME = {"libsodium"}


def load(path):
    with open(path, "r", encoding="utf-8") as file:
        return json.load(file)


def for_debian_runtime(manifest, source):
    """MANIFEST without what would have to be fetched, and with the folder SOURCE as its program's
    source."""
    local = copy.deepcopy(manifest)
    local["modules"] = [
        module for module in local["modules"] if module["name"] not in _IN_DEBIAN_RUNTIME
    ]
    program = local["modules"][-1]
    program["sources"] = [{"type": "dir", "path": os.path.abspath(source)}]
    # flatpak-builder lets ninja wait while the machine has other things to do: for ever, on a busy
    # one.
    program["make-args"] = ["-l0"]
    return local


def pin(manifest, commit):
    """MANIFEST with the commit that its program's tag is of: a tag can be moved, this cannot."""
    pinned = copy.deepcopy(manifest)
    pinned["modules"][-1]["sources"][0]["commit"] = commit
    return pinned
